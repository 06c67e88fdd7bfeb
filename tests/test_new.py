"""`new`: what a fork starts from, asked at a terminal or said in options."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import build as front_door
from disclosed import cli, new
from disclosed.findings import UserError
from disclosed.settling.config import load_site
from disclosed.settling.example import CONTACT
from tests.the_example import CONTENT, example_folder

ROOT = Path(__file__).resolve().parent.parent
SAID = ("--title", 'Bins: "ours"', "--publisher", "A. Volunteer", "--contact", "editor@bins.example")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone of the example, as far as `new` looks at it."""
    shutil.copytree(CONTENT, tmp_path / "content")
    shutil.copytree(example_folder(), tmp_path / "datapackage")
    return tmp_path


def run(project: Path, *arguments: str) -> int:
    return cli.main(["--project", str(project), "new", *arguments], front_door.build, ROOT)


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Answer as somebody at a terminal does; gives the questions, as they are asked."""
    asked: list[str] = []
    said: Iterator[str] = iter(answers)

    def ask(words: str) -> str:
        asked.append(words)
        return next(said)

    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    return asked


def test_a_site_starts_from_a_few_answers(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = at_a_terminal(monkeypatch, "", "Bins", "Northtown Council", "a", "bins", "foi@northtown.example", "", "y")
    assert run(project) == 0
    assert asked == [
        "What is the site called? ",
        "It needs a name.\nWhat is the site called? ",
        "Who publishes it (a person, a newspaper, an authority)? ",
        "Is that the authority whose letters these are, or somebody independent of it? [a/i, else independent] ",
        "To which mailbox may readers write? ",
        "Write it as editor@example.org.\nTo which mailbox may readers write? ",
        "At which address will it stand? [empty if you do not know it yet] ",
        "Go on? [y/N] ",
    ]
    assert capsys.readouterr().out == (
        "This deletes, from the folder and not from its history:\n"
        "  content/requests (2 letters)\n  content/authorities.yml\n  datapackage\n"
        "content/site.yml is yours. Next:\n"
        "  python3 build.py add LETTER…   adds letters of any format\n"
        "  python3 build.py               builds the site: open site/index.html\n"
        "Look through content/pages/: what they promise, you promise.\n"
    )
    settings = load_site(project / "content")
    assert (settings.title, settings.publisher, settings.publisher_kind) == ("Bins", "Northtown Council", "authority")
    assert (settings.contact, settings.base_url) == ("foi@northtown.example", "")
    assert sorted(path.name for path in project.iterdir()) == [".cache", "content"]
    assert [path.name for path in (project / ".cache").iterdir()] == ["lock"]
    assert sorted(path.name for path in (project / "content").iterdir()) == ["pages", "site.yml"]


@pytest.mark.parametrize("answer", ["", "n", "no", "what?"])
def test_whoever_thinks_better_of_it_loses_nothing(
    answer: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal(monkeypatch, "", answer)
    before = (project / "content/site.yml").read_bytes()
    assert run(project, *SAID, "--kind", "independent") == 1
    assert capsys.readouterr().out.endswith("Nothing was changed.\n")
    assert (project / "content/site.yml").read_bytes() == before
    assert (project / "datapackage/datapackage.json").exists()


@pytest.mark.parametrize("ending", [EOFError, KeyboardInterrupt])
def test_an_answer_that_never_comes_changes_nothing(
    ending: type[BaseException], project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def leave(_: str) -> str:
        raise ending

    monkeypatch.setattr("builtins.input", leave)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert run(project) == 1
    assert capsys.readouterr().out == "\nNothing was changed.\n"
    assert (project / "content/requests").exists()


def test_a_script_says_it_all_in_options_and_the_new_site_builds(project: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(project)]
    begun = [*command, "new", *SAID, "--base-url", "https://bins.example/foi/", "--yes"]
    subprocess.run(begun, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    settings = load_site(project / "content")
    assert (settings.title, settings.base_url) == ('Bins: "ours"', "https://bins.example/foi/")
    done = subprocess.run([*command, "--strict"], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("0 requests, 0 letters, 0 authorities: 0 figures published")
    letter = "Northtown Borough Council\n\n1. How many bins?\n\n12\n"
    for name in ("content/requests/bins/northtown", "inbox/bins/westmere"):
        path = project / f"{name}.txt"
        path.parent.mkdir(parents=True)
        path.write_text(letter, "utf-8")
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-3:] == [
        "1 letter waits as a draft, and no build publishes one: bins/northtown.",
        "1 letter waits in inbox/ until somebody says what is personal data.",
        "Run `python3 build.py serve`: it shows what waits in each, and settles it at a click.",
    ]
    (project / "inbox/bins/westmere.txt").unlink()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "inbox/" not in done.stdout


def test_without_a_terminal_all_that_is_lacking_is_said_at_once() -> None:
    with pytest.raises(UserError) as raised:
        new.answer_questions(new.Answers(kind="council", contact="nobody", base_url="bins.example"), None)
    assert str(raised.value).splitlines() == [
        "new: --base-url is 'bins.example'. Write it as https://example.org/foi/, or leave it empty.",
        "new: --contact is 'nobody'. Write it as editor@example.org.",
        "new: --kind is 'council'. Write authority or independent.",
        "new: --publisher is ''. It needs a publisher.",
        "new: --title is ''. It needs a name.",
    ]


def test_without_a_terminal_nothing_is_deleted_unasked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, *SAID) == 1
    assert "new: Nobody is there to ask. Say --yes if that is right." in capsys.readouterr().err
    assert (project / "content/requests").exists()


def test_an_empty_folder_becomes_a_site(tmp_path: Path) -> None:
    assert run(tmp_path, *SAID) == 0
    assert load_site(tmp_path / "content").publisher == "A. Volunteer"


def refuse(path: Path) -> None:
    raise PermissionError(13, "Permission denied", str(path))


def test_what_the_system_refuses_is_told_with_what_is_done_by_then(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The new settings stand before anything is deleted: a run that stops half-way is run again."""
    monkeypatch.setattr(shutil, "rmtree", refuse)
    assert run(project, *SAID, "--yes") == 1
    folder = project / "content/requests"
    assert capsys.readouterr().err == (
        f"{folder}: The system refuses it (Permission denied). Close what holds it open, then run the command again.\n"
        "1 problem. What was done before stays.\n"
    )
    assert load_site(project / "content").publisher == "A. Volunteer"
    assert folder.exists()


def test_settings_that_cannot_be_written_leave_all_as_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    monkeypatch.setattr(Path, "replace", lambda path, _: refuse(path))
    assert run(project, *SAID, "--yes") == 1
    assert capsys.readouterr().err.endswith("1 problem. Nothing was written.\n")
    (project / ".cache/lock").unlink()
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_no_site_starts_while_a_build_runs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project / "content/site.yml").read_bytes()
    with new.locked(project):
        assert run(project, *SAID, "--yes") == 1
    assert "Another build of this project is running." in capsys.readouterr().err
    assert (project / "content/requests").exists()
    assert (project / "content/site.yml").read_bytes() == before


def test_the_copy_that_tests_use_is_what_this_repository_publishes(*, update_golden: bool) -> None:
    """In a fork, whose site.yml says its own, the copy stays what it was."""
    own = ROOT / "content"
    if f"contact: {CONTACT}\n" in (own / "site.yml").read_text("utf-8"):
        if update_golden:
            shutil.rmtree(CONTENT)
            shutil.copytree(own, CONTENT)
        files = {path.relative_to(own) for path in own.rglob("*") if path.is_file()}
        assert files == {path.relative_to(CONTENT) for path in CONTENT.rglob("*") if path.is_file()}
        assert [name for name in files if (own / name).read_bytes() != (CONTENT / name).read_bytes()] == []


def test_a_new_site_says_nothing_that_its_publisher_has_not_said(project: Path) -> None:
    assert run(project, *SAID, "--kind", "authority", "--yes") == 0
    assert load_site(project / "content").reports == ""
    pages = " ".join(path.read_text("utf-8") for path in sorted((project / "content").rglob("*.*")))
    promises = ("volunteers", "public sector body", "working days", "is deleted once", "Leicester")
    assert [words for words in promises if words in pages] == []
