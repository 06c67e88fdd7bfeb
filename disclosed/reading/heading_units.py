"""The unit that a heading or a question names for the values under it: `Hectares`, `Cost (£)`, `staff (FTE)`."""

from __future__ import annotations

import re

from disclosed.reading.lines import fold
from disclosed.reading.values import UNITS

# A unit inside a heading: `% charged`, `Closed on time %`, `Percentage upheld`, `FTE in post`. A heading that also counts
# heads (`FTE and headcount`) names two measures, and so none.
_PERCENT_IN = re.compile(r"(?:%|percentage|per ?cent)(?: of)? [a-z][^%]*|[^%]*[a-z)] (?:%|percentage|per ?cent)")
_STAFF_IN = re.compile(r"(?<![a-z])(?P<unit>fte|wte)s?(?![a-z])")
_HEADS_IN = re.compile(r"\bhead ?count|\bheads\b|\bper\b")
_COUNT_AND_SHARE = re.compile(
    r"(?:total )?(?:numbers?|no\.?|n|counts?)(?: ?\((?:%|percentage|per ?cent)\)|\b.{0,60}?(?: and |/| & ) ?(?:%|percentage\b|per ?cent\b))"
    r"|(?:%|percentage|per ?cent) ?(?:\(| and |/|& )(?:numbers?|no|n|counts?)\b"
)
_ONE_OF_MANY = frozenset({"day", "week", "month", "hour", "minute", "min"})  # heads a column of counts, each for one


def unit_of(heading: str) -> str | None:
    """Say which unit a heading or a question names: `Hectares`, `Tonnes (Q12)`, `Cost (£)`, `staff (FTE)`; None for a count.

    `Number (%)` and `No. and % of cases` name two measures, and so none.
    """
    shadow = fold(heading).strip()
    if _COUNT_AND_SHARE.match(shadow):
        return None
    bracketed = re.findall(r"\(\s*([^()]{1,20}?)\s*\)", shadow)
    bare = re.sub(r"\s*\([^()]*\)", "", shadow).strip()
    for words in (*bracketed, bare):
        if words in UNITS and words not in _ONE_OF_MANY:
            return UNITS[words]
        if words in {"£", "gbp", "pounds"} or re.fullmatch(r"(?:cost|amount|value|total|income|spend)?,? ?£", words):
            return "GBP"
        if words in {"%", "per cent", "percent", "percentage"}:
            return "percent"
    if _PERCENT_IN.fullmatch(bare):
        return "percent"
    staff = _STAFF_IN.search(shadow)
    return UNITS[staff["unit"]] if staff and not _HEADS_IN.search(shadow) else None
