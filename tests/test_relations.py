"""Which figures of a letter ought to come to the same, or not to exceed each other, by the letter's own words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_reconcile import Cells, question, rows

from disclosed.grammar import parse_check
from disclosed.model import Number, ReadQuestion, Value
from disclosed.reading.headings import sections_of
from disclosed.reading.lines import parse_letter
from disclosed.reading.reconcile import reconcile
from disclosed.reading.spans import Stretch, stretch_of


def stated(*questions: ReadQuestion) -> list[tuple[str, str, str]]:
    """Give what is found, each by its name, label and statement."""
    return [(check.name, check.label, check.statement) for check in reconcile(questions).checks]


def grounds(*questions: ReadQuestion) -> list[str]:
    return [check.grounds for check in reconcile(questions).checks]


def years(**values: Number | Value) -> Cells:
    return {(label.removeprefix("y"),): value for label, value in values.items()}


def percent(**shares: Number) -> Cells:
    return {(label.replace("_", " "),): Value(share, "percent") for label, share in shares.items()}


# Printed totals


def test_totals_of_one_table_are_stated_alike_for_each_column_and_each_row() -> None:
    worth = {"A": 1, "B": 1, "x": 1, "y": 1, "Total": 2}
    cells: Cells = {
        (row, column): worth[row] * worth[column] for row in ("A", "B", "Total") for column in ("x", "y", "Total")
    }
    assert stated(question("3e.i", "How many?", cells))[:3] == [
        ("row-total-q3e-i", "A", "Q3e.i[A|x] + Q3e.i[A|y] = Q3e.i[A|Total]"),
        ("row-total-q3e-i", "B", "Q3e.i[B|x] + Q3e.i[B|y] = Q3e.i[B|Total]"),
        ("total-q3e-i", "x", "Q3e.i[A|x] + Q3e.i[B|x] = Q3e.i[Total|x]"),
    ]


def test_a_total_of_many_rows_is_stated_as_the_sum_of_its_column() -> None:
    labels = "ABCDEFGH"
    two: Cells = {(label, column): 1 for label in [*labels, "Total"] for column in ("x", "y")}
    assert stated(question("1", "How many?", two)) == [
        ("total-q1", "x", "sum(Q1[|x]) = Q1[Total|x]"),
        ("total-q1", "y", "sum(Q1[|y]) = Q1[Total|y]"),
    ]
    one: Cells = {(label,): 1 for label in [*labels, "Total"]}
    assert stated(question("1", "How many?", one)) == [("total-q1", "", "sum(Q1) = Q1[Total]")]
    across: Cells = {("A", label): 1 for label in [*labels, "Total"]} | {("B", label): 1 for label in labels}
    assert stated(question("1", "How many?", across)) == [("row-total-q1", "A", "sum(Q1[A]) = Q1[A|Total]")]


def test_a_total_that_sums_the_rows_since_the_last_is_stated_so() -> None:
    cells = rows(A=1, B=2, Subtotal=3, C=4, D=5, Total=9)
    assert stated(question("1", "How many?", cells)) == [
        ("total-q1", "", "Q1[A] + Q1[B] = Q1[Subtotal]"),
        ("total-q1-2", "", "Q1[C] + Q1[D] = Q1[Total]"),
    ]
    assert grounds(question("1", "How many?", cells))[0] == "“Subtotal” labels the sum of the rows in its column."


def test_a_total_of_shares_is_a_sum_only_where_it_is_all() -> None:
    assert stated(question("1", "Share?", percent(A=30, B=70, Total=100))) == [
        ("total-q1", "", "Q1[A] + Q1[B] = Q1[Total]")
    ]
    assert stated(question("1", "Share cleared?", percent(A=30, B=70, Total=45))) == []


# Parts that are no more than their whole


def asks(number: str, text: str, cells: Cells | Number | None) -> ReadQuestion:
    return question(number, text, cells)


CARE = "How many children in the care of your authority"
EACH = "during each of these periods?"
SUBSETS: list[tuple[str, list[ReadQuestion], list[str]]] = [
    (
        "of those, by the year",
        [asks("1", "How many requests did you get?", years(y2021=10, y2022=12)), asks("2", "How many of those were refused?", years(y2021=3, y2022=4))],
        ["Q2[2021] <= Q1[2021]", "Q2[2022] <= Q1[2022]"],
    ),
    (
        "of those after of those means what the first meant",
        [asks("1", "How many thefts were there?", 50), asks("2", "Of those, how many led to a charge?", 9), asks("3", "Of those, in how many was nobody found?", 31)],
        ["Q2 <= Q1", "Q3 <= Q1"],
    ),
    (
        "of these devices is another thing than computers",
        [asks("1", "How many computers are there?", 50), asks("2", "How many of these devices are old?", 60)],
        [],
    ),
    (
        "each of these years is no part",
        [asks("1", "How many dogs did you collect?", 50), asks("2", "How many cats did you collect in each of these years?", 60)],
        [],
    ),
    (
        "of the drivers after a name is no part",
        [asks("1", "How many drivers were dismissed?", 2), asks("2", "How many complaints were made, and what were the names of the drivers?", 60)],
        [],
    ),
    (
        "parts of a stem that points back",
        [asks("1", "How many households came?", 90), asks("2", "How many of them were owed:", None), asks("2a", "a first duty", 40), asks("2b", "a second duty", 30)],
        ["Q2a <= Q1", "Q2b <= Q1"],
    ),
    (
        "a row of years against the totals of columns of years",
        [asks("1", "How many notices were issued?", {("A", "2021"): 3, ("B", "2021"): 4, ("Total", "2021"): 7}), asks("2", "How many of these were cancelled?", {("2021", "Cancelled"): 2})],
        ["Q1[A|2021] + Q1[B|2021] = Q1[Total|2021]", "Q2 <= Q1[Total|2021]"],
    ),
    (
        "money is no part of a count",
        [asks("1", "How many fines were there?", 3), asks("2", "How much of these was paid?", {(): Value(400, "GBP")})],
        [],
    ),
    (
        "one condition more",
        [asks("1", f"{CARE} {EACH}", years(y2021=90, y2022=80)), asks("2", f"{CARE} who went missing {EACH}", years(y2021=9, y2022=8))],
        ["Q2[2021] <= Q1[2021]", "Q2[2022] <= Q1[2022]"],
    ),
    (
        "two conditions more than the first question are one more than the second",
        [asks("1", f"{CARE} in 2022?", 90), asks("2", f"{CARE} who went missing in 2022?", 9), asks("3", f"{CARE} who went missing and who are boys in 2022?", 5)],
        ["Q2 <= Q1", "Q3 <= Q2"],
    ),
    (
        "a short form is what it is short for",
        [asks("1", f"{CARE} that are a separated asylum-seeking child (SASC) in 2022?", 9), asks("2", f"{CARE} that are a SASC and who went missing in 2022?", 2)],
        ["Q2 <= Q1"],
    ),
    ("another year", [asks("1", f"{CARE} in 2022?", 90), asks("2", f"{CARE} who went missing in 2021?", 99)], []),
    ("other people", [asks("1", f"{CARE} in 2022?", 90), asks("2", "How many children who went missing in 2022?", 99)], []),
    ("two things asked", [asks("1", "How many sites are there and how many staff who drive?", 4), asks("2", "How many sites?", 9)], []),
]  # fmt: skip


@pytest.mark.parametrize(("letter", "statements"), [case[1:] for case in SUBSETS], ids=[case[0] for case in SUBSETS])
def test_a_part_is_found_by_words_that_make_it_one(letter: list[ReadQuestion], statements: list[str]) -> None:
    assert [statement for _, _, statement in stated(*letter)] == statements


def test_grounds_quote_the_words_that_make_a_part() -> None:
    pointing = [asks("1", "How many requests?", 9), asks("2", "How many of those requests were refused?", 3)]
    assert grounds(*pointing) == ["Question 2 says “of those”: those of question 1."]
    narrower = [asks("1", f"{CARE} in 2022?", 90), asks("2", f"{CARE} who went missing in 2022?", 9)]
    assert grounds(*narrower) == ["Question 2 asks in the words of question 1, of those “went missing” alone."]


# What follows from a difference


def test_a_part_that_alone_is_more_than_its_whole_follows_from_the_sum() -> None:
    made = reconcile([question("1", "How many?", rows(A=60, B=5, Total=40))])
    assert [(check.name, check.statement) for check in made.checks] == [
        ("total-q1", "Q1[A] + Q1[B] = Q1[Total]"),
        ("within-q1", "Q1[A] <= Q1[Total]"),
    ]
    assert [found.code for found in made.findings] == ["total_mismatch"]


def test_a_refund_does_not_make_another_part_too_large() -> None:
    assert len(stated(question("1", "How much?", rows(A=60, Refunds=-10, Total=40)))) == 1


# The same quantity given twice

CALLS = "How many calls did the centre take"
TWICE: list[tuple[str, list[ReadQuestion], list[str]]] = [
    ("in the same words", [asks("1", f"{CALLS} in 2022?", 50), asks("4", f"In 2022, {CALLS.casefold()}?", 51)], ["Q4 = Q1"]),
    ("word for word, as under another heading", [asks("1", f"{CALLS} in 2022?", 50), asks("4", f"{CALLS} in 2022?", 51)], []),
    ("one of a row of years", [asks("1", f"{CALLS} in each year?", years(y2021=40, y2022=50)), asks("4", f"{CALLS} in 2022?", 50)], ["Q4 = Q1[2022]"]),
    ("the row after the one", [asks("1", f"{CALLS} in 2022?", 50), asks("4", f"{CALLS} in each year?", years(y2021=40, y2022=50))], ["Q4[2022] = Q1"]),
    ("a breakdown's total", [asks("1", f"{CALLS} in 2022?", 50), asks("2", f"{CALLS} in 2022, by month?", rows(May=20, June=30, Total=50))], ["Q2[May] + Q2[June] = Q2[Total]", "Q2[Total] = Q1"]),
    ("another year", [asks("1", f"{CALLS} in 2022?", 50), asks("4", f"{CALLS} in 2023?", 51)], []),
    ("other words", [asks("1", f"{CALLS} in 2022?", 50), asks("4", "How many letters did the centre take in 2022?", 51)], []),
    ("the same labels", [asks("1", f"{CALLS} in each year?", years(y2021=4, y2022=5)), asks("2", f"For each year: {CALLS.casefold()}?", years(y2021=4, y2022=6))], ["Q2[2021] = Q1[2021]", "Q2[2022] = Q1[2022]"]),
]  # fmt: skip


@pytest.mark.parametrize(("letter", "statements"), [case[1:] for case in TWICE], ids=[case[0] for case in TWICE])
def test_one_quantity_given_twice_is_compared(letter: list[ReadQuestion], statements: list[str]) -> None:
    assert [statement for _, _, statement in stated(*letter)] == statements


def test_a_quantity_given_twice_and_not_alike_is_told_with_both_values() -> None:
    (found,) = reconcile([asks("1", f"{CALLS} in 2022?", 50), asks("4", f"In 2022, {CALLS.casefold()}?", 51)]).findings
    assert (found.code, found.level, found.question) == ("given_twice", "warning", "4")
    assert found.message == "Question 4 is 51, and question 1, which counts the same, is 50."
    assert (
        dict(found.extra)["grounds"]
        == "Question 4 counts what question 1 counts, in its words (“calls did the centre take”)."
    )


# Shares of one whole

SPLIT = "Please give the breakdown of appeals by outcome, in per cent."
SHARES: list[tuple[str, str, Cells, str]] = [
    ("a label and its not", "What share was allowed?", percent(Allowed=40, Not_allowed=60), "Q1[Allowed] + Q1[Not allowed] = 100"),
    ("yes and no", "What share said so?", percent(Yes=40, No=60), "Q1[Yes] + Q1[No] = 100"),
    ("the rest is named", SPLIT, percent(Allowed=40, Refused=50, Other=10), "Q1[Allowed] + Q1[Refused] + Q1[Other] = 100"),
    ("the rest is not named", SPLIT, percent(Allowed=40, Refused=50, Withdrawn=5), ""),
    ("no breakdown", "What share of each was late?", percent(Cars=40, Vans=50, Other=30), ""),
    ("counts", SPLIT, rows(Allowed=40, Refused=50, Other=10), ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cells", "statement"), [case[1:] for case in SHARES], ids=[case[0] for case in SHARES]
)
def test_shares_add_to_100_where_words_leave_nothing_out(text: str, cells: Cells, statement: str) -> None:
    assert [found for _, _, found in stated(question("1", text, cells))] == ([statement] if statement else [])


@pytest.mark.parametrize(
    ("last", "told"),
    [(10, False), (9, False), (11, False), (8, True), (Decimal("10.0"), False), (Decimal("9.8"), True)],
)
def test_shares_reach_100_within_their_own_rounding(last: Number, told: bool) -> None:
    first = Decimal("40.0") if isinstance(last, Decimal) else 40
    cells = percent(Allowed=first, Refused=first + 10, Other=last)
    found = reconcile([question("1", SPLIT, cells)]).findings
    assert bool(found) is told
    if told and isinstance(last, int):
        assert (
            found[0].message
            == "“Allowed” in question 1, “Refused” in question 1 and “Other” in question 1 are shares of one whole and add to 98%."
        )


# A year beside its parts

INCIDENTS = "How many incidents were there?"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SPANS: list[tuple[str, str, list[str], str]] = [
    ("quarters by number", INCIDENTS, ["Q1", "Q2", "Q3", "Q4", "2022/23"], "Q1[2022/23]"),
    ("quarters of a year", INCIDENTS, ["Q1 2022", "Q2 2022", "Q3 2022", "Q4 2022", "2022"], "Q1[2022]"),
    ("quarters with their months", INCIDENTS, ["Q1 (Apr-Jun)", "Q2 (Jul-Sep)", "Q3 (Oct-Dec)", "Q4 (Jan-Mar)", "2022/23"], "Q1[2022/23]"),
    ("halves", INCIDENTS, ["First half", "Second half", "2022"], "Q1[2022]"),
    ("spans of months", INCIDENTS, ["Apr to Jun 2022", "Jul to Sep 2022", "Oct to Dec 2022", "Jan to Mar 2023", "2022/23"], "Q1[2022/23]"),
    ("months", INCIDENTS, [*(f"{month} 2022" for month in MONTHS), "2022"], "Q1[2022]"),
    ("a month is missing", INCIDENTS, [*(f"{month} 2022" for month in MONTHS[1:]), "2022"], ""),
    ("a quarter is missing", INCIDENTS, ["Q1", "Q2", "Q4", "2022"], ""),
    ("two years and quarters of neither", INCIDENTS, ["Q1", "Q2", "Q3", "Q4", "2022", "2023"], ""),
    ("another year", INCIDENTS, ["Q1 2021", "Q2 2021", "Q3 2021", "Q4 2021", "2022"], ""),
    ("people may be counted in each", "How many children were seen?", ["Q1", "Q2", "Q3", "Q4", "2022"], ""),
    ("a stock", "How many cases were open at the end of each quarter?", ["Q1", "Q2", "Q3", "Q4", "2022"], ""),
    ("years alone", INCIDENTS, ["2020", "2021", "2022"], ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels", "whole"), [case[1:] for case in SPANS], ids=[case[0] for case in SPANS])
def test_months_quarters_and_halves_add_to_the_year_that_is_given_too(text: str, labels: list[str], whole: str) -> None:
    found = stated(question("1", text, {(label,): 1 for label in labels[:-1]} | {(labels[-1],): len(labels) - 1}))
    assert [(name, statement.endswith(f"= {whole}")) for name, _, statement in found] == (
        [("periods-q1", True)] if whole else []
    )


def test_a_year_and_its_parts_are_named_in_the_grounds() -> None:
    cells: Cells = {(f"{month} 2022",): 1 for month in MONTHS} | {("2022",): 13}
    made = reconcile([question("1", INCIDENTS, cells)])
    assert [check.grounds for check in made.checks] == ["“Jan 2022” to “Dec 2022” make up “2022”."]
    assert [found.code for found in made.findings] == ["parts_do_not_add"]


@pytest.mark.parametrize(
    ("label", "stretch"),
    [
        ("apr 22", Stretch(2022 * 12 + 3, 1)),
        ("april 2022", Stretch(2022 * 12 + 3, 1)),
        ("apr-jun 2022", Stretch(2022 * 12 + 3, 3)),
        ("oct 2022 to mar 2023", Stretch(2022 * 12 + 9, 6)),
        ("nov-jan 2023", Stretch(2022 * 12 + 10, 3)),
        ("april", None),
        ("2022", None),
        ("march of the boats", None),
        ("jun 2023 to apr 2022", None),
    ],
)
def test_a_label_may_name_a_stretch_of_months(label: str, stretch: Stretch | None) -> None:
    assert stretch_of(label) == stretch


def test_every_statement_is_in_the_grammar_of_checks() -> None:
    letters = [letter for _, letter, _ in (*SUBSETS, *TWICE)]
    letters += [[question("1", text, cells)] for _, text, cells, _ in SHARES]
    letters += [[question("1", text, {(label,): 1 for label in labels})] for _, text, labels, _ in SPANS]
    statements = [statement for letter in letters for _, _, statement in stated(*letter)]
    assert [str(parse_check(statement)) for statement in statements] == statements


# What keeps two questions from being compared

SETTINGS: list[tuple[str, list[ReadQuestion]]] = [
    ("words before", [asks("1", f"Regarding adults, {CALLS.casefold()} in 2022?", 50), asks("2", f"Regarding children, {CALLS.casefold()} in 2022?", 51)]),
    ("words after", [asks("1", f"{CALLS} in 2022? Count complaints only.", 50), asks("2", f"{CALLS} in 2022? Count praise only.", 51)]),
    ("words in brackets", [asks("1", f"{CALLS} (by day) in 2022?", 50), asks("2", f"{CALLS} (by night) in 2022?", 51)]),
    ("stems", [asks("1", "Adults", None), asks("1a", f"{CALLS} in 2022?", 50), asks("2", "Children", None), asks("2a", f"{CALLS} in 2022?", 51)]),
    ("sections", [asks("A", "Adults", None), asks("A1", f"{CALLS} in 2022?", 50), asks("B", "Children", None), asks("B1", f"{CALLS} in 2022?", 51)]),
    ("years of stems", [asks("1", "For 2021/22:", None), asks("1a", f"{CALLS}?", 50), asks("2", "For 2022/23:", None), asks("2a", f"{CALLS}?", 51)]),
    ("months", [asks("1", f"{CALLS} in January 2022?", 50), asks("2", f"{CALLS} in June 2022?", 51)]),
    ("what the answer counts", [question("1", f"{CALLS} in 2022?", 50, "50"), question("2", f"{CALLS} in 2022?", 51, "Including tests, 51")]),
    ("other units", [asks("1", f"{CALLS} in 2022?", 50), asks("2", f"{CALLS} in 2022?", {(): Value(51, "hours")})]),
    ("leaning on others", [asks("1", "How many were refused?", 50), asks("2", "How many were refused?", 51)]),
]  # fmt: skip


@pytest.mark.parametrize("letter", [case[1] for case in SETTINGS], ids=[case[0] for case in SETTINGS])
def test_questions_of_another_setting_are_not_compared(letter: list[ReadQuestion]) -> None:
    assert stated(*letter) == []


BETWEEN: list[tuple[str, str, bool]] = [
    ("a heading", "Visitors' permits", True),
    ("a year", "2022/23", True),
    ("a section", "Section B - Visitors", True),
    ("marked as a heading", "**Visitors**", True),
    ("a sentence that leads on", "The following questions are about visitors.", True),
    ("prose of the answer", "We moved to a new system in May.", False),
    ("a figure", "1,204", False),
    ("what every page has", "Anytown Council", False),
    ("a mark of an answer", "Answer:", False),
]


@pytest.mark.parametrize(("between", "heads"), [case[1:] for case in BETWEEN], ids=[case[0] for case in BETWEEN])
def test_a_line_of_words_between_two_questions_heads_those_below(between: str, heads: bool) -> None:
    text = f"Anytown Council\n1. How many?\n12\n\n{between}\n\n2. How many?\n14"
    first, second = (
        ReadQuestion(str(no), "", "How many?", "", "figures", (at,), (at + 1,)) for no, at in ((1, 2), (2, 7))
    )
    sections = sections_of([first, second], parse_letter(text.encode()).lines)
    assert (sections["1"] != sections["2"]) is heads


# Why a total need not be the sum of what stands above it → rows and the total, or the question

UNADDED: list[tuple[str, str, Cells]] = [
    ("averages", "Average wait by clinic?", rows(Ash=31, Elm=44, Total=38)),
    ("what is called no total", "Scores by service?", rows(Parks=31, Roads=44, Overall=38)),
    ("several at once", "Reasons given? There may be more than one.", rows(Pay=31, Place=44, Total=60)),
    ("the largest alone", "Fines in the ten busiest streets?", rows(High_Street=31, Mill_Lane=44, Total=960)),
    ("something taken off", "What did it cost?", rows(Staff=31, Hall=44, Less_grants=10, Total=65)),
    ("a part of a row", "How many homes?", rows(Council=31, of_which_flats=12, Other=44, Total=75)),
    ("divided twice", "How many staff?", rows(Men=31, Women=44, Young=25, Old=50, Total=75)),
    ("nested bounds", "How long did they wait?", rows(Over_18_weeks=40, Over_26_weeks=20, Total=120)),
    ("another thing", "How many?", rows(Complaints_upheld=31, Complaints_refused=44, Total_number_of_thanks=9)),
    ("rows of which none fits", "How many?", {("A", "Seen"): 4, ("A", "Sent"): 2, ("A", "Total"): 4, ("B", "Seen"): 9, ("B", "Sent"): 3, ("B", "Total"): 9}),
    ("the largest holds the others", "Complaints by stage?", rows(Stage_one=40, Stage_two=4, Total=40)),
    ("a running count", "What was spent?", {("April", "Year to date"): 4, ("May", "Year to date"): 9, ("Total", "Year to date"): 9}),
    ("columns of something else", "How many staff?", {("A", "Men"): 4, ("A", "Women"): 2, ("A", "Part time"): 3, ("A", "Total"): 6}),
    ("a cell without a figure", "How many?", {("A", "x"): 4, ("A", "y"): 2, ("A", "Total"): 6, ("B", "x"): 9, ("B", "Total"): 12}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cells"), [case[1:] for case in UNADDED], ids=[case[0] for case in UNADDED])
def test_a_total_that_words_or_its_neighbours_explain_is_no_difference(text: str, cells: Cells) -> None:
    assert reconcile([question("1", text, cells)]).findings == ()
