"""What every sentence of the site is made of: words, links to the law, and marks of notes whose numbers a page gives.

A sentence is data until a page prints it, so that the numbers of notes can follow the order of use (docs/editorial.md's rule)
and every number in it keeps its place: `places` are ids of rows of `figures`, in the order in which the words use them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """Words that point at an address outside the site: the licence, a provision."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A place where a page prints `[note n]` (`mark`), or the number alone within a note's own words (`number`).

    `key` is the note's `NoteWords.key`.
    """

    key: str
    form: Literal["mark", "number"] = "mark"


Piece = str | Link | NoteMark


@dataclass(frozen=True, slots=True)
class Sentence:
    """One or more sentences that belong together, with the evidence for their numbers.

    `places` are ids of figures, `derived` ids of calculated numbers, `lines` (response, line) where words are quoted.
    """

    pieces: tuple[Piece, ...]
    places: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()

    @property
    def plain(self) -> str:
        """The words alone: for a search description, a feed, or a test."""
        words = (
            piece if isinstance(piece, str) else piece.words for piece in self.pieces if not isinstance(piece, NoteMark)
        )
        return "".join(words).replace(" .", ".").replace("  ", " ").strip()

    @property
    def notes(self) -> tuple[str, ...]:
        """The keys of the notes it marks, in order, each once."""
        return unique(piece.key for piece in self.pieces if isinstance(piece, NoteMark) and piece.form == "mark")


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Keep the first of each."""
    return tuple(dict.fromkeys(items))


def say(*pieces: Piece, places: Iterable[str] = (), derived: Iterable[str] = ()) -> Sentence:
    """Make a sentence of its pieces, neighbouring words joined."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece:
            joined.append(piece)
    return Sentence(tuple(joined), unique(places), unique(derived))
