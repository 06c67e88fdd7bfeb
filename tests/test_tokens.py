"""Tokens tile a line, and look like what they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.model import Line
from disclosed.reading.lines import fold
from disclosed.reading.tokens import NUMERIC, tokens_of

PLAIN = {"space", "word", "punctuation"}


def line(text: str) -> Line:
    return Line(1, text, fold(text))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens_of(line(text)) if token.kind not in PLAIN]


EXAMPLES = [
    ("2017-18 - 21", [("span", "2017-18"), ("number", "21")]),
    ("2021/22 (to 31 August)", [("span", "2021/22"), ("date", "31 August")]),
    ("Responded Fri 17 August 2018In accordance", [("date", "17 August 2018")]),
    ("Friday 17^th March 2017", [("date", "17^th March 2017")]),
    ("9 June2021", [("date", "9 June2021")]),
    ("13-JUN-2019", [("date", "13-JUN-2019")]),
    ("at 31 March 19, by reason", [("date", "31 March 19")]),
    ("to May 31 2025 (or", [("date", "May 31 2025")]),
    ("2 may be late", [("number", "2")]),
    ("1. 117.", [("number", "1"), ("number", "117")]),
    ("£1.2 million", [("money", "£1.2 million")]),
    ("-Refunds: -£350", [("money", "-£350")]),
    ("91 per cent or 8.5%", [("percent", "91 per cent"), ("percent", "8.5%")]),
    ("under section 40(2) or s. 43(2)", [("section", "40(2)"), ("section", "43(2)")]),
    ("S17 Keeper not known = 23", [("section", "17"), ("number", "23")]),
    ("Regulation 12(4)(a)", [("section", "12(4)(a)")]),
    ("aged 11-17, but 17-18", [("range", "11-17"), ("span", "17-18")]),
    ("Jan-Mar 22 / Total", [("span", "Jan-Mar 22")]),
    ("<5 and 13yrs plus", [("bound", "<5"), ("measure", "13yrs")]),
    ("telephone 0303 123 1113", [("telephone", "0303 123 1113")]),
    ("Wilmslow SK9 5AF", [("postcode", "SK9 5AF")]),
    ("FOI/25/00613 and 641/21", [("reference", "FOI/25/00613"), ("reference", "641/21")]),
    ("FOI2024/00731", [("reference", "FOI2024/00731")]),
    ("twenty-one, none", [("number_word", "twenty-one"), ("number_word", "none")]),
    ("1,165 and 1,2345", [("number", "1,165"), ("code", "1,2345")]),
    ("57\u00ad", [("number", "57")]),
    ("5\u200b7", [("code", "5\u200b7")]),
    ("\x1b[31m x", [("control", "\x1b[31m")]),
    ("Write to a.b@c.example", [("email", "a.b@c.example")]),
    ("In 2023 there", [("year", "2023")]),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_a_form_gives_its_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


WORDS = st.sampled_from(
    [
        "2017-18",
        "£4,120",
        "1.",
        "a)",
        "<5",
        "section 40(2)",
        "June",
        "31",
        "-",
        "two",
        "%",
        "0303 123 1113",
        "per cent",
        "(u)",
        "•",
        "@",
        "/",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_characters="\n"), max_size=60), st.lists(WORDS, max_size=12).map(" ".join)
)


@given(TEXTS)
def test_tokens_tile_the_line(text: str) -> None:
    tokens = tokens_of(line(text))
    assert "".join(token.text for token in tokens) == text
    assert [token.first for token in tokens] == [1, *(token.last + 1 for token in tokens)][: len(tokens)]


@given(TEXTS)
def test_no_digit_hides_in_a_token_that_is_not_counted(text: str) -> None:
    for token in tokens_of(line(text)):
        if token.kind not in {"url", "email", "control", "marker"}:
            assert token.kind in NUMERIC or not any(character.isdecimal() for character in token.text)


@pytest.mark.parametrize("unit", ["1", "a", "a-", "1,", "a.b", "(", "1/", "-1", "one ", "0303 ", "x1", "\x1b["])
def test_time_grows_with_the_length_of_a_line_only(unit: str) -> None:
    long = line(unit * (40_000 // len(unit)))
    begun = time.process_time()
    tokens_of(long)
    assert time.process_time() - begun < 3
