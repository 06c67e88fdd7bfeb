"""One answer for several questions: words say which column or clause is whose, order only where no word is against it."""

from __future__ import annotations

import pytest

from disclosed.model import Line
from disclosed.reading.blocks import BlockContext
from disclosed.reading.lines import fold, parse_letter
from disclosed.reading.reading import read_letter
from disclosed.reading.sharing import Asked, Shared, share_block

ROWS = ["2021\t40\t12\t30%", "2022\t50\t20\t40%"]
RUNS = ("How many gritting runs were made?", "How many tonnes of salt were spread?")
TABLE = "Winter Runs (Q11) Tonnes (Q12)\n2013-14 61 4,120\nTotal 61 4,120"


def shared(asked: list[str], heads: str) -> tuple[dict[str, list[tuple[tuple[str, ...], object]]], set[str]]:
    lines = [f"{place}. {text}" for place, text in enumerate(asked, start=1)]
    letter = "\n".join([*lines, "", "Questions 1 and 2", "", f"Year\t{heads}", *ROWS])
    reading = read_letter(parse_letter(letter.encode()))
    figures = {one.number: [(f.labels, f.value.value) for f in one.figures] for one in reading.questions}
    return figures, {finding.code for finding in reading.findings}


def test_a_column_goes_to_the_question_whose_words_its_heading_shares() -> None:
    asked = ["How many requests did you get?", "How many of those requests were refused, also as a percentage?"]
    figures, codes = shared(asked, "Requests\tRefused\t% refused")
    assert [labels for labels, _ in figures["1"]] == [("2021", "Requests"), ("2022", "Requests")]
    assert {labels[1] for labels, _ in figures["2"]} == {"Refused", "% refused"}
    assert "uncertain_reading" not in codes


@pytest.mark.parametrize("heads", ["North\tSouth\tWest", "Requests\tRequests kept\tRequests lost"])
def test_headings_that_leave_a_choice_stay_in_doubt(heads: str) -> None:
    asked = ["How many requests did you get?", "How many of those requests were refused?"]
    assert "uncertain_reading" in shared(asked, heads)[1]


def share(questions: tuple[str, ...], answer: str, first: int = 11) -> Shared:
    asked = [Asked(str(number), words, words) for number, words in enumerate(questions, start=first)]
    lines = [Line(number, text, fold(text)) for number, text in enumerate(answer.split("\n"), start=1)]
    return share_block(asked, lines, BlockContext(str(first)))


def words_of(found: Shared) -> list[list[str]]:
    return [[figure.words for figure in block.figures] for block in found.blocks]


@pytest.mark.parametrize(
    ("questions", "answer", "expected"),
    [
        (RUNS, TABLE, [["61", "61"], ["4,120", "4,120"]]),
        (RUNS, TABLE.replace(" (Q11)", "").replace(" (Q12)", ""), [["61", "61"], ["4,120", "4,120"]]),
        (
            RUNS,
            "For questions 11 and 12: 38 were taken on, while two people or fewer left within a week.",
            [["38"], ["two people or fewer"]],
        ),
        # the words are against the order
        (
            ("How many cats were taken in?", "How many dogs were taken in?"),
            "Questions 1 and 2: 41 dogs, 112 cats.",
            [["112"], ["41"]],
        ),
        (
            ("How many appeals were allowed?", "How many appeals were dismissed?"),
            "For questions 3 and 4: 88 dismissed and 41 allowed.",
            [["41"], ["88"]],
        ),
        (
            ("How many cyclists were hurt?", "How many walkers were hurt?"),
            "Year   Walkers   Cyclists\n2021   412          388\n2022   420          391",
            [["388", "391"], ["412", "420"]],
        ),
        (
            ("How many moorings are there?", "How many of the moorings are vacant?"),
            "Harbour   Vacant moorings   Moorings\nEast      12            88\nWest      7            61",
            [["88", "61"], ["12", "7"]],
        ),
        # one has words of neither question: it goes to the one that is left
        (
            ("How many complaints were received?", "How many were upheld?"),
            "Year   Upheld   Logged\n2021   41       388\n2022   42       391",
            [["388", "391"], ["41", "42"]],
        ),
    ],
)
def test_one_answer_is_shared_among_its_questions(
    questions: tuple[str, ...], answer: str, expected: list[list[str]]
) -> None:
    found = share(questions, answer)
    assert found.decided
    assert words_of(found) == expected


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        (("How many were there?", "How many were there?"), "North: 5\nSouth: 6\nEast: 7"),
        # a clause has words of another question, and the rest do not say which is whose
        (
            ("How many ferries sailed?", "How many were cancelled?", "How many ferries were late?"),
            "41 ferries late, 12 in the spring and 88 ferries cancelled.",
        ),
        # a clause of two figures is no question's own
        (
            ("How many cats were taken in?", "How many dogs were taken in?"),
            "41 dogs and 12 puppies 13 kittens, 112 cats",
        ),
    ],
)
def test_an_answer_that_cannot_be_shared_is_a_doubt(questions: tuple[str, ...], answer: str) -> None:
    found = share(questions, answer, first=3)
    numbers = ", ".join(str(number) for number, _ in enumerate(questions, start=3))
    assert not found.decided
    assert not any(block.figures for block in found.blocks[1:])
    assert [(doubt.code, doubt.question, doubt.message, doubt.remedy) for doubt in found.blocks[0].doubts][-1:] == [
        (
            "uncertain_reading",
            "3",
            f"One answer is given for questions {numbers}, and its figures do not say which they answer.",
            "Give each its question with `readings:` lines.",
        )
    ]


def test_a_clause_of_another_kind_than_its_place_asks_for_is_a_doubt() -> None:
    found = share(("How many fines were issued?", "What was collected in total?"), "£2,050, 41 in spring")
    assert not found.decided


BY_YEAR = "          2022/23   2023/24   Total\nVans      14        22        36\nCars hired 5        7         12"


@pytest.mark.parametrize(
    ("questions", "vans", "cars"),
    [
        (("How many vans were there?", "How many cars were hired?"), 0, 1),
        (("How many cars were hired?", "How many vans?"), 1, 0),
    ],
)
def test_the_rows_of_a_table_by_years_go_to_the_questions_whose_words_they_have(
    questions: tuple[str, ...], vans: int, cars: int
) -> None:
    found = share(questions, BY_YEAR)
    assert found.decided
    assert words_of(found)[vans] == ["14", "22", "36"]
    assert words_of(found)[cars] == ["5", "7", "12"]


def test_years_over_columns_are_no_questions() -> None:
    questions = ("How many lorries were there?", "How many were sold?", "How many were lost?")
    assert not share(questions, BY_YEAR).decided


def test_a_table_beneath_a_list_of_questions_is_not_the_last_ones_alone() -> None:
    asked = ["1. How many vans were there?", "2. How many cars were hired?", "3. How many boats were lost?"]
    rows = ["Boats lost      5         7", "Cars            41        39", "Vans            14        22"]
    after = ["", "4. Why?", "", "It rained."]
    reading = read_letter(
        parse_letter("\n".join([*asked, "", "                2022/23   2023/24", *rows, *after]).encode())
    )
    read = {one.number: [figure.words for figure in one.figures] for one in reading.questions}
    assert read == {"1": ["14", "22"], "2": ["41", "39"], "3": ["5", "7"], "4": []}
    unnamed = [
        row.replace("Boats lost", "North     ").replace("Cars ", "South").replace("Vans", "West") for row in rows
    ]
    reading = read_letter(
        parse_letter("\n".join([*asked, "", "                2022/23   2023/24", *unnamed, *after]).encode())
    )
    assert not any(one.figures for one in reading.questions)
    assert {finding.code for finding in reading.findings} & {"uncertain_reading", "unread_number"}
