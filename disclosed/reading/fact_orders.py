"""Facts whose names stand apart from their amounts, in the same order or in brackets.

`£1, £2 and £3 respectively`; `31, 44 and 58 in 2021, 2022 and 2023`; `112 (2020), 140 (2021)`; `41 hours (North), 9 hours
(South)`; `Category 1, nil; category 2, two`. Counts must agree: an order that nothing prints names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from disclosed.model import Line
from disclosed.reading.answer_lists import asked_in, named_in
from disclosed.reading.fact_clauses import LIST_GAP, Said
from disclosed.reading.fact_words import Clause, words_before
from disclosed.reading.facts import Fact
from disclosed.reading.lines import fold
from disclosed.reading.passages import MASK, Passage
from disclosed.reading.values import Amount

_DATED = re.compile(rf"\s?\((?P<period>(?:[a-z]+ )?{MASK}+)\)")
_NAMED = re.compile(rf"\s?\((?P<name>[^()\d{MASK}]{{2,60}})\)")
_NO_NAME = re.compile(
    r"(?:up|down|of|or|about|around|approximately|which|as|to|see|all|both|not|plus|including|excluding|in|on|at|by|for|from|with|an?)\b"
)
MAX_NAME = 5  # words of a name in brackets
_SPAN = re.compile(r"(?P<first>(?:19|20)\d\d) (?:to|and|-|until) (?P<last>(?:19|20)\d\d)")
_BEFORE_PERIODS = re.compile(r"\s*(?:[a-z' -]{0,40} )?(?:in|for|during|at|on) (?:the (?:years|months|quarters) )?")
_SAME = re.compile(
    r"\s*(?:in|for|over|during) (?:each of )?(?:the same|those|these|the) (?:[a-z]+ )?(?:years|periods|months|quarters)\W*$"
)
_TOTAL = re.compile(r"\s*(?P<name>(?:grand |overall )?total)\s?[:=-]?\s*")
_ITEM = re.compile(r"\s*(?:and )?(?P<label>[^\W\d_][^,;:.]{0,50}),\s+$")


def in_order(said: Said, before: Sequence[Fact]) -> list[Fact]:
    """Read `£803,220, £1,145,004 and £866,712 respectively`: the names stand in order before, in the answer or the question."""
    gaps = [said.words[one.closes : other.opens] for one, other in pairwise(said.amounts)]
    if not all(LIST_GAP.fullmatch(gap) for gap in gaps):
        return []
    count = len(said.amounts)
    subject = words_before(said.words, Clause(said.amounts[0], (said.place[0], said.amounts[0].opens), (0, 0)))
    named = said.text(subject) if subject else ""
    own = [said.text(one) for one in said.periods]
    asked = _periods_asked(said.question)
    given = list(dict.fromkeys(fact.period for fact in before if fact.period))
    periods = next((keys for keys in (own, given, asked) if len(keys) == count), [])
    places = tuple(place for place in (subject,) if place)
    if periods:
        return [Fact(one, named, key, places=places) for one, key in zip(said.amounts, periods, strict=True)]
    words = list(named_in(named, count) or asked_in(said.question, count) or named_in(said.question, count))
    return [Fact(one, word, "", places=places) for one, word in zip(said.amounts, words, strict=True)] if words else []


def _periods_asked(question: str) -> list[str]:
    """List the periods that a question names, in order; `from 2019 to 2022` is each year of them."""
    asked = Passage.of([Line(1, question, fold(question))])
    periods = [question[slice(*one)] for one in asked.periods]
    span = _SPAN.fullmatch(periods[0]) if len(periods) == 1 else None
    return [str(year) for year in range(int(span["first"]), int(span["last"]) + 1)] if span else periods


def after_the_facts(said: Said, facts: Sequence[Fact]) -> list[Fact]:
    """Read `… 61 contractors and 14 consultants, and their rates were £512 and £1,180 respectively`: the facts before name them."""
    names = [fact.label for fact in facts if not fact.period]
    run = said.amounts
    if len(names) != len(run) or len(set(names)) < len(names) or not all(names):
        return []
    subject = words_before(said.words, Clause(run[0], (said.place[0], run[0].opens), (0, 0)))
    if subject is None or not all(LIST_GAP.fullmatch(said.words[a.closes : b.opens]) for a, b in pairwise(run)):
        return []
    label = said.text(subject)
    return [Fact(one, label, "", places=(subject,), whose=name) for one, name in zip(run, names, strict=True)]


def over_the_same(said: Said) -> list[Fact]:
    """Read `18, 23 and 31 in the same three years`, where the question names as many; the last amounts of a sentence."""
    amounts = said.amounts
    if len(amounts) < 2 or said.periods or not _listed(said, [(one.opens, one.closes) for one in amounts]):
        return []
    periods = _periods_asked(said.question)
    if len(periods) != len(amounts) or not _SAME.match(said.words, amounts[-1].closes, said.place[1]):
        return []
    return [Fact(one, "", period) for one, period in zip(amounts, periods, strict=True)]


def over_periods(said: Said) -> list[Fact]:
    """Read `31, 44 and 58 in 2021, 2022 and 2023`, and `In 2021, 2022 and 2023 there were 31, 44 and 58`."""
    amounts, periods = said.amounts, said.periods
    if len(amounts) < 2 or len(amounts) != len(periods):
        return []
    if not _listed(said, [(one.opens, one.closes) for one in amounts]) or not _listed(said, periods):
        return []
    after = periods[0][0] > amounts[-1].closes
    if after and not _BEFORE_PERIODS.fullmatch(said.words, amounts[-1].closes, periods[0][0]):
        return []
    if not after and periods[-1][1] > amounts[0].opens:
        return []
    return [Fact(one, "", said.text(place), places=(place,)) for one, place in zip(amounts, periods, strict=True)]


def _listed(said: Said, places: Sequence[tuple[int, int]]) -> bool:
    return all(LIST_GAP.fullmatch(said.words[one[1] : other[0]]) for one, other in pairwise(places))


def in_brackets(said: Said) -> list[Fact]:
    """Read `112 (2020), 140 (2021)`, whatever sentence opens the list, and `41 hours (North) and 9 hours (South)`."""
    if len(said.amounts) < 2:
        return []
    dated = _bracketed(said, _DATED)
    if dated:
        return [
            Fact(one, "", said.text(found.span("period")), places=(found.span("period"),))
            for one, found in zip(said.amounts, dated, strict=True)
        ]
    named = [found.span("name") for found in _bracketed(said, _NAMED)]
    masked = said.passage.masked
    if any(_NO_NAME.match(masked, *place) or len(masked[slice(*place)].split()) > MAX_NAME for place in named):
        return []
    return [Fact(one, said.text(place), "", places=(place,)) for one, place in zip(said.amounts, named, strict=False)]


def _bracketed(said: Said, form: re.Pattern[str]) -> list[re.Match[str]]:
    """Find the bracket after each amount of a list; nothing where one has none."""
    masked = said.passage.masked
    brackets = [form.match(masked, amount.closes, said.place[1]) for amount in said.amounts]
    found = [bracket for bracket in brackets if bracket]
    gaps = [masked[one.end() : other.opens] for one, other in zip(found, said.amounts[1:], strict=False)]
    if len(found) < len(brackets) or not all(LIST_GAP.fullmatch(gap) for gap in gaps):
        return []
    return found


def after_commas(said: Said) -> list[Fact]:
    """Read `Category 1, nil; category 2, two; category 3, 86 (61 on site)`: two items or more, each a name, a comma, an amount."""
    facts: list[Fact] = []
    start = said.place[0]
    for amount in said.amounts:
        item = _ITEM.fullmatch(said.words, start, amount.opens)
        end = _item_end(said, amount)
        if item is None or end is None:
            return []
        facts.append(Fact(amount, said.text(item.span("label")), "", places=(item.span("label"),)))
        start = end
    return facts if len(facts) > 1 else []


def _item_end(said: Said, amount: Amount) -> int | None:
    """Give where the next item begins: after a semicolon, or at the sentence's end."""
    rest = said.words[amount.closes : said.place[1]]
    stop = rest.find(";")
    ended = rest[:stop] if stop >= 0 else rest
    if ended.strip(" ."):
        return None
    return amount.closes + (stop + 1 if stop >= 0 else len(rest))


def total_of(said: Said, facts: Sequence[Fact]) -> list[Fact]:
    """`Total 45.` beneath what it sums: a name, an amount of the same unit and nothing more."""
    if (
        len(facts) < 2
        or len(said.amounts) != 1
        or any(fact.amount.value.unit != said.amounts[0].value.unit for fact in facts)
    ):
        return []
    amount = said.amounts[0]
    found = _TOTAL.fullmatch(said.words, said.place[0], amount.opens)
    if found is None or said.words[amount.closes : said.place[1]].strip(" ."):
        return []
    place = found.span("name")
    return [Fact(amount, said.text(place), "", places=(place,))]
