"""A person's choices as data, as forms send them. Every choice points at words of the letter or at something found in it; none carries a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from disclosed.addresses import AddressError, parse_ref
from disclosed.findings import UserError, problem
from disclosed.licences import LICENCES
from disclosed.model import Outcome
from disclosed.privacy.finding import Kind as PersonalKind
from disclosed.serving.words import bare
from disclosed.settling.periods import parse_period
from disclosed.settling.scalars import PERIODS
from disclosed.settling.settings import Kind

MOST = 400  # choices in one form: a table's row has some dozen numbers
NOTHING = "Nothing was chosen."
EDITOR = "editor"
LINES = re.compile(r"\s*([0-9]{1,7})(?:\s*(?:[-–]|to)\s*([0-9]{1,7}))?\s*\Z")  # as a person writes them in a form
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Places = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Place = Annotated[int, Field(ge=0, le=1_000_000)]
Nth = Annotated[int, Field(ge=1, le=1_000)]
SaidKey = Literal["date", "reference", "subject"]
SAID: tuple[SaidKey, ...] = get_args(SaidKey)


class _Choice(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Point(_Choice):
    """These words are a figure of a question; `column`, or `nth` from 1, says which where they stand on a line twice."""

    do: Literal["point"]
    line: Place
    words: Words
    column: Place | None = None
    nth: Nth | None = None
    question: Number
    labels: tuple[Label, ...] = Field(default=(), max_length=2)
    total: bool | None = None


class Aside(_Choice):
    """These words are no figure, and why."""

    do: Literal["aside"]
    line: Place
    words: Words
    column: Place | None = None
    nth: Nth | None = None
    reason: Text


class Table(_Choice):
    """The numbers on these lines are a table's cells; dealing.py turns it into points."""

    do: Literal["table"]
    lines: Text
    question: Number
    headings: tuple[Label, ...] = Field(default=(), max_length=60)
    rows: tuple[Label, ...] = Field(min_length=1, max_length=MOST)
    order: Literal["rows", "columns"] = "rows"


class Became(_Choice):
    """What became of a question, and which lines answer it."""

    do: Literal["outcome"]
    question: Number
    outcome: Outcome
    lines: Text = ""


class Ask(_Choice):
    """A question stands here, and its answer there; question_places.py reads where."""

    do: Literal["ask"]
    question: Label
    asked: Places
    answered: Places = ""
    outcome: Outcome | Literal[""] = ""


class NoQuestion(_Choice):
    """What the program took for a question is none."""

    do: Literal["no_question"]
    question: Number


class Dated(_Choice):
    """The figures of a question, those under a label of it, or one at its place, are for this period; `named` says it in words."""

    do: Literal["period"]
    question: Label = ""
    label: Label = ""
    line: Place | None = None
    words: Text = ""
    column: Place | None = None
    nth: Nth | None = None
    period: Text
    named: Text = ""


class Settle(_Choice):
    """A difference or another finding has been compared with the letter."""

    do: Literal["settle"]
    check: Text = ""
    found: Text = ""
    finding: Text = ""
    line: Place | None = None
    question: Text = ""
    reason: Text


class Redact(_Choice):
    """What is found of a person on a line goes out of the letter's text, or the words that a person points at."""

    do: Literal["redact"]
    line: Place
    words: Text = ""
    kind: PersonalKind = "name"


class Ground(_Choice):
    """On what re-use of the letter's figures rests, and how much of them goes out."""

    do: Literal["ground"]
    ground: Literal["", "authority_policy", "permission", "facts_and_quotation"]
    licence: Text = ""
    publish: Literal["all", "figures", "metadata"] = "all"
    words: Text = ""
    source: Text = ""


class Said(_Choice):
    """What a person knows of a letter that does not print it, or in which the program reads it wrongly."""

    do: Literal["said"]
    key: SaidKey
    words: Text


class Follows(_Choice):
    """What a later letter is beside an earlier one, and which it takes the place of."""

    do: Literal["follows"]
    kind: Kind
    supersedes: Text = ""


class Agree(_Choice):
    """What the program proposed is right, or a person has compared the letter with its file."""

    do: Literal["agree"]
    to: Literal["proposed", "compared"]


class Unlike(_Choice):
    """What the program proposed as the same is not: a label or a question of the letter is none of the request's."""

    do: Literal["unlike"]
    key: Literal["labels", "questions"]
    ours: Label


class Publish(_Choice):
    """The letter goes out with the next build, or no longer does."""

    do: Literal["publish"]
    state: Literal["published", "draft"]


class TakeDown(_Choice):
    """A published letter is shown no more: for good, or while a complaint is considered."""

    do: Literal["take_down"]
    state: Literal["withdrawn", "under_review"]


class TakeBack(_Choice):
    """An earlier choice does not hold any more."""

    do: Literal["take_back"]
    key: Literal["readings", "settled", "notes", "periods", "not_compared", "under_review"] | SaidKey
    place: Place = 0


OfLetter = Ground | Said | Follows | Agree | Unlike | Publish | TakeDown
Choice = Point | Aside | Table | Became | Ask | NoQuestion | Dated | Settle | TakeBack | Redact | OfLetter
Typed = TypeVar("Typed")
_CHOICES: TypeAdapter[tuple[Choice, ...]] = TypeAdapter(
    Annotated[tuple[Annotated[Choice, Field(discriminator="do")], ...], Field(max_length=MOST)]
)


@dataclass(frozen=True, slots=True)
class By:
    """Who chooses, and on which day (ISO 8601)."""

    name: str
    day: str


def typed_form(form: TypeAdapter[Typed], given: object, file: str) -> Typed:
    """Type what a form sends; raises UserError where it is none of what the page offers."""
    try:
        return form.validate_python(given)
    except ValidationError as error:
        message = "The form was not filled in as it stands."
        raise UserError([problem(file, 0, message, "Open the page again.")]) from error


def parse_choices(given: object, file: str) -> tuple[Choice, ...]:
    """Type choices as a form sends them; raises UserError with what is missing."""
    choices = typed_form(_CHOICES, given, file)
    lacking = [message for choice in choices for message in _lacking(choice)]
    if lacking or not choices:
        raise UserError([problem(file, 0, *message) for message in lacking or [(NOTHING, "Choose what is right.")]])
    return choices


def _is_number(question: str) -> bool:
    """Whether a text is a question's number, with or without a Q."""
    try:
        ref = parse_ref(f"Q{bare(question)}")
    except AddressError:
        return False
    return not (ref.response or ref.row or ref.column)


def lacking_period(period: str, named: str) -> Iterator[tuple[str, str]]:
    """Find what is wrong with a period that a person has written; the grammar is that of the settings."""
    try:
        found = parse_period(period)
    except ValueError as error:
        yield f"The period {error}.", PERIODS
        return
    if not (named or found.words):
        yield "The period has an end that is not fixed, and no words.", "Say it in words: January to May 2025."


def lacking_ground(choice: Ground) -> Iterator[tuple[str, str]]:
    """Find what a person left out of a ground for re-use."""
    if not (choice.words or choice.source):
        message = "The ground for re-use has no words and no source."
        yield message, "Write what the authority says, or where it says so."
    if choice.ground != "facts_and_quotation" and choice.licence not in LICENCES:
        yield "The ground for re-use has no licence.", "Choose the licence that the authority names."


def _lacking(choice: Choice) -> Iterator[tuple[str, str]]:
    """Find what a person left out."""
    if isinstance(choice, Aside | Settle) and not choice.reason:
        yield "There is no reason.", "Write why, in a few words: it is published with the decision."
    if isinstance(choice, Ground) and choice.ground:
        yield from lacking_ground(choice)
    if isinstance(choice, Became | Ask | Dated):
        yield from _lacking_of_question(choice)
    if isinstance(choice, Said) and not choice.words:
        yield f"There is no {choice.key}.", "Write it as you know it."


def _lacking_of_question(choice: Became | Ask | Dated) -> Iterator[tuple[str, str]]:
    """Find what a person left out of what is said of a question, or wrote as nothing can be written."""
    if isinstance(choice, Became) and choice.lines and not LINES.match(choice.lines):
        yield f"'{choice.lines}' are no lines of the letter.", "Write them as 12-15."
    if isinstance(choice, Ask) and not _is_number(choice.question):
        given = f"'{choice.question}' is no number of a question." if choice.question else "The question has no number."
        yield given, "Write it as the letter counts: 5a, 2.1."
    if isinstance(choice, Ask) and not choice.asked:
        yield "Nothing says where the question stands.", "Write its lines, as 12 or 12-13."
    if isinstance(choice, Dated):
        if not (choice.question or choice.words):
            yield "Nothing says which figures the period is of.", "Choose a question, or the words of a figure."
        yield from lacking_period(choice.period, choice.named)
        if choice.question and not _is_number(choice.question):
            yield f"'{choice.question}' is no number of a question.", "Write it as the letter counts: 5a, 2.1."
