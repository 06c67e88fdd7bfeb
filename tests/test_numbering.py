"""Labels are told from numbers by their sequence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.reading.labels import candidates_of, number_cell, number_of
from disclosed.reading.lines import parse_letter
from disclosed.reading.numbering import BEAM, MAX_LABELS, number_letter


def numbers(*lines: str) -> list[str]:
    """Number lines by the cheapest numbering: the number at each label, `#2` at its second occurrence."""
    best = number_letter(parse_letter("\n".join(lines).encode()).lines)[0]
    return [label.number + (f"#{label.occurrence}" if label.occurrence > 1 else "") for label in best.labels]


STYLES = [
    ("1. How many?", "2. How many?"),
    ("1) How many?", "2) How many?"),
    ("(1) How many?", "(2) How many?"),
    ("1/ How many?", "2/ How many?"),
    ("1, How many?", "2, How many?"),
    ("[1] How many?", "[2] How many?"),
    ("Question 1 - How many?", "Question 2 - How many?"),
    ("Question 1: How many?", "Question 2: How many?"),
    ("1.\u00a0How many?", "2.How many?"),
    ("1 How many?", "2 How many?"),
    ("1 - How many?", "2 - How many?"),
    ("Question One: How many?", "Question Two: How many?"),
]


@pytest.mark.parametrize("lines", STYLES)
def test_every_printed_form_of_a_plain_number_is_read(lines: tuple[str, str]) -> None:
    assert numbers(*lines) == ["1", "2"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Q1. How?", "Q2. How?"),
        ("Q1 - How?", "Q2 - How?"),
        ("Q.1 How?", "Q.2 How?"),
        ("Q 1: How?", "Q 2: How?"),
        ("Q1 Licences", "Q2 Drivers"),
    ],
)
def test_a_q_stays_in_the_number(lines: tuple[str, str]) -> None:
    assert numbers(*lines) == ["Q1", "Q2"]


SEQUENCES = [
    (["1. Between", "a. How many", "b. How many", "2. Between", "a. How many"], ["1", "1a", "1b", "2", "2a"]),
    (["1. A?", "1a. B?", "1b. C?", "2. D?"], ["1", "1a", "1b", "2"]),
    (["1. A:", "1a Please give", "1b How many days?", "2. B?"], ["1", "1a", "1b", "2"]),
    (["1.a) A?", "1.b) B?", "2. C?"], ["1a", "1b", "2"]),
    (["(3) Between:", "(a) A?", "(b) B?", "(4) C?"], ["3", "3a", "3b", "4"]),
    (["1. A", "a. B?", "b. By staff:", "i. From?", "ii. Bought?", "2. C?"], ["1", "1a", "1b", "1b.i", "1b.ii", "2"]),
    (["I. A?", "II. B", "a) C?", "b) D?", "III. E?"], ["I", "II", "IIa", "IIb", "III"]),
    (["1.1 How many?", "1.2 How many?", "2.1 How many?"], ["1.1", "1.2", "2.1"]),
    ([f"1.{part} How many?" for part in range(1, 12)], [f"1.{part}" for part in range(1, 12)]),
    (["A. Made", "A1. By school", "A2. By year", "B. Ended", "B1. By kind"], ["A", "A1", "A2", "B", "B1"]),
    (["Part A – Vehicles", "1. A?", "2. B?", "Part B – Posters", "1. C?"], ["A", "A1", "A2", "B", "B1"]),
    (["Section 1 - Vans", "1. A?", "2. B?", "Section 2 - Cars", "1. C?"], ["1", "1.1", "1.2", "2", "2.1"]),
    (
        ["1. How many were", "(i) killed", "(ii) hurt", "1. (i) 19 (ii) 204"],
        ["1", "1.i", "1.ii", "1#2", "1.i#2", "1.ii#2"],
    ),
    (
        ["1. A", "1a. By:", "i. A?", "ii. B?", "1a. i. 441 (a team). ii. 50."],
        ["1", "1a", "1a.i", "1a.ii", "1a#2", "1a.i#2", "1a.ii#2"],
    ),
    (["1. A?", "2. B?", "1. 108.", "2. 67."], ["1", "2", "1#2", "2#2"]),
    (["12. A?", "14. B?", "15. C?"], ["12", "14", "15"]),
    (["3. A?", "4. B?", "5. C?", "5. Less than 5", "6. D?"], ["3", "4", "5", "5#2", "6"]),
    (["1. Which are moored?2. How many left?"], ["1", "2"]),
    (["1. A?", "Responded Thu 06 June 20242. Which are open?"], ["1", "2"]),
]


@pytest.mark.parametrize(("lines", "expected"), SEQUENCES)
def test_labels_are_read_in_sequence(lines: list[str], expected: list[str]) -> None:
    assert numbers(*lines) == expected


NO_LABELS = [
    ["1. How many?", "14", "2. How many?"],
    ["1. How many?", "1,165", "2. What?"],
    ["1. How many?", "2017-18 - 21", "2018-19 - 17", "2. What?"],
    ["1. How many?", "15 April 2020", "2. What?"],
    ["1. Where?", "14 Market Street", "2. What?"],
    ["1. How many?", "Section 41 of the Act applies.", "2. What?"],
    ["1. How many?", "S17 Keeper = 23", "2. What?"],
    ["1. How many?", "A local firm makes them. e.g. one.", "2. What?"],
    ["1. How many?", "c = too small to give.", "2. What?"],
    ["1. How many?", "1.5 million", "2. What?"],
    ["1. How many?", "2.1 million were", "2. What?"],
]


@pytest.mark.parametrize("lines", NO_LABELS)
def test_numbers_of_an_answer_are_no_labels(lines: list[str]) -> None:
    assert numbers(*lines) == ["1", "2"]


def test_a_that_stands_for_answer_is_no_label() -> None:
    assert numbers(
        "Q1. How many?", "A) 2021: 96", "Q2. Please say", "a) how many", "A) 33", "b) how many", "A) Four"
    ) == [
        "Q1",
        "Q2",
        "Q2a",
        "Q2b",
    ]


LINES = st.lists(
    st.sampled_from(
        ["1. x", "2. x", "3) x", "a. x", "ii. x", "1a x?", "2.1 9", "Q1 x", "[4] x", "Part B", "12", "(i) 1 (ii) 2"]
    ),
    max_size=30,
)


@given(LINES)
def test_any_lines_are_numbered_in_their_order(lines: list[str]) -> None:
    numberings = number_letter(parse_letter("\n".join(lines).encode()).lines)
    assert 1 <= len(numberings) <= BEAM
    assert [numbering.cost for numbering in numberings] == sorted(numbering.cost for numbering in numberings)
    for numbering in numberings:
        places = [(label.candidate.line, label.candidate.first) for label in numbering.labels]
        assert places == sorted(places)
        occurrences = [(label.path, label.occurrence) for label in numbering.labels]
        assert len(occurrences) == len(set(occurrences))


@given(LINES)
def test_a_label_quotes_its_line(lines: list[str]) -> None:
    for line in parse_letter("\n".join(lines).encode()).lines:
        for readings in candidates_of(line):
            for candidate in readings:
                assert line.text[candidate.first - 1 :].startswith(candidate.printed)
                assert candidate.first <= candidate.rest


def test_time_grows_with_the_letter_only_and_labels_are_bounded() -> None:
    lines = parse_letter("\n".join(f"{number}. How many?" for number in range(1, 1000)).encode() * 5).lines
    begun = time.process_time()
    best = number_letter(lines)[0]
    assert len(best.labels) <= MAX_LABELS
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("Q14 to Q16. Not applicable.", []),
        ("Q20 and Q21. Withheld.", []),
        ("2a) & 2b) Please see below.", []),
        ("Q14. To be decided.", ["Q14."]),
        ("2) and so on", ["2)"]),
        ("10. What was spent on (a) diesel (b) petrol?", ["10.", "(a)", "(b)"]),
        ("There were 97: (a) 61, (b) 29.", ["(a)", "(b)"]),
        ("It applies under (a) above.", []),
    ],
)
def test_labels_of_a_group_are_none_and_a_list_in_a_line_is_one(line: str, labels: list[str]) -> None:
    places = candidates_of(parse_letter(line.encode()).lines[0])
    assert [readings[0].printed for readings in places] == labels


@pytest.mark.parametrize(
    "rows",
    [
        ["Q1 - 112", "Q2 - 96"],
        ["Q1 (Apr-Jun) 6", "Q2 (Jul-Sep) 4"],
        ["Q1 2023/24: 5", "Q2 2023/24: 7"],
        ["Q1 - 112", "Q2 - 96", "Q3 - 87", "Q4 - 102"],
    ],
)
def test_quarters_of_a_year_number_no_questions(rows: list[str]) -> None:
    asked = ["1. How many in each quarter?", *rows, "2. What did it cost?", "£4"]
    best = number_letter(parse_letter("\n".join(asked).encode()).lines)[0]
    assert [label.number for label in best.labels] == ["1", "2"]


@pytest.mark.parametrize(
    ("cell", "number"), [("1", "1"), ("2.", "2"), ("Q3", "Q3"), ("4(a)", "4a"), ("12)", "12"), ("2.1", "2.1")]
)
def test_a_cell_that_holds_a_number_alone_is_a_label(cell: str, number: str) -> None:
    readings = number_cell(parse_letter(f"  {cell}".encode()).lines[0])
    assert [number_of(one.parts, one.prefix) for one in readings] == [number]


@pytest.mark.parametrize("cell", ["", "12 boats", "1,204", "2021", "none", "£4"])
def test_a_cell_that_holds_more_is_no_label(cell: str) -> None:
    assert number_cell(parse_letter(f"  {cell}".encode()).lines[0]) == []


CELLS = ["Place", "Q1", "Q2", "Q3", "Q4", "Total", "East", "4", "3", "5", "6", "18"]
QUARTERLY = [
    ("heads of columns", CELLS, ["1", "2"]),
    ("an empty line between cells", [one for cell in CELLS for one in (cell, "")], ["1", "2"]),
    ("no total", ["Q1", "Q2", "Q3", "Q4", "East", "4", "3", "5", "6"], ["1", "2"]),
    ("rows of two values", ["Q1", "4", "£5", "Q2", "3", "£6", "Q3", "5", "£7", "Q4", "6", "£8"], ["1", "2"]),
    (
        "one reply to all",
        ["Q1", "Q2", "Q3", "Q4", "We hold none of this."],
        ["1", "Q1#2", "Q2", "Q3", "Q4", "2#2"],
    ),
]


@pytest.mark.parametrize(("why", "cells", "expected"), QUARTERLY, ids=[one[0] for one in QUARTERLY])
def test_quarters_a_line_each_are_a_tables_where_values_follow(why: str, cells: list[str], expected: list[str]) -> None:
    asked = ["Question 1", "How many in each quarter?", *cells, "Question 2", "What did it cost?", "£4"]
    assert numbers(*asked) == expected, why


def test_questions_with_a_number_for_an_answer_each_are_no_quarters() -> None:
    asked = [f"Q{number}. How many boats?" for number in range(1, 6)]
    answers = [line for number in range(1, 6) for line in (f"Q{number}", str(40 + number))]
    assert numbers(*asked, *answers) == [f"Q{one}" for one in range(1, 6)] + [f"Q{one}#2" for one in range(1, 6)]
