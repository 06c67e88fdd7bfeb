from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.addresses import (
    AddressError,
    Lacking,
    ShownNumber,
    compare,
    derive,
    evaluate,
    fold_label,
    format_number,
    index_figures,
    parse_calculated,
    parse_check,
    parse_ref,
    parse_shown,
    placeholders,
)
from disclosed.grammar import Calculated, Check, Ref, Share, Side, Total, Whole
from disclosed.rows import FigureRow, QuestionRow
from disclosed.settling.settle import Place, settle
from tests.making import Answers, make_letter, make_reading, make_request

UNLIKE = (
    "The two sides of 'Q4 = Q5' have unlike labels: 'Twice', 'Thrice' stand on one side alone. "
    "Name one figure, or write sum(…)."
)
INEXACT = (
    "'sum(Q4)' uses question 4 'Once', which is '<5' in the letter. "
    "Nothing is calculated from a figure without an exact value."
)
PAIRS = Path(__file__).parent / "addresses"
PARSERS: dict[str, Callable[[str], Any]] = {
    "checks": parse_check,
    "shown": parse_shown,
    "calculated": parse_calculated,
}


def pairs() -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(PAIRS.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                mark = "=>" if " => " in line else "!>"
                text, _, expected = line.partition(f" {mark} " if not line.startswith(" ") else f"{mark} ")
                yield path.stem, text, mark, expected


@pytest.mark.parametrize(("kind", "text", "mark", "expected"), tuple(pairs()))
def test_every_example_is_spelt_one_way_or_refused_with_a_mark_at_its_place(
    kind: str, text: str, mark: str, expected: str
) -> None:
    if mark == "=>":
        assert str(PARSERS[kind](text)) == expected
        return
    with pytest.raises(AddressError) as error:
        PARSERS[kind](text)
    message, _, column = expected.rpartition(" @")
    assert error.value.message == message
    assert error.value.caret == f"\n    {text}\n    {' ' * (int(column) - 1)}^"


labels = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)
numbers = st.from_regex(r"[0-9]{1,2}[a-z]?(\.[ivx]{1,3})?|[A-D][1-9](~2)?", fullmatch=True)
refs = st.builds(Ref, numbers, labels, labels, st.sampled_from(["", "leicester", "bath-2", "2024"]))
named = st.one_of(refs, st.builds(Total, refs))
terms = st.one_of(named, st.builds(Whole, st.integers(0, 10**9)))


def sides_from(first: st.SearchStrategy[Ref | Total | Whole]) -> st.SearchStrategy[Side]:
    more = st.lists(st.tuples(st.sampled_from("+-"), terms), max_size=3)
    return st.builds(lambda one, rest: Side((("+", one), *rest)), first, more)


sides = sides_from(terms)


@given(
    st.builds(Check, sides_from(named), st.sampled_from(["=", "<=", ">="]), sides)
)  # one side at least names a figure
def test_a_check_reads_back_as_it_was_written(check: Check) -> None:
    assert parse_check(str(check)) == check


@given(st.one_of(sides, st.builds(Share, sides, sides)))
def test_what_is_shown_reads_back_as_it_was_written(shown: Side | Share) -> None:
    assert parse_shown(str(shown)) == shown


@given(st.builds(Calculated, st.just("share"), labels.filter(bool), labels.filter(bool)))
def test_a_calculation_reads_back_as_it_was_written(calculated: Calculated) -> None:
    assert parse_calculated(str(calculated)) == calculated


@given(st.text(alphabet="Q1a[]|\\+-=<>() sumhre,:.~", max_size=40))
def test_any_text_is_an_address_or_an_address_error(text: str) -> None:
    for parse in (parse_check, parse_shown, parse_ref, parse_calculated):
        with suppress(AddressError):
            assert str(parse(text))


def test_a_long_statement_is_refused() -> None:
    with pytest.raises(AddressError, match=r"^The statement has 2,002 characters, more than 2,000\. Shorten it\.$"):
        parse_check("Q" * 2002)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Between six and 10 times", "between  six and 10 TIMES "),
        ("6–10 times", "6-10 times"),
        ("‘missing’", "'missing'"),
        ("no\u00a0break", "no break"),
    ],
)
def test_labels_fold_case_spaces_quotes_and_dashes(one: str, other: str) -> None:
    assert fold_label(one) == fold_label(other)


BINS: Answers = {
    "1a": [("Total", 279)],
    "1b": [("", 64)],
    "2a": [("Once", 130), ("Twice", 36), ("Total", 166)],
    "2b": [("Once", 19), ("Twice", 47), ("Total", 66)],
    "3": [("2022", "Men", 10), ("2022", "Women", 20), ("2023", "Men", 30), ("2023", "Women", 40)],
    "4": [("Once", "<5"), ("Twice", 7)],
    "5": [("Once", 1), ("Thrice", 2)],
    "6": [("", 0)],
    "7": [("Cost", Decimal("1204.50"))],
    "8": [("2022", 0), ("2023", 0), ("2024", 0)],
}


def rows_of(answers: Answers, stem: str = "northtown") -> tuple[tuple[FigureRow, ...], tuple[QuestionRow, ...]]:
    settled = settle(
        make_reading(answers), make_letter(stem=stem), request=make_request(), place=Place(stem, "printed", 1)
    )
    return settled.figures, settled.questions


def compared(text: str) -> list[tuple[str, object, object, bool | None]]:
    made = compare(parse_check(text), index_figures(*rows_of(BINS)), "northtown")
    return [(one.label, one.left.value, one.right.value, one.holds) for one in made]


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ("Q1b <= Q1a", [("", 64, 279, True)]),
        ("sum(Q2a) = Q1a - Q1b", [("", 166, 215, False)]),
        ("sum(Q2a) = Q2a[Total]", [("", 166, 166, True)]),
        ("sum(Q2b[Total]) = 66", [("", 66, 66, True)]),
        ("Q2a >= Q2b", [("Once", 130, 19, True), ("Twice", 36, 47, False), ("Total", 166, 66, True)]),
        (
            "Q3 >= 0",
            [
                ("2022 | Men", 10, 0, True),
                ("2022 | Women", 20, 0, True),
                ("2023 | Men", 30, 0, True),
                ("2023 | Women", 40, 0, True),
            ],
        ),
        ("sum(Q3[|Men]) = 40", [("", 40, 40, True)]),
        ("sum(Q3[2022]) = 30", [("", 30, 30, True)]),
        ("Q3[2022|Women] = 20", [("", 20, 20, True)]),
        ("sum(Q4) = 9", [("", None, 9, None)]),
        ("Q4[Twice] = 7", [("", 7, 7, True)]),
        ("Q4[Twice] <= Q1a", [("", 7, 279, True)]),
        ("Q1a - Q4[Twice] >= Q1b", [("", 272, 64, True)]),
        ("Q6 <= 0", [("", 0, 0, True)]),
        ("Q7 >= 1204", [("", Decimal("1204.50"), 1204, True)]),
        ("northtown: Q1b = 64", [("", 64, 64, True)]),
    ],
)
def test_a_check_compares_numbers_or_rows_by_label(
    check: str, expected: list[tuple[str, object, object, bool | None]]
) -> None:
    assert compared(check) == expected


@pytest.mark.parametrize(
    ("check", "message"),
    [
        ("Q9 = 3", "'northtown' has no question 9. Its questions are 1a, 1b, 2a, 2b, 3, 4, 5, 6, 7, 8."),
        ("Q11a = 3", "'northtown' has no question 11a. Did you mean '1a'?"),
        ("Q2a[Onec] = 3", "Question 2a of 'northtown' has no figure labelled 'Onec'. Did you mean 'Once'?"),
        (
            "Q2a[Seven] = 3",
            "Question 2a of 'northtown' has no figure labelled 'Seven'. Its labels are 'Once', 'Twice', 'Total'.",
        ),
        (
            "Q1b[x] = 3",
            "Question 1b of 'northtown' has no figure labelled 'x'. Its figure has no label; leave the brackets out.",
        ),
        ("Q3[2022|Man] = 3", "Question 3 of 'northtown' has no figure labelled 'Man'. Did you mean 'Men'?"),
        ("nortown: Q1a = 3", "There is no letter 'nortown'. Did you mean 'northtown'?"),
    ],
)
def test_an_address_that_the_letter_lacks_names_the_nearest(check: str, message: str) -> None:
    with pytest.raises(Lacking) as error:
        compared(check)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (
            "Q4 = Q5",
            "The two sides of 'Q4 = Q5' have unlike labels: 'Twice', 'Thrice' stand on one side alone. Name one figure, or write sum(…).",
        ),
        (
            "Q1a >= Q2a",
            "'Q1a >= Q2a' compares one figure with several. Name one of them, or write sum(…) for them all.",
        ),
    ],
)
def test_sides_that_cannot_be_compared_are_refused(check: str, message: str) -> None:
    with pytest.raises(AddressError) as error:
        compared(check)
    assert not isinstance(error.value, Lacking)
    assert str(error.value) == message


def evaluate_shown(text: str, figures: Iterable[FigureRow], questions: Iterable[QuestionRow] = ()) -> ShownNumber:
    """Read what stands between `{{ }}` over one request's figures; raises AddressError."""
    return evaluate(parse_shown(text), index_figures(figures, questions))


@pytest.mark.parametrize(
    ("text", "words", "value", "derived"),
    [
        ("Q1a", "279", 279, ""),
        ("Q7", "1,204.50", Decimal("1204.50"), ""),
        ("Q4[Once]", "<5", None, ""),
        ("sum(Q2a)", "166", 166, "bins/northtown/sum(Q2a)"),
        ("Q1a - Q1b", "215", 215, "bins/northtown/Q1a - Q1b"),
        ("Q1b - Q1a", "−215", -215, "bins/northtown/Q1b - Q1a"),
        ("share(Q2a[Once], Q1a)", "47%", 47, "bins/northtown/share(Q2a[Once], Q1a)"),
        ("share(Q2b[once|], Q1a[total])", "7%", 7, "bins/northtown/share(Q2b[Once], Q1a)"),
    ],
)
def test_a_placeholder_shows_a_figure_or_a_calculated_number(
    text: str, words: str, value: object, derived: str
) -> None:
    shown = evaluate_shown(text, *rows_of(BINS))
    assert (shown.words, shown.value, shown.derived_id) == (words, value, derived)
    assert all(place.startswith("bins/northtown/L") for place in shown.places)


def test_figures_of_one_value_are_shown_once_and_each_is_cited() -> None:
    shown = evaluate_shown("Q8", *rows_of(BINS))
    assert (shown.words, shown.value, shown.derived_id, len(set(shown.places))) == ("0", 0, "", 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Q2a", "'Q2a' names 3 figures. Add a label ('Once', 'Twice', 'Total') or write sum(Q2a)."),
        (
            "sum(Q4)",
            "'sum(Q4)' uses question 4 'Once', which is '<5' in the letter. Nothing is calculated from a figure without an exact value.",
        ),
        ("share(Q1b, Q6)", "The whole of 'share(Q1b, Q6)' is 0. Give the two numbers instead of a share."),
        (
            "share(Q1a - Q1b, Q1a)",
            "'share(Q1a - Q1b, Q1a)' takes something away. A share is of figures that are added.",
        ),
        ("Q1a - Q4[Twice]", "'Q1a - Q4[Twice]' could give away what the letter suppressed. Leave it out."),
        ("3 + 4", "'3 + 4' uses no figure. Write the number in words, or name a figure."),
    ],
)
def test_what_cannot_be_shown_says_why(text: str, message: str) -> None:
    with pytest.raises(AddressError) as error:
        evaluate_shown(text, *rows_of(BINS))
    assert str(error.value) == message


def test_with_several_letters_an_address_must_say_which() -> None:
    one, two = rows_of(BINS), rows_of(BINS, "westmere")
    figures, questions = one[0] + two[0], one[1] + two[1]
    assert evaluate_shown("westmere: Q1a", figures, questions).places == ("bins/westmere/L3C8",)
    with pytest.raises(AddressError) as error:
        evaluate_shown("Q1a", figures, questions)
    assert str(error.value) == "The request has several letters (northtown, westmere). Write 'northtown: Q…'."


def test_a_calculated_number_names_its_figures_with_their_part_in_it() -> None:
    row, terms = derive(parse_shown("share(Q1b, Q1a)"), index_figures(*rows_of(BINS)))
    assert (row.kind, row.value, row.rounding, row.unit) == (
        "share",
        Decimal("22.9"),
        "half up to 1 decimal",
        "percent",
    )
    assert [(term.role, term.figure) for term in terms] == [
        ("part", "bins/northtown/L5C1"),
        ("whole", "bins/northtown/L3C8"),
    ]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(1254, "", "1,254"), (12740, "GBP", "£12,740"), (-350, "GBP", "−£350"), (Decimal("14.3"), "percent", "14.3%")],
)
def test_numbers_are_written_with_commas_and_signs(value: int | Decimal, unit: str, words: str) -> None:
    assert format_number(value, unit) == words


def test_placeholders_are_found_with_their_places() -> None:
    assert list(placeholders("a {{ Q1 }} b {{Q2}}")) == [(2, 10, "Q1"), (13, 19, "Q2")]
