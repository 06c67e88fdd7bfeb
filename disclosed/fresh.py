"""Know within milliseconds that nothing has changed: a fingerprint of every input and output by name, size and time.

A build whose inputs (content, templates, engine, libraries, options) and outputs are as the last one left them has
nothing to do. Inputs are marked before they are read, outputs after they are written: a file that changes in between
makes the next build run. The stamp is a convenience: it may be deleted, and `--no-cache` does not look at it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

STAMP = Path(".cache/last-build.json")


@dataclass(frozen=True, slots=True)
class Report:
    """What a build prints: lines for anywhere, and lines for a terminal alone, which nothing keeps."""

    lines: tuple[str, ...]
    terminal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What the last build left: its mark, what it printed, its exit code, how much it told on a terminal alone.

    What that was is not kept.
    """

    mark: str
    report: tuple[str, ...]
    code: int
    terminal: int = 0


def mark_of(folders: Sequence[Path], options: Sequence[str] = ()) -> str:
    """Hash name, size, time and inode of every file under `folders`, with `options`; a missing folder has a mark too."""
    digest = hashlib.sha256(repr((sys.version, tuple(options))).encode())
    for folder in folders:
        digest.update(f"\n{folder}".encode())
        for entry in _walk(str(folder)):
            digest.update(entry.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _walk(folder: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:  # a folder that may not be read: whoever reads it tells so
        yield f"\n{error.errno}"
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield f"\n{entry.name}/"
                yield from _walk(entry.path)
        else:
            try:
                found = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # an editor's own file, gone since the folder was listed
                continue
            yield f"\n{entry.name} {found.st_size} {found.st_mtime_ns} {found.st_ino}"


def library_names() -> tuple[str, ...]:
    """Name the installed libraries with their versions, as their metadata folders are called."""
    folders = (folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages")))
    return tuple(sorted(name for folder in folders if os.path.isdir(folder)  # noqa: PTH112 - pathlib costs more than the walk
                        for name in os.listdir(folder) if name.endswith(".dist-info")))  # noqa: PTH208  # fmt: skip


def read_last_build(root: Path) -> LastBuild | None:
    """Read what the last build left, or None where there is none that can be read."""
    try:
        stored = json.loads((root / STAMP).read_text("utf-8"))
        return LastBuild(
            str(stored["mark"]), tuple(map(str, stored["report"])), int(stored["code"]), int(stored["terminal"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_last_build(root: Path, last: LastBuild) -> None:
    """Keep what this build left, for the next one; where it cannot be kept, the next one builds again."""
    target = root / STAMP
    beside = target.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        target.parent.mkdir(exist_ok=True)
        try:
            stored = {"mark": last.mark, "report": last.report, "code": last.code, "terminal": last.terminal}
            beside.write_text(json.dumps(stored), "utf-8")
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
