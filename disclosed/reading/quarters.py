"""Quarters of a year that stand a line each, as a table whose cells lost their rows has them: they number no question.

    heads = "Q1" "Q2" "Q3" "Q4" { words } label value value value value …     rows = "Q1" value … "Q2" value … "Q3" …

Where nothing stands between the four names and a line of words leads from them to a row of values, they head columns. Where
each is followed by as many values they may be rows, or questions with a number for an answer each: sequence decides
(numbering.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosed.model import Line
from disclosed.reading.tokens import Kind, tokens_of

QUARTERS = ("q1", "q2", "q3", "q4")
MAX_BETWEEN = 3  # lines: a total's heading, what heads rows, and the first row's label
MAX_WORDS = 8  # of a label
VALUES: frozenset[Kind] = frozenset({"number", "money", "percent", "bound", "measure", "number_word", "marker"})
BESIDE: frozenset[Kind] = frozenset({"space", "tab", "punctuation"})
_SENTENCE = re.compile(r"[.?!;]\s*$")


def quarter_heads(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines that name quarters at the head of columns."""
    told = _told(lines)
    heads: set[int] = set()
    for place in _firsts(told):
        if tuple(line.shadow.strip() for line in told[place : place + 4]) == QUARTERS and _heads_values(
            told, place + 4
        ):
            heads.update(line.number for line in told[place : place + 4])
    return frozenset(heads)


def quarter_rows(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines that may name quarters as rows: each of the four has as many values beneath it."""
    told = _told(lines)
    rows: set[int] = set()
    for place in _firsts(told):
        width = _values_from(told, place + 1)
        places = range(place, place + 4 * (width + 1), width + 1)
        named = [told[one] for one in places if one < len(told)]
        alike = all(_values_from(told, one + 1) == width for one in places) and not _goes_on(told, places.stop)
        if width and alike and tuple(line.shadow.strip() for line in named) == QUARTERS:
            rows.update(line.number for line in named)
    return frozenset(rows)


def _told(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.shadow.strip()]


def _firsts(told: Sequence[Line]) -> list[int]:
    return [place for place, line in enumerate(told) if line.shadow.strip() == QUARTERS[0]]


def _goes_on(told: Sequence[Line], place: int) -> bool:
    """Whether a fifth name follows: a year has no such quarter."""
    return place < len(told) and told[place].shadow.strip().startswith("q5")


def _heads_values(told: Sequence[Line], place: int) -> bool:
    """Whether short lines of words lead to as many values as there are quarters, or more."""
    words = 0
    while words <= MAX_BETWEEN and place + words < len(told) and _is_label(told[place + words]):
        words += 1
    return 0 < words <= MAX_BETWEEN and _values_from(told, place + words) >= len(QUARTERS)


def _is_label(line: Line) -> bool:
    short = len(line.shadow.split()) <= MAX_WORDS and _SENTENCE.search(line.shadow) is None
    return short and not _is_value(line) and line.shadow.strip()[:2] not in QUARTERS


def _values_from(told: Sequence[Line], place: int) -> int:
    """Count the lines from a place on that hold a value and nothing else."""
    count = 0
    while place + count < len(told) and _is_value(told[place + count]):
        count += 1
    return count


def _is_value(line: Line) -> bool:
    """Whether a line is a number, with a unit or a mark, and no words."""
    kinds = {token.kind for token in tokens_of(line)}
    return bool(kinds & VALUES) and kinds <= VALUES | BESIDE
