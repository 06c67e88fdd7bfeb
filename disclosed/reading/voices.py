"""Which stretches of a letter are the requester's own words, where the letter's form tells them apart.

Four forms do. A reply by e-mail quotes the request (`> 1. How many …`) and answers beneath each quotation, beneath all of
it, or above it. A letter sets the request in quotation marks, or prints the request again after its last words ("Appendix - your request"). A table has a row a
question: a column for its number, one for the request and one for the response (asked_tables.py). A piece is a line, or the cell of a row, with whose words it holds; pieces keep the letter's columns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from disclosed.model import Letter, Line
from disclosed.reading.furniture import is_tail_line
from disclosed.reading.labels import candidates_of
from disclosed.reading.lines import quote_end
from disclosed.reading.signposts import answer_mark, asks

ANSWER = 0  # the block of the authority's words; the requester's are counted from 1

# What heads a request that is printed after the letter's last words.
_APPENDED = re.compile(
    r" *(?:(?:annex(?:e|ure)?|appendix|schedule|attachment)(?: [a-z\d]{1,3})?\W{1,4})?"
    r"(?:(?:the|your|full|original|text of|copy of|details of|wording of) ){0,4}"
    r"(?:request(?: for information)?|(?:foi|information) request|questions|enquiry|information requested)"
    r"(?: (?:in full|as received|as you sent it|you (?:asked|sent)|received))? *:? *$"
)
_SPEECH = re.compile(r" *(?P<mark>[\"'])(?=[a-z\d(*•-])")
_SPEECH_INTRODUCED = re.compile(r":\W*$|\b(?:you (?:wrote|asked|requested)|your (?:request|e-?mail|questions?))\b")
MAX_SPEECH = 120  # lines; a longer quotation is a document
_ITEM = re.compile(r"[ >|]*(?:q ?)?\(?\d{1,2}[a-z]?[.):]{1,2} +[a-z]")  # of a list of requests: `1. Number of fly tips`
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
    """Tell the quoted lines from the others; None where a letter quotes no request, or asks more in its own words.

    A reply whose author typed the questions anew may end in a scrap of the message that it answers: that tells nothing.
    """
    pieces: list[Piece] = []
    block = 0
    for line in letter.lines:
        start = quote_end(line)
        if start and not (pieces and pieces[-1].block):
            block += 1
        pieces.append(Piece(line, start, len(line.text), block) if start else whole(line))
    asking = {piece.block for piece in pieces if piece.block and _puts(piece.line)}
    quoted = sum(piece.block > 0 and _puts(piece.line) for piece in pieces)
    typed = sum(not piece.block and piece.line.shadow.rstrip().endswith("?") for piece in pieces)
    if typed > quoted or not any(asks(piece.line) for piece in pieces if piece.block):
        return None
    return Voices("quoted questions", tuple(_of_blocks(pieces, asking)))


def spoken_voices(letter: Letter) -> Voices | None:
    """Tell the request that a letter sets in quotation marks, of two questions or more, each a paragraph without a number."""
    for first, last in _speeches(letter.lines):
        if any(candidates_of(line) for line in letter.lines[first - 1 : last]):
            continue
        pieces: list[Piece] = []
        block = 0
        for line in letter.lines:
            if not first <= line.number <= last:
                pieces.append(whole(line))
                continue
            block += not (pieces and pieces[-1].block and pieces[-1].line.shadow.strip())
            start = line.shadow.index(line.shadow.strip()[:1]) + 1 if line.number == first else 0
            end = len(line.shadow.rstrip(" .")) - 1 if line.number == last else len(line.text)
            pieces.append(Piece(line, start, end, block))
        asking = {piece.block for piece in pieces if piece.block and asks(piece.line)}
        quoted = sum(piece.block > 0 and asks(piece.line) for piece in pieces)
        typed = sum(not piece.block and piece.line.shadow.rstrip().endswith("?") for piece in pieces)
        if quoted > 1 and typed < quoted:
            return Voices("request in quotation marks", tuple(_of_blocks(pieces, asking)))
    return None


def _speeches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the first and last lines of quotations that an introduction leads to and that end with a line."""
    introduced = False
    for place, line in enumerate(lines):
        found = _SPEECH.match(line.shadow)
        if found and introduced:
            below = lines[place : place + MAX_SPEECH]
            ends = (one.number for one in below if one.shadow.rstrip(" .").endswith(found["mark"]))
            end = next(ends, 0)
            if end > line.number:
                yield line.number, end
        if line.shadow.strip():
            introduced = _SPEECH_INTRODUCED.search(line.shadow) is not None


def _of_blocks(pieces: Sequence[Piece], asking: Collection[int]) -> Iterator[Piece]:
    """Set idle the blocks in which nothing is asked, and in the others what only greets or signs."""
    return _quiet([replace(one, idle=True) if one.block and one.block not in asking else one for one in pieces])


def appended_voices(letter: Letter) -> Voices | None:
    """Tell the request that a letter prints after its last words; None where it prints none there.

    A telephone above the greeting is none of the last words, and questions with a mark of answers beneath are not appended.
    """
    heads = [line.number for line in letter.lines if _APPENDED.match(line.shadow)]
    if not heads:
        return None
    greeted = next((line.number for line in letter.lines[: heads[-1]] if _GREETING.match(line.shadow)), 0)
    tail = next((line.number for line in letter.lines[greeted:] if is_tail_line(line)), len(letter.lines))
    if heads[-1] < tail:
        return None
    asked = letter.lines[heads[-1] :]
    if any(answer_mark(line) is not None for line in asked):
        return None
    above = letter.lines[: heads[-1] - 1]
    asking = sum(map(asks, asked))
    if not asking or sum(line.shadow.rstrip().endswith("?") for line in above) > asking:
        return None
    head = letter.lines[heads[-1] - 1]
    pieces = [
        *map(whole, above),
        Piece(head, 0, len(head.text), 1, idle=True),
        *(Piece(line, 0, len(line.text), 1) for line in asked),
    ]
    return Voices("request printed at the end", tuple(_quiet(pieces)))


def _quiet(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Set greetings idle, and a signature with all that follows it in a block in which nothing more is asked."""
    last = {piece.block: place for place, piece in enumerate(pieces) if piece.block and _puts(piece.line)}
    signed = 0
    for place, piece in enumerate(pieces):
        if not piece.block:
            yield piece
            continue
        signed = piece.block if place > last.get(piece.block, -1) and _signs(piece.line) else signed
        idle = piece.idle or signed == piece.block or _GREETING.match(piece.line.shadow) is not None
        yield replace(piece, idle=idle)


def _puts(line: Line) -> bool:
    """Tell a line of the requester's that asks, or is an item of a numbered list of what is asked for."""
    return asks(line) or _ITEM.match(line.shadow) is not None


def _signs(line: Line) -> bool:
    return _THANKS.match(line.shadow) is not None or is_tail_line(line)
