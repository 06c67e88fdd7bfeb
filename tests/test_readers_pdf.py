"""What a PDF's page shows gets in once: heads, feet and page numbers are told from answers by where they stand."""

from __future__ import annotations

import pytest

from disclosed.readers.files import read_file
from tests.made_files import at, pdf, text_of

# --- heads, feet and page numbers -------------------------------------------------------------------------------------


def page(*lines: str, first: int = 760, foot: str = "", number: str = "") -> str:
    """Set lines 14 points apart from the top of a page; `foot` and `number` stand in its margin."""
    body = "".join(at(50, first - 14 * place, line) for place, line in enumerate(lines))
    return body + (at(50, 40, foot) if foot else "") + (at(300, 26, number) if number else "")


FULL = [f"A line of the letter about allotment {chr(97 + place % 26)}." for place in range(50)]  # the last at y = 74


def test_a_bare_number_at_the_end_of_a_page_is_an_answer() -> None:
    assert text_of("x.pdf", pdf(page(*FULL, "7"), page("8", *FULL))).count("\n7\n\x0c8\n") == 1
    assert read_file("x.pdf", pdf(page(*FULL, "7"), page("8", *FULL))).compare == ()


def test_numbered_questions_at_the_end_of_each_page_are_no_repeated_foot() -> None:
    pages = [page(*FULL[:48], f"{number}. How many plots?", f"{number * 7}") for number in (13, 30, 46)]
    text = text_of("x.pdf", pdf(*pages))
    assert all(f"\n{number}. How many plots?\n{number * 7}\n" in text for number in (13, 30, 46))


@pytest.mark.parametrize("form", ["{}", "- {} -", "{} of 3", "{}/3", "Page {}", "Page {} of 3"])
def test_numbers_that_count_with_the_pages_are_left_out_and_told(form: str) -> None:
    numbers = [form.format(number) for number in (1, 2, 3)]
    extract = read_file("x.pdf", pdf(*(page("A letter.", "14", number=number) for number in numbers)))
    assert extract.text == "A letter.\n14\n\x0cA letter.\n14\n\x0cA letter.\n14\n"
    assert extract.left_out[0] == f"3 page numbers ({', '.join(numbers)})"
    assert extract.compare == ()


def test_a_foot_that_each_page_repeats_stands_once_after_the_letter_without_the_number_of_its_page() -> None:
    pages = [
        page(f"Page {word} of a letter.", foot=f"Ref: FOI 12 | Page {number} of 2", number="Market Square")
        for number, word in ((1, "one"), (2, "two"))
    ]
    assert text_of("x.pdf", pdf(*pages)) == (
        "Page one of a letter.\n\x0cPage two of a letter.\n\nRef: FOI 12\nMarket Square\n"
    )


def test_a_head_that_the_first_page_lacks_stands_where_it_begins() -> None:
    head = at(50, 780, "Our ref: FOI 12")
    pages = [page(*FULL[:9], first=700), head + page(*FULL[9:12], first=700), head + page("14", first=700)]
    text = text_of("x.pdf", pdf(*pages))
    assert text.count("Our ref: FOI 12") == 1
    assert "\x0cOur ref: FOI 12\n" in text


def test_a_number_that_only_the_second_page_has_is_left_out_where_it_stands_in_the_margin() -> None:
    extract = read_file("x.pdf", pdf(page(*FULL), page("Yours faithfully", number="2")))
    assert extract.text.endswith("\x0cYours faithfully\n")
    assert extract.left_out[0] == "1 page number (2)"


def test_a_number_that_may_be_an_answer_or_the_pages_is_kept_and_told() -> None:
    extract = read_file("x.pdf", pdf(page(*FULL[:45]) + at(300, 80, "1")))
    assert extract.text.endswith("\n1\n")
    assert extract.compare == (
        "'1' at the edge of page 1 of the file may be an answer or the page's number: it was kept",
    )


# --- raised numbers, and sizes that differ on a line ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (at(50, 600, "14", 12) + at(63.3, 605, "2", 10), "14 (note 2)"),  # as Chromium and LibreOffice set it
        (at(50, 600, "14", 12) + at(63.3, 604, "2", 12), "14 (note 2)"),  # raised, and no smaller
        (at(50, 600, "1,165", 9) + at(70.2, 603, "3", 7.5), "1,165 (note 3)"),
        (at(50, 600, "Kinship", 12) + at(89.4, 605, "2", 10), "Kinship²"),
        (at(50, 605, "2", 10) + at(58, 600, "Closed sites", 12), "² Closed sites"),
        (at(50, 600, "CO", 12) + at(68, 596, "2", 8) + at(76, 600, "fell", 12), "CO2 fell"),  # lowered
        (at(50, 600, "14", 12) + at(63.3, 600, "2", 10), "14 2"),  # neither: never one number
        (at(50, 600, "How many sites?", 14) + at(162, 600, "14", 10), "How many sites? 14"),
        (at(50, 600, "Council", 24) + at(150, 600, "Ref:", 10) + at(171, 600, "FOI 12", 10), "Council Ref: FOI 12"),
    ],
)
def test_a_number_is_raised_by_where_it_stands_beside_its_neighbour(content: str, text: str) -> None:
    assert text_of("x.pdf", pdf(content)) == f"{text}\n"
