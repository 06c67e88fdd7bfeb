"""An answer's lines become labelled figures: block readers compete, and the shortest description wins.

Letters give one set of numbers in many shapes (a bare number, `label - value`, a table one cell a line, a list in a
sentence …), so each shape has its own reader, a pure function; each says what it explains, and the one that leaves
least unexplained is taken.

The lines handed in are whole lines of the letter. Where only part of a line belongs to the answer (an answer on the
question's own line), the rest of it is blanked with spaces, so that columns still count from the line's start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosed.model import Finding, Line, ReadFigure, SetAside
from disclosed.values import Legend


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What stands around an answer: its question's number, the letter's legends, and whether the answer refuses.

    `legends` come from `values.legends_of(letter.lines)`. `refused` is True where a refusal was found in the answer:
    then only a number that is expressly given is a figure. `questions` are the numbers that the letter asks.
    """

    number: str = ""
    legends: tuple[Legend, ...] = ()
    refused: bool = False
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One reading of an answer: figures, numbers set aside with the reason, doubts, and the cost of the reading.

    `doubts` are findings (`unsupported_range`, `uncertain_reading`, `unread_number`) whose question is the context's.
    `reader` names the winner for `inspect --why`.
    """

    figures: tuple[ReadFigure, ...] = ()
    aside: tuple[SetAside, ...] = ()
    doubts: tuple[Finding, ...] = ()
    cost: int = 0
    reader: str = "none"


def read_block(question: str, lines: Sequence[Line], context: BlockContext) -> Block:
    """Read one answer: the best of the block readers' candidates."""
    raise NotImplementedError
