"""A later letter that gives one quantity again: it is compared with the letter before, in the same request or another."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import pytest
from sites import make_site

from disclosed.findings import line_of
from disclosed.packaging.package import render_package
from disclosed.packaging.validate import validate_quickly
from disclosed.rows import Package
from disclosed.settling.assembly import build_package
from disclosed.settling.sources import Content
from tests.making import make_content

HEAD = "Anytown Council\n\nA figure marked <5 is from 1 to 4.\n\n"
TAIL = "\n\nYou may re-use this information under the Open Government Licence v3.0.\n"
YEARS = "1. How many fires were there in each year?\n\n"
SECOND = YEARS.replace("1. ", "2. ")
HOAXES = "\n1.2 How many hoaxes were there?\n3"
PART = YEARS.replace("1. ", "1.1 ") + "Year | Fires\n"
FIRST = f"{YEARS}2021: 14\n2022: 88"
Letters = Mapping[str, tuple[str, str]]


def contents(*requests: Letters, front: str = "title: Fires\n", other: str = "title: Blazes\n") -> Content:
    """Put the letters of one request, or of two, together: letter → (answers, lines of its `.yml`)."""
    names = ("fires", "blazes")[: len(requests)]
    whole = {
        name: {stem: (f"{HEAD}{body}{TAIL}", yml) for stem, (body, yml) in letters.items()}
        for name, letters in zip(names, requests, strict=True)
    }
    return make_content(whole, {"fires": front, "blazes": other})


def restated(package: Package) -> list[tuple[str, str, str, str, str]]:
    """Give what is compared across letters: letter, name, label, both sides with the relation, result."""
    return [
        (row.response, row.name, row.label, f"{row.left} {row.relation} {row.right}", row.result)
        for row in package.checks
        if row.name.startswith("restated")
    ]


def left(made: Content) -> list[str]:
    """Give the findings that wait for a person, as they are printed."""
    return [line_of(one) for one in build_package(made)[1] if not one.code.endswith("_missing")]


def test_a_figure_is_compared_with_the_letter_that_gave_it_before() -> None:
    package, findings = build_package(
        contents({"anytown": (FIRST, ""), "anytown-2": (f"{FIRST}\nYours faithfully\n", "")})
    )
    assert restated(package) == [
        ("fires/anytown-2", "restated-q1", "2021", "14 = 14", "holds"),
        ("fires/anytown-2", "restated-q1", "2022", "88 = 88", "holds"),
    ]
    assert {one.level for one in findings} == {"note"}
    row = next(row for row in package.checks if row.name == "restated-q1")
    assert (row.statement, row.grounds) == (
        "Q1[2021] = anytown:Q1[2021]",
        "Question 1 asks what question 1 of anytown asks, for the same time.",
    )


LATER = f"{YEARS}2022: 80\n2023: 60"
DIFFERS = (
    "content/requests/fires/anytown-2.txt:7: Question 1 for '2022' is 80, and fires/anytown gives 88. Compare it with the letter; "
    "if it says so, settle 'Q1[2022] = anytown:Q1[2022]' as found: 80 = 88 in content/requests/fires/anytown-2.yml."
)
SETTLED = "settled:\n  - check: {check}\n    found: {found}\n    reason: As released.\n    by: editor\n"


def test_a_difference_waits_for_a_person_who_compares_both_letters() -> None:
    made = contents({"anytown": (FIRST, ""), "anytown-2": (LATER, "")})
    assert left(made) == [DIFFERS]
    assert restated(build_package(made)[0]) == []


@pytest.mark.parametrize(
    "check", ["restated-q1", "Q1[2022] = anytown:Q1[2022]"], ids=["by its name", "by its statement"]
)
def test_a_settled_difference_is_published(check: str) -> None:
    settled = SETTLED.format(check=check, found="80 = 88")
    made = contents({"anytown": (FIRST, ""), "anytown-2": (LATER, settled)})
    package, _ = build_package(made)
    assert left(made) == []
    assert restated(package) == [("fires/anytown-2", "restated-q1", "2022", "80 = 88", "differs")]
    assert validate_quickly(render_package(package)) == ()


def test_a_settlement_of_what_is_no_more_is_an_error() -> None:
    made = contents(
        {"anytown": (FIRST, ""), "anytown-2": (LATER, SETTLED.format(check="restated-q1", found="80 = 90"))}
    )
    assert left(made) == [
        (
            "content/requests/fires/anytown-2.yml:4: The check 'restated-q1' is settled as 80 = 90, and now finds 80 = 88. "
            "Compare it with the letter again."
        ),
        DIFFERS,
    ]


def test_another_request_with_the_same_words_is_the_same_question() -> None:
    later = SETTLED.format(check="Q1[2022] = fires/anytown:Q1[2022]", found="80 = 88")
    made = contents({"anytown": (FIRST, "date: 2024-03-01\n")}, {"anytown": (LATER, f"date: 2025-03-01\n{later}")})
    assert left(made) == []
    assert restated(build_package(made)[0]) == [("blazes/anytown", "restated-q1", "2022", "80 = 88", "differs")]


def test_the_letter_of_the_later_date_is_the_later_one_wherever_it_stands() -> None:
    made = contents({"anytown": (FIRST, "date: 2025-03-01\n")}, {"anytown": (FIRST, "date: 2024-03-01\n")})
    assert {row[0] for row in restated(build_package(made)[0])} == {"fires/anytown"}


def test_each_figure_is_compared_with_the_last_letter_that_gave_it() -> None:
    made = contents({"anytown": (FIRST, ""), "anytown-2": (f"{YEARS}2022: 88", ""), "anytown-3": (FIRST, "")})
    statements = [row.statement for row in build_package(made)[0].checks if row.response == "fires/anytown-3"]
    assert statements == ["Q1[2021] = anytown:Q1[2021]", "Q1[2022] = anytown-2:Q1[2022]"]


NONE: list[tuple[str, Content]] = [
    ("another authority", contents({"anytown": (FIRST, ""), "othertown": (LATER, "authority: othertown\n")})),
    ("a letter that supersedes the other", contents({"anytown": (FIRST, ""), "anytown-2": (LATER, "supersedes: anytown\n")})),
    ("no time that both say", contents({"anytown": ("1. How many fires were there?\n\nNorth: 9", ""), "anytown-2": ("1. How many fires were there?\n\nNorth: 8", "")})),
    ("other words and another request", contents({"anytown": (FIRST, "")}, {"anytown": (LATER.replace("fires", "false alarms"), "")})),
    ("one of them suppressed", contents({"anytown": (f"{YEARS}2022: <5", ""), "anytown-2": (f"{YEARS}2022: 80", "")})),
    ("one of them approximate", contents({"anytown": (f"{YEARS}2022: around 90", ""), "anytown-2": (f"{YEARS}2022: 80", "")})),
    ("a share and a count", contents({"anytown": (f"{YEARS}2022: 88%", ""), "anytown-2": (f"{YEARS}2022: 80", "")})),
    ("the earlier one a draft", contents({"anytown": (FIRST, "state: draft\n"), "anytown-2": (LATER, "")})),
    ("the earlier one withdrawn", contents({"anytown": (FIRST, "state: withdrawn\nwithdrawn: 2026-02-01\n"), "anytown-2": (LATER, "")})),
    ("a year that was not over", contents({"anytown": (FIRST, "date: 2022-11-01\n"), "anytown-2": (f"{YEARS}2022: 93", "date: 2024-03-01\n")})),
    ("another question under the number", contents({"anytown": (FIRST, ""), "anytown-2": (LATER.replace("fires were there", "staff left the service"), "")})),
    ("another stem", contents({"anytown": (f"1. On grassland:\n{PART}2021 | 9\n2022 | 88{HOAXES}", "")}, {"anytown": (f"1. In buildings:\n{PART}2021 | 9\n2022 | 80{HOAXES}", "")})),
    ("requests of two subjects", contents({"anytown": (FIRST, "")}, {"anytown": (LATER, "")}, front="title: On heaths\n", other="title: In towns\n")),
    (
        "words that a letter asks twice",
        contents({"anytown": (f"{YEARS}2021: 14\n\nIn towns\n\n{SECOND}2022: 30", "")}, {"anytown": (f"{YEARS}2022: 31", "")}),
    ),
    (
        "a label that the letter gives twice",
        contents({"anytown": ("1. How many fires were there?\n\n2022: 7\n2022: 8", ""), "anytown-2": ("1. How many fires were there?\n\n2022: 7\n2022: 9", "")}),
    ),
]  # fmt: skip


@pytest.mark.parametrize("made", [case[1] for case in NONE], ids=[case[0] for case in NONE])
def test_what_is_not_one_quantity_is_not_compared(made: Content) -> None:
    package, findings = build_package(made)
    assert restated(package) == []
    assert [one for one in findings if one.code == "given_twice"] == []


def test_a_draft_is_compared_with_what_is_published() -> None:
    made = contents({"anytown": (FIRST, ""), "anytown-2": (LATER, "state: draft\n")})
    assert [one for one in left(made) if "80" in one] == [
        DIFFERS.replace(" Question", " In a draft, not published: Question")
    ]


def test_rounding_that_either_letter_declares_is_allowed_for() -> None:
    rounded = f"Figures are rounded to the nearest 10.\n\n{YEARS}2021: 10\n2022: 90"
    made = contents({"anytown": (FIRST, ""), "anytown-2": (rounded, "")})
    (first, second) = [row for row in build_package(made)[0].checks if row.name == "restated-q1"]
    assert [(row.left, row.right, row.result, row.rounding) for row in (first, second)] == [
        (10, 14, "holds", 5),
        (90, 88, "holds", 5),
    ]


def test_what_a_declared_check_compares_is_not_compared_again() -> None:
    front = "title: Fires\nchecks:\n  again: anytown-2:Q1[2022] = anytown:Q1[2022]\n"
    package, _ = build_package(contents({"anytown": (FIRST, ""), "anytown-2": (FIRST, "")}, front=front))
    assert [(row.name, row.label) for row in package.checks] == [("again", ""), ("restated-q1", "2021")]


def test_an_editors_check_keeps_its_name() -> None:
    front = "title: Fires\nchecks:\n  restated-q1: Q1[2021] <= Q1[2022]\n"
    package, _ = build_package(contents({"anytown": (FIRST, ""), "anytown-2": (FIRST, "")}, front=front))
    assert {row.name for row in package.checks if row.origin == "discovered"} == {"restated-q1-found"}


def test_columns_and_earlier_letters_have_names_of_their_own() -> None:
    table = "1. How many fires were there in each year?\n\nArea\t2021\t2022\nNorth\t3\t4\nSouth\t5\t6"
    package, _ = build_package(contents({"anytown": (table, ""), "anytown-2": (table, "")}))
    assert [row[1:4] for row in restated(package)] == [
        ("restated-q1", "North", "3 = 3"),
        ("restated-q1-2", "North", "4 = 4"),
        ("restated-q1", "South", "5 = 5"),
        ("restated-q1-2", "South", "6 = 6"),
    ]


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    """Build the pages of a difference in one request and of one across two."""
    settled = SETTLED.format(check="restated-q1", found="80 = 88")
    one = {"anytown": (FIRST, "date: 2024-03-01\n"), "anytown-2": (LATER, f"date: 2024-05-02\n{settled}")}
    other = {"anytown": (f"{YEARS}2023: 60", "date: 2025-06-03\n")}
    package, _ = build_package(contents(one, other))
    files = make_site(package).files
    return {
        path: " ".join(html.unescape(re.sub(r"<[^>]+>", " ", data.decode())).split())
        for path, data in files.items()
        if path.endswith(".html")
    }


def test_the_ledger_says_which_letter_each_side_is_of(site: dict[str, str]) -> None:
    assert (
        "1 1 = 1 in the letter of 1 March 2024 2022 80 (line 7) 88 (line 8) 8 Differs by 8" in site["checks/index.html"]
    )
    assert "1 1 = 1 in the letter of 2 May 2024 2023 60 (line 7) 60 (line 8) 0 Holds" in site["checks/index.html"]


def test_the_note_says_which_letter_each_side_is_of(site: dict[str, str]) -> None:
    assert (
        "Answer 1 (2022) is 80. Answer 1 (2022) in the letter of 1 March 2024 is 88. The difference is 8. "
        "The letter gives no explanation."
    ) in site["requests/fires/index.html"]
