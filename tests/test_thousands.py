"""Thousands parted by a space are one number where a letter proves that it writes them so, and two numbers elsewhere."""

from __future__ import annotations

import time

import pytest

from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.reading.thousands import with_thousands

PROOF = ("1 284", "2 077")


def shadows(*lines: str) -> list[str]:
    return [line.shadow for line in with_thousands(parse_letter("\n".join(lines).encode())).lines]


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("10 098", "10,098"),
        ("1 402 118", "1,402,118"),
        ("£1 402", "£1,402"),
        ("3 118 of the 3 333 attendances.", "3,118 of the 3,333 attendances."),
        ("Support staff 1 284", "support staff 1,284"),
        ("In 2023 118 were attended.", "in 2023 118 were attended."),
        ("Category 1 284", "category 1 284"),
        ("Ward 12 345", "ward 12 345"),
        ("In all 12 345 678 90.", "in all 12 345 678 90."),
        ("Leisure 1 284 2 077", "leisure 1 284 2 077"),
        ("Tel: 0303 123 1113", "tel: 0303 123 1113"),
        ("020 7946 0018", "020 7946 0018"),
        ("See 12 100/200", "see 12 100/200"),
    ],
)
def test_a_letter_that_proves_it_parts_its_thousands_by_spaces(line: str, joined: str) -> None:
    assert shadows(*PROOF, line)[-1] == joined


@pytest.mark.parametrize(
    "lines",
    [
        ["412 398", "267 301", "190 176"],
        ["1 284", "2 377"],
        ["2 077"],
        ["1 284", "2 077", "12 34"],
        ["1 284", "2 077", "1 284 2 077"],
        ["1 284", "2 077", "It cost 1,204."],
        ["1 284", "2 077", "4511"],
        ["Leisure 1 284", "Arts 2 077"],
    ],
)
def test_without_proof_or_against_it_a_space_parts_two_numbers(lines: list[str]) -> None:
    assert shadows(*lines) == [line.lower() for line in lines]


TABLE = ("Main building    702 318    811 046", "Lightship         41 277          -")


def test_a_table_proves_it_for_itself_beside_prose_with_commas() -> None:
    found = shadows("There are 611,430 objects in room 12 345.", *TABLE)
    assert found[0] == "there are 611,430 objects in room 12 345."
    assert found[1:] == ["main building    702,318    811,046", "lightship         41,277          -"]


@pytest.mark.parametrize(
    "rows",
    [
        ("North    702 318    811 146", "South    41 277    6 180"),  # no group that nothing begins with
        ("North    702 318    811 046", "South    41 277    6,180"),
        ("North    702 318    811 046", "South    41 277    12 34"),
        ("North    702 318    811 046", "South    41    277    6    180"),  # rows of unlike length
    ],
)
def test_a_table_without_proof_stays_as_it_is_beside_prose_with_commas(rows: tuple[str, ...]) -> None:
    assert shadows("There are 611,430 objects.", *rows)[1:] == [row.lower() for row in rows]


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("£1 408.50", "£1,408.50"),
        ("Bank\t£6 412 380\t£288 017", "bank\t£6,412,380\t£288,017"),
        ("Bank    £ 6 412 380  £288 017", "bank    £ 6,412,380  £288,017"),
        ("Fees of £6 412 people paid", "fees of £6 412 people paid"),
        ("Bank £6 412", "bank £6 412"),
        ("£6 41", "£6 41"),
    ],
)
def test_a_pound_sign_before_the_groups_of_a_whole_cell_is_proof(line: str, joined: str) -> None:
    assert shadows(line) == [joined]


def test_years_a_line_each_say_nothing_against_it() -> None:
    assert shadows("2021", "1 284", "2022", "2 077") == ["2021", "1,284", "2022", "2,077"]


def test_a_narrow_space_between_digits_is_proof() -> None:
    assert shadows("We spent £1\u202f402\u2009118 and 3\u202f12.") == ["we spent £1,402,118 and 3 12."]


def test_what_is_read_quotes_the_letter() -> None:
    letter = "1. How many calls?\n\nYear\nCalls\n2021\n1 284\n2022\n2 077\n\n2. How many were false?\n\n1 031 of them."
    figures = [one for question in read_letter(parse_letter(letter.encode())).questions for one in question.figures]
    assert [(one.words, one.value.value) for one in figures] == [("1 284", 1284), ("2 077", 2077), ("1 031", 1031)]


@pytest.mark.parametrize(
    "line", ["a" * 200_000, "1 " * 100_000, "1 234" + " 234" * 50_000, " " * 200_000, "'-" * 100_000]
)
def test_time_is_bounded_on_hostile_lines(line: str) -> None:
    begun = time.perf_counter()
    shadows(*PROOF, line)
    shadows(*PROOF, f"In all {line} x")
    assert time.perf_counter() - begun < 2
