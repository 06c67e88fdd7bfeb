"""The tables of a PDF's page: cells are what rules enclose, and a cell's place among the rules says what it covers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from disclosed.readers.cells import table_blocks
from disclosed.readers.grids import is_figure
from disclosed.readers.pdf_cells import SAME_RULE, Box, holds, lay_out, rules_of
from disclosed.readers.pdf_lines import Word, lines_of, paragraphs
from disclosed.readers.plain import Block, Paragraph, RawCell

PADDING = 6  # points that a cell's text keeps from its rule
_GROUPED = re.compile(r"[-£]{0,2}\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,2})?%?\Z")  # a number with its thousands parted
_YEARS = re.compile(r"((?:19|20)\d\d)[/–-]((?:19|20)\d\d)\Z")
_BROKEN = re.compile(r",\n|\n,")  # in a cell too narrow for it


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell: its column, how many columns and rows it covers, and the blocks in it."""

    column: int
    cell: RawCell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a page: its box, the left edges of its columns, and its rows."""

    box: Box
    edges: tuple[float, ...]
    rows: tuple[tuple[Placed, ...], ...]
    guessed: bool = False  # the place of some word was worked out

    @property
    def top(self) -> float:
        """Where the table begins on its page."""
        return self.box[1]

    def holds(self, word: Word) -> bool:
        """Whether a word stands in the table."""
        return holds(self.box, word)

    def blocks(self) -> Iterator[Block]:
        """Yield the table as blocks."""
        yield from table_blocks([[placed.cell for placed in row] for row in self.rows])


def parted_words(words: Sequence[Word], tables: Sequence[Any]) -> list[Word]:
    """Part words at the rules between cells: in narrow ones they stand closer together than the letters of others."""
    cells = [cell for table in tables if len(table.cells) > 1 for cell in table.cells]
    lefts = sorted({cell[0] for cell in cells})
    made: list[Word] = []
    for word in words:
        first, last = bisect_right(lefts, word["x0"] + 1), bisect_left(lefts, word["x1"] - 1)
        down = (word["top"] + word["bottom"]) / 2
        beside = [cell[0] for cell in cells if cell[1] <= down <= cell[3]] if first < last else []
        cuts = [left for left in lefts[first:last] if left in beside]
        made += _cut(word, cuts) if cuts and word.get("chars") else [word]
    return made


def _cut(word: Word, cuts: Sequence[float]) -> Iterator[Word]:
    """Yield the pieces of a word between places across the page."""
    edges = [float("-inf"), *cuts, float("inf")]
    for left, right in pairwise(edges):
        signs = [sign for sign in word["chars"] if left < (sign["x0"] + sign["x1"]) / 2 <= right]
        if text := "".join(sign["text"] for sign in signs):
            yield {**word, "text": text, "x0": signs[0]["x0"], "x1": signs[-1]["x1"], "chars": signs}


def grids_of(tables: Sequence[Any], words: Sequence[Word]) -> list[Grid]:
    """Make a grid of each table that pdfplumber finds; a box around text is none."""
    found = (_grid(table.cells, words) for table in tables if len(table.cells) > 1)
    return [
        grid for grid in found if len(grid.edges) > 1 and any(cell.cell.blocks for row in grid.rows for cell in row)
    ]


def _grid(boxes: Sequence[Box], words: Sequence[Word]) -> Grid:
    rules = rules_of(boxes)
    whole = (rules.across[0], rules.down[0], rules.across[-1], rules.down[-1])
    cells, guessed = lay_out(boxes, rules, [word for word in words if holds(whole, word)])
    rows: list[list[Placed]] = [[] for _ in rules.down[1:]]
    for cell in cells:
        blocks = tuple(cell_blocks(cell.words, rules.across[cell.column + cell.across]))
        rows[cell.row].append(Placed(cell.column, RawCell(blocks, cell.across, cell.down)))
    made = tuple(tuple(sorted(row, key=lambda placed: placed.column)) for row in rows)
    return Grid(whole, rules.across[:-1], made, guessed)


def cell_blocks(words: Sequence[Word], right: float) -> Iterator[Block]:
    """Read the words of a cell as the paragraphs they are; `right` is its right edge."""
    lines = lines_of(words)
    if (whole := _broken_number("\n".join(line.text for line in lines))) is not None:
        yield Paragraph(whole)
    else:
        yield from paragraphs(lines, right - PADDING)


def _broken_number(text: str) -> str | None:
    """Give the number, or the years, that a cell was too narrow for; None where its lines may be several."""
    whole = text.replace("\n", "")
    if whole == text:
        return None
    years = _YEARS.match(whole)
    following = years is not None and int(years[2]) == int(years[1]) + 1
    grouped = _GROUPED.match(whole) is not None and _BROKEN.search(text) is not None
    return whole if following or grouped else None


def join_grids(above: Grid, below: Grid) -> Grid | None:
    """Join a table with the one that opens the next page, where their columns stand alike; its repeated heading goes."""
    same = len(above.edges) == len(below.edges) and all(
        abs(one - other) <= SAME_RULE * 2 for one, other in zip(above.edges, below.edges, strict=True)
    )
    if not same:
        return None
    repeated = 0
    for one, other in zip(above.rows, below.rows, strict=False):
        if _texts(one) != _texts(other):
            break
        repeated += 1
    opens = [placed.cell.text for placed in below.rows[0]]
    if not repeated and not any(is_figure(text) for text in opens):
        return None  # it has a heading of its own
    kept = below.rows[repeated:] if repeated < len(below.rows) else below.rows
    return replace(below, rows=(*above.rows, *kept))


def _texts(row: Sequence[Placed]) -> list[tuple[int, str]]:
    return [(placed.column, placed.cell.text) for placed in row]
