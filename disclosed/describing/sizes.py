"""When a size may be put into words: shares, halves, multiples, changes (docs/editorial.md §2), each a rule that can say no.

A wrong figure is worse than a missing one: a function gives None or '' where the rule does not allow the words, and
its caller then prints the counts. Values are exact; shares are per cent, rounded last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from disclosed.describing.wording import magnitude, number, rounded
from disclosed.model import Number
from disclosed.rows import FigureRow

LEAST_PART = 10  # a share of fewer people says more of chance than of the whole, and points at them
LEAST_WHOLE = 50  # below it one person more or less moves the share by over 2 points
LEAST_FOR_TIMES = 20  # below it one more or less moves the multiple by a twentieth
LEAST_FOR_CHANGE = 100  # a per cent change needs a base on which one is at most 1 per cent
SMALL = 9  # counts from 1 to 9 are printed and never made a headline
NEAR = Decimal(1)  # `about a third` is within 1 percentage point
TWICE_FROM, TWICE_TO = Decimal("1.95"), Decimal("2.05")
FRACTIONS = ((Decimal(100) / 3, "about a third"), (Decimal(25), "about a quarter"))


def exact(figure: FigureRow) -> bool:
    """Tell whether a figure is a value that can be calculated with."""
    return figure.value is not None and figure.status == "observed" and not figure.approximate


def share(part: Number, whole: Number) -> Decimal | None:
    """Give a part as an exact per cent of its whole, where both are large enough to say so."""
    if part < LEAST_PART or whole < LEAST_WHOLE or part > whole:
        return None
    return Decimal(part) * 100 / Decimal(whole)


def share_of(part: FigureRow, whole: FigureRow) -> Decimal | None:
    """Give one figure as a share of another: both exact, of whole periods, and of one unit."""
    if part.value is None or whole.value is None or not (exact(part) and exact(whole)):
        return None
    if part.partial or whole.partial or part.unit != whole.unit:
        return None
    return share(part.value, whole.value)


def whole_per_cent(part: Number, bases: Sequence[Number]) -> Decimal | None:
    """Round a share to a whole per cent, if it is the same on every base that the letter supports."""
    shares = [share(part, base) for base in bases]
    whole = {rounded(value) for value in shares if value is not None}
    return whole.pop() if len(whole) == 1 and None not in shares else None


def more_than_half(part: Number, bases: Sequence[Number]) -> bool:
    """Tell whether a part is over half on every base; `most` means nothing else."""
    return bool(bases) and all(part * 2 > base for base in bases)


def fraction_words(part: Number, bases: Sequence[Number]) -> str:
    """Put a share into words that are true on every base: more than half, half, about a third, about a quarter."""
    shares = [share(part, base) for base in bases]
    known = [value for value in shares if value is not None]
    if not known or len(known) < len(shares):
        return ""
    if more_than_half(part, bases):
        return "more than half"
    if all(value == 50 for value in known):
        return "half"
    return next((words for size, words in FRACTIONS if all(abs(value - size) <= NEAR for value in known)), "")


def times_as_many(larger: Number, smaller: Number) -> str:
    """Say `about twice` or `more than twice`; no other multiples."""
    if min(larger, smaller) < LEAST_FOR_TIMES:
        return ""
    ratio = Decimal(larger) / Decimal(smaller)
    return "more than twice" if ratio > TWICE_TO else "about twice" if ratio >= TWICE_FROM else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A change between two whole periods: its count in words, and its per cent where the base allows one."""

    words: str
    per_cent: Decimal | None


def change(earlier: FigureRow, later: FigureRow) -> Change | None:
    """Compare two periods: whole, of equal length, one question; None where they cannot be compared."""
    if earlier.value is None or later.value is None or not (exact(earlier) and exact(later)):
        return None
    if earlier.question != later.question or not whole_and_equal((earlier, later)):
        return None
    difference = later.value - earlier.value
    per_cent = (
        Decimal(magnitude(difference)) * 100 / Decimal(earlier.value) if earlier.value >= LEAST_FOR_CHANGE else None
    )
    if difference == 0:
        return Change("the same", None)
    return Change(f"{number(magnitude(difference))} {'more' if difference > 0 else 'fewer'}", per_cent)


def whole_and_equal(figures: Sequence[FigureRow]) -> bool:
    """Tell whether figures are for whole periods of equal length, so that they can stand beside each other."""
    return not any(row.partial for row in figures) and len({_months(row) for row in figures}) == 1


def _months(row: FigureRow) -> int:
    """Count the months that a period touches; 0 where its dates are not known."""
    if not (row.period_start and row.period_end):
        return 0
    first, last = row.period_start, row.period_end
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1


def same_way(values: Sequence[Number]) -> str:
    """Say `more` or `fewer` if every step goes the same way; '' otherwise: a direction is never read into the rest."""
    steps = [later - earlier for earlier, later in pairwise(values)]
    if len(steps) < 2:
        return ""
    return "more" if all(step > 0 for step in steps) else "fewer" if all(step < 0 for step in steps) else ""


def small(value: Number | None) -> bool:
    """Tell whether a count is 1 to 9: printed as published, never a share, a headline or a social card."""
    return value is not None and 0 < value <= SMALL
