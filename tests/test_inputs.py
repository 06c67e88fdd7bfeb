"""Content that changes while it is read: every reader is given one state, and nothing is written of a mixture."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import build as front_door
from disclosed import parting
from disclosed.cli import main
from disclosed.findings import UserError, problem
from disclosed.inputs import TRIES, ChangedError, names_in, read_input, until_settled, watched
from tests.making import PROJECTS

ROOT = Path(__file__).resolve().parent.parent
SMALL = PROJECTS / "stolen-bins/content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/site.yml").write_text("title: Old\n", "utf-8")
    return tmp_path / "content"


def test_a_file_is_read_once_while_its_folder_is_watched(content: Path) -> None:
    site = content / "site.yml"
    with watched(content) as inputs:
        assert read_input(site) == b"title: Old\n"
        site.write_text("title: New\n", "utf-8")
        assert read_input(site) == b"title: Old\n"
        assert inputs.changed() == "content/site.yml"
    assert read_input(site) == b"title: New\n"


def test_a_file_elsewhere_is_read_each_time(content: Path, tmp_path: Path) -> None:
    with watched(content) as inputs:
        for words in (b"one", b"two"):
            (tmp_path / "other").write_bytes(words)
            assert read_input(tmp_path / "other") == words
        assert inputs.changed() == ""


CHANGES: list[tuple[str, Callable[[Path], object], str]] = [
    ("nothing", lambda _: None, ""),
    ("a file written again as it was", lambda at: (at / "site.yml").write_text("title: Old\n", "utf-8"), ""),
    ("what an editor writes beside a file", lambda at: (at / ".site.yml.swp").touch(), ""),
    ("a file gone", lambda at: (at / "site.yml").unlink(), "content/site.yml"),
    ("a file more", lambda at: (at / "pages/about.md").touch(), "content/pages/about.md"),
    ("a folder gone", lambda at: (at / "pages").rmdir(), "content/pages"),
    ("a file under another name", lambda at: (at / "site.yml").rename(at / "site.yaml"), "content/site.yaml"),
]


@pytest.mark.parametrize(("change", "named"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_what_was_read_is_compared_with_what_stands_there(
    change: Callable[[Path], object], named: str, content: Path
) -> None:
    with watched(content) as inputs:
        read_input(content / "site.yml")
        change(content)
        assert inputs.changed() == named
        if not named:
            inputs.check()
            return
        with pytest.raises(ChangedError):
            inputs.check()


def test_what_seems_wrong_while_content_changes_may_be_right_by_now(content: Path) -> None:
    wrong = UserError([problem("content/site.yml", 1, "This is not YAML.")])
    with pytest.raises(UserError, match="This is not YAML"), watched(content):
        raise wrong

    def change_and_fail() -> None:
        with watched(content):
            (content / "pages/about.md").touch()
            raise wrong

    with pytest.raises(ChangedError):
        change_and_fail()


def test_a_folder_that_is_not_there_has_no_names(tmp_path: Path) -> None:
    assert names_in(tmp_path / "nowhere") == frozenset()


def test_a_build_begins_again_and_ends_at_last(content: Path) -> None:
    tried: list[int] = []

    def build() -> str:
        tried.append(1)
        if len(tried) < 3:
            raise ChangedError("content/site.yml")
        return "built"

    assert until_settled(build) == "built"
    assert len(tried) == 3


def test_letters_that_change_after_they_were_read_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SMALL, tmp_path / "content")
    letter = next((tmp_path / "content").rglob("*.txt"))
    site = tmp_path / "content/site.yml"
    load_content = parting.load_content
    times: list[int] = []

    def meddled(*arguments):  # type: ignore[no-untyped-def]
        source = load_content(*arguments)
        if not times:  # an editor's change of two files, of which the build has read both before
            site.write_text(f"{site.read_text('utf-8')}# changed\n", "utf-8")
            letter.write_bytes(letter.read_bytes() + b"\nA line more.\n")
        times.append(1)
        return source

    monkeypatch.setattr(parting, "load_content", meddled)
    assert main(["--project", str(tmp_path)], front_door.build, ROOT) == 0
    assert len(times) == 2
    assert b"A line more." in (tmp_path / "datapackage/data/lines.csv").read_bytes()


def test_content_that_goes_on_changing_stops_the_build_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SMALL, tmp_path / "content")
    site = tmp_path / "content/site.yml"
    load_content = parting.load_content
    times: list[int] = []

    def meddled(*arguments):  # type: ignore[no-untyped-def]
        source = load_content(*arguments)
        times.append(1)
        site.write_text(f"{site.read_text('utf-8')}# {len(times)}\n", "utf-8")
        return source

    monkeypatch.setattr(parting, "load_content", meddled)
    assert main(["--project", str(tmp_path)], front_door.build, ROOT) == 1
    assert len(times) == TRIES
    assert capsys.readouterr().err == (
        "content/site.yml: This was changed again and again while it was read. Wait until no program writes there, and "
        "build again.\n1 problem. Nothing was written.\n"
    )
    assert not (tmp_path / "site").exists()
