"""Columns and lines over time; a part-period stands apart, outlined in dashes, under its own heading (placing.py).

Where a frame is too narrow for the words under its columns, the periods become rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import fmean

from disclosed.charting.lettering import bar_words, set_lines, widest_word, width_of
from disclosed.charting.placing import (
    BASELINE,
    HEAD_GAP,
    LEADING,
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
    label_of,
)
from disclosed.charting.placing_bars import place_bars
from disclosed.model import Bar, Chart, Panel

PLOT = 160  # height of the columns with their values
WIDEST_STEP = 144  # from one column to the next
COLUMN_SHARE = 0.46  # of the step that is column
WIDEST_COLUMN = 64
APART = {True: 40, False: 16}  # between whole and part-periods, wide and narrow
MOST_LABEL_LINES = 5
ABOVE, BELOW = 8, 17  # from a mark's end to where its value stands, over and under it
OVER, UNDER = 20, 22  # what a value takes over its column, and under a column below 0
WORDS_AIR = 4  # between the words of neighbouring columns
UNDER_POINT = 26  # what a value under a point takes; nearer the base line it stands over the point
POINT_AIR = 8


def place_columns(chart: Chart, width: int) -> Placed:
    """Lay out columns for a frame, or rows where the words under the columns would not fit."""
    count = sum(len(panel.bars) for panel in chart.panels)
    apart = APART[width == WIDE] * (len(chart.panels) - 1)
    step = min(WIDEST_STEP, (width - apart) / count)
    if not _fits(chart, step, narrow=width < WIDE):
        return place_bars(chart, width)
    sheet = Sheet(width)
    heading(sheet, chart.unit)
    lefts = _lefts(chart, step, APART[width == WIDE])
    spans = [(left, step * len(panel.bars)) for panel, left in zip(chart.panels, lefts, strict=True)]
    head_panels(sheet, chart.panels, spans)
    scale = _upright(chart, sheet.y + HEAD_GAP)
    for panel, left in zip(chart.panels, lefts, strict=True):
        _place_panel(sheet, chart, panel, (left, step), scale)
    _label(sheet, chart, lefts, step, scale.start)
    return sheet.placed("columns", [scale])


def _lefts(chart: Chart, step: float, apart: float) -> list[float]:
    found, left = [], 0.0
    for panel in chart.panels:
        found.append(left)
        left += len(panel.bars) * step + apart
    return found


def _fits(chart: Chart, step: float, *, narrow: bool) -> bool:
    """Say whether every column has room for its value and for its label, on few lines and with no word divided."""
    for panel in chart.panels:
        if widest_word(panel.title, bold=True) > step * len(panel.bars):
            return False
        for bar in panel.bars:
            label = label_of(bar, narrow=narrow)
            ends = bar_words(bar, chart)
            if max(widest_word(label), width_of(ends)) > step - WORDS_AIR:
                return False
            if len(set_lines(label, step - WORDS_AIR)) > MOST_LABEL_LINES:
                return False
    return True


def _upright(chart: Chart, top: float) -> Scale:
    """Make the scale of columns: 0 on the base line, with room for a value over the highest and under the lowest."""
    values = [float(bar.value) for panel in chart.panels for bar in panel.bars if bar.value]
    # Down the page is to the right on a flat scale, so that values above 0 are those below it there.
    flat = fit_scale([(-value, OVER if value > 0 else UNDER) for value in values], 0, PLOT, before=OVER)
    return Scale(-flat.low, -flat.high, top, top + PLOT)


def _place_panel(sheet: Sheet, chart: Chart, panel: Panel, across: tuple[float, float], scale: Scale) -> None:
    """Place the columns of one panel on their own base line; `across` is its left edge and step."""
    left, step = across
    base = scale.at(0)
    for at, bar in enumerate(panel.bars):
        middle = left + (at + 0.5) * step
        if bar.value is None:
            sheet.words.append(Words(middle, base - ABOVE, (bar.words,), "middle", ink="quiet", style="italic"))
            continue
        if bar.value:
            thick = min(WIDEST_COLUMN, step * COLUMN_SHARE)
            sheet.marks.append(Mark(0, float(bar.value), middle, 0 if bar.partial else 1, thick=thick))
        away = BELOW if bar.value < 0 else -ABOVE
        sheet.endings.append(Ending(float(bar.value), middle, bar_words(bar, chart), away))
    sheet.rules.append(Rule(left, base, left + step * len(panel.bars), base))


def _label(sheet: Sheet, chart: Chart, lefts: Sequence[float], step: float, top: float) -> None:
    """Write each period under its column."""
    y = top + PLOT + LEADING + 2
    for panel, left in zip(chart.panels, lefts, strict=True):
        for at, bar in enumerate(panel.bars):
            lines = set_lines(label_of(bar, narrow=sheet.width < WIDE), step - WORDS_AIR)
            sheet.write(Words(left + (at + 0.5) * step, y, lines, "middle"))


# A line through whole, equal, unbroken periods


def place_line(chart: Chart, width: int) -> Placed:
    """Lay out a line: a point a period, values at as many points as have room, the base line at 0.

    Where first and last period cannot both be named under it, the periods become rows.
    """
    bars = chart.panels[0].bars
    sides = max(_half(bar_words(bar, chart), bar.label) for bar in bars)
    step = (width - 2 * sides) / (len(bars) - 1)
    if step * (len(bars) - 1) < 2 * sides + POINT_AIR:
        return place_bars(chart, width)
    sheet = Sheet(width)
    heading(sheet, chart.unit)
    top = sheet.y + HEAD_GAP
    scale = _upright_line(bars, top)
    points = [(sides + at * step, bar) for at, bar in enumerate(bars)]
    sheet.marks.extend(Mark(0, float(bar.value or 0), x) for x, bar in points)
    for at in _valued(chart, bars, step):
        x, bar = points[at]
        under = bar.value and (bar.value < 0 or scale.at(0) - scale.at(bar.value) > UNDER_POINT)
        away = BELOW + 3 if under and _dips(bars, at) else -ABOVE - 3
        sheet.endings.append(Ending(float(bar.value or 0), x, bar_words(bar, chart), away))
    sheet.rules.append(Rule(0, scale.at(0), width, scale.at(0)))
    _label_points(sheet, points, step, top + PLOT + LEADING + 2)
    return sheet.placed("line", [scale])


def _half(*words: str) -> float:
    return max(map(width_of, words)) / 2


def _upright_line(bars: Sequence[Bar], top: float) -> Scale:
    """Make the scale of a line, with room for a value over the highest point; one under a dip stays above the base."""
    high = max(float(bar.value or 0) for bar in bars)
    low = min(0.0, *(float(bar.value or 0) for bar in bars))
    room = PLOT - LEADING - ABOVE - (BELOW + BASELINE if low < 0 else 0)
    unit = room / (high - low or 1)
    over = (LEADING + ABOVE) / unit
    return Scale(high + over, high + over - PLOT / unit, top, top + PLOT)


def _dips(bars: Sequence[Bar], at: int) -> bool:
    """Say whether a point lies lower than its neighbours on the whole, so that the line passes over it."""
    beside = [float(bars[near].value or 0) for near in (at - 1, at + 1) if 0 <= near < len(bars)]
    return float(bars[at].value or 0) < fmean(beside)


def _valued(chart: Chart, bars: Sequence[Bar], step: float) -> list[int]:
    """Choose the points that have their value written: all, or the last, first, highest, lowest that do not touch."""
    widths = [width_of(bar_words(bar, chart)) for bar in bars]
    if max(widths) + POINT_AIR <= step:
        return list(range(len(bars)))
    values = [float(bar.value or 0) for bar in bars]
    chosen: list[int] = []
    for at in (len(bars) - 1, 0, values.index(max(values)), values.index(min(values))):
        if all(
            at != other and abs(at - other) * step >= (widths[at] + widths[other]) / 2 + POINT_AIR for other in chosen
        ):
            chosen.append(at)
    return sorted(chosen)


def _label_points(sheet: Sheet, points: Sequence[tuple[float, Bar]], step: float, y: float) -> None:
    """Write periods under their points: each, or every second, third …, the first and the last always."""
    widest = max(width_of(bar.label) for _, bar in points) + POINT_AIR
    for x, bar in points[:: _stride(len(points) - 1, ceil(widest / step))]:
        sheet.write(Words(x, y, (bar.label,), "middle"))


def _stride(last: int, fewest: int) -> int:
    """Choose how many periods to a label: at least what their width asks, and such that first and last have one."""
    return next(every for every in range(max(fewest, 1), last + 1) if last % every == 0 or every == last)
