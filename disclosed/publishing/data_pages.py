"""The data package on the site: its resources with their dictionary and first rows, how to load it, what changed.

Everything here comes from the definitions in resources.py and the package itself, so that the dictionary cannot
differ from the files it describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from textwrap import fill
from typing import Any

from disclosed.describing.describe import NOT_OFFICIAL
from disclosed.describing.wording import counted, day, shortened
from disclosed.licences import LICENCES
from disclosed.links import (
    CHANGES,
    DATA,
    MANIFEST,
    PACKAGE_FILE,
    PACKAGE_ZIP,
    letter_page,
    relative,
    release_anchor,
    request_page,
    resource_file,
    resource_page,
    turned,
)
from disclosed.packaging.cells import Cell as RowCell
from disclosed.packaging.cells import render_cell
from disclosed.packaging.descriptor import resource_of
from disclosed.packaging.package import observation_cells
from disclosed.publishing.grids import skip_words
from disclosed.publishing.narrow import fitted
from disclosed.publishing.runs import joined, plain, size_words, tied, tied_title
from disclosed.publishing.siteplan import SitePlan, leaves, pager
from disclosed.publishing.terms import linked_words
from disclosed.publishing.views import (
    Cell,
    Column,
    DataView,
    Example,
    Fact,
    Grid,
    Head,
    LedgerGroup,
    LedgerView,
    Link,
    Passages,
    Rich,
    Row,
    Run,
)
from disclosed.resources import RESOURCES, SLUG, Field, Resource
from disclosed.rows import Package

SAMPLE_ROWS, SAMPLE_COLUMNS, LONGEST_CELL = 5, 8, 40  # what fits a page without hiding what a row is
NAMED_PARTS = 2  # of a long identifier in the first rows: its letter and its place there
IDENTIFIER = re.compile(rf"{SLUG}/{SLUG}/")  # begins with its letter; what follows may be a formula, with spaces
LONGEST_CODE = 64  # characters of a line of code that fit the column
TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "date": "date",
}
OTHER_GROUNDS = (
    "Some letters grant no open licence. On what their figures are published stands on their pages and in responses.csv, "
    "in the columns that begin with ground."
)
EMPTY: Rich = (Run("(empty)", style="marker"),)
FIGURES = next(resource for resource in RESOURCES if resource.name == "figures")
FORMAT = "CSV, UTF-8, comma, CRLF"
CHECK_FILES = Example(
    "check-files",
    "Check downloaded files",
    "# In the folder of datapackage.json, with SHA256SUMS beside it:\nsha256sum --check --ignore-missing SHA256SUMS",
)
CHECK_IT = Example(
    "load-check", "Check the whole package", "pip install frictionless\nfrictionless validate datapackage.json"
)


@dataclass(frozen=True)
class Sheet:
    """One resource with its rows, as cells in the order of its fields."""

    resource: Resource
    rows: Sequence[object]
    of_table: bool

    @property
    def request(self) -> str:
        """Name the request whose table it is; '' for a resource that every package has."""
        return next((getattr(row, "request", "") for row in islice(self.rows, 1)), "") if self.of_table else ""

    def first(self, count: int) -> list[tuple[str, ...]]:
        """Give the first rows as the CSV spells them."""
        return [tuple(render_cell(cell) for cell in self._cells(row)) for row in islice(self.rows, count)]

    def _cells(self, row: Any) -> Iterable[RowCell]:
        """Take a row apart, in the order of the fields."""
        if self.of_table:
            return observation_cells(row)
        return [getattr(row, field.name) for field in self.resource.fields]


def core_sheets(package: Package) -> Iterator[Sheet]:
    """List the resources that every package has."""
    for resource in RESOURCES:
        yield Sheet(resource, getattr(package, resource.name), of_table=False)


def table_sheets(package: Package) -> Iterator[Sheet]:
    """List the tables of a package, or of one request's part."""
    for table in package.tables:
        yield Sheet(resource_of(table), table.rows, of_table=True)


def data_views(plan: SitePlan) -> tuple[DataView, ...]:
    """Plan the leaves of the package's own page."""
    shared = leaves((sheet, 1) for sheet in (*core_sheets(plan.index.package), *table_sheets(plan.index.package)))
    return tuple(
        DataView(
            _package_head(plan, turned(DATA, leaf)),
            (LedgerGroup("resources", "Resources", "", (_resources(plan, turned(DATA, leaf), found),)),),
            (*_examples(FIGURES), CHECK_IT, CHECK_FILES),
            _reuse(plan),
            pager(turned(DATA, leaf), DATA, len(shared)),
        )
        for leaf, found in enumerate(shared, 1)
    )


def _package_head(plan: SitePlan, page: str) -> Head:
    zipped = plan.download(page, "(zip of CSV files", PACKAGE_ZIP)
    schema = plan.download(page, "Schema (JSON", PACKAGE_FILE)
    changes = (Link("What each release changed", relative(page, CHANGES)),)
    return Head(
        "Data",
        standfirst=plain(
            "All figures, letters, checks and tables of this site as one data package: CSV files, and a description "
            "of every column. Each figure carries the line of the letter it came from."
        ),
        facts=tuple(_package_facts(plan, page)),
        button=Link("Download all data", zipped[0].href) if zipped else None,
        button_note=zipped[0].text if zipped else "",
        actions=(*schema, *changes),
    )


def _package_facts(plan: SitePlan, page: str) -> Iterator[Fact]:
    package = plan.index.package
    yield Fact("Version", plain(_version(package)))
    yield Fact("Format", plain(FORMAT))
    yield Fact("Standard", (Run("Data Package 2.0", "https://datapackage.org/"),))
    if plan.valid:
        yield Fact("Checked", plain(plan.valid))
    if plan.package_hash:
        yield Fact("Hash", (Run(plan.package_hash, style="code"),))
        yield Fact(
            "Checksums", (Run(MANIFEST, relative(page, MANIFEST)), Run(", the SHA-256 of every file of this site"))
        )


def _version(package: Package) -> str:
    return f"{package.version}, {tied_title(tied(day(package.released)))}" if package.released else package.version


def _resources(plan: SitePlan, page: str, found: Iterable[Sheet]) -> Grid:
    rows = tuple(_resource_row(plan, page, sheet) for sheet in found)
    return fitted(
        Grid(
            "resource-list",
            "",
            (Run("Resources of the package", style="said"),),
            (
                Column(plain("Name")),
                Column(plain("What it holds")),
                Column(plain("Rows"), number=True),
                Column(plain("File")),
            ),
            rows,
            skip=skip_words("this table", rows),
            style="dictionary",
        )
    )


def _resource_row(plan: SitePlan, page: str, sheet: Sheet) -> Row:
    name = sheet.resource.name
    file = resource_file(name)
    size = f"CSV, {size_words(plan.sizes[file])}" if file in plan.sizes else "CSV"
    offered: Rich = (Run(size, relative(page, file), unseen=f" of {name}"),) if file in plan.sizes else plain(size)
    return Row(
        (
            Cell((Run(name, relative(page, resource_page(name)), "code"),), heading=True),
            Cell(plain(_described(sheet))),
            Cell(plain(f"{len(sheet.rows):,}"), number=True),
            Cell(offered),
        )
    )


def _described(sheet: Sheet) -> str:
    return sheet.resource.title if sheet.of_table else sheet.resource.description


def resource_view(plan: SitePlan, sheet: Sheet) -> DataView:
    """Plan the page of one resource."""
    name = sheet.resource.name
    page = resource_page(name)
    groups = [LedgerGroup("columns", "Columns", "", (_dictionary(sheet.resource, page),))]
    if sheet.rows:
        groups.insert(0, LedgerGroup("sample", "First rows", "", (_sample(sheet, page),)))
    return DataView(
        _resource_head(plan, sheet, page), tuple(groups), (*_examples(sheet.resource), CHECK_IT), _reuse(plan)
    )


def _resource_head(plan: SitePlan, sheet: Sheet, page: str) -> Head:
    file = plan.download(page, "(CSV", resource_file(sheet.resource.name))
    schema = (Link("Schema (JSON)", relative(page, PACKAGE_FILE)),)  # its size, the whole package's, is on that page
    return Head(
        sheet.resource.name,
        standfirst=plain(_described(sheet)),
        facts=tuple(_resource_facts(plan, sheet, page)),
        button=Link(f"Download {'this table' if sheet.of_table else sheet.resource.name}", file[0].href)
        if file
        else None,
        button_note=file[0].text if file else "",
        actions=schema,
    )


def _resource_facts(plan: SitePlan, sheet: Sheet, page: str) -> Iterator[Fact]:
    resource = sheet.resource
    yield Fact("Rows", plain(f"{len(sheet.rows):,}"))
    yield Fact("Columns", plain(str(len(resource.fields))))
    keys = ((Run(name, f"#field-{name}", "code"),) for name in resource.primary_key)
    yield Fact("Key", joined(keys))
    targets = dict.fromkeys(own.resource for own in resource.foreign_keys)
    if targets:
        links = ((Run(name, relative(page, resource_page(name)), "code"),) for name in targets)
        yield Fact("Links to", joined(links))
    if sheet.request:
        yield Fact("Shown on", (Run(plan.titles[sheet.request].words, relative(page, request_page(sheet.request))),))
    yield Fact("Version", plain(_version(plan.index.package)))
    yield Fact("Format", plain(FORMAT))
    if plan.valid:
        yield Fact("Checked", plain(plan.valid))


def _sample(sheet: Sheet, page: str) -> Grid:
    """Show the first rows in the columns that say something there, those that vary before those that do not."""
    rows = sheet.first(SAMPLE_ROWS)
    fields = sheet.resource.fields
    kept = _columns_shown(rows, len(fields))
    named = f"The first {len(rows):,} of {counted(len(sheet.rows), 'row')}"
    caption = f"{named if len(rows) < len(sheet.rows) else counted(len(rows), 'row')}, {len(kept)} of {counted(len(fields), 'column')}"
    names = [field.name for field in fields]
    return Grid(
        "sample-table",
        "",
        plain(caption),
        tuple(Column(plain(fields[at].name), number=_is_number(fields[at]) and at != kept[0]) for at in kept),
        tuple(
            Row(tuple(_sample_cell(page, dict(zip(names, row, strict=True)), fields[at], at == kept[0]) for at in kept))
            for row in rows
        ),
        style="dense",
    )


def _columns_shown(rows: Sequence[tuple[str, ...]], count: int) -> list[int]:
    """Choose the columns that fit, in their order: of those worth showing, the ones that vary in these rows first."""
    worth = [at for at in range(count) if _worth_showing(rows, at)]
    varying = sorted(worth, key=lambda at: len({row[at] for row in rows}) == 1)
    return sorted(varying[:SAMPLE_COLUMNS])


def _worth_showing(rows: Sequence[tuple[str, ...]], at: int) -> bool:
    """Tell whether a column says something in these rows: not empty or false throughout, not told by an identifier."""
    told = all(any(cell.startswith(f"{row[at]}/") or f"/{row[at]}/" in cell for cell in row) for row in rows)
    return not {row[at] for row in rows} <= {"", "false"} and not told


def _is_number(field: Field) -> bool:
    return field.type in ("integer", "number")


def _sample_cell(page: str, row: dict[str, str], field: Field, first: bool) -> Cell:  # private, of one caller
    words = row[field.name]
    if not words:
        return Cell(EMPTY, number=_is_number(field), heading=first)
    if field.name == "figure":
        response, _, place = words.rpartition("/")
        address = relative(page, f"{letter_page(response)}#{place}")
        return Cell((Run(_clipped(words), address, "code"),), heading=first)
    return Cell((Run(_clipped(words), style="code" if first else ""),), number=_is_number(field), heading=first)


def _clipped(words: str) -> str:
    """Show the end of an identifier, `…/leicester/L7C7`, whose beginning is the same in every row; clip a long text."""
    parts = words.split("/")
    if len(parts) > NAMED_PARTS and (" " not in words or IDENTIFIER.match(words)):
        return "/".join(("…", *parts[-NAMED_PARTS:]))
    return shortened(words, LONGEST_CELL) if " " in words else words


def _dictionary(resource: Resource, page: str) -> Grid:
    """Describe the columns; what each holds comes second, so that a phone shows it without scrolling."""
    heads = ("Name", "What it holds", "Type", "Always given")
    return fitted(
        Grid(
            "dictionary",
            "",
            plain(f"Columns of {resource.name}, in order"),
            tuple(Column(plain(head)) for head in heads),
            tuple(_field_row(resource, field, page) for field in resource.fields),
            style="dictionary",
        )
    )


def _field_row(resource: Resource, field: Field, page: str) -> Row:
    given = "yes" if field.constraints.get("required") else "no"
    unique = ", unique" if (field.name,) == resource.primary_key else ""
    return Row(
        (
            Cell((Run(field.name, style="code"),), heading=True),
            Cell(_holds(resource, field, page)),
            Cell(plain(TYPES[field.type])),
            Cell(plain(f"{given}{unique}")),
        ),
        f"field-{field.name}",
    )


def _holds(resource: Resource, field: Field, page: str) -> Rich:
    """Say what a column holds, the codes it may hold, and the resource it leads to."""
    found: list[Run] = [Run(field.description)]
    codes = field.constraints.get("enum")
    if isinstance(codes, list):
        listed = joined((Run(str(code), style="code"),) for code in codes)
        found += [Run(" One of "), *listed, Run(".")]
    targets = dict.fromkeys(own.resource for own in resource.foreign_keys if own.fields[-1] == field.name)
    for name in targets:
        found += [Run(" Links to "), Run(name, relative(page, resource_page(name)), "code"), Run(".")]
    return tuple(found)


def _examples(resource: Resource) -> tuple[Example, ...]:
    """Show how to load a resource so that question numbers stay text and empty cells are not zero."""
    name = resource.name
    variable = _variable(name)
    numbered = any(field.name == "question" for field in resource.fields)
    types = ', col_types = cols(question = "c")' if numbered else ""
    python = f"import pandas as pd\n\n{pandas_code(resource, f'{name}.csv')}"
    r = "library(readr)\n\n" + _called(f"{variable} <- read_csv", f'"{name}.csv", na = ""{types}')
    if name == "figures":
        python += '\nobserved = figures[figures.status == "observed"]'
        python += '\nlatest = observed[(observed.total == "false") & (observed.superseded == "false")]'
        r += '\nobserved <- subset(figures, status == "observed")'
        r += "\nlatest <- subset(observed, !total & !superseded)"
    return (Example("load-python", "Python", python), Example("load-r", "R", r))


def pandas_code(resource: Resource, path: str) -> str:
    """Write how pandas loads a resource with nothing lost: all as text, since it takes "None" for no value, then the numbers."""
    variable = _variable(resource.name)
    numbers = [field.name for field in resource.fields if field.type in {"number", "integer"}]
    lines = [_called(f"{variable} = pd.read_csv", f'"{path}", dtype=str, keep_default_na=False')]
    if numbers:
        lines.append(_listing("numbers = ", numbers))
        lines.append(f"{variable}[numbers] = {variable}[numbers].apply(pd.to_numeric)")
    return "\n".join(lines)


def _variable(name: str) -> str:
    variable = name.replace("-", "_")
    return f"rows_{variable}" if variable[0].isdigit() else variable


def _listing(begin: str, names: Sequence[str]) -> str:
    """Write a list of names on one line, or on lines of its own where that would be long."""
    quoted = ", ".join(f'"{name}"' for name in names)
    line = f"{begin}[{quoted}]"
    filled = fill(quoted, LONGEST_CODE, initial_indent="  ", subsequent_indent="  ")
    return line if len(line) <= LONGEST_CODE else f"{begin}[\n{filled}\n]"


def _called(function: str, arguments: str) -> str:
    """Write a call on one line, or on three where that would be long."""
    line = f"{function}({arguments})"
    return line if len(line) <= LONGEST_CODE else f"{function}(\n  {arguments}\n)"


def _reuse(plan: SitePlan) -> Passages:
    """Cite the package, and give its terms with each licence linked, or the other grounds on which it rests."""
    others = plain(OTHER_GROUNDS) if any(name not in LICENCES for name in plan.licences_used) else ()
    paragraphs = (*(linked_words(licence) for licence in plan.licences), others, plain(NOT_OFFICIAL))
    return Passages("cite", "Cite and re-use", tuple(words for words in paragraphs if words), _cited(plan))


def _cited(plan: SitePlan) -> str:
    """Say how to cite the package: publisher, year of its release, title, version and address."""
    package = plan.index.package
    who = package.publisher or package.title
    year = package.released[:4] or "no date"
    version = f", version {package.version}" if package.version else ""
    address = plan.site.url(DATA)
    return f"{who} ({year}) {package.title}: data package{version}{f', {address}' if address else ''}."


def changes_view(plan: SitePlan) -> LedgerView:
    """Plan the page that lists what each release changed, the latest first."""
    groups = tuple(
        LedgerGroup(
            release_anchor(release.version),
            f"Version {release.version},",
            day(release.released),
            (),
            tuple(plain(words) for words in release.changes),
        )
        for release in plan.releases
    )
    first = "This page lists what each release of the data changed, the latest first."
    package = plan.index.package
    released = f" ({day(package.released)})" if package.released else ""
    none = f"Version {package.version}{released} has no release before it." if package.version and not groups else ""
    return LedgerView(Head("Changes", standfirst=plain(first), intro=(plain(none),) if none else ()), groups)
