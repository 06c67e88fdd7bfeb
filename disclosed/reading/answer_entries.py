"""The lines of a table between its headings and its end, cut: the words of labels, and the values in their columns.

Where a table's pages differ, as a PDF's do, each stretch of lines between printed headings has columns of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from disclosed.model import Line
from disclosed.reading.answer_cells import Cell, cell_at
from disclosed.reading.answer_columns import NEAR, Shape, label_cells, wide_cells, words_of
from disclosed.reading.candidates import BINDERS, Draft, is_total
from disclosed.reading.values import Legend

_STUCK = re.compile(r"[a-z)]\d[\d,.]*$")  # `Community586`: a value without a space before it

_SLASHED = re.compile(
    r" / [£<]?\d[\d,.]*%? / "
)  # `Marsh / 41 / 38 / 1 863`: cells that a slash parts, one of them in pieces

Run = tuple[Line, tuple[Cell, ...]]  # a row's line, and its values


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines under one printing of the headings, the columns of their values, and where a second column of labels begins.

    `legends` say what the letter's marks mean.
    """

    lines: tuple[Line, ...]
    width: int
    shape: Shape | None = None
    edge: int | None = None
    legends: tuple[Legend, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, cut: its words in the first of two columns of labels, in the only or second one, and its values by column.

    `values` is None for words alone, and empty where a row's values have no place. `over` says that its words stand over
    the values, `opens` that its line is the first under headings printed again.
    """

    line: Line
    group: Cell | None = None
    label: Cell | None = None
    values: dict[int, Cell] | None = None
    over: bool = False
    opens: bool = False


def entries_of(stretch: Stretch, runs: dict[int, tuple[Cell, ...]], draft: Draft, *, opens: bool) -> list[Entry]:
    """Cut the lines of a stretch; a row whose values have no place leaves them unread."""
    entries: list[Entry] = []
    for line in stretch.lines:
        values = runs.get(line.number, ())
        first = opens and not entries
        entries.append(
            _row(line, values, stretch, draft, opens=first) if values else _words(line, stretch, draft, opens=first)
        )
    return entries


def _row(line: Line, values: tuple[Cell, ...], stretch: Stretch, draft: Draft, *, opens: bool) -> Entry:
    """Place a row's values in their columns; none, and all of them unread, where one has no place."""
    placed = place_values(line, values, stretch)
    if placed is None:
        own = values[len(_in_label(line, values, stretch)) :]
        draft.faults.append("row of another width")
        for cell in label_cells(line, own[0].start):
            (draft.labels if any(map(str.isalpha, cell.text)) else draft.unread).append(cell.span)
        draft.unread += [cell.span for cell in own]
    end = min((cell.start for cell in (placed or {}).values()), default=values[0].start)
    group, label = _labels(line, end, stretch.edge)
    return Entry(line, group, label, placed or {}, opens=opens)


def place_values(line: Line, values: tuple[Cell, ...], stretch: Stretch) -> dict[int, Cell] | None:
    """Give each value of a row its column; None where one has no place.

    A number more than there are columns belongs to the label before it, and one fewer may be lacking in the middle.
    """
    own = (*_beside_label(line, values, stretch), *values[len(_in_label(line, values, stretch)) :])
    if own and (_holds_cells(line, own[0].start) or _SLASHED.search(line.shadow, 0, own[0].start)):
        return None
    if len(own) == stretch.width:
        return dict(enumerate(own))
    shape = stretch.shape
    if shape is None or not shape.even or len(shape.columns) != stretch.width:
        return None
    if not own or len(label := line.shadow[: own[0].start].rstrip()) > shape.columns[0].start or _STUCK.search(label):
        return None
    found = {shape.column_at(cell.start, cell.end): cell for cell in own}
    placed = {place: cell for place, cell in found.items() if place is not None}
    if len(placed) < len(own) or (0 not in placed and _ends_in_value(line, own[0].start, stretch)):
        return None
    return placed


def _in_label(line: Line, values: tuple[Cell, ...], stretch: Stretch) -> tuple[Cell, ...]:
    """Give the first number of a row that has one more than there are columns, where it is part of the label: `Pier 3   40   12`.

    A wide gap before it, or none after it, makes it a value like the others: `Ridley   310   288   1 863` under two headings.
    """
    if len(values) != stretch.width + 1:
        return ()
    label, first = line.shadow[: values[0].start], values[0]
    bound = not label.strip() or label.split()[-1] in BINDERS
    apart = not label.endswith("  ") and line.shadow[first.end : values[1].start].startswith("  ")
    return (first,) if bound or apart else ()


def _holds_cells(line: Line, end: int) -> bool:
    """Whether cells without a letter stand between a row's label and its values: numbers that were not understood."""
    cells = [cell for cell in label_cells(line, end)[1:] if not cell.dated and not _is_range(cell)]
    return any(not any(map(str.isalpha, cell.text)) and any(map(str.isdigit, cell.text)) for cell in cells)


def _is_range(cell: Cell) -> bool:
    return cell.amount is not None and cell.amount.kind == "range"


def _ends_in_value(line: Line, end: int, stretch: Stretch) -> bool:
    """Whether a label ends in a number that stands near the first column and that nothing binds to the label."""
    words = [word for cell in label_cells(line, end)[-1:] for word in words_of(cell, stretch.legends)]
    if stretch.shape is None or len(words) < 2 or not words[-1].plain or words[-2].text.casefold() in BINDERS:
        return False
    return words[-1].end >= stretch.shape.columns[0].start - 2 * NEAR


def _beside_label(line: Line, values: tuple[Cell, ...], stretch: Stretch) -> list[Cell]:
    """Find values that only one space parts from the row's label: they stand in columns, or near the first, that have none."""
    shape, labels, missing = stretch.shape, label_cells(line, values[0].start), stretch.width - len(values)
    if shape is None or len(shape.columns) != stretch.width or missing < 1 or not labels:
        return []
    if any(
        shape.column_at(cell.start, cell.end) not in {None, place} for place, cell in enumerate(values, start=missing)
    ):
        return []
    words = list(words_of(labels[-1], stretch.legends))
    found = words[max(len(words) - missing, 1) :]
    before = words[len(words) - len(found) - 1].text.casefold()
    near = [
        cell.plain and column.start - 2 * NEAR <= cell.end and cell.start <= column.end + NEAR
        for cell, column in zip(found, shape.columns, strict=False)
    ]
    return found if len(found) == missing and all(near) and before not in BINDERS - {"and"} else []


def _words(line: Line, stretch: Stretch, draft: Draft, *, opens: bool) -> Entry:
    """Cut a line of words; what stands over the values is of no label."""
    cells = wide_cells(line)
    end = stretch.shape.columns[0].start if stretch.shape else len(line.text)
    if cells[0].start >= end:
        draft.headings += [cell.span for cell in cells[1:]]
        return Entry(line, None, cells[0], over=True, opens=opens)
    beside = [cell for cell in cells if cell.start >= end]
    draft.headings += [cell.span for cell in beside]
    last = max(cell.end for cell in cells if cell.start < end)
    group, label = _labels(line, last, stretch.edge)
    return Entry(line, group, label, opens=opens)


def _labels(line: Line, end: int, edge: int | None) -> tuple[Cell | None, Cell | None]:
    """Cut a line's words before `end` at the second column of labels, where there is one."""
    words = cell_at(line, 0, end, ())
    if words.empty:
        return None, None
    cut = _cut_at(line, edge) if edge is not None else None
    if cut is None:
        return None, words
    group, label = cell_at(line, 0, min(cut, end), ()), cell_at(line, min(cut, end), end, ())
    return (None if group.empty else group), (None if label.empty else label)


def _cut_at(line: Line, edge: int) -> int | None:
    """Give where a line is cut at the edge of a column: there, or where a word begins right beside it; None within a word."""
    text = line.shadow
    for place in (edge, edge - 1, edge + 1):
        if not text[place - 1 : place].strip() and (place == edge or text[place : place + 1].strip()):
            return place
    return None


def second_labels(rows: Sequence[tuple[Line, int]], corner: Sequence[Cell]) -> int | None:
    """Find where a second column of labels begins, whose first is printed once for several rows; None for one column.

    `rows` are lines with where their labels end. Several lines have words of the second column alone, and some words of
    the first beside them, or between them where the first line of all has none (else they are headings of rows further in).
    The heads of the labels may say so too.
    """
    cut = [(line, cells) for line, end in rows if (cells := [cell for cell in wide_cells(line) if cell.start < end])]
    heads = {cell.start for head in corner for cell in wide_cells(head.line)[1:] if cell.end <= head.end}
    seconds = Counter(cells[1].start for _, cells in cut if len(cells) == 2)
    firsts = Counter(cells[0].start for _, cells in cut)
    for edge in dict.fromkeys(
        [*(start for start, _ in (*seconds.most_common(2), *firsts.most_common(2))), *sorted(heads)]
    ):
        if (
            edge
            and all(_cut_at(line, edge) is not None or is_total(cells[0].text) for line, cells in cut)
            and _is_second(edge, cut, heads)
        ):
            return edge
    return None


def _is_second(edge: int, cut: Sequence[tuple[Line, Sequence[Cell]]], heads: Collection[int]) -> bool:
    """Whether the lines of a table have two columns of labels, the second from `edge` on."""
    before = [(line, cells[0]) for line, cells in cut if cells[0].start < edge]
    both = [cell.text for line, cell in before if line.shadow[edge - 1 : edge + 2].strip()]
    if len(both) == len(cut):
        return any(one == other for one, other in pairwise(both))
    named = any(not is_total(cell.text) for _, cell in before)
    alone = sum(cells[0].start == edge for _, cells in cut)
    return alone > 1 and named and (bool(both) or edge in heads or cut[0][1][0].start >= edge)
