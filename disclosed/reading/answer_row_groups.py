"""Labels printed once for several rows of a table, in a column of their own at its left: which rows each is for.

`Adults` may stand beside the first of its rows, the last, or the middle one, or between two. All labels of one table stand
in one way, so each way is tried: where the same rows return under every label they say it themselves; else exactly one
way must fit, and a way fits where the runs of rows that it gives begin and end with rows and take in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from disclosed.reading.answer_cells import Cell, label_of
from disclosed.reading.answer_row_blocks import goes_on

Owners = tuple[int, ...]  # for each row the place of its group


@dataclass(frozen=True, slots=True)
class Band:
    """The lines that something takes up, by number: a row with its label, or a group's label."""

    first: int
    last: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group's label: its pieces from the top."""

    pieces: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return label_of(self.pieces)

    @property
    def band(self) -> Band:
        """The lines it takes up."""
        return Band(self.pieces[0].line.number, self.pieces[-1].line.number, self.text)


def owners_of(rows: Sequence[Band], pieces: Sequence[Cell]) -> tuple[list[Group], Owners] | None:
    """Say which group each row belongs to; None where nothing says so, or it can be said in two ways."""
    found: dict[tuple[str, ...], tuple[list[Group], Owners]] = {}
    for groups in _joined_ways(pieces, rows):
        bands = [group.band for group in groups]
        returning = _by_return(rows, bands)
        if returning is not None:
            return groups, returning
        for owners in (_by_first(rows, bands), _by_last(rows, bands), _by_middle(rows, bands)):
            if owners is not None:
                found[tuple(groups[owner].text for owner in owners)] = (groups, owners)
    return next(iter(found.values())) if len(found) == 1 else None


def _joined_ways(pieces: Sequence[Cell], rows: Sequence[Band]) -> Iterator[list[Group]]:
    """Yield the ways to join the pieces that stand on lines right under one another: all, and those that must be."""
    seen = set()
    for loose in (True, False):
        groups: list[list[Cell]] = []
        for piece in pieces:
            above = groups[-1][-1] if groups else None
            near = above is not None and piece.line.number == above.line.number + 1
            if near and above is not None and (loose or goes_on(above.text, piece.text) or _in_one(above, piece, rows)):
                groups[-1].append(piece)
            else:
                groups.append([piece])
        key = tuple(len(group) for group in groups)
        if key not in seen:
            seen.add(key)
            yield [Group(tuple(group)) for group in groups]


def _in_one(above: Cell, piece: Cell, rows: Sequence[Band]) -> bool:
    return any(row.first <= above.line.number and piece.line.number <= row.last for row in rows)


def _by_return(rows: Sequence[Band], groups: Sequence[Band]) -> Owners | None:
    """Give each group as many rows, where the same rows return and each group's label stands among its own."""
    size, rest = divmod(len(rows), len(groups))
    if rest or size < 2 or len(groups) < 2:
        return None
    runs = [rows[place : place + size] for place in range(0, len(rows), size)]
    labels = {tuple(row.label.casefold() for row in run) for run in runs}
    within = all(
        run[0].first <= group.first and group.last <= run[-1].last for run, group in zip(runs, groups, strict=True)
    )
    if len(labels) != 1 or not within:
        return None
    return tuple(place // size for place in range(len(rows)))


def _by_first(rows: Sequence[Band], groups: Sequence[Band]) -> Owners | None:
    """Each group's label begins beside the first line of its first row."""
    starts = [next((place for place, row in enumerate(rows) if row.first == group.first), None) for group in groups]
    return _runs(starts, len(rows), groups, rows)


def _by_last(rows: Sequence[Band], groups: Sequence[Band]) -> Owners | None:
    """Each group's label ends beside the last line of its last row."""
    ends = [next((place for place, row in enumerate(rows) if row.last == group.last), None) for group in groups]
    if None in ends or ends[-1] != len(rows) - 1:
        return None
    starts = [0, *(end + 1 for end in ends[:-1] if end is not None)]
    return _runs(starts, len(rows), groups, rows)


def _by_middle(rows: Sequence[Band], groups: Sequence[Band]) -> Owners | None:
    """Each group's label stands at the middle of its rows."""
    starts: list[int | None] = []
    first = 0
    for group in groups:
        if first >= len(rows):
            return None
        wanted = group.first + group.last - rows[first].first
        off = [(abs(rows[end].last - wanted), end) for end in range(first, len(rows))]
        least = min(off)
        if least[0]:
            return None
        starts.append(first)
        first = least[1] + 1
    return _runs(starts, len(rows), groups, rows) if first == len(rows) else None


def _runs(starts: Sequence[int | None], count: int, groups: Sequence[Band], rows: Sequence[Band]) -> Owners | None:
    """Write runs of rows by their first rows; None where they are no runs, or a label stands outside its own."""
    known = [start for start in starts if start is not None]
    if len(known) != len(starts) or not known or known[0] != 0 or any(one >= other for one, other in pairwise(known)):
        return None
    owners = tuple(sum(start <= place for start in known) - 1 for place in range(count))
    for place, group in enumerate(groups):
        mine = [row for row, owner in zip(rows, owners, strict=True) if owner == place]
        if group.first < mine[0].first or group.last > mine[-1].last:
            return None
    return owners
