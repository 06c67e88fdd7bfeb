"""A sentence that states facts, cut into clauses of one amount each.

    sentence = clause { separator clause }     clause = [ words ] amount [ words ]
    separator = "," | ";" | ":" | "&" | "and" | "against" | "of which" | "including" | …
    base = "Of the" amount words               before a share of it, which needs no separator

Masked are what can be no amount (dates, sections); brackets are blank. A clause that argues, relates or counts by
another word than its amount is none, and the sentence has then no clauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, zip_longest

from disclosed.model import Line
from disclosed.reading.fact_words import LEADING, Clause, label_ends
from disclosed.reading.passages import BRACKETED, MASK, Passage
from disclosed.reading.stating import SENTENCES_KEPT, limited_in, quantities
from disclosed.reading.values import Amount, amounts_in

ORDER = re.compile(
    r"[ ,]*\b(?:respectively|(?:taking (?:the|these) [a-z]+ )?in (?:that|this|the same) order|in (?:the )?order (?:of the (?:years|months|quarters|dates)|asked|given))\b"
)
_JOINED = r"(?:and |while |but |with |plus |against )"
_NUMBER_NEXT = "$"  # a separator ends where the next amount begins
# What tells a second quantity of the same things, without a mark: `nine trips at a cost of £88`, `31 spills lasting 40 hours`.
_ATTRIBUTE = (
    rf"at an? (?:total |combined |overall |average )?(?=(?:cost|price|value) of )|to an? (?:total |combined |overall )?(?=(?:cost|value) of )"
    rf"|(?:lasting|costing|totalling|worth|covering) {_NUMBER_NEXT}|with {_NUMBER_NEXT}"
    rf"|(?:was|were) (?:paid|spent|given|awarded|claimed) (?:in|to|on|for) {_NUMBER_NEXT}"
)
_SEPARATOR = re.compile(
    rf"(?:[,;:]|\s-)?\s+{_JOINED}?(?P<part>of (?:which|whom|these|those|them)|made up of|comprising|consisting of|namely|inclusive of|including|(?P<same>that is(?: to say)?)"
    r"|which leaves|leaving)\s"
    r"|(?P<colon>:\s+)"
    rf"|(?:[,;]\s+{_JOINED}?|\s+(?:and|while|but|plus|&|against|compared (?:with|to))\s+)"
    rf"|\s+(?P<attribute>{_ATTRIBUTE})"
)
LIST_GAP = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*;\s*(?:and\s+)?|\s+&\s+)")
LEAST_RUNS = 2
_SHARE_BESIDE = re.compile(
    r",? or (?:about |around |some |just (?:over|under) )?\d{1,3}(?:\.\d+)? ?(?:%|per ?cent)(?:,(?= )|(?=[ .;]|$))"
)
_COUNTS = frozenset({"number", "word"})
_BREAKDOWN = re.compile(r" \((?P<parts>[^()]{3,120})\)")
_BASE = re.compile(r"\s*(?:out )?of (?:(?:the|these|those|our|all) )*$")
_OUT_OF = re.compile(r"\s+(?:out )?of (?:(?:the|our|all|a total of) )*")  # `38 of the 212 officers`
_RELATIVE = re.compile(
    r"\b(?:who|that|where|when|if|whether|because|although|would|could|should|may|per|each(?! of (?:them|these|those)\b)|every(?! one of\b)|between)\b"
)
_BELIEF = re.compile(
    r"\s*(?:we|it is) (?:believe|think|thought|estimated?|understand|understood|expect(?:ed)?)(?: that)?\b"
)
# What follows an amount with one of these is a bound: `12 earn over £100,000`.
_BOUND = re.compile(r"\b(?:over|more than|at least|in excess of|just over|just under|nearly|almost)\b")
_OTHER_NUMBER = re.compile(
    r"\b(?:(?<!have )(?<!has )(?<!had )(?<!get )(?<!need )(?<!every )(?<!each )(?<!any )(?<!no )one|two|three|four|five|six|seven|eight|nine|ten|once|twice|half|several(?! of (?:which|whom)\b)|(?<!to )(?<!by )(?<!at )(?<!in )(?<!from )another)\b(?!-[a-z])"
)
_AND_PRICE = re.compile(r"\band(?= £)")
_IS_PART = re.compile(r"\s*(?:of (?:which|whom|these|those|them)\b)")
_LISTED = re.compile(
    r",(?! (?:with|including|excluding|whether|after|before|as|all|not)\b)\s*[a-z' -]{1,30}\s(?:and|or)\s[a-z' -]{1,30}\W*$"
)  # `14 in parks, woods and gardens`: cut short it misleads


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: its masked words at the columns of the passage (brackets blanked), its amounts, its periods.

    `limited` are where numbers stand that measure something else than the answer (`within four hours`).
    """

    passage: Passage
    place: tuple[int, int]
    question: str
    words: str
    amounts: tuple[Amount, ...]
    periods: tuple[tuple[int, int], ...]
    limited: frozenset[int] = frozenset()

    @classmethod
    def of(cls, passage: Passage, place: tuple[int, int], question: str, *, opened: bool = True) -> Said:
        """Read the sentence at a place of a passage; `opened` reads brackets that break its amounts down."""
        start, end = place
        masked = _opened(passage.masked, place) if opened else passage.masked
        passage = replace(passage, masked=_unpaired(masked, place))
        blanked = BRACKETED.sub(lambda found: " " * len(found[0]), passage.masked[start:end])
        blanked = _SHARE_BESIDE.sub(lambda found: " " * len(found[0]), blanked)
        words = passage.masked[:start] + blanked + passage.masked[end:]
        amounts = tuple(sorted(quantities(passage, place, question), key=lambda amount: amount.start))
        periods = tuple(one for one in passage.periods if start <= one[0] and one[1] <= end and words[one[0]] == MASK)
        limited = frozenset(at for one in limited_in(passage, place, question) for at in range(one.start, one.end))
        return cls(passage, place, question, words, amounts, periods, limited)

    def text(self, place: tuple[int, int]) -> str:
        """Give the letter's own words at a place."""
        return " ".join(self.passage.source.text[slice(*place)].split())

    def part(self, place: tuple[int, int]) -> Said:
        """Give a part of the sentence as a sentence of its own."""
        start, end = place
        amounts = tuple(one for one in self.amounts if start <= one.opens and one.closes <= end)
        periods = tuple(one for one in self.periods if start <= one[0] and one[1] <= end)
        return replace(self, place=place, amounts=amounts, periods=periods)

    @property
    def ordered(self) -> bool:
        """Whether its last amounts are said to stand in an order."""
        return bool(self.amounts) and ORDER.match(self.words, self.amounts[-1].closes, self.place[1]) is not None


def _opened(masked: str, place: tuple[int, int]) -> str:
    """Read brackets that break down every amount of a sentence, and add up, as part of it: `41 came (29 by bus, 12 on foot)`."""
    start, end = place
    sentence = masked[start:end]
    opened = sentence
    wholes = [
        one for one in amounts_in(BRACKETED.sub(lambda found: " " * len(found[0]), sentence)) if one.kind in _COUNTS
    ]
    broken = list(_BREAKDOWN.finditer(sentence))
    for whole, following, found in zip_longest(wholes, wholes[1:], broken):
        if (
            whole is None
            or found is None
            or not whole.closes <= found.start() < (following.opens if following else end)
        ):
            return masked
        parts = [amount for amount in amounts_in(found["parts"]) if amount.kind in _COUNTS]
        if len(parts) < LEAST_RUNS or sum(one.value.value or 0 for one in parts) != whole.value.value:
            return masked
        opened = f"{opened[: found.start()]}: {found['parts']} {opened[found.end() :]}"
    return masked[:start] + opened + masked[end:]


def _unpaired(masked: str, place: tuple[int, int]) -> str:
    """Part the prices of a list given in order: the last two of `£1, £2 and £3 respectively` are not two prices of one thing."""
    start, end = place
    if not ORDER.search(masked, start, end):
        return masked
    return masked[:start] + _AND_PRICE.sub("&  ", masked[start:end]) + masked[end:]


def clauses_of(said: Said) -> list[Clause]:
    """Cut a sentence between its amounts; none where two have no separator between them, or a clause is no plain statement."""
    cut = _cut(said)
    if cut is None:
        return []
    amounts, gaps, parts, beside, wholes = cut
    starts = [said.place[0], *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), said.place[1]]
    clauses = [
        Clause(
            amount,
            (_stated_from(said.words, start), amount.opens),
            (amount.closes, end),
            part or _IS_PART.match(said.words, amount.closes) is not None,
            start,
            place in beside,
            place in wholes,
        )
        for place, (amount, start, end, part) in enumerate(zip(amounts, starts, ends, [False, *parts], strict=True))
    ]
    return clauses if all(_is_plain(said, clause) for clause in clauses) else []


@lru_cache(maxsize=SENTENCES_KEPT)
def clause_places(sentence: str) -> list[tuple[int, int]]:
    """Give the places of the clauses of a folded sentence, one for each amount, with the mark that ends each."""
    passage = Passage.of([Line(1, sentence, sentence)])
    said = Said.of(passage, (0, len(sentence)), "", opened=False)
    if not said.amounts or any(one.kind in {"range", "year"} for one in said.amounts):
        return []
    places = _runs(said) or [(clause.start, clause.after[1]) for clause in clauses_of(said)]
    return [(start, end + sentence.startswith((",", ";"), end)) for start, end in places]


def _runs(said: Said) -> list[tuple[int, int]]:
    """Give the clauses of a sentence that lists amounts in each (`212, 265 and 341 were heard, and a fault found in 170, 209 and 280`)."""
    runs = [[said.amounts[0]]]
    for amount in said.amounts[1:]:
        if LIST_GAP.fullmatch(said.words, runs[-1][-1].closes, amount.opens):
            runs[-1].append(amount)
        else:
            runs.append([amount])
    cuts = [first_separator(said.words, one[-1].closes, other[0].opens) for one, other in pairwise(runs)]
    if len(runs) < LEAST_RUNS or len({len(run) for run in runs}) > 1 or len(runs[0]) == 1 or None in cuts:
        return []
    ends = [*(cut[0] for cut in cuts if cut), said.place[1]]
    return list(zip([said.place[0], *(cut[1] for cut in cuts if cut)], ends, strict=True))


def _cut(said: Said) -> tuple[list[Amount], list[tuple[int, int]], list[bool], set[int], set[int]] | None:
    """Find the separators between the amounts, which of them begin a part, another quantity or the whole; a bound after an amount belongs to it."""
    amounts, gaps, parts, beside, wholes = [said.amounts[0]], [], [], set(), set()
    based = _BASE.fullmatch(said.words, said.place[0], amounts[0].opens) is not None
    for amount in said.amounts[1:]:
        found = _separator(said.words, amounts[-1].closes, amount.opens)
        if found is not None:
            gaps.append((found.start(), found.end()))
            parts.append(bool(found["part"] or found["colon"]))
            beside |= {len(amounts)} if found["attribute"] else set()
        elif based and len(amounts) == 1:
            gaps.append((amount.opens, amount.opens))
            parts.append(True)
        elif (base := _OUT_OF.fullmatch(said.words, amounts[-1].closes, amount.opens)) is not None:
            wholes.add(len(amounts))
            gaps.append(base.span())
            parts.append(True)
        elif _BOUND.search(said.words, amount.opens, amount.start):
            continue
        else:
            return None
        amounts.append(amount)
    return amounts, gaps, parts, beside, wholes


def _separator(words: str, start: int, end: int) -> re.Match[str] | None:
    """Find the last separator between two amounts."""
    found = None
    for cut in _SEPARATOR.finditer(words, start, end):
        if cut["same"] and cut.end() < end:
            return None
        if cut["part"] is None or cut.start() > start or words[start] in ",;:":  # `3 of whom earn` is one clause
            found = cut
    return found


def first_separator(words: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the first separator between two amounts."""
    found = _SEPARATOR.search(words, start, end)
    return found.span() if found else None


def _stated_from(words: str, start: int) -> int:
    """Pass over a period, and over `we believe that`, which change nothing of what is counted."""
    for opening in (LEADING, _BELIEF):
        found = opening.match(words, start)
        start = found.end() if found else start
    return start


def _is_plain(said: Said, clause: Clause) -> bool:
    """Tell a clause that states: no number in other words, nothing that relates, no list cut short where its label ends."""
    words = said.words
    others = (
        found.start() for place in (clause.before, clause.after) for found in _OTHER_NUMBER.finditer(words, *place)
    )
    if any(start not in said.limited for start in others) or _RELATIVE.search(words, *clause.before):
        return False
    listed = _LISTED.search(words[slice(*clause.after)])
    return listed is None or label_ends(words, clause) < clause.after[0] + listed.start()
