"""Things in a run are assigned to places in order: the best of all, against every way there is."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from disclosed.reading.assigning import BACK, NEXT, SKIP, SKIP_MORE, assign

PLACES = 3
worths = st.lists(
    st.lists(st.integers(0, 8).map(lambda n: n / 4), min_size=PLACES, max_size=PLACES), min_size=1, max_size=4
)


def price(before: int | None, after: int, stay: float) -> float:
    """Price one step by its rule."""
    if before is None:
        return -SKIP_MORE * after
    if before == after:
        return stay
    if after == before + 1:
        return -NEXT
    return -BACK if after < before else -SKIP - SKIP_MORE * (after - before - 1)


def total(way: tuple[int | None, ...], worth: list[list[float]], stays: list[float]) -> float | None:
    """Give what a way is worth; None for one that goes back before the first place."""
    whole, before = 0.0, None
    for step, place in enumerate(way):
        if place is None:
            if before is not None:
                return None
            continue
        whole += worth[step][place] + price(before, place, stays[step])
        before = place
    return whole


@given(worths, st.data())
def test_the_assignment_is_the_best_of_all_and_its_margins_are_to_the_best_otherwise(
    worth: list[list[float]], data: st.DataObject
) -> None:
    stays = [data.draw(st.sampled_from([0.0, 0.25, 0.5])) for _ in worth]
    ways = {
        way: value
        for way in product((None, *range(PLACES)), repeat=len(worth))
        if (value := total(way, worth, stays)) is not None
    }
    best = max(ways.values())
    found = assign(worth, stays)
    for step, (owner, margin) in enumerate(zip(found.owners, found.margins, strict=True)):
        with_it = max(value for way, value in ways.items() if way[step] == owner)
        without = max(value for way, value in ways.items() if way[step] != owner)
        assert abs(with_it - best) < 1e-9
        assert abs(margin - (best - without)) < 1e-9


def test_things_without_worth_stay_where_they_are() -> None:
    assert assign([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]], [0.0] * 3).owners == (0, 0, 1)


def test_a_clause_is_drawn_to_the_place_of_the_one_before_it() -> None:
    assert assign([[1.0, 0.0], [0.0, 0.4]], [0.0, 0.0]).owners == (0, 1)
    assert assign([[1.0, 0.0], [0.0, 0.4]], [0.0, 0.5]).owners == (0, 0)
