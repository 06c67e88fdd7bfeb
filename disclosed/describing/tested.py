"""What a difference touches: which figures are on the tested side, and what may be a headline (docs/editorial.md §3).

A check that differs has a tested side, the parts or the sum, and the answer that it is tested against. A sentence that
uses the tested side carries the difference's note; a headline never uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from disclosed.describing.index import Index
from disclosed.describing.sentences import unique
from disclosed.describing.sides import check_key, sides_of, sources_of
from disclosed.describing.sizes import SMALL, exact
from disclosed.rows import CheckRow, FigureRow


def tested_side(index: Index, check: CheckRow) -> tuple[str, ...]:
    """Give the ids of the figures that a check tests: the part of a whole, the side that adds more figures, the left."""
    left, right = sides_of(index, check)
    larger = check.relation == "=" and len(right.figures) > len(left.figures)
    side = right if check.relation == ">=" or larger else left
    return tuple(figure.figure for figure in side.figures)


def tested(index: Index, response: str) -> Mapping[str, tuple[str, ...]]:
    """Give, for each figure on the tested side of a difference, the keys of the notes on it."""
    found: dict[str, tuple[str, ...]] = {}
    differing = [check for check in index.checks(response) if check.result == "differs"]
    for check in sorted(differing, key=lambda check: bool(sources_of(check))):
        sources = tuple(f"{response}/{name}" for name in sources_of(check))
        for figure in tested_side(index, check):
            own = () if sources else (check_key(check),)
            found[figure] = unique((*found.get(figure, sources), *own))
    return found


def unfit(figure: FigureRow, *, tests: Mapping[str, tuple[str, ...]]) -> str:
    """Say why a figure cannot be a headline; '' where it can. `tests` are those of its response."""
    if not exact(figure) or figure.value is None:
        return "it has no exact value"
    if figure.partial:
        return "it is for part of a period"
    if figure.value <= SMALL:
        return f"it is under {SMALL + 1}"
    return "a comparison that differs tests it" if figure.figure in tests else ""


def first_doubt(index: Index, figures: Iterable[str]) -> str:
    """Say why the first of some figures that is unfit cannot be a headline; '' where all are fit."""
    for name in figures:
        row = index.figure[name]
        reason = unfit(row, tests=tested(index, row.response))
        if reason:
            return f"question {row.question}, line {row.line}: {reason}"
    return ""
