"""Which figures of a letter ought to add up, and on what grounds: statements found in the words of its questions.

Silence is better than a false alarm (docs/reading.md): questions of one letter often count the same things without
being parts of each other. So each rule needs words: a printed total, `of these … not`, bands asked for in the words
of the question before, `not looked after` beside `looked after`, a stem that repeats a label. Nothing here looks at
whether a sum holds; reconcile.py does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Literal

from disclosed.model import ReadFigure, ReadQuestion
from disclosed.reading.candidates import is_total
from disclosed.reading.kinship import Kinship, content_words, stem_of
from disclosed.reading.lines import fold

Code = Literal["total_mismatch", "parts_do_not_add", "part_exceeds_whole"]


@dataclass(frozen=True, slots=True)
class Term:
    """Figures of one question that stand on one side of a relation; `ref` is their address in a statement."""

    question: ReadQuestion
    figures: tuple[ReadFigure, ...]
    ref: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement about figures: the parts add to the whole less what is taken from it, or do not exceed it."""

    code: Code
    question: str
    whole: tuple[Term, ...]
    parts: tuple[Term, ...]
    grounds: str
    less: tuple[Term, ...] = ()

    @property
    def statement(self) -> str:
        """Write the relation in the grammar of checks: `sum(Q2a) = Q1a - Q1b`."""
        sign = "<=" if self.code == "part_exceeds_whole" else "="
        whole = " + ".join(term.ref for term in self.whole) + "".join(f" - {term.ref}" for term in self.less)
        return f"{' + '.join(term.ref for term in self.parts)} {sign} {whole}"


_BREAKS_DOWN = re.compile(
    r"\b(?:end(?:ed)?|outcomes?|results?|reasons?|breakdown|broken down|split|by (?:kind|type|reason|category|area))\b"
)
_OF_PERIOD = re.compile(r"\bthe (?P<noun>[a-z]+) (?:of|in|for) (?P<period>(?:19|20)\d\d(?:[-/]\d{2,4})?)(?![\d/-])")
_OF_THE_PERIOD = re.compile(r"\bof the (?P<period>(?:19|20)\d\d(?:[-/]\d{2,4})?)(?: (?P<noun>[a-z]+))?\b")
_OF_THESE = re.compile(r"\bof (?:the above|these|those|them|that number|this number)\b")
_OF_NOUN = re.compile(r"\bof the (?P<noun>[a-z]+)\b")
_ASKED_NOUN = re.compile(r"\bhow many (?:[a-z-]+ ){0,2}?(?P<noun>[a-z]+s)\b")
_ELLIPTIC = re.compile(r"^\W*(?:and )?how many (?:of (?:these|those|them|the [a-z]+) )?(?:were|was|have|had|are)\b")
_COMPLEMENT = re.compile(r"\b(?:not|still|other|remain(?:ing|s|ed)?|outstanding|pending|rest)\b")
_NOBODY = re.compile(r"\b(?:nobody|no[- ]one|neither|none(?: of (?:these|them|the above))?|not known|unknown)\b")
_NOT = re.compile(
    r"\bnot (?P<what>[a-z]+(?: [a-z]+){0,2}?)(?= (?:were|was|are|is|have|had|has|who|that|at|by|in|on)\b|\W*$|[,:;])"
)
_YEARLY = re.compile(r"(?:19|20)\d\d|\b\d\d[-/]\d\d\b")
_MARK_CELL = re.compile(r"(?<=[-–—|:\t ])\*{1,2}(?=\s*(?:[|\n]|$|\s[A-Z]))|^\*{1,2}$")
_SPECIAL = re.compile(r"[\\|\]]")
MIN_BANDS = 3  # fewer figures under labels are not a breakdown
MAX_TOTALS = 40  # totals tested in one column; each sums all above it, so more would be work by the square
MIN_SHARED = 2  # words that two questions must share to be about one thing


def find_relations(questions: Sequence[ReadQuestion]) -> Iterator[Relation]:
    """Yield every statement that the letter's words support."""
    for question in questions:
        yield from totals_in(question)
    kin = Kinship.of(questions)
    for place, question in enumerate(questions):
        before = questions[:place]
        yield from _bands(question, before, kin)
        yield from _bands_of_the_rest(question, before, kin)
        yield from _breakdown_of_period(question, before)
        yield from _complements(question, before)
        yield from _named_by_stem(question, kin)
        yield from _parts_in_turn(place, kin)
        yield from _part_of(place, questions)
        yield from _parts_listed(question, kin)


def totals_in(question: ReadQuestion) -> Iterator[Relation]:
    """Yield each printed total with the rows above it in its column, or the figures before it in its row.

    A total is of the rows its place implies: those above it, back to the total before; reconcile.py tries wider sums.
    Figures that share a path are not told apart (a heading was missed), so none of their sums is tested.
    """
    if _marks_unread(question):
        return
    paths = Counter(figure.labels for figure in question.figures)
    columns = _columns_summed(question.figures)
    tested: Counter[tuple[object, ...]] = Counter()
    for place, total in enumerate(question.figures):
        if not total.total or total.value.unit == "percent" or paths[total.labels] > 1:
            continue
        for axis in (axis for axis, label in enumerate(total.labels) if is_total(label)):
            column = _column_of(total, axis)
            tested[column] += 1
            counted = _summed(columns.get(column, []), place) if tested[column] <= MAX_TOTALS else ()
            if len(counted) > 1 and all(paths[part.labels] == 1 for part in counted):
                yield Relation(
                    "total_mismatch",
                    question.number,
                    (Term(question, (total,), ref_of(question, total)),),
                    tuple(Term(question, (part,), ref_of(question, part)) for part in counted),
                    f"the label “{total.labels[axis]}”",
                )


def _columns_summed(figures: Sequence[ReadFigure]) -> dict[tuple[object, ...], list[tuple[int, ReadFigure]]]:
    """Sort the figures that are no totals into the columns and rows they stand in, each with its place in the answer."""
    columns: dict[tuple[object, ...], list[tuple[int, ReadFigure]]] = {}
    for place, figure in enumerate(figures):
        for axis, label in enumerate(figure.labels):
            if not is_total(label):
                columns.setdefault(_column_of(figure, axis), []).append((place, figure))
    return columns


def _column_of(figure: ReadFigure, axis: int) -> tuple[object, ...]:
    """Name what a figure stands in with those that differ from it in one place of their path only, and have its unit."""
    return (axis, figure.labels[:axis], figure.labels[axis + 1 :], figure.value.unit)


def _summed(column: Sequence[tuple[int, ReadFigure]], place: int) -> tuple[ReadFigure, ...]:
    """Give what a total at a place sums: the figures before it, or all where it stands first."""
    above = column[: bisect_left(column, place, key=lambda item: item[0])]
    return tuple(figure for _, figure in above or column if figure.value.status != "not_applicable")


def _marks_unread(question: ReadQuestion) -> bool:
    """Whether an answer has cells of a mark that no figure was read from: then a row is missing from every sum."""
    marks = len(_MARK_CELL.findall(question.answer))
    return marks > sum(_MARK_CELL.fullmatch(figure.words) is not None for figure in question.figures)


def _bands(question: ReadQuestion, before: Sequence[ReadQuestion], kin: Kinship) -> Iterator[Relation]:
    """Bands asked for in the words of an earlier question add to its figure: 2b, by times missing, to 1b."""
    if not _is_banded(question):
        return
    words = content_words(question.text)
    fits = [
        whole
        for whole in before
        if _single(whole)
        and len(words) >= MIN_SHARED
        and words <= content_words(whole.text)
        and ("not" in words) == ("not" in content_words(whole.text))
        and _same_period(question, whole, kin)
    ]
    if fits:
        whole = min(fits, key=lambda found: len(content_words(found.text) - words))
        yield _add_up(question, (whole,), "asked in the same words")


def _bands_of_the_rest(question: ReadQuestion, before: Sequence[ReadQuestion], kin: Kinship) -> Iterator[Relation]:
    """Bands of those `not X` add to all less those who are X: 2a to 1a - 1b."""
    denied = _NOT.search(fold(question.text))
    if denied is None or not _is_banded(question):
        return
    what = content_words(denied["what"])
    rest = content_words(question.text) - what - {"not"}
    if not what or len(rest) < MIN_SHARED:
        return
    singles = [found for found in before if _single(found) and _same_period(question, found, kin)]
    wholes = [found for found in singles if rest <= content_words(found.text) and not what & content_words(found.text)]
    lesses = [
        found
        for found in singles
        if rest | what <= content_words(found.text) and "not" not in content_words(found.text)
    ]
    if wholes and lesses:
        yield _add_up(question, (wholes[-1],), f"“not {denied['what']}”", less=(lesses[-1],))


def _breakdown_of_period(question: ReadQuestion, before: Sequence[ReadQuestion]) -> Iterator[Relation]:
    """`how the appeals of 2018/19 ended` breaks down the figure that an earlier question gives for 2018/19."""
    shadow = fold(question.text)
    named = _OF_PERIOD.search(shadow)
    if named is None or not _BREAKS_DOWN.search(shadow) or not _is_banded(question, least=2):
        return
    for whole in reversed(before):
        figures = [figure for figure in whole.figures if figure.labels == (_quoted(whole, named["period"]),)]
        if figures and _plain_unit(whole) and stem_of(named["noun"]) in content_words(whole.text):
            parts = (Term(question, question.figures, _sum_ref(question)),)
            whole_term = Term(whole, (figures[0],), ref_of(whole, figures[0]))
            yield Relation("parts_do_not_add", question.number, (whole_term,), parts, f"“{named[0]}”")
            return


def _quoted(question: ReadQuestion, period: str) -> str:
    """Find a period among a question's labels, however its dash is printed."""
    return next(
        (figure.labels[0] for figure in question.figures if figure.labels and fold(figure.labels[0]).strip() == period),
        period,
    )


def _complements(question: ReadQuestion, before: Sequence[ReadQuestion]) -> Iterator[Relation]:
    """Add `accepted` and `not accepted` to what was offered, asked of the same people before."""
    labels = [fold(figure.labels[0]).strip() for figure in question.figures if len(figure.labels) == 1]
    if len(labels) != 2 or len(question.figures) != 2 or not _plain_unit(question):
        return
    first, second = labels
    if second != f"not {first}":
        return
    words = content_words(question.text) - content_words(first)
    for whole in reversed(before):
        theirs = content_words(whole.text)
        if (
            _single(whole)
            and len(words & theirs) > MIN_SHARED
            and len(words - theirs) <= 1
            and ("not" in words) == ("not" in theirs)
        ):
            yield _add_up(question, (whole,), f"“{first}” and “{second}”")
            return


def _named_by_stem(question: ReadQuestion, kin: Kinship) -> Iterator[Relation]:
    """Find a stem that repeats a label (`How many accepted interviews …: i, ii`): it divides the figures so labelled."""
    parts = kin.parts.get(question.number, ())
    if (
        question.outcome != "stem"
        or len(parts) < 2
        or not all(_single(part) and not part.figures[0].labels for part in parts)
    ):
        return
    words = content_words(question.text)
    own = {question.number, *(part.number for part in parts)}
    for word in sorted(words):
        others = [
            other
            for other in kin.naming.get(word, ())
            if other.number not in own and len(content_words(other.text) & (words - {word})) >= MIN_SHARED
        ]
        figures = [
            (other, figure)
            for other in others
            for figure in other.figures
            if content_words(" ".join(figure.labels)) == {word}
        ]
        if figures and len(figures) == len(others):
            whole = tuple(Term(other, (figure,), ref_of(other, figure)) for other, figure in figures)
            terms = tuple(Term(part, part.figures, ref_of(part, part.figures[0])) for part in parts)
            yield Relation("parts_do_not_add", question.number, whole, terms, f"“{word}” in the question")
            return


def _parts_in_turn(place: int, kin: Kinship) -> Iterator[Relation]:
    """Find parts asked in turn: `How many claims …`, `How many of the claims were accepted`, `… have not been settled`."""
    whole = kin.questions[place]
    following = islice(kin.questions, place + 1, None)
    if not _single(whole) or place + 1 >= len(kin.questions) or not _refers_to(kin.questions[place + 1], whole):
        return
    stem = kin.parents[whole.number]
    parts = list(
        takewhile(lambda part: _ELLIPTIC.match(fold(part.text)) and kin.parents[part.number] == stem, following)
    )
    exhaustive = any(_COMPLEMENT.search(fold(part.text)) for part in parts)
    if len(parts) > 1 and exhaustive and all(_single(part) for part in parts):
        terms = tuple(Term(part, part.figures, ref_of(part, part.figures[0])) for part in parts)
        whole_term = Term(whole, whole.figures, ref_of(whole, whole.figures[0]))
        yield Relation("parts_do_not_add", whole.number, (whole_term,), terms, "asked in turn as parts of it")


def _parts_listed(question: ReadQuestion, kin: Kinship) -> Iterator[Relation]:
    """Find parts that leave nothing out: `How many collisions, and in how many of them was (a) … (b) … (c) nobody at fault`."""
    parts = kin.parts.get(question.number, ())
    if not _single(question) or len(parts) < 2 or not all(_single(part) for part in parts):
        return
    if _OF_THESE.search(fold(question.text)) and any(_NOBODY.search(fold(part.text)) for part in parts):
        whole = Term(question, question.figures, ref_of(question, question.figures[0]))
        terms = tuple(Term(part, part.figures, ref_of(part, part.figures[0])) for part in parts)
        yield Relation(
            "parts_do_not_add", question.number, (whole,), terms, "asked as parts of it that leave nothing out"
        )


def _part_of(place: int, questions: Sequence[ReadQuestion]) -> Iterator[Relation]:
    """Find a figure said to be `of the above`, `of these`, `of the 2016/17 figure`: it is no more than that figure."""
    part = questions[place]
    if not _single(part):
        return
    whole = _whole_of(place, questions)
    if whole is not None and whole.figures[0].value.unit == part.figures[0].value.unit:
        term = Term(part, part.figures, ref_of(part, part.figures[0]))
        yield Relation("part_exceeds_whole", part.number, (whole,), (term,), "said to be part of it")


def _whole_of(place: int, questions: Sequence[ReadQuestion]) -> Term | None:
    part, before = questions[place], questions[:place]
    shadow = fold(part.text)
    if named := _OF_THE_PERIOD.search(shadow):
        for whole in reversed(before):
            found = [figure for figure in whole.figures if _is_of(figure, whole, named["period"])]
            if found:
                return Term(whole, (found[-1],), ref_of(whole, found[-1]))
        return None
    said = _OF_THESE.search(shadow) or _OF_THESE.search(fold(part.answer))
    near = before[-1] if before else None
    if near is not None and _single(near) and (said or _refers_to(part, near)):
        return Term(near, near.figures, ref_of(near, near.figures[0]))
    return None


def _is_of(figure: ReadFigure, question: ReadQuestion, period: str) -> bool:
    """Whether a figure is the one for a period: its only label, or the total of its column."""
    labels = [fold(label).strip() for label in figure.labels]
    if period not in labels:
        return False
    return len(labels) == 1 or (figure.total and len([other for other in question.figures if other.total]) > 0)


def _refers_to(part: ReadQuestion, whole: ReadQuestion) -> bool:
    """Whether a question points back: `of these`, or `of the claims` after `How many claims`."""
    shadow = fold(part.text)
    if _OF_THESE.search(shadow):
        return True
    noun, asked = _OF_NOUN.search(shadow), _ASKED_NOUN.search(fold(whole.text))
    return noun is not None and asked is not None and noun["noun"] == asked["noun"]


def _add_up(
    question: ReadQuestion, wholes: tuple[ReadQuestion, ...], grounds: str, less: tuple[ReadQuestion, ...] = ()
) -> Relation:
    def terms(found: tuple[ReadQuestion, ...]) -> tuple[Term, ...]:
        return tuple(Term(one, one.figures, ref_of(one, one.figures[0])) for one in found)

    parts = (Term(question, question.figures, _sum_ref(question)),)
    return Relation("parts_do_not_add", question.number, terms(wholes), parts, grounds, terms(less))


def _is_banded(question: ReadQuestion, least: int = MIN_BANDS) -> bool:
    """Whether a question's figures are counts under labels that are no years, in one column, without a total."""
    figures = question.figures
    return (
        len(figures) >= least
        and _plain_unit(question)
        and all(figure.labels and not figure.total and not _YEARLY.search(figure.labels[0]) for figure in figures)
        and len({figure.labels[1:] for figure in figures}) == 1
        and len({figure.labels[0] for figure in figures}) == len(figures)
    )


def _single(question: ReadQuestion) -> bool:
    return len(question.figures) == 1 and _plain_unit(question)


def _plain_unit(question: ReadQuestion) -> bool:
    return all(figure.value.unit is None for figure in question.figures)


def _same_period(one: ReadQuestion, other: ReadQuestion, kin: Kinship) -> bool:
    """Whether two questions' stems name the same numbers (dates), so far as both have stems that name any."""
    mine, theirs = (set(re.findall(r"\d+", kin.stem_text(question))) for question in (one, other))
    return not mine or not theirs or mine == theirs


def ref_of(question: ReadQuestion, figure: ReadFigure) -> str:
    """Write a figure's address: `Q2a[Once]`, `Q1[Total|2016]`, `Q1a` where it is the only one."""
    if len(question.figures) == 1:
        return _name(question)
    printed = [label for label in (figure.row_label, figure.column_label) if label]
    labels = "|".join(_SPECIAL.sub(r"\\\g<0>", label) for label in printed)
    return f"{_name(question)}[{labels}]" if labels else _name(question)


def _sum_ref(question: ReadQuestion) -> str:
    return f"sum({_name(question)})"


def _name(question: ReadQuestion) -> str:
    return question.number if question.number.startswith("Q") else f"Q{question.number}"
