"""What an address means: the figures it names, the comparisons a check makes, the number a placeholder shows.

Pure over rows of `figures`, so that the same words mean the same in a table, in a check and, below the package, in
commentary. Labels match whole, with case, spaces, quotes and dashes folded. Nothing is estimated: a figure without an
exact value leaves a comparison untested and cannot be calculated with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from disclosed.findings import nearest
from disclosed.grammar import (
    NOTE_MARK,
    PLACEHOLDER,
    AddressError,
    Calculated,
    Check,
    Ref,
    Relation,
    Share,
    Shown,
    Side,
    Sign,
    Term,
    Total,
    Whole,
    parse_calculated,
    parse_check,
    parse_ref,
    parse_shown,
)
from disclosed.model import Number
from disclosed.rows import DerivedRow, DerivedTermRow, FigureRow, QuestionRow

__all__ = [
    "NOTE_MARK",
    "PLACEHOLDER",
    "AddressError",
    "Calculated",
    "Check",
    "Comparison",
    "Figures",
    "Lacking",
    "Ref",
    "Share",
    "Shown",
    "ShownNumber",
    "Side",
    "Term",
    "Total",
    "Whole",
    "bases_of",
    "compare",
    "derive",
    "evaluate",
    "evaluate_shown",
    "exact",
    "fold_label",
    "format_number",
    "index_figures",
    "parse_calculated",
    "parse_check",
    "parse_ref",
    "parse_shown",
    "placeholders",
    "share_doubt",
]  # fmt: skip

SHARE_PART, SHARE_WHOLE = 10, 50  # EDITORIAL.md §2: below these a share says more than the counts can bear
_FOLDS = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_SPACES = re.compile(r"\s+")


class Lacking(AddressError):  # noqa: N818  (not an error of the author's while another letter has the figure)
    """An address that names no figure of this letter."""


def fold_label(label: str) -> str:
    """Fold a label for matching: case, spaces, quotes and dashes."""
    return _SPACES.sub(" ", label.translate(_FOLDS)).strip().casefold()


@dataclass(frozen=True, slots=True)
class Named:
    """A figure under the request's question number and labels, which are not always the letter's own."""

    figure: FigureRow
    question: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one request, ready to be addressed; `numbers` holds every question that a letter has."""

    named: Mapping[tuple[str, str], tuple[Named, ...]]
    responses: tuple[str, ...]
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def only(self) -> str:
        """Give the request's only response; raise where it has none or several."""
        if len(self.responses) == 1:
            return self.responses[0]
        if not self.responses:
            raise Lacking("The request has no published letter.")
        known = ", ".join(self.responses)
        raise AddressError(f"The request has several letters ({known}).", f"Write '{self.responses[0]}: Q…'.")

    def find(self, ref: Ref, response: str = "") -> tuple[FigureRow, ...]:
        """Find the figures that a reference names, in the letter's order.

        `response` is the letter for which a statement is read; a response named in the reference goes before it.
        """
        letter = ref.response or response or self.only()
        if letter not in self.responses:
            raise Lacking(f"There is no letter '{letter}'.", nearest(letter, self.responses))
        of_question = self.named.get((letter, ref.question.casefold()), ())
        row, column = fold_label(ref.row), fold_label(ref.column)
        found = tuple(
            named.figure
            for named in of_question
            if (not row or named.row == row) and (not column or named.column == column)
        )
        if not found:
            raise self._lacking(ref, letter, of_question)
        return found

    def _lacking(self, ref: Ref, letter: str, of_question: Sequence[Named]) -> Lacking:
        """Say whether the question or the label is unknown, with the nearest that is known."""
        if of_question:
            return self._unknown_label(ref, letter, of_question)
        numbers = self.numbers.get(letter, ())
        if ref.question.casefold() in (number.casefold() for number in numbers):
            return Lacking(f"Question {ref.question} of '{letter}' has no figure.")
        return Lacking(f"'{letter}' has no question {ref.question}.", nearest(ref.question, numbers))

    def _unknown_label(self, ref: Ref, letter: str, of_question: Sequence[Named]) -> Lacking:
        rows = tuple(dict.fromkeys(named.figure.row_label for named in of_question if named.figure.row_label))
        columns = tuple(dict.fromkeys(named.figure.column_label for named in of_question if named.figure.column_label))
        unknown, known = (
            (ref.column, columns)
            if ref.column and fold_label(ref.row) in {named.row for named in of_question}
            else (ref.row or ref.column, rows if ref.row else columns)
        )
        listed = f"Its labels are {_listed(known)}." if known else "Its figure has no label; leave the brackets out."
        return Lacking(
            f"Question {ref.question} of '{letter}' has no figure labelled '{unknown}'.",
            nearest(unknown, known) or listed,
        )


def _listed(names: Sequence[str], most: int = 12) -> str:
    words = ", ".join(f"'{name}'" for name in names[:most])
    return words if len(names) <= most else f"{words} and {len(names) - most} more"


def index_figures(
    figures: Iterable[FigureRow],
    questions: Iterable[QuestionRow] = (),
    *,
    labels: Mapping[tuple[str, str], str] | None = None,
) -> Figures:
    """Make the figures of one request addressable.

    `questions` give the request's numbers; `labels` maps (response, the letter's label folded) to the request's label.
    """
    numbers = {(row.response, row.question): row.request_question for row in questions}
    named: dict[tuple[str, str], list[Named]] = {}
    letters: dict[str, dict[str, None]] = {_stem(response): {} for response, _ in numbers}
    for (response, _), number in numbers.items():
        letters[_stem(response)][number] = None
    for figure in figures:
        stem = _stem(figure.response)
        number = numbers.get((figure.response, figure.question), figure.question)
        letters.setdefault(stem, {})[number] = None
        row, column = (
            fold_label((labels or {}).get((figure.response, fold_label(label)), label))
            for label in (figure.row_label, figure.column_label)
        )
        named.setdefault((stem, number.casefold()), []).append(Named(figure, number, row, column))
    return Figures(
        {key: tuple(group) for key, group in named.items()},
        tuple(letters),
        {stem: tuple(known) for stem, known in letters.items()},
    )


def _stem(response: str) -> str:
    return response.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Used:
    """A figure in one side of a comparison: the term of the statement it belongs to, counted from 1, and its sign."""

    term: int
    sign: Sign
    figure: FigureRow


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One side for one label: its value (None where a figure has no exact value) and its figures."""

    value: Number | None
    used: tuple[Used, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A check made once: for one row label ('' where each side is one number)."""

    label: str
    left: Reckoned
    relation: Relation
    right: Reckoned

    @property
    def holds(self) -> bool | None:
        """Say whether the statement holds; None where it cannot be tested."""
        left, right = self.left.value, self.right.value
        if left is None or right is None:
            return None
        return left == right if self.relation == "=" else left <= right if self.relation == "<=" else left >= right


def exact(figure: FigureRow) -> Number | None:
    """Give a figure's value where it can be calculated with: given, and not approximate."""
    return None if figure.approximate or figure.status != "observed" else figure.value


Key = tuple[str, ...]
Column = dict[Key, FigureRow]


def summed(term: Total, figures: Figures, response: str) -> tuple[FigureRow, ...]:
    """Give what a `sum` adds: its figures without the totals, where there are others."""
    found = figures.find(term.ref, response)
    return tuple(figure for figure in found if not figure.total) or found


def _columns(terms: Sequence[tuple[Sign, Term]], figures: Figures, response: str) -> list[tuple[FigureRow, ...]]:
    """Find what each bare reference names; one figure is a number, several a column compared row by row."""
    return [figures.find(term, response) if isinstance(term, Ref) else () for _, term in terms]


def _keyed(rows: tuple[FigureRow, ...], both: bool) -> Column:
    return {
        (fold_label(row.row_label), fold_label(row.column_label)) if both else (fold_label(row.row_label),): row
        for row in rows
    }


def _need_both(columns: Iterable[tuple[FigureRow, ...]]) -> bool:
    """Say whether a row label stands twice in one column, so that the column's heading is needed too."""
    return any(len(_keyed(rows, both=False)) < len(rows) for rows in columns)


def compare(check: Check, figures: Figures, response: str = "") -> tuple[Comparison, ...]:
    """Make a check: once where each side is one number, else once for each row label.

    Raises Lacking where the letter has not the figures, AddressError where the sides cannot be compared.
    """
    sides = (check.left.terms, check.right.terms)
    found = [_columns(terms, figures, response) for terms in sides]
    several = [rows for columns in found for rows in columns if len(rows) > 1]
    both = _need_both(several)
    labels = _common_labels([_keyed(rows, both=both) for rows in several], check)
    made = []
    for key, label in labels.items():
        left, right = (
            _reckon(terms, columns, (figures, response), key=key, both=both, check=check)
            for terms, columns in zip(sides, found, strict=True)
        )
        made.append(Comparison(label, left, check.relation, right))
    return tuple(made)


def _common_labels(columns: Sequence[Column], check: Check) -> dict[Key, str]:
    """Give the labels that all columns share; raise where one has a label that another has not."""
    if not columns:
        return {(): ""}
    first = columns[0]
    for other in columns[1:]:
        if missing := [
            (first | other)[key].row_label for key in (*first, *other) if key not in first or key not in other
        ]:
            raise AddressError(
                f"The two sides of '{check}' have unlike labels: {_listed(missing)} stand on one side alone.",
                "Name one figure, or write sum(…).",
            )
    return {key: " | ".join(part for part in _printed(row, key) if part) for key, row in first.items()}


def _printed(row: FigureRow, key: Key) -> tuple[str, ...]:
    return (row.row_label, row.column_label)[: len(key)]


def _reckon(
    terms: Sequence[tuple[Sign, Term]],
    columns: Sequence[tuple[FigureRow, ...]],
    where: tuple[Figures, str],
    *,
    key: Key,
    both: bool,
    check: Check | Shown,
) -> Reckoned:
    """Reckon one side for one label."""
    value: Number | None = 0
    used: list[Used] = []
    for place, ((sign, term), rows) in enumerate(zip(terms, columns, strict=True), start=1):
        if isinstance(term, Whole):
            value = _added(value, sign, term.value)
            continue
        group = summed(term, *where) if isinstance(term, Total) else _of_label(rows, key, both=both, check=check)
        for figure in group:
            used.append(Used(place, sign, figure))
            value = _added(value, sign, exact(figure))
    return Reckoned(value, tuple(used))


def _of_label(rows: tuple[FigureRow, ...], key: Key, *, both: bool, check: Check | Shown) -> tuple[FigureRow, ...]:
    """Take the figure of this label; a lone figure stands against several only where it has the same label."""
    if not key:
        return rows
    if len(rows) > 1:
        return (_keyed(rows, both=both)[key],)
    raise AddressError(
        f"'{check}' compares one figure with several.", "Name one of them, or write sum(…) for them all."
    )


def _added(value: Number | None, sign: Sign, other: Number | None) -> Number | None:
    if value is None or other is None:
        return None
    return value + other if sign == "+" else value - other


def _reckon_one(side: Side, figures: Figures, response: str) -> Reckoned:
    """Reckon a side that must be one number; raise where an address names several figures."""
    columns = _columns(side.terms, figures, response)
    for (_, term), rows in zip(side.terms, columns, strict=True):
        if len(rows) > 1:
            labels = tuple(row.row_label for row in rows)
            raise AddressError(
                f"'{term}' names {len(rows)} figures.", f"Add a label ({_listed(labels)}) or write sum({term})."
            )
    return _reckon(side.terms, columns, (figures, response), key=(), both=False, check=side)


def placeholders(text: str) -> Iterable[tuple[int, int, str]]:
    """Yield (start, end, words) of each `{{ … }}` of a text."""
    for found in PLACEHOLDER.finditer(text):
        yield found.start(), found.end(), found[1].strip()


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """What a placeholder shows: words, value, the ids of its figures, and the id of its row of `derived` ('' for a figure).

    A single figure without a value shows the letter's own words.
    """

    words: str
    value: Number | None
    places: tuple[str, ...]
    derived_id: str = ""


def evaluate_shown(text: str, figures: Iterable[FigureRow], questions: Iterable[QuestionRow] = ()) -> ShownNumber:
    """Read what stands between `{{ }}` over one request's figures; raises AddressError."""
    return evaluate(parse_shown(text), index_figures(figures, questions))


def evaluate(shown: Shown, figures: Figures, response: str = "") -> ShownNumber:
    """Work out what an address shows: a figure as it stands, else a calculated number."""
    if isinstance(shown, Side) and len(shown.terms) == 1 and isinstance(shown.terms[0][1], Ref):
        (used,) = _reckon_one(shown, figures, response).used
        figure = used.figure
        words = figure.as_written if figure.value is None else format_number(figure.value, figure.unit)
        return ShownNumber(words, figure.value, (figure.figure,))
    row, terms = derive(shown, figures, response)
    places = tuple(dict.fromkeys(term.figure for term in terms))
    if isinstance(shown, Side):
        return ShownNumber(format_number(row.value, row.unit), row.value, places, row.derived)
    part, whole = (_reckon_one(side, figures, response).value for side in (shown.part, shown.whole))
    percent = share_of(part or 0, whole or 1, places=0)
    return ShownNumber(f"{percent}%", percent, places, row.derived)


def derive(shown: Shown, figures: Figures, response: str = "") -> tuple[DerivedRow, tuple[DerivedTermRow, ...]]:
    """Make the rows of `derived` and `derived_terms` for a calculated number.

    A share is kept to one decimal (half up); sentences round it to the whole per cent from its figures, not from that.
    """
    if isinstance(shown, Share) and any(sign == "-" for side in (shown.part, shown.whole) for sign, _ in side.terms):
        raise AddressError(f"'{shown}' takes something away.", "A share is of figures that are added.")
    sides = (("+", shown),) if isinstance(shown, Side) else (("part", shown.part), ("whole", shown.whole))
    reckoned = [(role, _reckon_one(side, figures, response)) for role, side in sides]
    used = [(role, one) for role, side in reckoned for one in side.used]
    if not used:
        raise AddressError(f"'{shown}' uses no figure.", "Write the number in words, or name a figure.")
    for _, one in used:
        if exact(one.figure) is None:
            raise AddressError(
                f"'{shown}' uses {_name(one.figure)}, which is '{one.figure.as_written}' in the letter.",
                "Nothing is calculated from a figure without an exact value.",
            )
    letter = used[0][1].figure.response
    formula = str(shorten(shown, figures, response))
    name = f"{letter}/{formula}"
    row = DerivedRow(
        name, letter, formula, *_result(shown, [side.value for _, side in reckoned], used[0][1].figure.unit)
    )
    return row, tuple(
        DerivedTermRow(name, one.sign if role == "+" else role, place, one.figure.figure)
        for place, (role, one) in enumerate(used, start=1)
    )


def _result(shown: Shown, values: Sequence[Number | None], unit: str) -> tuple[str, Number, str, str]:
    """Give kind, value, rounding and unit of a calculated number."""
    if isinstance(shown, Share):
        part, whole = (value or 0 for value in values)
        if not whole:
            raise AddressError(f"The whole of '{shown}' is 0.", "Give the two numbers instead of a share.")
        return "share", share_of(part, whole, places=1), "half up to 1 decimal", "percent"
    kind = "difference" if any(sign == "-" for sign, _ in shown.terms) else "sum"
    return kind, values[0] or 0, "exact", unit


def share_of(part: Number, whole: Number, *, places: int) -> Decimal:
    """Give a part as per cent of a whole, rounded half up from the exact quotient."""
    hundredths = Decimal(part) * 100 / Decimal(whole)
    return hundredths.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


Bases = Mapping[frozenset[str], tuple[Number, ...]]


def bases_of(differing: Iterable[Comparison]) -> dict[frozenset[str], tuple[Number, ...]]:
    """Map the figures of each side that an equation puts in doubt to what the other side gives in its place."""
    found: dict[frozenset[str], tuple[Number, ...]] = {}
    for made in differing:
        for own, other in ((made.left, made.right), (made.right, made.left)):
            if made.relation == "=" and other.value is not None:
                key = frozenset(one.figure.figure for one in own.used)
                found[key] = (*found.get(key, ()), other.value)
    return found


def share_doubt(share: Share, figures: Figures, response: str = "", *, bases: Bases | None = None) -> str:
    """Say why a share should not be given (EDITORIAL.md §2), or '' where it may be.

    `bases` are other values of a whole that a difference puts in doubt: the share must round to one whole per cent on all.
    """
    part, whole = (_reckon_one(side, figures, response) for side in (share.part, share.whole))
    used = [one.figure for one in (*part.used, *whole.used)]
    if part.value is None or whole.value is None:
        return "one of its figures has no exact value"
    if any(figure.partial for figure in used):
        return "it is about part of a period"
    if part.value < SHARE_PART or whole.value < SHARE_WHOLE:
        return f"its part is under {SHARE_PART} or its whole under {SHARE_WHOLE}"
    if part.value > whole.value:
        return "its part is more than its whole"
    others = (bases or {}).get(frozenset(one.figure.figure for one in whole.used), ())
    rounded = {share_of(part.value, base, places=0) for base in (whole.value, *others) if base}
    return "its whole is in doubt, and the share with it" if len(rounded) > 1 else ""


def shorten(shown: Shown, figures: Figures, response: str = "") -> Shown:
    """Rewrite each reference to a single figure in its shortest spelling, so that one number has one formula."""
    if isinstance(shown, Share):
        part, whole = (_short_side(side, figures, response) for side in (shown.part, shown.whole))
        return Share(part, whole)
    return _short_side(shown, figures, response)


def _short_side(side: Side, figures: Figures, response: str) -> Side:
    return Side(
        tuple(
            (sign, _short_ref(term, figures, response) if isinstance(term, Ref) else term) for sign, term in side.terms
        )
    )


def _short_ref(ref: Ref, figures: Figures, response: str) -> Ref:
    """Write a reference to one figure by the fewest of its printed labels: none, row, column, or both."""
    found = figures.find(ref, response)
    if len(found) != 1:
        return ref
    own = found[0]
    several = len(figures.responses) > 1
    letter = ref.response if ref.response and several and ref.response != response else ""
    others = [named.figure for named in figures.named[_stem(own.response), ref.question.casefold()]]
    others = [other for other in others if other is not own]
    row, column = fold_label(own.row_label), fold_label(own.column_label)
    if not others:
        return Ref(ref.question, response=letter)
    if row and all(fold_label(other.row_label) != row for other in others):
        return Ref(ref.question, own.row_label, response=letter)
    if column and all(fold_label(other.column_label) != column for other in others):
        return Ref(ref.question, "", own.column_label, letter)
    return Ref(ref.question, own.row_label, own.column_label, letter)


def _name(figure: FigureRow) -> str:
    label = f" '{figure.row_label}'" if figure.row_label else ""
    return f"question {figure.question}{label}"


def format_number(value: Number, unit: str = "") -> str:
    """Write a number as sentences and tables do: thousands with commas, pounds and per cent with their signs."""
    words = f"{abs(value):,}"
    sign = "\u2212" if value < 0 else ""
    return f"{sign}£{words}" if unit == "GBP" else f"{sign}{words}%" if unit == "percent" else f"{sign}{words}"
