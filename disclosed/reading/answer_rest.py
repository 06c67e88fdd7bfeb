"""The numbers of an answer that are no figures: each is set aside with its reason, or reported as not read.

Completeness is a promise (docs/reading.md): a number that a table's heading does not name, or that no reader explains,
is said to be unread, and never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosed.model import Finding, Line, SetAside, Span
from disclosed.reading.answer_groups import Group
from disclosed.reading.candidates import Candidate, Places, finding, in_brackets, unexplained
from disclosed.reading.tokens import NUMERIC, Token, tokens_of
from disclosed.reading.wholes import parts_of

# What a token looks like → the reason, where nothing nearer says more.
_BY_KIND = {
    "date": "date", "span": "period", "year": "year", "time": "time", "telephone": "telephone", "postcode": "address",
    "reference": "reference", "code": "code", "range": "range",
}  # fmt: skip
_FIRM = frozenset({"date", "span", "year", "time", "telephone", "postcode"})  # the same in a label as outside it
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages)\s*$")
_AGE_BOUND = re.compile(r"\b(?:under|over)\s*$")
_AGE_END = re.compile(r"s?\s*(?:years?\b|yrs?\b|[).,;]|$)")
_AGE_AFTER = re.compile(r"\s*(?:yrs?|years?)(?:[ -]old|\s+plus|\s+and (?:over|under)|\s+of age)|yrs?\s+plus")
# `Table 2: spend (£000)`: the caption's number and its measure are parts of a heading, wherever it stands.
_CAPTION = re.compile(r"\b(?:table|figure|chart|graph|annex|appendix|schedule)\s*$")
_MEASURE = re.compile(r"£ ?'?0{3}(?:,0{3})?(?!\d)")
_QUESTION = re.compile(r"\bquestions?(?: \d+(?:,| to| and| -)?)*\s*$")
COUNTS = frozenset({"number", "money", "percent", "measure", "bound"})
_HELD = COUNTS | {"code"}  # values with commas between them are one token, and no code


def unread_in(group: Group, winner: Candidate) -> list[tuple[Line, Token]]:
    """List the numbers of a group in rows that its winner does not account for, or that no heading names."""
    if group.kind in {"prose", "legend"}:
        return []
    over = [
        (line, token)
        for line, token in unexplained(winner, group.lines)
        if not (winner.figures and in_brackets(line, token))
    ]
    unread = Places(winner.unread)
    nameless = [(line, token) for line in group.lines for token in tokens_of(line) if unread.touch(line, token)]
    found = [one for one in over if one[1].kind in COUNTS] + [one for one in nameless if one[1].kind in _HELD]
    return [(line, token) for line, token in found if not _is_caption(line, token)]


def _is_caption(line: Line, token: Token) -> bool:
    """Whether a number belongs to a table's caption: its number, or the measure that its figures are in."""
    at = token.first - 1
    return _CAPTION.search(line.shadow[:at]) is not None or _MEASURE.match(line.shadow, at) is not None


def doubts_of(unread: Sequence[tuple[Line, Token]]) -> Iterator[Finding]:
    """Say, line by line, which numbers are not read."""
    by_line: dict[int, list[str]] = {}
    for line, token in unread:
        by_line.setdefault(line.number, []).append(f"“{token.text}”")
    for number, words in by_line.items():
        verb = "is" if len(words) == 1 else "are"
        yield finding(
            "unread_number",
            f"{', '.join(words)} {verb} in the answer and not read: nothing says what {'it counts' if len(words) == 1 else 'they count'}.",
            "Point at each with a `readings:` line, with its labels or a reason to set it aside.",
            number,
        )


def asides_of(
    lines: Sequence[Line], winners: Sequence[Candidate], unread: Sequence[tuple[Line, Token]], *, refused: bool
) -> Iterator[SetAside]:
    """Yield every number of the answer that is no figure and not unread, with the reason."""
    spent = [span for winner in winners for span in winner.spent]
    known = Places((*(figure.span for winner in winners for figure in winner.figures), *spent))
    counts = {(figure.span.line, figure.span.last) for winner in winners for figure in winner.figures}
    labels = Places(span for winner in winners for span in winner.labels)
    headings = Places(span for winner in winners for span in winner.headings)
    waiting = {(line.number, token.first) for line, token in unread}
    answered = any(winner.figures for winner in winners)
    otherwise = "refusal" if refused else "note" if answered else "words"
    yield from _refused(lines, spent)
    for line in lines:
        for token in tokens_of(line):
            if token.kind not in NUMERIC and token.kind != "number_word":
                continue
            if (line.number, token.first) in waiting or known.touch(line, token):
                continue
            if token.kind in _FIRM:
                reason = _BY_KIND[token.kind]
            elif labels.touch(line, token):
                reason = "label"
            elif headings.touch(line, token):
                reason = "heading" if answered else "words"
            elif any((line.number, end) in counts for end in parts_of(line.shadow, token.first - 1, token.last)):
                reason = "whole"
            else:
                reason = _by_words(line, token, refused=refused) or _BY_KIND.get(token.kind, otherwise)
            yield SetAside(token.text, Span(line.number, token.first, token.last), reason)


def _refused(lines: Sequence[Line], spent: Sequence[Span]) -> Iterator[SetAside]:
    """Yield the ranges that are no figures."""
    for span in spent:
        line = next(line for line in lines if line.number == span.line)
        words = line.text[span.first - 1 : span.last]
        if any(character.isdigit() for character in words):
            yield SetAside(words, span, "range")


def _by_words(line: Line, token: Token, *, refused: bool) -> str | None:
    """Tell sections, ages and question numbers by the words beside them."""
    before, after = line.shadow[: token.first - 1], line.shadow[token.last :]
    if token.kind == "section":
        return "provision" if refused else "other provision"
    bounded = _AGE_BOUND.search(before) and _AGE_END.match(after)
    if bounded or _AGE_BEFORE.search(before) or _AGE_AFTER.match(after) or re.match(r"\d+yrs", token.text):
        return "age"
    if _is_caption(line, token):
        return "heading"
    return "question number" if _QUESTION.search(before) else None
