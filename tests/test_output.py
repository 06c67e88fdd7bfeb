from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosed import output
from disclosed.findings import UserError
from disclosed.output import recover_outputs, replace_folders, with_sums

ROOT = Path(__file__).parent.parent
ROOT_USER = os.name == "posix" and os.geteuid() == 0


def package(mark: str) -> dict[str, bytes]:
    """A folder like datapackage/: its descriptor declares its files."""
    return {
        "datapackage.json": f'{{"version": "{mark}", "resources": [{{"path": "data/{mark}.csv"}}, {{"path": "data/same.csv"}}]}}'.encode(),
        f"data/{mark}.csv": mark.encode(),
        "data/same.csv": b"same",
    }


def site(mark: str) -> dict[str, bytes]:
    return {"index.html": mark.encode(), f"requests/{mark}/index.html": b"page", "static/site.css": b"same"}


def generation(mark: str) -> dict[str, dict[str, bytes]]:
    return {"datapackage": package(mark), "site": site(mark)}


def read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def summed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: blob.read() for path, blob in with_sums(files).items()}


def state(project: Path) -> dict[str, str]:
    """Say for each folder which generation it is: `old`, `new`, `none`, or `torn` if it is no whole one."""
    found = {}
    for name in ("datapackage", "site"):
        there = read(project / name)
        whole = {mark: package(mark) if name == "datapackage" else summed(site(mark)) for mark in ("old", "new")}
        found[name] = next((mark for mark, files in whole.items() if files == there), "torn" if there else "none")
    return found


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A project in which the old generation was built."""
    project = tmp_path / "project"
    project.mkdir()
    replace_folders(project, generation("old"))
    assert state(project) == {"datapackage": "old", "site": "old"}
    return project


@pytest.fixture(params=["exchange", "two renames"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both ways of putting a folder in place."""
    if request.param == "two renames":
        monkeypatch.setattr(output, "_exchange", lambda *_: False)
    return request.param


def messages(project: Path, outputs: dict[str, dict[str, bytes]]) -> list[str]:
    with pytest.raises(UserError) as caught:
        replace_folders(project, outputs)
    return str(caught.value).split("\n")


@pytest.mark.usefixtures("either_way")
def test_folders_hold_exactly_what_was_built_and_nothing_is_left_beside(built: Path) -> None:
    assert replace_folders(built, generation("new")) == ("datapackage", "site")
    assert state(built) == {"datapackage": "new", "site": "new"}
    assert sorted(path.name for path in built.iterdir()) == [".cache", "datapackage", "site"]


@pytest.mark.usefixtures("either_way")
def test_an_unchanged_folder_is_not_touched_and_an_unchanged_file_keeps_its_times(built: Path) -> None:
    before = (built / "datapackage/data/same.csv").stat(), (built / "site").stat()
    time.sleep(0.02)
    assert replace_folders(built, {"datapackage": package("new"), "site": site("old")}) == ("datapackage",)
    after = (built / "datapackage/data/same.csv").stat(), (built / "site").stat()
    assert [one.st_mtime_ns for one in before] == [one.st_mtime_ns for one in after]
    assert [one.st_ino for one in before] == [one.st_ino for one in after]


def test_a_file_system_without_second_names_gets_copies_with_the_same_times(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "not supported")

    before = (built / "site/static/site.css").stat().st_mtime_ns
    monkeypatch.setattr(os, "link", refuse)
    replace_folders(built, generation("new"))
    assert (built / "site/static/site.css").stat().st_mtime_ns == before
    assert state(built) == {"datapackage": "new", "site": "new"}


def test_nothing_is_staged_where_nothing_has_changed(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_stage", None)
    assert replace_folders(built, generation("old")) == ()


def test_a_site_lists_its_files_as_sha256sum_checks_them(built: Path) -> None:
    subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=built / "site", check=True, capture_output=True
    )


# A crash at every step: an audit hook ends the process at the n-th call that touches files.
CRASH = """
import json, os, sys
from pathlib import Path
from disclosed import output
outputs = {name: {path: text.encode() for path, text in files.items()} for name, files in json.load(sys.stdin).items()}
if sys.argv[3] == "two renames":
    output._exchange = lambda *_: False
count, last = 0, int(sys.argv[2])
def hook(event, arguments):
    global count
    touches = event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "shutil.copyfile")
    if touches or (event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR)):
        count += 1
        if count == last:
            os._exit(9)
sys.addaudithook(hook)
output.replace_folders(Path(sys.argv[1]), outputs)
"""


def crash(project: Path, step: int, way: str) -> bool:
    """Build the new generation in a process that dies at a step; False once the build has fewer steps."""
    command = [sys.executable, "-c", CRASH, str(project), str(step), way]
    given = {name: {path: data.decode() for path, data in files.items()} for name, files in generation("new").items()}
    code = subprocess.run(command, cwd=ROOT, check=False, input=json.dumps(given), text=True).returncode
    assert code in (0, 9)
    return code == 9


@pytest.mark.parametrize("way", ["exchange", "two renames"])
def test_a_crash_at_any_step_leaves_whole_folders_and_the_next_command_one_generation(way: str, built: Path) -> None:
    seen, step = set(), 1
    original = built.parent / "original"
    shutil.copytree(built, original)
    while crash(built, step, way):
        torn = state(built)
        assert set(torn.values()) <= ({"old", "new"} if way == "exchange" else {"old", "new", "none"}), (step, torn)
        recover_outputs(built)
        recovered = state(built)
        assert recovered in ({"datapackage": "old", "site": "old"}, {"datapackage": "new", "site": "new"}), (step, torn)
        assert not (built / ".staged").exists()
        seen.add((*torn.values(), recovered["site"]))
        shutil.rmtree(built)
        shutil.copytree(original, built)
        step += 1
    assert step > 20
    assert state(built) == {"datapackage": "new", "site": "new"}
    assert {("old", "old", "old"), ("new", "new", "new")} <= seen
    assert way == "exchange" or ("old", "old", "new") in seen
    assert way == "exchange" or any(len({*torn}) > 1 for *torn, _ in seen)


@pytest.mark.parametrize("way", ["exchange", "two renames"])
def test_a_build_after_a_crash_at_any_step_ends_as_if_there_had_been_none(way: str, built: Path) -> None:
    for step in (3, 8, 13, 18, 19, 20, 21, 22, 24, 26):
        crash(built, step, way)
        replace_folders(built, generation("new"))
        assert state(built) == {"datapackage": "new", "site": "new"}
        replace_folders(built, generation("old"))
        assert state(built) == {"datapackage": "old", "site": "old"}


def test_a_crash_between_the_two_exchanges_is_finished(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Crash(BaseException):
        """A process that ends without a word."""

    def first_alone(project: Path, name: str) -> None:
        if name == "site":
            raise Crash
        put(project, name)

    put = output._put_in_place
    monkeypatch.setattr(output, "_put_in_place", first_alone)
    with pytest.raises(Crash):
        replace_folders(built, generation("new"))
    assert state(built) == {"datapackage": "new", "site": "old"}
    monkeypatch.undo()
    recover_outputs(built)
    assert state(built) == {"datapackage": "new", "site": "new"}
    assert not (built / ".staged").exists()


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("refused", ["datapackage", "site"])
def test_a_refusal_by_the_system_leaves_both_folders_as_they_were(
    refused: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(project: Path, name: str) -> None:
        if name == refused:
            raise PermissionError(13, "Permission denied", str(project / name))
        put(project, name)

    put = output._put_in_place
    monkeypatch.setattr(output, "_put_in_place", refuse)
    assert messages(built, generation("new")) == [
        (
            f"{refused}: The system refuses to write it (Permission denied). Close what holds it open (a preview, an editor, a "
            "terminal in that folder) or free its rights, and build again."
        )
    ]
    assert state(built) == {"datapackage": "old", "site": "old"}
    assert not (built / ".staged").exists()


def test_a_full_disk_leaves_both_folders_as_they_were(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        if path.name == "new.csv":
            raise OSError(28, "No space left on device", str(path))
        return write(path, data)

    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    assert messages(built, generation("new")) == [
        ".staged/new/datapackage/data/new.csv: The system refuses to write it (No space left on device). Free some space and build again."
    ]
    assert state(built) == {"datapackage": "old", "site": "old"}
    assert not (built / ".staged").exists()


@pytest.mark.skipif(os.name != "posix" or ROOT_USER, reason="the superuser may write anywhere")
def test_a_project_without_rights_is_told(built: Path) -> None:
    built.chmod(0o500)
    try:
        assert "(Permission denied)" in messages(built, generation("new"))[0]
    finally:
        built.chmod(0o700)
    assert state(built) == {"datapackage": "old", "site": "old"}


def test_a_file_that_no_build_wrote_is_refused_by_name(built: Path) -> None:
    for path in ("site/CNAME", "site/requests/notes.txt", "datapackage/data/figures.csv.orig", "datapackage/.DS_Store"):
        (built / path).write_text("mine")
    assert messages(built, generation("new")) == [
        f"{path}: This file was not written by a build, and the folder is replaced whole. Move it out of the folder."
        for path in (
            "datapackage/.DS_Store",
            "datapackage/data/figures.csv.orig",
            "site/CNAME",
            "site/requests/notes.txt",
        )
    ]
    assert (built / "site/CNAME").read_text() == "mine"


def test_a_folder_that_was_there_before_the_first_build_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/holiday.jpg").write_bytes(b"")
    assert messages(tmp_path, generation("new"))[0].startswith("site/holiday.jpg: This file was not written by a build")
    assert not (tmp_path / "datapackage").exists()


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    replace_folders(tmp_path, generation("new"))
    assert state(tmp_path) == {"datapackage": "new", "site": "new"}


def test_a_package_with_the_marks_of_a_merge_is_built_anew(built: Path) -> None:
    (built / "datapackage/datapackage.json").write_text("<<<<<<< HEAD\n{\n=======\n>>>>>>> other\n")
    replace_folders(built, generation("new"))
    assert state(built) == {"datapackage": "new", "site": "new"}


def test_folders_are_known_without_the_cache(built: Path) -> None:
    shutil.rmtree(built / ".cache")
    replace_folders(built, generation("new"))
    assert state(built) == {"datapackage": "new", "site": "new"}


def test_a_page_that_was_changed_by_hand_is_written_anew(built: Path) -> None:
    (built / "site/index.html").write_text("mine")
    replace_folders(built, generation("old"))
    assert state(built) == {"datapackage": "old", "site": "old"}


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_folder_that_is_a_link_is_refused(built: Path) -> None:
    (built / "site").rename(built / "elsewhere")
    (built / "site").symlink_to(built / "elsewhere")
    assert messages(built, generation("new")) == [
        "site: The folder is a link. Put a folder in its place, or remove the link."
    ]
    assert read(built / "elsewhere")["index.html"] == b"old"


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_inside_a_folder_is_a_file_of_somebody_elses_and_is_never_followed(built: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "dear.txt").write_text("dear")
    (built / "site/more").symlink_to(outside)
    assert messages(built, generation("new"))[0].startswith("site/more: This file was not written by a build")
    assert (outside / "dear.txt").read_text() == "dear"


def test_a_mount_is_refused(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: path == built / "site")
    assert messages(built, generation("new")) == [
        "site: The folder is a mount. Build where it is none, and copy the result."
    ]


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")
    assert messages(tmp_path, generation("new")) == ["site: It is a file where the folder should be. Move it away."]


def test_a_list_that_names_files_outside_cannot_make_them_be_deleted(built: Path) -> None:
    (built / "dear.txt").write_text("dear")
    with (built / "site/SHA256SUMS").open("a") as stream:
        stream.write(f"{'0' * 64}  ../dear.txt\n{'0' * 64}  ../../../dear.txt\n")
    replace_folders(built, generation("new"))
    assert (built / "dear.txt").read_text() == "dear"
    assert state(built) == {"datapackage": "new", "site": "new"}


@pytest.mark.usefixtures("either_way")
def test_a_file_that_arrives_during_the_exchange_is_kept_and_named(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(project: Path, name: str) -> None:
        if name == "site":
            (project / "site/late.txt").write_text("mine")
        put(project, name)

    put = output._put_in_place
    monkeypatch.setattr(output, "_put_in_place", late)
    (told,) = messages(built, generation("new"))
    place, _, words = told.partition(": ")
    assert (
        words
        == "This file was put into an output folder while a build replaced that folder. Move it to where it belongs."
    )
    assert (built / place).read_text() == "mine"
    assert state(built) == {"datapackage": "new", "site": "new"}
    (built / place).unlink()
    recover_outputs(built)
    assert not (built / ".staged").exists()


def test_a_second_build_waits_for_nobody_and_says_so(built: Path) -> None:
    with output.locked(built):
        assert messages(built, generation("new")) == [
            "project: Another build of this project is running. Wait until it has ended, or end it."
        ]
        (built / ".staged").mkdir()
        recover_outputs(built)
        assert (built / ".staged").exists()
    assert replace_folders(built, generation("new")) == ("datapackage", "site")


def test_a_lock_dies_with_its_process(built: Path) -> None:
    code = "import os, sys; from pathlib import Path; from disclosed import output\nwith output.locked(Path(sys.argv[1])): os._exit(0)"
    subprocess.run([sys.executable, "-c", code, str(built)], cwd=ROOT, check=True)
    assert replace_folders(built, generation("new")) == ("datapackage", "site")


def test_an_interrupt_while_staging_leaves_everything_as_it_was(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "_link", stop)
    with pytest.raises(KeyboardInterrupt):
        replace_folders(built, generation("new"))
    assert state(built) == {"datapackage": "old", "site": "old"}
    assert not (built / ".staged").exists()


def test_a_folder_is_named_by_what_it_holds_whatever_the_order() -> None:
    files = site("old")
    assert output.digest_of(files) == output.digest_of(dict(reversed(files.items())))
    assert len({output.digest_of(one) for one in (files, site("new"), {}, {**files, "x": b""})}) == 4
