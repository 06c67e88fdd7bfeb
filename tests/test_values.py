from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.model import Line, Value
from disclosed.reading.heading_units import unit_of
from disclosed.reading.legends import is_legend, legends_in, legends_of
from disclosed.reading.lines import fold
from disclosed.reading.values import Legend, amounts_in, number_of, parse_amount


def line(text: str, number: int = 1) -> Line:
    return Line(number, text, fold(text))


def suppressed(maximum: int | None, basis: str, unit: str | None = None) -> Value:
    return Value(None, unit, "suppressed", "[c]", maximum=maximum, basis=basis)  # type: ignore[arg-type]


# A whole cell → the words that are its value, and what they mean.
CELLS = [
    ("1,254", "1,254", Value(1254)),
    ("3127", "3127", Value(3127)),
    ("98.0", "98.0", Value(Decimal("98.0"))),
    ("117.", "117", Value(117)),
    ("  2 ", "2", Value(2)),
    ("-12", "-12", Value(-12)),
    ("0", "0", Value(0)),
    ("None", "None", Value(0)),
    ("Nil.", "Nil", Value(0)),
    ("Zero.", "Zero", Value(0)),
    ("Two.", "Two", Value(2)),
    ("twelve", "twelve", Value(12)),
    ("Twenty-one", "Twenty-one", Value(21)),
    ("two hundred and five", "two hundred and five", Value(205)),
    ("1.2 million", "1.2 million", Value(1_200_000)),
    ("£48.50", "£48.50", Value(Decimal("48.50"), "GBP")),
    ("£ 18,305", "£ 18,305", Value(18305, "GBP")),
    ("£31,406,582;", "£31,406,582", Value(31406582, "GBP")),
    ("£1.2m", "£1.2m", Value(1_200_000, "GBP")),
    ("£1.25bn", "£1.25bn", Value(1_250_000_000, "GBP")),
    ("£12k", "£12k", Value(12_000, "GBP")),
    ("-£350", "-£350", Value(-350, "GBP")),
    ("£-350", "£-350", Value(-350, "GBP")),
    ("−£350", "−£350", Value(-350, "GBP")),  # U+2212
    ("40p", "40p", Value(Decimal("0.4"), "GBP")),
    ("65 pence", "65 pence", Value(Decimal("0.65"), "GBP")),
    ("12 pounds", "12 pounds", Value(12, "GBP")),
    ("14.3%", "14.3%", Value(Decimal("14.3"), "percent")),
    ("76 per cent", "76 per cent", Value(76, "percent")),
    ("76 percent.", "76 percent", Value(76, "percent")),
    ("205 days", "205", Value(205, "days")),
    ("205days", "205", Value(205, "days")),
    ("8.4 minutes", "8.4", Value(Decimal("8.4"), "minutes")),
    ("2,310 miles", "2,310", Value(2310, "miles")),
    ("118.4 FTE", "118.4", Value(Decimal("118.4"), "FTE")),
    ("118.4 (FTE)", "118.4", Value(Decimal("118.4"), "FTE")),
    ("14hrs 22mins", "14hrs 22mins", Value(862, "minutes")),
    ("2 hours and 5 minutes", "2 hours and 5 minutes", Value(125, "minutes")),
    ("Around 185.", "185", Value(185, approximate=True)),
    ("over 142 hours", "142", Value(142, "hours", approximate=True)),
    ("Approximately £1.2 million", "£1.2 million", Value(1_200_000, "GBP", approximate=True)),
    ("260 or so", "260", Value(260, approximate=True)),
    ("c. 40", "40", Value(40, approximate=True)),
    ("23,340 (as at 18 March 2019)", "23,340", Value(23340)),
    ("402 (the Lantern Trust)", "402", Value(402)),
    ("12*", "12", Value(12)),
    ("57\u00ad", "57", Value(57)),
    ("\u206019\u200b", "19", Value(19)),
    ('<td onclick="steal()">None</td>', "None", Value(0)),
    ("<5", "<5", suppressed(4, "marker")),
    ("< 5", "< 5", suppressed(4, "marker")),
    ("≤4", "≤4", suppressed(4, "marker")),
    ("<=4", "<=4", suppressed(4, "marker")),
    ("<5%", "<5%", suppressed(5, "marker", "percent")),
    ("Fewer than five", "Fewer than five", suppressed(4, "words")),
    ("Less than 5", "Less than 5", suppressed(4, "words")),
    ("two people or fewer", "two people or fewer", suppressed(2, "words")),
    ("2 or less", "2 or less", suppressed(2, "words")),
    ("no more than 3", "no more than 3", suppressed(3, "words")),
    ("under £100", "under £100", suppressed(100, "words", "GBP")),
    ("[c]", "[c]", Value(None, status="suppressed", marker="[c]", basis="marker")),
    ("[x]", "[x]", Value(None, status="not_available", marker="[x]", basis="marker")),
    ("[u]", "[u]", Value(None, status="not_available", marker="[u]", basis="marker")),
    ("[z]", "[z]", Value(None, status="not_applicable", marker="[z]", basis="marker")),
    ("N/A", "N/A", Value(None, status="not_applicable", marker="[z]", basis="words")),
]


@pytest.mark.parametrize(("cell", "words", "value"), CELLS, ids=[cell for cell, *_ in CELLS])
def test_a_cell_states_a_value(cell: str, words: str, value: Value) -> None:
    amount = parse_amount(cell)
    assert amount is not None
    assert (cell[amount.start : amount.end], amount.value) == (words, value)


@pytest.mark.parametrize(
    "cell",
    [
        "", "Housing", "Category 1", "2019/20", "1 April", "S17", "33(2)", "1.2.3", "12/03/2019", "01632 960114",
        "one-off", "3rd", "Between six and 10 times", "£3 a bag", "1,23", "007",
    ],
)  # fmt: skip
def test_words_that_state_no_value_are_none(cell: str) -> None:
    assert parse_amount(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "£45 - £320", "£45 to £300", "£120 reduced to £80", "£120 cut to £90", "£120 or £80", "11-17", "5 – 10",
        "between five and ten", "from 3 to 9", "10% - 20%", ">100",
    ],
)  # fmt: skip
def test_a_range_or_two_prices_is_no_single_value(cell: str) -> None:
    amount = parse_amount(cell)
    assert amount is not None
    assert (amount.kind, amount.value.value) == ("range", None)


def test_a_plain_number_between_1900_and_2099_could_be_a_year() -> None:
    kinds = [amount.kind for text in ("2022", "1,922", "2100", "1899") if (amount := parse_amount(text))]
    assert kinds == ["year", "number", "number", "number"]


@pytest.mark.parametrize("mark", ["*", "**", "c", ":", "(u)", "#", "~", "-", ".."])
def test_a_mark_without_a_legend_is_blank(mark: str) -> None:
    amount = parse_amount(mark)
    assert amount is not None
    assert (amount.kind, amount.value) == ("blank", Value(None))


# A line of a letter → mark, status, marker, minimum, maximum.
LEGENDS = [
    ("* fewer than five; the mark stands for 1-4 appeals.", [("*", "suppressed", "[c]", 1, 4)]),
    ("* Fewer than 5", [("*", "suppressed", "[c]", None, 4)]),
    (
        "* For 2018/19 nothing can be shown yet: the Department will publish every figure in July 2020.",
        [("*", "not_available", "[x]", None, None)],
    ),
    ("* Every count for 2016/17 is still to come out", [("*", "not_available", "[x]", None, None)]),
    ("(u) = too few calls were timed for the figure to be relied on", [("(u)", "not_available", "[u]", None, None)]),
    (
        "c = too small to give. : = does not apply, as the service takes no agency staff.",
        [("c", "suppressed", "[c]", None, None), (":", "not_applicable", "[z]", None, None)],
    ),
    ("<5 stands for a number from 1 to 4.", [("<5", "suppressed", "[c]", 1, 4)]),
    ("Where a number is marked <5 it is from 1 to 4 and has been held back so that", [("<5", "suppressed", "[c]", 1, 4)]),
    ("# denotes two cases or fewer", [("#", "suppressed", "[c]", None, 2)]),
    ("x = not available", [("x", "not_available", "[x]", None, None)]),
    ("* Benches in the park were painted", []),
    ("Housing = 44", []),
    ("S25 Copy is on sale = 23", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LEGENDS, ids=[text[:40] for text, _ in LEGENDS])
def test_a_legend_says_what_a_mark_means(text: str, expected: list[tuple[object, ...]]) -> None:
    found = {legend.mark: legend for legend in legends_in(text)}.values()
    assert [(one.mark, one.status, one.marker, one.minimum, one.maximum) for one in found] == expected


def test_a_cell_takes_its_meaning_from_the_legend() -> None:
    star = Legend("*", "not_available", "[x]")
    small = Legend("<5", "suppressed", "[c]", 1, 4)
    assert [amount.value for text in ("*", "<5") if (amount := parse_amount(text, [star, small]))] == [
        Value(None, status="not_available", marker="[x]", basis="note"),
        Value(None, status="suppressed", marker="[c]", minimum=1, maximum=4, basis="note"),
    ]


def test_a_legend_may_run_over_the_end_of_a_line() -> None:
    lines = [line("Where a number is marked <5 it is"), line("from 1 to 4 and is held back.", 2)]
    assert legends_of(lines) == (Legend("<5", "suppressed", "[c]", 1, 4),)


def test_a_line_that_opens_with_an_explained_mark_is_a_legend() -> None:
    texts = ["* fewer than five", "c = too small to give", "* a bench", "Leisure 11 c"]
    assert [is_legend(line(text)) for text in texts] == [True, True, False, False]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Hectares", "hectares"), ("Tonnes (Q12)", "tonnes"), ("Cost (£)", "GBP"), ("£", "GBP"), ("%", "percent"),
        ("highways staff (FTE)", "FTE"), ("Month", None), ("Pupils (Q3)", None), ("Day", None), ("Hours", "hours"),
        ("Number (%)", None), ("No. and % of cases", None), ("Percentage (number)", None), ("Cases closed on time (%)", "percent"),
    ],
)  # fmt: skip
def test_a_heading_may_name_a_unit(heading: str, unit: str | None) -> None:
    assert unit_of(heading) == unit


def test_a_dash_between_words_and_pounds_is_no_minus() -> None:
    stated = [(amount.value.value, amount.start) for amount in amounts_in("- £41 paid, north - £412 let, south -£7")]
    assert stated == [(41, 2), (412, 20), (-7, 36)]


def test_quantities_of_a_sentence_are_found_in_order() -> None:
    text = "Two such notices went out, £1.2m was paid, 14hrs 22mins lost and fewer than five returned."
    assert [(found.kind, text[found.start : found.end]) for found in amounts_in(text)] == [
        ("word", "Two"),
        ("money", "£1.2m"),
        ("duration", "14hrs 22mins"),
        ("suppressed", "fewer than five"),
    ]


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_is_read_back_however_it_is_grouped(number: int) -> None:
    assert number_of(f"{number:,}") == number_of(str(number)) == number


@given(st.decimals(min_value=0, max_value=10**7, places=2))
def test_pounds_and_pence_are_exact(amount: Decimal) -> None:
    found = parse_amount(f"£{amount:,}")
    assert found is not None
    assert found.value == Value(amount, "GBP")


@given(st.text(alphabet="0123456789£%<>.,-/ ()abctofewrhnmilp*:", max_size=60))
def test_every_quantity_quotes_its_text_and_none_overlaps(text: str) -> None:
    place = 0
    for found in amounts_in(text):
        assert place <= found.start < found.end <= len(text)
        assert found.opens <= found.start
        assert found.end <= found.closes
        place = found.end
