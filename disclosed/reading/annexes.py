"""Annexes: what stands beneath "Annex A" answers the question whose answer says "is at Annex A".

An annex follows the signature, so a walk down the letter has closed by then (the tail). It is handed to the questions that
point at it: as an answer, or as the reasons of a refusal where the sentence that points speaks of one ("the public interest
test is at Annex B"). An annex that nothing points at stays in the tail, unless the letter answers one request only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from disclosed.model import Letter, Line, SetAside, Span
from disclosed.reading.annex_tables import foreign_lines, give_tables
from disclosed.reading.furniture import is_labelled_tail
from disclosed.reading.lines import fold
from disclosed.reading.slices import joined_text
from disclosed.reading.slots import Layout, Slot

HEADING_WORDS = 14  # more is a sentence about the annex

_WORD = r"(?:annex(?:e|ure)?|appendix|schedule|attachment|enclosure)"
_KEY = r"(?P<key>[a-h]|\d{1,2}|[ivx]{1,4})"
_NAME = rf"(?:(?P<word>{_WORD}) ?{_KEY}?|(?P<note>note) {_KEY.replace('key', 'mark')})"  # "Note" alone is no name
_HEADING = re.compile(rf" *{_NAME}(?: *[-:.] *(?P<title>[^.?!]*)|(?P<plain>(?: [^.?!]*)?)) *$")
_NAMED = re.compile(rf"\b(?:(?P<word>{_WORD})s? {_KEY}|(?P<note>note) {_KEY.replace('key', 'mark')})\b")
_UNKEYED = re.compile(rf"\b{_WORD}\b")
# A number that names a place in the letter: "see Appendix 1", "as in table 2". A table's own title ("Table 2: …") is none.
_PLACE = re.compile(
    rf"\b(?:{_WORD}s? |(?:see|in|at|from|to|of|on|per) (?:the )?(?:attached |enclosed )?(?:tables?|figures?|pages?|sheets?|tabs?|paragraphs?|notes?) )"
    r"(?P<number>\d{1,2})(?![\d,.]\d|[\d%])"
)
_DIGIT = re.compile(r"\d")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|shows?|gives?|contains?|sets?|lists?|below|above|attached)\b")
_SENTENCE = re.compile(r"[^.]+(?:\.(?=\S)[^.]*)*\.?")
_REASONS = re.compile(
    r"\bpublic interest|\bexempt|\bexcept(?:ion|ed)|\brefus|\bwithh|\bbalanc|\breasons?\b|\blegislation\b"
)


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its name ("annex a"), its heading's line, and the lines beneath it."""

    name: str
    heading: int
    lines: tuple[Line, ...]


def find_annexes(letter: Letter, after: int) -> list[Annex]:
    """Find the annexes headed below a line; each ends at the next, or where a letter's tail begins."""
    heads = [(line.number, name) for line in letter.lines[after:] if (name := _heading(line)) is not None]
    closed = [*heads, (len(letter.lines) + 1, "")]
    return [
        Annex(name, number, tuple(_beneath(letter.lines[number : end - 1])))
        for (number, name), (end, _) in pairwise(closed)
    ]


def _heading(line: Line) -> str | None:
    """Give the name of the annex that a line heads."""
    found = _HEADING.match(line.shadow)
    if found is None or len(line.shadow.split()) > HEADING_WORDS or not line.text.lstrip()[:1].isupper():
        return None
    key = found["key"] or found["mark"]
    if found["plain"] and (key is None or _VERB.search(found["plain"])):
        return None
    return _key(found)


def _key(found: re.Match[str]) -> str:
    return f"{(found['word'] or found['note'])[:5]} {found['key'] or found['mark'] or ''}".strip()


def heads_annex(line: Line, letter: Letter) -> bool:
    """Tell whether a line heads an annex that a line above it points at."""
    name = _heading(line)
    return name is not None and _names_pointed_at(letter).get(name, line.number) < line.number


@lru_cache(maxsize=1)
def _names_pointed_at(letter: Letter) -> Mapping[str, int]:
    """Give the names of annexes that a letter's lines print, each with the first line that does."""
    named: dict[str, int] = {}
    for line in letter.lines:
        for found in _NAMED.finditer(line.shadow):
            named.setdefault(_key(found), line.number)
    return named


def _beneath(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if is_labelled_tail(line):
            return
        yield line


def place_numbers(lines: Sequence[Line]) -> tuple[SetAside, ...]:
    """Give the numbers by which an answer points at a place in the letter; they count nothing."""
    return tuple(
        SetAside(found["number"], Span(line.number, found.start("number") + 1, found.end("number")), "reference")
        for line in lines
        for found in _PLACE.finditer(line.shadow)
    )


def pointing_sentences(lines: Sequence[Line]) -> tuple[SetAside, ...]:
    """Give the sentences that point at a place and hold no other number: neither figures nor labels stand in them."""
    found = ((line, sentence) for line in lines for sentence in _SENTENCE.finditer(line.shadow))
    return tuple(
        SetAside(sentence[0], Span(line.number, sentence.start() + 1, sentence.end()), "reference")
        for line, sentence in found
        if sentence[0].endswith(".") and _PLACE.search(sentence[0]) and not _DIGIT.search(_PLACE.sub("", sentence[0]))
    )


def give_annexes(letter: Letter, layout: Layout) -> Layout:
    """Hand each annex to the questions that point at it."""
    opened = max((label.line for label in layout.labels), default=0)
    for annex in find_annexes(letter, opened):
        layout = _given(letter, layout, annex)
    return layout


def _given(letter: Letter, layout: Layout, annex: Annex) -> Layout:
    stems = {slot.parent for slot in layout.slots}
    pointing = {slot.number: _points(letter, slot, annex.name) for slot in layout.slots if slot.number not in stems}
    layout = give_tables(letter, layout, _left(annex, layout), pointing)
    foreign = foreign_lines(annex.lines, [slot.number for slot in layout.slots])
    lines = [line for line in _left(annex, layout) if line.number not in foreign]
    answering = [number for number, points in pointing.items() if points == "answer"]
    arguing = [number for number, points in pointing.items() if points == "notices"]
    if len(layout.slots) == 1 and not arguing:
        answering = [layout.slots[0].number]
    if not lines or not (answering or arguing):
        return layout
    spans = tuple(Span(line.number, 1, len(line.text)) for line in lines)
    slots = tuple(_extended(slot, spans, answering, arguing) for slot in layout.slots)
    own = {span.line: (answering or arguing)[0] for span in spans}
    parts = tuple("answer" if place in own else part for place, part in enumerate(layout.parts, start=1))
    owners = tuple(own.get(place, owner) for place, owner in enumerate(layout.owners, start=1))
    return replace(layout, slots=slots, parts=parts, owners=owners)


def _left(annex: Annex, layout: Layout) -> list[Line]:
    """Give the lines of an annex that answer nothing yet."""
    return [line for line in annex.lines if line.text.strip() and layout.parts[line.number - 1] == "tail"]


def _points(letter: Letter, slot: Slot, name: str) -> str | None:
    """Say how an answer points at an annex: for what it asks, or for the reasons of a refusal."""
    text = fold(joined_text(letter, (*slot.answer, *slot.notices)))
    for found in _SENTENCE.finditer(text):
        if any(_key(one) == name for one in _NAMED.finditer(found[0])) or (
            " " not in name and _UNKEYED.search(found[0])
        ):
            return "notices" if _REASONS.search(found[0]) else "answer"
    return None


def _extended(slot: Slot, spans: tuple[Span, ...], answering: Sequence[str], arguing: Sequence[str]) -> Slot:
    """Add an annex to a slot; where several questions share it, it is their answer, and what points at it a notice."""
    if slot.number in arguing and not answering:
        return replace(slot, notices=(*slot.notices, *spans))
    if slot.number not in answering:
        return slot
    if len(answering) == 1:
        return replace(slot, answer=(*slot.answer, *spans))
    shared = tuple(answering)
    return replace(slot, answer=spans, notices=(*slot.notices, *slot.answer), shared=shared)
