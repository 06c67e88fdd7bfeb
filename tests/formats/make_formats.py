"""Make the files of this folder: eight invented letters, each as .docx, .odt, .pdf, .html and .eml, with the truth beside them.

Not needed to run the tests: the files are kept. To make them anew, in a scratch environment with python-docx, and with
LibreOffice on the path (it writes the .odt and the .pdf from the .docx, as an office would):

    python tests/formats/make_formats.py
"""

from __future__ import annotations

import contextlib
import html
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

HERE = Path(__file__).resolve().parent
LICENCE = "You may re-use this information under the Open Government Licence v3.0."


@dataclass(frozen=True)
class P:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Q:
    """An item of the questions' list: level 0, 1, 2."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class B:
    """A bullet."""

    text: str


@dataclass(frozen=True)
class C:
    """A cell that covers others."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class T:
    """A table; `heads` rows repeat on each page."""

    rows: tuple[tuple[str | C, ...], ...]
    heads: int = 1


@dataclass(frozen=True)
class Page:
    """A page break."""


@dataclass(frozen=True)
class Letter:
    name: str
    authority: str
    reference: str
    date: str
    forms: tuple[str, str, str]  # patterns of the three levels: "1.", "(a)", "(i)"
    blocks: tuple[P | Q | B | T | Page, ...]
    figures: tuple[str, ...]
    outcomes: dict[str, str]
    hidden: bool = False


def rows(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines)


PARISHES = [
    f"{first} {second}"
    for first in ("Upper", "Lower", "Great", "Little", "East", "West", "North", "South")
    for second in ("Ashby", "Benham", "Corley", "Denton", "Elmley", "Farnley", "Gosford", "Harley")
]

LETTERS = (
    Letter(
        "allotments",
        "Wexbourne District Council",
        "FOI 4471",
        "12 May 2023",
        ("1.", "(a)", "(i)"),
        (
            P("Thank you for your request of 20 April 2023. Our answers follow your questions."),
            Q("How many allotment sites does the Council own?"),
            P("14"),
            Q("Please answer for the year 2022/23:"),
            Q("How many plots were let?", 1),
            P("1,165"),
            Q("How many plots of each kind were given up?", 1),
            B("Full plots - 12"),
            B("Half plots - 35"),
            B("Starter beds - 8"),
            Q("How many people were on the waiting list on 31 March 2023?"),
            P("There were 668 people on the waiting list on 31 March 2023."),
            Q("What is the yearly rent for a full plot?"),
            P("£48.50"),
            Q("Please provide the names of the plot holders."),
            P(
                "This information is withheld under section 40(2) of the Freedom of Information Act 2000 (personal data)."
            ),
        ),
        (
            "Q1 = 14",
            "Q2a = 1165",
            "Q2b[Full plots] = 12",
            "Q2b[Half plots] = 35",
            "Q2b[Starter beds] = 8",
            "Q3 = 668",
            "Q4 = 48.50 GBP",
        ),
        {"1": "figures", "2a": "figures", "2b": "figures", "3": "figures", "4": "figures", "5": "withheld"},
    ),
    Letter(
        "libraries",
        "Harnmoor County Council",
        "HCC/2023/0198",
        "3 July 2023",
        ("1)", "a)", "i)"),
        (
            P("We have dealt with your request under the Freedom of Information Act 2000."),
            Q("How many books were borrowed, and how many e-books, in each of the last three years?"),
            T(
                rows(
                    "Year | Books | E-books",
                    "2020/21 | 41,204 | 9,871",
                    "2021/22 | 118,530 | 12,006",
                    "2022/23 | 131,977 |",
                    "Total | 291,711 | 21,877",
                )
            ),
            Q("How many libraries were open on 31 March 2023?"),
            P("27^1"),
            P("^1 Some of them open on Saturdays alone."),
            Q("How much was taken in fines?"),
            T(rows("Year | Amount", "2021/22 | £4,210.35", "2022/23 | £3,987.00")),
            Q("How many staff were disciplined for reading at work?"),
            P("We do not hold this information."),
        ),
        (
            "Q1[2020/21|Books] = 41204",
            "Q1[2020/21|E-books] = 9871",
            "Q1[2021/22|Books] = 118530",
            "Q1[2021/22|E-books] = 12006",
            "Q1[2022/23|Books] = 131977",
            "Q1[Total|Books] = 291711 (total)",
            "Q1[Total|E-books] = 21877 (total)",
            "Q2 = 27",
            "Q3[2021/22|Amount] = 4210.35 GBP",
            "Q3[2022/23|Amount] = 3987.00 GBP",
        ),
        {"1": "figures", "2": "figures", "3": "figures", "4": "not_held"},
    ),
    Letter(
        "exclusions",
        "Saltmarsh Borough Council",
        "IR-90233",
        "18 September 2023",
        ("1.", "a.", "i."),
        (
            Q("How many pupils were excluded, by sex and age, in each year?"),
            T(
                (
                    (C("Year", 1, 2), C("Boys", 2), C("Girls", 2)),
                    ("Under 11", "11 and over", "Under 11", "11 and over"),
                    ("2020/21", "12", "141", "3", "58"),
                    ("2021/22", "9", "187", "2", "66"),
                    ("2022/23", "15", "203", "4", "71"),
                ),
                2,
            ),
            Q("How many exclusions were there in each area, by kind of school?"),
            T(
                (
                    ("Area", "School", "Number"),
                    (C("North", 1, 2), "Primary", "21"),
                    ("Secondary", "318"),
                    (C("South", 1, 2), "Primary", "24"),
                    ("Secondary", "408"),
                ),
            ),
            Q("How many were appealed?"),
            P("Nine"),
        ),
        (
            "Q1[2020/21|Boys, Under 11] = 12",
            "Q1[2020/21|Boys, 11 and over] = 141",
            "Q1[2020/21|Girls, Under 11] = 3",
            "Q1[2020/21|Girls, 11 and over] = 58",
            "Q1[2021/22|Boys, Under 11] = 9",
            "Q1[2021/22|Boys, 11 and over] = 187",
            "Q1[2021/22|Girls, Under 11] = 2",
            "Q1[2021/22|Girls, 11 and over] = 66",
            "Q1[2022/23|Boys, Under 11] = 15",
            "Q1[2022/23|Boys, 11 and over] = 203",
            "Q1[2022/23|Girls, Under 11] = 4",
            "Q1[2022/23|Girls, 11 and over] = 71",
            "Q2[North, Primary|Number] = 21",
            "Q2[North, Secondary|Number] = 318",
            "Q2[South, Primary|Number] = 24",
            "Q2[South, Secondary|Number] = 408",
            "Q3 = 9",
        ),
        {"1": "figures", "2": "figures", "3": "figures"},
    ),
    Letter(
        "parishes",
        "Longmere District Council",
        "FOI/22/1187",
        "30 November 2022",
        ("1.", "a.", "i."),
        (
            Q("How many street lamps are there in each parish, and how many were out of order on 1 November 2022?"),
            T(
                (
                    ("Parish", "Lamps", "Out of order"),
                    *((name, str(40 + 7 * place), str(place % 9)) for place, name in enumerate(PARISHES)),
                )
            ),
            Q("How many lamps were replaced in 2021/22?"),
            P("312"),
            Q("What did this cost?"),
            P("£41,870"),
        ),
        (
            *(
                f"Q1[{name}|{head}] = {value}"
                for place, name in enumerate(PARISHES)
                for head, value in (("Lamps", 40 + 7 * place), ("Out of order", place % 9))
            ),
            "Q2 = 312",
            "Q3 = 41870 GBP",
        ),
        {"1": "figures", "2": "figures", "3": "figures"},
    ),
    Letter(
        "grid",
        "Pendle Vale Fire and Rescue Authority",
        "FR 23/055",
        "7 February 2024",
        ("1.", "a.", "i."),
        (
            P("Our answers stand beside your questions."),
            T(
                (
                    ("No.", "Question", "Response"),
                    ("1", "How many fires in rubbish bins did you attend in 2022/23?", "418"),
                    ("2", "How many of these were started on purpose?", "We recorded 207 as deliberate."),
                    ("3", "Do you keep a list of empty buildings?", "No information held."),
                    ("4", "How many fire engines do you have?", "26"),
                ),
            ),
        ),
        ("Q1 = 418", "Q2 = 207", "Q4 = 26"),
        {"1": "figures", "2": "figures", "3": "not_held", "4": "figures"},
    ),
    Letter(
        "hidden",
        "Thornfield Town Council",
        "FOI 6104",
        "22 March 2024",
        ("1.", "a.", "i."),
        (
            Q("How many benches are in the park?"),
            P("31"),
            Q("How many bins?"),
            P("58"),
            Q("How many bins are emptied daily, and how many weekly?"),
            B("Daily: 16"),
            B("Weekly: 42"),
        ),
        ("Q1 = 31", "Q2 = 58", "Q3[Daily] = 16", "Q3[Weekly] = 42"),
        {"1": "figures", "2": "figures", "3": "figures"},
        hidden=True,
    ),
    Letter(
        "stations",
        "Great Orme Constabulary",
        "0417/2023",
        "14 June 2023",
        ("1.", "1.1", "i)"),
        (
            P("Section 16 of the Act has been considered."),
            Q("Police stations"),
            Q("How many stations with a public counter were there on 31 March 2023?", 1),
            P("11"),
            Q("How many have closed since 2010?", 1),
            P("7"),
            Q("Cars"),
            Q("How many cars of each kind does the force own?", 1),
            T(rows("Kind | Number", "Marked | 214", "Unmarked | 96", "Total | 310")),
            Q("How many were written off in 2022/23?", 1),
            P("Three."),
            Page(),
            Q("Drones"),
            Q("How many drones does the force own?", 1),
            P(
                "This information is withheld under section 31(1)(a) of the Freedom of Information Act 2000 (law enforcement)."
            ),
        ),
        (
            "Q1.1 = 11",
            "Q1.2 = 7",
            "Q2.1[Marked|Number] = 214",
            "Q2.1[Unmarked|Number] = 96",
            "Q2.1[Total|Number] = 310 (total)",
            "Q2.2 = 3",
        ),
        {"1.1": "figures", "1.2": "figures", "2.1": "figures", "2.2": "figures", "3.1": "withheld"},
    ),
    Letter(
        "placements",
        "Eastmoor Metropolitan Borough Council",
        "EMB-7720",
        "9 October 2023",
        ("Q1.", "a)", "i)"),
        (
            Q("How many children were placed outside the borough, by kind of placement?"),
            T(
                (
                    (C("Placements on 31 March 2023", 3),),
                    ("Kind of placement", "Within 20 miles", "Further away"),
                    ("Foster care", "118", "41"),
                    ("Residential", "23", "<5"),
                    ("Kinship^2", "37^3", "8"),
                ),
            ),
            P("^2 Friends are counted as kin."),
            P("^3 Some of them with sisters or brothers."),
            P("Figures below five are shown as <5 to protect the children."),
            Q("What share of placements cost more than £5,000 a week?"),
            P("12.5%"),
            Q("What was the average weekly cost?"),
            P("£1,284"),
        ),
        (
            "Q1[Foster care|Within 20 miles] = 118",
            "Q1[Foster care|Further away] = 41",
            "Q1[Residential|Within 20 miles] = 23",
            "Q1[Residential|Further away] = [c] suppressed, at most 4",
            "Q1[Kinship²|Within 20 miles] = 37",
            "Q1[Kinship²|Further away] = 8",
            "Q2 = 12.5 percent",
            "Q3 = 1284 GBP",
        ),
        {"1": "figures", "2": "figures", "3": "figures"},
    ),
)


def numbering(document, forms: tuple[str, str, str]) -> tuple[int, int]:
    """Add a list of three levels and a list of bullets; their ids."""
    root = document.part.numbering_part.element
    kinds = {"1": "decimal", "a": "lowerLetter", "i": "lowerRoman"}

    def level(depth: int, form: str) -> str:
        sign = "1" if "1" in form else "a" if "a" in form else "i"
        pattern = "%1.%2" if form == "1.1" else form.replace(sign, f"%{depth + 1}")
        indent = 360 * (depth + 1)
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kinds[sign]}"/><w:lvlText w:val="{pattern}"/>'
            f'<w:pPr><w:ind w:left="{indent + 360}" w:hanging="540"/></w:pPr></w:lvl>'
        )

    levels = "".join(level(depth, form) for depth, form in enumerate(forms))
    bullet = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/><w:pPr><w:ind w:left="1080" w:hanging="360"/></w:pPr><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/></w:rPr></w:lvl>'
    first = root.find(qn("w:num"))
    for number, inner in ((901, levels), (902, bullet)):
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'
        )
        first.addprevious(abstract)
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return 901, 902


def numbered(paragraph, number: int, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def words(paragraph, text: str) -> None:
    """Write a text; `^1` is a raised note number."""
    for place, part in enumerate(re.split(r"\^(\d)", text)):
        if part:
            paragraph.add_run(part).font.superscript = place % 2 == 1 or None


def page_field(paragraph, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            words = OxmlElement("w:instrText")
            words.text = text
            run._r.append(words)


def make_docx(letter: Letter, path: Path) -> None:
    document = Document()
    document.styles["Normal"].font.name = "Liberation Sans"
    document.styles["Normal"].font.size = Pt(11)
    section = document.sections[0]
    section.header.paragraphs[0].text = letter.authority
    foot = section.footer.paragraphs[0]
    foot.add_run("Page ")
    page_field(foot, "PAGE")
    foot.add_run(" of ")
    page_field(foot, "NUMPAGES")
    section.footer.add_paragraph("Customer Services, Market Square")
    questions, bullets = numbering(document, letter.forms)
    for text in (f"Our reference: {letter.reference}", f"Date: {letter.date}", "Dear Applicant"):
        document.add_paragraph(text)
    for block in letter.blocks:
        add(document, block, questions, bullets)
    document.add_paragraph(LICENCE)
    document.add_paragraph("If you are not content with this answer you may ask for an internal review.")
    document.add_paragraph("Yours faithfully")
    document.add_paragraph("Information Team")
    if letter.hidden:
        hide(document)
    document.core_properties.author = "Nerys Underhill-Pryce"
    document.save(str(path))


def add(document, block, questions: int, bullets: int) -> None:
    match block:
        case P(text):
            words(document.add_paragraph(), text)
        case Q(text, level):
            numbered(document.add_paragraph(text), questions, level)
        case B(text):
            numbered(document.add_paragraph(text), bullets, 0)
        case Page():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case T(lines, heads):
            add_table(document, lines, heads)


def add_table(document, lines, heads: int) -> None:
    grid = layout(lines)
    table = document.add_table(len(grid), len(grid[0]))
    table.style = "Table Grid"
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell is not None:
                here = table.cell(row, column)
                if cell.across > 1 or cell.down > 1:
                    here = here.merge(table.cell(row + cell.down - 1, column + cell.across - 1))
                words(here.paragraphs[0], cell.text)
    for row in table.rows[:heads]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def layout(lines) -> list[list[C | None]]:
    """Lay cells out on a grid: None where another covers the place."""
    width = sum(cell.across if isinstance(cell, C) else 1 for cell in max(lines, key=len))
    width = max(width, *(sum(cell.across if isinstance(cell, C) else 1 for cell in line) for line in lines))
    grid: list[list[C | str | None]] = [["free"] * width for _ in lines]
    for row, line in enumerate(lines):
        for cell in line:
            made = cell if isinstance(cell, C) else C(cell)
            column = grid[row].index("free")
            for below in range(made.down):
                for right in range(made.across):
                    grid[row + below][column + right] = None
            grid[row][column] = made
    return grid


def hide(document) -> None:
    """Put into a letter what its page does not show: a deletion, an insertion, a comment, hidden text."""
    first = document.paragraphs[4]  # the answer to the first question
    first.add_run()
    deleted = parse_xml(
        f'<w:del {nsdecls("w")} w:id="91" w:author="A" w:date="2024-03-01T00:00:00Z"><w:r><w:delText xml:space="preserve">29 or 77 </w:delText></w:r></w:del>'
    )
    first._p.insert(0, deleted)
    secret = document.paragraphs[6].add_run(" 4242 draft figure, do not send")
    secret.font.hidden = True
    target = document.paragraphs[6]
    inserted = parse_xml(
        f'<w:ins {nsdecls("w")} w:id="92" w:author="A" w:date="2024-03-01T00:00:00Z"><w:r><w:t xml:space="preserve"> </w:t></w:r></w:ins>'
    )
    target._p.append(inserted)
    with contextlib.suppress(AttributeError):
        document.add_comment(
            runs=first.runs, text="Is this 31 or 13? Ask Bronwen Achterberg.", author="Idris", initials="I"
        )


def make_html(letter: Letter, path: Path) -> None:
    """Write a page of a disclosure log around the letter."""
    inner = "\n".join(html_blocks(letter))
    path.write_text(
        f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{letter.reference} | Disclosure log</title>
<style>.x {{ color: red }}</style><script>var views = 1234;</script></head>
<body>
<div id="ccc-cookie-banner" class="cookie-consent"><p>We use 12 cookies on this site.</p><button>Accept 3</button></div>
<a class="skip-link" href="#main">Skip to main content</a>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/bins">Bins 24/7</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">Home</a> &gt; Disclosure log</div>
<main id="main"><article>
<h1>{html.escape(letter.authority)}</h1>
<p>Our reference: {html.escape(letter.reference)}</p>
<p>Date: {letter.date}</p>
<p>Dear Applicant</p>
{inner}
<p>{LICENCE}</p>
<p>If you are not content with this answer you may ask for an internal review.</p>
<p>Yours faithfully</p><p>Information Team</p>
<div class="share-links"><p>Share this page 17 times</p></div>
<p style="display:none">Draft figure 4242</p>
</article></main>
<aside class="related"><h2>Related</h2><p>99 other answers</p></aside>
<footer><p>Last updated 5 May 2021. Rated 4.1 out of 5.</p></footer>
</body></html>
""",
        "utf-8",
    )


def markup(text: str) -> str:
    return re.sub(r"\^(\d)", r"<sup>\1</sup>", html.escape(text))


def html_blocks(letter: Letter) -> list[str]:
    """Write the blocks; lists are interrupted by answers, so that each item counts on by its label."""
    made: list[str] = []
    counts = [0, 0, 0]
    for block in letter.blocks:
        match block:
            case P(text):
                made.append(f"<p>{markup(text)}</p>")
            case Q(text, level):
                counts = [*counts[:level], counts[level] + 1, *[0] * (2 - level)]
                made.append(html_item(letter.forms[level], counts, level, text))
            case B(text):
                made.append(f"<ul><li>{html.escape(text)}</li></ul>")
            case Page():
                made.append("<hr>")
            case T(lines, heads):
                made.append(html_table(lines, heads))
    return made


def html_item(form: str, counts: list[int], level: int, text: str) -> str:
    """Write a question: as a list where HTML can write its label, else with the label in the text."""
    words = html.escape(text)
    if form == "1.":
        return f'<ol start="{counts[0]}"><li>{words}</li></ol>'
    if form == "a.":
        return f'<ol type="a" start="{counts[level]}"><li>{words}</li></ol>'
    sign = {"1": str(counts[level]), "a": chr(96 + counts[level]), "i": "i" * counts[level]}
    label = (
        f"{counts[0]}.{counts[1]}"
        if form == "1.1"
        else next(form.replace(key, value) for key, value in sign.items() if key in form)
    )
    return f"<p><strong>{label} {words}</strong></p>"


def html_table(lines, heads: int) -> str:
    written = []
    for place, line in enumerate(lines):
        cells = []
        for cell in line:
            made = cell if isinstance(cell, C) else C(cell)
            tag = "th" if place < heads else "td"
            spans = (f' colspan="{made.across}"' if made.across > 1 else "") + (
                f' rowspan="{made.down}"' if made.down > 1 else ""
            )
            cells.append(f"<{tag}{spans}>{markup(made.text)}</{tag}>")
        written.append(f"<tr>{''.join(cells)}</tr>")
    return "<table>" + "\n".join(written) + "</table>"


def make_eml(letter: Letter, path: Path, docx: bytes) -> None:
    """Write a message: every other letter is the message itself, the others are attached to a short one."""
    message = EmailMessage()
    message["From"] = f"{letter.authority} <foi@{letter.name}.example>"
    message["To"] = "Cadwallader Finnemore <c.finnemore@example.com>"
    message["Date"] = format_datetime(datetime.strptime(letter.date, "%d %B %Y").replace(tzinfo=UTC, hour=10))
    message["Subject"] = f"Your request {letter.reference}"
    if [one.name for one in LETTERS].index(letter.name) % 2 == 0:
        body = (
            f"<html><body><p>Our reference: {html.escape(letter.reference)}</p><p>Dear Applicant</p>"
            + "\n".join(html_blocks(letter))
            + f"<p>{LICENCE}</p><p>Yours faithfully</p><p>Information Team</p></body></html>"
        )
        message.set_content("Please see the HTML part of this message.")
        message.add_alternative(body, subtype="html")
    else:
        message.set_content(
            "Dear Applicant\n\nPlease find our answer to your request attached.\n\nYours faithfully\n\nInformation Team\n"
        )
        kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
        message.add_attachment(docx, maintype="application", subtype=kind, filename="Response.docx")
    message.set_boundary(f"=={letter.name}==")
    path.write_bytes(bytes(message))


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        for letter in LETTERS:
            docx = HERE / f"{letter.name}.docx"
            make_docx(letter, docx)
            make_html(letter, HERE / f"{letter.name}.html")
            make_eml(letter, HERE / f"{letter.name}.eml", docx.read_bytes())
            truth = {
                "authority": letter.authority,
                "reference": letter.reference,
                "figures": letter.figures,
                "outcomes": letter.outcomes,
            }
            (HERE / f"{letter.name}.expected.json").write_text(
                json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8"
            )
        clean = Path(scratch) / "clean"
        clean.mkdir()
        for (
            letter
        ) in LETTERS:  # a PDF is printed once changes are accepted: LibreOffice would print what was struck out
            make_docx(replace(letter, hidden=False), clean / f"{letter.name}.docx")
        for kind, folder in (("odt", HERE), ("pdf", clean)):
            files = [str(folder / f"{letter.name}.docx") for letter in LETTERS]
            subprocess.run(
                [
                    "soffice",
                    f"-env:UserInstallation=file://{scratch}/profile",
                    "--headless",
                    "--convert-to",
                    kind,
                    "--outdir",
                    str(HERE),
                    *files,
                ],
                check=True,
                capture_output=True,
            )


if __name__ == "__main__":
    main()
