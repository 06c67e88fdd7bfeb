"""Rules about sums: checks are compared again, calculated numbers are calculated again.

Everything is worked out from the rows as published, and by this module alone: it shares no arithmetic with the code
that made the rows, so that a slip there shows. Numbers are exact; a share is rounded half up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from disclosed.findings import problem
from disclosed.grammar import AddressError, Side, Whole, parse_check, parse_shown
from disclosed.model import Finding, Number
from disclosed.packaging.cells import REBUILD, render_cell, shown
from disclosed.packaging.file_rules import Contents
from disclosed.rows import CheckRow, DerivedRow, FigureRow

HALF_UP = re.compile(r"half up to ([0-9]) decimals?")
RELATIONS: Mapping[str, Callable[[Number], bool]] = {
    "=": lambda difference: difference == 0,
    "<=": lambda difference: difference <= 0,
    ">=": lambda difference: difference >= 0,
}

Place = tuple[str, int]
Term = tuple[str, Number]  # its role, its figure's value
Rule = Callable[[Contents], Iterator[Finding]]


def rules_of_sums(contents: Contents) -> Iterator[Finding]:
    """Run every rule on sums."""
    for rule in RULES:
        yield from rule(contents)


def check_comparisons(contents: Contents) -> Iterator[Finding]:
    """Require that a check's sides are its terms added up, its difference left less right, its result what that says.

    A difference that rounding explains is none.
    """
    sides = _sides_of_checks(contents)
    for place, row in contents.rows("checks"):
        numbers = (row.left, row.right, row.difference)
        if row.result == "not_tested" or row.relation == "rule":
            if (*numbers, row.rounding) != (None, None, None, None):
                yield problem(*place, f"The check is {row.result} and has numbers.", REBUILD)
            continue
        if None in numbers:
            yield problem(*place, f"The check is said to be {row.result} and lacks a number.", REBUILD)
            continue
        for side in ("left", "right"):
            computed, stated = _side(row, side, sides), getattr(row, side)
            if computed != stated:
                words = "cannot be added up" if computed is None else f"add up to {render_cell(computed)}"
                yield problem(*place, f"The {side} side is {render_cell(stated)}, and its terms {words}.", REBUILD)
        yield from _result_follows(row, row.left - row.right, place=place)


def _result_follows(row: CheckRow, difference: Number, *, place: Place) -> Iterator[Finding]:
    """Compare difference and result with the two sides."""
    if row.difference != difference:
        said, is_ = render_cell(row.difference), render_cell(difference)
        yield problem(*place, f"The difference is {said}, and left less right is {is_}.", REBUILD)
    compare = RELATIONS.get(row.relation)
    result = "holds" if compare and compare(_beyond(difference, row.rounding)) else "differs"
    if compare and row.result != result:
        yield problem(*place, f"The check is said to be {row.result}, and by its two sides it {result}.", REBUILD)


def _beyond(difference: Number, rounding: Number | None) -> Number:
    """Give how much of a difference rounding does not explain."""
    allowed: Number = rounding or 0
    size: Number = difference if difference > 0 else -difference
    return 0 if size <= allowed else size - allowed if difference > 0 else allowed - size


def _sides_of_checks(contents: Contents) -> dict[tuple[str, str], Number | None]:
    """Add up the figures of each side of each check; None where one has no value."""
    values = {row.figure: row.value for row in contents.package.figures}
    sides: dict[tuple[str, str], Number | None] = {}
    for term in contents.package.check_terms:
        key = (term.check, term.side)
        value, before = values.get(term.figure), sides.get(key, 0)
        sides[key] = None if value is None or before is None else before + (value if term.sign == "+" else -value)
    return sides


def _side(row: CheckRow, side: str, sides: Mapping[tuple[str, str], Number | None]) -> Number | None:
    """Give one side of a check: its figures, and the whole numbers that stand in the statement alone."""
    figures = sides.get((row.check, side), 0)
    wholes = _wholes_of_check(row.statement)[0 if side == "left" else 1]
    return None if figures is None or wholes is None else figures + wholes


@lru_cache(maxsize=1024)
def _wholes_of_check(statement: str) -> tuple[int | None, int | None]:
    """Add up the whole numbers on each side of a statement; None where it cannot be read."""
    try:
        check = parse_check(statement)
    except AddressError:
        return None, None
    return _wholes(check.left), _wholes(check.right)


def _wholes(side: Side) -> int:
    return sum(term.value if sign == "+" else -term.value for sign, term in side.terms if isinstance(term, Whole))


def check_settled(contents: Contents) -> Iterator[Finding]:
    """Require that a published difference was settled by a person, or follows from checks of its letter."""
    names: dict[str, set[str]] = {}
    for row in contents.package.checks:
        names.setdefault(row.response, set()).add(row.name)
    for place, row in contents.rows("checks"):
        follows = [name.strip() for name in row.follows_from.split(";") if name.strip()]
        for name in follows:
            if name not in names[row.response]:
                yield problem(*place, f"It follows from {shown(name)}, which is no check of {row.response}.", REBUILD)
        if row.result == "differs" and not row.settled_by and not follows:
            remedy = "Compare it with the letter and settle it in the letter's .yml."
            yield problem(*place, f"The check {row.check} differs and nobody has settled it.", remedy)


def check_calculated(contents: Contents) -> Iterator[Finding]:
    """Require that a calculated number is what its terms give: exact decimals, shares rounded half up."""
    figures = {row.figure: row for row in contents.package.figures}
    terms: dict[str, list[tuple[str, FigureRow]]] = {}
    for term in contents.package.derived_terms:
        if term.figure in figures:
            terms.setdefault(term.derived, []).append((term.role, figures[term.figure]))
    for place, row in contents.rows("derived"):
        if row.derived != f"{row.response}/{row.formula}":
            yield problem(*place, f"{row.derived} is named by neither its response nor its formula.", REBUILD)
        own = terms.get(row.derived, [])
        bare = [figure.figure for _, figure in own if figure.value is None]
        if bare:
            yield problem(*place, f"{row.formula} is calculated from {bare[0]}, which has no value.", REBUILD)
            continue
        computed = _calculated(row, [(role, figure.value) for role, figure in own if figure.value is not None])
        if computed != row.value:
            words = (
                "cannot be calculated from its terms" if computed is None else f"its terms give {render_cell(computed)}"
            )
            yield problem(*place, f"{row.formula} is {render_cell(row.value)}, and {words}.", REBUILD)


def _calculated(row: DerivedRow, terms: list[Term]) -> Number | None:
    """Work a number out again from its terms and the whole numbers of its formula; None where that cannot be done."""
    wholes = _wholes_of_formula(row.formula)
    if wholes is None or not terms:
        return None
    if row.kind != "share":
        return sum((value if role == "+" else -value for role, value in terms), wholes[0])
    part, whole = (_added(terms, role) + number for role, number in zip(("part", "whole"), wholes, strict=True))
    places = HALF_UP.fullmatch(row.rounding)
    if not whole or not places:
        return None
    try:
        return (part * 100 / whole).quantize(Decimal(1).scaleb(-int(places[1])), rounding=ROUND_HALF_UP)
    except InvalidOperation:  # more digits than a share can have
        return None


def _added(terms: list[Term], role: str) -> Decimal:
    return sum((Decimal(value) for its, value in terms if its == role), Decimal(0))


@lru_cache(maxsize=1024)
def _wholes_of_formula(formula: str) -> tuple[int, int] | None:
    """Add up the whole numbers of a formula: of its part and its whole, or of its one side.

    None where it cannot be read, or where a share takes a figure away, since its terms do not say which.
    """
    try:
        tree = parse_shown(formula)
    except AddressError:
        return None
    if isinstance(tree, Side):
        return _wholes(tree), 0
    terms = (*tree.part.terms, *tree.whole.terms)
    if any(sign == "-" and not isinstance(term, Whole) for sign, term in terms):
        return None
    return _wholes(tree.part), _wholes(tree.whole)


def check_calculated_columns(contents: Contents) -> Iterator[Finding]:
    """Require that the calculated cells of a table name rows of `derived`."""
    known = {row.derived for row in contents.package.derived}
    for table in contents.package.tables:
        named = ((labels, derived) for column in table.calculated for labels, derived in column.cells)
        for labels, derived in named:
            if derived and derived not in known:
                message = (
                    f"{table.resource} calculates {', '.join(labels)} by {shown(derived)}, which derived.csv lacks."
                )
                yield problem(contents.file, 0, message, REBUILD)


RULES: tuple[Rule, ...] = (check_comparisons, check_settled, check_calculated, check_calculated_columns)
