"""What one block reader makes of some lines, and how dear it is: a description length from one table of weights.

A reading that explains every number by few rules is cheap; one that leaves a number over, or gives two figures the
same labels, is dear (docs/reading.md). Sums are evidence for an alignment and never a condition: letters add up wrongly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from disclosed.findings import CODES
from disclosed.model import Finding, Line, Number, ReadFigure, Span
from disclosed.reading.answer_cells import Cell
from disclosed.reading.lines import fold
from disclosed.reading.tokens import NUMERIC, Token, tokens_of
from disclosed.reading.wholes import is_reckoned, parts_of

# What → cost. Only their order matters much; each has its reason.
WEIGHTS: dict[str, int] = {
    "unexplained number": 5,  # a number that is neither figure nor label was misread or lost
    "same path twice": 4,  # two figures that cannot be told apart: a heading was missed
    "row of another width": 3,  # columns have slipped, or a cell was lost
    "value in the place of a label": 3,  # rows are cut at the wrong place
    "words in the place of a value": 5,  # likewise, and the words are lost
    "value in the place of a heading": 5,  # `Hotel 12 14` over longer rows is a row with a cell lost
    "value inside a label": 5,  # a number that a wide gap sets apart is a cell of its own: `Hotel   12` is no label
    "figure without a label": 2,  # among figures that have one
    "value without a column": 2,  # it stands in a row of several with no heading: it is not published
    "year as a count": 2,  # `2022` in a value's place is more often a heading
    "number in a label": 1,  # `Category 1` is right, `North 5` is not, and words alone cannot always tell
    "unused heading": 1,  # a title stands over many tables, and nothing was made of it
    "total that adds": -3,  # a printed total that is the sum of its rows vouches for the alignment
}
MAX_MARK = 12  # characters of a note's mark before its number
TOTAL = re.compile(
    r"(?:(?:grand|overall|combined|sub|column|row)[ -]?|(?!not |of |as |in )(?:[\w'/-]+ ){1,2})?totals?(?: (?:for|of|in|number|across|all)\b.{0,60})?|sub[ -]?totals?[ :,(–-].{0,60}|all(?: [a-z]+)?|overall|in total"
)
# A number after one of these is part of the label: `Section 61 order`, `Between six and 10 times`.
BINDERS = frozenset({
    "section", "sections", "s", "category", "categories", "band", "bands", "grade", "level", "type", "phase",
    "stage", "zone", "class", "tier", "part", "schedule", "group", "question", "questions", "q", "aged", "age",
    "ages", "under", "over", "between", "than", "least", "and", "to", "from", "year", "years", "item", "form",
    "code", "article", "regulation", "act", "key", "ks", "unit", "route", "line", "no", "quarter", "week", "wave", "round",
    "lot", "table", "figure", "chart", "annex", "appendix",
})  # fmt: skip
# So is a number before one of these.
BOUND_BY = frozenset(
    {"and", "to", "or", "times", "plus", "year", "years", "yrs", "order", "weeks", "months", "days", "hours"}
)
_FIGURES = re.compile(r"£?\d[\d,.]*%?")
# A number that is a cell of its own, or the value of another label on the same line: `North: 12; South`.
_SET_APART = re.compile(r"(?<=\S) {2,}[£<]?\d[\d,.]*%?(?= {2}|$)|(?<=[:=] )[£<]?\d[\d,.]*%?(?=[;,] [A-Za-z0-9])")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reader's account of some lines: its figures, the places it explains as labels and headings, its faults.

    `faults` are names of WEIGHTS, once for each time; `spent` are places explained in another way (a range refused),
    `noted` numbers of sentences that measure something else than the answer, `unread` values that no heading names.
    """

    reader: str
    figures: tuple[ReadFigure, ...] = ()
    labels: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    spent: tuple[Span, ...] = ()
    noted: tuple[Span, ...] = ()
    unread: tuple[Span, ...] = ()
    faults: tuple[str, ...] = ()
    doubts: tuple[Finding, ...] = ()


@lru_cache(maxsize=8192)
def is_total(label: str) -> bool:
    """Say whether a label marks a sum: Total, TOTALS:, Grand Total, All, All wards."""
    return TOTAL.fullmatch(" ".join(label.casefold().split()).strip(" :.")) is not None


def ends_in_number(label: str) -> bool:
    """Whether a label's last word is a number that the word before it does not bind: `North 61`, not `Category 1`."""
    words = label.split()
    if not words or (len(words) > 1 and words[-2].strip("(") in BINDERS):
        return False
    return _FIGURES.fullmatch(words[-1]) is not None and (len(words) > 1 or _YEAR.fullmatch(words[0]) is None)


def figure_of(cell: Cell, labels: Iterable[str]) -> ReadFigure | None:
    """Make the figure of a value cell; None for an empty cell, an unexplained mark or a range."""
    amount = cell.amount
    if amount is None or amount.kind in {"range", "blank"}:
        return None
    path = tuple(label for label in labels if label)
    return ReadFigure(
        path,
        amount.value,
        cell.line.text[amount.start : amount.end],
        Span(cell.line.number, amount.start + 1, amount.end),
        any(is_total(label) for label in path),
    )


def doubt_of(cell: Cell) -> Finding | None:
    """Say why a value cell gives no figure, where a reader must know."""
    amount = cell.amount
    if amount is None or amount.kind not in {"range", "blank"}:
        return None
    words = cell.line.text[amount.start : amount.end]
    if amount.kind == "range":
        return range_finding(words, cell.line.number)
    if re.fullmatch(r"[-:.–—]*", words):
        return None
    doubt = finding(
        "uncertain_reading",
        f"The letter does not say what its mark “{words}” means.",
        "Read the letter; settle what it stands for with a `readings:` line.",
        cell.line.number,
    )
    return replace(doubt, extra=(("mark", words),))


def range_finding(words: str, line: int) -> Finding:
    """Say that a range, two values in one, or a count told by a share, is no figure."""
    if is_reckoned(words):
        return finding(
            "uncertain_reading",
            f"“{words}” does not say a number, but how to work one out.",
            "Settle it with a `readings:` line.",
            line,
        )
    return finding(
        "unsupported_range",
        f"“{words}” is a range or two values in one, so it is not one figure.",
        "Read it in the letter's own words.",
        line,
    )


def finding(code: str, message: str, remedy: str, line: int) -> Finding:
    """Make a finding of an answer; the question is added by blocks.py."""
    return Finding(code, CODES[code][0], message, remedy, line=line)


@dataclass(slots=True)
class Draft:
    """A candidate in the making."""

    reader: str
    figures: list[ReadFigure] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    spent: list[Span] = field(default_factory=list)
    noted: list[Span] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    years: list[ReadFigure] = field(default_factory=list)

    def take(self, cell: Cell, labels: Sequence[str]) -> None:
        """Take a value cell: a figure, a blank, or a range that is refused."""
        figure = figure_of(cell, labels)
        if figure is not None:
            self.figures.append(figure)
        if (doubt := doubt_of(cell)) is not None:
            self.doubts.append(doubt)
        if cell.amount is not None:
            if figure is None:
                self.spent.append(cell.span)
            if cell.amount.kind == "year" and figure is not None:
                self.years.append(figure)

    def _counts(self, figure: ReadFigure) -> bool:
        """Whether a number that could name a year counts: under the heading of a column that counts in other rows too."""
        column = figure.labels[1:]
        return bool(column) and any(one.labels[1:] == column and one not in self.years for one in self.figures)

    def done(self) -> Candidate:
        """Freeze it."""
        self.faults += ["year as a count"] * sum(not self._counts(figure) for figure in self.years)
        return Candidate(
            self.reader,
            tuple(self.figures),
            tuple(self.labels),
            tuple(self.headings),
            tuple(self.spent),
            tuple(self.noted),
            tuple(self.unread),
            tuple(self.faults),
            tuple(self.doubts),
        )


def cost_of(candidate: Candidate, lines: Sequence[Line]) -> int:
    """Add up what a candidate costs over the lines it was made from."""
    return sum(WEIGHTS[fault] for fault in faults_of(candidate, lines))


def faults_of(candidate: Candidate, lines: Sequence[Line]) -> list[str]:
    """List everything that a candidate is charged with, its own faults first."""
    faults = list(candidate.faults)
    faults += ["unexplained number"] * sum(
        not in_brackets(line, token) for line, token in unexplained(candidate, lines)
    )
    faults += ["value without a column"] * len(candidate.unread)
    paths = Counter(figure.labels for figure in candidate.figures)
    faults += ["same path twice"] * sum(count - 1 for count in paths.values())
    if any(paths) and len(paths) > 1:
        faults += ["figure without a label"] * paths[()]
    faults += ["value inside a label"] * sum(
        len(_SET_APART.findall(label)) for figure in candidate.figures for label in figure.labels
    )
    labels, figures = Places(candidate.labels), Places(figure.span for figure in candidate.figures)
    faults += ["number in a label"] * sum(_loose_numbers(line, labels, figures) for line in lines)
    faults += ["total that adds"] * _totals_that_add(candidate.figures)
    return faults


def unexplained(candidate: Candidate, lines: Sequence[Line]) -> list[tuple[Line, Token]]:
    """List the number tokens that are neither figure, label nor heading."""
    figures = (figure.span for figure in candidate.figures)
    explained = (*candidate.labels, *candidate.headings, *candidate.spent, *candidate.noted, *candidate.unread)
    taken = Places((*figures, *explained))
    counts = {(figure.span.line, figure.span.last) for figure in candidate.figures}
    return [
        (line, token)
        for line in lines
        for token in tokens_of(line)
        if (token.kind in NUMERIC or token.kind == "number_word") and not taken.touch(line, token)
        if not any((line.number, end) in counts for end in parts_of(line.shadow, token.first - 1, token.last))
    ]


class Places:
    """Places of an answer, kept by line: `touch` says whether a token stands in one of them.

    A line's places are sorted, each with how far it and those before it reach, so that a line of thousands of numbers is
    searched and not walked for each of them.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        by_line: dict[int, list[tuple[int, int]]] = {}
        for span in spans:
            by_line.setdefault(span.line, []).append((span.first, span.last))
        self._firsts = {line: sorted(first for first, _ in places) for line, places in by_line.items()}
        self._reach = {
            line: list(accumulate((last for _, last in sorted(places)), max)) for line, places in by_line.items()
        }

    def touch(self, line: Line, token: Token) -> bool:
        """Say whether a token of a line touches one of the places."""
        before = bisect_right(self._firsts.get(line.number, []), token.last)
        return before > 0 and self._reach[line.number][before - 1] >= token.first


def in_brackets(line: Line, token: Token) -> bool:
    """Say whether a token stands in a remark in round brackets, or in a note's mark: `[note 1]`."""
    before, after = line.shadow[: token.first - 1], line.shadow[token.last :]
    marked = before.rfind("[") > len(before) - MAX_MARK and _within(before, after, "[", "]")
    return marked or _within(before, after, "(", ")")


def _within(before: str, after: str, opens: str, closes: str) -> bool:
    end = after.find(closes)
    return before.rfind(opens) > before.rfind(closes) and end >= 0 and not 0 <= after.find(opens) < end


def _loose_numbers(line: Line, labels: Places, figures: Places) -> int:
    """Count the plain numbers in labels of a line that no neighbour binds."""
    return sum(labels.touch(line, token) and not figures.touch(line, token) for token in loose_in(line))


def loose_in(line: Line) -> Iterator[Token]:
    """Yield the plain numbers of a line that no neighbour binds: 5 of `North 5`, and not 1 of `Category 1`."""
    tokens = [token for token in tokens_of(line) if token.kind not in {"space", "punctuation", "tab"}]
    for place, token in enumerate(tokens):
        if token.kind not in {"number", "money", "percent", "bound"}:
            continue
        before = tokens[place - 1].text.casefold() if place else ""
        after = tokens[place + 1].text.casefold() if place + 1 < len(tokens) else ""
        if before not in BINDERS and after not in BOUND_BY:
            yield token


def holds_values(label: str) -> bool:
    """Tell words that hold values of their own, and so name none: `1 bed 41, 2 bed`, `401 /`, `38 of 1,411 tested`.

    One word before each number says that they are names: `Ward 7 & Ward 8`.
    """
    shadow = fold(label)
    loose = [*loose_in(Line(0, label, shadow))]
    before = {shadow[: token.first - 1].split()[-1:][0] if shadow[: token.first - 1].strip() else "" for token in loose}
    return len(loose) > 1 and not (len(before) == 1 and before.pop().isalpha())


def _totals_that_add(figures: Sequence[ReadFigure]) -> int:
    """Count the printed totals that are the sum of the figures above them in their column, or before them in their row.

    The sums are kept as the figures are walked through once, so that a list of a thousand totals is not a million sums.
    """
    adding = 0
    above: dict[tuple[int, tuple[str, ...]], tuple[int, Number | None]] = {}  # how many, and their sum
    for figure in figures:
        for axis, label in enumerate(figure.labels):
            column = (axis, _elsewhere(figure, axis))
            parts, total = above.get(column, (0, 0))
            if not is_total(label):
                above[column] = (parts + 1, _plus(total, figure.value.value))
            elif figure.total and figure.value.value is not None:
                adding += parts > 1 and total == figure.value.value
    return adding


def _plus(total: Number | None, value: Number | None) -> Number | None:
    """Add a value to a sum; a sum with a value that the letter does not give has none."""
    return None if total is None or value is None else total + value


def _elsewhere(figure: ReadFigure, axis: int) -> tuple[str, ...]:
    return figure.labels[:axis] + figure.labels[axis + 1 :]
