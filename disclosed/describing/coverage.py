"""Who gave a figure, who did not and why: for a request put to several authorities (docs/editorial.md §3, Comparing).

Authorities are named in order of name and never ranked; a count of those that gave no figure says what each group did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from disclosed.absent import spread
from disclosed.describing.filling import typographic
from disclosed.describing.index import Index
from disclosed.describing.sentences import Sentence, say
from disclosed.describing.wording import day, full_stop, joined, lower_first
from disclosed.rows import AskedRow, Observation, Table

MOST_NAMED = 12
GIVEN = "given"
ORDER = "Areas differ in size. Authorities stand in order of name."
# Status of an answer → what one body, and several, did with `it` or `them`.
DID = {
    "suppressed": ("suppressed {it}", "suppressed {it}"),
    "withheld": ("withheld {it}", "withheld {it}"),
    "not_held": ("said it does not hold {it}", "said they did not hold {it}"),
    "in_words": ("answered in words", "answered in words"),
    "attached": ("answered in an attachment", "answered in attachments"),
    "not_given": ("did not give {it}", "did not give {it}"),
    "not_available": ("said {it} {is} not available", "said {it} {is} not available"),
    "not_applicable": ("said the question does not apply", "said the question does not apply"),
    "not_compared": ("gave an answer that is not compared", "gave answers that are not compared"),
    "no_reply": ("has not replied", "have not replied"),
}
MOST_GROUPS = 3  # labels of which each has a sentence; of more, one sentence speaks of the whole table
STATES = {
    "no_reply": "not replied",
    "acknowledged": "acknowledged the request and not yet answered it",
    "clarification": "asked for clarification",
    "refused": "refused the request",
    "withdrawn": "not been asked further: the request was withdrawn",
}


def who_answered(table: Table) -> tuple[Sentence, ...]:
    """Count who gave a table's figures, who withheld them, did not hold them or did not reply.

    One sentence, or one for each label of the dimension by which the answers differ, where everybody has that label.
    """
    return tuple(say(_counted(label, rows, first=at == 0)) for at, (label, rows) in enumerate(_groups(table).items()))


def _groups(table: Table) -> dict[str, list[Observation]]:
    """Group rows by the dimension of fewest labels for which some authority gave one label and not another."""
    rows = spread(table.rows)
    bodies = {row.authority for row in rows}
    found: list[dict[str, list[Observation]]] = []
    totals = {row.dimensions for row in rows if row.total} - _of_all(rows)
    for at in range(len(table.dimensions)):
        groups: dict[str, list[Observation]] = {}
        for row in rows:
            if row.dimensions not in totals:
                groups.setdefault(row.dimensions[at], []).append(row)
        common = all({row.authority for row in own} == bodies for own in groups.values())
        differing = len({tuple(sorted(_statuses(own).items())) for own in groups.values()}) > 1
        if common and differing and len(groups) <= MOST_GROUPS:
            found.append(groups)
    return min(found, key=len, default={"": list(rows)})


def _of_all(rows: Sequence[Observation]) -> set[tuple[str, ...]]:
    """Find the labels for which every body has a row; a total that some print and others do not is none of these."""
    bodies = {row.authority for row in rows}
    have: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        have.setdefault(row.dimensions, set()).add(row.authority)
    return {labels for labels, own in have.items() if own == bodies}


def _statuses(rows: Iterable[Observation]) -> dict[str, str]:
    """Give what each authority did: given where any of its rows has a value, suppressed where only marks stand."""
    found: dict[str, str] = {}
    for row in rows:
        status = GIVEN if row.status == "observed" else row.status
        before = found.get(row.authority)
        if before != GIVEN and (before != "suppressed" or status == GIVEN):
            found[row.authority] = status
    return found


def _counted(label: str, rows: Sequence[Observation], *, first: bool) -> str:
    """Write `Of the 3 authorities asked, 2 gave the figure for x and 1 said it does not hold it.`."""
    statuses = _statuses(rows)
    done = list(statuses.values())
    one = bool(label) or _is_one(rows)
    what = f"the figure for {lower_first(label)}" if label else "this figure" if one else "these figures"
    gave, partly = done.count(GIVEN), {row.authority for row in rows if row.status == "suppressed"}
    some = sum(statuses[body] == GIVEN for body in partly)
    given = f"{gave} gave {what}{f' ({some} with some suppressed)' if some else ''}"
    if gave == len(done):
        return f"All {given}."
    it = {"it": "it", "is": "is"} if one else {"it": "them", "is": "are"}
    counts = [(done.count(status), words) for status, words in DID.items()]
    clauses = [given if gave else f"none gave {what}"]
    clauses += [f"{count} {words[count > 1].format(**it)}" for count, words in counts if count]
    asked = f"Of the {len(done)} authorities asked, " if first else "Of these authorities, "
    return f"{asked}{joined(clauses)}."


def _is_one(rows: Iterable[Observation]) -> bool:
    return len({(row.dimensions, row.period) for row in rows}) == 1


def not_given(index: Index, request: str) -> tuple[Sentence, ...]:
    """Say who has not answered and by when, and which answers cannot be compared, for a request to many."""
    return (*_not_replied(index, request), *_not_compared(index, request))


def _not_replied(index: Index, request: str) -> Iterator[Sentence]:
    answered = {row.authority for row in index.responses(request)}
    groups: dict[tuple[str, str], list[AskedRow]] = {}
    for row in index.asked(request):
        if row.authority not in answered and row.state in STATES:
            groups.setdefault((row.state, row.state_date), []).append(row)
    for (state, date), rows in groups.items():
        names = sorted(index.authority[row.authority].name for row in rows)
        who = joined(names) if len(names) <= MOST_NAMED else f"{len(names)} authorities"
        verb = "has" if len(names) == 1 else "have"
        said = f"{verb} {STATES[state]}" if not date else f"had {STATES[state]} by {day(date)}"
        yield say(f"{who} {said}.")


def _not_compared(index: Index, request: str) -> Iterator[Sentence]:
    for response in index.responses(request):
        name = index.authority[response.authority].name
        for note in index.notes(response.response):
            if note.code == "not_compared":
                words = full_stop(typographic(note.words))
                yield say(f"Not compared: the answer of {name} to question {note.question}. {words}")
