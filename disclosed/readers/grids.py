"""A table of a document to lines: `| Ward | Issued | Paid |`, one line a row.

Why pipes on both sides, when tabs are the plainer choice: an empty cell stays in its column (after tabs the reader of
letters has to guess how many cells a row lacks), a reviewer sees the table in any editor, and no editor turns them into
spaces. What covers several cells is said in each of them, as it is meant: headings in two rows become one (`Boys, under
10`), and a label beside several rows stands with each (`North, cars`). A number is never said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.readers.marks import settle_raised
from disclosed.readers.plain import Cell, Table, refuse

MAX_CELLS = 200_000  # of one table, covered ones counted; the largest table of a letter had some 4,000
MAX_FIGURE = 40  # characters: a cell of more holds words
_SPACE = re.compile(r"[\s\u00a0\u200b]+")
# What a cell of figures holds: a number with its signs, or a mark that stands for one.
_FIGURE = re.compile(
    r"[\W_]*(?:\d[\d\s,./:%-]*(?:k|m|bn|million|p|hrs?|hours|mins?|days?)?[\W_]*|n/?a|nil|none|c|x|u|z)?\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\W*(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?\W*\Z")


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the grid: the text of the cell that covers it, and whether the cell begins here, by column and row."""

    text: str
    first_column: bool = True
    first_row: bool = True
    across: int = 1
    down: int = 1


Row = list[Spot]


def table_lines(table: Table) -> list[str]:
    """Write a table; one that lays out a page (a single column, or nothing in it) becomes plain lines."""
    grid = [row for row in spread(table) if any(spot.text for spot in row)]
    grid = _used_columns(grid)
    if not grid:
        return []
    if len(grid[0]) == 1:
        return [row[0].text for row in grid]
    titles, body = _titles(grid)
    heads = _head_depth(body, table.heads - len(titles))
    rows = [*_joined_heads(body[:heads]), *_sections(body[heads:])]
    width = _label_columns(body[heads:])
    joined = [_join_labels(row, width) for row in rows]
    return [*titles, *([""] if titles and joined else []), *(f"| {' | '.join(row)} |" for row in joined)]


def spread(table: Table) -> list[Row]:
    """Lay a table's cells out on a grid of equal rows; raises UserError for one too large to be a letter's."""
    grid: list[dict[int, Spot]] = [{} for _ in table.rows]
    total = 0
    for number, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while column in grid[number]:
                column += 1
            down = min(max(cell.down, 1), len(table.rows) - number)
            total += max(cell.across, 1) * down
            if total > MAX_CELLS:
                refuse(f"A table has more than {MAX_CELLS:,} cells.", "Add the part that answers the request.")
            _place(grid, (number, column), Cell(_plain(cell.text), max(cell.across, 1), down))
            column += max(cell.across, 1)
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    if width * len(grid) > MAX_CELLS:
        refuse(f"A table has more than {MAX_CELLS:,} cells.", "Add the part that answers the request.")
    return [[row.get(column, Spot("")) for column in range(width)] for row in grid]


def _place(grid: list[dict[int, Spot]], at: tuple[int, int], cell: Cell) -> None:
    """Put a cell on every place that it covers; a figure stands in its first alone."""
    row, column = at
    once = is_figure(cell.text)
    for below in range(cell.down):
        for right in range(cell.across):
            begins = not (below or right)
            text = cell.text if begins or not once else ""
            grid[row + below].setdefault(column + right, Spot(text, right == 0, below == 0, cell.across, cell.down))


def _plain(text: str) -> str:
    """Write a cell on one line; a pipe of its own would end it."""
    return _SPACE.sub(" ", settle_raised(text)).strip().replace("|", "¦")


def is_figure(text: str) -> bool:
    """Whether a cell's text is a number, or a mark that stands for one; a year is a label."""
    return 0 < len(text) <= MAX_FIGURE and _FIGURE.match(text) is not None and _YEAR.match(text) is None


def _used_columns(grid: list[Row]) -> list[Row]:
    """Leave out columns that are empty from top to bottom: they keep distance on a page."""
    if not grid:
        return grid
    used = [place for place in range(len(grid[0])) if any(row[place].text for row in grid)]
    return [[row[place] for place in used] for row in grid]


def _spans_row(row: Row) -> bool:
    """Whether one text stands alone across a row: the title of the table or of a section of it."""
    texts = {spot.text for spot in row if spot.text}
    covered = len(row) > 1 and all(not spot.first_column or place == 0 for place, spot in enumerate(row))
    return len(texts) == 1 and covered and not is_figure(next(iter(texts)))


def _titles(grid: list[Row]) -> tuple[list[str], list[Row]]:
    """Take the rows above the table's headings that hold one text, across or alone at the left."""
    count = 0
    while count < len(grid) - 1 and (_spans_row(grid[count]) or _stands_alone(grid, count)):
        count += 1
    return [row[0].text for row in grid[:count]], grid[count:]


def _stands_alone(grid: Sequence[Row], place: int) -> bool:
    """Whether a row's first text is its only one, above a row of headings: a sheet's title is seldom merged."""
    first, *rest = grid[place]
    beneath = [spot.text for spot in grid[place + 1] if spot.text]
    headings = len(beneath) > 1 and not any(is_figure(text) for text in beneath)
    return bool(first.text) and first.down == 1 and headings and not any(spot.text for spot in rest)


def _head_depth(grid: Sequence[Row], marked: int) -> int:
    """Count the rows of headings: those marked so, and while a heading covers several columns or rows the next ones."""
    if not grid or any(is_figure(spot.text) for spot in grid[0]):
        return max(marked, 0)
    deep = max(1, marked)
    row = 0
    while row < deep < len(grid):
        beneath = grid[row + 1] if row + 1 < len(grid) else []
        reach = max((spot.down for spot in grid[row] if spot.first_row), default=1)
        split = any(spot.across > 1 for spot in grid[row]) and not any(is_figure(spot.text) for spot in beneath)
        deep = max(deep, min(row + reach, len(grid)) if not _reaches_figures(grid, row, reach) else deep)
        deep = max(deep, row + 2 if split and len(grid) > row + 2 else deep)
        row += 1
    return min(deep, len(grid))


def _reaches_figures(grid: Sequence[Row], row: int, reach: int) -> bool:
    """Whether the rows that a cell covers hold figures: then it labels rows, and is no heading."""
    return any(is_figure(spot.text) for below in grid[row + 1 : row + reach] for spot in below)


def _joined_heads(rows: Sequence[Row]) -> Iterator[Row]:
    """Make one row of headings of several, each text once a column."""
    if rows:
        columns = zip(*rows, strict=True)
        yield [Spot(_joined(spot.text for spot in column)) for column in columns]


def _joined(texts: Iterator[str]) -> str:
    return ", ".join(dict.fromkeys(text for text in texts if text))


def _sections(rows: Sequence[Row]) -> Iterator[Row]:
    """Put the title of a section before the label of each row in it: by itself it would belong to no figure."""
    title = ""
    for place, row in enumerate(rows):
        if _spans_row(row) and place < len(rows) - 1:
            title = row[0].text
        elif title and not row[0].text.casefold().startswith(("total", "grand total", "all ")):
            yield [Spot(_joined(iter((title, row[0].text)))), *row[1:]]
        else:
            yield row


def _label_columns(rows: Sequence[Row]) -> int:
    """Count the columns at the left that label rows together.

    Those with labels of several rows, and the next; else all that have a text in each row, where figures stand in the next.
    """
    if not rows:
        return 1
    columns = list(zip(*rows, strict=True))
    width = 0
    while width < len(columns) - 1 and any(spot.down > 1 and not is_figure(spot.text) for spot in columns[width]):
        width += 1
    beside = [spot.text for spot in columns[width] if spot.text] if width else []
    labels = sum(not is_figure(text) for text in beside)
    if width and labels * 2 > len(beside):
        return width + 1
    return max(_texts_before_figures(columns), 1) if len(rows) > 1 else 1


def _texts_before_figures(columns: Sequence[Sequence[Spot]]) -> int:
    """Count the columns of text at the left, a text in each row; 0 where no column of figures follows."""
    width = 0
    while width < len(columns) and all(spot.text and not is_figure(spot.text) for spot in columns[width]):
        width += 1
    if width == len(columns):
        return 0
    figures = [is_figure(spot.text) for spot in columns[width] if spot.text]
    return width if sum(figures) * 2 > len(figures) else 0


def _join_labels(row: Row, width: int) -> list[str]:
    return [_joined(spot.text for spot in row[:width]), *(spot.text for spot in row[width:])]
