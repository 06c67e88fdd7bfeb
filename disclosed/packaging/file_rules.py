"""Rules about the package's files and descriptor: what a client must be able to rely on before it reads a row.

These are the things that the official profile and frictionless let pass: stray and hidden files, line ends, licence,
contributors and roles, the words of the attribution, a schema that is not the one this program documents. Each rule
is a generator of findings; `rules_of_files` runs them, those on sizes and hashes last, since they follow from others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from disclosed.findings import nearest, problem
from disclosed.licences import LICENCES, NO_LICENCE
from disclosed.model import Finding
from disclosed.packaging.cells import REBUILD, Row, is_day, render_csv, shown
from disclosed.packaging.descriptor import (
    DESCRIPTOR,
    Descriptor,
    render_descriptor,
    render_schema,
    resource_of,
    shown_letters,
)
from disclosed.packaging.package import Sheet, observation_cells
from disclosed.rows import Package

ROLES = ("publisher", "rightsHolder", "compiler")


@dataclass(frozen=True)
class Contents:
    """A package under check: its files, and what was read from them. `where` names its folder in messages."""

    files: Mapping[str, bytes]
    where: str
    descriptor: Descriptor
    sheets: tuple[Sheet, ...]
    package: Package

    @property
    def file(self) -> str:
        """Name the descriptor in messages."""
        return f"{self.where}/{DESCRIPTOR}"

    @cached_property
    def json(self) -> dict[str, Any]:
        """Give the descriptor as plain JSON."""
        loaded: dict[str, Any] = json.loads(self.files[DESCRIPTOR])
        return loaded

    def objects(self, key: str) -> list[dict[str, Any]]:
        """List the objects that stand under a key of the descriptor."""
        return [one for one in self.json.get(key, []) if isinstance(one, dict)]

    @cached_property
    def by_name(self) -> dict[str, Sheet]:
        """Find a resource's sheet by its name."""
        return {sheet.facts.resource.name: sheet for sheet in self.sheets}

    def rows(self, name: str) -> Iterator[tuple[tuple[str, int], Any]]:
        """Yield a resource's rows, each with its place: file and line."""
        sheet = self.by_name[name]
        for line, row in zip(sheet.lines, sheet.rows, strict=True):
            yield (sheet.file, line), row

    def table_rows(self) -> Iterator[tuple[tuple[str, int], Any]]:
        """Yield the rows of all tables, each with its place."""
        for sheet in self.sheets:
            if sheet.facts.table is not None:
                yield from self.rows(sheet.facts.resource.name)


def cells_of(sheet: Sheet) -> Iterator[Row]:
    """Give a sheet's rows as cells, in the order of its columns."""
    if sheet.facts.table is not None:
        yield from map(observation_cells, sheet.rows)
        return
    yield from map(attrgetter(*(field.name for field in sheet.facts.resource.fields)), sheet.rows)


def rules_of_facts(contents: Contents) -> Iterator[Finding]:
    """Run the rules that look at names, sizes and hashes alone: they stand on no shape of the descriptor."""
    yield from check_only_declared_files(contents.files, contents.descriptor, contents.where)
    yield from check_facts_of_files(contents.files, contents.descriptor, contents.where)


def rules_of_files(contents: Contents) -> Iterator[Finding]:
    """Run every rule on the form of the files and the words of a descriptor that fits the profile."""
    yield from check_csv_form(contents)
    yield from rules_of_descriptor(contents)


def rules_of_descriptor(contents: Contents) -> Iterator[Finding]:
    """Run the rules on the words of a descriptor that fits the profile, and on what it says of its files."""
    yield from check_schemas(contents)
    yield from check_licences(contents)
    yield from check_attribution(contents)
    yield from check_contributors(contents)
    yield from check_dates_and_addresses(contents)
    yield from rules_of_facts(contents)


def check_only_declared_files(files: Mapping[str, bytes], descriptor: Descriptor, where: str) -> Iterator[Finding]:
    """Require that the folder holds the descriptor, `data/<resource>.csv` for each resource once, and nothing else."""
    declared = {DESCRIPTOR: DESCRIPTOR}
    for facts in descriptor.files:
        expected = f"data/{facts.resource.name}.csv"
        if facts.path != expected:
            message = f"The resource {facts.resource.name} has the path {shown(facts.path)}, not {expected}."
            yield problem(f"{where}/{DESCRIPTOR}", 0, message, REBUILD)
        if facts.path in declared:
            yield problem(f"{where}/{DESCRIPTOR}", 0, f"Two resources have the path {facts.path}.", REBUILD)
        declared[facts.path] = facts.resource.name
    for path in sorted(set(files) - set(declared)):
        hidden = any(part.startswith(".") for part in PurePosixPath(path).parts)
        message = "A hidden file is in the package." if hidden else "No resource declares this file."
        yield problem(f"{where}/{path}", 0, message, "Move it out of the folder.")


def check_facts_of_files(files: Mapping[str, bytes], descriptor: Descriptor, where: str) -> Iterator[Finding]:
    """Require that a resource's `bytes` and `hash` are those of its file."""
    for facts in descriptor.files:
        data = files.get(facts.path)
        if data is None:
            continue
        if len(data) != facts.size:
            message = f"The file has {len(data)} bytes, and the descriptor says {facts.size}."
            yield problem(f"{where}/{facts.path}", 0, message, REBUILD)
        if hashlib.sha256(data).hexdigest() != facts.digest:
            yield problem(f"{where}/{facts.path}", 0, "The file's SHA-256 is not the one in the descriptor.", REBUILD)


def check_csv_form(contents: Contents) -> Iterator[Finding]:
    """Require that a CSV is spelled as cells.py spells it: CRLF, quotes only where needed, no blank row."""
    for sheet in contents.sheets:
        data = contents.files[sheet.facts.path]
        again = render_csv([field.name for field in sheet.facts.resource.fields], cells_of(sheet))
        if data != again:
            line = first_difference(data, again)
            message = "The line is not written as RFC 4180 has it: CRLF, and quotes only where needed."
            yield problem(sheet.file, line, message, REBUILD)


def first_difference(one: bytes, other: bytes) -> int:
    """Count to the first line in which two files differ."""
    pairs = enumerate(zip_longest(one.split(b"\n"), other.split(b"\n")), start=1)
    return next(number for number, (left, right) in pairs if left != right)


def check_schemas(contents: Contents) -> Iterator[Finding]:
    """Require that a resource's schema is the documented one, so that no change of the format slips in."""
    for facts, declared in zip(contents.descriptor.files, contents.json["resources"], strict=True):
        if declared["schema"] != render_schema(facts.resource):
            message = f"The schema of {facts.resource.name} is not the one that this version documents."
            yield problem(contents.file, 0, message, REBUILD)


def check_licences(contents: Contents) -> Iterator[Finding]:
    """Require that each licence is known by its identifier, with its own address and title, and covers its letters."""
    licences = contents.objects("licenses")
    none_granted = {"path": NO_LICENCE.url, "title": NO_LICENCE.title}
    for one in (one for one in licences if one != none_granted):
        known = LICENCES.get(one.get("name", ""))
        if known is None:
            message = f"The licence {shown(str(one.get('name')))} is not known."
            yield problem(contents.file, 0, message, nearest(str(one.get("name")), LICENCES) or REBUILD)
        elif (one.get("path"), one.get("title")) != (known.url, known.title):
            yield problem(contents.file, 0, f"The licence {known.name} has another address or title.", REBUILD)
    named = {one.get("name") for one in licences}
    for place, row in contents.rows("responses"):
        if row.publish != "metadata" and row.licence and row.licence not in named:
            message = f"The licence {shown(row.licence)} of the letter is not among the package's."
            yield problem(*place, message, REBUILD)
        elif row.publish != "metadata" and licences and not row.licence and none_granted not in licences:
            message = (
                "The letter grants no open licence, and the package's licences do not say that some letters grant none."
            )
            yield problem(*place, message, REBUILD)


def check_attribution(contents: Contents) -> Iterator[Finding]:
    """Require the words that a licence prescribes, word for word: without them the right to re-use ends."""
    names = {one.get("name") for one in contents.objects("licenses")}
    for licence in LICENCES.values():
        if licence.name in names and licence.words not in contents.package.attribution:
            message = f"The attribution does not hold the words “{licence.words}”."
            yield problem(contents.file, 0, message, "The licence asks for exactly these words: put them back.")


def check_contributors(contents: Contents) -> Iterator[Finding]:
    """Require that each authority that answered is named as publisher and rights holder, and nobody else is."""
    answered = {response.authority for response in shown_letters(contents.package)}
    names = {one.name for one in contents.package.authorities if one.authority in answered}
    owners: set[str] = set()
    for one in contents.objects("contributors"):
        roles = [str(role) for role in one.get("roles", [])]
        for role in roles:
            if role not in ROLES:
                message = f"The contributor {shown(str(one.get('title')))} has the role {shown(role)}."
                yield problem(contents.file, 0, message, f"Known roles are {', '.join(ROLES)}.")
        owners |= {str(one.get("title"))} if {"publisher", "rightsHolder"} <= set(roles) else set()
    for name in sorted(names - owners):
        yield problem(contents.file, 0, f"{name} answered and is not named as publisher and rights holder.", REBUILD)
    for name in sorted(owners - names):
        yield problem(contents.file, 0, f"{name} is named as publisher and rights holder without an answer.", REBUILD)


def check_dates_and_addresses(contents: Contents) -> Iterator[Finding]:
    """Require that `created` is a day, and `homepage` an absolute address of the web."""
    released, homepage = contents.package.released, contents.package.homepage
    if released and not is_day(released):
        yield problem(contents.file, 0, f"created is {shown(released)}, which is no date.", "Correct it in site.yml.")
    if homepage and not homepage.startswith(("https://", "http://")):
        message = f"homepage is {shown(homepage)}, which is no address of the web."
        yield problem(contents.file, 0, message, "Correct base_url in site.yml.")


def check_canonical_descriptor(contents: Contents) -> Iterator[Finding]:
    """Require, byte for byte, the descriptor that its own words and rows give: nothing misspelt, nothing stale."""
    tables = {table.resource: table for table in contents.package.tables}
    facts = (
        replace(one, resource=resource_of(tables[one.table.resource])) if one.table else one
        for one in contents.descriptor.files
    )
    data, again = contents.files[DESCRIPTOR], render_descriptor(contents.package, facts)
    if data != again:
        message = "The descriptor is not the one that the package's rows give."
        yield problem(contents.file, first_difference(data, again), message, REBUILD)
