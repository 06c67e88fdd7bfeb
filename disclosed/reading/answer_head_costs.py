"""What it costs to lay headings over columns, and one way to lay them: answer_head_places.py finds the ways, answer_wide_heads.py those over wider ones.

A heading stands over its column, or near it, and never over another's; what no headings have costs more than any way may.
"""

from __future__ import annotations

from dataclasses import dataclass

from disclosed.model import Line
from disclosed.reading.answer_cells import Cell
from disclosed.reading.answer_columns import NEAR, Shape, wide_cells

# What → cost. The order matters, and that no sum of small faults outweighs a great one.
COSTS: dict[str, int] = {
    "cut at a space": 2,  # `Jan Feb Mar`: headings of which each begins with a capital, a number or a sign
    "cut in the middle": 4,  # before a word that begins small, which goes on from one above it
    "cut before a bracket": 8,
    "capital inside": 1,  # `Open Cases` may be one heading
    "one a word": 8,  # as many words as columns, wherever they stand
    "two spaces inside": 4,  # a justified line has such gaps, a heading hardly
    "over another column": 2,  # for each character that stands over a column not its own
    "edge out of place": 3,  # at most: in a crowded table the headings of a PDF's text stand off their columns
    "word over another column": 4,  # and over no part of its own
    "river inside": 8,  # an empty strip down a heading of two lines or more parts two headings
    "two headings in one": 12,
    "heading unused": 3,  # a piece of a line in columns over the headings, of which nothing is made
    "title unused": 1,  # a line of words is a title
    "runs of unlike length": 6,  # wider headings over two columns here and three there
    "headings return": -8,  # the same headings under each wider one
    "heading on the line above": 2,  # `Total` beside wider headings, over a column that has none under it
    "column left out": 4,  # a column that has no wider heading beside others that have
    # What no headings have: a way with one of these is wrong.
    "column without a heading": 1_000,
    "wide gap inside": 1_000,
    "word across an edge": 1_000,  # by more than a few characters: two headings without a space between them
    "small letter": 1_000,  # a heading begins small or with a bracket where others do not: `Notice | of proceedings`
    "open end": 1_000,  # a heading ends open: `Notice of | proceedings`
    "run without its heading": 1_000,  # a wider heading that stands over none of its columns
}
FAR = 8  # characters beyond which a heading is far from its column, however far
NO_WAY = 10**6


@dataclass(frozen=True, slots=True)
class Way:
    """One way to lay something over the columns: what it costs, and each column's words from the top, -1 the labels'."""

    cost: int
    cells: tuple[tuple[int, Cell], ...] = ()

    @property
    def columns(self) -> frozenset[int]:
        """The columns that get words."""
        return frozenset(place for place, _ in self.cells if place >= 0)


def stands_over(line: Line, shape: Shape) -> int:
    """Count the pieces of a line that stand over the columns and not over the row labels alone.

    A label that begins where labels do may reach a little over the first column.
    """
    first = shape.columns[0].start
    return sum(
        cell.end > first and not (cell.start <= shape.labels.start + 1 and cell.end <= first + NEAR)
        for cell in wide_cells(line)
    )
