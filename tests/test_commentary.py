from __future__ import annotations

import pytest

from disclosed.addresses import index_figures
from disclosed.findings import line_of
from disclosed.settling.bearing import Bearing
from disclosed.settling.calculated import Answered
from disclosed.settling.checks import check_letter
from disclosed.settling.commentary import Written, check_commentary
from disclosed.settling.settle import Place, settle
from disclosed.settling.shares import _terms
from tests.making import Answers, make_letter, make_reading, make_request

BINS: Answers = {
    "1": [("", 279)],
    "2": [("Between 11 and 20 times", 130), ("Twice", 8)],
    "3": [("", 140)],
    "4": [("2025", 50)],
    "5": [("Thrice", "<5")],
}
FRONT = "title: Bins\nperiods: {2025: 2025-01-01/.. part}\nchecks:\n  parts: Q2[Twice] = Q1\n"
YML = (
    "state: published\npublished: 2026-01-01\nsettled:\n  - {check: parts, found: 8 = 279, reason: r, by: e}\n"
    "notes:\n  - {name: may, words: To May.}\n"
)


def written(body: str = "", front: str = "", yml: str = YML) -> Written:
    letter = make_letter(yml)
    request = make_request(FRONT + front, letter, body=body)
    settled = settle(make_reading(BINS), letter, request=request, place=Place("northtown", "printed", 1))
    figures = index_figures(settled.figures, settled.questions, labels=settled.labels)
    checked = check_letter(request, letter, settled, figures)
    answered = Answered("northtown", settled, figures, Bearing(checked.comparisons))
    return check_commentary(request, _terms([answered], [checked]))


def problems(body: str, front: str = "") -> list[str]:
    return [line_of(found).removeprefix("content/requests/bins/request.md:") for found in written(body, front).findings]


def test_a_text_travels_as_written_and_its_sums_become_rows() -> None:
    made = written("\n- It has {{ Q1 }} bins and {{ Q1 + Q3 }} lids (calculated) [note: may].\n")
    assert made.commentary == "- It has {{ Q1 }} bins and {{ Q1 + Q3 }} lids (calculated) [note: may]."
    assert [(row.formula, row.value) for row, _ in made.derived] == [("Q1 + Q3", 419)]
    assert made.findings == ()


@pytest.mark.parametrize(
    "body",
    [
        "On 1 April 2020, in March 2021, by May 31 2025 and in 2022/23 and 2019–20.",
        "The council recorded children under 18 [note: may] [note: parts].",
        'In the band "Between 11 and 20 times" there are more.',
        "See question 3, answers 4 and table 2.",
        "1. A list\n2. of two",
        "[The page](https://example.org/2/34) and https://example.org/5.",
        "Ten of them, and half.",
    ],
)
def test_dates_years_labels_and_references_may_be_typed(body: str) -> None:
    assert problems(body) == []


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("There are 279 bins.", "279"),
        ("There are 1,254 bins.", "1,254"),
        ("It rose by 5%.", "5%"),
        ("It cost £12.50 each.", "£12.50"),
        ("Children over 18 count.", "18"),
        ("May 2025, 48 of them.", "48"),
    ],
)
def test_a_typed_number_is_a_warning_at_its_line(body: str, number: str) -> None:
    (message,) = problems(f"\nFirst.\n\n{body}\n")
    assert message == (
        f"10: The number {number} in the commentary is typed. "
        "Write the address of its figure between {{ }}, so that it follows the letter."
    )
    assert [found.code for found in written(body).findings] == ["typed_number"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ Q9 }}", "7: In the commentary: 'northtown' has no question 9. Its questions are 1, 2, 3, 4, 5."),
        ("{{ Q2[Twise] }}", "7: In the commentary: Question 2 of 'northtown' has no figure labelled 'Twise'. Did you mean 'Twice'?"),
        ("{{ share(Q2[Twice], Q1) }}", "7: In the commentary: 'share(Q2[Twice], Q1)' should not be given: its part is under 10 or its whole under 50. Give the numbers instead."),
        ("{{ share(Q4, Q1) }}", "7: In the commentary: 'share(Q4, Q1)' should not be given: it is about part of a period. Give the numbers instead."),
        ("{{ Q1 + }}", "7: In the commentary: Expected a question such as Q2a after '+'. Mend it at the mark:\n    Q1 +\n        ^"),
        ("{{ Q1", "7: There is a '{{' without its other half. Write {{ an address }}."),
        ("Q1 }}", "7: There is a '}}' without its other half. Write {{ an address }}."),
        ("[note: mays]", "7: There is no check or note 'mays'. Did you mean 'may'?"),
        ("[note: zzz]", "7: There is no check or note 'zzz'. There are may, parts."),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_told_at_its_line(body: str, message: str) -> None:
    assert problems(body) == [message]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ share(Q3, Q1) }}", "7: In the commentary: 'share(Q3, Q1)' should not be given: no check says that its part is a part of its whole. State it under `checks:`, as `Q3 <= Q1` with its grounds, or give the two numbers."),
        ("It has {{ Q1 + Q3 }} of both. It is calculated.", "7: In the commentary: 'Q1 + Q3' is calculated, and its sentence does not say so. Write (calculated) after it."),
        ("- It has {{ Q1 - Q3 }} more\n- calculated", "7: In the commentary: 'Q1 - Q3' is calculated, and its sentence does not say so. Write (calculated) after it."),
        ("There were {{ Q2[Twice] }}. [note: may] More.", "7: In the commentary: the difference 'parts' tests Q2[Twice], and its sentence does not mark it. Write [note: parts] at its end."),
        ("Q4 less Q1 is {{ Q4 - Q1 }} (calculated).", "7: In the commentary: 'Q4 - Q1' should not be given: it compares part of a period with another period. Give the numbers instead."),
    ],
)  # fmt: skip
def test_the_rules_on_calculated_numbers_hold_in_commentary(body: str, message: str) -> None:
    assert problems(body) == [message]


@pytest.mark.parametrize(
    "body",
    [
        "It has {{ Q1 + Q3 }} bins near St. Mary's Church (calculated).",
        "There were {{ Q2[Twice] }} [note: parts].",
        "There were {{ Q2[Twice] }}. [note: parts] It has {{ Q1 }}.",
        "Calculated: {{ Q1 - Q3 }}.",
        "It has {{ Q2[Between 11 and 20 times] }}.",
    ],
)
def test_a_sentence_that_says_what_it_owes_is_fine(body: str) -> None:
    assert problems(body) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("parts", "7: The difference 'parts' waits to be settled, so there is no note on it yet. Settle it beside its letter, or take the mark out."),
        ("whole", "7: The check 'whole' finds no difference, so there is no note on it. Take the mark out."),
        ("hole", "7: There is no check or note 'hole'. The letters have none."),
    ],
)  # fmt: skip
def test_a_mark_of_a_check_without_a_note_says_why_there_is_none(name: str, message: str) -> None:
    made = written(f"[note: {name}]", "  whole: Q3 = 140\n", "state: published\npublished: 2026-01-01\n")
    assert [line_of(found).removeprefix("content/requests/bins/request.md:") for found in made.findings] == [
        message.replace("7:", "8:", 1)
    ]


@pytest.mark.parametrize(
    ("headline", "why"),
    [
        ("{{ Q1 + Q3 }}", "'Q1 + Q3' is no number for a headline: it is calculated"),
        ("{{ Q2[Twice] }}", "'Q2[Twice]' is no number for a headline: it is under 10"),
        ("{{ Q5 }}", "'Q5' is no number for a headline: the letter gives no value"),
        ("{{ Q4 }}", "'Q4' is no number for a headline: it is about part of a period"),
    ],
)
def test_a_headline_takes_no_number_that_cannot_stand_alone(headline: str, why: str) -> None:
    assert problems("", f"headline: 'It has {headline} bins.'\n") == [
        f"6: In the headline: {why}. Choose another figure."
    ]


def test_the_tested_side_of_a_difference_is_no_headline() -> None:
    front = "headline: 'It has {{ Q3 }} bins.'\n"
    checks = FRONT.replace("Q2[Twice] = Q1", "Q3 = Q1")
    letter = make_letter(YML.replace("8 = 279", "140 = 279"))
    request = make_request(checks + front, letter)
    settled = settle(make_reading(BINS), letter, request=request, place=Place("northtown", "printed", 1))
    figures = index_figures(settled.figures, settled.questions)
    checked = check_letter(request, letter, settled, figures)
    terms = _terms([Answered("northtown", settled, figures, Bearing(checked.comparisons))], [checked])
    assert [found.message for found in check_commentary(request, terms).findings] == [
        "In the headline: 'Q3' is no number for a headline: a check that differs tests it."
    ]


def test_an_address_in_the_requests_labels_is_rewritten_in_the_letters_own() -> None:
    made = written("It has {{ Q2[Two times] }}.", yml=f"{YML}labels: {{Twice: Two times}}\n")
    assert made.commentary == "It has {{ Q2[Twice] }}."
    assert made.findings == ()
