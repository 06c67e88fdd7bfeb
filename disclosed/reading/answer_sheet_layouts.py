"""How a table whose cells only spaces part may be laid: how many values a row has, where they stand, and what heads them.

The longest rows say how many columns there are, if their headings do so too: a row with a value less has an empty cell,
or a value that only one space parts from its label. Each way to lay the table has its headings priced, and the cheapest is
taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from disclosed.model import Line
from disclosed.reading.answer_columns import Shape, count_of, shape_of, usual_width, wide_cells, with_labels
from disclosed.reading.answer_entries import Run, Stretch, place_values
from disclosed.reading.answer_head_costs import stands_over
from disclosed.reading.answer_head_places import heads_by_place
from disclosed.reading.answer_heads import Headed, heads_by_count
from disclosed.reading.answer_row_blocks import goes_on
from disclosed.reading.answer_sheets import Sheet, widths_of
from disclosed.reading.values import Legend

OFTEN = 4  # rows longer than most are believed where they are one in so many, though some values have no place then
MAX_WIDTH = 10**7  # past the end of any line, and the number of any


@dataclass(frozen=True, slots=True)
class Laid:
    """A table's lines with the columns they stand in: those that may head it, and the rest from its first label on.

    `shapes` are the columns by the number of a line: those of a page after the first may stand elsewhere. Without places
    there are none, and `width` is how many values a row has.
    """

    above: tuple[Line, ...]
    body: tuple[Line, ...]
    width: int
    shape: Shape | None = None
    shapes: tuple[tuple[int, Shape | None], ...] = ()
    legends: tuple[Legend, ...] = ()

    def stretch(self, lines: Sequence[Line], number: int, edge: int | None = None) -> Stretch:
        """Give what is known of lines at a place of the table."""
        return Stretch(tuple(lines), self.width, self.shape_at(number), edge, self.legends)

    def shape_at(self, number: int) -> Shape | None:
        """Give the columns where a line stands."""
        return next((shape for first, shape in reversed(self.shapes) if first <= number), self.shape)


def ways_to_lay(sheet: Sheet, runs: Sequence[Run], legends: Sequence[Legend]) -> list[Laid]:
    """Give the columns by place, as many as the longest rows have values where their headings say so, else as the usual row.

    Where the rows stand in no columns, give the numbers of values that most rows may have.
    """
    counts = Counter(count_of(values) for _, values in runs)
    usual = usual_width([values for _, values in runs])
    wider = [width for width in sorted(counts, reverse=True) if width > usual]
    ways = []
    for width in (*wider, usual):
        laid = [replace(one, legends=tuple(legends)) for one in _laid(sheet, runs, width)]
        often = width == usual or counts[width] * OFTEN >= len(runs)
        ways += [one for one in laid if often or _all_placed(one, runs)]
    if ways:
        return ways
    return [
        laid for width in widths_of(sheet.body, legends) for laid in _by_count(Laid(sheet.above, sheet.body, width))
    ]


def _by_count(laid: Laid) -> Iterator[Laid]:
    """Lay a table without places; lines right above the rows that head no column may head rows (`Adults`)."""
    yield laid
    while len(laid.above) > 1 and len(wide_cells(laid.above[-1])) == 1:
        laid = replace(laid, above=laid.above[:-1], body=(laid.above[-1], *laid.body))
        yield laid


def _laid(sheet: Sheet, runs: Sequence[Run], width: int) -> Iterator[Laid]:
    """Lay a table in columns by place, those of each page where they stand on it.

    Lines right over the rows may be labels, or head rows: all that stand over no column, and those after them that begin
    where labels do, however far they reach.
    """
    known = {key_of(line) for line in sheet.above}
    starts = [0, *(line.number for line in sheet.body if key_of(line) in known), MAX_WIDTH]
    parts = [(first, [run for run in runs if first < run[0].number < last]) for first, last in pairwise(starts)]
    parts = [part for part in parts if part[1]]
    shape = shape_of(parts[0][1], width) or shape_of(runs, width)
    if shape is None:
        return
    shape = with_labels(shape, sheet.body)
    shapes = tuple((first, shape_of(part, width)) for first, part in parts)
    for place in _first_labels(sheet.above, shape):
        yield Laid(sheet.above[:place], (*sheet.above[place:], *sheet.body), width, shape, shapes)


def _first_labels(above: Sequence[Line], shape: Shape) -> Iterator[int]:
    """Yield the places after which lines over the rows may be labels or head rows, the likeliest first."""
    place = len(above)
    while place and not stands_over(above[place - 1], shape):
        place -= 1
    while 0 < place < len(above) and above[place].text.lstrip()[:1].islower():
        place += 1  # `Staff` over `group`, which head the labels
    yield place or len(above)
    while place > 1 and len(cells := wide_cells(above[place - 1])) == 1 and cells[0].start <= shape.labels.start + 1:
        place -= 1
        yield place


def _all_placed(laid: Laid, runs: Sequence[Run]) -> bool:
    """Whether every value of every row has a place."""
    return all(place_values(line, values, laid.stretch((), line.number)) is not None for line, values in runs)


def key_of(line: Line) -> str:
    """Give a line's words, by which headings printed again are known."""
    return " ".join(line.shadow.split())


def headed_way(ways: Sequence[Laid]) -> tuple[Laid, Headed | None]:
    """Take the first width for which there are headings, and of the ways to lay it the one with the likeliest."""
    for _, group in groupby(ways, key=lambda laid: laid.width):
        found = [(*heads, laid) for laid in group if (heads := _heads_of(laid)) is not None]
        if found:
            _, headed, laid = min(found, key=lambda way: way[0])
            return laid, headed
    return ways[0], None


def _heads_of(laid: Laid) -> tuple[int, Headed] | None:
    """Read the headings, with what they cost; without places the first that fit."""
    if laid.shape is not None:
        return heads_by_place(laid.above, laid.shape)
    if laid.above and goes_on(laid.above[-1].text, laid.body[0].text.lstrip()):
        return None
    headed = heads_by_count(laid.above, laid.width)
    return (0, headed) if headed else None
