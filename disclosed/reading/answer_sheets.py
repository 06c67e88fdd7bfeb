"""Where an answer's lines hold a table whose cells only spaces part: its heading lines and its rows, found together.

A table is looked for before lines are sorted by their look (answer_groups.py): a row's label that runs over lines, a
heading on two lines or a page's head between two rows each look like something else alone. It is two rows or more with
as many values at their ends, with nothing between them but short lines, and the short lines right above the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from disclosed.model import Line
from disclosed.reading.answer_cells import Cell, heads_labels, heads_of, ways_to_cut
from disclosed.reading.answer_columns import NEAR, values_at_end, wide_cells
from disclosed.reading.answer_groups import is_prose
from disclosed.reading.band_heads import are_bands
from disclosed.reading.candidates import BINDERS
from disclosed.reading.tokens import MOST_KEPT
from disclosed.reading.values import Legend

MAX_ABOVE = 12  # short lines above the first row that may head it, or begin its label
MAX_BETWEEN = 8  # short lines between two rows: a page's foot and head, and the headings again
MAX_UNDER = 5  # short lines right under the last row
MAX_BLANK = 12  # empty lines between two rows: a page end leaves that many
MAX_LINE = 600  # characters of a row: forty columns; a longer line is prose
MAX_LABEL = 90  # characters of a row's label; a longer one is a sentence
MAX_WORDS = 40  # words of a line of headings that no wide gap parts; one with a verb in it is prose

_RULE = re.compile(r"(?=[^-=_]*[-=_]{3})[ |+:=_-]+$")
_CAPTION = re.compile(r" *(?:table|figure|chart|annex|appendix) ?[a-z]?\d{0,3}(?:\.\d)?[a-z]?(?:[ .:-]|$)")
_CONTINUED = re.compile(r"\bcont(?:inued|'?d|\.)?\W*$|\(cont")

Kind = Literal["row", "words", "prose"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one table: those above its rows, and those from its first row to its last."""

    above: tuple[Line, ...]
    body: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of them."""
        return (*self.above, *self.body)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line and what it looks like; `values` end a row; `marked` is a line that is no row and ends in a value all the same."""

    line: Line
    kind: Kind
    values: tuple[Cell, ...] = ()
    marked: bool = False


def find_sheets(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Sheet]:
    """Yield the tables of an answer's lines, in order; they share no line."""
    known = tuple(legends)
    marked = _with_number_heads([_marked(line, known) for line in lines if line.shadow.strip() and not is_rule(line)])
    marked = _with_rows_like_years(marked, known)
    place = free = 0
    while place < len(marked):
        if marked[place].kind != "row" or not _opens(marked, place):
            place += 1
            continue
        start = _head_of(marked, place, free)
        end = _end_of(marked, start, place)
        rows = [one for one in marked[place:end] if one.kind == "row"]
        if len(rows) > 1 or (rows and start < place and len(rows[0].values) > 1):
            yield Sheet(tuple(one.line for one in marked[start:place]), tuple(one.line for one in marked[place:end]))
        place = free = end


def is_caption(line: Line) -> bool:
    """Whether a line is the caption of a table: `Table 2: …`."""
    return _CAPTION.match(line.shadow) is not None


def is_rule(line: Line) -> bool:
    """Whether a line is drawn: dashes under headings, or between rows."""
    return _RULE.match(line.shadow) is not None


def _with_number_heads(marked: list[_Marked]) -> list[_Marked]:
    """Take numbers without a label, over more words that stand in their columns, for headings: `31` over `March`.

    Under a piece of a label they are the values of a row whose label goes on around them.
    """
    for place, one in enumerate(marked):
        if one.kind != "row" or _label_of(one).strip():
            continue
        left = one.values[1].start
        if (
            place
            and _near(marked, place, 1)
            and marked[place - 1].kind == "words"
            and not _reaches(marked[place - 1].line, left)
        ):
            continue
        below = takewhile(lambda after: after.kind == "words", marked[place + 1 : place + 3])
        if any(_reaches(after.line, left) for after in below if _near(marked, place + 1, 1)):
            marked[place] = _Marked(one.line, "words")
    return marked


def _with_rows_like_years(marked: list[_Marked], legends: tuple[Legend, ...]) -> list[_Marked]:
    """Take a label with numbers that could name years for a row, where headings stand over it and a row like it below."""
    for place, one in enumerate(marked[1:-1], start=1):
        above, below = marked[place - 1], marked[place + 1]
        if one.kind != "words" or above.kind != "words" or below.kind != "row" or "\t" in one.line.shadow:
            continue
        values = values_at_end(one.line, legends)
        years = bool(values) and all(cell.amount is not None and cell.amount.kind == "year" for cell in values)
        label = one.line.shadow[: values[0].start].rstrip() if values else ""
        if (
            not years
            or len(values) != len(below.values)
            or not label.strip()
            or not _reaches(above.line, values[0].start)
        ):
            continue
        if not heads_labels(Cell(one.line, len(label) - len(label.lstrip()), len(label))) and _near(marked, place, 2):
            marked[place] = _Marked(one.line, "row", values)
    return marked


def _opens(marked: Sequence[_Marked], place: int) -> bool:
    """Whether a row may be a table's first: it has a label, or words of one right over or under it.

    Else its first value is its label, where a labelled row below has one value fewer.
    """
    one = marked[place]
    if _label_of(one).strip():
        return True
    left = one.values[0].start
    if len(one.values) > 1 and any(
        0 <= at < len(marked)
        and marked[at].kind == "words"
        and abs(marked[at].line.number - one.line.number) == 1
        and not _reaches(marked[at].line, left)
        for at in (place - 1, place + 1)
    ):
        return True
    below = (one for one in marked[place + 1 : place + 1 + MAX_BETWEEN] if one.kind == "row" and _label_of(one).strip())
    return (labelled := next(below, None)) is not None and len(labelled.values) == len(one.values) - 1


def _reaches(line: Line, left: int) -> bool:
    """Whether words of a line stand over the values, which begin at a place; a label may reach a little over it."""
    text = line.shadow.rstrip()
    return len(text) > left + NEAR or len(text) - len(text.lstrip()) + NEAR >= left


@lru_cache(maxsize=MOST_KEPT)
def _marked(line: Line, legends: tuple[Legend, ...]) -> _Marked:
    """Say what one line looks like."""
    if "\t" in line.shadow or "|" in line.shadow or len(line.text) > MAX_LINE:
        return _Marked(line, "prose")
    values = () if are_bands(wide_cells(line)[1:]) else values_at_end(line, legends)
    label = line.shadow[: values[0].start] if values else ""
    if values and _is_row(line, label, values):
        return _Marked(line, "row", values)
    words = label.split()
    stated = bool(values) and bool(words) and words[-1] not in BINDERS
    return _Marked(line, "words" if _is_short(line) else "prose", marked=stated)


def _is_row(line: Line, label: str, values: Sequence[Cell]) -> bool:
    """Tell a row: a label, then values of which one at least is more than a year; one value stands after a wide gap."""
    if len(label.strip()) > MAX_LABEL or label.rstrip().endswith((".", "?", "=")):
        return False
    if not label.strip(" •*-") and (label.strip() or len(values) < 2 or len(wide_cells(line)) < 2):
        return False
    if not any(cell.plain or (cell.amount is not None and cell.amount.kind == "blank") for cell in values):
        return False
    gapped = label.endswith("  ") or not label
    return gapped or (len(values) > 1 and not label.rstrip().endswith((":", ",", ";", "-")) and not is_prose(line))


def _is_short(line: Line) -> bool:
    """Whether a line may be a heading or a piece of a label: in columns, or a few words that end no sentence."""
    cells = wide_cells(line)
    if any(cell.text.endswith(("?", ".")) and len(cell.text.split()) > 3 for cell in cells):
        return False
    if len(cells) > 1:
        return True
    text = line.shadow.strip()
    if text.endswith((".", ":", "?", "!", ";")) or len(text) > MAX_LABEL + MAX_LABEL:
        return False
    return len(text.split()) <= MAX_WORDS and (not is_prose(line) or len(text.split()) <= 5)


def _end_of(marked: Sequence[_Marked], start: int, first: int) -> int:
    """Find where the table whose first row is `first` ends: past its last row, or past the words its label ends in.

    `start` is the first line of its headings; other headings between two rows open another table.
    """
    widths = _widths(marked[first])
    above = [one.line for one in marked[start:first]]
    end, place, left = first + 1, first + 1, _left_of(marked[first])
    while place < len(marked) and marked[place].kind != "prose" and _near(marked, place):
        one = marked[place]
        if one.kind == "row":
            if widths & _widths(one):
                widths &= _widths(one)
            elif place == first + 1:
                widths = max(widths, _widths(one), key=max)
            elif _another(marked[end : place + 1], (max(widths), left)):
                break
            left = min(left, _left_of(one))
            if any(_heads_anew(between.line, above, (max(widths), left)) for between in marked[end:place]):
                break
            end = place + 1
        elif place - end >= MAX_BETWEEN:
            break
        place += 1
    return _under(marked, end, left)


def _left_of(row: _Marked) -> int:
    """Give where a row's values begin; the first may be its label where it has none."""
    return row.values[0 if _label_of(row).strip() or len(row.values) == 1 else 1].start


def _under(marked: Sequence[_Marked], end: int, left: int) -> int:
    """Take in the short lines right under the last row, over the labels: they may end its label."""
    first = end
    while end < len(marked) and end - first < MAX_UNDER and marked[end].kind == "words":
        apart = marked[end].line.number > marked[end - 1].line.number + 1
        if apart or marked[end].marked or _reaches(marked[end].line, left):
            break
        end += 1
    return end


def _near(marked: Sequence[_Marked], place: int, most: int = MAX_BLANK) -> bool:
    return marked[place].line.number - marked[place - 1].line.number <= most


def _heads_anew(line: Line, above: Sequence[Line], shape: tuple[int, int]) -> bool:
    """Whether words between two rows head another table: a caption, or column headings unlike those over this one.

    `shape` is the number of values to a row, and where the first of them stands at the leftmost.
    """
    width, left = shape
    if line.shadow.split() in [head.shadow.split() for head in above]:
        return False
    if is_caption(line) and not _CONTINUED.search(line.shadow):
        return True
    if not _reaches(line, left):
        return False
    if len(wide_cells(line)) > 1:
        return True
    known = {cell.text.casefold() for head in above for cells in ways_to_cut(head) for cell in cells}
    return any(
        any(cell.dated or cell.text.casefold() in known for cell in heads.columns) for heads in heads_of(line, width)
    )


def _another(found: Sequence[_Marked], shape: tuple[int, int]) -> bool:
    """Whether a row of another width opens another table: words above it stand over values, and are its headings."""
    *between, row = found
    width, left = shape
    over = [one for one in between if _reaches(one.line, left)]
    return bool(over) and (len(row.values) > width or any(_heads(one.line, len(row.values)) for one in over))


def _widths(one: _Marked) -> frozenset[int]:
    """Give the widths that a row may have: its values, or one fewer where the first may belong to its label."""
    count = len(one.values)
    before = _label_of(one).split()
    bound = not before or before[-1] in BINDERS
    return frozenset({count, count - 1}) if bound and count > 1 else frozenset({count})


def _label_of(one: _Marked) -> str:
    return one.line.shadow[: one.values[0].start] if one.values else one.line.shadow


def _head_of(marked: Sequence[_Marked], first: int, free: int) -> int:
    """Find the first of the short lines above a row that may head it.

    They stand right above one another; over a blank line the nearest has to have as many headings as the row values.
    """
    start, left = first, _left_of(marked[first])
    while start > free and first - start < MAX_ABOVE and marked[start - 1].kind == "words":
        gap = marked[start].line.number - marked[start - 1].line.number
        above = marked[start - 1].line
        headed = start == first and _heads(above, len(marked[first].values))
        if gap > 1 and not headed and not (gap == 2 and len(wide_cells(above)) > 1 and _reaches(above, left)):
            break
        start -= 1
    return start


def _heads(line: Line, width: int) -> bool:
    return next(heads_of(line, width), None) is not None


def widths_of(body: Sequence[Line], legends: Sequence[Legend]) -> tuple[int, ...]:
    """Give the number of values that most rows of a table may have, the greater first where there are several."""
    rows = [one for line in body if (one := _marked(line, legends)).kind == "row"]
    counts = Counter(width for one in rows for width in _widths(one))
    most = max(counts.values(), default=0)
    return tuple(sorted((width for width, count in counts.items() if count == most), reverse=True))


def row_of(line: Line, legends: Sequence[Legend]) -> tuple[Cell, ...]:
    """Give the values of a row, none where a line is no row."""
    return _marked(line, legends).values
