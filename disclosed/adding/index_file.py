"""The index of a folder of letters: a CSV file with a row a letter, as a case system exports it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from disclosed.adding.drafting import Given
from disclosed.findings import UserError, nearest, problem
from disclosed.model import Finding
from disclosed.readers.text import decode
from disclosed.settling.periods import is_day

COLUMNS = ("file", "authority", "request", "reference", "received", "answered", "subject", "url")
MAX_CELL = 10_000  # characters; a subject has some 100
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: the line it stands on, the file it names (from the folder on), what it gives."""

    line: int
    file: str
    given: Given


def parse_index(data: bytes, name: str) -> tuple[Entry, ...]:
    """Read an index; raises UserError with all that is wrong with it. The header may name its columns in any order."""
    rows = _rows(decode(data), name)
    header = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    problems = list(_header_problems(header, name))
    if problems:
        raise UserError(problems)
    filled = [(line, row) for line, row in rows[1:] if any(cell.strip() for cell in row)]
    entries = [_entry(line, header, row) for line, row in filled]
    problems = [found for line, row in filled for found in _too_many(line, len(header), row, name)]
    problems += [found for entry in entries for found in _problems(entry, name)]
    problems += _twice(entries, name)
    if problems:
        raise UserError(problems)
    return tuple(entries)


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """Read the rows with the line that each begins on; a spreadsheet's own separator is the commonest in the header.

    Raises UserError at a row that the library does not read, or that has a cell longer than any: most often a quotation
    mark is open.
    """
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    line = 1
    try:
        for row in reader:
            if any(len(cell) > MAX_CELL for cell in row):
                raise _unread(name, line)
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _unread(name, line) from error
    return rows


def _unread(name: str, line: int) -> UserError:
    message = "The row that begins here cannot be read."
    return UserError([problem(name, line, message, "Close its quotation marks, and shorten its cells.")])


def _header_problems(header: list[str], name: str) -> Iterator[Finding]:
    for column in header:
        if column not in COLUMNS:
            remedy = nearest(column, COLUMNS) or f"They are {', '.join(COLUMNS)}."
            yield problem(name, 1, f"There is no column '{column}' here.", remedy)
    for column in dict.fromkeys(one for one in header if header.count(one) > 1):
        yield problem(name, 1, f"The column '{column}' stands twice.", "Keep one of them.")
    if "file" not in header:
        yield problem(name, 1, "The column 'file' is missing.", "Add it to the first line.")


def _too_many(line: int, columns: int, row: list[str], name: str) -> Iterator[Finding]:
    """Report a row with more cells than there are columns; empty ones at its end say nothing."""
    cells = max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
    if cells > columns:
        remedy = "Quote a text that holds the sign between cells."
        yield problem(name, line, f"The row has {cells} cells, and the first line names {columns} columns.", remedy)


def _entry(line: int, header: list[str], row: list[str]) -> Entry:
    cells = {column: cell.strip() for column, cell in zip(header, row, strict=False)}
    return Entry(line, cells.pop("file", "").replace("\\", "/"), Given(**cells))


def _problems(entry: Entry, name: str) -> Iterator[Finding]:
    if not entry.file:
        yield problem(name, entry.line, "The row names no file.", "Fill in 'file', or delete the row.")
    if entry.file.startswith("/") or ".." in entry.file.split("/") or ":" in entry.file:
        yield problem(name, entry.line, f"'{entry.file}' is not in the folder.", "Name the file as it is called there.")
    for column, day in (("received", entry.given.received), ("answered", entry.given.answered)):
        if day and not is_day(day):
            yield problem(name, entry.line, f"'{column}' is '{day}', not a day.", "Write it as 2026-11-22.")
    if entry.given.url and not entry.given.url.startswith(("https://", "http://")):
        yield problem(name, entry.line, f"'url' is '{entry.given.url}', not an address.", "Begin it with https://.")


def _twice(entries: list[Entry], name: str) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for entry in entries:
        first = seen.setdefault(entry.file, entry.line)
        if first != entry.line:
            yield problem(
                name, entry.line, f"'{entry.file}' stands twice; the first is in line {first}.", "Keep one of them."
            )
