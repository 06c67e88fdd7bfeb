"""Wider headings laid over runs of columns: `2022` and `2023` over `Male Female Male Female`, at the least cost.

Columns of like length and the same headings returning under each are likelier than others (answer_head_costs.py has the prices).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from disclosed.model import Line
from disclosed.reading.answer_cells import Cell, ways_to_cut
from disclosed.reading.answer_columns import NEAR, Extent, Shape, wide_cells
from disclosed.reading.answer_head_costs import COSTS, FAR, NO_WAY, Way, stands_over


def uppers_of(rest: Sequence[Line], way: Way, shape: Shape) -> Iterator[tuple[Way, tuple[tuple[range, Cell], ...]]]:
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
            yield Way(way.cost + cost + cut, (*labels, *corner, *way.cells)), runs


def _runs(cells: Sequence[Cell], way: Way, shape: Shape) -> tuple[int, tuple[tuple[range, Cell], ...]] | None:
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


def _extents(way: Way, shape: Shape) -> list[Extent]:
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
