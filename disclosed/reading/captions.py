"""Captions of tables: `Table 2 - Average waiting time in weeks (question 2)`. A caption names, and states no figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from disclosed.model import Line
from disclosed.reading.tokens import MOST_KEPT

MAX_CAPTION = 300  # characters

_CAPTION = re.compile(
    r" *(?:table|figure|chart|sheet|tab) ?(?P<key>\d{1,2}|[a-h])(?![\w,/%]|\.\d)(?P<sign> *[-:.)]+ *| +|$)(?P<title>.*)"
)
_SAYS = re.compile(
    r"(?:is|are|was|were|has|have|shows?|gives?|contains?|provides?|sets?|lists?|below|above|and|to|of|in|refers?|does|also)\b"
)
_STATED = re.compile(r"(?<![\w/,.-])(?!(?:19|20)\d\d\b)£?\d[\d,.]*%?[ .]*$")  # what ends in a number may state it
_ENDED = (".", ",", ";", "?")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption's key, `2` of `Table 2`, and its words."""

    key: str
    title: str


@lru_cache(maxsize=MOST_KEPT)
def caption_of(line: Line) -> Caption | None:
    """Read a caption at the head of a line; None for a sentence about a table, and for a line that may state a figure."""
    found = _CAPTION.match(line.shadow) if len(line.shadow) <= MAX_CAPTION else None
    if found is None or not line.text.lstrip()[:1].isupper() or _SAYS.match(found["title"]):
        return None
    title = found["title"].rstrip()
    if title and (not title[0].isalpha() or title.endswith(_ENDED) or "\t" in title or "|" in title):
        return None
    return None if _STATED.search(title) else Caption(found["key"], title)
