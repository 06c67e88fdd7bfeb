"""An author's sentence to a Sentence: each `{{ address }}` filled from its figures, each `[note: key]` made a mark.

What an author wrote travels in the package with its addresses unfilled, so that a figure in prose is the letter's own
or does not appear at all: nothing is typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosed.addresses import Figures, ShownNumber, evaluate, index_figures, parse_shown
from disclosed.describing.index import Index, kept
from disclosed.describing.sentences import NoteMark, Piece, Sentence, say, unique
from disclosed.findings import UserError, problem
from disclosed.grammar import NOTE_MARK, PLACEHOLDER, AddressError

TOKEN = re.compile(rf"{PLACEHOLDER.pattern}|{NOTE_MARK.pattern}")
DOUBLE = re.compile(r'"([^"]*)"')
SINGLE = re.compile(r"(?<!\w)'([^']*)'(?!\w)")


@kept
def addressable(index: Index, request: str) -> Figures:
    """Make a request's figures addressable under the request's own question numbers, those of superseded letters too."""
    index = index.entire
    rows = [row for response in index.responses(request) for row in index.figures(response.response)]
    questions = [row for response in index.responses(request) for row in index.questions(response.response)]
    return index_figures(rows, questions)


def fill(index: Index, request: str, text: str) -> Sentence:
    """Fill one sentence or paragraph of a request's author; raises UserError where an address fits nothing."""
    figures = addressable(index, request)
    pieces: list[Piece] = []
    places: list[str] = []
    derived: list[str] = []
    at = 0
    for found in TOKEN.finditer(text):
        pieces.append(typographic(text[at : found.start()]))
        at = found.end()
        if found[1] is None:
            pieces += note_marks(index, request, found[2])
            continue
        shown = _shown(found[1].strip(), figures, request)
        pieces.append(shown.words)
        places += shown.places
        derived += [shown.derived_id] if shown.derived_id else []
    return say(*pieces, typographic(text[at:]), places=places, derived=derived)


def _shown(address: str, figures: Figures, request: str) -> ShownNumber:
    """Work out an address; what an author got wrong is theirs to mend."""
    try:
        return evaluate(parse_shown(address), figures)
    except AddressError as error:
        raise UserError([problem(f"requests/{request}/request.md", 0, error.message, error.remedy)]) from error


def note_marks(index: Index, request: str, name: str) -> tuple[Piece, ...]:
    """Mark the notes of a name: of each letter that has a check or a note so named, parted by spaces."""
    marks = tuple(NoteMark(key) for key in unique(_keys(index, request, name)))
    return tuple(piece for mark in marks for piece in (" ", mark))[1:]


def _keys(index: Index, request: str, name: str) -> Iterator[str]:
    """Yield the keys of a request's notes that a name means."""
    for response in index.responses(request):
        for check in index.checks(response.response):
            if check.name == name and check.result == "differs":
                yield f"{response.response}/{name}"
        for note in index.notes(response.response):
            if name in {note.name, note.code.replace("_", "-")}:
                yield f"{response.response}/note-{note.sequence}"


def typographic(text: str) -> str:
    """Set straight quotes as a page prints them: `"x"` as “x”, `'x'` as ‘x’, an apostrophe as ’."""
    return SINGLE.sub(r"‘\1’", DOUBLE.sub(r"“\1”", text)).replace("'", "’")
