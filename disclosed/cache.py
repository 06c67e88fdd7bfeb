"""Remember what is costly and pure: a reading, a drawing, frictionless's verdict, the pages of a request.

An entry is found by the hash of all that its making depends on: the stage, the engine's own source, the versions of
Python and of every library, and the input. So it never needs to be thrown away by hand, and an output is the same with
a warm cache, a cold one or none. Entries are bytes or JSON (never pickle: a file must not be able to run code), written
beside and renamed; one that is damaged or unreadable counts as missing, and a cache that cannot be written does not
stop a build. Files of the site are kept apart, by their own hash, so that a build need not hold all of them in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from io import FileIO
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, NamedTuple, Protocol

from disclosed.findings import UserError, problem
from disclosed.fresh import library_names

ENGINE = Path(__file__).parent
SOURCES = ("*.py", "*.json", "*.ttf")  # what the engine's results depend on
FILES = "files"  # the stage of files kept by their own hash


@dataclass(frozen=True, slots=True)
class Blob:
    """A file's bytes by their SHA-256: in memory, or in a file that is read when they are wanted."""

    digest: str
    size: int
    held: bytes | str

    def read(self) -> bytes:
        """Give the bytes. Raises UserError where the cache that held them was damaged or deleted meanwhile."""
        if isinstance(self.held, bytes):
            return self.held
        try:
            data = _bytes_of(self.held)
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != self.digest:
            message = "A file of the cache is damaged, or was deleted while it was needed."
            raise UserError([problem(".cache", 0, message, "Delete the folder .cache, and build again.")])
        return data


def blob_of(data: bytes) -> Blob:
    """Hold bytes in memory."""
    return Blob(hashlib.sha256(data).hexdigest(), len(data), data)


class Job(Protocol):
    """Something that a cache will be asked for. It may be sent to another process: it is small, and holds no open file.

    Of no more than `few` of its kind it is not worth another process, which would have to import what they need, unless one that draws has begun;
    `warm_up` is how many jobs could be done in the time that the first of its kind takes longer.
    """

    stage: ClassVar[str]
    few: ClassVar[int]
    warm_up: ClassVar[int]

    @property
    def given(self) -> bytes:
        """Give what the result is kept under."""

    def make(self, cache: Cache) -> object:
        """Ask a cache for it."""


class WorksAhead(Protocol):
    """What makes entries before they are asked for (ahead.py)."""

    def expect(self, name: str, job: Job) -> None:
        """Have an entry made."""

    def wait_for(self, name: str) -> None:
        """Wait until an entry that is expected is there."""


class Remembers(Protocol):
    """What a stage needs of a cache."""

    def __hash__(self) -> int: ...

    def remember(self, stage: str, given: bytes, make: Callable[[], bytes]) -> bytes:
        """Give what `make` gives for this input at this stage."""

    def remember_json(self, stage: str, given: bytes, make: Callable[[], Any]) -> Any:
        """Do the same for a value that JSON can hold exactly."""


class Keeps(Remembers, Protocol):
    """What a stage needs that makes several values at once: to find what is kept, and to keep what was made."""

    def find(self, stage: str, given: bytes) -> bytes | None:
        """Give what is kept for this input, if anything is."""

    def keep(self, stage: str, given: bytes, value: bytes, asked: Iterable[str] = ()) -> None:
        """Keep a value that was made with others, and what its making asked for."""

    def watch(self) -> AbstractContextManager[Mapping[str, None]]:
        """Name what is asked for meanwhile."""

    def expect(self, jobs: Iterable[Job]) -> None:
        """Tell what will be asked for, in that order, so that it can be made meanwhile."""


class Stores(Keeps, Protocol):
    """What a stage needs that makes many files, whose bytes need not be in memory."""

    def remember_file(self, stage: str, given: bytes, make: Callable[[], bytes]) -> Blob:
        """Give a file of the site by the input that it is made from."""

    def store(self, data: bytes) -> Blob:
        """Keep a file by its own hash, for as long as the entry that is being made."""

    def stored(self, digest: str, size: int) -> Blob:
        """Give a file that was stored while an entry was made."""

    def holds(self, stage: str, given: bytes) -> bool:
        """Say whether something seems to be kept, without reading it."""

    def drop_unused(self) -> None:
        """Forget what this run did not ask for."""


class NoCache:
    """A cache that remembers nothing, for tests."""

    def remember(self, stage: str, given: bytes, make: Callable[[], bytes]) -> bytes:
        """Make it anew."""
        return make()

    def remember_json(self, stage: str, given: bytes, make: Callable[[], Any]) -> Any:
        """Make it anew, by way of JSON, so that a warm and a cold cache give the same types."""
        return json.loads(json.dumps(make()))

    def find(self, stage: str, given: bytes) -> bytes | None:
        """Have nothing."""
        return None

    def keep(self, stage: str, given: bytes, value: bytes, asked: Iterable[str] = ()) -> None:
        """Keep nothing."""

    @contextlib.contextmanager
    def watch(self) -> Iterator[Mapping[str, None]]:
        """Name nothing."""
        yield {}

    def expect(self, jobs: Iterable[Job]) -> None:
        """Have nothing made."""


NO_CACHE = NoCache()


class Entry(NamedTuple):
    """What an entry holds: a result, and the names of the entries that its making asked for."""

    value: bytes
    asked: tuple[str, ...] = ()

    def files(self) -> list[str]:
        """Name the files that its making stored."""
        return [name for name in self.asked if name.startswith(f"{FILES}/")]


class Cache:
    """A folder of results by the hash of their inputs.

    Making one result may ask for others (a page for its charts): an entry names those, and while it is used so are they.
    """

    def __init__(self, folder: Path, engine: bytes = b"") -> None:
        self.folder = folder
        self._folder = str(folder)
        self.used: set[str] = set()
        self.ahead: WorksAhead | None = None
        self._engine = engine
        self._making: list[dict[str, None]] = []
        self._held: dict[str, bytes] = {}  # files that could not be written

    @cached_property
    def engine(self) -> bytes:
        """Hash all that a result depends on besides its input."""
        if self._engine:
            return self._engine
        digest = hashlib.sha256(repr((sys.version, sys.platform, library_names())).encode())
        for pattern in SOURCES:
            for path in sorted(ENGINE.rglob(pattern)):
                digest.update(f"\n{path.relative_to(ENGINE).as_posix()}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.digest()

    def remember(self, stage: str, given: bytes, make: Callable[[], bytes]) -> bytes:
        """Give the entry for this input, or make and keep it. `stage` names a folder, and so is a plain word."""
        name = self._name(stage, given)
        found = self._find(name)
        if found is None:
            with self.watch() as asked:
                value = make()
            found = Entry(value, tuple(asked))
            _write(self._place(name), _packed(found))
        self._use(name, *found.asked)
        return found.value

    def remember_json(self, stage: str, given: bytes, make: Callable[[], Any]) -> Any:
        """Give or keep a value that JSON can hold exactly; an entry that is no JSON is made anew."""

        def encoded() -> bytes:
            return json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode()

        return json.loads(self.remember(stage, given, encoded))

    def remember_file(self, stage: str, given: bytes, make: Callable[[], bytes]) -> Blob:
        """Give a file as it was stored, or make and store it."""

        def stored() -> tuple[str, int]:
            blob = self.store(make())
            return blob.digest, blob.size

        return self.stored(*self.remember_json(stage, given, stored))

    def store(self, data: bytes) -> Blob:
        """Keep a file by its own hash; one that cannot be written stays in memory."""
        blob = blob_of(data)
        path = self._place(_file_name(blob.digest))
        if not os.path.exists(path) and not _write(path, data):  # noqa: PTH110
            self._held[blob.digest] = data
        return self.stored(blob.digest, blob.size)

    def stored(self, digest: str, size: int) -> Blob:
        """Give a file that was stored."""
        name = _file_name(digest)
        self._use(name)
        return Blob(digest, size, self._held.get(digest, self._place(name)))

    def find(self, stage: str, given: bytes) -> bytes | None:
        """Give the entry for this input, or None where there is no whole one."""
        name = self._name(stage, given)
        found = self._find(name)
        self._use(name, *(found.asked if found else ()))
        return found.value if found else None

    def keep(self, stage: str, given: bytes, value: bytes, asked: Iterable[str] = ()) -> None:
        """Keep a value that was made with others, and what its making asked for."""
        name = self._name(stage, given)
        self._use(name)
        _write(self._place(name), _packed(Entry(value, tuple(asked))))

    @contextlib.contextmanager
    def watch(self) -> Iterator[Mapping[str, None]]:
        """Name what is asked for meanwhile."""
        asked: dict[str, None] = {}
        self._making.append(asked)
        try:
            yield asked
        finally:
            self._making.pop()

    @contextlib.contextmanager
    def unwatched(self) -> Iterator[None]:
        """Make something that is not part of what is being made."""
        making, self._making = self._making, []
        try:
            yield
        finally:
            self._making = making

    def is_empty(self) -> bool:
        """Say whether nothing of this or any other version is kept."""
        return next(iter(self._names()), None) is None

    def holds(self, stage: str, given: bytes) -> bool:
        """Say whether there is an entry, whole or not."""
        return os.path.exists(self._place(self._name(stage, given)))  # noqa: PTH110

    def expect(self, jobs: Iterable[Job]) -> None:
        """Have what is not kept yet made meanwhile, where something works ahead; what is expected is used."""
        for job in jobs:
            name = self._name(job.stage, job.given)
            self.used.add(name)
            if self.ahead and not self.holds(job.stage, job.given):
                self.ahead.expect(name, job)

    def drop_unused(self) -> None:
        """Delete the entries that this run did not ask for; only for a run that asked for all it needs."""
        for name in self._names():
            if name not in self.used:
                with contextlib.suppress(OSError):
                    os.unlink(self._place(name))  # noqa: PTH108

    def _names(self) -> Iterable[str]:
        """Name everything that is kept; what else lies in the folder is not the cache's."""
        for stage in _names_in(self.folder):
            for first in _names_in(f"{self.folder}/{stage}"):
                if _BEGINS.fullmatch(first):
                    yield from (f"{stage}/{first}/{rest}" for rest in _names_in(f"{self.folder}/{stage}/{first}"))

    def _find(self, name: str) -> Entry | None:
        """Find an entry with the files that its making stored."""
        if self.ahead:
            self.ahead.wait_for(name)
        found = _read(self._place(name))
        return found if found and all(os.path.exists(self._place(own)) for own in found.files()) else None  # noqa: PTH110

    def _place(self, name: str) -> str:
        """Name an entry's file; of tens of thousands, a `Path` each takes a second."""
        return f"{self._folder}/{name}"

    def _use(self, *names: str) -> None:
        self.used.update(names)
        for asked in self._making:
            asked.update(dict.fromkeys(names))

    def _name(self, stage: str, given: bytes) -> str:
        digest = hashlib.sha256(self.engine)
        digest.update(f"\n{stage}\n{len(given)}\n".encode())
        digest.update(given)
        return _in_folders(stage, digest.hexdigest())


class Lasting(Cache):
    """The cache of a process that lives on: what it asks for again and again is read from disk once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._memory: dict[str, Entry] = {}

    def forget_unused(self) -> None:
        """Forget what was not asked for since this was last called; nothing on disk is deleted."""
        self._memory = {name: entry for name, entry in self._memory.items() if name in self.used}
        self.used = set()

    def _find(self, name: str) -> Entry | None:
        entry = self._memory.get(name) or super()._find(name)
        if entry and not entry.files():  # a build that runs beside may delete files
            self._memory[name] = entry
        return entry


class Scratch(Cache):
    """A cache of one run: it knows nothing of earlier ones, and is deleted with it (`--no-cache`)."""

    def __init__(self) -> None:
        super().__init__(Path(tempfile.mkdtemp()))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


def _names_in(folder: str | Path) -> list[str]:
    """Name what is in a folder; nothing where it is none."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        return os.listdir(folder)  # noqa: PTH208  # of tens of thousands of entries, a path each takes a second
    return []


def _file_name(digest: str) -> str:
    return _in_folders(FILES, digest)


def _in_folders(stage: str, digest: str) -> str:
    return f"{stage}/{digest[:2]}/{digest[2:]}"


def _packed(entry: Entry) -> bytes:
    """Write an entry after its own hash, which tells a damaged one."""
    rest = " ".join(entry.asked).encode() + b"\n" + entry.value
    return hashlib.sha256(rest).digest() + rest


def _bytes_of(path: str) -> bytes:
    with FileIO(path) as file:  # each is read whole: a buffer would ask the system four things more
        return file.readall()


def _read(path: str) -> Entry | None:
    """Read an entry; None where it is missing or is not what was written."""
    try:
        data = _bytes_of(path)
    except OSError:
        return None
    digest, rest = data[:32], data[32:]
    if hashlib.sha256(rest).digest() != digest:
        return None
    names, _, value = rest.partition(b"\n")
    return Entry(value, tuple(names.decode().split()))


_COUNT = count()
_BEGINS = re.compile(r"[0-9a-f]{2}")  # the folder in which a stage keeps the entries whose hashes begin so


def _write(path: str, data: bytes) -> bool:
    """Write a file beside and rename it, so that another process sees all of it or nothing; say whether it could be."""
    beside = f"{path}.{os.getpid()}-{next(_COUNT)}"
    try:
        with _begun(beside) as stream:
            stream.write(data)
        os.replace(beside, path)  # noqa: PTH105
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(beside)  # noqa: PTH108
        return False
    return True


def _begun(beside: str) -> BinaryIO:
    """Begin a file of its own, in a folder that is made if it is not there. Raises OSError."""
    try:
        return open(beside, "xb")  # noqa: PTH123
    except FileNotFoundError:
        os.makedirs(os.path.dirname(beside), exist_ok=True)  # noqa: PTH103, PTH120
        return open(beside, "xb")  # noqa: PTH123
