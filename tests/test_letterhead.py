"""What a letter says of itself: dates by their labels, reference, authority, licence; and what is head, tail, furniture."""

from __future__ import annotations

import datetime
import re

import pytest
from corpus import Pair, letter_of, pairs, quoted
from hypothesis import given
from hypothesis import strategies as st

from disclosed.findings import CODES, line_of
from disclosed.licences import LICENCES
from disclosed.model import Letterhead, Line
from disclosed.reading.dates import find_dates
from disclosed.reading.letterhead import (
    furniture_lines,
    is_furniture,
    is_head_line,
    is_tail_line,
    letterhead_findings,
    read_letterhead,
)
from disclosed.reading.licensing import licence_id, version_stated
from disclosed.reading.lines import fold

CORPUS = pairs()
WANTED_HEAD = {
    "reference_missing", "date_missing", "licence_missing", "licence_version_missing", "licence_not_open",
}  # fmt: skip


def line(text: str) -> Line:
    return Line(1, text, fold(text))


def head_of(text: str) -> Letterhead:
    letter = letter_of(text)
    return read_letterhead(letter, ["head"] * len(letter.lines))


def plain(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]+", " ", (text or "").casefold()).strip()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("15 April 2020", ["2020-04-15"]),
        ("29th September 2021", ["2021-09-29"]),
        ("Tuesday 24^th January 2017", ["2017-01-24"]),
        ("Wednesday, 25 May, 2022", ["2022-05-25"]),
        ("Date: 20-MAY-2022", ["2022-05-20"]),
        ("30/01/23", ["2023-01-30"]),
        ("28.02.14", ["2014-02-28"]),
        ("Response 24-01-2014", ["2014-01-24"]),
        ("Responded Fri 17 August 2018In accordance", ["2018-08-17"]),
        ("Responded Thu 06 June 20241. Which piers", ["2024-06-06"]),
        ("9 June2021", ["2021-06-09"]),
        ("or to May 27 2025 if", ["2025-05-27"]),
        ("sent 2019-04-01 by", ["2019-04-01"]),
        ("14\u00a0May\u00a02020", ["2020-05-14"]),
        ("of 12 October 2018, made clear on 18 October.", ["2018-10-12", "2018-10-18"]),
        ("18 October", []),  # no year is given, and none is guessed
        ("July 2021", []),  # no day is given
        ("31/02/2020", []),
        ("FOI/25/00613", []),
        ("2018/19", []),
        ("1 May 3,000 people marched", []),
    ],
)
def test_a_date_is_read_where_the_words_fix_the_day(text: str, days: list[str]) -> None:
    assert [date.iso for date in find_dates(fold(text))] == days


@given(
    st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2060, 1, 1)),
    st.sampled_from(["%d %B %Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d %b %Y"]),
)
def test_every_day_is_read_back_from_every_form(day: datetime.date, form: str) -> None:
    assert [date.iso for date in find_dates(fold(f"on {day.strftime(form)}."))] == [day.isoformat()]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_dates_or_lines(text: str) -> None:
    shadow = fold(text)
    for date in find_dates(shadow):
        assert 1 <= date.first <= date.last <= len(shadow)
    one = Line(1, text, shadow)
    assert {is_tail_line(one), is_head_line(one), is_furniture(one)} <= {True, False}


@pytest.mark.parametrize(
    "text",
    [
        "You may re-use this information under the Open Government Licence v3.0.",
        "If you are dissatisfied with the handling of your request, please write, explaining your grounds of appeal, to: ",
        "Internal Review",
        "Email: info.requests@council.example",
        "Yours faithfully",
        "Should you feel that we have handled this poorly, you have two months in which to write to the County Hall.",
        "Unhappy with this reply? Ask for an internal review: foi.review@council.example or 01632 960277.",
        "Complaints about this reply should go to the Information Compliance Manager within 40 working days.",
        "Review requests: Licensing Review, Guildhall Yard or telephone 01632 960402.",
        "Copyright: Open Government Licence v3.0 (United Kingdom)",
        "Direct line 01632 960381",
        "This information is provided for your own use. You must ask before you publish it.",
        "Responded Fri 17 August 2018In accordance with our procedure you may ask for a review within 20 working days.",
    ],
)
def test_what_speaks_of_complaint_re_use_or_sign_off_is_tail(text: str) -> None:
    assert is_tail_line(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "1/ How many appeals did you get against penalty charge notices in 2017/18?",
        "Did you publish it under the Open Government Licence?",
        "How many internal reviews were asked for within 40 working days?",
        "A1. Appeals against a final award, by school, 2019/20 to 2021/22.",
        "Appeals: 23",
        "Complaints",
        "Internal reviews | 14",
        "We do not hold this information.",
        "A. Appeals made",
    ],
)
def test_an_answer_or_question_about_complaints_is_no_tail(text: str) -> None:
    assert not is_tail_line(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Our reference: FOI 2871",
        "Dear Applicant",
        "FOI 19 2204",
        "30/01/23",
        "Date of reply: 3 October 2016",
        "re: parks",
        "KCC/4089977",
        "FI18833",
    ],
)
def test_references_dates_and_salutations_are_head(text: str) -> None:
    assert is_head_line(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "103",
        "2017/18",
        "Y2024",
        "Total 202 179 391",
        "412 398",
        "We do not hold this.",
        "Your request is refused under section 12(1).",
    ],
)
def test_figures_and_answers_are_no_head(text: str) -> None:
    assert not is_head_line(line(text))


@pytest.mark.parametrize(
    "text",
    ["Page 1 of 3", "Skip to main content", "Home > Council > Answered requests", "4.1 out of 5 from 18 votes", "0x01 graphic", "Rate this Page",
     "We use 3 cookies. Accept Reject Settings", "Cookies | Privacy | Cymraeg", "[1] Privacy [2] Accessibility", "© 2016 Any Council", "show quoted sections"],
)  # fmt: skip
def test_what_a_web_page_leaves_is_furniture(text: str) -> None:
    assert is_furniture(line(text))


def test_a_running_head_is_furniture_because_it_repeats_the_letters_first_lines() -> None:
    letter = letter_of(
        "A Trust\nRef: FOI 25-392\n\n1. How many?\n14\nPage 1 of 2\n\x0cA Trust        FOI 25-392\n\nTotal\n14\n"
    )
    assert furniture_lines(letter) == {6, 7}


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.stem[:24])
def test_the_letters_tell_authority_reference_date_and_licence(one: Pair) -> None:
    read = read_letterhead(one.letter, one.rough_parts())
    got = {
        name: plain(printed.value if printed else None)
        for name, printed in (("authority", read.authority), ("reference", read.reference), ("date", read.date))
    }
    assert got == {name: plain(one.truth[name]) for name in got}
    assert (read.licence is None) == (one.truth["licence"] is None)
    assert plain(one.truth["licence"]) in plain(read.licence.words if read.licence else None)


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.stem[:24])
def test_what_a_letterhead_prints_is_quoted_from_its_place(one: Pair) -> None:
    read = read_letterhead(one.letter, one.rough_parts())
    for printed in (read.authority, read.reference, read.date, *(date for _, date in read.other_dates)):
        if printed:
            assert quoted(one.letter, printed.span.line, printed.span.first, printed.span.last) == printed.words


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.stem[:24])
def test_other_dates_have_the_kinds_of_the_truth(one: Pair) -> None:
    read = read_letterhead(one.letter, one.rough_parts())
    in_answers = {
        (date["kind"], date["date"], date["line"])
        for date in one.truth["other_dates"]
        if one.rough_parts()[date["line"] - 1] == "answer"
    }
    wanted = {(date["kind"], date["date"], date["line"]) for date in one.truth["other_dates"]} - in_answers
    assert {(kind, date.value, date.span.line) for kind, date in read.other_dates} == wanted


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.stem[:24])
def test_a_letters_own_gaps_are_told(one: Pair) -> None:
    found = letterhead_findings(read_letterhead(one.letter, one.rough_parts()), one.letter)
    assert {finding.code for finding in found} == {warning["code"] for warning in one.truth["warnings"]} & WANTED_HEAD
    assert all(finding.level == CODES[finding.code][0] for finding in found)


@pytest.mark.parametrize("one", [one for one in CORPUS if not one.stem.startswith("06")], ids=lambda one: one.stem[:24])
def test_the_regime_is_the_law_that_the_letter_answers_under(one: Pair) -> None:
    assert read_letterhead(one.letter, one.rough_parts()).regime == one.truth["regime"]


@pytest.mark.parametrize(
    ("text", "answer", "regime"),
    [
        ("Freedom of Information Act 2000/Environmental Information Regulations 2004", "14", "FOIA"),
        (
            "Freedom of Information Act 2000/Environmental Information Regulations 2004",
            "Regulation 12(4)(b) applies.",
            "EIR",
        ),
        (
            "Freedom of Information Act 2000/Environmental Information Regulations 2004",
            "Regulation 13 and section 21 apply.",
            "FOIA",
        ),
        (
            "Handled under the Environmental Information Regulations and not the Freedom of Information Act.",
            "14",
            "EIR",
        ),
        ("Freedom of Information (Scotland) Act 2002", "14", "FOISA"),
        ("Environmental Information (Scotland) Regulations 2004", "14", "EIR(S)"),
        ("FOI 2871", "14", "FOIA"),
        ("Dear Applicant", "14", None),
    ],
)
def test_a_heading_that_names_two_laws_is_foia_unless_a_regulation_is_relied_on(
    text: str, answer: str, regime: str | None
) -> None:
    assert read_letterhead(letter_of(f"{text}\n{answer}"), ["head", "answer"]).regime == regime


def test_a_pointer_to_a_page_on_re_use_is_no_licence() -> None:
    letter = letter_of("For re-use of public sector information see our website.\n")
    assert read_letterhead(letter, ["tail"]).licence is None


def test_a_letter_that_names_no_law_has_no_regime() -> None:
    one = next(one for one in CORPUS if one.stem.startswith("06"))
    assert read_letterhead(one.letter, one.rough_parts()).regime is None


@pytest.mark.parametrize(
    ("text", "date", "others"),
    [
        (
            "Dated: 05 Mar 2014\nDate of request: 3 April 2015\nDate of response: 1 May 2015",
            "2015-05-01",
            {"heading", "request"},
        ),
        (
            "5 March 2014\nYour request of 3 April 2015 has been considered.",
            None,
            {"heading", "request"},
        ),  # before it was asked: a wrong heading
        ("Received: 3 April 2015\n1 May 2015", "2015-05-01", {"received"}),
        ("Date published: 3 May 2015\nDate responded: 1 May 2015", "2015-05-01", {"published"}),
        ("The figures are as at 31 March 2015.", None, set()),
        ("4 December 2023 (your request)\n5 January 2024 (this reply)", "2024-01-05", {"request"}),
        ("Date of request:\t12/06/2023\nDate of response:\t07/07/2023", "2023-07-07", {"request"}),
        ("Requested: 3 March 2025\nIssued: 31 March 2025", "2025-03-31", set()),
        ("Dyddiad / Date: 18^th January 2023", "2023-01-18", set()),
        ("Ref: FOI 2024-011          Date: 17/07/2024", "2024-07-17", set()),
    ],
)
def test_the_responses_date_is_told_by_its_label(text: str, date: str | None, others: set[str]) -> None:
    read = head_of(text)
    assert (read.date.value if read.date else None) == date
    assert {kind for kind, _ in read.other_dates} == others


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Ref: FOI/2020/2754", "FOI/2020/2754"),
        ("Your ref: ABC/1234\nOur ref: FOI-2023-1845", "FOI-2023-1845"),
        ("Our ref: FOI-2023-1845 Your ref: ABC/1234", "FOI-2023-1845"),
        ("Freedom of Information Request Ref: FOI 20-114", "FOI 20-114"),
        ("Freedom of Information Request Reference No: 1265/18", "1265/18"),
        ("FREEDOM OF INFORMATION ACT 2000 – REQUEST REF: F0012345", "F0012345"),
        ("FOI 24/25-517", "FOI 24/25-517"),
        ("FOI / 5127 / 2021", "FOI / 5127 / 2021"),
        ("Case: KBC-FOI-00831", "KBC-FOI-00831"),
        ("Request number 1384206", "1384206"),
        ("RFI 1946", "RFI 1946"),
        ("Subject: RE: FOI 000311/23 - drink and drug driving", "FOI 000311/23"),
        ("Subject: Re: foil boards of 2023", None),
        ("Subject: RE: Your request about boats [ABDC-4471]", "ABDC-4471"),
        ("Subject: RE: Your request about boats [External]", None),
        ("FOIR-208846137", "FOIR-208846137"),
        ("LBK/3157624", "LBK/3157624"),
        ("Boats and piers 528/14", "528/14"),
        ("Boats and piers 2018/19", None),
        ("Telephone 01632 960555", None),
        ("Request: Street scene enforcement", None),
        ("Our reference: FOI/1", "FOI/1"),
        ("Our ref: FOI-12", "FOI-12"),
        ("Reference: RFI 7", "RFI 7"),
        ("Our ref: IG/42", "IG/42"),
        ("Your ref: FOI/1", None),
        ("Our reference: 12", None),
        ("Reference: Table 2", None),
        ("Request: Q 1", None),
        ("Case 3", None),
    ],
)
def test_a_reference_is_read_labelled_alone_or_at_the_end_of_a_title(text: str, reference: str | None) -> None:
    read = head_of(text).reference
    assert (read.value if read else None) == reference


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("Governance Office\nUniversity of Somewhere", "University of Somewhere"),
        ("Any Borough Council - Disclosure log", "Any Borough Council"),
        ("Any Borough Council, Corporate Support", "Any Borough Council"),
        ("Ministry of Boats", "Ministry of Boats"),
        ("        Anywhere Metropolitan\n        District Council", "Anywhere Metropolitan District Council"),
        ("Elsewhere and Fen\nNHS Foundation Trust", "Elsewhere and Fen NHS Foundation Trust"),
        ("Elsewhere Ambulance Service\n        NHS Trust\nTrust Headquarters", "Elsewhere Ambulance Service NHS Trust"),
        ("Elsewhere Ambulance Service\nNHS Trust Headquarters", "Elsewhere Ambulance Service"),
        ("OFFICIAL\n\nLondon Borough of Elsewhere\nInformation Team", "London Borough of Elsewhere"),
        (
            "Office of the Police and Crime Commissioner for Elsewhere\nHill House",
            "Office of the Police and Crime Commissioner for Elsewhere",
        ),
        (
            "Boat and Raft\nExaminations Agency\n\nThe Boat and Raft Examinations Agency holds it.",
            "Boat and Raft Examinations Agency",
        ),
        ("Information Governance\nElsewhere Agency\n\nThe Elsewhere Agency holds it.", "Elsewhere Agency"),
        ("Governance Office\n\nBorough Council", "Borough Council"),
        ("OFFICIAL          Any Fire and Rescue Service\nService Headquarters", "Any Fire and Rescue Service"),
        ("Moor and Fen Scotland\n\nEIR request: mink\n\nMoor and Fen Scotland, Pier Road.", "Moor and Fen Scotland"),
        ("INLAND LOCKS REGISTER\n\nDear Sir\n\nInland Locks Register", "INLAND LOCKS REGISTER"),
        (
            "Re: overflows\n\nTarn Water plc is a public authority for these purposes.\n\nTarn Water plc, Mill Lane",
            "Tarn Water plc",
        ),
        ("Re: overflows\n\nThe work was done by Tarn Water plc.", None),
        ("Battery Fires\n\nDear Sir", None),
        ("Information Assistant | Any Fire and Rescue Service", "Any Fire and Rescue Service"),
        ("The Council has dealt with your request.", None),
        ("Dear Council", None),
        ("Freedom of Information Act 2000/Environmental Information Regulations 2004", None),
        ("Thank you.\nSome Vale Council has now looked into it.", "Some Vale Council"),
    ],
)
def test_an_authority_is_a_name_and_not_a_sentence(text: str, authority: str | None) -> None:
    read = head_of(text).authority
    assert (read.value if read else None) == authority


@pytest.mark.parametrize(
    ("words", "name", "stated"),
    [
        ("You may re-use the information under an Open Government Licence.", "OGL-UK-3.0", False),
        ("under the Open Government Licence v3.0.", "OGL-UK-3.0", True),
        ("under the Open Government Licence version 2.0.", "OGL-UK-2.0", True),
        ("available under the Open Government Licence 2.0.", "OGL-UK-2.0", True),
        ("the Open Government Licence (version 3).", "OGL-UK-3.0", True),
        ("the Open Government Licence. 3 officers", "OGL-UK-3.0", False),
        ("licensed under CC BY 4.0", "CC-BY-4.0", True),
        ("This is not covered by the Open Government Licence v3.0.", "", False),
        (
            "It may be re-used under the Open Government Licence v3.0. Logos are not covered by the licence.",
            "OGL-UK-3.0",
            True,
        ),
        ("For re-use of other kinds you must first have permission from the Council.", "", False),
    ],
)
def test_a_licence_is_named_with_its_version_only_where_the_words_state_it(words: str, name: str, stated: bool) -> None:
    assert (licence_id(words), version_stated(words)) == (name, stated)
    assert name in {"", *LICENCES}


def test_the_words_of_a_letters_gaps_are_whole_sentences_with_a_remedy() -> None:
    letter = letter_of("Any Council\n\n1. How many?\n14\n\nYou may re-use this under an Open Government Licence.\n")
    read = read_letterhead(letter, ["head", "head", "question", "answer", "tail", "tail"])
    assert [line_of(finding) for finding in letterhead_findings(read, letter)] == [
        "letter:1: The letter prints no reference. Give `reference:` in the letter's .yml if it is known.",
        "letter:1: The letter prints no date. Give `date:` in the letter's .yml if it is known.",
        "letter:6: An open licence is named without its version. Version 3.0 is applied, and the pages say so.",
    ]


def test_a_letter_without_a_licence_or_with_a_limited_one_says_what_to_do() -> None:
    none = letter_of("FOI 123456\n1 May 2015\n")
    assert [line_of(finding) for finding in letterhead_findings(read_letterhead(none, ["head", "head"]), none)] == [
        "letter:2: The letter prints no licence. Give the ground for re-use under `reuse:`, or only metadata is published."
    ]
    limited = letter_of(
        "FOI 123456\n1 May 2015\nFor re-use of other kinds you must first have permission from the Council.\n"
    )
    assert [
        line_of(finding) for finding in letterhead_findings(read_letterhead(limited, ["head", "head", "tail"]), limited)
    ] == ["letter:3: Re-use is limited or needs permission. Give the ground for re-use under `reuse:`."]


def test_a_licence_wrapped_over_two_lines_is_read_whole() -> None:
    letter = letter_of(
        "This letter from us may be re-used under the\nOpen Government Licence v3.0. A review may be asked for.\n"
    )
    read = read_letterhead(letter, ["tail", "tail"]).licence
    assert read is not None
    assert read.words == "This letter from us may be re-used under the Open Government Licence v3.0."
    assert (read.value, read.span.line) == ("OGL-UK-3.0", 1)


def test_a_page_of_a_request_site_is_the_letter_of_whoever_was_asked() -> None:
    read = head_of(
        "Boats - a Freedom of Information request to Any Vale Trust - WhatDoTheyKnow\nA. Person\n9 January 2025\nDear Any Vale Trust,\n"
        "My questions are attached.\n\nAny Vale Trust\n6 February 2025\nFreedom of Information request AVT/FOI/2025-014"
    )
    assert read.authority is not None
    assert read.reference is not None
    assert read.date is not None
    assert (read.authority.value, read.reference.value, read.date.value) == (
        "Any Vale Trust",
        "AVT/FOI/2025-014",
        "2025-02-06",
    )
    assert [(kind, date.value) for kind, date in read.other_dates] == [("request", "2025-01-09")]


def test_a_licence_that_stands_in_the_line_of_copyright_alone_is_read() -> None:
    letter = letter_of("© Crown copyright 2023. This letter is licensed under the Open Government Licence v3.0.\n")
    read = read_letterhead(letter, ["furniture"]).licence
    assert read is not None
    assert read.words == "This letter is licensed under the Open Government Licence v3.0."


def test_a_short_line_above_a_licence_is_no_part_of_it() -> None:
    letter = letter_of("Page last updated: 6 March 2025\nContent is available under the Open Government Licence v3.0\n")
    read = read_letterhead(letter, ["tail", "tail"]).licence
    assert read is not None
    assert read.words == "Content is available under the Open Government Licence v3.0"


def test_the_subject_is_what_the_letter_says_it_is_about() -> None:
    assert head_of("re: missing boats").subject == "missing boats"
    assert head_of("Freedom of Information Act 2000: allotments").subject == "allotments"
    assert head_of("Request: FOI 2871").subject == "FOI 2871"
    assert head_of("Re: Freedom of Information Request – Agency nurses").subject == "Agency nurses"
    assert head_of("FREEDOM OF INFORMATION ACT 2000 – REQUEST REF: F0012345").subject is None
    assert head_of("Dear Applicant").subject is None
