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


# --- what the page does not show --------------------------------------------------------------------------------------

SECRET = at(50, 600, "Signed by Idris") + at(50, 560, "Shown")
TOLD = "13 signs that the page covers: tell the authority, the file holds them"


@pytest.mark.parametrize(
    "page",
    [
        SECRET + "0 0 0 rg 45 595 100 15 re f\n",
        "0 0 0 rg 45 595 100 15 re f\n" + SECRET,
        SECRET + "0 0 0 RG 16 w 45 603 m 150 603 l S\n",
        SECRET + "0 0 0 rg 45 595 m 150 595 l 150 611 l 44 611 l f\n",
        SECRET + "1 1 1 rg 45 595 100 15 re f\n",
        SECRET + "q 105 0 0 16 45 595 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n",
        "1 1 1 rg 0 0 600 800 re f 1 1 1 rg\n" + at(50, 600, "Signed by Idris") + "0 g\n" + at(50, 560, "Shown"),
    ],
    ids=["a box", "a box below", "a stroke", "a shape", "a white box", "a picture", "white on white"],
)
def test_what_is_painted_over_stays_out_and_is_told(page: str) -> None:
    extract = read_file("x.pdf", pdf(page))
    assert (extract.text, extract.left_out[0]) == ("Shown\n", TOLD)


@pytest.mark.parametrize(
    ("marker", "is_read"),
    [
        ("/Subtype/Square/IC[0 0 0]", False),
        ("/Subtype/Highlight/C[0 0 0]", False),
        ("/Subtype/Redact", False),
        ("/Subtype/Highlight/C[1 1 0]", True),
        ("/Subtype/Square/IC[0 0 0]/CA 0.3", True),
        ("/Subtype/Link", True),
    ],
)
def test_what_a_readers_program_blacks_out_stays_out(marker: str, *, is_read: bool) -> None:
    made = pdf(SECRET, objects=f"/Annots[<</Type/Annot{marker}/Rect[45 595 150 611]>>]")
    assert ("Idris" in text_of("x.pdf", made)) == is_read


@pytest.mark.parametrize(
    "page",
    [
        "0 0 0 rg 45 590 200 30 re 46 591 198 28 re f*\n" + at(50, 600, "Ward"),  # a border
        "1 1 1 rg 45 590 200 30 re f 0 g\n" + at(50, 600, "Ward"),  # a stripe of a table
        "0 0 0 rg 45 595 200 15 re f 1 1 1 rg\n" + at(50, 600, "Ward"),  # light on dark
        "0.2 0.4 0.7 rg 45 595 200 15 re f 1 1 1 rg\n" + at(50, 600, "Ward"),
        "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n" + at(50, 600, "Ward"),  # paper with a pattern
    ],
)
def test_what_the_page_shows_on_a_ground_is_read(page: str) -> None:
    extract = read_file("x.pdf", pdf(page))
    assert (extract.text, extract.compare) == ("Ward\n", ())


def test_white_signs_on_nothing_that_is_known_have_to_be_compared() -> None:
    extract = read_file("x.pdf", pdf("1 1 1 rg\n" + at(50, 600, "Ward") + "0 g\n" + at(50, 560, "Shown")))
    assert extract.text == "Shown\n"
    assert extract.compare == ("4 white signs on nothing that is known were left out: compare with the file",)


def turned(x: int, y: int, text: str, matrix: str) -> str:
    return f"BT /F 10 Tf {matrix} {x} {y} Tm ({text}) Tj ET\n"


def test_a_watermark_is_no_part_of_the_lines_it_crosses() -> None:
    extract = read_file("x.pdf", pdf(at(50, 600, "How many plots?") + turned(60, 590, "DRAFT", "0.7 0.7 -0.7 0.7")))
    assert extract.text == "How many plots?\n"
    assert extract.compare == ("5 signs that are turned were left out: compare with the file",)


@pytest.mark.parametrize(
    ("matrix", "across", "down"), [("0 1 -1 0", -14, 0), ("0 -1 1 0", 14, 0), ("-1 0 0 -1", 0, -14)]
)
def test_a_page_that_is_turned_as_a_whole_is_read(matrix: str, across: int, down: int) -> None:
    lines = (
        turned(300 - across * place, 400 - down * place, text, matrix)
        for place, text in enumerate(("1. How many?", "14"))
    )
    assert text_of("x.pdf", pdf("".join(lines))) == "1. How many?\n14\n"


def test_signs_that_are_printed_twice_to_look_bold_are_read_once() -> None:
    assert text_of("x.pdf", pdf(at(50, 600, "1,165") + at(50.3, 600, "1,165"))) == "1,165\n"


def test_what_a_machine_read_from_a_scan_has_to_be_compared() -> None:
    scan = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n"
    extract = read_file("x.pdf", pdf(scan + "BT 3 Tr ET\n" + at(50, 600, "4I2")))
    assert extract.text == "4I2\n"
    assert extract.compare == ("1 page is a picture whose text a machine read: compare with the file",)


def field(kind: str, says: str, at_height: int) -> str:
    return f"<</Type/Annot/Subtype/{kind}{says}/Rect[50 {at_height} 250 {at_height + 16}]>>"


def test_what_was_typed_over_a_page_is_read_at_its_place_and_has_to_be_compared() -> None:
    fields = (
        field("Widget", "/FT/Tx/V(14 sites)", 580)
        + field("Widget", "/FT/Btn/AS/Yes", 520)
        + field("FreeText", "/Contents(3. None)", 480)
        + field("Text", "/Contents(ask Idris)", 440)
        + field("Widget", "/FT/Tx/F 2/V(hidden 9)", 400)
    )
    made = pdf(at(50, 600, "1. How many?") + at(50, 540, "2. Open?"), objects=f"/Annots[{fields}]")
    extract = read_file("x.pdf", made)
    assert extract.text == "1. How many?\n14 sites\n2. Open?\n☒\n3. None\n"
    assert extract.left_out[0] == "1 note or link laid over the page"
    assert extract.compare == ("5 words were typed over the pages: compare with the file",)


# --- words that are broken --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("in the years 2017-", "18 and on"), "in the years 2017-18 and on"),
        (("the Full-", "time staff"), "the Full-time staff"),
        (("Number of plots -", "14"), "Number of plots -\n14"),
        (("Q1.How many?", "(a)14"), "Q1. How many?\n(a)14"),
        (("a)how many plots", "14"), "a) how many plots\n14"),
    ],
)
def test_a_word_that_was_broken_at_its_hyphen_is_one_again(lines: tuple[str, ...], text: str) -> None:
    made = "".join(at(50, 600 - 14 * place, line) for place, line in enumerate(lines))
    assert text_of("x.pdf", pdf(made)) == f"{text}\n"


def table(*rows: tuple[str, ...], width: int = 60) -> str:
    """Draw a table with rules, a cell of 30 points' height each; `|` begins a new line in a cell."""
    made = ""
    for down, row in enumerate(rows):
        for across, words in enumerate(row):
            x, y = 50 + width * across, 600 - 30 * down
            made += f"{x} {y} {width} 30 re S\n"
            made += "".join(at(x + 2, y + 18 - 12 * place, line) for place, line in enumerate(words.split("|")))
    return made


@pytest.mark.parametrize(
    ("cell", "text"),
    [("12,345|,678", "12,345,678"), ("2018/20|19", "2018/2019"), ("2017-|18", "2017-18"), ("412|735", "412 / 735")],
)
def test_a_number_that_its_cell_was_too_narrow_for_is_one_again(cell: str, text: str) -> None:
    made = table(("Kind", "No"), ("Full", cell), ("Half", "7"))
    assert f"| Full | {text} |\n" in text_of("x.pdf", pdf(made))


def test_words_of_two_cells_are_two_however_near_they_stand() -> None:
    made = table(("Kind", "2017-2018", "2018-2019"), ("Full", "412", "735"), width=49)
    assert text_of("x.pdf", pdf(made)) == "| Kind | 2017-2018 | 2018-2019 |\n| Full | 412 | 735 |\n"


# --- tables with shades instead of rules ------------------------------------------------------------------------------

TABLE = "| Ward | Let | Free |\n| Elm | 12 | 3 |\n| Oak | 14 | 5 |\n| Ash | 16 | 7 |\n"
WARDS = (("Ward", "Let", "Free"), ("Elm", "12", "3"), ("Oak", "14", "5"), ("Ash", "16", "7"))
GUESSED = "a table on page 1 of the file has cells without rules: compare each figure with it"


def words_of(rows: tuple[tuple[str, ...], ...], *, wide: int = 100, first: int = 600) -> str:
    return "".join(
        at(54 + wide * across, first + 5 - 16 * down, words)
        for down, row in enumerate(rows)
        for across, words in enumerate(row)
    )


def shade(row: int, column: int = 0, across: int = 1) -> str:
    return f"0.9 g {50 + 100 * column} {600 - 16 * row} {100 * across} 16 re f 0 g\n"


@pytest.mark.parametrize(
    "shades",
    [
        [shade(row, column) for row in (0, 2) for column in range(3)],  # every second row, cell by cell
        [shade(1, column) for column in range(3)],  # one row alone
        [shade(row, column) for row in (0, 2) for column in range(3)]
        + [shade(row, 0, 3) for row in (1, 3)],  # a box a row
        [shade(0, column) for column in range(3)] + [shade(row) for row in (1, 2, 3)],  # heads and labels
    ],
    ids=["stripes", "a stripe", "rows", "heads"],
)
def test_no_word_of_a_shaded_table_is_lost_and_places_that_were_worked_out_are_told(shades: list[str]) -> None:
    extract = read_file("x.pdf", pdf("".join(shades) + words_of(WARDS)))
    assert (extract.text, extract.compare) == (TABLE, (GUESSED,))


def test_lines_that_do_not_keep_to_the_columns_of_a_stripe_are_no_rows_of_it() -> None:
    stripes = "".join(shade(row, column) for row in (1, 3) for column in range(3))
    around = at(54, 650, "How many plots were let in each of the wards?") + at(
        54, 541, "Elm has two sites and three in all of them"
    )
    text = text_of("x.pdf", pdf(stripes + words_of(WARDS) + around))
    assert (
        text
        == f"How many plots were let in each of the wards?\n\n{TABLE}\nElm has two sites and three in all of them\n"
    )


def test_a_heading_over_several_columns_stays_one() -> None:
    made = table(("Ward", "x", "y"), ("Elm", "3", "4")) + "0 0 0 rg\n"
    head = "50 630 180 30 re S\n" + at(100, 645, "Plots by ward")
    extract = read_file("x.pdf", pdf(head + made))
    assert (extract.text, extract.compare) == ("Plots by ward\n\n| Ward | x | y |\n| Elm | 3 | 4 |\n", ())


@pytest.mark.parametrize("way", ["CCITTFaxDecode", "DCTDecode", "JBIG2Decode", "JPXDecode"])
def test_a_picture_is_left_packed_whatever_its_way(way: str) -> None:
    """A crest or a signature that was scanned: of a picture only its place is asked for."""
    picture = f"<</Type/XObject/Subtype/Image/Width 9000/Height 9000/Filter/{way}/Length 3>>stream\nabc\nendstream"
    data = pdf(at(50, 600, "Ward 12") + "q 50 0 0 50 50 700 cm /Im Do Q\n", extra="/XObject<</Im 9 0 R>>")
    data = data.replace(b"xref", f"9 0 obj\n{picture}\nendobj\nxref".encode(), 1)
    assert text_of("x.pdf", data) == "Ward 12\n"
