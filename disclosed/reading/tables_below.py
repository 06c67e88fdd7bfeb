"""Questions that only point at a table below them: the table is theirs, whichever question it stands under.

"1. … Please see the table below. 2. … Please see the table below.", and one table: it answers both, and sharing.py says which
column is whose. A table beneath a later question that says nothing of it is that of those that point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.model import Letter, Span
from disclosed.reading.lines import fold
from disclosed.reading.slices import joined_text
from disclosed.reading.slots import Layout, Slot

_POINTS = re.compile(
    r"\W*(?:please )?(?:see|refer to|(?:as )?(?:shown|set out|given|provided) in|(?:this|the (?:information|figures?|answer|data)|these) (?:is|are) (?:shown |set out |given |provided )?in)"
    r" (?:the |our )?(?:following |attached )?table(?: (?:set out|shown|given|provided))?(?: (?:below|underneath|beneath))?\W*$"
)
_CELLS = re.compile(r"\S(?: {2,}|\t| ?\| ?)\S")
ROWS = 2  # a heading and one row


def give_tables_below(letter: Letter, layout: Layout) -> Layout:
    """Give the table below a run of questions that only point at one to all of them."""
    stems = {slot.parent for slot in layout.slots}
    changed: dict[str, Slot] = {}
    pointing: list[Slot] = []
    for slot in layout.slots:
        if slot.number in stems or slot.shared:
            continue
        if slot.answer and _POINTS.match(fold(joined_text(letter, slot.answer))):
            pointing.append(slot)
            continue
        table = _table_in(letter, slot) if pointing else ()
        if table:
            changed |= {one.number: one for one in _shared(letter, pointing, slot, table)}
            pointing = []
    return replace(layout, slots=tuple(changed.get(slot.number, slot) for slot in layout.slots)) if changed else layout


def _table_in(letter: Letter, slot: Slot) -> tuple[Span, ...]:
    """Give the lines of an answer from its first line in cells on, two or more."""
    first = next((place for place, span in enumerate(slot.answer) if _CELLS.search(_text(letter, span))), None)
    table = slot.answer[first:] if first is not None else ()
    return table if len(table) >= ROWS else ()


def _text(letter: Letter, span: Span) -> str:
    return letter.lines[span.line - 1].text[span.first - 1 : span.last]


def _shared(letter: Letter, pointing: Sequence[Slot], holder: Slot, table: tuple[Span, ...]) -> Iterator[Slot]:
    """Yield the slots that a table answers, all with the same lines; a holder that gives a number above it has an answer of its own."""
    before = holder.answer[: len(holder.answer) - len(table)]
    said = joined_text(letter, before)
    points = _POINTS.match(fold(said)) is not None or not any(mark.isdigit() for mark in said)
    members = [*pointing, holder] if points else list(pointing)
    numbers = tuple(one.number for one in members)
    answer = holder.answer if points else table
    for one in members:
        yield replace(one, answer=answer, shared=numbers if len(numbers) > 1 else ())
    if not points:
        yield replace(holder, answer=before)
