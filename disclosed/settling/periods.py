"""Periods as a request asks about them: an ISO 8601 interval to its days and its words.

Only what the text fixes is kept: an end may be open (`2025-01-01/..`) or known to the month or year alone
(`2022/2025-05`), and then it has no day. `part` says that a period is cut short and is not to be compared.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from disclosed.months import MONTHS

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
# How letters write years, calendar and financial.
CALENDAR, FINANCIAL = re.compile(r"(?:19|20)\d\d"), re.compile(r"(?:19|20)\d\d\s?[/\u2010-\u2015-]\s?(?:\d\d|20\d\d)")
OPEN = ".."


@dataclass(frozen=True, slots=True)
class Period:
    """A period: ISO interval, first and last day ('' where not fixed), whether cut short, and its words.

    `named` is True where a person gave the words.
    """

    interval: str
    start: str
    end: str
    partial: bool
    words: str
    named: bool = False

    def words_for(self, label: str) -> str:
        """Give the words of a period that a letter labels: a person's, else the label as printed."""
        return self.words if self.named else label


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of an interval: a year, and the month and day where they are known (0 where not)."""

    year: int
    month: int = 0
    day: int = 0


def is_day(text: str) -> bool:
    """Say whether a text is a calendar day, ISO 8601."""
    edge = _DATE.match(text)
    return bool(edge and edge[3]) and _real(text)


def _real(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def names_days(label: str, period: Period) -> bool:
    """Tell whether a printed label by itself means the days of a period: `2022`, or `2022/23` from April to March."""
    year = label[:4]
    if CALENDAR.fullmatch(label):
        own = f"{year}-01-01", f"{year}-12-31"
    elif FINANCIAL.fullmatch(label):
        own = f"{year}-04-01", f"{int(year) + 1}-03-31"
    else:
        return False
    return own == (period.start, period.end) and not period.partial


def parse_period(text: str, words: str = "") -> Period:
    """Read `start/end` or one `start`, with `part` after it for a period cut short.

    Raises ValueError with words that end a sentence about the setting.
    """
    interval, _, tail = text.strip().partition(" ")
    if tail.strip() not in {"", "part"}:
        raise ValueError(f"is '{text}', not a period")
    first, slash, last = interval.partition("/")
    start, end = _edge(first, text), _edge(last if slash else first, text)
    if start is None and end is None:
        raise ValueError(f"is '{text}', which has neither end")
    opens, closes = (_first_day(start) if start else ""), (_last_day(end, exact=slash == "") if end else "")
    if opens and end and opens > _last_day(end, exact=True):
        raise ValueError(f"is '{text}', which ends before it begins")
    label = words or (period_words(start, end) if start and end else "")
    return Period(interval, opens, closes, bool(tail.strip()), label, bool(words))


def _edge(text: str, whole: str) -> Edge | None:
    """Read one end; None for an open one."""
    if text == OPEN:
        return None
    found = _DATE.match(text)
    if not found or not _real(f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}"):
        raise ValueError(f"is '{whole}', not a period")
    return Edge(int(found[1]), int(found[2] or 0), int(found[3] or 0))


def _first_day(edge: Edge) -> str:
    return date(edge.year, edge.month or 1, edge.day or 1).isoformat()


def _last_day(edge: Edge, *, exact: bool) -> str:
    """Give the last day; an end known to its month or year alone has one only where that is the whole of the period."""
    if not edge.day and not exact:
        return ""
    month = edge.month or 12
    return date(edge.year, month, edge.day or calendar.monthrange(edge.year, month)[1]).isoformat()


def period_words(start: Edge, end: Edge) -> str:
    """Write a period as titles do: `April 2020 to March 2021`, `2022 to May 2025`, `2022`; days only where months lie."""
    if (start.month, start.day or 1) in {(0, 1), (1, 1)} and (end.month, end.day) in {(0, 0), (12, 31)}:
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start.day in {0, 1} and end.day in {0, _days(end)}:
        first, last = _month_words(start), _month_words(end)
        if start.month and start.year == end.year:
            first = MONTHS[start.month - 1]
        return last if _month_words(start) == last else f"{first} to {last}"
    return f"{day_words(start)} to {day_words(end)}" if start != end else day_words(start)


def _days(edge: Edge) -> int:
    return calendar.monthrange(edge.year, edge.month or 12)[1]


def _month_words(edge: Edge) -> str:
    return f"{MONTHS[edge.month - 1]} {edge.year}" if edge.month else str(edge.year)


def day_words(edge: Edge) -> str:
    """Write a day as sentences do: `1 April 2020`."""
    return f"{edge.day or 1} {MONTHS[(edge.month or 1) - 1]} {edge.year}"


def days_in_words(period: Period) -> str:
    """Write a period with its days where both are fixed (`1 April 2020 to 31 March 2021`), else its words."""
    if not period.start or not period.end:
        return period.words
    first, last = (date.fromisoformat(day) for day in (period.start, period.end))
    edges = (Edge(day.year, day.month, day.day) for day in (first, last))
    return " to ".join(day_words(edge) for edge in edges)


def period_label(periods: Sequence[Period]) -> str:
    """Write the period that several make together, as titles do; '' where the first or last day is not fixed."""
    if len(periods) == 1:
        return periods[0].words
    starts, ends = ([getattr(period, edge) for period in periods] for edge in ("start", "end"))
    if not periods or not all(starts) or not all(ends):
        return ""
    return parse_period(f"{min(starts)}/{max(ends)}").words
