"""The block reader for sentences: `Yes, in 212 streets`, `694 were offered`, `Two … in 2022 and twelve in 2023`.

Most numbers in prose are no figures. A sentence gives one only where the question asks for a quantity; the first
number that nothing else explains is taken, a second without a pattern makes the reading doubtful, and a remark in
brackets or quotation marks is never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.model import Finding, Line
from disclosed.reading.answer_facts import ORDER, read_facts
from disclosed.reading.asking import asks_for_words, asks_worth
from disclosed.reading.candidates import Candidate, Draft, finding, range_finding
from disclosed.reading.fact_shares import with_shares
from disclosed.reading.lines import fold
from disclosed.reading.measuring import is_unasked
from disclosed.reading.passages import Passage, Text, sentences, take
from disclosed.reading.stating import (
    counts_any,
    is_stated,
    is_worth,
    may_answer,
    noted_in,
    quantities,
    refusal_begins,
    refuses_otherwise,
    states_a_figure,
    volunteers,
)
from disclosed.reading.values import Amount
from disclosed.reading.wholes import part_before

__all__ = ["asks_for_words", "read_sentences", "refuses_otherwise", "states_a_figure"]

SEVERAL = 2  # numbers that a sentence before the answer gives

_OR = re.compile(r",? (?:or|rising to|falling to|reduced to)(?: just| only)? ")
# A question that asks for several years, of which an answer may give one.
_YEARS_ASKED = re.compile(
    r"\b(?:each|every|these|those|last|past) (?:of )?(?:the |these |those )?(?:[a-z]+ ){0,3}years\b|\b(?:each|every|per) (?:[a-z]+ )?year\b"
)
_COMPARED_WITH = re.compile(
    r"\b(?:than|compared (?:to|with)|against|from|since|on|until|before|after|by|between)(?: (?:in|the|for|year|of|figures?|level))*"
    r"(?: £?\d[\d,.]*%?(?: [a-z]+){0,2})?(?: (?:in|the|for|during|year|of))* *$"
)
_OF_THOSE = re.compile(r"\s*(?:[a-z]+ )?of (?:these|those|them|which|whom)\b")
_LONE = re.compile(r"^(?:were|was|are|is|have been|had been|has been)\s+(?P<label>[a-z'-]+(?: [a-z'-]+){0,2})\s*$")


def read_sentences(question: str, lines: Sequence[Line], *, refused: bool) -> Iterator[Candidate]:
    """Read prose: the first quantity stated, or one for each period where each has its own."""
    worded = asks_for_words(question)
    if not worded:
        yield from read_facts(question, lines, refused=refused)
    passage = Passage.of(lines)
    begins = refusal_begins(passage, refused=refused)
    draft = Draft("sentence")
    draft.noted += noted_in(passage, question)
    dated: set[str] = set()
    listed = _quantified(passage, begins, question)
    stating = _stating_first(passage, listed, question)
    for place, found in stating:
        if found and (dated or not draft.figures):
            _take_sentence(draft, passage, place, found, question, dated)
        if len(found) > 1 and _says_order(passage, place):
            break
    unasked = any(is_unasked(period, question) for period in dated) and not _compares(passage)
    if len(dated) == 1 and not unasked and _YEARS_ASKED.search(fold(question)) is None:
        draft.figures = [replace(figure, labels=()) for figure in draft.figures]
    with_shares(draft, passage, question)
    passed = [one for _, found in listed[: len(listed) - len(stating)] for one in found]
    draft.doubts += _doubt_passed(draft, passage, passed)
    if draft.figures or draft.doubts:
        yield draft.done()


def _doubt_passed(draft: Draft, passage: Passage, passed: Sequence[Amount]) -> Iterator[Finding]:
    """Doubt a lone figure before which a sentence gives several of its kind: `We saw 87 in 2021 and 91 in 2022. 2 were hurt`."""
    figures = draft.figures if len(draft.figures) == 1 else []
    alike = [one for one in passed if one.kind != "word" and figures and one.value.unit == figures[0].value.unit]
    if len(alike) >= SEVERAL and not draft.doubts:
        words = passage.source.text[alike[0].start : alike[0].end]
        yield finding(
            "uncertain_reading",
            f"“{figures[0].words}” is read as the answer, and “{words}” and others stand in a sentence before it.",
            "Settle them with `readings:` lines.",
            figures[0].span.line,
        )


def _compares(passage: Passage) -> bool:
    """Whether a period is one that something is compared with: `12 fewer than in 2021`, `a fall on 2021/22`."""
    return any(_COMPARED_WITH.search(passage.source.shadow[:start]) for start, _ in passage.periods)


def _quantified(passage: Passage, begins: int | None, question: str) -> list[tuple[tuple[int, int], list[Amount]]]:
    """List the sentences that may answer, each with its quantities."""
    worded = asks_for_words(question)
    listed: list[tuple[tuple[int, int], list[Amount]]] = []
    for place in sentences(passage.source):
        found = quantities(passage, place, question) if may_answer(passage, place, begins, question) else []
        listed.append((place, _worded(passage, place, found, question) if worded else found))
    return listed


def _stating_first(
    passage: Passage, listed: Sequence[tuple[tuple[int, int], list[Amount]]], question: str
) -> Sequence[tuple[tuple[int, int], list[Amount]]]:
    """Leave out what stands before the first sentence that states what was asked ("These come from 3 lists. 410 boats …").

    One that tells of a part of what was told before, `Two of those …`, states nothing first.
    """
    shadow = passage.source.shadow
    for step, (place, found) in enumerate(listed):
        told = any(one for _, one in listed[:step])
        if found and told and _OF_THOSE.match(shadow[found[0].closes : place[1]]):
            continue
        if found and is_stated(shadow[place[0] : found[0].opens], shadow[slice(*place)], question):
            return listed[step:]
    return listed


def _worded(passage: Passage, place: tuple[int, int], found: Sequence[Amount], question: str) -> list[Amount]:
    """Keep what a question for words may be answered with: a price or share, a number given freely, a bare count of `any`."""
    sentence = passage.source.shadow[slice(*place)]
    if volunteers(sentence):
        return list(found)
    worth = asks_worth(question)
    return [
        amount
        for amount in found
        if (worth and is_worth(passage.source.shadow, amount)) or counts_any(question, sentence, amount, place[0])
    ]


def _take_sentence(
    draft: Draft, passage: Passage, place: tuple[int, int], found: Sequence[Amount], question: str, dated: set[str]
) -> None:
    """Take what one sentence states; after a figure for one period, only figures for others are taken."""
    pairs = [
        (amount, passage.source.text[slice(*period)], period) for amount, period in _by_period(passage, place, found)
    ]
    if any(period in dated for _, period, _ in pairs):
        return
    if not pairs and not draft.figures:
        _first_of(draft, passage, place, found, question)
    for amount, period, span in pairs:
        take(draft, passage.source, amount, (period,))
        draft.labels += passage.source.spans(*span)
        dated.add(period)


def _by_period(
    passage: Passage, place: tuple[int, int], found: Sequence[Amount]
) -> list[tuple[Amount, tuple[int, int]]]:
    """Give each quantity of a sentence the one period that stands with it: `Two … in 2022 and twelve in 2023`."""
    start, end = place
    periods = [(first, last) for first, last in passage.periods if start <= first < end]
    if len(periods) != len(found) or any(amount.kind == "range" for amount in found):
        return []
    before = all(period[0] < amount.start for period, amount in zip(periods, found, strict=True))
    after = all(period[0] > amount.start for period, amount in zip(periods, found, strict=True))
    if len(found) > 1 and not (before or after):
        return []
    return list(zip(found, periods, strict=True))


def _first_of(draft: Draft, passage: Passage, place: tuple[int, int], found: Sequence[Amount], question: str) -> None:
    """Take a sentence's first quantity; a range is refused, and a second quantity without a pattern is a doubt."""
    source, first, end = passage.source, found[0], place[1]
    if len(found) > 1 and _says_order(passage, place):
        _in_no_order(draft, source, found)
        return
    last = _other_price(source, found) or first
    if first.kind == "range" or last is not first:
        span = next(source.spans(first.start, last.end))
        draft.spent += source.spans(first.start, last.end)
        draft.doubts.append(range_finding(source.text[first.start : last.end], span.line))
        return
    take(draft, source, first, _lone_label(source, first, end))
    if draft.figures and not is_stated(source.shadow[place[0] : first.opens], source.shadow[place[0] : end], question):
        draft.doubts.append(
            finding(
                "uncertain_reading",
                f"“{draft.figures[-1].words}” stands in a sentence that may not answer the question.",
                "Settle it with a `readings:` line.",
                draft.figures[-1].span.line,
            )
        )
    whole = [
        amount
        for amount in found[1:]
        if (part := part_before(source.shadow, amount.opens)) and part.end("count") == first.end
    ]
    others = [
        amount
        for amount in found[1:]
        if amount.kind != "range" and amount.value.unit == first.value.unit and amount not in whole
    ]
    if others and draft.figures:
        words = source.text[others[0].start : others[0].end]
        draft.doubts.append(
            finding(
                "uncertain_reading",
                f"“{draft.figures[-1].words}” is read as the answer, and “{words}” stands in the same sentence.",
                "Settle both with `readings:` lines.",
                draft.figures[-1].span.line,
            )
        )


def _says_order(passage: Passage, place: tuple[int, int]) -> bool:
    return ORDER.search(passage.source.shadow, *place) is not None


def _in_no_order(draft: Draft, source: Text, found: Sequence[Amount]) -> None:
    """Refuse numbers said to stand in an order that neither the answer nor the question gives."""
    first, last = found[0], found[-1]
    draft.spent += source.spans(first.start, last.end)
    draft.doubts.append(
        finding(
            "uncertain_reading",
            f"“{source.text[first.start : last.end]}” are said to stand in an order, which this answer does not print.",
            "Give each its label with a `readings:` line.",
            next(source.spans(first.start, last.end)).line,
        )
    )


def _other_price(source: Text, found: Sequence[Amount]) -> Amount | None:
    """Find the second of two prices of one thing: `£70, or £35 if paid within 14 days`."""
    if len(found) < 2 or not _OR.fullmatch(source.shadow[found[0].closes : found[1].opens]):
        return None
    return found[1] if found[1].value.unit == found[0].value.unit else None


def _lone_label(source: Text, amount: Amount, end: int) -> tuple[str, ...]:
    """Label a lone figure by what its words say of it (`694 were offered`), where they are no finished sentence."""
    rest = source.shadow[amount.closes : end].strip()
    lone = _LONE.match(rest)
    if lone is None or lone["label"].split()[-1] in {"and", "or", "but", "while"}:
        return ()
    place = source.shadow.index(lone["label"], amount.closes)
    return (source.text[place : place + len(lone["label"])],)
