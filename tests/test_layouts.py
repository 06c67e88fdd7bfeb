"""Which labels of a comparison head columns: a few, or as many as are short enough for a page."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product

import pytest
from packages import LOANS, small_package

from disclosed.describing.index import Index
from disclosed.publishing.grids import Setting, grid_of
from disclosed.publishing.layouts import PERIOD, Layout, merged
from disclosed.publishing.narrow import fitted
from disclosed.publishing.views import Run
from disclosed.rows import ChartChoice, Dimension, Table

YEARS = tuple(f"{year}/{year % 100 + 1}" for year in range(2016, 2026))
KINDS = (
    "Parked in a loading place",
    "Parked without payment",
    "On school markings",
    "Obstructing emergency access",
    "Contraventions",
)


def compared(labels: tuple[str, ...], *, status: str = "observed", periods: tuple[str, ...] = ("",)) -> Layout:
    """Lay out a table of two authorities with a number for each label and period; one of them may have given none."""
    index = Index(small_package())
    table = index.tables(LOANS)[0]
    bodies = dict.fromkeys(row.authority for row in index.authorities(LOANS))
    rows = tuple(
        replace(table.rows[0], authority=body, dimensions=(label,), period=period, value=1200, status=status, figure="")
        for body, label, period in product(bodies, labels, periods)
    )
    return Layout(index, plain_table(replace(table, rows=rows)))


def plain_table(table: Table) -> Table:
    return replace(
        table, dimensions=(Dimension("label", "Label"),), columns="", calculated=(), chart=ChartChoice(), short=()
    )


@pytest.mark.parametrize(
    ("labels", "status", "across"),
    [
        (YEARS[:6], "observed", "label"),
        (YEARS[:7], "observed", ""),
        (YEARS[:4], "no_reply", "label"),
        (YEARS[:5], "no_reply", ""),
        (KINDS[:4], "observed", "label"),
        (KINDS, "observed", ""),
        (YEARS[:1], "observed", ""),
    ],
)
def test_labels_head_columns_where_a_page_has_room_for_them(labels: tuple[str, ...], status: str, across: str) -> None:
    assert compared(labels, status=status).across == across


def test_periods_head_columns_as_labels_do() -> None:
    assert compared(("All",), periods=YEARS[:6]).across == PERIOD
    assert compared(("All",), periods=YEARS[:7]).across == ""


def paired(
    kinds: tuple[str, ...], periods: tuple[str, ...], *, columns: str = "label", status: str = "observed"
) -> Layout:
    """Lay out a table whose author has set its labels across, of two authorities with a number for each label and period."""
    made = compared(kinds, status=status, periods=periods)
    return Layout(made.index, replace(made.table, columns=columns))


def test_periods_stand_within_the_columns_that_an_author_chose_so_that_each_authority_has_one_row() -> None:
    made = paired(("Received", "Paid"), YEARS[:3])
    assert (made.across, made.within, made.axes) == ("label", PERIOD, ("authority",))
    assert made.columns == tuple(product(("Received", "Paid"), YEARS[:3]))
    assert len(made.cells) == len({row.authority for row in made.rows})
    assert {len(cells) for cells in made.cells.values()} == {6}


@pytest.mark.parametrize(
    ("kinds", "periods", "status"),
    [
        (("Received", "Paid", "Refused"), YEARS[:3], "observed"),  # nine columns
        (("Received", "Paid"), YEARS[:1], "observed"),  # nothing to stand within
        (("Received", "Paid"), ("", *YEARS[:2]), "observed"),  # a period that is not said heads nothing
        (("Received", "Paid"), YEARS[:4], "no_reply"),  # beside the answers
    ],
)
def test_what_has_no_room_or_no_label_stands_row_by_row(
    kinds: tuple[str, ...], periods: tuple[str, ...], status: str
) -> None:
    assert paired(kinds, periods, status=status).within == ""


def test_one_authority_keeps_its_rows() -> None:
    made = paired(("Received", "Paid"), YEARS[:3])
    alone = replace(made.table, rows=tuple(row for row in made.table.rows if row.authority == made.rows[0].authority))
    assert Layout(made.index, alone).within == ""


def test_two_dimensions_that_nobody_has_set_out_head_columns_where_they_fit() -> None:
    made = compared(("Received", "Paid"))
    rows = tuple(
        replace(row, dimensions=(year, *row.dimensions)) for row, year in product(made.table.rows, ("2022", "2023"))
    )
    both = replace(made.table, dimensions=(Dimension("year", "Year"), Dimension("label", "Label")), rows=rows)
    layout = Layout(made.index, both)
    assert (layout.across, layout.within, layout.axes) == ("label", "year", ("authority",))
    many = replace(
        both,
        rows=tuple(
            replace(row, dimensions=(f"{row.dimensions[0]} {kind}", kind)) for row, kind in product(rows, KINDS)
        ),
    )
    assert Layout(made.index, many).across == ""


def test_a_column_is_headed_by_both_its_labels_and_no_cell_is_merged() -> None:
    made = paired(("Received", "Paid"), YEARS[:3])
    setting = Setting("requests/x/index.html", 1, lambda key, used, at: Run(key))
    grid = fitted(grid_of(made.index, made.table, setting))
    heads = [column.words[0].text for column in grid.columns]
    assert heads == ["Authority", *(f"{kind}, {year}" for kind in ("Received", "Paid") for year in YEARS[:3])]
    assert grid.narrow == "pairs"
    assert grid.rows[0].cells[4].beside == f"Paid, {YEARS[0]}"


def test_labels_whose_joined_words_are_the_same_head_columns_of_their_own() -> None:
    made = compared(("Male", "Male, under 18"), periods=("x",))
    pairs = (("Male", "under 18, searched"), ("Male, under 18", "searched"))
    rows = tuple(
        replace(made.table.rows[0], authority=row.authority, dimensions=pair, value=value)
        for row in made.table.rows[::2]
        for pair, value in zip(pairs, (10, 20), strict=True)
    )
    table = replace(made.table, dimensions=(Dimension("a", "A"), Dimension("b", "B")), rows=rows, columns="a")
    layout = Layout(made.index, table)
    assert layout.columns == pairs
    assert {tuple(row.value for row in cells.values()) for cells in layout.cells.values()} == {(10, 20)}


def test_years_that_the_first_authority_lacks_stand_between_those_it_has() -> None:
    assert merged([["2022", "2023"], ["2021", "2022"], ["2023", "2024"]]) == ("2021", "2022", "2023", "2024")
    assert merged([["Small", "Large"], ["Large", "Small", "Other"]]) == ("Small", "Large", "Other")
    assert merged([["a", "b"], ["c"]]) == ("a", "b", "c")
    assert merged([["a", "b", "c"], ["a", "c"]]) == ("a", "b", "c")
    assert merged([]) == ()


def test_thousands_of_labels_are_put_in_order_in_no_time() -> None:
    labels = [str(number) for number in range(20_000)]
    begun = time.process_time()
    assert merged([labels, labels[::2]]) == tuple(labels)
    assert time.process_time() - begun < 1


def test_a_dimension_across_that_says_the_periods_leaves_them_nothing_to_head() -> None:
    made = compared(YEARS[:2])
    rows = tuple(replace(row, period=row.dimensions[0]) for row in made.table.rows)
    layout = Layout(made.index, replace(made.table, rows=rows))
    assert (layout.across, layout.within, layout.axes) == ("label", "", ("authority",))
