"""A request's notes: differences, and what a reader must know; and where in its tables each is marked.

docs/editorial.md §3, 5 and 6: in tables both sides of a difference carry its note, in a heading or row label and never beside a
number; what to know before use comes first, then differences, then what the letter does not give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from disclosed.describing.check_words import check_note
from disclosed.describing.filling import typographic
from disclosed.describing.index import Index
from disclosed.describing.ledger import ledger
from disclosed.describing.marks import Marks, TableMarks
from disclosed.describing.sentences import Sentence, say, unique
from disclosed.describing.wording import full_stop, joined
from disclosed.grammar import NOTE_MARK
from disclosed.rows import NoteRow, ResponseRow, Table

NoteKind = Literal["before", "difference", "absent"]
KINDS: tuple[NoteKind, ...] = ("before", "difference", "absent")

# What the letter does not give, which comes last; every other code is something to know before use.
ABSENT = frozenset({"reference_missing", "date_missing", "part_unanswered", "attachment_missing"})
# Said where re-use, refusals or the comparison are, and not again as a note.
SAID_ELSEWHERE = frozenset(
    {"licence_missing", "licence_version_missing", "licence_not_open", "not_compared", "citation_suspect"}
)
# What a letter's heading lacks is one note, in this order: code → what it lacks.
HEADING = {"date_missing": "date", "reference_missing": "reference"}
# `Questions 1a, 3 and 4 ask …`: the letter's page shows the note at each of them.
QUESTION_NUMBER = re.compile(r"\d+[a-z]?(?:\.[0-9ivx]+)*")
QUESTIONS_NAMED = re.compile(r"Questions? ((?:\d+[a-z]?(?:\.[0-9ivx]+)*(?:, | and )?){1,20})")
PROGRAM = "program"
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
        if note.code not in SAID_ELSEWHERE and note.code not in HEADING and not _said(index, note):
            kind: NoteKind = "absent" if note.code in ABSENT else "before"
            words = say(whose, typographic(full_stop(note.words)))
            yield NoteWords(note_key(note), response.response, kind, words, about_questions(index, note))
    if not several:
        yield from _heading_note(index, response.response)


def _said(index: Index, note: NoteRow) -> bool:
    """Tell whether the page says elsewhere what a note says: as an outcome, or in an editor's note of the same kind."""
    question = index.question.get((note.response, note.question))
    if note.code == "attachment_missing" and question is not None and question.outcome == "attached":
        return True
    return note.by == PROGRAM and any(
        other.code == note.code and other.by != PROGRAM and note.question in about_questions(index, other)
        for other in index.notes(note.response)
    )


def about_questions(index: Index, note: NoteRow) -> tuple[str, ...]:
    """Name the questions that a note is about: its own, those its words begin with, and the parts of a stem."""
    found = QUESTIONS_NAMED.match(note.words)
    named = [note.question, *(QUESTION_NUMBER.findall(found[1]) if found else [])]
    rows = index.questions(note.response)
    return tuple(row.question for row in rows if any(_is_part(row.question, name) for name in named if name))


def _is_part(question: str, named: str) -> bool:
    """Tell whether a question is the one named, or a part of it by a point (`3e.i` of `3e`)."""
    return question == named or question.startswith(f"{named}.")


def _whose(whose: str, sentence: Sentence) -> Sentence:
    return say(whose, *sentence.pieces, places=sentence.places, derived=sentence.derived) if whose else sentence


def heading_key(index: Index, response: str) -> str:
    """Name the note on what a letter's heading lacks; '' where it lacks nothing."""
    return next((note_key(note) for note in index.notes(response) if note.code in HEADING), "")


def _heading_note(index: Index, response: str) -> Iterator[NoteWords]:
    """Join what a letter's heading lacks: `The letter prints no date and no reference.`."""
    found = {note.code: note for note in index.notes(response) if note.code in HEADING}
    lacking = [f"no {what}" for code, what in HEADING.items() if code in found]
    if lacking:
        words = f"The letter prints {joined(lacking)}." if len(lacking) > 1 else next(iter(found.values())).words
        yield NoteWords(heading_key(index, response), response, "absent", say(full_stop(words)), ())


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
            elif note.code not in ABSENT | SAID_ELSEWHERE and _stands_in(index, table, note):
                marks.add_caption(note_key(note))
    return marks.made()


def _stands_in(index: Index, table: Table, note: NoteRow) -> bool:
    """Tell whether a table's caption marks a note: it is about a question of the table, and the findings mark it too.

    Every note stands in the notes; where an author wrote the findings, they chose which a reader needs in passing.
    """
    question = index.question.get((note.response, note.question))
    if question is None or question.request_question not in table.questions:
        return False
    commentary = index.request[table.request].commentary
    return not commentary or note.name in NOTE_MARK.findall(commentary)
