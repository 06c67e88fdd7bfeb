"""Tables whose cells one number of spaces parts are read by their cells, never by where a value happens to stand."""

from __future__ import annotations

import pytest

from disclosed.reading.even_gaps import with_tabs
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter

HEAD = "Centre    Received in year    Heard    Waiting"
ROWS = (
    "Ashbourne Gate    2,914    2,655    1,208",
    "Eastferry    4,402    3,987    2,731",
    "Kelham    1,760    1,811    643",
)
QUESTION = "1. How many appeals were received, heard and waiting at each centre?"


def tabbed(*lines: str) -> list[str]:
    return [line.text for line in with_tabs(parse_letter("\n".join(lines).encode())).lines]


def figures_of(*lines: str) -> dict[tuple[str, ...], str]:
    body = "\n".join(lines)
    reading = read_letter(parse_letter(f"Dear Applicant\n\n{QUESTION}\n\n{body}\n\nYours sincerely\nOfficer".encode()))
    return {figure.labels: figure.words for question in reading.questions for figure in question.figures}


def test_each_value_goes_to_the_heading_of_its_cell() -> None:
    found = figures_of(HEAD, *ROWS)
    assert found["Ashbourne Gate", "Waiting"] == "1,208"
    assert found["Kelham", "Received in year"] == "1,760"
    assert len(found) == 9


@pytest.mark.parametrize("lost", range(1, 3))
def test_a_row_that_lost_a_cell_gives_no_figure(lost: int) -> None:
    cells = ROWS[0].split("    ")
    found = figures_of(HEAD, "    ".join(cells[:lost] + cells[lost + 1 :]), *ROWS[1:])
    assert {labels[0] for labels in found} == {"Eastferry", "Kelham"}


def test_a_lost_cell_is_seen_where_all_labels_are_as_long() -> None:
    lines = ("Year    Hotel    Hostel    Lease", "2014    31    12    80", "2015    15    78", "2016    52    15    91")
    assert not any("2015" in labels for labels in figures_of(*lines))


def test_the_text_keeps_its_length_and_its_columns() -> None:
    lines = (HEAD, *ROWS)
    assert [line.replace("\t", " ") for line in tabbed(*lines)] == list(lines)
    assert all("\t" in line for line in tabbed(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        (HEAD, ROWS[0]),  # too few to tell
        ("Quay    Boats", "North    12", "Southgate    8", "East    9"),  # a label and its value
        ("Quay     2021   2022", "North      12      8", "Southgate   9     11"),  # columns
        ("A    1    2", "B    3    4", "C    5    6"),  # both: the places say the same
    ],
)
def test_other_lines_stay_as_they_are(lines: tuple[str, ...]) -> None:
    assert tabbed(*lines) == list(lines)
