"""The block reader for tables whose cells only spaces part: sheets (answer_sheets.py) to figures.

A figure's path is its row's label, then its column's headings; a label that stands once for the rows under it (a year
over its quarters) comes first. Tables printed side by side are read one after the other. Labels that run over lines are
joined where the words say so: what goes on begins small, or what is above ends open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from disclosed.model import Finding, Line, Span
from disclosed.reading.answer_cells import Cell, label_cell
from disclosed.reading.answer_columns import Extent, Shape, label_cells, shape_of, wide_cells
from disclosed.reading.answer_heads import Headed, heads_by_count, heads_by_place
from disclosed.reading.answer_sheets import Sheet, find_sheets, goes_on, row_of, width_of
from disclosed.reading.candidates import Candidate, Draft, finding, is_total
from disclosed.reading.values import Legend

_ASKED = re.compile(r" *(?:questions?|q|part|no|number|ref|item|point)\b")
READER = "rows in columns"
MAX_PANELS = 6  # tables side by side on one page
MAX_WIDTH = 10**7  # past the end of any line


@dataclass(slots=True)
class _Row:
    """One row: the cells of its label from left to right, further pieces of its label, and its values by column."""

    line: Line
    labels: tuple[Cell, ...]
    values: dict[int, Cell]
    before: list[Cell] = field(default_factory=list)
    after: list[Cell] = field(default_factory=list)
    heading: Cell | None = None

    @property
    def label(self) -> str:
        """Its label in full, a piece of it on another line joined by a space."""
        cells = [*self.before, *self.labels, *self.after]
        return " ".join(label_cell(cell).text for cell in cells)


def read_sheet(sheet: Sheet, legends: Sequence[Legend]) -> Candidate | None:
    """Read one table; None where no headings tell its columns apart.

    Where its rows stand in columns all the same, every value is unread: no other way to cut such lines is right.
    """
    panels = _panels(sheet, legends)
    drafts = [draft for panel in panels if (draft := _read_panel(panel, legends, alone=len(panels) == 1)) is not None]
    if not drafts or len(drafts) < len(panels):
        return _unread(sheet, legends)
    whole = Draft(READER)
    for draft in drafts:
        whole.figures += draft.figures
        whole.labels += draft.labels
        whole.headings += draft.headings
        whole.spent += draft.spent
        whole.unread += draft.unread
        whole.faults += draft.faults
        whole.doubts += draft.doubts
    return whole.done() if whole.figures else _unread(sheet, legends)


def _unread(sheet: Sheet, legends: Sequence[Legend]) -> Candidate | None:
    """Leave all values of a table in columns unread; None for one column, or rows that stand in none."""
    runs = [(line, values) for line in sheet.body if (values := row_of(line, legends))]
    shape = shape_of(runs)
    if shape is None or len(shape.columns) < 2 or len(runs) < 2:
        return None
    draft = Draft(READER)
    draft.headings += [_whole(line) for line in sheet.above]
    for line, values in runs:
        draft.labels += [cell.span for cell in label_cells(line, values[0].start)]
        draft.unread += [cell.span for cell in values]
    return draft.done()


def table_rows(lines: Sequence[Line]) -> frozenset[int]:
    """Give the numbers of a letter's lines that are rows of tables under headings: what opens them numbers no question.

    `Q1   214   190` under `Quarter   Opened   Closed` is a quarter; under `Question   2021   2022` it may be a question,
    and such tables are left out.
    """
    found: set[int] = set()
    for sheet in find_sheets(lines, ()):
        rows = [line.number for line in sheet.body if row_of(line, ())]
        about_questions = any(_ASKED.match(line.shadow) for line in sheet.above)
        if len(rows) > 1 and not about_questions and (read := read_sheet(sheet, ())) is not None and read.figures:
            found |= {line.number for line in sheet.body}
    return frozenset(found)


def _read_panel(sheet: Sheet, legends: Sequence[Legend], *, alone: bool) -> Draft | None:
    """Read a table that stands alone, or one of several side by side (which may have no headings)."""
    runs = [(line, values) for line in sheet.body if (values := row_of(line, legends))]
    if not runs:
        return None
    shape = shape_of(runs)
    width = len(shape.columns) if shape else width_of(sheet.body, legends)
    sheet, headed = _headed(sheet, shape, width)
    if headed is None and (alone or width > 1 or sheet.above):
        return None
    draft = Draft(READER)
    headed = headed or Headed(((),), (), 0, ())
    draft.headings += headed.spans
    for title in sheet.above[: len(sheet.above) - headed.lines]:
        draft.headings.append(_whole(title))
        draft.faults.append("unused heading")
    _take_rows(_rows(sheet, (shape, width), legends, draft=draft), headed, draft)
    return draft


def _headed(sheet: Sheet, shape: Shape | None, width: int) -> tuple[Sheet, Headed | None]:
    """Read the headings; a line right above the rows that heads no column heads the first rows (`Adults`)."""
    while True:
        above = sheet.above
        labelled = bool(above) and not shape and goes_on(above[-1].text, sheet.body[0].text.lstrip())
        headed = None if labelled else heads_by_place(above, shape) if shape else heads_by_count(above, width)
        if headed is not None or len(above) < 2 or not _heads_rows(above[-1], shape):
            return sheet, headed
        sheet = Sheet(above[:-1], (above[-1], *sheet.body))


def _heads_rows(line: Line, shape: Shape | None) -> bool:
    """Whether a line stands over the row labels alone."""
    cells = wide_cells(line)
    return len(cells) == 1 and (shape is None or cells[0].end <= shape.columns[0].start)


def _whole(line: Line) -> Span:
    text = line.shadow
    return Span(line.number, len(text) - len(text.lstrip()) + 1, len(text.rstrip()))


def _rows(sheet: Sheet, laid: tuple[Shape | None, int], legends: Sequence[Legend], *, draft: Draft) -> list[_Row]:
    """Read the body's lines: rows with their values placed, and the words between them joined or kept as headings."""
    known = {_key(line) for line in sheet.above}
    rows: list[_Row] = []
    waiting: list[Cell] = []
    headings: list[tuple[int, Cell]] = []
    for line in sheet.body:
        values = row_of(line, legends)
        if _key(line) in known:
            _spend(waiting, draft)
            draft.headings.append(_whole(line))
            waiting = []
        elif not values:
            waiting.append(wide_cells(line)[0])
            draft.headings += [cell.span for cell in wide_cells(line)[1:]]
        elif (row := _row(line, values, laid, draft=draft)) is not None:
            headings += [(len(rows), cell) for cell in _join(rows, waiting, row)]
            waiting = []
            rows.append(row)
    headings += [(len(rows), cell) for cell in _join(rows, waiting, None)]
    _give_headings(rows, headings, draft)
    return rows


def _key(line: Line) -> str:
    return " ".join(line.shadow.split())


def _spend(cells: Sequence[Cell], draft: Draft) -> None:
    """Account for what stands between a table's parts: a page's foot and head, a heading that came again."""
    draft.headings += [_whole(cell.line) for cell in cells]


def _row(line: Line, values: tuple[Cell, ...], laid: tuple[Shape | None, int], *, draft: Draft) -> _Row | None:
    """Place a row's values in their columns; None, and all of them unread, where one has no place."""
    shape, width = laid
    extra = values[: max(0, len(values) - width)]
    own = values[len(extra) :]
    placed = _placed(own, shape, width)
    labels = label_cells(line, own[0].start)
    if placed is None or not labels:
        draft.faults.append("row of another width")
        draft.labels += [cell.span for cell in labels]
        draft.unread += [cell.span for cell in own]
        return None
    return _Row(line, labels, placed)


def _placed(values: tuple[Cell, ...], shape: Shape | None, width: int) -> dict[int, Cell] | None:
    if len(values) == width:
        return dict(enumerate(values))
    if shape is None:
        return None
    found = {shape.column_at(cell.start, cell.end): cell for cell in values}
    return {place: cell for place, cell in found.items() if place is not None} if _all(found, values) else None


def _all(found: dict[int | None, Cell], values: tuple[Cell, ...]) -> bool:
    return None not in found and len(found) == len(values)


def _join(rows: list[_Row], waiting: Sequence[Cell], row: _Row | None) -> list[Cell]:
    """Join words between two rows to the label above that goes on in them, or to the label below; give back the rest."""
    left = list(waiting)
    above = rows[-1] if rows else None
    while left and above is not None and _follows(above, left[0], row, last=len(left) == 1):
        above.after.append(left.pop(0))
    while left and row is not None and goes_on(left[-1].text, (row.before or row.labels)[0].text):
        row.before.insert(0, left.pop())
    return left


def _follows(above: _Row, cell: Cell, row: _Row | None, *, last: bool) -> bool:
    """Whether words below a row belong to its label: they go on from it, and not as well into the row below them."""
    into = last and row is not None and goes_on("", row.labels[0].text)
    return goes_on(above.label, cell.text) and (not into or goes_on(above.label, ""))


def _give_headings(rows: list[_Row], headings: Sequence[tuple[int, Cell]], draft: Draft) -> None:
    """Set a heading over the rows under it where labels return under another, else account for it alone."""
    draft.headings += [cell.span for _, cell in headings]
    owners: list[Cell | None] = [None] * len(rows)
    for place, cell in headings:
        owners[place:] = [cell] * (len(rows) - place)
    labels = [row.label.casefold() for row in rows]
    if len(set(labels)) == len(labels) or not headings:
        draft.faults += ["unused heading"] * len(headings)
        draft.doubts += [
            _label_doubt(rows[place - 1], cell)
            for place, cell in headings
            if place and cell.line.number == rows[place - 1].line.number + 1
        ]
        return
    grand = _grand_total(labels, owners)
    for place, (row, owner) in enumerate(zip(rows, owners, strict=True)):
        row.heading = None if place == grand else owner


def _label_doubt(row: _Row, cell: Cell) -> Finding:
    """Say that words right under a row may be the end of its label."""
    return finding(
        "uncertain_reading",
        f"“{cell.text}” stands right under the row “{row.label}”: it may end that row's label, or head the rows below.",
        "Settle the row with `readings:` lines.",
        row.line.number,
    )


def _grand_total(labels: Sequence[str], owners: Sequence[Cell | None]) -> int | None:
    """Find the last row that sums all groups: a total where its own group has one already, or no other group has."""
    last = len(labels) - 1
    if last < 0 or not is_total(labels[last]):
        return None
    mine = [label for label, owner in zip(labels[:last], owners, strict=False) if owner is owners[last]]
    others = [label for label, owner in zip(labels[:last], owners, strict=False) if owner is not owners[last]]
    return last if any(map(is_total, mine)) or not any(map(is_total, others)) else None


def _take_rows(rows: Sequence[_Row], headed: Headed, draft: Draft) -> None:
    """Make each value a figure under its row's labels and its column's headings."""
    split = _two_labels(rows)
    carried: Cell | None = None
    for row in rows:
        draft.labels += [cell.span for cell in (*row.before, *row.labels, *row.after)]
        path, carried = _path(row, split, carried)
        for place, cell in sorted(row.values.items()):
            draft.take(cell, (*path, *headed.paths[place]))


def _path(row: _Row, split: Extent | None, carried: Cell | None) -> tuple[tuple[str, ...], Cell | None]:
    """Name a row, and say which label is carried to the rows below it that do not print one."""
    if row.heading is not None:
        return (label_cell(row.heading).text, row.label), None
    if split is None:
        return (row.label,), None
    first = row.labels[0] if row.labels[0].start < split.start else None
    rest = row.labels[1:] if first else row.labels
    if not rest:
        return (row.label,), None
    carried = first or carried
    own = " ".join(label_cell(cell).text for cell in (*rest, *row.after))
    return ((label_cell(carried).text, own) if carried else (own,)), carried


def _two_labels(rows: Sequence[_Row]) -> Extent | None:
    """Find a second column of labels, whose first is printed once for several rows; None where labels are one column."""
    twos = [row.labels for row in rows if len(row.labels) == 2]
    if len(twos) < 2 or any(len(row.labels) > 2 for row in rows):
        return None
    second = Extent(min(labels[1].start for labels in twos), max(labels[1].end for labels in twos))
    if any(labels[0].end >= second.start for labels in twos):
        return None
    alone = [row.labels[0] for row in rows if len(row.labels) == 1 and row.labels[0].start >= second.start]
    firsts = [labels[0].text for labels in twos]
    return second if alone or len(set(firsts)) < len(firsts) else None


def _panels(sheet: Sheet, legends: Sequence[Legend]) -> list[Sheet]:
    """Part tables that stand side by side: each row has a label after a value, at one place in all rows."""
    cuts = _cuts(sheet, legends)
    if not cuts:
        return [sheet]
    panels = []
    bounds: tuple[int, ...] = (0, *cuts, MAX_WIDTH)
    for first, last in pairwise(bounds):
        above = [_between(line, first, last) for line in sheet.above]
        body = [_between(line, first, last) for line in sheet.body]
        panels.append(
            Sheet(
                tuple(line for line in above if line.shadow.strip()),
                tuple(line for line in body if line.shadow.strip()),
            )
        )
    heads = {tuple(_key(line) for line in panel.above) for panel in panels}
    return panels if len(heads) == 1 else [sheet]


def _between(line: Line, first: int, last: int) -> Line:
    """Blank all of a line but `first:last`, so that columns still count from its start."""
    end = min(last, len(line.text))
    before, after = " " * min(first, len(line.text)), " " * (len(line.text) - end)
    return replace(line, text=before + line.text[first:end] + after, shadow=before + line.shadow[first:end] + after)


def _cuts(sheet: Sheet, legends: Sequence[Legend]) -> tuple[int, ...]:
    """Give the places where a further table begins; () where rows have no label after a value."""
    found: list[list[tuple[int, int]]] = []
    for line in sheet.body:
        cells = wide_cells(line, legends)
        kinds = [cell.plain or (cell.amount is not None and cell.amount.kind == "blank") for cell in cells]
        if kinds and not kinds[0] and kinds[-1]:
            turns = [place for place in range(1, len(cells)) if kinds[place - 1] and not kinds[place]]
            found.append([(cells[place - 1].end, cells[place].start) for place in turns])
    most = max((len(gaps) for gaps in found), default=0)
    full = [gaps for gaps in found if len(gaps) == most]
    if not most or most >= MAX_PANELS or len(full) < 2 or 2 * len(full) <= len(found):
        return ()
    columns = list(zip(*full, strict=True))
    if any(max(end for end, _ in gaps) >= min(start for _, start in gaps) for gaps in columns):
        return ()
    return tuple(min(start for _, start in gaps) for gaps in columns)
