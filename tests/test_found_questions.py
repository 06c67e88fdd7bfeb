"""Questions that a person finds in a letter, and those that are none: where everything stands then, and what is read there."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosed.findings import line_of
from disclosed.model import Letter, Reading, Span
from disclosed.naming import bare_number
from disclosed.reading.inspection import unread_numbers
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.reading.standing import parent_of
from disclosed.reading.stretches import Owners, find_stretches, without_stretches
from disclosed.settling.corrections import correct
from disclosed.settling.line_ranges import LineRange, parse_line_range
from disclosed.settling.settle import Place, Settled, settle
from tests.making import LICENCE, make_letter, make_reading, make_request

LETTERS, MORE = (Path(__file__).parent / name for name in ("letters", "more_letters"))
YML = "content/requests/bins/northtown.yml"
PUBLISHED = "state: published\npublished: 2026-01-01\n"
BINS = make_reading({"1": [("Large", 12), ("Small", 3)], "2": [("", 40)], "3": "withheld", "4": "text"}, refusals={"3": "FOIA s40(2)"})  # fmt: skip
# The lines of BINS: 1 licence, 2 "1. How many under 18?", 3 "Large: 12", 4 "Small: 3", 5 "2. …", 6 "40", 7 "3. …", 8 "It is withheld.",
# 9 "4. …", 10 "It is text."

FEES = f"""Northtown Borough Council

1. How many burials were there?

31

2. What do you charge for
- a grave
- an ashes plot?

A grave is £640 and an ashes plot is £310.

3. How many complaints were there?

There were 4 complaints.

{LICENCE}
"""


def read(text: str) -> Reading:
    return read_letter(parse_letter(text.encode()))


def with_entries(reading: Reading, yml: str) -> Reading:
    corrected = correct(reading, make_letter(PUBLISHED + yml))
    assert not corrected.problems, [line_of(one) for one in corrected.problems]
    return corrected.reading


def settled(yml: str, reading: Reading = BINS) -> Settled:
    letter = make_letter(PUBLISHED + yml)
    return settle(reading, letter, request=make_request(), place=Place("northtown", "printed", 1))


def errors(yml: str, reading: Reading = BINS) -> list[str]:
    return [line_of(found) for found in settled(yml, reading).findings if found.level == "error"]


def told(reading: Reading) -> list[tuple[str, str, str, str, list[tuple[tuple[str, ...], object]]]]:
    return [
        (one.number, one.text, one.answer, one.outcome, [(figure.labels, figure.value.value) for figure in one.figures])
        for one in reading.questions
    ]


PARTS = """readings:
  - question: Q2a
    asked: 8
    answered: 11:1-15
  - question: Q2b
    asked: 9
    answered: 11:21-41
"""


def test_a_question_that_a_person_points_out_is_read_from_its_lines() -> None:
    made = told(with_entries(read(FEES), PARTS))
    assert made == [
        ("1", "How many burials were there?", "31", "figures", [((), 31)]),
        ("2", "What do you charge for", "", "stem", []),
        ("2a", "a grave", "A grave is £640", "figures", [((), 640)]),
        ("2b", "an ashes plot?", "an ashes plot is £310", "figures", [((), 310)]),
        ("3", "How many complaints were there?", "There were 4 complaints.", "figures", [((), 4)]),
    ]


def test_its_lines_are_marked_as_its_own_and_every_number_is_accounted_for() -> None:
    made = settled(PARTS, read(FEES))
    assert [(row.line, row.part, row.question) for row in made.lines if row.line in {7, 8, 9, 11}] == [
        (7, "question", "2"),
        (8, "question", "2a"),
        (9, "question", "2b"),
        (11, "answer", "2a"),
    ]
    assert [(row.question, row.as_written, row.read_by) for row in made.figures if row.line == 11] == [
        ("2a", "£640", "program"),
        ("2b", "£310", "program"),
    ]
    assert [row.question for row in made.questions] == ["1", "2", "2a", "2b", "3"]
    assert [found.code for found in made.findings if found.level != "note"] == []


def test_what_is_no_question_goes_to_the_answer_above() -> None:
    reading = read(
        "1. How many skips are there?\n\nThere are 43, in these places:\n\n2. Harbour Road depot\n\n3. How many bins?\n\n7\n"
    )
    assert [question.number for question in reading.questions] == ["1", "2", "3"]
    made = with_entries(reading, "readings:\n  - question: Q2\n    none: true\n")
    assert [(one.number, one.answer) for one in made.questions] == [
        ("1", "There are 43, in these places: 2. Harbour Road depot"),
        ("3", "7"),
    ]
    assert made.owners[4] == "1"
    assert made.parts[4] == "answer"


def test_lines_of_no_question_that_nothing_precedes_are_text_around() -> None:
    made = with_entries(BINS, "readings:\n  - question: Q1\n    none: true\n")
    assert [question.number for question in made.questions] == ["2", "3", "4"]
    assert made.parts[1:4] == ("head", "head", "head")
    assert made.owners[1:4] == ("", "", "")


def test_a_number_that_is_none_can_be_given_to_what_it_stands_for() -> None:
    yml = "readings:\n  - question: Q1\n    none: true\n  - question: Q1\n    asked: 2:4-21\n    answered: 4\n"
    made = with_entries(BINS, yml)
    assert told(made)[0] == ("1", "How many under 18?"[:18], "Small: 3", "figures", [(("Small",), 3)])


def test_numbers_that_nobody_has_labelled_wait_for_a_person() -> None:
    text = f"1. How many?\n\n31\n\n2. Tell us of the staff.\n\nThe office opened in 2019 with 14 people, and moved twice in its first 6 years.\n\n{LICENCE}\n"
    yml = "readings:\n  - question: Q2\n    none: true\n  - question: Q2\n    asked: 5\n    answered: 7\n"
    made = settled(yml, read(text))
    found = [one for one in made.findings if one.code == "unread_number"]
    assert [(one.question, one.line) for one in found] == [("2", 7)]
    one = "readings:\n  - line: 7\n    words: '14'\n    question: Q2\n    labels: [People]\n"
    pointed = settled(one + yml.removeprefix("readings:\n"), read(text))
    assert [one.message for one in pointed.findings if one.code == "unread_number"] == [
        "“6” is not read: nothing says for certain what it counts."
    ]
    both = one + "  - line: 7\n    words: '6'\n    set_aside: period\n" + yml.removeprefix("readings:\n")
    assert [one for one in settled(both, read(text)).findings if one.code == "unread_number"] == []
    assert [(row.question, row.value) for row in settled(both, read(text)).figures] == [("1", 31), ("2", 14)]


def test_an_outcome_that_a_person_says_stands_and_its_numbers_do_not_wait() -> None:
    text = "1. How many?\n\n31\n\n2. Tell us of the staff.\n\nThe office has 14 rooms.\n"
    yml = "readings:\n  - question: Q2\n    none: true\n  - question: Q2\n    asked: 5\n    answered: 7\n    outcome: text\n"
    made = settled(yml, read(text))
    assert [row.outcome for row in made.questions] == ["figures", "text"]
    assert [one for one in made.findings if one.code == "unread_number"] == []


def test_a_refusal_in_its_lines_is_relied_on() -> None:
    text = "1. How many?\n\n31\n\nWho complained?\n\nThe names are exempt under section 40(2) of the Freedom of Information Act.\n"
    made = with_entries(read(text), "readings:\n  - question: Q2\n    asked: 5\n    answered: 7\n")
    assert [(one.number, one.outcome, [two.provision for two in one.refusals]) for one in made.questions] == [
        ("1", "figures", []),
        ("2", "withheld", ["FOIA s40(2)"]),
    ]


def test_a_question_without_an_answer_is_unanswered() -> None:
    made = with_entries(read("1. How many?\n\n31\n\nWho complained?\n"), "readings: [{question: Q2, asked: 5}]\n")
    assert [(one.number, one.outcome) for one in made.questions] == [("1", "figures"), ("2", "unanswered")]


def test_one_place_may_answer_several_questions() -> None:
    text = "1. How many?\n\n31\n\nHow many cats?\n\nHow many dogs?\n\nThere are 12 cats and 9 dogs.\n"
    yml = "readings:\n  - {question: Q2, asked: 5, answered: 9}\n  - {question: Q3, asked: 7, answered: 9}\n"
    made = with_entries(read(text), yml)
    assert [one.answer_lines for one in made.questions] == [(3,), (9,), (9,)]


def test_the_number_printed_before_it_is_no_word_of_the_question() -> None:
    text = "> 1. How many?\n> [a] a new grave\n> 2. How few?\n\n1. 31, and [a] is 12\n\n2. None\n"
    letter = parse_letter(text.encode())
    made = with_entries(read_letter(letter), "readings: [{question: Q1a, asked: 2, answered: '5:12-20'}]\n")
    (part,) = (one for one in made.questions if one.number == "1a")
    assert (part.text, part.printed, part.answer) == ("a new grave", "[a]", "is 12")


CLAIM = "Give each its own lines, or its columns of one line, as 30:12-80; what answers both is written alike in both."


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ("{question: Q2, asked: 9}", f"{YML}:4: The letter has question 2 already, on line 5. Give it another number, or say that the other is none: question: Q2, none: true."),
        ("{question: Q9, none: true}", f"{YML}:4: The letter has no question 9. Its questions are 1, 2, 3, 4. Delete the entry."),
        ("{question: Q5, asked: 99}", f"{YML}:4: The letter has 10 lines, and no line 99. Check the lines."),
        ("{question: Q5, asked: '6:1-9'}", f"{YML}:4: Line 6 of the letter has 2 columns, and no column 9. Check the columns."),
        ("{question: Q5, asked: '5:5-9'}", f"{YML}:4: Column 5 of line 5 stands in the middle of a word. Begin and end with whole words."),
        ("{question: Q5, asked: '5:3-3'}", f"{YML}:4: Nothing stands on line 5 of the letter. Check the lines."),
        ("{question: Q5, asked: [5, 4-6]}", f"{YML}:4: Line 5 is named twice. Name each line once."),
        ("{question: Q5, asked: 6, answered: 6}", f"{YML}:4: Line 6 is both the question and its answer. Give each its own columns of the line, as 30:12-80."),
        ("{question: Q5, asked: 5, words: How much}", f"{YML}:4: 'How much' does not stand on line 5 of the letter, where question 5 is said to stand. Look where it stands now, and mend the lines."),
        ("{question: Q5, asked: 5}", f"{YML}:4: Nothing is left of question 2, which stands on line 5. Say that it is none, too: question: Q2, none: true."),
        ("{question: Q5, asked: 3}\n  - {question: Q6, asked: 3-4}", f"{YML}:5: Line 3 is claimed twice; the first is in line 4. {CLAIM}"),
        ("{question: Q5, asked: 3, answered: 4}\n  - {question: Q6, asked: '10', answered: 4-6}", f"{YML}:5: Line 4 is claimed twice; the first is in line 4. {CLAIM}"),
        ("{question: Q5, asked: 3}\n  - {question: Q5, asked: 4}", f"{YML}:5: Question 5 is said twice; the first is in line 4. Keep one of them."),
        ("{question: Q4, none: true}\n  - {question: Q4, none: true}", f"{YML}:5: Question 4 is said twice; the first is in line 4. Keep one of them."),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_letter_is_an_error(entries: str, message: str) -> None:
    assert errors(f"readings:\n  - {entries}\n") == [message]


def test_what_is_wrong_with_a_question_is_told_once_and_everything_else_with_it() -> None:
    yml = "readings:\n  - {question: Q5, asked: 99}\n  - {line: 6, words: '40', question: Q5}\n  - {question: Q2, asked: 9}\n"
    assert [one.partition(": ")[0] for one in errors(yml)] == [f"{YML}:4", f"{YML}:6"]


def test_each_question_of_which_nothing_is_left_is_named() -> None:
    assert [one.partition(", which")[0] for one in errors("readings: [{question: Q5, asked: [5, 7]}]\n")] == [
        f"{YML}:3: Nothing is left of question 2",
        f"{YML}:3: Nothing is left of question 3",
    ]


def test_a_line_that_moves_under_its_entry_is_an_error() -> None:
    yml = "readings:\n  - {question: Q2a, asked: 9, answered: 11, words: ashes plot}\n"
    assert errors(yml, read(FEES)) == []
    (message,) = errors(yml, read("A new first line\n" + FEES))
    assert message.startswith(f"{YML}:4: 'ashes plot' does not stand on line 9 of the letter")


def test_places_are_written_as_lines_or_as_columns_of_one() -> None:
    written = ["30", "30-33", "30:12-80"]
    assert [str(parse_line_range(text)) for text in written] == written
    assert parse_line_range("7-7") == LineRange(7, 7)
    assert [parse_line_range(text) for text in ("0", "3-2", "3:0-4", "3:9-4", "3:4", "x", "")] == [None] * 7


def test_a_part_is_one_of_the_question_whose_number_it_begins_with() -> None:
    numbers = ["1", "2", "3e", "5", "Q7", "A1"]
    assert [parent_of(one, numbers) for one in ("5a", "3e.i", "2.10", "12", "7b", "A2", "9a")] == ["5", "3e", "2", "", "Q7", "", ""]  # fmt: skip


def letter_of(*texts: str) -> Letter:
    return parse_letter("\n".join(texts).encode())


def test_stretches_are_found_again_by_their_words() -> None:
    letter = letter_of("> 1. How many", ">   cats? 12", "and dogs")
    assert find_stretches(letter, (1, 2), "How many cats?") == (Span(1, 6, 13), Span(2, 5, 9))
    assert find_stretches(letter, (3,), "quite other words") == (Span(3, 1, 8),)


def test_what_is_left_of_a_stretch_ends_with_a_word() -> None:
    letter = letter_of("At the moment (a) is £640, (b) is £310 and (c) is £145. People pay more.")
    text = letter.lines[0].text
    taken = [Span(1, text.index(mark) + 1, text.index(end) + len(end)) for mark, end in (("(a)", "£640"), ("(b)", "£310"), ("(c)", "£145"))]  # fmt: skip
    left = without_stretches(letter, (Span(1, 1, len(text)),), taken)
    assert [text[span.first - 1 : span.last] for span in left] == ["At the moment", "People pay more."]


def test_a_doubt_about_one_of_two_answers_on_a_line_is_not_settled_by_pointing_at_the_other() -> None:
    text = "1. How many?\n\n31\n\nHow many cats? How many dogs?\n\nThere are 12 cats at present, and I should mention that a further 40 are strays. There are 9 dogs at present, and I should mention that a further 50 are strays.\n"
    yml = """readings:
  - {question: Q2, asked: '5:1-14', answered: '7:1-80'}
  - {question: Q3, asked: '5:16-29', answered: '7:82-160'}
  - {line: 7, words: '12', question: Q2}
  - {line: 7, words: '40', set_aside: words}
"""
    made = with_entries(read(text), yml)
    assert {found.question for found in made.findings if found.code in {"uncertain_reading", "unread_number"}} == {"3"}


def test_on_a_line_with_two_answers_a_place_is_of_the_one_in_which_it_stands() -> None:
    made = with_entries(read(FEES), PARTS)
    owners = Owners(made)
    assert [owners.of(Span(11, column, column + 3)) for column in (12, 38)] == ["2a", "2b"]
    assert owners.of(Span(11, 17, 19)) == "2a"


@pytest.mark.parametrize("name", ["15-*", "52-*", "82-*", "90-*", "122-*"])
def test_whichever_question_is_none_every_number_is_accounted_for_and_every_figure_is_of_one_question(
    name: str,
) -> None:
    (path,) = (*LETTERS.glob(f"{name}.txt"), *MORE.glob(f"{name}.txt"))
    reading = read_letter(parse_letter(path.read_bytes()))
    before = set(unread_numbers(reading))
    for gone in reading.questions:
        made = with_entries(reading, f"readings: [{{question: Q{bare_number(gone.number)}, none: true}}]\n")
        assert set(made.owners) <= {"", *(one.number for one in made.questions)}
        told = {found.line for found in made.findings if found.code in {"unread_number", "uncertain_reading"}}
        assert [one for one in unread_numbers(made) if one not in before and one[0] not in told] == []
        places = [figure.span for one in made.questions for figure in one.figures]
        assert len(places) == len(set(places))
