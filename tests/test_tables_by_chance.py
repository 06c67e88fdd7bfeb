"""Tables drawn by chance in the states that text leaves them in: a figure that is read is right, whatever is not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from random import Random

import pytest

from disclosed.model import Line
from disclosed.reading.blocks import BlockContext, read_block
from disclosed.reading.lines import fold

ROWS = (
    "North", "South Wood", "Old Quay", "Fen and Moor", "Allied health professionals", "Nursing and midwifery", "Other",
    "Not stated", "Aged 65 and over", "Band 5", "Children's services", "Housing (private)", "E-bike", "0 to 17", "18-64",
)  # fmt: skip
WIDER = ("2021/22", "2022/23", "2023/24", "Adults", "Children", "Bank", "North Site", "Quarter 1")
HEADS = ("Received", "Upheld", "Closed", "% closed", "Number", "Cost (£)", "Male", "On time", "Open cases", "Total")
YEARS = ("2019", "2020", "2021", "2022", "2023")
SEEDS = range(120)  # tables of each state

Path = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What a table says: its rows' labels, each column's wider heading ('' for none) and heading, and its cells."""

    rows: list[str]
    columns: list[tuple[str, str]]
    cells: list[list[str]]

    def told(self) -> Counter[tuple[Path, str]]:
        """Count its figures: labels and words."""
        return Counter(
            ((row, *(head for head in heads if head)), cell)
            for row, cells in zip(self.rows, self.cells, strict=True)
            for heads, cell in zip(self.columns, cells, strict=True)
        )


def draw(chance: Random) -> Table:
    rows = chance.sample(ROWS, chance.randint(2, 6)) + ["Total"] * (chance.random() < 0.3)
    if chance.random() < 0.5:
        wider, heads = chance.sample(WIDER, chance.randint(2, 3)), chance.sample(HEADS, chance.randint(2, 3))
        columns = [(one, head) for one in wider for head in heads]
        columns += [("", "Total")] * (chance.random() < 0.2 and "Total" not in heads)
    else:
        heads = chance.sample(HEADS, 3) if chance.random() < 0.5 else sorted(chance.sample(YEARS, chance.randint(2, 5)))
        columns = [("", head) for head in heads]
    return Table(rows, columns, [[draw_cell(chance, head) for _, head in columns] for _ in rows])


def draw_cell(chance: Random, head: str) -> str:
    number = chance.choice((0, chance.randint(1, 999), chance.randint(1_000, 99_999)))
    return f"{number % 1000 / 10:.1f}%" if "%" in head else chance.choice((f"{number:,}", f"{number:,}", "<5"))


def in_columns(table: Table, chance: Random, *, wrapped: bool = False) -> str:
    """Text from a PDF: columns at their places, set left, right or in the middle."""
    gap, place = " " * chance.randint(2, 5), chance.choice((str.rjust, str.ljust, str.center))
    pieces = [broken(row, chance) if wrapped else [row] for row in table.rows]
    corner = chance.choice(("", "Area", "Staff group"))
    first = max(len(piece) for piece in (corner, *(piece for row in pieces for piece in row)))
    widths = [
        max(len(text) for text in (head, *column))
        for (_, head), column in zip(table.columns, zip(*table.cells, strict=True), strict=True)
    ]
    lines = [wider_line(table, widths, first, gap)] if any(wide for wide, _ in table.columns) else []
    rows = [(corner, [head for _, head in table.columns])]
    over = chance.random() < 0.5  # whether a row's values stand beside the last piece of its label, or the first
    for broken_label, cells in zip(pieces, table.cells, strict=True):
        rows += [(piece, []) for piece in broken_label[:-1]] * over
        rows.append((broken_label[-1 if over else 0], cells))
        rows += [(piece, []) for piece in broken_label[1:]] * (not over)
    for label, cells in rows:
        placed = (gap + place(cell, width) for cell, width in zip(cells, widths, strict=bool(cells)))
        lines.append((label.ljust(first) + "".join(placed)).rstrip())
    return "\n".join(lines)


def wider_line(table: Table, widths: list[int], first: int, gap: str) -> str:
    """Set each wider heading over the middle of its columns; a column too narrow for it is widened."""
    line, place = " " * first, 0
    for wide, group in groupby(wide for wide, _ in table.columns):
        count = len(list(group))
        room = sum(widths[place : place + count]) + len(gap) * (count - 1)
        widths[place + count - 1] += max(0, len(wide) - room)
        line += gap + wide.center(max(room, len(wide)))
        place += count
    return line.rstrip()


def broken(label: str, chance: Random) -> list[str]:
    words = label.split()
    if len(words) < 2 or chance.random() < 0.5:
        return [label]
    cut = chance.randint(1, len(words) - 1)
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def wrapped_columns(table: Table, chance: Random) -> str:
    return in_columns(table, chance, wrapped=True)


def by_count(table: Table, chance: Random) -> str:
    """Text from a PDF that kept the order and no places."""
    wider = " ".join(dict.fromkeys(wide for wide, _ in table.columns if wide))
    heads = " ".join((chance.choice(("Area", "Staff group")), *(head for _, head in table.columns)))
    rows = (" ".join((row, *cells)) for row, cells in zip(table.rows, table.cells, strict=True))
    return "\n".join(line for line in (wider, heads, *rows) if line)


def between(table: Table, opens: str, mark: str, closes: str) -> str:
    """Rows of cells with a mark between; a wider heading leaves the cells after it empty."""
    wide = [
        one if place == 0 or table.columns[place - 1][0] != one else "" for place, (one, _) in enumerate(table.columns)
    ]
    rows = [["", *wide]] if any(wide) else []
    rows += [["Area", *(head for _, head in table.columns)]]
    rows += [[row, *cells] for row, cells in zip(table.rows, table.cells, strict=True)]
    return "\n".join(opens + mark.join(row) + closes for row in rows)


def pipes(table: Table, _: Random) -> str:
    return between(table, "| ", " | ", " |")


def tabs(table: Table, _: Random) -> str:
    return between(table, "", "\t", "")


def read(text: str) -> Counter[tuple[Path, str]]:
    """Count the figures that are read without a doubt."""
    lines = tuple(Line(number, words, fold(words)) for number, words in enumerate(text.split("\n"), start=1))
    block = read_block("How many were there?", lines, BlockContext("1"))
    doubtful = {doubt.line for doubt in block.doubts if doubt.code == "uncertain_reading"}
    return Counter((figure.labels, figure.words) for figure in block.figures if figure.span.line not in doubtful)


# A state, and how many of a hundred figures are read at least: a label broken before a capital is in doubt, and a
# heading of two capitals is not told from two headings where there are no places.
STATES: list[tuple[Callable[[Table, Random], str], int]] = [
    (in_columns, 100), (wrapped_columns, 60), (by_count, 75), (pipes, 100), (tabs, 100),
]  # fmt: skip


@pytest.mark.parametrize(("state", "least"), STATES, ids=[state.__name__ for state, _ in STATES])
def test_a_table_drawn_by_chance_gives_right_figures_and_no_wrong_one(
    state: Callable[[Table, Random], str], least: int
) -> None:
    found = stated = 0
    for seed in SEEDS:
        chance = Random(seed)
        table = draw(chance)
        text = state(table, chance)
        got, told = read(text), table.told()
        assert not got - told, f"{got - told} in\n{text}"
        found, stated = found + sum(got.values()), stated + sum(told.values())
    assert found * 100 >= stated * least, f"{found} of {stated}"
