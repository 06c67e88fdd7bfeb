"""The facts beside a request's title: who was asked, its letters with their dates, its figures, checks and data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from disclosed.describing.describe import letter_name, request_counts
from disclosed.describing.index import Index
from disclosed.describing.wording import counted, day
from disclosed.links import authority_page, letter_page, relative, request_page, request_zip
from disclosed.publishing.answered import ANCHOR
from disclosed.publishing.numbered import NoteMarks
from disclosed.publishing.runs import joined, marks, plain
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.views import Fact, Rich, Run
from disclosed.rows import ResponseRow

# What a reader finds on a letter's page, by how much of the letter is published.
LETTER_WORDS = {
    "all": "Read the letter",
    "figures": "Lines quoted from the letter",
    "metadata": "Outcome of each question",
}
MOST_LETTERS = 3  # named one by one beside the title; more are in the list of who answered


def request_facts(plan: SitePlan, request: str, marked: NoteMarks) -> tuple[Fact, ...]:
    """List the facts of a request in the order in which a reader asks for them; `marked` hands out the marks of its page."""
    return tuple(_Facts(plan, request, marked).facts())


@dataclass(frozen=True)
class _Facts:
    """The facts of one request."""

    plan: SitePlan
    request: str
    marks: NoteMarks

    @property
    def index(self) -> Index:
        return self.plan.index.current

    @cached_property
    def responses(self) -> tuple[ResponseRow, ...]:
        return tuple(self.plan.index.responses(self.request))

    @cached_property
    def shown(self) -> tuple[ResponseRow, ...]:
        """The letters of which something stands: not those superseded whole, nor one removed or under review."""
        return tuple(row for row in self.index.responses(self.request) if self.index.questions(row.response))

    def _to(self, target: str) -> str:
        return relative(request_page(self.request), target)

    def facts(self) -> Iterator[Fact]:
        """Give who was asked, the letter or letters, figures, checks and data."""
        authorities = self.index.authorities(self.request)
        if len(authorities) == 1:
            row = authorities[0]
            yield Fact("Authority", (Run(row.name, self._to(authority_page(row.authority))),))
        else:
            yield Fact("Authorities", plain(f"{len(authorities):,} asked, {self._answered():,} answered"))
        if len(self.responses) == 1:
            yield from self._letter_facts(self.responses[0])
        elif self.responses:
            yield Fact("Letters", self._letters())
        if self.shown:
            yield Fact("Figures", self._figures(request_counts(self.index, self.request).rstrip(".")))
        yield from self._checks()
        for link in self.plan.download(request_page(self.request), "CSV files (zip", request_zip(self.request)):
            yield Fact("Data", (Run(link.text, link.href),))

    def _checks(self) -> Iterator[Fact]:
        """Count the comparisons, and lead to the first of them in the ledger."""
        ledgers = {
            row.response: self.plan.ledgers[row.response] for row in self.shown if row.response in self.plan.ledgers
        }
        compared = sum(len(row.pairs) for rows in ledgers.values() for row in rows)
        if compared:
            target = self.plan.ledger_place(next(iter(ledgers)))
            yield Fact("Checks", (Run(counted(compared, "comparison"), self._to(target)),))

    def _answered(self) -> int:
        return len({row.authority for row in self.responses})

    def _letter_facts(self, row: ResponseRow) -> Iterator[Fact]:
        words = LETTER_WORDS[row.publish] if row in self.shown else "About the letter"
        yield Fact("Letter", (Run(words, self._to(letter_page(row.response))),))
        if row not in self.shown:
            return
        yield Fact("Date", self._printed(day(row.date) if row.date else "", "date"))
        yield Fact("Reference", self._printed(row.reference, "reference"))

    def _printed(self, words: str, what: str) -> Rich:
        """Give what the letter prints, or say that it does not and mark the note that says so."""
        if words:
            return plain(words)
        keys = [
            note.key
            for note in self.plan.numbered[self.request].notes
            if note.kind == "absent" and f"no {what}" in note.sentence.plain
        ]
        return (Run("Not printed"), *marks(keys[:1], self.marks.plain))

    def _letters(self) -> Rich:
        if len(self.responses) > MOST_LETTERS:
            return (Run(counted(len(self.responses), "letter"), f"#{ANCHOR}"),)
        links = (Run(letter_name(self.index, row), self._to(letter_page(row.response))) for row in self.responses)
        return joined((link,) for link in links)

    def _figures(self, counts: str) -> Rich:
        """Say `30, nothing withheld`, and lead to what was."""
        first, _, rest = counts.replace("figures not", "Not", 1).partition(", ")
        words = first.replace(" figures", "", 1) if " figures" in first else first.replace(" figure", "", 1)
        if not rest or rest.startswith("nothing"):
            return plain(f"{words}, {rest}" if rest else words)
        return (Run(f"{words}, "), Run(rest, "#withheld"))
