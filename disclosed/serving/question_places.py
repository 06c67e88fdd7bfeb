"""Where a person says that a question and its answer stand, as a form sends it, and the entry of `readings:` that says so.

A place is a line, some lines, or part of a line: by its words, since nobody counts columns. They must stand there; what
is written down is where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosed.describing.wording import beginning
from disclosed.findings import UserError, problem
from disclosed.model import Letter, Line
from disclosed.serving.choices import LINES, Ask, NoQuestion
from disclosed.serving.words import bare
from disclosed.settling.corrections import what_stands
from disclosed.settling.line_ranges import LineRange, parse_line_range, spans_of
from disclosed.settling.settings import ResponseFile
from disclosed.yaml_changes import Pairs, Value

MOST_WORDS = 50  # characters of a question that an entry quotes, so that it fails once they have gone
_WORDS = re.compile(r"\s*([0-9]{1,6})\s*:\s*(?![0-9]+-[0-9]+\s*\Z)(\S.*)\Z", re.DOTALL)
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")
_MARKS = " >•·●*–-"  # before the words of a question
WRITE = "Write 12, or 12-15, or of part of a line its number and its words: 12: How many."


def entry_of(choice: Ask, letter: Letter) -> Pairs:
    """Write the entry of a question; raises UserError where what a person names is not there."""
    asked, answered = places_in(choice.asked, letter), places_in(choice.answered, letter)
    words = _first_words(asked, letter)
    return (
        ("question", numbered(choice.question)),
        ("asked", _listed(asked)),
        *((("answered", _listed(answered)),) if answered else ()),
        *((("words", words),) if words else ()),
        *((("outcome", choice.outcome),) if choice.outcome else ()),
    )


def no_entry_of(choice: NoQuestion, settings: ResponseFile) -> tuple[Pairs, ...]:
    """Write the entry that says that a question is none; nothing where a person had found it, and it is only taken out."""
    number = bare(choice.question)
    own = any(entry.asked and bare(entry.question or "") == number for entry in settings.readings)
    return () if own else ((("question", numbered(number)), ("none", "true")),)


def on_question(settings: ResponseFile, choice: Ask | NoQuestion) -> Iterator[int]:
    """Find what goes once a question stands elsewhere, or is none: where it stood, and all that was said of its answer."""
    number = bare(choice.question)
    for place, entry in enumerate(settings.readings):
        if (
            bare(entry.question or "") == number
            and entry.none is None
            and (entry.asked or isinstance(choice, NoQuestion))
        ):
            yield place


def numbered(question: str) -> str:
    """Write a question's number as addresses do: `2a` as `Q2a`."""
    return f"Q{bare(question)}"


def places_in(given: str, letter: Letter) -> tuple[LineRange, ...]:
    """Read places, one a line; raises UserError with the first that is none."""
    return tuple(_place(one.strip(), letter.lines) for one in given.splitlines() if one.strip())


def _place(given: str, lines: Sequence[Line]) -> LineRange:
    if (found := LINES.match(given)) is not None:
        made: LineRange | None = parse_line_range(f"{found[1]}-{found[2] or found[1]}")
    elif (worded := _WORDS.match(given)) is not None:
        made = _by_words(int(worded[1]), worded[2], lines)
    else:
        made = parse_line_range(given.replace(" ", ""))
    if made is None:
        raise UserError([problem("", 0, f"'{given}' are no lines of the letter.", WRITE)])
    try:
        spans_of(lines, made)
    except LookupError as error:
        raise UserError([problem("", 0, *error.args)]) from error
    return made


def _by_words(number: int, words: str, lines: Sequence[Line]) -> LineRange:
    """Find words on a line, or all from the first to the last of them where `…` stands between."""
    if not 0 < number <= len(lines):
        raise UserError(
            [problem("", 0, f"The letter has {len(lines)} lines, and no line {number}.", "Check the lines.")]
        )
    text = lines[number - 1].text
    begin, _, end = (part.strip() for part in _parted(words))
    found = list(re.finditer(_loosely(begin), text)) if begin else [re.match("", text)]
    if len(found) > 1:
        message = f"'{begin}' stands {len(found)} times on line {number} of the letter."
        raise UserError([problem("", 0, message, "Write more of the words.")])
    last = re.compile(_loosely(end)).search(text, found[0].end()) if end and found and found[0] else None
    if not found or found[0] is None or (end and last is None):
        missing = end if found else begin
        raise UserError(
            [problem("", 0, f"'{missing}' does not stand on line {number} of the letter.", what_stands(text))]
        )
    to = last.end() if last else found[0].end() if begin and not _ELLIPSIS.search(words) else len(text.rstrip())
    first = found[0].start() + 1
    whole = not text[: first - 1].strip() and not text[to:].strip()
    return LineRange(number, number) if whole else LineRange(number, number, first, to)


def _parted(words: str) -> tuple[str, str, str]:
    found = _ELLIPSIS.search(words)
    return (words[: found.start()], found[0], words[found.end() :]) if found else (words, "", "")


def _loosely(words: str) -> str:
    """Match words whatever white space parts them: a browser shows tabs and runs of spaces as one."""
    return r"\s+".join(map(re.escape, words.split()))


def _listed(places: Sequence[LineRange]) -> Value:
    return str(places[0]) if len(places) == 1 else tuple(map(str, places))


def _first_words(places: Sequence[LineRange], letter: Letter) -> str:
    """Quote the beginning of a question."""
    spans = spans_of(letter.lines, places[0]) if places else ()
    text = letter.lines[spans[0].line - 1].text[spans[0].first - 1 : spans[0].last].lstrip(_MARKS) if spans else ""
    words = " ".join(text.split())
    return beginning(words, MOST_WORDS)
