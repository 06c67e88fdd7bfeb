"""A person's choices as data, and the changes of a letter's settings that say them.

Every choice points at words of the letter or at something found in it; none carries a value. What is chosen again takes
the place of what was chosen before, so that a letter never holds two answers to one question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from disclosed.adding.drafting import COMPARE
from disclosed.findings import UserError, problem
from disclosed.licences import LICENCES
from disclosed.model import Letter, Outcome, Span
from disclosed.privacy.finding import Kind as PersonalKind
from disclosed.reading.stretches import overlap
from disclosed.serving.yaml_edits import edit_settings
from disclosed.serving.yaml_lines import (
    Append,
    DropComments,
    DropRemark,
    Edit,
    Pairs,
    Put,
    PutGroup,
    TakeOut,
    TakeOutKey,
)
from disclosed.settling.config import type_settings
from disclosed.settling.corrections import find_words
from disclosed.settling.settings import Kind, ReadingSettings, ResponseFile, Settlement
from disclosed.yaml_source import parse_yaml

MOST = 400  # choices in one form: a table's row has some dozen numbers
NOTHING = "Nothing was chosen."
ORDER = tuple(ResponseFile.model_fields)
EDITOR = "editor"
LINES = re.compile(r"\s*([0-9]{1,7})(?:\s*(?:[-–]|to)\s*([0-9]{1,7}))?\s*\Z")  # as a person writes them in a form
# What `add` wrote of what waits; once a letter is published, nothing of it does.
_DRAFTED = re.compile(r"# (?:To settle: |settled:|  - (?:check|finding): |    (?:found|line|question|reason|by): )")
_COMPARED = re.compile(re.escape(COMPARE))
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
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


class Publish(_Choice):
    """The letter goes out with the next build, or no longer does."""

    do: Literal["publish"]
    state: Literal["published", "draft"]


class TakeBack(_Choice):
    """An earlier choice does not hold any more."""

    do: Literal["take_back"]
    key: Literal["readings", "settled", "notes", "not_compared"] | SaidKey
    place: Place = 0


OfLetter = Ground | Said | Follows | Agree | Publish
Choice = Point | Aside | Table | Became | Settle | TakeBack | Redact | OfLetter
_CHOICES: TypeAdapter[tuple[Choice, ...]] = TypeAdapter(
    Annotated[tuple[Annotated[Choice, Field(discriminator="do")], ...], Field(max_length=MOST)]
)


@dataclass(frozen=True, slots=True)
class By:
    """Who chooses, and on which day (ISO 8601)."""

    name: str
    day: str


def parse_choices(given: object, file: str) -> tuple[Choice, ...]:
    """Type choices as a form sends them; raises UserError with what is missing."""
    try:
        choices = _CHOICES.validate_python(given)
    except ValidationError as error:
        raise UserError(
            [problem(file, 0, "The form was not filled in as it stands.", "Open the page again.")]
        ) from error
    lacking = [message for choice in choices for message in _lacking(choice)]
    if lacking or not choices:
        raise UserError([problem(file, 0, *message) for message in lacking or [(NOTHING, "Choose what is right.")]])
    return choices


def _lacking(choice: Choice) -> Iterator[tuple[str, str]]:
    """Find what a person left out."""
    if isinstance(choice, Aside | Settle) and not choice.reason:
        yield "There is no reason.", "Write why, in a few words: it is published with the decision."
    if isinstance(choice, Ground) and choice.ground:
        if not (choice.words or choice.source):
            yield (
                "The ground for re-use has no words and no source.",
                "Write what the authority says, or where it says so.",
            )
        if choice.ground != "facts_and_quotation" and choice.licence not in LICENCES:
            yield "The ground for re-use has no licence.", "Choose the licence that the authority names."
    if isinstance(choice, Became) and choice.lines and not LINES.match(choice.lines):
        yield f"'{choice.lines}' are no lines of the letter.", "Write them as 12-15."
    if isinstance(choice, Said) and not choice.words:
        yield f"There is no {choice.key}.", "Write it as you know it."


def choose(data: bytes, choices: Sequence[Choice], letter: Letter, *, file: str, by: By) -> bytes:
    """Write choices into a letter's settings; raises UserError where they cannot be written."""
    before, data = data, data or b"state: draft\n"
    settings, problems = type_settings(ResponseFile, parse_yaml(data, file))
    if settings is None:
        raise UserError(problems)
    edits = [*_edits(choices, settings, letter, by)]
    if not edits:
        return before
    publishes = any(isinstance(choice, Publish) for choice in choices)
    if settings.state == "published" and settings.updated != by.day and not publishes:
        edits.append(Put("updated", by.day))
    return edit_settings(data, edits, file, ORDER)


def _edits(choices: Sequence[Choice], settings: ResponseFile, letter: Letter, by: By) -> Iterator[Edit]:
    """Take out what was chosen before, then add what is chosen now, list by list; then what is decided once a letter."""
    gone: dict[str, set[int]] = {}
    added: dict[str, list[Pairs]] = {}
    rest: list[Edit] = []
    for choice in choices:
        match choice:
            case Point() | Aside():
                gone.setdefault("readings", set()).update(_at_words(settings, choice, letter))
                added.setdefault("readings", []).append(_reading(choice, letter))
            case Became():
                gone.setdefault("readings", set()).update(_of_question(settings, choice))
                added.setdefault("readings", []).append(_outcome(choice))
            case Settle():
                same = [at for at, entry in enumerate(settings.settled) if _settles_same(entry, choice)]
                gone.setdefault("settled", set()).update(same)
                added.setdefault("settled", []).append(_settlement(choice, by))
            case TakeBack(key="date" | "reference" | "subject"):
                rest.append(TakeOutKey(choice.key))
            case TakeBack():
                known = choice.place < len(getattr(settings, choice.key))
                gone.setdefault(choice.key, set()).update({choice.place} if known else ())
            case Redact() | Table():
                continue  # of the letter's text, not of its settings; a table is dealt out before
            case _:
                rest += _edits_of_letter(choice, settings, by)
    for key, places in gone.items():
        yield from (TakeOut(key, place) for place in sorted(places, reverse=True))
    yield from (Append(key, tuple(dict.fromkeys(entries))) for key, entries in added.items())
    yield from rest


def _edits_of_letter(choice: OfLetter, settings: ResponseFile, by: By) -> Iterator[Edit]:
    """Write down what is decided once a letter."""
    match choice:
        case Ground():
            yield PutGroup("reuse", _ground(choice, by))
        case Said():
            yield Put(choice.key, choice.words)
        case Follows():
            yield Put("kind", choice.kind)
            yield DropRemark("kind")
            yield Put("supersedes", choice.supersedes) if choice.supersedes else TakeOutKey("supersedes")
        case Agree(to="proposed"):
            yield from (DropRemark(key) for key in ("kind", "questions", "labels") if getattr(settings, key))
        case Agree():
            yield DropComments(_COMPARED)
        case Publish():
            yield from _publication(choice, settings, by)


def _publication(choice: Publish, settings: ResponseFile, by: By) -> Iterator[Edit]:
    yield Put("state", choice.state)
    yield DropRemark("state")
    if choice.state == "published":
        yield DropComments(_DRAFTED)
        if not settings.published:
            yield Put("published", by.day)
        yield Put("updated", by.day)


def _at_words(settings: ResponseFile, choice: Point | Aside, letter: Letter) -> Iterator[int]:
    """Find what was pointed out of the same words before."""
    span = _span(choice, letter)
    yield from (at for at, entry in enumerate(settings.readings) if _is_at(entry, span, letter))


def _of_question(settings: ResponseFile, choice: Became) -> Iterator[int]:
    """Find what was said of a question's outcome before."""
    number = _bare(choice.question)
    yield from (at for at, one in enumerate(settings.readings) if one.outcome is not None and one.question == number)


def _outcome(choice: Became) -> Pairs:
    found = LINES.match(choice.lines)
    lines: Pairs = (("lines", f"{found[1]}-{found[2] or found[1]}"),) if found else ()
    return (("question", _number(choice.question)), ("outcome", choice.outcome), *lines)


def _is_at(entry: ReadingSettings, span: Span, letter: Letter) -> bool:
    try:
        return entry.line == span.line and overlap(find_words(letter.lines, entry), span)
    except LookupError:  # its words have moved: the build says so
        return False


def _span(choice: Point | Aside, letter: Letter) -> Span:
    """Find a choice's words; raises UserError where they do not stand there."""
    if not 0 < choice.line <= len(letter.lines):
        raise UserError([problem("", 0, f"The letter has no line {choice.line}.", "Open the page again.")])
    column = _column(choice, letter.lines[choice.line - 1].text)
    entry = ReadingSettings.model_construct(line=choice.line, words=choice.words, column=column)
    try:
        return find_words(letter.lines, entry)
    except LookupError as error:
        raise UserError([problem("", 0, *error.args)]) from error


def _column(choice: Point | Aside, text: str) -> int | None:
    """Find the column of words that stand on their line more than once; raises UserError where nothing says which of them."""
    if choice.column is not None:
        return choice.column
    columns = [place + 1 for place in range(len(text)) if text.startswith(choice.words, place)]
    if choice.nth is not None and choice.nth <= len(columns):
        return columns[choice.nth - 1]
    if len(columns) < 2:
        return None
    message = f"'{choice.words}' stands {len(columns)} times on line {choice.line} of the letter."
    raise UserError([problem("", 0, message, f"Say which of them: a number from 1 to {len(columns)}.")])


def _reading(choice: Point | Aside, letter: Letter) -> Pairs:
    """Write an entry of `readings:`; the column only where the words stand on their line more than once."""
    span = _span(choice, letter)
    text = letter.lines[choice.line - 1].text
    twice = sum(text.startswith(choice.words, place) for place in range(len(text))) > 1
    column = (("column", str(span.first)),) if twice else ()
    place: Pairs = (("line", str(choice.line)), ("words", choice.words), *column)
    if isinstance(choice, Aside):
        return (*place, ("set_aside", choice.reason))
    labels = tuple(label for label in choice.labels if label)
    total: Pairs = (("total", "true" if choice.total else "false"),) if choice.total is not None else ()
    return (*place, ("question", _number(choice.question)), *((("labels", labels),) if labels else ()), *total)


def _number(question: str) -> str:
    """Write a question's number as addresses do: `2a` as `Q2a`."""
    return f"Q{_bare(question)}"


def _bare(question: str) -> str:
    return re.sub(r"^[Qq](?=\d)", "", question)


def _settles_same(entry: Settlement, choice: Settle) -> bool:
    if choice.check:
        return entry.check == choice.check
    place = (choice.line, _bare(choice.question) if choice.question else None)
    return entry.finding == choice.finding and (entry.line, entry.question) == place


def _settlement(choice: Settle, by: By) -> Pairs:
    """Write an entry of `settled:`."""
    told: Pairs = (("check", choice.check), ("found", choice.found)) if choice.check else (("finding", choice.finding),)
    line: Pairs = (("line", str(choice.line)),) if choice.line else ()
    question: Pairs = (("question", _number(choice.question)),) if choice.question else ()
    return (*told, *line, *question, ("reason", choice.reason), ("by", by.name or EDITOR))


def _ground(choice: Ground, by: By) -> Pairs:
    said = (("words", choice.words), ("source", choice.source))
    licence: Pairs = (("licence", choice.licence),) if choice.licence else ()
    ground: Pairs = (("ground", choice.ground),) if choice.ground else ()
    return (
        *ground,
        *licence,
        ("publish", choice.publish if choice.ground else "metadata"),
        ("by", by.name or EDITOR),
        ("date", by.day),
        *((key, words) for key, words in said if words),
    )
