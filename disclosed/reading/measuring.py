"""Numbers that an answer is measured by, or reckoned from, and that answer nothing unless the question asks for them.

`£331 against a budget of £340`, `212 fewer than in 2020`, `at 40 minutes a call`, `the policy allows £350`, `before which they
were £40`, `a rise of 5%`, `it would have been £90`, and the same for another year than the one asked for. Each is told by
the words that lead to it; where the question has those words, or asks for several years, the number may be the answer.
"""

from __future__ import annotations

import re
from functools import lru_cache

from disclosed.reading.corrections import is_said_by_others
from disclosed.reading.lines import fold
from disclosed.reading.passages import MASK, Passage
from disclosed.reading.stems import stems
from disclosed.reading.values import NUMBER_WORDS, Amount, amounts_in

REACH = 90  # characters before a number in which what leads to it stands

_WHOSE = r"(?:the|our|an?|its|their|that|this|his|her)"
_BESIDE = (
    r"(?:(?:as |set |measured )?against|compared (?:with|to)|in comparison (?:with|to)|above|below|beyond|short of|better than|worse than"
    r"|more than|less than|fewer than|higher than|lower than|longer than|shorter than|ahead of|in line with|(?:a )?little over|(?:a )?little under)"
)
# `against a budget of £340`, `below the national average of 7%`, `short of the 60% that …`
_AGAINST = re.compile(rf"\b{_BESIDE} {_WHOSE} (?P<what>(?:[a-z'-]+ ){{0,6}}?)(?:of |at |is |was )?$")
# `compared with 274 in 2022`, `down from 1,480`
_COMPARED = re.compile(
    r"\b(?:(?:as|set) against|compared (?:with|to)|in comparison (?:with|to)|(?:up|down) (?:sharply |slightly )?from) (?:only |just |some )?$"
)
_AIMED = re.compile(
    r"\b(?P<what>targets?|standard|benchmark|threshold|ceiling|establishment|aims?|aimed|goal|forecast|quota)\b(?: [a-z']+){0,6}[ :=,-]*$"
)
_CHANGED = re.compile(
    r"\b(?:increase|rise|fall|drop|decrease|reduction|growth|change|saving)s? (?:of|by) (?:about |around |just |only )?$"
    r"|\b(?:rose|risen|fell|fallen|increased|decreased|reduced|cut|dropped|grew|grown|gone? (?:up|down)|went (?:up|down)|(?:up|down))"
    r" (?:again )?by (?:about |around |just |only |a further )?$"
)
_ASKS_CHANGE = re.compile(
    r"\b(?:chang|increas|decreas|ris(?:e|en|ing)\b|rose|fall|fell|drop|differ|compar|grow|reduc|trend|more|fewer|less|sav)"
)
_DIFFERS = re.compile(
    r"\s*(?:[a-z]+ )?(?:more|fewer|less|higher|lower|greater|longer|shorter|better|worse) than (?!\d|£)(?P<than>[a-z]+)?"
)
_SUPPOSED = re.compile(
    r"\b(?:would|could|might|should) (?:otherwise |then )?have\b[^,;.]*$"
    r"|\b(?:assuming|assumes?|assumed|based (?:up)?on|on the (?:basis|assumption|footing)|if)\b[^,;.\d£]*$"
)
_FORMER = re.compile(
    r"\b(?:before (?:which|that|then)|previously|formerly|(?:it|they|this|which|there|we) used to|(?:it|they) had been"
    r"|at (?:its|their|the) (?:peak|height|highest|busiest)|at one time|there (?:were|was) once|(?:it|they|we|there) once|originally|historically|in the past(?=,| (?:there|we|it|they)\b)"
    r"|(?:until|till) recently|used to (?:be|have|own|run|employ|number|stand|serve|receive|hold))\b,?(?:(?!\b(?:but|now|today|currently|and (?:is|are|has|have))\b)[^,;.]){0,60}$"
)
_ASKS_FORMER = re.compile(
    r"\b(?:previous|former|before|used to|original|old|chang|last|peak|highest|height|busiest|most|maximum|ever|histor|past|once)"
)
_ALLOWED = re.compile(
    r"\b(?P<what>polic(?:y|ies)|schemes?|rules?|law|act|regulations|guidance|contract|agreement|licen[cs]es?|terms|tariff|statute|by-?law)"
    r"(?: [a-z]+){0,3} (?:allows?|permits?|provides? for|requires?|lets?|caps?|limits?|entitles?)\b[^,;.]*$"
)
_CAPACITY = re.compile(
    r"\b(?:may|can|could|might) (?:only |also |each )?(?P<what>hold|have|take|seat|store|carry|keep|accommodate|cover|apply|claim|ask)\b[^,;.]*$"
    r"|\b(?:will|would) (?P<verb>hold|take|seat|store|carry|accommodate)[^,;.]* as (?:much|many) as $"
)
# `Out of roughly 2 million a year, 612 were lost`: what the others are part of.
_OUT_OF = re.compile(r"^\W*(?:as to \W?\w{1,3}\W{1,3})?out of $")
_EACH = re.compile(r"\s*(?:each|apiece|per|an? [a-z]+)\b")
_AGAIN = re.compile(r"\d[^.;]*(?: or|,? (?:which|that) (?:is|was|comes to)|,? equal to) $")

_SINGLE = re.compile(r"(?:19|20)\d\d")
_SPAN = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:\d\d)?\d\d")
_PERIOD = re.compile(rf"{_SPAN.pattern}|{_SINGLE.pattern}")
_EARLIER = re.compile(
    r"the (?:year before|previous year|year after|following year)|a year (?:ago|earlier|before|later)"
)
_SEVERAL = re.compile(
    r"\b(?:each|every|per|years|months|annual|annually|yearly|since|between|from|trend|previous|compar\w*|chang\w*)\b"
)
_BOUNDARY = re.compile(r"[,;:](?= )|\b(?:and|while|but|whereas|against|with|to|than)\b(?= )")


@lru_cache(maxsize=4096)
def measures(sentence: str, amount: Amount, question: str) -> bool:
    """Whether words of a masked sentence make a number one that the answer is measured by; `question` is folded."""
    before = sentence[max(0, amount.opens - REACH) : amount.opens]
    return (
        _is_aside(_AGAINST, before, question)
        or _is_aside(_AIMED, before, question)
        or _is_aside(_ALLOWED, before, question)
        or _is_aside(_CAPACITY, before, question)
        or (_FORMER.search(before) is not None and not _ASKS_FORMER.search(question))
        or _SUPPOSED.search(before) is not None
        or is_said_by_others(sentence[: amount.opens])
        or (_OUT_OF.match(sentence[: amount.opens]) is not None and "out of" not in question)
        or (_is_difference(sentence, amount, before) and not _ASKS_CHANGE.search(question))
        or _is_rate(sentence, amount, before)
    )


def _is_aside(form: re.Pattern[str], before: str, question: str) -> bool:
    """Whether a form leads to a number, in words that the question does not have."""
    found = form.search(before)
    if found is None:
        return False
    words = " ".join(word for word in found.groupdict().values() if word)
    return not stems(words) & stems(question)


def _is_difference(sentence: str, amount: Amount, before: str) -> bool:
    """Whether a number says by how much: `a rise of 12`, `212 fewer than in 2020`; not `97 more than twenty miles away`."""
    differs = _DIFFERS.match(sentence, amount.closes)
    return _CHANGED.search(before) is not None or (
        differs is not None and differs["than"] not in NUMBER_WORDS and differs["than"] not in {"a", "once"}
    )


def _is_rate(sentence: str, amount: Amount, before: str) -> bool:
    """Whether a price is told again for one of them: `£17,940, or £390 each`, `£9,984, which is £32 a book`."""
    return _AGAIN.search(before) is not None and _EACH.match(sentence, amount.closes) is not None


def of_another_period(passage: Passage, place: tuple[int, int], amount: Amount, question: str) -> bool:
    """Whether a number is for another year than the one that the question asks for, and stands beside one that may be it.

    Only a year of the same form tells: `2021/22` where `2022/23` is asked; and `the year before`. A number that is compared
    (`down from 1,480`) is another year's too, unless the question names that year.
    """
    asked = _periods_asked(question)
    if asked is None or not any(True for _ in amounts_in(passage.masked[: amount.opens])):
        return False
    shadow = passage.source.shadow
    own = [shadow[slice(*period)] for period in _beside(passage, place, amount)]
    if any(one in asked for one in own):
        return False
    if _COMPARED.search(passage.masked, max(place[0], amount.opens - REACH), amount.opens):
        return bool(asked) or not own
    return any((asked and _EARLIER.fullmatch(one)) or _is_other(one, asked) for one in own)


def _is_other(period: str, asked: frozenset[str]) -> bool:
    forms = [form for form in (_SPAN, _SINGLE) if form.fullmatch(period)]
    return bool(forms) and bool(asked) and all(forms[0].fullmatch(one) for one in asked)


def is_unasked(period: str, question: str) -> bool:
    """Whether a period is another year than the one that the question asks for: `2021/22`, or `2022-2023`, where `2023/24` is asked."""
    told, asked = fold(period).strip(), _periods_asked(question)
    years = {one[:4] for one in asked or () if _SPAN.fullmatch(one) or not _SPAN.fullmatch(told)}
    return _is_other(told, asked or frozenset()) and told[:4] not in years


def period_asked(question: str) -> str:
    """Give the one year that a question asks for, or nothing."""
    return next(iter(_periods_asked(question) or ()), "")


@lru_cache(maxsize=1024)
def _periods_asked(question: str) -> frozenset[str] | None:
    """Give the one year that a question asks for, nothing where it names none; None where it asks for several."""
    shadow = fold(question)
    found = frozenset(one[0] for one in _PERIOD.finditer(shadow))
    return None if len(found) > 1 or _SEVERAL.search(shadow) else found


def _beside(passage: Passage, place: tuple[int, int], amount: Amount) -> list[tuple[int, int]]:
    """Give the periods of a number's own clause: between the marks and joining words around it."""
    cuts = [found.start() for found in _BOUNDARY.finditer(passage.masked, *place)]
    start = max((cut for cut in cuts if cut < amount.opens), default=place[0])
    end = min((cut for cut in cuts if cut >= amount.closes), default=place[1])
    inside = [one for one in passage.periods if start <= one[0] and one[1] <= end]
    leads = [
        one for one in passage.periods if one[1] <= start and not passage.masked[one[1] : start].strip(MASK + " ,")
    ]
    return inside or leads
