"""What is decided once a letter: on what its re-use rests, what is to be compared with its file, what `add` guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosed.adding.drafting import COMPARE, PROPOSED
from disclosed.describing.wording import quoted, upper_first
from disclosed.serving import forms
from disclosed.serving.forms import way
from disclosed.serving.quoting import Quotes
from disclosed.serving.review_views import Piece, Wait, Way
from disclosed.serving.reviewing import WITHDRAWN, Reviewed
from disclosed.serving.words import bare
from disclosed.settling.settings import ResponseFile

_COMPARE = re.compile(rf"^{re.escape(COMPARE)} (.+)$", re.MULTILINE)


def once_a_letter(reviewed: Reviewed, quotes: Quotes, settings: str) -> Iterator[Wait]:
    """List what is to be decided of a whole letter; `settings` is the text of its `.yml`."""
    if asks_ground(reviewed):
        yield from _ground(reviewed, quotes)
    yield from _compared(settings)
    if PROPOSED in settings:
        yield from _proposed(reviewed)


def asks_ground(reviewed: Reviewed) -> bool:
    """Whether there is no ground for re-use, and nobody has said that there is none."""
    decided = reviewed.row.ground != "none" or reviewed.letter.settings.reuse is not None
    return not decided and reviewed.row.state not in WITHDRAWN


def _ground(reviewed: Reviewed, quotes: Quotes) -> Iterator[Wait]:
    """Ask for a ground for re-use."""
    licence = reviewed.reading.letterhead.licence
    words = "The letter prints no licence" if licence is None else "The letter’s words grant no open licence"
    told = "Without a ground for re-use only its date, its questions’ numbers and what became of them go out."
    lines = quotes.around([licence.span.line], [licence.span]) if licence else ()
    none = {"do": "ground", "ground": "", "publish": "metadata"}
    ways = (way("There is none: publish only that", none),)
    page = f"/review/{reviewed.request.name}/?at=reuse#request-reuse"
    of_all = (
        Piece("A ground that holds for all letters of the request is said "),
        Piece("on its page", href=page),
        Piece("."),
    )
    yield Wait("", "Re-use", words, ((Piece(told),), of_all), lines, ways, (forms.ground_form(),))


def _compared(settings: str) -> Iterator[Wait]:
    for words in _COMPARE.findall(settings):
        ways = (way("I have compared it", {"do": "agree", "to": "compared"}, first=True),)
        yield Wait("", "To compare", upper_first(words.strip().rstrip(".")), ways=ways)


def _proposed(reviewed: Reviewed) -> Iterator[Wait]:
    """Ask about what `add` proposed of a letter beside others."""
    settings = reviewed.letter.settings
    told = []
    if settings.kind != "response":
        replaced = f" It takes the place of {settings.supersedes}." if settings.supersedes else ""
        told.append(f"The letter is a {settings.kind}.{replaced}")
    told += [f"Its question {ours} is the request’s question {theirs}." for ours, theirs in settings.questions.items()]
    told += [f"Its label {quoted(ours)} is the request’s {quoted(theirs)}." for ours, theirs in settings.labels.items()]
    right = "That is right" if len(told) == 1 else "All of it is right"
    ways = (way(right, {"do": "agree", "to": "proposed"}, first=True), *_unlike(settings))
    words = tuple((Piece(one),) for one in told)
    title = "The program has guessed how the letter stands beside others"
    yield Wait("", "Proposed", title, words, ways=ways, forms=(forms.kind_form(settings.kind, _earlier(reviewed)),))


def _unlike(settings: ResponseFile) -> Iterator[Way]:
    """Offer to say of each question and label that it is not the request's."""
    for ours, theirs in settings.questions.items():
        yield way(
            f"Question {bare(ours)} is not the request’s question {bare(theirs)}",
            {"do": "unlike", "key": "questions", "ours": ours},
        )
    for ours, theirs in settings.labels.items():
        yield way(f"{quoted(ours)} is not {quoted(theirs)}", {"do": "unlike", "key": "labels", "ours": ours})


def _earlier(reviewed: Reviewed) -> tuple[str, ...]:
    """Name the other letters of the authority on this request."""
    mine = reviewed.row
    rows = reviewed.package.responses
    return tuple(row.response.rpartition("/")[2] for row in rows if row.authority == mine.authority and row != mine)
