"""Workbooks: cells read as their formats show them, what is hidden stays out, tables beside each other are told apart."""

from __future__ import annotations

import datetime as days

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table

from disclosed.readers.files import read_file
from disclosed.readers.number_formats import show_moment, show_number, show_text
from disclosed.readers.xlsx import MAX_FORMATTED
from tests.made_files import refused, text_of, workbook, zipped

PROPERTIES = "the file's properties (who wrote it, when)"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (12.5, "#,##0.##", "12.5"),
        (12, "#,##0.##", "12"),
        (12.5, '0.0"%"', "12.5%"),
        (2.5, "0", "3"),
        (0.125, "0.00", "0.13"),
        (1.005, "0.00", "1.01"),
        (0.5, "# ?/?", "1/2"),
        (3.25, "# ??/??", "3 1/4"),
        (0.5, "0/8", "4/8"),
        (3, '[<5]"<5";General', "<5"),
        (7, '[<5]"<5";General', "7"),
        (3, '[<6]"*";0', "*"),
        (3, ";;;", ""),
        (12_345, "#,##0,", "12"),
        (1_234_567, '0.0,,"m"', "1.2m"),
        (12, "[$$-409]#,##0.00", "$12.00"),
        (12, "[$€-2] #,##0.00", "€ 12.00"),
        (-12.5, '"£"#,##0.00;[Red]-"£"#,##0.00', "-£12.50"),
        (-3, "0;(0)", "-3"),
        (-3, "0;[Red]0", "-3"),
        (-3, '[<0]"below";0', "below"),
        (0, '0;-0;"nil"', "nil"),
        (0, "#,###", ""),
        (-0.001, "0.00", "0.00"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "-"),
        (-5, r'_(* #,##0_);_(* \(#,##0\);_(* "-"??_);_(@_)', "-5"),
        (1_632_960_114, "0#### ######", "01632 960114"),
        (42, "00000", "00042"),
        (0.5, ".00", ".50"),
        (1_234_567, "#,##0", "1,234,567"),
        (98_765.432 / 3, "General", "32921.810667"),
        (36.900000000000006, "General", "36.9"),
        (0.00001234, "General", "0.00001234"),
        (12, 'General" plots"', "12 plots"),
    ],
)  # fmt: skip
def test_a_number_is_what_its_format_shows(value: float, form: str, text: str) -> None:
    assert show_number(value, form) == text


@pytest.mark.parametrize("form", ["0.00E+00", "dd/mm/yyyy"])
def test_a_format_that_is_not_known_for_numbers_says_so(form: str) -> None:
    assert show_number(12.5, form) is None


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (float("inf"), "General"),
        (float("-inf"), "0"),
        (float("nan"), "0"),
        (int("9" * 400), "General"),
        (int("9" * 400), "# ?/?"),
        (1e300, "0" + "%" * 300),
        (1e300, "0" + "%" * 40 + "." + "0" * 100),
    ],
)
def test_a_number_that_no_cell_can_show_is_not_known(value: float, form: str) -> None:
    assert show_number(value, form) is None


@pytest.mark.parametrize("written", ["1E400", "9" * 400])
def test_a_cell_that_holds_such_a_number_has_to_be_compared(written: str) -> None:
    row = ROW.replace("<v>3</v>", f"<v>{written}</v>")
    extract = read_file("x.xlsx", written_book(MAIN, row))
    assert extract.text == "Fines\n\nElm\n"
    assert extract.compare == ("1 number has a format that is not known: compare with the file",)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("dd/mm/yyyy", "1 April 2019"),
        ("mmm-yy", "April 2019"),
        ("yyyy", "2019"),
        ("d mmm", "1 April"),
        ("dddd", "Monday"),
        ("dddd d mmmm yyyy", "1 April 2019"),
        (r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "1 April 2019"),
        ("m/d/yy h:mm", "1 April 2019 09:05"),
        ("h:mm", "09:05"),
        ("mm:ss", "05:07"),
        ("hh:mm:ss AM/PM", "09:05:07"),
        (";;;", ""),
    ],
)
def test_a_day_shows_the_parts_that_its_format_names(form: str, text: str) -> None:
    assert show_moment(days.datetime(2019, 4, 1, 9, 5, 7, tzinfo=days.UTC), form) == text


def test_a_stretch_of_time_counts_all_of_its_first_part() -> None:
    stretch = days.timedelta(hours=26, minutes=30, seconds=5)
    assert [show_moment(stretch, form) for form in ("[h]:mm", "[mm]:ss", "[h]:mm:ss")] == [
        "26:30",
        "1590:05",
        "26:30:05",
    ]
    assert show_moment(-stretch, "[h]:mm") == "-26:30"
    assert show_moment(days.time(0, 7, 32), "mm:ss") == "07:32"


def test_a_text_has_a_section_of_its_own() -> None:
    assert [show_text("x", form) for form in ("0", "0;0;0;@", '0;0;0;"("@")"', ";;;")] == ["x", "x", "(x)", ""]


def filled(sheet: object, *rows: list[object]) -> None:
    for row in rows:
        sheet.append(row)  # type: ignore[attr-defined]


def test_columns_that_are_hidden_together_stay_out() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        filled(book.active, ["Kind", "No", "Name", "Telephone", "Home"], ["Full", 4, "Idris", 1, 2])
        book.active.column_dimensions.group("C", "E", hidden=True)

    extract = read_file("x.xlsx", workbook(fill))
    assert extract.text == "| Kind | No |\n| Full | 4 |\n"
    assert extract.left_out == ("3 hidden columns", PROPERTIES)


def test_a_sheet_whose_fill_reaches_to_its_end_holds_what_is_filled_in() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        filled(sheet, ["Kind", "No"], ["Full", 4])
        sheet.merge_cells("A4:XFD4")
        sheet["A4"] = "As at March."
        for place in ("A1048576", "XFD1"):
            sheet[place].fill = PatternFill("solid", fgColor="FFFF00")

    assert text_of("x.xlsx", workbook(fill)) == "| Kind | No |\n| Full | 4 |\n\nAs at March.\n"


def test_tables_beside_each_other_are_two_and_one_with_a_gap_is_one() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.title = "Plots"
        filled(
            sheet,
            ["Plots in 2019"],
            ["Kind", "No", None, "Area", "No"],
            ["Full", 4, None, "North", 1],
            ["Half", 6, None, "South", 9],
        )
        other = book.create_sheet("Sheet2")
        filled(other, ["Kind", None, "No"], ["Full", None, 4], ["Half", None, 6])

    assert text_of("x.xlsx", workbook(fill)) == (
        "Plots\n\nPlots in 2019\n\n| Kind | No |\n| Full | 4 |\n| Half | 6 |\n\n| Area | No |\n| North | 1 |\n| South | 9 |\n"
        "\x0c| Kind | No |\n| Full | 4 |\n| Half | 6 |\n"
    )


def test_what_the_formats_of_a_sheet_hide_is_told() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        filled(sheet, ["Ward", "No", "Idris", "All"], ["Elm", 3, 77, 4])
        sheet["B2"].number_format = '[<5]"<5";0'
        sheet["C1"].font = Font(color="FFFFFF")
        sheet["C2"].number_format = ";;;"
        sheet["D1"].font = Font(color="FFFFFF")
        sheet["D1"].fill = PatternFill("solid", fgColor="1F3864")

    extract = read_file("x.xlsx", workbook(fill))
    assert extract.text == "| Ward | No | All |\n| Elm | <5 | 4 |\n"
    assert extract.left_out == ("1 cell whose format shows nothing", "1 cell in the colour of its ground", PROPERTIES)
    assert extract.compare == ()


def test_a_table_colours_the_ground_of_its_own_cells_and_of_no_other() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        filled(sheet, ["Ward", "No"], ["Elm", 3], ["Oak", 5], ["Idris Vale", 9])
        sheet.add_table(Table(displayName="Plots", ref="A1:B3"))
        for place in ("A1", "B1", "A4", "B4"):
            sheet[place].font = Font(color="FFFFFF")

    extract = read_file("x.xlsx", workbook(fill))
    assert extract.text == "| Ward | No |\n| Elm | 3 |\n| Oak | 5 |\n"
    assert extract.left_out == ("2 cells in the colour of their ground", PROPERTIES)


def test_what_a_sheet_shows_and_is_not_surely_read_has_to_be_compared() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        filled(sheet, ["Ward", "No"], ["Elm", 3], ["All", "=B2"], ["Much", 1_200_000])
        sheet["B4"].number_format = "0.0E+00"
        sheet.conditional_formatting.add(
            "B2:B4", CellIsRule(operator="lessThan", formula=["5"], font=Font(color="FFFFFF"))
        )
        sheet.add_chart(BarChart(), "D1")

    extract = read_file("x.xlsx", workbook(fill))
    assert extract.text == "| Ward | No |\n| Elm | 3 |\n| All |  |\n| Much | 1200000 |\n"
    assert extract.left_out == ("1 chart", PROPERTIES)
    assert extract.compare == (
        "1 formula has no stored value and reads as an empty cell: compare with the file",
        "1 number has a format that is not known: compare with the file",
        "1 sheet has a rule by which values may be shown otherwise: compare with the file",
    )


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(*targets: tuple[str, str]) -> str:
    made = (
        f'<Relationship Id="rId{place}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(made)}</Relationships>'


def written_book(main: str, sheet: str, columns: str = "", **more: str) -> bytes:
    """Write a workbook of one sheet by hand."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": related(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{RELATED}"><sheets><sheet name="Fines" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{columns}<sheetData>{sheet}</sheetData></worksheet>',
    }
    return zipped({**parts, **more})


ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Elm</t></is></c><c r="B1"><v>3</v></c></row>'


def test_columns_without_width_and_rows_without_height_are_hidden() -> None:
    rows = "".join(f'<row r="{row}"{size}><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>7</v></c><c r="C{row}"><v>3</v></c></row>' for row, size in ((1, ""), (2, ' ht="0" customHeight="1"'), (3, ' hidden="1"')))  # fmt: skip
    columns = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>'
    extract = read_file("x.xlsx", written_book(MAIN, rows, columns))
    assert extract.text == "Fines\n\n| 1 | 3 |\n"
    assert extract.left_out == ("2 hidden rows", "1 hidden column", PROPERTIES)


def test_text_that_floats_over_the_cells_stands_after_them() -> None:
    box = (
        "<xdr:sp><xdr:txBody><a:p><a:r><a:t>As at </a:t></a:r><a:r><a:t>March.</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )
    drawing = f'<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{box}<xdr:pic/></xdr:wsDr>'
    book = written_book(
        MAIN,
        ROW,
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": related(("drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": drawing,
        },
    )
    extract = read_file("x.xlsx", book)
    assert extract.text == "Fines\n\n| Elm | 3 |\n\nAs at March.\n"
    assert extract.left_out == ("1 picture, whose text is not read", PROPERTIES)


def test_a_strict_workbook_is_read_as_the_usual_form_is() -> None:
    assert (
        text_of("x.xlsx", written_book("http://purl.oclc.org/ooxml/spreadsheetml/main", ROW))
        == "Fines\n\n| Elm | 3 |\n"
    )


def book_with_strings(name: str, strings: str) -> bytes:
    """Write a workbook whose words stand in a part of their own, under any name."""
    types = TYPES.replace(
        "</Types>",
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>3</v></c></row>'
    return written_book(MAIN, row, **{"[Content_Types].xml": types, name: strings})


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/strings.dat", "words"])
def test_every_part_of_a_workbook_is_measured_whatever_its_name(name: str) -> None:
    words = f'<sst xmlns="{MAIN}"><si><t>Elm</t></si>{{}}</sst>'
    assert text_of("x.xlsx", book_with_strings(name, words.format(""))) == "Fines\n\n| Elm | 3 |\n"
    assert refused("x.xlsx", book_with_strings(name, words.format(" " * 41_000_000))) == (
        "x.xlsx: The file unpacks to more than a letter can hold. Add the letter alone, or split it."
    )
    entity = '<!DOCTYPE sst [<!ENTITY a "Elm">]>' + words.format("").replace("Elm", "&a;")
    assert refused("x.xlsx", book_with_strings(name, entity)) == (
        "x.xlsx: The file declares a document type in its XML, which no office program does. Save it again in Excel, then add that."
    )


def test_a_sheet_of_more_cells_than_any_letter_has_is_refused() -> None:
    message = "x.xlsx: A sheet has more than 1,000,000 cells. Add the part that answers the request."
    assert refused("x.xlsx", written_book(MAIN, "<c />" * (MAX_FORMATTED + 1))) == message
