"""`python3 build.py release`: compare the package with the last release's, write the notes, set the version and the day.

The one command that reads git (releasing/history.py). It publishes nothing: it writes `content/releases/<version>.yml` and two
values of `content/site.yml`, builds, and says what to commit and how to tag. Before that it makes sure that the package on
disk is what the letters give, and that nothing waits for a person.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosed.describing.wording import counted, day
from disclosed.findings import UserError, problem, stop_on
from disclosed.model import ReadBytes
from disclosed.output import replace_file
from disclosed.packaging.package import read_folder, render_package, unzip_bytes
from disclosed.releasing.difference import difference_of, shown
from disclosed.releasing.disclosure import given_away
from disclosed.releasing.edition import load_older, parse_edition
from disclosed.releasing.history import Git, find_released, on_a_branch, uncommitted
from disclosed.releasing.notes import SITE, render_notes, set_version
from disclosed.releasing.versions import choose_version
from disclosed.releasing.wording import describe_difference
from disclosed.rows import Package
from disclosed.settling.assembly import build_package
from disclosed.settling.content import load_content

PACKAGE, NOTES = "datapackage", "content/releases"
Build = Callable[[], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """What a release was asked for: its day, its version ('' leaves it to what changed), a package to compare with."""

    project: Path
    day: str
    version: str = ""
    against: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A release before it is made: the version it gets, what it says, and what is for the editor alone.

    `version` is '' where nothing has changed; `since` names what it was compared with.
    """

    version: str
    since: str
    changes: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def make_release(options: ReleaseOptions, read: ReadBytes, build: Build) -> tuple[str, ...]:
    """Plan a release and, unless it is only to be shown, make it; gives what to print. Raises UserError."""
    package, files = _current(options.project, read)
    git = None if options.against else Git(options.project)
    plan = _plan(options, package, _earlier(options, package.version, git), files)
    if not plan.version:
        return (f"Nothing has changed since {plan.since}. There is nothing to release.",)
    _check_free(options.project, plan.version)
    said = (
        f"Version {plan.version}, {day(options.day)}, compared with {plan.since}:",
        *_listed(plan.changes),
        *plan.remarks,
    )
    if options.dry_run:
        return said
    report = _write(options, plan, build)
    return (*said, "", *report, "", *_what_next(plan.version, git))


def _current(project: Path, read: ReadBytes) -> tuple[Package, Mapping[str, bytes]]:
    """Make the package of the letters; raises UserError where something waits for a person, or another one is on disk."""
    package, found = build_package(load_content(project / "content"), read_bytes=read)
    stop_on(found, strict=True)
    files = render_package(package)
    if read_folder(project / PACKAGE) != files:
        message = "The package is not what the letters and settings give now."
        raise UserError([problem(PACKAGE, 0, message, "Run `python3 build.py`, and look at what it changes.")])
    return package, files


Earlier = tuple[Mapping[str, bytes], str] | None  # a package's files, and where they were found


def _earlier(options: ReleaseOptions, version: str, git: Git | None) -> Earlier:
    """Find the package to compare with: the one named, else the last release's; None where there was no release."""
    path = options.against
    if path is None:
        released = find_released(git, version) if git else None
        return (released.files, released.where) if released else None
    if not path.exists():
        raise UserError([problem(str(path), 0, "There is no such folder or file.", "Check its name.")])
    return (unzip_bytes(path.read_bytes(), path.name) if path.is_file() else read_folder(path)), str(path)


def _plan(options: ReleaseOptions, package: Package, earlier: Earlier, files: Mapping[str, bytes]) -> Plan:
    """Decide what a release says and is called. Raises UserError."""
    now = parse_edition(files, PACKAGE)
    if earlier is None:
        counts = ((package.requests, "request"), (package.responses, "letter"), (package.figures, "figure"))
        first = ", ".join(counted(len(rows), noun) for rows, noun in counts)
        return Plan(
            options.version or package.version, "nothing: no release was made before", (f"The first release: {first}.",)
        )
    old, where = earlier
    before = parse_edition(old, where)
    since = f"version {before.version} ({where})"
    level = difference_of(before, now).level
    if level == "none":
        return Plan("", since, ())
    if before.released > options.day:
        message = f"The day {options.day} is before {before.released}, the day of version {before.version}."
        raise UserError([problem("--date", 0, message, "Name a later day.")])
    version = choose_version(before.version, level, options.version)
    taken_down = [
        row.response for row in package.responses if row.state == "withdrawn" and row.response in shown(before)
    ]
    return Plan(version, since, describe_difference(before, now), (*_gone(taken_down, where), *_remarks(old, package)))


def _gone(letters: Sequence[str], where: str) -> Iterator[str]:
    """Remind of what a release cannot do for letters withdrawn since the last one, which was found at a place."""
    if letters:
        held = "git's history and its tag still hold" if where.startswith("tag ") else "git's history still holds"
        them = "it" if len(letters) == 1 else "them"
        yield f"{', '.join(letters)} stood in the last release: {held} {them}. See docs/releasing.md."


def _remarks(old: Mapping[str, bytes], package: Package) -> Iterator[str]:
    """Say to the editor how many suppressed cells the two releases give away together; never which, where it can be kept."""
    earlier = load_older(old, PACKAGE)
    if earlier is None:
        yield "The earlier package cannot be read as one of today's: suppressed cells were not compared across releases."
    elif found := given_away(earlier, package):
        cells = counted(len(found), "suppressed cell")
        yield f"{cells} can be worked out from this release and the last one together. Tell the authority before you publish."


def _check_free(project: Path, version: str) -> None:
    path = project / NOTES / f"{version}.yml"
    if path.exists():
        message = f"There are notes on version {version} already."
        raise UserError([problem(f"{NOTES}/{path.name}", 0, message, "Delete them, or name a later --version.")])


def _listed(changes: tuple[str, ...]) -> Iterator[str]:
    return (f"  - {words}" for words in changes)


# Writing


def _write(options: ReleaseOptions, plan: Plan, build: Build) -> tuple[str, ...]:
    """Write notes and version, and build; where that fails, everything is as it was."""
    site, notes = options.project / SITE, options.project / NOTES / f"{plan.version}.yml"
    before = site.read_bytes()
    after = set_version(before, plan.version, options.day)
    with _undone_on_failure(site, notes, before):
        try:
            notes.parent.mkdir(exist_ok=True)
            notes.write_bytes(render_notes(plan.version, options.day, plan.changes))
            replace_file(site, after)
        except OSError as error:
            message = f"The system refuses to write it ({error.strerror})."
            raise UserError([problem(NOTES, 0, message, "See to it and try again.")]) from None
        return build()


@contextlib.contextmanager
def _undone_on_failure(site: Path, notes: Path, before: bytes) -> Iterator[None]:
    """Take back what was written when anything fails, an interruption too."""
    made_folder = not notes.parent.exists()
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            notes.unlink(missing_ok=True)
            if made_folder and notes.parent.exists():
                notes.parent.rmdir()
            if site.read_bytes() != before:
                replace_file(site, before)
        raise


def _what_next(version: str, git: Git | None) -> Iterator[str]:
    """Say what to look at, to commit and to tag."""
    yield f"Look at {NOTES}/{version}.yml: its sentences are yours to better (then run `python3 build.py` again)."
    waiting = f" ({counted(uncommitted(git), 'file')})" if git else ""
    if git and not on_a_branch(git):
        yield "git is on no branch here (a detached HEAD): switch to one first, else the commit belongs to none."
    yield f"Then commit{waiting}, tag and push:"
    yield "    git add content datapackage"
    yield f'    git commit -m "Release {version}"'
    yield f'    git tag -a v{version} -m "Release {version}"'
    yield "    git push --follow-tags"
