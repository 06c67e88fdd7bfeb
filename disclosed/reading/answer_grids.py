"""The block reader for rows already cut into cells by tabs, pipes or slashes: headings on one row or two, then values.

A figure's path is the row's label, then the column's headings; the corner of a table is no label. A cell that spans
columns leaves empty cells after it, and one that spans rows empty cells under it: both are filled from where the text is.
A row with nothing but its first cell heads the rows under it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosed.reading.answer_cells import Cell, label_cell
from disclosed.reading.answer_heads import Path, distinct, groups_of, joined
from disclosed.reading.answer_row_blocks import goes_on
from disclosed.reading.band_heads import are_bands
from disclosed.reading.candidates import BINDERS, Candidate, Draft, is_total

LEAST_TOLD = 3  # columns of words that tell of a thing more than its name
MAX_COLUMNS = 40  # a wider table is not read: no letter has one, and the search grows with the width

# A number that a space parts where nothing proves it (thousands.py) is no heading, whatever it is.
_IN_PIECES = re.compile(r"[£<]?\d{1,3}(?: \d{3})+(?:\.\d+)?%?")

Row = tuple[Cell, ...]


def read_grid(rows: Sequence[Row], reader: str) -> Iterator[Candidate]:
    """Read rows of cells: one heading row or two, then a row label and values; a heading row that returns is passed over."""
    if not rows or not 2 <= max(len(row) for row in rows) <= MAX_COLUMNS:
        return
    heads = _heading_rows(rows)
    while heads > 1 and all(cell.empty for cell in rows[heads - 1][1:]):
        heads -= 1  # `Adults | | |` right under the headings heads the rows below it
    draft = Draft(reader)
    body = _without_repeats(rows, heads, draft)
    if not any(cell.valued for row in body for cell in row):
        return
    width = Counter(len(row) for row in body).most_common(1)[0][0]
    if width < 2:
        return
    columns = _headed(rows[:heads], width, draft)
    kinds = column_kinds(body, width)
    if heads and _is_unlabelled(rows[heads - 1], body):
        kinds = (True, *kinds[1:])
    read_rows(body, columns, kinds, draft)
    yield draft.done()


def _is_unlabelled(heads: Row, body: Sequence[Row]) -> bool:
    """Whether one row has a value under each heading and no label: `Headcount, FTE` over `1,204, 1,011.4`, not `Age, Cases` over `18, 4`."""
    if len(body) != 1 or len(heads) != len(body[0]) or not all(cell.counted for cell in body[0]):
        return False
    words = label_cell(heads[0]).text.casefold().split()
    return bool(words) and BINDERS.isdisjoint(words) and all(cell.amount is None for cell in heads)


def _heading_rows(rows: Sequence[Row]) -> int:
    """Count the rows over the first row that holds a value; a row of years and words is a heading."""
    for place, row in enumerate(rows):
        rest = row[1:] if len(row) > 1 else row
        if (_names_bounds(row) or (not place and are_bands(row[1:]))) and place + 1 < len(rows):
            continue
        if any(cell.plain or _IN_PIECES.fullmatch(cell.text) for cell in row) or any(
            cell.amount is not None and cell.amount.kind == "blank" for cell in rest
        ):
            return place
        if place and all(cell.valued for cell in rest if not cell.empty) and any(not cell.empty for cell in rest):
            return place
    return min(1, len(rows) - 1)


def _names_bounds(row: Row) -> bool:
    """Whether the numbers of a row are all bounds among words, `Attendances, Over 4 hours, Over 12 hours`: a heading."""
    rest = [cell for cell in row[1:] if not cell.empty]
    bounds = [
        cell for cell in rest if cell.counted and cell.amount is not None and cell.amount.opens < cell.amount.start
    ]
    words = [cell for cell in rest if cell.amount is None]
    return bool(bounds and words) and len(bounds) + len(words) == len(rest)


def _without_repeats(rows: Sequence[Row], heads: int, draft: Draft) -> list[Row]:
    """Give the rows under the headings without headings printed again, as at the head of a page."""
    known = {_words(row) for row in rows[:heads] if len(row) > 1}
    body = []
    for row in rows[heads:]:
        if _words(row) in known:
            draft.headings += [cell.span for cell in row if not cell.empty]
        else:
            body.append(row)
    return body


def _words(row: Row) -> tuple[str, ...]:
    return tuple(cell.text.casefold() for cell in row)


def _headed(heads: Sequence[Row], width: int, draft: Draft) -> tuple[Path | None, ...]:
    """Name each column by the lowest heading row, and the one above it where that spans columns."""
    last = heads[-1] if heads else ()
    if len(heads) > 1 and (paths := _spanned(heads[-2], last, width)) is not None:
        for row in heads[-2:]:
            draft.headings += [cell.span for cell in row if not cell.empty]
        _pass_over(heads[:-2], draft)
        return paths
    _pass_over(heads[:-1], draft)
    return name_columns(last, width, draft)


def _pass_over(rows: Sequence[Row], draft: Draft) -> None:
    for row in rows:
        draft.headings += [cell.span for cell in row if not cell.empty]
        draft.faults.append("unused heading")


def _spanned(upper: Row, lower: Row, width: int) -> tuple[Path, ...] | None:
    """Join headings that span columns to those under them; None where that does not tell the columns apart.

    With empty cells a heading spans those after it; without, the headings that return under each say which are its own.
    """
    wide = [label_cell(cell).text for cell in upper]
    own = [label_cell(cell).text for cell in lower]
    if len(own) == width - 1:
        own = ["", *own]
    if len(own) != width:
        return None
    if len(wide) == width and any(one and goes_on("", other) for one, other in zip(wide[1:], own[1:], strict=True)):
        wrapped = tuple(
            (f"{one} {other}".strip(),) if one or other else () for one, other in zip(wide, own, strict=True)
        )
        return wrapped if _distinct(wrapped) else None
    if len(wide) == width:
        spread = ["", *_spread(wide[1:], own[1:])]
    else:
        named = [name for name in wide if name]
        groups = groups_of(named, own[1:])
        if groups is None:
            return None
        spread = ["", *(named[group] if group >= 0 else "" for group in groups)]
    paths = joined(spread, own)
    return paths if _distinct(paths) else None


def _distinct(paths: Sequence[Path]) -> bool:
    """Whether headings tell the columns apart; those of labels, at the left, may have none."""
    first = next((place for place, path in enumerate(paths) if place and path), 1)
    return distinct(paths[first:])


def _spread(wide: Sequence[str], own: Sequence[str]) -> list[str]:
    """Fill each spanning heading over the empty cells after it, up to the next; a total beyond the last stands alone."""
    named = [name for name in wide if name]
    groups = groups_of(named, own)
    if groups is not None and all(wide[groups.index(turn)] == name for turn, name in enumerate(named)):
        return [named[group] if group >= 0 else "" for group in groups]
    found: list[str] = []
    for place, name in enumerate(wide):
        above = found[-1] if found and own[place] and own[place - 1] else ""
        found.append(name or above)
    sizes = Counter(found)
    if own and is_total(own[-1]) and not wide[-1] and sizes[found[-1]] > min(sizes.values()):
        found[-1] = ""
    return found


def name_columns(heads: Row, width: int, draft: Draft) -> tuple[Path | None, ...]:
    """Name each column of a row (its label's column too); a head with one cell fewer has no corner.

    One column of values needs no name; several without one are not told apart, and give no figures.
    """
    draft.headings += [cell.span for cell in heads if not cell.empty]
    names: list[Path] = [(label_cell(cell).text,) for cell in heads]
    if len(names) == width:
        return tuple(names)
    if len(names) == width - 1:
        return ((), *names)
    if names:
        draft.faults.append("row of another width")
    return ((),) * width if width == 2 else (None,) * width


def column_kinds(body: Sequence[Row], width: int) -> tuple[bool, ...]:
    """Say of each column whether it holds values: the first does not, nor one in which words outnumber them."""
    kinds = [False]
    for place in range(1, width):
        cells = [row[place] for row in body if len(row) == width and not row[place].empty]
        valued = sum(cell.valued for cell in cells)
        stated = any(cell.valued and cell.amount and cell.amount.kind != "range" for cell in cells)
        kinds.append(valued * 2 >= len(cells) and (stated or not cells))  # `0 to 17` alone are labels
    if width == 1 or (not any(kinds[1:]) and all(row[0].valued for row in body if row)):
        kinds[0] = True
    return tuple(kinds)


@dataclass(slots=True)
class _Named:
    """A row with the labels that name it; `owner` is the place of the heading row it stands under."""

    row: Row
    labels: list[Cell] = field(default_factory=list)
    owner: Cell | None = None


def read_rows(body: Sequence[Row], columns: tuple[Path | None, ...], kinds: tuple[bool, ...], draft: Draft) -> None:
    """Read the rows under the headings; one of another width gives no figures, since its columns are not known."""
    named: list[_Named] = []
    heading: Cell | None = None
    headings = 0
    covered = bool(body) and _heading_in(body[0], columns) is not None
    named_by = _naming_cells(body, kinds)
    for row in body:
        if (found := _heading_in(row, columns)) is not None:
            heading, headings = found, headings + 1
            draft.headings.append(found.span)
        elif len(row) != len(columns):
            draft.faults.append("row of another width")
            draft.labels.append(row[0].span)
            draft.unread += [cell.span for cell in row[1:] if cell.valued]
        else:
            named.append(_Named(row, [label] if (label := _row_label(row[:named_by])) is not None else [], heading))
            draft.labels += [cell.span for cell in row[named_by : _first_value(kinds)] if not cell.empty]
    if not headings or not (_tells_apart(named) or (covered and headings > 1)):
        draft.faults += ["unused heading"] * headings
        _carry(named, kinds)
    else:
        _own(named)
    for one in named:
        _take_row(one, columns, kinds, draft)


def _heading_in(row: Row, columns: Sequence[Path | None]) -> Cell | None:
    """Give the one cell of a row that holds nothing else, and so heads the rows under it."""
    if len(columns) > 1 and not row[0].empty and all(cell.empty for cell in row[1:]) and not row[0].counted:
        return row[0]
    return row[0] if len(row) == 1 and len(columns) > 1 else None


def _tells_apart(named: Sequence[_Named]) -> bool:
    """Whether rows have the same label under different headings."""
    labels = [one.labels[0].text.casefold() for one in named if one.labels]
    return len(set(labels)) < len(labels)


def _own(named: Sequence[_Named]) -> None:
    """Put each row's heading before its label; a total after all groups stands alone."""
    totals = [one for one in named if one.labels and is_total(one.labels[0].text)]
    last = named[-1]
    groups = {one.owner for one in named}
    alone = bool(totals) and totals[-1] is last and (len(totals) == 1 or len(totals) > len(groups))
    for one in named:
        if one.owner is not None and not (alone and one is last):
            one.labels.insert(0, label_cell(one.owner))


def _carry(named: Sequence[_Named], kinds: Sequence[bool]) -> None:
    """Carry a first label down over the rows that leave its cell empty: a year printed once for its quarters."""
    if len(kinds) < 3 or kinds[0] or kinds[1] or not any(one.row[0].empty and one.labels for one in named):
        return
    carried: Cell | None = None
    for one in named:
        first, second = one.row[0], one.row[1]
        if second.empty:
            carried = None
            continue
        carried = carried if first.empty else first
        if carried is not None and one.labels:
            own = label_cell(second) if not first.empty else one.labels[0]
            one.labels = [label_cell(carried), own]


def _take_row(one: _Named, columns: Sequence[Path | None], kinds: Sequence[bool], draft: Draft) -> None:
    """Make the figures of a row."""
    row = one.row
    draft.labels += [label.span for label in one.labels]
    if row[0].counted and one.labels and not kinds[0]:
        draft.faults.append("value in the place of a label")
    path = tuple(label.text for label in one.labels)
    for cell, column, valued in zip(row, columns, kinds, strict=True):
        if not valued or cell.empty:
            continue
        if cell.valued and column is None:
            draft.unread.append(cell.span)
        elif cell.valued:
            draft.take(cell, (*path, *(column or ())))
        else:
            draft.faults.append("words in the place of a value")


def _first_value(kinds: Sequence[bool]) -> int:
    """Give the place of the first column of values."""
    return next((place for place, valued in enumerate(kinds) if valued), len(kinds))


def _naming_cells(body: Sequence[Row], kinds: Sequence[bool]) -> int:
    """Count the cells that name a row: all before its values, but the first alone where it tells the rows of a list of things apart.

    Who holds a contract, for what, from when and until when: three columns of words or more, which nobody would call a name.
    """
    before = _first_value(kinds)
    firsts = [row[0].text.casefold() for row in body if len(row) == len(kinds) and not row[0].empty]
    alone = before >= LEAST_TOLD and len(firsts) > 1 and len(set(firsts)) == len(firsts) == len(body)
    return 1 if alone else before


def _row_label(named: Row) -> Cell | None:
    """Join the cells that name a row: `M4 | The sheds` is one label, in the letter's own words."""
    cells = [cell for cell in named if not cell.empty]
    if not cells:
        return None
    if len(cells) == 1 or cells[0].line is not cells[-1].line:
        return label_cell(cells[0])
    return label_cell(Cell(cells[0].line, cells[0].start, cells[-1].end))
