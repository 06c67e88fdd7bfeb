"""Where everything in a chart stands, in drawing units: rows, columns, labels on as many lines as they need.

A drawing is laid out anew for its frame, wide (640 units) or narrow (270), with text of 14 units in both; it is never
shrunk, so no text falls under 14 px (docs/editorial.md §4). Nothing is cut off and nothing overlaps: labels wrap, rows
grow, columns that are too narrow for their words become rows. What is placed here holds values; the specification
(drawing.py) has them drawn to a scale. Floats here are lengths on paper, never figures: those stand in the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from disclosed.charting.lettering import bar_words, set_lines, width_of
from disclosed.model import Bar, Chart, Number, Panel

Anchor = Literal["start", "middle", "end"]
Ink = Literal["text", "quiet", "on-1", "on-2", "on-3", "on-4"]
Form = Literal["rows", "columns", "line", "ticks"]

WIDE, NARROW = 640, 270
TEXT = 14
LEADING = 18  # from one line of text to the next
BASELINE = 5  # from the middle of a line of digits to where they stand
BAR = 19
ROW = 28  # a bar and the space to the next
HEAD_GAP = 12  # from a heading's last line to what it heads
PANEL_GAP = 32
LABEL_GAP = 10
VALUE_GAP = 6
LABEL_SHARE = {1: 0.42, 2: 0.31}  # of the frame, at most, for row labels; with more panels a quarter
SIDE_LABEL = 96  # the widest label that stands beside its bar in a narrow drawing; a longer one stands above
SHORTEST_BARS = 70  # below this for the longest bar, panels go under each other


@dataclass(frozen=True, slots=True)
class Scale:
    """Values to units: `low` stands at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: Number | float) -> float:
        """Find where a value stands."""
        return self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Mark:
    """A value drawn from `start` to `end` on scale number `scale`, `across` the other way.

    `fill` is a series, or 0 for an outline of dashes; `edged` marks are parted by a line of paper.
    """

    start: float
    end: float
    across: float
    fill: int = 1
    scale: int = 0
    thick: float = BAR
    edged: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """The words at a mark's end, on its scale; `away` is how far from it."""

    value: float
    across: float
    words: str
    away: float = VALUE_GAP
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text; `y` is where the first line stands."""

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: Anchor = "start"
    ink: Ink = "text"
    weight: Literal["normal", "bold"] = "normal"
    style: Literal["normal", "italic"] = "normal"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from one point to another: a base line, or what leads from a part to its words."""

    x: float
    y: float
    x2: float
    y2: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A chart laid out in its frame."""

    form: Form
    width: int
    height: float
    scales: tuple[Scale, ...]
    marks: tuple[Mark, ...] = ()
    endings: tuple[Ending, ...] = ()
    words: tuple[Words, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(slots=True)
class Sheet:
    """A drawing while it is being laid out; `y` is how far down it has come."""

    width: int
    y: float = 0
    marks: list[Mark] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def write(self, words: Words) -> None:
        """Add words, if there are any, and come down to their last line at least."""
        if not words.lines:
            return
        self.words.append(words)
        self.y = max(self.y, words.y + LEADING * (len(words.lines) - 1))

    def placed(self, form: Form, scales: Sequence[Scale]) -> Placed:
        """Finish the drawing, with room for the descenders of its last line."""
        sheet = (tuple(self.marks), tuple(self.endings), tuple(self.words), tuple(self.rules))
        return Placed(form, self.width, round(self.y + BASELINE, 2), tuple(scales), *sheet)


def heading(sheet: Sheet, words: str) -> None:
    """Head a drawing with the unit of its values, in words."""
    sheet.write(Words(0, TEXT, set_lines(words, sheet.width), ink="quiet"))


def middle_line(y: float, lines: Sequence[str]) -> float:
    """Find where the first of some lines stands so that all of them are centred on `y`."""
    return y + BASELINE - LEADING * (len(lines) - 1) / 2


def label_of(bar: Bar, *, narrow: bool) -> str:
    """Choose a mark's label: in a narrow drawing the editor's shorter one."""
    return bar.short if narrow and bar.short else bar.label


# A scale that leaves room for the words at the ends of its marks


def fit_scale(reaches: Sequence[tuple[float, float]], left: float, width: float, *, before: float = 0) -> Scale:
    """Make the largest scale on which every mark and the words at its end stay within the width.

    `reaches` pairs a value with the room its words need beyond it; values below 0 go to the left of the base line.
    `before` is the room to keep free there in any case. For a value v with room c, v·k + c must fit on its side, so each pair of the two sides bounds k.
    """
    above = [(0.0, 0.0), *((value, room) for value, room in reaches if value >= 0)]
    below = [(0.0, before), *((-value, room) for value, room in reaches if value < 0)]
    bounds = [(width - c - d) / (v + w) for v, c in above for w, d in below if v + w]
    unit = min(bounds, default=1.0)
    to_the_left = max(value * unit + room for value, room in below)
    return Scale(-to_the_left / unit, (width - to_the_left) / unit, left, left + width)


def reaches_of(chart: Chart) -> list[tuple[float, float]]:
    """Pair every value of a chart with the width of the words at its end; shares always reach to 100."""
    bars = [bar for panel in chart.panels for bar in panel.bars]
    ends = [bar_words(bar, chart) for bar in bars]
    found = [(float(bar.value or 0), VALUE_GAP + width_of(words)) for bar, words in zip(bars, ends, strict=True)]
    if is_share(chart):
        found.append((100.0, VALUE_GAP + width_of("100%")))
    return found


def is_share(chart: Chart) -> bool:
    """Say whether all values are shares of a whole, so that the scale is 0 to 100."""
    values = [bar.value for panel in chart.panels for bar in panel.bars if bar.value is not None]
    return chart.suffix == "%" and all(0 <= value <= 100 for value in values)


def head_panels(sheet: Sheet, panels: Sequence[Panel], spans: Sequence[tuple[float, float]]) -> None:
    """Head panels that stand side by side, on level last lines; nothing where none has a title.

    `spans` gives each panel's left edge and width.
    """
    heads = [set_lines(panel.title, width, bold=True) for panel, (_, width) in zip(panels, spans, strict=False)]
    tallest = max(len(lines) for lines in heads)
    if not tallest:
        return
    top = sheet.y + LEADING + HEAD_GAP
    for lines, (left, _) in zip(heads, spans, strict=False):
        sheet.write(Words(left, top + LEADING * (tallest - len(lines)), lines, weight="bold"))
