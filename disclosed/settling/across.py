"""One quantity that several letters of an authority give: the same question, labels and time, in one request or in two.

An authority that answers again may print what it withheld before, or the total that it left out. Letters are matched by the
request's own number of a question and by the question's words, and never where the time may be another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

from disclosed.addresses import exact, fold_label
from disclosed.rows import FigureRow, QuestionRow, ResponseRow
from disclosed.settling.guarding import is_hidden
from disclosed.settling.known import Known, lines_of

MOST_ALIKE = 24  # letters of one authority that answer one question; more are a form, and no repeated answer
HEX = 16  # digits of a hash: two questions that share one are looked at together, and found to differ
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS = re.compile(r"[a-z0-9]+")
Question = tuple[str, ...]


@dataclass(frozen=True)
class Letters:
    """The published letters of all authorities, by what their questions ask."""

    figures: Sequence[FigureRow]
    questions: Mapping[tuple[str, str], QuestionRow]
    responses: Mapping[str, ResponseRow]

    @classmethod
    def of(
        cls, figures: Sequence[FigureRow], questions: Iterable[QuestionRow], responses: Iterable[ResponseRow]
    ) -> Letters:
        """Sort the rows of some letters."""
        by_number = {(row.response, row.question): row for row in questions}
        return cls(figures, by_number, {row.response: row for row in responses})

    def same(self) -> Iterator[tuple[FigureRow, FigureRow]]:
        """Pair the figures of different letters that give one quantity, the earlier letter's first."""
        told: set[tuple[str, str]] = set()
        for group in self._answers(self.figures):
            by_path: dict[tuple[str, str, str], list[FigureRow]] = {}
            for row in group:
                path = (fold_label(row.row_label), fold_label(row.column_label), row.unit)
                by_path.setdefault(path, []).append(row)
            for one, other in (pair for alike in by_path.values() for pair in combinations(_told_once(alike), 2)):
                if self.same_time(one, other):
                    pair = (one, other) if self.order(one) <= self.order(other) else (other, one)
                    key = (pair[0].figure, pair[1].figure)
                    if key not in told:
                        told.add(key)
                        yield pair

    def totals(self) -> Iterator[Known]:
        """Yield the totals that one letter gives of what another lists without one."""
        for group in self._answers(self.figures):
            letters: dict[str, list[FigureRow]] = {}
            for row in group:
                letters.setdefault(row.response, []).append(row)
            for listing, totalling in ((a, b) for a in letters for b in letters if a != b):
                yield from self._total_of(letters[listing], letters[totalling])

    def _total_of(self, listed: Sequence[FigureRow], other: Sequence[FigureRow]) -> Iterator[Known]:
        """Put together a list without a total and an answer that is a total alone."""
        (total, *more), columns = other, {row.column_label for row in listed}
        lone = not more and exact(total) is not None and (total.total or not total.row_label)
        if not lone or any(row.total for row in listed) or len(columns) != 1 or len(listed) < 2:
            return
        units = {row.unit for row in (*listed, total)}
        plain = all(is_hidden(row) or exact(row) is not None for row in listed)
        if len(units) == 1 and plain and any(map(is_hidden, listed)) and self.same_time(listed[0], total):
            rest = (exact(total) or 0) - sum(exact(row) or 0 for row in listed)
            terms = tuple((row.figure, 1) for row in listed if is_hidden(row))
            yield Known(terms, rest, rest, f"a total of {exact(total):,} ({lines_of([*listed, total])})")

    def _answers(self, figures: Iterable[FigureRow]) -> Iterator[list[FigureRow]]:
        """Group the figures of several letters by what they answer."""
        groups: dict[Question, list[FigureRow]] = {}
        for row in figures:
            for key in self._keys(row):
                groups.setdefault(key, []).append(row)
        for group in groups.values():
            if 1 < len({row.response for row in group}) <= MOST_ALIKE:
                yield group

    def _keys(self, row: FigureRow) -> Iterator[Question]:
        """Name what a figure answers: by its request's own number, and by the words of its question."""
        asked = self.questions[row.response, row.question]
        yield (row.authority, "number", row.request, asked.request_question.casefold())
        if words := words_of(asked):
            yield (row.authority, "words", words)

    def same_time(self, one: FigureRow, other: FigureRow) -> bool:
        """Whether two figures are for one time: the same days, a label that names a year, or one letter is about the other."""
        if one.period_start or other.period_start:
            return (one.period_start, one.period_end) == (other.period_start, other.period_end)
        labels = {fold_label(label) for label in (one.row_label, one.column_label)}
        others = {fold_label(label) for label in (other.row_label, other.column_label)}
        years = {label for label in labels | others if _YEAR.search(label)}
        return (bool(years) and years <= labels & others) or self.follows_on(one.response, other.response)

    def follows_on(self, one: str, other: str) -> bool:
        """Whether one letter supersedes the other."""
        return self.responses[one].supersedes == other or self.responses[other].supersedes == one

    def order(self, row: FigureRow) -> tuple[str, str, int, str]:
        """Order figures by their letters' dates, and letters of one day by request and number."""
        letter = self.responses[row.response]
        return (letter.date, letter.request, letter.sequence, row.figure)


def words_of(asked: QuestionRow) -> str:
    """Give the words by which a question is the same in several requests; '' where it has none."""
    return " ".join(_WORDS.findall(asked.text.casefold()))


def asked_in(letters: Iterable[tuple[ResponseRow, Sequence[QuestionRow], Sequence[FigureRow]]]) -> frozenset[str]:
    """Name the questions that some letters answer with figures, as they are the same in other requests of an authority.

    Letters of two requests that have no name in common tell nothing of each other (`Letters._keys`). A name is a hash.
    """
    names = set()
    for response, questions, figures in letters:
        answered = {row.question for row in figures}
        for row in questions:
            if row.question in answered and (words := words_of(row)):
                names.add(sha256(f"{response.authority}\n{words}".encode()).hexdigest()[:HEX])
    return frozenset(names)


def _told_once(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """Leave out what a letter gives twice under the same labels: which of the two is meant cannot be told."""
    times = Counter(row.response for row in rows)
    return [row for row in rows if times[row.response] == 1]
