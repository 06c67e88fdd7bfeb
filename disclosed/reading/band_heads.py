"""Headings that are bands: `Under 5 | 5 to 10 | Over 10`, `0-6 months | 6-12 months`. Their numbers name columns and count nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosed.reading.answer_cells import Cell
from disclosed.reading.lines import fold

_SPAN = r"\d{1,3}(?:,\d{3})*(?: ?(?:-|to) ?£?\d{1,3}(?:,\d{3})*)?"
_UNIT = (
    r"(?:years?|yrs?|months?|mths?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?|miles?|bed(?:room)?s?|times|old|k|m)"
)
_BAND = re.compile(
    rf"(?:aged? |ages )?(?P<bound>(?:under|below|over|above|up to|less than|fewer than|more than|at least|at most|<|>) ?)?£?{_SPAN}"
    rf"(?P<open>\+| ?(?:and|or) (?:over|under|above|below|more|less|older|younger|fewer|upwards))?(?: ?{_UNIT}){{0,2}}"
    r"(?P<last>(?: (?:and|or) (?:over|under|above|below|more|less|older|younger)))?"
)
_TWO = re.compile(r"\d ?(?:-|to) ?£?\d")
FEWEST = 2


def are_bands(cells: Sequence[Cell]) -> bool:
    """Whether cells are bands, each beginning where none before it does; one of them at least has both its ends."""
    found = [_BAND.fullmatch(fold(cell.text).strip()) for cell in cells]
    if len(cells) < FEWEST or not all(found):
        return False
    starts = [int(re.sub(r"\D.*", "", re.sub(r"^\D*", "", cell.text).replace(",", ""))) for cell in cells]
    spans = sum(_TWO.search(fold(cell.text)) is not None for cell in cells)
    ends = sum(1 for one in found if one and (one["bound"] or one["open"] or one["last"]))
    return spans > 0 and spans + ends >= len(cells) - 1 and starts == sorted(starts)
