"""The ledger of checks, and refusals by provision: two pages across all letters, with no count by authority.

docs/editorial.md §12 gives the ledger's columns; §3 forbids ranking authorities by differences or refusals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from disclosed.describing.ledger import LedgerRow, Pair
from disclosed.describing.subjects import subject_of
from disclosed.describing.withholding import withholds
from disclosed.describing.wording import upper_first
from disclosed.links import (
    CHECKS,
    WITHHELD,
    check_anchor,
    figure_place,
    ledger_anchor,
    letter_page,
    line_place,
    question_anchor,
    relative,
    request_page,
    resource_file,
    slug,
    turned,
)
from disclosed.provisions import covers, known, link, provision_in_words
from disclosed.publishing.grids import skip_words
from disclosed.publishing.narrow import fitted
from disclosed.publishing.runs import NO_BREAK, plain
from disclosed.publishing.siteplan import LONGEST_LEAF, SitePlan, leaves, pager
from disclosed.publishing.views import Cell, Column, Grid, Head, LedgerGroup, LedgerView, Rich, Row, Run
from disclosed.rows import RefusalRow

MOST_ACROSS = 6  # labels that fit side by side; more stand one under another
ALONE = ", each made once"  # of comparisons beside a table of those made in each period
NOTHING: Rich = (Run("[z]", style="marker"),)
NUMBERS = re.compile(r"\d+|\D+")

CHECKS_HEAD = Head(
    "Checks",
    standfirst=plain(
        "Figures in a letter are compared where its words make one part of another, parts that add to a whole, or one quantity "
        "given twice. A comparison holds, differs or is not tested. No comparison changes a figure."
    ),
    intro=(
        plain(
            "A difference is published only after a person has compared it with the letter. Figures stay as released."
        ),
    ),
)
WITHHELD_HEAD = Head(
    "Withheld",
    standfirst=plain(
        "What public authorities withheld in answer to the requests on this site, by the provision they relied on. "
        "This page does not say whether they were right to."
    ),
    intro=(plain("What is withheld stays withheld: this site does not fill it in, estimate it or narrow it down."),),
)


def checks_views(plan: SitePlan) -> tuple[LedgerView, ...]:
    """Plan the leaves of the ledger, one at least."""
    count = len(plan.ledger_leaves)
    return tuple(
        LedgerView(
            _checks_head(plan, turned(CHECKS, leaf)),
            tuple(_letter_group(plan, leaf, response) for response in responses),
            pager(turned(CHECKS, leaf), CHECKS, count),
        )
        for leaf, responses in enumerate(plan.ledger_leaves, 1)
    )


def _checks_head(plan: SitePlan, page: str) -> Head:
    """Offer the whole ledger as data once, at the head of each of its pages."""
    files = (("All checks (CSV", resource_file("checks")), ("Their terms (CSV", resource_file("check_terms")))
    return replace(
        CHECKS_HEAD, actions=tuple(found for words, path in files for found in plan.download(page, words, path))
    )


def _letter_group(plan: SitePlan, leaf: int, response: str) -> LedgerGroup:
    """Set out one letter's comparisons: those made once, then those made for several labels side by side."""
    page = turned(CHECKS, leaf)
    row = plan.index.response[response]
    rows = [(_labels(own), own) for own in plan.ledgers[response]]
    order = list(dict.fromkeys(labels for labels, _ in rows))
    groups = [(labels, [own for found, own in rows if found == labels]) for labels in order]
    grids = tuple(_grid(_Ledger(plan, page), response, at, (labels, own)) for at, (labels, own) in enumerate(groups, 1))
    return LedgerGroup(
        ledger_anchor(response),
        f"{plan.titles[row.request].measure},",
        plan.index.authority[row.authority].name,
        grids,
    )


def _labels(row: LedgerRow) -> tuple[str, ...]:
    """Name what a statement is compared for, where that fits side by side; () for one comparison."""
    labels = tuple(pair.label for pair in row.pairs)
    return labels if 1 < len(labels) <= MOST_ACROSS else ()


class _Ledger:
    """Cells of the ledger, as one page links them."""

    def __init__(self, plan: SitePlan, page: str) -> None:
        self.plan, self.page = plan, page

    def side(self, words: str, figure: str) -> Rich:
        row = self.plan.index.figure.get(figure)
        if not words:
            return NOTHING
        if row is None:
            return plain(words)
        return (Run(words, relative(self.page, figure_place(row)), "figure", unseen=f" (line {row.line})"),)

    def settled(self, row: LedgerRow) -> Rich:
        request = self.plan.index.response[row.response].request
        number = self.plan.numbered[request].note_numbers.get(row.note)
        words = plain(row.follows or row.settled)
        if number is None:
            return words or NOTHING
        note = Run(f"[note {number}]", relative(self.page, f"{request_page(request)}#note-{number}"), "note")
        return (*words, Run(" "), note) if words else (note,)

    def result(self, row: LedgerRow, words: str) -> Rich:
        return (Run(words.replace("by ", f"by{NO_BREAK}"), style="strong" if row.differs and not row.follows else ""),)


def _grid(ledger: _Ledger, response: str, at: int, group: tuple[tuple[str, ...], Sequence[LedgerRow]]) -> Grid:
    """Set out statements that are compared for the same labels."""
    labels, rows = group
    settled = any(ledger.settled(row) != NOTHING for row in rows)
    differ = any(pair.difference for row in rows for pair in row.pairs)
    subject = subject_of(ledger.plan.index, ledger.plan.index.response[response])
    letter = Run(f"letter on {subject}", relative(ledger.page, letter_page(response)))
    rest = f", left and right {_for_each(ledger, response, labels)}" if labels else ""
    found = (_across(ledger, row) for row in rows) if labels else _down(ledger, rows, differ=differ)
    cells = tuple(found if settled else map(_unsettled, found))
    shows = any(run.text == "[z]" for row in cells for cell in row.cells for run in cell.words)
    words = "not applicable. Sums are calculated by this site."
    return fitted(
        Grid(
            f"{ledger_anchor(response)}_{at}",
            "",
            (Run("Comparisons in the "), letter, *plain(rest if labels or at == 1 else ALONE)),
            _headings(labels, rows, settled=settled, differ=differ),
            cells,
            legend=((Run("[z]", style="marker"), Run(f": {words}")),) if shows else (),
            skip=skip_words("this table", cells),
            style="ledger",
        )
    )


def _for_each(ledger: _Ledger, response: str, labels: Sequence[str]) -> str:
    """Say what the labels are: periods, where the letter's tables call them so."""
    tables = ledger.plan.index.tables(ledger.plan.index.response[response].request)
    periods = {row.period for table in tables for row in table.rows}
    return "in each period" if set(labels) <= periods else "for each label"


def _headings(labels: Sequence[str], rows: Sequence[LedgerRow], *, settled: bool, differ: bool) -> tuple[Column, ...]:
    """Head the columns; those that would be empty in every row are left out."""
    first = (Column(plain("Question")), Column(plain("What was compared")))
    last = (Column(plain("Result")), *((Column(plain("Settled by, note")),) if settled else ()))
    if labels:
        return (*first, *(Column(plain(label), number=True) for label in labels), *last)
    names = ("Left", "Right", "Difference") if differ else ("Left", "Right")
    sides = tuple(Column(plain(words), number=True) for words in names)
    named = (Column(plain("For")),) if _named(rows) else ()
    return (*first, *named, *sides, *last)


def _named(rows: Iterable[LedgerRow]) -> bool:
    return any(pair.label for row in rows for pair in row.pairs)


def _first(row: LedgerRow) -> tuple[Cell, Cell]:
    arrow = "↳ " if row.follows else ""
    return (
        Cell(plain(", ".join(row.questions)) or NOTHING),
        Cell(plain(f"{arrow}{row.compared}"), heading=True),
    )


def _unsettled(row: Row) -> Row:
    """Leave out the last column, who settled a difference, where nothing in the table differs."""
    return replace(row, cells=row.cells[:-1])


def _across(ledger: _Ledger, row: LedgerRow) -> Row:
    """Write a statement on one row, with both sides under each label."""
    cells = (
        Cell(plain("not tested"))
        if pair.result == "not_tested"
        else Cell(
            (*ledger.side(pair.left, pair.left_figure), Run("; "), *ledger.side(pair.right, pair.right_figure)),
            number=True,
        )
        for pair in row.pairs
    )
    last = (Cell(ledger.result(row, row.result)), Cell(ledger.settled(row)))
    anchor = check_anchor(f"{row.response}/{row.name}")
    return Row((*_first(row), *cells, *last), anchor, "follows" if row.follows else "")


def _down(ledger: _Ledger, rows: Sequence[LedgerRow], *, differ: bool) -> Iterator[Row]:
    """Write each comparison on a row of its own; the first of a statement is the one that addresses lead to."""
    named = _named(rows)
    for row in rows:
        for at, pair in enumerate(row.pairs):
            label = [Cell(plain(pair.label) or NOTHING)] if named else []
            sides = (
                ledger.side(pair.left, pair.left_figure),
                ledger.side(pair.right, pair.right_figure),
                *([plain(pair.difference) or NOTHING] if differ else []),
            )
            words = row.result if len(row.pairs) == 1 else _result(pair)
            cells = (*_first(row), *label, *(Cell(words, number=True) for words in sides))
            last = (Cell(ledger.result(row, words)), Cell(ledger.settled(row)))
            anchor = check_anchor(f"{row.response}/{row.name}") if at == 0 else ""
            yield Row((*cells, *last), anchor, "follows" if row.follows else "")


def _result(pair: Pair) -> str:
    if pair.result == "differs" and pair.difference:
        return f"Differs by {pair.difference}"
    return upper_first(pair.result.replace("_", " "))


def withheld_views(plan: SitePlan) -> tuple[LedgerView, ...]:
    """Plan the leaves of the refusals, by provision, one leaf at least."""
    groups = [(piece, len(piece[1])) for piece in _pieces(plan)]
    shared = leaves(groups)
    return tuple(
        LedgerView(
            WITHHELD_HEAD,
            tuple(_provision_group(plan, turned(WITHHELD, leaf), piece) for piece in pieces),
            pager(turned(WITHHELD, leaf), WITHHELD, len(shared)),
        )
        for leaf, pieces in enumerate(shared, 1)
    )


def _pieces(plan: SitePlan) -> Iterator[tuple[str, tuple[RefusalRow, ...]]]:
    """Group refusals by provision, in the order of the law; a long group is cut into pieces of a leaf's length."""
    withheld = filter(withholds, plan.index.current.package.refusals)
    rows = sorted(withheld, key=lambda row: (row.regime, _natural(row.provision)))
    for provision, found in groupby(rows, lambda row: row.provision):
        group = tuple(found)
        for at in range(0, len(group), LONGEST_LEAF):
            yield provision, group[at : at + LONGEST_LEAF]


def _natural(words: str) -> list[tuple[int, str]]:
    """Order numbers in words by their size: s9 before s40."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in NUMBERS.findall(words)]


def _provision_group(plan: SitePlan, page: str, piece: tuple[str, tuple[RefusalRow, ...]]) -> LedgerGroup:
    provision, rows = piece
    words = provision_in_words(provision)
    address = link(provision)
    short = upper_first(words.partition(" of the ")[0])  # its law stands in the heading above
    name = Run(short, address) if address else Run(short)
    said: Rich = (name, Run(f" covers {covers(provision)}." if known(provision) else f": {covers(provision)}."))
    anchor = slug(provision)
    cells = tuple(_refusal_row(plan, page, row) for row in rows)
    grid = fitted(
        Grid(
            f"{anchor}-table",
            "",
            (Run(f"Answers withheld under {words}", style="said"),),
            tuple(Column(plain(head)) for head in ("Request", "Authority", "Question", "Cited as")),
            cells,
            skip=skip_words("this table", cells),
        )
    )
    return LedgerGroup(anchor, upper_first(words), "", (grid,), (said,))


def _refusal_row(plan: SitePlan, page: str, row: RefusalRow) -> Row:
    response = plan.index.response[row.response]
    question = Run(row.question, relative(page, f"{letter_page(row.response)}#{question_anchor(row.question)}"))
    cited = Run(
        row.as_written, relative(page, line_place(row.response, row.line)), "line", unseen=f" (line {row.line})"
    )
    title = Run(plan.titles[response.request].words, relative(page, f"{request_page(response.request)}#withheld"))
    name = plan.index.authority[response.authority].name
    return Row((Cell((title,), heading=True), Cell(plain(name)), Cell((question,)), Cell((cited,))))
