"""The page of a request: what is wrong in its own file, its title, and its tables and comparisons, each of which can go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosed.describing.wording import counted
from disclosed.links import request_page
from disclosed.model import Finding
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Fact, Head, Link, Run
from disclosed.serving.forms import way
from disclosed.serving.request_changes import HELD, RequestLook, held_at, held_in
from disclosed.serving.review_views import Common, Entry, Field, Form, Part, Piece, ReadLine, ReviewView, Wait, Way

TITLE = "title"
NAMED = {"tables": "table", "checks": "comparison"}  # a key of the file → what one entry of it is


def request_view(look: RequestLook, common: Common, seen: str, query: Mapping[str, str]) -> ReviewView:
    """Set out the page of a request; `query` says what a person opened."""
    request = look.content.requests[0]
    waits = tuple(_wait(look, finding, f"wait-{at}") for at, finding in enumerate(look.errors, start=1))
    letters = counted(len(request.letters), "letter")
    told = f"{counted(len(waits), 'thing')} in its own file would stop a build." if waits else "Nothing waits."
    facts = (Fact("Its page", (Run("As readers see it", f"/{request_page(look.name)}"),)),)
    return ReviewView(
        Head("The request:", request.settings.title, plain(f"{letters}. {told}"), facts=facts),
        common,
        seen,
        waits,
        None,
        (Part("part-request", "Title, tables and comparisons", (), (), (), tuple(_lines(look, query.get("at", "")))),),
        None,
        (look.data or b"").decode("utf-8", "replace") if query.get("show") == "written" else "",
        look.file,
        "What it holds",
    )


def _wait(look: RequestLook, finding: Finding, anchor: str) -> Wait:
    """Tell what is wrong, with a button where something of the file can go."""
    source = look.content.requests[0].source
    held = held_at(source, finding.line) if finding.line else None
    where = f"{finding.file}, line {finding.line}." if finding.line else f"{finding.file}."
    words = ((Piece(where),), (Piece(finding.remedy),))
    ways = (_out(*held, first=True),) if held else ()
    return Wait(anchor, "Stops the build", finding.message.rstrip("."), words, ways=ways)


def _out(key: str, name: str, *, first: bool = False) -> Way:
    """Make the button that takes something out of the file."""
    what = f"the {NAMED[key]} {name}" if key in HELD else f"the {key}: rules write one"
    return way(f"Leave out {what}", {"do": "leave_out", "key": key, "name": name}, first=first)


def _lines(look: RequestLook, at: str) -> Iterator[ReadLine]:
    """List the title, and what can go."""
    settings, source = look.content.requests[0].settings, look.content.requests[0].source
    opened = at == TITLE
    yield ReadLine(
        "request-title",
        (Piece("Title"),),
        (Piece(settings.title, "strong"),),
        None,
        None if opened else Link("Mend", f"?at={TITLE}#request-title"),
        "",
        (_title_form(settings.title),) if opened else (),
    )
    for key, name in held_in(source):
        table = settings.tables.get(name) if key == "tables" else None
        out = _out(key, name)
        yield ReadLine(
            f"request-{key}-{name}",
            (Piece(f"{NAMED[key].capitalize()} {name}"),),
            (Piece(table.title, "strong") if table else Piece(f"line {source.line((key, name))}"),),
            None,
            None,
            "",
            (Form("Leave it out", f"Leave out the {NAMED[key]}", out.fields),),
        )


def _title_form(title: str) -> Form:
    entry = Entry("words", "Title", title, "what was asked, in a few words; its address does not change")
    return Form("As you write it", "Write it down", (Field("do", "title"),), (entry,), opened=True)
