"""Lines of a letter as the review shows them: figures, numbers set aside and what is in doubt told apart, each a way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from disclosed.model import Reading, Span
from disclosed.serving.review_views import Piece, Quoted, Words
from disclosed.serving.unread import unread_places

BEFORE, AFTER = 2, 1  # lines with words around what is asked about
MOST_LINES = 40  # of one doubt


@dataclass(frozen=True)
class Quotes:
    """The lines of one reading."""

    reading: Reading

    @cached_property
    def marks(self) -> Mapping[int, Sequence[tuple[Span, str]]]:
        """What stands on each line: figures, numbers set aside, numbers that are not read."""
        found: dict[int, list[tuple[Span, str]]] = {}
        figures = (figure for question in self.reading.questions for figure in question.figures)
        spans = [(figure.span, "figure") for figure in figures]
        spans += [(aside.span, "aside") for aside in self.reading.set_aside if self._answers(aside.span.line)]
        spans += [(span, "doubt") for span, _ in unread_places(self.reading)]
        for span, style in spans:
            found.setdefault(span.line, []).append((span, style))
        return {line: sorted(held, key=lambda one: one[0].first) for line, held in found.items()}

    def _answers(self, line: int) -> bool:
        return self.reading.parts[line - 1] == "answer"

    def line(self, number: int, *, asked: Sequence[Span] = (), style: str = "", ways_in: bool = False) -> Quoted:
        """Quote a line; `asked` are the places in doubt, `ways_in` makes each number lead to where it is mended."""
        text = self.reading.letter.lines[number - 1].text
        places = [(span, "doubt") for span in asked if span.line == number]
        places += [one for one in self.marks.get(number, ()) if not any(_touch(one[0], span) for span, _ in places)]
        words = tuple(_cut(text, sorted(places, key=lambda one: one[0].first), ways_in=ways_in))
        return Quoted(number, words, f"?at=L{number}#L{number}" if ways_in else "", style)

    def around(self, numbers: Iterable[int], asked: Sequence[Span] = ()) -> tuple[Quoted, ...]:
        """Quote lines with those about them that hold words, for a doubt."""
        wanted = sorted(set(numbers))
        shown: dict[int, None] = {}
        for number in wanted:
            shown |= dict.fromkeys((*self._near(number, -1, BEFORE), number, *self._near(number, 1, AFTER)))
        kept = sorted(shown)[:MOST_LINES]
        return tuple(self.line(number, asked=asked, style="asked" if number in wanted else "") for number in kept)

    def _near(self, number: int, step: int, most: int) -> Iterator[int]:
        lines, found, at = self.reading.letter.lines, 0, number + step
        while 0 < at <= len(lines) and found < most:
            if lines[at - 1].text.strip():
                found += 1
                yield at
            at += step


def _touch(one: Span, other: Span) -> bool:
    return one.line == other.line and one.first <= other.last and other.first <= one.last


def _cut(text: str, places: Sequence[tuple[Span, str]], *, ways_in: bool) -> Words:
    """Cut a line where its marks stand; white space at its ends is not shown."""
    pieces: list[Piece] = []
    at = 0
    for span, style in places:
        if span.first <= at:
            continue
        pieces.append(Piece(text[at : span.first - 1]))
        place = f"L{span.line}C{span.first}"
        href = f"?at={place}#{place}" if ways_in else ""
        pieces.append(Piece(text[span.first - 1 : span.last], style, href))  # type: ignore[arg-type]  # one of the three
        at = span.last
    pieces.append(Piece(text[at:]))
    kept = [piece for piece in pieces if piece.text]
    if kept and not kept[0].style:
        kept[0] = Piece(kept[0].text.lstrip())
    if kept and not kept[-1].style:
        kept[-1] = Piece(kept[-1].text.rstrip())
    return tuple(piece for piece in kept if piece.text)
