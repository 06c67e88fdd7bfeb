"""What a build reads of the content folder, read once: a folder that changes meanwhile must not give a mixture of two states.

While a folder is watched, whoever reads a file of it twice is given the same bytes, and before anything is written all
that was read is compared with what stands there. Where it differs the build begins again, since what it read may be
half of one state and half of another, and what seemed wrong may be right by now.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from disclosed.findings import UserError, problem

TRIES = 10  # of a build whose content changes while it is read
Result = TypeVar("Result")


class ChangedError(UserError):
    """Content was changed while it was read."""

    def __init__(self, file: str) -> None:
        remedy = "Wait until no program writes there, and build again."
        super().__init__([problem(file, 0, "This was changed again and again while it was read.", remedy)])


@dataclass
class Inputs:
    """The files of a folder as they were read, and the names that stood in it."""

    root: Path
    read: dict[Path, bytes] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def check(self) -> None:
        """Compare what was read with what stands there now; raises ChangedError, so that the build begins again."""
        if changed := self.changed():
            raise ChangedError(changed)

    def changed(self) -> str:
        """Name the first file that is no longer what it was when it was read, or was not there or is not; '' for none."""
        differing = {path for path, data in self.read.items() if _bytes_of(path) != data}
        names = {path.relative_to(self.root).as_posix() for path in differing} | (self.names ^ names_in(self.root))
        return f"{self.root.name}/{min(names)}" if names else ""


_WATCHED: ContextVar[Inputs | None] = ContextVar("inputs", default=None)


@contextlib.contextmanager
def watched(root: Path) -> Iterator[Inputs]:
    """Watch what is read of a folder. An error in it while it changes is none: ChangedError takes its place."""
    inputs = Inputs(root, names=names_in(root))
    token = _WATCHED.set(inputs)
    try:
        yield inputs
    except (UserError, OSError) as error:
        if not isinstance(error, ChangedError) and (changed := inputs.changed()):
            raise ChangedError(changed) from error
        raise
    finally:
        _WATCHED.reset(token)


def read_input(path: Path) -> bytes:
    """Read a file; where its folder is watched, as it was read first. Raises OSError."""
    inputs = _WATCHED.get()
    if inputs is None or not path.is_relative_to(inputs.root):
        return path.read_bytes()
    if path not in inputs.read:
        inputs.read[path] = path.read_bytes()
    return inputs.read[path]


def until_settled(build: Callable[[], Result]) -> Result:
    """Build, and begin again while content changes; raises ChangedError where it goes on changing."""
    for _ in range(TRIES - 1):
        with contextlib.suppress(ChangedError):
            return build()
    return build()


def names_in(root: Path) -> frozenset[str]:
    """Name every file and folder below a folder, but for hidden ones: editors write beside a file before they replace it."""
    found: list[str] = []
    waiting = [(os.fspath(root), "")]
    while waiting:
        place, before = waiting.pop()
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    found.append(f"{before}{entry.name}")
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, f"{before}{entry.name}/"))
    return frozenset(found)


def letters_in(folder: Path) -> tuple[str, ...]:
    """Name the letters of a folder that holds a folder for each request: `request/letter`."""
    return tuple(sorted(f"{path.parent.name}/{path.stem}" for path in folder.glob("*/*.txt")))


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
