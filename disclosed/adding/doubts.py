"""What `add` redacts, and what it leaves for a person to look at: a redaction hides words, a doubt asks about them.

What is found for certain is redacted. A letter with a doubt waits in `inbox/`, outside the repository, until its `.yml` there
says `redact` or `keep` for each (docs/adding.md). Nothing that is drafted or printed meanwhile holds the doubtful words.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from disclosed.model import Letter, Line
from disclosed.privacy.finding import Kind, Personal, redact, search, words_of
from disclosed.privacy.mentions import Known
from disclosed.privacy.names import GIVEN, Weight, runs_in, split_words
from disclosed.privacy.person import Person
from disclosed.reading.lines import fold, parse_letter
from disclosed.reading.reading import read_letter
from disclosed.redaction import redaction

A_NAME = redaction("name")
_PASSES = 3  # a redaction can bring a name to the end of a line, where it signs; no letter has needed a third pass


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be personal data: their line, the words themselves (for the inbox alone), why they are asked about."""

    line: int
    words: str
    why: str
    kind: Kind = "name"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A letter's text after redaction, what was redacted (places are those of the text as it came), and what is doubtful.

    `persons` are those whom the letter named, to be looked for in all that travels beside it; they are never stored.
    """

    text: str
    redacted: tuple[Personal, ...]
    doubts: tuple[Doubt, ...]
    persons: tuple[Person, ...] = ()

    @property
    def cautious(self) -> str:
        """The text without what is doubtful: what is drafted and printed of a letter that waits."""
        return hide(self.text, self.doubts)


def clean(text: str, persons: Collection[Person] = (), kept: Collection[tuple[int, str]] = ()) -> Cleaned:
    """Redact what is personal data, and find what may be.

    `persons` are known from elsewhere; `kept` are words on their lines that a person keeps, and that are doubts to the end.
    """
    letter = parse_letter(text.encode())
    parts = read_letter(letter).parts
    redacted: list[Personal] = []
    asked: dict[tuple[int, str], Doubt] = {}
    found = search(letter, parts, persons=persons)
    for _ in range(_PASSES):
        sure = [data for data in found.sure if (data.span.line, words_of(letter, data)) not in kept]
        left = [data for data in found.found if data not in sure]
        asked = {**{(one.line, one.words): one for one in _doubts(letter, left)}, **asked}
        if not sure:
            break
        text = redact(text, sure)
        redacted += sure
        letter = parse_letter(text.encode())
        found = search(letter, parts, persons=found.persons)
    lines = text.split("\n")
    doubts = sorted((one for one in asked.values() if one.words in lines[one.line - 1]), key=lambda one: one.line)
    return Cleaned(text, tuple(redacted), tuple(doubts), found.persons)


def _doubts(letter: Letter, found: Collection[Personal]) -> list[Doubt]:
    return [Doubt(data.span.line, words_of(letter, data), data.doubt, data.kind) for data in found]


def hide(text: str, doubts: Collection[Doubt]) -> str:
    """Redact doubtful words where they stand on their lines, the longest first."""
    lines = text.split("\n")
    for doubt in sorted(doubts, key=lambda one: -len(one.words)):
        if 0 < doubt.line <= len(lines):
            lines[doubt.line - 1] = replace_words(lines[doubt.line - 1], doubt.words, redaction(doubt.kind))
    return "\n".join(lines)


def replace_words(line: str, words: str, instead: str) -> str:
    """Put something for words wherever they stand on a line by themselves: "Dr Ma" is not in "Dr Malik"."""
    if not words:
        return line
    parts: list[str] = []
    start = 0
    while (place := line.find(words, start)) >= 0:
        end = place + len(words)
        inside = (words[0].isalnum() and line[place - 1 : place].isalnum()) or (
            words[-1].isalnum() and line[end : end + 1].isalnum()
        )
        parts += [line[start:place], words if inside else instead]
        start = end
    return "".join([*parts, line[start:]])


def clean_subject(text: str, known: Known) -> str:
    """Redact a subject that an index gives: a case system's may be the requester's name and no more."""
    cleaned = clean_beside(text, known)
    for _, run in reversed(runs_in(split_words(cleaned))):
        if run.weight == Weight.LIKELY and len(run.words) > 1 and run.words[0].code == GIVEN:
            cleaned = f"{cleaned[: run.start]}{A_NAME}{cleaned[run.end :]}"
    return cleaned


def clean_beside(text: str, known: Known) -> str:
    """Redact, in a text of one line that stands beside a letter, persons whom the letter names and whatever looks like one."""
    if not text.strip():
        return text
    text = known.without(text, A_NAME)
    line = Line(1, text, fold(text))
    return redact(text, search(Letter((line,))).found)
