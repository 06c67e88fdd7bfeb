"""Which charts a table gets: docs/editorial.md §4's rules, one table of rows each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from disclosed.charting.charts import plan_charts
from disclosed.charting.lettering import bar_words
from disclosed.describing.chart_text import describe_chart
from disclosed.describing.index import Index
from disclosed.describing.marks import Marks
from disclosed.model import Bar, Chart, Number, Panel
from disclosed.publishing.layouts import Layout
from disclosed.rows import (
    AuthorityRow,
    CalculatedColumn,
    ChartChoice,
    CheckTermRow,
    DerivedRow,
    Dimension,
    Observation,
    Table,
)
from tests.packages import check_row, response_row, small_package

REQUEST = "missing-children"
LETTER = f"{REQUEST}/northby"
BANDS = ("Once", "Twice", "Three times", "More often")


def row(value: Number | None, *labels: str, **changes: object) -> Observation:
    """Make one row of a table, observed by Northby unless said otherwise."""
    name = "-".join(labels) or "whole"
    made = Observation(
        REQUEST, "northby", 1, LETTER, labels, "", "", "", False, value, "", "observed", "", False, f"{LETTER}/{name}"
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def year(value: Number | None, start: int, *labels: str, **changes: object) -> Observation:
    """Make a row for a calendar year."""
    dates = {"period": str(start), "period_start": f"{start}-01-01", "period_end": f"{start}-12-31"}
    return row(value, *labels, **{**dates, "figure": f"{LETTER}/{start}", **changes})


def part_year(value: Number, start: int, *labels: str, end: str = "") -> Observation:
    return year(value, start, *labels, period_end=end, partial=True)


def table(rows: Sequence[Observation], *dimensions: str, **changes: object) -> Table:
    """Make a table of some rows with named dimensions."""
    made = Table(
        request=REQUEST,
        name="table",
        resource=f"{REQUEST}-table",
        title="Children",
        unit="children",
        dimensions=tuple(Dimension(name, name) for name in dimensions),
        columns="",
        questions=("1",),
        calculated=(),
        chart=ChartChoice(),
        short=(),
        section="",
        rows=tuple(rows),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def plan(made: Table, index: Index | None = None) -> tuple[Chart, ...]:
    return plan_charts(index or index_of(), made)


def index_of(*checks: tuple[str, Sequence[str], str], authorities: int = 0) -> Index:
    """Index a package with checks (`result`, figures added on the left, figure on the right) and more authorities."""
    package = small_package()
    more = tuple(AuthorityRow(f"a{at}", f"Authority {at:02}", "", "", "") for at in range(authorities))
    checks_made, terms = [], []
    for at, (result, parts, whole) in enumerate(checks):
        made = check_row(LETTER, f"check-{at}", result=result)
        checks_made.append(made)
        terms += [CheckTermRow(made.check, "left", n, n, "+", part) for n, part in enumerate(parts, 1)]
        terms.append(CheckTermRow(made.check, "right", 1, 1, "+", whole))
    return Index(
        replace(
            package,
            authorities=package.authorities + more,
            checks=tuple(checks_made),
            check_terms=tuple(terms),
        )
    )


def bands(values: Sequence[Number | None], *group: str) -> list[Observation]:
    return [row(value, band, *group) for band, value in zip(BANDS, values, strict=True)]


def drawn(panel: Panel) -> list[tuple[str, Number | None]]:
    return [(bar.label, bar.value) for bar in panel.bars]


# When there is no chart


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ((279, 64), "two values are a sentence"),
        ((0, 0, 0, 0), "all zero"),
        ((19, 4, 3, 1), "the largest is under 20"),
        ((), "nothing is given"),
    ],
)
def test_a_table_that_says_it_better_has_no_chart(values: Sequence[int], why: str) -> None:
    rows = [row(value, band) for band, value in zip(BANDS, values, strict=False)]
    assert plan(table(rows, "times")) == (), why


def test_a_largest_value_of_twenty_is_drawn() -> None:
    (chart,) = plan(table(bands((20, 4, 3, 1)), "times"))
    assert chart.kind == "bars"


def test_a_rate_under_twenty_is_no_small_count_and_is_drawn() -> None:
    rows = [
        row(Decimal(value), band, unit="percent") for band, value in zip(BANDS, ("9.5", "4", "3", "1"), strict=True)
    ]
    (chart,) = plan(table(rows, "times", unit="percent"))
    assert (chart.unit, chart.suffix) == ("Per cent", "%")


def test_an_author_may_say_that_there_is_none() -> None:
    assert plan(table(bands((130, 36, 18, 9)), "times", chart=ChartChoice("none"))) == ()


def test_an_author_may_draw_two_values_but_neither_small_counts_nor_nothing() -> None:
    chosen = ChartChoice("bars")
    assert len(plan(table([row(279, "All"), row(64, "Looked after")], "group", chart=chosen))) == 1
    assert plan(table(bands((19, 4, 3, 1)), "times", chart=chosen)) == ()
    assert plan(table(bands((0, 0, 0, 0)), "times", chart=chosen)) == ()
    hidden = [row(None, band, status="suppressed", marker="[c]") for band in BANDS]
    assert plan(table(hidden, "times", chart=chosen)) == ()


def test_a_list_of_more_than_thirty_is_read_as_a_table() -> None:
    assert len(plan(table([row(30, f"Ward {at}") for at in range(30)], "ward"))) == 1
    many = [row(30, f"Ward {at}") for at in range(31)]
    assert plan(table(many, "ward")) == ()
    assert len(plan(table(many, "ward", chart=ChartChoice("bars")))) == 1


# Bands


def test_ordered_bands_are_bars_in_the_order_of_the_letter() -> None:
    (chart,) = plan(table(bands((9, 130, 36, 18)), "times"))
    assert (chart.kind, chart.unit) == ("bars", "Number of children")
    assert [drawn(panel) for panel in chart.panels] == [list(zip(BANDS, (9, 130, 36, 18), strict=True))]


def test_two_groups_of_bands_are_two_panels_and_every_panel_has_every_label() -> None:
    rows = bands((130, 36, 18, 9), "Not looked after") + bands((19, 10, 3, 3), "Looked after")[:3]
    (chart,) = plan(table(rows, "times", "group", columns="group"))
    assert [panel.title for panel in chart.panels] == ["Not looked after", "Looked after"]
    assert chart.panels[1].bars[3] == Bar("More often", None, "Not given")


def test_five_groups_of_five_bands_stay_a_table() -> None:
    rows = [row(30 + at, band, str(group)) for group in range(5) for at, band in enumerate((*BANDS, "Never"))]
    assert plan(table(rows, "times", "group", columns="group")) == ()


def test_a_total_is_no_mark() -> None:
    rows = [*bands((130, 36, 18, 9)), row(193, "Total", total=True)]
    (chart,) = plan(table(rows, "times"))
    assert [bar.label for bar in chart.panels[0].bars] == list(BANDS)


def test_a_suppressed_cell_is_its_marker_and_never_a_value() -> None:
    rows = [*bands((130, 36, 18, 9))[:3], row(None, "More often", status="suppressed", marker="[c]")]
    (chart,) = plan(table(rows, "times"))
    assert chart.panels[0].bars[3] == Bar("More often", None, "[c]")


def test_a_shorter_label_is_for_the_narrow_drawing_only() -> None:
    (chart,) = plan(table(bands((130, 36, 18, 9)), "times", short=(("Once", "1"),)))
    assert (chart.panels[0].bars[0].label, chart.panels[0].bars[0].short) == ("Once", "1")


def test_measures_of_different_size_are_two_charts_and_not_one_scale() -> None:
    rows = bands((9000, 8000, 7000, 9), "Calls") + bands((90, 80, 70, 9), "Visits")
    charts = plan(table(rows, "times", "kind", columns="kind"))
    assert [(chart.measure, len(chart.panels), chart.panels[0].title) for chart in charts] == [
        ("Calls", 1, ""),
        ("Visits", 1, ""),
    ]


def test_measures_of_different_units_are_two_charts() -> None:
    money = [replace(one, unit="GBP") for one in bands((9000, 8000, 7000, 9), "Cost")]
    charts = plan(table([*bands((900, 800, 700, 9), "Calls"), *money], "times", "kind", columns="kind", unit="calls"))
    assert [(chart.unit, chart.prefix) for chart in charts] == [("Number of calls", ""), ("Pounds", "£")]


# Parts of a whole

ACCEPTED = [
    row(597, "Others", "Offered", total=True),
    row(339, "Others", "Accepted"),
    row(258, "Others", "Not accepted"),
    row(694, "Looked after", "Offered", total=True),
    row(234, "Looked after", "Accepted"),
    row(460, "Looked after", "Not accepted"),
]
OTHERS = ([f"{LETTER}/Others-Accepted", f"{LETTER}/Others-Not accepted"], f"{LETTER}/Others-Offered")
LOOKED_AFTER = (
    [f"{LETTER}/Looked after-Accepted", f"{LETTER}/Looked after-Not accepted"],
    f"{LETTER}/Looked after-Offered",
)


def interviews(kind: str = "") -> Table:
    return table(ACCEPTED, "group", "stage", columns="stage", chart=ChartChoice(kind))


def test_parts_that_a_check_found_to_add_are_stacked_under_their_whole() -> None:
    (chart,) = plan(interviews(), index_of(("holds", *OTHERS), ("holds", *LOOKED_AFTER)))
    assert chart.kind == "stacked"
    assert [(panel.title, drawn(panel)) for panel in chart.panels] == [
        ("Others: 597 offered", [("Accepted", 339), ("Not accepted", 258)]),
        ("Looked after: 694 offered", [("Accepted", 234), ("Not accepted", 460)]),
    ]


def test_the_whole_may_stand_on_either_side_of_the_check() -> None:
    index = index_of(("holds", *OTHERS), ("holds", *LOOKED_AFTER))
    terms = tuple(
        replace(term, side={"left": "right", "right": "left"}[term.side]) for term in index.package.check_terms
    )
    (chart,) = plan(interviews(), Index(replace(index.package, check_terms=terms)))
    assert chart.kind == "stacked"


@pytest.mark.parametrize("kind", ["", "stacked"])
def test_parts_of_one_group_that_do_not_add_are_panels_whatever_the_author_chose(kind: str) -> None:
    (chart,) = plan(interviews(kind), index_of(("holds", *OTHERS), ("differs", *LOOKED_AFTER)))
    assert (chart.kind, [panel.title for panel in chart.panels]) == ("bars", ["Others", "Looked after"])


def test_parts_that_nothing_compares_are_stacked_only_if_the_author_says_so() -> None:
    assert [chart.kind for chart in plan(interviews())] == ["bars"]
    assert [chart.kind for chart in plan(interviews("stacked"))] == ["stacked"]


def test_parts_are_not_stacked_with_one_of_them_missing() -> None:
    hidden = replace(ACCEPTED[5], value=None, status="suppressed", marker="[c]")
    index = index_of(("holds", *OTHERS), ("holds", *LOOKED_AFTER))
    made = table([*ACCEPTED[:5], hidden], "group", "stage", columns="stage")
    assert [chart.kind for chart in plan(made, index)] == ["bars"]


# Periods


def test_periods_are_columns_with_a_part_period_apart_and_last() -> None:
    rows = [part_year(663, 2025, end="2025-05-31"), year(844, 2022), year(844, 2023), year(837, 2024)]
    (chart,) = plan(table(rows))
    assert chart.kind == "columns"
    assert [panel.title for panel in chart.panels] == ["Whole years", "Part of a year"]
    assert chart.panels[1].bars == (Bar("2025, part-year (January to May)", 663, partial=True),)


def test_a_part_year_whose_end_the_text_does_not_fix_names_no_months() -> None:
    (chart,) = plan(table([year(844, 2022), year(844, 2023), part_year(663, 2025)]))
    assert chart.panels[1].bars[0].label == "2025, part-year"


def test_each_measure_over_periods_has_its_own_chart_and_small_ones_have_none() -> None:
    rows = [
        made
        for at, start in enumerate((2022, 2023, 2024))
        for made in (
            year(844 + at, start, "Looked after"),
            year(95 + at, start, "Missing"),
            year(0, start, "Still missing"),
            year(4 + at, start, "Asylum-seeking"),
        )
    ]
    for chosen in ("", "columns"):
        charts = plan(table(rows, "measure", columns="measure", chart=ChartChoice(chosen)))
        assert [(chart.kind, chart.measure) for chart in charts] == [
            ("columns", "Looked after"),
            ("columns", "Missing"),
        ]


def test_a_dimension_that_repeats_the_periods_does_not_part_them() -> None:
    rows = [year(844 + start, start, str(start)) for start in (2022, 2023, 2024)]
    (chart,) = plan(table(rows, "year"))
    assert [bar.label for bar in chart.panels[0].bars] == ["2022", "2023", "2024"]


SIX_YEARS = [year(100 + start, start) for start in range(2018, 2024)]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (SIX_YEARS, "line"),
        (SIX_YEARS[:5], "columns"),
        (SIX_YEARS[:2] + SIX_YEARS[3:], "columns"),
        ([*SIX_YEARS[:5], year(9, 2024), year(7, 2025)], "columns"),
        ([*SIX_YEARS, part_year(50, 2024)], "columns"),
        ([*SIX_YEARS[:5], year(None, 2023, status="suppressed", marker="[c]")], "columns"),
        ([replace(one, period_start="", period_end="") for one in SIX_YEARS], "columns"),
        ([*SIX_YEARS[:5], year(100, 2023, period_end="2023-06-30")], "columns"),
    ],
    ids=["six years", "five", "a gap", "another gap", "a part-year", "a suppressed year", "no dates", "half a year"],
)
def test_a_line_runs_only_through_six_or_more_whole_equal_unbroken_periods(rows: list[Observation], kind: str) -> None:
    (chart,) = plan(table(rows))
    assert chart.kind == kind


def test_an_author_cannot_draw_a_line_through_a_part_period() -> None:
    (chart,) = plan(table([*SIX_YEARS, part_year(50, 2024)], chart=ChartChoice("line")))
    assert (chart.kind, chart.panels[1].bars[0].partial) == ("columns", True)


def test_bands_by_two_periods_are_panels_and_a_part_period_says_so() -> None:
    rows = [made for band in (*BANDS, "Never") for made in (year(30, 2023, band), part_year(20, 2024, band))]
    (chart,) = plan(table(rows, "times"))
    assert [panel.title for panel in chart.panels] == ["2023", "2024, part of a period"]
    assert all(bar.partial for bar in chart.panels[1].bars)


# Authorities


def asked(values: Sequence[Number | str | None], unit: str = "") -> list[Observation]:
    """Make a row an authority; a word is the status of one that gave no value."""
    return [
        row(None, authority=f"a{at}", status=value, marker="[x]")
        if isinstance(value, str)
        else row(value, authority=f"a{at}", unit=unit)
        for at, value in enumerate(values)
    ]


def test_authorities_are_bars_by_name_with_words_for_those_that_gave_no_value() -> None:
    rows = asked((20, 500, 30, "withheld", "not_held", "no_reply", "not_given"))[::-1]
    (chart,) = plan(table(rows), index_of(authorities=7))
    assert [(bar.label[-2:], bar.value, bar.words) for bar in chart.panels[0].bars] == [
        ("00", 20, ""),
        ("01", 500, ""),
        ("02", 30, ""),
        ("03", None, "Withheld"),
        ("04", None, "Not held"),
        ("05", None, "No reply"),
        ("06", None, "Not given"),
    ]


def test_a_label_that_one_authority_alone_gave_has_no_panel_and_no_one_is_said_not_to_have_given_it() -> None:
    rows = [row(at * 100, "Issued", authority=f"a{at}") for at in range(1, 4)]
    rows += [row(70, "Paid", authority="a1"), row(512, "FPNs", authority="a4")]
    rows += [row(None, "All", authority="a5", status="in_words", marker="[x]", figure="")]
    (chart,) = plan(table(rows, "label"), index_of(authorities=6))
    assert [(panel.title, [bar.words for bar in panel.bars]) for panel in chart.panels] == [
        ("Issued", ["", "", "", "Not under this label", "In words"])
    ]
    assert describe_chart(index_of(authorities=6), table(rows, "label"), chart) == (
        "Bar chart, in number of children; authorities by name. Issued: Authority 01 100, Authority 02 200, Authority 03 300; "
        "Authority 04 gave no figure under this label and has no bar; Authority 05 answered in words and has no bar."
    )


def test_an_approximate_value_is_drawn_as_the_letter_says_it() -> None:
    index = index_of(authorities=3)
    rows = [row(value, authority=f"a{at}", unit="GBP") for at, value in enumerate((61_000, 118_430, 52_750))]
    figure = replace(index.package.figures[0], figure="about", approximate=True)
    index = Index(replace(index.package, figures=(*index.package.figures, figure)))
    rows[0] = replace(rows[0], figure="about")
    (chart,) = plan(table(rows, unit="GBP"), index)
    assert [bar_words(bar, chart) for bar in chart.panels[0].bars] == ["about £61,000", "£118,430", "£52,750"]
    assert "Authority 00 about £61,000, Authority 01 £118,430" in describe_chart(index, table(rows, unit="GBP"), chart)


def test_an_authority_that_did_not_reply_gets_no_bar_for_a_total() -> None:
    rows = [
        *(replace(made, authority="a0") for made in bands((130, 36, 18, 9))),
        row(193, "Total", authority="a0", total=True),
        *(row(None, band, authority="a1", status="no_reply", sequence=0) for band in (*BANDS, "Total")),
    ]
    (chart,) = plan(table(rows, "times"), index_of(authorities=2))
    assert "Total" not in {bar.label for panel in chart.panels for bar in panel.bars}


def test_a_second_letter_of_one_authority_stands_beside_the_first() -> None:
    rows = [row(500), row(480, sequence=2), row(70, authority="southam")]
    (chart,) = plan(table(rows))
    assert [bar.label for bar in chart.panels[0].bars] == [
        "Northby Town Council",
        "Northby Town Council (letter 2)",
        "Southam District Council",
    ]


def test_a_letter_has_one_name_in_a_chart_in_its_table_and_at_its_marks() -> None:
    """Also where a table has a body's second letter alone: its chart called that as if it were the first."""
    made = table(
        [row(480, sequence=2, figure=f"{LETTER}-2/whole"), row(70, authority="southam"), row(90, authority="a0")]
    )
    (chart,) = plan(made, index_of(authorities=1))
    index = index_of(authorities=1)
    grid, marks = Layout(index, made), Marks(index, made)
    assert {bar.label for bar in chart.panels[0].bars} == {grid.label(row, "authority") for row in made.rows}
    marks.add_difference("note", [CheckTermRow("check", "left", 1, 1, "+", made.rows[0].figure)])
    assert [label for label, _ in marks.made().rows] == ["Northby Town Council (letter 2)"]


def test_two_authorities_that_answered_in_bands_have_a_panel_each() -> None:
    rows = [
        replace(made, authority=name) for name in ("a0", "a1") for made in [*bands((130, 36, 18, 9)), row(3, "Never")]
    ]
    (chart,) = plan(table(rows, "times"), index_of(authorities=2))
    assert [panel.title for panel in chart.panels] == ["Authority 00", "Authority 01"]


def test_counts_of_more_than_thirty_authorities_are_a_table() -> None:
    assert len(plan(table(asked(range(100, 130))), index_of(authorities=31))[0].panels[0].bars) == 30
    assert plan(table(asked(range(100, 131))), index_of(authorities=31)) == ()


def test_shares_of_more_than_thirty_authorities_are_a_strip() -> None:
    (chart,) = plan(table(asked([*range(31), "not_held"], "percent"), unit="percent"), index_of(authorities=32))
    assert (chart.kind, len(chart.panels[0].bars)) == ("strip", 32)


def test_calculated_shares_of_many_authorities_are_a_strip_though_counts_are_not() -> None:
    index = index_of(authorities=31)
    responses = tuple(response_row(f"{REQUEST}/a{at}", request=REQUEST, authority=f"a{at}") for at in range(31))
    derived = tuple(
        DerivedRow(f"d{at}", made.response, "share(A, B)", "share", Decimal(at), "", "percent")
        for at, made in enumerate(responses)
    )
    column = CalculatedColumn("share(A, B)", "A as % of B", tuple(((), one.derived) for one in derived))
    package = replace(index.package, responses=responses, derived=derived)
    (chart,) = plan(table(asked(range(100, 131)), calculated=(column,)), Index(package))
    assert (chart.kind, chart.measure, chart.panels[0].bars[1]) == (
        "strip",
        "A as % of B",
        Bar("Authority 01", Decimal(1)),
    )


def test_calculated_shares_of_a_few_authorities_are_bars_by_name_with_a_panel_a_group() -> None:
    index = index_of(authorities=5)
    responses = tuple(response_row(f"{REQUEST}/a{at}", request=REQUEST, authority=f"a{at}") for at in range(4))
    given = [(0, "Boys", 60), (0, "Girls", 50), (1, "Boys", 40), (2, "Girls", 30)]
    derived = tuple(
        DerivedRow(f"d{at}{group}", f"{REQUEST}/a{at}", "share(A, B)", "share", Decimal(share), "", "percent")
        for at, group, share in given
    )
    cells = (*(((f"a{at}", group), f"d{at}{group}") for at, group, _ in given), (("a1", "Girls"), ""))
    column = CalculatedColumn("share(A, B)", "A as % of B", cells)
    rows = [
        row(value, group, stage, authority=f"a{at}", status=status)
        for at in range(4)
        for group in ("Boys", "Girls")
        for stage in ("A", "B")
        for value, status in [(None, "not_held") if (at, group) == (2, "Boys") else (None, "no_reply") if at == 3 else (90, "observed")]
    ]  # fmt: skip
    made = table(rows, "group", "stage", columns="stage", calculated=(column,))
    charts = plan(made, Index(replace(index.package, responses=responses, derived=derived)))
    (chart,) = (chart for chart in charts if chart.measure == "A as % of B")
    assert (chart.kind, chart.unit, [panel.title for panel in chart.panels]) == ("bars", "Per cent", ["Boys", "Girls"])
    assert [[(bar.value, bar.words) for bar in panel.bars] for panel in chart.panels] == [
        [(60, ""), (40, ""), (None, "Not held"), (None, "No reply")],
        [(50, ""), (None, "[z]"), (30, ""), (None, "No reply")],
    ]


def test_what_is_left_beside_totals_is_named_by_its_chart() -> None:
    rows = [
        made
        for at in range(3)
        for made in (row(100, "All", authority=f"a{at}", total=True), row(40 + at, "Cared for", authority=f"a{at}"))
    ]
    (chart,) = plan(table(rows, "group"), index_of(authorities=3))
    assert chart.measure == "Cared for"


def test_planning_twice_gives_the_same_charts() -> None:
    made, index = interviews(), index_of(("holds", *OTHERS), ("holds", *LOOKED_AFTER))
    assert plan(made, index) == plan(made, index)
