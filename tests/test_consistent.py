"""Letters in which nothing is wrong, of the kinds that authorities send: nothing may be alarmed, and nothing stated that does not follow.

`consistent/` holds what stands between the head and the tail of each; `statements.json` what its words support, of those
that support anything. Numbers that happen to fit are no reason to state more. The letters of `contradicting/` are like them, and
each has one difference that must be told.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter

FOLDER = Path(__file__).parent / "consistent"
HEAD = "Anytown Council\nOur reference: FOI/1234\n19 March 2024\n\nFreedom of Information Act 2000\n\n"
TAIL = "\nYou may re-use this information under the Open Government Licence v3.0.\n"
STATEMENTS = json.loads((FOLDER / "statements.json").read_text(encoding="utf-8"))
ARITHMETIC = {"parts_do_not_add", "total_mismatch", "part_exceeds_whole", "given_twice"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_letter_that_does_not_contradict_itself_raises_no_alarm(path: Path) -> None:
    reading = read_letter(parse_letter(f"{HEAD}{path.read_text(encoding='utf-8')}{TAIL}".encode()))
    assert [found.message for found in reading.findings if found.code in ARITHMETIC] == []
    assert [check.statement for check in reading.checks] == STATEMENTS.get(path.stem, [])


def test_every_list_of_statements_is_of_a_letter() -> None:
    assert STATEMENTS.keys() <= {path.stem for path in FOLDER.glob("*.txt")}


CONTRADICTING = FOLDER.parent / "contradicting"
DIFFERENCES = json.loads((CONTRADICTING / "differences.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(path.stem for path in CONTRADICTING.glob("*.txt")))
def test_a_letter_that_contradicts_itself_is_told_so_once(name: str) -> None:
    body = (CONTRADICTING / f"{name}.txt").read_text(encoding="utf-8")
    reading = read_letter(parse_letter(f"{HEAD}{body}{TAIL}".encode()))
    told = [dict(found.extra)["statement"] for found in reading.findings if found.code in ARITHMETIC]
    assert told == DIFFERENCES[name]
    assert len(told) == 1
