"""Suppressed figures that two versions of the package give away together, told to the editor alone.

An authority that prints a count in one letter and suppresses it in the next, or suppresses another cell of the same sum each
time, has published what it meant to hide; and what an earlier release printed is in its history. Both versions are put
together as if they were letters of one day: their checks, their shares, one figure in both. What is left of each suppressed figure is
solved as for one version (settling/disclosure.py). Nothing is published of it: the findings name places, and how a figure
follows is for a terminal alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from disclosed.model import Finding
from disclosed.rows import FigureRow, LineRow, Package, QuestionRow, ResponseRow, SetAsideRow
from disclosed.settling.disclosure import Evidence, Left, finding_of, published, what_is_left
from disclosed.settling.guarding import is_hidden
from disclosed.settling.known import Known, lines_of

EARLIER = "earlier release: "
Row = TypeVar("Row", QuestionRow, SetAsideRow, LineRow)


def given_away(old: Package, new: Package) -> tuple[Finding, ...]:
    """Find the suppressed figures of the newer version of which it and the older one together leave less than it does alone.

    One is told where a single value is left, or fewer values than its mark allows. What the newer version gives away by itself
    is found when it is built, and is not told again.
    """
    differing = {row.check for package in (old, new) for row in package.checks if row.result == "differs"}
    now, before = published(new, differing), _earlier(published(old, differing))
    alone = {left.figure.figure: left for left in what_is_left(now)}
    both = Evidence(
        (*now.figures, *before.figures),
        (*now.questions, *before.questions),
        (*now.responses, *before.responses),
        (*now.set_aside, *before.set_aside),
        (*now.lines, *before.lines),
        (*now.known, *before.known),
    )
    own = {row.figure for row in now.figures}
    found = [
        left
        for left in what_is_left(both, _unchanged(now, before))
        if left.figure.figure in own and (left.fixed or left.narrowed) and _is_less(left, alone.get(left.figure.figure))
    ]
    found.sort(key=lambda left: (left.figure.response, left.figure.line, left.figure.column_from))
    return tuple(finding_of(left, left.figure.response) for left in found)


def _is_less(left: Left, before: Left | None) -> bool:
    return before is None or (left.low, left.high) != (before.low, before.high)


def _earlier(evidence: Evidence) -> Evidence:
    """Name everything of the older version apart from the newer one's."""

    def letters(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(replace(row, response=f"{EARLIER}{row.response}") for row in rows)

    return Evidence(
        tuple(map(_figure, evidence.figures)),
        letters(evidence.questions),
        tuple(map(_response, evidence.responses)),
        letters(evidence.set_aside),
        letters(evidence.lines),
        tuple(_known(fact) for fact in evidence.known),
    )


def _figure(row: FigureRow) -> FigureRow:
    return replace(row, figure=f"{EARLIER}{row.figure}", response=f"{EARLIER}{row.response}")


def _response(row: ResponseRow) -> ResponseRow:
    supersedes = f"{EARLIER}{row.supersedes}" if row.supersedes else ""
    return replace(row, response=f"{EARLIER}{row.response}", supersedes=supersedes)


def _known(fact: Known) -> Known:
    terms = tuple((f"{EARLIER}{figure}", times) for figure, times in fact.terms)
    return replace(fact, terms=terms, words=f"{EARLIER}{fact.words}")


def _unchanged(now: Evidence, before: Evidence) -> Iterator[Known]:
    """Say that a figure of both versions is one: the same place of the same letter."""
    earlier = {row.figure.removeprefix(EARLIER): row for row in before.figures}
    for row in now.figures:
        was = earlier.get(row.figure)
        if was is None:
            continue
        words = f"the same figure in an earlier release ({lines_of([row])})"
        if is_hidden(row) and is_hidden(was):
            yield Known(((row.figure, 1), (was.figure, -1)), 0, 0, words)
        elif is_hidden(row) and was.value is not None and not was.approximate:
            yield Known(((row.figure, 1),), was.value, was.value, words)
        elif is_hidden(was) and row.value is not None and not row.approximate:
            yield Known(((was.figure, 1),), row.value, row.value, words)
