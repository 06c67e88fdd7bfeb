"""The words in a chart: how values read, how wide words are, how they are set on lines before anything is drawn.

Widths are the advance widths of Liberation Sans, whose metrics are Arial's and Helvetica's; each is in thousandths of
the type size. Measuring here and not in a browser makes a drawing the same on every machine.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from disclosed.describing.wording import MINUS, magnitude, number
from disclosed.model import Bar, Chart, Number


def _widths(words: str) -> tuple[int, ...]:
    return tuple(map(int, words.split()))


# Printable ASCII from the space on, regular and bold; then what is not ASCII and common in letters.
_REGULAR = _widths(
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 "
    "611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 "
    "556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = _widths(
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 "
    "611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 "
    "611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
_OTHERS = {"–": 556, "—": 1000, "‘": 278, "’": 278, "“": 500, "”": 500, "•": 350, "…": 1000, "£": 556, "€": 556}
_OTHERS |= {"−": 584, "×": 584, "\u00a0": 278, "½": 834, "¼": 834, "¾": 834, "°": 400, "§": 556, "·": 333, "ß": 611}
_WIDEST = 1015  # whatever is not in the table is taken to be as wide as the widest of it
_ROOM = 1.03  # a reader's own Helvetica or Arial may run a little wider than the one measured with

HYPHEN = "-"


@lru_cache(maxsize=4096)
def _advance(character: str, *, bold: bool) -> int:
    if unicodedata.combining(character):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if " " <= base <= "~":
        return (_BOLD if bold else _REGULAR)[ord(base) - 32]
    return _OTHERS.get(base, _WIDEST)


@lru_cache(maxsize=16384)
def width_of(words: str, *, size: float = 14, bold: bool = False) -> float:
    """Measure words set on one line, in the units of `size`, with a little room to spare."""
    return sum(_advance(character, bold=bold) for character in words) * size * _ROOM / 1000


@lru_cache(maxsize=4096)  # the labels, units and licences of charts are the same again and again
def set_lines(words: str, width: float, *, size: float = 14, bold: bool = False) -> tuple[str, ...]:
    """Set words on as few lines as fit the width, then make the lines as even as that number allows.

    Nothing is ever cut off: a word wider than the line is divided.
    """
    fewest = _fill(words, width, size, bold)
    low, high = width / max(len(fewest), 1), width
    for _ in range(6):  # to within a sixty-fourth of the width: evener than an eye can tell
        middle = (low + high) / 2
        if len(_fill(words, middle, size, bold)) > len(fewest) or _divides(words, middle, size, bold):
            low = middle
        else:
            high = middle
    return _fill(words, high, size, bold)


def _fill(words: str, width: float, size: float, bold: bool) -> tuple[str, ...]:
    """Fill each line with as many words as it holds; a no-break space does not end a line."""
    lines: list[str] = []
    for word in words.split(" "):
        together = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(together, size=size, bold=bold) <= width:
            lines[-1] = together
        else:
            lines.extend(_divide(word, width, size, bold))
    return tuple(line for line in lines if line)


def _divides(words: str, width: float, size: float, bold: bool) -> bool:
    return any(width_of(word, size=size, bold=bold) > width for word in words.split(" "))


def _divide(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Divide a word if no line holds it, with a hyphen where that parts letters."""
    if width_of(word, size=size, bold=bold) <= width:
        return [word]
    pieces = [""]
    for character in word:
        longer = pieces[-1] + character
        mark = HYPHEN if character.isalpha() else ""
        if pieces[-1] and width_of(longer + mark, size=size, bold=bold) > width:
            pieces[-1] += HYPHEN if pieces[-1][-1].isalpha() and character.isalpha() else ""
            pieces.append(character)
        else:
            pieces[-1] = longer
    return pieces


def widest_word(words: str, *, bold: bool = False) -> float:
    """Measure the widest word: a column narrower than that would have to divide it."""
    return max((width_of(word, bold=bold) for word in words.split(" ")), default=0)


def value_words(value: Number, chart: Chart) -> str:
    """Write a value as it stands beside its mark: `1,254`, `£350`, `−£350`, `56.8%`."""
    sign = MINUS if value < 0 else ""
    return f"{sign}{chart.prefix}{number(magnitude(value))}{chart.suffix}"


def bar_words(bar: Bar, chart: Chart) -> str:
    """Write what stands at a mark's end: `1,254`, `about £61,000` where the letter says so; or the words in its place."""
    if bar.value is None:
        return bar.words
    words = value_words(bar.value, chart)
    return f"about {words}" if bar.approximate else words
