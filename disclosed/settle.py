"""A letter's reading and what a person settled, to rows of the package.

Nothing is added to what the letter says: rows repeat it, with its places. How much goes out rests on the ground for
re-use: all, figures with the lines that hold them, or metadata and outcomes. A withdrawn letter leaves its name alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from disclosed.addresses import fold_label
from disclosed.corrections import UNCERTAIN, correct, suggest
from disclosed.findings import nearest, problem
from disclosed.model import Finding, ReadFigure, Reading, ReadQuestion
from disclosed.notes import note_rows
from disclosed.periods import Period, days_in_words
from disclosed.reuse import GroundForReuse, check_reuse, resolve_reuse
from disclosed.rows import (
    FigureRow,
    LineRow,
    NoteRow,
    QuestionRow,
    RefusalRow,
    ResponseRow,
    SetAsideRow,
)
from disclosed.settings import RequestFile, Reuse
from disclosed.sources import LetterSource, RequestSource

# A lone CR and the C0 controls as the pictures that Unicode has for them, of the same length; a tab is a space between
# cells and stays.
PICTURES = {code: 0x2400 + code for code in range(0x20) if code != 0x09} | {0x7F: 0x2421}
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
    if response.state in HIDDEN_STATES:
        return Settled(response, findings=tuple(problems))
    problems += _unknown_names(reading, letter)
    open_findings, stale = settle_findings(reading.findings, letter)
    rows = _Rows(reading, letter, response, request.settings, _uncertain(open_findings))
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
        frozenset(entry.question for entry in letter.settings.not_compared),
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
        regime=(head.regime or "") if shown else "",
        laws=";".join(head.laws) if shown else "",
        language=settings.language,
        authority_from=place.authority_from,
        licence=ground.licence,
        licence_words=_pictured(ground.licence_words) if shown else "",
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


def _uncertain(findings: tuple[Finding, ...]) -> frozenset[tuple[str, int]]:
    """Name the (question, line) of unsettled doubts; line 0 is the whole answer."""
    return frozenset(
        ((finding.question or "").casefold(), finding.line)
        for finding in findings
        if finding.code == "uncertain_reading"
    )


def _pictured(text: str) -> str:
    """Show control characters by their pictures, one for one."""
    return text.translate(PICTURES)


def period_of(figure: ReadFigure, request: RequestFile, labels: Mapping[str, str]) -> tuple[str, str, str, bool]:
    """Give a figure's period: by its row or column label where the request says what that means, else the request's own.

    `labels` maps this letter's labels (folded) to the request's. Where the request's labels are periods, a figure with
    none of them has no period: the request's questions then differ in what they ask.
    """
    periods = {fold_label(label): (label, period) for label, period in request.periods.items()}
    for label in figure.labels:
        known = fold_label(labels.get(fold_label(label), label))
        if known in periods:
            printed, period = periods[known]
            return period.words_for(printed), period.start, period.end, period.partial
    whole: Period | None = request.period if not request.periods else None
    return (days_in_words(whole), whole.start, whole.end, whole.partial) if whole else ("", "", "", False)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes the rows of one letter that its ground for re-use lets out."""

    reading: Reading
    letter: LetterSource
    response: ResponseRow
    request: RequestFile
    uncertain: frozenset[tuple[str, int]]

    @property
    def open(self) -> bool:
        """Whether anything but metadata and outcomes is published."""
        return self.response.publish != "metadata"

    def doubtful(self, question: str, line: int) -> bool:
        """Whether a figure can be read in two ways, and no person has settled which."""
        return bool({(question.casefold(), line), (question.casefold(), 0)} & self.uncertain)

    def questions(self) -> tuple[QuestionRow, ...]:
        """Make a row of every question: each keeps its outcome, whatever else is left out."""
        renumbered = {old.casefold(): new for old, new in self.letter.settings.questions.items()}
        about = {number.casefold(): words for number, words in self.request.about.items()}
        return tuple(
            self._question(place, question, renumbered.get(question.number.casefold(), question.number), about)
            for place, question in enumerate(self.reading.questions, start=1)
        )

    def _question(self, place: int, question: ReadQuestion, asked_as: str, about: Mapping[str, str]) -> QuestionRow:
        asked, answered = question.question_lines, question.answer_lines
        return QuestionRow(
            response=self.response.response,
            question=question.number,
            sequence=place,
            printed=_pictured(question.printed),
            request_question=asked_as,
            text=_pictured(question.text) if self.open else "",
            answer=_pictured(question.answer) if self.response.publish == "all" else "",
            outcome=self._outcome(question),
            first_line=min(asked, default=None),
            last_line=max(asked, default=None),
            answer_first_line=min(answered, default=None),
            answer_last_line=max(answered, default=None),
            about=about.get(asked_as.casefold(), ""),
        )

    def _outcome(self, question: ReadQuestion) -> str:
        """Say `text` for an answer whose every figure is in doubt, until a person settles them."""
        doubtful = [self.doubtful(question.number, figure.span.line) for figure in question.figures]
        return "text" if question.outcome == "figures" and doubtful and all(doubtful) else question.outcome

    def figures(self) -> tuple[FigureRow, ...]:
        """Make the rows of the figures that are beyond doubt, in the order of the letter's questions."""
        labels = {fold_label(label): other for label, other in self.letter.settings.labels.items()}
        return tuple(
            self._figure(question.number, figure, labels)
            for question in self.reading.questions
            for figure in question.figures
            if self.open and not self.doubtful(question.number, figure.span.line)
        )

    def _figure(self, question: str, figure: ReadFigure, labels: Mapping[str, str]) -> FigureRow:
        row, column = (*figure.labels, "", "")[:2]
        period, start, end, partial = period_of(figure, self.request, labels)
        value, span = figure.value, figure.span
        return FigureRow(
            figure=f"{self.response.response}/L{span.line}C{span.first}",
            request=self.response.request,
            authority=self.response.authority,
            response=self.response.response,
            question=question,
            row_label=_pictured(row),
            column_label=_pictured(column),
            value=value.value,
            unit=value.unit or "",
            status=value.status,
            marker=value.marker or "",
            min=value.minimum,
            max=value.maximum,
            basis=value.basis or "",
            approximate=value.approximate,
            total=figure.total,
            period=period,
            period_start=start,
            period_end=end,
            partial=partial,
            as_written=_pictured(figure.words),
            read_by=figure.read_by,
            line=span.line,
            column_from=span.first,
            column_to=span.last,
        )

    def refusals(self) -> tuple[RefusalRow, ...]:
        """Make a row of each provision relied on; their words are the letter's, so metadata alone leaves them out."""
        rows: dict[tuple[str, str], RefusalRow] = {}
        for question in self.reading.questions if self.open else ():
            for refusal in question.refusals:
                row = RefusalRow(
                    self.response.response,
                    question.number,
                    refusal.provision,
                    refusal.provision.partition(" ")[0],
                    refusal.span.line,
                    refusal.span.first,
                    refusal.span.last,
                    _pictured(refusal.words),
                )
                rows.setdefault((row.question, row.provision), row)
        return tuple(rows.values())

    def set_aside(self) -> tuple[SetAsideRow, ...]:
        """List the numbers of answers that are no figures, and those whose reading is in doubt."""
        if not self.open:
            return ()
        rows = [
            SetAsideRow(
                self.response.response,
                self.reading.owners[each.span.line - 1],
                each.span.line,
                each.span.first,
                each.span.last,
                _pictured(each.words),
                each.reason,
            )
            for each in self.reading.set_aside
            if self.reading.parts[each.span.line - 1] == "answer"
        ]
        rows += self._doubts()
        return tuple(sorted(rows, key=lambda row: (row.line, row.column_from)))

    def _doubts(self) -> Iterator[SetAsideRow]:
        for question in self.reading.questions:
            for figure in question.figures:
                span = figure.span
                if self.doubtful(question.number, span.line):
                    words = _pictured(figure.words)
                    place = (span.line, span.first, span.last)
                    yield SetAsideRow(self.response.response, question.number, *place, words, UNCERTAIN)

    def lines(self) -> tuple[LineRow, ...]:
        """Give the letter's lines: all of them, or those that hold a figure, a number set aside or a refusal."""
        if not self.open:
            return ()
        quoted = {row.line for rows in (self.figures(), self.set_aside(), self.refusals()) for row in rows}
        every = self.response.publish == "all"
        return tuple(
            LineRow(
                self.response.response, line.number, _pictured(line.text), 1, line.page, part=part, question=question
            )
            for line, part, question in zip(
                self.reading.letter.lines, self.reading.parts, self.reading.owners, strict=True
            )
            if every or line.number in quoted
        )
