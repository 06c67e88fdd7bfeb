"""Personal data in a letter: where the requester or an officer is named or can be reached; and its redaction.

The Open Government Licence does not cover personal data, and an authority's disclosure log leaves names out
(docs/guidance.md §1, §2). First what is known of persons is taken from where letters name them (persons, signatures); what is
known of bodies is nobody's (bodies). Persons who are known are then looked for everywhere (mentions), numbers and addresses
where a person's name or a word leads to them. What may as well be nobody's, and what may answer a question, is in doubt: a
person decides. The findings are private: they tell place and kind, never the words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from disclosed.findings import CODES
from disclosed.model import Finding, Letter, Part, Span
from disclosed.privacy.bodies import Bodies, bodies_of
from disclosed.privacy.cells import Cell
from disclosed.privacy.cues import find_cued
from disclosed.privacy.mailboxes import find_mailboxes, local_part
from disclosed.privacy.mentions import Known
from disclosed.privacy.messages import find_correspondents
from disclosed.privacy.named import Named
from disclosed.privacy.numbers import find_identifiers, find_telephones
from disclosed.privacy.person import Person, person_of, person_of_mailbox, user_pages
from disclosed.privacy.persons import find_persons
from disclosed.privacy.sheet import Sheet
from disclosed.privacy.signatures import find_signatures
from disclosed.privacy.streets import find_addresses
from disclosed.reading.lines import BOM
from disclosed.redaction import redaction

Kind = Literal["name", "e-mail", "telephone", "address", "identifier"]
ARTICLES: dict[Kind, str] = {
    "name": "The name",
    "e-mail": "The e-mail address",
    "telephone": "The telephone number",
    "address": "The address",
    "identifier": "A number",
}
KINDS = tuple(ARTICLES)
_MOST_ON_LINE = 200
_MOST_NAMED = 400  # names beside which numbers and addresses are looked for; more is a register and no letter


@dataclass(frozen=True, slots=True)
class Personal:
    """A stretch of a letter that is personal data, and of what kind; with a `doubt`, one that may be, and why."""

    kind: Kind
    span: Span
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """All that was found in a letter, in order of place, and the persons who are known from it (in memory alone)."""

    found: tuple[Personal, ...]
    persons: tuple[Person, ...]

    @property
    def sure(self) -> tuple[Personal, ...]:
        """What is certain."""
        return tuple(data for data in self.found if not data.doubt)

    @property
    def doubts(self) -> tuple[Personal, ...]:
        """What a person has to decide."""
        return tuple(data for data in self.found if data.doubt)


def search(
    letter: Letter, parts: Sequence[Part] = (), *, own: Collection[str] = (), persons: Collection[Person] = ()
) -> Search:
    """Look through a letter.

    `parts` say which lines answer a question (none, where they are not known). `own` are mailboxes, telephone numbers and
    names that an editor has marked as the authority's own, `persons` those who are known from elsewhere.
    """
    sheet = Sheet(letter, parts)
    bodies = bodies_of(sheet, own)
    signatures = list(find_signatures(sheet, bodies))
    named = [
        *find_persons(sheet, bodies),
        *find_correspondents(sheet, bodies),
        *(one for signature in signatures for one in signature.named),
    ]
    named += list(find_cued(sheet, bodies))
    known = Known([*persons, *_known(named)], bodies)
    mailboxes = list(find_mailboxes(sheet, known, bodies, frozenset(map(_plain, own))))
    known = Known([*known.persons, *_mailed(mailboxes), *_with_pages(sheet)], bodies)
    found = [_named(one) for one in named]
    found += [Personal("e-mail", cell.span(start, end), doubt) for cell, start, end, doubt in mailboxes]
    found += [Personal("name", cell.span(start, end)) for cell, start, end in user_pages(sheet)]
    found += [Personal("name", one.cell.span(one.start, one.end), one.doubt) for one in known.find(sheet)]
    signed = {cell.line for one in signatures if one.named for cell in one.cells if not sheet.in_answer(cell.line)}
    written = {cell.line for cell, _, _, doubt in mailboxes if not doubt}
    found += _reachable(sheet, named[:_MOST_NAMED], bodies, (signed, written, frozenset(map(_plain, own))))
    return Search(without_overlaps(found), known.persons)


def _known(named: Sequence[Named]) -> Iterator[Person]:
    for one in named:
        person = None if one.doubt else person_of(one.run)
        if person:
            yield person


def _mailed(mailboxes: Sequence[tuple[Cell, int, int, str]]) -> Iterator[Person]:
    """Know persons by their mailboxes: `keith.smallbone@…`."""
    for cell, start, end, doubt in mailboxes:
        person = None if doubt else person_of_mailbox(local_part(cell.text[start:end]))
        if person:
            yield person


def _with_pages(sheet: Sheet) -> Iterator[Person]:
    """Know persons by their pages on a site on which people ask."""
    for cell, start, end in user_pages(sheet):
        person = person_of_mailbox(re.sub(r"[-]", "_", cell.text[start:end], count=1))
        if person:
            yield person


def _reachable(
    sheet: Sheet, named: Sequence[Named], bodies: Bodies, context: tuple[set[int], set[int], frozenset[str]]
) -> Iterator[Personal]:
    """Find how persons can be reached or singled out."""
    for kind, places in (
        ("telephone", find_telephones(sheet, named, *context)),
        ("address", find_addresses(sheet, named, bodies)),
        ("identifier", find_identifiers(sheet)),
    ):
        for cell, start, end, doubt in places:
            yield Personal(kind, cell.span(start, end), doubt)  # type: ignore[arg-type]


def _named(one: Named) -> Personal:
    return Personal("name", one.cell.span(one.run.start, one.run.end), one.doubt)


def _plain(address: str) -> str:
    """Write a mailbox or a number as it is compared."""
    folded = address.casefold()
    return folded if "@" in folded else "".join(sign for sign in folded if sign not in " ()-.")


def without_overlaps(found: Iterable[Personal]) -> tuple[Personal, ...]:
    """Keep stretches apart, in order of place."""
    by_line: dict[int, list[Personal]] = {}
    for data in sorted(found, key=lambda one: (bool(one.doubt), one.span.first - one.span.last)):
        by_line.setdefault(data.span.line, []).append(data)
    return tuple(data for line in sorted(by_line) for data in _apart_on_line(by_line[line]))


def _apart_on_line(found: Sequence[Personal]) -> list[Personal]:
    """Of stretches that overlap keep the certain one, of like ones the wider; a name runs as far as any that it meets."""
    if len(found) > _MOST_ON_LINE:
        return _swept(found)
    kept: list[Personal] = []
    for data in found:
        beside = next((at for at, one in enumerate(kept) if _overlap(one.span, data.span)), None)
        if beside is None:
            kept.append(data)
        elif data.kind == kept[beside].kind == "name":
            kept[beside] = replace(kept[beside], span=_joined(kept[beside].span, data.span))
        elif data.kind == "e-mail" and kept[beside].kind == "name":  # it is the mailbox of the person whom it names
            kept[beside] = replace(data, doubt="")
    return sorted(kept, key=lambda one: one.span.first)


def _swept(found: Sequence[Personal]) -> list[Personal]:
    """Join what overlaps from left to right: on a line of thousands of stretches each need not be told from its neighbours."""
    kept: list[Personal] = []
    for data in sorted(found, key=lambda one: (one.span.first, -one.span.last)):
        if kept and _overlap(kept[-1].span, data.span):
            certain = "" if not data.doubt else kept[-1].doubt
            kept[-1] = replace(kept[-1], span=_joined(kept[-1].span, data.span), doubt=certain)
        else:
            kept.append(data)
    return kept


def _overlap(one: Span, other: Span) -> bool:
    return one.first <= other.last and other.first <= one.last


def _joined(one: Span, other: Span) -> Span:
    return Span(one.line, min(one.first, other.first), max(one.last, other.last))


def privacy_findings(found: Sequence[Personal]) -> tuple[Finding, ...]:
    """Tell each place and kind; never the words (the finding is private)."""
    return tuple(_finding(data) for data in found)


def _finding(data: Personal) -> Finding:
    columns = f"columns {data.span.first} to {data.span.last}"
    if data.doubt:
        message = f"{ARTICLES[data.kind]} of a person may stand here, {columns}. {data.doubt}"
        remedy = "Redact it, or settle it as personal_data with a reason where it is nobody's or public."
        return Finding(
            "possible_personal_data", CODES["possible_personal_data"][0], message, remedy, line=data.span.line
        )
    message = f"{ARTICLES[data.kind]} of a person seems to stand here, {columns}."
    remedy = "Redact it, or settle it with a reason where it is the authority's own."
    return Finding("personal_data", CODES["personal_data"][0], message, remedy, line=data.span.line)


def redact(text: str, found: Sequence[Personal]) -> str:
    """Replace each stretch by `[redacted: name]` or the like; lines end at LF, as in the letter, and stay as many."""
    mark, text = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    lines = text.split("\n")
    for data in sorted(found, key=lambda data: (data.span.line, data.span.first), reverse=True):
        line = lines[data.span.line - 1]
        lines[data.span.line - 1] = f"{line[: data.span.first - 1]}{redaction(data.kind)}{line[data.span.last :]}"
    return mark + "\n".join(lines)


def words_of(letter: Letter, data: Personal) -> str:
    """Give the words of a stretch; they are for looking elsewhere, and never for a message."""
    return letter.lines[data.span.line - 1].text[data.span.first - 1 : data.span.last]
