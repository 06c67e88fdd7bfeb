"""Which question a part belongs to, what stands above each, and in what words each asks: an index made once a letter.

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
# Words of courtesy, and those that only lead to what a question is about.
_COURTESY = frozenset({
    "could", "would", "can", "may", "i", "we", "us", "like", "know", "wish", "want", "let", "kindly", "confirm", "advise", "supply",
    "request", "information", "foi", "freedom", "act", "also", "thank", "thanks", "question", "questions", "answer", "response",
    "relation", "respect", "regard", "regards", "regarding", "concerning", "about", "both", "every", "calendar", "financial",
    "academic", "month", "months", "periods",
})  # fmt: skip
_MONTH = r"(?:january|february|march|april|may(?= (?:19|20)\d\d)|june|july|august|september|october|november|december)"
TIMES = re.compile(
    rf"(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?|\b(?:{_MONTH}|(?:first|second) half|(?:last|past|previous|current|this) (?=[a-z ]{{0,12}}year))\b"
)
_WORD = re.compile(r"[a-z]+")


_PARENTHESIS = re.compile(r"\([^()]*\)")
NO_HEADINGS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Kinship:
    """The questions of a letter in order, with their stems, their parts and their words, looked up and not searched for.

    `sections` counts the headings above each question (headings.py).
    """

    questions: tuple[ReadQuestion, ...]
    parents: Mapping[str, str]
    parts: Mapping[str, tuple[ReadQuestion, ...]]
    naming: Mapping[str, tuple[ReadQuestion, ...]]
    texts: Mapping[str, str]
    sections: Mapping[str, int]

    @classmethod
    def of(cls, questions: Sequence[ReadQuestion], sections: Mapping[str, int] = NO_HEADINGS) -> Kinship:
        """Make the index: time is linear in the questions' words."""
        parents = parents_of(question.number for question in questions)
        parts: dict[str, list[ReadQuestion]] = {}
        naming: dict[str, list[ReadQuestion]] = {}
        for question in questions:
            parts.setdefault(parents[question.number], []).append(question)
            for word in content_words(question.text):
                naming.setdefault(word, []).append(question)
        texts = {question.number: question.text for question in reversed(questions)}
        return cls(tuple(questions), parents, _frozen(parts), _frozen(naming), texts, sections)

    def same_setting(self, one: ReadQuestion, other: ReadQuestion) -> bool:
        """Whether two questions stand under one heading, and under stems that say the same beyond their own words.

        `How many permits were issued?` under `Residents` and under `Visitors` are two questions. What one of them says above
        the other is no setting of that other alone.
        """
        return self.same_section(one, other) and self._said_above(one, other) == self._said_above(other, one)

    def same_section(self, one: ReadQuestion, other: ReadQuestion) -> bool:
        """Whether no heading stands between two questions."""
        return self.sections.get(one.number) == self.sections.get(other.number)

    def same_times(self, one: ReadQuestion, other: ReadQuestion) -> bool:
        """Whether two questions and their stems name the same times."""
        return self.times(one) == self.times(other)

    def times(self, question: ReadQuestion) -> frozenset[str]:
        """Give the years, months and halves that a question or a stem of it names, word by word."""
        return times_in(_PARENTHESIS.sub(" ", question.text)) | self.times_above(question)

    def times_above(self, question: ReadQuestion) -> frozenset[str]:
        """Give the times that a question's stems name."""
        return frozenset(word for number in self.above(question) for word in times_in(self.texts[number]))

    def above(self, question: ReadQuestion) -> Iterator[str]:
        """Yield the numbers of the questions that a part belongs to, the nearest first."""
        number = self.parents[question.number]
        while number:
            yield number
            number = self.parents[number]

    def _said_above(self, question: ReadQuestion, but: ReadQuestion) -> frozenset[str]:
        said = (telling_words(self.texts[number]) for number in self.above(question) if number != but.number)
        return frozenset().union(*said) - telling_words(question.text)


def _frozen(lists: Mapping[str, list[ReadQuestion]]) -> dict[str, tuple[ReadQuestion, ...]]:
    return {key: tuple(questions) for key, questions in lists.items()}


def parents_of(numbers: Iterable[str]) -> dict[str, str]:
    """Name the question that each part belongs to: `3e` for `3e.i`, `2` for `2a`; '' for one that stands alone."""
    known = dict.fromkeys(numbers)
    return {number: next((stem for stem in _stems(number) if stem in known), "") for number in known}


def _stems(number: str) -> Iterator[str]:
    """List what may be a number's stem, the longest first: it and a letter or point, so `3e` and `3e.i`, not `3e.i` and `3e.ii`.

    A letter's stem is a section's: `A` for `A1`.
    """
    for end in range(len(number) - 1, 0, -1):
        before, after = number[end - 1], number[end]
        if after == "." or (after.islower() and not before.islower()) or (after.isdigit() and before.isupper()):
            yield number[:end]


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """Give the words of a text that say what is counted, without their plural s; what follows the question is left out."""
    asked = _ASKED.match(fold(text))
    words = re.findall(r"[a-z]+", _PARENTHESIS.sub(" ", asked[0] if asked else fold(text)))
    return frozenset(stem_of(word) for word in words if word not in _EMPTY)


@lru_cache(maxsize=8192)
def telling_words(text: str) -> frozenset[str]:
    """Give all words of a text but those of courtesy and of time, without their plural s."""
    words = _WORD.findall(TIMES.sub(" ", fold(text)))
    return frozenset(stem_of(word) for word in words if word not in _EMPTY and word not in _COURTESY and len(word) > 1)


@lru_cache(maxsize=8192)
def times_in(text: str) -> frozenset[str]:
    """Give the words of the years, months and halves of years that a text names: `2022/23` is 2022 and 23."""
    return frozenset(word for found in TIMES.findall(fold(text)) for word in re.findall(r"[a-z]+|\d+", found))


def stem_of(word: str) -> str:
    """Take a plural s off a word."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
