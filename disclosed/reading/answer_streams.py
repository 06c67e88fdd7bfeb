"""The block reader for tables that lost their rows: cells, or whole columns, that stand one after another.

What is left are runs of words and runs of values. Where each run of values is as long, it is a row, and the words before it
its label; the first words are the headings too. A paragraph of labels beside paragraphs of as many values is a table
printed column by column. All values in one run can be laid in rows or in columns: only printed totals can say which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from disclosed.findings import WHOLE_ANSWER
from disclosed.model import Finding, Line, Span
from disclosed.reading.answer_cells import Cell, cut_plain, heads_labels, label_cell, ways_to_cut
from disclosed.reading.answer_grids import MAX_COLUMNS, Row, read_grid
from disclosed.reading.answer_heads import distinct, groups_of
from disclosed.reading.answer_row_blocks import goes_on
from disclosed.reading.answer_sheets import is_caption
from disclosed.reading.candidates import Candidate, finding, holds_values, is_total
from disclosed.reading.tokens import tokens_of
from disclosed.reading.values import Legend

_MONTHS = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|q[1-4]|quarter [1-4]")
_PERIOD = re.compile(r"\b(?:year|month|quarter|period|week|date)\b")
RUNS = "runs of values"
MAX_TITLES = 2  # lines over a table
MAX_CELLS = 4_000  # of one such table


@dataclass(slots=True)
class _Run:
    """Words, and the values that follow them."""

    words: list[Cell] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)


def read_runs(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Candidate]:
    """Read cells one after another as rows, by runs of as many values."""
    cells = _cells(lines, legends)
    runs = _runs(cells)
    if len(cells) > MAX_CELLS or len(runs) < 2 or not runs[0].words:
        return
    widths = {len(run.values) for run in runs}
    if len(widths) > 1 or not (width := widths.pop()) <= MAX_COLUMNS or any(len(run.words) > 2 for run in runs[1:]):
        return
    labels = 2 if any(len(run.words) == 2 for run in runs[1:]) else 1
    words = runs[0].words
    if _heads_alone(words[:-labels], width):
        return
    heads: list[Row] | None = None
    titles = -1
    while heads is None and titles < MAX_TITLES and _is_title(words, titles):
        titles += 1
        heads = _heads(words[titles : len(words) - labels], width, _cells_a_line(runs))
    if heads is None or (width == 1 and not heads_labels(heads[0][0])):
        return
    rows = list(_rows([_Run(words[len(words) - labels :], runs[0].values), *runs[1:]]))
    if _slipped([run.words[-1] for run in runs]):
        return
    if width > 1 and labels == 1 and len(heads) == 1 and _by_column(heads[0], rows, lines):
        heads, rows = _turned(heads[0], rows)
    named = [cell.span for cell in words]
    faults = ["unused heading"] * titles
    doubts = _doubt_heads(words[: len(words) - labels], width)
    for one in read_grid([*heads, *rows], RUNS):
        headings = (*one.headings, *named)
        yield replace(one, headings=headings, faults=(*one.faults, *faults), doubts=(*one.doubts, *doubts))


def _heads_alone(heads: Sequence[Cell], width: int) -> bool:
    """Whether the last line over the first row heads its labels and all its columns: what stands above is a title, and no heading."""
    ways = ways_to_cut(heads[-1].line) if width > 1 and len(heads) > 1 and not heads[-1].more else ()
    return any(len(cells) == width + 1 and heads_labels(cells[0]) for cells in ways)


def _doubt_heads(heads: Sequence[Cell], width: int) -> list[Finding]:
    """Doubt as many headings as columns, a line each, of which the last may head them all: `Year ends` over `Approved Refused`."""
    if not 1 < width == len(heads) or heads[-1].more or len({cell.line.number for cell in heads}) < width:
        return []
    ways = [cells for cells in ways_to_cut(heads[-1].line) if len(cells) == width]
    if not any(all(cell.text[:1].isupper() or cell.dated for cell in cells) for cells in ways):
        return []
    words = heads[-1].line.text.strip()
    doubt = finding(
        "uncertain_reading",
        f"“{words}” may head the last column or all of them.",
        "Settle the figures of the table with `readings:` lines.",
        heads[-1].line.number,
    )
    return [replace(doubt, extra=(WHOLE_ANSWER,))]


def _slipped(labels: Sequence[Cell]) -> bool:
    """Whether a few labels are periods and most are not: a heading stands where a label should."""
    dated = sum(label.dated for label in labels)
    return 0 < dated < len(labels) - 1 and dated * 2 < len(labels)


def _is_title(words: Sequence[Cell], place: int) -> bool:
    """Whether words over a table may be none of its headings: a caption, what announces it, or what stands over its corner."""
    if not 0 <= place < len(words) - 1:
        return place < 0
    return is_caption(words[place].line) or words[place].text.endswith(":") or heads_labels(words[place + 1])


def _by_column(heads: Row, rows: Sequence[Row], lines: Sequence[Line]) -> bool:
    """Whether the runs are columns, and the words before the first of them the labels of rows.

    The head of the labels may say that they are periods; runs of one unit each are columns; and so are paragraphs, which a
    program that turns a page into text makes of them.
    """
    before, between = _are_periods(heads[1:]), _are_periods([row[0] for row in rows])
    if before != between and _PERIOD.search(heads[0].text.casefold()):
        return before
    by_run = [{_unit(cell) for cell in row[1:]} for row in rows]
    by_place = [{_unit(cell) for cell in column} for column in zip(*(row[1:] for row in rows), strict=True)]
    if (runs := all(len(units) == 1 for units in by_run)) != all(len(units) == 1 for units in by_place):
        return runs
    return _gaps([line.number for line in lines]) == len(rows)


def _unit(cell: Cell) -> str | None:
    return cell.amount.value.unit if cell.amount else None


def _turned(heads: Row, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Turn a table printed column by column."""
    columns = [heads, *rows]
    return [tuple(column[0] for column in columns)], list(zip(*(column[1:] for column in columns), strict=True))


def _cells(lines: Sequence[Line], legends: Sequence[Legend]) -> list[Cell]:
    """Cut lines into cells; words that go on in the next line are one cell with it.

    Where an empty line stands between most cells, all words of a paragraph are one: only what wraps stands close.
    """
    cut = [(line, cut_plain(line, legends)) for line in lines]
    values = [line.number for line, cells in cut if all(map(_stands, cells))]
    words = [line.number for line, cells in cut if not any(map(_stands, cells))]
    full = {line.number for line in lines}
    apart = sum(number - 1 not in full for number in values) * 2 > len(values) and _gaps(words) > 0
    cells: list[Cell] = []
    before = -1
    for line, found in cut:
        above = cells[-1] if cells and line.number == before + 1 else None
        joined = (
            above is not None
            and len(found) == 1
            and not _stands(above)
            and not _stands(found[0])
            and not found[0].dated
        )
        if (
            joined
            and above is not None
            and not is_caption(above.line)
            and (apart or goes_on(above.text, found[0].text))
        ):
            cells[-1] = replace(above, more=f"{above.more} {found[0].text}".strip())
        else:
            cells += found
        before = line.number
    return cells


def _gaps(numbers: Sequence[int]) -> int:
    return sum(other > one + 1 for one, other in pairwise(numbers))


def _stands(cell: Cell) -> bool:
    """Whether a cell is a value: a number that may name a year is none."""
    return cell.plain or (cell.amount is not None and cell.amount.kind == "blank")


def _runs(cells: Sequence[Cell]) -> list[_Run]:
    """Part cells into runs; words after the last values make none of it a table."""
    runs: list[_Run] = []
    for cell in cells:
        if not _stands(cell) and (not runs or runs[-1].values):
            runs.append(_Run())
        if not runs:
            return []
        (runs[-1].values if _stands(cell) else runs[-1].words).append(cell)
    return runs if runs and runs[-1].values else []


def _cells_a_line(runs: Sequence[_Run]) -> tuple[int, ...]:
    """Count the values of each line of a row, where all rows are broken alike and hold several on a line: `31 44`, `19`, `94`."""
    broken = {tuple(Counter(cell.line.number for cell in run.values).values()) for run in runs}
    counts = broken.pop() if len(broken) == 1 else ()
    return counts if 1 < len(counts) < sum(counts) else ()


def _heads(words: Sequence[Cell], width: int, broken: Sequence[int]) -> list[Row] | None:
    """Lay the words before the first label over the columns: headings, with a corner before them and wider ones over them.

    One line may hold several headings, if it can be cut into as many as are lacking, or as the rows are `broken` below.
    """
    for cut in (*_cut_alike(words, broken), words, *_cut_once(words, width)):
        if len(cut) < width:
            continue
        lower, rest = tuple(cut[len(cut) - width :]), list(cut[: len(cut) - width])
        if any(heads_labels(cell) or is_caption(cell.line) or _holds_periods(cell) or _mixed(cell) for cell in lower):
            continue
        if any(holds_values(cell.text) for cell in lower):
            continue
        corner = _empty(lower[0])
        names = [label_cell(cell).text for cell in lower]
        if len(rest) < 2:
            if distinct([(name,) for name in names]):
                return [(*(rest or (corner,)), *lower)]
            continue
        ways = [(rest, corner), (rest[:-1], rest[-1]), (rest[1:], rest[0]), (rest[:-2], rest[-1]), (rest[2:], rest[0])]
        ways = [
            (upper, head)
            for upper, head in ways
            if len(upper) > 1 and groups_of([label_cell(cell).text for cell in upper], names) is not None
        ]
        known = [way for way in ways if heads_labels(way[1])] or ways
        if len(known) == 1 and not is_total(names[0]) and not any(map(_mixed, known[0][0])):
            return [tuple(known[0][0]), (known[0][1], *lower)]
    return None


def _cut_alike(words: Sequence[Cell], broken: Sequence[int]) -> Iterator[list[Cell]]:
    """Yield the words with the last lines cut into as many headings as the rows have values on theirs, a corner before them or not."""
    if not broken or len(words) - len(broken) not in {0, 1} or any(cell.more for cell in words):
        return
    upper, lower = list(words[: len(words) - len(broken)]), words[len(words) - len(broken) :]
    ways = [
        next((way for way in ([cell], *ways_to_cut(cell.line)) if len(way) == count), [])
        for cell, count in zip(lower, broken, strict=True)
    ]
    if all(ways):
        yield [*upper, *(cell for way in ways for cell in way)]


def _cut_once(words: Sequence[Cell], width: int) -> Iterator[list[Cell]]:
    """Yield the words with one line cut into several headings, so that there are enough of them, a corner before them or not."""
    for place, cell in enumerate(words):
        for lacking in (width - len(words), width + 1 - len(words)):
            for pieces in ways_to_cut(cell.line) if lacking > 0 and not cell.more else ():
                if len(pieces) == lacking + 1 and len({piece.text[:1].islower() for piece in pieces}) == 1:
                    yield [*words[:place], *pieces, *words[place + 1 :]]
                    break


def _mixed(cell: Cell) -> bool:
    """Whether lines that were joined may be two headings: the second begins with a capital, and the first does not end open."""
    own = cell.line.text[cell.start : cell.end]
    return bool(cell.more) and not goes_on(own, cell.more)


def _holds_periods(cell: Cell) -> bool:
    """Whether a cell holds two periods or more, and so several headings."""
    inside = (one for one in tokens_of(cell.line) if one.first > cell.start and one.last <= cell.end)
    return not cell.more and sum(token.kind in {"date", "span", "year"} for token in inside) > 1


def _rows(runs: Sequence[_Run]) -> Iterator[Row]:
    """Give each run's row, under a row of its own for words that head it."""
    for run in runs:
        yield from ((heading, *(_empty(heading) for _ in run.values)) for heading in run.words[:-1])
        yield (run.words[-1], *run.values)


def _empty(beside: Cell) -> Cell:
    return Cell(beside.line, beside.end, beside.end)


def read_column_blocks(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Candidate]:
    """Read paragraphs as columns: the labels in one, then a heading and as many values in each other."""
    blocks = _paragraphs(lines, legends)
    if not 2 <= len(blocks) <= MAX_COLUMNS:
        return
    labels, columns = blocks[0], blocks[1:]
    count = len(columns[0]) - 1
    if count < 2 or any(len(column) != count + 1 or _stands(column[0]) for column in columns):
        return
    if any(map(_stands, labels)):
        return
    labels = labels if len(labels) <= count + 1 else _whole(labels)
    if len(labels) not in {count, count + 1}:
        return
    if not all(_stands(cell) for column in columns for cell in column[1:]):
        return
    corner = labels[0] if len(labels) > count else _empty(labels[0])
    heads = (corner, *(column[0] for column in columns))
    rows = [
        (label, *(column[place] for column in columns))
        for place, label in enumerate(labels[len(labels) - count :], start=1)
    ]
    yield from read_grid([heads, *rows], "columns one after another")


def _whole(labels: Sequence[Cell]) -> list[Cell]:
    """Join labels that were broken over lines: the upper ends open, or the lower begins small."""
    whole: list[Cell] = []
    for label in labels:
        if whole and goes_on(whole[-1].text, label.text):
            whole[-1] = replace(whole[-1], more=f"{whole[-1].more} {label.text}".strip())
        else:
            whole.append(label)
    return whole


def _paragraphs(lines: Sequence[Line], legends: Sequence[Legend]) -> list[list[Cell]]:
    """Give the cells of each run of lines without an empty one between them; a line of several cells is no column's."""
    blocks: list[list[Cell]] = []
    before = -1
    for line in lines:
        cells = cut_plain(line, legends)
        if len(cells) != 1:
            return []
        if line.number != before + 1:
            blocks.append([])
        blocks[-1].append(cells[0])
        before = line.number
    return blocks


def read_one_run(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Candidate]:
    """Read words and then all values of a table, laid in the one way in which each printed total adds."""
    runs = _runs(_cells(lines, legends))
    if len(runs) != 1 or len(runs[0].values) > MAX_CELLS:
        return
    words, values = runs[0].words, runs[0].values
    found = [rows for rows in _ways(words, values) if _totals_add(rows)]
    if len({_pairs(rows) for rows in found}) == 1:
        found.sort(key=lambda rows: (not _are_periods(rows[0][1:]), _place(rows[0][1]) > _place(rows[1][0])))
        yield from read_grid(found[0], "words, then values")


def _are_periods(cells: Sequence[Cell]) -> bool:
    """Whether cells name periods, a total apart."""
    named = [cell for cell in cells if not is_total(cell.text)]
    return bool(named) and all(cell.dated or _MONTHS.fullmatch(cell.text.casefold()) for cell in named)


def _place(cell: Cell) -> tuple[int, int]:
    return cell.line.number, cell.start


def _pairs(rows: Sequence[Row]) -> frozenset[tuple[frozenset[str], Span]]:
    """Give each value with its two labels, whichever of them is the row's."""
    heads, *body = rows
    return frozenset(
        (frozenset((row[0].text, head.text)), cell.span)
        for row in body
        for head, cell in zip(heads[1:], row[1:], strict=True)
    )


def _ways(words: Sequence[Cell], values: Sequence[Cell]) -> Iterator[list[Row]]:
    """Yield the ways to lay values in rows or columns under headings that stand before or after the labels."""
    count = len(values)
    for width in range(2, min(MAX_COLUMNS, count // 2) + 1):
        height = count // width
        corner = len(words) - width - height
        if count % width or corner not in {0, 1}:
            continue
        head = words[0] if corner else _empty(words[0])
        rest = words[corner:]
        by_row = [tuple(values[place : place + width]) for place in range(0, count, width)]
        by_column = list(zip(*(values[place : place + height] for place in range(0, count, height)), strict=True))
        for heads, labels in ((rest[:width], rest[width:]), (rest[height:], rest[:height])):
            for rows in (by_row, by_column):
                yield [(head, *heads), *((label, *row) for label, row in zip(labels, rows, strict=True))]


def _totals_add(rows: Sequence[Row]) -> bool:
    """Whether a table has a total at its foot or its right, and each that it has is the sum of what it sums."""
    heads, *body = rows
    amounts = [[cell.amount.value.value for cell in row[1:] if cell.amount] for row in body]
    numbers = [[number for number in row if number is not None] for row in amounts]
    if any(len(row) < len(cells) - 1 for row, cells in zip(numbers, body, strict=True)):
        return False
    if any(is_total(cell.text) for cell in (*heads[1:-1], *(row[0] for row in body[:-1]))):
        return False
    sums = []
    if is_total(body[-1][0].text):
        sums += [sum(column[:-1]) == column[-1] for column in zip(*numbers, strict=True)]
    if is_total(heads[-1].text):
        sums += [sum(row[:-1]) == row[-1] for row in numbers]
    return len(sums) > 1 and all(sums)
