"""Which of several questions each sentence, row or paragraph of an answer is about.

Told by turns ("First, …", "Secondly, …"), else by the words that a sentence shares with one question, the rarer among the
questions the better, and by what is asked for (pounds answer "how much", a share "what proportion"), else by order, where
there are as many paragraphs as questions and none is at odds with its own. Each decides for every number of the answer
or for none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosed.model import Line
from disclosed.reading.asking import Kind, asked_kinds
from disclosed.reading.assigning import assign
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
TIE = 1e-6
KIND = 0.5  # the sentence has what the question asks for: pounds, a share, a time
OTHER_KIND = -1.0  # it has quantities, and none of what the question asks for
COVERED = 0.8  # it has all words of the question, though every other question has them too
KIND_ALONE = 0.3  # … and no word of it
WHEN = 0.25  # a date, or a year: answers to several questions may be for it
COUNT = 0.25  # it counts, and the question asks how many: most do
LEAST = 2  # questions
FEW = 4  # questions: of so few a word that more than half of them have may still tell; of two or more, one that all have never
ANSWERED = 2  # one question in so many has a sentence of its own; fewer, and the words are no guide to this letter
SOME = 0.5  # … where no other question has any of its words
CARRIED = 0.5  # a sentence that goes on (`of these …`) stays where the one before it is
CLAUSE = (
    0.35  # so does a later clause of a sentence, though it have the kind of quantity that another question asks for
)
WITHOUT_NUMBER = 0.6  # a sentence without a number tells as much less
NAMED = 4.0  # a sentence says which question it answers
MISSED = 1  # one of several questions that are named may have no sentence of its own
IN_ORDER = 3  # questions that order alone may pair; of two, nothing would tell an answer for both from one for each

_WORD = re.compile(
    r"(?:19|20)\d\d/\d\d|(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:19|20)\d\d|(?:19|20)\d\d|[a-z]{3,}"
)
_EMPTY = frozenset({
    "many", "much", "were", "that", "those", "these", "this", "please", "number", "numbers", "total", "each",
    "with", "from", "have", "been", "what", "which", "when", "where", "how", "did", "does", "the", "and", "for",
    "you", "your", "our", "their", "they", "them", "there", "was", "are", "has", "had", "can", "will", "would",
    "could", "about", "into", "than", "then", "also", "any", "all", "per", "not", "but", "who", "whom", "its",
    "his", "her", "out", "over", "under", "between", "during", "year", "years", "since", "council", "authority",
    "trust", "university", "force", "department", "company", "association", "agency", "commission", "constabulary", "ministry", "service", "information", "following", "give", "provide", "state", "list",
    "tell", "same", "such", "being", "other", "last", "next", "more", "less", "fewer", "most", "least", "before", "after",
    "within", "only", "still", "first", "both", "either", "some", "made", "make", "asked", "ask", "answer", "question",
})  # fmt: skip
_KIND_OF_UNIT: Mapping[str, Kind] = {"GBP": "money", "percent": "share"}
_TIMES = frozenset({"days", "weeks", "months", "hours", "minutes"})
_OF_ANY_KIND = "how long did it take, and what is the average age?"  # times and ages are what some questions ask for
_IN_DIGITS = frozenset({"number", "money", "percent", "duration", "suppressed"})
_GOES_ON = re.compile(
    r"\W*(?:of (?:this|these|those|them|which|whom|that)|(?:the )?(?:remaining|other|rest)|a further|they|it|this|these|those)\b"
    r"|\W*(?:in|for|during|by|on|at) (?:[\w/-]+ ){1,4}(?:it|they|this|these) (?:was|were|is|are|had|has|have|came|rose|fell|stood)\b"
)
# A clause of the one before it: "which …", "a rise of 12".
_RELATES = re.compile(
    r"\W*(?:which|that|who|an? (?:\w+ ){0,2}(?:rise|increase|growth|fall|drop|decrease|reduction|change|total|share|third|half|quarter|rate|average|mean)) "
)
# Where a sentence's statements join: `…; replacing them cost £40`, `…, and there are three`, `…, half of which, 198, went`.
_JOINT = re.compile(
    r";\s+(?:and |but |while )?|,\s+(?:and|but|while|whereas)\s+(?=\w)|,\s+(?=(?:[a-z\d£][\w,.]* ){0,4}of (?:which|whom)\b)|\s+and (?=[\d£])"
)
# An order that is said: "I reply to each of these in the order in which you put them".
_DECLARES = re.compile(
    r"\b(?:(?:we|i)\b.{0,40}\b(?:answer|respond|reply|deal|take|address)|(?:answers|responses|replies)\b)(?:"
    r".{0,60}\bin the (?:same )?order (?:of your|as\b|(?:in which )?(?:you|they)\b|(?:asked|set|listed)\b)"
    r"|.{0,40}\b(?:your|questions?|points?|requests?|these)\b.{0,30}\bin turn\b)"
)
_ARGUES = re.compile(r"\b(?:which|who|that|because|since|although)\b")
_BRACKETED = re.compile(r"\([^()]{0,200}\)")  # told beside what a sentence is about; a question's are asked too
_OPEN_BRACKET = re.compile(r"[()]")
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

    `listed` says that its paragraph opens with a label of its own, as in `B1. … B2. …`; `named` are the places of the questions
    that it says it answers; `goes_on` says that it is a later clause of its sentence.
    """

    words: str
    paragraph: int = 1
    row: bool = False
    listed: bool = False
    named: tuple[int, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Pairing:
    """The place of each unit's question, or OPENING, and the places of units that may as well be another's: their figures wait."""

    owners: tuple[int, ...]
    unsure: frozenset[int] = frozenset()


@lru_cache(maxsize=256)
def pair(
    questions: tuple[str, ...], units: tuple[Unit, ...], *, named: bool = False, by_place: bool = True
) -> Pairing | None:
    """Pair the units of an answer with questions; None where nothing decides it.

    `by_place` allows paragraphs in the order of the questions, whatever words they share.

    Where the questions are `named` as those that are answered, each has a unit; beneath a list some may have none.

    Rows answer a question each: several that fit one, or a row of several values, are a table, which is not parted.
    """
    if len(questions) < LEAST or not units or any(unit.row and len(_amounts_of(unit.words)) > 1 for unit in units):
        return None
    if by_place and len({unit.paragraph for unit in units if unit.listed}) == len(questions):
        labelled = _by_label(questions, units)
        return Pairing(tuple(labelled)) if labelled else None
    turned = _in_turn(len(questions), units)
    found = Pairing(tuple(turned)) if turned else pair_by_words(questions, units, named=named)
    declared = not turned and any(_DECLARES.search(unit.words) for unit in units)
    if declared or (by_place and (found is None or found.unsure)):
        ordered = _in_order(questions, [unit.words for unit in units], [unit.paragraph for unit in units])
        found = Pairing(tuple(ordered)) if ordered else found
    told = {owner for place, owner in enumerate(found.owners) if place not in found.unsure} if found else set()
    missed = len(questions) - len(told - {OPENING})
    if found is None or (named and (missed > MISSED or (missed and any(refuses(unit.words) for unit in units)))):
        return None
    rows = Counter(owner for unit, owner in zip(units, found.owners, strict=True) if unit.row)
    return found if max(rows.values(), default=0) < LEAST else None


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


def _in_turn(count: int, units: Sequence[Unit]) -> list[int] | None:
    """Pair by what the sentences say of their turn: each question has one, in order; what follows goes with it."""
    owners: list[int] = []
    for unit in units:
        place = None if unit.goes_on else place_in_turn(Line(1, unit.words, unit.words))
        if place is None:
            owners.append(owners[-1] if owners else OPENING)
        else:
            owners.append(count - 1 if place < 0 else place)
    turns = [owner for step, owner in enumerate(owners) if owner != OPENING and owners[step - 1 : step] != [owner]]
    return owners if turns == list(range(count)) else None


def pair_by_words(questions: Sequence[str], units: Sequence[Unit], *, named: bool = False) -> Pairing | None:
    """Pair all units at once by words, order and what they say they answer (assigning.py); None unless half of the questions have one.

    A number whose unit might as well go elsewhere is unsure. One that speaks of no question at all goes with the unit before it,
    or to the next question, unsure, if that has none; before the first that fits it answers nothing if it stands apart.
    """
    asked = [_theme_of_question(one) for one in questions]
    often = Counter(word for theme in asked for word in theme.words)
    together = " ".join(questions)
    worth = [_worths(unit, asked, often, together) for unit in units]
    stays = [_stays(unit) for unit in units]
    best = assign(worth, stays)
    owners = [OPENING if place is None else place for place in best.owners]
    for step in range(1, len(units)):  # of two places that are worth the same to a later clause, the one before
        owners[step] = owners[step - 1] if units[step].goes_on and not any(worth[step]) else owners[step]
    some = TIE if named else SOME
    fits = [
        owner != OPENING and _is_sure(own, owner, margin, stay=stay if owner == before else 0.0, some=some)
        for own, owner, before, margin, stay in zip(
            worth, owners, [OPENING, *owners], best.margins, stays, strict=False
        )
    ]
    least = [some if _counts(unit.words) else SURE for unit in units]
    first = next((step for step, owner in enumerate(owners) if fits[step] and worth[step][owner] >= least[step]), None)
    if first is None:
        return None
    while units[first].goes_on and owners[first - 1] == owners[first]:
        first -= 1
    owners[:first] = [OPENING] * first
    if _opens_with_an_answer(units, first):
        return None
    sure = _with_siblings(units, owners, worth, fits)
    doubtful = [
        step
        for step, unit in enumerate(units)
        if owners[step] != OPENING and not sure[step] and _states(unit.words, together)
    ]
    if any(units[step].row for step in doubtful):
        return None
    unsure = {step for step in doubtful if _is_anybodys(step, units, owners, worth)}
    told = len(set(owners) - {OPENING})
    enough = told >= LEAST and told * ANSWERED >= len(questions)
    return Pairing(tuple(owners), frozenset(unsure)) if enough else None


def _opens_with_an_answer(units: Sequence[Unit], first: int) -> bool:
    """Tell whether what stands before the first unit that fits, in its paragraph, counts or refuses something."""
    before = [unit.words for unit in units[:first] if unit.paragraph == units[first].paragraph]
    return any(_counts(words) or refuses(words) for words in before)


def _states(words: str, together: str) -> bool:
    """Tell whether a sentence gives a quantity that may be a figure, in digits or in words."""
    return bool(_amounts_of(words)) and not is_background(words, together)


def _is_anybodys(step: int, units: Sequence[Unit], owners: list[int], worth: Sequence[Sequence[float]]) -> bool:
    """Tell whether a unit that is not surely its question's may be another's: then its figures wait.

    One that has no word of any question is told beside what was answered before it; if the next question has no unit, it may be
    that question's, and is moved there.
    """
    if any(worth[step]):
        return True
    following = owners[step] + 1
    if following < len(worth[step]) and following not in owners:
        owners[step] = following
        return True
    return not any(one == owners[step] and _amounts_of(units[at].words) for at, one in enumerate(owners[:step]))


def is_of_others(questions: tuple[str, ...], own: Collection[int], words: Sequence[str]) -> bool:
    """Tell whether a paragraph speaks of questions beside its own: surely of one of them, and hardly of those it is given to."""
    asked = [_theme_of_question(one) for one in questions]
    often = Counter(word for theme in asked for word in theme.words)
    worth = [_worths(Unit(sentence), asked, often, " ".join(questions)) for sentence in words]
    best = [max(scores) for scores in zip(*worth, strict=True)]
    others = [score for place, score in enumerate(best) if place not in own]
    return max(others, default=0.0) >= SURE and max(best[place] for place in own) < SOME


def _worths(unit: Unit, asked: Sequence[_Theme], often: Mapping[str, int], together: str) -> list[float]:
    """Say what each question is worth to a unit: by their words, and by what it says that it answers."""
    if is_background(unit.words, together):
        return [0.0] * len(asked)
    theme = _theme_of_sentence(unit.words)
    part = 1.0 if theme.kinds or refuses(unit.words) else WITHOUT_NUMBER
    return [
        part * _worth(theme, one, often, len(asked)) + (NAMED if place in unit.named else 0.0)
        for place, one in enumerate(asked)
    ]


def _with_siblings(
    units: Sequence[Unit], owners: Sequence[int], worth: Sequence[Sequence[float]], fits: Sequence[bool]
) -> list[bool]:
    """Take a clause for sure that has no other question's words, where the next clause of its sentence is surely its question's."""
    sure = list(fits)
    for step in range(len(units) - 2, -1, -1):
        own, owner = worth[step], owners[step]
        if (
            units[step + 1].goes_on
            and sure[step + 1]
            and owner == owners[step + 1] != OPENING
            and own[owner] >= max(own)
        ):
            sure[step] = True
    return sure


def _is_sure(own: Sequence[float], owner: int, margin: float, *, stay: float, some: float) -> bool:
    """Whether a unit is its question's beyond a doubt: by its own words, or as a clause that goes on and has none of another's."""
    rival = max((score for place, score in enumerate(own) if place != owner), default=0.0)
    if margin > TIE and own[owner] - rival >= SURE:
        return True
    if stay >= CLAUSE and rival < SOME and margin > TIE:
        return True
    if margin < MARGIN - TIE:
        return False
    return own[owner] >= SURE or (own[owner] >= some and own[owner] >= rival) or (stay > 0 and rival < SOME)


def _stays(unit: Unit) -> float:
    """Say how much a unit holds to the question of the one before: `of these …`, `which was …`, `a rise of 12`, a later clause."""
    goes_on = _GOES_ON.match(unit.words) is not None or (unit.goes_on and _RELATES.match(unit.words) is not None)
    return CARRIED * goes_on + CLAUSE * unit.goes_on


@lru_cache(maxsize=1024)
def parts_of(sentence: str) -> list[tuple[int, int]]:
    """Give the clauses of a folded sentence, of an amount each or between the marks that join statements; nothing where it has one.

    The words that join clauses belong to none.
    """
    clauses = clause_places(sentence)
    if len(clauses) >= LEAST and not any(_ARGUES.search(sentence, *place) for place in clauses):
        return clauses
    return joints_of(sentence)


def joints_of(sentence: str) -> list[tuple[int, int]]:
    """Give the clauses between the marks that join the statements of a folded sentence; nothing where it has none."""
    open_words = _BRACKETED.sub(lambda found: "x" * len(found[0]), sentence)
    cuts = [found.span() for found in _JOINT.finditer(open_words)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(sentence)]
    return list(zip(starts, ends, strict=True)) if cuts else []


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
    common = sum(_tells(word, often) for word in telling if word in theme.words)
    if not common and asked.words and asked.words <= theme.words:
        return COVERED
    if not common:
        return KIND_ALONE if theme.kinds & asked.kinds - {"count"} else 0
    common += common / sum(_tells(word, often) for word in telling)
    if not theme.kinds or not asked.kinds:
        return common
    if not theme.kinds & asked.kinds:
        return common + OTHER_KIND
    return common + (KIND if theme.kinds & asked.kinds - {"count"} else COUNT)


def _tells(word: str, often: Mapping[str, int]) -> float:
    """Say how much a word tells: less the more questions have it, and a date less than a word."""
    return (WHEN if word[-1].isdigit() else 1.0) / often[word]


def _in_order(questions: Sequence[str], sentences: Sequence[str], paragraphs: Sequence[int]) -> list[int] | None:
    """Pair as many paragraphs as questions by their order, where none is at odds with its question.

    Where a paragraph says that all are answered in order, what stands after it counts; more of it goes with the last question,
    if each has a paragraph with words of its own.
    """
    held: dict[int, list[str]] = {}
    for sentence, paragraph in zip(sentences, paragraphs, strict=True):
        held.setdefault(paragraph, []).append(sentence)
    texts = {paragraph: " ".join(own) for paragraph, own in held.items()}
    order = list(texts)
    declared = next((place for place, one in enumerate(order) if _DECLARES.search(texts[one])), None)
    more: list[int] = []
    if declared is not None and not any(_counts(texts[one]) for one in order[: declared + 1]):
        order = order[declared + 1 :]
        order, more = order[: len(questions)], order[len(questions) :]
    elif (
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
        if more and _worth(_theme_of_sentence(texts[paragraph]), asked[place], often, len(asked)) <= 0:
            return None
    places = {paragraph: place for place, paragraph in enumerate(order)} | dict.fromkeys(more, len(questions) - 1)
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
    return _Theme(_words_of(_OPEN_BRACKET.sub(" ", text)), asked_kinds(text))


@lru_cache(maxsize=1024)
def _theme_of_sentence(text: str) -> _Theme:
    units = {amount.value.unit for amount in _amounts_of(text) if amount.kind not in {"year", "range", "zero"}}
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
