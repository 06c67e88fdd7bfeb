"""What `inspect` prints: one JSON object, and a page for a person."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from disclosed.model import ReadFigure as Figure
from disclosed.model import Reading, Span, Value
from disclosed.reading.inspection import account, render_json, render_text, unread_numbers
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter

LETTERS = Path(__file__).parent / "letters"
NAMES = sorted(path.stem for path in LETTERS.glob("*.txt"))


def read(*lines: str) -> Reading:
    return read_letter(parse_letter("\n".join(lines).encode()))


SMALL = (
    "Anytown Council",
    "Reference: FOI 2871",
    "15 April 2020",
    "",
    "1. How many sites are there, and when were they last counted?",
    "North: 14",
    "South: <5",
    "",
    "2. Who owns them?",
    "The names are exempt under section 40(2) of the Freedom of Information Act 2000.",
    "",
    "You may re-use this information under the Open Government Licence v3.0.",
)


def test_the_json_holds_what_the_design_lists_in_its_order() -> None:
    data = json.loads(render_json(read(*SMALL)))
    assert list(data) == ["authority", "reference", "date", "licence", "regime", "questions", "set_aside", "findings"]
    assert (data["authority"], data["reference"], data["date"], data["regime"]) == (
        "Anytown Council",
        "FOI 2871",
        "2020-04-15",
        "FOIA",
    )
    question = data["questions"][0]
    assert list(question) == ["number", "text", "answer", "outcome", "provisions", "figures"]
    assert question["figures"][0] == {
        "path": ["North"],
        "value": 14,
        "unit": None,
        "status": "observed",
        "marker": None,
        "min": None,
        "max": None,
        "basis": None,
        "approximate": False,
        "total": False,
        "as_written": "14",
        "line": 6,
        "columns": [8, 9],
    }
    held = question["figures"][1]
    assert (held["value"], held["status"], held["marker"], held["max"], held["basis"]) == (
        None,
        "suppressed",
        "[c]",
        4,
        "marker",
    )
    assert data["questions"][1]["provisions"] == ["FOIA s40(2)"]
    assert {"line": 10, "as_written": "40(2)", "reason": "provision"} in data["set_aside"]


@pytest.mark.parametrize("name", NAMES)
def test_the_json_of_every_letter_has_findings_with_a_code_a_level_and_a_place(name: str) -> None:
    reading = read_letter(parse_letter((LETTERS / f"{name}.txt").read_bytes()))
    for finding in json.loads(render_json(reading))["findings"]:
        assert list(finding)[:5] == ["code", "level", "question", "line", "message"]
        assert finding["level"] in {"error", "warning", "note"}
        assert finding["line"] >= 1
        assert finding["message"].endswith(".")


def test_decimals_stay_exact_in_json() -> None:
    data = json.loads(render_json(read("1. What is the yearly rent?", "£48.50", "2. What share?", "11.4%")))
    assert [figure["value"] for question in data["questions"] for figure in question["figures"]] == [48.5, 11.4]


def test_the_page_shows_each_line_with_what_was_read_from_it() -> None:
    page = render_text(read(*SMALL), "anytown.txt").split("\n")
    assert "authority  Anytown Council" in page
    assert any(line.startswith("    6 A1     North: 14") and line.endswith("Q1[North] = 14") for line in page)
    assert any(
        line.startswith("    7 A1     South: <5") and "Q1[South] = [c] suppressed, at most 4" in line for line in page
    )
    assert any(
        line.startswith("   10 A2") and "Q2: FOIA s40(2)" in line and "(40(2): provision)" in line for line in page
    )
    assert "Q1      figures, 2 figures" in page
    assert "Q2      withheld, FOIA s40(2)" in page


def test_the_account_comes_to_nothing_unexplained() -> None:
    assert account(read(*SMALL)) == (
        "2 figures, 2 set aside, 0 unexplained\n"
        "     1 cites what a refusal relies on\n"
        "     1 is part of the title of an Act"
    )


def test_a_doubt_prints_the_lines_to_paste() -> None:
    reading = read("1. How many of each?", "North 4 5 6", "South 7 8 9", "2. How many?", "9")
    unread = [(line, token.text) for line, token in unread_numbers(reading)]
    assert unread == [(2, "4"), (2, "5"), (2, "6"), (3, "7"), (3, "8"), (3, "9")]
    page = render_text(reading)
    assert 'readings:\n  - line: 2\n    words: "4"\n    set_aside: words' in page
    assert "1 figure, 0 set aside, 6 unexplained" in page


def test_a_stanza_settles_what_is_in_doubt_by_its_place_and_words() -> None:
    from disclosed.reading.inspection import settling_lines

    figure = Figure(("Five times", 'a "b"'), Value(2), "2", Span(44, 1, 1))
    assert list(settling_lines(figure, "2a")) == [
        "  - line: 44",
        '    words: "2"',
        "    question: Q2a",
        "    labels:",
        '      - "Five times"',
        '      - "a \\"b\\""',
    ]


def test_why_shows_tokens_hypotheses_and_their_costs() -> None:
    page = render_text(read(*SMALL), why=True)
    assert "reference" in page
    assert "1. numbered: " in page
    assert "1: figures, 2 by label and value" in page
    assert "section '40(2)'" in page


def test_addresses_escape_what_the_grammar_uses() -> None:
    from disclosed.reading.inspection import figure_words

    figure = Figure(
        ("A|B]",), Value(Decimal("1.5"), "GBP", approximate=True), "about £1.50", Span(1, 1, 11), total=True
    )
    assert figure_words(figure, "Q3") == "Q3[A\\|B\\]] = about 1.5 GBP (total)"
