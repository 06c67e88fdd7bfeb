"""The page of one letter: its lines in order, every figure marked and led to what uses it, every number accounted for.

A figure's id is its place, `L44C1`, so that a link from anywhere lands on the words themselves and `:target` lights
them without a script. Under `publish: figures` the package holds only the lines quoted; under `metadata` none, and the
page gives the outcome of each question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from disclosed.describing.describe import NOT_OFFICIAL, cite_figure, cite_letter, notice
from disclosed.describing.index import Index
from disclosed.describing.letter_words import account, outcome_line
from disclosed.describing.subjects import subject_of
from disclosed.describing.wording import upper_first
from disclosed.links import (
    authority_page,
    letter_page,
    place_anchor,
    question_anchor,
    relative,
    request_page,
)
from disclosed.publishing.changed import answered_again, changed_group, superseded_notice
from disclosed.publishing.letter_facts import letter_facts
from disclosed.publishing.numbered import Numbered, Use
from disclosed.publishing.runs import joined, plain, rich
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.terms import grounds_of
from disclosed.publishing.views import (
    Fact,
    Head,
    LetterView,
    LineStyle,
    LineView,
    Link,
    Passages,
    PassageView,
    Rich,
    Run,
)
from disclosed.redaction import TOKEN
from disclosed.rows import FigureRow, LineRow, ResponseRow, SetAsideRow

QUESTION = re.compile(r"^Q(?=\d)")
IN_COLUMNS = re.compile(
    r"\S {3,}\S"
)  # what a letter sets one under another, which a proportional face would tear apart
TAKEN_OUT = "“[redacted: …]” stands where words about a person were taken out before the letter was filed."
STYLES: dict[str, LineStyle] = {"question": "asked", "answer": "answered"}
LONG = 1000  # lines, from which the gutter needs a fourth digit
# Said of an answer in figures whose letter is published by its metadata alone.
CITE_IT = "Cite this figure:"
UNPUBLISHED = "Answered in figures, which this page does not publish."
# How an outcome's words begin where nothing was given, and the shape of its tag.
TAGS = (("Withheld:", "withheld"), ("Not held.", ""))
WHOLE = "Numbers on the left count the lines of the letter’s text. Empty lines are closed up."
QUOTED = (
    "Only the lines that figures are quoted from are shown. Numbers on the left count the lines of the letter’s text."
)


def letter_view(plan: SitePlan, response: str) -> LetterView:
    """Plan the page of a letter."""
    return _LetterPage(plan, response).view()


@dataclass(frozen=True)
class _LetterPage:
    """One page in the making."""

    plan: SitePlan
    response: str

    @property
    def index(self) -> Index:
        return self.plan.index

    @property
    def row(self) -> ResponseRow:
        return self.index.response[self.response]

    @property
    def path(self) -> str:
        return letter_page(self.response)

    @property
    def numbered(self) -> Numbered:
        return self.plan.numbered[self.row.request]

    def _to(self, target: str) -> str:
        return relative(self.path, target)

    def view(self) -> LetterView:
        """Set out head, lines and terms."""
        if self.row.state != "published":
            return self._removed()
        lines = self.index.lines(self.response)
        passages = tuple(self._passages(lines))
        figures = [row for row in self.index.figures(self.response) if not row.superseded]  # only these lead to a table
        aside = self.index.set_aside(self.response)
        return LetterView(
            head=self._head(),
            transcript_title="The letter, line by line" if lines else "What became of each question",
            passages=passages,
            figure_example=figures[0].as_written if figures and lines else "",
            aside_example=_example(aside) if lines else "",
            line_words=self._line_words(lines),
            long=bool(lines) and lines[-1].line >= LONG,
            reuse=self._reuse(),
            contents=self._contents(passages),
            changed=changed_group(self.index, self.response, self.path),
        )

    def _line_words(self, lines: Sequence[LineRow]) -> str:
        """Say which lines are shown, and what stands where words about a person were taken out."""
        words = {"all": WHOLE, "figures": QUOTED}.get(self.row.publish, "") if lines else ""
        return (
            f"{words} {TAKEN_OUT}"
            if any(found["kind"] for line in lines for found in TOKEN.finditer(line.text))
            else words
        )

    def _contents(self, passages: Sequence[PassageView]) -> tuple[Link, ...]:
        """Lead to each question that has an answer by its number; a letter of one question needs no list."""
        rows = [row for row in self.index.questions(self.response) if row.outcome != "stem"]
        questions = {question_anchor(row.question): row.question for row in rows}
        found = [passage.anchor for passage in passages if passage.anchor in questions]
        return tuple(Link(QUESTION.sub("", questions[anchor]), f"#{anchor}") for anchor in found if len(found) > 1)

    def _removed(self) -> LetterView:
        """Say that a letter was removed or is under review, and nothing that could describe it (docs/editorial.md §8)."""
        name = self.index.authority[self.row.authority].name
        title = self.plan.titles[self.row.request].words
        facts = (
            Fact("Authority", (Run(name, self._to(authority_page(self.row.authority))),)),
            Fact("Request", (Run(title, self._to(request_page(self.row.request))),)),
        )
        told = plain(notice(self.index, self.response))
        head = Head(f"Letter from {name}", facts=facts, notices=(told,) if told else ())
        return LetterView(head, "", (), "", "", "", long=False, reuse=None)

    # Head and foot

    def _head(self) -> Head:
        name = self.index.authority[self.row.authority].name
        told = plain(notice(self.index, self.response))
        return Head(
            title=f"Letter from {name}:",
            place=subject_of(self.index, self.row),
            standfirst=plain(account(self.index, self.response)),
            facts=letter_facts(self.plan, self.response),
            notices=(*((told,) if told else ()), *superseded_notice(self.index, self.response)),
        )

    def _reuse(self) -> Passages:
        grounds = grounds_of(self.index, [self.row])
        figures = self.index.figures(self.response)[:1] if self.index.lines(self.response) else ()
        example = [self._cited(row) for row in figures]
        return Passages(
            "licence",
            "Cite and re-use",
            (*grounds, plain(NOT_OFFICIAL)),
            cite_letter(self.index, self.response, self._address),
            "".join(example),
        )

    # Lines

    def _passages(self, lines: Sequence[LineRow]) -> Iterator[PassageView]:
        """Cut the letter where the question or the document changes.

        A question that shares its lines with another stands behind them, one without any behind the question before it.
        """
        cut = [(where, tuple(rows)) for where, rows in groupby(lines, _where)]
        last = {question: at for at, ((_, question, _), _) in enumerate(cut) if question}
        waiting = [row.question for row in self.index.questions(self.response)]
        seen: set[str] = set()
        for at, ((part, question, _), rows) in enumerate(cut):
            if not question and not any(row.text.strip() for row in rows):
                continue  # empty lines are closed up
            while question and waiting and waiting[0] not in last and not self._last_line(waiting[0]):
                yield self._bare(waiting.pop(0))
            if question in waiting:
                waiting.remove(question)
            shown = self._passage(part, question, rows, first=question not in seen, final=last.get(question, at) == at)
            opens = at > 0 and rows[0].document != cut[at - 1][1][-1].document
            yield replace(shown, remark=f"document {rows[0].document}") if opens else shown
            seen.add(question)
            told = [one for one in waiting if one not in last and 0 < self._last_line(one) <= rows[-1].line]
            yield from map(self._bare, told)
            waiting = [one for one in waiting if one not in told]
        yield from (self._bare(question) for question in waiting if question not in last)

    def _last_line(self, question: str) -> int:
        """Give the last line of a question's answer, or of the question where it has none."""
        row = self.index.question[self.response, question]
        return row.answer_last_line or row.last_line or 0

    def _bare(self, question: str) -> PassageView:
        return PassageView(question_anchor(question), _named(question), "", (), self._outcome(question))

    def _passage(self, part: str, question: str, rows: tuple[LineRow, ...], *, first: bool, final: bool) -> PassageView:
        if not question:
            title, anchor = (
                ("Closing lines", f"closing-{rows[0].line}")
                if part == "tail"
                else ("Opening lines", f"opening-{rows[0].line}")
            )
            title = title if part in ("head", "tail") else "Lines between"
            outcome = self._of_letter() if part == "head" and rows[0].line == 1 else self._licence_line(rows)
            return PassageView(anchor, title, "", self._lines(rows), outcome)
        stem = self.index.question[self.response, question].outcome == "stem"
        anchor = question_anchor(question)
        return PassageView(
            anchor if first else f"{anchor}-{rows[0].line}",
            _named(question) if first else f"{_named(question)}, continued",
            "introduces its parts" if stem and first else "",
            self._lines(rows),
            () if stem or not final else self._outcome(question),
        )

    def _outcome(self, question: str) -> tuple[Rich, ...]:
        """Say what became of a question, where its figures are used, and which notes are about it."""
        words = _led(rich(outcome_line(self.index, self.response, question))) or plain(UNPUBLISHED)
        used = self._used_in(question)
        notes = self.numbered.notes_on(self.response, question)
        marked = joined(((self._note(note.key),) for note in notes), " ")
        again = answered_again(self.index, self.index.question[self.response, question])
        return tuple(part for part in ((*words, *plain(" " if used else ""), *used), marked, *again) if part)

    def _used_in(self, question: str) -> Rich:
        """Name the tables and charts of a question's figures, and where a refusal is explained."""
        figures = self.index.answers(self.response, question)
        uses = dict.fromkeys(use for row in figures for use in self.numbered.uses.get(row.figure, ()))
        shown = [use for use in uses if not use.name.startswith("finding")]
        superseded = self.index.question[self.response, question].superseded_by
        if self.index.refusals(self.response, question) and not superseded:
            shown.append(Use("Withheld", f"{request_page(self.row.request)}#withheld"))
        return (*plain("Used in "), *self._used(shown), *plain(".")) if shown else ()

    def _note(self, key: str) -> Run:
        number = self.numbered.note_numbers[key]
        return Run(f"[note {number}]", self._to(f"{request_page(self.row.request)}#note-{number}"), "note")

    def _of_letter(self) -> tuple[Rich, ...]:
        """Say beside the opening what the letter does not print."""
        notes = [
            note
            for note in self.numbered.notes
            if note.response == self.response and not note.questions and note.kind == "absent"
        ]
        return tuple((*rich(note.sentence), Run(" "), self._note(note.key)) for note in notes)

    def _licence_line(self, rows: Sequence[LineRow]) -> tuple[Rich, ...]:
        """Point out the line on which re-use rests."""
        words = self.row.licence_words
        line = next((row.line for row in rows if words and self.row.ground == "stated" and words in row.text), None)
        return (plain(f"Line {line} is the ground for re-use."),) if line else ()

    def _lines(self, rows: Sequence[LineRow]) -> tuple[LineView, ...]:
        """Set the lines, empty ones closed up; the line after one stands a little apart."""
        found: list[LineView] = []
        gap = False
        for row in rows:
            if not row.text.strip():
                gap = bool(found)
                continue
            found.append(replace(self._line(row), spaced=gap and not self._is_value(row)))
            gap = False
        return tuple(found)

    def _is_value(self, row: LineRow) -> bool:
        """Tell whether a line is one figure and nothing else, which belongs to the label above it."""
        figures = self._figures_on.get(row.line, ())
        return len(figures) == 1 and row.text.strip() == figures[0].as_written.strip()

    def _line(self, row: LineRow) -> LineView:
        figures = self._figures_on.get(row.line, ())
        spans: list[FigureRow | SetAsideRow] = sorted(
            (*figures, *self._aside_on.get(row.line, ())), key=lambda own: own.column_from
        )
        words: list[Run] = []
        at = 0
        for span in spans:
            if span.column_from <= at:
                continue
            words += [*plain(row.text[at : span.column_from - 1]), self._mark(span, row.text)]
            at = span.column_to
        words += plain(row.text[at:])
        columns = bool(IN_COLUMNS.search(row.text))
        return LineView(
            row.line,
            tuple(words) if columns else _trimmed(words),
            STYLES.get(row.part, ""),
            uses=self._uses(figures),
            several=len(figures) > 1,
            columns=columns,
            cites=tuple(f"{CITE_IT} {self._cited(figure)}" for figure in figures),
        )

    def _mark(self, span: FigureRow | SetAsideRow, text: str) -> Run:
        words = text[span.column_from - 1 : span.column_to]
        if isinstance(span, SetAsideRow):
            return Run(words, style="aside")
        uses = self.plan.uses(span.figure)
        where = f", {uses[0].name}" if uses else ""
        return Run(words, self._to(uses[0].target) if uses else "", "mark", unseen=where, anchor=place_anchor(span))

    def _cited(self, figure: FigureRow) -> str:
        address = f"{self._address}#{place_anchor(figure)}" if self._address else ""
        return cite_figure(self.index, figure.figure, address)

    @property
    def _address(self) -> str:
        return self.plan.site.url(self.path)  # '' where the site's address is not known: a path alone leads nowhere

    def _uses(self, figures: Sequence[FigureRow]) -> Rich:
        """List what uses the figures of a line; with several figures, each by its words."""
        lists = [(row, self._used(self.plan.uses(row.figure))) for row in figures]
        if len(lists) == 1:
            return (*plain("Used in "), *lists[0][1]) if lists[0][1] else ()
        return joined(((*plain(f"{row.as_written}: used in "), *uses) for row, uses in lists if uses), "; ")

    def _used(self, uses: Sequence[Use]) -> Rich:
        return joined((Run(use.name, self._to(use.target)),) for use in uses)

    @cached_property
    def _figures_on(self) -> Mapping[int, tuple[FigureRow, ...]]:
        rows = sorted(self.index.figures(self.response), key=lambda row: (row.line, row.column_from))
        return {line: tuple(found) for line, found in groupby(rows, lambda row: row.line)}

    @cached_property
    def _aside_on(self) -> Mapping[int, tuple[SetAsideRow, ...]]:
        rows = sorted(self.index.set_aside(self.response), key=lambda row: (row.line, row.column_from))
        return {line: tuple(found) for line, found in groupby(rows, lambda row: row.line)}


def _named(question: str) -> str:
    """Name a question once, also where the letter prints its number as `Q1`."""
    return f"Question {QUESTION.sub('', question)}"


def _example(rows: Sequence[SetAsideRow]) -> str:
    """Choose a number set aside for the key: one in digits where there is one."""
    return next((row.as_written for row in rows if row.as_written.isdigit()), rows[0].as_written if rows else "")


def _led(words: Rich) -> Rich:
    """Set the first words of an outcome apart: what was not given as a tag, anything else in bold."""
    if not words:
        return ()
    first, *rest = words
    for opening, variant in TAGS:
        if first.text.startswith(opening):
            after = first.text[len(opening) :].lstrip()
            tag = Run(opening.rstrip(":."), style="tag", variant=variant)
            following = [replace(first, text=after), *rest] if after else rest
            return (
                (tag, *(Run(" "), replace(following[0], text=upper_first(following[0].text)), *following[1:]))
                if following
                else (tag,)
            )
    head, stop, tail = first.text.partition(".")
    return (Run(f"{head}{stop}", first.href, "strong"), *plain(tail), *rest)


def _where(row: LineRow) -> tuple[str, str, int]:
    """Name the passage of a line: its question, or the opening, the close, or what stands between; and its document."""
    part = row.part if row.part in ("head", "tail") and not row.question else ""
    return part, row.question, row.document


def _trimmed(words: list[Run]) -> Rich:
    """Leave out the white space around a line, which a page need not show."""
    kept = [run for run in words if run.text]
    if kept and not kept[0].style:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and not kept[-1].style:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(run for run in kept if run.text)
