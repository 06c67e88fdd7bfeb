from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.addresses import index_figures
from disclosed.findings import line_of
from disclosed.model import Finding, Letter, Line, ReadCheck, Reading
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.rows import Package
from disclosed.settling.checks import Checked, check_addresses, check_letter
from disclosed.settling.content import build_package, load_content
from disclosed.settling.settle import Place, settle
from tests.making import Answers, make_letter, make_reading, make_request
from tests.the_example import CONTENT

PUBLISHED = "state: published\npublished: 2026-01-01\n"


@pytest.fixture(scope="module")
def package() -> Package:
    made, findings = build_package(load_content(CONTENT))
    assert [line_of(found) for found in findings if found.level != "note"] == []
    return made


# docs/leicester.md: the relations of the two real letters, each with its two sides and what it finds.
MISSING = [
    ("S1-R1", "looked-after-within-all", 64, "<=", 279, "holds", ""),
    ("S1-R2", "bands-not-looked-after", 218, "=", 215, "differs", ""),
    ("S1-R3", "bands-looked-after", 66, "=", 64, "differs", ""),
    ("S1-R4", "all-bands", 284, "=", 279, "differs", "bands-not-looked-after;bands-looked-after"),
    ("S1-R5", "interviews-not-looked-after", 597, "=", 597, "holds", ""),
    ("S1-R6", "interviews-looked-after", 694, "=", 694, "holds", ""),
    ("S1-R7", "providers", 1281, "=", 573, "differs", ""),
    ("S1-R8", "local-authority-providers", 1254, "<=", 573, "differs", "providers"),
    ("S1-R12", "bands-meet", None, "rule", None, "holds", ""),
]


@pytest.mark.parametrize("relation", MISSING, ids=[each[0] for each in MISSING])
def test_the_first_letters_relations_hold_and_differ_as_counted_by_hand(
    package: Package, relation: tuple[object, ...]
) -> None:
    _, name, *expected = relation
    (row,) = [row for row in package.checks if row.check == f"missing-children-2020-21/leicester/{name}/1"]
    assert [row.left, row.relation, row.right, row.result, row.follows_from] == expected


def test_the_first_letter_has_no_other_check(package: Package) -> None:
    rows = [row.name for row in package.checks if row.response == "missing-children-2020-21/leicester"]
    assert rows == [name for _, name, *_ in MISSING]


PERIODS = ("2022", "2023", "2024", "2025")
ASYLUM = {
    "missing-within-looked-after": [(95, 844), (108, 844), (113, 837), (48, 663)],
    "still-missing-within-missing": [(0, 95), (0, 108), (0, 113), (0, 48)],
    "asylum-seeking-within-looked-after": [(58, 844), (82, 844), (78, 837), (51, 663)],
    "asylum-seeking-missing-within-asylum-seeking": [(4, 58), (8, 82), (4, 78), (2, 51)],
    "asylum-seeking-missing-within-missing": [(4, 95), (8, 108), (4, 113), (2, 48)],
    "incidents-at-least-children": [(5, 4), (12, 8), (5, 4), (3, 2)],
}


@pytest.mark.parametrize("name", ASYLUM)
def test_the_second_letters_relations_hold_in_each_period(package: Package, name: str) -> None:
    rows = [row for row in package.checks if row.name == name]
    assert [(row.label, row.left, row.right, row.result) for row in rows] == [
        (label, *sides, "holds") for label, sides in zip(PERIODS, ASYLUM[name], strict=True)
    ]


def test_the_second_letter_has_two_more_checks_and_no_total(package: Package) -> None:
    rows = [row for row in package.checks if row.response == "missing-asylum-seeking-children/leicester"]
    assert [(row.statement, row.left, row.right, row.result) for row in rows if row.name not in ASYLUM] == [
        ("Q5 <= sum(Q1b)", 0, 0, "holds"),
        ("Question 5 is 0 and question 5a is not applicable.", None, None, "holds"),
    ]


def test_relations_that_hint_at_a_cause_are_true_and_not_published(package: Package) -> None:
    value = {(row.response.partition("/")[0], row.question, row.row_label): row.value or 0 for row in package.figures}
    first = "missing-children-2020-21"
    carried_out = value[first, "3e.i", ""] + value[first, "3e.ii", ""]
    assert carried_out - value[first, "3a", ""] - value[first, "3c", "offered"] == -10  # S1-R9
    assert all(value["missing-asylum-seeking-children", "3", year] > 0 for year in PERIODS)  # S2-R9
    lows = dict(zip(_bands(package), (1, 2, 3, 4, 5, 6, 11, 21, 51, 101), strict=True))
    highs = dict(zip(_bands(package), (1, 2, 3, 4, 5, 10, 20, 50, 100, 101), strict=True))
    for question, offered in (("2a", 597), ("2b", 694)):  # S1-R10, S1-R11
        low, high = (sum(value[first, question, band] * times[band] for band in times) for times in (lows, highs))
        assert low <= offered <= high
    assert not {"3a", "3c"} & {row.statement for row in package.checks if "3e" in row.statement}


def _bands(package: Package) -> list[str]:
    return [row.row_label for row in package.figures if row.question == "2a"]


def test_figures_add_to_the_transcription_checksums(package: Package) -> None:
    sums = {
        request: sum(row.value or 0 for row in package.figures if row.request == request)
        for request in ("missing-children-2020-21", "missing-asylum-seeking-children")
    }
    assert sums == {"missing-children-2020-21": 4490, "missing-asylum-seeking-children": 3864}


# docs/leicester.md: what is found from the letters' own words, with no check declared.
FOUND_IN_WORDS = [
    ("S1-R1", "Q1b <= Q1a", "holds", ""),
    ("S1-R2", "sum(Q2a) = Q1a - Q1b", "differs", ""),
    ("S1-R3", "sum(Q2b) = Q1b", "differs", ""),
    ("S1-R5", "sum(Q3b) = Q3a", "holds", ""),
    ("S1-R6", "sum(Q3d) = Q3c", "holds", ""),
    ("S1-R7", "Q3e.i + Q3e.ii = Q3b[accepted] + Q3d[accepted]", "differs", ""),
    ("S1-R8", "Q3e.i <= Q3b[accepted] + Q3d[accepted]", "differs", "parts-q3e"),
    ("S1-R4", "sum(Q2a) + sum(Q2b) = Q1a", "differs", "parts-q2a;parts-q2b"),
]
AS_RELEASED = "".join(
    f"  - check: {check}\n    found: {found}\n    reason: As released.\n    by: editor\n"
    for check, found in (
        ("sum(Q2a) = Q1a - Q1b", "218 = 215"),
        ("sum(Q2b) = Q1b", "66 = 64"),
        ("Q3e.i + Q3e.ii = Q3b[accepted] + Q3d[accepted]", "1281 = 573"),
    )
)


def found_in_words(name: str, yml: str) -> Checked:
    reading = read_letter(parse_letter((Path(__file__).parent / f"letters/{name}.txt").read_bytes()))
    return checked(reading, "", yml)


def test_from_the_first_letters_words_alone_exactly_its_failing_relations_are_found() -> None:
    made = found_in_words("leicester-missing-children", f"settled:\n{AS_RELEASED}")
    found = [(row.statement, row.result, row.follows_from) for row in made.rows if row.origin == "discovered"]
    assert found == [each[1:] for each in FOUND_IN_WORDS]
    assert [one for one in made.findings if one.level == "warning"] == []
    waiting = [
        one.message for one in found_in_words("leicester-missing-children", "").findings if one.level == "warning"
    ]
    assert waiting == [
        "The figures of question 2a add to 218, and question 1a less question 1b is 215.",
        "The figures of question 2b add to 66, and question 1b is 64.",
        "Question 3e.i and question 3e.ii add to 1,281, and “accepted” in question 3b and “accepted” in question 3d add to 573.",
    ]


def test_every_check_found_in_words_quotes_them() -> None:
    for name in ("leicester-missing-children", "leicester-missing-asylum-seeking-children"):
        rows = [row for row in found_in_words(name, "").rows if row.origin == "discovered"]
        assert [row.statement for row in rows if not re.search(r"“.+”", row.grounds)] == []


def test_from_the_second_letters_words_alone_every_relation_found_holds() -> None:
    made = found_in_words("leicester-missing-asylum-seeking-children", "")
    rows = [row for row in made.rows if row.origin == "discovered"]
    assert {row.result for row in rows} == {"holds"}
    compared = {tuple(re.findall(r"Q(\w+)\[", row.statement)) for row in rows}
    assert compared == {("1a", "1"), ("1b", "1a"), ("2", "1"), ("3", "2"), ("3", "1a")}  # S2-R1 to R5
    assert [row.label for row in rows] == [*PERIODS] * 5
    assert [one for one in made.findings if one.level == "warning"] == []


# Letters made by hand


def checked(reading: Reading, checks: str, yml: str = "") -> Checked:
    letter = make_letter(PUBLISHED + yml)
    request = make_request(f"title: T\nchecks:\n{checks}", letter) if checks else make_request()
    settled = settle(reading, letter, request=request, place=Place("northtown", "printed", 1))
    figures = index_figures(settled.figures, settled.questions, labels=settled.labels)
    return check_letter(request, letter, settled, figures)


def warnings(made: Checked) -> list[str]:
    return [line_of(found) for found in made.findings]


SUMS: Answers = {"1": [("Large", 12), ("Small", 3)], "2": [("", 16)], "3": [("Large", 4), ("Small", 5)]}
SETTLED = "settled:\n  - {check: add, found: 15 = 16, reason: As released., by: editor}\n"


def test_a_difference_waits_for_a_person_and_is_not_published() -> None:
    made = checked(make_reading(SUMS), "  add: sum(Q1) = Q2\n")
    assert made.rows == ()
    (message,) = warnings(made)
    assert message == (
        "content/requests/bins/northtown.txt:3: The check 'add' differs: sum(Q1) = Q2 is 15 = 16. Compare it with the "
        "letter; if it says so, settle 'add' as found: 15 = 16 in content/requests/bins/northtown.yml."
    )
    assert made.findings[0].level == "warning"


def test_a_settled_difference_is_published_with_who_settled_it_and_any_reply() -> None:
    reply = "    reply: {asked: 2026-01-02, date: 2026-01-09, words: We miscounted., source: e-mail}\n"
    yml = f"settled:\n  - check: add\n    found: 15 = 16\n    reason: As released.\n    by: editor\n{reply}"
    made = checked(make_reading(SUMS), "  add: sum(Q1) = Q2\n", yml)
    (row,) = made.rows
    assert (row.result, row.difference, row.settled_by, row.settled_reason) == ("differs", -1, "editor", "As released.")
    assert (row.reply_asked, row.reply_date, row.reply_words) == ("2026-01-02", "2026-01-09", "We miscounted.")
    assert warnings(made) == []


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({**SUMS, "2": [("", 17)]}, "The check 'add' is settled as 15 = 16, and now finds 15 = 17. Compare it with the letter again."),
        ({**SUMS, "2": [("", 15)]}, "The check 'add' is settled as 15 = 16, and it holds now. Delete the entry."),
        ({"1": [("Large", "<5")], "2": [("", 15)]}, "The check 'add' is settled as 15 = 16, and cannot be tested now. Delete the entry."),
        ({"1": [("Large", 4)]}, "There is no check 'add' to settle. The letter has no checks."),
    ],
)  # fmt: skip
def test_a_settlement_fails_when_what_it_settled_has_changed(answers: Answers, message: str) -> None:
    made = checked(make_reading(answers), "  add: sum(Q1) = Q2\n", SETTLED)
    assert f"content/requests/bins/northtown.yml:4: {message}" in warnings(made)


@pytest.mark.parametrize(
    "state",
    [
        "state: withdrawn\nwithdrawn: 2026-02-01\n",
        "state: published\npublished: 2026-01-01\nunder_review: 2026-02-01\n",
        "state: published\npublished: 2026-01-01\nreuse: {publish: metadata, ground: stated, by: editor}\n",
    ],
)
def test_a_letter_whose_figures_are_not_shown_keeps_its_settlements_and_compares_nothing(state: str) -> None:
    letter = make_letter(state + SETTLED)
    request = make_request("title: T\nchecks:\n  add: sum(Q1) = Q2\n", letter)
    settled = settle(make_reading(SUMS), letter, request=request, place=Place("northtown", "printed", 1))
    made = check_letter(request, letter, settled, index_figures(settled.figures, settled.questions))
    open_findings = [found for found in made.findings if found.code != "withdrawn_left"]
    assert (made.rows, made.terms, open_findings, made.waiting) == ((), (), [], frozenset())


def test_an_unknown_check_to_settle_names_the_nearest() -> None:
    made = checked(make_reading(SUMS), "  adds: sum(Q1) <= Q2\n", SETTLED)
    assert warnings(made) == [
        "content/requests/bins/northtown.yml:4: There is no check 'add' to settle. Did you mean 'adds'?"
    ]


def test_a_check_made_row_by_row_is_settled_row_by_row() -> None:
    yml = "settled:\n  - {check: rows, found: 12 <= 4, label: large, reason: As released., by: editor}\n"
    made = checked(make_reading({**SUMS, "1": [("Large", 12), ("Small", 8)]}), "  rows: Q1 <= Q3\n", yml)
    assert [(row.label, row.left, row.right) for row in made.rows] == [("Large", 12, 4)]
    assert [found.message for found in made.findings] == ["The check 'rows' differs for 'Small': Q1 <= Q3 is 8 <= 5."]


def test_a_check_with_a_suppressed_term_is_not_tested_and_gives_no_side_away() -> None:
    made = checked(make_reading({"1": [("Large", "<5"), ("Small", 3)], "2": [("", 7)]}), "  add: sum(Q1) = Q2\n")
    (row,) = made.rows
    assert (row.result, row.left, row.right, row.difference) == ("not_tested", None, None, None)
    assert made.terms == ()


def test_a_difference_that_is_the_sum_of_others_goes_with_them() -> None:
    answers: Answers = {"1": [("", 10)], "2": [("", 20)], "3": [("", 11)], "4": [("", 22)]}
    checks = "  one: Q1 = Q3\n  two: Q4 = Q2\n  both: Q1 + Q2 = Q3 + Q4\n"
    one = "  - {check: one, found: 10 = 11, reason: r, by: e}\n"
    two = "  - {check: two, found: 22 = 20, reason: r, by: e}\n"
    made = checked(make_reading(answers), checks, f"settled:\n{one}{two}")
    assert [(row.name, row.follows_from) for row in made.rows] == [("one", ""), ("two", ""), ("both", "one;two")]
    half = checked(make_reading(answers), checks, f"settled:\n{one}")
    assert [row.name for row in half.rows] == ["one"]
    assert [found.message for found in half.findings] == ["The check 'two' differs: Q4 = Q2 is 22 = 20."]


def test_differences_that_say_different_things_do_not_follow_from_each_other() -> None:
    answers: Answers = {"1": [("", 10)], "2": [("", 20)], "3": [("", 11)], "4": [("", 22)], "5": [("", 9)]}
    made = checked(make_reading(answers), "  one: Q1 = Q3\n  two: Q4 = Q2\n  other: Q1 + Q2 = Q5\n")
    assert [found.message for found in made.findings] == [
        "The check 'one' differs: Q1 = Q3 is 10 = 11.",
        "The check 'two' differs: Q4 = Q2 is 22 = 20.",
        "The check 'other' differs: Q1 + Q2 = Q5 is 30 = 9.",
    ]


@st.composite
def statements(draw: st.DrawFn) -> str:
    terms = st.lists(st.sampled_from(["Q1", "Q2", "Q3", "Q4", "Q5"]), min_size=1, max_size=3, unique=True).map(
        " + ".join
    )
    return f"{draw(terms)} {draw(st.sampled_from(['=', '<=']))} {draw(terms)}"


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5), st.lists(statements(), min_size=2, max_size=6))
def test_nothing_follows_in_a_circle_and_settling_the_roots_publishes_everything(
    values: list[int], checks: list[str]
) -> None:
    answers: Answers = {str(place): [("", value)] for place, value in enumerate(values, start=1)}
    stated = "".join(f"  c{place}: {check}\n" for place, check in enumerate(checks))
    waiting = checked(make_reading(answers), stated).findings
    entries = [found.remedy.partition("settle '")[2].partition("' as found: ") for found in waiting]
    yml = "".join(
        f"  - {{check: {name}, found: '{found.partition(' in ')[0]}', reason: r, by: e}}\n"
        for name, _, found in entries
    )
    made = checked(make_reading(answers), stated, f"settled:\n{yml}" if yml else "")
    assert made.findings == ()
    assert len(made.rows) == len(checks)
    sources = {row.name: set(filter(None, row.follows_from.split(";"))) for row in made.rows}
    assert all(bool(row.settled_by) != bool(sources[row.name]) for row in made.rows if row.result == "differs")
    while sources:  # a graph without a circle can be taken apart from its roots
        roots = {name for name, others in sources.items() if not others & set(sources)}
        assert roots
        sources = {name: others for name, others in sources.items() if name not in roots}


FOUND = Finding(
    "parts_do_not_add", "warning", "1 adds to 15 and 2 is 16.", line=6, extra=(("statement", "sum(Q1) = Q2"),)
)
ADDS = ReadCheck("parts-q1", "", "sum(Q1) = Q2", "Question 1 breaks down question 2.", "1", 3)


def test_a_discovered_difference_keeps_its_words_until_it_is_settled_by_its_statement() -> None:
    made = checked(make_reading(SUMS, findings=[FOUND], checks=[ADDS]), "")
    assert made.rows == ()
    (message,) = warnings(made)
    assert message == (
        "content/requests/bins/northtown.txt:6: 1 adds to 15 and 2 is 16. Compare it with the letter; if it says so, "
        "settle 'sum(Q1) = Q2' as found: 15 = 16 in content/requests/bins/northtown.yml."
    )
    yml = "settled:\n  - {check: sum(Q1)=Q2, found: 15 = 16, reason: As released., by: editor}\n"
    settled = checked(make_reading(SUMS, findings=[FOUND], checks=[ADDS]), "", yml)
    assert [(row.name, row.origin, row.result, row.settled_by) for row in settled.rows] == [
        ("parts-q1", "discovered", "differs", "editor")
    ]
    assert warnings(settled) == []


def test_a_declared_check_about_the_same_figures_stands_for_the_discovered_one() -> None:
    made = checked(make_reading(SUMS, findings=[FOUND], checks=[ADDS]), "  add: Q2 = Q1[Large] + Q1[Small]\n", "settled:\n  - {check: add, found: 16 = 15, reason: r, by: e}\n")  # fmt: skip
    assert [(row.name, row.origin) for row in made.rows] == [("add", "declared")]
    assert warnings(made) == []


def test_a_discovered_check_that_holds_is_a_row_with_its_terms_and_its_grounds() -> None:
    made = checked(make_reading({**SUMS, "2": [("", 15)]}, checks=[ADDS]), "")
    (row,) = made.rows
    assert (row.check, row.origin, row.result, row.left, row.right) == (
        "bins/northtown/parts-q1/1",
        "discovered",
        "holds",
        15,
        15,
    )
    assert row.grounds == "Question 1 breaks down question 2."
    assert [(term.side, term.figure) for term in made.terms] == [
        ("left", "bins/northtown/L3C8"), ("left", "bins/northtown/L4C8"), ("right", "bins/northtown/L6C1"),
    ]  # fmt: skip


def test_a_discovered_check_is_not_made_where_a_figure_of_it_is_in_doubt() -> None:
    doubt = Finding("uncertain_reading", "warning", "In doubt.", line=3, question="1")
    made = checked(make_reading({**SUMS, "2": [("", 15)]}, findings=[doubt, FOUND], checks=[ADDS]), "")
    assert made.rows == ()
    assert [found.code for found in made.findings] == ["uncertain_reading", "parts_do_not_add"]


def test_discovered_checks_of_one_kind_share_a_name_and_have_labels() -> None:
    answers: Answers = {"1": [("2022", 5), ("2023", 6)], "2": [("2022", 9), ("2023", 3)]}
    found = [
        ReadCheck("within-q1", year, f"Q1[{year}] <= Q2[{year}]", "Question 1 says “of these”.", "1", 2)
        for year in ("2022", "2023")
    ]
    yml = "settled:\n  - {check: within-q1, label: 2023, found: 6 <= 3, reason: As released., by: editor}\n"
    made = checked(make_reading(answers, checks=found), "", yml)
    assert [(row.check, row.label, row.result, row.settled_by) for row in made.rows] == [
        ("bins/northtown/within-q1/1", "2022", "holds", ""),
        ("bins/northtown/within-q1/2", "2023", "differs", "editor"),
    ]


def test_a_name_that_an_editor_gave_is_theirs() -> None:
    made = checked(make_reading({**SUMS, "2": [("", 15)]}, checks=[ADDS]), "  parts-q1: Q1[Large] <= Q2\n")
    assert [(row.name, row.origin) for row in made.rows] == [("parts-q1", "declared"), ("parts-q1-found", "discovered")]


def test_of_thousands_of_discovered_checks_that_hold_some_hundreds_are_published_and_all_that_differ() -> None:
    rows = 300
    answers: Answers = {
        "1": [(f"a{at}", at) for at in range(rows)],
        "2": [(f"a{at}", at) for at in range(rows - 1)] + [(f"a{rows - 1}", 0)],
    }
    found = [
        ReadCheck("same-q2", f"a{at}", f"Q1[a{at}] = Q2[a{at}]", "Question 2 repeats question 1.", "2", 2)
        for at in range(rows)
    ]
    yml = f"settled:\n  - {{check: same-q2, label: a{rows - 1}, found: {rows - 1} = 0, reason: As released., by: editor}}\n"
    made = checked(make_reading(answers, checks=found), "", yml)
    assert [row.result for row in made.rows] == ["holds"] * 200 + ["differs"]


def rounded(said: str, total: int) -> Checked:
    reading = make_reading({"1": [("Large", 10), ("Small", 15)], "2": [("", total)]}, checks=[ADDS])
    lines = (*reading.letter.lines[:1], Line(2, said, said.casefold()), *reading.letter.lines[2:])
    return checked(replace(reading, letter=Letter(lines)), "")


def test_a_difference_that_rounding_explains_holds_and_says_how_far_rounding_goes() -> None:
    (row,) = rounded("Figures are rounded to the nearest 5.", 30).rows
    assert (row.left, row.right, row.difference, row.rounding, row.result) == (25, 30, -5, Decimal("7.5"), "holds")
    assert rounded("Figures are rounded to the nearest 5.", 40).rows == ()
    assert rounded("", 30).rows == ()


# What stands in a letter that suppresses figures → whether each check is tested.
GUARDED: list[tuple[str, Answers, str, str]] = [
    ("a total less a part, one cell hidden", {"1": [("A", "<5"), ("B", 20), ("Total", 23)]}, "Q1[B] <= Q1[Total]", "not_tested"),
    ("a column without a hidden cell", {"1": [("A", "x", 2), ("A", "y", "<5"), ("B", "x", 3), ("B", "y", 4), ("Total", "x", 5), ("Total", "y", 7)]}, "Q1[A|x] + Q1[B|x] = Q1[Total|x]", "holds"),
    ("the column with it", {"1": [("A", "x", 2), ("A", "y", "<5"), ("B", "x", 3), ("B", "y", 4), ("Total", "x", 5), ("Total", "y", 7)]}, "Q1[B|y] <= Q1[Total|y]", "not_tested"),
    ("beside another answer", {"1": [("A", "<5"), ("B", 20)], "2": [("", 23)]}, "Q1[B] <= Q2", "not_tested"),
    ("another answer alone", {"1": [("A", "<5"), ("B", 20)], "2": [("", 23)], "3": [("", 30)]}, "Q2 <= Q3", "holds"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "check", "result"), [case[1:] for case in GUARDED], ids=[case[0] for case in GUARDED]
)
def test_sides_that_could_give_a_suppressed_figure_away_are_not_printed(
    answers: Answers, check: str, result: str
) -> None:
    (row,) = checked(make_reading(answers), f"  one: {check}\n").rows
    assert row.result == result
    assert (row.left is None) == (row.right is None) == (row.difference is None) == (result == "not_tested")


def test_a_comparison_of_all_that_stands_beside_a_suppressed_figure_in_a_sum_is_not_tested() -> None:
    parts = ReadCheck("parts-q1", "", "Q2 + Q3 = Q1", "Asked in turn.", "1", 3)
    made = checked(
        make_reading({"1": [("", 20)], "2": [("", 17)], "3": [("", "<5")]}, checks=[parts]), "  one: Q2 <= Q1\n"
    )
    assert [(row.name, row.result, row.left) for row in made.rows] == [
        ("one", "not_tested", None),
        ("parts-q1", "not_tested", None),
    ]


@pytest.mark.parametrize(
    ("labels", "result"),
    [
        (("Once", "Twice", "Three times", "More than three times"), "holds"),
        (("0-4", "5-9", "10+"), "holds"),
        (("0-5", "5-9", "10+"), None),
        (("0-4", "6-9", "10+"), None),
    ],
)
def test_bands_meet_and_do_not_overlap_by_rule(labels: tuple[str, ...], result: str | None) -> None:
    made = checked(make_reading({"1": [(label, 5) for label in labels]}), "")
    assert [row.result for row in made.rows] == ([result] if result else [])
    if result is None:
        (message,) = warnings(made)
        assert message == (
            "content/requests/bins/northtown.txt:3: This does not hold: The bands of question 1 meet and do not "
            "overlap. Compare it with the letter; if it says so, settle 'bands-meet' as found: differs in "
            "content/requests/bins/northtown.yml."
        )
        yml = "settled:\n  - {check: bands-meet, found: differs, reason: As printed., by: editor}\n"
        settled = checked(make_reading({"1": [(label, 5) for label in labels]}), "", yml)
        assert [(row.result, row.settled_by) for row in settled.rows] == [("differs", "editor")]


@pytest.mark.parametrize("labels", [("2020", "2021", "2022"), ("North", "South", "East"), ("5-9", "0-4", "10+"), ("Once", "Twice")])  # fmt: skip
def test_labels_that_are_no_scale_are_not_held_to_the_rule(labels: tuple[str, ...]) -> None:
    assert checked(make_reading({"1": [(label, 5) for label in labels]}), "").rows == ()


@pytest.mark.parametrize(("value", "rows"), [(0, 1), (3, 0), ("<5", 0)])
def test_a_part_falls_away_where_its_question_is_zero(value: int | str, rows: int) -> None:
    made = checked(make_reading({"5": [("", value)], "5a": "not_applicable"}), "")
    assert len(made.rows) == rows
    assert len(made.terms) == rows


def problems(checks: str, *readings: Reading) -> list[str]:
    request = make_request(f"title: T\nchecks:\n{checks}")
    pairs = []
    for place, reading in enumerate(readings, start=1):
        letter = make_letter(PUBLISHED, f"northtown-{place}")
        settled = settle(reading, letter, request=request, place=Place("northtown", "printed", place))
        pairs.append((letter, index_figures(settled.figures, settled.questions)))
    return [line_of(found) for found in check_addresses(request, pairs)]


def test_an_address_that_no_letter_has_is_an_error_with_the_nearest_label() -> None:
    reading = make_reading(SUMS)
    assert problems("  add: Q1[Lage] = Q2\n", reading, reading) == [
        "content/requests/bins/request.md:4: Check 'add': Question 1 of 'northtown-1' has no figure labelled 'Lage'. Did you mean 'Large'?"
    ]


def test_an_address_that_one_letter_lacks_is_coverage() -> None:
    assert problems("  add: Q1[Large] = Q2\n", make_reading(SUMS), make_reading({"2": [("", 1)]})) == []


def test_sides_that_cannot_be_compared_are_an_error_in_any_letter() -> None:
    (message,) = problems("  add: Q1 = Q2\n", make_reading(SUMS))
    assert message.startswith(
        "content/requests/bins/request.md:4: Check 'add': 'Q1 = Q2' compares one figure with several."
    )
