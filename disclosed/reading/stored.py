"""Readings kept by a cache: reading a letter is pure and costs more than parsing JSON.

The letter itself is not kept: its bytes are the key, and its lines are cut from them again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from disclosed import model
from disclosed.cache import Remembers
from disclosed.codec import decode, encode
from disclosed.model import ReadBytes, Reading
from disclosed.reading.lines import parse_letter

NOTHING = model.Letter(())


@dataclass(frozen=True, slots=True)
class Unread:
    """A letter that will be read."""

    stage: ClassVar[str] = "readings"
    few: ClassVar[int] = 24
    warm_up: ClassVar[int] = 0
    given: bytes

    def make(self, cache: Remembers) -> Any:
        """Read it, as a cache keeps it. Raises UserError where the bytes are no letter."""
        return cache.remember_json(self.stage, self.given, self._read)

    def _read(self) -> Any:
        from disclosed.reading.reading import read_letter  # noqa: PLC0415 - heavy, and for letters that are new

        return encode(replace(read_letter(parse_letter(self.given)), letter=NOTHING, trace=()))


def reading_through(cache: Remembers) -> ReadBytes:
    """Read letters by way of a cache; raises UserError where the bytes are no letter."""

    def read(data: bytes) -> Reading:
        reading: Reading = decode(Reading, Unread(data).make(cache))
        return replace(reading, letter=parse_letter(data))

    return read
