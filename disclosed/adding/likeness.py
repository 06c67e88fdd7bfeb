"""Whether two letters answer one set of questions, and which of their questions and labels are the same.

One question set goes to many authorities (docs/letters.md §1), and each copies it into its letter: with its own numbers, a
heading left out, a misprint mended. Likeness is counted in words shared; no word list of topics, no threshold per request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from disclosed.addresses import fold_label
from disclosed.model import Reading, ReadQuestion
from disclosed.naming import question_key
from disclosed.privacy.words import word_set

SAME_SET = (
    0.7  # share of questions alike, of the longer set: C1 and S1 of docs/letters.md have 1.0, unlike requests under 0.1
)
SAME_QUESTION = (
    0.6  # share of words: copies have 0.85 and more, questions 2a and 2b of one set about 0.8 with each other
)
SAME_LABEL = 0.5  # share of words, where the numbers are equal: "6-10 times" and "between six and 10 times" have 0.6
_WORD = re.compile(r"[^\W_]+")
_NUMBERED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {word: str(number) for number, word in enumerate(_NUMBERED)} | {"once": "1", "twice": "2"}
# Words that one copy of a label has and another leaves out.
_SMALL = word_set("a an and between from in of or the to times time years year old aged age number no")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two sets of questions are, from 0 to 100 per cent, and which questions pair: number → number."""

    percent: int
    pairs: Mapping[str, str]


def compare_questions(ours: Sequence[ReadQuestion], theirs: Sequence[ReadQuestion]) -> Likeness:
    """Pair questions with like words, the most alike first; of equals, those in the same order."""
    scored = sorted(
        (
            (-_share(_words(one.text), _words(other.text)), abs(place - beside), place, beside)
            for place, one in enumerate(ours)
            for beside, other in enumerate(theirs)
            if one.text and other.text
        ),
    )
    pairs: dict[int, int] = {}
    for score, _, place, beside in scored:
        if -score >= SAME_QUESTION * 100 and place not in pairs and beside not in pairs.values():
            pairs[place] = beside
    size = max(len(ours), len(theirs))
    return Likeness(
        len(pairs) * 100 // size if size else 0,
        {ours[place].number: theirs[beside].number for place, beside in sorted(pairs.items())},
    )


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _share(one: frozenset[str], other: frozenset[str]) -> int:
    """Per cent of the words of two texts that both have."""
    return len(one & other) * 100 // len(one | other) if one or other else 0


def renumbered(pairs: Mapping[str, str]) -> dict[str, str]:
    """Keep the pairs whose numbers differ; a Q that one letter prints makes no difference."""
    return {ours: theirs for ours, theirs in pairs.items() if question_key(ours) != question_key(theirs)}


def compare_labels(ours: Reading, theirs: Reading, pairs: Mapping[str, str]) -> dict[str, str]:
    """Map labels of one letter to those of another that mean the same in a pair of questions; only where one alone fits."""
    by_number = {question.number: question for question in theirs.questions}
    found: dict[str, str] = {}
    for question in ours.questions:
        if question.number in pairs:
            for place in (0, 1):
                mine, other = _labels(question, place), _labels(by_number[pairs[question.number]], place)
                found |= _match(mine, other)
    return found


def _labels(question: ReadQuestion, place: int) -> dict[str, str]:
    """Collect a question's row labels (0) or column labels (1), folded → as printed."""
    labels = (figure.labels[place] for figure in question.figures if len(figure.labels) > place)
    return {fold_label(label): label for label in labels}


def _match(mine: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    left = [label for folded, label in mine.items() if folded not in other]
    free = [label for folded, label in other.items() if folded not in mine]
    matched: dict[str, str] = {}
    for label in left:
        near = [each for each in free if _same_label(label, each)]
        rivals = [each for each in left if any(_same_label(each, one) for one in near)]
        if len(near) == 1 and len(rivals) == 1:
            matched[label] = near[0]
    return matched


def _same_label(one: str, other: str) -> bool:
    """Whether two labels hold the same numbers, in words or figures, and share most other words."""
    first, second = _label_words(one), _label_words(other)
    if _numbers(first) != _numbers(second):
        return False
    words, others = _telling(first), _telling(second)
    return words == others or _share(words, others) >= SAME_LABEL * 100


def _label_words(label: str) -> tuple[str, ...]:
    return tuple(_NUMBER_WORDS.get(word, word) for word in _WORD.findall(label.casefold()))


def _numbers(words: Iterable[str]) -> list[str]:
    return [word for word in words if any(sign.isdigit() for sign in word)]


def _telling(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word not in _SMALL and not any(sign.isdigit() for sign in word))
