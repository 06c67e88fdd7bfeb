"""Block readers for answers in sentences and lists: `339 accepted, 258 not accepted`, `2022: 204, 2023: 239`, `Yes, in 212 streets`.

Most numbers in prose are no figures: dates, sections, ages, what a refusal would cost. A sentence gives a figure only
where the question asks for a quantity; the first number that nothing else explains is taken, a second without a
pattern makes the reading doubtful, and a remark in brackets or quotation marks is never read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosed.answer_cells import label_span, moved
from disclosed.answer_tables import Draft
from disclosed.candidates import BINDERS, Candidate, finding, is_total, range_finding
from disclosed.lines import fold
from disclosed.model import Line, ReadFigure, Span, Value
from disclosed.tokens import tokens_of
from disclosed.values import Amount, Legend, amounts_in

# A question that asks how much or how many; and one that asks for words, in whose answer a number counts nothing.
_ASKS_QUANTITY = re.compile(
    r"\b(?:how (?:many|much|long|often|far)|numbers?|totals?|cost|spen[dt]|paid|pays?|income|share|proportion|percentage|per ?cent"
    r"|rates?|charges?|fees?|rent|price|bill|amounts?|figures?|budget|value|sums?|counts?|mean|average|median|breakdown|fte)\b"
)
_ASKS_WORDS = re.compile(
    r"\b(?:who|whom|whose|which|what|why|where|when|name|describe|explain|details?|list|do you|does|did|is|are|will|would|please share)\b"
)
# `What is the penalty?` may ask for either: only money or a share in its answer is taken.
_ASKS_WORTH = re.compile(
    r"\bwhat (?:is|was|are|were) (?:the|your|its) (?!names?\b|polic|reason|process|procedure|definition|address|title|outcome)"
)
_REFUSES = re.compile(
    r"\bexempt\b|\bexemption (?:in|under|applies)|\bwithh(?:e|o)ld|\brefus|\bexceed|cost limit|appropriate limit|above the limit|limit of [\d£]|neither confirm nor deny|vexatious"
    r"|manifestly unreasonable|\bdecline"
)
# What a letter says when it gives a number although it refuses the rest.
_GIVES = re.compile(
    r"welcome to|able to (?:give|say|tell|confirm|provide)|can (?:give|say|tell|confirm|provide)|did have|(?:be of help|to help|to assist)|discretion"
)
_STATES = re.compile(r"\s*(?:in total,? )?(?:there (?:were|was|are|is)|we (?:had|have|received|issued|hold)|the total|a total|total)\b")
# A quantity after one of these limits something else: `within 14 days`, `at 5 minutes a report`, `for more than six weeks`.
_LIMITS = frozenset("within after before every each per at than last next past for".split())
_TIME_UNITS = frozenset({"hours", "minutes", "days", "weeks", "months"})
_YEAR_CUES = frozenset(
    "in of since for during from to until till by year years between end before after through calendar financial early late "
    "january february march april may june july august september october november december and or was were".split()
)
_MASKED = frozenset(
    {"date", "span", "section", "reference", "code", "telephone", "email", "url", "postcode", "time", "ordinal"}
)
_NOTHING = frozenset(
    "information record records data figure figures detail details answer response such longer one plan plans policy "
    "breakdown copy further other documents evidence requirement duty reason way comment change changes".split()
)
_ZERO = re.compile(
    r"(?:^\s*|(?<=[.;] )|(?<=there were )|(?<=there was )|(?<=there have been ))(?P<words>no (?P<noun>[a-z'-]+(?: [a-z'-]+){0,4}?))"
    r"(?= (?:were|was|have|has|had|in|from|for|during|since|granted|made|issued|took|between)\b|[.,;]|$)"
)
_NOT_ZERO = re.compile(r"\b(?:held|recorded|kept|available|collected|known|stored|captured|retained|hold|record)\b")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])")
_BRACKETED = re.compile(r"\([^()]{0,400}\)|\"[^\"]{0,400}\"|(?<!\w)'[^']{0,400}'(?!\w)|<[^<>]{0,400}>|\{[^{}]{0,400}\}|\[[^\[\]]{0,40}\]")
_ITEM_END = re.compile(r"[\s,;:&.]*(?:\b(?:and|of which|of whom|including|with|relating to|plus)\b)?[\s,;&.]*$")
_ITEM_HEAD = re.compile(r"^(?:were|was|are|is|have been|had been|has been|of them were|of these were)\s+")
_LONE = re.compile(r"^(?:were|was|are|is|have been|had been|has been)\s+(?P<label>[a-z'-]+(?: [a-z'-]+){0,2})\s*$")
_NO_LABEL = frozenset("a an per each every of in on at from since to for by within during than as or out off".split())
_AFTER_ITEM = re.compile(r"\s*(?:\([^()]{0,200}\))?\s*(?:[,;&.]|and\b|$)")
_SIGN_BEFORE = re.compile(r"(?:[:=]\s*|\s-\s+)$")
_SEPARATOR = re.compile(r"^[\s,;&.]*(?:and\b)?[\s,;&.]*")
MAX_ITEM_WORDS = 6
MASK = "¤"
_ZERO_PERIOD = re.compile(rf"(?: [a-z]+){{0,3}} (?:from|in|for|during) (?P<period>{MASK}+)[,;]\s*")


@dataclass(frozen=True, slots=True)
class Text:
    """Lines joined by one space, with the way back from an offset to its line and column."""

    lines: tuple[Line, ...]
    text: str
    shadow: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Text:
        """Join lines; what stands before and after each line's words stays, so that columns can be told."""
        starts, place = [], 0
        for line in lines:
            starts.append(place)
            place += len(line.text) + 1
        text = " ".join(line.text for line in lines)
        return cls(tuple(lines), text, fold(text), tuple(starts))

    def span(self, start: int, end: int) -> Span | None:
        """Find the place of `start:end`; None where it runs over the end of a line."""
        place = bisect_right(self.starts, start) - 1
        line, offset = self.lines[place], start - self.starts[place]
        if offset + end - start > len(line.text):
            return None
        return Span(line.number, offset + 1, offset + end - start)

    def spans(self, start: int, end: int) -> Iterator[Span]:
        """Yield the places that `start:end` covers, line by line."""
        for line, begin in zip(self.lines, self.starts, strict=True):
            first, last = max(start, begin), min(end, begin + len(line.text))
            if first < last:
                yield Span(line.number, first - begin + 1, last - begin)


@dataclass(frozen=True, slots=True)
class Passage:
    """A joined text with what can be no figure masked out, and the periods that it names."""

    source: Text
    masked: str
    periods: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Passage:
        """Mask dates, sections, references, and years that a word before them makes a date."""
        source = Text.of(lines)
        masked = list(source.shadow)
        periods: list[tuple[int, int]] = []
        for line, begin in zip(source.lines, source.starts, strict=True):
            for token in tokens_of(line):
                start, end = begin + token.first - 1, begin + token.last
                year = token.kind == "year" and _names_year(source.shadow, start)
                if token.kind in _MASKED or year:
                    masked[start:end] = MASK * (end - start)
                    if token.kind in {"date", "span", "year"}:
                        periods.append((start, end))
        return cls(source, "".join(masked), tuple(periods))


def _names_year(shadow: str, start: int) -> bool:
    before = re.search(r"([a-z]+)[ ,]*$", shadow[max(0, start - 20) : start])
    return before is not None and before[1] in _YEAR_CUES


def asks_for_words(question: str) -> bool:
    """Whether a question asks for a name, a reason, a document or a yes, and not for a quantity."""
    shadow = fold(question)
    return _ASKS_QUANTITY.search(shadow) is None and _ASKS_WORDS.search(shadow) is not None


def _asks_worth(question: str) -> bool:
    return _ASKS_WORTH.search(fold(question)) is not None


def refuses(text: str) -> bool:
    """Whether words refuse something."""
    return _REFUSES.search(fold(text)) is not None


def read_labels_in_line(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Candidate]:
    """`2022: 1,106, 2023: 1,322` and `Stalls - 418 & Pitches - 93.`: labels with values, one after another in a line.

    list = item { ("," | ";" | "&" | "and") item }    item = label (":" | "=" | " - ") value
    """
    passage = Passage.of(lines)
    shadow = passage.source.shadow
    draft = Draft("list of labels and values")
    place = _take_zero(draft, passage)
    for amount in amounts_in(passage.masked):
        sign = _SIGN_BEFORE.search(shadow[place : amount.opens])
        if sign is None or not _AFTER_ITEM.match(shadow[amount.closes :]) or amount.kind in {"range", "blank"}:
            continue
        start = place + len((_SEPARATOR.match(shadow[place:]) or re.match("", ""))[0])  # type: ignore[index]
        end = place + sign.start()
        if ": " in shadow[start:end]:
            intro = start + shadow[start:end].rindex(": ")
            draft.headings += passage.source.spans(start, intro)
            draft.faults.append("unused heading")
            start = intro + 2
        _take(draft, passage.source, amount, _labels_at(passage.source, (start, end)))
        draft.labels += passage.source.spans(start, end)
        place = amount.closes
    if len(draft.figures) > 1:
        yield draft.done()


def _take_zero(draft: Draft, passage: Passage) -> int:
    """`No TEN's granted from 2014 - 2017, April 2018/19: 16` opens with a nought; return where the list goes on."""
    source = passage.source
    zero = _zero_in(source.shadow)
    after = _ZERO_PERIOD.match(passage.masked, zero.closes) if zero else None
    if zero is None or after is None or source.shadow[: zero.start].strip():
        return 0
    _take(draft, source, zero, (source.text[after.start("period") : after.end("period")],))
    draft.labels += source.spans(*after.span("period"))
    return after.end()


def _labels_at(source: Text, place: tuple[int, int]) -> tuple[str, ...]:
    label = source.text[place[0] : place[1]].strip(" \t•,;:&=")
    return (label,) if label else ()


def _take(draft: Draft, source: Text, amount: Amount, labels: tuple[str, ...]) -> None:
    """Add the figure of an amount of the joined text; one that runs over a line's end cannot be quoted, and is a doubt."""
    span = source.span(amount.start, amount.end)
    words = source.text[amount.start : amount.end]
    if span is None:
        line = next(source.spans(amount.start, amount.end)).line
        draft.spent += source.spans(amount.start, amount.end)
        draft.doubts.append(
            finding("uncertain_reading", f"“{words}” runs over the end of a line.", "Settle it with a `readings:` line.", line)
        )
        return
    total = any(is_total(label) for label in labels)
    draft.figures.append(ReadFigure(labels, amount.value, words, span, total))
    if amount.kind == "year":
        draft.faults.append("year as a count")


def read_values_in_line(question: str, lines: Sequence[Line]) -> Iterator[Candidate]:
    """`46 employed, 9 vacancies`, with a row's label before it or none; without words, the question's list names them.

    row = [ label (" - " | ":") ] item { ("," | ";" | "&" | "and") item }    item = value [ words ]
    """
    draft = Draft("list of values")
    for line in lines:
        passage = Passage.of([line])
        items = _items(passage)
        if items is None:
            draft.headings += passage.source.spans(0, len(line.text))
            draft.faults.append("unused heading")
            continue
        row, values = items
        labels = [label for _, label in values]
        if not any(labels):
            labels = list(listed_in(question, len(values)))
            if len(labels) != len(values):
                return
        elif not all(labels):
            return
        row_label = line.text[row[0] : row[1]]
        if row_label:
            draft.labels.append(Span(line.number, row[0] + 1, row[1]))
        for (amount, _), label in zip(values, labels, strict=True):
            _take(draft, passage.source, amount, tuple(part for part in (row_label, label) if part))
        draft.labels.append(Span(line.number, values[0][0].start + 1, len(line.text)))
    if len(draft.figures) > 1:
        yield draft.done()


def _items(passage: Passage) -> tuple[tuple[int, int], list[tuple[Amount, str]]] | None:
    """Cut a line into a row label and two or more values, each with the words after it."""
    source = passage.source
    bracketless = _BRACKETED.sub(lambda found: " " * len(found[0]), passage.masked)
    amounts = [amount for amount in amounts_in(bracketless) if amount.kind not in {"range", "blank"} and not _bound(bracketless, amount)]
    first = next((place for place, amount in enumerate(amounts) if amount.kind != "year" or place), None)
    if first is None or len(amounts) - first < 2:
        return None
    amounts = amounts[first:]
    row = _row_before(passage, amounts[0].opens)
    if row is None:
        return None
    items = []
    for place, amount in enumerate(amounts):
        end = amounts[place + 1].opens if place + 1 < len(amounts) else len(source.text)
        words = _item_words(bracketless, source.text, amount.closes, end)
        if words is None:
            return None
        items.append((amount, words))
    return row, items


_STRONG = BINDERS - {"to", "than", "number", "no", "and", "over", "from", "year", "years", "times", "least"}


def _bound(shadow: str, amount: Amount) -> bool:
    """Whether the word before a number makes it part of a name: `Under Sixteen`, `section 12`."""
    before = re.search(r"([a-z]+)[ -]*$", shadow[max(0, amount.opens - 24) : amount.opens])
    return before is not None and before[1] in _STRONG


def _row_before(passage: Passage, end: int) -> tuple[int, int] | None:
    """Find the row's label before the first value: nothing, or words that a sign parts from it."""
    shadow = passage.source.shadow[:end]
    if not shadow.strip(" \t•*-+"):
        return (0, 0)
    sign = _SIGN_BEFORE.search(shadow)
    if sign is None:
        return None
    return label_span(passage.source.lines[0], 0, sign.start())


def _item_words(bracketless: str, text: str, start: int, end: int) -> str | None:
    """Take the words between two values as the first one's label; None where they are too many or end a sentence."""
    stop = _ITEM_END.search(bracketless[start:end])
    words = bracketless[start : start + stop.start() if stop else end]
    if len(words.split()) > MAX_ITEM_WORDS or re.search(r"[.?!:]|\bthe\b", words):
        return None
    clean = " ".join(text[start : start + len(words)].split()) if words.strip() else ""
    clean = re.sub(r"\s*\([^()]*\)", "", clean).strip(" ,;:")
    clean = _ITEM_HEAD.sub("", clean)
    first = clean.split(" ")[0].casefold() if clean else ""
    return "" if first in _NO_LABEL else clean


def listed_in(question: str, count: int) -> tuple[str, ...]:
    """Find the `count` things that a question names in order: `… that were (in this order) allowed, allowed in part, turned down`.

    Only where the question marks the list's start, with a bracket or a colon, so that no other words become a label.
    """
    pieces = re.split(r",\s*(?:and\s+|or\s+)?|;\s*|\s+(?:and|or)\s+", question.strip(" \t.?"))
    for parted in (re.split(r"[,;]\s*", question.strip(" \t.?")), pieces):
        if len(parted) < count:
            continue
        items = [piece.strip() for piece in parted[-count:]]
        marked = re.split(r"[):]\s*", items[0])
        if len(marked) > 1 and all(items) and marked[-1]:
            return (marked[-1], *items[1:])
    return ()


def read_sentences(question: str, lines: Sequence[Line], *, refused: bool) -> Iterator[Candidate]:
    """Read prose: the first quantity stated, or one for each period where each has its own."""
    worth = asks_for_words(question)
    if worth and not _asks_worth(question):
        return
    passage = Passage.of(lines)
    draft = Draft("sentence")
    dated: list[tuple[ReadFigure, str]] = []
    for start, end in _sentences(passage.source):
        found = _quantities(passage, (start, end), question)
        found = [amount for amount in found if not worth or _is_worth(passage.source.shadow, amount)]
        if refused and not _gives(passage.source.shadow[start:end]):
            continue
        if not found or (draft.figures and not dated):
            continue
        pairs = _by_period(passage, (start, end), found)
        if pairs and (not draft.figures or dated):
            for amount, period in pairs:
                _take(draft, passage.source, amount, (passage.source.text[period[0] : period[1]],))
                draft.labels += passage.source.spans(*period)
            dated += [(figure, figure.labels[0]) for figure in draft.figures[len(dated) :]]
        elif not draft.figures:
            _first_of(draft, passage, found, end)
    if len(dated) == 1:
        draft.figures = [replace(figure, labels=()) for figure in draft.figures]
    if draft.figures or draft.doubts:
        yield draft.done()


def _is_worth(shadow: str, amount: Amount) -> bool:
    return amount.kind in {"money", "percent"} or "£" in shadow[amount.start : amount.end]


def _gives(sentence: str) -> bool:
    return _GIVES.search(sentence) is not None and not re.search(r"exceed|limit|refus|exempt", sentence)


def _sentences(source: Text) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _SENTENCE_END.finditer(source.text):
        yield start, stop.start()
        start = stop.end()
    if source.text[start:].strip():
        yield start, len(source.text)


def _quantities(passage: Passage, place: tuple[int, int], question: str) -> list[Amount]:
    """List the quantities of one sentence that may answer the question."""
    start, end = place
    masked = _BRACKETED.sub(lambda found: MASK * len(found[0]) if "<" not in found[0] else " " * len(found[0]), passage.masked[start:end])
    found = [
        moved(amount, start)
        for amount in amounts_in(masked)
        if amount.kind not in {"blank", "mark"} and not _limits(masked, amount, fold(question))
    ]
    zero = _zero_in(passage.source.shadow[start:end])
    if zero is not None:
        found.insert(0, moved(zero, start))
    return found


def _limits(sentence: str, amount: Amount, question: str) -> bool:
    """Whether a quantity measures something other than the answer: an age, a time allowed, one of several."""
    before = re.findall(r"[a-z]+", sentence[max(0, amount.opens - 40) : amount.opens])
    last = before[-1] if before else ""
    after = re.match(r"[ -]*([a-z]+)", sentence[amount.closes :])
    following = after[1] if after else ""
    if amount.kind == "word" and sentence[amount.start : amount.end] == "one":
        return not (len(before) == 0 or last in {"was", "only", "just"}) or following in {"of", "or", "another"}
    if last in _STRONG:
        return True
    unit = amount.value.unit
    if unit in _TIME_UNITS and str(unit).rstrip("s") not in question:
        return True
    if following in {"years", "year", "yrs"} and "year" not in question.split("?")[0].split()[-3:]:
        return True
    return last in _LIMITS and (unit in _TIME_UNITS or amount.kind == "word")


def _zero_in(sentence: str) -> Amount | None:
    """`No prosecutions were brought` states nought; `No information is held` states nothing."""
    found = _ZERO.search(sentence)
    if found is None or _NOT_ZERO.search(sentence) or found["noun"].split()[0] in _NOTHING:
        return None
    words = found["noun"].split()[-1]
    if words in _NOTHING:
        return None
    start, end = found.span("words")
    return Amount("zero", Value(0), start, end, start, end)


def _by_period(passage: Passage, place: tuple[int, int], found: Sequence[Amount]) -> list[tuple[Amount, tuple[int, int]]]:
    """Give each quantity of a sentence the one period that stands with it: `Two … in 2022 and twelve in 2023`."""
    start, end = place
    periods = [(first, last) for first, last in passage.periods if start <= first < end]
    if len(periods) != len(found) or any(amount.kind == "range" for amount in found):
        return []
    before = all(period[0] < amount.start for period, amount in zip(periods, found, strict=True))
    after = all(period[0] > amount.start for period, amount in zip(periods, found, strict=True))
    if len(found) > 1 and not (before or after):
        return []
    return list(zip(found, periods, strict=True))


def _first_of(draft: Draft, passage: Passage, found: Sequence[Amount], end: int) -> None:
    """Take a sentence's first quantity; a range is refused, and a second quantity without a pattern is a doubt."""
    source, first = passage.source, found[0]
    if first.kind == "range":
        span = next(source.spans(first.start, first.end))
        draft.spent += source.spans(first.start, first.end)
        draft.doubts.append(range_finding(source.text[first.start : first.end], span.line))
        return
    _take(draft, source, first, _lone_label(source, first, end))
    others = [amount for amount in found[1:] if amount.kind != "range" and amount.value.unit == first.value.unit]
    if others and draft.figures:
        words = source.text[others[0].start : others[0].end]
        draft.doubts.append(
            finding(
                "uncertain_reading",
                f"“{draft.figures[-1].words}” is read as the answer, and “{words}” stands in the same sentence.",
                "Settle both with `readings:` lines.",
                draft.figures[-1].span.line,
            )
        )


def _lone_label(source: Text, amount: Amount, end: int) -> tuple[str, ...]:
    """Label a lone figure by what its words say of it (`694 were offered`), where they are no finished sentence."""
    rest = source.shadow[amount.closes : end].strip()
    lone = _LONE.match(rest)
    if lone is None or lone["label"].split()[-1] in {"and", "or", "but", "while"}:
        return ()
    place = source.shadow.index(lone["label"], amount.closes)
    return (source.text[place : place + len(lone["label"])],)


def states_a_figure(line: Line) -> bool:
    """Whether a sentence before a table gives a figure of its own: `There were 668 in all.`"""
    return _STATES.match(line.shadow) is not None
