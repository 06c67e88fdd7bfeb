"""A run of lines as one text, with the way back to line and column, and what in it can be no figure masked out.

Most numbers in prose are dates, sections, references and names. They are masked here once, so that the readers of
lists and sentences see only numbers that could count something.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosed.model import Line, ReadFigure, Span, Value
from disclosed.reading.candidates import BINDERS, Draft, finding, is_total
from disclosed.reading.tokens import tokens_of
from disclosed.reading.values import Amount

_YEAR_CUES = frozenset({
    "in", "of", "since", "for", "during", "from", "to", "until", "till", "by", "year", "years", "between",
    "end", "before", "after", "through", "calendar", "financial", "early", "late", "january", "february",
    "term", "season", "spring", "summer", "autumn", "winter", "quarter", "half",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "and",
    "or", "was", "were",
})  # fmt: skip
_MASKED = frozenset(
    {"date", "span", "section", "reference", "code", "telephone", "email", "url", "postcode", "time", "ordinal"}
)
_NOTHING = frozenset({
    "information", "record", "records", "data", "figure", "figures", "detail", "details", "answer", "response",
    "such", "longer", "one", "plan", "plans", "policy", "breakdown", "copy", "further", "other", "documents",
    "evidence", "requirement", "duty", "reason", "way", "comment", "change", "changes", "more", "less", "fewer", "later",
    "earlier", "higher", "lower", "greater", "doubt", "decision", "decisions", "intention", "proposal", "proposals",
})  # fmt: skip
_ZERO = re.compile(
    r"(?:^\s*|(?<=[.;] )|(?<=there were )|(?<=there was )|(?<=there have been )|(?<=we've had )|(?<=we have had )|(?<=we had )|(?<=we received ))(?P<words>no (?P<noun>[a-z'-]+(?: (?!(?:is|are) )[a-z'-]+){0,4}?))"
    r"(?= (?:were|was|have|has|had|in|from|for|during|since|granted|made|issued|took|between)\b|[.,;]|$)"
)
_NOT_ZERO = re.compile(r"\b(?:held|recorded|kept|available|collected|known|stored|captured|retained|hold|record)\b")
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][)'\"]))\s+(?=[^a-z\s])")
BRACKETED = re.compile(
    r"\([^()]{0,400}\)|\"[^\"]{0,400}\"|(?<!\w)'[^']{0,400}'(?!\w)|<[^<>]{0,400}>|\{[^{}]{0,400}\}|\[[^\[\]]{0,40}\]"
)
PASSAGES_KEPT = 1024  # answers and sentences of one letter, whose hypotheses cut most of them alike
MASK = "¤"
_NAMED = re.compile(
    r"\b(?:questions?|parts?|pages?|tables?|appendix|appendices|annexe?s?|paragraphs?) \d+[a-z]?(?:(?:, ?| and | to | or | ?- ?| & )\d+[a-z]?)*\b"
)
# Two numbers in the name of something: `the 16 to 19 Bursary Fund`, `our 0-25 Service`.
_NAME = re.compile(r"\b(?:[Tt]he|[Oo]ur|[Ii]ts) (?P<numbers>\d{1,2}(?: to |[-\u2013])\d{1,2}) (?=[A-Z][a-z])")
_AND_YEAR = re.compile(r",? (?:and )?")  # after a year: `in 2021, 2022 and 2023`
_FROM = re.compile(r"\b(?:between|from|period)(?: of)?(?: the)? $")
_TO = re.compile(r" (?:and|to|until|up to|-) ")
_PERIOD_WORDS = re.compile(
    r"\b(?P<words>(?:first|second|third|fourth|last|final) (?:[a-z]+ )?(?:months?|quarters?|half|weeks?|days?) (?:of|in) (?:the )?"
    r"|(?:autumn|spring|summer|winter)(?: (?:term|season))?(?: of)? |(?:(?!the |in )[a-z]+ )?(?:year|months|quarter|period|weeks) (?:to|ending|ended|up to) (?:the )?)$"
)
_RELATIVE = re.compile(
    r"\bthe (?:year before|previous year|year after|following year)\b|\ba year (?:ago|earlier|before|later)\b|\b(?:last|this) year\b"
)
_CUT_SHORT = re.compile(r" (?:to date|so far)(?![a-z])")  # a year that is not over is compared with none
# A number after one of these is a name: `Under Sixteen`, `section 12`, `page 3`.
NAMING = BINDERS - {"to", "than", "number", "no", "and", "over", "from", "year", "years", "times", "least"}


def states_an_age(shadow: str, amount: Amount) -> bool:
    """Whether `under 18` or `below 5` follows a word, and so names who is counted; alone it is a small number."""
    words = shadow[amount.start : amount.end]
    return words.startswith(("under", "below")) and shadow[: amount.start].rstrip()[-1:].isalnum()


@dataclass(frozen=True, slots=True)
class Text:
    """Lines joined by one space, with the way back from an offset to its line and column.

    A line's words stand at `begins` to `ends`; `starts` is where its first column would be, which the words of an indented
    line that follows another do not keep.
    """

    lines: tuple[Line, ...]
    text: str
    shadow: str
    starts: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Text:
        """Join lines without the spaces around their words; those before the first stay, since they stand for other words."""
        starts: list[int] = []
        begins: list[int] = []
        ends: list[int] = []
        texts: list[str] = []
        shadows: list[str] = []
        place = 0
        for line in lines:
            text = line.text.rstrip(" ")
            indent = len(text) - len(text.lstrip(" ")) if texts else 0
            starts.append(place - indent)
            begins.append(place)
            texts.append(text[indent:])
            shadows.append(line.shadow[indent : len(text)])
            place += len(texts[-1])
            ends.append(place)
            place += 1
        return cls(tuple(lines), " ".join(texts), " ".join(shadows), tuple(starts), tuple(begins), tuple(ends))

    def span(self, start: int, end: int) -> Span | None:
        """Find the place of `start:end`; None where it runs over the end of a line."""
        place = bisect_right(self.begins, start) - 1
        if end > self.ends[place]:
            return None
        return Span(self.lines[place].number, start - self.starts[place] + 1, end - self.starts[place])

    def spans(self, start: int, end: int) -> Iterator[Span]:
        """Yield the places that `start:end` covers, line by line."""
        for place in range(max(0, bisect_right(self.begins, start) - 1), bisect_left(self.begins, end)):
            first, last = max(start, self.begins[place]), min(end, self.ends[place])
            if first < last:
                yield Span(self.lines[place].number, first - self.starts[place] + 1, last - self.starts[place])


@dataclass(frozen=True, slots=True)
class Passage:
    """A joined text with what can be no figure masked out, and the periods that it names."""

    source: Text
    masked: str
    periods: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Passage:
        """Give the passage of lines: kept, since each reader of an answer asks for it."""
        return _passage_of(tuple(lines))

    @classmethod
    def read(cls, lines: Sequence[Line]) -> Passage:
        """Mark dates, sections, references, and years that a word before them makes a date."""
        source = Text.of(lines)
        masked = list(source.shadow)
        periods: list[tuple[int, int]] = []
        for line, begin in zip(source.lines, source.starts, strict=True):
            for token in tokens_of(line):
                start, end = begin + token.first - 1, begin + token.last
                listed = bool(periods) and _AND_YEAR.fullmatch(source.shadow, periods[-1][1], start) is not None
                year = token.kind == "year" and (listed or _names_year(source.shadow, start))
                if token.kind in _MASKED or year:
                    masked[start:end] = MASK * (end - start)
                    if token.kind in {"date", "span", "year"}:
                        periods.append((start, end))
        for name in _NAME.finditer(source.text):
            masked[name.start("numbers") : name.end("numbers")] = MASK * len(name["numbers"])
        text = _NAMED.sub(lambda found: MASK * len(found[0]), "".join(masked))
        periods += [relative.span() for relative in _RELATIVE.finditer(text)]
        whole = tuple(_whole_period(source.shadow, place) for place in _joined_periods(source.shadow, sorted(periods)))
        held = list(text)
        for start, end in whole:
            held[start:end] = MASK * (end - start)
        return cls(source, "".join(held), whole)


@lru_cache(maxsize=PASSAGES_KEPT)
def _passage_of(lines: tuple[Line, ...]) -> Passage:
    return Passage.read(lines)


def _joined_periods(shadow: str, periods: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the two ends of one period: `between 1 April 2021 and 31 March 2022`, `from 2019 to 2022`."""
    joined: list[tuple[int, int]] = []
    for start, end in periods:
        if joined and _goes_on(shadow, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        elif not joined or start >= joined[-1][1]:
            joined.append((start, end))
    return joined


def _goes_on(shadow: str, before: tuple[int, int], start: int) -> bool:
    """Whether a date is the other end of the period before it, or the year that the end of a line parts from its day."""
    if not shadow[before[1] : start].strip():
        return True
    opens = _FROM.search(shadow, max(0, before[0] - 20), before[0])
    return opens is not None and _TO.fullmatch(shadow, before[1], start) is not None


def _whole_period(shadow: str, place: tuple[int, int]) -> tuple[int, int]:
    """Take in the words that make a period of a date, or a part of a year: `first six months of 2023`, `2025 to date`."""
    before = _PERIOD_WORDS.search(shadow, max(0, place[0] - 60), place[0])
    after = _CUT_SHORT.match(shadow, place[1])
    return before.start("words") if before else place[0], after.end() if after else place[1]


def _names_year(shadow: str, start: int) -> bool:
    """Whether a word, or an opening bracket, before a number from 1900 to 2099 makes it a year."""
    before = re.search(r"([a-z]+[ ,]*|\()$", shadow[max(0, start - 20) : start])
    return before is not None and (before[1] == "(" or before[1].strip(" ,") in _YEAR_CUES)


def take(draft: Draft, source: Text, amount: Amount, labels: tuple[str, ...]) -> None:
    """Add the figure of an amount of the joined text; one that runs over a line's end cannot be quoted, and is a doubt."""
    span = source.span(amount.start, amount.end)
    words = source.text[amount.start : amount.end]
    if span is None:
        line = next(source.spans(amount.start, amount.end)).line
        draft.spent += source.spans(amount.start, amount.end)
        draft.doubts.append(
            finding(
                "uncertain_reading",
                f"“{words}” runs over the end of a line.",
                "Settle it with a `readings:` line.",
                line,
            )
        )
        return
    total = any(is_total(label) for label in labels)
    draft.figures.append(ReadFigure(labels, amount.value, words, span, total))
    if amount.kind == "year":
        draft.faults.append("year as a count")


def named(shadow: str, amount: Amount) -> bool:
    """Whether the word before a number makes it part of a name: `Under Sixteen`, `section 12`."""
    before = re.search(r"((?:[a-z]+')?[a-z]+)[ -]*$", shadow[max(0, amount.opens - 24) : amount.opens])
    return before is not None and before[1] in NAMING


def zero_in(sentence: str) -> Amount | None:
    """`No prosecutions were brought` states nought; `No information is held` states nothing."""
    found = _ZERO.search(sentence)
    if found is None or _NOT_ZERO.search(sentence):
        return None
    nouns = found["noun"].removeprefix("such ").split()
    if nouns[0] in _NOTHING or nouns[-1] in _NOTHING:
        return None
    start, end = found.span("words")
    return Amount("zero", Value(0), start, end, start, end)


def sentences(source: Text) -> Iterator[tuple[int, int]]:
    """Yield the place of each sentence; the blanks that stand for another answer's words before the first are none of it."""
    start = len(source.text) - len(source.text.lstrip(" "))
    for stop in _SENTENCE_END.finditer(source.text):
        yield start, stop.start()
        start = stop.end()
    if source.text[start:].strip():
        yield start, len(source.text)
