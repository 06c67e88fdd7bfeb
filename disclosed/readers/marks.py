"""Small signs that every format writes in its own way: labels of lists (`a.`, `(iv)`, `•`) and raised numbers and letters of notes.

A note's number, raised behind a figure, would make 31 and note 1 into 311. It is written `31 (note 1)`, which the reader of
letters takes for what it is; behind a word, and before the note itself, it stays a raised sign.
"""

from __future__ import annotations

import re

BULLET = "•"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
RAISED, LOWERED = "\ue000", "\ue001"  # around a raised number until its line is whole (private use: no letter has them)
_SIGNS = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_NOTE = re.compile(r"(?:\d{1,3}|[a-z†‡])(?:\s*,\s*(?:\d{1,3}|[a-z†‡])){0,4}\Z")
_RAISED = re.compile(rf"( ?){RAISED}([^{RAISED}{LOWERED}]*){LOWERED}")
_DAGGER = re.compile(r"(?<=\d) ?([†‡])(?!\s*\d)")  # a note's sign behind a figure: its own mark would hide the figure
_FIGURE_ENDS = frozenset("0123456789)]%*")
MAX_COUNT = 100_000  # a list that starts higher is an attack on the roman numbers


def whole(text: str | None, otherwise: int = 0) -> int:
    """Read a whole number of a file; a bound keeps what a stranger wrote from counting for ever."""
    return min(int(text), MAX_COUNT) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


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
    """Mark raised text, until what stands around it is known: `24th` is raised in two runs at times."""
    core = text.strip()
    return text.replace(core, f"{RAISED}{core}{LOWERED}", 1) if core else text


def settle_raised(text: str) -> str:
    """Set a note's number or letter apart from the figure before it; behind a word it stays raised, anything else is text."""
    whole = _DAGGER.sub(r" (note \1)", text.replace(LOWERED + RAISED, ""))
    if RAISED not in whole:
        return whole

    def written(found: re.Match[str]) -> str:
        if not _NOTE.match(found[2]):
            return found[1] + found[2]
        before = whole[max(found.start() - 1, 0) : found.start()]
        return f" (note {found[2]})" if before in _FIGURE_ENDS else found[1] + found[2].translate(_SIGNS)

    return _RAISED.sub(written, whole)
