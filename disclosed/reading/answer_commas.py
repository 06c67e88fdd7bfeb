"""Rows of a spreadsheet that was saved with commas or semicolons: `Eastfold,412,"1,407"` under `District,2021,2022`.

A comma parts thousands too, so a line alone tells nothing. A run of lines is such a table where most have as many cells, the
first of them words or years and no values; a row of another width is left to a person (answer_grids.py). A cell in quotation
marks may hold the sign itself. A comma with a space behind it lists things in a sentence as well, so there every cell
beside a row's label must be a value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from disclosed.model import Line
from disclosed.reading.answer_cells import Cell, cell_at
from disclosed.reading.answer_grids import MAX_COLUMNS, Row
from disclosed.reading.values import Legend

SIGNS = ";,"  # the rarer first: with semicolons a comma stands inside a number
LEAST_ROWS = 2  # with the headings: a table
LEAST_NARROW = 3  # of two cells a row, which a label with its number has too
LONGEST = 80  # characters of a cell; a longer one is a clause

_CELL = {
    sign: re.compile(rf' *(?:"(?P<quoted>[^"]*)"|(?P<bare>[^{sign}"]*)) *(?P<end>{sign}|$)') for sign in SIGNS
}  # every step takes a sign or the line's end
_SPACED = re.compile(r"[,;] +\S")
_CUT_OTHERWISE = re.compile(r"[\t|]|\S {2,}\S| / ")
_DIGIT_LAST, _THREE = re.compile(r"\d$"), re.compile(r"\d{3}(?!\d)")  # `Arts 1` before `204` is a number cut in two
_CLOSED = re.compile(r"[.?!:] *$")


@dataclass(frozen=True, slots=True)
class Separated:
    """The sign that parts a table's cells, and the number of its first line, which tells it from another table."""

    sign: str
    first: int


def separated_rows(lines: Sequence[Line]) -> dict[int, Separated]:
    """Find the lines that are rows of such tables, each with its table, by the number of the line."""
    found: dict[int, Separated] = {}
    for sign in SIGNS:
        for run in _runs(lines, sign):
            rows = _trimmed(run, sign)
            if rows and not any(line.number in found for line in rows) and _is_table(rows, sign):
                found |= {line.number: Separated(sign, rows[0].number) for line in rows}
    return found


def _runs(lines: Sequence[Line], sign: str) -> Iterator[list[Line]]:
    """Yield lines that could be rows and follow one another; empty lines part tables, but where one stands between all rows."""
    written = [line for line in lines if line.shadow.strip()]
    for could, group in groupby(written, lambda line: _could_be(line, sign)):
        run = list(group) if could else []
        close = any(after.number == line.number + 1 for line, after in pairwise(run))
        start = 0
        for place in range(1, len(run) + 1):
            if place == len(run) or (close and run[place].number > run[place - 1].number + 1):
                yield run[start:place]
                start = place


def _trimmed(run: Sequence[Line], sign: str) -> Sequence[Line]:
    """Leave off a title above a table and a note below it: lines of another width without a value."""
    rows = [cut_at_sign(line, sign, ()) for line in run]
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    kept = [place for place, row in enumerate(rows) if len(row) == width or any(cell.plain for cell in row)]
    return run[kept[0] : kept[-1] + 1] if kept else []


def cut_at_sign(line: Line, sign: str, legends: Sequence[Legend]) -> Row:
    """Cut a row at each sign outside quotation marks; the marks are no part of a cell."""
    return tuple(cell_at(line, first, last, legends) for first, last in _places(line, sign))


def _places(line: Line, sign: str) -> Iterator[tuple[int, int]]:
    """Yield where the cells stand; none where a quotation mark is left open."""
    place = 0
    while (found := _CELL[sign].match(line.shadow, place)) is not None:
        yield found.span("quoted" if found["quoted"] is not None else "bare")
        place = found.end()
        if not found["end"]:
            return


def _could_be(line: Line, sign: str) -> bool:
    places = list(_places(line, sign)) if sign in line.shadow else []
    whole = bool(places) and places[-1][1] >= len(line.shadow.rstrip(' "'))
    return (
        whole
        and 2 <= len(places) <= MAX_COLUMNS
        and not _CUT_OTHERWISE.search(line.shadow)
        and not _CLOSED.search(line.shadow)
        and all(last - first <= LONGEST for first, last in places)
    )


def _is_table(run: Sequence[Line], sign: str) -> bool:
    """Tell a table by its width, by headings without values, and by values in most cells beside its labels."""
    rows = [cut_at_sign(line, sign, ()) for line in run]
    width, often = Counter(len(row) for row in rows).most_common(1)[0]
    if often < (LEAST_ROWS if width > 2 else LEAST_NARROW) or often * 2 <= len(rows):
        return False
    spaced = any(_SPACED.search(line.shadow) for line in run)
    headed = len(rows[0]) == width and not any(cell.plain for cell in rows[0]) and _words(rows[0])
    if not headed and (spaced or width == 2 or often < LEAST_NARROW):
        return False
    body = [row for row in rows[headed:] if len(row) == width]
    return bool(body) and all(not row[0].counted and _holds(row, spaced=spaced) for row in body)


def _words(heads: Row) -> bool:
    return all(cell.dated or any(map(str.isalpha, cell.text)) for cell in heads[1:])


def _holds(row: Row, *, spaced: bool) -> bool:
    """Tell whether a row holds values: one at least, and all beside its label where spaces stand behind the signs."""
    values = [_valued(cell) for cell in row[1:]]
    odd = _DIGIT_LAST.search(row[0].text) is not None and _THREE.match(row[1].text) is not None and not row[0].dated
    odd = odd or any(not (cell.valued or cell.dated) and any(map(str.isdigit, cell.text)) for cell in row[1:])
    return not odd and (all(values) if spaced else any(values))


def _valued(cell: Cell) -> bool:
    return cell.valued or (not cell.empty and len(cell.text) == 1)
