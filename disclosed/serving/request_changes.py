"""What a person changes in a request's own file: its title, and what stands in it that its letters do not bear.

What is there is only taken out or, the title, the periods and the ground for re-use, put in another's place: what a table or
a comparison should be is written by hand. A change is judged as that of a letter is (reviewing.py), with drafts taken for published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from disclosed.describing.wording import lower_first, quoted
from disclosed.findings import UserError, problem
from disclosed.model import Finding, ReadBytes, Reading
from disclosed.serving.choices import By, Ground, Label, Words, lacking_ground, lacking_period, typed_form
from disclosed.serving.choosing import ground_pairs
from disclosed.serving.period_forms import said_period, year_labels
from disclosed.serving.reviewing import words_of_errors
from disclosed.serving.words import GROUNDS
from disclosed.settling.config import type_settings
from disclosed.settling.settings import RequestFile
from disclosed.settling.sources import Content
from disclosed.yaml_changes import Edit, Pairs, Put, PutGroup, PutOf, PutWithin, TakeOutKey, TakeOutOf
from disclosed.yaml_edits import edit_head
from disclosed.yaml_source import Source, parse_front_matter
from disclosed.yaml_words import scalar

ORDER = tuple(RequestFile.model_fields)
HELD = ("tables", "checks", "periods")  # keys whose entries can go one by one
WHOLE = ("standfirst", "headline", "period", "reuse")  # keys that can go: rules write the first two

OUT = {
    "tables": "The table",
    "checks": "The comparison",
    "periods": "The period of",
    "reuse": "The ground for re-use of its letters",
}
MOST_DATED = 40


class _Choice(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Title(_Choice):
    """What the request is called."""

    do: Literal["title"]
    words: Label


class TableTitle(_Choice):
    """What a table is called, on its own and above its chart."""

    do: Literal["table_title"]
    name: Words
    words: Label


class DatedAll(_Choice):
    """All figures, or those under a label, are for this period; `named` says it in words."""

    do: Literal["period"]
    label: Label = ""
    period: Label
    named: Label = ""


class LeaveOut(_Choice):
    """A table, a comparison, a period, or words that rules can write as well, go out of the file; `name` is that of one of several."""

    do: Literal["leave_out"]
    key: Literal["tables", "checks", "periods", "standfirst", "headline", "period", "reuse"]
    name: Words | Literal[""] = ""


RequestChoice = Title | TableTitle | DatedAll | Ground | LeaveOut
_CHOICES: TypeAdapter[tuple[RequestChoice, ...]] = TypeAdapter(
    Annotated[tuple[Annotated[RequestChoice, Field(discriminator="do")], ...], Field(min_length=1, max_length=20)]
)


@dataclass(frozen=True, slots=True)
class RequestLook:
    """A request's own file as it stands on disk, with what is wrong in it; `data` is None where there is no file.

    `dated` are the labels of its letters' figures that name a year.
    """

    name: str
    file: str
    data: bytes | None
    content: Content
    errors: tuple[Finding, ...]
    dated: tuple[str, ...] = ()


def parse_request_choices(given: object, file: str) -> tuple[RequestChoice, ...]:
    """Type choices as a form sends them; raises UserError with what is missing."""
    choices = typed_form(_CHOICES, given, file)
    if any(isinstance(one, Title) and not one.words for one in choices):
        raise UserError([problem(file, 0, "There is no title.", "Write what the request asks for.")])
    if any(isinstance(one, TableTitle) and not one.words for one in choices):
        raise UserError([problem(file, 0, "The table has no title.", "Write what its figures count.")])
    lacking = [why for one in choices if isinstance(one, DatedAll) for why in lacking_period(one.period, one.named)]
    lacking += [why for one in choices if isinstance(one, Ground) for why in lacking_ground(one)]
    if lacking:
        raise UserError([problem(file, 0, *why) for why in lacking])
    return choices


def change_request(look: RequestLook, choices: Sequence[RequestChoice], read: ReadBytes, by: By) -> bytes:
    """Write choices into a request's file; raises UserError with what would stop a build that did not before."""
    before = look.data
    if before is None:  # the file begins with the title that the site has without it
        before = f"---\ntitle: {scalar(look.content.requests[0].settings.title)}\n---\n".encode()
    data = edit_head(before, [_edit(one, by) for one in choices], look.file, ORDER)
    source = parse_front_matter(data, look.file)
    settings, problems = type_settings(RequestFile, source)
    if settings is None:
        raise UserError(problems)
    request = look.content.requests[0]
    changed = replace(look.content, requests=(replace(request, settings=settings, source=source),))
    known = set(words_of_errors(look.content, read))
    new = [one for words, one in words_of_errors(changed, read).items() if words not in known]
    if new:
        raise UserError(new)
    return data


def _edit(choice: RequestChoice, by: By) -> Edit:
    if isinstance(choice, Title):
        return Put("title", choice.words)
    if isinstance(choice, Ground):
        return PutGroup("reuse", ground_pairs(choice, by))
    if isinstance(choice, TableTitle):
        return PutWithin("tables", choice.name, "title", choice.words)
    if isinstance(choice, DatedAll):
        return _dated(choice)
    return TakeOutOf(choice.key, choice.name) if choice.key in HELD else TakeOutKey(choice.key)


def _dated(choice: DatedAll) -> Edit:
    """Write a period down, with its words where it has some."""
    named: Pairs = (("is", choice.period), ("words", choice.named))
    if choice.label:
        return PutOf("periods", choice.label, named if choice.named else choice.period)
    return PutGroup("period", named) if choice.named else Put("period", choice.period)


def told_request_choice(choice: RequestChoice) -> str:
    """Say what a choice has written down."""
    if isinstance(choice, Title):
        return f"The request is called {choice.words}."
    if isinstance(choice, TableTitle):
        return f"The table {choice.name} is called {choice.words}."
    if isinstance(choice, DatedAll):
        of = quoted(choice.label) if choice.label else "all figures"
        return f"The period of {of}: {said_period(choice.period, choice.named)}."
    if isinstance(choice, Ground):
        return f"The ground for re-use of its letters: {lower_first(GROUNDS[choice.ground or 'none'])}."
    what = OUT.get(choice.key, f"The {choice.key}")
    return f"{what}{f' {choice.name}' if choice.name else ''} is left out."


def dated_labels(readings: Iterable[Reading]) -> tuple[str, ...]:
    """List the labels that name a year, in the order of the letters, as far as a page can ask about them."""
    figures = (figure for reading in readings for question in reading.questions for figure in question.figures)
    return year_labels(figures)[:MOST_DATED]


def held_at(source: Source, line: int) -> tuple[str, str] | None:
    """Say in which table, comparison or words of the file a line stands, as (key, name); None where in none of those."""
    begins = max(
        ((at, path) for path, at in source.lines.items() if 0 < len(path) < 3 and at <= line),
        key=lambda pair: (pair[0], len(pair[1])),
        default=(0, ()),
    )[1]
    if len(begins) == 2 and begins[0] in HELD and isinstance(begins[1], str):
        return str(begins[0]), begins[1]
    return (str(begins[0]), "") if len(begins) == 1 and begins[0] in WHOLE else None


def held_in(source: Source) -> Iterator[tuple[str, str]]:
    """Name the tables and comparisons of the file, in its order."""
    tree = source.tree if isinstance(source.tree, dict) else {}
    for key in HELD:
        held = tree.get(key)
        yield from ((key, name) for name in (held if isinstance(held, dict) else {}))
