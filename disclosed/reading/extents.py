"""Where a question ends: at its mark, at the end of its wrapped lines, or at the end of its first line.

The answer may stand on the question's own line ("How many …? 23,340 (as at …)") or directly beneath, so the end must be
found before anything is an answer. A parenthesis after the mark ("(please name the department)") is still asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from disclosed.model import Line
from disclosed.reading.signposts import answer_mark, asks_outright

MAX_QUESTION_LINES = 12  # a wrapped question; longer ones end at their paragraph

_ENDED = re.compile(r"[.?!:;\u2026][ '\")\]]*$")
_MARKED_END = re.compile(r"\?[\"')\]]*")
_PARENTHESIS = re.compile(r" *\([^()]{0,400}\)[. ]*")
_GOES_ON = re.compile(
    r" +(?:and |also,? )?please (?:also )?(?:give|provide|supply|state|list|include|specify|break|name|say|show)\b"
)
_QUESTION = re.compile(
    r" *(?:how|what|which|who|where|when|why|do|does|did|is|are|was|were|has|have|had)\b[^?]{8,300}\?[\"')\]]* *$"
)
_THEN_ASKS = re.compile(
    r"\?[\"')]* +(?:if (?:so|not|yes|no)\b|please\b|and if\b)[^?]*$"
)  # "… assessed? If so please supply it."
_SLANTED = re.compile(r"(?P<mark>[*_])(?![*_ ])[^*_]+ [^*_]+(?P=mark)")  # a paragraph that Markdown sets in italics
_STOP = re.compile(r"[.?](?=\s|$)")
_BULLET = re.compile(r" *(?:[-\u2022*+]|o(?= )) +\S")


def question_end(
    line: Line, first: int, last: int, following: Sequence[Line], stops: Callable[[Line], bool]
) -> tuple[int, int]:
    """Find the end of a question that begins on a line: (line, column index after its last character).

    It stands in columns `first` to `last` (indexes) of its line, and may go on in the lines that follow. It ends at its
    question mark, which may stand on a later line of the paragraph where lines are wrapped, with a parenthesis after it;
    without one, at the end of its first line or of lines that go on in small letters; beneath a label alone, where the
    answer is marked ("Response"), or a paragraph asks and does nothing else. `stops` tells the lines (labels, marks) at which it cannot go on.
    """
    end = asked_end(line.shadow[:last], first)
    if end is not None:
        return _asked_on(line, end, last, following, stops)
    if last < len(line.shadow):
        return line.number, last
    alone = not line.shadow[first:last].strip()
    if alone and (asked := _up_to_answer(following, stops) or _asked_beneath(following, stops)):
        return asked.number, len(asked.text)
    paragraph = list(_paragraph(following, stops))
    before = line
    for after in paragraph:
        if ends_sentence(before) or "\t" in after.text or _BULLET.match(after.shadow):
            break
        end = asked_end(after.shadow, 0)
        if end is not None:
            rest = following[after.number - line.number :]
            return _asked_on(after, end, len(after.shadow), rest, stops)
        before = after
    return _small_letters(line, paragraph)


def _asked_on(
    line: Line, end: int, last: int, following: Sequence[Line], stops: Callable[[Line], bool]
) -> tuple[int, int]:
    """Take in what a question goes on to ask after its mark: "… electric? Please give the number for each year."."""
    if _GOES_ON.match(line.shadow, end) is None:
        whole = not line.shadow[end:].strip() and last >= len(line.shadow.rstrip())
        again = _asked_again(_paragraph(following, stops)) if whole else None
        return (again.number, len(again.text)) if again else (line.number, end)
    for one in (line, *_paragraph(following, stops)):
        start = end if one is line else 0
        stop = _STOP.search(one.shadow[:last] if one is line else one.shadow, start)
        if stop is not None:
            return one.number, stop.end()
        if one is line and last < len(line.shadow):
            break
    return line.number, last


def _asked_again(paragraph: Iterable[Line]) -> Line | None:
    """Give the last of the lines right beneath a question that are questions too: it is asked in two languages, or goes on."""
    last = None
    for line in paragraph:
        if _QUESTION.match(line.shadow) is None:
            break
        last = line
    return last


def ends_sentence(line: Line) -> bool:
    """Tell whether a line ends as a sentence or a heading does."""
    return _ENDED.search(line.shadow) is not None


def asked_end(shadow: str, start: int) -> int | None:
    """Give the index after the last question mark of a line, and after a parenthesis that follows it."""
    marks = list(_MARKED_END.finditer(shadow, start))
    if not marks:
        return None
    end = marks[-1].end()
    more = _PARENTHESIS.match(shadow, end)
    return more.end() if more and not shadow[more.end() :].strip() else end


def _paragraph(following: Sequence[Line], stops: Callable[[Line], bool]) -> Iterator[Line]:
    """Give the lines up to a blank line or one that stops the question."""
    for line in following[:MAX_QUESTION_LINES]:
        if not line.shadow.strip() or stops(line):
            return
        yield line


def _up_to_answer(following: Sequence[Line], stops: Callable[[Line], bool]) -> Line | None:
    """Give the last line of the one paragraph that stands between a label alone and the mark of its answer."""
    told = [line for line in following[: 2 * MAX_QUESTION_LINES] if line.shadow.strip()]
    count = next((place for place, line in enumerate(told) if stops(line)), 0)
    asked = told[:count]
    if not asked or len(asked) > MAX_QUESTION_LINES or answer_mark(told[count]) is None:
        return None
    return asked[-1] if asked[-1].number - asked[0].number == len(asked) - 1 else None


def _asked_beneath(following: Sequence[Line], stops: Callable[[Line], bool]) -> Line | None:
    """Give the last line of the paragraph beneath a label alone, an empty line between, where it is a question and nothing else."""
    blank = next((place for place, line in enumerate(following) if line.shadow.strip()), 0)
    paragraph = list(_paragraph(following[blank:], stops)) if blank else []
    if not paragraph:
        return None
    slanted = _SLANTED.fullmatch(" ".join(line.text.strip() for line in paragraph))
    return paragraph[-1] if slanted or _THEN_ASKS.search(paragraph[-1].shadow) or asks_outright(paragraph) else None


def _small_letters(line: Line, paragraph: Sequence[Line]) -> tuple[int, int]:
    last = line
    for after in paragraph:
        if ends_sentence(last) or not after.text.strip()[:1].islower():
            break
        last = after
    return last.number, len(last.text)
