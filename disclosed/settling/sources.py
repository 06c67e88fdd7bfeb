"""The content folder in memory: every file that a person wrote or released, typed, and nothing decided yet.

Letters are kept as bytes: their text is read by reading.py, and what it says is settled by settle.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from disclosed.model import Letter, Letterhead, ReadBytes, Reading
from disclosed.settling.settings import Authority, RequestFile, ResponseFile, Reuse, SiteFile
from disclosed.yaml_source import Source


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """One line of asked.csv: a body to which the request was put."""

    line: int
    authority: str
    sent: str
    due: str
    state: str
    state_date: str
    note: str


@dataclass(frozen=True, slots=True)
class LetterSource:
    """One letter's bytes with what a person settled; `file` and `source.file` name both for messages.

    `data` is empty where a withdrawn letter's text is gone.
    """

    stem: str
    file: str
    data: bytes
    settings: ResponseFile
    source: Source


UNREAD = Reading(Letter(()), Letterhead(), (), (), (), (), ())  # what is read of a letter whose text is gone


def reading_of(letter: LetterSource, read: ReadBytes) -> Reading:
    """Read a letter; raises UserError where its bytes are no letter."""
    return read(letter.data) if letter.data else UNREAD


@dataclass(frozen=True, slots=True)
class RequestSource:
    """One request: its settings (plain ones where there is no request.md), its commentary, its letters."""

    name: str
    file: str
    settings: RequestFile
    source: Source
    letters: tuple[LetterSource, ...]
    asked: tuple[AskedEntry, ...] = ()
    asked_file: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """One text of `content/pages/` or `content/releases/`: it reaches the site by itself, and is only looked through here."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Around:
    """All that a request's part of the package depends on beside its own folder."""

    reuse: Reuse | None
    authorities: Mapping[str, Authority]
    authorities_file: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All of `content/` that makes the data package; requests of which it is known what they give are left out."""

    site: SiteFile
    site_source: Source
    authorities: Mapping[str, Authority]
    requests: tuple[RequestSource, ...]
    authorities_file: str = ""
    prose: tuple[Prose, ...] = ()

    @property
    def around(self) -> Around:
        """Give what every request's part may depend on."""
        return Around(self.site.reuse, self.authorities, self.authorities_file)
