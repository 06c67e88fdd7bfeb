"""The rules on shares and small counts: each row is one that docs/editorial.md allows or refuses."""

from __future__ import annotations

import pytest

from disclosed.describing import sizes
from disclosed.describing.wording import rounded
from disclosed.rows import FigureRow


def figure(
    value: int | None,
    *,
    year: int = 2022,
    last: str = "12-31",
    partial: bool = False,
    approximate: bool = False,
    status: str = "observed",
    question: str = "1",
    unit: str = "children",
) -> FigureRow:
    return FigureRow(
        figure=f"r/a/L{year}C1",
        request="r",
        authority="a",
        response="r/a",
        question=question,
        row_label=str(year),
        column_label="",
        value=value,
        unit=unit,
        status=status,
        marker="" if status == "observed" else "[c]",
        min=None,
        max=None,
        basis="",
        approximate=approximate,
        total=False,
        period=str(year),
        period_start=f"{year}-01-01",
        period_end=f"{year}-{last}",
        partial=partial,
        as_written=str(value),
        read_by="program",
        line=year,
        column_from=1,
        column_to=3,
    )


@pytest.mark.parametrize(
    ("part", "whole", "per_cent"),
    [
        (339, 597, "57"),
        (234, 694, "34"),
        (95, 844, "11"),
        (10, 50, "20"),
        (9, 50, None),
        (10, 49, None),
        (8, 82, None),
        (60, 50, None),
        (0, 844, None),
    ],
)
def test_a_share_needs_a_part_of_ten_and_a_whole_of_fifty(part: int, whole: int, per_cent: str | None) -> None:
    value = sizes.share(part, whole)
    assert (None if value is None else str(rounded(value))) == per_cent


@pytest.mark.parametrize(
    ("part", "bases", "per_cent"),
    [
        (130, (218, 218), "60"),
        (130, (218, 215), "60"),
        (130, (218, 210), None),
        (339, (597,), "57"),
        (339, (), None),
        (130, (218, 40), None),
    ],
)
def test_a_share_on_a_base_in_doubt_is_given_only_if_every_base_agrees(
    part: int, bases: tuple[int, ...], per_cent: str | None
) -> None:
    value = sizes.whole_per_cent(part, bases)
    assert (None if value is None else str(value)) == per_cent
