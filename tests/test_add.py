"""`add`: a file from outside to a letter in `content/`, with what is drafted beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

import build as front_door
from disclosed import cli
from disclosed.add import Added, AddOptions, add_letters, adding_day
from disclosed.adding.drafting import Given
from disclosed.adding.judging import tables_named
from disclosed.findings import UserError, line_of, problem
from disclosed.packaging.package import render_package
from disclosed.packaging.validate import validate_quickly
from disclosed.settling.assembly import build_package, read
from disclosed.settling.content import load_content
from disclosed.settling.periods import is_day
from tests.the_example import CONTENT

ROOT = Path(__file__).resolve().parent.parent
LETTERS = Path(__file__).parent / "letters"
DAY = "2026-11-22"

ALLOTMENTS = """Fernleigh District Council

Our reference: FOI 2871
15 April 2020

Dear Applicant

Freedom of Information Act 2000: allotments

1. How many allotment sites does the Council own?
14

2. How many plots of each kind are let?
Full plots - 412
Half plots - 735

You may re-use this information under the Open Government Licence v3.0.
"""
OTHER_TOWN = (
    ALLOTMENTS.replace("Fernleigh District", "Oakmere Town")
    .replace("FOI 2871", "FOI 77")
    .replace("412", "31")
    .replace("735", "8")
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project: settings of a site, and no letter."""
    folder = tmp_path / "project"
    (folder / "content").mkdir(parents=True)
    shutil.copy(CONTENT / "site.yml", folder / "content/site.yml")
    return folder


def add(project: Path, *files: Path, index: Path | None = None, dry_run: bool = False, **given: str) -> Added:
    return add_letters(AddOptions(project, files, Given(**given), DAY, index, dry_run), read)


def written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def save(tmp_path: Path, name: str, text: str | bytes) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def filed(project: Path, name: str) -> str:
    return (project / "content/requests" / name).read_text("utf-8")


def serious(project: Path) -> list[str]:
    package, findings = build_package(load_content(project / "content"))
    bad = [line_of(found) for found in findings if found.level != "note"]
    return bad + [line_of(found) for found in validate_quickly(render_package(package))]


def test_a_letter_that_nothing_waits_for_is_filed_as_published_with_a_request_that_can_be_used_as_it_is(
    project: Path, tmp_path: Path
) -> None:
    added = add(project, save(tmp_path, "letter.txt", ALLOTMENTS))
    assert written(project / "content/requests") == [
        "allotments/fernleigh-district-council.txt",
        "allotments/fernleigh-district-council.yml",
        "allotments/request.md",
    ]
    assert filed(project, "allotments/fernleigh-district-council.txt") == ALLOTMENTS
    assert filed(project, "allotments/fernleigh-district-council.yml") == (
        "state: published\n"
        "published: 2026-11-22\n"
        "updated: 2026-11-22\n"
        "# subject: allotments, as the letter prints it.\n"
        "# reference: FOI 2871, as the letter prints it.\n"
        "# date: 2020-04-15, as the letter prints it.\n"
        "# Re-use: the letter grants it (OGL-UK-3.0): You may re-use this information under the Open Government Licence v3.0.\n"
    )
    assert filed(project, "allotments/request.md") == (
        "---\ntitle: Allotments\ntables:\n  question-2:\n    title: How many plots of each kind are let\n"
        "    unit: plots\n    labels: label\n    rows:\n      - figures: Q2\n---\n"
    )
    assert serious(project) == []
    package, _ = build_package(load_content(project / "content"))
    assert [(row.row_label, row.value) for row in package.figures] == [
        ("", 14),
        ("Full plots", 412),
        ("Half plots", 735),
    ]
    assert [table.name for table in package.tables] == ["question-2"]
    assert not added.failed
    assert "   15        Half plots - 735" not in added.lines[0]
    assert "Q2[Half plots] = 735" in added.lines[0]
    assert (
        added.lines[-1] == "content/requests/allotments/fernleigh-district-council.txt, as published (a new request)."
    )


def test_a_dry_run_says_the_same_and_writes_nothing(project: Path, tmp_path: Path) -> None:
    letter = save(tmp_path, "letter.txt", ALLOTMENTS)
    tried = add(project, letter, dry_run=True)
    assert written(project) == ["content/site.yml"]
    done = add(project, letter)
    assert tried.lines[-1] == done.lines[-1] + " (not written: --dry-run)"
    assert tried.lines[:-1] == done.lines[:-1]


def test_the_same_file_twice_says_so_in_any_encoding_and_adds_nothing(project: Path, tmp_path: Path) -> None:
    add(project, save(tmp_path, "letter.txt", ALLOTMENTS))
    before = written(project)
    again = save(tmp_path, "copy.txt", ALLOTMENTS.replace("\n", "\r\n").encode("utf-16"))
    assert add(project, again).lines == (
        f"{again.as_posix()}: This letter is filed already, as allotments/fernleigh-district-council. Nothing was added.",
    )
    assert written(project) == before


def test_a_letter_whose_text_was_mended_since_is_known_again(project: Path, tmp_path: Path) -> None:
    letter = save(tmp_path, "letter.txt", ALLOTMENTS)
    add(project, letter)
    text = project / "content/requests/allotments/fernleigh-district-council.txt"
    text.write_text(ALLOTMENTS.replace("Dear Applicant", "Dear [redacted: name]"), "utf-8")
    assert "is filed already" in add(project, letter).lines[0]


def test_a_second_authority_joins_the_request_whose_questions_it_answers(project: Path, tmp_path: Path) -> None:
    add(project, save(tmp_path, "one.txt", ALLOTMENTS))
    added = add(project, save(tmp_path, "two.txt", OTHER_TOWN))
    assert added.lines[-1] == (
        "content/requests/allotments/oakmere-town-council.txt, as published"
        " (100 per cent of its questions are those of allotments; --request files it elsewhere)."
    )
    assert serious(project) == []
    package, _ = build_package(load_content(project / "content"))
    assert [(row.authority, row.value) for row in package.tables[0].rows] == [
        ("fernleigh-district-council", 412),
        ("fernleigh-district-council", 735),
        ("oakmere-town-council", 31),
        ("oakmere-town-council", 8),
    ]


def test_a_table_that_one_letter_of_a_folder_does_not_fit_is_not_drafted_for_any(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    save(folder, "a.txt", ALLOTMENTS)
    save(folder, "b.txt", OTHER_TOWN.replace("Full plots - 31\nHalf plots - 8\n", "39\n"))
    added = add(project, folder)
    assert added.lines[-1] == "2 letters: 2 as published."
    assert filed(project, "allotments/request.md") == "---\ntitle: Allotments\n---\n"
    assert serious(project) == []


def test_a_request_is_drafted_with_the_tables_of_the_letter_that_has_most(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    refused = "This information is not held.\n"
    save(folder, "a.txt", ALLOTMENTS.replace("Full plots - 412\nHalf plots - 735\n", refused))
    save(
        folder,
        "b.txt",
        OTHER_TOWN.replace("Full plots - 31\nHalf plots - 8\n", "Year    Let\n2022/23    31\n2023/24    8\n"),
    )
    add(project, folder)
    request = filed(project, "allotments/request.md")
    assert "    labels: [period, heading]\n    rows:\n      - figures: Q2\n" in request
    assert "columns:" not in request  # of one heading there is nothing to set across
    assert serious(project) == []


def test_renumbered_questions_and_other_labels_are_proposed_and_wait_for_a_person(
    project: Path, tmp_path: Path
) -> None:
    add(project, save(tmp_path, "one.txt", ALLOTMENTS.replace("Full plots", "Between six and 10 plots")))
    other = (
        OTHER_TOWN.replace("2. How many plots", "3. How many plots")
        .replace("1. How many allotment", "2. How many allotment")
        .replace("Full plots", "6-10 plots")
        .replace("2. How many allotment", "1. Who keeps the list of allotments?\nThe clerk.\n\n2. How many allotment")
    )
    added = add(project, save(tmp_path, "two.txt", other), request="allotments")
    assert filed(project, "allotments/oakmere-town-council.yml").startswith(
        "state: draft  # when what waits below is settled: published\npublished: 2026-11-22\n"
    )
    assert (
        "questions:  # proposed, by likeness of the words with fernleigh-district-council: this letter's number, the request's\n"
        "  Q2: Q1\n"
        "  Q3: Q2\n"
        "labels:  # proposed: this letter's label, the request's\n"
        '  "6-10 plots": Between six and 10 plots\n'
    ) in filed(project, "allotments/oakmere-town-council.yml")
    assert added.lines[-1] == "  Proposed in its .yml: 2 numbers and 1 label of the request that mean the same."
    assert serious(project) == []


@pytest.mark.parametrize(
    ("words", "kind", "supersedes", "said"),
    [
        ("This is the outcome of the internal review of our answer.", "review", True, "as it says itself"),
        ("This is a corrected response; there was an error in our response.", "correction", True, "as it says itself"),
        ("Further to our response, the figures that follow are added.", "supplement", False, "as it says itself"),
        ("Thank you for your patience.", "supplement", False, "a guess: the letter does not say"),
    ],
)
def test_a_later_letter_of_one_authority_gets_a_number_and_a_kind_and_takes_nothing_away_unsaid(
    project: Path, tmp_path: Path, words: str, kind: str, supersedes: bool, said: str
) -> None:
    add(project, save(tmp_path, "one.txt", ALLOTMENTS))
    later = ALLOTMENTS.replace("15 April", "9 June").replace("Dear Applicant\n", f"Dear Applicant\n\n{words}\n")
    add(project, save(tmp_path, "two.txt", later))
    settings = filed(project, "allotments/fernleigh-district-council-2.yml")
    assert f"kind: {kind}  # proposed, beside fernleigh-district-council: {said}\n" in settings
    assert ("supersedes: fernleigh-district-council\n" in settings) is supersedes
    assert settings.startswith("state: draft")
    assert serious(project) == []


CORRECTION = """Fernleigh District Council

Our ref: FOI 2871
9 June 2020

Fernleigh District Council has found an error in its response of 15 April 2020. The corrected answer to question 2 is as follows.

2. How many plots of each kind are let?
Full plots - 413
Half plots - 735

You may re-use this information under the Open Government Licence v3.0.
"""


def test_a_letter_with_the_reference_of_another_of_its_authority_stands_beside_that_one(
    project: Path, tmp_path: Path
) -> None:
    add(project, save(tmp_path, "one.txt", ALLOTMENTS))
    added = add(project, save(tmp_path, "two.txt", CORRECTION))
    assert list(added.lines[-2:]) == [
        (
            "content/requests/allotments/fernleigh-district-council-2.txt, as a draft (its reference is that of"
            " allotments/fernleigh-district-council; --request files it elsewhere)."
        ),
        "  It is a later letter beside fernleigh-district-council: correction is proposed in its .yml.",
    ]
    settings = filed(project, "allotments/fernleigh-district-council-2.yml")
    assert "kind: correction  # proposed, beside fernleigh-district-council: as it says itself\n" in settings
    assert "supersedes: fernleigh-district-council\n" in settings
    other = CORRECTION.replace("Fernleigh", "Oakmere")
    add(project, save(tmp_path, "three.txt", other))
    assert "allotments/oakmere-district-council.txt" not in written(project / "content/requests")


def test_what_a_folder_brings_up_in_a_request_is_told_once(project: Path, tmp_path: Path) -> None:
    add(project, save(tmp_path, "one.txt", ALLOTMENTS))
    folder = tmp_path / "letters"
    for name in ("Oakmere", "Pinbury"):
        bare = OTHER_TOWN.replace("Oakmere", name).replace("Full plots - 31\nHalf plots - 8\n", "39\n")
        save(folder, f"{name}.txt", bare)
    added = add(project, folder)
    assert sum("request.md" in line for line in added.lines) == 1
    for name in ("oakmere", "pinbury"):
        assert "# To settle: request.md" in filed(project, f"allotments/{name}-town-council.yml")


def test_a_table_is_named_by_the_number_of_its_question_whether_the_letter_prints_a_q_or_not(
    project: Path, tmp_path: Path
) -> None:
    add(project, save(tmp_path, "one.txt", ALLOTMENTS.replace("1. How", "Q1. How").replace("2. How", "Q2. How")))
    assert "  question-2:\n" in filed(project, "allotments/request.md")


def test_a_later_letter_does_not_wait_for_a_table_that_a_draft_beside_it_holds(project: Path, tmp_path: Path) -> None:
    first = ALLOTMENTS.replace("1. How many allotment sites does the Council own?\n14\n\n", "").partition("You may")[0]
    first = first.replace(
        "2. How many plots", "1. How many gates of each kind are there?\nWide - 3\nNarrow - 4\n\n2. How many plots"
    )
    add(project, save(tmp_path, "one.txt", first))
    assert "figures: Q1" in filed(project, "allotments/request.md")
    add(project, save(tmp_path, "two.txt", CORRECTION))
    assert "To settle" not in filed(project, "allotments/fernleigh-district-council-2.yml")


def test_what_waits_stands_in_the_yml_as_stanzas_that_settle_it(project: Path, tmp_path: Path) -> None:
    wrong = ALLOTMENTS.replace("Half plots - 735\n", "Half plots - 735\nTotal - 1,000\n")
    add(project, save(tmp_path, "letter.txt", wrong))
    path = project / "content/requests/allotments/fernleigh-district-council.yml"
    settings = path.read_text("utf-8")
    assert settings.startswith("state: draft")
    assert "# settled:\n#   - check:" in settings
    lines = settings.replace("state: draft", "state: published").split("\n")
    place = lines.index("# settled:")
    path.write_text("\n".join([*lines[:place], *(line.removeprefix("# ") for line in lines[place:])]), "utf-8")
    assert serious(project) == []
    package, _ = build_package(load_content(project / "content"))
    assert [row.settled_reason for row in package.checks if row.result == "differs"] == ["As released."]


def test_without_a_licence_the_ground_is_to_be_decided(project: Path, tmp_path: Path) -> None:
    added = add(project, save(tmp_path, "letter.txt", ALLOTMENTS.partition("You may")[0]))
    settings = filed(project, "allotments/fernleigh-district-council.yml")
    assert settings.startswith("state: draft")
    assert "#   ground: authority_policy  # or permission, facts_and_quotation\n" in settings
    assert added.lines[-1] == "  It prints no open licence: decide the ground for re-use in its .yml."


def test_what_a_person_gives_is_written_where_the_letter_prints_none(project: Path, tmp_path: Path) -> None:
    bare = ALLOTMENTS.replace("Our reference: FOI 2871\n15 April 2020\n\n", "")
    save(tmp_path, "case/letter.txt", bare)
    index = save(
        tmp_path,
        "case/cases.csv",
        "file,reference,answered,received,subject,url\r\n"
        "letter.txt,IR-9,2020-04-15,2020-03-20,Allotments and plots,https://example.org/9\r\n",
    )
    add(project, tmp_path / "case", index=index)
    settings = filed(project, "allotments-and-plots/fernleigh-district-council.yml")
    assert '\nreference: IR-9\ndate: 2020-04-15\nurl: "https://example.org/9"\n' in settings
    assert "# subject: the letter prints allotments, the index Allotments and plots." in settings
    assert "received: 2020-03-20\n" in settings


def test_a_folder_is_one_report_the_worst_first_and_runs_again_for_what_is_new(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    save(folder, "a.txt", NAMED)
    save(folder, "b.txt", OTHER_TOWN.partition("You may")[0])
    save(folder, "c.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    save(folder, "notes.ini", "x")
    added = add(project, folder)
    assert added.failed
    assert list(added.lines) == [
        (
            f"{folder.as_posix()}/c.doc: This is the old binary format of Word or Excel, which can keep deleted text."
            " Open it and save it as .docx (or .xlsx), then add that."
        ),
        (
            f"{folder.as_posix()}/b.txt: content/requests/allotments/oakmere-town-council.txt, as a draft"
            " (100 per cent of its questions are those of allotments; --request files it elsewhere)."
        ),
        "  It prints no open licence: decide the ground for re-use in its .yml.",
        f"{folder.as_posix()}/a.txt: content/requests/allotments/fernleigh-district-council.txt, as published (a new request).",
        "  Redacted: name 1.",
        "3 letters: 1 as published, 1 as a draft, 1 not read.",
    ]
    (folder / "c.doc").unlink()
    save(folder, "d.txt", OTHER_TOWN.replace("Oakmere", "Pinbury"))
    again = add(project, folder)
    assert not again.failed
    assert again.lines[-1] == "3 letters: 1 as published, 2 there already."
    assert serious(project) == []


NAMED = ALLOTMENTS.replace("Dear Applicant", "Dear Mrs Quillfeather")


def test_a_folder_of_one_letter_is_one_letter(project: Path, tmp_path: Path) -> None:
    save(tmp_path, "in/a.txt", ALLOTMENTS)
    assert add(project, tmp_path / "in").lines[-1] == "1 letter: 1 as published."


def test_a_table_is_named_by_its_whole_name() -> None:
    found = [
        problem("request.md", 3, f"Table '{name}' has no column 'Ward'.", "") for name in ("question-12", "question-3a")
    ]
    names = ["question-1", "question-2", "question-3", "question-3a", "question-12"]
    assert tables_named(found, names) == {"question-12", "question-3a"}


def test_personal_data_is_redacted_and_lines_and_other_columns_stay(project: Path, tmp_path: Path) -> None:
    added = add(project, save(tmp_path, "letter.txt", NAMED))
    text = filed(project, "allotments/fernleigh-district-council.txt")
    assert text == ALLOTMENTS.replace("Dear Applicant", "Dear [redacted: name]")
    assert "redacted  line 6, columns 6 to 21: name" in added.lines
    assert not any("Quillfeather" in line for line in added.lines)
    assert serious(project) == []


@pytest.mark.parametrize("letter", sorted(LETTERS.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_personal_of_any_letter_of_the_corpus_is_filed(project: Path, letter: Path) -> None:
    personal = json.loads(letter.with_suffix(".expected.json").read_text("utf-8")).get("personal_data") or []
    added = add(project, letter, authority="somewhere", request="asked")
    everything = "\n".join(
        [*added.lines, *(path.read_text("utf-8") for path in project.rglob("*.*") if path.is_file())]
    )
    assert [words for words in personal if words in everything] == []
    assert written(project / "content/requests") == ["asked/request.md", "asked/somewhere.txt", "asked/somewhere.yml"]


DOUBTFUL = ALLOTMENTS.replace("14\n", "14, says Dr Quillfeather, and Mr Barnes School has a plot.\n")


def test_a_letter_with_doubts_about_personal_data_waits_outside_the_repository(project: Path, tmp_path: Path) -> None:
    added = add(project, save(tmp_path, "letter.txt", DOUBTFUL))
    assert written(project / "inbox") == [
        ".gitignore",
        "allotments/fernleigh-district-council.txt",
        "allotments/fernleigh-district-council.yml",
    ]
    assert written(project / "content") == ["site.yml"]
    assert (project / "inbox/.gitignore").read_text() == "*\n"
    settings = (project / "inbox/allotments/fernleigh-district-council.yml").read_text("utf-8")
    assert settings.endswith(
        "# Is it personal data? Write redact or keep after each `decide:`; to keep, add a line `reason:` too.\n"
        "# Then run: python3 build.py add\n"
        "doubts:\n"
        "  - line: 11\n"
        "    kind: name\n"
        '    in: "14, says Dr Quillfeather, and Mr Barnes School has a plot."\n'
        '    words: "Dr Quillfeather"\n'
        "    why: A person is named with a title.\n"
        "    decide: undecided\n"
    )
    assert added.lines[-2:] == (
        "waits in inbox/allotments/fernleigh-district-council.yml: say there what is personal data, then run `python3 build.py add`.",
        "  1 stretch may be personal data: line 11.",
    )


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\ufeff", "\u202a", "\x7f"])
def test_what_a_letter_prints_is_no_setting_whatever_ends_its_lines(project: Path, tmp_path: Path, sign: str) -> None:
    letter = (
        ALLOTMENTS.replace("FOI 2871", f"FOI{sign}2871")
        .replace("Act 2000: allotments", f"Act 2000:{sign}allotments{sign}kind: review")
        .replace("v3.0.", f"v3.0.{sign}kind: correction")
        .replace("kind are let?", f"kind{sign}are let?")
        .replace("Half plots", f"Half{sign}plots")
    )
    add(project, save(tmp_path, "letter.txt", letter))
    assert written(project / "inbox") == []
    stops = [line_of(found) for found in build_package(load_content(project / "content"))[1] if found.level == "error"]
    assert stops == []


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u202a", "\u2069", "\x7f", "\\u202a "])
@pytest.mark.parametrize("decision", ["decide: redact", "decide: keep\n    reason: Public."])
def test_doubtful_words_are_found_again_whatever_stands_in_and_beside_them(
    project: Path, tmp_path: Path, sign: str, decision: str
) -> None:
    letter = DOUBTFUL.replace("says Dr Quillfeather, and", f"says{sign}to Dr Quill{sign}feather, and")
    add(project, save(tmp_path, "letter.txt", letter))
    decide(project, decision)
    add(project)
    assert written(project / "inbox") == [".gitignore"]
    line = filed(project, "allotments/fernleigh-district-council.txt").split("\n")[10]
    assert line == letter.split("\n")[10] or (decision.endswith("redact") and "[redacted: name]" in line)


def decide(project: Path, words: str) -> None:
    path = project / "inbox/allotments/fernleigh-district-council.yml"
    path.write_text(path.read_text("utf-8").replace("decide: undecided", words), "utf-8")


@pytest.mark.parametrize(
    ("decision", "line"),
    [
        ("decide: redact", "14, says [redacted: name], and Mr Barnes School has a plot."),
        ("decide: keep\n    reason: A made-up example.", "14, says Dr Quillfeather, and Mr Barnes School has a plot."),
    ],
)
def test_what_a_person_decides_in_the_inbox_is_filed_by_the_next_add(
    project: Path, tmp_path: Path, decision: str, line: str
) -> None:
    add(project, save(tmp_path, "letter.txt", DOUBTFUL))
    decide(project, decision)
    added = add(project)
    assert added.lines[-1].startswith("content/requests/allotments/fernleigh-district-council.txt, as published")
    assert written(project / "inbox") == [".gitignore"]
    assert filed(project, "allotments/fernleigh-district-council.txt").split("\n")[10] == line
    assert "doubts" not in filed(project, "allotments/fernleigh-district-council.yml")
    assert serious(project) == []


def test_an_undecided_letter_goes_on_waiting_and_is_not_added_twice(project: Path, tmp_path: Path) -> None:
    letter = save(tmp_path, "letter.txt", DOUBTFUL)
    add(project, letter)
    before = written(project)
    added = add(project, letter)
    assert "This letter is filed already" in added.lines[0]
    assert added.lines[-1] == (
        "inbox/allotments/fernleigh-district-council.yml waits: decide whether line 11 of its text is personal data."
    )
    assert written(project) == before


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (
            "decide: keeep",
            "inbox/allotments/fernleigh-district-council.yml:11: 'decide' is 'keeep'; it can be redact or keep. Did you mean 'keep'?",
        ),
        (
            "decide: keep",
            "inbox/allotments/fernleigh-district-council.yml:11: It is kept without a reason. Add reason: and why it is no person's.",
        ),
    ],
)
def test_an_answer_in_the_inbox_that_says_nothing_is_an_error(
    project: Path, tmp_path: Path, decision: str, message: str
) -> None:
    add(project, save(tmp_path, "letter.txt", DOUBTFUL))
    decide(project, decision)
    with pytest.raises(UserError) as error:
        add(project)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "The file is empty. Check that it was saved whole."),
        ("a.txt", b"\n \n", "The file is empty. Check that it was saved whole."),
        (
            "a.txt",
            bytes(range(32)) * 40,
            "This is no text, and no format that is known here. Save the letter as .docx, .pdf or .txt and add that.",
        ),
        (
            "a.txt",
            ALLOTMENTS.replace("Fernleigh District Council\n", "").encode(),
            "The letter does not print which authority wrote it. Say so with --authority, or in the column 'authority' of the index.",
        ),
        (
            "a.rtf",
            b"{\\rtf1 hello}",
            "This is rich text (RTF), which is not read. Open it and save it as .docx, then add that.",
        ),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n000",
            "This is a picture, which holds no text. Ask the authority for the document, or have it read by OCR and compare every figure.",
        ),
        (
            "a.msg",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "This is a message of Outlook, which is not read. Save it from Outlook as .eml or .html, or print it to PDF, then add that.",
        ),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "The file is protected by a password. Open it, save it without the password, then add that.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    project: Path, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    path = save(tmp_path, name, data)
    with pytest.raises(UserError) as error:
        add(project, path)
    assert str(error.value) == f"{path.as_posix()}: {message}"
    assert written(project) == ["content/site.yml"]


def test_a_name_that_cannot_be_used_suggests_one(project: Path, tmp_path: Path) -> None:
    path = save(tmp_path, "a.txt", ALLOTMENTS)
    with pytest.raises(UserError) as error:
        add(project, path, request="Allotments 2020")
    assert str(error.value) == (
        f"{path.as_posix()}: The request 'Allotments 2020' is not a name in lower-case ASCII letters, digits and hyphens."
        " Write allotments-2020."
    )


def test_a_new_request_that_is_nearly_the_name_of_another_asks(project: Path, tmp_path: Path) -> None:
    add(project, save(tmp_path, "a.txt", ALLOTMENTS))
    added = add(project, save(tmp_path, "b.txt", OTHER_TOWN), request="alotments")
    assert added.lines[-1].endswith("(a new request, as given. Did you mean 'allotments'?).")


def test_a_file_that_is_not_there_suggests_the_nearest(project: Path, tmp_path: Path) -> None:
    save(tmp_path, "letter.txt", ALLOTMENTS)
    missing = tmp_path / "leter.txt"
    with pytest.raises(UserError) as error:
        add(project, missing)
    assert str(error.value) == f"{missing.as_posix()}: There is no such file. Did you mean 'letter.txt'?"


def test_an_index_says_all_that_is_wrong_with_it(project: Path, tmp_path: Path) -> None:
    save(tmp_path, "in/a.txt", ALLOTMENTS)
    index = save(tmp_path, "in/cases.csv", "file;answred\na.txt;2020-01-01\n")
    with pytest.raises(UserError) as error:
        add(project, tmp_path / "in", index=index)
    assert str(error.value) == f"{index.as_posix()}:1: There is no column 'answred' here. Did you mean 'answered'?"
    index.write_text("file,answered,url\n../a.txt,1 May,here\na.txt,,\na.txt,,\n")
    with pytest.raises(UserError) as error:
        add(project, tmp_path / "in", index=index)
    assert str(error.value).split("\n") == [
        f"{index.as_posix()}:2: '../a.txt' is not in the folder. Name the file as it is called there.",
        f"{index.as_posix()}:2: 'answered' is '1 May', not a day. Write it as 2026-11-22.",
        f"{index.as_posix()}:2: 'url' is 'here', not an address. Begin it with https://.",
        f"{index.as_posix()}:4: 'a.txt' stands twice; the first is in line 3. Keep one of them.",
    ]
    index.write_text("file,subject\na.txt,Bins, and lids\na.txt,Bins,,\n")
    with pytest.raises(UserError) as error:
        add(project, tmp_path / "in", index=index)
    assert str(error.value).split("\n")[0] == (
        f"{index.as_posix()}:2: The row has 3 cells, and the first line names 2 columns. Quote a text that holds the sign between cells."
    )
    assert ":3: The row has" not in str(error.value)
    for cells in ('a.txt,"' + "x" * 140_000, 'a.txt,"' + "x\n" * 6_000):
        index.write_bytes(f"file,subject\nb.txt,\n{cells}\n".encode())
        with pytest.raises(UserError) as error:
            add(project, tmp_path / "in", index=index)
        assert str(error.value) == (
            f"{index.as_posix()}:3: The row that begins here cannot be read. Close its quotation marks, and shorten its cells."
        )
    index.write_text("file\nb.txt\n")
    with pytest.raises(UserError) as error:
        add(project, tmp_path / "in", index=index)
    assert str(error.value) == f"{index.as_posix()}:2: There is no file 'b.txt' in the folder. Did you mean 'a.txt'?"


def test_the_command_files_a_letter_and_the_build_takes_it(project: Path, tmp_path: Path) -> None:
    letter = save(tmp_path, "letter.txt", ALLOTMENTS)
    run = subprocess.run(
        [sys.executable, ROOT / "build.py", "--project", project, "add", letter],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert f"published: {adding_day()}\n" in filed(project, "allotments/fernleigh-district-council.yml")
    assert is_day(adding_day())
    assert serious(project) == []


def test_wrong_use_of_the_command_prints_one_line_and_no_traceback(project: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "build.py", "--project", project, "add", save(tmp_path, "a.rtf", b"{\\rtf1 x}")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.endswith("then add that.\n1 problem. Nothing was written.\n")


@pytest.mark.parametrize(
    ("refused", "left", "filed_before"),
    [
        ("fernleigh", "Nothing was written.", []),
        ("oakmere", "What was done before stays.", ["fernleigh-district-council"]),
    ],
)
def test_a_letter_that_cannot_be_written_says_whether_another_was_before(
    refused: str,
    left: str,
    filed_before: list[str],
    *,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    letters = [str(save(tmp_path, name, text)) for name, text in (("a.txt", ALLOTMENTS), ("b.txt", OTHER_TOWN))]
    (project / "content/requests/allotments").mkdir(parents=True)
    save(project, "content/requests/allotments/request.md", "---\ntitle: Allotments\n---\n")
    real = Path.open

    def opened(path: Path, mode: str = "r", **more: str) -> IO[Any]:
        if mode == "x" and path.name.startswith(refused):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, mode, **more)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(Path, "open", opened)
    arguments = ["--project", str(project), "--no-cache", "add", *letters, "--request", "allotments"]
    assert cli.main(arguments, front_door.build, ROOT) == 1
    assert capsys.readouterr().err.endswith(f"1 problem. {left}\n")
    assert [path.stem for path in (project / "content/requests/allotments").glob("*.txt")] == filed_before


FORMATS = Path(__file__).parent / "formats"


def test_a_letter_in_any_format_is_filed_and_the_next_format_of_it_is_known(project: Path) -> None:
    add(project, FORMATS / "allotments.docx", request="allotments")
    assert written(project / "content/requests") == [
        "allotments/request.md",
        "allotments/wexbourne-district-council.txt",
        "allotments/wexbourne-district-council.yml",
    ]
    for kind in ("odt", "pdf", "html"):
        assert "This letter is filed already" in add(project, FORMATS / f"allotments.{kind}").lines[0]
    assert serious(project) == []


def test_a_letter_whose_columns_are_a_guess_is_a_draft(project: Path, tmp_path: Path) -> None:
    from tests.test_readers import at, pdf

    lines = ALLOTMENTS.replace("Full plots - 412", "Full plots\t412").split("\n")
    signs = [
        at(50 + 200 * place, 700 - 14 * number, words)
        for number, line in enumerate(lines)
        for place, words in enumerate(line.split("\t"))
        if words
    ]
    added = add(project, save(tmp_path, "letter.pdf", pdf("".join(signs))))
    settings = filed(project, "allotments/fernleigh-district-council.yml")
    assert settings.startswith("state: draft")
    words = "1 line stands in columns without rules on page 1 of the file: compare each figure with it."
    assert f"# To compare: {words}\n" in settings
    assert f"  {words}" in added.lines


def test_without_a_file_and_with_an_empty_inbox_there_is_nothing_to_add(project: Path) -> None:
    assert add(project).lines == ("No letter was named or found, and none waits in inbox/. Write: build.py add FILE",)


def test_a_folder_that_cannot_be_written_to_is_named(project: Path, tmp_path: Path) -> None:
    (project / "inbox").write_text("a file")
    with pytest.raises(UserError) as error:
        add(project, save(tmp_path, "letter.txt", DOUBTFUL))
    assert str(error.value) == (
        f"{project / 'inbox/allotments'}: The letter cannot be written (Not a directory)."
        " Check that the folder is there and that you may write in it."
    )


def test_a_file_that_is_in_the_way_is_never_overwritten(project: Path, tmp_path: Path) -> None:
    add(project, save(tmp_path, "letter.txt", DOUBTFUL))
    decide(project, "decide: redact")
    there = save(project, "content/requests/allotments/fernleigh-district-council.txt", OTHER_TOWN)
    with pytest.raises(UserError) as error:
        add(project)
    assert str(error.value) == f"{there.as_posix()}: The file exists already. Move it, then run the command again."
    assert there.read_text("utf-8") == OTHER_TOWN
    assert len(written(project / "inbox")) == 3


def test_what_a_new_letter_does_to_its_request_is_said_with_its_file_and_once(project: Path, tmp_path: Path) -> None:
    add(project, save(tmp_path, "one.txt", ALLOTMENTS))
    page = project / "content/requests/allotments/request.md"
    page.write_text(page.read_text("utf-8") + "\n- Plots: {{ Q1 }} and {{ Q1 }}.\n", "utf-8")
    added = add(project, save(tmp_path, "two.txt", OTHER_TOWN))
    settings = filed(project, "allotments/oakmere-town-council.yml")
    line = page.read_text("utf-8").count("\n")
    assert settings.startswith("state: draft")
    assert (
        settings.count(f"# To settle: request.md, line {line}: In the commentary: The request has several letters") == 1
    )
    assert sum("The request has several letters" in told for told in added.lines) == 1


def test_what_many_letters_of_a_request_wait_for_alike_is_told_once(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    plain = ALLOTMENTS.partition("You may")[0]
    names = ("Fernleigh", "Oakmere", "Ashby", "Thornby", "Elmstead")
    for at, name in enumerate(names):
        save(folder, f"{at}.txt", plain.replace("Fernleigh", name).replace("412", str(100 + at)))
    lines = add(project, folder, dry_run=True).lines
    assert sum("It prints no open licence" in line for line in lines) == 0
    assert lines[-2] == (
        "5 letters of allotments print no open licence: decide the ground for re-use once, on the page of the request in"
        " `python3 build.py serve` or under `reuse:` in content/requests/allotments/request.md."
    )
    (folder / "4.txt").unlink()
    lines = add(project, folder).lines
    assert sum("It prints no open licence" in line for line in lines) == 4
