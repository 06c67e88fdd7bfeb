"""What the templates of the review are given: ready words, forms and order, so that they decide nothing (as publishing/views.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from disclosed.publishing.views import Head, Link


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of running text with one meaning; `doubt` is what is asked about."""

    text: str
    style: Literal["", "figure", "aside", "doubt", "strong", "quiet"] = ""
    href: str = ""


Words = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a form sends and nobody sees."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from."""

    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to fill in: a line of text, longer words where `rows` is above 1, a day, places of the letter, or one of several answers.

    `hint` stands under its name, `known` names the list of words to choose from.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    known: str = ""
    rows: int = 1
    options: tuple[Option, ...] = ()
    kind: Literal["text", "date", "places"] = "text"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to settle something at a click: what the button says, what that writes down, and what follows from it."""

    button: str
    fields: tuple[Field, ...]
    means: tuple[str, ...] = ()
    first: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the last form led to: a change that is written, or why nothing is; `written` leads to the file on the same page."""

    title: str
    words: tuple[str, ...]
    refused: bool = False
    undo: Way | None = None
    written: bool = False
    anyway: Way | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One number of a line, to be said what it is."""

    title: Words
    fields: tuple[Field, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What to fill in where no button fits, behind `title`; `items` are the numbers of a line, `told` is why it was refused.

    `means` says what follows from it.
    """

    title: str
    button: str
    fields: tuple[Field, ...]
    entries: tuple[Entry, ...] = ()
    items: tuple[Item, ...] = ()
    opened: bool = False
    told: Told | None = None
    means: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A line of the letter."""

    number: int
    words: Words
    href: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that waits for a person: what it is, the lines it is about, the ways to settle it."""

    anchor: str
    tag: str
    title: str
    words: tuple[Words, ...] = ()
    lines: tuple[Quoted, ...] = ()
    ways: tuple[Way, ...] = ()
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One thing that was read: what it is called, what it is, where it stands, and the way to mend it."""

    anchor: str
    label: Words
    value: Words
    line: Link | None
    mend: Link | None
    remark: str = ""
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Mend:
    """A way to say something of a whole answer; `unseen` follows it for screen readers."""

    text: str
    href: str
    unseen: str


@dataclass(frozen=True, slots=True)
class Also:
    """What became of a question that shares all its lines with another, and the ways to say something of it."""

    title: str
    outcome: Words
    mends: tuple[Mend, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one question, or of what stands between questions, beside what was read from them."""

    anchor: str
    title: str
    outcome: Words
    mends: tuple[Mend, ...]
    lines: tuple[Quoted, ...]
    read: tuple[ReadLine, ...]
    forms: tuple[Form, ...] = ()
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person has decided before, and the way to take it back."""

    words: Words
    by: str
    back: Way | None


@dataclass(frozen=True, slots=True)
class Common:
    """What every form of a page sends along, and where to; `by` is who decides."""

    action: str
    fields: tuple[Field, ...]
    by: str
    told: Told | None = None
    known: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The review of one letter; `lines` is the heading of its text, `decisions` are None where none are listed.

    `down` offers to take it down.
    """

    head: Head
    common: Common
    seen: str
    waits: tuple[Wait, ...]
    publish: Wait | None
    parts: tuple[Part, ...]
    decisions: tuple[Decision, ...] | None
    written: str = ""
    file: str = ""
    lines: str = "The letter, and what was read"
    down: Wait | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter in a list of what waits."""

    title: str
    href: str
    words: str
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Letters under one heading; where they are folded away, `closed` says what opens them; `way` is about all of them."""

    anchor: str
    title: str
    words: str = ""
    entries: tuple[Waiting, ...] = ()
    closed: str = ""
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stops a build: where, what is wrong, what to do, and where it can be settled."""

    place: str
    words: str
    remedy: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class ListView:
    """The list of what waits, the worst first; `others` are findings in files that are no letter's."""

    head: Head
    common: Common
    seen: str
    problems: tuple[Problem, ...] = ()
    others: tuple[Problem, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidView:
    """A page of a few words: what is wrong, and where to go."""

    head: Head
    problems: tuple[Problem, ...] = ()
    links: tuple[Link, ...] = ()
