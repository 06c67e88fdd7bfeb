"""Rounding that a letter declares: "rounded to the nearest 5", "totals may not equal the sum of the rows due to rounding".

A difference that rounding alone can make is no contradiction, so it raises no alarm. Only what the letter says counts:
figures that could not have been rounded so (a 7 among multiples of 5) are held to the last digit as ever.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosed.model import Line, Number
from disclosed.reading.values import number_of

_NEAREST = re.compile(
    r"\bround(?:ed|ing)?\b[^.]{0,60}\bnearest (?:multiple of )?£?(?P<base>whole|integer|pound"
    r"|\d{1,3}(?:,\d{3})*|\d{1,7}|five|ten|twenty|fifty|(?:a |one )?(?:hundred|thousand|million))\b"
)
_MAY_DIFFER = re.compile(
    r"\b(?:may|might|will|do|does|need)\b[^.]{0,30}\bnot\b[^.]{0,30}\b(?:sum|add|equal|tally|match|agree|total)\b[^.]{0,60}\bround"
    r"|\bround(?:ed|ing)\b[^.]{0,120}\bnot\b[^.]{0,20}\b(?:sum|add|equal|tally|match|agree|total)\b"
)
WHOLE = 100  # per cent: the whole of some shares, which nothing rounds
_WHOLE = frozenset({"whole", "integer", "pound"})
_TOLD_IN = 600  # characters of a line that are searched; a remark on rounding stands in a sentence or two


@dataclass(frozen=True, slots=True)
class Rounding:
    """What figures are rounded to; None where the letter only says that they are, and each shows it by its digits."""

    base: int | None = None


def rounding_of(lines: Sequence[Line]) -> Rounding | None:
    """Find what a letter says of rounding; None where it says nothing."""
    said = False
    for line in lines:
        shadow = line.shadow[:_TOLD_IN]
        nearest = _NEAREST.search(shadow) if "round" in shadow else None
        if nearest:
            base = nearest["base"].removeprefix("a ").removeprefix("one ")
            return Rounding(1 if base in _WHOLE else int(number_of(base)))
        said = said or ("round" in shadow and _MAY_DIFFER.search(shadow) is not None)
    return Rounding() if said else None


def slack(numbers: Sequence[Number], rounding: Rounding | None) -> Decimal:
    """Give how far a sum of rounded numbers may be from its printed total: half a step for each of them; 0 for exact ones."""
    if rounding is None or not numbers:
        return Decimal(0)
    if rounding.base is None:
        return sum((_last_digit(number) for number in numbers), Decimal(0)) / 2
    step = Decimal(rounding.base)
    return Decimal(0) if any(Decimal(number) % step for number in numbers) else step * len(numbers) / 2


def allowance(numbers: Sequence[Number], rounding: Rounding | None, *, shares: bool) -> Decimal:
    """Give how far rounding can set two sides apart; shares are rounded whatever the letter says, each to its last digit."""
    return slack([one for one in numbers if one != WHOLE], Rounding()) if shares else slack(numbers, rounding)


def plain(number: Number) -> Number:
    """Give a whole number as an int."""
    return int(number) if number == int(number) else number


def _last_digit(number: Number) -> Decimal:
    """Give the worth of a number's last digit: 1 of `214`, 0.1 of `12.5`."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
