"""Charts in sentences: each kind of chart, ties, zeros, what has no mark; and the words of many authorities."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import LOANS, VISITS, small_package

from disclosed.describing.chart_text import describe_chart
from disclosed.describing.index import Index
from disclosed.model import Bar, Chart, ChartKind, Number, Panel
from disclosed.rows import Table

INDEX = Index(small_package())
VISITS_TABLE = INDEX.tables(VISITS)[0]
LOANS_TABLE = INDEX.tables(LOANS)[0]
AGES = ("0-4 years", "5-9 years", "10-19 years", "20-29 years", "30-39 years", "40+ years")


def panel(title: str, labels: tuple[str, ...], values: tuple[Number | None, ...]) -> Panel:
    """One panel; a value that is not given is suppressed."""
    return Panel(
        title,
        tuple(
            Bar(label, value, "" if value is not None else "[c]") for label, value in zip(labels, values, strict=True)
        ),
    )


def chart(kind: ChartKind, *panels: Panel, unit: str = "Number of visits", prefix: str = "", suffix: str = "") -> Chart:
    return Chart(kind, unit, panels, prefix=prefix, suffix=suffix)


def described(own: Chart, table: Table = VISITS_TABLE) -> str:
    return describe_chart(INDEX, table, own)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            (50, 40, 30, 20, 10, 5),
            "The largest band is “0-4 years” (50), then “5-9 years” (40) and “10-19 years” (30); every other band is 20 or fewer.",
        ),
        (
            (50, 50, 30, 20, 0, 0),
            (
                "The largest bands are “0-4 years” and “5-9 years” (50 each), then “10-19 years” (30); every other band is 20 or "
                "fewer and the last two are 0."
            ),
        ),
        (
            (0, 50, 40, 30, 0, 5),
            (
                "The largest band is “5-9 years” (50), then “10-19 years” (40) and “20-29 years” (30); every other band is 5 or fewer "
                "and “0-4 years” and “30-39 years” are 0."
            ),
        ),
        (
            (50, None, 40, 30, 20, 10),
            (
                "Of the numbers given, the largest band is “0-4 years” (50), then “10-19 years” (40) and “20-29 years” (30); "
                "“5-9 years” is [c] and has no bar."
            ),
        ),
        ((0, 0, 0, 0, 0, 0), "Every value is 0."),
        ((None,) * 6, "No value is given."),
    ],
)
def test_bars_name_the_largest_the_ties_the_zeros_and_what_has_no_bar(
    values: tuple[int | None, ...], words: str
) -> None:
    own = chart("bars", panel("", AGES, values))
    said = described(own)
    assert said == f"Bar chart, in number of visits. {words} The bands cover different numbers of years."


def test_labels_that_are_no_bands_are_not_called_bands() -> None:
    own = chart("bars", panel("", ("Fiction", "Crime", "Poetry", "Maps", "Music"), (90, 80, 70, 60, 50)))
    assert described(own) == (
        "Bar chart, in number of visits. The largest is “Fiction” (90), then “Crime” (80) and “Poetry” (70)."
    )


def test_few_bars_are_all_named() -> None:
    own = chart("bars", panel("", ("Fiction", "Maps", "Music"), (90, 80, None)))
    assert described(own) == (
        "Bar chart, in number of visits. “Fiction” is 90 and “Maps” is 80; “Music” is [c] and has no bar."
    )


def test_many_panels_share_one_sentence() -> None:
    own = chart("bars", *(panel(year, AGES, (9, 8, 7, 6, 5, 40)) for year in ("2021", "2022", "2023")))
    assert described(own) == (
        "Bar chart in three panels with one scale, in number of visits. The largest is “40+ years” (40) in 2021, “40+ years” "
        "(40) in 2022 and “40+ years” (40) in 2023. The bands cover different numbers of years."
    )


def test_money_shares_and_negatives_keep_their_signs() -> None:
    own = chart("bars", panel("", ("A", "B", "C"), (Decimal("12.50"), -350, 0)), unit="Pounds", prefix="£")
    assert described(own) == "Bar chart, in pounds. “A” is £12.50, “B” is −£350 and “C” is £0."


@pytest.mark.parametrize(
    ("panels", "words"),
    [
        (
            (panel("Adults: 30 asked", ("Accepted", "Not accepted"), (20, 10)),),
            "One bar, divided into visits accepted and not accepted. Adults: 20 accepted and 10 not accepted, 30 asked.",
        ),
        (
            (panel("", ("Boys", "Girls"), (20, 10)),),
            "One bar, divided into boys and girls. The parts are 20 boys and 10 girls.",
        ),
        (
            tuple(panel(f"Group {name}", ("Accepted", "Refused"), (20, 10)) for name in "ABC"),
            (
                "Three bars, each divided into visits accepted and refused. Group A: 20 accepted and 10 refused; Group B: 20 "
                "accepted and 10 refused; Group C: 20 accepted and 10 refused."
            ),
        ),
    ],
)
def test_stacked_bars_give_their_parts_and_the_whole(panels: tuple[Panel, ...], words: str) -> None:
    assert described(chart("stacked", *panels)) == words


def columns(
    labels: tuple[str, ...], values: tuple[int | None, ...], partial: str = "", last: int | None = None
) -> Chart:
    panels = [panel("Whole years", labels, values)]
    if partial:
        panels.append(Panel("Part of a year", (Bar(partial, last, "[c]" if last is None else "", partial=True),)))
    return chart("columns", *panels)


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (
            columns(("2022", "2023", "2024"), (844, 844, 837), "2025, part-year (January to May)", 663),
            (
                "Column chart of three whole years and part of 2025. 844 in 2022 and in 2023, 837 in 2024. January to May 2025, "
                "drawn with a dashed outline, is 663 and covers part of a year."
            ),
        ),
        (
            columns(("2022", "2023", "2024"), (844, None, 837), "2025, part-year", None),
            (
                "Column chart of three whole years and part of 2025. 844 in 2022, 837 in 2024. “2023” is [c] and has no column. "
                "2025, drawn with a dashed outline, is [c] and covers part of a year."
            ),
        ),
        (
            columns(("2021/22", "2022/23", "2023/24"), (10, 20, 30)),
            "Column chart of three whole periods. 10 in 2021/22, 20 in 2022/23, 30 in 2023/24.",
        ),
        (
            columns(tuple(str(year) for year in range(2015, 2023)), (5, 9, 9, 7, 6, 5, 8, 7)),
            (
                "Column chart of eight whole years. The first is 5 in 2015 and the last 7 in 2022; the largest is 9 in 2016 and in "
                "2017 and the smallest 5 in 2015 and in 2020."
            ),
        ),
    ],
)
def test_columns_give_every_value_and_part_periods_apart(own: Chart, words: str) -> None:
    assert described(own) == words


def test_a_line_gives_its_ends_and_its_extremes() -> None:
    years = tuple(str(year) for year in range(2015, 2022))
    own = chart("line", panel("", years, (5, 9, 11, 7, 6, 4, 8)))
    assert described(own) == (
        "Line chart of seven whole years, in number of visits. The first is 5 in 2015 and the last 8 in 2021; the largest is 11 "
        "in 2017 and the smallest 4 in 2020."
    )


def test_counts_of_authorities_stand_by_name_and_carry_no_order() -> None:
    names = ("Northby Town Council", "Southam District Council", "Westley Council")
    bars = (Bar(names[0], 502), Bar(names[1], None, "Not held"), Bar(names[2], None, "No reply"))
    own = chart("bars", Panel("", bars), unit="Number of books")
    said = described(own, LOANS_TABLE)
    assert said == (
        "Bar chart, in number of books; authorities by name. Northby Town Council 502; Southam District Council said it does not "
        "hold it and has no bar; Westley Council has not replied and has no bar."
    )
    assert "largest" not in said


def test_what_is_the_same_in_every_panel_of_authorities_is_said_once() -> None:
    names = [f"Northby Town Council (letter {at})" for at in range(10)]
    whole = tuple(Bar(name, at) for at, name in enumerate(names))
    lacking = (*whole[:9], Bar(names[9], None, "No reply"))
    one, other = Panel("2023", lacking), Panel("2024", lacking)
    form = "Bar chart in two panels with one scale, in number of books; authorities by name."
    same = "9 authorities have a bar; 1 has none, with the reason in words."
    assert described(chart("bars", one, other, unit="Number of books"), LOANS_TABLE) == f"{form} In both panels: {same}"
    parted = described(chart("bars", one, Panel("2024", whole), unit="Number of books"), LOANS_TABLE)
    assert parted == f"{form} 2023: {same} 2024: 10 authorities have a bar."


def test_shares_of_many_authorities_are_a_strip_with_its_ends_named() -> None:
    bars = (
        *tuple(Bar(f"Council {place}", Decimal(place)) for place in range(10, 50)),
        Bar("Council X", None, "Not held"),
    )
    own = chart("strip", Panel("", bars), unit="Per cent", suffix="%")
    assert described(own) == (
        "Strip of marks, one for each of 40 authorities, in per cent. The largest is 49% (Council 49) and the smallest 10% "
        "(Council 10). 1 authority gave no value and has no mark."
    )


@given(st.lists(st.one_of(st.none(), st.integers(0, 2000)), min_size=3, max_size=12))
def test_a_description_never_states_a_value_that_is_not_drawn(values: list[int | None]) -> None:
    labels = tuple(f"Item {chr(65 + place)}" for place in range(len(values)))
    said = described(chart("bars", panel("", labels, tuple(values))))
    digits = {
        int(word.replace(",", ""))
        for word in "".join(c if c.isdigit() or c == "," else " " for c in said).split()
        if any(c.isdigit() for c in word)
    }
    assert digits <= {value for value in values if value is not None} | {0}
    assert said.endswith(".")
    assert 1 <= said.count(". ") + 1 <= 4


def test_the_words_for_a_unit_are_the_tables_own() -> None:
    table = replace(VISITS_TABLE, unit="")
    own = chart("stacked", panel("", ("Accepted", "Refused"), (20, 10)), unit="Number")
    assert (
        described(own, table) == "One bar, divided into accepted and refused. The parts are 20 accepted and 10 refused."
    )


def test_numbers_of_which_the_letter_names_no_unit_have_none() -> None:
    lamps = panel("", ("LED", "Sodium", "Other"), (90, 50, 40))
    assert described(chart("bars", lamps, unit="Number")).startswith("Bar chart. “LED” is 90")
    assert described(chart("bars", lamps, unit="Tonnes")).startswith("Bar chart, in tonnes. “LED” is 90")
