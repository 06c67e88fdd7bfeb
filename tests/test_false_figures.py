"""Small letters that were once misread: each published a false figure, or one under the wrong question, or lost one unsaid.

A question's figures are `labels = words`, a line each; what is held back or doubted stands under `doubts`, by its words.
"""

from __future__ import annotations

import pytest

from disclosed.model import Reading
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter


def read(body: str) -> Reading:
    letter = (
        f"Dear Applicant\n\nThank you for your request. Our response is below.\n\n{body}\n\nYours sincerely\nOfficer"
    )
    return read_letter(parse_letter(letter.encode()))


def figures_of(reading: Reading) -> dict[str, list[str]]:
    """Give each question's figures: `North, Officers = 12`."""
    return {
        one.number: [" = ".join(filter(None, (", ".join(each.labels), each.words))) for each in one.figures]
        for one in reading.questions
        if one.figures
    }


def doubts_of(reading: Reading) -> set[str]:
    """Give the codes of what is left to a person."""
    codes = {"unread_number", "uncertain_reading", "unsupported_range"}
    return {found.code for found in reading.findings} & codes


LISTS_OF_REQUESTS = """
1. The number of street trees
2. The number felled in each of the last three calendar years
3. The number planted in the same years

The council is responsible for 41,204 street trees.
---
1) Total number of moorings
2) Number vacated during the past five years
3) Number let again
4) Average waiting time

There are 312 moorings in the harbour.
---
1. The length of the cycle network
2. The length added in each year since 2020

The network is 112 miles long.
"""


@pytest.mark.parametrize("body", LISTS_OF_REQUESTS.split("---"))
def test_the_numbers_of_a_list_of_requests_are_no_figures(body: str) -> None:
    reading = read(f"You asked for:\n\n{body}")
    assert figures_of(reading) == {}
    assert "unread_number" in doubts_of(reading)


def test_a_number_that_opens_an_answer_is_a_figure_where_its_question_comes_below() -> None:
    reading = read(
        "1. How many dogs did you take in?\n2. These came from two farms.\n2. How many cats did you take in?\n14"
    )
    assert figures_of(reading) == {"1": ["2"], "2": ["14"]}
