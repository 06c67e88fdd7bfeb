"""Small whole projects built as a user builds them, and golden files to hold them to."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import build as front_door
from disclosed.cli import main
from tests.making import PROJECTS

ROOT = PROJECTS.parent.parent


def build_project(name: str, folder: Path, letters: Mapping[str, Path] | None = None) -> Path:
    """Copy a project's content, with letters from elsewhere by their place in it, and build it with nothing waiting."""
    shutil.copytree(PROJECTS / name / "content", folder / "content")
    for place, letter in (letters or {}).items():
        shutil.copy(letter, folder / "content" / place)
    assert main(["--project", str(folder), "--strict"], front_door.build, ROOT) == 0
    return folder


def hold_to(path: Path, text: str, *, update: bool) -> None:
    """Compare a text with a golden file, or rewrite the file."""
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8")


def csv_text(folder: Path, resource: str) -> str:
    """Read a resource of a built package, with the line ends of this repository's files."""
    return (folder / f"datapackage/data/{resource}.csv").read_bytes().decode("utf-8").replace("\r\n", "\n")


def words_of(folder: Path, page: str) -> str:
    """Read a page as a person does: its text, spaces folded."""
    text = (folder / "site" / page).read_text("utf-8")
    main = text[text.index("<main") : text.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def rows_of(folder: Path, page: str, anchor: str) -> list[str]:
    """Read a table of a page: each row's cells as a person reads them, parted by strokes."""
    text = (folder / "site" / page).read_text("utf-8")
    table = text[text.index(f'<table id="{anchor}"') :].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table.partition("</caption>")[2], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [" | ".join(" ".join(html.unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in row) for row in cells]
