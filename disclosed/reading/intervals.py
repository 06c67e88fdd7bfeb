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
    """Narrow each cell of a sum by what the others leave it; time is linear in the cells, for which the sums are kept."""
    signed = [(cell, 1) for cell in one.adding] + [(cell, -1) for cell in one.taking]
    least = sum(_signed(bounds[cell], sign)[0] for cell, sign in signed)
    most = sum(_signed(bounds[cell], sign)[1] for cell, sign in signed)
    for cell, sign in signed:
        low, high = _signed(bounds[cell], sign)
        least, most = least - low, most - high  # of the others
        low, high = max(low, one.rest - most), min(high, one.rest - least)
        least, most = least + low, most + high
        bounds[cell] = _signed((low, high), sign)


def _signed(bound: tuple[int, int], sign: int) -> tuple[int, int]:
    """Give a cell's bounds as it stands in a sum: added, or taken away."""
    return bound if sign == 1 else (-bound[1], -bound[0])


def _blocks(bounds: Mapping[int, tuple[int, int]], sums: Sequence[Sum]) -> Iterator[tuple[tuple[int, ...], list[Sum]]]:
    """Part the cells whose value is not said into blocks that share no sum."""
    left = {cell for cell, (low, high) in bounds.items() if low < high}
    holding: dict[int, list[int]] = {}
    for place, one in enumerate(sums):
        for cell in {*one.adding, *one.taking} & left:
            holding.setdefault(cell, []).append(place)
    for first in sorted(left):
        if first in left:
            block, places = _joined(first, sums, holding)
            left -= block
            yield tuple(sorted(block)), [sums[place] for place in sorted(places)]


def _joined(first: int, sums: Sequence[Sum], holding: Mapping[int, Sequence[int]]) -> tuple[set[int], set[int]]:
    """Give the open cells that share sums with a cell, directly or through others, and the places of those sums."""
    block, places, waiting = {first}, set[int](), [first]
    while waiting:
        for place in holding.get(waiting.pop(), ()):
            if place not in places:
                places.add(place)
                found = {cell for cell in (*sums[place].adding, *sums[place].taking) if cell in holding} - block
                block |= found
                waiting += found
    return block, places


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
