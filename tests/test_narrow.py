"""How tables are set on a phone: as they are, each row's label over its numbers, or each cell beside its heading."""

from __future__ import annotations

import pytest

from disclosed.publishing.narrow import fitted
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Cell, Column, Grid, Row, Run


def grid(*heads: str, cells: tuple[str, ...], style: str = "") -> Grid:
    """Make a table of one row; a head that ends in # is of numbers, a cell in brackets is a tag."""
    columns = tuple(Column(plain(head.rstrip("#")), number=head.endswith("#")) for head in heads)
    made = tuple(
        Cell(
            (Run(words.strip("()"), style="tag" if words.startswith("(") else ""),),
            number=column.number,
            heading=at == 0,
        )
        for at, (words, column) in enumerate(zip(cells, columns, strict=True))
    )
    return Grid("table-1", "", plain("Caption"), columns, (Row(made),), style=style)  # type: ignore[arg-type]  # one of its words


@pytest.mark.parametrize(
    ("heads", "cells", "way"),
    [
        (("Authority", "Number#", "Answer"), ("Aldermoor Borough Council", "[x]", "(Withheld)"), ""),
        (("Authority", "2021/22#", "2022/23#", "Answer"), ("Aldermoor Borough Council", "[x]", "[x]", "(No reply)"), "over"),
        (("Group", "2021/22#", "2022/23#", "2023/24#", "2024/25#"), ("Men", "1,203", "1,310", "1,180", "982"), "over"),
        (("Authority", "Ward", "2022/23#", "Answer"), ("Aldermoor Council", "North and east", "1,310", "(No reply)"), "over"),
        (("Authority", "Number of times", "Children not looked after#", "Looked-after children#", "Answer"), ("Leicester", "Once", "130", "19", "Given"), "over"),
        (("Group", "Offered#", "Accepted#", "Accepted as % of offered (calculated)#"), ("Men", "597", "339", "56.8"), "pairs"),
        (("Authority", "Ward", "Kind of vehicle", "Number#"), ("Aldermoor Council", "North", "Vans", "3"), "pairs"),
        (("Name", "What it holds", "Type", "Always given"), ("column_label", "The heading", "text", "no"), "pairs"),
    ],
)  # fmt: skip
def test_a_table_that_a_phone_has_no_room_for_is_set_otherwise(
    heads: tuple[str, ...], cells: tuple[str, ...], way: str
) -> None:
    assert fitted(grid(*heads, cells=cells)).narrow == way


def test_rows_of_data_stay_as_they_stand_in_their_file() -> None:
    wide = grid("figure", "row_label", "column_label", cells=("a-request/a-council/L1C1", "x", "y"), style="dense")
    assert fitted(wide) == wide


def test_a_cell_is_told_its_heading_where_it_stands_beside_it_without_marks_of_notes() -> None:
    wide = grid("Compared", "Left#", "Right#", cells=("2a = 1a", "1,254 + 27 = 1,281", "339 + 234 = 573"))
    noted = Column((Run("Left "), Run("[note 1]", "#note-1", "note")), number=True)
    found = fitted(Grid("t", "", (), (wide.columns[0], noted, wide.columns[2]), wide.rows))
    assert [cell.beside for cell in found.rows[0].cells] == ["Compared", "Left", "Right"]


def test_a_row_s_label_that_does_not_come_first_cannot_stand_over_the_others() -> None:
    wide = grid("Question", "2021/22#", "2022/23#", "2023/24#", cells=("1a", "1,203", "1,310", "1,180"))
    bare = Grid(
        "t", "", (), wide.columns, (Row(tuple(Cell(cell.words, number=cell.number) for cell in wide.rows[0].cells)),)
    )
    assert (fitted(wide).narrow, fitted(bare).narrow) == ("over", "pairs")
