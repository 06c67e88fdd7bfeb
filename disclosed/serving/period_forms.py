"""The period of an answer or of one figure: what it is taken to be now, and the form in which a person states another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from disclosed.addresses import fold_label
from disclosed.describing.wording import quoted
from disclosed.model import ReadFigure, ReadQuestion
from disclosed.serving.review_views import Entry, Field, Form, Option, Piece, Words
from disclosed.serving.reviewing import Reviewed
from disclosed.serving.words import bare
from disclosed.settling.periods import days_in_words, parse_period
from disclosed.settling.settings import PeriodSettings
from disclosed.settling.stated_periods import period_of

HINT = "2020-04-01/2021-03-31, or 2022; 2025-01-01/.. part where it is cut short"
NAMED_HINT = "needed where an end is not fixed: January to May 2025"
_YEAR = re.compile(r"\b(?:19|20)\d\d(?!\d)|(?<![\d/])\d\d/\d\d(?![\d/])")  # 2022, 2022/23, 22/23


def period_entries(period: str = "", named: str = "") -> tuple[Entry, ...]:
    """Ask for a period, written as settings have it, and for its words."""
    return (Entry("period", "Period", period, HINT), Entry("named", "In words", named, NAMED_HINT))


def answer_form(question: ReadQuestion) -> Form:
    """Ask for which period the figures of an answer are."""
    number = bare(question.number)
    fields = (Field("do", "period"), Field("question", number))
    title = f"The period of the figures of question {number}"
    named = tuple(Option(label, f"Those under {quoted(label)}") for label in year_labels(question.figures))
    entries = (Entry("label", "Which of them", options=(Option("", "All of them"), *named)),) if named else ()
    return Form(title, "Write it down", fields, (*entries, *period_entries()), opened=True)


def year_labels(figures: Iterable[ReadFigure]) -> tuple[str, ...]:
    """List the labels of figures that name a year, each once."""
    return tuple(dict.fromkeys(label for figure in figures for label in figure.labels if _YEAR.search(label)))


def figure_form(figure: ReadFigure) -> Form:
    """Ask for which period one figure is."""
    span = figure.span
    fields = (
        Field("do", "period"),
        Field("line", str(span.line)),
        Field("column", str(span.first)),
        Field("words", figure.words),
    )
    return Form("Its period is another", "Write it down", fields, period_entries())


def period_words(reviewed: Reviewed, question: ReadQuestion) -> Words:
    """Say for which period the figures of an answer are taken, where it is one; and where the letter says another."""
    told = tuple(Piece(f" {words}", "quiet") for words in _told(reviewed, question))
    return told if question.figures else ()


def _told(reviewed: Reviewed, question: ReadQuestion) -> Iterator[str]:
    letter, request = reviewed.letter, reviewed.request.settings
    dated = {period_of(question.number, figure, letter, request).words for figure in question.figures}
    own = any(
        one.question and fold_label(one.question) == fold_label(bare(question.number))
        for one in letter.settings.periods
    )
    if len(dated) == 1 and (words := next(iter(dated))):
        yield f"Period: {words}{', as a person says' if own else ''}."
    if not own:
        yield from (
            one.message
            for one in reviewed.reading.findings
            if one.code == "answer_period_differs" and one.question == question.number
        )


def said_period(period: str, named: str) -> str:
    """Say a period that a person has written, in their words or in days."""
    return named or days_in_words(parse_period(period))


def stated_words(entry: PeriodSettings) -> str:
    """Say of what a person has stated the period, and which it is."""
    parts = [f"question {bare(entry.question)}"] if entry.question else []
    parts += [quoted(entry.label)] if entry.label else []
    parts += [f"line {entry.line}, {quoted(entry.words)}"] if entry.line else []
    return f"the period of {', '.join(parts)}: {entry.named or days_in_words(entry.period)}"
