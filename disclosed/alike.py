"""Labels of several letters that are one: spelled as the first letter has them, so that a comparison sets them in one place.

They are folded as addresses fold them (docs/addresses.md: case, spaces, quotes and dashes). The figures keep each letter's own spelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from disclosed.naming import fold_label
from disclosed.rows import Observation


def join_labels(rows: Sequence[Observation]) -> tuple[Observation, ...]:
    """Spell the labels of a table's rows alike; those that one letter itself tells apart stay as they are."""
    columns = tuple(zip(*(row.dimensions for row in rows), strict=True))
    spelled = [_spellings(column, rows) for column in columns]
    return tuple(
        replace(
            row,
            dimensions=tuple(
                own.get(fold_label(label), label) for own, label in zip(spelled, row.dimensions, strict=True)
            ),
        )
        for row in rows
    )


def _spellings(labels: Sequence[str], rows: Sequence[Observation]) -> dict[str, str]:
    """Map each folded label to its first spelling, but for those of which one letter prints two."""
    by_letter: dict[tuple[str, str], set[str]] = {}
    first: dict[str, str] = {}
    for label, row in zip(labels, rows, strict=True):
        folded = fold_label(label)
        by_letter.setdefault((row.response, folded), set()).add(label)
        first.setdefault(folded, label)
    told_apart = {folded for (_, folded), own in by_letter.items() if len(own) > 1}
    return {folded: label for folded, label in first.items() if folded not in told_apart}
