"""The cells of a sheet to its tables: empty rows part them, and empty columns where each side is a table of its own.

A sheet is one wide grid on which people set tables below and beside each other, under titles. Hidden rows and columns are
taken away first, so that what stood on both sides of them stands together, as the sheet shows it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from disclosed.readers.grids import is_figure
from disclosed.readers.plain import Paragraph, RawCell, refuse

_UNNAMED = re.compile(r"(?:sheet|table|worksheet)[ _]?\d{0,3}\Z", re.IGNORECASE)
MAX_CELLS = 200_000  # of one table, empty ones counted


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its place in a sheet, hidden rows and columns counted."""

    row: int
    column: int
    cell: RawCell


def named(name: str) -> Iterator[Paragraph]:
    """Yield the name of a sheet, unless its program gave it: "Sheet1" would be read as a number."""
    if not _UNNAMED.match(name):
        yield Paragraph(name)


def shown_cells(placed: Iterable[Placed], hidden_rows: Iterable[int], hidden_columns: Iterable[int]) -> list[Placed]:
    """Take hidden rows and columns away: a cell covers what is left of it, and what follows moves up."""
    rows, columns = sorted(set(hidden_rows)), sorted(set(hidden_columns))
    made = []
    for one in placed:
        row, down = _left_of(rows, one.row, one.cell.down)
        column, across = _left_of(columns, one.column, one.cell.across)
        if down and across:
            made.append(Placed(row, column, replace(one.cell, across=across, down=down)))
    return made


def _left_of(hidden: Sequence[int], first: int, count: int) -> tuple[int, int]:
    """Give where something begins, and how long it is, once what is hidden is taken away."""
    before = bisect_left(hidden, first)
    within = bisect_left(hidden, first + count) - before
    return first - before, count - within


def sheet_tables(placed: Iterable[Placed]) -> Iterator[list[list[RawCell]]]:
    """Yield the rows of each table of a sheet; what no filled cell covers is empty."""
    for run in _apart([(one.row, one.cell.down, one) for one in _clipped([one for one in placed if one.cell.filled])]):
        above = min(one.row for one in run)
        heads = [one for one in run if one.row == above]
        body = [one for one in run if one.row > above]
        titled = len(heads) == 1 and bool(body)
        beside = _beside(body if titled else run)
        if len(beside) > 1:
            yield from ([[one.cell]] for one in heads if titled)
            yield from (table_rows(part) for part in beside)
        else:
            yield table_rows(run)


def _clipped(placed: Sequence[Placed]) -> Iterator[Placed]:
    """Let no cell reach past the last that begins: a title may be merged to the end of the sheet."""
    last_row, last_column = (max((getattr(one, name) for one in placed), default=0) for name in ("row", "column"))
    for one in placed:
        down = min(one.cell.down, last_row - one.row + 1)
        across = min(one.cell.across, last_column - one.column + 1)
        yield replace(one, cell=replace(one.cell, down=down, across=across))


def _beside(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Part tables that stand beside each other; one whose labels an empty column sets apart stays whole."""
    parts = _apart([(one.column, one.cell.across, one) for one in placed])
    return parts if all(_is_table(part) for part in parts) else [list(placed)]


def _apart(spans: Sequence[tuple[int, int, Placed]]) -> list[list[Placed]]:
    """Part cells where a row, or a column, is empty: each is given with where it begins and how far it reaches."""
    parts: list[list[Placed]] = []
    end = -1
    for first, count, one in sorted(spans, key=lambda span: (span[0], span[2].row, span[2].column)):
        if first > end or not parts:
            parts.append([])
        parts[-1].append(one)
        end = max(end, first + count)
    return parts


def _is_table(placed: Sequence[Placed]) -> bool:
    """Whether cells are a table by themselves: labels at the left, figures to the right of them."""
    left = min(one.column for one in placed)
    labels = [is_figure(one.cell.text) for one in placed if one.column == left]
    figures = any(is_figure(one.cell.text) for one in placed if one.column > left)
    return figures and sum(labels) * 2 < len(labels)


def table_rows(placed: Sequence[Placed]) -> list[list[RawCell]]:
    """Lay the cells of a table out in rows, empty ones where none covers a place."""
    if not placed:
        return []
    top, left = min(one.row for one in placed), min(one.column for one in placed)
    height = max(one.row + one.cell.down for one in placed) - top
    width = max(one.column + one.cell.across for one in placed) - left
    if height * width > MAX_CELLS:
        refuse(f"A table has more than {MAX_CELLS:,} cells.", "Add the part that answers the request.")
    covered: dict[tuple[int, int], RawCell | None] = {}
    for one in placed:
        for row in range(one.row, one.row + one.cell.down):
            for column in range(one.column, one.column + one.cell.across):
                covered.setdefault((row - top, column - left), None)
        covered[one.row - top, one.column - left] = one.cell
    empty = RawCell(())
    return [
        [cell for column in range(width) if (cell := covered.get((row, column), empty)) is not None]
        for row in range(height)
    ]
