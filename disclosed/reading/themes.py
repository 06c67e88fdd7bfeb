"""Answers that serve several questions, or stand beneath a list of them, parted among the questions that they speak of.

"Questions 3 and 4 - Eight claims were raised …. The Council has paid £9,350 …", or all questions and then a page of prose
or a list of rows. matching.py says which sentence is about which question. Where it cannot, an answer that several
share stays whole (blocks.py shares it by columns, or doubts it), and one beneath a list gives no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from disclosed.model import Letter, Span
from disclosed.reading.answer_groups import is_prose
from disclosed.reading.course import has_number
from disclosed.reading.lines import fold
from disclosed.reading.matching import OPENING, Unit, pair, parts_of
from disclosed.reading.prose import Sentence, part_of, sentences_of
from disclosed.reading.slices import cut_lines, joined_text
from disclosed.reading.slots import Layout, Slot

_LABEL = re.compile(r"[A-H]\d{1,2}[.):](?=\s|$)")  # of a paragraph, where the questions are numbered otherwise
MAX_SHARED = 60  # questions that one stretch is parted among; more is a list that lost its answers
MAX_SENTENCES = 400
LISTED = 2  # questions one beneath the other, and a third that is answered, are a list


def give_themes(letter: Letter, layout: Layout) -> Layout:
    """Part among its questions each answer that several share, and each that stands beneath a list of questions."""
    leaves = {slot.number for slot in layout.slots} - {slot.parent for slot in layout.slots}
    stems = {slot.number: slot for slot in layout.slots if slot.number not in leaves}
    for slots in _groups(layout):
        parted = _parted(letter, layout, slots, stems)
        if parted is None and not slots[-1].shared and {slot.number for slot in slots} == leaves:
            last = replace(slots[-1], unpaired=True)
            parted = replace(layout, slots=tuple(last if slot is slots[-1] else slot for slot in layout.slots))
        layout = parted or layout
    return layout


def _groups(layout: Layout) -> Iterator[tuple[Slot, ...]]:
    """Yield the questions of each shared answer, and those that stand unanswered above one that is answered.

    One question alone without an answer was passed over, most likely, unless it is all that stands above.
    """
    stems = {slot.parent for slot in layout.slots}
    shared: dict[tuple[str, ...], list[Slot]] = {}
    waiting: list[Slot] = []
    for slot in layout.slots:
        if slot.shared:
            shared.setdefault(slot.shared, []).append(slot)
        if slot.answer or slot.notices or slot.number in stems:
            listed = len(waiting) >= LISTED or len(waiting) == len(layout.slots) - len(stems - {""}) - 1
            if waiting and listed and slot.answer and not slot.shared and _below(waiting, slot):
                yield (*waiting, slot)
            waiting = []
        else:
            waiting.append(slot)
    yield from (tuple(slots) for numbers, slots in shared.items() if len(slots) == len(numbers))


def _below(waiting: Sequence[Slot], slot: Slot) -> bool:
    """Tell whether an answer stands beneath all of the questions above its own."""
    asked = [span.line for one in (*waiting, slot) for span in one.question]
    return bool(asked) and min(span.line for span in slot.answer) >= max(asked)


def _parted(letter: Letter, layout: Layout, slots: Sequence[Slot], stems: Mapping[str, Slot]) -> Layout | None:
    """Part an answer among questions, each sentence's lines to its own; None where nothing decides it."""
    if len(slots) > MAX_SHARED:
        return None
    answer = next(slot.answer for slot in slots if slot.answer)
    sentences = sentences_of(cut_lines(letter, answer, layout.parts))
    if len(sentences) > MAX_SENTENCES:
        return None
    asked = tuple(fold(_asked(letter, slot, stems.get(slot.parent))) for slot in slots)
    sentences = tuple(part for one in sentences for part in _parts(asked, one))
    announced = list(_announced(sentences))
    owners = pair(asked, tuple(_units([held[0] for held in announced])), named=bool(slots[-1].shared))
    if owners is None:
        return None
    shares: dict[str, list[Span]] = {slot.number: [] for slot in slots}
    opening: list[Span] = []
    for held, owner in zip(announced, owners, strict=True):
        kept = opening if owner == OPENING else shares[slots[owner].number]
        kept += [span for sentence in held for span in sentence.spans()]
    return _shared_out(layout, shares, opening)


def _announced(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Yield each sentence with the rows that it leads to: `The boats were spread as follows:`; others alone."""
    held: list[Sentence] = []
    for sentence in sentences:
        leads = bool(held) and held[0].shadow.rstrip().endswith(":") and not is_row(held[0])
        if leads and (is_row(sentence) or "\t" in sentence.text):
            held.append(sentence)
            continue
        yield from [held] if held else []
        held = [sentence]
    yield from [held] if held else []


def _units(sentences: Sequence[Sentence]) -> Iterator[Unit]:
    paragraphs = _paragraphs(sentences)
    listed: set[int] = set()
    for sentence in sentences:
        paragraph = next(paragraphs)
        listed |= {paragraph} if _LABEL.match(sentence.text) else set()
        yield Unit(sentence.shadow, paragraph, is_row(sentence), paragraph in listed)


def is_row(sentence: Sentence) -> bool:
    """Tell a row of figures, or of a list with figures, from a sentence."""
    line = sentence.pieces[0][1]
    return len(sentence.pieces) == 1 and has_number(line, 0, len(line.text)) and not is_prose(line)


def _parts(asked: tuple[str, ...], sentence: Sentence) -> Iterator[Sentence]:
    """Cut a sentence into clauses where these speak of several questions."""
    places = parts_of(asked, sentence.shadow)
    yield from (part_of(sentence, *place) for place in places) if places else (sentence,)


def _asked(letter: Letter, slot: Slot, stem: Slot | None) -> str:
    return joined_text(letter, (*(stem.question if stem else ()), *slot.question))


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[int]:
    """Count for each sentence the paragraph that it stands in: what a blank line parts, and each line where none does."""
    apart = any(two.pieces[0][1].number > one.pieces[-1][1].number + 1 for one, two in pairwise(sentences))
    paragraph, last = 0, 0
    for sentence in sentences:
        first = sentence.pieces[0][1].number
        paragraph += first > last + apart
        last = sentence.pieces[-1][1].number
        yield paragraph


def _shared_out(layout: Layout, shares: Mapping[str, Sequence[Span]], opening: Sequence[Span]) -> Layout:
    slots = tuple(
        replace(slot, answer=tuple(shares[slot.number]), shared=()) if slot.number in shares else slot
        for slot in layout.slots
    )
    own = {span.line: number for number, spans in shares.items() for span in reversed(spans)}
    owners = tuple(own.get(place, owner) for place, owner in enumerate(layout.owners, start=1))
    return replace(layout, slots=slots, stray=(*layout.stray, *opening), owners=owners)
