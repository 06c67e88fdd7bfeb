"""Questions without numbers: where each begins, in a letter that prints them one by one and answers beneath each.

A question is known by its mark or by how it demands ("Please provide …"), by standing at the head of its paragraph, and by
what follows: it is answered before the next. Questions listed one after another and answered elsewhere are left alone;
nothing says which answer is whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.findings import CODES, WHOLE_ANSWER
from disclosed.model import Finding, Letter, Line, ReadQuestion
from disclosed.reading.extents import MAX_QUESTION_LINES, ends_sentence
from disclosed.reading.furniture import is_head_line, is_tail_line
from disclosed.reading.labels import answer_marks, candidates_of
from disclosed.reading.signposts import (
    answer_mark,
    asked_after_mark,
    asks_outright,
    is_bullet,
    is_bulleted_question,
    is_question_mark,
)

WRAPPED = 45  # a line of fewer characters that ends no sentence was not wrapped: a cell or a heading
UNANSWERED = 4  # one question in so many may have no words of its own beneath it; more are a list answered elsewhere
# A question's number without a point or bracket, at the head of words: `2 Highest hourly rate paid`.
_BARE_NUMBER = re.compile(r" *(?P<number>\d{1,2}) {1,3}(?=[A-Z][a-z]+ [a-z])(?!.*\d *$)")
_MARKED_NUMBER = re.compile(r" *q(?:uestion)? ?(?P<number>\d{1,2})\b(?![/.-]?\d| \d{4})", re.IGNORECASE)
_ITEM_ENDED = re.compile(r";(?: and| or)?$")
LEAST_PASSED = 2  # numbers that go on from the question's own; one alone may count something


def asked_lines(lines: Sequence[Line]) -> tuple[int, ...]:
    """Give the first lines of a letter's questions without numbers, where most are answered before the next."""
    found = [place for place in _openings(lines) if not _opens_otherwise(lines[place])]
    if len(found) < 2:
        return ()
    ends = [*found[1:], len(lines)]
    bare = sum(not _answered(lines[place:end]) for place, end in zip(found, ends, strict=True))
    return tuple(lines[place].number for place in found) if bare * UNANSWERED <= len(found) else ()


def bulleted_lines(lines: Sequence[Line]) -> tuple[int, ...]:
    """Give the bullets that ask, and all items of a list that is one sentence (`you asked: - how many …; - the names of ….`) in which most ask."""
    asked = [line.number for line in lines if is_bulleted_question(line)]
    known = set(asked)
    for items in _sentences_listed(lines):
        numbers = {line.number for line in items}
        known |= numbers if len(numbers & known) * 2 > len(numbers) else set()
    return tuple(sorted(known))


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer, each beneath a mark of its own: the numbers of the marks' lines."""

    asked: int
    answered: int


def marked_turns(lines: Sequence[Line]) -> tuple[Turn, ...]:
    """Find the questions that a mark opens and another answers before the next, two or more: `Request:` and `Response:` by turns."""
    turns: list[Turn] = []
    lettered = answer_marks(lines)
    asked = 0
    for line in lines:
        if is_question_mark(line) or asked_after_mark(line):
            asked = line.number
        elif asked and answer_mark(line, lettered=line.number in lettered) is not None:
            turns.append(Turn(asked, line.number))
            asked = 0
    return tuple(turns) if len(turns) > 1 else ()


def _sentences_listed(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the first lines of the items of each list with bullets that a colon opens and semicolons part."""
    items: list[Line] = []
    led, above = False, ""
    for line in lines:
        shadow = line.shadow.strip()
        if not shadow and not items:
            continue
        if is_bullet(line) and (led if not items else _ITEM_ENDED.search(above)):
            items.append(line)
        elif not shadow or not items or is_bullet(line):
            items = []
        if items and shadow.endswith((".", "?")):
            yield items
            items = []
        led, above = shadow.endswith(":"), shadow


def _openings(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the places at which a question begins, its wrapped lines taken together."""
    start = 0
    while start < len(lines):
        end = _end_of(lines, start)
        if lines[start].shadow.strip() and asks_outright(lines[start:end]):
            yield start
        start = end


def _end_of(lines: Sequence[Line], start: int) -> int:
    """Give the place after a line and the lines on which it goes on."""
    end = start + 1
    while end < min(len(lines), start + MAX_QUESTION_LINES) and _goes_on(lines[end - 1], lines[end]):
        end += 1
    return end


def _goes_on(line: Line, after: Line) -> bool:
    return len(line.text) >= WRAPPED and not ends_sentence(line) and bool(after.shadow.strip()) and not is_bullet(after)


def _opens_otherwise(line: Line) -> bool:
    """Tell whether a line is numbered, or the letter's own: its subject, its courtesies, its last words."""
    marked = is_question_mark(line) or answer_mark(line) is not None
    return marked or bool(candidates_of(line)) or is_head_line(line) or is_tail_line(line)


def _answered(stretch: Sequence[Line]) -> bool:
    """Tell whether a question's stretch holds more than the question."""
    return any(line.shadow.strip() for line in stretch[_end_of(stretch, 0) :])


def find_passed_numbers(letter: Letter, questions: Sequence[ReadQuestion]) -> Iterator[Finding]:
    """Doubt an answer in which lines go on numbering from its question: they are questions that nothing else told apart.

    Rows that count from the own number of a numbered question on (`1 Bed`, `2 Bed` under question 1) are no such list.
    """
    known = {question.number.casefold().lstrip("q") for question in questions}
    for question in questions:
        texts = [letter.lines[line - 1].text for line in question.answer_lines] if question.figures else []
        marked = [
            int(one["number"]) for text in texts if (one := _MARKED_NUMBER.match(text)) and one["number"] not in known
        ]
        numbers = [int(one["number"]) for text in texts if (one := _BARE_NUMBER.match(text))]
        passed = (
            marked if _follows(question, marked, 1) else numbers if _follows(question, numbers, LEAST_PASSED) else []
        )
        if passed:
            yield Finding(
                "uncertain_reading",
                CODES["uncertain_reading"][0],
                f"Lines in the answer to question {question.number} are numbered from {passed[0]} to {passed[-1]}, and may be questions.",
                "Compare it with the letter and say which figures are right under `readings:`.",
                line=question.answer_lines[0],
                question=question.number,
                extra=(WHOLE_ANSWER,),
            )


def _follows(question: ReadQuestion, numbers: Sequence[int], least: int) -> bool:
    """Tell whether numbers follow a question's own, one by one; one request without a number may hold them all."""
    own = question.number.casefold().lstrip("q")
    first = int(own) + bool(question.printed) if own.isdecimal() else 0
    return first > 0 and len(numbers) >= least and list(numbers) == list(range(first, first + len(numbers)))
