"""Doubts of a reading: which figures stay out of the package until a person settles them.

A doubt is about the words of one line, about a whole answer, or, where a letter passes the reader's bounds, about all that
comes after. What a person points at is never in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disclosed.findings import WHOLE_ANSWER
from disclosed.model import Finding, ReadFigure, Reading, Span
from disclosed.naming import question_key
from disclosed.reading.stretches import Owners
from disclosed.settling.settings import ReadingSettings

BY_POINTING = frozenset({"uncertain_reading", "unread_number"})  # what an entry of `readings:` settles


@dataclass(frozen=True, slots=True)
class Doubts:
    """Unsettled doubts: (question, line), whole questions, and the line from which nothing is certain (0: none)."""

    lines: frozenset[tuple[str, int]] = frozenset()
    answers: frozenset[str] = frozenset()
    from_line: int = 0

    def hold(self, question: str, figure: ReadFigure) -> bool:
        """Whether a figure of a question is held back."""
        if figure.read_by == "person":
            return False
        number, line = question_key(question), figure.span.line
        return (number, line) in self.lines or number in self.answers or 0 < self.from_line <= line


def doubts_of(findings: Iterable[Finding]) -> Doubts:
    """Collect the doubts that nobody has settled."""
    lines: set[tuple[str, int]] = set()
    answers: set[str] = set()
    after: list[int] = []
    for finding in findings:
        if finding.code != "uncertain_reading":
            continue
        number = question_key(finding.question or "")
        if not number:
            after.append(finding.line)
        elif WHOLE_ANSWER in finding.extra or not finding.line:
            answers.add(number)
        else:
            lines.add((number, finding.line))
    return Doubts(frozenset(lines), frozenset(answers), min(after, default=0))


def is_pointed_out(finding: Finding, reading: Reading, entries: Iterable[ReadingSettings]) -> bool:
    """Whether a person's entries settle a doubt: one on its line or, for a whole answer, one for each of its figures."""
    if finding.code not in BY_POINTING:
        return False
    own = tuple(entry for entry in entries if not entry.of_question or entry.outcome is not None)
    number = question_key(finding.question or "")
    named = any(question_key(entry.question or "") == number for entry in own) if number else False
    if WHOLE_ANSWER not in finding.extra:
        here = (entry for entry in own if entry.line == finding.line)
        return any(_is_of(entry, finding, reading) for entry in here) if finding.line else named
    questions = [each for each in reading.questions if question_key(each.number) == number]
    touched = named or any(entry.line in each.answer_lines for each in questions for entry in own)
    return touched and all(figure.read_by == "person" for each in questions for figure in each.figures)


def _is_of(entry: ReadingSettings, finding: Finding, reading: Reading) -> bool:
    """Whether what an entry points at on a doubt's line is of the doubt's answer, where the line has other answers too."""
    text = reading.letter.lines[finding.line - 1].text
    first = entry.column or text.find(entry.words) + 1
    place = Span(finding.line, first, first + len(entry.words) - 1)
    return not finding.question or not Owners(reading).apart(place, finding.question)
