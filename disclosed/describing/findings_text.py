"""The findings of a request: the editor's, with each address filled from its figure, or written by rules over the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosed.describing.describe import short_form
from disclosed.describing.filling import fill
from disclosed.describing.index import Index, kept
from disclosed.describing.rule_findings import rule_findings
from disclosed.describing.sentences import Sentence

ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+")
HEADING = re.compile(r"\s{0,3}#{1,6}\s")
EMPHASIS = re.compile(r"(\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1")


@kept
def findings(index: Index, request: str) -> tuple[Sentence, ...]:
    """Give a request's findings, in order, each with its places and the notes it marks."""
    commentary = index.request[request].commentary
    if commentary.strip():
        return tuple(fill(index, request, block) for block in commentary_blocks(commentary))
    return rule_findings(index, request)


def commentary_blocks(commentary: str) -> Iterator[str]:
    """Yield each item or paragraph of an author's commentary as one line; headings are the page's own."""
    block: list[str] = []
    for line in (*commentary.splitlines(), ""):
        item = ITEM.match(line)
        if block and (item or not line.strip() or HEADING.match(line)):
            yield EMPHASIS.sub(r"\2", " ".join(block))
            block = []
        if line.strip() and not HEADING.match(line):
            block.append(line[item.end() :].strip() if item else line.strip())


def calculated_line(index: Index, request: str) -> str:
    """Say under the findings which of their numbers and the tables' are calculated; '' where none is."""
    used = {name for sentence in findings(index, request) for name in sentence.derived}
    columns = (column for table in index.tables(request) for column in table.calculated)
    used |= {name for column in columns for _, name in column.cells if name}
    kinds = {index.derived[name].kind for name in used if name in index.derived}
    percentages = ["percentages"] if "share" in kinds else []
    sums = ["the sums marked calculated"] if "sum" in kinds else []
    differences = ["the differences marked calculated"] if "difference" in kinds else []
    words = " and ".join([*percentages, *sums, *differences])
    if not words:
        return ""
    authorities = index.authorities(request)
    whose = f"{short_form(authorities[0])}’s" if len(authorities) == 1 else "the authorities’"
    return f"{words[0].upper()}{words[1:]} are worked out by this site from {whose} figures."
