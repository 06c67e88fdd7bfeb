from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosed import fresh
from disclosed.fresh import (
    ENGINE,
    STAMP,
    UNCHANGED,
    LastBuild,
    library_names,
    list_files,
    list_inputs,
    list_outputs,
    project_of,
    read_last_build,
    unchanged_report,
    write_last_build,
)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep/er").mkdir(parents=True)
    (tmp_path / "deep/er/letter.txt").write_text("Once 130\n", "utf-8")
    (tmp_path / "site.yml").write_text("title: x\n", "utf-8")
    return tmp_path


def listing(*places: Path) -> list[str]:
    return list(list_files(str(place) for place in places))


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


def add_an_empty_folder(folder: Path) -> None:
    (folder / "deep/empty").mkdir()


def rename_a_file(folder: Path) -> None:
    (folder / "site.yml").rename(folder / "sites.yml")


def take_a_folder_away(folder: Path) -> None:
    (folder / "deep/er/letter.txt").rename(folder / "letter.txt")
    (folder / "deep/er").rmdir()


CHANGES: list[Callable[[Path], None]] = [
    change_text,
    change_time_alone,
    swap_for_a_file_of_the_same_size_and_time,
    add_a_file,
    add_an_empty_folder,
    rename_a_file,
    take_a_folder_away,
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_to_a_file_changes_the_listing(folder: Path, change: Callable[[Path], None]) -> None:
    before = listing(folder)
    assert listing(folder) == before
    change(folder)
    assert listing(folder) != before


def test_places_are_told_apart_and_listed_where_they_are_files_or_missing(folder: Path) -> None:
    ways = ((folder,), (folder / "deep",), (folder / "site.yml",), (folder / "nowhere",), (folder / "deep", folder), ())
    assert len({tuple(listing(*places)) for places in ways}) == len(ways)
    assert listing(folder / "nowhere") == ["nowhere"]


def test_a_folder_that_was_moved_as_it_is_has_the_same_listing(folder: Path) -> None:
    project = folder / "deep"
    before = listing(project)
    (folder / "elsewhere").mkdir()
    project.rename(folder / "elsewhere/deep")
    assert listing(folder / "elsewhere/deep") == before


def test_compiled_python_files_are_no_change(folder: Path) -> None:
    before = listing(folder)
    (folder / "deep/__pycache__").mkdir()
    (folder / "deep/__pycache__/x.pyc").touch()
    assert listing(folder) == before


def test_a_folder_that_may_not_be_read_is_listed_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(place: str) -> object:
        raise PermissionError(13, "Permission denied", place)

    before = listing(folder)
    monkeypatch.setattr(os, "scandir", refuse)
    assert listing(folder) != before


def test_installed_libraries_are_named_with_their_versions() -> None:
    assert any(name.startswith("jinja2-3.") for name in library_names())


# What the last build left


@pytest.mark.parametrize("arguments", [[], ["--strict", "--base-url", "https://x.example/é"]])
def test_what_the_last_build_left_is_read_back(arguments: list[str], tmp_path: Path) -> None:
    write_last_build(str(tmp_path), LastBuild(arguments, "a 1\nb\udcff 2", ("2 letters.", "“quoted”"), told=2))
    last = read_last_build(str(tmp_path))
    assert last is not None
    assert (last.arguments, last.listing, last.told) == (arguments, "a 1\nb\udcff 2", 2)
    assert last.report == ["2 letters.", "“quoted”"]
    assert [path.name for path in (tmp_path / ".cache").iterdir()] == ["last-build"]


@pytest.mark.parametrize("stored", [b"", b"\0", b"a\0b\0c\0d", b"\xff\xfe{"])
def test_a_stamp_that_is_damaged_counts_as_none(stored: bytes, tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / STAMP).write_bytes(stored)
    assert read_last_build(str(tmp_path)) is None


def test_a_stamp_that_cannot_be_kept_stops_nothing_and_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / STAMP).mkdir(parents=True)
    write_last_build(str(tmp_path), LastBuild([], "listing", ("Built.",)))
    assert [path.name for path in (tmp_path / ".cache").iterdir()] == ["last-build"]
    assert read_last_build(str(tmp_path)) is None


# Whether a build has nothing to do


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A clone with a project in it, as a build leaves it."""
    for name in (*ENGINE, "content", "site", "datapackage"):
        place = tmp_path / name
        if place.suffix:
            place.write_text("a file", "utf-8")
        else:
            place.mkdir()
            (place / "index").write_text("a file", "utf-8")
    keep(tmp_path)
    return tmp_path


def keep(root: Path, *arguments: str) -> None:
    everything = list_inputs(str(root), str(root)) + list_outputs(str(root))
    write_last_build(str(root), LastBuild(arguments, everything, ("2 letters.",)))


def test_a_build_with_nothing_to_do_is_known(built: Path) -> None:
    assert unchanged_report(str(built), []) == ["2 letters.", UNCHANGED]


@pytest.mark.parametrize("name", [*ENGINE, "content", "site", "datapackage"])
def test_whatever_a_build_depends_on_or_wrote_makes_it_run(name: str, built: Path) -> None:
    place = built / name
    (place if place.is_file() else place / "index").write_text("another file", "utf-8")
    assert unchanged_report(str(built), []) is None


def test_another_command_another_python_and_other_libraries_make_it_run(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (["--strict"], ["--no-cache"], ["add"]):
        assert unchanged_report(str(built), arguments) is None
    monkeypatch.setattr(fresh, "library_names", lambda: ("altair-99.dist-info",))
    assert unchanged_report(str(built), []) is None
    monkeypatch.undo()
    assert unchanged_report(str(built), []) is not None
    monkeypatch.setattr(sys, "version", "3.99")
    assert unchanged_report(str(built), []) is None


def test_a_build_without_the_cache_always_runs(built: Path) -> None:
    keep(built, "--no-cache")
    assert unchanged_report(str(built), ["--no-cache"]) is None


def test_a_build_that_was_ended_half_way_makes_the_next_run(built: Path) -> None:
    (built / ".staged").mkdir()
    assert unchanged_report(str(built), []) is None


@pytest.mark.parametrize(
    ("arguments", "project"),
    [([], "here"), (["--strict"], "here"), (["--project", "there"], "there"), (["--project=there"], "there"), (["--project"], "here")],
)  # fmt: skip
def test_the_project_is_found_without_parsing_the_command(arguments: list[str], project: str) -> None:
    assert project_of("here", arguments) == project


def environment_of(root: Path, python: str) -> str:
    """Give what another Python says that a build runs with."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from disclosed import fresh; print(fresh.environment({str(root)!r}))"
    return subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True).stdout


def test_the_projects_own_environment_is_told_the_same_from_inside_and_from_outside(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / ".venv")], check=True)
    (inside,) = (
        tmp_path.glob(".venv/lib/*/site-packages") if os.name == "posix" else tmp_path.glob(".venv/Lib/site-packages")
    )
    (inside / "altair-6.0.dist-info").mkdir()
    own = str(tmp_path / (".venv/Scripts/python.exe" if os.name == "nt" else ".venv/bin/python"))
    bare = [sys._base_executable, own]  # type: ignore[attr-defined]  # neither has the libraries
    told = {environment_of(tmp_path, python) for python in bare}
    assert len(told) == 1
    assert "altair-6.0.dist-info" in told.pop()
    (inside / "altair-6.0.dist-info").rename(inside / "altair-7.0.dist-info")
    assert "altair-7.0.dist-info" in environment_of(tmp_path, own)


def test_an_unchanged_build_imports_next_to_nothing(built: Path) -> None:
    code = "import sys; before = set(sys.modules); import build; print(build.main()); print(*set(sys.modules) - before)"
    (built / "run.py").write_text(code, "utf-8")
    for name in ("build.py", "disclosed/__init__.py", "disclosed/fresh.py", "disclosed/setup.py"):
        (built / name).write_bytes((ROOT / name).read_bytes())
    keep(built)
    done = subprocess.run([sys.executable, str(built / "run.py")], capture_output=True, text=True, check=True)
    *report, code, modules = done.stdout.splitlines()
    assert (report, code) == (["2 letters.", UNCHANGED], "0")
    heavy = {"argparse", "dataclasses", "hashlib", "json", "pathlib", "re", "subprocess", "typing"}
    assert set(modules.split()) & heavy == set()
