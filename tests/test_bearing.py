from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from disclosed.addresses import compare, index_figures, parse_check, parse_shown
from disclosed.settling.bearing import Bearing, refusal_of
from disclosed.settling.settle import Place, settle
from tests.making import Answers, Cell, make_letter, make_reading, make_request

Changes = Mapping[str, Mapping[str, Any]]
NO_GROUND = "no check says that its part is a part of its whole"


def refused(shown: str, answers: Answers, *checks: str, changes: Changes | None = None) -> str:
    """Say why a number is not calculated from answers on which these checks were made; `changes` are of named figures."""
    place = Place("northtown", "printed", 1)
    settled = settle(make_reading(answers), make_letter(), request=make_request(), place=place)
    rows = [replace(row, **(changes or {}).get(f"{row.question}{row.row_label}", {})) for row in settled.figures]
    figures = index_figures(rows, settled.questions)
    made = tuple(one for check in checks for one in compare(parse_check(check), figures))
    found = refusal_of(parse_shown(shown), figures, bearing=Bearing(made))
    return found.reason if found else ""


@pytest.mark.parametrize(
    ("part", "whole", "reason"),
    [
        (10, 50, ""),
        (9, 50, "its part is under 10 or its whole under 50"),
        (10, 49, "its part is under 10 or its whole under 50"),
        (60, 50, "its part is more than its whole"),
        ("<5", 50, "one of its figures has no exact value"),
    ],
)
def test_a_share_needs_counts_that_can_bear_it(part: Cell, whole: Cell, reason: str) -> None:
    assert refused("share(Q1, Q2)", {"1": [("", part)], "2": [("", whole)]}, "Q1 <= Q2") == reason


@pytest.mark.parametrize(("base", "reason"), [(216, ""), (300, "its whole is in doubt, and the share with it")])
def test_a_share_of_a_whole_in_doubt_needs_one_whole_per_cent_on_every_base(base: int, reason: str) -> None:
    answers: Answers = {"1": [("", 130)], "2": [("", 218)], "3": [("", base)]}
    assert refused("share(Q1, Q2)", answers, "Q1 <= Q2", "Q2 = Q3") == reason


PARTS: Answers = {
    "1": [("", 800)],
    "2": [("", 400)],
    "3": [("yes", 150), ("no", 250)],
    "4": [("", 100)],
    "5": [("", 60)],
}


@pytest.mark.parametrize(
    ("shown", "checks", "reason"),
    [
        ("share(Q2, Q1)", (), NO_GROUND),
        ("share(Q2, Q1)", ("Q2 <= Q1",), ""),
        ("share(Q2, Q1)", ("Q1 >= Q2",), ""),
        ("share(Q3[yes], Q2)", ("Q3[yes] + Q3[no] = Q2",), ""),
        ("share(Q3[yes], Q2)", ("Q2 = sum(Q3)",), ""),
        ("share(Q3[yes], Q1)", ("Q2 = sum(Q3)", "Q2 <= Q1"), ""),
        ("share(Q3[yes], sum(Q3))", (), ""),
        ("share(Q4 + Q5, Q1 + Q2)", ("Q4 <= Q1", "Q5 <= Q2"), ""),
        ("share(Q4 + Q5, Q1 + Q2)", ("Q4 <= Q1",), NO_GROUND),
        ("share(Q4, Q2)", ("Q4 <= Q1 - Q2",), NO_GROUND),
        ("share(Q4, Q2)", ("Q4 <= Q1", "Q2 <= Q1"), NO_GROUND),
    ],
)
def test_a_share_needs_a_check_that_makes_its_part_a_part_of_its_whole(
    shown: str, checks: tuple[str, ...], reason: str
) -> None:
    assert refused(shown, PARTS, *checks) == reason


@pytest.mark.parametrize(
    ("shown", "checks", "reason"),
    [
        ("Q1 + Q4", (), ""),
        ("Q1 + Q4", ("Q4 <= Q1",), "it adds a figure to one that it is a part of"),
        ("Q1 - Q4", ("Q4 <= Q1",), ""),
        ("Q2 + sum(Q3)", ("sum(Q3) = Q2",), "it adds a figure to one that it is a part of"),
        ("sum(Q3)", ("sum(Q3) = Q2",), ""),
    ],
)
def test_a_part_is_not_added_to_its_whole(shown: str, checks: tuple[str, ...], reason: str) -> None:
    assert refused(shown, PARTS, *checks) == reason


def test_figures_of_different_units_are_not_put_together() -> None:
    answers: Answers = {"1": [("", 100)], "2": [("", 60)]}
    pounds = {"2": {"unit": "GBP"}}
    assert refused("Q1 + Q2", answers, changes=pounds) == "its figures are in different units"
    assert refused("Q1 - Q2", answers, changes=pounds) == "its figures are in different units"
    assert refused("share(Q2, Q1)", answers, "Q2 <= Q1", changes=pounds) == "its figures are in different units"


def year(start: str, end: str, *, partial: bool = False) -> dict[str, object]:
    return {"period": start[:4], "period_start": start, "period_end": end, "partial": partial}


YEARS = {"2022": year("2022-01-01", "2022-12-31"), "2024": year("2024-01-01", "2024-12-31")}
SOME = year("2024-01-01", "2024-05-31", partial=True)
HALF = year("2024-01-01", "2024-06-30")
UNDATED = {"period": "2024", "period_start": "", "period_end": ""}


@pytest.mark.parametrize(
    ("shown", "second", "checks", "reason"),
    [
        ("Q1[b] - Q1[a]", YEARS["2024"], (), ""),  # a leap year is of the length of any other
        ("Q1[b] - Q1[a]", SOME, (), "it compares part of a period with another period"),
        ("Q1[b] - Q1[a]", HALF, (), "its periods are not known to be of one length"),
        ("Q1[b] - Q1[a]", UNDATED, (), "its periods are not known to be of one length"),
        ("Q1[a] + Q1[b]", YEARS["2024"], (), "it adds figures of several periods, and a person can be counted in each"),
        ("Q1[a] + Q1[b]", YEARS["2024"], ("sum(Q1) = Q2",), ""),
        ("share(Q1[b], Q1[a])", YEARS["2024"], ("Q1[b] <= Q1[a]",), "its figures are of different periods"),
        ("share(Q1[b], Q2)", SOME, ("Q1[b] <= Q2",), "it is about part of a period"),
    ],
)
def test_periods_are_compared_only_where_they_are_alike(
    shown: str, second: dict[str, object], checks: tuple[str, ...], reason: str
) -> None:
    answers: Answers = {"1": [("a", 100), ("b", 60)], "2": [("", 160)]}
    changes = {"1a": YEARS["2022"], "1b": second, "2": YEARS["2024"]}
    assert refused(shown, answers, *checks, changes=changes) == reason


def test_different_questions_in_different_periods_are_no_change() -> None:
    answers: Answers = {"1": [("", 100)], "2": [("", 160)]}
    changes = {"1": YEARS["2022"], "2": YEARS["2024"]}
    assert refused("Q2 - Q1", answers, changes=changes) == "it compares different questions in different periods"
