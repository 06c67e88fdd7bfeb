"""What stands beside a number, or in its question, and makes of it something else than a plain count."""

from __future__ import annotations

import pytest

from disclosed.model import Line
from disclosed.reading.blocks import Block, BlockContext, read_block
from disclosed.reading.legends import legends_of
from disclosed.reading.lines import fold, parse_letter
from disclosed.reading.reading import read_letter

HOW_MANY = "How many were there?"
READ_NOT = "uncertain_reading"


def read(answer: str, question: str = HOW_MANY) -> Block:
    lines = tuple(Line(number, words, fold(words)) for number, words in enumerate(answer.split("\n"), start=1))
    return read_block(question, lines, BlockContext("1", legends_of(lines)))


def told(block: Block) -> list[str]:
    """Write figures as `label: value unit`, with `~` before one that is not exact and `<=4` for one kept back."""
    written = []
    for figure in block.figures:
        value = figure.value
        said = f"<={value.maximum}" if value.status == "suppressed" else f"{'~' * value.approximate}{value.value}"
        label = f"{', '.join(figure.labels)}: " if figure.labels else ""
        written.append(f"{label}{said}{f' {value.unit}' if value.unit else ''}")
    return written


def codes(block: Block) -> set[str]:
    return {doubt.code for doubt in block.doubts}


# An answer → the counts in it; what they are of is no figure.
PARTS = [
    ("14,210 of 15,600 (91%).", ["14210"]),
    ("212 of 340", ["212"]),
    ("3 out of 5", ["3"]),
    ("Seven of the 31.", ["7"]),
    ("So far 88 of the 145 have finished.", ["88"]),
    ("9 out of 12 homes passed.", ["9"]),
    ("14 of 20 candidates passed.", ["14"]),
    ("None of the 14 claims was paid.", ["0"]),
    ("2021: 12 of 40\n2022: 15 of 44", ["2021: 12", "2022: 15"]),
    ("North 12 of 40\nSouth 15 of 44", ["North: 12", "South: 15"]),
]


@pytest.mark.parametrize(("answer", "figures"), PARTS)
def test_a_count_of_a_whole_is_the_count(answer: str, figures: list[str]) -> None:
    block = read(answer)
    assert (told(block), codes(block)) == (figures, set())


def test_the_whole_is_set_aside_as_one() -> None:
    assert [(aside.words, aside.reason) for aside in read("3 out of the 5").aside] == [("5", "whole")]


def test_one_of_a_number_counts_one() -> None:
    assert told(read("One of the 14.")) == ["1"]


def test_the_whole_that_a_question_names_is_no_figure() -> None:
    assert told(read("71 out of 88 are women.", "How many of the 88 are women?")) == ["71"]


def test_two_things_asked_of_a_share_and_its_whole_are_both_told() -> None:
    block = read("38 of the 212 boats are licensed.", "How many boats are there, and how many of them are licensed?")
    assert told(block) == ["licensed: 38", "boats: 212"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("All but three of the 45 schools.", "All but three of the 45"),
        ("Half of the 40 staff have been trained.", "Half of the 40"),
        ("Nearly two thirds of our 60 vans are electric.", "two thirds of our 60"),
        ("Not one of the 14 officers was disciplined.", "Not one of the 14"),
        ("Almost all of the 60 officers were vetted.", "Almost all of the 60"),
        ("One in five.", "One in five"),
    ],
)
def test_a_count_told_by_a_share_is_a_doubt(answer: str, words: str) -> None:
    block = read(answer)
    assert told(block) == []
    assert [doubt.message for doubt in block.doubts] == [f"“{words}” does not say a number, but how to work one out."]


@pytest.mark.parametrize(
    ("answer", "figures"),
    [
        ("No fewer than 17.", ["~17"]),
        ("Not less than 120 were replanted.", ["~120"]),
        ("Not fewer than 12 were late.", ["~12"]),
        ("A minimum of 45 were late.", ["~45"]),
        ("We received upwards of 9,000 calls in 2023.", ["~9000"]),
        ("450+", ["~450"]),
        ("Fewer than 5.", ["<=4"]),
        ("2021: 5 or fewer\n2022: 41", ["2021: <=5", "2022: 41"]),
        ("18-64: 12\n65+: 14", ["18-64: 12", "65+: 14"]),
        ("At most three; we do not give small numbers, which could identify people.", ["<=3"]),
        ("No more than two, and it would not be fair to be more exact.", ["<=2"]),
    ],
)
def test_at_least_is_not_exact_and_only_a_small_number_is_kept_back(answer: str, figures: list[str]) -> None:
    assert told(read(answer)) == figures


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("Up to 30 vehicles.", "Up to 30"),
        ("No more than 40 trees were felled.", "No more than 40"),
        ("Not more than 12 were late.", "Not more than 12"),
        ("Fewer than 400.", "Fewer than 400"),
        ("400 or fewer", "400 or fewer"),
        ("As many as 400.", "As many as 400"),
    ],
)
def test_a_bound_is_a_doubt_and_no_disclosure_control(answer: str, words: str) -> None:
    block = read(answer)
    assert told(block) == []
    assert [doubt.message for doubt in block.doubts] == [f"“{words}” is a bound, and not one figure."]
    assert [aside.words for aside in block.aside] == [words]


# A question, its answer, the figures and whether there is a doubt.
SCALES = [
    ("How high is the radio mast?", "15m", ["15 metres"], False),
    ("How long is the flood wall?", "The flood wall is 350 m long.", ["350 metres"], False),
    ("What length was built each year?", "2021: 850m\n2022: 1,200m", ["2021: 850 metres", "2022: 1200 metres"], False),
    ("How wide is the channel?", "The channel is 12m wide.", ["12 metres"], False),
    ("What was spent on the scheme?", "4.5m", ["4500000"], False),
    ("What was spent on the scheme?", "12k", ["12000"], False),
    ("How much did it come to?", "£1.2m", ["1200000 GBP"], False),
    ("How many visits were there?", "1.2m", [], True),
    ("How much hedge was planted?", "350m", [], True),
    ("How many people use it?", "12k", [], True),
    ("How many people use it?", "1.2 million", ["1200000"], False),
]


@pytest.mark.parametrize(("question", "answer", "figures", "doubtful"), SCALES)
def test_a_bare_m_or_k_scales_money_only(question: str, answer: str, figures: list[str], *, doubtful: bool) -> None:
    block = read(answer, question)
    assert (told(block), READ_NOT in codes(block)) == (figures, doubtful)


@pytest.mark.parametrize(
    ("question", "answer", "figures"),
    [
        (
            "Total income?",
            "         £000\n2021/22  1,204\n2022/23  1,311",
            ["2021/22: 1204000 GBP", "2022/23: 1311000 GBP"],
        ),
        (
            "What was spent?",
            "Year     Spend\n2021/22  412\n2022/23  387\n\nAll figures are in £ thousands.",
            ["2021/22, Spend: 412000 GBP", "2022/23, Spend: 387000 GBP"],
        ),
        (
            "What did the council earn? (figures in £000s)",
            "        2021/22   2022/23\nIncome  2,210     2,415",
            ["Income, 2021/22: 2210000 GBP", "Income, 2022/23: 2415000 GBP"],
        ),
        ("What is the debt in £ million?", "The debt is 412.", ["412000000 GBP"]),
        ("What is the debt, in millions of pounds?", "412", ["412000000 GBP"]),
        ("What is the debt in £ million?", "£412m", ["412000000 GBP"]),
        ("What is the debt?", "£0", ["0 GBP"]),
    ],
)
def test_sums_are_scaled_by_what_their_question_or_a_note_says(question: str, answer: str, figures: list[str]) -> None:
    block = read(answer, question)
    assert (told(block), codes(block)) == (figures, set())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the debt in £ million?", "412,000,000"),
        ("How many contracts are there, and what are they worth in £ million?", "There are 12."),
    ],
)
def test_a_number_that_may_not_be_scaled_is_a_doubt(question: str, answer: str) -> None:
    block = read(answer, question)
    assert (told(block), codes(block)) == ([], {READ_NOT})


@pytest.mark.parametrize(
    ("question", "answer", "figures"),
    [
        ("How many plots are there?", "Full plots -412\nHalf plots -735", ["Full plots: 412", "Half plots: 735"]),
        ("How many were let?", "2021/22 -34\n2022/23 -41", ["2021/22: 34", "2022/23: 41"]),
        (
            "How many staff are there?",
            "Nurses -412\nPorters - 30\nCooks -2",
            ["Nurses: 412", "Porters: 30", "Cooks: 2"],
        ),
        ("How much was spent?", "Cleaning -£350\nRepairs -£1,200", ["Cleaning: 350 GBP", "Repairs: 1200 GBP"]),
        ("What are the results?", "Site A: -12\nSite B: -4", ["Site A: -12", "Site B: -4"]),
        ("How much was it?", "Variance -£350\nOther -£1,200", ["Variance: -350 GBP", "Other: -1200 GBP"]),
        ("By how many did the number change?", "North -12\nSouth -7", ["North: -12", "South: -7"]),
    ],
)
def test_a_dash_before_each_value_of_a_list_is_no_minus(question: str, answer: str, figures: list[str]) -> None:
    assert told(read(answer, question)) == figures


def test_one_count_below_none_among_others_is_a_doubt() -> None:
    block = read("Nurses 412\nPorters -30")
    assert [doubt.message for doubt in block.doubts] == ["“-30” is less than none, and its sign may be a dash."]


@pytest.mark.parametrize(
    ("answer", "figures", "doubts"),
    [
        ("3 weeks 2 days", ["23 days"], set()),
        ("27 years and 4 months", ["328 months"], set()),
        ("2 hours 5 minutes", ["125 minutes"], set()),
        ("The longest wait was 5 weeks and 3 days.", ["38 days"], set()),
        ("14 years", ["14 years"], set()),
        ("1 day, 4 hours", [], {"unsupported_range"}),
        ("2 days 5 hours", [], {"unsupported_range"}),
        ("2 weeks 3 days 4 hours", [], {"unsupported_range"}),
        ("101: 212 seconds\n999: 7 seconds", ["101: 212 seconds", "999: 7 seconds"], set()),
    ],
)
def test_a_time_in_two_units_is_one_time_or_a_doubt(answer: str, figures: list[str], doubts: set[str]) -> None:
    block = read(answer, "How long was the longest stay?")
    assert (told(block), codes(block)) == (figures, doubts)


@pytest.mark.parametrize(
    ("answer", "figures"),
    [
        ("€45,000", ["45000 EUR"]),
        ("$1.2m", ["1200000 USD"]),
        ("The grant was 45,000 euros.", ["45000 EUR"]),
        ("€45,000 in 2021 and €12,000 in 2022", ["2021: 45000 EUR", "2022: 12000 EUR"]),
    ],
)
def test_euros_and_dollars_are_units(answer: str, figures: list[str]) -> None:
    assert told(read(answer, "How much was the grant?")) == figures


@pytest.mark.parametrize("answer", ["¥45,000", "A$45,000", "CHF 45,000", "45,000 Swiss francs", "2 million rupees"])
def test_money_of_an_unknown_country_is_a_doubt(answer: str) -> None:
    block = read(answer, "How much was the grant?")
    assert (told(block), codes(block)) == ([], {READ_NOT})


@pytest.mark.parametrize(
    ("question", "doubtful"), [("How many shelters are there?", True), ("How many shelters do you own?", False)]
)
def test_what_one_owner_has_is_not_all_that_there_is(question: str, *, doubtful: bool) -> None:
    block = read("The council owns 112. Clear Channel owns 88, and the remaining 41 belong to parishes.", question)
    assert (told(block), READ_NOT in codes(block)) == (["112"], doubtful)


@pytest.mark.parametrize(
    ("question", "answer", "doubtful"),
    [
        ("How many complaints did you receive in 2023?", "We receive around 450 complaints a week.", True),
        ("How many appeals were heard in 2023?", "On average 12 a month.", True),
        ("How many calls did you take last year?", "About 30 calls per day.", True),
        ("How many complaints do you receive a week?", "We receive around 450 complaints a week.", False),
        ("How many calls were there in 2023?", "450 calls.", False),
        ("What is the average number of calls?", "30 calls a day.", False),
    ],
)
def test_a_rate_answers_only_a_question_for_one(question: str, answer: str, *, doubtful: bool) -> None:
    rates = [doubt for doubt in read(answer, question).doubts if "may be a rate" in doubt.message]
    assert bool(rates) == doubtful


def figures_in(text: str) -> list[str]:
    letter = parse_letter(f"A Council\nRef: FOI 25-392\n\n{text}".encode())
    return [figure.words for question in read_letter(letter).questions for figure in question.figures]


def test_a_count_of_a_whole_alone_on_its_line_numbers_no_page() -> None:
    asked = "1. How many were false alarms?\n212 of 340\n\n2. How many were late?\n3 of 5\n\n3. How many crews are there?\n14\n"
    assert figures_in(asked) == ["212", "3", "14"]


def test_pages_that_count_up_to_the_last_are_numbered() -> None:
    pages = "1. How many?\n14\n1 of 2\n\n2. How many more?\n15\n2 of 2\n"
    assert figures_in(pages) == ["14", "15"]


def test_a_possessive_before_a_number_cites_no_section() -> None:
    asked = "1. How many in each?\nAdults 4, Children's 7, Place 2 and Corporate 3, a total of 16.\n\n2. How many in each ward?\nSt Mary's 41\nBishop’s 38\nAbbey 22\n"
    assert figures_in(asked) == ["4", "7", "2", "3", "16", "41", "38", "22"]


@pytest.mark.parametrize(
    ("answer", "figures"),
    [
        ("Women's 7 and Men's 9.", ["Women's: 7", "Men's: 9"]),
        ("Women 7 and Men 9.", ["Women: 7", "Men: 9"]),
        ("Grade 7 and Above 12\nGrade 6 14", ["Grade 7 and Above: 12", "Grade 6: 14"]),
        ("Ward 7 & Ward 8: 12\nWard 9 & Ward 10: 14", ["Ward 7 & Ward 8: 12", "Ward 9 & Ward 10: 14"]),
    ],
)
def test_a_label_holds_no_value_of_its_own(answer: str, figures: list[str]) -> None:
    assert told(read(answer)) == figures
