"""Printed totals of one answer, each with the rows above it in its column, or the figures before it in its row.

A total is of what its place implies: what stands above it, back to the total before; where that does not add, the rows since
the last total, all rows, the totals, or the last total and the rows since are tried, and the first that adds is what it sums.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from disclosed.model import Finding, Number, ReadFigure, ReadQuestion
from disclosed.reading.candidates import is_total
from disclosed.reading.relations import Alike, Relation, named

MAX_TOTALS = 40  # totals tested in one column; each sums all above it, so more would be work by the square
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
    """Whether an answer has cells of a mark that no figure was read from: then a row is missing from every sum."""
    marks = len(_MARK_CELL.findall(question.answer))
    return marks > sum(_MARK_CELL.fullmatch(figure.words) is not None for figure in question.figures)


@dataclass(slots=True)
class Columns:
    """The figures of each question by the column or row they stand in: sorted once, for thousands of rows may not add."""

    sorted: dict[int, dict[tuple[object, ...], list[ReadFigure]]] = field(default_factory=dict)

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

    def _others(self, relation: Relation) -> Iterator[list[ReadFigure]]:
        """Yield the other rows that a total may sum: those since the total above it, all rows, the totals, both."""
        total = relation.whole[0].figures[0]
        first = relation.parts[0].figures[0]
        axis = next(
            place for place, (one, other) in enumerate(zip(total.labels, first.labels, strict=True)) if one != other
        )
        column = self.of(relation.whole[0].question, total, axis)
        above = list(takewhile(lambda figure: figure is not total, column))
        last = max((found for found, figure in enumerate(above) if is_total(figure.labels[axis])), default=-1)
        totals = [figure for figure in above if is_total(figure.labels[axis])]
        yield above[last + 1 :]
        yield [figure for figure in column if not is_total(figure.labels[axis])]
        yield totals
        yield [*totals[-1:], *above[last + 1 :]]
