"""Settings as types: one frozen model a file, and every key that it may have.

What stands in `site.yml`, `authorities.yml`, `request.md` and `<response>.yml` (docs/settings.md explains each key). No
other key is let in. How single values are written is said in scalars.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from disclosed.findings import CODES, PRIVATE, nearest
from disclosed.model import Outcome
from disclosed.settling.scalars import (
    BaseUrl,
    Calculation,
    Colour,
    DarkColour,
    Day,
    FewWords,
    Figures,
    Interval,
    LineRanges,
    Lines,
    Mailbox,
    Name,
    PeriodText,
    Question,
    Slug,
    Statement,
    Topics,
    Url,
    Version,
    WholeNumber,
    YesNo,
    fault,
    listed,
)

# A table's own columns; a dimension of the same name would hide one of them.
TAKEN = frozenset(
    {"request", "authority", "sequence", "response", "period_start", "period_end", "partial", "value", "unit"}
    | {"status", "marker", "total", "figure"}
)
# Names that the program gives to checks of its own.
OWN_CHECKS = re.compile(r"bands-meet|zero-not-applicable|(?:parts-do-not-add|total-mismatch|part-exceeds-whole)-\d+")
Ground = Literal["stated", "authority_policy", "permission", "facts_and_quotation"]
Kind = Literal["response", "supplement", "review", "correction"]
ChartName = Literal["bars", "stacked", "columns", "line", "strip", "none"]


class Settings(BaseModel):
    """What all settings share: frozen, no key that is not named, addresses allowed as values."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Reuse(Settings):
    """On what re-use of the figures rests, who decided, and how much is published."""

    ground: Ground | None = None
    licence: str = ""
    version_stated: YesNo | None = None
    publish: Literal["all", "figures", "metadata"] | None = None
    by: str = ""
    date: Day = ""
    words: str = ""
    source: str = ""


class Publisher(Settings):
    """Who runs the site: an independent publisher or the authority itself."""

    name: str
    kind: Literal["independent", "authority"]
    url: Url = ""


class ThemeColour(Settings):
    """One colour of the theme, for light and for dark screens."""

    light: Colour
    dark: DarkColour


class SiteFile(Settings):
    """site.yml."""

    title: str
    base_url: BaseUrl = ""
    publisher: Publisher
    contact: Mailbox
    version: Version
    released: Day
    description: str = ""
    reports: str = ""
    reuse: Reuse | None = None
    theme: Mapping[str, ThemeColour] = Field(default_factory=dict)


class Authority(Settings):
    """One entry of authorities.yml."""

    name: str
    type: str = ""
    place: str = ""
    identifiers: Mapping[str, str] = Field(default_factory=dict)
    homepage: Url = ""


# A unit in words → as figures have it; a plain number has none.
UNIT_WORDS = {"number": "", "pounds": "GBP", "£": "GBP", "per cent": "percent", "%": "percent"}


def _unit(value: object) -> object:
    return UNIT_WORDS.get(value, value) if isinstance(value, str) else value


class TableRow(Settings):
    """Figures of a table, and the labels of its own columns that they have."""

    figures: Figures
    is_: Mapping[Name, str] = Field(default_factory=dict, alias="is")
    total: YesNo = False


class ChartSettings(Settings):
    """What is drawn; a kind left out is chosen by docs/editorial.md §4."""

    kind: ChartName | None = None
    panels: str = ""
    titles: Mapping[str, str] = Field(default_factory=dict)


class TableSettings(Settings):
    """One declared table: which figures it holds, and how it is shown."""

    title: str
    unit: Annotated[str, BeforeValidator(_unit)]
    rows: tuple[TableRow, ...] = Field(min_length=1)
    labels: Annotated[tuple[Name, ...], BeforeValidator(listed), Field(max_length=2)] = ()
    headings: Mapping[Name, str] = Field(default_factory=dict)
    columns: Name = ""
    calculated: Annotated[tuple[Calculation, ...], BeforeValidator(listed)] = ()
    chart: ChartSettings = ChartSettings()
    short: Mapping[str, str] = Field(default_factory=dict)
    section: str = ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Name the table's own columns: those of its rows, then those of its labels, `period` apart."""
        own = dict.fromkeys(name for row in self.rows for name in row.is_)
        return tuple(dict.fromkeys((*own, *(name for name in self.labels if name != "period"))))

    @model_validator(mode="after")
    def _fits(self) -> TableSettings:
        names = self.dimensions
        if taken := [name for name in names if name in TAKEN or name == "period"]:
            raise fault(f"uses the column '{taken[0]}', which every table has already", "Give it another name.")
        for row in self.rows:
            if lacking := [name for name in names if name not in row.is_ and name not in self.labels]:
                raise fault(f"has a row {row.figures} that does not say its '{lacking[0]}'", "Add it under 'is'.")
        if self.columns and self.columns not in names:
            raise fault(f"has no dimension '{self.columns}' for its columns", nearest(self.columns, names))
        if self.chart.panels and self.chart.panels not in names:
            raise fault(f"has no dimension '{self.chart.panels}' for its panels", nearest(self.chart.panels, names))
        return self


def _stated(value: Any) -> Any:
    """Let a check be its statement alone."""
    return {"is": value} if isinstance(value, str) else value


class CheckSettings(Settings):
    """A declared check: its statement, and the words that make its sides comparable."""

    is_: Statement = Field(alias="is")
    grounds: str = ""


class RequestFile(Settings):
    """The front matter of request.md."""

    title: str
    standfirst: str = ""
    headline: str = ""
    period: Interval | None = None
    period_label: str = ""
    periods: Mapping[str, Interval] = Field(default_factory=dict)
    topics: Topics = ()
    reuse: Reuse | None = None
    tables: Mapping[Slug, TableSettings] = Field(default_factory=dict)
    about: Mapping[Question, FewWords] = Field(default_factory=dict)
    checks: Mapping[Slug, Annotated[CheckSettings, BeforeValidator(_stated)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _own_names(self) -> RequestFile:
        if taken := [name for name in self.checks if OWN_CHECKS.fullmatch(name)]:
            raise fault(f"names a check '{taken[0]}', as the program names one of its own", "Give it another name.")
        return self


class ReadingSettings(Settings):
    """One correction of the reading: a figure at a place, a number set aside, a question's outcome, or a question itself."""

    line: WholeNumber | None = None
    words: str = ""
    column: WholeNumber | None = None
    question: Question | None = None
    labels: Annotated[tuple[str, ...], BeforeValidator(listed), Field(max_length=2)] = ()
    total: YesNo | None = None
    set_aside: str = ""
    outcome: Outcome | None = None
    lines: Lines | None = None
    asked: LineRanges = ()
    answered: LineRanges = ()
    none: YesNo | None = None

    @property
    def of_question(self) -> bool:
        """Whether it says where a question stands, or that one is none."""
        return bool(self.asked) or self.none is not None

    @model_validator(mode="after")
    def _one_kind(self) -> ReadingSettings:
        if self.of_question or self.answered:
            self._is_of_question()
            return self
        placed = self.line is not None and bool(self.words)
        if self.outcome is not None:
            if self.question is None or self.line is not None or self.set_aside:
                raise fault("gives an outcome", "Write question, outcome and lines, and nothing else.")
        elif not placed or (self.question is None) == (not self.set_aside):
            raise fault(
                "needs a place and what stands there",
                "Write line and words, then either question and labels, or set_aside with a reason.",
            )
        return self

    def _is_of_question(self) -> None:
        """Refuse what says of a question more than where it stands, or that it is none."""
        said = self.model_fields_set - {"question", "none" if self.none else "asked"}
        if self.none is not None and (self.question is None or not self.none or said):
            raise fault("says that a question is none", "Write question and none: true, and nothing else.")
        if self.none is None and not self.asked:
            remedy = "Write asked, too. For a question that the program has found, write its outcome and its lines."
            raise fault("says where an answer stands, and not its question", remedy)
        if self.question is None or said - {"answered", "outcome", "words"}:
            raise fault(
                "says where a question stands",
                "Write question, asked and answered, outcome and words if need be, and nothing else.",
            )


class Reply(Settings):
    """What the authority said when it was asked about a difference."""

    asked: Day = ""
    date: Day = ""
    words: str = ""
    source: str = ""


class Settlement(Settings):
    """A difference or a finding that a person has compared with the letter."""

    check: str = ""
    found: str = ""
    label: str = ""
    finding: str = ""
    line: WholeNumber | None = None
    question: Question | None = None
    reason: str
    by: str
    reply: Reply = Reply()

    @model_validator(mode="after")
    def _one_kind(self) -> Settlement:
        if bool(self.check) == bool(self.finding):
            raise fault("settles nothing", "Write check and found, or finding with its line or question.")
        if self.check and not self.found:
            raise fault("does not say what was found", "Write the two sides as they are: found: 218 = 215.")
        if self.finding and self.finding not in CODES:
            raise fault(f"settles a finding '{self.finding}' that does not exist", nearest(self.finding, CODES))
        if self.finding == "possible_personal_data":
            raise fault("settles 'possible_personal_data'", "Write personal_data: it settles what is in doubt, too.")
        if self.finding in PRIVATE - {"personal_data"}:
            raise fault(f"settles '{self.finding}', which is for the editor alone", "Delete the entry.")
        if self.finding == "personal_data" and self.line is None:
            raise fault("settles personal data without its line", "Write an entry for each line, with its reason.")
        return self


class NoteSettings(Settings):
    """What a reader must know; with `finding`, in place of the program's words for it."""

    words: str
    name: Slug = ""
    question: Question = ""
    finding: str = ""
    by: str = "editor"

    @model_validator(mode="after")
    def _known(self) -> NoteSettings:
        if self.finding and self.finding not in CODES:
            raise fault(f"is about a finding '{self.finding}' that does not exist", nearest(self.finding, CODES))
        return self


class PeriodSettings(Settings):
    """For which period figures of this letter are: those of a question, those under a label, or one at its place."""

    question: Question | None = None
    label: str = ""
    line: WholeNumber | None = None
    words: str = ""
    column: WholeNumber | None = None
    period: PeriodText
    named: str = ""

    @property
    def target(self) -> tuple[object, ...]:
        """Give what it is about, to tell it from others."""
        return self.question, self.label, self.line, self.words, self.column

    @model_validator(mode="after")
    def _placed(self) -> PeriodSettings:
        if (self.line is None) != (not self.words) or not (self.question or self.label or self.words):
            raise fault("does not say of what it is the period", "Write question, label, or line and words.")
        if not (self.named or self.period.words):
            raise fault("has an end that is not fixed, and no words", "Add named: January to May 2025.")
        return self


class NotCompared(Settings):
    """A question that cannot be compared with the other letters', and why."""

    question: Question
    reason: str
    quote: str = ""


class ResponseFile(Settings):
    """<response>.yml."""

    state: Literal["draft", "published", "withdrawn"] = "draft"
    published: Day = ""
    updated: Day = ""
    authority: Slug = ""
    supersedes: Slug = ""
    kind: Kind = "response"
    subject: str = ""
    reference: str = ""
    received: Day = ""
    date: Day = ""
    url: Url = ""
    language: str = "en"
    reuse: Reuse | None = None
    questions: Mapping[Question, Question] = Field(default_factory=dict)
    labels: Mapping[str, str] = Field(default_factory=dict)
    readings: tuple[ReadingSettings, ...] = ()
    settled: tuple[Settlement, ...] = ()
    notes: tuple[NoteSettings, ...] = ()
    periods: tuple[PeriodSettings, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()
    under_review: Day = ""
    withdrawn: Day = ""

    @model_validator(mode="after")
    def _dated(self) -> ResponseFile:
        if self.state == "published" and not self.published:
            raise fault("is published without a date", "Add published: and the day.")
        if self.state == "withdrawn" and not self.withdrawn:
            raise fault("is withdrawn without a date", "Add withdrawn: and the day.")
        for name in ("updated", "withdrawn"):
            if self.published and "" < getattr(self, name) < self.published:
                words = f"is {getattr(self, name)}, before {self.published}, when the letter was published"
                raise fault(words, "Mend one of the two.", at=(name,))
        if self.date and self.received > self.date:
            words = f"is {self.received}, after {self.date}, when the letter was written"
            raise fault(words, "Mend one of the two.", at=("received",))
        names = [note.name for note in self.notes if note.name]
        if twice := [name for place, name in enumerate(names) if name in names[:place]]:
            place = [note.name for note in self.notes].index(twice[0])
            raise fault(f"is named '{twice[0]}', and another note is too", "Rename one of them.", at=("notes", place))
        return self
