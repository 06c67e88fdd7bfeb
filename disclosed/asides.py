"""Every number of a letter that is no figure, with the reason.

Completeness is the promise that each number of an answer is published or listed here (DESIGN.md §1). The sum runs over
tokens: what a figure covers is a figure, what an answer's reader explained keeps its reason, and the rest takes its
reason from the part of the letter in which it stands and from its own form. The reasons are those of tokens.REASONS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from disclosed.model import Letter, Line, Part, ReadFigure, Refusal, SetAside, Span
from disclosed.tokens import NUMERIC, Token, tokens_of

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
_AGE = re.compile(r" ?(?:-? ?(?:yrs?|years?)(?: old)?|\+ ?(?:yrs?|years?))(?! to| and)\b(?! in)")
_AGED = re.compile(r"\b(?:aged?|over|under|above|below)(?: of)? $")
_TITLE = re.compile(r"\b(?:act|regulations|rules|order|code|directive)(?: \(scotland\))?(?: act)?,? ?$")


def set_aside(
    letter: Letter,
    parts: Sequence[Part],
    *,
    labels: Iterable[Span],
    figures: Iterable[ReadFigure],
    known: Iterable[SetAside],
    refusals: Mapping[str, Sequence[Refusal]],
    kinds: Mapping[int, str],
) -> tuple[SetAside, ...]:
    """List every numeric token that no figure covers; `kinds` says of an answer's line why its numbers are none."""
    covered = _by_line(figure.span for figure in figures)
    told = {(aside.span.line, aside.span.first): aside for aside in known}
    inside = _by_line(aside.span for aside in known)
    numbering = _by_line(labels)
    cited = _by_line(refusal.span for listed in refusals.values() for refusal in listed)
    found = list(told.values())
    for line, part in zip(letter.lines, parts, strict=True):
        for token in _numeric(line):
            if _within(token, covered, line) or _within(token, inside, line):
                continue
            reason = _reason(line, token, part, numbered=_within(token, numbering, line))
            if _within(token, cited, line):
                reason = "provision"
            elif part == "answer" and reason not in _FIRM:
                reason = kinds.get(line.number, reason)
            found.append(SetAside(token.text, Span(line.number, token.first, token.last), reason))
    return tuple(sorted(found, key=lambda aside: (aside.span.line, aside.span.first)))


_FIRM = frozenset({"question number", "title", "age", "date", "telephone", "address", "link mark", "other provision"})


def _numeric(line: Line) -> Iterator[Token]:
    for token in tokens_of(line):
        if token.kind in NUMERIC:
            yield token


def _by_line(spans: Iterable[Span]) -> dict[int, list[Span]]:
    held: dict[int, list[Span]] = {}
    for span in spans:
        held.setdefault(span.line, []).append(span)
    return held


def _within(token: Token, spans: Mapping[int, list[Span]], line: Line) -> bool:
    """Tell whether a token overlaps one of the spans of its line."""
    return any(span.first <= token.last and token.first <= span.last for span in spans.get(line.number, ()))


def _reason(line: Line, token: Token, part: Part, *, numbered: bool) -> str:
    before, after = line.shadow[: token.first - 1], line.shadow[token.last :]
    if numbered:
        return "question number"
    if part == "furniture":
        return _of_furniture(line, token)
    if _LINK.match(line.shadow, token.first - 1) and after.startswith("]"):
        return "link mark"
    if token.kind == "year" and _TITLE.search(before):
        return "title"
    if token.kind == "measure" and re.search(r"y(?:ea)?rs?$", line.shadow[token.first - 1 : token.last]):
        return "age"
    if token.kind == "number" and (_AGED.search(before) or _AGE.match(after)) and "years" in after[:12]:
        return "age"
    if part == "tail":
        return _of_tail(line, token)
    if token.kind in _BY_KIND and part != "question":
        return _BY_KIND[token.kind]
    return _BY_PART.get(part, "words")


def _of_furniture(line: Line, token: Token) -> str:
    if _PAGE.search(line.shadow):
        return "page number"
    return "link mark" if _LINK.match(line.shadow, token.first - 1) else "furniture"


def _of_tail(line: Line, token: Token) -> str:
    if token.kind in _BY_KIND:
        return _BY_KIND[token.kind]
    return "appeal" if _APPEAL.search(line.shadow) else "tail"
