"""A figure under two headings: its column label is both, and addresses name it so."""

from __future__ import annotations

import pytest

from disclosed.addresses import compare, index_figures, parse_check, parse_ref
from disclosed.model import ReadFigure, Reading, ReadQuestion, Span, Value
from disclosed.reading.relations import ref_of
from disclosed.rows import FigureRow, QuestionRow
from disclosed.settling.settle import Place, settle
from tests.making import make_letter, make_reading, make_request

LABELS = (
    ("North", "2022", "Bank"),
    ("North", "2022", "Agency"),
    ("Total", "2022", "Bank"),
    ("Total", "2022", "Agency"),
)


def rows_of(request: str = "title: Bins\n") -> tuple[tuple[FigureRow, ...], tuple[QuestionRow, ...]]:
    reading: Reading = make_reading({"1": [(*labels, 10 + place) for place, labels in enumerate(LABELS)]})  # type: ignore[misc]
    settled = settle(reading, make_letter(), request=make_request(request), place=Place("northtown", "printed", 1))
    return settled.figures, settled.questions


def test_the_headings_after_a_row_label_are_one_column_label() -> None:
    figures, _ = rows_of()
    assert [(row.row_label, row.column_label) for row in figures[:2]] == [
        ("North", "2022, Bank"),
        ("North", "2022, Agency"),
    ]


def test_a_wider_heading_that_the_request_calls_a_period_is_one() -> None:
    periods = 'title: Bins\nperiods:\n  "2022": {is: "2022"}\n'
    figures, _ = rows_of(periods)
    assert {(row.period_start, row.period_end) for row in figures} == {("2022-01-01", "2022-12-31")}


@pytest.mark.parametrize(("address", "value"), [("Q1[North|2022, Bank]", "10"), ("Q1[total|2022, agency]", "13")])
def test_an_address_names_a_figure_by_the_joined_label(address: str, value: str) -> None:
    compared = compare(parse_check(f"{address} = {value}"), index_figures(*rows_of()), "northtown")
    assert [one.holds for one in compared] == [True]


def test_a_finding_of_the_reading_writes_the_joined_label() -> None:
    figures = tuple(ReadFigure(labels, Value(1), "1", Span(1, 1, 1)) for labels in LABELS)
    question = ReadQuestion("1", "1", "", "", "figures", (1,), (2,), figures)
    assert ref_of(question, figures[1]) == "Q1[North|2022, Agency]"
    assert parse_ref(ref_of(question, figures[1])).column == "2022, Agency"
    assert (figures[0].row_label, figures[0].column_label) == ("North", "2022, Bank")
