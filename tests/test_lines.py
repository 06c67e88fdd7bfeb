"""Lines end at LF, and a line's shadow is as long as the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.findings import UserError
from disclosed.reading.lines import MAX_BYTES, fold, parse_letter


def test_only_a_line_feed_ends_a_line() -> None:
    letter = parse_letter("one\r\ntwo\x0bstill two\u2028and more\nthree".encode())
    assert [line.text for line in letter.lines] == ["one", "two\x0bstill two\u2028and more", "three"]
    assert [line.number for line in letter.lines] == [1, 2, 3]


def test_a_byte_order_mark_is_no_character() -> None:
    assert parse_letter(b"\xef\xbb\xbfCouncil\n").lines[0].text == "Council"


def test_a_form_feed_opens_a_page() -> None:
    letter = parse_letter(b"a\nPage 1\n\x0cb\nc\x0c\nd\n")
    assert [line.page for line in letter.lines] == [1, 1, 2, 2, 3]


def test_a_file_separator_at_the_head_of_a_line_opens_a_document_whose_pages_begin_anew() -> None:
    letter = parse_letter(b"a\n\x0cb\n\x1cc\n\x0cd\n\x1c\x0ce\nf \x1c g\n")
    assert [(line.document, line.page) for line in letter.lines] == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 2), (3, 2)]


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("4.\u00a0 Please", "4.  please"),
        ("\uf0b7 Once \u2013 2", "\u2022 once - 2"),
        ("\u00b7 \u2018missing\u2019", "\u2022 'missing'"),
        ("57\u00ad", "57 "),
        ("5\u200b7", "5\u20607"),
        ("\u0663", "3"),
        ("\tCLA", "\tcla"),
        ("\u0130X", "\u0130x"),
    ],
)
def test_a_shadow_folds_what_letters_write_in_many_ways(text: str, shadow: str) -> None:
    assert fold(text) == shadow


@given(st.text())
def test_a_shadow_is_as_long_as_its_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(fold(fold(text))) == len(text)


@given(st.lists(st.text(st.characters(exclude_characters="\n\x00", exclude_categories=["Cs"]))))
def test_lines_joined_again_are_the_letter(texts: list[str]) -> None:
    whole = "\n".join(texts)
    read = [line.text for line in parse_letter(whole.encode()).lines]
    wanted = [text.removesuffix("\r") for text in whole.removeprefix("\ufeff").removesuffix("\n").split("\n")]
    assert read == wanted or not whole


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"good\nbad \xff", "letter:2: The text is not UTF-8. Save the file again as UTF-8."),
        (b"PK\x00", "This is not a text file. File the original with `python3 build.py add`."),
        (b"x" * (MAX_BYTES + 1), "The letter has 4,000,001 bytes, more than 4,000,000. Split it."),
    ],
)
def test_what_is_no_letter_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(UserError) as error:
        parse_letter(data)
    assert str(error.value) == message


def test_a_number_without_end_is_refused_by_its_lines() -> None:
    endless = "1" * 201
    with pytest.raises(UserError) as caught:
        parse_letter(f"1. How many?\n{'1' * 200}\n{endless}\n{'1,1' * 101}\n".encode())
    assert [(found.line, found.message, found.remedy) for found in caught.value.findings] == [
        (line, "A number of more than 200 digits stands here.", "No letter counts that far: take the text anew.")
        for line in (3, 4)
    ]


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("**1. How many?**", "  1. how many?  "),
        ("*Q1. How many?* Five", " q1. how many?  five"),
        ("North **1,204 in all** of 3", "north   1,204 in all   of 3"),
        ("North\t**\t12 **", "north\t**\t12 **"),  # marks that stand for a number touch nothing
        ("** fewer than five", "** fewer than five"),
        ("North 12** South 15**", "north 12** south 15**"),
        ("Total (*) and rest (*)", "total (*) and rest (*)"),
        ("*Figures are provisional", "*figures are provisional"),
        ("2*3 and 4*5", "2*3 and 4*5"),
    ],
)
def test_marks_of_bold_type_are_spaces_in_the_shadow(text: str, shadow: str) -> None:
    (line,) = parse_letter(text.encode()).lines
    assert (line.text, line.shadow) == (text, shadow)


def test_bold_type_may_run_over_lines_and_ends_at_an_empty_one() -> None:
    lines = parse_letter(b"**1. How many\nwere there?**\n5\n\n**Note on 2\n\nthe end.**\n").lines
    assert [line.shadow for line in lines][:2] == ["  1. how many", "were there?  "]
    assert [line.shadow for line in lines][4:] == ["**note on 2", "", "the end.**"]
