"""Which answers a later letter takes the place of, which figure gives which again, and by how much it differs."""

from __future__ import annotations

import pytest

from disclosed.addresses import AddressError, index_figures, parse_shown
from disclosed.findings import line_of
from disclosed.model import Value
from disclosed.settling.settle import Place, Settled, settle
from disclosed.settling.superseding import changes_calculated, check_supersessions, supersede
from tests.making import Answers, make_letter, make_reading, make_request

FRONT = "title: Bins\nperiod: 2024-01-01/2024-12-31\n"
SECOND = "supersedes: northtown\n"


def letter(stem: str, answers: Answers, yml: str = "", front: str = FRONT) -> Settled:
    number = int(stem.rpartition("-")[2]) if stem[-1].isdigit() else 1
    source = make_letter(f"state: published\npublished: 2026-01-01\n{yml}", stem)
    place = Place("northtown", "printed", number)
    return settle(make_reading(answers), source, request=make_request(front, source), place=place)


def superseded(*letters: Settled, drafts: tuple[Settled, ...] = ()) -> list[dict[str, str]]:
    """Map each letter's questions to the name of the letter that supersedes them."""
    made = supersede(letters, drafts)
    return [{row.question: row.superseded_by.removeprefix("bins/") for row in one.questions} for one in made]


def replaced(*letters: Settled) -> list[tuple[str, str]]:
    """Pair what each standing figure writes with what the one that it replaces writes."""
    made = supersede(letters)
    rows = {row.figure: row for one in made for row in one.figures}
    standing = [row for row in rows.values() if not row.superseded]
    return [(row.as_written, rows[row.replaces].as_written if row.replaces else "") for row in standing]


def calculated(*letters: Settled) -> list[tuple[str, object]]:
    made = supersede(letters)
    figures = index_figures(
        (row for one in made for row in one.figures),
        (row for one in made for row in one.questions),
        labels={key: label for one in made for key, label in one.labels.items()},
    )
    return [(row.formula, row.value) for row, _ in changes_calculated(made, figures)]


FIRST = letter("northtown", {"1": [("Large", 120), ("Small", 30)], "2": "withheld", "3": "text"})


def test_a_later_letter_supersedes_what_it_answers_again_and_nothing_else() -> None:
    later = letter("northtown-2", {"1": [("Large", 121)], "3": "unanswered"}, SECOND)
    assert superseded(FIRST, later) == [{"1": "northtown-2", "2": "", "3": ""}, {"1": "", "3": ""}]
    made = supersede((FIRST, later))
    assert [row.superseded for row in made[0].figures] == [True, True]
    assert [row.superseded for row in made[1].figures] == [False]


def test_a_letter_that_supersedes_none_stands_beside_the_others() -> None:
    later = letter("northtown-2", {"1": [("Large", 121)]}, "kind: supplement\n")
    assert superseded(FIRST, later) == [{"1": "", "2": "", "3": ""}, {"1": ""}]


def test_what_supersedes_a_letter_supersedes_through_it_the_earlier_ones() -> None:
    review = letter("northtown-2", {"2": [("", 9)]}, SECOND)
    correction = letter("northtown-3", {"1": [("Large", 121)], "2": "not_held"}, "supersedes: northtown-2\n")
    assert superseded(FIRST, review, correction) == [
        {"1": "northtown-3", "2": "northtown-2", "3": ""},
        {"2": "northtown-3"},
        {"1": "", "2": ""},
    ]


@pytest.mark.parametrize("hidden", ["withdrawn: 2026-02-01\n", "under_review: 2026-02-01\n"])
def test_a_letter_that_is_not_shown_takes_the_place_of_nothing_and_is_passed_through(hidden: str) -> None:
    review = letter("northtown-2", {"1": [("Large", 9)]}, SECOND + hidden)
    assert superseded(FIRST, review) == [{"1": "", "2": "", "3": ""}, {}]
    correction = letter("northtown-3", {"1": [("Large", 121)]}, "supersedes: northtown-2\n")
    assert superseded(FIRST, review, correction) == [{"1": "northtown-3", "2": "", "3": ""}, {}, {"1": ""}]


def test_what_supersedes_a_draft_supersedes_what_the_draft_does() -> None:
    draft = letter("northtown-2", {"1": [("Large", 9)]}, SECOND)
    correction = letter("northtown-3", {"1": [("Large", 121)]}, "supersedes: northtown-2\n")
    assert superseded(FIRST, correction, drafts=(draft,)) == [{"1": "northtown-3", "2": "", "3": ""}, {"1": ""}]
    assert supersede((correction,), (draft,))[0].response.supersedes == "bins/northtown"
    assert supersede((correction,), (letter("northtown-2", {}),))[0].response.supersedes == ""


@pytest.mark.parametrize(
    ("was", "now", "yml", "pairs"),
    [
        ([("Large", 120), ("Small", 30)], [("Small", 31), ("LARGE ", 121)], "", [("31", "30"), ("121", "120")]),
        ([("Large", "N", 1), ("Large", "S", 2)], [("Large", "S", 3)], "", [("3", "2")]),
        ([("Large", 120)], [("Huge", 121)], "", [("121", "")]),
        ([("Large", 120)], [("Huge", 121)], "labels: {Huge: Large}\n", [("121", "120")]),
        ([("Large", 1), ("Large", 2)], [("Large", 3), ("Large", 4), ("Large", 5)], "", [("3", "1"), ("4", "2"), ("5", "")]),
        ([("", 120)], [("Total", 121)], "", [("121", "120")]),
        ([("", 120)], [("Total", 121), ("Other", 3)], "", [("121", ""), ("3", "")]),
        ([("Large", 120)], [("Large", "<5")], "", [("<5", "120")]),
    ],
    ids=["by label", "by both labels", "another label", "a label renamed", "alike, by order", "the only one", "of several none", "suppressed"],
)  # fmt: skip
def test_a_figure_replaces_the_one_of_its_label(
    was: list[tuple[str, int]], now: list[tuple[str, int]], yml: str, pairs: list[tuple[str, str]]
) -> None:
    assert replaced(letter("northtown", {"1": was}), letter("northtown-2", {"1": now}, SECOND + yml)) == pairs


def test_a_question_that_the_later_letter_numbers_otherwise_is_still_that_question() -> None:
    later = letter("northtown-2", {"7": [("Large", 121), ("Small", 30)]}, SECOND + "questions: {Q7: Q1}\n")
    assert superseded(FIRST, later)[0]["1"] == "northtown-2"
    assert replaced(FIRST, later) == [("121", "120"), ("30", "30")]


def test_of_metadata_alone_no_figure_stands() -> None:
    later = letter("northtown-2", {"1": [("Large", 121)]}, SECOND + "reuse: {publish: metadata}\n")
    assert superseded(FIRST, later)[0]["1"] == "northtown-2"
    assert replaced(FIRST, later) == []


@pytest.mark.parametrize(
    ("was", "now", "difference"),
    [
        (120, 121, [("northtown-2:Q1 - northtown:Q1", 1)]),
        (120, 118, [("northtown-2:Q1 - northtown:Q1", -2)]),
        (120, 120, []),
        (9, 12, []),
        (12, 9, []),
        (120, "<5", []),
        ("<5", 120, []),
        (Value(120, approximate=True), 121, []),
        (Value(50, "percent"), Value(60, "percent"), []),
        (Value(120, "GBP"), Value(121), []),
        (Value(120, "GBP"), Value(121, "GBP"), [("northtown-2:Q1 - northtown:Q1", 1)]),
    ],
    ids=["more", "fewer", "the same", "from under 10", "to under 10", "suppressed", "given", "approximate", "shares", "other units", "pounds"],
)  # fmt: skip
def test_a_difference_is_calculated_where_it_may_be(
    was: Value | int, now: Value | int, difference: list[object]
) -> None:
    assert (
        calculated(letter("northtown", {"1": [("", was)]}), letter("northtown-2", {"1": [("", now)]}, SECOND))
        == difference
    )


def test_no_difference_is_taken_of_a_part_period_or_beside_what_is_suppressed() -> None:
    part = "title: Bins\nperiods: {2025: 2025-01-01/.. part}\n"
    before, after = (
        letter(stem, {"1": [("2025", value)]}, yml, part)
        for stem, value, yml in (("northtown", 120, ""), ("northtown-2", 130, SECOND))
    )
    assert calculated(before, after) == []
    before, after = (
        letter(stem, {"1": [("Large", value), ("Small", "<5")]}, yml)
        for stem, value, yml in (("northtown", 120, ""), ("northtown-2", 130, SECOND))
    )
    assert calculated(before, after) == []


def test_an_address_without_a_letter_means_the_answer_that_stands() -> None:
    made = supersede((FIRST, letter("northtown-2", {"1": [("Large", 121)]}, SECOND)))
    figures = index_figures(
        (row for one in made for row in one.figures), (row for one in made for row in one.questions)
    )
    ref = parse_shown("Q1[Large]").terms[0][1]  # type: ignore[union-attr]  # one address
    assert [row.value for row in figures.find(ref)] == [121]  # type: ignore[arg-type]
    old = parse_shown("northtown: Q1[Large]").terms[0][1]  # type: ignore[union-attr]
    assert [row.value for row in figures.find(old)] == [120]  # type: ignore[arg-type]
    beside = index_figures(
        row for one in (FIRST, letter("northtown-2", {"1": [("Large", 121)]})) for row in one.figures
    )
    with pytest.raises(AddressError, match="several letters"):
        beside.find(ref)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stems", "message"),
    [
        ({"northtown": "", "northtown-2": "northtwn"}, "It supersedes 'northtwn', which is no other letter of this request. Did you mean 'northtown'?"),
        ({"northtown": "northtown"}, "It supersedes 'northtown', which is no other letter of this request."),
        ({"northtown": "", "southby": "northtown"}, "It supersedes 'northtown', a letter of another authority. Name an earlier letter of the same one."),
        ({"northtown": "northtown-2", "northtown-2": ""}, "It supersedes 'northtown-2', which by its name is a later letter. Number letters in their order: northtown, northtown-2, northtown-3."),
        ({"northtown": "", "northtown-2": "northtown", "northtown-3": "northtown"}, "It supersedes 'northtown', which 'northtown-2' supersedes already. Write `supersedes: northtown-2`: a letter supersedes the one before, and through it the earlier."),
    ],
    ids=["no letter", "itself", "another authority", "a later letter", "superseded already"],
)  # fmt: skip
def test_what_cannot_be_superseded_is_told(stems: dict[str, str], message: str) -> None:
    letters = [
        make_letter(f"supersedes: {other}\n" if other else "state: draft\n", stem) for stem, other in stems.items()
    ]
    places = {stem: (stem.partition("-")[0], int(stem[-1]) if stem[-1].isdigit() else 1) for stem in stems}
    found = [line_of(one) for one in check_supersessions(make_request(FRONT, *letters), places)]
    stem = list(stems)[-1] if stems[list(stems)[-1]] else next(iter(stems))
    assert found == [f"content/requests/bins/{stem}.yml:1: {message}"]
