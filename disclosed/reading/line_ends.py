"""Questions without a mark that their own line answers, behind a dash: `Number of penalties issued in 2024/25 - 19`.

A question that ends without a mark goes on to the end of its line, since most that do ask on. Where nothing else answers
it, and its line ends in a dash or an equals sign and a value, or a list of them, that is its answer.
"""

from __future__ import annotations

import re
from dataclasses import replace

from disclosed.model import Letter, Span
from disclosed.reading.slots import Layout, Slot

_VALUE = (
    r"(?:(?:about|around|approximately|approx\.?|circa|c\.?|fewer than|less than|under|over|<|>) ?)?"
    r"(?:£ ?)?\d[\d,]*(?:\.\d+)?(?: ?%| ?per ?cent| ?(?:million|billion|thousand|m|bn|k)\b)?(?: [a-z]{2,12}){0,3}"
)
_ITEM = rf"[a-z][a-z /&'()-]{{0,40}}?[:=-]? {_VALUE}"
_LIST = rf"{_ITEM}(?:[;,](?: and)? {_ITEM}){{1,20}}"
_WORDS = r"none|nil|zero|yes|no|n/a|not held|not recorded|not applicable"
_ENDED = re.compile(rf"(?P<asked>.*\S) (?:-|=) ?(?P<answer>(?:{_LIST}|{_VALUE}|{_WORDS})[.;]?)$")
_YEARS = re.compile(
    r"(?:(?:19|20)\d\d - (?:(?:19|20)\d\d|\d\d)|(?<![\d/.,-])\d{1,2} - \d{1,2})[.;]?$"
)  # `2019 - 2021`, `grades 5 - 7`
_WORD = re.compile(r"[a-z]{2,}")
LONGEST = 400  # characters of a line that asks and answers
FEWEST_WORDS = 3  # before the dash: a name and a number are a row


def answer_at_line_ends(letter: Letter, layout: Layout) -> Layout:
    """Give each question that nothing answers what stands behind the dash of its last line."""
    stems = {slot.parent for slot in layout.slots}
    answered = {
        slot.number: cut
        for slot in layout.slots
        if slot.number not in stems and not (slot.answer or slot.notices) and (cut := _cut(letter, slot)) is not None
    }
    if not answered:
        return layout
    slots = tuple(answered.get(slot.number, slot) for slot in layout.slots)
    lines = {span.line for slot in answered.values() for span in slot.answer}
    parts = tuple("answer" if number in lines else part for number, part in enumerate(layout.parts, start=1))
    return replace(layout, slots=slots, parts=parts)


def _cut(letter: Letter, slot: Slot) -> Slot | None:
    """Part a question from the answer at the end of its last line."""
    if not slot.question or any("?" in _words(letter, span) for span in slot.question):
        return None
    *before, last = slot.question
    words = _words(letter, last)
    found = _ENDED.match(words) if len(words) <= LONGEST else None
    if found is None or _YEARS.search(words) or len(_WORD.findall(found["asked"])) < FEWEST_WORDS:
        return None
    asked = Span(last.line, last.first, last.first + found.end("asked") - 1)
    return replace(
        slot, question=(*before, asked), answer=(Span(last.line, last.first + found.start("answer"), last.last),)
    )


def _words(letter: Letter, span: Span) -> str:
    return letter.lines[span.line - 1].shadow[span.first - 1 : span.last]
