"""Which labels of a comparison head columns: a few, or as many as are short enough for a page."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from packages import LOANS, small_package

from disclosed.describing.index import Index
from disclosed.publishing.layouts import PERIOD, Layout
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
