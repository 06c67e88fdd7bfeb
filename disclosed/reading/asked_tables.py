"""Tables with a row a question: which cells are the question, its number and its answer.

The heads of the columns say so ("No. | Request | Response"). Programs that turn office files into text print such a table
in four ways: a row a line, its cells between tabs or pipes; a cell a line, each cell after a tab and a blank line between
rows; a cell a line with nothing to tell cells by but the numbers; and columns side by side, cells wrapped in place. A table
whose columns are not one request and one response is none of these: its cells are an answer's figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Literal

from disclosed.model import Letter, Line
from disclosed.reading.extents import MAX_QUESTION_LINES, ends_sentence
from disclosed.reading.labels import is_number_cell
from disclosed.reading.lines import fold
from disclosed.reading.signposts import asks
from disclosed.reading.voices import ANSWER, Piece, Voices, whole

Role = Literal["number", "question", "answer", "other"]

ASKING_SHARE = 2  # one row in so many asks in so many words, else "Request | Response" heads figures
MAX_HEAD_LINES = 9  # a head of four cells, each on a line of its own with a blank line between

_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("number", re.compile(r"(?:question |request |item |q )?(?:no|number|num|ref|reference|item|id|q|#)\.?|#")),
    (
        "question",
        re.compile(
            r"(?:(?:your|the|foi|original) )?(?:questions?|request|query|enquiry|question asked|questions asked"
            r"|information requested|request for information|details of (?:your )?request|question/request|you asked(?: for)?)"
        ),
    ),
    (
        "answer",
        re.compile(
            r"(?:(?:our|the|foi|final) |[a-z' ]{0,40}(?:council|trust|force|board|university|authority|agency)(?:'s)? )?"
            r"(?:answers?|response|reply|information provided|information disclosed|we (?:said|answered|responded))"
            r"(?:/comments?| and comments?)?"
        ),
    ),
    ("other", re.compile(r"(?:further )?(?:comments?|notes?|exemptions?(?: applied)?|remarks?)")),
)
_CELL = re.compile(r"[^\t|]+")
_WIDE_CELL = re.compile(r"\S+(?: \S+)*")
MAX_HEAD = 60  # characters of the heads of a number's and a question's column that stand side by side
_MAY_HEAD = re.compile(
    r"answer|respon|repl|provided|disclosed|we said"
)  # what heads a column of answers has one of these
_SPACE = re.compile(" ")
_RULE = re.compile(r"[ |:+=_-]+$")


@dataclass(frozen=True, slots=True)
class _Cell:
    """The columns (indexes) of a cell's words."""

    line: Line
    first: int
    last: int

    @property
    def words(self) -> str:
        return self.line.shadow[self.first : self.last]


@dataclass(frozen=True, slots=True)
class _Head:
    """The heads of a table: the roles of its columns, where they begin, and the first line beneath them."""

    roles: tuple[Role, ...]
    cells: tuple[_Cell, ...]
    below: int

    @property
    def stacked(self) -> bool:
        """Tell whether each cell stands on a line of its own."""
        return len({cell.line.number for cell in self.cells}) > 1


def asked_table(letter: Letter) -> Voices | None:
    """Read a letter's table of requests and responses; None where it has none."""
    heads = list(_heads(letter.lines))
    if not heads:
        return None
    pieces = _asked_to_the_mark(list(_rows(letter.lines, heads)))
    blocks = {piece.block for piece in pieces if piece.block and not piece.idle}
    asking = {piece.block for piece in pieces if piece.block and not piece.idle and asks(piece.line)}
    if not asking or len(asking) * ASKING_SHARE < len(blocks):
        return None
    return Voices("table of requests and responses", tuple(pieces))


def keyed_rows(letter: Letter) -> dict[int, Line]:
    """Find the rows of tables of answers alone, under "No. | Answer": for each line its first cell, a question's number."""
    rows: dict[int, Line] = {}
    reading = False
    for line in letter.lines:
        if not reading and not _MAY_HEAD.search(line.shadow):
            continue
        cells = _cells(line)
        if [role for cell in cells if (role := _role(cell)) != "other"] == ["number", "answer"]:
            reading = True
        elif cells and not _RULE.match(line.shadow):
            reading = reading and len(cells) > 1 and is_number_cell(cells[0].words)
            if reading:
                rows[line.number] = _only(cells[0])
    return rows


def _heads(lines: Sequence[Line]) -> Iterator[_Head]:
    """Find the heads: on one line, or a cell a line; a table that goes on over a page prints them again."""
    for place, line in enumerate(lines):
        cells = _parted(_cells(line))
        roles = _roles(cells)
        if roles is not None:
            yield _Head(roles, tuple(cells), line.number + 1)
        elif len(cells) == 1 and _role(cells[0]) is not None:
            below = [one for one in lines[place : place + MAX_HEAD_LINES] if one.shadow.strip()]
            yield from _stacked_head(below)


def _stacked_head(below: Sequence[Line]) -> Iterator[_Head]:
    stacked: list[_Cell] = []
    for line in below:
        cells = _cells(line)
        if len(cells) != 1 or _role(cells[0]) is None:
            break
        stacked += cells
    roles = _roles(stacked)
    if roles is not None:
        yield _Head(roles, tuple(stacked), stacked[-1].line.number + 1)


def _cells(line: Line) -> list[_Cell]:
    """Cut a line at tabs and pipes, else at gaps of two spaces."""
    form = _CELL if "\t" in line.text or "|" in line.text else _WIDE_CELL
    found = (_trimmed(line, match.start(), match.end()) for match in form.finditer(line.shadow))
    return [cell for cell in found if cell.words]


def _parted(cells: Sequence[_Cell]) -> list[_Cell]:
    """Part the first two heads of columns that stand side by side, where one space alone is between them: `No. Question`."""
    first = cells[0].words if cells else ""
    for gap in _SPACE.finditer(first) if len(first) <= MAX_HEAD else ():
        start = cells[0].first
        if _ROLES[0][1].fullmatch(first[: gap.start()]) is None:
            continue
        pair = [
            _Cell(cells[0].line, start, start + gap.start()),
            _Cell(cells[0].line, start + gap.end(), cells[0].last),
        ]
        if _role(pair[1]) == "question":
            return [*pair, *cells[1:]]
    return list(cells)


def _trimmed(line: Line, first: int, last: int) -> _Cell:
    words = line.shadow[first:last]
    start = first + len(words) - len(words.lstrip())
    return _Cell(line, start, max(start, first + len(words.rstrip())))


def _role(cell: _Cell) -> Role | None:
    words = cell.words.rstrip(":").strip()
    return next((role for role, form in _ROLES if form.fullmatch(words)), None)


def _roles(cells: Sequence[_Cell]) -> tuple[Role, ...] | None:
    """Give the columns' roles where they are a question and, right of it, its answer; a number only before them."""
    roles = [_role(cell) for cell in cells]
    known = tuple(role for role in roles if role is not None)
    bare = tuple(role for role in known if role != "other")
    if len(known) < len(roles) or bare not in {("question", "answer"), ("number", "question", "answer")}:
        return None
    return known


def _rows(lines: Sequence[Line], heads: Sequence[_Head]) -> Iterator[Piece]:
    """Give the pieces of the letter: those of its tables' rows, and whole lines elsewhere."""
    starts = {head.cells[0].line.number: head for head in heads}
    reader: _Rows | None = None
    place = 0
    while place < len(lines):
        line = lines[place]
        head = starts.get(line.number)
        if head is not None:
            block = reader.block if reader else 0
            yield from reader.left() if reader else ()
            reader = _reader(head, block)
            yield from (Piece(one, 0, len(one.text), block or 1, idle=True) for one in lines[place : head.below - 1])
            place = head.below - 1
            continue
        yield from reader.pieces(line) if reader else (whole(line),)
        place += 1
    yield from reader.left() if reader else ()


def _asked_to_the_mark(pieces: Sequence[Piece]) -> list[Piece]:
    """Take a question that stops short on to its mark, where a program printed a paragraph of its cell as the next cell."""
    kept = list(pieces)
    for place, piece in enumerate(pieces):
        after = pieces[place + 1 : place + 1 + MAX_QUESTION_LINES]
        if not piece.block or piece.idle or piece.number or ends_sentence(piece.line) or not after or after[0].block:
            continue
        row = list(takewhile(lambda one: not one.block and one.line.shadow.strip(), after))
        marks = [step for step, one in enumerate(row, start=1) if one.line.shadow.rstrip().endswith("?")]
        for step in range(marks[-1] if marks else 0):
            kept[place + 1 + step] = replace(row[step], block=piece.block)
    return kept


def _reader(head: _Head, block: int) -> _Rows:
    if not head.stacked:
        separated = "\t" in head.cells[0].line.text or "|" in head.cells[0].line.text
        return _CellsInLine(head, block) if separated else _ColumnsInPlace(head, block)
    return _CellsAfterTabs(head, block) if "\t" in head.cells[-1].line.text else _CellsByNumber(head, block)


class _Rows:
    """The rows of one table, read line by line; `block` counts the questions."""

    def __init__(self, head: _Head, block: int) -> None:
        self.head, self.block, self.over = head, block, False

    def pieces(self, line: Line) -> Iterator[Piece]:
        """Give the pieces of the next line."""
        if not line.shadow.strip():
            self.blank()
            yield whole(line)
        elif self.over or _RULE.match(line.shadow):
            yield whole(line) if self.over else Piece(line, 0, len(line.text), self.block or 1, idle=True)
        else:
            yield from self.row(line)

    def blank(self) -> None:
        """Take note of a blank line."""

    def row(self, line: Line) -> Iterator[Piece]:
        """Give the pieces of a line that is not blank."""
        raise NotImplementedError

    def left(self) -> Iterator[Piece]:
        """Give the pieces that wait for the end of their row."""
        yield from ()

    def piece(self, cell: _Cell, role: Role) -> Piece:
        """Make a piece of a cell."""
        block = self.block if role in {"number", "question"} else ANSWER
        return Piece(_only(cell), cell.first, cell.last, block, number=role == "number")


class _CellsInLine(_Rows):
    """A row a line: `1 <tab> How many …? <tab> 4,380`. A line that opens no row goes on in the cell before it."""

    column = -1

    def blank(self) -> None:
        self.column = len(self.head.roles) - 1 if self.column >= 0 else -1

    def row(self, line: Line) -> Iterator[Piece]:
        cells, roles = _columns(line), self.head.roles
        full = len(cells) == len(roles)
        opens = is_number_cell(cells[0].words) if roles[0] == "number" else full and bool(cells[0].words)
        if not opens and self.column < 0:
            self.over = True
            yield whole(line)
            return
        self.block += opens
        start = 0 if opens or full else self.column
        self.column = min(start + len(cells), len(roles)) - 1
        for place, cell in enumerate(cells, start=start):
            if cell.words:
                yield self.piece(cell, roles[min(place, len(roles) - 1)])


class _CellsAfterTabs(_Rows):
    """A cell a line, each after a tab; what follows without a tab is the cell's next paragraph; rows end at a blank line."""

    def __init__(self, head: _Head, block: int) -> None:
        super().__init__(head, block)
        self.column, self.ended = -1, True

    def blank(self) -> None:
        self.ended = True

    def row(self, line: Line) -> Iterator[Piece]:
        cell = _trimmed(line, 0, len(line.shadow))
        opens = line.text.startswith("\t")
        if self.ended and not opens:
            self.over = True
            yield whole(line)
            return
        if self.ended:
            self.column, self.ended, self.block = -1, False, self.block + 1
        self.column += opens
        role = self.head.roles[min(self.column, len(self.head.roles) - 1)]
        yield self.piece(cell, role)


class _CellsByNumber(_Rows):
    """A cell a line and no tabs: the next number alone on a line opens a row; its question is what asks, then its answer."""

    def __init__(self, head: _Head, block: int) -> None:
        super().__init__(head, block)
        self.last, self.answered, self.asked = 0, True, False

    def row(self, line: Line) -> Iterator[Piece]:
        cell = _trimmed(line, 0, len(line.shadow))
        if "number" not in self.head.roles:
            self.over = True
            yield whole(line)
        elif self.answered and cell.words.rstrip(".)") == str(self.last + 1):
            self.last, self.answered, self.asked = self.last + 1, False, False
            self.block += 1
            yield self.piece(cell, "number")
        elif not self.last:
            self.over = True
            yield whole(line)
        elif not self.asked:
            self.asked = line.shadow.rstrip().endswith(("?", ".", ":")) or not asks(line)
            yield self.piece(cell, "question")
        else:
            self.answered = True
            yield self.piece(cell, "answer")


class _ColumnsInPlace(_Rows):
    """Columns side by side, as a PDF shows them: each line is cut where the heads begin, and cells wrap in place.

    A row is asked before it is answered, although its first line holds the beginning of both.
    """

    fresh = True

    def __init__(self, head: _Head, block: int) -> None:
        super().__init__(head, block)
        self.held: list[Piece] = []

    def left(self) -> Iterator[Piece]:
        held, self.held = self.held, []
        yield from held

    def blank(self) -> None:
        self.fresh = True

    def row(self, line: Line) -> Iterator[Piece]:
        cells = self._cut(line)
        numbered = self.head.roles[0] == "number"
        if not cells or (numbered and cells[0].words and not is_number_cell(cells[0].words)):
            self.over = True
            yield from self.left()
            yield whole(line)
            return
        if cells[0].words and (numbered or self.fresh):
            yield from self.left()
            self.block += 1
        self.fresh = False
        pieces = [self.piece(cell, role) for cell, role in zip(cells, self.head.roles, strict=True) if cell.words]
        self.held += [piece for piece in pieces if not piece.block]
        yield from (piece for piece in pieces if piece.block)

    def _cut(self, line: Line) -> list[_Cell]:
        """Cut a line at the heads' columns; nothing where words run over one."""
        edges = [0, *(cell.first for cell in self.head.cells[1:]), max(len(line.shadow), self.head.cells[-1].first)]
        if any(line.shadow[edge - 1 : edge].strip() for edge in edges[1:-1]):
            return []
        return [_trimmed(line, first, last) for first, last in pairwise(edges)]


def _columns(line: Line) -> list[_Cell]:
    """Cut a line at each tab or pipe, empty cells and all; a pipe at either end of the line bounds no cell."""
    mark = "|" if "|" in line.text else "\t"
    edges = [-1, *(place for place, one in enumerate(line.shadow) if one == mark), len(line.shadow)]
    cells = [_trimmed(line, first + 1, last) for first, last in pairwise(edges)]
    if mark == "|":
        cells = cells[1:] if not cells[0].words else cells
        cells = cells[:-1] if cells and not cells[-1].words else cells
    return cells


def _only(cell: _Cell) -> Line:
    """Blank a line outside a cell."""
    text = " " * cell.first + cell.line.text[cell.first : cell.last]
    return replace(cell.line, text=text, shadow=fold(text))
