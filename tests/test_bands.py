"""Labels that are bands of a number."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.describing.bands import Band, noun_of, parse_band, parse_bands, unequal

TIMES = (
    "Once",
    "Twice",
    "Three times",
    "Four times",
    "Five times",
    "Between six and 10 times",
    "Between 11 and 20 times",
    "Between 21 and 50 times",
    "Between 51 and 100 times",
    "More than 100 times",
)


@pytest.mark.parametrize(
    ("label", "band"),
    [
        ("Once", Band(1, 1, "times")),
        ("Between six and 10 times", Band(6, 10, "times")),
        ("More than 100 times", Band(101, None, "times")),
        ("0-4 years", Band(0, 4, "years")),
        ("5 – 9", Band(5, 9, "")),
        ("18 to 24", Band(18, 24, "")),
        ("65+", Band(65, None, "")),
        ("65 and over", Band(65, None, "")),
        ("Under 5", Band(0, 4, "")),
        ("Up to 10 days", Band(0, 10, "days")),
        ("1,000 or more", Band(1000, None, "")),
        ("More than 1,000", Band(1001, None, "")),
    ],
)
def test_a_label_that_is_a_band_says_what_it_covers(label: str, band: Band) -> None:
    assert parse_band(label) == band


@pytest.mark.parametrize(
    "label",
    ["2022", "2019-2020", "2020-21", "accepted", "10 to 6", "Section 17", "A 6", "", "CLA", "1 April 2020 to 31 March"],
)
def test_a_year_or_a_word_is_no_band(label: str) -> None:
    assert parse_band(label) is None


def test_bands_that_rise_are_a_scale_of_their_noun() -> None:
    bands = parse_bands(TIMES)
    assert len(bands) == 10
    assert noun_of(bands) == "times"
    assert unequal(bands)


@pytest.mark.parametrize(
    "labels",
    [
        ("Once", "Twice"),
        ("5-9", "0-4", "10-14"),
        ("0-5", "5-9", "10-14"),
        ("Once", "Twice", "Other"),
        ("65+", "66", "67"),
    ],
)
def test_labels_that_do_not_rise_are_no_scale(labels: tuple[str, ...]) -> None:
    assert parse_bands(labels) == ()


@given(st.lists(st.integers(0, 300), min_size=4, max_size=12, unique=True))
def test_any_rising_scale_reads_back_as_its_bounds(bounds: list[int]) -> None:
    edges = sorted(bounds)
    pairs = [(low, high - 1) for low, high in pairwise(edges)]
    bands = parse_bands([f"{low} to {high} visits" if low < high else f"{low} visits" for low, high in pairs])
    assert [(band.low, band.high) for band in bands] == pairs
