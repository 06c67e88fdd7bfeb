"""Each reader by itself: what a file shows gets in, what it hides does not, what is broken or hostile is refused."""

from __future__ import annotations

import base64
import datetime as days
import random
import sys
import tracemalloc
import zlib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.findings import UserError
from disclosed.readers.cells import table_blocks
from disclosed.readers.files import read_file
from disclosed.readers.grids import MAX_CELLS, table_lines
from disclosed.readers.letterheads import unfold_columns
from disclosed.readers.marks import count_mark, raised, settle_raised
from disclosed.readers.plain import MAX_TEXT, Cell, PageEnd, Paragraph, RawCell, Table, render_plain
from disclosed.readers.xlsx import shown
from tests.made_files import W, at, docx, message, odf, p, pdf, pdf_packed, refused, text_of, workbook, zipped

FORMATS = Path(__file__).parent / "formats"


# --- text -------------------------------------------------------------------------------------------------------------

LETTER = "Dear Applicant\n\n1. How many?\n£12 – “twelve”\n"


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        b"\xef\xbb\xbf" + LETTER.encode(),
        LETTER.encode("utf-16"),
        LETTER.encode("utf-16-le"),
        LETTER.encode("utf-16-be"),
        LETTER.encode("utf-32"),
        LETTER.encode("cp1252"),
        LETTER.replace("\n", "\r\n").encode("cp1252"),
        LETTER.replace("\n", "\r").encode(),
        LETTER.encode() + b"\n\n",
    ],
    ids=["utf-8", "mark", "utf-16", "le", "be", "utf-32", "windows", "crlf", "mac", "empty lines at the end"],
)
def test_a_text_in_any_encoding_is_the_same_text(data: bytes) -> None:
    assert text_of("letter.txt", data) == LETTER


def test_a_byte_that_windows_does_not_define_stays_a_character() -> None:
    assert text_of("letter.txt", "Dear Applicant £".encode("cp1252") + b"\x81") == "Dear Applicant £\x81\n"


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Co"]), min_size=1).filter(
        lambda text: text.strip() and text[0] != "\ufeff"
    )
)
def test_text_without_controls_comes_back_as_it_was(text: str) -> None:
    assert text_of("letter.txt", "Letter\n" + text) == "Letter\n" + text.rstrip("\n") + "\n"


def test_lines_and_columns_of_a_text_stay() -> None:
    odd = "a\t b  c\x0cd\n\n\n e \u2028f\n"
    assert text_of("letter.txt", odd) == odd


# --- the plain-text form ----------------------------------------------------------------------------------------------


def test_blocks_become_lines_with_one_empty_line_between() -> None:
    blocks = [
        Paragraph("One\x0btwo  "),
        Paragraph(" "),
        Paragraph("First", "1."),
        Paragraph("Second", "2."),
        PageEnd(),
        PageEnd(),
        Paragraph("Next page"),
        PageEnd(),
    ]
    assert render_plain(blocks) == "One\ntwo\n\n1. First\n2. Second\n\x0cNext page\n"


def test_a_text_longer_than_a_letter_can_be_is_refused() -> None:
    with pytest.raises(UserError, match=r"more than 4,000,000 characters of text\. Add the letter alone, or split it"):
        render_plain([Paragraph("x" * (MAX_TEXT + 1))])


def lines(*rows: str, heads: int = 0) -> list[str]:
    """Write a table: cells with `|` between; `>2` after a text covers two columns, `v2` two rows, `>2v3` both."""

    def cell(text: str) -> Cell:
        words, _, spans = text.strip().partition("@")
        across, _, down = spans.partition("v")
        return Cell(words, int(across.lstrip(">") or 1), int(down or 1))

    made = tuple(tuple(cell(text) for text in row.split("|")) for row in rows)
    return table_lines(Table(made, heads))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Year | Number", "2021 | 12"), ["| Year | Number |", "| 2021 | 12 |"]),
        ((" | 2021 | 2022", "Elm |  | 4"), ["|  | 2021 | 2022 |", "| Elm |  | 4 |"]),
        (("Year@v2 | Boys@>2", "Under 11 | Over", "2021 | 3 | 4"), ["| Year | Boys, Under 11 | Boys, Over |", "| 2021 | 3 | 4 |"]),
        (("Area | Kind | No", "North@v2 | Cars | 3", "Vans | 4"), ["| Area, Kind | No |", "| North, Cars | 3 |", "| North, Vans | 4 |"]),
        (("Fines@>2", "Ward | No", "Elm | 3"), ["Fines", "", "| Ward | No |", "| Elm | 3 |"]),
        (
            ("Ward | No", "North@>2", "Elm | 3", "South@>2", "Oak | 4", "Total | 7"),
            ["| Ward | No |", "| North, Elm | 3 |", "| South, Oak | 4 |", "| Total | 7 |"],
        ),
        (("Ward | A | B", "Elm | 5@>2", "Oak | 1 | 2"), ["| Ward | A | B |", "| Elm | 5 |  |", "| Oak | 1 | 2 |"]),
        (("Ward |  | No", "Elm |  | 3"), ["| Ward | No |", "| Elm | 3 |"]),
        (("Year | No", "2021@v2 | 3", "4"), ["| Year | No |", "| 2021 | 3 |", "| 2021 | 4 |"]),
        (("a|b | x|y"), ["| a | b | x | y |"]),
        (("Post | Name | Pay", "Head | Ida | 9", "Clerk | Bo | 7"), ["| Post, Name | Pay |", "| Head, Ida | 9 |", "| Clerk, Bo | 7 |"]),
        (("Area | Kind | No", "North | Cars | 3", " | Vans | 4"), ["| Area | Kind | No |", "| North | Cars | 3 |", "|  | Vans | 4 |"]),
        (("Kind | Why", "Cars | Old", "Vans | New"), ["| Kind | Why |", "| Cars | Old |", "| Vans | New |"]),
        (("Fines by ward |  | ", "Ward | No | Paid", "Elm | 3 | 2"), ["Fines by ward", "", "| Ward | No | Paid |", "| Elm | 3 | 2 |"]),
        (("Ward | ", "Elm | 3"), ["| Ward |  |", "| Elm | 3 |"]),
        (("", ""), []),
    ],
)  # fmt: skip
def test_a_table_is_a_line_a_row_and_says_what_covers_several_cells_in_each(
    rows: tuple[str, ...] | str, expected: list[str]
) -> None:
    assert lines(*([rows] if isinstance(rows, str) else rows)) == expected


def test_a_pipe_in_a_cell_does_not_end_it() -> None:
    assert table_lines(Table(((Cell("a|b"), Cell("1")), (Cell("c"), Cell("2"))))) == ["| a¦b | 1 |", "| c | 2 |"]


def test_a_table_larger_than_any_letter_has_is_refused() -> None:
    with pytest.raises(UserError, match="more than 200,000 cells"):
        table_lines(Table(((Cell("x", MAX_CELLS + 1),), (Cell("y"),))))


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["", "a", "12", "North"]), st.integers(1, 4), st.integers(1, 4)), max_size=5
        ),
        max_size=6,
    )
)
def test_any_table_becomes_rows_of_one_width(rows: list[list[tuple[str, int, int]]]) -> None:
    made = table_lines(Table(tuple(tuple(Cell(*cell) for cell in row) for row in rows)))
    assert len({line.count("|") for line in made if line.startswith("|")}) <= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31" + raised("1"), "31 (note 1)"),
        ("31%" + raised("1, 2"), "31% (note 1, 2)"),
        ("Kinship" + raised("2"), "Kinship²"),
        (raised("3") + " Note", "³ Note"),
        ("4" + raised("th"), "4th"),
        ("4" + raised("t") + raised("h") + " May", "4th May"),
        ("60" + raised("a"), "60 (note a)"),
        ("Tabby" + raised("b"), "Tabbyᵇ"),
        ("412†", "412 (note †)"),
        ("412" + raised("‡"), "412 (note ‡)"),
        ("[c]" + raised("2 ") + "x", "[c] (note 2) x"),
    ],
)
def test_a_raised_number_or_letter_never_becomes_part_of_a_figure(text: str, expected: str) -> None:
    assert settle_raised(text) == expected


@pytest.mark.parametrize(
    ("number", "form", "label"),
    [(4, "1", "4"), (2, "a", "b"), (27, "a", "aa"), (28, "A", "BB"), (4, "i", "iv"), (49, "I", "XLIX"), (0, "a", "0")],
)
def test_lists_count_as_office_programs_do(number: int, form: str, label: str) -> None:
    assert count_mark(number, form) == label


def rows_of(*rows: tuple[str, ...]) -> list[list[RawCell]]:
    return [[RawCell((Paragraph(text),)) for text in row] for row in rows]


def test_questions_beside_answers_are_read_one_after_another() -> None:
    blocks = table_blocks(
        rows_of(
            ("No.", "Question", "Response"),
            ("1", "How many boats are there?", "14"),
            ("2", "How many ducks are there?", "9"),
        )
    )
    assert render_plain(blocks) == "1. How many boats are there?\n\n14\n\n2. How many ducks are there?\n\n9\n"


def test_a_frame_around_a_letter_is_no_table() -> None:
    inner = Table(((Cell("Ward"), Cell("No")), (Cell("Elm"), Cell("3"))))
    blocks = table_blocks([[RawCell((Paragraph("1. How many?"), inner))]])
    assert render_plain(blocks) == "1. How many?\n\n| Ward | No |\n| Elm | 3 |\n"


def test_questions_in_few_words_are_asked_where_the_heading_says_so() -> None:
    rows = (("Ref", "Request", "Response"), ("1", "Number of sites", "14"), ("2", "Cost of water", "£8,650"))
    assert render_plain(table_blocks(rows_of(*rows))) == "1. Number of sites\n\n14\n\n2. Cost of water\n\n£8,650\n"
    counts = (("No.", "Requests", "Responses"), ("1", "120", "118"), ("2", "131", "130"))
    assert render_plain(table_blocks(rows_of(*counts))).startswith("| No. | Requests | Responses |\n| 1 | 120 | 118 |")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Full\nHalf", "412\n735"), "| Full | 412 |\n| Half | 735 |\n"),
        (("Full\nHalf", "412\n735", "3\n4"), "| Full | 412 | 3 |\n| Half | 735 | 4 |\n"),
        (("Full and\nhalf", "412"), "| Full and half | 412 |\n"),
        (("Full and half", "412\n735"), "| Full and half | 412 / 735 |\n"),
        (("Full\nHalf", "let\nfree"), "| Full Half | let free |\n"),
    ],
)
def test_figures_below_each_other_in_a_cell_never_become_one(row: tuple[str, ...], expected: str) -> None:
    assert render_plain(table_blocks(rows_of(row, ("x", *["1"] * (len(row) - 1)))))[: len(expected)] == expected


def head(*cells: str) -> list[RawCell]:
    return [RawCell((Paragraph(text),)) for text in cells]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([head("Our ref:", "FOI 12"), head("Date", "15 April 2020")], "Our ref: FOI 12\nDate: 15 April 2020\n"),
        (
            [head("Northtown Council", ""), head("FOI reference", "FOI 12")],
            "Northtown Council\nFOI reference: FOI 12\n",
        ),
        (
            [head("14 Elm Row\nNorthtown", "Our ref: FOI 12\nDate: 15 April 2020")],
            "14 Elm Row\nNorthtown\n\nOur ref: FOI 12\nDate: 15 April 2020\n",
        ),
        (
            [head("14 Elm Row", "Our ref: FOI 12"), head("Northtown", "Date: 15 April 2020")],
            "14 Elm Row\nNorthtown\n\nOur ref: FOI 12\nDate: 15 April 2020\n",
        ),
        (
            [head("14 Elm Row", "Our ref:", "FOI 12"), head("Northtown", "Date:", "15 April 2020")],
            "14 Elm Row\nNorthtown\n\nOur ref: FOI 12\nDate: 15 April 2020\n",
        ),
        ([head("Subject", "Number"), head("Arts", "12")], "| Subject | Number |\n| Arts | 12 |\n"),
        ([head("Date", "Calls"), head("4 May", "12")], "| Date | Calls |\n| 4 May | 12 |\n"),
    ],
)
def test_a_letterhead_in_a_table_is_read_column_by_column(rows: list[list[RawCell]], expected: str) -> None:
    assert render_plain(table_blocks(rows)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "14 Elm Row\t\tOur ref: FOI 12\n\nNorthtown\tDate:\t4 May 2020\n\nDear Sir\n",
            "14 Elm Row\nNorthtown\n\nOur ref: FOI 12\nDate: 4 May 2020\n\nDear Sir\n",
        ),
        ("Our ref:\tFOI 12\nDate:\t4 May 2020\nDear Sir\n", "Our ref:\tFOI 12\nDate:\t4 May 2020\nDear Sir\n"),
        ("Dear Sir\na\tDate: 1\nb\tTel: 2\n", "Dear Sir\na\tDate: 1\nb\tTel: 2\n"),
        ("a\tDate: 1\nb\tTel: 2\n", "a\tDate: 1\nb\tTel: 2\n"),
    ],
    ids=["beside an address", "labels alone", "below the salutation", "no salutation"],
)
def test_columns_of_a_letterhead_are_read_one_after_another(text: str, expected: str) -> None:
    assert unfold_columns(text) == expected


# --- Word -------------------------------------------------------------------------------------------------------------

LEVELS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    for depth, (form, pattern) in enumerate((("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%1.%2.%3")))
)
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
)


def item(text: str, depth: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_word_lists_count_on_after_an_answer_and_start_anew_where_they_say_so() -> None:
    body = (
        (
            item("one")
            + p("answer")
            + item("two")
            + item("a", 1)
            + item("b", 1)
            + item("i", 2)
            + item("three")
            + item("a", 1)
        )
        + item("five", 0, 2)
        + item("six", 0, 2)
        + p("none", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert text_of("x.docx", docx(body, numbering=NUMBERING)).split("\n")[:-1] == [
        "1. one", "", "answer", "", "2. two", "(a) a", "(b) b", "2.b.i i", "3. three", "(a) a", "5. five", "6. six", "", "none",
    ]  # fmt: skip


def test_a_style_can_make_a_paragraph_an_item_of_a_list() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="Base"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style></w:styles>'
    )
    body = p("x", '<w:pStyle w:val="Own"/>')
    assert text_of("x.docx", docx(body, numbering=NUMBERING, styles=styles)) == "(a) x\n"


HIDDEN = (
    '<w:p><w:del w:id="1"><w:r><w:delText>deleted 29</w:delText></w:r></w:del>'
    '<w:ins w:id="2"><w:r><w:t>inserted</w:t></w:r></w:ins><w:moveFrom w:id="3"><w:r><w:t>moved 5</w:t></w:r></w:moveFrom>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden 4242</w:t></w:r>"
    '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> shown</w:t></w:r></w:p>'
)


def test_what_a_word_file_hides_stays_out_and_is_reported() -> None:
    comments = (
        f'<w:comments {W}><w:comment w:id="0"><w:p><w:r><w:t>ask Idris</w:t></w:r></w:p></w:comment></w:comments>'
    )
    extract = read_file("x.docx", docx(HIDDEN, comments=comments))
    assert extract.text == "inserted shown\n"
    assert extract.left_out == (
        "tracked changes that nobody accepted: 2 deletions left out, 1 insertion kept as the page shows",
        "1 stretch of hidden text",
        "1 comment",
    )


def test_fields_show_their_result_and_breaks_end_lines_and_pages() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ "d MMMM"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4 May</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:br/><w:t>below</w:t><w:tab/><w:t>12</w:t><w:br w:type="page"/><w:t>next</w:t></w:r></w:p>'
    )
    assert text_of("x.docx", docx(body)) == "4 May\nbelow\t12\n\x0cnext\n"


def test_a_footnote_stands_after_the_text_and_its_number_is_no_figure() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>As at March.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>31</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    assert text_of("x.docx", docx(body, footnotes=notes)) == "31 (note 1)\n¹ As at March.\n"


@pytest.mark.parametrize("name", ["hidden.docx", "hidden.odt", "hidden.html", "hidden.eml"])
def test_nothing_hidden_in_the_example_of_any_format_gets_in(name: str) -> None:
    extract = read_file(name, (FORMATS / name).read_bytes())
    told = extract.text + "\n".join(extract.left_out)
    secrets = ("4242", "29 or 77", "Achterberg", "Idris", "Underhill", "Finnemore", "cookies", "Share this")
    assert [words for words in secrets if words in told] == []
    assert extract.left_out


# --- OpenDocument -----------------------------------------------------------------------------------------------------

LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix="."/></text:list-style>'
)


def test_an_opendocument_list_counts_on_where_it_says_so_and_spaces_are_kept() -> None:
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>a</text:p>'
        '</text:list-item></text:list></text:list-item></text:list><text:p>14<text:tab/>x<text:s text:c="3"/>y</text:p>'
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>two</text:p></text:list-item></text:list>'
        '<text:list text:style-name="L"><text:list-item><text:p>anew</text:p></text:list-item></text:list>'
    )
    assert text_of("x.odt", odf("text", body, LIST)) == "1) one\na. a\n\n14\tx   y\n\n2) two\n1) anew\n"


def test_hidden_rows_columns_and_sheets_of_an_opendocument_sheet_stay_out() -> None:
    def row(*cells: str, more: str = "") -> str:
        inner = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return (
            f'<table:table-row {more}>{inner}<table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
        )

    sheet = (
        '<table:table table:name="Fines"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
        + row("Ward", "Secret", "No") + row("Elm", "77", "3") + row("Oak", "78", "4", more='table:visibility="filter"')
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        + '</table:table><table:table table:name="Names" table:style-name="off">' + row("Idris") + "</table:table>"
    )  # fmt: skip
    off = '<style:style style:family="table" style:name="off"><style:table-properties table:display="false"/></style:style>'
    extract = read_file("x.ods", odf("spreadsheet", sheet, off))
    assert extract.text == "Fines\n\n| Ward | No |\n| Elm | 3 |\n"
    assert extract.left_out == ("1 hidden sheet", "1 hidden row", "1 hidden column")


# --- workbooks --------------------------------------------------------------------------------------------------------


def test_a_workbook_reads_as_its_sheets_are_shown() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.title = "Fines"
        for values in (
            ["Fines by ward", None, None],
            ["Ward", "Secret", "No"],
            ["Elm", 77, 3],
            ["Oak", 78, 4],
            [],
            ["Cost", None, 0.125],
        ):
            sheet.append(values)
        sheet.merge_cells("A1:C1")
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[4].hidden = True
        sheet["C6"].number_format = "0.0%"
        book.create_sheet("Names").sheet_state = "hidden"

    extract = read_file("x.xlsx", workbook(fill))
    assert extract.text == "Fines\n\nFines by ward\n\n| Ward | No |\n| Elm | 3 |\n\n| Cost | 12.5% |\n"
    assert extract.left_out == (
        "1 hidden sheet",
        "1 hidden row",
        "1 hidden column",
        "the file's properties (who wrote it, when)",
    )


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1204, "General", "1204"),
        (1204, "#,##0", "1,204"),
        (0.1, "General", "0.1"),
        (1e21, "General", "1000000000000000000000"),
        (-12.5, '"£"#,##0.00', "-£12.50"),
        (0.125, "0%", "13%"),
        (0.3333, "0.0%", "33.3%"),
        (True, "General", "TRUE"),
        (days.datetime(2023, 5, 4, tzinfo=days.UTC), "dd/mm/yyyy", "4 May 2023"),
        (days.datetime(2023, 5, 4, 9, 30, tzinfo=days.UTC), "dd/mm/yyyy hh:mm", "4 May 2023 09:30"),
        (days.time(9, 5), "hh:mm", "09:05"),
        ("<5", "General", "<5"),
    ],
)
def test_a_cell_reads_as_it_is_shown(value: object, form: str, text: str) -> None:
    assert shown(value, form) == (text, True)


# --- web pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a<br>b</p><p> c\n d </p>", "a\nb\n\nc d\n"),
        ("<ol start=3 type=a><li>x<li>y<ul><li>z</ul></ol>", "c. x\nd. y\n• z\n"),
        ("<ol><li value=4>x</li><li>y</li></ol>", "4. x\n5. y\n"),
        ("loose <b>bold</b> text<div>block</div>tail", "loose bold text\n\nblock\n\ntail\n"),
        ("<p>31<sup>1</sup> on 4<sup>th</sup> May</p>", "31 (note 1) on 4th May\n"),
        ("<p>a</p><p hidden>b</p><p style='display: none'>c</p><p aria-hidden=true>d</p>", "a\n"),
        ("<nav>n</nav><main><p>letter</p></main><footer>f</footer>", "letter\n"),
        ("<div class='cookie-banner'>c</div><p>one two three four five</p>", "one two three four five\n"),
        ("<div class='nav'>the whole letter is in here</div>", "the whole letter is in here\n"),
        ("<p>a &lt;script&gt; &amp; b</p><script>var x = 12</script>", "a <script> & b\n"),
        (
            "<table><caption>Fines</caption><thead><tr><th>W<th>N</thead><tr><td>Elm<td>3</table>",
            "Fines\n\n| W | N |\n| Elm | 3 |\n",
        ),
        ("<table><tr><td><p>Dear</p><p>Sir</p></td></tr></table>", "Dear\n\nSir\n"),
        ("<pre>a  b\nc</pre>", "a  b\n\nc\n"),
    ],
)
def test_a_web_page_reads_as_it_is_shown(page: str, text: str) -> None:
    assert text_of("x.html", f"<html><body>{page}</body></html>") == text


def test_a_web_page_in_windows_encoding_is_read_as_it_says() -> None:
    page = "<html><head><meta charset=windows-1252></head><body><p>£12 – “x”</p></body></html>"
    assert text_of("x.html", page.encode("cp1252")) == "£12 – “x”\n"
    assert text_of("x.html", page.encode()) == "£12 – “x”\n"


def test_a_page_that_is_broken_or_endlessly_nested_is_read_or_refused() -> None:
    assert text_of("x.html", "<html><p>a<table><tr><td>b") == "a\n\nb\n"
    with pytest.raises(UserError):
        text_of("x.html", "<html>" + "<div>" * 100_000)


# --- mail -------------------------------------------------------------------------------------------------------------


def test_a_message_is_its_head_its_body_and_its_attachments_and_never_the_receiver() -> None:
    made = message(To="Bronwen Achterberg <b@a.example>", Date="Thu, 4 May 2023 10:00:00 +0100")
    made.add_attachment(LETTER.encode("cp1252"), maintype="text", subtype="plain", filename="Achterberg.txt")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    made.add_attachment(b"{\\rtf1}", maintype="application", subtype="rtf", filename="old.rtf")
    extract = read_file("x.eml", bytes(made))
    assert extract.text == f"Northtown Council\nDate: 4 May 2023\nSubject: FOI 12\n\nDear Applicant\n\n14\n\x1c{LETTER}"
    assert extract.left_out == (
        "attachment 2: a picture, whose text is not read",
        "attachment 3: This is rich text (RTF), which is not read. Open it and save it as .docx, then add that.",
    )


def test_a_message_within_a_message_is_read_too() -> None:
    outer = message()
    outer.add_attachment(message(Subject="FOI 13"))
    assert text_of("x.eml", bytes(outer)).count("Dear Applicant") == 2


# --- PDF --------------------------------------------------------------------------------------------------------------


def test_a_pdf_joins_what_was_wrapped_and_keeps_what_was_set_apart() -> None:
    page = (
        at(50, 600, "This line is as long as the lines of the letter on this page are, and so it was wrapped by the")
        + at(50, 588, "program that wrote it.")
        + at(50, 564, "1.") + at(70, 564, "How many?") + at(50, 552, "14")
        + at(50, 528, "2.") + at(70, 528, "How many of each kind?") + at(50, 516, "Full plots") + at(300, 516, "412")
    )  # fmt: skip
    assert text_of("x.pdf", pdf(page)) == (
        "This line is as long as the lines of the letter on this page are, and so it was wrapped by the program that wrote it.\n\n"
        "1. How many?\n14\n\n2. How many of each kind?\nFull plots\t412\n"
    )


def test_a_raised_number_of_a_pdf_is_a_note() -> None:
    assert text_of("x.pdf", pdf(at(50, 600, "31") + at(62, 604, "1", 6))) == "31 (note 1)\n"


def test_text_under_a_black_box_stays_out_and_is_reported() -> None:
    page = at(50, 600, "Signed by Idris") + at(50, 560, "Shown") + "0 0 0 rg 45 595 100 15 re f\n"
    extract = read_file("x.pdf", pdf(page))
    assert extract.text == "Shown\n"
    assert extract.left_out[0] == "13 signs that the page covers: tell the authority, the file holds them"


def test_light_text_on_a_dark_ground_is_read() -> None:
    page = "0 0 0 rg 45 595 100 15 re f\n1 1 1 rg\n" + at(50, 600, "Ward")
    assert text_of("x.pdf", pdf(page)) == "Ward\n"


def test_a_scan_is_refused_with_what_to_do() -> None:
    image = "/XObject<</I <</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>>>"
    inline = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n"
    assert refused("x.pdf", pdf(inline, extra=image)) == (
        "x.pdf: The pages are pictures: this is a scan, which holds no text."
        " Ask the authority for the document itself, or have it read by OCR and compare every figure."
    )


# --- hostile and broken files -----------------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = docx("<w:p/>" + " " * 60_000_000)
    assert len(bomb) < 100_000
    assert refused("x.docx", bomb) == (
        "x.docx: The file unpacks to more than a letter can hold. Add the letter alone, or split it."
    )


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    assert refused("x.pdf", pdf(" " * 50_000_000)) == (
        "x.pdf: The file unpacks to more than a letter can hold. Print it to a new PDF, or add the letter alone."
    )


def window(data: bytes, bits: int) -> bytes:
    """Pack data with another window than the usual one, which gives the stream another head."""
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    return packer.compress(data) + packer.flush()


BLANKS = b" " * 50_000_000
BOMB = zlib.compress(BLANKS, 9)
PACKED_PAGES = [
    (BOMB, "/Filter/FlateDecode"),
    (BOMB, "/Filter/Fl#61teDecode"),
    (BOMB, "/Filter 6 0 R"),
    (BOMB, f"/Filter/FlateDecode/Note({'x' * 2_000})"),
    (window(BLANKS, 9), "/Filter/FlateDecode"),
    (zlib.compress(BOMB), "/Filter[/FlateDecode/FlateDecode]"),
    (base64.a85encode(BOMB) + b"~>", "/Filter[/ASCII85Decode/FlateDecode]"),
    (BOMB.hex().encode() + b">", "/Filter[/AHx/FlateDecode]"),
    (zlib.compress(b"z" * 20_000_000), "/Filter[/FlateDecode/A85]"),
    (zlib.compress(b"\x81 " * 1_000_000), "/Filter[/FlateDecode/RunLengthDecode]"),
    (b"61>", "/Filter/AHx/DecodeParms<</Predictor 12/Columns 900000000>>"),
]


@pytest.mark.parametrize(("data", "form"), PACKED_PAGES, ids=[form[:40] for _, form in PACKED_PAGES])
def test_a_pdf_is_measured_however_it_is_packed(data: bytes, form: str) -> None:
    assert len(data) < 500_000
    assert refused("x.pdf", pdf_packed(data, form)) == (
        "x.pdf: The file unpacks to more than a letter can hold. Print it to a new PDF, or add the letter alone."
    )


def test_all_parts_of_a_pdf_are_measured_together() -> None:
    pages = [" " * 30_000_000] * 5
    assert "unpacks to more than a letter can hold" in refused("x.pdf", pdf(*pages))


@pytest.mark.parametrize(
    ("data", "form", "message"),
    [
        (b"x", "/Filter/CCITTFaxDecode", "The file packs something else than a picture as a picture. Print it to a new PDF, then add that."),
        (b"x" * 60_000, "/Filter/LZWDecode", "The file packs its pages in a way that nobody uses now. Print it to a new PDF, then add that."),
        (b"61>", f"/Filter[{'/AHx' * 9}]", "A part of the file is packed more than 8 times. Print it to a new PDF, then add that."),
        (b"x", "/Filter/Odd", "The file is broken: Unsupported filter: Odd. Open it in its program, save it again, then add that."),
    ],
)  # fmt: skip
def test_a_way_of_packing_that_cannot_be_measured_is_refused(data: bytes, form: str, message: str) -> None:
    assert refused("x.pdf", pdf_packed(data, form)) == f"x.pdf: {message}"


CONTENT = at(50, 600, "Ward 12").encode()
# Each row of four bytes as what differs from the one above it, which 2 says of it.
ABOVE = b"\0" * 4 + CONTENT
DIFFERENCES = bytes(now - above & 255 for now, above in zip(CONTENT, ABOVE, strict=False))
ROWS = b"".join(b"\x02" + DIFFERENCES[place : place + 4] for place in range(0, len(CONTENT), 4))


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (CONTENT, ""),
        (zlib.compress(CONTENT), "/Filter/FlateDecode"),
        (zlib.compress(CONTENT)[:-4] + b"\0\0\0\0", "/Filter/Fl"),
        (zlib.compress(CONTENT)[:-4], "/Filter[/Fl]"),
        (zlib.compress(CONTENT) + b"\r\n" + b"x" * 99, "/Filter/FlateDecode"),
        (window(CONTENT, 10), "/Filter/FlateDecode"),
        (CONTENT.hex().encode() + b">", "/Filter/ASCIIHexDecode"),
        (base64.a85encode(zlib.compress(CONTENT)) + b"~>", "/Filter[/ASCII85Decode/FlateDecode]"),
        (bytes([len(CONTENT) - 1]) + CONTENT + b"\x80", "/Filter/RunLengthDecode"),
        (zlib.compress(ROWS), "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>"),
    ],
)
def test_a_pdf_is_read_however_it_is_packed(data: bytes, form: str) -> None:
    assert text_of("x.pdf", pdf_packed(data, form)) == "Ward 12\n"


def test_repeated_cells_are_counted_before_they_are_written_out() -> None:
    repeats = '<table:table-cell table:number-columns-repeated="400"/>' * 3_000
    last = "<table:table-cell><text:p>Elm</text:p></table:table-cell>"
    sheet = odf("spreadsheet", f"<table:table><table:table-row>{repeats}{last}</table:table-row></table:table>")
    tracemalloc.start()
    try:
        assert refused("x.ods", sheet) == (
            "x.ods: A table has more than 200,000 cells. Add the part that answers the request."
        )
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_a_document_type_is_refused(encoding: str) -> None:
    part = f"{ENTITIES}<w:document {W}><w:body>&b;&c;</w:body></w:document>".encode(encoding)
    assert refused("x.docx", zipped({"word/document.xml": part})) == (
        "x.docx: The file declares a document type in its XML, which no office program does."
        " Open it in its program, save it again, then add that."
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.docx", b"PK\x03\x04 no zip at all", "x.docx: The file is broken: File is not a zip file. Open it in its program, save it again, then add that."),
        ("x.zip", zipped({"a.txt": "x"}), "x.zip: This is a zip file, and no office file that is read. Unpack it and add the letters in it."),
        ("x.docx", docx(""), "x.docx: The file holds no text. Check that it is the letter."),
        ("x.html", b"<html><body><script>x</script></body></html>", "x.html: The file holds no text. Check that it is the letter."),
        ("x.pdf", b"%PDF-1.4 and nothing else", "x.pdf: The file is broken:"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_says_so(name: str, data: bytes, message: str) -> None:
    assert refused(name, data).startswith(message)


def outcome(name: str, data: bytes) -> bool:
    """Whether a file is read into words, or refused at its name; anything else it raises is a failure."""
    try:
        return bool(read_file(name, data).text.strip())
    except UserError as error:
        return str(error).startswith(f"{name}: ")


EXAMPLES = sorted(path for path in FORMATS.iterdir() if path.stem in {"libraries", "hidden"} and path.suffix != ".json")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_damaged_file_is_read_or_refused_and_never_a_traceback(path: Path) -> None:
    """A fixed seed, so that a failure can be seen again; each damage is a cut or some bytes changed."""
    chance = random.Random(path.name)
    whole = path.read_bytes()
    for _ in range(25):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.choice([0, 1, 5, 60]) if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert outcome(path.name, bytes(data))


@given(st.binary(max_size=300), st.sampled_from(["x.txt", "x.docx", "x.pdf", "x.html", "x.eml", "x.xlsx", "x.odt"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    assert outcome(name, data)


def test_columns_without_rules_are_for_a_person_to_compare() -> None:
    page = at(50, 600, "Ward") + at(200, 600, "No") + at(50, 588, "Elm") + at(200, 588, "3") + at(50, 576, "Oak")
    assert read_file("x.pdf", pdf(page)).compare == (
        "1 line stands in columns without rules on page 1 of the file: compare each figure with it",
    )
    assert read_file("libraries.pdf", (FORMATS / "libraries.pdf").read_bytes()).compare == ()


def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert refused("x.pdf", pdf(at(50, 600, "Ward"))) == (
        "x.pdf: The library 'pdfplumber', which reads this format, is not installed."
        " Run: python3 -m pip install pdfplumber"
    )
