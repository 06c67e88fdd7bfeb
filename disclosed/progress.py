"""One line on a terminal while something takes long: what is being done, and how much of it.

It is written on standard error, over and over in its place, and taken away at the end; where no terminal is there, or one that
cannot move back (`TERM=dumb`), nothing is written. It has no colour.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Protocol, TextIO, TypeVar

AFTER = 2.0  # seconds before a first line: what takes less needs none
EVERY = 0.2  # seconds between two
Thing = TypeVar("Thing")


class Tells(Protocol):
    """Says how far something has come."""

    def __call__(self, doing: str, done: int, of: int) -> None:
        """Say what is being done, and how much of it is."""


def quietly(doing: str, done: int, of: int) -> None:
    """Say nothing."""


def counted(things: Iterable[Thing], of: Sized, doing: str, tell: Tells) -> Iterator[Thing]:
    """Give things one by one, and tell how many of them have been."""
    for done, thing in enumerate(things):
        tell(doing, done, len(of))
        yield thing


class Line:
    """A line in its place, on a terminal that can move back."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._moves = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._next = clock() + AFTER
        self._width = 0

    def __call__(self, doing: str, done: int, of: int) -> None:
        """Write the line anew, where there is a terminal and some time has passed."""
        if self._moves and (now := self._clock()) >= self._next:
            self._next = now + EVERY
            self._write(f"{doing}: {done:,} of {of:,}")

    def clear(self) -> None:
        """Take the line away, so that what is printed next stands alone."""
        if self._width:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()
            self._width = 0

    def _write(self, words: str) -> None:
        self._stream.write(f"\r{words.ljust(self._width)}")
        self._stream.flush()
        self._width = len(words)
