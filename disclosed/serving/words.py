"""How the review tells a person, in plain words, what was read: no addresses, no keys, no codes."""

from __future__ import annotations

from collections.abc import Sequence

from disclosed.describing.wording import lower_first, quantity, quoted
from disclosed.model import Finding, Number, Outcome, ReadFigure, Value
from disclosed.privacy.finding import Kind

OUTCOMES: dict[Outcome, str] = {
    "figures": "It is answered in figures",
    "text": "It is answered in words",
    "withheld": "The answer is withheld",
    "not_held": "The authority does not hold it",
    "not_applicable": "It does not apply",
    "attached": "The answer is in an attachment",
    "unanswered": "The letter gives no answer",
    "stem": "It introduces its parts",
}
STATUSES = {"suppressed": "suppressed", "not_available": "not available", "not_applicable": "does not apply"}
# Why a number is no figure: what the settings say, and what a person chooses. The most usual first.
REASONS = {
    "words": "words of explanation",
    "year": "it names a year",
    "period": "it names a period",
    "date": "part of a date",
    "whole": "a figure is part of it",
    "age": "an age",
    "label": "part of a label",
    "heading": "it heads a column",
    "range": "one end of a range",
    "note": "it stands in a note",
    "reference": "part of a reference",
    "code": "part of a code or a name",
    "address": "part of an address",
    "telephone": "a telephone number",
    "time": "a time of day",
    "refusal": "it explains a refusal",
    "question number": "it numbers a question",
    "page number": "it numbers a page",
}
# What words of a person are, where a person points at them.
PERSONS: dict[Kind, str] = {
    "name": "a name",
    "e-mail": "an e-mail address",
    "telephone": "a telephone number",
    "address": "an address",
    "identifier": "a number of theirs",
}
GROUNDS = {
    "stated": "The letter’s own licence",
    "authority_policy": "The authority’s policy",
    "permission": "Permission",
    "facts_and_quotation": "Facts and quotation",
    "none": "None: only outcomes go out",
}
# A finding's code → the word that heads it.
TAGS = {
    "uncertain_reading": "Doubt",
    "unread_number": "Doubt",
    "personal_data": "Personal data",
    "possible_personal_data": "Personal data",
    "licence_not_open": "Re-use",
}
DIFFERENCES = frozenset({"total_mismatch", "parts_do_not_add", "part_exceeds_whole", "given_twice", "check_differs"})
TEXT = frozenset({"html_in_text", "template_syntax_in_text", "formula_like_cell", "invisible_characters"})


# Why words that look like a person's are kept, as a button says it in short.
KEEP = (
    "It is a post or an office, and no person’s name.",
    "It is a body or a place, and no person.",
    "The person is named in a public role.",
)


def tag_of(finding: Finding) -> str:
    """Name the kind of a finding."""
    if finding.level == "error" and finding.code != "personal_data":
        return "Stops the build"
    if finding.code in DIFFERENCES:
        return "Difference"
    return "Text" if finding.code in TEXT else TAGS.get(finding.code, "To look at")


def keep_words(reason: str) -> str:
    """Say in short why words are kept."""
    return f"Keep: {lower_first(reason.rstrip('.').removeprefix('It is '))}"


def label_words(labels: Sequence[str]) -> str:
    """Write a figure's labels: row, then column."""
    return ", ".join(quoted(label) for label in labels if label)


def value_words(value: Value, *, total: bool = False) -> str:
    """Write what a figure's words mean."""
    if value.status != "observed" or value.value is None:
        return f"{STATUSES.get(value.status, value.status)}{_bounds(value.minimum, value.maximum)}"
    unit = "" if value.unit in {None, "GBP", "percent"} else f" {value.unit}"
    about = "about " if value.approximate else ""
    return f"{about}{quantity(value.value, value.unit or '')}{unit}{', a total' if total else ''}"


def _bounds(low: Number | None, high: Number | None) -> str:
    if low is None and high is None:
        return ""
    if low is None:
        return f", at most {high}"
    return f", from {low}" if high is None else f", from {low} to {high}"


def figure_words(number: str, figure: ReadFigure) -> str:
    """Write a figure with its question and its labels: `question 2a, “Once”: 130`."""
    labels = label_words(figure.labels)
    return f"question {bare(number)}{', ' if labels else ''}{labels}: {value_words(figure.value, total=figure.total)}"


def bare(number: str) -> str:
    """Write a question's number without the Q that some letters print before it."""
    return number[1:] if number[:1] in "Qq" and number[1:2].isdigit() else number
