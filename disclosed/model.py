"""Every type that crosses a stage: what was read, what is settled, what is drawn.

Words are those of docs/words.md: a *letter* is read into a *Reading* (places, words, doubts), a person settles it
into a *Response* (figures). Lines and columns count from 1; columns are code points of the line without its line
end, the last one included. Numbers are `int` or `Decimal`, never `float`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Number = int | Decimal
Outcome = Literal["figures", "text", "withheld", "not_held", "not_applicable", "attached", "unanswered", "stem"]
Status = Literal["observed", "suppressed", "not_available", "not_applicable"]
Marker = Literal["[c]", "[x]", "[u]", "[z]"]
Basis = Literal["marker", "words", "note"]
Level = Literal["error", "warning", "note"]
Part = Literal["head", "question", "answer", "tail", "furniture"]
ReadBy = Literal["program", "person"]
UNCERTAIN = "uncertain reading"  # why a number that can be read in two ways is published by its words alone


@dataclass(frozen=True, slots=True)
class Span:
    """A place inside one letter: one line, first to last column, both counted from 1 and included."""

    line: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a letter; `shadow` is its folded copy of the same length, for matching only (lines.py).

    `document` counts the documents of one response (a message and what is attached), `page` the pages of that document.
    """

    number: int
    text: str
    shadow: str
    page: int = 1
    document: int = 1


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's text as lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What the words of a figure mean (values.py).

    `value` is None unless status is `observed`; `minimum`, `maximum` and `basis` only where the letter gives them.
    `unit` is None for a plain count, else GBP, EUR, percent, hours, minutes, years, miles, metres, tonnes, FTE …
    """

    value: Number | None
    unit: str | None = None
    status: Status = "observed"
    marker: Marker | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    basis: Basis | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A quantity that answers a question, as the program (or a `readings:` line) read it.

    `labels` is () for a bare number, (row,) or (row, column), and longer where a table has headings over headings:
    (row, upper heading, lower heading). `words` quote the letter at `span` exactly.
    """

    labels: tuple[str, ...]
    value: Value
    words: str
    span: Span
    total: bool = False
    read_by: ReadBy = "program"

    @property
    def row_label(self) -> str:
        """The first label, '' for a bare number."""
        return self.labels[0] if self.labels else ""

    @property
    def column_label(self) -> str:
        """All labels after the first as one, as an address writes them: `2021/22, Bank`."""
        return ", ".join(self.labels[1:])


@dataclass(frozen=True, slots=True)
class SetAside:
    """A number that is no figure, with the reason (tokens.py lists the reasons)."""

    words: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One provision relied on for one question: `FOIA s40(2)`, with the words that cite it."""

    provision: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question and its answer as read. `number` is normalised (`2a`, `3e.i`); `printed` as the letter prints it.

    `text` and `answer` join their lines with one space. `question_lines` and `answer_lines` are the line numbers
    that hold them (an answer may stand far from its question).
    """

    number: str
    printed: str
    text: str
    answer: str
    outcome: Outcome
    question_lines: tuple[int, ...]
    answer_lines: tuple[int, ...]
    figures: tuple[ReadFigure, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """Something a letterhead prints: the value as a reader writes it (ISO for a date), its words, its place."""

    value: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a letter says of itself. None where it prints nothing; `licence.value` is the licence id or ''."""

    authority: Printed | None = None
    reference: Printed | None = None
    date: Printed | None = None
    licence: Printed | None = None
    regime: str | None = None
    laws: tuple[str, ...] = ()
    other_dates: tuple[tuple[str, Printed], ...] = ()  # (kind, date): request, received, published …
    version_stated: bool = False
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say. `file` and `line` are its place, `remedy` what to do; both parts end in a full stop.

    `extra` carries the keys that only some codes have (`stated`, `computed`, `period` …), in order. `how` says how a
    private finding follows: for a terminal alone, so that no file, log or cache ever holds it.
    """

    code: str
    level: Level
    message: str
    remedy: str = ""
    file: str = ""
    line: int = 0
    question: str | None = None
    extra: tuple[tuple[str, str | int | Decimal | None], ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True)
class ReadCheck:
    """A check that a letter's words support, whether it holds or not: a statement in the grammar of checks.

    `grounds` quote the words and say the rule. Checks of one kind on one answer share `name`, and `label` tells them apart.
    `figures` counts the figures compared: where fewer are published the check is not made.
    """

    name: str
    label: str
    statement: str
    grounds: str
    question: str
    figures: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one letter and nothing beside it: a pure function of the letter's text.

    `parts[i]` says to which part of the letter line i + 1 belongs, and `owners[i]` the question's number or ''.
    """

    letter: Letter
    letterhead: Letterhead
    questions: tuple[ReadQuestion, ...]
    set_aside: tuple[SetAside, ...]
    findings: tuple[Finding, ...]
    parts: tuple[Part, ...]
    owners: tuple[str, ...]
    checks: tuple[ReadCheck, ...] = ()
    trace: tuple[str, ...] = field(default=(), compare=False)  # hypotheses and scores, for `inspect --why`


ReadBytes = Callable[[bytes], Reading]  # a letter's bytes read anew, or by way of a cache


ChartKind = Literal["bars", "stacked", "columns", "line", "strip"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One mark of a chart, or the `words` (`[c]`, `Not held`) that stand at the base line where there is no mark.

    `short` is an editor's narrower label for the narrow drawing ('' where there is none). `approximate` is as the letter says.
    """

    label: str
    value: Number | None
    words: str = ""
    partial: bool = False
    short: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One group of marks under a heading; in a stacked chart, one bar divided into parts."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, before any library draws it. `unit` heads the value axis: `Number of children`.

    `measure` is the label of the table's column that the chart draws where a table has several ('' for all of it).
    `prefix` and `suffix` stand beside each value drawn: `£`, `%`.
    """

    kind: ChartKind
    unit: str
    panels: tuple[Panel, ...]
    measure: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn for a page: two inline SVGs whose ids begin with `name`."""

    name: str
    wide: str
    narrow: str
