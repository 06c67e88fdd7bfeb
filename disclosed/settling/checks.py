"""Arithmetic about one letter's figures: what an editor states, what the program found, and two rules of this site.

A difference is published as it is, once a person has compared it with the letter; until then it is a warning. No cause
is looked for. A check with a figure that has no exact value is not tested, and goes out without its sides; so does one whose
sides could give a suppressed value away (guarding.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from disclosed.addresses import (
    AddressError,
    Check,
    Comparison,
    Figures,
    Ref,
    Side,
    Total,
    Whole,
    compare,
    form_of,
    index_figures,
    misfit,
    parse_check,
)
from disclosed.findings import problem
from disclosed.model import Finding, Number
from disclosed.naming import stem_of
from disclosed.reading.rounding import allowance, plain
from disclosed.rows import CheckRow, CheckTermRow, FigureRow
from disclosed.settling.differences import Made, Statement, find_sources, match_settlements, publishable
from disclosed.settling.guarding import Guard, is_hidden
from disclosed.settling.known import Known, known_by_check
from disclosed.settling.rules import RuleResult, check_rules
from disclosed.settling.settings import Settlement
from disclosed.settling.settle import Settled
from disclosed.settling.sources import LetterSource, RequestSource

ARITHMETIC = frozenset({"parts_do_not_add", "total_mismatch", "part_exceeds_whole", "given_twice"})
MOST_HELD = 200  # discovered checks of one letter that hold and are published: as many as a page of the ledger shows


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows of one letter's checks, what is still open, and every comparison that was made.

    `noted` pairs each published difference that follows from no other with its name; `waiting` names the differences that
    go out only once a person has settled them; `guard` says what must not be calculated.
    `known` is what the checks say of suppressed figures, and `wholes` what those are said to be part of.
    """

    rows: tuple[CheckRow, ...] = ()
    terms: tuple[CheckTermRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    comparisons: tuple[Comparison, ...] = field(default=(), compare=False)
    noted: tuple[tuple[str, Comparison], ...] = field(default=(), compare=False)
    waiting: frozenset[str] = frozenset()
    guard: Guard = field(default=Guard(), compare=False)
    known: tuple[Known, ...] = field(default=(), compare=False)
    wholes: Mapping[str, tuple[FigureRow, ...]] = field(default_factory=dict, compare=False)


def check_letter(
    request: RequestSource,
    letter: LetterSource,
    settled: Settled,
    figures: Figures,
    restated: Sequence[Made] = (),
) -> Checked:
    """Make every check on one letter, settle what differs, and say what follows from what.

    `restated` compare what it gives again with what other letters gave before.

    The findings include the letter's own, less those on arithmetic that are checks now. Of a letter whose figures are not
    published (withdrawn, under review, metadata alone) there is nothing to compare; its settlements stay as they are.
    """
    if not settled.open:
        return Checked(findings=tuple(one for one in settled.findings if one.code not in ARITHMETIC))
    declared = tuple(_declared(request, letter, figures))
    taken = {one.statement.name for one in declared}
    found, left = _found(settled, taken)
    discovered = tuple(_beside(declared, (*found, *(_renamed(one, taken) for one in restated))))
    guard = Guard.of(settled.figures, (one.comparison for one in (*declared, *discovered)))
    made = tuple(_kept(_allowing(one, settled, guard) for one in (*declared, *discovered)))
    rules = tuple(check_rules(settled))
    settlements = match_settlements(letter, made, rules)
    sources = find_sources(made)
    published = tuple(publishable(made, settlements.of, sources))
    out = {one.key for one in published}
    waiting = [one for one in made if one.key not in out and one.key not in sources]
    held = [rule for rule in rules if rule.holds or (rule.name, rule.number) in settlements.of]
    broken = [rule for rule in rules if rule not in held]
    rows = [_row(one, settled, sources.get(one.key, ()), settlements.of.get(one.key)) for one in published]
    rows += [_rule_row(rule, settled, settlements.of.get((rule.name, rule.number))) for rule in held]
    terms = [term for one in published for term in _terms(one, settled)]
    terms += [term for rule in held for term in _rule_terms(rule, settled)]
    findings = [*left, *settlements.stale, *(_difference(one, letter) for one in waiting)]
    findings += [_rule_finding(rule, letter) for rule in broken]
    differing = [one for one in made if one.differs]
    noted = [one for one in differing if one.key in out and one.key not in sources]
    names = {one.statement.name for one in differing if one.key not in out} | {rule.name for rule in broken}
    return Checked(
        tuple(rows),
        tuple(terms),
        tuple(findings),
        tuple(one.comparison for one in made),
        tuple((one.statement.name, one.comparison) for one in noted),
        frozenset(names),
        guard,
        tuple(_known((*declared, *found), settled)) if guard.rows else (),
        _wholes(found) if guard.rows else {},
    )


def check_addresses(request: RequestSource, letters: Sequence[tuple[LetterSource, Figures]]) -> Iterator[Finding]:
    """Find declared checks that no letter of the request has figures for, or whose sides cannot be compared."""
    for name, settings in request.settings.checks.items():
        if error := misfit([_why_not(settings.is_, figures, letter.stem) for letter, figures in letters]):
            at = request.source.line(("checks", name))
            yield problem(request.file, at, f"Check '{name}': {error.message}", error.remedy)


def _why_not(check: Check, figures: Figures, stem: str) -> AddressError | None:
    try:
        compare(check, figures, stem)
    except AddressError as error:
        return error
    return None


def _declared(request: RequestSource, letter: LetterSource, figures: Figures) -> Iterator[Made]:
    """Make the declared checks; one whose figures the letter has not is left out."""
    for name, settings in request.settings.checks.items():
        named = _named_response(settings.is_)
        if named and named != letter.stem:
            continue
        statement = Statement(name, settings.is_, settings.grounds, "declared")
        yield from _make(statement, figures, letter.stem)


def _named_response(check: Check) -> str:
    """Give the first response that a statement names; '' where it is for every letter."""
    refs = (ref for side in (check.left, check.right) for ref in _refs(side))
    return next((ref.response for ref in refs if ref.response), "")


def _refs(side: Side) -> Iterator[Ref]:
    for _, term in side.terms:
        if not isinstance(term, Whole):
            yield term.ref if isinstance(term, Total) else term


def _make(statement: Statement, figures: Figures, stem: str) -> Iterator[Made]:
    try:
        comparisons = compare(statement.check, figures, stem)
    except AddressError:
        return  # coverage: check_addresses reports one that no letter has
    for number, comparison in enumerate(comparisons, start=1):
        yield Made(statement, comparison, number)


def _found(settled: Settled, taken: Collection[str]) -> tuple[tuple[Made, ...], tuple[Finding, ...]]:
    """Make the checks that the letter's words support; give those, and the findings that are none of them.

    One whose figures are not all published is left. Statements are in the letter's own numbers and labels; a name that is
    taken is an editor's.
    """
    figures = index_figures(settled.figures)
    told = {dict(one.extra).get("statement"): one for one in settled.findings if one.code in ARITHMETIC}
    numbers: Counter[str] = Counter()
    made: list[Made] = []
    tested: set[str] = set()
    for check in settled.checks:
        name = _free(check.name, taken)
        statement = Statement(
            name, parse_check(check.statement), check.grounds, "discovered", check.label, told.get(check.statement)
        )
        comparison = _whole(statement, check.figures, figures, stem_of(settled.response.response))
        if comparison is not None:
            tested.add(check.statement)
            numbers[name] += 1
            made.append(Made(statement, comparison, numbers[name]))
    left = (
        one for one in settled.findings if dict(one.extra).get("statement") not in tested or one.code not in ARITHMETIC
    )
    return tuple(made), tuple(left)


def _free(name: str, taken: Collection[str]) -> str:
    """Leave a name to the declared check that has it."""
    return f"{name}-found" if name in taken else name


def _renamed(one: Made, taken: Collection[str]) -> Made:
    return replace(one, statement=replace(one.statement, name=_free(one.statement.name, taken)))


def _beside(declared: Sequence[Made], found: Sequence[Made]) -> Iterator[Made]:
    """Leave out what was found where a declared check, or an earlier one, compares the same figures."""
    known = {form_of(one.reckoning) for one in declared}
    numbers: Counter[str] = Counter()
    for one in found:
        form = form_of(one.reckoning)
        if form not in known:
            known.add(form)
            numbers[one.statement.name] += 1
            yield replace(one, number=numbers[one.statement.name])


def _known(made: Iterable[Made], settled: Settled) -> Iterator[Known]:
    """Give what checks say of suppressed figures."""
    for one in made:
        stated = _check_id(settled, one.statement.name, one.number) if one.statement.origin == "declared" else ""
        rounding = _rounding(one.comparison, settled)
        known = known_by_check(one.statement.check, one.comparison, rounding, stated=stated)
        if known is not None:
            yield known


def _wholes(found: Iterable[Made]) -> dict[str, tuple[FigureRow, ...]]:
    """Map each suppressed figure to the figures that it is said to be part of."""
    wholes: dict[str, tuple[FigureRow, ...]] = {}
    for one in found:
        left, right = one.comparison.left.used, one.comparison.right.used
        if one.comparison.relation == "<=" and len(left) == len(right) == 1 and is_hidden(left[0].figure):
            wholes[left[0].figure.figure] = (*wholes.get(left[0].figure.figure, ()), right[0].figure)
    return wholes


def _whole(statement: Statement, count: int, figures: Figures, stem: str) -> Comparison | None:
    """Make a discovered check; None where a figure of it is not published, so that a sum would lack it."""
    try:
        comparisons = compare(statement.check, figures, stem)
    except AddressError:
        return None
    used = sum(len(side.used) for made in comparisons for side in (made.left, made.right))
    return comparisons[0] if len(comparisons) == 1 and used == count else None


def _kept(made: Iterable[Made]) -> Iterator[Made]:
    """Leave out discovered checks that hold, past the first hundreds: a table of thousands of rows has one a row."""
    held = 0
    for one in made:
        held += one.statement.origin == "discovered" and one.comparison.holds is True
        if one.statement.origin == "declared" or one.comparison.holds is not True or held <= MOST_HELD:
            yield one


def _allowing(one: Made, settled: Settled, guard: Guard) -> Made:
    """Allow for rounding, and hold back sides that could give away what the letter suppresses."""
    made = replace(one.comparison, rounding=one.comparison.rounding or _rounding(one.comparison, settled))
    return replace(one, comparison=made.untold() if guard.holds_back(made) else made)


def _rounding(comparison: Comparison, settled: Settled) -> Number:
    """Give how far apart rounding can set two sides; a suppressed figure is rounded too where the others are."""
    figures = [used.figure for side in (comparison.left, comparison.right) for used in side.used]
    values = [figure.value for figure in figures if figure.value is not None]
    shares = all(figure.unit == "percent" for figure in figures)
    allowed = allowance(values, settled.rounding, shares=shares)
    return plain(allowed * len(figures) / len(values)) if values else 0


def _check_id(settled: Settled, name: str, number: int) -> str:
    return f"{settled.response.response}/{name}/{number}"


def _row(one: Made, settled: Settled, follows: tuple[str, ...], settlement: Settlement | None) -> CheckRow:
    """Make a row of `checks`; one that is not tested goes out without its sides."""
    made, holds = one.comparison, one.comparison.holds
    left, right = (None, None) if holds is None else (made.left.value, made.right.value)
    return CheckRow(
        check=_check_id(settled, one.statement.name, one.number),
        response=settled.response.response,
        name=one.statement.name,
        statement=str(one.statement.check),
        label=one.label,
        left=left,
        relation=made.relation,
        right=right,
        difference=None if left is None or right is None else left - right,
        result={True: "holds", False: "differs", None: "not_tested"}[holds],
        grounds=one.statement.grounds,
        origin=one.statement.origin,
        follows_from=";".join(follows),
        rounding=None if holds is None else made.rounding or None,
        **_settlement(settlement),
    )


class _Settled(TypedDict):
    settled_by: str
    settled_reason: str
    reply_asked: str
    reply_date: str
    reply_words: str
    reply_source: str


def _settlement(entry: Settlement | None) -> _Settled:
    """Give the columns that say who settled a difference, and what the authority replied."""
    reply = entry.reply if entry else None
    return {
        "settled_by": entry.by if entry else "",
        "settled_reason": entry.reason if entry else "",
        "reply_asked": reply.asked if reply else "",
        "reply_date": reply.date if reply else "",
        "reply_words": reply.words if reply else "",
        "reply_source": reply.source if reply else "",
    }


def _terms(one: Made, settled: Settled) -> Iterator[CheckTermRow]:
    """Make the rows of `check_terms`; none where the check is not tested."""
    if one.comparison.holds is None:
        return
    name = _check_id(settled, one.statement.name, one.number)
    for side, reckoned in (("left", one.comparison.left), ("right", one.comparison.right)):
        for place, used in enumerate(reckoned.used, start=1):
            yield CheckTermRow(name, side, place, used.term, used.sign, used.figure.figure)


def _rule_row(rule: RuleResult, settled: Settled, settlement: Settlement | None) -> CheckRow:
    return CheckRow(
        check=_check_id(settled, rule.name, rule.number),
        response=settled.response.response,
        name=rule.name,
        statement=rule.statement,
        label=rule.label,
        left=None,
        relation="rule",
        right=None,
        difference=None,
        result="holds" if rule.holds else "differs",
        grounds="",
        origin="rule",
        follows_from="",
        **_settlement(settlement),
    )


def _rule_terms(rule: RuleResult, settled: Settled) -> Iterator[CheckTermRow]:
    name = _check_id(settled, rule.name, rule.number)
    for place, figure in enumerate(rule.figures, start=1):
        yield CheckTermRow(name, "left", place, 1, "+", figure.figure)


def _difference(one: Made, letter: LetterSource) -> Finding:
    """Warn of a difference that nobody has settled; the program's own finding says it in its own words."""
    made, statement = one.comparison, one.statement
    name = statement.name if statement.origin == "declared" else str(statement.check)
    remedy = (
        f"Compare it with the letter; if it says so, settle '{name}' as found: {one.found} in {letter.source.file}."
    )
    if statement.finding is not None:
        return replace(statement.finding, remedy=remedy)
    where = f" for '{one.label}'" if one.label else ""
    first = min((used.figure.line for side in (made.left, made.right) for used in side.used), default=0)
    message = f"The check '{statement.name}' differs{where}: {statement.check} is {one.found}."
    return problem(letter.file, first, message, remedy, code="check_differs")


def _rule_finding(rule: RuleResult, letter: LetterSource) -> Finding:
    line = min((figure.line for figure in rule.figures), default=0)
    remedy = (
        f"Compare it with the letter; if it says so, settle '{rule.name}' as found: differs in {letter.source.file}."
    )
    message = f"This does not hold: {rule.statement}"
    return problem(letter.file, line, message, remedy, code="check_differs")
