"""The block reader for labels with values: `Full plots - 412`, `LED: 14,902`, a bullet with its number some lines below.

Blank lines mean nothing here: the program that made the text turned each tab of the office file into a line end, so
that one to four of them stand between a label and its number (docs/letters.md). A bare number is the same shape
without the label, and a year that heads the rows under it is their first label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosed.model import Line, Span
from disclosed.reading.answer_cells import Cell, cell_at, label_cell, moved, names_period
from disclosed.reading.candidates import (
    BINDERS,
    Candidate,
    Draft,
    ends_in_number,
    holds_values,
    loose_in,
    range_finding,
)
from disclosed.reading.lines import fold
from disclosed.reading.passages import states_an_age
from disclosed.reading.values import Amount, Legend, amounts_in, parse_amount
from disclosed.reading.wholes import ends_in_part

MAX_LINE = 600  # a longer line is prose
MAX_LABEL_WORDS = 16  # a longer label is a sentence; the longest in the letters has nine
# Words that open an answer and label nothing: `Yes, 6`, `There were none`.
_OPENING = frozenset(
    {
        "yes",
        "no",
        "answer",
        "the",
        "reply",
        "response",
        "there",
        "were",
        "was",
        "are",
        "is",
        "we",
        "have",
        "had",
        "been",
    }
)
_SEVERAL = re.compile(r"[:=] ?£?\d[\d,.]*%?;?(?!\S)|\d.*,$")  # two or more values, not one label
_NUMBERS = re.compile(r"\W*£?\d[\d,.]*%?(?:\s+£?\d[\d,.]*%?)+\W*")
_MONTHLY = re.compile(
    r"\W*(?:(?:january|february|march|april|may|june|july|august|september|october|november|december) |(?:q|quarter )[1-4] - )"
    r"(?P<value>\d[\d,]*)\W*$"
)
_SIGN = re.compile(r"\s*(?:(?<!\d):|:(?!\d)|[=|]|(?<=\s)-(?=\s)|\t+|\ {2,}|\.{3,})\s*", re.VERBOSE)
_GAP = re.compile(r"(?<=\S) (?=\S)")
_NOUN = re.compile(r"(?: [a-z'-]+){1,3}[\s.;,]*$")
# The whole that a value is a part of: `41 of 1,204 tested (3.4%)`.
_OF_WHOLE = re.compile(
    r" (?:out )?of (?:the |a total of )?\d[\d,]*(?: [a-z'-]+){0,3}(?: ?[(\[]\d[\d.]* ?(?:%|per ?cent)[)\]])?[\s.;,]*$"
)
_NOUGHT = re.compile(
    r"\s*no [a-z' ]{1,60} (?:from|in|for|during) (?=\d)"
)  # a statement: `No grants made from 2014 - 2017, …`
_PART = re.compile(r"\s-\s|:\s")
_RECKONED = re.compile(
    r"\d(?: [a-z]+)? ?[x×*] ?\d[\d,.]*(?: [a-z]+)? ?="
)  # `2,451 records x 4 minutes = 9,804` is reckoned
_COUNTED = re.compile(r"\d[\d,.]* [a-z][a-z' -]*[,;]")  # `96 trained, target 110` begins with a value of its own
_LISTED = re.compile(r"(?<=[a-z] )\d[\d,.]*, +[a-z]")  # so does `fixed term 41, permanent 0`
_JOINS = re.compile(
    r"\b(?:by|or|of|per|until|up|down|rising|falling|increasing|decreasing|versus|plus|minus)$"
)  # goes on to the next value: `25 metres by`, `12, up`
_TELLS = re.compile(r"(?:(?:in|during|for|on|as at) [\w/ -]{4,20},? )?(?:we|they|it) [a-z]")  # `We issued` 412 is said
_NAMES = re.compile(r"[a-z]|(?:19|20)\d\d")
# `Women's 7 and Men's` holds a value of its own; `Ward 7 and Ward 8` does not.
_JOINED = re.compile(r"(?P<word>[\w'’]+) \d[\d,.]* (?:and|&) (?P<next>[A-Z][\w'’]*)")
_LAST_WORD = re.compile(r"((?:[a-z]+')?[a-z]+)\W*$")  # `St Mary's` ends in no section


# What stands before a value and holds values itself is no label: `Nurses 2022 - 1,890  2023 - ` 2,114, `61; 48;` 9.
_HOLDS_VALUES = re.compile(
    r"[-:=] ?£?\d[\d,.]*%?(?: {2,}|,? )(?:19|20)\d\d(?:[/-]\d\d)?[ :=-]*$|^ *£?\d[\d,.]*%?(?:[;,] £?\d[\d,.]*%?)*[;,] *$"
    r"|[a-z] £?\d[\d,.]*%?; +[a-z]"  # `Compensation £268; legal costs` £611
)


# A value of its own between wide gaps, before another or after it: two columns of a table.
_CELL_BEFORE = re.compile(r"\S {2,}(?:[£<]?\d[\d,.]*%?|\*)$")
_CELLS = re.compile(r"\d%? {2,}[£<*]?\d|\d%? {2,}\*\s*$|^\* {2,}[£<]?\d")

_TIME = re.compile(
    r"(?:(?:for|in|during|the|financial|calendar|academic|reporting|ending) )*(?:year|period|date|as at|from|to|since)\b"
)
# Periods after one another, each with a number: `2022 - 1935` is no span of years where `2023 - 965` stands beside it.
_DASHED = re.compile(
    r"\W*(?:\d{1,2} [a-z]+ )?(?:19|20)\d\d(?:/\d\d)? - \d[\d,]*\W*$|\W*[a-z]+(?: (?:19|20)\d\d)? - \d[\d,]*\W*$"
)
_YEAR_DASHED = re.compile(r"\W*(?P<year>(?:19|20)(?P<short>\d\d))(?P<sign>-)(?P<value>\d[\d,]*)\W*$")
LEAST_DASHED = 3  # lines
_HAS_SIGN = re.compile(r"[:=]")  # parts what it names from its value: `2019/20: 2014`
_OF_NO_NAME = re.compile(r" (?:\d{1,3}(?:,\d{3})+|£\d[\d,.]*|\d+(?:\.\d+)?%)\s*$")  # a quantity, and no part of a name
_SIGN_ALONE = re.compile(r" ?(?::|=| - ?|- ) *")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line cut into its label and its value."""

    label: Cell
    value: Cell


@dataclass(frozen=True, slots=True)
class Entry:
    """One value with what was found to name it: the heading over its group, and its label."""

    heading: Cell | None
    labels: tuple[Cell, ...]
    value: Cell


def split_label(line: Line, legends: Sequence[Legend], *, signed: bool = False) -> Labelled | None:
    """Cut a line at the first sign after which only a value stands; else at the first space that does so.

    Without a sign the value has to be in digits, and not bound to the word before it (`Category 1`, `Winter 2012`);
    `signed` allows none without a sign (`Policy 12` answers a question for names).
    """
    if len(line.text) > MAX_LINE or _NOUGHT.match(line.shadow) or _RECKONED.search(line.shadow):
        return None
    for sign in _SIGN.finditer(line.shadow):
        if len(line.shadow[: sign.start()].split()) > MAX_LABEL_WORDS:
            break
        if line.shadow[: sign.start()].strip(" \t•*-+"):
            value = _value_cell(line, sign.end(), legends, nouns=True)
            if value is not None:
                return Labelled(_label(line, sign.start()), value)
    for gap in () if signed else _GAP.finditer(line.shadow):
        if len(line.shadow[: gap.start()].split()) > MAX_LABEL_WORDS:
            break
        value = _value_cell(line, gap.end(), legends, nouns=False)
        if value is not None and _stands_free(line, gap.start(), value):
            return Labelled(_label(line, gap.start()), value)
    return None


def _label(line: Line, end: int) -> Cell:
    label = label_cell(cell_at(line, 0, end, ()))
    words = re.findall(r"\w+", label.text.casefold())
    return replace(label, end=label.start) if _OPENING.issuperset(words) else label


def _value_cell(line: Line, start: int, legends: Sequence[Legend], *, nouns: bool) -> Cell | None:
    """Read the rest of a line as a value, with up to three words of what is counted where `nouns` allows them."""
    rest = line.shadow[start:]
    amount = parse_amount(rest, legends) or (_with_noun(rest) if nouns else None)
    cell = Cell(line, start, len(line.text.rstrip()), moved(amount, start)) if amount else None
    if (
        cell is None
        or cell.period
        or _CELLS.search(rest)
        or _beside_a_mark(line, start, legends)
        or _CELL_BEFORE.search(line.shadow[:start].rstrip())
        or _SEVERAL.search(line.shadow[:start].strip())
        or _HOLDS_VALUES.search(line.shadow[:start])
    ):
        return None
    before = line.shadow[:start].rstrip(" \t:=|-")
    label = parse_amount(before.rstrip("."))
    stated = label is not None and (label.kind in {"money", "percent"} or before.endswith("."))
    return None if stated or holds_values(before) else cell


def _beside_a_mark(line: Line, start: int, legends: Sequence[Legend]) -> bool:
    """Whether a mark that hides a number stands beside a value as a cell of its own: `Abbey 7 *`, `Hythe * 5`."""
    marks = {legend.mark for legend in legends if legend.status != "observed" and not legend.mark.isalnum()}
    before, rest = line.shadow[:start].split(), line.shadow[start:].split()
    return bool(marks.intersection(before[-1:])) or (len(rest) > 1 and rest[-1] in marks)


def _with_noun(rest: str) -> Amount | None:
    found = next(amounts_in(rest), None)
    if found is None or rest[: found.opens].strip() or found.kind == "range":
        return None
    after = fold(rest[found.closes :])
    return found if _NOUN.match(after) or _OF_WHOLE.match(after) else None


def _stands_free(line: Line, end: int, value: Cell) -> bool:
    """Whether a number after a plain space is a value and no part of the words before it."""
    kind = value.amount.kind if value.amount else "blank"
    if kind in {"word", "year", "blank", "mark", "range"}:
        return False
    before = _LAST_WORD.search(line.shadow[:end].rstrip())
    words = line.shadow[:end].strip(" \t•*-+")
    if _holds_more(line, end, words) or ends_in_part(words) or not _NAMES.search(words):
        return False
    if any(token.kind in {"money", "percent"} or token.first > 1 for token in loose_in(_alone(line, end))):
        return False  # `North 412 South` 388
    if value.amount is not None and states_an_age(line.shadow, value.amount):
        return False
    return bool(words) and not (before and before[1] in BINDERS) and not ends_in_number(words)


def _holds_more(line: Line, end: int, words: str) -> bool:
    """Whether the words before a value hold one of their own, or go on to it."""
    joined = _JOINED.search(line.text[:end])
    if joined and joined["word"].casefold() not in BINDERS | {joined["next"].casefold()}:
        return True
    return any(form.match(words) for form in (_TELLS, _COUNTED)) or any(
        form.search(words) for form in (_LISTED, _JOINS)
    )


def _alone(line: Line, end: int) -> Line:
    """Give what stands before a value, without the mark of a list."""
    words = line.shadow[:end].strip(" \t•*-+")
    return Line(line.number, words, words)


def read_labelled(lines: Sequence[Line], legends: Sequence[Legend], *, signed: bool = False) -> Iterator[Candidate]:
    """Read lines as labels with values, each value on its label's line or on the next."""
    draft = Draft("label and value")
    entries, left = _entries(lines, legends, signed=signed and not _lists_quantities(lines, legends))
    if not entries and not any(cell.amount is not None for cell in left):
        return
    named = _headings_that_name(entries)
    for cell in left:
        draft.faults.append("unused heading")
        if cell.amount is None or cell.amount.kind != "range":
            draft.headings.append(cell.span)
        else:
            draft.spent.append(cell.span)
            words = cell.line.text[cell.amount.start : cell.amount.end]
            draft.doubts.append(range_finding(words, cell.line.number))
    for heading in dict.fromkeys(entry.heading for entry in entries):
        if heading is not None:
            draft.headings.append(heading.span)
            draft.faults += [] if named else ["unused heading"]
    for entry in entries:
        labels = [cell for cell in entry.labels if not cell.empty]
        draft.labels += [cell.span for cell in labels]
        path = _joined(labels)
        if named and entry.heading is not None:
            path = (label_cell(entry.heading).text, *path[:1])
        if path or not _says_none(entry.value):
            draft.take(entry.value, path)
        else:
            draft.spent.append(entry.value.span)
    draft.noted += [span for entry in entries for span in _wholes(entry.value)]
    by_sign = {entry.value.span for entry in entries if _is_signed(entry)}
    if any(figure.span in by_sign and figure not in draft.years for figure in draft.figures):
        draft.years = [figure for figure in draft.years if figure.span not in by_sign]
    yield draft.done()


def _wholes(value: Cell) -> Iterator[Span]:
    """Yield the words that tell what a value is a part of."""
    if value.amount is not None and _OF_WHOLE.match(value.line.shadow, value.amount.closes):
        yield Span(value.line.number, value.amount.closes + 1, len(value.line.text))


def _lists_quantities(lines: Sequence[Line], legends: Sequence[Legend]) -> bool:
    """Whether every line ends in a number, and one of them as no name does: `Referred 5,318`, `Phoned 902`, not `Office 365`."""
    rows = [line for line in lines if not line.shadow.rstrip().endswith(":")]
    return (
        len(rows) > 1
        and any(_OF_NO_NAME.search(line.shadow) for line in rows)
        and all(split_label(line, legends) is not None for line in rows)
    )


def _is_signed(entry: Entry) -> bool:
    """Whether a sign parts a value from a label that is no name of a time: `North: 2019` counts beside `South: 12`."""
    value, label = entry.value, entry.labels[-1] if entry.labels else None
    if label is None or label.line is not value.line or _TIME.match(label.text.casefold()):
        return False
    return _SIGN_ALONE.fullmatch(value.line.shadow, label.end, value.start) is not None


def _says_none(cell: Cell) -> bool:
    """Whether a bare `N/A` or `Not available` is the whole answer: an outcome (refusals.py), and no figure."""
    return cell.amount is not None and cell.amount.value.status in {"not_applicable", "not_available"}


def _joined(labels: Sequence[Cell]) -> tuple[str, ...]:
    """Name one value: a label that was broken over lines is one, and `2016-17 - keys handed back` is two."""
    if len(labels) == 1:
        line, start, end = labels[0].line, labels[0].start, labels[0].end
        part = _PART.search(line.shadow, start, end)
        if part and _dated(line, start, part.start()):
            return (line.text[start : part.start()].strip(), line.text[part.end() : end].strip())
    return (" ".join(cell.text for cell in labels),) if labels else ()


def _dated(line: Line, start: int, end: int) -> bool:
    return names_period(line, start, end) or re.fullmatch(r"(?:19|20)\d\d", line.shadow[start:end].strip()) is not None


def _entries(lines: Sequence[Line], legends: Sequence[Legend], *, signed: bool) -> tuple[list[Entry], list[Cell]]:
    """Pair values with labels in reading order; what is left names nothing."""
    entries: list[Entry] = []
    left: list[Cell] = []
    heading: Cell | None = None
    waiting: list[Cell] = []
    monthly = sum(_MONTHLY.match(line.shadow) is not None for line in lines) > 1
    dashed = [line for line in lines if _DASHED.match(line.shadow)]
    counting = len(dashed) > 1 and not all(names_period(line, 0, len(line.text.rstrip())) for line in dashed)
    years = _years_dashed(lines)
    for line in lines:
        if line.number in years:
            sign = years[line.number]
            value = cell_at(line, sign + 1, len(line.text), legends)
            entries.append(Entry(heading, (label_cell(cell_at(line, 0, sign, ())),), value))
            left += waiting
            waiting = []
            continue
        cell = cell_at(line, 0, len(line.text), legends)
        period = cell.period and not (monthly and _MONTHLY.match(line.shadow)) and not _names_by_sign(line)
        period = period and not (counting and line in dashed)
        whole = _is_value(cell, waiting) or period or (cell.amount is not None and cell.amount.kind == "range")
        split = None if whole else split_label(line, legends, signed=signed)
        if _is_value(cell, waiting):
            entries.append(Entry(heading, tuple(waiting), cell))
            waiting = []
        elif split is not None:
            if waiting and _goes_on(split.label):
                entries.append(Entry(heading, (*waiting, split.label), split.value))
            else:
                left += waiting[:-1]
                heading = waiting[-1] if waiting else heading
                entries.append(Entry(heading, (split.label,), split.value))
            waiting = []
        elif waiting and _goes_on(cell):
            waiting.append(label_cell(cell))
        elif _NUMBERS.fullmatch(cell.line.shadow, cell.start, cell.end):
            left += [*waiting, cell]  # several numbers are no label
            waiting = []
        else:
            left += waiting
            waiting = [cell if cell.amount else label_cell(cell)]
    return entries, left + waiting


def _years_dashed(lines: Sequence[Line]) -> dict[int, int]:
    """Find years that a dash joins to a number, `2020-12`, `2021-18`: where they ascend, a line each, and are not all spans of two years.

    Gives the column index of each line's dash.
    """
    found = [(line.number, match) for line in lines if (match := _YEAR_DASHED.match(line.shadow))]
    ascend = all(int(one["year"]) < int(other["year"]) for (_, one), (_, other) in pairwise(found))
    spans = sum(int(match["value"].replace(",", "")) == (int(match["short"]) + 1) % 100 for _, match in found)
    if len(found) < LEAST_DASHED or not ascend or spans * 2 > len(found):
        return {}
    return {number: match.start("sign") for number, match in found}


def _names_by_sign(line: Line) -> bool:
    """Whether a period names a number after a sign, `2019/20: 2014`; `Year: 2022` is a period."""
    return _HAS_SIGN.search(line.shadow) is not None and _TIME.match(line.shadow.strip()) is None


def _is_value(cell: Cell, waiting: Sequence[Cell]) -> bool:
    """Take a whole line as a value if it states one; a year or a range alone is one only after a label."""
    if cell.amount is None or cell.period:
        return False
    return bool(waiting) or cell.amount.kind not in {"year", "range", "blank"}


def _goes_on(label: Cell) -> bool:
    """Whether a label continues the line above it: it begins with a small letter."""
    return label.text[:1].islower()


def _headings_that_name(entries: Sequence[Entry]) -> bool:
    """Whether headings tell figures apart: each is a year or period, or the same labels stand under two of them."""
    headings = [entry.heading for entry in entries if entry.heading is not None]
    if not headings or any(entry.heading is None for entry in entries):
        return False
    if all(heading.dated for heading in headings):
        return True
    labels = [_joined(entry.labels) for entry in entries]
    return len(set(headings)) > 1 and len(set(labels)) < len(labels)
