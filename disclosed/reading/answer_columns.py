"""The columns of a table whose rows stand a line each with spaces between the cells: values at a line's end, and where.

Text from a PDF keeps the columns as places (`-layout`) or loses them and keeps the order alone. Both are here: a line's
values from the right, and for rows with wide gaps the extent of every column, from which a heading or a value in a row
with gaps takes its column. A column is where its values stand; headings are wider or narrower, and never define it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_high, median_low

from disclosed.model import Line, Value
from disclosed.reading.answer_cells import Cell, cell_at, cut, names_period
from disclosed.reading.values import Amount, Legend

NEAR = 3  # characters by which a heading may stand beside its column and still head it
WIDE = re.compile(r" {2,}|\t+")
_SPACES = re.compile(r" +")
# Words in a value's place that say it is lacking; elsewhere they are an answer, or a row's label.
_NOT_GIVEN = re.compile(
    r"(?:(?:data|information|figures?) )?not (?:yet )?(?:held|recorded|known|collected|available|provided)|no data(?: held)?|unknown|n/k|not? info(?:rmation)?"
)
_DASH = frozenset("-–—")
_OVER = re.compile(r"(?:over|more than|at least|above) £?\d")


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a column stands: offsets of its first and past its last character over all rows."""

    start: int
    end: int

    def touches(self, start: int, end: int) -> bool:
        """Whether `start:end` shares a character with it."""
        return start < self.end and end > self.start

    def far(self, start: int, end: int) -> int:
        """How far `start:end` is from standing on it: by the nearer of left edge, right edge and middle."""
        middle = abs((start + end) - (self.start + self.end)) // 2
        return min(abs(start - self.start), abs(end - self.end), middle)


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns of values by place, where its row labels begin and end, and whether values line up at the right.

    Columns are `even` where no value of a full row stands in another's place.
    """

    columns: tuple[Extent, ...]
    labels: Extent
    right: bool
    even: bool = True

    def column_at(self, start: int, end: int) -> int | None:
        """Give the one column that `start:end` touches; None for none or several."""
        touched = [place for place, column in enumerate(self.columns) if column.touches(start, end)]
        return touched[0] if len(touched) == 1 else None


def wide_cells(line: Line, legends: Sequence[Legend] = ()) -> tuple[Cell, ...]:
    """Cut a line at its wide gaps."""
    return tuple(cell for cell in cut(line, WIDE, legends) if not cell.empty)


def words_of(cell: Cell, legends: Sequence[Legend] = ()) -> Iterator[Cell]:
    """Cut a cell at each space; a pound sign stays with its number."""
    place = cell.start
    for gap in _SPACES.finditer(cell.line.shadow, cell.start, cell.end):
        if cell.line.shadow[place : gap.start()] not in {"£", "<", "<="}:
            yield cell_at(cell.line, place, gap.start(), legends)
            place = gap.end()
    yield cell_at(cell.line, place, cell.end, legends)


def values_at_end(line: Line, legends: Sequence[Legend]) -> tuple[Cell, ...]:
    """Find the values that end a row, from the right: whole cells between wide gaps, else single words.

    A year at the head of a line is the row's label: `2019   45   12` ends in two values. So is a band: `£25,000 - £34,999   11`,
    `Under £25,000   2`.
    """
    cells = wide_cells(line, legends)
    found: list[Cell] = []
    for place in range(len(cells) - 1, -1, -1):
        if found and not place and _is_band(cells[0]):
            break
        if _is_value(cells[place]):
            found.append(cells[place])
            continue
        if place and _NOT_GIVEN.fullmatch(line.shadow, cells[place].start, cells[place].end):
            found.append(_not_given(cells[place]))
            continue
        words = [] if cells[place].period else list(words_of(cells[place], legends))
        taken = _taken(words)
        if found and len(taken) < len(words):
            break  # the label, or a column of labels, which a gap parts from its values
        found.extend(reversed(taken))
        if len(taken) < len(words) or not words:
            break
    found.reverse()
    opens = len(line.shadow) - len(line.shadow.lstrip())
    return tuple(found[1:] if found and found[0].start == opens and found[0].dated else found)


def _is_band(cell: Cell) -> bool:
    """Whether a cell is a range, or a bound in words: `18 to 24`, `Under 18`, `Over 64`."""
    amount = cell.amount
    if amount is None or amount.kind in {"range", "blank"}:
        return amount is not None and amount.kind == "range"
    bound = amount.kind == "suppressed" and amount.value.basis == "words"
    return bound or _OVER.match(cell.line.shadow, cell.start) is not None


def _not_given(cell: Cell) -> Cell:
    """Make a mark of words that stand where a value stands: `Not held`."""
    value = Value(None, status="not_available", marker="[x]", basis="words")
    return replace(cell, amount=Amount("mark", value, cell.start, cell.end, cell.start, cell.end))


def _taken(words: Sequence[Cell]) -> list[Cell]:
    """Take the words at the end that are values; a dash between two words is punctuation."""
    place = len(words)
    while place and _is_value(words[place - 1]) and not _is_sign(words[place - 1]):
        place -= 1
    if 0 < place < len(words) and names_period(words[place].line, words[place - 1].start, words[place].end):
        place += 1  # `Jan 22 61 40`: the first number is the label's
    while place < len(words) and words[place].text in _DASH and place:
        place += 1
    return list(words[place:])


def _is_sign(cell: Cell) -> bool:
    """Whether a word is a sign between a label and its value; where a legend says what it stands for, it is a value."""
    return cell.text in {":", "="} and cell.amount is not None and cell.amount.kind == "blank"


def _is_value(cell: Cell) -> bool:
    return cell.valued and cell.amount is not None and cell.amount.kind != "range"


def label_cells(line: Line, end: int) -> tuple[Cell, ...]:
    """Cut what stands before `end` of a line, a row's label, at its wide gaps."""
    head = replace(line, text=line.text[:end], shadow=line.shadow[:end])
    return tuple(replace(cell, line=line) for cell in wide_cells(head))


def shape_of(rows: Sequence[tuple[Line, tuple[Cell, ...]]], width: int = 0) -> Shape | None:
    """Find the columns of rows with wide gaps; None where the rows do not stand in columns.

    Only rows with the usual number of values (or `width`) say where a column is. Where one row's value stands a little
    over the next column's place, as a PDF's text has it, the columns are parted between their middles and not `even`.
    """
    if not rows or sum(_gapped(line, values) for line, values in rows) * 2 <= len(rows):
        return None
    width = width or usual_width([values for _, values in rows])
    full = [(line, values) for line, values in rows if len(values) == width]
    if not full:
        return None
    columns = [_extent(cells) for cells in zip(*(values for _, values in full), strict=True)]
    labels_end = max(_label_end(line, values) for line, values in rows)
    even = all(one.end < other.start for one, other in pairwise(columns)) and not any(
        _label_end(line, values) > columns[0].start for line, values in full
    )
    if not even:
        columns = _parted([list(cells) for cells in zip(*(values for _, values in full), strict=True)])
    opens = [len(line.shadow) - len(line.shadow.lstrip()) for line, values in rows if _label_end(line, values)]
    labels = Extent(min(opens, default=0), min(labels_end, columns[0].start))
    return Shape(tuple(columns), labels, _right([values for _, values in full]), even)


def with_labels(shape: Shape, lines: Sequence[Line]) -> Shape:
    """Let the labels' column take in words on lines of their own, as far as they stand left of the values."""
    first = shape.columns[0].start
    cells = [cell for line in lines for cell in wide_cells(line)[:2] if cell.start < first and cell.end <= first]
    cells = [cell for cell in cells if not cell.plain]
    ends = max((cell.end for cell in cells), default=0)
    return replace(shape, labels=Extent(shape.labels.start, max(shape.labels.end, ends)))


def _extent(cells: Sequence[Cell]) -> Extent:
    return Extent(min(cell.start for cell in cells), max(cell.end for cell in cells))


def _parted(columns: Sequence[Sequence[Cell]]) -> list[Extent]:
    """Give columns that meet the places that most of their values have."""
    found = [
        Extent(median_low(cell.start for cell in cells), median_high(cell.end for cell in cells)) for cells in columns
    ]
    for place, (one, other) in enumerate(pairwise(found)):
        if one.end >= other.start:
            middle = (one.end + other.start) // 2
            found[place : place + 2] = [
                Extent(min(one.start, middle - 1), middle),
                Extent(middle + 1, max(other.end, middle + 2)),
            ]
    return found


def _label_end(line: Line, values: tuple[Cell, ...]) -> int:
    return len(line.shadow[: values[0].start].rstrip())


def _gapped(line: Line, values: tuple[Cell, ...]) -> bool:
    """Whether a wide gap parts a row's label from its values."""
    return bool(values) and line.shadow[: values[0].start].endswith("  ")


def count_of(run: Sequence[Cell]) -> int:
    """Count a row's values; words for a lacking one may be its label where they stand first: `Adults   Unknown   12`."""
    return len(run) - (len(run) > 1 and _NOT_GIVEN.fullmatch(run[0].text.casefold()) is not None)


def usual_width(runs: Sequence[Sequence[Cell]]) -> int:
    """Give the number of values that most rows have, the greater of two."""
    counts = Counter(map(count_of, runs))
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _right(rows: Sequence[tuple[Cell, ...]]) -> bool:
    """Whether values line up at their right edges rather than their left."""
    ends = sum(len({cell.end for cell in cells}) for cells in zip(*rows, strict=True))
    starts = sum(len({cell.start for cell in cells}) for cells in zip(*rows, strict=True))
    return ends <= starts
