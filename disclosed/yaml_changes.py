"""The changes that can be made in a settings file, as data: what each is about, and what it puts there or takes away."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | tuple[str, ...]
Pairs: TypeAlias = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Put:
    """Give a key of the file a text, in place of what it has or among its neighbours."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class TakeOutKey:
    """Take a key of the file out, with all that it holds."""

    key: str


@dataclass(frozen=True, slots=True)
class DropRemark:
    """Take away the comment behind a key's value."""

    key: str


@dataclass(frozen=True, slots=True)
class DropComments:
    """Take away the whole lines of comment that a pattern matches."""

    pattern: re.Pattern[str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class DropStanza:
    """Take away an entry that stands as a comment (`#   - finding: …`), found by keys of it; with the last one its `# settled:`."""

    pairs: tuple[tuple[str, str], ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class PutGroup:
    """Give a key of the file keys of its own, in place of those it has."""

    key: str
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Append:
    """Add entries at the end of a list, which is made where there is none."""

    key: str
    entries: tuple[Pairs, ...]


@dataclass(frozen=True, slots=True)
class PutInEntry:
    """Give a key of the nth entry of a list (from 0) a text; '' takes the key out."""

    key: str
    place: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Take the nth entry (from 0) out of a list; with the last one goes the key."""

    key: str
    place: int


@dataclass(frozen=True, slots=True)
class PutAll:
    """Change every text of the file, keys and comments too, that a function gives otherwise."""

    change: Callable[[str], str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class TakeOutOf:
    """Take a name and what it holds out of the keys that a key of the file holds; with the last one goes the key."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class PutOf:
    """Give a name among the keys that a key of the file holds a text, or keys of its own, in place of what it has."""

    key: str
    name: str
    value: str | Pairs


@dataclass(frozen=True, slots=True)
class PutWithin:
    """Give a key of what a name holds, among the keys that a key of the file holds, another text: the title of one table."""

    key: str
    name: str
    within: str
    value: str


Edit = (
    Put
    | PutOf
    | PutWithin
    | PutGroup
    | Append
    | PutInEntry
    | TakeOut
    | TakeOutKey
    | TakeOutOf
    | DropRemark
    | DropComments
    | DropStanza
    | PutAll
)
