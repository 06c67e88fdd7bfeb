"""An answer's lines to cells: the pieces that tabs, pipes, slashes, wide gaps and heads without gaps leave.

Tables reach a letter's text in many states (docs/letters.md): one cell a line after a tab, a row a line with pipes or
slashes, columns parted by spaces, heads run together (`YearHotelHostel`). Here each piece becomes a Cell with its
place, and says whether it could be a value; which cells make a row is decided by answer_tables.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from disclosed.model import Line, Span
from disclosed.reading.tokens import MOST_KEPT, tokens_of
from disclosed.reading.values import Amount, Legend, parse_amount

# Left off a label's ends: bullets, and the sign between it and its value.
_LEAD = re.compile(r"[•*+-]\s+|•")
ROUND_BULLET = re.compile(r"o[ \t]+(?=[A-Z\d])")  # a round bullet as a program writes it; `o level` is none
_TRAIL = re.compile(r"(?:\s|[:;,=|]|(?<=\s)[-–—])+$")
_SIGNS = frozenset(":-–—=")  # between a label and its value, unless a legend makes a mark of them
_PIPE = re.compile(r"\|")
_SLASH = re.compile(r" / ")
_TAB = re.compile(r"\t")
_TABS = re.compile(r"\t+")
_WIDE = re.compile(r" {2,}|\t+")
# A day or a season in a heading; in `31 March 31 March` the second day is not the year of the first.
_DAY = re.compile(
    r"(?<!\w)\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?: (?:19|20)\d\d)?(?!\w)"
    r"|(?<!\w)(?:(?:spring|summer|autumn|winter)(?: term)?|yr|year|fy) (?:19|20)\d\d(?:[/-]\d\d)?(?!\w)"
)
_GAPS = re.compile(r"[ \t]{2,}")
_SPACES = re.compile(r" +")
_PERIOD_KINDS = frozenset({"date", "span", "year"})
_PERIOD_WORDS = frozenset({
    "to", "from", "until", "till", "and", "between", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "january", "february", "march", "year", "years", "the", "quarter", "q1",
    "q2", "q3", "q4", "date", "present", "day", "financial", "calendar", "academic", "up", "on", "at", "as",
    "of", "part", "ytd", "spring", "summer", "autumn", "winter", "term", "half",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of a line, `start:end` its offsets with the spaces around it off, and the quantity it may state."""

    line: Line
    start: int
    end: int
    amount: Amount | None = None
    more: str = ""  # what further lines of the same cell add

    @property
    def text(self) -> str:
        """The cell's words, the letter's own."""
        own = self.line.text[self.start : self.end]
        return f"{own} {self.more}" if self.more else own

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.line.number, self.start + 1, self.end)

    @property
    def empty(self) -> bool:
        """Whether it holds nothing."""
        return self.start >= self.end

    @property
    def valued(self) -> bool:
        """Whether it may stand where a value stands: a quantity, a mark, or a range (which is then refused)."""
        return self.amount is not None and not self.period

    @property
    def plain(self) -> bool:
        """Whether it is a quantity that cannot be the name of a year."""
        return self.valued and self.amount is not None and self.amount.kind not in {"year", "range", "blank"}

    @property
    def counted(self) -> bool:
        """Whether it is a quantity in figures, which a row's label is not."""
        return self.plain and self.amount is not None and self.amount.kind in {"number", "money", "percent", "duration"}

    @property
    def period(self) -> bool:
        """Whether it names a period longer than a bare year can: `2019/20`, `Jan-Mar 22`, `1 June 2021 to 31 May 2022`."""
        return names_period(self.line, self.start, self.end)

    @property
    def dated(self) -> bool:
        """Whether it could head a period: a period, or a bare year."""
        return self.period or (self.amount is not None and self.amount.kind == "year")


@lru_cache(maxsize=MOST_KEPT)
def names_period(line: Line, start: int, end: int) -> bool:
    """Say whether the words at `start:end` are a period and nothing else; a year alone is not (it may be a count)."""
    seen = False
    tokens = tokens_of(line)
    for token in tokens[bisect_right(tokens, start, key=lambda token: token.last) :]:
        if token.first > end:
            break
        if token.first - 1 < start or token.last > end:
            return False
        if token.kind in _PERIOD_KINDS:
            seen = seen or token.kind != "year" or bool(re.search(r"[a-z]", line.shadow[start:end]))
        elif token.kind not in {"space", "punctuation", "ordinal"} and token.text.casefold() not in _PERIOD_WORDS:
            return False
    return seen


def cell_at(line: Line, start: int, end: int, legends: Sequence[Legend]) -> Cell:
    """Make the cell of `start:end` of a line, spaces and unseen characters at its ends off."""
    shadow = line.shadow
    while start < end and shadow[start] in " \t":
        start += 1
    while end > start and shadow[end - 1] in " \t":
        end -= 1
    found = parse_amount(shadow[start:end], legends) if start < end else None
    return Cell(line, start, end, moved(found, start) if found else None)


def moved(amount: Amount, by: int) -> Amount:
    """Count an amount's offsets from the start of its line."""
    return Amount(amount.kind, amount.value, amount.start + by, amount.end + by, amount.opens + by, amount.closes + by)


def label_span(line: Line, start: int, end: int) -> tuple[int, int]:
    """Trim `start:end` to a label: bullets before it and the sign after it off."""
    text = line.shadow[start:end]
    start += len(text) - len(text.lstrip())
    lead = (_LEAD.match(line.shadow, start, end) or ROUND_BULLET.match(line.text, start, end)) if text.strip() else None
    start = lead.end() if lead else start
    end -= len(trail[0]) if (trail := _TRAIL.search(line.shadow[start:end])) else 0
    while start < end and line.shadow[start] in " \t":
        start += 1
    return start, max(start, end)


def label_cell(cell: Cell) -> Cell:
    """Read a cell as a label; where further lines add to it, the sign after it stands at their end."""
    start, end = label_span(cell.line, cell.start, cell.end)
    if cell.more:
        return Cell(cell.line, start, cell.end, None, _TRAIL.sub("", cell.more))
    return Cell(cell.line, start, end)


def label_of(cells: Sequence[Cell]) -> str:
    """Join the pieces of one label, which may run over lines: signs come off at its two ends alone."""
    if not cells:
        return ""
    first, last = label_cell(cells[0]), label_cell(cells[-1])
    opening = replace(cells[0], start=first.start) if first.start < cells[0].end else cells[0]
    pieces = (first,) if len(cells) == 1 else (opening, *cells[1:-1], last)
    return _GAPS.sub(" ", " ".join(piece.text for piece in pieces))


def cut(line: Line, separator: re.Pattern[str], legends: Sequence[Legend]) -> tuple[Cell, ...]:
    """Cut a line at each separator; an empty piece between two is an empty cell."""
    cells, start = [], 0
    for found in separator.finditer(line.shadow):
        cells.append(cell_at(line, start, found.start(), legends))
        start = found.end()
    cells.append(cell_at(line, start, len(line.shadow), legends))
    return tuple(cells)


def cut_pipes(line: Line, legends: Sequence[Legend]) -> tuple[Cell, ...]:
    """`Once | 601` and `| 12 | 17 |`: a pipe at either end opens or closes and makes no cell."""
    cells = cut(line, _PIPE, legends)
    first = 1 if len(cells) > 1 and cells[0].empty else 0
    last = len(cells) - (1 if len(cells) > first + 1 and cells[-1].empty else 0)
    return cells[first:last]


def cut_slashes(line: Line, legends: Sequence[Legend]) -> tuple[Cell, ...]:
    """`North wing / 310 / 288`."""
    return cut(line, _SLASH, legends)


def cut_tabs(line: Line, legends: Sequence[Legend]) -> tuple[Cell, ...]:
    """`Once<tab><tab>130` is two cells; a tab before the first is none."""
    return tuple(cell for cell in cut(line, _TABS, legends) if not cell.empty)


def cut_each_tab(line: Line, legends: Sequence[Legend]) -> tuple[Cell, ...]:
    """Cut at each tab, as a spreadsheet's text has them: two tabs together hold an empty cell."""
    return cut(line, _TAB, legends)


def cut_plain(line: Line, legends: Sequence[Legend]) -> tuple[Cell, ...]:
    """Cut a line of a table whose cells stand one a line: at wide gaps, or at each space where all are values or periods."""
    start, end = _content(line)
    wide = tuple(cell for cell in cut(line, _WIDE, legends) if not cell.empty)
    if len(wide) > 1:
        return wide
    whole = cell_at(line, start, end, legends)
    pieces = [cell_at(line, *place, legends) for place in _pieces(line, start, end)]
    if whole.amount is None and len(pieces) > 1 and all(_stands_alone(piece) for piece in pieces):
        return tuple(pieces)
    return (whole,)


def _stands_alone(piece: Cell) -> bool:
    """Whether a piece of a line could be a cell: a value or period that no comma joins to the next."""
    if piece.text.endswith((",", ";")) or (piece.text in _SIGNS and piece.amount and piece.amount.kind == "blank"):
        return False
    return piece.valued or piece.dated


def _content(line: Line) -> tuple[int, int]:
    shadow = line.shadow
    return len(shadow) - len(shadow.lstrip()), len(shadow.rstrip())


def _pieces(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what spaces part; a pound sign stays with its number (`£ 18,305`)."""
    place = start
    for gap in _SPACES.finditer(line.shadow, start, end):
        if line.shadow[place : gap.start()] == "£":
            continue
        if gap.start() > place:
            yield place, gap.start()
        place = gap.end()
    if end > place:
        yield place, end


def trailing_values(line: Line, legends: Sequence[Legend]) -> tuple[Cell, ...]:
    """Find the values that end a row: `Arts 22 31 40` has three, `Leisure 11 c` two, `Ward group 2022 2023` two."""
    start, end = _content(line)
    found: list[Cell] = []
    for first, last in reversed(list(_pieces(line, start, end))):
        cell = cell_at(line, first, last, legends)
        if not cell.valued or (cell.amount is not None and cell.amount.kind == "range"):
            break
        if cell.text in _SIGNS and cell.amount is not None and cell.amount.kind == "blank" and found:
            break
        found.append(cell)
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Heads:
    """A table's heading line, cut for `columns` of values; `corner` heads the row labels, where it is printed."""

    corner: Cell | None
    columns: tuple[Cell, ...]


# Two words that head row labels, so that the second opens no column.
_CORNER = re.compile(
    r"\s*(?:age (?:group|band|range)|(?:financial|calendar|academic|school|tax) year|local authority"
    r"|[a-z]+ (?:type|name|category|group|band|area|code))(?= )"
)
# What heads row labels, and so no column of values: of two ways to cut a line, the one that makes these a heading is wrong.
_CORNERS = frozenset({
    "academic year", "age", "area", "authority", "band", "calendar year", "category", "centre", "county", "department",
    "description", "directorate", "district", "division", "ethnicity", "faculty", "financial year", "gender", "grade",
    "group", "hospital", "item", "location", "measure", "month", "name", "offence", "outcome", "period", "provider",
    "quarter", "reason", "region", "role", "school", "service", "sex", "site", "staff group", "station", "status",
    "supplier", "team", "type", "ward", "week", "year",
})  # fmt: skip


_GLUE = frozenset({
    "of", "in", "for", "by", "to", "the", "and", "or", "on", "at", "a", "per", "with", "from",
})  # fmt: skip
_SIGN = re.compile(r"%|£|£? ?'?000s?|£[mk]")
_RUN_ON = re.compile(r"[a-z)](?=[A-Z(%£])")
_CAMEL = re.compile(r"[A-Z][A-Z]*[^A-Z]*|\d[\d/-]*")


def split_heads(line: Line, columns: int) -> Heads | None:
    """Cut a heading line into `columns` headings and perhaps a corner, the first way that fits; None where none does."""
    return next(heads_of(line, columns), None)


def heads_of(line: Line, columns: int) -> Iterator[Heads]:
    """Yield each way to cut a heading line into `columns` headings and perhaps a corner; one column takes a wide gap."""
    for place, cells in enumerate(ways_to_cut(line)):
        if place and columns == 1:
            return
        if len(cells) == columns and columns > 1 and not heads_labels(cells[0]):
            yield Heads(None, tuple(cells))
        if len(cells) == columns + 1:
            yield Heads(cells[0], tuple(cells[1:]))


def heads_labels(cell: Cell) -> bool:
    """Whether a heading is, or holds, the head of the row labels: `Area`, `Staff group % closed`."""
    words = cell.text.casefold().split()
    return any(" ".join(words[:count]) in _CORNERS for count in (1, 2) if count <= len(words))


def ways_to_cut(line: Line) -> Iterator[list[Cell]]:
    """Yield the ways to cut a heading line, the surest first.

    Wide gaps; periods and words that begin with a capital; the same with signs (`On time %` may be two); single words;
    capitals inside one word.
    """
    start, end = _content(line)
    words = _dates_whole(line, list(_pieces(line, start, end)))
    yield [cell for cell in cut(line, _WIDE, ()) if not cell.empty]
    yield _segments(line, words)
    if any(_SIGN.fullmatch(line.shadow, *word) for word in words):
        yield _segments(line, words, signs=True)
    yield [cell_at(line, *place, ()) for place in words]
    yield _camel(line, start, end)


def words_in(line: Line) -> list[Cell]:
    """Cut a line at each space, and where a capital stands inside a word; the words of a date are one."""
    found = []
    for start, end in _dates_whole(line, list(_pieces(line, *_content(line)))):
        capitals = [place.end() for place in _RUN_ON.finditer(line.text, start, end)]
        edges = [start, *capitals, end]
        found += [cell_at(line, first, last, ()) for first, last in pairwise(edges)]
    return found


def segments(line: Line, start: int, end: int) -> list[Cell]:
    """Cut `start:end` of a line at periods and at words that begin with a capital."""
    return _segments(line, list(_pieces(line, start, end)))


def _dates_whole(line: Line, words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the words of a date: `31 March 2023 31 March 2024` are two headings."""
    days = [found.span() for found in _DAY.finditer(line.shadow)]
    tokens = [(token.first - 1, token.last) for token in tokens_of(line) if token.kind in {"date", "span"}]
    dates = [*days, *(place for place in tokens if not any(place[0] < end and start < place[1] for start, end in days))]
    found: list[tuple[int, int]] = []
    for first, last in words:
        if found and any(start <= found[-1][0] and last <= end for start, end in dates):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _segments(line: Line, words: Sequence[tuple[int, int]], *, signs: bool = False) -> list[Cell]:
    """Join to each capital or period the small words and brackets that follow it: `Number in force`, `Runs (Q11)`.

    With `signs` a per cent or pound sign between spaces opens a heading too.
    """
    found: list[tuple[int, int]] = []
    glued = bracketed = False
    corner = _CORNER.match(line.shadow)
    if corner and words and words[0][0] < corner.end() < words[-1][1]:
        found = [(words[0][0], corner.end())]
        words = [word for word in words if word[0] >= corner.end()]
    for first, last in words:
        word = line.text[first:last]
        period = _is_period(line, first, last)
        after_period = bool(found) and _is_period(line, *found[-1])
        opens = period or (word[0].isupper() and not glued) or (after_period and word[0].isalpha())
        opens = opens or (signs and _SIGN.fullmatch(word) is not None)
        if not found or (opens and not (after_period and word[0] == "(")):
            found.append((first, last))
        else:
            found[-1] = (found[-1][0], last)
        if "(" in word or ")" in word:
            bracketed = word.rfind("(") > word.rfind(")")
        glued = bracketed or word.casefold() in _GLUE
    return [cell_at(line, first, last, ()) for first, last in found]


def _is_period(line: Line, start: int, end: int) -> bool:
    return names_period(line, start, end) or bool(re.fullmatch(r"y?(?:19|20)\d\d", line.shadow[start:end]))


def _camel(line: Line, start: int, end: int) -> list[Cell]:
    """`YearHotelHostelLeaseTotal`: a heading at each capital, where no space parts them."""
    if " " in line.shadow[start:end]:
        return []
    return [
        cell_at(line, start + found.start(), start + found.end(), ()) for found in _CAMEL.finditer(line.text[start:end])
    ]
