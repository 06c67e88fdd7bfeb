"""The plain-text form of a letter: blocks of a document to lines, the same from every file format.

A paragraph is a line, its list label before it with a space between; a row of a table is a line with pipes around its
cells (grids.py says why); a form feed stands between pages, and a file separator opens the next document. Everything that a reader of the
original sees in the order of reading is kept, and nothing is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from disclosed.findings import UserError, problem
from disclosed.readers.marks import settle_raised

PAGE_END = "\x0c"
DOCUMENT_BEGIN = "\x1c"  # ASCII's file separator, at the head of a document's first line
MAX_TEXT = 4_000_000  # characters of one letter: lines.MAX_BYTES holds for what is filed
EMPTY_SHARE = (
    8  # one paragraph in so many is empty where empty ones set others apart; of the letters tried one in three
)
# A line break inside a paragraph, of any program; a tab is kept, since it can part a label from its value.
_BREAK = re.compile(r"[ \u00a0]*[\r\n\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or an item of a list; `label` is `1.`, `a)`, `•` as a reader sees it, '' for none."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with how many columns and rows it covers."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows of cells as the file has them, covered places left out; `heads` rows are marked as headings."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0


@dataclass(frozen=True, slots=True)
class PageEnd:
    """The end of a page, or of a document that another one follows."""


Block = Paragraph | Table | PageEnd


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell with the blocks in it, before it is known whether its table is one."""

    blocks: tuple[Block, ...]
    across: int = 1
    down: int = 1

    @property
    def filled(self) -> tuple[Block, ...]:
        """The blocks of the cell that hold something."""
        return tuple(block for block in self.blocks if not isinstance(block, Paragraph) or block.text.strip())

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the cell's paragraphs, their labels before them."""
        texts = (f"{block.label} {block.text}".strip() for block in self.blocks if isinstance(block, Paragraph))
        return tuple(line.strip() for text in texts for line in _BREAK.split(text) if line.strip())

    @property
    def text(self) -> str:
        """The cell in one line."""
        return " ".join(self.lines)


RawRow = Sequence[RawCell]


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file gave: its text, in words what was left out, and what a person has to compare with the file."""

    text: str
    left_out: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()


def refuse(message: str, remedy: str) -> NoReturn:
    """Raise the user error of a file that cannot be read; whoever knows the file's name adds it."""
    raise UserError([problem("", 0, message, remedy)])


def counted(count: int, one: str, many: str = "") -> str:
    """Write a count of things left out: `1 comment`, `3 comments`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def render_plain(blocks: Iterable[Block]) -> str:
    """Write blocks as lines, with empty lines where the writer has set paragraphs apart.

    Who sets paragraphs apart with empty ones means the others to stand close: a label and its number, an address. Where
    there are no empty ones each paragraph is apart, the items of one list excepted.
    """
    from disclosed.readers.grids import table_lines  # noqa: PLC0415 - grids knows this module's types

    listed = list(blocks)
    spaced = _sets_apart(listed)
    lines: list[str] = []
    before: Block | None = None
    for block in listed:
        if isinstance(block, PageEnd):
            lines.append(PAGE_END)
        elif isinstance(block, Paragraph) and _is_empty(block):
            lines += [""] if lines and lines[-1] else []
            continue
        else:
            made = table_lines(block) if isinstance(block, Table) else _paragraph_lines(block)
            apart = made and lines and lines[-1] not in {"", PAGE_END} and _apart(before, block, spaced=spaced)
            lines += ["", *made] if apart else made
        before = block
    return join_pages(lines)


def _is_empty(block: Paragraph) -> bool:
    return not block.text.strip(" \t\n\r\u00a0\u200b")


def _sets_apart(blocks: Sequence[Block]) -> bool:
    """Whether empty paragraphs set others apart: a letter that does so has one to a few lines."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    return sum(_is_empty(block) for block in paragraphs) * EMPTY_SHARE >= max(len(paragraphs), 1)


def _apart(before: Block | None, block: Block, *, spaced: bool) -> bool:
    """Whether an empty line goes between two blocks that have none."""
    if isinstance(before, Table) or isinstance(block, Table):
        return True
    items = isinstance(before, Paragraph) and before.label and isinstance(block, Paragraph) and block.label
    return not spaced and not items


def join_pages(lines: Sequence[str]) -> str:
    """Join lines; a line that is a form feed alone opens the page of the line after it, and none ends the text.

    Raises UserError where the text is longer than a letter can be.
    """
    text = re.sub(rf"\n*(?:{PAGE_END}\n*)+", f"\n{PAGE_END}", "\n".join(lines)).strip(f"\n{PAGE_END}")
    if len(text) > MAX_TEXT:
        refuse(f"The file holds more than {MAX_TEXT:,} characters of text.", "Add the letter alone, or split it.")
    return text + "\n" if text else ""


def _paragraph_lines(block: Paragraph) -> list[str]:
    """Write a paragraph: its label stands on its first line, a break inside it makes a line."""
    parts = [part.rstrip(" ") for part in _BREAK.split(settle_raised(block.text))]
    while parts and not parts[-1].strip():
        parts.pop()
    while parts and not parts[0].strip():
        parts.pop(0)
    if not parts:
        return []
    first = f"{block.label} {parts[0].lstrip()}" if block.label else parts[0]
    return [first.rstrip(), *(part.rstrip() for part in parts[1:])]
