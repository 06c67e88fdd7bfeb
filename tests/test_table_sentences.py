"""Sentences that say which table answers which question."""

from __future__ import annotations

import pytest

from disclosed.reading.lines import fold
from disclosed.reading.table_sentences import keys_in, only_points, tables_told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The answers to questions 1 and 2 are in table 1 and table 2 respectively.", {"1": "1", "2": "2"}),
        ("Tables 2 to 3 answer questions 4 and 5 respectively.", {"4": "2", "5": "3"}),
        ("Question 1 is answered in Table 1 and question 2 in Table 2.", {"1": "1", "2": "2"}),
        ("See Table 3 for question 1, and Table 4 for question 2.", {"1": "3", "2": "4"}),
        ("The answer to question 3 is in Tables A and B.", {"3": "ab"}),
        ("The answer to question 3 is in tables 1 and 2.", {"3": "12"}),
        ("Questions 1 and 2 are answered in Table 1. Question 3 is in Table 2.", {"1": "1", "2": "1", "3": "2"}),
        ("Questions 1 and 2 are answered in tables 1 and 2.", {}),
        ("Questions 1 to 3 are answered in tables 1 and 2 respectively.", {}),
        ("Question 1 is in Table 1 and question 2 is refused.", {}),
        ("Table 1 does not include those counted in question 2.", {}),
        ("Question 9 is answered in Table 1.", {}),
        ("Table 1 below gives the number of boats.", {}),
    ],
)
def test_a_sentence_pairs_questions_and_tables_where_it_says_which(text: str, told: dict[str, str]) -> None:
    known = ["1", "2", "3", "4", "5"]
    assert tables_told(fold(text), known) == {number: frozenset(keys) for number, keys in told.items()}


def test_keys_of_tables_are_listed_with_those_between() -> None:
    assert list(keys_in("see tables 1 to 3 and table a")) == ["1", "2", "3", "a"]


@pytest.mark.parametrize(
    ("text", "points"), [("question 1 is in table 2.", True), ("question 1: 45, see table 2.", False)]
)
def test_an_answer_with_another_number_does_more_than_point(text: str, *, points: bool) -> None:
    assert only_points(text) is points
