"""A chart in two to four sentences, for a reader who does not see it (docs/editorial.md §4): made from what is drawn.

The first says form and unit; then largest and smallest with their values, ties named; then what stands apart: zeros,
part-periods, cells without a value. Nothing is said that the table does not show, and no adjective is given to a
figure. Counts of several authorities are listed by name and carry no order, since areas differ in size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from disclosed.describing.bands import noun_of, parse_bands, unequal
from disclosed.describing.index import Index
from disclosed.describing.wording import (
    MINUS,
    cardinal,
    counted,
    head_noun,
    joined,
    lower_first,
    number,
    quoted,
    upper_first,
)
from disclosed.model import Bar, Chart, Number, Panel
from disclosed.rows import Table

GIVEN = "of the numbers given, "  # where one is withheld: nothing is said of how large that is
MOST_LISTED = 4  # so few bars are all named
MOST_PERIODS = 6  # so many columns are all named; of more, first, last, largest and smallest
MOST_AUTHORITIES = 8
NAMED = 3  # the largest bands
MOST_SENTENCES = 2  # of panels; more panels share one sentence
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PART_LABEL = re.compile(r"((?:19|20)\d\d), part-year(?: \((.+)\))?")
ADJECTIVE = re.compile(r"(?:not\b|.*(?:ed|en)$)", re.IGNORECASE)  # a label that follows its noun: interviews accepted
UNNAMED = "Number"  # heads an axis of numbers without a unit
WHOLE = re.compile(r"(.+): (\S*\d\S* .+|\S*\d\S*)")  # a stacked bar's heading, when it says what its parts add to
WITHOUT = {
    "Withheld": "withheld it",
    "Not held": "said it does not hold it",
    "No reply": "has not replied",
    "Not given": "did not give it",
    "In words": "answered in words",
    "In an attachment": "answered in an attachment",
    "Not under this label": "gave no figure under this label",
}


def describe_chart(index: Index, table: Table, chart: Chart) -> str:
    """Describe one chart of a table."""
    write: dict[str, Callable[[Index, Table, Chart], str]] = {
        "bars": _bars,
        "stacked": _stacked,
        "columns": _columns,
        "line": _line,
        "strip": _strip,
    }
    return write[chart.kind](index, table, chart)


def _value(chart: Chart, value: Number) -> str:
    """Write a value as it stands beside its mark."""
    digits = number(value)
    minus = MINUS if digits.startswith(MINUS) else ""
    return f"{minus}{chart.prefix}{digits.removeprefix(MINUS)}{chart.suffix}"


def _said(chart: Chart, *bars: Bar) -> str:
    """Write the value that some bars share, `about` where the letter says so of one."""
    words = _value(chart, bars[0].value or 0)
    return f"about {words}" if any(bar.approximate for bar in bars) else words


def _in_unit(chart: Chart) -> str:
    """Name the unit; numbers of which the letter names none have none."""
    return f", in {lower_first(chart.unit)}" if chart.unit != UNNAMED else ""


# Bars


def _bars(index: Index, table: Table, chart: Chart) -> str:
    several = len(chart.panels) > 1
    panels = f" in {cardinal(len(chart.panels))} panels with one scale" if several else ""
    names = {row.name for row in index.package.authorities} if len({row.authority for row in table.rows}) > 1 else set()
    if all(bar.label.partition(" (letter")[0] in names for bar in chart.panels[0].bars):
        return _of_authorities(chart, f"Bar chart{panels}{_in_unit(chart)}; authorities by name.")
    bands = parse_bands([bar.label for bar in chart.panels[0].bars])
    sentences = [f"Bar chart{panels}{_in_unit(chart)}."]
    if len(chart.panels) > MOST_SENTENCES:
        sentences.append(_largest_of_each(table, chart))
    else:
        noun = "band" if bands else ""
        sentences += [_panel(table, chart, panel, (noun, at == 0)) for at, panel in enumerate(chart.panels)]
    if bands and unequal(bands):
        of = noun_of(bands)
        sentences.append(f"The bands cover different {f'numbers of {of}' if of else 'ranges'}.")
    return " ".join(sentences)


def _panel(table: Table, chart: Chart, panel: Panel, style: tuple[str, bool]) -> str:
    """Describe one panel: its largest bars, the rest, zeros, and what has no bar. The first panel says it in full."""
    noun, in_full = style
    given = [bar for bar in panel.bars if bar.value is not None]
    where = _among(table, panel.title)
    if not given:
        return upper_first(f"{where}no value is given.")
    if len(panel.bars) <= MOST_LISTED:
        clauses = [joined(f"{quoted(bar.label)} is {_said(chart, bar)}" for bar in given)]
    elif _withheld(panel.bars):
        where = f"{where.rstrip()}, {GIVEN}" if where else GIVEN
        clauses = [_top(chart, given, noun if in_full else ""), *_rest(chart, given, "", zeros=_zeros(given))]
    else:
        bounded = noun if in_full else ""
        clauses = [_top(chart, given, bounded), *_rest(chart, given, bounded, zeros=_zeros(given))]
    missing = [bar for bar in panel.bars if bar.value is None]
    clauses += [_without(missing)] if missing else []
    return upper_first(f"{where}{'; '.join(clauses)}.")


def _withheld(bars: Sequence[Bar]) -> bool:
    """Tell whether a bar's value is withheld: then no sentence may bound what it is."""
    return any(bar.words.startswith("[") for bar in bars)


def _among(table: Table, title: str) -> str:
    """Introduce a panel: among people, in a year, else `for`."""
    if not title:
        return ""
    if YEAR.match(title):
        return f"in {title} "
    noun = head_noun(table.unit)
    return f"{'among' if noun and noun in title.casefold() else 'for'} {lower_first(title)} "


def _ranked(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Group bars by value from the largest down, in the letter's order within a tie."""
    ordered = sorted(bars, key=lambda bar: -(bar.value or 0))
    return [list(group) for _, group in groupby(ordered, key=lambda bar: bar.value)]


def _named(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Take the largest bars until three are named; none of them 0."""
    found: list[list[Bar]] = []
    for group in _ranked(bars):
        if sum(len(one) for one in found) < NAMED and group[0].value and len(group) <= NAMED:
            found.append(group)
        else:
            break
    return found


def _group(chart: Chart, bars: Sequence[Bar]) -> str:
    """Name bars of one value: `“Once” (130)`, `“A” and “B” (11 each)`."""
    each = " each" if len(bars) > 1 else ""
    return f"{joined(quoted(bar.label) for bar in bars)} ({_said(chart, *bars)}{each})"


def _top(chart: Chart, bars: Sequence[Bar], noun: str) -> str:
    """Name the largest: `the largest band is “Once” (130), then “Twice” (36) and “Three times” (18)`."""
    named = _named(bars)
    if not named:
        top = _ranked(bars)[0]
        value = _said(chart, *top)
        return "every value is 0" if not top[0].value else f"{cardinal(len(top))} share the largest value, {value}"
    first, *others = named
    head = f"the largest{f' {noun}' if noun else ''}{'s are' if len(first) > 1 and noun else ' is' if len(first) == 1 else ' are'}"
    then = f", then {joined(_group(chart, group) for group in others)}" if others else ""
    return f"{head} {_group(chart, first)}{then}"


def _rest(chart: Chart, bars: Sequence[Bar], noun: str, *, zeros: str) -> list[str]:
    """Bound what is not named, where the panel is described in full, and name the zeros."""
    named = {bar.label for group in _named(bars) for bar in group}
    others = [bar.value for bar in bars if bar.label not in named and bar.value is not None]
    above = [value for value in others if value]
    if not above or not noun or len(others) < 2:
        return [zeros] if zeros else []
    most = "fewer" if not chart.prefix and not chart.suffix else "less"
    bound = f"every other {noun} is {_value(chart, max(above))} or {most}"
    return [f"{bound} and {zeros}" if zeros else bound]


def _zeros(bars: Sequence[Bar]) -> str:
    """Name the bars that are 0: the last ones together, few by label, many by their number."""
    zero = [bar for bar in bars if bar.value == 0]
    if not zero or len(zero) == len(bars):
        return ""
    if len(zero) > 1 and list(bars[-len(zero) :]) == zero:
        return f"the last {cardinal(len(zero))} are 0"
    if len(zero) > NAMED:
        return f"{cardinal(len(zero))} are 0"
    return f"{joined(quoted(bar.label) for bar in zero)} {'is' if len(zero) == 1 else 'are'} 0"


def _without(bars: Sequence[Bar], mark: str = "bar") -> str:
    """Name what has no mark, with the words that stand there."""
    clauses = []
    for words, group in groupby(sorted(bars, key=lambda bar: bar.words), key=lambda bar: bar.words):
        labels = [quoted(bar.label) for bar in group]
        verb, has = ("is", "has") if len(labels) == 1 else ("are", "have")
        shown = f"{verb} {words if words.startswith('[') else lower_first(words)}" if words else verb
        clauses.append(f"{joined(labels)} {shown} and {has} no {mark}")
    return "; ".join(clauses)


def _largest_of_each(table: Table, chart: Chart) -> str:
    """Name the largest bar of each of many panels in one sentence."""
    parts = []
    for panel in chart.panels:
        given = [bar for bar in panel.bars if bar.value]
        if given:
            parts.append(f"{_group(chart, _ranked(given)[0])} {_among(table, panel.title).strip()}")
    lead = upper_first(f"{GIVEN}the") if any(_withheld(panel.bars) for panel in chart.panels) else "The"
    return f"{lead} largest is {joined(parts)}." if parts else "No value is given."


def _of_authorities(chart: Chart, form: str) -> str:
    """List counts by name, without an order of size; say who gave none. What is the same in every panel is said once."""
    said = [(panel.title, _by_name(chart, panel)) for panel in chart.panels]
    if len(said) > 1 and len({words for _, words in said}) == 1:
        said = [(f"In {'both' if len(said) == 2 else 'all'} panels", said[0][1])]
    return " ".join((form, *(f"{f'{title}: ' if title else ''}{words}." for title, words in said)))


def _by_name(chart: Chart, panel: Panel) -> str:
    """Give each of a few authorities with its value or why it has none; of many, how many have a bar."""
    given = [bar for bar in panel.bars if bar.value is not None]
    missing = [bar for bar in panel.bars if bar.value is None]
    if len(panel.bars) <= MOST_AUTHORITIES:
        words = [", ".join(f"{bar.label} {_said(chart, bar)}" for bar in given)] if given else []
        gaps = [
            f"{bar.label} {WITHOUT.get(bar.words, f'is {lower_first(bar.words)}')} and has no bar" for bar in missing
        ]
        return "; ".join((*words, *gaps))
    have = f"{counted(len(given), 'authority')} {'has' if len(given) == 1 else 'have'} a bar"
    none = (
        f"; {len(missing)} {'has' if len(missing) == 1 else 'have'} none, with the reason in words" if missing else ""
    )
    return f"{have}{none}"


# Parts of a whole


def _stacked(_index: Index, table: Table, chart: Chart) -> str:
    labels = [bar.label for bar in chart.panels[0].bars]
    noun = head_noun(table.unit)
    lead = f"{noun} " if noun and ADJECTIVE.fullmatch(labels[0].split(" ")[0]) else ""
    parts = f"{lead}{joined(lower_first(label) for label in labels)}"
    count = len(chart.panels)
    form = (
        f"One bar, divided into {parts}."
        if count == 1
        else f"{upper_first(cardinal(count))} bars, each divided into {parts}."
    )
    groups = [_divided(chart, panel) for panel in chart.panels]
    said = f"{'. '.join(groups)}." if count <= MOST_SENTENCES else f"{'; '.join(groups)}."
    return f"{form} {said}"


def _divided(chart: Chart, panel: Panel) -> str:
    """Give the parts of one bar and, where its heading says it, the whole."""
    values = [f"{_said(chart, bar)} {lower_first(bar.label)}" for bar in panel.bars if bar.value is not None]
    found = WHOLE.fullmatch(panel.title)
    title, whole = (found[1], f", {found[2]}") if found else (panel.title, "")
    return f"{title}: {joined(values)}{whole}" if title else f"The parts are {joined(values)}{whole}"


# Over time


def _columns(_index: Index, _table: Table, chart: Chart) -> str:
    whole = [bar for panel in chart.panels for bar in panel.bars if not bar.partial]
    cut = [bar for panel in chart.panels for bar in panel.bars if bar.partial]
    of = [_how_many(whole)] if whole else []
    of += [f"part of {_year_of(bar)}" for bar in cut]
    sentences = [f"Column chart of {joined(of)}.", *_values(chart, whole)]
    sentences += [_cut(chart, bar) for bar in cut]
    return " ".join(sentences)


def _how_many(bars: Sequence[Bar]) -> str:
    """Count whole periods: years where every label is one."""
    noun = "year" if all(YEAR.fullmatch(bar.label) for bar in bars) else "period"
    return f"{cardinal(len(bars))} whole {noun}{'' if len(bars) == 1 else 's'}"


def _values(chart: Chart, bars: Sequence[Bar]) -> list[str]:
    """Give every value, neighbours of one value together; of many, first, last, largest and smallest."""
    given = [bar for bar in bars if bar.value is not None]
    missing = [bar for bar in bars if bar.value is None]
    sentences = []
    if given and len(given) <= MOST_PERIODS:
        runs = [list(group) for _, group in groupby(given, key=lambda bar: (bar.value, bar.approximate))]
        words = [_when(chart, run) for run in runs]
        sentences.append(f"{', '.join(words)}.")
    elif given:
        sentences.append(_ends(chart, given, withheld=_withheld(missing)))
    return [*sentences, upper_first(f"{_without(missing, 'column')}.")] if missing else sentences


def _ends(chart: Chart, bars: Sequence[Bar], *, withheld: bool = False) -> str:
    """Give the first and last value, the largest and the smallest of those given."""
    of = GIVEN if withheld else ""
    ranked = _ranked(bars)
    first, last = bars[0], bars[-1]
    return (
        f"The first is {_said(chart, first)} in {first.label} and the last {_said(chart, last)} in "
        f"{last.label}; {of}the largest is {_when(chart, ranked[0])} and the smallest {_when(chart, ranked[-1])}."
    )


def _when(chart: Chart, bars: Sequence[Bar]) -> str:
    return f"{_said(chart, *bars)} {joined(f'in {bar.label}' for bar in bars)}"


def _year_of(bar: Bar) -> str:
    """Name the year that a part-period is part of."""
    years = YEAR.findall(bar.label)
    return years[-1] if years and len(set(years)) == 1 else "a period"


def _cut(chart: Chart, bar: Bar) -> str:
    """Describe a part-period: its months, that it stands apart, its value."""
    found = PART_LABEL.fullmatch(bar.label)
    label = (f"{found[2]} {found[1]}" if found[2] else found[1]) if found else bar.label
    shown = f"is {_said(chart, bar)}" if bar.value is not None else f"is {bar.words}"
    of = "a year" if YEAR.search(bar.label) else "a period"
    return f"{upper_first(label)}, drawn with a dashed outline, {shown} and covers part of {of}."


def _line(_index: Index, _table: Table, chart: Chart) -> str:
    every = [bar for panel in chart.panels for bar in panel.bars]
    bars = [bar for bar in every if bar.value is not None]
    return f"Line chart of {_how_many(bars)}{_in_unit(chart)}. {_ends(chart, bars, withheld=_withheld(every))}"


# Shares of many authorities


def _strip(_index: Index, _table: Table, chart: Chart) -> str:
    bars = [bar for panel in chart.panels for bar in panel.bars]
    given = [bar for bar in bars if bar.value is not None]
    form = f"Strip of marks, one for each of {counted(len(given), 'authority')}{_in_unit(chart)}."
    missing = (
        f" {counted(len(bars) - len(given), 'authority')} gave no value and has no mark."
        if len(bars) > len(given)
        else ""
    )
    if len(bars) - len(given) > 1:
        missing = missing.replace(" has ", " have ")
    if not given:
        return f"{form}{missing}"
    ranked = _ranked(given)
    ends = (
        f"{_said(chart, *group)} ({joined(bar.label for bar in group[:NAMED])})" for group in (ranked[0], ranked[-1])
    )
    largest, smallest = ends
    lead = upper_first(f"{GIVEN}the") if _withheld(bars) else "The"
    return f"{form} {lead} largest is {largest} and the smallest {smallest}.{missing}"
