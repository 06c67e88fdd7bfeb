"""Tables as documents have them, to blocks: one that lays out a page is no table.

Letters are typed into tables: a frame around the whole, the addresses side by side, or question and answer in two columns.
What stands in such cells are paragraphs, and they are read one after another as the page reads. A table of figures has
short cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.readers.grids import is_figure
from disclosed.readers.letterheads import is_letterhead, letterhead_blocks
from disclosed.readers.plain import Block, Cell, PageEnd, Paragraph, RawCell, RawRow, Table

_ASKS = re.compile(
    r"\?\s*$|^(?:please|could you|can you|how many|what|when|which|who|where|do you|does|did|is|are)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\s*(?:q(?:uestion)?\s*)?\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})(?:\.\d{1,2}){0,2}[a-z]?[.):]{0,2}\s*\Z", re.IGNORECASE
)
_HEADING = re.compile(
    r"\s*(?:no\.?|number|ref|#|q|questions?|your questions?|requests?|answers?|responses?|our (?:answer|response|reply)|reply)\s*:?\s*\Z",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\s*(?:your\s+)?(?:questions?|requests?|you asked)\s*:?\s*\Z", re.IGNORECASE)
_ANSWERED = re.compile(r"\s*(?:our\s+)?(?:answers?|responses?|reply|replies|we answered)\s*:?\s*\Z", re.IGNORECASE)
_PROSE = 200  # characters: a cell of more is no label and no figure


def table_blocks(rows: Sequence[RawRow], heads: int = 0) -> Iterator[Block]:
    """Yield a table, or the blocks of its cells where it lays out a page."""
    filled = [row for row in rows if row]
    if not filled:
        return
    if is_letterhead(filled):
        yield from letterhead_blocks(filled)
    elif _asks_and_answers(filled):
        yield from _dialogue(filled)
    elif _lays_out(filled):
        for row in filled:
            for cell in row:
                yield from (block for block in cell.blocks if not isinstance(block, PageEnd))
    else:
        parted = [each for row in filled for each in _parted(row)]
        yield Table(tuple(tuple(Cell(_written(cell), cell.across, cell.down) for cell in row) for row in parted), heads)


def _parted(row: RawRow) -> Iterator[RawRow]:
    """Make the rows of one in which labels and figures stand line by line in their cells."""
    counts = {len(cell.lines) for cell in row}
    lists_figures = any(all(is_figure(line) for line in cell.lines) for cell in row[1:])
    if len(counts) == 1 and max(counts) > 1 and lists_figures and all(cell.down == 1 for cell in row):
        for lines in zip(*(cell.lines for cell in row), strict=True):
            yield [replace(cell, blocks=(Paragraph(line),)) for cell, line in zip(row, lines, strict=True)]
    else:
        yield row


def _written(cell: RawCell) -> str:
    """Write a cell in one line; with a space between, two figures could be one."""
    figures = len(cell.lines) > 1 and all(is_figure(line) for line in cell.lines)
    return " / ".join(cell.lines) if figures else cell.text


def _lays_out(rows: Sequence[RawRow]) -> bool:
    """Whether cells hold tables, or prose of several paragraphs, or there is but one column."""
    if any(isinstance(block, Table) for row in rows for cell in row for block in cell.blocks):
        return True
    if all(len(row) == 1 for row in rows):
        return True
    cells = [cell for row in rows for cell in row if cell.text]
    prose = [cell for cell in cells if len(cell.text) > _PROSE and len(cell.filled) > 1]
    return len(prose) * 2 > len(cells) or (len(rows) == 1 and bool(prose))


def _asks_and_answers(rows: Sequence[RawRow]) -> bool:
    """Whether most rows hold a question, then its answer; the number of the question may have a cell of its own."""
    body = [row for row in rows if not _is_heading(row)]
    if not body or any(len(row) > 3 for row in body):
        return False
    asked = [row for row in body if _question_place(row) is not None]
    return len(asked) * 2 > len(body) or (_says_so(rows[0]) and all(_is_numbered(row) for row in body))


def _says_so(row: RawRow) -> bool:
    """Whether a row heads a number, what was asked, and what was answered."""
    texts = [cell.text for cell in row]
    return len(texts) == 3 and bool(_HEADING.match(texts[0]) and _ASKED.match(texts[1]) and _ANSWERED.match(texts[2]))


def _is_numbered(row: RawRow) -> bool:
    return len(row) == 3 and _NUMBER.match(row[0].text) is not None and not is_figure(row[1].text)


def _question_place(row: RawRow) -> int | None:
    """Give the column of a row's question: the first, or the second after a number; None where there is none."""
    texts = [cell.text for cell in row]
    place = 1 if len(texts) == 3 and _NUMBER.match(texts[0]) else 0
    asks = len(texts) == place + 2 and len(texts[place]) > 15 and _ASKS.search(texts[place]) is not None
    return place if asks and texts[place].count(" ") > 2 else None


def _is_heading(row: RawRow) -> bool:
    return all(_HEADING.match(cell.text) for cell in row if cell.text)


def _dialogue(rows: Sequence[RawRow]) -> Iterator[Block]:
    """Yield each question, its number before it, then the blocks of its answer."""
    for row in rows:
        if _is_heading(row):
            continue
        if _question_place(row) == 1 or _is_numbered(row):
            first, *rest = row[1].filled or (Paragraph(""),)
            label = row[0].text.strip()
            label = label if label.endswith((".", ")", ":")) else f"{label}."
            yield Paragraph(f"{label} {first.text}", "") if isinstance(first, Paragraph) else first
            yield from (*rest, *row[2].filled)
        else:
            for cell in row:
                yield from cell.filled
