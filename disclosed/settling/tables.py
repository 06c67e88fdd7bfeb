"""A request's declared tables: one observation a row, each with the figure that it repeats.

A table holds what the letters gave and, where several authorities were asked, what they did not give and why. The
words of its settings (titles, headings, chart) travel with it: below the package nothing else of the content is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from disclosed.absent import UNSAID, whole_answer
from disclosed.addresses import AddressError, fold_label, misfit
from disclosed.alike import join_labels
from disclosed.findings import nearest, problem
from disclosed.model import Finding
from disclosed.naming import question_key
from disclosed.rows import CalculatedColumn, ChartChoice, Dimension, FigureRow, Observation, Table
from disclosed.settling.bearing import Refusal
from disclosed.settling.calculated import Answered, Cell, DerivedRows, calculate, unknown_columns
from disclosed.settling.not_given import Body, Placed, missing_rows, shapes_of, silent_rows
from disclosed.settling.settings import TableRow, TableSettings
from disclosed.settling.sources import RequestSource


@dataclass(frozen=True, slots=True)
class Tabulated:
    """A request's tables, the calculated numbers in them, and what is wrong with their settings."""

    tables: tuple[Table, ...] = ()
    derived: tuple[DerivedRows, ...] = ()
    findings: tuple[Finding, ...] = ()


def tabulate(request: RequestSource, letters: Sequence[Answered], silent: Sequence[tuple[str, str]] = ()) -> Tabulated:
    """Make a request's tables; `silent` are (authority, state) of bodies that sent no letter."""
    tables: list[Table] = []
    derived: list[DerivedRows] = []
    findings: list[Finding] = []
    bodies = {Body(request.name, authority): state for authority, state in silent}
    for name, settings in request.settings.tables.items():
        cells = _alike([cell for letter in letters for cell in _cells(settings, letter)])
        made = calculate(settings, cells)
        derived += made.derived
        findings += _refused(request, name, made.refused)
        findings += _problems(request, name, letters, cells)
        gaps = _gaps(settings, letters, bodies, cells)
        placed = (*((cell.place, cell.row) for cell in cells), *gaps)
        tables.append(_table(request, name, _in_order(placed, letters), columns=made.columns))
    return Tabulated(tuple(tables), tuple(derived), tuple(findings))


def _alike(cells: Sequence[Cell]) -> list[Cell]:
    """Spell labels that differ in case alone as the first letter has them."""
    rows = join_labels([cell.row for cell in cells])
    return [replace(cell, row=row) for cell, row in zip(cells, rows, strict=True)]


def _refused(request: RequestSource, name: str, refused: Iterable[tuple[str, Refusal]]) -> Iterator[Finding]:
    """Report what a table asks to calculate and may not."""
    for formula, why in refused:
        at = request.source.line(("tables", name, "calculated"))
        yield problem(request.file, at, f"Table '{name}' cannot calculate '{formula}': {why.reason}.", why.remedy)


def _in_order(placed: Iterable[Placed], letters: Sequence[Answered]) -> tuple[Observation, ...]:
    """Order rows by letter, then as the settings have them, what was not given among the rest; silent bodies last."""
    responses = (letter.settled.response for letter in letters)
    bodies: dict[tuple[str, int], list[Placed]] = {(row.authority, row.sequence): [] for row in responses}
    for place, row in placed:
        bodies.setdefault((row.authority, row.sequence), []).append((place, row))
    return tuple(row for own in bodies.values() for _, row in sorted(own, key=itemgetter(0)))


def _cells(settings: TableSettings, letter: Answered) -> Iterator[Cell]:
    """Yield a letter's observations in the order of the table's rows; what it lacks is coverage, what a later one gives again is left to that."""
    apart = letter.settled.not_compared
    for place, row in enumerate(settings.rows):
        try:
            figures = letter.figures.find(row.figures, letter.stem)
        except AddressError:
            continue
        if not row.figures.response or row.figures.response == letter.stem:
            for figure in figures:
                if question_key(figure.question) not in apart and not figure.superseded:
                    yield Cell(_observation(settings, row, figure, letter), place, row.figures, figure, letter)


def _observation(settings: TableSettings, row: TableRow, figure: FigureRow, letter: Answered) -> Observation:
    """Make one row of a table."""
    labels = dict(zip(settings.labels, _labels(figure, letter), strict=False))
    return Observation(
        figure.request,
        figure.authority,
        letter.settled.response.sequence,
        figure.response,
        tuple(row.is_.get(name, labels.get(name, "")) for name in settings.dimensions),
        figure.period or labels.get("period", ""),
        figure.period_start,
        figure.period_end,
        partial=figure.partial,
        value=figure.value,
        unit=figure.unit or settings.unit,
        status=figure.status,
        marker=figure.marker,
        total=row.total or figure.total,
        figure=figure.figure,
    )


def _labels(figure: FigureRow, letter: Answered) -> tuple[str, str]:
    """Give a figure's row and column label as the request calls them."""
    known = letter.settled.labels
    row, column = (
        known.get((figure.response, fold_label(label)), label) for label in (figure.row_label, figure.column_label)
    )
    return row, column


def _gaps(
    settings: TableSettings, letters: Sequence[Answered], silent: Mapping[Body, str], cells: Sequence[Cell]
) -> Iterator[Placed]:
    """Yield what several authorities did not give; one authority's gaps stand on its letter's page."""
    bodies = {letter.settled.response.authority for letter in letters} | {body.authority for body in silent}
    if len(bodies) < 2:
        return
    given = shapes_of(settings, ((cell.place, cell.row) for cell in cells))
    found: list[Placed] = []
    found += _of_bodies(
        [(cell.row.authority, cell.place) for cell in cells],
        [
            list(missing_rows(settings, letter.settled, letter.figures, stem=letter.stem, given=given))
            for letter in letters
        ],
    )
    for body, state in silent.items():
        found += silent_rows(settings, body, state, given)
    yield from found if settings.columns else _gathered(found, {cell.row.authority for cell in cells})


def _gathered(gaps: Iterable[Placed], with_figures: Collection[str]) -> Iterator[Placed]:
    """Give a body that gave nothing, always for the same reason, one row: it answered once, not once a row of the table."""
    bodies: dict[str, list[Placed]] = {}
    for place, row in gaps:
        bodies.setdefault(row.authority, []).append((place, row))
    for body, own in bodies.items():
        reasons = {(row.response, row.status, row.marker) for _, row in own}
        if body in with_figures or len(reasons) > 1:
            yield from own
        else:
            yield own[0][0], whole_answer([row for _, row in own])


def _of_bodies(given: Iterable[tuple[str, int]], missing: Iterable[Sequence[Placed]]) -> Iterator[Placed]:
    """Keep one gap a body: none where another of its letters gives the figure, else that of the letter with a reason."""
    have = set(given)
    gaps: dict[tuple[str, int], list[Placed]] = {}
    for letter in missing:
        by_place: dict[tuple[str, int], list[Placed]] = {}
        for place, row in letter:
            by_place.setdefault((row.authority, place), []).append((place, row))
        for key, rows in by_place.items():
            before = gaps.get(key)
            if before is None or (before[0][1].status in UNSAID and rows[0][1].status not in UNSAID):
                gaps[key] = rows
    yield from (placed for key, rows in gaps.items() if key not in have for placed in rows)


def _problems(
    request: RequestSource, name: str, letters: Sequence[Answered], cells: Sequence[Cell]
) -> Iterator[Finding]:
    """Find addresses that no letter has, figures that one row of a table would hold together, unknown columns."""
    settings = request.settings.tables[name]
    for place, row in enumerate(settings.rows):
        at = request.source.line(("tables", name, "rows", place, "figures"))
        if error := misfit([_why_not(row, letter) for letter in letters if letter.settled.open]):
            yield problem(request.file, at, f"Table '{name}': {error.message}", error.remedy)
    for label, known in unknown_columns(settings, cells):
        at = request.source.line(("tables", name, "calculated"))
        listed = f"Its columns are {', '.join(known)}."
        yield problem(request.file, at, f"Table '{name}' has no column '{label}'.", nearest(label, known) or listed)
    yield from _unlabelled(request, name, cells)
    yield from _same_key(request, name, cells)
    yield from _used_twice(request, name, cells)


def _unlabelled(request: RequestSource, name: str, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Find a figure without the label that a table's own column takes; each column is reported once."""
    for place, dimension in enumerate(request.settings.tables[name].dimensions):
        bare = next((cell for cell in cells if not cell.row.dimensions[place]), None)
        if bare is not None:
            at = request.source.line(("tables", name, "rows", bare.place))
            where = f"the figure on line {bare.figure.line} of '{bare.letter.stem}'"
            message = f"Table '{name}' takes '{dimension}' from labels, and {where} has none."
            yield problem(request.file, at, message, f"Say it under 'is' of {bare.ref}.")


def _why_not(row: TableRow, letter: Answered) -> AddressError | None:
    try:
        letter.figures.find(row.figures, letter.stem)
    except AddressError as error:
        return error
    return None


def _same_key(request: RequestSource, name: str, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Find two figures of a letter that a table's labels do not tell apart; each table is reported once."""
    seen: dict[tuple[object, ...], Cell] = {}
    for cell in cells:
        row = cell.row
        key = (row.authority, row.sequence, row.dimensions, row.period)
        other = seen.setdefault(key, cell)
        if other is not cell:
            at = request.source.line(("tables", name))
            message = (
                f"Table '{name}' does not tell two figures of '{cell.letter.stem}' apart: "
                f"lines {other.figure.line} and {cell.figure.line}."
            )
            yield problem(request.file, at, message, "Add labels, or tell them apart under 'is'.")
            return


def _used_twice(request: RequestSource, name: str, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Find a figure that two rows of a table claim; each table is reported once, at the second row."""
    claimed: dict[str, Cell] = {}
    for cell in cells:
        other = claimed.setdefault(cell.figure.figure, cell)
        if other.place != cell.place:
            first, second = (
                request.source.line(("tables", name, "rows", place)) for place in (other.place, cell.place)
            )
            message = (
                f"Table '{name}' claims the figure on line {cell.figure.line} of '{cell.letter.stem}' twice; "
                f"the first row that does is in line {first}."
            )
            yield problem(request.file, second, message, f"Mend the address {cell.ref}, or delete one of the rows.")
            return


def _table(
    request: RequestSource, name: str, rows: tuple[Observation, ...], *, columns: tuple[CalculatedColumn, ...]
) -> Table:
    """Put a table together with what its settings say of how to show it."""
    settings = request.settings.tables[name]
    chart = settings.chart
    return Table(
        request=request.name,
        name=name,
        resource=f"{request.name}-{name}",
        title=settings.title,
        unit=settings.unit,
        dimensions=tuple(
            Dimension(each, settings.headings.get(each) or _heading(each)) for each in settings.dimensions
        ),
        columns=settings.columns,
        questions=tuple(dict.fromkeys(row.figures.question for row in settings.rows)),
        calculated=columns,
        chart=ChartChoice(chart.kind or "", chart.panels, tuple(chart.titles.items())),
        short=tuple(settings.short.items()),
        section=settings.section,
        rows=rows,
    )


def _heading(name: str) -> str:
    """Head a dimension by its name where its settings give no words: `times_missing` is "Times missing"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
