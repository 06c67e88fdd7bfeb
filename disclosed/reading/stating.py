"""Which sentences of an answer may state a figure, and which of their numbers may be one.

Most numbers in prose are no figures: ages, times allowed, what an answer would cost. The readers of sentences
(answer_prose.py) and of several facts a sentence (answer_facts.py) ask here first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from disclosed.model import Line, Span
from disclosed.reading.answer_cells import moved
from disclosed.reading.lines import fold
from disclosed.reading.passages import BRACKETED, MASK, NAMING, Passage, sentences, states_an_age, zero_in
from disclosed.reading.stems import stems
from disclosed.reading.values import NUMBER_WORDS, Amount, amounts_in

Kind = Literal["count", "money", "share", "time"]

# What a question asks for: pounds, a share, a time, how many.
_KINDS_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "money",
        re.compile(
            r"\bhow much\b(?! time)|\bcosts?\b|\bspen[dt]\b|\bpaid\b|\bpay(?:ments?)?\b|\bincome\b|\bfees?\b|\bcharges?\b|\bprices?\b|\bbudgets?\b|\bvalues?\b|£"
            r"|\bfines?\b|\bsalar(?:y|ies)\b|\bcompensation\b|\bexpenditure\b"
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
# Sentences about the world outside: a nation, an industry, what the law allows, what somebody else recommends or reports.
_BACKGROUND = re.compile(
    r"\bby way of (?:background|context|comparison)\b|\bfor (?:context|background|comparison)\b|\bnationally\b|\b(?:national|industry|sector|regional) (?:average|figure|total|target|rate)\b"
    r"|\b(?:in|across) (?:the whole of )?(?:england|scotland|wales|northern ireland|great britain|the uk|the united kingdom)\b|\bover the industry\b|\bthe industry\b|\b(?:19|20)\d\d census\b"
    r"|\bsource: |\b(?:statutory |civil |maximum )(?:penalty|fine|maximum)\b|\bmaximum (?:is|of)\b|\b(?:may|could) face\b|\bsentencing council\b|\bgovernment(?:'s)? (?:target|guidance|recommend)"
    r"|\brecommends? that\b|\bthe target (?:set|is|was)\b|\bmust (?:be|go|not)\b"
)

# A question that asks how much or how many; and one that asks for words, in whose answer a number counts nothing.
_ASKS_QUANTITY = re.compile(
    r"\b(?:how (?:many|much|long|often|far)|numbers?|totals?|cost|spen[dt]|paid|pays?|income|share|proportion|percentage|per ?cent"
    r"|longest|shortest|rates?|charges?|fees?|rent|price|bill|amounts?|figures?|budget|value|sums?|counts?|mean|average|median|breakdown|fte|wait(?:ing)? (?:times?|lists?)|response times?|time taken)\b"
)
_ASKS_WORDS = re.compile(
    r"\b(?:who|whom|whose|which|what|why|where|when|name|describe|explain|details?|list|do you|does|did|is|are|will|would|please share)\b"
)
# `What is the penalty?` may ask for either: only money or a share in its answer is taken.
_ASKS_WORTH = re.compile(
    r"\bwhat (?:is|was|are|were) (?:the|your|its) (?!names?\b|polic|reason|process|procedure|definition|address|title|outcome)"
)
_REFUSES = re.compile(
    r"\bexempt\b|\bexemption (?:in|under|applies)|\bwithh(?:e|o)ld|\brefus(?:e|ing|al)\b|\b(?:is|are|be|been|being|therefore|hereby) refused\b|\brefused (?:under|by virtue)|\bwould exceed\b|\bto exceed\b|\bexceed(?:s|ing)? (?:the )?(?:£|.{0,40}\blimit)|cost limit|appropriate limit|above the limit|limit of [\d£]|neither confirm nor deny|vexatious"
    r"|manifestly unreasonable|\bdecline"
)
_BEGINS = re.compile(
    _REFUSES.pattern + r"|\bnot (?:be )?(?:giv|disclos|releas|provid)ing\b|\b(?:section|regulation|exemption)s? "
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
_FEW = 3  # words
_PLAINLY = re.compile(
    r"\s*(?:(?:yes|no), )?(?:we|there|in all|in total|overall)\b"
    r"|.{0,120}\b(?:was|were|is|are|paid|received|issued|spent|hold|held|had|have|has|of|took|lasted|cost|totalled|numbered|owned|owns|reached|saw"
    r"|(?<!up )(?<!according )(?<!due )(?<!subject )(?<!close )to|stood at|:) $"
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
    r"\b(?:there (?:were|was|are|is|have been)|we (?:have|had|hold|received|issued|employ)|totals?|in all|is|was|were|are)\b"
)
_PLAIN_WORDS = frozenset({
    "which", "that", "this", "have", "with", "from", "were", "your", "their", "many", "much", "please", "council", "these",
    "those", "them", "they", "been", "each", "there", "what", "when", "where", "number", "total", "year", "years", "date",
    "the", "and", "for", "you", "our", "has", "had", "was", "are", "did", "does", "how", "who", "its", "not", "any", "all", "per",
})  # fmt: skip
_STATES = re.compile(
    r"\s*(?:in total,? )?(?:there (?:were|was|are|is)|we (?:had|have|received|issued|hold)|the total|a total|total)\b"
)
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
_BEFORE_A_YEAR = frozenset({"the", "a", "an", "our", "this", "that", "your", "their", "every"})  # "the 2021 Census"
# `our target being 28`, `against a target of 95%`: what was aimed at, and not what was reached.
_TARGET = re.compile(r"\b(?:targets?|standard|benchmark|threshold)\b(?: [a-z']+){0,4}[ :=,-]*$")
_OR_MORE = re.compile(r"\s*(?:[a-z]+ ){0,2}or (?:more|over|above|longer|older|greater|higher)\b")
_TARGET_ASKED = re.compile(r"\b(?:target|standard|benchmark|threshold)")
_BEFORE_ONE = frozenset({"was", "only", "just", "and", "with", "plus"})  # else `one` is somebody, or anything
# Things that have numbers for names, and words of which an answer has some but counts none.
_NUMBERED = frozenset({
    "incident", "operation", "ward", "room", "block", "platform", "junction", "flat", "plot", "lot", "lane", "chapter",
    "annex", "appendix", "case", "site", "bus", "version", "option", "meeting", "exercise",
})  # fmt: skip
_KINDS = frozenset({"types", "kinds", "categories", "stages", "ways", "reasons", "options", "levels", "forms", "steps"})
_KIND_OF_DAYS = re.compile(r" (?:working|calendar|school|sitting|business) (?:days?|hours?|weeks?)\b")
_WITHIN = frozenset({"within", "than", "after", "before", "every", "each", "per"})  # … two words before a time, too
_TIME_UNITS = frozenset({"hours", "minutes", "days", "weeks", "months"})


def asks_for_words(question: str) -> bool:
    """Whether a question asks for a name, a reason, a document or a yes, and not for a quantity."""
    shadow = fold(question)
    return _ASKS_QUANTITY.search(shadow) is None and _ASKS_WORDS.search(shadow) is not None


@lru_cache(maxsize=1024)
def asked_kinds(question: str) -> frozenset[Kind]:
    """Say what a question asks for: a count, pounds, a share, a time; nothing where its words do not tell."""
    shadow = fold(question)
    return frozenset(kind for kind, asks in _KINDS_ASKED if asks.search(shadow))


@lru_cache(maxsize=1024)
def is_background(sentence: str, question: str) -> bool:
    """Whether a sentence tells of the world outside (a nation, an industry, the law), and the question does not ask for that."""
    found = _BACKGROUND.search(sentence)
    return found is not None and found[0] not in fold(question)


def asks_worth(question: str) -> bool:
    """Whether a question asks what something is, so that a price or a share in its answer may be meant."""
    return _ASKS_WORTH.search(fold(question)) is not None


def refuses(text: str) -> bool:
    """Whether words refuse something."""
    return _REFUSES.search(fold(text)) is not None


def may_answer(passage: Passage, place: tuple[int, int], begins: int | None, question: str) -> bool:
    """Whether a sentence may state a figure: not one that says what is not held, a refusal that gives nothing, the world outside.

    `begins` is where the answer's refusal begins (`refusal_begins`), None where it refuses nothing.
    """
    sentence = passage.source.shadow[slice(*place)]
    if _gives(sentence):
        return True
    if _NOT_STATED.search(sentence) or _DEFINES.search(sentence) or is_background(sentence, question):
        return False
    if begins is not None and _ARGUES.search(sentence):
        return False
    return begins is None or (place[1] <= begins and _GIVEN_FIRST.match(passage.masked, *place) is not None)


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
    masked = BRACKETED.sub(
        lambda found: MASK * len(found[0]) if "<" not in found[0] else " " * len(found[0]), passage.masked[start:end]
    )
    found = [
        moved(amount, start)
        for amount in amounts_in(masked)
        if amount.kind not in {"blank", "mark"} and not limits(masked, amount, fold(question))
    ]
    zero = zero_in(passage.source.shadow[start:end])
    if zero is not None:
        found.insert(0, moved(zero, start))
    priced = asked_kinds(question) == {"money"} and any(amount.kind == "money" for amount in found)
    return [amount for amount in found if not (priced and amount.kind == "word")]  # "a two course meal is £2.75"


def limited_in(passage: Passage, place: tuple[int, int], question: str) -> list[Amount]:
    """List the numbers of a sentence that measure something else than the answer: times allowed, ages, all of the world outside."""
    sentence = passage.masked[slice(*place)]
    background = is_background(passage.source.shadow[slice(*place)], question)
    asked = fold(question)
    return [moved(amount, place[0]) for amount in amounts_in(sentence) if background or limits(sentence, amount, asked)]


def noted_in(passage: Passage, question: str) -> Iterator[Span]:
    """Yield the places of the numbers that no sentence of a passage gives as an answer."""
    for place in sentences(passage.source):
        for amount in limited_in(passage, place, question):
            yield from passage.source.spans(amount.start, amount.end)


def stems_of(text: str) -> frozenset[str]:
    """Give the first letters of the words of a text that say what it speaks of."""
    return stems(text, _PLAIN_WORDS)


def limits(sentence: str, amount: Amount, question: str) -> bool:
    """Whether a quantity measures something other than the answer: an age, a time allowed, one of several."""
    before = re.findall(r"[a-z]+|\d+", sentence[max(0, amount.opens - 40) : amount.opens])
    last = before[-1] if before else ""
    after = re.match(r"[ -]*([a-z]+)", sentence[amount.closes :])
    following = after[1] if after else ""
    if amount.kind == "word" and sentence[amount.start : amount.end] == "one":
        counts = len(before) == 0 or last in _BEFORE_ONE or following == "in"
        return not counts or following in {"of", "or", "another"}
    if (
        (amount.kind == "year" and last in _BEFORE_A_YEAR)
        or _aims_or_bounds(sentence, amount, question)
        or last in NAMING
        or last in _NUMBERED
        or (following in _KINDS and following not in question)
        or states_an_age(sentence, amount)
    ):
        return True
    if amount.kind == "suppressed" and (last in _CONDITIONS or _CONDITIONAL.search(sentence[: amount.opens])):
        return True
    unit = "days" if _KIND_OF_DAYS.match(sentence, amount.closes) else amount.value.unit
    asked = str(unit).rstrip("s") in question or _ASKS_TIME.search(question)
    if unit in _TIME_UNITS and (not asked or _WITHIN.intersection(before[-3:])):
        return True
    if following in {"years", "year", "yrs"} and "year" not in question.split("?", maxsplit=1)[0].split()[-3:]:
        return True
    limited = _LIMITS | {"over"} if amount.kind == "word" and unit in _TIME_UNITS else _LIMITS
    return last in limited and (unit in _TIME_UNITS or amount.kind == "word")


def _aims_or_bounds(sentence: str, amount: Amount, question: str) -> bool:
    """Whether a quantity says what was aimed at, or bounds what is counted: `a target of 95%`, `18 metres or more`."""
    aimed = _TARGET.search(sentence, 0, amount.opens) is not None and not _TARGET_ASKED.search(question)
    return aimed or _OR_MORE.match(sentence, amount.closes) is not None


def is_stated(before: str, sentence: str, question: str) -> bool:
    """Whether a sentence's first number answers: few words before it, a word that states, or the question's own words."""
    if len(before.split()) <= 3 and not re.match(r"\s*(?:our|all|the|these|those)\b", before):
        return True
    asked = {word for word in re.findall(r"[a-z]{4,}", fold(question)) if word not in _PLAIN_WORDS}
    return _STATING.search(sentence) is not None or bool(asked & set(re.findall(r"[a-z]{4,}", sentence)))


def states_a_figure(line: Line) -> bool:
    """Whether a sentence before a table (`There were 668 in all`) gives a figure of its own."""
    return _STATES.match(line.shadow) is not None
