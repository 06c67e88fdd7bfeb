"""Captions, and the tables of an annex handed to the questions that they answer."""

from __future__ import annotations

import pytest

from disclosed.model import Line
from disclosed.reading.captions import caption_of
from disclosed.reading.layout import plan_layouts
from disclosed.reading.lines import fold, parse_letter


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Table 2 - Average waiting time (question 2)", "2"),
        ("Table 1: Boats, 1 April 2023 to 31 March 2024", "1"),
        ("TABLE A", "a"),
        ("Chart 3. Boats by year", "3"),
        ("Table 1: Boats by region (continued)", "1"),
        ("Table 1 shows the number of boats", None),
        ("Table 1 and Table 2", None),
        ("Table 1: 45", None),
        ("Table 1: boats in 2023 45", None),
        ("Table 1: Boats were counted each year.", None),
        ("Table 3,410 12", None),
        ("Table 1 | 12 | 14", None),
        ("Tables are at Annex A", None),
        ("table 2 below", None),
    ],
)
def test_a_caption_names_a_table_and_states_no_figure(text: str, key: str | None) -> None:
    found = caption_of(Line(1, text, fold(text)))
    assert (found.key if found else None) == key


BOATS = ["Harbour   2022   2023", "North   12   14", "South   3   4"]
FEES = ["Harbour   2022   2023", "North   £120   £140", "South   £30   £40"]
LISTED = ["1. How many boats were moored?", "2. What fees were paid?", "", "The information is at Annex A."]
END = ["", "Yours faithfully", "", "Annex A", ""]


def answers(*lines: str) -> dict[str, list[str]]:
    """Give the lines of each question's answer that stand below the signature, blank ones left out."""
    letter = parse_letter("\n".join(lines).encode())
    last = next((line.number for line in letter.lines if line.text == "Yours faithfully"), 0)
    layout = plan_layouts(letter)[0]
    return {
        slot.number: [letter.lines[span.line - 1].text for span in slot.answer if span.line > last]
        for slot in layout.slots
    }


def test_a_caption_names_the_question_that_its_table_answers() -> None:
    found = answers(*LISTED, *END, "Table 1 - Fees (question 2)", *FEES, "", "Table 2 - Boats (Q1)", *BOATS)
    assert found == {"1": ["Table 2 - Boats (Q1)", *BOATS], "2": ["Table 1 - Fees (question 2)", *FEES]}


def test_an_answer_points_at_a_table_by_its_number_and_a_table_goes_on_under_its_caption() -> None:
    asked = ["1. How many boats?", "See Table 2 in Annex A.", "", "2. What fees?", "See Table 1 in Annex A."]
    more = ["Table 2: Boats (continued)", "West   1   2"]
    found = answers(*asked, *END, "Table 1: Fees", *FEES, "", "Table 2: Boats", *BOATS, "", *more)
    assert found == {"1": ["Table 2: Boats", *BOATS, *more], "2": ["Table 1: Fees", *FEES]}


def test_a_table_that_two_answers_point_at_is_shared() -> None:
    asked = ["1. How many boats?", "See tables 1 to 2.", "2. What fees?", "See Table 2.", "3. Why?", "By rule."]
    letter = parse_letter("\n".join([*asked, *END, "Table 1: Boats", *BOATS, "", "Table 2: Fees", *FEES]).encode())
    slots = {slot.number: slot for slot in plan_layouts(letter)[0].slots}
    assert slots["1"].shared == slots["2"].shared == ("1", "2")
    assert slots["1"].answer == slots["2"].answer
    assert slots["3"].shared == ()


def test_an_answer_of_its_own_is_kept_where_the_table_of_another_question_is_named_in_an_annex() -> None:
    asked = ["1. How many boats?", "2. What fees?", "", "We were paid £412."]
    letter = parse_letter("\n".join([*asked, *END, "Table 1: Boats (question 1)", *BOATS]).encode())
    first, second = plan_layouts(letter)[0].slots
    assert len(first.answer) == 4
    assert len(second.answer) == 1


def test_a_table_of_a_question_in_parts_is_shared_by_them() -> None:
    asked = ["1. How many boats", "(a) were moored?", "See Annex A.", "(b) were sunk?", "See Annex A."]
    letter = parse_letter("\n".join([*asked, *END, "Table 1: Boats (question 1)", *BOATS]).encode())
    assert [slot.shared for slot in plan_layouts(letter)[0].slots] == [(), ("1a", "1b"), ("1a", "1b")]


def test_tables_in_the_order_of_the_questions_answer_them_where_each_has_a_word_of_its_own() -> None:
    found = answers(*LISTED, *END, "Table 1: Boats moored", *BOATS, "", "Table 2: Fees paid", *FEES)
    assert found == {"1": ["Table 1: Boats moored", *BOATS], "2": ["Table 2: Fees paid", *FEES]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Table 1: Fees paid", "Table 2: Boats moored"),  # order and words are at odds
        ("Table 1: North and south", "Table 2: Fees paid"),  # a caption has no word of its question
        ("Table 1: Boats and what fees were paid", "Table 2: Fees paid"),  # one has more of another's
        ("Table 1: Boats moored (question 7)", "Table 2: Fees paid"),  # one answers what nobody asked
    ],
)
def test_tables_that_nothing_tells_apart_are_handed_to_no_question_alone(one: str, other: str) -> None:
    found = answers(*LISTED, *END, one, *BOATS, "", other, *FEES)
    assert not found["1"]
    assert one not in found["1"] + found["2"] or other in found["1"] + found["2"]


def test_three_tables_for_two_questions_are_not_parted_by_order() -> None:
    tables = ["Table 1: Boats moored", *BOATS, "", "Table 2: Fees paid", *FEES, "", "Table 3: Fees waived", *FEES]
    assert not answers(*LISTED, *END, *tables)["1"]


def test_one_sentence_names_the_tables_of_several_questions() -> None:
    told = "The answers to questions 1 and 2 are in Table 2 and Table 1 respectively, at Annex A."
    fees, boats = ["Table 1: Money", *FEES], ["Table 2: Vessels", *BOATS]
    assert answers(*LISTED[:3], told, *END, *fees, "", *boats) == {"1": boats, "2": fees}


def test_a_sentence_gives_its_table_to_a_question_that_nothing_else_answers() -> None:
    asked = [*LISTED[:2], "3. How long is the pier?", ""]
    told = "The answers to questions 1 and 2 are in Table 1, at Annex A. The answer to question 3 is in Table 2."
    boats, piers = ["Table 1: Vessels and money", *BOATS], ["Table 2: Metres", "North pier   240", "South pier   90"]
    assert answers(*asked, told, *END, *boats, "", *piers) == {"1": boats, "2": boats, "3": piers}


def test_tables_that_a_sentence_names_without_an_order_are_handed_to_no_question_alone() -> None:
    told = "The answers to questions 1 and 2 are in Tables 1 and 2, at Annex A."
    found = answers(*LISTED[:3], told, *END, "Table 1: Money", *FEES, "", "Table 2: Vessels", *BOATS)
    assert found["1"] == found["2"]
