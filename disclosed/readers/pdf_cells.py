"""The words of a PDF's table to its cells: rules enclose some, shades cover some, and for others only the columns are known.

A striped table paints one wide box behind a row, and none behind the next. So each word goes to the smallest box that it
stands in; a box whose words stand in several columns is parted by them; and a word in no box goes where its row and its
column cross. No word of a table is ever dropped, and where a place was worked out the table says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from disclosed.readers.pdf_lines import WIDE_GAP, Word, words_in_rows

SAME_RULE = 3  # points: rules nearer than this are one
NEAR = 0.6  # heights of a line: words of a sentence stand nearer
Box = tuple[float, float, float, float]
Spot = tuple[int, int]  # row, column


@dataclass(frozen=True, slots=True)
class Rules:
    """The edges of a table's rows and columns, the last ones included."""

    across: tuple[float, ...]  # from the left
    down: tuple[float, ...]  # from the top

    def spot(self, word: Word) -> Spot:
        """Give the row and the column in which a word's middle stands."""
        middle = (word["top"] + word["bottom"]) / 2, (word["x0"] + word["x1"]) / 2
        row, column = (_interval(place, edges) for place, edges in zip(middle, (self.down, self.across), strict=True))
        return row, column


@dataclass
class Cell:
    """A cell: where it begins, how many columns and rows it covers, and its words."""

    row: int
    column: int
    across: int = 1
    down: int = 1
    words: list[Word] = field(default_factory=list)

    @property
    def spots(self) -> Iterator[Spot]:
        """Yield the places that it covers."""
        for row in range(self.row, self.row + self.down):
            yield from ((row, column) for column in range(self.column, self.column + self.across))


def rules_of(boxes: Sequence[Box]) -> Rules:
    """Find the edges of rows and columns; edges that are nearly one are one."""
    across = _merged(edge for box in boxes for edge in (box[0], box[2]))
    return Rules(across, _merged(edge for box in boxes for edge in (box[1], box[3])))


def _merged(places: Iterator[float]) -> tuple[float, ...]:
    rules: list[float] = []
    for place in sorted(places):
        if not rules or place - rules[-1] > SAME_RULE:
            rules.append(place)
    return tuple(rules)


def _interval(place: float, edges: Sequence[float]) -> int:
    """Give the number of the stretch between edges in which a place lies; the first or last one for a place outside."""
    inside = sum(edge <= place for edge in edges) - 1
    return min(max(inside, 0), len(edges) - 2)


def _nearest(place: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - place))


def lay_out(boxes: Sequence[Box], rules: Rules, words: Sequence[Word]) -> tuple[list[Cell], bool]:
    """Give the cells of a table with all its words, and say whether some place was worked out."""
    smallest = sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    own: defaultdict[Box, list[Word]] = defaultdict(list)
    left: list[Word] = []
    for word in words:
        box = next((box for box in smallest if holds(box, word)), None)
        (own[box] if box is not None else left).append(word)
    cells: list[Cell] = []
    for box in smallest:
        cell = _cell(box, rules, own[box])
        parted = list(_parted(cell, rules)) if cell.across > 1 and _is_spread(cell, rules) else [cell]
        left += [word for one in parted if one is not cell for word in one.words if one.down == 1]
        cells += [one for one in parted if one is cell or one.down > 1]
    return _completed(cells, left, rules), bool(left)


def holds(box: Box, word: Word) -> bool:
    """Whether the middle of a word stands in a box."""
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _cell(box: Box, rules: Rules, words: list[Word]) -> Cell:
    column, row = _nearest(box[0], rules.across), _nearest(box[1], rules.down)
    across, down = _nearest(box[2], rules.across) - column, _nearest(box[3], rules.down) - row
    return Cell(row, column, max(across, 1), max(down, 1), words)


def _is_spread(cell: Cell, rules: Rules) -> bool:
    """Whether the words of a wide cell stand in several columns: with a wide gap between them, and an edge in it."""
    inner = rules.across[cell.column + 1 : cell.column + cell.across]
    for row in words_in_rows(cell.words):
        for before, after in pairwise(row):
            height = max(float(before["bottom"] - before["top"]), float(after["bottom"] - after["top"]))
            wide = after["x0"] - before["x1"] > height * WIDE_GAP
            if wide and any(before["x1"] - 1 <= edge <= after["x0"] + 1 for edge in inner):
                return True
    return False


def _parted(cell: Cell, rules: Rules) -> Iterator[Cell]:
    """Part a cell by its words; its first column labels all of its rows where it has words in one alone."""
    spots: defaultdict[Spot, list[Word]] = defaultdict(list)
    for word in cell.words:
        spots[rules.spot(word)].append(word)
    rows_of: defaultdict[int, set[int]] = defaultdict(set)
    for row, column in spots:
        rows_of[column].add(row)
    filled = {row for row, _ in spots}
    for (row, column), words in spots.items():
        labels = cell.down > 1 and rows_of[column] == {row} and filled != {row} and column == cell.column
        yield Cell(cell.row if labels else row, column, 1, cell.down if labels else 1, words)


def _completed(cells: Sequence[Cell], words: Sequence[Word], rules: Rules) -> list[Cell]:
    """Put words that are in no cell where their row and column cross, and an empty cell on each place that none covers."""
    made: list[Cell] = []
    covers: dict[Spot, Cell] = {}
    for cell in sorted(cells, key=lambda cell: (not cell.words, cell.across * cell.down)):
        taken = [spot for spot in cell.spots if spot in covers]
        if taken and cell.words:
            covers[taken[0]].words.extend(cell.words)
        elif not taken:
            made.append(cell)
            covers |= dict.fromkeys(cell.spots, cell)
    for word in words:
        spot = rules.spot(word)
        if spot not in covers:
            covers[spot] = Cell(*spot)
            made.append(covers[spot])
        covers[spot].words.append(word)
    every = ((row, column) for row in range(len(rules.down) - 1) for column in range(len(rules.across) - 1))
    return [*made, *(Cell(*spot) for spot in every if spot not in covers)]


def columns_of_line(words: Sequence[Word], across: Sequence[float]) -> dict[int, list[Word]] | None:
    """Give the words of a line by the columns that they stand in.

    None where one crosses an edge or stands outside, or where words of two columns stand as near as those of a sentence.
    """
    found: defaultdict[int, list[Word]] = defaultdict(list)
    before: tuple[int, Word] | None = None
    for word in words:
        column = _interval((word["x0"] + word["x1"]) / 2, across)
        outside = word["x0"] < across[column] - SAME_RULE or word["x1"] > across[column + 1] + SAME_RULE
        height = float(word["bottom"] - word["top"])
        near = before is not None and before[0] != column and word["x0"] - before[1]["x1"] < height * NEAR
        if outside or near:
            return None
        found[column].append(word)
        before = (column, word)
    return dict(found)
