"""A request's notes: differences, and what a reader must know; and where in its tables each is marked.

EDITORIAL 3, 5 and 6: in tables both sides of a difference carry its note, in a heading or row label and never beside a
number; what to know before use comes first, then differences, then what the letter does not give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from disclosed.check_words import check_note
from disclosed.index import Index
from disclosed.ledger import ledger
from disclosed.marks import Marks, TableMarks
from disclosed.rows import NoteRow, ResponseRow, Table
from disclosed.sentences import Sentence, say, unique
from disclosed.wording import full_stop, joined

NoteKind = Literal["before", "difference", "absent"]
KINDS: tuple[NoteKind, ...] = ("before", "difference", "absent")

# What the letter does not give, which comes last; every other code is something to know before use.
ABSENT = frozenset({"reference_missing", "date_missing", "part_unanswered", "attachment_missing"})
# Said where re-use is (describe.attribution), and not again as a note.
SAID_ELSEWHERE = frozenset({"licence_missing", "licence_version_missing", "licence_not_open", "not_compared"})
# What a letter's heading lacks is one note, in this order: code → what it lacks.
HEADING = {"date_missing": "date", "reference_missing": "reference"}
PERIOD_CODES = frozenset({"partial_period"})  # marked at the periods, not at the question


@dataclass(frozen=True, slots=True)
class NoteWords:
    """One note. `kind`: what to know before use, a difference, or what the letter does not give.

    `check` is the id of the ledger's row where it has one; `questions` are those it is about (none: the whole letter).
    """

    key: str
    response: str
    kind: NoteKind
    sentence: Sentence
    questions: tuple[str, ...]
    check: str = ""


def note_key(note: NoteRow) -> str:
    """Name a note: its response, and its place among the notes of that response."""
    return f"{note.response}/note-{note.sequence}"


def note_list(index: Index, request: str) -> tuple[NoteWords, ...]:
    """List a request's notes; a page numbers those it marks in order of use, then the others in this order."""
    responses = index.responses(request)
    found = [note for row in responses for note in _notes_of(index, row, several=len(responses) > 1)]
    return tuple(sorted(found, key=lambda note: KINDS.index(note.kind)))


def _notes_of(index: Index, response: ResponseRow, *, several: bool) -> Iterator[NoteWords]:
    """Yield the notes of one letter; beside other letters each says whose it is, and headings go to the letter's page."""
    whose = f"{index.authority[response.authority].name}: " if several else ""
    for row in ledger(index, response.response):
        if row.note:
            sentence = check_note(index, response.response, row.name)
            check = next(pair.check for pair in row.pairs if pair.result == "differs")
            yield NoteWords(row.note, response.response, "difference", _whose(whose, sentence), row.questions, check)
    for note in index.notes(response.response):
        if note.code not in SAID_ELSEWHERE and note.code not in HEADING:
            kind: NoteKind = "absent" if note.code in ABSENT else "before"
            questions = (note.question,) if note.question else ()
            yield NoteWords(note_key(note), response.response, kind, say(whose, full_stop(note.words)), questions)
    if not several:
        yield from _heading_note(index, response.response)


def _whose(whose: str, sentence: Sentence) -> Sentence:
    return say(whose, *sentence.pieces, places=sentence.places, derived=sentence.derived) if whose else sentence


def heading_key(index: Index, response: str) -> str:
    """Name the note on what a letter's heading lacks; '' where it lacks nothing."""
    return next((note_key(note) for note in index.notes(response) if note.code in HEADING), "")


def _heading_note(index: Index, response: str) -> Iterator[NoteWords]:
    """Join what a letter's heading lacks: `The letter prints no date and no reference.`."""
    codes = {note.code for note in index.notes(response)}
    lacking = [f"no {what}" for code, what in HEADING.items() if code in codes]
    if lacking:
        key = heading_key(index, response)
        yield NoteWords(key, response, "absent", say(f"The letter prints {joined(lacking)}."), ())


# Where a table marks notes


def table_marks(index: Index, table: Table) -> TableMarks:
    """Say where a table marks notes: every figure that a difference touches is marked, by heading or row label."""
    marks = Marks(index, table)
    for response in unique(row.response for row in table.rows if row.response):
        for row in ledger(index, response):
            for pair in row.pairs if row.note else ():
                if pair.result == "differs":
                    marks.add_difference(row.note, index.terms(pair.check))
        for note in index.notes(response):
            if note.code in PERIOD_CODES:
                marks.add_periods(note_key(note), response)
            elif note.code not in ABSENT | SAID_ELSEWHERE and _draws_on(index, table, note):
                marks.add_caption(note_key(note))
    return marks.made()


def _draws_on(index: Index, table: Table, note: NoteRow) -> bool:
    """Tell whether a table draws on the question that a note is about."""
    question = index.question.get((note.response, note.question))
    return question is not None and question.request_question in table.questions
