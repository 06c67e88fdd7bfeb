"""The account of the whole site: what became of every number in the answers of all letters that are published.

The same account stands on each letter's page in its own words (letter_words.py); here it is counted, so that a reader can
see at one look that no number was passed over.
"""

from __future__ import annotations

from collections import Counter

from disclosed.describing.index import Index
from disclosed.describing.letter_words import MERGED, NAMES, OTHER_KIND, unexplained_lines

PUBLISHED = "Published as figures"
UNEXPLAINED = "Unexplained (lines)"


def account_of_all(index: Index) -> tuple[tuple[str, int], ...]:
    """Count the numbers of all answers: published, set aside by reason, the commonest first; lines with an unexplained one."""
    package = index.package
    kinds = Counter(_kind(row.reason) for row in package.set_aside)
    aside = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = (row.response for row in package.responses if row.publish != "metadata")
    left = sum(len(unexplained_lines(index, response)) for response in shown)
    return ((PUBLISHED, len(package.figures)), *aside, (UNEXPLAINED, left))


def _kind(reason: str) -> str:
    """Name a kind of number without a count and without the numbers: `Set aside: year labels`."""
    several = NAMES.get(MERGED.get(reason, reason), OTHER_KIND)[1]
    return f"Set aside: {several.replace('{count} ', '').replace(' ({})', '')}"
