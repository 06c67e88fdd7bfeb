"""The ledger: every comparison within a letter in words, with both sides and the result (docs/editorial.md §12).

Questions make one figure part of another, or parts that add to a whole; the ledger says which were compared, whether
they hold, and what follows from what. It counts no differences by authority.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosed.describing.bands import parse_bands
from disclosed.describing.check_words import RELATIONS, other_letter, reply_words
from disclosed.describing.describe import letter_questions
from disclosed.describing.index import Index, kept
from disclosed.describing.sentences import unique
from disclosed.describing.sides import (
    MOST_TERMS,
    Side,
    Term,
    check_key,
    parse_statement,
    reckoned,
    sides_of,
    sources_of,
    statements,
)
from disclosed.describing.wording import (
    MINUS,
    cardinal,
    full_stop,
    joined,
    lower_first,
    magnitude,
    quantity,
    upper_first,
)
from disclosed.grammar import Ref, Total, Whole
from disclosed.rows import CheckRow, FigureRow

Stated = Ref | Whole | Total

RULE = "rule"
WITHIN_ROUNDING = "holds within rounding"
BANDS_OF = re.compile(r"^The bands of .*? meet ")
BEFORE_A_NUMBER = re.compile(r"\bquestions? (?=\d)", re.IGNORECASE)  # the ledger's own column names questions by number


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison of a statement: its sides as written, and each side's figure where it is one and no more.

    `label` is the row label for which it was made ('' for a single comparison); `check` is the row's id. `result` is that of
    the data, and `holds within rounding` where both sides are not the same.
    """

    check: str
    label: str
    left: str
    right: str
    left_figure: str
    right_figure: str
    difference: str
    result: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One statement of the ledger. `result` is `Holds`, `All hold` (`… within rounding`), `Differs by 3` or `Not tested`.

    `follows` is '' or `Follows from the two above`; `settled` says who compared a difference and what they found;
    `note` is the key of its note, or ''.
    """

    name: str
    response: str
    questions: tuple[str, ...]
    compared: str
    pairs: tuple[Pair, ...]
    result: str
    differs: bool
    follows: str
    settled: str
    note: str


@kept
def ledger(index: Index, response: str) -> tuple[LedgerRow, ...]:
    """List what was compared in a letter, a row a statement, what follows from others after them."""
    grouped = statements(index, response)
    order = _ordered(grouped)
    return tuple(_ledger_row(index, grouped[name], order[: order.index(name)]) for name in order)


def _ordered(grouped: dict[str, tuple[CheckRow, ...]]) -> list[str]:
    """Put what follows from others right after the last of them."""
    order = [name for name, rows in grouped.items() if not sources_of(rows[0])]
    for name, rows in grouped.items():
        sources = [order.index(source) for source in sources_of(rows[0]) if source in order]
        if name not in order:
            order.insert(max(sources) + 1 if sources else len(order), name)
    return order


def _ledger_row(index: Index, rows: tuple[CheckRow, ...], above: list[str]) -> LedgerRow:
    first = next((row for row in rows if row.result == "differs"), rows[0])
    questions = _questions(index, rows)
    follows = _follows(first, above) if first.result == "differs" else ""
    differs = first.result == "differs"
    return LedgerRow(
        name=first.name,
        response=first.response,
        questions=questions,
        compared=_opening(_compared(index, first), questions),
        pairs=tuple(_pair(index, row) for row in rows),
        result=_result(index, rows),
        differs=differs,
        follows=follows,
        settled=_settled(index, [row for row in rows if row.result == "differs"]),
        note=check_key(first) if differs and not sources_of(first) else "",
    )


def _opening(words: str, questions: tuple[str, ...]) -> str:
    """Open with a capital; the number of a question stays as it is (`i`, `a`)."""
    return words if words.split(" ", 1)[0] in questions else upper_first(words)


def _questions(index: Index, rows: Sequence[CheckRow]) -> tuple[str, ...]:
    """Name the questions compared, in the letter's order."""
    figures = [index.figure[term.figure] for row in rows for term in index.terms(row.check)]
    used = {figure.question for figure in figures if figure.response == rows[0].response}
    used |= {number for row in rows for number in _numbers(index, row)}
    used |= {word.strip(".,") for row in rows if row.relation == RULE for word in row.statement.split()}
    return tuple(row.question for row in index.questions(rows[0].response) if row.question in used)


def _compared(index: Index, check: CheckRow) -> str:
    """Write a statement in words: `bands of 2a = 1a − 1b`; a rule's own words stand as they are."""
    if check.relation not in RELATIONS:
        words = BANDS_OF.sub("Bands meet ", check.statement)
        return BEFORE_A_NUMBER.sub("", words).removeprefix("The ").removesuffix(".")
    if not index.terms(check.check):
        return _as_stated(index, check)
    left, right = (_side_words(index, check, side) for side in sides_of(index, check))
    return f"{left} {RELATIONS[check.relation]} {right}"


def _numbers(index: Index, check: CheckRow) -> tuple[str, ...]:
    """Give the letter's own numbers of the questions that a statement names."""
    statement = parse_statement(check.statement)
    terms = (*statement.left.terms, *statement.right.terms) if statement else ()
    refs = (term.ref if isinstance(term, Total) else term for _, term in terms if not isinstance(term, Whole))
    return letter_questions(
        index, check.response, [ref.question for ref in refs if _letter_of(check, ref) == check.response]
    )


def _letter_of(check: CheckRow, ref: Ref) -> str:
    """Name the letter that an address of a check is about."""
    if "/" in ref.response:
        return ref.response
    return f"{check.response.partition('/')[0]}/{ref.response}" if ref.response else check.response


def _as_stated(index: Index, check: CheckRow) -> str:
    """Write a statement from its text alone: a comparison that was not tested is published without its sides."""
    statement = parse_statement(check.statement)
    if statement is None:
        return check.statement
    left, right = (_side_as_stated(index, check, side.terms) for side in (statement.left, statement.right))
    return f"{left} {RELATIONS[statement.relation]} {right}"


def _side_as_stated(index: Index, check: CheckRow, terms: Sequence[tuple[str, Stated]]) -> str:
    words = []
    for place, (sign, term) in enumerate(terms):
        before = "" if place == 0 else " + " if sign == "+" else f" {MINUS} "
        words.append(f"{before}{_term_as_stated(index, check, term)}")
    return "".join(words)


def _term_as_stated(index: Index, check: CheckRow, term: Stated) -> str:
    if isinstance(term, Whole):
        return quantity(term.value)
    ref = term.ref if isinstance(term, Total) else term
    letter = _letter_of(check, ref)
    where = f" in {other_letter(index, letter, check.response)}" if letter != check.response else ""
    (number,) = letter_questions(index, letter, [ref.question])
    if isinstance(term, Total):
        banded = parse_bands([figure.row_label for figure in index.answers(letter, number)])
        return f"{'bands' if banded else 'the sum'} of {number}{where}"
    return _with_label(number, " ".join(part for part in (ref.row, ref.column) if part)) + where


def _side_words(index: Index, check: CheckRow, side: Side) -> str:
    """Write one side of a statement: questions, labels where a question has several, and signs."""
    if len(side.figures) > 1 and _is_known_sum(index, check, side):
        return "that sum"
    if len(side.terms) > 1 and side.added and _all_bands(index, side):
        return "all bands"
    if len(side.terms) > MOST_TERMS and side.added and len(side.questions) == 1:
        ends = [_label(index, check, term.figures[0]) for term in (side.terms[0], side.terms[-1])]
        return f"{_with_label(side.questions[0], ends[0])} … {ends[1]}"
    words: list[str] = []
    before = ""
    for place, term in enumerate(side.terms):
        sign = "" if place == 0 else " + " if term.sign == "+" else f" {MINUS} "
        words.append(f"{sign}{_term_words(index, check, term, before=before)}")
        before = "" if term.elsewhere else term.question
    return "".join(words)


def _term_words(index: Index, check: CheckRow, term: Term, *, before: str) -> str:
    if not term.figures:
        return quantity(term.value or 0)
    where = f" in {other_letter(index, term.elsewhere, term.home)}" if term.elsewhere else ""
    if len(term.figures) > 1:
        banded = parse_bands([figure.row_label for figure in term.figures])
        return f"{'bands' if banded else 'the sum'} of {term.question}{where}"
    label = _label(index, check, term.figures[0])
    return (label if label and before == term.question and not where else _with_label(term.question, label)) + where


def _with_label(question: str, label: str) -> str:
    """Name a question and a label of its answer: `3b accepted`; `Q6 Household`, since `6 Household` reads as a count."""
    return f"{'Q' if label and question.isdigit() else ''}{question} {label}".strip()


def _label(index: Index, check: CheckRow, figure: FigureRow) -> str:
    """Tell a figure from others of its answer; what it is compared for stands at the head of its column."""
    labels = [part for part in (figure.row_label, figure.column_label) if part]
    alike = index.answers(figure.response, figure.question)
    if check.label:
        labels = [label for label in labels if label != check.label]
        alike = tuple(other for other in alike if check.label in {other.row_label, other.column_label})
    return " ".join(labels) if len(alike) > 1 else ""


def _is_known_sum(index: Index, check: CheckRow, side: Side) -> bool:
    """Tell whether a difference that follows from another repeats a side of it."""
    ids = {figure.figure for figure in side.figures}
    return any(
        ids == {figure.figure for figure in known.figures}
        for source in index.checks(check.response)
        if source.name in sources_of(check)
        for known in sides_of(index, source)
    )


def _all_bands(index: Index, side: Side) -> bool:
    """Tell whether a side adds every answer of the letter that is given in bands."""
    if any(not parse_bands([figure.row_label for figure in term.figures]) for term in side.terms):
        return False
    response = side.figures[0].response
    banded = {
        row.question
        for row in index.questions(response)
        if parse_bands([figure.row_label for figure in index.answers(response, row.question)])
    }
    return banded == set(side.questions)


def _pair(index: Index, row: CheckRow) -> Pair:
    left, right = sides_of(index, row)
    return Pair(
        check=row.check,
        label="" if row.relation == RULE else _shown_label(index, row),
        left=_cell(index, row, left, first=True),
        right=_cell(index, row, right, first=False),
        left_figure=_only(left),
        right_figure=_only(right),
        difference=_difference_cell(row, left.unit),
        result=WITHIN_ROUNDING if _rounded(row) else row.result,
    )


def _shown_label(index: Index, row: CheckRow) -> str:
    """Name what a comparison was made for: a period in the request's words, else the letter's label."""
    figures = [index.figure[term.figure] for term in index.terms(row.check)]
    periods = unique(
        index.observation[figure.figure][1].period for figure in figures if figure.figure in index.observation
    )
    of_period = bool(row.label) and all(row.label in {figure.period, figure.row_label} for figure in figures)
    dated = of_period and any(figure.period_start for figure in figures) and len(periods) == 1
    return (periods[0] if dated else "") or row.label


def _only(side: Side) -> str:
    return side.figures[0].figure if len(side.figures) == 1 and len(side.terms) == 1 else ""


def _cell(index: Index, row: CheckRow, side: Side, *, first: bool) -> str:
    """Write a side for a cell; a rule shows a value, the end of its bands, or the words of an answer."""
    if row.result == "not_tested":
        return ""
    if side.value is not None:
        return reckoned(side) if side.terms else quantity(side.value)
    return _rule_cell(index, row, first=first) if row.relation == RULE else ""


def _rule_cell(index: Index, row: CheckRow, *, first: bool) -> str:
    """Show a rule on bands by its first and last band, one on outcomes by the figure and the answer's own words."""
    figures = [index.figure[term.figure] for term in index.terms(row.check)]
    if len(figures) > 1:
        return figures[0 if first else -1].row_label
    if first:
        value = figures[0].value if figures else None
        return "" if value is None else quantity(value, figures[0].unit)
    named = row.statement.casefold().split()
    texts = [question.answer for question in index.questions(row.response) if question.question in named]
    return texts[-1] if texts else ""


def _difference_cell(row: CheckRow, unit: str) -> str:
    """Write a difference; '' where none is meaningful: an order that holds, a rule, what was not tested."""
    if row.difference is None or (row.relation != "=" and row.result != "differs"):
        return ""
    return quantity(magnitude(row.difference), unit)


def _rounded(row: CheckRow) -> bool:
    """Tell whether a comparison holds because of rounding alone."""
    apart = row.difference or 0
    return row.result == "holds" and (
        apart != 0 if row.relation == "=" else apart > 0 if row.relation == "<=" else apart < 0
    )


def _result(index: Index, rows: Sequence[CheckRow]) -> str:
    """Give the result of a statement: one comparison, or all of them."""
    results = {row.result for row in rows}
    if "differs" in results:
        return _differs(index, rows)
    if results == {"not_tested"}:
        return "Not tested"
    within = " within rounding" if any(map(_rounded, rows)) else ""
    if len(rows) == 1:
        return f"Holds{within}"
    return f"All hold{within}" if results == {"holds"} else f"All that were tested hold{within}"


def _differs(index: Index, rows: Sequence[CheckRow]) -> str:
    differing = [row for row in rows if row.result == "differs"]
    if len(rows) == 1:
        row = rows[0]
        left, _ = sides_of(index, row)
        return f"Differs by {quantity(magnitude(row.difference or 0), left.unit)}" if row.relation == "=" else "Differs"
    return f"Differs for {joined(row.label for row in differing)}"


def _follows(check: CheckRow, above: Sequence[str]) -> str:
    """Say from which rows a difference follows: those right above it, else by name."""
    sources = sources_of(check)
    if not sources:
        return ""
    if set(above[-len(sources) :]) == set(sources):
        return f"Follows from the {cardinal(len(sources))} above"
    return f"Follows from {joined(name.replace('-', ' ') for name in sources)}"


def _settled(index: Index, differing: Sequence[CheckRow]) -> str:
    """Say who compared differences with the letter and what they found, and what the authority said when it was asked."""
    said = [
        full_stop(f"{upper_first(row.settled_by)}: {lower_first(row.settled_reason)}".strip(": "))
        for row in differing
        if row.settled_by
    ]
    return " ".join(unique([*said, *(reply for row in differing if (reply := reply_words(index, row)))]))
