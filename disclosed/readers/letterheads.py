"""Letterheads that are typed as tables or in columns, to the lines that they are read in.

An office letter has the address of its reader on the left and, beside it, reference, date and telephone: as a table, with
tabs, or in two columns of a PDF. Read across, the street stands on the line of the reference. What a reader sees are two
blocks, one after another. Such a table is told by its words: "Our ref:", "Date", "Please ask for".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from disclosed.readers.grids import is_figure
from disclosed.readers.plain import Block, Paragraph, RawRow

_LABEL_WORDS = r"""
    (?:our|your|the|my)?\s*(?:foi|foia|eir|rfi|request|case|enquiry|file)?\s*ref(?:erence)?s?(?:\s*(?:no|number))?
    | (?:foi|foia|eir|rfi|request|case|enquiry|file)\s*(?:request)?\s*(?:no|number|id)
    | date(?:\s+of\s+(?:the\s+)?(?:request|response|reply|receipt|issue|letter))?
    | (?:date|request)\s+(?:received|sent|issued|responded|made)
    | (?:direct|contact)?\s*(?:line|dial|tel(?:ephone)?|phone|fax|mobile)(?:\s*(?:no|number))?
    | e-?mail(?:\s+address)? | web(?:site)? | switchboard | minicom
    | (?:please\s+)?ask\s+for | contact(?:\s+(?:name|officer|person))?
    | subject | authority | public\s+authority | organisation | licen[cs]e | requester | applicant
"""
_LABEL = re.compile(rf"\s*(?:{_LABEL_WORDS})\s*[.:]?\s*\Z", re.IGNORECASE | re.VERBOSE)
_LABELLED = re.compile(rf"\s*(?:{_LABEL_WORDS})\s*[.:]{{1,2}}(?:\s|\Z)", re.IGNORECASE | re.VERBOSE)
_SALUTATION = re.compile(r"\s*(?:dear\b|to whom it may concern)", re.IGNORECASE)
MAX_ROWS = 20  # of a letterhead; the longest seen has eleven
MAX_HEAD = 60  # lines above the salutation
SEVERAL = 2  # lines that name a reference, a date …: one could be a row of any table


def is_letterhead(rows: Sequence[RawRow]) -> bool:
    """Whether a table is a letterhead: labels beside what they name, or blocks of lines of which several are so labelled."""
    if len(rows) > MAX_ROWS:
        return False
    return _names_facts(rows) or _holds_blocks(rows)


def _names_facts(rows: Sequence[RawRow]) -> bool:
    """Whether each row holds a label and what it names, rows of one text apart."""
    filled = [[cell.text for cell in row if cell.text] for row in rows]
    pairs = [texts for texts in filled if len(texts) > 1]
    return bool(pairs) and all(len(texts) == 2 and _LABEL.match(texts[0]) for texts in pairs)


def _holds_blocks(rows: Sequence[RawRow]) -> bool:
    lines = [line for row in rows for cell in row for line in cell.lines]
    labelled = sum(_LABELLED.match(line) is not None for line in lines)
    return labelled >= SEVERAL and not any(is_figure(line) for line in lines)


def letterhead_blocks(rows: Sequence[RawRow]) -> Iterator[Block]:
    """Yield a letterhead column by column; a label whose words stand in the next column has them on its line."""
    if _names_facts(rows):
        yield Paragraph("\n".join(_fact([cell.text for cell in row if cell.text]) for row in rows))
        return
    columns = max(len(row) for row in rows)
    taken: set[int] = set()
    for column in range(columns):
        if column in taken:
            continue
        cells = [(row[column], row[column + 1] if column + 1 < len(row) else None) for row in rows if column < len(row)]
        labels = [cell.text for cell, _ in cells if cell.text]
        beside = labels and all(_LABEL.match(text) for text in labels) and column + 1 < columns
        taken |= {column + 1} if beside else set()
        lines = [_fact([cell.text, value.text if value else ""]) for cell, value in cells] if beside else []
        yield Paragraph("\n".join(lines or (line for cell, _ in cells for line in cell.lines)))
        yield Paragraph("")


def _fact(texts: Sequence[str]) -> str:
    """Write a label with what it names on a line."""
    if len(texts) < 2 or not texts[0]:
        return "".join(texts)
    return f"{texts[0].rstrip(' .:')}: {texts[1]}".rstrip()


def unfold_columns(text: str) -> str:
    """Write what stands side by side above the salutation one block after another; anything else stays as it is."""
    lines = text.split("\n")
    head = list(takewhile(lambda line: not _SALUTATION.match(line), lines[: MAX_HEAD + 1]))
    tabbed = [place for place, line in enumerate(head) if "\t" in line.strip()]
    if len(head) > MAX_HEAD or len(head) == len(lines) or len(tabbed) < SEVERAL:
        return text
    first, last = tabbed[0], tabbed[-1] + 1
    pairs = [_halves(line) for line in head[first:last]]
    if sum(_LABELLED.match(right) is not None for _, right in pairs) < SEVERAL:
        return text
    left = [left for left, _ in pairs if left]
    right = [right for _, right in pairs if right]
    return "\n".join([*lines[:first], *left, "", *right, *lines[last:]])


def _halves(line: str) -> tuple[str, str]:
    """Part a line at its first tab; one that begins with a label is one fact."""
    parts = [part.strip() for part in line.split("\t") if part.strip()]
    if len(parts) < 2:
        return ("", line.strip()) if line.startswith("\t") else (line, "")
    if _LABEL.match(parts[0]):
        return _fact([parts[0], " ".join(parts[1:])]), ""
    return parts[0], _fact([parts[1], " ".join(parts[2:])]) if _LABEL.match(parts[1]) else "\t".join(parts[1:])
