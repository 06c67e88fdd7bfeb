"""A count and the whole that it is part of: `212 of 340`, `3 out of the 5`, `88 of the 145 have finished`.

The count is the figure and the whole is what it is of, which is set aside. Where the count is no number (`half of the 40`,
`all but three of the 45`, `one in ten`) there is no figure, and the answer is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosed.reading.lines import fold
from disclosed.reading.values import NUMBER_WORDS, RECKONED

_COUNT = rf"(?:\d[\d,.]*|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
_OF = r"(?: (?P<out>out))? of (?:(?:the|our|all|these|those|a total of) )*"
_BEFORE_WHOLE = re.compile(rf"(?:^|[^\w.,])(?P<count>{_COUNT}){_OF}$")
_OF_NONE = re.compile(r"\b(?:none|neither|nobody|no one|nothing|any)(?: out)? of (?:(?:the|our|all|these|those) )*$")
# What follows a whole that is told for itself: `38 of the 212 [tows were] cancelled` counts tows too (fact_words.py).
_NAMED = re.compile(r"\s(?:[a-z'-]+ ){1,5}?(?:were|was|are|is|have|had|has)(?= [a-z])")
_REACH = 40  # characters before a number in which its count stands
_RECKONED = re.compile(RECKONED, re.VERBOSE)


def parts_of(shadow: str, start: int, end: int) -> Iterator[int]:
    """Yield where the count ends that is told to be of the number at `start:end` of a line, which is not told for itself."""
    found = part_before(shadow, start)
    if found and not _NAMED.match(shadow, end):
        yield found.end("count")


def part_before(shadow: str, start: int) -> re.Match[str] | None:
    """Find the count that is told to be of the number at `start`."""
    return _BEFORE_WHOLE.search(shadow, max(0, start - _REACH), start)


def ends_in_part(words: str) -> bool:
    """Whether folded words end in a count of what follows: `14,210 of`, `3 out of`."""
    return _BEFORE_WHOLE.search(f"{words.rstrip()} ") is not None


def is_whole(sentence: str, start: int, end: int) -> bool:
    """Whether the number at `start:end` of a folded sentence is what a count before it is of, and is not told for itself."""
    before = sentence[max(0, start - _REACH) : start]
    if _OF_NONE.search(before):
        return True
    return part_before(sentence, start) is not None and _NAMED.match(sentence, end) is None


def is_reckoned(words: str) -> bool:
    """Whether words tell a count by a share, and do not say it."""
    return _RECKONED.fullmatch(fold(words)) is not None
