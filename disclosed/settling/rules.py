"""Two rules that the grammar of checks cannot state: bands that meet, and a question that falls away at zero.

Both hold for any letter: bands of one scale leave no gap and do not overlap, and "N/A" fits a part whose question is
answered with 0. They are published as checks of origin `rule`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from disclosed.addresses import fold_label
from disclosed.describing.bands import FEWEST, Band, parse_band
from disclosed.rows import FigureRow, QuestionRow
from disclosed.settling.notes import is_within
from disclosed.settling.settle import Settled

BANDS, ZERO = "bands-meet", "zero-not-applicable"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule applied once: its name and place among those of the name, its words, whether it holds, its figures."""

    name: str
    number: int
    statement: str
    label: str
    holds: bool
    figures: tuple[FigureRow, ...]
    question: str


def check_rules(settled: Settled) -> Iterator[RuleResult]:
    """Apply both rules to one letter."""
    yield from _bands_meet(settled)
    yield from _zero_not_applicable(settled)


def _bands_meet(settled: Settled) -> Iterator[RuleResult]:
    """Compare neighbouring bands; questions with the same bands are one scale."""
    scales: dict[tuple[str, ...], list[tuple[str, tuple[FigureRow, ...]]]] = {}
    for question in settled.questions:
        figures = tuple(row for row in settled.figures if row.question == question.question and not row.total)
        labels = tuple(dict.fromkeys(fold_label(row.row_label) for row in figures))
        if len(labels) >= FEWEST and all(parse_band(label) for label in labels):
            scales.setdefault(labels, []).append((question.question, figures))
    rising = [(labels, asked) for labels, asked in scales.items() if _is_scale(labels)]
    for number, (labels, asked) in enumerate(rising, start=1):
        first, last = asked[0][1][0].row_label, asked[0][1][-1].row_label
        questions = _joined([question for question, _ in asked])
        yield RuleResult(
            BANDS,
            number,
            f"The bands of {questions} meet and do not overlap.",
            f"{first} … {last}",
            _meet(_bands(labels)),
            tuple(figure for _, figures in asked for figure in figures),
            asked[0][0],
        )


def _bands(labels: tuple[str, ...]) -> list[Band]:
    return [band for label in labels if (band := parse_band(label)) is not None]


def _is_scale(labels: tuple[str, ...]) -> bool:
    """Whether bands rise by where they begin; labels in another order are a list of numbers, and no scale."""
    return all(one.low < two.low for one, two in pairwise(_bands(labels)))


def _meet(bands: list[Band]) -> bool:
    return all(one.high is not None and one.high + 1 == two.low for one, two in pairwise(bands))


def _joined(numbers: list[str]) -> str:
    words = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"question {words}" if len(numbers) == 1 else f"questions {words}"


def _zero_not_applicable(settled: Settled) -> Iterator[RuleResult]:
    """Pair a part answered 'not applicable' with its question, where that is one figure and 0."""
    number = 0
    for question in settled.questions:
        parent = _parent(question, settled.questions)
        if question.outcome != "not_applicable" or parent is None:
            continue
        figures = tuple(row for row in settled.figures if row.question == parent)
        if len(figures) == 1 and figures[0].value == 0:
            number += 1
            words = f"Question {parent} is 0 and question {question.question} is not applicable."
            yield RuleResult(ZERO, number, words, "", True, figures, question.question)


def _parent(question: QuestionRow, questions: tuple[QuestionRow, ...]) -> str | None:
    """Find the question of which another is a part: the longest number that begins its own (`5` of `5a`)."""
    shorter = [
        other.question
        for other in questions
        if other.question != question.question and is_within(question.question, other.question)
    ]
    return max(shorter, key=len, default=None)
