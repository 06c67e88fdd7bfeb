"""Bars in rows: bands in the letter's order, authorities by name; panels side by side where there is room (placing.py).

In a narrow drawing short labels stand beside their bars; if one is longer, all stand above them, so that bars keep the
whole width and no label is broken over many lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from disclosed.charting.lettering import bar_words, set_lines, widest_word, width_of
from disclosed.charting.placing import (
    BAR,
    HEAD_GAP,
    LABEL_GAP,
    LABEL_SHARE,
    LEADING,
    PANEL_GAP,
    ROW,
    SHORTEST_BARS,
    SIDE_LABEL,
    TEXT,
    VALUE_GAP,
    WIDE,
    Ending,
    Mark,
    Placed,
    Rule,
    Scale,
    Sheet,
    Words,
    fit_scale,
    head_panels,
    heading,
    is_share,
    label_of,
    middle_line,
    reaches_of,
)
from disclosed.model import Bar, Chart, Panel

ROW_AIR = 10  # between the labels of two rows that take several lines
ABOVE_BAR = 16  # a bar under its label is a little thinner, so that label and bar read as one
ABOVE_LABEL = 7  # from where a label stands to the bar under it
ABOVE_AIR = 13  # from such a bar to the next label


def place_bars(chart: Chart, width: int) -> Placed:
    """Lay out bars in rows for a frame."""
    narrow = width < WIDE
    labels = [label_of(bar, narrow=narrow) for panel in chart.panels for bar in panel.bars]
    sheet = Sheet(width)
    heading(sheet, chart.unit)
    if narrow and max(map(width_of, labels)) > SIDE_LABEL:
        scale = fit_scale(reaches_of(chart), 0, width)
        for panel in chart.panels:
            _place_above(sheet, chart, panel, scale)
        _end_scale(sheet, chart, [scale])
        return sheet.placed("rows", [scale])
    return _place_beside(sheet, chart, labels)


def _place_above(sheet: Sheet, chart: Chart, panel: Panel, scale: Scale) -> None:
    """Place a panel's bars, each under its label."""
    head_panels(sheet, [panel], [(0, sheet.width)])
    base = scale.at(0)
    sheet.y += HEAD_GAP / 2
    for bar in panel.bars:
        lines = set_lines(label_of(bar, narrow=True), sheet.width)
        sheet.write(Words(0, sheet.y + LEADING + 2, lines))
        middle = sheet.y + ABOVE_LABEL + ABOVE_BAR / 2
        _place_bar(sheet, chart, bar, middle, [scale], 0)
        sheet.rules.append(Rule(base, middle - ABOVE_BAR / 2 - 2, base, middle + ABOVE_BAR / 2 + 2))
        sheet.y = middle + ABOVE_BAR / 2 + ABOVE_AIR - LEADING / 2


def _place_bar(sheet: Sheet, chart: Chart, bar: Bar, middle: float, scales: Sequence[Scale], column: int) -> None:
    """Place one bar with its value at its end, or the words for a missing value at the base line."""
    if bar.value is None:
        x = scales[column].at(0) + VALUE_GAP
        sheet.words.append(Words(x, middle + 5, (bar.words,), ink="quiet", style="italic"))
        return
    thick = ABOVE_BAR if scales[column].start == 0 and sheet.width < WIDE else BAR
    if bar.value:
        sheet.marks.append(Mark(0, float(bar.value), middle, 0 if bar.partial else 1, column, thick))
    away = -VALUE_GAP if bar.value < 0 else VALUE_GAP
    sheet.endings.append(Ending(float(bar.value), middle + 5, bar_words(bar, chart), away, column))


def _place_beside(sheet: Sheet, chart: Chart, labels: list[str]) -> Placed:
    """Place bars with their labels beside them, as many panels side by side as leave bars long enough."""
    count = len(chart.panels) if _level(chart.panels) else 1
    for across in sorted({count, ceil(count / 2), 1}, reverse=True):
        column = _label_column(labels, sheet.width, across)
        room = (sheet.width - column - PANEL_GAP * (across - 1)) / across
        if across == 1 or _fits(chart, room):
            break
    lefts = [column + at * (room + PANEL_GAP) for at in range(across)]
    scales = [fit_scale(reaches_of(chart), left, room) for left in lefts]
    for panels in _grid_rows(chart.panels, across):
        head_panels(sheet, panels, [(left, room) for left in lefts])
        _place_grid_row(sheet, chart, panels, scales, column)
    _end_scale(sheet, chart, scales[: len(panels)])
    return sheet.placed("rows", scales)


def _level(panels: Sequence[Panel]) -> bool:
    """Say whether panels have the same labels, so that their rows can stand level."""
    return len({tuple(bar.label for bar in panel.bars) for panel in panels}) == 1


def _label_column(labels: list[str], width: int, across: int) -> float:
    """Give the row labels the width that the longest line of them needs, within their share of the frame."""
    if width < WIDE:
        return ceil(max(map(width_of, labels), default=0)) + LABEL_GAP
    most = width * LABEL_SHARE.get(across, 0.25)
    return ceil(max((width_of(line) for label in labels for line in set_lines(label, most)), default=0)) + LABEL_GAP


def _fits(chart: Chart, width: float) -> bool:
    """Say whether panels of this width leave bars long enough to compare, and hold their headings' words."""
    reaches = reaches_of(chart)
    right = max((room for value, room in reaches if value >= 0), default=0)
    left = max((room for value, room in reaches if value < 0), default=0)
    longest_title = max(widest_word(panel.title, bold=True) for panel in chart.panels)
    return width - left - right >= SHORTEST_BARS and width >= longest_title


def _grid_rows(panels: Sequence[Panel], across: int) -> Iterator[Sequence[Panel]]:
    for first in range(0, len(panels), across):
        yield panels[first : first + across]


def _place_grid_row(
    sheet: Sheet, chart: Chart, panels: Sequence[Panel], scales: Sequence[Scale], column: float
) -> None:
    """Place panels that stand side by side: one label a row, level bars, a base line each."""
    top = sheet.y + HEAD_GAP
    y = top
    for at, bar in enumerate(panels[0].bars):
        lines = set_lines(label_of(bar, narrow=sheet.width < WIDE), column - LABEL_GAP)
        tall = max(ROW, len(lines) * LEADING + (ROW_AIR if len(lines) > 1 else 0))
        middle = y + tall / 2
        sheet.write(Words(column - LABEL_GAP, middle_line(middle, lines), lines, "end"))
        for place, panel in enumerate(panels):
            _place_bar(sheet, chart, panel.bars[at], middle, scales, place)
        y += tall
    sheet.rules.extend(Rule(scale.at(0), top, scale.at(0), y) for scale in scales[: len(panels)])
    sheet.y = y


def _end_scale(sheet: Sheet, chart: Chart, scales: Sequence[Scale]) -> None:
    """Mark the ends of a scale of shares: bars can only be read as parts of a whole when the whole is seen."""
    if not is_share(chart):
        return
    sheet.y += TEXT + 4
    for scale in scales:
        sheet.words.append(Words(scale.at(0), sheet.y, ("0%",), ink="quiet"))
        sheet.words.append(Words(scale.at(100), sheet.y, ("100%",), "middle", ink="quiet"))
