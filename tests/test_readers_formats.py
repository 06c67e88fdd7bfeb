"""The same letter in each format reads to the same figures, labels and outcomes (tests/formats holds the files)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from disclosed.model import Reading
from disclosed.readers.files import read_file
from disclosed.reading.inspection import figure_words
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter

FORMATS = Path(__file__).parent / "formats"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in FORMATS.glob("*.expected.json"))
KINDS = ("docx", "odt", "pdf", "html", "eml")


def reading_of(path: Path) -> Reading:
    return read_letter(parse_letter(read_file(path.name, path.read_bytes()).text.encode()))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_reads_the_same_in_each_format(name: str, kind: str) -> None:
    truth = json.loads((FORMATS / f"{name}.expected.json").read_text("utf-8"))
    reading = reading_of(FORMATS / f"{name}.{kind}")
    figures = [figure_words(figure, question.number) for question in reading.questions for figure in question.figures]
    outcomes = {question.number.removeprefix("Q"): question.outcome for question in reading.questions}
    head = reading.letterhead
    assert figures == truth["figures"]
    assert {number: outcome for number, outcome in outcomes.items() if outcome != "stem"} == truth["outcomes"]
    assert (head.authority and head.authority.value, head.reference and head.reference.value) == (
        truth["authority"],
        truth["reference"],
    )
