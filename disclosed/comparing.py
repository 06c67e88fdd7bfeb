"""Comparisons: both sides of a check reckoned, once or row by row, from the figures that its addresses name.

A side with a figure that has no exact value has none itself: nothing is estimated. What may be printed of a comparison, or
calculated, in a letter that suppresses a figure is for settling/guarding.py to say; here is how a sum is told from another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosed.grammar import AddressError, Check, Ref, Relation, Shown, Side, Sign, Term, Total, Whole
from disclosed.model import Number
from disclosed.naming import Figures, Form, fold_label, listed_names
from disclosed.rows import FigureRow


@dataclass(frozen=True, slots=True)
class Used:
    """A figure in one side of a comparison: the term of the statement it belongs to, counted from 1, and its sign."""

    term: int
    sign: Sign
    figure: FigureRow


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One side for one label: its value (None where a figure has no exact value) and its figures."""

    value: Number | None
    used: tuple[Used, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A check made once: for one row label ('' where each side is one number).

    `rounding` is how far apart rounding can set its sides.
    """

    label: str
    left: Reckoned
    relation: Relation
    right: Reckoned
    rounding: Number = 0

    @property
    def holds(self) -> bool | None:
        """Say whether the statement holds, rounding allowed for; None where it cannot be tested."""
        left, right = self.left.value, self.right.value
        if left is None or right is None:
            return None
        apart = left - right
        return (self.relation == "<=" or apart >= -self.rounding) and (self.relation == ">=" or apart <= self.rounding)

    def untold(self) -> Comparison:
        """Give it without its sides' values, which could give away what a letter suppresses."""
        return replace(self, left=Reckoned(None, self.left.used), right=Reckoned(None, self.right.used))

    @property
    def tested(self) -> Reckoned:
        """The side that is tested against the other: the part of a whole, the side that adds more figures, else the left."""
        larger = self.relation == "=" and len(self.right.used) > len(self.left.used)
        return self.right if self.relation == ">=" or larger else self.left


def exact(figure: FigureRow) -> Number | None:
    """Give a figure's value where it can be calculated with: given, and not approximate."""
    return None if figure.approximate or figure.status != "observed" else figure.value


Key = tuple[str, ...]
Column = dict[Key, FigureRow]


def summed(term: Total, figures: Figures, response: str) -> tuple[FigureRow, ...]:
    """Give what a `sum` adds: its figures without the totals, where there are others."""
    found = figures.find(term.ref, response)
    return tuple(figure for figure in found if not figure.total) or found


def _columns(terms: Sequence[tuple[Sign, Term]], figures: Figures, response: str) -> list[tuple[FigureRow, ...]]:
    """Find what each bare reference names; one figure is a number, several a column compared row by row."""
    return [figures.find(term, response) if isinstance(term, Ref) else () for _, term in terms]


def _keyed(rows: tuple[FigureRow, ...], both: bool) -> Column:
    return {
        (fold_label(row.row_label), fold_label(row.column_label)) if both else (fold_label(row.row_label),): row
        for row in rows
    }


def _need_both(columns: Iterable[tuple[FigureRow, ...]]) -> bool:
    """Say whether a row label stands twice in one column, so that the column's heading is needed too."""
    return any(len(_keyed(rows, both=False)) < len(rows) for rows in columns)


def compare(check: Check, figures: Figures, response: str = "") -> tuple[Comparison, ...]:
    """Make a check: once where each side is one number, else once for each row label.

    Raises Lacking where the letter has not the figures, AddressError where the sides cannot be compared.
    """
    sides = (check.left.terms, check.right.terms)
    found = [_columns(terms, figures, response) for terms in sides]
    several = [rows for columns in found for rows in columns if len(rows) > 1]
    both = _need_both(several)
    labels = _common_labels([_keyed(rows, both=both) for rows in several], check)
    made = []
    for key, label in labels.items():
        left, right = (
            _reckon(terms, columns, (figures, response), key=key, both=both, check=check)
            for terms, columns in zip(sides, found, strict=True)
        )
        made.append(Comparison(label, left, check.relation, right))
    return tuple(made)


def gives_away(side: Reckoned, figures: Figures) -> bool:
    """Whether a calculated number is a sum that a suppressed figure is the rest of, or takes away what stands beside one."""
    taken = any(one.sign == "-" for one in side.used) and any(one.figure.figure in figures.guarded for one in side.used)
    return taken or form_of(_counts(side.used)) in figures.forms


def _counts(used: Iterable[Used], way: int = 1) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in used:
        counts[one.figure.figure] += way if one.sign == "+" else -way
    return counts


def reckoning(comparison: Comparison) -> dict[str, int]:
    """Map each figure to how often it counts, left side less right; those that cancel out are left out."""
    counts = _counts(comparison.left.used)
    counts.update(_counts(comparison.right.used, -1))
    return {figure: count for figure, count in counts.items() if count}


def form_of(counts: Mapping[str, int]) -> Form:
    """Give a sum's form: a statement and its reverse have one."""
    first = min(counts, default="")
    way = -1 if counts.get(first, 0) < 0 else 1
    return frozenset((figure, way * count) for figure, count in counts.items() if count)


def _common_labels(columns: Sequence[Column], check: Check) -> dict[Key, str]:
    """Give the labels that all columns share; raise where one has a label that another has not."""
    if not columns:
        return {(): ""}
    first = columns[0]
    for other in columns[1:]:
        if missing := [
            (first | other)[key].row_label for key in (*first, *other) if key not in first or key not in other
        ]:
            raise AddressError(
                f"The two sides of '{check}' have unlike labels: {listed_names(missing)} stand on one side alone.",
                "Name one figure, or write sum(…).",
            )
    return {key: " | ".join(part for part in _printed(row, key) if part) for key, row in first.items()}


def _printed(row: FigureRow, key: Key) -> tuple[str, ...]:
    return (row.row_label, row.column_label)[: len(key)]


def _reckon(
    terms: Sequence[tuple[Sign, Term]],
    columns: Sequence[tuple[FigureRow, ...]],
    where: tuple[Figures, str],
    *,
    key: Key,
    both: bool,
    check: Check | Shown,
) -> Reckoned:
    """Reckon one side for one label."""
    value: Number | None = 0
    used: list[Used] = []
    for place, ((sign, term), rows) in enumerate(zip(terms, columns, strict=True), start=1):
        if isinstance(term, Whole):
            value = _added(value, sign, term.value)
            continue
        group = summed(term, *where) if isinstance(term, Total) else _of_label(rows, key, both=both, check=check)
        for figure in group:
            used.append(Used(place, sign, figure))
            value = _added(value, sign, exact(figure))
    return Reckoned(value, tuple(used))


def _of_label(rows: tuple[FigureRow, ...], key: Key, *, both: bool, check: Check | Shown) -> tuple[FigureRow, ...]:
    """Take the figure of this label; a lone figure stands against several only where it has the same label."""
    if not key:
        return rows
    if len(rows) > 1:
        return (_keyed(rows, both=both)[key],)
    raise AddressError(
        f"'{check}' compares one figure with several.", "Name one of them, or write sum(…) for them all."
    )


def _added(value: Number | None, sign: Sign, other: Number | None) -> Number | None:
    if value is None or other is None:
        return None
    return value + other if sign == "+" else value - other


def reckon_one(side: Side, figures: Figures, response: str) -> Reckoned:
    """Reckon a side that must be one number; raise where an address names several figures."""
    columns = _columns(side.terms, figures, response)
    for (_, term), rows in zip(side.terms, columns, strict=True):
        if len(rows) > 1:
            labels = tuple(row.row_label for row in rows)
            raise AddressError(
                f"'{term}' names {len(rows)} figures.", f"Add a label ({listed_names(labels)}) or write sum({term})."
            )
    return _reckon(side.terms, columns, (figures, response), key=(), both=False, check=side)
