"""Whether a package is what it says: three layers, each of which sees what the others let pass.

1. The official Data Package 2.0 profile (JSON Schema), kept in `profiles/` so that no network is needed.
2. Our own rules (file_rules.py, row_rules.py, sum_rules.py): provenance, honesty, licence, and the form of the files.
3. frictionless, as the independent authority on Table Schema: it reads the same bytes with other code.

Layers 1 and 2 run always. Frictionless, which is slow, reads a package whole on `verify` and in CI. A build asks it only
about the letters and tables whose rows have changed since it last saw them (a cache remembers), put together in one
package: so a build after one new letter takes no longer in a large package than in a small one. What holds across
letters (keys, and the figures that tables point at) is layer 2's, which reads everything on every build.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any

from disclosed.cache import Keeps
from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.packaging.cells import REBUILD, parse_csv, shown
from disclosed.packaging.descriptor import DESCRIPTOR, parse_descriptor, parse_json
from disclosed.packaging.file_rules import (
    Contents,
    check_canonical_descriptor,
    check_facts_of_files,
    check_only_declared_files,
    rules_of_facts,
    rules_of_files,
)
from disclosed.packaging.package import (
    assemble_package,
    letter_bytes,
    parse_sheets,
    read_folder,
    render_package,
    split_letters,
    subset_of_letters,
    unzip_bytes,
)
from disclosed.packaging.row_rules import check_every_number_is_explained, rules_of_rows
from disclosed.packaging.sum_rules import rules_of_sums
from disclosed.rows import Package

STAGE = "frictionless"
PROFILE = "profiles/datapackage-2.0.json"
MANY = 20  # findings of one file and kind that are told; the rest are counted
# frictionless's error types → what a person should know; {note} is its own explanation.
FRIENDLY: Mapping[str, str] = {
    "type-error": "{field} is {cell}, which is not of the column's type.",
    "constraint-error": "{field} is {cell}, which breaks the column's constraint: {note}.",
    "missing-label": "The column {field} is missing from the header.",
    "extra-label": "The header has a column that the schema lacks: {note}.",
    "incorrect-label": "The header differs from the schema: {note}.",
    "blank-row": "The row is blank.",
    "missing-cell": "The row lacks its cell for {field}.",
    "extra-cell": "The row has more cells than the header.",
    "primary-key": "The key stands twice, or is empty: {note}.",
    "foreign-key": "The row points at a row that is not there: {note}.",
    "unique-error": "{field} is {cell}, which stands twice: {note}.",
    "hash-count": "The file's SHA-256 is not the one in the descriptor.",
    "byte-count": "The file's size is not the one in the descriptor.",
    "scheme-error": "The file cannot be opened: {note}.",
    "encoding-error": "The file is not UTF-8 text.",
    "source-error": "The file cannot be read as CSV: {note}.",
}
AFTER_THE_DATA = ("byte-count", "hash-count")  # a changed cell changes these too: its own message comes first


def validate_build(package: Package, files: Mapping[str, bytes], *, cache: Keeps) -> tuple[Finding, ...]:
    """Check a package that was just rendered: profile and rules on all of it, frictionless on what has changed."""
    found = validate_quickly(files)
    return found or tuple(check_changes(package, files, cache))


def validate_whole(files: Mapping[str, bytes], where: str = "datapackage") -> tuple[Finding, ...]:
    """Check a package from anywhere with all three layers; `where` names its folder in messages.

    Frictionless is asked only about a descriptor that fits the profile: one that does not can make it fail.
    """
    found = (*validate_quickly(files, where), *_unexplained(files, where))
    if any(one.file == f"{where}/{DESCRIPTOR}" for one in found):
        return found
    told = {(one.file, one.line) for one in found}
    return (*found, *(one for one in check_frictionless(files, where) if (one.file, one.line) not in told))


def validate_path(path: Path) -> tuple[Finding, ...]:
    """Check a package's folder or zip, wherever it is. Raises UserError where there is neither."""
    if path.is_file():
        return validate_whole(unzip_bytes(path.read_bytes(), path.name), path.name)
    return validate_whole(read_folder(path), path.name or "datapackage")


def validate_quickly(files: Mapping[str, bytes], where: str = "datapackage") -> tuple[Finding, ...]:
    """Check a package with the profile and our own rules; data before sizes and hashes, which follow from it."""
    if DESCRIPTOR not in files:
        return (problem(f"{where}/{DESCRIPTOR}", 0, "The package has no descriptor.", REBUILD),)
    try:
        found = list(check_profile(files[DESCRIPTOR], f"{where}/{DESCRIPTOR}"))
        contents = _contents(files, where)
    except UserError as error:
        return tuple(limited(dict.fromkeys((*error.findings, *_facts_only(files, where)))))
    rules = rules_of_facts if found else rules_of_files
    found += [*rules_of_rows(contents), *rules_of_sums(contents), *rules(contents)]
    return tuple(limited(found or check_canonical_descriptor(contents)))


def _unexplained(files: Mapping[str, bytes], where: str) -> Iterator[Finding]:
    """Warn of numbers in answers that the package does not account for, where it can be read at all."""
    try:
        contents = _contents(files, where)
    except UserError:
        return
    yield from limited(check_every_number_is_explained(contents))


def _contents(files: Mapping[str, bytes], where: str) -> Contents:
    """Read a package for the rules; raises UserError where it cannot be read."""
    descriptor, sheets = parse_sheets(files, where)
    return Contents(files, where, descriptor, sheets, assemble_package(descriptor, sheets))


def _facts_only(files: Mapping[str, bytes], where: str) -> Iterator[Finding]:
    """Compare sizes, hashes and names where the rows cannot be read, as far as the descriptor can be."""
    try:
        descriptor = parse_descriptor(files[DESCRIPTOR], f"{where}/{DESCRIPTOR}")
    except UserError:
        return
    yield from check_only_declared_files(files, descriptor, where)
    yield from check_facts_of_files(files, descriptor, where)


@cache
def _profile() -> Any:
    """Load the official profile as a validator."""
    from jsonschema import Draft7Validator  # noqa: PLC0415 - heavy

    data = resources.files("disclosed.packaging").joinpath(PROFILE).read_bytes()
    return Draft7Validator(json.loads(data))


def check_profile(data: bytes, file: str) -> Iterator[Finding]:
    """Compare a descriptor with the official Data Package 2.0 profile. Raises UserError where it is no JSON."""
    descriptor = _each_field_once(parse_json(data, file))
    for error in sorted(_profile().iter_errors(descriptor), key=lambda error: list(map(str, error.path))):
        place = "/".join(map(str, error.absolute_path)) or "The descriptor"
        message = f"{place} is not as the Data Package 2.0 profile has it: {_reason(error)}."
        yield problem(file, 0, message, REBUILD)


def _each_field_once(descriptor: Any) -> Any:
    """Leave out fields that stood before, since tables share most of theirs and judging one is slow.

    Whether a field fits the profile depends on nothing around it, so no verdict changes; a bare field holds the place
    of one before a new one, so no place of a verdict changes either.
    """
    seen: set[str] = set()
    for resource in descriptor.get("resources", ()) if isinstance(descriptor, dict) else ():
        schema = resource.get("schema") if isinstance(resource, dict) else None
        fields = schema.get("fields") if isinstance(schema, dict) else None
        if not schema or not isinstance(fields, list):
            continue
        words = [json.dumps(field, sort_keys=True) for field in fields]
        new = [place for place, one in enumerate(words) if one not in seen]
        kept = fields[: max(new, default=0) + 1]
        schema["fields"] = [field if place in new else {"name": "seen"} for place, field in enumerate(kept)]
        seen.update(words)
    return descriptor


def _reason(error: Any) -> str:
    """Say in one line what the profile asks; the library's own words can quote a whole package."""
    if error.validator in ("anyOf", "oneOf"):
        return "it fits none of the forms allowed"
    if error.validator == "required":
        return f"it lacks one of {', '.join(error.validator_value)}"
    return f"{error.validator} {shown(str(error.validator_value))}"


def check_frictionless(files: Mapping[str, bytes], where: str = "datapackage") -> Iterator[Finding]:
    """Ask frictionless about a package; its errors in our words, data before sizes and hashes."""
    from frictionless import validate  # noqa: PLC0415 - heavy

    with tempfile.TemporaryDirectory() as folder:
        _write_files(files, Path(folder))
        report = validate(os.path.join(folder, DESCRIPTOR)).to_descriptor()  # noqa: PTH118 - the library takes a text
    yield from (problem(f"{where}/{DESCRIPTOR}", 0, _friendly(one), REBUILD) for one in report["errors"])
    for task in report["tasks"]:
        file = f"{where}/{task['place']}"
        lines = _lines_of_rows(files.get(task["place"], b""), file)
        for one in sorted(task["errors"], key=lambda one: one["type"] in AFTER_THE_DATA):
            row = one.get("rowNumber", 1 if "label" in one["type"] else 0)
            yield problem(file, lines.get(row, row), _friendly(one), REBUILD)


def _write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files under a folder, those alone whose paths stay inside it on every system."""
    for path, data in files.items():
        pure = PurePosixPath(path)
        if not pure.is_absolute() and not {"..", ""} & set(path.split("/")) and not set(path) & set('\\:<>"|?*\0'):
            (folder / pure).parent.mkdir(parents=True, exist_ok=True)
            (folder / pure).write_bytes(data)


def _lines_of_rows(data: bytes, file: str) -> dict[int, int]:
    """Map frictionless's row numbers (the header is 1) to lines of the file, which differ where a cell has several."""
    lines: dict[int, int] = {}
    try:
        for row, (line, _) in enumerate(parse_csv(data, file), start=1):
            lines[row] = line
    except UserError:
        return lines
    return lines


def _friendly(error: Mapping[str, Any]) -> str:
    """Say one of frictionless's errors in our words; of a kind not listed, its own."""
    words = FRIENDLY.get(error["type"], "frictionless: {note}.")
    note = str(error.get("note") or error["message"]).rstrip(".")
    return words.format(field=error.get("fieldName", ""), cell=shown(str(error.get("cell", ""))), note=note)


def check_changes(package: Package, files: Mapping[str, bytes], cache: Keeps) -> Iterator[Finding]:
    """Ask frictionless about the letters and tables that it has not seen as they are now, all in one package.

    Nothing found is remembered for each of them. Where something is, the whole package is read, to name the lines.
    """
    letters = {name: letter_bytes(rows) for name, rows in split_letters(package).items()}
    stale = {name for name, data in letters.items() if not cache.has(STAGE, data)}
    tables = [f"data/{table.resource}.csv" for table in package.tables]
    changed = [path for path in tables if not cache.has(STAGE, _key_of_table(path, files))]
    if not stale and not changed:
        return
    found = list(check_frictionless(_package_of(package, files, stale, changed=changed)))
    yield from (list(check_frictionless(files)) or found) if found else ()
    if not found:
        for given in (*(letters[name] for name in stale), *(_key_of_table(path, files) for path in changed)):
            cache.keep(STAGE, given, b"")


def _key_of_table(path: str, files: Mapping[str, bytes]) -> bytes:
    return path.encode() + b"\n" + files[path]


def _package_of(
    package: Package, files: Mapping[str, bytes], letters: set[str], *, changed: Iterable[str]
) -> dict[str, bytes]:
    """Make a package of some letters and some tables, each table as it stands in the package's own files.

    The tables are without foreign keys here: each would make frictionless read all figures again. Ours have checked them.
    """
    part = render_package(subset_of_letters(package, letters))
    descriptor = json.loads(part[DESCRIPTOR])
    wanted = dict.fromkeys(changed)
    for resource in json.loads(files[DESCRIPTOR])["resources"]:
        if resource["path"] in wanted:
            resource["schema"].pop("foreignKeys")
            descriptor["resources"].append(resource)
    return {**part, DESCRIPTOR: json.dumps(descriptor).encode(), **{path: files[path] for path in wanted}}


def limited(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Cut the findings of one file after MANY, and say how many more there are: one slip can break every row."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.file] = counts.get(finding.file, 0) + 1
        if counts[finding.file] <= MANY:
            yield finding
    for file, count in counts.items():
        if count > MANY:
            yield problem(file, 0, f"{count - MANY} more findings of this file are not shown.", "Mend the first ones.")
