"""Which question a part belongs to, and in what words each question asks: an index made once a letter.

Questions are compared pair by pair to find what ought to add up (relations.py); without an index a letter of hundreds
of questions would be read hundreds of times over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosed.model import ReadQuestion
from disclosed.reading.lines import fold

# Words that say nothing of what is counted.
_EMPTY = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "by", "for", "to", "from", "were", "was", "are", "is", "be",
    "been", "have", "has", "had", "did", "do", "does", "how", "many", "much", "please", "tell", "me", "give",
    "state", "provide", "you", "your", "our", "their", "they", "them", "that", "this", "these", "those", "each",
    "which", "who", "whom", "whose", "and", "or", "with", "as", "it", "its", "if", "any", "all", "there", "per",
    "council", "authority", "local", "trust", "service", "total", "number", "numbers", "figure", "figures",
    "recorded", "year", "years", "old", "under", "breakdown", "break", "down", "into", "between", "period",
    "same", "following",
})  # fmt: skip
_ASKED = re.compile(r"[^?:]{8,}(?=[?:])")  # a question ends at its mark, or at the colon before its bands


@dataclass(frozen=True, slots=True)
class Kinship:
    """The questions of a letter in order, with their stems, their parts and their words, looked up and not searched for."""

    questions: tuple[ReadQuestion, ...]
    parents: Mapping[str, str]
    parts: Mapping[str, tuple[ReadQuestion, ...]]
    naming: Mapping[str, tuple[ReadQuestion, ...]]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, questions: Sequence[ReadQuestion]) -> Kinship:
        """Make the index: time is linear in the questions' words."""
        parents = parents_of(question.number for question in questions)
        parts: dict[str, list[ReadQuestion]] = {}
        naming: dict[str, list[ReadQuestion]] = {}
        for question in questions:
            parts.setdefault(parents[question.number], []).append(question)
            for word in content_words(question.text):
                naming.setdefault(word, []).append(question)
        texts = {question.number: question.text for question in reversed(questions)}
        return cls(tuple(questions), parents, _frozen(parts), _frozen(naming), texts)

    def stem_text(self, question: ReadQuestion) -> str:
        """Give the words of the question that a part belongs to; '' where it stands alone."""
        return self.texts.get(self.parents[question.number], "")


def _frozen(lists: Mapping[str, list[ReadQuestion]]) -> dict[str, tuple[ReadQuestion, ...]]:
    return {key: tuple(questions) for key, questions in lists.items()}


def parents_of(numbers: Iterable[str]) -> dict[str, str]:
    """Name the question that each part belongs to: `3e` for `3e.i`, `2` for `2a`; '' for one that stands alone."""
    known = dict.fromkeys(numbers)
    return {number: next((stem for stem in _stems(number) if stem in known), "") for number in known}


def _stems(number: str) -> Iterator[str]:
    """List what may be a number's stem, the longest first: it and a letter or point, so `3e` and `3e.i`, not `3e.i` and `3e.ii`."""
    for end in range(len(number) - 1, 0, -1):
        if number[end] == "." or (number[end].islower() and not number[end - 1].islower()):
            yield number[:end]


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """Give the words of a text that say what is counted, without their plural s; what follows the question is left out."""
    asked = _ASKED.match(fold(text))
    words = re.findall(r"[a-z]+", re.sub(r"\([^()]*\)", " ", asked[0] if asked else fold(text)))
    return frozenset(stem_of(word) for word in words if word not in _EMPTY)


def stem_of(word: str) -> str:
    """Take a plural s off a word."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
