"""Put finished files in place: each output folder is at every moment wholly old or wholly new.

New folders are staged beside the old ones in `.staged/`, on the same file system; a journal is written once all of
them are whole; then each is exchanged with the old one by a single system call (`renameat2` on Linux, `renamex_np` on
macOS; elsewhere by two renames). A crash before the journal leaves the old folders, one after it the new ones, as soon
as the next command has called `recover_outputs`. A lock, which dies with its process, keeps two builds apart. Files
whose bytes have not changed are linked, not written, so that they keep their times; a folder in which nothing has
changed is not touched.

A generated folder is replaced whole, so it must hold nothing that somebody else put there. What is ours is told by the
folder itself, not by the cache, which may be deleted or may come from another clone: `datapackage.json` declares the
package's files, and every other folder lists its own in `SHA256SUMS` (which also lets a mirror check itself).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from disclosed.cache import Blob, blob_of
from disclosed.findings import UserError, problem
from disclosed.links import MANIFEST as SUMS
from disclosed.model import Finding
from disclosed.packaging.descriptor import DESCRIPTOR

STAGED = Path(".staged")
NEW, OLD = STAGED / "new", STAGED / "old"
JOURNAL = STAGED / "journal.json"
LOCK = Path(".cache/lock")
WRITTEN = Path(".cache/written.json")
PACKAGE = "datapackage"
AT_FDCWD = -100  # linux/fcntl.h
EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h, RENAME_SWAP of macOS's sys/stdio.h
NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})  # a file system without it
HELD = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ENOTEMPTY, errno.EEXIST})

Files = Mapping[str, bytes | Blob]
Blobs = Mapping[str, Blob]
Facts = tuple[int, int, int]  # size, time, inode


def replace_folders(project: Path, outputs: Mapping[str, Files], *, remember: bool = True) -> tuple[str, ...]:
    """Make each folder of the project hold exactly these files; all of them, or none if anything fails.

    Folders are exchanged in the order given. Returns the names of those that changed. Raises UserError where a folder
    must not be replaced, another build runs, or the system refuses; then all folders are as they were. `remember` takes
    a file of the size, time and inode with which a build left it for what that build wrote, without reading it.
    """
    with locked(project):
        _recover(project)
        whole = {name: _blobs(files) if name == PACKAGE else with_sums(files) for name, files in outputs.items()}
        there = {name: _walk(project / name) for name in whole}
        _refuse(project, there)
        written = Written.load(project) if remember else Written(project)
        changed = {name: files for name, files in whole.items() if not _holds(name, files, there[name], written)}
        if changed:
            with _told(project):
                try:
                    _stage(project, changed, written)
                    _commit(project, changed)
                except BaseException:
                    _undo(project)
                    raise
        written.save()
        return tuple(changed)


def _blobs(files: Files) -> dict[str, Blob]:
    return {path: data if isinstance(data, Blob) else blob_of(data) for path, data in files.items()}


def recover_outputs(project: Path) -> None:
    """Finish or undo what a crashed build left; does nothing while a build runs or where there is nothing to do."""
    if (project / STAGED).exists():
        with contextlib.suppress(BusyError), locked(project):
            _recover(project)


def with_sums(files: Files) -> dict[str, Blob]:
    """Add the list of a folder's files, as `sha256sum --check` reads it.

    The site's holds the package too: its files stand in the site at the paths that they have in `datapackage/`.
    """
    blobs = _blobs(files)
    lines = (f"{blobs[path].digest}  {path}\n" for path in sorted(blobs))
    return {**blobs, SUMS: blob_of("".join(lines).encode())}


@dataclass
class Written:
    """What builds wrote, by the facts of each file: one whose facts are the same need not be read to be known."""

    project: Path
    digests: dict[str, tuple[Facts, str]] = field(default_factory=dict)  # as the last build left them
    new: dict[str, tuple[Facts, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, project: Path) -> Written:
        """Load what the last build left; nothing where that cannot be read."""
        try:
            stored = json.loads((project / WRITTEN).read_text("utf-8"))
            return cls(project, {str(path): (tuple(facts), str(digest)) for path, (facts, digest) in stored.items()})
        except (OSError, ValueError, TypeError, AttributeError):
            return cls(project)

    def is_same(self, name: str, blob: Blob) -> bool:
        """Say whether a file is there with these bytes; `name` is its path in the project. Each is looked at once."""
        if name in self.new:
            return self.new[name][1] == blob.digest
        path = f"{self.project}/{name}"
        try:
            facts = _facts(path)
            if facts[0] != blob.size:
                return False
            known = self.digests.get(name)
            digest = known[1] if known and known[0] == facts else hashlib.sha256(Path(path).read_bytes()).hexdigest()
        except OSError:
            return False
        self.new[name] = (facts, digest)
        return digest == blob.digest

    def add(self, name: str, staged: str, blob: Blob) -> None:
        """Take in a file that stands where it will be exchanged from."""
        self.new[name] = (_facts(staged), blob.digest)

    def save(self) -> None:
        """Keep it for the next build; where it cannot be kept, the next one reads every file."""
        with contextlib.suppress(OSError):
            replace_file(self.project / WRITTEN, json.dumps(self.new).encode())


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in place whole: written beside and then renamed, so that nobody sees half of it. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _facts(path: str) -> Facts:
    """Take a file's size, time and inode. Raises OSError."""
    found = os.lstat(path)  # a site has tens of thousands of files, and each is looked at: no `Path` is made
    return found.st_size, found.st_mtime_ns, found.st_ino


class BusyError(UserError):
    """Another build holds the lock."""


@contextlib.contextmanager
def locked(project: Path) -> Iterator[None]:
    """Hold the project's lock; the system frees it when the process ends, however it ends. Raises UserError."""
    path = project / LOCK
    with _told(project):
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+b")
    with stream:
        try:
            _lock(stream.fileno())
        except OSError:
            remedy = "Wait until it has ended, or end it."
            raise BusyError([problem(project.name, 0, "Another build of this project is running.", remedy)]) from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        """Lock the first byte of a file, or fail at once."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        """Lock a file, or fail at once."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def _told(project: Path) -> Iterator[None]:
    """Tell what the system refused in the house's words."""
    try:
        yield
    except OSError as error:
        path = os.path.relpath(error.filename, project) if error.filename else project.name
        message = f"The system refuses to write it ({error.strerror})."
        raise UserError([problem(Path(path).as_posix(), 0, message, _remedy(error))]) from None


def _remedy(error: OSError) -> str:
    if error.errno in HELD:
        return "Close what holds it open (a preview, an editor, a terminal in that folder) or free its rights, and build again."
    if error.errno == errno.ENOSPC:
        return "Free some space and build again."
    return "See to it and build again."


def _refuse(project: Path, there: Mapping[str, set[str]]) -> None:
    """Raise UserError, by name, for every folder that is not ours to replace; `there` are the files in each."""
    bad: list[Finding] = []
    for name, paths in there.items():
        folder = project / name
        if folder.is_symlink() or (sys.platform == "win32" and os.path.realpath(folder) != os.path.abspath(folder)):  # noqa: PTH100
            bad.append(problem(name, 0, "The folder is a link.", "Put a folder in its place, or remove the link."))
        elif os.path.ismount(folder):
            bad.append(problem(name, 0, "The folder is a mount.", "Build where it is none, and copy the result."))
        elif folder.exists() and not folder.is_dir():
            bad.append(problem(name, 0, "It is a file where the folder should be.", "Move it away."))
        else:
            strays = sorted(paths - _own(folder))
            message = "This file was not written by a build, and the folder is replaced whole."
            bad += [problem(f"{name}/{path}", 0, message, "Move it out of the folder.") for path in strays]
    if bad:
        raise UserError(bad)


def _walk(folder: Path) -> set[str]:
    """List the files under a folder by their paths inside it; links are files, whatever they point at."""
    return set(_walk_below(str(folder), ""))


def _walk_below(folder: str, inside: str) -> Iterator[str]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_below(entry.path, f"{inside}{entry.name}/")
        else:
            yield f"{inside}{entry.name}"


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """List what is in a folder; nothing where it is none."""
    try:
        return list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _list_of(folder: Path) -> str:
    """Name the file in which a folder lists what a build wrote."""
    return DESCRIPTOR if folder.name == PACKAGE else SUMS


def _own(folder: Path) -> set[str]:
    """List the files of a folder that a build wrote, as the folder's own list has them."""
    name = _list_of(folder)
    try:
        text = (folder / name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    return {name, *(_declared(text, str(folder)) if name == DESCRIPTOR else (line[66:] for line in text.splitlines()))}


def _declared(text: str, folder: str) -> set[str]:
    """List a descriptor's paths; where it cannot be read (a merge left its marks in it), all of `data/*.csv`."""
    try:
        return set(_paths_in(text))
    except (ValueError, KeyError, TypeError):
        return {path.relative_to(folder).as_posix() for path in Path(folder).glob("data/*.csv")}


@lru_cache(maxsize=1)  # the old one is asked about before it is replaced and after
def _paths_in(descriptor: str) -> tuple[str, ...]:
    return tuple(one["path"] for one in json.loads(descriptor)["resources"])


def _holds(name: str, files: Blobs, there: set[str], written: Written) -> bool:
    """Say whether a folder, in which there are these files, holds exactly those that it should."""
    return there == set(files) and all(written.is_same(f"{name}/{path}", blob) for path, blob in files.items())


def _stage(project: Path, outputs: Mapping[str, Blobs], written: Written) -> None:
    """Write the new folders beside the old; each begins with its list, so that a half one can be told to be ours."""
    for name, files in outputs.items():
        current, new, first = f"{project / name}", f"{project / NEW / name}", _list_of(project / name)
        made: set[str] = set()
        for path in sorted(files, key=lambda path: (path != first, path)):
            staged = f"{new}/{path}"
            parent = os.path.dirname(staged)  # noqa: PTH120
            if parent not in made:
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103
                made.add(parent)
            if written.is_same(f"{name}/{path}", files[path]):
                if _link(f"{current}/{path}", staged):
                    continue  # it is the same file, whose facts are known
            else:
                Path(staged).write_bytes(files[path].read())
            written.add(f"{name}/{path}", staged, files[path])


def _link(current: str, staged: str) -> bool:
    """Take an unchanged file over with its times: as a second name of the same file, else as a copy; say which it is."""
    try:
        os.link(current, staged)
    except OSError:
        shutil.copy2(current, staged)
        return False
    return True


def _commit(project: Path, outputs: Mapping[str, Blobs]) -> None:
    """Write the journal, exchange the folders, tidy up; a refusal on the way takes back what was exchanged."""
    journal = {name: digest_of(files) for name, files in outputs.items()}
    beside = project / STAGED / "journal.new"
    beside.write_text(json.dumps(journal), "utf-8")
    beside.replace(project / JOURNAL)
    exchanged: list[str] = []
    try:
        for name in outputs:
            _put_in_place(project, name)
            exchanged.append(name)
    except OSError:
        for name in exchanged:
            _take_back(project, name)
        (project / JOURNAL).unlink()
        raise
    (project / JOURNAL).unlink()
    _discard(project)


def digest_of(files: Files) -> str:
    """Name a folder's content, to recognise it after a crash."""
    return _digest_of_list({path: blob.digest for path, blob in _blobs(files).items()})


def _digest_of_list(digests: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps([[path, digests[path]] for path in sorted(digests)]).encode()).hexdigest()


def _digest_of_folder(folder: Path) -> str:
    return _digest_of_list({path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in _walk(folder)})


def _put_in_place(project: Path, name: str) -> None:
    """Exchange a folder with its staged successor, which keeps the old one until all is done."""
    folder, staged, old = project / name, project / NEW / name, project / OLD / name
    if folder.exists():
        if _exchange(folder, staged):
            return
        old.parent.mkdir(exist_ok=True)
        folder.rename(old)
    try:
        staged.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def _take_back(project: Path, name: str) -> None:
    """Undo `_put_in_place`."""
    folder, staged, old = project / name, project / NEW / name, project / OLD / name
    if staged.exists():
        _exchange(folder, staged)
        return
    folder.rename(staged)
    if old.exists():
        old.rename(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where system or file system cannot. Raises OSError where they may not."""
    if os.name != "posix":
        return False
    library, names = ctypes.CDLL(None, use_errno=True), (os.fsencode(one), os.fsencode(other))
    if hasattr(library, "renameat2"):
        result = library.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], EXCHANGE)
    elif hasattr(library, "renamex_np"):
        result = library.renamex_np(*names, EXCHANGE)
    else:
        return False
    number = ctypes.get_errno()
    if result and number not in NO_EXCHANGE:
        raise OSError(number, os.strerror(number), str(one))
    return bool(result == 0)


def _recover(project: Path) -> None:
    """Finish what has a journal, undo what has none. Raises UserError where neither can be done."""
    if not (project / STAGED).exists():
        return
    try:
        journal: dict[str, str] = json.loads((project / JOURNAL).read_text("utf-8"))
    except (OSError, ValueError):
        journal = {}
    with _told(project):
        for name, digest in journal.items():
            if _digest_of_folder(project / name) != digest and _digest_of_folder(project / NEW / name) == digest:
                _put_in_place(project, name)
        (project / JOURNAL).unlink(missing_ok=True)
        _discard(project)


def _undo(project: Path) -> None:
    """Remove what was staged, unless a journal says that the next command must finish it."""
    if not (project / JOURNAL).exists():
        with contextlib.suppress(OSError):
            _discard(project)


def _discard(project: Path) -> None:
    """Remove the staging folder with the files that builds wrote; an old folder whose place is empty goes back first.

    A folder's list goes last, so that a crash on the way leaves nothing that cannot be told to be ours.
    Raises UserError where something else is among them: it was put into a folder while a build replaced that folder.
    """
    for folder in (*(project / OLD).glob("*"), *(project / NEW).glob("*")):
        if folder.parent.name == OLD.name and not (project / folder.name).exists():
            folder.rename(project / folder.name)
            continue
        last = _list_of(folder)
        for own in (_own(folder) - {last}, {last}):
            _remove_below(str(folder), "", own)
    (project / STAGED / "journal.new").unlink(missing_ok=True)
    left = sorted(_walk(project / STAGED))
    if left:
        message = "This file was put into an output folder while a build replaced that folder."
        raise UserError([problem(f"{STAGED}/{path}", 0, message, "Move it to where it belongs.") for path in left])
    for top, _, _ in os.walk(project / STAGED, topdown=False):
        Path(top).rmdir()


def _remove_below(folder: str, inside: str, own: set[str]) -> None:
    """Remove files that builds wrote, and each folder in which there is nothing else."""
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            _remove_below(entry.path, f"{inside}{entry.name}/", own)
        elif f"{inside}{entry.name}" in own:
            os.unlink(entry.path)  # noqa: PTH108
    with contextlib.suppress(OSError):  # whoever discards tells of what is left
        os.rmdir(folder)  # noqa: PTH106
