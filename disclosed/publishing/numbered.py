"""What is numbered on a request's page: tables, charts, findings and notes; and where each figure is used.

Notes are numbered in the order in which findings and tables mark them, then those that nothing marks (docs/editorial.md §5,
§6). A letter's page needs the same numbers, to lead from a figure to everything that rests on it, so that they are
settled here, once, before any page is planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from disclosed.charting.charts import plan_charts
from disclosed.describing.findings_text import findings
from disclosed.describing.index import Index
from disclosed.describing.letter_words import untabled
from disclosed.describing.note_words import NoteWords, note_list, table_marks
from disclosed.describing.sentences import Sentence, unique
from disclosed.describing.wording import quantity
from disclosed.links import calculated_anchor, chart_file, question_file, request_page, resource_file
from disclosed.model import Chart
from disclosed.publishing.single_answers import left_out, page_tables
from disclosed.publishing.views import Run
from disclosed.rows import Observation, Table

OTHER = "a sentence of its own"  # what a figure that no table shows is said to be used in


@dataclass(frozen=True, slots=True)
class NumberedChart:
    """A chart with its number on the page; `name` is its own in the whole site."""

    number: int
    name: str
    chart: Chart

    @property
    def label(self) -> str:
        """Name it on its page."""
        return f"Figure {self.number}"

    @property
    def anchor(self) -> str:
        """Name its place on its page; the ids in its drawing begin so."""
        return f"figure-{self.number}"


@dataclass(frozen=True, slots=True)
class NumberedTable:
    """A table with its number and charts; `file` is its CSV on the site, `made` where the site makes that file."""

    number: int
    table: Table
    charts: tuple[NumberedChart, ...]
    file: str
    made: bool

    @property
    def label(self) -> str:
        """Name it on its page."""
        return f"Table {self.number}"


@dataclass(frozen=True)
class Numbered:
    """What is numbered on one request's page."""

    index: Index
    request: str

    @cached_property
    def tables(self) -> tuple[NumberedTable, ...]:
        """Number the declared tables, then those made of questions that none shows, and their charts."""
        declared = self.index.tables(self.request)
        made = self.left_out if declared else page_tables(self.index, self.request)
        found, charts = [], 0
        for at, table in enumerate((*declared, *made), 1):
            planned = plan_charts(self.index, table)
            numbered = tuple(
                NumberedChart(charts + place, _chart_name(table, place), chart)
                for place, chart in enumerate(planned, 1)
            )
            charts += len(planned)
            own = at <= len(declared)
            file = resource_file(table.resource) if own else question_file(self.request, table.name)
            found.append(NumberedTable(at, table, numbered, file, not own))
        return tuple(found)

    @cached_property
    def left_out(self) -> tuple[Table, ...]:
        """The tables of questions that the declared ones leave out."""
        return left_out(self.index, self.request)

    @cached_property
    def findings(self) -> tuple[Sentence, ...]:
        """The findings, numbered as they stand."""
        return findings(self.index, self.request)

    @cached_property
    def remarks(self) -> tuple[Sentence, ...]:
        """The sentences that give figures which no declared table shows."""
        return untabled(self.index, self.request, self.left_out)

    @cached_property
    def notes(self) -> tuple[NoteWords, ...]:
        """The notes in the order of their numbers."""
        listed = {note.key: note for note in note_list(self.index, self.request)}
        used = unique(key for key in self._marked() if key in listed)
        return tuple(listed[key] for key in unique((*used, *listed)))

    def _marked(self) -> Iterator[str]:
        for sentence in self.findings:
            yield from sentence.notes
        for numbered in self.tables:
            noted = table_marks(self.index, numbered.table)
            yield from noted.caption
            for _, keys in (*noted.columns, *noted.rows):
                yield from keys

    @cached_property
    def note_numbers(self) -> Mapping[str, int]:
        """Each note's number by its key."""
        return {note.key: number for number, note in enumerate(self.notes, 1)}

    def notes_on(self, response: str, question: str) -> tuple[NoteWords, ...]:
        """List the notes on one question of a letter, in the order of their numbers."""
        return self._notes_on.get((response, question), ())

    @cached_property
    def _notes_on(self) -> Mapping[tuple[str, str], tuple[NoteWords, ...]]:
        found: dict[tuple[str, str], tuple[NoteWords, ...]] = {}
        for note in self.notes:
            for question in note.questions:
                key = (note.response, question)
                found[key] = (*found.get(key, ()), note)
        return found

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """Where on this page each figure is used: tables, charts, then findings; each place once."""
        return _grouped((*self._in_tables(), *self._in_remarks(), *self._in_findings()))

    @cached_property
    def calculated(self) -> Mapping[str, tuple[Use, ...]]:
        """Which calculated numbers of this page's tables each figure goes into."""
        return _grouped(use for numbered in self.tables for use in self._in_calculated(numbered))

    def _in_tables(self) -> Iterator[tuple[str, Use]]:
        page = request_page(self.request)
        for numbered in self.tables:
            own = Use(numbered.label, f"{page}#table-{numbered.number}")
            for row in numbered.table.rows:
                if row.figure:
                    yield row.figure, own
                    for chart in _drawn_in(numbered.charts, row):
                        yield row.figure, Use(chart.label, f"{page}#figure-{chart.number}")

    def _in_calculated(self, numbered: NumberedTable) -> Iterator[tuple[str, Use]]:
        """Yield the calculated numbers of a table for each figure that they are worked out from."""
        page = request_page(self.request)
        for name in (name for column in numbered.table.calculated for _, name in column.cells if name):
            derived = self.index.derived[name]
            words = f"{quantity(derived.value, derived.unit)} in {numbered.label} (calculated)"
            use = Use(words, f"{page}#{calculated_anchor(numbered.number, name)}")
            for term in self.index.derived_terms(name):
                yield term.figure, use

    def _in_remarks(self) -> Iterator[tuple[str, Use]]:
        for number, sentence in enumerate(self.remarks, 1):
            for figure in sentence.places:
                yield figure, Use(OTHER, f"{request_page(self.request)}#other-{number}")

    def _in_findings(self) -> Iterator[tuple[str, Use]]:
        page = request_page(self.request)
        for number, sentence in enumerate(self.findings, 1):
            calculated = (term.figure for name in sentence.derived for term in self.index.derived_terms(name))
            for figure in unique((*sentence.places, *calculated)):
                yield figure, Use(f"finding {number}", f"{page}#finding-{number}")


@dataclass(frozen=True, slots=True)
class Use:
    """A place that uses a figure: its name, and its address within the site."""

    name: str
    target: str


def _grouped(uses: Iterable[tuple[str, Use]]) -> dict[str, tuple[Use, ...]]:
    """Group uses by figure, each once, in order."""
    found: dict[str, dict[Use, None]] = {}
    for figure, use in uses:
        found.setdefault(figure, {})[use] = None
    return {figure: tuple(own) for figure, own in found.items()}


@dataclass
class NoteMarks:
    """The marks of notes on one page, as they are written: gives each its id, and remembers what uses it."""

    numbers: Mapping[str, int]
    used: dict[str, dict[tuple[str, str], None]] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)

    def mark(self, key: str, name: str = "", target: str = "") -> Run:
        """Write one mark; `name` and `target` say what uses the note, where a note's list of uses should say so."""
        number = self.numbers[key]
        self.times[key] = self.times.get(key, 0) + 1
        if name:
            self.used.setdefault(key, {})[name, target] = None
        return Run(f"[note {number}]", f"#note-{number}", "note", anchor=f"note-{number}-{self.times[key]}")

    def plain(self, key: str) -> Run:
        """Write one mark of which no note's list of uses speaks."""
        return self.mark(key)

    def uses(self, key: str) -> Iterable[tuple[str, str]]:
        """List what uses a note, in the order in which it was marked."""
        return tuple(self.used.get(key, {}))


def _chart_name(table: Table, place: int) -> str:
    return table.resource if place == 1 else f"{table.resource}-{place}"


def _drawn_in(charts: Iterable[NumberedChart], row: Observation) -> Iterator[NumberedChart]:
    """Find the charts that draw a row: those of its column, and none for a total, which is no mark."""
    labels = {*row.dimensions, row.period}
    for chart in charts:
        if not row.total and row.value is not None and (not chart.chart.measure or chart.chart.measure in labels):
            yield chart


def drawn_rows(numbered: NumberedTable, chart: NumberedChart) -> tuple[Observation, ...]:
    """Find the rows of a table that one of its charts draws."""
    return tuple(row for row in numbered.table.rows if tuple(_drawn_in((chart,), row)))


def questions_drawn(index: Index, numbered: NumberedTable, chart: NumberedChart) -> tuple[str, ...]:
    """Name the request's questions whose answers a chart draws, in the table's order."""
    figures = [index.figure[row.figure] for row in drawn_rows(numbered, chart) if row.figure]
    found = {index.question[row.response, row.question].request_question for row in figures}
    return tuple(number for number in numbered.table.questions if number in found)


def chart_files(chart: NumberedChart) -> tuple[tuple[str, str], ...]:
    """Name the downloads of a chart: its label with the format, and the file."""
    return tuple((f"{chart.label} ({kind.upper()}", chart_file(chart.name, kind)) for kind in ("svg", "png"))


def number_requests(index: Index) -> Mapping[str, Numbered]:
    """Find what is numbered on each request's page; its charts are drawn before pages are planned."""
    return {row.request: Numbered(index.current, row.request) for row in index.package.requests}
