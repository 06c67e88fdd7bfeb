"""A difference between two versions, in sentences: for `content/releases/`, `/data/changes/`, the feed and pull requests.

They count and name, and repeat no value and no label: what is withdrawn later must not stand in the notes of an earlier
release. Of a letter that is withdrawn or under review they say that it is, and since when.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from disclosed.describing.wording import counted, day, joined
from disclosed.packaging.descriptor import CORE
from disclosed.releasing.difference import Columns, Difference, Row, Rows, difference_of, states_of
from disclosed.releasing.edition import Edition

MOST_LETTERS = 12  # new letters of a request that are named; of more there is a count
# What a row is called: of a letter's resources, in the order in which they are told; terms follow from what they are terms of.
OF_A_LETTER = {
    "questions": "question",
    "refusals": "refusal",
    "lines": "line",
    "figures": "figure",
    "set_aside": "number set aside",
    "checks": "comparison",
    "derived": "calculated number",
    "notes": "note",
}
OTHERS = {"asked": "entry of who was asked", "authorities": "authority", "authority_identifiers": "code"}
PLURALS = {"set_aside": "numbers set aside", "asked": "entries of who was asked"}
SAME_FIGURE = ("value", "unit", "status", "marker", "min", "max", "approximate")
SAYS_NOTHING = frozenset({"stem", "unanswered"})
KINDS = {"supplement": " (a supplement)", "review": " (a review)", "correction": " (a correction)"}


def describe_difference(old: Edition, new: Edition) -> tuple[str, ...]:
    """Say what differs between two versions, the form of the data first, then request by request; () where nothing does."""
    difference = difference_of(old, new)
    return (*_form(difference), *_requests(old, new, difference), *_rest(difference))


# The form of the data


def _form(difference: Difference) -> Iterator[str]:
    if difference.resources_added:
        yield f"New in the package: {joined(difference.resources_added)}."
    if difference.resources_removed:
        yield f"No longer in the package: {joined(difference.resources_removed)}."
    for own in difference.columns:
        yield from _columns(own)
    if difference.words:
        yield f"The package’s {joined(difference.words)} changed."
    if difference.form:
        yield "Titles or descriptions in the dictionary changed."


def _columns(own: Columns) -> Iterator[str]:
    """Say which columns of a resource are new, gone, or of another type."""
    for names, one, several in ((own.added, "is new", "are new"), (own.removed, "is gone", "are gone")):
        if names:
            column = "column" if len(names) == 1 else "columns"
            yield f"{own.resource}: the {column} {joined(names)} {one if len(names) == 1 else several}."
    for name, was, now in own.retyped:
        yield f"{own.resource}: the column {name} is of type {now}, and was of type {was}."


# Requests and letters


@dataclass(frozen=True)
class _Now:
    """The newer version by its keys, each found once."""

    edition: Edition

    @cached_property
    def figures(self) -> Mapping[str, Row]:
        return {row["figure"]: row for row in self.edition.sheet("figures").records()}

    @cached_property
    def figures_of(self) -> Mapping[str, Sequence[Row]]:
        """Its figures by letter."""
        return _grouped(self.figures.values(), "response")

    @cached_property
    def questions_of(self) -> Mapping[str, Sequence[Row]]:
        """Its questions by letter."""
        return _grouped(self.edition.sheet("questions").records(), "response")

    @cached_property
    def again(self) -> Mapping[str, Sequence[Row]]:
        """The questions of earlier letters, by the later letter that answers them again."""
        return _grouped(self.edition.sheet("questions").records(), "superseded_by")

    @cached_property
    def letters_of(self) -> Mapping[str, Sequence[Row]]:
        """Its letters by request."""
        return _grouped(states_of(self.edition).values(), "request")


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.get(column, ""), []).append(row)
    return found


def _requests(old: Edition, new: Edition, difference: Difference) -> Iterator[str]:
    before, after = ({row["request"]: row for row in edition.sheet("requests").records()} for edition in (old, new))
    earlier, now = _grouped(states_of(old).values(), "request"), _Now(new)
    by_request: dict[str, list[Rows]] = {}
    for rows in difference.rows:
        by_request.setdefault(rows.request, []).append(rows)
    for name, row in after.items():
        own = by_request.get(name, [])
        if name not in before:
            yield _new_request(now, row)
            continue
        letters = {each["response"]: each for each in earlier.get(name, ())}
        yield from _letters(now, name, letters, (own, difference.states))
        yield from _of_request(name, own, difference)
    yield from (f"The request {name} is gone." for name in before if name not in after)


def _new_request(now: _Now, row: Row) -> str:
    """Introduce a request: `New request: Stolen bins (bins), with 3 letters and 16 figures.`."""
    name = row["request"]
    letters = now.letters_of.get(name, ())
    figures = sum(len(now.figures_of.get(own["response"], ())) for own in letters)
    tables = sum(sheet.request == name for sheet in now.edition.sheets)
    counts = [(len(letters), "letter"), (figures, "figure"), (tables, "table")]
    said = [counted(count, noun) for count, noun in counts if count] or ["no letter"]
    return f"New request: {row['title']} ({name}), with {joined(said)}."


def _letters(
    now: _Now, request: str, before: Mapping[str, Row], differing: tuple[Sequence[Rows], Collection[str]]
) -> Iterator[str]:
    """Say of each letter of a request that it is new, withdrawn, shown again or gone, and what in it changed."""
    rows, states = differing
    after = {row["response"]: row for row in now.letters_of.get(request, ())}
    by_letter: dict[str, list[Rows]] = {}
    for one in rows:
        by_letter.setdefault(one.response, []).append(one)
    added = [name for name, row in after.items() if name not in before and row["state"] == "published"]
    if len(added) > MOST_LETTERS:
        figures = sum(len(now.figures_of.get(name, ())) for name in added)
        yield f"{request}: {len(added):,} new letters, with {counted(figures, 'figure')}."
    for name, row in after.items():
        if name in states:
            yield _other_state(row, by_letter.get(name, []))
        elif name not in before:
            yield from _new_letter(now, row) if len(added) <= MOST_LETTERS else ()
        else:
            yield from _changed_letter(name, by_letter.get(name, []))
    yield from (f"The letter {name} is gone." for name in before if name not in after)


def _other_state(row: Row, rows: Sequence[Rows]) -> str:
    """Say that a letter was withdrawn, is under review, or is shown again."""
    when = day(row["updated"])
    if row["state"] == "withdrawn":
        return f"The letter {row['response']} was withdrawn{f' on {when}' if when else ''}."
    if row["state"] == "under_review":
        return f"The letter {row['response']} has been under review{f' since {when}' if when else ''} and is not shown."
    figures = sum(own.added for own in rows if own.resource == "figures")
    return f"The letter {row['response']} is shown again, with {counted(figures, 'figure')}."


def _new_letter(now: _Now, row: Row) -> Iterator[str]:
    """Say that a letter is new, and what it changed in the earlier ones whose answers it gives again."""
    name = row["response"]
    yield f"New letter: {name}{KINDS.get(row['kind'], '')}, with {counted(len(now.figures_of.get(name, ())), 'figure')}."
    again = now.again.get(name, ())
    if again:
        said = [f"{counted(count, noun)} {did}" for count, noun, did in _changes(now, name, again) if count]
        earlier = joined(dict.fromkeys(own["response"] for own in again))
        yield f"{name} supersedes answers of {earlier}: {joined(said) or 'no figure changed'}."


def _changes(now: _Now, response: str, again: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """Count what a superseding letter did to figures and answers."""
    mine = {
        row["request_question"].casefold(): row
        for row in now.questions_of.get(response, ())
        if row["outcome"] not in SAYS_NOTHING
    }
    pairs = [(row, mine[row["request_question"].casefold()]) for row in again]
    both = [(row, own) for row, own in pairs if row["outcome"] == own["outcome"] == "figures"]
    answered = {own["question"] for _, own in both}
    given = [row for row in now.figures_of.get(response, ()) if row["question"] in answered]
    were = [
        row for old, _ in both for row in now.figures_of.get(old["response"], ()) if row["question"] == old["question"]
    ]
    replaced = {row["replaces"] for row in given}
    differing = [row for row in given if row["replaces"] and _differs(now.figures[row["replaces"]], row)]
    hidden = sum(row["status"] == "suppressed" for row in differing)
    yield len(differing) - hidden, "figure", "changed"
    yield sum(not row["replaces"] for row in given), "figure", "added"
    yield sum(row["figure"] not in replaced for row in were), "figure", "no longer given"
    yield hidden, "figure", "now suppressed"
    yield sum(own["outcome"] == "withheld" != row["outcome"] for row, own in pairs), "answer", "now withheld"
    yield sum(row["outcome"] == "withheld" != own["outcome"] for row, own in pairs), "answer", "now given"


def _differs(before: Row, after: Row) -> bool:
    return any(before[name] != after[name] for name in SAME_FIGURE)


def _changed_letter(name: str, rows: Sequence[Rows]) -> Iterator[str]:
    """Say what changed in a letter that was there before: what is said of it, then its rows by resource."""
    itself = next((own.fields for own in rows if own.resource == "responses" and own.changed), ())
    # What an editor gives changes with its value; alone it says that a value came to be read or ceased to be.
    fields = [field for field in itself if field != "from_editor"] or (["who gave its details"] if itself else [])
    said = [f"{joined(field.replace('_', ' ') for field in fields)} changed"] if fields else []
    said += [_counts(own) for own in rows if own.resource in OF_A_LETTER]
    if said:
        yield f"{name}: {joined(said)}."


def _counts(own: Rows) -> str:
    """Count the rows of a resource: `2 figures changed`, `1 note added and 3 removed`."""
    noun = {**OF_A_LETTER, **OTHERS}.get(own.resource, "row")
    counts = [(own.changed, "changed"), (own.added, "added"), (own.removed, "removed")]
    (first, did), *others = [(count, words) for count, words in counts if count]
    said = f"{counted(first, noun, PLURALS.get(own.resource, ''))} {did}"
    return joined([said, *(f"{count:,} {words}" for count, words in others)])


def _of_request(name: str, rows: Sequence[Rows], difference: Difference) -> Iterator[str]:
    """Say what else of a request changed: its texts, who was asked, its tables."""
    for own in rows:
        if own.resource == "requests":
            yield f"{name}: {joined(field.replace('_', ' ') for field in own.fields)} of the request changed."
        elif own.resource == "asked":
            yield f"{name}: {_counts(own)}."
    for table, found in groupby((own for own in rows if own.resource not in CORE), lambda own: own.resource):
        parts = list(found)
        added, removed, changed = (sum(getattr(own, kind) for own in parts) for kind in ("added", "removed", "changed"))
        if table in difference.tables_added:
            yield f"New table: {table}, with {counted(added, 'row')}."
        elif table in difference.tables_gone:
            yield f"The table {table} is gone."
        else:
            yield f"{table}: {_counts(Rows(table, name, '', added, removed, changed))}."
    gone = difference.hidden_gone.count(name)
    if gone:
        one, several = "is gone with a letter that is not shown", "are gone with letters that are not shown"
        yield f"A table of {name} {one}." if gone == 1 else f"{gone:,} tables of {name} {several}."


def _rest(difference: Difference) -> Iterator[str]:
    """Say what changed in resources that no request owns."""
    yield from (f"{own.resource}: {_counts(own)}." for own in difference.rows if not own.request)
