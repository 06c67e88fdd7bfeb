"""A table for each question with figures, for a request whose author has declared none.

So that a letter that was only dropped in still has its page, charts and CSV (docs/design.md §4). Nothing is interpreted:
labels are the letter's own, in its order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from disclosed.describing.index import Index
from disclosed.links import slug
from disclosed.rows import ChartChoice, Dimension, FigureRow, Observation, Table

ROW, COLUMN = "label", "column"
ROW_TITLE, COLUMN_TITLE = "Answer", "Column"
NO_COLUMN = "Value"  # heads the figures of an answer that stand under no heading of its table


def question_tables(index: Index, request: str) -> tuple[Table, ...]:
    """Make the tables of a request, one a question of it that any letter answers in figures."""
    letters = [row.response for row in index.responses(request)]
    rows = [
        (index.question[response, figure.question].request_question, figure)
        for response in letters
        for figure in index.figures(response)
    ]
    order = dict.fromkeys(number for number, _ in rows)
    return tuple(_table(index, request, number, [figure for own, figure in rows if own == number]) for number in order)


def _table(index: Index, request: str, number: str, figures: list[FigureRow]) -> Table:
    """Make one table; its rows and columns are dimensions only where the letters print labels."""
    name = f"question-{slug(number)}"
    names = [ROW, *([COLUMN] if _has_columns(figures) else [])]
    units = {figure.unit for figure in figures}
    return Table(
        request=request,
        name=name,
        resource=f"{request}-{name}",
        title=_title(index, figures[0], number),
        unit=units.pop() if len(units) == 1 else "",
        dimensions=tuple(Dimension(own, {ROW: ROW_TITLE, COLUMN: COLUMN_TITLE}[own]) for own in names),
        columns=COLUMN if COLUMN in names else "",
        questions=(number,),
        calculated=(),
        chart=ChartChoice(),
        short=(),
        section="",
        rows=tuple(_unrepeated(_observation(index, figure, names) for figure in figures)),
    )


def _has_columns(figures: Iterable[FigureRow]) -> bool:
    """Tell whether headings part the figures: one heading that some letters print and others leave out does not."""
    headings: dict[str, set[str]] = {}
    for figure in figures:
        headings.setdefault(figure.response, set()).add(figure.column_label)
    printed = set().union(*headings.values()) - {""}
    plainly = any(own == {""} for own in headings.values())
    return bool(printed) and not (len(printed) == 1 and plainly and all(len(own) == 1 for own in headings.values()))


def _title(index: Index, figure: FigureRow, number: str) -> str:
    """Title a table by its question: the editor's few words, else its number."""
    return index.question[figure.response, figure.question].about or f"Answer to question {number}"


def _observation(index: Index, figure: FigureRow, names: list[str]) -> Observation:
    label = figure.row_label or ROW_TITLE
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
