"""Which answer belongs to which question, where letters answer in another order, under other marks, or far from the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosed.model import Letter, Reading, Span
from disclosed.reading.furniture import furniture_lines
from disclosed.reading.layout import plan_layouts
from disclosed.reading.lines import parse_letter
from disclosed.reading.matching import Pairing, Unit, pair, pair_by_words
from disclosed.reading.numbering import number_letter
from disclosed.reading.paragraphs import paragraph_numbers
from disclosed.reading.reading import read_letter
from disclosed.reading.stems import stem


def letter_of(*lines: str) -> Letter:
    return parse_letter("\n".join(lines).encode())


def first(*lines: str) -> dict[str, tuple[list[str], list[str]]]:
    """Give each question's own words and its answer's words in the likeliest layout."""
    letter = letter_of(*lines)
    return {
        slot.number: (quoted(letter, slot.question), quoted(letter, slot.answer))
        for slot in plan_layouts(letter)[0].slots
    }


def quoted(letter: Letter, spans: tuple[Span, ...]) -> list[str]:
    return [letter.lines[span.line - 1].text[span.first - 1 : span.last] for span in spans]


def answers(*lines: str) -> dict[str, str]:
    """Give what each question of a letter is answered with, '' where it has parts or no answer."""
    return {question.number: question.answer for question in read_letter(letter_of(*lines)).questions}


def doubted(reading: Reading) -> set[str]:
    return {finding.code for finding in reading.findings} & {"uncertain_reading", "unread_number"}


# lines that say which question they answer


def test_a_heading_that_names_its_question_holds_the_parts_beneath_it() -> None:
    lines = [
        *(
            "1. Boats on the lake",
            "2. Hire agreements made:",
            "a) how many",
            "b) for how long",
            "3. Name of the owner",
            "",
        ),
        *("Response to question 1", "", "31 boats", "", "Response to question 2", "", "a) 4", "b) A year.", ""),
        *("Response to question 3", "", "The Trust."),
    ]
    assert answers(*lines) == {"1": "31 boats", "2": "", "2a": "4", "2b": "A year.", "3": "The Trust."}


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("Response to question 2", ["1", "2", "2"]),
        ("In response to Q2: none", ["1", "2", "2"]),
        ("Our reply to question 2 - none", ["1", "2", "2"]),
        ("Answer to question two:", ["1", "2", "2"]),
        ("Response to question 3", ["1", "2"]),  # nobody asked it
        ("Response to questions 1 and 2", ["1", "2"]),
        ("Response to 2 letters", ["1", "2"]),
    ],
)
def test_a_line_that_says_what_it_answers_is_a_label_of_what_was_asked(line: str, labels: list[str]) -> None:
    lines = letter_of("1. How many boats?", "2. Who owns them?", "", line).lines
    assert [label.number.removeprefix("Q") for label in number_letter(lines)[0].labels] == labels


def test_questions_quoted_one_by_one_are_numbered_and_answered_beneath() -> None:
    read = read_letter(
        letter_of(
            "You asked:",
            "",
            '"1. How many boats does the Council own?"',
            "",
            "The Council owns 12 boats.",
            "",
            "“(2) How many of the 'small' boats leak, and",
            "since when?”",
            "",
            'Of the "small" ones 4 leak.',
        )
    )
    assert [(one.number, one.text, one.answer) for one in read.questions] == [
        ("1", "How many boats does the Council own?", "The Council owns 12 boats."),
        ("2", "How many of the 'small' boats leak, and since when?", 'Of the "small" ones 4 leak.'),
    ]


def test_a_table_beneath_a_question_is_no_part_of_it_whatever_number_stands_below() -> None:
    lines = (
        "1. How many boats were there in each year? Please include this one.",
        "",
        "Harbour 2023 Autumn 2024 Total",
        "North Quay 118 64 182",
        "South Quay 97 31 128",
        "",
        "2. How many leak?",
        "",
        "Four.",
        "",
        "Visible links",
        "1. https://quays.example/",
        "",
        "1. Complaints go to the Harbour Master.",
    )
    first, second = read_letter(letter_of(*lines)).questions
    assert first.text == "How many boats were there in each year? Please include this one."
    assert [(figure.labels, figure.words) for figure in first.figures] == [
        (("North Quay", "2023"), "118"),
        (("North Quay", "Autumn 2024"), "64"),
        (("North Quay", "Total"), "182"),
        (("South Quay", "2023"), "97"),
        (("South Quay", "Autumn 2024"), "31"),
        (("South Quay", "Total"), "128"),
    ]
    assert [figure.words for figure in second.figures] == ["Four"]


def test_what_explains_that_nothing_is_held_waits_for_a_person() -> None:
    lines = (
        "1. What does a berth cost on average?",
        "",
        "The Harbour does not hold this information. Owners meet the first £6,000 themselves, so that no cost can be averaged.",
        "",
        "2. How many berths are there?",
        "",
        "40",
    )
    reading = read_letter(letter_of(*lines))
    assert [(one.outcome, len(one.figures)) for one in reading.questions] == [("not_held", 0), ("figures", 1)]
    assert [finding.message for finding in reading.findings if finding.code == "unread_number"] == [
        "“£6,000” is not read: the answer says that what was asked is not held."
    ]


def test_a_pronoun_and_a_clause_cut_off_label_nothing() -> None:
    lines = (
        "1. How many boats were counted in 2022 and 2023?",
        "",
        "In 2023 we counted 3,415 of them, against 2,968 in 2022.",
    )
    (question,) = read_letter(letter_of(*lines)).questions
    assert "them" not in {label for figure in question.figures for label in figure.labels}


def test_the_number_of_a_paragraph_is_no_figure_of_its_sentence() -> None:
    lines = (
        "1. Thank you for your letter of 2 May 2024, in which you asked:",
        "",
        "A. How many boats were fined, and for how much?",
        "B. How many skippers were boat owners before?",
        "",
        "2. Fines are governed by byelaw. Twenty boats were fined, and paid £5,000.",
        "",
        "3. We do not record what skippers did before in a way that answers question B.",
        "",
        "4. You may ask for an internal review.",
    )
    reading = read_letter(letter_of(*lines))
    words = {figure.words for question in reading.questions for figure in question.figures}
    assert not words & {"1", "2", "3", "4"}
    assert [aside.words for aside in reading.set_aside if aside.reason == "paragraph number"] == ["1", "2", "3", "4"]


def test_a_list_that_goes_on_is_passed_over_only_at_a_price() -> None:
    lines = [
        *(
            "1. For 2021 please give",
            "",
            "a. The number of boats kept",
            "",
            "31",
            "",
            "b. The number let",
            "",
            "12",
            "",
        ),
        *("c. The average number of days let", "", "6 days in May. The harbour master asks for no more than 14 days."),
    ]
    assert list(answers(*lines)) == ["1", "1a", "1b", "1c"]


@pytest.mark.parametrize(
    "mark",
    ["ICB response:", "Trust response:", "The Parks Department's reply:", "DfW answer:", "The University's response"],
)
def test_an_answer_may_be_marked_with_whose_it_is(mark: str) -> None:
    assert first("1. How many boats?", "", mark, "", "31")["1"] == (["How many boats?"], ["31"])


@pytest.mark.parametrize("line", ["Slow response: 31", "May response: 14", "Fire response: 9"])
def test_a_label_that_ends_in_response_is_no_mark(line: str) -> None:
    assert first("1. How many calls?", "", line)["1"] == (["How many calls?"], [line])


def test_answers_under_other_marks_than_the_questions_are_no_second_list() -> None:
    lines = [
        *("Your questions:", "", "1. How many boats do you have?", "2. What did they cost?", "3. Who owns them?", ""),
        *("Our reply:", "", "Q3 - The Trust, as it has for 40 years.", "", "Q1 - We have 31, and 4 more on order.", ""),
        "Q2 - £4,120, of which £900 was for paint.",
    ]
    assert answers(*lines) == {
        "1": "We have 31, and 4 more on order.",
        "2": "£4,120, of which £900 was for paint.",
        "3": "The Trust, as it has for 40 years.",
    }


def test_a_second_list_that_asks_is_a_second_list() -> None:
    lines = ["Boats", "1. How many?", "31", "2. How old?", "9", "Piers", "1. How many?", "4", "2. How long?", "60"]
    assert list(answers(*lines)) == ["1", "2", "1~2", "2~2"]


# requests that stand elsewhere, or in other marks


def test_a_request_printed_after_the_last_words_is_answered_above() -> None:
    lines = [
        *("Dear A", "", "PIERS", "", "Question 2 - £412", "", "BOATS", "", "Question 1 - 31 in all.", ""),
        *("Yours sincerely", "B", "", "APPENDIX - YOUR REQUEST", "", "1. How many boats do you", "have?"),
        "2. What did the pier cost?",
    ]
    assert first(*lines) == {
        "1": (["How many boats do you", "have?"], ["31 in all."]),
        "2": (["What did the pier cost?"], ["£412", "BOATS"]),
    }


@pytest.mark.parametrize("head", ["Your request", "Annex A: your questions", "The original request in full:"])
def test_what_heads_a_request_at_the_end(head: str) -> None:
    lines = ["1. 31", "2. The Trust.", "", "Yours faithfully", "", head, "1. How many boats?", "2. Who owns them?"]
    assert first(*lines) == {"1": (["How many boats?"], ["31"]), "2": (["Who owns them?"], ["The Trust."])}


def test_a_request_before_its_answers_is_not_printed_at_the_end() -> None:
    lines = ["Your request", "1. How many boats?", "2. Who owns them?", "", "Our reply", "1. 31", "2. The Trust."]
    assert first(*lines) == {"1": (["How many boats?"], ["31"]), "2": (["Who owns them?"], ["The Trust."])}


def test_a_telephone_in_the_letterhead_puts_no_request_at_the_end() -> None:
    lines = ["Telephone: 01632 960800", "", "Dear Sir", "", "Questions", "", "1. How many boats?", "2. Who owns them?"]
    told = {"1": (["How many boats?"], ["31"]), "2": (["Who owns them?"], ["The Trust."])}
    assert first(*lines, "", "Answers", "", "1. 31", "2. The Trust.", "", "Yours faithfully") == told
    assert first(*lines, "", "Here is what we found.", "", "1. 31", "2. The Trust.", "", "Yours faithfully") == told


def test_a_request_at_the_end_may_greet_where_the_letter_did_not() -> None:
    lines = ["1. 31", "2. The Trust.", "", "Yours faithfully", "", "Your request", "", "Dear Sir", "1. How many boats?"]
    assert first(*lines, "2. Who owns them?") == {
        "1": (["How many boats?"], ["31"]),
        "2": (["Who owns them?"], ["The Trust."]),
    }


SPOKEN = [
    *(
        "Dear A",
        "",
        "You wrote:",
        "",
        '"How many boats do you have, and how old are they?',
        "",
        "Who owns the pier?",
        "",
    ),
    *('And which of the huts were let last year?"', "", "The request was handled under the Act.", ""),
]


def test_a_request_in_quotation_marks_is_answered_in_turn() -> None:
    lines = [
        *("On your first point, there are 31 boats.", "", "Secondly, the Trust does.", "It has a lease.", ""),
        "Finally, none of them was let.",
    ]
    assert first(*SPOKEN, *lines) == {
        "1": (["How many boats do you have, and how old are they?"], ["there are 31 boats."]),
        "2": (["Who owns the pier?"], ["Secondly, the Trust does.", "It has a lease."]),
        "3": (["And which of the huts were let last year?"], ["Finally, none of them was let."]),
    }


@pytest.mark.parametrize(
    "lines",
    [
        ["Secondly, the Trust does.", "", "First, there are 31 boats.", "", "Finally, none."],  # in no order
        ["There are 31 boats, the Trust owns them, and none of the huts was let."],
    ],
)
def test_prose_that_does_not_count_as_many_answers_as_questions_answers_none(lines: list[str]) -> None:
    assert [answer for _, answer in first(*SPOKEN, *lines).values()] == [[], [], []]


def test_one_sentence_in_quotation_marks_is_no_list_of_questions() -> None:
    assert first("You asked:", "", '"How many boats do you have?"', "", "31 boats.", "")["1"][1] == ["31 boats."]


def test_a_scrap_of_the_message_replied_to_tells_no_voices_apart() -> None:
    lines = [
        *("I have typed each answer below the question.", "", "1. How many boats do you have?", "31", ""),
        *(
            "2. Who owns them?",
            "The Trust.",
            "",
            "Regards",
            "B",
            "",
            "> Dear Clerk",
            "> Please find my questions below.",
        ),
    ]
    assert answers(*lines) == {"1": "31", "2": "The Trust."}


# tables with a row a question, and the notes beneath them


TABLE = [
    *("Dear A", "", "  No. Question                   Trust response", "  1   How many boats               2021 - 31"),
    *(
        "      were there?                2022 - 34",
        "  2   How many were               (a) 12",
        "      (a) let?                   (b) 5",
    ),
    *("      (b) sold?", "  3   Who bought them?           Withheld - see Note A below.", ""),
]


def test_a_row_whose_cells_wrap_side_by_side_is_asked_before_it_is_answered() -> None:
    assert answers(*TABLE) == {
        "1": "2021 - 31 2022 - 34",
        "2": "",
        "2a": "12",
        "2b": "5",
        "3": "Withheld - see Note A below.",
    }


def test_a_note_that_an_answer_points_at_gives_the_reasons_of_its_refusal() -> None:
    note = ["Note A (Question 3)", "", "The name is exempt under section 40(2) of the Freedom of Information Act 2000."]
    last = read_letter(letter_of(*TABLE, *note, "", "Yours sincerely", "B")).questions[-1]
    assert (last.number, last.outcome) == ("3", "withheld")
    assert [refusal.provision for refusal in last.refusals] == ["FOIA s40(2)"]


def test_a_note_that_nothing_points_at_belongs_to_the_answer_above_it() -> None:
    assert (
        answers("1. How many boats?", "31", "", "Note B", "", "A punt is a boat.")["1"] == "31 Note B A punt is a boat."
    )


# what comes again on every page


def test_lines_beside_page_numbers_that_come_again_are_furniture() -> None:
    page = ["FOI 12-0345     Trust of the Lake"]
    lines = ["1. How many?", "31", "Page 1 of 3", *page, "2. Who?", "A", "Page 2 of 3", *page, "Total 4", "Page 3 of 3"]
    assert furniture_lines(letter_of(*lines)) == {3, 4, 7, 8, 10}


def test_a_line_beside_one_page_number_is_none() -> None:
    lines = ["31 boats", "Page 1 of 3", "14 piers", "Page 2 of 3", "9 huts", "Page 3 of 3"]
    assert furniture_lines(letter_of(*lines)) == {2, 4, 6}


@pytest.mark.parametrize("line", ["FOI/24/061            1 | Page", "Lake Trust      Page | 12"])
def test_a_page_number_may_stand_before_its_word(line: str) -> None:
    assert furniture_lines(letter_of("1. How many?", "31", line)) == {3}


def test_figures_in_columns_headed_page_are_no_furniture() -> None:
    assert furniture_lines(letter_of("Leaflet | Page", "Boats | 4 | Page one", "4 | Page 2 of the plan")) == set()


# prose for several questions, paired by what it speaks of

BOATS = [
    "How many rowing boats did the club own on 1 May 2023, and how many of them leaked?",
    "How much did the club pay for varnish in 2023?",
    "What proportion of members renewed their subscription?",
    "How long did members wait for a mooring on average?",
]
PROSE = [
    "I have taken your four points together.",
    "The club owned 31 rowing boats on 1 May 2023, of which 4 leaked.",
    "Varnish came to £412.",
    "Just over 62% of members renewed.",
    "A mooring became free after 14 weeks.",
]


@pytest.mark.parametrize(
    ("sentences", "owners", "unsure"),
    [
        (PROSE, [-1, 0, 1, 2, 3], []),
        ([PROSE[1], PROSE[3], PROSE[2], PROSE[4]], [0, 2, 1, 3], []),  # in another order
        ([*PROSE[1:3], "Of this £90 was for oil.", *PROSE[3:]], [0, 1, 1, 2, 3], []),
        ([*PROSE[1:], "The national average is 71 per cent."], [0, 1, 2, 3, 3], []),  # the world outside
        (PROSE[:3], [-1, 0, 1], []),  # two are not answered
        ([*PROSE[1:4], "A mooring took 14 weeks.", "We had 250 swans."], [0, 1, 2, 3, 3], []),  # told beside the last
        ([*PROSE[1:4], "It came to 14 in the end."], [0, 1, 2, 2], []),  # goes on with what was said
        ([*PROSE[1:4], "Fourteen weeks went by."], [0, 1, 2, 3], [3]),  # a time, which one question asks for
        ([*PROSE[1:4], "There are 250 others."], [0, 1, 2, 3], [3]),  # of the last, which has no other?
    ],
)
def test_sentences_go_to_the_questions_that_share_their_rarer_words(
    sentences: list[str], owners: list[int], unsure: list[int]
) -> None:
    found = pair_by_words([one.lower() for one in BOATS], [Unit(one.lower()) for one in sentences])
    assert found == Pairing(tuple(owners), frozenset(unsure))


@pytest.mark.parametrize(
    "sentences",
    [
        PROSE[:2],  # three of four have none
        ["There are 250 others.", *PROSE[1:]],  # a number before all that fits
        ["Neither is held, and both are exempt under section 40.", *PROSE[1:]],  # of which?
    ],
)
def test_sentences_that_leave_too_much_open_are_not_paired(sentences: list[str]) -> None:
    assert pair_by_words([one.lower() for one in BOATS], [Unit(one.lower()) for one in sentences]) is None


def test_a_number_before_all_that_fits_stands_apart_in_a_paragraph_of_its_own() -> None:
    units = [Unit("we meet 12 nights a year.", 0), *(Unit(one.lower(), 1) for one in PROSE[1:])]
    assert pair_by_words([one.lower() for one in BOATS], units) == Pairing((-1, 0, 1, 2, 3))


def test_a_sentence_about_two_questions_at_once_is_not_surely_of_either() -> None:
    asked = ["how many boats leaked?", "how many huts burned?"]
    both = pair_by_words(asked, [Unit("boats leaked, 5 of them."), Unit("boats and huts came to 12.")])
    assert both is None or both.unsure == {1}
    assert pair_by_words(asked, [Unit("boats came to 12."), Unit("huts came to 4.")]) == Pairing((0, 1))


def test_later_clauses_stay_with_their_sentence_unless_they_are_surely_of_another() -> None:
    asked = ["how many boats were let?", "how many huts burned?"]
    clauses = [Unit("31 boats were let,"), Unit("6 by the day", goes_on=True), Unit("two huts burned.", goes_on=True)]
    assert pair_by_words(asked, clauses) == Pairing((0, 0, 1))


def test_a_clause_of_the_kind_that_the_next_question_asks_for_stays_with_its_sentence() -> None:
    asked = ["what is the deficit of the port?", "how much was paid to pilots?"]
    clauses = [Unit("the deficit was £1.3 million;"), Unit("a year earlier there was £0.2 million over.", goes_on=True)]
    assert pair_by_words(asked, [*clauses, Unit("pilots were paid £145.")]) == Pairing((0, 0, 1))


def test_what_a_clause_says_it_answers_outweighs_its_words() -> None:
    asked = ["how many boats were let?", "how many huts burned?"]
    units = [Unit("there were 31 let.", named=(0,)), Unit("4 boats lay beside the huts.", named=(1,))]
    assert pair_by_words(asked, units) == Pairing((0, 1))


def test_a_page_of_prose_beneath_a_list_of_questions_is_parted_among_them() -> None:
    listed = [f"{place}. {one}" for place, one in enumerate(BOATS, start=1)]
    lines = ["Dear A", "", *listed, "", PROSE[0], "", " ".join(PROSE[1:]), "", "Yours sincerely", "B"]
    assert list(answers(*lines).values()) == [PROSE[1], PROSE[2], PROSE[3], PROSE[4]]


@pytest.mark.parametrize("named", ["Questions 2 and 3 - ", "2-3. "])
def test_one_paragraph_for_two_questions_is_parted_between_them(named: str) -> None:
    listed = [f"{place}. {one}" for place, one in enumerate(BOATS[:3], start=1)]
    lines = [*listed, "", "1. 31, 4 of which leaked.", "", f"{named}{PROSE[3]} {PROSE[2]}"]
    assert answers(*lines) == {"1": "31, 4 of which leaked.", "2": PROSE[2], "3": PROSE[3]}


def test_a_band_is_no_range_of_questions() -> None:
    lines = ["1. How many by age?", "2-3: 14", "4-5: 12", "2. Who?", "A", "3. When?", "B"]
    assert answers(*lines)["1"] == "2-3: 14 4-5: 12"


NOUNS = [
    "1. The number of inpatient falls",
    "2. The number of those falls that caused moderate harm or worse",
    "3. The number of pressure ulcers, by category",
    "4. The number of claims for compensation, and the sum paid",
]


def test_sentences_and_titled_rows_beneath_a_list_of_noun_phrases_go_to_the_questions_they_speak_of() -> None:
    rows = ["Pressure ulcers (acquired here)", "Category 2: 214", "Category 3: 37", "Unstageable: 9"]
    falls = "There were 1,318 inpatient falls in 2023/24, of which 41 caused moderate harm or worse."
    claims = "Six claims were made in the year, and £84,250 has been paid."
    reading = read_letter(letter_of("Request", *NOUNS, "", "Response", "", falls, "", *rows, "", claims, "", "Regards"))
    figures = {one.number: [(each.labels, each.words) for each in one.figures] for one in reading.questions}
    assert figures == {
        "1": [((), "1,318")],
        "2": [((), "41")],
        "3": [(("Category 2",), "214"), (("Category 3",), "37"), (("Unstageable",), "9")],
        "4": [(("claims",), "Six"), (("paid",), "£84,250")],
    }


def test_rows_under_a_title_that_speaks_of_no_one_question_wait() -> None:
    rows = ["Other matters", "North: 214", "South: 37"]
    reading = read_letter(letter_of("Request", *NOUNS[:3], "", "Response", "", *rows, "", "Regards"))
    assert not any(one.figures for one in reading.questions)
    assert {found.code for found in reading.findings} >= {"unread_number"}


def test_prose_beneath_a_list_that_its_words_do_not_part_gives_no_figures() -> None:
    listed = ["1. How many boats were let?", "2. How many boats were sold?", "3. How many boats were lost?"]
    reading = read_letter(
        letter_of(*listed, "", "In all 31 of them went, and there are 12 more in the shed.", "", "Regards", "B")
    )
    assert [len(question.figures) for question in reading.questions] == [0, 0, 0]
    doubts = [finding for finding in reading.findings if finding.code == "unread_number"]
    assert [(doubt.question, doubt.line) for doubt in doubts] == [("3", 5)]
    assert doubts[0].message == "“31”, “12” are not read: nothing says which of several questions this answers."
    assert (
        doubts[0].remedy
        == "Point at each with a `readings:` line, with its question and labels, or a reason to set it aside."
    )


def test_a_question_passed_over_in_turn_leaves_the_next_its_answer() -> None:
    lines = [
        "1. How many boats?",
        "31",
        "2. Who sails them?",
        "3. How many huts?",
        "There are 12 in all.",
        "4. Who?",
        "A",
    ]
    reading = read_letter(letter_of(*lines))
    assert {one.number: len(one.figures) for one in reading.questions} == {"1": 1, "2": 0, "3": 1, "4": 0}


def test_a_heading_may_end_by_naming_its_questions() -> None:
    lines = [
        *("1. How many boats were let?", "2. How many sailors do you employ?", "3. What was paid for rope?"),
        *("4. How many of the boats leaked?", "5. How many boats were sold after a leak?", ""),
        *(
            "Boats (questions 1, 4 and 5)",
            "",
            "We let 140 boats. Of these 29 leaked, and 11 were sold after a leak.",
            "",
        ),
        *("Sailors - Q2", "", "There are 18.", "", "Rope (question 3):", "", "£611"),
    ]
    assert answers(*lines) == {
        "1": "We let 140 boats.",
        "2": "There are 18.",
        "3": "£611",
        "4": "Of these 29 leaked,",
        "5": "11 were sold after a leak.",
    }


@pytest.mark.parametrize(
    "line", ["See the table (question 2 of 3)", "as in Boats (questions 1 and 2)", "Boats (question 9)"]
)
def test_a_line_that_mentions_questions_is_no_such_heading(line: str) -> None:
    assert first("1. How many boats?", "31", line, "2. Who?", "A")["1"][1] == ["31", line]


def test_rows_beneath_a_list_go_to_the_questions_whose_words_they_share() -> None:
    listed = [
        "1. How many berths does the port own?",
        "2. How many of these are vacant?",
        "3. How many people are waiting?",
    ]
    rows = ["Berths owned: 41", "Vacant: 9", "Waiting list: 138 people"]
    assert list(answers(*listed, "", "Our response:", "", *rows).values()) == rows


def test_rows_of_a_table_are_parted_by_their_words_where_its_columns_are_years_and_not_else() -> None:
    listed = ["1. How many berths does the port own?", "2. How many of these are vacant?"]
    for rows, counts in (
        (["\t2021\t2022", "Berths owned\t41\t43", "Berths vacant\t9\t7"], [2, 2]),
        (["\t2021\t2022", "North quay\t41\t43", "South quay\t9\t7"], [0, 0]),
        (["\tNorth\tSouth", "Berths owned\t41\t43", "Berths vacant\t9\t7"], [0, 0]),
    ):
        reading = read_letter(letter_of(*listed, "", *rows))
        assert [len(question.figures) for question in reading.questions] == counts


def test_answers_keyed_in_a_table_go_to_their_questions() -> None:
    listed = ["1. How many boats?", "2. Who owns them?", "3. What did they cost?", "", "Our answers:", ""]
    assert list(answers(*listed, "No.\tAnswer", "1\t31", "2\tThe Trust.", "3\t£412").values()) == [
        "31",
        "The Trust.",
        "£412",
    ]


def test_rows_under_other_heads_key_no_questions() -> None:
    listed = ["1. How many boats by berth?", "2. Who owns them?", "", "Answer to question 1:", ""]
    assert answers(*listed, "Berth\tBoats", "1\t31", "2\t4")["1"] == "Berth Boats 1 31 2 4"


def test_numbers_that_count_up_inside_a_line_are_labels() -> None:
    listed = ["1. How many boats?", "2. How many piers?", "3. Do you charge?", "4. What did you spend?", ""]
    line = "In turn, the answers are: 1. 24. 2. 15, all of wood. 3. No. 4. £412."
    assert list(answers(*listed, line).values()) == ["24.", "15, all of wood.", "No.", "£412."]


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("The answers are: 1. 2. 2. 15. 3. 4.", ["1", "2", "3"]),  # a figure that looks like the next label
        ("1. 24. 2. 15.", ["1"]),  # two are too few
        ("It was 1. 5 in May, 2. 5 in June.", []),
    ],
)
def test_labels_inside_a_line_have_words_between_them(line: str, labels: list[str]) -> None:
    assert [label.number for label in number_letter(letter_of(line).lines)[0].labels] == labels


def test_questions_run_on_in_a_line_are_told_apart() -> None:
    line = "You asked: 1. How many boats do you have? 2. How many of them leak? 3. What did you spend on fuel in 2022?"
    prose = "We have 24 boats, of which 3 leak. Fuel cost £412 in 2022."
    assert answers("Dear A", "", line, "", prose) == {
        "1": "We have 24 boats,",
        "2": "3 leak.",
        "3": "Fuel cost £412 in 2022.",
    }


PARAGRAPHS = [
    *("Dear A", "", "1. Thank you for your request of 15 May 2023.", "", "2. You asked for:", ""),
    *("(a) the number of wrecks;", "(b) the cost of the survey; and", "(c) the names of the divers.", ""),
    *("3. As to (a), 57 wrecks are protected.", "", "4. As to (b), the survey cost £48,900.", ""),
    *("5. As to (c), we do not hold them.", "", "6. If you are not satisfied you may ask for an internal review."),
]


def test_the_numbers_of_a_letters_paragraphs_number_no_questions() -> None:
    reading = read_letter(letter_of(*PARAGRAPHS))
    assert {question.number: [figure.value.value for figure in question.figures] for question in reading.questions} == {
        "a": [57],
        "b": [48900],
        "c": [],
    }
    asides = [(aside.span.line, aside.words) for aside in reading.set_aside if aside.reason == "paragraph number"]
    assert asides == [(3, "1"), (5, "2"), (11, "3"), (13, "4"), (15, "5"), (17, "6")]


@pytest.mark.parametrize("gone", [2, 16])  # without its courtesies, or its last words, a list is a list
def test_a_numbered_list_is_no_run_of_paragraphs(gone: int) -> None:
    lines = [line for place, line in enumerate(PARAGRAPHS) if place != gone]
    assert paragraph_numbers(letter_of(*lines)) == {}


def test_as_many_paragraphs_as_questions_answer_them_in_order() -> None:
    asked = ("do you keep a boat log?", "how many boats sank?", "what did you spend?", "why do boats sink?")
    given = ["yes.", "there were 4.", "£412.", "mostly through rot."]
    units = tuple(Unit(words, paragraph) for paragraph, words in enumerate(given))
    assert pair(asked, units) == Pairing((0, 1, 2, 3))
    later = tuple(replace(unit, paragraph=unit.paragraph + 1) for unit in units)
    assert pair(asked, (Unit("our answers are:", 0), *later)) == Pairing((-1, 0, 1, 2, 3))


@pytest.mark.parametrize(
    "given",
    [
        ["yes.", "there were 4.", "£412."],  # one too few
        ["yes.", "£412.", "there were 4.", "mostly through rot."],  # pounds where a count was asked
        ["on paper.", "there were 4.", "£412.", "mostly through rot."],  # neither yes nor no
        ["yes.", "in spring.", "£412.", "mostly through rot."],  # no count where one was asked
        ["yes.", "we spent 4 of them.", "£412.", "mostly through rot."],  # in another's words
    ],
)
def test_paragraphs_at_odds_with_their_questions_answer_none(given: list[str]) -> None:
    asked = ("do you keep a log?", "how many boats sank?", "what did you spend?", "why do boats sink?")
    assert pair(asked, tuple(Unit(words, paragraph) for paragraph, words in enumerate(given))) is None


def test_sentences_may_say_their_turn() -> None:
    asked = ("how many?", "how old?")
    assert pair(asked, (Unit("first, there are 4."), Unit("they float."), Unit("secondly, 9 years."))) == Pairing(
        (0, 0, 1)
    )
    assert pair(asked, (Unit("secondly, there are 4."), Unit("first, 9 years."))) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("owned", "own"),
        ("spent", "spending"),
        ("settled", "settlements"),
        ("vacancies", "vacant"),
        ("refusal", "refused"),
    ],
)
def test_words_of_one_stem_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("class", "clasp"), ("staff", "stand"), ("sold", "solid")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


# prose beneath, or above, a list of questions

HARBOUR = [
    "1. How many berths does the harbour have?",
    "2. What was taken in dues in 2022?",
    "3. How many seals were seen?",
    "4. Who keeps the lamp?",
]


@pytest.mark.parametrize("named", ["1 to 3. ", "1, 2 and 3. ", "Questions 1 to 3: "])
def test_a_paragraph_may_be_numbered_with_all_that_it_answers(named: str) -> None:
    lines = [*HARBOUR, "", f"{named}The harbour has 212 berths, and £4,120 was taken in dues. Nine seals were seen."]
    assert answers(*lines, "", "4. The pilot.") == {
        "1": "The harbour has 212 berths,",
        "2": "£4,120 was taken in dues.",
        "3": "Nine seals were seen.",
        "4": "The pilot.",
    }


def test_paragraphs_may_count_their_questions() -> None:
    lines = [
        *HARBOUR,
        "",
        "Your first and second questions belong together. There are 212 berths and £4,120 came in dues.",
    ]
    lines += ["", "On the third, nine seals were seen.", "", "Your last question: the pilot keeps it."]
    assert answers(*lines) == {
        "1": "There are 212 berths",
        "2": "£4,120 came in dues.",
        "3": "nine seals were seen.",
        "4": "the pilot keeps it.",
    }


def test_paragraphs_before_the_first_that_names_its_question_are_parted_by_their_words() -> None:
    lines = [*HARBOUR, "", "The harbour has 212 berths on two piers that it owns.", ""]
    lines += [
        "Dues of £4,120 were taken in the year 2022.",
        "",
        "On 3, nine seals were seen. As for 4, the pilot keeps it.",
    ]
    assert answers(*lines) == {
        "1": "The harbour has 212 berths on two piers that it owns.",
        "2": "Dues of £4,120 were taken in the year 2022.",
        "3": "nine seals were seen.",
        "4": "the pilot keeps it.",
    }


def test_an_answer_above_the_message_it_quotes_says_inside_a_sentence_what_it_answers() -> None:
    lines = ["Dear A", "", "We are sorry that this took so long, and we meet 9 times a year.", ""]
    lines += ["The harbour has 212 berths, and £4,120 was taken in dues in 2022. That deals with 1 and 2.", ""]
    lines += [
        "As for 3, nobody keeps a count of seals, and on 4 there is a pilot who keeps the lamp.",
        "",
        "Regards",
        "",
        "B",
        "",
    ]
    lines += ["> On 1 May A wrote:", ">", *(f"> {one}" for one in HARBOUR)]
    assert answers(*lines) == {
        "1": "The harbour has 212 berths,",
        "2": "£4,120 was taken in dues in 2022. That deals with 1 and 2.",
        "3": "nobody keeps a count of seals",
        "4": "there is a pilot who keeps the lamp.",
    }


def test_sentences_inside_a_paragraph_may_count_their_questions() -> None:
    lines = ["Dear A", "", "There are 212 berths in the harbour. On the second point, £4,120 was taken.", ""]
    lines += [
        "As for 3, nine were seen. Finally, 4: the pilot does.",
        "",
        "Regards",
        "",
        "B",
        "",
        "> On 1 May A wrote:",
        ">",
    ]
    assert answers(*lines, *(f"> {one}" for one in HARBOUR)) == {
        "1": "There are 212 berths in the harbour.",
        "2": "£4,120 was taken.",
        "3": "nine were seen.",
        "4": "the pilot does.",
    }


def test_a_paragraph_that_turns_to_what_a_waiting_question_asks_is_not_of_the_questions_named_above_it() -> None:
    lines = [*HARBOUR, "", "On questions 1 and 2, the harbour has 212 berths. We took £4,120 in dues.", ""]
    lines += [
        "As regards seals, I can say that nine were seen from the pier.",
        "",
        "On question 4, the pilot keeps it.",
    ]
    assert answers(*lines)["3"] == "As regards seals, I can say that nine were seen from the pier."


def test_a_sentence_that_may_be_of_two_questions_gives_neither_a_figure() -> None:
    listed = ["1. How many boats were let?", "2. How many boats were lost?", "3. How many huts burned?"]
    prose = "In all 31 boats were let. Of other boats 12 were neither let nor lost. Four huts burned."
    reading = read_letter(letter_of(*listed, "", f"1 to 3. {prose}", "", "Regards", "B"))
    assert "12" not in [figure.words for question in reading.questions for figure in question.figures]
    assert [figure.words for figure in reading.questions[2].figures] == ["Four"]


def test_each_question_may_stand_in_quotation_marks_with_its_label() -> None:
    lines = [
        "Dear A",
        "",
        '"1. How many boats sank?"',
        "",
        "Nine sank.",
        "",
        "“2. The cost of lamps.”",
        "",
        "They cost £40.",
    ]
    letter = letter_of(*lines)
    assert {one.number: (one.text, one.answer) for one in read_letter(letter).questions} == {
        "1": ("How many boats sank?", "Nine sank."),
        "2": ("The cost of lamps.", "They cost £40."),
    }


def test_a_protective_marking_is_furniture_where_it_comes_again() -> None:
    lines = ["OFFICIAL", "Dear Sir", "1. How many?", "31", "OFFICIAL", "OFFICIAL - SENSITIVE", "2. Why?", "official"]
    assert furniture_lines(letter_of(*lines)) == {1, 5, 6}
    assert furniture_lines(letter_of("1. What was the visit?", "OFFICIAL", "Official")) == set()
