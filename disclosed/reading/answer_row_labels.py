"""The labels of a table's rows: those that run over lines, those printed once for several rows, and rows that head others.

Words between two rows are the end of the label above, the beginning of the label below, or head the rows under them.
What goes on begins small, or stands under a label that ends open. A heading is believed where the rows under it stand
further in, or where the same labels return under another; else it is passed over, and may be a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from disclosed.model import Finding, Line, Span
from disclosed.reading.answer_cells import Cell, label_cell
from disclosed.reading.answer_columns import Extent
from disclosed.reading.answer_sheets import goes_on
from disclosed.reading.candidates import Draft, finding, is_total


@dataclass(slots=True)
class Row:
    """One row: the cells of its label from left to right, further pieces of its label, and its values by column."""

    line: Line
    labels: tuple[Cell, ...]
    values: dict[int, Cell]
    before: list[Cell] = field(default_factory=list)
    after: list[Cell] = field(default_factory=list)
    heading: Cell | None = None

    @property
    def label(self) -> str:
        """Its label in full, a piece of it on another line joined by a space."""
        return _said([*self.before, *self.labels, *self.after])

    @property
    def start(self) -> int:
        """Where its label begins in its line."""
        return (self.before or self.labels)[0].start

    @property
    def spans(self) -> list[Span]:
        """The places of its label."""
        return [cell.span for cell in (*self.before, *self.labels, *self.after)]


def _said(cells: Sequence[Cell]) -> str:
    return " ".join(label_cell(cell).text for cell in cells)


@dataclass(slots=True)
class Rows:
    """A table's rows in the making, with the words that stand between them.

    `headings` are words by the place of the row under them; `repeats` those over column headings printed again.
    """

    rows: list[Row] = field(default_factory=list)
    headings: list[tuple[int, Cell]] = field(default_factory=list)
    repeats: list[tuple[int, Cell | None]] = field(default_factory=list)

    def add(self, waiting: Sequence[Cell], row: Row) -> None:
        """Add a row and the words over it."""
        self.headings += [(len(self.rows), cell) for cell in self._joined(waiting, row)]
        self.rows.append(row)

    def again(self, waiting: Sequence[Cell]) -> None:
        """Note that the column headings are printed again, under words that may name what follows (or a page's head)."""
        left = self._joined(waiting, None)
        self.repeats.append((len(self.rows), left[-1] if left else None))

    def end(self, waiting: Sequence[Cell]) -> None:
        """Close the table with the words under its last row."""
        self.headings += [(len(self.rows), cell) for cell in self._joined(waiting, None)]

    def _joined(self, waiting: Sequence[Cell], row: Row | None) -> list[Cell]:
        """Join words to the label above that goes on in them, or to the label below; give back the rest."""
        left = list(waiting)
        above = self.rows[-1] if self.rows else None
        while left and above is not None and _follows(above, left[0], row, last=len(left) == 1):
            above.after.append(left.pop(0))
        while left and row is not None and goes_on(left[-1].text, (row.before or row.labels)[0].text):
            row.before.insert(0, left.pop())
        return left

    def own(self, titles: Sequence[Cell], draft: Draft, *, indented: bool) -> None:
        """Set headings over the rows that they name, else account for each alone.

        `titles` is the last line over the column headings; `indented` says whether the rows' places mean anything.
        """
        draft.headings += [cell.span for _, cell in self.headings]
        if self.headings and indented and self._own_by_place():
            return
        labels = [row.label.casefold() for row in self.rows]
        returning = len(set(labels)) < len(labels)
        if returning and self.headings:
            self._own_by_labels(labels)
        elif returning and self.repeats and len(self.rows) == 2 * len(set(labels)):
            self._own_by_titles(titles)
        else:
            draft.faults += ["unused heading"] * len(self.headings)
            draft.doubts += self._doubts()

    def _own_by_place(self) -> bool:
        """Set each heading over the rows right under it that stand further in; False where none do."""
        own: list[Cell | None] = []
        heading: Cell | None = None
        below = dict(self.headings)
        for place, row in enumerate(self.rows):
            heading = below.get(place, heading)
            if heading is not None and row.start <= heading.start:
                heading = None
            own.append(heading)
        if any(place >= len(own) or own[place] is None for place, _ in self.headings):
            return False
        for row, cell in zip(self.rows, own, strict=True):
            row.heading = cell
        return True

    def _own_by_labels(self, labels: Sequence[str]) -> None:
        """Set each heading over all rows to the next, but for a total of all groups."""
        owners = _spread(self.headings, len(self.rows))
        grand = _grand_total(labels, owners)
        for place, (row, owner) in enumerate(zip(self.rows, owners, strict=True)):
            row.heading = None if place == grand else owner

    def _own_by_titles(self, titles: Sequence[Cell]) -> None:
        """Name the same rows under column headings printed again by the words over each printing."""
        first = titles[-1] if titles else None
        for row, owner in zip(self.rows, _spread([(0, first), *self.repeats], len(self.rows)), strict=True):
            row.heading = owner

    def _doubts(self) -> list[Finding]:
        """Doubt the rows that words which nothing explains stand right under or over: they may be of the label."""
        found = []
        for place, cell in self.headings:
            if place and cell.line.number == self.rows[place - 1].line.number + 1:
                found.append(_label_doubt(self.rows[place - 1], cell, "under"))
            if place < len(self.rows) and cell.line.number == self.rows[place].line.number - 1:
                found.append(_label_doubt(self.rows[place], cell, "over"))
        return found

    def named(self) -> list[tuple[tuple[str, ...], Row]]:
        """Give each row with the labels that name it."""
        split = _two_labels(self.rows)
        carried: Cell | None = None
        found = []
        for row in self.rows:
            path, carried = _path(row, split, carried)
            found.append((path, row))
        return found


def _spread(starts: Sequence[tuple[int, Cell | None]], count: int) -> list[Cell | None]:
    """Give each of `count` rows the last of the words that start at it or above it."""
    at = dict(starts)
    owners: list[Cell | None] = []
    for place in range(count):
        owners.append(at[place] if place in at else owners[-1] if owners else None)
    return owners


def _follows(above: Row, cell: Cell, row: Row | None, *, last: bool) -> bool:
    """Whether words below a row belong to its label: they go on from it, and not as well into the row below them."""
    into = last and row is not None and goes_on("", row.labels[0].text)
    return goes_on(above.label, cell.text) and (not into or goes_on(above.label, ""))


def _label_doubt(row: Row, cell: Cell, where: str) -> Finding:
    """Say that words right over or under a row may be a part of its label."""
    return finding(
        "uncertain_reading",
        f"“{cell.text}” stands right {where} the row “{row.label}”: it may be a part of that row's label, or a heading.",
        "Settle the row with `readings:` lines.",
        row.line.number,
    )


def _grand_total(labels: Sequence[str], owners: Sequence[Cell | None]) -> int | None:
    """Find the last row that sums all groups: a total where its own group has one already, or no other group has."""
    last = len(labels) - 1
    if last < 0 or not is_total(labels[last]):
        return None
    mine = [label for label, owner in zip(labels[:last], owners, strict=False) if owner is owners[last]]
    others = [label for label, owner in zip(labels[:last], owners, strict=False) if owner is not owners[last]]
    return last if any(map(is_total, mine)) or not any(map(is_total, others)) else None


def _path(row: Row, split: Extent | None, carried: Cell | None) -> tuple[tuple[str, ...], Cell | None]:
    """Name a row, and say which label is carried to the rows below it that do not print one."""
    if row.heading is not None:
        return (label_cell(row.heading).text, row.label), None
    if split is None:
        return (row.label,), None
    first = row.labels[0] if row.labels[0].start < split.start else None
    rest = row.labels[1:] if first else row.labels
    if not rest:
        return (row.label,), None
    carried = first or carried
    own = _said([*row.before, *rest, *row.after])
    return ((label_cell(carried).text, own) if carried else (own,)), carried


def _two_labels(rows: Sequence[Row]) -> Extent | None:
    """Find a second column of labels, whose first is printed once for several rows; None where labels are one column."""
    twos = [row.labels for row in rows if len(row.labels) == 2]
    if len(twos) < 2 or any(len(row.labels) > 2 for row in rows):
        return None
    second = Extent(min(labels[1].start for labels in twos), max(labels[1].end for labels in twos))
    if any(labels[0].end >= second.start for labels in twos):
        return None
    alone = [row.labels[0] for row in rows if len(row.labels) == 1 and row.labels[0].start >= second.start]
    firsts = [labels[0].text for labels in twos]
    repeated = any(len(list(run)) > 1 for _, run in groupby(firsts))
    return second if alone or repeated else None
