"""A version of the data package as plain tables: what another version can be compared with, whichever wrote it.

The package of an earlier release was written by an earlier engine: it may lack resources and columns that there are now.
So it is read by its own descriptor, every cell as the text it is, and nothing is required of it but that it can be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from disclosed.findings import UserError, problem
from disclosed.packaging.cells import parse_csv, render_csv
from disclosed.packaging.descriptor import CORE, DESCRIPTOR, parse_json
from disclosed.packaging.package import parse_package
from disclosed.resources import TABLE_HEAD, TABLE_TAIL, Field
from disclosed.rows import Package

# What the descriptor says of the whole package, besides its version and its day.
WORDS = ("title", "description", "homepage", "keywords", "licenses", "attribution", "contributors")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name and its type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One resource: its columns, the names of its key's, its rows as cells. `request` is '' but for a request's table."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    request: str = ""

    def records(self) -> Iterator[Mapping[str, str]]:
        """Give the rows by the names of their columns."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of the package: `words` pairs what its descriptor says of the whole, `form` what it says of each column."""

    version: str
    released: str
    words: tuple[tuple[str, str], ...]
    form: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """Give a resource; one without rows where there is none of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), Sheet(name, (), (), ()))


def parse_edition(files: Mapping[str, bytes], where: str) -> Edition:
    """Read a package's files; raises UserError where it is none. `where` names it in messages."""
    if DESCRIPTOR not in files:
        raise UserError([problem(where, 0, "It holds no datapackage.json.", "Name a data package's folder or zip.")])
    descriptor = parse_json(files[DESCRIPTOR], f"{where}/{DESCRIPTOR}")
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(descriptor, dict) or not isinstance(resources, list):
        raise UserError([problem(f"{where}/{DESCRIPTOR}", 0, "It describes no data package.", OLDER)])
    sheets = tuple(_parse_sheet(resource, files, where) for resource in resources)
    return Edition(
        str(descriptor.get("version", "")),
        str(descriptor.get("created", "")).partition("T")[0],
        tuple((key, _text(descriptor.get(key, ""))) for key in WORDS),
        tuple(_form(descriptor)),
        sheets,
    )


OLDER = "Name another package with --against."


def _parse_sheet(resource: Any, files: Mapping[str, bytes], where: str) -> Sheet:
    try:
        name, path, schema = resource["name"], resource["path"], resource["schema"]
        types = {field["name"]: field["type"] for field in schema["fields"]}
        key = tuple(schema.get("primaryKey", ()))
        request = str(resource.get("disclosed", {}).get("request", ""))
    except (KeyError, TypeError, AttributeError):
        raise UserError([problem(f"{where}/{DESCRIPTOR}", 0, "A resource is not described.", OLDER)]) from None
    if path not in files:
        raise UserError([problem(f"{where}/{path}", 0, "The file is missing.", OLDER)])
    (_, header), *records = list(parse_csv(files[path], f"{where}/{path}")) or [(1, [])]
    bad = next((line for line, cells in records if len(cells) != len(header)), 0)
    if bad:
        raise UserError([problem(f"{where}/{path}", bad, "The row has not as many cells as the header.", OLDER)])
    columns = tuple(Column(column, str(types.get(column, "string"))) for column in header)
    return Sheet(str(name), columns, key, tuple(tuple(cells) for _, cells in records), request)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _form(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pair each resource and column that every package has with what the dictionary says of it."""
    for resource in descriptor["resources"]:
        name, schema = resource["name"], resource["schema"]
        if name in CORE:
            yield name, _text([resource.get("title"), resource.get("description"), schema.get("primaryKey")])
            yield from ((f"{name}.{field['name']}", _text(field)) for field in schema["fields"])


def load_older(files: Mapping[str, bytes], where: str) -> Package | None:
    """Read a package that an earlier version wrote as one of today's: what it lacks is empty. None where that cannot be."""
    try:
        return parse_package(_conformed(files, parse_edition(files, where)), where)
    except UserError:
        return None


def _conformed(files: Mapping[str, bytes], edition: Edition) -> dict[str, bytes]:
    """Write a package's rows under today's columns; those that are gone are left out."""
    descriptor = json.loads(files[DESCRIPTOR])
    known = {resource["name"]: resource for resource in descriptor["resources"]}
    made: dict[str, bytes] = {}
    resources = []
    for name in dict.fromkeys((*CORE, *known)):
        path = f"data/{name}.csv"
        sheet = edition.sheet(name)
        fields = CORE[name].fields if name in CORE else _table_fields(sheet)
        made[path] = _rows_under(fields, sheet)
        plain = {"name": name, "title": name, "description": name, "path": path, "bytes": 0, "hash": "", "schema": {}}
        schema = {"fields": [{"name": field.name, "type": field.type, "title": field.title} for field in fields]}
        key = {"primaryKey": list(sheet.key)}
        resources.append({**plain, **known.get(name, {}), "path": path, "schema": {**schema, **key}})
    made[DESCRIPTOR] = json.dumps({**descriptor, "resources": resources}).encode()
    return made


def _table_fields(sheet: Sheet) -> tuple[Field, ...]:
    """Give the columns of a request's table: those all share, and its own between them."""
    shared = {field.name for field in (*TABLE_HEAD, *TABLE_TAIL)}
    own = (Field(column.name, column.type, column.name, "") for column in sheet.columns if column.name not in shared)
    return (*TABLE_HEAD, *own, *TABLE_TAIL)


def _rows_under(fields: tuple[Field, ...], sheet: Sheet) -> bytes:
    empty = {field.name: "false" if field.type == "boolean" else "" for field in fields}
    rows = ({**empty, **record} for record in sheet.records())
    return render_csv(list(empty), ([row[name] for name in empty] for row in rows))
