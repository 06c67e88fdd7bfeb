"""A letter that is taken down: for good, or while a complaint is considered; what that writes, and what a person is told before.

Of a withdrawn letter its `.yml` keeps the state, the days and what tells it from others, and no word of what it said
(docs/releasing.md). Why it went is neither asked nor shown: a reason could describe what was removed (docs/editorial.md §8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from disclosed.describing.describe import notice
from disclosed.describing.index import Index
from disclosed.findings import UserError, problem
from disclosed.serving.choices import TakeDown
from disclosed.serving.forms import way
from disclosed.serving.review_views import Field, Form, Piece, Wait, Way
from disclosed.serving.reviewing import Reviewed
from disclosed.settling.settings import ResponseFile
from disclosed.settling.settle import KEPT_KEYS
from disclosed.yaml_changes import DropComments, DropRemark, Edit, Put, PutGroup, TakeOutKey
from disclosed.yaml_edits import BY_HAND, edit_settings
from disclosed.yaml_source import Tree, parse_yaml
from disclosed.yaml_words import quoted

_ALL_BUT_KEYS = re.compile(r"\s*(?:#|\Z)")  # comments quote the letter as well, and gaps parted what is gone
GIT = "The next build takes it off the site, out of the data and out of .cache. What Git keeps of it stays (docs/releasing.md)."


AUTHORITIES = "authorities.yml"


@dataclass(frozen=True, slots=True)
class Named:
    """A name in `authorities.yml` that only a withdrawn letter's text gave: its key there, and the file before and after it came in."""

    key: str
    before: bytes | None
    after: bytes | None


def with_name(data: bytes | None, key: str, name: str) -> bytes:
    """Put an authority's name into the file; raises UserError where that must be done by hand."""
    return edit_settings(data or b"", [PutGroup(key, (("name", name),))], AUTHORITIES, (key,))


def told_name(key: str, name: str) -> str:
    """Say what to write by hand where a name cannot be put into the file."""
    told = f"The name of the authority stood in the letter's text alone, and {AUTHORITIES} cannot be changed here."
    return f"{told} Write it there by hand: {key}: {{name: {quoted(name)}}}"


def without_name(data: bytes | None, named: Named) -> bytes | None:
    """Take a name out of the file again, with what else stands there kept; raises UserError where the name has changed."""
    if data == named.after:
        return named.before
    if data is None or named.key not in (tree := _tree(data)):
        return data
    if tree[named.key] != _tree(named.after).get(named.key):
        raise UserError([problem(AUTHORITIES, 0, f"'{named.key}' has changed since.", BY_HAND)])
    return edit_settings(data, [TakeOutKey(named.key)], AUTHORITIES, ())


def _tree(data: bytes | None) -> dict[str, Tree]:
    source = parse_yaml(data or b"", AUTHORITIES)
    return source.tree if isinstance(source.tree, dict) else {}


def take_down_edits(choice: TakeDown, settings: ResponseFile, day: str) -> Iterator[Edit]:
    """Write down that a letter is taken down; a withdrawn one keeps the day on which it went."""
    if choice.state == "under_review":
        yield Put("under_review", day)
        return
    yield from (TakeOutKey(key) for key in sorted(settings.model_fields_set - set(KEPT_KEYS)))
    yield DropComments(_ALL_BUT_KEYS)
    yield from (DropRemark(key) for key in KEPT_KEYS)
    yield Put("state", "withdrawn")
    yield Put("withdrawn", settings.withdrawn or day)


def plan_takedown(reviewed: Reviewed) -> Wait | None:
    """Offer to take down a letter that is published, or that has been under review."""
    state = reviewed.row.state
    if state not in {"published", "under_review"}:
        return None
    under_review = (_form("under_review", "While a complaint is considered", "Hide it for now", _meant_for_now()),)
    gone = _form("withdrawn", "For good", "Withdraw it", tuple(_meant_for_good(reviewed)))
    words = "If it should not have been published, take it down first, and ask why afterwards."
    return Wait("down", "", "Take it down", ((Piece(words),),), forms=(*under_review[: state == "published"], gone))


def left_way() -> Way:
    """Offer to delete what is left of a letter that is withdrawn."""
    return way("Delete what is left of it", {"do": "take_down", "state": "withdrawn"}, first=True)


def _form(state: str, title: str, button: str, means: tuple[str, ...]) -> Form:
    return Form(title, button, (Field("do", "take_down"), Field("state", state)), means=means)


def _meant_for_now() -> tuple[str, ...]:
    return (
        "Its page and the data say that it is under review, and since when; nothing else of it is shown.",
        "Its text and all that was decided of it stay as they are here. Show it again at a click.",
        "The next build takes it off the site.",
    )


def _meant_for_good(reviewed: Reviewed) -> Iterator[str]:
    """Say what withdrawing a letter writes, shows and deletes."""
    yield f"Its page says, with the day: “{_notice(reviewed)}” It does not say why, and neither do the data."
    yield "Its text, and all that was decided of it, are deleted here. Undo brings them back until the preview is ended."
    yield "The title and the texts of its request stay: see on the request’s page that they tell nothing of it."
    yield GIT


def _notice(reviewed: Reviewed) -> str:
    """Give the words that its page will have, without the day."""
    rows = tuple(
        replace(row, state="withdrawn", updated="") if row.response == reviewed.name else row
        for row in reviewed.package.responses
    )
    return notice(Index(replace(reviewed.package, responses=rows)), reviewed.name)
