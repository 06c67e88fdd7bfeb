"""Titles and units that `add` drafts from the letter's own words: what a question asks, short enough for a heading.

An editor may write better ones. Nothing is reworded: courtesies go, and what is too long is cut where a clause begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 90  # characters of a title
FEWEST = 3  # words that a title keeps, where it is cut
_SENTENCE = re.compile(r"(?<=[.?!])\s")
_OPENING = re.compile(
    r"^(?:(?:i (?:would|should) like (?:you )?to (?:request|know|see|ask)(?: for)?|i (?:am writing to )?request|you (?:have )?asked"
    r"(?: us)?(?: on \d{1,2} \w+ \d{4})?(?: for| about| to know)?"
    r"|(?:please |kindly |(?:can|could|would) you (?:please )?)+(?:provide|give|tell|state|list|supply|send|confirm|let)"
    r"(?: (?:me|us))?(?: know)?(?: with)?) )?(?:(?:the )?(?:total |overall )?numbers? of )?",
    re.IGNORECASE,
)
# A time that stands before what is asked: `For each of the last three financial years, how many …`.
_TIME_FIRST = re.compile(
    r"^(?:for|in|during|over|between|as at|since|within)\b.{3,90}?[,:]? (?=(?:please|how|what|which|could|can)\b|(?<=, )the\b)",
    re.IGNORECASE,
)
# Where a clause begins that a title can do without; where none does, at a comma.
_YEARS = r"(?:financial|calendar|academic|last|past|latest|following|three|four|five)"
_CLAUSE = re.compile(
    rf"[;:(] ?|\.{{3}}| [-–] |,? (?=(?:in|for|during|over|within) (?:each|the {_YEARS}|every)\b"
    r"|(?:broken|split|grouped|listed|together) |by (?:each|the|ward|type|category|year|month|age|reason|outcome)\b"
    r"|between \d|from \d|since \d|if (?:you|so|possible)\b)|,? and (?=(?:how|what|which|who|why|if|for|of)\b)",
    re.IGNORECASE,
)
_COMMA = re.compile(r", ")
_DANGLES = re.compile(
    r"(?:,? (?:and|or|with|were|was|are|is|been|has|have|which|who|that|how|many|much|the|a|of|in|at|by|for|to|please|provide))+$",
    re.IGNORECASE,
)
_COURTESY = re.compile(r"(?:thank you|i (?:am|was) writing|further to|i refer)\b", re.IGNORECASE)
# What a subject says of the post and not of what was asked.
_LAW = r"(?:freedom of information|environmental information regulations|foia?|eir)"
_POST = re.compile(
    rf"^(?:(?:re|fwd?|subject|ref(?:erence)?)[:.] *)+|^(?:response|reply) to\b(?=.*\b{_LAW}\b)"
    rf"|\b(?:request (?:for information )?under the |your |our )?{_LAW}\b(?: act)?(?: 2000| 2004)?(?: ?\((?:foia?|eir)\))?"
    r"(?: (?:request|response|enquiry|disclosure))?(?: for information)?(?: (?:no\.? ?)?(?!(?:19|20)\d\d\b)\d+(?:[/-]\d+)+\b)?"
    r"|\b(?:your|our) (?:request|enquiry|letter|e-?mail)(?: for information)?,? (?:of|dated|received(?: on)?)(?: the)?"
    r" \d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]+ \d{4}\b"
    r"|^request for information\b|\(foi\)|\[[^\]]*\]|\((?:our |your )?(?:ref(?:erence)?\b|[A-Z]{2,5}[ /-]?\d)[^)]*\)"
    r"|\b(?:our|your) ref(?:erence)?\b.*|\b(?!(?:19|20)\d\d\b)\d{4,}(?:/\d+)?(?=\s+[-–]|:)"
    r"|(?-i:\b(?=\w*[A-Z])(?=(?:[\w/-]*\d){3})\w+(?:[/-]\w+)+)",
    re.IGNORECASE,
)
_EDGES = " .:;,-–—/|?"
_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_COUNTED = re.compile(
    r"\b(?:how many|numbers? of) (?P<noun>(?:[A-Za-z][\w'’-]* ){0,3}?[A-Za-z][\w'’-]*(?: of (?:staff|the public)\b"
    r"|(?= (?:did|do|does|were|was|are|is|have|has|had|in|on|at|by|for|from|to|per|under|with|within|who|that|which|you|your|the|of"
    r"|recorded|reported|received|issued|made|held|between|during|since|over|and|or)\b|[?,.;:]| ?\(|$)))",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?:.*[^siu]s|.*(?:ie|e)s|children|people|men|women|staff|.*\W(?:children|people|men|women|staff))", re.IGNORECASE
)
_NO_NOUN = frozenset(
    ["times", "years", "months", "weeks", "days", "hours", "minutes", "cases", "these", "those", "others", "themselves"]
)
_WORD = re.compile(r"[a-z]{4,}")
# `by ward`, and no time, nobody who did something (`by the council`), no `by type and year`.
_PARTED = re.compile(
    r"\b(?:by|(?:in|at|for|from|on|of) each|per) (?!(?:each|the|any|all|our|your|this|that|a|an|or|way|virtue|means|post|email|law|person|head"
    r"|calendar|financial|academic|years?|months?|quarters?|weeks?|days?|periods?|of|\w+ing|\w+ly|\w+ed)\b)(?P<noun>[a-z]{2,19}(?:[^s\W]|(?<=s)s|(?<=tatu)s))(?=[?.,;:)]|$| in\b| for\b| of\b)",
    re.IGNORECASE,
)


def title_from(question: str) -> str:
    """Make a title of what a question asks: its first sentence without courtesies, cut where a clause begins."""
    words = _SENTENCE.split(" ".join(question.split()))[0].strip(" .:;?'\"‘’“”")
    if _COURTESY.match(words):
        return ""
    words = _OPENING.sub("", _TIME_FIRST.sub("", f"{words} "), count=1).strip()
    if len(words) > LONGEST:
        words = _cut(words)
    return words[:1].upper() + words[1:]


def _cut(words: str) -> str:
    for boundary in (_CLAUSE, _COMMA):
        ends = [found.start() for found in boundary.finditer(words, 0, LONGEST)]
        cut = (_DANGLES.sub("", words[:end].rstrip(" ,;:(")) for end in ends)
        whole = [part for part in cut if len(part.split()) >= FEWEST]
        if whole:
            return whole[-1]
    return words[: LONGEST + 1].rpartition(" ")[0].rstrip(",;:") + " …"


def subject_of(printed: str) -> str:
    """Take what a letter's subject says of the post off it: `RE: FOI request - Fly tipping [NMDC-4471]`; it may leave nothing."""
    words = " ".join(_POST.sub(" ", printed).split())
    for _ in range(3):  # a mark between two things that went
        words = re.sub(r"(?:^|(?<=\s))[-–:/|](?:\s+[-–:/|])+(?=\s|$)", "-", words).strip(_EDGES)
    return without_capitals(words[:1].upper() + words[1:]) if len(words) > FEWEST else ""


def without_capitals(subject: str) -> str:
    """Write a subject that stands in capitals alone as a sentence; one with what may be an abbreviation stays."""
    words = subject.split()
    plain = all(len(word) > 4 or word.casefold() in _SMALL for word in words if word.isalpha())
    if not subject.isupper() or len(words) < 2 or not plain:
        return subject
    return subject[:1] + subject[1:].lower()


def counted_in(question: str, labels: Iterable[str]) -> str:
    """Name what a question counts, for the heading of its figures; '' where that may not be so of each of them.

    A label with a noun of its own in the plural may count something else: `badges issued` under `How many applications`.
    """
    nouns = {found["noun"] for found in _COUNTED.finditer(" ".join(question.split()))}
    noun = nouns.pop() if len(nouns) == 1 else ""
    last = noun.casefold().partition(" of ")[0].rpartition(" ")[2]
    if not _PLURAL.fullmatch(noun) or last in _NO_NOUN:
        return ""
    other = (word for label in labels for word in _WORD.findall(label.casefold()) if _PLURAL.fullmatch(word))
    return "" if any(word != last and word not in _NO_NOUN for word in other) else noun


def parted_by(question: str) -> str:
    """Name what a question parts its figures by, in one word: `by ward`, `in each school`; '' where it names none or several."""
    nouns = {found["noun"].casefold() for found in _PARTED.finditer(" ".join(question.split()))}
    return nouns.pop() if len(nouns) == 1 else ""
