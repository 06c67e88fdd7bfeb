"""A year that heads a column, or a count that looks like one: `A&E 2023` over `Maternity 158`.

Nothing on the page tells which it is, unless the question names the year or the words before it head the row labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosed.model import Line
from disclosed.reading.answer_cells import Cell, heads_labels
from disclosed.reading.candidates import Candidate

_BARE_YEAR = re.compile(r"(?:199\d|20[0-3]\d)")
_YEARS = re.compile(r"(?:19|20)\d\d")  # before a year on its line: then it is one of several that head columns


def heads_by_year(winner: Candidate, lines: Sequence[Line], question: str) -> bool:
    """Whether a heading is a year that stands after other words, as a value after its label, and that was not asked for."""
    by_number = {line.number: line for line in lines}
    for span in winner.headings if winner.figures else ():
        line = by_number.get(span.line)
        words = line.shadow[span.first - 1 : span.last].strip() if line else ""
        if line and _BARE_YEAR.fullmatch(words) and words not in question:
            before = Cell(line, *_trimmed(line.shadow[: span.first - 1]))
            if not before.empty and not heads_labels(before) and not _YEARS.search(line.shadow[: span.first - 1]):
                return True
    return False


def _trimmed(words: str) -> tuple[int, int]:
    """Give where words begin and end without the signs of cells around them."""
    return len(words) - len(words.lstrip(" \t|")), len(words.rstrip(" \t|:-"))
