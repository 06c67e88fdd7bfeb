"""Striped tables of a PDF: every second row has a box behind it, the others are lines of text between.

Boxes with the same columns and lines between them whose words keep to these columns are one table; so are the lines right
above and below, as long as they do: the heading, and a total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.readers.pdf_cells import SAME_RULE, columns_of_line
from disclosed.readers.pdf_lines import Word, words_in_rows
from disclosed.readers.pdf_tables import Grid, Placed, cell_blocks
from disclosed.readers.plain import RawCell

NEAR = 2.2  # heights of a line: a row of a table stands as near to the next
FEW = 3  # rows of a box: one of more is a table with rules, and no stripe


def join_stripes(grids: Sequence[Grid], words: Sequence[Word]) -> tuple[list[Grid], list[Word]]:
    """Join stripes with the lines between them; give the tables and the words that are in none."""
    rows = words_in_rows(words)
    made: list[Grid] = []
    for grid in sorted(grids, key=lambda grid: grid.top):
        striped, rows = _grown(grid, rows) if len(grid.rows) <= FEW else (grid, rows)
        joined = _joined(made[-1], striped) if made else None
        if joined is None:
            made.append(striped)
        else:
            made[-1] = joined
    return made, [word for row in rows for word in row]


def _grown(grid: Grid, rows: Sequence[list[Word]]) -> tuple[Grid, list[list[Word]]]:
    """Take the lines right above and below a stripe into its table, as long as their words keep to its columns."""
    left = list(rows)
    for step in (-1, 1):
        for row in sorted(rows, key=lambda row: step * _top(row)):
            if row in left and (grown := _with_line(grid, row, step)) is not None:
                grid = grown
                left.remove(row)
    return grid, left


def _with_line(grid: Grid, row: Sequence[Word], step: int) -> Grid | None:
    """Add a line at the top (-1) or the bottom (1) of a table, where it stands next to it and fills several columns."""
    top, bottom = _top(row), max(word["bottom"] for word in row)
    distance = grid.top - bottom if step < 0 else top - grid.box[3]
    if not -SAME_RULE <= distance <= (bottom - top) * (NEAR - 1):
        return None
    columns = columns_of_line(row, (*grid.edges, grid.box[2]))
    if columns is None or len(columns) < 2:
        return None
    line = tuple(
        Placed(column, RawCell(tuple(cell_blocks(words, grid.box[2]))))
        for column, words in sorted(_whole(columns, grid))
    )
    rows = (line, *grid.rows) if step < 0 else (*grid.rows, line)
    box = (grid.box[0], min(grid.top, top), grid.box[2], max(grid.box[3], bottom))
    return replace(grid, rows=rows, box=box, guessed=True)


def _whole(columns: dict[int, list[Word]], grid: Grid) -> Iterator[tuple[int, list[Word]]]:
    """Yield every column of a table with the words of a line in it."""
    yield from ((column, columns.get(column, [])) for column in range(len(grid.edges)))


def _joined(above: Grid, below: Grid) -> Grid | None:
    """Join two parts of a striped table that have met; None where they are two tables."""
    same = len(above.edges) == len(below.edges) and all(
        abs(one - other) <= SAME_RULE for one, other in zip(above.edges, below.edges, strict=True)
    )
    if not same or not (above.guessed and below.top - above.box[3] <= SAME_RULE * 3):
        return None
    return replace(above, rows=(*above.rows, *below.rows), box=(*above.box[:3], below.box[3]))


def _top(row: Sequence[Word]) -> float:
    return min(float(word["top"]) for word in row)
