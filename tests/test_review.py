"""The review of a letter: what waits, in which order, with which ways to settle it, beside what was read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from disclosed.findings import CODES, EDITORS_ALONE, WHOLE_ANSWER
from disclosed.model import Finding, Letterhead, Printed, ReadCheck, ReadFigure, Reading, SetAside, Span, Value
from disclosed.reading.lines import fold, parse_letter
from disclosed.reading.reading import OtherReading, read_letter
from disclosed.serving.ask_forms import likely_number
from disclosed.serving.review_views import ReviewView, Wait
from disclosed.serving.unread import label_before, unread_groups
from disclosed.serving.waiting_list import Listed
from disclosed.serving.words import value_words
from disclosed.settling.assembly import build_package
from tests.making import make_reading
from tests.served import DRAFT, buttons, content_of, doubtful, reviewed_of, said, view_of

PUBLISHED = "state: published\npublished: 2026-11-22\nupdated: 2026-11-22\n"
BINS = make_reading({"1": [("Large", 12), ("Small", 3)], "2": [("", 40)], "3": "withheld"}, refusals={"3": "FOIA s40(2)"})  # fmt: skip
# The lines of BINS: 1 licence, 2 "1. How many …", 3 "Large: 12", 4 "Small: 3", 5 "2. …", 6 "40", 7 "3. …", 8 "It is withheld.".


def finding(
    code: str, line: int = 0, question: str | None = None, message: str = "It is so.", **more: object
) -> Finding:
    return Finding(code, CODES[code][0], message, "Mend it.", line=line, question=question, **more)  # type: ignore[arg-type]


def with_findings(*findings: Finding, reading: Reading = BINS) -> Reading:
    return replace(reading, findings=findings)


def waits(reading: Reading, yml: str = DRAFT, **more: object) -> tuple[Wait, ...]:
    return view_of(reading, yml, **more).waits  # type: ignore[arg-type]


def choices(wait: Wait, button: str) -> list[dict[str, object]]:
    (way,) = [way for way in wait.ways if way.button == button]
    return json.loads(way.fields[0].value)  # type: ignore[no-any-return]


def test_a_letter_in_which_nothing_waits_can_be_published_at_a_click() -> None:
    view = view_of(BINS)
    assert view.waits == ()
    assert view.publish is not None
    assert (view.publish.title, buttons(view.publish)) == ("Ready to publish", ["Publish it"])
    assert said_head(view) == "It is a draft. 3 figures read from 8 lines. Nothing waits."


def said_head(view: object) -> str:
    return "".join(run.text for run in view.head.standfirst)  # type: ignore[attr-defined]


def test_a_published_letter_is_not_offered_for_publishing_and_can_be_a_draft_again() -> None:
    view = view_of(BINS, PUBLISHED)
    assert view.publish is None
    assert [(said(one.words), one.back.button if one.back else "") for one in view.decisions] == [
        ("Published on 22 November 2026.", "Make it a draft again")
    ]


def test_a_doubt_about_a_line_shows_it_and_says_how_it_can_be_read() -> None:
    aside = SetAside("5", Span(6, 13, 13), "words")
    texts = [*BINS.letter.lines[:5], replace(BINS.letter.lines[5], text="40, not the 5", shadow="40, not the 5")]
    letter = replace(BINS.letter, lines=(*texts, *BINS.letter.lines[6:]))
    reading = replace(BINS, letter=letter, set_aside=(aside,))
    message = "“40” is read as the answer, and “5” stands in the same sentence."
    (wait,) = waits(with_findings(finding("uncertain_reading", 6, "2", message), reading=reading))
    assert (wait.tag, wait.title) == ("Doubt", message.rstrip("."))
    assert [(line.number, line.style) for line in wait.lines] == [(4, ""), (5, ""), (6, "asked"), (7, "")]
    assert doubtful(wait.lines) == ["40"]
    assert buttons(wait) == [
        "“40” is right",
        "“5” is the answer, not “40”",
        "It is no figure: words of explanation",
    ]
    assert wait.ways[0].means == ("Question 2: 40 (line 6)",)
    assert choices(wait, "“40” is right") == [
        {"do": "point", "line": 6, "words": "40", "column": 1, "question": "2", "labels": []}
    ]
    assert choices(wait, "“5” is the answer, not “40”") == [
        {"do": "aside", "line": 6, "words": "40", "column": 1, "reason": "words"},
        {"do": "point", "line": 6, "words": "5", "column": 13, "question": "2", "labels": []},
    ]
    assert [form.title for form in wait.forms] == ["Something else"]
    assert [said(item.title) for item in wait.forms[0].items] == ["40, line 6", "5, line 6"]


def test_a_doubt_about_a_whole_answer_is_settled_as_read_or_as_it_could_be_read_as_well() -> None:
    doubt = finding("uncertain_reading", 3, "1", "Question 1 can be read in two ways.", extra=(WHOLE_ANSWER,))
    other = OtherReading("1", "figures", (ReadFigure(("Big",), Value(12), "12", Span(3, 8, 9)),))
    none = OtherReading("1", "not_held", ())
    (wait,) = waits(with_findings(doubt), others=(other, none, replace(none, question="2")))
    assert buttons(wait) == ["All 2 figures are right as read", "These figures are right", "No figure: the authority does not hold it"]  # fmt: skip
    assert choices(wait, "All 2 figures are right as read") == [
        {
            "do": "settle",
            "finding": "uncertain_reading",
            "question": "Q1",
            "reason": "The figures are as the letter has them.",
        }
    ]
    assert choices(wait, "These figures are right") == [
        {"do": "aside", "line": 4, "words": "3", "column": 8, "reason": "words"},
        {"do": "point", "line": 3, "words": "12", "column": 8, "question": "1", "labels": ["Big"]},
    ]
    assert wait.ways[1].means == ("Question 1, “Big”: 12 (line 3)",)
    assert choices(wait, "No figure: the authority does not hold it")[-1] == {
        "do": "outcome",
        "question": "1",
        "outcome": "not_held",
    }


def test_figures_with_the_same_labels_are_not_offered_as_right() -> None:
    reading = make_reading({"1": [("Large", 12), ("Large", 3)]})
    (wait,) = waits(
        with_findings(finding("uncertain_reading", 3, "1", "“Large” is given more than once."), reading=reading)
    )
    assert wait.ways == ()
    assert len(wait.forms) == 1


def test_doubts_about_one_line_are_one_question() -> None:
    both = [finding("uncertain_reading", 3, "1", words) for words in ("One thing.", "Another.")]
    (wait,) = waits(with_findings(*both))
    assert (wait.title, [said(words) for words in wait.words]) == ("One thing", ["Another."])


def test_a_doubt_without_a_number_on_its_line_asks_for_words() -> None:
    (wait,) = waits(
        with_findings(finding("uncertain_reading", 8, "3", "The letter does not say what its mark “~” means."))
    )
    assert [form.title for form in wait.forms] == ["Words of line 8"]


def test_a_letter_beyond_the_readers_bounds_is_told_as_it_is() -> None:
    (wait,) = waits(
        with_findings(finding("uncertain_reading", 8, None, "The letter has more than 999 numbered lines."))
    )
    assert wait.title == "The letter is longer than is read"
    assert wait.ways == ()


def test_a_difference_shows_the_lines_of_both_sides_and_is_settled_as_released() -> None:
    front = "title: Bins\nchecks:\n  bins: sum(Q1) = Q2\n"
    (wait,) = waits(BINS, front=front)
    assert (wait.tag, wait.title) == ("Difference", "The check 'bins' differs: sum(Q1) = Q2 is 15 = 40")
    assert doubtful(wait.lines) == ["12", "3", "40"]
    assert said(wait.words[0]) == "If a figure is misread, mend it: line 3, line 4, line 6."
    assert choices(wait, "I have compared it with the letter: as released") == [
        {"do": "settle", "check": "bins", "found": "15 = 40", "reason": "As released."}
    ]
    assert [form.title for form in wait.forms] == ["With another reason"]


def test_a_difference_that_the_program_found_is_settled_under_its_statement() -> None:
    statement = "Q1[Large] + Q1[Small] = Q2"
    told = finding("parts_do_not_add", 3, "1", "They do not add.", extra=(("statement", statement),))
    check = ReadCheck("parts-1", "", statement, "“in all”", "1", 3)
    (wait,) = waits(replace(with_findings(told), checks=(check,)))
    assert choices(wait, "I have compared it with the letter: as released") == [
        {"do": "settle", "check": "Q1[Large] + Q1[Small] = Q2", "found": "15 = 40", "reason": "As released."}
    ]
    assert doubtful(wait.lines) == ["12", "3", "40"]


def test_oddities_of_the_text_are_settled_once_somebody_has_looked() -> None:
    (wait,) = waits(with_findings(finding("html_in_text", 6, message="The text holds HTML.")))
    assert (wait.tag, wait.title) == ("Text", "The text holds HTML")
    assert choices(wait, "I have looked: it is the letter’s own text") == [
        {"do": "settle", "finding": "html_in_text", "line": 6, "reason": "The letter’s own text."}
    ]


def test_personal_data_comes_first_and_holds_publishing_up() -> None:
    reading = with_findings(
        finding("uncertain_reading", 6, "2", "A doubt."), finding("personal_data", 8, message="A name.")
    )
    view = view_of(reading)
    assert [wait.tag for wait in view.waits] == ["Personal data", "Doubt"]
    assert [wait.anchor for wait in view.waits] == ["wait-1", "wait-2"]
    assert choices(view.waits[0], "Redact it") == [{"do": "redact", "line": 8}]
    assert [form.title for form in view.waits[0].forms] == ["It is the authority’s own, or no person’s"]
    assert view.publish is not None
    assert (view.publish.title, view.publish.ways) == ("Not ready to publish", ())


def test_with_a_doubt_left_a_letter_can_still_be_published() -> None:
    view = view_of(with_findings(finding("uncertain_reading", 6, "2", "A doubt.")))
    assert view.publish is not None
    assert (view.publish.title, buttons(view.publish)) == ("Something waits", ["Publish it all the same"])
    strict = "A strict build, as the workflow that publishes runs it, stops until all of it is settled."
    assert said(view.publish.words[0]) == f"What is in doubt stays out of the figures until it is settled. {strict}"
    view = view_of(with_findings(finding("total_mismatch", 6, "2", "A difference.")))
    assert view.publish is not None
    assert said(view.publish.words[0]) == (
        f"Figures that differ are published; that they differ is told once it is settled. {strict}"
    )


@pytest.mark.parametrize("code", sorted(EDITORS_ALONE))
def test_what_only_a_terminal_may_tell_is_on_no_page(code: str) -> None:
    reading = with_findings(finding(code, 6, message="A cell can be worked out."))
    assert waits(reading) == ()
    assert "worked out" not in repr(view_of(reading))


def test_what_an_authority_s_own_sums_give_away_is_on_no_page() -> None:
    reading = make_reading({"1": [("Large", 12), ("Small", "<5")], "2": [("", 15)]})
    front = "title: Bins\nchecks:\n  all: Q1[Large] + Q1[Small] = Q2\n"
    _made, found = build_package(content_of(DRAFT, front), drafts=True, read_bytes=lambda _: reading)
    assert [one.code for one in found] == ["suppressed_recoverable"]
    assert waits(reading, front=front) == ()


def test_words_that_may_be_a_persons_are_redacted_or_kept_line_by_line() -> None:
    message = "The name of a person may stand here, columns 4 to 5. It stands where a person signs."
    more = "A number of a person may stand here, columns 7 to 8. It stands where a person signs."
    found = [finding("possible_personal_data", 8, message=one) for one in (message, more)]
    view = view_of(with_findings(*found))
    (wait,) = view.waits
    assert (wait.tag, wait.title) == ("Personal data", "The name of a person may stand here")
    assert [said(words) for words in wait.words] == [
        "A number of a person may stand here.",
        "It stands where a person signs.",
    ]
    assert doubtful(wait.lines) == ["is", "wi"]
    assert buttons(wait) == [
        "Redact all of it",
        "Keep: a post or an office, and no person’s name",
        "Keep: a body or a place, and no person",
        "Keep: the person is named in a public role",
    ]
    assert choices(wait, "Keep: a body or a place, and no person") == [
        {"do": "settle", "finding": "personal_data", "line": 8, "reason": "It is a body or a place, and no person."}
    ]
    assert [form.title for form in wait.forms] == ["Keep it for another reason"]
    assert view.publish is not None
    assert (view.publish.title, view.publish.ways) == ("Not ready to publish", ())


def test_a_letter_without_a_ground_for_reuse_asks_for_one_until_somebody_has_decided() -> None:
    bare = replace(BINS, letterhead=Letterhead())
    (wait,) = waits(bare)
    assert (wait.tag, wait.title, buttons(wait)) == ("Re-use", "The letter prints no licence", ["There is none: publish only that"])  # fmt: skip
    assert [entry.name for entry in wait.forms[0].entries] == ["ground", "licence", "publish", "words", "source"]
    assert waits(bare, DRAFT + "reuse:\n  publish: metadata\n  by: editor\n") == ()
    limited = replace(bare, findings=(finding("licence_not_open", 1),))
    assert [one.title for one in waits(limited)] == [wait.title]
    assert waits(limited, DRAFT + "reuse:\n  publish: metadata\n  by: editor\n") == ()


def test_what_add_guessed_and_what_is_to_be_compared_waits() -> None:
    yml = (
        DRAFT
        + "kind: review  # proposed, beside x: a guess\nlabels:  # proposed\n  Large: Big\n# To compare: the figures with the file.\n"
    )
    compare, proposed = waits(BINS, yml)
    assert (compare.tag, compare.title, buttons(compare)) == (
        "To compare",
        "The figures with the file",
        ["I have compared it"],
    )
    assert [said(words) for words in proposed.words] == [
        "The letter is a review.",
        "Its label “Large” is the request’s “Big”.",
    ]
    assert buttons(proposed) == ["All of it is right", "“Large” is not “Big”"]
    assert [form.title for form in proposed.forms] == ["It is something else"]


@pytest.mark.parametrize(
    ("yml", "place", "title"),
    [
        ("settled:\n  - check: gone\n    found: 1 = 2\n    reason: r\n    by: b\n", ("settled", 0), "There is no check 'gone'"),
        ("readings:\n  - line: 3\n    words: '13'\n    set_aside: age\n", ("readings", 0), "'13' does not stand on line 3 of the letter"),
    ],
)  # fmt: skip
def test_a_decision_that_no_longer_holds_can_be_taken_out(yml: str, place: tuple[str, int], title: str) -> None:
    (wait,) = waits(BINS, DRAFT + yml)
    assert wait.tag == "Stops the build"
    assert wait.title.startswith(title)
    assert choices(wait, "Take this decision out") == [{"do": "take_back", "key": place[0], "place": place[1]}]


def test_the_letter_stands_beside_what_was_read_from_it() -> None:
    view = view_of(BINS)
    assert [(part.title, len(part.lines), said(part.outcome)) for part in view.parts] == [
        ("Opening lines", 1, ""),
        ("Question 1", 3, "It is answered in figures."),
        ("Question 2", 2, "It is answered in figures."),
        ("Question 3", 2, "The answer is withheld (FOIA s40(2))."),
    ]
    read = view.parts[1].read
    assert [(said(one.label), said(one.value), one.line.text if one.line else "", one.anchor) for one in read] == [
        ("“Large”", "12", "line 3", "L3C8"),
        ("“Small”", "3", "line 4", "L4C8"),
    ]
    assert [(piece.text, piece.style, piece.href) for piece in view.parts[1].lines[1].words] == [
        ("Large: ", "", ""),
        ("12", "figure", "?at=L3C8#L3C8"),
    ]


PETS = read_letter(
    parse_letter(
        b"1. How many?\n\n31\n\n(a) How many cats? How many dogs?\n\nThere are 12 cats at present, and I should mention that a further 40 are strays. There are 9 dogs at present, and I should mention that a further 50 are strays.\n"
    )
)
PARTED = """state: draft
readings:
  - {question: Q1a, none: true}
  - {question: Q2, asked: '5:5-18', answered: '7:1-80'}
  - {question: Q3, asked: '5:20-33', answered: '7:82-160'}
"""


def test_a_line_can_be_said_to_be_a_question_and_a_question_to_be_none() -> None:
    (form,) = [form for form in view_of(BINS, at="L4").parts[1].forms if form.title == "This is a question"]
    assert [(entry.name, entry.value) for entry in form.entries] == [("question", ""), ("outcome", ""), ("asked", "4"), ("answered", "")]  # fmt: skip
    assert [mend.text for mend in view_of(BINS).parts[2].mends] == ["Change it", "Say its period", "No question"]
    (none,) = view_of(BINS, at="N2").parts[2].forms
    assert (none.title, none.button) == (
        "What was read as question 2 is none: its lines go on with what stands above",
        "It is no question",
    )


@pytest.mark.parametrize(
    ("line", "number"),
    [("(a) a grave", "1a"), ("> b) a plot", "1b"), ("3. How many?", "3"), ("1. How many?", ""), ("How many?", "")],
)
def test_the_number_of_a_question_is_guessed_from_its_line(line: str, number: str) -> None:
    lines = (*BINS.letter.lines[:3], replace(BINS.letter.lines[3], text=line, shadow=fold(line)))
    reading = replace(BINS, letter=replace(BINS.letter, lines=lines), questions=BINS.questions[:1])
    assert likely_number(4, reading) == number


def test_questions_that_share_their_lines_are_each_told_and_opened() -> None:
    view = view_of(PETS, PARTED)
    (part,) = [part for part in view.parts if part.also]
    assert [(one.title, said(one.outcome)) for one in part.also] == [("Question 3", "It is answered in figures.")]
    opened = view_of(PETS, PARTED, at="Q3").parts
    (form,) = [form for part in opened for form in part.forms]
    assert (form.title, form.entries[1].value) == ("Question 3", "")
    assert [said(one.words) for one in view.decisions] == [
        "What was read as question 1a is none.",
        "Question 2 stands on line 5 (part of it), its answer on line 7 (part of it).",
        "Question 3 stands on line 5 (part of it), its answer on line 7 (part of it).",
    ]


def test_numbers_of_two_answers_on_one_line_are_asked_about_apart() -> None:
    found = [wait for wait in waits(PETS, PARTED) if wait.tag == "Doubt"]
    offered = {said(item.title) for wait in found for form in wait.forms for item in form.items}
    assert offered == {"12, line 7", "40, line 7", "9, line 7", "50, line 7"}
    for wait in found:
        held = {said(item.title) for form in wait.forms for item in form.items}
        assert held <= {"12, line 7", "40, line 7"} or held <= {"9, line 7", "50, line 7"}


def test_numbers_that_are_set_aside_together_are_asked_about_one_by_one() -> None:
    text = "so £1,920 and £930 respectively"
    lines = (*BINS.letter.lines[:5], replace(BINS.letter.lines[5], text=text, shadow=text))
    aside = SetAside("£1,920 and £930", Span(6, 4, 18), "range")
    reading = replace(BINS, letter=replace(BINS.letter, lines=(*lines, *BINS.letter.lines[6:])), set_aside=(aside,))
    bare = replace(reading, questions=tuple(replace(one, figures=()) if one.number == "2" else one for one in reading.questions))  # fmt: skip
    (wait,) = waits(with_findings(finding("uncertain_reading", 6, "2"), reading=bare))
    assert [said(item.title) for item in wait.forms[0].items] == ["£1,920, line 6", "£930, line 6"]


def test_a_figure_a_line_or_a_question_is_opened_to_be_mended() -> None:
    figure = view_of(BINS, at="L3C8").parts[1].read[0]
    assert [(form.title, form.opened) for form in figure.forms] == [
        ("What it is", True),
        ("Its period is another", False),
    ]
    assert [(entry.name, entry.value) for entry in figure.forms[0].items[0].entries[1:]] == [("0.row", "Large"), ("0.column", "")]  # fmt: skip
    line = view_of(BINS, at="L6").parts[2].forms
    assert [form.title for form in line] == ["Words of line 6", "This is a question"]
    question = view_of(BINS, at="Q3").parts[3].forms
    assert [option.value for option in question[0].entries[0].options if option.chosen] == ["withheld"]
    assert view_of(BINS, at="L99C99").parts == view_of(BINS).parts
    assert view_of(BINS, at="<script>").parts == view_of(BINS).parts


def test_a_number_set_aside_can_be_opened_too() -> None:
    aside = SetAside("3", Span(4, 8, 8), "year")
    reading = replace(BINS, set_aside=(aside,))
    reading = replace(
        reading, questions=(replace(BINS.questions[0], figures=BINS.questions[0].figures[:1]), *BINS.questions[1:])
    )
    opened = view_of(reading, at="L4C8").parts[1].read[-1]
    assert (said(opened.label), said(opened.value)) == ("Set aside: it names a year", "3")
    chosen = [option.value for option in opened.forms[0].items[0].entries[0].options if option.chosen]
    assert chosen == ["aside:year"]


def test_what_a_person_decided_is_listed_with_the_way_back() -> None:
    yml = (
        DRAFT + "readings:\n  - line: 3\n    words: '12'\n    question: Q1\n    labels: [Big]\n"
        "  - line: 4\n    words: '3'\n    set_aside: age\n  - question: Q3\n    outcome: text\n"
        "settled:\n  - finding: html_in_text\n    line: 6\n    reason: Looked at.\n    by: R. Officer\n"
        "notes:\n  - words: A note.\nnot_compared:\n  - question: Q2\n    reason: Another year.\n"
    )
    found = [finding("html_in_text", 6, message="The text holds HTML.")]
    view = view_of(with_findings(*found), yml)
    assert [(said(one.words), one.by) for one in view.decisions] == [
        ("Line 3, “12”: a figure of question 1, “Big”.", ""),
        ("Line 4, “3”: no figure, an age.", ""),
        ("Question 3: it is answered in words.", ""),
        ("Html in text, line 6. Looked at.", "R. Officer"),
        ("Note: A note.", "editor"),
        ("Question 2 is not compared: Another year.", ""),
    ]
    assert all(one.back for one in view.decisions)
    assert [one.remark for part in view.parts[1:] for one in part.read] == ["by a person", ""]


def test_an_answer_tells_its_period_and_where_its_own_words_differ_and_takes_another() -> None:
    front = "title: Bins\nperiod: 2018-04-01/2019-03-31\n"
    differs = finding(
        "answer_period_differs", 2, "1", message="Question 1 asks about 2018/19 and is answered for 2017/18."
    )
    view = view_of(with_findings(differs), DRAFT, front=front, at="P1")
    part = view.parts[1]
    assert said(part.outcome) == (
        "It is answered in figures. Period: 1 April 2018 to 31 March 2019."
        " Question 1 asks about 2018/19 and is answered for 2017/18."
    )
    (form,) = part.forms
    assert [(field.name, field.value) for field in form.fields] == [("do", "period"), ("question", "1")]
    assert [entry.name for entry in form.entries] == ["period", "named"]
    stated = "periods:\n  - question: Q1\n    period: 2017-04-01/2018-03-31\n"
    view = view_of(with_findings(differs), DRAFT + stated, front=front)
    assert said(view.parts[1].outcome) == (
        "It is answered in figures. Period: 1 April 2017 to 31 March 2018, as a person says."
    )
    assert [said(one.words) for one in view.decisions or ()] == [
        "The period of question 1: 1 April 2017 to 31 March 2018."
    ]


def test_an_answer_by_years_is_asked_of_which_of_them_the_period_is_stated() -> None:
    reading = make_reading({"1": [("2022/23", 5), ("23/24", 6), ("16-17", 2)]})
    (form,) = view_of(reading, at="P1").parts[1].forms
    (which,) = [entry for entry in form.entries if entry.name == "label"]
    assert [(one.value, one.words) for one in which.options] == [
        ("", "All of them"),
        ("2022/23", "Those under “2022/23”"),
        ("23/24", "Those under “23/24”"),
    ]


def head_of(view: ReviewView) -> list[tuple[str, str, str, str, str]]:
    """List what is known of a letter as a whole: its name, what it is, on which line, the way in, who says so."""
    return [
        (
            said(one.label),
            said(one.value),
            one.line.text if one.line else "",
            f"{one.mend.text} {one.mend.href}" if one.mend else "",
            one.remark,
        )
        for one in view.parts[0].read
    ]


def test_what_a_letter_does_not_print_can_be_said_beside_its_opening_lines() -> None:
    printed = Letterhead(date=Printed("2024-03-14", "14 March 2024", Span(1, 1, 13)))
    view = view_of(replace(BINS, letterhead=printed), DRAFT + "reference: FOI 12\n")
    assert (view.parts[0].title, head_of(view)) == (
        "Opening lines",
        [
            ("Date", "14 March 2024", "line 1", "Mend ?at=date#said-date", ""),
            ("Reference", "FOI 12", "", "Mend ?at=reference#said-reference", "by a person"),
            ("Subject", "Not printed", "", "Say it ?at=subject#said-subject", ""),
        ],
    )
    assert [said(one.words) for one in view.decisions] == ["The reference: FOI 12."]
    assert view.waits[0].tag == "Re-use"
    facts = {fact.name: [(run.text, run.href) for run in fact.value] for fact in view_of(BINS).head.facts}
    assert facts["Reference"] == [("Not printed: ", ""), ("say it", "?at=reference#said-reference")]


def test_what_became_of_a_question_is_told_beside_its_answer_and_not_beside_words_quoted_after_it() -> None:
    parts = (*BINS.parts[:4], "question", *BINS.parts[5:])
    owners = (*BINS.owners[:-2], "1", BINS.owners[-1])
    reading = replace(BINS, parts=(*parts[:-2], "question", parts[-1]), owners=owners)
    told = [(part.title, said(part.outcome)) for part in view_of(reading).parts if part.title.startswith("Question 1")]
    assert told == [("Question 1", "It is answered in figures."), ("Question 1, continued", "")]


@pytest.mark.parametrize(("key", "kind", "value"), [("date", "date", "2024-03-14"), ("subject", "text", "Bins"), ("reference", "text", "")])  # fmt: skip
def test_a_small_form_says_a_date_a_reference_or_a_subject(key: str, kind: str, value: str) -> None:
    view = view_of(BINS, DRAFT + "date: 2024-03-14\nsubject: Bins\n", at=key)
    (form,) = (form for one in view.parts[0].read for form in one.forms)
    assert [(field.name, field.value) for field in form.fields] == [("do", "said"), ("said", key)]
    assert [(one.name, one.label, one.value, one.kind) for one in form.entries] == [
        ("words", f"The {key}", value, kind)
    ]
    assert form.opened


def test_a_letter_that_begins_with_a_question_has_a_place_for_what_it_does_not_print() -> None:
    reading = read_letter(parse_letter(b"1. How many bins are there?\n\n40\n"))
    assert [part.title for part in view_of(reading).parts] == ["The letter as a whole", "Question 1"]
    assert view_of(reading).parts[0].lines == ()


def test_a_withdrawn_letter_has_a_calm_page() -> None:
    view = view_of(BINS, "state: withdrawn\npublished: 2026-11-22\nwithdrawn: 2026-11-23\n")
    (wait,) = view.waits
    assert (wait.title, wait.words) == ("The letter is withdrawn, and its text is still here", ())
    assert buttons(wait) == ["Delete what is left of it"]
    assert (wait.forms, view.publish, view.down) == ((), None, None)
    assert [(said(one.words), one.back) for one in view.decisions or ()] == [("Withdrawn on 23 November 2026.", None)]
    assert said_head(view).startswith("It is withdrawn.")
    assert [fact.name for fact in view.head.facts] == ["State", "Request", "Its page", "Decided by"]
    assert view.parts[0].read == ()


def test_a_published_letter_can_be_taken_down_and_what_follows_is_said_before() -> None:
    assert view_of(BINS).down is None
    down = view_of(BINS, "state: published\npublished: 2026-11-22\n").down
    assert down is not None
    assert [(form.title, form.button, form.opened) for form in down.forms] == [
        ("While a complaint is considered", "Hide it for now", False),
        ("For good", "Withdraw it", False),
    ]
    assert down.forms[1].means[0] == (
        "Its page says, with the day: “The letter from Northtown Borough Council was removed from this page.”"
        " It does not say why, and neither do the data."
    )
    held = view_of(BINS, "state: published\npublished: 2026-11-22\nunder_review: 2026-11-23\n")
    assert held.down is not None
    assert [form.button for form in held.down.forms] == ["Withdraw it"]
    (decision,) = held.decisions or ()
    assert (said(decision.words), decision.back and decision.back.button) == (
        "Under review since 23 November 2026.",
        "Show it again",
    )


def test_a_letter_is_reviewed_with_those_of_its_own_authority_alone() -> None:
    assert [row.response for row in reviewed_of(BINS).package.responses] == ["bins/northtown"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value(1234), "1,234"),
        (Value(12, unit="GBP"), "£12"),
        (Value(12, unit="percent"), "12%"),
        (Value(12, unit="hours", approximate=True), "about 12 hours"),
        (Value(None, status="suppressed", maximum=4), "suppressed, at most 4"),
        (Value(None, status="suppressed", minimum=1, maximum=4), "suppressed, from 1 to 4"),
        (Value(None, status="suppressed", minimum=1), "suppressed, from 1"),
        (Value(None, status="not_available"), "not available"),
    ],
)
def test_a_value_is_told_as_pages_write_it(value: Value, words: str) -> None:
    assert value_words(value) == words


@pytest.mark.parametrize(
    ("line", "column", "label"),
    [
        ("•\t2019/20 – 6,204", 13, "2019/20"),
        ("| Boys | 12 | 141 |", 10, "Boys"),
        ("   |2 Kilmarrin South           |340          |362", 34, "2 Kilmarrin South"),
        ("Total: 12", 8, "Total"),
        ("12", 1, ""),
        ("2022/23 (to 28 February) – 5", 28, "2022/23 (to 28 February)"),
        ("5/6. Our fees go up every 1 April. At the moment (a) is £640", 56, ""),
        ("We estimate that the saving is around £240,000 a year", 39, ""),
        ("Crime recorded by the ward of Northgate: 12", 42, "Crime recorded by the ward of Northgate"),
        ("In the year the number of such reports was 131", 44, ""),
        (f"{'A very long row of words ' * 5}12", 126, ""),
    ],
)
def test_the_words_before_a_number_are_its_label(line: str, column: int, label: str) -> None:
    assert label_before(line, column) == label


UNREAD = """Northtown Borough Council

1. How many skips were there?

12 15 19

2. How many by ward and year?

North and so on said the press   2022   2023

Something 31 and 45 were said to be more or less so
Others 32 and 46 were said to be more or less so
"""


SHARED = """Northtown Borough Council

1. How many cemeteries are there?
2. What area do they cover?

1/2. There are 14 cemeteries in the borough, 32.5 hectares all told, of which the old ones are 0.4.
"""


def test_numbers_of_an_answer_to_several_questions_are_asked_which_of_them_they_answer() -> None:
    (wait,) = (one for one in view_of(read_letter(parse_letter(SHARED.encode()))).waits if "One answer" in one.title)
    (form,) = wait.forms
    assert form.entries == ()
    named = [[entry.name.partition(".")[2] for entry in item.entries] for item in form.items]
    assert named == [["is", "question", "row", "column"]] * len(form.items)
    assert len(form.items) > 1


def test_the_only_number_of_a_form_begins_as_a_figure() -> None:
    reading = replace(
        BINS, questions=(replace(BINS.questions[0], figures=BINS.questions[0].figures[:1]), *BINS.questions[1:])
    )
    (form,) = view_of(reading, at="L4C8").parts[1].read[-1].forms
    assert [option.value for option in form.items[0].entries[0].options if option.chosen] == ["figure"]


def test_numbers_that_nothing_reads_are_gathered_by_question_and_shape() -> None:
    reading = read_letter(parse_letter(UNREAD.encode()))
    groups = unread_groups(reading)
    assert {group.question for group in groups} <= {"1", "2"}
    assert all(len(line.numbers) == len(group.headings) for group in groups for line in group.lines)
    first = groups[0]
    assert (first.question, [token.text for token in first.lines[0].numbers]) == ("1", ["15", "19"])
    view = view_of(reading)
    doubt = next(wait for wait in view.waits if "not read" in wait.title)
    assert doubt.title == "2 numbers in the answer to question 1 are not read"
    assert "No figure: words of explanation" in buttons(doubt)
    assert [field.value for field in doubt.forms[0].fields] == ["grid"]


def test_number_words_that_a_doubt_names_are_asked_about_with_the_numbers() -> None:
    told = finding("unread_number", 6, "2", "“two”, “40” are not read: nothing says what they count.")
    lines = [*BINS.letter.lines[:5], replace(BINS.letter.lines[5], text="two and 40", shadow="two and 40")]
    letter = replace(BINS.letter, lines=(*lines, *BINS.letter.lines[6:]))
    reading = replace(with_findings(told), letter=letter)
    reading = replace(reading, questions=(reading.questions[0], replace(reading.questions[1], figures=()), *reading.questions[2:]))  # fmt: skip
    (wait,) = waits(reading)
    assert wait.title == "2 numbers in the answer to question 2 are not read"
    assert [said(item.title) for item in wait.forms[0].items] == ["two, line 6", "40, line 6"]
    (opened,) = view_of(reading, at="L6C1").parts[2].read
    assert (said(opened.label), said(opened.value)) == ("not read", "two")


def test_numbers_in_a_sentence_are_asked_one_by_one_and_not_under_headings() -> None:
    reading = read_letter(parse_letter(SHARED.encode()))
    groups = [group for group in unread_groups(reading) if group.count > 1]
    assert [group.running for group in groups] == [True] * len(groups)
    told = [wait for wait in view_of(reading).waits if "are not read" in wait.title]
    assert [wait.forms[0].fields[0].value for wait in told] == ["numbers"] * len(groups)
    assert groups


def test_the_list_counts_a_ground_that_nobody_has_decided_as_the_letters_page_does() -> None:
    asked = Listed("bins", "northtown", "Northtown: Bins", "draft", settings=DRAFT, grounded=False)
    assert (asked.asks, dict(asked.counts)) == (True, {"Re-use": 1})
    decided = replace(asked, settings=DRAFT + "reuse:\n  publish: metadata\n")
    assert (decided.asks, dict(decided.counts)) == (False, {})
    closed = finding("licence_not_open", message="The letter's words grant no open licence.")
    assert dict(replace(asked, findings=(closed,)).counts) == {"Re-use": 1}
