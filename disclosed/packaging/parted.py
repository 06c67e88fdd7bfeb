"""The package's files from those of its parts: each request's rows are written once, and joined as they are.

A part is a request's rows with the CSV files that hold them, each under its header. All parts' files joined under one
header are the files of the package, save the lists of bodies, in which each stands once; so a change in one request
makes its own files anew and no others. The same part, with a descriptor of its own, is the zip that its page offers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Any

from disclosed.packaging.cells import Row, parse_rows, render_csv, render_rows
from disclosed.packaging.descriptor import CORE, DESCRIPTOR, FileFacts, render_descriptor, resource_of
from disclosed.packaging.package import ROW_TYPES, observation, observation_cells, package_of_request
from disclosed.parts import (
    BODIES,
    NO_NAMES,
    NOTHING,
    Head,
    bodies_of,
    join_parts,
    joined_by,
    with_bodies,
    with_head,
)
from disclosed.resources import Resource
from disclosed.rows import Package, Table

HEADERS = {name: render_csv([field.name for field in resource.fields], ()) for name, resource in CORE.items()}
COMPARED = ("checks", "check_terms")
Files = Mapping[str, bytes]


@dataclass(frozen=True, eq=False)
class Part:
    """One request's rows, or those of a unit, without the words of the whole package, and the CSV files that hold them.

    Compared by identity: a part is made once, and what is worked out from it can be kept by it.
    """

    package: Package
    files: Files

    @cached_property
    def digest(self) -> str:
        """Tell one state of a part's rows from any other, and of what CSV cannot say of its tables."""
        digest = hashlib.sha256(repr([replace(table, rows=()) for table in self.package.tables]).encode())
        for path in sorted(self.files):
            digest.update(f"\n{path}\n{hashlib.sha256(self.files[path]).hexdigest()}".encode())
        return digest.hexdigest()

    @cached_property
    def request(self) -> str:
        """Name the request, of a unit the first."""
        return self.package.requests[0].request

    @cached_property
    def compared_with(self) -> frozenset[str]:
        """Name the requests whose figures its letters' checks use: a figure is named by its request and its place."""
        return frozenset(row.figure.partition("/")[0] for row in self.package.check_terms)


@dataclass(frozen=True)
class Parted:
    """The package and its parts, in the order of their requests."""

    head: Head
    parts: tuple[Part, ...]

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What is judged and shown by itself: a part, or the parts of requests that compare figures with each other."""
        by_name = {part.request: part for part in self.parts}
        groups = joined_by({name: {name, *(part.compared_with & by_name.keys())} for name, part in by_name.items()})
        return tuple(_unit([by_name[name] for name in names]) for names in groups)

    @cached_property
    def package(self) -> Package:
        """Put all rows together."""
        return join_parts([part.package for part in self.parts], self.head)

    @cached_property
    def files(self) -> Files:
        """Write the package's files: path inside the package → bytes."""
        files = _joined_files(self.parts, self.package)
        return {DESCRIPTOR: render_descriptor(self.package, facts_of(self.package, files)), **files}

    def own_package(self, part: Part) -> Files:
        """Write the data package that a request is by itself, as its zip holds it."""
        package = package_of_request(with_head(part.package, self.head))
        files = part.files if package.checks == part.package.checks else with_rows(part, package, COMPARED).files
        return {DESCRIPTOR: render_descriptor(package, facts_of(package, files)), **files}


@dataclass(frozen=True)
class Unit:
    """Parts that are judged and shown together; as one, in most cases the one that there is."""

    parts: tuple[Part, ...]
    whole: Part

    @property
    def name(self) -> str:
        """Name the unit by its first request."""
        return self.whole.request


def _unit(parts: Sequence[Part]) -> Unit:
    if len(parts) == 1:
        return Unit(tuple(parts), parts[0])
    package = join_parts([part.package for part in parts], Head())
    return Unit(tuple(parts), Part(package, _joined_files(parts, package)))


def _joined_files(parts: Sequence[Part], package: Package) -> dict[str, bytes]:
    """Join the files of parts, those of the core under one header; `package` holds their rows."""
    files = {f"data/{name}.csv": _joined(parts, package, name) for name in CORE}
    return files | {path: data for part in parts for path, data in part.files.items() if path not in files}


def _joined(parts: Sequence[Part], package: Package, name: str) -> bytes:
    header = HEADERS[name]
    if name in BODIES:
        return header + _body(package, name)
    return header + b"".join(part.files[f"data/{name}.csv"][len(header) :] for part in parts)


def put_together(parts: Iterable[Part], head: Head, names: Mapping[str, str] = NO_NAMES) -> Parted:
    """Put parts together under the words of the whole; a body that several name is what the first of them calls it.

    `names` says how bodies are called that a part may not know the name of.
    """
    kept = tuple(part for part in parts if part.package.requests)
    bodies = bodies_of((part.package for part in kept), names)
    return Parted(head, tuple(_under(part, with_bodies(part.package, bodies)) for part in kept))


def _under(part: Part, package: Package) -> Part:
    return part if package is part.package else with_rows(part, package, BODIES)


def with_rows(part: Part, package: Package, names: Iterable[str]) -> Part:
    """Give a part other rows; `names` are the resources of the core whose rows are others."""
    return Part(package, {**part.files, **{f"data/{name}.csv": HEADERS[name] + _body(package, name) for name in names}})


def render_part(package: Package) -> Part:
    """Write a request's rows as CSV files: path inside the package → bytes."""
    files = {f"data/{name}.csv": HEADERS[name] + _body(package, name) for name in CORE}
    return Part(
        with_head(package, Head()),
        {**files, **{f"data/{table.resource}.csv": _table(table) for table in package.tables}},
    )


def _body(package: Package, name: str) -> bytes:
    """Write the rows of one of the core's resources, without their header."""
    cells = attrgetter(*(field.name for field in CORE[name].fields))
    return render_rows(map(cells, getattr(package, name)))


def _table(table: Table) -> bytes:
    names = [field.name for field in resource_of(table).fields]
    return render_csv(names, map(observation_cells, table.rows))


def parse_part(files: Files, tables: tuple[Table, ...]) -> Part:
    """Read the files of a part that `render_part` wrote; `tables` are its tables without their rows."""
    rows: dict[str, Any] = {
        name: tuple(ROW_TYPES[name](*cells) for cells in _rows_in(files, resource)) for name, resource in CORE.items()
    }
    whole = tuple(replace(table, rows=tuple(map(observation, _rows_in(files, resource_of(table))))) for table in tables)
    return Part(replace(NOTHING, **rows, tables=whole), files)


def _rows_in(files: Files, resource: Resource) -> Iterable[Row]:
    path = f"data/{resource.name}.csv"
    if files[path] == HEADERS.get(resource.name):  # most requests have no row of some resources
        return ()
    return (cells for _, cells in parse_rows(files[path], resource.fields, path))


def facts_of(package: Package, files: Files) -> Iterator[FileFacts]:
    """State the facts of a package's files: the core's, then those of its tables."""
    of_tables = ((resource_of(table), table) for table in package.tables)
    for resource, table in (*((resource, None) for resource in CORE.values()), *of_tables):
        path = f"data/{resource.name}.csv"
        yield FileFacts(resource, path, len(files[path]), hashlib.sha256(files[path]).hexdigest(), table)
