"""One question set, three letters and a silence: built whole, and held to what a reader of the comparison must find.

The letters are those of tests/letters; two of the authorities, and the one that never replied, are invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from disclosed.charting.charts import plan_charts
from disclosed.describing.chart_text import describe_chart
from disclosed.describing.chart_words import chart_title
from disclosed.describing.coverage import not_given, who_answered
from disclosed.describing.findings_text import findings
from disclosed.describing.index import Index
from disclosed.describing.letter_words import untabled
from disclosed.describing.note_words import note_list
from disclosed.packaging.package import parse_package, read_folder
from disclosed.rows import Package
from tests.building import build_project, csv_text, hold_to
from tests.making import PROJECTS

EXPECTED = PROJECTS / "three-authorities/expected"
LETTERS = Path(__file__).parent / "letters"
STEMS = {
    "leicester": "leicester-missing-children",
    "aldermoor": "rr-missing-children-aldermoor",
    "hawkesbeck": "rr-missing-children-hawkesbeck",
}
REQUEST = "missing-children"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with its package and its site, every warning settled."""
    letters = {f"requests/{REQUEST}/{stem}.txt": LETTERS / f"{name}.txt" for stem, name in STEMS.items()}
    return build_project("three-authorities", tmp_path_factory.mktemp("three"), letters)


@pytest.fixture(scope="module")
def package(built: Path) -> Package:
    return parse_package(read_folder(built / "datapackage"))


@pytest.fixture(scope="module")
def page(built: Path) -> str:
    return (built / f"site/requests/{REQUEST}/index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["children", "times-missing", "return-interviews", "providers"])
def test_each_table_is_one_csv_of_all_bodies(built: Path, name: str, *, update_golden: bool) -> None:
    rows = csv_text(built, f"{REQUEST}-{name}")
    hold_to(EXPECTED / f"{name}.csv", rows, update=update_golden)
    for status in ("suppressed", "not_held", "no_reply", "not_compared"):
        for row in (line.split(",") for line in rows.splitlines() if f",{status}," in line):
            assert row[-6] == "", f"a row that is {status} has a value"


def words(index: Index) -> Iterator[str]:
    """Write all sentences and charts of the request, each under what it is."""
    for sentence in findings(index, REQUEST):
        yield f"finding: {sentence.plain}"
    for table in index.tables(REQUEST):
        for sentence in who_answered(table):
            yield f"who answered {table.name}: {sentence.plain}"
        for chart in plan_charts(index, table):
            yield f"chart of {table.name}: {chart.kind}: {chart_title(index, table, chart).words}"
            yield f"    {describe_chart(index, table, chart)}"
    for sentence in untabled(index, REQUEST):
        yield f"in no table: {sentence.plain}"
    for sentence in not_given(index, REQUEST):
        yield f"not given: {sentence.plain}"
    for note in note_list(index, REQUEST):
        yield f"note: {note.sentence.plain}"


def test_what_is_said_of_several_authorities(package: Package, *, update_golden: bool) -> None:
    index = Index(package)
    hold_to(EXPECTED / "words.txt", "\n".join(words(index)) + "\n", update=update_golden)


class Tables(HTMLParser):
    """The rows of every table of a page, cells parted by bars; what only a screen reader says is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.cell: list[str] | None = None
        self.unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"caption", "tr"}:
            self.rows.append("")
        if tag in {"caption", "th", "td"}:
            self.cell = []
        self.unseen = self.unseen or "visually-hidden" in (dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"caption", "th", "td"} and self.cell is not None:
            text = " ".join("".join(self.cell).split())
            self.rows[-1] += text if tag == "caption" or not self.rows[-1] else f" | {text}"
            self.cell = None
        self.unseen = False

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.unseen:
            self.cell.append(data)


def test_the_page_sets_the_answers_side_by_side(page: str, *, update_golden: bool) -> None:
    tables = Tables()
    tables.feed(page)
    hold_to(EXPECTED / "tables.txt", "\n".join(tables.rows) + "\n", update=update_golden)


def test_nothing_suppressed_can_be_worked_out_from_what_is_calculated(package: Package) -> None:
    suppressed = {row.figure for row in package.figures if row.status == "suppressed"}
    rules = {row.check for row in package.checks if row.relation == "rule"}
    used = {row.figure for row in package.derived_terms}
    used |= {row.figure for row in package.check_terms if row.check not in rules}
    assert len(suppressed) == 2
    assert suppressed & used == set()


def test_no_authority_is_ranked(page: str) -> None:
    text = re.sub(r"<[^>]+>", " ", page).casefold()
    assert [word for word in ("highest", "lowest", "rank", "top of", "worst", "best") if re.search(rf"\b{word}\b", text)] == []  # fmt: skip
