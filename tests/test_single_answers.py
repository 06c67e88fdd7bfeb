"""Answers of one figure share one calm table, where nobody has declared tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from packages import LOANS, NORTHBY, small_package
from sites import make_site

from disclosed.describing.index import Index
from disclosed.describing.question_tables import question_tables
from disclosed.publishing.grids import Setting, grid_of
from disclosed.publishing.numbered import Numbered
from disclosed.publishing.single_answers import LONGEST_LABEL, MOST_SAID, NAME, left_out, page_tables
from disclosed.publishing.views import Grid, RequestView, Run
from disclosed.rows import Package


def answered(*figures: tuple[str, str, dict[str, object]]) -> Package:
    """Make a package of one letter: each figure by its question, that question's words, and what differs from a bare 1,200."""
    small = small_package()
    model = next(row for row in small.figures if row.response == NORTHBY)
    asked = next(row for row in small.questions if row.response == NORTHBY)
    bare = replace(
        model, row_label="", column_label="", unit="", period="", period_start="", period_end="", marker="", total=False,
        status="observed", approximate=False,
    )  # fmt: skip
    rows = [
        replace(bare, figure=f"{NORTHBY}/L{at}C1", question=question, line=at, **own)  # type: ignore[arg-type]  # fields of the row
        for at, (question, _, own) in enumerate(figures, 1)
    ]
    words = {question: text for question, text, _ in figures}
    questions = [
        replace(asked, question=own, request_question=own, text=text, about="", outcome="figures", sequence=at)
        for at, (own, text) in enumerate(words.items(), 1)
    ]
    return replace(
        small, tables=(), derived=(), derived_terms=(), checks=(), check_terms=(), notes=(), refusals=(), set_aside=(),
        responses=tuple(row for row in small.responses if row.response == NORTHBY),
        questions=tuple(questions), figures=tuple(rows),
        lines=tuple(replace(line, part="head", question="") for line in small.lines if line.response == NORTHBY),
    )  # fmt: skip


def grids(package: Package) -> list[Grid]:
    index = Index(package)
    mark = lambda key, name, target: Run(f"[{key}]")  # noqa: E731  # as a page marks notes
    return [grid_of(index, table, Setting("page", at, mark)) for at, table in enumerate(page_tables(index, LOANS), 1)]


def texts(grid: Grid) -> list[list[str]]:
    heads = ["".join(run.text for run in column.words) for column in grid.columns]
    return [heads, *(["".join(run.text for run in cell.words) for cell in row.cells] for row in grid.rows)]


@pytest.mark.parametrize(
    ("fields", "label", "shown"),
    [
        ({}, "2. How many?", "1,200"),
        ({"row_label": "Total"}, "2. How many? (“Total”)", "1,200"),
        ({"row_label": "many"}, "2. How many?", "1,200"),
        ({"period": "2019"}, "2. How many? (2019)", "1,200"),
        ({"row_label": "Total", "period": "2019"}, "2. How many? (“Total”; 2019)", "1,200"),
        ({"unit": "GBP"}, "2. How many?", "£1,200"),
    ],
)
def test_a_figure_is_labelled_by_its_question_and_by_what_the_letter_says_beside_it(
    fields: dict[str, object], label: str, shown: str
) -> None:
    package = answered(("1", "What?", {}), ("2", "How many?", fields))
    assert texts(grids(package)[0])[2] == [label, shown]


def test_figures_of_one_question_keep_a_table_of_their_own_after_the_shared_one() -> None:
    package = answered(
        ("1", "By year?", {"row_label": "2019"}), ("1", "By year?", {"row_label": "2020"}),
        ("2", "How many?", {}), ("3", "How much?", {"unit": "GBP"}),
    )  # fmt: skip
    index = Index(package)
    assert [(table.name, table.questions) for table in page_tables(index, LOANS)] == [
        (NAME, ("2", "3")),
        ("question-1", ("1",)),
    ]
    assert [texts(grid)[0] for grid in grids(package)] == [["Question, as asked", "Figure"], ["Answer", "Number"]]


def test_a_short_name_takes_the_question_s_place_and_begins_with_a_capital() -> None:
    package = answered(("1", "What?", {}), ("2", "How many?", {}))
    named = replace(
        package,
        questions=tuple(replace(row, about="books lent") for row in package.questions[:1]) + package.questions[1:],
    )
    rows = texts(grids(named)[0])
    assert (rows[0][0], rows[1][0], rows[2][0]) == ("Question", "1. Books lent", "2. How many?")


def test_one_answer_alone_keeps_its_table() -> None:
    index = Index(answered(("1", "What?", {})))
    assert page_tables(index, LOANS) == question_tables(index, LOANS)


def test_several_letters_are_compared_question_by_question() -> None:
    index = Index(replace(small_package(), tables=()))
    assert len(index.responses(LOANS)) > 1
    assert page_tables(index, LOANS) == question_tables(index, LOANS)


def test_a_long_question_is_cut_and_shows_it() -> None:
    package = answered(("1", "What?", {}), ("2", "How many of them were there? " * 20, {}))
    label = texts(grids(package)[0])[2][0]
    assert label.endswith("there? …")
    assert len(label) < LONGEST_LABEL + 10


def test_the_page_has_one_section_and_one_file_for_them_and_quotes_no_question_twice() -> None:
    package = answered(("1", "What?", {}), ("2", "How many?", {}))
    site = make_site(package)
    view = site.page(f"requests/{LOANS}/index.html").view
    assert isinstance(view, RequestView)
    assert [section.title for section in view.sections] == ["Answers of one figure"]
    assert [exhibit.asides for section in view.sections for exhibit in section.exhibits] == [()]
    assert site.files[f"requests/{LOANS}/{NAME}.csv"].decode().count("\r\n") == 3


def with_years(count: int) -> Package:
    """Make a package whose only declared table shows question 1, and whose question 2 has a figure a year."""
    years = [("2", "How many in each year?", {"row_label": str(2000 + at)}) for at in range(count)]
    package = answered(("1", "What?", {}), *years)
    model = next(table for table in small_package().tables if table.request == LOANS)
    first = question_tables(Index(package), LOANS)[0]
    declared = replace(first, name=model.name, resource=model.resource)
    return replace(package, tables=(declared,))


@pytest.mark.parametrize(("count", "tables", "remarks"), [(MOST_SAID, 1, 1), (MOST_SAID + 1, 2, 0)])
def test_a_question_that_the_declared_tables_leave_out_is_a_sentence_or_when_that_is_long_a_table(
    count: int, tables: int, remarks: int
) -> None:
    numbered = Numbered(Index(with_years(count)), LOANS)
    assert (len(numbered.tables), len(numbered.remarks)) == (tables, remarks)
    assert [table.made for table in numbered.tables] == [False, True][:tables]
    figures = {row.figure for table in numbered.tables for row in table.table.rows}
    figures |= {place for sentence in numbered.remarks for place in sentence.places}
    assert figures == {row.figure for row in numbered.index.package.figures}


def test_a_question_of_which_a_declared_table_shows_a_part_has_no_table_beside_it() -> None:
    package = with_years(9)
    part = question_tables(Index(package), LOANS)[1]
    partly = replace(package.tables[0], rows=(*package.tables[0].rows, part.rows[0]))
    assert left_out(Index(replace(package, tables=(partly,))), LOANS) == ()


@pytest.mark.parametrize(
    ("headings", "dimensions"),
    [
        ((("",), ("Children",)), ["label"]),
        ((("Children",), ("Children",)), ["label", "column"]),
        ((("2019",), ("2020",)), ["label", "column"]),  # "Once" is no word of the question
        ((("", "Children"), ("",)), ["label", "column"]),
        ((("",), ("",)), ["label"]),
    ],
)
def test_a_heading_that_one_letter_prints_and_another_leaves_out_makes_no_column(
    headings: tuple[tuple[str, ...], ...], dimensions: list[str]
) -> None:
    small = small_package()
    letters = [row.response for row in small.responses if row.request == LOANS]
    model = next(row for row in small.figures if row.question == "1")
    rows = [
        replace(model, figure=f"{response}/L{at}C1", response=response, row_label="Once", column_label=heading, line=at)
        for response, own in zip(letters, headings, strict=True)
        for at, heading in enumerate(own, 1)
    ]
    table = question_tables(Index(replace(small, figures=tuple(rows), tables=())), LOANS)[0]
    assert [dimension.name for dimension in table.dimensions] == dimensions


@pytest.mark.parametrize(
    ("label", "rows", "columns"),
    [
        ("Loans", [("2019",), ("2020",), ("2019",), ("2020",)], ""),
        ("Number of loans", [("2019",), ("2020",), ("2019",), ("2020",)], ""),
        ("Audio books", [("Audio books", "2019"), ("Audio books", "2020"), ("Without a label", "2019"), ("Without a label", "2020")], "column"),
    ],
)  # fmt: skip
def test_years_of_one_letter_stand_where_the_years_of_the_other_do(
    label: str, rows: list[tuple[str, ...]], columns: str
) -> None:
    """A label beside them goes only where it says no more than the question: else a part would pass for the whole."""
    small = small_package()
    letters = [row for row in small.responses if row.request == LOANS]
    model = replace(next(row for row in small.figures if row.question == "1"), period="")
    made = [
        replace(
            model, figure=f"{letter.response}/L{at}C1", response=letter.response, authority=letter.authority, line=at,
            row_label=row, column_label=column,
        )
        for letter, own in zip(
            letters, ([(label, "2019"), (label, "2020")], [("2019", ""), ("2020", "")]), strict=True
        )
        for at, (row, column) in enumerate(own, 1)
    ]  # fmt: skip
    questions = tuple(replace(row, text="How many loans did you make?") for row in small.questions)
    table = question_tables(Index(replace(small, figures=tuple(made), questions=questions, tables=())), LOANS)[0]
    assert [row.dimensions for row in table.rows if row.figure] == rows
    assert table.columns == columns


def test_bodies_that_gave_no_figure_have_a_row_with_the_reason_where_several_answered() -> None:
    index = Index(replace(small_package(), tables=()))
    rows = [row for table in question_tables(index, LOANS) for row in table.rows if not row.figure]
    assert [(row.authority, row.response, row.dimensions, row.status, row.marker) for row in rows] == [
        ("westley", "", ("All",), "no_reply", "[x]"),
        ("southam", f"{LOANS}/southam", ("Without a label",), "not_given", "[x]"),
        ("westley", "", ("Without a label",), "no_reply", "[x]"),
    ]
    assert {row.value for row in rows} == {None}
    site = make_site(replace(small_package(), tables=(), derived=(), derived_terms=()))
    view = site.page(f"requests/{LOANS}/index.html").view
    assert isinstance(view, RequestView)
    titles = [aside.title for section in view.sections for item in section.exhibits for aside in item.asides]
    assert "Who answered question 1" in titles


@pytest.mark.parametrize(
    ("outcome", "provision", "reason"),
    [
        ("withheld", "FOIA s40(2)", ("withheld", "[c]")),
        ("withheld", "FOIA s43(2)", ("withheld", "[x]")),
        ("not_held", "", ("not_held", "[x]")),
        ("not_applicable", "", ("not_applicable", "[z]")),
        ("text", "", ("in_words", "[x]")),
        ("attached", "", ("attached", "[x]")),
        ("unanswered", "", ("not_given", "[x]")),
    ],
)
def test_the_reason_is_the_outcome_of_the_question(outcome: str, provision: str, reason: tuple[str, str]) -> None:
    small = small_package()
    southam = f"{LOANS}/southam"
    asked = next(row for row in small.questions if row.response == southam)
    answer = replace(asked, question="2", request_question="2", outcome=outcome, sequence=2)
    refusal = replace(small.refusals[0], response=southam, question="2", provision=provision)
    refusals = (*small.refusals, refusal) if provision else small.refusals
    index = Index(replace(small, tables=(), questions=(*small.questions, answer), refusals=refusals))
    rows = [row for table in question_tables(index, LOANS) for row in table.rows if row.authority == "southam"]
    assert [(row.status, row.marker) for row in rows if not row.figure] == [reason]


def test_an_answer_that_an_editor_keeps_apart_is_not_compared() -> None:
    small = small_package()
    note = replace(small.notes[0], response=NORTHBY, question="2", code="not_compared")
    index = Index(replace(small, tables=(), notes=(*small.notes, note)))
    rows = [row for table in question_tables(index, LOANS) for row in table.rows if row.response == NORTHBY]
    assert [row.figure for row in rows if row.figure] == [f"{NORTHBY}/L{at}" for at in ("3C9", "4C11", "5C8")]


def test_what_several_bodies_answered_and_no_declared_table_shows_is_compared() -> None:
    small = small_package()
    assert [table.questions for table in left_out(Index(small), LOANS)] == [("2",)]


def test_a_declared_table_keeps_its_name() -> None:
    package = with_years(9)
    part = question_tables(Index(package), LOANS)[1]
    named = replace(package.tables[0], resource=part.resource)
    assert left_out(Index(replace(package, tables=(named,))), LOANS) == ()


def test_the_page_of_a_comparison_has_the_rows_of_its_csv() -> None:
    index = Index(replace(small_package(), tables=()))
    first = question_tables(index, LOANS)[0]
    given = next(row for row in first.rows if row.figure)
    labels = [replace(given, dimensions=(f"Goods vehicles, type-approved {at}",)) for at in range(6)]
    withheld = replace(first.rows[-1], authority="southam", dimensions=("All",), status="withheld", figure="")
    made = replace(first, rows=(*labels, withheld), columns="")
    grid = grid_of(index, made, Setting("page", 1, lambda key, _name, _target: Run(key)))
    assert len(grid.rows) == len(made.rows) == 7
    assert [cell.words[0].text for cell in grid.rows[-1].cells] == [
        "Southam District Council",
        "All",
        "[x]",
        "Withheld",
    ]


def test_several_authorities_by_a_few_periods_are_a_grid() -> None:
    index = Index(replace(small_package(), tables=()))
    given = next(row for row in question_tables(index, LOANS)[0].rows if row.figure)
    years = ("2022/23", "2023/24")
    rows = [
        replace(given, authority=body, dimensions=(), period=year, value=at)
        for body in ("northby", "southam")
        for at, year in enumerate(years, 10)
    ]
    made = replace(question_tables(index, LOANS)[0], dimensions=(), columns="", rows=tuple(rows))
    grid = grid_of(index, made, Setting("page", 1, lambda key, _name, _target: Run("")))
    assert [[row[0].strip(), *row[1:3]] for row in texts(grid)] == [
        ["Authority", *years],
        ["Northby Town Council", "10", "11"],
        ["Southam District Council", "10", "11"],
    ]
