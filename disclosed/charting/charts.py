"""Which charts a table gets, and what each shows: a table's rows in, `Chart`s out, before any library draws.

The rules are those of docs/editorial.md §4: no chart where a table says it better; bars for bands in the letter's
order; parts stacked only where a check found that they add to their whole; columns for periods, a part-period apart;
a line only through whole, equal, unbroken periods; authorities by name, the silent ones in words; shares of many
authorities as a strip. Totals are no marks, and what was suppressed has none. An author's choice
(`chart: {kind, panels}`) comes before the rules, except where it would draw what does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from disclosed.charting.axes import (
    AUTHORITY,
    MOST_CHARTS,
    MOST_PANELS,
    PERIOD,
    Axis,
    Cell,
    Grid,
    Shape,
    grid_of,
    labels_at,
    shape_of,
)
from disclosed.charting.lettering import value_words
from disclosed.describing.index import Index
from disclosed.describing.spans import is_unbroken, months_of, part_label
from disclosed.describing.wording import MEASURES, lower_first, magnitude
from disclosed.model import Bar, Chart, ChartKind, Panel
from disclosed.rows import Observation, Table

FEWEST_VALUES = 3  # two values are a sentence
LEAST_LARGEST = 20  # of counts: smaller ones say little, and may point at a person
MOST_PARTS = 4  # the Analysis Function's limit of colours in one chart
MOST_BARS = 30  # beyond it a list is read as a table, and authorities are a strip of shares
SIZES_APART = 25  # a measure this many times smaller than another would show no bars on one scale

# What stands where an authority gave no value; any other status shows its marker: [c], [x], [u], [z].
STATUS_WORDS = {
    "withheld": "Withheld",
    "not_held": "Not held",
    "in_words": "In words",
    "attached": "In an attachment",
    "not_given": "Not given",
    "no_reply": "No reply",
    "not_compared": "Not compared",
}
NOT_CALCULATED = "[z]"
NO_ROW = "Not given"  # the letter gives this label elsewhere, and no value here
ELSEWHERE = "Not under this label"  # an authority whose answer has other labels
FEWEST_COMPARED = 2  # values of a panel of authorities: one alone is compared with nothing
PER_CENT = MEASURES["percent"]
WHOLE_YEARS, WHOLE_PERIODS = "Whole years", "Whole periods"
PART_YEAR, PART_PERIOD = "Part of a year", "Part of a period"


def plan_charts(index: Index, table: Table) -> tuple[Chart, ...]:
    """Plan the charts of a table: none, one, or one a measure."""
    if table.chart.kind == "none":
        return ()
    grid = grid_of(index, table)
    authorities = grid.axis(AUTHORITY)
    if table.chart.kind == "strip" or (authorities is not None and len(authorities.labels) > MOST_BARS):
        charts = tuple(_strips(grid))
    else:
        shape = shape_of(grid)
        charts = (
            tuple(chart for part, measure in _parted(grid, shape) for chart in _drawn(part, shape, measure))
            if shape
            else ()
        )
        charts += tuple(_shares(grid, authorities)) if authorities is not None else ()
    worth = tuple(chart for chart in charts if _worth_drawing(chart, chosen=bool(table.chart.kind)))
    measures = grid.axis(table.columns) if authorities is None else None  # an author's list of measures has one each
    return worth if len(worth) <= MOST_CHARTS or measures or table.chart.kind else ()


def _worth_drawing(chart: Chart, *, chosen: bool) -> bool:
    """Refuse a chart of zeros, of counts under 20, of fewer than three values or of more than 30 bars.

    The last two an author may want. Small counts say little and may point at a person: no choice draws them.
    """
    values = [magnitude(bar.value) for panel in chart.panels for bar in panel.bars if bar.value is not None]
    counted = chart.unit not in {heading for heading, _, _ in MEASURES.values()}
    if not any(values) or (counted and max(values) < LEAST_LARGEST):
        return False
    most = max(len(panel.bars) for panel in chart.panels)
    return chosen or (len(values) >= FEWEST_VALUES and (most <= MOST_BARS or chart.kind in ("line", "strip")))


# One part of a table: one measure, one unit


def _parted(grid: Grid, shape: Shape) -> Iterator[tuple[Grid, str]]:
    """Part a table into charts: by the axes that have a chart for each label, then by unit. Yields each with its measure."""
    alone = _alone(grid)
    for labels in dict.fromkeys(labels_at(cell, shape.charts) for cell in grid.cells):
        cells = tuple(cell for cell in grid.cells if labels_at(cell, shape.charts) == labels)
        units = dict.fromkeys(cell.row.unit for cell in cells if cell.row.value is not None)
        for unit in units:
            same = tuple(
                cell for cell in cells if cell.row.unit == unit or (cell.row.value is None and len(units) == 1)
            )
            yield replace(grid, cells=same), ", ".join(labels or alone)


def _alone(grid: Grid) -> tuple[str, ...]:
    """Name what is left to draw of a dimension whose other labels are totals: the chart is about that alone."""
    dimensions = range(len(grid.table.dimensions))
    labels = [
        ({row.dimensions[at] for row in grid.table.rows}, {cell.row.dimensions[at] for cell in grid.cells})
        for at in dimensions
    ]
    return tuple(label for every, drawn in labels if len(drawn) == 1 < len(every) for label in drawn)[:1]


def _drawn(part: Grid, shape: Shape, measure: str) -> Iterator[Chart]:
    """Make the chart of one part: stacked, columns or line over periods, else bars; one a panel where sizes are far apart."""
    base = replace(_headed(part), measure=measure)
    stacked = _stacked(part, shape)
    if stacked:
        yield replace(base, kind="stacked", panels=stacked)
    elif shape.marks.name == PERIOD:
        yield _over_periods(part, shape.marks, base)
    else:
        panels = tuple(_panel(part, shape, title) for title in (shape.panels.labels if shape.panels else ("",)))
        panels = _comparing(panels) if shape.marks.name == AUTHORITY else panels
        if shape.panels is not None and shape.panels.name == part.table.columns and _far_apart(panels):
            yield from (replace(base, panels=(replace(panel, title=""),), measure=panel.title) for panel in panels)
        else:
            yield replace(base, kind="columns" if part.table.chart.kind == "columns" else "bars", panels=panels)


def _headed(part: Grid) -> Chart:
    """Begin a chart with the heading of its value axis: `Number of children`; and what stands beside each value."""
    unit = next((cell.row.unit for cell in part.cells if cell.row.value is not None), "")
    several = len({row.unit for row in part.table.rows if row.value is not None}) > 1
    if unit not in MEASURES and not (several and unit):
        unit = part.table.unit or unit
    heading, prefix, suffix = MEASURES.get(unit, (f"Number of {unit}" if unit else "Number", "", ""))
    return Chart("bars", heading, (), prefix=prefix, suffix=suffix)


def _bar(grid: Grid, label: str, row: Observation | None) -> Bar:
    """Make a mark of an observed value; anything else is words at the base line."""
    short = dict(grid.table.short).get(label, "")
    if row is None:
        return Bar(label, None, ELSEWHERE if grid.axis(AUTHORITY) else NO_ROW, short=short)
    if row.status == "observed" and row.value is not None:
        figure = grid.index.figure.get(row.figure)
        approximate = figure is not None and figure.approximate
        return Bar(label, row.value, partial=row.partial, short=short, approximate=approximate)
    words = STATUS_WORDS.get(row.status) or row.marker or NO_ROW
    return Bar(label, None, words, row.partial, short)


def _panel(part: Grid, shape: Shape, title: str) -> Panel:
    """Set the marks of one panel; every panel has every label, so that rows stand level."""
    rows = {
        cell.labels[shape.marks.position]: cell.row
        for cell in reversed(part.cells)
        if shape.panels is None or cell.labels[shape.panels.position] == title
    }
    bars = tuple(_bar(part, label, rows.get(label)) for label in shape.marks.labels)
    partial = shape.panels is not None and shape.panels.name == PERIOD and any(bar.partial for bar in bars)
    return Panel(f"{title}, {PART_PERIOD.lower()}" if partial else title, bars)


def _comparing(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """Leave out a label that so few authorities gave that there is nothing to compare; all of them where none is left."""
    kept = tuple(panel for panel in panels if sum(bar.value is not None for bar in panel.bars) >= FEWEST_COMPARED)
    return kept or panels


def _far_apart(panels: tuple[Panel, ...]) -> bool:
    largest = [
        max((magnitude(bar.value) for bar in panel.bars if bar.value is not None), default=0) for panel in panels
    ]
    return max(largest) > SIZES_APART * min(largest)


# Parts of a whole


def _stacked(part: Grid, shape: Shape) -> tuple[Panel, ...]:
    """Divide one bar a group into its parts, where a check found that each group's parts add; else nothing.

    An author may stack what no check compared; parts whose check differs are never stacked.
    """
    ways = ((shape.panels, shape.marks), (shape.marks, shape.panels)) if shape.panels else ((None, shape.marks),)
    found = [(groups, parts, _results(part, groups, parts)) for groups, parts in ways if parts and _can_be_parts(parts)]
    if any("differs" in results for _, _, results in found):
        return ()
    adding = [(groups, parts) for groups, parts, results in found if results == {"holds"}]
    if not adding and part.table.chart.kind == "stacked":
        adding = [(groups, parts) for groups, parts, results in found if "missing" not in results]
    if not adding:
        return ()
    groups, parts = adding[0]
    by_group = _by_group(part, groups).items()
    return tuple(Panel(_total_heading(part, groups, group), _bars(part, cells, parts)) for group, cells in by_group)


def _can_be_parts(axis: Axis) -> bool:
    return len(axis.labels) <= MOST_PARTS and axis.name not in (AUTHORITY, PERIOD)


def _results(part: Grid, groups: Axis | None, parts: Axis) -> set[str]:
    """Find what checks say of each group's parts: `holds`, `differs`, `not_tested`, or that some are missing."""
    return {result for cells in _by_group(part, groups).values() for result in _result(part.index, cells, parts)}


def _result(index: Index, cells: list[Cell], parts: Axis) -> set[str]:
    values = [cell.row.value for cell in cells if cell.row.value is not None and cell.row.value >= 0]
    if not (len(cells) == len(values) == len(parts.labels)):
        return {"missing", *_sums(index, cells)}
    return set(_sums(index, cells)) or {"not_tested"}


def _by_group(part: Grid, groups: Axis | None) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {label: [] for label in (groups.labels if groups else ("",))}
    for cell in part.cells:
        found[cell.labels[groups.position] if groups else ""].append(cell)
    return found


def _bars(part: Grid, cells: list[Cell], parts: Axis) -> tuple[Bar, ...]:
    rows = {cell.labels[parts.position]: cell.row for cell in reversed(cells)}
    return tuple(_bar(part, label, rows.get(label)) for label in parts.labels)


def _sums(index: Index, cells: list[Cell]) -> Iterator[str]:
    """Find the results of checks that add exactly these figures and compare them with one figure."""
    wanted = {cell.row.figure for cell in cells}
    for response in {cell.row.response for cell in cells}:
        for check in index.checks(response):
            if check.relation != "=":
                continue
            sides: dict[str, list[str]] = {"left": [], "right": []}
            for term in index.terms(check.check):
                sides[term.side].append(term.figure if term.sign == "+" else "")
            left, right = sides["left"], sides["right"]
            if (set(left) == wanted and len(right) == 1) or (set(right) == wanted and len(left) == 1):
                yield check.result


def _total_heading(part: Grid, groups: Axis | None, group: str) -> str:
    """Head a stacked bar with its group and, where the letter gives it, the whole: `Looked-after children: 694 offered`."""
    for cell in part.totals:
        if cell.row.value is not None and (groups is None or cell.labels[groups.position] == group):
            words = f"{value_words(cell.row.value, _headed(part))} {_total_label(cell, groups)}".strip()
            return f"{group}: {words}" if group else words
    return group


def _total_label(cell: Cell, groups: Axis | None) -> str:
    apart = {0, len(cell.labels) - 1, groups.position if groups else 0}
    labels = [label for at, label in enumerate(cell.labels) if at not in apart and label]
    return lower_first(" ".join(labels))


# Over time


def _over_periods(part: Grid, periods: Axis, base: Chart) -> Chart:
    """Draw columns over periods, part-periods in a panel of their own; a line through whole, equal, unbroken ones."""
    rows = {cell.labels[periods.position]: cell.row for cell in reversed(part.cells)}
    ordered = [(label, rows[label]) for label in periods.labels if label in rows]
    whole = tuple(_bar(part, label, row) for label, row in ordered if not row.partial)
    partial = tuple(_bar(part, part_label(label, row), row) for label, row in ordered if row.partial)
    chosen = part.table.chart.kind
    if partial:
        years = all(months_of(row) in (None, 12) for _, row in ordered if not row.partial)
        panels = zip((WHOLE_YEARS, PART_YEAR) if years else (WHOLE_PERIODS, PART_PERIOD), (whole, partial), strict=True)
        kind: ChartKind = "bars" if chosen == "bars" else "columns"
        return replace(base, kind=kind, panels=tuple(Panel(title, bars) for title, bars in panels if bars))
    if chosen in ("", "line") and is_unbroken([row for _, row in ordered]):
        return replace(base, kind="line", panels=(Panel("", whole),))
    return replace(base, kind="bars" if chosen == "bars" else "columns", panels=(Panel("", whole),))


# Shares of several authorities


def _shares(grid: Grid, authorities: Axis) -> Iterator[Chart]:
    """Draw calculated shares by authority, a panel a group: counts differ with the size of areas, shares do not."""
    heading, prefix, suffix = PER_CENT
    for column in grid.table.calculated:
        groups: dict[tuple[str, ...], dict[str, Bar]] = {}
        for labels, name in column.cells:
            row = grid.index.derived.get(name)
            letter = grid.index.response.get(row.response) if row is not None else None
            if row is not None and letter is not None and row.unit == "percent":
                whose = _letter_label(grid, letter.authority, letter.sequence)
                own = labels[2 if letter.sequence > 1 else 1 :]
                groups.setdefault(own, {})[whose] = Bar(whose, row.value)
        if groups and len(groups) <= MOST_PANELS:
            panels = tuple(
                Panel(
                    ", ".join(own),
                    tuple(bars.get(label) or _no_share(grid, label, own) for label in authorities.labels),
                )
                for own, bars in groups.items()
            )
            yield Chart("bars", heading, panels, prefix=prefix, suffix=suffix, measure=column.title)


def _letter_label(grid: Grid, authority: str, sequence: int) -> str:
    """Give the name under which a letter's rows stand in the chart."""
    return next(
        (cell.labels[0] for cell in grid.cells if (cell.row.authority, cell.row.sequence) == (authority, sequence)), ""
    )


def _no_share(grid: Grid, label: str, own: tuple[str, ...]) -> Bar:
    """Say why an authority has no share: what it did not give, else that none is calculated from what it gave."""
    rows = (
        cell.row
        for cell in grid.cells
        if cell.labels[0] == label and set(own) <= {*cell.row.dimensions, cell.row.period}
    )
    missing = next((row for row in rows if row.value is None), None)
    return Bar(label, None, NOT_CALCULATED) if missing is None else replace(_bar(grid, label, missing), short="")


def _strips(grid: Grid) -> Iterator[Chart]:
    """Draw the shares of many authorities, printed or calculated, on one line; counts never, since areas differ in size."""
    heading, prefix, suffix = PER_CENT
    base = Chart("strip", heading, (), prefix=prefix, suffix=suffix)
    others = grid.others(grid.axis(AUTHORITY) or Axis("", 0, ()))
    for labels in dict.fromkeys(labels_at(cell, others) for cell in grid.cells if cell.row.unit == "percent"):
        cells = [cell for cell in grid.cells if labels_at(cell, others) == labels]
        bars = tuple(_bar(grid, cell.labels[0], cell.row) for cell in cells)
        yield replace(base, panels=(Panel("", bars),), measure=", ".join(labels))
    for column in grid.table.calculated:
        rows = [grid.index.derived[derived] for _, derived in column.cells if derived]
        bars = tuple(Bar(_authority_of(grid.index, row.response), row.value) for row in rows if row.unit == "percent")
        if bars:
            yield replace(base, panels=(Panel("", bars),), measure=column.title)


def _authority_of(index: Index, response: str) -> str:
    return index.authority[index.response[response].authority].name
