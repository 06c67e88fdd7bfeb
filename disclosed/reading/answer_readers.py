"""Which readers read a group of lines, by its look: rows cut at tabs, pipes or signs, plain rows, sentences.

Each reader yields candidates (candidates.py), and blocks.py takes the cheapest. Of rows that are whole as they stand none is
put together from the cells of others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.model import Line
from disclosed.reading.answer_boxes import boxed_rows
from disclosed.reading.answer_cells import Cell, cell_at, cut_each_tab, cut_pipes, cut_slashes, cut_tabs
from disclosed.reading.answer_commas import cut_at_sign, separated_rows
from disclosed.reading.answer_grids import Row, read_grid
from disclosed.reading.answer_groups import Group
from disclosed.reading.answer_labels import read_labelled
from disclosed.reading.answer_lists import read_headed_pairs, read_labels_in_line, read_values_in_line
from disclosed.reading.answer_prose import asks_for_words, read_sentences
from disclosed.reading.answer_row_blocks import goes_on
from disclosed.reading.answer_streams import read_column_blocks, read_one_run, read_runs
from disclosed.reading.answer_tables import read_columns, read_flat, read_one_line, read_stream
from disclosed.reading.candidates import Candidate
from disclosed.reading.values import Legend

LEAST_CELLS = 3  # of a row that no line can have broken: a label and its value may stand on lines of their own


def candidates_of(question: str, group: Group, legends: Sequence[Legend], *, refused: bool) -> Iterator[Candidate]:
    """Yield what each reader of a group's kind makes of it."""
    lines = group.lines
    match group.kind:
        case "tabs":
            rows = _tab_rows(lines, legends)
            yield from read_grid(rows, "cells after tabs")
            between = _tabbed_rows(lines, legends)
            if not all(row[0].empty for row in between):  # else a tab begins each line, and the cells stand after tabs
                yield from read_grid(between, "cells between tabs")
            if not _are_whole(between or rows):
                yield from read_stream([cell for row in rows for cell in row], "cells after tabs, rows lost")
        case "pipes":
            yield from _piped(lines, legends)
        case "commas":
            signs = separated_rows(lines)
            yield from read_grid(
                [cut_at_sign(line, signs[line.number].sign, legends) for line in lines], "cells with commas"
            )
        case "slashes":
            yield from read_grid([cut_slashes(line, legends) for line in lines], "cells with slashes")
        case _:
            yield from _plain_candidates(question, lines, legends, refused=refused)


def _piped(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Candidate]:
    """Read rows with pipes: those of a drawn table, whose cells may run over lines, else a row a line, or broken ones."""
    boxed = boxed_rows(lines, legends)
    if boxed is not None:
        for one in read_grid(boxed.rows, "cells in a box"):
            yield replace(one, headings=(*one.headings, *boxed.spans), doubts=(*one.doubts, *boxed.doubts))
        return
    rows = [cut_pipes(line, legends) for line in lines if line.shadow.strip(" |:+=-")]
    yield from read_grid(rows, "cells with pipes")
    closed = all(line.shadow.strip()[:1] == "|" == line.shadow.strip()[-1:] for line in lines)
    if not closed and not _are_whole(rows):
        yield from read_stream([cell for row in rows for cell in row], "cells with pipes, rows broken")


def _are_whole(rows: Sequence[Row]) -> bool:
    """Whether rows are whole as they stand, so that no cell of one belongs to another: all with a value have as many cells."""
    widths = {len(row) for row in rows if any(cell.plain for cell in row)}
    return len(widths) == 1 and min(widths) >= LEAST_CELLS


def _plain_candidates(
    question: str, lines: Sequence[Line], legends: Sequence[Legend], *, refused: bool
) -> Iterator[Candidate]:
    """Let all readers of rows and sentences compete, the likelier first."""
    yield from read_labelled(lines, legends, signed=asks_for_words(question))
    yield from read_flat(lines, legends)
    yield from read_runs(lines, legends)
    yield from read_column_blocks(lines, legends)
    yield from read_one_run(lines, legends)
    yield from read_columns(lines, legends)
    yield from read_headed_pairs(lines, legends)
    yield from read_labels_in_line(lines)
    yield from read_values_in_line(question, lines)
    if len(lines) == 1:
        yield from read_one_line(lines[0], legends)
    yield from sentence_candidates(question, lines, refused=refused)


def sentence_candidates(question: str, lines: Sequence[Line], *, refused: bool) -> Iterator[Candidate]:
    """Read sentences at a little cost, since they pass over words that a list or a table would use."""
    for sentence in read_sentences(question, lines, refused=refused):
        yield replace(sentence, faults=(*sentence.faults, "unused heading"))


def _tab_rows(lines: Sequence[Line], legends: Sequence[Legend]) -> list[Row]:
    """Cut Tika's text of a table: a cell is a tab, its words and a line end; an empty line ends a row.

    A line without a tab continues the cell above it, but for one under a row that is a line with tabs inside: that begins
    a row, unless its words go on.
    """
    rows: list[list[Cell]] = []
    before, full = 0, False
    for line in lines:
        inside = cut_tabs(line, legends)
        if len(inside) > 1:
            rows.append(list(inside))
        elif not line.shadow.startswith("\t") and rows and rows[-1] and (not full or goes_on("", line.text)):
            above = rows[-1][-1]
            rows[-1][-1] = replace(above, more=f"{above.more} {line.text.strip()}".strip())
        elif rows and line.number == before + 1 and not full:
            rows[-1].append(cell_at(line, 0, len(line.text), legends))
        else:
            rows.append([cell_at(line, 0, len(line.text), legends)])
        before, full = line.number, len(inside) > 1
    return [tuple(row) for row in rows]


def _tabbed_rows(lines: Sequence[Line], legends: Sequence[Legend]) -> list[Row]:
    """Cut a spreadsheet's text at each tab, empty cells kept; none where its lines have no cell in common.

    A row of words may lack the tabs at its end; of one with values it is not known which are lacking.
    """
    rows = [cut_each_tab(line, legends) for line in lines]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    if count < 2 or width < 3:
        return []
    return [_padded(row, width) for row in rows if not all(cell.empty for cell in row)]


def _padded(row: Row, width: int) -> Row:
    if not 1 < len(row) < width or any(cell.plain for cell in row):
        return row
    end = row[-1].end
    return (*row, *(Cell(row[-1].line, end, end) for _ in range(width - len(row))))
