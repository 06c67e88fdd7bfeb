"""Numbers of a sentence that measure something else than what was asked: ages, times allowed, bounds, targets, names.

Each test looks at the words right beside a number: `within 14 days`, `18 metres or more`, `our target being 28`, `ward 7`,
`under three agreements`. What a question asks for is no such number: `what is your target?`
"""

from __future__ import annotations

import re

from disclosed.reading.measuring import measures
from disclosed.reading.passages import NAMING, states_an_age
from disclosed.reading.stems import stems
from disclosed.reading.values import WHOLE, Amount
from disclosed.reading.wholes import is_whole

# A quantity after one of these limits something else: `within 14 days`, `at 5 minutes a report`, `for more than six weeks`.
_LIMITS = frozenset({
    "within", "after", "before", "every", "each", "per", "at", "than", "last", "next", "past", "for",
})  # fmt: skip
# `Areas with fewer than three complaints` says which areas, and counts nothing.
_CONDITIONS = frozenset({"with", "of", "having", "where", "if", "when"})
_CONDITIONAL = re.compile(r"\b(?:where|if|when|any|cells|counts|numbers|values|figures) ")
_ASKS_TIME = re.compile(
    r"\b(?:times?|how long|longest|shortest|wait(?:s|ing)?|durations?|delays?|length of|response|turnaround)\b"
)
_ADVERBIAL = frozenset(
    {"on", "under", "across", "through", "among"}
)  # `paid £40 on seven of them`, `under three agreements`
_BEFORE_A_YEAR = frozenset({"the", "a", "an", "our", "this", "that", "your", "their", "every"})  # "the 2021 Census"
_OR_MORE = re.compile(r"\s*(?:[a-z]+ ){0,2}or (?:more|over|above|longer|older|greater|higher)\b")
_BEFORE_ONE = frozenset({"was", "only", "just", "and", "with", "plus"})  # else `one` is somebody, or anything
# Things that have numbers for names, and words of which an answer has some but counts none.
_NUMBERED = frozenset({
    "incident", "operation", "ward", "room", "block", "platform", "junction", "flat", "plot", "lot", "lane", "chapter",
    "annex", "appendix", "case", "site", "bus", "version", "option", "meeting", "exercise",
})  # fmt: skip
# A document by its number: `our policy OP 4.12`, `form TR 3`.
_DOCUMENT = re.compile(
    r"\b(?:policy|procedure|form|document|standard|protocol|order|circular|bulletin|instruction|leaflet|notice) (?:no\.? )?"
    r"(?!(?:has|had|is|was|are|were|of|for|in|on|and|at|to|by|may|can|with|that|from|all|the|an?|we|sets?|cost) )[a-z]{1,4} ?$"
)
# `412 of the 1,031 visits`, asked how many of the visits: the second is what was asked about.
_ASKED_OF = re.compile(
    r"\b(?:how many|how much|what (?:number|share|proportion|percentage)|number|proportion|percentage) of (?:the|your|all)\b"
)
_BASE = re.compile(r"\w (?:out )?of (?:the|our|all(?: the)?) $")
_NO_NOUNS = frozenset(
    {
        "the",
        "and",
        "were",
        "was",
        "that",
        "had",
        "have",
        "has",
        "are",
        "who",
        "which",
        "for",
        "with",
        "year",
        "years",
        "number",
    }
)
_COUNTED = re.compile(r" (?P<noun>(?:[a-z'-]+ ){0,2}[a-z'-]+)")
_ASKS_AGE = re.compile(r"\bhow (?:old|long)\b|\b(?:what|average|mean|median|oldest|youngest)\b.{0,40}\bages?\b")
_KINDS = frozenset({"types", "kinds", "categories", "stages", "ways", "reasons", "options", "levels", "steps"})
_KIND_OF_DAYS = re.compile(r" (?:working|calendar|school|sitting|business|clear) (?:days?|hours?|weeks?)\b")
_WITHIN = frozenset({"within", "than", "after", "before"})  # … two words before a time, too
_EVERY = frozenset({"every", "each", "per"})  # … one word before
MOST_DIGITS = 2  # of the mark of a note
_TIME_UNITS = frozenset({"hours", "minutes", "days", "weeks", "months"})


# `1 These were counted by hand`: after a count stands what is counted, and never one of these.
_OPENS_NOTE = re.compile(
    r"[).]? (?:the|these|this|those|it|its|we|our|they|their|some|includ(?:es?|ing)|exclud(?:es?|ing)|please|note|because|due to)\b"
)


def limits(sentence: str, amount: Amount, question: str) -> bool:
    """Whether a quantity measures something other than the answer; `question` is folded."""
    before = re.findall(r"(?:[a-z]+'(?=[a-z]))?[a-z]+|\d+", sentence[max(0, amount.opens - 40) : amount.opens])
    after = re.match(r"[ -]*([a-z]+)", sentence[amount.closes :])
    following = after[1] if after else ""
    if amount.kind == "word" and sentence[amount.start : amount.end] == "one":
        return WHOLE.match(sentence, amount.end) is None and _is_nobody(before, following)
    return (
        _names(sentence, amount, before, following, question)
        or _numbers_a_note(sentence, amount)
        or _bounds(sentence, amount)
        or _times(sentence, amount, before, following, question)
        or _modifies(amount, before)
        or _is_tax(sentence, amount, question)
        or measures(sentence, amount, question)
        or _is_asked_of(sentence, amount, question)
        or is_whole(sentence, amount.opens, amount.closes)
    )


def _is_nobody(before: list[str], following: str) -> bool:
    """Whether `one` is somebody, or anything, and counts nothing."""
    part = before[-2:-1] == ["of"] and before[-1] in {"which", "whom", "these", "those", "them"}
    counts = not before or before[-1] in _BEFORE_ONE or following == "in" or part
    return not counts or following in {"of", "or", "another"}


def _names(sentence: str, amount: Amount, before: list[str], following: str, question: str) -> bool:
    """Whether a number is part of a name, or counts kinds of things: `incident 4`, `the 2021 census`, `3 types of licence`."""
    last = before[-1] if before else ""
    return (
        (amount.kind == "year" and last in _BEFORE_A_YEAR)
        or last in NAMING
        or last in _NUMBERED
        or re.match(r"-[a-z]", sentence[amount.end : amount.end + 2]) is not None  # `a 256-bit key`
        or (following in _KINDS and following not in question)
        or states_an_age(sentence, amount)
        or _DOCUMENT.search(sentence, max(0, amount.opens - 40), amount.opens) is not None
        or _is_named_in(sentence, amount, question)
    )


def _numbers_a_note(sentence: str, amount: Amount) -> bool:
    """Whether a number at the head of a sentence is the mark of a note: `1 These were counted by hand`."""
    mark = len(number := sentence[amount.start : amount.end]) <= MOST_DIGITS and number.isdigit()
    return mark and not sentence[: amount.opens].strip(" ([") and _OPENS_NOTE.match(sentence, amount.closes) is not None


def _is_named_in(sentence: str, amount: Amount, question: str) -> bool:
    """Whether the question has the same number of the same things: `The five agencies were …`, asked for `the five agencies`.

    Things that a superlative tells may have another name: `The ten people made …`, asked for `the ten most frequent callers`.
    """
    if not sentence[max(0, amount.start - 4) : amount.start].endswith("the "):
        return False
    number = sentence[amount.start : amount.end]
    counted = re.match(r" [a-z'-]+", sentence[amount.end : amount.end + 40])
    ranked = re.search(rf"\bthe (?:top )?{re.escape(number)} (?:most|least|top|[a-z]{{3,12}}est)\b", question)
    return ranked is not None or (counted is not None and f"the {number}{counted[0]}" in question)


def _is_asked_of(sentence: str, amount: Amount, question: str) -> bool:
    """Whether a number is the whole that a question asks some of: `38 of the 212 officers`, asked `how many of the officers`."""
    based = _BASE.search(sentence, max(0, amount.opens - 16), amount.opens)
    counted = _COUNTED.match(sentence, amount.closes) if based and _ASKED_OF.search(question) else None
    return counted is not None and bool(stems(counted["noun"], _NO_NOUNS) & stems(question))


def _bounds(sentence: str, amount: Amount) -> bool:
    """Whether a quantity bounds what is counted: `18 metres or more`."""
    last = re.search(r"([a-z]+)[ -]*$", sentence[max(0, amount.opens - 24) : amount.opens])
    conditional = (last and last[1] in _CONDITIONS) or _CONDITIONAL.search(sentence[: amount.opens])
    if amount.kind == "suppressed" and conditional:
        return True
    return _OR_MORE.match(sentence, amount.closes) is not None


def _times(sentence: str, amount: Amount, before: list[str], following: str, question: str) -> bool:
    """Whether a quantity is a time allowed, or an age, where the question asks for neither."""
    unit = unit_in(sentence, amount)
    asked = str(unit).rstrip("s") in question or _ASKS_TIME.search(question)
    if unit in _TIME_UNITS:
        word = amount.kind == "word"
        limited = before[-1:] and before[-1] in (_LIMITS | {"over"} if word else _LIMITS)
        return bool(not asked or _WITHIN.intersection(before[-3:]) or _EVERY.intersection(before[-2:]) or limited)
    years = following in {"years", "year", "yrs"}
    if years and before[-1:] and before[-1] in _LIMITS:
        return True
    counted = "year" in question.split("?", maxsplit=1)[0].split()[-3:]
    return years and not counted and _ASKS_AGE.search(question) is None


def _is_tax(sentence: str, amount: Amount, question: str) -> bool:
    """Whether a share is the rate of a tax on what is told: `exclusive of VAT at 20%`, `plus 20% VAT`."""
    if amount.value.unit != "percent" or "vat" in question:
        return False
    near = sentence[max(0, amount.opens - 8) : amount.closes + 5]
    return re.search(r"\bvat\b", near) is not None


def unit_in(sentence: str, amount: Amount) -> str | None:
    """Give the unit that a quantity has or its words say: days of work are days too, though nobody may add them to others."""
    return "days" if _KIND_OF_DAYS.match(sentence, amount.closes) else amount.value.unit


def _modifies(amount: Amount, before: list[str]) -> bool:
    """Whether a number is told beside the answer: `or 7% of the stock`, `on seven of them`, `for more than six weeks`."""
    last = before[-1] if before else ""
    if last == "or" and amount.value.unit == "percent":
        return True
    if before[-2:] == ["all", "but"]:
        return True
    return amount.kind == "word" and last in (_LIMITS | _ADVERBIAL)
