"""Where questions and answers stand, by the layouts that letters have (docs/letters.md §2 to §4)."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosed.model import Letter, Span
from disclosed.reading.annexes import find_annexes, place_numbers
from disclosed.reading.attempts import least_cost
from disclosed.reading.bare_numbers import bare_answers
from disclosed.reading.layout import MAX_PLANS, Layout, plan_layouts
from disclosed.reading.lines import parse_letter
from disclosed.reading.numbering import MAX_LABELS
from disclosed.reading.unnumbered import marked_turns


def letter_of(*lines: str) -> Letter:
    return parse_letter("\n".join(lines).encode())


def first(*lines: str, place: int = 0) -> dict[str, tuple[list[str], list[str]]]:
    """Give each question's own words and its answer's words, of one of the layouts (the likeliest)."""
    letter = letter_of(*lines)
    layout = plan_layouts(letter)[place]
    return {slot.number: (quoted(letter, slot.question), quoted(letter, slot.answer)) for slot in layout.slots}


def cheapest(*lines: str) -> dict[str, tuple[list[str], list[str]]]:
    """Give the same of the layout that costs the least."""
    letter = letter_of(*lines)
    costs = [least_cost(letter, layout) for layout in plan_layouts(letter)]
    return first(*lines, place=costs.index(min(costs)))


def quoted(letter: Letter, spans: tuple[Span, ...]) -> list[str]:
    return [letter.lines[span.line - 1].text[span.first - 1 : span.last] for span in spans]


def test_answers_in_turn() -> None:
    assert first("Dear Sir", "", "1. How many?", "14", "", "2. What cost?", "", "£4", "", "You may re-use this.") == {
        "1": (["How many?"], ["14"]),
        "2": (["What cost?"], ["£4"]),
    }


def test_an_answer_on_the_questions_own_line() -> None:
    assert first("1. How many? 23,340 (as at 18 March)", "2. Is it used? Yes, in 212 streets.") == {
        "1": (["How many?"], ["23,340 (as at 18 March)"]),
        "2": (["Is it used?"], ["Yes, in 212 streets."]),
    }


def test_a_parenthesis_after_the_mark_is_still_asked() -> None:
    assert first("1. Who runs it? (please name the team)", "The north team.", "2. How many? (in all)", "3") == {
        "1": (["Who runs it? (please name the team)"], ["The north team."]),
        "2": (["How many? (in all)"], ["3"]),
    }


def test_a_wrapped_question_ends_at_its_mark() -> None:
    assert first("1. How many fell in each of the calendar", "years 2022 and 2023?", "14", "2. What then?", "9")[
        "1"
    ] == (
        ["How many fell in each of the calendar", "years 2022 and 2023?"],
        ["14"],
    )


def test_what_stands_between_a_label_alone_and_the_mark_of_its_answer_is_asked() -> None:
    asked = ["Question 1", "The number of boats, by", "River and year.", "", "Response", "", "14", "Question 2"]
    assert first(*asked, "The cost.", "Response", "£4") == {
        "1": (["The number of boats, by", "River and year."], ["14"]),
        "2": (["The cost."], ["£4"]),
    }
    told = first("Question 1", "It rained.", "", "The cost was £4.", "", "Response", "14", "Question 2", "Why?", "No.")
    assert told["1"] == ([], ["It rained.", "The cost was £4.", "14"])


def test_all_questions_then_all_answers() -> None:
    assert first("1. How many?", "2. What cost?", "", "Response:", "1. 117.", "2. £9,640.") == {
        "1": (["How many?"], ["117."]),
        "2": (["What cost?"], ["£9,640."]),
    }


def test_questions_repeated_with_their_answers() -> None:
    asked = ["1/ How many appeals did you get?", "2/ Please show how the appeals ended."]
    assert first(*asked, "", "Our Response:", "", asked[0], "2,988", "", asked[1], "· Upheld", "", "1,602") == {
        "1": (["How many appeals did you get?"], ["2,988"]),
        "2": (["Please show how the appeals ended."], ["· Upheld", "1,602"]),
    }


def test_a_mark_under_one_question_only() -> None:
    assert first("1. How many?", "", "Answer:", "", "14", "", "2. What cost?", "", "£4") == {
        "1": (["How many?"], ["14"]),
        "2": (["What cost?"], ["£4"]),
    }


def test_you_asked_and_we_said_without_numbers() -> None:
    assert first("You asked", "How many piers?", "We said", "12", "You asked", "How many open?", "We said", "9") == {
        "1": (["How many piers?"], ["12"]),
        "2": (["How many open?"], ["9"]),
    }


def test_bullets_that_ask_are_questions_in_order() -> None:
    assert first("- How many households?", "", "67 of them", "", "• What was paid?", "", "£613") == {
        "1": (["How many households?"], ["67 of them"]),
        "2": (["What was paid?"], ["£613"]),
    }


def test_dashes_that_answer_dashes_are_paired_by_order() -> None:
    assert first("Request:", "- How many piers?", "- How many locks?", "", "In Response:", "- 186", "- None") == {
        "1": (["How many piers?"], ["186"]),
        "2": (["How many locks?"], ["None"]),
    }


def test_dashes_are_not_paired_where_their_counts_differ() -> None:
    read = first("Request:", "- How many piers?", "- How many locks?", "", "In Response:", "- 186")
    assert read["1"][1] == []


def test_one_request_without_a_number() -> None:
    assert first("Request detail:", "Please supply the calls.", "", "Response detail:", "18/19", "103") == {
        "1": (["Please supply the calls."], ["18/19", "103"])
    }


def test_lists_that_begin_again_are_a_hypothesis_of_their_own() -> None:
    lines = ["1. How many fines?", "12", "2. How many paid?", "9", "", "Fly-tipping:", "1. How many reports?", "240"]
    assert first(*lines, place=1) == {
        "1": (["How many fines?"], ["12"]),
        "2": (["How many paid?"], ["9"]),
        "1~2": (["How many reports?"], ["240"]),
    }


def test_a_line_that_names_questions_answers_them_all() -> None:
    letter = letter_of("1. How many?", "2. Of what kind?", "", "For questions 1 and 2: 38 small and 2 large.")
    slots = plan_layouts(letter)[0].slots
    assert [(slot.shared, quoted(letter, slot.answer)) for slot in slots] == [
        (("1", "2"), ["38 small and 2 large."])
    ] * 2


def test_what_is_said_of_several_questions_after_their_answers_is_a_notice_on_each() -> None:
    letter = letter_of(
        "1. Who?",
        "2. Where?",
        "",
        "1. Nobody is named.",
        "2. At sea.",
        "",
        "In respect of questions 1 and 2 we",
        "applied it.",
    )
    slots = {slot.number: slot for slot in plan_layouts(letter)[0].slots}
    for number, answer in {"1": ["Nobody is named."], "2": ["At sea."]}.items():
        assert quoted(letter, slots[number].answer) == answer
        assert quoted(letter, slots[number].notices) == ["In respect of questions 1 and 2 we", "applied it."]


def test_a_part_named_in_capitals_is_answered_where_it_is_named() -> None:
    lines = ["1. On staff:", "1a. give the pay", "1b. give the cost", "", "The answer to 1B is below:", "£2,284,915"]
    assert first(*lines)["1b"] == (["give the cost"], ["£2,284,915"])


def test_a_notice_of_refusal_is_handed_to_the_questions_that_its_sentences_name() -> None:
    letter = letter_of(
        "1. Who was paid?",
        "2. What was it?",
        "£5",
        "",
        "NOTICE OF REFUSAL",
        "Part of your request is refused. In relation to question 1 the names are exempt.",
    )
    slots = {slot.number: slot for slot in plan_layouts(letter)[0].slots}
    assert quoted(letter, slots["1"].notices) == ["In relation to question 1 the names are exempt."]
    assert quoted(letter, slots["2"].answer) == ["£5"]


def test_a_stem_is_answered_before_its_parts() -> None:
    lines = ["1. How many were issued, and how many", "a) cancelled?", "b) passed on?", "", "In all 2,604. Of these"]
    assert first(*lines, "a) 733 and", "b) 311.", "2. Why?", "None") == {
        "1": (["How many were issued, and how many"], ["In all 2,604. Of these"]),
        "1a": (["cancelled?"], ["733 and"]),
        "1b": (["passed on?"], ["311."]),
        "2": (["Why?"], ["None"]),
    }


def test_what_is_asked_after_the_figures_is_question_and_no_answer() -> None:
    read = first("1. How many?", "14", "", "If you record this differently, please provide it so.", "2. Why?", "None")
    assert read["1"] == (["How many?", "If you record this differently, please provide it so."], ["14"])


def test_a_line_asked_beneath_the_answer_is_marked_as_question_in_the_letter() -> None:
    aside = "If you record this data differently, please provide it in a way that suits you."
    layout = plan_layouts(letter_of("1. How many?", "Once 14", "Twice 3", "", aside, "", "2. Why?", "None"))[0]
    assert layout.parts == ("question", "answer", "answer", "answer", "question", "answer", "question", "answer")
    assert layout.owners[4] == "1"


def test_the_tail_belongs_to_no_answer_even_with_a_list_of_its_own() -> None:
    letter = letter_of(
        "1. How many?",
        "14",
        "2. What cost?",
        "£4",
        "If you are dissatisfied you may ask for a review:",
        "1. Write to the manager within 40 working days.",
        "2. Complain to the Information Commissioner.",
    )
    layout = plan_layouts(letter)[0]
    assert layout.parts[4:] == ("tail", "tail", "tail")
    assert [quoted(letter, slot.answer) for slot in layout.slots] == [["14"], ["£4"]]


def test_page_furniture_inside_an_answer_is_left_out() -> None:
    layout = plan_layouts(letter_of("1. How many?", "North 4", "Page 1 of 3", "South 5", "2. Why?", "None"))[0]
    assert layout.parts == ("question", "answer", "furniture", "answer", "question", "answer")


def test_cells_keep_their_tabs() -> None:
    assert first("1. How many?", "", "\t", "\tCLA", "", "\t2022", "\t844", "2. Why?", "0")["1"][1] == [
        "\t",
        "\tCLA",
        "\t2022",
        "\t844",
    ]


PIECES = st.sampled_from(
    [
        "1. How many?",
        "2. Why?",
        "a) which?",
        "14",
        "",
        "Answer:",
        "You asked",
        "We said",
        "- How?",
        "- 4",
        "\t5",
        "Page 1 of 2",
        "For questions 1 and 2: 7 and 8.",
        "NOTICE OF REFUSAL",
        "You may re-use this.",
        "Part A",
        "1. 9",
        "Total 20",
        "Dear Sir",
        "> 1. How many?",
        "> and (a) which (b) where?",
        "No.\tRequest\tResponse",
        "1\tHow many?\t14",
        "1a) i) 14",
        "On part 2, there were 9.",
        "You asked for the number of vans.",
        "Please see Annex A.",
        "Annex A",
        "Yours sincerely",
        "Q1 to Q2. None.",
    ]
)


def check_layout(letter: Letter, layout: Layout) -> None:
    assert len(layout.parts) == len(layout.owners) == len(letter.lines)
    for slot in layout.slots:
        for span in (*slot.question, *slot.answer, *slot.notices):
            assert 1 <= span.first <= span.last <= len(letter.lines[span.line - 1].text)
            assert layout.parts[span.line - 1] not in {"tail", "furniture"}


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=25))
def test_any_letter_is_laid_out_inside_itself(lines: list[str]) -> None:
    letter = letter_of(*lines)
    layouts = plan_layouts(letter)
    assert 1 <= len(layouts) <= MAX_PLANS
    for layout in layouts:
        check_layout(letter, layout)


@given(st.text(max_size=400))
def test_any_text_is_laid_out_inside_itself(text: str) -> None:
    letter = parse_letter(text.replace("\x00", "").encode("utf-8", "ignore"))
    for layout in plan_layouts(letter):
        check_layout(letter, layout)


@pytest.mark.parametrize("line", ["1. How many?", "- How many?", "You asked", "Answer:", "For question 1: 4", "b) 4"])
def test_a_letter_of_one_line_is_laid_out(line: str) -> None:
    assert plan_layouts(letter_of(line))


# questions without numbers


def test_questions_without_numbers_are_answered_in_turn() -> None:
    lines = [
        "Dear A",
        "",
        "How many boats are there?",
        "",
        "31 boats.",
        "",
        "Please send me the byelaws.",
        "",
        "See below.",
    ]
    assert first(*lines, "", "Kind regards") == {
        "1": (["How many boats are there?"], ["31 boats."]),
        "2": (["Please send me the byelaws."], ["See below."]),
    }


def test_a_wrapped_question_without_a_number_is_one_question() -> None:
    lines = [
        "How many of the boats that the Trust hires out on the",
        "lake are electric?",
        "Four",
        "Who owns them?",
        "We do.",
    ]
    assert first(*lines) == {
        "1": (["How many of the boats that the Trust hires out on the", "lake are electric?"], ["Four"]),
        "2": (["Who owns them?"], ["We do."]),
    }


def test_questions_listed_one_after_another_are_not_paired_by_guess() -> None:
    lines = ["How many boats?", "How many oars?", "Who owns them?", "", "There are 31 boats and 70 oars."]
    assert list(first(*lines)) == ["1"]


@pytest.mark.parametrize("mark", ["*", "-", "\u2022", "o"])
def test_bulleted_questions_are_answered_in_turn(mark: str) -> None:
    assert first(f"{mark} How many boats?", "", "31", "", f"{mark} Please list them.", "", "See the list.") == {
        "1": (["How many boats?"], ["31"]),
        "2": (["Please list them."], ["See the list."]),
    }


LISTED = [
    *("You asked the Trust to tell you:", "", "- how many boats it owns;", "- how many huts were", "let in 2023; and"),
    *("- the names of the wardens.", ""),
]
ONE_BY_ONE = ["The Trust owns 31 boats.", "", "In 2023 it let 14 huts.", "", "The wardens are named on our website."]


def test_all_items_of_a_sentence_that_mostly_asks_are_questions() -> None:
    found = first(*LISTED, "I answer each of these in the order in which you put them.", "", *ONE_BY_ONE)
    assert found == {
        "1": (["how many boats it owns;"], ["The Trust owns 31 boats."]),
        "2": (["how many huts were", "let in 2023; and"], ["In 2023 it let 14 huts."]),
        "3": (["the names of the wardens."], ["The wardens are named on our website."]),
    }


@pytest.mark.parametrize(
    "lines",
    [
        ["- How many boats?", "- How many huts?", "- 31;", "- 14."],
        ["You asked:", "- how many boats it owns;", "- who let huts;", "", "- 31 boats.", "- Mr A."],
        ["It has rules:", "- boats have lamps;", "- how they burn is told by the warden;", "- oars are kept dry."],
    ],
)
def test_items_beyond_the_sentence_that_asks_are_no_questions(lines: list[str]) -> None:
    assert set(first(*lines)) <= {"1", "2"}


def test_more_paragraphs_than_questions_go_with_the_last_where_the_order_is_said() -> None:
    said = "We reply to your questions in turn."
    found = first(*LISTED, said, "", *ONE_BY_ONE, "", "Our report has more about the park.")
    assert found["3"][1] == ["The wardens are named on our website.", "Our report has more about the park."]
    swapped = first(*LISTED, said, "", "In 2023 it let 14 huts.", "", "The Trust owns 31 boats.", "", *ONE_BY_ONE[4:])
    assert "In 2023 it let 14 huts." not in swapped["1"][1]


def test_an_order_in_which_something_else_is_taken_tells_nothing_of_the_answers() -> None:
    told = "The Trust owns boats, and the warden takes them out in turn."
    found = first(*LISTED, told, "", *ONE_BY_ONE)
    assert "The Trust owns 31 boats." not in found["2"][1]
    assert found["1"][1] != ["The Trust owns 31 boats."] or told not in found["2"][1]


def test_a_heading_in_a_list_of_contents_opens_no_answer() -> None:
    head = ["Contents", "Request", "Response", "Annex A: tables", "", "FOI reference: 41/23", ""]
    letter = letter_of(*head, "You asked:", "1. How many?", "2. What cost?", "", "Response", "", "1. 14", "2. £4")
    layout = plan_layouts(letter)[0]
    assert {layout.parts[line - 1] for line in range(1, 7)} == {"head"}
    assert [quoted(letter, slot.answer) for slot in layout.slots] == [["14"], ["£4"]]


def test_numbered_questions_are_not_read_as_if_they_had_none() -> None:
    names = {layout.name for layout in plan_layouts(letter_of("1. How many?", "14", "2. Who?", "The Trust."))}
    assert "questions in turn" not in names


def test_a_number_that_heads_a_sentence_is_no_question() -> None:
    lines = [
        "How much woodland is there?",
        "",
        "186.4 hectares, of which 52.75 is old.",
        "",
        "Who owns it?",
        "",
        "We do.",
    ]
    assert list(first(*lines)) == ["1", "2"]


def test_one_request_is_asked_where_the_letter_tells_it() -> None:
    lines = [
        "Dear A",
        "",
        "You asked on 3 May for the number of boats",
        "in each year.",
        "",
        "We hold it.",
        "2020: 4",
        "2021: 5",
    ]
    assert first(*lines, "", "Kind regards") == {
        "1": (["You asked on 3 May for the number of boats", "in each year."], ["We hold it.", "2020: 4", "2021: 5"])
    }


def test_what_is_requested_may_stand_under_a_colon() -> None:
    lines = ["You asked for:", "", "The number of boats in each year", "", "There were 4 in 2020."]
    assert first(*lines) == {"1": (["You asked for:", "The number of boats in each year"], ["There were 4 in 2020."])}


# prose and annexes that answer


def test_prose_that_names_its_part_answers_it() -> None:
    asked = ["1) how many boats there are;", "2) what they cost;", "3) who owns them."]
    lines = [
        *asked,
        "",
        "Your request falls under the Act.",
        "",
        "On part 1, there are 31 boats.",
        "",
        "On part 2, £412.",
    ]
    assert first(*lines, "", "On part 3, the Trust does.") == {
        "1": (["how many boats there are;"], ["there are 31 boats."]),
        "2": (["what they cost;"], ["£412."]),
        "3": (["who owns them."], ["the Trust does."]),
    }


ANNEX = ["", "Yours sincerely", "", "Annex A", "", "2020 4", "2021 5", "", "Annex B", "", "The test is one of 3 steps."]


def test_an_annex_answers_the_question_that_points_at_it() -> None:
    lines = ["1. How many boats?", "They are listed at Annex A.", "2. Who owns them?", "The Trust."]
    assert first(*lines, *ANNEX) == {
        "1": (["How many boats?"], ["They are listed at Annex A.", "2020 4", "2021 5"]),
        "2": (["Who owns them?"], ["The Trust."]),
    }


def test_an_annex_of_reasons_goes_with_the_refusal_and_one_unnamed_stays_out() -> None:
    letter = letter_of("1. How many?", "14", "2. Who?", "Exempt; the public interest test is at Annex B.", *ANNEX)
    layout = plan_layouts(letter)[0]
    assert quoted(letter, layout.slots[0].answer) == ["14"]
    assert quoted(letter, layout.slots[1].notices) == ["The test is one of 3 steps."]
    assert layout.parts[letter.lines.index(next(line for line in letter.lines if line.text == "2020 4"))] == "tail"


def test_an_annex_that_two_questions_point_at_is_shared() -> None:
    lines = ["1. How many boats?", "See Annex A.", "2. What did they cost?", "See Annex A.", *ANNEX]
    layout = plan_layouts(letter_of(*lines))[0]
    assert [slot.shared for slot in layout.slots] == [("1", "2"), ("1", "2")]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Annex A", 1),
        ("ANNEX B - Fees by year", 1),
        ("Appendix 2: Fees", 1),
        ("Annex A Fees by year", 1),
        ("Annex A is attached.", 0),
        ("Annex A shows what was spent", 0),
        ("The figures are at Annex A", 0),
        ("schedule", 0),
    ],
)
def test_a_heading_opens_an_annex_and_a_sentence_about_one_does_not(line: str, count: int) -> None:
    assert len(find_annexes(letter_of("1. How many?", "2", line, "4"), 2)) == count


def test_questions_marked_q_and_answers_marked_a_are_counted() -> None:
    lines = ["Q: How many boats?", "A: 31", "Q: What did they cost?", "A: £412"]
    assert first(*lines) == {"1": (["How many boats?"], ["31"]), "2": (["What did they cost?"], ["£412"])}


def test_an_answer_mark_may_stand_before_the_first_of_several_parts() -> None:
    lines = ["Question 5: How many are", "  (a) red?", "  (b) blue?", "", "Answer: (a) 9", "        (b) 3"]
    assert first(*lines) == {"5": (["How many are"], []), "5a": (["red?"], ["9"]), "5b": (["blue?"], ["3"])}


def test_a_stem_may_be_answered_in_the_sentence_of_its_parts() -> None:
    lines = ["1. How many were hurt, and how many were", "(a) men", "(b) women?", "", "There were 97: (a) 61, (b) 29."]
    assert {number: answer for number, (_, answer) in first(*lines).items()} == {
        "1": ["There were 97:"],
        "1a": ["61,"],
        "1b": ["29."],
    }


@pytest.mark.parametrize(
    ("answer", "places"),
    [
        ("Please see Appendix 1.", ["1"]),
        ("As shown in table 2 and on page 14.", ["2", "14"]),
        ("Table 2: Boats", []),
        ("The annex 3.5 km away", []),
        ("In 12 tables", []),
    ],
)
def test_a_number_that_names_a_place_in_the_letter_counts_nothing(answer: str, places: list[str]) -> None:
    assert [one.words for one in place_numbers(letter_of(answer).lines)] == places


@pytest.mark.parametrize("word", ["Question", "Request", "Point"])
def test_a_question_may_be_numbered_by_a_word_on_a_line_of_its_own(word: str) -> None:
    lines = [f"{word} 1", "How many vans?", "Response 1", "14", f"{word} 2", "How many cars?", "Response 2", "22"]
    assert first(*lines) == {"1": (["How many vans?"], ["14"]), "2": (["How many cars?"], ["22"])}


def test_parts_of_a_stem_that_is_never_printed_are_laid_out() -> None:
    lines = ["1a) i) How many vans?", "ii) How many cars?", "1b) How many lorries?", "", "1a) i) 14", "ii) 22", "1b) 3"]
    assert {number: answer for number, (_, answer) in first(*lines).items()} == {
        "1a": [],
        "1a.i": ["14"],
        "1a.ii": ["22"],
        "1b": ["3"],
    }


def test_what_lies_past_the_last_label_told_apart_is_no_answer() -> None:
    lines = [line for place in range(1, MAX_LABELS + 50) for line in (f"{place}. How many boats?", str(place), "")]
    slots = plan_layouts(letter_of(*lines))[0].slots
    assert len(slots) == MAX_LABELS
    assert [span.line for span in slots[-1].answer] == [3 * MAX_LABELS - 1]


def test_answers_numbered_with_an_a_stand_below_all_questions() -> None:
    lines = [
        "Q1. How many vans?",
        "Q2. How many cars, of",
        "(i) petrol",
        "(ii) gas?",
        "Q3. How many lorries?",
        "Q4. Why?",
        "",
    ]
    answers = [
        "Our replies",
        "A1. 14",
        "A2. (i) 22 (ii) None",
        "The following table answers questions 3 and 4.",
        "Lorries 5",
    ]
    assert {number: answer for number, (_, answer) in first(*lines, *answers).items()} == {
        "Q1": ["14"],
        "Q2": [],
        "Q2.i": ["22"],
        "Q2.ii": ["None"],
        "Q3": ["Lorries 5"],
        "Q4": ["Lorries 5"],
    }


def test_an_a_beneath_its_question_is_a_mark() -> None:
    lines = ["Q1: How many vans?", "A1: 14", "Q2: How many cars?", "A2: 22", "Q3: Any lorries?", "A3: see A2"]
    assert {number: answer for number, (_, answer) in first(*lines).items()} == {
        "Q1": ["14"],
        "Q2": ["22"],
        "Q3": ["see A2"],
    }


BARE = [
    "1(a) How many vans?",
    "1(b) How many cars?",
    "2 What did they cost?",
    "3 How far did they go?",
    "4 Who drove?",
    "",
]


def test_answers_open_with_the_bare_numbers_of_their_questions() -> None:
    answers = [
        "Response",
        "1(a) 14",
        "1(b)",
        "22 in all",
        "2 £4,000",
        "3 28.5 miles",
        "31 cars went further",
        "4 9 drivers",
    ]
    assert {number: answer for number, (_, answer) in first(*BARE, *answers).items()} == {
        "1a": ["14"],
        "1b": ["22 in all"],
        "2": ["£4,000"],
        "3": ["28.5 miles", "31 cars went further"],
        "4": ["9 drivers"],
    }


def test_a_line_may_open_with_the_bare_numbers_of_several_questions() -> None:
    answers = ["1(a) 14", "1(b) 22", "2 and 3 All of it is held by the garage.", "4 Nobody"]
    read = {number: answer for number, (_, answer) in first(*BARE, *answers).items()}
    assert read["2"] == read["3"] == ["All of it is held by the garage."]
    assert read["4"] == ["Nobody"]


def test_numbers_that_open_rows_and_follow_no_list_are_no_labels() -> None:
    rows = ["Month Vans", "1 14", "2 22", "3 9"]
    asked = ["1 How many vans were hired each month?", "2 What did they cost?", "3 Who drove?"]
    assert not bare_answers(letter_of(*asked, "4 Why?", "5 When?", "", *rows).lines)
    assert not bare_answers(letter_of(*asked, "", "1", *rows, "2 £400", "3 Nobody").lines)
    assert bare_answers(letter_of(*asked, "", "1 14", "2 £400", "3 Nobody").lines) == {5: "1", 6: "2", 7: "3"}


def test_a_notice_names_parts_by_roman_numbers_and_runs_on_over_lines() -> None:
    lines = [
        "I) How many trams broke down?",
        "II) How many were towed?",
        "III) What is paid for each?",
        "IV) How many hours were lost?",
    ]
    answers = ["I and II together: 207 broke down and 61 were towed.", "", "Reasons for refusal of parts", ""]
    notice = [
        "As regards III, the rate is exempt under section 43(2). As regards IV, some",
        "5,500 logs would be read; section 12(1)",
        "therefore applies.",
    ]
    letter = letter_of(*lines, "", *answers, *notice)
    slots = {slot.number: slot for slot in plan_layouts(letter)[0].slots}
    assert quoted(letter, slots["I"].answer) == ["207 broke down"]
    assert quoted(letter, slots["II"].answer) == ["61 were towed."]
    assert quoted(letter, slots["III"].notices) == ["As regards III, the rate is exempt under section 43(2)."]
    assert quoted(letter, slots["IV"].notices) == ["As regards IV, some", *notice[1:]]


WHOLE = "We estimate that answering your request would exceed the limit. We therefore refuse your request under section 12(1) of the Freedom of Information Act 2000."


@pytest.mark.parametrize(
    ("refusal", "whole"),
    [
        (WHOLE, True),
        (
            "To comply with this request would take 90 hours, so section 12(1) of the Freedom of Information Act 2000 applies.",
            True,
        ),
        (
            "Your request has been refused as vexatious under section 14(1) of the Freedom of Information Act 2000.",
            True,
        ),
        ("The drivers' names are exempt under section 40(2) of the Freedom of Information Act 2000.", False),
    ],
)
def test_a_refusal_of_the_request_is_of_all_its_questions(refusal: str, *, whole: bool) -> None:
    letter = letter_of("1. How many vans?", "2. How many cars?", "3. Who drove them?", "", refusal)
    slots = plan_layouts(letter)[0].slots
    assert (quoted(letter, slots[0].answer) == [refusal]) == whole
    assert (slots[0].shared == ("1", "2", "3")) == whole


def test_marks_that_take_turns_part_the_questions_whatever_these_look_like() -> None:
    marked = ["Request:", "Boats let, and to whom", "", "Response:", "Hire fleet: 14", "Schools: 3", ""]
    listed = ["Request:", "The three longest moorings.", "Response:", "1. Quay - 31", "2. Basin - 27", "3. Lock - 12"]
    assert cheapest(*marked, *listed, "", "Request:", "What is the fee?", "Response:", "£4") == {
        "1": (["Boats let, and to whom"], ["Hire fleet: 14", "Schools: 3"]),
        "2": (["The three longest moorings."], ["1. Quay - 31", "2. Basin - 27", "3. Lock - 12"]),
        "3": (["What is the fee?"], ["£4"]),
    }


@pytest.mark.parametrize(
    ("asked", "answered"), [("Question: ", "Answer: "), ("Q: ", "A: "), ("Your request: ", "Our reply: ")]
)
def test_a_question_may_stand_beside_its_mark(asked: str, answered: str) -> None:
    questions = {"Boats let": "14", "The length of each mooring, with": "12m", "How many are vacant?": "2"}
    lines = [line for words, told in questions.items() for line in (f"{asked}{words}", f"{answered}{told}", "")]
    lines.insert(4, "the name of its quay")
    assert cheapest(*lines) == {
        "1": (["Boats let"], ["14"]),
        "2": (["The length of each mooring, with", "the name of its quay"], ["12m"]),
        "3": (["How many are vacant?"], ["2"]),
    }


def test_one_mark_and_its_answer_are_no_turns() -> None:
    assert marked_turns(letter_of("Request: boats", "14", "Response:", "14").lines) == ()
    assert marked_turns(letter_of("Request:", "boats", "Response:", "14", "Request:", "cost").lines) == ()


@pytest.mark.parametrize(
    "asked",
    [
        "How many boats were let?",
        "*The number of boats that were let*",
        "Has the fee risen? If so, please give it.",
    ],
)
def test_a_paragraph_that_asks_beneath_a_label_alone_is_the_question(asked: str) -> None:
    layout = first("**Question 1**", "", asked, "", "14", "", "**Question 2**", "", "What is the fee?", "", "£4")
    assert layout == {"1": ([asked], ["14"]), "2": (["What is the fee?"], ["£4"])}


def test_a_paragraph_that_states_beneath_a_label_alone_is_an_answer() -> None:
    layout = first("Question 1", "", "There were 14 boats.", "", "Question 2", "", "What is the fee?", "", "£4")
    assert layout["1"] == ([], ["There were 14 boats."])


@pytest.mark.parametrize("rows", [["2 14"], ["1 14", "2 22", "3 9"], ["9 14"]])
def test_bare_numbers_without_end_are_rows_and_take_no_time(rows: list[str]) -> None:
    began = perf_counter()
    assert not bare_answers(letter_of("1 How many?", "2 Why?", "3 Who?", "", *rows * 20_000).lines)
    assert perf_counter() - began < 5
