"""Headings laid over columns that stand in their places: which words head which column is what costs least.

Text from a PDF keeps places roughly: two headings may have a single space between them, a heading may stand to the left
of its column or over the next one's edge, and what a cell wraps stands on lines of its own. So every way to cut a line
into headings and to hand them to columns in order has a cost: for a cut at a single space, for words that a wide gap
parts taken as one, for a heading that stands over another's column, for a column that no heading names. Wider headings
are laid over runs of columns in the same way. Where the two best ways name columns differently, nothing is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from disclosed.model import Line
from disclosed.reading.answer_cells import Cell, cell_at, label_cell, label_of, words_in
from disclosed.reading.answer_columns import NEAR, Extent, Shape, wide_cells
from disclosed.reading.answer_head_costs import COSTS, FAR, NO_WAY, Way
from disclosed.reading.answer_heads import Headed, Path, distinct
from disclosed.reading.answer_wide_heads import uppers_of

LEAST_DEAR, DEAR = 6, 4  # at more than this, and this a column, headings do not fit the columns
CLOSE = 1  # ways that differ by no more and name columns otherwise leave the columns unnamed
MAX_WORDS = 64  # of a line of headings
MAX_LOWER = 6  # lines over which headings run

_GLUE = re.compile(r"(?:^|(?<=\W))(?:of|for|by|to|the|and|or|at|a|an|per|with|from|than|not|&|/|-)$|[,(/&-]$")
_OPENS = re.compile(r"[^\W_a-z]|[%£#]")


def heads_by_place(above: Sequence[Line], shape: Shape) -> tuple[int, Headed] | None:
    """Read the headings over columns, with what they cost; None where two ways are as good, or a column has none."""
    ways = sorted(_ways(above, shape), key=lambda way: way[0])
    named = [(cost, headed) for cost, headed in ways if distinct(headed.paths)]
    if not named or named[0][0] > LEAST_DEAR + DEAR * len(shape.columns):
        return None
    best = named[0]
    if any(cost - best[0] <= CLOSE and headed.paths != best[1].paths for cost, headed in named[1:]):
        return None
    return best


def _ways(above: Sequence[Line], shape: Shape) -> Iterator[tuple[int, Headed]]:
    """Yield the ways to take the nearest lines for headings, and one above them for wider headings."""
    lines = list(above)[-(MAX_LOWER + 2) :]
    if lines and (way := _one_a_word(lines[-1], shape)) is not None:
        yield _finished(way, (), (lines[-1:], lines[:-1]), shape)
        yield from _under_uppers(lines[-1:], lines[:-1], way, shape)
    for count in range(1, min(len(lines), MAX_LOWER) + 1):
        lower = lines[len(lines) - count :]
        rest = lines[: len(lines) - count]
        way = _lower(lower, shape, COSTS["column without a heading"])
        if way is None:
            continue
        yield _finished(way, (), (lower, rest), shape)
        yield from _under_uppers(lower, rest, way, shape)
        loose = _lower(lower, shape, COSTS["heading on the line above"])
        if loose is not None and loose.columns != way.columns:
            yield from _under_uppers(lower, rest, loose, shape)


def _under_uppers(lower: Sequence[Line], rest: Sequence[Line], way: Way, shape: Shape) -> Iterator[tuple[int, Headed]]:
    for upper, cells in uppers_of(rest, way, shape):
        line = rest.index(cells[0][1].line)
        yield _finished(upper, cells, ([*rest[line:], *lower], rest[:line]), shape)


def _one_a_word(line: Line, shape: Shape) -> Way | None:
    """Take each word for a heading, where there are as many as columns: in a crowded line they may stand anywhere."""
    words, width = words_in(line), len(shape.columns)
    corner, heads = words[: len(words) - width], words[len(words) - width :]
    if len(words) < width or not all(_OPENS.match(word.text) for word in heads):
        return None
    if corner and corner[-1].end > shape.columns[0].start:
        return None
    if not corner and not heads[0].dated and heads[0].start <= shape.labels.start < heads[0].end < shape.labels.end:
        return None  # it heads the labels
    labels = [(-1, cell_at(line, corner[0].start, corner[-1].end, ()))] if corner else []
    return Way(COSTS["one a word"], (*labels, *enumerate(heads)))


def _finished(
    way: Way, upper: Sequence[tuple[range, Cell]], lines: tuple[Sequence[Line], Sequence[Line]], shape: Shape
) -> tuple[int, Headed]:
    """Price the lines that are left, and write the columns' paths."""
    used, rest = lines
    width = len(shape.columns)
    given = {place for run, _ in upper for place in run} - way.columns
    cost = way.cost + COSTS["heading on the line above"] * len(given)
    cost += COSTS["column without a heading"] * (width - len(way.columns) - len(given))
    cost += sum(_unused(line, shape) for line in rest)
    names = [label_of([cell for place, cell in way.cells if place == at]) for at in range(width)]
    cost += COSTS["two headings in one"] * _doubled(names)
    wide = {place: label_cell(cell).text for run, cell in upper for place in run}
    paths = tuple(_path(wide.get(place, ""), names[place]) for place in range(width))
    cells = [*(cell for _, cell in way.cells), *(cell for _, cell in upper)]
    corner = tuple(cell for place, cell in way.cells if place < 0)
    return cost, Headed(paths, corner, len(used), tuple(cell.span for cell in cells))


def _doubled(names: Sequence[str]) -> int:
    """Count the headings that hold the words of two others: `Total Male` beside `Total` and `Male`."""
    words = {frozenset(name.casefold().split()) for name in names if name}
    return sum(
        any(not one & other for one, other in combinations([part for part in words if part < whole], 2))
        for whole in words
    )


def _unused(line: Line, shape: Shape) -> int:
    """Price a line of which nothing is made: a title, or as many headings as it has words over the columns."""
    over = [word for word in words_in(line) if word.end > shape.columns[0].start]
    columnar = len(wide_cells(line)) > 1 or len(over) == len(shape.columns) > 1
    return COSTS["heading unused"] * len(over) if columnar else COSTS["title unused"]


def _path(wide: str, own: str) -> Path:
    return tuple(label for label in ((wide, own) if wide != own else (own,)) if label)


_Cut = tuple[int, ...]  # for each line, how many of its words stand before an edge
_Laid = tuple[int, tuple[_Cut, ...]]  # what the edges so far cost, and how they cut the lines


def _lower(lines: Sequence[Line], shape: Shape, lacking: int) -> Way | None:
    """Hand the words of some lines to the columns at the least cost: each edge between two columns cuts every line once.

    `lacking` is the price of a column without words, left out of the cost given back.
    """
    words = [words_in(line) for line in lines]
    if sum(map(len, words)) > MAX_WORDS * 2 or not words[0] or words[0][-1].end <= shape.labels.end:
        return None
    start: _Cut = (0,) * len(words)
    found: dict[_Cut, _Laid] = {start: (0, (start,))}
    for column in range(len(shape.columns)):
        found = _next_edge(found, _edges(words, column, shape), _Strips(words, column - 1, shape, lacking))
    last = {tuple(map(len, words)): 0}
    found = _next_edge(found, last, _Strips(words, len(shape.columns) - 1, shape, lacking))
    if not found:
        return None
    cost, cuts = min(found.values(), key=lambda one: one[0])
    cells = [
        (column - 1, cell_at(line, row[first].start, row[last - 1].end, ()))
        for line, row, *places in zip(lines, words, *cuts, strict=True)
        for column, (first, last) in enumerate(pairwise(places))
        if first < last
    ]
    return Way(cost - lacking * sum(one == other for one, other in pairwise(cuts[1:])), tuple(cells))


@dataclass(frozen=True, slots=True)
class _Strips:
    """What a column may get of each line, between two cuts, and its price; column -1 are the row labels."""

    words: Sequence[Sequence[Cell]]
    column: int
    shape: Shape
    lacking: int

    def price(self, before: _Cut, cut: _Cut) -> int | None:
        """Price the words between two cuts; None where they cross."""
        if any(first > last for first, last in zip(before, cut, strict=True)):
            return None
        if self.column < 0:
            return 0
        strip = [row[first:last] for row, first, last in zip(self.words, before, cut, strict=True) if first < last]
        small = all(word.text[:1].islower() for row in self.words for word in row)
        return _strip(strip, self.column, self.shape, small=small) if strip else self.lacking


def _next_edge(found: Mapping[_Cut, _Laid], edges: Mapping[_Cut, int], strips: _Strips) -> dict[_Cut, _Laid]:
    """Set the next edge in each way that it may stand, after the cheapest of the ways before."""
    after: dict[_Cut, _Laid] = {}
    for cut, edge in edges.items():
        ways = [
            (cost + edge + price, (*cuts, cut))
            for before, (cost, cuts) in found.items()
            if (price := strips.price(before, cut)) is not None
        ]
        if ways:
            after[cut] = min(ways, key=lambda way: way[0])
    return after


def _edges(words: Sequence[Sequence[Cell]], column: int, shape: Shape) -> dict[_Cut, int]:
    """Give the ways in which the edge before a column may cut the lines, each at its least price."""
    own = shape.columns[column]
    before = shape.columns[column - 1] if column else Extent(0, shape.labels.end)
    first, last = before.start, own.end
    found: dict[_Cut, int] = {}
    for place in range(first, last + 1):
        cut = tuple(sum(word.start + word.end <= 2 * place for word in row) for row in words)
        off = max(0, before.end - place, place - own.start)
        price = min(COSTS["edge out of place"], off) if column else COSTS["over another column"] * off
        price += sum(_cut_price(row, count, place) for row, count in zip(words, cut, strict=True))
        found[cut] = min(price, found.get(cut, NO_WAY))
    return found


def _cut_price(row: Sequence[Cell], count: int, place: int) -> int:
    """Price one line's cut: at a single space, inside a word that is run on, or by a word that stands across."""
    across = sum(min(place - word.start, word.end - place) for word in row if word.start < place < word.end)
    if across > NEAR:
        return COSTS["word across an edge"]
    price = COSTS["over another column"] * across
    if 0 < count < len(row) and row[count].start - row[count - 1].end < 2:
        opens = row[count].text
        middle = "cut before a bracket" if opens.startswith("(") else "cut in the middle"
        price += COSTS["cut at a space"] if _OPENS.match(opens) else COSTS[middle]
    return price


def _strip(own: Sequence[Sequence[Cell]], column: int, shape: Shape, *, small: bool) -> int:
    """Price what a column gets of each line."""
    cost = sum(map(_inside, own))
    cost += COSTS["capital inside"] * sum(
        _OPENS.match(below[0].text) is not None and not _GLUE.search(above[-1].text.casefold())
        for above, below in pairwise(own)
    )
    cost += 0 if small or _OPENS.match(own[0][0].text) else COSTS["small letter"]
    cost += COSTS["open end"] if _GLUE.search(own[-1][-1].text.casefold()) else 0
    cost += COSTS["river inside"] if _has_river(own) else 0
    pieces = [Extent(row[0].start, row[-1].end) for row in own]
    cost += sum(min(FAR, above.far(below.start, below.end)) for above, below in pairwise(pieces))
    cost += COSTS["word over another column"] * sum(_astray(word, column, shape) for row in own for word in row)
    extent = shape.columns[column]
    first, last = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    return cost + min(FAR, max(0, extent.start - last, first - extent.end))


def _has_river(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether an empty strip runs down a heading's lines, with words of two lines or more on either side of it."""
    for one, other in (pair for row in rows for pair in pairwise(row)):
        for place in {one.end, other.start - 1}:
            clean = all(not word.start <= place < word.end for row in rows for word in row)
            left = sum(row[0].end <= place for row in rows)
            right = sum(row[-1].start > place for row in rows)
            if clean and left > 1 and right > 1:
                return True
    return False


def _astray(word: Cell, column: int, shape: Shape) -> bool:
    """Whether a word stands over another column than its own."""
    over = {place for place, one in enumerate(shape.columns) if one.touches(word.start, word.end)}
    return bool(over) and column not in over


def _inside(words: Sequence[Cell]) -> int:
    """Price words taken as one heading."""
    cost = 0
    for one, other in pairwise(words):
        gap = other.start - one.end
        if gap > 2:
            cost += COSTS["wide gap inside"]
        elif gap == 2:
            cost += COSTS["two spaces inside"]
        elif _OPENS.match(other.text) and not _GLUE.search(one.text.casefold()):
            cost += COSTS["capital inside"]
    return cost
