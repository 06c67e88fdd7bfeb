"""One letter to what was read from it: the stages in order, and the choice among hypotheses.

Every layout of a letter (layout.py) is read to the end: its answers cut out, their refusals and figures found, and the
whole given one cost, a description length. The cheapest is the reading. Where the next one is close and gives other
figures for a question, that question is in doubt (`uncertain_reading`), and a person says which it is.

A reading is a pure function of the letter's text: nothing beside the letter, no clock, no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosed.findings import CODES, WHOLE_ANSWER
from disclosed.model import Finding, Letter, Outcome, ReadFigure, Reading, ReadQuestion, SetAside, Span
from disclosed.privacy.finding import privacy_findings, search
from disclosed.reading.asides import Accounted, set_aside
from disclosed.reading.attempts import Answered, Attempt, least_cost, read_layout
from disclosed.reading.corrections import find_corrections
from disclosed.reading.even_gaps import with_tabs
from disclosed.reading.gaps import find_gaps, shared_periods
from disclosed.reading.hazards import find_hazards
from disclosed.reading.layout import Slot, plan_layouts
from disclosed.reading.legends import legends_of
from disclosed.reading.letterhead import letterhead_findings
from disclosed.reading.numbering import MAX_LABELS
from disclosed.reading.paragraphs import without_paragraph_numbers
from disclosed.reading.reconcile import reconcile
from disclosed.reading.rounding import rounding_of
from disclosed.reading.slices import joined_text, lines_of
from disclosed.reading.thousands import with_thousands
from disclosed.reading.unnumbered import find_passed_numbers
from disclosed.reading.values import Legend

MAX_HYPOTHESES = 8  # read to the end
CLOSE = 2  # a runner-up nearer than this is a doubt: no single fault costs less


def read_letter(letter: Letter) -> Reading:
    """Read a letter: the cheapest of its layouts."""
    bare, numbered = without_paragraph_numbers(with_thousands(with_tabs(letter)))
    ranked, unread = _attempts(bare, legends_of(bare.lines))
    best = ranked[0]
    questions = tuple(_question(bare, one) for one in best.answered)
    doubts = tuple(doubt for one in best.answered for doubt in one.block.doubts)
    reconciled = reconcile(_as_asked(letter, best, questions), rounding_of(letter.lines), letter.lines, doubts=doubts)
    findings = (*_doubts(ranked), *_findings(letter, best, questions), *reconciled.findings)
    return Reading(
        letter,
        best.letterhead,
        questions,
        tuple(sorted((*_asides(bare, best), *numbered), key=lambda aside: (aside.span.line, aside.span.first))),
        tuple(sorted(dict.fromkeys(findings), key=lambda found: (found.line, found.code, found.question or ""))),
        best.layout.parts,
        best.layout.owners,
        reconciled.checks,
        (*_trace(ranked), *unread),
    )


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What another reading makes of one question: its outcome and its figures."""

    question: str
    outcome: Outcome
    figures: tuple[ReadFigure, ...]


def other_readings(letter: Letter) -> tuple[OtherReading, ...]:
    """Give, for each question in doubt between readings that cost about the same, what the others make of it.

    It reads the letter again, for whoever is to choose: a reading keeps what it takes for right and no rivals.
    """
    bare, _ = without_paragraph_numbers(with_thousands(with_tabs(letter)))
    ranked, _ = _attempts(bare, legends_of(bare.lines))
    best, *others = [attempt for attempt in ranked if attempt.cost - ranked[0].cost <= CLOSE]
    found = [OtherReading(one.slot.number, "figures", figures) for one in best.answered for figures in one.block.others]
    taken = best.figures()
    for other in others:
        read = other.figures()
        found += [
            OtherReading(one.slot.number, one.outcome, one.block.figures)
            for one in other.answered
            if read.get(one.slot.number) != taken.get(one.slot.number)
        ]
    return tuple(dict.fromkeys(found))


def _attempts(letter: Letter, legends: tuple[Legend, ...]) -> tuple[list[Attempt], list[str]]:
    """Read the layouts, those that can be cheapest first, until no other can come close; rank what was read."""
    bounds = sorted(((least_cost(letter, layout), layout) for layout in plan_layouts(letter)), key=lambda one: one[0])
    read: list[Attempt] = []
    unread: list[str] = []
    for bound, layout in bounds[:MAX_HYPOTHESES]:
        if read and bound > min(attempt.cost for attempt in read) + CLOSE:
            unread.append(f"not read: {layout.name}, {bound} or more")
        else:
            read.append(read_layout(letter, layout, legends))
    return sorted(read, key=lambda attempt: attempt.cost), unread


def _question(letter: Letter, one: Answered) -> ReadQuestion:
    slot = one.slot
    spans = slot.answer or slot.notices
    return ReadQuestion(
        slot.number,
        slot.printed,
        one.text,
        joined_text(letter, spans),
        one.outcome,
        lines_of(slot.question),
        lines_of(spans),
        one.block.figures,
        one.refusals,
    )


def _doubts(ranked: Sequence[Attempt]) -> Iterator[Finding]:
    """Yield a doubt for each question that a close runner-up reads otherwise."""
    best = ranked[0].figures()
    for other in ranked[1:]:
        if other.cost - ranked[0].cost > CLOSE:
            return
        read = other.figures()
        for number in sorted(best.keys() | read.keys()):
            if best.get(number) != read.get(number):
                line = (best.get(number) or read[number])[0][0].line
                yield _uncertain(number, line)


def _uncertain(number: str, line: int) -> Finding:
    return Finding(
        "uncertain_reading",
        CODES["uncertain_reading"][0],
        f"Question {number} can be read in two ways that give different figures.",
        "Compare it with the letter and say which figures are right under `readings:`.",
        line=line,
        question=number,
        extra=(WHOLE_ANSWER,),
    )


def _findings(letter: Letter, best: Attempt, questions: Sequence[ReadQuestion]) -> Iterator[Finding]:
    """Yield all that there is to say of a letter."""
    notices = {one.slot.number: joined_text(letter, one.slot.notices) for one in best.answered if one.slot.notices}
    yield from letterhead_findings(best.letterhead, letter)
    yield from too_many_labels(best.layout.labels)
    yield from find_passed_numbers(letter, questions)
    yield from find_gaps(letter, best.layout.parts, questions, notices)
    yield from shared_periods(questions, notices)
    for one in best.answered:
        yield from one.block.doubts
    yield from find_corrections(letter, questions)
    yield from privacy_findings(search(letter, best.layout.parts).found)
    yield from find_hazards(letter)


def too_many_labels(labels: Sequence[Span]) -> Iterator[Finding]:
    """Say where a letter has more numbered lines than are told apart (numbering.MAX_LABELS)."""
    if len(labels) >= MAX_LABELS:
        line = labels[MAX_LABELS - 1].line
        yield Finding(
            "uncertain_reading",
            CODES["uncertain_reading"][0],
            f"The letter has more than {MAX_LABELS:,} numbered lines; those after line {line} are not told apart.",
            "Split the letter.",
            line=line,
        )


def _as_asked(letter: Letter, best: Attempt, questions: Sequence[ReadQuestion]) -> list[ReadQuestion]:
    """Give the questions by what they ask first, for comparing them."""
    return [
        replace(read, text=_first_asked(letter, one.slot)) for one, read in zip(best.answered, questions, strict=True)
    ]


def _first_asked(letter: Letter, slot: Slot) -> str:
    """Give a question's words without what is asked beneath its answer ("If you record this differently, please …")."""
    last = min((span.line for span in slot.answer), default=0)
    before = tuple(span for span in slot.question if not last or span.line <= last)
    return joined_text(letter, before or slot.question)


def _asides(letter: Letter, best: Attempt) -> tuple[SetAside, ...]:
    kinds: dict[int, str] = {}
    for one in best.answered:
        for line in (*lines_of(one.slot.answer), *lines_of(one.slot.notices)):
            kinds[line] = "refusal" if one.refusals else "words"
    accounted = Accounted(
        labels=best.layout.labels,
        figures=tuple(figure.span for one in best.answered for figure in one.block.figures),
        cited=tuple(refusal.span for one in best.answered for refusal in one.refusals),
        known=tuple(aside for one in best.answered for aside in one.block.aside),
        unread=frozenset(
            found.line for one in best.answered for found in one.block.doubts if found.code == "unread_number"
        ),
        kinds=kinds,
    )
    return set_aside(letter, best.layout.parts, accounted)


def _trace(ranked: Sequence[Attempt]) -> Iterator[str]:
    """Yield the hypotheses, best first, each with its cost and the reader that won each answer."""
    for place, attempt in enumerate(ranked, start=1):
        layout = attempt.layout
        yield f"{place}. {layout.name}: {attempt.cost} ({layout.cost} for the numbering)"
        for one in attempt.answered:
            figures = len(one.block.figures)
            yield f"   {one.slot.number}: {one.outcome}, {figures} by {one.block.reader}, cost {one.block.cost}"
            yield from (f"      {line}" for line in one.block.trace if place == 1)
