"""Values far from what other authorities gave for the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosed.model import Number
from disclosed.settling.settle import Place, Settled, settle
from disclosed.settling.unusual import find_unusual, is_unusual
from tests.making import Answers, make_letter, make_reading, make_request

OTHERS = (80, 95, 110, 140, 300)
VALUES: list[tuple[str, Number, tuple[Number, ...], bool]] = [
    ("a thousand for a comma read as a point", 112_000, OTHERS, True),
    ("ten times the median, three times the largest", 1_101, OTHERS, True),
    ("not ten times the median", 1_099, OTHERS, False),
    ("a large authority among large ones", 2_000, (80, 95, 110, 140, 900), False),
    ("pounds for thousands", Decimal("0.9"), OTHERS, True),
    ("a tenth of the median and not a third of the smallest", 10, (20, 95, 110, 140, 300), False),
    ("none", 0, OTHERS, False),
    ("four others", 112_000, OTHERS[1:], False),
    ("small counts", 90, (3, 4, 5, 6, 7), False),
]


@pytest.mark.parametrize(
    ("value", "others", "unusual"), [case[1:] for case in VALUES], ids=[case[0] for case in VALUES]
)
def test_a_value_is_unusual_where_a_slip_of_a_digit_explains_it(
    value: Number, others: tuple[Number, ...], unusual: bool
) -> None:
    assert is_unusual(value, others) is unusual


def letter(authority: str, answers: Answers, yml: str = "", sequence: int = 1) -> Settled:
    source = make_letter(f"state: published\npublished: 2026-01-01\n{yml}", authority)
    place = Place(authority, "printed", sequence)
    return settle(make_reading(answers), source, request=make_request("title: T\n", source), place=place)


def six(last: Settled) -> list[tuple[int, str, str]]:
    letters = [letter(f"town-{at}", {"1": [("Large", value), ("Small", 20)]}) for at, value in enumerate(OTHERS)]
    files = {one.response.response: f"{one.response.authority}.txt" for one in (*letters, last)}
    return [(found.line, found.file, found.how) for found in find_unusual([*letters, last], files)]


def test_the_editor_is_told_of_a_value_and_how_it_stands_to_the_others() -> None:
    assert six(letter("bigtown", {"1": [("Large", 112_000), ("Small", 20)]})) == [
        (3, "bigtown.txt", "It is 112,000. The median of 5 others is 110; they are from 80 to 300.")
    ]


@pytest.mark.parametrize(
    ("answers", "yml"),
    [
        ({"1": [("Large", 120)]}, ""),
        ({"1": [("Huge", 112_000)]}, ""),
        ({"2": [("Large", 112_000)]}, ""),
        ({"1": [("Large", 112_000)]}, "not_compared:\n  - {question: Q1, reason: Other years., quote: x}\n"),
        ({"1": [("Large", "<5")]}, ""),
    ],
)
def test_only_what_answers_the_same_is_compared(answers: Answers, yml: str) -> None:
    assert six(letter("bigtown", answers, yml)) == []


def test_labels_and_numbers_are_the_requests() -> None:
    yml = "questions: {Q7: Q1}\nlabels: {Huge: Large}\n"
    assert [line for line, _, _ in six(letter("bigtown", {"7": [("Huge", 112_000)]}, yml))] == [3]


def test_an_authoritys_latest_letter_counts() -> None:
    earlier = letter("town-0", {"1": [("Large", 112_000), ("Small", 20)]}, sequence=1)
    later = letter("town-0", {"1": [("Large", 80), ("Small", 20)]}, sequence=2)
    others = [letter(f"town-{at}", {"1": [("Large", value)]}) for at, value in enumerate(OTHERS, start=1)]
    files = {one.response.response: "x.txt" for one in (earlier, later, *others)}
    assert list(find_unusual([earlier, later, *others], files)) == []
