"""What a person chooses, as forms send it, and as the settings say it."""

from __future__ import annotations

import json

import pytest

from disclosed.findings import UserError, line_of
from disclosed.model import Letter
from disclosed.serving.choices import By, Choice, parse_choices
from disclosed.serving.choosing import choose
from disclosed.serving.decided import told_choice
from disclosed.serving.sent import choices_in
from tests.making import make_reading

FILE = "content/requests/bins/northtown.yml"
BY = By("R. Officer", "2026-11-28")
# 1 licence, 2 "1. How many …", 3 "Large: 12", 4 "Small: 3 of: 3", 5 "2. How many …", 6 "40"
LETTER = make_reading({"1": [("Large", 12), ("Small: 3 of", 3)], "2": [("", 40)]}).letter
DRAFT = "state: draft  # when what waits below is settled: published\npublished: 2026-11-22\nupdated: 2026-11-22\n"


def parsed(*given: object) -> tuple[Choice, ...]:
    return parse_choices(list(given), FILE)


def written(before: str, *given: object, letter: Letter = LETTER) -> str:
    return choose(before.encode(), parsed(*given), letter, file=FILE, by=BY).decode()


POINT = {"do": "point", "line": 3, "words": "12", "question": "1", "labels": ["Large"]}


@pytest.mark.parametrize(
    ("given", "entry"),
    [
        (POINT, 'readings:\n  - line: 3\n    words: "12"\n    question: Q1\n    labels:\n      - Large\n'),
        ({**POINT, "line": 4, "words": "3", "column": 14, "labels": []},
         'readings:\n  - line: 4\n    words: "3"\n    column: 14\n    question: Q1\n'),
        ({**POINT, "labels": ["", "Total"], "total": True},
         'readings:\n  - line: 3\n    words: "12"\n    question: Q1\n    labels:\n      - Total\n    total: true\n'),
        ({"do": "aside", "line": 6, "words": "40", "reason": "age"}, 'readings:\n  - line: 6\n    words: "40"\n    set_aside: age\n'),
        ({"do": "outcome", "question": "2", "outcome": "text", "lines": "6-6"},
         "readings:\n  - question: Q2\n    outcome: text\n    lines: 6-6\n"),
        ({"do": "outcome", "question": "2", "outcome": "text", "lines": "6 to 8"},
         "readings:\n  - question: Q2\n    outcome: text\n    lines: 6-8\n"),
        ({"do": "ask", "question": "2a", "asked": "5", "answered": "6"},
         'readings:\n  - question: Q2a\n    asked: 5\n    answered: 6\n    words: "2. How many under 18?"\n'),
        ({"do": "ask", "question": "Q2a", "asked": "5: How many", "answered": "3-4\n6", "outcome": "text"},
         'readings:\n  - question: Q2a\n    asked: 5:4-11\n    answered:\n      - 3-4\n      - 6\n    words: "How many"\n    outcome: text\n'),
        ({"do": "ask", "question": "2a", "asked": "5: How  … 18?"},
         'readings:\n  - question: Q2a\n    asked: 5:4-21\n    words: "How many under 18?"\n'),
        ({"do": "ask", "question": "2a", "asked": "5: … 18?"},
         'readings:\n  - question: Q2a\n    asked: 5\n    words: "2. How many under 18?"\n'),
        ({"do": "ask", "question": "2a", "asked": "5:4-11"},
         'readings:\n  - question: Q2a\n    asked: 5:4-11\n    words: "How many"\n'),
        ({"do": "period", "line": 4, "words": "3", "column": 14, "period": "2022"},
         'periods:\n  - line: 4\n    words: "3"\n    column: 14\n    period: "2022"\n'),
        ({"do": "period", "question": "2", "label": "2022/23", "period": "2022"},
         'periods:\n  - question: Q2\n    label: "2022/23"\n    period: "2022"\n'),
        ({"do": "no_question", "question": "2"}, "readings:\n  - question: Q2\n    none: true\n"),
        ({"do": "settle", "check": "bands", "found": "80 = 81", "reason": "As released."},
         'settled:\n  - check: bands\n    found: "80 = 81"\n    reason: As released.\n    by: R. Officer\n'),
        ({"do": "settle", "finding": "html_in_text", "line": 6, "reason": "Its own text."},
         'settled:\n  - finding: html_in_text\n    line: 6\n    reason: Its own text.\n    by: R. Officer\n'),
        ({"do": "settle", "finding": "uncertain_reading", "question": "Q1", "reason": "Right."},
         'settled:\n  - finding: uncertain_reading\n    question: Q1\n    reason: Right.\n    by: R. Officer\n'),
        ({"do": "ground", "ground": "permission", "licence": "OGL-UK-3.0", "words": "You may."},
         'reuse:\n  ground: permission\n  licence: OGL-UK-3.0\n  publish: all\n  by: R. Officer\n  date: 2026-11-28\n  words: "You may."\n'),
        ({"do": "ground", "ground": ""}, "reuse:\n  publish: metadata\n  by: R. Officer\n  date: 2026-11-28\n"),
        ({"do": "said", "key": "date", "words": "2026-01-05"}, "date: 2026-01-05\n"),
        ({"do": "follows", "kind": "review", "supersedes": "northtown"}, "supersedes: northtown\nkind: review\n"),
    ],
)  # fmt: skip
def test_a_choice_is_written_as_a_person_would_write_it(given: object, entry: str) -> None:
    assert written(DRAFT, given) == DRAFT + entry


def test_a_letter_without_settings_gets_some() -> None:
    assert written("", POINT).startswith("state: draft\nreadings:\n")


def test_a_period_that_is_stated_again_takes_the_place_of_the_one_before() -> None:
    first = {"do": "period", "question": "2", "period": "2017-04-01/2018-03-31"}
    once = written(DRAFT, first, {**first, "question": "1"})
    assert once == DRAFT + (
        'periods:\n  - question: Q2\n    period: "2017-04-01/2018-03-31"\n'
        '  - question: Q1\n    period: "2017-04-01/2018-03-31"\n'
    )
    again = written(once, {**first, "period": "2017-04-01/.. part", "named": "From April 2017"})
    assert again == DRAFT + (
        'periods:\n  - question: Q1\n    period: "2017-04-01/2018-03-31"\n'
        '  - question: Q2\n    period: "2017-04-01/.. part"\n    named: From April 2017\n'
    )


def test_what_is_chosen_again_takes_the_place_of_what_was_chosen_before() -> None:
    before = written(DRAFT, POINT, {"do": "outcome", "question": "2", "outcome": "text"})
    again = {"do": "aside", "line": 3, "words": "12", "reason": "year"}
    after = written(before, again, {"do": "outcome", "question": "2", "outcome": "not_held"})
    assert after == DRAFT + (
        'readings:\n  - line: 3\n    words: "12"\n    set_aside: year\n  - question: Q2\n    outcome: not_held\n'
    )
    settled = {"do": "settle", "check": "bands", "found": "80 = 81", "reason": "As released."}
    twice = written(written(DRAFT, settled), {**settled, "found": "80 = 82"})
    assert twice.count("check: bands") == 1
    assert "80 = 82" in twice


def test_a_question_said_again_stands_in_its_new_place_and_one_that_was_none_stays_none() -> None:
    none = written(DRAFT, {"do": "no_question", "question": "2"})
    first = written(none, {"do": "ask", "question": "2", "asked": "5"})
    assert written(first, {"do": "ask", "question": "2", "asked": "4"}) == none + (
        '  - question: Q2\n    asked: 4\n    words: "Small: 3 of: 3"\n'
    )
    assert written(first, {"do": "no_question", "question": "2"}) == none


def test_what_is_no_question_takes_what_was_said_of_its_answer_with_it() -> None:
    before = written(DRAFT, {**POINT, "line": 6, "words": "40", "question": "2", "labels": []}, POINT)
    after = written(before, {"do": "no_question", "question": "2"})
    assert after == written(DRAFT, POINT) + "  - question: Q2\n    none: true\n"


def test_words_that_stand_on_their_line_twice_are_told_apart_by_which_they_are() -> None:
    assert "column: 14" in written(DRAFT, {**POINT, "line": 4, "words": "3", "nth": 2})
    with pytest.raises(UserError, match="Say which of them: a number from 1 to 2"):
        written(DRAFT, {**POINT, "line": 4, "words": "3", "nth": 3})


def test_what_was_said_of_a_letter_is_taken_back() -> None:
    said = written(DRAFT, {"do": "said", "key": "subject", "words": "Bins"})
    assert said == DRAFT + "subject: Bins\n"
    assert written(said, {"do": "take_back", "key": "subject"}) == DRAFT
    assert written(DRAFT, {"do": "take_back", "key": "date"}) == DRAFT


def test_what_was_proposed_as_the_same_can_be_said_to_be_something_else() -> None:
    proposed = "questions:  # proposed\n  Q1: Q2\nlabels:  # proposed\n  Large: Big\n  Small: Little\n"
    large = {"do": "unlike", "key": "labels", "ours": "Large"}
    one = written(DRAFT + proposed, large)
    assert one == DRAFT + "questions:  # proposed\n  Q1: Q2\nlabels:  # proposed\n  Small: Little\n"
    assert written(one, {**large, "ours": "Small"}) == DRAFT + "questions:  # proposed\n  Q1: Q2\n"
    assert (
        written(one, {"do": "unlike", "key": "questions", "ours": "1"})
        == DRAFT + "labels:  # proposed\n  Small: Little\n"
    )
    assert written(DRAFT, large) == DRAFT


def test_what_add_wrote_of_something_goes_once_that_is_settled() -> None:
    first = "# To settle: line 3: It differs. Compare; settle 'sum(Q1) = 15' as found: 15 = 16 in x.yml.\n"
    second = "# To settle: line 6: It holds HTML.\n"
    check = "#   - check: sum(Q1) = 15\n#     found: 15 = 16\n#     reason: As released.\n#     by: editor\n"
    html = "#   - finding: html_in_text\n#     line: 6\n#     reason: As released.\n#     by: editor\n"
    check = check.replace("check: sum(Q1) = 15", 'check: "sum(Q1) = 15"')
    drafted = f"{DRAFT}{first}{second}# settled:\n{check}{html}# My own.\n"
    settle = {"do": "settle", "check": "sum(Q1) = 15", "found": "15 = 16", "reason": "As released."}
    one = written(drafted, settle)
    assert one.startswith(f"{DRAFT}{second}# settled:\n{html}# My own.\nsettled:\n")
    two = written(one, {"do": "settle", "finding": "html_in_text", "line": 6, "reason": "Its own."})
    assert two.startswith(f"{DRAFT}# My own.\nsettled:\n")


def test_a_letter_is_published_and_what_add_wrote_of_what_waited_goes() -> None:
    drafted = (
        DRAFT + "# date: 2026-01-05, as the letter prints it.\n# To settle: line 3: It differs.\n# settled:\n"
        "#   - check: bands\n#     found: 80 = 81\n#     reason: As released.\n#     by: editor\n# My own note.\n"
    )
    after = written(drafted, {"do": "publish", "state": "published"})
    assert after == (
        "state: published\npublished: 2026-11-22\nupdated: 2026-11-28\n"
        "# date: 2026-01-05, as the letter prints it.\n# My own note.\n"
    )
    back = written(after, {"do": "publish", "state": "draft"})
    assert back.startswith("state: draft\npublished: 2026-11-22\n")


def test_the_first_publication_has_a_day() -> None:
    assert written("state: draft\n", {"do": "publish", "state": "published"}) == (
        "state: published\npublished: 2026-11-28\nupdated: 2026-11-28\n"
    )


PUBLISHED = (
    "\ufeffstate: published  # looked at\r\npublished: 2026-11-22\r\n# The 44 of Hilltop.\r\nkind: review  # proposed\r\n"
    'authority: "northtown"\r\nreuse: {ground: permission, by: R., words: Yes, licence: OGL-UK-3.0}\r\n'
    "readings:\r\n  - line: 3\r\n    words: '12'\r\n    set_aside: age\r\n  # of 44\r\n\r\nsubject: Bins\r\n"
)


def test_a_withdrawn_letter_keeps_its_days_and_whose_it_is_and_no_word_of_what_it_said() -> None:
    after = written(PUBLISHED, {"do": "take_down", "state": "withdrawn"})
    assert after == (
        '\ufeffstate: withdrawn\r\npublished: 2026-11-22\r\nkind: review\r\nauthority: "northtown"\r\n'
        "withdrawn: 2026-11-28\r\n"
    )
    gone = "state: withdrawn\npublished: 2026-11-22\nwithdrawn: 2026-11-23\nsubject: Bins\n"
    assert written(gone, {"do": "take_down", "state": "withdrawn"}) == gone.removesuffix("subject: Bins\n")


def test_a_letter_under_review_keeps_every_other_byte_and_is_shown_again() -> None:
    after = written(PUBLISHED, {"do": "take_down", "state": "under_review"})
    assert after == f"{PUBLISHED}under_review: 2026-11-28\r\n"
    assert written(after, {"do": "take_back", "key": "under_review"}) == PUBLISHED


def test_a_change_of_a_published_letter_says_on_which_day() -> None:
    published = "state: published\npublished: 2026-11-22\nupdated: 2026-11-22\n"
    assert "updated: 2026-11-28\n" in written(published, POINT)
    assert "updated: 2026-11-22\n" in written(DRAFT, POINT)


def test_what_the_program_guessed_is_agreed_to() -> None:
    guessed = (
        DRAFT + "kind: review  # proposed, beside northtown: as it says itself\n"
        "labels:  # proposed: this letter's label, the request's\n  6-10: six to 10\n# To compare: its figures.\n"
    )
    after = written(guessed, {"do": "agree", "to": "proposed"}, {"do": "agree", "to": "compared"})
    assert after == DRAFT + "kind: review\nlabels:\n  6-10: six to 10\n"


def test_a_decision_is_taken_back() -> None:
    before = written(DRAFT, POINT, {**POINT, "line": 6, "words": "40", "question": "2", "labels": []})
    assert written(before, {"do": "take_back", "key": "readings", "place": 0}) == DRAFT + (
        'readings:\n  - line: 6\n    words: "40"\n    question: Q2\n'
    )
    assert written(DRAFT, {"do": "take_back", "key": "settled", "place": 3}) == DRAFT


REFUSED = f"{FILE}: The form was not filled in as it stands. Open the page again."


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, REFUSED),
        ([{"do": "run", "words": "rm"}], REFUSED),
        ([{**POINT, "value": 13}], REFUSED),
        ([{**POINT, "line": "three"}], REFUSED),
        ([{**POINT, "labels": ["a", "b", "c"]}], REFUSED),
        ([POINT] * 401, REFUSED),
        ([{"do": "take_back", "key": "state", "place": 0}], REFUSED),
        ([], f"{FILE}: Nothing was chosen. Choose what is right."),
        ([{"do": "aside", "line": 6, "words": "40", "reason": " "}],
         f"{FILE}: There is no reason. Write why, in a few words: it is published with the decision."),
        ([{"do": "settle", "check": "bands", "found": "1 = 2", "reason": ""}],
         f"{FILE}: There is no reason. Write why, in a few words: it is published with the decision."),
        ([{"do": "ground", "ground": "permission", "licence": "OGL-UK-3.0"}],
         f"{FILE}: The ground for re-use has no words and no source. Write what the authority says, or where it says so."),
        ([{"do": "ground", "ground": "permission", "words": "Yes."}],
         f"{FILE}: The ground for re-use has no licence. Choose the licence that the authority names."),
        ([{"do": "outcome", "question": "2", "outcome": "text", "lines": "all"}],
         f"{FILE}: 'all' are no lines of the letter. Write them as 12-15."),
        ([{"do": "ask", "question": " ", "asked": "5"}],
         f"{FILE}: The question has no number. Write it as the letter counts: 5a, 2.1."),
        ([{"do": "ask", "question": "5 or 6", "asked": "5"}],
         f"{FILE}: '5 or 6' is no number of a question. Write it as the letter counts: 5a, 2.1."),
        ([{"do": "ask", "question": "2a", "asked": " "}],
         f"{FILE}: Nothing says where the question stands. Write its lines, as 12 or 12-13."),
        ([{"do": "period", "question": "2", "period": "20/21"}],
         f"{FILE}: The period is '20/21', not a period. Write 2020-04-01/2021-03-31, or 2025-01-01/.. part."),
        ([{"do": "period", "question": "2 or 3", "period": "2022"}],
         f"{FILE}: '2 or 3' is no number of a question. Write it as the letter counts: 5a, 2.1."),
        ([{"do": "period", "question": "2", "period": "2025-01-01/.. part"}],
         f"{FILE}: The period has an end that is not fixed, and no words. Say it in words: January to May 2025."),
        ([{"do": "period", "line": "7", "words": "", "column": "1", "period": "2022"}],
         f"{FILE}: Nothing says which figures the period is of. Choose a question, or the words of a figure."),
        ([{"do": "said", "key": "date", "words": ""}], f"{FILE}: There is no date. Write it as you know it."),
    ],
)  # fmt: skip
def test_what_a_form_lacks_is_said(given: object, message: str) -> None:
    with pytest.raises(UserError) as error:
        parse_choices(given, FILE)
    assert [line_of(one) for one in error.value.findings] == [message]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({**POINT, "line": 99}, "The letter has no line 99. Open the page again."),
        (
            {"do": "ask", "question": "2a", "asked": "all"},
            "'all' are no lines of the letter. Write 12, or 12-15, or of part of a line its number and its words: 12: How many.",
        ),
        ({"do": "ask", "question": "2a", "asked": "9"}, "The letter has 6 lines, and no line 9. Check the lines."),
        (
            {"do": "ask", "question": "2a", "asked": "9: How many"},
            "The letter has 6 lines, and no line 9. Check the lines.",
        ),
        (
            {"do": "ask", "question": "2a", "asked": "3: Huge"},
            "'Huge' does not stand on line 3 of the letter. The line is 'Large: 12'.",
        ),
        (
            {"do": "ask", "question": "2a", "asked": "3: Large … 13"},
            "'13' does not stand on line 3 of the letter. The line is 'Large: 12'.",
        ),
        (
            {"do": "ask", "question": "2a", "asked": "4: 3"},
            "'3' stands 2 times on line 4 of the letter. Write more of the words.",
        ),
        (
            {"do": "ask", "question": "2a", "asked": "3: arge"},
            "Column 2 of line 3 stands in the middle of a word. Begin and end with whole words.",
        ),
        ({**POINT, "words": "13"}, "'13' does not stand on line 3 of the letter. The line is 'Large: 12'."),
        (
            {**POINT, "line": 4, "words": "3"},
            "'3' stands 2 times on line 4 of the letter. Say which of them: a number from 1 to 2.",
        ),
    ],
)
def test_words_that_do_not_stand_there_are_no_choice(given: object, message: str) -> None:
    with pytest.raises(UserError) as error:
        written(DRAFT, given)
    assert [line_of(one) for one in error.value.findings] == [message]


@pytest.mark.parametrize(
    ("form", "choices"),
    [
        ({"choices": json.dumps([POINT])}, [POINT]),
        ({"choices": "no json"}, None),
        ({"do": "settle", "check": "bands", "found": "1 = 2", "reason": "r", "line": "3"},
         [{"do": "settle", "check": "bands", "found": "1 = 2", "reason": "r", "line": 3}]),
        ({"do": "numbers", "question": "2", "0.line": "6", "0.at": "1", "0.words": "40", "0.is": "figure", "0.row": "Total", "0.column": " ",
          "1.line": "3", "1.at": "8", "1.words": "12", "1.is": "aside:age", "2.line": "4", "2.at": "1", "2.words": "3", "2.is": ""},
         [{"do": "point", "line": 6, "words": "40", "column": 1, "question": "2", "labels": ["Total"], "total": True},
          {"do": "aside", "line": 3, "words": "12", "column": 8, "reason": "age"}]),
        ({"do": "numbers", "0.line": "6", "0.at": "1", "0.words": "40", "0.is": "figure", "0.question": "2", "0.row": "", "0.column": "",
          "0.before": '["", "", ""]', "1.line": "3", "1.at": "8", "1.words": "12", "1.is": "aside:age", "1.question": "1", "1.row": "Old",
          "1.column": "", "1.before": '["aside:age", "Old", ""]'},
         [{"do": "point", "line": 6, "words": "40", "column": 1, "question": "2", "labels": []}]),
        ({"do": "numbers", "question": "1", "0.line": "3", "0.at": "8", "0.words": "12", "0.is": "aside:age", "0.row": "Old", "0.column": "",
          "0.before": '["aside:age", "", ""]'},
         [{"do": "point", "line": 3, "words": "12", "column": 8, "question": "1", "labels": ["Old"]}]),
        ({"do": "numbers", "question": "1", "0.line": "3", "0.at": "8", "0.words": "12", "0.is": "aside:age", "0.row": "", "0.column": "",
          "0.before": '["aside:age", "", ""]'},
         [{"do": "aside", "line": 3, "words": "12", "column": 8, "reason": "age"}]),
        ({"do": "words", "line": "4", "words": "3", "nth": " 2 ", "question": "1", "is": "aside:label"},
         [{"do": "aside", "line": 4, "words": "3", "nth": 2, "reason": "label"}]),
        ({"do": "grid", "question": "1", "h0": "2022", "h1": "2023", "0.line": "9", "0.row": "North", "0.numbers": '[[7, "12"], [12, "14"]]'},
         [{"do": "point", "line": 9, "words": "12", "column": 7, "question": "1", "labels": ["North", "2022"]},
          {"do": "point", "line": 9, "words": "14", "column": 12, "question": "1", "labels": ["North", "2023"]}]),
        ({"do": "grid", "0.numbers": "no json"}, []),
        ({"do": "period", "line": "3", "column": "8", "words": "12", "period": "2022", "named": ""},
         [{"do": "period", "line": 3, "column": 8, "words": "12", "period": "2022", "named": ""}]),
        ({"do": "words", "line": "6", "words": "Bluebell", "nth": "", "question": "2", "is": "redact:name", "row": "", "column": ""},
         [{"do": "redact", "line": 6, "words": "Bluebell", "kind": "name"}]),
        ({"do": "said", "said": "date", "words": "2024-03-14"}, [{"do": "said", "key": "date", "words": "2024-03-14"}]),
        ({"do": "words", "line": "6", "words": "none", "question": "2", "is": "figure", "row": "", "column": ""},
         [{"do": "point", "line": 6, "words": "none", "question": "2", "labels": []}]),
    ],
)  # fmt: skip
def test_a_form_is_choices(form: dict[str, str], choices: object) -> None:
    given = choices_in(form)
    assert given == choices
    assert given is None or given == [] or parse_choices(given, FILE)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (POINT, "Line 3, “12”: a figure of question 1, “Large”."),
        ({"do": "aside", "line": 6, "words": "40", "reason": "age"}, "Line 6, “40”: no figure, an age."),
        ({"do": "outcome", "question": "Q2", "outcome": "not_held"}, "Question 2: the authority does not hold it."),
        ({"do": "settle", "check": "bands", "found": "1 = 2", "reason": "As released."}, "Settled: As released."),
        ({"do": "ground", "ground": ""}, "Re-use: none: only outcomes go out."),
        ({"do": "said", "key": "reference", "words": "FOI 12"}, "The reference: FOI 12."),
        ({"do": "said", "key": "date", "words": "2026-01-05"}, "The date: 5 January 2026."),
        ({"do": "follows", "kind": "review"}, "The letter is a review."),
        ({"do": "agree", "to": "compared"}, "The letter is compared with its file."),
        ({"do": "agree", "to": "proposed"}, "The guesses are right."),
        ({"do": "redact", "line": 5}, "Line 5: redacted in the letter’s text."),
        ({"do": "table", "lines": "9-12", "question": "Q1", "rows": ["North"]}, "A table of question 1, on lines 9-12."),
        ({"do": "ask", "question": "Q5a", "asked": "5"}, "Question 5a stands there."),
        ({"do": "no_question", "question": "5a"}, "What was read as question 5a is none."),
        ({"do": "publish", "state": "published"}, "The letter is published."),
        ({"do": "publish", "state": "draft"}, "The letter is a draft again."),
        ({"do": "period", "question": "Q2", "period": "2020-04-01/2021-03-31"},
         "The period of question 2: 1 April 2020 to 31 March 2021."),
        ({"do": "period", "question": "Q2", "label": "20/21", "period": "2020"},
         "The period of question 2, “20/21”: 1 January 2020 to 31 December 2020."),
        ({"do": "period", "line": 3, "words": "12", "period": "2025-01-01/.. part", "named": "Since January 2025"},
         "The period of line 3: Since January 2025."),
        ({"do": "take_down", "state": "withdrawn"},
         "The letter is withdrawn. Its text, and what was decided of it, are deleted here."),
        ({"do": "take_down", "state": "under_review"}, "The letter is under review. Nothing of it is shown."),
        ({"do": "take_back", "key": "under_review"}, "The letter is shown again."),
        ({"do": "take_back", "key": "settled", "place": 0}, "The decision is taken back."),
    ],
)  # fmt: skip
def test_what_was_written_is_said_in_plain_words(given: object, words: str) -> None:
    assert told_choice(parsed(given)[0]) == words
