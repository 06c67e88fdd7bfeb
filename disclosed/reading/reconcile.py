"""Arithmetic of a letter: which sums its words imply and do not hold, and which suppressed cells its sums give away.

A difference is stated, never explained and never mended (docs/reading.md): letters contradict themselves, and the
figures go out as printed. `total_mismatch` is about one answer, `parts_do_not_add` and `part_exceeds_whole` about two
or more; `suppressed_recoverable` is private and says where, never what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile

from disclosed.findings import CODES
from disclosed.model import Finding, Number, ReadFigure, ReadQuestion
from disclosed.reading.candidates import is_total
from disclosed.reading.intervals import OPEN_END, Sum, find_fixed
from disclosed.reading.relations import Relation, Term, find_relations
from disclosed.reading.rounding import Rounding, slack


def reconcile(questions: Sequence[ReadQuestion], rounding: Rounding | None = None) -> tuple[Finding, ...]:
    """Find what does not add up in a letter, and what its sums give away of suppressed cells.

    `rounding` is what the letter says of its figures (rounding.py): a difference that it explains is none, and a sum of
    rounded figures gives nothing away.
    """
    relations = tuple(find_relations(questions))
    exact = [relation for relation in relations if not slack(_numbers(relation), rounding)]
    return (*_differences(relations, rounding), *_given_away(exact))


def _numbers(relation: Relation) -> list[Number]:
    figures = _figures((*relation.whole, *relation.less, *relation.parts))
    return [figure.value.value for figure in figures if figure.value.value is not None]


def _differences(relations: Sequence[Relation], rounding: Rounding | None) -> Iterator[Finding]:
    """Yield one finding for each whole and computed sum; the same difference along two axes is told once."""
    told: set[tuple[str, tuple[ReadFigure, ...], Number]] = set()
    columns = _Columns()
    for relation in relations:
        whole, parts = _sum(relation.whole), _sum(relation.parts)
        less = _sum(relation.less)
        if whole is None or parts is None or less is None or _rough(relation):
            continue
        near = abs(Decimal(whole - less - parts)) <= slack(_numbers(relation), rounding)
        if near or _holds(relation, whole - less, parts, columns):
            continue
        key = (relation.code, _figures(relation.whole), parts)
        if key not in told:
            told.add(key)
            yield _difference(relation, whole - less, parts)


def _sum(terms: Sequence[Term]) -> Number | None:
    """Add the figures of some terms; None where one has no value."""
    values = [figure.value.value for figure in _figures(terms)]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _figures(terms: Sequence[Term]) -> tuple[ReadFigure, ...]:
    return tuple(figure for term in terms for figure in term.figures)


def _rough(relation: Relation) -> bool:
    """Whether a side is only approximate, so that no difference can be told."""
    return any(figure.value.approximate for figure in _figures((*relation.whole, *relation.less, *relation.parts)))


def _holds(relation: Relation, whole: Number, parts: Number, columns: _Columns) -> bool:
    """Test a relation; a total that is not the sum of all above it may be that of a nearer or wider set of rows."""
    if relation.code == "part_exceeds_whole":
        return parts <= whole
    if whole == parts:
        return True
    return relation.code == "total_mismatch" and whole in set(_other_sums(relation, columns))


@dataclass(slots=True)
class _Columns:
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


def _other_sums(relation: Relation, columns: _Columns) -> Iterator[Number]:
    """Yield the other sums that a total's place allows: the rows since the total above it, the totals, all rows."""
    total = relation.whole[0].figures[0]
    first = relation.parts[0].figures[0]
    axis = next(
        place for place, (one, other) in enumerate(zip(total.labels, first.labels, strict=True)) if one != other
    )
    column = columns.of(relation.whole[0].question, total, axis)
    above = list(takewhile(lambda figure: figure is not total, column))
    last = max((found for found, figure in enumerate(above) if is_total(figure.labels[axis])), default=-1)
    rows = [figure for figure in column if not is_total(figure.labels[axis])]
    totals = [figure for figure in above if is_total(figure.labels[axis])]
    for figures in (above[last + 1 :], rows, totals, [*totals[-1:], *above[last + 1 :]]):
        if len(figures) > 1:
            yield sum(figure.value.value for figure in figures if figure.value.value is not None)


def _difference(relation: Relation, whole: Number, parts: Number) -> Finding:
    """Say what does not add up, with both sides."""
    totalled = relation.code == "total_mismatch"
    figure = _figures(relation.whole if totalled else relation.parts)[0]
    return Finding(
        relation.code,
        CODES[relation.code][0],
        _message(relation, whole, parts),
        "Compare both with the letter; if it says so, settle the difference under `settled:`.",
        line=figure.span.line,
        question=relation.question,
        extra=(
            ("stated", whole),
            ("computed", parts),
            ("statement", relation.statement),
            ("grounds", relation.grounds),
        ),
    )


def _message(relation: Relation, whole: Number, parts: Number) -> str:
    if relation.code == "total_mismatch":
        name = ", ".join(relation.whole[0].figures[0].labels)
        return f"The printed total “{name}” is {whole:,}, and the figures it sums add to {parts:,}."
    part, all_of_it = _said(relation.parts), _said(relation.whole)
    if relation.code == "part_exceeds_whole":
        return f"{_opening(part)} is {parts:,}, more than {all_of_it}, which is {whole:,}."
    less = f" less {_said(relation.less)}" if relation.less else ""
    verb = "add to" if len(relation.whole) > 1 else "is"
    return f"{_opening(part)} add to {parts:,}, and {all_of_it}{less} {verb} {whole:,}."


def _said(terms: Sequence[Term]) -> str:
    """Name some terms in words: `the figures of question 2a`, `“accepted” in question 3b and question 3d`."""
    names = [_name_of(term) for term in terms]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _name_of(term: Term) -> str:
    number = term.question.number
    if len(term.figures) > 1:
        return f"the figures of question {number}"
    labels = term.figures[0].labels
    return (
        f"“{', '.join(labels)}” in question {number}"
        if labels and len(term.question.figures) > 1
        else f"question {number}"
    )


def _opening(words: str) -> str:
    return words[0].upper() + words[1:]


def _given_away(relations: Sequence[Relation]) -> Iterator[Finding]:
    """Yield a private finding for each suppressed cell that the sums leave one value for."""
    hidden = _hidden(relations)
    keys = {id(figure): key for key, (_, figure) in enumerate(hidden)}
    bounds = {keys[id(figure)]: _bounds(figure) for _, figure in hidden}
    sums = [one for relation in relations if (one := _as_sum(relation, keys)) is not None]
    for key in sorted(find_fixed(bounds, sums)):
        question, figure = hidden[key]
        yield Finding(
            "suppressed_recoverable",
            CODES["suppressed_recoverable"][0],
            "A suppressed cell can be worked out from the sums that the letter prints.",
            "The program publishes only what the letter prints; tell the authority.",
            line=figure.span.line,
            question=question.number,
        )


def _hidden(relations: Sequence[Relation]) -> list[tuple[ReadQuestion, ReadFigure]]:
    """List the suppressed figures that stand in a sum, each once."""
    found: dict[int, tuple[ReadQuestion, ReadFigure]] = {}
    for relation in relations:
        for term in (*relation.whole, *relation.less, *relation.parts):
            for figure in term.figures:
                if figure.value.status == "suppressed":
                    found.setdefault(id(figure), (term.question, figure))
    return list(found.values())


def _bounds(figure: ReadFigure) -> tuple[int, int]:
    low, high = figure.value.minimum, figure.value.maximum
    return (0 if low is None else int(low), OPEN_END if high is None else int(high))


def _as_sum(relation: Relation, keys: dict[int, int]) -> Sum | None:
    """Write a relation as an equation over hidden cells; None where it has none, or a side is not exact."""
    if relation.code == "part_exceeds_whole" or _rough(relation):
        return None
    adding: list[int] = []
    taking: list[int] = []
    rest = 0
    sides = ((relation.parts, 1), (relation.whole, -1), (relation.less, 1))
    for terms, sign in sides:
        for figure in _figures(terms):
            if id(figure) in keys:
                (adding if sign == 1 else taking).append(keys[id(figure)])
            elif figure.value.value is None or figure.value.value != int(figure.value.value):
                return None
            else:
                rest -= sign * int(figure.value.value)
    return Sum(tuple(adding), rest, tuple(taking)) if adding or taking else None
