"""Refusals: the provisions relied on, the parts they are for, the outcome, and the numbers that are never figures."""

from __future__ import annotations

import re
from typing import Any

import pytest
from corpus import letter_of, pair, pairs, quoted
from hypothesis import given
from hypothesis import strategies as st

from disclosed.model import Outcome, ReadFigure, Span, Value
from disclosed.reading.prose import sentences_of
from disclosed.reading.refusals import outcome_of, read_refusals, refusal_numbers
from disclosed.reading.tokens import REASONS

# Where answers stand in the letters: all that refuse, and those beside them that only look so.
ANSWERS: dict[str, dict[str, tuple[int, int]]] = {
    "02": {"3": (76, 76)},
    "03": {"4": (24, 24), "7": (27, 27), "8": (28, 28)},
    "05": {"6": (33, 33)},
    "06": {"5": (24, 24)},
    "08": {"3": (38, 38)},
    "09": {"4": (49, 51), "5": (54, 54)},
    "10": {"Q2": (20, 24), "Q3": (28, 29), "Q5": (38, 39)},
    "11": {"Q3": (24, 24), "Q4": (25, 25), "Q5": (26, 26)},
    "12": {"B2": (34, 34)},
    "13": {"2": (50, 50), "3": (58, 58), "4": (66, 66)},
    "14": {"2.3": (23, 23), "3.1": (24, 24), "3.2": (25, 25), "3.3": (26, 26), "4.1": (27, 27), "4.2": (28, 28)},
    "15": {"1b": (24, 24), "4": (34, 34)},
    "16": {"Q2": (19, 19), "Q3": (20, 20), "Q4": (21, 21)},
    "17": {"A3": (25, 25), "A4": (26, 26), "B3": (35, 35)},
    "18": {"4": (23, 23), "5": (24, 24), "6": (25, 25)},
    "19": {"IV": (65, 66), "V": (71, 73)},
    "20": {"19": (61, 61), "21": (63, 63), "23": (65, 65), "24": (66, 66), "26": (68, 68)},
    "22": {"5": (43, 43)},
    "23": {"4": (27, 27), "5": (31, 31)},
    "leicester-missing-a": {"3a": (111, 111), "5a": (137, 137)},
    "rr-missing-children-h": {"3a": (50, 50), "5": (79, 79)},
}
NOTICES = {"24": (46, 51)}  # refusals that stand after the answers and name their parts
CASES = [(stem, number, *lines) for stem, answers in ANSWERS.items() for number, lines in answers.items()]


def truth_of(stem: str, number: str) -> dict[str, Any]:
    return next(question for question in pair(stem).truth["questions"] if question["number"] == number)


def refusals_in(text: str, regime: str | None = "FOIA", question: str = "") -> list[str]:
    letter = letter_of(text)
    found = read_refusals(question, letter.lines, regime)
    for refusal in found:
        assert quoted(letter, refusal.span.line, refusal.span.first, refusal.span.last) == refusal.words
    return [refusal.provision for refusal in found]


def figure(line: int, first: int, words: str) -> ReadFigure:
    return ReadFigure((), Value(1), words, Span(line, first, first + len(words) - 1))


def outcome(
    text: str, figures: tuple[ReadFigure, ...] = (), regime: str | None = "FOIA", question: str = ""
) -> Outcome:
    lines = letter_of(text).lines
    return outcome_of(question, lines, figures, read_refusals(question, lines, regime))


def test_every_refusal_of_the_letters_is_among_the_cases() -> None:
    told = {(stem, number) for stem, number, *_ in CASES}
    for one in pairs():
        stem = next((stem for stem in (*ANSWERS, *NOTICES) if one.stem.startswith(stem)), "")
        for question in one.truth["questions"]:
            if question["exemptions"] and stem not in NOTICES:
                assert (stem, question["number"]) in told


@pytest.mark.parametrize(("stem", "number", "first", "last"), CASES, ids=lambda value: str(value)[:24])
def test_the_letters_answers_have_their_provisions_and_outcomes(stem: str, number: str, first: int, last: int) -> None:
    one, truth = pair(stem), truth_of(stem, number)
    lines = one.lines(first, last)
    refusals = read_refusals(truth["text_starts"], lines, one.truth["regime"])
    figures = tuple(
        figure(told["line"], one.letter.lines[told["line"] - 1].text.index(told["raw"]) + 1, told["raw"])
        for told in truth["figures"]
    )
    assert [refusal.provision for refusal in refusals] == truth["exemptions"]
    assert outcome_of(truth["text_starts"], lines, figures, refusals) == truth["answer_kind"]


@pytest.mark.parametrize(("stem", "number", "first", "last"), CASES, ids=lambda value: str(value)[:24])
def test_the_numbers_of_the_letters_refusals_are_set_aside_and_no_figure_is(
    stem: str, number: str, first: int, last: int
) -> None:
    one, truth = pair(stem), truth_of(stem, number)
    aside = refusal_numbers(one.lines(first, last), one.truth["regime"], truth["text_starts"])
    told = {(found.span.line, found.words) for found in aside}
    for never in one.truth["not_figures"]:
        if first <= never["line"] <= last:
            assert any(
                line == never["line"] and (never["raw"] in words or words in never["raw"]) for line, words in told
            ), never
    assert not told & {(wanted["line"], wanted["raw"]) for wanted in truth["figures"]}
    assert {found.reason for found in aside} <= set(REASONS)
    for found in aside:
        assert quoted(one.letter, found.span.line, found.span.first, found.span.last) == found.words


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("Exempt from release by virtue of s. 43(2).", ["FOIA s43(2)"]),
        ("This is withheld under section 40 (2) of the Act.", ["FOIA s40(2)"]),
        ("The details are exempt under s40(2) and s40(3A)(a).", ["FOIA s40(2)", "FOIA s40(3A)(a)"]),
        ("We rely on sections 31(1)(a) and (b).", ["FOIA s31(1)(a)", "FOIA s31(1)(b)"]),
        ("Exempt by virtue of Section 31(1)(a)(b) Law Enforcement.", ["FOIA s31(1)(a)", "FOIA s31(1)(b)"]),
        ("Exempt under section 36(2)(b)(ii).", ["FOIA s36(2)(b)(ii)"]),
        ("Exempt under sections 21, 22 and 40(2).", ["FOIA s21", "FOIA s22", "FOIA s40(2)"]),
        (
            "We neither confirm nor deny this. Section 24(2) – National Security Section 31(3) – Law enforcement",
            ["FOIA s24(2)", "FOIA s31(3)"],
        ),
        ("It is not given, by section 21(1) of the Act, since you can readily get it elsewhere.", ["FOIA s21(1)"]),
        ("This is refused.\nLeave the Council more open to theft (Section 31)", ["FOIA s31"]),
        ("Freedom of Information Act 2000, section 43: exempt.", ["FOIA s43"]),
        ("This is exempt under Section 22a(1).", ["FOIA s22A(1)"]),
        ("It is refused under Regulation 12(4)(b) of the EIR.", ["EIR reg 12(4)(b)"]),
        (
            "We withhold this under section 12(5)(b) of the Environmental Information Regulations 2004.",
            ["EIR reg 12(5)(b)"],
        ),
        (
            "Refused under Section 12(4)(b) of the Freedom of Information Act 2000 as Manifestly Unreasonable.",
            ["FOIA s12(4)(b)"],
        ),
        ("The information is exempt under section 38(1)(b) of FOISA.", ["FOISA s38(1)(b)"]),
        ("Section 40(2) applies. We again rely on section 40(2).", ["FOIA s40(2)"]),
        ("This is exempt under\nsection 40(2) of the Act.", ["FOIA s40(2)"]),
        ("This is refused under S.12(1) of the Act.", ["FOIA s12(1)"]),
        ("The e-mails are excepted under reg. 12(5)(e) and reg. 12(4)(e).", ["EIR reg 12(5)(e)", "EIR reg 12(4)(e)"]),
        ("Refused: Regs 12(4)(d) & 12(4)(e).", ["EIR reg 12(4)(d)", "EIR reg 12(4)(e)"]),
        ("Exempt under s36(2)(b)(i) and (ii).", ["FOIA s36(2)(b)(i)", "FOIA s36(2)(b)(ii)"]),
        ("Withheld, sec. 42.", ["FOIA s42"]),
        ("Withheld under exemption 40(2).", ["FOIA s40(2)"]),
        ("The exceptions 12(4)(d) and 12(5)(f) are engaged.", ["EIR reg 12(4)(d)", "EIR reg 12(5)(f)"]),
        ("S21 applies as it is on our website.", ["FOIA s21"]),
        ("Fewer than 10, as families would be recognised. (Section 40 of the Act)", ["FOIA s40"]),
        ("Attached, with the radio channels taken out under section 31(1)(a).", ["FOIA s31(1)(a)"]),
        ("We are not giving the exact number as people could be identified, section 40(2).", ["FOIA s40(2)"]),
        ("Section 23(5) applies: we neither confirm nor deny this. Section 23 is absolute.", ["FOIA s23(5)"]),
        ("It was kept under section 17 of the Crime and Disorder Act 1998 and is exempt under s31.", ["FOIA s31"]),
        ("It was kept under section 17 of the Crime and Disorder Act 1998, and section 18 was applied.", []),
        ("This is exempt under section 35(1)(d) of the Act and section 36 does not arise.", ["FOIA s35(1)(d)"]),
        ("It is exempt under section 40(2), to which the public interest test does not apply.", ["FOIA s40(2)"]),
    ],
)
def test_a_ground_is_read_as_cited(text: str, provisions: list[str]) -> None:
    assert refusals_in(text) == provisions


@pytest.mark.parametrize(
    "text",
    [
        "Nine, all under Section 1 of the Theft Act 1968.",
        "Children supported under section 17 or section 20 of the Children Act 1989 are excluded, and the rest withheld from the count.",
        "Arrests under Sections 18, 20 & 47 of the Offences Against the Person Act 1861 apply.",
        "This therefore constitutes a refusal under section 17 of the Freedom of Information Act 2000.",
        "In line with section 16 of the Act we apply our duty to help you.",
        "Section 45 applies to this code of practice.",
        "The public interest test of section 2(2)(b) was applied.",
        "A Section 61 order was refused.",
        "Section 106 agreements apply here.",
        "Section 40(2): 14",
        "Exempt under section 40(2) - 14",
        "S22 Copy on sale, exempt = 23",
        "In 2023 we refused 14 requests under section 12 of the Freedom of Information Act.",
        "32(1)(b) | 11 | 6 |",
        "We met 22 people under section 9.",
        "Section 257 buildings",
        "Section 36(2)(b)(i) does not arise.",
        "We withhold nothing, and section 43(2) of the Act is not engaged.",
        "We have decided not to rely on section 40(2).",
    ],
)
def test_sections_of_other_acts_duties_labels_and_counts_are_no_grounds(text: str) -> None:
    assert refusals_in(text) == []


def test_no_ground_is_read_without_a_law_in_reach() -> None:
    assert refusals_in("This is exempt under section 40(2).", regime=None) == []
    assert refusals_in("This is exempt under section 40(2) of the Freedom of Information Act.", regime=None) == [
        "FOIA s40(2)"
    ]


def test_the_letters_law_decides_what_a_bare_section_means() -> None:
    assert refusals_in("Section 17(1) applies as the information is not held.", "FOISA") == ["FOISA s17(1)"]
    assert refusals_in("Section 17(1) applies as the information is not held.", "FOIA") == []
    assert refusals_in("Regulation 10(4)(a) applies as it is not held.", "FOISA") == ["EIR(S) reg 10(4)(a)"]
    assert refusals_in("Regulation 13 applies to these names.", "FOIA") == ["EIR reg 13"]


def test_short_names_of_the_law_in_a_scottish_letter_are_scotlands_own() -> None:
    assert refusals_in("It is excepted under regulation 11(2) of the EIRs.", "EIR(S)") == ["EIR(S) reg 11(2)"]
    assert refusals_in("It is exempt under section 38(1)(b) of the FOI Act.", "FOISA") == ["FOISA s38(1)(b)"]
    assert refusals_in("It is exempt under section 40(2) of the Freedom of Information Act 2000.", "FOISA") == [
        "FOIA s40(2)"
    ]


def test_an_answer_about_refusals_is_none() -> None:
    question = "How many requests were refused under section 12 or exempt under section 40?"
    assert refusals_in("Section 12 was applied to 14 and section 40 to 2.", question=question) == []
    assert refusals_in("This information is exempt under section 40(2).", question=question) == ["FOIA s40(2)"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "unanswered"),
        (" \n\t", "unanswered"),
        ("N/A", "not_applicable"),
        ("Answer: Not applicable as no outside firm is hired.", "not_applicable"),
        ("8. Not applicable: none is run by a charity.", "not_applicable"),
        ("Data Not Held", "not_held"),
        ("7. Information Not Held", "not_held"),
        ("We do not hold this information.", "not_held"),
        ("This information is not recorded.", "not_held"),
        ("It is an optional field of our system and the information is therefore not held.", "not_held"),
        (
            "The log is on our website, so that it is already accessible to you. That is section 21 of the Act.",
            "withheld",
        ),
        ("No information held.", "not_held"),
        ("Our system cannot report on this.", "not_held"),
        ("21. Non-reportable data.", "not_held"),
        ("Please see the attached spreadsheet.", "attached"),
        ("Please find attached.", "attached"),
        ("See Appendix A.", "attached"),
        ("I attach the report of 2020.", "attached"),
        ("Attached, with the names taken out under section 40(2).", "attached"),
        ("A copy is attached; names have been withheld under section 40(2).", "attached"),
        ("See the spreadsheet sent with this response (Annex 1.xlsx).", "attached"),
        ("We do not charge. N/A.", "not_applicable"),
        ("The age of complainants is not recorded.", "not_held"),
        ("We do not hold the name of the supplier.", "not_held"),
        ("The Trust does not hold details of the lenders.", "not_held"),
        ("We don't hold a list of these.", "not_held"),
        ("The University does not have this information.", "not_held"),
        ("That is not information that we hold.", "not_held"),
        ("The information is withheld.", "withheld"),
        ("Withheld.", "withheld"),
        ("We are not able to release the names.", "withheld"),
        ("The Council will not be providing this.", "withheld"),
        ("The Board neither confirms nor denies whether this is held.", "withheld"),
        ("To answer would exceed the appropriate limit.", "withheld"),
        ("We can neither confirm nor deny that we hold it.", "withheld"),
        ("It is a text.", "text"),
        ("Students are exempt from council tax.", "text"),
        ("We do not hold events in the park.", "text"),
        ("A meeting was not held.", "text"),
        ("He was not held to account.", "text"),
        ("Telephone calls are answered. Some calls are not recorded.", "text"),
        ("That is not a request for recorded information, but yes!", "text"),
        ("Exempt accommodation is let by the charity.", "text"),
        ("Yes. The taps are turned off.", "text"),
    ],
)
def test_the_outcome_of_an_answer_in_words(text: str, wanted: str) -> None:
    assert outcome(text) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who made the complaints?", "not_held"),
        ("Which hotels were used?", "not_held"),
        ("How were they made?", "text"),
    ],
)
def test_names_that_are_not_held_answer_who_it_was(question: str, wanted: str) -> None:
    assert (
        outcome("These go to the monitoring officer. The parish does not hold the names.", question=question) == wanted
    )


def test_of_the_act_is_not_of_regulations_named_before_it() -> None:
    text = "At the £15 an hour that the Fees Regulations allow it is refused. Section 12(1) of the Act applies to this request."
    assert refusals_in(text) == ["FOIA s12(1)"]


def test_a_figure_volunteered_beside_a_refusal_leaves_it_withheld() -> None:
    text = "This is refused under section 12(1). You are welcome to the total: 12,604 hours."
    assert outcome(text, (figure(1, 68, "12,604 hours"),)) == "withheld"


def test_figures_given_before_something_else_is_withheld_are_figures() -> None:
    text = "There were 14 pupils. Their names are exempt under section 40(2)."
    assert outcome(text, (figure(1, 12, "14"),)) == "figures"


def test_an_answer_that_holds_some_years_and_not_others_is_figures() -> None:
    assert outcome("We do not hold figures before 2018.\n2018: 14", (figure(2, 7, "14"),)) == "figures"
    assert outcome("We do not hold this information. There are 14 sites.", (figure(1, 44, "14"),)) == "not_held"


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        (
            "We would open 2840 files at 3 minutes each, or 142 hours. The limit is 18 hours or £450. It is refused under section 12(1).",
            [
                ("2840", "refusal"),
                ("3", "refusal"),
                ("142", "refusal"),
                ("18", "refusal"),
                ("£450", "refusal"),
                ("12(1)", "provision"),
            ],
        ),
        (
            "This is refused under section 12(1) of the Freedom of Information Act 2000. However, we can tell you that there were 12,604.",
            [("12(1)", "provision"), ("2000", "title")],
        ),
        ("Nine, under Section 1 of the Theft Act 1968.", [("1", "other provision"), ("1968", "title")]),
        ("There were 14 in 2022.", []),
        ("There were 14 pupils. Their names are exempt under section 40(2).", [("40(2)", "provision")]),
        ("4. This is exempt under section 36.", [("36", "provision")]),
    ],
)
def test_the_numbers_of_a_refusal_are_set_aside_and_what_is_given_is_not(
    text: str, aside: list[tuple[str, str]]
) -> None:
    assert [(found.words, found.reason) for found in refusal_numbers(letter_of(text).lines, "FOIA")] == aside


def test_sentences_know_their_places_over_line_ends_and_abbreviations() -> None:
    letter = letter_of("4. This part of the request is exempt by reason of s. 43(2) of the\nAct. It is so.\nTotal 14\n")
    cut = sentences_of(letter.lines)
    assert [sentence.text for sentence in cut] == [
        "4. This part of the request is exempt by reason of s. 43(2) of the Act.",
        "It is so.",
        "Total 14",
    ]
    assert [list(sentence.spans()) for sentence in cut] == [
        [Span(1, 1, 66), Span(2, 1, 4)],
        [Span(2, 6, 14)],
        [Span(3, 1, 8)],
    ]


def test_a_word_that_a_pages_width_broke_is_whole_in_its_sentence() -> None:
    letter = letter_of("22. Their names are personal data of junior staff, and regulation 13(1) ap-\nplies. It is so.")
    cut = sentences_of(letter.lines)
    assert cut[0].text == "22. Their names are personal data of junior staff, and regulation 13(1) applies."
    assert list(cut[0].spans()) == [Span(1, 1, 75), Span(2, 1, 6)]
    assert refusals_in("\n".join(line.text for line in letter.lines), "EIR") == ["EIR reg 13(1)"]


@given(st.lists(st.text(alphabet="aA1 .(){}:section\t£,", max_size=60), max_size=6))
def test_sentences_quote_their_lines_whatever_the_text(texts: list[str]) -> None:
    letter = letter_of("\n".join(texts))
    for sentence in sentences_of(letter.lines):
        pieces = [quoted(letter, span.line, span.first, span.last) for span in sentence.spans()]
        assert re.sub(r"\s+", "", "".join(pieces)) == re.sub(r"\s+", "", sentence.text)


@given(st.text(alphabet="section reg.()0123456789abio£,of the Act 2000exempt\n", max_size=300))
def test_no_text_breaks_the_reading_of_refusals(text: str) -> None:
    letter = letter_of(text)
    refusals_in(text)
    assert outcome_of("", letter.lines, (), ()) in {
        "withheld",
        "not_held",
        "not_applicable",
        "attached",
        "text",
        "unanswered",
    }
    for aside in refusal_numbers(letter.lines, "FOIA"):
        assert quoted(letter, aside.span.line, aside.span.first, aside.span.last) == aside.words
