"""Remember what is costly and pure: a reading, a drawing, frictionless's verdict on a letter or a table.

An entry is found by the hash of all that its making depends on: the stage, the engine's own source, the versions of
Python and of every library, and the input. So it never needs to be thrown away by hand, and an output is the same with
a warm cache, a cold one or none. Entries are bytes or JSON (never pickle: a file must not be able to run code), written
beside and renamed; one that is damaged or unreadable counts as missing, and a cache that cannot be written does not
stop a build.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from disclosed.fresh import library_names

ENGINE = Path(__file__).parent
SOURCES = ("*.py", "*.json", "*.ttf")  # what the engine's results depend on; pages are never remembered


class Remembers(Protocol):
    """What a stage needs of a cache."""

    def __hash__(self) -> int: ...

    def remember(self, stage: str, given: bytes, make: Callable[[], bytes]) -> bytes:
        """Give what `make` gives for this input at this stage."""

    def remember_json(self, stage: str, given: bytes, make: Callable[[], Any]) -> Any:
        """Do the same for a value that JSON can hold exactly."""


class Keeps(Remembers, Protocol):
    """What a stage needs that makes several values at once: to ask what is kept, and to keep what was made."""

    def has(self, stage: str, given: bytes) -> bool:
        """Say whether something is kept for this input."""

    def keep(self, stage: str, given: bytes, value: bytes) -> None:
        """Keep a value that was made with others."""

    def drop_unused(self) -> None:
        """Forget what this run did not ask for."""


class NoCache:
    """A cache that remembers nothing: `--no-cache`, and tests."""

    def remember(self, stage: str, given: bytes, make: Callable[[], bytes]) -> bytes:
        """Make it anew."""
        return make()

    def remember_json(self, stage: str, given: bytes, make: Callable[[], Any]) -> Any:
        """Make it anew, by way of JSON, so that a warm and a cold cache give the same types."""
        return json.loads(json.dumps(make()))

    def has(self, stage: str, given: bytes) -> bool:
        """Have nothing."""
        return False

    def keep(self, stage: str, given: bytes, value: bytes) -> None:
        """Keep nothing."""

    def drop_unused(self) -> None:
        """Have nothing to forget."""


NO_CACHE = NoCache()


class Cache:
    """A folder of results by the hash of their inputs.

    Making one result may ask for others (a page for its charts): an entry names those, and while it is used so are they.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()
        self._making: list[dict[str, None]] = []

    @cached_property
    def engine(self) -> bytes:
        """Hash all that a result depends on besides its input."""
        digest = hashlib.sha256(repr((sys.version, sys.platform, library_names())).encode())
        for pattern in SOURCES:
            for path in sorted(ENGINE.rglob(pattern)):
                digest.update(f"\n{path.relative_to(ENGINE).as_posix()}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.digest()

    def remember(self, stage: str, given: bytes, make: Callable[[], bytes]) -> bytes:
        """Give the entry for this input, or make and keep it. `stage` names a folder, and so is a plain word."""
        name = self._name(stage, given)
        found = _read(self.folder / name)
        if found is None:
            asked: dict[str, None] = {}
            self._making.append(asked)
            try:
                found = Entry(make(), tuple(asked))
            finally:
                self._making.pop()
            _write(self.folder / name, found)
        self._use(name, *found.asked)
        return found.value

    def remember_json(self, stage: str, given: bytes, make: Callable[[], Any]) -> Any:
        """Give or keep a value that JSON can hold exactly; an entry that is no JSON is made anew."""

        def encoded() -> bytes:
            return json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode()

        return json.loads(self.remember(stage, given, encoded))

    def has(self, stage: str, given: bytes) -> bool:
        """Say whether a whole entry is kept for this input."""
        name = self._name(stage, given)
        found = _read(self.folder / name)
        self._use(name, *(found.asked if found else ()))
        return found is not None

    def keep(self, stage: str, given: bytes, value: bytes) -> None:
        """Keep a value that was made with others."""
        _write(self.folder / self._name(stage, given), Entry(value))

    def drop_unused(self) -> None:
        """Delete the entries that this run did not ask for; only for a run that asked for all it needs."""
        for path in self.folder.glob("*/*/*"):
            if path.relative_to(self.folder).as_posix() not in self.used:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _use(self, *names: str) -> None:
        self.used.update(names)
        for asked in self._making:
            asked.update(dict.fromkeys(names))

    def _name(self, stage: str, given: bytes) -> str:
        digest = hashlib.sha256(self.engine)
        digest.update(f"\n{stage}\n{len(given)}\n".encode())
        digest.update(given)
        name = digest.hexdigest()
        return f"{stage}/{name[:2]}/{name[2:]}"


class Entry(NamedTuple):
    """What an entry holds: a result, and the names of the entries that its making asked for."""

    value: bytes
    asked: tuple[str, ...] = ()


def _read(path: Path) -> Entry | None:
    """Read an entry; None where it is missing or is not what was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, rest = data[:32], data[32:]
    if hashlib.sha256(rest).digest() != digest:
        return None
    names, _, value = rest.partition(b"\n")
    return Entry(value, tuple(names.decode().split()))


def _write(path: Path, entry: Entry) -> None:
    """Write an entry beside and rename it, so that another process sees all of it or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent)
    except OSError:
        return
    rest = " ".join(entry.asked).encode() + b"\n" + entry.value
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(rest).digest() + rest)
        Path(beside).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
