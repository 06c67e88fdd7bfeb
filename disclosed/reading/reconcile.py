"""Arithmetic of a letter: the checks that its words support, and a finding for each that does not hold.

A difference is stated, never explained and never mended (docs/reading.md): letters contradict themselves, and the
figures go out as printed. `total_mismatch` is about one answer, `parts_do_not_add` and `part_exceeds_whole` about two
or more, `given_twice` about one quantity in two places. What the sums say of suppressed cells is disclosure.py's, which
knows the authority's other letters too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from disclosed.findings import CODES
from disclosed.model import Finding, Line, Number, ReadCheck, Reading, ReadQuestion
from disclosed.reading.breakdowns import breakdowns_of, taken_together
from disclosed.reading.counting import asked_in
from disclosed.reading.headings import remarks_below, sections_of
from disclosed.reading.kinship import Kinship
from disclosed.reading.overlapping import in_thousands, speaks_against
from disclosed.reading.relations import Relation, Term, figures_of
from disclosed.reading.repeats import repeats_in, shares_in
from disclosed.reading.rounding import Rounding, allowance, rounding_of
from disclosed.reading.spans import spans_in
from disclosed.reading.subsets import Subsets
from disclosed.reading.totals import Columns, lines_unread, totals_in

ADDED = frozenset({"total", "row-total", "parts", "shares", "periods"})  # kinds of relations that are sums
_NO_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A letter's checks, and findings of those that differ and follow from no other."""

    checks: tuple[ReadCheck, ...] = ()
    findings: tuple[Finding, ...] = ()


def reconcile(
    questions: Sequence[ReadQuestion],
    rounding: Rounding | None = None,
    lines: Sequence[Line] = (),
    *,
    doubts: Iterable[Finding] = (),
) -> Reconciled:
    """Find what a letter's figures ought to come to, and what does not.

    `rounding` is what the letter says of its figures (rounding.py): a difference that it explains is none. Questions are
    not compared across a heading that stands among the letter's lines. `doubts` tell where values were not read: what they
    belong to is not added up.
    """
    relations: list[Relation] = []
    findings: list[Finding] = []
    columns = Columns()
    found = tuple(find_relations(questions, lines, lines_unread(doubts)))
    unfit = _unfit(found, rounding)
    remarks = remarks_below(questions, lines)
    against = {one.number for one in questions if speaks_against(one, remarks.get(one.number, ""))}
    told: set[tuple[object, ...]] = set()
    for relation in found:
        sides = _sides(relation)
        if sides is None or _agree(relation, sides, rounding):
            relations.append(relation)
            continue
        whole, parts = sides
        if relation.kind in ADDED and any(term.question.number in against for term in relation.parts):
            continue
        terms = (*relation.parts, *relation.whole)
        if any(in_thousands(term.question) for term in terms) and _agree(relation, sides, _by_digits(relation)):
            continue
        fitting = columns.fitting(relation, whole) if relation.code == "total_mismatch" else None
        if fitting is not None:
            relations.append(fitting)
            continue
        if relation.code == "total_mismatch" and (relation.of_rows in unfit or columns.explained(relation, whole)):
            continue
        key = (relation.code, figures_of(relation.whole), parts)
        if key in told:  # a grand total wrong along both sides is one difference
            continue
        told.add(key)
        relations += [relation, *_parts_alone(relation, whole)]
        if not relation.follows:
            findings.append(_difference(relation, whole, parts))
    return Reconciled(tuple(_named(_each_once(relations))), tuple(findings))


def reconcile_again(reading: Reading) -> Reading:
    """Compare the figures of a reading in which a person corrected some: its checks and their findings are made anew."""
    asked = [replace(question, text=_asked_first(reading, question)) for question in reading.questions]
    made = reconcile(asked, rounding_of(reading.letter.lines), reading.letter.lines, doubts=reading.findings)
    kept = (one for one in reading.findings if not any(key == "statement" for key, _ in one.extra))
    return replace(reading, checks=made.checks, findings=(*kept, *made.findings))


def _asked_first(reading: Reading, question: ReadQuestion) -> str:
    """Give a question's words without those that stand beneath its answer."""
    first = min(question.answer_lines, default=0)
    after = [reading.letter.lines[line - 1].text for line in question.question_lines if 0 < first < line]
    return question.text.removesuffix(" ".join(" ".join(after).split())).rstrip() or question.text


def find_relations(
    questions: Sequence[ReadQuestion],
    lines: Sequence[Line] = (),
    unread: Mapping[str, frozenset[int]] | None = None,
) -> Iterator[Relation]:
    """Yield every statement that the letter's words support; `unread` are lines with values that were not read, by question."""
    for question in questions:
        lost = (unread or {}).get(question.number, frozenset())
        yield from totals_in(question, lost)
        yield from shares_in(question) if not lost else ()
        yield from spans_in(question) if not lost else ()
    kin = Kinship.of(questions, sections_of(questions, lines))
    asked = asked_in(kin)
    subsets = Subsets.of(kin, asked)
    broken_down: list[Relation] = []
    for place in range(len(questions)):
        found = tuple(breakdowns_of(place, kin))
        broken_down += found
        yield from found
        yield from subsets.at(place)
    yield from taken_together(broken_down)
    yield from repeats_in(kin, asked)


def _sides(relation: Relation) -> tuple[Number, Number] | None:
    """Give the whole, less what is taken from it, and the sum of the parts; None where a figure has no exact value."""
    if any(figure.value.value is None or figure.value.approximate for figure in relation.figures):
        return None
    whole = _sum(relation.whole) if relation.whole else relation.constant
    return whole - _sum(relation.less), _sum(relation.parts)


def _by_digits(relation: Relation) -> Rounding:
    """Give what figures in thousands are rounded to: the largest power of ten that divides them all."""
    values = [Decimal(figure.value.value or 0) for figure in relation.figures]
    return Rounding(
        next((step for step in (10**6, 10**5, 10**4, 10**3) if not any(one % step for one in values)), None)
    )


def _unfit(found: Sequence[Relation], rounding: Rounding | None) -> set[tuple[object, ...]]:
    """Name the totals at the end of several rows of which none is the sum of its row: they total something else."""
    fits: dict[tuple[object, ...], list[bool]] = {}
    for relation in found:
        sides = _sides(relation) if relation.kind == "row-total" else None
        if sides is not None:
            fits.setdefault(relation.of_rows, []).append(_agree(relation, sides, rounding))
    return {rows for rows, fit in fits.items() if len(fit) > 1 and not any(fit)}


def _sum(terms: Sequence[Term]) -> Number:
    return sum(figure.value.value for figure in figures_of(terms) if figure.value.value is not None)


def _agree(relation: Relation, sides: tuple[Number, Number], rounding: Rounding | None) -> bool:
    whole, parts = sides
    if relation.code == "part_exceeds_whole":
        return parts <= whole
    numbers = [figure.value.value for figure in relation.figures if figure.value.value is not None]
    shares = all(figure.value.unit == "percent" for figure in relation.figures)
    return abs(Decimal(whole - parts)) <= allowance(numbers, rounding, shares=shares)


def _parts_alone(relation: Relation, whole: Number) -> Iterator[Relation]:
    """Yield each part that alone is more than a whole that its parts exceed: it says more, and follows from the sum."""
    values = [figure.value.value or 0 for figure in figures_of(relation.parts)]
    if relation.code not in {"parts_do_not_add", "total_mismatch"} or not relation.whole or min(values) < 0:
        return
    for term in relation.parts:
        value = term.figures[0].value.value
        if len(term.figures) == 1 and value is not None and value > whole:
            yield replace(
                relation,
                code="part_exceeds_whole",
                parts=(term,),
                kind="within",
                follows=True,
                grounds=f"{relation.grounds} A part is no more than its whole.",
            )


def _each_once(relations: Sequence[Relation]) -> Iterator[Relation]:
    """Leave out what says of the same figures what an earlier relation says."""
    seen: set[tuple[object, ...]] = set()
    for relation in relations:
        key = (
            relation.code == "part_exceeds_whole",
            frozenset(map(id, figures_of(relation.parts))),
            frozenset(map(id, figures_of((*relation.whole, *relation.less)))),
        )
        if key not in seen:
            seen.add(key)
            yield relation


def _named(relations: Iterator[Relation]) -> Iterator[ReadCheck]:
    """Name the checks: those of one kind on one answer alike where they are made for several labels."""
    names: dict[tuple[object, ...], str] = {}
    taken: Counter[str] = Counter()
    for place, relation in enumerate(relations):
        group = (relation.kind, relation.question, relation.group or place)
        if group not in names:
            base = f"{relation.kind}-q{_NO_NAME.sub('-', relation.question.removeprefix('Q').casefold()).strip('-')}"
            taken[base] += 1
            names[group] = base if taken[base] == 1 else f"{base}-{taken[base]}"
        yield ReadCheck(
            names[group],
            relation.label,
            relation.statement,
            relation.grounds,
            relation.question,
            len(relation.figures),
        )


def _difference(relation: Relation, whole: Number, parts: Number) -> Finding:
    """Say what does not add up, with both sides."""
    totalled = relation.code == "total_mismatch"
    figure = figures_of(relation.whole if totalled else relation.parts)[0]
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
    part = _said(relation.parts)
    if not relation.whole:
        return f"{_opening(part)} are shares of one whole and add to {parts:,}%."
    all_of_it = _said(relation.whole)
    if relation.code == "part_exceeds_whole":
        return f"{_opening(part)} is {parts:,}, more than {all_of_it}, which is {whole:,}."
    if relation.code == "given_twice":
        return f"{_opening(part)} is {parts:,}, and {all_of_it}, which counts the same, is {whole:,}."
    less = f" less {_said(relation.less)}" if relation.less else ""
    verb = "add to" if len(relation.whole) > 1 else "is"
    sums = "is" if len(relation.parts) == 1 and len(relation.parts[0].figures) == 1 else "add to"
    return f"{_opening(part)} {sums} {parts:,}, and {all_of_it}{less} {verb} {whole:,}."


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
