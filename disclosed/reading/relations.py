"""Figures that ought to add up, or not to exceed each other: a statement about them, and what words of the letter make it.

Silence is better than a false alarm (docs/reading.md): questions of one letter often count the same things without
being parts of each other. So each rule needs words, and `grounds` quote them. The rules are in totals.py (one answer),
breakdowns.py and subsets.py (several questions), repeats.py and spans.py (one thing twice). None of them looks at whether a
statement holds; reconcile.py does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from disclosed.grammar import escape
from disclosed.model import ReadFigure, ReadQuestion

Code = Literal["total_mismatch", "parts_do_not_add", "part_exceeds_whole", "given_twice"]
Kind = Literal["total", "row-total", "parts", "together", "within", "same", "shares", "periods"]

MIN_BANDS = 3  # fewer figures under labels are not a breakdown
MOST_NAMED = 6  # figures that a statement names one by one, where `sum(…)` would do
_YEARLY = re.compile(r"(?:19|20)\d\d|\b\d\d[-/]\d\d\b")


@dataclass(frozen=True, slots=True)
class Term:
    """Figures of one question that stand on one side of a relation; `ref` is their address in a statement."""

    question: ReadQuestion
    figures: tuple[ReadFigure, ...]
    ref: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement about figures: the parts add to the whole less what is taken from it, or do not exceed it.

    `constant` is the whole where the letter need not print it: shares add to 100. `label` tells apart what is stated for
    several rows or columns alike; those share `group`. One that `follows` from others says nothing new of a difference.
    """

    code: Code
    question: str
    whole: tuple[Term, ...]
    parts: tuple[Term, ...]
    grounds: str
    less: tuple[Term, ...] = ()
    kind: Kind = "parts"
    label: str = ""
    group: tuple[object, ...] = ()
    constant: int = 0
    follows: bool = False

    @property
    def statement(self) -> str:
        """Write the relation in the grammar of checks: `sum(Q2a) = Q1a - Q1b`."""
        sign = "<=" if self.code == "part_exceeds_whole" else "="
        whole = " + ".join(term.ref for term in self.whole) or str(self.constant)
        less = "".join(f" - {term.ref}" for term in self.less)
        return f"{' + '.join(term.ref for term in self.parts)} {sign} {whole}{less}"

    @property
    def of_rows(self) -> tuple[object, ...]:
        """Name what is stated of several rows alike."""
        return (self.kind, self.question, self.group)

    @property
    def figures(self) -> tuple[ReadFigure, ...]:
        """List the figures of both sides."""
        return figures_of((*self.parts, *self.whole, *self.less))


def figures_of(terms: Iterable[Term]) -> tuple[ReadFigure, ...]:
    """List the figures of some terms."""
    return tuple(figure for term in terms for figure in term.figures)


def named(question: ReadQuestion, figure: ReadFigure) -> Term:
    """Make the term of one figure."""
    return Term(question, (figure,), ref_of(question, figure))


def whole_answer(question: ReadQuestion) -> Term:
    """Make the term of an answer: its only figure, or the sum of all."""
    return Term(question, question.figures, sum_ref(question) if len(question.figures) > 1 else ref_of(question))


def ref_of(question: ReadQuestion, figure: ReadFigure | None = None) -> str:
    """Write a figure's address: `Q2a[Once]`, `Q1[Total|2016]`, `Q1a` where it is the only one."""
    name = question.number if question.number.startswith("Q") else f"Q{question.number}"
    if figure is None or len(question.figures) == 1:
        return name
    labels = "|".join(escape(label) for label in (figure.row_label, figure.column_label) if label)
    return f"{name}[{labels}]" if labels else name


def sum_ref(question: ReadQuestion, row: str = "", column: str = "") -> str:
    """Write the sum of an answer, or of its figures of one row or column; a sum leaves totals out."""
    labels = f"[{escape(row)}{'|' + escape(column) if column else ''}]" if row or column else ""
    return f"sum({ref_of(question)}{labels})"


@dataclass(frozen=True, slots=True)
class Alike:
    """How many figures of an answer, totals left out, stand in each row and column: counted once for all its sums."""

    question: ReadQuestion
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    all: int

    @classmethod
    def of(cls, question: ReadQuestion) -> Alike:
        """Count an answer's figures."""
        parts = [figure for figure in question.figures if not figure.total]
        rows, columns = Counter(one.row_label for one in parts), Counter(one.column_label for one in parts)
        return cls(question, rows, columns, len(parts))

    def added(self, figures: tuple[ReadFigure, ...]) -> tuple[Term, ...]:
        """Write a sum of different figures of the answer: one by one where they are few, else by what they share."""
        short = self._in_short(figures) if len(figures) > MOST_NAMED else ""
        if short:
            return (Term(self.question, figures, short),)
        return tuple(named(self.question, figure) for figure in figures)

    def _in_short(self, figures: tuple[ReadFigure, ...]) -> str:
        """Write the sum of a whole answer, column or row; '' where the figures are no such thing."""
        if any(figure.total for figure in figures):
            return ""
        rows, columns = {figure.row_label for figure in figures}, {figure.column_label for figure in figures}
        if len(figures) == self.all:
            return sum_ref(self.question)
        if len(columns) == 1 and columns != {""} and len(figures) == self.columns[min(columns)]:
            return sum_ref(self.question, column=min(columns))
        if len(rows) == 1 and rows != {""} and len(figures) == self.rows[min(rows)]:
            return sum_ref(self.question, row=min(rows))
        return ""


def is_banded(question: ReadQuestion, least: int = MIN_BANDS) -> bool:
    """Whether a question's figures are counts under labels that are no years, in one column, without a total."""
    figures = question.figures
    return (
        len(figures) >= least
        and plain_unit(question)
        and all(figure.labels and not figure.total and not is_yearly(figure.labels[0]) for figure in figures)
        and len({figure.labels[1:] for figure in figures}) == 1
        and len({figure.labels[0] for figure in figures}) == len(figures)
    )


def is_yearly(label: str) -> bool:
    """Whether a label names a year."""
    return _YEARLY.search(label) is not None


def single(question: ReadQuestion) -> bool:
    """Whether an answer is one plain count."""
    return len(question.figures) == 1 and plain_unit(question)


def plain_unit(question: ReadQuestion) -> bool:
    """Whether an answer's figures are counts, measured in nothing."""
    return all(figure.value.unit is None for figure in question.figures)


def quoted(text: str, found: re.Match[str], group: str | int = 0) -> str:
    """Quote what a pattern found in a text's shadow, as the text has it: a shadow is as long as its text."""
    return f"“{' '.join(text[found.start(group) : found.end(group)].split())}”"


def question_words(question: ReadQuestion) -> str:
    """Name a question in a sentence: `question 2a`."""
    return f"question {question.number.removeprefix('Q')}"
