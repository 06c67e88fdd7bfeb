"""Nothing that is published narrows what the letters leave open of a suppressed figure.

Tables are made by chance, some of their cells suppressed, and built with all that an editor may ask for: calculated rows and
columns, checks, sentences with sums. Then everything is solved again with what was published: each row of `derived` and
`checks`, each statement, and what each sentence and each description of a chart says of sizes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_disclosure import FIRST, contents

from disclosed.addresses import AddressError, compare, exact, form_of, index_figures, parse_check
from disclosed.charting.charts import plan_charts
from disclosed.describing.chart_text import describe_chart
from disclosed.describing.findings_text import findings
from disclosed.describing.index import Index
from disclosed.describing.note_words import note_list
from disclosed.describing.question_tables import question_tables
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.rows import FigureRow, Package, Table
from disclosed.settling.assembly import build_package
from disclosed.settling.checks import check_letter
from disclosed.settling.disclosure import Evidence, Left, what_is_left
from disclosed.settling.guarding import Guard, is_hidden
from disclosed.settling.known import Known, known_by_check
from disclosed.settling.settle import Place, settle
from disclosed.settling.sources import Content
from tests.making import make_request

LARGEST = re.compile(
    r"(?<!numbers given, )the largest(?: \w+)? (?:is|are) .*?\((?P<value>[\d,]+)(?: each)?\)", re.IGNORECASE
)
OTHERS = re.compile(r"every other \w+ is (?P<value>[\d,]+) or (?:fewer|less)")
SMALLEST = re.compile(r"(?<!given, )(?:and|the) (?:the )?smallest (?:is )?(?P<value>[\d,]+)")
MOST = re.compile(r"with the most .*?\((?P<value>[\d,]+)(?: each)?\)")


@dataclass(frozen=True)
class Built:
    """A package with what its letters say of suppressed figures, each alone and all together."""

    package: Package
    letters: Evidence

    @property
    def index(self) -> Index:
        return Index(self.package)

    @property
    def hidden(self) -> list[FigureRow]:
        return [row for row in self.package.figures if is_hidden(row)]


def built(made: Content) -> Built:
    package, found = build_package(made)
    assert [one.message for one in found if one.level == "error"] == []
    return Built(package, letters_alone(made))


def letters_alone(made: Content) -> Evidence:
    """Give what the letters say, without anything that an editor states."""
    settled, checked = [], []
    for request in made.requests:
        plain = replace(make_request("title: Fires\nperiod: 2022\n", *request.letters), name=request.name)
        for letter in request.letters:
            reading = read_letter(parse_letter(letter.data))
            settled.append(settle(reading, letter, request=plain, place=Place(letter.stem, "printed", 1)))
            figures = index_figures(settled[-1].figures, settled[-1].questions)
            checked.append(check_letter(plain, letter, settled[-1], figures))
    return Evidence.of(settled, checked)


# What is published


def from_checks(package: Package) -> Iterator[Known]:
    """Yield what published statements say, tested or not."""
    for request in package.requests:
        figures = [row for row in package.figures if row.request == request.request]
        named = index_figures(figures, package.questions)
        for row in package.checks:
            if row.relation == "rule" or not row.response.startswith(f"{request.request}/"):
                continue
            try:
                made = compare(parse_check(row.statement), named, row.response.rpartition("/")[2])
            except AddressError:
                continue
            for one in made:
                if (known := known_by_check(parse_check(row.statement), one, row.rounding or 0)) is not None:
                    yield known


def from_derived(package: Package) -> Iterator[Known]:
    """Yield what calculated numbers say of the suppressed figures among their terms."""
    figures = {row.figure: row for row in package.figures}
    for row in package.derived:
        terms = [term for term in package.derived_terms if term.derived == row.derived]
        hidden = tuple(
            (term.figure, -1 if term.role == "-" else 1) for term in terms if is_hidden(figures[term.figure])
        )
        shown = sum((exact(figures[term.figure]) or 0) * (-1 if term.role == "-" else 1) for term in terms)
        if hidden:
            yield Known(hidden, row.value - shown, row.value - shown, row.formula)


def from_sentences(made: Built, request: str) -> Iterator[Known]:
    """Yield what sentences and descriptions of charts say of the size of what they do not give."""
    index = made.index
    tables = index.tables(request) or question_tables(index, request)
    for table in tables:
        for chart in plan_charts(index, table):
            yield from bounds_in(describe_chart(index, table, chart), shown_in(made, table))
    for sentence in (*findings(index, request), *(note.sentence for note in note_list(index, request))):
        yield from bounds_in(sentence.plain, made.hidden)


def shown_in(made: Built, table: Table) -> list[FigureRow]:
    ids = {row.figure for row in table.rows}
    return [row for row in made.hidden if row.figure in ids]


def bounds_in(words: str, hidden: list[FigureRow]) -> Iterator[Known]:
    """Read the bounds that a sentence sets to everything it speaks of."""
    for pattern, upper in ((LARGEST, True), (OTHERS, True), (MOST, True), (SMALLEST, False)):
        for found in pattern.finditer(words):
            value = int(found["value"].replace(",", ""))
            for row in hidden:
                yield Known(((row.figure, 1),), None if upper else value, value if upper else None, words)


def narrowed(made: Built) -> list[str]:
    """List the facts published that say more of a suppressed figure than the letters do."""
    before = {left.figure.figure: left for left in what_is_left(made.letters)}
    published = [*from_checks(made.package), *from_derived(made.package)]
    published += [known for row in made.package.requests for known in from_sentences(made, row.request)]
    return [known.words for known in published for left in what_is_left(made.letters, [known]) if _less(left, before)]


def _less(left: Left, before: dict[str, Left]) -> bool:
    first = before.get(left.figure.figure)
    low, high = (first.low, first.high) if first else left.mark
    return left.low > low or (left.high is not None and (high is None or left.high < high))


def given_away(made: Built) -> list[str]:
    """List the numbers published that are all that stands with suppressed figures in a sum that the letters make known."""
    named = index_figures(made.package.figures, made.package.questions)
    known = []
    for row in made.package.checks:
        if row.relation == "=" and row.result == "not_tested":
            known += compare(parse_check(row.statement), named, row.response.rpartition("/")[2])
    rests = Guard.of(made.package.figures, known).rests
    terms: dict[str, dict[str, int]] = {}
    for term in (*made.package.check_terms, *made.package.derived_terms):
        owner, sign = (term.check, term.sign) if hasattr(term, "check") else (term.derived, term.role)
        way = -1 if (getattr(term, "side", "") == "right") != (sign == "-") else 1
        terms.setdefault(owner, {})[term.figure] = terms.setdefault(owner, {}).get(term.figure, 0) + way
    return [
        owner
        for owner, counts in terms.items()
        if form_of({name: count for name, count in counts.items() if count}) in rests
    ]


# Made-up letters

ASKED = (
    ("calculated: sum", ""),
    ("calculated: share(Red, Total)", ""),
    ("", "checks:\n  all: sum(Q1[|Red]) = Q1[Total|Red]\n  few: Q1[North|Red] <= Q1[North|Total]\n"),
    ("", "checks:\n  lone: Q1[North|Red] + Q1[South|Red] = Q2\n"),
)


@st.composite
def letters(draw: st.DrawFn) -> Content:
    """Make a letter with a table of two or three columns, some cells suppressed, and a second answer beside it."""
    areas = ["North", "South", "East", "West", "Hill"][: draw(st.integers(2, 5))]
    columns = ["Red", "Blue", "Green"][: draw(st.integers(2, 3))]
    cells = {(area, column): draw(st.integers(0, 9) | st.integers(20, 90)) for area in areas for column in columns}
    hidden = {key for key, value in cells.items() if 0 < value < 5 and draw(st.booleans())}
    mark = draw(st.sampled_from(["<5", "c"]))
    totals = draw(st.booleans())
    rows = ["\t".join(["Area", *columns, *(["Total"] if totals else [])])]
    for area in areas:
        values = [mark if (area, column) in hidden else str(cells[area, column]) for column in columns]
        rows.append(
            "\t".join([area, *values, *([str(sum(cells[area, column] for column in columns))] if totals else [])])
        )
    sums = [sum(cells[area, column] for area in areas) for column in columns]
    rows.append("\t".join(["Total", *map(str, sums), *([str(sum(sums))] if totals else [])]))
    body = "c = too small to give.\n\n1. How many fires were there, by area?\n\n" + "\n".join(rows)
    body += f"\n\n2. How many floods were there?\n\n{draw(st.integers(0, 90))}"
    calculated, checks = draw(st.sampled_from(ASKED))
    if not totals:
        calculated, checks = "calculated: sum", ""
    table = "tables:\n  fires:\n    title: Fires\n    unit: fires\n    labels: [area, colour]\n    rows: [{figures: Q1}]\n    columns: colour\n"
    front = f"title: Fires\nperiod: 2022\n{checks}" + (
        f"{table}    {calculated}\n" if draw(st.booleans()) and calculated else ""
    )
    return contents({"fires": {"anytown": (body, "")}}, {"fires": front})


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(letters())
def test_no_interval_is_narrower_with_all_that_is_published(made: Content) -> None:
    whole = built(made)
    assert narrowed(whole) == []
    assert given_away(whole) == []


def one(body: str, front: str = "title: Fires\n") -> Built:
    return built(contents({"fires": {"anytown": (body, "")}}, {"fires": front}))


LONE = "1. How many fires were in huts?\n\n<5\n\n2. How many sheds burnt?\n\n9\n\n3. How many wooden buildings burnt?\n\n11"


def test_a_check_that_says_more_than_the_letter_is_not_published() -> None:
    front = "title: Fires\nchecks:\n  wood: Q1 + Q2 = Q3\n  fewer: Q2 <= Q3\n"
    made = one(LONE, front)
    assert [row.name for row in made.package.checks] == ["fewer"]
    assert narrowed(made) == []
    assert [row.result for row in made.package.checks] == ["not_tested"]  # 11 less 9 is what the check would give away


def test_a_check_that_says_what_the_letter_says_is_published_without_its_sides() -> None:
    body = FIRST.replace("East: <5", "East: <5\nTotal: 27")
    (row,) = one(body, "title: Fires\nchecks:\n  adds: Q1[North] + Q1[South] + Q1[East] = Q1[Total]\n").package.checks
    assert (row.name, row.result, row.left, row.right, row.difference) == ("adds", "not_tested", None, None, None)


@pytest.mark.parametrize(
    "formula",
    [
        "Q1[Total] - Q1[North]",
        "Q1[Total] - Q1[North] - Q1[West]",
        "Q1[North] + Q1[West]",
    ],
)
def test_an_editor_cannot_ask_for_what_is_left_of_a_sum(formula: str) -> None:
    body = FIRST.replace("East: <5", "West: 40\nTotal: 65")
    made = contents(
        {"fires": {"anytown": (body, "")}},
        {"fires": f"title: Fires\nstandfirst: 'In all {{{{ {formula} }}}} (calculated).'\n"},
    )
    messages = [one.message for one in build_package(made)[1] if one.level == "error"]
    assert messages == [f"In the standfirst: '{formula}' could give away what the letter suppressed."]


def test_these_tests_see_what_narrows() -> None:
    """A test that cannot fail holds nothing: facts that say too much are seen."""
    body = "1. How many fires were there, by area?\n\n" + "\n".join(
        f"{area}: {value}" for area, value in (("North", 22), ("South", "c"), ("East", "c"), ("Total", 60))
    )
    made = one(f"c = too small to give.\n\n{body}")
    assert narrowed(made) == []
    hidden = made.hidden
    assert [known.high for known in bounds_in("The largest is “North” (22).", hidden)] == [22, 22]
    assert [known.high for known in bounds_in("Of the numbers given, the largest is “North” (22).", hidden)] == []
    less = Known(((hidden[0].figure, 1),), None, 22, "")
    assert [left.high for left in what_is_left(made.letters, [less])] == [22, 38]
    total = made.package.checks[0]
    leaking = replace(total, name="leak", check=f"{total.response}/leak/1", statement="Q1[South] <= 9")
    leaked = narrowed(replace(made, package=replace(made.package, checks=(leaking,))))
    assert set(leaked) == {"Q1[South] <= 9 (line 10)"}
