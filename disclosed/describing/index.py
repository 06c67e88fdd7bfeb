"""The package by its keys: built once a run, so that no page searches a whole resource.

Time grows with the package's size and not with its square; every order is the package's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar

from disclosed.describing.standing import standing_rows
from disclosed.rows import (
    AskedRow,
    AuthorityRow,
    CheckRow,
    CheckTermRow,
    DerivedRow,
    DerivedTermRow,
    FigureRow,
    IdentifierRow,
    LineRow,
    NoteRow,
    Observation,
    Package,
    QuestionRow,
    RefusalRow,
    RequestRow,
    ResponseRow,
    SetAsideRow,
    Table,
)

Row = TypeVar("Row")
Key = TypeVar("Key")
Made = TypeVar("Made")


def _groups(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    """Group rows by a key, in order."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {name: tuple(group) for name, group in found.items()}


@dataclass(frozen=True, eq=False)
class Index:
    """A package and what its keys lead to; a key that leads nowhere gives an empty tuple.

    `whole` is the index of all letters where this one lists those alone that stand: rows are then listed by `package`, and
    found by their own ids in the whole.
    """

    package: Package
    whole: Index | None = None

    @cached_property
    def _kept(self) -> dict[tuple[object, str], Any]:
        return {}

    def keep(self, make: Callable[[Index, str], Made], name: str) -> Made:
        """Give what is made of this package under a name: made once, and gone with the index."""
        if (make, name) not in self._kept:
            self._kept[make, name] = make(self, name)
        made: Made = self._kept[make, name]
        return made

    @cached_property
    def current(self) -> Index:
        """Give the index of what stands: no answer that a later letter gives again, no letter that is not shown."""
        standing = standing_rows(self.package) if self.whole is None else self.package
        return self if standing is self.package else Index(standing, self)

    @property
    def entire(self) -> Index:
        """Give the index of all letters, superseded and hidden ones too."""
        return self.whole or self

    @property
    def every(self) -> Package:
        """Give the package with all letters."""
        return self.entire.package

    @cached_property
    def authority(self) -> Mapping[str, AuthorityRow]:
        """Give authorities by id."""
        return {row.authority: row for row in self.package.authorities}

    @cached_property
    def request(self) -> Mapping[str, RequestRow]:
        """Give requests by id."""
        return {row.request: row for row in self.package.requests}

    @cached_property
    def response(self) -> Mapping[str, ResponseRow]:
        """Give responses by id."""
        return {row.response: row for row in self.every.responses}

    @cached_property
    def question(self) -> Mapping[tuple[str, str], QuestionRow]:
        """Give questions by response and number."""
        return {(row.response, row.question): row for row in self.every.questions}

    @cached_property
    def figure(self) -> Mapping[str, FigureRow]:
        """Give figures by id."""
        return {row.figure: row for row in self.every.figures}

    @cached_property
    def derived(self) -> Mapping[str, DerivedRow]:
        """Give calculated numbers by id."""
        return {row.derived: row for row in self.package.derived}

    @cached_property
    def observation(self) -> Mapping[str, tuple[Table, Observation]]:
        """Find the first row of a table that repeats a figure, with its table, by the figure's id."""
        found: dict[str, tuple[Table, Observation]] = {}
        for table in self.package.tables:
            for row in table.rows:
                if row.figure:
                    found.setdefault(row.figure, (table, row))
        return found

    @cached_property
    def differences(self) -> Mapping[tuple[str, str], DerivedRow]:
        """Find the calculated difference of two figures by their ids, the one it is taken from first."""
        found: dict[tuple[str, str], DerivedRow] = {}
        for row in self.package.derived:
            terms = self.derived_terms(row.derived) if row.kind == "difference" else ()
            if [term.role for term in terms] == ["+", "-"]:
                found[terms[0].figure, terms[1].figure] = row
        return found

    @cached_property
    def _after(self) -> Mapping[str, ResponseRow]:
        return {row.supersedes: row for row in self.every.responses if row.supersedes}

    @cached_property
    def _answers_again(self) -> Mapping[str, tuple[QuestionRow, ...]]:
        return _groups((row for row in self.every.questions if row.superseded_by), lambda row: row.superseded_by)

    @cached_property
    def _identifiers(self) -> Mapping[str, tuple[IdentifierRow, ...]]:
        return _groups(self.package.authority_identifiers, lambda row: row.authority)

    @cached_property
    def _responses(self) -> Mapping[str, tuple[ResponseRow, ...]]:
        return _groups(self.package.responses, lambda row: row.request)

    @cached_property
    def _asked(self) -> Mapping[str, tuple[AskedRow, ...]]:
        return _groups(self.package.asked, lambda row: row.request)

    @cached_property
    def _tables(self) -> Mapping[str, tuple[Table, ...]]:
        return _groups(self.package.tables, lambda row: row.request)

    @cached_property
    def _questions(self) -> Mapping[str, tuple[QuestionRow, ...]]:
        return _groups(self.package.questions, lambda row: row.response)

    @cached_property
    def _figures(self) -> Mapping[str, tuple[FigureRow, ...]]:
        return _groups(self.package.figures, lambda row: row.response)

    @cached_property
    def _answers(self) -> Mapping[tuple[str, str], tuple[FigureRow, ...]]:
        return _groups(self.package.figures, lambda row: (row.response, row.question))

    @cached_property
    def _refusals(self) -> Mapping[tuple[str, str], tuple[RefusalRow, ...]]:
        return _groups(self.package.refusals, lambda row: (row.response, row.question))

    @cached_property
    def _lines(self) -> Mapping[str, tuple[LineRow, ...]]:
        return _groups(self.package.lines, lambda row: row.response)

    @cached_property
    def _set_aside(self) -> Mapping[str, tuple[SetAsideRow, ...]]:
        return _groups(self.package.set_aside, lambda row: row.response)

    @cached_property
    def _notes(self) -> Mapping[str, tuple[NoteRow, ...]]:
        return _groups(self.package.notes, lambda row: row.response)

    @cached_property
    def _checks(self) -> Mapping[str, tuple[CheckRow, ...]]:
        return _groups(self.package.checks, lambda row: row.response)

    @cached_property
    def _terms(self) -> Mapping[str, tuple[CheckTermRow, ...]]:
        return _groups(self.package.check_terms, lambda row: row.check)

    @cached_property
    def _derived_terms(self) -> Mapping[str, tuple[DerivedTermRow, ...]]:
        return _groups(self.package.derived_terms, lambda row: row.derived)

    def answers_again(self, response: str) -> tuple[QuestionRow, ...]:
        """Give the questions of earlier letters that a letter answers again, in the order of those letters."""
        return self._answers_again.get(response, ())

    def superseding(self, response: str) -> Iterator[ResponseRow]:
        """Yield the letters that supersede one, shown or not: the next, then what supersedes that."""
        seen = {response}
        while (row := self._after.get(response)) and row.response not in seen:
            response = row.response
            seen.add(response)
            yield row

    def identifiers(self, authority: str) -> tuple[IdentifierRow, ...]:
        """Give the codes of a body in public registers."""
        return self._identifiers.get(authority, ())

    def responses(self, request: str) -> tuple[ResponseRow, ...]:
        """Give the responses of a request."""
        return self._responses.get(request, ())

    def asked(self, request: str) -> tuple[AskedRow, ...]:
        """Give the bodies to which a request was put, where that is recorded."""
        return self._asked.get(request, ())

    def tables(self, request: str) -> tuple[Table, ...]:
        """Give the tables of a request, as declared."""
        return self._tables.get(request, ())

    def questions(self, response: str) -> tuple[QuestionRow, ...]:
        """Give the questions of a letter, in its order."""
        return self._questions.get(response, ())

    def figures(self, response: str) -> tuple[FigureRow, ...]:
        """Give the figures of a letter."""
        return self._figures.get(response, ())

    def answers(self, response: str, question: str) -> tuple[FigureRow, ...]:
        """Give the figures that answer one question."""
        return self._answers.get((response, question), ())

    def refusals(self, response: str, question: str) -> tuple[RefusalRow, ...]:
        """Give the provisions relied on for one question."""
        return self._refusals.get((response, question), ())

    def lines(self, response: str) -> tuple[LineRow, ...]:
        """Give the lines of a letter, as published."""
        return self._lines.get(response, ())

    def set_aside(self, response: str) -> tuple[SetAsideRow, ...]:
        """Give the numbers in a letter's answers that are no figures."""
        return self._set_aside.get(response, ())

    def notes(self, response: str) -> tuple[NoteRow, ...]:
        """Give the notes on a letter."""
        return self._notes.get(response, ())

    def checks(self, response: str) -> tuple[CheckRow, ...]:
        """Give the comparisons within a letter."""
        return self._checks.get(response, ())

    def terms(self, check: str) -> tuple[CheckTermRow, ...]:
        """Give the figures in the sides of a comparison."""
        return self._terms.get(check, ())

    def derived_terms(self, derived: str) -> tuple[DerivedTermRow, ...]:
        """Give the figures from which a number was calculated."""
        return self._derived_terms.get(derived, ())

    def authorities(self, request: str) -> tuple[AuthorityRow, ...]:
        """Give the bodies that a request was put to or that answered it, by name."""
        ids = {row.authority for row in self.asked(request)} | {row.authority for row in self.responses(request)}
        rows = [self.authority[name] for name in ids]
        return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.authority)))


def kept(make: Callable[[Index, str], Made]) -> Callable[[Index, str], Made]:
    """Have what a function makes of an index and a name kept on the index: pages, notes and feeds read the same.

    Kept by the process, it would hold every package that a preview has shown.
    """

    @wraps(make)
    def given(index: Index, name: str) -> Made:
        return index.keep(make, name)

    return given
