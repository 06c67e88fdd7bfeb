"""What waits for a person in one letter, the most pressing first, each with its lines and the ways to settle it.

A way is a button that says in full what it would write down. Where no way fits there is a form. What only another file can
mend is told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from disclosed.adding.drafting import settlement_of
from disclosed.addresses import AddressError, compare, index_figures, parse_check
from disclosed.describing.wording import lower_first, quoted, upper_first
from disclosed.findings import WHOLE_ANSWER
from disclosed.model import Finding, ReadFigure, ReadQuestion, Span
from disclosed.reading.reading import OtherReading
from disclosed.reading.stretches import Owners
from disclosed.rows import FigureRow
from disclosed.serving import forms
from disclosed.serving.dealing import table_lines
from disclosed.serving.forms import aside, point, settle, way
from disclosed.serving.once import asks_ground, once_a_letter
from disclosed.serving.quoting import Quotes
from disclosed.serving.review_views import Form, Piece, Wait, Way, Words
from disclosed.serving.reviewing import Reviewed
from disclosed.serving.takedown import left_way
from disclosed.serving.unread import UnreadGroup, numbers_within, unread_groups
from disclosed.serving.words import (
    DIFFERENCES,
    KEEP,
    OUTCOMES,
    TEXT,
    bare,
    figure_words,
    keep_words,
    label_words,
    tag_of,
)
from disclosed.settling.settle import PERSONAL, check_withdrawn

Others = Sequence[OtherReading]
MOST_MEANT = 40  # figures that a button lists; a table of hundreds is said by its number
MOST_LINES = 12  # of a comparison that are led to
MOST_RIVALS = 3  # other numbers of a sentence that get a button of their own
COUNTS = frozenset(
    {"words", "range", "note", "refusal"}
)  # why a number is set aside that could be the answer all the same
_QUOTED = re.compile(r"“([^”]+)”")
RELEASED = "As released."
ORDER = ("Stops the build", "Personal data", "Doubt", "Difference", "Re-use", "To compare", "Proposed", "Text")
# In a finding of personal data: where it stands on its line, and why it is in doubt.
_STRETCH = re.compile(r"^(.+), columns (\d+) to (\d+)\.\s*(.*)$")


def plan_waits(reviewed: Reviewed, others: Others, settings: str) -> tuple[Wait, ...]:
    """List what waits; `others` are readings that cost about the same, `settings` the text of the letter's `.yml`."""
    found = _Waits(reviewed, others, settings)
    waits = sorted(found.all(), key=lambda wait: ORDER.index(wait.tag) if wait.tag in ORDER else len(ORDER))
    return tuple(replace(wait, anchor=f"wait-{place}") for place, wait in enumerate(waits, start=1))


@dataclass(frozen=True)
class _Waits:
    """One letter's list in the making."""

    reviewed: Reviewed
    others: Others
    settings: str

    @cached_property
    def quotes(self) -> Quotes:
        return Quotes(self.reviewed.corrected)

    @cached_property
    def _owners(self) -> Owners:
        return Owners(self.reviewed.corrected)

    @cached_property
    def questions(self) -> Mapping[str, ReadQuestion]:
        return {question.number: question for question in self.reviewed.corrected.questions}

    def all(self) -> Iterator[Wait]:
        """Yield what waits, in the order of the letter."""
        reviewed = self.reviewed
        unread = False
        for doubts in self._uncertain_by_line():
            yield self._uncertain(doubts)
        yield from (self._personal(found) for found in self._personal_by_line())
        for finding in reviewed.findings:
            if finding.code == "unread_number":
                unread = True
            elif finding.code == "uncertain_reading" or self._is_stretch(finding):
                continue
            elif finding.code == "licence_not_open" and asks_ground(reviewed):
                continue  # asked once, with all that can be said of it
            elif finding.level in {"error", "warning"}:
                yield self._other(finding)
        if reviewed.letter.settings.state == "draft":
            yield from (self._of_request(one) for one in reviewed.beside if one.level == "error")
        if unread:
            yield from (self._unread(group) for group in unread_groups(reviewed.corrected))
        yield from once_a_letter(reviewed, self.quotes, self.settings)

    # Doubts about the reading

    def _unread(self, group: UnreadGroup) -> Wait:
        """Ask about numbers that nothing reads."""
        lines = [line.line for line in group.lines]
        marked = (span for line in lines for span, style in self.quotes.marks.get(line, ()) if style == "doubt")
        spans = [span for span in marked if self._owners.of(span) == group.question]
        number, verb = bare(group.question), "is" if len(spans) == 1 else "are"
        named = quoted(self._text(spans[0])) if len(spans) == 1 else f"{len(spans):,} numbers"
        return Wait(
            "",
            "Doubt",
            f"{named} in the answer to question {number} {verb} not read",
            ((Piece("Nothing says for certain what " + ("it counts." if len(spans) == 1 else "they count.")),),),
            self.quotes.around(lines, spans),
            tuple(self._ways_of_unread(group)) if len(spans) == group.count else (),
            (self._form_of_unread(group, spans),),
        )

    def _ways_of_unread(self, group: UnreadGroup) -> Iterator[Way]:
        headings = [heading.casefold() for heading in group.headings]
        told = len(set(headings)) == len(headings) and (len(headings) == 1 or all(headings))
        if group.labelled and told:
            pairs = [
                (line.line, token.first, token.text, [line.label, heading])
                for line in group.lines
                for token, heading in zip(line.numbers, group.headings, strict=True)
            ]
            choices = [
                forms.figure((line, column, text), group.question, labels) for line, column, text, labels in pairs
            ]
            means = [f"{label_words(labels) or 'No label'}: {text}" for _, _, text, labels in pairs]
            button = "It is a figure" if group.count == 1 else f"All {group.count:,} are figures, with these labels"
            yield way(button, *choices, means=_cut(means), first=all(any(labels) for *_, labels in pairs))
        if group.count <= MOST_MEANT:
            gone = [
                aside(line.line, token.first, token.text, "words") for line in group.lines for token in line.numbers
            ]
            yield way("No figure: words of explanation", *gone)

    def _form_of_unread(self, group: UnreadGroup, spans: Sequence[Span]) -> Form:
        if len(group.headings) > 1 and not group.running and len(spans) == group.count:
            return forms.grid_form(group)
        places = [(span.line, span.first, self._text(span)) for span in spans]
        form = forms.number_form("Something else", places, self.reviewed.corrected)
        return replace(form, entries=(forms.question_entry(group.question),)) if form.entries else form

    def _text(self, span: Span) -> str:
        return self.reviewed.letter_lines[span.line - 1].text[span.first - 1 : span.last]

    def _uncertain_by_line(self) -> Sequence[tuple[Finding, ...]]:
        """Put doubts about one line, or about one whole answer, together."""
        found: dict[tuple[str | None, int], list[Finding]] = {}
        for finding in self.reviewed.findings:
            if finding.code == "uncertain_reading":
                whole = WHOLE_ANSWER in finding.extra
                found.setdefault((finding.question, 0 if whole else finding.line), []).append(finding)
        return [tuple(doubts) for doubts in found.values()]

    def _uncertain(self, doubts: tuple[Finding, ...]) -> Wait:
        """Ask about a reading that is in doubt: of a whole answer, or of one line."""
        finding, *more = doubts
        question = self.questions.get(finding.question or "")
        whole = WHOLE_ANSWER in finding.extra or not finding.line
        figures = tuple(
            figure
            for figure in (question.figures if question else ())
            if figure.read_by == "program" and (whole or figure.span.line == finding.line)
        )
        spans = [figure.span for figure in figures]
        numbers = self._numbers_on(finding)
        lines = {span.line for span in spans} | ({finding.line} if finding.line else set())
        ways = self._ways_whole(finding, figures) if whole else self._ways_line(finding, figures)
        places = [(span.line, span.first, self._text(span)) for span in sorted({*spans, *numbers}, key=_place)]
        form = forms.number_form("Something else", places, self.reviewed.corrected) if places else None
        filled = [form] if form else [forms.words_form(finding.line, finding.question or "")] if finding.line else []
        filled += self._table(finding.question or "")
        title = "The letter is longer than is read" if question is None else finding.message.rstrip(".")
        return Wait(
            "",
            "Doubt",
            title,
            tuple((Piece(words),) for words in (*self._told(finding, question), *(one.message for one in more))),
            self.quotes.around(lines, spans or numbers),
            tuple(ways) if question else (),
            tuple(filled),
        )

    def _table(self, question: str) -> Iterator[Form]:
        """Offer to point at a table where several lines of an answer hold numbers that are no figures."""
        if lines := table_lines(self.reviewed.corrected, question):
            yield forms.table_form(question, lines)

    def _numbers_on(self, finding: Finding) -> list[Span]:
        """Give the numbers of a doubt's line that are no figures; those of another answer on it left out."""
        reading, line = self.reviewed.corrected, finding.line
        held = [one.span for one in reading.set_aside if one.span.line == line and reading.parts[line - 1] == "answer"]
        asides = [span for one in held for span in numbers_within(reading, one)]
        unread = [span for span, style in self.quotes.marks.get(line, ()) if style == "doubt"]
        own = (span for span in {*asides, *unread} if not self._owners.apart(span, finding.question or ""))
        return sorted(own, key=_place)

    def _told(self, finding: Finding, question: ReadQuestion | None) -> tuple[str, ...]:
        return (f"{finding.message} {finding.remedy}".strip(),) if question is None else ()

    def _rivals(self, finding: Finding) -> list[Span]:
        """Give the numbers of a doubt's line that could be the answer instead, those that the doubt names first."""
        explained = {one.span for one in self.reviewed.corrected.set_aside if one.reason not in COUNTS}
        rivals = (span for span in self._numbers_on(finding) if span not in explained)
        named = _QUOTED.findall(finding.message)
        return sorted(rivals, key=lambda span: (self._text(span) not in named, _place(span)))[:MOST_RIVALS]

    def _ways_line(self, finding: Finding, figures: Sequence[ReadFigure]) -> Iterator[Way]:
        """Offer the figures of one line as they are read, another number of it in their place, and none."""
        number = finding.question or ""
        if not figures:
            return
        if _alike(self.questions[number].figures):
            return  # the same labels twice: a form gives each its own
        only = f"{quoted(figures[0].words)} is right" if len(figures) == 1 else f"All {len(figures)} are right as read"
        yield way(only, *(point(number, one) for one in figures), means=_meant(number, figures), first=True)
        if len(figures) == 1:
            yield from (self._instead(number, figures[0], span) for span in self._rivals(finding))
        gone = [aside(one.span.line, one.span.first, one.words, "words") for one in figures]
        none = "It is no figure" if len(figures) == 1 else "None of them is a figure"
        yield way(f"{none}: words of explanation", *gone)

    def _instead(self, number: str, figure: ReadFigure, span: Span) -> Way:
        words = self._text(span)
        other = forms.figure((span.line, span.first, words), number, (figure.row_label, figure.column_label))
        gone = aside(figure.span.line, figure.span.first, figure.words, "words")
        return way(f"{quoted(words)} is the answer, not {quoted(figure.words)}", gone, other)

    def _ways_whole(self, finding: Finding, figures: Sequence[ReadFigure]) -> Iterator[Way]:
        """Offer an answer as it is read, and as it could be read as well."""
        number = finding.question or ""
        keys = (("finding", finding.code), ("question", f"Q{bare(number)}"))
        if figures:
            held = "It is right as read" if len(figures) == 1 else f"All {len(figures)} figures are right as read"
            choice = settle(keys, "The figures are as the letter has them.")
            yield way(held, choice, means=_meant(number, figures), first=True)
        else:
            yield way(
                "There is no figure",
                settle(keys, "The answer holds no figure."),
                first=not self._numbers_on(finding),
            )
        for other in (one for one in self.others if one.question == number):
            kept = {one.span for one in other.figures}
            gone = [aside(one.span.line, one.span.first, one.words, "words") for one in figures if one.span not in kept]
            choices = [*gone, *(point(number, one) for one in other.figures)]
            if not other.figures:
                choices.append({"do": "outcome", "question": bare(number), "outcome": other.outcome})
            words = "These figures are right" if other.figures else f"No figure: {lower_first(OUTCOMES[other.outcome])}"
            yield way(words, *choices, means=_meant(number, other.figures))

    # Everything else that is found

    def _of_request(self, finding: Finding) -> Wait:
        """Tell what publishing the letter would bring up in the file of its request, with the way there."""
        way_there = Piece("Settle it on the page of the request", href=f"/review/{self.reviewed.request.name}/")
        told = f"{_named(finding)} {finding.remedy}"
        words: tuple[Words, ...] = ((Piece(told),), (way_there, Piece(".")))
        return Wait("", "Stops the build", finding.message.rstrip("."), words)

    def _other(self, finding: Finding) -> Wait:
        """Tell of any other finding, with what settles it."""
        if finding.code in DIFFERENCES:
            return self._difference(finding)
        keys = settlement_of(finding)
        own_text = finding.file == self.reviewed.letter.file
        line = finding.line if own_text and finding.line <= len(self.reviewed.letter_lines) else 0
        ways, filled = list(self._entry_out(finding)), []
        if finding in check_withdrawn(self.reviewed.letter):
            ways.append(left_way())
        if finding.code in TEXT and keys:
            ways.append(
                way("I have looked: it is the letter’s own text", settle(keys, "The letter’s own text."), first=True)
            )
        elif finding.code == "licence_not_open":
            ways.append(way("Publish only what became of each question", settle(keys, "No ground for re-use.")))
        elif finding.level == "warning" and keys:
            filled = [forms.reason_form("It is as the letter has it", keys, "Write it down", opened=True)]
        told = finding.remedy if not (ways or filled) or finding.level == "error" else ""
        place = "" if own_text else _named(finding)
        words = tuple((Piece(part),) for part in (place, told) if part)
        lines = self.quotes.around([line]) if line else ()
        return Wait("", tag_of(finding), finding.message.rstrip("."), words, lines, tuple(ways), tuple(filled))

    def _is_stretch(self, finding: Finding) -> bool:
        """Whether a finding is of personal data that stands in the letter's text."""
        here = finding.file == self.reviewed.letter.file and 0 < finding.line <= len(self.reviewed.letter_lines)
        return finding.code in PERSONAL and here

    def _personal_by_line(self) -> Sequence[tuple[Finding, ...]]:
        """Put together what is or may be personal data on one line: a person decides of the line."""
        found: dict[int, list[Finding]] = {}
        for finding in filter(self._is_stretch, self.reviewed.findings):
            found.setdefault(finding.line, []).append(finding)
        return [tuple(stretches) for stretches in found.values()]

    def _personal(self, found: Sequence[Finding]) -> Wait:
        """Ask about personal data on a line, certain or in doubt: it is redacted, or kept with a reason."""
        line, stretches = found[0].line, [_STRETCH.match(one.message) for one in found]
        keys = (("finding", "personal_data"), ("line", str(line)))
        spans = [Span(line, int(one[2]), int(one[3])) for one in stretches if one]
        titles = [one[1] if one else found[at].message.rstrip(".") for at, one in enumerate(stretches)]
        told = dict.fromkeys((*titles[1:], *(one[4] for one in stretches if one and one[4])))
        told.pop(titles[0], None)
        in_doubt = all(one.level != "error" for one in found)
        redact = way("Redact it" if len(found) == 1 else "Redact all of it", {"do": "redact", "line": line}, first=True)
        keeps = [way(keep_words(reason), settle(keys, reason)) for reason in (KEEP if in_doubt else ())]
        title = "Keep it for another reason" if in_doubt else "It is the authority’s own, or no person’s"
        return Wait(
            "",
            tag_of(found[0]),
            titles[0],
            tuple((Piece(words if words.endswith(".") else f"{words}."),) for words in told),
            self.quotes.around([line], spans),
            (redact, *keeps),
            (forms.reason_form(title, keys, "Keep it", opened=not in_doubt),),
        )

    def _entry_out(self, finding: Finding) -> Iterator[Way]:
        """Offer to take out an earlier decision that does not hold any more."""
        source = self.reviewed.letter.source
        if finding.level != "error" or finding.file != source.file or not isinstance(source.tree, dict):
            return
        for key in ("settled", "readings", "notes", "periods", "not_compared"):
            listed = source.tree.get(key, [])
            for place in range(len(listed) if isinstance(listed, list) else 0):
                if source.line((key, place)) == finding.line:
                    yield way("Take this decision out", {"do": "take_back", "key": key, "place": place}, first=True)

    def _difference(self, finding: Finding) -> Wait:
        """Tell of a difference with the lines of both its sides."""
        keys = settlement_of(finding)
        figures = self._compared_figures(dict(keys).get("check", ""), finding)
        lines = {figure.line for figure in figures} or ({finding.line} if finding.line else set())
        spans = [Span(figure.line, figure.column_from, figure.column_to) for figure in figures]
        ways: tuple[Way, ...] = ()
        filled: tuple[Form, ...] = ()
        if keys:
            button = "I have compared it with the letter: as released"
            note = "The figures are published as they are, and the difference with them."
            ways = (way(button, settle(keys, RELEASED), first=True, note=note),)
            filled = (forms.reason_form("With another reason", keys, "Write it down"),)
        words: Words = (Piece("If a figure is misread, mend it: "), *_lines_to(sorted(lines)), Piece("."))
        shown = self.quotes.around(lines, spans) if lines and finding.file == self.reviewed.letter.file else ()
        return Wait("", "Difference", finding.message.rstrip("."), (words,) if shown else (), shown, ways, filled)

    def _compared_figures(self, check: str, finding: Finding) -> tuple[FigureRow, ...]:
        """Find the figures of both sides of a statement; of one that request.md names, by its name."""
        declared = self.reviewed.request.settings.checks.get(check)
        stated = str(dict(finding.extra).get("statement", "")) or check
        package, name = self.reviewed.package, self.reviewed.name
        figures = index_figures(
            (row for row in package.figures if row.response == name),
            (row for row in package.questions if row.response == name),
        )
        try:
            made = compare(declared.is_ if declared else parse_check(stated), figures, self.reviewed.letter.stem)
        except AddressError:
            return ()
        return tuple(used.figure for one in made for side in (one.left, one.right) for used in side.used)


def _alike(figures: Sequence[ReadFigure]) -> bool:
    """Whether two figures of an answer have the same labels."""
    paths = [tuple(label.casefold() for label in (one.row_label, one.column_label)) for one in figures]
    return len(set(paths)) < len(paths)


def _named(finding: Finding) -> str:
    """Write the place of a finding in a settings file."""
    return f"{finding.file}, line {finding.line}." if finding.line else f"{finding.file}."


def _place(span: Span) -> tuple[int, int]:
    return span.line, span.first


def _meant(number: str, figures: Sequence[ReadFigure]) -> Sequence[str]:
    """Say in full what a button writes down."""
    return _cut([f"{upper_first(figure_words(number, one))} (line {one.span.line})" for one in figures])


def _cut(words: Sequence[str]) -> Sequence[str]:
    left = len(words) - MOST_MEANT
    return words if left <= 0 else [*words[:MOST_MEANT], f"and {left:,} more"]


def _lines_to(lines: Sequence[int]) -> Words:
    """Lead to lines of the letter further down."""
    found: list[Piece] = []
    for line in lines[:MOST_LINES]:
        found += [Piece(", "), Piece(f"line {line}", href=f"?at=L{line}#L{line}")]
    return (*found[1:], *([Piece(" and more")] if len(lines) > MOST_LINES else []))
