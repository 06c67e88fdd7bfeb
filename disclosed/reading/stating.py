"""Which sentences of an answer may state a figure, and which of their numbers may be one.

Most numbers in prose are no figures: what an answer would cost, what the law allows, ages and times (limiting.py). The readers
of sentences (answer_prose.py) and of several facts a sentence (answer_facts.py) ask here first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from disclosed.model import Line, Span
from disclosed.reading.answer_cells import moved
from disclosed.reading.asking import asked_kinds, asks_yes
from disclosed.reading.corrections import is_denied, is_taken_back
from disclosed.reading.limiting import limits, unit_in
from disclosed.reading.lines import fold
from disclosed.reading.measuring import of_another_period
from disclosed.reading.passages import BRACKETED, MASK, Passage, sentences, zero_in
from disclosed.reading.refused_rows import asks_of_refusals, counts_refused, without_rows
from disclosed.reading.stems import stems
from disclosed.reading.values import NUMBER_WORDS, Amount, amounts_in

# Sentences about the world outside: a nation, an industry, what the law allows, what somebody else recommends or reports.
_BACKGROUND = re.compile(
    r"\bby way of (?:background|context|comparison)\b|\bfor (?:context|background|comparison)\b|\bnationally\b|\b(?:national|industry|sector|regional) (?:average|figure|total|target|rate)\b"
    r"|\b(?:in|across) (?:the whole of )?(?:england|scotland|wales|northern ireland|great britain|the uk|the united kingdom)\b|\bover the industry\b|\bthe industry\b|\b(?:19|20)\d\d census\b"
    r"|\bsource: |\b(?:statutory |civil |maximum )(?:penalty|fine|maximum)\b|\bmaximum (?:is|of)\b|\b(?:may|could) face\b|\bsentencing council\b|\bgovernment(?:'s)? (?:target|guidance|recommend)"
    r"|\brecommends? that\b|\bthe target (?:set|is|was)\b|\bmust (?:be|go|not)\b"
)
# `A further 12 were replaced and are not counted here`, beside the count that was given.
_APART = re.compile(
    r"\s*(?:an? (?:further|additional)|another|the other) \S+ [^.;]{0,160}\b(?:are|is|were|was|have|has) not (?:been )?(?:counted|included)\b"
)
_IF = re.compile(r"\s*if [^,;]{0,160}, (?=the\b)")
_BESIDE = re.compile(r"\d.*\b(?:above|below|against|than|compared (?:with|to)|in line with) (?:the |an? |its )?$")

_REFUSES = re.compile(
    r"\bexempt\b|\bexemption (?:in|under|applies)|\bwithh(?:e|o)ld|\brefus(?:e|ing|al)\b|\b(?:is|are|be|been|being|therefore|hereby) refused\b|\brefused (?:under|by virtue)|\bwould exceed\b|\bto exceed\b|\bexceed(?:s|ing)? (?:the )?(?:£|.{0,40}\blimit)|cost limit|appropriate limit|above the limit|limit of [\d£]|neither confirm nor deny|vexatious"
    r"|manifestly unreasonable|\bdecline"
)
_BEGINS = re.compile(
    _REFUSES.pattern
    + r"|\bnot (?:be |being )?(?:giv|disclos|releas|provid)(?:ing|en|ed)\b|\b(?:section|regulation|exemption)s? "
)
# What a letter says when it gives a number although it refuses the rest.
_GIVES = re.compile(
    r"welcome to|able to (?:give|say|tell|confirm|provide)|can (?:give|say|tell|confirm|provide)|did have|(?:be of help|to help|to assist)|discretion"
    r"|there (?:are|were) [\d,]{1,9} such\b"
)
# Before a refusal only a plain statement gives a number: one that opens the sentence, or stands right after its verb.
_GIVEN_FIRST = re.compile(
    rf"\s*(?:(?:[^\s\d]+ ){{0,4}}?(?:£ ?)?(?:\d|(?:{'|'.join(NUMBER_WORDS)}|fewer|less|none|nil|no)\b)"
    r"|[^\d]{0,80}\b(?:there (?:were|was|are|is|have been)|was|were|is|are|paid|received|issued|spent|hold|held|had|have|total of)"
    r" (?:about |around |approximately |a total of )?£?\d)"
)
# A sentence that gives the grounds of a refusal gives no figure.
_ARGUES = re.compile(r"\bidentif|\b(?:could|would|might|may) (?:lead|allow|enable|reveal|be (?:recogni|work))")
SENTENCES_KEPT = 2048  # asked of by each reader of sentences, and by each hypothesis of a letter
_FEW = 4  # words
_TIMES = frozenset({"minutes", "hours", "days", "weeks", "months"})
_PLAINLY = re.compile(
    r"\s*(?:(?:yes|no), )?(?:we|there|in all|in total|overall)\b"
    r"|(?:[a-z']+ ){1,8}[a-z]{3,}ed (?:a total of |about |around |approximately )?$"
    r"|.{0,120}\b(?:was|were|is|are|paid|received|issued|spent|hold|held|had|have|has|of|took|lasted|cost|totalled|numbered|owned|owns|reached|saw"
    r"|(?<!up )(?<!according )(?<!due )(?<!subject )(?<!close )to|stood at|:) $"
)
# What answers `Has anybody …?`: a yes or a no, or a statement of the authority's own.
_AFFIRMS = re.compile(
    rf"\W*(?:(?:yes|no|not|none|we|there|it|they|in all|in total|of (?:these|those|them)|{'|'.join(NUMBER_WORDS)})\b|£|\d"
    r"|(?:the|our) [a-z]+ (?:has|have|had|did|does)\b)"
)
_VOLUNTEERS = re.compile(r"\bwe (?:can|are able to) (?:say|tell you|confirm|state) that\b")
# A refusal for what an answer would cost reckons before it refuses.
_ASKS_ANY = re.compile(r"\b(?:any|anyone|anybody)\b")
_COSTS = re.compile(
    r"cost limit|appropriate limit|statutory limit|\blimit of\b|\b(?:hours|minutes|mins)\b|\bper hour\b|\bwould (?:take|need|require|have to)\b|vexatious"
)
# A sentence that says what is not held, or what an answer would cost, counts nothing that was asked.
_NOT_STATED = re.compile(
    r"\b(?:do(?:es)? not|did not|cannot|can not|never|unable to|not able to) (?:\w+ )?(?:hold|held|record|report|collect|keep|measured?|provide"
    r"|supply|extract|disclose|release)\b|\bnot (?:held|recorded|collected|available)\b|\bwould (?:take|need|require|cost|involve|exceed)\b"
)
# Nor does one that says what a word means, or what is counted as what.
_DEFINES = re.compile(
    r"\b(?:is|are|be|being) (?:one|those|any) (?:with|that|which|where|who|in|of)\b|\bmeans? (?:any|an?|the|that)\b|\bdefin(?:ed|es|ition)\b"
    r"|\b(?:is|are) (?:counted|recorded|classed|taken|treated) (?:as|if|when|where|once|only)\b"
)
# What makes a number in prose an answer: it opens the sentence, the sentence states, or repeats the question's words.
_STATING = re.compile(
    r"\b(?:there (?:were|was|are|is|have been)|we (?:have|had|hold|received|issued|employ)|totals?|in all|is|was|were|are"
    r"|(?:the|our) (?:council|trust|authority|board|force|service|college|university|school|department|company|agency) (?:currently |now |also |itself )?"
    r"(?:owns?|has|had|holds?|runs?|employs?|received|issued|spent|paid|operates?|manages?|maintains?))\b"
)
_PLAIN_WORDS = frozenset({
    "which", "that", "this", "have", "with", "from", "were", "your", "their", "many", "much", "please", "council", "these",
    "those", "them", "they", "been", "each", "there", "what", "when", "where", "number", "total", "year", "years", "date",
    "the", "and", "for", "you", "our", "has", "had", "was", "are", "did", "does", "how", "who", "its", "not", "any", "all", "per",
})  # fmt: skip
_STATES = re.compile(
    r"\s*(?:in total,? )?(?:there (?:were|was|are|is)|we (?:had|have|received|issued|hold)|the total|a total|total)\b"
)


@lru_cache(maxsize=1024)
def is_background(sentence: str, question: str) -> bool:
    """Whether a sentence tells of the world outside (a nation, an industry, the law), and the question does not ask for that."""
    found = _BACKGROUND.search(sentence, _supposed_to(sentence))
    beside = (
        found is not None and _BESIDE.search(sentence, 0, found.start()) is not None
    )  # `7%, below the national average`
    return found is not None and not beside and found[0] not in fold(question)


def _supposed_to(sentence: str) -> int:
    """Give where the main clause of a sentence begins that opens with what is supposed: `If the sum of … is applied, the cost …`."""
    supposed = _IF.match(sentence)
    return supposed.end() if supposed else 0


def refuses(text: str) -> bool:
    """Whether words refuse something."""
    return _REFUSES.search(fold(text)) is not None


def refuses_otherwise(text: str, question: str) -> bool:
    """Whether words refuse something, and not only in the words of a question about refusals: `How many calls did you decline?`."""
    asked = fold(question)
    told = without_rows(fold(text)).replace("\n", " ")
    if asks_of_refusals(asked):
        told = " ".join(one for one in re.split(r"(?<=[.!?]) ", told) if not counts_refused(one))
    return any(found[0] not in asked for found in _REFUSES.finditer(told))


def may_answer(passage: Passage, place: tuple[int, int], begins: int | None, question: str) -> bool:
    """Whether a sentence may state a figure: not one that says what is not held, a refusal, the world outside, or is taken back.

    `begins` is where the answer's refusal begins (`refusal_begins`), None where it refuses nothing.
    """
    sentence = passage.source.shadow[slice(*place)]
    if (
        is_taken_back(passage.source.shadow, place[1])
        or is_denied(sentence)
        or (asks_yes(question) and not _AFFIRMS.match(sentence))
    ):
        return False
    if _gives(sentence):
        return True
    if (
        _NOT_STATED.search(sentence)
        or _APART.match(sentence)
        or _DEFINES.search(sentence)
        or is_background(sentence, question)
    ):
        return False
    if begins is not None and _ARGUES.search(sentence):
        return False
    return begins is None or (place[1] <= begins and _GIVEN_FIRST.match(passage.masked, *place) is not None)


def says_not_held(sentence: str) -> bool:
    """Whether a folded sentence says what is not held, or cannot be given."""
    return _NOT_STATED.search(sentence) is not None


def refusal_begins(passage: Passage, *, refused: bool) -> int | None:
    """Find where a refusal begins: what stands before "The names are exempt" was given.

    An answer refused for its cost begins with its reckoning, and one whose refusal stands elsewhere is all refused: 0.
    """
    if not refused:
        return None
    shadow = passage.source.shadow
    if _COSTS.search(shadow):
        return 0
    return next((place[0] for place in sentences(passage.source) if _BEGINS.search(shadow[slice(*place)])), 0)


def counts_any(question: str, sentence: str, amount: Amount, start: int) -> bool:
    """Whether a sentence is a bare count that answers `Did any of them …?` and nothing more (`Two`)."""
    said = sentence[: amount.start - start] + sentence[amount.end - start :]
    return (
        amount.kind in {"number", "word"}
        and not re.search(r"\w", said)
        and _ASKS_ANY.search(fold(question)) is not None
    )


def says_plainly(opening: str) -> bool:
    """Whether the words before a sentence's first number lead straight to it: few, `we …`, `there were`, a verb that states."""
    return len(opening.split()) <= _FEW or _PLAINLY.match(opening) is not None


def volunteers(sentence: str) -> bool:
    """Whether a sentence gives a number that the question did not ask for: `We can say that 11 were used`."""
    return _VOLUNTEERS.search(sentence) is not None and _gives(sentence)


def is_worth(shadow: str, amount: Amount) -> bool:
    """Whether a quantity is a price or a share."""
    return amount.kind in {"money", "percent"} or "£" in shadow[amount.start : amount.end]


def _gives(sentence: str) -> bool:
    return _GIVES.search(sentence) is not None and not re.search(r"exceed|limit|refus|exempt", sentence)


def quantities(passage: Passage, place: tuple[int, int], question: str) -> list[Amount]:
    """List the quantities of one sentence that may answer the question."""
    start, end = place
    found = list(_parted(passage, place, question)[0])
    zero = None if asks_yes(question) else zero_in(passage.source.shadow[start:end])
    if zero is not None:
        found.insert(0, moved(zero, start))
    asked = asked_kinds(question)
    priced = asked == {"money"} and any(amount.kind == "money" for amount in found)
    timed = asked == {"time"} and any(unit_in(passage.masked, amount) in _TIMES for amount in found)
    counted = [amount for amount in found if amount.kind == "word" and amount.value.unit is None]
    return [one for one in found if not ((priced or timed) and one in counted)]  # "a two course meal is £2.75"


def quantities_of(sentence: str, question: str) -> list[Amount]:
    """List the quantities of a sentence by itself."""
    passage = Passage.of([Line(1, sentence, fold(sentence))])
    return quantities(passage, (0, len(sentence)), question)


def _parted(passage: Passage, place: tuple[int, int], question: str) -> tuple[list[Amount], list[Amount]]:
    """Part the amounts of a sentence into those that may answer a question and those that measure something else."""
    kept, limited = _sorted_out(passage.masked[slice(*place)], question)
    answering: list[Amount] = []
    beside = [moved(amount, place[0]) for amount in limited]
    for amount in (moved(one, place[0]) for one in kept):
        (beside if of_another_period(passage, place, amount, question) else answering).append(amount)
    return answering, sorted(beside, key=lambda amount: amount.start)


@lru_cache(maxsize=SENTENCES_KEPT)
def _sorted_out(sentence: str, question: str) -> tuple[tuple[Amount, ...], tuple[Amount, ...]]:
    """Part the amounts of a masked sentence into those that may answer a question and those that measure something else."""
    masked = BRACKETED.sub(lambda found: (MASK if "<" not in found[0] else " ") * len(found[0]), sentence)
    asked = fold(question)
    kept: list[Amount] = []
    limited: list[Amount] = []
    for amount in amounts_in(masked):
        if amount.kind not in {"blank", "mark"}:
            (limited if limits(masked, amount, asked) else kept).append(amount)
    return tuple(kept), tuple(limited)


def limited_in(passage: Passage, place: tuple[int, int], question: str) -> list[Amount]:
    """List the numbers of a sentence that measure something else than the answer: times allowed, ages, all of a sentence beside the answer."""
    kept, limited = _parted(passage, place, question)
    shadow = passage.source.shadow
    apart = _APART.match(shadow, *place) is not None
    sentence = shadow[slice(*place)]
    beside = apart or is_background(sentence, question) or is_taken_back(shadow, place[1]) or is_denied(sentence)
    return [*kept, *limited] if beside else limited


def noted_in(passage: Passage, question: str) -> Iterator[Span]:
    """Yield the places of the numbers that no sentence of a passage gives as an answer."""
    for place in sentences(passage.source):
        for amount in limited_in(passage, place, question):
            yield from passage.source.spans(amount.start, amount.end)


def stems_of(text: str) -> frozenset[str]:
    """Give the first letters of the words of a text that say what it speaks of."""
    return stems(text, _PLAIN_WORDS)


def is_stated(before: str, sentence: str, question: str) -> bool:
    """Whether a sentence's first number answers: few words before it, a word that states, or the question's own words."""
    if len(before.split()) <= 3 and not re.match(r"\s*(?:our|all|the|these|those)\b", before):
        return True
    asked = {word for word in re.findall(r"[a-z]{4,}", fold(question)) if word not in _PLAIN_WORDS}
    return _STATING.search(sentence) is not None or bool(asked & set(re.findall(r"[a-z]{4,}", sentence)))


def states_a_figure(line: Line) -> bool:
    """Whether a sentence before a table (`There were 668 in all`) gives a figure of its own."""
    return _STATES.match(line.shadow) is not None
