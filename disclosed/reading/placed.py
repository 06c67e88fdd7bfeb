"""Questions that a person points out, or says are none: where everything stands then, read as in any other letter.

A person says on which lines a question and its answer stand. What these lines were before they are no longer: a question
that loses some is read anew from what it keeps, and so are those whose answer it shared. The lines of what is no question
go to the question above, or to the text around. All that these answers hold is read by the code that reads every answer
(attempts.py), and each of their numbers is accounted for again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from disclosed.findings import CODES
from disclosed.model import Finding, Line, Part, ReadFigure, Reading, ReadQuestion, SetAside, Span
from disclosed.reading.asides import COUNTS, Accounted, set_aside
from disclosed.reading.attempts import Answered, read_slots
from disclosed.reading.corrections import find_corrections
from disclosed.reading.gaps import find_gaps
from disclosed.reading.legends import legends_of
from disclosed.reading.paragraphs import without_paragraph_numbers
from disclosed.reading.slices import asked_text, joined_text, lines_of
from disclosed.reading.slots import Layout, Slot
from disclosed.reading.standing import LABEL, Placed, Spot, Standing, parent_of
from disclosed.reading.stretches import covers, overlap
from disclosed.reading.tokens import tokens_of
from disclosed.reading.unnumbered import find_passed_numbers

_LEFT_OVER = frozenset({"words", "note"})  # why a number is set aside that could count something all the same
_NO_NUMBER = frozenset({"one", "no", "none", "nil", "zero"})  # number words that count little, or say that nothing is
_WITHHELD = frozenset({"withheld", "not_held"})  # answers whose numbers explain why nothing is given


def place_questions(reading: Reading, placed: Sequence[Placed], gone: Collection[str]) -> Reading:
    """Give a reading with questions where a person says that they stand, and without those that are none.

    Numbers are as the reading has them. A question that keeps no line of its own words is left without any
    (`lost_questions`).
    """
    return _Placing(reading, tuple(placed), frozenset(gone)).placed_reading()


def lost_questions(reading: Reading, placed: Sequence[Placed], gone: Collection[str]) -> tuple[tuple[str, Placed], ...]:
    """Name the questions of which nothing is left, each with the question that has taken its last words."""
    left = {spot.number: spot for spot in Standing(reading, tuple(placed), frozenset(gone)).spots}
    asked = [one for one in reading.questions if one.number not in gone and one.question_lines]
    lost = [one for one in asked if not left[one.number].asked]
    takers = ((one, _taker(one, placed)) for one in lost)
    return tuple((one.number, taker) for one, taker in takers if taker)


def _taker(question: ReadQuestion, placed: Sequence[Placed]) -> Placed | None:
    lines = set(question.question_lines)
    return next((one for one in reversed(placed) if lines & {*lines_of(one.asked), *lines_of(one.answered)}), None)


def unread_numbers_of(reading: Reading, placed: Sequence[Placed]) -> Iterator[Finding]:
    """Doubt the numbers in a person's answers that are no figures and that nothing has set aside: one doubt a line."""
    taken = [figure.span for question in reading.questions for figure in question.figures]
    taken += [aside.span for aside in reading.set_aside]
    told: set[Span] = set()
    for one in placed:
        for line in (reading.letter.lines[number - 1] for number in lines_of(one.answered)):
            spans = [span for span in _counts(line, one.answered) if not any(overlap(span, other) for other in taken)]
            fresh = [span for span in spans if span not in told]
            told.update(fresh)
            if fresh:
                yield _unread(one.number, line, fresh)


def _unread(number: str, line: Line, spans: Sequence[Span]) -> Finding:
    words = ", ".join(f"“{line.text[span.first - 1 : span.last]}”" for span in spans)
    return Finding(
        "unread_number",
        CODES["unread_number"][0],
        f"{words} {'is' if len(spans) == 1 else 'are'} not read: nothing says for certain what {'it counts' if len(spans) == 1 else 'they count'}.",
        "Point at each with a `readings:` line, with its labels or a reason to set it aside.",
        line=line.number,
        question=number,
    )


def _counts(line: Line, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the numbers of a line within stretches that could be figures."""
    for token in tokens_of(line):
        place = Span(line.number, token.first, token.last)
        worded = token.kind == "number_word" and token.text.casefold() not in _NO_NUMBER
        if (token.kind in COUNTS or worded) and covers(spans, place):
            yield place


@dataclass(frozen=True)
class _Placing:
    """One reading in the making."""

    reading: Reading
    placed: tuple[Placed, ...]
    gone: frozenset[str]

    @cached_property
    def where(self) -> Standing:
        """Where everything stands."""
        return Standing(self.reading, self.placed, self.gone)

    @cached_property
    def _read_anew(self) -> frozenset[str]:
        """Name the questions to read: those that stand elsewhere, and those that had one answer with such a one."""
        moved = {spot.number for spot in self.where.spots if spot.moved}
        changed = moved | self.gone
        shared = {spot.answered for spot in self.where.before if spot.number in changed and spot.answered}
        return frozenset(moved | {spot.number for spot in self.where.before if spot.answered in shared} - self.gone)

    def _slot(self, spot: Spot) -> Slot:
        alike = tuple(one.number for one in self.where.spots if one.answered and one.answered == spot.answered)
        shared = alike if len(alike) > 1 else ()
        parent = parent_of(spot.number, (one.number for one in self.where.spots))
        return Slot(spot.number, spot.printed, spot.asked, spot.answered, shared=shared, parent=parent)

    @cached_property
    def _answers(self) -> dict[str, Answered]:
        """Read the answers that are to be read."""
        letter, _ = without_paragraph_numbers(self.reading.letter)
        slots = [self._slot(spot) for spot in self.where.spots]
        texts = {spot.number: self._text(spot) for spot in self.where.spots}
        parents = [Slot(slot.number, "", parent=slot.parent) for slot in slots if slot.number not in self._read_anew]
        wanted = [slot for slot in slots if slot.number in self._read_anew]
        layout = Layout("placed", (*wanted, *parents), *self._whose, (), (), 0)
        read = read_slots(letter, layout, legends_of(letter.lines), texts=texts, regime=self.reading.letterhead.regime)
        return {one.slot.number: one for one in read if one.slot.number in self._read_anew}

    def _text(self, spot: Spot) -> str:
        old = next((one for one in self.reading.questions if one.number == spot.number), None)
        before = next((one for one in self.where.before if one.number == spot.number), None)
        same = old is not None and before is not None and before.asked == spot.asked and old.number not in self.gone
        return old.text if old and same else asked_text(self.reading.letter, spot.asked)

    @cached_property
    def _whose(self) -> tuple[tuple[Part, ...], tuple[str, ...]]:
        """Say to which part of the letter and to which question each line belongs; what nobody holds is text around."""
        parts, owners = list(self.reading.parts), list(self.reading.owners)
        changed = self._read_anew | self.gone
        touched = {at for at, owner in enumerate(owners) if owner in changed}
        held: dict[int, tuple[Part, str, int]] = {}
        kinds: tuple[tuple[Part, str], ...] = (("answer", "answered"), ("question", "asked"))
        for part, name in kinds:
            for spot in self.where.spots:
                for span in getattr(spot, name):
                    other = held.get(span.line)
                    if spot.number in changed and (other is None or (other[0] == part and span.first < other[2])):
                        held[span.line] = (part, spot.number, span.first)
        keeps = {
            span.line
            for spot in self.where.spots
            if spot.number not in changed
            for span in (*spot.asked, *spot.answered)
        }
        for line, (part, number, _) in held.items():
            if line not in keeps or owners[line - 1] in self.gone or part == "answer":
                parts[line - 1], owners[line - 1] = part, number
        left = touched - {line - 1 for line in held}
        for at in sorted(
            left, key=lambda one: (not self.reading.letter.lines[one].text.strip(), one)
        ):  # empty ones last
            parts[at], owners[at] = self._around(at, parts, owners)
        return tuple(parts), tuple(owners)

    def _around(self, at: int, parts: Sequence[Part], owners: Sequence[str]) -> tuple[Part, str]:
        """Say whose a line is that no question holds: an empty one goes with what is above it, others are text around."""
        above = self.where.words_above(at + 1) - 1
        if not self.reading.letter.lines[at].text.strip() and above >= 0:
            return parts[above], owners[above]
        return "question" if any(owners[:at]) and parts[above] != "head" else "head", ""

    def placed_reading(self) -> Reading:
        """Put the whole together."""
        parts, owners = self._whose
        old = {one.number: one for one in self.reading.questions if one.number not in self.gone}
        questions = self._each_once(
            self._question(spot) if spot.number in self._read_anew else old[spot.number] for spot in self.where.spots
        )
        return replace(
            self.reading,
            questions=questions,
            parts=parts,
            owners=owners,
            set_aside=self._asides(questions),
            findings=self._findings(questions),
        )

    def _question(self, spot: Spot) -> ReadQuestion:
        one = self._answers[spot.number]
        figures = one.block.figures or self._moved_figures(spot, one)
        outcome = "figures" if figures and one.outcome in {"text", "unanswered"} else one.outcome
        return ReadQuestion(
            spot.number,
            spot.printed,
            one.text,
            joined_text(self.reading.letter, spot.answered),
            outcome,
            lines_of(spot.asked),
            lines_of(spot.answered),
            figures,
            one.refusals,
        )

    def _each_once(self, questions: Iterable[ReadQuestion]) -> tuple[ReadQuestion, ...]:
        """Leave each figure to one question, where several have parts of one answer: a person's, else the one that had it."""
        found = tuple(questions)
        had = {figure.span: one.number for one in self.reading.questions for figure in one.figures}
        placed = {one.number for one in self.placed}
        holding: dict[Span, list[str]] = {}
        for one in found:
            for figure in one.figures:
                holding.setdefault(figure.span, []).append(one.number)
        anew = self._read_anew

        def rank(number: str, span: Span) -> tuple[bool, bool, bool]:
            return number not in placed, number in anew, had.get(span) != number

        owner = {span: min(numbers, key=lambda one: rank(one, span)) for span, numbers in holding.items()}
        return tuple(
            _with_figures(one, tuple(two for two in one.figures if owner[two.span] == one.number))
            if one.number in anew
            else one
            for one in found
        )

    def _moved_figures(self, spot: Spot, one: Answered) -> tuple[ReadFigure, ...]:
        """Keep the figures that other questions had in an answer, where none is read there anew and nothing speaks against them."""
        if one.block.doubts or one.outcome in _WITHHELD:
            return ()
        figures = (figure for question in self.reading.questions for figure in question.figures)
        asides = [aside.span for aside in one.block.aside]
        found = {figure.span: figure for figure in figures if covers(spot.answered, figure.span)}
        return tuple(figure for span, figure in found.items() if not any(overlap(span, other) for other in asides))

    # What becomes of its numbers

    def _asides(self, questions: Sequence[ReadQuestion]) -> tuple[SetAside, ...]:
        """Account anew for the numbers on lines that have changed hands; those of a person's answers may wait for one."""
        reading, changed = self.reading, self._read_anew | self.gone
        lines = {
            line
            for one in (*reading.questions, *questions)
            if one.number in changed
            for line in (*one.question_lines, *one.answer_lines)
        }
        read = [
            span
            for spot in self.where.spots
            if spot.number in self._read_anew
            for span in (*spot.asked, *spot.answered)
        ]
        labels = [one for one in reading.set_aside if one.reason == LABEL and one.span.line in lines]
        kept = [one for one in reading.set_aside if one.span.line not in lines or self._stands_apart(one, read)]
        known = [aside for one in self._answers.values() for aside in one.block.aside]
        accounted = Accounted(
            labels=(*(one.span for one in labels), *self._printed_labels()),
            figures=tuple(figure.span for question in questions for figure in question.figures),
            cited=tuple(refusal.span for question in questions for refusal in question.refusals),
            known=tuple(known),
            kinds={line: "refusal" if one.refusals else "words" for one in questions for line in one.answer_lines},
            unread=frozenset(
                doubt.line
                for one in self._answers.values()
                for doubt in one.block.doubts
                if doubt.code == "unread_number"
            ),
        )
        made = [one for one in set_aside(reading.letter, self._whose[0], accounted) if one.span.line in lines]
        waiting = set(self._waiting(questions, {one.span: one.reason for one in known}))
        told = {one.span: one for one in (*made, *kept) if one.span not in waiting}
        return tuple(sorted(told.values(), key=lambda one: (one.span.line, one.span.first)))

    def _stands_apart(self, aside: SetAside, read: Sequence[Span]) -> bool:
        """Whether a number stands in an answer on the same line that is not read anew."""
        apart = [spot for spot in self.where.spots if spot.number not in self._read_anew]
        return covers([span for spot in apart for span in spot.answered], aside.span) and not covers(read, aside.span)

    def _printed_labels(self) -> Iterator[Span]:
        """Yield what is cut off the heads of a person's stretches: the numbers of their questions."""
        spots = {spot.number: spot for spot in self.where.spots}
        for one in self.placed:
            for said, kept in ((one.asked, spots[one.number].asked), (one.answered, spots[one.number].answered)):
                if said and kept and said[0].first < kept[0].first:
                    yield replace(said[0], last=kept[0].first - 1)

    def _waiting(self, questions: Sequence[ReadQuestion], known: Mapping[Span, str]) -> Iterator[Span]:
        """Yield the numbers in a person's answers that could be figures; not where the answer is withheld."""
        read = {question.number: question for question in questions}
        spots = {spot.number: spot for spot in self.where.spots}
        labels = list(self._printed_labels())
        for question in (read[one.number] for one in self.placed if read[one.number].outcome not in _WITHHELD):
            left_over = _LEFT_OVER if question.refusals else _LEFT_OVER | {"refusal"}
            for line in question.answer_lines:
                found = _counts(self.reading.letter.lines[line - 1], spots[question.number].answered)
                yield from (
                    span for span in found if known.get(span, "words") in left_over and not covers(labels, span)
                )

    def _findings(self, questions: Sequence[ReadQuestion]) -> tuple[Finding, ...]:
        """Keep what is found of the others, and find anew what there is to say of the questions that are read anew."""
        changed, letter = self._read_anew | self.gone, self.reading.letter
        anew = [question for question in questions if question.number in self._read_anew]
        found = [one for one in self.reading.findings if one.question is None or one.question not in changed]
        found += [doubt for one in self._answers.values() for doubt in one.block.doubts]
        found += find_gaps(letter, self._whose[0], anew, {})
        found += (one for one in find_passed_numbers(letter, questions) if one.question in self._read_anew)
        found += find_corrections(letter, anew)
        return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.line, one.code, one.question or "")))


def _with_figures(question: ReadQuestion, figures: tuple[ReadFigure, ...]) -> ReadQuestion:
    """Leave a question some of its figures; one that loses all is answered in words."""
    lost = question.outcome == "figures" and not figures
    return replace(question, figures=figures, outcome="text" if lost else question.outcome)
