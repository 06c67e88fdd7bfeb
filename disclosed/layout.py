"""The skeleton to where questions and answers stand: the hypotheses that reading.py scores.

Where an answer stands follows from its label. A number that comes once is answered where it is asked; one that comes
again is answered there, the question repeated or not; a line that names questions ("For questions 3 and 4:") answers
them all. One walk down the letter so covers answers in turn, all questions and then all answers, questions repeated,
and letters that mix these (SHAPES.md §2). Letters without numbers are one request, or bullets in order. The cuts
between head, body, tail and page furniture are part of a hypothesis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from disclosed.furniture import furniture_lines, is_head_line, is_tail_line
from disclosed.signposts import (
    answer_mark,
    is_asked_aside,
    is_notice_heading,
    is_question_mark,
    named_in,
    naming_of,
)
from disclosed.model import Letter, Line, Part, Span
from disclosed.numbering import Label, Numbering, answer_marks, number_letter

MAX_HYPOTHESES = 8
CLOSE = 4  # numberings that cost this much more than the best are not read: a label that is no successor costs 4
MAX_QUESTION_LINES = 12  # a wrapped question; longer ones end at their paragraph
SAME_QUESTION = 0.6  # share of words that a repeated question has in common with the first printing
PROSE_WORDS = 8  # a paragraph of fewer words after an answer is a cell or a note to the table

_WORD = re.compile(r"[a-z0-9']+")
_ENDED = re.compile(r"[.?!:;\u2026][ '\")\]]*$")
_MARKED_END = re.compile(r"\?[\"')\]]*")
_PARENTHESIS = re.compile(r" *\([^()]{0,400}\)[. ]*")
_BULLET = re.compile(r" *(?P<mark>[-\u2022*+]|o(?= ))(?P<gap> +)(?=\S)")
_ASKS = re.compile(r"\?|^\W*(?:how|what|which|who|where|when|why|please|do|does|did|is|are|has|have|can|could)\b")
_SENTENCE = re.compile(r"[^.]+(?:\.(?=\S)[^.]*)*\.?\s*")


_Mode = Literal["head", "question", "repeated", "answer"]
_PARTS: dict[_Mode, Part] = {"head": "head", "question": "question", "repeated": "question", "answer": "answer"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One numbered item: where its question stands, its answer, and sentences elsewhere that speak of its refusal.

    `shared` lists all questions that the answer serves, where it serves several.
    """

    number: str
    printed: str
    question: tuple[Span, ...] = ()
    answer: tuple[Span, ...] = ()
    notices: tuple[Span, ...] = ()
    shared: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One hypothesis of where everything stands. `stray` are spans that belong to no question or answer."""

    name: str
    slots: tuple[Slot, ...]
    parts: tuple[Part, ...]
    owners: tuple[str, ...]
    stray: tuple[Span, ...]
    labels: tuple[Span, ...]
    cost: int


@dataclass(slots=True)
class _Open:
    """A slot while the walk fills it."""

    number: str
    printed: str
    parent: str = ""
    question: list[Span] = field(default_factory=list)
    answer: list[Span] = field(default_factory=list)
    notices: list[Span] = field(default_factory=list)
    shared: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def closed(self) -> Slot:
        return Slot(
            self.number,
            self.printed,
            tuple(self.question),
            tuple(self.answer),
            tuple(self.notices),
            self.shared,
            self.parent,
        )


def plan_layouts(letter: Letter) -> tuple[Layout, ...]:
    """Give the hypotheses for a letter, at most eight, likeliest first."""
    furniture = furniture_lines(letter)
    body = [line for line in letter.lines if line.number not in furniture]
    numberings = number_letter(letter.lines, furniture)
    layouts: list[Layout] = []
    if numberings and len(numberings[0].labels) > 1:
        close = [numbering for numbering in numberings if numbering.cost <= numberings[0].cost + CLOSE]
        for numbering in close[: MAX_HYPOTHESES // 2]:
            layouts.append(_Walk(letter, furniture, numbering).laid_out("numbered"))
            if any(label.occurrence > 1 for label in numbering.labels):
                layouts.append(_Walk(letter, furniture, _all_asked(numbering)).laid_out("numbered again"))
    else:
        layouts = _unnumbered(letter, furniture, body, numberings)
    return tuple(layouts[:MAX_HYPOTHESES])


def _all_asked(numbering: Numbering) -> Numbering:
    """Take every label for a question of its own: lists that begin again, each answered in turn."""
    labels = tuple(replace(label, occurrence=-label.occurrence) for label in numbering.labels)
    return Numbering(labels, numbering.cost)


def _unnumbered(
    letter: Letter, furniture: frozenset[int], body: Sequence[Line], numberings: Sequence[Numbering]
) -> list[Layout]:
    """Lay out a letter that prints no numbers: bullets in order, or one request."""
    layouts: list[Layout] = []
    if numberings and numberings[0].labels:
        layouts.append(_Walk(letter, furniture, numberings[0]).laid_out("numbered"))
    bullets = [line for line in body if _BULLET.match(line.shadow) and _asks(line)]
    if len(bullets) > 1:
        layouts.append(_Walk(letter, furniture, Numbering((), 0), bullets).laid_out("bullets"))
    layouts.append(_Walk(letter, furniture, Numbering((), 0)).laid_out("one request"))
    return layouts


def _asks(line: Line) -> bool:
    found = _BULLET.match(line.shadow)
    return found is not None and _ASKS.search(line.shadow[found.end() :]) is not None


class _Walk:
    """One walk down a letter, line by line, handing every stretch of text to a question, an answer or neither."""

    def __init__(
        self, letter: Letter, furniture: frozenset[int], numbering: Numbering, bullets: Sequence[Line] = ()
    ) -> None:
        self.letter = letter
        self.furniture = furniture
        self.cost = numbering.cost
        self.lettered = answer_marks(letter.lines)
        self.labels: dict[int, list[Label]] = {}
        for label in numbering.labels:
            self.labels.setdefault(label.candidate.line, []).append(label)
        self.answered_later = {label.path for label in numbering.labels if label.occurrence > 1}
        self.bullets = {line.number: place for place, line in enumerate(bullets, start=1)}
        self.slots: dict[str, _Open] = {}
        self.parts: list[Part] = ["head"] * len(letter.lines)
        self.owners: list[str] = [""] * len(letter.lines)
        self.stray: list[Span] = []
        self.label_spans: list[Span] = []
        self.owner: tuple[str, ...] = ()
        self.mode: _Mode = "head"
        self.asked_to: tuple[int, int] = (0, 0)
        self.only_asked = False
        self.begun = False
        self.notice = False
        self.tail = self._tail_start()

    # what is open

    def laid_out(self, name: str) -> Layout:
        """Walk, then close everything."""
        if not self.labels and not self.bullets:
            self._open_single()
        for line in self.letter.lines:
            self._line(line)
        slots = tuple(slot.closed() for slot in self.slots.values())
        return Layout(
            name, slots, tuple(self.parts), tuple(self.owners), tuple(self.stray), tuple(self.label_spans), self.cost
        )

    def _tail_start(self) -> int:
        """Give the first line after the answers: the first line of a tail after the last label, with its headings."""
        last = max([*self.labels, *self.bullets, 0]) or self._first_answer()
        for line in self.letter.lines[last:]:
            if line.number not in self.furniture and is_tail_line(line):
                return line.number
        return len(self.letter.lines) + 1

    def _first_answer(self) -> int:
        """Give the line of the first mark that opens an answer; of a letter without numbers, where its answer begins."""
        marks = (line.number for line in self.letter.lines if answer_mark(line) is not None)
        heads = [line.number for line in self.letter.lines if is_head_line(line)]
        return next(marks, heads[-1] if heads and heads[-1] < len(self.letter.lines) // 2 else 0)

    def _line(self, line: Line) -> None:
        if line.number in self.furniture:
            self.parts[line.number - 1] = "furniture"
            return
        if line.number >= self.tail:
            self.parts[line.number - 1] = "tail"
            return
        start = 0
        if line.number in self.bullets:
            start = self._open_bullet(line)
        for label in self.labels.get(line.number, ()):
            before = label.candidate.first - 1
            if before > start:
                self._stretch(line, start, before)
            start = self._open_label(line, label)
        if start < len(line.text) or not line.text:
            self._stretch(line, start, len(line.text))
        self._mark_part(line)

    def _mark_part(self, line: Line) -> None:
        index = line.number - 1
        if self.mode == "head" and not self.begun:
            return
        self.parts[index] = _PARTS[self.mode]
        if self.mode in {"question", "answer"} and self.owner:
            self.owners[index] = self.owner[0]

    # opening

    def _slot(self, number: str, printed: str, parent: str = "") -> _Open:
        return self.slots.setdefault(number, _Open(number, printed, parent))

    def _open_single(self) -> None:
        """Take the letter for one request without a number."""
        self._slot("1", "")
        marked = any(is_question_mark(line) for line in self.letter.lines[: self.tail - 1])
        self.owner = ("1",)
        self.mode = "head" if marked or self._first_answer() else "answer"

    def _open_bullet(self, line: Line) -> int:
        found = _BULLET.match(line.shadow)
        end = found.end() if found else 0
        number = str(self.bullets[line.number])
        self._slot(number, "")
        self.owner, self.mode, self.begun, self.only_asked, self.notice = (number,), "question", True, False, False
        self.asked_to = self._extent(line, end)
        return end

    def _open_label(self, line: Line, label: Label) -> int:
        """Open a label's item, as a question the first time and as an answer after that."""
        rest = label.candidate.rest - 1
        number = label.number
        self.label_spans.append(Span(line.number, label.candidate.first, min(rest, len(line.text)) or 1))
        if label.occurrence < -1:
            number = f"{number}~{-label.occurrence}"
        known = number in self.slots
        parent = replace(label, path=label.path[:-1]).number if len(label.path) > 1 else ""
        slot = self._slot(number, label.candidate.printed, parent)
        self.owner, self.begun, self.notice = (number,), True, False
        if label.occurrence <= 1 and not (known and slot.answer):
            self.mode, self.asked_to = "question", self._extent(line, rest)
            self.only_asked = label.path in self.answered_later and label.occurrence > 0
            slot.words = _words(line.shadow[rest:])
        elif _same(slot.words, _words(line.shadow[rest:])):
            self.mode, self.asked_to, self.only_asked = "repeated", self._extent(line, rest), False
        else:
            self.mode, self.only_asked = "answer", False
        return rest

    # stretches of text

    def _stretch(self, line: Line, first: int, last: int) -> None:
        """Hand text from column index `first` up to `last` to what is open."""
        text = line.shadow[first:last]
        if not text.strip(" " if self.mode == "answer" or self._beyond(line) else None):
            return
        if first == 0 and self._marked(line):
            return
        if self.mode in {"question", "repeated"} and (line.number, first) < self.asked_to:
            cut = last if line.number < self.asked_to[0] else min(last, self.asked_to[1])
            if self.mode == "question":
                self._give("question", line, first, cut)
            first = cut
            if not line.shadow[first:last].strip():
                return
        if self.mode in {"question", "repeated"}:
            if self.only_asked and not self._new_paragraph(line):
                self._give("question", line, first, last)
                return
            self.owner = self._answers_parts(line) if self.only_asked else self.owner
            self.mode = "answer"
        self._answer(line, first, last)

    def _beyond(self, line: Line) -> bool:
        """Tell whether a line stands after the question that is open."""
        return self.mode in {"question", "repeated"} and (line.number, 0) >= self.asked_to

    def _new_paragraph(self, line: Line) -> bool:
        return line.number > 1 and not self.letter.lines[line.number - 2].shadow.strip()

    def _answers_parts(self, line: Line) -> tuple[str, ...]:
        """Give the stem whose parts are answered by the labels that come next ("2,604 … Of that number a) 733 …")."""
        for number in range(line.number + 1, len(self.letter.lines) + 1):
            for label in self.labels.get(number, ()):
                stem = replace(label, path=label.path[:-1]).number
                return (stem,) if label.occurrence > 1 and stem in self.slots else ()
        return ()

    def _answer(self, line: Line, first: int, last: int) -> None:
        if self.mode == "answer" and self.owner and first == 0 and is_asked_aside(line):
            self._give("question", line, first, last)
        elif self.notice or (first == 0 and self._closing_note(line)):
            self._notices(line)
        elif self.mode == "answer" and self.owner:
            self._give("answer", line, first, last)
        elif self.begun:
            self.stray.append(Span(line.number, first + 1, last))

    def _marked(self, line: Line) -> bool:
        """Act on a line that marks or names, and say whether that took the line."""
        if is_question_mark(line):
            self.mode, self.notice = ("question", False) if not (self.labels or self.bullets) else ("head", False)
            self.asked_to = (self.tail, 0)
            self.owner = ("1",) if "1" in self.slots and not (self.labels or self.bullets) else ()
            return True
        if is_notice_heading(line):
            self.owner, self.notice, self.mode = (), True, "answer"
            return True
        column = answer_mark(line, lettered=line.number in self.lettered)
        if column is not None:
            self._open_answer(line, column - 1)
            return True
        return self._named(line)

    def _open_answer(self, line: Line, start: int) -> None:
        """Open the answer to what was asked last, or to nothing yet where the answers carry numbers of their own."""
        if self._answers_follow(line):
            self.owner = ()
        self.mode, self.begun, self.notice = "answer", True, False
        if line.shadow[start:].strip():
            self._answer(line, start, len(line.text))

    def _answers_follow(self, line: Line) -> bool:
        """Tell whether the next label after a mark is one that was asked before."""
        for number in range(line.number + 1, len(self.letter.lines) + 1):
            if number in self.labels:
                return self.labels[number][0].occurrence > 1
        return False

    def _named(self, line: Line) -> bool:
        """Open the shared answer of a line that names its questions."""
        if not self.begun or self.mode == "head" or self.notice:
            return False
        naming = naming_of(line, tuple(self.slots))
        if naming is None or (self.mode == "question" and (line.number, 0) < self.asked_to):
            return False
        if not naming.introduces and self._speaks_of_refusal(line):
            return False
        self.owner, self.mode = naming.numbers, "answer"
        self.label_spans.append(Span(line.number, 1, max(1, min(naming.rest - 1, len(line.text)))))
        if not naming.introduces:
            self._give("notices", line, 0, len(line.text))
        elif line.shadow[naming.rest - 1 :].strip():
            self._give("answer", line, naming.rest - 1, len(line.text))
        return True

    def _speaks_of_refusal(self, line: Line) -> bool:
        return len(_WORD.findall(line.shadow)) > 40

    def _closing_note(self, line: Line) -> bool:
        """Tell whether a line opens a note after the last answer: a paragraph of prose once that answer is given."""
        if not self._is_last() or not self.owner or not self.slots[self.owner[0]].answer:
            return False
        above = self.letter.lines[line.number - 2] if line.number > 1 else None
        if above is not None and above.shadow.strip():
            return False
        return (
            "\t" not in line.text
            and len(_WORD.findall(line.shadow)) >= PROSE_WORDS
            and bool(_ENDED.search(line.shadow))
        )

    def _is_last(self) -> bool:
        return not any(number > self.line_of_owner() for number in (*self.labels, *self.bullets))

    def line_of_owner(self) -> int:
        """Give the last line so far on which a label stood."""
        return max((span.line for span in self.label_spans), default=max(self.bullets, default=0))

    def _notices(self, line: Line) -> None:
        """Hand each sentence of a notice to the questions that it names, or to those named last."""
        owners: tuple[str, ...] = ()
        for found in _SENTENCE.finditer(line.shadow):
            owners = named_in(found[0], tuple(self.slots)) or owners
            end = len(found[0].rstrip()) + found.start()
            for number in owners:
                self.slots[number].notices.append(Span(line.number, found.start() + 1, end))
        self.owner, self.mode, self.notice = owners[:1], "answer" if owners else "head", True

    def _give(self, what: str, line: Line, first: int, last: int) -> None:
        """Give a stretch to every owner, without the spaces around it."""
        text = line.text[first:last]
        lead = len(text) - len(text.lstrip(" \u00a0"))
        end = first + len(text.rstrip(" \u00a0"))
        if end <= first + lead:
            return
        span = Span(line.number, first + lead + 1, end)
        for number in self.owner:
            getattr(self.slots[number], what).append(span)
            if what == "answer" and len(self.owner) > 1:
                self.slots[number].shared = self.owner

    # where a question ends

    def _extent(self, line: Line, start: int) -> tuple[int, int]:
        """Find the end of a question that begins on a line: (line, column index after its last character).

        It ends at its question mark, which may stand on a later line of the paragraph where lines are wrapped, with a
        parenthesis after it; without one, at the end of its first line or of lines that go on in small letters.
        """
        end = _asked_end(line.shadow, start)
        if end is not None:
            return line.number, end
        paragraph = list(self._paragraph(line))
        before = line
        for following in paragraph:
            if _ENDED.search(before.shadow) or "\t" in following.text or _BULLET.match(following.shadow):
                break
            end = _asked_end(following.shadow, 0)
            if end is not None:
                return following.number, end
            before = following
        return self._small_letters(line, paragraph)

    def _paragraph(self, line: Line) -> Iterator[Line]:
        """Give the lines after a line up to a blank line, a label or a mark."""
        for following in self.letter.lines[line.number : line.number + MAX_QUESTION_LINES]:
            stops = following.number in self.labels or following.number in self.bullets
            if stops or not following.shadow.strip() or following.number >= self.tail:
                return
            if answer_mark(following, lettered=following.number in self.lettered) is not None:
                return
            yield following

    def _small_letters(self, line: Line, paragraph: Sequence[Line]) -> tuple[int, int]:
        last = line
        for following in paragraph:
            first = following.text.strip()[:1]
            if _ENDED.search(last.shadow) or not first.islower():
                break
            last = following
        return last.number, len(last.text)


def _asked_end(shadow: str, start: int) -> int | None:
    """Give the index after the last question mark of a line, and after a parenthesis that follows it."""
    marks = list(_MARKED_END.finditer(shadow, start))
    if not marks:
        return None
    end = marks[-1].end()
    more = _PARENTHESIS.match(shadow, end)
    after = more.end() if more else end
    return after if not shadow[after:].strip() or more is None else end


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether a text repeats a question."""
    if len(other) < 3 or not one or any(word.isdigit() and word not in one for word in other):
        return False
    return len(one & other) >= SAME_QUESTION * len(one | other)
