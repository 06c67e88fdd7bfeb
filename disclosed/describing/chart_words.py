"""Captions, headings and chart titles, and what each marker in a table means (docs/editorial.md §4 and 5).

Titles are labels: measure, dimension, place, period. They claim nothing and ask nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from disclosed.describing.describe import Title, period_words, place_words
from disclosed.describing.index import Index
from disclosed.describing.wording import MEASURES, lower_first, month_span
from disclosed.grammar import SUM, parse_calculated
from disclosed.model import Chart
from disclosed.rows import CalculatedColumn, RequestRow, Table

CALCULATED = "(calculated)"
BY_AUTHORITY = ", by authority"
NOT_CALCULATED = "not calculated for part of a year"
# Where a table shows a marker of its own rows; a marker of a calculated column says more (`legend`).
MEANINGS = {
    "[c]": "suppressed or withheld by the authority to protect people",
    "[x]": "not available",
    "[u]": "unreliable, as the authority says",
    "[z]": "not applicable",
}
HYPHENS_AND_SPACES = re.compile(r"[\s\u2010-\u2015-]+")


def caption(index: Index, table: Table) -> Title:
    """Caption a table: measure and dimension; place and period. Its number is the page's."""
    ids = {row.authority for row in table.rows}
    authorities = [index.authority[name] for name in sorted(ids)]
    when = _when(index.request[table.request], table)
    if len(authorities) > 1:
        by_authority = "" if "by authority" in table.title else BY_AUTHORITY
        return Title(f"{table.title}{by_authority}", when)
    return Title(table.title, ", ".join(part for part in (place_words(authorities), when) if part))


def _when(request: RequestRow, table: Table) -> str:
    """Name when: the one period of all its figures, each of which has one, where its days are known and not the request's; else the request's."""
    given = {(row.period, row.period_start, row.period_end) for row in table.rows if row.figure or row.period}
    words, start, end = given.pop() if len(given) == 1 else ("", "", "")
    if start and not _is_from_to(request.period, start, end):
        return month_span(start, end) if end else words
    return period_words(request)


def _is_from_to(interval: str, start: str, end: str) -> bool:
    """Tell whether a request's interval, of days, months or years, begins and ends on two days; an end that is not fixed is ''."""
    first, slash, last = interval.replace("..", "").partition("/")
    if slash:
        return start.startswith(first) and (end.startswith(last) if end else len(last) < len(start))
    return start == f"{first}-01-01"[: len(start)] and end.startswith(first) and (len(first) > 4 or end[5:] == "12-31")


def chart_title(index: Index, table: Table, chart: Chart) -> Title:
    """Title a chart: the table's caption, or where the table has several measures, the one that is drawn."""
    chosen = dict(table.chart.titles).get(chart.measure, "")
    if not chosen and chart.measure and _folded(chart.measure) not in _folded(table.title):
        chosen = f"{table.title}, {lower_first(chart.measure)}"
    return caption(index, replace(table, title=chosen or table.title))


def _folded(words: str) -> str:
    return HYPHENS_AND_SPACES.sub(" ", words).casefold()


def value_heading(table: Table) -> str:
    """Head the only column of values: `Number of children`."""
    if table.unit in MEASURES:
        return MEASURES[table.unit][0]
    return f"Number of {table.unit}" if table.unit else "Number"


def calculated_heading(column: CalculatedColumn) -> str:
    """Head a calculated column or name a calculated row: `Accepted as % of offered (calculated)`."""
    if column.title:
        return column.title if column.title.endswith(CALCULATED) else f"{column.title} {CALCULATED}"
    formula = parse_calculated(column.formula)
    if formula.kind == SUM:
        return f"Sum of the rows {CALCULATED}"
    return f"{formula.part} as % of {lower_first(formula.whole)} {CALCULATED}"


def legend(table: Table) -> tuple[tuple[str, str], ...]:
    """Explain each marker that a table shows: (`[z]`, `not calculated for part of a year`)."""
    shown = {row.marker for row in table.rows if row.marker}
    lacking = any(not derived for column in table.calculated for _, derived in column.cells)
    words = {marker: MEANINGS[marker] for marker in MEANINGS if marker in shown}
    if lacking and any(row.partial for row in table.rows):
        own = words.get("[z]")
        words["[z]"] = f"{own}, or {NOT_CALCULATED}" if own else NOT_CALCULATED
    return tuple(words.items())
