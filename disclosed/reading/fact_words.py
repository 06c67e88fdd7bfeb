"""The words that name an amount in a sentence: those after it (`31 were upheld`), else those before (`Revenue £9 million`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosed.reading.answer_lists import STATE
from disclosed.reading.passages import MASK
from disclosed.reading.values import Amount

LEAST_CONTRASTED = 2  # clauses
MAX_BASE = 4  # words of what a share is of; more tell what becomes of it
MAX_LABEL = 8  # words; more are a sentence
_LINK = re.compile(
    r"\s*(?:in number,?\s+)?(?:(?:of (?:them|these|those|which|whom|it|this|that)|of (?:the|our|its|their) [a-z-]+(?: [a-z-]+){0,2}?(?= (?:were|was|are|is|have been|had been) )|others?)\s+)?"
    r"(?:(?:which|that|who)\s+(?=(?:were|was|are|is|have been|has been|had been)\b))?"
    r"(?:(?:were|was|are|is|(?:have|had|has) been|(?:have|had|has)(?= not been ))\s+)?"
)
_ENDS_LABEL = re.compile(
    r"[;:(]|[,.](?!\d)|\s(?:which|that|who|whose|because|since|when|where|although|though|compared|against|including|excluding)\b"
    r"|\s(?:were|was|are|is|have|had|has|did|do)\b(?! (?:not|in|on|at)\b)|\sand (?:an?|the|we|it|they|this|there)\b"
)
_PERIOD_END = re.compile(
    rf"\s*(?:\b(?:in|during|for|from|to|between|on|by|at|of)\s+)?(?:the (?:year|month|quarter) (?:to|of|ending) )?{MASK}+\s*$"
)
_OPENING = re.compile(
    r"(?:(?:in all|in total|overall|altogether|at present|currently|yes|no|also|there|we|it|they|have|has|had|were|was|are|is|been|received|the|a|an|our|their|its|of|at|with"
    r"|which|whom|these|those|only|just|up to|equating|equivalent|equal|compared|against|up from|down from|rising from|falling from|leading to)\b[ ,]*)+"
)
_CLOSING = re.compile(
    r"(?:[ ,]*\b(?:numbered|totalled|came|stood|amounted|took|lasted|saw|had|has|have|were|was|are|is|it|of|at|to|by|a|an|the|in|on|for|only|just)\b|\s*[:=-])+\s*$"
)
# A name that ends in a letter, which is no article: `[band A] 112`.
_LETTERED = re.compile(
    r"\b(?:band|category|grade|type|phase|stage|zone|class|tier|part|group|unit|route|block|ward|section|level|cohort|site|lot) a\s*$"
)
# The last noun before an amount, where all that stands before it is too much for a label: `… was approved with a [budget] of £86m`.
_NEAREST = re.compile(
    r"\b(?:a|an|the|our|its|their)\s+(?P<noun>[a-z'-]+(?: [a-z'-]+){0,2}?)(?:\s+(?:of|at|to|was|is|were|are|now|came|stood|amounted))+\s*$"
)
# The subject of a sentence whose verb is far from its amount: `The [longest wait] began on 2 May and took 3 hours`.
_SUBJECT = re.compile(
    r"\s*(?:(?:the|our|its|their|a|an)\s+)?(?P<noun>[a-z'-]+(?: [a-z'-]+){0,3}?)\s+"
    r"(?:began|started|ended|lasted|happened|occurred|was|were|is|are|has|had|took|came|stood|rose|fell|cost|made)\b"
)
_COMPARED = re.compile(r"\s*(?P<words>(?:more|fewer|less|higher|lower|greater) than\b.{0,60})")
_OF_A_WHOLE = re.compile(
    r"\s(?P<noun>[a-z'-]+(?: [a-z'-]+){0,4}?) (?:were|was|are|is|have been|has been|had been|have|has|had)(?= [a-z])"
)
_GOES_ON = re.compile(
    r"\s*(?:will|would|can|could|may|might|must|shall|should|did|does|do|goes?|went|subject|without|excluding|exclusive|including|inclusive|after|before)\b"
)
# Who answers, and what it does: `of which the Authority [owns] 26`.
_BY_BODY = re.compile(
    r"(?:council|authority|trust|board|college|university|school|force|service|department|agency|commission|office|company) (?P<verb>[a-z]{3,}s|[a-z]{2,}ed|had|has)"
)
_NAMELESS = frozenset({"GBP", "percent", "FTE", "WTE", "hours", "minutes", "days", "weeks", "months"})
_WORD = re.compile(r"[a-z][a-z'-]*")
_STATED = re.compile(r"\b(?:were|was|are|is|been) $")
_PREPOSITION = re.compile(
    r"(?P<preposition>on|for|to|from|by|in|at|with|under|within|about|against|concerning|involving)(?![\w-])(?: (?:an?|the)(?= [a-z]))?"
)
_MODIFIER = re.compile(r"\s*\b(?:so far|to date|as well|too|each|already|in total|in all|altogether)\s*$")
_IN_ALL = re.compile(r"\s*(?P<words>in all|in total|all told|all together|altogether|overall)\W*$")
_BARE_VERB = re.compile(r"(?:were|was|are|is|have|had|has|did|do|been|not)(?: not)?")
_NO_LABEL = re.compile(r"(?:years?\W*$|a|an|per|each|every|of|since|than|as|or|off|respectively)\b")
_PRONOUN = re.compile(r"(?:of )?(?:them|these|those|it|which|whom)")  # `upheld 33 of them`: the verb names it
_MADE_OF = re.compile(r"\s*of (?:the |our )?(?=[a-z])")  # after "including": `31 of ashes`
_BASE = re.compile(
    r"\s+of (?:(?:the|our|all|its|their) )*(?!(?:them|these|those|it|this|that|which|whom|the|a|an)\b)(?=[a-z])"
)
_MORE = re.compile(r"\b(?:a further|another|an additional)\s*$")
LEADING = re.compile(
    rf"\s*(?:(?:in|during|for|by|as at|as of|at|on|up to|between|from) (?:the )?(?:(?:calendar|financial|academic) )?(?:year |month )?(?:to |ending |of )?"
    rf"|(?:the )?(?:next|following|previous) year, ){MASK}+,?\s*"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One amount of a sentence with the places of the words before and after it, and of the whole.

    `part` says that it is one of the amount before, `beside` that it tells another quantity of what that counts: `lasting 40 hours`,
    `whole` that the amount before is a share of it: `38 of the 212 tows`.
    """

    amount: Amount
    before: tuple[int, int]
    after: tuple[int, int]
    part: bool = False
    start: int = 0
    beside: bool = False
    whole: bool = False

    def holds(self, place: tuple[int, int]) -> bool:
        """Tell whether a place stands in the clause."""
        return self.start <= place[0] < self.after[1]


def words_after(words: str, clause: Clause) -> tuple[int, int] | None:
    """Place the label after an amount: `31 were [upheld]`; `204 [hoax calls]`; `4.1 [more than in the year before]`."""
    start, end = clause.after
    compared = _COMPARED.match(words, start, end)
    if compared:
        return _tight(words, *compared.span("words"))
    start = _linked(words, start, end)
    if clause.part and (made := _MADE_OF.match(words, start, end)):
        start = made.end()
    place = _trimmed(words, start, _label_end(words, start, end))
    if place is None or _NO_LABEL.match(words, *place):
        return None
    return place if _MORE.search(words, *clause.before) or not _GOES_ON.match(words, *place) else None


def is_pronoun(words: str, place: tuple[int, int] | None) -> bool:
    """Tell a label that only points back: `upheld 33 [of them]`."""
    return place is not None and _PRONOUN.fullmatch(words, *place) is not None


def _linked(words: str, start: int, end: int) -> int:
    """Pass over what links an amount to what is said of it: `of the homes were`."""
    link = _LINK.match(words, start, end)
    return link.end() if link else start


def _label_end(words: str, start: int, end: int) -> int:
    stop = _ENDS_LABEL.search(words, start, end)
    return stop.start() if stop else end


def label_ends(words: str, clause: Clause) -> int:
    """Give where the label after an amount ends, whatever it is."""
    start = _linked(words, *clause.after)
    return _label_end(words, start, clause.after[1])


def unit_words(words: str, clause: Clause, several: str) -> tuple[int, int] | None:
    """Place an amount's unit, which names it where no other word does: `612,077 [miles]`.

    A time is no name, unless `several`, the words of a question that asks for more than one thing, ask how many there are of it.
    """
    unit = clause.amount.value.unit
    if unit in _NAMELESS and not clause.beside and f"how many {unit}" not in several:
        return None
    return _trimmed(words, clause.amount.end, clause.amount.closes)


def total_words(words: str, clause: Clause) -> tuple[int, int] | None:
    """Place what calls an amount the sum of those before it: `46 men and 4 women, 50 [in all]`."""
    found = _IN_ALL.match(words, *clause.after)
    return found.span("words") if found else None


def words_before(words: str, clause: Clause) -> tuple[int, int] | None:
    """Place the label before an amount: `[Revenue] £9.62 million`, `we [approved] 251`, `at a [cost] of £275`."""
    start, end = clause.before
    colon = words.rfind(": ", start, end)
    start = colon + 2 if colon >= 0 else start
    led = LEADING.match(words, start, end)
    start = led.end() if led else start
    while start < end and words[start] in " ,":
        start += 1
    opening = _OPENING.match(words, start, end)
    start = opening.end() if opening else start
    closing = None if _LETTERED.search(words, start, end) else _CLOSING.search(words, start, end)
    place = _trimmed(words, start, closing.start() if closing else end)
    if place and clause.part and (owned := _BY_BODY.fullmatch(words, *place)):
        return owned.span("verb")
    if place is None and len(_WORD.findall(words[start:end])) > 1:
        noun = _NEAREST.search(words, start, end) or _SUBJECT.match(words, start, end)
        place = _trimmed(words, *noun.span("noun")) if noun else None
    return place


def shared_words(words: str, clause: Clause) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Place what is said of a share of the whole, and what the whole counts: `38 of the 212 [tows] were [cancelled]`."""
    found = _OF_A_WHOLE.match(words, *clause.after) if clause.whole else None
    if found is None:
        return None
    said = _trimmed(words, found.end(), _label_end(words, found.end(), clause.after[1]))
    noun = _trimmed(words, *found.span("noun"))
    return (said, noun) if said and noun else None


def _tight(words: str, start: int, end: int) -> tuple[int, int] | None:
    """Take spaces and points off both ends of a label."""
    while start < end and words[start] in " ,;:.-=":
        start += 1
    while start < end and words[end - 1] in " ,;:.-=":
        end -= 1
    return (start, end) if start < end else None


def _trimmed(words: str, start: int, end: int) -> tuple[int, int] | None:
    """Take spaces, points and a period at the end off a label; None where nothing, too much or another date is left."""
    while tail := _PERIOD_END.search(words, start, end) or _MODIFIER.search(words, start, end):
        end = tail.start()
    place = _tight(words, start, end)
    if place is None or _BARE_VERB.fullmatch(words, *place):
        return None
    count = len(_WORD.findall(words[slice(*place)]))
    return place if 0 < count <= MAX_LABEL and MASK not in words[slice(*place)] else None


def without_prepositions(
    words: str, clauses: Sequence[Clause], labels: Sequence[tuple[int, int] | None]
) -> list[tuple[int, int] | None]:
    """Keep `on paint`, `on tape` where labels begin alike, without their preposition; else such words name nothing.

    After `a further 12` they do, and where a label before has the same preposition (`four were made by staff and 13 by
    students`), since all other words are those of the amount before.
    """
    if apart := _contrasted(words, clauses) or _bases(words, clauses):
        return apart
    heads = [_PREPOSITION.match(words, *label) if label and not _is_state(words, label) else None for label in labels]
    found = [head["preposition"] for head in heads if head]
    alike = len(found) > 1 and len(set(found)) == 1
    kept: list[tuple[int, int] | None] = []
    for clause, label, head in zip(clauses, labels, heads, strict=True):
        said = head is not None and any(one and f" {head['preposition']} " in words[slice(*one)] for one in kept)
        if head is None or label is None or said or _MORE.search(words, *clause.before):
            kept.append(label)
        else:
            kept.append(_trimmed(words, head.end(), label[1]) if alike else None)
    return kept


def _contrasted(words: str, clauses: Sequence[Clause]) -> list[tuple[int, int] | None]:
    """Name amounts by what alone differs: `1,204 were seen at [Moor Lane] and 988 at [Fen Road]`; nothing where more does."""
    heads = [_PREPOSITION.match(words, start, end) for start, end in ((c.after[0] + 1, c.after[1]) for c in clauses)]
    later = {head["preposition"] for head in heads[1:] if head}
    if len(clauses) < LEAST_CONTRASTED or heads[0] or len(later) != 1 or not all(heads[1:]):
        return []
    if any(_MORE.search(words, *clause.before) for clause in clauses):
        return []
    first = list(re.finditer(rf"\b{later.pop()} ", words[slice(*clauses[0].after)]))
    if len(first) != 1 or not words[clauses[0].after[0] : clauses[0].after[0] + first[0].start()].strip():
        return []
    starts = [clauses[0].after[0] + first[0].end(), *(head.end() for head in heads[1:] if head)]
    names = [_trimmed(words, start, clause.after[1]) for start, clause in zip(starts, clauses, strict=True)]
    return list(names) if all(names) else []


def _bases(words: str, clauses: Sequence[Clause]) -> list[tuple[int, int] | None]:
    """Name shares by what each is a share of: `4% of [boats] and 2% of [barges]`; nothing where one is of the same, or of none."""
    if len(clauses) < LEAST_CONTRASTED or any(clause.amount.value.unit != "percent" for clause in clauses):
        return []
    bases = [_BASE.match(words, *clause.after) for clause in clauses]
    places = [
        _trimmed(words, base.end(), _label_end(words, base.end(), clause.after[1])) if base else None
        for base, clause in zip(bases, clauses, strict=True)
    ]
    named = {words[slice(*place)] for place in places if place and len(words[slice(*place)].split()) <= MAX_BASE}
    return places if len(named) == len(clauses) else []


def _is_state(words: str, label: tuple[int, int]) -> bool:
    """Whether a label that begins with a preposition says how things are: `in post`, `64 of whom are [on the register]`."""
    return STATE.match(words, *label) is not None or _STATED.search(words, max(0, label[0] - 6), label[0]) is not None
