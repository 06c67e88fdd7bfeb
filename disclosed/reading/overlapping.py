"""What a letter says that keeps figures from adding up: several at once, the largest alone, something taken off, an average.

A sum over such figures is not what the letter says it is, whether or not the numbers happen to fit. So the rules that
find sums ask here first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from disclosed.model import Number, ReadFigure, ReadQuestion
from disclosed.reading.kinship import content_words
from disclosed.reading.lines import fold

# One thing may be counted under several labels, or one person once over all of them.
_SEVERAL_EACH = re.compile(
    r"\bmore than (?:one|once|a single)\b|\bmultiple (?:reasons|categories|subjects|answers|responses|types|times)\b|\bdouble[- ]count"
    r"|\bseveral (?:reasons|categories|subjects|answers|outcomes|types)\b|\bin (?:the|a|this) totals? (?:only )?once\b"
    r"|\boverlap|\b(?:not|are not) mutually exclusive\b|\b(?:unique|distinct)\b|\bdifferent (?:people|persons|individuals|children|patients|pupils)\b"
    r"|\btick(?:ed)? all|\ball that appl|\b(?:is|are|was|were) both\b|\btwo or more\b|\bonce in (?:the|a|this) totals?\b"
)
# The labels are some of those there are.
_THE_LARGEST = re.compile(
    r"\b(?:top|worst|busiest|highest|largest|biggest|commonest|main|principal|leading|for example|such as|(?<!at )(?<!the )most common(?:ly)?"
    r"|(?:with|the) most(?! (?:recent|up)))\b"
)
_NOT_SHOWN = re.compile(
    r"\b(?:not|aren't) (?:been )?(?:shown|listed|displayed|included|given)\b|\bomitted\b|\bwith (?:more|fewer|less) than\b"
)
_OF_TOTALS = re.compile(
    r"\btotals?\b|\bcould not be\b|\bnot (?:been )?(?:itemi[sz]ed|allocated|attributed|assigned|counted|broken down)\b|\bunallocated\b"
    r"|\bthe (?:(?:rest|others) (?:are|is|was|were|had|have|of)|remainder|remaining)\b"
)
# A total that is kept back says nothing of those that are given.
_TOTAL_HELD_BACK = re.compile(r"\btotals?\b[^.]{0,160}\b(?:held back|withheld|suppressed|hidden|masked)\b")
# An answer tells of more than its figures, or of less than it was asked for.
_OTHERS = re.compile(
    r"\b(?:the (?:others?|rest|remainder|remaining|balance)|exclud\w+|except\w*|not includ\w+|do not (?:add|sum)|withdrawn|yet to|still"
    r"|pending|awaiting|ongoing|undecided)\b"
)
_LIMITS = re.compile(
    r"\b(?:only|alone|exclud\w+|includ\w+|except\w*|so far|to date|estimat\w+|approximate\w*|please|count(?:s|ing)?|part[- ]year|as at|since|provisional|revised|unvalidated)\b"
)
# Columns and questions whose figures no sum makes.
NO_SUM = re.compile(
    r"\b(?:average|mean|median|(?<!business )rate|ratio|percentages?|per ?cent|proportion|index|longest|shortest|highest|lowest|maximum"
    r"|minimum|max|min|year to date|ytd|cumulative|running|change|difference|scores?|attainment|satisfaction|turnover|lengths? of|durations?|hourly|daily|unit cost|prices?|speeds?|density"
    r"|per (?:day|week|month|year|head|pupil|person|patient|case|call|1,?0+)|waits?|waiting times?|time taken)\b|%"
)
_THOUSANDS = re.compile(
    r"£ ?(?:000|k\b|thousands?\b|m\b|millions?\b)|\bin (?:£ ?)?(?:thousands|millions)\b|\(000'?s?\)|'000s?\b"
)
_TAKEN_OFF = re.compile(
    r"\W*(?:less|minus|deduct\w*|net of|of which|including|incl|sold|sales|dispos\w+|leavers?|left|removed|closed|written off|cancelled"
    r"|withdrawn|refund\w*|credits?|rebates?|recover\w+|recharges?|income|grants?|sponsorship|contributions?|receipts)\b"
)


# Each of these labels holds what the next one holds: over 18 weeks, over 26 weeks.
_BOUND = re.compile(
    r"\W*(over|more than|greater than|longer than|at least|under|less than|fewer than|within|up to) (?:a |an |one )?£?[\d,.]+(?!.*\b(?:to|and|but)\b)"
)
_ROUNDED = re.compile(r"\bround")
MOST_FIGURES = 100  # of an answer whose labels are taken out of its words
_OF_WHICH = re.compile(r"\W*of which\b")
_INCLUDES = re.compile(r"\b(?:including|incl|of which)\b\.?(?P<what>.*)")


def several_each(question: ReadQuestion) -> bool:
    """Whether a question or its answer says that its labels overlap."""
    return _says(_SEVERAL_EACH, question.text) or _says(_SEVERAL_EACH, question.answer)


def the_largest_alone(question: ReadQuestion) -> bool:
    """Whether an answer lists the largest of many: the ten busiest roads, the main reasons."""
    return _says(_THE_LARGEST, question.text) or _says(_NOT_SHOWN, _said_beside(question))


def in_thousands(question: ReadQuestion) -> bool:
    """Whether an answer is said to be in thousands or millions, so that each of its figures is rounded."""
    return _says(_THOUSANDS, question.text) or _says(_THOUSANDS, question.answer)


def tells_of_others(question: ReadQuestion) -> bool:
    """Whether an answer speaks of what its figures leave out."""
    return _says(_OTHERS, _said_beside(question))


def is_limited(question: ReadQuestion) -> bool:
    """Whether the words of an answer say that it counts something more or less than what was asked."""
    return _says(_LIMITS, question.answer)


def no_sum(question: ReadQuestion, labels: Sequence[str]) -> bool:
    """Whether figures under some labels are averages, rates or the like; without labels the question tells."""
    return NO_SUM.search(fold(" ".join(labels))) is not None if labels else _says(NO_SUM, question.text)


def speaks_against(question: ReadQuestion, remark: str) -> bool:
    """Whether what is said behind the figures of an answer, or right below it, tells why they do not add up."""
    return any(
        _says(_SEVERAL_EACH, words)
        or _says(_NOT_SHOWN, words)
        or (_says(_OF_TOTALS, _TOTAL_HELD_BACK.sub("", fold(words))) and not _says(_ROUNDED, words))
        for words in (_behind(question.answer, _last_words(question)), remark)
    )


@lru_cache(maxsize=1024)
def _says(pattern: re.Pattern[str], words: str) -> bool:
    """Look for words once, for a long table is asked about for each of its rows."""
    return pattern.search(fold(words)) is not None


@lru_cache(maxsize=64)
def _behind(answer: str, last: str) -> str:
    """Give what an answer says behind its last figure."""
    return answer.rpartition(last)[2] if last else ""


def _last_words(question: ReadQuestion) -> str:
    """Give the last figure of an answer as it is written; '' where there is none."""
    return max(((one.span.line, one.span.first, one.words) for one in question.figures), default=(0, 0, ""))[2]


def _said_beside(question: ReadQuestion) -> str:
    """Give the words of an answer without the labels of its figures; of a long table those behind it."""
    if len(question.figures) > MOST_FIGURES:
        return _behind(question.answer, _last_words(question))
    said = question.answer
    for label in sorted({label for figure in question.figures for label in figure.labels}):
        said = said.replace(label, " ") if len(label) > 2 else said
    return said


def are_nested(labels: Sequence[str]) -> bool:
    """Whether two labels are bounds of one kind, so that one holds the other: `Over 18 weeks`, `Over 26 weeks`."""
    bounds = [found[1] for label in labels if (found := _BOUND.match(fold(label)))]
    return len(set(bounds)) < len(bounds)


def explains(parts: Sequence[ReadFigure], axis: int, total: ReadFigure) -> bool:
    """Whether labels say why some figures are not the parts of a total, or the total fits once they are heeded."""
    labels, whole = [figure.labels[axis] for figure in parts], total.value.value or 0
    values: list[Number] = [figure.value.value or 0 for figure in parts]
    included = [content_words(found["what"]) for label in labels if (found := _INCLUDES.search(fold(label)))]
    off = [
        _TAKEN_OFF.match(fold(label)) is not None or any(content_words(label) <= words for words in included)
        for label in labels
    ]
    kept = [value for value, taken in zip(values, off, strict=True) if not taken]
    return (
        are_nested(labels)
        or any(_OF_WHICH.match(fold(label)) for label in labels)
        or _is_of_else(labels, total.labels[axis])
        or (any(off) and whole in {sum(kept), 2 * sum(kept) - sum(values)})
        or (sum(values) == 2 * whole and whole in list(accumulate(values))[1:-1])
    )


def _is_of_else(labels: Sequence[str], total: str) -> bool:
    """Whether a total is named for other things than all its rows are: complaints upheld, complaints rejected, total of thanks."""
    shared = frozenset.intersection(*(content_words(label) for label in labels))
    own = content_words(total) - {"grand", "overall", "combined", "sub", "across"}
    return bool(shared and own) and not shared & own
