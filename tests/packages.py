"""A small package made by hand, for every test that needs one and not the whole engine.

Two requests, two authorities with a letter each on the first and one on the second, a third authority that has not
replied; a suppressed cell, a refusal, a share, checks that hold, differ and cannot be tested, a table with periods and
one without. Every quotation is cut from the letter's own lines, so a changed line shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from disclosed.model import Number
from disclosed.packaging.package import parse_package
from disclosed.packaging.parted import Parted, put_together, render_part
from disclosed.parts import head_of, split_package
from disclosed.rows import (
    AskedRow,
    AuthorityRow,
    CalculatedColumn,
    ChartChoice,
    CheckRow,
    CheckTermRow,
    DerivedRow,
    DerivedTermRow,
    Dimension,
    FigureRow,
    IdentifierRow,
    LineRow,
    NoteRow,
    Observation,
    Package,
    QuestionRow,
    RefusalRow,
    RequestRow,
    ResponseRow,
    SetAsideRow,
    Table,
)

ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
LOANS = "library-loans"
VISITS = "museum-visits"
NORTHBY = f"{LOANS}/northby"
SOUTHAM = f"{LOANS}/southam"
MUSEUM = f"{VISITS}/northby"

# response → its lines, each with the part of the letter and the question it belongs to
LETTERS: dict[str, tuple[tuple[str, str, str], ...]] = {
    NORTHBY: (
        ("Northby Town Council", "head", ""),
        ("1. How many books were lent in 2024?", "question", "1"),
        ("Adults: 1,200", "answer", "1"),
        ("Children: 800", "answer", "1"),
        ("Total: 2,010", "answer", "1"),
        ("2. How many of them were not returned within 30 days?", "question", "2"),
        ("Fewer than 5 [note 3].", "answer", "2"),
        ("3. Who did not return them?", "question", "3"),
        ("=Withheld under section 40(2) of the Freedom of Information Act 2000, “personal data”.", "answer", "3"),
        ("You may re-use this under the Open Government Licence v3.0.", "tail", ""),
    ),
    SOUTHAM: (
        ("Southam District Council", "head", ""),
        ("1) Books lent in 2024", "question", "1"),
        ("Adults 900, children 450.5", "answer", "1"),
        ("You may re-use this under the Open Government Licence v3.0.", "tail", ""),
    ),
    MUSEUM: (
        ("Northby Town Council", "head", ""),
        ("1. Visits in each year", "question", "1"),
        ("2023\t310", "answer", "1"),
        ("2024\t402", "answer", "1"),
        ("You may re-use this under the Open Government Licence v3.0.", "tail", ""),
    ),
}


def place(response: str, line: int, words: str) -> dict[str, int | str]:
    """Find words on a line of a letter: line, columns and the words, as four fields of a row."""
    first = LETTERS[response][line - 1][0].index(words) + 1
    return {"line": line, "column_from": first, "column_to": first + len(words) - 1, "as_written": words}


def figure(response: str, question: str, line: int, words: str, **changes: object) -> FigureRow:
    """Make a figure at its place; the value is read from the words where they are digits alone."""
    where = place(response, line, words)
    digits = re.fullmatch(r"[\d,]+", words)
    value: Number | None = int(words.replace(",", "")) if digits else None
    row = FigureRow(
        figure=f"{response}/L{where['line']}C{where['column_from']}",
        request=response.split("/", maxsplit=1)[0],
        authority=response.split("/")[1],
        response=response,
        question=question,
        row_label="",
        column_label="",
        value=value,
        unit="",
        status="observed",
        marker="",
        min=None,
        max=None,
        basis="",
        approximate=False,
        total=False,
        period="",
        period_start="",
        period_end="",
        partial=False,
        read_by="program",
        **where,  # type: ignore[arg-type]
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def response_row(response: str, **changes: object) -> ResponseRow:
    """Make a letter's row: dated, with a stated licence."""
    request, authority = response.split("/")
    row = ResponseRow(
        response=response,
        request=request,
        authority=authority,
        sequence=1,
        kind="response",
        supersedes="",
        subject="",
        reference="FOI 12",
        date="2025-02-03",
        request_sent="",
        request_line=None,
        request_column_from=None,
        request_column_to=None,
        received="",
        regime="FOIA",
        laws="Freedom of Information Act 2000",
        language="en",
        authority_from="printed",
        from_editor="",
        licence="OGL-UK-3.0",
        licence_words="Open Government Licence v3.0",
        version_stated=True,
        ground="stated",
        ground_words="",
        ground_source="",
        ground_by="editor",
        ground_date="",
        publish="all",
        state="published",
        published="2025-03-01",
        updated="",
        url="",
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def question_row(response: str, question: str, outcome: str, **changes: object) -> QuestionRow:
    """Make a question's row from the lines that belong to it."""
    lines = [(number, *line) for number, line in enumerate(LETTERS[response], 1) if line[2] == question]
    asked = [number for number, _, part, _ in lines if part == "question"]
    answered = [number for number, _, part, _ in lines if part == "answer"]
    row = QuestionRow(
        response=response,
        question=question,
        sequence=int(question),
        printed=f"{question}.",
        request_question=question,
        text=" ".join(text for _, text, part, _ in lines if part == "question"),
        answer=" ".join(text for _, text, part, _ in lines if part == "answer"),
        outcome=outcome,
        first_line=asked[0],
        last_line=asked[-1],
        answer_first_line=answered[0],
        answer_last_line=answered[-1],
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def observation(source: FigureRow, *dimensions: str, **changes: object) -> Observation:
    """Make the row of a table that repeats a figure."""
    row = Observation(
        request=source.request,
        authority=source.authority,
        sequence=1,
        response=source.response,
        dimensions=dimensions,
        period=source.period,
        period_start=source.period_start,
        period_end=source.period_end,
        partial=source.partial,
        value=source.value,
        unit=source.unit,
        status=source.status,
        marker=source.marker,
        total=source.total,
        figure=source.figure,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def check_row(response: str, name: str, **changes: object) -> CheckRow:
    """Make a check; without changes it is one that holds."""
    row = CheckRow(
        check=f"{response}/{name}/1",
        response=response,
        name=name,
        statement="",
        label="",
        left=None,
        relation="=",
        right=None,
        difference=None,
        result="holds",
        grounds="printed total",
        origin="discovered",
        follows_from="",
        settled_by="",
        settled_reason="",
        reply_asked="",
        reply_date="",
        reply_words="",
        reply_source="",
    )
    return replace(row, **changes)  # type: ignore[arg-type]


ADULTS = figure(NORTHBY, "1", 3, "1,200", row_label="Adults")
CHILDREN = figure(NORTHBY, "1", 4, "800", row_label="Children")
TOTAL = figure(NORTHBY, "1", 5, "2,010", row_label="Total", total=True)
FEW = figure(NORTHBY, "2", 7, "Fewer than 5", status="suppressed", marker="[c]", min=0, max=4, basis="words")
SOUTH_ADULTS = figure(SOUTHAM, "1", 3, "900", row_label="Adults")
SOUTH_CHILDREN = figure(SOUTHAM, "1", 3, "450.5", row_label="children", value=Decimal("450.5"), approximate=True)
YEAR_2023 = {"period": "2023", "period_start": "2023-01-01", "period_end": "2023-12-31"}
YEAR_2024 = {"period": "2024", "period_start": "2024-01-01", "period_end": "2024-12-31"}
VISITS_2023 = figure(MUSEUM, "1", 3, "310", row_label="2023", **YEAR_2023)
VISITS_2024 = figure(MUSEUM, "1", 4, "402", row_label="2024", **YEAR_2024)
SHARE = f"{NORTHBY}/share(Q1[Children], sum(Q1))"


def small_package() -> Package:
    """Build the package; the same each time."""
    return Package(
        title="Answers of Northby and Southam",
        description="Figures from letters of two councils.",
        homepage="https://example.org/foi/",
        version="1.0.0",
        released="2025-03-02",
        publisher="Example readers",
        attribution=ATTRIBUTION,
        authorities=(
            AuthorityRow("northby", "Northby Town Council", "town council", "Northby", "https://northby.example/"),
            AuthorityRow("southam", "Southam District Council", "", "Southam", ""),
            AuthorityRow("westley", "Westley Council", "", "", ""),
        ),
        authority_identifiers=(
            IdentifierRow("northby", "GSS", "E06000999"),
            IdentifierRow("northby", "Wikidata", "Q1"),
        ),
        requests=(
            RequestRow(
                LOANS, "Books lent", "", "", "2024-01-01/2024-12-31", "2024", "libraries; books", "Two\n\nparts."
            ),
            RequestRow(VISITS, "Visits to museums", "Visits.", "", "", "", "museums", ""),
        ),
        asked=(
            AskedRow(LOANS, "northby", "2025-01-06", "2025-02-03", "answered", "2025-02-03", ""),
            AskedRow(LOANS, "southam", "2025-01-06", "2025-02-03", "answered", "2025-02-03", ""),
            AskedRow(LOANS, "westley", "2025-01-06", "2025-02-03", "no_reply", "", "Asked again, “politely”."),
        ),
        responses=(
            response_row(NORTHBY, updated="2025-03-02", url="https://northby.example/foi/12"),
            response_row(SOUTHAM, reference="", date="", subject="Books"),
            response_row(MUSEUM),
        ),
        questions=(
            question_row(NORTHBY, "1", "figures"),
            question_row(NORTHBY, "2", "figures", about="books not returned"),
            question_row(NORTHBY, "3", "withheld"),
            question_row(SOUTHAM, "1", "figures", printed="1)"),
            question_row(MUSEUM, "1", "figures"),
        ),
        refusals=(
            RefusalRow(NORTHBY, "3", "FOIA s40(2)", "FOIA", **place(NORTHBY, 9, "section 40(2)")),  # type: ignore[arg-type]
        ),
        lines=tuple(
            LineRow(response, number, text, 1, 1, part, question)
            for response, lines in LETTERS.items()
            for number, (text, part, question) in enumerate(lines, 1)
        ),
        figures=(ADULTS, CHILDREN, TOTAL, FEW, SOUTH_ADULTS, SOUTH_CHILDREN, VISITS_2023, VISITS_2024),
        set_aside=(
            SetAsideRow(NORTHBY, "2", **place(NORTHBY, 7, "3"), reason="note reference"),  # type: ignore[arg-type]
            SetAsideRow(NORTHBY, "3", **place(NORTHBY, 9, "2000"), reason="year of an Act"),  # type: ignore[arg-type]
            SetAsideRow(MUSEUM, "1", **place(MUSEUM, 3, "2023"), reason="year label"),  # type: ignore[arg-type]
            SetAsideRow(MUSEUM, "1", **place(MUSEUM, 4, "2024"), reason="year label"),  # type: ignore[arg-type]
        ),
        checks=(
            check_row(
                NORTHBY,
                "loans-total",
                statement="sum(Q1) = Q1[Total]",
                left=2000,
                right=2010,
                difference=-10,
                result="differs",
                settled_by="editor",
                settled_reason="As released.",
            ),
            check_row(
                NORTHBY,
                "few-of-all",
                statement="Q2 <= Q1[Total] + 1",
                relation="<=",
                result="not_tested",
                origin="declared",
                grounds="",
            ),
            check_row(
                MUSEUM,
                "more-visits",
                statement="Q1[2024] >= Q1[2023] + 90",
                left=402,
                relation=">=",
                right=400,
                difference=2,
                origin="declared",
            ),
        ),
        check_terms=(
            CheckTermRow(f"{NORTHBY}/loans-total/1", "left", 1, 1, "+", ADULTS.figure),
            CheckTermRow(f"{NORTHBY}/loans-total/1", "left", 2, 1, "+", CHILDREN.figure),
            CheckTermRow(f"{NORTHBY}/loans-total/1", "right", 1, 1, "+", TOTAL.figure),
            CheckTermRow(f"{NORTHBY}/few-of-all/1", "left", 1, 1, "+", FEW.figure),
            CheckTermRow(f"{NORTHBY}/few-of-all/1", "right", 1, 1, "+", TOTAL.figure),
            CheckTermRow(f"{MUSEUM}/more-visits/1", "left", 1, 1, "+", VISITS_2024.figure),
            CheckTermRow(f"{MUSEUM}/more-visits/1", "right", 1, 1, "+", VISITS_2023.figure),
        ),
        derived=(
            DerivedRow(
                SHARE,
                NORTHBY,
                "share(Q1[Children], sum(Q1))",
                "share",
                Decimal("40.0"),
                "half up to 1 decimal",
                "percent",
            ),
        ),
        derived_terms=(
            DerivedTermRow(SHARE, "part", 1, CHILDREN.figure),
            DerivedTermRow(SHARE, "whole", 2, ADULTS.figure),
            DerivedTermRow(SHARE, "whole", 3, CHILDREN.figure),
        ),
        notes=(NoteRow(NORTHBY, 1, "total_mismatch", "1", "The printed total is 10 more than its rows.", "program"),),
        tables=(loans_table(), visits_table()),
    )


def loans_table() -> Table:
    """Build a table without periods, one authority of which has not replied."""
    no_reply = [
        Observation(LOANS, "westley", 0, "", (readers,), "", "", "", False, None, "", "no_reply", "[x]", False, "")
        for readers in ("Adults", "Children", "Total")
    ]
    return Table(
        request=LOANS,
        name="readers",
        resource=f"{LOANS}-readers",
        title="Books lent, by readers",
        unit="books",
        dimensions=(Dimension("readers", "Readers"),),
        columns="",
        questions=("1",),
        calculated=(
            CalculatedColumn("share(Children, sum)", "Share of children", ((("Adults",), ""), (("Children",), SHARE))),
        ),
        chart=ChartChoice("bars", "readers"),
        short=(("Children", "Young"),),
        section="Loans",
        rows=(
            observation(ADULTS, "Adults"),
            observation(CHILDREN, "Children"),
            observation(TOTAL, "Total"),
            observation(SOUTH_ADULTS, "Adults"),
            observation(SOUTH_CHILDREN, "Children"),
            *no_reply,
        ),
    )


def visits_table() -> Table:
    """Build a table whose rows are periods."""
    return Table(
        request=VISITS,
        name="years",
        resource=f"{VISITS}-years",
        title="Visits by year",
        unit="visits",
        dimensions=(),
        columns="",
        questions=("1",),
        calculated=(),
        chart=ChartChoice(titles=(("Visits", "Visits to museums"),)),
        short=(),
        section="",
        rows=(observation(VISITS_2023), observation(VISITS_2024)),
    )


def parse_parted(files: Mapping[str, bytes]) -> Parted:
    """Read a package's files into parts."""
    package = parse_package(files, "datapackage")
    return put_together(map(render_part, split_package(package).values()), head_of(package))
