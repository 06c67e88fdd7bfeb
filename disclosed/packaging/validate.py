"""Whether a package is what it says: three layers, each of which sees what the others let pass.

1. The official Data Package 2.0 profile (JSON Schema), kept in `profiles/` so that no network is needed.
2. Our own rules (file_rules.py, row_rules.py, sum_rules.py): provenance, honesty, licence, and the form of the files.
3. frictionless (independent.py), as the independent authority on Table Schema: it reads the same bytes with other code.

Layers 1 and 2 run always. Frictionless, which is slow, reads a package whole on `verify` and in CI. A build asks it only
about the requests whose rows have changed since it last saw them (a cache remembers), put together in one package: so a
build after one new letter takes no longer in a large package than in a small one. Our own rules read a request's files
when they are new, and on every build what only all together can break: keys, and the descriptor.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from disclosed.cache import Keeps
from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.packaging.cells import REBUILD, shown
from disclosed.packaging.descriptor import DESCRIPTOR, Descriptor, descriptor_of, parse_descriptor, parse_json
from disclosed.packaging.file_rules import (
    Contents,
    check_canonical_descriptor,
    check_csv_form,
    check_facts_of_files,
    check_only_declared_files,
    rules_of_descriptor,
    rules_of_facts,
    rules_of_files,
)
from disclosed.packaging.independent import Judge, Verdict, begin_changes, check_frictionless
from disclosed.packaging.package import (
    Sheet,
    assemble_package,
    parse_sheet,
    parse_sheets,
    read_folder,
    unzip_bytes,
)
from disclosed.packaging.parted import Part, Parted, facts_of
from disclosed.packaging.row_rules import (
    check_every_number_is_explained,
    check_foreign_keys,
    check_primary_keys,
    rules_of_rows,
)
from disclosed.packaging.sum_rules import rules_of_sums
from disclosed.parts import head_of
from disclosed.rows import Package

PACKAGE = "datapackage"  # names a package's folder in messages
PROFILE = "profiles/datapackage-2.0.json"
RULES = "rules"  # the stage of parts in which our own rules find nothing
MANY = 20  # findings of one file and kind that are told; the rest are counted


def validate_build(whole: Parted, judge: Judge, *, cache: Keeps) -> Verdict:
    """Check a package that was just made: our rules on each part that is new and on all together, frictionless beside.

    Frictionless judges in a process beside, so that the site can be made meanwhile.
    """
    found = (*findings_of_parts(whole, cache), *findings_together(whole))
    return Verdict(validate_quickly(whole.files) or found) if found else begin_changes(whole, cache, judge)


def findings_of_parts(whole: Parted, cache: Keeps) -> tuple[Finding, ...]:
    """Run our own rules on each part that is new."""
    return tuple(one for unit in whole.units for one in _validate_part(unit.whole, cache))


def _validate_part(part: Part, cache: Keeps) -> tuple[Finding, ...]:
    """Read a part's files again and run the rules on its rows; a part in which nothing is found is remembered."""
    given = part.digest.encode()
    if cache.find(RULES, given) is not None:
        return ()
    found = validate_part(part)
    if not found:
        cache.keep(RULES, given, b"")
    return found


def validate_part(part: Part) -> tuple[Finding, ...]:
    """Check a part that stands on its own: nothing in it points into another."""
    facts = tuple(facts_of(part.package, part.files))
    try:
        sheets = tuple(parse_sheet(part.files, own, f"{PACKAGE}/{own.path}") for own in facts)
    except UserError as error:
        return error.findings
    descriptor = Descriptor(**asdict(head_of(part.package)), files=facts)
    contents = Contents(part.files, PACKAGE, descriptor, sheets, assemble_package(descriptor, sheets))
    return (*rules_of_rows(contents), *rules_of_sums(contents), *check_csv_form(contents))


def findings_together(whole: Parted) -> Iterator[Finding]:
    """Check what only all parts together can break: keys, the words of the descriptor, what it says of its files."""
    file = f"{PACKAGE}/{DESCRIPTOR}"
    value = parse_json(whole.files[DESCRIPTOR], file)
    yield from fit_profile(value, file)
    try:
        descriptor = descriptor_of(value, file)
    except UserError as error:
        yield from error.findings
        return
    if clashes := [*check_only_declared_files(whole.files, descriptor, PACKAGE)]:  # two requests' tables with one name
        yield from clashes
        return
    sheets = tuple(_sheets_in_memory(descriptor, whole.package))
    contents = Contents(whole.files, PACKAGE, descriptor, sheets, whole.package)
    yield from check_primary_keys(contents)
    yield from check_foreign_keys(contents)
    yield from rules_of_descriptor(contents)


def _sheets_in_memory(descriptor: Descriptor, package: Package) -> Iterator[Sheet]:
    """Give the rows of a package as its files hold them, without their lines: parts were read from their files."""
    tables = {table.resource: table.rows for table in package.tables}
    for facts in descriptor.files:
        name = facts.resource.name
        rows = tables[name] if facts.table else getattr(package, name)
        yield Sheet(f"{PACKAGE}/{facts.path}", facts, (0,) * len(rows), rows)


def validate_whole(files: Mapping[str, bytes], where: str = PACKAGE) -> tuple[Finding, ...]:
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


def validate_quickly(files: Mapping[str, bytes], where: str = PACKAGE) -> tuple[Finding, ...]:
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


ORDINARY_PATH = re.compile(r"data/[a-z0-9_-]+\.csv")
ORDINARY_HASH = re.compile(r"sha256:[0-9a-f]{64}")
# Keys whose value differs from table to table and fits the profile wherever it is spelled as this program spells it.
ORDINARY: Mapping[str, Callable[[Any], bool]] = {
    "name": lambda value: isinstance(value, str),
    "title": lambda value: isinstance(value, str),
    "description": lambda value: isinstance(value, str),
    "path": lambda value: isinstance(value, str) and bool(ORDINARY_PATH.fullmatch(value)),
    "bytes": lambda value: type(value) is int,
    "hash": lambda value: isinstance(value, str) and bool(ORDINARY_HASH.fullmatch(value)),
    "disclosed": lambda _: True,  # a property of our own, of which the profile says nothing
}
_FITTING: set[str] = set()  # resources that the profile was found to fit, without what is ordinary in them


def check_profile(data: bytes, file: str) -> Iterator[Finding]:
    """Compare a descriptor with the official Data Package 2.0 profile. Raises UserError where it is no JSON."""
    return fit_profile(parse_json(data, file), file)


def fit_profile(descriptor: Any, file: str) -> Iterator[Finding]:
    """Compare the value that a descriptor's JSON holds with the official profile."""
    new, shapes = _not_known_to_fit(descriptor)
    if _profile().is_valid(_each_field_once(new)):
        _FITTING.update(shapes)
        return
    for error in sorted(_profile().iter_errors(descriptor), key=lambda error: list(map(str, error.path))):
        place = "/".join(map(str, error.absolute_path)) or "The descriptor"
        message = f"{place} is not as the Data Package 2.0 profile has it: {_reason(error)}."
        yield problem(file, 0, message, REBUILD)


def _not_known_to_fit(descriptor: Any) -> tuple[Any, list[str]]:
    """Copy a descriptor without resources that differ in ordinary values alone from one that fits or stands before.

    Judging one costs a millisecond, and a package has thousands. The first stays, since a package needs one. Gives the
    shapes of all, which fit if the copy does.
    """
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list):
        return descriptor, []
    shapes = [_shape_of(resource) for resource in resources]
    first = {shape: place for place, shape in reversed(list(enumerate(shapes))) if place == 0 or shape not in _FITTING}
    return {**descriptor, "resources": [resources[place] for place in sorted(first.values())]}, shapes


def _shape_of(resource: Any) -> str:
    """Write a resource without its ordinary values."""
    own = resource.items() if isinstance(resource, dict) else ()
    ordinary = sorted(key for key, value in own if key in ORDINARY and ORDINARY[key](value))
    rest = {key: value for key, value in own if key not in ordinary} if isinstance(resource, dict) else resource
    return json.dumps([ordinary, rest], sort_keys=True)


def _each_field_once(descriptor: Any) -> Any:
    """Copy a descriptor without fields that stood before, since tables share most of theirs.

    Whether a field fits the profile depends on nothing around it, so the verdict on the whole stays the same.
    """
    seen: set[str] = set()
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list):
        return descriptor
    return {**descriptor, "resources": [_with_new_fields(resource, seen) for resource in resources]}


def _with_new_fields(resource: Any, seen: set[str]) -> Any:
    """Copy a resource with its first field, since a schema needs one, and those that are not `seen`, which it adds to."""
    schema = resource.get("schema") if isinstance(resource, dict) else None
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not schema or not isinstance(fields, list):
        return resource
    words = [json.dumps(field, sort_keys=True) for field in fields]
    new = [field for place, (field, one) in enumerate(zip(fields, words, strict=True)) if not place or one not in seen]
    seen.update(words)
    return {**resource, "schema": {**schema, "fields": new}}


def _reason(error: Any) -> str:
    """Say in one line what the profile asks; the library's own words can quote a whole package."""
    if error.validator in ("anyOf", "oneOf"):
        return "it fits none of the forms allowed"
    if error.validator == "required":
        return f"it lacks one of {', '.join(error.validator_value)}"
    return f"{error.validator} {shown(str(error.validator_value))}"


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
