"""Numbers of an answer that nothing reads: gathered by question and by shape, with the labels that stand beside them.

A person names what the numbers count. Lines that hold as many numbers each are rows of one table, so that its headings are
written once; lines of one number each are a list, whose labels are the words before the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from disclosed.model import Reading, Span
from disclosed.reading.asides import COUNTS
from disclosed.reading.inspection import unread_numbers
from disclosed.reading.stretches import Owners, overlap
from disclosed.reading.tokens import Token, tokens_of

_HEADING = re.compile(r"[^\W\d_]{2}|(?<!\d)(?:19|20)\d\d(?!\d)")  # words, or a year: a lone number heads no column
_QUOTED = re.compile(r"“([^”]+)”")
_WORD = re.compile(r"[^\W\d_]{2}")
LONGEST_LABEL = 100  # characters of words before a number that may be its label: longer ones are a sentence
_SENTENCE = re.compile(  # running text: a sentence's end, a comma, or a last word that leads on to the number
    r"""[^\W\d_]{2}[.!?]\s | ,$
    | \b(?:is|are|was|were|be|been|has|have|had|and|or|but|of|to|at|by|in|on|for|from|with|than|over|under|a|an|the|there|that
      |some|around|about|approximately|roughly|nearly|only|just|further|received|recorded|made|held|spent|paid)$""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNTED = COUNTS | {"number_word"}
MOST_NUMBERS = 120  # of one form; longer tables are settled in parts
_BEFORE = re.compile(
    r"^[\s•·▪●○*|–—-]+|^\s*\d+(?:/\d+)*[.)]\s+|[\s|:=–—-]+$"
)  # bullets and numbers of questions before a label, what parts it from its number behind it


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """One line with numbers that are not read, all of one question's answer; `label` is what stands before the first, `running` says that words part them."""

    question: str
    line: int
    label: str
    numbers: tuple[Token, ...]
    running: bool = False


@dataclass(frozen=True, slots=True)
class UnreadGroup:
    """Lines of one question with as many unread numbers each; `headings` are guessed, '' where nothing suggests one."""

    question: str
    lines: tuple[UnreadLine, ...]
    headings: tuple[str, ...]

    @property
    def count(self) -> int:
        """Count the numbers."""
        return sum(len(line.numbers) for line in self.lines)

    @property
    def running(self) -> bool:
        """Whether the numbers stand in sentences, where no column has a heading."""
        return any(line.running for line in self.lines)

    @property
    def labelled(self) -> bool:
        """Whether each line has a label of its own, or the only number needs none."""
        labels = [line.label.casefold() for line in self.lines]
        return self.count == 1 or (all(labels) and len(set(labels)) == len(labels))


def unread_places(reading: Reading) -> tuple[tuple[Span, str], ...]:
    """Give the numbers of a reading that nothing reads, and words that a doubt says are not read: "two"."""
    found = [(Span(line, token.first, token.last), token.text) for line, token in unread_numbers(reading)]
    figures = (figure.span for question in reading.questions for figure in question.figures)
    taken = [*figures, *(aside.span for aside in reading.set_aside), *(span for span, _ in found)]
    found += [one for one in _told_words(reading) if not any(overlap(one[0], span) for span in taken)]
    return tuple(sorted(found, key=lambda one: (one[0].line, one[0].first)))


def _told_words(reading: Reading) -> Iterator[tuple[Span, str]]:
    """Find the words that doubts quote, where they stand on their line once, by themselves."""
    for finding in reading.findings:
        if finding.code == "unread_number" and 0 < finding.line <= len(reading.letter.lines):
            text = reading.letter.lines[finding.line - 1].text
            for words in dict.fromkeys(_QUOTED.findall(finding.message)):
                places = [one.start() + 1 for one in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
                if len(places) == 1:
                    yield Span(finding.line, places[0], places[0] + len(words) - 1), words


def numbers_within(reading: Reading, span: Span) -> tuple[Span, ...]:
    """Give the numbers of words that are set aside as a whole, each by itself ("£1,920 and £930"); else the words as they are."""
    tokens = (token for token in tokens_of(reading.letter.lines[span.line - 1]) if token.kind in _COUNTED)
    held = [_span(span.line, token) for token in tokens if span.first <= token.first and token.last <= span.last]
    return tuple(held) if len(held) > 1 else (span,)


def unread_groups(reading: Reading) -> tuple[UnreadGroup, ...]:
    """Gather the numbers of a reading that nothing reads, in the order of the letter."""
    lines = list(_lines(reading))
    groups: list[UnreadGroup] = []
    for (question, width), held in groupby(lines, lambda one: (one.question, len(one.numbers))):
        rows = list(held)
        most = max(MOST_NUMBERS // width, 1)
        for start in range(0, len(rows), most):
            part = tuple(rows[start : start + most])
            groups.append(UnreadGroup(question, part, _headings(reading, part)))
    return tuple(groups)


def _lines(reading: Reading) -> Iterator[UnreadLine]:
    owners = Owners(reading)
    numbers = unread_numbers(reading)
    held_on = {(line, owners.of(_span(line, token))) for line, token in numbers}
    words = ((span.line, Token("number_word", span.first, span.last, told)) for span, told in _told_alone(reading))
    worded = (one for one in words if (one[0], owners.of(_span(*one))) not in held_on)
    found = sorted((*numbers, *worded), key=lambda one: (one[0], one[1].first))
    places = ((owners.of(_span(line, token)), line, token) for line, token in found)
    for (question, number), held in groupby(places, lambda one: one[:2]):
        tokens = tuple(token for *_, token in held)
        text = reading.letter.lines[number - 1].text
        between = text[tokens[0].last : tokens[-1].first - 1]
        yield UnreadLine(question, number, label_before(text, tokens[0].first), tokens, bool(_WORD.search(between)))


def _told_alone(reading: Reading) -> Iterator[tuple[Span, str]]:
    """Yield the words that a doubt says are not read: they are asked about by themselves where no number stands with them."""
    numbers = {_span(line, token) for line, token in unread_numbers(reading)}
    return (one for one in unread_places(reading) if one[0] not in numbers)


def _span(line: int, token: Token) -> Span:
    return Span(line, token.first, token.last)


def label_before(text: str, column: int) -> str:
    """Give the words that stand before a number on its line, without bullets and what parts them from it; none of running text."""
    words = text[: column - 1]
    cell = words.rstrip().removesuffix("|").rpartition("|")[2] if "|" in words else words
    label = " ".join(_BEFORE.sub("", cell if cell.strip() else words).split())
    return "" if len(label) > LONGEST_LABEL or _SENTENCE.search(label) else label


def _headings(reading: Reading, rows: Sequence[UnreadLine]) -> tuple[str, ...]:
    """Guess the headings of columns: the nearest line above that parts into as many words, or one more, as there are numbers."""
    width = len(rows[0].numbers)
    if width < 2:
        return ("",) * width
    lines = reading.letter.lines
    for number in range(rows[0].line - 1, max(rows[0].line - 6, 0), -1):
        parts = [part.strip() for part in re.split(r"\t+|\s{2,}|\|", lines[number - 1].text) if part.strip()]
        if len(parts) in {width, width + 1} and all(_HEADING.search(part) for part in parts[-width:]):
            return tuple(parts[-width:])
    return ("",) * width
