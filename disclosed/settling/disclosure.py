"""Suppressed figures that can be worked out, or narrowed down, from what an authority printed: told to the editor alone.

All letters of an authority are looked at together: the sums that their words support and those that editors state, shares
beside suppressed counts, one quantity in two letters. What is left of each suppressed figure is an interval (intervals.py).
One value left is `suppressed_recoverable`; fewer values than its mark allows, `suppressed_narrowed`. Place and kind are in the
finding; how it follows is in its `how`, which a terminal alone shows (findings.py).

Nothing here is published. docs/disclosure-control.md says what is solved and what is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import floor
from typing import Any, TypeVar

from disclosed.addresses import AddressError, Figures, compare, index_figures, parse_check
from disclosed.findings import problem
from disclosed.intervals import OPEN_END, Interval, Sum, solve
from disclosed.model import Finding, Number
from disclosed.naming import stem_of
from disclosed.rows import CheckRow, FigureRow, LineRow, Package, QuestionRow, ResponseRow, SetAsideRow
from disclosed.settling.across import Letters
from disclosed.settling.checks import Checked
from disclosed.settling.guarding import is_hidden
from disclosed.settling.known import Beside, Known, known_by_check, lines_of
from disclosed.settling.settle import Settled
from disclosed.settling.shares import Share

MOST_LEFT = 5  # values left of a mark without an end that are told: small-number marks hide no more
MOST_TOLD = 8  # facts told of one figure
MOST_DECIMALS = 3
Row = TypeVar("Row", FigureRow, SetAsideRow, LineRow)
REMEDY = "The program publishes only what the letters print; tell the authority."


@dataclass(frozen=True)
class Evidence:
    """What some letters publish: their rows, and what their checks say of suppressed figures."""

    figures: tuple[FigureRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    responses: tuple[ResponseRow, ...] = ()
    set_aside: tuple[SetAsideRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    known: tuple[Known, ...] = ()
    wholes: Mapping[str, tuple[FigureRow, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, settled: Sequence[Settled], checked: Sequence[Checked]) -> Evidence:
        """Collect what published letters tell."""
        return cls(
            tuple(row for letter in settled for row in letter.figures),
            tuple(row for letter in settled for row in letter.questions),
            tuple(letter.response for letter in settled),
            tuple(row for letter in settled for row in letter.set_aside),
            tuple(row for letter in settled for row in letter.lines),
            tuple(known for letter in checked for known in letter.known),
            {figure: wholes for letter in checked for figure, wholes in letter.wholes.items()},
        )

    @classmethod
    def of_shares(cls, shares: Sequence[Share]) -> Evidence:
        """Collect what the published letters of some requests tell."""

        def rows(name: str) -> tuple[Any, ...]:
            return tuple(row for share in shares for row in getattr(share.package, name))

        figures = {row.figure: row for share in shares if share.wholes for row in share.package.figures}
        wholes = (one for share in shares for one in share.wholes)
        return cls(
            rows("figures"),
            rows("questions"),
            rows("responses"),
            rows("set_aside"),
            rows("lines"),
            tuple(known for share in shares for known in share.known),
            {figure: tuple(figures[name] for name in names) for figure, names in wholes},
        )

    @property
    def hidden(self) -> tuple[FigureRow, ...]:
        """List the suppressed figures."""
        return tuple(filter(is_hidden, self.figures))


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of one suppressed figure: its mark's own interval, the interval that all facts leave, and the facts."""

    figure: FigureRow
    mark: tuple[Number, Number | None]
    low: Number
    high: Number | None
    facts: tuple[str, ...]

    @property
    def fixed(self) -> bool:
        """Whether one value is left, of several."""
        return self.high is not None and self.low == self.high and self.mark[0] != self.mark[1]

    @property
    def narrowed(self) -> bool:
        """Whether fewer values are left than the mark allows; of a mark without an end, few."""
        if self.high is None or self.fixed:
            return False
        least, most = self.mark
        return (self.low, self.high) != (least, most) if most is not None else self.high - self.low < MOST_LEFT


def find_given_away(evidence: Evidence, files: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a private finding for each suppressed figure that can be worked out or narrowed down; `files` names letters."""
    for left in what_is_left(evidence):
        if left.fixed or left.narrowed:
            yield finding_of(left, files.get(left.figure.response, left.figure.response))


def published(package: Package, differing: Collection[str] = ()) -> Evidence:
    """Give what a package tells by itself, without its letters: its checks are facts, but those that differ are none.

    `differing` names checks that differ in another version of it. A statement in the words of a request that renames labels
    cannot be read from the package, and is left out.
    """
    known: list[Known] = []
    for request, checks in _checks_by_request(package, differing).items():
        figures = index_figures(
            (row for row in package.figures if row.request == request),
            (row for row in package.questions if row.response.startswith(f"{request}/")),
        )
        for row in checks:
            known += _stated_by(row, figures)
    return Evidence(
        package.figures, package.questions, package.responses, package.set_aside, package.lines, tuple(known)
    )


def _checks_by_request(package: Package, differing: Collection[str]) -> dict[str, list[CheckRow]]:
    """Sort the checks that are facts about suppressed figures; a request without one is left out."""
    hidden = {row.request for row in package.figures if is_hidden(row)}
    found: dict[str, list[CheckRow]] = {}
    for row in package.checks:
        request = row.response.partition("/")[0]
        if request in hidden and row.relation != "rule" and row.result != "differs" and row.check not in differing:
            found.setdefault(request, []).append(row)
    return found


def _stated_by(row: CheckRow, figures: Figures) -> Iterator[Known]:
    """Read a published statement anew; its sides may be left out."""
    try:
        check = parse_check(row.statement)
        made = compare(check, figures, stem_of(row.response))
    except AddressError:
        return
    for one in made:
        if (known := known_by_check(check, one, row.rounding or 0)) is not None:
            yield known


def find_telling(evidence: Evidence) -> frozenset[str]:
    """Find the checks that an editor states and that say more of a suppressed figure than the letters do: by their ids.

    Published, their statements would narrow down what the letters leave open.
    """
    stated = [fact for fact in evidence.known if fact.stated]
    if not stated:
        return frozenset()
    letters = replace(evidence, known=tuple(fact for fact in evidence.known if not fact.stated))
    without = {left.figure.figure: (left.low, left.high) for left in what_is_left(letters)}
    telling = set()
    for fact in stated:
        for left in what_is_left(letters, [fact]):
            before = without.get(left.figure.figure, left.mark)
            if left.low > before[0] or (left.high is not None and (before[1] is None or left.high < before[1])):
                telling.add(fact.stated)
    return frozenset(telling)


def finding_of(left: Left, file: str) -> Finding:
    """Tell of one figure: place and kind, and for a terminal what is left and by which facts."""
    code, says = (
        ("suppressed_recoverable", "A suppressed figure can be worked out from what the authority printed.")
        if left.fixed
        else ("suppressed_narrowed", "A suppressed figure can have fewer values than its mark allows.")
    )
    found = problem(file, left.figure.line, says, REMEDY, code=code)
    value = f"It is {left.low}." if left.fixed else f"It is from {left.low} to {left.high}."
    how = f"{value} Known by: {'; '.join(left.facts)}."
    return Finding(
        found.code, found.level, found.message, found.remedy, file, found.line, left.figure.question, how=how
    )


def what_is_left(evidence: Evidence, more: Iterable[Known] = ()) -> tuple[Left, ...]:
    """Give what all facts leave of each suppressed figure that any fact is about; `more` are facts beside the letters'."""
    hidden = evidence.hidden
    if not hidden:
        return ()
    rows = {row.figure: row for row in hidden}
    facts = [*_facts(evidence), *more]
    return _solved(rows, [fact for fact in facts if all(figure in rows for figure, _ in fact.terms)])


def _facts(evidence: Evidence) -> Iterator[Known]:
    """Collect what is known of the letters' suppressed figures."""
    yield from evidence.known
    yield from _shares(evidence)
    authorities = {row.authority for row in evidence.hidden}
    concerned = [row for row in evidence.figures if row.authority in authorities]
    letters = Letters.of(concerned, evidence.questions, evidence.responses)
    for one, other in letters.same():
        yield from _alike(one, other)
    yield from letters.totals()


def _alike(one: FigureRow, other: FigureRow) -> Iterator[Known]:
    """Say that two letters give one quantity, where one of them suppresses it."""
    words = f"one quantity in two letters ({lines_of([one, other])})"
    hidden = [row for row in (one, other) if is_hidden(row)]
    given = [row for row in (one, other) if row.value is not None and not row.approximate]
    if len(hidden) == 2:
        yield Known(((one.figure, 1), (other.figure, -1)), 0, 0, words)
    elif hidden and given:
        yield Known(((hidden[0].figure, 1),), given[0].value, given[0].value, words)


def _shares(evidence: Evidence) -> Iterator[Known]:
    """Read the shares beside suppressed counts, letter by letter."""
    figures = _by_letter(evidence.figures)
    aside = _by_letter(evidence.set_aside)
    lines = _by_letter(evidence.lines)
    for response in sorted({row.response for row in evidence.hidden}):
        on_lines: dict[int, list[SetAsideRow]] = {}
        for one in aside.get(response, ()):
            on_lines.setdefault(one.line, []).append(one)
        texts = {row.line: row.text for row in lines.get(response, ())}
        yield from Beside(figures[response], on_lines, texts, evidence.wholes).known()


def _by_letter(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.response, []).append(row)
    return found


def _solved(rows: Mapping[str, FigureRow], facts: Sequence[Known]) -> tuple[Left, ...]:
    """Solve the facts: each figure counted in the smallest decimal unit that its facts are printed in."""
    about: dict[str, list[Known]] = {}
    for fact in facts:
        for figure, _ in fact.terms:
            about.setdefault(figure, []).append(fact)
    keys = {figure: key for key, figure in enumerate(rows) if figure in about}
    places = {figure: _decimals(rows[figure], about[figure]) for figure in keys}
    marks = {figure: _mark(rows[figure]) for figure in keys}
    bounds = {keys[figure]: _scaled(*marks[figure], places[figure]) for figure in keys}
    sums = dict.fromkeys(_sum(fact, keys, places) for fact in facts)  # said twice it is no truer
    found = solve(bounds, tuple(sums))
    return tuple(
        Left(
            rows[figure],
            marks[figure],
            _plain(found[key][0], places[figure]) or 0,
            _plain(found[key][1], places[figure]),
            tuple(dict.fromkeys(fact.words for fact in about[figure]))[:MOST_TOLD],
        )
        for figure, key in keys.items()
    )


def _mark(row: FigureRow) -> tuple[Number, Number | None]:
    """Give what a mark allows: nothing below 0, which no count is."""
    return row.min or 0, row.max


def _decimals(row: FigureRow, facts: Iterable[Known]) -> int:
    """Count the decimals that a figure is printed in; a plain count has none."""
    if not row.unit:
        return 0
    ends = (end for fact in facts for end in (fact.low, fact.high) if end is not None)
    return min(max((_decimals_of(end) for end in ends), default=0), MOST_DECIMALS)


def _decimals_of(number: Number) -> int:
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _scaled(low: Number, high: Number | None, places: int) -> Interval:
    return _floor(-low, places) * -1, OPEN_END if high is None else _floor(high, places)


def _floor(number: Number, places: int) -> int:
    return floor(Decimal(number).scaleb(places))


def _sum(fact: Known, keys: Mapping[str, int], places: Mapping[str, int]) -> Sum:
    """Write a fact in whole numbers: those of its figure with the most decimals."""
    most = max(places[figure] for figure, _ in fact.terms)
    terms = tuple(sorted((keys[figure], times * 10 ** (most - places[figure])) for figure, times in fact.terms))
    low = -OPEN_END if fact.low is None else -_floor(-fact.low, most)
    return Sum(terms, low, OPEN_END if fact.high is None else _floor(fact.high, most))


def _plain(number: int, places: int) -> Number | None:
    """Give a solved number back as printed; None for no bound."""
    if number > OPEN_END // 2:  # no end, less what others take of it
        return None
    return number if not places else Decimal(number).scaleb(-places)
