"""One answer for several questions is shared by words only where they leave no choice."""

from __future__ import annotations

import pytest

from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter

ROWS = ["2021\t40\t12\t30%", "2022\t50\t20\t40%"]


def shared(asked: list[str], heads: str) -> tuple[dict[str, list[tuple[tuple[str, ...], object]]], set[str]]:
    lines = [f"{place}. {text}" for place, text in enumerate(asked, start=1)]
    letter = "\n".join([*lines, "", "Questions 1 and 2", "", f"Year\t{heads}", *ROWS])
    reading = read_letter(parse_letter(letter.encode()))
    figures = {one.number: [(f.labels, f.value.value) for f in one.figures] for one in reading.questions}
    return figures, {finding.code for finding in reading.findings}


def test_a_column_goes_to_the_question_whose_words_its_heading_shares() -> None:
    asked = ["How many requests did you get?", "How many of those requests were refused, also as a percentage?"]
    figures, codes = shared(asked, "Requests\tRefused\t% refused")
    assert [labels for labels, _ in figures["1"]] == [("2021", "Requests"), ("2022", "Requests")]
    assert {labels[1] for labels, _ in figures["2"]} == {"Refused", "% refused"}
    assert "uncertain_reading" not in codes


@pytest.mark.parametrize("heads", ["North\tSouth\tWest", "Requests\tRequests kept\tRequests lost"])
def test_headings_that_leave_a_choice_stay_in_doubt(heads: str) -> None:
    asked = ["How many requests did you get?", "How many of those requests were refused?"]
    assert "uncertain_reading" in shared(asked, heads)[1]
