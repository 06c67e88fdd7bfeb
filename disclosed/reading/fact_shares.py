"""The share that a sentence prints right beside a count: `1,037 tenants (24.6%)`, `1,271, or 90%, were answered in time`.

It is a figure where the question asks for both a number and a percentage; its labels are the count's, and the sign.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from disclosed.model import ReadFigure
from disclosed.reading.answer_cells import moved
from disclosed.reading.asking import asked_kinds
from disclosed.reading.candidates import Draft
from disclosed.reading.passages import Passage, take
from disclosed.reading.values import Amount, amounts_in

SIGN = "%"

_BESIDE = re.compile(
    r"(?: [a-z'-]+){0,3}?(?: ?\((?:or |about |around |some |just (?:over|under) )?|,? or (?:about |around |some |just (?:over|under) )?)"
    r"(?P<share>\d{1,3}(?:\.\d+)? ?(?:%|per ?cent))(?=[ ,.;)]|$)"
)


def with_shares(draft: Draft, passage: Passage, question: str) -> None:
    """Add the shares beside the counts of a draft, where the question asks for numbers and for shares."""
    if not {"count", "share"} <= asked_kinds(question):
        return
    for figure in tuple(draft.figures):
        for share in _shares_of(figure, passage):
            take(draft, passage.source, share, (*figure.labels, SIGN))


def _shares_of(figure: ReadFigure, passage: Passage) -> Iterator[Amount]:
    """Yield the share beside a count, or nothing."""
    if figure.value.unit is not None:
        return
    numbers = [line.number for line in passage.source.lines]
    start = passage.source.starts[bisect_right(numbers, figure.span.line) - 1]
    found = _BESIDE.match(passage.source.shadow, start + figure.span.last)
    if found is not None:
        yield from (moved(amount, found.start("share")) for amount in amounts_in(found["share"]))
