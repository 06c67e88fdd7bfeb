"""The page of one request: findings, exhibits with the questions as asked, what was withheld, notes, how to cite.

docs/editorial.md §10 and §11 are the standard. One letter and many share the page; with many, who answered stands beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from disclosed.describing.chart_text import describe_chart
from disclosed.describing.chart_words import chart_title
from disclosed.describing.coverage import ORDER, who_answered
from disclosed.describing.describe import (
    NOT_OFFICIAL,
    cite_request,
    letter_order,
    notice,
    request_order,
    source_line,
    standfirst,
    table_source,
)
from disclosed.describing.findings_text import calculated_line
from disclosed.describing.letter_words import in_words
from disclosed.describing.note_words import NoteWords
from disclosed.describing.question_tables import is_unnamed
from disclosed.describing.refusal_words import Withheld as Refused
from disclosed.describing.refusal_words import not_answered, nothing_withheld, sentence_together, together, withheld
from disclosed.describing.sentences import Sentence
from disclosed.describing.wording import question_numbers
from disclosed.links import (
    letter_page,
    line_place,
    question_anchor,
    relative,
    request_page,
    slug,
)
from disclosed.publishing import single_answers
from disclosed.publishing.answered import ANCHOR, answered_group
from disclosed.publishing.asked import aside_of, quoted
from disclosed.publishing.changed import changed_groups, changed_link, changed_notice, shown_again
from disclosed.publishing.grids import Setting, grid_of
from disclosed.publishing.numbered import (
    NoteMarks,
    Numbered,
    NumberedChart,
    NumberedTable,
    chart_files,
    questions_drawn,
)
from disclosed.publishing.refused import refused_grid
from disclosed.publishing.request_facts import request_facts
from disclosed.publishing.runs import evidence, joined, marks, plain, rich, tied, tied_title
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.table_checks import checks_line
from disclosed.publishing.terms import grounds_of, terms_of
from disclosed.publishing.views import (
    Aside,
    Exhibit,
    FindingView,
    Head,
    Link,
    NoteView,
    Passages,
    Picture,
    RequestView,
    Rich,
    Run,
    Section,
    Withheld,
)
from disclosed.rows import QuestionRow, ResponseRow, Table

# The page's own anchors, which a section's heading must not take.
FIXED_ANCHORS = (ANCHOR, "changed", "main", "findings", "contents", "notes", "withheld", "words", "cite")


def request_view(plan: SitePlan, request: str) -> RequestView:
    """Plan the page of a request."""
    return _RequestPage(plan, request).view()


class _RequestPage:
    """One page in the making: note marks are handed out in the order in which the page is written."""

    def __init__(self, plan: SitePlan, request: str) -> None:
        self.plan, self.index, self.request = plan, plan.index.current, request
        self.path = request_page(request)
        self.numbered: Numbered = plan.numbered[request]
        self.marks = NoteMarks(self.numbered.note_numbers)
        self.compared = False  # whether a table of several authorities has been set
        # Tables of answers alone, which have no rows for those who gave none.
        self.responses = plan.index.responses(request)
        # Letters of which something stands: not those superseded whole, nor one removed or under review.
        self.shown = tuple(row for row in self.index.responses(request) if self.index.questions(row.response))

    def view(self) -> RequestView:
        """Write the page from top to bottom, its head last: its facts do not set the order of notes."""
        findings = tuple(self._finding(at, sentence) for at, sentence in enumerate(self.numbered.findings, 1))
        sections = self._sections()
        refusals = tuple(self._withheld(at, group) for at, group in enumerate(together(self._refusals()), 1))
        refused = plain(nothing_withheld(self.index, self.request)) if self.shown else ()
        rest = tuple(rich(words, self.marks.plain) for words in not_answered(self.index, self.request))
        texts = tuple(self._in_words())
        changed = changed_groups(self.index, self.request)
        head = self._head((*shown_again(self.index, self.request), *changed_notice(changed)))
        return RequestView(
            head=head,
            findings=findings,
            worked_out=calculated_line(self.index, self.request),
            contents=self._contents(sections, changed_link(changed), in_words=bool(texts)),
            sections=sections,
            answered=answered_group(self.index, self.request),
            withheld=refusals,
            withheld_words=tuple(words for words in (refused, *rest) if words),
            notes=tuple(self._note(note) for note in self.numbered.notes),
            in_words=texts,
            cite=self._cite(),
            changed=changed,
        )

    # Head

    def _head(self, more: tuple[Rich, ...]) -> Head:
        title = self.plan.titles[self.request]
        return Head(
            title=title.measure,
            place=tied_title(title.place),
            standfirst=plain(tied(standfirst(self.index, self.request))),
            facts=request_facts(self.plan, self.request, self.marks),
            notices=(*(words for row in self.responses if (words := plain(notice(self.index, row.response)))), *more),
        )

    # Findings

    def _finding(self, at: int, sentence: Sentence) -> FindingView:
        anchor = f"finding-{at}"
        words = rich(sentence, lambda key: self.marks.mark(key, f"finding {at}", f"#{anchor}"))
        return FindingView(anchor, words, evidence(self.index, self.path, sentence))

    # Exhibits

    def _sections(self) -> tuple[Section, ...]:
        """Group the tables under their sections' headings; a table without one heads its own."""
        asked: set[str] = set()
        taken = set(FIXED_ANCHORS)
        found = []
        for title, group in groupby(self.numbered.tables, lambda own: own.table.section or own.table.title):
            tables = tuple(group)
            lead = self._lead(tables[0].table, asked)
            exhibits = tuple(exhibit for numbered in tables for exhibit in self._exhibits(numbered, asked))
            found.append(Section(_anchor(title, taken), title, exhibits, lead=lead))
        if found:
            found[-1] = replace(found[-1], remarks=tuple(self._remarks()))
        return tuple(found)

    def _lead(self, table: Table, asked: set[str]) -> Rich:
        """Quote the question of a table that only its number names before its chart, which on a phone stands before the margin."""
        letters = self._letters_of(table)
        rows = self._rows_of(letters[0].response, table.questions[0]) if letters and is_unnamed(table) else []
        if not rows or not rows[0].text:
            return ()
        asked.add(rows[0].question)
        return quoted(rows[0], self._absent(rows[0]))

    def _letters_of(self, table: Table) -> list[ResponseRow]:
        shown = {row.response for row in table.rows}
        return [row for row in self.responses if row.response in shown]

    def _remarks(self) -> Iterator[FindingView]:
        """Give the figures that no table shows, after the last of them."""
        for at, sentence in enumerate(self.numbered.remarks, 1):
            yield FindingView(
                f"other-{at}", rich(sentence, self.marks.plain), evidence(self.index, self.path, sentence)
            )

    def _exhibits(self, numbered: NumberedTable, asked: set[str]) -> Iterator[Exhibit]:
        """Set charts of single columns before their table, each with its own questions; other charts with the table."""
        single = all(chart.chart.measure for chart in numbered.charts)
        apart = numbered.charts if single else ()  # else a chart of one column would stand before the chart of all
        for chart in apart:
            yield self._exhibit(numbered, (chart,), questions_drawn(self.index, numbered, chart), asked)
        rest = tuple(chart for chart in numbered.charts if chart not in apart)
        above = tuple(chart_title(self.index, numbered.table, chart.chart).words for chart in rest)
        grid = grid_of(self.index, numbered.table, Setting(self.path, numbered.number, self.marks.mark, above))
        exhibit = self._exhibit(numbered, rest, numbered.table.questions, asked)
        checked = checks_line(self.plan, self.path, numbered.table)
        yield replace(exhibit, grid=grid, source=tuple(filter(None, (checked, *exhibit.source))))

    def _exhibit(
        self, numbered: NumberedTable, charts: tuple[NumberedChart, ...], questions: tuple[str, ...], asked: set[str]
    ) -> Exhibit:
        letters = self._letters_of(numbered.table)
        apart = bool(charts and charts[0].chart.measure)
        anchor = f"asked-{'figure-' if apart else ''}{charts[0].number if apart else numbered.number}"
        return Exhibit(
            pictures=tuple(self._picture(numbered, chart) for chart in charts),
            grid=None,
            source=tuple(self._source(letters, numbered.table, questions)),
            downloads=self._downloads(numbered, charts, table=not apart),
            asides=tuple(self._asides((anchor, apart), numbered.table, letters, (questions, asked))),
        )

    def _picture(self, numbered: NumberedTable, chart: NumberedChart) -> Picture:
        return Picture(
            anchor=chart.anchor,
            label=f"{chart.label}.",
            title=chart_title(self.index, numbered.table, chart.chart).words,
            description=describe_chart(self.index, numbered.table, chart.chart),
            drawing=chart.name,
        )

    def _downloads(
        self, numbered: NumberedTable, charts: tuple[NumberedChart, ...], *, table: bool
    ) -> tuple[Link, ...]:
        files = [(f"{numbered.label} (CSV", numbered.file)] if table else []
        files += [file for chart in charts for file in chart_files(chart)]
        return tuple(link for words, path in files for link in self.plan.download(self.path, words, path))

    def _source(self, letters: list[ResponseRow], table: Table, questions: tuple[str, ...]) -> Iterator[Rich]:
        """Name the source of an exhibit, then the licence, each in its exact words."""
        if len(letters) == 1:
            own = tuple(row.question for number in questions for row in self._rows_of(letters[0].response, number))
            words = source_line(self.index, letters[0].response, own)
        else:
            words = table_source(self.index, replace(table, questions=questions))
        terms = terms_of(self.index, letters, {row.response for row in table.rows if row.figure})
        yield (*plain(words), *((Run(" "), *terms) if terms else ()))

    def _rows_of(self, response: str, number: str) -> list[QuestionRow]:
        return [row for row in self.index.questions(response) if row.request_question == number]

    def _asides(
        self,
        place: tuple[str, bool],
        table: Table,
        letters: list[ResponseRow],
        asking: tuple[tuple[str, ...], set[str]],
    ) -> Iterator[Aside]:
        """Say who answered, where several were asked; quote the questions, each once on the page, as one letter has them."""
        anchor, apart = place
        questions, asked = asking
        if len({row.authority for row in table.rows}) > 1 and not apart:
            said = tuple(plain(sentence.plain) for sentence in who_answered(table))
            numbers = question_numbers(table.questions, request_order(self.index, table.request))
            order = () if self.compared else (plain(ORDER),)  # of every comparison of the page, beside the first
            self.compared = True
            yield Aside(f"{anchor}-who", f"Who answered {numbers}", (*said, *order))
        rows = [row for number in questions for row in self._rows_of(letters[0].response, number)] if letters else []
        fresh = [row for row in rows if row.question not in asked]
        asked.update(row.question for row in rows)
        if fresh and table.name != single_answers.NAME:  # whose rows are the questions
            numbers_asked = letter_order(self.index, fresh[0].response)
            yield aside_of(self.path, anchor, [(row, self._absent(row)) for row in fresh], numbers_asked)

    def _absent(self, row: QuestionRow) -> Rich:
        """Mark the notes on what a question asks and the answer does not give."""
        notes = self.numbered.notes_on(row.response, row.question)
        return marks((note.key for note in notes if note.kind == "absent"), self.marks.plain)

    # Withheld, in words, notes, cite

    def _refusals(self) -> tuple[Refused, ...]:
        return withheld(self.index, self.request)

    def _withheld(self, at: int, group: Sequence[Refused]) -> Withheld:
        """Tell of one refusal in full, of several in a sentence over the table of their letters."""
        first = group[0]
        row = self.index.question[first.response, first.question]
        asked = aside_of(self.path, f"withheld-{at}", [(row, ())]) if row.text else None
        also = [plain(words) for words in first.also]
        if len(group) > 1:
            grid = refused_grid(group, f"withheld-{at}-letters", self._place_of)
            return Withheld((rich(sentence_together(group), self.marks.plain), *also), (), asked, grid)
        lines = self._lines_of(first)
        reason = [plain(first.reason.words)] if first.reason.words else []
        paragraphs = (rich(first.sentence, self.marks.plain), *reason, *also)
        return Withheld(paragraphs, joined((plain("Letter"), *lines)) if lines else (), asked)

    def _place_of(self, refused: Refused) -> tuple[Rich, ...]:
        """Lead to the lines of a letter in which it refuses; to its page where none may be told."""
        page = self._to(letter_page(refused.response))
        return self._lines_of(refused) or ((Run("Letter", page, unseen=f" of {refused.letter}"),),)

    def _lines_of(self, refused: Refused) -> tuple[Rich, ...]:
        """Lead to the lines of a letter in which it refuses."""
        refusals = self.index.refusals(refused.response, refused.question)
        lines = dict.fromkeys(one.line for one in refusals)
        return tuple((Run(f"line {line}", self._to(line_place(refused.response, line)), "line"),) for line in lines)

    def _in_words(self) -> Iterator[Rich]:
        """Name the answers that are text, and lead to the first of each letter's."""
        texts = [
            [q.question for q in self.index.questions(row.response) if q.outcome == "text"] for row in self.responses
        ]
        letters = [(row, found[0]) for row, found in zip(self.responses, texts, strict=True) if found]
        for sentence, (row, question) in zip(in_words(self.index, self.request), letters, strict=True):
            if row.publish != "all":
                yield plain(sentence.plain)
                continue
            before, colon, after = sentence.plain.rpartition(": ")
            target = self._to(f"{letter_page(row.response)}#{question_anchor(question)}")
            yield (*plain(f"{before}{colon}"), Run(after.rstrip("."), target), Run("."))

    def _note(self, note: NoteWords) -> NoteView:
        number = self.numbered.note_numbers[note.key]
        used = joined(((Run(name, target),) for name, target in self.marks.uses(note.key)))
        words: Rich = (*plain("Used in "), *used, *plain(". ")) if used else ()
        return NoteView(
            f"note-{number}",
            f"[note {number}]",
            rich(
                note.sentence,
                lambda key: Run(
                    f"[note {self.numbered.note_numbers[key]}]", f"#note-{self.numbered.note_numbers[key]}"
                ),
            ),
            (*words, *self._check_link(note)),
        )

    def _check_link(self, note: NoteWords) -> Rich:
        for row in self.plan.ledgers.get(note.response, ()):
            if note.kind == "difference" and f"{row.response}/{row.name}" == note.key:
                return (Run("See the check", self._to(self.plan.check_place(row.response, row.name))), Run("."))
        return ()

    def _cite(self) -> Passages:
        words = cite_request(self.index, self.request, self.plan.site.url(self.path))
        grounds = grounds_of(self.index, self.shown)
        return Passages("cite", "Cite and re-use", (*grounds, plain(NOT_OFFICIAL)), words)

    def _contents(
        self, sections: tuple[Section, ...], changed: tuple[Link, ...], *, in_words: bool
    ) -> tuple[Link, ...]:
        fixed = [Link("Findings", "#findings")] if self.numbered.findings else []
        own = [Link(section.title, f"#{section.anchor}") for section in sections]
        rest = [Link("Who answered", f"#{ANCHOR}")] if answered_group(self.index, self.request) else []
        rest += changed
        rest += [Link("Notes", "#notes")] if self.numbered.notes else []
        words = [Link("In words", "#words")] if in_words else []
        withheld = [Link("Withheld", "#withheld")] if self.shown else []
        return (*fixed, *own, *rest, *withheld, *words, Link("Cite and re-use", "#cite"))

    def _to(self, target: str) -> str:
        return relative(self.path, target)


def _anchor(title: str, taken: set[str]) -> str:
    """Make a section's anchor of its heading, one that the page does not have yet."""
    base = slug(title)
    anchor = next(name for name in (base, *(f"{base}-{at}" for at in range(2, len(taken) + 3))) if name not in taken)
    taken.add(anchor)
    return anchor
