"""Number formats of Excel: a value to what its cell shows. ECMA-376 part 1, 18.8.31.

A format has up to four sections: for numbers above, below and at zero, and for text; conditions may choose instead. A section
can say `"<5"` and show no digit of the number, which is how counts are suppressed, so that a value is never shown
but by its section. Numbers never pass through a float's long tail: Excel itself keeps 15 digits.
"""

from __future__ import annotations

import datetime as days
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from disclosed.months import MONTHS

DIGITS = 15  # that Excel keeps of a number
GENERAL_DIGITS = 11  # that the format General shows
MAX_POWER = 308  # of ten, that Excel's numbers and a float have
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MAX_FORMAT = 255  # characters, as Excel allows; more is an attack
_EXACT = Context(prec=DIGITS, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?                       # words
    | \\(?P<escaped>.)                           # one sign
    | _.  (?P<space>)                            # the width of a sign
    | \*. (?P<fill>)                             # a sign that fills the cell
    | \[\$(?P<money>[^\]-]*)[^\]]*\]             # a currency and its language
    | \[(?P<test>(?:<=|>=|<>|<|>|=)-?[\d.]+)\]   # a condition
    | \[(?P<elapsed>h+|m+|s+)\]                  # hours, minutes, seconds in all
    | \[[^\]]*\] (?P<colour>)                    # a colour, a language
    | (?P<general>general)
    | (?P<exponent>e[+-])
    | (?P<half>am/pm|a/p)
    | (?P<date>y+|m+|d+|h+|s+)
    | (?P<digit>[0\#?])
    | (?P<sign>[.,%/@])
    | (?P<literal>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_LITERAL = frozenset({"quoted", "escaped", "money", "literal"})
_TESTS = {
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}
_TEST = re.compile(r"(<=|>=|<>|<|>|=)(-?\d{1,15}(?:\.\d{1,15})?)\Z")

Token = tuple[str, str]  # kind, text


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a format: its tokens, and the condition under which it holds."""

    tokens: tuple[Token, ...]
    test: tuple[str, Decimal] | None = None

    def has(self, kind: str, text: str = "") -> bool:
        """Whether the section has a token of a kind."""
        return any(each == kind and (not text or words == text) for each, words in self.tokens)

    @property
    def is_literal(self) -> bool:
        """Whether it shows no digit of a number."""
        return not any(self.has(kind) for kind in ("digit", "general", "date", "elapsed"))

    @property
    def literals(self) -> str:
        """The words that it shows whatever the value."""
        return "".join(text for kind, text in self.tokens if kind in _LITERAL)


@lru_cache(maxsize=500)
def parse_format(form: str) -> tuple[Section, ...]:
    """Read a format into its sections."""
    sections: list[list[Token]] = [[]]
    for found in _TOKEN.finditer(form[:MAX_FORMAT]):
        kind = found.lastgroup or ""
        if kind == "literal" and found[0] == ";":
            sections.append([])
        else:
            sections[-1].append((kind, found[kind].lower() if kind == "date" else found[kind]))
    return tuple(Section(tuple(tokens), _test_of(tokens)) for tokens in sections[:4])


def _test_of(tokens: Sequence[Token]) -> tuple[str, Decimal] | None:
    found = next((_TEST.match(text) for kind, text in tokens if kind == "test"), None)
    return (found[1], Decimal(found[2])) if found else None


def show_text(text: str, form: str) -> str:
    """Write a text as its format shows it: the fourth section is the text's."""
    sections = parse_format(form)
    if len(sections) < 4:
        return text
    return "".join(
        text if (kind, words) == ("sign", "@") else words if kind in _LITERAL else ""
        for kind, words in sections[3].tokens
    )


def show_number(value: float, form: str) -> str | None:
    """Write a number as its format shows it; None where the format is not known here."""
    exact = _EXACT.create_decimal(repr(value))
    if not exact.is_finite() or exact.adjusted() > MAX_POWER:
        return None
    section, signed = _section_for(exact, parse_format(form))
    if section.is_literal:
        return section.literals
    if section.has("exponent") or section.has("date") or section.has("elapsed"):
        return None
    try:
        shown = _digits(abs(exact), section)
    except InvalidOperation:  # more digits than _WIDE has: hundreds of `%`
        return None
    if exact >= 0 or not any(digit in shown for digit in "123456789") or "-" in section.literals:
        return shown
    # Its own section may say "below zero" with brackets or with red alone: a reader of the text sees neither.
    return f"-{shown if signed else shown.strip().removeprefix('(').removesuffix(')')}"


def _digits(value: Decimal, section: Section) -> str:
    if section.has("general"):
        return _around_general(value, section)
    return _fraction(value, section) if section.has("sign", "/") else _fixed(value, section)


def _around_general(value: Decimal, section: Section) -> str:
    pieces = (
        _general(value) if kind == "general" else text if kind in _LITERAL else "" for kind, text in section.tokens
    )
    return "".join(pieces)


def _section_for(value: Decimal, sections: Sequence[Section]) -> tuple[Section, bool]:
    """Choose the section of a number, and say whether a sign stands before it by itself."""
    if any(section.test for section in sections):
        for section in sections[:3]:
            if section.test is None or _TESTS[section.test[0]](value, section.test[1]):
                return section, True
        return Section((("general", "General"),)), True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    return (sections[2], False) if value == 0 and len(sections) > 2 else (sections[0], True)


def _general(value: Decimal) -> str:
    """Write a number in the format General: no more digits than the cell has room for, whole numbers whole."""
    whole = len(str(int(value)))
    places = max(GENERAL_DIGITS - whole, 0)
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    text = f"{rounded or value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fixed(value: Decimal, section: Section) -> str:
    """Write a number digit by digit: `#,##0.0#`, `0.0%`, `0.0,,"m"`, `000-000`."""
    tokens = section.tokens
    point = next((place for place, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    before, after = tokens[:point], tokens[point + 1 :]
    digits = [place for place, (kind, _) in enumerate(tokens) if kind == "digit"]
    commas = [place for place, token in enumerate(tokens) if token == ("sign", ",")]
    last_whole = max((place for place in digits if place < point), default=-1)
    grouped = any(digits[0] < place < last_whole for place in commas)
    thousands = sum(place > last_whole for place in commas if place < point) + sum(
        place > digits[-1] for place in commas if place > point
    )
    hundreds = sum(token == ("sign", "%") for token in tokens)
    scaled = value.scaleb(2 * hundreds - 3 * thousands, context=_WIDE)
    places = sum(kind == "digit" for kind, _ in after)
    number = f"{scaled.quantize(Decimal(1).scaleb(-places), context=_WIDE):f}"
    whole, _, decimals = number.partition(".")
    return _whole_part(before, whole, grouped=grouped) + _decimal_part(after, decimals)


def _whole_part(tokens: Sequence[Token], digits: str, *, grouped: bool) -> str:
    """Lay digits into the places before the point, from the right; the first place takes all that are left."""
    left = list(digits.lstrip("0"))
    places = sum(kind == "digit" for kind, _ in tokens)
    made: list[str] = []
    count = 0
    for kind, text in reversed(tokens):
        if kind in _LITERAL or (kind, text) == ("sign", "%"):
            made.append(text)
        elif kind == "digit":
            places -= 1
            while True:
                digit = left.pop() if left else "0" if text == "0" else ""
                made += [","] if grouped and digit and count and count % 3 == 0 else []
                made.append(digit)
                count += bool(digit)
                if places or not left:
                    break
    if not places and left:  # a format without a place before its point: ".00"
        made += reversed(left)
    return "".join(reversed(made))


def _decimal_part(tokens: Sequence[Token], digits: str) -> str:
    """Lay digits into the places after the point; those that need not be shown are dropped at the end."""
    forms = [text for kind, text in tokens if kind == "digit"]
    kept = len(forms)
    while kept and forms[kept - 1] != "0" and digits[kept - 1] == "0":
        kept -= 1
    after = "".join(text for kind, text in tokens if kind in _LITERAL or (kind, text) == ("sign", "%"))
    return (f".{digits[:kept]}" if kept else "") + after


def _fraction(value: Decimal, section: Section) -> str:
    """Write a number as a fraction, `3 1/2`; the places below the stroke say how fine."""
    stroke = section.tokens.index(("sign", "/"))
    above = [text for kind, text in section.tokens[:stroke] if kind == "digit"]
    below = sum(kind == "digit" for kind, _ in section.tokens[stroke:])
    written = "".join(text for kind, text in section.tokens[stroke:] if kind == "literal" and text.isdigit())
    exact = Fraction(value)
    fine = int(written or 0) or exact.limit_denominator(10 ** max(below, 1) - 1).denominator
    parts = round(exact * fine)
    whole, rest = divmod(parts, fine) if len(above) > 1 else (0, parts)
    pieces = [str(whole)] if whole or not rest else []
    return " ".join([*pieces, f"{rest}/{fine}"] if rest else pieces)


def show_moment(value: days.date | days.time | days.timedelta, form: str) -> str:
    """Write a day, a time of day or a stretch of time: the parts that its format shows, in the order of a letter."""
    section = parse_format(form)[0]
    parts = [(kind, text) for kind, text in section.tokens if kind in {"date", "elapsed"}]
    if section.is_literal:
        return section.literals
    if isinstance(value, days.timedelta):
        return _elapsed(value, parts)
    shown = _roles(parts)
    day = _day(value, shown) if isinstance(value, days.date) else ""
    return " ".join(part for part in (day, _time(value, shown)) if part)


def _roles(parts: Sequence[Token]) -> set[str]:
    """Name what a format shows: `m` beside hours or seconds is minutes."""
    signs = [text[0] for _, text in parts]
    roles = set()
    for place, sign in enumerate(signs):
        beside = signs[max(place - 1, 0) : place] + signs[place + 1 : place + 2]
        minutes = sign == "m" and (signs[max(place - 1, 0) : place] == ["h"] or "s" in beside)
        roles.add("minute" if minutes else sign)
    if any(sign == "d" and len(text) > 2 for sign, (_, text) in zip(signs, parts, strict=True)):
        numbered = any(sign == "d" and len(text) < 3 for sign, (_, text) in zip(signs, parts, strict=True))
        roles = roles if numbered else (roles - {"d"}) | {"weekday"}
    return roles


def _day(value: days.date, shown: set[str]) -> str:
    month = MONTHS[value.month - 1]
    if "weekday" in shown and not {"m", "y"} & shown:
        return _WEEKDAYS[value.weekday()]
    parts = [str(value.day)] if "d" in shown or ("weekday" in shown) else []
    parts += [month] if "m" in shown else []
    return " ".join([*parts, str(value.year)] if "y" in shown else parts)


def _time(value: days.date | days.time, shown: set[str]) -> str:
    if not isinstance(value, days.datetime | days.time) or not {"h", "minute", "s"} & shown:
        return ""
    parts = [("h", value.hour), ("minute", value.minute), ("s", value.second)]
    return ":".join(f"{number:02}" for role, number in parts if role in shown)


def _elapsed(value: days.timedelta, parts: Sequence[Token]) -> str:
    """Write a stretch of time: its first part counts all, `[h]:mm` of a day and a half is 36:00."""
    seconds = round(value.total_seconds())
    sign, left = ("-", -seconds) if seconds < 0 else ("", seconds)
    units = {"h": 3600, "m": 60, "s": 1}
    shown = [text[0] for _, text in parts if text[0] in units] or ["h", "m"]
    made = []
    for place, unit in enumerate(shown):
        number, left = divmod(left, units[unit])
        made.append(str(number) if place == 0 else f"{number:02}")
    return sign + ":".join(made)
