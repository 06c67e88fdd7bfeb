"""`datapackage.json`: what the package says of itself, written and read.

Data Package 2.0 (https://datapackage.org/standard/data-package/). The descriptor is our own dict, because no library
writes one that the 2.0 profile accepts. Left out on purpose: `profile` (clients fetch it), `dialect` (the defaults are
right), `fieldsMatch` (standard and profile contradict each other). Who is who follows the Open Government Licence:
each authority that answered is publisher and rights holder of its answers; the site is their compiler and no more.
"""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosed.findings import UserError, problem
from disclosed.licences import LICENCES, NO_LICENCE, is_mixed
from disclosed.model import Finding
from disclosed.packaging.cells import REBUILD, decode
from disclosed.packaging.pretty import Written, written
from disclosed.resources import RESOURCES, TABLE_HEAD, TABLE_TAIL, Field, ForeignKey, Resource, table_resource
from disclosed.rows import CalculatedColumn, ChartChoice, Dimension, Package, ResponseRow, Table

SCHEMA_URL = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTOR = "datapackage.json"
AUTHORITY_ROLES = ["publisher", "rightsHolder"]
COMPILER_ROLES = ["compiler"]
KEYWORDS = ("freedom of information", "open data")
CORE = {resource.name: resource for resource in RESOURCES}
IN_RESOURCES, IN_A_RESOURCE = " " * 4, " " * 6  # margins in the descriptor
NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A resource with the facts of its file: where it stands, its size, its SHA-256 in hexadecimal."""

    resource: Resource
    path: str
    size: int
    digest: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A descriptor as read: the words of the package, and its resources. Tables have no rows yet."""

    title: str
    description: str
    homepage: str
    version: str
    released: str
    publisher: str
    attribution: str
    files: tuple[FileFacts, ...]


def render_descriptor(package: Package, files: Iterable[FileFacts]) -> bytes:
    """Write the descriptor of a package whose files have these facts."""
    name = name_of(package.title)
    optional = {
        "description": package.description,
        "version": package.version,
        "created": f"{package.released}T00:00:00Z" if package.released else "",
        "homepage": package.homepage,
    }
    descriptor: Json = {
        "$schema": SCHEMA_URL,
        "id": uuid.uuid5(uuid.NAMESPACE_URL, f"{package.homepage}#{name}").urn,
        "name": name,
        "title": package.title,
        **{key: value for key, value in optional.items() if value},
        "keywords": keywords_of(package),
        "licenses": licences_of(package),
        "attribution": package.attribution,
        "contributors": contributors_of(package),
        "sources": sources_of(package),
        "resources": [_written_resource(facts) for facts in files],
    }
    present = {key: value for key, value in descriptor.items() if value != []}
    return (written(present) + "\n").encode()


def _written_resource(facts: FileFacts) -> Written:
    """Write one file's description, whose schema most files of its kind share."""
    own = facts.resource
    schema = _written_schema(own.fields, own.primary_key, own.foreign_keys)
    return written({**_render_facts(facts), "schema": schema}, IN_RESOURCES)


@lru_cache(maxsize=4096)
def _written_schema(
    fields: tuple[Field, ...], primary_key: tuple[str, ...], foreign_keys: tuple[ForeignKey, ...]
) -> Written:
    return written(render_schema(Resource("", "", "", fields, primary_key, foreign_keys)), IN_A_RESOURCE)


def name_of(title: str) -> str:
    """Make a package's name from its title: lower-case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return NOT_IN_A_NAME.sub("-", plain).strip("-") or "package"


def keywords_of(package: Package) -> list[str]:
    """List what the package is about: the requests' topics, each once, in order."""
    topics = (topic.strip() for request in package.requests for topic in request.topics.split(";"))
    return list(dict.fromkeys((*KEYWORDS, *filter(None, topics))))


def licences_of(package: Package) -> list[Json]:
    """List the open licences of what is published, and that some letters grant none; nothing where all rest on other grounds."""
    used = dict.fromkeys(row.licence for row in package.responses if row.publish != "metadata")
    licences = [LICENCES[name] for name in used if name in LICENCES]
    named: list[Json] = [{"name": licence.name, "path": licence.url, "title": licence.title} for licence in licences]
    return [*named, {"path": NO_LICENCE.url, "title": NO_LICENCE.title}] if is_mixed(used) else named


def shown_letters(package: Package) -> tuple[ResponseRow, ...]:
    """Give the letters of which something is shown: not those withdrawn or under review."""
    return tuple(row for row in package.responses if row.state == "published")


def contributors_of(package: Package) -> list[Json]:
    """List each authority whose answer is shown as publisher and rights holder, then the site as compiler."""
    answered = {response.authority for response in shown_letters(package)}
    authorities: list[Json] = [
        {
            "title": authority.name,
            **({"path": authority.homepage} if authority.homepage else {}),
            "roles": AUTHORITY_ROLES,
        }
        for authority in package.authorities
        if authority.authority in answered
    ]
    compiler: list[Json] = [{"title": package.publisher, "roles": COMPILER_ROLES}] if package.publisher else []
    return authorities + compiler


def sources_of(package: Package) -> list[Json]:
    """List the letters shown, each as its attribution needs it: authority, subject, reference, date, address."""
    authorities = {authority.authority: authority.name for authority in package.authorities}
    titles = {request.request: request.title for request in package.requests}
    return [
        _source(response, authorities.get(response.authority, ""), titles.get(response.request, ""))
        for response in shown_letters(package)
    ]


def _source(response: ResponseRow, authority: str, title: str) -> Json:
    """Name one letter; `response` ties it to the rows read from it."""
    words = [f"{authority}: {response.subject or title}"]
    if response.reference:
        words.append(f"reference {response.reference}")
    if response.date:
        words.append(response.date)
    return {
        "title": ", ".join(words),
        **({"path": response.url} if response.url else {}),
        "response": response.response,
    }


def render_resource(facts: FileFacts) -> Json:
    """Describe one file: facts, then schema."""
    return {**_render_facts(facts), "schema": render_schema(facts.resource)}


def _render_facts(facts: FileFacts) -> Json:
    """Describe one file, its schema apart."""
    resource = facts.resource
    return {
        "name": resource.name,
        "type": "table",
        "path": facts.path,
        "title": resource.title,
        "description": resource.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": facts.size,
        "hash": f"sha256:{facts.digest}",
        **({"disclosed": render_table(facts.table)} if facts.table else {}),
    }


def render_schema(resource: Resource) -> Json:
    """Write a Table Schema 2.0; every field says whether it is required."""
    keys = [_render_foreign_key(foreign) for foreign in resource.foreign_keys]
    return {
        "fields": [_render_field(field) for field in resource.fields],
        "missingValues": [""],
        "primaryKey": list(resource.primary_key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _render_field(field: Field) -> Json:
    return {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": field.description,
        "constraints": {"required": False, **field.constraints},
    }


def _render_foreign_key(foreign: ForeignKey) -> Json:
    return {
        "fields": list(foreign.fields),
        "reference": {"resource": foreign.resource, "fields": list(foreign.to_fields)},
    }


def resource_of(table: Table) -> Resource:
    """Make a table's resource; a column that is empty in some row stays out of the key."""
    columns = {dimension.name: dimension.title for dimension in table.dimensions}
    names = (*columns, "period")
    empty = {
        name for row in table.rows for name, cell in zip(names, (*row.dimensions, row.period), strict=True) if not cell
    }
    description = f"{table.title}. One row is one observation for one authority."
    return table_resource(
        table.resource, table.title, description, columns, filled=[n for n in names if n not in empty]
    )


def render_table(table: Table) -> Json:
    """Write what the CSV of a table cannot say, for its `disclosed` property."""
    return {
        "request": table.request,
        "table": table.name,
        "section": table.section,
        "unit": table.unit,
        "columns": table.columns,
        "questions": list(table.questions),
        "calculated": [
            {
                "formula": column.formula,
                "title": column.title,
                "cells": [{"labels": list(labels), "derived": derived} for labels, derived in column.cells],
            }
            for column in table.calculated
        ],
        "chart": {
            "kind": table.chart.kind,
            "panels": table.chart.panels,
            "titles": [{"label": label, "title": title} for label, title in table.chart.titles],
        },
        "short": [{"label": label, "short": short} for label, short in table.short],
    }


class Node:
    """One object of a descriptor: takes its keys by type, and notes in `bad` what is missing or of another type."""

    def __init__(self, value: object, path: str, bad: list[Finding], *, file: str) -> None:
        self.value = value if isinstance(value, dict) else {}
        self.path = path
        self.bad = bad
        self.file = file
        if not isinstance(value, dict):
            self._say(path, "an object")

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text; without a default it must be there."""
        value = self.value.get(key, default)
        if not isinstance(value, str):
            self._say(self._at(key), "a text")
        return value if isinstance(value, str) else ""

    def whole(self, key: str) -> int:
        """Take a whole number."""
        value = self.value.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self._say(self._at(key), "a whole number")
            return 0
        return value

    def node(self, key: str) -> Node:
        """Take an object."""
        return Node(self.value.get(key), self._at(key), self.bad, file=self.file)

    def nodes(self, key: str) -> Iterator[Node]:
        """Take a list of objects; none where the key is missing."""
        for index, value in enumerate(self._list(key)):
            yield Node(value, f"{self._at(key)}/{index}", self.bad, file=self.file)

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            self._say(self._at(key), "a list of texts")
        return tuple(value for value in values if isinstance(value, str))

    def _list(self, key: str) -> Sequence[object]:
        value = self.value.get(key, [])
        if not isinstance(value, list):
            self._say(self._at(key), "a list")
        return value if isinstance(value, list) else []

    def _at(self, key: str) -> str:
        return f"{self.path}/{key}" if self.path else key

    def _say(self, path: str, kind: str) -> None:
        self.bad.append(problem(self.file, 0, f"{path} is missing or is not {kind}.", REBUILD))


def parse_json(data: bytes, file: str) -> object:
    """Read JSON; raises UserError with its line."""
    try:
        value: object = json.loads(decode(data, file))
    except json.JSONDecodeError as error:
        raise UserError([problem(file, error.lineno, f"The file is not JSON ({error.msg}).", REBUILD)]) from None
    except RecursionError:
        raise UserError([problem(file, 0, "The file nests too deeply to be read.", REBUILD)]) from None
    return value


def parse_descriptor(data: bytes, file: str) -> Descriptor:
    """Read a descriptor that this program wrote; raises UserError with everything that is not as it writes it."""
    return descriptor_of(parse_json(data, file), file)


def descriptor_of(value: object, file: str) -> Descriptor:
    """Read a descriptor from the value that its JSON holds; raises UserError as parse_descriptor does."""
    bad: list[Finding] = []
    if not isinstance(value, dict):
        raise UserError([problem(file, 0, "The file holds no JSON object.", REBUILD)])
    top = Node(value, "", bad, file=file)
    compilers = (one.text("title") for one in top.nodes("contributors") if one.value.get("roles") == COMPILER_ROLES)
    descriptor = Descriptor(
        title=top.text("title"),
        description=top.text("description", ""),
        homepage=top.text("homepage", ""),
        version=top.text("version", ""),
        released=top.text("created", "").removesuffix("T00:00:00Z"),
        publisher=next(compilers, ""),
        attribution=top.text("attribution"),
        files=tuple(_parse_file(node) for node in top.nodes("resources")),
    )
    missing = [name for name in CORE if name not in {facts.resource.name for facts in descriptor.files}]
    bad.extend(problem(file, 0, f"The resource {name} is missing.", REBUILD) for name in missing)
    if bad:
        raise UserError(bad)
    return descriptor


def _parse_file(node: Node) -> FileFacts:
    """Read one resource: one of the core's, or a table with its `disclosed` property."""
    name = node.text("name")
    table = None if name in CORE else _parse_table(node)
    resource = CORE[name] if table is None else _parse_table_resource(node, table)
    digest = node.text("hash").removeprefix("sha256:")
    return FileFacts(resource, node.text("path"), node.whole("bytes"), digest, table)


def _parse_table_resource(node: Node, table: Table) -> Resource:
    """Make a table's resource with the key that its schema states, since the key depends on the rows."""
    columns = {dimension.name: dimension.title for dimension in table.dimensions}
    filled = node.node("schema").texts("primaryKey")
    return table_resource(table.resource, table.title, node.text("description"), columns, filled=filled)


def _parse_table(node: Node) -> Table:
    """Read what the `disclosed` property says of a table; its own columns stand between those all tables share."""
    own = node.node("disclosed")
    shared = {field.name for field in (*TABLE_HEAD, *TABLE_TAIL)}
    fields = [(field.text("name"), field.text("title")) for field in node.node("schema").nodes("fields")]
    chart = own.node("chart")
    return Table(
        request=own.text("request"),
        name=own.text("table"),
        resource=node.text("name"),
        title=node.text("title"),
        unit=own.text("unit"),
        dimensions=tuple(Dimension(name, title) for name, title in fields if name not in shared),
        columns=own.text("columns"),
        questions=own.texts("questions"),
        calculated=tuple(_parse_calculated(column) for column in own.nodes("calculated")),
        chart=ChartChoice(chart.text("kind"), chart.text("panels"), _pairs(chart, "titles", "title")),
        short=_pairs(own, "short", "short"),
        section=own.text("section"),
        rows=(),
    )


def _pairs(node: Node, key: str, name: str) -> tuple[tuple[str, str], ...]:
    """Read a list of words for labels."""
    return tuple((pair.text("label"), pair.text(name)) for pair in node.nodes(key))


def _parse_calculated(node: Node) -> CalculatedColumn:
    cells = tuple((cell.texts("labels"), cell.text("derived")) for cell in node.nodes("cells"))
    return CalculatedColumn(node.text("formula"), node.text("title"), cells)
