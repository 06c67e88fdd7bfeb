"""Where a letter goes: its request, its name there, what it is beside the letters that are there already.

A plan is made of the content folder in memory and the letters planned before it, so that the second authority of one
batch joins the first one's request. Nothing is written here, and nothing that stands is ever changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from disclosed.adding.drafting import Proposals
from disclosed.adding.later import has_same_reference, is_same_letter, kind_of
from disclosed.adding.likeness import SAME_SET, Likeness, compare_labels, compare_questions, renumbered
from disclosed.adding.taking import Taken
from disclosed.adding.whose import authority_named, authority_of_letter, free_name, request_name, slug, stems_of
from disclosed.findings import UserError, nearest, problem
from disclosed.model import ReadBytes, Reading
from disclosed.naming import question_key
from disclosed.settling.scalars import SLUG
from disclosed.settling.sources import Content, LetterSource, RequestSource, reading_of
from disclosed.settling.whose import authority_of, stem_key

NOTHING_PROPOSED = Proposals()


@dataclass(frozen=True, slots=True)
class Plan:
    """A letter with the place it gets. `joins` says how the request was chosen; `same_as` names the letter it already is."""

    taken: Taken
    request: str
    stem: str
    authority: str
    proposals: Proposals = NOTHING_PROPOSED
    joins: str = ""
    same_as: str = ""

    @property
    def name(self) -> str:
        """Name the letter as the package does."""
        return f"{self.request}/{self.stem}"


@dataclass
class _Shelf:
    """One request as it stands, with what was planned for it: stem → (authority, how its text is read)."""

    letters: dict[str, tuple[str, Callable[[], Reading]]] = field(default_factory=dict)
    first: str = ""
    numbers: dict[str, str] = field(default_factory=dict)


class Planner:
    """Plans letters one after another."""

    def __init__(self, content: Content, read: ReadBytes) -> None:
        self.content, self.read = content, read
        self.shelves = {request.name: self._shelf(request) for request in content.requests}
        self.texts = {
            _mark(letter.data): f"{request.name}/{letter.stem}"
            for request in content.requests
            for letter in request.letters
            if letter.data
        }

    def _shelf(self, request: RequestSource) -> _Shelf:
        ordered = sorted(request.letters, key=lambda letter: (bool(letter.settings.questions), stem_key(letter.stem)))
        letters = {
            letter.stem: (authority_of(letter, self.content.authorities), self._reader(letter)) for letter in ordered
        }
        first = next((letter for letter in ordered if letter.data), None)
        numbers = {question_key(ours): theirs for ours, theirs in first.settings.questions.items()} if first else {}
        return _Shelf(letters, first.stem if first else "", numbers)

    def _reader(self, letter: LetterSource) -> Callable[[], Reading]:
        return lambda: reading_of(letter, self.read)

    def plan(self, taken: Taken) -> Plan:
        """Plan one letter; raises UserError where its authority or its request cannot be told."""
        authority = self._authority(taken)
        mark = _mark(taken.text.encode())
        if mark in self.texts:
            request, _, stem = self.texts[mark].partition("/")
            return Plan(taken, request, stem, authority, same_as=self.texts[mark])
        request, joins = self._request(taken, authority)
        made = self._placed(Plan(taken, request, "", authority, joins=joins))
        if not made.same_as:
            self._note(made, mark)
        return made

    def hold(self, taken: Taken, request: str, stem: str) -> Plan:
        """Keep the place of a letter that waits in the inbox."""
        plan = Plan(taken, request, stem, stem, joins="settled in the inbox")
        self._note(plan, _mark(taken.text.encode()))
        return plan

    def _note(self, plan: Plan, mark: str) -> None:
        """Remember a planned letter, for those that come after it."""
        shelf = self.shelves.setdefault(plan.request, _Shelf(first=plan.stem))
        shelf.first = shelf.first or plan.stem
        shelf.letters[plan.stem] = (plan.authority, lambda: plan.taken.reading)
        self.texts[mark] = plan.name

    def _authority(self, taken: Taken) -> str:
        given = taken.given.authority
        name = (
            authority_named(given, self.content.authorities)
            if given
            else authority_of_letter(taken.reading, self.content.authorities)
        )
        if not name:
            message = "The letter does not print which authority wrote it."
            remedy = "Say so with --authority, or in the column 'authority' of the index."
            raise UserError([problem(taken.file, 0, message, remedy)])
        return name

    def _request(self, taken: Taken, authority: str) -> tuple[str, str]:
        """Choose the request: the one given, the one whose questions are alike, that of a letter with its reference, or a new one."""
        given = taken.given.request
        if given:
            return self._given_request(taken.file, given)
        best, name = max(
            ((self._likeness(taken, shelf).percent, name) for name, shelf in self.shelves.items()), default=(0, "")
        )
        if best >= SAME_SET * 100:
            return name, f"{best} per cent of its questions are those of {name}; --request files it elsewhere"
        if earlier := self._with_reference(taken, authority):
            request = earlier.partition("/")[0]
            return request, f"its reference is that of {earlier}; --request files it elsewhere"
        made = request_name(taken.reading, taken.given.subject)
        if not made:
            message = "The letter prints neither a subject nor questions that could name its request."
            raise UserError([problem(taken.file, 0, message, "Name it with --request.")])
        return free_name(made, self.shelves), "a new request"

    def _with_reference(self, taken: Taken, authority: str) -> str:
        """Name a letter of the same authority that prints the same reference; '' where there is none."""
        for name, shelf in self.shelves.items():
            for stem, (whose, reading) in shelf.letters.items():
                if whose == authority and has_same_reference(taken.reading, reading()):
                    return f"{name}/{stem}"
        return ""

    def _given_request(self, file: str, given: str) -> tuple[str, str]:
        if not SLUG.match(given):
            message = f"The request '{given}' is not a name in lower-case ASCII letters, digits and hyphens."
            raise UserError([problem(file, 0, message, f"Write {slug(given) or 'a name'}.")])
        if given in self.shelves:
            return given, "as given"
        return given, " ".join(filter(None, ("a new request, as given.", nearest(given, self.shelves)))).rstrip(".")

    def _likeness(self, taken: Taken, shelf: _Shelf) -> Likeness:
        """Compare a letter's questions with those of a request's first letter."""
        if not shelf.first:
            return Likeness(0, {})
        theirs = shelf.letters[shelf.first][1]()
        return compare_questions(taken.reading.questions, theirs.questions)

    def _placed(self, plan: Plan) -> Plan:
        """Give a letter its name among its request's, and what is proposed of it there."""
        shelf = self.shelves.get(plan.request)
        if shelf is None:
            return replace(plan, stem=plan.authority)
        own = [stem for stem, (authority, _) in shelf.letters.items() if authority == plan.authority]
        for stem in own:
            if is_same_letter(plan.taken.reading, shelf.letters[stem][1]()):
                return replace(plan, stem=stem, same_as=f"{plan.request}/{stem}")
        stem = free_name(plan.authority, shelf.letters)
        return replace(plan, stem=stem, proposals=self._proposals(plan, shelf, own))

    def _proposals(self, plan: Plan, shelf: _Shelf, own: list[str]) -> Proposals:
        reading = plan.taken.reading
        likeness = self._likeness(plan.taken, shelf)
        theirs = shelf.letters[shelf.first][1]() if shelf.first else reading
        numbers = {ours: shelf.numbers.get(question_key(other), other) for ours, other in likeness.pairs.items()}
        proposed = Proposals(
            beside=shelf.first,
            questions=renumbered(numbers),
            labels=compare_labels(reading, theirs, likeness.pairs),
        )
        if not own:
            return proposed
        kind, said = kind_of(reading)
        last = (stems_of(plan.authority, own) or own)[-1]
        supersedes = last if kind in {"review", "correction"} else ""
        return replace(proposed, kind=kind, kind_said=said, supersedes=supersedes, beside=last)


def plan_all(planner: Planner, letters: list[Taken]) -> Iterator[Plan | UserError]:
    """Plan letters in order; one that cannot be planned gives its error in its place."""
    for taken in letters:
        try:
            yield planner.plan(taken)
        except UserError as error:
            yield error


def _mark(data: bytes) -> str:
    """Tell two copies of a text apart from two texts; white space and line ends do not count. Never stored."""
    words = data.decode("utf-8", "replace").removeprefix("\ufeff").split()
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
