"""Whose letter a file is, by its name and its settings, and how a name is written that nothing else gives."""

from __future__ import annotations

import re
from collections.abc import Mapping

from disclosed.settling.settings import Authority
from disclosed.settling.sources import LetterSource

_NUMBERED = re.compile(r"(.+)-(\d{1,4})\Z")  # leicester-2: the authority's second letter
# Words of a name that stay small when it is not in capitals.
SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "on", "upon", "with", "under"})


def authority_of(source: LetterSource, authorities: Mapping[str, Authority]) -> str:
    """Say whose letter it is: as its settings say, else by its name, a number at its end apart."""
    if source.settings.authority:
        return source.settings.authority
    numbered = _NUMBERED.match(source.stem)
    return source.stem if source.stem in authorities or not numbered else numbered[1]


def titled(name: str) -> str:
    """Make a name to print of a letter's own, where nothing gives a better one."""
    return name.replace("-", " ").title()


def cased(name: str) -> str:
    """Write a name that a letter prints in capitals as names are written."""
    if not name.isupper():
        return name
    words = name.lower().split(" ")
    return " ".join(word if place and word in SMALL_WORDS else _capital(word) for place, word in enumerate(words))


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def stem_key(stem: str) -> tuple[str, int]:
    """Order letters by name, `leicester-10` after `leicester-9`."""
    numbered = _NUMBERED.match(stem)
    return (numbered[1], int(numbered[2])) if numbered else (stem, 1)
