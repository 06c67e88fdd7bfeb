"""A table for each question with figures, for a request whose author has declared none.

So that a letter that was only dropped in still has its page, charts and CSV (docs/design.md §4). Nothing is interpreted:
labels are the letter's own, in its order. Where several bodies were asked, a body without the figure has its row, with the reason, and
years stand where the others' years do: one body heads columns with them, the next heads rows, and a third repeats above each what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from disclosed.absent import NOT_COMPARED, NOT_GIVEN, UNPUBLISHED, UNSAID, Reason, of_answer, of_silence, whole_answer
from disclosed.alike import join_labels
from disclosed.describing.index import Index
from disclosed.describing.wording import upper_first
from disclosed.links import slug
from disclosed.rows import ChartChoice, Dimension, FigureRow, Observation, Table

ROW, COLUMN = "label", "column"
ROW_TITLE, COLUMN_TITLE = "Answer", "Column"
LABEL_TITLE, NO_LABEL = "Label", "Without a label"  # beside several answers, where "Answer" says what became of each
YEAR = re.compile(r"(?:(?:FY|[Yy]ear|[Yy]r) )?(?:19|20)\d\d(?:[-/–]\d{2,4})?")
LABELS = (attrgetter("row_label"), attrgetter("column_label"))
STEM = 5  # letters by which two words are one: penalty, penalties
WORD = re.compile(r"[^\W\d_]{3,}")
SAYS_NOTHING = frozenset({"number", "numbers", "total", "count", "the", "and", "year", "figure", "figures"})
UNNAMED = "Answer to question {}"  # titles a table whose question has no short name
NO_COLUMN = "Value"  # heads the figures of an answer that stand under no heading of its table


def question_tables(index: Index, request: str) -> tuple[Table, ...]:
    """Make the tables of a request, one a question of it that any letter answers in figures."""
    letters = [row.response for row in index.responses(request)]
    apart = _not_compared(index, letters) if is_compared(index, request) else frozenset()
    rows = [
        (index.question[response, figure.question].request_question, figure)
        for response in letters
        for figure in index.figures(response)
        if (response, figure.question) not in apart
    ]
    order = dict.fromkeys(number for number, _ in rows)
    return tuple(_table(index, request, number, [figure for own, figure in rows if own == number]) for number in order)


def is_unnamed(table: Table) -> bool:
    """Say whether a table is titled by nothing but its question's number."""
    return len(table.questions) == 1 and table.title == UNNAMED.format(table.questions[0])


def is_compared(index: Index, request: str) -> bool:
    """Say whether several bodies answered a request, so that its tables compare them."""
    return len({row.authority for row in index.responses(request)}) > 1


def _table(index: Index, request: str, number: str, figures: list[FigureRow]) -> Table:
    """Make one table; its rows and columns are dimensions only where the letters print labels."""
    name = f"question-{slug(number)}"
    units = {figure.unit for figure in figures}
    figures = _years_in_place(index, figures) if is_compared(index, request) else figures
    names = [ROW, *([COLUMN] if _has_columns(figures) else [])]
    bare, title = (NO_LABEL, LABEL_TITLE) if is_compared(index, request) else (ROW_TITLE, ROW_TITLE)
    given = tuple(_unrepeated(join_labels([_observation(index, figure, names, bare) for figure in figures])))
    return Table(
        request=request,
        name=name,
        resource=f"{request}-{name}",
        title=_title(index, figures[0], number),
        unit=units.pop() if len(units) == 1 else "",
        dimensions=tuple(Dimension(own, {ROW: title, COLUMN: COLUMN_TITLE}[own]) for own in names),
        columns=COLUMN if COLUMN in names else "",
        questions=(number,),
        calculated=(),
        chart=ChartChoice(),
        short=(),
        section="",
        rows=(*given, *_gaps(index, request, number, given)),
    )


def _years_in_place(index: Index, figures: list[FigureRow]) -> list[FigureRow]:
    """Label each figure that stands for a year by the year alone, or, where a letter tells more apart, by that and the year."""
    asked = {figure.response: index.question[figure.response, figure.question].text for figure in figures}
    parted = {response: _parted(own, asked[response]) for response, own in _by_letter(figures)}
    crossed = any(what for told in parted.values() for what, _ in told.values())

    def placed(figure: FigureRow) -> FigureRow:
        what, year = parted[figure.response].get(figure.figure, ("", ""))
        row, column = (what, year) if crossed else (year, "")
        return replace(figure, row_label=row, column_label=column) if year else figure

    return list(map(placed, figures))


def _by_letter(figures: Sequence[FigureRow]) -> Iterator[tuple[str, list[FigureRow]]]:
    yield from (
        (response, [figure for figure in figures if figure.response == response])
        for response in dict.fromkeys(figure.response for figure in figures)
    )


def _parted(figures: Sequence[FigureRow], asked: str) -> dict[str, tuple[str, str]]:
    """Part the labels of one letter's figures into what they tell apart and a year; nothing where not every figure has a year.

    What stands beside all of them, and only says again what was asked, tells none apart.
    """
    for year, what in (LABELS, LABELS[::-1]):
        if all(YEAR.fullmatch(year(figure)) for figure in figures):
            told = {what(figure).casefold() for figure in figures}
            apart = len(told) > 1 or not _repeats(told.pop(), asked)
            return {figure.figure: (what(figure) if apart else "", year(figure)) for figure in figures}
    return {}


def _repeats(label: str, asked: str) -> bool:
    """Say whether a label has no word that its question lacks: `Fixed penalties`, where fixed penalty notices were asked for."""
    words = {word[:STEM] for word in WORD.findall(asked.casefold())}
    return all(word[:STEM] in words for word in WORD.findall(label) if word not in SAYS_NOTHING)


def _has_columns(figures: Iterable[FigureRow]) -> bool:
    """Tell whether headings part the figures: one heading that some letters print and others leave out does not."""
    headings: dict[str, set[str]] = {}
    for figure in figures:
        headings.setdefault(figure.response, set()).add(figure.column_label)
    printed = set().union(*headings.values()) - {""}
    plainly = any(own == {""} for own in headings.values())
    return bool(printed) and not (len(printed) == 1 and plainly and all(len(own) == 1 for own in headings.values()))


def _title(index: Index, figure: FigureRow, number: str) -> str:
    """Title a table by its question: the editor's few words, which sentences use too and a title begins with a capital, else its number."""
    return upper_first(index.question[figure.response, figure.question].about) or UNNAMED.format(number)


def _observation(index: Index, figure: FigureRow, names: list[str], bare: str) -> Observation:
    label = figure.row_label or bare
    return Observation(
        request=figure.request,
        authority=figure.authority,
        sequence=index.response[figure.response].sequence,
        response=figure.response,
        dimensions=(label, figure.column_label or NO_COLUMN)[: len(names)],
        period=figure.period,
        period_start=figure.period_start,
        period_end=figure.period_end,
        partial=figure.partial,
        value=figure.value,
        unit=figure.unit,
        status=figure.status,
        marker=figure.marker,
        total=figure.total,
        figure=figure.figure,
    )


def _unrepeated(rows: Iterable[Observation]) -> Iterable[Observation]:
    """Tell apart rows that the letter labels alike, by their order, so that none hides another."""
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = (row.authority, row.sequence, row.dimensions, row.period)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] == 1:
            yield row
        else:
            first, *rest = row.dimensions
            yield replace(row, dimensions=(f"{first} ({seen[key]})", *rest))


# What a body did not give, where several were asked


def _not_compared(index: Index, letters: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Name the answers, by letter and question, that an editor keeps out of comparisons."""
    notes = ((letter, note) for letter in letters for note in index.notes(letter))
    return frozenset((letter, note.question) for letter, note in notes if note.code == "not_compared")


def _gaps(index: Index, request: str, number: str, given: Sequence[Observation]) -> Iterator[Observation]:
    """Make the rows of bodies that gave no figure: one for the whole answer."""
    if not is_compared(index, request):
        return
    shape = replace(whole_answer(given), value=None, unit="", total=False, figure="")
    for body in (row.authority for row in index.authorities(request)):
        if not any(row.authority == body for row in given):
            sequence, response, (status, marker) = _reason(index, request, body, number)
            yield replace(shape, authority=body, sequence=sequence, response=response, status=status, marker=marker)


def _reason(index: Index, request: str, body: str, number: str) -> tuple[int, str, Reason]:
    """Say why a body gave no figure, by the letter of it that says most, with that letter's place and name."""
    letters = [row for row in index.responses(request) if row.authority == body]
    reasons = [(row.sequence, row.response, _reason_of(index, row.response, number)) for row in letters]
    said = [reason for reason in reasons if reason[2][0] not in UNSAID]
    if said or reasons:
        return (said or reasons)[-1]
    states = [row.state for row in index.asked(request) if row.authority == body]
    return 0, "", of_silence(states[0] if states else "")


def _reason_of(index: Index, response: str, number: str) -> Reason:
    if index.response[response].publish == "metadata":
        return UNPUBLISHED
    question = next((row for row in index.questions(response) if row.request_question == number), None)
    if question is None:
        return NOT_GIVEN
    if (response, question.question) in _not_compared(index, (response,)):
        return NOT_COMPARED
    return of_answer(question.outcome, (row.provision for row in index.refusals(response, question.question)))
