"""Under what terms the figures of a letter are shown: attribution word for word, and the ground for re-use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosed.describing.describe import attribution, letter_name
from disclosed.describing.index import Index
from disclosed.licences import Licence
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Rich, Run
from disclosed.rows import ResponseRow


def attribution_of(index: Index, response: str) -> Rich:
    """Give the exact words of attribution, their licence linked."""
    found = attribution(index, response)
    if found.licence is None:
        return plain(found.words)
    before, name, after = found.words.partition(found.licence.words)
    if not name:
        return plain(found.words)
    return tuple(run for run in (Run(before), Run(name, found.licence.href), Run(after)) if run.text)


def linked_words(licence: Licence) -> Rich:
    """Give the words that stand wherever a licence's figures stand, its name linked."""
    before, name, after = licence.words.partition(licence.title)
    return tuple(run for run in (Run(before), Run(name, licence.url), Run(after)) if run.text)


def grounds_of(index: Index, responses: Sequence[ResponseRow]) -> Iterator[Rich]:
    """Give attribution and ground for re-use of letters; the same words once, after the names of those they are of."""
    found: dict[Rich, list[str]] = {}
    for row in responses:
        ground = attribution(index, row.response).ground
        licence = attribution_of(index, row.response)
        words = (*licence, *plain(f"{' ' if licence else ''}{ground}" if ground else ""))
        found.setdefault(words, []).append(letter_name(index, row))
    for words, names in found.items():
        yield words if len(found) == 1 else (*plain(f"{', '.join(names)}: "), *words)
