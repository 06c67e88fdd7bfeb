"""A letter's page in words: the outcome of each question, which answers are text, and the account of every number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from disclosed.describing.bands import parse_bands
from disclosed.describing.describe import REGULATIONS
from disclosed.describing.filling import typographic
from disclosed.describing.index import Index
from disclosed.describing.refusal_words import LONGEST_ANSWER, refusal_words, who, zero_above
from disclosed.describing.sentences import Piece, Sentence, say, unique
from disclosed.describing.wording import answers, counted, joined, measured, quoted, upper_first
from disclosed.months import MONTHS
from disclosed.rows import FigureRow, QuestionRow, RefusalRow, SetAsideRow, Table

SIGNS = frozenset("£€$")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# Words by which a question says when: it names a period, or points at one named before.
NAMES_A_PERIOD = re.compile(
    rf"\b(?:(?:19|20)\d\d|{'|'.join(MONTHS)}|years?|months?|quarters?|weeks?|terms?|periods?|dates?|since|during)\b",
    re.IGNORECASE,
)
SECTIONS = "sections"
MOST_ANSWERS = 12  # to one question, said one by one
# Reason (tokens.py lists them) → what one number and several are called. `{}` stands for the numbers themselves.
NAMES: dict[str, tuple[str, str]] = {
    "label": ("a number inside a label", "numbers inside labels"),
    "heading": ("a number in a heading", "numbers in headings"),
    "year": ("a year label", "{count} year labels"),
    "date": ("a number in a date", "{count} numbers in dates"),
    "period": ("a period label", "{count} period labels"),
    "time": ("a time of day", "{count} numbers in times of day"),
    SECTIONS: ("a section number", "section numbers"),
    "title": ("the year of an Act", "the years of Acts"),
    "refusal": ("a number that explains a refusal", "{count} numbers that explain a refusal"),
    "range": ("one end of a range", "{count} ends of ranges"),
    "whole": ("the whole that a figure is part of ({})", "wholes that figures are part of ({})"),
    "age": ("an age ({})", "ages ({})"),
    "note": ("a number in a note", "{count} numbers in notes"),
    "words": ("a number in words of explanation ({})", "{count} numbers in words of explanation"),
    "reference": ("part of a reference", "{count} parts of references"),
    "telephone": ("a telephone number", "{count} telephone numbers"),
    "address": ("a number in an address", "{count} numbers in addresses"),
    "paragraph number": ("the number of a paragraph", "{count} numbers of paragraphs"),
    "item number": ("the number of an item in a list", "{count} numbers of items in lists"),
    "page number": ("a page number", "{count} page numbers"),
    "link mark": ("the mark of a link", "{count} marks of links"),
    "code": ("part of a code or name", "{count} parts of codes or names"),
    "question number": ("a question number", "{count} question numbers"),
    "uncertain reading": ("a number that can be read in two ways ({})", "{count} numbers that can be read in two ways"),
    "question text": ("a number in a question’s words", "{count} numbers in a question’s words"),
    "furniture": ("a number of the page, not of the letter", "{count} numbers of the page, not of the letter"),
    "head": ("a number in the letter’s head", "{count} numbers in the letter’s head"),
    "tail": ("a number after the answers", "{count} numbers after the answers"),
    "appeal": ("a number in the right of review", "{count} numbers in the right of review"),
}
OTHER_KIND = ("another number ({})", "{count} other numbers")
MERGED = {"provision": SECTIONS, "other provision": SECTIONS}  # a reader sees section numbers, whatever each is for
BOUNDS = "bounds inside band labels"
# Numbers that head rows and columns stand in most answers; saying where would list the letter.
EVERYWHERE = frozenset({"label", "heading", "year", "period", "date", "question number"})
OF_A_REFUSAL = frozenset({"provision", "other provision", "title", "refusal"})  # the outcome line says them in words
MOST_PLACES = 2  # answers named after a kind of number


def outcome_line(index: Index, response: str, question: str) -> Sentence:
    """Say what became of a question: `3 figures.`, `Withheld: personal data, section 40(2).`, `Text.`."""
    row = index.question[response, question]
    figures = index.answers(response, question)
    pieces: list[Piece] = [f"{counted(len(figures), 'figure')}."] if figures else []
    if row.outcome != "figures":
        pieces += [" " if pieces else "", *_outcome(index, row)]
    said = _set_aside_words(index, row)
    return say(*pieces, f" {said}" if said and pieces else said, places=(figure.figure for figure in figures))


def _outcome(index: Index, row: QuestionRow) -> Sequence[Piece]:
    """Write an outcome other than figures."""
    match row.outcome:
        case "withheld":
            return refusal_words(index, row)
        case "not_applicable":
            return (f"Not applicable.{_answered(index, row)}",)
    words = {
        "text": "Text.",
        "not_held": "Not held.",
        "attached": "In an attachment, which is not part of this text.",
        "unanswered": "No answer.",
        "stem": "Introduces its parts.",
    }
    return (words[row.outcome],)


def _answered(index: Index, row: QuestionRow) -> str:
    """Quote a short answer and, where the letter itself gives one, its reason."""
    name = upper_first(who(index, index.response[row.response].request, row.response))
    zero = zero_above(index, row)
    reason = f"; question {zero} is 0" if zero else ""
    return f" {name} answered {quoted(row.answer)}{reason}." if 0 < len(row.answer) <= LONGEST_ANSWER else ""


def _set_aside_words(index: Index, row: QuestionRow) -> str:
    """Name the numbers of an answer that are no figures, labels apart: `1 number set aside: 13, an age.`."""
    rows = [aside for aside in _of_question(index, row) if aside.reason not in EVERYWHERE | OF_A_REFUSAL]
    if not rows:
        return ""
    kinds = (f"{joined(words)}, {_kind_name(index, kind, group)}" for kind, group, words in _kinds(rows))
    return f"{counted(len(rows), 'number')} set aside: {'; '.join(kinds)}."


def _kind_name(index: Index, kind: str, rows: Sequence[SetAsideRow]) -> str:
    """Name a kind of number whose words and count have been said."""
    return _name(index, kind, rows).partition(" (")[0].removeprefix(f"{len(rows):,} ")


def _of_question(index: Index, row: QuestionRow) -> tuple[SetAsideRow, ...]:
    return tuple(aside for aside in index.set_aside(row.response) if aside.question == row.question)


def _kinds(rows: Iterable[SetAsideRow]) -> Iterator[tuple[str, tuple[SetAsideRow, ...], tuple[str, ...]]]:
    """Group numbers set aside by kind, in the letter's order, with their words."""
    found: dict[str, list[SetAsideRow]] = {}
    for row in rows:
        found.setdefault(MERGED.get(row.reason, row.reason), []).append(row)
    for kind, group in found.items():
        yield kind, tuple(group), unique(_digits(row) for row in group)


def _digits(row: SetAsideRow) -> str:
    """Give the number alone of words such as `13yrs`, with its sign of money or per cent; words without digits as they stand."""
    found = DIGITS.findall(row.as_written)
    if len(found) != 1 or "(" in row.as_written:
        return row.as_written
    before, after = row.as_written.split(found[0])
    sign = before.strip() if before.strip() in SIGNS else ""
    return f"{sign}{found[0]}{'%' if after.startswith('%') else ''}"


def _name(index: Index, kind: str, rows: Sequence[SetAsideRow]) -> str:
    """Name numbers of one kind: `24 year labels`, `an age (13)`, `bounds inside band labels`."""
    if kind == "label" and all(_is_bound(index, row) for row in rows):
        return BOUNDS
    one, several = NAMES.get(kind, OTHER_KIND)
    words = joined(unique(_digits(row) for row in rows))
    name = one if len(rows) == 1 else several.replace("{count}", f"{len(rows):,}")
    if kind == SECTIONS and _cites_regulations(index, rows):
        name = name.replace("section", "regulation")
    return name.replace("{}", words)


def _cites_regulations(index: Index, rows: Sequence[SetAsideRow]) -> bool:
    """Tell whether a letter's refusals rest on regulations and on no Act."""
    regimes = {refusal.regime for row in rows for refusal in index.refusals(row.response, row.question)}
    return bool(regimes) and regimes <= REGULATIONS


def _is_bound(index: Index, row: SetAsideRow) -> bool:
    """Tell whether a number stands in a label of an answer whose labels are bands."""
    return bool(parse_bands([figure.row_label for figure in index.answers(row.response, row.question)]))


def account(index: Index, response: str) -> str:
    """Account for every number in a letter's answers: published, set aside and why, unexplained."""
    if index.response[response].publish == "metadata":
        return "The figures of this letter are not published."
    published = f"{counted(len(index.figures(response)), 'figure')} published."
    phrases = _phrases(index, index.set_aside(response))
    aside = f" Set aside: {joined(phrases)}." if phrases else " No number was set aside."
    return f"{published}{aside} {_unexplained(index, response)}"


def _phrases(index: Index, rows: Sequence[SetAsideRow]) -> tuple[str, ...]:
    """Name each kind of number set aside, neighbours in the same answers with one place."""
    kinds = [(_name(index, kind, group), _where(kind, group)) for kind, group, _ in _kinds(rows)]
    return tuple(
        name if place == (kinds[at + 1][1] if at + 1 < len(kinds) else "") else f"{name}{place}"
        for at, (name, place) in enumerate(kinds)
    )


def _where(kind: str, rows: Sequence[SetAsideRow]) -> str:
    questions = unique(row.question for row in rows if row.question)
    few = kind not in EVERYWHERE and 0 < len(questions) <= MOST_PLACES
    return f" in {answers(questions)}" if few else ""


def _unexplained(index: Index, response: str) -> str:
    lines = unexplained_lines(index, response)
    if not lines:
        return "None unexplained."
    return f"Unexplained: {joined(f'line {line}' for line in lines)}."


def unexplained_lines(index: Index, response: str) -> tuple[int, ...]:
    """Search the answers' lines for digits that are neither a figure nor set aside: a count that must be none."""
    known = _known_places(index, response)
    return tuple(
        row.line
        for row in index.lines(response)
        if row.part == "answer" and _has_more(row.text, known.get(row.line, ()))
    )


def _known_places(index: Index, response: str) -> dict[int, list[tuple[int, int]]]:
    """Collect the places of a letter's figures, numbers set aside and citations by line."""
    found: dict[int, list[tuple[int, int]]] = {}
    rows: list[FigureRow | SetAsideRow | RefusalRow] = [*index.figures(response), *index.set_aside(response)]
    rows += (row for question in index.questions(response) for row in index.refusals(response, question.question))
    for row in rows:
        found.setdefault(row.line, []).append((row.column_from, row.column_to))
    return found


def _has_more(text: str, places: Sequence[tuple[int, int]]) -> bool:
    return any(
        not any(first <= found.start() + 1 and found.end() <= last for first, last in places)
        for found in DIGITS.finditer(text)
    )


def _given(figure: FigureRow) -> str:
    """Write a figure with its labels; one without a value in the letter's own words."""
    value = quoted(figure.as_written) if figure.value is None else measured(figure.value, figure.unit)
    labels = " ".join(part for part in (figure.row_label, figure.column_label) if part)
    return f"{value} for {quoted(labels)}" if labels else value


def in_words(index: Index, request: str) -> tuple[Sentence, ...]:
    """List the answers that are text: `Answers 4 and 5 are text: read them in the letter.`, one sentence a letter."""
    responses = index.responses(request)
    found = []
    for response in responses:
        rows = [row for row in index.questions(response.response) if row.outcome == "text"]
        if rows:
            named = joined(f"{row.question} ({row.about})" if row.about else row.question for row in rows)
            whose = f"{index.authority[response.authority].name}: " if len(responses) > 1 else ""
            said = f"answers {named} are text" if len(rows) > 1 else f"answer {named} is text"
            read = f": read {'them' if len(rows) > 1 else 'it'} in the letter."
            rest = read if response.publish == "all" else f", which {NOT_GIVEN_HERE}."
            found.append(say(f"{whose}{said if whose else upper_first(said)}{rest}"))
    return tuple(found)


NOT_GIVEN_HERE = "this site does not publish"
Untabled = tuple[QuestionRow, list[FigureRow]]


def untabled(index: Index, request: str, more: Iterable[Table] = ()) -> tuple[Sentence, ...]:
    """Give the figures that none of a request's tables shows: `Question 5 asks …: the letter gives 0.`.

    `more` are tables that its page has beside those declared; a request with none declared has no such sentence.
    """
    shown = {row.figure for table in index.tables(request) for row in table.rows}
    shown |= {row.figure for table in more for row in table.rows} if shown else set()
    found: dict[str, list[Untabled]] = {}
    for response in index.responses(request) if shown else ():
        for row in index.questions(response.response):
            figures = [figure for figure in index.answers(row.response, row.question) if figure.figure not in shown]
            if figures:
                found.setdefault(row.request_question, []).append((row, figures))
    several = len(index.responses(request)) > 1
    return tuple(_untabled(index, number if several else "", answers) for number, answers in found.items())


def _untabled(index: Index, number: str, given: Sequence[Untabled]) -> Sentence:
    """Give the answers to one question; `number` is the request's, '' where there is one letter with its own."""
    row = given[0][0]
    apart = ", which names no period," if _names_no_period(index, given) else ""
    asks = f"asks {typographic(row.about)}:" if row.about else f"asks: {quoted(row.text)} In answer"
    if len(given) > MOST_ANSWERS:
        return say(f"Question {number}{apart} {asks} {len(given)} letters give figures; read them there.")
    gave = [
        f"{index.authority[index.response[row.response].authority].name} gave" if number else "the letter gives"
        for row, _ in given
    ]
    said = "; ".join(f"{who} {joined(map(_given, own))}" for who, (_, own) in zip(gave, given, strict=True))
    places = (figure.figure for _, own in given for figure in own)
    return say(f"Question {number or row.question}{apart} {asks} {said}.", places=places)


def _names_no_period(index: Index, given: Sequence[Untabled]) -> bool:
    """Tell whether a question of a request about periods names none itself, and neither do its answers."""
    request = index.response[given[0][0].response].request
    dated = any(row.period for table in index.tables(request) for row in table.rows)
    texts = [row.text for row, _ in given]
    return (
        dated
        and not any(figure.period for _, figures in given for figure in figures)
        and all(text and not NAMES_A_PERIOD.search(text) for text in texts)
    )
