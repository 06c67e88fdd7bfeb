"""Tables that lost their rows: cells one after another, columns one after another, words and then all values."""

from __future__ import annotations

import pytest

from tests.test_table_shapes import Told, read, told


def cells(table: dict[str, dict[str, str]]) -> Told:
    return [(f"{row} | {column}", cell) for row, line in table.items() for column, cell in line.items()]


LAMBS = cells({"Hill": {"Born": "12", "Sold": "14"}, "Lowland": {"Born": "26", "Sold": "30"}})

# The shape, its cells (a comma is a line's end, a semicolon an empty line), and every figure that they state.
SHAPES: list[tuple[str, str, Told]] = [
    ("a cell a line", "Area,Born,Sold,Hill,12,14,Lowland,26,30", LAMBS),
    ("a cell a paragraph, labels that wrap", "Area;Born;Sold;Hill;12;14;Low,land;26;30", [
        ("Hill | Born", "12"), ("Hill | Sold", "14"), ("Low land | Born", "26"), ("Low land | Sold", "30"),
    ]),
    ("a caption, and several headings on a line", "Table 4: lambs;Area;Born Sold;Hill;12;14;Lowland;26;30", LAMBS),
    ("one column of values", "Year,Lambs,2022/23,12,2023/24,14,2024/25,26", [
        ("2022/23 | Lambs", "12"), ("2023/24 | Lambs", "14"), ("2024/25 | Lambs", "26"),
    ]),
    ("no corner", "Born,Sold,Hill,12,14,Lowland,26,30", LAMBS),
    (
        "groups over rows, the same rows in each",
        "Area,Born,Sold,2023,Hill,12,14,Lowland,26,30,2024,Hill,1,2,Lowland,3,4",
        [
            *((f"2023 | {label}", cell) for label, cell in LAMBS),
            *(
                (f"2024 | {label}", cell)
                for label, cell in cells({"Hill": {"Born": "1", "Sold": "2"}, "Lowland": {"Born": "3", "Sold": "4"}})
            ),
        ],
    ),
    (
        "wider headings, the corner before or behind them",
        "2023,2024,Area,Born,Sold,Born,Sold,Hill,1,2,3,4,Lowland,5,6,7,8",
        [
            (f"{row} | {year} | {head}", cell)
            for row, line in (("Hill", "1234"), ("Lowland", "5678"))
            for (year, head), cell in zip(
                (("2023", "Born"), ("2023", "Sold"), ("2024", "Born"), ("2024", "Sold")), line, strict=True
            )
        ],
    ),
    (
        "columns one after another",
        "Area,Hill,Lowland;Born,12,26;Sold,14,30",
        sorted(LAMBS, key=lambda one: "Sold" in one[0]),
    ),
    (
        "columns one after another, a label over two lines",
        "Area,High Moor and,Low Fell,Lowland;Born,12,26;Sold,14,30",
        [("High Moor and Low Fell | Born", "12"), ("Lowland | Born", "26"), ("High Moor and Low Fell | Sold", "14"), ("Lowland | Sold", "30")],
    ),
    (
        "columns of one unit each",
        "Area,Hill,Lowland,Born,12,26,Cost,£14,£30",
        [("Hill | Born", "12"), ("Lowland | Born", "26"), ("Hill | Cost", "£14"), ("Lowland | Cost", "£30")],
    ),
    (
        "words, then all values by columns, as the totals say",
        "Area,2023,2024,Hill,Lowland,Total;12;14;26;30;50;80",
        [
            (f"{row} | {year}", cell)
            for year, column in (("2023", "12 14 26"), ("2024", "30 50 80"))
            for row, cell in zip(("Hill", "Lowland", "Total"), column.split(), strict=True)
        ],
    ),
    # What can be meant in two ways, or is jumbled, is not read.
    ("words, then values that no total tells", "Area,Born,Sold,Hill,Lowland;12;14;26;30", []),
    ("rows of unlike length", "Area,Born,Sold,Hill,12,14,Lowland,26,Upland,30,7", []),
    ("columns beside more labels than values", "Area,High Moor,Low Fell,Lowland;Born,12,26;Sold,14,30", []),
    ("words behind the last values", "Area,Born,Sold,Hill,12,14,Lowland,26,30,Adults,Children", []),
    ("a caption in a heading's place", "Table 4: lambs,Area,Born and sold,Hill,12,14,5,Lowland,26,30,6", []),
    ("a heading that slipped among the labels", "Area,2022,2023,Hill,2024,1,2,3,Lowland,4,5,6,Upland,7,8,9", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_a_table_that_lost_its_rows_is_read_or_left_to_a_person(text: str, expected: Told) -> None:
    block = read(text.replace(",", "\n").replace(";", "\n\n"))
    assert told(block) == expected
    assert expected or "unread_number" in {doubt.code for doubt in block.doubts}


def test_a_tab_behind_a_bullet_parts_no_cells() -> None:
    assert told(read("•\t2022/23 – 6,204\n•\t2023/24 (to 28 February) – 5,866")) == [
        ("2022/23", "6,204"),
        ("2023/24 (to 28 February)", "5,866"),
    ]


def test_a_row_of_words_alone_heads_rows_between_tabs() -> None:
    text = "Area\tBorn\tSold\nUpland\nHill\t1\t2\nMoor\t3\t4\nLowland\nFen\t5\t6\nMarsh\t7\t8"
    assert [label for label, _ in told(read(text))][::2] == [
        "Upland | Hill | Born",
        "Upland | Moor | Born",
        "Lowland | Fen | Born",
        "Lowland | Marsh | Born",
    ]


def test_a_column_of_bands_is_one_of_labels() -> None:
    text = "| Sex | Age | 2023 |\n|---|---|---|\n| Men | 0 to 17 | 5 |\n| | 18 to 64 | 6 |\n| Women | 0 to 17 | 7 |\n| | 18 to 64 | 8 |"
    assert [label for label, _ in told(read(text))] == [
        "Men | 0 to 17 | 2023",
        "Men | 18 to 64 | 2023",
        "Women | 0 to 17 | 2023",
        "Women | 18 to 64 | 2023",
    ]
