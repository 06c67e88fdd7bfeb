"""The headings of a table's columns: one line or several, wrapped, under wider headings that span columns.

Each column gets a path: its heading, or the wider heading and its own (`2021/22`, `Bank`). Headings are laid over
columns by place where the rows stand in columns, else by count; a wide heading is believed only where what stands under
it says so (the same headings again under each, or its place over its columns). Where two columns would have the same
path, or one none, there are no headings: a figure under the wrong one is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosed.model import Line, Span
from disclosed.reading.answer_cells import Cell, cell_at, heads_of, label_cell, ways_to_cut
from disclosed.reading.answer_columns import NEAR, Extent, Shape, wide_cells, words_of

MAX_LINES = 4  # lines that head one table; the highest seen has three

# What heads no column: a cell of a row whose label is lost. A year does.
_QUANTITY = re.compile(r"(?!(?:19|20)\d\d$)[£<]?\d[\d,.]*%?")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headed:
    """The columns' paths, the heads of the row labels, how many lines of those above the rows they took, and where."""

    paths: tuple[Path, ...]
    corner: tuple[Cell, ...]
    lines: int
    spans: tuple[Span, ...]


def distinct(paths: Sequence[Path]) -> bool:
    """Whether every column has a heading that is no quantity, and no two the same."""
    if not all(paths) or any(_QUANTITY.fullmatch(label) for path in paths for label in path):
        return False
    return len({tuple(label.casefold() for label in path) for path in paths}) == len(paths)


def heads_by_count(above: Sequence[Line], width: int) -> Headed | None:
    """Read headings over rows of `width` values that stand in no columns: by the number of headings alone."""
    if not above or width < 2:
        return None
    if len(above) > 1 and not _has_corner(above[-1], width) and _has_corner(above[-2], width):
        return (
            None  # `Staff group Bank Agency` over `Allied Health`: the lower line is a row's label, or heads the rows
        )
    for heads in heads_of(above[-1], width):
        lower = [label_cell(cell).text for cell in heads.columns]
        corner = (heads.corner,) if heads.corner else ()
        spans = [cell.span for cell in (*corner, *heads.columns)]
        if len(above) > 1 and not distinct([(name,) for name in lower]):
            for cells in ways_to_cut(above[-2]):
                groups = groups_of([cell.text for cell in cells], lower)
                if groups is not None:
                    upper = [label_cell(cells[group]).text if group >= 0 else "" for group in groups]
                    paths = joined(upper, lower)
                    if distinct(paths):
                        return Headed(paths, corner, 2, (*spans, *(cell.span for cell in cells)))
        paths = joined([""] * width, lower)
        if distinct(paths):
            return Headed(paths, corner, 1, tuple(spans))
    return None


def _has_corner(line: Line, width: int) -> bool:
    """Whether a line can be cut into a head of the row labels and `width` headings."""
    return any(heads.corner is not None for heads in heads_of(line, width))


def joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[Path, ...]:
    """Join each column's wider heading to its own; one that says no more is left out."""
    return tuple(
        tuple(label for label in ((wide, own) if wide != own else (own,)) if label)
        for wide, own in zip(upper, lower, strict=True)
    )


def groups_of(upper: Sequence[str], lower: Sequence[str]) -> tuple[int, ...] | None:
    """Say under which of the wider headings each column stands, by the headings that return under each; -1 for none.

    `2022 2023` over `Male Female Male Female Total` gives 0 0 1 1 -1. None where nothing returns, or it fits two ways.
    """
    count, width = len(upper), len(lower)
    names = [name.casefold() for name in lower]
    found = []
    for size in range(2, width // count + 1) if count > 1 else ():
        for start in range(width - count * size + 1):
            first = names[start : start + size]
            returns = all(names[start + size * turn : start + size * (turn + 1)] == first for turn in range(count))
            rest = names[:start] + names[start + count * size :]
            if returns and len(set(first)) == size and not set(rest) & set(first):
                found.append((size, start))
    if len(found) != 1:
        return None
    size, start = found[0]
    return tuple((place - start) // size if start <= place < start + count * size else -1 for place in range(width))


@dataclass(slots=True)
class _Stack:
    """Headings in the making, from the lowest line up."""

    width: int
    lower: dict[int, list[Cell]] = field(default_factory=dict)
    upper: tuple[str, ...] = ()
    corner: list[Cell] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    lines: int = 0

    @property
    def full(self) -> bool:
        """Whether every column has a heading."""
        return len(self.lower) == self.width

    def names(self) -> list[str]:
        """Give each column's own heading, its lines joined."""
        return [" ".join(label_cell(cell).text for cell in self.lower.get(place, ())) for place in range(self.width)]

    def put(self, cells: dict[int, Cell], corner: Sequence[Cell]) -> None:
        """Set one line's headings over those below it."""
        for place, cell in cells.items():
            self.lower.setdefault(place, []).insert(0, cell)
        self.corner[:0] = corner
        self.count([*cells.values(), *corner])

    def count(self, cells: Sequence[Cell]) -> None:
        """Keep the places of a line that was used."""
        self.spans += [cell.span for cell in cells]
        self.lines += 1


def heads_by_place(above: Sequence[Line], shape: Shape) -> Headed | None:
    """Read headings over columns: wrapped lines joined, wider headings over those of their columns."""
    stack = _Stack(len(shape.columns))
    for line in list(reversed(above))[:MAX_LINES]:
        if stack.full and (upper := _spanning(line, shape, stack.names())) is not None:
            stack.upper = upper
            stack.count(_over(line, shape))
            break
        placed = _placed(line, shape)
        if placed is None or not _goes_over(placed[0], stack):
            break
        stack.put(*placed)
    if not stack.full:
        return None
    paths = joined(stack.upper or [""] * stack.width, stack.names())
    return Headed(paths, tuple(stack.corner), stack.lines, tuple(stack.spans)) if distinct(paths) else None


def _goes_over(cells: dict[int, Cell], stack: _Stack) -> bool:
    """Whether a line goes on in the line below it: it gives headings that are lacking, or stands over one that wraps."""
    if not cells:
        return False
    return not stack.full or (stack.lines == 1 and _wraps(cells, stack))


def _wraps(cells: dict[int, Cell], stack: _Stack) -> bool:
    """Whether each heading of a line goes on under it: the words below begin small, with a sign, or a number."""
    return all(not stack.lower[place][0].text[:1].isupper() for place in cells)


def _placed(line: Line, shape: Shape) -> tuple[dict[int, Cell], list[Cell]] | None:
    """Give each heading of a line its column, and what heads the row labels; None where two would share one."""
    found: dict[int, Cell] = {}
    corner: list[Cell] = []
    for cell in wide_cells(line):
        place = _place_of(cell, shape)
        pieces = _pieces(cell, shape) if place is None else [(place, cell)]
        for at, piece in pieces:
            if at == -1:
                corner.append(piece)
            elif at in found:
                return None
            else:
                found[at] = piece
    return found, corner


def _place_of(cell: Cell, shape: Shape) -> int | None:
    """Give the column that a heading stands over, -1 for the row labels; None where it touches several."""
    touched = [place for place, column in enumerate(shape.columns) if column.touches(cell.start, cell.end)]
    if len(touched) > 1:
        return None
    if touched:
        return touched[0]
    if cell.start < shape.labels_end:
        return -1
    distance, place = min((column.far(cell.start, cell.end), place) for place, column in enumerate(shape.columns))
    return place if distance <= NEAR or len(shape.columns) == 1 else None


def _pieces(cell: Cell, shape: Shape) -> list[tuple[int, Cell]]:
    """Cut headings that only single spaces part, each word to its column."""
    found: list[tuple[int, Cell]] = []
    for word in words_of(cell):
        owner = shape.owner(word.start, word.end)
        if found and found[-1][0] == owner:
            found[-1] = (owner, cell_at(cell.line, found[-1][1].start, word.end, ()))
        else:
            found.append((owner, word))
    return found


def _over(line: Line, shape: Shape) -> list[Cell]:
    """List the headings of a line that stand over the columns and not over the row labels."""
    first = shape.columns[0].start
    return [cell for cell in wide_cells(line) if cell.end > shape.labels_end and cell.end > first - NEAR]


def _spanning(line: Line, shape: Shape, names: Sequence[str]) -> tuple[str, ...] | None:
    """Lay the wider headings of a line over the columns; each column's, '' for none."""
    for cells in (_over(line, shape), *(_cut_over(line, shape))):
        labels = [label_cell(cell).text for cell in cells]
        groups = groups_of(labels, names) or _even_groups(cells, shape)
        if groups is not None and all(_within(cells, groups, shape)):
            return tuple(labels[group] if group >= 0 else "" for group in groups)
    return None


def _cut_over(line: Line, shape: Shape) -> Iterator[list[Cell]]:
    """Yield the ways to cut a line of wider headings that single spaces part."""
    for cells in ways_to_cut(line):
        yield [cell for cell in cells if cell.end > shape.labels_end]


def _even_groups(cells: Sequence[Cell], shape: Shape) -> tuple[int, ...] | None:
    """Share the columns out evenly where each heading stands over the middle or the start of its share."""
    width, count = len(shape.columns), len(cells)
    if count < 2 or width % count or width == count:
        return None
    size = width // count
    for turn, cell in enumerate(cells):
        first, last = shape.columns[turn * size], shape.columns[(turn + 1) * size - 1]
        share = Extent(first.start, last.end)
        over = sum(column.touches(cell.start, cell.end) for column in shape.columns)
        if share.far(cell.start, cell.end) > NEAR or (over < 2 and _heads_one(cell, shape)):
            return None
    return tuple(place // size for place in range(width))


def _heads_one(cell: Cell, shape: Shape) -> bool:
    """Whether a heading stands right over one column, so that it may be that column's own."""
    return any(
        column.touches(cell.start, cell.end) and (cell.end == column.end or cell.start == column.start)
        for column in shape.columns
    )


def _within(cells: Sequence[Cell], groups: Sequence[int], shape: Shape) -> Iterator[bool]:
    """Say of each heading whether it stands over its own columns."""
    for group, cell in enumerate(cells):
        mine = [column for column, owner in zip(shape.columns, groups, strict=True) if owner == group]
        others = [column for column, owner in zip(shape.columns, groups, strict=True) if owner not in {group, -1}]
        share = Extent(mine[0].start - NEAR, mine[-1].end + NEAR)
        yield share.touches(cell.start, cell.end) and not any(one.touches(cell.start, cell.end) for one in others)
