"""Findings by rule, for a request whose author wrote none: the shapes of docs/editorial.md §3 over its tables.

Three to five sentences, each a template filled from figures. A shape that the data do not have says nothing; a rule
that may not put a size into words gives the counts. A difference is never the first finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from disclosed.describing.bands import parse_bands
from disclosed.describing.coverage import who_answered
from disclosed.describing.index import Index
from disclosed.describing.question_tables import NO_COLUMN, ROW_TITLE, question_tables
from disclosed.describing.refusal_words import asked_for, provisions_in_words, who
from disclosed.describing.sentences import NoteMark, Piece, Sentence, say, unique
from disclosed.describing.sizes import whole_per_cent
from disclosed.describing.tested import tested
from disclosed.describing.wording import (
    MEASURES,
    OF_TIME_AND_SPACE,
    cardinal,
    head_noun,
    joined,
    lower_first,
    measured,
    quantity,
    quoted,
    shortened,
    upper_first,
)
from disclosed.model import Number
from disclosed.months import MONTHS
from disclosed.rows import Observation, Table

YEAR = re.compile(r"(?:19|20)\d\d")
HAS_DIGIT = re.compile(r"\d")
MOST = 5
MOST_OF_TABLE = 2  # so that five findings speak of several tables
MOST_PERIODS = 6  # so many are all named; of more, first, last, largest and smallest
MOST_NAMED = 3  # periods of one value
MOST_PARTS = 4
LONGEST_QUESTION = 140
MEASURED_IN = OF_TIME_AND_SPACE | {"FTE", "WTE"}


def rule_findings(index: Index, request: str) -> tuple[Sentence, ...]:
    """Write a request's findings: from its tables, then one on what was withheld; a difference never first."""
    tables = index.tables(request) or question_tables(index, request)
    most = MOST_OF_TABLE if index.tables(request) else 1
    written = chain.from_iterable(islice(_of_table(index, table), most) for table in tables)
    refused = tuple(islice(_withheld(index, request), 1))
    found = [*islice(written, MOST - len(refused)), *refused]
    first = next((at for at, sentence in enumerate(found) if not sentence.notes), None)
    return () if first is None else (found[first], *found[:first], *found[first + 1 :])


@dataclass(frozen=True, slots=True)
class _Told:
    """A table whose findings are written; what names its rows is worked out once, since a table can have thousands.

    `own` is the place of the label that varies within a group, `everywhere` the labels that every row has.
    """

    index: Index
    table: Table
    own: int
    everywhere: frozenset[str]

    def label(self, row: Observation) -> str:
        """Name a row by the label that varies within its group."""
        return row.dimensions[self.own] if row.dimensions else ""

    def group_name(self, row: Observation) -> str:
        """Name a row's group: its other labels where they vary."""
        own = self.label(row)
        return ", ".join(label for label in row.dimensions if label != own and label not in self.everywhere)


def _told(index: Index, table: Table) -> _Told:
    labels = _labels(table)
    banded = next((at for at, own in enumerate(labels) if parse_bands(own)), -1)
    column = _column(table)
    own = banded if banded >= 0 else column if column < 0 or len(labels[column]) > 1 else 0
    first = table.rows[0].dimensions if table.rows else ()
    everywhere = frozenset(first).intersection(*(row.dimensions for row in table.rows))
    return _Told(index, table, own, everywhere)


def _of_table(index: Index, table: Table) -> Iterator[Sentence]:
    """Yield what one table's shape allows."""
    if len({row.authority for row in table.rows}) > 1:
        words = " ".join(sentence.plain for sentence in who_answered(table))
        yield say(f"{table.title}: {lower_first(words)}")
        return
    if len({row.period for row in table.rows}) > 1:
        yield from _over_periods(index, table)
        return
    told = _told(index, table)
    groups = tuple(_groups(table))
    crossed = len(groups) > 1 and len(table.rows) > MOST_PARTS  # then a cell is no finding, and a printed total is
    for group in groups:
        parts = [row for row in group if not row.total]
        wholes = [row for row in group if row.total]
        if len(wholes) == 1 and len(parts) > 1:
            yield from _parts(told, wholes[0], parts)
        elif parse_bands([told.label(row) for row in parts]):
            yield from _bands(told, parts)
        else:
            yield from _singles(index, table, wholes if crossed else parts)


def _column(table: Table) -> int:
    names = [dimension.name for dimension in table.dimensions]
    return names.index(table.columns) if table.columns in names else -1


def _labels(table: Table) -> list[tuple[str, ...]]:
    """List the labels of each of a table's dimensions."""
    return [unique(row.dimensions[at] for row in table.rows) for at in range(len(table.dimensions))]


def _groups(table: Table) -> Iterator[tuple[Observation, ...]]:
    """Group a table's rows by what they are measured for: the bands of a column, or the parts in a row."""
    column = _column(table)
    labels = _labels(table)
    banded = next((at for at, own in enumerate(labels) if parse_bands(own)), -1)
    varied = [at for at, own in enumerate(labels) if len(own) > 1]
    within = banded if banded >= 0 else column if column in varied else varied[-1] if varied else -1
    groups: dict[tuple[str, ...], list[Observation]] = {}
    for row in table.rows:
        key = tuple(label for at, label in enumerate(row.dimensions) if at != within)
        groups.setdefault(key, []).append(row)
    yield from (tuple(group) for group in groups.values())


def _given(rows: Iterable[Observation]) -> list[Observation]:
    return [row for row in rows if row.value is not None and row.status == "observed"]


def _value(row: Observation) -> str:
    return quantity(row.value or 0, row.unit)


def _marked(index: Index, rows: Iterable[Observation]) -> tuple[Piece, ...]:
    """Mark the notes on figures that a difference tests, each after a space."""
    rows = tuple(rows)
    tests = {response: tested(index, response) for response in unique(row.response for row in rows)}
    keys = unique(key for row in rows for key in tests[row.response].get(row.figure, ()))
    return tuple(piece for key in keys for piece in (" ", NoteMark(key)))


def _sentence(index: Index, words: str, rows: Iterable[Observation]) -> Sentence:
    rows = tuple(rows)
    return say(words, *_marked(index, rows), ".", places=(row.figure for row in rows if row.figure))


# The shapes


def _bands(told: _Told, rows: Sequence[Observation]) -> Iterator[Sentence]:
    """Name the band with the most, in words that say it is a band."""
    given = _given(rows)
    largest = max((row.value or 0 for row in given), default=0)
    top = [row for row in given if row.value == largest]
    if not largest or len(given) < len(rows) or len(top) > 2:
        return
    units = head_noun(told.table.unit) or "answers"
    group = told.group_name(rows[0])
    among = f"Among {lower_first(group)}, the" if group else "The"
    labels = joined(quoted(told.label(row)) for row in top)
    band, was, each = ("band", "was", "") if len(top) == 1 else ("bands", "were", " each")
    yield _sentence(told.index, f"{among} {band} with the most {units} {was} {labels} ({_value(top[0])}{each})", top)


def _parts(told: _Told, whole: Observation, parts: Sequence[Observation]) -> Iterator[Sentence]:
    """Give a whole and its parts; in an author's labels they make a sentence, and a share where the rules allow one."""
    index, table, given = told.index, told.table, _given(parts)
    if whole.value is None or len(given) < len(parts) or len(parts) > MOST_PARTS:
        return
    group = told.group_name(whole)
    adds = sum(row.value or 0 for row in given) == whole.value
    if not adds:
        yield from _singles(index, table, (whole,))
        return
    declared = bool(index.tables(table.request))
    if not declared or any(map(HAS_DIGIT.search, (told.label(row) for row in given))):  # `35% were 2022` says nothing
        of = f", for {quoted(group)}," if group else ""
        listed = joined(f"{_measured(row)} for {quoted(told.label(row))}" for row in given)
        total = f"{_measured(whole)} for {quoted(told.label(whole))}"
        lead = f"{upper_first(table.title)}:" if declared else _in_answer(index, table)
        yield _sentence(index, f"{lead} the letter gives{of} {total}: {listed}", (whole, *given))
        return
    share = None if whole.partial else whole_per_cent(given[0].value or 0, (whole.value,))
    first = f"{share}% ({_value(given[0])})" if share is not None else _value(given[0])
    said = [f"{first} {'was' if given[0].value == 1 else 'were'} {lower_first(told.label(given[0]))}"]
    said += [f"{_value(row)} {lower_first(told.label(row))}" for row in given[1:]]
    head = f"{group or table.title}: {_value(whole)} {lower_first(told.label(whole))}"
    yield _sentence(index, f"{head}. Of these, {joined(said)}", (whole, *given))


def _in_answer(index: Index, table: Table) -> str:
    """Introduce the answer to the one question of a table that the site made: `In answer to “…”,`."""
    response = table.rows[0].response
    asked = [row for row in index.questions(response) if row.request_question in table.questions]
    text = asked[0].text if asked else ""
    if not text:
        return f"In answer to question {table.questions[0]},"
    return f"In answer to {quoted(shortened(text, LONGEST_QUESTION))},"


def _measured(row: Observation) -> str:
    """Write a value with what it is measured in: `£350`, `12,604 hours`; a count alone."""
    return measured(row.value or 0, row.unit) if row.unit in MEASURED_IN else _value(row)


def _singles(index: Index, table: Table, rows: Sequence[Observation]) -> Iterator[Sentence]:
    """Give figures that stand alone, in the letter's words; more than a few are a table and no sentence."""
    given = [row for row in _given(rows) if not row.partial]
    if not 0 < len(given) <= MOST_PARTS:
        return
    if not index.tables(table.request):
        yield _sentence(index, f"{_in_answer(index, table)} the letter gives {joined(map(_with_labels, given))}", given)
        return
    for row in given:
        labels = joined(quoted(label) for label in row.dimensions if label != table.title)
        yield _sentence(index, f"The letter gives {_measured(row)} for {labels} ({lower_first(table.title)})", (row,))


def _with_labels(row: Observation) -> str:
    first, *others = [quoted(label) for label in row.dimensions if label not in {ROW_TITLE, NO_COLUMN}] or [""]
    within = f" ({joined(others)})" if others else ""
    words = measured(row.value or 0, row.unit)  # the unit that the letter prints, of a count too
    return f"{words} for {first}{within}" if first else words


def _over_periods(index: Index, table: Table) -> Iterator[Sentence]:
    """Give each measure over whole periods, part-periods apart, or that all are 0."""
    measures: dict[tuple[str, ...], list[Observation]] = {}
    for row in table.rows:
        key = tuple(label for label in row.dimensions if label != row.period)
        measures.setdefault(key, []).append(row)
    for labels, rows in measures.items():
        given = _given(rows)
        if len(given) == len(rows) and rows:
            yield _of_measure(index, table, joined(quoted(label) for label in labels), given)


def _of_measure(index: Index, table: Table, labels: str, rows: Sequence[Observation]) -> Sentence:
    """Give one measure: all 0, or its whole periods and then each part-period with what it is."""
    whole, cut = [row for row in rows if not row.partial], [row for row in rows if row.partial]
    declared = bool(index.tables(table.request))
    about = f"{table.title}, {labels}" if labels else table.title
    lead = f"{upper_first(about)}:" if declared else _in_answer(index, table)
    if all(row.value == 0 for row in rows):
        return _sentence(index, f"{lead} the letter gives 0 for each period", rows)
    units = head_noun(table.unit)
    number = "the figure" if table.unit in MEASURES else f"the number of {units}" if units else "the number"
    verb = f"{number} was" if declared else "the letter gives"
    said = [f"{lead} {verb} {_values(whole)}"] if whole else []
    said += [f"{_from(row.period)}, {number} was {_value(row)}. {_apart(whole)}" for row in cut]
    return _sentence(index, ". ".join(said), (*whole, *cut))


def _apart(whole: Sequence[Observation]) -> str:
    """Say why a part-period stands apart."""
    years = all(YEAR.fullmatch(row.period) for row in whole)
    one, others = ("a year", "the whole years") if years else ("a period", "the whole periods")
    return f"This is part of {one} and cannot be compared with {others}"


def _values(rows: Sequence[Observation]) -> str:
    """Give every value; of many, the first and the last, then the largest and the smallest."""
    if len(rows) <= MOST_PERIODS:
        return joined(_when(row) for row in rows)
    dated = all(row.period_start for row in rows)
    first, *_, last = sorted(rows, key=lambda row: row.period_start) if dated else rows
    years = "years" if all(YEAR.fullmatch(row.period) for row in rows) else "periods"
    values = [row.value or 0 for row in rows]
    if min(values) == max(values):
        return f"{_value(first)} in each of {cardinal(len(rows))} {years}, from {first.period} to {last.period}"
    largest, smallest = (_all_of(rows, value) for value in (max(values), min(values)))
    ends = f"{_when(first)} and {_when(last)}, the first and the last of {cardinal(len(rows))} {years}"
    return f"{ends}. The largest was {largest} and the smallest {smallest}"


def _all_of(rows: Sequence[Observation], value: Number) -> str:
    """Say when a value is given: `113 in 2024`; of many times, how many."""
    when = [row for row in rows if row.value == value]
    named = joined(row.period for row in when) if len(when) <= MOST_NAMED else f"{cardinal(len(when))} of them"
    return f"{_value(when[0])} in {named}"


def _when(row: Observation) -> str:
    return f"{_measured(row)} in {row.period}"


def _from(period: str) -> str:
    return f"From {period}" if period.startswith(MONTHS) and " to " in period else f"In {period}"


def _withheld(index: Index, request: str) -> Iterator[Sentence]:
    """Say what was withheld and what was relied on, for a request to one authority."""
    if len(index.authorities(request)) > 1:
        return
    for response in index.responses(request):
        for row in index.questions(response.response):
            refusals = index.refusals(row.response, row.question)
            if row.outcome == "withheld" and refusals:
                provisions = joined(provisions_in_words(unique(one.provision for one in refusals)))
                words = f"{upper_first(who(index, request, row.response))} withheld {asked_for(index, row)}"
                lines = tuple((row.response, one.line) for one in refusals)
                yield Sentence((f"{words}, relying on {provisions}.",), lines=lines)
