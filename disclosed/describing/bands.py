"""Labels that are bands of a number: `Once`, `Between six and 10 times`, `More than 100 times`, `0-4 years`.

A chart of bands is no histogram: the reader is told that bands cover different ranges, and a sentence may speak of
"the bands from X up" only where labels truly follow each other. A label that is no band, or a year, makes none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_IN_ORDER = """no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty"""
WORDS = {word: value for value, word in enumerate(_IN_ORDER.split())} | {
    "none": 0,
    "zero": 0,
    "nil": 0,
    "never": 0,
    "once": 1,
    "twice": 2,
    "thrice": 3,
}
COUNTED = {"once": "times", "twice": "times", "thrice": "times", "never": "times"}

_N = rf"(\d[\d,]*|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
_NOUN = r"(?:\s+([a-z][a-z ]{0,40}))?"
BETWEEN = re.compile(rf"(?:between\s+|from\s+)?{_N}\s*(?:to|and|-|–|—)\s*{_N}{_NOUN}")
ABOVE = re.compile(rf"(?:more than|over|above|greater than|>)\s*{_N}{_NOUN}")
FROM = re.compile(rf"(?:at least\s+|≥\s*)?{_N}\s*(?:\+|or more|and over|and above|or over|plus){_NOUN}")
BELOW = re.compile(rf"(?:fewer than|less than|under|below|<)\s*{_N}{_NOUN}")
UP_TO = re.compile(rf"(?:up to|no more than|≤)\s*{_N}{_NOUN}")
SINGLE = re.compile(rf"{_N}{_NOUN}")
FEWEST = 3  # two labels with numbers in them are no scale
YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Band:
    """What a label covers: whole numbers from `low` to `high` (None: no end), and the noun that is counted or ''."""

    low: int
    high: int | None
    noun: str

    @property
    def width(self) -> int | None:
        """Count the whole numbers that it covers; None without an end."""
        return None if self.high is None else self.high - self.low + 1


def parse_band(label: str) -> Band | None:
    """Read one label; None where it is no band."""
    text = " ".join(label.casefold().split())
    if found := BETWEEN.fullmatch(text):
        return _band(_value(found[1]), _value(found[2]), found[3])
    for pattern, more in (ABOVE, 1), (FROM, 0):
        if found := pattern.fullmatch(text):
            return _band(_value(found[1]) + more, None, found[2])
    for pattern, less in (BELOW, 1), (UP_TO, 0):
        if found := pattern.fullmatch(text):
            return _band(0, _value(found[1]) - less, found[2])
    found = SINGLE.fullmatch(text)
    return _band(_value(found[1]), _value(found[1]), found[2] or COUNTED.get(found[1])) if found else None


def _value(words: str) -> int:
    return WORDS[words] if words in WORDS else int(words.replace(",", ""))


def _band(low: int, high: int | None, noun: str | None) -> Band | None:
    if high is not None and high < low:
        return None
    if not noun and low in YEARS and (high is None or high in YEARS):
        return None
    return Band(low, high, noun or "")


def parse_bands(labels: Sequence[str]) -> tuple[Band, ...]:
    """Read labels that rise without overlapping; () where any is no band, or there are too few to be a scale."""
    bands = [parse_band(label) for label in labels]
    known = tuple(band for band in bands if band is not None)
    if len(known) < len(labels) or len(labels) < FEWEST:
        return ()
    rising = all(one.high is not None and one.high < two.low for one, two in pairwise(known))
    return known if rising else ()


def unequal(bands: Sequence[Band]) -> bool:
    """Tell whether bands cover different amounts, so that their counts cannot be compared as heights."""
    return len({band.width for band in bands}) > 1


def noun_of(bands: Sequence[Band]) -> str:
    """Name what bands count (`times`, `years`) where they agree; '' where they do not or do not say."""
    nouns = {band.noun for band in bands if band.noun}
    return nouns.pop() if len(nouns) == 1 else ""
