"""The numbers of a list's items inside an answer."""

from __future__ import annotations

import pytest

from disclosed.reading.blocks import BlockContext, read_block
from disclosed.reading.lines import parse_letter
from disclosed.reading.ordinals import without_ordinals


def blanked(*lines: str) -> list[str]:
    return [line.text for line in without_ordinals(parse_letter("\n".join(lines).encode()).lines)[0]]


def test_an_items_number_is_no_part_of_its_label() -> None:
    lines = parse_letter(b"1. Sloops - 14\n2. Ketches - 3\n3. Yawls - 7").lines
    block = read_block("Which boats are let most?", lines, BlockContext("4"))
    assert [(figure.labels, figure.value.value) for figure in block.figures] == [
        (("Sloops",), 14),
        (("Ketches",), 3),
        (("Yawls",), 7),
    ]
    assert [(aside.words, aside.span.line, aside.span.first, aside.reason) for aside in block.aside] == [
        ("1", 1, 1, "item number"),
        ("2", 2, 1, "item number"),
        ("3", 3, 1, "item number"),
    ]


def test_columns_stay_where_they_were() -> None:
    assert blanked("1) Sloops 14", "", "2) Ketches 3") == ["   Sloops 14", "", "   Ketches 3"]


def test_a_list_may_begin_again() -> None:
    listed = ("2024", "1. Sloops 14", "2. Yawls 3", "2025", "1. Yawls 9", "2. Sloops 7")
    assert blanked(*listed) == ["2024", "   Sloops 14", "   Yawls 3", "2025", "   Yawls 9", "   Sloops 7"]


@pytest.mark.parametrize(
    "lines",
    [
        ("1. Sloops 14", "Ketches 3"),  # one number may be anything
        ("2. Sloops 14", "3. Ketches 3"),  # not from 1
        ("1. Sloops 14", "3. Ketches 3"),  # one is missing
        ("1. 14", "2. 3"),  # values
        ("1 Bed 14", "2 Bed 3"),  # names
    ],
)
def test_other_numbers_stay(lines: tuple[str, ...]) -> None:
    assert blanked(*lines) == list(lines)
