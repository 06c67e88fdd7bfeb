"""One letter to what was read from it: the stages in order, and the choice among hypotheses.

Every layout of a letter (layout.py) is read to the end: its answers cut out, their refusals and figures found, and the
whole given one cost, a description length. The cheapest is the reading. Where the next one is close and gives other
figures for a question, that question is in doubt (`uncertain_reading`), and a person says which it is.

A reading is a pure function of the letter's text: nothing beside the letter, no clock, no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosed.asides import Accounted, set_aside
from disclosed.blocks import Block, BlockContext, read_block
from disclosed.findings import CODES
from disclosed.gaps import find_gaps, shared_periods
from disclosed.hazards import find_hazards
from disclosed.layout import Layout, Slot, plan_layouts
from disclosed.legends import legends_of
from disclosed.letterhead import letterhead_findings, read_letterhead
from disclosed.model import (
    Finding,
    Letter,
    Letterhead,
    Line,
    Outcome,
    ReadFigure,
    Reading,
    ReadQuestion,
    Refusal,
    SetAside,
    Span,
)
from disclosed.privacy import find_personal_data, privacy_findings
from disclosed.reconcile import reconcile
from disclosed.refusals import outcome_of, read_refusals, refusal_numbers
from disclosed.sharing import own_figures, own_share, unlabelled
from disclosed.slices import cut_lines, joined_text, lines_of, without
from disclosed.tokens import NUMERIC, tokens_of
from disclosed.values import Legend

# Costs of a layout beside those of its blocks (blocks.py) and of its numbering, in the same units.
UNANSWERED = 3  # a question without an answer is rarer than one with, and happens
QUESTION_WITHIN = 3  # a line of an answer that ends in a question mark was most likely asked
STRAY_NUMBER = 5  # an unexplained number, wherever it stands
CLOSE = 2  # a runner-up nearer than this is a doubt: no single fault costs less


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the answers of one layout are read in."""

    letter: Letter
    layout: Layout
    texts: Mapping[str, str]
    legends: tuple[Legend, ...]
    regime: str | None


@dataclass(frozen=True, slots=True)
class _Answered:
    """One slot read to the end."""

    slot: Slot
    text: str
    block: Block
    refusals: tuple[Refusal, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One layout read to the end, and what it costs."""

    layout: Layout
    letterhead: Letterhead
    answered: tuple[_Answered, ...]
    cost: int

    def figures(self) -> dict[str, tuple[tuple[Span, tuple[str, ...]], ...]]:
        """Give what each question's figures are, to compare two attempts."""
        return {
            one.slot.number: tuple((figure.span, figure.labels) for figure in one.block.figures)
            for one in self.answered
            if one.block.figures
        }


def read_letter(letter: Letter) -> Reading:
    """Read a letter: the cheapest of its layouts."""
    legends = legends_of(letter.lines)
    attempts = [_attempt(letter, layout, legends) for layout in plan_layouts(letter)]
    ranked = sorted(attempts, key=lambda attempt: attempt.cost)
    best = ranked[0]
    questions = tuple(_question(letter, one) for one in best.answered)
    findings = (*_doubts(ranked), *_findings(letter, best, questions))
    return Reading(
        letter,
        best.letterhead,
        questions,
        _asides(letter, best),
        tuple(sorted(dict.fromkeys(findings), key=lambda found: (found.line, found.code, found.question or ""))),
        best.layout.parts,
        best.layout.owners,
        tuple(_trace(ranked)),
    )


def _attempt(letter: Letter, layout: Layout, legends: tuple[Legend, ...]) -> _Attempt:
    """Read every answer of one layout."""
    letterhead = read_letterhead(letter, layout.parts)
    texts = {slot.number: joined_text(letter, slot.question) for slot in layout.slots}
    frame = _Frame(letter, layout, texts, legends, letterhead.regime)
    stems = {slot.parent for slot in layout.slots}
    answered = tuple(_read_slot(frame, slot, stem=slot.number in stems) for slot in layout.slots)
    cost = layout.cost + sum(max(one.block.cost, 0) for one in answered)
    cost += sum(UNANSWERED for one in answered if one.outcome == "unanswered")
    cost += STRAY_NUMBER * _stray_numbers(letter, layout) + QUESTION_WITHIN * _questions_within(letter, layout)
    return _Attempt(layout, letterhead, answered, cost)


def _read_slot(frame: _Frame, slot: Slot, *, stem: bool) -> _Answered:
    """Read one question's answer: its refusals, its figures, its outcome."""
    text, regime, parts = frame.texts[slot.number], frame.regime, frame.layout.parts
    lines = own_share(cut_lines(frame.letter, slot.answer, parts), slot, frame.texts)
    notices = cut_lines(frame.letter, slot.notices, parts)
    cited = (*read_refusals(text, lines, regime), *read_refusals(text, notices, regime))
    refusals = tuple({refusal.provision: refusal for refusal in reversed(cited)}.values())[::-1]
    given = any(line.shadow.strip() for line in lines)
    block = Block()
    if given:
        asked = f"{frame.texts.get(slot.parent, '')} {text}".strip()
        refusing = refusal_numbers(lines, regime, text)
        context = BlockContext(slot.number, frame.legends, bool(refusals), tuple(frame.texts))
        block = _own(read_block(asked, without(lines, refusing), context), slot, text, refusing)
    outcome = _outcome(text, lines if given else notices, block.figures, refusals, stem=stem)
    return _Answered(slot, text, block, refusals, outcome)


def _own(block: Block, slot: Slot, text: str, refusing: Sequence[SetAside]) -> Block:
    """Keep what is this question's own of a shared table, and nothing of a refusal's numbers."""
    barred = {
        (aside.span.line, column) for aside in refusing for column in range(aside.span.first, aside.span.last + 1)
    }
    figures = tuple(
        figure
        for figure in own_figures(block.figures, slot)
        if not any((figure.span.line, column) in barred for column in (figure.span.first, figure.span.last))
    )
    figures = unlabelled(figures, slot, text)
    told = {(aside.span.line, aside.span.first): aside for aside in (*block.aside, *refusing)}
    return replace(block, figures=figures, aside=tuple(told.values()))


def _outcome(
    text: str, answer: Sequence[Line], figures: Sequence[ReadFigure], refusals: Sequence[Refusal], *, stem: bool
) -> Outcome:
    """Say what became of a question; one with parts and no answer of its own only introduces them."""
    if any(line.shadow.strip() for line in answer):
        return outcome_of(text, answer, figures, refusals)
    return "stem" if stem else "unanswered"


def _stray_numbers(letter: Letter, layout: Layout) -> int:
    """Count the numbers that stand among the answers and belong to none; where nothing is answered, all of the body's."""
    count = 0
    for span in layout.stray if any(slot.answer or slot.notices for slot in layout.slots) else _body(letter, layout):
        line = letter.lines[span.line - 1]
        held = (token for token in tokens_of(line) if span.first <= token.first and token.last <= span.last)
        count += sum(token.kind in NUMERIC for token in held)
    return count


def _body(letter: Letter, layout: Layout) -> Iterator[Span]:
    for line, part in zip(letter.lines, layout.parts, strict=True):
        if line.text and part not in {"tail", "furniture"}:
            yield Span(line.number, 1, len(line.text))


def _questions_within(letter: Letter, layout: Layout) -> int:
    """Count the answers' lines that are questions."""
    ends = (letter.lines[span.line - 1].shadow[: span.last] for slot in layout.slots for span in slot.answer)
    return sum(end.rstrip().endswith("?") for end in ends)


def _question(letter: Letter, one: _Answered) -> ReadQuestion:
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


def _doubts(ranked: Sequence[_Attempt]) -> Iterator[Finding]:
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
    )


def _findings(letter: Letter, best: _Attempt, questions: Sequence[ReadQuestion]) -> Iterator[Finding]:
    """Yield all that there is to say of a letter."""
    notices = {one.slot.number: joined_text(letter, one.slot.notices) for one in best.answered if one.slot.notices}
    yield from letterhead_findings(best.letterhead, letter)
    yield from find_gaps(letter, best.layout.parts, questions, notices)
    yield from shared_periods(questions, notices)
    for one in best.answered:
        yield from one.block.doubts
    yield from reconcile(questions)
    yield from privacy_findings(find_personal_data(letter))
    yield from find_hazards(letter)


def _asides(letter: Letter, best: _Attempt) -> tuple[SetAside, ...]:
    kinds: dict[int, str] = {}
    for one in best.answered:
        for line in (*lines_of(one.slot.answer), *lines_of(one.slot.notices)):
            kinds[line] = "refusal" if one.refusals else "words"
    accounted = Accounted(
        labels=best.layout.labels,
        figures=tuple(figure.span for one in best.answered for figure in one.block.figures),
        cited=tuple(refusal.span for one in best.answered for refusal in one.refusals),
        known=tuple(aside for one in best.answered for aside in one.block.aside),
        kinds=kinds,
    )
    return set_aside(letter, best.layout.parts, accounted)


def _trace(ranked: Sequence[_Attempt]) -> Iterator[str]:
    """Yield the hypotheses, best first, each with its cost and the reader that won each answer."""
    for place, attempt in enumerate(ranked, start=1):
        layout = attempt.layout
        yield f"{place}. {layout.name}: {attempt.cost} ({layout.cost} for the numbering)"
        for one in attempt.answered:
            figures = len(one.block.figures)
            yield f"   {one.slot.number}: {one.outcome}, {figures} by {one.block.reader}, cost {one.block.cost}"
