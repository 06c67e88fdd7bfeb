"""Readings kept by a cache: reading a letter is pure and costs more than parsing JSON.

The letter itself is not kept: its bytes are the key, and its lines are cut from them again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from disclosed.cache import Remembers
from disclosed.codec import decode, encode
from disclosed.model import Letter, Reading
from disclosed.reading.lines import parse_letter

NOTHING = Letter(())


def reading_through(cache: Remembers) -> Callable[[bytes], Reading]:
    """Read letters by way of a cache; raises UserError where the bytes are no letter."""

    def read(data: bytes) -> Reading:
        letter = parse_letter(data)
        reading: Reading = decode(Reading, cache.remember_json("readings", data, lambda: _read(letter)))
        return replace(reading, letter=letter)

    return read


def _read(letter: Letter) -> object:
    """Read one letter, as a cache keeps it."""
    from disclosed.reading.reading import read_letter  # noqa: PLC0415 - heavy, and for letters that are new

    return encode(replace(read_letter(letter), letter=NOTHING, trace=()))
