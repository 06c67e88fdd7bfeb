from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from disclosed.addresses import index_figures
from disclosed.findings import line_of
from disclosed.model import Reading
from disclosed.rows import Table
from disclosed.settling.bearing import Bearing
from disclosed.settling.calculated import Answered
from disclosed.settling.checks import check_letter
from disclosed.settling.comparable import apart_by_itself
from disclosed.settling.settle import Place, settle
from disclosed.settling.sources import RequestSource
from disclosed.settling.tables import Tabulated, tabulate
from tests.making import Answers, make_letter, make_reading, make_request

PUBLISHED = "state: published\npublished: 2026-01-01\n"


def answered(request: RequestSource, letters: Sequence[tuple[str, Reading, str]]) -> list[Answered]:
    """Settle letters: (stem, reading, the text of its .yml); `x-2` is the second letter of `x`."""
    made = []
    for stem, reading, yml in letters:
        source = make_letter(PUBLISHED + yml, stem)
        authority, _, number = stem.partition("-")
        settled = settle(reading, source, request=request, place=Place(authority, "printed", int(number or 1)))
        figures = index_figures(settled.figures, settled.questions, labels=settled.labels)
        checked = check_letter(request, source, settled, figures)
        made.append((stem, settled, checked))
    figures = index_figures(
        (row for _, settled, _ in made for row in settled.figures),
        (row for _, settled, _ in made for row in settled.questions),
        labels={key: label for _, settled, _ in made for key, label in settled.labels.items()},
    )
    return [Answered(stem, settled, figures, Bearing(checked.comparisons)) for stem, settled, checked in made]


def tables(front: str, *readings: Reading, silent: Sequence[tuple[str, str]] = (), yml: str = "") -> Tabulated:
    request = make_request(f"title: Bins\n{front}")
    letters = [
        (stem, reading, yml) for stem, reading in zip(("northtown", "westmere", "easton"), readings, strict=False)
    ]
    return tabulate(request, answered(request, letters), silent)


def table(front: str, *readings: Reading, silent: Sequence[tuple[str, str]] = (), yml: str = "") -> Table:
    made = tables(front, *readings, silent=silent, yml=yml)
    assert made.findings == ()
    return made.tables[0]


BINS: Answers = {
    "1": [("Large", 60), ("Small", 40), ("Total", 100)],
    "2": [("Large", 30), ("Small", 8)],
    "3": [("2024", "Men", 5), ("2024", "Women", 6), ("2025", "Men", 7), ("2025", "Women", 8)],
    "4": [("", 97)],
}
SIZES = """tables:
  sizes:
    title: Bins, by size
    unit: bins
    labels: size
    headings: {size: Size of bin}
    rows:
      - figures: Q1
        is: {kind: Owned}
      - figures: Q2
        is: {kind: Emptied}
    columns: kind
"""
WITHIN = "checks:\n  within: Q2 <= Q1\n"


def test_row_labels_become_a_column_and_is_gives_the_others() -> None:
    made = table(SIZES, make_reading(BINS))
    assert [(each.name, each.title) for each in made.dimensions] == [("kind", "Kind"), ("size", "Size of bin")]
    assert [(row.dimensions, row.value, row.total, row.unit) for row in made.rows] == [
        (("Owned", "Large"), 60, False, "bins"),
        (("Owned", "Small"), 40, False, "bins"),
        (("Owned", "Total"), 100, True, "bins"),
        (("Emptied", "Large"), 30, False, "bins"),
        (("Emptied", "Small"), 8, False, "bins"),
    ]
    assert (made.resource, made.questions, made.columns) == ("bins-sizes", ("1", "2"), "kind")


def test_two_labels_name_row_and_column() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: staff\n    labels: [year, sex]\n    rows: [{figures: Q3}]\n"
    made = table(front, make_reading(BINS))
    assert [row.dimensions for row in made.rows] == [
        ("2024", "Men"),
        ("2024", "Women"),
        ("2025", "Men"),
        ("2025", "Women"),
    ]


def test_labels_that_are_periods_key_the_rows_and_are_no_dimension() -> None:
    front = (
        "periods: {2024: 2024, 2025: {is: 2025-01-01/.. part, words: Part of 2025}}\n"
        "tables:\n  t:\n    title: T\n    unit: staff\n    labels: [period, sex]\n    rows: [{figures: Q3}]\n"
    )
    made = table(front, make_reading(BINS))
    assert [each.name for each in made.dimensions] == ["sex"]
    assert [(row.period, row.period_end, row.partial) for row in made.rows] == [
        ("2024", "2024-12-31", False),
        ("2024", "2024-12-31", False),
        ("Part of 2025", "", True),
        ("Part of 2025", "", True),
    ]


def test_figures_that_the_labels_do_not_tell_apart_are_an_error() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: staff\n    labels: year\n    rows: [{figures: Q3}]\n"
    assert [line_of(found) for found in tables(front, make_reading(BINS)).findings] == [
        "content/requests/bins/request.md:4: Table 't' does not tell two figures of 'northtown' apart: lines 10 and 11. Add labels, or tell them apart under 'is'."
    ]


def test_an_address_that_no_letter_has_is_an_error_and_one_that_a_letter_lacks_is_not() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: staff\n    rows: [{figures: 'Q4[All]'}]\n"
    assert [line_of(found) for found in tables(front, make_reading(BINS)).findings] == [
        "content/requests/bins/request.md:7: Table 't': Question 4 of 'northtown' has no figure labelled 'All'. Its figure has no label; leave the brackets out."
    ]
    front = front.replace("'Q4[All]'", "Q4")
    assert tables(front, make_reading(BINS), make_reading({"1": [("", 1)]})).findings == ()


def test_a_last_row_adds_each_column_without_its_totals() -> None:
    made = tables(SIZES + "    calculated: sum\n", make_reading(BINS))
    (column,) = made.tables[0].calculated
    assert (column.formula, column.title) == ("sum", "Sum of the rows (calculated)")
    assert [(row.derived, row.value, row.kind) for row, _ in made.derived] == [
        ("bins/northtown/sum(Q1)", 100, "sum"),
        ("bins/northtown/sum(Q2)", 38, "sum"),
    ]
    assert column.cells == (
        (("Owned",), "bins/northtown/sum(Q1)"),
        (("Emptied",), "bins/northtown/sum(Q2)"),
    )


def test_nothing_is_added_where_a_figure_is_suppressed() -> None:
    made = tables(SIZES + "    calculated: sum\n", make_reading({**BINS, "2": [("Large", "<5"), ("Small", 8)]}))
    assert [row.derived for row, _ in made.derived] == ["bins/northtown/sum(Q1)"]
    assert made.tables[0].calculated[0].cells[1] == (("Emptied",), "")


def test_the_rows_of_each_column_are_added_where_columns_come_from_labels() -> None:
    cells = [("North", "Red", 12), ("North", "Blue", 3), ("South", "Red", 40), ("South", "Blue", 8)]
    front = (
        "tables:\n  sizes:\n    title: T\n    unit: bins\n    labels: [area, colour]\n    columns: colour\n"
        "    rows: [{figures: Q1}]\n    calculated: sum\n"
    )
    made = tables(front, make_reading({"1": cells}))
    assert made.tables[0].calculated[0].cells == (
        (("Red",), "bins/northtown/sum(Q1[|Red])"),
        (("Blue",), "bins/northtown/sum(Q1[|Blue])"),
    )
    assert [row.value for row, _ in made.derived] == [52, 11]


def test_a_share_is_given_row_by_row_where_the_counts_can_bear_it() -> None:
    made = tables(SIZES + "    calculated: share(Emptied, Owned)\n" + WITHIN, make_reading({**BINS, "1": [("Large", 60), ("Small", 40)]}))  # fmt: skip
    (column,) = made.tables[0].calculated
    assert column.title == "Emptied as % of owned (calculated)"
    assert column.cells == (
        (("Large",), "bins/northtown/share(Q2[Large], Q1[Large])"),
        (("Small",), ""),  # 8 of 40: docs/editorial.md §2 gives no share of a part under 10
    )
    assert [(row.value, row.unit) for row, _ in made.derived] == [(Decimal("50.0"), "percent")]


def test_a_share_of_what_no_check_makes_a_whole_is_refused() -> None:
    made = tables(SIZES + "    calculated: share(Emptied, Owned)\n", make_reading({**BINS, "1": [("Large", 60), ("Small", 40)]}))  # fmt: skip
    assert [line_of(found) for found in made.findings] == [
        "content/requests/bins/request.md:15: Table 'sizes' cannot calculate 'share(Emptied, Owned)': no check says that its part is a part of its whole. State it under `checks:`, as `Q2[Large] <= Q1[Large]` with its grounds, or give the two numbers."
    ]


def test_a_sum_over_periods_is_refused() -> None:
    front = (
        "periods: {2024: 2024, 2025: 2025}\ntables:\n  t:\n    title: T\n    unit: staff\n    labels: period\n"
        "    rows: [{figures: Q1}]\n    calculated: sum\n"
    )
    made = tables(front, make_reading({"1": [("2024", 100), ("2025", 100)]}))
    assert [line_of(found) for found in made.findings] == [
        "content/requests/bins/request.md:10: Table 't' cannot calculate 'sum': it adds figures of several periods, and a person can be counted in each. Give each, or state under `checks:` the figure of the letter that they add to."
    ]


def test_no_share_is_given_of_a_part_period() -> None:
    front = (
        "periods: {2024: 2024, 2025: 2025-01-01/.. part}\n"
        "tables:\n  t:\n    title: T\n    unit: staff\n    labels: period\n    columns: what\n"
        "    rows: [{figures: Q1, is: {what: All}}, {figures: Q2, is: {what: Some}}]\n"
        "    calculated: share(Some, All)\n" + WITHIN
    )
    reading = make_reading({"1": [("2024", 100), ("2025", 100)], "2": [("2024", 50), ("2025", 50)]})
    made = tables(front, reading)
    assert made.tables[0].calculated[0].cells == (
        (("2024",), "bins/northtown/share(Q2[2024], Q1[2024])"),
        (("2025",), ""),
    )


def test_no_share_is_given_of_a_whole_in_doubt_that_would_change_it() -> None:
    front = f"{SIZES}    calculated: share(Emptied, Owned)\n{WITHIN}  whole: Q1[Large] = Q4\n"
    made = tables(front, make_reading({**BINS, "1": [("Large", 60), ("Small", 40)]}))
    assert made.tables[0].calculated[0].cells[0] == (("Large",), "")


def test_a_column_that_a_share_does_not_find_names_the_nearest() -> None:
    made = tables(SIZES + "    calculated: share(Emptyed, Owned)\n", make_reading(BINS))
    assert [line_of(found) for found in made.findings] == [
        "content/requests/bins/request.md:15: Table 'sizes' has no column 'Emptyed'. Did you mean 'Emptied'?"
    ]


def test_several_authorities_show_what_each_did_not_give() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    rows: [{figures: Q1, is: {kind: Owned}}]\n"
    made = table(
        front,
        make_reading({"1": [("", 12)]}),
        make_reading({"1": "withheld"}, refusals={"1": "FOIA s40(2)"}),
        make_reading({"1": "not_held"}),
        silent=[("southam", "no_reply"), ("weston", "refused")],
    )
    assert [(row.authority, row.sequence, row.value, row.status, row.marker, row.response) for row in made.rows] == [
        ("northtown", 1, 12, "observed", "", "bins/northtown"),
        ("westmere", 1, None, "withheld", "[c]", "bins/westmere"),
        ("easton", 1, None, "not_held", "[x]", "bins/easton"),
        ("southam", 0, None, "no_reply", "[x]", ""),
        ("weston", 0, None, "withheld", "[x]", ""),
    ]


@pytest.mark.parametrize(
    ("reading", "status", "marker"),
    [
        (make_reading({"1": "withheld"}, refusals={"1": "FOIA s43(2)"}), "withheld", "[x]"),
        (make_reading({"1": "withheld"}, refusals={"1": "EIR reg 13"}), "withheld", "[c]"),
        (make_reading({"1": "text"}), "in_words", "[x]"),
        (make_reading({"1": "attached"}), "attached", "[x]"),
        (make_reading({"1": "unanswered"}), "not_given", "[x]"),
        (make_reading({"2": [("", 3)]}), "not_given", "[x]"),
        (make_reading({"1": "not_applicable"}), "not_applicable", "[z]"),
    ],
)
def test_the_marker_of_a_gap_follows_its_reason(reading: Reading, status: str, marker: str) -> None:
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    rows: [{figures: Q1}]\n"
    made = table(front, make_reading({"1": [("", 12)]}), reading)
    assert [(row.status, row.marker) for row in made.rows[1:]] == [(status, marker)]


def test_a_question_without_figures_is_one_row_whatever_labels_other_letters_gave() -> None:
    made = table(
        SIZES,
        make_reading({**BINS, "1": [("Large", 1), ("Small", 2)]}),
        make_reading({"1": "not_held", "2": [("Large", 9)]}),
    )
    assert [(row.dimensions, row.value, row.status) for row in made.rows if row.authority == "westmere"] == [
        (("Owned", "All"), None, "not_held"),
        (("Emptied", "Large"), 9, "observed"),
    ]


def test_a_body_that_gave_nothing_for_one_reason_is_one_row() -> None:
    made = table(
        SIZES.replace("    columns: kind\n", ""),
        make_reading({"1": [("Large", 1), ("Small", 2)], "2": [("Large", 9)]}),
        make_reading({"1": "withheld", "2": "withheld"}, refusals={"1": "FOIA s12(1)", "2": "FOIA s12(1)"}),
        make_reading({"1": "withheld", "2": "not_held"}, refusals={"1": "FOIA s12(1)"}),
    )
    assert [(row.authority, row.dimensions, row.status) for row in made.rows if not row.figure] == [
        ("westmere", ("All", "All"), "withheld"),
        ("easton", ("Owned", "All"), "withheld"),
        ("easton", ("Emptied", "Large"), "not_held"),
    ]


def test_a_figure_without_the_label_that_a_column_takes_is_an_error() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    labels: size\n    rows: [{figures: Q4}]\n"
    assert [line_of(found) for found in tables(front, make_reading(BINS)).findings] == [
        "content/requests/bins/request.md:8: Table 't' takes 'size' from labels, and the figure on line 15 of 'northtown' has none. Say it under 'is' of Q4."
    ]


def test_one_authoritys_gaps_make_no_rows() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    rows: [{figures: Q1, is: {a: b}}, {figures: Q4, is: {a: c}}]\n"
    made = table(front, make_reading({"1": "withheld", "4": [("", 1)]}))
    assert [row.value for row in made.rows] == [1]


def test_several_authorities_have_shares_of_their_own_and_no_common_sum() -> None:
    front = f"{SIZES}    calculated: [sum, 'share(Emptied, Owned)']\n{WITHIN}"
    answers: Answers = {"1": [("Large", 60)], "2": [("Large", 30)]}
    made = tables(front, make_reading(answers), make_reading(answers))
    (column,) = made.tables[0].calculated
    assert column.cells == (
        (("northtown", "Large"), "bins/northtown/share(Q2, Q1)"),
        (("westmere", "Large"), "bins/westmere/share(Q2, Q1)"),
    )


def test_several_letters_of_one_authority_have_rows_of_their_own() -> None:
    front = f"{SIZES}    calculated: 'share(Emptied, Owned)'\n{WITHIN}"
    request = make_request(f"title: Bins\n{front}")
    first: Answers = {"1": [("Large", 60)], "2": [("Large", 30)]}
    second: Answers = {"1": [("Large", 80)], "2": [("Large", 20)]}
    letters = [("northtown", make_reading(first), ""), ("northtown-2", make_reading(second), "")]
    made = tabulate(request, answered(request, letters)).tables[0]
    (column,) = made.calculated
    assert column.cells == (
        (("northtown", "Large"), "bins/northtown/share(Q2, Q1)"),
        (("northtown", "2", "Large"), "bins/northtown-2/share(Q2, Q1)"),
    )


def test_a_letters_own_labels_and_numbers_take_the_requests_in_tables() -> None:
    yml = "questions: {Q7: Q1}\nlabels: {Big: Large}\n"
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    labels: size\n    rows: [{figures: 'Q1[Large]'}]\n"
    made = table(front, make_reading({"7": [("Big", 3), ("Little", 4)]}), yml=yml)
    assert [(row.dimensions, row.value) for row in made.rows] == [(("Large",), 3)]


def test_what_is_not_compared_stays_out() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    rows: [{figures: Q1, is: {a: b}}, {figures: Q4, is: {a: c}}]\n"
    made = table(
        front, make_reading({"1": [("", 2)], "4": [("", 1)]}), yml="not_compared: [{question: Q1, reason: Sacks.}]\n"
    )
    assert [row.value for row in made.rows] == [1]


def test_beside_other_letters_what_is_not_compared_says_so() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    rows: [{figures: Q1, is: {a: b}}, {figures: Q4, is: {a: c}}]\n"
    request = make_request(f"title: Bins\n{front}")
    answers: Answers = {"1": [("", 2)], "4": [("", 1)]}
    letters = [
        ("northtown", make_reading(answers), "not_compared: [{question: Q1, reason: Sacks.}]\n"),
        ("westmere", make_reading(answers), ""),
    ]
    made = tabulate(request, answered(request, letters)).tables[0]
    assert [(row.authority, row.dimensions, row.value, row.status, row.marker, row.figure) for row in made.rows] == [
        ("northtown", ("b",), None, "not_compared", "[x]", ""),
        ("northtown", ("c",), 1, "observed", "", "bins/northtown/L5C1"),
        ("westmere", ("b",), 2, "observed", "", "bins/westmere/L3C1"),
        ("westmere", ("c",), 1, "observed", "", "bins/westmere/L5C1"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "rows"),
    [
        ({"1": [("", 2)]}, {"4": [("", 1)]}, [("b", 1, 2, "observed"), ("c", 2, 1, "observed")]),
        ({"1": [("", 2)], "4": "withheld"}, {"1": [("", 3)]}, [("b", 1, 2, "observed"), ("c", 1, None, "withheld"), ("b", 2, 3, "observed")]),
        ({"1": [("", 2)]}, {"1": [("", 3)], "4": "not_held"}, [("b", 1, 2, "observed"), ("b", 2, 3, "observed"), ("c", 2, None, "not_held")]),
    ],
)  # fmt: skip
def test_what_another_letter_of_the_body_gives_or_explains_is_no_gap_of_this_one(
    first: Answers, second: Answers, rows: list[tuple[str, int, int | None, str]]
) -> None:
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    rows: [{figures: Q1, is: {a: b}}, {figures: Q4, is: {a: c}}]\n"
    request = make_request(f"title: Bins\n{front}")
    letters = [
        ("northtown", make_reading(first), ""),
        ("northtown-2", make_reading(second), ""),
        ("westmere", make_reading({"1": [("", 5)], "4": [("", 6)]}), ""),
    ]
    made = tabulate(request, answered(request, letters)).tables[0]
    own = [row for row in made.rows if row.authority == "northtown"]
    assert [(row.dimensions[0], row.sequence, row.value, row.status) for row in own] == rows


def test_rows_about_one_letter_leave_no_gap_in_another() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    rows: [{figures: 'westmere: Q1', is: {a: b}}]\n"
    made = table(front, make_reading({"2": [("", 3)]}), make_reading({"1": [("", 2)]}))
    assert [(row.authority, row.value) for row in made.rows] == [("westmere", 2)]


def test_a_figure_with_its_own_unit_keeps_it() -> None:
    from disclosed.model import Value

    front = "tables:\n  t:\n    title: T\n    unit: bins\n    rows: [{figures: Q1}]\n"
    made = table(front, make_reading({"1": [("Cost", Value(5, "GBP"))]}))
    assert made.rows[0].unit == "GBP"


def test_labels_that_differ_in_case_are_one_label_and_a_letter_may_tell_them_apart() -> None:
    front = "tables:\n  t:\n    title: T\n    unit: bins\n    labels: type\n    rows: [{figures: Q1}]\n"
    made = table(
        front,
        make_reading({"1": [("Household", 1), ("Other", 2)]}),
        make_reading({"1": [("household", 3), ("Tyres", 4)]}),
        make_reading({"1": [("Tyres", 5), ("tyres", 6)]}),
    )
    assert [row.dimensions[0] for row in made.rows] == ["Household", "Other", "Household", "Tyres", "Tyres", "tyres"]


def test_an_answer_in_another_unit_or_by_other_years_is_kept_apart_with_the_reason() -> None:
    from disclosed.model import Value

    request = make_request("title: Bins\n")
    counts: Answers = {"1": [("2022/23", 1), ("2023/24", 2)], "2": [("Large", 3)]}
    other: Answers = {"1": [("2022", 1), ("2023", 2)], "2": [("Large", Value(51, "percent"))]}
    letters = [("northtown", make_reading(counts), ""), ("westmere", make_reading(counts), "")]

    def notes(yml: str = "", *more: tuple[str, Reading, str]) -> list[tuple[str, str, str]]:
        settled = [one.settled for one in answered(request, [*letters, ("easton", make_reading(other), yml), *more])]
        made = apart_by_itself(settled)
        assert all({row.question for row in own.notes} == own.not_compared for own in made)
        return [(row.response, row.question, row.words) for own in made for row in own.notes]

    unit = ("bins/easton", "2", "It gives percentages; most other answers give counts.")
    years = ("bins/easton", "1", "It is about 2022 and 2023; most other answers are about 2022/23 and 2023/24.")
    assert notes() == [years, unit]
    assert notes('labels: {"2022": 2022/23, "2023": 2023/24}\n') == [unit]
    assert notes("", ("southam", make_reading(other), "")) == []  # as many give the one as the other
