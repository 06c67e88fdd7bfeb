"""Pages of prose and notes on releases, as their files are written: front matter and Markdown, or short YAML.

`content/pages/<name>.md` has `title` and `description` before its Markdown; `content/releases/<version>.yml` has
`version`, `released` (a day) and `changes` (sentences). Unknown keys fail with the nearest known one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from disclosed.findings import UserError, nearest, problem, unreadable
from disclosed.inputs import read_input
from disclosed.model import Finding
from disclosed.site import Document, Release
from disclosed.yaml_source import Source, parse_front_matter, parse_yaml

DOCUMENT_KEYS = ("title", "description")
RELEASE_KEYS = ("version", "released", "changes")
LISTS = frozenset({"changes"})  # every other key holds one text
VERSION = re.compile(r"\d{1,9}\.\d{1,9}\.\d{1,9}\Z", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBERS = re.compile(r"\d+")


def load_documents(content: Path) -> tuple[Document, ...]:
    """Load the pages of prose of `content/pages/`; none where there is no such folder."""
    return parse_documents(_files(content / "pages", ".md"))


def load_releases(content: Path) -> tuple[Release, ...]:
    """Load the notes on releases of `content/releases/`, the latest version first."""
    return parse_releases(_files(content / "releases", ".yml"))


def _files(folder: Path, suffix: str) -> dict[str, bytes]:
    """Read a folder's files, named from `content/` down as their owner knows them."""
    files = sorted(folder.glob(f"*{suffix}")) if folder.is_dir() else []
    found: dict[str, bytes] = {}
    problems: list[Finding] = []
    for file in files:
        name = f"content/{folder.name}/{file.name}"
        try:
            found[name] = read_input(file)
        except OSError as error:
            problems.append(unreadable(name, error))
    if problems:
        raise UserError(problems)
    return found


def parse_documents(files: Mapping[str, bytes]) -> tuple[Document, ...]:
    """Parse pages of prose by the names of their files. Raises UserError with all that is wrong in them."""
    found: list[Document] = []
    problems: list[Finding] = []
    for file, data in sorted(files.items()):
        source = parse_front_matter(data, file)
        name = file.rpartition("/")[2].removesuffix(".md")
        wrong = [*_name_problems(file, name), *(source.problems or _problems(source, DOCUMENT_KEYS))]
        if wrong:
            problems += wrong
            continue
        title, description = _texts(source, DOCUMENT_KEYS)
        found.append(Document(name, title, description, source.body, file, source.body_line))
    if problems:
        raise UserError(problems)
    return tuple(found)


def parse_releases(files: Mapping[str, bytes]) -> tuple[Release, ...]:
    """Parse notes on releases, the latest version first. Raises UserError with all that is wrong in them."""
    found: list[Release] = []
    problems: list[Finding] = []
    for file, data in sorted(files.items()):
        source = parse_yaml(data, file)
        wrong = list(source.problems) or [*_problems(source, RELEASE_KEYS), *_release_problems(source)]
        if wrong:
            problems += wrong
            continue
        version, released, *changes = _texts(source, RELEASE_KEYS)
        found.append(Release(version, released, tuple(changes)))
    if problems:
        raise UserError(problems)
    return tuple(sorted(found, key=lambda own: [int(part) for part in NUMBERS.findall(own.version)], reverse=True))


def _name_problems(file: str, name: str) -> Iterator[Finding]:
    if not NAME.fullmatch(name):
        yield problem(
            file,
            0,
            f"The page is named '{name}', which makes no plain address.",
            "Name it in lower-case letters, digits and hyphens.",
        )


def _release_problems(source: Source) -> Iterator[Finding]:
    """Check that a release is that of its file's name, on a day."""
    own = source.tree if isinstance(source.tree, dict) else {}
    stem = source.file.rpartition("/")[2].removesuffix(".yml")
    version, released = own.get("version"), own.get("released")
    if isinstance(version, str) and not VERSION.match(version):
        line = source.line(("version",))
        yield problem(source.file, line, f"'version' is '{version}', not a version.", "Write it as 1.0.0.")
    elif isinstance(version, str) and version != stem:
        message = f"'version' is {version}, and the file is named '{stem}'."
        yield problem(source.file, source.line(("version",)), message, "Rename the file, or mend the version.")
    if isinstance(released, str) and not (DAY.match(released) and _is_day(released)):
        line = source.line(("released",))
        yield problem(source.file, line, f"'released' is '{released}', not a day.", "Write it as 2026-11-22.")


def _is_day(text: str) -> bool:
    """Say whether the calendar has a day, written in ISO 8601."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _problems(source: Source, keys: Iterable[str]) -> Iterator[Finding]:
    """Check that a file has each key, and no other."""
    own = source.tree if isinstance(source.tree, dict) else {}
    for key in own:
        if key not in keys:
            remedy = nearest(key, keys) or f"The keys are {', '.join(keys)}."
            yield problem(source.file, source.line((key,)), f"'{key}' is no key of this file.", remedy)
    for key in keys:
        value = own.get(key)
        if not value:
            yield problem(source.file, 1, f"'{key}' is missing.", "Add it.")
        elif key in LISTS and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            message = f"'{key}' should be a list of texts."
            yield problem(source.file, source.line((key,)), message, "Write each after '- ', and quote one with ': '.")
        elif key not in LISTS and not isinstance(value, str):
            message = f"'{key}' should be a text."
            yield problem(source.file, source.line((key,)), message, "Quote a text with a bracket or ': '.")


def _texts(source: Source, keys: Iterable[str]) -> list[str]:
    """Give the values of keys, a list's items one by one."""
    own = source.tree if isinstance(source.tree, dict) else {}
    found: list[str] = []
    for key in keys:
        value = own[key]
        found += [str(item) for item in value] if isinstance(value, list) else [str(value)]
    return found
