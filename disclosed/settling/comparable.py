"""Answers of several authorities that cannot stand in one comparison: another unit, or calendar years beside financial ones.

docs/editorial.md §3: same question, period, unit and definition, or the authority is listed with the reason. Only what the figures
themselves show is judged here; that a definition differs is for a person to say (`not_compared:`). A letter's own word for a year
can be set against the request's with `labels:`, which is then what is judged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosed.describing.wording import joined
from disclosed.naming import fold_label, question_key
from disclosed.rows import FigureRow, NoteRow
from disclosed.settling.periods import CALENDAR, FINANCIAL
from disclosed.settling.settle import Settled

# What an answer of each unit gives; any other unit is a noun for what is counted.
MEASURED: Mapping[str, str] = {
    "GBP": "amounts of money",
    "percent": "percentages",
    "hours": "hours",
    "minutes": "minutes",
    "days": "days",
    "miles": "miles",
    "tonnes": "tonnes",
    "hectares": "hectares",
    "FTE": "full-time equivalents",
}
COUNTS = "counts"
MOST_NAMED = 4  # labels of years in a reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What one authority gave for one question of the request, over all its letters."""

    figures: tuple[FigureRow, ...]
    labels: frozenset[str]  # under the request's names

    @property
    def units(self) -> frozenset[str]:
        """Name the kinds of units given."""
        return frozenset(MEASURED.get(figure.unit, COUNTS) for figure in self.figures)

    @property
    def years(self) -> frozenset[str]:
        """Say by which kind of years its labels go; nothing where they name none, or both."""
        kinds = {kind for kind, form in (("calendar", CALENDAR), ("financial", FINANCIAL)) if self.named(form)}
        return frozenset(kinds) if len(kinds) == 1 else frozenset()

    def named(self, form: re.Pattern[str]) -> list[str]:
        """List the labels of one form, in order."""
        return sorted(label for label in self.labels if form.fullmatch(label))


def apart_by_itself(letters: Sequence[Settled]) -> tuple[Settled, ...]:
    """Note in each letter the answers that most other authorities' answers cannot be compared with."""
    reasons = dict(_reasons(letters))
    return tuple(_noted(letter, reasons) for letter in letters) if reasons else tuple(letters)


def _reasons(letters: Sequence[Settled]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield (authority, the request's question) with the reason."""
    for question, answers in _by_question(letters).items():
        for authority, reason in (
            *_odd(answers, lambda one: one.units, _of_units),
            *_odd(answers, lambda one: one.years, _of_years),
        ):
            yield (authority, question), reason


def _by_question(letters: Sequence[Settled]) -> dict[str, dict[str, Answer]]:
    """Group standing figures by the request's question, then by authority; what a person keeps apart is not asked about."""
    found: dict[str, dict[str, list[tuple[FigureRow, Settled]]]] = {}
    for letter in letters:
        numbers = {row.question: question_key(row.request_question) for row in letter.questions}
        for figure in letter.figures:
            if not figure.superseded and question_key(figure.question) not in letter.not_compared:
                own = found.setdefault(numbers[figure.question], {})
                own.setdefault(figure.authority, []).append((figure, letter))
    return {question: {name: _answer(given) for name, given in own.items()} for question, own in found.items()}


def _answer(given: Iterable[tuple[FigureRow, Settled]]) -> Answer:
    pairs = list(given)
    labels = (
        letter.labels.get((figure.response, fold_label(label)), label)
        for figure, letter in pairs
        for label in (figure.row_label, figure.column_label)
    )
    return Answer(tuple(figure for figure, _ in pairs), frozenset(filter(None, labels)))


def _odd(
    answers: Mapping[str, Answer],
    kinds: Callable[[Answer], frozenset[str]],
    reason: Callable[[Answer, Iterable[Answer], str], str],
) -> Iterator[tuple[str, str]]:
    """Yield the answers that have nothing of the kind that most have; none where no kind is that of most."""
    given = {name: answer for name, answer in answers.items() if kinds(answer)}
    ranked = Counter(kind for answer in given.values() for kind in kinds(answer)).most_common(2)
    if len(ranked) < 2 or ranked[0][1] < 2 or ranked[0][1] == ranked[1][1]:
        return
    usual = ranked[0][0]
    others = [answer for answer in given.values() if usual in kinds(answer)]
    for name, answer in given.items():
        if usual not in kinds(answer):
            yield name, reason(answer, others, usual)


def _of_units(answer: Answer, _others: Iterable[Answer], usual: str) -> str:
    return f"It gives {joined(sorted(answer.units))}; most other answers give {usual}."


def _of_years(answer: Answer, others: Iterable[Answer], _usual: str) -> str:
    """Name the years of both: `It is about 2022 and 2023; most other answers are about 2022/23 and 2023/24.`."""
    own, theirs = (
        sorted({label for one in group for form in (CALENDAR, FINANCIAL) for label in one.named(form)})
        for group in ([answer], others)
    )
    return f"It is about {_listed(own)}; most other answers are about {_listed(theirs)}."


def _listed(labels: Sequence[str]) -> str:
    return joined(labels) if len(labels) <= MOST_NAMED else f"{labels[0]} to {labels[-1]}"


def _noted(letter: Settled, reasons: Mapping[tuple[str, str], str]) -> Settled:
    """Keep a letter's answers apart that have a reason, with a note that gives it."""
    response = letter.response
    given = {figure.question for figure in letter.figures if not figure.superseded}
    found = {
        row.question: reasons[key]
        for row in letter.questions
        if row.question in given and (key := (response.authority, question_key(row.request_question))) in reasons
    }
    notes = tuple(
        NoteRow(response.response, len(letter.notes) + at, "not_compared", question, words, "program")
        for at, (question, words) in enumerate(found.items(), 1)
    )
    apart = letter.not_compared | {question_key(question) for question in found}
    return replace(letter, notes=(*letter.notes, *notes), not_compared=apart) if found else letter
