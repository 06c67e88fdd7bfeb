"""The block reader for several facts in a sentence: `45 complaints, 12 of which were upheld`, `Diesel 214, Petrol 37`.

    facts = fact { separator fact } [ order ]     fact = [ words ] amount [ words ]

fact_clauses.py cuts the sentence, fact_words.py names each amount by the words beside it, fact_orders.py reads names that
stand apart. Only where the grammar explains every number of a sentence, and the words beside each tell it from the others,
are they figures; else answer_prose.py reads one and doubts it. A sentence after the first is read where it goes on with
what was counted (`Of these, 97 …`, `In 2023-24 …`) or speaks of what the question also asks and nothing has answered yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from disclosed.model import Line
from disclosed.reading.asking import asked_kinds
from disclosed.reading.candidates import Candidate, Draft
from disclosed.reading.fact_clauses import LIST_GAP, ORDER, Said, clauses_of, first_separator
from disclosed.reading.fact_orders import (
    after_commas,
    after_the_facts,
    in_brackets,
    in_order,
    over_periods,
    over_the_same,
    total_of,
)
from disclosed.reading.fact_shares import with_shares
from disclosed.reading.fact_words import (
    LEADING,
    Clause,
    is_pronoun,
    shared_words,
    total_words,
    unit_words,
    without_prepositions,
    words_after,
    words_before,
)
from disclosed.reading.facts import Fact
from disclosed.reading.measuring import is_unasked
from disclosed.reading.passages import MASK, Passage, sentences, take
from disclosed.reading.stating import is_stated, may_answer, noted_in, refusal_begins, says_plainly, stems_of
from disclosed.reading.values import Amount

__all__ = ["ORDER", "read_facts"]

MAX_FACTS = 24  # of one sentence; a longer list is a table that lost its lines
FULL_LINE = 40  # characters; a shorter line that runs on is a row of something
MAX_OPENING = 14  # words before the number of a sentence that answers a further part of its question

_NO_FACT = frozenset({"range", "year"})  # a sentence with one of these says more than its grammar
_FEWER = ("fewer", "less", "<")  # a small number that is kept back; `up to 5` may be allowed, or wanted
_OF_THEM = re.compile(
    r"\s*(?:(?:[a-z]+ )?of (?:them|these|those|(?:the|our) [a-z-]+(?: [a-z-]+)? (?:were|was|are|is|have|had|has))\b|(?:other|further|more|additional)\b)"
)
_NEXT_PERIOD = re.compile(rf";\s+(?:and |while |but )?(?=(?:in|during|for|by|as at) (?:the )?(?:[a-z]+ ){{0,3}}{MASK})")
_NEXT = re.compile(r";\s+(?:and |while |but )?")
_GOES_ON = re.compile(
    r"\s*(?:(?:the )?(?:remaining|other|rest)\b|(?:a )?further\b|of (?:these|those|them|the [a-z]+(?: [a-z]+)?,)|in total\b)"
)
_CHANGE = re.compile(r"[ ,]*(?:(?:which (?:is|was) )?(?:an?|the) )?(?:increase|rise|fall|drop|decrease|reduction)\b")
_RELATIVE = re.compile(r"the (?:year before|previous year)|a year (?:ago|earlier|before)|last year")
# What names nothing beside a period: `in 2022 the number rose to 93`.
_GENERIC = re.compile(
    r"(?:(?:number|figure|count|amount|sum|value|total)s?|this|that|it)(?: (?:again )?(?:rose|fell|grew|dropped|climbed|increased|decreased|went up|went down|stood))?"
)
# What tells that a number moved, and names none: `212, an [increase from] 188`, `£120 [until] April`, `[the figure fell] to 301`.
_MOVES = re.compile(
    r"(?:(?:and )?(?:an? |the )?(?:rising|falling|climbing|dropping|(?:an? )?(?:increas|decreas|reduc)\w*|rise|rose|risen|fall|fell|fallen|drop|dropped|up|down|until|till)"
    r"(?: (?:from|to|of|by|on|in|the|year|again|slightly|further))*|.*\bthe (?:figure|number|total|amount|count|level)s? (?:\w+ )?(?:was|were|rose|fell|dropped|grew|stood|went).*)"
)
_RIGHT_AFTER = re.compile(
    r"(?: [a-z]+){0,2} (?:in|during|for) (?:the (?:year )?)?"
)  # `£1.15 million in 2021, for a spill in 2018`
_CUT_SHORT = re.compile(
    r"\s?\((?P<words>(?:up )?(?:to|until|from|part|so far|first)\b[^(),]{0,40})[^()]{0,80}\)", re.IGNORECASE
)
_HEAD = re.compile(r"\s*(?P<head>[A-Z][A-Za-z'’&/-]*(?: [A-Za-z'’&/-]+){0,4}):(?= )")
_NAME = re.compile(
    r"\W*(?:[Tt]he )?(?P<name>(?!(?:We|There|It|They|In|On|At|Of|Our|The|This|These|Those|That|As|For|By|All|A|An)\b)"
    r"[A-Z][\w'’&.-]*(?: (?:(?:of|and|the|upon|on|in|&|de) ){0,2}[A-Z][\w'’&.-]*){0,6})"
    r"(?: (?:had|has|received|recorded|reported|saw|spent|paid|took|was|is))?[\s:=-]*$"
)


@dataclass(slots=True)
class _Told:
    """What the sentences so far have told: their facts, and the words that they shared with the question.

    `bare` says that the first fact answers the question as put, and so needs no name: alone in its sentence, or at its head.
    """

    question: str
    facts: list[Fact] = field(default_factory=list)
    heard: frozenset[str] = frozenset()
    bare: bool = False

    def add(self, found: Sequence[Fact], sentence: str, *, opens: bool) -> None:
        """Take a sentence's facts; one with the labels of another tells nothing apart, and then none of its sentence is taken."""
        known = {(fact.label, fact.period, fact.whose) for fact in self.facts}
        clash = any((fact.label, fact.period, fact.whose) in known or not fact.path for fact in found)
        if not _alike(found, self.facts) or (self.facts and clash):
            return
        self.bare = self.bare or (not self.facts and (len(found) == 1 or opens))
        self.facts += found
        self.heard |= stems_of(sentence).union(*(stems_of(fact.label) for fact in found))

    def bears(self, sentence: str) -> bool:
        """Whether a sentence speaks of something that the question asks and that no sentence before has spoken of."""
        return bool(stems_of(self.question) & stems_of(sentence) - self.heard)


def read_facts(question: str, lines: Sequence[Line], *, refused: bool) -> Iterator[Candidate]:
    """Read the sentences that state several facts; none unless there are two figures that their labels tell apart."""
    passage = Passage.of(lines)
    begins = refusal_begins(passage, refused=refused)
    told = _Told(question)
    heads = _heads_of(passage)
    for place in _statements(passage):
        if may_answer(passage, place, begins, question) and _is_whole(passage, place):
            head = heads.get(place[0])
            said = Said.of(passage, (head[1] + 1 if head else place[0], place[1]), question)
            opens = bool(said.amounts) and not said.words[said.place[0] : said.amounts[0].opens].strip()
            found = _facts_of(said, told)
            if head:
                found = [replace(one, whose=said.text(head), places=(head, *one.places)) for one in found]
            told.add(found, passage.source.shadow[slice(*place)], opens=opens and not head)
    facts = _told_apart(told.facts, question)
    paths = [fact.path for fact in facts]
    named = bool(paths) and (paths[0] or told.bare or (len(facts) > 1 and facts[1].part))
    if any(_MOVES.fullmatch(fact.label.casefold()) for fact in facts):
        return
    if len(facts) < 2 or len(set(paths)) < len(paths) or not all(paths[1:]) or not named:
        return
    draft = Draft("facts in a sentence")
    for fact, path in zip(facts, paths, strict=True):
        take(draft, passage.source, fact.amount, path)
        draft.labels += [span for start, end in fact.places for span in passage.source.spans(start, end)]
    with_shares(draft, passage, question)
    draft.noted += noted_in(passage, question)
    if not draft.doubts:
        yield draft.done()


def _heads_of(passage: Passage) -> dict[int, tuple[int, int]]:
    """Place the heads of sentences, by where these begin, where two or more have one: `Open: 3 in 2021 and 2 in 2022. Closed: 4 …`."""
    text = passage.source.text
    found = ((place, _HEAD.match(text, *place)) for place in sentences(passage.source))
    heads = {place[0]: head.span("head") for place, head in found if head}
    return heads if len({text[slice(*head)].casefold() for head in heads.values()}) == len(heads) > 1 else {}


def _statements(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the sentences, cut where a semicolon parts the statements for two periods, or follows an order that is said.

    `…; in 2023 there were 61`, `44, 31 and 27 in that order; five are still open`.
    """
    for start, end in sentences(passage.source):
        begin = start
        for found in _NEXT_PERIOD.finditer(passage.masked, start, end):
            yield begin, found.start()
            begin = found.end()
        order = ORDER.search(passage.masked, begin, end)
        after = _NEXT.match(passage.masked, order.end(), end) if order else None
        if after:
            yield begin, after.start()
            begin = after.end()
        yield begin, end


def _is_whole(passage: Passage, place: tuple[int, int]) -> bool:
    """Whether a sentence runs over the ends of full lines only: short lines are rows, each for itself."""
    begins, lines = passage.source.begins, passage.source.lines
    return all(
        len(line.text.rstrip()) >= FULL_LINE
        for line, following in zip(lines, begins[1:], strict=False)
        if place[0] < following < place[1]
    )


def _alike(found: Sequence[Fact], facts: Sequence[Fact]) -> bool:
    """Whether what a later sentence counts is of the same unit, or has names of its own: a share of them is another thing."""
    units = {fact.amount.value.unit for fact in facts}
    return not facts or all(fact.amount.value.unit in units or fact.label for fact in found)


def _told_apart(facts: Sequence[Fact], question: str) -> list[Fact]:
    """Leave out what all facts have in common, and a period that stands alone beside labels; none where one has no name at all.

    A year that was not asked for stays.
    """
    periods = {fact.period for fact in facts}
    if any(is_unasked(period, question) for period in periods) and len(periods) == 1:
        return list(facts)
    if len(periods) < 2:
        facts = [replace(fact, period="") for fact in facts]
    elif len(periods - {""}) < 2:
        facts = [replace(fact, period="") if fact.label or place == 0 else fact for place, fact in enumerate(facts)]
    elif not all(fact.period or fact.label for fact in facts[1:]):
        return []
    alike = frozenset(
        place for unit in {_unit_of(fact, facts) for fact in facts} for place in _with_one_label(facts, unit)
    )
    bare = [replace(fact, label="") if place in alike else fact for place, fact in enumerate(facts)]
    return bare if len({fact.path for fact in bare}) == len(bare) else list(facts)


def _unit_of(fact: Fact, facts: Sequence[Fact]) -> str | None:
    """Give a fact's unit; `nil` has that of the first."""
    return facts[0].amount.value.unit if fact.amount.kind == "zero" else fact.amount.value.unit


def _with_one_label(facts: Sequence[Fact], unit: str | None) -> list[int]:
    """Give the places of the facts of one unit that their periods, or whose they are, tell apart, where no other label does."""
    own = [place for place, fact in enumerate(facts) if _unit_of(fact, facts) == unit and (fact.period or fact.whose)]
    apart = len({(facts[place].period, facts[place].whose) for place in own}) == len(own) > 1
    return own if apart and len({facts[place].label for place in own} - {""}) < 2 else []


def _facts_of(said: Said, told: _Told) -> list[Fact]:
    """Read the facts of one sentence; none where a number of it is left over, or where it opens a new subject."""
    amounts = said.amounts
    if not amounts or len(amounts) > MAX_FACTS:
        return []
    if alone := total_of(said, told.facts) if told.facts else after_commas(said):
        return alone
    if any(_says_more(said, one) for one in amounts) or not _speaks(said, told):
        return []
    if said.ordered:
        return _ordered(said, told)
    if apart := in_brackets(said) or over_periods(said) or over_the_same(said):
        return apart
    return _in_clauses(said, told.facts)


def _says_more(said: Said, amount: Amount) -> bool:
    """Whether an amount says more than the grammar of a sentence: a range, a bound, `no letters` (but not `none is open`)."""
    bound = amount.kind == "suppressed" and not said.words.startswith(_FEWER, amount.start)
    return bound or amount.kind in _NO_FACT or (amount.kind == "zero" and said.words.startswith("no ", amount.start))


def _speaks(said: Said, told: _Told) -> bool:
    """Whether a sentence states plainly, and the first of them what was asked, a later one what goes on with it."""
    opening = said.words[said.place[0] : said.amounts[0].opens]
    sentence = said.words[slice(*said.place)]
    led = LEADING.match(opening)
    plain = says_plainly(opening[led.end() :] if led else opening) or ORDER.search(said.words, *said.place) is not None
    if not told.facts:
        return plain and is_stated(opening, sentence, said.question)
    if _continues(said, opening):
        return plain
    return told.bears(sentence) and (plain or len(opening.split()) <= MAX_OPENING)


def _continues(said: Said, opening: str) -> bool:
    """Whether a sentence goes on with what the one before counted: `388 of them`, `The remaining 16`, `In 2023-24 there were`."""
    after = said.words[said.amounts[0].closes : said.place[1]]
    return (
        len(opening.split()) == 0
        or _GOES_ON.match(opening) is not None
        or LEADING.match(opening) is not None
        or _OF_THEM.match(after) is not None
        or said.ordered
    )


def _ordered(said: Said, told: _Told) -> list[Fact]:
    """Read amounts that are said to stand in an order: all of a sentence, or the last of one unit after those that name them."""
    run = _last_run(said)
    if len(run) == len(said.amounts):
        return in_order(said, told.facts)
    before = said.amounts[len(said.amounts) - len(run) - 1]
    cut = first_separator(said.words, before.closes, run[0].opens)
    if cut is None:
        return []
    facts = _in_clauses(said.part((said.place[0], cut[0])), told.facts)
    ordered = after_the_facts(said.part((cut[1], said.place[1])), facts)
    return [*facts, *ordered] if ordered else []


def _last_run(said: Said) -> Sequence[Amount]:
    """Give the last amounts of one unit that nothing but commas and `and` part."""
    first = len(said.amounts) - 1
    while first > 0:
        one, other = said.amounts[first - 1], said.amounts[first]
        listed = LIST_GAP.fullmatch(said.words[one.closes : other.opens])
        if one.value.unit != other.value.unit or not listed:
            break
        first -= 1
    return said.amounts[first:]


def _in_clauses(said: Said, before: Sequence[Fact]) -> list[Fact]:
    clauses = clauses_of(said) if said.amounts else []
    return _named(said, clauses, before) if clauses else []


def _named(said: Said, clauses: Sequence[Clause], before: Sequence[Fact]) -> list[Fact]:
    """Name each clause's amount by the words after it, else by those before; by its period; and by whose it is.

    The first of a sentence for another period may leave its name out: `in 2023 there were 61, of which 20 were upheld`.
    """
    after = without_prepositions(said.words, clauses, [words_after(said.words, clause) for clause in clauses])
    whose = _whose(said, clauses, after)
    if whose:
        return whose
    asked = said.question.casefold()
    several = asked if len(_ASKS.findall(asked)) > 1 else ""
    labels = [
        _predicate(said, clause, label)
        or (None if is_pronoun(said.words, label) else label)
        or words_before(said.words, clause)
        or label
        or (total_words(said.words, clause) if place else None)
        or unit_words(said.words, clause, several)
        for place, (label, clause) in enumerate(zip(after, clauses, strict=True))
    ]
    for place, clause in enumerate(clauses):
        if shared := shared_words(said.words, clause):
            labels[place - 1 : place + 1] = shared
    periods = _periods_of(said, clauses, labels)
    if periods is None:
        return []
    leads = len(said.periods) == 1
    if said.periods and not leads:
        labels = _carried(clauses, labels, periods)
    facts: list[Fact] = []
    for clause, label, period in zip(clauses, labels, periods, strict=True):
        places = tuple(place for place in (label, period) if place)
        dated = _period_text(said, period) if period else ""
        named = said.text(label) if label else ""
        named = "" if dated and _GENERIC.fullmatch(named.casefold()) else named
        if not facts and not named and leads and before and before[0].leads:
            named = before[0].label
        facts.append(Fact(clause.amount, named, dated, clause.part, leads, places))
    return facts


_ASKS = re.compile(r"\b(?:how|what|which|who|numbers? of|numbers? that)\b")
_PREDICATE = re.compile(r"\s(?:were|was|have been|has been)\s+(?P<verb>[a-z]{4,})\b")


def _predicate(said: Said, clause: Clause, label: tuple[int, int] | None) -> tuple[int, int] | None:
    """Place the verb that the question asks by, after the noun that it asks about: `318 complaints were [received]`.

    Only where it asks several things; where one of them is pounds, the noun tells the count from those.
    """
    found = _PREDICATE.match(said.words, label[1], clause.after[1]) if label else None
    several = len(_ASKS.findall(said.question.casefold())) > 1 and "money" not in asked_kinds(said.question)
    if found is None or label is None or not several:
        return None
    asked = stems_of(said.question)
    both = stems_of(found["verb"]) <= asked and stems_of(said.words[slice(*label)]) & asked
    return found.span("verb") if both else None


def _carried(
    clauses: Sequence[Clause],
    labels: Sequence[tuple[int, int] | None],
    periods: Sequence[tuple[int, int] | None],
) -> list[tuple[int, int] | None]:
    """Give a clause for another period that names nothing the name of the one before it that is no part: `34 complaints in 2021 and 47 in 2022`."""
    kept: list[tuple[int, int] | None] = []
    name: tuple[int, int] | None = None
    for clause, label, period in zip(clauses, labels, periods, strict=True):
        kept.append(label or (name if period and not clause.part else None))
        name = label if label and not clause.part else name
    return kept


def _periods_of(
    said: Said, clauses: Sequence[Clause], labels: Sequence[tuple[int, int] | None]
) -> list[tuple[int, int] | None] | None:
    """Give each clause its period: the one of the sentence, but for "the year before" in a later clause; else its own.

    A part, or a change, has the period of the whole; a whole before its parts for each period needs none, nor does a clause of another unit with a name needs none (`three prosecutions, leading to
    fines of £240 in 2016 and £110 in 2019`). None where a clause is left without.
    """
    if len(said.periods) < 2:
        lone = said.periods[0] if said.periods else None
        later = lone is not None and _RELATIVE.fullmatch(said.text(lone).casefold()) and not clauses[0].holds(lone)
        return [lone if not later or (lone and clause.holds(lone)) else None for clause in clauses]
    own = _told_beside(clauses, [_own_periods(said, clause) for clause in clauses])
    whole = len(clauses) > 1 and clauses[1].part
    dated = {clause.amount.value.unit for clause, mine in zip(clauses, own, strict=True) if mine}
    found: list[tuple[int, int] | None] = []
    for clause, mine, label in zip(clauses, own, labels, strict=True):
        if len(mine) == 1:
            found.append(mine[0])
        elif not mine and found and (clause.part or _CHANGE.match(said.words, *clause.before)):
            found.append(found[-1])
        elif not mine and label and (clause.amount.value.unit not in dated or (not found and whole)):
            found.append(None)
        else:
            return None
    return found


def _told_beside(clauses: Sequence[Clause], own: Sequence[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Give a clause without a period that of the quantity told beside it: `31 spills lasting 40 hours in 2021`."""
    following = zip(clauses[1:], own[1:], strict=True)
    later = [(theirs if clause.beside else []) for clause, theirs in following]
    return [mine or theirs for mine, theirs in zip(own, [*later, []], strict=True)]


def _own_periods(said: Said, clause: Clause) -> list[tuple[int, int]]:
    """Give the periods of a clause, but for those of a number that the amount is measured by: `93, a rise of 60 on 2021`."""
    measured = (one for one in said.limited if one >= clause.after[0] and not said.words[one].isalpha())
    beside = min(measured, default=said.place[1])
    own = [one for one in said.periods if clause.holds(one) and one[0] < beside]
    right = len(own) > 1 and _RIGHT_AFTER.fullmatch(said.words, clause.amount.closes, own[0][0])
    return own[:1] if right else own


def _period_text(said: Said, place: tuple[int, int]) -> str:
    """Give a period as printed, with a bracket that cuts it short: `2023/24 (to 29 February)`."""
    cut = _CUT_SHORT.match(said.passage.source.text, place[1], said.place[1])
    return f"{said.text(place)} ({' '.join(cut['words'].split())})" if cut else said.text(place)


def _whose(said: Said, clauses: Sequence[Clause], after: Sequence[tuple[int, int] | None]) -> list[Fact]:
    """Read what is told of one name after another: `North Hospital had 31 beds, of which 4 were closed, and South 24, of which 2`.

    What is left out of a later name's clauses is as in the first's. None where a clause that is no part has no name, or
    the names have not as many parts.
    """
    source = said.passage.source.text
    heads = [place for place, clause in enumerate(clauses) if not clause.part]
    names = [_NAME.match(source[slice(*clauses[head].before)]) for head in heads]
    size = len(clauses) // max(len(heads), 1)
    if len(heads) < 2 or not all(names) or heads != list(range(0, len(heads) * size, size)) or said.periods:
        return []
    if len(clauses) != len(heads) * size or not all(after[1:size]):
        return []
    facts: list[Fact] = []
    for place, clause in enumerate(clauses):
        found = names[place // size]
        label = after[place] or after[place % size]
        start = clauses[heads[place // size]].before[0]
        own = (start + found.start("name"), start + found.end("name")) if found else (0, 0)
        named = said.text(label) if label else ""
        places = tuple(one for one in (own, after[place]) if one)
        facts.append(Fact(clause.amount, named, "", clause.part, places=places, whose=said.text(own)))
    return facts
