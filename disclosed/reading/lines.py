"""Bytes of a letter to its lines, and each line's folded shadow.

A figure's address is a line and two columns, so nothing here may move a character: LF alone ends a line (form feeds
and U+2028 do not), the byte-order mark and the CR of CRLF are off, and the shadow that serves matching is exactly as
long as the line. Folded are case, spaces, dashes, quotes, bullets, digits of other scripts and characters that cannot
be seen: three programs that turn office files into text write the same bullet as U+2022, U+00B7 and U+F0B7. The `>` before
the lines of a quoted message are spaces in the shadow, where a letter quotes at all; so are the `**` around words that a
program wrote bold (Markdown), the `*` of some mail programs, and the marks of notes behind figures (note_marks.py).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from disclosed.findings import UserError, problem
from disclosed.model import Letter, Line
from disclosed.reading.note_marks import without_note_marks, without_raised

MAX_BYTES = 4_000_000  # a letter of 1,000 pages is about 3 MB; more is an attachment or an attack
MAX_DIGITS = 200  # the number of atoms there are has 80; Python itself refuses to read or to write more than 4,300
BOM = "\ufeff"
FORM_FEED = "\x0c"
FILE_SEPARATOR = (
    "\x1c"  # ASCII's own mark between files: at the head of a line it opens the next document of a response
)
HIDDEN = "\u2060"  # stands in the shadow for an unseen character inside a word, so that `5<zwsp>7` is not 5 and 7
ESCAPE = "\x1b"  # kept in the shadow: tokens.py takes a terminal's colour code as one token

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033"
_BULLETS = "\u2022\u00b7\uf0b7\u25aa\u25ab\u25e6\u2023\u2043\u25cf\u25cb\uf0a7\u2219"
_FOLDED = {
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _BULLETS), "\u2022"),
    ord("\t"): "\t",
    ord(ESCAPE): ESCAPE,
}
_QUOTE = re.compile(r"[ \u00a0]{0,3}>(?:[ \u00a0]?>){0,8}(?:[ \u00a0]|$|(?=\w|\())")
_QUOTED_WORDS = re.compile(r"\W*(?:\d{1,3}[.)] ?)?[a-z]\S*(?: \S+)+")  # `> 5 years` is a band of a table
QUOTED_LINES = (
    2  # quoted lines of two words or more, from which on a `>` at the head of a line quotes (a lone `> 5` is a bound)
)
# Words between the marks of bold type, which touch them; a mark by which a letter hides a number stands alone.
_OPENS, _CLOSES = r"(?<![*\w])(?P<mark>\*{1,2})(?=[\w£\"'(])", r"(?<=[\w.?!:;,)\"'%])(?P=mark)(?![*\w])"
_BOLD = re.compile(rf"{_OPENS}(?P<words>[^*\t|]*[a-z][^*\t|]*){_CLOSES}")
_BOLD_BEGINS = re.compile(r"\s*\*\*(?=[\w£\"'(])(?!.*\*\*)")
_BOLD_ENDS = re.compile(r"[^*]*[\w.?!:;,)\"'%]\*\*\s*")
BOLD_LINES = 6  # that words in bold type may run over
_HIDDEN_EDGE = re.compile(rf"(?<!\w){HIDDEN}+|{HIDDEN}+(?!\w)")


_ENDLESS = re.compile(rf"(?:\d[,.]?){{{MAX_DIGITS + 1}}}")


class _Table(dict[int, str]):
    """A translation table that works out each character once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _FOLDED.get(code) or _fold_one(chr(code))
        return folded


def _fold_one(character: str) -> str:
    """Fold one character to one character."""
    category = unicodedata.category(character)
    if category == "Cf":
        return HIDDEN
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    lower = character.lower()
    return lower if len(lower) == 1 else character


_TABLE = _Table()


def fold(text: str) -> str:
    """Fold case, spaces, dashes, quotes, bullets and unseen characters; the result is as long as the text."""
    shadow = without_raised(text.translate(_TABLE))
    if "*" in shadow:
        shadow = _BOLD.sub(_plain, shadow)
    if HIDDEN not in shadow:
        return shadow
    return _HIDDEN_EDGE.sub(lambda found: " " * len(found[0]), shadow)


def _plain(found: re.Match[str]) -> str:
    """Put spaces for the marks around words in bold type."""
    space = " " * len(found["mark"])
    return f"{space}{found['words']}{space}"


def without_bold(text: str) -> str:
    """Take the marks of bold type off some words; one that is left at the end was opened before them."""
    text = _BOLD.sub(lambda found: found["words"], text) if "*" in text else text
    return text[:-2].rstrip() if _BOLD_ENDS.fullmatch(text) else text


def parse_letter(data: bytes) -> Letter:
    """Split a letter's bytes into lines.

    Raises UserError where the bytes are not UTF-8 text (a Word or PDF file has to go through `add` first).
    """
    if len(data) > MAX_BYTES:
        raise UserError([problem("", 0, f"The letter has {len(data):,} bytes, more than {MAX_BYTES:,}.", "Split it.")])
    if b"\x00" in data:
        raise UserError([problem("", 0, "This is not a text file.", "File the original with `python3 build.py add`.")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError([problem("", line, "The text is not UTF-8.", "Save the file again as UTF-8.")]) from error
    lines = _lines(text.removeprefix(BOM))
    if endless := [line.number for line in lines if _ENDLESS.search(line.shadow)]:
        message = f"A number of more than {MAX_DIGITS} digits stands here."
        remedy = "No letter counts that far: take the text anew."
        raise UserError(problem("", number, message, remedy) for number in endless)
    return Letter(tuple(without_note_marks(_without_bold(_without_quotes(lines)))))


def _lines(text: str) -> list[Line]:
    """Give each line its number, document and page.

    A form feed opens its line's page at the head of a line, else the next; a document's pages are counted from 1.
    """
    lines: list[Line] = []
    page = document = 1
    for number, raw in enumerate(_split(text), start=1):
        line = raw.removesuffix("\r")
        if line.startswith(FILE_SEPARATOR):
            page, document = 1, document + 1
        feeds = line.count(FORM_FEED)
        begun = line.removeprefix(FILE_SEPARATOR)
        opening = len(begun) - len(begun.lstrip(FORM_FEED))
        lines.append(Line(number, line, fold(line), page + opening, document))
        page += feeds
    return lines


def _split(text: str) -> list[str]:
    """Cut at LF; a file's last line end opens no line of its own."""
    parts = text.split("\n")
    return parts[:-1] if parts[-1] == "" and len(parts) > 1 else parts


def quote_end(line: Line) -> int:
    """Give the column index after the marks (`>`, `> >`) that quote a line; 0 where it is not quoted."""
    found = _QUOTE.match(line.text)
    return found.end() if found and ">" not in line.shadow[: found.end()] else 0


def _without_quotes(lines: list[Line]) -> list[Line]:
    """Fold the marks of quoted lines away; a line of `>` and a number alone, none quoted beside it, is a bound."""
    marks = [_QUOTE.match(line.shadow) for line in lines]
    worded = [mark and _QUOTED_WORDS.match(line.shadow, mark.end()) for line, mark in zip(lines, marks, strict=True)]
    if sum(one is not None for one in worded) < QUOTED_LINES:
        return lines
    beside = [None, *worded, None]
    return [
        replace(line, shadow=" " * mark.end() + line.shadow[mark.end() :])
        if mark and (any(beside[place : place + 3]) or not line.shadow[mark.end() :].strip())
        else line
        for place, (line, mark) in enumerate(zip(lines, marks, strict=True))
    ]


def _without_bold(lines: list[Line]) -> list[Line]:
    """Fold away the marks of words in bold type that run over several lines."""
    shadows = {line.number: line.shadow for line in lines}
    for place, line in enumerate(lines):
        begins = _BOLD_BEGINS.match(line.shadow) if "**" in line.shadow else None
        end = _where_bold_ends(lines, place) if begins else None
        if begins and end:
            shadows[line.number] = " " * begins.end() + line.shadow[begins.end() :]
            last = end.shadow.rstrip()
            shadows[end.number] = f"{last[:-2]}{' ' * (len(end.shadow) - len(last) + 2)}"
    return [
        replace(line, shadow=shadows[line.number]) if shadows[line.number] != line.shadow else line for line in lines
    ]


def _where_bold_ends(lines: list[Line], place: int) -> Line | None:
    """Find the line that closes bold type; None where an empty line comes first."""
    for line in lines[place + 1 : place + BOLD_LINES]:
        if not line.shadow.strip():
            return None
        if _BOLD_ENDS.fullmatch(line.shadow):
            return line
    return None
