"""The command `release`, in repositories made for it: what it compares with, writes and refuses, and how it fails."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import build as front_door
from disclosed import release
from disclosed.cli import main
from disclosed.findings import UserError
from disclosed.packaging.package import read_folder, zip_bytes
from disclosed.releasing import history
from disclosed.releasing.notes import render_notes, set_version
from disclosed.yaml_source import parse_yaml
from tests.building import ROOT, words_of

SITE = """# The site of the tests.
title: Bins of the north   # its name
base_url: https://bins.example/
publisher: {name: Bin Watch, kind: independent}
contact: editor@bins.example

version: 1.0.0   # of the data
released: "2026-03-10"
"""
LETTER = """Northtown Borough Council
Reference: FOI 12/26
Date: 4 March 2026

1. How many bins were stolen?
Large: {large}
Small: 64

You may re-use this information under the Open Government Licence v3.0.
"""
PUBLISHED = "state: published\npublished: 2026-03-10\n"
DAY = "--date=2026-06-01"
AGAINST = "Name the earlier package yourself: --against DIR_OR_ZIP."


def git(project: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Editor", "-c", "user.email=editor@bins.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=project, capture_output=True, text=True, check=True, env=clean()
    )
    return done.stdout


def clean() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}


def write(project: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = project / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def run(project: Path, *arguments: str) -> int:
    return main(["--project", str(project), *arguments], front_door.build, ROOT)


def commit(project: Path, words: str) -> str:
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", words)
    return git(project, "rev-parse", "HEAD").strip()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one release, 1.0.0, by its first commit."""
    project = tmp_path_factory.mktemp("begun") / "project"
    project.mkdir()
    letter = {"requests/bins/northtown.txt": LETTER.format(large=120), "requests/bins/northtown.yml": PUBLISHED}
    write(project, {"site.yml": SITE, "authorities.yml": "northtown: {name: Northtown Borough Council}\n", **letter})
    (project / ".gitignore").write_text("/site/\n/.cache/\n")
    assert run(project) == 0
    git(project, "init", "-q", "-b", "main")
    commit(project, "The first release")
    return project


@pytest.fixture
def project(begun: Path, tmp_path: Path) -> Path:
    shutil.copytree(begun, tmp_path / "project", symlinks=True)
    return tmp_path / "project"


def second_letter(project: Path) -> None:
    """File a correction, and build."""
    yml = "state: published\npublished: 2026-05-20\nkind: correction\nsupersedes: northtown\n"
    text = LETTER.format(large=118).replace("4 March", "19 May")
    write(project, {"requests/bins/northtown-2.txt": text, "requests/bins/northtown-2.yml": yml})
    assert run(project) == 0


def out(capsys: pytest.CaptureFixture[str], project: Path, *arguments: str) -> str:
    capsys.readouterr()
    code = run(project, "release", *arguments)
    captured = capsys.readouterr()
    assert code == 0, captured.err
    return captured.out


def err(capsys: pytest.CaptureFixture[str], project: Path, *arguments: str) -> str:
    capsys.readouterr()
    assert run(project, "release", *arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


SAID = """\
Version 1.1.0, 1 June 2026, compared with version 1.0.0 (commit {commit}):
  - New letter: bins/northtown-2 (a correction), with 2 figures.
  - bins/northtown-2 supersedes answers of bins/northtown: 1 figure changed.
"""


def test_a_release_writes_notes_version_and_day_builds_and_says_what_is_next(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = git(project, "rev-parse", "HEAD").strip()
    second_letter(project)
    commit(project, "A correction")
    said = out(capsys, project, DAY)
    assert said.startswith(SAID.format(commit=first[:10]))
    assert said.endswith(
        "Look at content/releases/1.1.0.yml: its sentences are yours to better (then run `python3 build.py` again).\n"
        "Then commit (3 files), tag and push:\n"
        "    git add content datapackage\n"
        '    git commit -m "Release 1.1.0"\n'
        '    git tag -a v1.1.0 -m "Release 1.1.0"\n'
        "    git push --follow-tags\n"
    )
    assert (project / "content/releases/1.1.0.yml").read_text("utf-8") == (
        "version: 1.1.0\nreleased: 2026-06-01\nchanges:\n"
        '  - "New letter: bins/northtown-2 (a correction), with 2 figures."\n'
        '  - "bins/northtown-2 supersedes answers of bins/northtown: 1 figure changed."\n'
    )
    assert (project / "content/site.yml").read_text("utf-8") == SITE.replace("1.0.0 ", "1.1.0 ").replace(
        "03-10", "06-01"
    )
    assert (
        '"version": "1.1.0",\n  "created": "2026-06-01T00:00:00Z"'
        in (project / "datapackage/datapackage.json").read_text()
    )


def test_the_changes_page_and_the_feed_show_the_release(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    out(capsys, project, DAY)
    page = words_of(project, "data/changes/index.html")
    assert "Version 1.1.0, 1 June 2026 New letter: bins/northtown-2 (a correction), with 2 figures." in page
    feed = (project / "site/feed.xml").read_text("utf-8")
    first = feed[feed.index("<entry>") : feed.index("</entry>")]
    assert "<title>Version 1.1.0 of the data</title>" in first
    assert '<link rel="alternate" type="text/html" href="https://bins.example/data/changes/#version-1-1-0"' in first
    assert "<updated>2026-06-01T00:00:00Z</updated>" in first
    assert "<summary>New letter: bins/northtown-2 (a correction), with 2 figures. bins/northtown-2 supersedes" in first
    assert 'id="version-1-1-0"' in (project / "site/data/changes/index.html").read_text("utf-8")


def test_a_dry_run_shows_the_same_and_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = git(project, "rev-parse", "HEAD").strip()
    second_letter(project)
    commit(project, "A correction")
    assert out(capsys, project, "--dry-run", DAY) == SAID.format(commit=first[:10])
    assert git(project, "status", "--porcelain") == ""


def test_the_next_release_is_compared_with_this_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    out(capsys, project, DAY)
    commit(project, "Release 1.1.0")
    assert out(capsys, project, "--date=2026-06-02") == (
        f"Nothing has changed since version 1.1.0 (commit {git(project, 'rev-parse', 'HEAD')[:10]}). There is nothing to release.\n"
    )
    write(project, {"requests/bins/northtown.yml": f"{PUBLISHED}subject: Bins that were stolen\n"})
    assert run(project) == 0
    assert out(capsys, project, "--date=2026-06-02").splitlines()[1:2] == ["  - bins/northtown: subject changed."]
    assert (project / "content/releases/1.1.1.yml").exists()


def test_commits_between_releases_all_count(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    commit(project, "A correction")
    write(project, {"site.yml": SITE.replace("# its name", "# the site's name")})
    assert run(project) == 0
    commit(project, "A comment")
    assert out(capsys, project, "--dry-run", DAY).splitlines()[1:] == SAID.splitlines()[1:]


def test_a_tag_goes_before_the_commit_that_set_the_version(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    commit(project, "A correction, and this is what 1.0.0 came to be")
    git(project, "tag", "-a", "v1.0.0", "-m", "Release 1.0.0")
    assert (
        out(capsys, project, DAY)
        == "Nothing has changed since version 1.0.0 (tag v1.0.0). There is nothing to release.\n"
    )


def test_a_tag_of_another_package_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(project, "tag", "v1.0.0")
    write(project, {"site.yml": SITE.replace("1.0.0", "2.0.0")})
    assert run(project) == 0
    commit(project, "Version 2 by hand")
    git(project, "tag", "v2.0.0", "v1.0.0")
    assert err(capsys, project, DAY) == (
        f"project: The commit of tag v2.0.0 holds no data package of that version. Move the tag to the commit of that release. {AGAINST}\n"
        "1 problem. Nothing was written.\n"
    )


def test_where_no_version_was_ever_committed_it_is_the_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project / ".git")
    git(project, "init", "-q", "-b", "main")
    said = out(capsys, project, DAY)
    assert said.startswith(
        "Version 1.0.0, 1 June 2026, compared with nothing: no release was made before:\n"
        "  - The first release: 1 request, 1 letter, 2 figures.\n"
    )
    assert (project / "content/releases/1.0.0.yml").exists()


NEW = ("new", "--title=Gates", "--publisher=Gate Watch", "--kind=independent", "--contact=a@gates.example", "--yes")
FIRST = "Version {}, 1 June 2026, compared with nothing: no release was made before:\n  - The first release: 1 request, 1 letter, 2 figures.\n"


@pytest.mark.parametrize("begun_with_a_commit", [False, True])
@pytest.mark.parametrize("version", ["", "1.0.0"])
def test_a_new_site_makes_its_first_release_and_its_second_as_the_documentation_says(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], version: str, *, begun_with_a_commit: bool
) -> None:
    assert run(project, *NEW) == 0
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER.format(large=7), "utf-8")
    assert run(project, "add", str(letter)) == 0
    assert run(project) == 0
    if begun_with_a_commit:
        commit(project, "Our own site")
    asked = [f"--version={version}"] if version else []
    first = version or "0.1.0"
    assert out(capsys, project, "--dry-run", DAY, *asked) == FIRST.format(first)
    assert out(capsys, project, DAY, *asked).startswith(FIRST.format(first))
    assert err(capsys, project, DAY).startswith(f"content/site.yml: The version is {first}, which no commit has yet.")
    commit(project, f"Release {first}")
    said = (
        f"Nothing has changed since version {first} (commit {git(project, 'rev-parse', '--short=10', 'HEAD').strip()})."
    )
    assert out(capsys, project, DAY).startswith(said)
    letter.write_text(LETTER.format(large=8).replace("Northtown", "Southtown"), "utf-8")
    assert run(project, "add", str(letter)) == 0
    assert run(project) == 0
    second = "1.1.0" if version else "0.2.0"
    assert out(capsys, project, DAY).startswith(
        f"Version {second}, 1 June 2026, compared with version {first} (commit "
    )


# Versions and days


def test_a_version_may_be_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    assert out(capsys, project, DAY, "--version=2.0.0").startswith("Version 2.0.0, 1 June 2026,")
    assert (project / "content/releases/2.0.0.yml").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((DAY, "--version=1.0.1"), "--version: Version 1.0.1 is too small: rows, resources or columns were added or removed. That asks for 1.1.0 or a later one."),
        ((DAY, "--version=1.0.0"), "--version: Version 1.0.0 is no later one than 1.0.0, the last release. Leave it out, or write 1.1.0 or a later one."),
        (("--date=2026-03-09",), "--date: The day 2026-03-09 is before 2026-03-10, the day of version 1.0.0. Name a later day."),
        ((DAY, "--against=nowhere"), "nowhere: There is no such folder or file. Check its name."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(
    project: Path, arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    second_letter(project)
    assert err(capsys, project, *arguments) == f"{message}\n1 problem. Nothing was written.\n"
    assert (project / "content/site.yml").read_text("utf-8") == SITE


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--version=1.1", "argument --version: '1.1' is not a version. Write it as 1.2.0."),
        ("--date=tomorrow", "argument --date: 'tomorrow' is not a day. Write it as 2026-11-22."),
    ],
)
def test_wrong_use_is_told(project: Path, option: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(project, "release", option)
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_the_day_is_today_where_none_is_given(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    write(project, {"site.yml": SITE.replace("2026-03-10", "2020-01-01")})
    assert run(project) == 0
    first = out(capsys, project, "--dry-run").splitlines()[0]
    assert re.match(r"Version 1\.1\.0, \d{1,2} [A-Z][a-z]+ 20\d\d, compared with", first)


def test_of_a_letter_withdrawn_since_the_release_says_that_it_is_and_what_is_left_to_do(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"requests/bins/northtown.yml": "withdrawn: 2026-05-20\nstate: withdrawn\npublished: 2026-03-10\n"})
    (project / "content/requests/bins/northtown.txt").unlink()
    assert run(project) == 0
    assert out(capsys, project, "--dry-run", DAY).splitlines()[1:] == [
        "  - The package’s licenses, attribution and contributors changed.",
        "  - The letter bins/northtown was withdrawn on 20 May 2026.",
        "bins/northtown stood in the last release: git's history still holds it. See docs/releasing.md.",
    ]
    git(project, "tag", "v1.0.0")
    assert "git's history and its tag still hold it." in out(capsys, project, "--dry-run", DAY)
    assert out(capsys, project, DAY).splitlines()[0].startswith("Version 1.1.0, ")
    assert "stood in" not in (project / "content/releases/1.1.0.yml").read_text("utf-8")


# What is refused


def test_a_stale_package_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"requests/bins/northtown.yml": f"{PUBLISHED}subject: Bins\n"})
    assert err(capsys, project, DAY) == (
        "datapackage: The package is not what the letters and settings give now. Run `python3 build.py`, and look at what it changes.\n"
        "1 problem. Nothing was written.\n"
    )
    shutil.rmtree(project / "datapackage")
    assert "datapackage: There is no such folder. Build it first: `python3 build.py`." in err(capsys, project, DAY)


def test_doubts_that_nobody_has_settled_are_listed_and_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = LETTER.format(large=120).replace("Small: 64\n", "Small: 64\nTotal: 200\n")
    write(
        project,
        {"requests/bins/southby.txt": odd.replace("Northtown", "Southby"), "requests/bins/southby.yml": PUBLISHED},
    )
    assert run(project) == 0
    said = err(capsys, project, DAY)
    assert said.startswith("content/requests/bins/southby.txt:")
    assert said.endswith("1 problem. Nothing was written.\n")


def test_notes_that_are_there_already_are_not_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    write(project, {"releases/1.1.0.yml": "version: 1.1.0\nreleased: 2026-05-01\nchanges: [Mine.]\n"})
    assert run(project) == 0
    assert err(capsys, project, DAY) == (
        "content/releases/1.1.0.yml: There are notes on version 1.1.0 already. Delete them, or name a later --version.\n"
        "1 problem. Nothing was written.\n"
    )


def test_a_version_that_is_in_no_commit_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    out(capsys, project, DAY)
    assert err(capsys, project, DAY) == (
        "content/site.yml: The version is 1.1.0, which no commit has yet. If that release is made, commit it; else set it back "
        f"to 1.0.0: this command sets the version. {AGAINST}\n1 problem. Nothing was written.\n"
    )


def test_a_build_that_fails_takes_everything_back(project: Path) -> None:
    second_letter(project)

    def fails(options: object) -> tuple[str, ...]:
        assert (project / "content/releases/1.1.0.yml").exists()
        raise KeyboardInterrupt

    before = {path: path.read_bytes() for path in (project / "content").rglob("*") if path.is_file()}
    with pytest.raises(KeyboardInterrupt):
        main(["--project", str(project), "release", DAY], fails, ROOT)
    assert {path: path.read_bytes() for path in (project / "content").rglob("*") if path.is_file()} == before
    assert not (project / "content/releases").exists()


def test_what_the_system_refuses_is_told_and_taken_back(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    second_letter(project)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(release, "replace_file", full)
    assert err(capsys, project, DAY) == (
        "content/releases: The system refuses to write it (No space left on device). See to it and try again.\n"
        "1 problem. Nothing was written.\n"
    )
    assert not (project / "content/releases").exists()


# Git


def test_without_a_repository_the_package_has_to_be_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(project / "datapackage", project.parent / "earlier")
    shutil.rmtree(project / ".git")
    second_letter(project)
    message = "project: The last release is read from git's history, and this folder is in no git repository."
    assert err(capsys, project, DAY) == f"{message} {AGAINST}\n1 problem. Nothing was written.\n"
    (project.parent / "earlier.zip").write_bytes(zip_bytes(read_folder(project.parent / "earlier")))
    for name in ("earlier", "earlier.zip"):
        path = project.parent / name
        said = out(capsys, project, "--dry-run", DAY, f"--against={path}")
        assert said.splitlines()[0] == f"Version 1.1.0, 1 June 2026, compared with version 1.0.0 ({path}):"
    assert "Then commit, tag and push:" in out(capsys, project, DAY, f"--against={project.parent / 'earlier'}")


def test_what_is_no_zip_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project.parent / "x.zip").write_bytes(b"PK")
    said = err(capsys, project, DAY, f"--against={project.parent / 'x.zip'}")
    assert said == "x.zip: The file is no zip that can be read. Download it again.\n1 problem. Nothing was written.\n"


def test_without_git_the_package_has_to_be_named(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project.parent))
    message = "project: The last release is read from git's history, and git is not installed here. Install git."
    assert err(capsys, project, DAY) == f"{message} {AGAINST}\n1 problem. Nothing was written.\n"


def test_a_shallow_clone_says_what_to_fetch(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    commit(project, "A correction")
    git(project.parent, "clone", "-q", "--depth=1", f"file://{project}", "shallow")
    shallow = project.parent / "shallow"
    assert err(capsys, shallow, DAY) == (
        "shallow: The history here is cut short (a shallow clone) and does not reach the release of version 1.0.0. "
        f"Fetch the rest: git fetch --unshallow --tags. {AGAINST}\n1 problem. Nothing was written.\n"
    )
    git(shallow, "fetch", "-q", "--unshallow")
    assert out(capsys, shallow, "--dry-run", DAY).splitlines()[1:] == SAID.splitlines()[1:]


def test_a_shallow_clone_that_has_the_tag_is_enough(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(project, "tag", "v1.0.0")
    second_letter(project)
    commit(project, "A correction")
    git(project.parent, "clone", "-q", "--depth=1", f"file://{project}", "shallow")
    shallow = project.parent / "shallow"
    git(shallow, "fetch", "-q", "--depth=1", "origin", "tag", "v1.0.0")
    assert out(capsys, shallow, "--dry-run", DAY).splitlines()[0].endswith("compared with version 1.0.0 (tag v1.0.0):")


def test_a_detached_head_and_files_that_are_not_committed_are_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "checkout", "-q", "--detach")
    second_letter(project)
    said = out(capsys, project, DAY)
    assert "git is on no branch here (a detached HEAD): switch to one first, else the commit belongs to none.\n" in said
    count = len(git(project, "status", "--porcelain", "-uall", "--", "content", "datapackage").splitlines())
    assert f"Then commit ({count} files), tag and push:" in said


def test_a_merge_that_brought_the_version_is_one_step(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second_letter(project)
    commit(project, "A correction")
    git(project, "checkout", "-q", "-b", "release")
    out(capsys, project, DAY)
    commit(project, "Release 1.1.0")
    git(project, "checkout", "-q", "main")
    git(project, "merge", "-q", "--no-ff", "-m", "Merge the release", "release")
    merged = git(project, "rev-parse", "HEAD")[:10]
    assert (
        out(capsys, project, DAY)
        == f"Nothing has changed since version 1.1.0 (commit {merged}). There is nothing to release.\n"
    )


def test_a_project_inside_a_repository_and_renamed_since_is_followed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = project.parent / "whole"
    whole.mkdir()
    shutil.rmtree(project / ".git")
    shutil.move(project, whole / "old näme")
    git(whole, "init", "-q", "-b", "main")
    first = commit(whole, "The first release")
    git(whole, "mv", "old näme", "data of ours")
    commit(whole, "A better name")
    moved = whole / "data of ours"
    second_letter(moved)
    commit(whole, "A correction")
    said = out(capsys, moved, "--dry-run", DAY)
    assert said == SAID.format(commit=first[:10])
    git(whole, "tag", "v1.0.0", first)
    assert out(capsys, moved, "--dry-run", DAY).splitlines()[1:] == SAID.splitlines()[1:]


def test_odd_variables_settings_and_hooks_of_git_change_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = git(project, "rev-parse", "HEAD").strip()
    second_letter(project)
    commit(project, "A correction")
    settings = project.parent / "gitconfig"
    settings.write_text(
        "[core]\n\tpager = false\n\tquotePath = true\n\tautocrlf = true\n\tfsmonitor = /nonexistent/monitor\n"
        "[color]\n\tui = always\n[log]\n\tshowSignature = true\n\tdecorate = full\n[diff]\n\trenames = false\n"
        "[status]\n\tshowUntrackedFiles = no\n\tshort = true\n[alias]\n\tlog = !false\n"
    )
    for name, value in {
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_DIR": "/nonexistent",
        "GIT_WORK_TREE": "/tmp",
        "GIT_INDEX_FILE": "/nonexistent/index",
        "GIT_CONFIG_COUNT": "x",
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_PAGER": "false",
        "GIT_TRACE": "1",
        "GIT_LITERAL_PATHSPECS": "0",
        "LC_ALL": "de_DE.UTF-8",
        "LANGUAGE": "de",
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("post-checkout", "fsmonitor-watchman", "post-index-change"):
        hook = project / ".git/hooks" / name
        hook.write_text("#!/bin/sh\ntouch ran\nexit 1\n")
        hook.chmod(0o755)
    assert out(capsys, project, "--dry-run", DAY) == SAID.format(commit=first[:10])
    assert not list(project.rglob("ran"))


def test_names_that_are_not_utf_8_do_not_matter(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        (project / os.fsdecode(b"b\xe9ton.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    first = commit(project, "A file of another age")
    git(project, "tag", "v1.0.0")
    second_letter(project)
    commit(project, "A correction")
    assert first
    assert out(capsys, project, "--dry-run", DAY).splitlines()[1:] == SAID.splitlines()[1:]


def test_line_ends_of_windows_in_a_committed_package_are_no_difference(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(project / ".git")
    git(project, "init", "-q", "-b", "main")
    for path in (project / "datapackage").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes(data.replace(b"\r\n", b"\n") if path.suffix == ".csv" else data.replace(b"\n", b"\r\n"))
    (project / "content/site.yml").write_bytes(SITE.replace("\n", "\r\n").encode())
    commit(project, "As Windows has it")
    assert run(project) == 0
    assert out(capsys, project, DAY).startswith("Nothing has changed since version 1.0.0 (commit ")


def test_git_that_hangs_or_fails_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = project.parent / "tools"
    tools.mkdir()
    fake = tools / "git"
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(history, "SECONDS", 1)
    for script, message in (
        ("exec sleep 20", "project: git did not answer within 1 seconds. Try again."),
        ("echo 'fatal: bad \\377 object' >&2; exit 128", "project: git could not be asked (fatal: bad \ufffd object)."),
        ("echo \"fatal: detected dubious ownership in repository at '/x'\" >&2; exit 128", "project: git does not trust this folder, which another user owns. Run the command as that user."),
        ("exit 3", "project: git could not be asked (no reason given)."),
    ):  # fmt: skip
        fake.write_text(f"#!/bin/sh\n{script}\n")
        fake.chmod(0o755)
        assert err(capsys, project, DAY) == f"{message} {AGAINST}\n1 problem. Nothing was written.\n"


def test_the_command_runs_as_its_users_run_it(project: Path) -> None:
    second_letter(project)
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--project", str(project), "release", "--dry-run", DAY],
        capture_output=True, text=True, encoding="utf-8", check=False, env=clean(),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == SAID.splitlines()[1:]


# Suppressed cells


def test_of_cells_that_two_releases_give_away_only_the_number_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept_back = LETTER.replace("\nYou may", "\n* Numbers below 150 are suppressed.\n\nYou may")
    write(project, {"requests/bins/northtown.txt": kept_back.format(large="*")})
    assert run(project) == 0
    said = out(capsys, project, DAY)
    assert (
        "1 suppressed cell can be worked out from this release and the last one together. Tell the authority before you publish.\n"
        in said
    )
    assert "120" not in said
    assert "120" not in (project / "content/releases/1.1.0.yml").read_text("utf-8")


# Notes and site.yml


def test_notes_are_yaml_whatever_their_sentences_hold() -> None:
    sentences = ('It says: "x" # no comment', "- a list?", "Ünïcode’s", "back\\slash", "{{ Q1 }}")
    assert parse_yaml(render_notes("1.2.3", "2026-06-01", sentences), "x.yml").tree == {
        "version": "1.2.3",
        "released": "2026-06-01",
        "changes": list(sentences),
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("version: 1.0.0\nreleased: 2026-03-10\n", "version: 1.1.0\nreleased: 2026-06-01\n"),
        ("released: '2026-03-10' # day\r\n\r\nversion:   \"1.0.0\"  \r\n", "released: '2026-06-01' # day\r\n\r\nversion:   \"1.1.0\"  \r\n"),
        ("\ufeffversion: 1.0.0\nreleased: 2026-03-10", "\ufeffversion: 1.1.0\nreleased: 2026-06-01"),
        ("'version': 1.0.0\n\"released\": 2026-03-10\ntitle: version 1.0.0\n", "'version': 1.1.0\n\"released\": 2026-06-01\ntitle: version 1.0.0\n"),
        ("# version: 0.1.0\nversion: 1.0.0\nreleased: 2026-03-10\n", "# version: 0.1.0\nversion: 1.1.0\nreleased: 2026-06-01\n"),
    ],
    ids=["plain", "quotes, comments and the line ends of Windows", "a byte-order mark", "quoted keys", "the same in a comment"],
)  # fmt: skip
def test_version_and_day_are_put_in_and_all_else_stays(before: str, after: str) -> None:
    assert set_version(before.encode(), "1.1.0", "2026-06-01") == after.encode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{version: 1.0.0, released: 2026-03-10}\n", "content/site.yml:1: 'version' cannot be changed without touching what stands around it. Write version: 1.1.0 on a line of its own."),
        ("version:\n  1.0.0\nreleased: 2026-03-10\n", "content/site.yml:1: 'version' cannot be changed without touching what stands around it. Write version: 1.1.0 on a line of its own."),
        ("version: 1.0.0\nreleased: >-\n  2026-03-10\n", "content/site.yml:2: 'released' cannot be changed without touching what stands around it. Write released: 2026-06-01 on a line of its own."),
    ],
)  # fmt: skip
def test_a_site_yml_of_another_form_is_left_to_its_owner(text: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        set_version(text.encode(), "1.1.0", "2026-06-01")
    assert str(caught.value) == message


def test_a_zip_may_hold_its_package_in_a_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in read_folder(project / "datapackage").items():
            archive.writestr(f"bins-1.0.0/{name}", data)
    (project.parent / "bins.zip").write_bytes(stream.getvalue())
    assert out(capsys, project, DAY, f"--against={project.parent / 'bins.zip'}").startswith(
        "Nothing has changed since version 1.0.0 ("
    )
