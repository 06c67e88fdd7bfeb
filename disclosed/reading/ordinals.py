"""Lists that number their items inside an answer: `1. Polish - 3,412`, `2. Urdu - 2,980`.

Such a number counts nothing and is no part of the item's name: the list is the answer's own, and another letter's may stand
in another order. It is known by its run: from 1, one more with each item, each with words behind it. Spaces stand in its place,
so that columns stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from disclosed.model import Line, SetAside, Span

LEAST = 2  # items; one number may be anything

# A point or a bracket tells it from what is counted or named (`1 Bed`), words behind it from a value (`1. 14`).
_ORDINAL = re.compile(r" *\(?(?P<number>\d{1,2})[.)] +(?=[a-z]{2})")


def without_ordinals(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[SetAside, ...]]:
    """Give an answer's lines in which the numbers of its list's items are not read, and these numbers, set aside."""
    found = {place: one for place, line in enumerate(lines) if (one := _ORDINAL.match(line.shadow))}
    if not _runs([int(one["number"]) for one in found.values()]):
        return tuple(lines), ()
    blanked = tuple(_blanked(line, found[place].end()) if place in found else line for place, line in enumerate(lines))
    asides = tuple(_aside(lines[place], one) for place, one in found.items())
    return blanked, asides


def _runs(numbers: Sequence[int]) -> bool:
    """Tell whether numbers count up from 1, and begin again only at 1, two or more each time."""
    if len(numbers) < LEAST or numbers[0] != 1 or numbers[-1] == 1:
        return False
    return all(after == number + 1 or (after == 1 and number > 1) for number, after in pairwise(numbers))


def _aside(line: Line, found: re.Match[str]) -> SetAside:
    first, last = found.span("number")
    return SetAside(line.text[first:last], Span(line.number, first + 1, last), "item number")


def _blanked(line: Line, end: int) -> Line:
    return replace(line, text=" " * end + line.text[end:], shadow=" " * end + line.shadow[end:])
