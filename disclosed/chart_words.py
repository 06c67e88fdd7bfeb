"""Captions, headings, chart titles and chart descriptions: what a chart shows, for a reader who does not see it."""

from __future__ import annotations

from disclosed.describe import Title
from disclosed.index import Index
from disclosed.model import Chart
from disclosed.rows import CalculatedColumn, Table


def caption(index: Index, table: Table) -> Title:
    """Caption a table: measure and dimension; place and period. Its number is the page's."""
    raise NotImplementedError


def chart_title(index: Index, table: Table, chart: Chart) -> Title:
    """Title a chart: the table's caption, or where the table has several measures, the one that is drawn."""
    raise NotImplementedError


def chart_description(index: Index, table: Table, chart: Chart) -> str:
    """Describe a chart in two to four sentences: form and unit; largest and smallest, ties; what stands apart."""
    raise NotImplementedError


def value_heading(table: Table) -> str:
    """Head the only column of values: `Number of children`."""
    raise NotImplementedError


def calculated_heading(column: CalculatedColumn) -> str:
    """Head a calculated column or name a calculated row: `Accepted as % of offered (calculated)`."""
    raise NotImplementedError


def legend(table: Table) -> tuple[tuple[str, str], ...]:
    """Explain each marker that a table shows: (`[z]`, `not calculated for part of a year`)."""
    raise NotImplementedError
