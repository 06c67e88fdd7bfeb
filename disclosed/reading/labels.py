"""The labels that a line could open with.

They are `1.` `1)` `(1)` `1/` `1,` `[1]` `Q1` `Question 1 -` `1a` `1.a)` `2.1` `A1` `ii.` and more, each after a quotation
mark too. The patterns are generous and find every line that could open a numbered item (docs/letters.md §3); about half of those do not, and a label may be read in
several ways (`i` is a letter or a roman number). numbering.py decides by sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from disclosed.model import Line
from disclosed.reading.signposts import answer_mark

Style = Literal["arabic", "alpha", "Alpha", "roman", "Roman", "section"]

_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")
_QUARTERS = frozenset("1234")
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ROMAN_VALUES = {letters: value for value, letters in enumerate(_ROMAN) if letters}

_LABEL = re.compile(
    r"""[ ]*
    (?P<prefix>question[ ](?=(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![a-z]))
        | (?:question|request|point|part|section|q)(?:[ ](?=[a-z\d])|(?=\d)) | q\.[ ]?(?=\d))?
    (?P<open>[(\[]?)
    (?P<body>(?<=question[ ])(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)
        | \d{1,3}(?:\.\d{1,3}){0,2}(?:[.]?(?:x{0,1}(?:ix|iv|v?i{1,3}|v)|[a-z])(?![a-z]))?
        | [a-z]\d{1,2}(?!\d)
        | [ivx]{1,5}(?![a-z\d])
        | [a-z](?![a-z\d]))
    (?P<close>[)\]]?)
    (?P<part>[ ]?\([a-z]{1,4}\))?
    (?P<delimiter>\.|\)|:|/(?=\s)|,(?=\s|$)|[ ]?-(?=\s|$)|)
    (?P<gap>\s+|$|(?=[a-z]))""",
    re.VERBOSE,
)
# What stands before a number that is answered there: "Response to question 5", "In answer to Q2:".
_REPLIES = re.compile(
    r" *(?:our |the )?(?:in )?(?:response|answer|reply) (?:to|for) (?=(?:question|q) ?(?:\d|[a-z]{3}))"
)
# A question in quotation marks of its own, `"1. How many …?"`, with its label inside them.
_QUOTED = re.compile(r" *(?P<mark>[\"'])(?=\(?[a-z\d]{1,3}[.)])(?=(?:(?!(?P=mark))[^\r])*(?:(?P=mark)\W*)?$)")
_SPLIT = re.compile(r"\d+|[a-z]+")
_INLINE = re.compile(
    r"(?:(?:^|(?<=\s))\((?P<closed>[a-z]|[ivx]{2,4})\)|(?:^|(?<=[.;,)] )|(?<=\d ))(?P<dotted>[a-z]{1,4})[.)])(?=\s)"
)
_GROUPED = re.compile(  # after a label: it is the first of several that one answer names ("Q14 to Q16.", "2a) & 2b)")
    r"(?:to|and|&|,) ?(?:q(?:uestion)? ?\d{1,3}[a-z]?(?![\w])|\(?\d{1,3}(?:\.\d{1,2})?\(?[a-z]?[).:])(?=[\s.:,)]|$)"
)
# After `Q1`: what a quarter of a year is followed by (a number, its months, its year) and a question is not.
_QUARTERLY = re.compile(
    r"[ :.-]*(?:\(?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|\(?(?:19|20)\d\d|\(?\d\d[/-]\d\d\b|[^a-z\d]*\d[^a-z]*$)"
)
_GLUED = re.compile(r"(?:(?<=[?:])|(?<=(?:19|20)\d\d)|(?<=[.;?:] ))(?P<number>\d{1,2})[.)] ?(?=[a-z])")
# … and one of a run that counts up from 1 inside a line: `1. 24. 2. 15, all in villages. 3. None.`
_CHAINED = re.compile(r"(?:^ *|(?<=[.;:?] )|(?<=[:?]))(?P<number>\d{1,2})(?:[.)] ?|: )(?=\S)")
CHAIN = 3  # numbers; two may be a figure that ends a sentence and another
_ANSWER_LETTER = re.compile(r" *(?P<letter>[AB])(?P<number>\d{0,3}[a-z]?)(?P<delimiter>[).:]|)(?= |$)")
# After a number without a delimiter only words that ask make it a label: "1 How many …", not "14 Market Street".
_ASKED_OUTRIGHT = re.compile(r"(?:how|what|which|who|where|when|why|please|do|does|did|have|has|is|are|can|could)\b")
# `A1: 41 parks. A2: 12.` inside a line, each after the end of what is before it.
_ANSWER_INSIDE = re.compile(r"(?:^ *|(?<=[\w.;,)] ))A(?P<number>\d{1,3})[).:](?= |$)")
_ASKED_BY_Q = re.compile(r" *q(?P<number>\d{1,3}[a-z]?)")
_WORDS = re.compile(r"[a-z']+(?: [a-z']+){2}")
_VALUE = re.compile(r" *(?:£ ?)?(?:\d[\d,.]*(?: ?%)?|none|nil|zero)\W*$")
_QUESTION_LIKE = re.compile(r"\?|^\W*(?:how|what|which|who|where|when|why|please|do|does|did|is|are|has|have)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One level of a number: `e` in `3e.i` is Part("alpha", 5)."""

    style: Style
    value: int


Path = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label that could stand at a place: its parts, and the columns (from 1) of the label and of what follows it.

    `absolute` says that the parts name the whole path (`2a`, `1.1`, `A1`); a lone `a.` hangs on what is open. `answers` says
    that it stands in the authority's words where the requester's are told apart (voices.py), so that it opens no question;
    `replies` that it says so itself ("Response to question 5"); `worded` that words follow it; `valued` that a value does and nothing else; `listed` that it is one of a list within its line; `quarterly` that it may name a quarter of a year; `keyed` that a line
    below opens with the same bare number (bare_numbers.py).
    """

    line: int
    first: int
    rest: int
    printed: str
    parts: Path
    prefix: str
    delimiter: str
    absolute: bool
    inline: bool = False
    question_like: bool = False
    answers: bool = False
    listed: bool = False
    quarterly: bool = False
    replies: bool = False
    worded: bool = False
    keyed: bool = False
    valued: bool = False


def number_of(path: Path, prefix: str) -> str:
    """Write a path as a number: letters joined, roman parts and decimals after a point (letters/README.md)."""
    written = "Q" if prefix == "q" else ""
    before: Style | None = None
    for part in path:
        digits = part.style == "arabic" and before in {"arabic", "section"}
        pointed = before is not None and (part.style == "roman" or digits)
        written += ("." if pointed else "") + _write(part)
        before = part.style
    return written


def _write(part: Part) -> str:
    if part.style in {"arabic", "section"}:
        return str(part.value)
    letters = _ROMAN[part.value] if part.style in {"roman", "Roman"} else chr(ord("a") + part.value - 1)
    return letters.upper() if part.style in {"Roman", "Alpha"} else letters


def candidates_of(line: Line) -> list[list[Candidate]]:
    """Find the labels that a line could open with, each with its readings; then those inside the line, in order."""
    marked = answer_mark(line)
    reply = None if marked else _REPLIES.match(line.shadow)
    quoted = None if marked or reply else _QUOTED.match(line.shadow)
    found = _LABEL.match(line.shadow, reply.end() if reply else marked - 1 if marked else quoted.end() if quoted else 0)
    if marked and found and not (found["open"] and found["close"]):
        found = None  # "Answer: 2. " may be a figure; "Answer: (a) 9" is a part's
    places: list[list[Candidate]] = []
    start = 0
    if found is not None:
        readings = list(_readings(line, found))
        if reply:
            readings = [replace(one, first=1, question_like=False, replies=True) for one in readings]
        if quoted:
            readings = [replace(one, first=quoted.start("mark") + 1) for one in readings]
        if readings:
            places.append(readings)
            start = found.end()
    inline = list(_INLINE.finditer(line.shadow[start:]))
    listed = _listed(inline)
    if places or listed:
        within = [list(_inline(line, match, start)) for match in inline]
        places += [[replace(one, listed=listed) for one in readings] for readings in within]
    run = [match for match in _chain(line.shadow) if match.start("number") >= start]
    known = {match.start("number") for match in run}
    glued = (match for match in _GLUED.finditer(line.shadow, start) if match.start("number") not in known)
    singly = [*((match, True) for match in run), *((match, False) for match in glued)]
    places += [
        [_glued(line, match, listed=one)] for match, one in sorted(singly, key=lambda each: each[0].start("number"))
    ]
    return [place for place in places if place]


def number_cell(line: Line) -> list[Candidate]:
    """Read a cell that holds a number alone, with or without a delimiter: `1`, `2.`, `Q3`, `4(a)`."""
    text, shadow = line.text.rstrip(), line.shadow.rstrip()
    pointed = Line(line.number, f"{text}.", f"{shadow}.", line.page) if shadow[-1:] not in {".", ":"} else line
    found = _LABEL.match(pointed.shadow)
    if found is None or pointed.shadow[found.end() :].strip():
        return []
    last = len(shadow)
    readings = _readings(pointed, found)
    return [replace(one, rest=last + 1, printed=text.strip(), delimiter=".", question_like=True) for one in readings]


def is_number_cell(words: str) -> bool:
    """Tell whether a folded cell is a question's number."""
    return bool(number_cell(Line(1, words, words)))


def _readings(line: Line, found: re.Match[str]) -> Iterator[Candidate]:
    """Give each reading of a label at the head of a line (`i.` is a letter or a roman number)."""
    if not _plausible(line, found):
        return
    body = found["body"] + (found["part"] or "").strip(" ()")
    body = str(_SPELLED.index(body) + 1) if body in _SPELLED else body
    printed = line.text[found.start("body") : found.end("body")]
    prefix = (found["prefix"] or "").strip(" .")
    delimiter = found["open"] + found["close"] + found["delimiter"].strip()
    first = found.start("prefix") if prefix else found.start("open")
    quoted = line.text[first : found.end("delimiter")].strip()
    for parts in _parts(body, upper=printed[:1].isupper(), section=prefix in {"part", "section"}):
        yield Candidate(
            line.number,
            first + 1,
            found.end() + 1,
            quoted,
            parts,
            prefix,
            delimiter,
            absolute=len(parts) > 1 or bool(prefix),
            question_like=_QUESTION_LIKE.search(line.shadow[found.end() :]) is not None,
            worded=_WORDS.match(line.shadow, found.end()) is not None,
            valued=_VALUE.match(line.shadow, found.end()) is not None,
            quarterly=prefix == "q" and body in _QUARTERS and _QUARTERLY.match(line.shadow, found.end()) is not None,
        )


def _plausible(line: Line, found: re.Match[str]) -> bool:
    """Tell a label from the beginning of a sentence, of a citation or of a number."""
    body, prefix, delimited = (
        found["body"],
        (found["prefix"] or "").strip(" ."),
        bool(found["delimiter"] or found["close"]),
    )
    half = bool(found["open"]) and not found["close"]
    if half or (body == "q" and not prefix) or _GROUPED.match(line.shadow, found.end()):
        return False  # "Q: How many …?" has no number
    if not found["gap"] and found.end() < len(line.shadow) and not (body.isdigit() and found["delimiter"] == "."):
        return False
    following = line.text[found.end() : found.end() + 1]
    if prefix in {"part", "section"}:
        return found["delimiter"].strip() in {"-", ":"} or found.end() == len(line.shadow)
    if prefix in {"question", "request", "point"}:
        return delimited or found.end() == len(line.shadow) or following.isupper()
    if delimited or prefix:
        return True
    compound = len(_SPLIT.findall(body)) > 1
    asks = body.isdigit() and following.isupper() and _ASKED_OUTRIGHT.match(line.shadow, found.end()) is not None
    return (compound or asks) and bool(found["gap"]) and found.end() < len(line.shadow)


def _parts(body: str, *, upper: bool, section: bool) -> Iterator[Path]:
    """Read the body of a label: digits, letters and roman numbers, each at its level."""
    pieces = _SPLIT.findall(body)
    if len(pieces) == 1 and not pieces[0].isdigit():
        yield from ((part,) for part in _letter_parts(pieces[0], upper=upper))
        return
    paths: list[Path] = [()]
    for place, piece in enumerate(pieces):
        choices = (
            [Part("section" if section else "arabic", int(piece))]
            if piece.isdigit()
            else list(_letter_parts(piece, upper=upper and place == 0))
        )
        if place:
            choices = choices[:1]
        paths = [(*path, choice) for path in paths for choice in choices]
    yield from paths


def _letter_parts(piece: str, *, upper: bool) -> Iterator[Part]:
    if len(piece) == 1:
        yield Part("Alpha" if upper else "alpha", ord(piece) - ord("a") + 1)
    if piece in _ROMAN_VALUES:
        yield Part("Roman" if upper else "roman", _ROMAN_VALUES[piece])


def _listed(inline: Sequence[re.Match[str]]) -> bool:
    """Tell whether a line holds a list: "How many were (a) issued (b) paid?"."""
    closed = [found["closed"] for found in inline if found["closed"]]
    return closed[:2] in (["a", "b"], ["i", "ii"])


def _inline(line: Line, found: re.Match[str], offset: int) -> Iterator[Candidate]:
    """Give the readings of a label inside a line: `22. (i) 19 (ii) 204`."""
    piece = found["closed"] or found["dotted"]
    start, end = found.start() + offset, found.end() + offset
    rest = end + (len(line.shadow[end:]) - len(line.shadow[end:].lstrip()))
    for part in _letter_parts(piece, upper=line.text[end - 2].isupper()):
        delimiter = "()" if found["closed"] else line.shadow[end - 1]
        printed = line.text[start:end]
        yield Candidate(line.number, start + 1, rest + 1, printed, (part,), "", delimiter, absolute=False, inline=True)


def _chain(shadow: str) -> list[re.Match[str]]:
    """Find the numbers that count up inside a line, from 1 or from its head, each with words between it and the next; none where they are few."""
    run: list[re.Match[str]] = []
    for found in _CHAINED.finditer(shadow):
        wanted = int(run[-1]["number"]) + 1 if run else int(found["number"])
        apart = not run or shadow[run[-1].end() : found.start("number")].strip(" .;")
        if (
            int(found["number"]) == wanted
            and apart
            and (run or wanted == 1 or not shadow[: found.start("number")].strip())
        ):
            run.append(found)
    return run if len(run) >= CHAIN else []


def _glued(line: Line, found: re.Match[str], *, listed: bool) -> Candidate:
    """Give a label stuck to what precedes it where line ends were lost, `… moored?2. How many …`, or one of a run."""
    part = Part("arabic", int(found["number"]))
    start = found.start("number")
    printed = line.text[start : found.end()].strip()
    asks = _ASKED_OUTRIGHT.match(line.shadow, found.end()) is not None
    first, rest = start + 1, found.end() + 1
    return Candidate(
        line.number,
        first,
        rest,
        printed,
        (part,),
        "",
        ".",
        absolute=False,
        inline=True,
        question_like=asks,
        listed=listed,
    )


def answer_marks(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines where `A)` or `A1.` stands for "answer" to what was just asked: it comes again and again, and no `B)` follows.

    `A1` answers `Q1`; where no `Q1` was asked it is an item of section A.
    """
    marks, apart = _answers(lines)
    return frozenset() if apart else marks


def numbered_answers(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines that `A1.`, `A2.` … open as answers to `Q1`, `Q2` …, most of which were asked some way above."""
    marks, apart = _answers(lines)
    return marks if apart else frozenset()


def _answers(lines: Sequence[Line]) -> tuple[frozenset[int], bool]:
    """Find the lines that an A for "answer" opens; and whether most of them answer another question than the last one asked."""
    found: dict[str, dict[int, bool]] = {"a": {}, "b": {}}
    asked: set[str] = set()
    last, several = "", False
    for line in lines:
        question = _ASKED_BY_Q.match(line.shadow)
        last = question["number"] if question else last
        asked |= {last} - {""}
        mark = _ANSWER_LETTER.match(line.text)
        if mark is not None and (mark["number"] in asked or (not mark["number"] and mark["delimiter"])):
            inside = len(_answers_inside(line))
            several = several or inside > 1
            found[mark["letter"].lower()][line.number] = inside > 1 or mark["number"] not in {last, ""}
    marks = found["a"] if (several or len(found["a"]) > 1) and not found["b"] else {}
    return frozenset(marks), sum(marks.values()) * 2 > len(marks)


def _answers_inside(line: Line) -> list[int]:
    """Find where a line's labels of answers stand, which count up one by one from that at its head: `A1: 41 parks. A2: 12.`."""
    places: list[int] = []
    wanted = 0
    for found in _ANSWER_INSIDE.finditer(line.text):
        number = int(found["number"])
        if number == wanted or (not places and not line.text[: found.start()].strip()):
            places.append(found.start("number") - 1)
            wanted = number + 1
    return places


def candidates_answering(line: Line) -> list[list[Candidate]]:
    """Find the labels of a line that `A3.` opens: it is read as that of question 3, which it answers; so is each further one."""
    start, *further = _answers_inside(line) or [len(line.shadow) - len(line.shadow.lstrip())]
    asked = line
    for place in (start, *further):
        asked = Line(
            line.number, _with_letter(asked.text, place, "Q"), _with_letter(asked.shadow, place, "q"), line.page
        )
    opening, *inside = candidates_of(asked) or [[]]
    opened = [
        opening,
        *([*_readings(asked, found)] for place in further if (found := _LABEL.match(asked.shadow, place))),
    ]
    printed = line.text[start]
    return [
        *(
            [replace(one, printed=printed + one.printed[1:], question_like=False, replies=True) for one in each]
            for each in opened
        ),
        *([] if further else inside),
    ]


def candidates_numbered(line: Line, number: str) -> list[list[Candidate]]:
    """Give the labels of a line that opens with the bare number of a question, which it answers; then those inside it."""
    first = line.shadow.index(number)
    end = first + len(number)
    rest = end + len(line.shadow[end:]) - len(line.shadow[end:].lstrip())
    opening = [
        Candidate(line.number, first + 1, rest + 1, number, parts, "", "", absolute=True, replies=True)
        for parts in _parts(re.sub(r"[ ()]", "", number), upper=False, section=False)
    ]
    inside = _INLINE.finditer(line.shadow, rest)
    return [opening, *(readings for found in inside if (readings := list(_inline(line, found, 0))))]


def _with_letter(text: str, place: int, letter: str) -> str:
    return text[:place] + letter + text[place + 1 :]
