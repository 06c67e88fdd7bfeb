from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from disclosed.addresses import PLACEHOLDER, evaluate, index_figures, parse_shown
from disclosed.findings import line_of
from disclosed.model import Finding
from disclosed.packaging.package import parse_package, render_package
from disclosed.packaging.validate import validate_quickly
from disclosed.rows import Package
from disclosed.settling.content import build_package, load_alone, load_content
from disclosed.settling.whose import authority_of, cased, stem_key
from tests.making import PROJECTS, make_letter
from tests.the_example import CONTENT

LETTERS = Path(__file__).parent / "letters"
Made = tuple[Package, tuple[Finding, ...]]
Change = Callable[[Path], None]


def made(name: str, tmp_path: Path, change: Change | None = None, *, drafts: bool = False) -> Made:
    """Build a small project, with a change to its files first."""
    shutil.copytree(PROJECTS / name / "content", tmp_path / "content")
    if name == "three-councils":
        for stem in ("aldermoor", "hawkesbeck"):
            letter = LETTERS / f"rr-missing-children-{stem}.txt"
            shutil.copy(letter, tmp_path / f"content/requests/missing-children/{stem}.txt")
    if change:
        change(tmp_path / "content")
    return build_package(load_content(tmp_path / "content"), drafts=drafts)


def serious(findings: tuple[Finding, ...]) -> list[str]:
    return [line_of(found) for found in findings if found.level != "note"]


@pytest.mark.parametrize("name", ["no-request-md", "no-figures", "three-councils"])
def test_every_small_project_makes_a_valid_package(name: str, tmp_path: Path) -> None:
    package, findings = made(name, tmp_path)
    assert serious(findings) == []
    files = render_package(package)
    assert [line_of(found) for found in validate_quickly(files)] == []
    assert parse_package(files) == package


def test_the_real_content_makes_a_valid_package_with_nothing_waiting() -> None:
    package, findings = build_package(load_content(CONTENT))
    assert serious(findings) == []
    assert list(validate_quickly(render_package(package))) == []
    assert (len(package.figures), len(package.responses), len(package.tables)) == (55, 2, 6)


def test_a_letter_needs_no_request_md(tmp_path: Path) -> None:
    package, _ = made("no-request-md", tmp_path)
    assert [(row.request, row.title, row.commentary) for row in package.requests] == [("gulls", "Gulls", "")]
    assert [(row.question, row.row_label, row.value) for row in package.figures] == [
        ("1", "Herring gulls", 120),
        ("1", "Black-headed gulls", 45),
        ("2", "", 31),
    ]
    assert package.tables == ()
    assert [(row.authority, row.name) for row in package.authorities] == [("northtown", "Northtown Borough Council")]


def test_a_letter_without_a_yml_is_a_draft_and_is_never_written(tmp_path: Path) -> None:
    package, _ = made("no-request-md", tmp_path)
    assert [row.response for row in package.responses] == ["gulls/northtown"]


def test_a_preview_takes_drafts_in_and_marks_them(tmp_path: Path) -> None:
    package, _ = made("no-request-md", tmp_path, drafts=True)
    assert [(row.response, row.state) for row in package.responses] == [
        ("gulls/draft-bay", "draft"),
        ("gulls/northtown", "published"),
    ]


def test_what_a_draft_lacks_does_not_hold_up_the_others(tmp_path: Path) -> None:
    def break_draft(content: Path) -> None:
        yml = "state: draft\nreadings:\n  - {line: 9, words: '121', question: Q1}\n"
        (content / "requests/gulls/draft-bay.yml").write_text(yml, "utf-8")

    package, findings = made("no-request-md", tmp_path, break_draft)
    assert len(package.responses) == 1
    (message,) = [line_of(found) for found in findings if "121" in found.message]
    assert message == (
        "content/requests/gulls/draft-bay.yml:3: In a draft, not published: '121' does not stand on line 9 of the "
        "letter. The line is 'Herring gulls: 120'."
    )
    assert serious(findings) == []


def test_a_response_with_no_figures_keeps_its_answers_and_refusals(tmp_path: Path) -> None:
    package, _ = made("no-figures", tmp_path)
    assert [(row.question, row.outcome) for row in package.questions] == [("1", "text"), ("2", "withheld")]
    assert [(row.question, row.provision) for row in package.refusals] == [("2", "FOIA s40(2)")]
    assert (package.figures, package.checks, package.tables) == ((), (), ())
    assert len(package.lines) == 15


def test_several_authorities_are_compared_with_who_did_not_answer(tmp_path: Path) -> None:
    package, _ = made("three-councils", tmp_path)
    (table,) = package.tables
    assert [(row.authority, row.dimensions, row.value, row.status) for row in table.rows] == [
        ("aldermoor", ("Children not looked after", "Offered"), 502, "observed"),
        ("aldermoor", ("Children not looked after", "Accepted"), 301, "observed"),
        ("aldermoor", ("Looked-after children", "Offered"), 377, "observed"),
        ("aldermoor", ("Looked-after children", "Accepted"), 190, "observed"),
        ("hawkesbeck", ("Children not looked after", "Offered"), None, "not_held"),
        ("hawkesbeck", ("Children not looked after", "Accepted"), None, "not_held"),
        ("hawkesbeck", ("Looked-after children", "Offered"), 640, "observed"),
        ("hawkesbeck", ("Looked-after children", "Accepted"), 402, "observed"),
        ("eastbourne-vale", ("Children not looked after", "Offered"), None, "no_reply"),
        ("eastbourne-vale", ("Children not looked after", "Accepted"), None, "no_reply"),
        ("eastbourne-vale", ("Looked-after children", "Offered"), None, "no_reply"),
        ("eastbourne-vale", ("Looked-after children", "Accepted"), None, "no_reply"),
    ]
    assert [(row.check.partition("/")[2], row.result) for row in package.checks if row.origin == "declared"] == [
        ("aldermoor/bands-looked-after/1", "holds"),
        ("aldermoor/bands-not-looked-after/1", "holds"),
        ("aldermoor/accepted-not-looked-after/1", "holds"),
        ("aldermoor/accepted-looked-after/1", "holds"),
        ("hawkesbeck/bands-looked-after/1", "differs"),
        ("hawkesbeck/bands-not-looked-after/1", "not_tested"),
        ("hawkesbeck/accepted-looked-after/1", "holds"),
    ]
    assert [(row.authority, row.state) for row in package.asked] == [
        ("aldermoor", "answered"),
        ("eastbourne-vale", "no_reply"),
        ("hawkesbeck", "answered"),
    ]


def test_nothing_suppressed_is_given_away_by_what_is_calculated(tmp_path: Path) -> None:
    package, _ = made("three-councils", tmp_path)
    suppressed = {row.figure for row in package.figures if row.status == "suppressed"}
    assert suppressed
    rules = {row.check for row in package.checks if row.relation == "rule"}  # these compare labels, and no values
    compared = {row.figure for row in package.check_terms if row.check not in rules}
    assert suppressed & (compared | {row.figure for row in package.derived_terms}) == set()


def withdraw(content: Path) -> None:
    yml = "state: withdrawn\npublished: 2026-01-01\nwithdrawn: 2026-02-01\n"
    (content / "requests/missing-children/hawkesbeck.yml").write_text(yml, "utf-8")
    (content / "requests/missing-children/hawkesbeck.txt").unlink()
    text = (content / "requests/missing-children/request.md").read_text("utf-8")
    (content / "requests/missing-children/request.md").write_text(text.partition("\n- Of those")[0], "utf-8")


UNNAMED = ["content/requests/missing-children/hawkesbeck.yml: The text is gone that named the letter's authority. Add 'hawkesbeck' to content/authorities.yml, with its name."]  # fmt: skip


def test_a_withdrawn_letter_leaves_no_trace_of_what_it_said(tmp_path: Path) -> None:
    package, findings = made("three-councils", tmp_path, withdraw)
    assert serious(findings) == UNNAMED
    assert [row.name for row in package.authorities if row.authority == "hawkesbeck"] == ["Hawkesbeck"]
    gone = "missing-children/hawkesbeck"
    assert [(row.state, row.updated) for row in package.responses if row.response == gone] == [
        ("withdrawn", "2026-02-01")
    ]
    rows = (*package.lines, *package.figures, *package.questions, *package.notes, *package.checks, *package.derived)
    assert [row for row in rows if row.response == gone] == []


def test_a_request_whose_only_letter_is_withdrawn_says_nothing_of_it(tmp_path: Path) -> None:
    def only_one(content: Path) -> None:
        withdraw(content)
        for name in ("aldermoor.txt", "aldermoor.yml", "asked.csv"):
            (content / "requests/missing-children" / name).unlink()

    package, findings = made("three-councils", tmp_path, only_one)
    assert serious(findings) == UNNAMED
    assert [(row.headline, row.commentary) for row in package.requests] == [("", "")]
    assert package.tables == ()


@pytest.mark.parametrize(
    ("csv", "message"),
    [
        ("authority,state\naldermoor,no_reply\n", "content/requests/missing-children/asked.csv:2: 'aldermoor' is said to be 'no_reply', and its letter is here. Write answered."),
        ("authority,state\neastbourne,no_reply\n", "content/requests/missing-children/asked.csv:2: content/authorities.yml has no 'eastbourne'. Did you mean 'eastbourne-vale'?"),
    ],
)  # fmt: skip
def test_asked_csv_is_held_against_the_letters(csv: str, message: str, tmp_path: Path) -> None:
    def write(content: Path) -> None:
        (content / "requests/missing-children/asked.csv").write_text(csv, "utf-8")

    assert message in serious(made("three-councils", tmp_path, write)[1])


def change_yml(text: str) -> Change:
    def write(content: Path) -> None:
        path = content / "requests/gulls/northtown.yml"
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return write


def test_a_letter_that_supersedes_no_other_names_the_nearest(tmp_path: Path) -> None:
    _, findings = made("no-request-md", tmp_path, change_yml("supersedes: draft-by\n"))
    assert serious(findings) == [
        "content/requests/gulls/northtown.yml:3: It supersedes 'draft-by', which is no other letter of this request. Did you mean 'draft-bay'?"
    ]


def test_a_letter_of_nobody_known_is_an_error(tmp_path: Path) -> None:
    def unname(content: Path) -> None:
        path = content / "requests/gulls/northtown.txt"
        path.write_text(path.read_text("utf-8").replace("Northtown Borough Council\n", ""), "utf-8")

    _, findings = made("no-request-md", tmp_path, unname)
    assert serious(findings) == [
        "content/requests/gulls/northtown.txt: The letter prints no authority, and content/authorities.yml has no 'northtown'. Add it there, with its name."
    ]


def test_bytes_that_are_no_text_are_told_with_the_file(tmp_path: Path) -> None:
    def spoil(content: Path) -> None:
        (content / "requests/gulls/northtown.txt").write_bytes(b"1. Caf\xe9?\n")

    _, findings = made("no-request-md", tmp_path, spoil)
    assert serious(findings) == [
        "content/requests/gulls/northtown.txt:1: The text is not UTF-8. Save the file again as UTF-8."
    ]


def test_the_same_content_makes_the_same_bytes_anywhere(tmp_path: Path) -> None:
    one, _ = made("three-councils", tmp_path / "one")
    two, _ = made("three-councils", tmp_path / "two")
    assert render_package(one) == render_package(two)


def test_the_authority_is_that_of_the_settings_else_of_the_name() -> None:
    letter = make_letter(stem="leicester-2")
    assert authority_of(letter, {}) == "leicester"
    assert authority_of(make_letter("authority: bath\n", "leicester-2"), {}) == "bath"
    assert authority_of(replace(letter, stem="district-9"), {"district-9": None}) == "district-9"  # type: ignore[dict-item]


def test_letters_of_one_authority_are_numbered_by_their_names() -> None:
    assert sorted(["bath-10", "bath-2", "bath", "ayr"], key=stem_key) == ["ayr", "bath", "bath-2", "bath-10"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("CITY OF YORK COUNCIL", "City of York Council"),
        ("STOKE-ON-TRENT CITY COUNCIL", "Stoke-On-Trent City Council"),
        ("Bath and North East Somerset Council", "Bath and North East Somerset Council"),
    ],
)
def test_a_name_in_capitals_is_written_as_names_are(printed: str, name: str) -> None:
    assert cased(printed) == name


# docs/editorial.md §10 and §11: what the real requests' findings say, word for word. Notes are named, for a page to number.
FIRST = [
    "Leicester City Council recorded 279 children under 18 as missing between 1 April 2020 and 31 March 2021. Of these, 64 were looked after.",
    "More than half of the children who were not looked after were recorded as missing once (130) [note: bands-not-looked-after].",
    'In the bands from "Between six and 10 times" up, the letter counts 27 looked-after children and 23 who were not looked after (calculated) [note: bands-not-looked-after] [note: bands-looked-after].',
    "Children who were not looked after were offered 597 return interviews and 57% (339) were accepted. Looked-after children were offered 694 and 34% (234) were accepted [note: providers].",
    "The letter gives 1,254 accepted return interviews carried out by local authority staff and 27 by commissioned services [note: providers].",
]  # fmt: skip
SECOND = [
    "The number of looked-after children who went missing or absent was 95 in 2022, 108 in 2023 and 113 in 2024.",
    "That was 11%, 13% and 14% of the children looked after during each year (844, 844 and 837).",
    "From January to May 2025, the number was 48, of 663 looked after. This is part of a year and cannot be compared with the whole years [note: part-year].",
    "For each period the letter gives 0 children still missing.",
    "Children identified as unaccompanied asylum-seeking or separated numbered 58 in 2022, 82 in 2023 and 78 in 2024. Of these, 4, 8 and 4 went missing or absent [note: asylum-terms].",
]  # fmt: skip


@pytest.mark.parametrize(
    ("request_name", "findings"), [("missing-children-2020-21", FIRST), ("missing-asylum-seeking-children", SECOND)]
)
def test_the_findings_say_what_the_editorial_standard_says(request_name: str, findings: list[str]) -> None:
    package, _ = build_package(load_content(CONTENT))
    figures = index_figures(row for row in package.figures if row.request == request_name)
    row = next(row for row in package.requests if row.request == request_name)
    text = PLACEHOLDER.sub(lambda found: evaluate(parse_shown(found[1].strip()), figures).words, row.commentary)
    assert [" ".join(item.split()) for item in text.removeprefix("- ").split("\n- ")] == findings


def test_the_calculated_numbers_of_the_real_requests_are_those_of_the_standard() -> None:
    package, _ = build_package(load_content(CONTENT))
    assert sorted((row.kind, str(row.value)) for row in package.derived) == [
        ("share", "11.3"),
        ("share", "12.8"),
        ("share", "13.5"),
        ("share", "33.7"),
        ("share", "56.8"),
        ("sum", "1281"),
        ("sum", "218"),
        ("sum", "23"),
        ("sum", "27"),
        ("sum", "66"),
    ]


def test_the_notes_of_the_real_requests_are_those_of_the_standard() -> None:
    package, _ = build_package(load_content(CONTENT))
    assert [row.words for row in package.notes] == [
        "The request asked for 1 January to 31 May 2025, or to 27 May 2025. The letter does not say which end date its figures use.",
        'The question asks about children identified as "an unaccompanied asylum-seeking child (UASC) or a separated child". The letter\'s table headings are "CASS" for these children and "CLA" for looked-after children; it does not explain either.',
        "A child looked after in more than one period is counted in each: do not add the periods.",
        "The letter gives 844 looked-after children for both 2022 and 2023.",
        'Questions 1a, 3 and 4 ask about children who "have gone missing or absent"; the letter\'s headings say "Missing". It defines neither word.',
        "The letter prints no date and no reference.",
        'The letter does not define "missing" or "Return Interview".',
        "Question 3e also asks for the names of the local authority department and of the commissioned service. The letter gives no names under 3e; answer 4 describes who carries out the interviews.",
        "The letter prints no date and no reference.",
    ]  # fmt: skip


def test_every_quotation_of_the_real_package_stands_at_its_place() -> None:
    package, _ = build_package(load_content(CONTENT))
    text = {(row.response, row.line): row.text for row in package.lines}
    for row in (*package.figures, *package.set_aside, *package.refusals):
        assert text[row.response, row.line][row.column_from - 1 : row.column_to] == row.as_written


def test_one_request_can_be_loaded_whatever_is_wrong_around_it(tmp_path: Path) -> None:
    shutil.copytree(PROJECTS / "no-request-md/content", tmp_path / "content")
    (tmp_path / "content/site.yml").write_text("titel: Wrong\n", "utf-8")
    (tmp_path / "content/requests/gulls/request.md").write_text("---\ntitel: Wrong\n---\n", "utf-8")
    (tmp_path / "content/requests/gulls/northtown.yml").write_text("state: shown\n", "utf-8")
    content, problems = load_alone(tmp_path / "content", "gulls")
    assert content is not None
    assert [letter.stem for letter in content.requests[0].letters] == ["draft-bay"]
    assert (content.requests[0].settings.title, content.site.title) == ("Gulls", "")
    files = ("site.yml", "requests/gulls/request.md", "requests/gulls/northtown.yml")
    assert {found.file for found in problems} == {f"content/{file}" for file in files}


@pytest.mark.parametrize("name", ["nothing-here", "../requests", "Gulls", ""])
def test_a_request_that_is_none_cannot_be_loaded(name: str, tmp_path: Path) -> None:
    shutil.copytree(PROJECTS / "no-request-md/content", tmp_path / "content")
    assert load_alone(tmp_path / "content", name) == (None, ())
