"""Word lists as they are written in this room: words with spaces between."""

from __future__ import annotations


def word_list(words: str) -> frozenset[str]:
    """Make a set of the words of a text."""
    return frozenset(words.split())
