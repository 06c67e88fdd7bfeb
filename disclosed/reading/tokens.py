"""A line to its tokens: every character of the line stands in exactly one.

Completeness is then a sum over tokens and needs no second search: a token that holds a digit (or a number word in an
answer) is a figure, or is set aside with one of REASONS. The kinds say what a token looks like and not what it is:
`2035` looks like a year and may be a count, `1.` may open a question (numbering.py decides that by sequence).
One alternation, tried from the left, each branch linear; forms are those of docs/letters.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from disclosed.model import Line
from disclosed.reading.lines import ESCAPE, HIDDEN

Kind = Literal[
    "tab",
    "space",
    "control",
    "url",
    "email",
    "postcode",
    "telephone",
    "date",
    "time",
    "span",
    "year",
    "section",
    "money",
    "percent",
    "bound",
    "range",
    "ordinal",
    "measure",
    "reference",
    "code",
    "number",
    "number_word",
    "marker",
    "bullet",
    "word",
    "punctuation",
]
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)} | {"plain_word": "word"}

NUMERIC: frozenset[str] = frozenset(
    {"date", "time", "span", "year", "section", "money", "percent", "bound", "range", "ordinal", "measure"}
    | {"reference", "code", "number", "telephone", "postcode"}
)

MOST_KEPT = 32_768  # lines whose tokens are kept: a table of more would be cut anew each time that it is asked of

# Why a number is no figure: reason → what the account says of it.
REASONS: dict[str, str] = {
    "question number": "numbers a question or an answer",
    "question text": "stands in a question",
    "label": "is part of a label",
    "heading": "heads a column",
    "year": "names a year",
    "date": "is part of a date",
    "period": "names a period",
    "time": "is a time of day",
    "provision": "cites what a refusal relies on",
    "other provision": "cites a section that is no ground for a refusal",
    "title": "is part of the title of an Act",
    "refusal": "explains a refusal",
    "range": "is one end of a range, which is not one figure",
    "whole": "is what a figure is a part of",
    "age": "is an age",
    "note": "stands in a note",
    "words": "stands in an answer given in words",
    "reference": "is part of a reference",
    "telephone": "is a telephone number",
    "address": "is part of an address",
    "page number": "numbers a page",
    "paragraph number": "numbers a paragraph of the letter",
    "item number": "numbers an item of a list",
    "furniture": "belongs to the page and not to the letter",
    "head": "stands in the letter's head",
    "tail": "stands after the answers",
    "appeal": "belongs to the right of review",
    "link mark": "marks a link",
    "code": "is part of a code or a name",
}

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:\^?(?:st|nd|rd|th))?"
_MODAL = r"may[ ](?:also|appear|be|have|include|need|no|not|only|relate|still)(?![a-z])"  # "2 may be": no date
_PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_END = rf"(?![\w{HIDDEN}])"
_START = rf"(?<![\w{HIDDEN}])"
_WORD = rf"[^\W\d_](?:[^\W\d_]|{HIDDEN})*"
_ONES = r"one|two|three|four|five|six|seven|eight|nine"
_TEENS = r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SECTION = r"\d{1,3}[a-z]{0,2}(?:\(\d{1,2}[a-z]{0,2}\)|\([a-z]{1,4}\))*"

_MORE_THAN_A_WORD = (
    rf"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|(?:s|ss|sections?|regs?|regulations?|articles?)(?![a-z])"
    rf"|{_TENS}|{_TEENS}|{_ONES}|a[ ](?:hundred|thousand|million)|hundred|thousand|zero|nil|none)"
)

# Branches in order of trial: the longer or more certain form first. `cue` splits off the word before a section.
_BRANCHES: tuple[tuple[str, str], ...] = (
    ("tab", r"\t"),
    ("space", r"[ ]+"),
    # Most words of a letter; no later branch but `word` fits them, and trying those first takes half of the time.
    ("plain_word", rf"{_START}(?!{_MORE_THAN_A_WORD})[a-z]+(?=[ ,;?)]|\.?(?:[ ]|$))"),
    ("control", rf"{ESCAPE}(?:\[[0-9;]{{0,16}}[a-z])?"),
    ("url", r"(?:https?://|www\.)[^\s<>\"]{1,2000}"),
    ("email", rf"{_START}[a-z0-9._%+-]{{1,64}}@(?:[a-z0-9-]{{1,63}}\.){{1,6}}[a-z]{{2,24}}"),
    ("postcode", rf"{_START}(?!s\d)[a-z]{{1,2}}\d[a-z\d]?[ ]?\d[a-z]{{2}}{_END}"),
    (
        "telephone",
        rf"(?:{_START}0\d{{2,4}}[ ]?\d{{3}}[ ]?\d{{3,4}}|\+44[ ]?\(?0?\)?\d{{2,4}}[ ]?\d{{3,4}}[ ]?\d{{3,4}}){_END}",
    ),
    (
        "date",
        rf"""{_START}(?:
            {_YEAR}-(?:0\d|1[0-2])-[0-3]\d(?!\d)
          | {_DAY}/(?:1[0-2]|0?[1-9])/(?:{_YEAR}|\d\d(?!\d))
          | {_DAY}-(?:1[0-2]|0[1-9])-(?:{_YEAR}|\d\d(?!\d))
          | {_DAY}{_TH}(?:[ ]?-[ ]?|[ ](?:of[ ])?|)(?!{_MODAL}){_MONTH}(?![a-z])(?:,?[ -]?{_YEAR}(?!/\d)|[ -]\d\d(?![\d/:]|[.,]\d|[a-z]))?
          | {_MONTH}[ ]{_DAY}{_TH}(?!\d|[/,]\d),?(?:[ ]{_YEAR}(?!/\d))?
          | {_MONTH},?[ ]?{_YEAR}(?![\d/]|-\d)
        )""",
    ),
    (
        "span",
        rf"""{_START}(?:
            {_MONTH}[ ]?-[ ]?{_MONTH},?[ ](?:{_YEAR}|\d\d){_END}
          | {_YEAR}[ ]?[-/][ ]?{_YEAR}{_END}
          | {_YEAR}[-/]\d\d{_END}(?![/,-]\d)
          | y{_YEAR}{_END}
        )""",
    ),
    ("short_span", rf"{_START}\d\d[-/]\d\d{_END}(?![/,-]\d)"),
    ("time", rf"{_START}(?:[01]?\d|2[0-3])(?::[0-5]\d|(?:[.:][0-5]\d)?[ ]?[ap]m{_END})(?:[ ]?[ap]m{_END})?"),
    (
        "cue",
        rf"{_START}(?P<announced>sections?|ss?\.?|regulations?|regs?\.?|articles?)(?P<gap>[ ]?)(?P<cited>{_SECTION}){_END}",
    ),
    ("section", rf"{_START}\d{{1,3}}[a-z]?\(\d{{1,2}}[a-z]{{0,2}}\)(?:\([a-z0-9]{{1,4}}\))*"),
    (
        "money",
        rf"(?:(?<!\w)[-+])?[£€$][ ]?{_PLAIN}(?:[ ]?(?:million|billion|thousand|bn|m|k){_END})?|{_START}\d{{1,3}}p{_END}",
    ),
    ("percent", rf"(?:(?<!\w)[-+])?{_START}{_PLAIN}[ ]?(?:%|per[ ]?cent{_END})"),
    ("bound", rf"(?:[<>]=?|[≤≥])[ ]?{_PLAIN}{_END}"),
    ("range", rf"{_START}\d{{1,4}}-\d{{1,4}}{_END}(?![/,.-]\d)"),
    ("ordinal", rf"{_START}\d{{1,4}}\^?(?:st|nd|rd|th){_END}"),
    ("year", rf"{_START}{_YEAR}{_END}(?!,\d|\.\d|[/-]\d)"),
    (
        "reference",
        rf"""{_START}(?:
            [a-z]{{1,12}}(?:\d{{1,8}}|(?:[-/][a-z]{{1,12}}){{0,4}})[-/]\d[\w/.-]{{0,40}}(?<![.-])
          | \d{{1,12}}(?:[-/]\d{{1,12}}){{2,6}}{_END}
          | \d{{1,12}}/[a-z\d][a-z\d/]{{0,20}}
        )""",
    ),
    (
        "measure",
        rf"{_START}{_PLAIN}(?:hrs?|hours?|mins?|minutes?|yrs?|years?|days?|km|kg|miles?|tonnes?|ha|mph|kwh|m|bn|k){_END}",
    ),
    ("number", rf"(?:(?<![\w.,)\]])[-+](?=\d))?{_START}{_PLAIN}{_END}(?![,.]\d)"),
    ("code", rf"(?=[^\W_]{{0,40}}\d)[^\W_](?:[^\W_]|{HIDDEN}){{0,200}}(?:[.,]\d{{1,6}}){{0,8}}"),
    (
        "number_word",
        rf"""{_START}(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|(?:{_ONES}|a)[ ](?:hundred|thousand|million)|{_ONES}
        |hundred|thousand|zero|nil|none){_END}""",
    ),
    ("marker", r"\*+|\([a-z]\)(?=\s|$|\|)|\[[a-z]\](?=\s|$|\|)|†|‡"),
    ("bullet", r"•"),
    ("word", rf"{_WORD}(?:['-]{_WORD})*"),
    ("punctuation", r"."),
)
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _BRANCHES), re.VERBOSE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of characters of one line; `first` and `last` count from 1, `text` quotes the letter, not the shadow."""

    kind: Kind
    first: int
    last: int
    text: str


@lru_cache(maxsize=MOST_KEPT)
def tokens_of(line: Line) -> tuple[Token, ...]:
    """Cut a line into tokens that tile it."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(line.shadow):
        for kind, start, end in _pieces(found):
            tokens.append(Token(kind, start + 1, end, line.text[start:end]))
    return tuple(tokens)


def _pieces(found: re.Match[str]) -> list[tuple[Kind, int, int]]:
    """Name a match; a section is split from the word that announces it, and two digits and two need to follow on."""
    name = found.lastgroup or ""
    if found["cue"] is not None:
        cited = found.start("cited")
        word: tuple[Kind, int, int] = ("word", found.start(), found.end("announced"))
        gap: list[tuple[Kind, int, int]] = [("space", found.end("announced"), cited)] if found["gap"] else []
        return [word, *gap, ("section", cited, found.end())]
    if name == "short_span":
        return [("span" if _follow_on(found[0]) else "range", found.start(), found.end())]
    return [(_KINDS[name], found.start(), found.end())]


def _follow_on(text: str) -> bool:
    """Tell `18/19` from `11-17`: a year's short span names two years that follow one another."""
    return (int(text[:2]) + 1) % 100 == int(text[3:])
