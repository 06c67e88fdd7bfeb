"""What a question counts, in a form that two questions can be compared by: whom or what, with which conditions, and when.

`the number of children in care who went missing in 2024` counts *children in care*, with the condition *went missing*. A
question that counts the same with one condition more counts a part of it; one that counts the same by another name of the
period counts the same again. Every other word of a question is its setting (`Regarding adults, how many …`, `… Leased ones
only.`), and only questions of one setting are compared. One that leans on another (`how many of these`, `how many were
upheld`) cannot be told by its words, and is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from disclosed.reading.kinship import Kinship, stem_of, telling_words, times_in
from disclosed.reading.lines import fold

_COUNTS = re.compile(r"\b(?:how many|(?:the )?(?:total |overall )?numbers? of)\b")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_END = re.compile(r"[?:;]|\.(?=\s|$)")
_FILLER = (
    r"(?:each|every|all|any|both|the|these|those|this|that|of|last|past|latest|previous|following|above|same|specified|listed"
    r"|named|time|calendar|financial|academic|fiscal|reporting|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DATED = rf"(?:(?:the|calendar|financial|academic|year|years|\d{{1,2}}(?:st|nd|rd|th)?|{_MONTH})[ ])*(?:19|20)\d\d(?:[-/]\d{{2,4}})?"
_WHEN = re.compile(
    rf"""
      ,?[ ](?:in|during|for|over|within|at|from|since|between|on|as[ ]at|up[ ]to|to|until)[ ]
      (?: (?:{_FILLER}[ ]){{0,8}}?(?:years?|months?|quarters?|periods?|winters?)\b
        | (?:\d{{1,2}}[ ]{_MONTH}[ ](?:to|and|until)[ ])?{_DATED}(?:,?[ ](?:and|to|until|-)[ ]{_DATED}|,[ ]{_DATED})* )
    """,
    re.VERBOSE,
)
_TIME_EXPLAINED = re.compile(r"(?<=years |riods |onths |rters )\([^()]*\d[^()]*\)")
# Words of a time that do not tell which it is.
_ANY_TIME = frozenset({
    "the", "of", "in", "during", "for", "over", "within", "and", "to", "calendar", "year",
    "years", "month", "months", "quarter", "quarters", "period", "periods", "each", "every", "all", "any", "both", "these", "those",
    "this", "that", "following", "above", "same", "specified", "listed", "named", "time", "reporting",
})  # fmt: skip
_BY = re.compile(r"(?:,? (?:broken down|split|grouped|listed|analysed) by|, by) [a-z' -]{2,60}$")
_CONDITION = re.compile(
    r"\b(?:and )?(?:who|that|which)\b(?: (?:have|has|had|were|was|are|is|been|also)\b)*"
    r"|\b(?:and )?(?=(?:identified|recorded|reported|described|classed|registered|known) as\b)"
)
_SMALL = frozenset(["a", "an", "the", "of", "or", "and", "as", "in", "to", "by", "been", "have", "has", "had", "be"])
_SHORT = re.compile(r"(?P<words>(?:[a-z][a-z-]* ){1,7})\((?P<short>[a-z]{2,7})\)")
_WORD_OR_NUMBER = re.compile(r"[a-z]+|\d+")
# What is counted leans on another question, by a word that points at it or because nothing is named.
_LEANS = re.compile(
    r"(?:were|was|are|is|have|has|had|did|do|does|will|would|can|could|of|led|went|got|took)\b"
    r"|[a-z]+ed (?:an?|the|in|to|by|with|for|as|within|at|on|from|no|more|less|than)\b"
    r"|.*\b(?:these|those|this|them|they|it|its|such|here|above|said|latter|former|same|others?|another|remaining|further|rest)\b"
)
_EITHER = re.compile(r"\bor (?:who|which|that|not)\b")  # more is counted, not less
_WIDENS = re.compile(r"\b(?:includ\w+|plus|as well|along with|together with|or (?:who|which|that))\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question counts: whom or what, conditions by their words (and as they stand), when, and its setting.

    `when` holds the words that tell which time it is (`2022`, `23`, `march`, `last`), its stems' too.
    """

    head: str
    conditions: frozenset[frozenset[str]]
    when: frozenset[str]
    setting: frozenset[str] = frozenset()
    as_stated: tuple[tuple[frozenset[str], str], ...] = ()

    def part_of(self, other: Asked) -> bool:
        """Whether a question counts the same with more conditions."""
        same = (self.head, self.setting) == (other.head, other.setting)
        return same and self.conditions > other.conditions and not _WIDENS.search(self.beyond(other))

    def beyond(self, other: Asked) -> str:
        """Quote the conditions that another question has not."""
        more = [words for condition, words in self.as_stated if condition not in other.conditions]
        return " and ".join(f"“{words}”" for words in more)


def asked_in(kin: Kinship) -> dict[str, Asked]:
    """Say what each question counts, by its number; one that counts several things or none is left out."""
    short = tuple(
        sorted({key: words for question in kin.questions for key, words in _short_forms(question.text)}.items())
    )
    found = ((question, _parse(question.text, short)) for question in kin.questions)
    return {
        question.number: replace(asked, when=asked.when | kin.times_above(question))
        for question, asked in found
        if asked is not None
    }


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
    known = dict(short)
    folded = " ".join(fold(text).split())
    dated = "".join(found[0] for found in _TIME_EXPLAINED.finditer(folded))
    aside = " ".join(
        found[0]
        for found in _PARENTHESIS.finditer(_TIME_EXPLAINED.sub("", folded))
        if found[0].strip("( )") not in known
    )
    words = " ".join(_PARENTHESIS.sub(" ", folded).split())
    counts = list(_COUNTS.finditer(words))
    if len(counts) != 1:
        return None
    asked = words[counts[0].end() :].strip()
    end = _END.search(asked)
    asked, after = (asked[: end.start()], asked[end.end() :]) if end else (asked, "")
    outside = f" {words[: counts[0].start()]} {after} {aside}"
    asked = f" {asked}"
    when = frozenset(
        word
        for part in (asked, outside)
        for found in _WHEN.finditer(part)
        for word in _WORD_OR_NUMBER.findall(found[0])
        if word not in _ANY_TIME
    ) | times_in(dated)
    setting = _setting(_WHEN.sub(" ", outside))
    head, *conditions = (
        part.strip(" ,") for part in _CONDITION.split(_BY.sub("", " ".join(_WHEN.sub("", asked).split()).rstrip(",")))
    )
    stated = tuple((_condition(one, known), one) for one in conditions if one)
    leans = not head or _LEANS.match(head) is not None or _EITHER.search(asked) is not None
    return None if leans else Asked(head, frozenset(condition for condition, _ in stated), when, setting, stated)


def _setting(words: str) -> frozenset[str]:
    """Give the words and numbers that stand outside what a question counts, but for those of courtesy."""
    return telling_words(words) | frozenset(re.findall(r"\d+", words)) | times_in(words)


def _condition(words: str, short: dict[str, str]) -> frozenset[str]:
    """Give the words of a condition, short forms in full."""
    full = " ".join(short.get(word, word) for word in words.split())
    return frozenset(stem_of(word) for word in _WORD_OR_NUMBER.findall(full) if word not in _SMALL)
