"""Rows of a spreadsheet that was saved with commas or semicolons."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosed.model import Number
from disclosed.reading.answer_commas import separated_rows
from disclosed.reading.blocks import Block, BlockContext, read_block
from disclosed.reading.lines import parse_letter


def read(*lines: str) -> Block:
    return read_block("How many boats?", parse_letter("\n".join(lines).encode()).lines, BlockContext("1"))


def figures(*lines: str) -> dict[tuple[str, ...], Number | None]:
    return {figure.labels: figure.value.value for figure in read(*lines).figures}


def unread(*lines: str) -> list[int]:
    return [doubt.line for doubt in read(*lines).doubts if doubt.code == "unread_number"]


def test_a_comma_parts_cells_and_quotation_marks_hold_thousands() -> None:
    assert figures("Quay,2023,2024", "North,412,330", '"Fen, East",12,8', 'All quays,"1,407",338') == {
        ("North", "2023"): 412,
        ("North", "2024"): 330,
        ("Fen, East", "2023"): 12,
        ("Fen, East", "2024"): 8,
        ("All quays", "2023"): 1407,
        ("All quays", "2024"): 338,
    }


def test_a_label_may_end_in_a_number() -> None:
    assert list(figures("Zone,2023,2024", "Zone 1,14,17", "Zone 2,9,3")) == [
        ("Zone 1", "2023"),
        ("Zone 1", "2024"),
        ("Zone 2", "2023"),
        ("Zone 2", "2024"),
    ]


def test_a_semicolon_leaves_commas_to_thousands() -> None:
    assert figures("Quay;Boats;Fees", "North;1,204;£61.50", "South;377;£18") == {
        ("North", "Boats"): 1204,
        ("North", "Fees"): Decimal("61.50"),
        ("South", "Boats"): 377,
        ("South", "Fees"): 18,
    }


def test_spaces_may_stand_behind_the_commas_and_a_title_and_a_note_beside_the_table() -> None:
    assert figures("Boats by quay, 2023", "Quay, Sloops, Yawls", "North, 14, 17", "South, 9, 3", "Own count, July") == {
        ("North", "Sloops"): 14,
        ("North", "Yawls"): 17,
        ("South", "Sloops"): 9,
        ("South", "Yawls"): 3,
    }


def test_an_empty_line_parts_two_tables_but_where_one_stands_between_all_rows() -> None:
    two = ("Quay,Sloops,Yawls", "North,14,17", "", "Quay,Ketches,Punts", "North,9,3")
    assert [labels[1] for labels in figures(*two)] == ["Sloops", "Yawls", "Ketches", "Punts"]
    assert len(figures("Quay,Sloops,Yawls", "", "North,14,17", "", "South,9,3")) == 4


@pytest.mark.parametrize(
    "lines",
    [
        ("Quay,Boats", "North,1,407", "South,1,322"),  # thousands or two cells?
        ("North,14,17,19", "South,22,31,44", "East,9,8,7"),  # no headings
    ],
)
def test_a_table_whose_columns_are_not_known_is_left_to_a_person(lines: tuple[str, ...]) -> None:
    assert figures(*lines) == {}
    assert unread(*lines) == [number for number, line in enumerate(lines, start=1) if any(map(str.isdigit, line))]


def test_a_row_of_another_width_is_left_to_a_person() -> None:
    lines = ("Quay,Sloops,Yawls", "North,14,17", "South,1,009,3", "East,2,5")
    assert set(figures(*lines)) == {("North", "Sloops"), ("North", "Yawls"), ("East", "Sloops"), ("East", "Yawls")}
    assert unread(*lines) == [3]


@pytest.mark.parametrize(
    "lines",
    [
        ("The quay team, the wardens, and", "the trust, with 3 staff, 2 vans."),
        ("North Quay, Hexley, HX1 4AB", "South Quay, Hexley, HX2 7CD"),
        ("Sloops, 14", "Yawls, 3"),
        ("Quay 2023 2024", "North 1,204 1,377", "South 2,118 2,440"),
        ("Quay | 2023", "North | 1,204", "South | 2,118"),
        ("North   1,204   1,377", "South   2,118   2,440", "East   1,003   1,009"),
        ('North,"14', "South,9,3"),
    ],
)
def test_other_commas_part_no_cells(lines: tuple[str, ...]) -> None:
    assert separated_rows(parse_letter("\n".join(lines).encode()).lines) == {}
