"""A table's lines to its rows: which pieces of a label go with which values, and which words head the rows under them.

A label that is longer than its column runs over lines, and its row's values stand beside its first line, its last, or the
middle (then often on a line of their own, between two of the label's): the same way all down a table. So the lines are
parted into rows and headings at the least cost, once for each of the three ways. A piece goes on in the one below where
that begins small or it ends open itself, hardly where the next word would have fitted on its line. A row that another
parting at nearly the same cost names otherwise is in doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from disclosed.reading.answer_cells import Cell
from disclosed.reading.candidates import is_total

# What → cost of joining two pieces of words to one label, of parting them, of a row's form.
COSTS: dict[str, int] = {
    "capital": 2,  # what goes on in a label seldom begins with a capital
    "fits": 5,  # the next word would have fitted on the line above: its writer ended the line
    "apart": 4,  # empty lines, or a page's end, between two pieces
    "foot": 2,  # the last words of a page may be its foot, or head the next
    "further in": 2,  # a piece set in under the one above it, or out
    "total": 4,  # `Total` begins a label
    "small letter": 6,  # what begins small goes on
    "open end": 6,  # `Marsh, Fen and` goes on
    "out of line": 3,  # for each line by which values stand off the way of their table
    "no words beside": 3,  # values with no words on their line, in a table whose values stand beside a label's first or last
    "no label": 8,
    "heading": 2,
    "heading over rows further in": 0,
    "heading under a heading": 3,
    "heading beside groups": 3,
    "heading over the end": 2,  # the only words without values stand over the last row alone, or over its total
    "once among returning": 4,  # joining words that stand once in a table whose labels return: they head its groups
    "returning heading": 6,  # words that return head nothing
    "words after": 3,  # a line under the last row that belongs to no row
}
CLOSE = 1  # a parting that costs no more than this above the best, and names a row otherwise, leaves the row in doubt
FITS = Decimal(
    "0.7"
)  # of the widest line of a label, in letters: words as long may still be as wide, for letters are not
MAX_LINES = 7  # of one label
NO_WAY = 10**6

Way = Literal["first", "middle", "last"]
WAYS: tuple[Way, ...] = ("first", "middle", "last")

_OPEN_END = re.compile(r"(?:[,/&(-]|\b(?:and|or|of|the|for|in|to|with|by|from|on|at|a|an|per|than|not))$")
_SMALL_START = re.compile(r"[a-z(&/)]")


@dataclass(frozen=True, slots=True)
class Item:
    """A line between a table's headings and its end: its words in the labels' column, and whether values end it.

    `over` says that its words stand over the values, so that they are of no label; `apart` that it opens a page, or that
    the headings are printed again above it.
    """

    number: int
    words: Cell | None
    valued: bool
    over: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Items `first` to `last` (excluded) as one row, or words as a heading, or words after the last row."""

    first: int
    last: int
    kind: Literal["row", "heading", "after"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row (the place of its item) whose label is not sure, and the words right over or under it that another parting has."""

    row: int
    words: int
    where: Literal["over", "under"]


@dataclass(frozen=True, slots=True)
class Parting:
    """The lines parted: its blocks in order, the rows whose label another parting has otherwise, and the items they differ by."""

    blocks: tuple[Block, ...]
    doubts: tuple[Doubt, ...] = ()
    contested: frozenset[int] = frozenset()


def goes_on(above: str, below: str) -> bool:
    """Whether a label goes on under itself: it ends open (`Marsh, Fen and`), or what stands below begins small."""
    return _OPEN_END.search(above.casefold().rstrip()) is not None or _SMALL_START.match(below.lstrip()) is not None


def _lone(items: Sequence[Item]) -> frozenset[int]:
    """Find the words that stand once in a table most of whose labels return, as the same rows do under each heading."""
    texts = {place: item.words.text.casefold() for place, item in enumerate(items) if item.words}
    often = Counter(texts.values())
    lone = frozenset(place for place, text in texts.items() if often[text] == 1 and not items[place].valued)
    return (
        lone if len(lone) > 1 and sum(count for count in often.values() if count > 1) >= 2 * len(lone) else frozenset()
    )


def label_of(items: Sequence[Item], block: Block) -> str:
    """Join the words of a block."""
    return " ".join(item.words.text for item in items[block.first : block.last] if item.words)


def part(items: Sequence[Item], *, room: int = 0, grouped: bool = False) -> Parting:
    """Part a table's lines into rows and headings: the cheapest way, and the rows that another has otherwise.

    `room` is how many letters the labels' column holds, where that is known; `grouped` says that a column of its own
    labels several rows each, so that words alone hardly head any.
    """
    found = [_Solver(items, way, room, grouped=grouped) for way in WAYS]
    best = min(found, key=lambda solver: solver.least)
    blocks = tuple(best.blocks())
    own = {row: block for block in blocks for row in _valued(items, block)}
    limit = best.least + CLOSE
    near = [block for solver in found if solver.least <= limit for block in solver.within(limit)]
    doubts: dict[int, Doubt] = {}
    contested: set[int] = set()
    for block in near:
        for row in _valued(items, block):
            if label_of(items, block) != label_of(items, own[row]):
                apart = set(range(block.first, block.last)) ^ set(range(own[row].first, own[row].last))
                apart = {place for place in apart if items[place].words}
                words = min(apart, key=lambda place: abs(place - row))
                doubts.setdefault(row, Doubt(row, words, "under" if words > row else "over"))
                contested |= apart
    for words in sorted(contested):
        for row, where in _beside(items, words, contested):
            doubts.setdefault(row, Doubt(row, words, where))
    doubts |= _doubt_after(items, blocks)
    return Parting(blocks, tuple(doubts[row] for row in sorted(doubts)), frozenset(contested))


def _beside(
    items: Sequence[Item], words: int, contested: Collection[int]
) -> Iterator[tuple[int, Literal["over", "under"]]]:
    """Yield the rows right over and right under words that may be of either."""
    for step in (-1, 1):
        row = words + step
        while 0 <= row < len(items) and row in contested and not items[row].valued:
            row += step
        if (
            0 <= row < len(items)
            and items[row].valued
            and abs(items[row].number - items[words].number) == abs(row - words)
        ):
            yield row, "under" if step < 0 else "over"


def _doubt_after(items: Sequence[Item], blocks: Sequence[Block]) -> dict[int, Doubt]:
    """Doubt the last row where words stand right under it, but for a total, whose label does not go on."""
    if len(blocks) < 2 or blocks[-1].kind != "after" or blocks[-2].kind != "row":
        return {}
    row, words = _valued(items, blocks[-2])[0], blocks[-1].first
    apart = items[words].number > items[words - 1].number + 1
    return {} if apart or is_total(label_of(items, blocks[-2])) else {row: Doubt(row, words, "under")}


def _valued(items: Sequence[Item], block: Block) -> list[int]:
    return [place for place in range(block.first, block.last) if items[place].valued] if block.kind == "row" else []


class _Solver:
    """The cheapest parting of some items, where all values stand in one way beside their labels."""

    def __init__(self, items: Sequence[Item], way: Way, room: int, *, grouped: bool) -> None:
        self.items, self.way, self.grouped = items, way, grouped
        self.lone = _lone(items)
        texts = [item.words.text for place, item in enumerate(items) if item.words and place not in self.lone]
        self.room = Decimal(room) if room else max(map(len, texts), default=0) * FITS
        self.small = sum(bool(_SMALL_START.match(text)) for text in texts) * 5 > len(texts) * 4  # all begin small
        self.waiting = self._waiting()
        self.join, self.cut = self._pairs()
        self.ways_from: list[list[tuple[Block, int]]] = [list(self._from(place)) for place in range(len(items))]
        self.rest = self._rests()

    @property
    def least(self) -> int:
        """What the cheapest parting costs."""
        return self.rest[False][0]

    def _waiting(self) -> list[int]:
        """List the words without values that nothing says go on a label."""
        found = []
        above: Cell | None = None
        for place, item in enumerate(self.items):
            if item.words and not item.valued and not (above and goes_on(above.text, item.words.text)):
                found.append(place)
            above = item.words or above
        return found

    def _over_end(self, place: int) -> bool:
        """Whether words, the only ones of their kind, stand over totals alone, or over one row whose label they may begin.

        They may where its next word would not have fitted beside them.
        """
        words, after = self.items[place].words, self.items[place + 1 :]
        rows = [item for item in after if item.valued and not (item.words and is_total(item.words.text))]
        if self.waiting != [place] or words is None or len(rows) > 1:
            return False
        if not rows:
            return bool(after) and not is_total(words.text)
        below = after[0].words
        return below is not None and after[0].valued and len(words.text) + 1 + len(below.text.split()[0]) > self.room

    def _pairs(self) -> tuple[list[int], list[int]]:
        """Price, for each item with words, joining it to the words above it, and parting it from them."""
        join, cut = [0] * len(self.items), [0] * (len(self.items) + 1)
        above: int | None = None
        for place, item in enumerate(self.items):
            if item.words is None:
                continue
            if above is not None:
                join[place] = self._join(above, place)
                cut[place] = self._cut(self.items[above].words, item.words)
            above = place
        return join, cut

    def _join(self, above: int, place: int) -> int:
        upper, item = self.items[above], self.items[place]
        if upper.words is None or item.words is None or upper.over or item.over:
            return NO_WAY
        one, other = upper.words.text, item.words.text
        lone = COSTS["once among returning"] if (above in self.lone) != (place in self.lone) else 0
        empty = item.number - upper.number > place - above
        foot = place + 1 < len(self.items) and self.items[place + 1].apart
        cost = lone + (COSTS["apart"] if item.apart or empty else COSTS["foot"] if foot else 0)
        if _SMALL_START.match(other) and not self.small:
            return cost
        if not goes_on(one, other):
            cost += COSTS["capital"]
            cost += COSTS["further in"] if abs(upper.words.start - item.words.start) > 1 else 0
        fits = len(one) + 1 + len(other.split()[0]) <= self.room
        cost += COSTS["fits"] if fits else 0
        cost += COSTS["total"] if is_total(one) else 0
        return cost + (COSTS["total"] if is_total(other) else 0)

    def _cut(self, above: Cell | None, below: Cell) -> int:
        cost = COSTS["small letter"] if _SMALL_START.match(below.text) and not self.small else 0
        return cost + (COSTS["open end"] if above and _OPEN_END.search(above.text.casefold().rstrip()) else 0)

    def _from(self, first: int) -> Iterator[tuple[Block, int]]:
        """Yield the blocks that may begin at an item, each with its cost and that of the cut above it."""
        items, inside, worded, valued = self.items, 0, 0, 0
        cut = self.cut[first]
        for last in range(first + 1, min(first + MAX_LINES, len(items)) + 1):
            item = items[last - 1]
            valued += item.valued
            if valued > 1:
                return
            inside += self.join[last - 1] if item.words is not None and worded else 0
            worded += item.words is not None
            if inside >= NO_WAY:
                return
            if valued:
                cost = self._row(first, last)
                if cost < NO_WAY:
                    yield Block(first, last, "row"), cut + inside + cost
            elif last < len(items):
                yield Block(first, last, "heading"), cut + inside + self._heads(first, last)
            else:
                yield Block(first, last, "after"), cut + inside + COSTS["words after"] * (last - first)
            if last < len(items) and items[last].apart and not valued:
                return

    def _row(self, first: int, last: int) -> int:
        """Price where the values of a row stand against its label."""
        pieces = [place for place in range(first, last) if self.items[place].words is not None]
        place = next(place for place in range(first, last) if self.items[place].valued)
        if any(self.items[piece].over for piece in pieces if piece != place):
            return NO_WAY
        if not pieces:
            return COSTS["no label"]
        above = sum(piece < place for piece in pieces)
        below = sum(piece > place for piece in pieces)
        beside = self.items[place].words is not None
        if self.way == "middle":
            return COSTS["out of line"] * abs(above - below)
        off = above if self.way == "first" else below
        return COSTS["out of line"] * off + (0 if beside else COSTS["no words beside"])

    def _heads(self, first: int, last: int) -> int:
        """Price words as a heading of the rows under them."""
        words = self.items[first].words
        if words is None:
            return NO_WAY
        under = next((item.words for item in self.items[last : last + MAX_LINES] if item.words), None)
        further = under is not None and not self.items[first].over and under.start > words.start
        cost = COSTS["heading over rows further in"] if further else COSTS["heading"]
        cost += COSTS["heading beside groups"] if self.grouped else 0
        cost += COSTS["heading over the end"] if last - first == 1 and self._over_end(first) else 0
        if self.lone:
            sure = all(place in self.lone for place in range(first, last))
            return COSTS["heading over rows further in"] if sure else cost + COSTS["returning heading"]
        return cost

    def _rests(self) -> tuple[list[int], list[int]]:
        """Give the least cost of the items from each place on, after a row and after a heading."""
        after_row, after_heading = [NO_WAY] * len(self.items) + [0], [NO_WAY] * len(self.items) + [0]
        for place in range(len(self.items) - 1, -1, -1):
            for block, cost in self.ways_from[place]:
                heads = block.kind == "heading"
                whole = cost + (after_heading if heads else after_row)[block.last]
                after_row[place] = min(after_row[place], whole)
                after_heading[place] = min(after_heading[place], whole + COSTS["heading under a heading"] * heads)
        return after_row, after_heading

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the cheapest parting."""
        place, headed = 0, False
        while place < len(self.items):
            block, _ = min(self.ways_from[place], key=lambda one: self._whole(one, headed=headed))
            yield block
            place, headed = block.last, block.kind == "heading"

    def _whole(self, way: tuple[Block, int], *, headed: bool) -> int:
        """Price a block with all that follows it; `headed` says that it stands under a heading."""
        block, cost = way
        heads = block.kind == "heading"
        return cost + COSTS["heading under a heading"] * (heads and headed) + self.rest[heads][block.last]

    def within(self, limit: int) -> Iterator[Block]:
        """Yield the blocks of every parting that costs no more than a limit."""
        least = ([NO_WAY] * (len(self.items) + 1), [NO_WAY] * (len(self.items) + 1))  # after a row, after a heading
        least[False][0] = 0
        for place in range(len(self.items)):
            for way in self.ways_from[place]:
                block, cost = way
                heads = block.kind == "heading"
                ways = [least[headed][place] + self._whole(way, headed=headed) for headed in (False, True)]
                if min(ways) <= limit:
                    yield block
                nested = COSTS["heading under a heading"] * heads
                whole = min(least[False][place], least[True][place] + nested) + cost
                least[heads][block.last] = min(least[heads][block.last], whole)
