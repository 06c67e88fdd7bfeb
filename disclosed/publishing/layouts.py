"""How a table's labels are set out on a page: which head its rows, which its columns, and what stands in each cell.

The author's choice comes first. Without one, a comparison of several authorities has a row a body, and as columns what its answers
are told apart by, where that fits a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from disclosed.absent import EVERY, spread
from disclosed.describing.chart_words import value_heading
from disclosed.describing.describe import letter_name
from disclosed.describing.index import Index
from disclosed.describing.wording import number
from disclosed.rows import Observation, Table

AUTHORITY, PERIOD, LABEL = "authority", "period", "label"
MOST_ACROSS = 4  # labels beside several authorities that fit a page as columns, however long their words
# Widths in characters of the tables' face: more labels stand as columns where they and their numbers are short, as years are.
ROOM = 56  # beside the authorities' names
OF_ANSWERS = 12  # what a last column of answers takes of it
ROOM_WITHIN = (
    66  # where two labels head each column and authorities would have as many rows else; long names then take two lines
)
GAP = 2  # between columns
# What an authority did where it gave no value, as the Answer column says it, with its tag's shape.
ANSWERS = {
    "withheld": ("Withheld", "withheld"),
    "not_held": ("Not held", ""),
    "in_words": ("In words", "plain"),
    "attached": ("In an attachment", "plain"),
    "not_given": ("Not given", "plain"),
    "no_reply": ("No reply", "no-reply"),
    "not_compared": ("Not compared", "plain"),
}

RowKey = tuple[str, ...]
Heads = tuple[str, ...]  # the labels that head a column, of a group its own first; none in a plain list


@dataclass(frozen=True)
class Layout:
    """A table's labels set out: `axes` head its rows, `across` its columns. Orders are the table's own."""

    index: Index
    table: Table

    @cached_property
    def rows(self) -> tuple[Observation, ...]:
        """Give the table's rows, one a cell: an answer without figures stands under each label until its row is made."""
        return spread(self.table.rows)

    @cached_property
    def across(self) -> str:
        """Name the dimension that heads columns: the author's, else a short one beside several authorities."""
        if self.table.columns or self.table.calculated or len({row.authority for row in self.rows}) < 2:
            return self.table.columns
        names = [dimension.name for dimension in self.table.dimensions]
        at = [{row.dimensions[place] for row in self.rows} for place in range(len(names))]
        varying = [place for place, labels in enumerate(at) if len(labels) > 1]
        if len(varying) == 1 and self._fit(at[varying[0]]):
            return names[varying[0]]
        if len(varying) == 2 and self._pairs_fit(*(names[place] for place in varying)):
            return names[varying[-1]]
        periods = {row.period for row in self.rows}
        if not varying and len(periods) > 1 and self._fit(periods) and all(periods):
            return PERIOD
        return ""

    @cached_property
    def within(self) -> str:
        """Name what heads columns with `across`, so that each of several authorities has one row; '' for nothing."""
        rest = [name for name in self._varying if name != AUTHORITY]
        if not self.across or self.table.calculated or len(rest) != 1 or AUTHORITY not in self._varying:
            return ""
        return rest[0] if self._pairs_fit(self.across, rest[0]) else ""

    def _pairs_fit(self, outer: str, inner: str) -> bool:
        """Tell whether each label of one dimension has room beside those of another; an empty one can head nothing."""
        pairs = {(self.label(row, outer), self.label(row, inner)) for row in self.rows}
        return len(pairs) > 1 and all(map(all, pairs)) and self._fit([", ".join(pair) for pair in pairs], ROOM_WITHIN)

    def _fit(self, labels: Collection[str], room: int = ROOM) -> bool:
        """Tell whether labels have room as columns beside several authorities: a few, or as many as are short."""
        widest = max((len(number(row.value)) for row in self.rows if row.value is not None), default=0)
        room -= OF_ANSWERS if self.answers else 0
        taken = sum(max(widest, *map(len, label.split() or [""])) + GAP for label in labels)
        return len(labels) <= MOST_ACROSS or taken <= room

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """Name what varies from row to row: authority, dimensions, period."""
        varying = tuple(name for name in self._varying if name != self.within)
        rest = (dimension.name for dimension in self.table.dimensions if dimension.name != self.across)
        return varying or tuple(rest) or (LABEL,)

    @cached_property
    def _varying(self) -> tuple[str, ...]:
        """Name what varies beside the columns."""
        names = (AUTHORITY, *(dimension.name for dimension in self.table.dimensions), PERIOD)
        rest = [name for name in names if name != self.across]
        varying = [name for name in rest if len({self.label(row, name) for row in self.rows}) > 1]
        shown = [*varying, self.across] if self.across else varying
        if PERIOD in varying and (self._repeats_period(shown) or self._says_period(shown)):
            varying.remove(PERIOD)
        return tuple(varying)

    def _repeats_period(self, varying: Collection[str]) -> bool:
        """Tell whether a dimension already says the period, label for label."""
        pairs = {(name, self.label(row, name), row.period) for row in self.rows for name in varying}
        names = [name for name in varying if name not in (PERIOD, AUTHORITY)]
        periods = {row.period for row in self.rows}
        return any(
            len({label for axis, label, _ in pairs if axis == name}) == len(periods)
            and len([pair for pair in pairs if pair[0] == name]) == len(periods)
            for name in names
        )

    def _says_period(self, varying: Collection[str]) -> bool:
        """Tell whether a dimension's labels say the period of every row in their own words."""
        names = [name for name in varying if name not in (PERIOD, AUTHORITY)]
        return any(all(row.period in self.label(row, name) for row in self.rows) for name in names)

    def label(self, row: Observation, axis: str) -> str:
        """Give a row's label on an axis."""
        if axis == AUTHORITY:
            return letter_name(self.index, row)
        if axis == PERIOD:
            return row.period
        for dimension, label in zip(self.table.dimensions, row.dimensions, strict=True):
            if dimension.name == axis:
                return label
        return value_heading(self.table) if self.across else self.table.title

    def key(self, row: Observation) -> RowKey:
        """Name the page's row that holds an observation."""
        return tuple(self.label(row, axis) for axis in self.axes)

    def column(self, row: Observation) -> Heads:
        """Name the page's column that holds an observation by the labels that head it."""
        return tuple(self.label(row, axis) for axis in (self.across, self.within) if axis)

    @cached_property
    def columns(self) -> tuple[Heads, ...]:
        """List the columns, those of a group together, in an order that each letter's own labels keep."""
        found = dict.fromkeys(self.column(row) for row in self.rows)
        letters: dict[tuple[str, int], list[Heads]] = {}
        for row in self.rows:
            letters.setdefault((row.authority, row.sequence), []).append(self.column(row))
        depths = range(max(map(len, found), default=0))
        orders = [merged([heads[depth] for heads in own] for own in letters.values()) for depth in depths]
        places = [{label: place for place, label in enumerate(order)} for order in orders]
        return tuple(sorted(found, key=lambda heads: [at[label] for at, label in zip(places, heads, strict=True)]))

    @cached_property
    def cells(self) -> Mapping[RowKey, Mapping[Heads, Observation]]:
        """Give each row's observations by column; rows of many authorities stand by name."""
        found: dict[RowKey, dict[Heads, Observation]] = {}
        for row in self._ordered():
            found.setdefault(self.key(row), {}).setdefault(self.column(row), row)
        return self._gathered(found) if AUTHORITY in self.axes and len(self.axes) > 1 else found

    def _gathered(
        self, found: Mapping[RowKey, Mapping[Heads, Observation]]
    ) -> Mapping[RowKey, Mapping[Heads, Observation]]:
        """Give a letter or body that gave nothing, always for the same reason, one row for all its labels."""
        at = self.axes.index(AUTHORITY)
        bodies: dict[str, list[RowKey]] = {}
        for key in found:
            bodies.setdefault(key[at], []).append(key)
        made: dict[RowKey, Mapping[Heads, Observation]] = {}
        for body, keys in bodies.items():
            rows = [row for key in keys for row in found[key].values()]
            if len(keys) > 1 and not any(row.figure for row in rows) and len({row.status for row in rows}) == 1:
                whole = tuple(body if place == at else EVERY for place in range(len(self.axes)))
                made[whole] = {self.column(row): row for row in reversed(rows)}
            else:
                made |= {key: found[key] for key in keys}
        return made

    def _ordered(self) -> Iterable[Observation]:
        """Order rows by authority where there are several, then by labels as the table first gives them."""
        if AUTHORITY not in self.axes:
            return self.rows
        firsts = [
            {label: at for at, label in reversed(list(enumerate(row.dimensions[place] for row in self.rows)))}
            for place in range(len(self.table.dimensions))
        ]

        def order(row: Observation) -> tuple[str, str, int, list[int]]:
            labels = [first[label] for first, label in zip(firsts, row.dimensions, strict=True)]
            return letter_name(self.index, row).casefold(), row.authority, row.sequence, labels

        return sorted(self.rows, key=order)

    @cached_property
    def answers(self) -> bool:
        """Tell whether a column must say why there is no value."""
        return any(row.status in ANSWERS or row.status == "not_available" for row in self.rows)

    def heading(self, axis: str) -> str:
        """Head the column of an axis."""
        titles = {dimension.name: dimension.title for dimension in self.table.dimensions}
        return titles.get(axis) or {AUTHORITY: "Authority", PERIOD: "Period"}.get(axis, "Measure")


def merged(sequences: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Put labels in an order that each sequence keeps; where two contradict each other, as they come first.

    So years that one letter lacks stand between those that it has.
    """
    before: dict[str, set[str]] = {}  # what stands right before a label in some sequence
    for labels in map(dict.fromkeys, sequences):
        last: list[str] = []
        for label in labels:
            before.setdefault(label, set()).update(last)
            last = [label]
    placed: dict[str, None] = {}
    left = dict.fromkeys(before)
    while left:
        label = next((label for label in left if before[label] <= placed.keys()), next(iter(left)))
        placed[label] = left.pop(label)
    return tuple(placed)
