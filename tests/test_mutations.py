"""One changed byte in 500 places: `verify` finds every one, also where whoever changed it made sizes and hashes fit again.

A package is a promise that its figures are the letters'. So the tries go for what a forger or a failing disk would hit: a
figure, a line, a hash, a key, the licence, a calculated number. Sealed tries change the file and mend `bytes` and `hash`,
so that only what the rows say of each other can betray them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from disclosed.packaging.package import render_package
from disclosed.packaging.validate import validate_quickly
from tests.packages import small_package
from tests.the_example import example_folder

DESCRIPTOR = "datapackage.json"
TRIES = 500
Files = dict[str, bytes]
Span = tuple[str, int, int]  # a file, and the bytes from and to which a try may hit

OTHERS = {
    **dict.fromkeys(b"0123456789", b"0123456789"),
    **dict.fromkeys(b"abcdefghijklmnopqrstuvwxyz", b"abcdefghijklmnopqrstuvwxyz"),
    **dict.fromkeys(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
}


def files_of(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cells(files: Mapping[str, bytes], name: str, columns: set[str]) -> Iterator[Span]:
    """Yield where the cells of some columns stand in a file, quotes apart."""
    path = f"data/{name}.csv"
    text = files[path].decode()
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    at = len(",".join(header)) + 2
    for row in rows:
        for column, cell in zip(header, row, strict=True):
            quoted = text.startswith('"', at)
            inner = cell.replace('"', '""') if quoted else cell
            start = at + quoted
            if column in columns and cell:
                yield path, len(text[:start].encode()), len(text[: start + len(inner)].encode())
            at = start + len(inner) + quoted + 1
        at += 1  # of the line's end, the first was counted as a comma


def quoted_words(files: Mapping[str, bytes]) -> Iterator[Span]:
    """Yield where the words of figures stand in the letters' lines."""
    figures = csv.DictReader(io.StringIO(files["data/figures.csv"].decode(), newline=""))
    wanted = {(row["response"], row["line"]): row for row in figures}
    rows = csv.DictReader(io.StringIO(files["data/lines.csv"].decode(), newline=""))
    spans = list(cells(files, "lines", {"response"}))
    texts = {span[1]: span for span in cells(files, "lines", {"text"})}
    for row, (path, start, _) in zip(rows, spans, strict=True):
        figure = wanted.get((row["response"], row["line"]))
        inside = next((span for at, span in sorted(texts.items()) if at > start), None)
        if figure and inside and '"' not in row["text"]:
            before = len(row["text"][: int(figure["column_from"]) - 1].encode())
            words = len(figure["as_written"].encode())
            yield path, inside[1] + before, inside[1] + before + words


def found(files: Mapping[str, bytes], pattern: str) -> Iterator[Span]:
    for match in re.finditer(pattern.encode(), files[DESCRIPTOR]):
        yield DESCRIPTOR, *match.span(1)


def keys(files: Mapping[str, bytes], *, of_tables: bool) -> Iterator[Span]:
    """Yield keys: those of the core resources, or of tables, whose labels an editor wrote and no letter tells."""
    for resource in json.loads(files[DESCRIPTOR])["resources"]:
        if ("disclosed" in resource) == of_tables:
            yield from cells(files, resource["name"], set(resource["schema"]["primaryKey"]))


# What is hit, and whether a sealed try can still be told: a line's other words are told by its file's hash alone.
TARGETS: Mapping[str, tuple[Callable[[Files], Iterator[Span]], bool]] = {
    "figure": (
        lambda files: cells(files, "figures", {"value", "as_written", "line", "column_from", "column_to", "figure"}),
        True,
    ),
    "words of a figure in its line": (quoted_words, True),
    "line": (lambda files: cells(files, "lines", {"text"}), False),
    "hash": (lambda files: found(files, r'"hash": "sha256:([0-9a-f]{64})"'), False),
    "key": (lambda files: keys(files, of_tables=False), True),
    "key of a table": (lambda files: keys(files, of_tables=True), False),
    "licence of the package": (lambda files: found(files, r'"licenses": \[\s*\{([^}]+)\}'), False),
    "attribution": (lambda files: found(files, r'"attribution": "([^"]+)"'), False),
    "licence of a letter": (lambda files: cells(files, "responses", {"licence"}), True),
    "calculated number": (lambda files: cells(files, "derived", {"value", "formula"}), True),
    "term of a calculated number": (lambda files: cells(files, "derived_terms", {"figure", "role"}), True),
}


def change(files: Files, span: Span, chance: random.Random) -> Files:
    """Change one byte of a span into another of its kind: a digit into a digit, a letter into a letter."""
    path, start, end = span
    data = bytearray(files[path])
    at = chance.randrange(start, end)
    data[at] = chance.choice([byte for byte in OTHERS.get(data[at], b"~") if byte != data[at]])
    return {**files, path: bytes(data)}


def sealed(files: Files) -> Files:
    """Make every size and hash of the descriptor fit the files."""
    descriptor: dict[str, Any] = json.loads(files[DESCRIPTOR])
    text = files[DESCRIPTOR].decode()
    for resource in descriptor["resources"]:
        data = files[resource["path"]]
        text = text.replace(resource["hash"], f"sha256:{hashlib.sha256(data).hexdigest()}")
        assert resource["bytes"] == len(data)
    return {**files, DESCRIPTOR: text.encode()}


@pytest.fixture(scope="module", params=["small", "repository"])
def whole(request: pytest.FixtureRequest) -> Files:
    files = files_of(example_folder()) if request.param == "repository" else dict(render_package(small_package()))
    assert [finding for finding in validate_quickly(files) if finding.level == "error"] == []
    return files


@pytest.mark.parametrize("target", TARGETS)
def test_one_changed_byte_is_always_found(target: str, whole: Files) -> None:
    find, betrayed = TARGETS[target]
    spans = list(find(whole))
    chance = random.Random(target)
    missed = []
    for number in range(TRIES // (2 * len(TARGETS))):
        broken = change(whole, chance.choice(spans), chance)
        tries = [broken, sealed(broken)] if betrayed and number % 2 else [broken]
        missed += [
            difference(whole, each)
            for each in tries
            if not any(finding.level == "error" for finding in validate_quickly(each))
        ]
    assert missed == []


def difference(one: Files, other: Files) -> list[tuple[str, str, str]]:
    """Show what was changed and not found."""
    return [
        (path, before.decode(errors="replace"), after.decode(errors="replace"))
        for path in one
        if path != DESCRIPTOR
        for before, after in zip(one[path].split(b"\r\n"), other[path].split(b"\r\n"), strict=True)
        if before != after
    ]
