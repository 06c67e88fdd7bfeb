"""The data package as files: written, loaded, cut to one request, zipped.

Data Package 2.0 by our own descriptor and CSV writer, with the standard library alone, so that the same rows give the
same bytes anywhere and for years, and the history of `datapackage/` is the history of the data. What the site must
know of a table and a CSV cannot say (its heading, its chart, which columns are calculated) travels in that resource's
own `disclosed` property: `load_package` gives back exactly the `Package` that `render_package` was given.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any

from disclosed import rows
from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.packaging.cells import REBUILD, Row, parse_rows, render_csv
from disclosed.packaging.descriptor import (
    CORE,
    DESCRIPTOR,
    Descriptor,
    FileFacts,
    parse_descriptor,
    render_descriptor,
    resource_of,
)
from disclosed.resources import TABLE_HEAD, Resource
from disclosed.rows import Observation, Package, Table
from disclosed.zips import BROKEN_ZIP

# resource → its row type; a package's fields are named like its resources.
ROW_TYPES: dict[str, type[Any]] = {
    "authorities": rows.AuthorityRow,
    "authority_identifiers": rows.IdentifierRow,
    "requests": rows.RequestRow,
    "asked": rows.AskedRow,
    "responses": rows.ResponseRow,
    "questions": rows.QuestionRow,
    "refusals": rows.RefusalRow,
    "lines": rows.LineRow,
    "figures": rows.FigureRow,
    "set_aside": rows.SetAsideRow,
    "checks": rows.CheckRow,
    "check_terms": rows.CheckTermRow,
    "derived": rows.DerivedRow,
    "derived_terms": rows.DerivedTermRow,
    "notes": rows.NoteRow,
}
HEAD = len(TABLE_HEAD)
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: no clock is read
LARGEST_ZIP = 2 * 1024**3  # bytes once unpacked; more is an attack or a mistake


@dataclass(frozen=True, slots=True)
class Sheet:
    """One resource as read from its file: its rows, and the line of the file on which each begins."""

    file: str
    facts: FileFacts
    lines: tuple[int, ...]
    rows: tuple[Any, ...]


def render_package(package: Package) -> dict[str, bytes]:
    """Write the package's files: path inside the package → bytes."""
    files: dict[str, bytes] = {}
    facts: list[FileFacts] = []
    for resource, records, table in _resources(package):
        path = f"data/{resource.name}.csv"
        files[path] = render_csv([field.name for field in resource.fields], records)
        facts.append(FileFacts(resource, path, len(files[path]), hashlib.sha256(files[path]).hexdigest(), table))
    return {DESCRIPTOR: render_descriptor(package, facts), **files}


def _resources(package: Package) -> Iterator[tuple[Resource, Iterable[Row], Table | None]]:
    """Yield each resource with its rows as cells: the core's, then the tables."""
    for name, resource in CORE.items():
        cells = attrgetter(*(field.name for field in resource.fields))
        yield resource, map(cells, getattr(package, name)), None
    for table in package.tables:
        yield resource_of(table), map(observation_cells, table.rows), table


def observation_cells(row: Observation) -> Row:
    """Lay out one row of a table in the order of its columns."""
    head = (row.request, row.authority, row.sequence, row.response)
    period = (row.period, row.period_start, row.period_end, row.partial)
    return (*head, *row.dimensions, *period, row.value, row.unit, row.status, row.marker, row.total, row.figure)


def observation(cells: Row) -> Observation:
    """Make one row of a table from its cells: four shared columns, its dimensions, then ten shared columns."""
    values: tuple[Any, ...] = (*cells[:HEAD], cells[HEAD:-10], *cells[-10:])
    return Observation(*values)


def load_package(folder: Path) -> Package:
    """Load the package in a folder; raises UserError with every place that is not as this program writes it."""
    return parse_package(read_folder(folder), folder.name)


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, whatever it is: path inside it → bytes. Raises UserError where it is no folder."""
    if not folder.is_dir():
        raise UserError([problem(folder.name, 0, "There is no such folder.", "Build it first: `python3 build.py`.")])
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def read_shown(folder: Path) -> frozenset[str]:
    """Name the letters that a package on disk shows, whatever version wrote it; none where there is none to read."""
    try:
        text = (folder / "data/responses.csv").read_text("utf-8")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        return frozenset(row["response"] for row in rows if row["state"] == "published")
    except (OSError, ValueError, KeyError, csv.Error):
        return frozenset()


def parse_package(files: Mapping[str, bytes], where: str = "datapackage") -> Package:
    """Read a package from its files; `where` names its folder in messages. Raises UserError."""
    descriptor, sheets = parse_sheets(files, where)
    return assemble_package(descriptor, sheets)


def parse_sheets(files: Mapping[str, bytes], where: str = "datapackage") -> tuple[Descriptor, tuple[Sheet, ...]]:
    """Read the descriptor and every file it declares; raises UserError with all that cannot be read."""
    file = f"{where}/{DESCRIPTOR}"
    if DESCRIPTOR not in files:
        raise UserError([problem(file, 0, "The package has no descriptor.", REBUILD)])
    descriptor = parse_descriptor(files[DESCRIPTOR], file)
    sheets: list[Sheet] = []
    bad: list[Finding] = []
    for facts in descriptor.files:
        try:
            sheets.append(parse_sheet(files, facts, f"{where}/{facts.path}"))
        except UserError as error:
            bad.extend(error.findings)
    if bad:
        raise UserError(bad)
    return descriptor, tuple(sheets)


def parse_sheet(files: Mapping[str, bytes], facts: FileFacts, file: str) -> Sheet:
    """Read one resource's file into rows of its type."""
    if facts.path not in files:
        raise UserError([problem(file, 0, "The file is missing, though the descriptor declares it.", REBUILD)])
    records = parse_rows(files[facts.path], facts.resource.fields, file)
    make = ROW_TYPES.get(facts.resource.name)
    lines = tuple(line for line, _ in records)
    if make is None:
        return Sheet(file, facts, lines, tuple(observation(cells) for _, cells in records))
    return Sheet(file, facts, lines, tuple(make(*cells) for _, cells in records))


def assemble_package(descriptor: Descriptor, sheets: Iterable[Sheet]) -> Package:
    """Put the words of the descriptor and the rows of the files together."""
    core: dict[str, Any] = dict.fromkeys(CORE, ())
    tables: list[Table] = []
    for sheet in sheets:
        if sheet.facts.table is None:
            core[sheet.facts.resource.name] = sheet.rows
        else:
            tables.append(replace(sheet.facts.table, rows=sheet.rows))
    return Package(
        title=descriptor.title,
        description=descriptor.description,
        homepage=descriptor.homepage,
        version=descriptor.version,
        released=descriptor.released,
        publisher=descriptor.publisher,
        attribution=descriptor.attribution,
        **core,
        tables=tuple(tables),
    )


def package_of_request(part: Package) -> Package:
    """Name a request's part as the package of its own that its zip is: without what compares it with another's letters."""
    (row,) = part.requests
    part = _within(part)
    title = f"{row.title}, {row.period_label}" if row.period_label else row.title
    description = f"One request of the data package “{part.title}”. {part.description}".strip()
    return replace(part, title=title, description=description)


def _within(part: Package) -> Package:
    """Leave out checks that point at figures of other requests."""
    own = {row.figure for row in part.figures}
    outward = {row.check for row in part.check_terms if row.figure not in own}
    if not outward:
        return part
    return replace(
        part,
        checks=tuple(row for row in part.checks if row.check not in outward),
        check_terms=tuple(row for row in part.check_terms if row.check not in outward),
    )


def package_hash(files: Mapping[str, bytes]) -> str:
    """Name a package by its content: the SHA-256 of what `sha256sum` prints of its files, sorted by path."""
    listing = "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return hashlib.sha256(listing.encode()).hexdigest()


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Zip files: sorted, stored, with fixed times and rights, so that the same files give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, FIXED_TIME)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[path])
    return stream.getvalue()


def unzip_bytes(data: bytes, name: str) -> dict[str, bytes]:
    """Unpack a package's zip in memory, from the folder that holds its descriptor; raises UserError where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            if sum(entry.file_size for entry in entries) > LARGEST_ZIP:
                message = f"Unpacked, the zip is larger than {LARGEST_ZIP // 1024**3} GB."
                raise UserError([problem(name, 0, message, "Unpack it yourself and check the folder.")])
            files = {entry.filename: archive.read(entry) for entry in entries}
    except BROKEN_ZIP:
        raise UserError([problem(name, 0, "The file is no zip that can be read.", "Download it again.")]) from None
    tops = [path.removesuffix(DESCRIPTOR) for path in files if PurePosixPath(path).name == DESCRIPTOR]
    top = min(tops, key=len, default="")
    return {path.removeprefix(top): content for path, content in files.items() if path.startswith(top)}
