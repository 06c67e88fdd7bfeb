"""How a table is set where the screen is too narrow for it, so that a phone shows every column without scrolling sideways.

A table that fits stays as it is. One of a few short numbers has each row's label on a line of its own above them, so that
columns are still read downwards (`over`). Any other becomes a block a row, each cell beside its heading (`pairs`). Rows of data as
they stand in a file scroll. The stylesheet sets all of it below a width, by containers; here is only which way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.publishing.views import Cell, Column, Grid, Narrow, Rich, Row

# Widths in characters of the tables' face at 16 px, 8.5 px each on average.
PHONE = 34  # a screen of 320 px without its margins
GAP = 2  # between columns
ROW_LABEL = 14  # what a row's label gets at the least, its gap with it
BOX = 2  # around a tag's words


def fitted(grid: Grid) -> Grid:
    """Choose how a table is set on a narrow screen."""
    way = _way(grid)
    return replace(grid, narrow=way, rows=tuple(_named(grid)) if way == "pairs" else grid.rows)


def _named(grid: Grid) -> Iterator[Row]:
    """Give each cell its column's heading, without the marks of notes, which stay in the table's head."""
    heads = ["".join(run.text for run in column.words if run.style != "note").strip() for column in grid.columns]
    for row in grid.rows:
        cells = tuple(_beside(cell, head) for cell, head in zip(row.cells, heads, strict=True))
        yield Row(cells, row.anchor, row.style)


def _beside(cell: Cell, head: str) -> Cell:
    """Copy a cell with its heading; written out, since a site has many and `replace` takes four times as long."""
    return Cell(cell.words, cell.number, cell.heading, cell.style, cell.anchor, head)


def _way(grid: Grid) -> Narrow:
    if grid.style == "dense":
        return ""
    first, *needs = list(_needs(grid))
    if max(first, ROW_LABEL) + sum(needs) + GAP * (len(needs) - 1) <= PHONE:
        return ""
    return "over" if _stands_over(grid, needs) else "pairs"


def _stands_over(grid: Grid, needs: Sequence[int]) -> bool:
    """Tell whether what follows the rows' labels fits a line below them; a last column of words, the answers, stands beside the label."""
    rest = list(zip(grid.columns[1:], needs, strict=True))
    if rest and not rest[-1][0].number:
        rest.pop()
    shares = [1 if column.number else 2 for column, _ in rest]  # a second label gets twice the room of a number
    if not rest or shares.count(2) > 1 or not all(row.cells[0].heading for row in grid.rows):
        return False
    room = PHONE // sum(shares)
    return all(need <= room * share for (_, need), share in zip(rest, shares, strict=True))


def _needs(grid: Grid) -> Iterator[int]:
    """Give the least room that each column takes: its longest word, or its longest number or tag whole."""
    for at, column in enumerate(grid.columns):
        yield max((_of_head(column), *(_of_cell(row.cells[at]) for row in grid.rows)))


def _of_head(column: Column) -> int:
    return _longest_word(column.words)


def _of_cell(cell: Cell) -> int:
    if cell.number:
        return sum(len(run.text) for run in cell.words)
    return max(_longest_word(cell.words), *(len(run.text) + BOX for run in cell.words if run.style == "tag"), 0)


def _longest_word(words: Rich) -> int:
    """Measure the longest piece that no line may part; one may, after a hyphen."""
    return max(map(len, "".join(run.text for run in words).replace("-", "- ").split()), default=0)
