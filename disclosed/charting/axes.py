"""By what a table's values vary: authorities, its dimensions, periods; and which of them gives marks, panels, charts.

It is half of planning a chart (charts.py), docs/editorial.md §4's left column: how many groups, periods and authorities there
are decides how they are laid out, before anything is known of what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from disclosed.absent import spread
from disclosed.describing.describe import letter_name
from disclosed.describing.index import Index
from disclosed.rows import Observation, Table

MOST_PANELS = 4  # as many as can be compared side by side
MOST_CHARTS = 4  # of one table that is no list of measures; beyond that the table is easier to read
AUTHORITY, PERIOD = "authority", "period"


@dataclass(frozen=True, slots=True)
class Axis:
    """Something by which a table's values vary; `position` is where its label stands in a cell's `labels`."""

    name: str
    position: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a table with its label on every axis."""

    labels: tuple[str, ...]
    row: Observation


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rows by the axes that vary. Totals stand apart: they are never marks."""

    index: Index
    table: Table
    cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    axes: tuple[Axis, ...]

    def axis(self, name: str) -> Axis | None:
        """Find an axis that varies."""
        return next((axis for axis in self.axes if axis.name == name), None)

    def others(self, axis: Axis) -> tuple[Axis, ...]:
        """List the axes that vary beside one."""
        return tuple(other for other in self.axes if other is not axis)


@dataclass(frozen=True, slots=True)
class Shape:
    """How axes are laid out: which gives the marks, which the panels, and which a chart for each label."""

    marks: Axis
    panels: Axis | None = None
    charts: tuple[Axis, ...] = ()


def labels_at(cell: Cell, axes: Iterable[Axis]) -> tuple[str, ...]:
    """Give a cell's labels on some axes."""
    return tuple(cell.labels[axis.position] for axis in axes)


def grid_of(index: Index, table: Table) -> Grid:
    """Set a table's rows on their axes."""
    rows = [Cell((letter_name(index, row), *row.dimensions, row.period), row) for row in spread(table.rows)]
    totals = tuple(cell for cell in rows if cell.row.total)
    named = {cell.row.dimensions for cell in totals}
    # An authority that gave no total has a row for it all the same: it is no mark either.
    cells = tuple(
        cell for cell in rows if not (cell.row.total or (cell.row.value is None and cell.row.dimensions in named))
    )
    return Grid(index, table, cells, totals, _axes(table, cells))


def _axes(table: Table, cells: tuple[Cell, ...]) -> tuple[Axis, ...]:
    """Find the axes whose labels differ, without those that only repeat another.

    A dimension that repeats the periods label for label gives way to them; periods that follow from the authority
    (each letter words its own) give way to it.
    """
    names = (AUTHORITY, *(dimension.name for dimension in table.dimensions), PERIOD)
    axes = [Axis(name, at, _labels(name, at, cells)) for at, name in enumerate(names)]
    varying = [axis for axis in axes if len(axis.labels) > 1]
    periods = next((axis for axis in varying if axis.name == PERIOD), None)
    if periods is None:
        return tuple(varying)
    if any(axis.name == AUTHORITY and _follows(periods, axis, cells) for axis in varying):
        return tuple(axis for axis in varying if axis is not periods)
    return tuple(axis for axis in varying if axis is periods or not _same(axis, periods, cells))


def _labels(name: str, at: int, cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """List labels in order: authorities by name, periods in time with part-periods last, others as the letter has."""
    labels = dict.fromkeys(cell.labels[at] for cell in cells)
    if name == AUTHORITY:
        return tuple(sorted(labels, key=lambda label: (label.casefold(), label)))
    if name == PERIOD:
        when = {cell.labels[at]: (cell.row.partial, cell.row.period_start) for cell in reversed(cells)}
        return tuple(sorted(labels, key=lambda label: when[label]))
    return tuple(labels)


def _follows(axis: Axis, other: Axis, cells: tuple[Cell, ...]) -> bool:
    pairs = {labels_at(cell, (other, axis)) for cell in cells}
    return len(pairs) == len(other.labels)


def _same(axis: Axis, other: Axis, cells: tuple[Cell, ...]) -> bool:
    return axis.name != AUTHORITY and _follows(axis, other, cells) and _follows(other, axis, cells)


def shape_of(grid: Grid) -> Shape | None:
    """Decide which axis gives marks, panels and charts; None where a table says it better."""
    chosen = grid.axis(grid.table.chart.panels)
    authorities, periods = grid.axis(AUTHORITY), grid.axis(PERIOD)
    if not grid.axes:
        return None
    if chosen is not None and len(grid.axes) > 1:
        return _around(chosen, grid)
    if authorities is not None:
        return _of_authorities(authorities, grid)
    if periods is not None:
        return _of_periods(periods, grid)
    return _of_bands(grid)


def _around(panels: Axis, grid: Grid) -> Shape:
    """Lay the other axes out around the author's panels; periods are columns, so that panels of them are charts."""
    others = grid.others(panels)
    marks = next((axis for axis in others if axis.name == PERIOD), others[0])
    charts = tuple(axis for axis in others if axis is not marks)
    return Shape(marks, charts=(*charts, panels)) if marks.name == PERIOD else Shape(marks, panels, charts)


def _of_authorities(authorities: Axis, grid: Grid) -> Shape | None:
    """Give each authority a bar; few authorities that answered in bands have a panel each."""
    others = grid.others(authorities)
    if not others:
        return Shape(authorities)
    if len(others) > 1:
        return None
    if len(others[0].labels) <= MOST_PANELS:
        return Shape(authorities, others[0])
    return Shape(others[0], authorities) if len(authorities.labels) <= MOST_PANELS else None


def _of_periods(periods: Axis, grid: Grid) -> Shape | None:
    """Give each measure its own chart over the periods; bands by few periods have a panel a period."""
    others = grid.others(periods)
    measures = len(others) == 1 and others[0].name == grid.table.columns
    if measures or prod(len(axis.labels) for axis in others) <= MOST_CHARTS:
        return Shape(periods, charts=others)
    if len(others) == 1 and len(periods.labels) <= MOST_PANELS:
        return Shape(others[0], periods)
    return None


def _of_bands(grid: Grid) -> Shape | None:
    """Lay out one or two dimensions; the page's columns are the panels, unless a total says that they are parts."""
    if len(grid.axes) > 2:
        return None
    if len(grid.axes) == 1:
        return Shape(grid.axes[0])
    panels = grid.axis(grid.table.columns) or grid.axes[1]
    (marks,) = grid.others(panels)
    if _has_totals(panels, grid) or len(panels.labels) > MOST_PANELS:
        panels, marks = marks, panels
    return Shape(marks, panels) if len(panels.labels) <= MOST_PANELS else None


def _has_totals(axis: Axis, grid: Grid) -> bool:
    return any(cell.labels[axis.position] not in axis.labels for cell in grid.totals)
