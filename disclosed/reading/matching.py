"""Which of several questions each sentence, row or paragraph of an answer is about.

Told by turns ("First, …", "Secondly, …"), else by the words that a sentence shares with one question, the rarer among the
questions the better, and by what is asked for (pounds answer "how much", a share "what proportion"), else by order, where
there are as many paragraphs as questions and none is at odds with its own. Each decides for every number of the answer
or for none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosed.model import Line
from disclosed.reading.asking import Kind, asked_kinds
from disclosed.reading.fact_clauses import clause_places
from disclosed.reading.lines import fold
from disclosed.reading.passages import Passage
from disclosed.reading.signposts import place_in_turn
from disclosed.reading.stating import is_background, quantities, refuses
from disclosed.reading.stems import stem
from disclosed.reading.values import Amount

OPENING = -1  # the place of what stands before the first sentence that fits, and answers nothing
# What a sentence and a question have in common → what it is worth. A word of one question alone counts whole, one of two half;
# to which comes the share of the question's words that the sentence has.
SURE = 1.0  # the least that pairs them
MARGIN = 0.3  # by which it must be more than for any other question
KIND = 0.5  # the sentence has what the question asks for: pounds, a share, a time
OTHER_KIND = -1.0  # it has quantities, and none of what the question asks for
COUNT = 0.25  # it counts, and the question asks how many: most do
LEAST = 2  # questions
FEW = 4  # questions: of so few a word that more than half of them have may still tell; of two or more, one that all have never
ANSWERED = 2  # one question in so many has a sentence of its own; fewer, and the words are no guide to this letter
IN_ORDER = 3  # questions that order alone may pair; of two, nothing would tell an answer for both from one for each

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
    "tell", "same", "such", "being", "other", "last", "next", "more", "less", "fewer", "most", "least", "before", "after",
    "within", "only", "still", "first", "both", "either", "some", "made", "make", "asked", "ask", "answer", "question",
})  # fmt: skip
_KIND_OF_UNIT: Mapping[str, Kind] = {"GBP": "money", "percent": "share"}
_TIMES = frozenset({"days", "weeks", "months", "hours", "minutes"})
_OF_ANY_KIND = "how long did it take, and what is the average age?"  # times and ages are what some questions ask for
_IN_DIGITS = frozenset({"number", "money", "percent", "duration", "suppressed"})
_GOES_ON = re.compile(
    r"\W*(?:of (?:this|these|those|them|which|whom|that)|(?:the )?(?:remaining|other|rest)|a further|they|it|this|these|those)\b"
)
# A clause of the one before it: "which …", "a rise of 12".
_RELATES = re.compile(
    r"\W*(?:which|that|who|an? (?:\w+ ){0,2}(?:rise|increase|growth|fall|drop|decrease|reduction|change|total|share|third|half|quarter|rate|average|mean)) "
)
_ARGUES = re.compile(r"\b(?:which|who|that|because|since|although)\b")
_BRACKETED = re.compile(r"\([^()]{0,200}\)")  # told beside what a sentence, or a question, is about
_ASKS_YES = re.compile(r"\W*(?:do|does|did|is|are|was|were|has|have|had|can|could|will)\b")
_SAYS_YES = re.compile(
    r"\W*(?:yes|no|not|we (?:do|did|have|had)|it (?:does|did|has|is)|they (?:do|did|are|have)|there (?:is|are|was|were))\b"
)
_SAYS_NONE = re.compile(r"\b(?:no|none|nil|zero|not|exempt|withheld|refused?|attached|n/a)\b")


@dataclass(frozen=True, slots=True)
class _Theme:
    """What a text speaks of: its words, and what it asks for or states."""

    words: frozenset[str]
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or row of an answer: its folded words, the paragraph that it stands in, and whether it is a row.

    `listed` says that its paragraph opens with a label of its own, as in `B1. … B2. …`.
    """

    words: str
    paragraph: int = 1
    row: bool = False
    listed: bool = False


@lru_cache(maxsize=256)
def pair(questions: tuple[str, ...], units: tuple[Unit, ...], *, named: bool = False) -> list[int] | None:
    """Give each unit the place of its question, or OPENING; None where nothing decides it.

    Where the questions are `named` as those that are answered, each has a unit; beneath a list some may have none.

    Rows answer a question each: several that fit one, or a row of several values, are a table, which is not parted.
    """
    if len(questions) < LEAST or not units or any(unit.row and len(_amounts_of(unit.words)) > 1 for unit in units):
        return None
    sentences = [unit.words for unit in units]
    if len({unit.paragraph for unit in units if unit.listed}) == len(questions):
        return _by_label(questions, units)
    owners = (
        _in_turn(len(questions), sentences)
        or pair_by_words(questions, sentences)
        or _in_order(questions, sentences, [unit.paragraph for unit in units])
    )
    if owners is None or (named and len(set(owners) - {OPENING}) < len(questions)):
        return None
    rows = Counter(owner for unit, owner in zip(units, owners, strict=True) if unit.row)
    return owners if max(rows.values(), default=0) < LEAST else None


def _by_label(questions: Sequence[str], units: Sequence[Unit]) -> list[int] | None:
    """Pair as many labelled paragraphs as questions by their order, whatever words they share, if none is at odds with its own."""
    owners: list[int] = []
    texts = [""] * len(questions)
    before = None
    for unit in units:
        opens = unit.listed and unit.paragraph != before
        owners.append((owners[-1] if owners else OPENING) + opens)
        before = unit.paragraph if unit.listed else before
        if owners[-1] != OPENING:
            texts[owners[-1]] += f" {unit.words}"
    odd = any(of_other_kind(question, text) for question, text in zip(questions, texts, strict=True))
    return None if odd else owners


def _in_turn(count: int, sentences: Sequence[str]) -> list[int] | None:
    """Pair by what the sentences say of their turn: each question has one, in order; what follows goes with it."""
    owners: list[int] = []
    for sentence in sentences:
        place = place_in_turn(Line(1, sentence, sentence))
        if place is None:
            owners.append(owners[-1] if owners else OPENING)
        else:
            owners.append(count - 1 if place < 0 else place)
    turns = [owner for step, owner in enumerate(owners) if owner != OPENING and owners[step - 1 : step] != [owner]]
    return owners if turns == list(range(count)) else None


def pair_by_words(questions: Sequence[str], sentences: Sequence[str]) -> list[int] | None:
    """Pair by words; None unless half of the questions have a sentence, and each number a sure one.

    A sentence that fits none goes with the one before it, if it gives no number, goes on ("Of these, 97 …") or tells of
    the world outside; before the first that fits it is an opening and answers nothing.
    """
    asked = [_theme_of_question(one) for one in questions]
    often = Counter(word for theme in asked for word in theme.words)
    together = " ".join(questions)
    owners: list[int] = []
    for sentence in sentences:
        background = is_background(sentence, together)
        fits = None if background else _fits(asked, often, sentence, max(owners, default=OPENING))
        opened = bool(owners) and owners[-1] != OPENING
        if fits is not None:
            owners.append(fits)
        elif not background and _stands_alone(sentence, opened=opened):
            return None
        else:
            owners.append(owners[-1] if owners else OPENING)
    told = len(set(owners) - {OPENING})
    return owners if told >= LEAST and told * ANSWERED >= len(questions) else None


@lru_cache(maxsize=1024)
def parts_of(questions: tuple[str, ...], sentence: str) -> list[tuple[int, int]]:
    """Give the clauses of a sentence that speaks of several questions, each surely of one: `… 31 boats, of which 4 leaked`.

    Nothing where it does not; the words that join clauses belong to none.
    """
    clauses = clause_places(sentence)
    if len(clauses) < LEAST or any(_RELATES.match(sentence, *place) for place in clauses):
        return []
    if any(_ARGUES.search(sentence, *place) for place in clauses):
        return []
    asked = [_theme_of_question(one) for one in questions]
    often = Counter(word for theme in asked for word in theme.words)
    fits = [_fits(asked, often, sentence[slice(*place)], OPENING - 1) for place in clauses]
    return clauses if None not in fits and len(set(fits)) > 1 else []


def _stands_alone(sentence: str, *, opened: bool) -> bool:
    """Tell whether a sentence that fits no question must not go with the one before it, or be left out as an opening."""
    if opened:
        return _counts(sentence) and _GOES_ON.match(sentence) is None
    return _counts(sentence) or refuses(sentence)


def _fits(asked: Sequence[_Theme], often: Mapping[str, int], sentence: str, last: int) -> int | None:
    """Give the place of the one question that a sentence speaks of, or None; of two that are near, that which comes next."""
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
    telling = [word for word in asked.words if often[word] < count and (count <= FEW or often[word] * 2 <= count)]
    common = sum(1 / often[word] for word in telling if word in theme.words)
    if not common:
        return 0
    common += common / sum(1 / often[word] for word in telling)
    if not theme.kinds or not asked.kinds:
        return common
    if not theme.kinds & asked.kinds:
        return common + OTHER_KIND
    return common + (KIND if theme.kinds & asked.kinds - {"count"} else COUNT)


def _in_order(questions: Sequence[str], sentences: Sequence[str], paragraphs: Sequence[int]) -> list[int] | None:
    """Pair as many paragraphs as questions by their order, where none is at odds with its question."""
    held: dict[int, list[str]] = {}
    for sentence, paragraph in zip(sentences, paragraphs, strict=True):
        held.setdefault(paragraph, []).append(sentence)
    texts = {paragraph: " ".join(own) for paragraph, own in held.items()}
    order = list(texts)
    if (
        len(order) == len(questions) + 1
        and texts[order[0]].rstrip().endswith((":", "."))
        and not _counts(texts[order[0]])
    ):
        order = order[1:]
    if len(order) != len(questions) or len(questions) < IN_ORDER:
        return None
    asked = [_theme_of_question(one) for one in questions]
    often = Counter(word for theme in asked for word in theme.words)
    for place, paragraph in enumerate(order):
        fits = _fits(asked, often, texts[paragraph], place - 1)
        if (fits is not None and fits != place) or _at_odds(questions[place], texts[paragraph]):
            return None
    places = {paragraph: place for place, paragraph in enumerate(order)}
    return [places.get(paragraph, OPENING) for paragraph in paragraphs]


def _at_odds(question: str, answer: str) -> bool:
    """Tell an answer that cannot be this question's: quantities of another kind, none where one is asked, no yes or no."""
    asked, given = asked_kinds(question), _theme_of_sentence(answer).kinds
    if of_other_kind(question, answer):
        return True
    if not asked and _ASKS_YES.match(question):
        return _SAYS_YES.match(answer) is None
    return bool(asked and not given) and _SAYS_NONE.search(answer) is None


def of_other_kind(question: str, answer: str) -> bool:
    """Whether words give quantities of another kind than a question asks for: days where people are counted."""
    asked, given = asked_kinds(question), _theme_of_sentence(answer).kinds
    return bool(given and asked and not given & asked)


@lru_cache(maxsize=1024)
def _theme_of_question(text: str) -> _Theme:
    return _Theme(_words_of(text), asked_kinds(text))


@lru_cache(maxsize=1024)
def _theme_of_sentence(text: str) -> _Theme:
    units = {amount.value.unit for amount in _amounts_of(text) if amount.kind not in {"year", "range"}}
    kinds: set[Kind] = {_KIND_OF_UNIT.get(str(unit), "time" if unit in _TIMES else "count") for unit in units}
    return _Theme(_words_of(text), frozenset(kinds))


def _words_of(text: str) -> frozenset[str]:
    words = _WORD.findall(_BRACKETED.sub(" ", text))
    return frozenset(word if word[-1].isdigit() else stem(word) for word in words if word not in _EMPTY)


def _counts(sentence: str) -> bool:
    """Tell whether a sentence gives a number that may be a figure: in digits, or a word that is not one of a few."""
    return any(amount.kind in _IN_DIGITS for amount in _amounts_of(sentence))


def _amounts_of(sentence: str) -> list[Amount]:
    passage = Passage.of([Line(1, sentence, fold(sentence))])
    return quantities(passage, (0, len(sentence)), _OF_ANY_KIND)
