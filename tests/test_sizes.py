"""The rules on shares, multiples and changes: each row is one that docs/editorial.md allows or refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    ("part", "whole"),
    [
        (figure(48, partial=True), figure(663, partial=True)),
        (figure(48, approximate=True), figure(663)),
        (figure(None, status="suppressed"), figure(663)),
        (figure(48), figure(None, status="not_available")),
        (figure(48, unit="interviews"), figure(663)),
    ],
)
def test_no_share_of_what_is_in_part_approximate_suppressed_or_of_another_unit(
    part: FigureRow, whole: FigureRow
) -> None:
    assert sizes.share_of(part, whole) is None


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


@pytest.mark.parametrize(
    ("part", "bases", "words"),
    [
        (130, (218, 215), "more than half"),
        (108, (218, 215), ""),
        (50, (100,), "half"),
        (50, (100, 101), ""),
        (34, (100,), "about a third"),
        (35, (100,), ""),
        (26, (100,), "about a quarter"),
        (9, (18,), ""),
        (130, (), ""),
    ],
)
def test_words_for_a_fraction_are_true_on_every_base(part: int, bases: tuple[int, ...], words: str) -> None:
    assert sizes.fraction_words(part, bases) == words


@pytest.mark.parametrize(
    ("larger", "smaller", "words"),
    [
        (39, 20, "about twice"),
        (41, 20, "about twice"),
        (42, 20, "more than twice"),
        (38, 20, ""),
        (100, 19, ""),
        (60, 20, "more than twice"),
    ],
)
def test_only_twice_is_said_and_only_from_twenty_up(larger: int, smaller: int, words: str) -> None:
    assert sizes.times_as_many(larger, smaller) == words


@pytest.mark.parametrize(
    ("earlier", "later", "words", "per_cent"),
    [
        (figure(95), figure(113, year=2024), "18 more", None),
        (figure(113), figure(95, year=2024), "18 fewer", "16"),
        (figure(100), figure(125, year=2024), "25 more", "25"),
        (figure(844), figure(844, year=2023), "the same", None),
    ],
)
def test_a_change_is_a_count_and_a_per_cent_only_from_a_hundred(
    earlier: FigureRow, later: FigureRow, words: str, per_cent: str | None
) -> None:
    found = sizes.change(earlier, later)
    assert found is not None
    assert found.words == words
    assert (None if found.per_cent is None else str(rounded(found.per_cent))) == per_cent


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (figure(113, year=2024), figure(48, year=2025, last="05-31", partial=True)),
        (figure(113, year=2024), figure(48, year=2025, last="05-31")),
        (figure(113), figure(48, year=2023, question="2")),
        (figure(113), figure(48, year=2023, approximate=True)),
        (figure(None, status="suppressed"), figure(48, year=2023)),
    ],
)
def test_no_change_is_given_between_periods_that_cannot_be_compared(earlier: FigureRow, later: FigureRow) -> None:
    assert sizes.change(earlier, later) is None


@pytest.mark.parametrize(
    ("values", "words"),
    [((95, 108, 113), "more"), ((95, 108, 108), ""), ((113, 108, 95), "fewer"), ((95, 108), ""), ((58, 82, 78), "")],
)
def test_a_direction_is_said_only_if_every_step_goes_that_way(values: tuple[int, ...], words: str) -> None:
    assert sizes.same_way(values) == words


@pytest.mark.parametrize(("value", "small"), [(0, False), (1, True), (9, True), (10, False), (None, False)])
def test_one_to_nine_is_small_and_zero_is_not(value: int | None, small: bool) -> None:
    assert sizes.small(value) is small


@given(st.integers(0, 5000), st.lists(st.integers(1, 5000), min_size=1, max_size=4))
def test_more_than_half_is_never_said_where_one_base_denies_it(part: int, bases: list[int]) -> None:
    if sizes.fraction_words(part, bases) == "more than half":
        assert all(Decimal(part) / base > Decimal("0.5") for base in bases)
