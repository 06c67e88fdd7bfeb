"""Periods as charts need them: how many months, whether they follow each other, what a part-period is called.

A line may run only through whole, equal, unbroken periods (docs/editorial.md §4); dates are those that the text fixes, ISO or ''.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from disclosed.months import MONTHS
from disclosed.rows import Observation

FEWEST_ON_LINE = 6


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if len(words) == 10 else None


def months_of(row: Observation) -> int | None:
    """Count the months of a period that begins with a month and ends with one; None for any other."""
    start, end = _day(row.period_start), _day(row.period_end)
    if start is None or end is None:
        return None
    after = end + timedelta(days=1)
    if start.day != 1 or after.day != 1:
        return None
    return (after.year - start.year) * 12 + after.month - start.month


def is_unbroken(rows: Sequence[Observation]) -> bool:
    """Say whether six or more observed periods are whole, equal and follow each other without a gap."""
    if len(rows) < FEWEST_ON_LINE or any(row.partial or row.value is None for row in rows):
        return False
    lengths = {months_of(row) for row in rows}
    if len(lengths) != 1 or None in lengths:
        return False
    return all(_day_after(one.period_end) == _day(two.period_start) for one, two in pairwise(rows))


def _day_after(words: str) -> date | None:
    day = _day(words)
    return day + timedelta(days=1) if day else None


def part_label(label: str, row: Observation) -> str:
    """Label a part-year, with its months where the text fixes both ends: `2025, part-year (January to May)`.

    A label that is more than a year already says what it covers, and stays as printed.
    """
    if not (label.isdigit() and len(label) == 4):
        return label
    start, end = _day(row.period_start), _day(row.period_end)
    if start is None or end is None or start.year != end.year:
        return f"{label}, part-year"
    return f"{label}, part-year ({MONTHS[start.month - 1]} to {MONTHS[end.month - 1]})"
