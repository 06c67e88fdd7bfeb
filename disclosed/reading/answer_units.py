"""The unit of each figure of an answer: its own words', else its labels', else the one that the question counts in or has in brackets."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from disclosed.model import Line, Number, ReadFigure, Value
from disclosed.reading.heading_units import unit_of
from disclosed.reading.lines import fold
from disclosed.reading.stems import stems

_QUESTION_REMARK = re.compile(r"\(\s*(?:fte|ftes|wte|£|%|hours|minutes|days|miles|tonnes|hectares)\s*\)")
# `How many tonnes of waste were collected?`, `the number of hours worked`, `How large is it, in hectares?`
_COUNTED_IN = re.compile(
    r"\b(?:how many|number of) (?P<counted>tonnes|miles|hectares|hours|minutes)\b(?! (?:old|long|late|early|notice))"
    r"|,? in (?P<stated>tonnes|miles|hectares|hours|minutes)(?=\W*$|[?,;])"
)
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\bnumber of\b")
# `£000`, `£'000s`, `(£ thousands)`, `£m`, `£ million`, `thousands of pounds`.
_SCALED = r"£ ?'?(?:000'?s?|k|thousands?)(?![\w,])|£ ?'?(?P<million>mn?|millions?|000,000)\b"
_SCALED_HEADING = re.compile(_SCALED)
# A table's title states a measure at its end, or in brackets: `Table 1. Expenditure, £000s`, `Spend (£m) by year`.
_TITLE_MEASURE = re.compile(
    rf"(?:(?:^|[,:(-]|\s(?=£)|\bin|\bthe)\ ?(?:all\ figures\ )?(?:in\ )?(?:{_SCALED}|(?P<pounds>thousands|millions)\ of\ pounds))(?=\s*[).]?\s*$|\))"
)
# What these head is counted, or measured in its own way, whatever the title says.
_OWN_MEASURE = re.compile(
    r"\b(?:numbers?|no|count|cases|headcount|staff|people|shifts|posts|fte|wte|rate|days|hours|percentage|per)\b|%|\bno\."
)
# A second thing that a question asks for: `the number of contracts [and their total value]`.
_ASKS_MORE = re.compile(
    r"(?:[,;?]| and| or) (?:please |also |state |give )*(?:how (?:many|much)|(?:the |their |its )?(?:total |overall |average |annual |combined )?"
    r"(?:number|value|cost|amount|price|spend|length|area|size|income|revenue)s?\b)"
)
_ASKING = frozenset({
    "how", "many", "much", "what", "was", "were", "are", "the", "and", "their", "its", "for", "each", "please", "give", "total",
    "year", "spent",
})  # fmt: skip
_OF_STAFF = frozenset({"FTE", "WTE"})  # posts that are filled and posts that are not are measured alike
_COUNTS = re.compile(r"\b(?:numbers?|count|cases|headcount|people|posts)\b|\bno\.")
_SHARE_BESIDE = re.compile(r" ?[(\[] ?\d[\d.]* ?(?:%|per ?cent)")
_WIDE = re.compile(r"\S {2,}\S|\t|\|")
_EXPRESSED = r"(?:(?:are|is|all|please|should\ be|to\ be|shown|given|stated|expressed|quoted|told|rounded)\ )*"
_MEASURE = rf"(?:{_SCALED}|(?P<pounds>thousands|millions)\ of\ pounds)"
# A question's, or a note's beneath a table: `What is the debt in £ million?`, `(figures in £000s)`, `All figures are in £ thousands.`
_ASKED_MEASURE = re.compile(rf"(?:\((?:[a-z]+\ ){{0,4}}?(?:in\ )?|\bin\ (?:the\ )?){_MEASURE}")
_NOTE_MEASURE = re.compile(
    r"^\W*(?:(?:please\ )?note\ (?:that\ )?|n\.?b\.?:?\ |notes?:?\ )?(?:(?:all|the|these)\ )*(?:figures|amounts|values|sums|costs|numbers|prices)\ "
    rf"(?:(?:above|below|here|in\ (?:this|the)\ table)\ )?{_EXPRESSED}in\ (?:the\ )?{_MEASURE}"
)
MAX_TITLE = 3  # lines above a table among which its title may stand


def typed(question: str, figures: Sequence[ReadFigure], lines: Sequence[Line] = ()) -> tuple[ReadFigure, ...]:
    """Give each figure its unit: its own words', else its labels', else the one in brackets in the question.

    A figure without a value takes the unit that all others of its column have. A count that has its share printed beside
    it, `361 (51.4%)`, is no share, whatever its heading says.
    """
    asked = _asked_of(question, figures)
    shadows = {line.number: line.shadow for line in lines}
    found = [_with_unit(figure, unit) for figure, unit in zip(figures, asked, strict=True)]
    found = [
        was if was.value.unit != now.value.unit == "percent" and _has_its_share(was, shadows) else now
        for was, now in zip(figures, found, strict=True)
    ]
    units = _units_of_columns(found)
    return tuple(_like_its_column(figure, units) for figure in found)


def _asked_of(question: str, figures: Sequence[ReadFigure]) -> list[str | None]:
    """Give each figure the unit in the question's brackets, where that is said of it, else the one that all of the question counts in.

    A unit is said of the words before it, `their total value (£)`: of what is labelled with them, where the question asks for more, or
    a column has them; else of all that counts nothing by its label.
    """
    shadow = fold(question)
    remark = _QUESTION_REMARK.search(shadow)
    unit = unit_of(remark[0]) if remark else None
    if remark is None or unit is None:
        several = _ASKS_MORE.search(shadow) or len(_HOW_MANY.findall(shadow)) > 1
        counted = None if several else _COUNTED_IN.search(shadow)
        unit = (counted["counted"] or counted["stated"]) if counted else None
        return [None if _OWN_MEASURE.search(fold(" ".join(figure.labels))) else unit for figure in figures]
    before = shadow[: remark.start()]
    asks = list(_ASKS_MORE.finditer(shadow))
    starts = [found.start() for found in asks if found.start() < remark.start()]
    measured = stems(before[starts[-1] :] if starts else before, _ASKING)
    heads = [figure.labels[1:] or figure.labels for figure in figures]
    several = bool(asks) or (len({*heads}) > 1 and any(len(figure.labels) > 1 for figure in figures))
    shared = [bool(stems(" ".join(head)) & measured) for head in heads]
    if several and (any(shared) or (asks and unit not in _OF_STAFF)):
        return [unit if own else None for own in shared]
    return [None if _COUNTS.search(fold(" ".join(figure.labels))) else unit for figure in figures]


def _has_its_share(figure: ReadFigure, shadows: Mapping[int, str]) -> bool:
    return _SHARE_BESIDE.match(shadows.get(figure.span.line, ""), figure.span.last) is not None


def under_title(figures: Sequence[ReadFigure], above: Sequence[Line]) -> tuple[ReadFigure, ...]:
    """Scale a table's figures by the measure that a title above it states; those of a column that counts stay as they are.

    `above` are the lines before the table's first figure, nearest last. A heading of the table is no title.
    """
    headings = {fold(label).strip() for figure in figures for label in figure.labels[1:]}
    measure = next((found for line in reversed(above[-MAX_TITLE:]) if (found := _measure_of(line, headings))), None)
    return tuple(scaled(figure, measure) for figure in figures) if measure else tuple(figures)


def measure_said(question: str, lines: Sequence[Line]) -> int | None:
    """Give the number by which an answer's sums are counted, where its folded question or a line of it says so."""
    notes = (_NOTE_MEASURE.search(line.shadow.strip(" ()")) for line in lines)
    found = next((note for note in notes if note), None) or _ASKED_MEASURE.search(question)
    return _times(found) if found else None


def _times(found: re.Match[str]) -> int:
    return 10**6 if found["million"] or found["pounds"] == "millions" else 1_000


def _measure_of(line: Line, headings: Collection[str]) -> int | None:
    """Give the number by which a title's figures are counted, in pounds; None where a line is no title or says nothing."""
    shadow = line.shadow.strip()
    if _WIDE.search(shadow) or any(heading in shadow or shadow in heading for heading in headings if heading):
        return None
    found = _TITLE_MEASURE.search(shadow)
    if found is None:
        return None
    return _times(found)


def scaled(figure: ReadFigure, times: int) -> ReadFigure:
    """Tell a figure in pounds that is counted in `times` of them; one that counts, or has a unit of its own, stays as it is."""
    value = figure.value
    named = " ".join(figure.labels).casefold()
    if value.unit is not None or _OWN_MEASURE.search(named) or any(unit_of(label) for label in figure.labels):
        return figure
    if _SCALED_HEADING.search(named):
        return figure
    return replace(figure, value=_in_pounds(value, times))


def _with_unit(figure: ReadFigure, asked: str | None) -> ReadFigure:
    value = figure.value
    if value.unit is not None:
        return figure
    headings = [*reversed(figure.labels[1:]), *figure.labels[:1]]
    scaled = next((found for label in headings if (found := _SCALED_HEADING.search(label.casefold()))), None)
    if scaled:
        return replace(figure, value=_in_pounds(value, 10**6 if scaled["million"] else 1_000))
    unit = next((unit for label in headings if (unit := unit_of(label))), asked)
    return replace(figure, value=replace(value, unit=unit)) if unit else figure


def _in_pounds(value: Value, times: int) -> Value:
    """Tell a value in pounds; the bounds of a mark were counted in thousands, and say nothing of single pounds."""
    if value.value is None:
        return replace(value, unit="GBP", minimum=None, maximum=None)
    return replace(value, value=_whole(value.value * times), unit="GBP")


def _whole(number: Number) -> Number:
    return int(number) if number == int(number) else Decimal(number)


def _units_of_columns(figures: Sequence[ReadFigure]) -> dict[tuple[str, ...], set[str | None]]:
    """Give the units of each column's observed figures: made once, so that a long table is not searched for each cell."""
    units: dict[tuple[str, ...], set[str | None]] = {}
    for figure in figures:
        if figure.value.status == "observed":
            units.setdefault(_column(figure), set()).add(figure.value.unit)
    return units


def _like_its_column(figure: ReadFigure, units: Mapping[tuple[str, ...], Collection[str | None]]) -> ReadFigure:
    if figure.value.unit is not None or figure.value.status == "observed":
        return figure
    found = units.get(_column(figure), ())
    unit = next(iter(found)) if len(found) == 1 else None
    return replace(figure, value=replace(figure.value, unit=unit)) if unit else figure


def _column(figure: ReadFigure) -> tuple[str, ...]:
    """Name the column that a figure stands in: its labels after the first, and how many it has."""
    return (str(len(figure.labels)), *figure.labels[1:])
