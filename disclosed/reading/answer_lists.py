"""Block readers for lists inside a line: `2022: 204, 2023: 239`, `46 employed, 9 vacancies`, `2016 - 30%, 20%, 35%`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from disclosed.model import Line, Span
from disclosed.reading.answer_cells import ROUND_BULLET, Cell, cell_at, label_cell, label_span
from disclosed.reading.candidates import Candidate, Draft, holds_values
from disclosed.reading.limiting import limits
from disclosed.reading.lines import fold
from disclosed.reading.passages import BRACKETED, MASK, Passage, Text, named, states_an_age, take, zero_in
from disclosed.reading.values import Amount, Legend, amounts_in

_ITEM_END = re.compile(r"[\s,;:&.]*(?:\b(?:and|of which|of whom|including|with|relating to|plus)\b)?[\s,;&.]*$")
_ITEM_ENDS = re.compile(r"\s*(?:[,;&.]|and\b|$)")
_ITEM_HEAD = re.compile(r"^(?:were|was|are|is|have been|had been|has been|of them were|of these were)\s+")
_NO_LABEL = frozenset({
    "a", "an", "per", "each", "every", "of", "in", "on", "at", "from", "since", "to", "for", "by", "within",
    "during", "than", "as", "or", "out", "off", "that", "which",
})  # fmt: skip
# … but these are a state that things are in: `20.4 in post, 3.6 vacant`.
STATE = re.compile(
    r"(?:in (?:post|use|force|place|hand|progress|service|stock)|on (?:order|leave|hold|site|time|loan|call|duty|secondment)|at work|out of \w+|(?:in )?(?:part|full))\b",
    re.IGNORECASE,
)
# What is counted may stand between a value and the next label: `Abbey: 412 pupils, Castle: 388 pupils`.
_COUNTED = r"(?:(?: [a-z'-]+){1,3}(?=[,;] ?[a-z\d]| and [a-z][^,;:=]{0,40}[:=] |[.;,]?\s*$))?"
_AFTER_ITEM = re.compile(rf"{_COUNTED}\s*(?:\([^()]{{0,200}}\))?\s*(?:[,;&.]|and\b|$|(?=[A-Za-z][^:=]{{0,40}}[:=] ))")
_SIGN_BEFORE = re.compile(r"(?:[:=]\s*|\s-\s+)$")
_OPENING = re.compile(r"(?<=\S) \($")  # `North (7), South (11)`
_AFTER_BRACKET = re.compile(r"\)\s*(?:[,;&.]|and\b|$)")
_SEPARATOR = re.compile(rf"{_COUNTED}(?:\s*\([^()]{{0,200}}\))?[\s,;&.)]*(?:and\b)?[\s,;&.]*")
_YEARLY = re.compile(r"(?:(?<=[.;] )|^ *)(?=(?:19|20)\d\d(?:[-/]\d{2,4})?(?: -|:) )")
MAX_ITEM_WORDS = 6
_PAIRS_HEAD = re.compile(r"(?P<head>[^:;=]{1,60}?)\s*(?: -|:) +(?=[^:;=\d][^:;=]{0,60}[:=])")
_PAIR_SIGN = re.compile(r"(?P<label>[^:;=\d][^:;=\d]{0,60}?)\s?[:=]\s?(?=\S)")
_PAIR_END = re.compile(r"[;,] +(?=[^\d\s])")
_LED = re.compile(
    r".*\b(?:were|was|are|is|namely|for|to|by) (?:the )?(?=[A-Z])"
)  # a sentence that leads to a list's first name
# What leads to a period that names a value: `As at 1 April 2023: 4,120`, `In 2022/23: 88`.
_BEFORE_PERIOD = re.compile(
    r"(?:as (?:at|of)|in|for|during|on) (?=\d|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)",
    re.IGNORECASE,
)
SIGN_REACH = (
    12  # a sign stands this near its value; looking further back makes a long line take the square of its length
)
# Words of a sentence, of two items, or of a clause that goes on into the next value (`carried out by 6 officers`).
_IN_ORDER = re.compile(r"(?:.* )?in (?:this|that|the following) order", re.IGNORECASE)
_NO_ITEM = re.compile(rf"[.?!:;{MASK}]|\bthe\b|\b(?:by|of|with|to|for|from|at|than|as)\s*$")
_ZERO_PERIOD = re.compile(rf"(?: [a-z]+){{0,3}} (?:from|in|for|during) (?P<period>{MASK}+)[,;]\s*")


def read_labels_in_line(lines: Sequence[Line]) -> Iterator[Candidate]:
    """`2022: 1,106, 2023: 1,322` and `Stalls - 418 & Pitches - 93.`: labels with values, one after another in a line.

    list = item { ("," | ";" | "&" | "and") item }    item = label (":" | "=" | " - ") value
    """
    passage = Passage.of(lines)
    shadow = passage.source.shadow
    draft = Draft("list of labels and values")
    place = _take_zero(draft, passage)
    counts = False
    for amount in amounts_in(passage.masked):
        near = max(place, amount.opens - SIGN_REACH)
        sign = _SIGN_BEFORE.search(shadow[near : amount.opens])
        after = _AFTER_ITEM.match(shadow, amount.closes)
        if sign is None and amount.kind != "year":
            sign = _OPENING.search(shadow[near : amount.opens])
            after = _AFTER_BRACKET.match(shadow, amount.closes)
        if sign is None or after is None or amount.kind in {"range", "blank"}:
            continue
        separator = _SEPARATOR.match(shadow, place)
        start = separator.end() if separator else place
        end = near + sign.start()
        if ": " in shadow[start:end]:
            intro = start + shadow[start:end].rindex(": ")
            draft.headings += passage.source.spans(start, intro)
            draft.faults.append("unused heading")
            start = intro + 2
        if titled := _title_over(passage.source, start, end):
            draft.headings += passage.source.spans(start, titled)
            draft.faults.append("unused heading")
            start = titled
        if ";" in shadow[start:end] or holds_values(shadow[start:end]) or _runs_over(passage.source, start, end):
            continue
        take(draft, passage.source, amount, _labels_at(passage.source, (start, end)))
        draft.labels += passage.source.spans(start, end)
        place = amount.closes
        counts = counts or amount.kind != "year"
    if counts:  # beside a count, a number after its label and sign counts too, though it could name a year
        draft.faults = [fault for fault in draft.faults if fault != "year as a count"]
    if len(draft.figures) > 1:
        yield draft.done()


def _title_over(source: Text, start: int, end: int) -> int:
    """Give where a label begins beneath a line of other words, `Pressure ulcers` over `Category 2: 214`; 0 where none stands over it."""
    cut = next((begins for begins in reversed(source.begins) if start < begins < end), 0)
    if not cut or any(map(str.isdigit, source.shadow[start:cut])):
        return 0
    return cut if source.text[cut : cut + 1].isupper() and source.shadow[start:cut].strip(" ,;&.") else 0


def _runs_over(source: Text, start: int, end: int) -> bool:
    """Whether a label would begin with a number that ends the line before: `88 days` over `Awaiting sale: 31`."""
    cut = next((begins for begins in source.begins if start < begins < end), None)
    return cut is not None and any(mark.isdigit() for mark in source.shadow[start:cut])


def _take_zero(draft: Draft, passage: Passage) -> int:
    """`No TEN's granted from 2014 - 2017, April 2018/19: 16` opens with a nought; return where the list goes on."""
    source = passage.source
    zero = zero_in(source.shadow)
    after = _ZERO_PERIOD.match(passage.masked, zero.closes) if zero else None
    if zero is None or after is None or source.shadow[: zero.start].strip():
        return 0
    take(draft, source, zero, (source.text[after.start("period") : after.end("period")],))
    draft.labels += source.spans(*after.span("period"))
    return after.end()


def _labels_at(source: Text, place: tuple[int, int]) -> tuple[str, ...]:
    label = _without_bullet(source.text[place[0] : place[1]].strip(" \t•,;:&="))
    led = _LED.match(label) if len(label.split()) > MAX_ITEM_WORDS else None
    label = label[led.end() :] if led else label
    before = _BEFORE_PERIOD.match(label)
    label = label[before.end() :] if before else label
    return (label,) if label else ()


def _without_bullet(label: str) -> str:
    bullet = ROUND_BULLET.match(label)
    return label[bullet.end() :] if bullet else label


def read_headed_pairs(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Candidate]:
    """`2022 - needle: 23; drink: 88`: each line a head, then labels with values; none unless every line is one.

    row = head (" - " | ":") pair { (";" | ",") pair }    pair = label (":" | "=") value
    """
    draft = Draft("pairs under a head")
    for line in lines:
        head = _PAIRS_HEAD.match(line.shadow, len(line.shadow) - len(line.shadow.lstrip()))
        pairs = list(_pairs_in(line, head.end(), legends)) if head else []
        if head is None or len(pairs) < 2 or None in pairs:
            return
        opens, closes = label_span(line, *head.span("head"))
        draft.labels.append(Span(line.number, opens + 1, closes))
        for label, value in filter(None, pairs):
            draft.labels.append(label.span)
            draft.take(value, (line.text[opens:closes], label.text))
    if len(lines) > 1:
        yield draft.done()


def _pairs_in(line: Line, start: int, legends: Sequence[Legend]) -> Iterator[tuple[Cell, Cell] | None]:
    """Yield the pairs of a line from `start` on; None for a piece that is none."""
    ends = [found.span() for found in _PAIR_END.finditer(line.shadow, start)]
    for first, last in pairwise([start, *(edge for span in ends for edge in span), len(line.text)]):
        if (first, last) in ends:
            continue
        sign = _PAIR_SIGN.match(line.shadow, first, last)
        value = cell_at(line, sign.end(), last, legends) if sign else None
        label = label_cell(cell_at(line, first, sign.end("label"), ())) if sign else None
        yield (label, value) if label and value and value.valued and not label.empty else None


def read_values_in_line(question: str, lines: Sequence[Line]) -> Iterator[Candidate]:
    """`46 employed, 9 vacancies`, with a row's label before it or none; without words, the question's list names them.

    row = [ label (" - " | ":") ] item { ("," | ";" | "&" | "and") item }    item = value [ words ]
    """
    draft = Draft("list of values")
    for line, place in [(one, place) for one in lines for place in _rows(one)]:
        passage = Passage.of([line])
        items = _items(passage, place, question)
        if items is None:
            draft.headings += passage.source.spans(*place)
            draft.faults.append("unused heading")
            continue
        row, values = items
        labels = [label for _, label in values]
        if any(labels):
            labels = [label or _unit_word(line, amount) for amount, label in values]
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
            take(draft, passage.source, amount, tuple(part for part in (row_label, label) if part))
        draft.labels.append(Span(line.number, values[0][0].start + 1, place[1]))
    if len(draft.figures) > 1:
        yield draft.done()


def _unit_word(line: Line, amount: Amount) -> str:
    """Give the word for an amount's unit: of `47 homes, 23 days` the second is `days`."""
    word = line.text[amount.end : amount.closes].strip(" -")
    return word if word.isalpha() and _ITEM_ENDS.match(line.shadow, amount.closes) else ""


def _rows(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the places of a line's rows: all of it, or each of several that open with a year: `2021 - 12 new and 3 old. 2022 - …`."""
    cuts = [found.start() for found in _YEARLY.finditer(line.shadow)]
    starts = [0, *cuts[1:]] if len(cuts) > 1 and not line.shadow[: cuts[0]].strip() else [0]
    yield from pairwise((*starts, len(line.text)))


def _items(
    passage: Passage, place: tuple[int, int], question: str
) -> tuple[tuple[int, int], list[tuple[Amount, str]]] | None:
    """Cut a line, or a part of it, into a row label and two or more values, each with the words after it."""
    source = passage.source
    bracketless = BRACKETED.sub(lambda found: " " * len(found[0]), passage.masked[: place[1]])
    bracketless = " " * place[0] + bracketless[place[0] :]
    amounts = [
        amount
        for amount in amounts_in(bracketless)
        if amount.kind not in {"range", "blank"}
        and not named(bracketless, amount)
        and not states_an_age(bracketless, amount)
        and not limits(bracketless, amount, fold(question))
    ]
    first = next((place for place, amount in enumerate(amounts) if amount.kind != "year" or place), None)
    if first is None or len(amounts) - first < 2:
        return None
    amounts = amounts[first:]
    row = _row_before(passage, place[0], amounts[0].opens)
    if row is None:
        return None
    items = []
    ends = [*(amount.opens for amount in amounts[1:]), place[1]]
    for amount, end in zip(amounts, ends, strict=True):
        words = _item_words(bracketless, source.text, amount.closes, end)
        if words is None or (amount.kind == "word" and end < place[1] and not _is_parted(bracketless, amount, end)):
            return None
        items.append((amount, words))
    return row, items


def _is_parted(bracketless: str, amount: Amount, end: int) -> bool:
    """Whether a mark or `and` stands before the next value; else what is counted in words does something: `one boat sank 3 others`."""
    stop = _ITEM_END.search(bracketless[amount.closes : end])
    return stop is not None and bool(stop[0].strip())


def _row_before(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """Find the row's label before the first value: nothing, or words that a sign parts from it."""
    shadow = passage.source.shadow[:end]
    if not shadow[start:].strip(" \t•*-+"):
        return (start, start)
    sign = _SIGN_BEFORE.search(shadow)
    if sign is None:
        return None
    return label_span(passage.source.lines[0], start, sign.start())


def _item_words(bracketless: str, text: str, start: int, end: int) -> str | None:
    """Take the words between two values as the first one's label; None where they are too many or end a sentence."""
    stop = _ITEM_END.search(bracketless[start:end])
    words = bracketless[start : start + stop.start() if stop else end]
    if len(words.split()) > MAX_ITEM_WORDS or _NO_ITEM.search(words):
        return None
    clean = " ".join(text[start : start + len(words)].split()) if words.strip() else ""
    clean = re.sub(r"\s*\([^()]*\)", "", clean).strip(" ,;:/")
    clean = _ITEM_HEAD.sub("", clean)
    first = clean.split(" ")[0].casefold() if clean else ""
    return "" if first in _NO_LABEL and not STATE.match(clean) else clean


def listed_in(question: str, count: int) -> tuple[str, ...]:
    """Find the `count` things that a question names in order: `… that were (in this order) allowed, allowed in part, turned down`.

    Only where the question marks the list's start, with a bracket, a colon or "in this order", so that no other words become a label.
    """
    pieces = re.split(r",\s*(?:and\s+|or\s+)?|;\s*|\s+(?:and|or)\s+", question.strip(" \t.?"))
    for parted in (re.split(r"[,;]\s*", question.strip(" \t.?")), pieces):
        if len(parted) < count:
            continue
        items = [piece.strip() for piece in parted[-count:]]
        marked = re.split(r"[):]\s*", items[0])
        if len(marked) > 1 and all(items) and marked[-1]:
            return (marked[-1], *items[1:])
        if len(parted) > count and _IN_ORDER.fullmatch(parted[-count - 1].strip()) and all(items):
            return tuple(items)
    return ()


_NAMES = re.compile(r",\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
_BEFORE_NAMES = re.compile(r".*\b(?:into|were|was|are|by|the|of|for|many|as|both|either|numbers?)\s+", re.IGNORECASE)
_MAX_NAME = 4  # words of one name in a list


def named_in(text: str, count: int) -> tuple[str, ...]:
    """List the last `count` names that a text joins with commas and `and`: `split these into upheld, partly upheld and not upheld`.

    Only for an answer that says that its numbers stand in their order; see `listed_in` for one that does not.
    """
    names = [name.strip() for name in _NAMES.split(text.strip(" \t.?"))][-count:]
    if len(names) != count or count < 2:
        return ()
    first = _BEFORE_NAMES.sub("", names[0])
    named = (first, *names[1:])
    return (
        named if all(0 < len(name.split()) <= _MAX_NAME and not any(map(str.isdigit, name)) for name in named) else ()
    )


_HOW_MANY = re.compile(r"\bhow (?:many|much)\b")
_ASKED_WORDS = re.compile(
    r"\s*(?:of (?:the |these|those|them|which|whom)\s*)?(?:(?:were|was|are|is|have|has|had|did|do)\s+)?(?:an? |the )?(?P<words>[a-z'-]+(?: [a-z'-]+){0,5}?)"
    r"(?=\s*(?:[?,;.(]|$)|\s(?:are|is|were|was|did|do|does|have|has|had|in|at|on|by|for|and|there|who|that)\b)"
)


def asked_in(question: str, count: int) -> tuple[str, ...]:
    """Name what each `how many` of a question counts, where it has `count` of them: `34 and 6 respectively` answers two."""
    shadow = fold(question)
    asked = [_ASKED_WORDS.match(shadow, found.end()) for found in _HOW_MANY.finditer(shadow)]
    if len(asked) != count or count < 2 or not all(asked):
        return ()
    return tuple(question[slice(*found.span("words"))] for found in asked if found)
