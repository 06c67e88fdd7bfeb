"""Single values of settings files: how each is written, and the type that it becomes.

Text becomes days, whole numbers, yes or no, addresses only here: yaml_source.py leaves all as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from disclosed.addresses import AddressError, Calculated, Check, Ref, parse_calculated, parse_check, parse_ref
from disclosed.findings import nearest
from disclosed.settling.line_ranges import MOST_RANGES, LineRange, parse_line_range
from disclosed.settling.periods import Period, is_day, parse_period
from disclosed.site import is_base_url, is_web_address

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
COLUMN = re.compile(r"[a-z][a-z0-9_]*\Z")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
MAILBOX = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+\Z")  # it stands in mailto: links, where ? & < have a meaning
VERSION = re.compile(r"\d{1,9}\.\d{1,9}\.\d{1,9}\Z", re.ASCII)
LINES = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?\Z")
PERIODS = "Write 2020-04-01/2021-03-31, or 2025-01-01/.. part."  # how a period is written
MAX_WHOLE = 1_000_000  # lines, columns: no letter is longer


def fault(words: str, remedy: str = "", *, at: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """Make an error whose words are a whole message already; `at` leads on from where it is raised to the place meant."""
    return PydanticCustomError("said", "{words}", {"words": words, "remedy": remedy, "at": at})


def _address(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    """Make a validator of a parser of addresses."""

    def validate(text: Any) -> Any:
        if not isinstance(text, str):
            raise fault("is not text", "Quote it.")
        try:
            return parse(text)
        except AddressError as error:
            raise fault(f"is no address: {error.message.rstrip('.')}", error.remedy + error.caret) from error

    return validate


def _whole(text: Any) -> int:
    if not isinstance(text, str) or not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_WHOLE:
        raise fault(f"is '{text}', not a whole number from 1 up", "Count from 1.")
    return int(text)


def _yes_no(text: Any) -> bool:
    if text not in {"true", "false"}:
        raise fault(f"is '{text}'; it can be true or false")
    return bool(text == "true")


def _day(text: str) -> str:
    if not is_day(text):
        raise fault(f"is '{text}', not a day", "Write it as 2026-11-22.")
    return text


def _matches(pattern: re.Pattern[str], kind: str, remedy: str = "") -> Callable[[str], str]:
    def validate(text: str) -> str:
        if not pattern.match(text):
            raise fault(f"is '{text}', not {kind}", remedy)
        return text

    return validate


def _meets(test: Callable[[str], bool], kind: str, remedy: str) -> Callable[[str], str]:
    def validate(text: str) -> str:
        if not test(text):
            raise fault(f"is '{text}', not {kind}", remedy)
        return text

    return validate


def listed(value: Any) -> Any:
    """Let one text stand for a list of one."""
    return [value] if isinstance(value, str) else value


def _interval_text(value: Any) -> Period:
    try:
        return parse_period(str(value))
    except ValueError as error:
        raise fault(str(error), PERIODS) from error


def _interval(value: Any) -> Period:
    if isinstance(value, Mapping):
        known = {"is", "words"}
        if unknown := [key for key in value if key not in known] or "is" not in value:
            raise fault("needs the key 'is', and may have 'words'", nearest(str(unknown), known))
        text, words = value["is"], value.get("words", "")
    else:
        text, words = value, ""
    try:
        return parse_period(str(text), str(words))
    except ValueError as error:
        raise fault(str(error), PERIODS) from error


def _span(text: Any) -> tuple[int, int]:
    found = LINES.match(text) if isinstance(text, str) else None
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 0 < first <= last:
        raise fault(f"is '{text}', not lines", "Write 131-133.")
    return first, last


def _line_range(text: Any) -> LineRange:
    found = parse_line_range(text) if isinstance(text, str) else None
    if found is None:
        raise fault(f"is '{text}', no lines of a letter", "Write 30, or 30-33, or 30:12-80 for columns of one line.")
    return found


def _number_of(text: str) -> str:
    """Take the number of `Q3a`."""
    ref = _address(parse_ref)(text)
    if ref.row or ref.column or ref.response:
        raise fault(f"is '{text}', not a question's number", "Write Q3a.")
    return str(ref.question)


Colour = Annotated[str, AfterValidator(_matches(COLOUR, "a colour", "Write it as '#12436D', in quotes."))]
DarkColour = Annotated[str, AfterValidator(_matches(COLOUR, "a colour", "Write it as '#6BACE6', in quotes."))]
Mailbox = Annotated[str, AfterValidator(_matches(MAILBOX, "a mailbox", "Write it as editor@example.org."))]
Version = Annotated[str, AfterValidator(_matches(VERSION, "a version", "Write it as 1.0.0."))]
Figures = Annotated[Ref, BeforeValidator(_address(parse_ref))]
Statement = Annotated[Check, BeforeValidator(_address(parse_check))]
Calculation = Annotated[Calculated, BeforeValidator(_address(parse_calculated))]
Slug = Annotated[
    str, AfterValidator(_matches(SLUG, "a name in lower-case ASCII letters, digits and hyphens", "Rename it."))
]
Name = Annotated[
    str, AfterValidator(_matches(COLUMN, "a column's name in lower-case letters, digits and _", "Rename it."))
]
Day = Annotated[str, AfterValidator(_day)]
WholeNumber = Annotated[int, BeforeValidator(_whole)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Question = Annotated[str, BeforeValidator(_number_of)]
FEW_WORDS = 80  # characters: two lines of a heading on a phone
FewWords = Annotated[
    str,
    AfterValidator(
        _meets(
            lambda words: len(words) <= FEW_WORDS,
            f"a few words for a heading, {FEW_WORDS} characters at most",
            "Write 'fines paid', not the question, which its page quotes.",
        )
    ),
]
LineRanges = Annotated[
    tuple[Annotated[LineRange, BeforeValidator(_line_range)], ...],
    BeforeValidator(listed),
    Field(min_length=1, max_length=MOST_RANGES),
]
Lines = Annotated[tuple[int, int], BeforeValidator(_span)]
Interval = Annotated[Period, BeforeValidator(_interval)]
PeriodText = Annotated[Period, BeforeValidator(_interval_text)]
# The package joins a request's topics with ';', and a topic without a letter or digit makes no address.
TOPIC = re.compile(r"(?=[^;]*[^\W_])[^;]+\Z")
Topic = Annotated[str, AfterValidator(_matches(TOPIC, "a topic", "Write a word or two, without ';'."))]
Topics = Annotated[tuple[Topic, ...], BeforeValidator(listed)]
Url = Annotated[
    str,
    AfterValidator(_meets(is_web_address, "an address that begins with https://", "Write it whole.")),
]
BaseUrl = Annotated[
    str,
    AfterValidator(
        _meets(is_base_url, "an address at which a site can stand", "Write it as https://example.org/foi/.")
    ),
]
