"""The package in memory: one frozen row type a resource, and the package that holds them.

Field names and order are those of resources.py (a test holds the two together). Text and dates are '' where the CSV
cell is empty; numbers are None. The content side builds a `Package`, package.py writes and loads it, and everything
below that line (pages, charts, feeds) reads it and nothing else of the content.
"""

from __future__ import annotations

from dataclasses import dataclass

from disclosed.model import Number


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """The public authorities to which requests were put."""

    authority: str
    name: str
    type: str
    place: str
    homepage: str


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """Codes for authorities in public registers. A code may stand for the area that the body serves."""

    authority: str
    scheme: str
    code: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One question set, put to one authority or to many."""

    request: str
    title: str
    standfirst: str
    headline: str
    period: str
    period_label: str
    topics: str
    commentary: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A body to which a request was put, with what became of it."""

    request: str
    authority: str
    sent: str
    due: str
    state: str
    state_date: str
    note: str


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One letter that answers a request."""

    response: str
    request: str
    authority: str
    sequence: int
    kind: str
    supersedes: str
    subject: str
    reference: str
    date: str
    request_sent: str
    request_line: int | None
    request_column_from: int | None
    request_column_to: int | None
    received: str
    regime: str
    laws: str
    language: str
    authority_from: str
    from_editor: str
    licence: str
    licence_words: str
    version_stated: bool
    ground: str
    ground_words: str
    ground_source: str
    ground_by: str
    ground_date: str
    publish: str
    state: str
    published: str
    updated: str
    url: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One numbered question of one letter, with its answer in words."""

    response: str
    question: str
    sequence: int
    printed: str
    request_question: str
    text: str
    answer: str
    outcome: str
    first_line: int | None
    last_line: int | None
    answer_first_line: int | None
    answer_last_line: int | None
    about: str = ""
    superseded_by: str = ""


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """One provision relied on for one question."""

    response: str
    question: str
    provision: str
    regime: str
    line: int
    column_from: int
    column_to: int
    as_written: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a letter as published: the evidence to which every figure points."""

    response: str
    line: int
    text: str
    document: int
    page: int
    part: str
    question: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One quantity that answers a question, with the words it was read from."""

    figure: str
    request: str
    authority: str
    response: str
    question: str
    row_label: str
    column_label: str
    value: Number | None
    unit: str
    status: str
    marker: str
    min: Number | None
    max: Number | None
    basis: str
    approximate: bool
    total: bool
    period: str
    period_start: str
    period_end: str
    partial: bool
    as_written: str
    read_by: str
    line: int
    column_from: int
    column_to: int
    superseded: bool = False
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """One number of an answer that is no figure, with the reason."""

    response: str
    question: str
    line: int
    column_from: int
    column_to: int
    as_written: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One comparison of figures: a statement, its two sides, and whether it holds."""

    check: str
    response: str
    name: str
    statement: str
    label: str
    left: Number | None
    relation: str
    right: Number | None
    difference: Number | None
    result: str
    grounds: str
    origin: str
    follows_from: str
    settled_by: str
    settled_reason: str
    reply_asked: str
    reply_date: str
    reply_words: str
    reply_source: str
    rounding: Number | None = None


@dataclass(frozen=True, slots=True)
class CheckTermRow:
    """One figure in one side of a check."""

    check: str
    side: str
    sequence: int
    term: int
    sign: str
    figure: str


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """One number that this site worked out from figures, kept apart from them, with its formula."""

    derived: str
    response: str
    formula: str
    kind: str
    value: Number
    rounding: str
    unit: str


@dataclass(frozen=True, slots=True)
class DerivedTermRow:
    """One figure from which a number was calculated."""

    derived: str
    role: str
    sequence: int
    figure: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One thing that a reader must know before using the figures of a response."""

    response: str
    sequence: int
    code: str
    question: str
    words: str
    by: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of a table: `dimensions` holds its labels in the order of the table's `dimensions`."""

    request: str
    authority: str
    sequence: int
    response: str
    dimensions: tuple[str, ...]
    period: str
    period_start: str
    period_end: str
    partial: bool
    value: Number | None
    unit: str
    status: str
    marker: str
    total: bool
    figure: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A table's own column: its field name and its heading."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class CalculatedColumn:
    """A calculated column (`share(Accepted, Offered)`) or last row (`sum`) of a table, as the page shows it.

    `cells` pairs the labels of the row (or, for a last row, of the column) with the id of a row of `derived`; an empty
    id means "not calculated" and shows as [z] ('part-period') or is left out.
    """

    formula: str
    title: str
    cells: tuple[tuple[tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """What a request's author chose: a kind ('' leaves it to docs/editorial.md's rules), and the dimension drawn as panels.

    `titles` pairs the label of a column that is a chart of its own with that chart's title.
    """

    kind: str = ""
    panels: str = ""
    titles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A resource `<request>-<table>`, with what its `disclosed` property says of how to show it.

    `columns` names the dimension whose labels are the page's columns ('' for a plain list); `questions` are the
    request's question numbers that it draws on, in order; `short` pairs a label with a narrower one for charts.
    """

    request: str
    name: str
    resource: str
    title: str
    unit: str
    dimensions: tuple[Dimension, ...]
    columns: str
    questions: tuple[str, ...]
    calculated: tuple[CalculatedColumn, ...]
    chart: ChartChoice
    short: tuple[tuple[str, str], ...]
    section: str
    rows: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """The whole data package. `tables` stand in the order of their requests and, within one, as declared."""

    title: str
    description: str
    homepage: str
    version: str
    released: str
    publisher: str
    attribution: str

    authorities: tuple[AuthorityRow, ...]
    authority_identifiers: tuple[IdentifierRow, ...]
    requests: tuple[RequestRow, ...]
    asked: tuple[AskedRow, ...]
    responses: tuple[ResponseRow, ...]
    questions: tuple[QuestionRow, ...]
    refusals: tuple[RefusalRow, ...]
    lines: tuple[LineRow, ...]
    figures: tuple[FigureRow, ...]
    set_aside: tuple[SetAsideRow, ...]
    checks: tuple[CheckRow, ...]
    check_terms: tuple[CheckTermRow, ...]
    derived: tuple[DerivedRow, ...]
    derived_terms: tuple[DerivedTermRow, ...]
    notes: tuple[NoteRow, ...]
    tables: tuple[Table, ...]
