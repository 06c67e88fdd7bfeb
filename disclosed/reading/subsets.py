"""A figure that a letter says is part of another: `of the above`, `of these`, `of the 2016/17 figure`, or one condition more.

Where both answers have several figures they are compared label by label. What points back points at the last thing that was
asked for itself: "of those" after a question of "of those" means what that one pointed at, which is true of it either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosed.model import ReadFigure, ReadQuestion
from disclosed.reading.candidates import is_total
from disclosed.reading.counting import Asked
from disclosed.reading.kinship import TIMES, Kinship, content_words, stem_of
from disclosed.reading.lines import fold
from disclosed.reading.relations import (
    Relation,
    Term,
    is_yearly,
    named,
    question_words,
    quoted,
    single,
)
from disclosed.reading.stems import stems

# `each of these years`, `of the above periods` point at times and not at what is counted.
OF_THESE = re.compile(
    r"(?<!each )\bof (?:the above|these|those|them|that number|this number)\b"
    r"(?! (?:[a-z]+ ){0,3}(?:periods?|years?|months?|quarters?|dates?)\b)"
)
# Where these words are what is counted: `how many of these`, `Of those, …`; not `none of these`, `for some of them`.
_COUNTED = re.compile(
    r"(?:\bhow (?:many|much)(?: in total)?|\b(?:numbers?|totals?|proportion|percentage|share|figures?)|(?:^|[.,;:?()\[–-])\W*(?:\(?[a-z]{1,4}[.)] )?"
    r"(?:and|so|then|but|in turn)?) ?$"
)
_MANY_OF = re.compile(r"\bhow many [a-z-]+")
_WHEN_IT_WAS = re.compile(
    r"\b(?:year|month)s? (?:in which|when|they|of (?:closure|completion|decision))\b"
)  # another year than the whole's
_HOW = re.compile(r"\bhow (?:many|often|much|long)\b")
_HOW_MANY = re.compile(r"\bhow many (?P<first>[a-z-]+)(?: (?P<second>[a-z-]+))?")
_COUNTABLE = re.compile(r"(?:[a-z-]{2,}[^s]s|people|children|staff|men|women)")
_OF_THE_PERIOD = re.compile(r"\bof the (?P<period>(?:19|20)\d\d(?:[-/]\d{2,4})?)(?: (?P<noun>[a-z]+))?\b")
_OF_NOUN = re.compile(r"(?:\bhow many|\bnumbers?|\A\W*(?:and )?) ?of the (?P<noun>[a-z]+)\b")
_OF_ITS_OWN = re.compile(
    r" (?:in|at|on|from|for|with|within|across|under|you|that|which|who|owned|run|held)\b"
)  # `the schools in the borough`
_ASKED_NOUN = re.compile(r"\bhow many (?:[a-z-]+ ){0,2}?(?P<noun>[a-z]+s)\b")
# `Of those who applied, …`, `Of those interviewed, …`: whom they mean.
_THOSE_WHO = re.compile(
    r" (?:who |that |which )(?P<what>(?:have |had |were |was )*[a-z]+)| (?P<what_alone>[a-z]+ed),? how\b"
)
_AUXILIARIES = frozenset({"have", "had", "were", "was"})
_NEXT_WORDS = re.compile(r"[ ,]*(?P<first>[a-z]+)?(?: (?P<second>[a-z]+))?")
# What stands after "of these" where no noun does.
_NO_NOUN = frozenset({
    "were", "was", "are", "is", "have", "has", "had", "did", "do", "does", "how", "the", "who", "that", "which", "in", "on", "at",
    "by", "to", "for", "from", "with", "would", "will", "could", "can", "led", "please", "what", "belong", "live", "resulted",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subsets:
    """What is asked of a letter's questions, worked out once: what each counts, and what each points back at."""

    kin: Kinship
    asked: Mapping[str, Asked]
    by_head: Mapping[str, tuple[ReadQuestion, ...]]
    places: Mapping[str, int]

    @classmethod
    def of(cls, kin: Kinship, asked: Mapping[str, Asked]) -> Subsets:
        """Make the index; `asked` says what each question counts."""
        by_head: dict[str, list[ReadQuestion]] = {}
        for question in kin.questions:
            if question.number in asked:
                by_head.setdefault(asked[question.number].head, []).append(question)
        places = {question.number: place for place, question in enumerate(kin.questions)}
        return cls(kin, asked, {head: tuple(found) for head, found in by_head.items()}, places)

    def at(self, place: int) -> Iterator[Relation]:
        """Yield what the question at a place is said to be part of."""
        part = self.kin.questions[place]
        if not part.figures:
            return
        found = list(self._of_period(place)) or list(self._pointed_at(place))
        yield from found or self._narrower(place)

    def _of_period(self, place: int) -> Iterator[Relation]:
        """Find a figure of an earlier answer by its period: `of the 2016/17 figure`."""
        part = self.kin.questions[place]
        found = _OF_THE_PERIOD.search(fold(part.text))
        if found is None or not single(part):
            return
        for whole in reversed(self.kin.questions[:place]):
            figures = [figure for figure in whole.figures if _is_of(figure, whole, found["period"])]
            if figures:
                yield from _within(part, part.figures[0], named(whole, figures[-1]), _points(part, found, whole))
                return

    def _pointed_at(self, place: int) -> Iterator[Relation]:
        """Find what `of these` points at: the last question that points at none itself."""
        part = self.kin.questions[place]
        pointing = self._pointing(place)
        if pointing is None:
            return
        asks, found, text = pointing
        whole = self._antecedent(asks, part)
        if "above" in found[0] and self._has_siblings(whole):
            return
        if (
            whole is not None
            and self.kin.same_section(part, whole)
            and _noun_fits(fold(text), found, whole)
            and _counts_them(part, whole)
        ):
            number = part.number.removeprefix("Q")
            said = f"Question {number} says {quoted(text, found)}: those of {question_words(whole)}."
            yield from _label_by_label(part, whole, said)

    def _pointing(self, place: int) -> tuple[int, re.Match[str], str] | None:
        """Find the words that point back, in a question, in its answer or in its stem: the place of what points, they, their text."""
        part = self.kin.questions[place]
        if found := pointing_in(part.text):
            return place, found, part.text
        if single(part) and (found := _answered_of(part)):
            return place, found, part.answer
        before = self.kin.questions[place - 1] if place else None
        if before is not None and (found := _of_noun(part, before)) and not self._asked_before(found["noun"], before):
            return place, found, part.text
        at = self.places.get(self.kin.parents[part.number])
        stem = self.kin.questions[at] if at is not None else None
        for text in (stem.text, stem.answer) if stem else ():
            if at is not None and (found := pointing_in(text)):
                return at, found, text
        return None

    def _antecedent(self, place: int, part: ReadQuestion) -> ReadQuestion | None:
        """Give the question that the one at a place points at; a stem with a figure of its own is what its parts point at."""
        question = self.kin.questions[place]
        if question is not part and question.figures:
            return question
        for before in reversed(self.kin.questions[:place]):
            if before.outcome == "stem" or self.kin.parents[question.number] == before.number:
                continue
            if not OF_THESE.search(fold(before.text)):
                return None if self._is_one_of_several(before) else before
        return None

    def _asked_before(self, noun: str, question: ReadQuestion) -> bool:
        """Whether a question above another asks of the same things too, so that `of the claims` may be those."""
        above = self.kin.questions[: self.places[question.number]]
        return any(found["noun"] == noun for one in above if (found := _ASKED_NOUN.search(fold(one.text))))

    def _has_siblings(self, question: ReadQuestion | None) -> bool:
        """Whether other questions with figures stand above one, so that `the above` may be all of them."""
        if question is None:
            return False
        parent = self.kin.parents[question.number]
        above = self.kin.questions[: self.places[question.number]]
        return any(one.figures and self.kin.parents[one.number] == parent for one in above)

    def _is_one_of_several(self, question: ReadQuestion) -> bool:
        """Whether the question before asks the same of another time or another thing, so that `of these` may mean both."""
        place = self.places[question.number]
        before = self.kin.questions[place - 1] if place else None
        if before is None or not before.figures or not question.figures:
            return False
        one, other = (" ".join(TIMES.sub(" ", fold(text)).split()) for text in (before.text, question.text))
        if _MANY_OF.sub("", one) == _MANY_OF.sub("", other):
            return True
        nouns = {found[0] for text in (one, other) for found in _MANY_OF.finditer(text)}
        return len(nouns) == 1 and _MANY_OF.search(one) is not None and _MANY_OF.search(other) is not None

    def _narrower(self, place: int) -> Iterator[Relation]:
        """Find the questions that count the same with fewer conditions, the nearest of them only."""
        part = self.kin.questions[place]
        own = self.asked.get(part.number)
        if own is None:
            return
        wider = [
            (other, self.asked[other.number])
            for other in self.by_head[own.head]
            if own.part_of(self.asked[other.number])
        ]
        for whole, asked in wider:
            between = any(asked.conditions < other.conditions for _, other in wider)
            if not between and self.kin.same_setting(part, whole) and _dated_alike(part, own.when, whole, asked.when):
                number, more = part.number.removeprefix("Q"), own.beyond(asked)
                said = f"Question {number} asks in the words of {question_words(whole)}, of those {more} alone."
                yield from _label_by_label(part, whole, said)


def refers_to(part: ReadQuestion, whole: ReadQuestion) -> bool:
    """Whether a question points back: `of these`, or `of the claims` after `How many claims`."""
    return pointing_in(part.text) is not None or _of_noun(part, whole) is not None


def pointing_in(text: str) -> re.Match[str] | None:
    """Find the words by which a text counts some of what was counted before; None where they only speak of it."""
    shadow = fold(text)
    return next((found for found in OF_THESE.finditer(shadow) if _COUNTED.search(shadow[: found.start()])), None)


def _answered_of(part: ReadQuestion) -> re.Match[str] | None:
    """Find `Of the above 64 were …`, `64 of these …` in an answer, right beside its figure."""
    shadow, words = fold(part.answer), re.escape(fold(part.figures[0].words))
    for found in OF_THESE.finditer(shadow):
        before, after = shadow[: found.start()], shadow[found.end() :]
        if re.search(rf"(?:^|[ (]){words} $", before) or re.match(rf",? (?:[a-z]+ ){{0,3}}{words}(?![\d,.]*\d)", after):
            return found
    return None


def _counts_them(part: ReadQuestion, whole: ReadQuestion) -> bool:
    """Whether a part counts what its whole counts: `Of these incidents, how many officers …` counts officers."""
    asked = _HOW_MANY.search(fold(part.text))
    if _WHEN_IT_WAS.search(fold(part.text)):
        return False
    if single(part) and len(_HOW.findall(fold(part.text))) > 1:
        return False
    if asked is None or asked["first"] in _NO_NOUN or asked["first"].endswith("ed"):
        return True
    noun = next((word for word in asked.groups() if word and _COUNTABLE.fullmatch(word)), "")
    return not noun or stem_of(noun) in content_words(whole.text)


def _of_noun(part: ReadQuestion, whole: ReadQuestion) -> re.Match[str] | None:
    noun, asked = _OF_NOUN.search(fold(part.text)), _ASKED_NOUN.search(fold(whole.text))
    alike = noun is not None and asked is not None and noun["noun"] == asked["noun"]
    return noun if noun is not None and alike and not _OF_ITS_OWN.match(fold(part.text), noun.end()) else None


def _noun_fits(shadow: str, found: re.Match[str], whole: ReadQuestion) -> bool:
    """Whether what follows `of these` is no noun, or one that the question pointed at names: `of these devices` is not."""
    if not found[0].endswith(("these", "those")):
        return True
    named = _THOSE_WHO.match(shadow, found.end())
    if named is not None:
        return stems(named["what"] or named["what_alone"], _AUXILIARIES) <= stems(whole.text)
    after = _NEXT_WORDS.match(shadow, found.end())
    if (
        after is None
        or shadow[found.end() : found.end() + 1] == ","
        or not after["first"]
        or after["first"] in _NO_NOUN
    ):
        return True
    words = content_words(whole.text)
    return any(stem_of(word) in words for word in after.groups() if word)


def _points(part: ReadQuestion, found: re.Match[str], whole: ReadQuestion) -> str:
    number = part.number.removeprefix("Q")
    return f"Question {number} says {quoted(part.text, found)}, which {question_words(whole)} gives."


def _dated_alike(part: ReadQuestion, own: frozenset[str], whole: ReadQuestion, other: frozenset[str]) -> bool:
    """Whether two questions ask about the same time, or their figures say by label which time they are for."""
    labelled = all(
        figure.labels and is_yearly(figure.labels[0]) for question in (part, whole) for figure in question.figures
    )
    return labelled or own == other


def _label_by_label(part: ReadQuestion, whole: ReadQuestion, grounds: str) -> Iterator[Relation]:
    """Compare two answers: one figure with one, else each with the figure of the same label."""
    if len(part.figures) == 1 and len(whole.figures) == 1:
        yield from _within(part, part.figures[0], named(whole, whole.figures[0]), grounds)
        return
    by_label: dict[str, list[ReadFigure]] = {}
    for figure in whole.figures:
        for label in dict.fromkeys(map(_folded, figure.labels)):
            by_label.setdefault(label, []).append(figure)
    for figure in part.figures:
        label = _folded(figure.labels[0]) if figure.labels else ""
        match = _one_of(by_label.get(label, ()), figure)
        if match is not None:
            yield from _within(part, figure, named(whole, match), grounds, label=figure.labels[0])


def _folded(label: str) -> str:
    return " ".join(fold(label).split())


def _one_of(figures: Sequence[ReadFigure], part: ReadFigure) -> ReadFigure | None:
    """Choose the figure of a label that has the part's unit: the only one, else the total of its column."""
    alike = [figure for figure in figures if figure.value.unit == part.value.unit]
    totals = [figure for figure in alike if sum(not is_total(label) for label in figure.labels) == 1]
    if len(alike) == 1:
        return alike[0]
    return totals[0] if len(totals) == 1 else None


def _within(
    part: ReadQuestion, figure: ReadFigure, whole: Term, grounds: str, *, label: str = ""
) -> Iterator[Relation]:
    """State that a figure is no more than another of its unit."""
    unit = figure.value.unit
    if unit == whole.figures[0].value.unit and unit != "percent":
        others = tuple(one for one in whole.figures[0].labels if _folded(one) != _folded(label))
        yield Relation(
            "part_exceeds_whole",
            part.number,
            (whole,),
            (named(part, figure),),
            grounds,
            kind="within",
            label=label,
            group=(whole.question.number, figure.labels[1:], others) if label else (whole.question.number,),
        )


def _is_of(figure: ReadFigure, question: ReadQuestion, period: str) -> bool:
    """Whether a figure is the one for a period: its only label, or the total of its column."""
    labels = [fold(label).strip() for label in figure.labels]
    if period not in labels:
        return False
    return len(labels) == 1 or (figure.total and len([other for other in question.figures if other.total]) > 0)
