"""Saved pages and messages: the letter in them gets in whole, whatever is wrapped around it; what a page hides stays out."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from disclosed.readers.files import read_file
from tests.made_files import docx, message, p, refused, text_of

LETTER = "<p>1. How many sites are there?</p><p>14</p><p>2. How many plots are there, of every kind and in all the wards?</p><p>412</p>"
READ = "1. How many sites are there?\n\n14\n\n2. How many plots are there, of every kind and in all the wards?\n\n412\n"


def page(body: str, styles: str = "") -> str:
    return f"<html><head><style>{styles}</style></head><body>{body}</body></html>"


# --- web pages --------------------------------------------------------------------------------------------------------


def test_a_form_around_the_whole_page_is_no_furniture_and_one_to_search_with_is() -> None:
    search = '<form role="search"><label>Search 3 pages</label><input></form><form><p>Subscribe</p><input></form>'
    assert text_of("x.html", page(f'<form action="letter.aspx"><input type="hidden">{search}{LETTER}</form>')) == READ


def test_the_sections_of_an_accordion_are_read_with_the_questions_that_open_them() -> None:
    section = '<h2><button aria-expanded="false" aria-controls="{}">{}</button></h2><div id="{}" {}><p>{}</p></div>'
    sections = section.format("a", "1. How many sites?", "a", 'hidden="until-found"', "14") + section.format(
        "b", "2. How many plots?", "b", 'style="display:none"', "412"
    )
    text = text_of("x.html", page(f"<main>{sections}<button>Accept 3</button></main>"))
    assert text == "1. How many sites?\n\n14\n\n2. How many plots?\n\n412\n"


@pytest.mark.parametrize("name", ["search-result", "response-share", "related", "table-footer", "share"])
def test_a_question_with_its_answer_is_the_letters_whatever_its_class(name: str) -> None:
    body = f'<main>{LETTER}<div class="{name}"><p>3. How many bins?</p><p>58</p></div></main>'
    assert text_of("x.html", page(body)) == f"{READ}\n3. How many bins?\n\n58\n"


@pytest.mark.parametrize(
    "around",
    [
        '<div class="share-links"><p>Share on 17 networks</p></div>',
        '<ul class="social"><li>Follow 3</li></ul>',
        "<h2>Related disclosures</h2><ul><li>Bins 2019 (FOI 2870)</li></ul>",
        "<h3>Share this page</h3><p>By e-mail</p>",
        "<p>Last updated: 3 May 2021</p>",
        "<p>Was this page helpful? Yes No</p>",
        "<p><a>Print this page</a></p>",
    ],
)
def test_what_a_page_says_of_itself_inside_its_main_part_is_left_out_and_told(around: str) -> None:
    extract = read_file("x.html", page(f"<main>{LETTER}{around}</main>").encode())
    assert extract.text == READ
    assert " of the web page around the letter (" in extract.left_out[0]


def test_what_was_around_the_letter_is_told_by_what_it_is_and_never_in_its_words() -> None:
    around = '<nav>Idris</nav><div class="cookie-banner">12 cookies</div><header><a>Northtown</a></header>'
    extract = read_file("x.html", page(f"{around}<main>{LETTER}</main>").encode())
    assert extract.left_out == ("3 parts of the web page around the letter (cookie, header, nav)",)


def test_the_head_of_a_page_without_a_main_part_may_be_the_letters() -> None:
    head = "<header><nav>Home</nav><h1>Allotments</h1><p>Reference: FOI 12</p></header>"
    assert text_of("x.html", page(f"{head}<div>{LETTER}</div>")) == f"Allotments\n\nReference: FOI 12\n\n{READ}"
    assert text_of("x.html", page(f"{head}<main>{LETTER}</main>")) == READ


@pytest.mark.parametrize(
    ("element", "styles"),
    [
        ('<p class="off">x 9</p>', ".off {display:none}"),
        ('<p class="off">x 9</p>', "p.other, p.off { visibility : hidden !important }"),
        ('<p id="off">x 9</p>', "@media print {.a {color: red}} #off {display:none}"),
        ('<p class="off">x 9</p>', "@media screen and (min-width: 1px) {.a {color: red} .off {display:none}}"),
        ('<p class="off">x 9</p>', "@import 'a.css'; } .off {display:none"),
        ('<p class="sr-only">x 9</p>', ""),
        ('<p class="govuk-visually-hidden">x 9</p>', ""),
        ('<p class="clip">x 9</p>', ".clip {position:absolute; clip: rect(0 0 0 0)}"),
        ('<div><span style="mso-hide:all">x 9</span></div>', ""),
        ('<p style="font-size:0">x 9</p>', ""),
        ('<p style="opacity: 0">x 9</p>', ""),
    ],
)
def test_what_a_page_hides_by_a_rule_stays_out(element: str, styles: str) -> None:
    extract = read_file("x.html", page(f"{LETTER}{element}", styles).encode())
    assert (extract.text, extract.left_out) == (READ, ("1 part that the page does not show",))


@pytest.mark.parametrize(
    ("element", "styles"),
    [
        ('<p class="off">14</p>', "@media print {.off {display:none}}"),
        ('<p class="off">14</p>', "@media print {.a {color: red} .off {display:none}}"),
        ('<p class="off">14</p>', "@supports (clip: auto) {.off {display:none}}"),
        ('<p class="off">14</p>', ".a {.off {display:none}}"),
        ('<p class="off">14</p>', "/* .off {display:none}"),
        ('<p class="off">14</p>', ".js .off {display:none}"),
        ('<p class="hidden md:block">14</p>', ""),
        ('<p style="color:#fff">14</p>', ""),
        ('<p style="color:#fff; background:#1f3864">14</p>', ""),
        ('<p style="opacity:0.9; font-size:0.9em">14</p>', ""),
    ],
)
def test_what_a_page_shows_is_read_whatever_its_names(element: str, styles: str) -> None:
    assert text_of("x.html", page(f"<p>Sites</p>{element}", styles)) == "Sites\n\n14\n"


@pytest.mark.parametrize(
    "style",
    ["color:#fff;background:#fff", "background:black;color:#000", "background-color:rgb(0, 0, 0);color:rgb(9,9,9)"],
)
def test_words_in_the_colour_of_their_ground_stay_out_and_are_told(style: str) -> None:
    extract = read_file("x.html", page(f'{LETTER}<div style="{style}"><p>Idris</p></div>').encode())
    told = "1 part in the colour of what lies under it: tell the authority, the page holds the words"
    assert (extract.text, extract.left_out) == (READ, (told,))


@pytest.mark.parametrize(
    "struck", ["<del>13</del>", "<s>13</s>", '<span style="text-decoration: line-through">13</span>']
)
def test_what_a_page_strikes_out_stays_out_and_has_to_be_compared(struck: str) -> None:
    extract = read_file("x.html", page(f"<p>{struck}14</p>").encode())
    assert extract.text == "14\n"
    assert extract.compare == ("1 part that is struck out on the page was left out: compare with the page",)


def test_a_note_is_raised_by_a_look_as_well() -> None:
    assert text_of("x.html", page('<p>412<span style="vertical-align:super">2</span></p>')) == "412 (note 2)\n"
    assert text_of("x.html", page('<p>60<span class="n">a</span></p>', ".n {vertical-align: super}")) == "60 (note a)\n"


def test_a_list_counts_as_its_class_says() -> None:
    body = '<ol class="a"><li>x</li><li>y</li></ol><ol class="none"><li>z</li></ol>'
    assert (
        text_of("x.html", page(body, "ol.a {list-style-type: lower-alpha} .none {list-style: none}"))
        == "a. x\nb. y\n\nz\n"
    )


def test_the_foot_of_a_table_is_its_last_row_and_roles_make_tables() -> None:
    table = "<table><tfoot><tr><td>Total<td>7</tfoot><tbody><tr><td>Elm<td>3<tr><td>Oak<td>4</tbody></table>"
    assert text_of("x.html", page(table)) == "| Elm | 3 |\n| Oak | 4 |\n| Total | 7 |\n"
    cells = '<div role="row"><div role="cell">Elm</div><div role="cell">3</div></div><div role="row"><div role="cell">Oak</div><div role="cell">4</div></div>'
    assert text_of("x.html", page(f'<div role="table">{cells}</div>')) == "| Elm | 3 |\n| Oak | 4 |\n"


def test_elements_of_words_own_vocabulary_stand_in_their_line() -> None:
    assert text_of("x.html", page("<p><st1:City>Northtown</st1:City> Council<o:p></o:p></p>")) == "Northtown Council\n"


# --- encodings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_what_says_latin_1_is_read_as_browsers_read_it(label: str) -> None:
    words = "£48.50 in 2017–18 “each”"
    made = f"<html><head><meta charset={label}></head><body><p>{words}</p></body></html>".encode("cp1252")
    assert text_of("x.html", made) == f"{words}\n"
    mail = f"Subject: FOI 12\nContent-Type: text/plain; charset={label}\n\n".encode() + words.encode("cp1252")
    assert text_of("x.eml", mail) == f"Subject: FOI 12\n\n{words}\n"


def test_an_odd_byte_in_a_text_of_utf_8_is_read_by_itself() -> None:
    mixed = "£48.50 – “each”\n".encode() * 2 + "£9 –\n".encode("cp1252")
    assert text_of("x.txt", mixed) == "£48.50 – “each”\n£48.50 – “each”\n£9 –\n"
    assert text_of("x.txt", "£9 “é”\n".encode("cp1252")) == "£9 “é”\n"


def test_bytes_that_are_no_page_are_refused_whatever_their_name() -> None:
    message = "x.html: This is no text, and no format that is known here. Save the letter as .docx, .pdf or .txt and add that."
    assert refused("x.html", bytes(range(256)) * 4) == message


def test_xml_that_is_no_page_is_refused() -> None:
    made = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'
    message = (
        "This is a file of XML, which is not read. Open it in its program and save it as .docx or .xlsx, then add that."
    )
    assert [refused(name, made) for name in ("x.xml", "x.html")] == [f"x.xml: {message}", f"x.html: {message}"]
    assert text_of("x.xhtml", '<?xml version="1.0"?><!DOCTYPE html><html><body><p>14</p></body></html>') == "14\n"


# --- mail -------------------------------------------------------------------------------------------------------------

HEAD = "Northtown Council\nSubject: FOI 12\n\n"


def mail(kind: str, *parts: EmailMessage, **headers: str) -> EmailMessage:
    """Make a message or a part of several parts."""
    made = EmailMessage()
    for name, value in headers.items():
        made[name] = value
    made["Content-Type"] = f'multipart/{kind}; boundary="{kind}{len(parts)}{id(made)}"'
    for part in parts:
        made.attach(part)
    return made


def text_part(text: str, subtype: str = "plain", name: str = "") -> EmailMessage:
    made = EmailMessage()
    made.set_content(text, subtype=subtype)
    if name:
        made.add_header("Content-Disposition", "attachment", filename=name)
    return made


def letter_part(name: str = "letter.docx") -> EmailMessage:
    made = EmailMessage()
    made.set_content(docx(p("412")), maintype="application", subtype="octet-stream", filename=name)
    return made


FROM = {"From": "Northtown Council <foi@northtown.example>", "Subject": "FOI 12"}


@pytest.mark.parametrize(
    "made",
    [
        mail(
            "alternative",
            text_part("plain"),
            mail("mixed", text_part("<p>Dear Sir</p>", "html"), letter_part()),
            **FROM,
        ),
        mail("mixed", mail("mixed", text_part("Dear Sir"), letter_part()), **FROM),
        mail("signed", mail("mixed", text_part("Dear Sir"), letter_part()), **FROM),
        mail(
            "mixed",
            mail("alternative", text_part("plain"), text_part("<p>Dear Sir</p>", "html")),
            letter_part(),
            **FROM,
        ),
        mail("mixed", mail("related", text_part("<p>Dear Sir</p>", "html")), letter_part(), **FROM),
    ],
    ids=["in an alternative", "in a mixture within one", "signed", "beside alternatives", "beside related parts"],
)
def test_a_letter_that_is_attached_is_found_wherever_it_stands(made: EmailMessage) -> None:
    assert text_of("x.eml", bytes(made)) == f"{HEAD}Dear Sir\n\x1c412\n"


def test_a_text_that_goes_on_after_an_attachment_is_the_messages_own() -> None:
    made = mail("mixed", text_part("Dear Sir"), letter_part(), text_part("Scanned for viruses"), **FROM)
    assert text_of("x.eml", bytes(made)) == f"{HEAD}Dear Sir\nScanned for viruses\n\x1c412\n"


def test_a_message_that_is_nothing_but_its_letter_is_read() -> None:
    made = letter_part()
    for name, value in FROM.items():
        made[name] = value
    assert text_of("x.eml", bytes(made)) == "Northtown Council\nSubject: FOI 12\n\x1c412\n"


def test_an_attachment_that_cannot_be_read_has_to_be_looked_into() -> None:
    made = message()
    made.add_attachment(b"{\\rtf1}", maintype="application", subtype="rtf", filename="old.rtf")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    assert read_file("x.eml", bytes(made)).compare == ("attachment 1 is not read: look into it",)


def test_what_is_attached_and_holds_no_letter_is_told() -> None:
    made = message()
    for kind, name in (
        ("audio/mpeg", "a.mp3"),
        ("video/mp4", "a.mp4"),
        ("text/calendar", "a.ics"),
        ("text/vcard", "a.vcf"),
    ):
        maintype, _, subtype = kind.partition("/")
        made.add_attachment(b"BEGIN", maintype=maintype, subtype=subtype, filename=name)
    made.add_attachment(b"x", maintype="application", subtype="pgp-signature", filename="sign.asc")
    made.add_attachment(b"x", maintype="application", subtype="x-pkcs7-signature", filename="smime.p7s")
    assert read_file("x.eml", bytes(made)).left_out == (
        "attachment 1: a recording, which is not read",
        "attachment 2: a recording, which is not read",
        "attachment 3: an entry of a calendar, which is not read",
        "attachment 4: a card of somebody's addresses, which is not read",
        "attachment 5: a signature of a program",
        "attachment 6: a signature of a program",
    )


def test_what_is_attached_within_the_poorer_alternative_is_read() -> None:
    poorer = mail("mixed", text_part("Dear Sir"), letter_part())
    made = mail("alternative", poorer, text_part("<p>Dear Sir</p>", "html"), **FROM)
    assert sorted(text_of("x.eml", bytes(made)).split("\x1c")) == ["412\n", f"{HEAD}Dear Sir\n"]


@pytest.mark.parametrize("depth", [21, 100, 400, 1_500])
def test_a_message_nested_deeper_than_can_be_read_is_refused(depth: int) -> None:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{one}"\n\n--b{one}\n' for one in range(depth))
    made = f"From: foi@northtown.example\nSubject: FOI 12\nMIME-Version: 1.0\n{parts}Content-Type: text/plain\n\n14\n"
    message = "The message holds parts within parts, more than can be read. Add the letters in it one by one."
    assert refused("x.eml", made.encode()) == f"x.eml: {message}"


def test_lines_that_a_mail_program_broke_are_joined() -> None:
    made = b"Subject: FOI 12\nContent-Type: text/plain; format=flowed\n\n1. How many sites are \nthere?\n 14\n> quoted \nDear Sir\n-- \nTeam\n"
    assert (
        text_of("x.eml", made) == "Subject: FOI 12\n\n1. How many sites are there?\n14\n> quoted Dear Sir\n-- \nTeam\n"
    )


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"\xef\xbb\xbf\n"])
def test_a_message_may_begin_with_a_mark_or_empty_lines(before: bytes) -> None:
    made = before + b"From: Northtown Council <foi@northtown.example>\nSubject: FOI 12\nMIME-Version: 1.0\n\nDear Sir\n"
    assert [text_of(name, made) for name in ("x.eml", "x.txt")] == [f"{HEAD}Dear Sir\n"] * 2


def test_a_message_without_a_head_is_refused() -> None:
    assert (
        refused("x.eml", b"iVBORw0KGgow\n" * 20) == "x.eml: This is no message. Save it from the mail program as .eml."
    )


# What a stranger's style sheet may hold without end.
ENDLESS = ["/* ", "/*", "@media x ", "@media x{", "a", "a{", "{", "}", "; ", ".a{;", "<!-", "@media screen{.a{b:c}"]


@pytest.mark.parametrize("part", ENDLESS)
def test_rules_are_read_in_one_pass(part: str) -> None:
    began = time.monotonic()
    rules = part * (200_000 // len(part))
    assert text_of("x.html", page("<p>Elm: 3</p>", rules)) == "Elm: 3\n"
    assert time.monotonic() - began < 5
