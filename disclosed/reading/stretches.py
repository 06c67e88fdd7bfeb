"""Stretches of a letter, one line or part of a line each: found again by their words, taken from each other, joined.

A reading keeps the words and the lines of a question and of its answer; on which part of a line they stand follows from the
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from disclosed.model import Letter, Line, Reading, ReadQuestion, Span
from disclosed.reading.lines import HIDDEN

_WORD = re.compile(r"\S+")
_SOMETHING = re.compile(r"\w")
_STOPS = " \t.,;:)"  # what stood behind words that are taken out
_JOINING = frozenset({"and", "or", "&"})  # … and what stood between two such
_LOOSE = "*\"'“”"  # marks of bold type and of quotations, which the words of a question may have lost


def whole_line(line: Line) -> Span | None:
    """Give the stretch of a line without the spaces around it; None of an empty one."""
    words = line.text.strip()
    if not words:
        return None
    first = len(line.text) - len(line.text.lstrip()) + 1
    return Span(line.number, first, first + len(words) - 1)


def find_stretches(letter: Letter, lines: Sequence[int], words: str) -> tuple[Span, ...]:
    """Find where words stand that were joined from these lines; a line on which they are not found is taken whole."""
    left = words.split()
    found: list[Span] = []
    for place, number in enumerate(lines):
        line = letter.lines[number - 1]
        own = list(_WORD.finditer(line.text))
        after = (
            [one[0] for one in _WORD.finditer(letter.lines[lines[place + 1] - 1].text)] if lines[place + 1 :] else []
        )
        begun = False
        while run := _next_run([one[0] for one in own], left, after if begun else []):
            at, length = run
            found.append(_span(number, own[at : at + length], left[0], left[length - 1] if length == len(left) else ""))
            own, left, begun = own[at + length :], left[length:], True
        if not begun and (whole := whole_line(line)) is not None:
            found.append(whole)
            left = left[len(own) :]
    return tuple(found)


def _next_run(words: Sequence[str], wanted: Sequence[str], after: Sequence[str]) -> tuple[int, int] | None:
    """Find what is wanted next on a line; where it goes on behind a gap, only if no more of it stands on the line `after`."""
    at, run = _longest_run([_bare(word) for word in words], [_bare(word) for word in wanted[: len(words)]])
    _, later = _longest_run([_bare(word) for word in after], [_bare(word) for word in wanted[: len(after)]])
    return (at, run) if run > later else None


def _span(number: int, own: Sequence[re.Match[str]], first: str, last: str) -> Span:
    """Give the stretch of some words of a line; the first may begin, and the last may end, in the middle of one."""
    start = own[0].start() + max(own[0][0].find(first), 0)
    cut = own[-1][0].find(last) if last else -1
    return Span(number, start + 1, own[-1].start() + cut + len(last) if cut >= 0 else own[-1].end())


def _bare(word: str) -> str:
    return word.replace(HIDDEN, "").strip(_LOOSE)


def _longest_run(words: Sequence[str], wanted: Sequence[str]) -> tuple[int, int]:
    """Find where the most of what is wanted begins, and how many words of it stand there; a line may cut its first and its last."""
    best = (0, 0)
    for start in range(len(words)):
        if len(words) - start <= best[1]:
            break
        run = 0
        for word, other in zip(words[start:], wanted, strict=False):
            whole = word == other or (run == 0 and word.endswith(other))
            if not whole and not (run == len(wanted) - 1 and word.startswith(other)):
                break
            run += 1
        if run > best[1]:
            best = (start, run)
    return best


def without_stretches(letter: Letter, spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """Give what others leave of stretches; what holds no letter and no digit is left out."""
    by_line: dict[int, list[Span]] = {}
    for span in taken:
        by_line.setdefault(span.line, []).append(span)
    return tuple(left for span in spans for left in _left(letter, span, by_line.get(span.line, [])))


def _left(letter: Letter, span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    touching = sorted((one for one in taken if overlap(one, span)), key=lambda one: one.first)
    if not touching:
        yield span
        return
    text, at = letter.lines[span.line - 1].text, span.first
    for end, after in (*((one.first - 1, one.last + 1) for one in touching), (span.last, span.last)):
        words = text[at - 1 : end].rstrip()
        kept = words.lstrip(_STOPS) if at > span.first else words.lstrip()
        if _SOMETHING.search(kept) and kept not in _JOINING:
            yield Span(span.line, at + len(words) - len(kept), at + len(words) - 1)
        at = max(at, after)


def overlap(one: Span, other: Span) -> bool:
    """Whether two places share a character."""
    return one.line == other.line and one.first <= other.last and other.first <= one.last


def covers(spans: Iterable[Span], place: Span) -> bool:
    """Whether a place lies within one of several stretches."""
    return any(one.line == place.line and one.first <= place.first and place.last <= one.last for one in spans)


@dataclass(frozen=True)
class Owners:
    """Tells in whose answer a place of a letter stands, where several answers stand on its line too."""

    reading: Reading

    @cached_property
    def _answers(self) -> Mapping[int, Mapping[str, tuple[Span, ...]]]:
        """Where the answers stand that share a line and are not the same, by line."""
        on_line: dict[int, list[ReadQuestion]] = {}
        for question in self.reading.questions:
            for line in question.answer_lines:
                on_line.setdefault(line, []).append(question)
        shared = {line: held for line, held in on_line.items() if len({one.answer for one in held}) > 1}
        wanted = {one.number: one for held in shared.values() for one in held}
        letter = self.reading.letter
        found = {one.number: find_stretches(letter, one.answer_lines, one.answer) for one in wanted.values()}
        return {line: {one.number: found[one.number] for one in held} for line, held in shared.items()}

    def of(self, place: Span) -> str:
        """Name the question; of a place that is in several answers, or in none, the one whose line it is."""
        return self.only(place) or self.reading.owners[place.line - 1]

    def apart(self, place: Span, number: str) -> bool:
        """Whether a place stands in the answer of another question, which shares its line with this one's."""
        return self.only(place) not in {"", number}

    def share(self, question: ReadQuestion) -> bool:
        """Whether a question's answer shares a line with another answer."""
        return any(question.number in self._answers.get(line, {}) for line in question.answer_lines)

    def only(self, place: Span) -> str:
        """Name the one answer among those on a line in which a place stands; '' where no other shares it, or it is open."""
        holding = [number for number, spans in self._answers.get(place.line, {}).items() if covers(spans, place)]
        return holding[0] if len(holding) == 1 else ""
