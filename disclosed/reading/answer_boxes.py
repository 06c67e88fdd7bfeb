"""Tables drawn with signs to rows of cells: `| Theft of a | 12 |` over `| vehicle | |` is one row.

A mail program or a web page turned into text draws a table's rules with dashes, plus signs and pipes, and wraps what its
columns cannot hold. Where rules part the rows, what stands between two of them is one row; where they part the headings
alone, a line without values goes on in the label above it or heads the rows below (answer_row_blocks.py). A heading that
spans columns leaves its pipes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from disclosed.model import Finding, Line, Span
from disclosed.reading.answer_cells import Cell, cell_at
from disclosed.reading.answer_grids import MAX_COLUMNS, Row
from disclosed.reading.answer_row_blocks import Item, Parting, goes_on, part
from disclosed.reading.answer_row_labels import doubt_label
from disclosed.reading.answer_sheets import is_rule
from disclosed.reading.values import Legend

_MARKS = frozenset("|+")


@dataclass(frozen=True, slots=True)
class Boxed:
    """A drawn table: its rows, headings first, each with as many cells, and what is not sure of their labels.

    `spans` are the places of what goes on in a cell from the line above.
    """

    rows: tuple[Row, ...]
    spans: tuple[Span, ...] = ()
    doubts: tuple[Finding, ...] = ()


def boxed_rows(lines: Sequence[Line], legends: Sequence[Legend]) -> Boxed | None:
    """Read a table whose pipes stand under one another; None where they do not, or each line is a row as it is."""
    drawn = [line for line in lines if line.shadow.strip()]
    edges = _edges(drawn)
    if edges is None:
        return None
    sections = [[_cells(line, edges, legends) for line in group] for rule, group in groupby(drawn, is_rule) if not rule]
    lines_of = [row for section in sections for row in section]
    labels = _label_columns(lines_of)
    first = next((place for place, row in enumerate(lines_of) if _is_first(row, labels)), None)
    if first is None or not (len(sections) > 1 or first > 1 or any(_goes_on(row, labels) for row in lines_of[first:])):
        return None
    heads, body = _parted(sections, labels)
    if len(body) > 1 and all(sum(_valued(row, labels) for row in section) < 2 for section in body):
        return _boxed((*heads, *(_merged(section) for section in body)), lines_of)
    rows, doubts = _by_labels([row for section in body for row in section], labels, edges)
    return _boxed((*heads, *rows), lines_of, doubts)


def _boxed(rows: tuple[Row, ...], lines: Sequence[Row], doubts: tuple[Finding, ...] = ()) -> Boxed:
    opened = {(cell.line.number, cell.start) for row in rows for cell in row}
    rest = [cell for row in lines for cell in row if not cell.empty and (cell.line.number, cell.start) not in opened]
    return Boxed(rows, tuple(cell.span for cell in rest), doubts)


def _edges(lines: Sequence[Line]) -> tuple[int, ...] | None:
    """Find the places of the pipes; None where a line's stand elsewhere."""
    rows = [[place for place, sign in enumerate(line.shadow) if sign == "|"] for line in lines if not is_rule(line)]
    most = max(rows, key=len, default=[])
    if len(rows) < 2 or not 3 <= len(most) <= MAX_COLUMNS + 1 or any(not set(row) <= set(most) for row in rows):
        return None
    return tuple(most) if all(len(row) > 1 for row in rows) else None


def _cells(line: Line, edges: Sequence[int], legends: Sequence[Legend]) -> Row:
    """Cut a line at its pipes; a cell that spans columns stands in its first, the others are empty."""
    own = [place for place in edges if line.shadow[place : place + 1] == "|"]
    cells = {first: cell_at(line, first + 1, last, legends) for first, last in pairwise(own)}
    return tuple(cells.get(edge, Cell(line, edge, edge)) for edge in edges[:-1])


def _label_columns(rows: Sequence[Row]) -> int:
    """Count the columns of labels: those at the left in which, beside values, few cells are values."""
    width = len(rows[0])
    beside = [row for row in rows if any(cell.plain for cell in row[1:])]
    for place in range(1, width):
        filled = [row[place] for row in beside if not row[place].empty]
        if sum(cell.plain for cell in filled) * 2 >= len(filled):
            return place
    return 1


def _valued(row: Row, labels: int) -> bool:
    return any(cell.valued and not cell.dated for cell in row[labels:])


def _is_first(row: Row, labels: int) -> bool:
    """Whether a line may be the first with values: half of its cells are; one number alone belongs to a heading (`Quarter` over `1`)."""
    return sum(cell.valued and not cell.dated for cell in row[labels:]) * 2 >= len(row) - labels


def _goes_on(row: Row, labels: int) -> bool:
    """Whether a line holds words of a label and no values."""
    return any(not cell.empty for cell in row[:labels]) and all(cell.empty for cell in row[labels:])


def _parted(sections: Sequence[Sequence[Row]], labels: int) -> tuple[list[Row], list[list[Row]]]:
    """Part the headings from the rows under them: what stands over the first rule, else over the first values."""
    first, *rest = sections
    if rest and not _is_first(first[0], labels):
        heads = list(_head_rows(first, labels))
        while rest and len(rest) > 1 and not any(_valued(row, labels) or _goes_on(row, labels) for row in rest[0]):
            heads += _head_rows(rest.pop(0), labels)
        return heads, [list(section) for section in rest]
    place = next((at for at, row in enumerate(first) if _is_first(row, labels)), len(first))
    last = max((at for at, row in enumerate(first[:place]) if not _goes_on(row, labels)), default=-1)
    while last + 1 < place and goes_on("", first[last + 1][labels - 1].text):
        last += 1  # `Staff` over `group`
    place = last + 1
    return list(_head_rows(first[:place], labels)), [list(first[place:]), *(list(section) for section in rest)]


def _head_rows(rows: Sequence[Row], labels: int) -> Iterator[Row]:
    """Join the lines of headings; where some columns have words in later lines only, the first lines are wider headings."""
    if not rows:
        return
    firsts = [
        next((at for at, row in enumerate(rows) if not row[place].empty), 0) for place in range(labels, len(rows[0]))
    ]
    cut = max(firsts)
    lower = rows[cut:]
    wider = cut > 0 and all(any(not row[place].empty for row in lower) for place in range(labels, len(rows[0])))
    small = any(goes_on("", cell.text) for row in lower[:1] for cell in row[labels:] if not cell.empty)
    if wider and not small:
        yield _merged(rows[:cut])
        yield _merged(lower)
    else:
        yield _merged(rows)


def _merged(rows: Sequence[Row]) -> Row:
    """Join the lines of one row, cell by cell; a value stands on one of them."""
    return tuple(_joined([cell for cell in column if not cell.empty], column[0]) for column in zip(*rows, strict=True))


def _joined(cells: Sequence[Cell], empty: Cell) -> Cell:
    if not cells:
        return empty
    first, *rest = cells
    more = " ".join(cell.text for cell in rest)
    return replace(first, more=more, amount=None if more else first.amount)


def _by_labels(rows: Sequence[Row], labels: int, edges: Sequence[int]) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """Part lines into rows by their labels alone; a row of words that heads others keeps its empty cells."""
    shown = [row for row in rows if any(not cell.empty for cell in row)]
    items = [
        Item(row[0].line.number, None if row[labels - 1].empty else row[labels - 1], _valued(row, labels))
        for row in shown
    ]
    kept = [place for place, item in enumerate(items) if item.words is not None or item.valued]
    left = edges[labels - 1]
    pad = min((item.words.start - left - 1 for item in items if item.words), default=0)
    parting = part([items[place] for place in kept], room=edges[labels] - left - 1 - 2 * pad, grouped=labels > 1)
    starts = [kept[block.first] for block in parting.blocks]
    made = [_merged(shown[first:last]) for first, last in pairwise([*starts, len(shown)])]
    return tuple(made), tuple(_doubts([shown[place] for place in kept], parting, labels))


def _doubts(rows: Sequence[Row], parting: Parting, labels: int) -> Iterator[Finding]:
    for one in parting.doubts:
        row, words = rows[one.row], rows[one.words]
        yield doubt_label(row[0].line, row[labels - 1].text, (words[labels - 1].text, f"right {one.where}"))
