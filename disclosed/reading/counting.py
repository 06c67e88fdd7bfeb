"""What a question counts, in a form that two questions can be compared by: whom or what, with which conditions, and when.

`the number of children in care who went missing in 2024` counts *children in care*, with the condition *went missing*. A
question that counts the same with one condition more counts a part of it; one that counts the same by another name of the
period counts the same again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosed.model import ReadQuestion
from disclosed.reading.kinship import stem_of
from disclosed.reading.lines import fold

_COUNTS = re.compile(r"\b(?:how many|(?:the )?(?:total |overall )?numbers? of)\b")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_END = re.compile(r"[?:;]|\.(?=\s|$)")
_FILLER = (
    r"(?:each|every|all|any|both|the|these|those|this|that|of|last|past|latest|previous|following|above|same|specified|listed"
    r"|named|time|calendar|financial|academic|fiscal|reporting|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DATED = rf"(?:(?:the|calendar|financial|academic|year|years|\d{{1,2}}(?:st|nd|rd|th)?|{_MONTH}) )*(?:19|20)\d\d(?:[-/]\d{{2,4}})?"
_WHEN = re.compile(
    rf"""
      ,?[ ](?:in|during|for|over|within|at|from|since|between|on|as[ ]at|up[ ]to|to|until)[ ]
      (?: (?:{_FILLER}[ ]){{0,8}}?(?:years?|months?|quarters?|periods?|winters?)\b
        | {_DATED}(?:,?[ ](?:and|to|until|-)[ ]{_DATED}|,[ ]{_DATED})* )
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")
_BY = re.compile(r"(?:,? (?:broken down|split|grouped|listed|analysed) by|, by) [a-z' -]{2,60}$")
_CONDITION = re.compile(
    r"\b(?:and )?(?:who|that|which)\b(?: (?:have|has|had|were|was|are|is|been|also)\b)*"
    r"|\b(?:and )?(?=(?:identified|recorded|reported|described|classed|registered|known) as\b)"
)
_SMALL = frozenset(["a", "an", "the", "of", "or", "and", "as", "in", "to", "by", "been", "have", "has", "had", "be"])
_SHORT = re.compile(r"(?P<words>(?:[a-z][a-z-]* ){1,7})\((?P<short>[a-z]{2,7})\)")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question counts: whom or what, conditions by their words (and as they stand), the numbers that date it."""

    head: str
    conditions: frozenset[frozenset[str]]
    when: frozenset[str]
    as_stated: tuple[tuple[frozenset[str], str], ...] = ()

    def part_of(self, other: Asked) -> bool:
        """Whether a question counts the same with more conditions."""
        return self.head == other.head and self.conditions > other.conditions

    def beyond(self, other: Asked) -> str:
        """Quote the conditions that another question has not."""
        more = [words for condition, words in self.as_stated if condition not in other.conditions]
        return " and ".join(f"“{words}”" for words in more)


def asked_in(questions: Sequence[ReadQuestion]) -> dict[str, Asked]:
    """Say what each question counts, by its number; one that counts several things or none is left out."""
    short = {key: words for question in questions for key, words in _short_forms(question.text)}
    found = ((question.number, _parse(question.text, tuple(sorted(short.items())))) for question in questions)
    return {number: asked for number, asked in found if asked is not None}


def _short_forms(text: str) -> list[tuple[str, str]]:
    """Give the short forms that a text explains: `an unaccompanied asylum-seeking child (UASC)`."""
    return [
        (found["short"], " ".join(words[start:]))
        for found in _SHORT.finditer(fold(text))
        for words in (found["words"].split(),)
        for start in range(len(words))
        if "".join(part[:1] for word in words[start:] for part in word.split("-")) == found["short"]
    ]


@lru_cache(maxsize=4096)
def _parse(text: str, short: tuple[tuple[str, str], ...]) -> Asked | None:
    words = _PARENTHESIS.sub(" ", fold(text))
    counts = list(_COUNTS.finditer(words))
    if len(counts) != 1:
        return None
    words = " ".join(_END.split(words[counts[0].end() :], maxsplit=1)[0].split())
    when = frozenset(digits for found in _WHEN.finditer(f" {words}") for digits in _DIGITS.findall(found[0]))
    words = " ".join(_WHEN.sub("", f" {words}").split()).rstrip(",")
    head, *conditions = (part.strip(" ,") for part in _CONDITION.split(_BY.sub("", words)))
    known = dict(short)
    stated = tuple((_condition(one, known), one) for one in conditions if one)
    return Asked(head, frozenset(condition for condition, _ in stated), when, stated) if head else None


def _condition(words: str, short: dict[str, str]) -> frozenset[str]:
    """Give the words of a condition, short forms in full."""
    full = " ".join(short.get(word, word) for word in words.split())
    return frozenset(stem_of(word) for word in _WORD.findall(full) if word not in _SMALL)
