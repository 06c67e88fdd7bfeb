"""A letter that is there twice: the same words under two names, or one reference on two letters that are said to be nothing to each other.

Each would count an answer twice: a copy all of them, and a correction that nobody has called one leaves both figures current.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from disclosed.addresses import fold_label
from disclosed.findings import CODES, problem
from disclosed.model import Finding, Reading
from disclosed.settling.sources import LetterSource

TWICE = "reference_twice"


@dataclass(frozen=True, slots=True)
class Present:
    """A letter that counts: its files, whose it is, how it is read."""

    source: LetterSource
    authority: str
    reading: Reading


def check_copies(letters: Iterable[Present]) -> Iterator[Finding]:
    """Find letters that have the words of one before them; white space does not count."""
    first: dict[bytes, str] = {}
    for letter in letters:
        mark = hashlib.sha256(b" ".join(letter.source.data.split())).digest()
        other = first.setdefault(mark, letter.source.stem)
        if other != letter.source.stem:
            message = f"The letter has the words of '{other}', so that its answers count twice."
            yield problem(letter.source.file, 0, message, "Delete one of the two.")


def find_same_references(letters: Iterable[Present]) -> Mapping[str, Finding]:
    """Find, by their names, letters that print the reference of an earlier one of their authority and are said to be nothing to it."""
    first: dict[tuple[str, str], str] = {}
    found: dict[str, Finding] = {}
    for letter in letters:
        printed, source = letter.reading.letterhead.reference, letter.source
        if printed is None:
            continue
        other = first.setdefault((letter.authority, fold_label(printed.value)), source.stem)
        if other != source.stem and source.settings.kind == "response":
            message = f"'{other}' has this reference too, and nothing says what the one letter is to the other."
            remedy = "Write `kind:` in the .yml of the later one (and `supersedes:`), or settle it with a reason."
            found[source.stem] = Finding(TWICE, CODES[TWICE][0], message, remedy, line=printed.span.line)
    return found
