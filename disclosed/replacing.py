"""Files that a person's choice replaces, whole or not at all: another program sees all of one or nothing of it.

Several are one change: where the second cannot be written, the first is put back. A file that a program holds open, as
Windows programs do, is tried again for a moment.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from disclosed.findings import UserError, problem, unreadable
from disclosed.model import Finding

TRIES, PAUSE = 20, 0.1  # a file that a program holds open, on Windows, is tried again for two seconds


def read_or_none(path: Path) -> bytes | None:
    """Read a file; None where there is none. Raises UserError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError([unreadable(path.name, error)]) from error


def put_all(files: Sequence[tuple[Path, bytes | None]], *, back: Sequence[bytes | None]) -> None:
    """Make every file hold these bytes, or each what it held before (`back`). Raises UserError, written where that fails."""
    for at, (path, data) in enumerate(files):
        try:
            _put(path, data)
        except UserError as error:
            _put_back(tuple(zip((path for path, _ in files[:at]), back, strict=False)), error)
            raise


def _put_back(files: Sequence[tuple[Path, bytes | None]], error: UserError) -> None:
    """Put back what a change replaced before it failed; where that is refused too, say so beside why the change failed."""
    refused: list[Finding] = []
    for path, data in files:
        try:
            _put(path, data)
        except UserError as other:
            refused += other.findings
    if refused:
        raise UserError((*error.findings, *refused), written=True) from error


def _put(path: Path, data: bytes | None) -> None:
    """Make a file hold exactly these bytes, or be gone; another program sees all of them or none. Raises UserError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if data is None:
            _again(lambda: path.unlink(missing_ok=True))
            return
        beside.write_bytes(data)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        _again(lambda: beside.replace(path))
    except OSError as error:
        message = f"The file cannot be written ({error.strerror})."
        remedy = "Close the program that holds it open, check that you may write there, then try again."
        raise UserError([problem(path.name, 0, message, remedy)]) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


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
