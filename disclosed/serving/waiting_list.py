"""The list of what waits, the worst first: what stops a build, the inbox, letters with doubts, drafts that are ready."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from disclosed.adding.drafting import COMPARE, PROPOSED, UNDECIDED
from disclosed.adding.waiting import Waiting as InboxLetter
from disclosed.adding.waiting import answers_of
from disclosed.describing.wording import counted, joined, upper_first
from disclosed.model import Finding
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Head, Link
from disclosed.serving.review_views import Common, Field, Group, ListView, Problem, Waiting, Way
from disclosed.serving.words import tag_of
from disclosed.settling.settle import PERSONAL
from disclosed.settling.whose import titled

WEIGHTS = {"Stops the build": 1_000, "Personal data": 500, "Doubt": 10, "Difference": 10}
TOGETHER = "publish_together"  # what the button for several drafts sends
MANY = 2  # drafts, from which they can be published together
HELD_UP = 20  # what a file of the request stops is more than a doubt, of which the letter can be published without
REUSE = "Re-use"
_OF_REQUEST = re.compile(r"content/requests/(?P<request>[a-z0-9-]+)/request\.md\Z")
_DECIDED = re.compile(r"^reuse:", re.MULTILINE)
NAMES = {  # a kind of finding → how the list counts it
    "Stops the build": ("problem that stops a build", "problems that stop a build"),
    "Personal data": ("line that may be personal data", "lines that may be personal data"),
    "Doubt": ("doubt", "doubts"),
    "Difference": ("difference", "differences"),
    REUSE: ("question about re-use", "questions about re-use"),
    "Text": ("oddity of the text", "oddities of the text"),
    "To look at": ("thing to look at", "things to look at"),
}
TAGS = {"draft": "Draft", "withdrawn": "Withdrawn", "under_review": "Under review"}
OF_REQUEST = ("problem in the file of its request", "problems in the file of its request")


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter as the list knows it: its names, its state, what is found in it, the text of its settings, whether it may be re-used.

    `held_up` counts what publishing a draft would meet in the file of its request.
    """

    request: str
    stem: str
    title: str
    state: str
    findings: tuple[Finding, ...] = ()
    settings: str = ""
    grounded: bool = True
    held_up: int = 0

    @property
    def name(self) -> str:
        """Name the letter as the package does."""
        return f"{self.request}/{self.stem}"

    @property
    def counts(self) -> Mapping[str, int]:
        """Count what waits by its kind."""
        found = [(tag_of(one), one.file, one.line, one) for one in self.findings if one.level != "note"]
        lines = {(tag, file, line) for tag, file, line, one in found if one.code in PERSONAL}
        tags = [*(tag for tag, *_ in lines), *(tag for tag, *_, one in found if one.code not in PERSONAL)]
        return Counter([*tags, REUSE] if self._asks_ground and REUSE not in tags else tags)

    @property
    def _asks_ground(self) -> bool:
        """Whether nobody has decided on what re-use rests."""
        return not (self.grounded or _DECIDED.search(self.settings))

    @property
    def is_ready(self) -> bool:
        """Whether it is a draft in which nothing waits."""
        return self.state == "draft" and not self.asks

    @property
    def asks(self) -> bool:
        """Whether something waits for a person: findings, or what `add` guessed."""
        own = any(one.level != "note" for one in self.findings)
        return own or bool(self.held_up) or self._asks_ground or PROPOSED in self.settings or COMPARE in self.settings


@dataclass(frozen=True, slots=True)
class Found:
    """What is found in the whole folder: what stops a build, and warnings in files that are no letter's."""

    stops: Sequence[Finding] = ()
    others: Sequence[Finding] = ()


def list_view(
    letters: Sequence[Listed],
    inbox: Sequence[InboxLetter],
    found: Found,
    *,
    common: Common,
    seen: str,
    ready_seen: str,
) -> ListView:
    """Set out the list; `ready_seen` tells the files of the drafts that are ready from any other state of them."""
    stops = found.stops
    waiting = [one for one in letters if one.asks]
    ready = [one for one in letters if one.is_ready]
    rest = [one for one in letters if one not in waiting and one not in ready]
    groups = (
        Group(
            "inbox", "In the inbox", "On this computer alone, until a person has decided.", tuple(map(_inbox, inbox))
        ),
        Group("waiting", "Letters that wait for you", "", tuple(map(_entry, sorted(waiting, key=_rank)))),
        Group(
            "ready",
            "Drafts in which nothing waits",
            "Look, then publish.",
            tuple(map(_entry, ready)),
            way=together_way(len(ready), ready_seen),
        ),
        Group("rest", "All other letters", "", tuple(map(_entry, rest)), f"Show {counted(len(rest), 'letter')}"),
    )
    count = len(waiting) + len(inbox)
    told = (
        f"{counted(count, 'letter')} {'waits' if count == 1 else 'wait'} for you."
        if count
        else "No letter waits for you."
    )
    stopped = f" {counted(len(stops), 'problem')} {'stops' if len(stops) == 1 else 'stop'} a build." if stops else ""
    head = Head("What waits", standfirst=plain(f"{told}{stopped}"))
    names = {f"content/requests/{one.name}": one for one in letters}
    kept = tuple(group for group in groups if group.entries)
    problems = tuple(_problems(found.stops, names))
    return ListView(head, common, seen, problems, tuple(_problems(found.others, names)), kept)


def together_way(count: int, seen: str) -> Way | None:
    """Offer to publish several drafts in which nothing waits; `seen` tells this state of their files from any other."""
    if count < MANY:
        return None
    note = "They go out with the next build; one that it would stop at stays a draft, and is named. Look at their pages first."
    fields = (Field("do", TOGETHER), Field("drafts", seen))
    return Way(f"Publish {counted(count, 'letter')}", fields, note=note)


def _rank(letter: Listed) -> tuple[int, str]:
    """Put first what is worst: what stops a build, then most of the rest."""
    weight = sum(WEIGHTS.get(tag, 1) * count for tag, count in letter.counts.items())
    return -(weight + HELD_UP * letter.held_up), letter.name


def _entry(letter: Listed) -> Waiting:
    said = [counted(count, *NAMES[tag]) for tag, count in letter.counts.items() if tag in NAMES]
    said += [counted(letter.held_up, *OF_REQUEST)] if letter.held_up else []
    said += ["what the program has guessed"] if PROPOSED in letter.settings else []
    said += ["figures to compare with the file"] if COMPARE in letter.settings else []
    tags = (TAGS[letter.state],) if letter.state in TAGS else ()
    return Waiting(letter.title, f"/review/{letter.name}/", joined(said), tags, letter.name)


def _inbox(letter: InboxLetter) -> Waiting:
    answers, problems = answers_of(letter)
    open_ = sum(one.decision == UNDECIDED for one in answers)
    said = f"{counted(open_, 'stretch', 'stretches')} may be personal data" if open_ else "All is decided: file it"
    name = f"{letter.request}/{letter.stem}"
    title = named_letter(letter.request, letter.stem)
    note = problems[0].message if problems else name
    return Waiting(title, f"/review/inbox/{name}/", said, ("Inbox",), note)


def named_letter(request: str, stem: str) -> str:
    """Name a letter of which only its place is known, in words."""
    return f"{titled(stem)}: {upper_first(request.replace('-', ' '))}"


def _problems(stops: Iterable[Finding], letters: Mapping[str, Listed]) -> Iterator[Problem]:
    """Tell what stops a build, by file and line, with the way to the letter it is about."""
    for finding in stops:
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        letter = letters.get(finding.file.rpartition(".")[0])
        link = Link("Look at the letter", f"/review/{letter.name}/") if letter else _request_of(finding.file)
        yield Problem(place, finding.message, finding.remedy, link)


def _request_of(file: str) -> Link | None:
    """Lead to the page of a request whose own file something is wrong in."""
    found = _OF_REQUEST.match(file)
    return Link("Look at the request", f"/review/{found['request']}/") if found else None


def problems_of(stops: Iterable[Finding], names: Iterable[str]) -> tuple[Problem, ...]:
    """Tell what stops a build where only the names of letters are known."""
    letters = (Listed(*name.partition("/")[::2], title=name, state="") for name in names)
    known = {f"content/requests/{letter.name}": letter for letter in letters}
    return tuple(_problems(stops, known))


class Stated(Protocol):
    """A letter of which the name and the state are known."""

    @property
    def name(self) -> str:
        """Its name in the package."""

    @property
    def state(self) -> str:
        """Its state."""


def drafts_beside(letters: Iterable[Stated], findings: Iterable[Finding]) -> Iterator[str]:
    """Name the drafts of requests in whose own file something is wrong, with them or without."""
    files = (_OF_REQUEST.match(one.file) for one in findings if one.level == "error")
    wrong = {found["request"] for found in files if found}
    return (one.name for one in letters if one.state == "draft" and one.name.partition("/")[0] in wrong)
