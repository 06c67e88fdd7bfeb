"""An answer's lines as sentences that know their places, since a refusal is said in sentences and cited by place.

Text from a PDF breaks a sentence over lines, and a table puts many lines under one another that are no sentence:
lines are joined only where the first looks full and its sentence is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.model import Line, Span

_FULL_LINE = 40  # characters; a line that a page's width broke is longer than a table's row or a heading
_OPEN = re.compile(r"[^.:;?!|]\s*$")
_HANGING = re.compile(r"\b(?:under|of|the|by|to|and|in|an?|or|for|with|sections?|regulations?)\s*$")
_ABBREVIATION = re.compile(r"(?:^|[ (])(?:s|ss|sec|reg|regs|no|nos|mr|mrs|ms|dr|para|e\.g|i\.e|v|approx)\.$")
_LABEL_ALONE = re.compile(r"\W{0,3}(?:q(?:uestion)? ?)?(?:\d{1,3}[a-z]?|[a-z]|[ivx]{1,4})(?:\.[\da-z]{1,2}){0,2}\.")
_BROKEN_WORD = re.compile(r"(?<![a-z-])[a-z]{2,}-$")
_CELLS = re.compile(r"\S(?: {4,}|\t+)\S")  # a row, however long: a justified line has narrower gaps
_END = re.compile(r"[.!?]['\")\]]?\s+(?=[\"'(\[]?[a-z0-9£])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words, their folded shadow of the same length, and the pieces of lines it is made of.

    A piece is (offset in the sentence, the line, offset in the line).
    """

    text: str
    shadow: str
    pieces: tuple[tuple[int, Line, int], ...]

    def span(self, start: int, end: int) -> Span:
        """Give the place of a stretch; of one that runs over a line end, the part on the line where it ends."""
        offset, line, at = next(piece for piece in reversed(self.pieces) if piece[0] < max(end, 1))
        return Span(line.number, at + max(start - offset, 0) + 1, at + end - offset)

    def spans(self) -> Iterator[Span]:
        """Give the whole sentence as one span a line."""
        ends = [piece[0] for piece in self.pieces[1:]] + [len(self.text) + 1]
        for (offset, line, at), end in zip(self.pieces, ends, strict=True):
            broken = 0 < end <= len(self.text) and self.text[end - 1] != " "  # its hyphen stands in the line alone
            yield Span(line.number, at + 1, at + end - offset + (1 if broken else -1 if end != offset else 0))


def part_of(sentence: Sentence, start: int, end: int) -> Sentence:
    """Give a stretch of a sentence as a sentence of its own, without the spaces at its ends."""
    text = sentence.text[start:end]
    start += len(text) - len(text.lstrip())
    return _sentence(text.strip(), sentence.shadow, list(sentence.pieces), start)


def sentences_of(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """Cut lines into sentences; a row of a table or a heading is one for itself."""
    return tuple(sentence for block in _blocks(lines) for sentence in _cut(block))


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Join the lines that a page's width broke."""
    block: list[Line] = []
    for line in lines:
        if block and not _runs_on(block[-1], line):
            yield block
            block = []
        if line.text.strip():
            block.append(line)
    if block:
        yield block


def _runs_on(above: Line, line: Line) -> bool:
    if _CELLS.search(above.shadow) or _CELLS.search(line.shadow):
        return False
    full = len(above.text.strip()) >= _FULL_LINE and _OPEN.search(above.shadow) is not None
    return (
        (full or _HANGING.search(above.shadow) is not None)
        and line.number == above.number + 1
        and bool(line.text.strip())
    )


def _cut(block: list[Line]) -> Iterator[Sentence]:
    """Cut a block at the ends of its sentences; `s. 43(2)` ends none."""
    text, shadow, pieces = _joined(block)
    start = 0
    for found in _END.finditer(shadow):
        if text[found.end()].islower() or _ends_nothing(shadow[start : found.start() + 1]):
            continue
        yield _sentence(text[start : found.end()].rstrip(), shadow, pieces, start)
        start = found.end()
    yield _sentence(text[start:].rstrip(), shadow, pieces, start)


def _ends_nothing(shadow: str) -> bool:
    """Tell a point that ends no sentence: an abbreviation's, or the one after an answer's number (`7. Not held`)."""
    return _ABBREVIATION.search(shadow[-12:]) is not None or _LABEL_ALONE.fullmatch(shadow) is not None


def _joined(block: list[Line]) -> tuple[str, str, list[tuple[int, Line, int]]]:
    """Join lines by a space, and a word that a page's width broke without its hyphen: `regulation 13(1) ap-` `plies`."""
    pieces: list[tuple[int, Line, int]] = []
    text = shadow = ""
    for line in block:
        at = len(line.text) - len(line.text.lstrip())
        kept = len(line.text.rstrip())
        broken = _BROKEN_WORD.search(shadow) is not None and line.text[at : at + 1].islower()
        text, shadow = (text[:-1], shadow[:-1]) if broken else (text, shadow)
        gap = " " if text and not broken else ""
        pieces.append((len(text) + len(gap), line, at))
        text += gap + line.text[at:kept]
        shadow += gap + line.shadow[at:kept]
    return text, shadow, pieces


def _sentence(text: str, shadow: str, pieces: list[tuple[int, Line, int]], start: int) -> Sentence:
    """Make the sentence that begins at an offset of its block, with the pieces of lines that it touches."""
    end = start + len(text)
    own: list[tuple[int, Line, int]] = []
    for index, (offset, line, at) in enumerate(pieces):
        following = pieces[index + 1][0] if index + 1 < len(pieces) else end + 1
        if offset < end and following > start:
            begin = max(offset, start)
            own.append((begin - start, line, at + begin - offset))
    return Sentence(text, shadow[start:end], tuple(own))
