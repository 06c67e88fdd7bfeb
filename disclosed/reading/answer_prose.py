"""The block reader for sentences: `Yes, in 212 streets`, `694 were offered`, `Two … in 2022 and twelve in 2023`.

Most numbers in prose are no figures. A sentence gives one only where the question asks for a quantity; the first
number that nothing else explains is taken, a second without a pattern makes the reading doubtful, and a remark in
brackets or quotation marks is never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.model import Line
from disclosed.reading.answer_cells import moved
from disclosed.reading.candidates import Candidate, Draft, finding, range_finding
from disclosed.reading.lines import fold
from disclosed.reading.passages import BRACKETED, MASK, NAMING, Passage, Text, sentences, states_an_age, take, zero_in
from disclosed.reading.values import Amount, amounts_in

# A question that asks how much or how many; and one that asks for words, in whose answer a number counts nothing.
_ASKS_QUANTITY = re.compile(
    r"\b(?:how (?:many|much|long|often|far)|numbers?|totals?|cost|spen[dt]|paid|pays?|income|share|proportion|percentage|per ?cent"
    r"|rates?|charges?|fees?|rent|price|bill|amounts?|figures?|budget|value|sums?|counts?|mean|average|median|breakdown|fte)\b"
)
_ASKS_WORDS = re.compile(
    r"\b(?:who|whom|whose|which|what|why|where|when|name|describe|explain|details?|list|do you|does|did|is|are|will|would|please share)\b"
)
# `What is the penalty?` may ask for either: only money or a share in its answer is taken.
_ASKS_WORTH = re.compile(
    r"\bwhat (?:is|was|are|were) (?:the|your|its) (?!names?\b|polic|reason|process|procedure|definition|address|title|outcome)"
)
_REFUSES = re.compile(
    r"\bexempt\b|\bexemption (?:in|under|applies)|\bwithh(?:e|o)ld|\brefus|\bexceed|cost limit|appropriate limit|above the limit|limit of [\d£]|neither confirm nor deny|vexatious"
    r"|manifestly unreasonable|\bdecline"
)
# What a letter says when it gives a number although it refuses the rest.
_GIVES = re.compile(
    r"welcome to|able to (?:give|say|tell|confirm|provide)|can (?:give|say|tell|confirm|provide)|did have|(?:be of help|to help|to assist)|discretion"
)
# A sentence that says what is not held, or what an answer would cost, counts nothing that was asked.
_NOT_STATED = re.compile(
    r"\b(?:do(?:es)? not|did not|cannot|can not|never|unable to|not able to) (?:\w+ )?(?:hold|held|record|report|collect|keep|measured?|provide"
    r"|supply|extract|disclose|release)\b|\bnot (?:held|recorded|collected|available)\b|\bwould (?:take|need|require|cost|involve|exceed)\b"
)
# What makes a number in prose an answer: it opens the sentence, the sentence states, or repeats the question's words.
_STATING = re.compile(
    r"\b(?:there (?:were|was|are|is|have been)|we (?:have|had|hold|received|issued|employ)|totals?|in all|is|was|were|are)\b"
)
_PLAIN_WORDS = frozenset(
    {"which", "that", "this", "have", "with", "from", "were", "your", "their", "many", "much", "please", "council"}
)
_STATES = re.compile(
    r"\s*(?:in total,? )?(?:there (?:were|was|are|is)|we (?:had|have|received|issued|hold)|the total|a total|total)\b"
)
# A quantity after one of these limits something else: `within 14 days`, `at 5 minutes a report`, `for more than six weeks`.
_LIMITS = frozenset({
    "within", "after", "before", "every", "each", "per", "at", "than", "last", "next", "past", "for",
})  # fmt: skip
_TIME_UNITS = frozenset({"hours", "minutes", "days", "weeks", "months"})
_LONE = re.compile(r"^(?:were|was|are|is|have been|had been|has been)\s+(?P<label>[a-z'-]+(?: [a-z'-]+){0,2})\s*$")


def asks_for_words(question: str) -> bool:
    """Whether a question asks for a name, a reason, a document or a yes, and not for a quantity."""
    shadow = fold(question)
    return _ASKS_QUANTITY.search(shadow) is None and _ASKS_WORDS.search(shadow) is not None


def _asks_worth(question: str) -> bool:
    return _ASKS_WORTH.search(fold(question)) is not None


def refuses(text: str) -> bool:
    """Whether words refuse something."""
    return _REFUSES.search(fold(text)) is not None


def read_sentences(question: str, lines: Sequence[Line], *, refused: bool) -> Iterator[Candidate]:
    """Read prose: the first quantity stated, or one for each period where each has its own."""
    worth = asks_for_words(question)
    if worth and not _asks_worth(question):
        return
    passage = Passage.of(lines)
    draft = Draft("sentence")
    dated: set[str] = set()
    for place in sentences(passage.source):
        found = _quantities(passage, place, question) if _may_answer(passage, place, refused=refused) else []
        found = [amount for amount in found if not worth or _is_worth(passage.source.shadow, amount)]
        if found and (dated or not draft.figures):
            _take_sentence(draft, passage, place, found, question, dated)
    if len(dated) == 1:
        draft.figures = [replace(figure, labels=()) for figure in draft.figures]
    if draft.figures or draft.doubts:
        yield draft.done()


def _may_answer(passage: Passage, place: tuple[int, int], *, refused: bool) -> bool:
    """Whether a sentence may state a figure: one that says what is not held may not, nor a refusal that gives nothing."""
    sentence = passage.source.shadow[slice(*place)]
    return _gives(sentence) or not (refused or _NOT_STATED.search(sentence))


def _take_sentence(
    draft: Draft, passage: Passage, place: tuple[int, int], found: Sequence[Amount], question: str, dated: set[str]
) -> None:
    """Take what one sentence states; after a figure for one period, only figures for others are taken."""
    pairs = [
        (amount, passage.source.text[slice(*period)], period) for amount, period in _by_period(passage, place, found)
    ]
    if any(period in dated for _, period, _ in pairs):
        return
    if not pairs and not draft.figures:
        _first_of(draft, passage, place, found, question)
    for amount, period, span in pairs:
        take(draft, passage.source, amount, (period,))
        draft.labels += passage.source.spans(*span)
        dated.add(period)


def _is_worth(shadow: str, amount: Amount) -> bool:
    return amount.kind in {"money", "percent"} or "£" in shadow[amount.start : amount.end]


def _gives(sentence: str) -> bool:
    return _GIVES.search(sentence) is not None and not re.search(r"exceed|limit|refus|exempt", sentence)


def _quantities(passage: Passage, place: tuple[int, int], question: str) -> list[Amount]:
    """List the quantities of one sentence that may answer the question."""
    start, end = place
    masked = BRACKETED.sub(
        lambda found: MASK * len(found[0]) if "<" not in found[0] else " " * len(found[0]), passage.masked[start:end]
    )
    found = [
        moved(amount, start)
        for amount in amounts_in(masked)
        if amount.kind not in {"blank", "mark"} and not _limits(masked, amount, fold(question))
    ]
    zero = zero_in(passage.source.shadow[start:end])
    if zero is not None:
        found.insert(0, moved(zero, start))
    return found


def _limits(sentence: str, amount: Amount, question: str) -> bool:
    """Whether a quantity measures something other than the answer: an age, a time allowed, one of several."""
    before = re.findall(r"[a-z]+", sentence[max(0, amount.opens - 40) : amount.opens])
    last = before[-1] if before else ""
    after = re.match(r"[ -]*([a-z]+)", sentence[amount.closes :])
    following = after[1] if after else ""
    if amount.kind == "word" and sentence[amount.start : amount.end] == "one":
        return not (len(before) == 0 or last in {"was", "only", "just"}) or following in {"of", "or", "another"}
    if last in NAMING or states_an_age(sentence, amount):
        return True
    unit = amount.value.unit
    if unit in _TIME_UNITS and str(unit).rstrip("s") not in question:
        return True
    if following in {"years", "year", "yrs"} and "year" not in question.split("?", maxsplit=1)[0].split()[-3:]:
        return True
    return last in _LIMITS and (unit in _TIME_UNITS or amount.kind == "word")


def _by_period(
    passage: Passage, place: tuple[int, int], found: Sequence[Amount]
) -> list[tuple[Amount, tuple[int, int]]]:
    """Give each quantity of a sentence the one period that stands with it: `Two … in 2022 and twelve in 2023`."""
    start, end = place
    periods = [(first, last) for first, last in passage.periods if start <= first < end]
    if len(periods) != len(found) or any(amount.kind == "range" for amount in found):
        return []
    before = all(period[0] < amount.start for period, amount in zip(periods, found, strict=True))
    after = all(period[0] > amount.start for period, amount in zip(periods, found, strict=True))
    if len(found) > 1 and not (before or after):
        return []
    return list(zip(found, periods, strict=True))


def _is_stated(before: str, sentence: str, question: str) -> bool:
    """Whether a sentence's first number answers: few words before it, a word that states, or the question's own words."""
    if len(before.split()) <= 3 and not re.match(r"\s*(?:our|all|the|these|those)\b", before):
        return True
    asked = {word for word in re.findall(r"[a-z]{4,}", fold(question)) if word not in _PLAIN_WORDS}
    return _STATING.search(sentence) is not None or bool(asked & set(re.findall(r"[a-z]{4,}", sentence)))


def _first_of(draft: Draft, passage: Passage, place: tuple[int, int], found: Sequence[Amount], question: str) -> None:
    """Take a sentence's first quantity; a range is refused, and a second quantity without a pattern is a doubt."""
    source, first, end = passage.source, found[0], place[1]
    if first.kind == "range":
        span = next(source.spans(first.start, first.end))
        draft.spent += source.spans(first.start, first.end)
        draft.doubts.append(range_finding(source.text[first.start : first.end], span.line))
        return
    take(draft, source, first, _lone_label(source, first, end))
    if draft.figures and not _is_stated(source.shadow[place[0] : first.opens], source.shadow[place[0] : end], question):
        draft.doubts.append(
            finding(
                "uncertain_reading",
                f"“{draft.figures[-1].words}” stands in a sentence that may not answer the question.",
                "Settle it with a `readings:` line.",
                draft.figures[-1].span.line,
            )
        )
    others = [amount for amount in found[1:] if amount.kind != "range" and amount.value.unit == first.value.unit]
    if others and draft.figures:
        words = source.text[others[0].start : others[0].end]
        draft.doubts.append(
            finding(
                "uncertain_reading",
                f"“{draft.figures[-1].words}” is read as the answer, and “{words}” stands in the same sentence.",
                "Settle both with `readings:` lines.",
                draft.figures[-1].span.line,
            )
        )


def _lone_label(source: Text, amount: Amount, end: int) -> tuple[str, ...]:
    """Label a lone figure by what its words say of it (`694 were offered`), where they are no finished sentence."""
    rest = source.shadow[amount.closes : end].strip()
    lone = _LONE.match(rest)
    if lone is None or lone["label"].split()[-1] in {"and", "or", "but", "while"}:
        return ()
    place = source.shadow.index(lone["label"], amount.closes)
    return (source.text[place : place + len(lone["label"])],)


def states_a_figure(line: Line) -> bool:
    """Whether a sentence before a table (`There were 668 in all`) gives a figure of its own."""
    return _STATES.match(line.shadow) is not None
