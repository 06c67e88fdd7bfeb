"""What authorities' own sums give away of what they suppress: whole letters, read as any other, alone and together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from disclosed.findings import EDITORS_ALONE, line_of
from disclosed.model import Finding
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.settling.alone import find_private
from disclosed.settling.assembly import build_package
from disclosed.settling.sources import Content
from tests.making import make_content

LETTERS = Path(__file__).parent / "letters"
HEAD = "Anytown Council\n\nA figure marked <5 is from 1 to 4.\n\n"
TAIL = "\n\nYou may re-use this information under the Open Government Licence v3.0.\n"


def told(findings: list[Finding]) -> list[tuple[str, int, str]]:
    """Give what is told of suppressed figures: kind, line, and what is left by the words for the terminal."""
    codes = {"suppressed_recoverable": "fixed", "suppressed_narrowed": "narrowed"}
    return [
        (codes[found.code], found.line, re.sub(r"\. Known by.*", "", found.how.removeprefix("It is ")))
        for found in findings
        if found.code in codes
    ]


def alone(body: str) -> list[tuple[str, int, str]]:
    return told(find_private(read_letter(parse_letter(f"{HEAD}{body}{TAIL}".encode()))))


def table(*rows: str) -> str:
    return "1. How many fires were there, by area?\n\n" + "\n".join(rows)


# A letter's answers → the suppressed figures that are told, by line (the first of the table is line 7).
ONE_LETTER: list[tuple[str, str, list[tuple[str, int, str]]]] = [
    ("a lone cell under a total", table("North: 22", "South: <5", "Total: 25"), [("fixed", 8, "3")]),
    ("two cells that may vary", table("North: 22", "South: <5", "East: <5", "Total: 27"), []),
    ("two cells at their least", table("North: 22", "South: <5", "East: <5", "Total: 24"), [("fixed", 8, "1"), ("fixed", 9, "1")]),
    ("two cells at their most", table("North: 22", "South: <5", "East: <5", "Total: 30"), [("fixed", 8, "4"), ("fixed", 9, "4")]),
    ("two cells of fewer values", table("North: 22", "South: <5", "East: <5", "Total: 28"), [("narrowed", 8, "from 2 to 4"), ("narrowed", 9, "from 2 to 4")]),
    ("no total", table("North: 22", "South: <5"), []),
    ("a total that no value fits", table("North: 22", "South: <5", "Total: 60"), []),
    ("an approximate total", table("North: 22", "South: <5", "Total: around 25"), []),
    (
        "a block of four, hidden as it should be",
        table("Area\tRed\tBlue\tTotal", "North\t<5\t<5\t5", "South\t<5\t<5\t5", "East\t20\t30\t50", "Total\t25\t35\t60"),
        [],
    ),
    (
        "a block of four that the margins fix",
        table("Area\tRed\tBlue\tTotal", "North\t<5\t<5\t5", "South\t<5\t<5\t3", "East\t20\t30\t50", "Total\t26\t32\t58"),
        [("fixed", 8, "4"), ("fixed", 8, "1"), ("fixed", 9, "2"), ("fixed", 9, "1")],
    ),
    (
        "one cell hidden and no second in its row",
        table("Area\tRed\tBlue\tTotal", "North\t<5\t40\t42", "South\t30\t<5\t33", "East\t20\t30\t50", "Total\t52\t73\t125"),
        [("fixed", 8, "2"), ("fixed", 9, "3")],
    ),
    (
        "second suppression in a row that its column undoes",
        table("Area\tRed\tBlue\tTotal", "North\t<5\t<5\t6", "South\t30\t35\t65", "Total\t33\t38\t71"),
        [("fixed", 8, "3"), ("fixed", 8, "3")],
    ),
    (
        "a share beside a count",
        table("Area\tFires\t% of all", "North\t36\t42.9%", "South\t45\t53.6%", "East\t<5\t2.4%", "West\t<5\t1.2%", "Total\t84\t100%"),
        [("fixed", 10, "2"), ("fixed", 11, "1")],
    ),
    (
        "shares of something else",
        table("Area\tFires\t% put out in an hour", "North\t36\t90.0%", "South\t45\t80.0%", "East\t<5\t75.0%", "West\t<5\t50.0%", "Total\t86\t84.0%"),
        [],
    ),
    ("shares in brackets", table("North: 60 (84.5%)", "South: <5 (4.2%)", "East: <5 (5.6%)", "West: 4 (5.6%)", "Total: 71"), [("fixed", 8, "3"), ("fixed", 9, "4")]),
    ("a share and what it is of", "1. How many of the fires were in huts?\n\nFewer than 5 (4.2%) of 71 fires.", [("fixed", 7, "3")]),
    (
        "a share of the figure that it is part of",
        "1. How many fires were there?\n\n71\n\n2. How many of these were in huts?\n\n<5 (4.2%)",
        [("fixed", 11, "3")],
    ),
    (
        "parts asked in turn in other questions",
        "1. How many claims were made?\n\n80\n\n2. How many of the claims were accepted?\n\n50\n\n3. How many were turned down?\n\n27\n\n4. How many have not been settled?\n\n<5",
        [("fixed", 19, "3")],
    ),
    (
        "a part of a whole that is smaller than the mark",
        "1. How many claims were made?\n\n3\n\n2. How many of these were accepted?\n\n<5",
        [("narrowed", 11, "from 1 to 3")],
    ),
    (
        "the same quantity in another answer",
        "1. How many fires were there in each year?\n\n2021: 14\n2022: <5\n\n2. How many fires were there in 2022?\n\n3",
        [("fixed", 8, "3")],
    ),
    (
        "half of a year",
        "1. How many fires were there?\n\nJan to Jun 2022: <5\nJul to Dec 2022: 14\n2022: 16",
        [("fixed", 7, "2")],
    ),
    (
        "rounded to the nearest five",
        "Figures are rounded to the nearest 5.\n\n1. How many fires were there, by area?\n\nNorth: 20\nSouth: <5\nTotal: 25",
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "cells"), [case[1:] for case in ONE_LETTER], ids=[case[0] for case in ONE_LETTER])
def test_what_a_letters_own_figures_give_away(body: str, cells: list[tuple[str, int, str]]) -> None:
    assert alone(body) == cells


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("12-student-appeals-marlwick", [("fixed", 15, "3"), ("fixed", 16, "3")]),
        ("19-ward-falls-hallamoor", [("fixed", 35, "2")]),
        ("rr-missing-children-hawkesbeck", [("narrowed", 27, "from 2 to 4"), ("narrowed", 28, "from 2 to 4")]),
        ("14-empty-homes-strathbrora", []),
        ("24-agency-staff-carrick-hollow", []),
        ("leicester-missing-children", []),
        ("leicester-missing-asylum-seeking-children", []),
    ],
)
def test_what_the_letters_of_the_corpus_give_away(name: str, cells: list[tuple[str, int, str]]) -> None:
    assert told(find_private(read_letter(parse_letter((LETTERS / f"{name}.txt").read_bytes())))) == cells


# Several letters


def contents(requests: Mapping[str, Mapping[str, tuple[str, str]]], fronts: Mapping[str, str] | None = None) -> Content:
    """Put letters together: request → letter → (answers, lines of its `.yml`)."""
    whole = {
        name: {stem: (f"{HEAD}{body}{TAIL}", yml) for stem, (body, yml) in letters.items()}
        for name, letters in requests.items()
    }
    return make_content(whole, fronts or dict.fromkeys(requests, "title: Fires\n"))


def private_of(made: Content) -> list[tuple[str, str, str]]:
    found = [one for one in build_package(made)[1] if one.code.startswith("suppressed")]
    return [(one.file.removeprefix("content/requests/"), *told([one])[0][::2]) for one in found]


FIRST = table("North: 22", "South: <5", "East: <5")
IN_2022 = FIRST.replace("were there", "were there in 2022")
ACROSS: list[tuple[str, Content, list[tuple[str, str, str]]]] = [
    (
        "a review gives what the answer withheld",
        contents({"fires": {"anytown": (FIRST, ""), "anytown-2": (table("North: 22", "South: 3", "East: <5"), "supersedes: anytown\nkind: review\n")}}),
        [("fires/anytown.txt", "fixed", "3")],
    ),
    (
        "a second letter gives the total that the first left out",
        contents({"fires": {"anytown": (table("North: 22", "South: <5"), ""), "anytown-2": ("1. How many fires were there, by area?\n\nTotal: 25", "supersedes: anytown\nkind: supplement\n")}}),
        [("fires/anytown.txt", "fixed", "3")],
    ),
    (
        "another request with the same question and year",
        contents({"fires": {"anytown": ("1. How many fires were there in each year?\n\n2021: 14\n2022: <5", "")}, "blazes": {"anytown": ("1. How many fires were there in each year?\n\n2021: 14\n2022: 4", "")}}),
        [("fires/anytown.txt", "fixed", "4")],
    ),
    (
        "the same question at a time that nobody says",
        contents({"fires": {"anytown": (FIRST, "")}, "blazes": {"anytown": (table("North: 22", "South: 3", "East: <5"), "")}}),
        [],
    ),
    (
        "another authority",
        contents({"fires": {"anytown": (FIRST, ""), "othertown": (table("North: 22", "South: 3", "East: <5"), "authority: othertown\nsupersedes: anytown\n")}}),
        [],
    ),
    (
        "a sum that an editor states",
        contents({"fires": {"anytown": ("1. How many fires were in huts?\n\n<5\n\n2. How many sheds burnt?\n\n9\n\n3. How many wooden buildings burnt?\n\n11", "")}}, {"fires": "title: Fires\nchecks:\n  wood: Q1 + Q2 = Q3\n"}),
        [("fires/anytown.txt", "fixed", "2")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("made", "cells"), [case[1:] for case in ACROSS], ids=[case[0] for case in ACROSS])
def test_what_an_authoritys_letters_give_away_together(made: Content, cells: list[tuple[str, str, str]]) -> None:
    assert private_of(made) == cells


def test_a_finding_tells_place_and_kind_and_how_it_follows_is_for_a_terminal_alone() -> None:
    (found,) = find_private(
        read_letter(parse_letter(f"{HEAD}{table('North: 22', 'South: <5', 'Total: 25')}{TAIL}".encode()))
    )
    assert line_of(found) == (
        "letter:8: A suppressed figure can be worked out from what the authority printed. "
        "The program publishes only what the letters print; tell the authority."
    )
    assert found.how == "It is 3. Known by: Q1[North] + Q1[South] = Q1[Total] (lines 7, 8, 9)."
    assert found.code in EDITORS_ALONE
