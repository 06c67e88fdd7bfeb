"""The pages of a PDF together: heads and feet that each page repeats are told from the letter by where they stand.

A letterhead is kept where it stands first, a foot after the last line: the letter's own words may be in them. The numbers
of pages are no words of the letter. But an answer can be a bare number at the end of a page: furniture stands at the
same distance from the page's edge on most pages, a page's number counts with the pages, and what is short stands apart
from the text. What is in doubt is kept, and told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from disclosed.readers.pdf_lines import Line
from disclosed.readers.pdf_tables import Grid
from disclosed.readers.plain import counted

ZONE = 0.12  # of a page's height, at its top and its bottom, in which heads and feet stand
MARGIN = 0.08  # of a page's height: two centimetres and more, where no program sets text
SAME_PLACE = 3  # points: distances from the edge that differ by less are one
APART = 1.5  # usual distances of lines: a short line as far from the text is no line of it
MOST = 2.0  # heights from line to line: where it is usual that they stand further apart, each is a paragraph
FAR_APART = 2.0  # the same, where nothing else tells that a number is the page's
FEW_WORDS = 3  # a line of fewer could be an answer: "Not held" ends many pages
_BARE = re.compile(r"\W*(\d{1,4})(?:\s*(?:of|/|-|–)\s*(\d{1,4}))?\W*\Z", re.IGNORECASE)
_PAGE = re.compile(r"\W*page\s*(\d{1,4})(?:\s*(?:of|/|-|–)\s*(\d{1,4}))?\W*\Z", re.IGNORECASE)
_ENDS_WITH_PAGE = re.compile(r"[\s|,;–-]*\bpage\s+\d{1,4}\s+of\s+(\d{1,4})\W*\Z", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageLines:
    """One page: its lines outside tables and its tables."""

    lines: list[Line]
    grids: list[Grid]
    height: float
    width: float

    def in_order(self) -> list[Line | Grid]:
        """Give lines and tables from top to bottom."""
        return sorted([*self.lines, *self.grids], key=lambda thing: thing.top)


@dataclass(frozen=True, slots=True)
class Furnished:
    """Pages without their furniture, the numbers of pages that were left out, and what a person has to compare."""

    pages: list[PageLines]
    numbers: tuple[str, ...]
    compare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line in the zone of a page's edge: its distance from that edge, its words with `0` for numbers, and those."""

    page: int
    line: Line
    distance: float
    gap: float  # to the text, from line to line in usual distances; what is nearer to the edge does not count
    folded: str
    numbers: tuple[int, ...]

    def goes_with(self, other: _Spot) -> bool:
        """Whether another page has this line: the same numbers, or numbers that count with the pages."""
        pages = other.page - self.page
        pairs = list(zip(self.numbers, other.numbers, strict=True))
        return (
            bool(pages)
            and abs(self.distance - other.distance) <= SAME_PLACE
            and all(theirs - own in {0, pages} for own, theirs in pairs)
            and (not _BARE.match(_words(self.line)) or pairs[0][1] - pairs[0][0] == pages)
        )


def without_furniture(pages: Sequence[PageLines], pitch: float) -> Furnished:
    """Keep a repeated head where it stands first and a repeated foot on the last page; drop page numbers.

    `pitch` is the document's usual distance from line to line, in heights of a line.
    """
    pitch = min(pitch, MOST)
    heads, feet = (_repeated(pages, pitch, top=top) for top in (True, False))
    numbers = {spot.page: spot for spot in _page_numbers(pages, pitch, [*heads, *feet])}
    gone = {id(spot.line) for spot in numbers.values()}
    repeated = [*_but_first(heads), *feet]
    away = gone | {id(spot.line) for spot in repeated}
    kept = [
        replace(page, lines=[_unnumbered(line, page, pages) for line in page.lines if id(line) not in away])
        for page in pages
    ]
    said = [_unnumbered(spot.line, pages[spot.page], pages) for spot in _firsts(feet) if id(spot.line) not in gone]
    if kept and said:
        kept[-1] = replace(kept[-1], lines=[*kept[-1].lines, *_below(kept[-1], said)])
    compare = tuple(_doubtful(pages, pitch, away))
    return Furnished(kept, tuple(_words(numbers[page].line) for page in sorted(numbers)), compare)


def _words(line: Line) -> str:
    return f"{line.label} {line.text}".strip()


def _unnumbered(line: Line, page: PageLines, pages: Sequence[PageLines]) -> Line:
    """Take "Page 2 of 5" off the end of a head or foot that says more."""
    found = _ENDS_WITH_PAGE.search(line.text)
    at_edge = min(_distance(line, page, top=True), _distance(line, page, top=False)) < page.height * ZONE
    if found is None or not found.start() or not at_edge or int(found[1]) != len(pages):
        return line
    return replace(line, text=line.text[: found.start()])


def _below(page: PageLines, lines: Sequence[Line]) -> list[Line]:
    """Set lines under everything else of a page."""
    down = page.height + 100
    return [replace(line, top=line.top + down, bottom=line.bottom + down) for line in lines]


def _spots(pages: Sequence[PageLines], pitch: float, *, top: bool) -> Iterator[list[_Spot]]:
    """Yield of each page the lines in the zone of one edge, from the edge inward."""
    for number, page in enumerate(pages):
        lines = [line for line in page.lines if _distance(line, page, top=top) < page.height * ZONE]
        yield [
            _spot(number, page, line, pitch, top=top)
            for line in sorted(lines, key=lambda line: _distance(line, page, top=top))
        ]


def _distance(line: Line, page: PageLines, *, top: bool) -> float:
    """Measure how far from the edge a line ends."""
    return line.bottom if top else page.height - line.top


def _spot(number: int, page: PageLines, line: Line, pitch: float, *, top: bool) -> _Spot:
    words = _words(line)
    numbers = tuple(int(digits) for digits in _DIGITS.findall(words) if len(digits) < 10)
    folded = _DIGITS.sub("0", words.casefold()) if len(numbers) == len(_DIGITS.findall(words)) else words.casefold()
    gap = _gap(page, line, top=top) / (line.height * pitch)
    return _Spot(
        number, line, _distance(line, page, top=top), gap, folded, numbers if folded != words.casefold() else ()
    )


def _gap(page: PageLines, line: Line, *, top: bool) -> float:
    """Measure from a line to the next thing away from the edge: from top to top, as lines are spaced."""
    if top:
        tops = [each.top for each in page.in_order() if each.top >= line.bottom]
        return min(tops, default=line.top + page.height) - line.top
    above = [each.top for each in page.lines if each.bottom <= line.top]
    above += [grid.box[3] - line.height for grid in page.grids if grid.box[3] <= line.top]
    return line.top - max(above, default=line.top - page.height)


def _repeated(pages: Sequence[PageLines], pitch: float, *, top: bool) -> list[_Spot]:
    """Collect the lines of heads or feet: from the edge inward, as long as most pages have each of them."""
    rows = list(_spots(pages, pitch, top=top))
    alike: defaultdict[str, list[_Spot]] = defaultdict(list)
    for spot in (spot for row in rows for spot in row):
        alike[spot.folded].append(spot)

    def on_most_pages(spot: _Spot) -> bool:
        others = {other.page for other in alike[spot.folded] if spot.goes_with(other)}
        return bool(others) and (len(others) + 1) * 2 > len(pages)

    found = []
    for row in rows:
        run = list(takewhile(on_most_pages, row))
        while run and len(run[-1].folded.split()) < FEW_WORDS and run[-1].gap < APART:
            run.pop()
        found += run
    return found


def _firsts(spots: Sequence[_Spot]) -> list[_Spot]:
    """Give of each repeated line the one that stands first."""
    return list({spot.folded: spot for spot in reversed(spots)}.values())[::-1]


def _but_first(spots: Sequence[_Spot]) -> list[_Spot]:
    first = {id(spot) for spot in _firsts(spots)}
    return [spot for spot in spots if id(spot) not in first]


def _page_numbers(pages: Sequence[PageLines], pitch: float, repeated: Sequence[_Spot]) -> Iterator[_Spot]:
    """Yield the lines that number pages: repeated ones that count, and single ones that nothing else can be."""
    counting = {id(spot.line) for spot in repeated}
    for top in (True, False):
        for row in _spots(pages, pitch, top=top):
            for spot in row:
                counts = id(spot.line) in counting and _page_and_total(spot) is not None
                if counts or _says_its_page(spot, pages) or _stands_in_margin(spot, pages, top=top):
                    yield spot


def _page_and_total(spot: _Spot) -> tuple[int, int | None] | None:
    """Read a line as the number of a page and of all pages; None where it says anything else."""
    words = _words(spot.line)
    found = _PAGE.match(words) or _BARE.match(words)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None


def _says_its_page(spot: _Spot, pages: Sequence[PageLines]) -> bool:
    """Whether a line says "Page 2", or "2 of 5", and this is so."""
    said = _page_and_total(spot)
    if said is None or said[0] != spot.page + 1:
        return False
    with_word = _PAGE.match(_words(spot.line)) is not None
    return said[1] == len(pages) if said[1] is not None else with_word


def _stands_in_margin(spot: _Spot, pages: Sequence[PageLines], *, top: bool) -> bool:
    """Whether a bare number is its page's, stands in the margin, and no page has text as near to the edge.

    Many letters leave the first page without a number: then there may be one alone, "2".
    """
    if not spot.page or _page_and_total(spot) != (spot.page + 1, None) or spot.gap < FAR_APART:
        return False
    nearest = min(
        (
            _distance(line, page, top=top)
            for page in pages
            for line in page.lines
            if line is not spot.line and not _BARE.match(_words(line))
        ),
        default=0,
    )
    return spot.distance < min(pages[spot.page].height * MARGIN, nearest)


def _doubtful(pages: Sequence[PageLines], pitch: float, away: set[int]) -> Iterator[str]:
    """Say which numbers that were kept could be the numbers of their pages."""
    found = {
        spot.page + 1: _words(spot.line)
        for top in (True, False)
        for row in _spots(pages, pitch, top=top)
        for spot in row
        if id(spot.line) not in away and _page_and_total(spot) == (spot.page + 1, None) and spot.gap >= APART
    }
    for page, words in sorted(found.items()):
        yield f"'{words}' at the edge of page {page} of the file may be an answer or the page's number: it was kept"


def numbers_left_out(numbers: Sequence[str]) -> str:
    """Say which numbers were taken for those of pages."""
    shown = ", ".join(numbers[:6]) + (" …" if len(numbers) > 6 else "")
    return f"{counted(len(numbers), 'page number')} ({shown})"
