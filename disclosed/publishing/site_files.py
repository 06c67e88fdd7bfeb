"""The files of the site that are not pages: the package and its parts, letters as text, charts as pictures, feeds.

They are made before pages are planned, since a page says how large each download is; feeds come after, since the
sitemap lists the pages. Drawing is most of the cost of a build, so each drawing is remembered by what it draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from disclosed.cache import Remembers
from disclosed.charting.drawing import draw_chart
from disclosed.charting.pictures import draw_download, draw_social_card, picture_colours
from disclosed.describing.chart_words import chart_description, chart_title
from disclosed.describing.describe import attribution, is_emptied, source_line, table_source, title_of
from disclosed.describing.headline import headline
from disclosed.describing.index import Index
from disclosed.links import FEED, NOT_FOUND, PACKAGE_ZIP, card_file, chart_file, letter_text, request_page, request_zip
from disclosed.model import Drawing
from disclosed.packaging.cells import render_csv
from disclosed.packaging.descriptor import resource_of
from disclosed.packaging.package import observation_cells, render_package, split_package, zip_bytes
from disclosed.publishing.dcat import render_catalog
from disclosed.publishing.feeds import FeedSite, last_change, render_feed, render_robots, render_sitemap
from disclosed.publishing.numbered import NumberedChart, NumberedTable, questions_drawn
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.views import Page
from disclosed.site import SiteSettings


@dataclass(frozen=True, slots=True)
class Artwork:
    """The charts of the site: as drawn for pages, by name, and as files, by path."""

    drawings: Mapping[str, Drawing]
    files: Mapping[str, bytes]


def draw_artwork(plan: SitePlan, cache: Remembers) -> Artwork:
    """Draw every chart for its page and for download, and a card for each request where addresses are known."""
    index, site = plan.index, plan.site
    drawings: dict[str, Drawing] = {}
    files: dict[str, bytes] = {}
    for request, own in plan.numbered.items():
        address = site.url(request_page(request))
        for table in own.tables:
            for chart in table.charts:
                drawings[chart.name] = _drawing(chart, cache)
                picture = _Picture(index, table, chart, address)
                files[chart_file(chart.name, "svg")] = picture.draw(picture_colours(site.theme), cache)
        if address and not is_emptied(index, request):
            files[card_file(request)] = _card(index, request, site, cache)
    return Artwork(drawings, files)


def _drawing(chart: NumberedChart, cache: Remembers) -> Drawing:
    anchor = f"figure-{chart.number}"

    def make() -> list[str]:
        drawn = draw_chart(chart.chart, anchor, cache)
        return [drawn.wide, drawn.narrow]

    wide, narrow = cache.remember_json("drawings", repr((chart.chart, anchor)).encode(), make)
    return Drawing(chart.name, wide, narrow)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A chart as a file that carries its title, source, licence and address."""

    index: Index
    table: NumberedTable
    chart: NumberedChart
    address: str

    def draw(self, colours: Mapping[str, str], cache: Remembers) -> bytes:
        """Draw it in literal colours: variables mean nothing outside the page."""
        chart, table = self.chart.chart, self.table.table
        title, described = chart_title(self.index, table, chart).words, chart_description(self.index, table, chart)
        source = tuple(self._source())

        def make() -> bytes:
            return draw_download(
                chart, title=title, description=described, source_lines=source, colours=colours, cache=cache
            )

        given = repr((chart, title, described, source, sorted(colours.items()))).encode()
        return cache.remember("pictures", given, make)

    def _source(self) -> Iterator[str]:
        letters = dict.fromkeys(row.response for row in self.table.table.rows if row.response)
        licences = dict.fromkeys(attribution(self.index, response).words for response in letters)
        drawn = replace(self.table.table, questions=questions_drawn(self.index, self.table, self.chart))
        yield from (words for words in (table_source(self.index, drawn), *licences, self.address) if words)


def _card(index: Index, request: str, site: SiteSettings, cache: Remembers) -> bytes:
    """Draw the picture that other sites show beside a link to a request."""
    letters = index.current.responses(request)
    shown = [row.response for row in letters if index.questions(row.response)]
    licences = dict.fromkeys(attribution(index, response).words for response in shown)
    source = source_line(index, letters[0].response) if len(letters) == 1 else ""
    sources = tuple(words for words in (source, *licences, site.url(request_page(request))) if words)
    title, sentence = title_of(index, request).words, headline(index, request).plain

    def make() -> bytes:
        return draw_social_card(title=title, sentence=sentence, site=site.title, sources=sources)

    return cache.remember("cards", repr((title, sentence, site.title, sources)).encode(), make)


def data_files(plan: SitePlan, data: Mapping[str, bytes]) -> dict[str, bytes]:
    """Lay out the package as the site offers it: its files, a zip of all, a zip a request, letters as text."""
    files = {**data, PACKAGE_ZIP: zip_bytes(data), ".nojekyll": b""}
    for request, part in split_package(plan.index.package).items():
        if not is_emptied(plan.index, request):
            files[request_zip(request)] = zip_bytes(render_package(part))
    for own in plan.numbered.values():
        files.update((table.file, _made_csv(table)) for table in own.tables if table.made)
    return {**files, **dict(_letters(plan.index))}


def _made_csv(table: NumberedTable) -> bytes:
    """Write the CSV of a table that no `request.md` declares, in the columns that a declared one would have."""
    names = [field.name for field in resource_of(table.table).fields]
    return render_csv(names, map(observation_cells, table.table.rows))


def _letters(index: Index) -> Iterator[tuple[str, bytes]]:
    for row in index.package.responses:
        if row.publish == "all" and row.state == "published":
            text = "".join(f"{line.text}\n" for line in index.lines(row.response))
            yield letter_text(row.response), text.encode()


def feed_files(index: Index, pages: Iterable[Page], site: FeedSite) -> dict[str, bytes]:
    """Write feed, sitemap, robots.txt and catalogue; without a `base_url` what needs absolute addresses is left out.

    The sitemap leaves out what search engines are asked not to list.
    """
    changed = {request_page(row.request): last_change(index, row.request) for row in index.package.requests}
    listed = (page.path for page in pages if page.path != NOT_FOUND and not page.frame.noindex)
    paths = [(path, changed.get(path, "")) for path in listed]
    files = {
        FEED: render_feed(index, site),
        "sitemap.xml": render_sitemap(paths, site),
        "robots.txt": render_robots(site),
        "catalog.jsonld": render_catalog(index, site),
    }
    return {path: data for path, data in files.items() if data}
