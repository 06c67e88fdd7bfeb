"""The content folder from disk: its letters and settings, and everything that is wrong with what stands there.

Reads `content/` (docs/settings.md says what stands where) and collects everything that is wrong with its names and its
settings before it fails once. A letter's original, which may hold hidden data, is refused by name.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from pydantic import ValidationError

from disclosed.cache import NO_CACHE, Remembers
from disclosed.findings import UserError, nearest, problem, unreadable
from disclosed.inputs import read_input
from disclosed.model import Finding
from disclosed.settling.assembly import build_package
from disclosed.settling.config import type_mapping, type_settings
from disclosed.settling.folder import LEFT_BEHIND, check_folder, check_name
from disclosed.settling.periods import is_day
from disclosed.settling.scalars import SLUG
from disclosed.settling.settings import Authority, Publisher, RequestFile, ResponseFile, Settlement, SiteFile
from disclosed.settling.sources import Around, AskedEntry, Content, LetterSource, Prose, RequestSource
from disclosed.settling.whose import stem_key
from disclosed.yaml_source import Source, Tree, parse_yaml, read_source

ASKED_COLUMNS = ("authority", "sent", "due", "state", "state_date", "note")
ASKED_STATES = ("answered", "acknowledged", "clarification", "refused", "no_reply", "withdrawn")
OFFICE = frozenset({".doc", ".docx", ".pdf", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".html", ".htm", ".eml", ".msg"})
# What stands in for a site.yml that cannot be used while one letter is looked at.
PLAIN_SITE = SiteFile(
    title="",
    publisher=Publisher(name="", kind="independent"),
    contact="editor@example.org",
    version="0.0.0",
    released="2000-01-01",
)

Known = Callable[[Around, Path], bool]

__all__ = ["build_package", "load_alone", "load_content", "load_request", "load_text_alone"]


@dataclass
class _Reader:
    """Reads files under one root and collects what is wrong with them."""

    root: Path
    problems: list[Finding] = field(default_factory=list)
    out: frozenset[str] = frozenset()  # what is out of place, and reported as that alone
    known: Callable[[Path], bool] = lambda _: False  # folders of requests that need not be loaded
    cache: Remembers = NO_CACHE

    def name(self, path: Path) -> str:
        """Name a file as messages do: from the content folder on, with forward slashes."""
        return f"{self.root.name}/{path.relative_to(self.root).as_posix()}"

    def passes(self, path: Path) -> bool:
        """Whether a file or folder is neither left behind by some program nor out of place."""
        return not LEFT_BEHIND.match(path.name) and self.name(path) not in self.out

    def is_file(self, path: Path) -> bool:
        """Whether there is a file in its place, which may still be one that cannot be read."""
        return path.is_file() and self.name(path) not in self.out

    def report(self, path: Path, message: str, remedy: str, line: int = 0) -> None:
        """Collect one problem."""
        self.problems.append(problem(self.name(path), line, message, remedy))


def load_content(root: Path, known: Known | None = None, cache: Remembers = NO_CACHE) -> Content:
    """Load the content folder; raises UserError with all that is wrong with its names and settings.

    `known` is asked, before a request is loaded, whether what it gives is known already; if so it is left out.
    """
    if not root.is_dir():
        raise UserError([problem(root.name, 0, "There is no such folder.", "Make it, with a site.yml in it.")])
    misplaced = tuple(check_folder(root))
    if any(found.file == root.name for found in misplaced):  # it cannot be looked into
        raise UserError(misplaced)
    reader = _Reader(root, list(misplaced), frozenset(found.file for found in misplaced), cache=cache)
    site, site_source = _load_site(reader)
    authorities = _load_authorities(reader)
    if known and site and not reader.problems:
        around = Around(site.reuse, authorities, f"{root.name}/authorities.yml")
        reader.known = partial(known, around)
    requests = tuple(_load_requests(reader))
    if reader.problems or site is None:
        raise UserError(reader.problems)
    return Content(site, site_source, authorities, requests, f"{root.name}/authorities.yml", tuple(_load_prose(reader)))


def request_names(root: Path) -> tuple[str, ...]:
    """Name the folders of requests, whatever is wrong in them."""
    folder = root / "requests"
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()


def load_alone(root: Path, name: str) -> tuple[Content | None, tuple[Finding, ...]]:
    """Load one request with what stands around it, and what is wrong with any of that; None where there is no request.

    What is wrong elsewhere in the folder does not matter. Plain settings stand in for those of a request or a site that
    cannot be used, and a letter whose own cannot be is left out: this is for looking at a letter, not for publishing.
    """
    folder = root / "requests" / name
    if not SLUG.match(name) or not folder.is_dir():
        return None, ()
    reader = _Reader(root)
    site, site_source = _load_site(reader)
    authorities = _load_authorities(reader)
    request = _load_request(reader, folder, _plain_settings(name))
    requests = (request,) if request else ()
    content = Content(site or PLAIN_SITE, site_source, authorities, requests, f"{root.name}/authorities.yml")
    return content, tuple(dict.fromkeys(reader.problems))


def load_text_alone(root: Path, request: str, stem: str) -> LetterSource | None:
    """Load a letter whose settings cannot be used, with those entries of `settled:` that can be; None where it has no text."""
    reader = _Reader(root)
    folder = root / "requests" / request
    text, beside = folder / f"{stem}.txt", folder / f"{stem}.yml"
    data = _read_letter(reader, text) if text.is_file() else None
    if data is None:
        return None
    source = read_source(beside, reader.name(beside))
    return LetterSource(stem, reader.name(text), data, ResponseFile(settled=tuple(_settled_in(source))), source)


def _settled_in(source: Source) -> Iterator[Settlement]:
    """Give the entries of `settled:` that are right by themselves, whatever else is wrong in the file."""
    listed = source.tree.get("settled") if isinstance(source.tree, dict) else None
    for entry in listed if isinstance(listed, list) else []:
        with contextlib.suppress(ValidationError):
            yield Settlement.model_validate(entry)


def load_request(root: Path, name: str) -> RequestSource:
    """Load one request of a content folder in which nothing is out of place; raises UserError with what is wrong with it."""
    reader = _Reader(root)
    request = _load_request(reader, root / "requests" / name)
    if reader.problems or request is None:
        raise UserError(reader.problems)
    return request


def _load_site(reader: _Reader) -> tuple[SiteFile | None, Source]:
    path = reader.root / "site.yml"
    if reader.name(path) in reader.out:
        return None, Source(reader.name(path))
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
        with contextlib.suppress(OSError):
            yield Prose(reader.name(path), read_input(path).decode("utf-8", "replace"))


def _load_authorities(reader: _Reader) -> Mapping[str, Authority]:
    path = reader.root / "authorities.yml"
    if not reader.is_file(path):
        return {}
    try:
        authorities, problems = _authorities_in(read_input(path), reader.name(path), reader.cache)
    except OSError as error:
        authorities, problems = {}, (unreadable(reader.name(path), error),)
    reader.problems += problems
    return authorities


@lru_cache(maxsize=2)  # a preview loads the folder after every change, and this is its longest file
def _authorities_in(data: bytes, file: str, cache: Remembers) -> tuple[Mapping[str, Authority], tuple[Finding, ...]]:
    """Type the bodies; what a file without mistakes says is kept, since of a thousand bodies YAML takes half a second."""

    def said() -> Tree:
        source = parse_yaml(data, file)
        return {} if source.problems else source.tree

    found, problems = type_mapping(Authority, Source(file, cache.remember_json("authorities", data, said)))
    return type_mapping(Authority, parse_yaml(data, file)) if problems or not found else (found, problems)


def _load_requests(reader: _Reader) -> Iterator[RequestSource]:
    """Load each folder of `requests/`, by name."""
    folder = reader.root / "requests"
    for path in sorted(folder.iterdir()) if folder.is_dir() and reader.name(folder) not in reader.out else ():
        if not reader.passes(path):
            continue
        if not path.is_dir():
            reader.report(path, "A request is a folder, and this is a file.", "Put it into the folder of its request.")
        elif wrong := list(_name_problems(path.name)):
            reader.report(path, *wrong[0])
        elif not reader.known(path) and (request := _load_request(reader, path)):
            yield request


def _bad_name(name: str) -> tuple[str, str]:
    return (
        f"'{name}' is not a name in lower-case ASCII letters, digits and hyphens.",
        "Rename it: its name is part of addresses that never move.",
    )


def _name_problems(name: str) -> Iterator[tuple[str, str]]:
    """Find why a name cannot be part of an address."""
    if not SLUG.match(name):
        yield _bad_name(name)
    yield from check_name(name)


def _load_request(reader: _Reader, folder: Path, instead: RequestFile | None = None) -> RequestSource | None:
    """Load one request; None where its settings cannot be used and nothing stands in for them."""
    stems = _check_names(reader, folder)
    path = folder / "request.md"
    settings, source = _request_settings(reader, path, folder.name)
    letters = tuple(letter for stem in stems if (letter := _load_letter(reader, folder, stem)))
    asked_path = folder / "asked.csv"
    asked = tuple(_load_asked(reader, asked_path)) if reader.is_file(asked_path) else ()
    settings = settings or instead
    if settings is None:
        return None
    return RequestSource(folder.name, reader.name(path), settings, source, letters, asked, reader.name(asked_path))


def _plain_settings(name: str) -> RequestFile:
    """Make the settings of a request that has none: a title out of its name."""
    title = name.replace("-", " ")
    return RequestFile(title=title[:1].upper() + title[1:])


def _request_settings(reader: _Reader, path: Path, name: str) -> tuple[RequestFile | None, Source]:
    if not reader.is_file(path):
        return _plain_settings(name), Source(reader.name(path))
    source = read_source(path, reader.name(path), front_matter=True)
    settings, problems = type_settings(RequestFile, source)
    reader.problems += problems
    return settings, source


def _check_names(reader: _Reader, folder: Path) -> list[str]:
    """Give the stems of a request's letters; report files that have no place in its folder.

    A withdrawn letter needs no text: what is left beside it says that it was here.
    """
    stems = [path.stem for path in sorted(folder.iterdir()) if path.suffix == ".txt" and reader.passes(path)]
    beside = [path for path in sorted(folder.glob("*.yml")) if path.stem not in stems and reader.passes(path)]
    stems += [path.stem for path in beside if _says_withdrawn(reader, path)]
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        if path.name in {"request.md", "asked.csv"} or not reader.passes(path):
            continue
        if path.is_dir():
            reader.report(path, "There is a folder inside a request.", "Move its letters up.")
        elif suffix in OFFICE:
            reader.report(
                path,
                "This is the original of a letter, which may hold hidden data.",
                f"Take it out of the folder and run `python3 build.py add {path.name}`.",
            )
        elif suffix not in {".txt", ".yml"}:
            suggestion = nearest(path.name, ["request.md", "asked.csv"])
            reader.report(path, "This file has no place here.", suggestion or "A request holds letters (.txt, .yml).")
        elif wrong := list(_name_problems(path.stem)):
            reader.report(path, *wrong[0])
        elif suffix == ".yml" and path.stem not in stems:
            alone = [stem for stem in stems if not (folder / f"{stem}.yml").exists()]  # one of them may be meant
            remedy = f"{nearest(path.stem, alone)} Put the letter's text back, or delete the file.".strip()
            reader.report(path, f"There is no letter '{path.stem}.txt' beside it.", remedy)
    return sorted((stem for stem in stems if not list(_name_problems(stem))), key=stem_key)


def _says_withdrawn(reader: _Reader, path: Path) -> bool:
    """Tell whether settings withdraw their letter."""
    tree = read_source(path, reader.name(path)).tree if path.is_file() else {}
    return isinstance(tree, dict) and (bool(tree.get("withdrawn")) or tree.get("state") == "withdrawn")


def _load_letter(reader: _Reader, folder: Path, stem: str) -> LetterSource | None:
    """Load one letter; without a `.yml` it is a draft with nothing settled, without a text it is a withdrawn one."""
    text, beside = folder / f"{stem}.txt", folder / f"{stem}.yml"
    source = read_source(beside, reader.name(beside)) if reader.is_file(beside) else Source(reader.name(beside))
    settings, problems = type_settings(ResponseFile, source)
    reader.problems += problems
    data = _read_letter(reader, text) if text.exists() else b""
    if settings is None or data is None:
        return None
    return LetterSource(stem, reader.name(text if data else beside), data, settings, source)


def _read_letter(reader: _Reader, path: Path) -> bytes | None:
    try:
        data = read_input(path)
    except OSError as error:
        reader.problems.append(unreadable(reader.name(path), error))
        return None
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        reader.report(path, "The letter is empty.", "Put its text in, or take the file away.")
        return None
    return data


def _load_asked(reader: _Reader, path: Path) -> Iterator[AskedEntry]:
    """Read asked.csv, a row a body; the header may name its columns in any order."""
    rows = _asked_rows(reader, path)
    header = [name.strip() for name in rows[0][1]] if rows else []
    unknown = [name for name in header if name not in ASKED_COLUMNS]
    for name in unknown:
        suggestion = nearest(name, ASKED_COLUMNS) or f"They are {', '.join(ASKED_COLUMNS)}."
        reader.report(path, f"There is no column '{name}' here.", suggestion, 1)
    if lacking := [name for name in ("authority", "state") if name not in header] if rows else []:
        reader.report(path, f"The column '{lacking[0]}' is missing.", "Add it to the first line.", 1)
    if twice := [name for place, name in enumerate(header) if name in header[:place]]:
        reader.report(path, f"The column '{twice[0]}' stands twice.", "Keep one of them.", 1)
    if not (unknown or lacking or twice):
        yield from _asked_entries(reader, path, header, rows[1:])


def _asked_rows(reader: _Reader, path: Path) -> list[tuple[int, list[str]]]:
    """Read a CSV file's rows with the line on which each begins; none, with the reason reported, where it is no CSV."""
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        text = read_input(path).decode("utf-8-sig")
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        for row in rows:
            found.append((line, row))
            line = rows.line_num + 1
    except OSError as error:
        reader.problems.append(unreadable(reader.name(path), error))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reader.report(path, "The file is not UTF-8.", "Save it as 'CSV UTF-8'.", line)
    except csv.Error as error:
        remedy = "A text with a comma or a quotation mark stands between quotation marks, and those in it are doubled."
        reader.report(path, f"The line cannot be read as CSV: {error}.", remedy, line)
    else:
        for line in [line for line, row in found if any("\0" in cell for cell in row)]:
            reader.report(path, "The line holds a character that no spreadsheet writes (U+0000).", "Delete it.", line)
        return found or [(1, [])]
    return []


def _asked_entries(
    reader: _Reader, path: Path, header: list[str], rows: Iterable[tuple[int, list[str]]]
) -> Iterator[AskedEntry]:
    seen: dict[str, int] = {}
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if any(cell.strip() for cell in row[len(header) :]):
            message = f"The line has {len(row)} cells, and the first line has {len(header)}."
            reader.report(path, message, "Put a text with a comma between quotation marks.", line)
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
    if is_day(entry.sent):
        for name, day in (("due", entry.due), ("state_date", entry.state_date)):
            if is_day(day) and day < entry.sent:
                yield f"'{name}' is {day}, before {entry.sent}, when the request was sent.", "Mend one of the two."
