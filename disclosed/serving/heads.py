"""What a letter says of itself, beside its opening lines: its date, reference and subject, and the forms in which a person says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from disclosed.describing.wording import day, upper_first
from disclosed.publishing.views import Fact, Link, Rich, Run
from disclosed.serving import forms
from disclosed.serving.choices import SAID, SaidKey
from disclosed.serving.review_views import Part, Piece, ReadLine
from disclosed.serving.reviewing import WITHDRAWN, Reviewed

OPENING = "Opening lines"
NOT_PRINTED = "Not printed"


def with_head(parts: Sequence[Part], reviewed: Reviewed, at: str) -> tuple[Part, ...]:
    """Put what is known of a letter as a whole beside its opening lines, or first where it has none."""
    said = tuple(_said_lines(reviewed, at))
    place = next((number for number, part in enumerate(parts) if part.title == OPENING), None)
    if place is None:
        alone = Part("part-head", "The letter as a whole", (), (), (), said)
        return (alone, *parts) if said else tuple(parts)
    opening = replace(parts[place], read=(*said, *parts[place].read))
    return (*parts[:place], opening, *parts[place + 1 :])


def _said_lines(reviewed: Reviewed, at: str) -> Iterator[ReadLine]:
    """List what is known of a letter as a whole; `at` names what a person opened. Nothing of one that is withdrawn."""
    if reviewed.row.state not in WITHDRAWN:
        yield from (_line(reviewed, key, opened=at == key) for key in SAID)


def said_fact(reviewed: Reviewed, key: SaidKey) -> Fact:
    """Tell in a line of the page's head what is known, or lead to where it can be said."""
    words = _shown(key, getattr(reviewed.row, key))
    value: Rich = (
        (Run(words),) if words else (Run(f"{NOT_PRINTED}: "), Run("say it", _way_to(key), unseen=f" (the {key})"))
    )
    return Fact(upper_first(key), value)


def _line(reviewed: Reviewed, key: SaidKey, *, opened: bool) -> ReadLine:
    words = getattr(reviewed.row, key)
    given = key in reviewed.row.from_editor.split(";")
    line = None if given else _lines(reviewed).get(key)
    return ReadLine(
        f"said-{key}",
        (Piece(upper_first(key)),),
        (Piece(_shown(key, words), "strong") if words else Piece(NOT_PRINTED),),
        Link(f"line {line}", f"#L{line}") if line else None,
        None if opened else Link("Mend" if words else "Say it", _way_to(key)),
        "by a person" if given else "",
        (forms.said_form(key, words),) if opened else (),
    )


def _way_to(key: SaidKey) -> str:
    return f"?at={key}#said-{key}"


def _shown(key: SaidKey, words: str) -> str:
    return day(words) if key == "date" and words else words


def _lines(reviewed: Reviewed) -> Mapping[SaidKey, int]:
    """Say on which line a letter prints what it says of itself; of its subject that is not known."""
    head = reviewed.reading.letterhead
    printed: dict[SaidKey, int] = {}
    if head.date:
        printed["date"] = head.date.span.line
    if head.reference:
        printed["reference"] = head.reference.span.line
    return printed
