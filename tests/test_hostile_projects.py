"""Whole projects made to do harm, or struck by what befalls any: any text anywhere, a kill at any time, no rights.

Whatever stands in a project, a build answers with findings or with a package that passes every rule; never a traceback.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosed.findings import UserError, line_of, stop_on
from disclosed.packaging.package import parse_package, render_package
from disclosed.packaging.validate import validate_quickly
from disclosed.settling.content import build_package, load_content
from tests.making import PROJECTS

ROOT = Path(__file__).resolve().parent.parent
SMALL = PROJECTS / "stolen-bins" / "content"
FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*") if path.is_file())
# Pieces that settings and letters are made of, the ones that mean something to a parser more often than chance has them.
PIECES = st.sampled_from(
    [
        "\n",
        "\n  ",
        "\n- ",
        ": ",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        "|",
        ">",
        "#",
        "&a ",
        "*a ",
        "!!",
        "---\n",
        "\t",
        "\r\n",
        "\ufeff",
        "Q1",
        "Q1a",
        "sum(Q1)",
        " = ",
        " <= ",
        "share(",
        "{{ ",
        " }}",
        "[note: ",
        "2026-03-10",
        "2024/25",
        "1e5",
        "0x1f",
        "~",
        "null",
        "title",
        "state",
        "published",
        "tables",
        "rows",
        "figures",
        "checks",
        "settled",
        "readings",
        "line",
        "words",
        "true",
        "1. How many?\n",
        "a) ",
        "(i) ",
        "10",
        "1,204",
        "<5",
        "*",
        "Total: ",
        "£1.2m",
        "s40(2)",
        "N/A",
        "\x0c",
        "\u202e",
        "\x00",
        "\u200b",
        "=1+1",
        "<script>",
        "{% raw %}",
        "../",
        "\\",
        "\ud7ff",
        "😀",
        "é",
        "5%",
        "-",
        "٣",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)


def outcome(content: Path) -> list[str]:
    """Build the package in memory: what is wrong, or nothing where it passes every rule and can be read again."""
    try:
        package, findings = build_package(load_content(content))
        stop_on(findings)
    except UserError as error:
        return [line_of(found) for found in error.findings]
    files = render_package(package)
    wrong = [line_of(found) for found in validate_quickly(files) if found.level == "error"]
    assert wrong or parse_package(files) == package
    return wrong


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(FILES), TEXTS, st.floats(0, 1), st.integers(0, 40))
def test_any_text_anywhere_in_a_project_is_told_or_built(file: str, text: str, at: float, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(SMALL, Path(folder) / "content"))
        before = (content / file).read_text("utf-8")
        place = int(at * len(before))
        (content / file).write_bytes((before[:place] + text + before[place + cut :]).encode("utf-8", "replace"))
        for line in outcome(content):
            assert line.startswith(("content/", "datapackage/")), line
            assert line.count(": ") >= 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_any_bytes_for_a_file_are_told_or_built(file: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(SMALL, Path(folder) / "content"))
        (content / file).write_bytes(data)
        for line in outcome(content):
            assert line.startswith(("content/", "datapackage/")), line


def test_files_and_folders_that_may_not_be_read_are_told_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = Path(shutil.copytree(SMALL, tmp_path / "content"))
    (content / "requests/more").mkdir()
    scandir, read_bytes = os.scandir, Path.read_bytes

    def refuse_folder(path: Path) -> object:
        if Path(path).name == "more":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    def refuse_file(path: Path) -> bytes:
        if path.name in {"northtown.txt", "site.yml"}:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(os, "scandir", refuse_folder)
    monkeypatch.setattr(Path, "read_bytes", refuse_file)
    assert outcome(content) == [
        f"content/{name}: The file cannot be read (Permission denied). "
        "Check that it is there, that you may read it, and that no program holds it open."
        for name in ("requests/bins/northtown.txt", "requests/more", "site.yml")
    ]


def published(project: Path) -> dict[str, dict[str, bytes]]:
    return {
        name: {
            path.relative_to(project).as_posix(): path.read_bytes()
            for path in sorted((project / name).rglob("*"))
            if path.is_file()
        }
        for name in ("datapackage", "site")
    }


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder is away for an instant while two renames replace it")
def test_a_build_killed_at_any_time_leaves_whole_folders_and_the_next_is_right(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(SMALL, project / "content")
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(project)]

    def say(words: str) -> None:
        page = f"---\ntitle: {words}\ndescription: {words}.\n---\n{words}\n"
        (project / "content/pages/about.md").write_text(page, "utf-8")
        site = (SMALL / "site.yml").read_text("utf-8").replace("the north", words)
        (project / "content/site.yml").write_text(site, "utf-8")

    whole = {}
    for words in ("Old", "New"):
        say(words)
        subprocess.run(command, check=True, capture_output=True)
        whole[words] = published(project)
    chance, then = random.Random(7), "Old"
    for _ in range(3):
        say(then)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not (project / ".staged").exists():
            time.sleep(0.001)
        try:
            process.wait(chance.random() * 0.1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        found = published(project)
        assert all(found[name] in (whole["Old"][name], whole["New"][name]) for name in found)
        subprocess.run(command, check=True, capture_output=True)
        assert published(project) == whole[then]
        assert not (project / ".staged").exists()
        then = "New" if then == "Old" else "Old"
