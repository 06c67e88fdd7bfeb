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


# `The figure of 412 given in the press is wrong`, `It is not the case that 60 were cancelled`, `You say that there are 88`.
_DENIED = re.compile(
    r"\b(?:it is|it's|this is|that is) (?:not (?:the case|true|correct|right|accurate)|untrue|incorrect|wrong) (?:that|to say)\b"
    r"|\b(?:the|this|that|your|any) (?:figures?|numbers?|total|claim|report|statement|suggestion|estimate|sum)(?: of £?\d[\d,.]*)?"
    r"(?:,? (?:that )?(?:you|given|quoted|reported|printed|stated|cited|mentioned|in|on|from)\b[^.;]{0,60})? (?:is|are|was|were) (?:simply |quite |entirely |therefore )?"
    r"(?:not (?:right|correct|true|accurate|ours?|one we recogni[sz]e)|wrong|incorrect|untrue|inaccurate|mistaken|false|in error|out of date|a myth)\b"
    r"|\bwe (?:do not|don't|cannot) (?:accept|agree(?: with)?|recogni[sz]e) (?:that|the|this|your) (?:figure|number|total|claim|estimate|there|we)\b"
)
_NOT_THE_CASE = re.compile(
    r"\W*(?:it is|it's) (?:not (?:the case|true|correct)|untrue|incorrect|wrong) (?:that|to say)\b"
)
_DENIED_FIRST = re.compile(
    rf"{_NOT_THE_CASE.pattern}|\W*we (?:do not|don't|cannot) (?:accept|agree(?: with)?|recogni[sz]e) (?:that|the|this|your) (?:figure|number|total|claim|estimate|there|we)\b"
)
_TURNS = re.compile(
    r"; |\bbut\b|\bin fact\b|\bhowever\b|\bwhereas\b|\bactually\b|\bthe (?:true|real|right|correct) (?:figure|number)\b"
)
_SAID_BY_OTHERS = re.compile(
    r"\W*(?:in your (?:request|letter|e-?mail|question),? )?(?:you|your (?:request|letter|e-?mail|question|message)|the (?:press|media|newspapers?|article|report in the press)|(?:some|other) people)"
    r" (?:have |has |had )?(?:also )?(?:says?|said|states?|stated|claim(?:s|ed)?|suggest(?:s|ed)?|mention(?:s|ed)?|quotes?d?|assert(?:s|ed)?|assumes?d?|believes?d?|think|thought|reports?|reported|refers?(?:red)? to|writes?|wrote)\b"
    r"|\W*it (?:has been|was|is) (?:said|claimed|suggested|reported|alleged|rumou?red)\b"
)


def is_denied(sentence: str) -> bool:
    """Whether a folded sentence denies its number, or only repeats what somebody else says."""
    turn = _TURNS.search(sentence)
    if turn and any(mark.isdigit() for mark in sentence[turn.end() :]):
        return False  # `… that we own 400; in fact we own 38`
    return _DENIED.search(sentence) is not None or _SAID_BY_OTHERS.match(sentence) is not None


def denial_end(sentence: str) -> int:
    """Give where the words end that deny what a sentence goes on to say: `It is not the case that`; 0 where none open it."""
    found = _NOT_THE_CASE.match(sentence)
    return found.end() if found else 0


def is_said_by_others(opening: str) -> bool:
    """Whether the words of a folded sentence before a number only repeat what somebody else says, or deny it."""
    denied = _DENIED_FIRST.match(opening) is not None or _SAID_BY_OTHERS.match(opening) is not None
    return denied and _TURNS.search(opening) is None


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
