"""What a plan opens, and where: the items of a letter, their lines, and where its answers end.

All of it is known before the walk (walk.py), which only keeps what is open. Here stand the questions about a line's place:
what opens next, what is named further down, where the letter's last words begin.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from disclosed.model import Letter, Line
from disclosed.reading.annexes import heads_annex
from disclosed.reading.bare_numbers import bare_answers, is_joint
from disclosed.reading.extents import ends_sentence
from disclosed.reading.furniture import is_head_line, is_labelled_tail, is_tail_line
from disclosed.reading.labels import Path, answer_marks, candidates_of
from disclosed.reading.numbering import MAX_LABELS, Label
from disclosed.reading.signposts import (
    Naming,
    answer_mark,
    is_question_mark,
    is_requested,
    naming_bare,
    naming_of,
    place_in_turn,
    title_numbers,
)
from disclosed.reading.slots import Plan
from disclosed.reading.tokens import NUMERIC, tokens_of
from disclosed.reading.voices import whole

PROSE_WORDS = 8  # a paragraph of fewer words after an answer is a cell, or a note to the table

_WORD = re.compile(r"[a-z0-9']+")
_LONG_LABEL = re.compile(r" *\d{4,6}[.)] ")  # past the three digits of a label


@dataclass(frozen=True, slots=True)
class Item:
    """A question that a plan opens: its number, as printed, and its stem's."""

    number: str
    printed: str = ""
    parent: str = ""


# A sentence that tells, after one that told what was asked.
_ANSWERS_ON = re.compile(r"(?<=[a-z\d)]{2}[.?]) +(?=(?:we|there|the answer|our|in total|they|it|none|no|a total)\b)")


class Course:
    """What is known of a letter and a plan before the walk."""

    def __init__(self, letter: Letter, furniture: frozenset[int], plan: Plan) -> None:
        self.letter, self.furniture, self.plan = letter, furniture, plan
        self.pieces = plan.pieces or tuple(whole(line) for line in letter.lines)
        self.lettered = answer_marks(letter.lines)
        self.labels: dict[int, list[Label]] = {}
        for label in plan.numbering.labels:
            self.labels.setdefault(label.candidate.line, []).append(label)
        self.bullets = {line: str(place) for place, line in enumerate(plan.bullets, start=1)}
        self.replies = {line: str(place) for place, line in enumerate(plan.replies, start=1)}
        self.turns = {line: str(place) for place, line in enumerate(plan.turns, start=1)}
        self.openers = sorted({*self.labels, *self.bullets, *self.replies, *self.turns})
        self._bare = bare_answers(letter.lines)
        self.answered_later = {label.path for label in plan.numbering.labels if label.occurrence > 1}
        marks = [line.number for line in letter.lines if answer_mark(line) is not None]
        self.first_mark, self.last_mark = (marks[0], marks[-1]) if marks else (0, 0)
        self.numbers: dict[Path, str] = {}
        items: dict[str, Item] = {}
        for item in self._items():
            items.setdefault(item.number, item)
        self.items = tuple(items.values())
        self.known = tuple(item.number for item in self.items)
        self.requested, self.answer_from = self._single() if not self.openers else ((), len(letter.lines) + 1)
        self.tail = min(self._tail_start(), self._bound())
        self.opened_last = self.known[-1] if self.known else ""
        self._named_last = self._find_namings()
        self.in_turn = self._find_turns()
        self.headed = self._find_headings()

    def _items(self) -> Iterator[Item]:
        """Give an item for every label, bullet and turn of the plan, in the order of their lines; else one request."""
        for label in self.plan.numbering.labels:
            stem = replace(label, path=label.path[:-1]).number if len(label.path) > 1 else ""
            parent = self.numbers.get(label.path[:-1], stem) if label.occurrence >= -1 else stem
            yield Item(self.number(label), label.candidate.printed, parent)
        for number in (*self.bullets.values(), *self.turns.values()):
            yield Item(number)
        if not self.openers:
            yield Item("1")

    def number(self, label: Label) -> str:
        """Give the number under which a label is kept: that of its first printing; `1~2` where lists begin again."""
        if label.occurrence < -1:
            return f"{label.number}~{-label.occurrence}"
        return self.numbers.setdefault(label.path, label.number)

    # one request

    def _single(self) -> tuple[tuple[Line, ...], int]:
        """Find what one request without a number asks, and the first line of its answer: no line where a mark opens it."""
        lines = self.letter.lines
        if self.first_mark > 0 or any(is_question_mark(line) for line in lines):
            return (), len(lines) + 1
        asked = next((line.number for line in lines if is_requested(line) and not is_tail_line(line)), 0)
        if asked:
            end = self._requested_to(asked)
            return tuple(line for line in lines[asked - 1 : end] if line.number not in self.furniture), end + 1
        heads = [line for line in lines if is_head_line(line) and line.number <= (len(lines) + 1) // 2]
        asking = [line for line in heads if "request" in line.shadow or "ask" in line.shadow]
        return tuple(asking[-1:]), heads[-1].number + 1 if heads else 1

    def answered_at(self) -> tuple[int, int]:
        """Give where the answer begins in the paragraph that tells what was asked: its line, and the column index; (0, 0) for none.

        Only where nothing stands below it: `You asked how many fines were issued. We issued 412.`
        """
        last = max((line.number for line in self.requested), default=0)
        if not last or any(line.shadow.strip() for line in self.letter.lines[last : self.tail - 1]):
            return 0, 0
        begun = False
        for line in self.requested:
            begun = begun or is_requested(line)
            found = _ANSWERS_ON.search(line.shadow) if begun else None
            if found:
                return line.number, found.end()
        return 0, 0

    def _requested_to(self, end: int) -> int:
        """Give the last line of the paragraph that tells what was asked; what stands under its colon is asked too."""
        while end < len(self.letter.lines) and self._asks_further(end):
            end += 1
        return end

    def _asks_further(self, number: int) -> bool:
        line, after = self.letter.lines[number - 1], self.letter.lines[number]
        if after.shadow.strip():
            return line.shadow.strip() != "" or self._announces(number - 1)
        return self._announces(number)

    def _announces(self, number: int) -> bool:
        return number > 0 and self.letter.lines[number - 1].shadow.rstrip().endswith(":")

    # where answers end

    def _tail_start(self) -> int:
        """Give the first line after the answers: the first line of a tail after the last opener."""
        answers = len(self.letter.lines) if self.answer_from <= len(self.letter.lines) else 0
        last = self.openers[-1] if self.openers else min(self.first_mark or answers, self.answer_from)
        last = max([last, *(line.number for line in self.requested)])
        replies = [label.candidate.line for label in self.plan.numbering.labels if label.candidate.answers]
        if replies and not any(line <= replies[-1] for line in self.openers if line not in replies):
            last = replies[-1]  # the request stands beneath its answers
        else:
            last = max([last, *(piece.line.number for piece in self.pieces if piece.block and not piece.idle)])
        asked = {piece.line.number for piece in self.pieces if piece.block}
        for line in self.letter.lines[last:]:
            if line.number in self.furniture or line.number in asked:
                continue
            if is_labelled_tail(line) or heads_annex(line, self.letter):
                return line.number
        return len(self.letter.lines) + 1

    def _bound(self) -> int:
        """Give the first line that is not told apart, where a letter has more labels than can be (numbering.MAX_LABELS)."""
        labels = self.plan.numbering.labels
        last = max((label.candidate.line for label in labels), default=0) if len(labels) >= MAX_LABELS else 0
        below = self.letter.lines[last:] if last else ()
        further = (line.number for line in below if _LONG_LABEL.match(line.shadow) or candidates_of(line))
        return next(further, len(self.letter.lines) + 1)

    def _find_namings(self) -> dict[str, int]:
        """Find the last line below the last opener that names each question as what it answers ("On part 2, …")."""
        after = self.openers[-1] if self.openers else len(self.letter.lines)
        found = ((line.number, self.naming(line)) for line in self.letter.lines[after : self.tail - 1])
        return {number: place for place, naming in found if naming is not None for number in naming.numbers}

    def naming(self, line: Line) -> Naming | None:
        """Read which questions a line says it answers, in words or by their numbers alone."""
        listed = self._bare.get(line.number, "")
        return naming_bare(listed, line, self.known) if is_joint(listed) else naming_of(line, self.known)

    def _find_turns(self) -> dict[int, str]:
        """Find the paragraphs below the last opener that answer every question in turn: "First, …", "Secondly, …", "Finally, …"."""
        whole = [item.number for item in self.items if not item.parent]
        after = self.openers[-1] if self.openers else len(self.letter.lines)
        below = self.letter.lines[after : self.tail - 1]
        places = [(line.number, place) for line in below if (place := place_in_turn(line)) is not None]
        turns = [len(whole) - 1 if place < 0 else place for _, place in places]
        if self.replies or self.answered_later or len(whole) < 2 or turns != list(range(len(whole))):
            return {}
        return {line: number for (line, _), number in zip(places, whole, strict=True)}

    def _find_headings(self) -> dict[int, tuple[str, ...]]:
        """Find headings that end in the numbers they answer, `Water (16)`, `People (5, 6, 7)`: two or more, which share out the questions."""
        leaves = {item.number for item in self.items} - {item.parent for item in self.items}
        asked = [label.candidate.line for label in self.plan.numbering.labels if label.occurrence < 2]
        after = max([*asked, *self.bullets], default=len(self.letter.lines))
        below = self.letter.lines[after : self.tail - 1]
        headed = {line.number: numbers for line in below if (numbers := title_numbers(line, self.known))}
        shared = [number for numbers in headed.values() for number in numbers]
        apart = len(headed) > 1 and len(set(shared)) == len(shared)
        return headed if apart and len(leaves.intersection(shared)) * 3 >= len(leaves) * 2 else {}

    def named_below(self, line: int) -> Mapping[str, int]:
        """Give the questions that lines below the last opener say they answer, where they name two or more beneath a line."""
        below = {number: place for number, place in self._named_last.items() if place > line}
        return below if len(below) > 1 else {}

    def names_below(self, line: int) -> bool:
        """Tell whether a line further down, below the last opener, names a question as what it answers."""
        return any(place > line for place in self._named_last.values())

    def next_opener(self, line: Line) -> int:
        """Give the next line after a line that opens an item, or 0."""
        place = bisect_right(self.openers, line.number)
        return self.openers[place] if place < len(self.openers) else 0

    def rows_below(self, line: Line) -> bool:
        """Tell whether rows with numbers stand between a line and the letter's tail."""
        return line.number < self._last_row

    @cached_property
    def _last_row(self) -> int:
        above = reversed(self.letter.lines[: self.tail - 1])
        return next((one.number for one in above if has_number(one, 0, len(one.text)) and not is_prose(one)), 0)


def is_prose(line: Line) -> bool:
    """Tell whether a line is a sentence, and no cell or row."""
    return "\t" not in line.text and len(_WORD.findall(line.shadow)) >= PROSE_WORDS and ends_sentence(line)


def has_number(line: Line, first: int, last: int) -> bool:
    """Tell whether a number stands between two column indexes of a line."""
    return any(token.kind in NUMERIC for token in tokens_of(line) if first < token.first and token.last <= last)
