"""A letter as a sheet of paper: its cells with their words, what stands above the salutation, what stands beneath a cell.

Word files have a blank line between all paragraphs, so an address or a signature may be one line in two. What stands
beneath a cell is therefore found over single blank lines; who asks says where that ends.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from disclosed.model import Letter, Part
from disclosed.privacy.cells import Cell, Cells, cells_of
from disclosed.privacy.names import LOWER, Run, Word, split_words

EARLY = 15  # lines in which an addressee stands where no salutation follows
GREETING = re.compile(
    r"[\W_]{0,8}(?:(?:annwyl|dear|hello|hi|good (?:morning|afternoon|evening|day))\b(?: ?/ ?(?:dear|annwyl)\b)?)[ ,:]*",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"(?<!\S)(?P<label>from|to|cc|bcc|sent by|reply-to)(?: ?:(?: |$)|(?<=cc)\. ?)", re.IGNORECASE
)  # of the head of a message
_CONTACT = re.compile(r"[\W_]*(?:tel|telephone|phone|e-?mail|mobile|fax|direct line|web|website)\b", re.IGNORECASE)
_LONG = 5  # words of a line that may be a sentence
_HEADED = re.compile(r"[\W_]{0,4}[\w /'-]{2,40}:(?:\s|$)")


class Sheet:
    """One letter, cut and split once for all rules. `answers` are the numbers of the lines that answer a question."""

    def __init__(self, letter: Letter, parts: Sequence[Part] = ()) -> None:
        self.letter = letter
        self.cells: Cells = cells_of(letter)
        self.answers: Collection[int] = frozenset(self._answers(parts))
        self._words: dict[tuple[int, int], tuple[Word, ...]] = {}
        self.asked_again = 0  # how often the whole letter was looked through for a greeted name
        self.greeted = next((row[0].line for row in self.cells if row and GREETING.match(row[0].text)), 0)

    def _answers(self, parts: Sequence[Part]) -> Iterator[int]:
        """Yield the lines of answers, with the lines of contact that go on from one: they read like a letter's foot."""
        before = False
        for row, (line, part) in zip(self.cells, enumerate(parts, start=1), strict=False):
            goes_on = before and bool(row) and part == "tail" and _CONTACT.match(row[0].text) is not None
            before = part == "answer" or goes_on
            if before:
                yield line

    def words(self, cell: Cell) -> tuple[Word, ...]:
        """Give a cell's words."""
        key = (cell.line, cell.place)
        if key not in self._words:
            self._words[key] = split_words(cell.text)
        return self._words[key]

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that the letter writes in small letters: a capital makes no name of them."""
        return frozenset(word.text for cell in self.each() for word in self.words(cell) if word.code == LOWER)

    def is_word(self, run: Run) -> bool:
        """Whether the letter writes a word of a run in small letters too."""
        return any(word.text.casefold() in self.small for word in run.words)

    def each(self) -> Iterator[Cell]:
        """Yield every cell."""
        for row in self.cells:
            yield from row

    def in_answer(self, line: int) -> bool:
        """Whether a line is part of an answer."""
        return line in self.answers

    def above_greeting(self, line: int) -> bool:
        """Whether a line stands where an addressee does."""
        return line < (self.greeted or EARLY)

    def beneath(self, cell: Cell, most: int) -> Iterator[Cell]:
        """Yield the cells beneath a cell in its column, over single blank lines, `most` at most."""
        blank = 0
        left = most
        for row in self.cells[cell.line : cell.line + 2 * most + 2]:
            if not row:
                blank += 1
                if blank > 1:
                    return
                continue
            blank = 0
            below = _in_column(row, cell)
            if below is None or not left:
                return
            left -= 1
            yield below

    def right_beneath(self, cell: Cell) -> Cell | None:
        """Give the cell on the very next line in the same column."""
        return next((one for one in self.beneath(cell, 1) if one.line == cell.line + 1), None)

    def blank_above(self, cell: Cell) -> bool:
        """Whether the line above is empty, or there is none."""
        return cell.line < 2 or not self.cells[cell.line - 2]

    def is_prose(self, cell: Cell) -> bool:
        """Whether a cell is a sentence and no row, label or name."""
        words = self.words(cell)
        return cell.alone and len(words) >= _LONG and sum(word.code == LOWER for word in words) >= 2

    def is_labelled(self, cell: Cell) -> bool:
        """Whether a cell begins with a label and a colon."""
        return _HEADED.match(cell.text) is not None


def is_field(cell: Cell) -> bool:
    """Whether a cell is a field of a message's head."""
    return FIELD.match(cell.text) is not None


def _in_column(row: Sequence[Cell], cell: Cell) -> Cell | None:
    """Give the cell of a row in the column of another: the same place in a row as long, else where it begins about there."""
    if len(row) > cell.place and ((cell.alone and len(row) == 1) or not cell.alone):
        return row[cell.place]
    first = cell.firsts[0]
    return next((one for one in row if abs(one.firsts[0] - first) <= 2), None)
