"""What sums leave open of numbers that are not printed: whole-number bounds, carried through the sums until none changes.

A disclosure control that a statistical office would run before it publishes (docs/disclosure-control.md). Numbers that share
sums are one block. In each block bounds are carried to a fixpoint, differences of sums that overlap are added (an
elimination), the ends of every bound are tried, and a block of few open numbers is searched through. So a bound is never
narrower than the sums allow, and in a small block never wider.

Pure arithmetic on keys; disclosure.py says what the numbers are and what is known of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import gcd

MAX_OPEN = 8  # numbers of one block that are searched through together (docs/reading.md)
MAX_PROBED = 48  # numbers of one block whose ends are tried one by one: two propagations for each
MAX_ELIMINATED = 48  # numbers of one block among which sums are subtracted from each other: work by the cube
MAX_NODES = 5_000  # steps of the searches in one block; what they leave undecided keeps its bound
ALL_NODES = 100_000  # steps of the searches in all blocks of one run
MAX_CONTRADICTED = 40  # sums of one block of which each is left out in turn, where they contradict each other
ROUNDS = 50  # of one block: a bound that creeps by one each time has said what it has to say by then
OPEN_END = 10**12  # stands for "no bound"

Interval = tuple[int, int]
Bounds = dict[int, Interval]


@dataclass(frozen=True, slots=True)
class Sum:
    """What is known of some numbers together: their sum, each taken so many times, lies between two ends.

    `terms` pairs keys with whole numbers other than 0; an equation has equal ends.
    """

    terms: tuple[tuple[int, int], ...]
    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether it is an equation."""
        return self.low == self.high

    @property
    def plain(self) -> bool:
        """Whether each number is taken once."""
        return all(abs(times) == 1 for _, times in self.terms)


def equation(adding: Iterable[int], rest: int, taking: Iterable[int] = ()) -> Sum:
    """State that some numbers, less others, are `rest`."""
    return Sum((*((key, 1) for key in adding), *((key, -1) for key in taking)), rest, rest)


def solve(bounds: Mapping[int, Interval], sums: Sequence[Sum]) -> dict[int, Interval]:
    """Narrow each number's bounds by all sums.

    Of sums that contradict each other one is taken to be wrong, and nobody knows which: what all the rest leave, whichever it
    is, is left. Numbers whose sums contradict each other even so keep their bounds.
    """
    found = dict(bounds)
    left = ALL_NODES
    for block in _blocks(bounds, [_open_part(one, bounds) for one in sums]):
        nodes = block.nodes = min(MAX_NODES, left)
        found |= block.narrowed() or block.without_one() or {}
        left -= nodes - block.nodes
    return found


def _open_part(one: Sum, bounds: Mapping[int, Interval]) -> Sum:
    """Take the numbers that are known out of a sum."""
    known = sum(times * bounds[key][0] for key, times in one.terms if bounds[key][0] == bounds[key][1])
    terms = tuple((key, times) for key, times in one.terms if bounds[key][0] < bounds[key][1])
    return Sum(terms, one.low - known, one.high - known)


@dataclass
class _Block:
    """Numbers that share sums, directly or through others, with those sums; `nodes` are the steps its searches may take."""

    bounds: Bounds
    sums: list[Sum]
    nodes: int = 0
    every: list[Sum] = field(default_factory=list)  # with those that follow from subtracting them from each other
    holding: dict[int, list[int]] = field(default_factory=dict)

    def narrowed(self) -> Bounds | None:
        """Give the bounds that all sums leave; None where no values fit."""
        alone = len(self.sums) == 1 and self.sums[0].plain  # its ends are met by carrying it through once
        self.every = list(self.sums)
        if not alone and len(self.bounds) <= MAX_ELIMINATED:
            more = _eliminated(self.sums)
            if more is None:
                return None
            self.every += more
        self.holding = {key: [] for key in self.bounds}
        for place, one in enumerate(self.every):
            for key, _ in one.terms:
                self.holding[key].append(place)
        bounds = self.carried(dict(self.bounds), range(len(self.every)))
        return bounds if bounds is None or alone or len(bounds) > MAX_PROBED else self.probed(bounds)

    def without_one(self) -> Bounds | None:
        """Give the bounds that all sums but one leave, whichever one it is: the widest of each end; None where none fit."""
        found: list[Bounds] = []
        for place in range(len(self.sums) if len(self.sums) <= MAX_CONTRADICTED else 0):
            rest = _Block(self.bounds, [*self.sums[:place], *self.sums[place + 1 :]], self.nodes)
            narrowed = rest.narrowed()
            self.nodes = rest.nodes
            if narrowed is not None:
                found.append(narrowed)
        if not found:
            return None
        return {key: (min(each[key][0] for each in found), max(each[key][1] for each in found)) for key in self.bounds}

    def carried(self, bounds: Bounds, changed: Iterable[int]) -> Bounds | None:
        """Carry bounds through sums, those that changed first, until none changes; None where no values fit."""
        waiting = deque(changed)
        queued = set(waiting)
        left = ROUNDS * len(self.every)
        while waiting and left:
            left -= 1
            place = waiting.popleft()
            queued.discard(place)
            for key in _narrow_by(self.every[place], bounds):
                if bounds[key][0] > bounds[key][1]:
                    return None
                later = [other for other in self.holding[key] if other != place and other not in queued]
                waiting.extend(later)
                queued.update(later)
        return bounds

    def probed(self, bounds: Bounds) -> Bounds | None:
        """Try the ends of every bound: one at which nothing fits is given up, until both ends of all hold."""
        search = len(bounds) <= MAX_OPEN
        again = True
        while again:
            again = False
            for key, end in product(self.bounds, (0, 1)):
                while bounds[key][0] < bounds[key][1] and not self.fits(bounds, key, bounds[key][end], search=search):
                    low, high = bounds[key]
                    bounds[key] = (low + 1, high) if end == 0 else (low, high - 1)
                    again = True
                    if self.carried(bounds, self.holding[key]) is None:
                        return None
        return bounds

    def fits(self, bounds: Bounds, key: int, value: int, *, search: bool) -> bool:
        """Whether a number can have a value: by carrying it through, and in a small block by a search to the end.

        What the limits leave undecided counts as fitting: a bound is never narrowed on a guess.
        """
        if not self.nodes:
            return True
        self.nodes -= 1
        tried = self.carried(bounds | {key: (value, value)}, self.holding[key])
        if tried is None or not search:
            return tried is not None
        left = [other for other in tried if tried[other][0] < tried[other][1]]
        if not left:
            return True
        narrowest = min(left, key=lambda other: tried[other][1] - tried[other][0])
        low, high = tried[narrowest]
        if high - low > self.nodes:
            return True
        return any(self.fits(tried, narrowest, one, search=True) for one in _outwards(low, high))


def _outwards(low: int, high: int) -> Iterator[int]:
    """Yield the values of a bound, the middle ones first: most sums are met there."""
    middle = (low + high) // 2
    yield middle
    for step in range(1, high - low + 1):
        if middle + step <= high:
            yield middle + step
        if middle - step >= low:
            yield middle - step


def _narrow_by(one: Sum, bounds: Bounds) -> list[int]:
    """Narrow each number of a sum by what the others leave it; give those that changed. Time is linear in the numbers."""
    least = most = 0
    for key, times in one.terms:
        low, high = _times(bounds[key], times)
        least, most = least + low, most + high
    changed = []
    for key, times in one.terms:
        low, high = _times(bounds[key], times)
        rest_low, rest_high = one.low - (most - high), one.high - (least - low)
        if rest_low > low or rest_high < high:
            before = bounds[key]
            bounds[key] = _divided((max(low, rest_low), min(high, rest_high)), times)
            after = _times(bounds[key], times)
            least, most = least + after[0] - low, most + after[1] - high
            if bounds[key] != before:
                changed.append(key)
    return changed


def _times(bound: Interval, times: int) -> Interval:
    return (bound[0] * times, bound[1] * times) if times > 0 else (bound[1] * times, bound[0] * times)


def _divided(bound: Interval, times: int) -> Interval:
    """Give the whole numbers that, taken so many times, lie within a bound."""
    low, high = bound if times > 0 else (-bound[1], -bound[0])
    size = abs(times)
    return -(-low // size), high // size


def _blocks(bounds: Mapping[int, Interval], sums: Sequence[Sum]) -> Iterator[_Block]:
    """Part the numbers that are not known into blocks that share no sum; one that stands in none is left out."""
    holding: dict[int, list[int]] = {}
    for place, one in enumerate(sums):
        for key, _ in one.terms:
            holding.setdefault(key, []).append(place)
    left = set(holding)
    for first in sorted(holding):
        if first in left:
            block, places = _joined(first, sums, holding)
            left -= block
            yield _Block({key: bounds[key] for key in sorted(block)}, [sums[place] for place in sorted(places)])


def _joined(first: int, sums: Sequence[Sum], holding: Mapping[int, Sequence[int]]) -> tuple[set[int], set[int]]:
    """Give the numbers that share sums with one, directly or through others, and the places of those sums."""
    block, places, waiting = {first}, set[int](), [first]
    while waiting:
        for place in holding.get(waiting.pop(), ()):
            if place not in places:
                places.add(place)
                found = {key for key, _ in sums[place].terms} - block
                block |= found
                waiting += found
    return block, places


Row = tuple[dict[int, int], int]


def _eliminated(sums: Sequence[Sum]) -> list[Sum] | None:
    """Subtract equations from each other until each has a number that no other has: what overlapping sums say together.

    None where two of them contradict each other. Whole numbers throughout, so nothing is rounded.
    """
    rows: list[Row] = []
    for one in sums:
        if not one.exact:
            continue
        row = (dict(one.terms), one.low)
        for done in rows:
            row = _without(row, done, next(iter(done[0])))
        if not row[0]:
            if row[1]:
                return None
            continue
        row = _reduced(row)
        pivot = next(iter(row[0]))
        rows = [*(_reduced(_without(other, row, pivot)) for other in rows), row]
    return [Sum(tuple(terms.items()), rest, rest) for terms, rest in rows]


def _without(row: Row, other: Row, pivot: int) -> Row:
    """Take so much of another row from a row that a number falls out of it; the row's own pivot stays in front."""
    (terms, rest), (taken, taken_rest) = row, other
    if pivot not in terms:
        return row
    mine, theirs = taken[pivot], terms[pivot]
    found = {key: mine * terms.get(key, 0) - theirs * taken.get(key, 0) for key in (*terms, *taken)}
    return {key: times for key, times in found.items() if times}, mine * rest - theirs * taken_rest


def _reduced(row: Row) -> Row:
    terms, rest = row
    shared = gcd(*terms.values())
    return ({key: times // shared for key, times in terms.items()}, rest // shared) if rest % shared == 0 else row
