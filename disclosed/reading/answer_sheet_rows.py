"""The block reader for tables whose cells only spaces part: sheets (answer_sheets.py) to figures.

A figure's path is its row's label, then its column's headings; a label that stands once for the rows under it (a year
over its quarters) comes first. Tables printed side by side are read one after the other. Labels that run over lines are
joined where the words say so: what goes on begins small, or what is above ends open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from disclosed.model import Line, Span
from disclosed.reading.answer_cells import Cell
from disclosed.reading.answer_columns import Shape, label_cells, shape_of, wide_cells
from disclosed.reading.answer_entries import Entry, Run, entries_of, second_labels
from disclosed.reading.answer_heads import Headed
from disclosed.reading.answer_row_labels import Rows, rows_of
from disclosed.reading.answer_sheet_layouts import MAX_WIDTH, Laid, headed_way, key_of, ways_to_lay
from disclosed.reading.answer_sheets import Sheet, row_of, widths_of
from disclosed.reading.candidates import Candidate, Draft
from disclosed.reading.values import Legend

BY_PLACE = "columns by place"
BY_COUNT = "columns by count"
MAX_PANELS = 6  # tables side by side on one page


def read_sheet(sheet: Sheet, legends: Sequence[Legend]) -> Candidate | None:
    """Read one table; None where no headings tell its columns apart.

    Where its rows stand in columns all the same, every value is unread: no other way to cut such lines is right.
    """
    panels = _panels(sheet, legends)
    drafts = [draft for panel in panels if (draft := _read_panel(panel, legends, alone=len(panels) == 1)) is not None]
    if not drafts or len(drafts) < len(panels):
        return _unread(sheet, legends)
    whole = Draft(drafts[0].reader)
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
    """Leave all values of a table in columns unread; None for one column, or rows that stand in none.

    Without places, three values to every row are columns.
    """
    runs = [(line, values) for line in sheet.body if (values := row_of(line, legends))]
    shape = shape_of(runs)
    width = widths_of(sheet.body, legends)[0]
    even = width > 2 and all(abs(len(values) - width) < 2 for _, values in runs)
    if len(runs) < 2 or not (even if shape is None else len(shape.columns) > 1) or _signed(runs):
        return None
    draft = Draft(BY_PLACE if shape else BY_COUNT)
    draft.headings += [_whole(line) for line in sheet.above]
    for line, values in runs:
        draft.labels += [cell.span for cell in label_cells(line, values[0].start)]
        draft.unread += [cell.span for cell in values]
    return draft.done()


def _signed(runs: Sequence[Run]) -> bool:
    """Whether every row is a label that ends in a number, a dash for a sign, and one value: `Year 7 - 212`."""
    return all(len(values) == 3 and values[1].text in {"-", "–", "—"} for _, values in runs)


def _read_panel(sheet: Sheet, legends: Sequence[Legend], *, alone: bool) -> Draft | None:
    """Read a table that stands alone, or one of several side by side (which may have no headings)."""
    runs = [(line, values) for line in sheet.body if (values := row_of(line, legends))]
    if not runs:
        return None
    laid, headed = headed_way(ways_to_lay(sheet, runs, legends))
    if headed is None and (alone or laid.width > 1 or sheet.above):
        return None
    draft = Draft(BY_PLACE if laid.shape else BY_COUNT)
    headed = headed or Headed(((),), (), 0, ())
    draft.headings += headed.spans
    titles = laid.above[: len(laid.above) - headed.lines]
    for title in titles:
        draft.headings.append(_whole(title))
        draft.faults.append("unused heading")
    rows = rows_of(_entries(laid, headed, {line.number: values for line, values in runs}, draft), draft)
    rows.own(wide_cells(titles[-1])[0] if titles else None, draft)
    _take_rows(rows, headed, draft)
    return draft


def _entries(laid: Laid, headed: Headed, runs: dict[int, tuple[Cell, ...]], draft: Draft) -> list[Entry]:
    """Cut the lines under the headings, a stretch to each printing of them."""
    known = {key_of(line) for line in laid.above}
    entries: list[Entry] = []
    lines: list[Line] = []
    again = False
    for line in (*laid.body, None):
        if line is not None and key_of(line) not in known:
            lines.append(line)
            continue
        if lines:
            shape = laid.shape_at(lines[0].number)
            ends = [(one, _label_end(one, runs.get(one.number, ()), shape)) for one in lines]
            edge = second_labels(ends, headed.corner) if shape else None
            entries += entries_of(laid.stretch(lines, lines[0].number, edge), runs, draft, opens=again)
            lines = []
        if line is not None:
            draft.headings.append(_whole(line))
            again = True
    return entries


def _label_end(line: Line, values: tuple[Cell, ...], shape: Shape | None) -> int:
    return values[0].start if values else shape.columns[0].start if shape else len(line.text)


def _take_rows(rows: Rows, headed: Headed, draft: Draft) -> None:
    """Make each value a figure under its row's labels and its column's headings; no two may have the same, and none no label."""
    often = Counter((_folded(row.path), place) for row in rows.rows for place in row.values)
    for row in rows.rows:
        draft.labels += row.spans
        if not row.label or any(often[_folded(row.path), place] > 1 for place in row.values):
            draft.faults.append("same path twice" if row.label else "row of another width")
            draft.unread += [cell.span for cell in row.values.values()]
            continue
        for place, cell in sorted(row.values.items()):
            draft.take(cell, (*row.path, *headed.paths[place]))


def _folded(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(label.casefold() for label in path)


def _whole(line: Line) -> Span:
    text = line.shadow
    return Span(line.number, len(text) - len(text.lstrip()) + 1, len(text.rstrip()))


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
    heads = {tuple(key_of(line) for line in panel.above) for panel in panels}
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
