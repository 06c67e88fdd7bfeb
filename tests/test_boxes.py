"""Tables drawn with dashes, plus signs and pipes, whose cells run over lines."""

from __future__ import annotations

import pytest

from tests.test_table_shapes import Told, read, told

SHEEP = [
    ("Hill farms of the north and islands | 31 March 2024", "212"),
    ("Hill farms of the north and islands | 31 March 2025", "231"),
    ("Lowland | 31 March 2024", "*"),
    ("Lowland | 31 March 2025", "362"),
    ("Total | 31 March 2024", "552"),
    ("Total | 31 March 2025", "593"),
]

# The shape, its lines, and every figure that it states.
SHAPES: list[tuple[str, str, Told]] = [
    (
        "rules between all rows",
        """
+--------------------------------------+
|Kind              |31 March |31 March |
|                  |2024     |2025     |
|------------------+---------+---------|
|Hill farms of the |212      |231      |
|north and islands |         |         |
|------------------+---------+---------|
|Lowland           |*        |362      |
|------------------+---------+---------|
|Total             |552      |593      |
+--------------------------------------+

* fewer than five""",
        SHEEP,
    ),
    (
        "a rule under the headings alone",
        """
+-------------------+----------+----------+
| Kind              | 31 March | 31 March |
|                   | 2024     | 2025     |
+===================+==========+==========+
| Hill farms of the | 212      | 231      |
| north and islands |          |          |
| Lowland           | *        | 362      |
| Total             | 552      | 593      |
+-------------------+----------+----------+

* fewer than five""",
        SHEEP,
    ),
    (
        "no rules, a row of words that heads others, in two lines",
        """
|Kind         |Ewes |Rams |
|North of     |     |     |
|the River    |     |     |
|Hill farms,  |212  |23   |
|tenanted     |     |     |
|Lowland      |340  |36   |
|South        |     |     |
|Hill farms,  |12   |2    |
|tenanted     |     |     |
|Lowland      |34   |3    |""",
        [
            (f"{place} | {kind} | {sex}", cell)
            for place, rows in (("North of the River", ("212 23", "340 36")), ("South", ("12 2", "34 3")))
            for kind, cells in zip(("Hill farms, tenanted", "Lowland"), rows, strict=True)
            for sex, cell in zip(("Ewes", "Rams"), cells.split(), strict=True)
        ],
    ),
    (
        "wider headings over their columns, a column of groups",
        """
+-------+----------+-------+-------+-------+-------+
|       |          | 2024  |       | 2025  |       |
| Place | Kind     | Ewes  | Rams  | Ewes  | Rams  |
|       |          | alive | alive | alive | alive |
+-------+----------+-------+-------+-------+-------+
| North | Hill     | 1     | 2     | 3     | 4     |
|       | farms    |       |       |       |       |
|       | Lowland  | 5     | 6     | 7     | 8     |
+-------+----------+-------+-------+-------+-------+""",
        [
            (f"North | {kind} | {year} | {sex} alive", cell)
            for kind, cells in (("Hill farms", "1 2 3 4"), ("Lowland", "5 6 7 8"))
            for (year, sex), cell in zip(
                ((2024, "Ewes"), (2024, "Rams"), (2025, "Ewes"), (2025, "Rams")), cells.split(), strict=True
            )
        ],
    ),
    (
        "dashes under the headings, and no pipes",
        """
  Kind                     Ewes   Rams
  ---------------------- ------ ------
  Hill farms                212     23
  Lowland                   340     36""",
        [
            ("Hill farms | Ewes", "212"),
            ("Hill farms | Rams", "23"),
            ("Lowland | Ewes", "340"),
            ("Lowland | Rams", "36"),
        ],
    ),
    (
        "headings over two lines that no pipes keep in place",
        """
Kind | Ewes | Number
| | of rams
Hill farms | 212 | 23
Lowland | 340 | 36""",
        [
            ("Hill farms | Ewes", "212"),
            ("Hill farms | Number of rams", "23"),
            ("Lowland | Ewes", "340"),
            ("Lowland | Number of rams", "36"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_a_drawn_table_is_read_in_every_shape(text: str, expected: Told) -> None:
    block = read(text)
    assert told(block) == expected
    assert not block.doubts


def test_words_that_may_go_on_in_a_label_or_head_rows_are_in_doubt() -> None:
    block = read(
        "|Kind         |Ewes |Rams |\n|Upland Hill  |212  |23   |\n|Farms        |     |     |\n|Lowland      |34   |3    |"
    )
    assert [(doubt.code, doubt.line, doubt.message, doubt.remedy) for doubt in block.doubts] == [
        (
            "uncertain_reading",
            line,
            f"“Farms” stands {where} the row “{row}”: it may be a part of that row's label, or a heading.",
            "Settle the row with `readings:` lines.",
        )
        for line, where, row in ((2, "right under", "Upland Hill"), (4, "right over", "Lowland"))
    ]


def test_pipes_that_stand_elsewhere_on_each_line_are_no_box() -> None:
    assert told(read("| Kind | Ewes |\n| Hill farms | 212 |\n| Lowland | 3 |")) == [
        ("Hill farms | Ewes", "212"),
        ("Lowland | Ewes", "3"),
    ]
