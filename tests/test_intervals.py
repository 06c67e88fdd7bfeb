"""What sums leave open of numbers: held to trying every value, on thousands of small systems, and to time on large ones."""

from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosed.intervals import MAX_OPEN, OPEN_END, Bounds, Interval, Sum, equation, solve

ANY = (0, OPEN_END)


def tried(bounds: Bounds, sums: list[Sum]) -> Bounds:
    """Try all values: the ends of those that fit."""
    found: dict[int, list[int]] = {key: [] for key in bounds}
    for values in product(*(range(low, high + 1) for low, high in bounds.values())):
        trial = dict(zip(bounds, values, strict=True))
        if all(one.low <= sum(times * trial[key] for key, times in one.terms) <= one.high for one in sums):
            for key, value in trial.items():
                found[key].append(value)
    return {key: (min(fits), max(fits)) for key, fits in found.items()}


@st.composite
def systems(draw: st.DrawFn) -> tuple[Bounds, list[Sum]]:
    """Make bounds and sums that some values meet; some sums leave a little room, as rounding does."""
    values = draw(st.lists(st.integers(0, 6), min_size=1, max_size=5))
    bounds = {key: (draw(st.integers(0, value)), draw(st.integers(value, 6))) for key, value in enumerate(values)}
    sums = []
    for _ in range(draw(st.integers(1, 4))):
        keys = draw(st.lists(st.sampled_from(range(len(values))), min_size=1, unique=True))
        terms = tuple((key, draw(st.sampled_from([1, 1, 1, -1, 2]))) for key in keys)
        true, room = sum(times * values[key] for key, times in terms), draw(st.sampled_from([0, 0, 0, 1]))
        sums.append(Sum(terms, true - room, true + room))
    return bounds, sums


@settings(max_examples=400)
@given(systems())
def test_bounds_are_those_of_the_values_that_fit(system: tuple[Bounds, list[Sum]]) -> None:
    bounds, sums = system
    assert solve(bounds, sums) == tried(bounds, sums)


# Bounds, sums → what is left of each number.
SYSTEMS: list[tuple[str, list[Interval], list[Sum], list[Interval]]] = [
    ("one number in a sum", [(1, 4)], [equation([0], 3)], [(3, 3)]),
    ("two that may vary", [(1, 4), (1, 4)], [equation([0, 1], 6)], [(2, 4), (2, 4)]),
    ("two at their least", [(1, 4), (1, 4)], [equation([0, 1], 2)], [(1, 1), (1, 1)]),
    ("no mark says how many", [ANY, ANY], [equation([0, 1], 9)], [(0, 9), (0, 9)]),
    ("one taken from another", [(0, 9), (0, 9)], [equation([0], 7, taking=[1])], [(7, 9), (0, 2)]),
    ("no more than", [(1, 9)], [Sum(((0, 1),), -OPEN_END, 2)], [(1, 2)]),
    ("contradicted", [(1, 4)], [equation([0], 40)], [(1, 4)]),
    ("contradicted by two sums", [ANY, ANY], [equation([0, 1], 5), equation([0, 1], 6)], [(0, 6), (0, 6)]),
    ("one of two sums is wrong", [(1, 4), (1, 4)], [equation([0, 1], 6), equation([0, 1], 8)], [(2, 4), (2, 4)]),
    ("one of three is", [(1, 4)], [equation([0], 3), equation([0], 3), equation([0], 40)], [(3, 3)]),
    ("two of three are", [(1, 4)], [equation([0], 3), equation([0], 30), equation([0], 40)], [(1, 4)]),
    ("three sums of two", [ANY, ANY, ANY], [equation([0, 1], 5), equation([1, 2], 6), equation([0, 2], 7)], [(3, 3), (2, 2), (4, 4)]),
    (
        "a square with margins", [(1, 4)] * 4,
        [equation([0, 1], 5), equation([2, 3], 3), equation([0, 2], 6), equation([1, 3], 2)],
        [(4, 4), (1, 1), (2, 2), (1, 1)],
    ),
    (
        "a square that may vary", [(1, 4)] * 4,
        [equation([0, 1], 5), equation([2, 3], 5), equation([0, 2], 5), equation([1, 3], 5)],
        [(1, 4)] * 4,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("bounds", "sums", "left"), [case[1:] for case in SYSTEMS], ids=[case[0] for case in SYSTEMS])
def test_what_sums_leave_open(bounds: list[Interval], sums: list[Sum], left: list[Interval]) -> None:
    assert list(solve(dict(enumerate(bounds)), sums).values()) == left


def test_two_sums_that_overlap_in_many_numbers_give_the_one_that_parts_them() -> None:
    cells = range(3 * MAX_OPEN)
    sums = [equation(cells, 90), equation(cells[1:], 83)]
    found = solve(dict.fromkeys(cells, ANY), sums)
    assert found[0] == (7, 7)
    assert set(list(found.values())[1:]) == {(0, 83)}


def test_what_contradicts_itself_hides_nothing_that_others_give_away() -> None:
    found = solve({0: (1, 4), 1: ANY}, [equation([0], 9), equation([1], 4)])
    assert found == {0: (1, 4), 1: (4, 4)}


@pytest.mark.parametrize("columns", [False, True])
def test_ten_thousand_rows_are_solved_in_time(*, columns: bool) -> None:
    rows = 10_000
    bounds = dict.fromkeys(range(3 * rows), (1, 4))
    sums = [equation(range(3 * row, 3 * row + 3), 3 + row % 10) for row in range(rows)]
    if columns:
        sums += [equation(range(at, 3 * rows, 3), 25_000) for at in range(3)]
    begun = time.process_time()
    found = solve(bounds, sums)
    assert time.process_time() - begun < 5
    assert found[0] == (1, 1)  # the first row adds to 3


def test_a_search_that_would_not_end_leaves_bounds_that_are_true() -> None:
    cells = range(MAX_OPEN)
    sums = [Sum(tuple((cell, 2 + cell % 3) for cell in cells), 100_001, 100_001)]
    found = solve(dict.fromkeys(cells, ANY), sums * 2)
    assert all(low <= 6_250 <= high for low, high in found.values())
