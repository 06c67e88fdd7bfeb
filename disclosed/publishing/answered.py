"""Who answered a request that was put to several authorities: a row a letter, and a row for each that sent none.

Ordered by name and never ranked (docs/editorial.md §3). What an authority gave in figures stands in the tables; here is only
whether it answered, when, and where its letter is.
"""

from __future__ import annotations

from collections.abc import Iterator

from disclosed.describing.coverage import not_given
from disclosed.describing.describe import letter_name
from disclosed.describing.index import Index
from disclosed.describing.wording import day
from disclosed.links import authority_page, letter_page, relative, request_page
from disclosed.publishing.narrow import fitted
from disclosed.publishing.runs import plain, rich, tied
from disclosed.publishing.views import Cell, Column, Grid, LedgerGroup, Rich, Row, Run
from disclosed.rows import AskedRow, ResponseRow

ANCHOR = "answered"
HEADS = ("Authority", "Answer", "Date", "Letter")
# What this site shows of a letter that is not shown, with the shape of its tag.
HIDDEN = {"withdrawn": "Removed", "under_review": "Under review"}
NOTHING: Rich = (Run("[z]", style="marker"),)
LEGEND: Rich = (Run("[z]", style="marker"), Run(": none."))
# What became of a request that no letter answers, with the shape of its tag.
STATES = {
    "no_reply": ("No reply", "no-reply"),
    "refused": ("Refused", "withheld"),
    "acknowledged": ("Acknowledged", "plain"),
    "clarification": ("Clarification asked for", "plain"),
    "withdrawn": ("Request withdrawn", "plain"),
    "answered": ("Answered, letter not published here", "plain"),
}


def answered_group(index: Index, request: str) -> LedgerGroup | None:
    """Set out who answered; None where only one authority was asked and sent one letter at most."""
    index = index.entire
    letters = index.responses(request)
    if len(index.authorities(request)) < 2 and len(letters) < 2:
        return None
    rows = tuple(row for _, row in sorted(_rows(index, request), key=lambda pair: pair[0]))
    marked = any(cell.words == NOTHING for row in rows for cell in row.cells)
    grid = fitted(
        Grid(
            f"{ANCHOR}-table",
            "",
            (Run("Who answered, by name", style="said"),),
            tuple(Column(plain(words)) for words in HEADS),
            rows,
            legend=(LEGEND,) if marked else (),
        )
    )
    said = tuple(rich(sentence) for sentence in not_given(index, request))
    return LedgerGroup(ANCHOR, "Who answered", "", (grid,), said)


def _rows(index: Index, request: str) -> Iterator[tuple[tuple[str, int], Row]]:
    """Make the rows, each with what it is sorted by: the authority's name, the letter's number."""
    page = request_page(request)
    for row in index.responses(request):
        yield (index.authority[row.authority].name.casefold(), row.sequence), _of_letter(index, page, row)
    heard = {row.authority for row in index.responses(request)}
    for asked in index.asked(request):
        if asked.authority not in heard:
            yield (index.authority[asked.authority].name.casefold(), 0), _of_silence(index, page, asked)


def _of_letter(index: Index, page: str, row: ResponseRow) -> Row:
    name = letter_name(index, row)
    letter = Run("Letter", relative(page, letter_page(row.response)), unseen=f" from {name}")
    not_printed = NOTHING if row.state in HIDDEN else plain("Not printed")
    date = plain(tied(day(row.date))) if row.date else not_printed
    head = Run(name, relative(page, authority_page(row.authority)))
    return Row((Cell((head,), heading=True), Cell(_state(index, row)), Cell(date), Cell((letter,))))


def _state(index: Index, row: ResponseRow) -> Rich:
    """Say that a letter answered, and whether its answers stand: not shown here, superseded, or superseded in part."""
    if row.state in HIDDEN:
        return (Run(HIDDEN[row.state], style="tag", variant="plain"),)
    superseded = [bool(own.superseded_by) for own in index.questions(row.response) if own.outcome != "stem"]
    if not any(superseded):
        return plain("Answered")
    return (Run("Superseded" if all(superseded) else "Superseded in part", style="tag", variant="plain"),)


def _of_silence(index: Index, page: str, asked: AskedRow) -> Row:
    words, variant = STATES[asked.state]
    head = Run(index.authority[asked.authority].name, relative(page, authority_page(asked.authority)))
    date = plain(tied(day(asked.state_date))) if asked.state_date else NOTHING
    state: Rich = (Run(words, style="tag", variant=variant),)
    return Row((Cell((head,), heading=True), Cell(state), Cell(date), Cell(NOTHING)))
