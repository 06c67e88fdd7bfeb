"""Letters whose own paragraphs are numbered: `1. Thank you for your request …` to `9. If you are not content …`.

Such a number names no question and counts nothing. It is known by where it runs: from the letter's courtesies to its last
words, one before each paragraph. Spaces stand in its place, so that nothing is read of it, and columns stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from disclosed.model import Letter, Line, SetAside, Span
from disclosed.reading.furniture import is_head_line, is_tail_line

LEAST = 4  # paragraphs; a list of fewer may be anything
LAST = 3  # paragraphs at the end, one of which is among a letter's last words

_NUMBER = re.compile(r" *(?P<number>\d{1,2})[.)](?=[ \t]+\S)")


def paragraph_numbers(letter: Letter) -> dict[int, tuple[int, int]]:
    """Give the lines that open with the number of a paragraph, each with the indexes of the number and what follows it."""
    numbered = list(_numbered(letter.lines))
    counts = [int(found["number"]) for _, found in numbered]
    if len(counts) < LEAST or counts != list(range(1, len(counts) + 1)):
        return {}
    if not is_head_line(_rest(*numbered[0])) or not any(is_tail_line(_rest(*one)) for one in numbered[-LAST:]):
        return {}
    return {line.number: (found.start("number"), found.end()) for line, found in numbered}


def _numbered(lines: Sequence[Line]) -> Iterator[tuple[Line, re.Match[str]]]:
    """Yield the first lines of paragraphs that begin with a number and a mark."""
    blank = Line(0, "", "")
    for above, line in pairwise((blank, *lines)):
        found = _NUMBER.match(line.shadow) if not above.shadow.strip() else None
        if found:
            yield line, found


def _rest(line: Line, found: re.Match[str]) -> Line:
    words = line.shadow[found.end() :].lstrip()
    return Line(line.number, line.text[len(line.shadow) - len(words) :], words, line.page)


def without_paragraph_numbers(letter: Letter) -> tuple[Letter, tuple[SetAside, ...]]:
    """Give a letter in which the numbers of its paragraphs are not read, and these numbers, set aside."""
    numbers = paragraph_numbers(letter)
    if not numbers:
        return letter, ()
    lines = tuple(_blanked(line, *numbers[line.number]) if line.number in numbers else line for line in letter.lines)
    asides = tuple(_aside(letter.lines[number - 1], first) for number, (first, _) in numbers.items())
    return replace(letter, lines=lines), asides


def _aside(line: Line, first: int) -> SetAside:
    last = next(place for place in range(first, len(line.text)) if not line.text[place].isdigit())
    return SetAside(line.text[first:last], Span(line.number, first + 1, last), "paragraph number")


def _blanked(line: Line, first: int, last: int) -> Line:
    blank = " " * (last - first)
    return replace(
        line, text=line.text[:first] + blank + line.text[last:], shadow=line.shadow[:first] + blank + line.shadow[last:]
    )
