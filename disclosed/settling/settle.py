"""A letter's reading and what a person settled, to rows of the package.

Nothing is added to what the letter says: rows repeat it, with its places. How much goes out rests on the ground for
re-use: all, figures with the lines that hold them, or metadata and outcomes. A withdrawn letter leaves its name alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from disclosed.addresses import fold_label
from disclosed.findings import nearest, problem
from disclosed.model import Finding, Printed, Reading
from disclosed.rows import (
    FigureRow,
    LineRow,
    NoteRow,
    QuestionRow,
    RefusalRow,
    ResponseRow,
    SetAsideRow,
)
from disclosed.settling.corrections import correct, suggest
from disclosed.settling.doubts import doubts_of
from disclosed.settling.letter_rows import LetterRows, pictured
from disclosed.settling.notes import note_rows, stale_notes
from disclosed.settling.reuse import GroundForReuse, check_reuse, resolve_reuse
from disclosed.settling.settings import ResponseFile, Reuse
from disclosed.settling.sources import LetterSource, RequestSource

HIDDEN_STATES = frozenset({"withdrawn", "under_review"})  # nothing of the letter is shown while it is one of these


@dataclass(frozen=True, slots=True)
class Settled:
    """One letter as rows, with what is still open; `labels` maps its labels (folded) to the request's.

    `not_compared` are questions whose figures stay out of tables.
    """

    response: ResponseRow
    questions: tuple[QuestionRow, ...] = ()
    refusals: tuple[RefusalRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    set_aside: tuple[SetAsideRow, ...] = ()
    notes: tuple[NoteRow, ...] = ()
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    not_compared: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        """Whether anything but metadata and outcomes is published."""
        return self.response.publish != "metadata"

    @property
    def draft(self) -> bool:
        """Whether it waits for a person."""
        return self.response.state == "draft"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter stands among others: its authority, how that is known, its number among the authority's letters."""

    authority: str
    authority_from: str
    sequence: int


def settle(
    reading: Reading, letter: LetterSource, *, request: RequestSource, place: Place, site_reuse: Reuse | None = None
) -> Settled:
    """Settle one letter."""
    corrected = correct(reading, letter)
    reading, problems = corrected.reading, list(corrected.problems)
    ground = resolve_reuse(reading.letterhead, letter.settings.reuse, request.settings.reuse, site_reuse)
    problems += check_reuse(letter.settings.reuse, letter.source, reading.letterhead)
    response = _response(reading, letter, request=request, place=place, ground=ground)
    open_findings, stale = settle_findings(reading.findings, letter)
    if response.state in HIDDEN_STATES:  # its file is as public as any: what names a person still has to go
        named = (_placed(finding, letter) for finding in open_findings if finding.code == "personal_data")
        return Settled(response, findings=(*problems, *named))
    problems += [*_unknown_names(reading, letter), *stale_notes(letter, reading)]
    rows = LetterRows(reading, letter, response, request.settings, doubts_of(open_findings))
    return Settled(
        response,
        rows.questions(),
        rows.refusals(),
        rows.lines(),
        rows.figures(),
        rows.set_aside(),
        note_rows(response.response, letter, reading),
        {(response.response, fold_label(label)): other for label, other in letter.settings.labels.items()},
        (*problems, *stale, *(_placed(finding, letter) for finding in open_findings)),
        frozenset(entry.question.casefold() for entry in letter.settings.not_compared),
    )


def _placed(finding: Finding, letter: LetterSource) -> Finding:
    return finding if finding.file else replace(finding, file=letter.file)


def _state(letter: LetterSource) -> str:
    settings = letter.settings
    if settings.state == "withdrawn" or settings.withdrawn:
        return "withdrawn"
    return "under_review" if settings.under_review and settings.state == "published" else settings.state


def _response(
    reading: Reading, letter: LetterSource, *, request: RequestSource, place: Place, ground: GroundForReuse
) -> ResponseRow:
    """Make the row of `responses`; of a withdrawn letter it says that there was one, and no more."""
    settings, head = letter.settings, reading.letterhead
    state = _state(letter)
    shown = state not in HIDDEN_STATES
    sent = _request_sent(reading) if shown else None
    return ResponseRow(
        response=f"{request.name}/{letter.stem}",
        request=request.name,
        authority=place.authority,
        sequence=place.sequence,
        kind=settings.kind,
        supersedes=f"{request.name}/{settings.supersedes}" if settings.supersedes else "",
        subject=(settings.subject or head.subject or "") if shown else "",
        reference=(settings.reference or (head.reference.value if head.reference else "")) if shown else "",
        date=(settings.date or (head.date.value if head.date else "")) if shown else "",
        request_sent=sent.value if sent else "",
        request_line=sent.span.line if sent else None,
        request_column_from=sent.span.first if sent else None,
        request_column_to=sent.span.last if sent else None,
        received=(settings.received or _printed_day(reading, "received")) if shown else "",
        regime=(head.regime or "") if shown else "",
        laws=";".join(head.laws) if shown else "",
        language=settings.language,
        authority_from=place.authority_from,
        from_editor=";".join(_from_editor(settings, reading)) if shown else "",
        licence=ground.licence,
        licence_words=pictured(ground.licence_words) if shown else "",
        version_stated=ground.version_stated,
        ground=ground.ground,
        ground_words=ground.words,
        ground_source=ground.source,
        ground_by=ground.by,
        ground_date=ground.date,
        publish=ground.publish if shown else "metadata",
        state=state,
        published=settings.published,
        updated=settings.withdrawn or settings.under_review or settings.updated,
        url=settings.url if shown else "",
    )


def _from_editor(settings: ResponseFile, reading: Reading) -> Iterator[str]:
    """Name what a person gave of a letter and its head does not print so."""
    head = reading.letterhead
    printed = {
        "subject": head.subject,
        "reference": head.reference.value if head.reference else None,
        "date": head.date.value if head.date else None,
        "received": _printed_day(reading, "received"),
    }
    for name in ("subject", "reference", "date", "received", "url"):
        given = getattr(settings, name)
        if given and given != printed.get(name):
            yield name


def _request_sent(reading: Reading) -> Printed | None:
    """Give the day that a letter gives its request, where it first prints it; None where it gives two days."""
    return _only_day(reading, "request")


def _printed_day(reading: Reading, kind: str) -> str:
    found = _only_day(reading, kind)
    return found.value if found else ""


def _only_day(reading: Reading, kind: str) -> Printed | None:
    """Give the day of a kind that a letter prints, at its first place; None where it prints two days of it."""
    days = [printed for printed_kind, printed in reading.letterhead.other_dates if printed_kind == kind]
    return days[0] if len({printed.value for printed in days}) == 1 else None


def _unknown_names(reading: Reading, letter: LetterSource) -> Iterator[Finding]:
    """Find questions and labels that settings name and the letter has not."""
    numbers = [question.number for question in reading.questions]
    known = {number.casefold() for number in numbers}
    settings, source = letter.settings, letter.source
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("questions", f"Q{number}"), number) for number in settings.questions
    ]
    named += [(("not_compared", place), entry.question) for place, entry in enumerate(settings.not_compared)]
    named += [(("notes", place), entry.question) for place, entry in enumerate(settings.notes) if entry.question]
    for path, number in named:
        if number.casefold() not in known:
            message = f"The letter has no question {number}."
            yield problem(source.file, source.line(path), message, suggest(number, numbers))
    labels = {label for question in reading.questions for figure in question.figures for label in figure.labels}
    folded = {fold_label(label) for label in labels}
    for label in settings.labels:
        if fold_label(label) not in folded:
            message = f"No figure of the letter is labelled '{label}'."
            yield problem(source.file, source.line(("labels", label)), message, nearest(label, sorted(labels)))


def settle_findings(
    findings: tuple[Finding, ...], letter: LetterSource
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Give the findings that no person has settled, and errors for entries that settle nothing any more."""
    left = list(findings)
    stale: list[Finding] = []
    for place, entry in enumerate(letter.settings.settled):
        if not entry.finding:
            continue
        settled = [
            finding
            for finding in left
            if finding.code == entry.finding
            and (entry.line is None or finding.line == entry.line)
            and (entry.question is None or (finding.question or "").casefold() == entry.question.casefold())
        ]
        left = [finding for finding in left if finding not in settled]
        if not settled:
            at = letter.source.line(("settled", place))
            where = (
                f" on line {entry.line}" if entry.line else f" on question {entry.question}" if entry.question else ""
            )
            message = f"There is no finding '{entry.finding}'{where} to settle."
            known = [finding.code for finding in findings]
            remedy = nearest(entry.finding, known) if entry.finding not in known else "Check its line or question."
            stale.append(problem(letter.source.file, at, message, remedy or "Delete the entry."))
    return tuple(left), tuple(stale)
