"""The package in parts, one a request, and the parts put together again.

A request's rows depend on its own folder and little else, so that a change in one makes one part anew. Two things join parts:
a body which several requests were put to is one row of `authorities`, and a letter's check may compare a figure with that of
another request's letter, so that `check_terms` point there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from itertools import chain
from operator import attrgetter
from typing import Any

from disclosed.rows import AuthorityRow, IdentifierRow, Package

# Rows that name no request: the resource they belong to, and the field that both share.
OWNERS = {
    "questions": ("responses", "response"),
    "refusals": ("responses", "response"),
    "lines": ("responses", "response"),
    "set_aside": ("responses", "response"),
    "notes": ("responses", "response"),
    "checks": ("responses", "response"),
    "check_terms": ("checks", "check"),
    "derived": ("responses", "response"),
    "derived_terms": ("derived", "derived"),
}
BODIES = ("authorities", "authority_identifiers")
OF_REQUESTS = ("requests", "asked", "responses", "figures", *OWNERS, "tables")


@dataclass(frozen=True, slots=True)
class Head:
    """What a package says of itself as a whole."""

    title: str = ""
    description: str = ""
    homepage: str = ""
    version: str = ""
    released: str = ""
    publisher: str = ""
    attribution: str = ""


def head_of(package: Package) -> Head:
    """Take a package's own words."""
    return Head(*(getattr(package, field.name) for field in fields(Head)))


def with_head(part: Package, head: Head) -> Package:
    """Give a part the words of the whole."""
    return replace(part, **asdict(head))


_NO_ROWS: dict[str, Any] = dict.fromkeys((*BODIES, *OF_REQUESTS), ())
NOTHING = Package(**asdict(Head()), **_NO_ROWS)


Bodies = Mapping[str, tuple[AuthorityRow, tuple[IdentifierRow, ...]]]
NO_NAMES: Mapping[str, str] = {}


def join_parts(parts: Sequence[Package], head: Head, names: Mapping[str, str] = NO_NAMES) -> Package:
    """Put parts together in their order; a body that several name is the one that the first of them has.

    `names` says how bodies are called that a part may not know the name of.
    """
    rows: dict[str, Any] = {name: tuple(chain.from_iterable(map(attrgetter(name), parts))) for name in OF_REQUESTS}
    return Package(**asdict(head), **rows, **_rows_of(bodies_of(parts, names)))


def bodies_of(parts: Iterable[Package], names: Mapping[str, str] = NO_NAMES) -> Bodies:
    """Find the bodies of all parts, by id, each once, with their codes."""
    found: dict[str, tuple[AuthorityRow, tuple[IdentifierRow, ...]]] = {}
    for part in parts:
        codes = grouped(part.authority_identifiers, attrgetter("authority"))
        for row in part.authorities:
            called = replace(row, name=names.get(row.authority, row.name))
            found.setdefault(row.authority, (called, codes.get(row.authority, ())))
    return {name: found[name] for name in sorted(found)}


def with_bodies(part: Package, bodies: Bodies) -> Package:
    """Give a part the whole's words on the bodies it names: letters of other parts may have named one first."""
    own = _rows_of({row.authority: bodies[row.authority] for row in part.authorities})
    same = (own["authorities"], own["authority_identifiers"]) == (part.authorities, part.authority_identifiers)
    return part if same else replace(part, **own)


def _rows_of(bodies: Bodies) -> dict[str, Any]:
    codes = tuple(chain.from_iterable(codes for _, codes in bodies.values()))
    return {"authorities": tuple(row for row, _ in bodies.values()), "authority_identifiers": codes}


def joined_by(names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Put together what has a name in common, directly or through others: groups in the order of their first members."""
    first: dict[str, str] = {}
    leader = {member: member for member in names}

    def lead(member: str) -> str:
        while leader[member] != member:
            leader[member] = member = leader[leader[member]]
        return member

    for member, own in names.items():
        for name in own:
            leader[lead(member)] = lead(first.setdefault(name, member))
    groups: dict[str, list[str]] = {}
    for member in names:
        groups.setdefault(lead(member), []).append(member)
    yield from map(tuple, groups.values())


def split_package(package: Package) -> dict[str, Package]:
    """Cut a package to each of its requests, in one pass over its rows, so that time grows with the rows alone."""
    groups = {name: by_request(package, name) for name in OF_REQUESTS}
    authorities = {one.authority: one for one in package.authorities}
    codes = grouped(package.authority_identifiers, attrgetter("authority"))
    parts: dict[str, Package] = {}
    for row in package.requests:
        own: dict[str, Any] = {name: found.get(row.request, ()) for name, found in groups.items()}
        named = {one.authority for one in (*own["asked"], *own["responses"])}
        named.update(one.authority for table in own["tables"] for one in table.rows)
        own["authorities"] = tuple(one for name, one in authorities.items() if name in named)
        own["authority_identifiers"] = tuple(
            code for name in authorities if name in named for code in codes.get(name, ())
        )
        parts[row.request] = replace(package, **own)
    return parts


def by_request(package: Package, name: str) -> dict[str, tuple[Any, ...]]:
    """Group one resource's rows by request; rows that name no request are reached through what they belong to."""
    owner = OWNERS.get(name)
    if owner is None:
        return grouped(getattr(package, name), attrgetter("request"))
    parent, field = owner
    key = attrgetter(field)
    requests = {key(one): request for request, ones in by_request(package, parent).items() for one in ones}
    return grouped(getattr(package, name), lambda row: requests.get(key(row), ""))


def grouped(records: Iterable[Any], key: Callable[[Any], str]) -> dict[str, tuple[Any, ...]]:
    """Group rows by a key, in order."""
    groups: dict[str, list[Any]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return {name: tuple(group) for name, group in groups.items()}
