"""What a reader can check without this project, and the account of every number: the promises, tried from outside."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sites import make_site, small_package
from the_example import CONTENT, example_folder

from disclosed.describing.accounting import account_of_all
from disclosed.describing.index import Index
from disclosed.rows import SetAsideRow

ROOT = Path(__file__).resolve().parent.parent


def program() -> str:
    """Take the program that the page on the method shows."""
    text = (CONTENT / "pages/method.md").read_text("utf-8")
    return textwrap.dedent(re.findall(r"(?:^    .*\n|^\n)+", text, re.MULTILINE)[-1]).strip() + "\n"


def check(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", program(), str(folder)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_program_on_the_page_is_the_one_in_the_documents_and_some_twenty_lines_long() -> None:
    assert f"```python\n{program()}```" in (ROOT / "docs/data-package.md").read_text("utf-8")
    assert len(program().splitlines()) <= 25


def test_every_figure_of_the_package_stands_where_it_says() -> None:
    assert check(example_folder()) == (0, "55 figures, 0 not where they are said to be\n")


Change = Callable[[dict[str, str]], dict[str, str]]


@pytest.mark.parametrize(
    ("resource", "change", "said"),
    [
        ("figures", lambda row: {**row, "value": row["value"] + "1"}, " is 2791 and the letter says 279"),
        ("figures", lambda row: {**row, "column_to": str(int(row["column_to"]) + 1)}, "and the letter says 279 "),
        ("figures", lambda row: {**row, "as_written": "297"}, "and the letter says 279"),
        ("figures", lambda row: {**row, "line": "999"}, "and the letter says nothing"),
        ("lines", lambda row: {**row, "text": row["text"].replace("279", "297")}, "and the letter says 297"),
    ],
)
def test_a_figure_that_does_not_is_named(resource: str, change: Change, said: str, tmp_path: Path) -> None:
    shutil.copytree(example_folder(), tmp_path / "copy")
    path = tmp_path / "copy/data" / f"{resource}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    place = next(at for at, row in enumerate(rows) if "279" in (row.get("as_written"), *row.get("text", "").split()))
    rows[place] = change(rows[place])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    code, words = check(tmp_path / "copy")
    assert code == 1
    assert "missing-children-2020-21/leicester/L7C7 is " in words
    assert said in words
    assert words.endswith("55 figures, 1 not where they are said to be\n")


def test_the_account_of_all_letters_counts_every_number() -> None:
    package = small_package()
    account = dict(account_of_all(Index(package)))
    assert account["Published as figures"] == len(package.figures)
    assert sum(account.values()) == len(package.figures) + len(package.set_aside)
    assert account["Unexplained (lines)"] == 0


def test_a_number_that_nothing_explains_is_in_the_account() -> None:
    package = small_package()
    fewer = replace(package, set_aside=())
    assert dict(account_of_all(Index(fewer)))["Unexplained (lines)"] == len({row.line for row in package.set_aside})


def test_kinds_of_numbers_stand_with_the_commonest_first() -> None:
    package = small_package()
    row: SetAsideRow = package.set_aside[0]
    rows = (replace(row, reason="age"), *(replace(row, reason="provision", column_from=at) for at in (1, 2)))
    names = [name for name, _ in account_of_all(Index(replace(package, set_aside=rows)))]
    assert names == ["Published as figures", "Set aside: section numbers", "Set aside: ages", "Unexplained (lines)"]


def test_the_page_on_the_method_shows_the_account() -> None:
    html = make_site(small_package()).html("method/index.html")
    assert "The account of this site" in html
    assert '<th scope="row">Published as figures</th>' in html
    assert 'id="account-table"' not in make_site(small_package()).html("about/index.html")
