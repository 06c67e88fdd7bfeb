"""What counts as withheld, on every page and in every count: one rule.

An answer is withheld whole where its outcome says so. It is withheld in part where it relies on a provision all the same, or where
one of its figures is suppressed. That something is not held withholds nothing, whichever section says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disclosed.describing.index import Index
from disclosed.describing.wording import counted
from disclosed.provisions import means_not_held
from disclosed.rows import FigureRow, QuestionRow, RefusalRow

WITHHELD, NOT_HELD = "withheld", "not_held"


@dataclass(frozen=True, slots=True)
class Count:
    """How many answers were withheld whole, and how many in part."""

    whole: int
    part: int

    def __bool__(self) -> bool:
        return bool(self.whole or self.part)

    @property
    def words(self) -> str:
        """Write `1 answer withheld`, `2 answers withheld in part`, `1 answer withheld, 2 in part`, `nothing withheld`."""
        if self.whole and self.part:
            return f"{counted(self.whole, 'answer')} withheld, {self.part:,} in part"
        if self.part:
            return f"{counted(self.part, 'answer')} withheld in part"
        return f"{counted(self.whole, 'answer')} withheld" if self.whole else "nothing withheld"


def withholds(row: RefusalRow) -> bool:
    """Say whether a provision withholds: one that says that nothing is held does not."""
    return not means_not_held(row.provision)


def suppressed(index: Index, row: QuestionRow) -> int:
    """Count the suppressed figures of an answer."""
    return sum(figure.status == "suppressed" for figure in index.answers(row.response, row.question))


def is_part(index: Index, row: QuestionRow) -> bool:
    """Say whether an answer was withheld in part."""
    refusals = any(map(withholds, index.refusals(row.response, row.question)))
    return row.outcome not in (WITHHELD, NOT_HELD) and bool(refusals or suppressed(index, row))


def count_withheld(
    questions: Iterable[QuestionRow], figures: Iterable[FigureRow], refusals: Iterable[RefusalRow]
) -> Count:
    """Count the answers of some letters that were withheld, whole and in part."""
    partly = {(row.response, row.question) for row in figures if row.status == "suppressed"}
    partly |= {(row.response, row.question) for row in refusals if withholds(row)}
    outcomes = {(row.response, row.question): row.outcome for row in questions}
    whole = sum(outcome == WITHHELD for outcome in outcomes.values())
    return Count(whole, sum(outcomes.get(key, NOT_HELD) not in (WITHHELD, NOT_HELD) for key in partly))
