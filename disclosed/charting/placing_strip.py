"""Shares of many authorities as ticks on one line from 0 to 100%; the table under it has the names (placing.py)."""

from __future__ import annotations

from collections import Counter

from disclosed.charting.lettering import set_lines
from disclosed.charting.placing import HEAD_GAP, LEADING, WIDE, Mark, Placed, Rule, Scale, Sheet, Words, heading
from disclosed.model import Chart

TICK = 34  # height of a tick
SIDE = 20  # half of what "100%" takes, so that the ends of the scale can be written under them
ENDS = {True: (0, 25, 50, 75, 100), False: (0, 50, 100)}


def place_strip(chart: Chart, width: int) -> Placed:
    """Lay out a tick a share; what has none is counted in words under the line, not placed on it."""
    bars = [bar for panel in chart.panels for bar in panel.bars]
    sheet = Sheet(width)
    heading(sheet, chart.unit)
    scale = Scale(0, 100, SIDE, width - SIDE)
    middle = sheet.y + HEAD_GAP + TICK / 2
    sheet.marks.extend(Mark(0, float(bar.value), middle, thick=TICK) for bar in bars if bar.value is not None)
    base = middle + TICK / 2 + 4
    sheet.rules.append(Rule(scale.start, base, scale.end, base))
    for end in ENDS[width == WIDE]:
        sheet.rules.append(Rule(scale.at(end), base, scale.at(end), base + 5))
        sheet.write(Words(scale.at(end), base + LEADING + 4, (f"{end}%",), "middle"))
    _count(sheet, chart)
    return sheet.placed("ticks", [scale])


def _count(sheet: Sheet, chart: Chart) -> None:
    """Say how many ticks there are, and how many authorities have none, by the words that stand for them."""
    bars = [bar for panel in chart.panels for bar in panel.bars]
    without = Counter(bar.words for bar in bars if bar.value is None)
    counts = [f"{len(bars) - without.total()} authorities, a line each"]
    counts += [f"{words}: {count}" for words, count in without.items()]
    sheet.write(Words(0, sheet.y + LEADING + 8, set_lines(". ".join(counts) + ".", sheet.width), ink="quiet"))
