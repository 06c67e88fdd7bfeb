"""Marks of notes behind figures are folded away where they are marks, and nothing else is."""

from __future__ import annotations

import pytest

from disclosed.reading.lines import fold, parse_letter


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("1,204¹", "1,204 "),
        ("455² 12", "455  12"),
        ("2023/24¹", "2023/24 "),
        ("64¹,²", "64   "),
        ("12ᵃ", "12 "),
        ("5 × 10⁶", "5 × 10⁶"),
        ("10⁶", "10⁶"),
        ("100 m²", "100 m²"),
        ("5¹⁄₂", "5¹⁄₂"),
        ("17ᵗʰ March", "17ᵗʰ march"),
        ("1ˢᵗ", "1ˢᵗ"),
        ("area²", "area²"),
    ],
)
def test_raised_signs_behind_a_figure_are_folded_away(text: str, shadow: str) -> None:
    assert fold(text) == shadow


NOTE = "(a) Includes 9 at one festival."


@pytest.mark.parametrize(
    ("row", "note", "folded"),
    [
        ("North     66     80(a)      45", NOTE, "north     66     80         45"),
        ("| North | 80(a) | 45 |", NOTE, "| north | 80    | 45 |"),
        ("North     66     80(a)      45", "(b) Another note.", None),
        ("North     66     80(a)      45", "(a) and of what type?", None),
        ("31(a)     66     45", NOTE, None),
        ("It is exempt under section 40(a)", NOTE, None),
        ("Section      40(a)", NOTE, None),
    ],
)
def test_a_bracketed_letter_behind_a_figure_of_a_row_is_a_mark_where_a_note_explains_it(
    row: str, note: str, folded: str | None
) -> None:
    assert parse_letter(f"{row}\n\n{note}\n".encode()).lines[0].shadow == (folded or fold(row))


def test_a_note_above_explains_nothing() -> None:
    row = "North     66     80(a)      45"
    assert parse_letter(f"{NOTE}\n{row}\n".encode()).lines[1].shadow == fold(row)
