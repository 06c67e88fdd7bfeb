"""Tables whose cells are parted by one number of spaces wherever they stand, as a web page or a word processor copies them.

`Kelham    1,760    1,811    643` under `Centre    Received    Heard    Waiting`: the spaces part cells as a tab would, and the
place where a value stands says nothing of its column. Read by place, values would slide under the next heading. So the gaps
of such lines become tabs in what is read; what is quoted stays as the letter has it, and columns still count alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.model import Letter, Line

LEAST_LINES = 3  # a head and two rows, or three rows
LEAST_CELLS = 3  # of two, a label and its value, every reader makes the same
MAX_LINE = 600  # characters, as for every table in columns (answer_sheets.py)

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


def with_tabs(letter: Letter) -> Letter:
    """Give a letter in which each gap of such a table begins with a tab."""
    runs = [run for run in _runs(letter.lines) if len(run) >= LEAST_LINES and not _in_columns(run)]
    tabbed = {line.number for run in runs for line in run}
    if not tabbed:
        return letter
    return replace(letter, lines=tuple(_with_tabs(line) if line.number in tabbed else line for line in letter.lines))


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines that follow one another, all parted throughout by the same number of spaces."""
    run: list[Line] = []
    before = 0
    for line in lines:
        gap = _gap_of(line)
        if run and gap != before:
            yield run
            run = []
        if gap:
            run.append(line)
        before = gap
    yield run


def _gap_of(line: Line) -> int:
    """Give how many spaces part the cells of a line throughout; 0 where it has too few cells, a tab, or gaps of several widths."""
    if len(line.text) > MAX_LINE or "\t" in line.text or "|" in line.text:
        return 0
    widths = [len(gap[0]) for gap in _GAP.finditer(line.text)]
    return widths[0] if len(widths) + 1 >= LEAST_CELLS and len(set(widths)) == 1 else 0


def _in_columns(run: Sequence[Line]) -> bool:
    """Whether the cells of each column are all as long: then places tell the columns too."""
    return len({tuple(gap.start() for gap in _GAP.finditer(line.text)) for line in run}) == 1


def _with_tabs(line: Line) -> Line:
    return replace(line, text=_GAP.sub(_as_tab, line.text), shadow=_GAP.sub(_as_tab, line.shadow))


def _as_tab(gap: re.Match[str]) -> str:
    return "\t" + gap[0][1:]
