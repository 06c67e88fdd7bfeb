"""The table of those who withheld the same on the same grounds, each with its letter's words and the line they stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from disclosed.describing.refusal_words import Withheld
from disclosed.describing.wording import upper_first
from disclosed.publishing.grids import skip_words
from disclosed.publishing.narrow import fitted
from disclosed.publishing.runs import joined, plain
from disclosed.publishing.views import Cell, Column, Grid, Rich, Row, Run


def refused_grid(group: Sequence[Withheld], anchor: str, lines: Callable[[Withheld], Sequence[Rich]]) -> Grid:
    """List refusals by letter; `lines` leads to the lines of each. A column that would be empty, or the same in all, is none."""
    differ = len({one.did for one in group}) > 1
    reasons = any(one.reason.quote for one in group)
    heads = (
        "Authority",
        *(("What it withheld",) if differ else ()),
        *(("Reason, as the letter has it",) if reasons else ()),
        "Letter",
    )
    rows = tuple(Row(tuple(_cells(one, lines(one), differ=differ, reasons=reasons))) for one in group)
    caption = (Run("Who withheld it, and why", style="said"),)
    columns = tuple(Column(plain(head)) for head in heads)
    return fitted(Grid(anchor, "", caption, columns, rows, skip=skip_words("this table", rows)))


def _cells(one: Withheld, lines: Sequence[Rich], *, differ: bool, reasons: bool) -> Iterator[Cell]:
    yield Cell(plain(one.letter), heading=True)
    if differ:
        yield Cell(plain(upper_first(one.did)))
    if reasons:
        yield Cell(plain(one.reason.quote or "None quoted here"))
    yield Cell(joined(lines))
