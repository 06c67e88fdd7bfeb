"""Errors come all at once: what is wrong in letters that can be read is told while other files cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosed.cache import NO_CACHE
from disclosed.findings import UserError
from disclosed.parting import Keeper, load_parts
from tests.served import LETTER, PLACE, SITE, write_project

OUT = "state: published\npublished: 2026-11-22\n"
WRONG = OUT + "readings:\n  - line: 11\n    words: '40'\n    question: Q44\n"


def errors(project: Path) -> list[str]:
    with pytest.raises(UserError) as error:
        load_parts(project / "content", Keeper(NO_CACHE))
    return str(error.value).splitlines()


def test_what_is_wrong_in_letters_is_told_while_other_files_cannot_be_read(tmp_path: Path) -> None:
    personal = LETTER.replace("Northtown", "Southtown").replace(
        "Reference: FOI 77", "Reference: FOI 78\n\nDear Mrs Quillfeather"
    )
    files = {
        "content/site.yml": SITE + "colour: blue\n",
        f"{PLACE}/empty.txt": "",
        f"{PLACE}/northtown.txt": LETTER,
        f"{PLACE}/northtown.yml": WRONG,
        f"{PLACE}/southtown.txt": personal,
        f"{PLACE}/southtown.yml": OUT,
        f"{PLACE}/westmere.txt": LETTER.replace("Northtown", "Westmere"),
        f"{PLACE}/westmere.yml": "state: published\n\tpublished: 2026-11-22\n",
        # What hangs on other letters is not told: the other may be the broken one.
        f"{PLACE}/westmere-2.txt": LETTER.replace("Northtown", "Westmere").replace("12", "13"),
        f"{PLACE}/westmere-2.yml": OUT + "supersedes: westmere\nkind: correction\n",
    }
    told = errors(write_project(tmp_path, files))
    assert [line.partition(": ")[0] for line in told] == [
        f"{PLACE}/empty.txt",
        f"{PLACE}/northtown.yml:4",
        f"{PLACE}/southtown.txt:5",
        f"{PLACE}/westmere.yml:2",
        "content/site.yml:8",
    ]
    assert told[1].endswith("The letter has no question 44. Its questions are 1, 2.")
    assert "Quillfeather" not in "".join(told)
