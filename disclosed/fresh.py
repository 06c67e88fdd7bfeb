"""Know within milliseconds that nothing has changed: name, size, time and inode of every file that goes in or comes out.

A build whose command, inputs (content, templates, engine, libraries) and outputs are as the last one left them has
nothing to do. Inputs are listed before they are read, outputs after they are written: a file that changes in between
makes the next build run. Listings are compared whole, so that no two of them can pass for one another. They are a
convenience: the file that holds them may be deleted, and `--no-cache` does not look at it.

This runs before anything else, on the user's own Python, so that it imports nothing that is not there already.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

STAMP = os.path.join(".cache", "last-build")  # noqa: PTH118 - pathlib takes as long to import as all of this
NOT_KEPT = "--no-cache"  # a build that is told so does all its work
UNCHANGED = "Nothing has changed since the last build."
ENGINE = ("templates", "disclosed", "build.py", "pyproject.toml")
END = "\0"  # stands in no file's name, argument or report


class LastBuild:
    """What the last build left: its command, its listing, what it printed, how much it told on a terminal alone.

    What that was is not kept.
    """

    __slots__ = ("arguments", "listing", "report", "told")

    def __init__(self, arguments: Sequence[str], listing: str, report: Sequence[str], *, told: int = 0) -> None:
        self.arguments, self.listing, self.report, self.told = list(arguments), listing, list(report), told


def unchanged_report(root: str, arguments: Sequence[str]) -> list[str] | None:
    """Give what the last build printed, if the same command has nothing to do now; `root` is where build.py stands."""
    project = project_of(root, arguments)
    last = None if NOT_KEPT in arguments else read_last_build(project)
    if last is None or last.arguments != list(arguments) or os.path.exists(os.path.join(project, ".staged")):  # noqa: PTH110, PTH118
        return None
    if last.told and sys.stdout.isatty():
        return None
    same = list_inputs(root, project) + list_outputs(project) == last.listing
    return [*last.report, UNCHANGED] if same else None


def project_of(root: str, arguments: Sequence[str]) -> str:
    """Find the project that a command is for, as far as that can be told without parsing it."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--project="):
            return argument.removeprefix("--project=")
        if argument == "--project" and place + 1 < len(arguments):
            return arguments[place + 1]
    return root


def list_inputs(root: str, project: str) -> str:
    """List what a build depends on: content, templates, engine, and the Python and libraries that it runs with.

    And the inbox, since a build says how many letters wait there.
    """
    own = [os.path.join(root, name) for name in ENGINE]  # noqa: PTH118
    read = [os.path.join(project, name) for name in ("content", "inbox")]  # noqa: PTH118
    return "\n".join((*environment(root), *list_files((*read, *own))))


def list_outputs(project: str) -> str:
    """List what a build wrote."""
    return "\n".join(list_files(os.path.join(project, name) for name in ("datapackage", "site")))  # noqa: PTH118


def environment(root: str) -> list[str]:
    """Name the Python and libraries that a build runs with: those of `.venv`, where this Python would hand over to it."""
    from disclosed.setup import lacks_libraries  # noqa: PLC0415

    place = os.path.join(root, ".venv")  # noqa: PTH118
    if sys.prefix != place and not lacks_libraries():
        return [sys.version, sys.prefix, *library_names()]
    windows = sys.platform == "win32"
    python = os.path.join(place, "Scripts" if windows else "bin", "python.exe" if windows else "python")  # noqa: PTH118
    return [place, *_python_of(python), *_names_in(_libraries_of(os.path.join(place, "Lib" if windows else "lib")))]  # noqa: PTH118


def _python_of(python: str) -> list[str]:
    """Tell one Python from another by its file."""
    try:
        found = os.stat(python)  # noqa: PTH116 - a link leads to the Python that runs
    except OSError:
        return []
    return [f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"]


def _libraries_of(place: str) -> list[str]:
    """Find the folders in which an environment has its libraries: `Lib/site-packages`, `lib/python3.12/site-packages`."""
    try:
        inside = [place, *(entry.path for entry in os.scandir(place))]
    except OSError:
        return []
    return [os.path.join(folder, "site-packages") for folder in inside]  # noqa: PTH118


def library_names() -> tuple[str, ...]:
    """Name the installed libraries with their versions, as their metadata folders are called."""
    return tuple(_names_in(folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))))


def _names_in(folders: Iterable[str]) -> list[str]:
    there = (folder for folder in folders if os.path.isdir(folder))  # noqa: PTH112
    return sorted(name for folder in there for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208


def list_files(places: Iterable[str]) -> Iterator[str]:
    """List every file in some folders with its size, time and inode; a place that holds none has a line too."""
    waiting = [(place, os.path.basename(place)) for place in places]  # noqa: PTH119
    while waiting:
        place, name = waiting.pop()
        yield name
        try:
            files, folders = _entries(place)
        except NotADirectoryError:
            files, folders = _python_of(place), []
        except FileNotFoundError:
            continue
        except OSError as error:  # a folder that may not be read: whoever reads it tells so
            files, folders = [f"{error.errno}"], []
        yield from sorted(files)
        waiting += [(os.path.join(place, folder), f"{name}/{folder}") for folder in sorted(folders)]  # noqa: PTH118


def _entries(place: str) -> tuple[list[str], list[str]]:
    """List the files of a folder with their facts, and its folders. Raises OSError."""
    files, folders = [], []
    with os.scandir(place) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                try:
                    found = entry.stat(follow_symlinks=False)
                except FileNotFoundError:  # an editor's own file, gone since the folder was listed
                    continue
                files.append(f"{entry.name} {found.st_size} {found.st_mtime_ns} {found.st_ino}")
            elif entry.name != "__pycache__":
                folders.append(entry.name)
    return files, folders


def read_last_build(project: str) -> LastBuild | None:
    """Read what the last build left, or None where there is nothing that can be read."""
    try:
        with open(os.path.join(project, STAMP), encoding="utf-8", errors="surrogateescape", newline="") as file:  # noqa: PTH118, PTH123
            arguments, told, report, listing = file.read().split(END)
            return LastBuild(arguments.split("\n") if arguments else [], listing, report.split("\n"), told=int(told))
    except (OSError, ValueError):
        return None


def write_last_build(project: str, last: LastBuild) -> None:
    """Keep what this build left, for the next one; where it cannot be kept, the next one builds again."""
    target = os.path.join(project, STAMP)  # noqa: PTH118
    beside = f"{target}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        with open(beside, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:  # noqa: PTH123
            file.write(END.join(("\n".join(last.arguments), str(last.told), "\n".join(last.report), last.listing)))
        os.replace(beside, target)  # noqa: PTH105
    except OSError:
        if os.path.exists(beside):  # noqa: PTH110
            os.unlink(beside)  # noqa: PTH108
