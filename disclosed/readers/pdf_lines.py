"""The words of a PDF's page to lines, and lines to paragraphs: what was wrapped is joined, what was set apart stays apart.

A line was wrapped where the next line's first word would not have fitted on it. Else the line was ended by its writer: a
list, an address, a column of figures. Distances are in points, as pdfplumber gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from disclosed.readers.marks import BULLET, raised
from disclosed.readers.plain import Block, Paragraph

SAME_LINE = 0.5  # of a word's height: tops nearer than this are on one line
WIDE_GAP = 1.2  # heights of the larger word: words further apart are two columns, and a tab parts them
NO_GAP = 0.12  # heights of the smaller word: words nearer than this are one word, in two sizes
RAISED = 0.15  # heights of the word beside: a small word whose foot stands higher by more is raised
SAME_SIZE = 0.05  # of a word's height: sizes that differ by less are one
SAME_EDGE = 3  # points: left edges nearer than this are one
SINGLE = 1.2  # heights from line to line in single spacing
APART = 1.5  # times the usual distance: lines further apart have an empty line between them
SLACK = 4  # points by which a line may fall short of the edge and still have been full
RAGGED = 36  # points: right ends that differ by less are of one edge; a number in the margin stands further off
FULL_WIDTH = 0.75  # of a page's width: where no line reaches as far, none was wrapped
_BROKEN = re.compile(r"\w[-\u2010\u2011\u00ad]\Z")  # a line that ends within a word, or within a range of years
_WRAPPING_HYPHENS = ("\u2010", "\u00ad")  # that stand where a line ends, and nowhere else
MAX_LABEL = 6  # characters of a list's label
# A minus that stands alone is one of Symbol's bullets; 127 is one in the usual encoding, which has no letter for it.
_BULLETS = frozenset([*"•·▪▫◦‣⁃●○∙➢−", "(cid:127)"])
_LABEL = re.compile(
    r"(?:Q(?:uestion)?)?\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})[.):]{1,2}\Z|\d{1,2}\.\d{1,2}\Z"
)


_GLUED = re.compile(r"(Q?\d{1,3}[.)]|\(\d{1,3}\)|\(?[a-z]\)|[•·▪●])([A-Z][a-z].*|[a-z]{2,}.*)\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, edges and height; `indent` is the left edge of its words after a list's label."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    indent: float
    first_width: float
    label: str = ""

    @property
    def height(self) -> float:
        """The height of the line's letters."""
        return max(self.bottom - self.top, 1)


Word = Mapping[str, Any]


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Put words on lines, from the top; on a line from the left."""
    return [_line(row) for row in words_in_rows(words)]


def words_in_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Put words that stand on one foot into a row, each from the left."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        if rows and (_on_one_foot(rows[-1][0], word) or any(_hangs_on(before, word) for before in rows[-1])):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word["x0"]) for row in rows]


def _on_one_foot(before: Word, word: Word) -> bool:
    return bool(abs(before["bottom"] - word["bottom"]) <= _height(word) * SAME_LINE)


def _hangs_on(before: Word, word: Word) -> bool:
    """Whether a word touches another that is as high as its own middle: the lowered 2 of a chemist."""
    beside = abs(word["x0"] - before["x1"]) <= _height(word) * NO_GAP
    return bool(beside and before["top"] <= (word["top"] + word["bottom"]) / 2 <= before["bottom"])


def _line(row: Sequence[Word]) -> Line:
    row = [*_parted(row[0]), *row[1:]]
    label = _label(row)
    body = row[1:] if label else row
    return Line(
        "".join(_pieces(body)),
        row[0]["x0"],
        row[-1]["x1"],
        min(word["top"] for word in row),
        max(word["bottom"] for word in row),
        body[0]["x0"],
        body[0]["x1"] - body[0]["x0"],
        label,
    )


def _parted(word: Word) -> list[Word]:
    """Part the first word of a line from a label that was set without a gap: `Q1.How`, `•North`."""
    found = _GLUED.match(word["text"])
    if found is None:
        return [word]
    width = (word["x1"] - word["x0"]) * len(found[1]) / len(word["text"])
    return [
        {**word, "text": found[1], "x1": word["x0"] + width},
        {**word, "text": found[2], "x0": word["x0"] + width},
    ]


def _label(row: Sequence[Word]) -> str:
    """Give the label of a line that begins an item: a bullet, or a number set apart from the words after it."""
    first = row[0]["text"]
    if len(row) < 2:
        return ""
    if first in _BULLETS:
        return BULLET
    return first if len(first) <= MAX_LABEL and _LABEL.match(first) else ""


def _pieces(words: Sequence[Word]) -> Iterator[str]:
    """Yield the words of a line and what parts them; a raised one is a note's number.

    A word is raised against the last that is not: browsers write raised numbers nearly as large as the others.
    """
    ground = next((word for word in words if not _is_raised(word, _tallest(words))), words[0])
    for place, word in enumerate(words):
        if place:
            yield _gap(words[place - 1], word)
        if _is_raised(word, ground):
            yield raised(word["text"])
        else:
            ground = word
            yield word["text"]


def _tallest(words: Sequence[Word]) -> Word:
    return max(words, key=_height)


def _height(word: Word) -> float:
    return max(float(word["bottom"] - word["top"]), 1)


def _is_raised(word: Word, ground: Word) -> bool:
    """Whether a word's foot stands higher than that of the word beside it, and it is no larger."""
    lifted = ground["bottom"] - word["bottom"] > _height(ground) * RAISED
    return bool(lifted and _height(word) <= _height(ground) * (1 + SAME_SIZE))


def _gap(before: Word, after: Word) -> str:
    """Tell what parts two words: nothing within one word, a tab between two columns.

    Numbers of two sizes are never one number, however near they stand.
    """
    gap = after["x0"] - before["x1"]
    small, large = sorted((_height(before), _height(after)))
    if gap > large * WIDE_GAP:
        return "\t"
    on_one_foot = abs(after["bottom"] - before["bottom"]) <= large * RAISED
    two_numbers = before["text"][-1:].isdigit() and after["text"][:1].isdigit() and large - small > small * SAME_SIZE
    return " " if gap > small * NO_GAP or (two_numbers and on_one_foot) else ""


def usual_pitch(pages: Sequence[Sequence[Line]]) -> float:
    """Give the usual distance from line to line of a document, in heights of a line."""
    found = sorted(
        (line.top - before.top) / before.height
        for lines in pages
        for before, line in pairwise(lines)
        if line.top > before.top
    )
    return found[len(found) // 2] if found else SINGLE


def text_edge(lines: Sequence[Line], width: float) -> float:
    """Give the right edge of a document's text: the furthest that several lines reach, on pages of this width."""
    rights = sorted((line.right for line in lines), reverse=True)
    several = max(2, len(rights) // 40)
    reached = (
        right
        for place, right in enumerate(rights)
        if place + several <= len(rights) and right - rights[place + several - 1] <= RAGGED
    )
    return max(next(reached, 0), width * FULL_WIDTH)


def paragraphs(lines: Sequence[Line], edge: float, pitch: float = SINGLE) -> Iterator[Block]:
    """Join wrapped lines; lines at the document's usual distance stay lines of one paragraph.

    `edge` is how far to the right a line could have gone.
    """
    text, label = "", ""
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if before is not None and _wrapped(before, line, edge):
            text = joined(text, line.text)
        elif before is not None and _within(before, line, max(pitch, SINGLE) * APART):
            text += f"\n{f'{line.label} ' if line.label else ''}{line.text}"
        else:
            if before is not None:
                yield Paragraph(text, label)
                yield Paragraph("")
            text, label = line.text, line.label
    if lines:
        yield Paragraph(text, label)


def joined(text: str, more: str) -> str:
    """Join what was wrapped: a word or a number that was broken at its hyphen is one again."""
    if not _goes_on(text, more):
        return f"{text} {more}"
    made_by_wrapping = text.endswith(_WRAPPING_HYPHENS) and more[:1].islower()
    return (text[:-1] if made_by_wrapping else text) + more


def _goes_on(text: str, more: str) -> bool:
    return _BROKEN.search(text) is not None and more[:1].isalnum()


def _within(before: Line, line: Line, pitch: float) -> bool:
    """Whether a line stands within so many heights below another."""
    return before.top <= line.top < before.top + before.height * pitch


def _wrapped(before: Line, line: Line, edge: float) -> bool:
    """Whether a line goes on with the sentence of the one before it."""
    if line.label or "\t" in before.text + line.text or not _within(before, line, SINGLE * APART):
        return False
    if _goes_on(before.text, line.text):
        return True
    aligned = abs(line.left - before.indent) <= SAME_EDGE or abs(line.left - before.left) <= SAME_EDGE
    full = before.right + line.first_width + before.height * 0.25 > edge - SLACK
    return aligned and full
