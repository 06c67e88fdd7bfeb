"""What a person corrects in a reading: figures pointed at, numbers set aside, a question's outcome, questions themselves.

A person may point; nobody types a figure. Each entry of `readings:` names a line and the words on it, which must still
stand there, and the value is read from those words as the program reads any others. A figure that two entries claim, or
words that have moved, are errors: a judgement must fail once what it was made on has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from disclosed.findings import nearest, problem
from disclosed.model import Finding, Line, ReadFigure, Reading, ReadQuestion, SetAside, Span, Value
from disclosed.naming import question_key
from disclosed.reading.legends import legends_of
from disclosed.reading.lines import fold
from disclosed.reading.reconcile import reconcile_again
from disclosed.reading.stretches import overlap
from disclosed.reading.values import Amount, Legend, amounts_in, parse_amount
from disclosed.settling.doubts import is_pointed_out
from disclosed.settling.settings import ReadingSettings
from disclosed.settling.sources import LetterSource

if TYPE_CHECKING:
    from disclosed.reading.standing import Placed


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reading with a person's corrections in it, and what is wrong with those."""

    reading: Reading
    problems: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """One entry of `readings:` whose words were found: where, and what it says of them."""

    entry: ReadingSettings
    span: Span
    line: int  # of the settings file


@dataclass(frozen=True)
class _Book:
    """What corrections share: the letter's settings, what its marks mean, and a place for what is wrong."""

    letter: LetterSource
    legends: tuple[Legend, ...]
    problems: list[Finding] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)  # questions of which something wrong is told already

    def report(self, line: int, message: str, remedy: str) -> None:
        """Collect one problem of the settings file."""
        self.problems.append(problem(self.letter.source.file, line, message, remedy))


def correct(reading: Reading, letter: LetterSource) -> Corrected:
    """Apply `readings:` to a letter's reading."""
    if not letter.settings.readings:
        return Corrected(reading, ())
    book = _Book(letter, legends_of(reading.letter.lines))
    waiting: tuple[Placed, ...] = ()
    if any(entry.of_question for entry in letter.settings.readings):
        reading, waiting = _with_questions(reading, book)
    pointed = tuple(_pointed(reading, book))
    _claimed_twice(pointed, book)
    for each in pointed:
        reading = _set_aside(reading, each) if each.entry.set_aside else reading
    for each in pointed:
        reading = _point_at(reading, each, book) if each.entry.question is not None else reading
    reading = _outcomes(reading, book)
    _same_path_twice(reading, pointed, book)
    reading = _without_doubts(reading, letter.settings.readings)
    if waiting:
        reading = _with_unread(reading, waiting)
    return Corrected(reconcile_again(reading), tuple(book.problems))


def _with_questions(reading: Reading, book: _Book) -> tuple[Reading, tuple[Placed, ...]]:
    """Put a person's questions where they stand, and take out what is none; gives those whose numbers may wait."""
    from disclosed.settling.found_questions import with_questions  # noqa: PLC0415  (reads answers: few letters need it)

    found = with_questions(reading, book.letter, book.report)
    book.failed.update(found.failed)
    return found.reading, found.waiting


def _with_unread(reading: Reading, waiting: Sequence[Placed]) -> Reading:
    """Add a doubt for what a person's answers hold that nobody has said what it is."""
    from disclosed.reading.placed import unread_numbers_of  # noqa: PLC0415  (as above)

    told = {(found.question, found.line) for found in reading.findings if found.code == "unread_number"}
    unread = (one for one in unread_numbers_of(reading, waiting) if (one.question, one.line) not in told)
    return replace(reading, findings=(*reading.findings, *unread))


def _pointed(reading: Reading, book: _Book) -> Iterator[Pointed]:
    """Find the words of each entry on its line; report those that no longer stand there."""
    for place, entry in enumerate(book.letter.settings.readings):
        if entry.line is None:
            continue
        at = book.letter.source.line(("readings", place))
        try:
            yield Pointed(entry, find_words(reading.letter.lines, entry), at)
        except LookupError as error:
            book.report(at, *error.args)


def find_words(lines: Sequence[Line], entry: ReadingSettings) -> Span:
    """Find an entry's words on its line; raises LookupError with what is wrong and what to do."""
    number, words = entry.line or 0, entry.words
    if number > len(lines):
        raise LookupError(f"The letter has {len(lines)} lines, and no line {number}.", "Check the line.")
    text = lines[number - 1].text
    columns = [place + 1 for place in range(len(text)) if text.startswith(words, place)]
    if entry.column is not None:
        columns = [column for column in columns if column == entry.column]
    if not columns:
        where = f" at column {entry.column}" if entry.column else ""
        remedy = f"{what_stands(text)} {_where_now(lines, number, words)}".strip()
        raise LookupError(f"'{words}' does not stand on line {number} of the letter{where}.", remedy)
    if len(columns) > 1:
        listed = ", ".join(map(str, columns))
        raise LookupError(
            f"'{words}' stands {len(columns)} times on line {number} of the letter.", f"Add column: {listed}."
        )
    return Span(number, columns[0], columns[0] + len(words) - 1)


def _where_now(lines: Sequence[Line], number: int, words: str) -> str:
    """Say on which line words stand that are not on theirs; nothing where several could be meant."""
    found = [line.number for line in lines if words in line.text]
    return f"The words stand on line {found[0]}." if words and len(found) == 1 and found != [number] else ""


def what_stands(text: str, most: int = 80) -> str:
    """Tell what a line holds instead of what was looked for."""
    shown = text.strip()
    if not shown:
        return "The line is empty."
    return f"The line is '{shown}'." if len(shown) <= most else f"The line begins '{shown[:most]}'."


def _claimed_twice(pointed: Sequence[Pointed], book: _Book) -> None:
    """Report entries that point at words which an earlier entry has."""
    for place, later in enumerate(pointed):
        for earlier in pointed[:place]:
            if overlap(earlier.span, later.span):
                where = f"'{later.entry.words}' on line {later.span.line}"
                message = f"{where} is claimed twice; the first is in line {earlier.line}."
                book.report(later.line, message, "Keep one of them.")


def _freed(reading: Reading, span: Span) -> Reading:
    """Take away whatever the program made of a place."""
    questions = tuple(_without_figure(question, span) for question in reading.questions)
    aside = tuple(each for each in reading.set_aside if not overlap(each.span, span))
    return replace(reading, questions=questions, set_aside=aside)


def _without_figure(question: ReadQuestion, span: Span) -> ReadQuestion:
    """Take away a question's figure at a place; one that loses its last is answered in words, until a person says more."""
    figures = tuple(figure for figure in question.figures if not overlap(figure.span, span))
    lost = question.figures and not figures and question.outcome == "figures"
    return replace(question, figures=figures, outcome="text" if lost else question.outcome)


def _set_aside(reading: Reading, pointed: Pointed) -> Reading:
    entry = SetAside(pointed.entry.words, pointed.span, pointed.entry.set_aside)
    freed = _freed(reading, pointed.span)
    aside = sorted((*freed.set_aside, entry), key=lambda each: (each.span.line, each.span.first))
    return replace(freed, set_aside=tuple(aside))


def _point_at(reading: Reading, pointed: Pointed, book: _Book) -> Reading:
    """Make a figure of the words that a person points at."""
    entry = pointed.entry
    number = _question(reading, entry, pointed.line, book)
    before = _replaced(reading, pointed.span)
    same = before if before and before.span == pointed.span else None
    value = same.value if same else _read_at(reading, pointed, book)
    if number is None or value is None:
        return reading
    total = entry.total if entry.total is not None else bool(same and same.total)
    figure = ReadFigure(entry.labels, value, entry.words, pointed.span, total, "person")
    freed = _freed(reading, pointed.span)
    questions = (_with_figure(each, figure) if each.number == number else each for each in freed.questions)
    return replace(freed, questions=tuple(questions))


def _read_at(reading: Reading, pointed: Pointed, book: _Book) -> Value | None:
    """Read the words of a place at which the program sees no figure; None, reported, where they are no quantity.

    Where it sees one, that one's value holds: a heading over it may say thousands, which the words alone do not.
    """
    words = pointed.entry.words
    amount = parse_amount(words, book.legends) or _none_of(words)
    if amount is None or amount.kind in {"range", "blank"}:
        remedy = "Point at the words of one quantity, or set them aside with a reason."
        book.report(pointed.line, f"'{words}' is {_what(amount)}.", remedy)
        return None
    return _in_its_line(amount.value, pointed.span, reading.letter.lines[pointed.span.line - 1])


def _none_of(words: str) -> Amount | None:
    """Read words that state none of something (`No penalty notices`); they hold no number, and count nought."""
    from disclosed.reading.passages import zero_in  # noqa: PLC0415  (few entries need it)

    amount = zero_in(fold(words))
    return amount if amount and (amount.start, amount.end) == (0, len(words)) else None


def _in_its_line(value: Value, span: Span, line: Line) -> Value:
    """Add what stands beside the words: a unit behind them ("3.2 hectares"), that they are not exact ("about 140")."""
    for one in amounts_in(line.text):
        if (one.start + 1, one.end, one.value.value) == (span.first, span.last, value.value):
            return replace(
                value, unit=value.unit or one.value.unit, approximate=value.approximate or one.value.approximate
            )
    return value


def _what(amount: Amount | None) -> str:
    if amount is None:
        return "no quantity"
    return "a range, not one quantity" if amount.kind == "range" else "a mark that the letter does not explain"


def _replaced(reading: Reading, span: Span) -> ReadFigure | None:
    figures = (figure for question in reading.questions for figure in question.figures)
    return next((figure for figure in figures if overlap(figure.span, span)), None)


def _with_figure(question: ReadQuestion, figure: ReadFigure) -> ReadQuestion:
    figures = sorted((*question.figures, figure), key=lambda each: (each.span.line, each.span.first))
    outcome = "figures" if question.outcome in {"text", "unanswered", "stem"} else question.outcome
    return replace(question, figures=tuple(figures), outcome=outcome)


def _question(reading: Reading, entry: ReadingSettings, line: int, book: _Book) -> str | None:
    """Give the letter's own spelling of a question's number; report a number that it has not."""
    numbers = [question.number for question in reading.questions]
    found = {question_key(number): number for number in numbers}.get(question_key(entry.question or ""))
    if found is None and question_key(entry.question or "") not in book.failed:
        book.report(line, f"The letter has no question {entry.question}.", suggest(entry.question or "", numbers))
    return found


def suggest(number: str, numbers: Sequence[str]) -> str:
    """Suggest the nearest question, or list them."""
    return nearest(number, numbers) or f"Its questions are {', '.join(numbers)}."


def _outcomes(reading: Reading, book: _Book) -> Reading:
    """Set what a person says became of a question, and the lines that hold its answer."""
    last = len(reading.letter.lines)
    for place, entry in enumerate(book.letter.settings.readings):
        if entry.outcome is None:
            continue
        at = book.letter.source.line(("readings", place))
        number = _question(reading, entry, at, book)
        if entry.lines and entry.lines[1] > last:
            book.report(at, f"The letter has {last} lines, and no line {entry.lines[1]}.", "Check the lines.")
        elif number is not None:
            reading = _with_outcome(reading, number, entry)
    return reading


def _with_outcome(reading: Reading, number: str, entry: ReadingSettings) -> Reading:
    """Give a question its outcome; where lines are named they become its answer, and no figure elsewhere stays."""
    parts, owners = list(reading.parts), list(reading.owners)
    answer = tuple(range(entry.lines[0], entry.lines[1] + 1)) if entry.lines else None
    for line in answer or ():
        parts[line - 1], owners[line - 1] = "answer", number
    questions = tuple(
        _answered(each, entry, answer, reading.letter.lines) if each.number == number else each
        for each in reading.questions
    )
    return replace(reading, questions=questions, parts=tuple(parts), owners=tuple(owners))


def _answered(
    question: ReadQuestion, entry: ReadingSettings, lines: tuple[int, ...] | None, letter: Sequence[Line]
) -> ReadQuestion:
    outcome = entry.outcome or question.outcome
    if lines is None:
        return replace(question, outcome=outcome)
    words = (letter[number - 1].text.strip() for number in lines)
    figures = tuple(figure for figure in question.figures if figure.span.line in lines)
    return replace(question, outcome=outcome, answer=" ".join(filter(None, words)), answer_lines=lines, figures=figures)


def _same_path_twice(reading: Reading, pointed: Sequence[Pointed], book: _Book) -> None:
    """Report a figure pointed at whose labels another figure of its question has already."""
    at = {each.span: each.line for each in pointed}
    for question in reading.questions:
        seen: dict[tuple[str, ...], ReadFigure] = {}
        for figure in question.figures:
            other = seen.setdefault(tuple(label.casefold() for label in figure.labels), figure)
            line = at.get(figure.span) or at.get(other.span)
            if other is not figure and line:
                name = f"{question.number} {' | '.join(figure.labels)}".strip()
                message = f"Question {name} has two figures, on lines {other.span.line} and {figure.span.line}."
                book.report(line, message, "Give them different labels, or set one aside.")


def _without_doubts(reading: Reading, entries: Iterable[ReadingSettings]) -> Reading:
    """Drop the doubts that a person has settled by pointing."""
    own = tuple(entries)
    findings = tuple(finding for finding in reading.findings if not is_pointed_out(finding, reading, own))
    return replace(reading, findings=findings)
