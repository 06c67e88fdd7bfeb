"""Versions of the data: semantic versioning (https://semver.org/) as docs/releasing.md reads it for data.

Major: a resource or a column is gone, renamed or of another type, so that programs break. Minor: there is more or less of
the same: rows, resources, columns. Patch: values and texts are corrected.
"""

from __future__ import annotations

import re

from disclosed.findings import UserError, problem
from disclosed.releasing.difference import Level

FORM = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})", re.ASCII)
PARTS: dict[Level, int] = {"major": 0, "minor": 1, "patch": 2}

Version = tuple[int, int, int]


def parse_version(text: str) -> Version | None:
    """Read `1.2.3`; None where it is no version."""
    found = FORM.fullmatch(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def next_version(version: Version, level: Level) -> Version:
    """Give the version that a difference asks for."""
    part = PARTS[level]
    first, second, third = (number + (at == part) if at <= part else 0 for at, number in enumerate(version))
    return first, second, third


def version_words(version: Version) -> str:
    """Write a version."""
    return ".".join(map(str, version))


ASKS: dict[Level, str] = {
    "major": "a resource or a column is gone or of another type",
    "minor": "rows, resources or columns were added or removed",
    "patch": "something changed",
}


def choose_version(before: str, level: Level, given: str = "") -> str:
    """Give the version of a release: the one that was asked for, where it is large enough, else the next. Raises UserError."""
    last = parse_version(before)
    if last is None:
        message = f"The earlier package has the version '{before}', which is none."
        raise UserError(
            [problem("datapackage.json", 0, message, "Compare with another package: --against DIR_OR_ZIP.")]
        )
    least = next_version(last, level)
    asked = parse_version(given) if given else least
    if asked is None or asked <= last:
        message = f"Version {given} is no later one than {before}, the last release."
        raise UserError(
            [problem("--version", 0, message, f"Leave it out, or write {version_words(least)} or a later one.")]
        )
    if asked < least:
        message = f"Version {given} is too small: {ASKS[level]}."
        raise UserError([problem("--version", 0, message, f"That asks for {version_words(least)} or a later one.")])
    return version_words(asked)
