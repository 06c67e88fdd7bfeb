"""What a letter is about, as words inside a sentence: a small first letter, unless the word is a name.

English writes names with a capital and little else, so that the letters and authorities of a site say themselves which
words are names; no list of them is kept here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from disclosed.describing.index import Index
from disclosed.describing.wording import INITIALS, lower_first
from disclosed.months import MONTHS
from disclosed.rows import ResponseRow

EDGES = ".,;:!?()[]\"'“”‘’"


def subject_of(index: Index, response: ResponseRow) -> str:
    """Name what a letter is about: its own `re:` line or its editor's subject, else its request's title."""
    return inside(index, response.subject or index.request[response.request].title, [response])


def inside(index: Index, words: str, responses: Iterable[ResponseRow]) -> str:
    """Put words inside a sentence about letters: `missing UASC children`, but `Leicester schools` and `Blue Badges`."""
    first, _, rest = words.partition(" ")
    second_is_name = rest[:1].isupper() and not INITIALS.match(rest)
    return words if second_is_name or _is_name(index, first.strip(EDGES), responses) else lower_first(words)


def _is_name(index: Index, word: str, responses: Iterable[ResponseRow]) -> bool:
    """Tell a name: a month, a word of an authority's place, or one that its letters write with a capital alone."""
    rows = tuple(responses)
    places = {index.authority[row.authority].place for row in rows}
    return (
        word in MONTHS
        or word.removesuffix("’s") in {part for place in places for part in place.split()}
        or _always_capital(word, [text for row in rows for text in _texts(index, row)])
    )


def _texts(index: Index, response: ResponseRow) -> Iterator[str]:
    """Give a letter's questions and answers."""
    for row in index.questions(response.response):
        yield from (row.text, row.answer)


def _always_capital(word: str, texts: Sequence[str]) -> bool:
    """Look for a capitalised word right after one in small letters, where no sentence begins, and never in small itself."""
    pairs = (pair for text in texts if word in text for pair in pairwise(text.split()))
    inside_one = any(one.islower() and one.isalpha() and other.strip(EDGES) == word for one, other in pairs)
    return inside_one and not any(each.strip(EDGES) == word.lower() for text in texts for each in text.split())
