"""Questions for a policy or a practice, whose answers say what is not kept or recorded as part of what is done.

`What happens to data on old laptops?` – `It is removed by a contractor. Information is not kept on laptops.` holds everything
that was asked. Only an answer that begins so, or says it of what was asked for, holds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAPER = r"(?:polic(?:y|ies)|procedures?|strateg(?:y|ies)|guidance|guidelines|practices?|process(?:es)?|protocols?|arrangements?|schemes?|codes?|training)"
_ASKS = re.compile(
    rf"\b(?:do|does|is|are|has|have)\b[^?]{{0,60}}\b{_PAPER}\b|\bwhat (?:happens|happened|do you do|does the \w+ do)\b|\bhow (?:do|does|is|are|was|were|will|would) (?!many|much|often|long)"
    rf"|\bwhat (?:is|are|was|were) (?:the|your|its) (?:[a-z]+ ){{0,3}}{_PAPER}\b|\bin what way\b"
)
_YES_OR_NO = re.compile(r"\W*(?:yes|no)\b\W*")
_YES = re.compile(r"\W*yes\b")
_PREFACE = re.compile(r"\W*(?:sorry|thank|unfortunately|regret|please note|i (?:am|can) |we are (?:sorry|unable))")
_ELSEWHERE = re.compile(
    r"\b(?:but|although|though|however|and|as)\b[^.;]{0,30}\b(?:is|are|forms?|falls?|comes?|being)\b[^.;]{0,20}\b(?:covered|included|part of|contained|dealt with|set out|found|addressed|under|within)\b"
)
_OF_WHAT_WAS_ASKED = re.compile(
    r"\b(?:this|that|the|your|such|any|no)(?: requested)? (?:information|data|question|request)\b|\brequested\b|\basked for\b|\bnothing\b"
)


def tells_practice(question: str, sentences: Sequence[str], not_held: re.Pattern[str]) -> bool:
    """Whether an answer to a question for a policy or practice tells it, whatever it says, by `not_held`, is not kept besides."""
    if _ASKS.search(question) is None:
        return False
    told = [words for one in sentences if (words := _YES_OR_NO.sub("", one, count=1)) and not _PREFACE.match(words)]
    if not told:
        return False
    if not_held.search(told[0]) and not _YES.match(sentences[0]):
        return _ELSEWHERE.search(told[0]) is not None
    return not any(not_held.search(one) and _OF_WHAT_WAS_ASKED.search(one) for one in told)
