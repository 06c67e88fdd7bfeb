"""What a letter's own marks mean: its lines to legends, `* fewer than five; the mark stands for 1-4 appeals`.

A mark is read by its legend only (docs/reading.md). The same `*` hides a small number in one letter and stands for a
figure to be published later in the next; `c`, `:` and `(u)` are letters and points until a note explains them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from disclosed.model import Line, Marker, Number, Status
from disclosed.reading.lines import fold
from disclosed.reading.values import NUMBER_WORDS, Legend, number_of

_MARK = r"\*{1,3}|\([a-z]\)|\[[a-z]\]|<\ ?\d{1,3}|[:#~†‡]|\.\.|[a-z](?![a-z'])"
_SAYS = r"=|stands?\ for|denotes?|means?|indicates?|represents?|is\ (?:used|printed|shown|given|put|entered|written)\ (?:for|where|when|instead\ of|in\ place\ of)|shows?\ (?:that|where)"
# `c = too small to give. : = does not apply` holds two; the words of one end where the next begins.
_EQUATED = re.compile(
    rf"(?:^|(?<=[.;,]\ )|(?<=\())\ *['\"]?(?P<mark>{_MARK})['\"]?\ ?(?:{_SAYS})\ ?"
    rf"(?P<words>.{{1,300}}?)(?=[.;]\ +['\"]?(?:{_MARK})['\"]?\ ?(?:{_SAYS})|$)",
    re.VERBOSE,
)
# `* For 2018/19 nothing can be shown yet`: no verb of meaning, so the words must explain (a `*` may be a bullet).
# A letter alone is a mark where statistics have it for one.
_FOOTNOTE = re.compile(
    r"^\s*(?P<mark>\*{1,3}|†|‡|\([a-z]\)|\[[a-z]\]|[cuxz](?=[ :-]{1,3}[a-z]{3}))\s*[:-]?\s*(?P<words>.{3,300})$"
)
_MARKED = re.compile(
    r"(?:marked|marked\ with|shown\ as|shown\ by|given\ as|replaced\ (?:by|with))\ ['\"]?(?P<mark><\ ?\d{1,3}|\*{1,3}|\[?[a-z]\]?(?=['\"]))"
    r"['\"]?,?\ (?P<words>.{1,300})$",
    re.VERBOSE,
)
# `A letter k in a table stands for one or two`, `the symbol ~ means …`.
_CALLED = re.compile(
    rf"""\b(?:letter|mark|symbol|sign|character|marker)\ ['\"(]?(?P<mark>{_MARK})['\")]?
    (?:\ (?:in|within)\ (?:an?|the|any|this|these)\ (?:tables?|cells?|columns?|rows?))?\ (?:{_SAYS})\ (?P<words>[^.;]{{1,300}})""",
    re.VERBOSE,
)
# `A dash (-) means that there were no incidents`, `"-" denotes nil`: a dash alone is a bullet, so it is quoted or named,
# or what it says stands right behind it: `- denotes nil`.
_DASH = re.compile(
    rf"""(?:['\"(](?P<mark>-)['\")]|\b(?:dash|hyphen)\b(?:\ ?[('\"]+-[)'\"]+)?|(?:^|(?<=[.;,]\ ))-(?=\ ?=|\ (?:denotes|indicates|represents|stands\ for)\ ))
    (?:\ [a-z]+){{0,4}}?\ ?(?:{_SAYS})\ ?(?:that\ )?(?P<words>[^.;]{{1,300}})""",
    re.VERBOSE,
)
_MARK_AFTER = re.compile(
    r"(?P<words>[^.;]{5,200}?)\ (?:is|are|has\ been|have\ been)\ (?:shown|marked|replaced|given)\ (?:as|by|with)\ (?:(?:an?|the)\ )?"
    r"(?:(?:symbol|sign|mark|marker|character)\ )?"
    r"['\"(]?(?P<mark><\ ?\d{1,3}|\*{1,3}|asterisk|[#~†‡]|hash|\[[a-z]\])(?![\w*])",
    re.VERBOSE,
)
_NAMED_MARKS = {"asterisk": "*", "hash": "#"}
_OF_SAYING = (
    "=",
    "stand",
    "denote",
    "mean",
    "indicate",
    "represent",
    "is used",
    "show",
    "is printed",
    "is given",
    "is put",
    "is entered",
    "is written",
)
_OF_MARKING = ("marked", "shown", "given", "replaced")
# Each with words without which it fits nothing.
_PATTERNS = (
    (_EQUATED, _OF_SAYING),
    (_MARKED, _OF_MARKING),
    (_MARK_AFTER, _OF_MARKING),
    (_FOOTNOTE, ("",)),
    (_CALLED, _OF_SAYING),
    (_DASH, _OF_SAYING),
)
_NUMBER = rf"(?:\d+|{'|'.join(NUMBER_WORDS)})"
_FROM_TO = re.compile(rf"(?<![\w/])(?:from |between )?({_NUMBER})(?: ?- ?| to | and | or )({_NUMBER})(?![\w/])")
_BELOW = re.compile(rf"(?:fewer|less|lower) than ({_NUMBER})|(?:under|below) ({_NUMBER})|< ?(\d+)")
_AT_MOST = re.compile(rf"({_NUMBER})(?: [a-z]+)? or (?:fewer|less)")

# A bound with another ground beside it bounds nothing: `fewer than 5, or another number could be worked out from it`.
_OTHER_GROUND = re.compile(
    r"\bor (?:an)?other\b|\bor (?:where|because|so that|to (?:prevent|avoid|stop))\b|\bsecondary\b"
)
# `* Fewer than 5 days - 41` is a row behind a bullet, and explains nothing.
_ROW = re.compile(r"\s*\*{1,3} .*(?: -|:| =|\t| {2,}) ?[£<]?\d[\d,.]*%?(?: [a-z]+){0,2}[\s.;,]*$")
_STARRED = re.compile(r"\s*(\*{1,3}) ")
_OPENS_WITH_MARK = re.compile(rf"\s*(?!a\s+[a-z])['\"(]?(?:{_MARK}|-)['\")]?(?:\s|$)")
# What the words of a legend say, tried in this order: `too few … to be relied on` is unreliable before it is few.
_MEANINGS: tuple[tuple[re.Pattern[str], Status, Marker | None], ...] = (
    (
        re.compile(
            r"(?:will|to|shall) (?:\w+ )?(?:be )?publish|future publication|still to come|come out|not yet|nothing can be shown yet|later date"
        ),
        "not_available",
        "[x]",
    ),
    (re.compile(r"relied on|reliab|robust|unreliable|low quality"), "not_available", "[u]"),
    (re.compile(r"not? appl(?:y|ies|icable)|n/a\b|\bno [a-z ]{1,40} appl(?:y|ies|ied)\b"), "not_applicable", "[z]"),
    (
        re.compile(
            r"fewer than|less than|or fewer|or less|too (?:small|few|low)|small number|low number|low count|suppress|withheld|held back"
            r"|disclos|identif|known from|confidential|\bfrom \d+ to \d|\bbetween \d+ and \d|\b\d ?- ?\d"
        ),
        "suppressed",
        "[c]",
    ),
    (
        re.compile(
            r"^(?:that )?(?:there (?:were|was|are|is|have been|has been) (?:no|none|zero|nil)|nil|zero|none|nought|0"
            r"|no (?!data|information|figure|record|return|response|answer|number)[a-z]+)(?![a-z])"
        ),
        "observed",
        None,
    ),
    (re.compile(r"not (?:available|collected|recorded|held|known|supplied)|missing|no data"), "not_available", "[x]"),
)
MAX_NOTE = 4  # lines of one note under a table
MAX_SMALL = 30  # a range in a legend that ends above this is a year, a page or a reference


def legends_of(lines: Sequence[Line]) -> tuple[Legend, ...]:
    """Read every legend of a letter; the first to explain a mark stands."""
    found: dict[str, Legend] = {}
    bullets = frozenset(_bullets(lines))
    for paragraph in _paragraphs([line for line in lines if line.number not in bullets]):
        for legend in legends_in(paragraph):
            found.setdefault(legend.mark, legend)
    return tuple(found.values())


def _bullets(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines that an asterisk opens as a bullet: rows, and those beside another that opens alike."""
    for line in lines:
        if _ROW.match(line.shadow):
            yield line.number
    for one, other in pairwise(lines):
        marks = [_STARRED.match(line.shadow) for line in (one, other)]
        if all(marks) and len({mark[1] for mark in marks if mark}) == 1:
            yield from (one.number, other.number)


def legends_in(text: str) -> Iterator[Legend]:
    """Yield the legends of one paragraph."""
    shadow = " ".join(fold(text).split())
    for pattern, cues in _PATTERNS:
        for match in pattern.finditer(shadow) if any(cue in shadow for cue in cues) else ():
            legend = _explained((match["mark"] or "-").replace(" ", ""), match["words"])
            if legend:
                yield legend


def is_legend(line: Line) -> bool:
    """Whether a line opens with a mark that it explains."""
    shadow = line.shadow.strip()
    return _ROW.match(shadow) is None and any(
        (match := pattern.match(shadow)) is not None and _explained(match["mark"], match["words"]) is not None
        for pattern in (_EQUATED, _FOOTNOTE)
    )


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Yield each line, and each run of lines without a gap joined: a legend may run over a line's end.

    A line that opens with a mark comes with the lines that go on from it.
    """
    run: list[str] = []
    for place, line in enumerate(lines):
        if line.text.strip():
            run.append(line.text)
            yield " ".join(_note(lines, place))
            continue
        if len(run) > 1:
            yield " ".join(run)
        run = []
    if len(run) > 1:
        yield " ".join(run)


def _note(lines: Sequence[Line], place: int) -> Iterator[str]:
    """Yield a line and, where it opens with a mark, up to MAX_NOTE lines that go on from it.

    A mark alone on its line, right under another line, is a cell of a table, and what is below it is the next.
    """
    yield lines[place].text
    opens = _OPENS_WITH_MARK.match(lines[place].shadow)
    if opens is None or (place and opens.end() == len(lines[place].shadow) and lines[place - 1].shadow.strip()):
        return
    for before, line in pairwise(lines[place : place + MAX_NOTE]):
        if before.shadow.rstrip().endswith((".", ";")) or not line.text.strip() or _OPENS_WITH_MARK.match(line.shadow):
            return
        yield line.text


def _explained(mark: str, words: str) -> Legend | None:
    """Say what a mark's words mean, or None where they explain nothing."""
    mark = _NAMED_MARKS.get(mark, mark)
    for pattern, status, marker in _MEANINGS:
        if pattern.search(words):
            bounded = status == "suppressed" and not _OTHER_GROUND.search(words)
            low, high = _range(words) if bounded else (None, None)
            if high is None and mark.startswith("<"):
                high = number_of(mark) - 1
            return Legend(mark, status, marker, low, high, value=0 if status == "observed" else None)
    low, high = _range(words) if _FROM_TO.match(words) or _BELOW.search(words) else (None, None)
    return None if high is None else Legend(mark, "suppressed", "[c]", low, high)


def _range(words: str) -> tuple[Number | None, Number | None]:
    """Find the least and the most that a small number may be: `1-4`, `from 1 to 4`, `fewer than five`."""
    for match in _FROM_TO.finditer(words):
        low, high = number_of(match[1]), number_of(match[2])
        if low < high <= MAX_SMALL:
            return low, high
    if below := _BELOW.search(words):
        return None, number_of(next(group for group in below.groups() if group)) - 1
    if most := _AT_MOST.search(words):
        return None, number_of(most[1])
    return None, None
