"""The words of a figure and what they mean: `1,254`, `<5`, `Nil`, `£1.2m` become a value with a unit and a status.

Typing comes last (docs/reading.md): a reader points at words, this module says what quantity they state. A range, or
two prices as one, is not a quantity and comes back as kind `range`. A mark (`*`, `c`, `:`) means only what the
letter's own legend says it means: one letter's `*` is a small number, another's a figure to be published later.
Everything matches the folded shadow (lines.fold), so that offsets are those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from disclosed.model import Basis, Marker, Number, Status, Value
from disclosed.reading.lines import fold
from disclosed.reading.tokens import MOST_KEPT

AmountKind = Literal[
    "number", "year", "word", "zero", "money", "percent", "duration", "suppressed", "mark", "blank", "range"
]

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: value for value, word in enumerate(ONES)} | {
    word: 20 + 10 * place for place, word in enumerate(TENS)
}
SCALES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}

# A unit as a letter writes it → as the package writes it. Only measures: a noun that is counted is no unit.
UNITS = {
    "hour": "hours", "hours": "hours", "hr": "hours", "hrs": "hours",
    "minute": "minutes", "minutes": "minutes", "min": "minutes", "mins": "minutes",
    "seconds": "seconds", "sec": "seconds", "secs": "seconds",
    "day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "month": "months", "months": "months",
    "mile": "miles", "miles": "miles", "km": "kilometres", "kilometre": "kilometres", "kilometres": "kilometres",
    "metre": "metres", "metres": "metres", "tonne": "tonnes", "tonnes": "tonnes", "kg": "kilograms",
    "hectare": "hectares", "hectares": "hectares", "ha": "hectares", "acre": "acres", "acres": "acres",
    "litre": "litres", "litres": "litres", "kwh": "kWh", "mwh": "MWh", "fte": "FTE", "ftes": "FTE", "wte": "WTE",
}  # fmt: skip
# How a letter says that a figure is not exact. `over` and `more than` count: the figure printed is not the true one.
APPROXIMATE = (
    "about", "around", "approximately", "approx", "approx.", "roughly", "circa", "c.", "ca.", "nearly", "almost",
    "no fewer than", "no less than", "not fewer than", "not less than", "upwards of", "a minimum of",
    "over", "just over", "just under", "slightly over", "slightly under", "a little over", "a little under", "more than", "at least", "some", "estimated", "an estimated",
    "in the region of", "in excess of", "~",
)  # fmt: skip

_PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SCALE = r"(?:\ ?(?:thousand|million|billion|bn|m|k)(?![a-z0-9]))?"
_ONE = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_SPELLED = (
    rf"(?:(?:{_ONE})(?:[ -](?:{_ONE}))?|a(?=\ (?:hundred|thousand|million)))"
    rf"(?:\ (?:hundred|thousand|million)(?:\ (?:and\ )?(?:{_ONE})(?:[ -](?:{_ONE}))?)?){{0,3}}"
)
_NUM = rf"(?:{_PLAIN}|(?:{_SPELLED})(?![a-z]))"
# A dash and a space before pounds is a bullet, or parts words from them: `North - £412`.
_MONEY = rf"[-+]?£\ ?-?(?!0{{3}}(?![\d.])){_PLAIN}{_SCALE}"  # `£000` is no sum: it says what sums are counted in
_FOREIGN = rf"[-+]?[€$]\ ?-?{_PLAIN}{_SCALE}|{_PLAIN}{_SCALE}\ (?:euros?|(?:us\ )?dollars)"
# What a count is told by and does not say: `half of the 40 staff`, `all but three of the 45`, `one in ten`.
_VAGUE = (
    r"(?:(?:(?:an?|one)\ )?(?:half|third|quarter|fifth|tenth)|(?:two|three)[ -](?:thirds|quarters|fifths)"
    r"|(?:an?\ |the\ )?(?:vast\ |small\ |large\ )?(?:majority|minority|handful|number)|most|many|some|several|(?:a\ )?few|hardly\ any|(?:nearly|almost|virtually|not)\ all)"
)
_OF_THE = r"\ of\ (?:the|our|its|their|these|those|all)\ (?:the\ )?"
RECKONED = (
    rf"all\ but\ {_NUM}{_OF_THE}{_NUM} | {_VAGUE}{_OF_THE}{_NUM} | not\ (?:a\ single\ )?one{_OF_THE}{_NUM}"
    rf"| (?:one|1)\ in\ (?:every\ )?(?:{_SPELLED}|\d{{1,3}})"
)
# One time in two units, the greater first. A day may be one of work, so that its hours are not reckoned.
_TIMES_IN_TWO = {
    ("year", "month"): ("months", 12),
    ("week", "day"): ("days", 7),
    ("hour", "minute"): ("minutes", 60),
}
_SHORT = {"yr": "year", "wk": "week", "hr": "hour", "min": "minute"}
_JOINT = r"(?:,?\ and\ |,\ |\ |)"
_IN_UNITS = rf"\d+\ (?:years?|yrs?|months?|weeks?|wks?|days?|hours?|hrs?){_JOINT}\d+\ (?:months?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?)"
_TWO = r"(?:\ ?-\ ?|\ (?:to|or)\ |\ and\ (?=£)|\ (?:[a-z]+\ ){0,2}(?:reduced|cut|raised|lowered|rising|falling|down|up|rose|fell)\ to\ )"

# Forms in order of trial: the longer first. Each is tried at a place where no word or number has begun, and ends where
# none goes on, but for a number stuck to its unit (`205days`), which ends where the unit begins.
_BEGINS = (  # what any of them begins with: most words are told from amounts by this alone
    r"[-+£€$<>≤≥\d]|a\ |all\ but|almost\ all|an\ |as\ many|at\ |b(?:elow|etween)|e(?:ight|leven)|f(?:ew|if|ive|or|our|rom)|h(?:alf|ardly)|l(?:ess|ower)|m(?:ajor|any|ost)"
    r"|n(?:early\ all|il|ine|o\ |one|ot\ )|one|quarter|s(?:even|ix|ome|everal)|t(?:en|h[ier]|w)|u(?:nder|p\ )|v(?:ast|irtually)|zero"
)
_AMOUNT = re.compile(
    rf"""(?={_BEGINS})(?<![\w.,/£)\]])(?<!\d-)(?:(?:
      (?P<reckoned> {RECKONED} )
    | (?P<range> {_MONEY}{_TWO}£?\ ?{_PLAIN}{_SCALE}
        | between\ £?(?:{_NUM})\ and\ £?(?:{_NUM}) | from\ £?(?:{_NUM})\ to\ £?(?:{_NUM})
        | (?!(?:19|20)\d\d\ ?-){_PLAIN}\ ?%?(?:\ ?-\ ?|\ to\ ){_PLAIN}(?:\ ?%)? | (?:>=?|≥)\ ?{_PLAIN} )
    | (?P<duration> \d+\ ?(?:hours?|hrs?|h)(?:,\ |\ and\ |\ )?\d+\ ?(?:minutes?|mins?|m) )
    | (?P<seconds> \d+\ ?(?:minutes?|mins?|m)(?:,\ |\ and\ |\ )?\d+\ ?(?:seconds?|secs?|s) )
    | (?P<times> {_IN_UNITS}(?:{_JOINT}\d+\ (?:days?|hours?|hrs?|minutes?|mins?))? )
    | (?P<foreign> {_FOREIGN} )
    | (?P<money> {_MONEY} | {_PLAIN}{_SCALE}\ pounds? | \d{{1,3}}\ ?p(?:ence)? )
    | (?P<percent> [-+]?{_PLAIN}\ ?(?:%|per\ ?cent) | (?:{_SPELLED})\ per\ ?cent )
    | (?P<under> (?:<=?|≤)\ ?£?{_PLAIN}(?:\ ?%)? )
    | (?P<fewer> (?:(?<!no\ )(?<!not\ )(?:fewer|less|lower)\ than|(?<!just\ )(?<!slightly\ )(?<!little\ )(?:under|below))\ £?{_NUM}(?:\ ?%)? )
    | (?P<most> £?{_NUM}(?:\ [a-z]+){{0,2}}\ or\ (?:fewer|less)
        | (?:up\ to|no(?:t)?\ more\ than|at\ most|as\ many\ as|a\ maximum\ of)\ £?{_NUM}(?:\ ?%)? )
    | (?P<zero> (?:nil|none|zero)(?!-[a-z]) )
    | (?P<number> [-+]?(?!0\d){_PLAIN}{_SCALE} )
    | (?P<word> {_SPELLED}(?!-[a-z]|'[a-z]) )
    )(?!\w)(?![.,/]\d)
    | (?P<glued> {_PLAIN}(?=(?:{"|".join(UNITS)})(?![a-z0-9])) )
    )""",
    re.VERBOSE,
)
_BEFORE = re.compile(
    rf"(?:(?<![a-z])(?:{'|'.join(re.escape(word) for word in sorted(APPROXIMATE, key=len, reverse=True))})\ ?)$"
)
_UNIT = re.compile(rf"\ ?\(?(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})(?![a-z])\)?")
_AFTER = re.compile(r"\ or\ so(?![a-z])|\+(?![\w+])|\ ?\((?:approx\.?|approximately|estimated?)\)|\ approx\.?(?![a-z])")
# The whole that a count is part of: `212 of 340`, `3 out of the 5`.
WHOLE = re.compile(rf"\ (?:out\ )?of\ (?:(?:the|our|all|a\ total\ of)\ )*(?P<whole>{_NUM})(?!\w)(?!,\d|\.\d)")
_NUMERAL = re.compile(_PLAIN)
_SPELLED_AT = re.compile(rf"(?:{_SPELLED})(?![a-z])")
_SCALED = re.compile(r"(thousand|million|billion|bn|m|k)$")
_COIN = re.compile(r"\ (?:pounds?|euros?|(?:us\ )?dollars)$")
_SPACE_IN = re.compile(r"[ -]+")
_TAG = re.compile(r"</?[a-z!][^<>]{0,400}>")
_REMARK = re.compile(  # `33(2)` is a section, no remark; `14 [r]` is revised
    r"\ +\([^()]{0,200}\)|\((?=[^()]{0,40}[a-z]{2})[^()]{0,200}\)|\ ?\[(?:notes?\ ?[\d, ]{1,8}|[a-z]|\d{1,2})\]"
)
_TAIL = re.compile(r"[\s.;,*\u2060]*$")
_YEAR = re.compile(
    r"199\d|20[0-3]\d"
)  # that a heading or a label may name: figures are asked for years since the Act of 2000, and some before


@dataclass(frozen=True, slots=True)
class Legend:
    """What a letter says one of its marks means: `* fewer than five`, `c = too small to give`, `- = nil`.

    `value` is the number that a mark stands for; only a mark for none (`a dash means that there were no cases`) has one.
    """

    mark: str
    status: Status
    marker: Marker | None
    minimum: Number | None = None
    maximum: Number | None = None
    basis: Basis = "note"
    value: Number | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as it stands in a text: its words at `start:end`, and what they and the words beside them mean.

    `opens:closes` takes in the words of approximation before and the unit after. Kind `year` is a plain number that
    could name a year, `blank` a mark that the letter does not explain, `range` no single value.
    """

    kind: AmountKind
    value: Value
    start: int
    end: int
    opens: int
    closes: int


def amounts_in(text: str) -> Iterator[Amount]:
    """Yield the quantities of a text from the left; dates and periods are the caller's to leave out."""
    shadow = fold(text)
    place = 0
    while (found := _next(shadow, place)) is not None:
        yield found
        place = max(found.end, place + 1)


def _next(shadow: str, place: int) -> Amount | None:
    found = _AMOUNT.search(shadow, place)
    return None if found is None else _amount(shadow, found)


def _amount(shadow: str, found: re.Match[str]) -> Amount:
    """Type one match, then look at the words on either side of it."""
    form = str(found.lastgroup)
    words = found[form]
    kind, value = _typed(form, words)
    before = _BEFORE.search(shadow, max(0, found.start() - 24), found.start())
    unit = _UNIT.match(shadow, found.end()) if value.unit is None else None
    closes = unit.end() if unit else found.end()
    after = _AFTER.match(shadow, closes)
    if unit and unit["unit"]:
        value = replace(value, unit=UNITS[unit["unit"]])
    if (before or after) and value.status == "observed" and value.value is not None:
        value = replace(value, approximate=True)
    return Amount(
        kind,
        value,
        found.start(),
        found.end(),
        before.start() if before else found.start(),
        after.end() if after else closes,
    )


def _typed(form: str, words: str) -> tuple[AmountKind, Value]:
    """Say what the words of one form mean; the form is the name of its branch."""
    if form == "times":
        value = _in_smaller_unit(words)
        return ("duration", value) if value else ("range", Value(None))
    kind, value_of = _FORMS[form]
    if form == "number" and _YEAR.fullmatch(words):
        kind = "year"
    return kind, value_of(words)


def number_of(words: str) -> Number:
    """Read one number in digits or words: `1,204`, `98.0`, `1.2 million`, `twenty-one`, `two hundred and five`."""
    shadow = fold(words)
    numeral = _NUMERAL.search(shadow)
    if numeral is None:
        return _spelled(shadow)
    digits = numeral[0].replace(",", "")
    scale = _SCALED.search(shadow.rstrip())
    number: Number = Decimal(digits) if "." in digits else int(digits)
    if not scale:
        return number
    scaled = number * SCALES[scale[1]]
    return int(scaled) if scaled == int(scaled) else scaled


def _spelled(words: str) -> int:
    total = part = 0
    for word in _SPACE_IN.split(words.strip()):
        if word in NUMBER_WORDS:
            part += NUMBER_WORDS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in SCALES:
            total, part = total + max(part, 1) * SCALES[word], 0
    return total + part


def _signed(words: str) -> Number:
    number = number_of(words.rstrip("% ").removesuffix("per cent").removesuffix("percent"))
    return -number if words.startswith("-") else number


def _money(words: str) -> Number:
    """Pounds: `£1.2m`, `-£350`, `£-350`, `40p`, `12 pounds`."""
    if pence := re.fullmatch(r"(\d+) ?p(?:ence)?", words):
        return Decimal(pence[1]) / 100
    number = number_of(_COIN.sub("", words))
    return -number if "-" in words else number


def _suppressed(form: str, words: str) -> Value:
    """`<5` and `fewer than five` leave at most 4, `two people or fewer` and `<=4` the number named; the least is not said."""
    bound = _bound(words)
    strict = form == "fewer" or (form == "under" and "=" not in words and "≤" not in words)
    top: Number | None = bound - 1 if strict and isinstance(bound, int) else None if strict else bound
    basis: Basis = "marker" if form == "under" else "words"
    unit = "percent" if words.endswith("%") else "GBP" if "£" in words else None
    return Value(None, unit, "suppressed", "[c]", maximum=bound if unit else top, basis=basis)


def _minutes(words: str) -> int:
    """`14hrs 22mins` is one duration, told in minutes."""
    hours, minutes = (int(part) for part in re.findall(r"\d+", words))
    return hours * 60 + minutes


def _in_smaller_unit(words: str) -> Value | None:
    """`3 weeks 2 days` is 23 days and `27 years and 4 months` 328 months; None where it is not known how many make one."""
    parts = re.findall(r"(\d+)\ ([a-z]+?)s?\b", words)
    names = tuple(_SHORT.get(name, name) for _, name in parts)
    if len(parts) != 2 or names not in _TIMES_IN_TWO:
        return None
    unit, many = _TIMES_IN_TWO[names[0], names[1]]
    return Value(int(parts[0][0]) * many + int(parts[1][0]), unit)


def _with_seconds(words: str) -> Number:
    """`10 minutes 12 seconds` is one duration, told in minutes: 10.2."""
    minutes, seconds = (int(part) for part in re.findall(r"\d+", words))
    told = round(Decimal(minutes) + Decimal(seconds) / 60, 4).normalize()
    return int(told) if told == int(told) else told


# Branch of _AMOUNT → its kind, and what its words mean.
_FORMS: dict[str, tuple[AmountKind, Callable[[str], Value]]] = {
    "reckoned": ("range", lambda _: Value(None)),
    "range": ("range", lambda _: Value(None)),
    "duration": ("duration", lambda words: Value(_minutes(words), "minutes")),
    "seconds": ("duration", lambda words: Value(_with_seconds(words), "minutes")),
    "foreign": ("money", lambda words: Value(_money(words), "USD" if re.search(r"\$|dollar", words) else "EUR")),
    "money": ("money", lambda words: Value(_money(words), "GBP")),
    "percent": ("percent", lambda words: Value(_signed(words), "percent")),
    "under": ("suppressed", lambda words: _suppressed("under", words)),
    "fewer": ("suppressed", lambda words: _suppressed("fewer", words)),
    "most": ("suppressed", lambda words: _suppressed("most", words)),
    "zero": ("zero", lambda _: Value(0)),
    "number": ("number", lambda words: Value(_signed(words))),
    "glued": ("number", lambda words: Value(_signed(words))),
    "word": ("word", lambda words: Value(number_of(words))),
}


def _bound(words: str) -> Number:
    spelled = _NUMERAL.search(words) or _SPELLED_AT.search(words)
    return number_of(spelled[0]) if spelled else 0


def parse_amount(text: str, legends: Sequence[Legend] = ()) -> Amount | None:
    """Read a whole cell as one quantity: `1,204`, `Around 620.`, `96 (as at 21 May)`, `<td>None</td>`; None if it is a label.

    A bracketed remark, a unit and closing points may follow. A mark means what `legends` say, else it is `blank`.
    """
    return _parsed_amount(text, tuple(legends))


@lru_cache(maxsize=MOST_KEPT)  # competing readers cut the same cells
def _parsed_amount(text: str, legends: tuple[Legend, ...]) -> Amount | None:
    shadow = _without_tags(fold(text))
    start = len(shadow) - len(shadow.lstrip(" \t•"))
    core = shadow.rstrip()
    marked = _marked(core, start, legends)
    if marked:
        return marked
    found = _next(shadow, start)
    if found is None or found.opens != start:
        return None
    whole = WHOLE.match(shadow, found.closes) if found.kind in {"number", "word", "year"} else None
    if not _closes(shadow[whole.end() if whole else found.closes :]) or shadow[: found.closes].endswith("+"):
        return None  # `65+` is more often a band of ages that names a row
    return _by_legend(found, shadow[found.start : found.end], legends)


def _without_tags(shadow: str) -> str:
    return _TAG.sub(lambda tag: " " * len(tag[0]), shadow) if "<" in shadow else shadow


def _closes(rest: str) -> bool:
    """Whether only brackets and points follow."""
    remark = _REMARK.match(rest)
    return _TAIL.match(rest[remark.end() :] if remark else rest) is not None


STANDARD_MARKS = (  # the Government Statistical Service's shorthand, and words that every table uses
    Legend("[c]", "suppressed", "[c]", basis="marker"),
    Legend("[x]", "not_available", "[x]", basis="marker"),
    Legend("[u]", "not_available", "[u]", basis="marker"),
    Legend("[z]", "not_applicable", "[z]", basis="marker"),
    Legend("n/a", "not_applicable", "[z]", basis="words"),
    Legend("not applicable", "not_applicable", "[z]", basis="words"),
    Legend("not available", "not_available", "[x]", basis="words"),
)
_UNEXPLAINED = re.compile(r"\*+|[:#~†‡-]|\.\.|\([a-z]\)|--|[xcz]")


def _marked(core: str, start: int, legends: Sequence[Legend]) -> Amount | None:
    """Read a cell that holds a mark and nothing else."""
    mark = core[start:]
    bare = mark.rstrip(".") or mark
    for legend in (*legends, *STANDARD_MARKS):
        if legend.mark in {mark, bare}:
            end = start + len(legend.mark)
            return Amount("mark", _value_of(legend), start, end, start, end)
    if _UNEXPLAINED.fullmatch(mark):
        return Amount("blank", Value(None), start, len(core), start, len(core))
    return None


def _value_of(legend: Legend) -> Value:
    if legend.status == "observed":
        return Value(legend.value)
    return Value(
        None,
        status=legend.status,
        marker=legend.marker,
        minimum=legend.minimum,
        maximum=legend.maximum,
        basis=legend.basis,
    )


def _by_legend(amount: Amount, words: str, legends: Sequence[Legend]) -> Amount:
    """Take the bounds that the letter's note gives for `<5`, where it has one."""
    bare = words.replace(" ", "")
    for legend in legends:
        if legend.mark == bare and amount.value.status == "suppressed":
            return replace(amount, value=_value_of(legend))
    return amount
