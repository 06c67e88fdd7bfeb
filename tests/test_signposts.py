"""The words that say where answers stand."""

from __future__ import annotations

import pytest

from disclosed.model import Line
from disclosed.reading.lines import fold
from disclosed.reading.signposts import (
    Naming,
    answer_mark,
    is_asked_aside,
    is_bulleted_question,
    is_notice_heading,
    is_question_mark,
    is_requested,
    named_in,
    naming_of,
)

KNOWN = ("1", "2", "2a", "2b", "2c", "2d", "3", "4", "5", "6", "Q7", "A3")


def line(text: str) -> Line:
    return Line(1, text, fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "Answer:",
        "Our response",
        "RESPONSE",
        "We said",
        "We answered",
        "Decision",
        "In Response:",
        "Reply:",
        "Response detail:",
        "Response 24-01-2014",
        "Response 18 May 2016",
        "Our Response:",
        "The Council's response:",
        "Answer 1",
        "Answer 2a:",
    ],
)
def test_a_line_that_only_marks_opens_an_answer(text: str) -> None:
    assert answer_mark(line(text)) == len(text) + 1


@pytest.mark.parametrize(("text", "rest"), [("Answer: 1,020", 9), ("Answer - 51", 10), ("Response: Not held", 11)])
def test_an_answer_may_stand_after_its_mark(text: str, rest: int) -> None:
    assert answer_mark(line(text)) == rest


@pytest.mark.parametrize(
    "text", ["Responses were late", "Answers to nothing", "A local firm", "Decisions are made by the panel."]
)
def test_a_sentence_is_no_mark(text: str) -> None:
    assert answer_mark(line(text)) is None


@pytest.mark.parametrize(("text", "rest"), [("A) 33", 4), ("A: 33", 4), ("A1) 412", 5), ("A1 412", 4), ("A2a. 4", 6)])
def test_a_letter_marks_an_answer_only_where_the_letter_says_so(text: str, rest: int) -> None:
    assert answer_mark(line(text)) is None
    assert answer_mark(line(text), lettered=True) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Request:",
        "You asked",
        "Enquiry:",
        "REQUEST",
        "Request 27-12-2013",
        "We were asked",
        "We have been asked for:",
        "You wrote to us on 14/11/2019 and asked:",
    ],
)
def test_a_line_announces_what_was_asked(text: str) -> None:
    assert is_question_mark(line(text))


@pytest.mark.parametrize(
    "text", ["Request about public libraries", "You asked us for the figures below.", "Questions remain."]
)
def test_a_line_that_says_more_announces_nothing(text: str) -> None:
    assert not is_question_mark(line(text))


NAMINGS = [
    ("The answer to 2C is below:", Naming(("2c",), 27, points=False)),
    ("The figure for 2C follows:", Naming(("2c",), 27, points=False)),
    ("For questions 3 and 4: 38 were", Naming(("3", "4"), 24, points=False)),
    ("As to questions 3 to 5, we do not hold this.", Naming(("3", "4", "5"), 25, points=False)),
    ("In relation to question 2, the number was 77.", Naming(("2",), 28, points=False)),
    ("In relation to 2a and 2d the information is exempt.", Naming(("2a", "2d"), 26, points=False)),
]


@pytest.mark.parametrize(("text", "expected"), NAMINGS)
def test_a_line_names_the_questions_that_it_answers(text: str, expected: Naming) -> None:
    assert naming_of(line(text), KNOWN) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Questions 2 and 3 are answered together in the next table, which",
        "For questions 3 and 4 kindly use the grid beneath",
    ],
)
def test_a_sentence_that_points_at_what_follows_is_no_answer(text: str) -> None:
    naming = naming_of(line(text), KNOWN)
    assert naming is not None
    assert naming.points


@pytest.mark.parametrize(
    "text", ["For 2022 there were 9", "On 5 May we wrote", "For 5 years", "38 were taken on", "For question 9: 4"]
)
def test_numbers_that_name_no_known_question_name_none(text: str) -> None:
    assert naming_of(line(text), KNOWN) is None


def test_a_sentence_names_questions_by_part_and_section() -> None:
    assert named_in("in applying section 43(2) to question 3 of part a we have weighed", KNOWN) == ("A3",)
    assert named_in("in relation to 2a and 2d it is exempt", KNOWN) == ("2a", "2d")
    assert named_in("the reply to question (1) and q7", KNOWN) == ("1", "Q7")
    assert named_in("within 20 working days of section 12", KNOWN) == ()


@pytest.mark.parametrize("text", ["NOTICE OF REFUSAL", "Reason for decision", "Appendix A", "Public interest test:"])
def test_a_notice_has_a_heading(text: str) -> None:
    assert is_notice_heading(line(text))


def test_a_request_to_the_authority_is_asked_and_a_pointer_is_not() -> None:
    assert is_asked_aside(line("If you record this data differently, please provide it in a way that suits you."))
    assert is_asked_aside(line("Please provide the figures by year."))
    assert not is_asked_aside(line("Please see the attached spreadsheet."))
    assert not is_asked_aside(line("If you are unhappy, you may complain."))


@pytest.mark.parametrize(
    "text", ["- How many?", "• What was paid for rooms", "o Please give the number.", "+ Did you check?"]
)
def test_a_bullet_may_ask(text: str) -> None:
    assert is_bulleted_question(line(text))


@pytest.mark.parametrize("text", ["- 1 January 2022 to 31 December 2022", "• Once", "-186", "How many?"])
def test_a_bullet_that_asks_nothing_is_no_question(text: str) -> None:
    assert not is_bulleted_question(line(text))


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Q14 to Q16. Not applicable.", ("Q14", "Q15", "Q16")),
        ("2a) & 2b) Please see below.", ("2a", "2b")),
        ("On part 2, there were 42.6 posts.", ("2",)),
        ("The information you asked for in part 1 is at Annex A.", ("1",)),
        ("As for the second question, 14.", ("2",)),
        ("Your last point: none.", ("3",)),
        ("The first quarter was quiet.", ()),
        ("Q1 (Apr-Jun) 6 21 34", ()),
        ("2 and 3 bedroom homes", ()),
        ("2 to 3 weeks.", ()),
    ],
)
def test_a_line_that_begins_with_what_it_answers_names_it(line: str, numbers: tuple[str, ...]) -> None:
    known = ("1", "2", "2a", "2b", "3") if "Q1" not in line or "(" in line else ("Q13", "Q14", "Q15", "Q16")
    naming = naming_of(Line(1, line, fold(line)), known)
    assert (naming.numbers if naming else ()) == numbers


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("You asked on 11 June for the number of boats.", True),
        ("the request in which you sought information about boats", True),
        ("You asked us to review our decision.", False),
        ("We asked the contractor.", False),
    ],
)
def test_a_line_tells_what_was_asked(line: str, asked: bool) -> None:
    assert is_requested(Line(1, line, fold(line))) is asked


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The next table is the reply to questions 4 and 5.", ("4", "5")),
        ("The table below answers question 3:", ("3",)),
        ("The following table gives the figures for Q4 to Q6", ("4", "5", "6")),
    ],
)
def test_a_sentence_may_say_whose_the_table_beneath_it_is(text: str, numbers: tuple[str, ...]) -> None:
    assert naming_of(line(text), KNOWN) == Naming(numbers, len(text) + 1, points=True)


@pytest.mark.parametrize(
    "text", ["The next table shows 12 items", "The table below has 5 rows, see question 3 of 2022"]
)
def test_a_sentence_about_a_table_names_no_question(text: str) -> None:
    assert naming_of(line(text), KNOWN) is None


def test_a_sentence_about_a_table_may_go_on() -> None:
    text = "One table serves for questions 4 and 5. It shows 2022/23."
    assert naming_of(line(text), KNOWN) == Naming(("4", "5"), 41, points=True)
