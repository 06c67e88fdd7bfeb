"""Where questions stand once a person has pointed some out, or said that some are none.

What a person points out is taken from the questions that had it. The lines of what is no question go on with what stands
above, or are text around.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from disclosed.model import Reading, Span
from disclosed.naming import question_key
from disclosed.reading.labels import candidates_of, number_of
from disclosed.reading.slices import lines_of
from disclosed.reading.stretches import covers, find_stretches, whole_line, without_stretches

LABEL = "question number"
_QUOTE_MARK = re.compile(r"[>\s]+")  # before the words of a message that another one quotes
_BULLET = re.compile(r"[•·●*–-]\s+")
_AFTER_NUMBER = re.compile(r"[\s.):\]/&-]*")
_LAST_PART = re.compile(r"(?<=[\da-z])(?:\.?[a-z]+|\.\d+)$")  # of a number: `a` in 5a, `.i` in 3e.i, `.10` in 2.10


@dataclass(frozen=True, slots=True)
class Placed:
    """A question that a person points out: its number, and where it and its answer stand, in the order of the letter."""

    number: str
    asked: tuple[Span, ...]
    answered: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a question and its answer stand; `moved` says that it is not where the program read it."""

    number: str
    printed: str
    asked: tuple[Span, ...]
    answered: tuple[Span, ...]
    moved: bool = False


def parent_of(number: str, numbers: Iterable[str]) -> str:
    """Name the question of which one is a part: 5 of 5a, where there is one; '' else."""
    found = {question_key(other): other for other in numbers}
    return found.get(_LAST_PART.sub("", question_key(number)), "") if _LAST_PART.search(question_key(number)) else ""


@dataclass(frozen=True)
class Standing:
    """Where the questions of one reading stood, and where they stand."""

    reading: Reading
    placed: tuple[Placed, ...]
    gone: frozenset[str]

    @cached_property
    def before(self) -> tuple[Spot, ...]:
        """Where the program read each question."""
        letter = self.reading.letter
        return tuple(
            Spot(
                one.number,
                one.printed,
                find_stretches(letter, one.question_lines, one.text),
                find_stretches(letter, one.answer_lines, one.answer),
            )
            for one in self.reading.questions
        )

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Where each question stands now, in the order of the letter."""
        known = {spot.number for spot in self.before} - self.gone
        own = [self._labelled(one) for one in self.placed]
        parents = {parent_of(one.number, known): set[int]() for one in self.placed}
        for one in own:
            parents[parent_of(one.number, known)] |= set(lines_of(one.answered))
        taken = [span for one in self.placed for span in (*one.asked, *one.answered)]
        left = [self._left(spot, taken, parents.get(spot.number, set())) for spot in self.before]
        return self._in_order(self._with_rest([spot for spot in left if spot.number not in self.gone], taken), own)

    def _left(self, spot: Spot, taken: Sequence[Span], of_parts: Collection[int]) -> Spot:
        """Leave a question what no person has given to another; of the lines that answer its parts it keeps nothing."""
        letter = self.reading.letter
        asked = without_stretches(letter, spot.asked, taken)
        answered = tuple(span for span in without_stretches(letter, spot.answered, taken) if span.line not in of_parts)
        return replace(spot, asked=asked, answered=answered, moved=(asked, answered) != (spot.asked, spot.answered))

    def _labelled(self, one: Placed) -> Spot:
        """Part the printed number of a question from its words, and from those of its answer."""
        printed, asked = self._without_label(one.number, one.asked)
        _, answered = self._without_label(one.number, one.answered)
        asked = tuple(self._without_mark(span, _BULLET, at=span.first) for span in asked)
        return Spot(one.number, printed, asked, answered, moved=True)

    def _without_label(self, number: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
        """Cut the number off the head of a stretch, and the marks of a quoted message off all."""
        kept = [self._without_mark(span, _QUOTE_MARK) for span in spans]
        if not kept:
            return "", ()
        first, line = kept[0], self.reading.letter.lines[kept[0].line - 1]
        at = first.first - 1
        head = replace(line, text=line.text[at : first.last], shadow=line.shadow[at : first.last])
        for label in (reading for place in candidates_of(head)[:1] for reading in place):
            if label.first == 1 and _is_of(number, number_of(label.parts, "")) and at + label.rest <= first.last:
                kept[0] = replace(first, first=at + label.rest)
                return label.printed, tuple(kept)
        numbers = [
            aside.span for aside in self.reading.set_aside if aside.reason == LABEL and covers([first], aside.span)
        ]
        if numbers and not re.search(r"\w", line.text[at : numbers[0].first - 1]):
            after = _AFTER_NUMBER.match(line.text, numbers[0].last)
            if after and after.end() < first.last:
                kept[0] = replace(first, first=after.end() + 1)
        return "", tuple(kept)

    def _without_mark(self, span: Span, mark: re.Pattern[str], at: int = 1) -> Span:
        """Cut a mark off the head of a stretch, where it begins its line, or at a column."""
        found = mark.match(self.reading.letter.lines[span.line - 1].text, at - 1) if span.first == at else None
        return replace(span, first=found.end() + 1) if found and found.end() < span.last else span

    def _with_rest(self, spots: list[Spot], taken: Sequence[Span]) -> list[Spot]:
        """Give the lines of what is no question to what stands above: a question's words go on, or its answer does."""
        letter = self.reading.letter
        found = {spot.number: spot for spot in spots}
        held = [*taken, *(span for spot in spots for span in (*spot.asked, *spot.answered))]
        whose = {span.line: (spot.number, "asked") for spot in spots for span in spot.asked}
        whose |= {span.line: (spot.number, "answered") for spot in spots for span in spot.answered}
        gone = [one for one in self.reading.questions if one.number in self.gone]
        replies = {line for one in gone for line in one.answer_lines}
        for number in sorted(replies.union(*(one.question_lines for one in gone))):
            whole = whole_line(letter.lines[number - 1])
            spans = without_stretches(letter, (whole,) if whole else (), held)
            owner, part = whose.get(self.words_above(number), ("", ""))
            if spans and owner:
                part = "answered" if number in replies else part
                kept: tuple[Span, ...] = getattr(found[owner], part)
                found[owner] = replace(found[owner], **{part: (*kept, *spans)}, moved=True)  # type: ignore[arg-type]
                whose[number] = (owner, part)
        return list(found.values())

    def words_above(self, number: int) -> int:
        """Give the nearest line above that holds words; 0 where there is none."""
        lines = self.reading.letter.lines
        return next((above for above in range(number - 1, 0, -1) if lines[above - 1].text.strip()), 0)

    def _in_order(self, spots: Sequence[Spot], own: Sequence[Spot]) -> tuple[Spot, ...]:
        """Put a person's questions before the first one that is asked further down."""
        found = list(spots)
        for spot in sorted(own, key=lambda one: _first(one.asked)):
            later = (at for at, other in enumerate(found) if other.asked and _first(other.asked) > _first(spot.asked))
            found.insert(next(later, len(found)), spot)
        return tuple(found)


def _first(spans: Sequence[Span]) -> tuple[int, int]:
    return (spans[0].line, spans[0].first) if spans else (0, 0)


def _is_of(number: str, printed: str) -> bool:
    """Whether a printed label is of a question: its whole number, or the last part of it."""
    whole, label = question_key(number), question_key(printed)
    last = _LAST_PART.search(whole)
    return label == whole or (last is not None and label == last[0].removeprefix("."))
