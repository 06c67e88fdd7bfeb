"""Numbers that an answer denies, repeats after somebody else, or tells of another time; words of refusal that count."""

from __future__ import annotations

import pytest

from disclosed.model import Line, Reading
from disclosed.reading.legends import is_legend, legends_of
from disclosed.reading.lines import fold, parse_letter
from disclosed.reading.reading import read_letter


def reading_of(question: str, answer: str) -> Reading:
    text = f"A Council\nRef: FOI 25-392\n\nFreedom of Information Act 2000\n\n1. {question}\n{answer}\n"
    return read_letter(parse_letter(text.encode()))


def told(question: str, answer: str) -> tuple[str, list[tuple[str, ...]]]:
    """Give the outcome, and the words of the figures with their labels before them."""
    asked = reading_of(question, answer).questions[0]
    return asked.outcome, [(*figure.labels, figure.words) for figure in asked.figures]


OWN = "How many vans do you own?"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("You say that there are 88 bikes. There are in fact 71.", "71"),
        ("It is not the case that 60 were cancelled. 23 were cancelled.", "23"),
        ("It is untrue that we own 400 vans. We own 38.", "38"),
        ("Your request says that there are 400. There are 38.", "38"),
        ("It has been claimed that we own 400; in fact we own 38.", "38"),
        ("The figure of 38 is correct.", "38"),
        ("As you say, there are 38.", "38"),
        ("There were 38 entries which were inaccurate.", "38"),
        ("The number of false claims was 38.", "38"),
    ],
)
def test_a_number_that_is_denied_or_repeated_is_passed_over(answer: str, words: str) -> None:
    assert told(OWN, answer) == ("figures", [(words,)])


@pytest.mark.parametrize(
    "answer",
    [
        "The figure of 412 given in the press is wrong.",
        "The number you give, 412, was out of date.",
        "We do not recognise the figure of 400.",
    ],
)
def test_a_number_that_is_only_denied_answers_nothing(answer: str) -> None:
    reading = reading_of(OWN, answer)
    assert (reading.questions[0].outcome, reading.questions[0].figures) == ("text", ())
    assert {aside.reason for aside in reading.set_aside if aside.span.line == 7} == {"words"}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("At its peak 412 people received meals. Now it is 288.", "288"),
        ("There used to be 60 boats; there are now 41.", "41"),
        ("Originally there were 60; 38 are left.", "38"),
        ("We used to own 60. We own 38 now.", "38"),
        ("There were once 900 members but today there are 212.", "212"),
        ("In the past year there were 45.", "45"),
        ("Originally built in 1960, the hall has 400.", "400"),
    ],
)
def test_a_former_number_is_passed_over(answer: str, words: str) -> None:
    assert told("How many are there?", answer) == ("figures", [(words,)])


def test_a_former_number_that_is_asked_for_answers() -> None:
    assert told("How many people came to the fair at its peak?", "At its peak 412 people came.") == (
        "figures",
        [("412",)],
    )


def test_what_the_authority_itself_owns_is_not_passed_over_for_what_others_own() -> None:
    assert told("How many bus shelters are there?", "The council owns 112. Parishes own 88.")[1] == [("112",)]


@pytest.mark.parametrize(
    "answer",
    [
        "Received: 1,204\nGranted: 988\nRefused: 141",
        "Received 1,204\nGranted 988\nExempt 141",
        "Allowed - 1,204\nLate - 988\nWithheld - 141",
    ],
)
def test_a_row_of_refusals_is_a_row(answer: str) -> None:
    outcome, figures = told("How many applications were there, and with what result?", answer)
    assert (outcome, [figure[-1] for figure in figures]) == ("figures", ["1,204", "988", "141"])


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        ("How many were refused as vexatious?", "7 were refused as vexatious under section 14.", "7"),
        ("How many requests did you withhold?", "In 2023, nine were withheld under section 40(2).", "nine"),
        ("How many appeals were declined?", "Eleven were declined.", "Eleven"),
    ],
)
def test_a_count_of_refusals_that_was_asked_for_refuses_nothing(question: str, answer: str, words: str) -> None:
    assert told(question, answer) == ("figures", [(words,)])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many requests were refused?", "We refuse to answer under section 14(1)."),
        (
            "How many were refused, and please send the letters?",
            "Of the 14, 12 documents are withheld under section 40(2).",
        ),
        ("Please send the emails.", "14 were found. 12 were withheld under section 40(2)."),
        ("What is in the file?", "Refused: section 40(2)"),
        ("How many staff were dismissed?", "Withheld: exempt under section 40(2)."),
    ],
)
def test_a_refusal_stays_one(question: str, answer: str) -> None:
    assert told(question, answer) == ("withheld", [])


@pytest.mark.parametrize(
    ("question", "answer", "outcome"),
    [
        (
            "Does the council have a policy on menopause?",
            "No. The council does not record this as a separate policy, but it is covered in our wellbeing policy.",
            "text",
        ),
        (
            "What happens to data held on old laptops?",
            "It is removed by a contractor. Information is not kept on laptops.",
            "text",
        ),
        ("How are calls kept?", "Calls are deleted after a year. We do not keep recordings of any of them.", "text"),
        ("Do you have a procedure for this?", "Yes, but we do not record it in writing.", "text"),
        ("Does the council have a policy on menopause?", "No. We do not hold any information on this.", "not_held"),
        (
            "How do you dispose of laptops?",
            "A contractor does this. We do not hold the information that you ask for.",
            "not_held",
        ),
        ("How do you dispose of laptops?", "We do not hold this information.", "not_held"),
        ("Do you have guidance on drones?", "Sorry, this information is not held.", "not_held"),
        ("How many policies do you have?", "We do not record this as a separate category.", "not_held"),
    ],
)
def test_what_is_not_kept_in_a_practice_is_not_what_was_asked_for(question: str, answer: str, outcome: str) -> None:
    assert told(question, answer) == (outcome, [])


def lines_of(text: str) -> list[Line]:
    return [Line(number, words, fold(words)) for number, words in enumerate(text.split("\n"), start=1)]


@pytest.mark.parametrize(
    "text",
    [
        "* Fewer than 5 days - 41\n* 5 to 10 days - 38",
        "* Fewer than 5 days: 41 complaints",
        "* Not recorded - 12\n* Leeds - 14",
        "* Less than a week\n* A month",
    ],
)
def test_an_asterisk_that_opens_a_row_is_a_bullet(text: str) -> None:
    assert legends_of(lines_of(text)) == ()


def test_an_asterisk_beneath_a_table_explains() -> None:
    lines = lines_of("Leeds 12\nYork *\n\n* fewer than 5\n** fewer than 10")
    assert [legend.mark for legend in legends_of(lines)] == ["*", "**"]
    assert [is_legend(line) for line in lines] == [False, False, False, True, True]


def test_rows_behind_asterisks_are_read() -> None:
    answer = "* Fewer than 5 days - 41\n* 5 to 10 days - 38\n* More than 10 days - 12"
    assert told("How long did each complaint take?", answer)[1] == [
        ("Fewer than 5 days", "41"),
        ("5 to 10 days", "38"),
        ("More than 10 days", "12"),
    ]
