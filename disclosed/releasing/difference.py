"""What differs between two versions of the package: resources, columns, rows; pure, and without a word of a value.

Rows are told by their keys. A row counts as changed where a column that both versions have says something else, so that a
new column changes no row. Of a letter that has been withdrawn since, or is under review, nothing is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from disclosed.packaging.descriptor import CORE
from disclosed.releasing.edition import Edition, Sheet

Level = Literal["major", "minor", "patch", "none"]
HIDDEN = ("withdrawn", "under_review")
# Columns that say what a later letter did to a row, and nothing of the row itself.
OF_OTHERS = frozenset({"superseded", "superseded_by"})
OWNED_BY = (
    "response",
    "check",
    "derived",
    "figure",
    "request",
    "authority",
)  # how a row says whose it is, the nearest first
LETTER_PARTS = 2  # of an identifier: `<request>/<response>/…`

Row = Mapping[str, str]
Owner = tuple[str, str]  # request and response, '' where a row belongs to none


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a resource that are new, gone, or of another type (name, type before, type now)."""

    resource: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    retyped: tuple[tuple[str, str, str], ...]

    @property
    def any(self) -> bool:
        """Whether any differs."""
        return bool(self.added or self.removed or self.retyped)


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows of a resource, of one letter or request, were added, removed, changed; which columns changed."""

    resource: str
    request: str
    response: str
    added: int = 0
    removed: int = 0
    changed: int = 0
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two versions.

    `tables_gone` are tables that a request has no more; those whose every row was a withdrawn letter's stand in `hidden_gone`,
    by request alone. `states` are the letters that are shown, withdrawn or under review otherwise than before, or since another
    day. `words` names what the descriptor says otherwise.
    """

    resources_added: tuple[str, ...]
    resources_removed: tuple[str, ...]
    tables_added: tuple[str, ...]
    tables_gone: tuple[str, ...]
    hidden_gone: tuple[str, ...]
    columns: tuple[Columns, ...]
    rows: tuple[Rows, ...]
    states: tuple[str, ...]
    words: tuple[str, ...]
    form: bool

    @property
    def level(self) -> Level:
        """Say how much of a version the difference asks for: what is gone breaks programs, what is new does not."""
        broken = (*self.resources_removed, *self.tables_gone, *self.hidden_gone)
        if broken or any(own.removed or own.retyped for own in self.columns):
            return "major"
        more = (*self.resources_added, *self.tables_added, *self.states)
        if more or any(own.added for own in self.columns) or any(own.added or own.removed for own in self.rows):
            return "minor"
        return "patch" if self.rows or self.words or self.form else "none"


def states_of(edition: Edition) -> dict[str, Row]:
    """Give the rows of the letters by their names."""
    return {row["response"]: row for row in edition.sheet("responses").records()}


def shown(edition: Edition) -> frozenset[str]:
    """Name the letters that a version shows."""
    return frozenset(name for name, row in states_of(edition).items() if row["state"] == "published")


def hidden_letters(edition: Edition) -> frozenset[str]:
    """Name the letters that are withdrawn or under review."""
    return frozenset(name for name, row in states_of(edition).items() if row["state"] in HIDDEN)


def difference_of(old: Edition, new: Edition) -> Difference:
    """Compare two versions."""
    hidden = hidden_letters(new)
    before, after = ({sheet.name: sheet for sheet in edition.sheets} for edition in (old, new))
    added, gone = ([name for name in one if name not in other] for one, other in ((after, before), (before, after)))
    emptied = [name for name in gone if before[name].request and not _rest(before[name], hidden)]
    shared = [(before[name], after[name]) for name in after if name in before]
    columns = tuple(own for pair in shared if (own := _columns(*pair)).any)
    pairs = [*shared, *((Sheet(name, after[name].columns, after[name].key, ()), after[name]) for name in added)]
    pairs += [(before[name], Sheet(name, before[name].columns, before[name].key, ())) for name in gone]
    return Difference(
        tuple(name for name in added if not after[name].request),
        tuple(name for name in gone if not before[name].request),
        tuple(name for name in added if after[name].request),
        tuple(name for name in gone if before[name].request and name not in emptied),
        tuple(before[name].request for name in emptied),
        columns,
        tuple(found for pair in pairs for found in _rows(*pair, hidden=hidden)),
        tuple(_other_states(states_of(old), states_of(new))),
        tuple(key for (key, was), (_, now) in zip(old.words, new.words, strict=True) if was != now),
        _described_otherwise(old, new),
    )


def _other_states(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[str]:
    """Name the letters of both versions whose state differs, and those withdrawn before any release showed them."""
    for name, row in after.items():
        if state_of(row) != state_of(before.get(name, {"state": "published"})):
            yield name


def state_of(row: Row) -> tuple[str, str]:
    """Give a letter's state; of one that is not shown with its day."""
    return row["state"], row["updated"] if row["state"] in HIDDEN else ""


def _described_otherwise(old: Edition, new: Edition) -> bool:
    """Tell whether the dictionary says something else of a column that both have; a new type is told by itself."""
    before = dict(old.form)
    retyped = {f"{own.resource}.{name}" for own in _all_columns(old, new) for name, _, _ in own.retyped}
    return any(before.get(key, words) != words for key, words in new.form if key not in retyped)


def _all_columns(old: Edition, new: Edition) -> Iterator[Columns]:
    return (_columns(old.sheet(sheet.name), sheet) for sheet in new.sheets if sheet.name in CORE)


def _rest(sheet: Sheet, hidden: frozenset[str]) -> bool:
    """Tell whether a table has rows of other letters than those that are hidden."""
    return any(_owner(row)[1] not in hidden for row in sheet.records())


def _columns(before: Sheet, after: Sheet) -> Columns:
    were, are = ({column.name: column.type for column in sheet.columns} for sheet in (before, after))
    return Columns(
        after.name,
        tuple(name for name in are if name not in were),
        tuple(name for name in were if name not in are),
        tuple((name, were[name], are[name]) for name in are if name in were and were[name] != are[name]),
    )


def _rows(before: Sheet, after: Sheet, *, hidden: frozenset[str]) -> Iterator[Rows]:
    """Count the rows that differ, by request and letter in the order of the newer version, then of the older."""
    were, are = _keyed(before), _keyed(after)
    both = {column.name for column in before.columns} & {column.name for column in after.columns}
    found: dict[Owner, list[tuple[str, tuple[str, ...]]]] = {}
    for key, row in are.items():
        differing = _changed(were[key], row, both) if key in were else ()
        if key not in were or differing:
            found.setdefault(_owner(row), []).append(("changed" if key in were else "added", differing))
    for key, row in were.items():
        if key not in are:
            found.setdefault(_owner(row), []).append(("removed", ()))
    for (request, response), own in found.items():
        if response not in hidden:
            kinds = [kind for kind, _ in own]
            fields = dict.fromkeys(name for _, names in own for name in names)
            added, removed, changed = (kinds.count(kind) for kind in ("added", "removed", "changed"))
            whose = after.request or before.request or request
            yield Rows(after.name, whose, response, added, removed, changed, tuple(fields))


def _keyed(sheet: Sheet) -> dict[tuple[str, ...], Row]:
    """Give rows by their key; in a table whose key depends on its rows, by all that is no value."""
    names = [column.name for column in sheet.columns if column.name in sheet.key] or [
        column.name for column in sheet.columns
    ]
    if sheet.request:
        names = [column.name for column in sheet.columns if column.name not in VALUES]
    return {tuple(row[name] for name in names): row for row in sheet.records()}


# Columns of a request's table that say what the observation is, and not which one.
VALUES = frozenset(
    {"response", "period_start", "period_end", "partial", "value", "unit", "status", "marker", "total", "figure"}
)


def _changed(was: Row, now: Row, both: set[str]) -> tuple[str, ...]:
    return tuple(name for name in now if name in both - OF_OTHERS and was[name] != now[name])


def _owner(row: Row) -> Owner:
    """Say whose a row is: request and letter, as its own columns name them."""
    name = next((row[column] for column in OWNED_BY[:4] if row.get(column)), "")
    letter = "/".join(name.split("/")[:LETTER_PARTS]) if "/" in name else ""
    return (row.get("request") or letter.partition("/")[0], letter)
