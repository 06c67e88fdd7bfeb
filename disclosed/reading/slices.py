"""The lines of one answer, cut out of the letter without moving a character.

Block readers take whole lines whose columns count from the line's start. Where only part of a line is the answer (it
stands on the question's own line, or two parts share one), the rest is blanked with spaces; page furniture inside a
table is left out with the blank lines around it, so that a table over a page end is one table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from disclosed.model import Letter, Line, Part, SetAside, Span
from disclosed.reading.extents import ends_sentence
from disclosed.reading.lines import HIDDEN, fold, without_bold

SENTENCE_WORDS = 8  # a row of a table has fewer words, or no full stop

_BULLET = re.compile(r" *(?:[•*+-]|o(?=\t))\t+")
_CONTROL = {code: " " for code in (*range(32), 0x7F) if code != 9}


def cut_lines(letter: Letter, spans: Sequence[Span], parts: Sequence[Part]) -> tuple[Line, ...]:
    """Give the lines from the first span to the last, blank where the letter's text belongs to something else."""
    if not spans:
        return ()
    held: dict[int, list[Span]] = {}
    for span in spans:
        held.setdefault(span.line, []).append(span)
    numbers = range(min(held), max(held) + 1)
    lines = tuple(_masked(letter.lines[number - 1], held.get(number, [])) for number in _joined(numbers, held, parts))
    if sum(bool(line.shadow.strip()) for line in lines) == 1:
        return tuple(_untabbed(line, len(line.text)) for line in lines)
    return tuple(_untabbed(line, found.end()) if (found := _BULLET.match(line.shadow)) else line for line in lines)


def _untabbed(line: Line, end: int) -> Line:
    """Take the tabs before a lone line for an indent, and those after a bullet: one cell is no table."""
    text = line.text[:end].replace("\t", " ") + line.text[end:]
    return Line(line.number, text, line.shadow[:end].replace("\t", " ") + line.shadow[end:], line.page)


def _joined(numbers: Iterable[int], held: dict[int, list[Span]], parts: Sequence[Part]) -> list[int]:
    """Leave out furniture with the empty lines that surround it."""
    kept: list[int] = []
    pending: list[int] = []
    broken = False
    for number in numbers:
        if number in held:
            kept += [] if broken else pending
            kept.append(number)
            pending, broken = [], False
        else:
            pending.append(number)
            broken = broken or parts[number - 1] == "furniture"
    return kept


def _masked(line: Line, spans: Sequence[Span]) -> Line:
    """Blank every character of a line that stands in none of the spans."""
    if not spans:
        return Line(line.number, "", "", line.page)
    before, after = line.text[: spans[0].first - 1], line.text[spans[-1].last :]
    if len(spans) == 1 and not before.strip() and "\t" not in before and not after.strip():
        return line
    text = [" "] * len(line.text)
    for span in spans:
        text[span.first - 1 : span.last] = line.text[span.first - 1 : span.last]
    masked = "".join(text)
    return Line(line.number, masked, fold(masked), line.page)


def without(lines: Sequence[Line], asides: Sequence[SetAside]) -> tuple[Line, ...]:
    """Blank the numbers by which an answer cites and argues, so that what is left are its figures.

    A section of another Act stays where it may be a label (`S17 Keeper not known = 23`): outside a sentence.
    """
    barred: dict[int, list[Span]] = {}
    for aside in asides:
        barred.setdefault(aside.span.line, []).append(aside.span)
    loose = {(aside.span.line, aside.span.first) for aside in asides if aside.reason == "other provision"}
    return tuple(_blanked(line, barred.get(line.number, []), loose) for line in lines)


def _blanked(line: Line, spans: Sequence[Span], loose: Collection[tuple[int, int]]) -> Line:
    sentence = ends_sentence(line) and len(line.shadow.split()) >= SENTENCE_WORDS
    own = [span for span in spans if sentence or (line.number, span.first) not in loose]
    if not own:
        return line
    text = list(line.text)
    for span in own:
        text[span.first - 1 : span.last] = " " * (span.last - span.first + 1)
    return Line(line.number, "".join(text), fold("".join(text)), line.page)


def joined_text(letter: Letter, spans: Sequence[Span]) -> str:
    """Join the words of spans with one space; tabs and what cannot be seen count as spaces."""
    words = (letter.lines[span.line - 1].text[span.first - 1 : span.last] for span in spans)
    return " ".join(" ".join(words).translate(_CONTROL).replace(HIDDEN, "").split())


def asked_text(letter: Letter, spans: Sequence[Span]) -> str:
    """Join the words of a question, without the mark that closes a quotation, or bold type, opened before its number."""
    text = without_bold(joined_text(letter, spans))
    shadow = fold(text)
    unopened = shadow.endswith('"') and shadow.count('"') % 2
    return text[:-1].rstrip() if unopened else text


def lines_of(spans: Iterable[Span]) -> tuple[int, ...]:
    """Give the line numbers of spans, in order and each once."""
    return tuple(sorted({span.line for span in spans}))
