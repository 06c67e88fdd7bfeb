"""Where one table marks its notes: in the caption, at a column's heading, at a row's label; never beside a number.

docs/editorial.md §3 and 5. A note on all that a table adds stands in its caption; one on a column at its heading; any other at
the rows that it touches. Beside several authorities a note stands at the authority whose letter it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disclosed.describing.describe import letter_name
from disclosed.describing.index import Index
from disclosed.describing.sentences import unique
from disclosed.rows import CheckTermRow, Observation, Table


@dataclass(frozen=True, slots=True)
class TableMarks:
    """The keys of the notes that a table marks: in its caption, by column heading and by row label."""

    caption: tuple[str, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


class Marks:
    """The marks of one table as they are found."""

    def __init__(self, index: Index, table: Table) -> None:
        self.index, self.table = index, table
        names = [dimension.name for dimension in table.dimensions]
        self.at = names.index(table.columns) if table.columns in names else -1
        self.several = len({row.authority for row in table.rows}) > 1
        self.caption: list[str] = []
        self.columns: dict[str, list[str]] = {}
        self.rows: dict[str, list[str]] = {}

    def made(self) -> TableMarks:
        """Give the marks, each key once a place."""
        columns, rows = (
            tuple((label, unique(keys)) for label, keys in found.items()) for found in (self.columns, self.rows)
        )
        return TableMarks(unique(self.caption), columns, rows)

    def add_caption(self, key: str) -> None:
        """Mark a note on the whole table."""
        self.caption.append(key)

    def add_difference(self, key: str, terms: Iterable[CheckTermRow]) -> None:
        """Mark both sides of a difference, as far as the table shows them."""
        terms = tuple(terms)
        used = {term.figure for term in terms}
        touched = [row for row in self.table.rows if row.figure in used]
        if not touched:
            return
        if self.several:
            self._at_rows(key, touched)
        elif any(self._is_side(terms, side) for side in ("left", "right")):
            self.caption.append(key)
        elif self.at >= 0 and len({self._row(row) for row in touched}) > 1:
            self._at_columns(key, touched)
        else:
            self._at_rows(key, touched)

    def _is_side(self, terms: Iterable[CheckTermRow], side: str) -> bool:
        """Tell whether the table is one side of the comparison, all of it added."""
        own = {row.figure for row in self.table.rows if row.figure}
        rows = [term for term in terms if term.side == side]
        return len(own) > 1 and {term.figure for term in rows} == own and all(term.sign == "+" for term in rows)

    def _at_columns(self, key: str, touched: Iterable[Observation]) -> None:
        """Mark the headings of columns that a difference touches in several rows; single cells at their rows."""
        by_column: dict[str, list[Observation]] = {}
        for row in touched:
            by_column.setdefault(row.dimensions[self.at], []).append(row)
        for label, rows in by_column.items():
            if len(rows) > 1:
                self.columns.setdefault(label, []).append(key)
            else:
                self._at_rows(key, rows)

    def _at_rows(self, key: str, touched: Iterable[Observation]) -> None:
        for row in touched:
            self.rows.setdefault(self._row(row), []).append(key)

    def _row(self, row: Observation) -> str:
        """Name the row that holds an observation by the label that tells it apart: authority, last dimension, period."""
        if self.several:
            return letter_name(self.index, row)
        own = [label for place, label in enumerate(row.dimensions) if place != self.at]
        return own[-1] if own else row.period

    def add_periods(self, key: str, response: str) -> None:
        """Mark the labels of a letter's part-periods, which no whole period shares."""
        cut = [row for row in self.table.rows if row.partial and row.response == response]
        whole = {label for row in self.table.rows if not row.partial for label in (*row.dimensions, row.period)}
        heads = {row.dimensions[self.at] for row in cut} if self.at >= 0 else set()
        for label in unique(label for row in cut for label in (*row.dimensions, row.period)):
            if label and label not in whole:
                (self.columns if label in heads else self.rows).setdefault(label, []).append(key)
