"""What a walk down a letter fills: a slot a question, in a layout, by a plan."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosed.model import Part, Span
from disclosed.reading.numbering import Numbering
from disclosed.reading.voices import Piece


@dataclass(frozen=True, slots=True)
class Slot:
    """One numbered item: where its question stands, its answer, and sentences elsewhere that speak of its refusal.

    `shared` lists all questions that the answer serves, where it serves several; `unpaired` says that it stands beneath a
    list of questions of which none has another, and that nothing tells which of them it answers.
    """

    number: str
    printed: str
    question: tuple[Span, ...] = ()
    answer: tuple[Span, ...] = ()
    notices: tuple[Span, ...] = ()
    shared: tuple[str, ...] = ()
    parent: str = ""
    unpaired: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One hypothesis of where everything stands. `stray` are spans that belong to no question or answer.

    `lost` are labels of a list that was passed over: the numbers in them are no figures.
    """

    name: str
    slots: tuple[Slot, ...]
    parts: tuple[Part, ...]
    owners: tuple[str, ...]
    stray: tuple[Span, ...]
    labels: tuple[Span, ...]
    cost: int
    lost: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What opens items: labels, else bullets (and bullets that reply to them), else marks by turns, else nothing.

    `bullets` are the first lines of questions without numbers, bulleted or not. `pieces` tell whose words are whose, where
    the letter's form does (voices.py). `cost` is what the plan passes over.
    """

    name: str
    numbering: Numbering = field(default_factory=lambda: Numbering((), 0))
    bullets: tuple[int, ...] = ()
    replies: tuple[int, ...] = ()
    turns: tuple[int, ...] = ()
    pieces: tuple[Piece, ...] = ()
    cost: int = 0


@dataclass(slots=True)
class Open:
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
        """Give the slot as it was filled."""
        spans = (tuple(self.question), tuple(self.answer), tuple(self.notices))
        return Slot(self.number, self.printed, *spans, self.shared, self.parent)
