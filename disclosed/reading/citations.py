"""Sections and regulations cited in an answer, each tied to its law.

Why: the same words name a ground for refusal ("section 40(2)"), a duty ("section 16"), and a section of some other Act
("section 17 of the Children Act 1989", "a section 61 order"). A number is tied to the law that its words name, else to
the law last named in the answer, else to the letter's own; docs/letters.md §7. Citations are kept as cited, wrong ones too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from disclosed.model import Span
from disclosed.provisions import LAWS, Provision
from disclosed.reading.prose import Sentence

_MAX_IN_SENTENCE = 50  # citations or laws read in one sentence, which keeps time linear; the most met is five
OTHER = "other"  # any law that is not one of the four on access to information

_LAW = re.compile(
    r"(?P<FOISA>freedom of information \(scotland\) act(?: 2002)?|\bfoi\(?s\)?a\b(?: 2002)?)"
    r"|(?P<EIRS>environmental information \(scotland\) regulations(?: 2004)?|\beirs?\(s\)(?: 2004)?|\beisrs?\b|\bei\(s\)rs?\b)"
    r"|(?P<FOIA>freedom of information act(?: 2000)?|\bfoia\b(?: 2000)?|\bfoi act(?: 2000)?)"
    r"|(?P<EIR>environmental information regulations(?: 2004)?|\beirs?\b(?!\()(?: 2004)?)"
)
_NAMES = {"EIRS": "EIR(S)"}
# Matched on the words themselves, since a title is known by its capitals: "the Theft Act 1968", "Children Act 1989".
_OTHER_LAW = re.compile(
    r"(?:(?!The\b|This\b|Under\b|Section\b)[A-Z][\w'’()-]{0,30},? (?:(?:and|of|the|for|to|in|against|etc\.?) ){0,3}){1,8}"
    r"(?:Act|Order|Measure|Regulations?|Rules)\b(?: \d{4})?"
    r"|\b(?:DPA|PACE|RIPA|HRA|GDPR|UK GDPR)\b(?: \d{4})?"
)
_NUMBER = r"\d{1,3}[a-z]{0,2}(?: ?\((?:\d{1,2}[a-z]{0,2}|[a-z]|[ivx]{1,4}|[a-z]{2})\)){0,5}"
_CLAUSES = r"(?:\((?:\d{1,2}[a-z]{0,2}|[a-z]|[ivx]{1,4})\)){1,4}"
_CUE = r"(?P<cue>sections?|secs?\.?|ss?\.?|regulations?|regs?\.?|r\.|(?:exemption|exception)s?(?= \d{1,3}\())"
_SEPARATOR = r"(?:, (?:and |or )?| and | or | & |/| \+ )"
_CITED = re.compile(rf"(?<![\w.'-]){_CUE} ?(?P<first>{_NUMBER})(?![\w%])(?!,\d|\.\d)")
_NEXT = re.compile(
    rf"(?P<separator>{_SEPARATOR})(?:(?P<number>{_NUMBER})(?![\w%])(?!,\d|\.\d)|(?P<clauses>{_CLAUSES}))"
)
_PLURAL = re.compile(r"sections|secs|ss|regulations|regs|exemptions|exceptions")
_REGULATION = re.compile(r"r|exception")
_JOINED = re.compile(_SEPARATOR + "$")
_LETTERED = frozenset("abcdefgh")  # i, v and x number a clause of a clause
_CLAUSE = re.compile(r"\(([^()]*)\)")
_BASE = re.compile(r"\d{1,3}[a-z]{0,2}")
_CODE = re.compile(r"s\d{1,3}[a-z]?")  # at the head of a row, a code such as `S17` is a label
_APPLIES = re.compile(r" (?:of (?:the|foi)|appl(?:y|ies|ied)|is engaged)")  # … but `S21 applies` is a sentence
# Words right before a section that make it a ground of the letter's own law, whatever Act was named before.
_GROUND_OF = re.compile(
    r"\b(?:exempt(?:ion)?|except(?:ed|ion)|withh(?:eld|old)|refus(?:ed?|al))\b(?: [a-z]+){0,2} (?:under|by|at|in|of) $"
)
# What follows a number that names a paper or a power under some other Act: "section 61 order", "section 106 agreement".
_THING = re.compile(
    r" (?:orders?|agreements?|notices?(?! of refusal)|enquir(?:y|ies)|assessments?|works|payments?|funding|support|duty"
    r"|duties|plans?|schools?|mon(?:ey|ies)|contributions?|powers?|meetings?|investigations?|stop|searche?s?|dogs?|licen[cs]es?)\b"
)
_OF = re.compile(
    r"[ ,]{0,2}(?:\([^()]{0,90}\)[ ,]{0,2})?(?:of|in|to|under|from) (?:the )?(?P<act>(?:said |same )?(?:act|regulations)\b(?! (?:19|20)))?"
)
_NO_ACT = re.compile(r"\b(?:regulations|rules|order)\b")
_BEFORE = re.compile(r"^(?:'s)?[ ,:(-]{0,4}(?:by virtue of |under )?$")


@dataclass(frozen=True, slots=True)
class Citation:
    """A section or regulation as cited: of one of the four laws, or of some other (`provision` is None)."""

    provision: Provision | None
    span: Span
    words: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LawNamed:
    """A law named in a sentence, by its place there."""

    law: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Group:
    """Numbers cited together ("sections 40(2) and 41"): each with its place, and whether they are sections."""

    numbers: tuple[tuple[tuple[str, ...], int, int], ...]
    regulation: bool


def laws_named(sentences: Sequence[Sentence]) -> tuple[LawNamed, ...]:
    """Find the laws that an answer names, in order."""
    named: list[LawNamed] = []
    for index, sentence in enumerate(sentences):
        own = [
            LawNamed(_NAMES.get(found.lastgroup or "", found.lastgroup or ""), index, *found.span())
            for found in islice(_LAW.finditer(sentence.shadow), _MAX_IN_SENTENCE)
        ]
        for found in islice(_OTHER_LAW.finditer(sentence.text), _MAX_IN_SENTENCE):
            if not any(law.start < found.end() and found.start() < law.end for law in own):
                own.append(LawNamed(OTHER, index, *found.span()))
        named.extend(sorted(own, key=lambda law: law.start))
    return tuple(named)


def find_citations(sentences: Sequence[Sentence], regime: str | None) -> tuple[Citation, ...]:
    """Find the sections and regulations cited, each with its law; `regime` is the letter's own law or None."""
    laws = [_at_home(sentences, law, regime) for law in laws_named(sentences)]
    found: list[Citation] = []
    for index, sentence in enumerate(sentences):
        groups = list(islice(_groups(sentence.shadow), _MAX_IN_SENTENCE))
        tied = [_tied(sentence, group, [law for law in laws if law.sentence == index]) for group in groups]
        for position, group in enumerate(groups):
            law = tied[position] or _tied_with_next(sentence, groups, tied, position)
            if law is None:
                start = group.numbers[0][1]
                refusing = _GROUND_OF.search(sentence.shadow, max(0, start - 60), start) is not None
                ours = [named for named in laws if named.law != OTHER] if refusing else laws
                law = _in_reach(_of_that_name(sentences, ours, sentence, group), index, group, regime)
            found.extend(_cite(sentence, index, group, law))
    return tuple(found)


def _at_home(sentences: Sequence[Sentence], law: LawNamed, regime: str | None) -> LawNamed:
    """Read "the EIRs" and "the FOI Act" of a Scottish letter as Scotland's own; a title in full is kept as cited."""
    short = " " not in sentences[law.sentence].shadow[law.start : law.end].removesuffix(" act")
    scottish = {"EIR": "EIR(S)", "FOIA": "FOISA"} if regime in ("FOISA", "EIR(S)") and short else {}
    return replace(law, law=scottish.get(law.law, law.law))


def _groups(shadow: str) -> Iterator[_Group]:
    for found in _CITED.finditer(shadow):
        leads = not shadow[: found.start()].strip(" \t(|-")
        if leads and _CODE.fullmatch(found[0]) and not _APPLIES.match(shadow, found.end()):
            continue
        parts = _parts(found["first"])
        numbers = [(each, found.start(), found.end()) for each in _run_on(parts)]
        end = found.end()
        while (more := _NEXT.match(shadow, end)) is not None:
            if more["number"] and not ("(" in more["number"] or _PLURAL.match(found["cue"])):
                break
            parts = _parts(more["number"]) if more["number"] else _inherited(parts, more["clauses"])
            numbers.extend((each, more.end("separator"), more.end()) for each in _run_on(parts))
            end = more.end()
        yield _Group(tuple(numbers), _REGULATION.match(found["cue"]) is not None)


def _parts(number: str) -> tuple[str, ...]:
    """Take `40(3a)(a)` apart and write its capitals as the Acts do: 40, 3A, a."""
    base = _BASE.match(number)
    clauses = tuple(clause.upper() if clause[0].isdigit() else clause for clause in _CLAUSE.findall(number))
    return ((base[0].upper() if base else ""), *clauses)


def _run_on(parts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Read `31(1)(a)(b)` as (a) and (b), which no Act nests; `36(2)(b)(ii)` is one clause."""
    end = next((at for at in range(2, len(parts)) if parts[at - 1] in _LETTERED and parts[at] in _LETTERED), len(parts))
    return (parts[:end], *((*parts[: end - 1], other) for other in parts[end:]))


def _inherited(before: tuple[str, ...], clauses: str) -> tuple[str, ...]:
    """Read `and (b)` after `31(1)(a)` as 31(1)(b), `and (3)` after `40(2)` as 40(3): a clause replaces its like."""
    own = _parts("0" + clauses)[1:]
    kept = len(before) - 1
    while kept > 1 and before[kept][0].isdigit() != own[0][0].isdigit():
        kept -= 1
    return (*before[:kept], *own) if kept >= 1 else (*before, *own)


def _tied(sentence: Sentence, group: _Group, laws: Sequence[LawNamed]) -> str | None:
    """Name the law that stands right after or right before a group; "of the Act" is left to what is in reach."""
    start, end = group.numbers[0][1], group.numbers[-1][2]
    if _THING.match(sentence.shadow, end):
        return OTHER
    of = _OF.match(sentence.shadow, end)
    if of and of["act"]:
        return None
    if of:
        return next((law.law for law in laws if 0 <= law.start - of.end() <= 4), None)
    before = [law.law for law in laws if law.end <= start and _BEFORE.match(sentence.shadow[law.end : start])]
    return before[-1] if before else None


def _tied_with_next(
    sentence: Sentence, groups: Sequence[_Group], tied: Sequence[str | None], position: int
) -> str | None:
    """Tie "section 20 or" to the law of "section 17 of the Children Act 1989", which it is joined to."""
    for following in range(position + 1, len(groups)):
        gap = sentence.shadow[groups[following - 1].numbers[-1][2] : groups[following].numbers[0][1]]
        if not _JOINED.fullmatch(gap):
            return None
        if tied[following]:
            return tied[following]
    return None


def _of_that_name(
    sentences: Sequence[Sentence], laws: Sequence[LawNamed], sentence: Sentence, group: _Group
) -> Sequence[LawNamed]:
    """Leave out Regulations where a citation says "of the Act", which is not one of them."""
    of = _OF.match(sentence.shadow, group.numbers[-1][2])
    if not of or not of["act"] or not of["act"].endswith("act"):
        return laws
    return [law for law in laws if not _NO_ACT.search(sentences[law.sentence].shadow, law.start, law.end)]


def _in_reach(laws: Sequence[LawNamed], index: int, group: _Group, regime: str | None) -> str | None:
    """Name the law in reach: last named before in the answer, else later in the sentence, else the letter's own."""
    start = group.numbers[0][1]
    before = [law.law for law in laws if (law.sentence, law.start) < (index, start)]
    later = [law.law for law in laws if law.sentence == index and law.start > start and law.law != OTHER]
    own = before[-1] if before else (later[0] if later else regime)
    return own if own in (None, OTHER) else _of_kind(own, regulation=group.regulation)


def _of_kind(law: str, *, regulation: bool) -> str:
    """Of the laws of one country, the one that has regulations or sections, as cited."""
    scottish = law in ("FOISA", "EIR(S)")
    if regulation:
        return "EIR(S)" if scottish else "EIR"
    return "FOISA" if scottish else "FOIA"


def _cite(sentence: Sentence, index: int, group: _Group, law: str | None) -> Iterator[Citation]:
    for parts, start, end in group.numbers:
        span = sentence.span(start, end)
        line = next(line for _, line, _ in sentence.pieces if line.number == span.line)
        provision = Provision(law, parts) if law in LAWS else None
        yield Citation(provision, span, line.text[span.first - 1 : span.last], index, start, end)
