"""Rows to sentences: what a request, a letter and a site are called, how each is cited, and what must stand under it.

Words are EDITORIAL's (docs/editorial.md): templates filled from rows, never a typed number. Pure functions over an
`Index` of the package. Findings are in findings_text.py, charts and tables in chart_words.py, checks in check_words.py,
notes in note_words.py, letters and refusals in letter_words.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from disclosed.index import Index
from disclosed.sentences import Link, Sentence


@dataclass(frozen=True, slots=True)
class Title:
    """A title in its two parts: what was measured, and for whom and when ('' where that is not known)."""

    measure: str
    place: str

    @property
    def words(self) -> str:
        """The whole title on one line."""
        return f"{self.measure}, {self.place}" if self.place else self.measure


@dataclass(frozen=True, slots=True)
class Attribution:
    """What must stand wherever figures stand: the exact words, the licence's link, and the ground for re-use."""

    words: str
    licence: Link
    ground: str


def title_of(index: Index, request: str) -> Title:
    """Name a request: its measure; its place and period."""
    raise NotImplementedError


def letter_title(index: Index, response: str) -> Title:
    """Name a letter: `Letter from Leicester City Council: missing children`."""
    raise NotImplementedError


def standfirst(index: Index, request: str) -> str:
    """Say what the answers cover: the editor's words, else a sentence from the title, authority and period."""
    raise NotImplementedError


def headline(index: Index, request: str) -> Sentence:
    """Give the one sentence that lists, social cards and search show."""
    raise NotImplementedError


def request_counts(index: Index, request: str) -> str:
    """Count a request's figures and refusals: `30 figures, nothing withheld.`"""
    raise NotImplementedError


def site_counts(index: Index) -> tuple[str, ...]:
    """Count the package: `2 requests`, `2 letters`, `1 authority`, `55 figures`, `1 answer withheld`."""
    raise NotImplementedError


def source_line(index: Index, response: str, questions: tuple[str, ...] = ()) -> str:
    """Name the source of a chart, table or download, with its questions."""
    raise NotImplementedError


def attribution(index: Index, response: str) -> Attribution:
    """Give the attribution of a letter, with the words it grants re-use in or the ground that a person recorded."""
    raise NotImplementedError


def cite_request(index: Index, request: str, address: str) -> str:
    """Say how to cite a request's page, which stands at `address`."""
    raise NotImplementedError


def cite_figure(index: Index, figure: str, address: str) -> str:
    """Say how to cite one figure, whose place stands at `address`."""
    raise NotImplementedError


def footer(index: Index, authorities: tuple[str, ...], *, kind: str) -> str:
    """Say whose site it is; `kind` is the publisher's: independent or authority."""
    raise NotImplementedError


def not_given(index: Index, request: str) -> tuple[Sentence, ...]:
    """Say who did not answer, or not in figures: `not_compared` and `asked`, for a request to many."""
    raise NotImplementedError
