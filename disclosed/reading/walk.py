"""One walk down a letter: every stretch of its text is handed to a question, to an answer, or to neither.

A plan says what opens an item (numbered labels, bullets, marks by turns); the walk keeps what is open and in which
mode, and hands on. It decides nothing by arithmetic or by what an answer holds: that is for reading.py, which scores
whole layouts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from disclosed.model import Letter, Line, Part, Span
from disclosed.reading.course import Course, has_number, is_prose
from disclosed.reading.extents import question_end
from disclosed.reading.furniture import is_head_line
from disclosed.reading.numbering import Label
from disclosed.reading.signposts import (
    Naming,
    answer_mark,
    asked_after_mark,
    bullet_end,
    is_asked_aside,
    is_notice_heading,
    is_question_mark,
    named_in,
)
from disclosed.reading.slots import Layout, Open, Plan
from disclosed.reading.voices import Piece

SAME_QUESTION = 0.6  # share of words that a repeated question has in common with the first printing
UNASKED = 2  # cost of an item of a second list that asks nothing: more likely a list inside an answer
CLAUSE_WORDS = 4  # fewer words with a number are an answer, more may still be asked
HEADING_WORDS = 6  # a line of more words before a label is text
LONG_NAMING = 40  # a paragraph of more words that begins by naming a question argues a refusal

_WORD = re.compile(r"[a-z0-9']+")
_SENTENCE = re.compile(r"[^.]+(?:\.(?=\S)[^.]*)*\.?\s*")

_Mode = Literal["head", "question", "repeated", "answer"]
_PARTS: dict[_Mode, Part] = {"head": "head", "question": "question", "repeated": "question", "answer": "answer"}


def walk(letter: Letter, furniture: frozenset[int], plan: Plan) -> Layout:
    """Walk down a letter by a plan."""
    return _Walk(letter, furniture, plan).layout()


class _Walk:
    """The state of a walk: what is open (`owner`), in which mode, and how far its question reaches."""

    def __init__(self, letter: Letter, furniture: frozenset[int], plan: Plan) -> None:
        self.letter, self.furniture, self.plan = letter, furniture, plan
        self.course = course = Course(letter, furniture, plan)
        self.piece = Piece(Line(0, "", ""), 0, 0)
        self.opened: list[str] = []
        self.slots = {item.number: Open(item.number, item.printed, item.parent) for item in course.items}
        self.parts: list[Part] = ["head"] * len(letter.lines)
        self.owners: list[str] = [""] * len(letter.lines)
        self.stray: list[Span] = []
        self.asked_beneath: set[int] = set()  # lines of a question that stand beneath its answer
        self.label_spans: list[Span] = []
        self.owner: tuple[str, ...] = () if course.openers else tuple(self.slots)
        self.mode: _Mode = "head"
        self.asked_to: tuple[int, int] = (0, 0)
        self.only_asked = self.begun = self.notice = False
        self.noticed: tuple[str, ...] = ()  # whom the heading of a block of refusals names
        self.told: tuple[str, ...] = ()  # whom a sentence of it names that goes on in the next line
        answered = course.answered_at()
        for line in course.requested:
            self._give_requested(line, answered)
            self.parts[line.number - 1] = "head" if is_head_line(line) else "question"

    def _give_requested(self, line: Line, answered: tuple[int, int]) -> None:
        """Hand a line that tells what was asked to the question, and what it answers to the answer."""
        number, column = answered
        end = len(line.text) if not number or line.number < number else column if line.number == number else 0
        if end:
            self._give("question", line, 0, end)
        if end < len(line.text):
            self._give("answer", line, end, len(line.text))

    def layout(self) -> Layout:
        """Walk, then close everything."""
        for piece in self.course.pieces:
            self._line(piece)
        slots = tuple(slot.closed() for slot in self.slots.values())
        unasked = sum(
            not label.candidate.question_like for label in self.plan.numbering.labels if label.occurrence < -1
        )
        cost = self.plan.numbering.cost + self.plan.cost + UNASKED * unasked
        parts, owners = tuple(self.parts), tuple(self.owners)
        lost = tuple(Span(one.line, one.first, one.rest - 1) for one in self.plan.numbering.lost)
        return Layout(self.plan.name, slots, parts, owners, tuple(self.stray), tuple(self.label_spans), cost, lost)

    # what there is to open

    # lines

    def _line(self, piece: Piece) -> None:
        line, index = piece.line, piece.line.number - 1
        if line.number in self.furniture or (line.number >= self.course.tail and not piece.block):
            self.parts[index] = "furniture" if line.number in self.furniture else "tail"
            return
        if piece.idle:
            self.parts[index] = "question" if self.begun else "head"
            return
        if (piece.block and self.mode != "question") or (self.plan.bullets and self.mode == "answer"):
            self.opened = []
        self.piece = piece
        if line.number == self.course.answer_from:
            self.mode, self.begun = "answer", True
        start = self._open_bullet(line)
        labels = [
            one for one in self.course.labels.get(line.number, ()) if piece.first < one.candidate.first <= piece.last
        ]
        for label, after in zip(labels, [*labels[1:], None], strict=False):
            before = label.candidate.first - 1
            if before > start:
                self._turn_to_stem(label)
                self._stretch(line, start, before)
            start = self._open_label(line, label, after.candidate.first - 1 if after else piece.last)
        if start < piece.last or not line.text:
            self._stretch(line, start, piece.last)
        if self.begun and (self.mode != "head" or self.course.openers):
            self.parts[index] = "question" if line.number in self.asked_beneath else _PARTS[self.mode]
            self.owners[index] = self.owner[0] if self.owner and self.mode != "head" else ""

    def _open_bullet(self, line: Line) -> int:
        """Open a bulleted question, or the answer of a bullet that replies to one; give where its text begins."""
        number = self.course.bullets.get(line.number) or self.course.replies.get(line.number)
        if number is None or (self.plan.pieces and not self.piece.block):
            return self.piece.first
        end = max(bullet_end(line), self.piece.first)
        self.opened.append(number)
        self.owner, self.begun, self.only_asked, self.notice = (number,), True, bool(self.course.replies), False
        self.mode = "question" if line.number in self.course.bullets else "answer"
        self.asked_to = self._extent(line, end, len(line.text))
        return end

    def _open_label(self, line: Line, label: Label, last: int) -> int:
        """Open a label's item, as a question the first time and as an answer after that; give where its text begins."""
        rest = label.candidate.rest - 1
        self.label_spans.append(Span(line.number, label.candidate.first, min(rest, len(line.text)) or 1))
        slot = self.slots[self.course.number(label)]
        self.owner, self.begun, self.notice, self.only_asked = (slot.number,), True, False, False
        words = frozenset(_WORD.findall(line.shadow[rest:last]))
        if label.occurrence <= 1:
            self.mode, slot.words = "question", words
            self.opened.append(slot.number)
            named = line.number == self.course.openers[-1] and slot.number in self.course.named_below(line.number)
            self.only_asked = named or (label.path in self.course.answered_later and label.occurrence > 0)
        else:
            self.mode = "repeated" if _repeats(slot.words, words) else "answer"
        self.asked_to = self._extent(line, rest, last)
        return rest

    def _extent(self, line: Line, first: int, last: int) -> tuple[int, int]:
        if self.piece.block:
            return (0, 0)
        return question_end(line, first, last, self.letter.lines[line.number :], self._stops_question)

    def _stops_question(self, line: Line) -> bool:
        """Tell whether a line opens or marks something, so that no question goes on in it."""
        opens = (
            line.number in self.course.labels or line.number in self.course.bullets or line.number >= self.course.tail
        )
        return opens or answer_mark(line, lettered=line.number in self.course.lettered) is not None

    # stretches of text

    def _turn_to_stem(self, label: Label) -> None:
        """Open the answer of a stem whose parts are answered in one sentence: "There were 97: (a) 61, (b) 29"."""
        stem = self.course.numbers.get(label.path[:-1], "")
        answered = label.candidate.inline and label.occurrence > 1 and self.mode == "question" and not self.piece.block
        if answered and stem and self.owner and self.slots[self.owner[0]].parent == stem:
            self.owner, self.mode = (stem,), "answer"

    def _stretch(self, line: Line, first: int, last: int) -> None:
        """Hand text from column index `first` up to `last` to what is open."""
        if self.piece.block:
            self._ask_on(line, first, last)
            return
        cells = self.mode == "answer" or self._beyond(line)
        if not line.shadow[first:last].strip(" " if cells else None):
            return
        if first == self.piece.first and self._marked(line, last):
            return
        if self.mode in {"question", "repeated"} and (line.number, first) < self.asked_to:
            cut = last if line.number < self.asked_to[0] else min(last, self.asked_to[1])
            if self.mode == "question":
                self._give("question", line, first, cut)
            first = cut
        if not line.shadow[first:last].strip(" " if cells else None):
            return
        if self.mode in {"question", "repeated"} and not self._close_question(line, first, last):
            return
        self._hand_on(line, first, last)

    def _ask_on(self, line: Line, first: int, last: int) -> None:
        """Hand the requester's own words to the question that is open, whatever has been answered of it."""
        if self.mode != "head" and line.shadow[first:last].strip():
            self.mode = "question"
            self._give("question", line, first, last)

    def _beyond(self, line: Line) -> bool:
        """Tell whether a line stands after the question that is open."""
        return self.mode in {"question", "repeated"} and (line.number, 0) >= self.asked_to

    def _close_question(self, line: Line, first: int, last: int) -> bool:
        """Turn from a question to its answer; text after a question that is answered elsewhere is none."""
        if not self.only_asked:
            self.mode = "answer"
            if self.plan.pieces or self.plan.bullets:
                self.owner = self._answered_together() if self.opened else self.owner
            return True
        stem = self._stem_answered(line)
        if stem:
            self.owner, self.mode = (stem,), "answer"
            return True
        words = len(_WORD.findall(line.shadow[first:last]))
        goes_on = not self._blank_above(line) and (words >= CLAUSE_WORDS or not has_number(line, first, last))
        if (is_asked_aside(line) or goes_on) and not self.plan.pieces:
            self._give("question", line, first, last)
        else:
            self.stray.append(Span(line.number, first + 1, last))
        return False

    def _answered_together(self) -> tuple[str, ...]:
        """Give the questions that what stands beneath one quotation answers: one, or the parts of one; of several, none."""
        stems = {self.slots[number].parent for number in self.opened}
        leaves = tuple(number for number in self.opened if number not in stems)
        parents = {self.slots[number].parent for number in leaves}
        return leaves if len(leaves) == 1 or (len(parents) == 1 and parents != {""}) else ()

    def _blank_above(self, line: Line) -> bool:
        return line.number > 1 and not self.letter.lines[line.number - 2].shadow.strip()

    def _stem_answered(self, line: Line) -> str:
        """Give the stem whose parts are answered by the labels that come next ("2,604 … Of that number a) 733 …")."""
        following = self.course.labels.get(self.course.next_opener(line), [])
        if not self._blank_above(line) or not following or following[0].occurrence < 2 or len(following[0].path) < 2:
            return ""
        stem = replace(following[0], path=following[0].path[:-1]).number
        return stem if stem in self.slots and self.slots[self.owner[0]].parent == stem else ""

    def _hand_on(self, line: Line, first: int, last: int) -> None:
        whole = first == self.piece.first
        if self.mode == "answer" and self.owner and whole and not self.plan.pieces and is_asked_aside(line):
            self.asked_beneath.add(line.number)
            self._give("question", line, first, last)
        elif whole and self._is_heading(line):
            self.mode, self.owner = "head", ()
        elif self.notice or (whole and self._closing_note(line)):
            self._give_notices(line)
        elif self.mode == "answer" and self.owner:
            self._give("answer", line, first, last)
        elif self.begun:
            self.stray.append(Span(line.number, first + 1, last))

    def _is_heading(self, line: Line) -> bool:
        """Tell whether a short line between a blank line and a label heads what comes next ("Fly-tipping:")."""
        named = line.shadow.rstrip().endswith(":") and len(_WORD.findall(line.shadow)) <= HEADING_WORDS
        if not named or not self._blank_above(line) or has_number(line, 0, len(line.text)):
            return False
        following = self.course.next_opener(line)
        between = self.letter.lines[line.number : following - 1]
        return following > 0 and not any(other.shadow.strip() for other in between)

    def _closing_note(self, line: Line) -> bool:
        """Tell whether a line opens a note after the last answer: a paragraph of prose once that answer is given."""
        if self.course.next_opener(line) or not self.owner or not self.slots[self.owner[0]].answer:
            return False
        if self.course.names_below(line.number) or line.number < max(
            [*self.course.in_turn, *self.course.headed], default=0
        ):
            return False
        if self._answers_all() or (self.course.headed and len(self.owner) > 1):
            return False
        if not self.course.openers and (is_prose(self._last_answer()) or self.course.rows_below(line)):
            return False
        if line.number > 1 and self.letter.lines[line.number - 2].shadow.strip():
            return False
        return is_prose(line)

    def _answers_all(self) -> bool:
        """Tell whether what stands beneath a list of questions is all that answers any of them: a page of prose."""
        answered = [slot.number for slot in self.slots.values() if slot.answer or slot.notices]
        return len(self.slots) > 1 and answered == [self.owner[0]] and self.course.opened_last == self.owner[0]

    def _last_answer(self) -> Line:
        return self.letter.lines[self.slots[self.owner[0]].answer[-1].line - 1]

    # marks

    def _marked(self, line: Line, last: int) -> bool:
        """Act on a line that marks or names, and say whether that took it, up to column index `last`."""
        if is_question_mark(line) and self.course.naming(line) is None:
            self._open_asked(line)
            return True
        if line.number in self.course.turns:
            self._open_asked(line)
            self._give("question", line, asked_after_mark(line), last)
            return True
        if is_notice_heading(line):
            self.owner, self.notice, self.mode = (), True, "answer"
            self.noticed = named_in(line.shadow, self.course.known)
            if self.noticed:
                self._give_notices(line)
            return True
        column = answer_mark(line, lettered=line.number in self.course.lettered)
        if column is None:
            return self._named(line)
        if not (self.begun or self.plan.pieces or line.shadow[column - 1 : last].strip()) and self._opens_below(line):
            return True  # "Response" in a page's list of contents
        following = self.course.labels.get(self.course.next_opener(line), [])
        if (following and following[0].occurrence > 1) or self.course.replies:
            self.owner = ()
        self.mode, self.begun, self.notice = "answer", True, False
        if line.shadow[column - 1 : last].strip():
            self._hand_on(line, column - 1, last)
        return True

    def _opens_below(self, line: Line) -> bool:
        """Tell whether every question is asked below a line."""
        return bool(self.course.openers) and line.number < self.course.openers[0]

    def _open_asked(self, line: Line) -> None:
        """Open what stands under "You asked": a question of its own, or a list of questions that open themselves."""
        self.notice = False
        if line.number in self.course.turns:
            self.owner, self.begun = (self.course.turns[line.number],), True
        elif self.course.labels or self.course.bullets:
            self.mode, self.owner = "head", ()
            return
        marked = self.course.last_mark > line.number or line.number in self.course.turns
        end = self.course.tail if marked else self._paragraph_end(line)
        self.mode, self.asked_to, self.only_asked, self.begun = "question", (end, 0), False, True

    def _paragraph_end(self, line: Line) -> int:
        """Give the line after the first paragraph below a line."""
        below = self.letter.lines[line.number :]
        begun = next((other.number for other in below if other.shadow.strip()), self.course.tail)
        return next((other.number for other in self.letter.lines[begun:] if not other.shadow.strip()), self.course.tail)

    def _named(self, line: Line) -> bool:
        """Open the shared answer of a line that names its questions."""
        if self.notice or not (self.begun or self.plan.pieces):
            return False
        naming = self.course.naming(line)
        if line.number in self.course.headed:
            naming = Naming(self.course.headed[line.number], len(line.text) + 1, points=False)
        if naming is None and self.mode != "head" and line.number in self.course.in_turn:
            self.owner, self.mode = (self.course.in_turn[line.number],), "answer"
            self._give("answer", line, 0, len(line.text))
            return True
        if naming is None or (self.mode == "head" and not naming.keyed):
            return False
        asking = self.mode == "question" and (line.number, 0) < self.asked_to
        if asking or (naming.points and len(_WORD.findall(line.shadow)) > LONG_NAMING):
            return False
        if len(naming.numbers) > 1 and all(self.slots[number].answer for number in naming.numbers):
            self.notice, self.noticed = True, naming.numbers  # what is said of several, each answered above
            self._give_notices(line)
            return True
        self.owner, self.mode, self.begun = naming.numbers, "answer", True
        self.label_spans.append(Span(line.number, 1, max(1, min(naming.rest - 1, len(line.text)))))
        if naming.points:
            self._give("notices", line, 0, len(line.text))
        elif line.shadow[naming.rest - 1 :].strip():
            self._give("answer", line, naming.rest - 1, len(line.text))
        return True

    # giving

    def _give_notices(self, line: Line) -> None:
        """Hand each sentence of a notice to the questions that it names, or to those named last."""
        owners = self.told or (self.noticed if self.notice else ())
        for found in _SENTENCE.finditer(line.shadow):
            owners = named_in(found[0], self.course.known) or owners
            end = found.start() + len(found[0].rstrip())
            for number in owners:
                self.slots[number].notices.append(Span(line.number, found.start() + 1, end))
        self.owner, self.mode, self.notice = owners[:1], "answer" if owners else "head", True
        self.told = () if line.shadow.rstrip().endswith((".", "?")) else owners

    def _give(self, what: Literal["question", "answer", "notices"], line: Line, first: int, last: int) -> None:
        """Give a stretch to every owner, without the spaces around it; tabs stay, they are cells."""
        text = line.text[first:last]
        start = first + len(text) - len(text.lstrip(" \u00a0"))
        end = first + len(text.rstrip(" \u00a0"))
        if end <= start:
            return
        for number in self.owner:
            slot = self.slots[number]
            {"question": slot.question, "answer": slot.answer, "notices": slot.notices}[what].append(
                Span(line.number, start + 1, end)
            )
            if what == "answer" and len(self.owner) > 1:
                slot.shared = self.owner


def _repeats(asked: frozenset[str], words: frozenset[str]) -> bool:
    """Tell whether a text repeats a question: most of its words, and no number that the question lacks."""
    if len(words) < 3 or not asked or any(word.isdigit() and word not in asked for word in words):
        return False
    return len(asked & words) >= SAME_QUESTION * len(asked | words)
