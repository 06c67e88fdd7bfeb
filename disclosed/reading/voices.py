"""Which stretches of a letter are the requester's own words, where the letter's form tells them apart.

Two forms do. A reply by e-mail quotes the request (`> 1. How many …`) and answers beneath each quotation, beneath all of
it, or above it. A table has a row a question: a column for its number, one for the request and one for the response
(tables_asked.py). A piece is a line, or the cell of a row, with whose words it holds; pieces keep the letter's columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosed.model import Letter, Line
from disclosed.reading.furniture import is_tail_line
from disclosed.reading.lines import quote_end
from disclosed.reading.signposts import asks

ANSWER = 0  # the block of the authority's words; the requester's are counted from 1

_GREETING = re.compile(r" *(?:dear|hello|hi|good (?:morning|afternoon|evening)|to whom)\b[^?]{0,60}$")
_THANKS = re.compile(r" *(?:(?:many )?thanks|thank you|cheers|yours|(?:kind|best|warm) \w+)\b[^?]{0,40}$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a cell of it, blank elsewhere; in whose words (`block`), and the number that a cell of its own prints.

    `idle` are words of the requester's that ask nothing: a greeting, a signature, the heads of a table's columns.
    """

    line: Line
    first: int
    last: int
    block: int = ANSWER
    number: bool = False
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Voices:
    """A letter's pieces from top to bottom. `name` says how the voices are told apart."""

    name: str
    pieces: tuple[Piece, ...] = ()

    @property
    def ends(self) -> dict[int, tuple[int, int]]:
        """Give where each of the requester's blocks ends: (line, column index after its last character)."""
        return {piece.block: (piece.line.number, piece.last) for piece in self.pieces if piece.block and not piece.idle}

    @property
    def foot(self) -> bool:
        """Tell whether the request stands beneath its answers: nothing but a letter's tail follows the last block."""
        asked = [place for place, piece in enumerate(self.pieces) if piece.block and not piece.idle]
        after = self.pieces[asked[-1] + 1 :] if asked else ()
        words = [piece.line for piece in after if not piece.block and piece.line.shadow.strip()]
        return bool(asked) and (not words or is_tail_line(words[0]))

    def in_order(self) -> tuple[Piece, ...]:
        """Give the pieces in the order of asking and answering."""
        if not self.foot:
            return self.pieces
        return (*(one for one in self.pieces if one.block), *(one for one in self.pieces if not one.block))


def whole(line: Line) -> Piece:
    """Take a line whole, for the authority's words."""
    return Piece(line, 0, len(line.text))


def quoted_voices(letter: Letter) -> Voices | None:
    """Tell the quoted lines from the others; None where a letter quotes no request."""
    pieces: list[Piece] = []
    block = 0
    for line in letter.lines:
        start = quote_end(line)
        if start and not (pieces and pieces[-1].block):
            block += 1
        pieces.append(Piece(line, start, len(line.text), block) if start else whole(line))
    asking = {piece.block for piece in pieces if piece.block and asks(piece.line)}
    if not asking:
        return None
    kept = [piece if piece.block in asking or not piece.block else replace(piece, idle=True) for piece in pieces]
    return Voices("quoted questions", tuple(_quiet(kept)))


def _quiet(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Set greetings idle, and a signature with all that follows it in a block in which nothing more is asked."""
    last = {piece.block: place for place, piece in enumerate(pieces) if piece.block and asks(piece.line)}
    signed = 0
    for place, piece in enumerate(pieces):
        if not piece.block:
            yield piece
            continue
        signed = piece.block if place > last.get(piece.block, -1) and _signs(piece.line) else signed
        idle = piece.idle or signed == piece.block or _GREETING.match(piece.line.shadow) is not None
        yield replace(piece, idle=idle)


def _signs(line: Line) -> bool:
    return _THANKS.match(line.shadow) is not None or is_tail_line(line)
