"""Marks of notes that stand right behind a figure: `1,204¹`, and `80(a)` where a line below explains the `(a)`.

They are folded away in a line's shadow, so that every reader sees the figure alone and none sees `80(a)` as a section.
A raised figure behind a 10 may be a power. A bracketed letter is a mark in a row of figures only: what stands first on its
line, or in a sentence, may be a section or a clause (`31(a)`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from disclosed.model import Line

MAX_BELOW = 80  # lines from a figure down to its note: a table may run over a page
MAX_MARKED = 600  # characters of a row

_RAISED = re.compile(
    r"(?<=\d)(?<!^10)(?<![^\d,.]10)(?:[⁰¹²³⁴-⁹]{1,3}(?:,[⁰¹²³⁴-⁹]{1,3}){0,2}|[ᵃ-ᵏᵐ-ᵖᵗ-ᵛᶜᶠᶻʰ-ʸ](?![^\W\d_]))(?![\w⁄/])"
)
_BRACKETED = re.compile(r"(?:(?<= {2})|(?<=\t)|(?<=\| ))£?\d[\d,.]*%?(?P<mark>\([a-z]\))(?= {2}|\t| ?\||\s*$)")
_PLAIN_CELL = re.compile(r"(?: {2}|\t|\| )£?\d[\d,.]*%?(?= {2}|\t| ?\||\s*$)")
_NOTE = re.compile(r"\s*(?P<mark>\([a-z]\))\s+[A-Z\d]")


def without_raised(shadow: str) -> str:
    """Put spaces for raised figures and letters behind a figure."""
    return shadow if shadow.isascii() else _RAISED.sub(lambda found: " " * len(found[0]), shadow)


def without_note_marks(lines: Sequence[Line]) -> list[Line]:
    """Put spaces for bracketed letters behind the figures of a row, where a line below begins with the same and explains it."""
    noted = {line.number: found["mark"] for line in lines if (found := _NOTE.match(line.text))}
    if not noted:
        return list(lines)
    return [_without(line, noted) for line in lines]


def _without(line: Line, noted: dict[int, str]) -> Line:
    """Fold the marks of one row away."""
    shadow = line.shadow
    if len(shadow) > MAX_MARKED or not _PLAIN_CELL.search(shadow):
        return line
    for found in list(_BRACKETED.finditer(shadow)):
        below = range(line.number + 1, line.number + MAX_BELOW)
        if shadow[: found.start()].strip(" |\t") and any(noted.get(number) == found["mark"] for number in below):
            first, last = found.span("mark")
            shadow = shadow[:first] + " " * (last - first) + shadow[last:]
    return line if shadow == line.shadow else replace(line, shadow=shadow)
