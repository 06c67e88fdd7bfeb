"""Numbers, dates and lists in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.describing import wording


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (8, "", "8"),
        (999, "", "999"),
        (1254, "", "1,254"),
        (1254, "children", "1,254"),
        (Decimal(1200000), "GBP", "£1,200,000"),
        (Decimal("12.50"), "GBP", "£12.50"),
        (-350, "GBP", "−£350"),
        (-350, "", "−350"),
        (Decimal("56.8"), "percent", "56.8%"),
        (Decimal("1E+3"), "", "1,000"),
        (0, "", "0"),
    ],
)
def test_a_figure_is_written_in_digits_with_commas_and_its_sign(value: int | Decimal, unit: str, words: str) -> None:
    assert wording.quantity(value, unit) == words


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [("56.7839", 0, "57"), ("56.7839", 1, "56.8"), ("0.5", 0, "1"), ("2.5", 0, "3"), ("33.71", 1, "33.7")],
)
def test_rounding_is_half_up_from_an_exact_decimal(value: str, places: int, words: str) -> None:
    assert str(wording.rounded(Decimal(value), places)) == words


@pytest.mark.parametrize(
    ("words", "text"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_a_list_has_commas_and_one_and(words: tuple[str, ...], text: str) -> None:
    assert wording.joined(words) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2020-04-01", "2021-03-31", "April 2020 to March 2021"),
        ("2025-01-01", "2025-05-31", "January to May 2025"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2025-01-01", "2025-05-27", "1 January 2025 to 27 May 2025"),
        ("2025-01-01", "", "1 January 2025"),
        ("2023-11-06", "2023-11-06", "6 November 2023"),
    ],
)
def test_whole_months_are_named_and_cut_months_keep_their_days(start: str, end: str, text: str) -> None:
    assert wording.month_span(start, end) == text


def test_a_day_that_is_no_date_is_left_as_it_stands() -> None:
    assert wording.day("undated") == "undated"


@pytest.mark.parametrize(
    ("unit", "noun"),
    [("return interviews", "interviews"), ("children under 18", "children"), ("children", "children"), ("", "")],
)
def test_the_head_of_a_unit_is_its_noun(unit: str, noun: str) -> None:
    assert wording.head_noun(unit) == noun


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Children not looked after", "children not looked after"),
        ("CLA", "CLA"),
        ("A road", "A road"),
        ("Jan-Mar 22", "Jan-Mar 22"),
        ("Marked", "marked"),
        ("May 2022", "May 2022"),
        ("Mayors", "mayors"),
        ("Welsh only", "Welsh only"),
        ("Alder Ward", "Alder Ward"),
        ("City of York", "City of York"),
        ("Injuries to NHS staff", "injuries to NHS staff"),
        ("", ""),
    ],
)
def test_a_label_begins_small_inside_a_sentence_unless_it_is_initials_or_a_name(text: str, inside: str) -> None:
    assert wording.lower_first(text) == inside


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_written_number_reads_back_as_itself(value: int) -> None:
    assert int(wording.number(value).replace(",", "").replace(wording.MINUS, "-")) == value


@given(st.lists(st.text(alphabet="abc", min_size=1), min_size=1, max_size=6))
def test_a_list_keeps_every_word_in_order(words: list[str]) -> None:
    assert wording.joined(words).replace(" and ", ", ").split(", ") == words


ORDER = ("1", "1a", "1b", "2", "3a", "3b", "3c", "3d", "4", "5", "6", "6.9", "6.10", "6.11", "7.i", "7.ii", "7.iii")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (["4"], "question 4"),
        (["1a", "1b"], "questions 1a and 1b"),
        (["3a", "3b", "3c", "3d"], "questions 3a to 3d"),
        (["1", "1a", "1b"], "questions 1, 1a and 1b"),
        (["3a", "3b", "3d"], "questions 3a, 3b and 3d"),
        (["3a", "3b", "3c", "4"], "questions 3a to 3c and 4"),
        (["4", "5", "6"], "questions 4 to 6"),
        (["1", "2", "4"], "questions 1, 2 and 4"),
        (["6.9", "6.10", "6.11"], "questions 6.9 to 6.11"),
        (["7.i", "7.ii", "7.iii"], "questions 7.i to 7.iii"),
        (["9a", "9b", "9c"], "questions 9a, 9b and 9c"),
    ],
)
def test_three_parts_that_follow_each_other_in_the_letter_are_a_range(numbers: list[str], words: str) -> None:
    assert wording.question_numbers(numbers, ORDER) == words


@given(st.lists(st.sampled_from(ORDER), unique=True, max_size=len(ORDER)))
def test_a_range_names_no_question_that_was_not_given(numbers: list[str]) -> None:
    named = []
    for words in wording.ranged(numbers, ORDER):
        first, _, last = words.partition(" to ")
        named += ORDER[ORDER.index(first) : ORDER.index(last or first) + 1]
    assert named == numbers


@pytest.mark.parametrize(
    ("words", "longest", "cut"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two …"),
        ("one two three four", 15, "one two three …"),
        ("one, two, three", 11, "one, two …"),
        ("one two ( three", 12, "one two …"),
        ("withoutanyspace", 10, "withouta …"),
        ("withoutanyspace two", 10, "withouta …"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_between_words_within_its_bound_and_shows_it(words: str, longest: int, cut: str) -> None:
    """Of a text without a space the last character was left out, and nothing else."""
    assert wording.shortened(words, longest) == cut
    assert len(cut) <= longest


@pytest.mark.parametrize(
    ("words", "longest", "first"),
    [("one two", 7, "one two"), ("one two", 6, "one"), ("one two", 3, "one"), ("one two", 2, "on")],
)
def test_a_beginning_is_of_whole_words_where_one_fits(words: str, longest: int, first: str) -> None:
    assert wording.beginning(words, longest) == first


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(14, "weeks", "14 weeks"), (1, "weeks", "1 week"), (350, "GBP", "£350"), (56, "percent", "56%"), (12, "", "12"), (3, "incidents", "3 incidents")],
)  # fmt: skip
def test_a_number_in_a_sentence_keeps_its_unit(value: int, unit: str, words: str) -> None:
    assert wording.measured(value, unit) == words
