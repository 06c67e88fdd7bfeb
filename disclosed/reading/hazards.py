"""Text in a letter that could do harm: in a page (HTML), a template, a spreadsheet (formulas), or to a reader's eyes.

A letter is untrusted text. None of this is removed: pages escape it, CSV stays faithful, and the letter is evidence.
It is told to the editor, line by line, so that what looks odd on a page has been seen by a person. Formula characters
are those of OWASP ASVS 1.2.10; unseen characters hide text from a reader, or show it in another order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from disclosed.findings import CODES
from disclosed.model import Finding, Letter, Line
from disclosed.reading.lines import FILE_SEPARATOR

_HTML = re.compile(
    r"</?[a-z][a-z0-9-]{0,20}(?:\s[^<>]{0,400})?/?>|<(?:script|iframe|img|svg|object|style)\b|<!--|\bjavascript:",
    re.IGNORECASE,
)
_TAG = re.compile(r"<?[/!]?[\w:-]{1,20}", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\$\{|<%|%>")
# A cell begins a line or follows a tab, a pipe or a semicolon. A sign before a digit, a space or a currency sign is a
# number or a bullet; before a letter, a bracket or a quote it is what a spreadsheet runs.
_FORMULA = re.compile(r"(?:^[ ]{0,8}|[\t|;][ ]{0,8})(?P<cell>=(?![=\s])\S.{0,60}|[+@-](?=[A-Za-z(\"']).{0,60})")
_ADDRESS = re.compile(r"[+@-]?[\w.+-]{1,64}@[\w-]{1,63}\.")
_BREAKS_PAGES = "\t\f"  # a tab parts cells and a form feed pages: both are seen
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"  # letters and a symbol that are drawn as nothing
_QUOTED = 12  # characters of the text that a message shows
_REMEDY = "It is shown as text and changes nothing; look at the line, then settle it with a reason."


def find_hazards(letter: Letter) -> tuple[Finding, ...]:
    """Find what could do harm, one finding a line and kind."""
    return tuple(finding for line in letter.lines for finding in _hazards_on(line))


def _hazards_on(line: Line) -> Iterator[Finding]:
    for code, find in _KINDS:
        found = find(line.text)
        if found:
            level, message = CODES[code]
            yield Finding(code, level, f"{message.removesuffix('.')}: {found}.", _REMEDY, line=line.number)


def _quote(found: str) -> str:
    """Quote a few characters, unseen ones written out; no more, since a message is no place for what may be a name."""
    shown = "".join(mark if mark.isprintable() else f"<U+{ord(mark):04X}>" for mark in found[:_QUOTED])
    return f"'{shown}{'…' if len(found) > _QUOTED else ''}'"


def _find_html(text: str) -> str:
    found = _HTML.search(text)
    tag = _TAG.match(found[0]) if found else None
    return _quote(tag[0]) if tag else ""


def _find_template(text: str) -> str:
    found = _TEMPLATE.search(text)
    return _quote(found[0]) if found else ""


def _find_formula(text: str) -> str:
    cells = (found["cell"] for found in _FORMULA.finditer(text))
    return next((_quote(cell) for cell in cells if not _ADDRESS.match(cell)), "")


def _find_unseen(text: str) -> str:
    """Name the characters that are not seen, each once: `U+200B ZERO WIDTH SPACE`."""
    if text.isascii() and text.isprintable():
        return ""
    unseen = dict.fromkeys(mark for mark in text.removeprefix(FILE_SEPARATOR) if _is_unseen(mark))
    return ", ".join(f"U+{ord(mark):04X} {unicodedata.name(mark, 'CONTROL CHARACTER')}" for mark in unseen)


def _is_unseen(mark: str) -> bool:
    """Tell characters of format, control, line and paragraph separation, tags, and blank letters."""
    return mark in _BLANK_LETTERS or (
        unicodedata.category(mark) in ("Cf", "Cc", "Zl", "Zp") and mark not in _BREAKS_PAGES
    )


_KINDS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("html_in_text", _find_html),
    ("template_syntax_in_text", _find_template),
    ("formula_like_cell", _find_formula),
    ("invisible_characters", _find_unseen),
)
