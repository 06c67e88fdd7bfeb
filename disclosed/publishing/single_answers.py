"""The tables of a page that nobody has declared: of each question with several figures, and one for all with one figure.

A letter of twenty questions with a number each would else be a page of twenty tables with one row. In the shared table
each question is the label of a row, as asked, and its figure stands beside it. Where tables are declared, a question that
they leave out has a table once its figures would make a sentence too long to read, or several authorities answered it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from disclosed.describing.index import Index
from disclosed.describing.question_tables import NO_COLUMN, ROW, ROW_TITLE, is_compared, question_tables
from disclosed.describing.wording import upper_first
from disclosed.publishing.asked import quotation
from disclosed.rows import ChartChoice, Dimension, Observation, QuestionRow, Table

NAME, TITLE = "single-figures", "Answers of one figure"
ASKED, NAMED = "Question, as asked", "Question"  # heads the labels; an editor's few words are not as asked
LEAST = 2  # answers that share a table; one alone keeps its own
MOST_SAID = 4  # figures of one answer that a sentence gives; more of them stand in a table
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


def left_out(index: Index, request: str) -> tuple[Table, ...]:
    """Make tables of the questions that the declared tables leave out whole, and that a sentence could not give.

    What several authorities answered is compared in a table, however little each of them said.
    """
    declared = index.tables(request)
    several = is_compared(index, request)
    shown, names = (
        {row.figure for table in declared for row in table.rows} - {""},
        {table.resource for table in declared},
    )
    return tuple(
        table
        for table in (question_tables(index, request) if shown else ())
        if table.resource not in names
        and not any(row.figure in shown for row in table.rows)
        and (several or max(Counter(row.response for row in table.rows).values()) > MOST_SAID)
    )


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
    words = f"{question.question}. {upper_first(question.about) or quotation(question.text, LONGEST_LABEL)}"
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
