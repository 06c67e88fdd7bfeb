"""Questions without a mark that the end of their own line answers."""

from __future__ import annotations

from time import perf_counter

import pytest

from disclosed.reading.layout import plan_layouts
from disclosed.reading.lines import parse_letter


def answers(*lines: str) -> dict[str, str]:
    """Give each question's answer, by the likeliest layout."""
    letter = parse_letter("\n".join(lines).encode())
    return {
        slot.number: " ".join(letter.lines[span.line - 1].text[span.first - 1 : span.last] for span in slot.answer)
        for slot in plan_layouts(letter)[0].slots
    }


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("1) Number of notices issued in 2024/25 – 19", "19"),
        ("1) Total cost of clearing the canal in 2024/25 - £52,750.", "£52,750."),
        ("1) Boats hired by type of boat – punts 388; barges 140; and other 12", "punts 388; barges 140; and other 12"),
        ("1) Boats lost in the same year = none", "none"),
        ("1) Share of boats that were hired – about 12.5 per cent", "about 12.5 per cent"),
    ],
)
def test_a_value_behind_a_dash_answers_its_line(line: str, answer: str) -> None:
    assert answers(line, "", "2) Who hired them?", "", "Nobody knows.") == {"1": answer, "2": "Nobody knows."}


@pytest.mark.parametrize(
    "line",
    [
        "1) Number of pupils in grades 5 - 7",
        "1) The number of boats hired in 2019 – 2021",
        "1) Boats - 7",
        "1) Is it true that boats were hired in 2019 - 12?",
        "1) The number of boats hired - please give each year",
    ],
)
def test_what_is_no_value_is_asked(line: str) -> None:
    assert answers(line, "", "2) Who hired them?", "", "Nobody knows.")["1"] == ""


def test_a_question_that_is_answered_below_keeps_its_line() -> None:
    found = answers(
        "1) Number of boats of the class Dart - 18", "", "412", "", "2) Who hired them?", "", "Nobody knows."
    )
    assert found["1"] == "412"


@pytest.mark.parametrize("filler", ["- a 1, b 2 ", "a 1, b 2, ", "- "])
def test_a_line_without_end_takes_no_time(filler: str) -> None:
    """Of 3,000 characters one took seven seconds."""
    began = perf_counter()
    assert answers(f"1) Number of boats hired {filler * 9_000}", "2) Who hired them?", "", "Nobody knows.")["1"] == ""
    assert perf_counter() - began < 10
