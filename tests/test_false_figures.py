"""Small letters that were once misread: each published a false figure, or one under the wrong question, or lost one unsaid.

A question's figures are `labels = words`, a line each; what is held back or doubted stands under `doubts`, by its words.
"""

from __future__ import annotations

import pytest

from disclosed.findings import WHOLE_ANSWER
from disclosed.model import Reading
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter


def read(body: str) -> Reading:
    letter = (
        f"Dear Applicant\n\nThank you for your request. Our response is below.\n\n{body}\n\nYours sincerely\nOfficer"
    )
    return read_letter(parse_letter(letter.encode()))


def figures_of(reading: Reading) -> dict[str, list[str]]:
    """Give each question's figures: `North, Officers = 12`."""
    return {
        one.number: [" = ".join(filter(None, (", ".join(each.labels), each.words))) for each in one.figures]
        for one in reading.questions
        if one.figures
    }


def doubts_of(reading: Reading) -> set[str]:
    """Give the codes of what is left to a person."""
    codes = {"unread_number", "uncertain_reading", "unsupported_range"}
    return {found.code for found in reading.findings} & codes


LISTS_OF_REQUESTS = """
1. The number of street trees
2. The number felled in each of the last three calendar years
3. The number planted in the same years

The council is responsible for 41,204 street trees.
---
1) Total number of moorings
2) Number vacated during the past five years
3) Number let again
4) Average waiting time

There are 312 moorings in the harbour.
---
1. The length of the cycle network
2. The length added in each year since 2020

The network is 112 miles long.
"""


@pytest.mark.parametrize("body", LISTS_OF_REQUESTS.split("---"))
def test_the_numbers_of_a_list_of_requests_are_no_figures(body: str) -> None:
    reading = read(f"You asked for:\n\n{body}")
    assert figures_of(reading) == {}
    assert "unread_number" in doubts_of(reading)


def test_a_number_that_opens_an_answer_is_a_figure_where_its_question_comes_below() -> None:
    reading = read(
        "1. How many dogs did you take in?\n2. These came from two farms.\n2. How many cats did you take in?\n14"
    )
    assert figures_of(reading) == {"1": ["2"], "2": ["14"]}


# Each: the letter's questions and answers, and beneath `=>` every figure that may be read of them.
READ = """
1. How many pupils are in each school?
Abbey: 412 pupils, Castle: 388 pupils, Mill: 210 pupils
2. How many staff work in each office?
North: 340 staff; South: 512 staff; East: 411 staff; West: 288 staff.
3. How many visits were made in each month?
January: 41 site visits, February: 38 site visits and March: 21 site visits.
=> 1
Abbey = 412
Castle = 388
Mill = 210
=> 2
North = 340
South = 512
East = 411
West = 288
=> 3
January = 41
February = 38
March = 21
---
1. How many drivers failed a breath test over Christmas 2022 and Christmas 2023?
Christmas 2022: 41 of 1,204 tested (3.4%)
Christmas 2023: 38 of 1,411 tested (2.7%)
=> 1
Christmas 2022 = 41
Christmas 2023 = 38
---
1. How many penalty notices were issued at each level?
£50 fine: 412
£100 fine: 61
2. How many permits are there?
Zone 4 residents 412
Ward 12: 88
=> 1
£50 fine = 412
£100 fine = 61
=> 2
Zone 4 residents = 412
Ward 12 = 88
---
1. How did people contact you?
Phone: 1,204 calls
Email: 412 messages
Post: 88
2. How many were answered?
12
=> 1
Phone = 1,204
Email = 412
Post = 88
=> 2
12
---
1. Number of staff
Headcount\tFTE
1,204\t1,011.4
2. How many men and women is that?
Men | Women
38 | 41
3. How many pupils of each age do you have?
Age\tPupils
5\t12
=> 1
Headcount = 1,204
FTE = 1,011.4
=> 2
Men = 38
Women = 41
=> 3
5, Pupils = 12
---
Q1. How many parks are there?
Q2. How many have toilets?
Q3. How many have play areas?

A1: 41 parks. A2: 12. A3: 38, of which 4 are being refurbished.
=> Q1
41
=> Q2
12
=> Q3
38
being refurbished = 4
---
There were 1,204 cremations in 2023, 212 of which were direct cremations, and the fee is £890.

1. How many cremations took place in 2023?
2. How many were direct?
3. What is the fee?
=> 1
1,204
=> 2
212
=> 3
£890
---
1. How many ferries were late?
See the table below.

2. How many ferries were cancelled?
Please see the table below.

3. How many ferries do you own?
12

Year  Cancelled  Late
2021  41         7
2022  38         9
=> 1
2021, Late = 7
2022, Late = 9
=> 2
2021, Cancelled = 41
2022, Cancelled = 38
=> 3
12
---
1. How many children in care are placed outside the borough?
Please see the table below.

2. How many are placed more than 20 miles away?
Please see the table below.

Year      Outside the borough    More than 20 miles away
2021      112                    41
2022      121                    38
=> 1
2021, Outside the borough = 112
2022, Outside the borough = 121
=> 2
2021, More than 20 miles away = 41
2022, More than 20 miles away = 38
---
1. How many households are in each band?
2,410 households are on the register: band A 112, band B 340 and band C 1,001.
2. How many flu jabs were given?
In 2022/23: 4,120 (62.1%). In 2023/24: 3,980 (59.8%).
=> 1
households are on the register = 2,410
band A = 112
band B = 340
band C = 1,001
=> 2
2022/23 = 4,120
2023/24 = 3,980
---
1. How many fines were issued on (a) Mill Lane (b) High Street (c) Station Road?
(a) 412 (b) 1,204 (c) 88
2. How many were cancelled?
a) 12
b) 45
c) none
=> 1a
412
=> 1b
1,204
=> 1c
88
=> 2
a) = 12
b) = 45
c) = none
---
You asked on 3 May 2024 how many fines were issued in 2023. We issued 412.
=> 1
412
---
1. How many boats did you keep in 2022/23?
In 2022/23 we kept 41.
=> 1
41
---
1. How many calls were made by the ten most frequent callers?
The ten people concerned made 4,117 calls between them.
2. What was the longest time that anybody waited?
One tenant waited 118 working days.
=> 1
4,117
=> 2
118
---
1. How many properties were void, and for how long had they been void on average?
Ready to let: 47 properties, 23 days
Awaiting works: 129 properties, 88 days
=> 1
Ready to let, properties = 47
Ready to let, days = 23
Awaiting works, properties = 129
Awaiting works, days = 88
---
1. How many people have been hurt at work since 2021?
The Commission recorded 87 injuries in 2021/22 and 91 in 2022/23. Two of those in 2022/23 kept somebody from work for a week.
=> 1
2021/22 = 87
2022/23 = 91
---
1. How many notices were served in each year?
2022: 41
2023: 38
1 These were counted by hand.
2. How many were withdrawn?
6
1 Including those out of time.
=> 1
2022 = 41
2023 = 38
=> 2
6
---
1. How many complaints were there?
All complaints
Academic year Complaints Upheld
2021/22 9 7
2022/23 14 5
=> 1
2021/22, Complaints = 9
2021/22, Upheld = 7
2022/23, Complaints = 14
2022/23, Upheld = 5
---
1. How many staff work in each team?
|  | Kind of contract |
| Team | Agency | Own |
| Housing | 44 | 61 |
| Planning | 27 | 33 |
=> 1
Housing, Agency = 44
Housing, Own = 61
Planning, Agency = 27
Planning, Own = 33
"""


def parted(letters: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Part a table of letters, each with the figures beneath it."""
    rows = []
    for row in letters.split("---"):
        body, *answers = row.split("=> ")
        said = (answer.strip().split("\n") for answer in answers)
        rows.append((body.strip(), {number: figures for number, *figures in said}))
    return rows


@pytest.mark.parametrize(("body", "expected"), parted(READ))
def test_what_is_printed_is_read_with_its_own_label(body: str, expected: dict[str, list[str]]) -> None:
    reading = read(body)
    assert figures_of(reading) == expected
    assert doubts_of(reading) == set()


def test_a_row_whose_label_has_the_mark_of_a_note_heads_no_columns() -> None:
    rows = "Academic year Complaints Upheld\n2021/22 [1] 9 <5\n2022/23 14 5\n2023/24 11 <5\n[1] Counted by hand."
    figures = figures_of(read(f"1. How many complaints were made and how many upheld?\n{rows}"))["1"]
    assert {figure.split(" = ")[0].split(", ")[1] for figure in figures} == {"Complaints", "Upheld"}


# A row with more numbers than there are columns is unread, whichever of them a thousand in two pieces made.
TOO_MANY = """
Site           2019   2020   2021
Ridley Farm     310    288    904
Marsh Farm       41     38  1 863
---
Hospital         2019   2020   2021   2022   Total
Ridley General    310    288    904    361   1 863
Marsh Street       41     38     12     90     181
Kelham             12     18     14     22      66
---
Site           2019     2020     2021
Ridley Farm    1 310    1 288     904
Marsh Farm        41       38     861
---
Hospital 2018 2019 2020 2021 Total
Ridley General 310 288 904 361 1 863
Marsh Street 41 38 12 90 181
Kelham 12 18 14 22 66
---
Offence\t2022\t2023\t2024
Ridley raids\t1 655\t1 702\t1 863
Stalking\t318\t344\t391
"""


@pytest.mark.parametrize("body", TOO_MANY.split("---"))
def test_no_value_of_a_row_with_too_many_is_taken_into_its_label(body: str) -> None:
    reading = read(f"1. How many were there at each site in each year?\n\n{body.strip(chr(10))}")
    figures = figures_of(reading).get("1", [])
    assert not any(part in figure for figure in figures for part in ("310", "863", "655", "Ridley"))
    assert "unread_number" in doubts_of(reading)


# Headings and rows that a wrong reading would name by a title, or by a neighbour; what may be read of each beneath `=>`.
HEADED = """
Calendar or financial year
Approved Refused
2021/22 4,231 388
2022/23 4,690 452
=> uncertain_reading
---
Table 2: position at 31 October 2023 of applications received by 1 September 2023
Approved 44 24 151 8 227
Rejected 49 15 77 6 147
Withdrawn 21 12 24 11 68
=> unread_number
---
                     Calendar or financial year
Ward                 Refused                      Revoked
Abbey                7                            *
Castle Hill          12                           0
Kingsmead            9                            *
* denotes a figure from 1 to 4, which has been withheld so that nobody can be identified.
=> unread_number
"""


@pytest.mark.parametrize("row", HEADED.split("---"))
def test_a_title_is_no_heading_and_what_it_leaves_is_told(row: str) -> None:
    body, doubt = row.split("=> ")
    body = body.strip("\n")
    reading = read(f"1. How many were approved, refused or revoked in each year and ward?\n\n{body}")
    assert doubt.strip() in doubts_of(reading)
    held = {
        found.line for found in reading.findings if found.code == "uncertain_reading" and WHOLE_ANSWER in found.extra
    }
    assert held or figures_of(reading) == {}


@pytest.mark.parametrize("below", ["0", "None", "Nil"])
def test_a_mark_alone_in_its_cell_explains_nothing_of_the_cell_below(below: str) -> None:
    cells = f"Ward\nRefused\nRevoked\nAbbey\n7\n*\nPriory\n*\n{below}\nMarsh\n9\n2"
    reading = read(f"1. How many were refused and revoked?\n\n{cells}\n* denotes a figure from 1 to 4.")
    hidden = [one.value for question in reading.questions for one in question.figures if one.words == "*"]
    assert hidden
    assert {(value.value, value.status, value.maximum) for value in hidden} == {(None, "suppressed", 4)}


def test_a_lone_figure_after_a_sentence_of_several_is_a_doubt() -> None:
    reading = read(
        "1. How many people were hurt?\nThe depot logged 87 slips in 2021 and 91 in 2022. There were 12 people hurt."
    )
    (doubt,) = [found for found in reading.findings if found.code == "uncertain_reading"]
    assert doubt.message == "“12” is read as the answer, and “87” and others stand in a sentence before it."
    assert doubt.remedy == "Settle them with `readings:` lines."


# A table on one line: names of several capitals, and a period that goes on, leave open where a heading ends.
ON_ONE_LINE = """
Staff group 2022/23 2023/24 2024/25 YTD Medical and Dental £61 £71 £62 Nursing £41 £42 £43 Other £31 £32 £33
---
Men Women Ridley General 12 14 Marsh Street 41 38 Kelham 9 7
---
2022/23 2023/24 YTD Ridley General 12 14 Marsh Street 41 38 Kelham 9 7
"""


@pytest.mark.parametrize("line", ON_ONE_LINE.split("---"))
def test_a_table_on_one_line_whose_headings_are_not_sure_gives_no_figures(line: str) -> None:
    assert figures_of(read(f"1. How many were there?\n\n{line.strip()}")) == {}


def test_a_table_on_one_line_is_read_by_its_periods_whatever_capitals_a_label_has() -> None:
    line = "Site 2022/23 2023/24 Ridley General 12 14 Marsh Street 41 38 Kelham 9 7"
    assert figures_of(read(f"1. How many were there?\n\n{line}"))["1"][:3] == [
        "Ridley General, 2022/23 = 12",
        "Ridley General, 2023/24 = 14",
        "Marsh Street, 2022/23 = 41",
    ]


def test_values_of_a_whole_row_never_go_to_the_row_above() -> None:
    rows = "\t2019/20\t2019/20\t2019/20\nOffence\t2022\t2023\t2024\nTheft\t41\t38\t35\nArson, all kinds\t12\t9\t8"
    figures = figures_of(read(f"1. How many crimes were recorded?\n\n{rows}")).get("1", [])
    assert not any(figure.startswith("Theft") and figure.endswith(("= 12", "= 9", "= 8")) for figure in figures)


# What stands before a value and holds values of its own names nothing: no figure but the first may come of it, and that in doubt.
VALUES_IN_LABELS = """
1. How many of them have 1, 2, 3 and 4 bedrooms?
1 bed 41, 2 bed 212, 3 bed 198, 4 bed 49
---
1. How many tests of each kind were done?
Blood - 14,210 - up 12%
Urine - 8,012 - down 3%
---
1. How many patients?
North 412 South 388
---
1. Number of drivers: male / female
401 / 28
---
1. How long is the pool?
25 metres by 12.5 metres
---
1. What was the average discount?
41% or £68,200
---
1. How many journeys were made in 2022/23? In 2023/24?
1.2 million. 1.35 million.
"""


@pytest.mark.parametrize("body", VALUES_IN_LABELS.split("---"))
def test_values_inside_a_label_are_a_doubt(body: str) -> None:
    reading = read(body.strip())
    assert all(len(figures) == 1 and " = " not in figures[0] for figures in figures_of(reading).values())
    assert doubts_of(reading) == {"unread_number", "uncertain_reading"}


def test_a_lone_figure_beside_which_a_number_is_not_read_is_a_doubt() -> None:
    reading = read("1. What was the average discount?\n41% or £68,200")
    (doubt,) = [found for found in reading.findings if found.code == "uncertain_reading"]
    assert doubt.message == "“41%” is read as the answer, and “£68,200” stands in the same line."
    assert doubt.remedy == "Settle both with `readings:` lines."


UNITS = [
    (
        "the number of contracts let and their total value (£)?",
        "Contracts let: 41\nTotal value: 412,000",
        [None, "GBP"],
    ),
    ("How many staff (FTE) and how many vacancies are there?", "Staff: 41.5\nVacancies: 6", ["FTE", None]),
    ("How many officers (FTE) are in post, and how many posts are vacant?", "In post: 21.4\nVacant: 3", ["FTE", "FTE"]),
    ("What was spent on overtime (£)?", "Team\tOfficers\tOvertime\nNorth\t12\t41,204", [None, "GBP"]),
    ("What was spent on road repairs (£)?", "Area\t2021/22\t2022/23\nNorth\t41\t38\nRoad Lane\t12\t9", ["GBP"] * 4),
    ("What was spent on agency staff (£) in each year?", "2021: 41,204\n2022: 38,110", ["GBP", "GBP"]),
    ("What did each area spend (£)?", "North: 41,204\nNumber of areas: 4", ["GBP", None]),
]


@pytest.mark.parametrize(("question", "answer", "units"), UNITS)
def test_a_unit_in_the_questions_brackets_is_said_of_the_words_before_it(
    question: str, answer: str, units: list[str | None]
) -> None:
    (asked,) = read(f"1. {question}\n{answer}").questions
    assert [figure.value.unit for figure in asked.figures] == units


@pytest.mark.parametrize(
    "answer",
    [
        "We do not hold this. In 2023, 14 complaints mentioned a death.",
        "This is not recorded. 14 people reported an injury in 2023.",
    ],
)
def test_what_is_told_beside_saying_that_this_is_not_held_is_no_figure(answer: str) -> None:
    reading = read(f"1. How many people died while waiting for an ambulance?\n{answer}")
    assert [(one.outcome, one.figures) for one in reading.questions] == [("not_held", ())]
    assert doubts_of(reading) == {"unread_number"}


def test_a_figure_for_another_year_than_was_asked_keeps_its_year() -> None:
    reading = read(
        "1. How many notices were served in 2022/23?\n88 notices were served in 2021/22. Figures for 2022/23 will be published in May.\n"
        "2. How many were paid in 2023?\nThere were 41 in 2022.\n"
        "3. How many were sold in 2023?\nIn 2021 we sold 12, of which 4 were boats.\n"
        "4. How many were kept in 2022-23?\nWe kept 7 in 2022/2023."
    )
    assert figures_of(reading) == {
        "1": ["2021/22 = 88"],
        "2": ["2022 = 41"],
        "3": ["2021, sold = 12", "2021, boats = 4"],
        "4": ["7"],
    }
    differing = [found.message for found in reading.findings if found.code == "answer_period_differs"]
    assert differing == [
        "Question 1 asks about 2022/23 and is answered for 2021/22.",
        "Question 2 asks about 2023 and is answered for 2022.",
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("2020-12\n2021-18\n2022-9\n2023-31", ["2020 = 12", "2021 = 18", "2022 = 9", "2023 = 31"]),
        ("2019-1,204\n2020-988\n2021-1,112", ["2019 = 1,204", "2020 = 988", "2021 = 1,112"]),
        ("2019-20\n12\n2020-21\n14\n2021-22\n18", ["2019-20 = 12", "2020-21 = 14", "2021-22 = 18"]),
    ],
)
def test_years_that_a_dash_joins_to_numbers_are_pairs_unless_they_are_spans(answer: str, expected: list[str]) -> None:
    assert figures_of(read(f"1. How many people were rehoused each year?\n{answer}")) == {"1": expected}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much did we pay operators?", "£2.31m in 2022/23, rising to £2.6m."),
        ("How many children are home educated?", "212 (as at January 2024), an increase from 188"),
        ("How much is the mooring fee?", "The fee was £120 until April 2024 and is now £145."),
        ("How many trains ran late?", "January 412, February 388, and in March the figure fell to 301."),
        ("How many midwives are there?", "112 WTE / 140 headcount"),
    ],
)
def test_words_that_tell_how_a_number_moved_name_none(question: str, answer: str) -> None:
    reading = read(f"1. {question}\n{answer}")
    assert not any(" = " in figure for figures in figures_of(reading).values() for figure in figures)
    assert doubts_of(reading)


def test_a_table_beneath_a_question_that_names_no_column_is_shared_among_all_that_point_at_it_or_waits() -> None:
    reading = read(
        "1. How many were counted in the morning?\nSee the table below.\n\n2. How many were counted at night?\n"
        "See the table below.\n\nYear  East  West  North\n2021  41    7     3\n2022  38    9     4"
    )
    assert figures_of(reading) == {}
    assert doubts_of(reading) == {"uncertain_reading", "unread_number"}
