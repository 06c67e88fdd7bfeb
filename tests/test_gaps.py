"""What an answer leaves open, said in words and once."""

from __future__ import annotations

import pytest

from disclosed.model import Finding
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter

GAPS = {"attachment_missing", "partial_period", "answer_period_differs", "part_unanswered", "citation_suspect"}


def gaps(*lines: str) -> list[Finding]:
    reading = read_letter(parse_letter("\n".join(lines).encode()))
    return [finding for finding in reading.findings if finding.code in GAPS]


def test_an_answer_in_an_attachment_is_missing() -> None:
    found = gaps("1. Please list them.", "Please see the attached spreadsheet.", "2. How many?", "3")
    assert [(one.code, one.question, one.line) for one in found] == [("attachment_missing", "1", 2)]
    assert found[0].message == "The answer to question 1 is in an attachment that is not in the text."


def test_a_period_to_date_is_cut_short() -> None:
    found = gaps("1. How many?", "2020/21: 14", "2021/22 (to 31 August): 9", "2. Why?", "It rained.")
    assert [one.message for one in found] == [
        "The period '2021/22 (to 31 August)' is cut short and cannot be compared with its neighbours (question 1)."
    ]
    assert dict(found[0].extra)["period"] == "2021/22 (to 31 August)"


def test_training_that_is_up_to_date_is_no_period() -> None:
    assert gaps("1. What share of staff is trained?", "Ward\t% up to date", "Alder\t91.3%", "Beech\t94.0%") == []


def test_a_year_asked_for_in_part_beside_whole_years_is_cut_short() -> None:
    head = ["You asked:", "- 1 January 2023 to 31 December 2023", "- 1 January 2024 to May 31 2024", ""]
    found = gaps(*head, "1. How many boats?", "2023: 14", "2024: 9", "2. How many vans?", "2023: 4", "2024: 1")
    assert [(one.code, one.question, dict(one.extra)["period"]) for one in found] == [("partial_period", None, "2024")]
    assert "(question 1, 2)" in found[0].message


def test_months_among_years_are_cut_short_and_a_whole_year_is_not() -> None:
    assert [
        dict(one.extra)["period"] for one in gaps("1. How many?", "2021: 14", "Jan-Mar 22: 9", "2. Why?", "Rain.")
    ] == ["Jan-Mar 22"]
    assert not gaps("1. How many?", "Apr-Mar 21: 14", "Apr-Mar 22: 9", "2. Why?", "Rain.")


@pytest.mark.parametrize(
    "told",
    [
        "Notes: 2024/25 is part-year.",
        "Figures for 2024/25 (April to December 2024 only) are not final.",
        "2024/25 covers nine months",
    ],
)
def test_a_year_that_the_letter_calls_part_of_one_is_cut_short(told: str) -> None:
    found = gaps("1. How many?", "2023/24: 14", "2024/25: 9", "2. Why?", "Rain.", told)
    assert [dict(one.extra)["period"] for one in found] == ["2024/25"]


def test_the_first_months_of_a_year_are_cut_short() -> None:
    found = gaps("1. How many?", "2022/23: 14", "2023/24 (M1-M9): 9", "2. Why?", "Rain.")
    assert [dict(one.extra)["period"] for one in found] == ["2023/24 (M1-M9)"]


@pytest.mark.parametrize("years", [("2022", "2023"), ("2021/22", "2022/23")])
def test_whole_years_are_not_cut_short(years: tuple[str, str]) -> None:
    assert not gaps("1. How many?", f"{years[0]}: 14", f"{years[1]}: 9", "2. Why?", "Rain.")


def test_an_answer_for_another_year_than_asked_is_told() -> None:
    found = gaps(
        "1. How many fines in 2018/19?", "In 2017/18, the latest year held, there were 31.", "2. Why?", "Rain."
    )
    assert [one.message for one in found] == ["Question 1 asks about 2018/19 and is answered for 2017/18."]
    assert not gaps("1. How many fines in 2018/19?", "2017/18: 31", "2018/19: 30", "2. Why?", "Rain.")


def test_the_second_half_of_a_question_that_no_word_answers_is_told() -> None:
    found = gaps(
        "1. How many were granted, and how many applications were refused?",
        "Licences: 12",
        "Permits: 14",
        "2. Why?",
        "Rain.",
    )
    assert [one.message for one in found] == [
        "Question 1 also asks 'how many applications were refused', which is neither answered nor refused."
    ]
    assert not gaps("1. How many were granted, and how many refused?", "12 granted, 3 refused", "2. Why?", "Rain.")


def test_a_name_that_is_asked_for_and_not_given_is_told() -> None:
    found = gaps("1. How many were done in-house (please name the team)?", "1254", "2. Why?", "Rain.")
    assert [one.message for one in found] == [
        "Question 1 also asks 'please name the team', which is neither answered nor refused."
    ]
    assert not gaps("1. How many were done in-house (please name the team)?", "1254 (North team)", "2. Why?", "Rain.")


def test_a_provision_that_is_not_in_the_law_named_is_told() -> None:
    words = "We hold this exempt under section 12(4)(b) of the Freedom of Information Act 2000."
    found = gaps("1. Please list them.", words, "2. How many?", "3")
    assert [(one.code, one.message) for one in found] == [
        ("citation_suspect", "Question 1 is refused under FOIA s12(4)(b), which is not in that law.")
    ]


@pytest.mark.parametrize(
    ("question", "answer", "differs"),
    [
        (
            "How many boats were there on 31 October 2024?",
            "On 30 September 2024 there were 14.",
            ("31 October 2024", "30 September 2024"),
        ),
        ("How many boats were there on 31 October 2024?", "On 31 October 2024 there were 14.", None),
        ("How many boats sank in 2023?", "In our reporting year 2023/24 there were 14.", ("2023", "2023/24")),
        ("How many boats sank in 2023?", "In 2023 there were 14, and 2023/24 is not yet known.", None),
        ("How many boats sank in 2022 and in 2023?", "In our year 2023/24 there were 14.", None),
    ],
)
def test_an_answer_for_another_day_or_year_than_was_asked_says_so(
    question: str, answer: str, differs: tuple[str, str] | None
) -> None:
    found = [one for one in gaps(f"1. {question}", answer, "2. Why?", "Rain.") if one.code == "answer_period_differs"]
    assert [(dict(one.extra)["asked"], dict(one.extra)["answered"]) for one in found] == ([differs] if differs else [])


@pytest.mark.parametrize(
    ("asked", "answer", "differs"),
    [
        ("the academic year 2024/25", "In the financial year 2024/25 we let 14.", True),
        ("the financial year 2024/25", "We let 14 in calendar year 2024.", True),
        ("the school year 2024/25", "In the academic year 2024/25 we let 14.", False),
        ("the academic year 2024/25", "14 were let. We count no financial years.", False),
        ("each financial and each academic year", "In the financial year 2024/25 we let 14.", False),
    ],
)
def test_an_answer_for_another_kind_of_year_says_so(asked: str, answer: str, *, differs: bool) -> None:
    found = gaps(f"1. How many boats were let in {asked}?", answer, "2. Why?", "Rain.")
    assert ("answer_period_differs" in {one.code for one in found}) == differs


@pytest.mark.parametrize(
    ("question", "answer", "missing"),
    [
        ("How many sailors are there and at what grades?", "There are 14 sailors.", "at what grades"),
        ("How many sailors are there and at what grades?", "There are 14 sailors, all at grade 3.", None),
        ("How many boats were let, and how many of them sank?", "14 boats were let and 3 went down.", None),
        ("How many boats were let, and how many of them sank?", "14 boats were let.", "how many of them sank"),
        ("How many boats were let and of what type?", "Sloop 14, ketch 9, other 2.", None),
        ("How many boats were let and of what type?", "2022: 14\n2023: 9", "of what type"),
    ],
)
def test_a_further_part_of_a_question_is_looked_for_in_its_answer(
    question: str, answer: str, missing: str | None
) -> None:
    found = [one for one in gaps(f"1. {question}", answer, "2. Why?", "Rain.") if one.code == "part_unanswered"]
    assert [f"'{missing}'" in one.message for one in found] == ([True] if missing else [])


@pytest.mark.parametrize(
    ("label", "cut"),
    [
        ("2024/25 to Sept", True),
        ("2024 (to end of June)", True),
        ("2024/25 up to August", True),
        ("2024/25 to March", False),
        ("2019 to June 2024", False),
    ],
)
def test_a_year_down_to_a_month_of_it_is_cut_short(label: str, *, cut: bool) -> None:
    found = gaps(
        "1. How many boats?", f"Harbour | 2023/24 | {label}", "North | 14 | 9", "South | 3 | 4", "2. Why?", "Rain."
    )
    assert [one.code for one in found] == (["partial_period"] if cut else [])


@pytest.mark.parametrize(
    ("answer", "period"),
    [
        (["2023/24 - 14", "2024/25 - 9 (April to December 2024 only)"], "2024/25"),
        (["2023/24: 14", "2024/25: 9 (Apr - Dec)"], "2024/25"),
        (["9 (April to December 2024 only)"], "2024/25"),
        (["9 boats (first nine months)"], "2024/25"),
    ],
)
def test_a_year_may_be_said_to_be_part_of_one_behind_its_figure(answer: list[str], period: str) -> None:
    found = gaps("1. How many boats in 2024/25?", *answer, "2. Why?", "Rain.")
    assert [(one.code, dict(one.extra)["period"]) for one in found] == [("partial_period", period)]


@pytest.mark.parametrize(
    "answer", ["9 (April 2024 to March 2025)", "9 (Apr-Mar)", "9 (all of them in May)", "2024/25 - 9"]
)
def test_a_whole_year_behind_a_figure_is_not_cut_short(answer: str) -> None:
    assert not gaps("1. How many boats in 2024/25?", answer, "2. Why?", "Rain.")


@pytest.mark.parametrize(
    "answer", ["58 (up from 40 in 2023/24)", "58, compared with 40 in 2023/24", "58 against 40 in 2023/24"]
)
def test_a_year_that_is_only_compared_with_is_not_the_answers(answer: str) -> None:
    assert not gaps("1. How many fines were issued in 2024/25?", answer, "2. Why?", "Rain.")


@pytest.mark.parametrize("answer", [["17 (calendar year 2024)"], ["2023: 14", "2024: 17"]])
def test_calendar_years_for_financial_ones_are_told(answer: list[str]) -> None:
    found = gaps("1. How many fines were issued in 2024/25?", *answer, "2. Why?", "Rain.")
    assert [one.code for one in found] == ["answer_period_differs"]
    assert "asks about 2024/25 and is answered for 202" in found[0].message
