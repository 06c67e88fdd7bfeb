"""The labels of a table's rows: those that run over lines, those printed once for several rows, and rows that head others.

Which pieces are of one label is parted at the least cost (answer_row_blocks.py), and which rows a label in a column of its
own is for by how it stands beside them (answer_row_groups.py). A row that heads others is believed where the rows under it
stand further in, where the same labels return under another, or where every row stands under one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from disclosed.findings import WHOLE_ANSWER
from disclosed.model import Finding, Line, Span
from disclosed.reading.answer_cells import Cell, label_cell, label_of
from disclosed.reading.answer_entries import Entry
from disclosed.reading.answer_row_blocks import Item, part
from disclosed.reading.answer_row_groups import Band, Group, owners_of
from disclosed.reading.candidates import Draft, finding, is_total

_OF_ALL = re.compile(r"(?:grand|overall|combined|all)\b")


@dataclass(slots=True)
class Row:
    """One row: the pieces of its label from the top, its values by column, the lines it takes up, and what it belongs to."""

    entry: Entry
    pieces: tuple[Cell, ...]
    band: Band
    owner: Group | None = None

    @property
    def values(self) -> dict[int, Cell]:
        """Its values by column."""
        return self.entry.values or {}

    @property
    def label(self) -> str:
        """Its label in full, a piece of it on another line joined by a space."""
        return self.band.label

    @property
    def path(self) -> tuple[str, ...]:
        """The labels that name it."""
        return (self.owner.text, self.label) if self.owner else (self.label,)

    @property
    def spans(self) -> list[Span]:
        """The places of its label."""
        return [piece.span for piece in (*self.pieces, *(self.owner.pieces if self.owner else ()))]


@dataclass(slots=True)
class Rows:
    """A table's rows, with the words that stand between them.

    `headings` are words by the place of the row under them; `repeats` those over column headings printed again, and
    `unsure` those that may be of a label.
    """

    rows: list[Row] = field(default_factory=list)
    headings: list[tuple[int, Group]] = field(default_factory=list)
    repeats: list[tuple[int, Group | None]] = field(default_factory=list)
    unsure: list[tuple[int, Group]] = field(default_factory=list)

    def begin_again(self) -> None:
        """Note that the column headings are printed again, under words that may name what follows (or a page's head)."""
        waiting = self.headings and self.headings[-1][0] == len(self.rows)
        self.repeats.append((len(self.rows), self.headings.pop()[1] if waiting else None))

    def _take_repeats(self) -> None:
        """Take words over headings printed again for one more heading of rows, where they stand as the others do."""
        starts = {heading.pieces[0].start for _, heading in self.headings}
        for place, heading in self.repeats:
            if heading is None or not place or heading.pieces[0].start not in starts:
                continue
            if heading.band.first == self.rows[place - 1].band.last + 1:
                self.headings.append((place, heading))
        self.headings.sort(key=lambda one: one[0])

    def own(self, title: Cell | None, draft: Draft) -> None:
        """Set headings over the rows that they name, else account for each alone.

        `title` is the last line over the column headings.
        """
        self._take_repeats()
        headings = [*self.headings, *self.unsure]
        draft.headings += [piece.span for _, heading in headings for piece in heading.pieces]
        draft.faults += ["unused heading"] * len(self.unsure)
        if any(row.owner for row in self.rows):
            draft.faults += ["unused heading"] * len(self.headings)
            return
        draft.doubts += self._doubt_unsure()
        if self.headings and self._own_by_place():
            return
        labels = [row.label.casefold() for row in self.rows]
        returning = len(set(labels)) < len(labels)
        if self.headings and (returning or self._cover_rows()):
            self._own_by_labels(labels)
        elif returning and self.repeats and len(self.rows) == 2 * len(set(labels)):
            self._own_by_titles(title)
        else:
            draft.faults += ["unused heading"] * len(self.headings)
            draft.doubts += self._doubts()

    def _own_by_place(self) -> bool:
        """Set each heading over the rows right under it that stand further in; False where none do."""
        own: list[Group | None] = []
        heading: Group | None = None
        below = dict(self.headings)
        for place, row in enumerate(self.rows):
            heading = below.get(place, heading)
            if heading is not None and (not row.pieces or row.pieces[0].start <= heading.pieces[0].start):
                heading = None
            own.append(heading)
        if any(place >= len(own) or own[place] is None for place, _ in self.headings):
            return False
        for row, owner in zip(self.rows, own, strict=True):
            row.owner = owner
        return True

    def _own_by_labels(self, labels: Sequence[str]) -> None:
        """Set each heading over all rows to the next, but for a total of all groups."""
        owners = _spread(self.headings, len(self.rows))
        grand = _grand_total(labels, owners)
        for place, (row, owner) in enumerate(zip(self.rows, owners, strict=True)):
            row.owner = None if place == grand else owner

    def _own_by_titles(self, title: Cell | None) -> None:
        """Name the same rows under column headings printed again by the words over each printing."""
        first = Group((title,)) if title else None
        for row, owner in zip(self.rows, _spread([(0, first), *self.repeats], len(self.rows)), strict=True):
            row.owner = owner

    def _doubt_unsure(self) -> list[Finding]:
        """Doubt the rows between two headings that words which may head them stand over as well."""
        if not self.headings:
            return []
        unsure = dict(self.unsure)
        starts = sorted([*((place, None) for place, _ in self.headings), *unsure.items()], key=lambda one: one[0])
        owners = _spread(starts, len(self.rows))
        return [_doubt_row(row, owner.text, "over") for row, owner in zip(self.rows, owners, strict=True) if owner]

    def _cover_rows(self) -> bool:
        """Whether two headings or more take in all rows, two at least to each: one row alone may go on its heading's words."""
        starts = [place for place, _ in self.headings]
        ends = [*starts[1:], len(self.rows)]
        return (
            len(starts) > 1 and not starts[0] and all(end - start > 1 for start, end in zip(starts, ends, strict=True))
        )

    def _doubts(self) -> list[Finding]:
        """Doubt the rows that words which nothing explains stand under or over: they may be of the label, or head it."""
        found = []
        for place, heading in self.headings:
            first, last = heading.band.first, heading.band.last
            if place and first == self.rows[place - 1].band.last + 1:
                found.append(_doubt_row(self.rows[place - 1], heading.text, "right under"))
            if place < len(self.rows) and last == self.rows[place].band.first - 1:
                found.append(_doubt_row(self.rows[place], heading.text, "right over"))
        near = {one.line for one in found}
        owners = _spread(self.headings, len(self.rows)) if len(self.headings) > 1 else []
        for row, owner in zip(self.rows, owners, strict=False):
            if owner is not None and row.entry.line.number not in near:
                found.append(_doubt_row(row, owner.text, "over"))
        return found


def _doubt_row(row: Row, words: str, where: str) -> Finding:
    return doubt_label(row.entry.line, row.label, (words, where))


def _spread(starts: Sequence[tuple[int, Group | None]], count: int) -> list[Group | None]:
    """Give each of `count` rows the last of the words that start at it or above it."""
    at = dict(starts)
    owners: list[Group | None] = []
    for place in range(count):
        owners.append(at[place] if place in at else owners[-1] if owners else None)
    return owners


def _grand_total(labels: Sequence[str], owners: Sequence[Group | None]) -> int | None:
    """Find the last row that sums all groups: a total where its own group has one already, or no other group has."""
    last = len(labels) - 1
    if last < 0 or not is_total(labels[last]):
        return None
    if _OF_ALL.match(labels[last]):
        return last
    mine = [label for label, owner in zip(labels[:last], owners, strict=False) if owner is owners[last]]
    others = [label for label, owner in zip(labels[:last], owners, strict=False) if owner is not owners[last]]
    return last if any(map(is_total, mine)) or not any(map(is_total, others)) else None


def doubt_label(line: Line, row: str, words: tuple[str, str]) -> Finding:
    """Say that words right over or under a row may be a part of its label."""
    return finding(
        "uncertain_reading",
        f"“{words[0]}” stands {words[1]} the row “{row}”: it may be a part of that row's label, or a heading.",
        "Settle the row with `readings:` lines.",
        line.number,
    )


def rows_of(entries: Sequence[Entry], draft: Draft) -> Rows:
    """Part the lines of a table into rows with their labels; rows whose label is not sure are doubts."""
    kept = [entry for entry in entries if entry.opens or _words(entry) or entry.values is not None]
    parting = part(
        [Item(entry.line.number, _words(entry), entry.values is not None, entry.over, entry.opens) for entry in kept],
        grouped=any(entry.group for entry in entries),
    )
    rows = Rows()
    for block in parting.blocks:
        mine = kept[block.first : block.last]
        words = tuple(cell for entry in mine if (cell := _words(entry)) is not None)
        if mine[0].opens:
            rows.begin_again()
        if block.kind == "row":
            rows.rows.append(_row(mine, words))
        elif block.kind == "heading":
            sure = parting.contested.isdisjoint(range(block.first, block.last))
            (rows.headings if sure else rows.unsure).append((len(rows.rows), Group(words)))
        else:
            draft.headings += [cell.span for cell in words]
            draft.faults.append("unused heading")
    draft.doubts += [
        doubt_label(kept[one.row].line, _text(kept[one.row]), (_text(kept[one.words]), f"right {one.where}"))
        for one in parting.doubts
    ]
    _give_groups(rows, [entry.group for entry in entries if entry.group is not None], draft)
    return rows


def _words(entry: Entry) -> Cell | None:
    """Give the words that may be a row's label: in the column of groups only a total's."""
    if entry.label is None and entry.values is not None and entry.group and is_total(entry.group.text):
        return entry.group
    return entry.label


def _text(entry: Entry) -> str:
    words = entry.label or entry.group
    return label_cell(words).text if words else ""


def _row(entries: Sequence[Entry], words: tuple[Cell, ...]) -> Row:
    """Make a row of its lines; one with words in the column of groups alone is named by them."""
    entry = next(entry for entry in entries if entry.values is not None)
    pieces = words or ((entry.group,) if entry.group else ())
    return Row(entry, pieces, Band(entries[0].line.number, entries[-1].line.number, label_of(pieces)))


def _give_groups(rows: Rows, groups: Sequence[Cell], draft: Draft) -> None:
    """Give the rows under two columns of labels what the first says of each."""
    pieces = [piece for piece in groups if not any(piece in row.pieces for row in rows.rows)]
    if not pieces:
        return
    mine = [row for row in rows.rows if row.entry.group not in row.pieces]
    if all(row.entry.group for row in mine):
        for row in mine:
            row.owner = Group((row.entry.group,)) if row.entry.group else None
        return
    found = owners_of([row.band for row in mine], pieces)
    if found is not None:
        owners, places = found
        for row, place in zip(mine, places, strict=True):
            row.owner = owners[place]
        return
    draft.headings += [piece.span for piece in pieces]
    doubt = finding(
        "uncertain_reading",
        f"“{label_cell(pieces[0]).text}” stands beside several rows, and nothing says which of them it is for.",
        "Settle the rows with `readings:` lines.",
        pieces[0].line.number,
    )
    draft.doubts.append(replace(doubt, extra=(WHOLE_ANSWER,)))
