"""A number that an answer only denies, or of which it holds nothing, is asked about where it may be the answer."""

from __future__ import annotations

import pytest

from disclosed.model import Reading
from disclosed.reading.inspection import unread_numbers
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter


def read(answer: str, question: str = "How many cases were there?") -> Reading:
    letter = f"Dear Applicant\n\n1. {question}\n\n{answer}\n\nYours sincerely\nOfficer"
    return read_letter(parse_letter(letter.encode()))


def asked_about(reading: Reading) -> list[str]:
    return [found.message for found in reading.findings if found.code == "unread_number"]


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("We do not hold figures for 250 cases.", "250"),
        ("It is not the case that 40 cases were lost.", "40"),
        ("The Trust did not record 1,204 of them.", "1,204"),
    ],
)
def test_a_number_that_is_only_denied_is_asked_about(answer: str, number: str) -> None:
    reading = read(answer)
    assert not any(question.figures for question in reading.questions)
    assert asked_about(reading) == [
        f"“{number}” is not read: the sentence denies, or says what is not held, and nothing else is given."
    ]
    assert [token.text for _, token in unread_numbers(reading)] == [number]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many cases were there?", "We do not hold figures for 250 cases. There were 12 others."),
        ("How many cases were there?", "The figure of 412 given in the press is wrong."),
        ("How many cases were there?", "You say that there were 88 cases. We do not hold this."),
        ("How many cases were there?", "We do not hold this for the years before 2018."),
        ("How many cases were there?", "We do not hold this, and you have 40 working days to complain."),
        ("How many of the 250 cases were closed?", "We do not hold this for the 250 cases."),
        ("Who closed the cases?", "We do not hold names for 250 cases."),
        ("How many cases were there?", "We do not hold this. Section 12 of the Act refuses the 250 files."),
    ],
)
def test_nothing_is_asked_where_the_number_answers_nothing(question: str, answer: str) -> None:
    assert not any("the sentence denies" in message for message in asked_about(read(answer, question)))
