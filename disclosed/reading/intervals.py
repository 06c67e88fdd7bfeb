"""Which suppressed cells the printed sums give away: integer bounds carried through sums until nothing changes.

Told to the editor alone (docs/findings.md): an authority that prints a row's total has published the one cell that it
meant to withhold. Bounds are carried to a fixpoint, then a block of a few open cells is tried through, so that two
cells which only together are fixed are found too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

MAX_OPEN = 8  # cells tried through together; more are left to their bounds
MAX_TRIES = 50_000  # combinations of one block; a wider one is left to its bounds
MAX_ROUNDS = 100
OPEN_END = 10**9  # stands for "no upper bound"

Bounds = dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sum:
    """An equation over hidden cells, by their keys: the sum of `adding` less the sum of `taking` is `rest`."""

    adding: tuple[int, ...]
    rest: int
    taking: tuple[int, ...] = ()


def find_fixed(bounds: Mapping[int, tuple[int, int]], sums: Sequence[Sum]) -> frozenset[int]:
    """Find the hidden cells for which the sums leave one value; none among cells whose sums contradict each other."""
    fixed: set[int] = set()
    for block, its_sums in _blocks(bounds, sums):
        cells = {*block, *(cell for one in its_sums for cell in (*one.adding, *one.taking))}
        narrowed = _narrow({cell: bounds[cell] for cell in cells}, its_sums)
        if narrowed is not None:
            fixed |= {cell for cell in block if narrowed[cell][0] == narrowed[cell][1]}
            fixed |= _tried(narrowed, its_sums)
    return frozenset(fixed)


def _narrow(bounds: Bounds, sums: Sequence[Sum]) -> Bounds | None:
    """Carry the bounds through every sum until none changes; None where no values fit."""
    for _ in range(MAX_ROUNDS):
        before = dict(bounds)
        for one in sums:
            _narrow_by(one, bounds)
        if any(low > high for low, high in bounds.values()):
            return None
        if bounds == before:
            return bounds
    return bounds


def _narrow_by(one: Sum, bounds: Bounds) -> None:
    signed = [(cell, 1) for cell in one.adding] + [(cell, -1) for cell in one.taking]
    for cell, sign in signed:
        others = [(bounds[other], way) for other, way in signed if other != cell]
        least = sum(low if way == 1 else -high for (low, high), way in others)
        most = sum(high if way == 1 else -low for (low, high), way in others)
        low, high = one.rest - most, one.rest - least
        if sign == -1:
            low, high = -high, -low
        bounds[cell] = (max(bounds[cell][0], low), min(bounds[cell][1], high))


def _blocks(bounds: Mapping[int, tuple[int, int]], sums: Sequence[Sum]) -> Iterator[tuple[tuple[int, ...], list[Sum]]]:
    """Part the cells whose value is not said into blocks that share no sum."""
    left = {cell for cell, (low, high) in bounds.items() if low < high}
    while left:
        block, grown = {left.pop()}, True
        while grown:
            grown = False
            for one in sums:
                cells = {*one.adding, *one.taking} & (left | block)
                if cells & block and not cells <= block:
                    block, grown = block | cells, True
        left -= block
        yield tuple(sorted(block)), [one for one in sums if {*one.adding, *one.taking} & block]


def _tried(bounds: Bounds, sums: Sequence[Sum]) -> set[int]:
    """Try every combination of a block's open cells; a cell with one value in all that fit is fixed."""
    block = sorted(cell for cell, (low, high) in bounds.items() if low < high)
    size = 1
    for cell in block:
        size *= bounds[cell][1] - bounds[cell][0] + 1
    if len(block) > MAX_OPEN or size > MAX_TRIES:
        return set()
    fits: dict[int, set[int]] = {cell: set() for cell in block}
    for values in product(*(range(bounds[cell][0], bounds[cell][1] + 1) for cell in block)):
        trial = dict(zip(block, values, strict=True))
        if all(_holds(one, trial, bounds) for one in sums):
            for cell, value in trial.items():
                fits[cell].add(value)
    return {cell for cell, found in fits.items() if len(found) == 1}


def _holds(one: Sum, trial: Mapping[int, int], bounds: Bounds) -> bool:
    def value(cell: int) -> int:
        return trial.get(cell, bounds[cell][0])

    return sum(map(value, one.adding)) - sum(map(value, one.taking)) == one.rest
