"""Tables of an annex, each handed to the question that it answers: `Table 2 - Waiting time (question 2)`.

Trusted in this order: a caption that names its question; an answer that points at the table by its number ("Please see
Table 1 in Annex A"); a sentence, for several questions, that names both (table_sentences.py); order, for the tables and questions that are left, where they are as many, the tables named otherwise
stand in order too, and each caption has a word of its question. What nothing tells stays with the annex (annexes.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from disclosed.model import Letter, Line, Span
from disclosed.reading.captions import Caption, caption_of
from disclosed.reading.lines import fold
from disclosed.reading.signposts import numbers_of
from disclosed.reading.slices import joined_text
from disclosed.reading.slots import Layout, Slot
from disclosed.reading.stems import stems
from disclosed.reading.table_sentences import keys_in, only_points, tables_told

MAX_TABLES = 60  # of one annex; a longer list of captions is a list of tables

_QUESTION = re.compile(
    r"\bquestions? (?P<list>\d[\da-z, ()]{0,40}?)(?=\W*$|[):;.-])|\(q(?:uestion)?s? ?(?P<short>\d[\da-z, ()&-]{0,40}?)\)"
)
_OF_NO_THEME = frozenset(
    {"table", "figure", "number", "total", "year", "question", "the", "and", "for", "from", "how", "many", "please"}
)


@dataclass(slots=True)
class Table:
    """A table with a caption: its key (`2`), its caption's words, the questions that it names, and its lines from the caption on.

    One that names a question which is not known is `foreign`: it answers none of the others.
    """

    key: str
    title: str
    named: tuple[str, ...] = ()
    foreign: bool = False
    lines: list[Line] = field(default_factory=list)


def tables_of(lines: Sequence[Line], known: Sequence[str]) -> tuple[Table, ...]:
    """Cut the lines of an annex at its captions; a key that comes again goes on with its table."""
    found: dict[str, Table] = {}
    open_: Table | None = None
    for line in lines:
        caption = caption_of(line)
        if caption is not None:
            open_ = found.setdefault(caption.key, _opened(caption, known))
        if open_ is not None:
            open_.lines.append(line)
    return tuple(found.values())[:MAX_TABLES]


def _opened(caption: Caption, known: Sequence[str]) -> Table:
    """Open the table of a caption, with the questions that it says it answers."""
    found = _QUESTION.search(caption.title)
    named = numbers_of(found["list"] or found["short"], known) if found else ()
    return Table(caption.key, caption.title, named, foreign=found is not None and not named)


def foreign_lines(lines: Sequence[Line], known: Sequence[str]) -> frozenset[int]:
    """Give the lines of tables that answer a question which is not known."""
    return frozenset(line.number for table in tables_of(lines, known) if table.foreign for line in table.lines)


def give_tables(letter: Letter, layout: Layout, lines: Sequence[Line], pointing: Mapping[str, str | None]) -> Layout:
    """Hand the tables of an annex's lines to their questions; `pointing` says how each question's answer points at the annex."""
    leaves = [slot for slot in layout.slots if slot.number in pointing]
    tables = tables_of(lines, [slot.number for slot in layout.slots])
    if not tables or not leaves or any(table.foreign for table in tables):
        return layout
    waiting = [slot for slot in leaves if not (slot.answer or slot.notices)]
    told = leaves[:-1] if waiting else leaves  # what stands beneath a list of questions is of no question alone
    keys = {slot.number: frozenset(keys_in(fold(joined_text(letter, slot.answer)))) for slot in told}
    layout, said = _said_of_several(letter, layout, frozenset(table.key for table in tables))
    keys |= said
    owners: dict[str, frozenset[str]] = {}
    for table in tables:
        named = [slot.number for slot in leaves if slot.number in table.named or slot.parent in table.named]
        owners[table.key] = frozenset(named or (number for number, own in keys.items() if table.key in own))
    owners |= _by_order(letter, leaves, tables, owners, pointing)
    for numbers in _together(owners.values()):
        mine = [line for table in tables if owners[table.key] & numbers for line in table.lines]
        layout = _handed(layout, mine, tuple(slot.number for slot in leaves if slot.number in numbers))
    listed = pointing[leaves[-1].number] == "answer" and leaves[-2:-1] and leaves[-2] in waiting
    given = frozenset[str]().union(*owners.values())
    return _without_prose(layout, leaves[-1]) if listed and given & {slot.number for slot in waiting} else layout


def _said_of_several(letter: Letter, layout: Layout, keys: frozenset[str]) -> tuple[Layout, dict[str, frozenset[str]]]:
    """Find the tables that a sentence said of several questions names for each that has no answer of its own.

    An answer for several questions that only points becomes a notice on each of them.
    """
    known = [slot.number for slot in layout.slots]
    told: dict[str, frozenset[str]] = {}
    for spans in dict.fromkeys(spans for slot in layout.slots for spans in _said_of(slot)):
        said = tables_told(fold(joined_text(letter, [replace(span, first=1) for span in spans])), known)
        told |= said if keys >= frozenset().union(*said.values()) else {}
    slots = tuple(_pointed(letter, slot) if told.keys() >= set(slot.shared) else slot for slot in layout.slots)
    open_ = {slot.number for slot in slots if not slot.answer}
    return replace(layout, slots=slots), {number: own for number, own in told.items() if number in open_}


def _said_of(slot: Slot) -> Iterator[tuple[Span, ...]]:
    """Yield what is said of a question with others: an answer that it shares, and its notices."""
    if slot.shared and slot.answer:
        yield slot.answer
    if slot.notices:
        yield slot.notices


def _pointed(letter: Letter, slot: Slot) -> Slot:
    """Take a shared answer in which only questions and tables have numbers for a notice."""
    if not slot.shared or not only_points(fold(joined_text(letter, slot.answer))):
        return slot
    return replace(slot, answer=(), notices=(*slot.notices, *slot.answer), shared=())


def _together(owners: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Join the questions that have a table in common."""
    joined: list[frozenset[str]] = []
    for numbers in owners:
        met = [other for other in joined if other & numbers]
        joined = [other for other in joined if other not in met]
        joined += [numbers.union(*met)] if numbers else []
    return joined


def _by_order(
    letter: Letter,
    leaves: Sequence[Slot],
    tables: Sequence[Table],
    owners: Mapping[str, frozenset[str]],
    pointing: Mapping[str, str | None],
) -> dict[str, frozenset[str]]:
    """Give the tables that nothing names to the questions that have none, in their order; none where their words are at odds."""
    taken = frozenset[str]().union(*owners.values())
    left = [table for table in tables if not owners[table.key]]
    open_ = [
        slot
        for slot in leaves
        if slot.number not in taken and (pointing[slot.number] == "answer" or not (slot.answer or slot.notices))
    ]
    if not left or len(left) != len(open_):
        return {}
    found = {table.key: frozenset({slot.number}) for table, slot in zip(left, open_, strict=True)}
    order = {slot.number: place for place, slot in enumerate(leaves)}
    places = [min(order[number] for number in (found.get(table.key) or owners[table.key])) for table in tables]
    if any(one >= other for one, other in pairwise(places)):
        return {}
    texts = [stems(joined_text(letter, slot.question), _OF_NO_THEME) for slot in open_]
    often = Counter(word for text in texts for word in text)
    for table, text in zip(left, texts, strict=True):
        words = stems(table.title, _OF_NO_THEME)
        shared = [sum(1 / often[word] for word in words & other) for other in texts]
        if not words & text or max(shared) > sum(1 / often[word] for word in words & text):
            return {}
    return found


def _handed(layout: Layout, lines: Sequence[Line], numbers: tuple[str, ...]) -> Layout:
    """Add tables to the answer of a question; where several share them, they are the answer, and what points at them a notice."""
    spans = tuple(Span(line.number, 1, len(line.text)) for line in lines)
    own = {span.line for span in spans}
    slots = []
    for slot in layout.slots:
        if slot.number not in numbers:
            slots.append(slot)
        elif len(numbers) == 1:
            slots.append(replace(slot, answer=(*slot.answer, *spans)))
        else:
            slots.append(replace(slot, answer=spans, notices=(*slot.notices, *slot.answer), shared=numbers))
    parts = tuple("answer" if place in own else part for place, part in enumerate(layout.parts, start=1))
    owners = tuple(numbers[0] if place in own else owner for place, owner in enumerate(layout.owners, start=1))
    return replace(layout, slots=tuple(slots), parts=parts, owners=owners)


def _without_prose(layout: Layout, last: Slot) -> Layout:
    """Take what stands beneath a list of questions for what is said of all of them, and no answer to the last alone."""
    own = set(last.answer)
    slots = tuple(
        replace(
            slot, answer=tuple(span for span in slot.answer if span not in own), notices=(*slot.notices, *last.answer)
        )
        if slot.number == last.number
        else slot
        for slot in layout.slots
    )
    return replace(layout, slots=slots)
