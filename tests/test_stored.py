from __future__ import annotations

import json
from pathlib import Path

import pytest

from disclosed.cache import Cache
from disclosed.codec import decode, encode
from disclosed.model import Letter, Reading
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.reading.stored import reading_through

LETTERS = sorted((Path(__file__).parent / "letters").glob("*.txt"))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_reading_comes_back_from_json_as_it_was(path: Path) -> None:
    reading = read_letter(parse_letter(path.read_bytes()))
    assert decode(Reading, json.loads(json.dumps(encode(reading)))) == reading


def test_a_letter_is_read_once_and_then_remembered(tmp_path: Path) -> None:
    data = LETTERS[0].read_bytes()
    first = reading_through(Cache(tmp_path))(data)
    kept = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    again = reading_through(Cache(tmp_path))(data)
    assert again == first
    assert len(kept) == 1
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == kept


def test_an_empty_letter_comes_back_too() -> None:
    assert decode(Letter, encode(Letter(()))) == Letter(())
