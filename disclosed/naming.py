"""A request's figures under the names that addresses give them: question, row label, column label.

Labels match whole, with case, spaces, quotes and dashes folded. A letter may number questions or word labels in its own
way; an address uses the request's. What is not found is told with the nearest name that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosed.findings import nearest
from disclosed.grammar import AddressError, Ref
from disclosed.rows import FigureRow, QuestionRow

_FOLDS = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
MOST_LISTED = 12  # names in a message
_SPACES = re.compile(r"\s+")
_PRINTED_Q = re.compile(r"[Qq](?=\d)")


Form = frozenset[tuple[str, int]]  # figures of a sum, each with how often it counts; the same either way round


class Lacking(AddressError):  # noqa: N818  (not an error of the author's while another letter has the figure)
    """An address that names no figure of this letter."""


class Unanswered(Lacking):
    """An address of a question that the letter has, and answers without a figure."""


def fold_label(label: str) -> str:
    """Fold a label for matching: case, spaces, quotes and dashes."""
    return _SPACES.sub(" ", label.translate(_FOLDS)).strip().casefold()


def bare_number(number: str) -> str:
    """Give a question's number as addresses write it after their own Q: `3a`, whether the letter prints `3a` or `Q3a`."""
    return _PRINTED_Q.sub("", number, count=1) if _PRINTED_Q.match(number) else number


def question_key(number: str) -> str:
    """Fold a question's number for matching: case, and a Q that the letter prints."""
    return bare_number(number).casefold()


@dataclass(frozen=True, slots=True)
class Named:
    """A figure under the request's question number and labels, which are not always the letter's own."""

    figure: FigureRow
    question: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one request, ready to be addressed; `numbers` holds every question that a letter has.

    `guarded` are ids of figures whose answer suppresses another: a difference that uses one could give it away. `forms` are
    the known sums that a suppressed figure is the rest of.
    `labelled` finds the figures of a long answer by their row, else by their column.
    `superseded` are answers that a later letter gives again, by letter and the request's number (folded).
    """

    named: Mapping[tuple[str, str], tuple[Named, ...]]
    responses: tuple[str, ...]
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    guarded: frozenset[str] = frozenset()
    superseded: frozenset[tuple[str, str]] = frozenset()
    forms: frozenset[Form] = frozenset()
    labelled: Mapping[tuple[str, str, str, str], tuple[Named, ...]] = field(default_factory=dict)

    def only(self, question: str) -> str:
        """Give the request's only response, or of several the only one whose answer to a question stands; else raise."""
        if len(self.responses) == 1:
            return self.responses[0]
        if not self.responses:
            raise Lacking("The request has no published letter.")
        if self.superseded and len(current := self._current(question_key(question))) == 1:
            return current[0]
        known = ", ".join(self.responses)
        raise AddressError(f"The request has several letters ({known}).", f"Write '{self.responses[0]}: Q…'.")

    def _current(self, asked: str) -> list[str]:
        """List the letters that answer a question, those left out whose answer a later letter supersedes."""
        return [
            stem
            for stem in self.responses
            if (stem, asked) not in self.superseded
            and asked in (question_key(number) for number in self.numbers.get(stem, ()))
        ]

    def find(self, ref: Ref, response: str = "") -> tuple[FigureRow, ...]:
        """Find the figures that a reference names, in the letter's order.

        `response` is the letter for which a statement is read; a response named in the reference goes before it.
        """
        letter = ref.response or response or self.only(ref.question)
        if letter not in self.responses:
            raise Lacking(f"There is no letter '{letter}'.", nearest(letter, self.responses))
        question, row, column = question_key(ref.question), fold_label(ref.row), fold_label(ref.column)
        alike = self.labelled.get((letter, question, row, "" if row else column), ())
        found = tuple(named.figure for named in alike if not row or not column or named.column == column)
        if not found:
            raise self._lacking(ref, letter, self.named.get((letter, question), ()))
        return found

    def _lacking(self, ref: Ref, letter: str, of_question: Sequence[Named]) -> Lacking:
        """Say whether the question or the label is unknown, with the nearest that is known."""
        if of_question:
            return self._unknown_label(ref, letter, of_question)
        numbers = self.numbers.get(letter, ())
        if question_key(ref.question) in map(question_key, numbers):
            return Unanswered(f"Question {ref.question} of '{letter}' has no figure.")
        listed = f"Its questions are {', '.join(numbers)}."
        return Lacking(f"'{letter}' has no question {ref.question}.", nearest(ref.question, numbers) or listed)

    def _unknown_label(self, ref: Ref, letter: str, of_question: Sequence[Named]) -> Lacking:
        rows = tuple(dict.fromkeys(named.figure.row_label for named in of_question if named.figure.row_label))
        columns = tuple(dict.fromkeys(named.figure.column_label for named in of_question if named.figure.column_label))
        unknown, known = (
            (ref.column, columns)
            if ref.column and fold_label(ref.row) in {named.row for named in of_question}
            else (ref.row or ref.column, rows if ref.row else columns)
        )
        listed = (
            f"Its labels are {listed_names(known)}." if known else "Its figure has no label; leave the brackets out."
        )
        return Lacking(
            f"Question {ref.question} of '{letter}' has no figure labelled '{unknown}'.",
            nearest(unknown, known) or listed,
        )


def listed_names(names: Sequence[str]) -> str:
    """Write names in quotes, the first of them where they are many."""
    words = ", ".join(f"'{name}'" for name in names[:MOST_LISTED])
    return words if len(names) <= MOST_LISTED else f"{words} and {len(names) - MOST_LISTED} more"


def index_figures(
    figures: Iterable[FigureRow],
    questions: Iterable[QuestionRow] = (),
    *,
    labels: Mapping[tuple[str, str], str] | None = None,
) -> Figures:
    """Make the figures of one request addressable.

    `questions` give the request's numbers; `labels` maps (response, the letter's label folded) to the request's label.
    """
    asked = tuple(questions)
    numbers = {(row.response, row.question): row.request_question for row in asked}
    named: dict[tuple[str, str], list[Named]] = {}
    letters: dict[str, dict[str, None]] = {stem_of(response): {} for response, _ in numbers}
    for (response, _), number in numbers.items():
        letters[stem_of(response)][number] = None
    for figure in figures:
        stem = stem_of(figure.response)
        number = numbers.get((figure.response, figure.question), bare_number(figure.question))
        letters.setdefault(stem, {})[number] = None
        row, column = (
            fold_label((labels or {}).get((figure.response, fold_label(label)), label))
            for label in (figure.row_label, figure.column_label)
        )
        named.setdefault((stem, question_key(number)), []).append(Named(figure, number, row, column))
    return Figures(
        {key: tuple(group) for key, group in named.items()},
        tuple(letters),
        {stem: tuple(known) for stem, known in letters.items()},
        frozenset(_guarded(named.values())),
        superseded=frozenset(
            (stem_of(row.response), question_key(row.request_question)) for row in asked if row.superseded_by
        ),
        labelled=_by_label(named),
    )


def _by_label(named: Mapping[tuple[str, str], Sequence[Named]]) -> dict[tuple[str, str, str, str], tuple[Named, ...]]:
    """Sort each answer's figures by row and by column; all of it stands under no label."""
    found: dict[tuple[str, str, str, str], list[Named]] = {}
    for (letter, question), group in named.items():
        for one in group:
            for row, column in dict.fromkeys((("", ""), (one.row, ""), ("", one.column))):
                found.setdefault((letter, question, row, column), []).append(one)
    return {key: tuple(group) for key, group in found.items()}


def _guarded(answers: Iterable[Sequence[Named]]) -> Iterator[str]:
    """Yield the figures of every answer that suppresses one."""
    for answer in answers:
        if any(each.figure.status == "suppressed" for each in answer):
            yield from (each.figure.figure for each in answer)


def stem_of(response: str) -> str:
    """Name a letter within its request."""
    return response.rpartition("/")[2]
