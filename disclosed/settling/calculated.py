"""The calculated columns and last rows of a table, each number a row of `derived` with its formula.

Calculated numbers stand apart from the letters' and never fill a gap: where a figure has no exact value, where a share
would say more than the counts can bear, or where the period is cut short, the cell stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.addresses import (
    AddressError,
    Figures,
    Ref,
    Share,
    Shown,
    Side,
    Term,
    Total,
    derive,
    exact,
    fold_label,
)
from disclosed.comparing import gives_away, reckon_one, summed
from disclosed.grammar import Calculated, Sign
from disclosed.rows import CalculatedColumn, DerivedRow, DerivedTermRow, FigureRow, Observation
from disclosed.settling.bearing import Bearing, Refusal, refusal_of
from disclosed.settling.settings import TableSettings
from disclosed.settling.settle import Settled

DerivedRows = tuple[DerivedRow, tuple[DerivedTermRow, ...]]
LEAST_SUMMED = 2  # one figure is no sum


@dataclass(frozen=True, slots=True)
class Answered:
    """One published letter with its figures made addressable, and what its checks say of them."""

    stem: str
    settled: Settled
    figures: Figures
    bearing: Bearing


@dataclass(frozen=True, slots=True)
class Cell:
    """One observation before calculations: its figure, its letter, the row of the settings whose address found it."""

    row: Observation
    place: int
    ref: Ref
    figure: FigureRow
    letter: Answered


@dataclass(frozen=True, slots=True)
class Calculations:
    """What a table calculates: its columns and last rows, their rows of `derived`, and the formulas that are refused.

    A formula is refused where it asks for what no number of the table may give; cells that are too small for a share, or
    for part of a period, are left out without a word, since their neighbours stand.
    """

    columns: tuple[CalculatedColumn, ...] = ()
    derived: tuple[DerivedRows, ...] = ()
    refused: tuple[tuple[str, Refusal], ...] = ()


def calculate(settings: TableSettings, cells: Sequence[Cell]) -> Calculations:
    """Calculate what a table's settings ask for; a last row only where the table is about one letter."""
    columns: list[CalculatedColumn] = []
    derived: list[DerivedRows] = []
    refused: dict[str, Refusal] = {}
    letters = {cell.row.response for cell in cells}
    for formula in settings.calculated:
        if formula.kind == "sum" and len(letters) > 1:
            continue  # rows of several letters are for comparing, not for adding
        makes = (
            _sums(settings, cells)
            if formula.kind == "sum"
            else _shares(settings, formula, cells, several=len(letters) > 1)
        )
        made = tuple(makes)
        refused |= {
            str(formula): one for _, one in made if isinstance(one, Refusal) and (one.unstated or formula.kind == "sum")
        }
        rows = tuple((labels, None if isinstance(one, Refusal) else one) for labels, one in made)
        derived += [one for _, one in rows if one]
        shown = tuple((labels, one[0].derived if one else "") for labels, one in rows)
        columns.append(CalculatedColumn(str(formula), _title(formula), shown))
    return Calculations(tuple(columns), tuple(derived), tuple(refused.items()))


def _title(formula: Calculated) -> str:
    """Head a calculated column or name a last row, as docs/editorial.md §10 does."""
    if formula.kind == "sum":
        return "Sum of the rows (calculated)"
    whole = formula.whole if formula.whole[1:2].isupper() else formula.whole[:1].lower() + formula.whole[1:]
    return f"{formula.part} as % of {whole} (calculated)"


Made = DerivedRows | Refusal | None
Labelled = tuple[tuple[str, ...], Made]


def _sums(settings: TableSettings, cells: Sequence[Cell]) -> Iterator[Labelled]:
    """Add the rows of each column, totals left out."""
    by_column: dict[str, list[Cell]] = {}
    for cell in cells:
        by_column.setdefault(_column(settings, cell.row), []).append(cell)
    for label, column in by_column.items():
        parts = [cell for cell in column if not cell.row.total]
        yield (label,), _sum(parts) if len(parts) >= LEAST_SUMMED else None


def _sum(cells: Sequence[Cell]) -> Made:
    """Add the cells of one column, by the addresses that found them."""
    if any(exact(cell.figure) is None for cell in cells):
        return None
    letter = cells[0].letter
    by_ref: dict[Ref, list[Cell]] = {}
    for cell in cells:
        by_ref.setdefault(cell.ref, []).append(cell)
    terms: list[tuple[Sign, Term]] = [("+", term) for own in by_ref.values() for term in _terms(own)]
    side = Side(tuple(terms))
    if gives_away(reckon_one(side, letter.figures, letter.stem), letter.figures):
        return None
    return _allowed(side, letter)


def _terms(cells: Sequence[Cell]) -> Iterator[Term]:
    """Name the cells that one address found: by it, by it and their column where it found other columns too, else one by one."""
    first = cells[0]
    wanted = {cell.figure.figure for cell in cells}
    column = own_ref(first).column
    for ref in (first.ref, Ref(first.ref.question, first.ref.row, column, first.ref.response)):
        try:
            found = {row.figure for row in summed(Total(ref), first.letter.figures, first.letter.stem)}
        except AddressError:  # the column has a name of its own for each of its figures
            continue
        if found == wanted:
            yield ref if len(wanted) == 1 else Total(ref)
            return
    yield from map(own_ref, cells)


def _allowed(shown: Shown, letter: Answered) -> Made:
    """Calculate a number, or say why docs/editorial.md §2 does not allow it."""
    refused = refusal_of(shown, letter.figures, letter.stem, bearing=letter.bearing)
    return refused or derive(shown, letter.figures, letter.stem)


def _column(settings: TableSettings, row: Observation) -> str:
    """Give a row's label among the page's columns; '' in a plain list."""
    names = settings.dimensions
    return row.dimensions[names.index(settings.columns)] if settings.columns else ""


def _shares(
    settings: TableSettings, formula: Calculated, cells: Sequence[Cell], *, several: bool
) -> Iterator[Labelled]:
    """Share out two columns, row by row."""
    grid: dict[tuple[str, ...], dict[str, Cell]] = {}
    for cell in cells:
        label = fold_label(_column(settings, cell.row))
        grid.setdefault(_row_labels(settings, cell.row, several=several), {})[label] = cell
    part, whole = fold_label(formula.part), fold_label(formula.whole)
    for labels, row in grid.items():
        if part in row and whole in row:
            yield labels, _share(row[part], row[whole])


def _row_labels(settings: TableSettings, row: Observation, *, several: bool) -> tuple[str, ...]:
    """Name a row of the page by its own labels, with the authority before them and the period after, where they vary.

    An authority's second and later letters stand with their number, so that no two letters share a row.
    """
    own = tuple(
        label for name, label in zip(settings.dimensions, row.dimensions, strict=True) if name != settings.columns
    )
    period = (row.period,) if "period" in settings.labels else ()
    whose = (row.authority, str(row.sequence)) if row.sequence > 1 else (row.authority,)
    return (*(whose if several else ()), *own, *period)


def _share(part: Cell, whole: Cell) -> Made:
    """Make one share."""
    return _allowed(Share(*(Side((("+", own_ref(cell)),)) for cell in (part, whole))), part.letter)


def own_ref(cell: Cell) -> Ref:
    """Write the reference that names one cell's figure, in the request's labels."""
    figure, labels = cell.figure, cell.letter.settled.labels

    def label(printed: str) -> str:
        return labels.get((figure.response, fold_label(printed)), printed)

    return Ref(cell.ref.question, label(figure.row_label), label(figure.column_label), cell.ref.response)


def unknown_columns(settings: TableSettings, cells: Sequence[Cell]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each column that a share names and the table has not, with the columns that it has."""
    known = tuple(dict.fromkeys(_column(settings, cell.row) for cell in cells))
    folded = {fold_label(label) for label in known}
    for formula in settings.calculated if cells else ():
        for label in (formula.part, formula.whole) if formula.kind == "share" else ():
            if fold_label(label) not in folded:
                yield label, known
