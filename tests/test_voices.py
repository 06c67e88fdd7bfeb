"""The requester's words are told from the authority's: by quotation, and by the columns of a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.model import Letter, Span
from disclosed.reading.asked_tables import asked_table
from disclosed.reading.layout import plan_layouts
from disclosed.reading.lines import parse_letter, quote_end
from disclosed.reading.reading import read_letter
from disclosed.reading.voices import quoted_voices


def letter_of(*lines: str) -> Letter:
    return parse_letter("\n".join(lines).encode())


def first(*lines: str) -> dict[str, tuple[list[str], list[str]]]:
    """Give each question's own words and its answer's words in the likeliest layout."""
    letter = letter_of(*lines)
    return {
        slot.number: (quoted(letter, slot.question), quoted(letter, slot.answer))
        for slot in plan_layouts(letter)[0].slots
    }


def quoted(letter: Letter, spans: tuple[Span, ...]) -> list[str]:
    return [letter.lines[span.line - 1].text[span.first - 1 : span.last] for span in spans]


# quotations


def test_an_answer_stands_beneath_each_quoted_question() -> None:
    lines = [
        *("> Dear Council,", ">", "> 1. How many boats were hired out on", "> the lake?", "", "31 in summer", ""),
        *("> 2. What did it cost?", ">", "> Yours faithfully,", "> A Requester", "", "£12"),
    ]
    assert first(*lines) == {
        "1": (["How many boats were hired out on", "the lake?"], ["31 in summer"]),
        "2": (["What did it cost?"], ["£12"]),
    }


def test_quoted_questions_without_numbers_are_one_a_quotation() -> None:
    lines = ["Dear A", "> How many boats", "> are there?", "", "31", "", "> Who owns them?", "The Trust."]
    assert first(*lines) == {
        "1": (["How many boats", "are there?"], ["31"]),
        "2": (["Who owns them?"], ["The Trust."]),
    }


def test_a_request_quoted_beneath_its_answers_is_asked_there() -> None:
    lines = [
        *("Dear A,", "", "1. 31", "2. £12", "", "Kind regards", "The team", ""),
        *("> Dear Council,", "> 1. How many boats are there?", "> 2. What did they cost?"),
    ]
    assert first(*lines) == {
        "1": (["How many boats are there?"], ["31"]),
        "2": (["What did they cost?"], ["£12"]),
    }


def test_parts_asked_in_one_quotation_are_answered_by_their_letters() -> None:
    lines = ["> 1) How many were (a) kept and", "> (b) sold?", "", "(a) 14 in May", "(b) 9 in May"]
    assert first(*lines) == {
        "1": (["How many were"], []),
        "1a": (["kept and"], ["14 in May"]),
        "1b": (["sold?"], ["9 in May"]),
    }


def test_what_stands_beneath_several_quoted_questions_answers_none_of_them() -> None:
    lines = ["> 1. How many boats are there?", "> 2. What did they cost?", "", "31 and some 12 more"]
    letter = letter_of(*lines)
    layout = plan_layouts(letter)[0]
    assert [slot.answer for slot in layout.slots] == [(), ()]
    assert quoted(letter, layout.stray) == ["31 and some 12 more"]


def test_a_number_in_the_authoritys_words_opens_no_question() -> None:
    lines = ["> 1. How many boats?", "> Please name them.", "", "31 boats:", "2. Gull", "3. Tern"]
    assert list(first(*lines)) == ["1"]


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (["> one of these", "> and two", ">", "none"], [2, 2, 1, 0]),
        (["> > one of these", ">> and two", "> a"], [4, 3, 2]),
        (["> 5", "> 10", "Total 15"], [0, 0, 0]),
        (["> 5 years and over", "> 10 years and over"], [0, 0]),
        (["> one of these", "> and two", "", "> 5"], [2, 2, 0, 0]),
    ],
)
def test_a_bound_in_a_table_is_no_quotation(lines: list[str], ends: list[int]) -> None:
    assert [quote_end(line) for line in letter_of(*lines).lines] == ends


def test_a_quotation_that_asks_nothing_tells_no_voices_apart() -> None:
    assert quoted_voices(letter_of("> All the best", "> from us two", "1. How many?", "4")) is None


@given(
    st.lists(
        st.sampled_from(["> How many are there?", "> and a second line", ">", "", "14", "1. x", "> 2. Who is it?"])
    )
)
def test_every_line_is_one_piece_of_one_voice(lines: list[str]) -> None:
    letter = letter_of(*lines)
    voices = quoted_voices(letter)
    if voices is not None:
        assert [piece.line.number for piece in voices.pieces] == [line.number for line in letter.lines]
        assert {piece.line.number for piece in voices.pieces if piece.block} == {
            line.number for line in letter.lines if quote_end(line)
        }


# tables

WANTED = {"1": (["How many boats?"], ["31"]), "2": (["Who owns them?"], ["The Trust."])}


@pytest.mark.parametrize(
    "lines",
    [
        ["No.\tRequest\tResponse", "1\tHow many boats?\t31", "2\tWho owns them?\tThe Trust."],
        [
            "| No | Question | Answer |",
            "|---|---|---|",
            "| 1 | How many boats? | 31 |",
            "| 2 | Who owns them? | The Trust. |",
        ],
        ["Question\tOur response", "How many boats?\t31", "Who owns them?\tThe Trust."],
        [
            "\tNo.",
            "\tRequest",
            "\tResponse",
            "",
            "\t1",
            "\tHow many boats?",
            "\t31",
            "",
            "\t2",
            "\tWho owns them?",
            "\tThe Trust.",
        ],
        ["No.", "Request", "Response", "1", "How many boats?", "31", "2", "Who owns them?", "The Trust."],
        [
            "No.",
            "",
            "Request",
            "",
            "Response",
            "",
            "1",
            "",
            "How many boats?",
            "",
            "31",
            "",
            "2",
            "",
            "Who owns them?",
            "",
            "The Trust.",
        ],
        ["Ref  Request             Response", "1    How many boats?     31", "2    Who owns them?      The Trust."],
    ],
)
def test_a_table_of_requests_and_responses_is_read_by_its_heads(lines: list[str]) -> None:
    assert first("Dear A", "", *lines, "", "Yours sincerely") == WANTED


def test_the_paragraphs_of_a_cell_belong_to_it() -> None:
    lines = ["No.\tQuestion\tResponse", "1\tHow many", "in each year?\t2020 - 4", "2021 - 5", "2\tWho?\tThe Trust."]
    assert first(*lines) == {
        "1": (["How many", "in each year?"], ["2020 - 4", "2021 - 5"]),
        "2": (["Who?"], ["The Trust."]),
    }


def test_cells_wrapped_in_place_are_cut_at_the_heads() -> None:
    lines = [
        "No.   Request                 Response",
        "1     How many boats are      31 and a punt",
        "      there in all?           in repair",
        "2     Who owns them?          The Trust.",
    ]
    assert first(*lines) == {
        "1": (["How many boats are", "there in all?"], ["31 and a punt", "in repair"]),
        "2": (["Who owns them?"], ["The Trust."]),
    }


def test_a_question_printed_over_two_cells_goes_on_to_its_mark() -> None:
    rows = ["\t1", "\tHow many were", "\t(a) kept", "(b) sold", "in May?", "(a) 4", "(b) 6"]
    assert first("\tNo.", "\tRequest", "\tResponse", "", *rows) == {
        "1": (["How many were"], []),
        "1a": (["kept"], ["4"]),
        "1b": (["sold", "in May?"], ["6"]),
    }


def test_heads_printed_again_over_a_page_go_on_with_the_table() -> None:
    head = "No.\tRequest\tResponse"
    assert first(head, "1\tHow many boats?\t31", "", head, "2\tWho owns them?\tThe Trust.") == WANTED


def test_a_row_without_an_answer_has_none() -> None:
    assert first("No.\tRequest\tResponse", "1\tHow many boats?\t", "2\tWho owns them?\tThe Trust.")["1"] == (
        ["How many boats?"],
        [],
    )


def test_columns_of_figures_are_no_table_of_requests() -> None:
    assert asked_table(letter_of("Year\tRequest\tResponse", "2020\t14\t12")) is None
    assert asked_table(letter_of("Request\tResponse", "14\t12", "15\t13")) is None


def test_an_answer_that_names_its_part_is_read_in_one_way_only() -> None:
    lines = [
        "> 3. How many did you lift",
        ">    a) for the ambulance",
        ">    b) for others",
        "",
        "3a) 2019: 61, 2020: 48",
        "3b) 12",
    ]
    reading = read_letter(letter_of(*lines))
    assert {one.number: [f.value.value for f in one.figures] for one in reading.questions}["3b"] == [12]
    assert "uncertain_reading" not in {finding.code for finding in reading.findings}
