"""An answer's lines are cut out without moving a character."""

from __future__ import annotations

from disclosed.model import Letter, SetAside, Span
from disclosed.reading.extents import asked_end, question_end
from disclosed.reading.lines import parse_letter
from disclosed.reading.slices import cut_lines, joined_text, lines_of, without


def letter_of(*lines: str) -> Letter:
    return parse_letter("\n".join(lines).encode())


def test_what_is_not_the_answer_is_blanked_in_place() -> None:
    letter = letter_of("1. How many? 23 (as at May)")
    assert [line.text for line in cut_lines(letter, [Span(1, 14, 27)], ("answer",))] == [" " * 13 + "23 (as at May)"]


def test_lines_between_spans_are_kept_empty_and_furniture_is_dropped() -> None:
    letter = letter_of("North 4", "", "Page 1 of 2", "", "South 5", "x", "East 6")
    parts = ("answer", "answer", "furniture", "answer", "answer", "answer", "answer")
    cut = cut_lines(letter, [Span(1, 1, 7), Span(5, 1, 7), Span(7, 1, 6)], parts)
    assert [(line.number, line.text) for line in cut] == [(1, "North 4"), (5, "South 5"), (6, ""), (7, "East 6")]


def test_a_lone_cell_is_an_indent() -> None:
    assert cut_lines(letter_of("\t45 plots"), [Span(1, 1, 9)], ("answer",))[0].text == " 45 plots"


def test_a_tab_after_a_bullet_is_an_indent() -> None:
    letter = letter_of("•\t2020 – 45", "-\t2021\t51", "North\t45")
    spans = [Span(place, 1, len(line.text)) for place, line in enumerate(letter.lines, start=1)]
    cut = cut_lines(letter, spans, ("answer",) * 3)
    assert [line.text for line in cut] == ["• 2020 – 45", "- 2021\t51", "North\t45"]


def test_words_are_joined_with_one_space() -> None:
    letter = letter_of("How  many\u00a0fell", "\tin \x0cMay? ")
    assert joined_text(letter, [Span(1, 1, 14), Span(2, 1, 9)]) == "How many fell in May?"


def test_line_numbers_are_told_once() -> None:
    assert lines_of([Span(3, 1, 2), Span(1, 1, 1), Span(3, 4, 5)]) == (1, 3)


def test_a_refusals_numbers_are_blanked_and_a_label_keeps_its_section() -> None:
    row, sentence = "S17 Keeper = 23", "Nine were charged under section 1 of the Theft Act 1968."
    lines = letter_of(row, sentence).lines
    asides = [SetAside("17", Span(1, 2, 3), "other provision"), SetAside("1", Span(2, 33, 33), "other provision")]
    assert [line.text for line in without(lines, asides)] == [row, sentence.replace("section 1", "section  ")]


def test_a_question_ends_at_its_mark_and_the_parenthesis_after_it() -> None:
    assert asked_end("who? (please name them) ", 0) == 24
    assert asked_end("how many? 23 (as at may)", 0) == 9
    assert asked_end("a list.", 0) is None


def test_a_question_without_a_mark_ends_with_its_line_or_its_small_letters() -> None:
    lines = letter_of("1. Give the number of boats", "that were let.", "14").lines
    assert question_end(lines[0], 3, 27, lines[1:], lambda _: False) == (2, 14)
    lines = letter_of("1. Give the number.", "14").lines
    assert question_end(lines[0], 3, 19, lines[1:], lambda _: False) == (1, 19)
