"""The block reader for several facts in a sentence: `45 complaints, 12 of which were upheld`, `Diesel 214, Petrol 37`.

    facts = fact { separator fact } [ order ]     fact = [ words ] amount [ words ]
    separator = "," | ";" | "&" | "and" | "of which" | the end of a sentence
    order = "respectively" | "in that order" | "in the order of the years"

Only where the grammar explains every number of a sentence, and the words beside each tell it from the others, are they
figures; else answer_prose.py reads one and doubts it. What stands after a number names it (`31 were upheld`), else what
stands before (`Revenue £9.62 million`); a whole before `of which` needs no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosed.model import Line
from disclosed.reading.answer_lists import asked_in, named_in
from disclosed.reading.candidates import Candidate, Draft
from disclosed.reading.fact_words import (
    LEADING,
    Clause,
    unit_words,
    without_prepositions,
    words_after,
    words_before,
)
from disclosed.reading.lines import fold
from disclosed.reading.passages import BRACKETED, MASK, Passage, sentences, take
from disclosed.reading.stating import is_stated, may_answer, quantities, refusal_begins, says_plainly
from disclosed.reading.values import Amount

MAX_FACTS = 24  # of one sentence; a longer list is a table that lost its lines
FULL_LINE = 40  # characters; a shorter line that runs on is a row of something

_NO_FACT = frozenset({"range", "year", "suppressed", "zero"})  # a sentence with one of these says more than its grammar
_SEPARATOR = re.compile(
    r"(?:[,;:]|\s-)?\s+(?:and |while |but |with |plus )?(?P<part>of (?:which|whom|these|those|them)|made up of|comprising|consisting of|namely)\s"
    r"|(?P<colon>:\s+)"
    r"|(?:[,;]\s+(?:and |while |but |with |plus )?|\s+(?:and|while|but|plus|&)\s+)"
)
_RELATIVE = re.compile(
    r"\b(?:who|that|where|when|if|whether|because|although|would|could|should|may|per|each|every|between)\b"
)
ORDER = re.compile(
    r"[ ,]*\b(?:respectively|in (?:that|this|the same) order|in (?:the )?order (?:of the (?:years|months|quarters|dates)|asked|given))\b"
)
_DATED = re.compile(rf"\s?\((?P<period>(?:[a-z]+ )?{MASK}+)\)")
_BELIEF = re.compile(
    r"\s*(?:we|it is) (?:believe|think|thought|estimated?|understand|understood|expect(?:ed)?)(?: that)?\b"
)
# What follows an amount with one of these is a bound: `12 earn over £100,000`.
_BOUND = re.compile(r"\b(?:over|more than|at least|in excess of|just over|just under|nearly|almost)\b")
_OTHER_NUMBER = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|once|twice|half|several|another)\b")
_OF_THEM = re.compile(r"\s*(?:(?:[a-z]+ )?of (?:them|these|those)\b|(?:other|further|more|additional)\b)")
_AND_PRICE = re.compile(r"\band(?= £)")
_LIST_GAP = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*;\s*|\s+&\s+)")
_NEXT_PERIOD = re.compile(rf";\s+(?:and |while |but )?(?=(?:in|during|for|by|as at) (?:the )?(?:[a-z]+ ){{0,3}}{MASK})")
_IS_PART = re.compile(r"\s*(?:of (?:which|whom|these|those|them)\b)")
_LISTED = re.compile(
    r",(?! (?:with|including|excluding|whether|after|before|as|all|not)\b)\s*[a-z' -]{1,30}\s(?:and|or)\s[a-z' -]{1,30}\W*$"
)  # `14 in parks, woods and gardens`: cut short it misleads
_SPAN = re.compile(r"(?P<first>(?:19|20)\d\d) (?:to|and|-|until) (?P<last>(?:19|20)\d\d)")
_GOES_ON = re.compile(
    r"\s*(?:(?:the )?(?:remaining|other|rest)\b|(?:a )?further\b|of (?:these|those|them)\b|in total\b)"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount with its label and its period, '' where it has none; `places` are where the words of both stand.

    `leads` says that the period stands before all of the sentence, so that it is the first label.
    """

    amount: Amount
    label: str
    period: str
    part: bool = False
    leads: bool = False
    places: tuple[tuple[int, int], ...] = ()


def read_facts(question: str, lines: Sequence[Line], *, refused: bool) -> Iterator[Candidate]:
    """Read the sentences that state several facts; none unless there are two figures that their labels tell apart."""
    passage = Passage.of(lines)
    begins = refusal_begins(passage, refused=refused)
    facts: list[Fact] = []
    for place in _statements(passage):
        if may_answer(passage, place, begins) and _is_whole(passage, place):
            found = _facts_of(_Said.of(passage, place, question), facts)
            facts += found if _alike(found, facts) else []
    facts = _told_apart(facts)
    paths = [_path(fact) for fact in facts]
    if len(facts) < 2 or len(set(paths)) < len(paths) or not all(paths[1:]) or not (paths[0] or facts[1].part):
        return
    draft = Draft("facts in a sentence")
    for fact, path in zip(facts, paths, strict=True):
        take(draft, passage.source, fact.amount, path)
        draft.labels += [span for start, end in fact.places for span in passage.source.spans(start, end)]
    if not draft.doubts:
        yield draft.done()


def _statements(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the sentences, cut where a semicolon parts the statements for two periods: `…; in 2023 there were 61`."""
    for start, end in sentences(passage.source):
        begin = start
        for found in _NEXT_PERIOD.finditer(passage.masked, start, end):
            yield begin, found.start()
            begin = found.end()
        yield begin, end


def _is_whole(passage: Passage, place: tuple[int, int]) -> bool:
    """Whether a sentence runs over the ends of full lines only: short lines are rows, each for itself."""
    starts, lines = passage.source.starts, passage.source.lines
    return all(
        len(line.text.strip()) >= FULL_LINE
        for line, following in zip(lines, starts[1:], strict=False)
        if place[0] < following < place[1]
    )


def _alike(found: Sequence[Fact], facts: Sequence[Fact]) -> bool:
    """Whether what a later sentence counts is of the same unit, or has names of its own: a share of them is another thing."""
    units = {fact.amount.value.unit for fact in facts}
    return not facts or all(fact.amount.value.unit in units or fact.label for fact in found)


def _told_apart(facts: Sequence[Fact]) -> list[Fact]:
    """Leave out what all facts have in common; none where some have a period and others have not."""
    periods = {fact.period for fact in facts}
    if len(periods - {""}) < 2:
        facts = [replace(fact, period="") for fact in facts]
    elif "" in periods:
        return []
    labels = {fact.label for fact in facts}
    if len(labels) == 1 or (len(labels - {""}) == 1 and all(fact.period for fact in facts)):
        facts = [replace(fact, label="") for fact in facts]
    return list(facts)


def _path(fact: Fact) -> tuple[str, ...]:
    path = (fact.period, fact.label) if fact.leads else (fact.label, fact.period)
    return tuple(label for label in path if label)


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence: its masked words at the columns of the passage (brackets blanked), its amounts, its periods."""

    passage: Passage
    place: tuple[int, int]
    question: str
    words: str
    amounts: tuple[Amount, ...]
    periods: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, passage: Passage, place: tuple[int, int], question: str) -> _Said:
        start, end = place
        passage = replace(passage, masked=_unpaired(passage.masked, place))
        blanked = BRACKETED.sub(lambda found: " " * len(found[0]), passage.masked[start:end])
        words = passage.masked[:start] + blanked + passage.masked[end:]
        amounts = tuple(sorted(quantities(passage, place, question), key=lambda amount: amount.start))
        periods = tuple(one for one in passage.periods if start <= one[0] and one[1] <= end and words[one[0]] == MASK)
        return cls(passage, place, question, words, amounts, periods)

    def text(self, place: tuple[int, int]) -> str:
        """Give the letter's own words at a place."""
        return " ".join(self.passage.source.text[slice(*place)].split())


def _unpaired(masked: str, place: tuple[int, int]) -> str:
    """Part the prices of a list given in order: the last two of `£1, £2 and £3 respectively` are not two prices of one thing."""
    start, end = place
    if not ORDER.search(masked, start, end):
        return masked
    return masked[:start] + _AND_PRICE.sub("&  ", masked[start:end]) + masked[end:]


def _facts_of(said: _Said, before: Sequence[Fact]) -> list[Fact]:
    """Read the facts of one sentence; none where a number of it is left over, or where it opens a new subject."""
    amounts = said.amounts
    if not amounts or len(amounts) > MAX_FACTS or any(one.kind in _NO_FACT for one in amounts):
        return []
    opening = said.words[said.place[0] : amounts[0].opens]
    led = LEADING.match(opening)
    plain = says_plainly(opening[led.end() :] if led else opening) or ORDER.search(said.words, *said.place) is not None
    if not plain or (before and not _continues(said, opening)):
        return []
    if not before and not is_stated(opening, said.words[slice(*said.place)], said.question):
        return []
    if len(amounts) > 1 and ORDER.match(said.words, amounts[-1].closes, said.place[1]):
        return _in_order(said, before)
    if dated := _dated_in_brackets(said):
        return dated
    clauses = _clauses(said)
    return _named(said, clauses, before) if clauses else []


def _continues(said: _Said, opening: str) -> bool:
    """Whether a sentence goes on with what the one before counted: `388 of them`, `The remaining 16`, `In 2023-24 there were`."""
    after = said.words[said.amounts[0].closes : said.place[1]]
    return (
        len(opening.split()) == 0
        or _GOES_ON.match(opening) is not None
        or LEADING.match(opening) is not None
        or _OF_THEM.match(after) is not None
        or ORDER.match(said.words, said.amounts[-1].closes, said.place[1]) is not None
    )


def _dated_in_brackets(said: _Said) -> list[Fact]:
    """Read `112 (2020), 140 (2021), 133 (2022)`, whatever sentence opens the list."""
    masked = said.passage.masked
    brackets = [_DATED.match(masked, amount.closes, said.place[1]) for amount in said.amounts]
    if len(said.amounts) < 2 or not all(brackets):
        return []
    found = [bracket for bracket in brackets if bracket]
    gaps = [masked[one.end() : other.opens] for one, other in zip(found, said.amounts[1:], strict=False)]
    if not all(_LIST_GAP.fullmatch(gap) for gap in gaps):
        return []
    return [
        Fact(amount, "", said.text(bracket.span("period")), places=(bracket.span("period"),))
        for amount, bracket in zip(said.amounts, found, strict=True)
    ]


def _clauses(said: _Said) -> list[Clause]:
    """Cut a sentence between its amounts; none where two have no separator between them, or a clause is no plain statement."""
    amounts = [said.amounts[0]]
    found: list[re.Match[str]] = []
    for amount in said.amounts[1:]:
        cut = _separator(said.words, amounts[-1].closes, amount.opens)
        if cut is not None:
            found.append(cut)
            amounts.append(amount)
        elif not _BOUND.search(said.words, amount.opens, amount.start):
            return []
    starts = [said.place[0], *(cut.end() for cut in found)]
    ends = [*(cut.start() for cut in found), said.place[1]]
    parts = [False, *(bool(cut["part"] or cut["colon"]) for cut in found)]
    clauses = [
        Clause(
            amount,
            (_stated_from(said.words, start), amount.opens),
            (amount.closes, end),
            part or _IS_PART.match(said.words, amount.closes) is not None,
        )
        for amount, start, end, part in zip(amounts, starts, ends, parts, strict=True)
    ]
    around = [said.words[slice(*place)] for clause in clauses for place in (clause.before, clause.after)]
    if any(_OTHER_NUMBER.search(words) for words in around):
        return []
    if any(_RELATIVE.search(said.words[slice(*clause.before)]) for clause in clauses):
        return []
    return [] if any(_LISTED.search(said.words[slice(*clause.after)]) for clause in clauses) else clauses


def _stated_from(words: str, start: int) -> int:
    """Pass over a period, and over `we believe that`, which change nothing of what is counted."""
    for opening in (LEADING, _BELIEF):
        found = opening.match(words, start)
        start = found.end() if found else start
    return start


def _separator(words: str, start: int, end: int) -> re.Match[str] | None:
    """Find the last separator between two amounts."""
    found = None
    for cut in _SEPARATOR.finditer(words, start, end):
        if cut["part"] is None or cut.start() > start or words[start] in ",;:":  # `3 of whom earn` is one clause
            found = cut
    return found


def _named(said: _Said, clauses: Sequence[Clause], before: Sequence[Fact]) -> list[Fact]:
    """Name each clause's amount by the words after it, else by those before; and by its period.

    The first of a sentence for another period may leave its name out: `in 2023 there were 61, of which 20 were upheld`.
    """
    labels = without_prepositions(said.words, [words_after(said.words, clause) for clause in clauses])
    labels = [
        label or words_before(said.words, clause) or unit_words(said.words, clause)
        for label, clause in zip(labels, clauses, strict=True)
    ]
    own = [[one for one in said.periods if clause.before[0] <= one[0] < clause.after[1]] for clause in clauses]
    leads = len(said.periods) == 1
    if not leads and said.periods and not all(len(one) == 1 for one in own):
        return []
    if len(clauses) > 1 and said.periods and not leads and labels[0] and not any(labels[1:]):
        labels = [labels[0]] * len(labels)
    facts: list[Fact] = []
    for clause, label, mine in zip(clauses, labels, own, strict=True):
        period = said.periods[0] if leads else mine[0] if mine else None
        places = tuple(place for place in (label, period) if place)
        named = said.text(label) if label else ""
        if not facts and not named and leads and before and before[0].leads:
            named = before[0].label
        facts.append(Fact(clause.amount, named, said.text(period) if period else "", clause.part, leads, places))
    return facts


def _in_order(said: _Said, before: Sequence[Fact]) -> list[Fact]:
    """Read `£803,220, £1,145,004 and £866,712 respectively`: the names stand in order before, in the answer or the question."""
    gaps = [said.words[one.closes : other.opens] for one, other in pairwise(said.amounts)]
    if not all(_LIST_GAP.fullmatch(gap) for gap in gaps):
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
