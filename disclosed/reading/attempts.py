"""One layout read to the end: each question's refusals, figures and outcome, and what the whole costs.

The cost is a description length in the units of blocks.py (an unexplained number is 5): what the numbering cost, what
each answer left unexplained, questions without an answer, numbers among the answers that answer nothing. It compares
layouts of one letter and means nothing else. The rewards that blocks.py gives a table whose totals add are left out:
they choose between alignments of one table, which all layouts have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosed.model import Letter, Letterhead, Line, Outcome, ReadFigure, Refusal, SetAside, Span
from disclosed.reading.annexes import place_numbers, pointing_sentences
from disclosed.reading.blocks import Block, BlockContext, read_block
from disclosed.reading.candidates import finding
from disclosed.reading.denials import with_denied
from disclosed.reading.furniture import is_head_line, is_labelled_tail
from disclosed.reading.layout import Layout, Slot
from disclosed.reading.letterhead import read_letterhead
from disclosed.reading.prose import Sentence
from disclosed.reading.refusals import outcome_of, read_refusals, refusal_numbers, tells_beside
from disclosed.reading.sharing import Asked, share_block
from disclosed.reading.slices import asked_text, cut_lines, joined_text, without
from disclosed.reading.stating import quantities_of
from disclosed.reading.tokens import NUMERIC, tokens_of
from disclosed.reading.values import Legend

UNANSWERED = 3  # a question without an answer is rarer than one with, and happens
QUESTION_WITHIN = (
    6  # a line of an answer that ends in a question mark was most likely asked; more than one number unexplained
)
FURNITURE_WITHIN = (
    4  # a line of an answer that is a letter's head or tail ("Yours sincerely", "Sent: …"): the walk ran on
)
COUNTED = frozenset({"number", "money", "percent", "measure", "bound", "range"})
MANY = 2  # numbers in a row: a sentence that asks may name one
AGAIN = "~"  # in the number of an item of a list begun again: `1~2`
_NAMES_QUESTION = re.compile(r"\S \((?:q(?:uestion)?[ .]{0,2})(?P<number>\d{1,3}[a-z]?)\)\W*$")
_OF_LAW = frozenset({"other provision", "title"})  # sections that are no ground of a refusal, and Acts
TELLING = 3  # sentences with quantities in an answer that withholds: more than a remark or two
TOLD = 4  # quantities in two such sentences
WORST = (
    12  # what an answer may cost: one in which nothing is understood is no reason to take its question for no question
)
UNREAD = 2  # a figure that is held back, as a value without a column is
STRAY_NUMBER = 5  # an unexplained number, wherever it stands
INTRODUCED = 1  # … but before the first of the answers that all questions have


@dataclass(frozen=True, slots=True)
class Answered:
    """One slot read to the end."""

    slot: Slot
    text: str
    block: Block
    refusals: tuple[Refusal, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Attempt:
    """One layout read to the end, and what it costs."""

    layout: Layout
    letterhead: Letterhead
    answered: tuple[Answered, ...]
    cost: int

    def figures(self) -> dict[str, tuple[tuple[Span, tuple[str, ...]], ...]]:
        """Give what each question's figures are, to compare two attempts."""
        return {
            one.slot.number: tuple((figure.span, figure.labels) for figure in one.block.figures)
            for one in self.answered
            if one.block.figures
        }


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the answers of one layout are read in."""

    letter: Letter
    layout: Layout
    texts: Mapping[str, str]
    legends: tuple[Legend, ...]
    regime: str | None
    numbers: tuple[str, ...]
    unanswered: frozenset[str]  # plain numbers

    def lines(self, spans: Sequence[Span]) -> tuple[Line, ...]:
        return cut_lines(self.letter, spans, self.layout.parts)

    def barred(self, lines: Sequence[Line], asked: str) -> tuple[SetAside, ...]:
        """Give the numbers of an answer by which it cites and argues, and those of a list that was passed over."""
        return (*refusal_numbers(lines, self.regime, asked), *place_numbers(lines), *_lost_numbers(self.layout, lines))

    def asked(self, slot: Slot) -> str:
        """Give a question's words with its stem's, which carry the period and the unit for all parts."""
        return f"{self.texts.get(slot.parent, '')} {self.texts[slot.number]}".strip()


def read_layout(letter: Letter, layout: Layout, legends: tuple[Legend, ...]) -> Attempt:
    """Read every answer of one layout."""
    letterhead = read_letterhead(letter, layout.parts)
    texts = {slot.number: asked_text(letter, slot.question) for slot in layout.slots}
    answered = read_slots(letter, layout, legends, texts=texts, regime=letterhead.regime)
    cost = least_cost(letter, layout) + sum(min(max(one.block.cost, 0), WORST) for one in answered)
    return Attempt(layout, letterhead, answered, cost)


def read_slots(
    letter: Letter, layout: Layout, legends: tuple[Legend, ...], *, texts: Mapping[str, str], regime: str | None
) -> tuple[Answered, ...]:
    """Read the slots of a layout that somebody else has found; `texts` are the words of all questions, by number."""
    bare = frozenset(_plain(slot.number) for slot in layout.slots if not (slot.answer or slot.notices))
    frame = _Frame(letter, layout, texts, legends, regime, tuple(texts), bare)
    stems = {slot.parent for slot in layout.slots}
    shared = _shared_blocks(frame)
    return tuple(_read_slot(frame, slot, shared.get(slot.number), stem=slot.number in stems) for slot in layout.slots)


def least_cost(letter: Letter, layout: Layout) -> int:
    """Give what a layout costs before its answers are read, which they can only raise."""
    stems = {slot.parent for slot in layout.slots}
    unanswered = sum(not slot.answer and not slot.notices and slot.number not in stems for slot in layout.slots)
    stray = STRAY_NUMBER * _stray_numbers(letter, layout)
    if stray and not unanswered:
        stray -= (STRAY_NUMBER - INTRODUCED) * _numbers_in(letter, _introducing(layout))
    within = QUESTION_WITHIN * _questions_within(letter, layout) + FURNITURE_WITHIN * _furniture_within(letter, layout)
    return layout.cost + UNANSWERED * unanswered + stray + within


def _shared_blocks(frame: _Frame) -> dict[str, Block]:
    """Read each answer that serves several questions once, and share its figures out."""
    groups: dict[tuple[str, ...], list[Slot]] = {}
    for slot in frame.layout.slots:
        if slot.shared:
            groups.setdefault(slot.shared, []).append(slot)
    blocks: dict[str, Block] = {}
    for numbers, slots in groups.items():
        if len(slots) == len(numbers) and len({slot.answer for slot in slots}) == 1:
            ordered = sorted(slots, key=lambda slot: numbers.index(slot.number))
            blocks |= _shared_block(frame, numbers, ordered)
    return blocks


def _shared_block(frame: _Frame, numbers: tuple[str, ...], slots: Sequence[Slot]) -> dict[str, Block]:
    lines = frame.lines(slots[0].answer)
    text = " ".join(frame.texts[number] for number in numbers)
    refusing = frame.barred(lines, text)
    refused = bool(read_refusals(text, lines, frame.regime))
    context = BlockContext(numbers[0], frame.legends, refused, frame.numbers)
    asked = [Asked(slot.number, frame.texts[slot.number], frame.asked(slot)) for slot in slots]
    shared = share_block(asked, without(lines, (*refusing, *pointing_sentences(lines))), context)
    blocks = shared.blocks if shared.decided else (_held_back(shared.blocks[0], numbers[0]), *shared.blocks[1:])
    return {number: _settled(block, refusing) for number, block in zip(numbers, blocks, strict=True)}


def _read_slot(frame: _Frame, slot: Slot, shared: Block | None, *, stem: bool) -> Answered:
    """Read one question's answer: its refusals, its figures, its outcome."""
    text, regime = frame.texts[slot.number], frame.regime
    lines, notices = frame.lines(slot.answer), frame.lines(slot.notices)
    cited = (*read_refusals(text, lines, regime), *read_refusals(text, notices, regime))
    refusals = tuple({refusal.provision: refusal for refusal in reversed(cited)}.values())[::-1]
    given = any(line.shadow.strip() for line in lines)
    block = shared or Block()
    if given and shared is None:
        refusing = frame.barred(lines, text)
        context = BlockContext(slot.number, frame.legends, bool(refusals), frame.numbers)
        block = _settled(
            read_block(frame.asked(slot), without(lines, (*refusing, *pointing_sentences(lines))), context), refusing
        )
    block = _without_others(block, slot, frame.unanswered)
    if slot.unpaired or (slot.shared and shared is None):
        block = _held_back(block, slot.number, told=not slot.shared or slot.shared[0] == slot.number)
    outcome = _outcome(text, lines if given else notices, block.figures, refusals, stem=stem)
    if outcome == "not_held" and block.figures:
        block = _left_beside(block, slot.number)
    if outcome == "withheld" and not block.figures:
        block = _with_doubt(block, slot.number, text, tells_beside(lines))
    if outcome in {"text", "not_held"} and not refusals:
        block = with_denied(block, slot.number, text, lines)
    return Answered(slot, text, block, refusals, outcome)


def _lost_numbers(layout: Layout, lines: Sequence[Line]) -> Iterator[SetAside]:
    """Yield the numbers of labels that went on with a list and were passed over."""
    by_number = {line.number: line for line in lines}
    for span in layout.lost:
        line = by_number.get(span.line)
        for token in tokens_of(line) if line else ():
            if token.kind in NUMERIC and span.first <= token.first and token.last <= span.last:
                yield SetAside(token.text, Span(span.line, token.first, token.last), "question number")


def _with_doubt(block: Block, number: str, question: str, sentences: Sequence[Sentence]) -> Block:
    """Doubt an answer that withholds everything, and yet tells quantities in sentences that argue for nothing."""
    counted = [(one, len(list(quantities_of(one.shadow, question)))) for one in sentences]
    telling = [one for one, count in counted if count]
    if len(telling) < TELLING and (len(telling) < 2 or sum(count for _, count in counted) < TOLD):
        return block
    doubt = finding(
        "uncertain_reading",
        f"This answer withholds, and {len(telling)} sentences of it give quantities that are read as none of it.",
        "Compare it with the letter, and point at what it gives with `readings:` lines.",
        next(telling[0].spans()).line,
    )
    return replace(block, doubts=(*block.doubts, replace(doubt, question=number)))


def _without_others(block: Block, slot: Slot, unanswered: frozenset[str]) -> Block:
    """Leave to a person the figures whose label names another question that nothing answers: `Runs (Q.2)`."""
    others = unanswered - {_plain(number) for number in (slot.number, *slot.shared)}
    named = [figure for figure in block.figures if any(_named_at_end(label) in others for label in figure.labels)]
    if not named:
        return block
    kept = tuple(figure for figure in block.figures if figure not in named)
    unread = _unread(replace(block, figures=tuple(named)), slot.number, "a heading names another question")
    return replace(unread, figures=kept)


def _named_at_end(label: str) -> str:
    """Give the question that a label names in brackets at its end; '' where it names none."""
    found = _NAMES_QUESTION.search(label.casefold())
    return found["number"] if found else ""


def _plain(number: str) -> str:
    return number.casefold().removeprefix("q")


def _held_back(block: Block, number: str, *, told: bool = True) -> Block:
    """Leave unread the figures of an answer that may be of any of several questions: of those above it, or that share it.

    `told` says whether this question tells of them, so that each is told once.
    """
    if not told:
        return replace(block, figures=())
    noted = tuple(one for one in block.aside if one.reason == "note" and any(map(str.isdigit, one.words)))
    kept = replace(block, aside=tuple(one for one in block.aside if one not in noted))
    unread = _unread(kept, number, "nothing says which of several questions this answers", noted)
    return replace(unread, cost=block.cost + UNREAD * len(block.figures))


def _left_beside(block: Block, number: str) -> Block:
    """Leave unread what an answer tells that begins by saying that what was asked is not held: it explains, as a rule."""
    return _unread(block, number, "the answer says that what was asked is not held")


def _unread(block: Block, number: str, why: str, noted: Sequence[SetAside] = ()) -> Block:
    """Leave the figures of an answer to a person, with the numbers noted beside them, and say why, a doubt a line."""
    told = [*((one.span, one.words) for one in block.figures), *((one.span, one.words) for one in noted)]
    by_line: dict[int, list[str]] = {}
    for span, words in sorted(told, key=lambda one: (one[0].line, one[0].first)):
        by_line.setdefault(span.line, []).append(f"“{words}”")
    unread = (
        finding(
            "unread_number",
            f"{', '.join(words)} {'is' if len(words) == 1 else 'are'} not read: {why}.",
            "Point at each with a `readings:` line, with its question and labels, or a reason to set it aside.",
            line,
        )
        for line, words in by_line.items()
    )
    return replace(block, figures=(), doubts=(*block.doubts, *(replace(one, question=number) for one in unread)))


def _settled(block: Block, refusing: Sequence[SetAside]) -> Block:
    """Set a refusal's own numbers aside beside those of the block, and keep none of them as a figure."""
    barred = {(one.span.line, column) for one in refusing for column in range(one.span.first, one.span.last + 1)}
    figures = tuple(
        figure
        for figure in block.figures
        if not any((figure.span.line, column) in barred for column in (figure.span.first, figure.span.last))
    )
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
    """Count the numbers that stand among the answers and belong to no question; if nothing is answered, all of the body's.

    The law that a letter is written under answers nothing: "in accordance with section 1(1) of the … Act 2000".
    """
    answered = any(slot.answer or slot.notices for slot in layout.slots)
    paired = any(slot.answer and not slot.unpaired for slot in layout.slots)
    unpaired = tuple(span for slot in layout.slots if slot.unpaired and not paired for span in slot.answer)
    return _numbers_in(
        letter,
        (*layout.stray, *_untold(letter, layout), *_rows_asked(letter, layout), *unpaired)
        if answered
        else tuple(_body(letter, layout)),
    )


def _introducing(layout: Layout) -> tuple[Span, ...]:
    """Give what stands between the questions and the first answer: `We searched the 3 systems that we use`."""
    first = min((span.line for slot in layout.slots for span in slot.answer), default=0)
    asked = max((span.line for slot in layout.slots for span in slot.question), default=0)
    return tuple(span for span in layout.stray if asked < span.line < first)


def _numbers_in(letter: Letter, spans: Sequence[Span]) -> int:
    lines = [letter.lines[number - 1] for number in dict.fromkeys(span.line for span in spans)]
    law = {(one.span.line, one.span.first) for one in refusal_numbers(lines, None) if one.reason in _OF_LAW}
    count = 0
    for span in spans:
        held = tokens_of(letter.lines[span.line - 1])
        inside = (token for token in held if span.first <= token.first and token.last <= span.last)
        count += sum(token.kind in NUMERIC and (span.line, token.first) not in law for token in inside)
    return count


def _untold(letter: Letter, layout: Layout) -> Iterator[Span]:
    """Yield what a list begun again takes for questions and nothing answers, although it asks nothing: most likely answers."""
    for slot in layout.slots:
        if AGAIN in slot.number and not (slot.answer or slot.notices):
            words = joined_text(letter, slot.question)
            yield from () if "?" in words else slot.question


def _rows_asked(letter: Letter, layout: Layout) -> Iterator[Span]:
    """Yield rows of two numbers or more that stand in a question's words beneath an empty line after its end: most likely answers."""
    for slot in layout.slots:
        ended = apart = False
        for span in slot.question:
            line = letter.lines[span.line - 1]
            apart = ended and (apart or (span.line > 1 and not letter.lines[span.line - 2].shadow.strip()))
            if apart and sum(token.kind in COUNTED for token in tokens_of(line)) >= MANY:
                yield span
            ended = ended or "?" in line.shadow


def _body(letter: Letter, layout: Layout) -> Iterator[Span]:
    for line, part in zip(letter.lines, layout.parts, strict=True):
        if line.text and part not in {"tail", "furniture"}:
            yield Span(line.number, 1, len(line.text))


def _questions_within(letter: Letter, layout: Layout) -> int:
    """Count the lines that ask and belong to no question: those of answers, and those that are passed over."""
    asked = {span.line for slot in layout.slots for span in slot.question}
    ends = (letter.lines[span.line - 1].shadow[: span.last] for slot in layout.slots for span in slot.answer)
    covered = asked | {span.line for slot in layout.slots for span in slot.answer}
    passed = (
        line.shadow
        for line, part in zip(letter.lines, layout.parts, strict=True)
        if part not in {"tail", "furniture", "question"} and line.number not in covered
    )
    return sum(end.rstrip().endswith("?") for end in (*ends, *passed))


def _furniture_within(letter: Letter, layout: Layout) -> int:
    """Count the answers' lines that are the letter's own words about itself."""
    lines = {span.line for slot in layout.slots for span in slot.answer if span.first == 1}
    return sum(is_labelled_tail(letter.lines[line - 1]) or is_head_line(letter.lines[line - 1]) for line in lines)
