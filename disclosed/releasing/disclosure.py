"""Suppressed cells that two versions of the package give away together, told to the editor alone.

An authority that prints a count in one letter and suppresses it in the next, or suppresses another cell of the same sum each
time, has published what it meant to hide. The rows of both versions are put together: what stands in either is known, and
what their sums leave open is carried to a fixpoint (intervals.py). Nothing is published of it, and no value leaves
this module: the result names places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from disclosed.findings import CODES, problem
from disclosed.grammar import AddressError, Whole, parse_check
from disclosed.intervals import OPEN_END, Sum, equation, solve
from disclosed.model import Finding
from disclosed.rows import FigureRow, Package

CODE = "suppressed_recoverable"


@dataclass(frozen=True, slots=True)
class _Both:
    """The figures of two versions: the newest row of each, exact values by id, and the suppressed cells by number."""

    rows: Mapping[str, FigureRow]
    known: Mapping[str, int]
    hidden: Mapping[str, int]


def given_away(old: Package, new: Package) -> tuple[Finding, ...]:
    """Find the suppressed cells of the newer version that it and the older one together leave one value for.

    A cell that the newer version gives away by itself is found when its letter is read, and is not told again.
    """
    both = _put_together(old, new)
    cells = {row.figure for row in new.figures if row.status == "suppressed"}
    alone = _fixed(_put_together(new, new), (new,))
    found = _fixed(both, (old, new)) - alone
    said = [both.rows[name] for name in sorted(found & cells, key=lambda name: _order(both.rows[name]))]
    remedy = "The package publishes only what the letters print; tell the authority."
    return tuple(problem(row.response, row.line, CODES[CODE][1], remedy, code=CODE) for row in said)


def _order(row: FigureRow) -> tuple[str, int, int]:
    return row.response, row.line, row.column_from


def _put_together(old: Package, new: Package) -> _Both:
    rows = {row.figure: row for package in (old, new) for row in package.figures}
    known = {
        row.figure: int(row.value)
        for package in (old, new)
        for row in package.figures
        if row.value is not None and not row.approximate and row.value == int(row.value)
    }
    suppressed = [row.figure for row in rows.values() if row.status == "suppressed"]
    return _Both(rows, known, {name: number for number, name in enumerate(suppressed)})


def _fixed(both: _Both, packages: tuple[Package, ...]) -> set[str]:
    """Name the suppressed cells that are known from another version, or for which the sums of all leave one value."""
    known = {name for name in both.hidden if name in both.known}
    bounds = {number: _bounds(both, name) for name, number in both.hidden.items()}
    differing = {check.check for package in packages for check in package.checks if check.result == "differs"}
    sums = list(dict.fromkeys(one for package in packages for one in _sums(package, both, differing)))
    names = {number: name for name, number in both.hidden.items()}
    solved = solve(bounds, sums)
    return known | {names[number] for number, (low, high) in solved.items() if low == high}


def _bounds(both: _Both, name: str) -> tuple[int, int]:
    """Give what a suppressed cell may be: its mark's range, or the value that another version prints."""
    if name in both.known:
        return both.known[name], both.known[name]
    row = both.rows[name]
    return (0 if row.min is None else int(row.min), OPEN_END if row.max is None else int(row.max))


def _sums(package: Package, both: _Both, differing: Collection[str]) -> Iterator[Sum]:
    """Write the equations of a version's checks over suppressed cells; one that differs, or has a figure that is not exact, is none."""
    terms: dict[str, list[tuple[int, str]]] = {}
    for term in package.check_terms:
        sign = (1 if term.sign == "+" else -1) * (1 if term.side == "left" else -1)
        terms.setdefault(term.check, []).append((sign, term.figure))
    for check in package.checks:
        own = terms.get(check.check, [])
        exact = all(name in both.hidden or name in both.known for _, name in own)
        usable = check.relation == "=" and exact and check.check not in differing
        number = _wholes(check.statement) if usable else None
        if number is not None and any(name in both.hidden for _, name in own):
            yield _sum(own, both, number)


def _wholes(statement: str) -> int | None:
    """Add up the numbers that a statement writes out, left less right; None where it is in words."""
    try:
        check = parse_check(statement)
    except AddressError:
        return None
    sides = ((check.left, 1), (check.right, -1))
    signed = [(term, way if sign == "+" else -way) for side, way in sides for sign, term in side.terms]
    return sum(way * term.value for term, way in signed if isinstance(term, Whole))


def _sum(terms: list[tuple[int, str]], both: _Both, number: int) -> Sum:
    adding = tuple(both.hidden[name] for sign, name in terms if name in both.hidden and sign > 0)
    taking = tuple(both.hidden[name] for sign, name in terms if name in both.hidden and sign < 0)
    rest = -number - sum(sign * both.known[name] for sign, name in terms if name not in both.hidden)
    return equation(adding, rest, taking)
