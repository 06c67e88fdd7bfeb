"""An authority's response, its review and its correction: what stands, what is kept, and what a reader is told changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import build as front_door
from disclosed.cli import main
from disclosed.packaging.package import parse_package, read_folder
from disclosed.packaging.validate import validate_path
from disclosed.rows import Package
from tests.building import ROOT, build_project, csv_text, hold_to, rows_of, words_of
from tests.making import PROJECTS

EXPECTED = PROJECTS / "corrected-bins/expected"
FIRST, REVIEW, CORRECTION = (f"requests/bins/{name}/index.html" for name in ("northtown", "northtown-2", "northtown-3"))
REQUEST = "requests/bins/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_project("corrected-bins", tmp_path_factory.mktemp("corrected"))


@pytest.fixture(scope="module")
def package(built: Path) -> Package:
    return parse_package(read_folder(built / "datapackage"))


@pytest.mark.parametrize(
    "resource", ["responses", "questions", "figures", "derived", "derived_terms", "bins-sizes", "bins-wards"]
)
def test_the_package_keeps_every_letter_and_says_what_stands(
    built: Path, resource: str, *, update_golden: bool
) -> None:
    hold_to(EXPECTED / f"{resource}.csv", csv_text(built, resource), update=update_golden)


def test_the_package_is_valid_to_all_three_layers(built: Path) -> None:
    assert validate_path(built / "datapackage") == ()


def test_tables_hold_the_latest_answers_and_no_other(package: Package) -> None:
    superseded = {row.figure for row in package.figures if row.superseded}
    shown = {row.figure for table in package.tables for row in table.rows}
    assert {row.response for table in package.tables for row in table.rows} == {"bins/northtown-3"}
    assert len(superseded) == 8
    assert not shown & superseded


def test_the_correction_says_what_it_changed_figure_by_figure(built: Path) -> None:
    assert rows_of(built, CORRECTION, "changed-table-1") == [
        "Question | Label | Was | Is | Difference (calculated) | Change",
        "1 | Small | 130 (line 8) | 128 (line 8) | 2 fewer | Changed",
        "1 | Large | 25 (line 10) | 26 (line 10) | 1 more | Changed",
        "1 | Bulk | [z] | 14 (line 11) | [z] | Added",
        "1 | Skips | 3 (line 11) | [z] | [z] | No longer given",
        "2 | Moor | A figure (line 16) | [c] (line 16) | [z] | Now suppressed",
        "4 | [z] | Text | Text | [z] | Other words",
        "5 | [z] | 1 figure | Withheld | [z] | Now withheld",
    ]
    words = words_of(built, CORRECTION)
    assert (
        "Letter 3 (20 May 2026) answers questions 1, 2, 4 and 5 of letter 1 (4 March 2026) again. 3 figures are as before."
        in words
    )
    assert "[c] : suppressed by the authority. [z] : none." in words


def test_the_review_says_what_it_gave(built: Path) -> None:
    assert rows_of(built, REVIEW, "changed-table-1") == [
        "Question | Was | Is | Change",
        "3 | Withheld | 31 (line 8) | Now given",
    ]


def test_the_requests_page_says_the_same_and_leads_to_it_from_its_head(built: Path) -> None:
    page = words_of(built, REQUEST)
    assert (
        "Later letters supersede answers of earlier ones. This page uses the latest answers. See what changed ." in page
    )
    assert "What letter 2 (8 April 2026) changed" in page
    assert rows_of(built, REQUEST, "changed-northtown-3-table-1") == rows_of(built, CORRECTION, "changed-table-1")
    assert rows_of(built, REQUEST, "answered-table")[1:] == [
        "Northtown Borough Council | Superseded | 4 March 2026 | Letter from Northtown Borough Council",
        "Northtown Borough Council (letter 2) | Answered | 8 April 2026 | Letter from Northtown Borough Council (letter 2)",
        "Northtown Borough Council (letter 3) | Answered | 20 May 2026 | Letter from Northtown Borough Council (letter 3)",
    ]  # fmt: skip


def test_the_first_letter_keeps_its_page_its_words_and_its_places_and_leads_to_the_later_ones(built: Path) -> None:
    words, html = words_of(built, FIRST), (built / "site" / FIRST).read_text("utf-8")
    assert (
        "This letter has been superseded: questions 1, 2, 4 and 5 by letter 3 (20 May 2026) ; question 3 by letter 2 "
        "(8 April 2026) . This page keeps the answers as they were released."
    ) in words
    assert 'id="L8C8">130</span>' in html
    assert '<a href="../northtown-3/index.html#question-1">letter 3 (20' in html
    assert words.count("Answered again in") == 5
    assert "Replaced by Letter 2, 8 April 2026 Replaced by Letter 3, 20 May 2026" in words
    assert (built / "site/requests/bins/northtown/northtown.txt").exists()
    assert "Replaces Letter 1, 4 March 2026 See also Letter 2, 8 April 2026" in words_of(built, CORRECTION)
    assert "Replaces Letter 1, 4 March 2026 See also Letter 3, 20 May 2026" in words_of(built, REVIEW)


def test_counts_findings_and_refusals_are_of_what_stands(built: Path) -> None:
    home = words_of(built, "index.html")
    assert "3 letters 1 authority 8 figures 1 answer withheld" in home
    assert "8 figures in 2 letters, 1 answer withheld, 1 in part." in home
    assert "gave 128 for “Small”" in home
    page = words_of(built, REQUEST)
    findings = page[page.index("Findings") : page.index("Bins reported stolen, by size Figure 1")]
    for superseded in ("130", "25", "55", "412"):
        assert superseded not in findings
    withheld = words_of(built, "withheld/index.html")
    assert "Section 43(2)" in withheld
    assert "31(1)(a)" not in withheld


def test_what_is_suppressed_is_neither_shown_beside_what_it_was_nor_reckoned_with(
    built: Path, package: Package
) -> None:
    suppressed = {row.figure for row in package.figures if row.status == "suppressed"}
    suppressed |= {row.replaces for row in package.figures if row.status == "suppressed"}
    assert suppressed == {"bins/northtown-3/L16C7", "bins/northtown/L16C7"}
    assert {row.figure for row in package.derived_terms} & suppressed == set()
    for page in (REQUEST, CORRECTION, "index.html", "data/changes/index.html"):
        assert "55" not in words_of(built, page)


def test_beside_another_authority_the_latest_answers_are_compared(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(PROJECTS / "corrected-bins/content", folder / "content")
    letters = folder / "content/requests/bins"
    other = (
        (letters / "northtown.txt")
        .read_text("utf-8")
        .replace("Northtown", "Southby")
        .replace("Small: 130", "Small: 70")
    )
    (letters / "southby.txt").write_text(other, "utf-8")
    (letters / "southby.yml").write_text("state: published\npublished: 2026-03-10\n", "utf-8")
    request = (letters / "request.md").read_text("utf-8")
    more = "  bought:\n    title: Bins bought\n    unit: bins\n    rows:\n      - figures: Q5\n  found:\n    title: Bins found again\n    unit: bins\n    rows:\n      - figures: Q3\n---"
    (letters / "request.md").write_text(
        request.replace("    calculated: sum\n", "").replace("\n---\n", f"\n{more}\n"), "utf-8"
    )
    with (folder / "content/authorities.yml").open("a") as stream:
        stream.write("southby:\n  name: Southby Borough Council\n")
    assert main(["--project", str(folder), "--strict"], front_door.build, ROOT) == 0
    package = parse_package(read_folder(folder / "datapackage"))
    tables = {
        table.name: [(row.authority, row.sequence, row.value, row.status) for row in table.rows]
        for table in package.tables
    }
    assert [row for row in tables["sizes"] if row[2] in (70, 128, 130)] == [
        ("northtown", 3, 128, "observed"),
        ("southby", 1, 70, "observed"),
    ]
    assert tables["bought"] == [("northtown", 3, None, "withheld"), ("southby", 1, 412, "observed")]
    assert tables["found"] == [("northtown", 2, 31, "observed"), ("southby", 1, None, "withheld")]
    page = words_of(folder, REQUEST)
    assert "What letter 3 of Northtown Borough Council changed" in page
    assert "Southby Borough Council" in page
    assert validate_path(folder / "datapackage") == ()
