"""Places of a letter as a person writes them: `30`, `30-33`, or `30:12-80` for columns of one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.model import Line, Span
from disclosed.reading.stretches import whole_line

MOST_RANGES = 100  # of one question: an answer in pieces has a few
_RANGE = re.compile(r"(?P<first>\d{1,6})(?:-(?P<last>\d{1,6})|:(?P<column>\d{1,6})-(?P<to>\d{1,6}))?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class LineRange:
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


def parse_line_range(text: str) -> LineRange | None:
    """Parse a place; None of what is none."""
    found = _RANGE.match(text)
    if found is None:
        return None
    first = int(found["first"])
    made = LineRange(first, int(found["last"] or first), int(found["column"] or 0), int(found["to"] or 0))
    backwards = made.last < made.first or made.to < made.column
    return None if not first or backwards or (found["column"] and not made.column) else made


def spans_of(lines: Sequence[Line], asked: LineRange) -> tuple[Span, ...]:
    """Give what a place holds, a line each, without the spaces around; raises LookupError with what is wrong and what to do."""
    if asked.last > len(lines):
        raise LookupError(f"The letter has {len(lines)} lines, and no line {asked.last}.", "Check the lines.")
    found = tuple(_columns(lines[asked.first - 1], asked) if asked.column else _whole(lines, asked))
    if not found:
        where = f"line {asked.first}" if asked.first == asked.last else f"lines {asked.first} to {asked.last}"
        raise LookupError(f"Nothing stands on {where} of the letter.", "Check the lines.")
    return found


def _whole(lines: Sequence[Line], asked: LineRange) -> Iterator[Span]:
    for line in lines[asked.first - 1 : asked.last]:
        span = whole_line(line)
        if span is not None:
            yield span


def _columns(line: Line, asked: LineRange) -> Iterator[Span]:
    text = line.text
    if asked.to > len(text):
        message = f"Line {line.number} of the letter has {len(text)} columns, and no column {asked.to}."
        raise LookupError(message, "Check the columns.")
    for column in (asked.column, asked.to + 1):
        if text[column - 2 : column - 1].isalnum() and text[column - 1 : column].isalnum() and column > 1:
            message = f"Column {column} of line {line.number} stands in the middle of a word."
            raise LookupError(message, "Begin and end with whole words.")
    words = text[asked.column - 1 : asked.to]
    if words.strip():
        first = asked.column + len(words) - len(words.lstrip())
        yield Span(line.number, first, first + len(words.strip()) - 1)
