"""Headings that stand between the questions of a letter: `Visitors' permits`, `Section B`, `2022/23`.

A question under one heading asks about other things than the same words under another, so that no two questions with a
heading between them are compared by their words. The readers of answers have no use for such a line, and leave it with the
answer above it. In doubt a line is a heading: then less is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, takewhile

from disclosed.model import Line, ReadQuestion
from disclosed.reading.kinship import parents_of
from disclosed.reading.lines import fold

_ELSEWHERE = re.compile(
    r"\W*(?:our |your |the )?(?:answers?|responses?|repl(?:y|ies)|questions?|annex|appendix|q ?\d)\b"
)  # what opens another answer
MAX_REMARK = 3  # lines below an answer; what follows is the letter's end
MAX_WORDS = 20  # a longer line is a sentence
_HEADS = re.compile(
    r"""
      (?!(?:answers?|responses?|repl(?:y|ies)|questions?(?=:?$|[ ](?:\d|and[ ]answers?))|your|page|q\s?\d|an?\s?\d)\b)
      (?=[a-z'"(]|(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?[ ][a-z])
      (?: [^\d.?!;,|\t] | [.,](?=\s?[a-z]) | (?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?(?!\d) | (?<=[ ])\d{1,2}(?=\s*(?:$|[:-]))
        | \d{1,2}(?:st|nd|rd|th)?[ ](?=jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|[a-z]+$) | (?<=part|tion)[ ]\d{1,2}[ ] )+
    """,
    re.VERBOSE,
)


# Sentences that lead to the questions below them.
_TURNS = re.compile(
    r"(?:(?:the|these|my) (?:following|next|remaining|other) questions?|turning to|(?:and )?you (?:also |then |next )?asked|please answer)\b.*[.:,]$"
)


def sections_of(questions: Sequence[ReadQuestion], lines: Sequence[Line]) -> dict[str, int]:
    """Count the headings above each question."""
    asked = {
        number
        for question in questions
        for number in question.question_lines
        if number == question.question_lines[0]
        or not lines[number - 2 : number - 1]
        or not lines[number - 2].shadow.rstrip().endswith("?")
    }
    stems = set(parents_of(question.number for question in questions).values())
    told = Counter(" ".join(line.shadow.split()) for line in lines)
    places = sorted((min(one.question_lines), one.number, one) for one in questions if one.question_lines)
    headed: dict[str, int] = {}
    section, last = 0, None
    for first, number, question in places:
        if last is not None:
            between = lines[_told_to(last, first) : first - 1]
            section += any(_heads(line.shadow, told) for line in between if line.number not in asked)
        if question.number not in stems and not question.answer_lines:
            section += _heads(fold(question.text), told)
        headed[number] = section
        last = question
    return headed


def remarks_below(questions: Sequence[ReadQuestion], lines: Sequence[Line]) -> dict[str, str]:
    """Give what is said right below each answer and belongs to none (`A person may be counted under several.`)."""
    asked = {number for question in questions for number in question.question_lines}
    remarks = {}
    for question in questions:
        last = max(question.answer_lines, default=len(lines))
        below = takewhile(lambda line: line.number not in asked and not _ELSEWHERE.match(line.shadow), lines[last:])
        remarks[question.number] = " ".join(islice((line.text for line in below if line.text.strip()), MAX_REMARK))
    return remarks


def _told_to(question: ReadQuestion, following: int) -> int:
    """Give the last line above the following question that is surely of one or its answer: its last figure, the answer's first."""
    own = (question.question_lines[0], *question.answer_lines[:1], *(figure.span.line for figure in question.figures))
    return max((line for line in own if line < following), default=following - 1)


def _heads(shadow: str, told: Counter[str]) -> bool:
    """Whether a line may head what is below it: a few words, no number but a year's or its own, said once, not ended."""
    words = " ".join(shadow.split())
    once = told[words] < 2  # what stands on every page heads nothing
    words = words.strip(" *_#-=")
    if _TURNS.match(words) or words.endswith("?"):
        return True
    return once and len(words.split()) <= MAX_WORDS and _HEADS.fullmatch(words.rstrip(":")) is not None
