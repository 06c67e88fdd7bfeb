"""The pictures of the site: charts as drawn for pages and for download, and the cards that other sites show.

All of it is settled before anything is drawn, so that other processes can draw meanwhile (charting/sketches.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from disclosed.cache import Blob, Job, Remembers, Stores
from disclosed.charting.pictures import picture_colours
from disclosed.charting.sketches import Card, Download, Drawings, Inline, Sheet
from disclosed.describing.chart_text import describe_chart
from disclosed.describing.chart_words import chart_title
from disclosed.describing.describe import attribution, is_emptied, source_line, table_source, title_of
from disclosed.describing.headline import headline
from disclosed.describing.index import Index
from disclosed.links import card_file, chart_file, request_page
from disclosed.publishing.numbered import NumberedChart, NumberedTable, questions_drawn
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.terms import terms_of


@dataclass(frozen=True, slots=True)
class Sketches:
    """What is to be drawn for a plan: charts for pages by name, files by path."""

    inline: Mapping[str, Inline]
    files: Mapping[str, Download | Card]

    def all(self) -> Iterator[Job]:
        """List what is drawn at once: all charts, and each card."""
        yield from (self.sheet,) if self.inline else ()
        yield from (sketch for sketch in self.files.values() if isinstance(sketch, Card))

    @property
    def sheet(self) -> Sheet:
        """All charts, each for its page and for download."""
        charts = (sketch for sketch in self.files.values() if isinstance(sketch, Download))
        return Sheet(tuple(zip(self.inline.values(), charts, strict=True)))

    def drawings(self, cache: Remembers) -> Drawings:
        """Give the charts of pages, each drawn when a page asks for it."""
        return Drawings(self.inline, cache)

    def pictures(self, cache: Stores) -> dict[str, Blob]:
        """Draw the files, and with them the charts of pages."""
        if self.inline:
            self.sheet.make(cache)
        return {path: sketch.make(cache) for path, sketch in self.files.items()}


def sketch_artwork(plan: SitePlan) -> Sketches:
    """Settle every drawing: each chart for its page and for download, and a card a request where addresses are known."""
    inline: dict[str, Inline] = {}
    files: dict[str, Download | Card] = {}
    for request, own in plan.numbered.items():
        for table in own.tables:
            for chart in table.charts:
                inline[chart.name] = Inline(chart.chart, chart.anchor)
                files[chart_file(chart.name, "svg")] = _download(plan, table, chart)
        if plan.site.base_url and not is_emptied(plan.index, request):
            files[card_file(request)] = _card(plan, request)
    return Sketches(inline, files)


def _download(plan: SitePlan, table: NumberedTable, chart: NumberedChart) -> Download:
    """Sketch a chart in literal colours: variables mean nothing outside the page."""
    index = plan.index
    return Download(
        chart.chart,
        chart_title(index, table.table, chart.chart).words,
        describe_chart(index, table.table, chart.chart),
        tuple(_source(plan, table, chart)),
        tuple(sorted(picture_colours(plan.site.theme).items())),
    )


def _source(plan: SitePlan, table: NumberedTable, chart: NumberedChart) -> Iterator[str]:
    letters = dict.fromkeys(row.response for row in table.table.rows if row.response)
    rows = [plan.index.response[name] for name in letters]
    terms = terms_of(plan.index, rows, {row.response for row in table.table.rows if row.figure})
    licences = ["".join(run.text for run in terms)]
    drawn = replace(table.table, questions=questions_drawn(plan.index, table, chart))
    address = plan.site.url(request_page(table.table.request))
    yield from (words for words in (table_source(plan.index, drawn), *licences, address) if words)


def _licences(index: Index, letters: Mapping[str, None]) -> Mapping[str, None]:
    return dict.fromkeys(attribution(index, response).words for response in letters)


def _card(plan: SitePlan, request: str) -> Card:
    index = plan.index
    letters = index.current.responses(request)
    shown = dict.fromkeys(row.response for row in letters if index.questions(row.response))
    source = source_line(index, letters[0].response) if len(letters) == 1 else ""
    sources = (source, *_licences(index, shown), plan.site.url(request_page(request)))
    return Card(
        title_of(index, request).words,
        headline(index, request).plain,
        plan.site.title,
        tuple(words for words in sources if words),
    )
