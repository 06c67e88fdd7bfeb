"""When a size may be put into words: shares, and counts that are small (docs/editorial.md §2), each a rule that can say no.

A wrong figure is worse than a missing one: a function gives None where the rule does not allow the words, and
its caller then prints the counts. Values are exact; shares are per cent, rounded last.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from disclosed.describing.wording import rounded
from disclosed.model import Number
from disclosed.rows import FigureRow

LEAST_PART = 10  # a share of fewer people says more of chance than of the whole, and points at them
LEAST_WHOLE = 50  # below it one person more or less moves the share by over 2 points
SMALL = 9  # counts from 1 to 9 are printed and never made a headline


def exact(figure: FigureRow) -> bool:
    """Tell whether a figure is a value that can be calculated with."""
    return figure.value is not None and figure.status == "observed" and not figure.approximate


def share(part: Number, whole: Number) -> Decimal | None:
    """Give a part as an exact per cent of its whole, where both are large enough to say so."""
    if part < LEAST_PART or whole < LEAST_WHOLE or part > whole:
        return None
    return Decimal(part) * 100 / Decimal(whole)


def whole_per_cent(part: Number, bases: Sequence[Number]) -> Decimal | None:
    """Round a share to a whole per cent, if it is the same on every base that the letter supports."""
    shares = [share(part, base) for base in bases]
    whole = {rounded(value) for value in shares if value is not None}
    return whole.pop() if len(whole) == 1 and None not in shares else None
