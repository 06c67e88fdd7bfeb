"""What a pull request shows of findings, and that a fork never publishes as the example."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import build as front_door
from disclosed import cli
from disclosed.annotating import annotate
from disclosed.findings import problem
from disclosed.model import Finding
from disclosed.settling.example import ADDRESS, CONTACT, PUBLISHER
from tests.making import PROJECTS
from tests.the_example import CONTENT

ROOT = Path(__file__).resolve().parent.parent
SITE = CONTENT / "site.yml"


@pytest.mark.parametrize(
    ("finding", "shown"),
    [
        (
            problem("content/requests/a,b/x.yml", 7, "This is 100% wrong:\nmend it.", "Write it."),
            "::error file=content/requests/a%2Cb/x.yml,line=7::This is 100%25 wrong:%0Amend it. Write it.",
        ),
        (
            problem("content/site.yml", 0, "It is missing.", "Write one."),
            "::error file=content/site.yml,line=1::It is missing. Write one.",
        ),
        (
            problem("content/requests/a/x.txt", 3, "The total is 5.", "Settle it.", code="total_mismatch"),
            "::warning file=content/requests/a/x.txt,line=3,title=total_mismatch::The total is 5. Settle it.",
        ),
        (
            problem("content/requests/a/x.txt", 9, "Jane Marsh stands here.", "Take it out.", code="personal_data"),
            "::error file=content/requests/a/x.txt,line=9,title=personal_data::Names, addresses or numbers of a requester or an officer.",
        ),
    ],
)
def test_a_finding_is_marked_at_its_line(finding: Finding, shown: str) -> None:
    assert list(annotate([finding])) == [shown]


def test_cells_that_can_be_worked_out_are_counted_and_not_placed() -> None:
    cells = [
        problem("content/requests/a/x.txt", line, "It is 3.", "", code="suppressed_recoverable") for line in (4, 5)
    ]
    assert list(annotate(cells)) == [
        "::warning title=suppressed_recoverable::A suppressed figure can be worked out: 2. An editor's own terminal says more."
    ]


def test_notes_mark_nothing() -> None:
    assert list(annotate([problem("x.txt", 1, "No date.", "", code="date_missing")])) == []


def run(project: Path, *options: str) -> int:
    return cli.main(["--project", str(project), *options], front_door.build, ROOT)


def test_a_build_marks_what_stops_it_and_what_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(PROJECTS / "stolen-bins/content", tmp_path / "content")
    site = tmp_path / "content/site.yml"
    site.write_text(site.read_text("utf-8").replace("title:", "titel:"), "utf-8")
    assert run(tmp_path, "--annotate") == 1
    out = capsys.readouterr().out
    assert out.startswith("::error file=content/site.yml,line=1::")
    assert "Did you mean 'title'?" in out
    assert run(tmp_path) == 1
    assert capsys.readouterr().out == ""


def test_a_site_that_says_it_is_the_examples_is_refused_with_all_that_is_to_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(PROJECTS / "stolen-bins/content", tmp_path / "content")
    shutil.copy(SITE, tmp_path / "content/site.yml")
    assert run(tmp_path, "--refuse-example") == 1
    assert capsys.readouterr().err == (
        "content/site.yml:2: 'base_url' is still the example's: https://disclosed.example/. Write the address of this site, or delete the line.\n"
        "content/site.yml:4: 'publisher.name' is still the example's: Disclosed. Write who publishes this site.\n"
        "content/site.yml:6: 'contact' is still the example's: editor@disclosed.example. Write the mailbox to which your readers may write.\n"
        "3 problems. Nothing was written.\n"
    )
    assert not (tmp_path / "site").exists()


def test_a_site_of_ones_own_is_not(tmp_path: Path) -> None:
    shutil.copytree(PROJECTS / "stolen-bins/content", tmp_path / "content")
    assert run(tmp_path, "--refuse-example") == 0


def test_what_is_the_examples_is_what_this_repository_says() -> None:
    text = SITE.read_text("utf-8")
    assert f"name: {PUBLISHER}\n" in text
    assert f"contact: {CONTACT}\n" in text
    assert f"base_url: {ADDRESS}\n" in text
