"""Under what terms the figures of a letter are shown: attribution word for word, and the ground for re-use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from disclosed.describing.describe import attribution, letter_name
from disclosed.describing.index import Index
from disclosed.describing.wording import counted
from disclosed.describing.wording import joined as listed
from disclosed.licences import LICENCES, NOT_COVERED, Licence, is_mixed
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Rich, Run
from disclosed.rows import ResponseRow

NO_LICENCE_HERE = "No open licence covers what this page shows of the letter."
MOST_NAMED = 4  # letters named in a source line


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


def terms_at_foot(names: Iterable[str]) -> tuple[Rich, ...]:
    """Give the words that hold for what a page shows of letters, each named by its licence; '' grants none."""
    used = set(names)
    licences = [linked_words(LICENCES[name]) for name in sorted(used) if name in LICENCES]
    if is_mixed(used):
        return (*licences, plain(NOT_COVERED))
    return tuple(licences) or ((plain(NO_LICENCE_HERE),) if used else ())


def shown_under(responses: Iterable[ResponseRow]) -> tuple[str, ...]:
    """Name the licence of each letter of which more than outcomes is shown."""
    return tuple(row.licence for row in responses if row.publish != "metadata")


def terms_of(index: Index, responses: Sequence[ResponseRow], figures: Collection[str]) -> Rich:
    """Give the licences of a table's letters in their exact words, then whose figures no open licence covers.

    `figures` names the letters that give any.
    """
    licences = dict.fromkeys(words for row in responses if (words := attribution_of(index, row.response)))
    bare = [
        row
        for row in responses
        if row.response in figures and row.publish != "metadata" and row.licence not in LICENCES
    ]
    names = dict.fromkeys(letter_name(index, row) for row in bare)
    who = listed(names) if len(names) <= MOST_NAMED else counted(len(names), "letter")
    lacking = plain(f"No open licence covers the figures of {who}.") if names else ()
    return tuple(run for words in (*licences, lacking) if words for run in (Run(" "), *words))[1:]


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
