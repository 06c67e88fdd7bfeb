"""Parts stacked into wholes: one bar a group, each part carrying its own words, so that there is no key (placing.py).

Words stand inside their part, on one line or two. A part too small for its words has them under the bar, led to by a
line; which of such words stands nearer the bar is chosen so that no line runs through other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from disclosed.charting.lettering import bar_words, set_lines, width_of
from disclosed.charting.placing import (
    HEAD_GAP,
    LEADING,
    WIDE,
    Ink,
    Mark,
    Placed,
    Rule,
    Scale,
    Sheet,
    Words,
    head_panels,
    heading,
    label_of,
    middle_line,
)
from disclosed.describing.wording import lower_first
from disclosed.model import Bar, Chart, Panel

ONE_LINE, TWO_LINES = 38, 54  # height of a bar whose parts' words take one line, or two
INSIDE = 8  # from a part's edge to its words
LEAD = 10  # from a bar to the first words under it
ELBOW = 6  # from the line that leads to words to the words
# The Analysis Function's colours; two parts take the pair that differs most (look: "a pair is 1 and 4").
SERIES: dict[int, tuple[int, ...]] = {1: (1,), 2: (1, 4), 3: (1, 2, 3), 4: (1, 2, 3, 4)}
ON: tuple[Ink, ...] = ("text", "on-1", "on-2", "on-3", "on-4")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: where it stands, in units, and its words (none inside: they stand under the bar)."""

    start: float
    end: float
    words: tuple[str, ...]
    inside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """Words under a bar: the line that leads down to them at `x`, and the span that the words take."""

    x: float
    left: float
    right: float
    lines: tuple[str, ...]


def place_parts(chart: Chart, width: int) -> Placed:
    """Lay out stacked bars for a frame; the largest whole fills it."""
    whole = max(sum(float(bar.value or 0) for bar in panel.bars) for panel in chart.panels)
    scale = Scale(0, whole or 1, 0, width)
    groups = [_parts(chart, panel, scale) for panel in chart.panels]
    tall = TWO_LINES if any(len(part.inside) > 1 for parts in groups for part in parts) else ONE_LINE
    sheet = Sheet(width)
    heading(sheet, chart.unit)
    for panel, parts in zip(chart.panels, groups, strict=True):
        head_panels(sheet, [panel], [(0, width)])
        _place_bar(sheet, panel, parts, tall)
        _place_callouts(sheet, [_callout(part, width) for part in parts if not part.inside])
    return sheet.placed("rows", [scale])


def _parts(chart: Chart, panel: Panel, scale: Scale) -> list[Part]:
    """Set the parts of one bar end to end."""
    found, start = [], 0.0
    for bar in panel.bars:
        end = start + float(bar.value or 0)
        found.append(_part(chart, bar, scale, (start, end)))
        start = end
    return found


def _part(chart: Chart, bar: Bar, scale: Scale, span: tuple[float, float]) -> Part:
    """Word one part, inside it if that fits: the number before its name, on one line or two."""
    count = bar_words(bar, chart)
    name = lower_first(label_of(bar, narrow=scale.end < WIDE))
    start, end = scale.at(span[0]), scale.at(span[1])
    room = end - start - 2 * INSIDE
    together = (f"{count} {name}",)
    for lines in (together, (count, name)):
        if max(map(width_of, lines)) <= room:
            return Part(start, end, together, lines)
    return Part(start, end, together, ())


def _place_bar(sheet: Sheet, panel: Panel, parts: Sequence[Part], tall: int) -> None:
    """Place one bar's parts, with the words that stand inside them."""
    sheet.y += HEAD_GAP
    middle = sheet.y + tall / 2
    start = 0.0
    for series, bar, part in zip(SERIES[len(parts)], panel.bars, parts, strict=True):
        if bar.value:
            sheet.marks.append(Mark(start, start + float(bar.value), middle, series, thick=tall, edged=True))
        start += float(bar.value or 0)
        if part.inside:
            y = middle_line(middle, part.inside)
            sheet.words.append(Words(part.start + INSIDE, y, part.inside, ink=ON[series]))
    sheet.rules.append(Rule(0, sheet.y, 0, sheet.y + tall))
    sheet.y += tall


def _callout(part: Part, width: int) -> Callout:
    """Set words under a bar beside the line that leads to them: on its right if they fit there, else on its left."""
    middle = min(max((part.start + part.end) / 2, 1), width - 1)
    on_right = width - middle >= middle
    room = (width - middle if on_right else middle) - ELBOW
    lines = set_lines(part.words[0], room)
    wide = max(map(width_of, lines)) + ELBOW
    return Callout(middle, middle, middle + wide, lines) if on_right else Callout(middle, middle - wide, middle, lines)


def _place_callouts(sheet: Sheet, callouts: Sequence[Callout]) -> None:
    """Place words under a bar, each lower than the one before, in the first order in which no line crosses words."""
    if not callouts:
        return
    order = next((found for found in permutations(callouts) if not _crosses(found)), tuple(callouts))
    bottom = sheet.y
    sheet.y += LEAD
    for callout in order:
        on_right = callout.left == callout.x
        x = callout.x + ELBOW if on_right else callout.x - ELBOW
        first = sheet.y + LEADING - 2
        sheet.rules.append(Rule(callout.x, bottom, callout.x, first))
        sheet.write(Words(x, first, callout.lines, "start" if on_right else "end"))
        sheet.y += 2


def _crosses(order: Sequence[Callout]) -> bool:
    """Say whether a line that leads to lower words runs through higher ones."""
    return any(higher.left < lower.x < higher.right for at, higher in enumerate(order) for lower in order[at + 1 :])
