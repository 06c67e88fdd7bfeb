"""The page of a request: what is wrong in its own file, its title, and its tables and comparisons, each of which can go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from disclosed.describing.wording import counted, quoted
from disclosed.links import request_page
from disclosed.model import Finding
from disclosed.naming import fold_label
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Fact, Head, Link, Run
from disclosed.serving.forms import ground_form, way
from disclosed.serving.period_forms import period_entries
from disclosed.serving.request_changes import HELD, RequestLook, held_at, held_in
from disclosed.serving.review_views import Common, Entry, Field, Form, Part, Piece, ReadLine, ReviewView, Wait, Way
from disclosed.serving.words import GROUNDS
from disclosed.settling.periods import Period, days_in_words
from disclosed.settling.whose import titled

TITLE = "title"
MOST_LETTERS = 12  # that the head of the page leads to
REUSE = "reuse"
PERIOD = "period"  # what a person opens; with a label behind ':', the period of that
NAMED = {
    "tables": "table",
    "checks": "comparison",
    "periods": "period of",
}  # a key of the file → what one entry of it is


def request_view(
    look: RequestLook, common: Common, seen: str, query: Mapping[str, str], *, together: Way | None = None
) -> ReviewView:
    """Set out the page of a request; `query` says what a person opened, `together` publishes its drafts that are ready."""
    request = look.content.requests[0]
    waits = tuple(_wait(look, finding, f"wait-{at}") for at, finding in enumerate(look.errors, start=1))
    letters = counted(len(request.letters), "letter")
    told = f"{counted(len(waits), 'thing')} in its own file would stop a build." if waits else "Nothing waits."
    facts = (
        Fact("Letters", tuple(_letters(look))),
        Fact("Its page", (Run("As readers see it", f"/{request_page(look.name)}"),)),
    )
    return ReviewView(
        Head("The request:", request.settings.title, plain(f"{letters}. {told}"), facts=facts),
        common,
        seen,
        waits,
        Wait("", "", "Drafts in which nothing waits", ways=(together,)) if together else None,
        (
            Part(
                "part-request",
                "Title, periods, re-use, tables and comparisons",
                (),
                (),
                (),
                tuple(_lines(look, query.get("at", ""))),
            ),
        ),
        None,
        (look.data or b"").decode("utf-8", "replace") if query.get("show") == "written" else "",
        look.file,
        "What it holds",
    )


def _letters(look: RequestLook) -> Iterator[Run]:
    """Lead to the letters' own pages; of many, to the first."""
    stems = [letter.stem for letter in look.content.requests[0].letters]
    for at, stem in enumerate(stems[:MOST_LETTERS]):
        yield from (Run(", "),) if at else ()
        yield Run(titled(stem), f"/review/{look.name}/{stem}/")
    if len(stems) > MOST_LETTERS:
        yield Run(f" and {counted(len(stems) - MOST_LETTERS, 'other')}")


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
    written = "" if key == PERIOD else ": rules write one"
    what = f"the {NAMED[key]} {name}" if key in HELD else f"the {key}{written}"
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
    yield from _periods(look, at)
    yield _reuse(look, at)
    for key, name in held_in(source):
        if key == "periods":
            continue
        table = settings.tables.get(name) if key == "tables" else None
        anchor, of = f"request-{key}-{name}", f"table:{name}"
        opened = table is not None and at == of
        yield ReadLine(
            anchor,
            (Piece(f"{NAMED[key].capitalize()} {name}"),),
            (Piece(table.title, "strong") if table else Piece(f"line {source.line((key, name))}"),),
            None,
            Link("Mend", f"?at={of}#{anchor}") if table and not opened else None,
            "",
            (
                *((_table_form(name, table.title),) if table and opened else ()),
                Form("Leave it out", f"Leave out the {NAMED[key]}", _out(key, name).fields),
            ),
        )


def _table_form(name: str, title: str) -> Form:
    entry = Entry("words", "Title", title, "what its figures count, and by what they are parted")
    fields = (Field("do", "table_title"), Field("name", name))
    return Form("What the table is called", "Write it down", fields, (entry,), opened=True)


def _periods(look: RequestLook, at: str) -> Iterator[ReadLine]:
    """List the period of all figures, or of each label that names a year or has a period already."""
    settings = look.content.requests[0].settings
    if settings.period or not settings.periods:
        rests = "rests: labels have periods of their own" if settings.period and settings.periods else ""
        yield _period("request-period", "Period of all figures", settings.period, ("", at, rests))
    known = {fold_label(label): period for label, period in settings.periods.items()}
    labels = (*settings.periods, *(label for label in look.dated if fold_label(label) not in known))
    for number, label in enumerate(labels, start=1):
        words = f"Period of {quoted(label)}"
        yield _period(f"request-period-{number}", words, known.get(fold_label(label)), (label, at, ""))


def _reuse(look: RequestLook, at: str) -> ReadLine:
    """Tell on what re-use of all its letters rests that print no licence, or that nothing is said."""
    own, of_site = look.content.requests[0].settings.reuse, look.content.site.reuse
    reuse = own or of_site
    told = Piece(GROUNDS[reuse.ground or "none"], "strong") if reuse else Piece("not said")
    opened = at == REUSE
    mend = None if opened else Link("Mend" if own else "Say it", f"?at={REUSE}#request-{REUSE}")
    remark = "that of the whole site" if of_site and not own else ""
    out = (Form("Leave it out", "Leave out the ground", _out(REUSE, "").fields),) if own else ()
    forms = (replace(ground_form(own), title="For all its letters that have none of their own"), *out) if opened else ()
    return ReadLine(f"request-{REUSE}", (Piece("Ground for re-use"),), (told,), None, mend, remark, forms)


def _period(anchor: str, words: str, period: Period | None, about: tuple[str, str, str]) -> ReadLine:
    """Tell a period, or that it is not said; `about` is its label, what a person opened, and a remark."""
    label, at, remark = about
    name = f"{PERIOD}:{label}" if label else PERIOD
    mend = Link("Mend" if period else "Say it", f"?at={quote(name)}#{anchor}")
    key, held = ("periods", label) if label else (PERIOD, "")
    out = (Form("Leave it out", "Leave out the period", _out(key, held).fields),) if period else ()
    told = Piece(days_in_words(period), "strong") if period else Piece("not said")
    forms = (_period_form(label, period), *out) if at == name else ()
    return ReadLine(anchor, (Piece(words),), (told,), None, None if at == name else mend, remark, forms)


def _period_form(label: str, period: Period | None) -> Form:
    interval = f"{period.interval}{' part' if period.partial else ''}" if period else ""
    entries = period_entries(interval, period.words if period and period.named else "")
    fields = (Field("do", "period"), Field("label", label))
    return Form("For which period they are", "Write it down", fields, entries, opened=True)


def _title_form(title: str) -> Form:
    entry = Entry("words", "Title", title, "what was asked, in a few words; its address does not change")
    return Form("As you write it", "Write it down", (Field("do", "title"),), (entry,), opened=True)
