"""Tables as text leaves them: columns by place or by count, headings over headings, labels that run over lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosed.model import Line
from disclosed.reading.answer_cells import segments
from disclosed.reading.answer_heads import groups_of
from disclosed.reading.answer_sheets import find_sheets
from disclosed.reading.blocks import Block, BlockContext, read_block
from disclosed.reading.legends import legends_of
from disclosed.reading.lines import fold

Told = list[tuple[str, str]]  # a figure's labels with bars between, and its words


def lines_of(text: str) -> tuple[Line, ...]:
    return tuple(Line(number, words, fold(words)) for number, words in enumerate(text.split("\n"), start=1))


def read(text: str) -> Block:
    lines = lines_of(text)
    return read_block("How many were there?", lines, BlockContext("1", legends_of(lines)))


def told(block: Block) -> Told:
    return [(" | ".join(figure.labels), figure.words) for figure in block.figures]


# The shape, its lines, and every figure that it states.
SHAPES: list[tuple[str, str, Told]] = [
    (
        "headings that wrap, the last line over every column",
        """
                       Number of     Percentage
Ward                    requests       answered        Cost
North                         12          83.3%        £410
South and East                 9          77.8%        £390""",
        [
            ("North | Number of requests", "12"),
            ("North | Percentage answered", "83.3%"),
            ("North | Cost", "£410"),
            ("South and East | Number of requests", "9"),
            ("South and East | Percentage answered", "77.8%"),
            ("South and East | Cost", "£390"),
        ],
    ),
    (
        "headings that wrap, the first line over every column",
        """
Year      Quarter   Opened   Closed within   Visits per
                             13 weeks        1,000 homes
2022/23   Q1        214      71%             12.1
          Q2        231      68%             13.0
2023/24   Q1        252      69%             13.9
          Q2        266      66%             14.6""",
        [
            ("2022/23 | Q1 | Opened", "214"),
            ("2022/23 | Q1 | Closed within 13 weeks", "71%"),
            ("2022/23 | Q1 | Visits per 1,000 homes", "12.1"),
            ("2022/23 | Q2 | Opened", "231"),
            ("2022/23 | Q2 | Closed within 13 weeks", "68%"),
            ("2022/23 | Q2 | Visits per 1,000 homes", "13.0"),
            ("2023/24 | Q1 | Opened", "252"),
            ("2023/24 | Q1 | Closed within 13 weeks", "69%"),
            ("2023/24 | Q1 | Visits per 1,000 homes", "13.9"),
            ("2023/24 | Q2 | Opened", "266"),
            ("2023/24 | Q2 | Closed within 13 weeks", "66%"),
            ("2023/24 | Q2 | Visits per 1,000 homes", "14.6"),
        ],
    ),
    (
        "years over headings that return, a total beside them",
        """
               2022              2023
Area       Male   Female    Male   Female   Total
North        12       14      15       16      57
South         3        4       5        6      18""",
        [
            ("North | 2022 | Male", "12"),
            ("North | 2022 | Female", "14"),
            ("North | 2023 | Male", "15"),
            ("North | 2023 | Female", "16"),
            ("North | Total", "57"),
            ("South | 2022 | Male", "3"),
            ("South | 2022 | Female", "4"),
            ("South | 2023 | Male", "5"),
            ("South | 2023 | Female", "6"),
            ("South | Total", "18"),
        ],
    ),
    (
        "years over headings that only single spaces part",
        """
                    2021/22                  2022/23
District       Seen Charged % charged   Seen Charged % charged
Hollins          86      41     47.7%     73      35     47.9%
Marsh, Fen and   64      11     17.2%     58       9     15.5%
Coast""",
        [
            ("Hollins | 2021/22 | Seen", "86"),
            ("Hollins | 2021/22 | Charged", "41"),
            ("Hollins | 2021/22 | % charged", "47.7%"),
            ("Hollins | 2022/23 | Seen", "73"),
            ("Hollins | 2022/23 | Charged", "35"),
            ("Hollins | 2022/23 | % charged", "47.9%"),
            ("Marsh, Fen and Coast | 2021/22 | Seen", "64"),
            ("Marsh, Fen and Coast | 2021/22 | Charged", "11"),
            ("Marsh, Fen and Coast | 2021/22 | % charged", "17.2%"),
            ("Marsh, Fen and Coast | 2022/23 | Seen", "58"),
            ("Marsh, Fen and Coast | 2022/23 | Charged", "9"),
            ("Marsh, Fen and Coast | 2022/23 | % charged", "15.5%"),
        ],
    ),
    (
        "two heading lines by count, a sign as a heading",
        """
Ministers Officials
Month Got In time % Got In time %
April 612 480 78 1,104 902 82
May 588 471 80 1,066 885 83""",
        [
            ("April | Ministers | Got", "612"),
            ("April | Ministers | In time", "480"),
            ("April | Ministers | %", "78"),
            ("April | Officials | Got", "1,104"),
            ("April | Officials | In time", "902"),
            ("April | Officials | %", "82"),
            ("May | Ministers | Got", "588"),
            ("May | Ministers | In time", "471"),
            ("May | Ministers | %", "80"),
            ("May | Officials | Got", "1,066"),
            ("May | Officials | In time", "885"),
            ("May | Officials | %", "83"),
        ],
    ),
    (
        "a label over two lines by count, headings again over a page end",
        """
Group Bank Agency
Allied health
professionals 611 948
Page of a report

Group Bank Agency
Scientists 88 172""",
        [
            ("Allied health professionals | Bank", "611"),
            ("Allied health professionals | Agency", "948"),
            ("Scientists | Bank", "88"),
            ("Scientists | Agency", "172"),
        ],
    ),
    (
        "groups that have the same rows, and a total of all",
        """
                 2021   2022
Adults
  Male             3      4
  Female           2      3
Children
  Male             1      1
  Female           0      2
Total              6     10""",
        [
            ("Adults | Male | 2021", "3"),
            ("Adults | Male | 2022", "4"),
            ("Adults | Female | 2021", "2"),
            ("Adults | Female | 2022", "3"),
            ("Children | Male | 2021", "1"),
            ("Children | Male | 2022", "1"),
            ("Children | Female | 2021", "0"),
            ("Children | Female | 2022", "2"),
            ("Total | 2021", "6"),
            ("Total | 2022", "10"),
        ],
    ),
    (
        "two tables side by side",
        """
Station          On call     Station          On call
Ansty Cross        71.2%     Marlby             64.0%
Beckfoot           88.5%     Old Quay            100%
Fold               83.4%""",
        [
            ("Ansty Cross | On call", "71.2%"),
            ("Marlby | On call", "64.0%"),
            ("Beckfoot | On call", "88.5%"),
            ("Old Quay | On call", "100%"),
            ("Fold | On call", "83.4%"),
        ],
    ),
    (
        "two lists side by side without headings",
        """
January     12      July        15
February    13      August      11""",
        [("January", "12"), ("July", "15"), ("February", "13"), ("August", "11")],
    ),
    (
        "a cell left empty keeps the others in their columns",
        """
Type             2021     2022     2023
Hotel              12                14
Hostel              3        4        5
Lease               1        2        6""",
        [
            ("Hotel | 2021", "12"),
            ("Hotel | 2023", "14"),
            ("Hostel | 2021", "3"),
            ("Hostel | 2022", "4"),
            ("Hostel | 2023", "5"),
            ("Lease | 2021", "1"),
            ("Lease | 2022", "2"),
            ("Lease | 2023", "6"),
        ],
    ),
    (
        "one column under its heading",
        """
Category                          Number of incidents
Abandoned vehicles                                 41
Fly-posting                                         7""",
        [("Abandoned vehicles | Number of incidents", "41"), ("Fly-posting | Number of incidents", "7")],
    ),
    (
        "months with their year as labels",
        """
Month     Drink   Drug
Jan 22       61     40
Feb 22       58     37""",
        [("Jan 22 | Drink", "61"), ("Jan 22 | Drug", "40"), ("Feb 22 | Drink", "58"), ("Feb 22 | Drug", "37")],
    ),
    (
        "values with notes beside them",
        """
Group            2023          2024
Nurses            12 [note 1]   14 [r]
Doctors            3             4""",
        [("Nurses | 2023", "12"), ("Nurses | 2024", "14"), ("Doctors | 2023", "3"), ("Doctors | 2024", "4")],
    ),
    (
        "days as headings by count",
        "Group 31 March 2023 31 March 2024\nNurses 12 14\nDoctors 3 4",
        [
            ("Nurses | 31 March 2023", "12"),
            ("Nurses | 31 March 2024", "14"),
            ("Doctors | 31 March 2023", "3"),
            ("Doctors | 31 March 2024", "4"),
        ],
    ),
    (
        "a second table right under the first",
        """
Ward            2021     2022
North             12       14
South              3        4
Ward            2019     2020
North            100      140""",
        [
            ("North | 2021", "12"),
            ("North | 2022", "14"),
            ("South | 2021", "3"),
            ("South | 2022", "4"),
            ("North | 2019", "100"),
            ("North | 2020", "140"),
        ],
    ),
    (
        "the same table twice, each under its title",
        """
Males
Ward            2021     2022
North             12       14
South              3        4

Females
Ward            2021     2022
North             10       11
South              2        1""",
        [
            ("Males | North | 2021", "12"),
            ("Males | North | 2022", "14"),
            ("Males | South | 2021", "3"),
            ("Males | South | 2022", "4"),
            ("Females | North | 2021", "10"),
            ("Females | North | 2022", "11"),
            ("Females | South | 2021", "2"),
            ("Females | South | 2022", "1"),
        ],
    ),
    (
        "rows further in under rows that head them",
        """
Offence                     2021/22   2022/23
Violence against the person
  With injury                   120       131
  Without injury                200       210
Sexual offences
  Rape                           11        12
Total                           331       353""",
        [
            ("Violence against the person | With injury | 2021/22", "120"),
            ("Violence against the person | With injury | 2022/23", "131"),
            ("Violence against the person | Without injury | 2021/22", "200"),
            ("Violence against the person | Without injury | 2022/23", "210"),
            ("Sexual offences | Rape | 2021/22", "11"),
            ("Sexual offences | Rape | 2022/23", "12"),
            ("Total | 2021/22", "331"),
            ("Total | 2022/23", "353"),
        ],
    ),
    (
        "words in a value's place",
        """
Type             2021       2022
Hotel              12   Not held
Hostel              3          4""",
        [("Hotel | 2021", "12"), ("Hotel | 2022", "Not held"), ("Hostel | 2021", "3"), ("Hostel | 2022", "4")],
    ),
    (
        "codes beside names are one label",
        """
Code   Site             2015   2016
M4     The sheds           9     27
M5     Piers               4     18""",
        [
            ("M4 The sheds | 2015", "9"),
            ("M4 The sheds | 2016", "27"),
            ("M5 Piers | 2015", "4"),
            ("M5 Piers | 2016", "18"),
        ],
    ),
    (
        "pipes, a heading over two columns, a total beside",
        """
| | 2022 | | 2023 | | |
|---|---|---|---|---|---|
| Area | Male | Female | Male | Female | Total |
| North | 1 | 2 | 3 | 4 | 10 |""",
        [
            ("North | 2022 | Male", "1"),
            ("North | 2022 | Female", "2"),
            ("North | 2023 | Male", "3"),
            ("North | 2023 | Female", "4"),
            ("North | Total", "10"),
        ],
    ),
    (
        "pipes, a heading over two rows",
        """
| Area | 2022 | | Total |
| | Male | Female | |
| North | 1 | 2 | 3 |
| South | 5 | 6 | 11 |""",
        [
            ("North | 2022 | Male", "1"),
            ("North | 2022 | Female", "2"),
            ("North | Total", "3"),
            ("South | 2022 | Male", "5"),
            ("South | 2022 | Female", "6"),
            ("South | Total", "11"),
        ],
    ),
    (
        "pipes, rows under a row that heads them, headings printed again",
        """
| Band | 2022 | 2023 |
| Adults | | |
| Male | 1 | 2 |
| Band | 2022 | 2023 |
| Children | | |
| Male | 5 | 6 |""",
        [
            ("Adults | Male | 2022", "1"),
            ("Adults | Male | 2023", "2"),
            ("Children | Male | 2022", "5"),
            ("Children | Male | 2023", "6"),
        ],
    ),
    (
        "pipes, a year printed once for its quarters",
        "| Year | Quarter | Opened |\n| 2022 | Q1 | 5 |\n| | Q2 | 6 |\n| 2023 | Q1 | 7 |",
        [("2022 | Q1 | Opened", "5"), ("2022 | Q2 | Opened", "6"), ("2023 | Q1 | Opened", "7")],
    ),
    (
        "tabs between cells, some empty, bounds in the headings",
        "\tNorth Infirmary\t\tSouth Infirmary\t\nMonth\tSeen\tOver 4 hours\tSeen\tOver 4 hours\nJul-22\t7,214\t886\t4,102\t312\nAug-22\t6,980\t722\t3,977\t233",
        [
            ("Jul-22 | North Infirmary | Seen", "7,214"),
            ("Jul-22 | North Infirmary | Over 4 hours", "886"),
            ("Jul-22 | South Infirmary | Seen", "4,102"),
            ("Jul-22 | South Infirmary | Over 4 hours", "312"),
            ("Aug-22 | North Infirmary | Seen", "6,980"),
            ("Aug-22 | North Infirmary | Over 4 hours", "722"),
            ("Aug-22 | South Infirmary | Seen", "3,977"),
            ("Aug-22 | South Infirmary | Over 4 hours", "233"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_a_table_is_read_in_every_shape(text: str, expected: Told) -> None:
    assert told(read(text)) == expected


def test_a_row_with_a_cell_lost_gives_no_figures_where_nothing_says_which() -> None:
    block = read("Type 2021 2022 2023\nHotel 12 14\nHostel 3 4 5\nLease 1 2 6")
    assert [labels for labels, _ in told(block)] == [
        f"{row} | {year}" for row in ("Hostel", "Lease") for year in (2021, 2022, 2023)
    ]
    assert [(doubt.code, doubt.line, doubt.message, doubt.remedy) for doubt in block.doubts] == [
        (
            "unread_number",
            2,
            "“12”, “14” are in the answer and not read: nothing says what they count.",
            "Point at each with a `readings:` line, with its labels or a reason to set it aside.",
        )
    ]


def test_a_label_that_may_go_on_is_a_doubt() -> None:
    block = read(
        "Service                 2021     2022\nChildren's Social         12       14\nCare\nAdults                     3        4"
    )
    assert [(doubt.code, doubt.line, doubt.message, doubt.remedy) for doubt in block.doubts] == [
        (
            "uncertain_reading",
            {"under": 2, "over": 4}[where],
            f"“Care” stands right {where} the row “{row}”: it may be a part of that row's label, or a heading.",
            "Settle the row with `readings:` lines.",
        )
        for where, row in (("under", "Children's Social"), ("over", "Adults"))
    ]


IN_READING_ORDER = "Test centre Tests booked Tests\nconducted\nPasses Pass rate\n(%)"


def test_headings_in_reading_order_are_broken_as_in_their_cells() -> None:
    found = told(read(f"{IN_READING_ORDER}\nAshmere 4,310 4,118 1,996 48.5\nFenwold 1,204 1,139 622 54.6"))
    assert found[:4] == [
        ("Ashmere | Tests booked", "4,310"),
        ("Ashmere | Tests conducted", "4,118"),
        ("Ashmere | Passes", "1,996"),
        ("Ashmere | Pass rate (%)", "48.5"),
    ]


def test_spaces_around_a_line_are_no_heading() -> None:
    text = "   Site   Booked "
    assert [cell.text for cell in segments(Line(1, text, fold(text)), 0, len(text))] == ["Site", "Booked"]


def test_headings_that_all_go_on_below_are_joined_one_by_one() -> None:
    rows = "Ashmere 12 14\nFenwold 1 2"
    for heads in ("Site Tests Tests\nbooked conducted", "Tests Tests\nbooked conducted"):
        assert told(read(f"{heads}\n{rows}"))[:2] == [
            ("Ashmere | Tests booked", "12"),
            ("Ashmere | Tests conducted", "14"),
        ]
    one = told(read(f"Tests in the year\nbooked conducted\n{rows}"))
    assert one[:2] == [("Ashmere | booked", "12"), ("Ashmere | conducted", "14")]


@pytest.mark.parametrize(
    "heads",
    [
        "Tests Cases\nconducted",  # either may go on
        "Number\nconducted\nSite Passes Rate",  # the lowest line heads the labels and the other columns
        "Site Tests\nbooked\nPasses",  # a heading too few for three columns
    ],
)
def test_headings_side_by_side_are_not_read_in_order(heads: str) -> None:
    width = 3 if "Passes" in heads else 2
    values = " ".join(["12", "14", "7"][:width])
    assert told(read(f"{heads}\nAshmere {values}\nFenwold {values}\nEastry {values}")) == []


def test_words_alone_over_the_end_of_a_table_are_of_a_label_that_they_have_no_room_beside() -> None:
    over_total = read(
        "                      2021     2022\nCity North              12       14\nCity South and           1        2\nQuay"
        "\nEmergency Operations     3        4\nCentre (by telephone)\nTotal                   16       20"
    )
    assert [path for path, _ in told(over_total)][4:6] == [
        "Emergency Operations Centre (by telephone) | 2021",
        "Emergency Operations Centre (by telephone) | 2022",
    ]
    over_row = read(
        "Site Bank Agency\nAshmere 12 14\nFenwold 3 4\nGorse Hill Multi\nPurpose Test Centre 5 6\nTotal 20 24"
    )
    assert ("Gorse Hill Multi Purpose Test Centre | Bank", "5") in told(over_row)
    assert not over_total.doubts
    assert not over_row.doubts


@pytest.mark.parametrize(
    "text",
    [
        "Site Bank Agency\nAshmere 12 14\nEastry Northern End 3 4\nPrimary\nGorse Hill 5 6",  # they have room together
        "Site Bank Agency\nFirst of the two kinds\nAshmere 12 14\nEastry North 3 4\nSecond of the two kinds\nGorse Hill 5 6",
        "Site Bank Agency\nAshmere 12 14\nEastry North 3 4\nSecond of the two kinds\nGorse Hill 5 6\nCorley 1 2",
        "Site Bank Agency\nAshmere 12 14\nEastry North 3 4\nGorse Hill Multi\nPurpose Test Centre 5 6",  # or of the row above
    ],
)
def test_words_that_may_head_the_rows_at_the_end_are_a_doubt(text: str) -> None:
    assert read(text).doubts


def test_a_bracket_that_holds_a_date_is_part_of_its_heading() -> None:
    found = told(read("Animal 2023/24 2024/25 (to 30 June)\nCats 31 9\nDogs 18 4"))
    assert found[:2] == [("Cats | 2023/24", "31"), ("Cats | 2024/25 (to 30 June)", "9")]


def test_columns_that_nothing_tells_apart_give_no_figures() -> None:
    assert told(read("Area        Cases   Cases\nNorth          12      14\nSouth           3       4")) == []


def test_the_same_table_twice_without_titles_gives_no_figures() -> None:
    table = "Ward            2021     2022\nNorth             12       14\nSouth              3        4"
    assert told(read(f"{table}\n\n{table}")) == []


def test_figures_of_two_tables_that_nothing_tells_apart_are_in_doubt() -> None:
    block = read(
        "| Ward | 2021 |\n| North | 12 |\n\nWard            2021     2022\nNorth             12       14\nSouth              3        4"
    )
    assert [(doubt.code, doubt.line, doubt.message, doubt.remedy) for doubt in block.doubts] == [
        (
            "uncertain_reading",
            line,
            "“North, 2021” is given more than once in this answer, and nothing tells the figures apart.",
            "Give each its labels with `readings:` lines.",
        )
        for line in (2, 5)
    ]


def test_a_title_says_what_its_table_is_counted_in() -> None:
    block = read(
        "Table 2: Spend by directorate (£000)\n\nDirectorate        2021/22     2022/23\n"
        "Adults              12,410      13,002\nStaff (number)         120         130"
    )
    assert [(figure.value.value, figure.value.unit) for figure in block.figures] == [
        (12_410_000, "GBP"),
        (13_002_000, "GBP"),
        (120, None),
        (130, None),
    ]
    assert not block.doubts


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("2022 2023", "M F M F", (0, 0, 1, 1)),
        ("2022 2023", "M F M F T", (0, 0, 1, 1, -1)),
        ("2022 2023", "T M F M F", (-1, 0, 0, 1, 1)),
        ("A B C", "x y z x y z x y z", (0, 0, 0, 1, 1, 1, 2, 2, 2)),
        ("2022 2023", "M F X Y", None),  # nothing returns
        ("2022 2023", "M F M", None),
        ("2022", "M F", None),  # one heading over all tells nothing apart
        ("2022 2023", "M M M M", None),  # the same under each twice
        ("2022 2023", "M F M F M", None),  # what is left would go on
    ],
)
def test_wider_headings_own_the_headings_that_return_under_them(
    upper: str, lower: str, expected: tuple[int, ...] | None
) -> None:
    assert groups_of(upper.split(), lower.split()) == expected


def test_sentences_in_narrow_columns_are_no_table() -> None:
    text = "The council received a total of 12\nrequests, and closed a further 14\nof those it had opened in the year."
    assert not list(find_sheets(lines_of(text), ()))


NAMES = st.lists(st.sampled_from(["North", "South Wood", "Old Quay", "Fen and Moor", "Upper Ditch"]), min_size=2, max_size=5, unique=True)  # fmt: skip
NUMBERS = st.integers(0, 1899)


@settings(max_examples=150, deadline=None)
@given(names=NAMES, years=st.integers(2, 5), gap=st.integers(2, 6), data=st.data())
def test_any_table_in_columns_is_read_cell_by_cell(names: list[str], years: int, gap: int, data: st.DataObject) -> None:
    heads = [str(2018 + year) for year in range(years)]
    cells = {name: [data.draw(NUMBERS) for _ in heads] for name in names}
    width = max(map(len, names))
    rows = [("Ward", heads), *((name, [str(cell) for cell in cells[name]]) for name in names)]
    text = "\n".join(f"{name:<{width}}" + "".join(f"{cell:>{gap + 4}}" for cell in row) for name, row in rows)
    expected = [
        (f"{name} | {head}", str(cell)) for name in names for head, cell in zip(heads, cells[name], strict=True)
    ]
    assert told(read(text)) == expected


# A count of 1,900 to 2,099 could name a year. Under a heading whose column counts in other rows it counts.
COUNTS_LIKE_YEARS: list[tuple[str, Told]] = [
    (
        "\tYear\tIncidents\n\t2021/22\t1913\n\t2022/23\t2219\n\t2023/24\t2195",
        [("2021/22 | Incidents", "1913"), ("2022/23 | Incidents", "2219"), ("2023/24 | Incidents", "2195")],
    ),
    (
        "Ward\tIncidents\nNorth\t1913\nSouth\t1950\nEast\t22",
        [("North | Incidents", "1913"), ("South | Incidents", "1950"), ("East | Incidents", "22")],
    ),
    (
        "\tYear\tIncidents\tVisits\n\t2021/22\t1913\t2001\n\t2022/23\t2219\t7",
        [
            ("2021/22 | Incidents", "1913"),
            ("2021/22 | Visits", "2001"),
            ("2022/23 | Incidents", "2219"),
            ("2022/23 | Visits", "7"),
        ],
    ),
    ("Offences\t\n\t2022\t2023\nBurglary\t15\t16", [("Burglary | 2022", "15"), ("Burglary | 2023", "16")]),
]


@pytest.mark.parametrize(("text", "figures"), COUNTS_LIKE_YEARS)
def test_a_count_that_could_name_a_year_counts_in_a_column_of_counts(text: str, figures: Told) -> None:
    block = read(text)
    assert told(block) == figures
    assert not block.others


# The shape, its lines, and every figure: bands head columns, and a number after its label and sign counts beside a count.
BANDS_AND_SIGNS: list[tuple[str, Told]] = [
    (
        "\tUnder 5\t5 to 10\tOver 10\nNorth\t35%\t34%\t31%\nSouth\t52%\t18%\t30%",
        [
            ("North | Under 5", "35%"),
            ("North | 5 to 10", "34%"),
            ("North | Over 10", "31%"),
            ("South | Under 5", "52%"),
            ("South | 5 to 10", "18%"),
            ("South | Over 10", "30%"),
        ],
    ),
    (
        "| Place | 0-6 months | 6-12 months | 12 months or more |\n| North | 35 | 34 | 31 |",
        [("North | 0-6 months", "35"), ("North | 6-12 months", "34"), ("North | 12 months or more", "31")],
    ),
    ("North: 2038; South: 12; East: 1991.", [("North", "2038"), ("South", "12"), ("East", "1991")]),
    ("2019/20: 2014\n2020/21: 4437\n2021/22: 232", [("2019/20", "2014"), ("2020/21", "4437"), ("2021/22", "232")]),
    ("Year: 2022\nNorth: 15\nSouth: 16", [("Year: 2022 | North", "15"), ("Year: 2022 | South", "16")]),
    ("2021 - 2000\n2022 - 1935\n2023 - 965", [("2021", "2000"), ("2022", "1935"), ("2023", "965")]),
    ("Q1 – 2001\nQ2 – 23\nQ3 – 2005", [("Q1", "2001"), ("Q2", "23"), ("Q3", "2005")]),
]


@pytest.mark.parametrize(("text", "figures"), BANDS_AND_SIGNS)
def test_bands_head_columns_and_signs_part_values_from_labels(text: str, figures: Told) -> None:
    assert told(read(text)) == figures


@pytest.mark.parametrize(
    "rows",
    [
        "Salary band          Posts\nUnder £25,000            2\n£25,000 - £34,999       11\n£70,000 and over         2",
        "Age          2022   2023\nUnder 18       12     14\n18 to 24       30     31\n25-64           7      8\nOver 64         2      3",
    ],
)
def test_a_band_at_the_head_of_a_row_is_its_label(rows: str) -> None:
    heads, *lines = rows.split("\n")
    labels = [line[: len(heads.split("  ")[0]) + 8].strip().split("   ")[0] for line in lines]
    assert list(dict.fromkeys(path.split(" | ")[0] for path, _ in told(read(rows)))) == labels


def test_a_small_number_is_no_label() -> None:
    found = told(read("Ward            2021     2022\nNorth              4   Under 5\nSouth        Under 5        9"))
    assert ("South | 2021", "Under 5") in found


def test_pairs_of_labels_and_values_under_a_head_have_both_names() -> None:
    assert told(read("2022 - needle: 23; drink: 88\n2023 - needle: 11; drink: *\n* fewer than five")) == [
        ("2022 | needle", "23"),
        ("2022 | drink", "88"),
        ("2023 | needle", "11"),
        ("2023 | drink", "*"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "North - open: 9:30; closed: 17:00\nSouth - open: 9:45; closed: 16:30",
        "North - beds: 12; staff: see note\nSouth - beds: 14; staff: see note",
    ],
)
def test_pairs_of_which_one_is_no_value_are_not_read_as_pairs(text: str) -> None:
    assert not [path for path, _ in told(read(text)) if path.startswith(("North | ", "South | "))]


def test_what_holds_a_value_of_its_own_is_no_label() -> None:
    assert told(read("Compensation £268; legal costs £611")) == [("Compensation", "£268"), ("legal costs", "£611")]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("A&E\t2023\nMaternity\t158\nWard 7b\t4", True),  # 2,023 patients, or the year of the others
        ("Department\t2023\nMaternity\t158\nWard 7b\t4", False),
        ("\t2023\nMaternity\t158\nWard 7b\t4", False),
        ("| Ward | 2023 |\n| North | 12 |", False),
        (
            "Category             Number\nPrimary schools      2024\nSecondary schools     178\nSpecial schools      1977",
            True,
        ),
    ],
)
def test_a_year_after_words_may_count_where_it_was_not_asked_for(text: str, *, doubted: bool) -> None:
    assert bool(read(text).doubts) is doubted


def test_headings_are_broken_as_the_rows_are() -> None:
    rows = ["Mill Lane", "31 44", "19", "94", "Canal Street", "22 18", "12", "52", "Sidings Road", "5 0", "3", "8"]
    for heads, names in (
        (["Depot", "Open Shut", "Moved", "All"], ["Open", "Shut", "Moved", "All"]),
        (["Depot", "Yr 2018 Yr 2019", "Yr 2020", "All years"], ["Yr 2018", "Yr 2019", "Yr 2020", "All years"]),
    ):
        found = told(read("\n".join([*heads, *rows])))
        assert found[:4] == [
            (f"Mill Lane | {name}", words) for name, words in zip(names, ("31", "44", "19", "94"), strict=True)
        ]


def test_what_is_not_read_is_set_aside_by_no_heading_of_it() -> None:
    block = read("Depot\nMill Lane\n31 44\n19\nCanal Street\n22 18 7\n12\n52")
    unread = " ".join(doubt.message for doubt in block.doubts)
    assert not block.figures
    assert all(f"“{words}”" in unread for words in ("31", "44", "19", "22", "18", "7", "12", "52"))
