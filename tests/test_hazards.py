"""Text that could harm a page, a template, a spreadsheet or a reader's eyes is told, line by line, and kept."""

from __future__ import annotations

import pytest
from corpus import Pair, letter_of, pairs
from hypothesis import given
from hypothesis import strategies as st

from disclosed.findings import CODES, line_of
from disclosed.model import Letter, Line
from disclosed.reading.hazards import find_hazards
from disclosed.reading.lines import fold

HAZARDS = {"html_in_text", "template_syntax_in_text", "formula_like_cell", "invisible_characters"}


def codes_of(text: str) -> set[str]:
    return {finding.code for finding in find_hazards(letter_of(text))}


@pytest.mark.parametrize("one", pairs(), ids=lambda one: one.stem[:24])
def test_the_letters_hold_the_hazards_of_their_truth_and_no_other(one: Pair) -> None:
    wanted = {warning["code"] for warning in one.truth["warnings"]} & HAZARDS
    assert {finding.code for finding in find_hazards(one.letter)} == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<script>alert("x")</script>', "html_in_text"),
        ("<b>Sit</b>", "html_in_text"),
        ("<img src=x onerror=alert(1)>", "html_in_text"),
        ("<script", "html_in_text"),
        ("see javascript:void(0)", "html_in_text"),
        ("<!-- hidden", "html_in_text"),
        ("{{ signs }}: 71", "template_syntax_in_text"),
        ("{% if tired %}", "template_syntax_in_text"),
        ("${7*7}", "template_syntax_in_text"),
        ("=SUM(A1:A9): £4,120", "formula_like_cell"),
        ("+Repairs: £2,066", "formula_like_cell"),
        ("@Paint: £310", "formula_like_cell"),
        ("-Refunds: -£350", "formula_like_cell"),
        ("\t=cmd|' /C calc'!A0", "formula_like_cell"),
        ("3 | =A1 | 4", "formula_like_cell"),
        ("reviews@x.example; =HYPERLINK(1)", "formula_like_cell"),
        ("Penny\u200bgate", "invisible_characters"),
        ("57\u00ad", "invisible_characters"),
        ("\u202eyenom\u202c", "invisible_characters"),
        ("a\x07b", "invisible_characters"),
        ("a\x1cb", "invisible_characters"),
        ("a\u2028b", "invisible_characters"),
        ("a\u3164b", "invisible_characters"),
        ("\x85", "invisible_characters"),
    ],
)
def test_what_could_do_harm_is_told(text: str, code: str) -> None:
    assert codes_of(text) == {code}


@pytest.mark.parametrize(
    "text",
    ["<5", "1 < 2 and 3 > 2", "- How many?", "+ How many homes?", "-£350", "+44 1632 960000", "-12", "= 23", "S17 Keeper not known = 23", "a {b} c", "£5",
     "\tTotal\t14", "caf\u00e9\u00a0\u2013 \u2019s \uf0b7 \u2022", "@someone.else@x.example", "\x0cPage 2", "\x1cSecond document", ": = does not apply"],
)  # fmt: skip
def test_numbers_bullets_and_plain_signs_do_no_harm(text: str) -> None:
    assert codes_of(text) == set()


def test_each_line_is_told_once_a_kind_with_what_to_do() -> None:
    letter = letter_of(
        "One\n<b>two</b> <i>x</i>\n=SUM(A1:A9): 4 and a long tail with a name\nPenny\u200bgate\u200b\x07"
    )
    assert [line_of(finding) for finding in find_hazards(letter)] == [
        "letter:2: The text holds HTML: '<b'. It is shown as text and changes nothing; look at the line, then settle it with a reason.",
        "letter:3: A text begins like a formula of a spreadsheet: '=SUM(A1:A9):…'. It is shown as text and changes nothing; look at the line, then settle it with a reason.",
        "letter:4: The text holds characters that cannot be seen: U+200B ZERO WIDTH SPACE, U+0007 CONTROL CHARACTER. It is shown as text and changes nothing; look at the line, then settle it with a reason.",
    ]


def test_template_syntax_is_quoted_by_its_marks_alone() -> None:
    [finding] = find_hazards(letter_of("{{ name }}"))
    assert line_of(finding) == (
        "letter:1: The text holds template syntax: '{{'. It is shown as text and changes nothing; look at the line, then settle it with a reason."
    )


@given(st.text(max_size=300))
def test_any_text_is_looked_through_and_no_message_holds_what_cannot_be_seen(text: str) -> None:
    letter = Letter((Line(1, text, fold(text)),))
    for finding in find_hazards(letter):
        assert finding.level == CODES[finding.code][0] == "warning"
        assert finding.message.isprintable()
