"""Files that a person's choice replaces, whole or not at all: another program sees all of one or nothing of it.

Several are one change: where the second cannot be written, the first is put back. A file that a program holds open, as
Windows programs do, is tried again for a moment.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from disclosed.findings import UserError, problem, unreadable
from disclosed.model import Finding

TRIES, PAUSE = 20, 0.1  # a file that a program holds open, on Windows, is tried again for two seconds


@dataclass(frozen=True, slots=True)
class Written:
    """A file that a change replaces: its bytes before and after (None: no file), and who may read it (`mode`) once it is back."""

    path: Path
    before: bytes | None
    after: bytes | None
    mode: int | None = None

    def undone(self) -> Written:
        """Give what puts the file back."""
        return replace(self, before=self.after, after=self.before)


def with_modes(files: Iterable[Written]) -> tuple[Written, ...]:
    """Note who may read the files as they are, for when one that is deleted comes back."""
    return tuple(replace(one, mode=_mode(one.path) or one.mode) for one in files)


def read_or_none(path: Path) -> bytes | None:
    """Read a file; None where there is none. Raises UserError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError([unreadable(path.name, error)]) from error


def put_all(files: Sequence[Written]) -> None:
    """Make every file hold what it does after, or each what it held before. Raises UserError, written where that fails."""
    for at, one in enumerate(files):
        try:
            _put(one)
        except UserError as error:
            _put_back(files[:at], error)
            raise


def _put_back(files: Sequence[Written], error: UserError) -> None:
    """Put back what a change replaced before it failed; where that is refused too, say so beside why the change failed."""
    refused: list[Finding] = []
    for one in files:
        try:
            _put(one.undone())
        except UserError as other:
            refused += other.findings
    if refused:
        raise UserError((*error.findings, *refused), written=True) from error


def _put(one: Written) -> None:
    """Make a file hold exactly these bytes, or be gone; another program sees all of them or none. Raises UserError."""
    path, data = one.path, one.after
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if data is None:
            _again(lambda: path.unlink(missing_ok=True))
            return
        mode = _mode(path) or one.mode
        beside.write_bytes(data)
        if mode is not None:
            beside.chmod(mode)
        _again(lambda: beside.replace(path))
    except OSError as error:
        message = f"The file cannot be written ({error.strerror})."
        remedy = "Close the program that holds it open, check that you may write there, then try again."
        raise UserError([problem(path.name, 0, message, remedy)]) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _mode(path: Path) -> int | None:
    """Say who may read and write a file; None where there is none."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    return None


def _again(act: Callable[[], object]) -> None:
    """Do what a program that holds a file open prevents, as soon as it lets go; raises OSError where it does not."""
    waiting = threading.Event()
    for left in reversed(range(TRIES)):
        try:
            act()
        except PermissionError:
            if not left:
                raise
            waiting.wait(PAUSE)
        else:
            return
