"""Figures that a letter itself takes back: `PS: burials for 2023 should be 50, not 52`, `31 were late. That was a miscount`.

A correction printed elsewhere does not say where its figure stands in words that a program can be sure of. So the figure is
read as printed where it stands, and is a doubt. A sentence that the next one takes back states nothing (stating.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosed.findings import CODES
from disclosed.model import Finding, Letter, ReadFigure, ReadQuestion
from disclosed.reading.values import amounts_in

_SHOULD_BE = re.compile(
    r"\bshould (?:be|read|say|have (?:been|read|said))\b(?P<right>[^.;]{1,60}?),? (?:and )?(?:not|instead of|rather than)\b(?P<wrong>[^.;,]{1,40})"
)
_TAKEN_BACK = re.compile(
    r"\s*(?:but )?(?:that|this|which)(?: (?:figure|number|total|answer))? (?:was|is|were|has (?:proved|turned out))(?: to be)?"
    r" (?:an? (?:\w+ )?(?:miscount|mistake|error|slip|misprint)|wrong|incorrect|mistaken|in error|not (?:right|correct)|inaccurate)\b"
)


def is_taken_back(shadow: str, end: int) -> bool:
    """Whether the sentence after one that ends at `end` says that it was wrong."""
    return _TAKEN_BACK.match(shadow, end) is not None


def find_corrections(letter: Letter, questions: Sequence[ReadQuestion]) -> Iterator[Finding]:
    """Yield a doubt for each figure that another line of the letter says is wrong."""
    for line in letter.lines:
        for found in _SHOULD_BE.finditer(line.shadow):
            wrong, right = list(amounts_in(found["wrong"])), list(amounts_in(found["right"]))
            if not wrong or not right:
                continue
            for question in questions:
                for figure in question.figures:
                    if figure.value == wrong[0].value and figure.span.line != line.number:
                        yield _doubt(question.number, figure, line.number)


def _doubt(number: str, figure: ReadFigure, line: int) -> Finding:
    return Finding(
        "uncertain_reading",
        CODES["uncertain_reading"][0],
        f"“{figure.words}” may be the figure that line {line} corrects.",
        "Compare the two and settle it with a `readings:` line.",
        line=figure.span.line,
        question=number,
    )
