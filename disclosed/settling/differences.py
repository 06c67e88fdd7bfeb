"""Differences: what a person has settled, what follows from others, and what still waits.

A settlement says what was found (`found: 218 = 215`) and fails when either side changes. A difference follows from
others when its statement is their sum, or speaks of fewer of the same figures. A sum compares more figures than each of
its parts, and no part follows from it, so that nothing follows in a circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from disclosed.addresses import AddressError, Check, Comparison, parse_check, reckoning
from disclosed.findings import nearest, problem
from disclosed.model import Finding
from disclosed.settling.rules import RuleResult
from disclosed.settling.settings import Settlement
from disclosed.settling.sources import LetterSource

MOST_SOURCES = 3  # a difference that takes four or more others to explain is clearer on its own


@dataclass(frozen=True, slots=True)
class Statement:
    """A check before it is made. `label` and `finding` are the program's, for one that it discovered."""

    name: str
    check: Check
    grounds: str
    origin: str
    label: str = ""
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """One comparison made on one letter: the nth of its name."""

    statement: Statement
    comparison: Comparison
    number: int

    @property
    def key(self) -> tuple[str, int]:
        """Name it among the comparisons of its letter."""
        return self.statement.name, self.number

    @property
    def label(self) -> str:
        """Say for what it was made, where its statement is made for several."""
        return self.comparison.label or self.statement.label

    @property
    def differs(self) -> bool:
        """Whether it was tested and does not hold."""
        return self.comparison.holds is False

    @property
    def reckoning(self) -> dict[str, int]:
        """Map each figure to how often it counts, left side less right; those that cancel out are left out."""
        return reckoning(self.comparison)

    @property
    def found(self) -> str:
        """Write both sides as a settlement does."""
        made = self.comparison
        return f"{made.left.value} {made.relation} {made.right.value}"


Key = tuple[str, int]
Sources = Mapping[Key, tuple[str, ...]]


def find_sources(made: Sequence[Made]) -> Sources:
    """Map each difference that follows from others to the names of their statements.

    Sums are found first: what is a sum of others is never what one of them follows from.
    """
    differing = [one for one in made if one.differs]
    sums = {one.key: names for one in differing if (names := _summed(one, differing))}
    basic = [one for one in differing if one.key not in sums]
    return sums | {one.key: (other.statement.name,) for one in basic if (other := _holder(one, basic))}


def _holder(one: Made, others: Sequence[Made]) -> Made | None:
    """Find an equation of which a statement uses some of the figures and no other."""
    mine = set(one.reckoning)
    return next((other for other in others if other.comparison.relation == "=" and mine < set(other.reckoning)), None)


def _summed(one: Made, others: Sequence[Made]) -> tuple[str, ...]:
    """Name the equations that add to a statement; () where none do."""
    mine = one.reckoning
    smaller = [
        other
        for other in others
        if other.comparison.relation == "=" and len(other.reckoning) < len(mine) and set(other.reckoning) & set(mine)
    ]
    if one.comparison.relation != "=":
        return ()
    for size in range(2, MOST_SOURCES + 1):
        for group in combinations(smaller, size):
            if _adds_to(group, mine):
                return tuple(dict.fromkeys(other.statement.name for other in group))
    return ()


def _adds_to(group: Sequence[Made], whole: Mapping[str, int]) -> bool:
    """Whether statements add, each either way round, to another; a figure's sign shows which way round."""
    total: dict[str, int] = {}
    for other in group:
        parts = other.reckoning
        shared = next((name for name in parts if name in whole), None)
        if shared is None:
            return False
        way = 1 if (parts[shared] > 0) == (whole[shared] > 0) else -1
        for name, count in parts.items():
            total[name] = total.get(name, 0) + way * count
    return {name: count for name, count in total.items() if count} == whole


@dataclass(frozen=True, slots=True)
class Settlements:
    """Which comparisons and rules a person has settled, and the errors of entries that settle nothing any more."""

    of: Mapping[Key, Settlement]
    stale: tuple[Finding, ...]


def match_settlements(letter: LetterSource, made: Sequence[Made], rules: Sequence[RuleResult]) -> Settlements:
    """Match each `settled:` entry about a check with what it settles."""
    of: dict[Key, Settlement] = {}
    stale: list[Finding] = []
    for place, entry in enumerate(letter.settings.settled):
        if not entry.check:
            continue
        at = letter.source.line(("settled", place))
        named = [one for one in made if _is_named(one, entry)]
        ruled = [rule for rule in rules if rule.name == entry.check]
        matched = [one for one in named if one.differs and _same(one.found, entry.found) and one.key not in of]
        if matched:
            of[matched[0].key] = entry
        elif broken := [rule for rule in ruled if not rule.holds]:
            of[broken[0].name, broken[0].number] = entry
        else:
            before = next((first for first in of.values() if _says_the_same(first, entry)), None)
            message, remedy = _twice(letter, before) if before else _why_stale(entry, named, made)
            stale.append(problem(letter.source.file, at, message, remedy))
    return Settlements(of, tuple(stale))


def _says_the_same(one: Settlement, other: Settlement) -> bool:
    same_place = (one.check, one.label.casefold()) == (other.check, other.label.casefold())
    return same_place and _same(one.found, other.found)


def _twice(letter: LetterSource, first: Settlement) -> tuple[str, str]:
    at = letter.source.line(("settled", letter.settings.settled.index(first)))
    return f"The check '{first.check}' is settled twice; the first is in line {at}.", "Keep one of them."


def _is_named(one: Made, entry: Settlement) -> bool:
    """Whether an entry means this comparison: by its statement's name, or by the statement of a discovered one."""
    if entry.label and entry.label.casefold() != one.label.casefold():
        return False
    return entry.check in {one.statement.name, str(one.statement.check)} or _parsed(entry.check) == one.statement.check


def _parsed(text: str) -> Check | None:
    try:
        return parse_check(text)
    except AddressError:
        return None


def _same(found: str, said: str) -> bool:
    return found.replace(" ", "") == said.replace(" ", "").replace(",", "")


def _why_stale(entry: Settlement, named: Sequence[Made], made: Sequence[Made]) -> tuple[str, str]:
    """Say why an entry settles nothing."""
    if not named:
        known = list(dict.fromkeys(one.statement.name for one in made))
        listed = f"The letter's checks are {', '.join(known)}." if known else "The letter has no checks."
        return f"There is no check '{entry.check}' to settle.", nearest(entry.check, known) or listed
    differing = [one.found for one in named if one.differs]
    if not differing and any(one.comparison.holds is None for one in named):
        return f"The check '{entry.check}' is settled as {entry.found}, and cannot be tested now.", "Delete the entry."
    if not differing:
        return f"The check '{entry.check}' is settled as {entry.found}, and it holds now.", "Delete the entry."
    return (
        f"The check '{entry.check}' is settled as {entry.found}, and now finds {', '.join(differing)}.",
        "Compare it with the letter again.",
    )


def publishable(made: Sequence[Made], settled: Mapping[Key, Settlement], sources: Sources) -> Iterator[Made]:
    """Yield what may be published: all that does not differ, and differences that are settled.

    One that follows from others goes with them, however long the chain: it needs no settlement of its own, and has none
    without theirs.
    """
    open_names = {one.statement.name for one in made if one.differs and one.key not in settled}
    following = [one for one in made if one.key in sources and one.key not in settled]
    carried: set[Key] = set()
    while ready := [one for one in following if one.key not in carried and not set(sources[one.key]) & open_names]:
        carried |= {one.key for one in ready}
        open_names = {
            one.statement.name for one in made if one.differs and one.key not in settled and one.key not in carried
        }
    for one in made:
        if not one.differs or one.key in settled or one.key in carried:
            yield one
