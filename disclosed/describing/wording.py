"""Numbers, dates and lists as a reader of the site sees them (docs/editorial.md §2): the same everywhere, and never the locale's.

Text carries typographic quotes and a true minus sign; ISO dates and bare numbers stay in the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from disclosed.model import Number
from disclosed.months import MONTHS

# Counts of things that are no figures (panels, questions) read better in words; a figure is always in digits.
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MINUS = "\N{MINUS SIGN}"
ELLIPSIS = " …"  # where words are left out
UNENDED = " ,;:("  # signs that no text ends with when it is cut
# Units that stand beside the number; every other unit stands once, in the heading.
SIGNS_BEFORE = {"GBP": "£", "EUR": "€", "USD": "$"}
SIGNS_AFTER = {"percent": "%"}
# unit of a value → heading of the axis, prefix, suffix; anything else is counted: "Number of children"
MEASURES = {
    "GBP": ("Pounds", "£", ""),
    "percent": ("Per cent", "", "%"),
    "EUR": ("Euros", "€", ""),
    "USD": ("US dollars", "$", ""),
    "years": ("Years", "", ""),
    "months": ("Months", "", ""),
    "weeks": ("Weeks", "", ""),
    "hours": ("Hours", "", ""),
    "minutes": ("Minutes", "", ""),
    "seconds": ("Seconds", "", ""),
    "days": ("Days", "", ""),
    "miles": ("Miles", "", ""),
    "metres": ("Metres", "", ""),
    "tonnes": ("Tonnes", "", ""),
    "hectares": ("Hectares", "", ""),
    "FTE": ("Full-time equivalent (FTE)", "", ""),
}
OF_TIME_AND_SPACE = frozenset(MEASURES) - {"GBP", "percent", "EUR", "USD", "FTE"}
IRREGULAR = {"child": "children", "person": "people", "body": "bodies", "authority": "authorities"}

ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# Where the head of a unit ends: `children under 18`, `interviews of staff`.
UNIT_TAIL = re.compile(r"\s+(?:aged|at|for|from|in|of|on|over|per|that|to|under|who|with)\s.*", re.ASCII)
# The last part of a question's number: the `d` of `3d`, the `10` of `2.10`, the `ii` of `3e.ii`.
LAST_PART = re.compile(r"(?:[a-z]+|\d+)$", re.ASCII | re.IGNORECASE)
FEWEST_RANGED = 3  # questions: `3a and 3b` says as much as `3a to 3b`
INITIALS = re.compile(r"[A-Z][A-Z0-9&]|[A-Z]\b")
# Words that begin with a capital wherever they stand: months, days, peoples and their languages.
NAMES = re.compile(
    rf"(?:{'|'.join((*MONTHS, *(name[:3] for name in MONTHS), 'Sept'))})(?![a-z])|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:English|Welsh|Cymraeg|Scottish|Scots|Irish|British|Gaelic|European|Christmas|Easter)\b"
)
# A name of several words, each with its capital but for small ones between them.
_SMALL = r"(?: (?:and|of|the|on|in|upon|for|&))*"
NAME_OF_WORDS = re.compile(rf"[A-Z]\S*(?:{_SMALL} [A-Z]\S*)+$")


def number(value: Number) -> str:
    """Write a number with commas from 1,000 up, its decimals as given, and a true minus sign."""
    digits = f"{abs(value):,f}" if isinstance(value, Decimal) else f"{abs(value):,}"
    return f"{MINUS}{digits}" if value < 0 else digits


def magnitude(value: Number) -> Number:
    """Give a number without its sign."""
    return -value if value < 0 else value


def quantity(value: Number, unit: str = "") -> str:
    """Write a number with its sign of currency or per cent; other units stand in the heading."""
    words = number(value)
    before = SIGNS_BEFORE.get(unit, "")
    if before and words.startswith(MINUS):
        return f"{MINUS}{before}{words[1:]}"
    return f"{before}{words}{SIGNS_AFTER.get(unit, '')}"


def measured(value: Number, unit: str = "") -> str:
    """Write a number as a sentence needs it, which has no heading: `£350`, `14 weeks`, `1 hour`, `12.5 FTE`."""
    words = quantity(value, unit)
    if not unit or unit in SIGNS_BEFORE or unit in SIGNS_AFTER:
        return words
    return f"{words} {unit[:-1] if value == 1 and unit in OF_TIME_AND_SPACE else unit}"


def rounded(value: Number, places: int = 0) -> Decimal:
    """Round half up, from an exact decimal."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def cardinal(count: int) -> str:
    """Write how many of something that is no figure: words to ten, digits above."""
    return SMALL_NUMBERS[count] if 0 <= count < len(SMALL_NUMBERS) else f"{count:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Write a count and its noun: `1 figure`, `30 figures`."""
    return f"{count:,} {noun if count == 1 else plural or plural_of(noun)}"


def plural_of(noun: str) -> str:
    """Write the plural of a noun that this site uses."""
    return IRREGULAR.get(noun, f"{noun}s")


def joined(words: Iterable[str], last: str = "and") -> str:
    """Write a list: `a`, `a and b`, `a, b and c`."""
    items = tuple(words)
    return items[0] if len(items) == 1 else f" {last} ".join((", ".join(items[:-1]), items[-1])) if items else ""


def quoted(text: str) -> str:
    """Quote words that are not the site's own; quotation marks inside them become single."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def beginning(words: str, longest: int) -> str:
    """Give as many whole words as fit; of one that does not fit, as much of it."""
    return words if len(words) <= longest else words[: longest + 1].rpartition(" ")[0] or words[:longest]


def shortened(words: str, longest: int) -> str:
    """Cut a text between words where it is too long, and show that; no more than `longest` characters, the sign for it included."""
    if len(words) <= longest:
        return words
    return beginning(words, longest - len(ELLIPSIS)).rstrip(UNENDED) + ELLIPSIS


def lower_first(text: str) -> str:
    """Begin with a small letter inside a sentence, unless the text begins with initials or a name, or is one: `Alder Ward`."""
    named = INITIALS.match(text) or NAMES.match(text) or NAME_OF_WORDS.match(text)
    return text if named else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Begin with a capital."""
    return text[:1].upper() + text[1:]


def full_stop(text: str) -> str:
    """End a sentence once."""
    return text if text.endswith((".", "?", "!", ".”", "?”", ".)")) else f"{text}."


def head_noun(unit: str) -> str:
    """Name what is counted in one word: `return interviews` are interviews, `children under 18` are children."""
    return UNIT_TAIL.sub("", unit).rpartition(" ")[2]


def day(iso: str) -> str:
    """Write an ISO date as a day: `1 April 2020`; anything else as it stands."""
    parts = ISO_DAY.fullmatch(iso)
    return f"{int(parts[3])} {MONTHS[int(parts[2]) - 1]} {parts[1]}" if parts else iso


def day_span(start: str, end: str) -> str:
    """Write two ISO dates as a period: `1 April 2020 to 31 March 2021`."""
    return f"{day(start)} to {day(end)}" if end and end != start else day(start)


def month_span(start: str, end: str) -> str:
    """Write whole months: `April 2020 to March 2021`, `January to May 2025`, `2024`; days where months are cut."""
    first, last = _whole_months(start, end)
    if first is None or last is None:
        return day_span(start, end)
    if (first.month, last.month, first.year) == (1, 12, last.year):
        return str(first.year)
    end_words = f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end_words
    start_words = MONTHS[first.month - 1] if first.year == last.year else f"{MONTHS[first.month - 1]} {first.year}"
    return f"{start_words} to {end_words}"


def _whole_months(start: str, end: str) -> tuple[date | None, date | None]:
    """Read both dates if the period begins on a first and ends on a last day of a month."""
    if not (ISO_DAY.fullmatch(start) and ISO_DAY.fullmatch(end)):
        return None, None
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return (first, last) if first.day == 1 and (last + timedelta(days=1)).day == 1 else (None, None)


def question_numbers(numbers: Sequence[str], order: Sequence[str] = ()) -> str:
    """Name questions: `question 4`, `questions 1, 1a and 1b`, `questions 3a to 3d` where `order` has none between."""
    return f"question{'' if len(numbers) == 1 else 's'} {joined(ranged(numbers, order))}"


def ranged(numbers: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    """Write three or more parts of one question that follow each other in `order` as a range: `3a to 3d`."""
    place = {number: at for at, number in enumerate(order)}
    runs: list[list[str]] = []
    for number in numbers:
        last = runs[-1][-1] if runs else ""
        next_to_last = last in place and place.get(number) == place[last] + 1
        if next_to_last and _stem(last) == _stem(number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(words for run in runs for words in ([f"{run[0]} to {run[-1]}"] if len(run) >= FEWEST_RANGED else run))


def _stem(number: str) -> str:
    """Cut a number's last part, letters or digits: `3` of `3d`, `2.` of `2.10`, '' of `4`."""
    return LAST_PART.sub("", number)


def answers(numbers: Sequence[str]) -> str:
    """Name answers: `answer 2a`, `answers 3b and 3d`."""
    return f"answer{'' if len(numbers) == 1 else 's'} {joined(numbers)}"
