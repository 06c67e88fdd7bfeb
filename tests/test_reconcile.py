from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.grammar import parse_check
from disclosed.model import Finding, Line, Number, Outcome, ReadFigure, ReadQuestion, Span, Value
from disclosed.reading.candidates import is_total
from disclosed.reading.kinship import parents_of
from disclosed.reading.reconcile import find_relations, reconcile
from disclosed.reading.rounding import Rounding, rounding_of

Cells = dict[tuple[str, ...], Number | Value]
STAR = Value(None, status="suppressed", marker="[c]", basis="note")
NONE_TO_COUNT = Value(None, status="not_applicable", marker="[z]", basis="note")
LATER = Value(None, status="not_available", marker="[x]", basis="note")


def question(number: str, text: str, cells: Cells | Number | None = None, answer: str = "") -> ReadQuestion:
    """Make a question: None is a stem, a number is a bare figure, and figures stand one a line."""
    found: Cells = {} if cells is None else cells if isinstance(cells, dict) else {(): cells}
    figures = tuple(
        ReadFigure(
            path,
            value if isinstance(value, Value) else Value(value),
            str(value),
            Span(line, 1, 1),
            any(is_total(label) for label in path),
        )
        for line, (path, value) in enumerate(found.items(), start=10)
    )
    outcome: Outcome = "stem" if cells is None else "figures"
    return ReadQuestion(number, number, text, answer, outcome, (1,), (10,), figures)


def findings(questions: Sequence[ReadQuestion], rounding: Rounding | None = None) -> tuple[Finding, ...]:
    return reconcile(questions, rounding).findings


def told(found_: tuple[Finding, ...]) -> list[tuple[str, str | None, Number | None, Number | None]]:
    return [
        (found.code, found.question, dict(found.extra).get("stated"), dict(found.extra).get("computed"))  # type: ignore[misc]
        for found in found_
    ]


def rows(**values: Number | Value) -> Cells:
    return {(label.replace("_", " "),): value for label, value in values.items()}


def unread(line: int, code: str = "unread_number", question: str | None = "1") -> Finding:
    return Finding(code, "error", "A number is not read.", line=line, question=question)


# Two rows with their total on lines 10-12, two more with that of all four on 13-15: the totals told as wrong while a line has a value unread.
@pytest.mark.parametrize(
    ("line", "wrong"),
    [(0, [12, 15]), (9, []), (11, []), (13, [12]), (14, [12]), (16, [12, 15])],
)
def test_a_total_is_not_tested_where_a_value_of_its_table_was_not_read(line: int, wrong: list[int]) -> None:
    cells = {("A",): 1, ("B",): 2, ("Total",): 9, ("C",): 3, ("D",): 4, ("Total of both",): 30}
    made = reconcile([question("1", "How many?", cells)], doubts=[unread(line)] if line else [])
    assert [found.line for found in made.findings] == wrong


def test_a_total_of_a_row_is_not_tested_where_its_own_row_was_not_read() -> None:
    cells = {("A", "2022"): 1, ("A", "2023"): 2, ("A", "Total"): 9}
    assert reconcile([question("1", "How many?", cells)], doubts=[unread(9)]).findings
    assert not reconcile([question("1", "How many?", cells)], doubts=[unread(11)]).findings
    assert reconcile([question("1", "How many?", cells)], doubts=[unread(11, question="2")]).findings
    assert not reconcile([question("1", "How many?", cells)], doubts=[unread(11, "unsupported_range")]).findings
    assert reconcile([question("1", "How many?", cells)], doubts=[unread(11, "uncertain_reading")]).findings
    mark = replace(unread(11, "uncertain_reading"), extra=(("mark", "#"),))
    assert not reconcile([question("1", "How many?", cells)], doubts=[mark]).findings


# Figures of one answer → the difference that is told, as stated and computed; None where nothing is.
TOTALS: list[tuple[str, Cells, tuple[Number, Number] | None]] = [
    ("adds", rows(LED=3, Sodium=4, Total=7), None),
    ("does not add", rows(LED=14902, Sodium=7318, Mercury=876, Other=244, Total=23440), (23440, 23340)),
    ("adds in tenths", rows(A=Decimal("0.1"), B=Decimal("0.2"), Total=Decimal("0.3")), None),
    ("the total first", rows(Total=7, LED=3, Sodium=4), None),
    ("the total first, wrong", rows(Total=8, LED=3, Sodium=4), (8, 7)),
    ("more rows below the total", rows(By_Day=612, By_Night=97, Total=709, Turned_Back=38), None),
    ("sub-totals and a grand total", rows(A=1, B=2, Subtotal=3, C=4, D=5, Total=9, Grand_Total=12), None),
    ("sub-totals and a wrong grand total", rows(A=1, B=2, Subtotal=3, C=4, D=5, Total=9, Grand_Total=13), (13, 12)),
    ("a total of one row", rows(A=1, Total=2), None),
    ("a lone total", rows(Total=279), None),
    ("shares", {("A",): Value(33, "percent"), ("B",): Value(66, "percent"), ("Total",): Value(100, "percent")}, None),
    ("approximate", {("A",): 5, ("B",): 6, ("Total",): Value(10, approximate=True)}, None),
    ("a row suppressed", rows(A=5, B=STAR, C=STAR, Total=15), None),
    ("a row that does not apply", rows(A=44, B=27, C=NONE_TO_COUNT, TOTALS=181), (181, 71)),
    ("the total withheld", rows(A=12, B=71, Total=LATER), None),
    (
        "columns",
        {("A", "2016"): 120, ("A", "2017"): 104, ("B", "2016"): 61, ("B", "2017"): 58, ("Total", "2016"): 181, ("Total", "2017"): 161},
        (161, 162),
    ),
    (
        "a grand total wrong along both sides is told once",
        {
            ("A", "2016"): 120, ("A", "Total"): 120, ("B", "2016"): 61, ("B", "Total"): 61,
            ("Total", "2016"): 181, ("Total", "Total"): 191,
        },
        (191, 181),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "difference"), [case[1:] for case in TOTALS], ids=[case[0] for case in TOTALS])
def test_a_printed_total_is_compared_with_the_rows_its_place_implies(
    cells: Cells, difference: tuple[Number, Number] | None
) -> None:
    found = told(findings([question("2", "How many?", cells)]))
    assert found == ([] if difference is None else [("total_mismatch", "2", *difference)])


def test_a_total_mismatch_says_both_sides_and_what_to_do() -> None:
    (found,) = findings([question("2", "How many?", rows(LED=14902, Sodium=7318, Total=23440))])
    assert (found.level, found.line, found.message, found.remedy) == (
        "warning",
        12,
        "The printed total “Total” is 23,440, and the figures it sums add to 22,220.",
        "Compare both with the letter; if it says so, settle the difference under `settled:`.",
    )
    assert dict(found.extra)["statement"] == "Q2[LED] + Q2[Sodium] = Q2[Total]"


BANDS = rows(Once=130, Twice=36, Three_times=18)
PERIOD = "Between 1 April 2020 and 31 March 2021…"
ALL = "How many children (under 18 years old) were recorded as ‘missing’ in your local authority?"
LOOKED_AFTER = "How many Looked After Children were recorded as ‘missing’ in your local authority?"
BANDS_NOT = "How many children (under 18 years old) who were not Looked After were recorded as missing: once; twice"
BANDS_LOOKED_AFTER = "How many Looked After Children were recorded as missing: If you record this differently, say so."


def missing(all_of_them: int, looked_after: int, bands: Cells, bands_not: Cells) -> list[ReadQuestion]:
    return [
        question("1", PERIOD),
        question("1a", ALL, {("Total",): all_of_them}),
        question("1b", LOOKED_AFTER, looked_after, "Of the above 64 were looked after"),
        question("2", PERIOD),
        question("2a", BANDS_NOT, bands_not),
        question("2b", BANDS_LOOKED_AFTER, bands),
    ]


def test_bands_add_to_the_question_asked_in_the_same_words_and_to_the_rest() -> None:
    half = dict.fromkeys(BANDS, 10)
    assert told(findings(missing(214, 30, half, BANDS))) == []
    assert told(findings(missing(213, 31, half, BANDS))) == [
        ("parts_do_not_add", "2a", 182, 184),
        ("parts_do_not_add", "2b", 31, 30),
    ]


def test_a_difference_between_questions_says_both_sides_in_words() -> None:
    found = findings(missing(213, 31, dict.fromkeys(BANDS, 10), BANDS))
    assert [one.message for one in found] == [
        "The figures of question 2a add to 184, and question 1a less question 1b is 182.",
        "The figures of question 2b add to 30, and question 1b is 31.",
    ]
    assert [dict(one.extra)["statement"] for one in found] == ["sum(Q2a) = Q1a - Q1b", "sum(Q2b) = Q1b"]


def test_bands_of_another_period_are_not_compared() -> None:
    letter = missing(1, 1, BANDS, BANDS)
    letter[3] = question("2", "Between 1 April 2021 and 31 March 2022…")
    assert findings(letter) == ()


def test_a_part_larger_than_its_whole_is_told() -> None:
    found = findings(missing(60, 64, rows(Once=64), rows(Once=1)))
    assert told(found) == [("part_exceeds_whole", "1b", 60, 64)]
    assert found[0].message == "Question 1b is 64, more than question 1a, which is 60."
    assert dict(found[0].extra)["statement"] == "Q1b <= Q1a"


OFFERED = "How many Return Interviews were offered to children (under 18 years old) who were not looked after who had been missing?"
ACCEPTED = (
    "How many Return Interviews were accepted and received by children (under 18 years old) who were not looked after?"
)
OFFERED_LAC = "How many Return Interviews were offered to Looked After Children who had been missing?"
ACCEPTED_LAC = "How many Return Interviews were accepted and received by Looked After Children?"
BY_STAFF = "How many accepted Return Interviews were carried out by staff:"


def interviews(*, offered: int, accepted: int | None, by_staff: tuple[int, int]) -> list[ReadQuestion]:
    split: Cells = {} if accepted is None else rows(accepted=accepted, not_accepted=258)
    return [
        question("3", PERIOD),
        question("3a", OFFERED, offered),
        question("3b", ACCEPTED, split),
        question("3c", OFFERED_LAC, {("offered",): 694}),
        question("3d", ACCEPTED_LAC, rows(accepted=234, not_accepted=460)),
        question("3e", BY_STAFF),
        question("3e.i", "From the local authority (please name the department)?", by_staff[0]),
        question("3e.ii", "Commissioned services (please name the commissioned service)?", by_staff[1]),
    ]


def test_accepted_and_not_accepted_add_to_those_offered_to_the_same_people() -> None:
    assert told(findings(interviews(offered=597, accepted=339, by_staff=(546, 27)))) == []
    assert told(findings(interviews(offered=600, accepted=339, by_staff=(546, 27)))) == [
        ("parts_do_not_add", "3b", 600, 597)
    ]


def test_parts_of_a_stem_that_repeats_a_label_add_to_the_figures_so_labelled() -> None:
    found = findings(interviews(offered=597, accepted=339, by_staff=(1254, 27)))
    assert told(found) == [("parts_do_not_add", "3e", 573, 1281)]
    assert found[0].message == (
        "Question 3e.i and question 3e.ii add to 1,281, and “accepted” in question 3b and “accepted” in question 3d add to 573."
    )
    assert dict(found[0].extra)["statement"] == "Q3e.i + Q3e.ii = Q3b[accepted] + Q3d[accepted]"


def test_nothing_is_compared_with_a_figure_that_the_letter_does_not_give() -> None:
    assert findings(interviews(offered=597, accepted=None, by_staff=(0, 402))) == ()


CLAIMS = [
    question("5", "How many claims were made for damage to a vehicle?", 792),
    question("6", "How many of the claims were accepted?", 205),
    question("7", "How many were turned down?", 431),
    question("8", "How many have not been settled?", 146),
    question("9", "In relation to Q6, how much was paid?", {(): Value(41276, "GBP")}),
]


def test_parts_asked_in_turn_add_to_their_whole_where_one_names_the_rest() -> None:
    assert told(findings(CLAIMS)) == [("parts_do_not_add", "5", 792, 782)]


@pytest.mark.parametrize(
    ("one", "other", "added"),
    [
        ("on-street", "off-street (in yards)", True),
        ("inside the harbour", "outside the harbour", True),
        ("on-street", "off-site", False),  # not of one thing
        ("on-street", "by post", False),
        ("on-street", "off-street and later paid", False),
    ],
)
def test_opposite_sides_of_one_thing_leave_nothing_out(one: str, other: str, *, added: bool) -> None:
    tickets = [
        question("1", "How many tickets were issued?", 92),
        question("2", f"How many of those were issued {one}?", 57),
        question("3", f"How many were issued {other}?", 30),
        question("4", "How many were cancelled?", 3),
    ]
    assert told(findings(tickets)) == ([("parts_do_not_add", "1", 92, 87)] if added else [])


def test_parts_asked_in_turn_that_need_not_be_all_are_not_added() -> None:
    dogs = [
        question("2", "How many stray dogs were collected?", 92),
        question("3", "How many of the dogs were returned to their owners?", 57),
        question("4", "How many were put to sleep?", 0),
    ]
    assert findings(dogs) == ()


def test_a_breakdown_of_a_period_adds_to_the_figure_for_that_period() -> None:
    letter = [
        question(
            "1",
            "How many appeals did you get against penalty charge notices?",
            {("2017/18",): 2988, ("2018/19",): 3120},
        ),
        question(
            "2", "Please show how the appeals of 2018/19 ended.", rows(Cancelled=1411, Upheld=1602, Out_of_time=80)
        ),
    ]
    assert told(findings(letter)) == [("parts_do_not_add", "2", 3120, 3093)]


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 999), min_size=2))
def test_a_total_that_is_the_sum_of_its_rows_is_never_told(cells: dict[str, int]) -> None:
    whole: Cells = {(label,): value for label, value in cells.items()} | {("Total",): sum(cells.values())}
    assert findings([question("1", "How many?", whole)]) == ()


def test_every_statement_is_in_the_grammar_of_checks() -> None:
    odd = {("Boats | small",): 1, ("a [b]",): 2, ("Total",): 4}
    letters = (
        missing(213, 31, BANDS, BANDS),
        interviews(offered=600, accepted=339, by_staff=(1, 2)),
        CLAIMS,
        [question("1", "?", odd)],
    )
    statements = [relation.statement for letter in letters for relation in find_relations(letter)]
    assert r"Q1[Boats \| small] + Q1[a [b\]] = Q1[Total]" in statements
    assert [str(parse_check(statement)) for statement in statements] == statements


@pytest.mark.parametrize(
    ("number", "parent"),
    [("1a", "1"), ("3e.ii", "3e"), ("3e", "3"), ("III", ""), ("IIa", "II"), ("10", ""), ("2.1", "2")],
)
def test_a_part_knows_its_stem(number: str, parent: str) -> None:
    known = ["1", "2", "3", "3e", "3e.i", "I", "II", number]
    assert parents_of(known)[number] == parent


def test_figures_that_share_a_path_are_not_added_up() -> None:
    cells = [
        ((label, "Referred"), value) for label, value in (("North", 88), ("South", 203), ("North", 94), ("Total", 291))
    ]
    figures = tuple(
        ReadFigure(path, Value(value), str(value), Span(line, 1, 3), path[0] == "Total")
        for line, (path, value) in enumerate(cells, start=3)
    )
    asked = ReadQuestion("1", "1", "How many were referred?", "", "figures", (1,), (3,), figures)
    assert findings([asked]) == ()


@pytest.mark.parametrize(
    ("answer", "alarm"),
    [
        ("North - 19\nSouth - 24\nEast - *\nTotal - 57", False),
        ("North - 19 South - 24 East - * Total - 57", False),
        ("North - 19\nSouth - 24\nTotal - 57", True),
        ("North - 19\nSouth - 24\nTotal - 57\nfive*six", True),
    ],
)
def test_a_total_over_a_mark_that_was_not_read_is_not_tested(answer: str, alarm: bool) -> None:
    assert bool(findings([question("1", "How many?", rows(North=19, South=24, Total=57), answer)])) is alarm


@pytest.mark.parametrize(
    ("last", "told_of"),
    [("nobody at fault", [("parts_do_not_add", "13", 97, 99)]), ("a bus at fault", [])],
)
def test_parts_that_leave_nothing_out_add_to_the_whole_they_are_asked_of(last: str, told_of: list[object]) -> None:
    whole = question("13", "How many collisions were there, and in how many of them was", 97)
    parts = [
        question("13a", "our driver at fault", 61),
        question("13b", "the other party at fault", 29),
        question("13c", last, 9),
    ]
    assert told(findings([whole, *parts])) == told_of


# What a letter says → the step of its rounding; None where it says nothing, "digits" where it does not say to what.
ROUNDING: list[tuple[str, int | str | None]] = [
    ("Headcounts of students have been rounded to the nearest multiple of 5.", 5),
    ("All figures are rounded to the nearest ten.", 10),
    ("Spending is rounded to the nearest £1,000.", 1000),
    ("Figures have been rounded to the nearest whole number.", 1),
    ("Totals may not sum due to rounding.", "digits"),
    ("Because of rounding the rows may not add up to the total.", "digits"),
    ("There were 14 rounds of interviews.", None),
    ("We planted trees at the nearest roundabout.", None),
]


@pytest.mark.parametrize(("said", "step"), ROUNDING)
def test_rounding_is_what_the_letter_says_of_it(said: str, step: int | str | None) -> None:
    found = rounding_of([Line(1, said, said.casefold())])
    assert (found and (found.base or "digits")) == step


# Cells, what is said of rounding → the difference that is told.
ROUNDED: list[tuple[str, Cells, Rounding | None, bool]] = [
    ("fives that add within half a step each", rows(A=5, B=35, C=5, D=0, Total=40), Rounding(5), False),
    ("nothing said of rounding", rows(A=5, B=35, C=5, D=0, Total=40), None, True),
    ("too far apart for rounding", rows(A=5, B=35, C=5, D=0, Total=80), Rounding(5), True),
    ("exact figures in a letter that rounds others", rows(A=31, B=48, C=119, Total=213), Rounding(5), True),
    ("tenths", rows(A=Decimal("0.3"), B=Decimal("0.3"), Total=Decimal("0.7")), Rounding(), False),
    ("whole numbers, one off", rows(A=3, B=4, Total=8), Rounding(), False),
    ("whole numbers, many off", rows(A=3, B=4, Total=18), Rounding(), True),
    ("tenths and a whole", rows(A=Decimal("0.3"), B=Decimal("0.3"), C=Decimal("0.3"), Total=1), Rounding(), False),
]


@pytest.mark.parametrize(("name", "cells", "rounding", "alarm"), ROUNDED)
def test_a_difference_that_declared_rounding_explains_is_no_alarm(
    name: str, cells: Cells, rounding: Rounding | None, alarm: bool
) -> None:
    assert bool(findings([question("1", "How many?", cells)], rounding)) is alarm, name


@pytest.mark.parametrize(("text", "alarm"), [("What was spent (£ thousand)?", False), ("What was spent?", True)])
def test_thousands_are_rounded_whether_or_not_the_letter_says_so(text: str, alarm: bool) -> None:
    for step in (1, 1000):
        cells = rows(Pay=412 * step, Travel=31 * step, Other=18 * step, Total=460 * step)
        assert bool(findings([question("1", text, cells)])) is alarm
        assert findings([question("1", text, cells | {("Total",): 450 * step})])


def test_eight_hundred_questions_are_compared_in_time() -> None:
    letter = [
        question(f"{place}{part}", f"How many {kind} cases of kind {place} were there?", None if not part else 7)
        for place in range(200)
        for part, kind in (("", ""), ("a", "open"), ("b", "closed"), ("c", "lost"))
    ]
    begun = time.process_time()
    findings(letter)
    assert time.process_time() - begun < 2


def test_a_long_table_of_which_no_total_adds_is_compared_in_time() -> None:
    cells: Cells = {(f"Row {row}", column): row + 7 for row in range(1500) for column in ("seen", "sent", "Total")} | {
        ("Total", column): 5 for column in ("seen", "sent", "Total")
    }
    begun = time.process_time()
    findings([question("1", "How many?", cells, "words of the answer " * 2000)])
    assert time.process_time() - begun < 3
