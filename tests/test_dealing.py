"""A table that a person points at, dealt out over the labels that they write."""

from __future__ import annotations

import pytest

from disclosed.findings import UserError, line_of
from disclosed.model import Reading
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.serving.choices import Choice, Point, parse_choices
from disclosed.serving.dealing import cells_on, dealt, table_lines
from disclosed.serving.sent import choices_in

FILE = "northtown.yml"
LETTER = """Northtown Borough Council

1. What penalties were given?

Penalty
Warning
Excluded
Undergraduate Postgraduate
61
22
<5
Nil

Some of this is exempt under section 40(2) of the Act.

2. How many bins are there, by ward and year?

Ward | 2022 | 2023
North | 12 | 13
South | n/a | 14
"""
FORM = {"do": "table", "question": "1", "lines": "9-12", "order": "rows", "rows": "Warning\r\nExcluded\r\n", "headings": "Undergraduate\nPostgraduate"}  # fmt: skip


def reading() -> Reading:
    return read_letter(parse_letter(LETTER.encode()))


def pointed(form: dict[str, str]) -> tuple[Choice, ...]:
    return dealt(parse_choices(choices_in(form), FILE), reading(), FILE)


def told(choices: tuple[Choice, ...]) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(one.line, one.words, one.labels) for one in choices if isinstance(one, Point)]


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        ({}, [(9, "61", ("Warning", "Undergraduate")), (10, "22", ("Warning", "Postgraduate")),
              (11, "<5", ("Excluded", "Undergraduate")), (12, "Nil", ("Excluded", "Postgraduate"))]),
        ({"order": "columns"}, [(9, "61", ("Warning", "Undergraduate")), (10, "22", ("Excluded", "Undergraduate")),
                                (11, "<5", ("Warning", "Postgraduate")), (12, "Nil", ("Excluded", "Postgraduate"))]),
        ({"lines": "9", "rows": "Warning", "headings": ""}, [(9, "61", ("Warning",))]),
        ({"lines": "19 – 20", "question": "2", "rows": "North\nSouth", "headings": "2022\n2023"},
         [(19, "12", ("North", "2022")), (19, "13", ("North", "2023")), (20, "n/a", ("South", "2022")), (20, "14", ("South", "2023"))]),
    ],
)  # fmt: skip
def test_the_numbers_of_a_table_are_dealt_out_over_its_labels(
    change: dict[str, str], cells: list[tuple[int, str, tuple[str, ...]]]
) -> None:
    assert told(pointed({**FORM, **change})) == cells


def test_a_row_that_is_a_total_is_one() -> None:
    choices = pointed({**FORM, "rows": "Warning\nTotal"})
    assert [one.total for one in choices if isinstance(one, Point)] == [None, None, True, True]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rows": "Warning"}, "4 numbers stand on lines 9 to 12, and 1 row under 2 headings hold 2."),
        ({"lines": "9-99"}, "'9-99' are no lines of the letter. Write them as 12-15."),
        ({"lines": "all"}, "'all' are no lines of the letter. Write them as 12-15."),
    ],
)
def test_a_table_that_does_not_hold_its_labels_is_refused(change: dict[str, str], message: str) -> None:
    with pytest.raises(UserError) as error:
        pointed({**FORM, **change})
    (found,) = error.value.findings
    assert line_of(found).startswith(f"{FILE}: {message}")


def test_a_table_without_a_row_is_no_choice() -> None:
    with pytest.raises(UserError):
        pointed({**FORM, "rows": " "})


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ("| Skips | Bins | Bags |\n| 12 | 141 | 7 |", "6-6"),
        ("Skips   Bins   Bags\n12   141   7", "6-6"),
        ("By kind:\n12 skips, 141 bins and 7 bags", ""),
        ("| Skips |\n| 12 |", ""),
    ],
)
def test_a_table_of_one_row_is_offered_where_something_parts_its_cells(row: str, lines: str) -> None:
    text = f"Northtown Borough Council\n\n1. How many by kind?\n\n{row}\n\nYours faithfully\n"
    assert table_lines(read_letter(parse_letter(text.encode())), "1", read=True) == lines


def test_a_table_is_offered_on_the_lines_that_hold_numbers() -> None:
    read = reading()
    numbers = {question.number: question.outcome for question in read.questions}
    assert set(numbers) == {"1", "2"}
    assert [words for _, _, words in cells_on(read, 1, len(read.letter.lines))] == ["61", "22", "<5", "Nil", "12", "13", "n/a", "14"]  # fmt: skip
    assert table_lines(read, "2", read=True) == "19-20"
    assert table_lines(read, "3") == ""
