"""A fact of a sentence: an amount with the words that name it, its period, and whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosed.reading.values import Amount

_NAMELESS = re.compile(r"(?:all |most |some |many )?(?:of )?(?:them|these|those|it|they|which|whom)", re.IGNORECASE)
_GOES_ON = re.compile(r",? (?:and|or|but)$")  # what comes after belongs to another clause


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount with its label and its period, '' where it has none; `places` are where the words of both stand.

    `leads` says that the period stands before all of the sentence, so that it is the first label; `whose` names a thing of
    which several facts are told ("Ardlea Hospital had 31 …, and Mourneside 24"), and stands before the others.
    """

    amount: Amount
    label: str
    period: str
    part: bool = False
    leads: bool = False
    places: tuple[tuple[int, int], ...] = ()
    whose: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Give its labels."""
        told = (self.period, self.label) if self.leads else (self.label, self.period)
        cut = (_GOES_ON.sub("", label) for label in (self.whose, *told))
        return tuple(label for label in cut if label and not _NAMELESS.fullmatch(label))
