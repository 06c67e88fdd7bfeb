"""Answers of one figure share one calm table, where nobody has declared tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from packages import LOANS, NORTHBY, small_package
from sites import make_site

from disclosed.describing.index import Index
from disclosed.describing.question_tables import question_tables
from disclosed.publishing.grids import Setting, grid_of
from disclosed.publishing.single_answers import LONGEST_LABEL, NAME, page_tables
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
