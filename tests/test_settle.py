from __future__ import annotations

from dataclasses import replace

import pytest

from disclosed.addresses import index_figures, parse_ref
from disclosed.findings import WHOLE_ANSWER, line_of
from disclosed.model import (
    Finding,
    Letter,
    Letterhead,
    Line,
    Printed,
    ReadFigure,
    Reading,
    SetAside,
    Span,
    Value,
)
from disclosed.reading.lines import fold
from disclosed.settling.periods import parse_period, period_label
from disclosed.settling.reuse import check_reuse
from disclosed.settling.settings import Reuse
from disclosed.settling.settle import Place, Settled, settle
from disclosed.settling.sources import RequestSource
from tests.making import LICENCE, make_letter, make_reading, make_request

PUBLISHED = "state: published\npublished: 2026-01-01\n"
BINS = make_reading({"1": [("Large", 12), ("Small", 3)], "2": [("", 40)], "3": "withheld", "4": "text"}, refusals={"3": "FOIA s40(2)"})  # fmt: skip
# The lines of BINS: 1 licence, 2 "1. How many …", 3 "Large: 12", 4 "Small: 3", 5 "2. …", 6 "40", 7 "3. …", 8 "It is withheld.".


def settled(yml: str = "", reading: Reading = BINS, request: RequestSource | None = None) -> Settled:
    return settle(
        reading, make_letter(PUBLISHED + yml), request=request or make_request(), place=Place("northtown", "printed", 1)
    )


def errors(yml: str, reading: Reading = BINS) -> list[str]:
    return [line_of(found) for found in settled(yml, reading).findings if found.level == "error"]


def figures(made: Settled) -> list[tuple[str, str, object, str]]:
    return [(row.question, row.row_label, row.value, row.read_by) for row in made.figures]


def test_a_figure_keeps_its_value_words_and_place() -> None:
    row = settled().figures[0]
    assert (row.figure, row.as_written, row.line, row.column_from, row.column_to) == (
        "bins/northtown/L3C8",
        "12",
        3,
        8,
        9,
    )


def test_every_published_figure_quotes_its_line() -> None:
    made = settled()
    text = {row.line: row.text for row in made.lines}
    assert [text[row.line][row.column_from - 1 : row.column_to] for row in made.figures] == ["12", "3", "40"]


def test_a_person_points_at_words_and_the_value_is_read_from_them() -> None:
    made = settled("readings:\n  - line: 6\n    words: '40'\n    question: Q1\n    labels: [Huge]\n")
    assert figures(made) == [("1", "Large", 12, "program"), ("1", "Small", 3, "program"), ("1", "Huge", 40, "person")]


def test_what_stands_beside_the_words_counts_too() -> None:
    reading = make_reading({"1": [("Sites", 3)], "2": "text"})
    lines = list(reading.letter.lines)
    text = "Roughly 140 graves on 3.2 hectares."
    lines[4] = Line(5, text, fold(text))
    entries = "readings:\n  - {line: 5, words: '140', question: Q2, labels: [Graves]}\n  - {line: 5, words: '3.2', question: Q2}\n"
    made = settled(entries, replace(reading, letter=Letter(tuple(lines))))
    assert [(row.as_written, row.unit, row.approximate) for row in made.figures if row.line == 5] == [
        ("140", "", True),
        ("3.2", "hectares", False),
    ]


def test_words_that_stand_twice_need_a_column() -> None:
    reading = make_reading({"1": [("3", 3)]})
    entry = "readings:\n  - line: 3\n    words: '3'\n    question: Q1\n    labels: [Three]\n"
    assert errors(entry, reading) == [
        "content/requests/bins/northtown.yml:4: '3' stands 2 times on line 3 of the letter. Add column: 1, 4."
    ]
    made = settled(entry + "    column: 4\n", reading)
    assert [(row.row_label, row.value, row.column_from) for row in made.figures] == [("Three", 3, 4)]


def test_a_number_set_aside_is_no_figure_any_more() -> None:
    made = settled("readings:\n  - line: 6\n    words: '40'\n    set_aside: age\n")
    assert figures(made) == [("1", "Large", 12, "program"), ("1", "Small", 3, "program")]
    assert [(row.question, row.line, row.as_written, row.reason) for row in made.set_aside] == [("2", 6, "40", "age")]


def test_a_question_that_loses_its_last_figure_is_answered_in_words() -> None:
    made = settled("readings:\n  - line: 6\n    words: '40'\n    set_aside: words\n")
    assert [(row.question, row.outcome) for row in made.questions[:2]] == [("1", "figures"), ("2", "text")]


def test_an_outcome_with_lines_makes_those_the_answer() -> None:
    made = settled("readings:\n  - question: Q2\n    outcome: text\n    lines: 8-8\n")
    row = next(row for row in made.questions if row.question == "2")
    assert (row.outcome, row.answer, row.answer_first_line) == ("text", "It is withheld.", 8)
    assert [row.question for row in made.figures] == ["1", "1"]
    assert made.lines[7].question == "2"


YML = "content/requests/bins/northtown.yml"


@pytest.mark.parametrize(
    ("yml", "message"),
    [
        ("readings: [{line: 6, words: '41', question: Q2}]", f"{YML}:3: '41' does not stand on line 6 of the letter. The line is '40'."),
        ("readings: [{line: 6, words: '40', column: 2, question: Q2}]", f"{YML}:3: '40' does not stand on line 6 of the letter at column 2. The line is '40'."),
        ("readings: [{line: 4, words: '40', question: Q2}]", f"{YML}:3: '40' does not stand on line 4 of the letter. The line is 'Small: 3'. The words stand on line 6."),
        ("readings: [{line: 99, words: '40', question: Q2}]", f"{YML}:3: The letter has 10 lines, and no line 99. Check the line."),
        ("readings: [{line: 6, words: '40', question: Q5}]", f"{YML}:3: The letter has no question 5. Its questions are 1, 2, 3, 4."),
        ("readings: [{line: 8, words: It is, question: Q3}]", f"{YML}:3: 'It is' is no quantity. Point at the words of one quantity, or set them aside with a reason."),
        ("readings: [{question: Q9, outcome: text}]", f"{YML}:3: The letter has no question 9. Its questions are 1, 2, 3, 4."),
        ("readings: [{question: Q2, outcome: text, lines: 8-99}]", f"{YML}:3: The letter has 10 lines, and no line 99. Check the lines."),
        ("readings:\n  - {line: 6, words: '40', question: Q2}\n  - {line: 6, words: '40', set_aside: age}", f"{YML}:5: '40' on line 6 is claimed twice; the first is in line 4. Keep one of them."),
        ("readings: [{line: 6, words: '40', question: Q1, labels: [large]}]", f"{YML}:3: Question 1 large has two figures, on lines 3 and 6. Give them different labels, or set one aside."),
        ("questions: {Q7: Q1}", f"{YML}:3: The letter has no question 7. Its questions are 1, 2, 3, 4."),
        ("not_compared: [{question: Q7, reason: x}]", f"{YML}:3: The letter has no question 7. Its questions are 1, 2, 3, 4."),
        ("notes: [{question: Q7, words: x}]", f"{YML}:3: The letter has no question 7. Its questions are 1, 2, 3, 4."),
        ("labels: {Larg: Big}", f"{YML}:3: No figure of the letter is labelled 'Larg'. Did you mean 'Large'?"),
        ("settled: [{finding: formula_like_cell, line: 3, reason: x, by: y}]", f"{YML}:3: There is no finding 'formula_like_cell' on line 3 to settle. Delete the entry."),
        ("reuse: {ground: permission}", f"{YML}:3: The ground 'permission' does not say who decided, and on what words. Add by, and words or source."),
        ("reuse: {ground: stated, licence: OGL-3}", f"{YML}:3: 'OGL-3' is no open licence known here. Did you mean 'OGL-UK-3.0'?"),
    ],
)  # fmt: skip
def test_what_no_longer_fits_the_letter_is_an_error(yml: str, message: str) -> None:
    assert errors(yml + "\n") == [message]


def test_words_that_state_none_of_something_are_a_figure_of_nought() -> None:
    reading = make_reading({"1": "text"})
    lines = list(reading.letter.lines)
    text = "No fixed penalty notices were issued in 2024/25; 12 warning letters were sent."
    lines[2] = Line(3, text, fold(text))
    reading = replace(reading, letter=Letter(tuple(lines)))
    made = settled("readings:\n  - {line: 3, words: No fixed penalty notices, question: Q1}\n", reading)
    assert [(row.as_written, row.value, row.read_by) for row in made.figures] == [
        ("No fixed penalty notices", 0, "person")
    ]
    assert errors("readings:\n  - {line: 3, words: No fixed, question: Q1}\n", reading) == []
    assert errors("readings:\n  - {line: 3, words: warning letters, question: Q1}\n", reading) == [
        f"{YML}:4: 'warning letters' is no quantity. Point at the words of one quantity, or set them aside with a reason."
    ]


def test_a_figure_pointed_at_where_the_program_sees_it_keeps_the_value_that_stands_there() -> None:
    figure = ReadFigure(("Spend",), Value(4_812_000, "GBP"), "4 812", Span(3, 8, 12))
    (question,) = make_reading({"1": "text"}).questions
    reading = make_reading({"1": "text"})
    lines = list(reading.letter.lines)
    lines[2] = Line(3, "Spend: 4 812", fold("Spend: 4 812"))
    question = replace(question, outcome="figures", figures=(figure,))
    reading = replace(reading, letter=Letter(tuple(lines)), questions=(question,))
    made = settled("readings:\n  - {line: 3, words: 4 812, question: Q1, labels: [Staff]}\n", reading)
    assert [(row.row_label, row.value, row.unit, row.read_by) for row in made.figures] == [
        ("Staff", 4_812_000, "GBP", "person")
    ]


def test_a_range_or_an_unexplained_mark_is_no_figure_by_pointing_either() -> None:
    reading = make_reading({"1": [("Fee", 45)], "2": "text"})
    lines = list(reading.letter.lines)
    for place, text in ((2, "Fee: 45-300"), (4, "Small: *")):
        lines[place] = Line(place + 1, text, fold(text))
    reading = replace(reading, letter=Letter(tuple(lines)))
    assert errors("readings:\n  - {line: 3, words: 45-300, question: Q1}\n", reading) == [
        f"{YML}:4: '45-300' is a range, not one quantity. Point at the words of one quantity, or set them aside with a reason."
    ]
    assert errors("readings:\n  - {line: 5, words: '*', question: Q2}\n", reading) == [
        f"{YML}:4: '*' is a mark that the letter does not explain. Point at the words of one quantity, or set them aside with a reason."
    ]


DOUBT = Finding("uncertain_reading", "warning", "Two ways.", "Settle it.", line=6, question="2")


def test_a_doubtful_figure_stays_out_and_its_number_is_set_aside() -> None:
    made = settled(reading=replace(BINS, findings=(DOUBT,)))
    assert [row.question for row in made.figures] == ["1", "1"]
    assert [(row.as_written, row.reason) for row in made.set_aside] == [("40", "uncertain reading")]
    assert [row.outcome for row in made.questions] == ["figures", "text", "withheld", "text"]
    assert [(found.code, found.file) for found in made.findings] == [
        ("uncertain_reading", "content/requests/bins/northtown.txt")
    ]


@pytest.mark.parametrize(
    "yml",
    [
        "readings:\n  - {line: 6, words: '40', question: Q2}\n",
        "settled:\n  - {finding: uncertain_reading, line: 6, reason: Compared., by: editor}\n",
        "settled:\n  - {finding: uncertain_reading, question: Q2, reason: Compared., by: editor}\n",
    ],
)
def test_a_person_settles_a_doubt_by_pointing_or_by_saying_so(yml: str) -> None:
    made = settled(yml, replace(BINS, findings=(DOUBT,)))
    assert [row.question for row in made.figures] == ["1", "1", "2"]
    assert made.findings == ()


WHOLE = replace(DOUBT, line=3, question="1", extra=(WHOLE_ANSWER,))
FIRST, SECOND = ("  - {line: 3, words: '12', question: Q1, labels: Large}\n", "  - {line: 4, words: '3', question: Q1, labels: Small}\n")  # fmt: skip


@pytest.mark.parametrize(
    ("yml", "figures", "open_doubts"),
    [
        ("", [], 1),
        ("readings:\n" + FIRST, [12], 1),  # of the other figure the person has said nothing
        ("readings:\n" + FIRST + SECOND, [12, 3], 0),
        ("settled:\n  - {finding: uncertain_reading, question: Q1, reason: Compared., by: editor}\n", [12, 3], 0),
    ],
)
def test_a_doubt_about_a_whole_answer_holds_all_its_figures_back(
    yml: str, figures: list[int], open_doubts: int
) -> None:
    made = settled(yml, replace(BINS, findings=(WHOLE,)))
    assert [row.value for row in made.figures if row.question == "1"] == figures
    assert len(made.findings) == open_doubts


def test_where_a_letter_passes_the_readers_bounds_nothing_after_is_published() -> None:
    made = settled(reading=replace(BINS, findings=(replace(DOUBT, line=4, question=None),)))
    assert [row.line for row in made.figures] == [3]


def test_a_number_that_nothing_explains_is_told_until_it_is_set_aside() -> None:
    unread = Finding("unread_number", "warning", "The number 7.", "Point at it.", line=6, question="2")
    assert [found.code for found in settled(reading=replace(BINS, findings=(unread,))).findings] == ["unread_number"]
    yml = "readings:\n  - {line: 6, words: '40', set_aside: a page number}\n"
    assert settled(yml, replace(BINS, findings=(unread,))).findings == ()


def test_questions_keep_the_letters_numbers_and_take_the_requests_beside_them() -> None:
    rows = settled("questions: {Q2: Q3a}\n").questions
    assert [(row.question, row.request_question) for row in rows] == [("1", "1"), ("2", "3a"), ("3", "3"), ("4", "4")]


def test_labels_map_to_the_requests_and_figures_keep_the_printed_one() -> None:
    made = settled("labels: {Large: Big}\n")
    assert made.labels == {("bins/northtown", "large"): "Big"}
    assert made.figures[0].row_label == "Large"


def head(licence: str | None) -> Letterhead:
    return Letterhead(licence=None if licence is None else Printed(licence, LICENCE, Span(1, 1, len(LICENCE))))


@pytest.mark.parametrize(
    ("licence", "yml", "front", "ground", "publish"),
    [
        ("OGL-UK-3.0", "", "", "stated", "all"),
        (None, "", "", "none", "metadata"),
        ("", "", "", "none", "metadata"),
        (None, "", "reuse: {ground: authority_policy, by: e, words: w}\n", "authority_policy", "all"),
        ("OGL-UK-3.0", "", "reuse: {ground: authority_policy, by: e, words: w}\n", "stated", "all"),
        (None, "reuse: {ground: permission, by: e, source: s, publish: figures}\n", "", "permission", "figures"),
        (None, "reuse: {publish: figures}\n", "", "none", "metadata"),
    ],
)  # fmt: skip
def test_the_nearest_ground_for_reuse_wins(
    licence: str | None, yml: str, front: str, ground: str, publish: str
) -> None:
    made = settled(yml, replace(BINS, letterhead=head(licence)), make_request(f"title: T\n{front}"))
    assert (made.response.ground, made.response.publish) == (ground, publish)


def test_the_sites_ground_is_the_last_resort() -> None:
    reuse = Reuse(ground="facts_and_quotation", publish="figures", by="e", words="w")
    made = settle(
        replace(BINS, letterhead=head(None)),
        make_letter(PUBLISHED),
        request=make_request(),
        place=Place("northtown", "printed", 1),
        site_reuse=reuse,
    )
    assert (made.response.ground, made.response.publish) == ("facts_and_quotation", "figures")


def test_a_stated_ground_needs_a_letter_that_states_one() -> None:
    assert errors("reuse: {ground: stated}\n", replace(BINS, letterhead=head(None))) == [
        f"{YML}:3: The ground is 'stated', and the letter prints no licence. Write the ground it rests on, with words and source."
    ]


def test_a_ground_for_many_letters_cannot_be_that_each_states_one() -> None:
    request = make_request("title: T\nreuse: {ground: stated}\n")
    assert [line_of(found) for found in check_reuse(request.settings.reuse, request.source, None)] == [
        "content/requests/bins/request.md:3: The ground 'stated' is a letter's own, and cannot hold for letters that state nothing. Write the ground that holds for all, or delete it."
    ]
    made = settled(reading=replace(BINS, letterhead=head(None)), request=request)
    assert (made.response.ground, made.response.publish) == ("none", "metadata")


def test_without_a_ground_only_metadata_and_outcomes_go_out() -> None:
    made = settled(reading=replace(BINS, letterhead=head(None)))
    assert (made.lines, made.figures, made.refusals, made.set_aside) == ((), (), (), ())
    assert [(row.text, row.answer, row.outcome) for row in made.questions] == [
        ("", "", outcome) for outcome in ("figures", "figures", "withheld", "text")
    ]


def test_figures_alone_go_out_with_the_lines_that_hold_them() -> None:
    aside = (SetAside("How", Span(2, 4, 6), "question text"), SetAside("It", Span(8, 1, 2), "words"))
    made = settled("reuse: {ground: permission, by: e, source: s, publish: figures}\n", replace(BINS, set_aside=aside))
    assert [row.line for row in made.lines] == [3, 4, 6, 8]
    assert [row.line for row in made.set_aside] == [8]
    assert {row.answer for row in made.questions} == {""}
    assert made.questions[0].text == "1. How many under 18?"


@pytest.mark.parametrize(
    ("yml", "state"), [("withdrawn: 2026-02-01\n", "withdrawn"), ("under_review: 2026-02-01\n", "under_review")]
)
def test_a_withdrawn_letter_leaves_its_name_alone(yml: str, state: str) -> None:
    made = settled(f"subject: Bins\nreference: A1\n{yml}")
    assert (made.response.state, made.response.updated) == (state, "2026-02-01")
    assert (made.response.subject, made.response.reference, made.response.licence_words) == ("", "", "")
    assert (made.questions, made.lines, made.figures, made.notes) == ((), (), (), ())


def test_control_characters_show_as_their_pictures_and_columns_stay() -> None:
    reading = make_reading({"1": [("a\rb\x1b[31m\tc", 3)]})
    made = settled(reading=reading)
    assert made.figures[0].row_label == "a␍b␛[31m\tc"
    line = next(row for row in made.lines if row.line == 3)
    assert line.text[made.figures[0].column_from - 1 : made.figures[0].column_to] == "3"


PERIODS = """title: T
periods:
  2022: 2022
  2023-24: 2023-04-01/2024-03-31
  2025:
    is: 2025-01-01/.. part
    words: January to May 2025
"""


def test_a_label_that_is_a_period_says_which() -> None:
    reading = make_reading({"1": [("2022", "Men", 5), ("2023–24", "Men", 6), ("2025", 7), ("All", 18)]})
    rows = settled(reading=reading, request=make_request(PERIODS)).figures
    assert [(row.period, row.period_start, row.period_end, row.partial) for row in rows] == [
        ("2022", "2022-01-01", "2022-12-31", False),
        ("2023-24", "2023-04-01", "2024-03-31", False),
        ("January to May 2025", "2025-01-01", "", True),
        ("", "", "", False),
    ]


def test_one_period_is_that_of_every_figure() -> None:
    rows = settled(request=make_request("title: T\nperiod: 2020-04-01/2021-03-31\n")).figures
    assert {(row.period, row.period_start) for row in rows} == {("1 April 2020 to 31 March 2021", "2020-04-01")}


STATED = """periods:
  - question: Q1
    period: 2017-04-01/2018-03-31
  - question: Q1
    label: All
    period: 2017
  - label: 2025
    period: 2025-01-01/.. part
    named: January to May 2025
  - line: 5
    words: "18"
    column: 6
    period: 2016
"""


def test_a_person_states_the_period_of_an_answer_a_label_or_one_figure_and_the_narrowest_counts() -> None:
    reading = make_reading({"1": [("Men", 5), ("2025", 7), ("All", 18)], "2": [("All", 4)]})
    whole = make_request("title: T\nperiod: 2018-04-01/2019-03-31\n")
    rows = settled(STATED, reading=reading, request=whole).figures
    assert [(row.period, row.period_start, row.period_end, row.partial) for row in rows] == [
        ("1 April 2017 to 31 March 2018", "2017-04-01", "2018-03-31", False),
        ("January to May 2025", "2025-01-01", "", True),
        ("1 January 2016 to 31 December 2016", "2016-01-01", "2016-12-31", False),
        ("1 April 2018 to 31 March 2019", "2018-04-01", "2019-03-31", False),
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{question: Q3, period: 2017}", "Question 3 has no figure whose period could be stated. Check its number."),
        ("{label: Mem, period: 2017}", "No figure whose period is stated here is labelled 'Mem'. Did you mean 'Men'?"),
        ("{line: 4, words: '6', period: 2017}", "There is no figure '6' on line 4, whose period is stated. Point at its words, or delete the entry."),
    ],
)  # fmt: skip
def test_a_period_that_is_stated_for_nothing_is_an_error(entry: str, message: str) -> None:
    made = settled(f"periods:\n  - {entry}\n", reading=make_reading({"1": [("Men", 5)]}))
    assert [f"{one.message} {one.remedy}" for one in made.findings if one.level == "error"] == [message]


@pytest.mark.parametrize(
    ("label", "period", "words"),
    [
        ("2022", "2022", "2022"),
        ("2022", "2022-04-01/2023-03-31", "1 April 2022 to 31 March 2023"),
        ("2022/23", "2022-04-01/2023-03-31", "2022/23"),
        ("2022/23", "2022-09-01/2023-08-31", "1 September 2022 to 31 August 2023"),
        ("Aged 11 to 13", "2022", "1 January 2022 to 31 December 2022"),
    ],
)
def test_a_printed_label_names_a_stated_period_only_where_it_means_those_days(
    label: str, period: str, words: str
) -> None:
    stated = f'periods:\n  - label: "{label}"\n    period: {period}\n'
    (row,) = settled(stated, reading=make_reading({"1": [(label, 5)]})).figures
    assert row.period == words


def test_a_period_that_is_stated_twice_is_an_error() -> None:
    entry = "  - {question: Q1, period: 2017}\n"
    made = settled(f"periods:\n{entry}{entry}", reading=make_reading({"1": [("Men", 5)]}))
    (found,) = [one for one in made.findings if one.level == "error"]
    assert (found.message, found.remedy) == ("Its period is stated twice.", "Keep one of the entries.")


@pytest.mark.parametrize(
    ("interval", "words", "start", "end"),
    [
        ("2020-04-01/2021-03-31", "April 2020 to March 2021", "2020-04-01", "2021-03-31"),
        ("2022", "2022", "2022-01-01", "2022-12-31"),
        ("2022-01-01/2022-12-31", "2022", "2022-01-01", "2022-12-31"),
        ("2022-01-01/2024-12-31", "2022 to 2024", "2022-01-01", "2024-12-31"),
        ("2022/2025-05", "2022 to May 2025", "2022-01-01", ""),
        ("2025-01-01/2025-05-31", "January to May 2025", "2025-01-01", "2025-05-31"),
        ("2024-02", "February 2024", "2024-02-01", "2024-02-29"),
        ("2024-02-05/2024-03-04", "5 February 2024 to 4 March 2024", "2024-02-05", "2024-03-04"),
        ("2024-02-05", "5 February 2024", "2024-02-05", "2024-02-05"),
        ("2025-01-01/..", "", "2025-01-01", ""),
    ],
)
def test_a_period_keeps_what_its_text_fixes(interval: str, words: str, start: str, end: str) -> None:
    period = parse_period(interval)
    assert (period.words, period.start, period.end) == (words, start, end)


def test_periods_together_are_named_from_the_first_to_the_last() -> None:
    assert period_label([parse_period("2023"), parse_period("2022")]) == "2022 to 2023"
    assert period_label([parse_period("2023"), parse_period("2025-01-01/.. part")]) == ""
    assert period_label([]) == ""


MISSING = (Finding("date_missing", "note", "No date."), Finding("reference_missing", "note", "No reference."))


@pytest.mark.parametrize(
    ("findings", "yml", "words"),
    [
        (MISSING, "", "The letter prints no date and no reference."),
        (MISSING[:1], "", "The letter prints no date."),
        (MISSING, "reference: FOI 12\n", "The letter prints no date and no reference. An editor gives the reference FOI 12."),
        (MISSING[1:], "", "The letter prints no reference."),
    ],
)  # fmt: skip
def test_what_the_letters_head_lacks_is_one_note(findings: tuple[Finding, ...], yml: str, words: str) -> None:
    assert [row.words for row in settled(yml, replace(BINS, findings=findings)).notes] == [words]


def test_a_persons_note_on_a_finding_stands_in_the_programs_place() -> None:
    found = (
        Finding("partial_period", "note", "A period is cut short.", question="1"),
        Finding("part_unanswered", "note", "Something is not answered.", question="2"),
        Finding("licence_version_missing", "note", "No version."),
        Finding("formula_like_cell", "warning", "A formula.", line=3),
    )
    notes = settled(
        "notes:\n  - {finding: partial_period, words: To May., name: may}\n", replace(BINS, findings=found)
    ).notes
    assert [(row.sequence, row.code, row.question, row.words, row.by, row.name) for row in notes] == [
        (1, "partial_period", "", "To May.", "editor", "may"),
        (2, "part_unanswered", "2", "Something is not answered.", "program", ""),
    ]


def test_what_is_not_compared_is_told_with_the_letters_words() -> None:
    made = settled("not_compared:\n  - {question: Q1, reason: It counts sacks., quote: per sack}\n")
    assert [(row.code, row.question, row.words) for row in made.notes] == [
        ("not_compared", "1", 'It counts sacks. The letter says: "per sack"')
    ]
    assert made.not_compared == frozenset({"1"})


def test_the_day_of_the_request_keeps_its_place_and_one_that_is_given_two_ways_is_left_out() -> None:
    def sent(*days: str, yml: str = "") -> tuple[object, ...]:
        dates = tuple(("request", Printed(day, day, Span(1, 4, 14))) for day in days)
        reading = replace(BINS, letterhead=replace(BINS.letterhead, other_dates=(*dates, ("received", dates[0][1]))))
        row = settled(yml, reading).response
        return (row.request_sent, row.request_line, row.request_column_from, row.request_column_to)

    assert sent("2025-05-27") == ("2025-05-27", 1, 4, 14)
    assert sent("2025-05-27", "2025-05-27") == ("2025-05-27", 1, 4, 14)
    assert sent("2025-05-27", "2025-05-28") == ("", None, None, None)
    assert sent("2025-05-27", yml="withdrawn: 2026-02-01\n") == ("", None, None, None)


def test_what_a_person_gives_of_a_letter_is_told_from_what_it_prints() -> None:
    received = (("received", Printed("2025-05-28", "28 May 2025", Span(1, 4, 14))),)
    reading = replace(BINS, letterhead=replace(BINS.letterhead, other_dates=received, date=None))

    def row(yml: str) -> tuple[str, str, str]:
        made = settled(yml, reading).response
        return (made.received, made.date, made.from_editor)

    assert row("") == ("2025-05-28", "", "")
    assert row("received: 2025-05-28\n") == ("2025-05-28", "", "")
    assert row("received: 2025-05-27\ndate: 2025-06-03\nurl: https://x.example/1\n") == (
        "2025-05-27",
        "2025-06-03",
        "date;received;url",
    )
    assert row("received: 2025-05-27\nwithdrawn: 2026-02-01\n") == ("", "", "")


def test_a_number_that_the_letter_prints_with_a_q_is_addressed_like_any_other() -> None:
    reading = make_reading({"Q1": [("Large", 12), ("Small", 3)], "Q2": [("", 16)]})
    letter = make_letter(
        'state: published\npublished: 2026-01-01\nreadings:\n  - {line: 6, words: "16", question: Q2}\n'
    )
    request = make_request("title: T\nabout: {Q2: the rest}\n", letter)
    made = settle(reading, letter, request=request, place=Place("northtown", "printed", 1))
    assert [found.message for found in made.findings if found.level == "error"] == []
    assert [(row.question, row.request_question, row.about) for row in made.questions] == [
        ("Q1", "1", ""),
        ("Q2", "2", "the rest"),
    ]
    figures = index_figures(made.figures, made.questions)
    assert [row.figure for row in figures.find(parse_ref("Q1[Small]"), "northtown")] == ["bins/northtown/L4C8"]
    assert [row.read_by for row in figures.find(parse_ref("Q2"), "northtown")] == ["person"]
    alone = index_figures(made.figures)
    assert [row.figure for row in alone.find(parse_ref("Q1[Large]"), "northtown")] == ["bins/northtown/L3C8"]
