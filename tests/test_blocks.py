from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosed.model import Line
from disclosed.reading.blocks import Block, BlockContext, read_block
from disclosed.reading.legends import legends_of
from disclosed.reading.lines import fold, parse_letter
from disclosed.reading.tokens import NUMERIC, tokens_of

LETTERS = sorted((Path(__file__).parent / "letters").glob("*.txt"))
HOW_MANY = "How many were there?"


def lines_of(text: str) -> tuple[Line, ...]:
    return tuple(Line(number, words, fold(words)) for number, words in enumerate(text.split("\n"), start=1))


def read(text: str, question: str = HOW_MANY, *, refused: bool = False) -> Block:
    lines = lines_of(text)
    return read_block(question, lines, BlockContext("1", legends_of(lines), refused))


def figures_of(block: Block) -> list[tuple[tuple[str, ...], str]]:
    return [(figure.labels, figure.words) for figure in block.figures]


# A shape that letters have (docs/letters.md), the answer in it, and what it says: labels and words.
SHAPES: list[tuple[str, str, list[tuple[tuple[str, ...], str]]]] = [
    ("a bare number", "597", [((), "597")]),
    ("a bare number with a point", "117.", [((), "117")]),
    ("a bare number with a remark", "182 (as at 21 May 2017).", [((), "182")]),
    ("a number word", "Nine, all under Section 1 of the Theft Act 1968.", [((), "Nine")]),
    (
        "label, dash, value",
        "2017-2018 - £1,604,215\n2018-19 - None",
        [(("2017-2018",), "£1,604,215"), (("2018-19",), "None")],
    ),
    ("label, colon, value", "LED: 14,902\nSodium: 7,318", [(("LED",), "14,902"), (("Sodium",), "7,318")]),
    (
        "bulleted label with a period",
        "• 1 January 2020 to 31 December 2020: 27",
        [(("1 January 2020 to 31 December 2020",), "27")],
    ),
    ("an o and a tab for a bullet", "o\tAccept: 84\no\tNo reply: 8", [(("Accept",), "84"), (("No reply",), "8")]),
    ("label, equals, value", "S25 Copy is on sale = 23", [(("S25 Copy is on sale",), "23")]),
    ("year, equals, value with unit", "2018 = 205 days", [(("2018",), "205")]),
    ("label, space, value", "Weekly 148\nDaily 12", [(("Weekly",), "148"), (("Daily",), "12")]),
    ("a number bound in a label", "Category 1 12\nCategory 2 15", [(("Category 1",), "12"), (("Category 2",), "15")]),
    ("pounds and a space", "2016/2017 £ 18,305", [(("2016/2017",), "£ 18,305")]),
    (
        "year, description, value",
        "2016-17 - keys handed back: 58;\n2017-18 - keys handed back: 60;",
        [(("2016-17", "keys handed back"), "58"), (("2017-18", "keys handed back"), "60")],
    ),
    (
        "value with a remark after it",
        "North: 7 (two vacant)\nSouth: 5",
        [(("North",), "7"), (("South",), "5")],
    ),
    (
        "bullets with the number some lines below",
        "· Once\n\n\n\n130\n\n \n· Five times\n2 \n· Between six and 10 times \n11",
        [(("Once",), "130"), (("Five times",), "2"), (("Between six and 10 times",), "11")],
    ),
    (
        "a label broken over two lines",
        "Fines that were paid\nafter a reminder 7\nPaid at once 8",
        [(("Fines that were paid after a reminder",), "7"), (("Paid at once",), "8")],
    ),
    (
        "a year, then rows",
        "2015\nMislaid token 6418\nNo receipt 3027\n2016\nMislaid token 6420\nNo receipt 3000",
        [
            (("2015", "Mislaid token"), "6418"),
            (("2015", "No receipt"), "3027"),
            (("2016", "Mislaid token"), "6420"),
            (("2016", "No receipt"), "3000"),
        ],
    ),
    (
        "headings under which the labels repeat",
        "Adults\nHotel 5\nHostel 6\nChildren\nHotel 1\nHostel 2",
        [
            (("Adults", "Hotel"), "5"),
            (("Adults", "Hostel"), "6"),
            (("Children", "Hotel"), "1"),
            (("Children", "Hostel"), "2"),
        ],
    ),
    (
        "cells after tabs, one column",
        "\t\n\tCLA\n\n\t2022\n\t844\n\n\t2023\n\t837\n\n",
        [(("2022", "CLA"), "844"), (("2023", "CLA"), "837")],
    ),
    (
        "cells after tabs, two columns and a pipe in a label",
        "\tKind\n\tVessels\n\tDues\n\n\tBoats | small\n\t84\n\t£22\n\n\tTotal\n\t84\n\t£22\n",
        [
            (("Boats | small", "Vessels"), "84"),
            (("Boats | small", "Dues"), "£22"),
            (("Total", "Vessels"), "84"),
            (("Total", "Dues"), "£22"),
        ],
    ),
    (
        "a cell of two paragraphs",
        "\t\n\tMissing\n\n\t2022\n(part year)\n\t5\n\n\t2023\n\t6\n",
        [(("2022 (part year)", "Missing"), "5"), (("2023", "Missing"), "6")],
    ),
    ("tabs inside a line", "Once\t\t\t130\nTwice\t36", [(("Once",), "130"), (("Twice",), "36")]),
    (
        "one cell a line",
        "Financial Year\nPermits Sold\nFees Taken\n17/18\n9,350\n£412,600\n18/19\n9,400\n£413,000",
        [
            (("17/18", "Permits Sold"), "9,350"),
            (("17/18", "Fees Taken"), "£412,600"),
            (("18/19", "Permits Sold"), "9,400"),
            (("18/19", "Fees Taken"), "£413,000"),
        ],
    ),
    (
        "one cell a line, some joined, the head split",
        "Site\nY2015 Y2016\nY2017\nTotal\nNorth\n10384 11052\n4716\n26152\nSouth\n1 2\n3\n6",
        [
            (("North", "Y2015"), "10384"),
            (("North", "Y2016"), "11052"),
            (("North", "Y2017"), "4716"),
            (("North", "Total"), "26152"),
            (("South", "Y2015"), "1"),
            (("South", "Y2016"), "2"),
            (("South", "Y2017"), "3"),
            (("South", "Total"), "6"),
        ],
    ),
    (
        "headings, then as many values",
        "2019 2020 2021\n45 50 61",
        [(("2019",), "45"), (("2020",), "50"), (("2021",), "61")],
    ),
    (
        "one cell a line with a pipe after it",
        "Year |\n\nHectares |\n\nTonnes |\n\n2013/14 |\n\n112.5 |\n\n1,092 |\n\n2014/15 |\n\n98.0 |\n\n1,093 |",
        [
            (("2013/14", "Hectares"), "112.5"),
            (("2013/14", "Tonnes"), "1,092"),
            (("2014/15", "Hectares"), "98.0"),
            (("2014/15", "Tonnes"), "1,093"),
        ],
    ),
    (
        "rows with pipes",
        "Times missing | Children\nOnce | 601\nMore than 100 times | 0",
        [(("Once", "Children"), "601"), (("More than 100 times", "Children"), "0")],
    ),
    (
        "a row with pipes broken over lines, with two label columns",
        "Code | Site | 2015 | 2016 |\nM4 | Sheds | 9 | 27 |\nM5 | Piers | 4 |\n18\n|",
        [
            (("M4 | Sheds", "2015"), "9"),
            (("M4 | Sheds", "2016"), "27"),
            (("M5 | Piers", "2015"), "4"),
            (("M5 | Piers", "2016"), "18"),
        ],
    ),
    (
        "a table of pipes with a rule under its head",
        "| Year | Upheld |\n|---|---|\n| 2019 | 12 |",
        [(("2019", "Upheld"), "12")],
    ),
    (
        "section numbers as row labels",
        "Exemption |\n2016 |\n2017 |\n32(1)(b) |\n11 |\n6 |\n33(2) |\n4 |\n5 |",
        [
            (("32(1)(b)", "2016"), "11"),
            (("32(1)(b)", "2017"), "6"),
            (("33(2)", "2016"), "4"),
            (("33(2)", "2017"), "5"),
        ],
    ),
    (
        "cells with slashes",
        "Hospital / 2019 / Jan-Mar 22 / Total\nRidley General / 9 / 14 / 23",
        [
            (("Ridley General", "2019"), "9"),
            (("Ridley General", "Jan-Mar 22"), "14"),
            (("Ridley General", "Total"), "23"),
        ],
    ),
    (
        "flat rows under a head of words and years",
        "Kind of licence 2016 2017 Total\nStreet trading 120 104 224\nTotal 120 104 224",
        [
            (("Street trading", "2016"), "120"),
            (("Street trading", "2017"), "104"),
            (("Street trading", "Total"), "224"),
            (("Total", "2016"), "120"),
            (("Total", "2017"), "104"),
            (("Total", "Total"), "224"),
        ],
    ),
    (
        "flat rows with years as labels under a head without spaces",
        "YearHotelHostelTotal\n2014 31 12 43\n2015 44 15 59",
        [
            (("2014", "Hotel"), "31"),
            (("2014", "Hostel"), "12"),
            (("2014", "Total"), "43"),
            (("2015", "Hotel"), "44"),
            (("2015", "Hostel"), "15"),
            (("2015", "Total"), "59"),
        ],
    ),
    (
        "flat rows under a head without a corner, parted by wide gaps",
        "Agency   Permanent\nHousing 44 61",
        [(("Housing", "Agency"), "44"), (("Housing", "Permanent"), "61")],
    ),
    (
        "bands as row labels under a corner of two words",
        "Age Group Male Female\n0 to 17 12 14\n65 and over 7 8",
        [
            (("0 to 17", "Male"), "12"),
            (("0 to 17", "Female"), "14"),
            (("65 and over", "Male"), "7"),
            (("65 and over", "Female"), "8"),
        ],
    ),
    (
        "aligned columns",
        "Year     Complaints   Upheld\n2019     45           12",
        [(("2019", "Complaints"), "45"), (("2019", "Upheld"), "12")],
    ),
    (
        "a whole table on one line",
        "Reason Number Convictions 13 Medical 4 Section 61 order 2 Not Recorded 1 Grand Total 20",
        [
            (("Convictions", "Number"), "13"),
            (("Medical", "Number"), "4"),
            (("Section 61 order", "Number"), "2"),
            (("Not Recorded", "Number"), "1"),
            (("Grand Total", "Number"), "20"),
        ],
    ),
    (
        "a list of labels and values in a line",
        "2021: 8, 2020: 5, April 2018/19: 16",
        [(("2021",), "8"), (("2020",), "5"), (("April 2018/19",), "16")],
    ),
    (
        "a list with semicolons and bands",
        "Once: 188; Between six and 10 times: 15; More than 100 times: 0.",
        [(("Once",), "188"), (("Between six and 10 times",), "15"), (("More than 100 times",), "0")],
    ),
    ("a list joined by an ampersand", "Stalls - 418 & Pitches - 93.", [(("Stalls",), "418"), (("Pitches",), "93")]),
    ("a list with values in brackets", "North (7), South (11)", [(("North",), "7"), (("South",), "11")]),
    (
        "a list that opens with a nought",
        "No TEN’s granted from 2014 - 2017, April 2018/19: 16",
        [(("2014 - 2017",), "No TEN’s"), (("April 2018/19",), "16")],
    ),
    (
        "values before their labels, the second negated",
        "339 accepted, 258 not accepted",
        [(("accepted",), "339"), (("not accepted",), "258")],
    ),
    (
        "values before their labels, one with a remark",
        "684 made (to date), 402 accepted",
        [(("made",), "684"), (("accepted",), "402")],
    ),
    (
        "three facts in a row",
        "1st May 2019 to 30th April 2020 – 648 bookings, 152 moved, £21,406 refunded",
        [
            (("1st May 2019 to 30th April 2020", "bookings"), "648"),
            (("1st May 2019 to 30th April 2020", "moved"), "152"),
            (("1st May 2019 to 30th April 2020", "refunded"), "£21,406"),
        ],
    ),
    (
        "two counts in one phrase, an age in a label",
        "412 loans relating to 58 Readers Under Sixteen",
        [(("loans",), "412"), (("Readers Under Sixteen",), "58")],
    ),
    ("a fragment that says what was done", "694 were offered", [(("offered",), "694")]),
    ("a fragment with a back reference", "Of the above 64 were looked after", [(("looked after",), "64")]),
    ("a finished sentence labels nothing", "205 accepted.", [((), "205")]),
    ("a total with a remark", "Total 279 (including Looked after children)", [(("Total",), "279")]),
    ("yes, then a number", "Yes, in 212 streets.", [((), "212")]),
    ("yes and a number", "Yes, 6", [((), "6")]),
    (
        "a sentence with a date in it",
        "There were 668 people on the waiting list on 31 March 2020 across all sites.",
        [((), "668")],
    ),
    (
        "a sentence over two lines",
        "In 2024 the contractor put out\n2,604 penalty charges. Of that number",
        [((), "2,604")],
    ),
    (
        "a number word for each year",
        "Two such notices went out in 2022 and twelve in 2023.",
        [(("2022",), "Two"), (("2023",), "twelve")],
    ),
    (
        "a nought in words for one year, a number for the next",
        "No prosecutions were brought in 2022. In 2023 there were 2.",
        [(("2022",), "No prosecutions"), (("2023",), "2")],
    ),
    (
        "labels that end in a number, and a dash for a sign",
        "Year 7 - 212\nYear 8 - 388\nYear 9 - 451",
        [(("Year 7",), "212"), (("Year 8",), "388"), (("Year 9",), "451")],
    ),
    ("one duration", "14hrs 22mins", [((), "14hrs 22mins")]),
    ("an amount with words after it", "£3 a bag.", [((), "£3")]),
    ("a number in a tag", '<td onclick="steal()">None</td>', [((), "None")]),
    ("a label like a formula", "=SUM(A1:A9): £4,120\n-Refunds: -£350", [(("=SUM(A1:A9)",), "£4,120"), (("-Refunds",), "-£350")]),
    ("months as labels", "January 12\nFebruary 14", [(("January",), "12"), (("February",), "14")]),
    ("labels and values in a line without commas", "Stage 1: 45 Stage 2: 12", [(("Stage 1",), "45"), (("Stage 2",), "12")]),
    ("years in brackets after their values", "45 (2019), 50 (2020)", [(("2019",), "45"), (("2020",), "50")]),
    ("words that only open a sentence", "There were none.", [((), "none")]),
    ("a nought in words", "No complaints were received.", [((), "No complaints")]),
    ("nothing held is no nought", "No information is held.", []),
    ("labels alone", "Ward\nNorth\nSouth\nStalls", []),
    ("not held", "We do not hold this for any of our 12 schools.", []),
    ("what an answer would cost", "It would take 30 hours to find this.", []),
    ("page and question numbers", "See pages 3 and 4, and the answer to questions 2 to 6.", []),
    ("a telephone number", "Tel: 01632 960114", []),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "expected"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_a_shape_is_read(answer: str, expected: list[tuple[tuple[str, ...], str]]) -> None:
    assert figures_of(read(answer)) == expected


@pytest.mark.parametrize("answer", [shape[1] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_every_figure_quotes_its_line_and_no_number_is_both_figure_and_set_aside(answer: str) -> None:
    check_account(lines_of(answer), read(answer))


def check_account(lines: tuple[Line, ...], block: Block) -> None:
    texts = {line.number: line.text for line in lines}
    figures = {
        (figure.span.line, column)
        for figure in block.figures
        for column in columns(figure.span.first, figure.span.last)
    }
    for item in (*block.figures, *block.aside):
        assert texts[item.span.line][item.span.first - 1 : item.span.last] == item.words
    aside = {(one.span.line, column) for one in block.aside for column in columns(one.span.first, one.span.last)}
    assert not figures & aside
    unread = {doubt.line for doubt in block.doubts if doubt.code == "unread_number"}
    for line in lines:
        for token in tokens_of(line):
            place = {(line.number, column) for column in columns(token.first, token.last)}
            if token.kind in NUMERIC and line.number not in unread:
                assert place & (figures | aside), f"{token.text!r} on line {line.number} is not accounted for"


def columns(first: int, last: int) -> range:
    return range(first, last + 1)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_run_of_lines_of_any_letter_is_accounted_for(data: st.DataObject) -> None:
    lines = parse_letter(data.draw(st.sampled_from(LETTERS)).read_bytes()).lines
    first = data.draw(st.integers(0, len(lines) - 1))
    run = lines[first : first + data.draw(st.integers(1, 30))]
    check_account(run, read_block(HOW_MANY, run, BlockContext("1", legends_of(lines))))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="Ab12 50,.:-/|\t\n£%()*<nole", max_size=120))
def test_any_text_is_accounted_for(text: str) -> None:
    check_account(lines_of(text), read(text))


@pytest.mark.parametrize("heading", ["Number (%)", "Issued (%)", "Number and %", "Number"])
def test_a_count_with_its_share_in_brackets_is_a_count_whatever_its_heading_says(heading: str) -> None:
    block = read(f"Area\t{heading}\nNorth\t361 (51.4%)\nSouth\t341 (48.6%)")
    assert [(figure.words, figure.value.value, figure.value.unit) for figure in block.figures] == [
        ("361", 361, None), ("341", 341, None),
    ]  # fmt: skip
    assert [aside.words for aside in block.aside] == ["51.4%", "48.6%"]


def test_a_share_with_its_count_in_brackets_is_a_share() -> None:
    block = read("North: 51.4% (361)\nSouth: 48.6% (341)")
    assert [(str(figure.value.value), figure.value.unit) for figure in block.figures] == [
        ("51.4", "percent"), ("48.6", "percent"),
    ]  # fmt: skip


def test_what_a_count_is_made_of_in_brackets_is_set_aside() -> None:
    block = read("2022: 22 (9 laptops and 13 phones)\n2023: 31 (20 laptops and 11 phones)")
    assert [(figure.labels, figure.words) for figure in block.figures] == [(("2022",), "22"), (("2023",), "31")]
    assert {aside.words for aside in block.aside} >= {"9", "13", "20", "11"}


def test_values_beneath_a_table_that_no_label_names_are_reported_and_not_named_by_the_question() -> None:
    rows = (
        "               Buses   Cost (£000)\nMill Lane         84         1,210\nQuay             102         1,655\n"
    )
    block = read(
        f"{rows}               -----        ------\n                 186         2,865", "Number of buses, fuel cost"
    )
    assert [figure.words for figure in block.figures] == ["84", "1,210", "102", "1,655"]
    assert [doubt.code for doubt in block.doubts] == ["unread_number"]


@pytest.mark.parametrize("answer", ["61; 48; 9 (4 withdrawn)", "Nurses 2022 - 1,890  2023 - 2,114"])
def test_values_are_no_part_of_a_label(answer: str) -> None:
    block = read(answer)
    assert not any(digit in label for figure in block.figures for label in figure.labels for digit in ("48", "890"))


def test_a_total_is_known_by_its_label() -> None:
    block = read("North: 7\nTOTALS: 7\nGrand Total: 7\nAll wards: 7\nTotal cost of ownership: 7")
    assert [figure.total for figure in block.figures] == [False, True, True, True, False]


def test_the_question_names_values_that_stand_without_labels() -> None:
    question = "Share of appeals in 2020/21 that were (in this order) allowed, allowed in part, turned down."
    assert figures_of(read("2020/21 - 22%, 18%, 60%", question)) == [
        (("2020/21", "allowed"), "22%"),
        (("2020/21", "allowed in part"), "18%"),
        (("2020/21", "turned down"), "60%"),
    ]


def test_values_that_no_heading_names_are_reported_and_not_guessed() -> None:
    block = read("b) covered market (any day) 61 7 3 0")
    assert block.figures == ()
    assert [(doubt.code, doubt.line, doubt.message, doubt.remedy) for doubt in block.doubts] == [
        (
            "unread_number",
            1,
            "“61”, “7”, “3”, “0” are in the answer and not read: nothing says what they count.",
            "Point at each with a `readings:` line, with its labels or a reason to set it aside.",
        )
    ]


def test_a_mark_is_read_by_its_legend() -> None:
    block = read("School 2020/21 2021/22\nArts 31 40\nLaw 9 *\n\n* fewer than five; the mark stands for 1-4 appeals.")
    star = block.figures[-1]
    assert (star.labels, star.words) == (("Law", "2021/22"), "*")
    assert (star.value.status, star.value.marker, star.value.minimum, star.value.maximum) == ("suppressed", "[c]", 1, 4)


def test_a_mark_without_a_legend_is_a_doubt() -> None:
    block = read("School 2020/21 2021/22\nArts 31 40\nLaw 9 *")
    assert figures_of(block)[-1] == (("Law", "2020/21"), "9")
    assert [(doubt.code, doubt.message, doubt.remedy) for doubt in block.doubts] == [
        (
            "uncertain_reading",
            "The letter does not say what its mark “*” means.",
            "Read the letter; settle what it stands for with a `readings:` line.",
        )
    ]


@pytest.mark.parametrize(
    "answer", ["£45 - £320 depending on the pitch.", "£45 - £300", "£120 reduced to £80 if paid within 14 days."]
)
def test_a_range_is_a_note_and_no_figure(answer: str) -> None:
    block = read(answer, "What is the fee for a street trading licence?")
    words = next(aside.words for aside in block.aside if aside.reason == "range")
    assert block.figures == ()
    assert [(doubt.code, doubt.level, doubt.question, doubt.message, doubt.remedy) for doubt in block.doubts] == [
        (
            "unsupported_range",
            "note",
            "1",
            f"“{words}” is a range or two values in one, so it is not one figure.",
            "Read it in the letter's own words.",
        )
    ]


def test_a_second_number_without_a_pattern_makes_the_reading_doubtful() -> None:
    block = read("In 2019/20 we received 45 complaints about 12 officers.")
    assert figures_of(block) == [((), "45")]
    assert [(doubt.code, doubt.message, doubt.remedy) for doubt in block.doubts] == [
        (
            "uncertain_reading",
            "“45” is read as the answer, and “12” stands in the same sentence.",
            "Settle both with `readings:` lines.",
        )
    ]


def test_a_number_in_a_sentence_that_states_nothing_is_doubtful() -> None:
    block = read("Our 12 libraries keep their own papers.", "How many complaints were received?")
    assert [doubt.message for doubt in block.doubts] == ["“12” stands in a sentence that may not answer the question."]


def test_a_value_broken_over_two_lines_cannot_be_quoted() -> None:
    block = read("It was raised by two people\nor fewer in all of that time.")
    assert block.figures == ()
    assert [doubt.message for doubt in block.doubts] == ["“two people or fewer” runs over the end of a line."]


REFUSAL = (
    "To answer this we would have to open about 9,200 records at 4 minutes each, which is over 610 hours. The appropriate limit "
    "is £450.00, or 18 hours of work, and so the request is refused under section 12(1) of the Freedom of Information Act 2000."
)


def test_a_refusal_gives_no_figure_and_sets_its_arithmetic_aside() -> None:
    block = read(REFUSAL, "How many ambulance hours were lost?", refused=True)
    assert block.figures == ()
    assert {aside.words: aside.reason for aside in block.aside} == {
        "9,200": "refusal", "4": "refusal", "610": "refusal", "£450.00": "refusal", "18": "refusal",
        "12(1)": "provision", "2000": "year",
    }  # fmt: skip


def test_a_number_that_is_given_beside_a_refusal_is_a_figure() -> None:
    gift = " We did have the total for 2021, and you are welcome to it: 12,604 hours."
    block = read(REFUSAL + gift, "How many ambulance hours were lost?", refused=True)
    assert [(figure.words, figure.value.unit) for figure in block.figures] == [("12,604", "hours")]


def test_an_answer_in_words_to_a_question_for_words_gives_no_figure() -> None:
    block = read("A local firm. The Council asked three firms for a price in 2019.", "Who makes the benches?")
    assert block.figures == ()
    assert {aside.words: aside.reason for aside in block.aside} == {"three": "words", "2019": "year"}


def test_numbers_in_labels_and_remarks_are_set_aside_with_their_reasons() -> None:
    block = read("Between six and 10 times: 4\n2019/20: 5 (as at 18 March 2020)\nTarget support (13yrs plus): 6")
    assert [(aside.words, aside.reason) for aside in block.aside] == [
        ("six", "label"), ("10", "label"), ("2019/20", "period"), ("18 March 2020", "date"), ("13yrs", "label"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "question", "units"),
    [
        ("2,310 miles", "How many miles of road?", ["miles"]),
        ("118.4", "How many highways staff do you have (FTE)?", ["FTE"]),
        ("6", "How many days were the pools shut?", [None]),
        ("Winter Runs (Q11) Tonnes (Q12)\n2013-14 61 4,120", HOW_MANY, [None, "tonnes"]),
        ("Year | Cost (£)\n2019 | 12", HOW_MANY, ["GBP"]),
        (
            "Category 1 - 8.4 minutes\nCategory 3 - (u)\n\n(u) = too few to be relied on",
            HOW_MANY,
            ["minutes", "minutes"],
        ),
    ],
)
def test_a_unit_comes_from_the_value_its_labels_or_the_question(
    answer: str, question: str, units: list[str | None]
) -> None:
    assert [figure.value.unit for figure in read(answer, question).figures] == units


def test_a_heading_in_thousands_of_pounds_scales_its_values() -> None:
    block = read("Year | Spend (£000)\n2019 | 12.5")
    assert [(figure.words, figure.value.value, figure.value.unit) for figure in block.figures] == [
        ("12.5", 12500, "GBP")
    ]


def test_part_of_a_line_is_read_in_its_own_columns() -> None:
    text = "(1) How many street lights? 23,340 (as at 18 March 2019)"
    start = text.index("23")
    blank = " " * start + text[start:]
    figure = read_block("How many street lights?", [Line(8, blank, fold(blank))], BlockContext("1")).figures[0]
    assert (figure.span.line, text[figure.span.first - 1 : figure.span.last]) == (8, "23,340")


def test_a_row_whose_cells_are_lost_gives_no_figures_and_is_reported() -> None:
    block = read("Year | Made | Upheld\n2019 | 5 | 3\n2020 | 6\n2021 | 7 | 4")
    assert [figure.labels[0] for figure in block.figures] == ["2019", "2019", "2021", "2021"]
    assert [(doubt.code, doubt.line) for doubt in block.doubts] == [("unread_number", 3)]


def test_reading_a_long_line_takes_little_time() -> None:
    block = read("The committee heard of the noise and the 3 gulls in view. " * 400, "What was said?")
    assert block.figures == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("\u2022 Referred 5,318\n\u2022 Self-referral 902", 2),
        ("Rent £640\nFuel £90", 2),
        ("These are:\nTold by a friend 61%\nNot known 39%", 2),
        ("Policy 12\nPolicy 14", 0),
        ("Office 365\nSage 200", 0),
        ("Office 365\nThe rest was bought in 2021 for 1,200", 0),
        ("Policy 1,200", 0),
    ],
)
def test_rows_that_answer_how_something_came_about_are_counts_where_no_name_ends_so(text: str, count: int) -> None:
    assert len(read(text, "How did these come about?").figures) == count


@pytest.mark.parametrize("sign", ["\t", " | ", ","])
def test_the_year_in_a_tables_title_is_no_figure(sign: str) -> None:
    rows = [sign.join(cells) for cells in (("Quay", "Sloops", "Yawls"), ("North", "14", "17"), ("South", "9", "3"))]
    lines = parse_letter("\n".join(("Boats by quay, 2023", *rows)).encode()).lines
    block = read_block("How many boats?", lines, BlockContext("1"))
    assert [figure.value.value for figure in block.figures] == [14, 17, 9, 3]
    assert [(aside.words, aside.reason) for aside in block.aside] == [("2023", "year")]


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (
            "What share of boats and of barges is let?",
            "4.2 per cent of boats and 1.9 per cent of barges.",
            [("boats",), ("barges",)],
        ),
        (
            "What percentage is let?",
            "14% of punts, 40% of the sloops and 3% of our yawls.",
            [("punts",), ("sloops",), ("yawls",)],
        ),
        (
            "What is the most that a mooring may cost?",
            "£40 for a small boat and £900 for boats with a cabin.",
            [("small boat",), ("boats with a cabin",)],
        ),
        (
            "How much was paid?",
            "2023 - £412 paid, £41 owed\n2024 - £300 paid, £7 owed",
            [
                ("2023", "paid"),
                ("2023", "owed"),
                ("2024", "paid"),
                ("2024", "owed"),
            ],
        ),
    ],
)
def test_what_follows_each_amount_names_it(question: str, answer: str, expected: list[tuple[str, ...]]) -> None:
    block = read_block(question, parse_letter(answer.encode()).lines, BlockContext("1"))
    assert [figure.labels for figure in block.figures] == expected
    assert all((figure.value.value or 0) > 0 for figure in block.figures)


def test_shares_of_one_thing_and_of_what_is_pointed_at_are_not_named_by_it() -> None:
    block = read_block(
        "What share is let?", parse_letter(b"14% of the boats, and 3% of those in winter.").lines, BlockContext("1")
    )
    assert [figure.labels for figure in block.figures] == [()]
    assert "uncertain_reading" in {doubt.code for doubt in block.doubts}


def test_the_first_of_many_columns_of_words_names_a_row_where_it_tells_the_rows_apart() -> None:
    heads = "Owner | Vessel | From | To | Fee"
    rows = ["Fen Ltd | Sloop | 01/06/2025 | 31/05/2026 | £418", "Moor plc | Yawl | 01/02/2026 | 31/01/2027 | £290"]
    block = read_block("Which are let?", parse_letter("\n".join([heads, *rows]).encode()).lines, BlockContext("1"))
    assert [figure.labels for figure in block.figures] == [("Fen Ltd", "Fee"), ("Moor plc", "Fee")]
    again = [heads, *rows, "Fen Ltd | Punt | 01/03/2026 | 31/01/2027 | £40"]
    block = read_block("Which are let?", parse_letter("\n".join(again).encode()).lines, BlockContext("1"))
    assert [figure.labels[0].split(" | ")[:2] for figure in block.figures] == [
        ["Fen Ltd", "Sloop"],
        ["Moor plc", "Yawl"],
        ["Fen Ltd", "Punt"],
    ]


def test_a_year_that_is_not_over_says_so_in_its_label() -> None:
    answer = "There were 9 (2023), 11 (2024) and one (2025 to date)."
    block = read_block("How many boats sank?", parse_letter(answer.encode()).lines, BlockContext("1"))
    assert [figure.labels for figure in block.figures] == [("2023",), ("2024",), ("2025 to date",)]
    answer = "We let 14 in 2024 and 9 in 2025 so far."
    block = read_block("How many boats were let?", parse_letter(answer.encode()).lines, BlockContext("1"))
    assert [figure.labels for figure in block.figures] == [("2024",), ("2025 so far",)]


def test_a_line_that_begins_far_to_the_right_takes_no_time() -> None:
    """A clause is read with all before it blank; of 2,400 spaces the head of pairs took five seconds."""
    began = perf_counter()
    assert [figure.words for figure in read(f"{' ' * 20_000}2022 - needle: 23; drink: 88").figures] == ["23", "88"]
    assert perf_counter() - began < 5
