"""A letter's settled reading to rows: lines, questions, figures, refusals, and numbers set aside.

Rows repeat the letter with its places and add nothing. How much goes out rests on the ground for re-use: all, figures
with the lines that hold them, or metadata and outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosed.model import UNCERTAIN, ReadFigure, Reading, ReadQuestion
from disclosed.naming import bare_number, question_key
from disclosed.reading.stretches import Owners
from disclosed.rows import FigureRow, LineRow, QuestionRow, RefusalRow, ResponseRow, SetAsideRow
from disclosed.settling.doubts import Doubts
from disclosed.settling.settings import RequestFile
from disclosed.settling.sources import LetterSource
from disclosed.settling.stated_periods import period_of

# A lone CR and the C0 controls as the pictures that Unicode has for them, of the same length; a tab is a space between
# cells and stays.
PICTURES = {code: 0x2400 + code for code in range(0x20) if code != 0x09} | {0x7F: 0x2421}


def pictured(text: str) -> str:
    """Show control characters by their pictures, one for one."""
    return text.translate(PICTURES)


@dataclass(frozen=True, slots=True)
class LetterRows:
    """Makes the rows of one letter that its ground for re-use lets out."""

    reading: Reading
    letter: LetterSource
    response: ResponseRow
    request: RequestFile
    doubts: Doubts

    @property
    def open(self) -> bool:
        """Whether anything but metadata and outcomes is published."""
        return self.response.publish != "metadata"

    def questions(self) -> tuple[QuestionRow, ...]:
        """Make a row of every question: each keeps its outcome, whatever else is left out."""
        renumbered = {question_key(old): new for old, new in self.letter.settings.questions.items()}
        about = {question_key(number): words for number, words in self.request.about.items()}
        return tuple(
            self._question(
                place, question, renumbered.get(question_key(question.number), bare_number(question.number)), about
            )
            for place, question in enumerate(self.reading.questions, start=1)
        )

    def _question(self, place: int, question: ReadQuestion, asked_as: str, about: Mapping[str, str]) -> QuestionRow:
        asked, answered = question.question_lines, question.answer_lines
        return QuestionRow(
            response=self.response.response,
            question=question.number,
            sequence=place,
            printed=pictured(question.printed),
            request_question=asked_as,
            text=pictured(question.text) if self.open else "",
            answer=pictured(question.answer) if self.response.publish == "all" else "",
            outcome=self._outcome(question),
            first_line=min(asked, default=None),
            last_line=max(asked, default=None),
            answer_first_line=min(answered, default=None),
            answer_last_line=max(answered, default=None),
            about=about.get(question_key(asked_as), ""),
        )

    def _outcome(self, question: ReadQuestion) -> str:
        """Say `text` for an answer whose every figure is in doubt, until a person settles them."""
        doubtful = [self.doubts.hold(question.number, figure) for figure in question.figures]
        return "text" if question.outcome == "figures" and doubtful and all(doubtful) else question.outcome

    def figures(self) -> tuple[FigureRow, ...]:
        """Make the rows of the figures that are beyond doubt, in the order of the letter's questions."""
        return tuple(
            self._figure(question.number, figure)
            for question in self.reading.questions
            for figure in question.figures
            if self.open and not self.doubts.hold(question.number, figure)
        )

    def _figure(self, question: str, figure: ReadFigure) -> FigureRow:
        dated = period_of(question, figure, self.letter, self.request)
        value, span = figure.value, figure.span
        return FigureRow(
            figure=f"{self.response.response}/L{span.line}C{span.first}",
            request=self.response.request,
            authority=self.response.authority,
            response=self.response.response,
            question=question,
            row_label=pictured(figure.row_label),
            column_label=pictured(figure.column_label),
            value=value.value,
            unit=value.unit or "",
            status=value.status,
            marker=value.marker or "",
            min=value.minimum,
            max=value.maximum,
            basis=value.basis or "",
            approximate=value.approximate,
            total=figure.total,
            period=dated.words,
            period_start=dated.start,
            period_end=dated.end,
            partial=dated.partial,
            as_written=pictured(figure.words),
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
                    pictured(refusal.words),
                )
                rows.setdefault((row.question, row.provision), row)
        return tuple(rows.values())

    def set_aside(self) -> tuple[SetAsideRow, ...]:
        """List the numbers of answers that are no figures, and those whose reading is in doubt."""
        if not self.open:
            return ()
        owners = Owners(self.reading)
        rows = [
            SetAsideRow(
                self.response.response,
                owners.of(each.span),
                each.span.line,
                each.span.first,
                each.span.last,
                pictured(each.words),
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
                if self.doubts.hold(question.number, figure):
                    words = pictured(figure.words)
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
                self.response.response,
                line.number,
                pictured(line.text),
                line.document,
                line.page,
                part=part,
                question=question,
            )
            for line, part, question in zip(
                self.reading.letter.lines, self.reading.parts, self.reading.owners, strict=True
            )
            if every or line.number in quoted
        )
