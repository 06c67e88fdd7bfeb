"""For which period a figure is: what a person states of its letter, else what the request says.

A request says what a printed label means, or one period for all its figures. A letter may answer for another: for an answer,
under a label or at one place `periods:` of its `.yml` says so, and the narrowest entry counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosed.addresses import fold_label
from disclosed.findings import nearest, problem
from disclosed.model import Finding, ReadFigure, Reading
from disclosed.naming import question_key
from disclosed.settling.periods import Period, days_in_words, names_days
from disclosed.settling.settings import PeriodSettings, RequestFile
from disclosed.settling.sources import LetterSource


@dataclass(frozen=True, slots=True)
class Dated:
    """The period of a figure as its row has it: words, first and last day ('' where not fixed), whether cut short."""

    words: str = ""
    start: str = ""
    end: str = ""
    partial: bool = False

    @classmethod
    def of(cls, period: Period, words: str) -> Dated:
        """Take the days of a period, under words of its own."""
        return cls(words, period.start, period.end, period.partial)


def period_of(question: str, figure: ReadFigure, letter: LetterSource, request: RequestFile) -> Dated:
    """Give a figure's period: a person's for this letter, else by its label, else the request's own.

    Where the request's labels are periods, a figure with none of them has no period: its questions then differ in what they ask.
    """
    stated = [one for one in letter.settings.periods if is_for(one, question, figure)]
    if stated:
        entry = max(stated, key=_narrowness)
        printed = entry.label if names_days(entry.label, entry.period) else ""
        return Dated.of(entry.period, entry.named or printed or days_in_words(entry.period))
    labels = {fold_label(label): other for label, other in letter.settings.labels.items()}
    return _by_label(figure, request.periods, labels) or _of_all(request)


def _by_label(figure: ReadFigure, periods: Mapping[str, Period], labels: Mapping[str, str]) -> Dated | None:
    """Find what a figure's label means; `labels` maps this letter's labels (folded) to the request's."""
    known = {fold_label(label): (label, period) for label, period in periods.items()}
    for label in figure.labels:
        found = known.get(fold_label(labels.get(fold_label(label), label)))
        if found:
            printed, period = found
            return Dated.of(period, period.words_for(printed))
    return None


def _of_all(request: RequestFile) -> Dated:
    whole = request.period if not request.periods else None
    return Dated.of(whole, days_in_words(whole)) if whole else Dated()


def is_for(entry: PeriodSettings, question: str, figure: ReadFigure) -> bool:
    """Whether an entry states a figure's period: all that it names must be the figure's."""
    span = figure.span
    return (
        (entry.question is None or question_key(entry.question) == question_key(question))
        and (not entry.label or fold_label(entry.label) in map(fold_label, figure.labels))
        and (entry.line is None or (entry.line, entry.words) == (span.line, figure.words))
        and entry.column in {None, span.first}
    )


def _narrowness(entry: PeriodSettings) -> tuple[bool, bool, bool]:
    return entry.line is not None, bool(entry.label), entry.question is not None


def check_stated(letter: LetterSource, reading: Reading) -> Iterator[Finding]:
    """Find entries that are for no figure of the letter, and those that are for what an earlier one is for."""
    figures = [(question.number, figure) for question in reading.questions for figure in question.figures]
    seen: set[object] = set()
    for place, entry in enumerate(letter.settings.periods):
        line = letter.source.line(("periods", place))
        if entry.target in seen:
            yield problem(letter.source.file, line, "Its period is stated twice.", "Keep one of the entries.")
        elif not any(is_for(entry, number, figure) for number, figure in figures):
            yield problem(letter.source.file, line, *_for_nothing(entry, figures))
        seen.add(entry.target)


def _for_nothing(entry: PeriodSettings, figures: list[tuple[str, ReadFigure]]) -> tuple[str, str]:
    """Say that no figure is what an entry is for, with the nearest that may be meant."""
    if entry.label:
        labels = sorted({label for _, figure in figures for label in figure.labels if label})
        return f"No figure whose period is stated here is labelled '{entry.label}'.", nearest(entry.label, labels)
    if entry.line is not None:
        where = f"There is no figure '{entry.words}' on line {entry.line}, whose period is stated."
        return where, "Point at its words, or delete the entry."
    return f"Question {entry.question} has no figure whose period could be stated.", "Check its number."
