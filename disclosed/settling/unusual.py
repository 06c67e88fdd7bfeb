"""A value far from what the other authorities gave for the same: more often a slip of reading than a fact of the world.

A comma read as a point, pounds as thousands, a year or the next column as a count: such slips move a value by ten, a hundred
or a thousand. Authorities differ in size too, a county from a small district by a factor of twenty, so that a value must
also stand well beyond all the others. Told to the editor alone; nothing is changed, and no page says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

from disclosed.addresses import exact, fold_label
from disclosed.findings import problem
from disclosed.model import Finding, Number
from disclosed.naming import question_key
from disclosed.rows import FigureRow
from disclosed.settling.settle import Settled

LEAST_OTHERS = 5  # fewer have no middle to be far from
FACTOR = 10  # what the least slip of a digit moves a value by
BEYOND = 3  # and how far it must stand beyond the largest or the smallest of the others
LEAST_MEDIAN = 10  # counts about a smaller one differ so much by chance
MESSAGE = "A value is far from what the other authorities gave for the same."
REMEDY = "Compare it with the letter: a unit, a comma or a column may have been misread."


def find_unusual(letters: Sequence[Settled], files: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a private finding for each value of a request far from the other authorities'; `files` names letters."""
    for rows in _alike(letters).values():
        given = [(value, row) for row in rows.values() if (value := exact(row)) is not None]
        given.sort(key=lambda one: (one[0], one[1].figure))
        for place in (0, len(given) - 1) if len(given) > LEAST_OTHERS else ():  # only an end stands beyond all others
            value, row = given[place]
            others = [other for at, (other, _) in enumerate(given) if at != place]
            if is_unusual(value, others):
                yield _finding(row, value, others, files[row.response])


def _alike(letters: Sequence[Settled]) -> dict[tuple[str, ...], dict[str, FigureRow]]:
    """Sort figures by what they give, and by authority, whose latest letter counts."""
    groups: dict[tuple[str, ...], dict[str, FigureRow]] = {}
    for letter in sorted(letters, key=lambda one: one.response.sequence):
        asked = {row.question: row.request_question for row in letter.questions}
        for row in letter.figures:
            if not row.partial and question_key(row.question) not in letter.not_compared:
                labels = (
                    letter.labels.get((row.response, fold_label(label)), label)
                    for label in (row.row_label, row.column_label)
                )
                key = (question_key(asked[row.question]), *map(fold_label, labels), row.unit, row.period)
                groups.setdefault(key, {})[row.authority] = row
    return groups


def is_unusual(value: Number, others: Sequence[Number]) -> bool:
    """Whether a value is ten times from the median of at least five others, and three times from the nearest of them.

    0 is a common answer and no slip of a digit.
    """
    if len(others) < LEAST_OTHERS or value <= 0:
        return False
    middle = median(map(Decimal, others))
    if middle < LEAST_MEDIAN:
        return False
    large = value > FACTOR * middle and value > BEYOND * max(others)
    return large or (value * FACTOR < middle and value * BEYOND < min(others))


def _finding(row: FigureRow, value: Number, others: Sequence[Number], file: str) -> Finding:
    found = problem(file, row.line, MESSAGE, REMEDY, code="unusual_value")
    how = (
        f"It is {value:,}. The median of {len(others)} others is {median(map(Decimal, others)).normalize():,f}; "
        f"they are from {min(others):,} to {max(others):,}."
    )
    return Finding(found.code, found.level, MESSAGE, REMEDY, file, row.line, row.question, how=how)
