"""The content folder from disk: `load_content`, and `build_package`, which makes the data package of it.

Reads `content/` (docs/settings.md says what stands where) and collects everything that is wrong with its names and its
settings before it fails once. A letter's original, which may hold hidden data, is refused by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from disclosed.findings import UserError, nearest, problem
from disclosed.model import Finding
from disclosed.settling.assembly import build_package
from disclosed.settling.config import type_mapping, type_settings
from disclosed.settling.periods import is_day
from disclosed.settling.settings import SLUG, Authority, RequestFile, ResponseFile, SiteFile
from disclosed.settling.sources import AskedEntry, Content, LetterSource, Prose, RequestSource
from disclosed.yaml_source import Source, read_source

ASKED_COLUMNS = ("authority", "sent", "due", "state", "state_date", "note")
ASKED_STATES = ("answered", "acknowledged", "clarification", "refused", "no_reply", "withdrawn")
OFFICE = frozenset({".doc", ".docx", ".pdf", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".html", ".htm", ".eml", ".msg"})
IGNORED = frozenset({".gitkeep", ".DS_Store", "Thumbs.db"})  # what file managers and git leave behind


__all__ = ["build_package", "load_content"]


@dataclass
class _Reader:
    """Reads files under one root and collects what is wrong with them."""

    root: Path
    problems: list[Finding] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """Name a file as messages do: from the content folder on, with forward slashes."""
        return f"{self.root.name}/{path.relative_to(self.root).as_posix()}"

    def report(self, path: Path, message: str, remedy: str, line: int = 0) -> None:
        """Collect one problem."""
        self.problems.append(problem(self.name(path), line, message, remedy))


def load_content(root: Path) -> Content:
    """Load the content folder; raises UserError with all that is wrong with its names and settings."""
    reader = _Reader(root)
    if not root.is_dir():
        raise UserError([problem(root.name, 0, "There is no such folder.", "Make it, with a site.yml in it.")])
    site, site_source = _load_site(reader)
    authorities = _load_authorities(reader)
    requests = tuple(_load_requests(reader))
    if reader.problems or site is None:
        raise UserError(reader.problems)
    return Content(site, site_source, authorities, requests, f"{root.name}/authorities.yml", tuple(_load_prose(reader)))


def _load_site(reader: _Reader) -> tuple[SiteFile | None, Source]:
    path = reader.root / "site.yml"
    if not path.is_file():
        reader.report(path, "The file is missing.", "Write title, publisher, contact, version and released.")
        return None, Source(reader.name(path))
    source = read_source(path, reader.name(path))
    site, problems = type_settings(SiteFile, source)
    reader.problems += problems
    return site, source


def _load_prose(reader: _Reader) -> Iterator[Prose]:
    """Load the texts that the site takes by itself, to be looked through; what is no text is told where it is used."""
    paths = (path for pattern in ("pages/*.md", "releases/*.yml") for path in sorted(reader.root.glob(pattern)))
    for path in paths:
        if path.is_file():
            yield Prose(reader.name(path), path.read_bytes().decode("utf-8", "replace"))


def _load_authorities(reader: _Reader) -> Mapping[str, Authority]:
    path = reader.root / "authorities.yml"
    if not path.is_file():
        return {}
    authorities, problems = type_mapping(Authority, read_source(path, reader.name(path)))
    reader.problems += problems
    return authorities


def _load_requests(reader: _Reader) -> Iterator[RequestSource]:
    """Load each folder of `requests/`, by name."""
    folder = reader.root / "requests"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in IGNORED:
            continue
        if not path.is_dir():
            reader.report(path, "A request is a folder, and this is a file.", "Put it into the folder of its request.")
        elif not SLUG.match(path.name):
            reader.report(path, *_bad_name(path.name))
        elif request := _load_request(reader, path):
            yield request


def _bad_name(name: str) -> tuple[str, str]:
    return (
        f"'{name}' is not a name in lower-case ASCII letters, digits and hyphens.",
        "Rename it: its name is part of addresses that never move.",
    )


def _load_request(reader: _Reader, folder: Path) -> RequestSource | None:
    """Load one request; None where its settings cannot be used."""
    stems = _check_names(reader, folder)
    path = folder / "request.md"
    settings, source = _request_settings(reader, path, folder.name)
    letters = tuple(letter for stem in stems if (letter := _load_letter(reader, folder, stem)))
    asked_path = folder / "asked.csv"
    asked = tuple(_load_asked(reader, asked_path)) if asked_path.is_file() else ()
    if settings is None:
        return None
    return RequestSource(folder.name, reader.name(path), settings, source, letters, asked, reader.name(asked_path))


def _request_settings(reader: _Reader, path: Path, name: str) -> tuple[RequestFile | None, Source]:
    if not path.is_file():
        title = name.replace("-", " ")
        return RequestFile(title=title[:1].upper() + title[1:]), Source(reader.name(path))
    source = read_source(path, reader.name(path), front_matter=True)
    settings, problems = type_settings(RequestFile, source)
    reader.problems += problems
    return settings, source


def _check_names(reader: _Reader, folder: Path) -> list[str]:
    """Give the stems of a request's letters; report files that have no place in its folder."""
    stems = [path.stem for path in sorted(folder.glob("*.txt"))]
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        if path.name in {"request.md", "asked.csv"} or path.name in IGNORED:
            continue
        if path.is_dir():
            reader.report(path, "There is a folder inside a request.", "Move its letters up.")
        elif suffix in OFFICE:
            reader.report(
                path,
                "This is the original of a letter, which may hold hidden data.",
                f"Take it out of the folder and run `python build.py add {path.name}`.",
            )
        elif suffix not in {".txt", ".yml"}:
            suggestion = nearest(path.name, ["request.md", "asked.csv"])
            reader.report(path, "This file has no place here.", suggestion or "A request holds letters (.txt, .yml).")
        elif not SLUG.match(path.stem):
            reader.report(path, *_bad_name(path.stem))
        elif suffix == ".yml" and path.stem not in stems:
            suggestion = nearest(path.stem, stems) or "Add the letter's text, or delete the file."
            reader.report(path, f"There is no letter '{path.stem}.txt' beside it.", suggestion)
    return [stem for stem in stems if SLUG.match(stem)]


def _load_letter(reader: _Reader, folder: Path, stem: str) -> LetterSource | None:
    """Load one letter; without a `.yml` it is a draft with nothing settled."""
    text, beside = folder / f"{stem}.txt", folder / f"{stem}.yml"
    source = read_source(beside, reader.name(beside)) if beside.is_file() else Source(reader.name(beside))
    settings, problems = type_settings(ResponseFile, source)
    reader.problems += problems
    if settings is None:
        return None
    return LetterSource(stem, reader.name(text), text.read_bytes(), settings, source)


def _load_asked(reader: _Reader, path: Path) -> Iterator[AskedEntry]:
    """Read asked.csv, a row a body; the header may name its columns in any order."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        reader.report(path, "The file is not UTF-8.", "Save it as 'CSV UTF-8'.", 1)
        return
    rows = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip() for name in next(rows, [])]
    unknown = [name for name in header if name not in ASKED_COLUMNS]
    for name in unknown:
        suggestion = nearest(name, ASKED_COLUMNS) or f"They are {', '.join(ASKED_COLUMNS)}."
        reader.report(path, f"There is no column '{name}' here.", suggestion, 1)
    if lacking := [name for name in ("authority", "state") if name not in header]:
        reader.report(path, f"The column '{lacking[0]}' is missing.", "Add it to the first line.", 1)
    if unknown or lacking:
        return
    yield from _asked_entries(reader, path, header, rows)


def _asked_entries(reader: _Reader, path: Path, header: list[str], rows: Iterable[list[str]]) -> Iterator[AskedEntry]:
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict.fromkeys(ASKED_COLUMNS, "") | {name: cell.strip() for name, cell in zip(header, row, strict=False)}
        entry = AskedEntry(line, *(cells[name] for name in ASKED_COLUMNS))
        for message, remedy in _asked_problems(entry, seen):
            reader.report(path, message, remedy, line)
        seen.setdefault(entry.authority, line)
        yield entry


def _asked_problems(entry: AskedEntry, seen: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Find what is wrong with one line of asked.csv."""
    if not SLUG.match(entry.authority):
        yield _bad_name(entry.authority)
    if entry.authority in seen:
        yield f"'{entry.authority}' stands twice; the first is in line {seen[entry.authority]}.", "Keep one of them."
    if entry.state not in ASKED_STATES:
        suggestion = nearest(entry.state, ASKED_STATES) or f"It can be {', '.join(ASKED_STATES)}."
        yield f"The state is '{entry.state}'.", suggestion
    for name, day in (("sent", entry.sent), ("due", entry.due), ("state_date", entry.state_date)):
        if day and not is_day(day):
            yield f"'{name}' is '{day}', not a day.", "Write it as 2026-11-22."
