"""The letters with their truth, for tests that measure the engine against what a careful person read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosed.model import Letter, Line, Part
from disclosed.reading.letterhead import is_tail_line
from disclosed.reading.lines import parse_letter

FOLDER = Path(__file__).parent / "letters"


@dataclass(frozen=True)
class Pair:
    """A letter and what is true of it."""

    stem: str
    letter: Letter
    truth: dict[str, Any]

    def lines(self, first: int, last: int) -> tuple[Line, ...]:
        """Give the lines from first to last."""
        return self.letter.lines[first - 1 : last]

    def rough_parts(self) -> tuple[Part, ...]:
        """Divide the letter by its first question and the first tail line after its last: coarser than layout.py does."""
        starts = [self._line_with(question["text_starts"]) for question in self.truth["questions"]]
        tail = next(
            (line.number for line in self.letter.lines if line.number > max(starts) and is_tail_line(line)),
            len(self.letter.lines) + 1,
        )
        return tuple(
            "head" if n < min(starts) else ("tail" if n >= tail else "answer")
            for n in range(1, len(self.letter.lines) + 1)
        )

    def _line_with(self, words: str) -> int:
        return next(line.number for line in self.letter.lines if words[:40] in line.text)


def pair(name: str) -> Pair:
    """Load the pair whose file name begins so."""
    path = next(FOLDER.glob(f"{name}*.txt"))
    truth = json.loads(path.with_suffix("").with_suffix(".expected.json").read_text("utf-8"))
    return Pair(path.stem, parse_letter(path.read_bytes()), truth)


def pairs() -> tuple[Pair, ...]:
    """Load all pairs."""
    return tuple(pair(path.stem) for path in sorted(FOLDER.glob("*.txt")))


def letter_of(text: str) -> Letter:
    """Make a letter from its text."""
    return parse_letter(text.encode())


def quoted(letter: Letter, line: int, first: int, last: int) -> str:
    """Read a place of a letter."""
    return letter.lines[line - 1].text[first - 1 : last]
