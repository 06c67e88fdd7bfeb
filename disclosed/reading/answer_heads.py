"""The headings of a table's columns: one line or several, wrapped, under wider headings that span columns.

Each column gets a path: its heading, or the wider heading and its own (`2021/22`, `Bank`). Headings are laid over
columns by place where the rows stand in columns, else by count; a wide heading is believed only where what stands under
it says so (the same headings again under each, or its place over its columns). Where two columns would have the same
path, or one none, there are no headings: a figure under the wrong one is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from disclosed.model import Line, Span
from disclosed.reading.answer_cells import Cell, heads_labels, heads_of, label_cell, segments, ways_to_cut
from disclosed.reading.captions import caption_of
from disclosed.reading.lines import fold

MAX_BROKEN = 8  # lines of headings printed in reading order

# What heads no column: a cell of a row whose label is lost. A year does.
_QUANTITY = re.compile(r"(?!(?:19|20)\d\d$)[£<]?\d[\d,.]*%?(?: £?\d[\d,.]*%?)*")  # or several: `618 217`

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
    return _heads_side_by_side(above, width) or _heads_over(above, width) or _heads_in_reading_order(above, width)


def _heads_side_by_side(above: Sequence[Line], width: int) -> Headed | None:
    """Read headings that all go on, in small letters, on a second line of as many words: `Site Tests Tests` / `booked conducted`."""
    lines = above[-2:]
    words = lines[-1].text.split()
    if len(lines) < 2 or len(words) != width or not all(word[:1].islower() for word in words):
        return None
    upper = segments(lines[0], 0, len(lines[0].text))
    if not width <= len(upper) <= width + 1 or not upper[0].text[:1].isupper():
        return None
    paths = tuple((f"{label_cell(cell).text} {word}",) for cell, word in zip(upper[-width:], words, strict=True))
    return Headed(paths, (), 2, tuple(_whole(line) for line in lines)) if distinct(paths) else None


def _heads_in_reading_order(above: Sequence[Line], width: int) -> Headed | None:
    """Read headings that a text prints one after another, each broken as in its cell: all lines together make one row.

    `Site Booked Tests` / `conducted` / `Passes Pass rate` / `(%)`. What begins small goes on the heading above it, and a
    line of further headings follows. No line has as many headings as there are columns: of headings printed side by side
    the first line has, or the last.
    """
    for count in range(3, min(len(above), MAX_BROKEN) + 1):
        lines = above[len(above) - count :]
        pieces = [segments(line, 0, len(line.text)) for line in lines]
        begun = [bool(cells) and cells[0].text[:1].isupper() for cells in pieces]
        if not begun[0] or not any(not one and other for one, other in pairwise(begun)):
            continue
        if any(len(cells) >= width or (len(cells) > 1 and not one) for cells, one in zip(pieces, begun, strict=True)):
            return None
        text = " ".join(" ".join(line.text.split()) for line in lines)
        _, *columns = segments(Line(lines[0].number, text, fold(text)), 0, len(text))
        paths = joined([""] * len(columns), [label_cell(cell).text for cell in columns])
        if len(columns) == width and distinct(paths) and not any(map(heads_labels, columns)):
            return Headed(paths, (), count, tuple(_whole(line) for line in lines))
    return None


def _whole(line: Line) -> Span:
    text = line.shadow
    return Span(line.number, len(text) - len(text.lstrip()) + 1, len(text.rstrip()))


def _heads_over(above: Sequence[Line], width: int) -> Headed | None:
    if len(above) > 1 and not _has_corner(above[-1], width) and _has_corner(above[-2], width):
        return (
            None  # `Staff group Bank Agency` over `Allied Health`: the lower line is a row's label, or heads the rows
        )
    if caption_of(above[-1]) is not None:
        return None
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
