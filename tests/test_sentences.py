"""Answers in sentences: which of their numbers are figures, and under what labels. Each row is an answer and its truth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.model import Line, Number, Outcome
from disclosed.reading.blocks import Block, BlockContext, read_block
from disclosed.reading.lines import fold, parse_letter
from disclosed.reading.reading import read_letter
from disclosed.reading.refusals import outcome_of, read_refusals

Figures = list[tuple[tuple[str, ...], Number | None]]


def lines_of(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(number, text, fold(text)) for number, text in enumerate(texts, start=1))


def read(question: str, *texts: str) -> Block:
    lines = lines_of(*texts)
    return read_block(question, lines, BlockContext("1", (), bool(read_refusals(question, lines, "FOIA"))))


def figures_of(block: Block) -> Figures:
    return [(figure.labels, figure.value.value) for figure in block.figures]


# A refusing answer → what was given before or beside the refusal, and the outcome.
REFUSED: list[tuple[str, str, Figures, Outcome]] = [
    (
        "What commission was paid to agents, and to which agents?",
        "We paid £3.9 million. The names of the agents are commercially sensitive, and are withheld under section 43(2).",
        [((), 3900000)],
        "figures",
    ),
    (
        "How many complaints did you receive about drivers, and what were the names?",
        "143 complaints. The names are exempt under section 40(2) of the Act.",
        [((), 143)],
        "figures",
    ),
    (
        "How many members of staff have resigned?",
        (
            "To find this, the file of each leaver would need to be opened. There have been 1,940 leavers and we allow 10 minutes"
            " for a file, a total of 323 hours. Section 12 of the Act allows us to refuse requests that would take more than 18 hours."
        ),
        [],
        "withheld",
    ),
    (
        "How often was an appointment cancelled?",
        "There are 14 clinics and nine years of diaries, so that 126 diaries would have to be read. Section 12(1) applies.",
        [],
        "withheld",
    ),
    (
        "Please provide the reports of the surveys.",
        "The surveyor has still to climb 6 of the 41 trees. The information is exempt under section 22.",
        [],
        "withheld",
    ),
    (
        "Please give the name of each supplier paid more than £1 million.",
        "This can be worked out from our spending over £500, on our website. Section 21 of the Act applies.",
        [],
        "withheld",
    ),
    (
        "Complaints about waits, with a copy of each.",
        "There were 86 complaints. Copies are withheld under Section 40(2).",
        [((), 86)],
        "figures",
    ),
    (
        "Which hotels were used?",
        "The names are exempt under section 43(2). There are 3 landlords. We can say that 11 establishments were used.",
        [((), 11)],
        "withheld",
    ),
    (
        "Please give the addresses of houses.",
        "It is personal data and we are withholding it under Section 40(2) of the FOI Act. There are 418 such addresses.",
        [((), 418)],
        "withheld",
    ),
    (
        "How many exclusions were there?",
        "Fewer than 10. I am not able to be more exact as families would be recognised. (Section 40 of the Act)",
        [((), None)],
        "figures",
    ),
    (
        "Did any of them work for the police, and who?",
        "Two. Names are third party personal data and are exempt under S.40(2) by virtue of S.40(3A)(a).",
        [((), 2)],
        "figures",
    ),
    (
        "How much has been paid for damage?",
        "Fewer than five claims were settled. A family could be recognised by the sum, and it is exempt under section 40(2).",
        [((), None)],
        "withheld",
    ),
    (
        "How many boats are laid up at each pier? Please list by pier.",
        (
            "Across the harbour 214 boats are laid up. At most piers the number is 5 or fewer and a list could lead to an owner"
            " being identified. This part is refused under section 40(2) of the Act."
        ),
        [((), 214)],
        "withheld",
    ),
    (
        "Please send all messages about the pier.",
        "These messages, 47 of them, are internal communications within Regulation 12(4)(e). The public interest lies in keeping the exception.",
        [],
        "withheld",
    ),
    (
        "What was the largest fine?",
        "The largest fine was £120,000. The law sets no limit, and a fine may be exceeded by costs.",
        [((), 120000)],
        "figures",
    ),
    (
        "How many were there?",
        "Fewer than five. We are not giving the exact number as people could be identified from it, section 40(2) of the Act.",
        [((), None)],
        "figures",
    ),
]


@pytest.mark.parametrize(("question", "answer", "wanted", "outcome"), REFUSED)
def test_what_is_given_before_a_refusal_is_read_and_what_reckons_for_it_is_not(
    question: str, answer: str, wanted: Figures, outcome: Outcome
) -> None:
    lines = lines_of(answer)
    block = read(question, answer)
    assert figures_of(block) == wanted
    assert outcome_of(question, lines, block.figures, read_refusals(question, lines, "FOIA")) == outcome


# A question and an answer in words → its figures.
SENTENCES: list[tuple[str, str, Figures]] = [
    (
        "What was the average wait?",
        "7.4 minutes in 2022-23 and 5.9 minutes in 2023-24",
        [(("2022-23",), Decimal("7.4")), (("2023-24",), Decimal("5.9"))],
    ),
    (
        "What was the average response time?",
        "In 2023-24 it was 8.7 minutes, measured from the time of the call.",
        [((), Decimal("8.7"))],
    ),
    (
        "How many complaints were received?",
        "The complaints procedure of the Council has 2 stages. In 2022/23 we received 318 complaints.",
        [((), 318)],
    ),
    ("How many licences were issued?", "There are 3 types of licence. We issued 12 in all.", [((), 12)]),
    (
        "What is the waiting time?",
        "The average wait is 12 weeks, and 90% of patients are seen within 18 weeks.",
        [((), 12)],
    ),
    ("How many incidents are open?", "Incident 4 and incident 7 were closed. 9 remain open.", [((), 9)]),
    ("How many complaints by area?", "See our website. Areas with fewer than three complaints are shown as z.", []),
    ("How many complaints by area?", "Where there were fewer than five, the cell is left empty.", []),
    ("How long did a repair take on average?", "The average was 34 days, our target being 28.", [((), 34)]),
    ("What is your target for repairs?", "Our target is 90%.", [((), 90)]),
    ("What does lunch cost?", "A two course lunch is £2.75.", [((), Decimal("2.75"))]),
    ("What share of boats was surveyed?", "Just under 62% of them. In England as a whole it was 71%.", [((), 62)]),
    ("What share of boats was surveyed?", "Sixty-two per cent.", [((), 62)]),
    ("How many boats were surveyed?", "These come from three lists. 410 boats were surveyed.", [((), 410)]),
    (
        "How many boats were surveyed?",
        "A survey is one with no more than 2 faults and none in the year before. On that footing there were 31.",
        [((), 31)],
    ),
    (
        "How many people live on boats?",
        "At the 2021 census the district had 97,300 people. We know of 40 on boats.",
        [((), 40)],
    ),
    ("How many boats have three berths or more?", "Of boats with 3 berths or more there are 12.", [((), 12)]),
]


@pytest.mark.parametrize(("question", "answer", "wanted"), SENTENCES)
def test_a_sentence_gives_what_was_asked(question: str, answer: str, wanted: Figures) -> None:
    assert figures_of(read(question, answer)) == wanted


@pytest.mark.parametrize("answer", ["£70, or £35 if paid within 14 days.", "It is £120 reduced to £90 if paid early."])
def test_two_prices_of_one_thing_are_no_figure(answer: str) -> None:
    block = read("What is the penalty for stopping?", answer)
    assert block.figures == ()
    assert [doubt.code for doubt in block.doubts] == ["unsupported_range"]


# A question and an answer that states several facts in a sentence → all of them, each under its own words.
FACTS: list[tuple[str, str, Figures]] = [
    (
        "How many complaints were made?",
        "45 complaints, 12 of which were upheld",
        [(("complaints",), 45), (("upheld",), 12)],
    ),
    (
        "How many officers work in the team?",
        "61, of whom 14 are agency staff.",
        [((), 61), (("agency staff",), 14)],
    ),
    (
        "How many new plans did you issue in 2023 and how many of those within 20 weeks?",
        "In 2023 we issued 702 new plans, of which 361 (51.4%) were issued within the statutory 20 weeks.",
        [(("new plans",), 702), (("issued within the statutory 20 weeks",), 361)],
    ),
    (
        "How many complaints did students make? Please split these.",
        (
            "In all 214 complaints were made, of which 31 were upheld, 48 were partly upheld and 119 were not upheld."
            " The remaining 16 were ongoing at the end of the year."
        ),
        [
            (("complaints",), 214),
            (("upheld",), 31),
            (("partly upheld",), 48),
            (("not upheld",), 119),
            (("ongoing at the end of the year",), 16),
        ],
    ),
    (
        "How many pupils have transport, and how many travel alone?",
        "As at 31 January 2024 we provided transport for 2,219 pupils. 388 of them travelled alone, with or without a nurse.",
        [(("pupils",), 2219), (("travelled alone",), 388)],
    ),
    (
        "How many calls were received, and how many were abandoned?",
        "In 2022-23 there were 412,906 calls, 61,518 of them abandoned. In 2023-24 there were 388,271 calls and 42,709 were abandoned.",
        [
            (("2022-23", "calls"), 412906),
            (("2022-23", "abandoned"), 61518),
            (("2023-24", "calls"), 388271),
            (("2023-24", "abandoned"), 42709),
        ],
    ),
    (
        "How many complaints were upheld?",
        "In 2022 there were 45 complaints, 12 of which were upheld; in 2023 there were 61, of which 20 were upheld.",
        [
            (("2022", "complaints"), 45),
            (("2022", "upheld"), 12),
            (("2023", "complaints"), 61),
            (("2023", "upheld"), 20),
        ],
    ),
    (
        "How many orders are in force and how many applications were made?",
        (
            "There are 517 orders in force. In the calendar year 2021 we received 288 applications, of which we approved 251"
            " and refused 22. Fifteen were withdrawn."
        ),
        [
            (("orders in force",), 517),
            (("applications",), 288),
            (("approved",), 251),
            (("refused",), 22),
            (("withdrawn",), 15),
        ],
    ),
    (
        "How many vehicles do you own, by fuel?",
        "Fuel: Diesel 214, Petrol 37, Hybrid 21, Total 272.",
        [(("Diesel",), 214), (("Petrol",), 37), (("Hybrid",), 21), (("Total",), 272)],
    ),
    (
        "What was the total budget?",
        "Revenue £9.62 million; capital £3.15 million; total £12.77 million.",
        [(("Revenue",), 9620000), (("capital",), 3150000), (("total",), 12770000)],
    ),
    (
        "How many miles were claimed?",
        "612,077 miles, at a cost of £275,434",
        [(("miles",), 612077), (("cost",), 275434)],
    ),
    (
        "How many are trained, and what is your target?",
        "96 trained, target 110",
        [(("trained",), 96), (("target",), 110)],
    ),
    (
        "How many posts?",
        "14.6 FTE in post, 2.0 FTE vacant",
        [(("in post",), Decimal("14.6")), (("vacant",), Decimal("2.0"))],
    ),
    (
        "How much was spent?",
        "We spent £4,000 on paint, £300 on brushes and £29 on tape.",
        [(("paint",), 4000), (("brushes",), 300), (("tape",), 29)],
    ),
    (
        "What was the cost?",
        "The total cost was £14,000, made up of £9,000 for design and £5,000 for print.",
        [(("total cost",), 14000), (("design",), 9000), (("print",), 5000)],
    ),
    (
        "What did you spend, gross and net?",
        "Gross spend was £1,912 in 2022/23 and £2,640 in 2023/24. Net of grants it was £803 and £1,145 respectively.",
        [
            (("Gross spend", "2022/23"), 1912),
            (("Gross spend", "2023/24"), 2640),
            (("Net of grants", "2022/23"), 803),
            (("Net of grants", "2023/24"), 1145),
        ],
    ),
    (
        "What was paid in each year?",
        "Our contractor was paid £148,902 in 2021/22, compared with £121,340 the year before.",
        [(("2021/22",), 148902), (("the year before",), 121340)],
    ),
    (
        "How many rescues were there in each year from 2019 to 2022?",
        "2, 0, 4 and 1, in the order of the years",
        [(("2019",), 2), (("2020",), 0), (("2021",), 4), (("2022",), 1)],
    ),
    (
        "What has been spent on agency staff?",
        "£0 in 2021/22, £48,200 in 2022/23 and £131,950 so far in 2023/24.",
        [(("2021/22",), 0), (("2022/23",), 48200), (("2023/24",), 131950)],
    ),
    (
        "How many new trees were planted?",
        "610 trees were planted in 2019/20 and 1,225 in 2020/21. In 2021/22 it was 3,840. About 70 per cent of the 2020/21 trees live.",
        [(("2019/20",), 610), (("2020/21",), 1225), (("2021/22",), 3840)],
    ),
    (
        "How many pupils?",
        "176 pupils, 64 of whom are on the register.",
        [(("pupils",), 176), (("on the register",), 64)],
    ),
    ("How many exclusions?", "Fixed term 41, permanent 0", [(("Fixed term",), 41), (("permanent",), 0)]),
    (
        "How many high-rise residential buildings are there in your area, and how many of them have a waking watch in place?",
        "34 and 6 respectively. These are buildings of 18 metres or more.",
        [(("high-rise residential buildings",), 34), (("waking watch",), 6)],
    ),
    (
        "How many casualties were there?",
        "There was one fatality. There were 9 other casualties, most of them in a single fire.",
        [(("fatality",), 1), (("casualties",), 9)],
    ),
    (
        "How many trees do you own?",
        "There are 9,412 trees, and we believe that there are roughly 25,000 more in woods.",
        [(("trees",), 9412), (("more in woods",), 25000)],
    ),
    (
        "How many vacancies are there?",
        "There are currently 17 vacancies: 12 qualified and 5 unqualified.",
        [(("vacancies",), 17), (("qualified",), 12), (("unqualified",), 5)],
    ),
    (
        "How many complaints were there?",
        "We received 34 complaints in 2021, 41 in 2022 and 29 in the first six months of 2023.",
        [(("2021",), 34), (("2022",), 41), (("first six months of 2023",), 29)],
    ),
    (
        "How many searches were there?",
        "Between 1 April 2021 and 31 March 2022 there were 1,402 searches, 312 of which led to an arrest.",
        [(("searches",), 1402), (("led to an arrest",), 312)],
    ),
    (
        "How many children were placed out of area?",
        "As of 31 March 2023, 214 children were placed outside; 97 of these were placed more than 20 miles from home.",
        [(("children",), 214), (("placed more than 20 miles from home",), 97)],
    ),
    (
        "How many requests were received and answered in time?",
        "1,344 requests were received. 1,205 were answered within 20 working days.",
        [(("requests were received",), 1344), (("answered within 20 working days",), 1205)],
    ),
    (
        "How many members of staff earn over £100,000?",
        "12 members of staff earn over £100,000, 3 of whom earn over £150,000.",
        [(("members of staff earn over £100,000",), 12), (("earn over £150,000",), 3)],
    ),
    (
        "How long is the waiting list?",
        "There are 231 people waiting, and the longest wait is 62 weeks.",
        [(("people waiting",), 231), (("longest wait",), 62)],
    ),
    (
        "How many dogs were seized?",
        "Twelve dogs were seized, five of which were returned to their owners, four rehomed and three destroyed.",
        [(("dogs",), 12), (("returned to their owners",), 5), (("rehomed",), 4), (("destroyed",), 3)],
    ),
    (
        "How many assaults were recorded?",
        "2020: 14 (3 with injury), 2021: 22 (7 with injury)",
        [(("2020",), 14), (("2021",), 22)],
    ),
    (
        "What was paid in compensation?",
        "In the year to 31 July 2021 it paid £86,420 and in the year to 31 July 2022 it paid £51,975.",
        [(("year to 31 July 2021",), 86420), (("year to 31 July 2022",), 51975)],
    ),
    (
        "How many were appealed?",
        "Sixteen, of which nine were allowed, six dismissed and one is outstanding.",
        [((), 16), (("allowed",), 9), (("dismissed",), 6), (("outstanding",), 1)],
    ),
    (
        "How many households are on the register?",
        "As at 1 April 2023: 4,120 households; as at 1 April 2022: 3,987 households.",
        [(("1 April 2023",), 4120), (("1 April 2022",), 3987)],
    ),
    (
        "How many children were home educated?",
        "In the autumn term 2021 there were 412 children and in the spring term 2022 there were 430.",
        [(("autumn term 2021",), 412), (("spring term 2022",), 430)],
    ),
    (
        "How many people were released?",
        "We only have this from 2020, when a new category was added: 112 (2020), 140 (2021), 133 (2022).",
        [(("2020",), 112), (("2021",), 140), (("2022",), 133)],
    ),
    (
        "How many berths did the harbour have on 1 May, and how many were free?",
        "The harbour had 214 berths on 1 May 2023 (the year before it was 209) and 12 of the berths were free.",
        [(("berths",), 214), (("free",), 12)],
    ),
    (
        "How many boats did each marina take in, and how many of them for the winter?",
        "Seal Marina took 340 boats, of which 51 were kept for the winter, and Whelk Marina 212, of which 18.",
        [
            (("Seal Marina", "boats"), 340),
            (("Seal Marina", "kept for the winter"), 51),
            (("Whelk Marina", "boats"), 212),
            (("Whelk Marina", "kept for the winter"), 18),
        ],
    ),
    (
        "What share of moorings was inspected?",
        "Of the 1,204 moorings 61.5 per cent were inspected within nine months. In the previous year it was 58 per cent.",
        [
            (("moorings",), 1204),
            (("inspected within nine months",), Decimal("61.5")),
            (("the previous year",), 58),
        ],
    ),
    (
        "How many rescues were there, and how many were passed to the coastguard?",
        "There were 96. Of these 31 were passed to the coastguard by the harbour master and a further 7 by the crew.",
        [((), 96), (("passed to the coastguard by the harbour master",), 31), (("by the crew",), 7)],
    ),
    (
        "How many pilots are there and how many posts are vacant?",
        "The port had 11.5 FTE in post against an establishment of 14.0 FTE, which leaves 2.5 vacant. Two of the posts were covered.",
        [(("in post",), Decimal("11.5")), (("vacant",), Decimal("2.5")), (("covered",), 2)],
    ),
    (
        "What was spent on paint, and what was the budget?",
        "£2,150 against a budget of £1,900.",
        [((), 2150), (("budget",), 1900)],
    ),
    (
        "How many claims were settled, withdrawn and refused?",
        "14, 3 and 9 in that order; two are still open.",
        [(("settled",), 14), (("withdrawn",), 3), (("refused",), 9), (("still open",), 2)],
    ),
    (
        "How many boats and rafts were hired, and at what price?",
        "There were 61 boats and 14 rafts, and their daily prices were £12 and £40 respectively.",
        [
            (("boats",), 61),
            (("rafts",), 14),
            (("boats", "daily prices"), 12),
            (("rafts", "daily prices"), 40),
        ],
    ),
    (
        "How many groundings were there?",
        "There were 3, 4 and 11 in 2019, 2020 and 2021.",
        [(("2019",), 3), (("2020",), 4), (("2021",), 11)],
    ),
    (
        "What was the longest stay at each pier?",
        "41 hours (East Pier) and 9 hours (West Pier).",
        [(("East Pier",), 41), (("West Pier",), 9)],
    ),
    (
        "How many leaks of each grade were there?",
        "Grade 1, nil; grade 2, two; grade 3, 86 (61 in summer).",
        [(("Grade 1",), 0), (("grade 2",), 2), (("grade 3",), 86)],
    ),
    (
        "How often were you fined, and what were the fines?",
        "There have been three fines, leading to payments of £240 in 2016, £110 in 2019 and £275 in 2022.",
        [(("fines",), 3), (("2016",), 240), (("2019",), 110), (("2022",), 275)],
    ),
    (
        "How many reports were there in each year?",
        (
            "In 2020/21 there were 106 reports. The next year, 2021/22, saw 175, an increase of 65 per cent, and in 2022/23"
            " (to 29 January, when the office shut) the number was 212."
        ),
        [
            (("2020/21",), 106),
            (("2021/22",), 175),
            (("2022/23 (to 29 January)",), 212),
        ],
    ),
    (
        "How many lamps have been issued and what did they cost?",
        "640 lamps have been issued. The cost to the port was £4,120 without tax. Lamps are tested every 6 months.",
        [(("lamps",), 640), (("cost to the port",), 4120)],
    ),
    ("How many did you receive?", "We've had no such requests.", [((), 0)]),
    (
        "How many appeals were allowed, dismissed and withdrawn?",
        "12, 30 and 2 respectively",
        [(("allowed",), 12), (("dismissed",), 30), (("withdrawn",), 2)],
    ),
]


@pytest.mark.parametrize(("question", "answer", "wanted"), FACTS)
def test_several_facts_in_a_sentence_are_told_apart_by_the_words_beside_them(
    question: str, answer: str, wanted: Figures
) -> None:
    block = read(question, answer)
    assert figures_of(block) == wanted
    assert block.doubts == ()


# Sentences with several numbers whose words do not tell what each counts: one figure at most, and a doubt.
UNTOLD = [
    ("How many inspections were there?", "412 inspections were carried out by 6 officers."),
    ("How many depots are there?", "Our 14 depots hold 312 vehicles."),
    ("How many officers are there?", "There are 12 officers, who cover 3 areas and 9 towns."),
    ("How many trees do you own?", "14 in parks, woods and gardens, 17 in streets."),
    ("How many calls were there?", "We took 410 calls on 3 lines."),
    ("How many boats sank?", "North had 14 boats and 9 oars, of which 3 sank, and 2 in dock."),
]


@pytest.mark.parametrize(("question", "answer"), UNTOLD)
def test_numbers_that_the_words_do_not_tell_apart_are_a_doubt(question: str, answer: str) -> None:
    block = read(question, answer)
    assert len(block.figures) == 1
    assert "uncertain_reading" in {doubt.code for doubt in block.doubts}


@given(st.text(alphabet="12,;. andofwhichre £%()¤-2019", max_size=80), st.text(max_size=30))
def test_every_figure_of_any_sentence_quotes_its_line(answer: str, question: str) -> None:
    answer = answer.replace("\n", " ")
    for figure in read(question, answer).figures:
        assert answer[figure.span.first - 1 : figure.span.last] == figure.words


def test_a_reckoning_is_no_label_with_its_value() -> None:
    assert (
        read(
            "How many hours?", "2,451 records x 4 minutes = 9,804 minutes (163.4 hours), section 12(1) applies"
        ).figures
        == ()
    )


# A later sentence about something else gives no figure, nor does one that repeats the words of an earlier one.
ENOUGH: list[tuple[str, str, Figures]] = [
    ("How many complaints were there?", "There were 45 complaints. The complaints team has 6 officers.", [((), 45)]),
    ("How many fines?", "There were 31 fines. There were 12 fines.", [((), 31)]),
    ("How many pilots sailed?", "There were 31. The licence costs £40 for 5 years.", [((), 31)]),
]


@pytest.mark.parametrize(("question", "answer", "wanted"), ENOUGH)
def test_a_later_sentence_is_read_only_where_it_goes_on_or_answers_what_is_left(
    question: str, answer: str, wanted: Figures
) -> None:
    assert figures_of(read(question, answer)) == wanted


def test_numbers_in_an_order_that_nothing_prints_are_no_figures() -> None:
    block = read("How many rescues were there?", "2, 0, 4 and 1, in the order of the years")
    assert block.figures == ()
    assert [(doubt.code, doubt.message, doubt.remedy) for doubt in block.doubts] == [
        (
            "uncertain_reading",
            "“2, 0, 4 and 1” are said to stand in an order, which this answer does not print.",
            "Give each its label with a `readings:` line.",
        )
    ]


# Second quantities of the same things, told without a mark, and parts.
ATTRIBUTES: list[tuple[str, str, Figures]] = [
    (
        "What fines did the port pay in 2021 and 2022?",
        "The fines were £115 in 2021, for a spill in 2018, and nil in 2022.",
        [(("2021",), 115), (("2022",), 0)],
    ),
    (
        "What is the charge for a buoy and for a berth?",
        "£86 for a buoy and £104 for a berth. Charges rose by 5.5% in April.",
        [(("buoy",), 86), (("berth",), 104)],
    ),
    (
        "How many pilots and how many vacancies are there?",
        "There are nine pilots with two vacancies, which will be filled if fewer than ten members ask for a vote.",
        [(("pilots",), 9), (("vacancies",), 2)],
    ),
    (
        "The number of protests about moorings, and how many were upheld.",
        "The port heard 274 protests about moorings and upheld 33 of them.",
        [(("protests about moorings",), 274), (("upheld",), 33)],
    ),
    (
        "How many voyages were there and what did they cost?",
        "The harbour master made nine voyages in 2022 at a total cost of £8,317, and there are three pilots.",
        [(("voyages",), 9), (("cost",), 8317), (("pilots",), 3)],
    ),
    (
        "How much was paid for damage, and in how many cases?",
        "Compensation of £1,250 was paid in six cases.",
        [(("Compensation",), 1250), (("cases",), 6)],
    ),
    (
        "How many pilots and how many vacancies?",
        "There are seven pilots with one vacancy.",
        [(("pilots",), 7), (("vacancy",), 1)],
    ),
    (
        "How many protests were made, and what became of them?",
        "Eight protests were made, of which one was upheld in full and two in part. The rest were not.",
        [(("made",), 8), (("upheld in full",), 1), (("in part",), 2)],
    ),
    (
        "How many protests were made, and how were they decided?",
        "In all 318 protests were made. Every one of them has been decided: 121 were upheld and 101 were not upheld.",
        [(("made",), 318), (("upheld",), 121), (("not upheld",), 101)],
    ),
    (
        "How many seals were seen in 2020, 2021 and 2022?",
        "We saw 41 seals in 2020 and 58 in 2021. In 2022 the number rose to 93, an increase of 60 per cent on the year before.",
        [(("2020",), 41), (("2021",), 58), (("2022",), 93)],
    ),
    (
        "How many protests were made in 2022, and how were they decided?",
        "In 2022 318 protests were made, compared with 274 in 2021. All were decided: 121 were upheld and 101 were not upheld.",
        [(("made",), 318), (("upheld",), 121), (("not upheld",), 101)],
    ),
    ("How many berths had a lamp?", "All but three of them were fitted, so that 281 had a lamp.", [((), 281)]),
    (
        "What would lost berths cost in 2021 and 2022?",
        "If the sum of £60 that is quoted nationally is applied, the cost would be £6,800 for 2021 and £7,200 for 2022.",
        [(("2021",), 6800), (("2022",), 7200)],
    ),
    (
        "How many berths (number and percentage) were let?",
        "In all 1,037 berths (24.6%) were let.",
        [((), 1037), (("%",), Decimal("24.6"))],
    ),
    (
        "How many calls did you take, and how many (and what percentage) were answered in time?",
        "We took 1,412 calls. Of these 1,271, or 90%, were answered in time.",
        [(("calls",), 1412), (("answered in time",), 1271), (("answered in time", "%"), 90)],
    ),
    (
        "How many calls did you take, and how many were answered in time?",
        "We took 1,412 calls. Of these 1,271, or 90%, were answered in time.",
        [(("calls",), 1412), (("answered in time",), 1271)],
    ),
    (
        "How many left, in total and by pier?",
        "In total there were 63: 28 at North, 33 at South and fewer than five at West.",
        [((), 63), (("North",), 28), (("South",), 33), (("West",), None)],
    ),
    ("How many boats may one keep?", "There are 40 boats and up to two rafts.", [((), 40)]),
    (
        "In 2020, 2021 and 2022, how many lamps were lost?",
        "The number of lamps that was lost on the piers was 18, 23 and 31 in the same three years.",
        [(("2020",), 18), (("2021",), 23), (("2022",), 31)],
    ),
    (
        "How many leaks were there in 2021 and 2022, and how many hours did they last?",
        "We saw 31 leaks lasting 40 hours in 2021 and 12 leaks lasting 9 hours in 2022.",
        [(("leaks", "2021"), 31), (("hours", "2021"), 40), (("leaks", "2022"), 12), (("hours", "2022"), 9)],
    ),
    (
        "How many tows did you decline?",
        "The master may decline a tow in a storm. In all 405 tows were not made.",
        [((), 405)],
    ),
    ("How long is the key?", "Every one is protected by a 256-bit key.", []),
]


@pytest.mark.parametrize(("question", "answer", "wanted"), ATTRIBUTES)
def test_second_quantities_of_the_same_things_and_parts_are_read(question: str, answer: str, wanted: Figures) -> None:
    assert figures_of(read(question, answer)) == wanted


# What an answer is measured by, or reckoned from, is none of it, unless the question asks for it.
BESIDE: list[tuple[str, str, Figures]] = [
    ("How long did a tow take?", "A tow took 19 hours on average, and one boat was lost.", [((), 19)]),
    ("What did new oars cost?", "New oars came to £9,984, which is £32 a pair.", [((), 9984)]),
    (
        "How many lamps broke in each of 2021 and 2022?",
        "Out of roughly 2.4 million hours, 612 lamps broke in 2021 and 588 in 2022.",
        [(("2021",), 612), (("2022",), 588)],
    ),
    ("How much was raised at the fair in 2022?", "The fair raised £4,120, against a budget of £5,000.", [((), 4120)]),
    ("How many swans were ringed in 2022?", "We ringed 88 swans, which was 12 fewer than in 2021.", [((), 88)]),
    ("How many swans were ringed in 2022?", "In 2022 88 swans were ringed, compared with 100 in 2021.", [((), 88)]),
    ("How many lamps are there?", "There are 340 lamps, down from 512 before the pier was cut short.", [((), 340)]),
    ("What share of lamps works?", "In all 94% of lamps work, slightly below the national average of 97%.", [((), 94)]),
    ("How many keepers are there?", "We have 34 keepers, against an establishment of 40.", [((), 34)]),
    (
        "How many keepers are there, and what is the establishment?",
        "We have 34 keepers, against an establishment of 40.",
        [(("keepers",), 34), (("establishment",), 40)],
    ),
    (
        "How much have you charged for rescues?",
        "Nil. The policy allows a charge of £250 from the third rescue.",
        [((), 0)],
    ),
    (
        "How many tanks are planned?",
        "19 tanks are planned, and the largest will hold as much as six lorries.",
        [((), 19)],
    ),
    ("How many berths were let?", "212 berths were let. A club may hold up to two berths.", [((), 212)]),
    (
        "What does a berth and a buoy cost?",
        "A berth costs £40 and a buoy £25. They rose in April, before which they were £38 and £22.",
        [(("berth costs",), 40), (("buoy",), 25)],
    ),
    (
        "How many hours were spent on patrols in 2020 and in 2021?",
        "An estimate based on 20 minutes for each patrol gives around 310 hours in 2020 and around 290 hours in 2021.",
        [(("2020",), 310), (("2021",), 290)],
    ),
    (
        "How many keepers were trained, and how many hours did they give?",
        "64 keepers, 312 hours",
        [(("keepers",), 64), (("hours",), 312)],
    ),
    (
        "How many lamps were broken or stolen?",
        "We had 29 breakages in 2022, several of which hit the same lamp. There were fewer than five lamps stolen and we give no more.",
        [(("breakages",), 29), (("lamps stolen",), None)],
    ),
    (
        "How many keepers have left, and do you know where they went?",
        "So far 187 keepers had left. Of those, 61 moved into port and 83 moved to another pier.",
        [(("keepers",), 187), (("moved into port",), 61), (("moved to another pier",), 83)],
    ),
    (
        "How many awards were made in 2022/23 and what was the total cost?",
        "We made awards to 612 keepers in 2022/23. The total cost was £341,870, all of it met from the 16 to 19 Lamp Fund.",
        [(("keepers",), 612), (("total cost",), 341870)],
    ),
    ("How many lamps were lit?", "The 16 to 19 lamps on the pier were lit.", []),
    (
        "How many piers does the Board own or manage?",
        "38 piers, of which the Board owns 26.",
        [(("piers",), 38), (("owns",), 26)],
    ),
    (
        "How many lamps were lent and how many have not been returned?",
        "We lent 540 lamps, and 18 have not been returned.",
        [(("lamps",), 540), (("not been returned",), 18)],
    ),
    ("What area of the marsh is owned by the Board?", "4,915 hectares, all of it wet.", [((), 4915)]),
    ("In what area of the marsh was the lamp found?", "By the north pier, 3 miles from the sea.", []),
    ("What length of the wall fell?", "About 12 metres.", [((), 12)]),
    ("How many lamps were taken away?", "57. A further 12 were replaced and are not counted here.", [((), 57)]),
    (
        "How many lamps broke in 2021 and in 2022?",
        "In 2021 we mended 241 lamps on both piers. In 2022 this rose to 256, due mainly to a storm.",
        [(("2021",), 241), (("2022",), 256)],
    ),
    ("How many of the tows were at night?", "118 of the 333 tows.", [((), 118)]),
    (
        "How many tows were there, and how many of them were not paid for?",
        "In all 38 of the 212 tows were not paid for.",
        [(("not paid for",), 38), (("tows",), 212)],
    ),
    ("Please name the five piers and the amount spent on each.", "The five piers were Kelp, Wrack and others.", []),
    ("How many piers are there?", "The five piers are open all year.", [((), 5)]),
    ("How many rules are there on towing?", "Please find our policy OP 4.12 attached to this email.", []),
    ("How many tows were charged for?", "No charge is currently made.", []),
    ("What was the largest fine?", "The largest was £725. It would have been £900, but was cut by 20%.", [((), 725)]),
    (
        "What share of moorings was let in 2022?",
        "In 2022 we let 91%, and the figure for the year before was 88%.",
        [((), 91)],
    ),
    ("What did new lamps cost?", "Replacing them cost £17,940, or £390 each.", [((), 17940)]),
    (
        "Does the port intend to raise its charges?",
        "No decision has been made. Papers are sent out 5 clear days before.",
        [],
    ),
    ("Has the port raised its dues?", "No proposal was made. The board sits 12 times a year.", []),
]


@pytest.mark.parametrize(("question", "answer", "wanted"), BESIDE)
def test_what_an_answer_is_measured_by_is_no_figure_unless_it_is_asked(
    question: str, answer: str, wanted: Figures
) -> None:
    assert figures_of(read(question, answer)) == wanted


def test_an_answer_that_withholds_and_tells_quantities_is_a_doubt() -> None:
    told = "We have 31 boats. The huts number 12. Dues came to £400. "
    refusal = "The names are exempt under section 40(2) of the Freedom of Information Act 2000."
    reading = read_letter(parse_letter(f"1. Please send the names.\n\n{refusal} {told}\n\nRegards\n\nB".encode()))
    doubts = [(one.code, one.question, one.message) for one in reading.findings if one.code == "uncertain_reading"]
    assert doubts == [
        (
            "uncertain_reading",
            "1",
            "This answer withholds, and 3 sentences of it give quantities that are read as none of it.",
        )
    ]


def test_what_argues_for_a_refusal_is_no_such_doubt() -> None:
    told = "We would have to read 31 files. Each takes 12 minutes. In all 400 hours are more than the limit. "
    refusal = "The request is refused under section 12(1) of the Freedom of Information Act 2000."
    reading = read_letter(parse_letter(f"1. Please send the names.\n\n{refusal} {told}\n\nRegards\n\nB".encode()))
    assert [one for one in reading.findings if one.code == "uncertain_reading"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Knife 14, blunt object 9, other 22. Total 45.",
            [(("Knife",), 14), (("blunt object",), 9), (("other",), 22), (("Total",), 45)],
        ),
        (
            "Knife 14, blunt object 9, other 22. Total cost 45.",
            [(("Knife",), 14), (("blunt object",), 9), (("other",), 22)],
        ),
        (
            "Knife 14, blunt object 9, other 22. Total £45.",
            [(("Knife",), 14), (("blunt object",), 9), (("other",), 22)],
        ),
    ],
)
def test_a_total_beneath_what_it_sums_is_a_figure(text: str, told: Figures) -> None:
    assert figures_of(read("How many incidents involved a weapon, by type?", text)) == told
