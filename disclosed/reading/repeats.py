"""One quantity that a letter gives twice, and shares that leave nothing out of their whole.

The same again is what a question asks in the words of another, of the same time, or the total of an answer that breaks
another down. Shares add to 100 where the letter's words leave nothing out: a label for the rest, or a label and its `not`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from disclosed.model import ReadFigure, ReadQuestion
from disclosed.reading.breakdowns import BREAKS_DOWN
from disclosed.reading.candidates import is_total
from disclosed.reading.counting import Asked
from disclosed.reading.kinship import Kinship, content_words
from disclosed.reading.lines import fold
from disclosed.reading.overlapping import is_limited, several_each, tells_of_others
from disclosed.reading.relations import Alike, Relation, is_yearly, named, question_words
from disclosed.reading.totals import WHOLE_SHARE, marks_unread

# A label under which everything falls that no other label names.
_THE_REST = re.compile(
    r"(?:all |any )?other\b.*|(?:the )?rest|unknown|not (?:known|recorded|stated|specified|disclosed|yet .*)|none of (?:these|them|the above)|neither.*"
)
# Shares that are broken down, and shares that did something, are each of a whole of its own.
_SHARES_OF_EACH = re.compile(
    r"\b(?:breakdown|broken down|split) of (?:the |these )?(?:percentages?|proportions?|shares?|rates?)\b"
    r"|\b(?:percentages?|proportions?|shares?|rates?) of (?:[a-z]+ ){1,4}(?:[a-z]+ed|that|who|which|with|within|seen|met|paid|upheld|won|held)\b"
)
_KINDS_OF_YEAR = frozenset({"financial", "academic", "fiscal"})
NEAR = 10  # per cent: shares further from 100 are not of one whole, whatever their labels say


def repeats_in(kin: Kinship, asked: Mapping[str, Asked]) -> Iterator[Relation]:
    """Yield each quantity that two questions of one setting ask for."""
    alike: dict[tuple[object, ...], list[ReadQuestion]] = {}
    for question in kin.questions:
        if question.number in asked and question.figures and not is_limited(question):
            own = asked[question.number]
            alike.setdefault((own.head, own.conditions, own.setting), []).append(question)
    for group in alike.values():
        for at, later in enumerate(group):
            for earlier in group[max(at - 1, 0) : at]:  # the one before: a third repeats the second
                if kin.same_setting(earlier, later) and not _word_for_word(earlier, later):
                    yield from _given_twice(earlier, later, asked)


def _word_for_word(one: ReadQuestion, other: ReadQuestion) -> bool:
    """Whether two questions have the same text: nobody asks the same twice, so that something beside it tells them apart."""
    return fold(one.text).split() == fold(other.text).split()


def _given_twice(earlier: ReadQuestion, later: ReadQuestion, asked: Mapping[str, Asked]) -> Iterator[Relation]:
    """Pair the figures of two questions that count the same thing at the same time."""
    first, second = asked[earlier.number], asked[later.number]
    number = later.number.removeprefix("Q")
    grounds = f"Question {number} counts what {question_words(earlier)} counts, in its words (“{first.head}”)"
    if first.when == second.when:
        totals = [] if not first.when and any(map(_is_by_year, (earlier, later))) else _totals(earlier, later)
        for one, other in _same_paths(earlier, later) or totals:
            if one.value.unit == other.value.unit:
                yield _same(earlier, later, (one, other), f"{grounds}.")
        return
    for short, short_when, series in ((earlier, first.when, later), (later, second.when, earlier)):
        one_kind = len(short_when - _KINDS_OF_YEAR) > 1 or not (first.when ^ second.when) & _KINDS_OF_YEAR
        figure = _of_time(series, short_when) if len(short.figures) == 1 and one_kind else None
        if figure is not None and figure.value.unit == short.figures[0].value.unit:
            pair = (short.figures[0], figure) if short is earlier else (figure, short.figures[0])
            yield _same(earlier, later, pair, f"{grounds}, for “{figure.labels[0]}”.")


def _same_paths(one: ReadQuestion, other: ReadQuestion) -> list[tuple[ReadFigure, ReadFigure]]:
    """Pair figures with the same labels."""
    known = {_path(figure): figure for figure in one.figures}
    return [(known[_path(figure)], figure) for figure in other.figures if _path(figure) in known]


def _totals(one: ReadQuestion, other: ReadQuestion) -> list[tuple[ReadFigure, ReadFigure]]:
    """Pair what two breakdowns come to: their only totals, or the only figure of one with the total of the other."""
    first, second = (
        [figure for figure in question.figures if figure.total] if len(question.figures) > 1 else _bare(question)
        for question in (one, other)
    )
    return [(first[0], second[0])] if len(first) == 1 and len(second) == 1 else []


def _is_by_year(question: ReadQuestion) -> bool:
    """Whether an answer lists years, so that its total is of those that it lists."""
    return len(question.figures) > 1 and any(
        is_yearly(figure.labels[0]) for figure in question.figures if figure.labels
    )


def _bare(question: ReadQuestion) -> list[ReadFigure]:
    """Give the only figure of an answer where its labels say no more than the question."""
    (figure,) = question.figures
    said = content_words(" ".join(label for label in figure.labels if not is_total(label)))
    return [figure] if said <= content_words(question.text) else []


def _of_time(question: ReadQuestion, when: frozenset[str]) -> ReadFigure | None:
    """Find the one figure whose label is a time, given by its numbers alone (`2022`, `2022/23`)."""
    numbers = when - _KINDS_OF_YEAR
    found = [
        figure
        for figure in question.figures
        if numbers and figure.labels and frozenset(re.findall(r"\d+", figure.labels[0])) == numbers
        if len(re.sub(r"[\d/ -]", "", fold(figure.labels[0]))) == 0
    ]
    return found[0] if len(found) == 1 else None


def _path(figure: ReadFigure) -> tuple[str, ...]:
    return tuple(" ".join(fold(label).split()) for label in figure.labels)


def _same(earlier: ReadQuestion, later: ReadQuestion, pair: tuple[ReadFigure, ReadFigure], grounds: str) -> Relation:
    first, second = pair
    return Relation(
        "given_twice",
        later.number,
        (named(earlier, first),),
        (named(later, second),),
        grounds,
        kind="same",
        label=second.labels[0] if second.labels and len(later.figures) > 1 else "",
        group=(earlier.number,),
    )


def shares_in(question: ReadQuestion) -> Iterator[Relation]:
    """Yield the shares that make one whole: those of a column or row whose labels leave nothing out."""
    shares = [one for one in question.figures if one.value.unit == "percent" and not one.total]
    if (
        len(shares) < 2
        or marks_unread(question)
        or several_each(question)
        or tells_of_others(question)
        or _SHARES_OF_EACH.search(fold(question.text))
    ):
        return
    alike = Alike.of(question)
    for axis in range(max(len(figure.labels) for figure in shares)):
        groups: dict[tuple[str, ...], list[ReadFigure]] = {}
        for figure in shares:
            if axis < len(figure.labels):
                groups.setdefault((*figure.labels[:axis], *figure.labels[axis + 1 :]), []).append(figure)
        for rest, group in groups.items():
            labels = [figure.labels[axis] for figure in group]
            said = _nothing_left_out(question, labels)
            if said and _near_whole(group) and len(set(labels)) == len(labels) and not any(map(is_total, rest)):
                yield _to_hundred(alike, group, axis, said)


def _near_whole(shares: Sequence[ReadFigure]) -> bool:
    """Whether shares come near 100, so that a slip may part them from it; others are of several wholes, or overlap."""
    values = [figure.value.value for figure in shares if figure.value.value is not None]
    return len(values) < len(shares) or abs(Decimal(sum(values)) - WHOLE_SHARE) < NEAR


def _to_hundred(alike: Alike, shares: Sequence[ReadFigure], axis: int, grounds: str) -> Relation:
    first = shares[0]
    others = first.labels[:axis] + first.labels[axis + 1 :]
    return Relation(
        "parts_do_not_add",
        alike.question.number,
        (),
        alike.added(tuple(shares)),
        grounds,
        kind="shares",
        label=", ".join(others),
        group=(axis, *(figure.labels[axis] for figure in shares)),
        constant=WHOLE_SHARE,
    )


def _nothing_left_out(question: ReadQuestion, labels: Sequence[str]) -> str:
    """Say which words leave nothing out of some labels; '' where none do."""
    folded = [" ".join(fold(label).split()) for label in labels]
    if len(folded) == 2 and folded[1] in {f"not {folded[0]}", "no" if folded[0] == "yes" else ""}:
        return f"“{labels[0]}” and “{labels[1]}” leave nothing out, so that these shares make one whole."
    rest = next((label for label, words in zip(labels, folded, strict=True) if _THE_REST.fullmatch(words)), "")
    broken = BREAKS_DOWN.search(fold(question.text))
    if rest and broken and len(folded) > 2:
        return f"“{rest}” leaves nothing out of the breakdown, so that these shares make one whole."
    return ""
