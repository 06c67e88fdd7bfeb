"""Word and OpenDocument texts: what the page shows gets in as it is shown; what it hides, strikes out or covers is told."""

from __future__ import annotations

import pytest

from disclosed.readers.files import read_file
from disclosed.readers.symbols import UNKNOWN
from tests.made_files import W, docx, odf, p, text_of, zipped

# --- Word -------------------------------------------------------------------------------------------------------------


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def field(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def styles(*made: str) -> str:
    return f"<w:styles {W}>{''.join(made)}</w:styles>"


def style(name: str, text: str = "", *, kind: str = "character", based: str = "", paragraph: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}">{on}<w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>'


def test_a_field_in_the_instruction_of_another_shows_nothing() -> None:
    inner = field("begin") + instruction("MERGEFIELD n") + field("separate") + run("99") + field("end")
    body = paragraph(
        field("begin"), instruction("IF "), inner, instruction(' = "99"'), field("separate"), run("14"), field("end")
    )
    assert text_of("x.docx", docx(body)) == "14\n"


def test_a_field_without_an_end_hides_nothing_and_is_told() -> None:
    extract = read_file("x.docx", docx(paragraph(field("begin"), instruction("DATE"), run("14")) + p("412")))
    assert extract.text == "14\n\n412\n"
    assert extract.compare == (
        "a field of the file has no end, so that its instruction may stand in the text: compare with the file",
    )


def test_boxes_and_choices_of_old_forms_are_read() -> None:
    checked = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    open_box = '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'
    entries = "".join(f'<w:listEntry w:val="{word}"/>' for word in ("None", "Some", "All"))
    choice = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    body = paragraph(
        *(
            field("begin", form) + field("end") + run(f" {word} ")
            for form, word in ((checked, "Yes"), (open_box, "No"))
        ),
        field("begin", choice) + field("end"),
    )
    assert text_of("x.docx", docx(body)) == "☒ Yes ☐ No Some\n"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", "F0A3", "≤5"),
        ("Symbol", "A3", "≤5"),
        ("Symbol", "F02D", "−5"),
        ("Wingdings", "F0FC", "✓5"),
        ("Wingdings 2", "F050", "✓5"),
        ("Wingdings 3", "F050", f"{UNKNOWN}5"),
        ("Parish Map", "F050", f"{UNKNOWN}5"),
    ],
)
def test_a_sign_of_a_symbol_font_is_what_the_page_shows(font: str, code: str, shown: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    extract = read_file("x.docx", docx(paragraph(sign, run("5"))))
    assert extract.text == f"{shown}\n"
    told = f"1 sign of a symbol font is not known and shown as {UNKNOWN}: compare them with the file"
    assert extract.compare == ((told,) if UNKNOWN in shown else ())


def test_symbols_kept_as_private_characters_are_read_by_their_font() -> None:
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    assert text_of("x.docx", docx(paragraph(run("\uf0b3", fonts), run("5")))) == "≥5\n"
    assert text_of("x.txt", "\uf0b7 Once") == "• Once\n"


RAISES = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    "look",
    [RAISES, '<w:rStyle w:val="Own"/>', '<w:rStyle w:val="Child"/>', '<w:position w:val="6"/>'],
    ids=["by itself", "by its style", "by the style beneath its style", "by its position"],
)
def test_a_note_is_raised_however_word_says_so(look: str) -> None:
    made = styles(style("Own", RAISES), style("Child", based="Own"))
    assert text_of("x.docx", docx(paragraph(run("14"), run("2", look)), styles=made)) == "14 (note 2)\n"
    assert text_of("x.docx", docx(paragraph(run("60"), run("a", look)), styles=made)) == "60 (note a)\n"


VANISH = "<w:vanish/>"


def test_what_a_style_hides_stays_out_and_is_told() -> None:
    made = styles(
        style("Off", VANISH),
        style("Child", based="Off"),
        style("Para", VANISH, kind="paragraph"),
        style("On", '<w:vanish w:val="0"/>', based="Off"),
    )
    body = (
        paragraph(run("14"), run(" a", '<w:rStyle w:val="Child"/>'), run(" shown", '<w:rStyle w:val="On"/>'))
        + p("b", '<w:pStyle w:val="Para"/>')
    )  # fmt: skip
    extract = read_file("x.docx", docx(body, styles=made))
    assert (extract.text, extract.left_out) == ("14 shown\n", ("2 stretches of hidden text",))


@pytest.mark.parametrize(
    ("look", "is_read"),
    [
        ('<w:highlight w:val="black"/>', False),
        ('<w:highlight w:val="black"/><w:color w:val="FFFFFF"/>', True),
        ('<w:highlight w:val="yellow"/>', True),
        ('<w:shd w:val="clear" w:fill="000000"/>', False),
        ('<w:shd w:val="clear" w:fill="1F3864"/><w:color w:val="FFFFFF"/>', True),
        ('<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/><w:color w:val="000000"/>', False),
        ('<w:color w:val="FFFFFF"/>', False),
        ('<w:color w:val="FF0000"/>', True),
    ],
)
def test_text_in_the_colour_of_its_ground_stays_out_and_is_told(look: str, *, is_read: bool) -> None:
    extract = read_file("x.docx", docx(p("Shown") + paragraph(run("Idris", look))))
    assert ("Idris" in extract.text) == is_read
    told = "1 stretch of text in the colour of what lies under it: tell the authority, the file holds it"
    assert extract.left_out == (() if is_read else (told,))


def test_white_text_on_a_coloured_cell_or_paragraph_is_read() -> None:
    white = run("Ward", '<w:color w:val="FFFFFF"/>')
    cell = f'<w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>{paragraph(white)}</w:tc>'
    shaded = paragraph(white, properties='<w:shd w:val="clear" w:fill="1F3864"/>')
    made = styles(style("Title", kind="paragraph", paragraph='<w:shd w:val="clear" w:fill="1F3864"/>'))
    styled = paragraph(white, properties='<w:pStyle w:val="Title"/>')
    body = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>{shaded}{styled}"
    assert text_of("x.docx", docx(body, styles=made)) == "Ward\n\nWard\n\nWard\n"


def test_what_is_struck_out_stays_out_and_has_to_be_compared() -> None:
    extract = read_file("x.docx", docx(paragraph(run("13", "<w:strike/>"), run("14"))))
    assert extract.text == "14\n"
    assert extract.compare == ("1 stretch of text that is struck out on the page was left out: compare with the file",)


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
DRAWN = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def test_what_is_shown_and_not_read_has_to_be_compared() -> None:
    graphic = (
        f'<a:graphic {DRAWN}><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic>'
    )
    fraction = "".join(
        f"<m:{part}><m:r><m:t>{value}</m:t></m:r></m:{part}>" for part, value in (("num", 3), ("den", 4))
    )
    body = (
        f"<w:p {MATH}><m:oMath><m:f>{fraction}</m:f></m:oMath></w:p>"
        f"<w:p><w:r><w:object/></w:r><w:r><w:drawing>{graphic}</w:drawing></w:r></w:p>"
        "<w:altChunk/>"
    )
    extract = read_file("x.docx", docx(body))
    assert extract.text == "3/4\n"
    assert extract.compare == (
        "1 embedded file is not read: compare with the file",
        "1 embedded document is not read: compare with the file",
        "1 chart is not read: compare with the file",
        "1 equation is read as one line: compare with the file",
    )


def test_a_box_in_a_box_is_read_once() -> None:
    def box(inner: str) -> str:
        return f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"

    inside = paragraph(run("inner"))
    body = paragraph(run("out"), box(paragraph(run("outer")) + paragraph(box(inside))))
    assert text_of("x.docx", docx(body)).split() == ["out", "outer", "inner"]


def numbered(text: str, number: int = 1, mark: str = "") -> str:
    item = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr><w:rPr>{mark}</w:rPr>'
    return paragraph(run(text), properties=item)


def level(pattern: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{level("%1.")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>{level("Q%1", 5)}</w:lvlOverride></w:num></w:numbering>'
)


def test_an_empty_item_of_a_list_counts_and_one_whose_end_is_deleted_does_not() -> None:
    body = numbered("one") + numbered("") + numbered("", mark='<w:del w:id="1"/>') + numbered("three")
    assert text_of("x.docx", docx(body, numbering=NUMBERING)) == "1. one\n\n3. three\n"


def test_a_list_can_write_its_numbers_otherwise_than_the_one_it_counts_with() -> None:
    body = numbered("five", 2) + numbered("six", 2)
    assert text_of("x.docx", docx(body, numbering=NUMBERING)) == "Q5 five\nQ6 six\n"


def test_strict_open_xml_is_read_as_the_usual_form_is() -> None:
    strict = p("14").replace("<w:p>", '<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">')
    body = (
        f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{strict}</w:body></w:document>'
    )
    assert text_of("x.docx", zipped({"word/document.xml": body})) == "14\n"


# --- OpenDocument -----------------------------------------------------------------------------------------------------

LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
DRAW = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'


def odf_style(name: str, says: str, *, family: str = "text", based: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{based}">'
        f"<style:text-properties {FO} {says}/></style:style>"
    )


def span(text: str, name: str) -> str:
    return f'<text:span text:style-name="{name}">{text}</text:span>'


def test_text_in_elements_that_are_not_known_is_read() -> None:
    body = (
        f"<text:p {LOEXT}><loext:content-control>14</loext:content-control></text:p>"
        "<text:p><text:text-input>412</text:text-input></text:p><text:p><text:table-formula>668</text:table-formula></text:p>"
        '<text:p>a<text:bookmark text:name="b"/><text:page-number>7</text:page-number></text:p>'
    )
    assert text_of("x.odt", odf("text", body)) == "14\n\n412\n\n668\n\na\n"


def test_text_in_shapes_and_tables_in_them_are_read() -> None:
    cells = "<loext:table-cell><text:p>Elm</text:p></loext:table-cell><loext:table-cell><text:p>3</text:p></loext:table-cell>"
    shape = f"<draw:custom-shape><text:p>Our ref: FOI 12</text:p><loext:table><loext:table-row>{cells}</loext:table-row></loext:table></draw:custom-shape>"
    body = f"<text:p {LOEXT} {DRAW}>Dear Sir{shape}<draw:frame><draw:image><text:p/></draw:image></draw:frame></text:p>"
    extract = read_file("x.odt", odf("text", body))
    assert extract.text == "Dear Sir\n\nOur ref: FOI 12\n\n| Elm | 3 |\n"
    assert extract.left_out == ("1 picture, whose text is not read",)


def test_styles_of_opendocument_hide_raise_strike_out_and_cover_text() -> None:
    made = (
        odf_style("Off", 'text:display="none"')
        + odf_style("Child", "", based="Off")
        + odf_style("Para", 'text:display="none"', family="paragraph")
        + odf_style("Up", 'style:text-position="33% 58%"')
        + odf_style("Struck", 'style:text-line-through-style="solid"')
        + odf_style("Black", 'fo:background-color="#000000"')
        + odf_style("White", 'fo:color="#ffffff"')
        + odf_style("Symbol", 'style:font-name="Symbol"')
    )
    sign = span("\uf0a3", "Symbol")
    body = (
        f"<text:p>14{span('2', 'Up')} {span('a', 'Child')}{span('13', 'Struck')}{span('b', 'Black')}{span('c', 'White')}</text:p>"
        f"<text:p text:style-name='Para'>d</text:p><text:p>{sign}5</text:p>"
    )
    extract = read_file("x.odt", odf("text", body, made))
    assert extract.text == "14 (note 2)\n\n≤5\n"
    assert extract.left_out == (
        "2 stretches of hidden text",
        "2 stretches of text in the colour of what lies under it: tell the authority, the file holds it",
    )
    assert extract.compare == ("1 stretch of text that is struck out on the page was left out: compare with the file",)


def test_the_head_of_the_first_page_is_the_one_that_its_first_paragraph_names() -> None:
    def master(name: str, head: str) -> str:
        return f'<style:master-page style:name="{name}"><style:header><text:p>{head}</text:p></style:header></style:master-page>'

    first = '<style:style style:name="P1" style:family="paragraph" style:master-page-name="Converted1"/>'
    body = '<text:p text:style-name="P1">Dear Sir</text:p>'
    masters = master("Standard", "Page two") + master("Converted1", "Our ref: FOI 12")
    assert text_of("x.odt", odf("text", body, first, masters)) == "Our ref: FOI 12\n\nDear Sir\n"


def test_text_that_floats_over_a_sheet_stands_after_its_cells() -> None:
    shape = "<draw:frame><draw:text-box><text:p>As at March.</text:p></draw:text-box></draw:frame>"
    cells = f"<table:table-cell><text:p>Elm</text:p>{shape}</table:table-cell><table:table-cell><text:p>3</text:p></table:table-cell>"
    sheet = f'<table:table {DRAW} table:name="Fines"><table:table-row>{cells}</table:table-row></table:table>'
    assert text_of("x.ods", odf("spreadsheet", sheet)) == "Fines\n\n| Elm | 3 |\n\nAs at March.\n"
