"""One calm table for the answers of one figure, on the page of a request for which nobody has declared tables.

A letter of twenty questions with a number each would else be a page of twenty tables with one row. Here each question is
the label of a row, as asked, and its figure stands beside it. Answers of several figures keep tables of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from disclosed.describing.index import Index
from disclosed.describing.question_tables import NO_COLUMN, ROW, ROW_TITLE, question_tables
from disclosed.publishing.asked import shortened
from disclosed.rows import ChartChoice, Dimension, Observation, QuestionRow, Table

NAME, TITLE = "single-figures", "Answers of one figure"
ASKED, NAMED = "Question, as asked", "Question"  # heads the labels; an editor's few words are not as asked
LEAST = 2  # answers that share a table; one alone keeps its own
LONGEST_LABEL = 180  # characters of a question in a row; the letter's page has all of it


def page_tables(index: Index, request: str) -> tuple[Table, ...]:
    """Make the tables of a page that has none declared: the shared one first, then one a question.

    Beside several letters each question keeps its table, which compares them.
    """
    tables = question_tables(index, request)
    single = [table for table in tables if len(table.rows) == 1]
    if len(index.responses(request)) != 1 or len(single) < LEAST:
        return tables
    return (_shared(index, single), *(table for table in tables if table not in single))


def _shared(index: Index, tables: list[Table]) -> Table:
    """Set the only rows of several tables one under another."""
    first = tables[0]
    rows = [(own, _question(index, own)) for table in tables for own in table.rows]
    title = NAMED if any(question.about for _, question in rows) else ASKED
    units = {own.unit for own, _ in rows}
    return replace(
        first,
        name=NAME,
        resource=f"{first.request}-{NAME}",
        title=TITLE,
        unit=units.pop() if len(units) == 1 else "",
        dimensions=(Dimension(ROW, title),),
        columns="",
        questions=tuple(number for table in tables for number in table.questions),
        chart=ChartChoice(kind="none"),
        rows=tuple(replace(own, dimensions=(_label(own, question),)) for own, question in rows),
    )


def _question(index: Index, row: Observation) -> QuestionRow:
    return index.question[row.response, index.figure[row.figure].question]


def _label(row: Observation, question: QuestionRow) -> str:
    """Label a figure by its question, and by what the letter says beside it: `1a. How many …? (“Total”)`."""
    words = f"{question.question}. {question.about or shortened(question.text, LONGEST_LABEL)}"
    beside = "; ".join(_beside(row, words))
    return f"{words} ({beside})" if beside else words


def _beside(row: Observation, words: str) -> Iterator[str]:
    """Yield the letter's own labels and the period, as far as the question does not say them."""
    yield from (f"“{label}”" for label in _printed(row.dimensions) if label.casefold() not in words.casefold())
    if row.period and row.period not in words:
        yield row.period


def _printed(labels: Iterable[str]) -> Iterator[str]:
    """Leave out the words that stand where a letter prints no label."""
    return (label for label in labels if label not in (ROW_TITLE, NO_COLUMN))
