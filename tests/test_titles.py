"""Titles and units that `add` drafts, in the letter's own words."""

from __future__ import annotations

import pytest

from disclosed.adding.request_draft import tables_of
from disclosed.adding.titles import LONGEST, counted_in, parted_by, subject_of, title_from
from disclosed.adding.whose import authority_of_letter
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.settling.settings import Authority

TITLES = [
    ("Please provide the number of stray dogs collected.", "Stray dogs collected"),
    ("Could you please tell me how many buses you own?", "How many buses you own"),
    ("You asked on 3 May 2024 for the number of permits by zone. I can confirm that we hold it.", "Permits by zone"),
    ("For each of the last three years, how many fires were there?", "How many fires were there"),
    ("In 2022/23 and 2023/24, the cost of repairs to the pier", "The cost of repairs to the pier"),
    ("For the years 2019 and 2020 please provide", ""),
    ("Thank you for your letter of 3 May.", ""),
    ("“How many trees were felled?”", "How many trees were felled"),
    (
        "How many homes did the council own on 31 March 2024, and how many of them were empty on that day and in need of repair?",
        "How many homes did the council own on 31 March 2024",
    ),
    (
        "Complaints received about noise from licensed premises in each of the last five financial years, by ward and by month",
        "Complaints received about noise from licensed premises",
    ),
    (
        "How many alarm calls did the brigade attend at schools and at hospitals, and how many (number and share) were false?",
        "How many alarm calls did the brigade attend at schools and at hospitals",
    ),
]


@pytest.mark.parametrize(("question", "title"), TITLES)
def test_a_title_is_what_is_asked_without_courtesies_and_clauses(question: str, title: str) -> None:
    assert title_from(question) == title


def test_a_title_without_a_clause_is_cut_at_a_word() -> None:
    title = title_from("How many " + "very " * 40 + "long words")
    assert len(title) <= LONGEST + 2
    assert title.endswith("very …")


@pytest.mark.parametrize(
    ("printed", "subject"),
    [
        ("RE: Freedom of Information request - Fly tipping [ABC-4471]", "Fly tipping"),
        ("Request under the Freedom of Information Act 2000 – Outpatient appointments", "Outpatient appointments"),
        ("FOI 10482 - Missed bin collections", "Missed bin collections"),
        ("RE: EIR request - fly tipping - our ref PC-24-3391", "Fly tipping"),
        ("Storm overflows (our ref. EIR24/0377)", "Storm overflows"),
        ("Response to FOI request GC-FOI-25-0873", ""),
        ("RE: FOI 24/1187 - Potholes and highway claims", "Potholes and highway claims"),
        ("Parking penalty charge notices – your request of 6th May 2025", "Parking penalty charge notices"),
        ("Your request dated 6 May 2025: FOI - Premises licences", "Premises licences"),
        ("Our letter of the Forest", "Our letter of the Forest"),
        ("FOI 2023/24 budget", "2023/24 budget"),
        ("HOUSES IN MULTIPLE OCCUPATION", "Houses in multiple occupation"),
        ("HMO LICENCES ISSUED", "HMO LICENCES ISSUED"),  # what may be an abbreviation keeps its capitals
        ("NHS Continuing Healthcare (CHC)", "NHS Continuing Healthcare (CHC)"),
        ("Spending on Section 106, 2019-2023", "Spending on Section 106, 2019-2023"),
        ("Reference libraries", "Reference libraries"),
        ("Covid-19 grants", "Covid-19 grants"),
        ("Your voice survey", "Your voice survey"),
    ],
)
def test_a_subject_says_what_was_asked_and_nothing_of_the_post(printed: str, subject: str) -> None:
    assert subject_of(printed) == subject


@pytest.mark.parametrize(
    ("question", "labels", "noun"),
    [
        ("How many Blue Badge applications did you receive?", ("2021", "2022"), "Blue Badge applications"),
        ("The number of complaints (formal) by ward", ("North", "South"), "complaints"),
        ("How many people were fined?", ("Q1",), "people"),
        ("How many members of staff left?", ("North",), "members of staff"),
        ("How many applications were made?", ("Applications", "Badges issued"), ""),  # a label counts something else
        ("How many vans and how many lorries do you own?", ("A", "B"), ""),
        ("How many students referred themselves?", ("2021",), ""),
        ("How many times were you told?", ("2021",), ""),
        ("How much did it cost?", ("2021",), ""),
    ],
)
def test_a_unit_is_the_one_thing_that_a_question_counts(question: str, labels: tuple[str, ...], noun: str) -> None:
    assert counted_in(question, labels) == noun


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many fines were issued, by ward?", "ward"),
        ("How many pupils are there in each school?", "school"),
        ("Calls by class of road", "class"),
        ("How much land was burnt by wildfires?", ""),
        ("How many were refused by the council in each year?", ""),
        ("Fines by type in 2023 and by area", ""),
        ("How many were sent by post?", ""),
    ],
)
def test_a_column_is_named_by_what_the_question_parts_its_figures(question: str, noun: str) -> None:
    assert parted_by(question) == noun


YEARS = """Fernleigh Council

1. How many plots were let in each year?

2021 - 30
2022 - 42

2. How many plots were let in each year, by kind?

\t2021\t2022
Full\t20\t31
Half\t10\t11

3. How many plots were given up, by reason?

Moved: 12
Not worked: 31
"""


def test_labels_that_are_years_are_periods() -> None:
    reading = read_letter(parse_letter(YEARS.encode()))
    drafted = {name: [line.strip() for line in lines[3:]] for name, lines in tables_of(reading)}
    assert drafted == {
        "question-1": ["labels: period", "rows:", "- figures: Q1"],
        "question-2": ["labels: [kind, period]", "rows:", "- figures: Q2"],
        "question-3": ["labels: reason", "rows:", "- figures: Q3"],
    }


KNOWN = {
    "fern": Authority(name="Fern County Council", homepage="https://www.Fern.example/"),
    "oak": Authority(name="Oak Borough Council", homepage="https://oak.example:8080/foi"),
    "elm": Authority(name="Elm Parish Council"),
}


@pytest.mark.parametrize(
    ("printed", "authority"),
    [
        ("www.fern.example", "fern"),
        ("See https://fern.example/foi, or write to us.", "fern"),
        ("foi@FERN.example.", "fern"),
        ("WWW.OAK.EXAMPLE", "oak"),
        ("www.midfern.example", ""),
        ("www.mid-fern.example", ""),
        ("www.fern.example.org", ""),
        ("mid.fern.example", ""),
        ("fern", ""),
        ("fern.example and oak.example", ""),
    ],
)
def test_a_letter_is_of_the_authority_whose_whole_host_it_prints(printed: str, authority: str) -> None:
    reading = read_letter(parse_letter(f"1. How many bins?\n\n12\n\n{printed}\n".encode()))
    assert reading.letterhead.authority is None
    assert authority_of_letter(reading, KNOWN) == authority
