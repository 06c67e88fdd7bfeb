"""The facts beside a letter's title: whose it is, what it answers, its dates, reference, licence and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosed.describing.describe import attribution
from disclosed.describing.index import Index
from disclosed.describing.wording import day
from disclosed.links import authority_page, letter_page, letter_text, relative, request_page
from disclosed.provisions import LAWS
from disclosed.publishing.runs import plain
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.views import Fact, Run
from disclosed.rows import ResponseRow

KINDS = {
    "supplement": "Adds to an earlier letter",
    "review": "Answers an internal review",
    "correction": "Corrects an earlier letter",
}


def letter_facts(plan: SitePlan, response: str) -> tuple[Fact, ...]:
    """List the facts of a letter in the order in which a reader asks for them."""
    return tuple(_Facts(plan, response).facts())


@dataclass(frozen=True)
class _Facts:
    """The facts of one letter."""

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

    def _to(self, target: str) -> str:
        return relative(self.path, target)

    def facts(self) -> Iterator[Fact]:
        """Give authority, request, reference, dates, laws, licence and text."""
        row = self.row
        name = self.index.authority[row.authority].name
        yield Fact(
            "Authority", (Run(name, self._to(authority_page(row.authority))), *plain(_known(row.authority_from)))
        )
        yield from self._kin()
        yield Fact("Reference", plain(f"{row.reference}{self._by('reference')}" if row.reference else "Not printed"))
        yield Fact("Date", plain(f"{day(row.date)}{self._by('date')}" if row.date else "Not printed"))
        if row.request_sent:
            yield Fact("Request sent", (*plain(f"{day(row.request_sent)}, "), self._sent_line()))
        if row.received:
            yield Fact("Request received", plain(f"{day(row.received)}{self._by('received')}"))
        if row.laws:
            yield Fact("Laws", plain(", ".join(_law(law.strip()) for law in row.laws.split(";"))))
        licence = attribution(self.index, self.response).licence
        yield Fact("Licence", (Run(licence.words if licence else "No open licence", "#licence"),))
        if row.url:
            yield Fact("Source", (Run("The authority’s own copy", row.url),))
        if row.published:
            yield Fact("Published", plain(f"{day(row.published)} on this site{self._updated()}"))
        for link in self.plan.download(self.path, "Download (text", letter_text(self.response)):
            yield Fact("Text", (Run(link.text, link.href),))

    def _by(self, column: str) -> str:
        """Mark what an editor gave, since the letter is evidence only of what it prints."""
        return ", given by an editor" if column in self.row.from_editor.split(";") else ""

    def _sent_line(self) -> Run:
        """Name the line that prints the day of the request, led to where the page shows it."""
        shown = any(line.line == self.row.request_line for line in self.index.lines(self.response))
        line = self.row.request_line
        return Run(f"line {line}", f"#L{line}" if shown else "", "line" if shown else "")

    def _updated(self) -> str:
        changed = self.row.updated and self.row.updated != self.row.published
        return f"; updated {day(self.row.updated)}" if changed else ""

    def _kin(self) -> Iterator[Fact]:
        """Lead to the request's page, and to the letters before and after this one."""
        title = self.plan.titles[self.row.request].words
        yield Fact("Request", (Run(title, self._to(request_page(self.row.request))),))
        if self.row.kind in KINDS:
            yield Fact("Kind", plain(KINDS[self.row.kind]))
        earlier = {row.response for row in self.index.answers_again(self.response)}
        later = {row.superseded_by for row in self.index.questions(self.response)}
        for other in self.index.responses(self.row.request):
            hidden = other.state != "published"  # what it answers is not told, that it is in the chain is
            led = (Run(self._named(other), self._to(letter_page(other.response))),)
            if other.response in earlier or (hidden and other.response == self.row.supersedes):
                yield Fact("Replaces", led)
            elif other.response in later or (hidden and other.supersedes == self.response):
                yield Fact("Replaced by", led)
            elif other.authority == self.row.authority and other.response != self.response:
                yield Fact("See also", led)

    def _named(self, row: ResponseRow) -> str:
        return f"Letter {row.sequence}" + (f", {day(row.date)}" if row.date else "")


def _law(name: str) -> str:
    """Write a law's name in full where the site knows it."""
    return LAWS[name].title if name in LAWS else name


def _known(source: str) -> str:
    """Say how the authority is known where its letter does not print it: `editor, from the address …`."""
    who, _, how = source.partition(",")
    return f". Not printed in the heading; identified by an {who}{how}" if who == "editor" else ""
