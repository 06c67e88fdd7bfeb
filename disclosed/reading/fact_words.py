"""The words that name an amount in a sentence: those after it (`31 were upheld`), else those before (`Revenue £9 million`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosed.reading.answer_lists import STATE
from disclosed.reading.passages import MASK
from disclosed.reading.values import Amount

MAX_LABEL = 8  # words; more are a sentence
_LINK = re.compile(
    r"\s*(?:(?:of (?:them|these|those|which|whom)|others?)\s+)?(?:(?:were|was|are|is|(?:have|had|has) been)\s+)?"
)
_ENDS_LABEL = re.compile(
    r"[;:(]|[,.](?!\d)|\s(?:which|that|who|whose|because|since|when|where|although|though|compared|including|excluding)\b"
    r"|\s(?:were|was|are|is|have|had|has|did|do)\b(?! (?:not|in|on|at)\b)"
)
_PERIOD_END = re.compile(
    rf"\s*(?:\b(?:in|during|for|from|to|between|on|by|at|of)\s+)?(?:the (?:year|month|quarter) (?:to|of|ending) )?{MASK}+\s*$"
)
_OPENING = re.compile(
    r"(?:(?:in all|in total|overall|altogether|yes|no|also|there|we|it|they|have|has|had|were|was|are|is|been|received|the|a|an|of|at|with"
    r"|which|whom|these|those|only|just|up to|equating|equivalent|equal|compared|against|up from|down from|rising from|falling from)\b[ ,]*)+"
)
_CLOSING = re.compile(
    r"(?:[ ,]*\b(?:numbered|totalled|came|stood|amounted|were|was|are|is|it|of|at|to|by|a|an|the|in|on|for|only|just)\b|\s*[:=-])+\s*$"
)
_WORD = re.compile(r"[a-z][a-z'-]*")
_STATED = re.compile(r"\b(?:were|was|are|is|been) $")
_PREPOSITION = re.compile(r"(?:on|for|to|from|by|in|at|with|under|within)\b")
_MODIFIER = re.compile(r"\s*\b(?:so far|to date|as well|too|each|already|in total|in all|altogether)\s*$")
_BARE_VERB = re.compile(r"(?:were|was|are|is|have|had|has|did|do|been|not)(?: not)?")
_NO_LABEL = re.compile(r"(?:a|an|per|each|every|of|since|than|as|or|off)\b")
LEADING = re.compile(
    rf"\s*(?:in|during|for|by|as at|as of|at|on|up to|between|from) (?:the )?(?:(?:calendar|financial|academic) )?(?:year |month )?(?:to |ending |of )?{MASK}+,?\s*"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One amount of a sentence with the places of the words before and after it; `part` says that it is one of the amount before."""

    amount: Amount
    before: tuple[int, int]
    after: tuple[int, int]
    part: bool = False


def words_after(words: str, clause: Clause) -> tuple[int, int] | None:
    """Place the label after an amount: `31 were [upheld]`; `204 [hoax calls]`."""
    start, end = clause.after
    link = _LINK.match(words, start, end)
    start = link.end() if link else start
    stop = _ENDS_LABEL.search(words, start, end)
    place = _trimmed(words, start, stop.start() if stop else end)
    if place and not _NO_LABEL.match(words, *place):
        return place
    return None


def unit_words(words: str, clause: Clause) -> tuple[int, int] | None:
    """Place an amount's unit, which names it where no other word does: `612,077 [miles]`."""
    if clause.amount.value.unit in {"GBP", "percent"}:
        return None
    return _trimmed(words, clause.amount.end, clause.amount.closes)


def words_before(words: str, clause: Clause) -> tuple[int, int] | None:
    """Place the label before an amount: `[Revenue] £9.62 million`, `we [approved] 251`, `at a [cost] of £275`."""
    start, end = clause.before
    colon = words.rfind(": ", start, end)
    start = colon + 2 if colon >= 0 else start
    led = LEADING.match(words, start, end)
    start = led.end() if led else start
    opening = _OPENING.match(words, start, end)
    start = opening.end() if opening else start
    closing = _CLOSING.search(words, start, end)
    return _trimmed(words, start, closing.start() if closing else end)


def _trimmed(words: str, start: int, end: int) -> tuple[int, int] | None:
    """Take spaces, points and a period at the end off a label; None where nothing, too much or another date is left."""
    while tail := _PERIOD_END.search(words, start, end) or _MODIFIER.search(words, start, end):
        end = tail.start()
    while start < end and words[start] in " ,;:.-=":
        start += 1
    while start < end and words[end - 1] in " ,;:.-=":
        end -= 1
    if _BARE_VERB.fullmatch(words, start, end):
        return None
    count = len(_WORD.findall(words[start:end]))
    return (start, end) if 0 < count <= MAX_LABEL and MASK not in words[start:end] else None


def without_prepositions(words: str, labels: Sequence[tuple[int, int] | None]) -> list[tuple[int, int] | None]:
    """Keep `on paint`, `on tape` where labels begin alike, without their preposition; else such words name nothing."""
    heads = [_PREPOSITION.match(words, *label) if label and not _is_state(words, label) else None for label in labels]
    found = [head[0] for head in heads if head]
    alike = len(found) > 1 and len(set(found)) == 1
    kept: list[tuple[int, int] | None] = []
    for label, head in zip(labels, heads, strict=True):
        if head is None or label is None:
            kept.append(label)
        else:
            kept.append(_trimmed(words, head.end(), label[1]) if alike else None)
    return kept


def _is_state(words: str, label: tuple[int, int]) -> bool:
    """Whether a label that begins with a preposition says how things are: `in post`, `64 of whom are [on the register]`."""
    return STATE.match(words, *label) is not None or _STATED.search(words, max(0, label[0] - 6), label[0]) is not None
