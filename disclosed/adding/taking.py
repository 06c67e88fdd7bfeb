"""One file to a letter that can be filed: read into text, cleaned of personal data, read as a letter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from disclosed.adding.doubts import Cleaned, clean, clean_beside
from disclosed.adding.drafting import Given
from disclosed.findings import UserError
from disclosed.model import Reading
from disclosed.readers.files import read_file
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as a letter: its name as the user wrote it, its cleaned text, what was left out of it, its reading.

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


def take(file: str, data: bytes, given: Given) -> Taken:
    """Take a file in; raises UserError at its name where it cannot be read. What was given is cleaned of the letter's names."""
    extract = read_file(file, data)
    taken = take_text(file, clean(extract.text), given, left_out=extract.left_out)
    return replace(taken, compare=extract.compare)


def take_text(file: str, cleaned: Cleaned, given: Given, *, left_out: tuple[str, ...] = ()) -> Taken:
    """Read a cleaned text as a letter."""
    try:
        reading = read_letter(parse_letter(cleaned.text.encode()))
    except UserError as error:
        raise UserError(replace(found, file=file) for found in error.findings) from error
    kept = replace(
        given, subject=clean_beside(cleaned.text, given.subject), url=_clean_address(cleaned.text, given.url)
    )
    return Taken(file, cleaned, left_out, reading, kept)


def _clean_address(text: str, url: str) -> str:
    """Drop an address that holds a name known from the letter: redacted, it would lead nowhere."""
    return url if clean_beside(text, url) == url else ""
