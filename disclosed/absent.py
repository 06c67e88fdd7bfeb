"""Why a cell of a comparison holds no figure: its status, and the marker that a reader sees.

The marker follows the reason: `[c]` where the provision relied on protects a person, `[x]` where the figure is not to be
had, `[z]` where the question does not arise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from disclosed.rows import Observation

Reason = tuple[str, str]  # status and marker
# Provisions that protect a person (docs/editorial.md §7): what they hide is confidential, not merely unavailable.
PROTECTIVE = ("FOIA s40", "FOISA s38", "EIR reg 12(3)", "EIR reg 13", "EIR(S) reg 11")
REASONS: Mapping[str, Reason] = {
    "withheld": ("withheld", "[x]"),
    "not_held": ("not_held", "[x]"),
    "text": ("in_words", "[x]"),
    "attached": ("attached", "[x]"),
    "not_applicable": ("not_applicable", "[z]"),
}
NOT_GIVEN, NO_REPLY, UNPUBLISHED = ("not_given", "[x]"), ("no_reply", "[x]"), ("not_available", "[x]")
NOT_COMPARED = ("not_compared", "[x]")
EVERY = "All"  # the label of a row that stands for a whole answer without a figure
UNSAID = frozenset({"not_given", "not_available"})  # of a letter that says nothing of a figure, or is not shown


def of_answer(outcome: str, provisions: Iterable[str]) -> Reason:
    """Say why an answer holds no figure, by its outcome and the provisions relied on."""
    status, marker = REASONS.get(outcome, NOT_GIVEN)
    protects = status == "withheld" and any(provision.startswith(PROTECTIVE) for provision in provisions)
    return status, "[c]" if protects else marker


def of_silence(state: str) -> Reason:
    """Say why a body that sent no letter gave no figure; a refusal that came without one is a refusal."""
    return REASONS["withheld"] if state == "refused" else NO_REPLY


def whole_answer(shapes: Sequence[Observation]) -> Observation:
    """Make the one row of an answer without figures: `All` stands where the labels of other answers differ."""
    first = shapes[0]
    labels = zip(*(shape.dimensions for shape in shapes), strict=True)
    times = {(shape.period_start, shape.period_end) for shape in shapes}
    start, end = times.pop() if len(times) == 1 else ("", "")
    return replace(
        first,
        dimensions=tuple(_one_of(own) for own in labels),
        period=_one_of(shape.period for shape in shapes),
        period_start=start,
        period_end=end,
        partial=all(shape.partial for shape in shapes),
        total=all(shape.total for shape in shapes),
    )


def _one_of(labels: Iterable[str]) -> str:
    found = set(labels)
    return found.pop() if len(found) == 1 else EVERY


def spread(rows: Sequence[Observation]) -> tuple[Observation, ...]:
    """Give a row of a whole answer a copy for each label that figures have: a chart and a column want one a cell."""
    shapes = {(row.dimensions, row.period): row for row in reversed(rows) if row.figure}
    printed = {label for dimensions, period in shapes for label in (*dimensions, period)}
    if EVERY in printed or not any(EVERY in (*row.dimensions, row.period) for row in rows):
        return tuple(rows)
    ordered = tuple(reversed(shapes.values()))
    return tuple(copy for row in rows for copy in _copies(row, ordered))


def _copies(row: Observation, shapes: Iterable[Observation]) -> Iterator[Observation]:
    """Yield a row under each label that it stands for; as it is where it stands for none."""
    labels = (*row.dimensions, row.period)
    fitting = [
        shape
        for shape in shapes
        if all(own in (EVERY, other) for own, other in zip(labels, (*shape.dimensions, shape.period), strict=True))
    ]
    if EVERY not in labels or not fitting:
        yield row
        return
    for shape in fitting:
        yield replace(
            row,
            dimensions=shape.dimensions,
            period=shape.period,
            period_start=shape.period_start,
            period_end=shape.period_end,
            partial=shape.partial,
            total=shape.total,
        )
