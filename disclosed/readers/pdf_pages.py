"""The pages of a PDF together: heads and feet that each page repeats are told from the letter by standing on each page.

A letterhead is kept where it stands first, a foot after the last line: the letter's own words may be in them. Numbers
of pages are no words of the letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from disclosed.readers.pdf_lines import Line
from disclosed.readers.pdf_tables import Grid

ZONE = 0.12  # of a page's height, at its top and its bottom, in which heads and feet stand
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/|-)\s*\d{1,4})?\W*\Z|.{0,80}\bpage\s+\d{1,4}(?:\s+of\s+\d{1,4})?\W*\Z",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageLines:
    """One page: its lines outside tables and its tables."""

    lines: list[Line]
    grids: list[Grid]
    height: float

    def in_order(self) -> list[Line | Grid]:
        """Give lines and tables from top to bottom."""
        return sorted([*self.lines, *self.grids], key=lambda thing: thing.top)


def without_furniture(pages: Sequence[PageLines]) -> list[PageLines]:
    """Keep a repeated head on the first page and a repeated foot on the last; drop page numbers."""
    heads, feet = _repeated(pages, top=True), _repeated(pages, top=False)
    kept = []
    said: list[Line] = []
    for place, page in enumerate(pages):
        lines = []
        for line in page.lines:
            if (_in_zone(line, page, top=True) or _in_zone(line, page, top=False)) and _PAGE_NUMBER.match(line.text):
                continue
            if _folded(line) in feet and _in_zone(line, page, top=False):
                said += [line] if not place else []
            elif not (place and _folded(line) in heads and _in_zone(line, page, top=True)):
                lines.append(line)
        kept.append(replace(page, lines=lines))
    if kept and said:
        kept[-1] = replace(kept[-1], lines=[*kept[-1].lines, *_below(kept[-1], said)])
    return kept


def _below(page: PageLines, lines: Sequence[Line]) -> list[Line]:
    """Set lines under everything else of a page."""
    down = page.height + 100
    return [replace(line, top=line.top + down, bottom=line.bottom + down) for line in lines]


def _repeated(pages: Sequence[PageLines], *, top: bool) -> frozenset[str]:
    """Collect the lines that stand in the zone of most pages."""
    found = Counter(
        text for page in pages for text in {_folded(line) for line in page.lines if _in_zone(line, page, top=top)}
    )
    return frozenset(text for text, count in found.items() if count > 1 and count * 2 > len(pages))


def _in_zone(line: Line, page: PageLines, *, top: bool) -> bool:
    return line.bottom < page.height * ZONE if top else line.top > page.height * (1 - ZONE)


def _folded(line: Line) -> str:
    return _DIGITS.sub("0", f"{line.label} {line.text}".casefold()).strip()
