"""One table laid out in some six hundred ways: whatever is published of it is what the table says.

What programs make of a table differs in how cells are parted, in headings over headings, marks of notes, thousands, order. A
layout that is not understood may give fewer figures, or none; a value under another's labels is the worst that can happen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from disclosed.model import ReadFigure
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.settling.doubts import doubts_of

Grid = list[list[str]]


@dataclass(frozen=True)
class Table:
    """A table as it was before any program had it: its corner, its headings, its rows."""

    corner: str
    heads: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]

    def grid(self) -> Grid:
        return [[self.corner, *self.heads], *([label, *values] for label, values in self.rows.items())]


TABLES = {
    "years": Table(
        "Hospital",
        ("2021/22", "2022/23", "2023/24"),
        {
            "Ridley General": ("310", "288", "904"),
            "Marsh Street": ("41", "38", "1,863"),
            "Kelham": ("12", "18", "14"),
            "Total": ("363", "344", "2,781"),
        },
    ),
    "words": Table(
        "Ward",
        ("Refused", "Revoked"),
        {"Abbey": ("7", "*"), "Castle Hill": ("12", "0"), "Hythe and Quayside": ("*", "5"), "Marsh": ("9", "2")},
    ),
    "money": Table(
        "Staff group",
        ("2022/23", "2023/24", "2024/25"),
        {
            "Medical and dental": ("£6,412,380", "£7,105,944", "£288,017"),
            "Nursing": ("£863,906", "£8,310,112", "£2,544,906"),
            "Other": ("£41,870", "£38,012", "£90,455"),
        },
    ),
}


def thousands(cell: str, sign: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", sign, cell)


# Each makes another grid of a table.
CHANGED: dict[str, Callable[[Table], Grid]] = {
    "plain": Table.grid,
    "last row first": lambda table: [table.grid()[0], table.grid()[-1], *table.grid()[1:-1]],
    "columns turned round": lambda table: [[row[0], *row[:0:-1]] for row in table.grid()],
    "rows for columns": lambda table: [list(row) for row in zip(*table.grid(), strict=True)],
    "thousands with a space": lambda table: [[thousands(cell, " ") for cell in row] for row in table.grid()],
    "thousands without a sign": lambda table: [[thousands(cell, "") for cell in row] for row in table.grid()],
    "a note": lambda table: [
        *([row[0] + " [1]" * (place == 1), *row[1:]] for place, row in enumerate(table.grid())),
        ["[1] These were counted by hand."],
    ],
    "a note's bare number": lambda table: [
        *([row[0] + "1" * (place == 1), *row[1:]] for place, row in enumerate(table.grid())),
        ["1 These were counted by hand."],
    ],
    "a title": lambda table: [["Table 1: figures for 2023 and 2024"], *table.grid()],
    "a wider heading": lambda table: [["", "Calendar or financial year"], *table.grid()],
    "a unit under each heading": lambda table: [
        table.grid()[0],
        ["", *(["(no.)"] * len(table.heads))],
        *table.grid()[1:],
    ],
    "headings again": lambda table: [*table.grid()[:3], table.grid()[0], *table.grid()[3:]],
    "an empty cell": lambda table: [
        [cell if (place, at) != (2, 1) else "" for at, cell in enumerate(row)] for place, row in enumerate(table.grid())
    ],
    "no headings": lambda table: table.grid()[1:],
}


def in_columns(grid: Grid, *, gap: int, right: bool) -> list[str]:
    width = max(map(len, grid))
    wide = [max(len(row[at]) for row in grid if len(row) > 1 and at < len(row)) + gap for at in range(width)]
    lines = []
    for row in grid:
        cells = [cell.rjust(wide[at]) if right and at else cell.ljust(wide[at]) for at, cell in enumerate(row)]
        lines.append(row[0] if len(row) == 1 else "".join(cells).rstrip())
    return lines


def one_a_line(grid: Grid, end: str = "") -> list[str]:
    return [cell + end for row in grid for cell in row if cell]


# Each writes a grid as lines.
WRITTEN: dict[str, Callable[[Grid], list[str]]] = {
    "tabs": lambda grid: ["\t".join(row) for row in grid],
    "pipes": lambda grid: [" | ".join(row) for row in grid],
    "closed pipes": lambda grid: [f"| {' | '.join(row)} |" for row in grid],
    "columns": lambda grid: in_columns(grid, gap=3, right=True),
    "close columns": lambda grid: in_columns(grid, gap=2, right=True),
    "columns at the left": lambda grid: in_columns(grid, gap=3, right=False),
    "four spaces": lambda grid: ["    ".join(filter(None, row)) for row in grid],
    "one space": lambda grid: [" ".join(filter(None, row)) for row in grid],
    "slashes": lambda grid: [" / ".join(row) for row in grid],
    "a cell a line": one_a_line,
    "a cell a line, apart": lambda grid: "\n\n".join(one_a_line(grid)).split("\n"),
    "a cell a line, piped": lambda grid: one_a_line(grid, " |"),
    "one line": lambda grid: [" ".join(filter(None, (cell for row in grid for cell in row)))],
}


def folded(label: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"\[1\]|(?<=[a-z])1\b", "", label)).strip().casefold()


def published(lines: Sequence[str], question: str) -> list[ReadFigure]:
    """Read a letter with the lines as its one answer, and give the figures that nothing holds back."""
    note = "* denotes a figure from 1 to 4."
    body = "\n".join(lines)
    letter = (
        f"Dear Applicant\n\n1. {question}\n\n{body}\n\n{note}\n\n2. How many cats?\n\n3\n\nYours sincerely\nOfficer"
    )
    reading = read_letter(parse_letter(letter.encode()))
    doubts = doubts_of(reading.findings)
    found = [(one, figure) for one in reading.questions if one.number == "1" for figure in one.figures]
    return [figure for one, figure in found if not doubts.hold(one.number, figure)]


def said(table: Table) -> dict[frozenset[str], str]:
    """Give each cell's words, its thousands without a sign, by its two labels."""
    return {
        frozenset((folded(label), folded(head))): thousands(cell, "")
        for label, cells in table.rows.items()
        for head, cell in zip(table.heads, cells, strict=True)
    }


def is_said(figure: ReadFigure, cells: Mapping[frozenset[str], str]) -> bool:
    """Whether a figure's labels name one cell of the table, and its words are that cell's."""
    labels = [folded(label) for label in figure.labels]
    words = thousands(figure.words.replace(" ", ","), "")
    named = [cell for names, cell in cells.items() if all(any(name in label for label in labels) for name in names)]
    return words in named


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("changed", CHANGED)
@pytest.mark.parametrize("name", TABLES)
def test_what_is_published_of_a_table_is_what_it_says(name: str, changed: str, written: str) -> None:
    table = TABLES[name]
    lines = WRITTEN[written](CHANGED[changed](table))
    figures = published(lines, f"What are the figures for each {table.corner.lower()}, by kind or year?")
    wrong = [(figure.labels, figure.words) for figure in figures if not is_said(figure, said(table))]
    assert wrong == []


@pytest.mark.parametrize(
    "written", ["tabs", "pipes", "closed pipes", "columns", "four spaces", "slashes", "a cell a line"]
)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_nothing_changed_is_published_whole(name: str, written: str) -> None:
    table = TABLES[name]
    figures = published(WRITTEN[written](table.grid()), f"What are the figures for each {table.corner.lower()}?")
    assert len(figures) == len(said(table))
