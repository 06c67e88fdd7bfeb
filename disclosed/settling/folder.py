"""What may stand where in `content/`: files and folders under their own names, nothing linked, nothing left over.

A file under a wrong name is read by nobody, and what it says silently goes missing: a folder `request/` would empty
the site, a `leicester.TXT` its letter's page. So whatever has no place is an error that names the place it may be meant
for. A link is refused because it can lead out of the folder: a letter that points at a file of the machine that builds
would publish that file. A letter's original may hold hidden data (the Information Commissioner's advice on office
files), and is refused wherever it lies.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from disclosed.findings import nearest, problem, unreadable
from disclosed.model import Finding

FILES = ("site.yml", "authorities.yml")
FOLDERS = ("requests", "pages", "releases", "theme")
SUFFIXES = (".txt", ".yml", ".md", ".csv")
ORIGINALS = frozenset({".doc", ".docx", ".pdf", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".eml", ".msg"})
WEB = frozenset({".html", ".htm"})  # originals too, but for a theme's own templates
# What file managers and git leave behind, and notes for whoever opens the folder.
LEFT_BEHIND = re.compile(r"\..*|Thumbs\.db|desktop\.ini|README(?:\.md|\.txt)?\Z")
# Names that Windows keeps for devices, whatever follows them: no folder of the site can have one.
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
UNADDRESSABLE = re.compile(r'[\0-\x1f\x7f\\:<>"|?*]')  # nor a file of Windows; sha256sum would write some otherwise
LONGEST = 80  # with a table's name it stands in one file name, and systems end those at 255 bytes, Windows paths at 260

Check = Callable[[str, bool], Iterator[tuple[str, str]]]


def check_folder(root: Path) -> Iterator[Finding]:
    """Find what has no place in the content folder, by name; a folder that is out of place is not looked into."""
    try:
        entries = _entries(root)
    except OSError as error:
        yield unreadable(root.name, error)
        return
    for entry in entries:
        kind = entry.name if entry.name in FOLDERS else ""
        check = {"requests": _check_request, "pages": _check_page, "releases": _check_release}.get(kind, _check_theme)
        found = list(_findings(root, entry, _check_top))
        yield from found
        if kind and not found:
            yield from _check_below(root, Path(entry.path), check)


def _check_below(root: Path, folder: Path, check: Check) -> Iterator[Finding]:
    try:
        entries = _entries(folder)
    except OSError as error:
        yield unreadable(f"{root.name}/{folder.relative_to(root).as_posix()}", error)
        return
    for entry in entries:
        found = list(_findings(root, entry, check))
        yield from found
        if not found and entry.is_dir():
            yield from _check_below(root, Path(entry.path), check)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """List a folder by name, without what nobody put there on purpose. Raises OSError."""
    with os.scandir(folder) as found:
        return sorted((one for one in found if not LEFT_BEHIND.match(one.name)), key=lambda one: one.name)


def _findings(root: Path, entry: os.DirEntry[str], check: Check) -> Iterator[Finding]:
    """Find what is wrong with one file or folder; the first thing says enough."""
    inside = Path(entry.path).relative_to(root).as_posix()
    wrong = [*_check_kind(entry), *check(inside, entry.is_dir(follow_symlinks=False))]
    for message, remedy in wrong[:1]:
        yield problem(f"{root.name}/{inside}", 0, message, remedy)


def _check_kind(entry: os.DirEntry[str]) -> Iterator[tuple[str, str]]:
    """Refuse a link, and whatever is neither file nor folder: reading it could wait for ever."""
    if entry.is_symlink():
        yield "This is a link, which can lead out of the folder.", "Put the file itself in its place."
    elif not (entry.is_dir() or stat.S_ISREG(entry.stat().st_mode)):
        yield "This is neither a file nor a folder.", "Take it away."


def _check_top(path: str, is_folder: bool) -> Iterator[tuple[str, str]]:
    if path in FILES and is_folder:
        yield "This is a folder, and should be a file.", "Move it away, and write the file."
    elif path in FOLDERS and not is_folder:
        yield "This is a file, and should be a folder.", "Move it away."
    elif path not in (*FILES, *FOLDERS):
        yield from _original(path)
        known = f"Here stand {', '.join(FILES)} and the folders {', '.join(FOLDERS)}."
        yield "This has no place here.", nearest(path, (*FILES, *FOLDERS)) or known


def _check_request(path: str, is_folder: bool) -> Iterator[tuple[str, str]]:
    """Find names that nothing reads; what is no name of a request's file at all, content.py tells."""
    name = PurePosixPath(path)
    if len(name.parts) != 3:  # requests, the request, the file
        return
    if is_folder and name.suffix in SUFFIXES:
        yield "This is a folder, and should be a file.", "Move it away, and put the file in its place."
    elif name.suffix.lower() in SUFFIXES and name.suffix not in SUFFIXES:
        yield "The name ends in capitals.", f"Rename it to '{name.stem}{name.suffix.lower()}'."


def _check_page(path: str, is_folder: bool) -> Iterator[tuple[str, str]]:
    yield from _only(".md", "A page of prose", path, is_folder=is_folder)
    yield from check_name(PurePosixPath(path).stem)


def _check_release(path: str, is_folder: bool) -> Iterator[tuple[str, str]]:
    yield from _only(".yml", "The notes on a release", path, is_folder=is_folder)


def _only(suffix: str, what: str, path: str, *, is_folder: bool) -> Iterator[tuple[str, str]]:
    """Let files with one ending in, and no folder."""
    name = PurePosixPath(path)
    if is_folder:
        yield "This is a folder.", f"{what} is a file that ends in {suffix}."
    elif name.suffix != suffix:
        yield from _original(path)
        yield "This has no place here.", f"{what} ends in {suffix}."


def _check_theme(path: str, _: bool) -> Iterator[tuple[str, str]]:
    """Refuse originals, and names that no address and no list of files could hold: the site takes the files as they are."""
    yield from _original(path, web=False)
    if UNADDRESSABLE.search(path):
        yield "The name holds a character that an address cannot hold.", "Rename it."


def _original(path: str, *, web: bool = True) -> Iterator[tuple[str, str]]:
    """Refuse a letter as it came."""
    name = PurePosixPath(path)
    if name.suffix.lower() in (ORIGINALS | WEB if web else ORIGINALS):
        yield (
            "This is the original of a letter, which may hold hidden data.",
            f"Take it out of the folder and run `python3 build.py add {name.name}`.",
        )


def check_name(name: str) -> Iterator[tuple[str, str]]:
    """Find why a name can be no folder of the site on some system: it is too long, or kept by Windows for a device."""
    if DEVICE.match(name):
        yield f"'{name}' is a name that Windows keeps for a device.", "Rename it."
    elif len(name) > LONGEST:
        yield f"The name has {len(name)} characters, and more than {LONGEST} make paths too long.", "Shorten it."
