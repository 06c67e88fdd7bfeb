"""One file to a letter that can be filed: read into text, cleaned of personal data, read as a letter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from disclosed.adding.doubts import Cleaned, clean, clean_beside, clean_subject
from disclosed.adding.drafting import Given
from disclosed.findings import UserError, problem
from disclosed.model import ReadBytes, Reading
from disclosed.privacy.mentions import Known
from disclosed.readers.files import read_file


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as a letter: its name as the user wrote it, its cleaned text, what was left out of it, its reading.

    The reading is of the text without its doubtful words: what is drafted from it and printed of it may not hold them.
    `compare` says what a person has to compare with the file.
    """

    file: str
    cleaned: Cleaned
    left_out: tuple[str, ...]
    reading: Reading
    given: Given
    compare: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is filed."""
        return self.cleaned.text


def take(file: str, data: bytes, given: Given, read: ReadBytes) -> Taken:
    """Take a file in; raises UserError at its name where it cannot be read. What was given is cleaned of the letter's names."""
    extract = read_file(file, data)
    try:
        cleaned = clean(extract.text)
    except UserError as error:
        raise UserError(replace(found, file=file) for found in error.findings) from error
    taken = take_text(file, cleaned, given, read, left_out=extract.left_out)
    return replace(taken, compare=extract.compare)


def take_text(file: str, cleaned: Cleaned, given: Given, read: ReadBytes, *, left_out: tuple[str, ...] = ()) -> Taken:
    """Read a cleaned text as a letter."""
    try:
        reading = read(cleaned.cautious.encode())
    except UserError as error:
        raise UserError(replace(found, file=file) for found in error.findings) from error
    return Taken(file, cleaned, left_out, reading, _given_beside(file, given, Known(cleaned.persons)))


def _given_beside(file: str, given: Given, known: Known) -> Given:
    """Take the letter's persons out of what was given with it; a request's name that holds one is refused.

    An address that holds a name is dropped: redacted, it would lead nowhere.
    """
    if given.request and known.in_name(given.request):
        message = "The request's name holds the name of a person whom the letter names."
        raise UserError([problem(file, 0, message, "Give it another: it is part of addresses that never move.")])
    url = given.url if clean_beside(given.url, known) == given.url and not known.in_name(given.url) else ""
    subject, reference = clean_subject(given.subject, known), clean_beside(given.reference, known)
    return replace(given, subject=subject, reference=reference, url=url)
