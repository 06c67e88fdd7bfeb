"""The findings of a request: the editor's, with each address filled from its figure, or written by rules over the rows."""

from __future__ import annotations

from disclosed.index import Index
from disclosed.sentences import Sentence


def findings(index: Index, request: str) -> tuple[Sentence, ...]:
    """Give a request's findings, in order, each with its places and the notes it marks."""
    raise NotImplementedError


def calculated_line(index: Index, request: str) -> str:
    """Say under the findings which of their numbers and the tables' are calculated; '' where none is."""
    raise NotImplementedError
