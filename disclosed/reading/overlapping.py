"""What a letter says that keeps figures from adding up: several at once, the largest alone, something taken off, an average.

A sum over such figures is not what the letter says it is, whether or not the numbers happen to fit. So the rules that
find sums ask here first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosed.model import Number, ReadFigure, ReadQuestion
from disclosed.reading.lines import fold

# One thing may be counted under several labels, or one person once over all of them.
_SEVERAL_EACH = re.compile(
    r"\bmore than (?:one|once|a single)\b|\bmultiple (?:reasons|categories|subjects|answers|responses|types|times)\b|\bdouble[- ]count"
    r"|\boverlap|\b(?:not|are not) mutually exclusive\b|\b(?:unique|distinct)\b|\bdifferent (?:people|persons|individuals|children|patients|pupils)\b"
    r"|\btick(?:ed)? all|\ball that appl"
)
# The labels are some of those there are.
_THE_LARGEST = re.compile(
    r"\b(?:top|worst|busiest|highest|largest|biggest|commonest|main|principal|leading|for example|such as|(?<!at )(?<!the )most common(?:ly)?"
    r"|(?:with|the) most(?! (?:recent|up)))\b"
)
# An answer tells of more than its figures, or of less than it was asked for.
_OTHERS = re.compile(
    r"\b(?:the (?:others?|rest|remainder|remaining|balance)|exclud\w+|except\w*|not includ\w+|do not (?:add|sum)|withdrawn|yet to|still"
    r"|pending|awaiting|ongoing|undecided)\b"
)
_LIMITS = re.compile(
    r"\b(?:only|alone|exclud\w+|includ\w+|except\w*|so far|to date|estimat\w+|approximate\w*|please|count(?:s|ing)?|part[- ]year|as at|since)\b"
)
# Columns and questions whose figures no sum makes.
NO_SUM = re.compile(
    r"\b(?:average|mean|median|(?<!business )rate|ratio|percentages?|per ?cent|proportion|index|longest|shortest|highest|lowest|maximum"
    r"|minimum|max|min|per (?:day|week|month|year|head|pupil|person|patient|case|call|1,?0+)|waits?|waiting times?|time taken)\b|%"
)
_TAKEN_OFF = re.compile(
    r"\W*(?:less|minus|deduct\w*|net of|of which|including|incl|sold|sales|dispos\w+|leavers?|left|removed|closed|written off|cancelled"
    r"|withdrawn|refund\w*|credits?|rebates?|recover\w+|recharges?|income|grants?|sponsorship|contributions?|receipts)\b"
)


def several_each(question: ReadQuestion) -> bool:
    """Whether a question or its answer says that its labels overlap."""
    return _SEVERAL_EACH.search(fold(f"{question.text} {question.answer}")) is not None


def the_largest_alone(question: ReadQuestion) -> bool:
    """Whether an answer lists the largest of many: the ten busiest roads, the main reasons."""
    return _THE_LARGEST.search(fold(question.text)) is not None


def tells_of_others(question: ReadQuestion) -> bool:
    """Whether an answer speaks of what its figures leave out."""
    return _OTHERS.search(_said_beside(question)) is not None


def is_limited(question: ReadQuestion) -> bool:
    """Whether the words of an answer say that it counts something more or less than what was asked."""
    return _LIMITS.search(fold(question.answer)) is not None


def no_sum(question: ReadQuestion, labels: Sequence[str]) -> bool:
    """Whether figures under some labels are averages, rates or the like; without labels the question tells."""
    return NO_SUM.search(fold(" ".join(labels) or question.text)) is not None


def explains(parts: Sequence[ReadFigure], axis: int, whole: Number) -> bool:
    """Whether a total fits once what its rows are said to take off is taken off, or where its rows divide it twice."""
    values: list[Number] = [figure.value.value or 0 for figure in parts]
    signed: list[Number] = [
        -value if value > 0 and _TAKEN_OFF.match(fold(figure.labels[axis])) else value
        for figure, value in zip(parts, values, strict=True)
    ]
    left_out = sum(value for value, sign in zip(values, signed, strict=True) if sign == value)
    if signed != values and whole in {sum(signed), left_out}:
        return True
    sums = [sum(values[:place]) for place in range(2, len(values) - 1)]
    return sum(values) == 2 * whole and whole in sums


def _said_beside(question: ReadQuestion) -> str:
    """Give the words of an answer without the labels of its figures."""
    shadow = fold(question.answer)
    for label in {fold(label) for figure in question.figures for label in figure.labels}:
        shadow = shadow.replace(label, " ") if len(label) > 2 else shadow
    return shadow
