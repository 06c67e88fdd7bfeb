"""A letter's reading and what a person settled, to rows of the package.

Nothing is added to what the letter says: rows repeat it, with its places. How much goes out rests on the ground for
re-use: all, figures with the lines that hold them, or metadata and outcomes. A withdrawn letter leaves its name alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from disclosed.addresses import fold_label
from disclosed.findings import nearest, problem
from disclosed.model import Finding, Printed, ReadCheck, Reading
from disclosed.naming import question_key
from disclosed.reading.rounding import Rounding, rounding_of
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
from disclosed.settling.reuse import GroundForReuse, check_reuse, is_decided, resolve_reuse
from disclosed.settling.settings import ResponseFile, Reuse
from disclosed.settling.sources import LetterSource, RequestSource
from disclosed.settling.stated_periods import check_stated

PERSONAL = frozenset({"personal_data", "possible_personal_data"})
HIDDEN_STATES = frozenset({"withdrawn", "under_review"})  # nothing of the letter is shown while it is one of these
# What the settings of a withdrawn letter may still say: nothing that the letter said.
KEPT_KEYS = ("state", "published", "updated", "withdrawn", "authority", "kind", "supersedes")
DELETE_TEXT = "Delete the file: of a withdrawn letter its .yml is enough."


@dataclass(frozen=True, slots=True)
class Settled:
    """One letter as rows, with what is still open; `labels` maps its labels (folded) to the request's.

    `not_compared` are questions whose figures stay out of tables; `checks` are those that its words support, and `rounding`
    is what it says of its figures.
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
    checks: tuple[ReadCheck, ...] = ()
    rounding: Rounding | None = None

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
    """Settle one letter; of one that is not shown nothing but its name goes out, and what is settled in it rests."""
    state = _state(letter)
    if state in HIDDEN_STATES:
        return _hidden(reading, letter, _bare_row(letter, request, place, state=state))
    corrected = correct(reading, letter)
    reading, problems = corrected.reading, list(corrected.problems)
    ground = resolve_reuse(reading.letterhead, letter.settings.reuse, request.settings.reuse, site_reuse)
    problems += check_reuse(letter.settings.reuse, letter.source, reading.letterhead)
    response = _response(reading, letter, _bare_row(letter, request, place, state=state), ground)
    open_findings, stale = settle_findings(reading.findings, letter)
    if is_decided(ground, letter.settings.reuse):
        open_findings = tuple(finding for finding in open_findings if finding.code != "licence_not_open")
    problems += [*_unknown_names(reading, letter), *stale_notes(letter, reading), *check_stated(letter, reading)]
    problems += _out_before(response, letter)
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
        frozenset(question_key(entry.question) for entry in letter.settings.not_compared),
        reading.checks,
        rounding_of(reading.letter.lines),
    )


def _placed(finding: Finding, letter: LetterSource) -> Finding:
    return finding if finding.file else replace(finding, file=letter.file)


def _state(letter: LetterSource) -> str:
    settings = letter.settings
    if settings.state == "withdrawn" or settings.withdrawn:
        return "withdrawn"
    return "under_review" if settings.under_review and settings.state == "published" else settings.state


def _bare_row(letter: LetterSource, request: RequestSource, place: Place, *, state: str) -> ResponseRow:
    """Make the row of `responses` as it says that there is a letter, and no more."""
    settings, hidden = letter.settings, state in HIDDEN_STATES
    changed = settings.withdrawn if state == "withdrawn" else settings.under_review if state == "under_review" else ""
    return ResponseRow(
        response=f"{request.name}/{letter.stem}",
        request=request.name,
        authority=place.authority,
        sequence=place.sequence,
        kind=settings.kind,
        supersedes=f"{request.name}/{settings.supersedes}" if settings.supersedes else "",
        subject="",
        reference="",
        date="",
        request_sent="",
        request_line=None,
        request_column_from=None,
        request_column_to=None,
        received="",
        regime="",
        laws="",
        language="",
        authority_from=place.authority_from.partition(",")[0] if hidden else place.authority_from,
        from_editor="",
        licence="",
        licence_words="",
        version_stated=False,
        ground="none",
        ground_words="",
        ground_source="",
        ground_by="",
        ground_date="",
        publish="metadata",
        state=state,
        published=settings.published,
        updated=changed or settings.updated,
        url="",
    )


def _response(reading: Reading, letter: LetterSource, row: ResponseRow, ground: GroundForReuse) -> ResponseRow:
    """Say of a letter that is shown what it prints, what a person knows of it, and on what its re-use rests."""
    settings, head = letter.settings, reading.letterhead
    sent = _request_sent(reading)
    return replace(
        row,
        subject=settings.subject or head.subject or "",
        reference=settings.reference or (head.reference.value if head.reference else ""),
        date=settings.date or (head.date.value if head.date else ""),
        request_sent=sent.value if sent else "",
        request_line=sent.span.line if sent else None,
        request_column_from=sent.span.first if sent else None,
        request_column_to=sent.span.last if sent else None,
        received=settings.received or _printed_day(reading, "received"),
        regime=head.regime or "",
        laws=";".join(head.laws),
        language=settings.language,
        from_editor=";".join(_from_editor(settings, reading)),
        licence=ground.licence,
        licence_words=pictured(ground.licence_words),
        version_stated=ground.version_stated,
        ground=ground.ground,
        ground_words=ground.words,
        ground_source=ground.source,
        ground_by=ground.by,
        ground_date=ground.date,
        publish=ground.publish,
        url=settings.url,
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


def _hidden(reading: Reading, letter: LetterSource, row: ResponseRow) -> Settled:
    """Leave a letter's name alone. Its files are as public as any: what names a person, and what is left, is told."""
    open_findings, _ = settle_findings(reading.findings, letter)
    told = PERSONAL if row.state == "under_review" else {"personal_data"}  # a doubt is no reason not to take down
    named = [_placed(finding, letter) for finding in open_findings if finding.code in told]
    if row.state == "withdrawn":
        named = [replace(finding, remedy=DELETE_TEXT) for finding in named]
        named += check_withdrawn(letter)
    return Settled(row, findings=tuple(named))


def check_withdrawn(letter: LetterSource) -> Iterator[Finding]:
    """Find what is left of a withdrawn letter in the content folder: its text, and settings that hold its words."""
    if letter.data:
        message = "The letter is withdrawn, and its text is still here."
        yield problem(letter.file, 0, message, DELETE_TEXT, code="withdrawn_left")
    said = [key for key in letter.source.tree if key not in KEPT_KEYS] if isinstance(letter.source.tree, dict) else []
    if said:
        message = f"The letter is withdrawn, and its settings still say {', '.join(said)}."
        remedy = f"Keep {', '.join(KEPT_KEYS)} and delete the rest."
        line = letter.source.line((said[0],))
        yield problem(letter.source.file, line, message, remedy, code="withdrawn_left")


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
    known = set(map(question_key, numbers))
    settings, source = letter.settings, letter.source
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("questions", f"Q{number}"), number) for number in settings.questions
    ]
    named += [(("not_compared", place), entry.question) for place, entry in enumerate(settings.not_compared)]
    named += [(("notes", place), entry.question) for place, entry in enumerate(settings.notes) if entry.question]
    for path, number in named:
        if question_key(number) not in known:
            message = f"The letter has no question {number}."
            yield problem(source.file, source.line(path), message, suggest(number, numbers))
    labels = {label for question in reading.questions for figure in question.figures for label in figure.labels}
    folded = {fold_label(label) for label in labels}
    for label in settings.labels:
        if fold_label(label) not in folded:
            message = f"No figure of the letter is labelled '{label}'."
            yield problem(source.file, source.line(("labels", label)), message, nearest(label, sorted(labels)))


def _out_before(row: ResponseRow, letter: LetterSource) -> Iterator[Finding]:
    """Find a letter that is said to have been published before it was written."""
    if row.date and "" < row.published < row.date:
        key = "date" if letter.settings.date else "published"
        message = f"The letter is of {row.date}, and is said to have been published on {row.published}, before that."
        remedy = "Mend one of the two days; where the letter's own is misread or misprinted, give it under `date:`."
        yield problem(letter.source.file, letter.source.line((key,)), message, remedy)


def _settles(entry: str, code: str) -> bool:
    """Whether an entry is about a finding: what is settled as personal data may be found for certain or in doubt."""
    return entry == code or (entry == "personal_data" and code in PERSONAL)


def _stands(number: int | None, letter: LetterSource) -> bool:
    """Whether a line has words: what a person decided of it stays right where a later version has no doubt any more."""
    lines = letter.data.split(b"\n")
    return number is not None and number <= len(lines) and bool(lines[number - 1].strip())


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
            if _settles(entry.finding, finding.code)
            and (entry.line is None or finding.line == entry.line)
            and (entry.question is None or question_key(finding.question or "") == question_key(entry.question))
        ]
        left = [finding for finding in left if finding not in settled]
        if not settled and not (entry.finding == "personal_data" and _stands(entry.line, letter)):
            at = letter.source.line(("settled", place))
            where = (
                f" on line {entry.line}" if entry.line else f" on question {entry.question}" if entry.question else ""
            )
            message = f"There is no finding '{entry.finding}'{where} to settle."
            known = [finding.code for finding in findings]
            remedy = nearest(entry.finding, known) if entry.finding not in known else "Check its line or question."
            stale.append(problem(letter.source.file, at, message, remedy or "Delete the entry."))
    return tuple(left), tuple(stale)
