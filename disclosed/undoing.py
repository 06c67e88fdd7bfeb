"""What the preview has written, change by change, and how one of them is taken back.

A change goes back while its files are as it left them. The name of an authority that it put into `authorities.yml` goes out again
whatever stands there beside it since, and stays where another letter needs it now: a letter's text does not wait for that file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.replacing import Written, read_or_none
from disclosed.serving.pages import LIST
from disclosed.serving.takedown import Named, without_name

MOST_CHANGES = 50  # that can be undone, one after another, besides those that have deleted a file


@dataclass(frozen=True, slots=True)
class Change:
    """What one form has written: in words, and file by file.

    `authority` is whose letter it has withdrawn; `named` is the file into which it has put that name, where nothing else gave it.
    """

    words: tuple[str, ...]
    page: str
    files: tuple[Written, ...]
    authority: str = ""
    named: Written | None = None

    @property
    def all_files(self) -> tuple[Written, ...]:
        """List its files, that of the name among them."""
        return (*self.files, *((self.named,) if self.named else ()))

    @property
    def deletes(self) -> bool:
        """Whether a file is gone by it, of which nothing else keeps a copy."""
        return any(one.after is None for one in self.files)


@dataclass(frozen=True, slots=True)
class Undoing:
    """What takes a change back: the files, the changes that can be undone after it, and what is told of it."""

    files: tuple[Written, ...]
    left: list[Change]
    words: tuple[str, ...] = ()


def remember(changes: Sequence[Change], change: Change) -> list[Change]:
    """Add a change to those that can be undone; the oldest go, but for what deleted a file and what its page has done besides."""
    pages = {one.page for one in (*changes, change) if one.deletes}
    others = [one for one in (*changes, change) if one.page not in pages]
    gone = {id(one) for one in others[:-MOST_CHANGES]}
    return [one for one in (*changes, change) if id(one) not in gone]


def plan_undo(changes: Sequence[Change], change: Change) -> Undoing:
    """Say what takes a change back; raises UserError where one of its own files has changed since."""
    for one in change.files:
        now = read_or_none(one.path)
        if now != one.after:
            raise UserError([_changed_since(one, now, changes)])
    files = tuple(one.undone() for one in change.files)
    left = [one for one in changes if one is not change]
    if change.named is None:
        return Undoing(files, left)
    heir = next((one for one in left if one.authority == change.authority and one.named is None), None)
    if heir:
        return Undoing(files, [replace(one, named=change.named) if one is heir else one for one in left])
    return _without_name(Undoing(files, left), change.named, change.authority)


def _without_name(undoing: Undoing, named: Written, authority: str) -> Undoing:
    """Take a name out of the file, and out of what later changes have seen of it, so that they can be undone to the last byte."""
    entry = Named(authority, named.before, named.after)
    try:
        now = read_or_none(named.path)
        left = [_seen_without(one, entry) for one in undoing.left]
        file = Written(named.path, now, without_name(now, entry), named.mode)
    except UserError:
        told = f"{named.path.name} keeps the name of '{authority}', which has changed there since. Take it out by hand."
        return replace(undoing, words=(told,))
    return Undoing((*undoing.files, file) if file.before != file.after else undoing.files, left)


def _seen_without(change: Change, entry: Named) -> Change:
    if change.named is None:
        return change
    before, after = (without_name(data, entry) for data in (change.named.before, change.named.after))
    return replace(change, named=replace(change.named, before=before, after=after))


def _changed_since(one: Written, now: bytes | None, changes: Sequence[Change]) -> Finding:
    """Say what is in the way of undoing: another change of this preview, or somebody's own."""
    message = f"{one.path.name} has changed since, so that nothing is undone."
    last = next((each for each in reversed(changes) if any(file.path == one.path for file in each.files)), None)
    if last is None or all(file.after != now for file in last.files if file.path == one.path):
        return problem("", 0, message, "Change it by hand.")
    name = last.page.removeprefix(LIST).strip("/")
    where = f"on the page of {name}" if name else "in the list of what waits"
    return problem("", 0, message, f"Undo first what was done {where}: {' '.join(last.words[:1])}".strip())
