"""A letter's lines cut into cells, as a person reads them: the columns of a row, the two sides of a head, a line of prose.

An addressee stands in the left column of a head and the officer in the right one; a label has its value beside it or
beneath. So each rule looks at cells, and each cell knows the line's columns that its characters stand in. For matching,
spaces, dashes and quotes of every kind are one, accents are joined to their letters, characters that cannot be seen and
the marks of quoted lines are out, and what is redacted already is one sign that no word matches.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosed.model import Letter, Line, Span
from disclosed.redaction import BEGINS, TOKEN

REDACTED_NAME = "\ue000"  # private-use signs: no letter's own text holds them as words
REDACTED = "\ue001"
_GAP = re.compile(r"\||\t+| {3,}")
_DOUBLED = re.compile(r"(?<=[^ ])  (?=[^ ])")  # two spaces between words are one, three part columns
_MARKS = 24  # columns in which the marks of a quoted line stand
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\f\v\r\x1c"
_FOLDED = dict.fromkeys(_DASHES, "-") | dict.fromkeys(_QUOTES, "'") | dict.fromkeys("\u201c\u201d\u201e\u201f", '"')
_ONE_TO_ONE = str.maketrans(_FOLDED | dict.fromkeys(_SPACES, " "))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a line: its place among the line's cells, its text for matching, where each character stands on the line.

    `firsts` and `lasts` are columns: a letter and its accent are one character here and may be two on the line.
    """

    line: int
    place: int
    text: str
    firsts: Sequence[int]
    lasts: Sequence[int]
    alone: bool

    def span(self, start: int, end: int) -> Span:
        """Give the place of a stretch of the text; `start` from 0, `end` not included."""
        return Span(self.line, self.firsts[start], self.lasts[end - 1])


Cells = tuple[tuple[Cell, ...], ...]


def cells_of(letter: Letter) -> Cells:
    """Cut each line of a letter into its cells; () for an empty line."""
    return tuple(tuple(_cells(line)) for line in letter.lines)


def _cells(line: Line) -> Iterator[Cell]:
    if not line.shadow.strip():
        return
    text, firsts, lasts = _folded(line)
    stretches = list(_stretches(text))
    for place, (start, end) in enumerate(stretches):
        yield Cell(line.number, place, text[start:end], firsts[start:end], lasts[start:end], alone=len(stretches) == 1)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each cell that holds something begins and ends, spaces around it left out."""
    start = 0
    for end, after in [*((gap.start(), gap.end()) for gap in _GAP.finditer(text)), (len(text), len(text))]:
        words = text[start:end].strip()
        if words:
            first = text.index(words, start)
            yield first, first + len(words)
        start = after


def _folded(line: Line) -> tuple[str, Sequence[int], Sequence[int]]:
    """Fold a line's text, and give the first and the last column of each character that is left."""
    text = _without_marks(line).translate(_ONE_TO_ONE)
    if "  " not in text and BEGINS not in text and _is_plain(text):
        return text, range(1, len(text) + 1), range(1, len(text) + 1)
    signs = list(_signs(text))
    joined = "".join(sign for sign, _, _ in signs)
    doubled = {found.start() + 1 for found in _DOUBLED.finditer(joined)}
    kept = [sign for place, sign in enumerate(signs) if place not in doubled] if doubled else signs
    return "".join(one[0] for one in kept), [one[1] for one in kept], [one[2] for one in kept]


def _is_plain(text: str) -> bool:
    """Whether each character stands by itself and can be seen."""
    return text.replace("\t", "").isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))


def _without_marks(line: Line) -> str:
    """Put spaces for the marks of a quoted line, where the shadow has them (lines.py)."""
    head = line.text[:_MARKS]
    if ">" not in head or ">" in line.shadow[:_MARKS]:
        return line.text
    return head.replace(">", " ") + line.text[_MARKS:]


def _signs(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each character that can be seen, folded, with its first and last column; a redaction is one sign."""
    place = 0
    while place < len(text):
        token = TOKEN.match(text, place) if text[place] == "[" else None
        end = token.end() if token else place + 1
        while not token and end < len(text) and unicodedata.combining(text[end]):
            end += 1
        sign = _mark(token) if token else _fold(text[place:end])
        if sign:
            yield sign, place + 1, end
        place = end


def _mark(token: re.Match[str]) -> str:
    return REDACTED_NAME if token["kind"] in {"name", None} else REDACTED


@lru_cache(maxsize=4096)
def _fold(signs: str) -> str:
    """Fold a letter with its marks to one sign; '' where nothing of it can be seen."""
    joined = unicodedata.normalize("NFC", signs)[0]
    category = unicodedata.category(joined)
    if category == "Cf":
        return ""
    if joined != "\t" and category in {"Zs", "Zl", "Zp", "Cc"}:
        return " "
    return _FOLDED.get(joined, joined)
