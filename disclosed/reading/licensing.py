"""The licence of a letter: the words that grant or limit re-use, which licence they name, and its version.

FOI access is no permission to re-use (docs/guidance.md §1), so the words are kept verbatim and never guessed. Most letters
that grant it say "an Open Government Licence" and no version; the id is then version 3.0's, marked as not stated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosed.model import Line, Printed, Span

_OGL = re.compile(r"open government licen[cs]e\b(?P<after>[^.]{0,24}(?:\.\d)?)|\bogl ?(?P<short>v?\d(?:\.\d)?)?\b")
_VERSION = re.compile(r"^[ ,(]{0,3}(?:- )?(?:uk )?(?:v|version|ver\.?)? ?(?P<number>[123])(?:\.0)?\b(?!\d)")
_OTHER = (
    ("CC-BY-4.0", re.compile(r"creative commons attribution(?: licen[cs]e)? 4\.0|\bcc[ -]by[ -]4\.0\b")),
    ("CC0-1.0", re.compile(r"\bcc0\b|creative commons zero")),
)
# A sentence about re-use: it grants, limits or refers to a licence. `use` alone is too common a word.
_ABOUT = re.compile(
    r"open government licen[cs]e|\bogl\b|creative commons"
    r"|\bre-?us(?:e|ed|ing)\b|\b(?:non-?commercial|private) (?:study|research|use|purposes?)"
    r"|\bfor your (?:own|personal)(?: personal)? use\b|\bcopyright, designs and patents act|\b(?:permission|licen[cs]e) (?:from|of) (?:the|us|this)\b"
)
_LIMITS = re.compile(r"\bpermission\b|\bnon-?commercial|\bprivate study\b|\bwithout (?:our|the) (?:consent|leave)\b")
_NOT_ABOUT = re.compile(r"\? *$|\bre-?use (?:centre|shop|scheme|rate)|\breused (?:bricks|bags|materials)")
_SENTENCE_END = re.compile(r"(?<=[.!])(?<!\bv\.)(?<!\bno\.) +(?=[A-Z\"'“‘(])")
_ALLOWS = re.compile(
    r"\bre-?us(?:e|ed)\b.{0,80}\b(?:may|can|allowed|free|must|needs?|requires?|permission|licen[cs]e)\b"
    r"|\b(?:may|can|free to|allowed to)\b.{0,40}\bre-?use"
)
_GRANTS_FIRST = (_OGL, *(pattern for _, pattern in _OTHER), _LIMITS, _ALLOWS)
# A sentence that names a licence to say that it is not given ("is not covered by the Open Government Licence").
_DENIES = re.compile(
    r"\bnot (?:\w{2,12} ){0,2}(?:covered|licensed|available|released|provided|subject)\b|\bdoes not apply\b|\boutside the\b"
)
_FULL_LINE = 40  # characters; a page's width breaks no line that is shorter
_WRAPS = re.compile(r"[^.:!?]$")


def read_licence(lines: Sequence[Line]) -> Printed | None:
    """Read the sentences on re-use from the lines that are no question and no answer.

    The words of a sentence that runs over line ends are joined with a space; its place is its first line.
    """
    paragraphs = [paragraph for paragraph in _paragraphs(lines) if _ABOUT.search(paragraph[1])]
    for pattern in _GRANTS_FIRST:
        for line, shadow, text in paragraphs:
            if pattern.search(shadow) and not _NOT_ABOUT.search(shadow):
                return _quoted(line, text)
    return None


def licence_id(words: str) -> str:
    """Name the licence: its SPDX id, '' where the words limit re-use, deny the licence or name none."""
    for sentence in _SENTENCE_END.split(words):
        folded = sentence.casefold()
        ogl = _OGL.search(folded)
        if ogl and not _DENIES.search(folded):
            return f"OGL-UK-{_ogl_version(ogl) or '3'}.0"
        other = next((name for name, pattern in _OTHER if pattern.search(folded)), "")
        if other and not _DENIES.search(folded):
            return other
    return ""


def version_stated(words: str) -> bool:
    """Tell whether the words name the version of the licence that they grant."""
    ogl = _OGL.search(words.casefold())
    return licence_id(words) != "" and (ogl is None or _ogl_version(ogl) is not None)


def _ogl_version(ogl: re.Match[str]) -> str | None:
    found = _VERSION.match(ogl["after"] or ogl["short"] or "")
    return found["number"] if found else None


def _paragraphs(lines: Sequence[Line]) -> list[tuple[Line, str, str]]:
    """Join wrapped lines: one whose sentence is open runs on to the next line with words."""
    joined: list[tuple[Line, str, str]] = []
    before: Line | None = None
    for line in lines:
        shadow = line.shadow.strip()
        runs_on = before is not None and before.number == line.number - 1 and len(before.shadow.strip()) > _FULL_LINE
        if joined and shadow and runs_on and _WRAPS.search(joined[-1][1]):
            first, above, text = joined[-1]
            joined[-1] = (first, f"{above} {shadow}", f"{text} {line.text.strip()}")
        elif shadow:
            joined.append((line, shadow, line.text.strip()))
        before = line
    return joined


def _quoted(line: Line, text: str) -> Printed:
    """Quote from the first sentence on re-use to the last of the paragraph."""
    sentences = _SENTENCE_END.split(text)
    about = [index for index, sentence in enumerate(sentences) if _ABOUT.search(sentence.casefold())]
    words = " ".join(sentences[about[0] : about[-1] + 1])
    first = max(line.text.find(words[:30]), 0) + 1
    last = min(first + len(words) - 1, len(line.text.rstrip()))
    return Printed(licence_id(words), words, Span(line.number, first, last))
