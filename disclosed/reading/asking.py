"""What a question asks for: words or a quantity, and of what kind: a count, pounds, a share, a time."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from disclosed.reading.lines import fold

Kind = Literal["count", "money", "share", "time"]

# What a question asks for: pounds, a share, a time, how many.
_KINDS_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "money",
        re.compile(
            r"\bhow much\b(?! time)|\bcosts?\b|\bspen[dt]\b|\bpaid\b|\bpay(?:ments?)?\b|\bincome\b|\bfees?\b|\bcharges?\b|\bprices?\b|\bbudgets?\b|\bvalues?\b|£"
            r"|\bfines?\b|\bsalar(?:y|ies)\b|\bcompensation\b|\bexpenditure\b|\bspending\b|\bloss(?:es)?\b|\bprofits?\b|\brevenues?\b|\btakings\b|\breceipts\b"
        ),
    ),
    ("share", re.compile(r"\bproportion\b|\bpercentage\b|\bper ?cent\b|\bwhat share\b|\brates?\b|%")),
    (
        "time",
        re.compile(
            r"\bhow long\b|\b(?:average|mean|median|longest|shortest) (?:time|wait|number of (?:working )?(?:days|weeks|hours))|\btimes? taken\b|\bnumber of (?:working )?days\b"
            r"|\bhow many (?:[a-z]+ )?(?:days|hours|weeks|minutes)\b|\bturnaround\b|\bduration\b"
        ),
    ),
    ("count", re.compile(r"\bhow many\b|\bnumbers? of\b|\bhow often\b")),
)

# A question that asks how much or how many; and one that asks for words, in whose answer a number counts nothing.
_ASKS_QUANTITY = re.compile(
    r"\b(?:how (?:many|much|long|often|far|wide|high|tall|deep)|(?<!in )(?<!at )what (?:area of (?:the\b|land\b|your\b|its\b|[a-z]+ (?:do|does|did|is|was|are|were|has|have)\b)|weight|length|distance|volume|acreage|tonnage)|numbers?|totals?|cost|spen[dt]|paid|pays?|income|share|proportion|percentage|per ?cent"
    r"|longest|shortest|maximum|minimum|the (?:most|least)(?= (?:that|which|an?|any|one|you|we|it|they|can|could|may|was|is|paid|spent)\b)|reserves|savings|debts?|turnover|rates?|charges?|fees?|rent|price|bill|amounts?|figures?|budget|value|sums?|counts?|mean|average|median|breakdown|fte|loss(?:es)?|profits?|revenues?|takings|receipts|expenditure|spending|overspend|underspend|wait(?:ing)? (?:times?|lists?)|response times?|time taken)\b"
)
_ASKS_WORDS = re.compile(
    r"\b(?:who|whom|whose|which|what|why|where|when|name|describe|explain|details?|list|do you|does|did|is|are|will|would|please share)\b"
)
# `What is the penalty?` may ask for either: only money or a share in its answer is taken.
_ASKS_WORTH = re.compile(
    r"\bwhat (?:is|was|are|were) (?:the|your|its) (?!names?\b|polic|reason|process|procedure|definition|address|title|outcome)"
)
# `Does the port intend to raise its charges?` asks for a yes, whatever it names.
_ASKS_YES = re.compile(
    r"\W*(?:(?:q(?:uestion)? ?)?\d*[a-z]?[.):] )?(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would)\b"
)
_OPENLY = re.compile(
    r"\b(?:how|what|which|who|whom|where|when|why|numbers?|amounts?|totals?|figures?|percentage|proportion|please|if so)\b"
)


@lru_cache(maxsize=1024)
def asks_yes(question: str) -> bool:
    """Whether a question asks for a yes or a no, and for nothing beside it."""
    shadow = fold(question).strip()
    return _ASKS_YES.match(shadow) is not None and _OPENLY.search(shadow) is None


def asks_for_words(question: str) -> bool:
    """Whether a question asks for a name, a reason, a document or a yes, and not for a quantity."""
    shadow = fold(question)
    return _ASKS_QUANTITY.search(shadow) is None and _ASKS_WORDS.search(shadow) is not None


@lru_cache(maxsize=1024)
def asked_kinds(question: str) -> frozenset[Kind]:
    """Say what a question asks for: a count, pounds, a share, a time; nothing where its words do not tell."""
    shadow = fold(question)
    return frozenset(kind for kind, asks in _KINDS_ASKED if asks.search(shadow))


def asks_worth(question: str) -> bool:
    """Whether a question asks what something is, so that a price or a share in its answer may be meant."""
    return _ASKS_WORTH.search(fold(question)) is not None
