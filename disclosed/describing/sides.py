"""The two sides of a comparison, term by term, with the figures of each: what its words are made from.

The package holds a statement's figures as rows of `check_terms`; whole numbers stand in the statement alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from disclosed.describing.index import Index
from disclosed.describing.sentences import unique
from disclosed.describing.wording import MINUS, quantity
from disclosed.grammar import AddressError, Check, Whole, parse_check
from disclosed.model import Number
from disclosed.rows import CheckRow, FigureRow

MOST_TERMS = 6  # figures that are written one by one; a sum of more shows what it comes to
KEPT = 1024  # statements: a request makes the same of each letter


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a side: the figures of one address, or a whole number of the statement (no figures).

    `home` is the letter whose check it is.
    """

    sign: str
    figures: tuple[FigureRow, ...]
    value: Number | None
    home: str = ""

    @property
    def question(self) -> str:
        """Name the question that its figures answer."""
        return self.figures[0].question if self.figures else ""

    @property
    def elsewhere(self) -> str:
        """Name the letter of its figures where it is another than the check's."""
        return self.figures[0].response if self.figures and self.figures[0].response != self.home else ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison, term by term, with its value."""

    terms: tuple[Term, ...]
    value: Number | None

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """List its figures."""
        return tuple(figure for term in self.terms for figure in term.figures)

    @property
    def questions(self) -> tuple[str, ...]:
        """List the questions that its figures answer, each once."""
        return unique(figure.question for figure in self.figures)

    @property
    def added(self) -> bool:
        """Tell whether every term is added."""
        return all(term.sign == "+" for term in self.terms)

    @property
    def unit(self) -> str:
        """Name the unit of its figures where they agree."""
        units = unique(figure.unit for figure in self.figures)
        return units[0] if len(units) == 1 else ""


def check_key(check: CheckRow) -> str:
    """Name the note of a difference: the response, a slash, and the statement's name."""
    return f"{check.response}/{check.name}"


def sides_of(index: Index, check: CheckRow) -> tuple[Side, Side]:
    """Give both sides of a comparison with the figures of each term."""
    left, right = (_side(index, check, side) for side in ("left", "right"))
    return Side(left, check.left), Side(right, check.right)


def _side(index: Index, check: CheckRow, side: str) -> tuple[Term, ...]:
    """Read one side's terms in order; whole numbers stand in the statement alone."""
    rows = [row for row in index.terms(check.check) if row.side == side]
    terms = {
        number: Term(group[0].sign, tuple(index.figure[row.figure] for row in group), None, check.response)
        for number, group in ((key, tuple(rows)) for key, rows in groupby(rows, key=lambda row: row.term))
    }
    terms |= _whole_numbers(check, side)
    return tuple(terms[number] for number in sorted(terms))


@lru_cache(maxsize=KEPT)
def parse_statement(statement: str) -> Check | None:
    """Read a statement of a check; None for a rule's, which is in words."""
    try:
        return parse_check(statement)
    except AddressError:
        return None


def _whole_numbers(check: CheckRow, side: str) -> dict[int, Term]:
    """Find the whole numbers of a side by their place."""
    statement = parse_statement(check.statement)
    if statement is None:
        return {}
    terms = (statement.left if side == "left" else statement.right).terms
    return {
        place: Term(sign, (), term.value)
        for place, (sign, term) in enumerate(terms, start=1)
        if isinstance(term, Whole)
    }


def statements(index: Index, response: str) -> dict[str, tuple[CheckRow, ...]]:
    """Group a letter's comparisons by statement, in order."""
    found: dict[str, list[CheckRow]] = {}
    for check in index.checks(response):
        found.setdefault(check.name, []).append(check)
    return {name: tuple(rows) for name, rows in found.items()}


def sources_of(check: CheckRow) -> tuple[str, ...]:
    """Name the statements from which a difference follows."""
    return tuple(name.strip() for name in check.follows_from.split(";") if name.strip())


def unit_of(index: Index, figure: FigureRow) -> str:
    """Name the unit of a figure: the letter's, else that of the first table that shows it."""
    table = index.observation.get(figure.figure)
    return figure.unit or (table[0].unit if table else "")


def reckoned(side: Side) -> str:
    """Write a side's value, with its sum where its terms are few single figures: `279 − 64 = 215`."""
    if side.value is None:
        return "not tested"
    if len(side.terms) == 1 or len(side.terms) > MOST_TERMS or any(len(term.figures) > 1 for term in side.terms):
        return quantity(side.value, side.unit)
    return f"{expression(side)} = {quantity(side.value, side.unit)}"


def expression(side: Side) -> str:
    """Write the terms of a side with their signs."""
    words = []
    for place, term in enumerate(side.terms):
        value = term.figures[0].value if term.figures else term.value
        sign = "" if place == 0 else " + " if term.sign == "+" else f" {MINUS} "
        words.append(f"{sign}{quantity(value or 0, side.unit)}")
    return "".join(words)
