"""Sentences that say which table answers which question: "Questions 1 and 2 are answered in tables 1 and 2 respectively.".

What a sentence names is taken in pairs, questions and tables by turns ("question 1 is answered in Table 1 and question 2 in Table
2"). In a pair, one question has all the tables, and one table answers all the questions; several of each are paired in order
where the sentence says so. Otherwise it tells nothing, and nor does one that sets them against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from disclosed.reading.signposts import numbers_of

_JOINED = "(?:, | and |, and | & | to |-)"
TABLES = re.compile(
    r"\b(?:table|figure|chart|sheet|tab)s? "
    rf"(?P<list>\d{{1,2}}(?:{_JOINED}\d{{1,2}})*|[a-h](?:{_JOINED}[a-h](?!\w))*)\b"
)
_QUESTIONS = re.compile(
    r"\b(?:questions?|q) ?(?P<list>\d[\da-z()]{0,5}(?:(?:, (?:and )?| and | & | to |-)\d[\da-z()]{0,5})*)"
)
_KEY = re.compile(r"(?P<to> to |-)?(?<![a-z])(?P<key>\d{1,2}|[a-h])(?!\w)")
_SENTENCE = re.compile(r"[^.;]+(?:\.(?=\S)[^.;]*)*")
_IN_ORDER = re.compile(r"\brespectively\b|\bin (?:turn|(?:that|the same) order)\b")
_AT_ODDS = re.compile(
    r"\b(?:not|no|nor|unlike|than|exclud\w+|includ\w+|except|differ\w*|compar\w+|overlap\w*|subset|repeat\w*)\b"
)


def keys_in(text: str) -> Iterator[str]:
    """Yield the keys of the tables that a text names: `tables 1 to 3`, `Table 2`."""
    for found in TABLES.finditer(text):
        yield from _keys(found["list"])


def _keys(listed: str) -> Iterator[str]:
    last = ""
    for one in _KEY.finditer(listed):
        if one["to"] and last.isdigit() and one["key"].isdigit():
            yield from map(str, range(int(last) + 1, int(one["key"])))
        yield (last := one["key"])


def only_points(text: str) -> bool:
    """Tell whether a text holds no number but those of questions and tables."""
    return not any(char.isdigit() for char in _QUESTIONS.sub("", TABLES.sub("", text)))


def tables_told(text: str, known: Sequence[str]) -> dict[str, frozenset[str]]:
    """Give the tables that sentences name as the answers of questions, by the question's number."""
    told: dict[str, frozenset[str]] = {}
    for sentence in _SENTENCE.findall(text):
        if _AT_ODDS.search(sentence) is None:
            for number, key in _pairs(sentence, known):
                told[number] = told.get(number, frozenset()) | {key}
    return told


def _pairs(sentence: str, known: Sequence[str]) -> list[tuple[str, str]]:
    """Pair the questions and the tables of a sentence; none where one of them is left without a counterpart."""
    named = [(found.start(), True, numbers_of(found["list"], known)) for found in _QUESTIONS.finditer(sentence)]
    named += [(found.start(), False, tuple(_keys(found["list"]))) for found in TABLES.finditer(sentence)]
    if not all(items for _, _, items in named):
        return []
    turns = [
        (asked, [item for _, _, items in group for item in items])
        for asked, group in groupby(sorted(named), key=lambda one: one[1])
    ]
    if len(turns) % 2:
        return []
    pairs: list[tuple[str, str]] = []
    for (asked, one), (_, other) in zip(turns[::2], turns[1::2], strict=True):
        questions, tables = (one, other) if asked else (other, one)
        if len(questions) == 1 or len(tables) == 1:
            pairs += [(number, key) for number in questions for key in tables]
        elif len(questions) == len(tables) and _IN_ORDER.search(sentence):
            pairs += zip(questions, tables, strict=True)
        else:
            return []
    return pairs
