"""Dates as letters print them: where each stands in a line and what day it names.

A letter writes its dates in a dozen ways, often run on to the next word (`17 August 2018In`, `06 June 20241.`) or with
the month and year joined (`9 June2021`); docs/letters.md §8 lists them. A date is read only where the words fix it: `July
2021` names no day and none is invented; `18 October` takes its year from the date before it on the line.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_DATE = re.compile(
    rf"""(?<![\w/-])(?:
        (?P<day>\d{{1,2}})(?:\ ?\^?(?:st|nd|rd|th))?(?:\ of)?[ -]{{1,3}}(?P<month>{_MONTH})(?![a-z])[ ,.-]{{0,3}}(?P<year>(?:19|20)\d\d)?
      | (?P<month_us>{_MONTH})\ (?P<day_us>\d{{1,2}})(?:st|nd|rd|th)?(?!\d),?\ (?P<year_us>(?:19|20)\d\d)
      | (?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)
      | (?P<day_no>\d{{1,2}})(?P<mark>[/.-])(?P<month_no>\d{{1,2}})(?P=mark)(?P<year_no>(?:19|20)\d\d|\d\d(?![\d/.-]))
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in one line: its ISO day, and its columns, the last one included."""

    iso: str
    first: int
    last: int


def find_dates(shadow: str) -> tuple[FoundDate, ...]:
    """Find the dates of one folded line, from left to right; one that is no day of the calendar is left out."""
    found: list[FoundDate] = []
    for match in _DATE.finditer(shadow):
        year = match["year"] or match["year_us"] or match["year_no"]
        if year is None and match["iso"] is None:
            year = found[-1].iso[:4] if found else None
        iso = match["iso"] or _iso(year, match)
        if iso and _is_day(iso):
            end = match.start() + len(match[0].rstrip(" ,.-"))
            found.append(FoundDate(iso, match.start() + 1, end))
    return tuple(found)


def _iso(year: str | None, match: re.Match[str]) -> str | None:
    """Write a match as ISO 8601; two digits of a year are of this century, as the Acts are."""
    if year is None:
        return None
    day = match["day"] or match["day_us"] or match["day_no"]
    name = match["month"] or match["month_us"]
    month = _MONTHS.index(name[:3]) + 1 if name else int(match["month_no"])
    return f"{year if len(year) == 4 else '20' + year}-{month:02}-{int(day):02}"


def _is_day(iso: str) -> bool:
    try:
        datetime.date.fromisoformat(iso)
    except ValueError:
        return False
    return True
