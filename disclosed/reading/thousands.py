"""Thousands parted by a space, `1 284`, as the standards for units and many spreadsheets write them.

A plain space also stands between two values of a row, so a letter is taken to write thousands so only on proof: cells that
hold digits alone, one of them with a group that no number begins with (`2 077`: nobody counts "077"), and nothing to the
contrary, neither `1,284` nor digits in a cell that make no number. A table is taken to do so by itself where its lines have as
many cells: prose beside a spreadsheet's table may write commas. A narrow space between digits is proof by itself,
and so is a pound sign before the groups of a whole cell.
The shadow of such a number has commas, so that everything else reads it as `1,284`; what is quoted stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.model import Letter, Line
from disclosed.reading.passages import NAMING

LEAST_CELLS = 2
_NARROW = re.compile(r"(?<=\d)[\u2007\u2008\u2009\u202f](?=\d{3}(?!\d))")
_BETWEEN_CELLS = re.compile(r"\t|\||[ ]{2,}")
_DIGITS = re.compile(r"[-+]?(?:£ ?)?[1-9][\d .]*")  # a telephone number begins with 0
_ONE_NUMBER = re.compile(r"[-+]?(?:£ ?)?[1-9]\d{0,2}(?: \d{3})+(?:\.\d+)?")
_PROVES = re.compile(r"(?<=\d) 0\d\d(?!\d)")
_COMMA = re.compile(r"(?<![\d,])\d{1,3},\d{3}(?!\d)")
_LONG = re.compile(r"[1-9]\d{3,}(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A number with no other digits beside it, and the word before it.
_NUMBER = re.compile(r"(?:^|(?<=[ \t(£:=|+-]))[1-9]\d{0,2}(?: \d{3})+(?![\d/,-]|\.\d{3}|:\d| \d)")
# A sum that is a whole cell: no cell holds a pound sign for its first number alone.
_SUM = re.compile(r"(?:^ *|(?<=\t)|(?<=\| )|(?<= {2}))£ ?[1-9]\d{0,2}(?: \d{3})+(?:\.\d{1,2})?(?= *$| *\t| *\|| {2})")
_WORD_BEFORE = re.compile(r"(?P<word>[a-z]+)[:=]? ?$")
_DIGITS_BEFORE = re.compile(r"\d[ .,/-]?$")
WORD = 20  # characters
_PLACES = NAMING | {
    "ward",
    "wards",
    "station",
    "house",
    "block",
    "site",
    "area",
    "district",
    "room",
    "flat",
    "tel",
    "telephone",
}


def with_thousands(letter: Letter) -> Letter:
    """Give a letter whose shadows write thousands with commas where it parts them by spaces."""
    tables = [letter.lines] if _writes_spaces(letter.lines) else filter(_writes_spaces, _tables(letter.lines))
    spaced = {line.number for table in tables for line in table}
    lines = tuple(_joined(line, spaced=line.number in spaced) for line in letter.lines)
    return letter if lines == letter.lines else replace(letter, lines=lines)


def _tables(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines one under another that have as many cells, two or more of each."""
    run: list[Line] = []
    before = 0
    for line in (line for line in lines if line.shadow.strip()):
        cells = sum(1 for cell in _BETWEEN_CELLS.split(line.shadow) if cell.strip())
        if cells != before:
            yield from [run] if len(run) > 1 else []
            run = []
        run += [line] if cells > 1 else []
        before = cells
    yield from [run] if len(run) > 1 else []


def _writes_spaces(lines: Sequence[Line]) -> bool:
    """Whether lines write their thousands with a plain space: proof, and nothing to the contrary."""
    if not any(_PROVES.search(line.shadow) for line in lines):
        return False
    numbers = 0
    proven = False
    for cell in _cells(lines):
        if _ONE_NUMBER.fullmatch(cell):
            numbers += 1
            proven = proven or _PROVES.search(cell) is not None
        elif " " in cell.removeprefix("£ ") or (_LONG.fullmatch(cell) and not _YEAR.fullmatch(cell)):
            return False
    return proven and numbers >= LEAST_CELLS and not any(_COMMA.search(line.shadow) for line in lines)


def _cells(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the cells that hold digits, spaces and points alone."""
    for line in lines:
        cells = (cell.strip() for cell in _BETWEEN_CELLS.split(line.shadow))
        yield from (cell for cell in cells if _DIGITS.fullmatch(cell))


def _joined(line: Line, *, spaced: bool) -> Line:
    """Put commas for the spaces inside the numbers of a line's shadow."""
    shadow = line.shadow
    if not line.text.isascii():
        for found in _NARROW.finditer(line.text):
            shadow = f"{shadow[: found.start()]},{shadow[found.end() :]}"
    shadow = _SUM.sub(_with_signs, shadow) if "£" in shadow else shadow
    if spaced:
        shadow = _NUMBER.sub(_with_commas, shadow)
    return line if shadow == line.shadow else replace(line, shadow=shadow)


def _with_signs(found: re.Match[str]) -> str:
    """Write a sum with commas between its groups."""
    return re.sub(r"(?<=\d) (?=\d)", ",", found[0])


def _with_commas(found: re.Match[str]) -> str:
    """Write one number with commas, but for one that a word before it makes a name, or that goes on from other digits."""
    before = found.string[max(0, found.start() - WORD) : found.start()]
    word = _WORD_BEFORE.search(before)
    named = word is not None and word["word"] in _PLACES
    return found[0] if named or _DIGITS_BEFORE.search(before) else found[0].replace(" ", ",")
