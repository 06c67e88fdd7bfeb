"""What later letters changed, on pages: a table on the later letter's page and the request's, words on the earlier one's.

docs/editorial.md §6: figures stay as released, and a corrected answer is a new letter beside the old one. So the earlier
page keeps its address and its lines, says that it has been superseded, and leads on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from disclosed.describing.changes import KINDS, SAYS_NOTHING, Change, Restated, restated
from disclosed.describing.describe import letter_name, letter_order
from disclosed.describing.index import Index
from disclosed.describing.wording import counted, day, question_numbers, upper_first
from disclosed.links import figure_place, letter_page, question_anchor, relative, request_page
from disclosed.publishing.grids import LEGENDS, skip_words
from disclosed.publishing.narrow import fitted
from disclosed.publishing.runs import joined, plain, tied
from disclosed.publishing.views import Cell, Column, Grid, LedgerGroup, Link, Rich, Row, Run
from disclosed.rows import FigureRow, QuestionRow, ResponseRow

ANCHOR = "changed"
MOST_GROUPS = 6  # letters whose changes a request's page sets out; of more it names the letters
NONE: Rich = (Run("[z]", style="marker"),)  # the mark of a cell with nothing in it
TITLE, TITLE_OF_MANY = "What this letter changed", "What later letters changed"
KEPT = "This page keeps the answers as they were released."
NOT_COMPARED = "The figures of one of the two letters are not published here, and are not compared."


def changed_group(index: Index, response: str, page: str) -> LedgerGroup | None:
    """Set out what a letter changed, a table for each earlier letter; None where it answers nothing again."""
    found = restated(index, response)
    if not found:
        return None
    row = index.response[response]
    own = page == letter_page(response)
    anchor = ANCHOR if own else _anchor(row)
    title = TITLE if own else f"What {_named(index, row)} changed"
    grids = (_grid(index, each, page, f"{anchor}-table-{at}") for at, each in enumerate(found, 1) if each.changes)
    return LedgerGroup(anchor, title, "", tuple(grids), tuple(plain(_said(index, each)) for each in found))


def changed_groups(index: Index, request: str) -> tuple[LedgerGroup, ...]:
    """Set out what each later letter of a request changed; where they are many, lead to their pages."""
    index, page = index.entire, request_page(request)
    later = [row for row in index.responses(request) if index.answers_again(row.response)]
    if len(later) <= MOST_GROUPS:
        return tuple(group for row in later if (group := changed_group(index, row.response, page)))
    links = joined(
        (Run(letter_name(index, row), relative(page, f"{letter_page(row.response)}#{ANCHOR}")),) for row in later
    )
    return (LedgerGroup(ANCHOR, TITLE_OF_MANY, "", (), ((Run("Read it on their pages: "), *links, Run(".")),)),)


def changed_link(groups: Iterable[LedgerGroup]) -> tuple[Link, ...]:
    """Lead to the first of the groups on their page."""
    return tuple(Link("Corrections", f"#{group.anchor}") for group in groups)[:1]


def changed_notice(groups: tuple[LedgerGroup, ...]) -> tuple[Rich, ...]:
    """Say at the head of a request's page that a later letter supersedes an earlier one."""
    if not groups:
        return ()
    several = len(groups) > 1 or groups[0].anchor == ANCHOR
    who = (
        "Later letters supersede answers of earlier ones." if several else "A later letter supersedes earlier answers."
    )
    link = Run("See what changed", f"#{groups[0].anchor}")
    return ((Run(f"{who} This page uses the latest answers. "), link, Run(".")),)


def _anchor(row: ResponseRow) -> str:
    return f"{ANCHOR}-{row.response.rpartition('/')[2]}"


def letter_words(row: ResponseRow) -> str:
    """Name a letter among its authority's: `letter 2 (8 April 2026)`."""
    return f"letter {row.sequence}" + (f" ({tied(day(row.date))})" if row.date else "")


def _named(index: Index, row: ResponseRow) -> str:
    """Name a letter by its number, and by its authority where several answered."""
    several = len({own.authority for own in index.entire.responses(row.request)}) > 1
    return f"letter {row.sequence} of {index.authority[row.authority].name}" if several else letter_words(row)


def _said(index: Index, found: Restated) -> str:
    """Say which questions a letter answers again, and how many figures are as before."""
    later, earlier = index.response[found.later], index.response[found.earlier]
    order = letter_order(index, found.earlier)
    asked = question_numbers([row.question for row in found.questions], order)
    first = f"{upper_first(letter_words(later))} answers {asked} of {letter_words(earlier)} again."
    if not found.open:
        return f"{first} {NOT_COMPARED}"
    same = f"{counted(found.same, 'figure')} {'is' if found.same == 1 else 'are'} as before." if found.same else ""
    rest = same or ("" if found.changes else "Nothing else is different.")
    return f"{first} {rest}".strip()


# The table


def _grid(index: Index, found: Restated, page: str, anchor: str) -> Grid:
    """Set out the changes against one earlier letter."""
    labelled = any(change.label for change in found.changes)
    reckoned = any(change.difference for change in found.changes)
    heads = ["Question", *(["Label"] if labelled else [])]
    numbers = ["Was", "Is", *(["Difference (calculated)"] if reckoned else [])]
    rows = tuple(_row(index, change, page, labelled=labelled, reckoned=reckoned) for change in found.changes)
    caption = (
        f"What {letter_words(index.response[found.later])} changed in {letter_words(index.response[found.earlier])}"
    )
    return fitted(
        Grid(
            anchor,
            "",
            plain(caption),
            (
                *(Column(plain(head)) for head in heads),
                *(Column(plain(head), number=True) for head in numbers),
                Column(plain("Change")),
            ),
            rows,
            tuple(_legend(rows)),
            skip_words("this table", rows),
        )
    )


def _row(index: Index, change: Change, page: str, *, labelled: bool, reckoned: bool) -> Row:
    number = Run(change.later.question, _question(page, change.later))
    cells = [Cell((number,), heading=True)]
    cells += [Cell(plain(change.label) or NONE)] if labelled else []
    cells += [
        _value(index, page, (change.was, change.before, change.earlier)),
        _value(index, page, (change.now, change.after, change.later)),
    ]
    cells += [Cell(plain(change.difference) or NONE, number=True, style="computed")] if reckoned else []
    return Row((*cells, Cell(plain(KINDS[change.kind]))))


def _value(index: Index, page: str, given: tuple[str, str, QuestionRow]) -> Cell:
    """Write one side: a value led to its line, an answer led to its question, or the mark of nothing."""
    words, figure, question = given
    if not words:
        return Cell(NONE, number=True)
    row: FigureRow | None = index.figure.get(figure)
    if row is None:
        return Cell((Run(words, _question(page, question)),), number=True)
    return Cell((Run(words, relative(page, figure_place(row)), "figure", unseen=f" (line {row.line})"),), number=True)


def _question(page: str, row: QuestionRow) -> str:
    return relative(page, f"{letter_page(row.response)}#{question_anchor(row.question)}")


def _legend(rows: Iterable[Row]) -> Iterator[Rich]:
    """Explain each marker that the table shows."""
    shown = {run.text for row in rows for cell in row.cells for run in cell.words}
    for marker, words in LEGENDS.items():
        if marker in shown:
            yield (Run(marker, style="marker"), Run(": none." if marker == "[z]" else f": {words}."))


# The earlier letter's page


def superseded_notice(index: Index, response: str) -> tuple[Rich, ...]:
    """Say on a letter's page that later ones supersede it, and lead to them; nothing where none does."""
    page = letter_page(response)
    answers = [row for row in index.questions(response) if row.outcome != "stem"]
    later = dict.fromkeys(row.superseded_by for row in answers if row.superseded_by)
    if not later:
        return _hidden_notice(index, response)
    whole = all(row.superseded_by for row in answers)
    pieces = []
    for name in later:
        asked = [row.question for row in answers if row.superseded_by == name]
        numbers = question_numbers(asked, letter_order(index, response))
        link = Run(letter_words(index.response[name]), relative(page, letter_page(name)))
        pieces.append((link,) if whole and len(later) == 1 else (Run(f"{numbers} by "), link))
    by = " by " if whole and len(later) == 1 else ": "
    said = f"This letter has been superseded{by}" if whole else "Answers of this letter have been superseded: "
    return ((Run(said), *joined(pieces, "; "), Run(f". {KEPT}")), *_hidden_notice(index, response))


def _hidden_notice(index: Index, response: str) -> tuple[Rich, ...]:
    """Say that a letter which superseded this one is not shown, and since when; what it said is told nowhere."""
    found: list[Rich] = []
    for row in index.superseding(response):
        if row.state == "withdrawn":
            removed = f" on {day(row.updated)}" if row.updated else ""
            found.append(plain(f"A later letter, which superseded this one, was removed from this site{removed}."))
        elif row.state == "under_review":
            since = f" since {day(row.updated)}" if row.updated else ""
            found.append(
                plain(f"A later letter supersedes this one. It has been under review{since} and is not shown.")
            )
    return tuple(found)


def shown_again(index: Index, request: str) -> tuple[Rich, ...]:
    """Say at the head of a request's page that answers stand which a letter superseded that is not shown itself."""
    letters = {row.response: row for row in index.entire.responses(request)}
    standing = {row.response for row in index.current.responses(request)}
    hidden = [row for row in letters.values() if row.state != "published" and standing & _superseded_by(row, letters)]
    if not hidden:
        return ()
    who = "It superseded" if len(hidden) == 1 else "They superseded"
    return (plain(f"{who} earlier answers. This page shows those that no other letter gives again."),)


def _superseded_by(row: ResponseRow, letters: Mapping[str, ResponseRow]) -> set[str]:
    """Name the letters that one supersedes, directly or through others."""
    found: set[str] = set()
    while row.supersedes in letters and row.supersedes not in found:
        row = letters[row.supersedes]
        found.add(row.response)
    return found


def answered_again(index: Index, row: QuestionRow) -> tuple[Rich, ...]:
    """Lead from a superseded answer to the later one."""
    if not row.superseded_by:
        return ()
    later = next(
        own
        for own in index.questions(row.superseded_by)
        if own.request_question.casefold() == row.request_question.casefold() and own.outcome not in SAYS_NOTHING
    )
    link = Run(letter_words(index.response[later.response]), _question(letter_page(row.response), later))
    return ((Run("Answered again in "), link, Run(".")),)
