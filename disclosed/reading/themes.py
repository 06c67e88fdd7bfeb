"""Prose that answers several questions and says of no sentence which: paired by what each speaks of.

"Questions 3 and 4 - Eight claims were raised …. The Council has paid £9,350 …", or all questions and then a page of
prose. A reader of English knows by the words that sentence and question share, the rarer among the questions the better,
and by what is asked for: pounds answer "how much", a share answers "what proportion". Only where that decides for every
question and every number is the prose parted; else it stays whole, and its figures are in doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from disclosed.model import Letter, Line, Span
from disclosed.reading.lines import fold
from disclosed.reading.passages import Passage
from disclosed.reading.prose import sentences_of
from disclosed.reading.slices import cut_lines, joined_text
from disclosed.reading.slots import Layout, Slot
from disclosed.reading.stating import Kind, asked_kinds, is_background, quantities, refuses
from disclosed.reading.values import Amount

# What a sentence and a question have in common → what it is worth. A word of one question alone counts whole.
OPENING = -1  # the place of what stands before the first sentence that fits, and answers nothing
SURE = 1.0  # the least that pairs them
MARGIN = 0.5  # by which it must be more than for any other question
KIND = 0.5  # the sentence has what the question asks for: pounds, a share, a time
OTHER_KIND = -1.0  # it has quantities, and none of what the question asks for
STEM = 5  # letters by which two words are one: "reported", "reports"
LEAST = 2  # questions
ANSWERED = 2  # one question in so many has a sentence of its own; fewer, and the words are no guide to this letter
MAX_SHARED = 60  # questions that one stretch of prose is parted among; more is a list that lost its answers
MAX_SENTENCES = 400

_WORD = re.compile(
    r"(?:19|20)\d\d/\d\d|(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:19|20)\d\d|[a-z]{3,}"
)
_EMPTY = frozenset({
    "many", "much", "were", "that", "those", "these", "this", "please", "number", "numbers", "total", "each",
    "with", "from", "have", "been", "what", "which", "when", "where", "how", "did", "does", "the", "and", "for",
    "you", "your", "our", "their", "they", "them", "there", "was", "are", "has", "had", "can", "will", "would",
    "could", "about", "into", "than", "then", "also", "any", "all", "per", "not", "but", "who", "whom", "its",
    "his", "her", "out", "over", "under", "between", "during", "year", "years", "since", "council", "authority",
    "trust", "university", "force", "service", "information", "following", "give", "provide", "state", "list",
    "tell", "same", "such", "being", "other", "last", "next",
})  # fmt: skip
_QUANTITY_UNITS: Mapping[str, Kind] = {"GBP": "money", "percent": "share"}
_TIMES = frozenset({"days", "weeks", "months", "hours", "minutes"})


@dataclass(frozen=True, slots=True)
class _Theme:
    """What a text speaks of: its words, and what it asks for or states."""

    words: frozenset[str]
    kinds: frozenset[Kind]


def give_themes(letter: Letter, layout: Layout) -> Layout:
    """Part among its questions each answer that several share, and each that stands beneath a list of questions."""
    leaves = {slot.number for slot in layout.slots} - {slot.parent for slot in layout.slots}
    for slots in _groups(layout):
        parted = _parted(letter, layout, slots)
        if parted is None and not slots[-1].shared and {slot.number for slot in slots} == leaves:
            last = replace(slots[-1], unpaired=True)
            parted = replace(layout, slots=tuple(last if slot is slots[-1] else slot for slot in layout.slots))
        layout = parted or layout
    return layout


def _groups(layout: Layout) -> Iterator[tuple[Slot, ...]]:
    """Yield the questions of each shared answer, and those that stand unanswered above one that is answered."""
    stems = {slot.parent for slot in layout.slots}
    seen: set[tuple[str, ...]] = set()
    waiting: list[Slot] = []
    for slot in layout.slots:
        if slot.shared and slot.shared not in seen:
            seen.add(slot.shared)
            yield tuple(one for one in layout.slots if one.number in slot.shared)
        if slot.answer or slot.notices or slot.number in stems:
            if waiting and slot.answer and not slot.shared and _below(waiting, slot):
                yield (*waiting, slot)
            waiting = []
        else:
            waiting.append(slot)


def _below(waiting: Sequence[Slot], slot: Slot) -> bool:
    """Tell whether an answer stands beneath all of the questions above its own."""
    asked = [span.line for one in (*waiting, slot) for span in one.question]
    return bool(asked) and min(span.line for span in slot.answer) >= max(asked)


def _parted(letter: Letter, layout: Layout, slots: Sequence[Slot]) -> Layout | None:
    """Part an answer among questions, each sentence's lines to its own; None where the words do not decide it."""
    if not LEAST <= len(slots) <= MAX_SHARED:
        return None
    answer = next(slot.answer for slot in slots if slot.answer)
    sentences = sentences_of(cut_lines(letter, answer, layout.parts))
    if len(sentences) > MAX_SENTENCES:
        return None
    owners = pair_sentences([_asked(letter, layout, slot) for slot in slots], [one.shadow for one in sentences])
    if owners is None:
        return None
    shares: dict[str, list[Span]] = {slot.number: [] for slot in slots}
    opening: list[Span] = []
    for sentence, owner in zip(sentences, owners, strict=True):
        (opening if owner == OPENING else shares[slots[owner].number]).extend(sentence.spans())
    given = tuple(
        replace(slot, answer=tuple(shares[slot.number]), shared=()) if slot.number in shares else slot
        for slot in layout.slots
    )
    own = {span.line: number for number, spans in shares.items() for span in reversed(spans)}
    return replace(
        layout,
        slots=given,
        stray=(*layout.stray, *opening),
        owners=tuple(own.get(place, owner) for place, owner in enumerate(layout.owners, start=1)),
    )


def _asked(letter: Letter, layout: Layout, slot: Slot) -> str:
    stem = next((one for one in layout.slots if slot.parent and one.number == slot.parent), None)
    return joined_text(letter, (*(stem.question if stem else ()), *slot.question))


def pair_sentences(questions: Sequence[str], sentences: Sequence[str]) -> list[int] | None:
    """Give each sentence the place of its question; None unless half of the questions have one, and each number a sure one.

    A sentence that fits none goes with the one before it, if it gives no number, goes on ("Of these, 97 …") or tells of
    the world outside; before the first that fits it is an opening and answers nothing.
    """
    asked = [_theme_of_question(one) for one in questions]
    often = Counter(word for theme in asked for word in theme.words)
    owners: list[int] = []
    for sentence in sentences:
        fits = (
            None
            if is_background(sentence, " ".join(questions))
            else _fits(asked, often, sentence, max(owners, default=-1))
        )
        if fits is not None:
            owners.append(fits)
        elif _stands_alone(sentence, " ".join(questions), opened=bool(owners) and owners[-1] != OPENING):
            return None
        else:
            owners.append(owners[-1] if owners else OPENING)
    told = len(set(owners) - {OPENING})
    return owners if told >= LEAST and told * ANSWERED >= len(questions) else None


def _stands_alone(sentence: str, questions: str, *, opened: bool) -> bool:
    """Tell whether a sentence that fits no question must not go with the one before it, or be left out as an opening."""
    if is_background(sentence, questions):
        return False
    if opened:
        return _counts(sentence) and not _goes_on(sentence)
    return _counts(sentence) or refuses(sentence)


def _fits(asked: Sequence[_Theme], often: Mapping[str, int], sentence: str, last: int) -> int | None:
    """Give the place of the one question that a sentence speaks of, or None."""
    theme = _theme_of_sentence(sentence)
    scores = [_worth(theme, one, often, len(asked)) for one in asked]
    best = max(scores)
    near = [place for place, score in enumerate(scores) if best - score < MARGIN]
    if best < SURE:
        return None
    if len(near) == 1:
        return near[0]
    rivals = [place for place in near if place != last + 1 and scores[place] >= SURE]
    return last + 1 if last + 1 in near and not rivals else None


def _worth(theme: _Theme, asked: _Theme, often: Mapping[str, int], count: int) -> float:
    common = sum(1 / often[word] for word in theme.words & asked.words if often[word] * 2 <= max(count, 2))
    if not theme.kinds or not asked.kinds or not common:
        return common
    if not theme.kinds & asked.kinds:
        return common + OTHER_KIND
    return common + (KIND if theme.kinds & asked.kinds - {"count"} else 0)


@lru_cache(maxsize=1024)
def _theme_of_question(text: str) -> _Theme:
    return _Theme(_words_of(text), asked_kinds(text))


@lru_cache(maxsize=1024)
def _theme_of_sentence(text: str) -> _Theme:
    units = {amount.value.unit for amount in _amounts_of(text) if amount.kind not in {"year", "range"}}
    kinds: set[Kind] = {_QUANTITY_UNITS.get(str(unit), "time" if unit in _TIMES else "count") for unit in units}
    return _Theme(_words_of(text), frozenset(kinds))


def _words_of(text: str) -> frozenset[str]:
    words = _WORD.findall(fold(text))
    return frozenset(word if word[-1].isdigit() else word[:STEM] for word in words if word not in _EMPTY)


def _counts(sentence: str) -> bool:
    """Tell whether a sentence gives a number that may be a figure: in digits, or a word that is not one of a few."""
    return any(amount.kind in _IN_DIGITS for amount in _amounts_of(sentence))


def _amounts_of(sentence: str) -> list[Amount]:
    passage = Passage.of([Line(1, sentence, fold(sentence))])
    return quantities(passage, (0, len(sentence)), "")


_IN_DIGITS = frozenset({"number", "money", "percent", "duration", "suppressed"})
_GOES_ON = re.compile(
    r"\W*(?:of (?:this|these|those|them|which|whom|that)|(?:the )?(?:remaining|other|rest)|a further|they|it|this|these|those)\b"
)


def _goes_on(sentence: str) -> bool:
    return _GOES_ON.match(sentence) is not None
