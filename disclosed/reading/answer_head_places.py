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
from disclosed.reading.answer_cells import Cell, cell_at, label_cell, label_of, ways_to_cut, words_in
from disclosed.reading.answer_columns import NEAR, Extent, Shape, wide_cells
from disclosed.reading.answer_heads import Headed, Path, distinct

# What → cost. The order matters, and that no sum of small faults outweighs a great one.
COSTS: dict[str, int] = {
    "cut at a space": 2,  # `Jan Feb Mar`: headings of which each begins with a capital, a number or a sign
    "cut in the middle": 4,  # before a word that begins small, which goes on from one above it
    "cut before a bracket": 8,
    "capital inside": 1,  # `Open Cases` may be one heading
    "one a word": 8,  # as many words as columns, wherever they stand
    "two spaces inside": 4,  # a justified line has such gaps, a heading hardly
    "over another column": 2,  # for each character that stands over a column not its own
    "edge out of place": 3,  # at most: in a crowded table the headings of a PDF's text stand off their columns
    "word over another column": 4,  # and over no part of its own
    "river inside": 8,  # an empty strip down a heading of two lines or more parts two headings
    "two headings in one": 12,
    "heading unused": 3,  # a piece of a line in columns over the headings, of which nothing is made
    "title unused": 1,  # a line of words is a title
    "runs of unlike length": 6,  # wider headings over two columns here and three there
    "headings return": -8,  # the same headings under each wider one
    "heading on the line above": 2,  # `Total` beside wider headings, over a column that has none under it
    "column left out": 4,  # a column that has no wider heading beside others that have
    # What no headings have: a way with one of these is wrong.
    "column without a heading": 1_000,
    "wide gap inside": 1_000,
    "word across an edge": 1_000,  # by more than a few characters: two headings without a space between them
    "small letter": 1_000,  # a heading begins small or with a bracket where others do not: `Notice | of proceedings`
    "open end": 1_000,  # a heading ends open: `Notice of | proceedings`
    "run without its heading": 1_000,  # a wider heading that stands over none of its columns
}
LEAST_DEAR, DEAR = 6, 4  # at more than this, and this a column, headings do not fit the columns
CLOSE = 1  # ways that differ by no more and name columns otherwise leave the columns unnamed
MAX_WORDS = 64  # of a line of headings
MAX_LOWER = 6  # lines over which headings run
FAR = 8  # characters beyond which a heading is far from its column, however far
NO_WAY = 10**6

_GLUE = re.compile(r"(?:^|(?<=\W))(?:of|for|by|to|the|and|or|at|a|an|per|with|from|than|not|&|/|-)$|[,(/&-]$")
_OPENS = re.compile(r"[^\W_a-z]|[%£#]")


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to lay something over the columns: what it costs, and each column's words from the top, -1 the labels'."""

    cost: int
    cells: tuple[tuple[int, Cell], ...] = ()

    @property
    def columns(self) -> frozenset[int]:
        """The columns that get words."""
        return frozenset(place for place, _ in self.cells if place >= 0)


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


def _under_uppers(lower: Sequence[Line], rest: Sequence[Line], way: _Way, shape: Shape) -> Iterator[tuple[int, Headed]]:
    for upper, cells in _uppers(rest, way, shape):
        line = rest.index(cells[0][1].line)
        yield _finished(upper, cells, ([*rest[line:], *lower], rest[:line]), shape)


def _one_a_word(line: Line, shape: Shape) -> _Way | None:
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
    return _Way(COSTS["one a word"], (*labels, *enumerate(heads)))


def _finished(
    way: _Way, upper: Sequence[tuple[range, Cell]], lines: tuple[Sequence[Line], Sequence[Line]], shape: Shape
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


def stands_over(line: Line, shape: Shape) -> int:
    """Count the pieces of a line that stand over the columns and not over the row labels alone.

    A label that begins where labels do may reach a little over the first column.
    """
    first = shape.columns[0].start
    return sum(
        cell.end > first and not (cell.start <= shape.labels.start + 1 and cell.end <= first + NEAR)
        for cell in wide_cells(line)
    )


_Cut = tuple[int, ...]  # for each line, how many of its words stand before an edge
_Laid = tuple[int, tuple[_Cut, ...]]  # what the edges so far cost, and how they cut the lines


def _lower(lines: Sequence[Line], shape: Shape, lacking: int) -> _Way | None:
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
    return _Way(cost - lacking * sum(one == other for one, other in pairwise(cuts[1:])), tuple(cells))


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


def _uppers(rest: Sequence[Line], way: _Way, shape: Shape) -> Iterator[tuple[_Way, tuple[tuple[range, Cell], ...]]]:
    """Yield the ways to lay a line of wider headings over the columns' own; a head of the labels may stand between."""
    place = len(rest) - 1
    corner: list[tuple[int, Cell]] = []
    while place >= 0 and not stands_over(rest[place], shape):
        corner[:0] = [(-1, cell) for cell in wide_cells(rest[place])]
        place -= 1
    if place < 0:
        return
    line = rest[place]
    seen = set()
    for cells in ways_to_cut(line):
        over = [cell for cell in cells if cell.end > shape.labels.end and cell.end > shape.columns[0].start - FAR]
        key = tuple((cell.start, cell.end) for cell in over)
        if not over or len(over) > len(shape.columns) or key in seen:
            continue
        seen.add(key)
        laid = _runs(over, way, shape)
        if laid is not None:
            cost, runs = laid
            labels = [(-1, cell) for cell in cells if cell not in over]
            cut = COSTS["cut at a space"] * 2 * sum(other.start - one.end < 2 for one, other in pairwise(cells))
            yield _Way(way.cost + cost + cut, (*labels, *corner, *way.cells)), runs


def _runs(cells: Sequence[Cell], way: _Way, shape: Shape) -> tuple[int, tuple[tuple[range, Cell], ...]] | None:
    """Lay wider headings over runs of columns, in order, at the least cost."""
    width, extents = len(shape.columns), _extents(way, shape)
    names = [" ".join(cell.text for place, cell in way.cells if place == at).casefold() for at in range(width)]
    best: dict[tuple[int, int], tuple[int, tuple[range, ...]]] = {(0, 0): (0, ())}
    for turn, cell in enumerate(cells):
        for last in range(turn, width + 1):
            if (turn, last) not in best:
                continue
            cost, runs = best[turn, last]
            for first in range(last, width):
                skipped = COSTS["column left out"] * (first - last)
                for end in range(first + 1, width + 1):
                    new = cost + skipped + _run_cost(cell, range(first, end), extents, names)
                    if new < best.get((turn + 1, end), (NO_WAY, ()))[0]:
                        best[turn + 1, end] = (new, (*runs, range(first, end)))
    ways = [runs for (turn, _), (_, runs) in best.items() if turn == len(cells)]
    ways += _even_runs(len(cells), width)
    found = []
    for runs in ways:
        cost = sum(_run_cost(cell, run, extents, names) for cell, run in zip(cells, runs, strict=True))
        left = COSTS["column left out"] * (width - sum(map(len, runs)))
        found.append((cost + left + _likeness(runs, names), runs))
    if not found:
        return None
    cost, runs = min(found, key=lambda one: one[0])
    return cost, tuple(zip(runs, cells, strict=True))


def _even_runs(count: int, width: int) -> list[tuple[range, ...]]:
    """Give the ways to lay headings over runs of like length, one right after another."""
    return [
        tuple(range(first + size * turn, first + size * (turn + 1)) for turn in range(count))
        for size in range(1, width // count + 1)
        for first in range(width - size * count + 1)
    ]


def _extents(way: _Way, shape: Shape) -> list[Extent]:
    """Give how far each column reaches with its headings; its headings alone where they stand off it."""
    found = list(shape.columns)
    for place in way.columns:
        cells = [cell for at, cell in way.cells if at == place]
        own = Extent(min(cell.start for cell in cells), max(cell.end for cell in cells))
        column = shape.columns[place]
        near = own.touches(column.start, column.end)
        found[place] = Extent(min(own.start, column.start), max(own.end, column.end)) if near else own
    return found


def _run_cost(cell: Cell, run: range, extents: Sequence[Extent], names: Sequence[str]) -> int:
    """Price where a wider heading stands against a run of columns; over one column that has a heading it is no wider one."""
    whole = Extent(extents[run[0]].start, extents[run[-1]].end)
    over = sum(
        max(0, min(cell.end, one.end) - max(cell.start, one.start))
        for place, one in enumerate(extents)
        if place not in run
    )
    cost = min(FAR, whole.far(cell.start, cell.end)) + COSTS["over another column"] * over
    away = max(0, whole.start - cell.end, cell.start - whole.end)
    cost += COSTS["run without its heading"] if away > NEAR else away
    if len(run) == 1 and names[run[0]]:
        cost += COSTS["run without its heading"]
    return cost + COSTS["column without a heading"] * sum(not names[place] for place in run if len(run) > 1)


def _likeness(runs: Sequence[range], names: Sequence[str]) -> int:
    """Price runs of unlike length, and reward headings that return under each."""
    wide = [run for run in runs if len(run) > 1 or names[run[0]]]
    if len(wide) < 2:
        return COSTS["run without its heading"]
    unlike = COSTS["runs of unlike length"] if len({len(run) for run in wide}) > 1 else 0
    under = {tuple(names[place] for place in run) for run in wide}
    return unlike + (COSTS["headings return"] if len(under) == 1 else 0)
