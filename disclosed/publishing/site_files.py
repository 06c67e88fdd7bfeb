"""The files of the site that are neither pages nor pictures: the package and its parts, letters as text, feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from disclosed.describing.describe import is_emptied
from disclosed.describing.index import Index
from disclosed.links import FEED, NOT_FOUND, PACKAGE_ZIP, letter_text, request_page, request_zip
from disclosed.packaging.cells import render_csv
from disclosed.packaging.descriptor import resource_of
from disclosed.packaging.package import observation_cells, zip_bytes
from disclosed.publishing.dcat import render_catalog
from disclosed.publishing.feeds import FeedSite, last_change, render_feed, render_robots, render_sitemap
from disclosed.publishing.numbered import NumberedTable
from disclosed.publishing.siteplan import SitePlan

Files = Mapping[str, bytes]


def package_files(data: Files) -> dict[str, bytes]:
    """Lay out the package as the site offers it: its files, and a zip of all."""
    return {**data, PACKAGE_ZIP: zip_bytes(data), ".nojekyll": b""}


def request_files(plan: SitePlan, packages: Mapping[str, Files]) -> dict[str, bytes]:
    """Lay out what requests offer: their zips, the tables that no `request.md` declares, their letters as text.

    `packages` are the files of each request's own package. A request of which nothing is shown has no zip.
    """
    files = {
        request_zip(request): zip_bytes(own) for request, own in packages.items() if not is_emptied(plan.index, request)
    }
    for numbered in plan.numbered.values():
        files.update((table.file, _made_csv(table)) for table in numbered.tables if table.made)
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


def feed_files(index: Index, pages: Iterable[str], site: FeedSite) -> dict[str, bytes]:
    """Write feed, sitemap, robots.txt and catalogue; without a `base_url` what needs absolute addresses is left out.

    `pages` are the paths of the pages that search engines may list.
    """
    changed = {request_page(row.request): last_change(index, row.request) for row in index.package.requests}
    paths = [(path, changed.get(path, "")) for path in pages if path != NOT_FOUND]
    files = {
        FEED: render_feed(index, site),
        "sitemap.xml": render_sitemap(paths, site),
        "robots.txt": render_robots(site),
        "catalog.jsonld": render_catalog(index, site),
    }
    return {path: data for path, data in files.items() if data}
