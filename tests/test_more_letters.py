"""Every letter of tests/more_letters keeps what has been gained: a score a letter and a measure, which may only improve.

The truths were written by people who had not seen the reader, and are not all met. `floors.json` records what is; a fall
fails, and `--update-golden` records what is better (never what is worse: edit the file by hand, and say why).
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from score_reading import score

from disclosed.reading.inspection import render_json
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.settling.alone import with_private

LETTERS = Path(__file__).parent / "more_letters"
FLOORS = LETTERS / "floors.json"
NAMES = sorted(path.stem for path in LETTERS.glob("*.txt"))

GAINS = (  # what is right, and must not fall
    "questions found",
    "text right",
    "outcome right",
    "figures found",
    "figures labelled",
    "figures right in all",
    "set aside told",
    "exemptions found",
    "metadata right",
    "warnings raised",
)
LOSSES = ("figures wrong", "questions extra", "false alarms", "provisions wrong")  # what is wrong, and must not rise


@cache
def measured(name: str) -> dict[str, int]:
    """Read a letter and count what is right and what is wrong."""
    letter = parse_letter((LETTERS / f"{name}.txt").read_bytes())
    truth = json.loads((LETTERS / f"{name}.expected.json").read_text("utf-8"))
    tally: Counter[str] = score(
        truth, json.loads(render_json(with_private(read_letter(letter)))), [one.text for one in letter.lines]
    )
    tally["figures wrong"] = tally["figures read"] - tally["figures found"]
    tally["provisions wrong"] = tally["exemptions read"] - tally["exemptions found"]
    return {measure: tally[measure] for measure in (*GAINS, *LOSSES)}


def better(floor: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    """Give the better of two scores, measure by measure."""
    kept = {measure: max(floor.get(measure, 0), now[measure]) for measure in GAINS}
    return kept | {measure: min(floor.get(measure, now[measure]), now[measure]) for measure in LOSSES}


def test_floors_are_recorded(*, update_golden: bool) -> None:
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    if update_golden:
        floors = {name: better(floors.get(name, {}), measured(name)) for name in NAMES}
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(floors[name])}" for name in NAMES)
        FLOORS.write_text(f"{{\n{rows}\n}}\n", "utf-8")
    assert sorted(floors) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_is_read_no_worse_than_before(name: str) -> None:
    floor, now = json.loads(FLOORS.read_text("utf-8"))[name], measured(name)
    fallen = {
        measure: (floor[measure], now[measure])
        for measure in (*GAINS, *LOSSES)
        if (now[measure] < floor[measure] if measure in GAINS else now[measure] > floor[measure])
    }
    assert fallen == {}


def test_a_fall_is_seen() -> None:
    none, some = dict.fromkeys((*GAINS, *LOSSES), 0), dict.fromkeys((*GAINS, *LOSSES), 1)
    kept = better(none, some)
    assert [kept[measure] for measure in GAINS] == [1] * len(GAINS)
    assert [kept[measure] for measure in LOSSES] == [0] * len(LOSSES)
