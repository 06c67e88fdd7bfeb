"""The review of one letter: what waits, then the letter's lines beside what was read from them, then what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from disclosed.describing.wording import counted
from disclosed.findings import UNWAITED
from disclosed.links import letter_page
from disclosed.model import ReadFigure, ReadQuestion, SetAside
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Fact, Head, Link, Run
from disclosed.reading.stretches import Owners
from disclosed.serving import forms
from disclosed.serving.ask_forms import ask_form, none_form
from disclosed.serving.dealing import table_lines
from disclosed.serving.decided import plan_decisions
from disclosed.serving.forms import way
from disclosed.serving.heads import OPENING, said_fact, with_head
from disclosed.serving.period_forms import answer_form, figure_form, period_words
from disclosed.serving.quoting import Quotes
from disclosed.serving.review_views import (
    Also,
    Common,
    Form,
    Mend,
    Part,
    Piece,
    ReadLine,
    ReviewView,
    Wait,
    Words,
)
from disclosed.serving.reviewing import WITHDRAWN, Reviewed
from disclosed.serving.takedown import plan_takedown
from disclosed.serving.unread import unread_places
from disclosed.serving.waits import Others, plan_waits
from disclosed.serving.words import GROUNDS, OUTCOMES, REASONS, bare, label_words, value_words
from disclosed.settling.doubts import doubts_of
from disclosed.settling.settle import settle_findings

NUMBER_AT = re.compile(r"L(\d{1,7})(?:C(\d{1,7}))?\Z")
STATES = {
    "draft": "Draft: a build leaves it out",
    "published": "Published",
    "withdrawn": "Withdrawn",
    "under_review": "Under review",
}
# What publishing a letter means for what is left open in it.
LEFT = {
    "Doubt": "What is in doubt stays out of the figures until it is settled.",
    "Difference": "Figures that differ are published; that they differ is told once it is settled.",
    "Re-use": "Without a ground for re-use only what became of each question goes out.",
}
PARTS = {"head": OPENING, "tail": "Closing lines", "furniture": "Of the page"}


@dataclass(frozen=True)
class ReviewPage:
    """One review in the making; `at` names the number, line or question that a person opened to mend."""

    reviewed: Reviewed
    others: Others
    settings: str
    common: Common
    seen: str
    at: str = ""
    shown: bool = False

    def view(self) -> ReviewView:
        """Set out the page."""
        waits = plan_waits(self.reviewed, self.others, self.settings)
        return ReviewView(
            self._head(waits),
            self.common,
            self.seen,
            waits,
            self._publish(waits),
            with_head(tuple(self._parts()), self.reviewed, self.at),
            plan_decisions(self.reviewed),
            self.settings if self.shown else "",
            self.reviewed.letter.source.file,
            down=plan_takedown(self.reviewed),
        )

    # Head

    def _head(self, waits: tuple[Wait, ...]) -> Head:
        row, reading = self.reviewed.row, self.reviewed.reading
        subject = row.subject or self.reviewed.request.settings.title
        count = f"{counted(len(waits), 'thing')} {'waits' if len(waits) == 1 else 'wait'} for you."
        state = "It is a draft." if row.state == "draft" else f"It is {row.state.replace('_', ' ')}."
        figures = sum(len(question.figures) for question in self.reviewed.corrected.questions)
        read = f" {counted(figures, 'figure')} read from {counted(len(reading.letter.lines), 'line')}."
        shown = (
            said_fact(self.reviewed, "date"),
            said_fact(self.reviewed, "reference"),
            Fact("Re-use", plain(GROUNDS.get(row.ground, row.ground))),
        )
        facts = (
            Fact("State", plain(STATES.get(row.state, row.state))),
            Fact("Request", (Run(self.reviewed.request.settings.title, f"/review/{self.reviewed.request.name}/"),)),
            *(() if row.state in WITHDRAWN else shown),
            Fact("Its page", (Run("As readers see it", f"/{letter_page(self.reviewed.name)}"),)),
            Fact("Decided by", (Run(f"{self.common.by}, or "), Run("another name", "#name"))),
        )
        read = read if reading.letter.lines else ""  # of a withdrawn letter the text is gone
        standfirst = plain(f"{state}{read} {count if waits else 'Nothing waits.'}")
        return Head(f"{self.reviewed.authority}:", subject, standfirst, facts=facts)

    def _publish(self, waits: tuple[Wait, ...]) -> Wait | None:
        """Offer to publish a draft, once what stops a build is settled."""
        if self.reviewed.letter.settings.state != "draft":
            return None
        stops = [wait for wait in waits if wait.tag in {"Stops the build", "Personal data"}]
        publish = {"do": "publish", "state": "published"}
        if stops:
            return Wait(
                "publish",
                "",
                "Not ready to publish",
                ((Piece("Settle first what stops a build, and what may be personal data."),),),
            )
        if waits:
            told = " ".join(self._told_of_left(waits))
            words = ((Piece(told),),) if told else ()
            return Wait("publish", "", "Something waits", words, ways=(way("Publish it all the same", publish),))
        told = "The next build puts it into the data and on the site. Committing is publishing: look at its page first."
        return Wait(
            "publish", "", "Ready to publish", ((Piece(told),),), ways=(way("Publish it", publish, first=True),)
        )

    def _told_of_left(self, waits: tuple[Wait, ...]) -> Iterator[str]:
        """Say what publishing a letter means for what waits in it."""
        tags = {wait.tag for wait in waits}
        yield from (words for tag, words in LEFT.items() if tag in tags)
        if any(one.level == "warning" and one.code not in UNWAITED for one in self.reviewed.findings):
            yield "A strict build, as the workflow that publishes runs it, stops until all of it is settled."

    # The letter beside what was read

    @cached_property
    def _quotes(self) -> Quotes:
        return Quotes(self.reviewed.corrected)

    @cached_property
    def _questions(self) -> Mapping[str, ReadQuestion]:
        return {question.number: question for question in self.reviewed.corrected.questions}

    @cached_property
    def _target(self) -> tuple[int, int]:
        """The line and the column that a person opened; 0 where they opened none."""
        found = NUMBER_AT.match(self.at)
        return (int(found[1]), int(found[2] or 0)) if found else (0, 0)

    def _parts(self) -> Iterator[Part]:
        """Cut the letter where the question changes."""
        reading = self.reviewed.corrected
        lines = range(1, len(reading.letter.lines) + 1)
        cut = [(owner, part, list(numbers)) for (owner, part), numbers in groupby(lines, self._whose)]
        last = self._last_parts(cut)
        first = {owner: at for at, (owner, _, _) in reversed(list(enumerate(cut))) if owner}
        titles: set[str] = set()
        for at, (owner, part, numbers) in enumerate(cut):
            question = self._questions.get(owner)
            shown = [line for line in numbers if reading.letter.lines[line - 1].text.strip()]
            if not shown:
                continue
            title = f"Question {bare(owner)}" if owner else PARTS.get(part, "Lines between")
            title += "" if not owner or first[owner] == at else ", continued"
            title += f" (line {shown[0]})" if title in titles else ""
            titles.add(title)
            final = question is not None and last.get(owner) == at
            yield Part(
                f"part-{numbers[0]}",
                title,
                self._outcome(question) if question and final else (),
                self._mends(owner, numbers[0]) if final else (),
                tuple(self._quotes.line(line, style=self._style(line), ways_in=True) for line in shown),
                tuple(self._read(question, owner, numbers)),
                tuple(self._opened(owner, numbers, final=final)),
                tuple(self._also(numbers)),
            )

    def _also(self, numbers: Sequence[int]) -> Iterator[Also]:
        """Tell, where their last lines stand, what became of the questions that share all their lines with another."""
        for question in self._lineless(numbers):
            title, mends = f"Question {bare(question.number)}", self._mends(question.number, numbers[0])
            yield Also(title, self._outcome(question), mends)

    def _lineless(self, numbers: Sequence[int]) -> Iterator[ReadQuestion]:
        """Yield the questions that own no line, and whose last one is among these."""
        owned = set(self.reviewed.corrected.owners)
        for question in self._questions.values():
            last = max(question.answer_lines or question.question_lines, default=0)
            if question.number not in owned and last in numbers:
                yield question

    def _mends(self, owner: str, line: int) -> tuple[Mend, ...]:
        """Lead to what can be said of a whole answer: what became of it, where a table stands in it, that nothing was asked."""
        outcome = Mend("Change it", f"?at=Q{owner}#part-{line}", "what became of it")
        table = Mend("Point at a table", f"?at=T{owner}#part-{line}", "in the answer")
        none = Mend("No question", f"?at=N{owner}#part-{line}", "it is none")
        period = Mend("Say its period", f"?at=P{owner}#part-{line}", "that of its figures")
        periods = (period,) if self._questions[owner].figures else ()
        tables = (table,) if table_lines(self.reviewed.corrected, owner, read=True) else ()
        return (outcome, *periods, *tables, none)

    def _last_parts(self, cut: Sequence[tuple[str, str, list[int]]]) -> Mapping[str, int]:
        """Find where what became of each question is told: at the end of its answer, or of its lines where it has none."""
        parts, lines = self.reviewed.corrected.parts, self.reviewed.letter_lines
        told = {}
        for wanted in (None, "answer"):
            for at, (owner, _, numbers) in enumerate(cut):
                held = [line for line in numbers if lines[line - 1].text.strip()]
                if owner and any(wanted in {None, parts[line - 1]} for line in held):
                    told[owner] = at
        return told

    def _whose(self, line: int) -> tuple[str, str]:
        reading = self.reviewed.corrected
        owner, part = reading.owners[line - 1], reading.parts[line - 1]
        return (owner, "") if owner else ("", part)

    def _style(self, line: int) -> str:
        return {"question": "asked", "answer": "answered"}.get(self.reviewed.corrected.parts[line - 1], "")

    def _outcome(self, question: ReadQuestion) -> Words:
        provisions = ", ".join(dict.fromkeys(refusal.provision for refusal in question.refusals))
        told = (Piece(OUTCOMES[question.outcome], "strong"), Piece(f" ({provisions})." if provisions else "."))
        return (*told, *period_words(self.reviewed, question))

    def _read(self, question: ReadQuestion | None, owner: str, numbers: list[int]) -> Iterator[ReadLine]:
        """List the figures that stand on a part's lines, then a number that a person opened."""
        held = set(numbers)
        found = [(asked, one) for asked in self._questions.values() for one in asked.figures if one.span.line in held]
        for asked, figure in sorted(found, key=lambda pair: (pair[1].span.line, pair[1].span.first)):
            yield self._figure(asked, figure, asked is not question)
        line, column = self._target
        if line in held and column and not any((one.span.line, one.span.first) == (line, column) for _, one in found):
            yield from self._other_number(line, column)

    def _figure(self, asked: ReadQuestion, figure: ReadFigure, elsewhere: bool) -> ReadLine:
        place = f"L{figure.span.line}C{figure.span.first}"
        labels = label_words(figure.labels)
        label = (f"Question {bare(asked.number)}{', ' if labels else ''}" if elsewhere else "") + labels
        held = self._doubts.hold(asked.number, figure)
        remark = "in doubt: held back" if held else "by a person" if figure.read_by == "person" else ""
        opened = self.at == place
        title = "What it is" if opened else ""
        places = [(figure.span.line, figure.span.first, figure.words)]
        form = (forms.number_form(title, places, self.reviewed.corrected, opened=True), figure_form(figure))
        return ReadLine(
            place,
            (Piece(label or "Without a label"),),
            (Piece(value_words(figure.value, total=figure.total), "strong"),),
            Link(f"line {figure.span.line}", f"#L{figure.span.line}"),
            None if opened else Link("Mend", f"?at={place}#{place}"),
            remark,
            form if opened else (),
        )

    @cached_property
    def _doubts(self):  # type: ignore[no-untyped-def]  # doubts.Doubts
        findings, _ = settle_findings(self.reviewed.corrected.findings, self.reviewed.letter)
        return doubts_of(findings)

    def _other_number(self, line: int, column: int) -> Iterator[ReadLine]:
        """Open a number that is set aside or not read."""
        reading = self.reviewed.corrected
        asides = [(one.span, one.words, self._why(one)) for one in reading.set_aside]
        unread = [(span.line, span.first, words, "not read") for span, words in unread_places(reading)]
        known = [(span.line, span.first, words, why) for span, words, why in asides]
        for where, at, words, why in (*known, *unread):
            if (where, at) == (line, column):
                form = forms.number_form("What it is", [(line, column, words)], reading, opened=True)
                place = f"L{line}C{column}"
                yield ReadLine(
                    place,
                    (Piece(why),),
                    (Piece(words, "strong"),),
                    Link(f"line {line}", f"#L{line}"),
                    None,
                    "",
                    (form,),
                )
                return

    def _why(self, aside: SetAside) -> str:
        return f"Set aside: {REASONS.get(aside.reason, aside.reason)}"

    def _opened(self, owner: str, numbers: list[int], *, final: bool) -> Iterator[Form]:
        """Give the forms of a line, or of a question, that a person opened."""
        line, column = self._target
        if line in numbers and not column:
            yield forms.words_form(line, owner)
            yield ask_form(line, self.reviewed.corrected)
        question = self._questions.get(owner)
        for one in (*([question] if question and final else ()), *self._lineless(numbers)):
            yield from self._of_question(one)

    def _of_question(self, question: ReadQuestion) -> Iterator[Form]:
        number = question.number
        if self.at == f"Q{number}":
            lines = () if Owners(self.reviewed.corrected).share(question) else question.answer_lines
            yield forms.outcome_form(number, question.outcome, min(lines, default=0), max(lines, default=0))
        if self.at == f"T{number}":
            unread = table_lines(self.reviewed.corrected, number)
            lines_of = unread or table_lines(self.reviewed.corrected, number, read=True)
            yield forms.table_form(number, lines_of, opened=True)
        if self.at == f"P{number}" and question.figures:
            yield answer_form(question)
        if self.at == f"N{number}":
            yield none_form(number)
