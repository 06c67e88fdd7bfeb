"""One letter with nothing beside it: what its own sums give away of what it suppresses, for `inspect` and for tests of reading."""

from __future__ import annotations

from dataclasses import replace

from disclosed.addresses import index_figures
from disclosed.model import Finding, Reading
from disclosed.settling.checks import check_letter
from disclosed.settling.disclosure import Evidence, find_given_away
from disclosed.settling.settings import RequestFile, ResponseFile, Reuse
from disclosed.settling.settle import Place, settle
from disclosed.settling.sources import LetterSource, RequestSource
from disclosed.yaml_source import Source

NAME = "letter"
# Nothing is published: what a letter would tell if it were is looked for, whatever it says of re-use.
OPEN = Reuse(ground="permission", licence="OGL-UK-3.0", by="program", words="For looking at it alone.")


def with_private(reading: Reading) -> Reading:
    """Add to a reading the private findings that its letter alone has."""
    found = tuple(find_private(reading))
    return replace(reading, findings=(*reading.findings, *found)) if found else reading


def find_private(reading: Reading) -> list[Finding]:
    """Find which suppressed figures a letter's own sums and shares give away or narrow down, its doubtful figures among them."""
    figures = (figure for question in reading.questions for figure in question.figures)
    if not any(figure.value.status == "suppressed" for figure in figures):
        return []
    letter = LetterSource(NAME, "", b"", ResponseFile(reuse=OPEN), Source(""))
    request = RequestSource(NAME, "", RequestFile(title=NAME), Source(""), (letter,))
    settled = settle(replace(reading, findings=()), letter, request=request, place=Place(NAME, "printed", 1))
    checked = check_letter(request, letter, settled, index_figures(settled.figures, settled.questions))
    return list(find_given_away(Evidence.of([settled], [checked]), {f"{NAME}/{NAME}": ""}))
