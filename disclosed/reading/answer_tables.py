"""Block readers for answers that stand in rows: cells one after another, rows by spaces, tables on one line.

Each reader takes lines (or cells) and yields candidates, one for each way in which its rule can be laid over them;
candidates.py prices them. A figure's path is the row's label, then the column's; the corner of a table is no label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosed.model import Line, Span
from disclosed.reading.answer_cells import (
    Cell,
    Heads,
    cell_at,
    cut_plain,
    heads_labels,
    label_cell,
    label_span,
    segments,
    split_heads,
    trailing_values,
)
from disclosed.reading.answer_grids import MAX_COLUMNS, Row, column_kinds, name_columns, read_rows
from disclosed.reading.candidates import BINDERS, Candidate, Draft, ends_in_number, is_total
from disclosed.reading.values import Legend

_CUTS_SHORT = re.compile(r"(?:YTD|to|so far|part|only|up to)\b|\(", re.IGNORECASE)  # it goes on the period before it
MAX_TITLES = 2  # lines over a table that is given one cell a line


def read_stream(cells: Sequence[Cell], reader: str) -> Iterator[Candidate]:
    """Read cells that stand one after another with nothing to say where a row ends: try each width that divides them."""
    for skipped in range(MAX_TITLES + 1):
        rest = cells[skipped:]
        for width in range(2, min(MAX_COLUMNS, len(rest)) + 1):
            for heads in (width, width - 1, 0):
                if len(rest) > heads and (len(rest) - heads) % width == 0:
                    candidate = _stream_of(cells[:skipped], rest, (heads, width), reader)
                    if candidate is not None:
                        yield candidate


def _stream_of(titles: Sequence[Cell], cells: Sequence[Cell], shape: tuple[int, int], reader: str) -> Candidate | None:
    heads, width = shape
    head, body = tuple(cells[:heads]), cells[heads:]
    if any(cell.plain for cell in (*titles, *head)):
        return None
    rows = [tuple(body[place : place + width]) for place in range(0, len(body), width)]
    kinds = column_kinds(rows, width)
    if any(row[0].counted for row in rows):
        return None  # a number is no label
    if (
        not kinds[-1]
        or sum(not cell.valued for row in rows for cell, valued in zip(row, kinds, strict=True) if valued)
        > len(rows) // 4
    ):
        return None
    valued = [place for place, holds in enumerate(kinds) if holds]
    if not all(kinds[valued[0] :]):
        return None  # words among values are the label of the next row
    draft = Draft(reader)
    for title in titles:
        draft.headings.append(title.span)
        draft.faults.append("unused heading")
    columns = name_columns(head, width, draft)
    for row in rows:
        if row[0].line.shadow[: row[0].start].strip(" \t|•*-"):
            draft.faults.append("value in the place of a label")
        read_rows([row], columns, kinds, draft)
    return draft.done()


def read_columns(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Candidate]:
    """Read headings and then as many values, a row of each or one a line: `2019 2020 2021`, `45 50 61`."""
    cut = [cut_plain(line, legends) for line in lines]
    cells = [cell for row in cut for cell in row]
    half = len(cells) // 2
    heads, values = cells[:half], cells[half:]
    if not 2 <= half <= MAX_COLUMNS or len(heads) != len(values) or heads_labels(heads[0]):
        return
    if [len(row) for row in cut[: len(cut) // 2]] != [len(row) for row in cut[len(cut) // 2 :]]:
        return
    if any(cell.plain for cell in heads) or not all(cell.plain for cell in values):
        return
    draft = Draft("headings, then values")
    for head, value in zip(heads, values, strict=True):
        label = label_cell(head)
        draft.labels.append(label.span)
        draft.take(value, (label.text,))
    yield draft.done()


def read_flat(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Candidate]:
    """Read rows whose cells are parted by spaces: `Arts 22 31 40` under `School 2019/20 2020/21 2021/22`."""
    runs = {line.number: trailing_values(line, legends) for line in lines}
    widths = {len(run) for run in runs.values() if len(run) > 0}
    widths |= {width - 1 for width in widths if width > 1}
    for width in sorted(width for width in widths if width <= MAX_COLUMNS):
        yield from _flat_of(lines, runs, width)


def _flat_of(lines: Sequence[Line], runs: dict[int, Row], width: int) -> Iterator[Candidate]:
    """Lay rows of `width` values over the lines; those above the first row are its heading."""
    rows = [line for line in lines if _is_row(line, runs[line.number], width)]
    if not rows:
        return
    above = [line for line in lines if line.number < rows[0].number]
    heads = split_heads(above[-1], width) if above else None
    if heads is None and width == 1:
        return
    draft = Draft("rows by spaces")
    if heads is not None and width > 1:
        draft.faults += ["value in the place of a heading"] * sum(cell.plain for cell in runs[above[-1].number])
    for title in above[:-1]:
        draft.headings.append(_whole(title))
        draft.faults.append("unused heading")
    _flat_rows(lines, runs, (width, heads), draft)
    yield draft.done()


def _is_row(line: Line, run: Row, width: int) -> bool:
    """Tell a row: its values stand at the end and a label before them; a line of years alone is a heading."""
    if len(run) < width or not any(cell.plain or (cell.amount and cell.amount.kind == "blank") for cell in run):
        return False
    start = run[-width].start
    return bool(line.shadow[:start].strip())


def _has_too_many(line: Line, run: Row, width: int) -> bool:
    """Whether a row has a number more than others, which would end its label: `Ridley 310 288 904 1 863` over `Kelham 12 18 14 66`."""
    start, end = label_span(line, 0, run[-width].start)
    return len(run) > width and ends_in_number(line.shadow[start:end])


def _flat_rows(lines: Sequence[Line], runs: dict[int, Row], shape: tuple[int, Heads | None], draft: Draft) -> None:
    width, heads = shape
    columns = tuple(label_cell(cell).text for cell in heads.columns) if heads else (None,) * width
    first = True
    plain = any(len(run) == width for run in runs.values())
    for line in lines:
        run = runs[line.number]
        if plain and _is_row(line, run, width) and _has_too_many(line, run, width):
            draft.faults.append("row of another width")
            draft.labels.append(Span(line.number, 1, run[0].start))
            draft.unread += [cell.span for cell in run]
        elif _is_row(line, run, width):
            start, end = label_span(line, 0, run[-width].start)
            draft.labels.append(Span(line.number, start + 1, end))
            if ends_in_number(line.shadow[start:end]):
                draft.faults.append("value in the place of a label")
            for cell, column in zip(run[-width:], columns, strict=True):
                if column is None:
                    draft.unread.append(cell.span)
                else:
                    draft.take(cell, (line.text[start:end], column))
            first = False
        elif first:
            draft.headings.append(_whole(line))
        else:
            draft.faults.append("row of another width" if run else "unused heading")
            if not run:
                draft.headings.append(_whole(line))


def _whole(line: Line) -> Span:
    text = line.shadow
    return Span(line.number, len(text) - len(text.lstrip()) + 1, len(text.rstrip()))


def read_one_line(line: Line, legends: Sequence[Legend]) -> Iterator[Candidate]:
    """Read a whole table that lost its line ends: `Kind Number in force Driver 2035 Operator 96 Grand Total 2131`.

    The words before the first number are corner, headings and the first row's label, parted at capitals.
    """
    groups = _label_value_groups(line, legends)
    widths = {len(values) for _, values in groups}
    if len(groups) < 3 or len(widths) != 1:
        return
    width = widths.pop()
    opening = segments(line, *groups[0][0])
    draft = Draft("table on one line")
    if (dated := _dated_heads(line, opening, width)) is not None:
        heads, first = dated
        draft.headings += [cell.span for cell in opening if cell.start < first.start]
    elif not _parts_surely(opening, width):
        return
    elif len(opening) > width:
        heads, first = opening[-width - 1 : -1], opening[-1]
        draft.headings += [cell.span for cell in opening[:-1]]
    else:
        heads, first = [], cell_at(line, *groups[0][0], ())
    columns = [cell.text for cell in heads] or [""] * width
    if not heads and width > 1:
        return
    for place, ((start, end), values) in enumerate(groups):
        label = label_cell(first if place == 0 else cell_at(line, start, end, ()))
        draft.labels.append(label.span)
        for cell, column in zip(values, columns, strict=True):
            draft.take(cell, (label.text, column))
    yield draft.done()


def _dated_heads(line: Line, opening: Sequence[Cell], width: int) -> tuple[Sequence[Cell], Cell] | None:
    """Find as many periods one after another as a row has values, a total after them included, and the first label behind them."""
    begin = next((place for place, cell in enumerate(opening) if cell.dated), len(opening))
    heads, rest = opening[begin : begin + width], opening[begin + width :]
    named = len(heads) == width > 1 and all(cell.dated for cell in heads[:-1])
    if not named or not rest or not (heads[-1].dated or is_total(heads[-1].text)):
        return None
    if any(cell.dated or is_total(cell.text) for cell in rest[:1]) or _CUTS_SHORT.match(rest[0].text):
        return None
    return heads, cell_at(line, rest[0].start, rest[-1].end, ())


def _parts_surely(opening: Sequence[Cell], width: int) -> bool:
    """Whether what opens a table on one line is a corner or none, its headings, and the first label: capitals alone may part a name.

    Several headings are sure where they are periods or a total, or where the corner is a known one: `Site Open Shut Mill 4 2`.
    """
    spare = len(opening) - width - 1
    if spare < 0:
        return width == 1
    corner, heads = opening[:spare], opening[spare:-1]
    if spare > 1 or any(cell.dated for cell in corner) or opening[-1].dated:
        return False
    return width == 1 or all(cell.dated or is_total(cell.text) for cell in heads) or any(map(heads_labels, corner))


def _label_value_groups(line: Line, legends: Sequence[Legend]) -> list[tuple[tuple[int, int], Row]]:
    """Part a line into label and values, label and values …; a number bound to the word before it is label."""
    groups: list[tuple[tuple[int, int], Row]] = []
    values: list[Cell] = []
    start = end = None
    before = ""
    for cell in _words(line, legends):
        value = cell.plain or (cell.amount is not None and cell.amount.kind == "year" and start is not None)
        if value and before not in BINDERS and start is not None:
            values.append(cell)
        else:
            if values and start is not None and end is not None:
                groups.append(((start, end), tuple(values)))
                start, values = None, []
            start, end = (cell.start if start is None else start), cell.end
        before = cell.text.casefold()
    if values and start is not None and end is not None:
        return [*groups, ((start, end), tuple(values))]
    return []


def _words(line: Line, legends: Sequence[Legend]) -> Iterator[Cell]:
    place = 0
    for word in line.shadow.split():
        start = line.shadow.index(word, place)
        place = start + len(word)
        yield cell_at(line, start, place, legends)
