"""A letter that follows another of the same authority: the same letter again, or what it is beside the first.

A second letter reviews the first, corrects it, or adds to it, and says so near its beginning. Where it does not say so, it
adds: that takes nothing away from what the first one said.
"""

from __future__ import annotations

import re

from disclosed.model import Reading
from disclosed.settling.settings import Kind

_DEPTH = 40  # lines in which a letter says what it is
_SAME_LINES = 80  # per cent of lines that two copies of one letter share, redactions and mended lines apart
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "review",
        re.compile(
            r"\b(?:outcome|result|decision|conclusion|findings) of (?:the|your|our|this|an) internal review"
            r"|\binternal review (?:response|outcome|decision|result)\b|\b(?:carried out|completed|conducted|undertaken) (?:the|an|your|this) internal review"
            r"|\b(?:following|further to|in response to) (?:the|your|our|an) (?:request for an? )?(?:internal )?review"
        ),
    ),
    (
        "correction",
        re.compile(
            r"\b(?:corrected|amended|revised) (?:response|reply|answer|version|figures?|letter)\b|\bcorrection (?:to|of) (?:our|the|its)\b"
            r"|\b(?:error|mistake)s? in (?:our|the|its) (?:response|reply|answer|letter|previous|earlier|figures)\b"
            r"|\b(?:supersedes|replaces) (?:our|the|its) (?:previous|earlier|original|first|response|reply|letter)\b"
        ),
    ),
    (
        "supplement",
        re.compile(
            r"\bsupplementary (?:response|information|reply)\b|\bfurther to our (?:response|reply|letter|e-?mail)\b"
            r"|\b(?:additional|further|outstanding|remaining) information (?:that |which )?(?:we |you |to |follows)"
        ),
    ),
)


def kind_of(reading: Reading) -> tuple[Kind, bool]:
    """Say what a later letter is, and whether it says so itself."""
    for kind, pattern in _KINDS:
        if any(pattern.search(line.shadow) for line in reading.letter.lines[:_DEPTH]):
            return kind, True
    return "supplement", False


def has_same_reference(one: Reading, other: Reading) -> bool:
    """Whether two letters print one reference; how it is spaced and set apart does not count."""
    printed = [reading.letterhead.reference for reading in (one, other)]
    ours, theirs = (re.sub(r"\W", "", head.value).casefold() if head else "" for head in printed)
    return bool(ours) and ours == theirs


def is_same_letter(one: Reading, other: Reading) -> bool:
    """Whether two texts are one letter: the same reference, date and figures, and nearly the same lines."""
    if _identity(one) != _identity(other):
        return False
    lines, others = _line_set(one), _line_set(other)
    return len(lines & others) * 100 >= _SAME_LINES * max(len(lines), len(others), 1)


def _identity(reading: Reading) -> tuple[object, ...]:
    head = reading.letterhead
    figures = tuple(
        (question.number, figure.labels, figure.words) for question in reading.questions for figure in question.figures
    )
    return (head.reference and head.reference.value, head.date and head.date.value, figures)


def _line_set(reading: Reading) -> frozenset[str]:
    return frozenset(" ".join(line.shadow.split()) for line in reading.letter.lines if line.shadow.strip())
