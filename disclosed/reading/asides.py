"""Every number of a letter that is no figure, with the reason.

Completeness is the promise that each number of an answer is published or listed here (docs/design.md §1). The sum runs over
tokens: what a figure covers is a figure, what an answer's reader explained keeps its reason, and the rest takes its
reason from the part of the letter in which it stands and from its own form. The reasons are those of tokens.REASONS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosed.model import Letter, Line, Part, SetAside, Span
from disclosed.reading.candidates import Places
from disclosed.reading.tokens import NUMERIC, Token, tokens_of

# The reason that a form gives by itself, wherever it stands outside an answer's figures.
_BY_KIND = {
    "date": "date",
    "time": "time",
    "span": "period",
    "year": "year",
    "telephone": "telephone",
    "postcode": "address",
    "reference": "reference",
    "code": "code",
    "ordinal": "words",
    "section": "other provision",
}
_BY_PART: dict[Part, str] = {"head": "head", "tail": "tail", "furniture": "furniture", "question": "question text"}
_PAGE = re.compile(r"\bpage\b|^[\f ]*\d+ of \d+ *$")
_LINK = re.compile(r"(?<=\[)\d{1,3}(?=\])")
_APPEAL = re.compile(r"\b(?:working days|months|review|appeal|complain|commissioner)")
_AGE = re.compile(r"[ -](?:yrs?|years?)[ -](?:old|plus)\b")
_YEARS = re.compile(r"y(?:ea)?rs?$")
_AGED = re.compile(r"\b(?:aged?|over|under|above|below)(?: of)? $")
_TITLE = re.compile(r"\b(?:act|regulations|rules|order|code|directive)(?: \(scotland\))?(?: act)?,? ?$")


COUNTS = frozenset({"number", "money", "percent", "measure", "bound"})  # kinds that can be left unread


@dataclass(frozen=True, slots=True)
class Accounted:
    """What is already accounted for: the spans of labels, figures and citations, and what readers have set aside.

    `kinds` says of an answer's line why its other numbers are no figures; on the lines of `unread` they are none of
    these and wait for a person.
    """

    labels: tuple[Span, ...]
    figures: tuple[Span, ...]
    cited: tuple[Span, ...]
    known: tuple[SetAside, ...]
    kinds: Mapping[int, str]
    unread: frozenset[int] = frozenset()


def set_aside(letter: Letter, parts: Sequence[Part], accounted: Accounted) -> tuple[SetAside, ...]:
    """List every numeric token that no figure covers, each with its reason."""
    told = {(aside.span.line, aside.span.first): aside for aside in accounted.known}
    taken = Places((*accounted.figures, *(aside.span for aside in accounted.known)))
    numbering, cited = Places(accounted.labels), Places(accounted.cited)
    found = list(told.values())
    for line, part in zip(letter.lines, parts, strict=True):
        for token in _numeric(line):
            if taken.touch(line, token):
                continue
            if numbering.touch(line, token):
                reason = "question number"
            elif cited.touch(line, token):
                reason = "provision"
            elif line.number in accounted.unread and token.kind in COUNTS:
                continue
            else:
                reason = _reason(line, token, part, accounted.kinds.get(line.number, "words"))
            found.append(SetAside(token.text, Span(line.number, token.first, token.last), reason))
    return tuple(sorted(found, key=lambda aside: (aside.span.line, aside.span.first)))


_FIRM = frozenset({"question number", "title", "age", "date", "telephone", "address", "link mark", "other provision"})


def _numeric(line: Line) -> Iterator[Token]:
    for token in tokens_of(line):
        if token.kind in NUMERIC:
            yield token


def _reason(line: Line, token: Token, part: Part, otherwise: str) -> str:
    """Give a number's reason: by its form and the words beside it, else by the part of the letter it stands in."""
    if part == "furniture":
        return _of_furniture(line, token)
    reason = _by_words(line, token)
    if reason is None and part != "question":
        reason = _BY_KIND.get(token.kind)
    if reason is None and part == "tail":
        reason = "appeal" if _APPEAL.search(line.shadow) else "tail"
    if part == "answer" and reason not in _FIRM:
        return otherwise
    return reason or _BY_PART.get(part, "words")


def _by_words(line: Line, token: Token) -> str | None:
    """Tell link marks, titles of Acts and ages by what stands beside a number."""
    before, after = line.shadow[: token.first - 1], line.shadow[token.last :]
    if _LINK.match(line.shadow, token.first - 1) and after.startswith("]"):
        return "link mark"
    if token.kind == "year" and _TITLE.search(before):
        return "title"
    aged = _AGED.search(before) and after.startswith(" year")
    if (token.kind == "measure" and _YEARS.search(token.text.lower())) or aged or _AGE.match(after):
        return "age"
    return None


def _of_furniture(line: Line, token: Token) -> str:
    if _PAGE.search(line.shadow):
        return "page number"
    return "link mark" if _LINK.match(line.shadow, token.first - 1) else "furniture"
