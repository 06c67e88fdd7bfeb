"""The account of the whole site as a table, for the page of the method."""

from __future__ import annotations

from disclosed.describing.accounting import account_of_all
from disclosed.describing.wording import number
from disclosed.publishing.runs import plain
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.views import Cell, Column, Grid, Row

METHOD = "method"  # the page of prose that carries it


def account_grid(plan: SitePlan) -> Grid:
    """Set out what became of every number in the answers of all letters."""
    rows = tuple(
        Row((Cell(plain(name), heading=True), Cell(plain(number(count)), number=True)))
        for name, count in account_of_all(plan.index)
    )
    columns = (Column(plain("What became of it")), Column(plain("Numbers"), number=True))
    return Grid("account-table", "", plain("Numbers in the answers of all letters"), columns, rows)
