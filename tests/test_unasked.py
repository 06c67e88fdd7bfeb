"""Letters that print answers and no questions."""

from __future__ import annotations

import pytest

from disclosed.model import Line, Reading
from disclosed.reading.lines import fold, parse_letter
from disclosed.reading.reading import read_letter
from disclosed.reading.signposts import keeps_numbers

HEAD = ("Wick Harbour Board", "Our ref: 12", "3 April 2026", "", "Dear Reader", "")
KEPT = "The answers below follow the numbering of your email."


def read(*lines: str) -> Reading:
    return read_letter(parse_letter("\n".join((*HEAD, *lines, "", "Yours sincerely")).encode()))


def told(*lines: str) -> dict[str, tuple[str, list[object]]]:
    """Give each question's outcome and values, and see that no question has words."""
    reading = read(*lines)
    assert {question.text for question in reading.questions} == {""}
    return {
        question.number: (question.outcome, [figure.value.value for figure in question.figures])
        for question in reading.questions
    }


def doubted(*lines: str) -> set[str | None]:
    return {found.question for found in read(*lines).findings if found.code == "uncertain_reading"}


def test_what_follows_each_number_is_its_answer() -> None:
    lines = ("1) There are 41 moorings.", "2) £12,400", "3) Yes", "4) We do not hold this.", "5) 14 were let.")
    assert told(*lines) == {
        "1": ("figures", [41]),
        "2": ("figures", [12400]),
        "3": ("text", []),
        "4": ("not_held", []),
        "5": ("figures", [14]),
    }


def test_rows_are_answers_where_the_letter_keeps_the_requests_numbers() -> None:
    lines = (KEPT, "", "1. Sloops: 14", "Ketches: 3", "", "2. Moorings let: 7", "", "3. None", "", "4. Fees: £62")
    assert told(*lines) == {
        "1": ("figures", [14, 3]),
        "2": ("figures", [7]),
        "3": ("figures", [0]),
        "4": ("figures", [62]),
    }
    assert doubted(*lines) == set()


def test_parts_are_answered_each_by_its_own() -> None:
    lines = (KEPT, "", "1. 14", "", "2. (i) £18 (ii) £19", "", "3. We have three.")
    assert told(*lines)["2.i"] == ("figures", [18])
    assert told(*lines)["2.ii"] == ("figures", [19])


def test_rows_alone_may_be_a_list_in_one_answer_and_are_in_doubt() -> None:
    lines = ("Thank you for asking.", "", "1. Sloops - 14", "2. Ketches - 3", "3. Yawls - 7")
    assert doubted(*lines) == {"1", "2", "3"}


@pytest.mark.parametrize(
    "lines",
    [
        ("1. Boats let in 2024", "", "14", "", "2. Fees paid in 2024", "", "£62"),
        ("1. Please state the number of boats.", "14 were let.", "2. Please state the fees.", "They are £62."),
        ("1. Is a fee charged?", "There is one.", "2. How much is it?", "It is £62."),
    ],
)
def test_a_list_that_asks_is_one_of_questions(lines: tuple[str, ...]) -> None:
    assert all(question.text for question in read(*lines).questions)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("We have not repeated your questions.", True),
        ("I have answered in the order in which you asked.", True),
        ("Our replies are numbered as in your letter.", True),
        ("I reply below using your numbering.", True),
        ("The number of boats in your request is 14.", False),
        ("Please quote the number above in your reply.", False),
    ],
)
def test_a_letter_may_say_that_it_keeps_the_requests_numbers(text: str, *, kept: bool) -> None:
    assert keeps_numbers(Line(1, text, fold(text))) == kept
