"""What the list of what waits is made of: the letters with what is found in them, and what is wrong elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from disclosed.desk import Desk
from disclosed.findings import problem
from disclosed.model import Finding
from disclosed.serving.reviewing import WITHDRAWN
from disclosed.serving.waiting_list import Found, Listed, drafts_beside, named_letter
from disclosed.states import Known, State

NOT_ADDED = "It is not added yet, so that nothing has read it."
TOLD = frozenset({"warning", "error"})  # an error that stops no build is what drafts would bring


def list_letters(state: State, desk: Desk) -> tuple[Listed, ...]:
    """List the letters with what is found in them; those that could not be loaded by their names."""
    gone = (one.name for one in state.letters if one.state == "withdrawn")
    return tuple(_listed(state, desk, sorted({*desk.names(), *gone}), desk.held_up(_beside(state))))


def ready_in(state: State, desk: Desk, request: str) -> tuple[str, ...]:
    """Name the drafts of a request in which nothing waits; none while something is wrong in its file, which its page tells first."""
    own = [name for name in desk.names() if name.startswith(f"{request}/")]
    listed = _listed(state, desk, own, dict.fromkeys(_beside(state), 1))
    return tuple(one.name for one in listed if one.is_ready)


def _beside(state: State) -> Iterator[str]:
    return drafts_beside(state.letters, (*state.findings, *state.stops))


def _listed(state: State, desk: Desk, names: Iterable[str], held_up: Mapping[str, int]) -> Iterator[Listed]:
    found: dict[str, list[Finding]] = {}
    for finding in (*state.findings, *state.stops):
        found.setdefault(finding.file.rpartition(".")[0], []).append(finding)
    known = {one.name: one for one in state.letters}
    for name in names:
        own = tuple(dict.fromkeys(found.get(f"content/requests/{name}", ())))
        yield _letter(name, known.get(name), own, desk, held_up.get(name, 0))


def _letter(name: str, known: Known | None, found: tuple[Finding, ...], desk: Desk, held_up: int) -> Listed:
    request, _, stem = name.partition("/")
    if known is None:
        title, settings = named_letter(request, stem), desk.settings_text(request, stem)
        return Listed(request, stem, title, "", found, settings, held_up=held_up)
    asked = known.state == "draft" or not known.grounded
    settings = desk.settings_text(request, stem) if asked else ""
    grounded = known.grounded or known.state in WITHDRAWN
    return Listed(request, stem, f"{known.authority}: {known.title}", known.state, found, settings, grounded, held_up)


def find_elsewhere(state: State, letters: Iterable[Listed], not_added: Iterable[str]) -> Found:
    """Gather what stops a build, and what is told of files that are no listed letter's; `not_added` lie in the inbox unread."""
    names = {f"content/requests/{letter.name}" for letter in letters}
    told = [one for one in state.findings if one.level in TOLD and one not in state.stops]
    others = [one for one in told if one.file.rpartition(".")[0] not in names]
    unread = [problem(file, 0, NOT_ADDED, f"Run `python3 build.py add {file}`.") for file in not_added]
    return Found(state.stops, [*others, *unread])
