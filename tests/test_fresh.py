from __future__ import annotations

import os
from pathlib import Path

import pytest

from disclosed.fresh import STAMP, LastBuild, library_names, mark_of, read_last_build, write_last_build


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep/er").mkdir(parents=True)
    (tmp_path / "deep/er/letter.txt").write_text("Once 130\n", "utf-8")
    (tmp_path / "site.yml").write_text("title: x\n", "utf-8")
    return tmp_path


def test_the_mark_stays_while_nothing_changes(folder: Path) -> None:
    assert mark_of([folder], ["--strict"]) == mark_of([folder], ["--strict"])


def change_text(folder: Path) -> None:
    (folder / "deep/er/letter.txt").write_text("Once 131 \n", "utf-8")


def change_time_alone(folder: Path) -> None:
    os.utime(folder / "site.yml", ns=(1, 1))


def swap_for_a_file_of_the_same_size_and_time(folder: Path) -> None:
    old = folder / "site.yml"
    times = old.stat()
    new = folder / "new"
    new.write_text("title: y\n", "utf-8")
    os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))
    new.replace(old)


def add_a_file(folder: Path) -> None:
    (folder / "deep/other.txt").touch()


def rename_a_file(folder: Path) -> None:
    (folder / "site.yml").rename(folder / "sites.yml")


def take_a_folder_away(folder: Path) -> None:
    (folder / "deep/er/letter.txt").rename(folder / "letter.txt")
    (folder / "deep/er").rmdir()


@pytest.mark.parametrize(
    "change",
    [
        change_text,
        change_time_alone,
        swap_for_a_file_of_the_same_size_and_time,
        add_a_file,
        rename_a_file,
        take_a_folder_away,
    ],
)
def test_every_change_to_a_file_changes_the_mark(folder: Path, change: object) -> None:
    before = mark_of([folder])
    change(folder)  # type: ignore[operator]
    assert mark_of([folder]) != before


def test_options_and_folders_are_part_of_the_mark(folder: Path) -> None:
    marks = {
        mark_of([folder]),
        mark_of([folder], ["x"]),
        mark_of([folder / "deep"]),
        mark_of([folder / "nowhere"]),
        mark_of([]),
    }
    assert len(marks) == 5


def test_compiled_python_files_are_no_change(folder: Path) -> None:
    before = mark_of([folder])
    (folder / "deep/__pycache__").mkdir()
    (folder / "deep/__pycache__/x.pyc").touch()
    assert mark_of([folder]) == before


def test_what_the_last_build_left_is_read_back(tmp_path: Path) -> None:
    last = LastBuild("abc", ("2 letters.", "“quoted”"), 0)
    write_last_build(tmp_path, last)
    assert read_last_build(tmp_path) == last
    assert [path.name for path in (tmp_path / ".cache").iterdir()] == [STAMP.name]


@pytest.mark.parametrize(
    "stored", ["", "{", "[]", "{}", '{"mark": "x"}', '{"mark": "x", "report": 3, "code": 0}', "\udcff"]
)
def test_a_stamp_that_is_damaged_counts_as_none(tmp_path: Path, stored: str) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / STAMP).write_bytes(stored.encode("utf-8", "surrogateescape"))
    assert read_last_build(tmp_path) is None


def test_installed_libraries_are_named_with_their_versions() -> None:
    assert any(name.startswith("jinja2-3.") for name in library_names())


def test_a_stamp_that_cannot_be_kept_stops_nothing_and_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / ".cache/last-build.json").mkdir(parents=True)
    write_last_build(tmp_path, LastBuild("mark", ("Built.",), 0))
    assert [path.name for path in (tmp_path / ".cache").iterdir()] == ["last-build.json"]
    assert read_last_build(tmp_path) is None


def test_a_folder_that_may_not_be_read_has_a_mark_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: str) -> object:
        raise PermissionError(13, "Permission denied", folder)

    before = mark_of((tmp_path,))
    monkeypatch.setattr(os, "scandir", refuse)
    assert mark_of((tmp_path,)) != before
