"""Questions that a person finds in a letter, or says are none: entries of `readings:` with `asked`, or with `none`.

Each names lines, or columns of a line, and the words are read from there. What no longer fits the letter is an error, as of
any other entry: a place that is not there, a number that the letter has already, words that have gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from disclosed.model import Reading, Span
from disclosed.naming import bare_number, question_key
from disclosed.reading.placed import lost_questions, place_questions
from disclosed.reading.slices import lines_of
from disclosed.reading.standing import Placed
from disclosed.reading.stretches import overlap
from disclosed.settling.line_ranges import LineRange, spans_of
from disclosed.settling.settings import ReadingSettings
from disclosed.settling.sources import LetterSource

Report = Callable[[int, str, str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A reading with a person's questions in it; `waiting` are those whose numbers may wait, `failed` those that are not placed."""

    reading: Reading
    waiting: tuple[Placed, ...] = ()
    failed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry, the line of the settings on which it stands, and its question's number as the reading writes it."""

    said: ReadingSettings
    at: int
    number: str


@dataclass
class _Finder:
    """Collects what is wrong while entries are looked at."""

    reading: Reading
    report: Report
    failed: set[str] = field(default_factory=set)

    def fail(self, entry: _Entry, message: str, remedy: str) -> None:
        """Report what is wrong with an entry, which is then left out."""
        self.report(entry.at, message, remedy)
        self.failed.add(question_key(entry.number))


def with_questions(reading: Reading, letter: LetterSource, report: Report) -> Found:
    """Put questions where a person says that they stand, and take out what is said to be none."""
    entries = tuple(_entries(reading, letter))
    if not entries:
        return Found(reading)
    finder = _Finder(reading, report)
    gone = dict(_gone(entries, finder))
    placed = _each_once(_placed(entries, frozenset(gone), finder), finder)
    lost = lost_questions(reading, tuple(placed), gone)
    for number, taker in lost:
        message = f"Nothing is left of question {number}, which stands on {_where(_asked(reading, number))}."
        finder.fail(placed[taker], message, f"Say that it is none, too: question: Q{bare_number(number)}, none: true.")
    placed = {one: entry for one, entry in placed.items() if one not in {taker for _, taker in lost}}
    made = place_questions(reading, tuple(placed), gone)
    waiting = tuple(one for one, entry in placed.items() if entry.said.outcome in {None, "figures"})
    return Found(made, waiting, frozenset(finder.failed))


def _entries(reading: Reading, letter: LetterSource) -> Iterator[_Entry]:
    numbers = [question.number for question in reading.questions]
    known = {question_key(number): number for number in numbers}
    with_q = bool(numbers) and all(number != bare_number(number) for number in numbers)
    for place, entry in enumerate(letter.settings.readings):
        if entry.of_question:
            written = bare_number(entry.question or "")
            number = known.get(question_key(written), f"Q{written}" if with_q else written)
            yield _Entry(entry, letter.source.line(("readings", place)), number)


def _gone(entries: Sequence[_Entry], finder: _Finder) -> Iterator[tuple[str, _Entry]]:
    """Yield the questions that are none."""
    numbers = [question.number for question in finder.reading.questions]
    first: dict[str, _Entry] = {}
    for entry in (one for one in entries if one.said.none):
        if entry.number not in numbers:
            known = f"Its questions are {', '.join(numbers)}." if numbers else "It has no questions."
            finder.report(
                entry.at, f"The letter has no question {bare_number(entry.number)}.", f"{known} Delete the entry."
            )
        elif entry.number in first:
            _say_twice(entry, first[entry.number], finder)
        else:
            first[entry.number] = entry
            yield entry.number, entry


def _say_twice(entry: _Entry, first: _Entry, finder: _Finder) -> None:
    message = f"Question {bare_number(entry.number)} is said twice; the first is in line {first.at}."
    finder.report(entry.at, message, "Keep one of them.")


def _placed(entries: Sequence[_Entry], gone: frozenset[str], finder: _Finder) -> Iterator[tuple[Placed, _Entry]]:
    """Yield the questions whose places are there and whose numbers are free."""
    known = {question.number: question for question in finder.reading.questions if question.number not in gone}
    first: dict[str, _Entry] = {}
    for entry in (one for one in entries if one.said.asked):
        number = bare_number(entry.number)
        if entry.number in known:
            message = f"The letter has question {number} already, on {_where(known[entry.number].question_lines)}."
            remedy = f"Give it another number, or say that the other is none: question: Q{number}, none: true."
            finder.report(entry.at, message, remedy)
        elif question_key(number) in first:
            _say_twice(entry, first[question_key(number)], finder)
        else:
            first[question_key(number)] = entry
            asked = _spans(entry, entry.said.asked, finder)
            if not asked or not _words_stand(entry, asked, finder):
                continue
            answered = _spans(entry, entry.said.answered, finder)
            if answered is not None:
                yield Placed(entry.number, asked, answered), entry


def _spans(entry: _Entry, ranges: Sequence[LineRange], finder: _Finder) -> tuple[Span, ...] | None:
    """Give what places hold, in the order of the letter; None where one is not there."""
    found: list[Span] = []
    for one in ranges:
        try:
            spans = spans_of(finder.reading.letter.lines, one)
        except LookupError as error:
            finder.fail(entry, *error.args)
            return None
        if twice := [span for span in spans if any(overlap(span, other) for other in found)]:
            finder.fail(entry, f"Line {twice[0].line} is named twice.", "Name each line once.")
            return None
        found += spans
    return tuple(sorted(found, key=lambda span: (span.line, span.first)))


def _words_stand(entry: _Entry, asked: Sequence[Span], finder: _Finder) -> bool:
    """Whether the words that a person quotes of the question still stand in it."""
    lines = finder.reading.letter.lines
    text = " ".join(lines[span.line - 1].text[span.first - 1 : span.last] for span in asked)
    words = " ".join(entry.said.words.split())
    if words in " ".join(text.split()):
        return True
    message = f"'{words}' does not stand on {_where(lines_of(asked))} of the letter, where question {bare_number(entry.number)} is said to stand."
    finder.fail(entry, message, "Look where it stands now, and mend the lines.")
    return False


def _each_once(found: Iterator[tuple[Placed, _Entry]], finder: _Finder) -> dict[Placed, _Entry]:
    """Leave out what takes lines that an earlier entry has; one place may answer several questions."""
    kept: dict[Placed, _Entry] = {}
    for one, entry in found:
        other = next((earlier for earlier in kept if _clash(one, earlier)), None)
        line = _clash(one, other) if other else _clash(one, one)
        if other:
            message = f"Line {line} is claimed twice; the first is in line {kept[other].at}."
            remedy = "Give each its own lines, or its columns of one line, as 30:12-80; what answers both is written alike in both."
            finder.fail(entry, message, remedy)
        elif line:
            message = f"Line {line} is both the question and its answer."
            finder.fail(entry, message, "Give each its own columns of the line, as 30:12-80.")
        else:
            kept[one] = entry
    return kept


def _clash(one: Placed, other: Placed) -> int:
    """Give the first line on which two questions, or a question and its own answer, share a place; 0 where none."""
    if one is other:
        pairs = [(one.asked, one.answered)]
    else:
        pairs = [(one.asked, other.asked), (one.asked, other.answered), (one.answered, other.asked)]
        pairs += [(one.answered, other.answered)] if one.answered != other.answered else []
    shared = (span.line for mine, its in pairs for span in mine if any(overlap(span, there) for there in its))
    return min(shared, default=0)


def _asked(reading: Reading, number: str) -> tuple[int, ...]:
    return next(one.question_lines for one in reading.questions if one.number == number)


def _where(lines: Sequence[int]) -> str:
    """Write lines: `line 57`, `lines 56 to 59`."""
    if not lines:
        return "no line"
    return f"line {lines[0]}" if lines[0] == lines[-1] else f"lines {lines[0]} to {lines[-1]}"
