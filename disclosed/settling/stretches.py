"""Places of a letter as a person writes them: `30`, `30-33`, or `30:12-80` for columns of one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.model import Line, Span
from disclosed.reading.stretches import whole_line

MOST_STRETCHES = 100  # of one question: an answer in pieces has a few
_STRETCH = re.compile(r"(?P<first>\d{1,6})(?:-(?P<last>\d{1,6})|:(?P<column>\d{1,6})-(?P<to>\d{1,6}))?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines `first` to `last`, or the columns `column` to `to` of one line (0: all of it)."""

    first: int
    last: int
    column: int = 0
    to: int = 0

    def __str__(self) -> str:
        """Write it as settings do."""
        if self.column:
            return f"{self.first}:{self.column}-{self.to}"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def parse_stretch(text: str) -> Stretch | None:
    """Parse a place; None of what is none."""
    found = _STRETCH.match(text)
    if found is None:
        return None
    first = int(found["first"])
    made = Stretch(first, int(found["last"] or first), int(found["column"] or 0), int(found["to"] or 0))
    backwards = made.last < made.first or made.to < made.column
    return None if not first or backwards or (found["column"] and not made.column) else made


def spans_of(lines: Sequence[Line], stretch: Stretch) -> tuple[Span, ...]:
    """Give what a place holds, a line each, without the spaces around; raises LookupError with what is wrong and what to do."""
    if stretch.last > len(lines):
        raise LookupError(f"The letter has {len(lines)} lines, and no line {stretch.last}.", "Check the lines.")
    found = tuple(_columns(lines[stretch.first - 1], stretch) if stretch.column else _whole(lines, stretch))
    if not found:
        where = f"line {stretch.first}" if stretch.first == stretch.last else f"lines {stretch.first} to {stretch.last}"
        raise LookupError(f"Nothing stands on {where} of the letter.", "Check the lines.")
    return found


def _whole(lines: Sequence[Line], stretch: Stretch) -> Iterator[Span]:
    for line in lines[stretch.first - 1 : stretch.last]:
        span = whole_line(line)
        if span is not None:
            yield span


def _columns(line: Line, stretch: Stretch) -> Iterator[Span]:
    text = line.text
    if stretch.to > len(text):
        message = f"Line {line.number} of the letter has {len(text)} columns, and no column {stretch.to}."
        raise LookupError(message, "Check the columns.")
    for column in (stretch.column, stretch.to + 1):
        if text[column - 2 : column - 1].isalnum() and text[column - 1 : column].isalnum() and column > 1:
            message = f"Column {column} of line {line.number} stands in the middle of a word."
            raise LookupError(message, "Begin and end with whole words.")
    words = text[stretch.column - 1 : stretch.to]
    if words.strip():
        first = stretch.column + len(words) - len(words.lstrip())
        yield Span(line.number, first, first + len(words.strip()) - 1)
