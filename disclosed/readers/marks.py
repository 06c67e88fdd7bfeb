"""Small signs that every format writes in its own way: labels of lists (`a.`, `(iv)`, `•`) and raised numbers of notes.

A note's number, raised behind a figure, would make 31 and note 1 into 311. It is written `31 (note 1)`, which the reader of
letters takes for what it is; behind a word, and before the note itself, it stays a raised sign.
"""

from __future__ import annotations

import re

BULLET = "•"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
RAISED, LOWERED = "\ue000", "\ue001"  # around a raised number until its line is whole (private use: no letter has them)
_SIGNS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBERS = re.compile(r"\s*\d{1,3}(?:\s*,\s*\d{1,3}){0,4}\s*\Z")
_BEHIND_FIGURE = re.compile(rf"(?<=[\d)%*]) ?{RAISED}([\d, ]{{1,30}}){LOWERED}")
_ANYWHERE = re.compile(rf"{RAISED}([\d, ]{{1,30}}){LOWERED}")
MAX_COUNT = 100_000  # a list that starts higher is an attack on the roman numbers


def count_mark(number: int, form: str) -> str:
    """Write a list's count in one of HTML's forms: `1`, `a`, `A`, `i`, `I`."""
    if form in {"a", "A"} and 0 < number < MAX_COUNT:
        letters = _letters(number)
        return letters.upper() if form == "A" else letters
    if form in {"i", "I"} and 0 < number < MAX_COUNT:
        roman = _roman(number)
        return roman.upper() if form == "I" else roman
    return str(number)


def _letters(number: int) -> str:
    """Count a, b … z, aa, bb as Word does."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 4)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        while number >= value and len(written) < 40:
            written += sign
            number -= value
    return written


def raised(text: str) -> str:
    """Write raised text: numbers marked as such, anything else (`24th`) as it is."""
    return f"{RAISED}{text.strip()}{LOWERED}" if _NUMBERS.match(text) else text


def settle_raised(text: str) -> str:
    """Set raised numbers apart from figures, now that what stands before them is known."""
    if RAISED not in text:
        return text
    apart = _BEHIND_FIGURE.sub(lambda found: f" (note {found[1]})", text)
    return _ANYWHERE.sub(lambda found: found[1].translate(_SIGNS), apart)
