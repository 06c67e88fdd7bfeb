"""Findings by rule, for a request whose author wrote none: the shapes of docs/editorial.md §3 over its tables.

Three to five sentences, each a template filled from figures. A shape that the data do not have says nothing; a rule
that may not put a size into words gives the counts. A difference is never the first finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from disclosed.charting.charts import MEASURES
from disclosed.describing.bands import parse_bands
from disclosed.describing.coverage import who_answered
from disclosed.describing.index import Index
from disclosed.describing.question_tables import NO_COLUMN, ROW_TITLE, question_tables
from disclosed.describing.refusal_words import ELLIPSIS, asked_for, provisions_in_words, who
from disclosed.describing.sentences import NoteMark, Piece, Sentence, say, unique
from disclosed.describing.sizes import whole_per_cent
from disclosed.describing.tested import tested
from disclosed.describing.wording import (
    MONTHS,
    OF_TIME_AND_SPACE,
    head_noun,
    joined,
    lower_first,
    measured,
    quantity,
    quoted,
    upper_first,
)
from disclosed.rows import Observation, Table

YEAR = re.compile(r"(?:19|20)\d\d")
HAS_DIGIT = re.compile(r"\d")
MOST = 5
MOST_OF_TABLE = 2  # so that five findings speak of several tables
MOST_PERIODS = 6  # a sentence of more is a table
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


def _of_table(index: Index, table: Table) -> Iterator[Sentence]:
    """Yield what one table's shape allows."""
    if len({row.authority for row in table.rows}) > 1:
        words = " ".join(sentence.plain for sentence in who_answered(index, table))
        yield say(f"{table.title}: {lower_first(words)}")
        return
    if len({row.period for row in table.rows}) > 1:
        yield from _over_periods(index, table)
        return
    groups = tuple(_groups(table))
    crossed = len(groups) > 1 and len(table.rows) > MOST_PARTS  # then a cell is no finding, and a printed total is
    for group in groups:
        parts = [row for row in group if not row.total]
        wholes = [row for row in group if row.total]
        if len(wholes) == 1 and len(parts) > 1:
            yield from _parts(index, table, wholes[0], parts)
        elif parse_bands([_label(table, row) for row in parts]):
            yield from _bands(index, table, parts)
        else:
            yield from _singles(index, table, wholes if crossed else parts)


def _column(table: Table) -> int:
    names = [dimension.name for dimension in table.dimensions]
    return names.index(table.columns) if table.columns in names else -1


def _groups(table: Table) -> Iterator[tuple[Observation, ...]]:
    """Group a table's rows by what they are measured for: the bands of a column, or the parts in a row."""
    column = _column(table)
    labels = [unique(row.dimensions[at] for row in table.rows) for at in range(len(table.dimensions))]
    banded = next((at for at, own in enumerate(labels) if parse_bands(own)), -1)
    varied = [at for at, own in enumerate(labels) if len(own) > 1]
    within = banded if banded >= 0 else column if column in varied else varied[-1] if varied else -1
    groups: dict[tuple[str, ...], list[Observation]] = {}
    for row in table.rows:
        key = tuple(label for at, label in enumerate(row.dimensions) if at != within)
        groups.setdefault(key, []).append(row)
    yield from (tuple(group) for group in groups.values())


def _label(table: Table, row: Observation) -> str:
    """Name a row by the label that varies within its group."""
    labels = [unique(other.dimensions[at] for other in table.rows) for at in range(len(row.dimensions))]
    banded = next((at for at, own in enumerate(labels) if parse_bands(own)), -1)
    column = _column(table)
    at = banded if banded >= 0 else column if column < 0 or len(labels[column]) > 1 else 0
    return row.dimensions[at] if row.dimensions else ""


def _group_name(table: Table, row: Observation) -> str:
    """Name a row's group: its other labels where they vary."""
    own = _label(table, row)
    labels = [label for label in row.dimensions if label != own]
    varying = [label for label in labels if any(label not in other.dimensions for other in table.rows)]
    return ", ".join(varying)


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


def _bands(index: Index, table: Table, rows: Sequence[Observation]) -> Iterator[Sentence]:
    """Name the band with the most, in words that say it is a band."""
    given = _given(rows)
    largest = max((row.value or 0 for row in given), default=0)
    top = [row for row in given if row.value == largest]
    if not largest or len(given) < len(rows) or len(top) > 2:
        return
    units = head_noun(table.unit) or "answers"
    group = _group_name(table, rows[0])
    among = f"Among {lower_first(group)}, the" if group else "The"
    labels = joined(quoted(_label(table, row)) for row in top)
    band, was, each = ("band", "was", "") if len(top) == 1 else ("bands", "were", " each")
    yield _sentence(index, f"{among} {band} with the most {units} {was} {labels} ({_value(top[0])}{each})", top)


def _parts(index: Index, table: Table, whole: Observation, parts: Sequence[Observation]) -> Iterator[Sentence]:
    """Give a whole and its parts; in an author's labels they make a sentence, and a share where the rules allow one."""
    given = _given(parts)
    if whole.value is None or len(given) < len(parts) or len(parts) > MOST_PARTS:
        return
    group = _group_name(table, whole)
    adds = sum(row.value or 0 for row in given) == whole.value
    if not adds:
        yield from _singles(index, table, (whole,))
        return
    declared = bool(index.tables(table.request))
    if not declared or any(
        map(HAS_DIGIT.search, (_label(table, row) for row in given))
    ):  # `35% were 2022` says nothing
        of = f", for {quoted(group)}," if group else ""
        listed = joined(f"{_measured(row)} for {quoted(_label(table, row))}" for row in given)
        total = f"{_measured(whole)} for {quoted(_label(table, whole))}"
        lead = f"{upper_first(table.title)}:" if declared else _in_answer(index, table)
        yield _sentence(index, f"{lead} the letter gives{of} {total}: {listed}", (whole, *given))
        return
    share = None if whole.partial else whole_per_cent(given[0].value or 0, (whole.value,))
    first = f"{share}% ({_value(given[0])})" if share is not None else _value(given[0])
    said = [f"{first} {'was' if given[0].value == 1 else 'were'} {lower_first(_label(table, given[0]))}"]
    said += [f"{_value(row)} {lower_first(_label(table, row))}" for row in given[1:]]
    head = f"{group or table.title}: {_value(whole)} {lower_first(_label(table, whole))}"
    yield _sentence(index, f"{head}. Of these, {joined(said)}", (whole, *given))


def _in_answer(index: Index, table: Table) -> str:
    """Introduce the answer to the one question of a table that the site made: `In answer to “…”,`."""
    response = table.rows[0].response
    asked = [row for row in index.questions(response) if row.request_question in table.questions]
    text = asked[0].text if asked else ""
    if not text:
        return f"In answer to question {table.questions[0]},"
    cut = text if len(text) <= LONGEST_QUESTION else text[: text.rfind(" ", 0, LONGEST_QUESTION)] + ELLIPSIS
    return f"In answer to {quoted(cut)},"


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
    whole, cut = [row for row in rows if not row.partial][:MOST_PERIODS], [row for row in rows if row.partial]
    declared = bool(index.tables(table.request))
    about = f"{table.title}, {labels}" if labels else table.title
    lead = f"{upper_first(about)}:" if declared else _in_answer(index, table)
    if all(row.value == 0 for row in rows):
        return _sentence(index, f"{lead} the letter gives 0 for each period", rows)
    units = head_noun(table.unit)
    number = "the figure" if table.unit in MEASURES else f"the number of {units}" if units else "the number"
    verb = f"{number} was" if declared else "the letter gives"
    said = [f"{lead} {verb} {joined(_when(row) for row in whole)}"] if whole else []
    said += [f"{_from(row.period)}, {number} was {_value(row)}. {_apart(whole)}" for row in cut]
    return _sentence(index, ". ".join(said), (*whole, *cut))


def _apart(whole: Sequence[Observation]) -> str:
    """Say why a part-period stands apart."""
    years = all(YEAR.fullmatch(row.period) for row in whole)
    one, others = ("a year", "the whole years") if years else ("a period", "the whole periods")
    return f"This is part of {one} and cannot be compared with {others}"


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
