"""What frictionless says of a package: the third layer of validation, by code that others wrote.

It costs a second of one core even for a small package, so it judges in a process of its own while the site is made,
and a build asks it only about the requests that it has not seen as they are now (a cache remembers).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

from disclosed.cache import Keeps
from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.packaging.cells import REBUILD, parse_csv, render_csv, shown
from disclosed.packaging.descriptor import DESCRIPTOR, FileFacts, render_resource, resource_of
from disclosed.packaging.package import observation_cells, render_package
from disclosed.packaging.parted import Part, Parted
from disclosed.parts import Head, join_parts
from disclosed.rows import Table

STAGE = "frictionless"
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
# It imports frictionless first, which takes most of a second, and then reads where the package is, if it is told.
ASKING = """
import json, sys
from frictionless import validate
path = sys.stdin.readline().rstrip("\\n")
if path:
    print(json.dumps(validate(path).to_descriptor()))
"""
AFTER_THE_DATA = ("byte-count", "hash-count")  # a changed cell changes these too: its own message comes first


class Verdict:
    """What was found, or will be once a process has ended. Leaving it as a context ends a process nobody waited for."""

    def __init__(self, found: tuple[Finding, ...] = (), asked: Question | None = None) -> None:
        self._found = found
        self._asked = asked
        self._then: Callable[[tuple[Finding, ...]], tuple[Finding, ...]] = lambda findings: findings

    def then(self, after: Callable[[tuple[Finding, ...]], tuple[Finding, ...]]) -> Verdict:
        """Pass the findings on through `after` when they are asked for."""
        self._then = after
        return self

    def findings(self) -> tuple[Finding, ...]:
        """Wait for the verdict."""
        if self._asked is not None:
            self._found, self._asked = self._then(self._asked.answer()), None
        return self._found

    def __enter__(self) -> Verdict:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._asked is not None:
            self._asked.drop()


class Judge:
    """A process that imports frictionless while its package is made. Leaving it as a context ends one that was not asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Begin the process, if it has not begun."""
        self._process = self._process or _begin_process()

    def ask(self, files: Mapping[str, bytes], where: str) -> Question:
        """Put a package to it."""
        process, self._process = self._process or _begin_process(), None
        return Question(files, where, process)

    def __enter__(self) -> Judge:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()


def _begin_process() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-c", ASKING]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own words


class Question:
    """A package put to frictionless in a process of its own."""

    def __init__(self, files: Mapping[str, bytes], where: str, process: subprocess.Popen[bytes]) -> None:
        self.files, self.where, self.process = files, where, process
        self.folder = tempfile.TemporaryDirectory()
        write_files(files, Path(self.folder.name))
        descriptor = os.path.join(self.folder.name, DESCRIPTOR)  # noqa: PTH118 - the library takes a text
        if process.stdin:
            with contextlib.suppress(OSError):  # it has ended, and says why when it is asked
                process.stdin.write(os.fsencode(descriptor) + b"\n")
                process.stdin.flush()

    def answer(self) -> tuple[Finding, ...]:
        """Wait for the report and put it into our words. A validator that fails is a bug, and says so."""
        said, trouble = self.process.communicate()
        self.folder.cleanup()
        if self.process.returncode:
            raise RuntimeError(trouble.decode(errors="replace"))
        return tuple(_findings_of(json.loads(said), self.files, self.where))

    def drop(self) -> None:
        """End the process unheard."""
        self.process.kill()
        self.process.communicate()
        self.folder.cleanup()


def check_frictionless(files: Mapping[str, bytes], where: str = "datapackage") -> tuple[Finding, ...]:
    """Ask frictionless about a package; its errors in our words, data before sizes and hashes."""
    return Judge().ask(files, where).answer()


def begin_changes(whole: Parted, cache: Keeps, judge: Judge) -> Verdict:
    """Begin to ask frictionless about the requests that it has not seen as they are now, all in one package.

    Nothing found is remembered for each of them. Where something is, the whole package is read, to name the lines.
    """
    stale = [unit.whole for unit in whole.units if cache.find(STAGE, unit.whole.digest.encode()) is None]
    if not stale:
        return Verdict()

    def after(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        if found:
            return check_frictionless(whole.files) or found
        for part in stale:
            cache.keep(STAGE, part.digest.encode(), b"")
        return ()

    return Verdict(asked=judge.ask(package_of_parts(stale, whole.head), "datapackage")).then(after)


def package_of_parts(parts: Sequence[Part], head: Head) -> dict[str, bytes]:
    """Write a package of some requests, with tables of one shape as one resource: frictionless is slow for each.

    The tables are without foreign keys here: each would make frictionless read all figures again. Ours have checked them.
    """
    joined = join_parts([part.package for part in parts], head)
    files = dict(render_package(replace(joined, tables=())))
    descriptor = json.loads(files[DESCRIPTOR])
    for place, tables in enumerate(_alike(joined.tables), 1):
        rows = tuple(row for table in tables for row in table.rows)
        like = resource_of(tables[0])
        name = f"tables-{place}"
        path = f"data/{name}.csv"
        files[path] = render_csv([field.name for field in like.fields], map(observation_cells, rows))
        one = replace(like, name=name, primary_key=("request", *like.primary_key), foreign_keys=())
        facts = FileFacts(one, path, len(files[path]), hashlib.sha256(files[path]).hexdigest())
        descriptor["resources"].append(render_resource(facts))
    return {**files, DESCRIPTOR: json.dumps(descriptor).encode()}


def _alike(tables: Iterable[Table]) -> Iterable[list[Table]]:
    """Group tables that have the same columns and key, one of each request in a group: so no two rows share a key."""
    groups: dict[tuple[object, ...], list[Table]] = {}
    counted: Counter[tuple[object, ...]] = Counter()
    for table in tables:
        own = resource_of(table)
        shape = (own.fields, own.primary_key)
        counted[table.request, shape] += 1
        groups.setdefault((*shape, counted[table.request, shape]), []).append(table)
    return groups.values()


def _findings_of(report: Mapping[str, Any], files: Mapping[str, bytes], where: str) -> Iterator[Finding]:
    """Turn frictionless's report into findings."""
    yield from (problem(f"{where}/{DESCRIPTOR}", 0, _friendly(one), REBUILD) for one in report["errors"])
    for task in report["tasks"]:
        file = f"{where}/{task['place']}"
        lines = _lines_of_rows(files.get(task["place"], b""), file)
        for one in sorted(task["errors"], key=lambda one: one["type"] in AFTER_THE_DATA):
            row = one.get("rowNumber", 1 if "label" in one["type"] else 0)
            yield problem(file, lines.get(row, row), _friendly(one), REBUILD)


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
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
