"""What differs between two versions of the package: the sentences, and how much of a version they ask for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from disclosed.findings import UserError
from disclosed.packaging.cells import parse_csv, render_csv
from disclosed.packaging.package import render_package
from disclosed.releasing.difference import difference_of
from disclosed.releasing.disclosure import given_away
from disclosed.releasing.edition import Edition, load_older, parse_edition
from disclosed.releasing.versions import choose_version, next_version, parse_version
from disclosed.releasing.wording import MOST_LETTERS, describe_difference
from disclosed.rows import AskedRow, CheckTermRow, Package
from disclosed.settling.content import build_package, load_content
from tests.making import PROJECTS
from tests.packages import LOANS, MUSEUM, NORTHBY, SOUTHAM, small_package
from tests.sites import changed, without_figures

SMALL = small_package()
FILES = render_package(SMALL)


def edition(package: Package | Mapping[str, bytes]) -> Edition:
    return parse_edition(render_package(package) if isinstance(package, Package) else package, "datapackage")


def told(old: Package | Mapping[str, bytes], new: Package | Mapping[str, bytes]) -> tuple[str, list[str]]:
    """Give the level and the sentences."""
    before, after = edition(old), edition(new)
    return difference_of(before, after).level, list(describe_difference(before, after))


def with_row(resource: str, index: int, **changes: object) -> Package:
    rows = list(getattr(SMALL, resource))
    rows[index] = replace(rows[index], **changes)
    return replace(SMALL, **{resource: tuple(rows)})


def rewritten(change: Callable[[dict[str, Any], dict[str, list[list[str]]]], None], name: str) -> dict[str, bytes]:
    """Write a resource as another version of this program might have: its schema and its cells changed."""
    descriptor = json.loads(FILES["datapackage.json"])
    resource = next(one for one in descriptor["resources"] if one["name"] == name)
    path = f"data/{name}.csv"
    table = {"rows": [cells for _, cells in parse_csv(FILES[path], path)]}
    change(resource["schema"], table)
    header, *rows = table["rows"]
    return {**FILES, path: render_csv(header, rows), "datapackage.json": json.dumps(descriptor).encode()}


def without_column(name: str) -> Callable[[dict[str, Any], dict[str, list[list[str]]]], None]:
    def change(schema: dict[str, Any], table: dict[str, list[list[str]]]) -> None:
        at = [field["name"] for field in schema["fields"]].index(name)
        del schema["fields"][at]
        for row in table["rows"]:
            del row[at]

    return change


def retyped(schema: dict[str, Any], table: dict[str, list[list[str]]]) -> None:
    next(field for field in schema["fields"] if field["name"] == "line")["type"] = "string"


def described_otherwise(schema: dict[str, Any], table: dict[str, list[list[str]]]) -> None:
    schema["fields"][0]["description"] = "Another description."


def without_resource(name: str) -> dict[str, bytes]:
    descriptor = json.loads(FILES["datapackage.json"])
    descriptor["resources"] = [one for one in descriptor["resources"] if one["name"] != name]
    return {**FILES, "datapackage.json": json.dumps(descriptor).encode()}


OLDER = rewritten(without_column("superseded"), "figures")


@pytest.mark.parametrize(
    ("old", "new", "level", "sentences"),
    [
        (SMALL, SMALL, "none", []),
        (SMALL, replace(SMALL, version="9.9.9", released="2030-01-01"), "none", []),
        (SMALL, replace(SMALL, title="Loans", description="Of books."), "patch", ["The package’s title and description changed."]),
        (SMALL, with_row("figures", 0, value=1201, as_written="1,201"), "patch", ["library-loans/northby: 1 figure changed."]),
        (SMALL, with_row("responses", 0, reference="FOI 13", url="https://northby.example/13"), "patch", ["library-loans/northby: reference and url changed."]),
        (SMALL, with_row("requests", 0, commentary="More."), "patch", ["library-loans: commentary of the request changed."]),
        (SMALL, with_row("notes", 0, words="Otherwise."), "patch", ["library-loans/northby: 1 note changed."]),
        (SMALL, with_row("authorities", 0, name="Northby Council"), "patch", ["The package’s contributors changed.", "authorities: 1 authority changed."]),
        (SMALL, replace(SMALL, asked=(*SMALL.asked, AskedRow("museum-visits", "southam", "", "", "refused", "", ""))), "minor", ["museum-visits: 1 entry of who was asked added."]),
        (SMALL, with_row("lines", 0, text="Northby"), "patch", ["library-loans/northby: 1 line changed."]),
        (OLDER, SMALL, "minor", ["figures: the column superseded is new."]),
        (SMALL, OLDER, "major", ["figures: the column superseded is gone."]),
        (SMALL, rewritten(retyped, "figures"), "major", ["figures: the column line is of type string, and was of type integer."]),
        (SMALL, rewritten(described_otherwise, "figures"), "patch", ["Titles or descriptions in the dictionary changed."]),
        (without_resource("derived_terms"), SMALL, "minor", ["New in the package: derived_terms."]),
        (SMALL, without_resource("derived_terms"), "major", ["No longer in the package: derived_terms."]),
    ],
    ids=["nothing", "version and day", "words", "a value", "what is said of a letter", "commentary", "a note", "a name", "a body asked", "a line",
         "a new column", "a column gone", "another type", "a description", "a new resource", "a resource gone"],
)  # fmt: skip
def test_a_difference_is_told_in_words_and_asks_for_a_version(
    old: Package | dict[str, bytes], new: Package | dict[str, bytes], level: str, sentences: list[str]
) -> None:
    assert told(old, new) == (level, sentences)


def without_request(package: Package, request: str) -> Package:
    gone = {row.response for row in package.responses if row.request == request}
    checks = {row.check for row in package.checks if row.response in gone}
    derived = {row.derived for row in package.derived if row.response in gone}
    kept: dict[str, Any] = {}
    for name in (
        "requests",
        "asked",
        "responses",
        "questions",
        "refusals",
        "lines",
        "figures",
        "set_aside",
        "checks",
        "derived",
        "notes",
        "tables",
    ):
        rows = getattr(package, name)
        kept[name] = tuple(
            r for r in rows if getattr(r, "request", "") != request and getattr(r, "response", "") not in gone
        )
    kept["check_terms"] = tuple(row for row in package.check_terms if row.check not in checks)
    kept["derived_terms"] = tuple(row for row in package.derived_terms if row.derived not in derived)
    return replace(package, **kept)


def test_a_request_that_is_new_or_gone_is_one_sentence() -> None:
    fewer = without_request(SMALL, "museum-visits")
    assert told(fewer, SMALL) == (
        "minor",
        [
            "The package’s keywords changed.",
            "New request: Visits to museums (museum-visits), with 1 letter, 2 figures and 1 table.",
        ],
    )
    assert told(SMALL, fewer) == ("major", ["The package’s keywords changed.", "The request museum-visits is gone."])


def without_letter(package: Package, response: str) -> Package:
    bare = without_figures(package, response)
    keep = {
        name: tuple(row for row in getattr(bare, name) if row.response != response)
        for name in ("responses", "questions", "notes")
    }
    return replace(bare, **keep)


def test_a_letter_that_is_new_or_gone_is_named() -> None:
    fewer = without_letter(SMALL, SOUTHAM)
    level, sentences = told(fewer, SMALL)
    assert (level, [said for said in sentences if "letter" in said]) == (
        "minor",
        ["New letter: library-loans/southam, with 2 figures."],
    )
    level, sentences = told(SMALL, fewer)
    assert (level, [said for said in sentences if "letter" in said]) == (
        "minor",
        ["The letter library-loans/southam is gone."],
    )


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("withdrawn", "The letter library-loans/northby was withdrawn on 1 May 2025."),
        ("under_review", "The letter library-loans/northby has been under review since 1 May 2025 and is not shown."),
    ],
)
def test_of_a_letter_that_is_not_shown_nothing_is_counted(state: str, sentence: str) -> None:
    hidden = changed(without_figures(SMALL, NORTHBY), NORTHBY, state=state, updated="2025-05-01")
    level, sentences = told(SMALL, hidden)
    assert level == "minor"
    assert sentence in sentences
    assert [said for said in sentences if NORTHBY in said] == [sentence]
    assert told(hidden, hidden) == ("none", [])
    _, back = told(hidden, SMALL)
    assert f"The letter {NORTHBY} is shown again, with 4 figures." in back


def test_a_table_that_goes_with_its_only_letter_is_not_named() -> None:
    hidden = changed(without_figures(SMALL, MUSEUM), MUSEUM, state="withdrawn", updated="2025-05-01")
    hidden = replace(hidden, tables=tuple(table for table in hidden.tables if table.rows))
    level, sentences = told(SMALL, hidden)
    assert level == "major"
    assert [said for said in sentences if "museum" in said] == [
        "The letter museum-visits/northby was withdrawn on 1 May 2025.",
        "A table of museum-visits is gone with a letter that is not shown.",
    ]
    assert not any("years" in said for said in sentences)
    table = next(table for table in SMALL.tables if table.request == "museum-visits")
    two = replace(SMALL, tables=(*SMALL.tables, replace(table, name="other", resource="museum-visits-other")))
    _, sentences = told(two, hidden)
    assert "2 tables of museum-visits are gone with letters that are not shown." in sentences


def test_many_new_letters_of_a_request_are_counted_and_not_listed() -> None:
    rows = [
        replace(SMALL.responses[0], response=f"{LOANS}/town-{at}", authority=f"town-{at}")
        for at in range(MOST_LETTERS + 1)
    ]
    bodies = [
        replace(SMALL.authorities[0], authority=f"town-{at}", name=f"Town {at}") for at in range(MOST_LETTERS + 1)
    ]
    many = replace(SMALL, responses=(*SMALL.responses, *rows), authorities=(*SMALL.authorities, *bodies))
    assert told(SMALL, many)[1][1:] == [
        "library-loans: 13 new letters, with 0 figures.",
        "authorities: 13 authorities added.",
    ]


def test_no_sentence_holds_a_value_or_a_label(corrected: tuple[Edition, Edition]) -> None:
    said = " ".join(describe_difference(*corrected))
    for words in ("130", "128", "412", "55", "Small", "Moor", "Skips", "contractor"):
        assert words not in said


def test_a_correction_is_counted_figure_by_figure(corrected: tuple[Edition, Edition]) -> None:
    assert list(describe_difference(*corrected)) == [
        "bins/northtown: 1 calculated number removed.",
        "New letter: bins/northtown-2 (a review), with 1 figure.",
        "bins/northtown-2 supersedes answers of bins/northtown: 1 answer now given.",
        "New letter: bins/northtown-3 (a correction), with 7 figures.",
        "bins/northtown-3 supersedes answers of bins/northtown: 2 figures changed, 1 figure added, 1 figure no longer given, 1 figure now suppressed and 1 answer now withheld.",
        "bins-sizes: 4 rows added and 4 removed.",
        "bins-wards: 3 rows added and 3 removed.",
    ]  # fmt: skip
    assert difference_of(*corrected).level == "minor"


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Edition]:
    """The project of three letters, before and after its review and its correction."""
    folder = tmp_path_factory.mktemp("corrected") / "content"
    shutil.copytree(PROJECTS / "corrected-bins/content", folder)
    after, _ = build_package(load_content(folder))
    for name in ("northtown-2", "northtown-3"):
        for suffix in (".txt", ".yml"):
            (folder / "requests/bins" / (name + suffix)).unlink()
    before, _ = build_package(load_content(folder))
    return edition(before), edition(after)


# Versions


@pytest.mark.parametrize(
    ("before", "level", "after"),
    [
        ("1.2.3", "major", "2.0.0"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "patch", "1.2.4"),
        ("0.9.0", "major", "1.0.0"),
    ],
)
def test_the_next_version_follows_from_the_difference(before: str, level: Any, after: str) -> None:
    version = parse_version(before)
    assert version is not None
    assert ".".join(map(str, next_version(version, level))) == after
    assert choose_version(before, level) == after


@pytest.mark.parametrize("text", ["", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.0-rc1", "1.0.٣", "1.0.0\n"])
def test_what_is_no_version_is_none(text: str) -> None:
    assert parse_version(text) is None


@pytest.mark.parametrize(
    ("given", "level", "message"),
    [
        ("1.2.3", "patch", "--version: Version 1.2.3 is no later one than 1.2.3, the last release. Leave it out, or write 1.2.4 or a later one."),
        ("1.1.9", "minor", "--version: Version 1.1.9 is no later one than 1.2.3, the last release. Leave it out, or write 1.3.0 or a later one."),
        ("1.2.4", "minor", "--version: Version 1.2.4 is too small: rows, resources or columns were added or removed. That asks for 1.3.0 or a later one."),
        ("1.9.0", "major", "--version: Version 1.9.0 is too small: a resource or a column is gone or of another type. That asks for 2.0.0 or a later one."),
    ],
)  # fmt: skip
def test_a_version_that_does_not_fit_what_changed_is_refused(given: str, level: Any, message: str) -> None:
    with pytest.raises(UserError) as caught:
        choose_version("1.2.3", level, given)
    assert str(caught.value) == message


def test_a_larger_version_may_be_asked_for_and_the_earlier_one_has_to_be_one() -> None:
    assert choose_version("1.2.3", "patch", "2.0.0") == "2.0.0"
    with pytest.raises(UserError, match="The earlier package has the version 'one'"):
        choose_version("one", "patch")


# Packages of other versions


def test_an_older_package_is_read_under_todays_columns() -> None:
    older = rewritten(without_column("replaces"), "figures")
    read = load_older(older, "datapackage")
    assert read is not None
    assert read.figures == SMALL.figures
    assert [table.rows for table in read.tables] == [table.rows for table in SMALL.tables]
    lacking = load_older(without_resource("derived_terms"), "datapackage")
    assert lacking is not None
    assert (lacking.derived_terms, lacking.figures) == ((), SMALL.figures)
    assert load_older({"datapackage.json": b"{}"}, "datapackage") is None


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "old: It holds no datapackage.json. Name a data package's folder or zip."),
        ({"datapackage.json": b"["}, "old/datapackage.json:1: The file is not JSON (Expecting value). The package is generated: change what it is made from and run `python3 build.py`."),
        ({"datapackage.json": b"[]"}, "old/datapackage.json: It describes no data package. Name another package with --against."),
        ({"datapackage.json": b'{"resources": [{"name": "x"}]}'}, "old/datapackage.json: A resource is not described. Name another package with --against."),
        ({"datapackage.json": b'{"resources": [{"name": "x", "path": "x.csv", "schema": {"fields": []}}]}'}, "old/x.csv: The file is missing. Name another package with --against."),
        ({"datapackage.json": b'{"resources": [{"name": "x", "path": "x.csv", "schema": {"fields": []}}]}', "x.csv": b"a,b\r\n1\r\n"}, "old/x.csv:2: The row has not as many cells as the header. Name another package with --against."),
    ],
)  # fmt: skip
def test_what_is_no_package_is_told(files: dict[str, bytes], message: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_edition(files, "old")
    assert str(caught.value) == message


# Suppressed cells across releases


def suppressing(*cells: int) -> Package:
    """Suppress some of 1,200 adults, 800 children and their total, which a check adds up, in Northby's letter."""
    rows = list(SMALL.figures)
    rows[2] = replace(rows[2], value=2000)
    for at in cells:
        rows[at] = replace(rows[at], value=None, status="suppressed", marker="[c]")
    names = [row.figure for row in rows[:3]]
    check = replace(
        SMALL.checks[0], statement="sum(Q1) = Q1[Total]", relation="=", result="not_tested" if cells else "holds"
    )
    sides = (("left", names[0]), ("left", names[1]), ("right", names[2]))
    terms = tuple(CheckTermRow(check.check, side, at, 1, "+", name) for at, (side, name) in enumerate(sides, 1))
    return replace(SMALL, figures=tuple(rows), checks=(check,), check_terms=terms)


def lines_given_away(old: Package, new: Package) -> list[tuple[str, int]]:
    found = given_away(old, new)
    said = " ".join(one.message + one.remedy for one in found)
    assert not any(digits in said for digits in ("1200", "1,200", "800", "2000", "2,010"))
    assert {one.code for one in found} <= {"suppressed_recoverable"}
    return [(one.file, one.line) for one in found]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ((), (0, 1), [3, 4]),
        ((1,), (0, 1), [3, 4]),
        ((0, 1), (0, 1), []),
        ((0, 1), (0,), []),
        ((0, 2), (0, 1), [3, 4]),
        ((0, 1, 2), (0, 1), []),
    ],
    ids=[
        "printed before", "one printed before, the other by the sum", "suppressed in both", "given away by itself",
        "in turn, by their sum", "less than now",
    ],
)  # fmt: skip
def test_a_suppressed_cell_that_only_both_versions_give_away_is_found(
    before: tuple[int, ...], after: tuple[int, ...], lines: list[int]
) -> None:
    assert lines_given_away(suppressing(*before), suppressing(*after)) == [(NORTHBY, line) for line in lines]


def test_a_check_that_differs_in_either_version_tells_nothing_of_a_cell() -> None:
    odd = suppressing()
    odd = replace(odd, checks=(replace(odd.checks[0], result="differs"),))
    new = suppressing(0, 1)
    one_left = replace(odd, figures=tuple(row for row in odd.figures if row.line != 3))
    assert lines_given_away(one_left, new) == [(NORTHBY, 4)]


def test_a_number_written_in_a_statement_counts() -> None:
    def plus(package: Package) -> Package:
        return replace(package, checks=(replace(package.checks[0], statement="sum(Q1) + 5 = Q1[Total]"),))

    old, new = plus(suppressing(0)), plus(suppressing(0, 1))
    assert lines_given_away(old, new) == [(NORTHBY, 3), (NORTHBY, 4)]


def test_a_release_that_only_takes_a_letter_down_is_a_release() -> None:
    hidden = changed(without_figures(SMALL, NORTHBY), NORTHBY, state="withdrawn", updated="2025-05-01")
    assert told(SMALL, hidden)[0] == "minor"
    later = changed(hidden, NORTHBY, updated="2025-05-02")
    assert told(hidden, later) == ("minor", [f"The letter {NORTHBY} was withdrawn on 2 May 2025."])
