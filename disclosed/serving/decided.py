"""What has been decided of a letter, in words: each entry of its settings with the way to take it back, and what a form has led to."""

from __future__ import annotations

from collections.abc import Iterator

from disclosed.describing.wording import day, lower_first, quoted, upper_first
from disclosed.serving.choices import (
    SAID,
    Agree,
    Aside,
    Ask,
    Became,
    Choice,
    Dated,
    Follows,
    Ground,
    NoQuestion,
    Point,
    Publish,
    Redact,
    Said,
    SaidKey,
    Settle,
    Table,
    TakeBack,
    TakeDown,
    Unlike,
)
from disclosed.serving.forms import way
from disclosed.serving.period_forms import said_period, stated_words
from disclosed.serving.review_views import Decision, Piece, Way
from disclosed.serving.reviewing import WITHDRAWN, Reviewed
from disclosed.serving.words import GROUNDS, OUTCOMES, REASONS, bare, label_words
from disclosed.settling.line_ranges import LineRange
from disclosed.settling.settings import ReadingSettings, ResponseFile, Settlement

_DOWN = {
    "withdrawn": "The letter is withdrawn. Its text, and what was decided of it, are deleted here.",
    "under_review": "The letter is under review. Nothing of it is shown.",
}


def plan_decisions(reviewed: Reviewed) -> tuple[Decision, ...]:
    """List what a person has decided of a letter, in the order of its settings."""
    settings = reviewed.letter.settings
    return (*_of_state(reviewed), *_listed(settings))


def _of_state(reviewed: Reviewed) -> Iterator[Decision]:
    settings, row = reviewed.letter.settings, reviewed.row
    if row.state == "withdrawn":
        yield Decision((Piece(f"Withdrawn on {day(settings.withdrawn)}."),), "", None)
    if row.state == "under_review":
        back = way("Show it again", {"do": "take_back", "key": "under_review"})
        yield Decision((Piece(f"Under review since {day(settings.under_review)}."),), "", back)
    if settings.state == "published" and row.state not in WITHDRAWN:
        back = way("Make it a draft again", {"do": "publish", "state": "draft"})
        yield Decision((Piece(f"Published on {day(settings.published)}."),), "", back)


def _listed(settings: ResponseFile) -> Iterator[Decision]:
    for place, entry in enumerate(settings.readings):
        yield Decision((Piece(f"{upper_first(_reading(entry))}."),), "", _back("readings", place))
    for place, one in enumerate(settings.settled):
        yield Decision((Piece(_settlement(one)),), one.by, _back("settled", place))
    for place, note in enumerate(settings.notes):
        yield Decision((Piece(f"Note: {note.words}"),), note.by, _back("notes", place))
    for place, stated in enumerate(settings.periods):
        yield Decision((Piece(f"{upper_first(stated_words(stated))}."),), "", _back("periods", place))
    for place, kept in enumerate(settings.not_compared):
        words = f"Question {bare(kept.question)} is not compared: {kept.reason}"
        yield Decision((Piece(words),), "", _back("not_compared", place))
    for key in SAID:
        if words := getattr(settings, key):
            yield Decision((Piece(_said(key, words)),), "", _back(key, 0))


def _said(key: SaidKey, words: str) -> str:
    return f"The {key}: {day(words) if key == 'date' else words}."


def _reading(entry: ReadingSettings) -> str:
    number = bare(entry.question or "")
    if entry.none:
        return f"what was read as question {number} is none"
    if entry.asked:
        answer = f", its answer on {_lines(entry.answered)}" if entry.answered else ", without an answer"
        return f"question {number} stands on {_lines(entry.asked)}{answer}{_became(entry)}"
    if entry.outcome:
        return f"question {number}: {lower_first(OUTCOMES[entry.outcome])}"
    place = f"line {entry.line}, {quoted(entry.words)}"
    return f"{place}: {_no_figure(entry.set_aside) if entry.set_aside else _figure_of(number, entry.labels)}"


def _lines(places: tuple[LineRange, ...]) -> str:
    """Say on which lines something stands: `line 16 (part of it)`, `lines 12 to 13 and line 40`."""
    return " and ".join(
        f"line {one.first}{' (part of it)' if one.column else ''}"
        if one.first == one.last
        else f"lines {one.first} to {one.last}"
        for one in places
    )


def _became(entry: ReadingSettings) -> str:
    return f": {lower_first(OUTCOMES[entry.outcome])}" if entry.outcome else ""


def _figure_of(number: str, labels: tuple[str, ...]) -> str:
    return f"a figure of question {number}{', ' if labels else ''}{label_words(labels)}"


def _no_figure(reason: str) -> str:
    return f"no figure, {REASONS.get(reason, reason)}"


def _settlement(entry: Settlement) -> str:
    if entry.check:
        return f"{entry.check}: {entry.found}. {entry.reason}"
    at = f", line {entry.line}" if entry.line else f", question {bare(entry.question)}" if entry.question else ""
    return f"{upper_first(entry.finding.replace('_', ' '))}{at}. {entry.reason}"


def _back(key: str, place: int) -> Way:
    return way("Take it back", {"do": "take_back", "key": key, "place": place})


def told_choice(choice: Choice) -> str:
    """Say what a choice has written down."""
    if isinstance(choice, Point | Aside):
        what = (
            _no_figure(choice.reason) if isinstance(choice, Aside) else _figure_of(bare(choice.question), choice.labels)
        )
        return f"Line {choice.line}, {quoted(choice.words)}: {what}."
    if isinstance(choice, Table):
        return f"A table of question {bare(choice.question)}, on lines {choice.lines}."
    if isinstance(choice, Ask):
        return f"Question {bare(choice.question)} stands there."
    if isinstance(choice, NoQuestion):
        return f"What was read as question {bare(choice.question)} is none."
    if isinstance(choice, Became):
        return f"Question {bare(choice.question)}: {lower_first(OUTCOMES[choice.outcome])}."
    return _told_of_letter(choice)


def named_ours(key: str, ours: str) -> str:
    """Name a label or a question of the letter that was taken for one of the request's."""
    return f"Question {bare(ours)}" if key == "questions" else f"The label {quoted(ours)}"


def _told_of_letter(choice: Choice) -> str:
    match choice:
        case Dated():
            of = f"question {bare(choice.question)}" if choice.question else f"line {choice.line}"
            of += f", {quoted(choice.label)}" if choice.label else ""
            told = f"The period of {of}: {said_period(choice.period, choice.named)}."
        case Settle():
            told = f"Settled: {choice.reason}"
        case Ground():
            told = f"Re-use: {lower_first(GROUNDS[choice.ground or 'none'])}."
        case Said():
            told = _said(choice.key, choice.words)
        case Follows():
            told = f"The letter is a {choice.kind}."
        case Agree():
            told = "The guesses are right." if choice.to == "proposed" else "The letter is compared with its file."
        case Unlike():
            told = f"{named_ours(choice.key, choice.ours)} is none of the request’s."
        case Redact():
            told = f"Line {choice.line}: redacted in the letter’s text."
        case _:
            told = _told_of_state(choice)
    return told


def _told_of_state(choice: Choice) -> str:
    if isinstance(choice, Publish):
        return "The letter is published." if choice.state == "published" else "The letter is a draft again."
    if isinstance(choice, TakeDown):
        return _DOWN[choice.state]
    again = isinstance(choice, TakeBack) and choice.key == "under_review"
    return "The letter is shown again." if again else "The decision is taken back."
