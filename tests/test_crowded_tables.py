"""Tables as `pdftotext -layout` prints them: labels that wrap around their values, headings that crowd, groups in a column."""

from __future__ import annotations

import pytest

from tests.test_table_shapes import Told, read, told

# The shape, its lines, and every figure that it states.
SHAPES: list[tuple[str, str, Told]] = [
    (
        "values in the middle of labels that run over lines",
        """
Reason               2021    2022
Late delivery
                      140     151
of goods
Goods lost on
the way and            12       9
never found
Other                   3       4""",
        [
            ("Late delivery of goods | 2021", "140"),
            ("Late delivery of goods | 2022", "151"),
            ("Goods lost on the way and never found | 2021", "12"),
            ("Goods lost on the way and never found | 2022", "9"),
            ("Other | 2021", "3"),
            ("Other | 2022", "4"),
        ],
    ),
    (
        "values beside the last line of a label",
        """
Reason               2021    2022
Goods lost on
the way                12       9
Wrong address
(private)               3       4
Parcel left with
a neighbour             5       6""",
        [
            ("Goods lost on the way | 2021", "12"),
            ("Goods lost on the way | 2022", "9"),
            ("Wrong address (private) | 2021", "3"),
            ("Wrong address (private) | 2022", "4"),
            ("Parcel left with a neighbour | 2021", "5"),
            ("Parcel left with a neighbour | 2022", "6"),
        ],
    ),
    (
        "headings of one word each that stand off their columns",
        """
      Route   Jan Feb Mar Apr        Total
  Ferry         102    96    88    91      377
  Tram           61    70    65    58      254""",
        [
            (f"{route} | {head}", cell)
            for route, cells in (("Ferry", "102 96 88 91 377"), ("Tram", "61 70 65 58 254"))
            for head, cell in zip(("Jan", "Feb", "Mar", "Apr", "Total"), cells.split(), strict=True)
        ],
    ),
    (
        "headings that wrap to different heights",
        """
                         Average
              Not        days to
Depot                              Open
              repaired   repair
Ash Lane            12        31      4
Beck Road            7        28      0""",
        [
            ("Ash Lane | Not repaired", "12"),
            ("Ash Lane | Average days to repair", "31"),
            ("Ash Lane | Open", "4"),
            ("Beck Road | Not repaired", "7"),
            ("Beck Road | Average days to repair", "28"),
            ("Beck Road | Open", "0"),
        ],
    ),
    (
        "a heading that begins with a number on a line of its own",
        """
               31       31
Depot          March    March
               2024     2025
Ash Lane       12       31
Beck Road      7        28""",
        [
            ("Ash Lane | 31 March 2024", "12"),
            ("Ash Lane | 31 March 2025", "31"),
            ("Beck Road | 31 March 2024", "7"),
            ("Beck Road | 31 March 2025", "28"),
        ],
    ),
    (
        "wider headings and the head of the labels between the two lines",
        """
                        2023                2024
Ground
                   Number      %       Number      %
Admitted               61    2.5           74    2.8
Turned away            14    0.6           11    0.4""",
        [
            ("Admitted | 2023 | Number", "61"),
            ("Admitted | 2023 | %", "2.5"),
            ("Admitted | 2024 | Number", "74"),
            ("Admitted | 2024 | %", "2.8"),
            ("Turned away | 2023 | Number", "14"),
            ("Turned away | 2023 | %", "0.6"),
            ("Turned away | 2024 | Number", "11"),
            ("Turned away | 2024 | %", "0.4"),
        ],
    ),
    (
        "a first value that one space parts from its label",
        """
             Small   Large   Other
Ash           12      4       1
Beckermonds 9         3       0
Cold Kirby    7       2       5""",
        [
            (f"{row} | {head}", cell)
            for row, cells in (("Ash", "12 4 1"), ("Beckermonds", "9 3 0"), ("Cold Kirby", "7 2 5"))
            for head, cell in zip(("Small", "Large", "Other"), cells.split(), strict=True)
        ],
    ),
    (
        "a column of groups, each at the middle of the same rows",
        """
Region   Kind        2021    2022
         Hens          14      15
East     Ducks          3       4
         Geese          1       1
         Hens          20      22
West     Ducks          5       4
         Geese          0       2
All                    43      48""",
        [
            *(
                (f"{region} | {kind} | {year}", cell)
                for region, rows in (("East", ("14 15", "3 4", "1 1")), ("West", ("20 22", "5 4", "0 2")))
                for kind, cells in zip(("Hens", "Ducks", "Geese"), rows, strict=True)
                for year, cell in zip((2021, 2022), cells.split(), strict=True)
            ),
            ("All | 2021", "43"),
            ("All | 2022", "48"),
        ],
    ),
    (
        "a column of groups, each beside its last row, over unlike rows",
        """
Region   Kind        2021    2022
         Hens          14      15
East     Ducks          3       4
         Swans         20      22
         Quail          5       4
West     Geese          0       2""",
        [
            ("East | Hens | 2021", "14"),
            ("East | Hens | 2022", "15"),
            ("East | Ducks | 2021", "3"),
            ("East | Ducks | 2022", "4"),
            ("West | Swans | 2021", "20"),
            ("West | Swans | 2022", "22"),
            ("West | Quail | 2021", "5"),
            ("West | Quail | 2022", "4"),
            ("West | Geese | 2021", "0"),
            ("West | Geese | 2022", "2"),
        ],
    ),
    (
        "headings of rows that stand no further in, the second at a page's end",
        """
Kind             2021    2022
Upper Site
Hens               14      15
Ducks and
                    3       4
other birds
Site total         17      19
Lower Site

Kind            2021      2022
Hens              20        22
Ducks and
                   5         4
other birds
Site total        25        26
Farm total        42        45""",
        [
            *(
                (f"{site} | {kind} | {year}", cell)
                for site, rows in (("Upper Site", ("14 15", "3 4", "17 19")), ("Lower Site", ("20 22", "5 4", "25 26")))
                for kind, cells in zip(("Hens", "Ducks and other birds", "Site total"), rows, strict=True)
                for year, cell in zip((2021, 2022), cells.split(), strict=True)
            ),
            ("Farm total | 2021", "42"),
            ("Farm total | 2022", "45"),
        ],
    ),
    (
        "headings of unlike rows that stand no further in, two rows and more to each",
        """
Offence                  2021    2022
Cruelty
Neglect                    14      15
Beating                     3       4
Trade
Without a licence at all   20      22
False papers                5       4
Under age                   1       0""",
        [
            (f"{group} | {kind} | {year}", cell)
            for group, rows in (
                ("Cruelty", (("Neglect", "14 15"), ("Beating", "3 4"))),
                ("Trade", (("Without a licence at all", "20 22"), ("False papers", "5 4"), ("Under age", "1 0"))),
            )
            for kind, cells in rows
            for year, cell in zip((2021, 2022), cells.split(), strict=True)
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_a_crowded_table_is_read_in_every_shape(text: str, expected: Told) -> None:
    block = read(text)
    doubtful = {doubt.line for doubt in block.doubts}
    sure = {figure.span.line for figure in block.figures} - doubtful
    assert [one for one, figure in zip(told(block), block.figures, strict=True) if figure.span.line in sure] == expected


# What is left to a person: a shape that can be meant in two ways, and the codes of its doubts.
OPEN: list[tuple[str, str, set[str]]] = [
    (
        "words with a capital between two rows",
        """
Reason               2021    2022
Goods lost             12       9
Wrong Address
Label                   3       4""",
        {"uncertain_reading"},
    ),
    (
        "two headings run together",
        """
                        Notice       Decree
Court                   of proceedingsgranted
Ayr                     140          12
Perth                    61           3""",
        {"unread_number"},
    ),
    (
        "a heading whose first words are lost",
        """
Court                   of proceedings     Granted
Ayr                     140                12
Perth                    61                 3""",
        {"unread_number"},
    ),
    (
        "groups beside rows that tell nothing of where they end",
        """
Region   Kind        2021    2022
         Hens          14      15
East     Ducks          3       4
         Swans         20      22
West     Quail          5       4
         Geese          0       2
         Doves          0       2
         Rooks          1       3""",
        {"uncertain_reading"},
    ),
]


@pytest.mark.parametrize(("text", "codes"), [shape[1:] for shape in OPEN], ids=[shape[0] for shape in OPEN])
def test_a_crowded_table_that_can_be_meant_in_two_ways_is_left_to_a_person(text: str, codes: set[str]) -> None:
    block = read(text)
    whole = any(doubt.extra for doubt in block.doubts)
    doubtful = {doubt.line for doubt in block.doubts}
    assert {doubt.code for doubt in block.doubts} == codes
    assert whole or not {figure.span.line for figure in block.figures} - doubtful


def test_a_group_that_stands_beside_several_rows_says_so() -> None:
    _, text, _ = OPEN[-1]
    assert [(doubt.line, doubt.message, doubt.remedy) for doubt in read(text).doubts] == [
        (
            4,
            "“East” stands beside several rows, and nothing says which of them it is for.",
            "Settle the rows with `readings:` lines.",
        )
    ]


def test_words_right_under_a_total_are_none_of_its_label() -> None:
    block = read(
        "Kind             2021    2022\nHens               14      15\nTotal              14      15\nRounded figures"
    )
    assert told(block)[-1] == ("Total | 2022", "15")
    assert not block.doubts
