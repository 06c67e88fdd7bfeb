"""Printed totals of one answer, each with the rows above it in its column, or the figures before it in its row.

A total is of what its place implies: what stands above it, back to the total before; where that does not add, the rows since
the last total, all rows, the totals, or the last total and the rows since are tried, and the first that adds is what it sums.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate, takewhile

from disclosed.model import Finding, Line, Number, ReadFigure, ReadQuestion
from disclosed.reading.candidates import is_total
from disclosed.reading.legends import is_legend
from disclosed.reading.lines import fold
from disclosed.reading.overlapping import explains, no_sum, several_each, the_largest_alone
from disclosed.reading.relations import Alike, Relation, figures_of, named

MAX_TOTALS = 40  # totals tested in one column; each sums all above it, so more would be work by the square
MOST = Decimal("0.8")  # of a total that stands first: rows that come to less are some of those there are
_PARTS_ASKED = re.compile(r"\b(?:by|each|per|split|breakdown|broken down|types?|kinds?)\b")
LONGEST_NOTE = 200  # characters from its mark on; what is beyond tells no more
WHOLE_SHARE = 100  # per cent: what shares of one whole add to
_MARK_CELL = re.compile(r"(?<=[-–—|:\t ])\*{1,2}(?=\s*(?:[|\n]|$|\s[A-Z]))|^\*{1,2}$")


def totals_in(question: ReadQuestion, unread: Collection[int] = ()) -> Iterator[Relation]:
    """Yield each printed total with what its place implies that it sums.

    Figures that share a path are not told apart (a heading was missed), so none of their sums is tested; nor is a sum of
    rows among which a line has values that are `unread`. A total in per cent is a sum only where it is 100: else it is
    the share of all rows taken together.
    """
    if marks_unread(question):
        return
    paths = Counter(figure.labels for figure in question.figures)
    columns, alike = _columns_summed(question.figures), Alike.of(question)
    tested: Counter[tuple[object, ...]] = Counter()
    lacking = _Unread.of(question, unread)
    for place, total in enumerate(question.figures):
        shares = total.value.unit == "percent" and total.value.value != WHOLE_SHARE
        if not total.total or shares or paths[total.labels] > 1:
            continue
        for axis in (axis for axis, label in enumerate(total.labels) if is_total(label)):
            others = (*total.labels[:axis], *total.labels[axis + 1 :])
            if total.value.value != WHOLE_SHARE and no_sum(question, others):
                continue
            column = _column_of(total, axis)
            tested[column] += 1
            counted = _summed(columns.get(column, []), place) if tested[column] <= MAX_TOTALS else ()
            if len(counted) < 2 or lacking.within((total, *counted), axis):
                continue
            if all(paths[part.labels] == 1 for part in counted):
                yield _relation(alike, total, axis, counted)


def _relation(alike: Alike, total: ReadFigure, axis: int, parts: tuple[ReadFigure, ...]) -> Relation:
    question = alike.question
    what = "the rows in its column" if axis == 0 else "the figures in its row"
    along = tuple(part.labels[axis] for part in parts)
    others = total.labels[1:axis] + total.labels[axis + 1 :] if axis else ()
    return Relation(
        "total_mismatch",
        question.number,
        (named(question, total),),
        alike.added(parts),
        f"“{total.labels[axis]}” labels the sum of {what}.",
        kind="row-total" if axis else "total",
        label=total.row_label if axis else total.column_label,
        group=(axis, along, total.labels[axis], others),
    )


def _columns_summed(figures: Sequence[ReadFigure]) -> dict[tuple[object, ...], list[tuple[int, ReadFigure]]]:
    """Sort the figures that are no totals into the columns and rows they stand in, each with its place in the answer."""
    columns: dict[tuple[object, ...], list[tuple[int, ReadFigure]]] = {}
    for place, figure in enumerate(figures):
        for axis, label in enumerate(figure.labels):
            if not is_total(label):
                columns.setdefault(_column_of(figure, axis), []).append((place, figure))
    return columns


def _column_of(figure: ReadFigure, axis: int) -> tuple[object, ...]:
    """Name what a figure stands in with those that differ from it in one place of their path only, and have its unit."""
    return (axis, figure.labels[:axis], figure.labels[axis + 1 :], figure.value.unit)


def _summed(column: Sequence[tuple[int, ReadFigure]], place: int) -> tuple[ReadFigure, ...]:
    """Give what a total at a place sums: the figures before it, or all where it stands first."""
    above = column[: bisect_left(column, place, key=lambda item: item[0])]
    return tuple(figure for _, figure in above or column if figure.value.status != "not_applicable")


@dataclass(frozen=True, slots=True)
class _Unread:
    """The lines of an answer that have values which were not read, and those of its printed totals of rows, in order."""

    lines: Sequence[int]
    totals: Sequence[int]

    @classmethod
    def of(cls, question: ReadQuestion, lines: Collection[int]) -> _Unread:
        totals = {figure.span.line for figure in question.figures if figure.labels and is_total(figure.labels[0])}
        return cls(sorted(lines), sorted(totals) if lines else ())

    def within(self, summed: Sequence[ReadFigure], axis: int) -> bool:
        """Whether such a value may be of a sum: on its row, or in its table, which begins under the last total above it."""
        if not self.lines:
            return False
        first, last = min(figure.span.line for figure in summed), max(figure.span.line for figure in summed)
        if axis == 0:
            above = bisect_left(self.totals, first)
            first = self.totals[above - 1] + 1 if above else 0
        return bisect_left(self.lines, first) < bisect_left(self.lines, last + 1)


def lines_unread(doubts: Iterable[Finding]) -> dict[str, frozenset[int]]:
    """Give the lines that hold values of an answer which were not read, by its question: numbers, marks that nothing explains, ranges."""
    found: dict[str, set[int]] = {}
    for doubt in doubts:
        marked = any(key == "mark" for key, _ in doubt.extra)
        if doubt.question and (doubt.code in {"unread_number", "unsupported_range"} or marked):
            found.setdefault(doubt.question, set()).add(doubt.line)
    return {question: frozenset(lines) for question, lines in found.items()}


def marks_unread(question: ReadQuestion) -> bool:
    """Whether an answer has cells of a mark that no figure was read from: then a row is missing from every sum.

    A mark that its own note opens with is no cell.
    """
    found = (
        question.answer[cell.start() : cell.start() + LONGEST_NOTE] for cell in _MARK_CELL.finditer(question.answer)
    )
    marks = sum(not is_legend(Line(0, words, fold(words))) for words in found)
    return marks > sum(_MARK_CELL.fullmatch(figure.words) is not None for figure in question.figures)


def _axis(total: ReadFigure, part: ReadFigure) -> int:
    """Give the place in which the labels of a total and its part differ."""
    return next(place for place, (one, other) in enumerate(zip(total.labels, part.labels, strict=True)) if one != other)


def _stands_first(total: ReadFigure, parts: Sequence[ReadFigure]) -> bool:
    """Whether a total stands before its rows, which need not be all there are: `Total 100, knife 40, gun 3`."""
    return (total.span.line, total.span.first) < (parts[0].span.line, parts[0].span.first)


def _asks_for_parts(question: ReadQuestion) -> bool:
    return _PARTS_ASKED.search(fold(question.text)) is not None


def _but(figure: ReadFigure, axis: int) -> tuple[str, ...]:
    """Give the labels of a figure without that along an axis: those of its column or row."""
    return figure.labels[:axis] + figure.labels[axis + 1 :]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the columns (or rows) of an answer have beside each other: their labels, and the totals that are the sum of one.

    `several` and `largest` say what words say of the answer (overlapping.py).
    """

    labels: Mapping[tuple[str, ...], frozenset[str]]
    sums: frozenset[str]
    several: bool
    largest: bool

    @classmethod
    def of(cls, question: ReadQuestion, axis: int) -> _Beside:
        """Compare the columns along an axis of an answer."""
        columns: dict[tuple[str, ...], list[ReadFigure]] = {}
        for figure in question.figures:
            if axis < len(figure.labels):
                columns.setdefault(_but(figure, axis), []).append(figure)
        rows = {key: [one for one in column if not is_total(one.labels[axis])] for key, column in columns.items()}
        added = {key: sum(one.value.value or 0 for one in row) for key, row in rows.items()}
        sums = {one.labels[axis] for key, column in columns.items() for one in column if one.value.value == added[key]}
        labels = {key: frozenset(one.labels[axis] for one in row) for key, row in rows.items()}
        return cls(labels, frozenset(sums), several_each(question), the_largest_alone(question))

    def has_more(self, own: frozenset[str]) -> bool:
        """Whether a column has all the labels of another and more: in that one a cell holds a mark, or nothing."""
        return any(own < labels for labels in set(self.labels.values()))

    def is_average(self, total: str) -> bool:
        """Whether what stands among its rows is no sum: it is called none ("Overall"), or the total beside it does add."""
        return "total" not in fold(total) or total in self.sums


@dataclass(slots=True)
class Columns:
    """The figures of each question by the column or row they stand in: sorted once, for thousands of rows may not add."""

    sorted: dict[int, dict[tuple[object, ...], list[ReadFigure]]] = field(default_factory=dict)
    beside: dict[tuple[int, int], _Beside] = field(default_factory=dict)

    def of(self, question: ReadQuestion, figure: ReadFigure, axis: int) -> list[ReadFigure]:
        """Give the figures with values that differ from a figure along an axis only, itself among them."""
        if id(question) not in self.sorted:
            columns = self.sorted[id(question)] = {}
            for one in question.figures:
                for place in range(len(one.labels) if one.value.value is not None else 0):
                    columns.setdefault((place, one.labels[:place], one.labels[place + 1 :]), []).append(one)
        return self.sorted[id(question)][axis, figure.labels[:axis], figure.labels[axis + 1 :]]

    def fitting(self, relation: Relation, whole: Number) -> Relation | None:
        """Give a total's relation with the other figures that its place allows and that add to it; None where none do."""
        question = relation.whole[0].question
        for figures in self._others(relation):
            values = [figure.value.value for figure in figures if figure.value.value is not None]
            if len(figures) > 1 and sum(values) == whole:
                return replace(relation, parts=Alike.of(question).added(tuple(figures)))
        return None

    def explained(self, relation: Relation, whole: Number) -> bool:
        """Whether the letter says why rows do not add to their total.

        They overlap, they are some of those there are, something is taken off, one was not read, or the total is their average.
        """
        question, total, parts = relation.whole[0].question, relation.whole[0].figures[0], figures_of(relation.parts)
        axis, values = _axis(total, parts[0]), [part.value.value or 0 for part in parts]
        beside = self._beside(question, axis)
        return (
            beside.several
            or (beside.largest and Decimal(sum(values)) < whole)
            or (whole == max(values) and values.count(whole) == 1)  # the others are within the largest
            or (axis > 0 and whole in list(accumulate(values))[1:])  # the last columns are of something else
            or explains(parts, axis, total)
            or beside.has_more(beside.labels[_but(parts[0], axis)])
            or (_stands_first(total, parts) and not _asks_for_parts(question) and Decimal(sum(values)) < whole * MOST)
            or (min(values) <= whole < max(values) and beside.is_average(total.labels[axis]))
        )

    def _beside(self, question: ReadQuestion, axis: int) -> _Beside:
        if (id(question), axis) not in self.beside:
            self.beside[id(question), axis] = _Beside.of(question, axis)
        return self.beside[id(question), axis]

    def _others(self, relation: Relation) -> Iterator[list[ReadFigure]]:
        """Yield the other rows that a total may sum: those since the total above it, all rows, the totals, both."""
        total = relation.whole[0].figures[0]
        first = relation.parts[0].figures[0]
        axis = _axis(total, first)
        column = self.of(relation.whole[0].question, total, axis)
        above = list(takewhile(lambda figure: figure is not total, column))
        last = max((found for found, figure in enumerate(above) if is_total(figure.labels[axis])), default=-1)
        totals = [figure for figure in above if is_total(figure.labels[axis])]
        yield above[last + 1 :]
        yield [figure for figure in column if not is_total(figure.labels[axis])]
        yield totals
        yield [*totals[-1:], *above[last + 1 :]]
