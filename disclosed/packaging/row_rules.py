"""Rules about the package's rows: keys, quotations, and values that must agree.

Provenance is referential integrity here: a figure's words are cut from the published line at its columns, and a table's
row repeats its figure. Each rule is a generator of findings, one for each place; `rules_of_rows` runs them in order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from operator import attrgetter, itemgetter
from typing import Any

from disclosed.findings import CODES, PRIVATE, problem
from disclosed.model import Finding
from disclosed.packaging.cells import REBUILD, render_cell, shown
from disclosed.packaging.file_rules import Contents, cells_of
from disclosed.packaging.package import Sheet
from disclosed.resources import SLUG, TABLE_HEAD, TABLE_TAIL, Field, ForeignKey
from disclosed.rows import FigureRow

# status → the markers it may have; of a table's row too (EDITORIAL: [c] protects, [x] is all else that is not given).
MARKERS: Mapping[str, frozenset[str]] = {
    "observed": frozenset({""}),
    "suppressed": frozenset({"[c]"}),
    "not_available": frozenset({"[x]", "[u]"}),
    "not_applicable": frozenset({"[z]"}),
    "withheld": frozenset({"", "[c]", "[x]"}),
    "not_held": frozenset({"", "[x]"}),
    "in_words": frozenset({"", "[x]"}),
    "attached": frozenset({"", "[x]"}),
    "not_given": frozenset({"", "[x]"}),
    "no_reply": frozenset({"", "[x]"}),
    "not_compared": frozenset({"", "[x]"}),
}
WITH_A_FIGURE = frozenset({"observed", "suppressed"})  # any other status may be that of a letter without a figure
SHARED = frozenset(field.name for field in (*TABLE_HEAD, *TABLE_TAIL))  # columns of every table
BY_A_PERSON = frozenset({"note", "not_compared"})  # codes of notes beside those of findings
# What frictionless and spreadsheets pass over or choke on: NUL and the other C0 controls, tab and line feed apart.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A number whose digits say its value: 1,254 · £1.20 · 98%; a heading may scale it.
DIGITS_ALONE = re.compile(r"£?(-?[0-9][0-9, ]*(?:\.[0-9]+)?)%?")
NOT_A_DIGIT = re.compile(r"[^0-9.]")
RUN_OF_DIGITS = re.compile(r"[0-9]+")
MEND_READING = "Correct the place in the letter's .yml, or build again."
TELL_APART = "Tell the rows apart with `is:` in request.md, or leave one out."

Place = tuple[str, int]
Rule = Callable[[Contents], Iterator[Finding]]


def rules_of_rows(contents: Contents) -> Iterator[Finding]:
    """Run every rule on rows."""
    for rule in RULES:
        yield from rule(contents)


def check_constraints(contents: Contents) -> Iterator[Finding]:
    """Require what the schema says of a column: its pattern, its list of codes, its least value."""
    for sheet in contents.sheets:
        columns = zip(*cells_of(sheet), strict=True)
        for field, column in zip(sheet.facts.resource.fields, columns, strict=False):
            broken = _breaks(field)
            for line, cell in zip(sheet.lines, column, strict=True):
                if cell not in ("", None) and (why := broken(cell)):
                    yield problem(sheet.file, line, f"{field.name} is {shown(render_cell(cell))}, {why}.", REBUILD)


def _breaks(field: Field) -> Callable[[Any], str]:
    """Make the test of one column: says what a cell breaks, or nothing."""
    enum, least = field.constraints.get("enum"), field.constraints.get("minimum")
    pattern = field.constraints.get("pattern")
    if isinstance(enum, list):
        return lambda cell: "" if cell in enum else f"which is none of {', '.join(enum)}"
    if isinstance(least, int):
        return lambda cell: "" if cell >= least else f"which is less than {least}"
    if isinstance(pattern, str):
        known = re.compile(pattern)
        return lambda cell: "" if known.fullmatch(cell) else f"which does not match {pattern}"
    return _holds_a_control


def _holds_a_control(cell: Any) -> str:
    """Name the first control character of a text, or say nothing."""
    found = CONTROL.search(cell) if isinstance(cell, str) else None
    return f"which holds the control character U+{ord(found[0]):04X}" if found else ""


def check_primary_keys(contents: Contents) -> Iterator[Finding]:
    """Require that a key is never empty and never stands twice."""
    for sheet in contents.sheets:
        keys = _keys(sheet, sheet.facts.resource.primary_key)
        different = set(keys)
        values = set(chain.from_iterable(different))
        if len(different) < len(keys) or "" in values or None in values:
            yield from _wrong_keys(sheet, keys)


def _wrong_keys(sheet: Sheet, keys: Sequence[tuple[Any, ...]]) -> Iterator[Finding]:
    seen: dict[tuple[Any, ...], int] = {}
    for line, key in zip(sheet.lines, keys, strict=True):
        words = ", ".join(render_cell(value) for value in key)
        if "" in key or None in key:
            yield problem(sheet.file, line, f"A part of the key ({words}) is empty.", REBUILD)
        elif key in seen:
            remedy = TELL_APART if sheet.facts.table else REBUILD
            yield problem(sheet.file, line, f"The key {words} stands on line {seen[key]} too.", remedy)
        seen.setdefault(key, line)


def _keys(sheet: Sheet, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Give the values of some columns, row by row; only for a column of a table's own must its rows be laid out."""
    if sheet.facts.table is None or SHARED.issuperset(names):
        values = map(attrgetter(*names), sheet.rows)
    else:
        columns = [field.name for field in sheet.facts.resource.fields]
        values = map(itemgetter(*map(columns.index, names)), cells_of(sheet))
    return list(zip(values) if len(names) == 1 else values)  # of one column its values come bare


def check_foreign_keys(contents: Contents) -> Iterator[Finding]:
    """Require that what points, points at a row that is there; a key of one field may be empty."""
    targets: dict[tuple[str, tuple[str, ...]], set[tuple[Any, ...]]] = {}
    for sheet in contents.sheets:
        for foreign in sheet.facts.resource.foreign_keys:
            end = (foreign.resource, foreign.to_fields)
            if end not in targets:
                targets[end] = {*_keys(contents.by_name[foreign.resource], foreign.to_fields), ("",)}
            keys = _keys(sheet, foreign.fields)
            if dangling := set(keys) - targets[end]:
                yield from _dangling(sheet, foreign, keys, dangling)


def _dangling(
    sheet: Sheet, foreign: ForeignKey, keys: Iterable[tuple[Any, ...]], dangling: Collection[tuple[Any, ...]]
) -> Iterator[Finding]:
    for line, key in zip(sheet.lines, keys, strict=True):
        if key in dangling:
            words = ", ".join(render_cell(value) for value in key)
            names = ", ".join(foreign.fields)
            yield problem(sheet.file, line, f"{names} ({words}) is not in {foreign.resource}.csv.", REBUILD)


def check_quotations(contents: Contents) -> Iterator[Finding]:
    """Require that words said to stand in a letter stand there: line, first to last column, counted from 1."""
    lines = {(row.response, row.line): row.text for row in contents.package.lines}
    for name in ("figures", "refusals", "set_aside"):
        for place, row in contents.rows(name):
            line = lines.get((row.response, row.line), "")
            there = line[row.column_from - 1 : row.column_to]
            if there != row.as_written:
                message = f"L{row.line}C{row.column_from} of {row.response} reads {shown(there)}, not {shown(row.as_written)}."
                yield problem(*place, message, MEND_READING)
            elif row.column_to > len(line):
                message = f"L{row.line} of {row.response} has {len(line)} columns, and the words are said to end in column {row.column_to}."
                yield problem(*place, message, MEND_READING)


def check_no_number_counts_twice(contents: Contents) -> Iterator[Finding]:
    """Require that figures and numbers set aside do not overlap on a line."""
    spans = [(row.response, row.line, row.column_from, row.column_to, place) for place, row in _numbers(contents)]
    ordered = sorted(spans)
    for one, other in pairwise(ordered):
        if one[:2] == other[:2] and other[2] <= one[3]:
            message = f"L{other[1]}C{other[2]} of {other[0]} overlaps L{one[1]}C{one[2]}: a number would count twice."
            yield problem(*other[4], message, MEND_READING)


def _numbers(contents: Contents) -> Iterator[tuple[Place, Any]]:
    yield from contents.rows("figures")
    yield from contents.rows("set_aside")


def check_figures(contents: Contents) -> Iterator[Finding]:
    """Require that a figure is named by its place and belongs where its response does; a range has a basis.

    A mark that the letter explains without a range ("unreliable", "to be published in May") has a basis alone.
    """
    responses = {row.response: row for row in contents.package.responses}
    for place, row in contents.rows("figures"):
        name = f"{row.response}/L{row.line}C{row.column_from}"
        if row.figure != name:
            yield problem(*place, f"The figure {row.figure} stands at {name}.", REBUILD)
        owner = responses.get(row.response)
        if owner and (row.request, row.authority) != (owner.request, owner.authority):
            message = f"The figure names {row.request} and {row.authority}, its response {owner.request} and {owner.authority}."
            yield problem(*place, message, REBUILD)
        if not row.basis and (row.min is not None or row.max is not None):
            yield problem(*place, "A range stands without the basis it rests on.", REBUILD)
        if row.min is not None and row.max is not None and row.min > row.max:
            yield problem(*place, f"The minimum {row.min} is more than the maximum {row.max}.", MEND_READING)


def check_values(contents: Contents) -> Iterator[Finding]:
    """Require that a value written in digits alone has those digits; noughts at its end may come from a heading (£000)."""
    for place, row in contents.rows("figures"):
        written = DIGITS_ALONE.fullmatch(row.as_written)
        if written and row.value is not None and _digits(written[1]) != _digits(render_cell(row.value)):
            message = f"The value is {render_cell(row.value)}, and the letter writes {shown(row.as_written)}."
            yield problem(*place, message, MEND_READING)


def _digits(words: str) -> str:
    """Keep a number's digits, without the noughts at either end."""
    whole, _, part = NOT_A_DIGIT.sub("", words).partition(".")
    return (whole + part).strip("0")


def check_every_number_is_explained(contents: Contents) -> Iterator[Finding]:
    """Warn of digits in an answer that are part of no figure, no refusal and nothing set aside (docs/design.md §1, completeness)."""
    spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for _, row in (one for name in ("figures", "refusals", "set_aside") for one in contents.rows(name)):
        spans.setdefault((row.response, row.line), []).append((row.column_from, row.column_to))
    for place, row in contents.rows("lines"):
        for found in RUN_OF_DIGITS.finditer(row.text) if row.part == "answer" else ():
            first, last = found.start() + 1, found.end()
            if not any(start <= first and last <= end for start, end in spans.get((row.response, row.line), ())):
                message = f"{found[0]} at L{row.line}C{first} of {row.response} is neither published nor set aside."
                remedy = "Point at it under `readings:` in the letter's .yml."
                yield problem(*place, message, remedy, code="unread_number")


def check_status(contents: Contents) -> Iterator[Finding]:
    """Require that status, value and marker agree: no empty value without a status that says why (docs/guidance.md §4)."""
    for place, row in (*contents.rows("figures"), *contents.table_rows()):
        if (row.value is None) == (row.status == "observed"):
            there = "no value" if row.value is None else f"the value {row.value}"
            yield problem(*place, f"The status is {row.status}, and there is {there}.", REBUILD)
        if row.marker not in MARKERS.get(row.status, frozenset()):
            marker = row.marker or "none"
            yield problem(*place, f"The status is {row.status}, and the marker is {marker}.", REBUILD)


def check_periods(contents: Contents) -> Iterator[Finding]:
    """Require that a period does not end before it starts."""
    for place, row in (*contents.rows("figures"), *contents.table_rows()):
        if row.period_start and row.period_end and row.period_start > row.period_end:
            yield problem(
                *place, f"The period ends on {row.period_end}, before it starts on {row.period_start}.", REBUILD
            )


def check_tables(contents: Contents) -> Iterator[Finding]:
    """Require that a table's row repeats its figure, and that a row without one says why."""
    figures = {row.figure: row for row in contents.package.figures}
    responses = {row.response: row for row in contents.package.responses}
    for sheet in contents.sheets:
        table = sheet.facts.table
        if table is None:
            continue
        if not re.fullmatch(SLUG, table.name):
            message = f"The table {shown(table.name)} is not named in lower-case ASCII letters, digits and hyphens."
            yield problem(contents.file, 0, message, "Rename it in request.md.")
        if table.resource != f"{table.request}-{table.name}":
            yield problem(
                contents.file, 0, f"The resource {table.resource} is not named {table.request}-{table.name}.", REBUILD
            )
        for line, row in zip(sheet.lines, sheet.rows, strict=True):
            if row.request != table.request:
                yield problem(sheet.file, line, f"The row names the request {row.request}.", REBUILD)
            yield from _letter_agrees(row, responses.get(row.response), place=(sheet.file, line))
            yield from _figure_agrees(row, figures.get(row.figure), place=(sheet.file, line))


def _letter_agrees(row: Any, response: Any, *, place: Place) -> Iterator[Finding]:
    """Compare a table's row with the letter it names; 0 is the sequence where no letter came."""
    expected = (response.authority, response.sequence) if response else (row.authority, 0)
    if (row.authority, row.sequence) != expected:
        message = f"The row names letter {row.sequence} of {row.authority}, its response letter {expected[1]} of {expected[0]}."
        yield problem(*place, message, REBUILD)


def _figure_agrees(row: Any, figure: FigureRow | None, *, place: Place) -> Iterator[Finding]:
    """Compare a table's row with the figure it repeats."""
    if figure is None:
        if row.status in WITH_A_FIGURE and not row.figure:
            yield problem(*place, f"The status is {row.status}, and the row repeats no figure.", REBUILD)
        return
    if figure.superseded:
        yield problem(*place, f"The row repeats {row.figure}, whose answer a later letter gives again.", REBUILD)
    for name in ("response", "value", "status", "marker"):
        mine, its = getattr(row, name), getattr(figure, name)
        if mine != its:
            message = f"{name} is {shown(render_cell(mine))}, and the figure's {shown(render_cell(its))}."
            yield problem(*place, message, REBUILD)


def check_letters(contents: Contents) -> Iterator[Finding]:
    """Require of a letter what its `publish` says: every line from 1 where all is published, no figure where nothing is."""
    counts = Counter(row.response for row in contents.package.lines)
    last = {row.response: row.line for row in contents.package.lines}
    figures = {row.response for row in contents.package.figures}
    for place, row in contents.rows("responses"):
        if row.publish == "all" and counts[row.response] != last.get(row.response, 0):
            yield problem(*place, f"{row.response} is published whole, and lines of it are missing.", REBUILD)
        if row.publish == "metadata" and row.response in figures:
            yield problem(*place, f"Only the metadata of {row.response} may be published, and it has figures.", REBUILD)
        if row.ground == "none" and row.publish != "metadata":
            remedy = "Record a ground for re-use in the letter's .yml, or publish metadata alone."
            yield problem(*place, f"Nothing lets the figures of {row.response} be re-used.", remedy)
        if not row.response.startswith(f"{row.request}/"):
            yield problem(*place, f"{row.response} does not begin with its request, {row.request}.", REBUILD)


def check_supersession(contents: Contents) -> Iterator[Finding]:
    """Require that a letter supersedes an earlier one of its authority, on the same request."""
    letters = {row.response: row for row in contents.package.responses}
    for place, row in contents.rows("responses"):
        earlier = letters.get(row.supersedes)
        if earlier and not (
            (earlier.request, earlier.authority) == (row.request, row.authority) and earlier.sequence < row.sequence
        ):
            yield problem(
                *place, f"{row.supersedes} is no earlier letter of {row.authority} on {row.request}.", REBUILD
            )


def check_superseded(contents: Contents) -> Iterator[Finding]:
    """Require that an answer is superseded by a letter that supersedes its own, its figures with it, and no others."""
    after = {row.supersedes: row.response for row in contents.package.responses if row.supersedes}
    later: dict[tuple[str, str], str] = {}
    for place, row in contents.rows("questions"):
        later[row.response, row.question] = row.superseded_by
        if row.superseded_by and row.superseded_by not in _successors(row.response, after):
            yield problem(*place, f"{row.superseded_by} does not supersede {row.response}.", REBUILD)
    figures = {row.figure: row for row in contents.package.figures}
    for place, row in contents.rows("figures"):
        by = later.get((row.response, row.question), "")
        if row.superseded != bool(by):
            message = (
                f"superseded is {render_cell(row.superseded)}, and its question is {'' if by else 'not '}superseded."
            )
            yield problem(*place, message, REBUILD)
        before = figures.get(row.replaces)
        if before and later.get((before.response, before.question)) != row.response:
            yield problem(*place, f"It replaces {row.replaces}, which {row.response} does not supersede.", REBUILD)


def _successors(response: str, after: Mapping[str, str]) -> list[str]:
    """Name the letters that supersede one, directly or through others."""
    found: list[str] = []
    while (response := after.get(response, "")) and response not in found:
        found.append(response)
    return found


def check_notes(contents: Contents) -> Iterator[Finding]:
    """Require that a note has a known code, and none that is for the editor alone."""
    for place, row in contents.rows("notes"):
        if row.code in PRIVATE:
            yield problem(*place, f"The code {row.code} is for the editor alone and may not be published.", REBUILD)
        elif row.code not in CODES and row.code not in BY_A_PERSON:
            yield problem(*place, f"The code {row.code} is not known.", REBUILD)


def check_asked(contents: Contents) -> Iterator[Finding]:
    """Require that an authority is not said to be silent on a request that it answered."""
    answered = {(row.request, row.authority) for row in contents.package.responses}
    for place, row in contents.rows("asked"):
        if row.state == "no_reply" and (row.request, row.authority) in answered:
            remedy = "Correct the state in asked.csv."
            yield problem(*place, f"{row.authority} is said not to have replied, and its letter is here.", remedy)


RULES: tuple[Rule, ...] = (
    check_constraints,
    check_primary_keys,
    check_foreign_keys,
    check_quotations,
    check_no_number_counts_twice,
    check_figures,
    check_values,
    check_status,
    check_periods,
    check_tables,
    check_letters,
    check_supersession,
    check_superseded,
    check_notes,
    check_asked,
)
