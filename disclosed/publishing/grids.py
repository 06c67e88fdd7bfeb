"""Tables as pages show them: what each cell says and leads to, where calculated numbers stand.

What heads rows and columns is settled in layouts.py. The resource is long, one row an observation; the page turns one dimension into columns (`Table.columns`) and heads
rows with whatever else varies: authority, dimensions, period. docs/editorial.md §5 is the rule: one header row, no merged and
no empty cell, no note beside a number, calculated rows last and named so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from disclosed.absent import EVERY
from disclosed.describing.chart_words import calculated_heading, caption, legend, value_heading
from disclosed.describing.index import Index
from disclosed.describing.marks import TableMarks
from disclosed.describing.note_words import table_marks
from disclosed.describing.wording import counted, number, quantity
from disclosed.links import calculated_anchor, figure_place, relative
from disclosed.publishing.layouts import ANSWERS, Heads, Layout, RowKey
from disclosed.publishing.narrow import fitted
from disclosed.publishing.runs import marks, plain
from disclosed.publishing.views import Cell, Column, Grid, Rich, Row, Run
from disclosed.rows import CalculatedColumn, Observation, Table

MOST_LINKS = 10  # docs/editorial.md §5: a table of more has a link that passes over it
MIXED = "Figure"  # heads values of different units
MARKERS = {"suppressed": "[c]", "not_applicable": "[z]"}
NOT_AVAILABLE, NOT_APPLICABLE = "[x]", "[z]"
NOT_STATED = "Not stated"  # the period of a figure, where others of its table have one
OTHER_LABELS = "no figure under this label"
LEGENDS = {
    "[c]": "suppressed by the authority",
    "[x]": "not available",
    "[u]": "unreliable, the authority says",
    "[z]": "not applicable",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands: its page, its number there, and how the page marks notes."""

    page: str
    number: int
    mark: Callable[[str, str, str], Run]  # key, where it is used, and the address there
    above: tuple[str, ...] = ()  # titles of the charts that stand over it

    def of_table(self, key: str) -> Run:
        """Mark a note in this table."""
        return self.mark(key, f"Table {self.number}", f"#table-{self.number}")


def grid_of(index: Index, table: Table, setting: Setting) -> Grid:
    """Set out one table."""
    layout = Layout(index, table)
    noted = table_marks(index, table)
    title = caption(index, table)
    shares = _share_columns(layout)
    rows = (
        *(_row(layout, setting, rows_noted, (key, shares)) for key, rows_noted in _noted_rows(layout, noted)),
        *(_sum_row(layout, setting, column, shares) for column in table.calculated if _is_row(column)),
    )
    grid = Grid(
        f"table-{setting.number}",
        f"Table {setting.number}.",
        (
            Run(title.words, style="said" if title.words in setting.above else ""),
            *marks(noted.caption, setting.of_table),
        ),
        _columns(layout, setting, noted, shares),
        rows,
        _legend(layout, rows),
        skip_words(f"Table {setting.number}", rows),
    )
    return fitted(grid)


def skip_words(name: str, rows: Iterable[Row]) -> str:
    """Write the link that passes over a table of many links; '' for one of few. Marks of notes do not count."""
    links = sum(1 for row in rows for cell in row.cells for run in cell.words if run.href and run.style != "note")
    return f"Skip {name} ({counted(links, 'link')})" if links > MOST_LINKS else ""


def _noted_rows(layout: Layout, noted: TableMarks) -> Iterable[tuple[RowKey, Mapping[str, tuple[str, ...]]]]:
    """Give each row the marks of its labels; a label that heads several rows is marked at the first."""
    waiting = dict(noted.rows)
    for key in layout.cells:
        yield key, {label: waiting.pop(label) for label in dict.fromkeys(key) if label in waiting}


def _is_row(column: CalculatedColumn) -> bool:
    return column.formula.startswith("sum")


def _share_columns(layout: Layout) -> tuple[tuple[int, CalculatedColumn], ...]:
    """Place each calculated column: how many of the table's own columns stand before it."""
    return tuple((_place_of(layout, column), column) for column in layout.table.calculated if not _is_row(column))


def _place_of(layout: Layout, column: CalculatedColumn) -> int:
    """Place a share after the last of the parts that add to its whole, so that parts are not torn apart."""
    operands = {term.figure for _, name in column.cells for term in layout.index.derived_terms(name)}
    used = [label for label in layout.columns if any(_figure(row, label) in operands for row in layout.cells.values())]
    if not used:
        return len(layout.columns)
    last = layout.columns.index(used[-1])
    for other in range(last + 1, len(layout.columns)):
        if len(used) == 2 and _complements(layout, used, layout.columns[other]):
            last = other
    return last + 1


def _figure(row: Mapping[Heads, Observation], label: Heads) -> str:
    return row[label].figure if label in row else ""


def _complements(layout: Layout, used: list[Heads], other: Heads) -> bool:
    """Tell whether a column and one of the two used add to the other of the two in every row that has all three."""
    values = [[row[label].value if label in row else None for label in (*used, other)] for row in layout.cells.values()]
    whole = [
        (first, second, third)
        for first, second, third in values
        if first is not None and second is not None and third is not None
    ]
    return bool(whole) and all(abs(first - second) == third for first, second, third in whole)


def _columns(
    layout: Layout, setting: Setting, noted: TableMarks, shares: tuple[tuple[int, CalculatedColumn], ...]
) -> tuple[Column, ...]:
    own = _value_columns(layout, setting, noted)
    found = [Column(plain(layout.heading(axis))) for axis in layout.axes]
    for place, column in enumerate((*own, None)):
        found += [Column(plain(calculated_heading(share)), number=True) for at, share in shares if at == place]
        found += [column] if column else []
    return (*found, Column(plain("Answer"))) if layout.answers else tuple(found)


def _value_columns(layout: Layout, setting: Setting, noted: TableMarks) -> Iterator[Column]:
    """Head the columns of values with their labels, each marked with its notes in the first column that has it."""
    keys = {**dict(noted.rows), **dict(noted.columns)}  # a period may head a column that its table has in rows
    for heads in layout.columns:
        marked = tuple(key for label in heads for key in keys.pop(label, ()))
        words = ", ".join(heads) or _value_heading(layout.table)
        yield Column((*plain(words), *marks(marked, setting.of_table)), number=True)


def _value_heading(table: Table) -> str:
    """Head the only column of values; where their units differ each value has its own beside it."""
    return MIXED if not table.unit and any(row.unit for row in table.rows) else value_heading(table)


def _row(
    layout: Layout,
    setting: Setting,
    noted: Mapping[str, tuple[str, ...]],
    at: tuple[RowKey, tuple[tuple[int, CalculatedColumn], ...]],
) -> Row:
    key, shares = at
    observations = layout.cells[key]
    heads = [
        Cell((*plain(label or NOT_STATED), *(marks(noted.get(label, ()), setting.of_table))), heading=place == 0)
        for place, label in enumerate(key)
    ]
    first = next(iter(observations.values()))
    cells: list[Cell] = []
    for place, label in enumerate((*layout.columns, None)):
        cells += [
            _calculated_cell(layout, setting, _derived_of(layout, share, first))
            for where, share in shares
            if where == place
        ]
        if label is not None:
            cells.append(_value_cell(layout, setting.page, observations.get(label)))
    answer = [_answer_cell(observations.values())] if layout.answers else []
    return Row((*heads, *cells, *answer))


def _value_cell(layout: Layout, page: str, row: Observation | None) -> Cell:
    """Write a value as a link to its line, or its marker."""
    if row is None:
        return Cell((Run("[z]", style="marker"),), number=True)
    words = _value_words(row, layout.table.unit, layout.index) if row.value is not None else marker_of(row)
    figure = layout.index.figure.get(row.figure)
    if figure is None:
        return Cell((Run(words, style="marker" if row.value is None else ""),), number=True)
    target = relative(page, figure_place(figure))
    return Cell((Run(words, target, "figure", unseen=f" (line {figure.line})"),), number=True)


def _value_words(row: Observation, unit: str, index: Index) -> str:
    """Write a value; its unit only where the table's heading gives another, and the letter's `about`."""
    figure = index.figure.get(row.figure)
    words = number(row.value or 0) if row.unit == unit else quantity(row.value or 0, row.unit)
    return f"about {words}" if figure is not None and figure.approximate else words


def marker_of(row: Observation) -> str:
    """Give the marker that stands where there is no value."""
    return row.marker or MARKERS.get(row.status, NOT_AVAILABLE)


def _answer_cell(rows: Iterable[Observation]) -> Cell:
    """Say why values are missing from a row, each reason once; `Given` where none is."""
    reasons = dict.fromkeys(row.status for row in rows if row.status in ANSWERS)
    unavailable = any(row.status == "not_available" for row in rows)
    tags = [Run(ANSWERS[status][0], style="tag", variant=ANSWERS[status][1]) for status in reasons]
    spaced = [run for tag in tags for run in (tag, Run(" "))][:-1]
    if not spaced:
        return Cell(plain("Not available" if unavailable else "Given"))
    return Cell(tuple(spaced))


def _calculated_cell(layout: Layout, setting: Setting, name: str) -> Cell:
    """Write a calculated number, to whose place its figures lead; [z] where none was calculated."""
    derived = layout.index.derived.get(name)
    if derived is None:
        return Cell((Run("[z]", style="marker"),), number=True)
    anchor = calculated_anchor(setting.number, name)
    return Cell(plain(number(derived.value)), number=True, style="computed", anchor=anchor)


def _derived_of(layout: Layout, column: CalculatedColumn, row: Observation) -> str:
    """Find the calculated number of a row by the row's own labels, which a table gives with its cells."""
    labels = {dimension.name: label for dimension, label in zip(layout.table.dimensions, row.dimensions, strict=True)}
    own = tuple(label for name, label in labels.items() if name != layout.across)
    cells = dict(column.cells)
    whose = (row.authority, str(row.sequence)) if row.sequence > 1 else (row.authority,)
    for key in ((*own, row.period), own, (*whose, *own), (*whose, *own, row.period)):
        if key in cells and _is_of(layout.index, cells[key], row):
            return cells[key]
    return ""


def _is_of(index: Index, derived: str, row: Observation) -> bool:
    """Tell whether a number was calculated from the letter of a row: labels alone are the same in every letter."""
    return derived in index.derived and index.derived[derived].response == row.response


def _sum_row(
    layout: Layout, setting: Setting, column: CalculatedColumn, shares: tuple[tuple[int, CalculatedColumn], ...]
) -> Row:
    """Write the calculated last row."""
    sums = {labels[-1] if labels else "": name for labels, name in column.cells}
    cells: list[Cell] = []
    for place, label in enumerate((*layout.columns, None)):
        cells += [Cell((Run("[z]", style="marker"),), number=True) for where, _ in shares if where == place]
        if label is not None:
            cells.append(_calculated_cell(layout, setting, sums.get(label[-1] if label else "", "")))
    rest = [Cell(plain(EVERY))] * (len(layout.axes) - 1)
    answer = [Cell((Run("[z]", style="marker"),))] if layout.answers else []
    return Row((Cell(plain(calculated_heading(column)), heading=True), *rest, *cells, *answer), style="calculated")


def _legend(layout: Layout, rows: Iterable[Row]) -> tuple[Rich, ...]:
    """Explain each marker that the table shows, in the words of this table where it has some."""
    own = dict(legend(layout.table))
    shown = {run.text for row in rows for cell in row.cells for run in cell.words if run.text in LEGENDS}
    return tuple(
        (Run(marker, style="marker"), Run(f": {_meaning(layout, own, marker)}{_where(layout, marker)}."))
        for marker in LEGENDS
        if marker in shown
    )


def _meaning(layout: Layout, own: Mapping[str, str], marker: str) -> str:
    """Say what a marker means; beside several authorities `[z]` also stands where an answer has other labels."""
    words = own.get(marker) or LEGENDS[marker]
    bodies = {row.authority for row in layout.rows}
    apart = any(column not in cells for cells in layout.cells.values() for column in layout.columns)
    if marker != NOT_APPLICABLE or len(bodies) < 2 or not apart:
        return words
    return f"{words}, or {OTHER_LABELS}" if marker in own else OTHER_LABELS


def _where(layout: Layout, marker: str) -> str:
    """Point at the column that says why a value is not available."""
    return "; the answer says why" if layout.answers and marker == NOT_AVAILABLE else ""
