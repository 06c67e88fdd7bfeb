"""A request's notes: differences, and what a reader must know; and where in its tables each is marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from disclosed.index import Index
from disclosed.rows import Table
from disclosed.sentences import Sentence

NoteKind = Literal["before", "difference", "absent"]


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


@dataclass(frozen=True, slots=True)
class TableMarks:
    """The keys of the notes that a table marks: in its caption, by column heading and by row label."""

    caption: tuple[str, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def note_list(index: Index, request: str) -> tuple[NoteWords, ...]:
    """List a request's notes; a page numbers those it marks in order of use, then the others in this order."""
    raise NotImplementedError


def table_marks(index: Index, table: Table) -> TableMarks:
    """Say where a table marks notes: every figure that a difference touches is marked, by heading or row label."""
    raise NotImplementedError
