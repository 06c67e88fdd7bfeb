"""The package of the last release, read from git: from the tag of its version, else from the commit that set the version.

This is the only module that runs git, and it only reads. Where the last release is, it asks of what scripts are meant to ask:
rev-parse, rev-list, ls-tree, cat-file, diff-tree; what is not committed, of symbolic-ref and status. The environment is its
own: no pager, no prompt, no variable that points at another repository. A user's settings are read; of the answers they
change how much of a large move is found to be one, and which files that are new status passes over.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.packaging.descriptor import DESCRIPTOR
from disclosed.yaml_source import parse_yaml

PACKAGE, SITE, NOTES = "datapackage", "content/site.yml", "content/releases"
SECONDS = 60  # of one question to git: a large history on a slow disk takes a few
# Where a user's settings are: they say which folders git may trust (`safe.directory`).
KEPT = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"})
OWN = {
    "LC_ALL": "C",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_CONFIG_COUNT": "0",
}
OPTIONS = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
AGAINST = "Name the earlier package yourself: --against DIR_OR_ZIP."


@dataclass(frozen=True, slots=True)
class Released:
    """The package of a release: its files, and where they were found."""

    files: Mapping[str, bytes]
    where: str


class Git:
    """Asks git about one project's repository. Raises UserError where there is none, or none that answers."""

    def __init__(self, project: Path) -> None:
        self.project = self.top = project
        self.inside = self.ask("rev-parse", "--show-prefix").rstrip(
            "\n"
        )  # of the project in its repository, with a slash
        self.top = Path(self.ask("rev-parse", "--show-toplevel").rstrip("\n"))

    def ask(self, *arguments: str) -> str:
        """Give what git answers; names may be in any encoding."""
        return os.fsdecode(self.read(*arguments))

    def read(self, *arguments: str, given: bytes = b"") -> bytes:
        """Give what git answers, as bytes."""
        done = self._run(arguments, given)
        if done.returncode:
            raise UserError([problem(self.project.name, 0, *_refused(done.stderr.decode("utf-8", "replace")))])
        return done.stdout

    def says(self, *arguments: str) -> str:
        """Give what git answers, or '' where it says no."""
        done = self._run(arguments, b"")
        return "" if done.returncode else os.fsdecode(done.stdout).strip()

    def _run(self, arguments: Sequence[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key in KEPT}
        try:
            return subprocess.run(  # noqa: S603 - no shell, and no word of a user's but names of files
                ["git", *OPTIONS, *arguments],  # noqa: S607 - the git that the user calls
                cwd=self.top,
                env=environment | OWN,
                input=given,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except FileNotFoundError:
            message = "The last release is read from git's history, and git is not installed here."
            raise UserError([problem(self.project.name, 0, message, f"Install git. {AGAINST}")]) from None
        except subprocess.TimeoutExpired:
            message = f"git did not answer within {SECONDS} seconds."
            raise UserError([problem(self.project.name, 0, message, f"Try again. {AGAINST}")]) from None

    def blobs(self, names: Sequence[str]) -> Iterator[bytes | None]:
        """Give the contents of objects by name (`commit:path`); None for one that is not there."""
        if any("\n" in name for name in names):
            raise UserError([problem(self.project.name, 0, "A folder's name holds a line end.", AGAINST)])
        data = self.read("cat-file", "--batch", given=b"".join(os.fsencode(name) + b"\n" for name in names))
        at = 0
        for _ in names:
            end = data.index(b"\n", at)
            head = data[at:end].split(b" ")
            at = end + 1
            if head[-1] == b"missing" or head[-1] == b"ambiguous":
                yield None
                continue
            size = int(head[-1])
            yield data[at : at + size] if head[-2] == b"blob" else None
            at += size + 1

    def folder(self, commit: str, path: str) -> dict[str, bytes]:
        """Read every file of a folder as a commit has it: path inside it → bytes."""
        listed = self.ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{path}/").split("\0")
        files: dict[str, str] = {}
        for entry in filter(None, listed):
            facts, _, name = entry.partition("\t")
            mode, _, digest = facts.split(" ")[:3]
            if mode.startswith("100"):  # a file, and neither a link nor another repository
                files[name.removeprefix(f"{path}/")] = digest
        found = zip(files, self.blobs(list(files.values())), strict=True)
        return {name: data for name, data in found if data is not None}


def _refused(words: str) -> tuple[str, str]:
    """Say in a person's words why git did not answer."""
    if "not a git repository" in words:
        return "The last release is read from git's history, and this folder is in no git repository.", AGAINST
    if "dubious ownership" in words:
        return "git does not trust this folder, which another user owns.", f"Run the command as that user. {AGAINST}"
    last = (words.strip().splitlines() or ["no reason given"])[-1]
    return f"git could not be asked ({last}).", AGAINST


def find_released(git: Git, version: str) -> Released | None:
    """Find the package of a version; None where none was ever released. Raises UserError where history does not tell.

    A version below 1.0.0 that no notes and no tag tell of is what a new site begins with, and was never released. Where there
    are notes on the version, only a commit that has them made it: before a new site stands the history of the one that it was
    begun from, which may have had the same number.
    """
    noted = (git.project / NOTES / f"{version}.yml").exists()
    tag = git.says("rev-parse", "--verify", "--quiet", f"refs/tags/v{version}^{{commit}}")
    unborn = not git.says("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if unborn or (version.startswith("0.") and not noted and not tag):
        return None
    if tag:
        return _tagged(git, tag, version)
    place = _with_package(git, *_that_set(git, version, noted=noted), version)
    if place is None:
        return None
    commit, inside = place
    return Released(git.folder(commit, f"{inside}{PACKAGE}"), f"commit {commit[:10]}")


def _tagged(git: Git, commit: str, version: str) -> Released:
    """Read the package of a tagged commit, where the project stood at that time."""
    paths = [f"{git.inside}{PACKAGE}", *_other_places(git, commit)]
    for path in dict.fromkeys(paths):
        files = git.folder(commit, path)
        if DESCRIPTOR in files and _version_of(files[DESCRIPTOR]) == version:
            return Released(files, f"tag v{version}")
    message = f"The commit of tag v{version} holds no data package of that version."
    raise UserError([problem(git.project.name, 0, message, f"Move the tag to the commit of that release. {AGAINST}")])


def _other_places(git: Git, commit: str) -> Iterator[str]:
    """Find the folders of a commit that hold a data package beside their content, as one that was renamed since does."""
    names = git.ask("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit).split("\0")
    known = set(names)
    ending = f"{PACKAGE}/{DESCRIPTOR}"
    for name in names:
        if name.endswith(ending) and f"{name.removesuffix(ending)}{SITE}" in known:
            yield name.removesuffix(f"/{DESCRIPTOR}")


def _that_set(git: Git, version: str, *, noted: bool) -> tuple[str, str]:
    """Find the commit that set site.yml's version, and where the project stood then; along a branch, merges as one step.

    `noted` asks for notes on the version beside it.
    Raises UserError where no commit has the version, or where the history that is here does not reach back to it.
    """
    found: tuple[str, str] | None = None
    start, inside = "HEAD", git.inside
    while start:
        commits = git.ask("rev-list", "--first-parent", start, "--", f"{inside}{SITE}").split()
        for commit, data in zip(commits, git.blobs([f"{commit}:{inside}{SITE}" for commit in commits]), strict=True):
            was = _version_in(data) if data is not None else ""
            if was == version and (not noted or _has_notes(git, commit, inside, version)):
                found = commit, inside
            elif found:
                return found
            elif data is not None:
                raise UserError([_not_committed(version, "" if was == version else was)])
        start, inside = _before_rename(git, commits[-1], inside) if commits else ("", inside)
    if git.says("rev-parse", "--is-shallow-repository") == "true":
        message = (
            f"The history here is cut short (a shallow clone) and does not reach the release of version {version}."
        )
        remedy = f"Fetch the rest: git fetch --unshallow --tags. {AGAINST}"
        raise UserError([problem(git.project.name, 0, message, remedy)])
    if found is None:
        raise UserError([_not_committed(version, "")])
    return found


def _has_notes(git: Git, commit: str, inside: str, version: str) -> bool:
    return bool(git.says("rev-parse", "--verify", "--quiet", f"{commit}:{inside}{NOTES}/{version}.yml"))


def _not_committed(version: str, other: str) -> Finding:
    """Tell that site.yml has a version which no commit has; `other` is that of the last commit, '' where there is none."""
    back = f"set it back to {other}" if other else "commit the project as it is"
    message = f"The version is {version}, which no commit has yet."
    remedy = f"If that release is made, commit it; else {back}: this command sets the version. {AGAINST}"
    return problem(SITE, 0, message, remedy)


def _before_rename(git: Git, commit: str, inside: str) -> tuple[str, str]:
    """Go on before a commit that moved the project: the commit before it, and where the project stood; '' where none did."""
    if not git.says("rev-parse", "--verify", "--quiet", f"{commit}^1"):
        return "", inside
    moves = git.ask("diff-tree", "-r", "-M", "-z", "--diff-filter=R", "--name-status", f"{commit}^1", commit).split(
        "\0"
    )
    moved = {now: was for was, now in zip(moves[1::3], moves[2::3], strict=False)}
    before = moved.get(f"{inside}{SITE}", "")
    return (f"{commit}^1", before.removesuffix(SITE)) if before.endswith(SITE) else ("", inside)


def _with_package(git: Git, commit: str, inside: str, version: str) -> tuple[str, str] | None:
    """Find the first commit since one whose data package has the version too; None where there is none."""
    path = f"{inside}{PACKAGE}/{DESCRIPTOR}"
    later = git.ask(
        "rev-list", "--first-parent", "--reverse", f"{commit}..HEAD", "--", f"{git.inside}{PACKAGE}/{DESCRIPTOR}"
    )
    places = [(commit, inside), *((each, git.inside) for each in later.split())]
    names = [f"{commit}:{path}", *(f"{each}:{git.inside}{PACKAGE}/{DESCRIPTOR}" for each in later.split())]
    for place, data in zip(places, git.blobs(names), strict=True):
        if data is not None and _version_of(data) == version:
            return place
    return None


def _version_in(data: bytes) -> str:
    """Read the version that a site.yml says; '' where it cannot be read."""
    tree = parse_yaml(data, SITE).tree
    version = tree.get("version", "") if isinstance(tree, dict) else ""
    return version if isinstance(version, str) else ""


def _version_of(data: bytes) -> str:
    """Read the version that a package's descriptor says; '' where it cannot be read."""
    try:
        descriptor = json.loads(data)
    except ValueError:
        return ""
    return str(descriptor.get("version", "")) if isinstance(descriptor, dict) else ""


def uncommitted(git: Git) -> int:
    """Count the files of the content and the package that differ from the last commit."""
    paths = [f"{git.inside}content", f"{git.inside}{PACKAGE}"]
    listed = git.ask("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", *paths)
    return sum(1 for entry in listed.split("\0") if entry)


def on_a_branch(git: Git) -> bool:
    """Tell whether a commit would belong to a branch."""
    return bool(git.says("symbolic-ref", "--quiet", "HEAD"))
