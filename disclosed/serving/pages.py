"""The preview's own pages: their frame, and what each kind of answer shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disclosed.describing.wording import counted
from disclosed.findings import UserError
from disclosed.model import Finding, Reading
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Frame, Head, Link, Run
from disclosed.serving.forms import LABELS, QUESTIONS
from disclosed.serving.review_views import Common, Field, ListView, Problem, ReviewView, SaidView, Told, Way
from disclosed.serving.words import bare

LIST, NAME = "/review/", "/review/name"
MOST_KNOWN = 400  # labels to choose from
OwnView = ReviewView | ListView | SaidView
FOOT = "These pages are on this computer alone, while the preview runs. They are no part of the site."


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One of the preview's own pages: the template that sets it, and what that is given."""

    template: str
    frame: Frame
    view: OwnView


def own_page(template: str, title: str, view: OwnView, here: str = "") -> OwnPage:
    """Frame a page; `here` is its place below the list of what waits, '' for the list itself."""
    crumbs = (Link("What waits", LIST), Link(here, "", current=True)) if here else ()
    frame = Frame(
        title=f"{title} · Review",
        heading=title,
        description="",
        canonical="",
        root="/",
        home=LIST,
        site="Review",
        navigation=(Link("What waits", LIST, not here), Link("The site", "/index.html")),
        crumbs=crumbs,
        report=None,
        reports="",
        footer=((Run(FOOT),),),
        about=(),
    )
    return OwnPage(template, frame, view)


def said_page(title: str, words: str, problems: Iterable[Problem] = (), links: Sequence[Link] = ()) -> OwnPage:
    """Say in a few words why there is no page, or what is wrong."""
    view = SaidView(Head(title, standfirst=plain(words)), tuple(problems), tuple(links))
    return own_page("said.html", title, view, title)


def common_of(action: str, secrets: Sequence[tuple[str, str]], by: str, told: Told | None = None) -> Common:
    """Make what every form of a page sends along."""
    return Common(action, tuple(Field(name, value) for name, value in secrets), by, told)


def known_words(reading: Reading) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List the questions and the labels of a letter, to choose from."""
    numbers = tuple(bare(question.number) for question in reading.questions)
    figures = (figure for question in reading.questions for figure in question.figures)
    labels = dict.fromkeys(label for figure in figures for label in figure.labels if label)
    return ((QUESTIONS, numbers), (LABELS, tuple(labels)[:MOST_KNOWN]))


def told_done(title: str, words: Sequence[str], *, undo: bool = False, written: bool = False) -> Told:
    """Tell what has been done; of many choices the first few. `written` leads to the file, where the page shows one."""
    shown = (*words[:5], f"And {counted(len(words) - 5, 'more choice')}.") if len(words) > 6 else tuple(words)
    return Told(title, shown, undo=Way("Undo", (Field("undo", "yes"),)) if undo else None, written=written)


def told_refused(error: UserError, own: str = "", again: Way | None = None) -> Told:
    """Tell why nothing has been written, by place where it has one; `own` is the file that nobody sees while they review."""
    return Told("Nothing is written", tuple(_said(one, own) for one in error.findings), True, anyway=again)


def _said(finding: Finding, own: str) -> str:
    place = f"{finding.file}, line {finding.line}: " if finding.line and finding.file != own else ""
    return f"{place}{finding.message} {finding.remedy}".strip()
