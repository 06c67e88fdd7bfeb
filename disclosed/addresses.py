"""What an address shows: a figure as it stands, or a number calculated from figures, with its evidence.

The front door of addresses for both sides of the package: the grammar (grammar.py), the figures that it names
(naming.py) and the comparisons that it states (comparing.py) are used through here. Pure over rows of `figures`, so
that the same words mean the same in a table, in a check and, below the package, in commentary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from disclosed.comparing import (
    Comparison,
    Reckoned,
    Used,
    compare,
    exact,
    form_of,
    gives_away,
    reckon_one,
    reckoning,
)
from disclosed.grammar import (
    NOTE_MARK,
    PLACEHOLDER,
    AddressError,
    Calculated,
    Check,
    Ref,
    Share,
    Shown,
    Side,
    Term,
    Total,
    Whole,
    parse_calculated,
    parse_check,
    parse_ref,
    parse_shown,
)
from disclosed.model import Number
from disclosed.naming import Figures, Form, Lacking, Unanswered, fold_label, index_figures, question_key, stem_of
from disclosed.rows import DerivedRow, DerivedTermRow, FigureRow

__all__ = [
    "NOTE_MARK",
    "PLACEHOLDER",
    "AddressError",
    "Calculated",
    "Check",
    "Comparison",
    "Figures",
    "Form",
    "Lacking",
    "Reckoned",
    "Ref",
    "Share",
    "Shown",
    "ShownNumber",
    "Side",
    "Term",
    "Total",
    "Unanswered",
    "Used",
    "Whole",
    "compare",
    "derive",
    "evaluate",
    "exact",
    "fold_label",
    "form_of",
    "format_number",
    "index_figures",
    "misfit",
    "parse_calculated",
    "parse_check",
    "parse_ref",
    "parse_shown",
    "placeholders",
    "reckoning",
    "share_of",
    "shorten",
]  # fmt: skip


def misfit(errors: Sequence[AddressError | None]) -> AddressError | None:
    """Say whether an address is wrong, from how each letter of a request took it (None: it has the figures).

    It is wrong where it can be used in no letter, or fits none; what one letter lacks and another has, or what a letter
    was asked and did not give, is coverage.
    """
    found = [error for error in errors if error is not None]
    unfit = [error for error in found if not isinstance(error, Lacking)]
    if unfit:
        return unfit[0]
    fits = len(found) < len(errors) or any(isinstance(error, Unanswered) for error in found)
    return None if fits or not found else found[0]


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


def evaluate(shown: Shown, figures: Figures) -> ShownNumber:
    """Work out what an address shows: a figure as it stands, else a calculated number."""
    if isinstance(shown, Side) and len(shown.terms) == 1 and isinstance(shown.terms[0][1], Ref):
        rows = _alike(shown, shown.terms[0][1], figures)
        figure = rows[0]
        words = figure.as_written if figure.value is None else format_number(figure.value, figure.unit)
        return ShownNumber(words, figure.value, tuple(row.figure for row in rows))
    row, terms = derive(shown, figures)
    places = tuple(dict.fromkeys(term.figure for term in terms))
    if isinstance(shown, Side):
        return ShownNumber(format_number(row.value, row.unit), row.value, places, row.derived)
    part, whole = (reckon_one(side, figures, "").value for side in (shown.part, shown.whole))
    percent = share_of(part or 0, whole or 1, places=0)
    return ShownNumber(f"{percent}%", percent, places, row.derived)


def _alike(side: Side, ref: Ref, figures: Figures) -> tuple[FigureRow, ...]:
    """Find the figure that an address names, or several where all have one value: "for each period the letter gives 0"."""
    rows = figures.find(ref, "")
    if len(rows) > 1 and len({(exact(row), row.unit) for row in rows}) == 1 and exact(rows[0]) is not None:
        return rows
    return tuple(used.figure for used in reckon_one(side, figures, "").used)


def derive(shown: Shown, figures: Figures, response: str = "") -> tuple[DerivedRow, tuple[DerivedTermRow, ...]]:
    """Make the rows of `derived` and `derived_terms` for a calculated number.

    A share is kept to one decimal (half up); sentences round it to the whole per cent from its figures, not from that.
    """
    if isinstance(shown, Share) and any(sign == "-" for side in (shown.part, shown.whole) for sign, _ in side.terms):
        raise AddressError(f"'{shown}' takes something away.", "A share is of figures that are added.")
    sides = (("+", shown),) if isinstance(shown, Side) else (("part", shown.part), ("whole", shown.whole))
    reckoned = [(role, reckon_one(side, figures, response)) for role, side in sides]
    used = [(role, one) for role, side in reckoned for one in side.used]
    if not used:
        raise AddressError(f"'{shown}' uses no figure.", "Write the number in words, or name a figure.")
    for _, one in used:
        if exact(one.figure) is None:
            raise AddressError(
                f"'{shown}' uses {_name(one.figure)}, which is '{one.figure.as_written}' in the letter.",
                "Nothing is calculated from a figure without an exact value.",
            )
    if any(gives_away(side, figures) for _, side in reckoned):
        raise AddressError(f"'{shown}' could give away what the letter suppressed.", "Leave it out.")
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
    others = [named.figure for named in figures.named[stem_of(own.response), question_key(ref.question)]]
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
