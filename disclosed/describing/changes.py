"""What a later letter of an authority changed: figure by figure and answer by answer, against the letters it supersedes.

Both values stand as released, the difference as a count where docs/editorial.md §2 allows one. Where the later letter
suppresses or withholds what an earlier one gave, the earlier value is not repeated beside it, and nothing is reckoned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from disclosed.describing.index import Index
from disclosed.describing.wording import counted, magnitude, quantity
from disclosed.model import UNCERTAIN
from disclosed.rows import DerivedRow, FigureRow, QuestionRow

Kind = Literal["changed", "added", "gone", "suppressed", "given", "withheld", "otherwise", "words"]
KINDS: Mapping[Kind, str] = {
    "changed": "Changed",
    "added": "Added",
    "gone": "No longer given",
    "suppressed": "Now suppressed",
    "given": "Now given",
    "withheld": "Now withheld",
    "otherwise": "Answered otherwise",
    "words": "Other words",
}
OUTCOMES = {
    "text": "Text",
    "withheld": "Withheld",
    "not_held": "Not held",
    "not_applicable": "Not applicable",
    "attached": "Attached",
    "unanswered": "No answer",
    "stem": "No answer",
    "figures": "Figures",
}
REFUSED = frozenset({"withheld", "not_held", "unanswered", "attached", "stem"})
SAYS_NOTHING = frozenset({"stem", "unanswered"})  # a question that a letter only repeats is not answered again
A_FIGURE = "A figure"  # stands for a value that the later letter suppresses
NOTHING = ""  # a cell with nothing in it; the page marks it
NUMBER_OF = {"GBP": ("less", "more")}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. `was` and `now` are words for a table's cells, '' where there is nothing.

    `earlier` and `later` are the questions; `before` and `after` ids of the figures, '' where the words stand for none.
    """

    kind: Kind
    earlier: QuestionRow
    later: QuestionRow
    label: str = ""
    was: str = NOTHING
    now: str = NOTHING
    difference: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Restated:
    """A later letter against one earlier letter: what differs, how many figures do not, which of its questions are answered again.

    `open` is False where the figures of one of the two are not published, so that they cannot be compared.
    """

    later: str
    earlier: str
    questions: tuple[QuestionRow, ...]
    changes: tuple[Change, ...]
    same: int
    open: bool


def restated(index: Index, response: str) -> tuple[Restated, ...]:
    """Compare a letter with each earlier letter whose answers it gives again, in their order."""
    index = index.entire
    answered = (row for row in index.questions(response) if row.outcome not in SAYS_NOTHING)
    own = {row.request_question.casefold(): row for row in answered}
    pairs = [(row, own[row.request_question.casefold()]) for row in index.answers_again(response)]
    letters = groupby(pairs, lambda pair: pair[0].response)
    return tuple(_compare(index, earlier, response, tuple(found)) for earlier, found in letters)


Pair = tuple[QuestionRow, QuestionRow]


def _compare(index: Index, earlier: str, later: str, pairs: tuple[Pair, ...]) -> Restated:
    published = all(index.response[name].publish != "metadata" for name in (earlier, later))
    changes = tuple(change for pair in pairs for change in _of_question(index, pair, published=published))
    mine = {own.question for _, own in pairs}
    again = [row for row in index.figures(later) if row.replaces and row.question in mine]
    same = sum(not _differs(index.figure[row.replaces], row) for row in again)
    return Restated(later, earlier, tuple(row for row, _ in pairs), changes, same, published)


def _of_question(index: Index, pair: Pair, *, published: bool) -> Iterator[Change]:
    """Yield what differs in the answer to one question."""
    earlier, later = pair
    were, are = (index.answers(row.response, row.question) for row in pair)
    if earlier.outcome != later.outcome:
        yield from _other_outcome(index, pair)
    elif earlier.outcome == "text" and earlier.answer and later.answer and earlier.answer != later.answer:
        yield Change("words", earlier, later, "", OUTCOMES["text"], OUTCOMES["text"])
    if published and were and are:
        yield from _of_figures(index, pair)


def _other_outcome(index: Index, pair: Pair) -> Iterator[Change]:
    """Say that an answer was given, withheld, not held …; figures newly given are named one by one."""
    earlier, later = pair
    were, are = (index.answers(row.response, row.question) for row in pair)
    was, now = (_outcome(index, row) for row in pair)
    if earlier.outcome in REFUSED and are and not were:
        for row in are:
            yield Change("given", earlier, later, label_of(row), was, shown(row), after=row.figure)
    else:
        kind: Kind = "withheld" if later.outcome == "withheld" else "otherwise"
        kind = "given" if earlier.outcome in REFUSED and later.outcome not in REFUSED else kind
        yield Change(kind, earlier, later, "", was, now)


def _outcome(index: Index, row: QuestionRow) -> str:
    figures = len(index.answers(row.response, row.question))
    return counted(figures, "figure") if row.outcome == "figures" and figures else OUTCOMES[row.outcome]


def _of_figures(index: Index, pair: Pair) -> Iterator[Change]:
    """Compare the figures of two answers, in the order of the later one; what is gone comes last."""
    earlier, later = pair
    were, are = (index.answers(row.response, row.question) for row in pair)
    again = {row.replaces for row in are}
    for row in are:
        if not row.replaces:
            yield Change("added", earlier, later, label_of(row), NOTHING, shown(row), after=row.figure)
        elif _differs(index.figure[row.replaces], row):
            yield _changed(index, pair, row)
    # A figure whose reading waits for a person is not gone.
    doubtful = any(
        row.question == later.question and row.reason == UNCERTAIN for row in index.set_aside(later.response)
    )
    for row in () if doubtful else were:
        if row.figure not in again:
            yield Change("gone", earlier, later, label_of(row), shown(row), NOTHING, before=row.figure)


def _differs(before: FigureRow, after: FigureRow) -> bool:
    """Tell whether two figures say different things; the same value in other digits is the same."""
    return any(
        getattr(before, name) != getattr(after, name)
        for name in ("value", "unit", "status", "marker", "min", "max", "approximate")
    )


def _changed(index: Index, pair: Pair, row: FigureRow) -> Change:
    before = index.figure[row.replaces]
    change = Change("changed", *pair, label_of(row), shown(before), shown(row), before=before.figure, after=row.figure)
    if row.status == "suppressed":
        kind: Kind = "changed" if before.status == "suppressed" else "suppressed"
        return replace(change, kind=kind, was=shown(before) if before.value is None else A_FIGURE)
    if before.value is None and row.value is not None:
        return replace(change, kind="given")
    derived = index.differences.get((row.figure, before.figure))
    return replace(change, difference=_more_or_less(derived) if derived else "")


def _more_or_less(derived: DerivedRow) -> str:
    """Write a difference as a reader says it: `2 fewer`, `£15 more`."""
    less, more = NUMBER_OF.get(derived.unit, ("fewer", "more"))
    return f"{quantity(magnitude(derived.value), derived.unit)} {less if derived.value < 0 else more}"


def label_of(row: FigureRow) -> str:
    """Name a figure by the labels that its letter prints; '' for a bare number."""
    return ", ".join(label for label in (row.row_label, row.column_label) if label)


def shown(row: FigureRow) -> str:
    """Write a figure as a table does: its value, with `about` where the letter says so, or its marker."""
    if row.value is None:
        return row.marker
    words = quantity(row.value, row.unit)
    return f"about {words}" if row.approximate else words
