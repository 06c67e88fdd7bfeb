"""What the words beside a figure, and its question, make of it: a bound, a length, a rate, a list's dash for a minus.

The block readers find where a value stands; what it counts is sometimes said around it. Here each reading of some lines is
weighed once more: a figure that is no figure after all is left unread with a doubt, and one that only may be something
else keeps its doubt (docs/reading.md: a wrong figure is worse than a missing one).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from disclosed.model import Finding, Line, ReadFigure, Span
from disclosed.reading.answer_units import measure_said, scaled
from disclosed.reading.asking import asked_kinds
from disclosed.reading.candidates import Candidate, finding
from disclosed.reading.lines import fold
from disclosed.reading.values import Legend, number_of

# What a sum is counted in → the least number that may be told in pounds all the same.
TOO_GREAT = {1_000: 10**6, 10**6: 10**4}
MOST_SMALL = 30  # a count that an authority keeps back is no greater: legends.MAX_SMALL

_UP_TO = re.compile(r"(?:up to|no more than|not more than|at most|as many as|a maximum of) ")
_HIDES = re.compile(
    r"\bsuppress|\bsmall(?:er)? (?:numbers?|counts?|values?)\b|\blow (?:numbers?|counts?)\b|\bidentifiable\b|\b(?:to|could|might|may|would|not|from) (?:be )?identif\w+|\bdisclosure control\b"
    r"|\bmore (?:exact|precise|specific)\b|\b(?:exact|precise) (?:number|figure|count)s?\b"
)

_ABBREVIATED = re.compile(r"[-+]?(?P<number>\d[\d,.]*) ?(?P<scale>[mk])")
_SUMS = re.compile(
    r"£|\bcosts?\b|\bspen[dt]\w*|\bpaid\b|\bpay(?:ments?)?\b|\bincome\b|\bfees?\b|\bcharges?\b|\bprices?\b|\bbudgets?\b|\bfines?\b|\bsalar|\bcompensation\b"
    r"|\bexpenditure\b|\bfund(?:s|ing)?\b|\bgrants?\b|\bdebts?\b|\bloans?\b|\bworth\b|\bvalue\b|\bturnover\b|\brevenues?\b|\breserves\b|\bsavings\b|\bpounds\b|\bmoney\b"
)
_LENGTHS = re.compile(
    r"\bhow (?:high|tall|wide|deep|far)\b|\b(?:lengths?|heights?|widths?|depths?|distances?|altitude|elevation)\b(?! of (?:time|stay|wait|service))|\bmet(?:re|er)s\b"
)
_LONG = re.compile(
    r" (?:long|high|tall|wide|deep|in (?:length|height|width|depth)|away|above|below|of (?:kerb|pipe|wall|fence|fencing|hedge|road|track|path|cable))\b"
)

_ONE = r"(?:an?|per|each|every)"
_TIME = r"(?:hour|day|night|week|fortnight|month|quarter|term|season|year|annum)"
_A_RATE = re.compile(
    rf"(?: (?!(?:in|on|at|for|from|by|after|before|and|or|than|which|who|that)\b)[a-z'-]+){{0,3}} {_ONE} {_TIME}\b|(?: [a-z'-]+){{0,2}} (?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|annually|yearly)\b"
)
_ASKS_RATE = re.compile(
    rf"\b{_ONE} (?:[a-z]+ )?(?:{_TIME}|shift)\b|\b(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|annual|annually|yearly)\b|\baverage|\btypical|\busual|\brates?\b|\bhow often\b|\bfrequen"
)
_ASKS_PERIOD = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:last|past|previous|since|between)\b|\b(?:did|was|were|have|has|had)\b"
)

# Money of another country beside a number; only euros and dollars are known (values.py).
_COIN_BEFORE = re.compile(r"(?:[^\W\d_]?[$€¢¥₣₤₦₨₩₪₫₱₹₺₽฿]|\b(?P<code>[a-z]{3})) ?$")
_CODES = {"eur": "EUR", "usd": "USD", "gbp": "GBP"}
_OTHER_CODES = frozenset(
    {"aud", "cad", "nzd", "hkd", "sgd", "chf", "jpy", "cny", "inr", "sek", "nok", "dkk", "zar", "aed", "pln"}
)
_COIN_AFTER = re.compile(
    r" ?(?:million |thousand )?(?:[a-z]+ )?(?:francs?|yen|rupees?|kron(?:er|or|e|a)|dollars?|roubles?|rubles?|zloty|dirhams?|yuan|renminbi|lira|pesos?)\b"
)

# `The council owns 112. Parishes own 88`: asked how many there are, the first is one of several.
_OWNS = re.compile(r"\b(?P<verb>own|run|employ|manage|maintain|operate)s? (?:about |around |some )?$")
_OURS = re.compile(r"\byou(?:r|rs)?\b|\b(?:council|trust|authority|board|force|service|college|university|school)\b")
# What may be less than nothing.
_BELOW_NOUGHT = re.compile(
    r"\b(?:chang|varia|differ|net\b|balance|surplus|deficit|profit|loss|gain|growth|increas|decreas|ris(?:e|en|ing)\b|fall\b|movement|overspen|underspen|saving"
    r"|temperature|degrees|elevation|adjust|shortfall|return|yield|inflation|trend|up or down|gap\b|refund|credit|rebate)"
)
_UNITS_BESIDE = re.compile(
    r" ?(?P<unit>years?|yrs?|second)(?![a-z])(?! (?:old|olds|of age|to|and|groups?|[a-z]+ (?:old|class))\b)"
)
_UNITS = {"year": "years", "yr": "years", "second": "seconds"}


def weighed(candidate: Candidate, question: str, lines: Sequence[Line], legends: Sequence[Legend]) -> Candidate:
    """Give a reading as the words beside its figures, its question and the letter's legends leave it."""
    if not candidate.figures:
        return candidate
    asked = fold(question)
    shadows = {line.number: line.shadow for line in lines}
    counted = bool({"count", "money"} & asked_kinds(question))
    figures = _without_dashes(candidate.figures, shadows, asked) if counted else candidate.figures
    hides = any(legend.status == "suppressed" for legend in legends) or any(map(_HIDES.search, shadows.values()))
    measure = measure_said(asked, lines)
    kept: list[ReadFigure] = []
    dropped: list[Span] = []
    doubts: list[Finding] = []
    for figure in figures:
        beside = shadows.get(figure.span.line, "")[figure.span.last :]
        reason = "" if hides else _bound_in(figure)
        before = shadows.get(figure.span.line, "")[: figure.span.first - 1]
        weighing = _measured(_in_its_coin(figure, before), beside, asked, shadows)
        reason = (
            reason
            or _coin_beside(weighing, before, beside)
            or _scale_in(weighing, asked, shadows)
            or _doubtful_sum(weighing, measure, question)
        )
        if reason:
            dropped.append(figure.span)
            doubts.append(_doubt(figure, reason))
            continue
        kept.append(scaled(weighing, measure) if measure else weighing)
        if _is_less_than_none(weighing, asked):
            doubts.append(_doubt(weighing, "is less than none, and its sign may be a dash"))
        if _is_one_owners(figure, before, beside, asked):
            doubts.append(_doubt(figure, "is what one of several has, and the question asks for no one's"))
        if _is_rate(figure, beside, asked):
            doubts.append(_doubt(figure, "may be a rate, and not the number that was asked for"))
    return replace(
        candidate,
        figures=tuple(kept),
        spent=(*candidate.spent, *dropped),
        doubts=(*candidate.doubts, *doubts),
    )


def _doubt(figure: ReadFigure, reason: str) -> Finding:
    return finding(
        "uncertain_reading", f"“{figure.words}” {reason}.", "Settle it with a `readings:` line.", figure.span.line
    )


def _bound_in(figure: ReadFigure) -> str:
    """Say that `up to 30` and `fewer than 400` are bounds, where the letter keeps no small number back; '' for any other figure."""
    words = fold(figure.words)
    if figure.value.status != "suppressed" or figure.value.basis != "words":
        return ""
    small = number_of(words) <= MOST_SMALL and not _UP_TO.match(words)
    return "" if small else "is a bound, and not one figure"


def _in_its_coin(figure: ReadFigure, before: str) -> ReadFigure:
    """Give `EUR 45,000` its unit."""
    found = _COIN_BEFORE.search(before) if figure.value.unit is None else None
    unit = _CODES.get(found["code"] or "") if found else None
    return replace(figure, value=replace(figure.value, unit=unit)) if unit else figure


def _coin_beside(figure: ReadFigure, before: str, beside: str) -> str:
    """Say that `A$45,000` and `45,000 Swiss francs` are money whose unit is not known; '' for any other figure."""
    if figure.value.unit is not None:
        return ""
    found = _COIN_BEFORE.search(before)
    other = found is not None and (found["code"] is None or found["code"] in _OTHER_CODES)
    return "is money of another country" if other or _COIN_AFTER.match(beside) else ""


def _measured(figure: ReadFigure, beside: str, question: str, shadows: Mapping[int, str]) -> ReadFigure:
    """Give years and seconds their unit, and read `350 m` as metres where a length is asked for."""
    value = figure.value
    if value.unit is not None or value.value is None:
        return figure
    found = _UNITS_BESIDE.match(beside)
    if found and not re.search(r"\bhow many years\b|\bnumber of years\b", question):
        return replace(figure, value=replace(value, unit=_UNITS[found["unit"].rstrip("s")]))
    short = _ABBREVIATED.fullmatch(fold(figure.words))
    if short and short["scale"] == "m" and not _counts_money(question, shadows) and _is_length(beside, question):
        return replace(figure, value=replace(value, value=number_of(short["number"]), unit="metres"))
    return figure


def _scale_in(figure: ReadFigure, question: str, shadows: Mapping[int, str]) -> str:
    """Say that `12k` and `15m` may be thousands and millions or not, where no sum is asked for; '' for any other figure."""
    short = _ABBREVIATED.fullmatch(fold(figure.words))
    if short is None or figure.value.unit is not None or _counts_money(question, shadows):
        return ""
    return f"does not say what its “{short['scale']}” stands for"


def _doubtful_sum(figure: ReadFigure, measure: int | None, question: str) -> str:
    """Say that a number may be a count, or a sum too great to be told in thousands or millions of pounds; '' for any other."""
    if measure is None or scaled(figure, measure) is figure:
        return ""
    if "count" in asked_kinds(question):
        return "may be a count, or a sum in the thousands or millions of pounds that are named beside it"
    if (figure.value.value or 0) < TOO_GREAT[measure]:
        return ""
    return "may be told in pounds, and not in the thousands or millions that are named beside it"


def _counts_money(question: str, shadows: Mapping[int, str]) -> bool:
    return _SUMS.search(question) is not None or any("£" in shadow for shadow in shadows.values())


def _is_length(beside: str, question: str) -> bool:
    return _LENGTHS.search(question) is not None or _LONG.match(beside) is not None


def _is_rate(figure: ReadFigure, beside: str, question: str) -> bool:
    """Whether a count is told for each week or month, `450 complaints a week`, where the question asks for no rate."""
    value = figure.value
    if value.value is None or value.unit is not None or figure.labels[1:] or _ASKS_RATE.search(question):
        return False
    return _A_RATE.match(beside) is not None and _ASKS_PERIOD.search(question) is not None


def _is_one_owners(figure: ReadFigure, before: str, beside: str, question: str) -> bool:
    """Whether a figure without a label is told of one owner, and what is told next of another, where no owner is asked about."""
    found = _OWNS.search(fold(before)) if not figure.labels and not _OURS.search(question) else None
    return (
        found is not None and re.search(rf"[.;,] [^.;]{{1,60}}\b{found['verb']}s? [^.;,]{{0,12}}\d", beside) is not None
    )


def _without_dashes(figures: Sequence[ReadFigure], shadows: Mapping[int, str], question: str) -> tuple[ReadFigure, ...]:
    """Read `Full plots -412`, `Half plots -735` as a list whose dashes part labels from values, where nothing can be below nought."""
    minus = [figure for figure in figures if fold(figure.words).startswith("-")]
    if not minus or not all(_is_less_than_none(figure, question) for figure in minus):
        return tuple(figures)
    if not all(_after_dash(figure, shadows) for figure in figures):
        return tuple(figures)
    return tuple(_undashed(figure) if figure in minus else figure for figure in figures)


def _is_less_than_none(figure: ReadFigure, question: str) -> bool:
    value = figure.value.value
    return value is not None and value < 0 and not _BELOW_NOUGHT.search(fold(" ".join((question, *figure.labels))))


def _after_dash(figure: ReadFigure, shadows: Mapping[int, str]) -> bool:
    """Whether a figure stands behind its label and a dash, on one line."""
    shadow = shadows.get(figure.span.line, "")
    label = fold(figure.row_label)
    before = shadow[: figure.span.first - 1]
    dashed = fold(figure.words).startswith("-") or before.rstrip().endswith("-")
    return dashed and len(figure.labels) == 1 and before.rstrip(" -").endswith(label)


def _undashed(figure: ReadFigure) -> ReadFigure:
    """Give a figure without the dash before it."""
    value = figure.value
    words = figure.words[1:]
    kept = words.lstrip()
    first = figure.span.first + len(figure.words) - len(kept)
    positive = None if value.value is None else -value.value
    return replace(figure, value=replace(value, value=positive), words=kept, span=replace(figure.span, first=first))
