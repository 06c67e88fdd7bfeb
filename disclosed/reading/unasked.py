"""Letters that print answers and no questions: `1. 1,318`, `2. We hold no such record.`, numbered as the request was.

Nothing is asked then, and what follows a number is an answer from its first word. Such a letter is known by what its numbers
open: most of it tells (a value alone, a sentence that states, a row), and none of it asks. Rows alone (`1. Polish - 3,412`)
are a list inside one answer just as well, but where the letter says that it keeps to the request's numbers: then both are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosed.model import Line
from disclosed.reading.furniture import is_head_line
from disclosed.reading.numbering import Label, Numbering
from disclosed.reading.signposts import BODY, asks, asks_outright, is_requested, keeps_numbers
from disclosed.reading.tokens import tokens_of

UNASKED = (
    4  # answers without their questions are rare; nothing where the letter says that its numbers are the request's
)
LISTED = (
    2  # a list inside the answer to the one request that the letter tells; where it tells none, as rare as the other
)
LEAST = 2  # answers; one number may head anything
MOST_LISTED = (
    4  # of so many items one may tell nothing by its own words: its answer is an attachment, or stands beneath
)

_COUNTED = frozenset({"number", "money", "percent", "measure", "bound", "range", "number_word"})
_VALUE = re.compile(
    r"\W*(?:yes|no|none|nil|zero|n/?a|not (?:held|known|applicable|recorded|available)|attached|(?:see )?(?:above|below)"
    r"|(?:around |about |approximately )?[£<~]?\d[\d,.]*(?:%|k|m|bn)?(?: (?!of)[a-z]+)?)\W*(?:\([^()]*\)\W*)?$"
)
_POINTS = r"^\W*(?:please (?:see|find|refer|note|contact)|see|refer to)\b"
_STATES = re.compile(
    rf"^\W*(?:yes|no|none|nil|zero|not)\b(?=[ ,.;-])|{_POINTS}"
    rf"|^\W*(?:in [^,.]{{1,30}},? )?(?:we|i|it|they|(?:the |this |our )?(?:[a-z]+ ){{0,2}}{BODY}) [a-z]+(?:ed|s|t|ve|do|ld|nd)\b"
    r"|\b(?:is|are|was|were|has|have|had|does|do|did|will|would|cannot)\b"
)
_ROW = re.compile(
    r" *[a-z][^:?]{1,60}(?:: ?| - |\t| {2,})\W*(?:[£<]?\d[\d,.]*\W*(?:%|k\b|m\b|bn\b)?(?: [a-z]+)?|none|nil|zero|not (?:held|known|recorded))\W*(?:\([^()]*\)\W*)?$"
)
_POINTING = re.compile(_POINTS)


@dataclass(frozen=True, slots=True)
class Unasked:
    """A list's labels as answers, and what that costs; `one` is what one request costs that the whole list answers, or None."""

    numbering: Numbering
    cost: int
    one: int | None


def unasked(lines: Sequence[Line], numbering: Numbering) -> Unasked | None:
    """Take a list's labels for answers to questions that the letter does not print; None where they ask, or tell nothing."""
    labels = numbering.labels
    if len(labels) < LEAST or any(label.occurrence > 1 for label in labels):
        return None
    texts = list(_texts(lines, labels))
    before, above = lines[: labels[0].candidate.line - 1], lines[: labels[-1].candidate.line]
    if any(line.shadow.rstrip().endswith("?") for line in above) or any(
        _asks(text) or is_head_line(text) for text in texts
    ):
        return None
    telling = sum(_VALUE.match(text.shadow) is not None or _STATES.search(text.shadow) is not None for text in texts)
    rows = sum(_is_row(text) for text in texts)
    if telling + rows < LEAST or (len(texts) - telling - rows) * MOST_LISTED > len(texts):
        return None
    answers = Numbering(tuple(replace(label, occurrence=2) for label in labels), numbering.cost)
    if any(map(keeps_numbers, before)):
        return Unasked(answers, 0, None)
    one = None if telling >= LEAST else LISTED if any(map(is_requested, before)) else UNASKED
    return Unasked(answers, UNASKED, one)


def _is_row(text: Line) -> bool:
    """Tell a label and its value from words that tell by themselves: `Polish - 3,412`."""
    return not (_VALUE.match(text.shadow) or _STATES.search(text.shadow)) and _ROW.match(text.shadow) is not None


def _texts(lines: Sequence[Line], labels: Sequence[Label]) -> Iterator[Line]:
    """Give what each label opens on its own line, or on the next where it stands alone; a stem that only introduces parts, nothing."""
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        line = lines[label.candidate.line - 1]
        last = after.candidate.first - 1 if after and after.candidate.line == line.number else len(line.text)
        words = _cut(line, label.candidate.rest - 1, last)
        if not words.shadow.strip() and not (after and len(after.path) > len(label.path)):
            words = next((below for below in lines[line.number :] if below.shadow.strip()), words)
        if words.shadow.strip():
            yield words


def _cut(line: Line, first: int, last: int) -> Line:
    return replace(line, text=line.text[first:last], shadow=line.shadow[first:last])


def _asks(text: Line) -> bool:
    """Tell whether words are a question: they ask outright, or as an item of a request does and give no number."""
    return (
        "?" in text.shadow
        or asks_outright([text])
        or (asks(text) and not _counts(text) and not _POINTING.match(text.shadow))
    )


def _counts(text: Line) -> bool:
    return any(token.kind in _COUNTED for token in tokens_of(text))
