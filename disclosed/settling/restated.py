"""One quantity that an authority gave before: its later letter is compared with it, in the same request or in another.

A later letter that gives another number for the same time is a difference like any other, settled beside the later one by a
person who has compared both. A letter that supersedes an earlier one is expected to differ from it, and what it changes is
shown with it (superseding.py). Figures that either letter suppresses are not compared: the other's number is what it withholds.

The same words need not ask the same: under other stems, in a request on another subject, or where a letter asks them twice.
Nor does a letter give a year again that was not over when the earlier one was written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosed.addresses import Check, Comparison, Reckoned, Ref, Side, Used, exact
from disclosed.findings import CODES
from disclosed.model import Finding, Number
from disclosed.naming import bare_number, stem_of
from disclosed.reading.kinship import content_words, parents_of, telling_words
from disclosed.reading.rounding import Rounding, allowance, plain
from disclosed.rows import FigureRow, QuestionRow, ResponseRow
from disclosed.settling.across import Letters, words_of
from disclosed.settling.differences import Made, Statement
from disclosed.settling.settle import Settled

CODE = "given_twice"
NAME = "restated"
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?: ?([-/–]) ?(?:\d\d){1,2})?\b")  # an academic year ends in August
_NO_NAME = re.compile(r"[^a-z0-9]+")
Told = Mapping[str, Sequence[Made]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure, the one before that gives the same quantity, and how far apart rounding can set them."""

    earlier: FigureRow
    later: FigureRow
    rounding: Number


@dataclass(frozen=True, slots=True)
class Given:
    """What other letters may be compared with of a letter: its figures, how far they are rounded, whether it is a draft.

    `file` names it in messages.
    """

    response: ResponseRow
    questions: tuple[QuestionRow, ...]
    figures: tuple[FigureRow, ...]
    rounding: Rounding | None
    draft: bool
    file: str
    title: str

    @classmethod
    def of(cls, settled: Settled, file: str, title: str) -> Given:
        """Take it from a settled letter; `title` is its request's."""
        return cls(settled.response, settled.questions, settled.figures, settled.rounding, settled.draft, file, title)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a letter's questions ask: their words, the words of their stems, and how often each is asked."""

    given: Given
    texts: Mapping[str, str]
    parents: Mapping[str, str]
    times: Mapping[str, int]

    @classmethod
    def of(cls, given: Given) -> _Asked:
        """Make the index of one letter."""
        texts = {row.question: row.text for row in given.questions}
        numbers = {bare_number(name): name for name in texts}
        parents = {numbers[number]: numbers.get(stem, "") for number, stem in parents_of(numbers).items()}
        words = {row.question: words_of(row) for row in given.questions}
        often = Counter(words.values())
        return cls(given, texts, parents, {name: often[said] for name, said in words.items()})

    def asks(self, one: FigureRow, other: _Asked, two: FigureRow) -> bool:
        """Whether a figure answers what another of another letter answers."""
        mine, theirs = self.texts[one.question], other.texts[two.question]
        return (
            _alike(content_words(mine), content_words(theirs))
            and self._stems(one.question) - telling_words(theirs) == other._stems(two.question) - telling_words(mine)
            and (self.given.response.request == other.given.response.request or self._is_of_subject(mine, other))
            and (bare_number(one.question) == bare_number(two.question) or (self._once(one) and other._once(two)))
        )

    def _stems(self, question: str) -> frozenset[str]:
        words: frozenset[str] = frozenset()
        while question := self.parents.get(question, ""):
            words |= telling_words(self.texts[question])
        return words

    def _once(self, row: FigureRow) -> bool:
        """Whether the letter asks a question's words once; else a heading tells which of them is which."""
        return self.times[row.question] < 2

    def _is_of_subject(self, text: str, other: _Asked) -> bool:
        """Whether two requests have one subject: not each its own, which the question does not name."""
        mine, theirs = telling_words(self.given.title), telling_words(other.given.title)
        said = telling_words(text)
        return not (mine - theirs - said and theirs - mine - said)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two questions have most of their words in common, so far as both have any."""
    return not one or not other or 2 * len(one & other) >= max(len(one), len(other))


def _is_over(row: FigureRow, given: Given) -> bool:
    """Whether what a figure is for was over on the day of its letter; a year's label means the whole of it."""
    date = given.response.date
    if row.period_start or row.period_end:
        return bool(row.period_end) and (not date or row.period_end < date)
    years = [found for label in (row.row_label, row.column_label) for found in _YEAR.finditer(label)]
    ends = [f"{int(year[1]) + 1}-08-31" if year[2] else f"{year[1]}-12-31" for year in years]
    return not date or all(end < date for end in ends)


def find_restated(letters: Sequence[Given]) -> Told:
    """Compare what letters give again with what their authority gave before; by the later letter.

    A draft is compared with what is published, and nothing with a draft.
    """
    files = {made.response.response: made.file for made in letters}
    by_letter: dict[str, list[_Pair]] = {}
    for pair in _pairs(letters):
        by_letter.setdefault(pair.later.response, []).append(pair)
    return {response: tuple(_named(pairs, files[response])) for response, pairs in by_letter.items()}


def _pairs(letters: Sequence[Given]) -> Iterator[_Pair]:
    """Pair each figure with the last letter's that gave it before; both exact."""
    settled = {made.response.response: made for made in letters}
    among = Letters.of(
        [row for made in letters for row in made.figures],
        (row for made in letters for row in made.questions),
        (made.response for made in letters),
    )
    asked = {made.response.response: _Asked.of(made) for made in letters}
    before: dict[str, tuple[FigureRow, FigureRow]] = {}
    for earlier, later in among.same():
        first, second = asked[earlier.response], asked[later.response]
        stands = not (settled[earlier.response].draft or earlier.superseded)
        stands = stands and _is_over(earlier, settled[earlier.response]) and first.asks(earlier, second, later)
        if stands and not among.follows_on(earlier.response, later.response):
            known = before.get(later.figure)
            if known is None or among.order(known[0]) < among.order(earlier):
                before[later.figure] = (earlier, later)
    for earlier, later in before.values():
        if exact(earlier) is not None and exact(later) is not None:
            yield _Pair(earlier, later, plain(sum(_rounded(row, settled[row.response]) for row in (earlier, later))))


def _rounded(row: FigureRow, letter: Given) -> Decimal:
    """Give how far rounding can have moved a figure."""
    return allowance([exact(row) or 0], letter.rounding, shares=row.unit == "percent")


def _named(pairs: Sequence[_Pair], file: str) -> Iterator[Made]:
    """Name the comparisons of one letter: those of one answer, column and earlier letter alike."""
    names: dict[tuple[str, ...], str] = {}
    taken: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for pair in pairs:
        column = pair.later.column_label if pair.later.row_label else ""
        group = (pair.later.question, column, pair.earlier.response, pair.earlier.question)
        if group not in names:
            base = f"{NAME}-q{_NO_NAME.sub('-', bare_number(pair.later.question).casefold()).strip('-')}"
            taken[base] += 1
            names[group] = base if taken[base] == 1 else f"{base}-{taken[base]}"
        numbers[names[group]] += 1
        yield _made(pair, names[group], numbers[names[group]], file)


def _made(pair: _Pair, name: str, number: int, file: str) -> Made:
    later, earlier = pair.later, pair.earlier
    response = stem_of(earlier.response) if earlier.request == later.request else earlier.response
    check = Check(_address(later, ""), "=", _address(earlier, response))
    comparison = Comparison("", _side(later), "=", _side(earlier), pair.rounding)
    grounds = (
        f"Question {bare_number(later.question)} asks what question {bare_number(earlier.question)} of {response} asks, "
        "for the same time."
    )
    statement = Statement(
        name, check, grounds, "discovered", later.row_label or later.column_label, _finding(pair, file)
    )
    return Made(statement, comparison, number)


def _finding(pair: _Pair, file: str) -> Finding:
    """Say that two letters differ."""
    later = pair.later
    labels = ", ".join(label for label in (later.row_label, later.column_label) if label)
    of = f" for '{labels}'" if labels else ""
    message = f"Question {bare_number(later.question)}{of} is {exact(later)}, and {pair.earlier.response} gives {exact(pair.earlier)}."
    return Finding(CODE, CODES[CODE][0], message, file=file, line=later.line, question=later.question)


def _side(row: FigureRow) -> Reckoned:
    return Reckoned(exact(row), (Used(1, "+", row),))


def _address(row: FigureRow, response: str) -> Side:
    return Side((("+", Ref(bare_number(row.question), row.row_label, row.column_label, response)),))
