"""A whole site in memory from a package, made as the build makes it, for every test of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from packages import LOANS, MUSEUM, NORTHBY, SOUTHAM, VISITS, parse_parted, small_package

from disclosed.cache import Scratch
from disclosed.model import Drawing
from disclosed.output import with_sums
from disclosed.packaging.package import parse_package, render_package
from disclosed.publishing.making import Around, Making
from disclosed.publishing.pages import check_addresses, plan_request, plan_shared
from disclosed.publishing.render import Renderer, Templates, load_templates, render_static
from disclosed.publishing.siteplan import SitePlan, plan_with
from disclosed.publishing.views import Page
from disclosed.rows import AskedRow, AuthorityRow, LineRow, Package, RequestRow, Table
from disclosed.site import Colour, Document, Release, SiteSettings

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
SETTINGS = SiteSettings(
    title="Answers",
    base_url="https://example.org/foi",
    publisher="A. Volunteer",
    contact="editor@example.org",
)
DOCUMENTS = (
    Document("about", "About", "Who makes this site.", "## Who\n\nA [volunteer](../method/index.html).\n"),
    Document("method", "Method", "How figures are read.", "| Marker | Meaning |\n|---|---:|\n| [c] | suppressed |\n"),
)
RELEASES = (Release("1.0.0", "2025-03-01", ("First release.",)),)


class Memory(Scratch):
    """Remember drawings from one test to the next, what is drawn being another module's to test, and nothing else."""

    def remember(self, stage: str, given: bytes, make: Callable[[], bytes]) -> bytes:
        return super().remember(stage, given, make) if stage in ("drawings", "pictures", "cards", "forms") else make()


DRAWN = Memory()


@dataclass(frozen=True)
class Site:
    """A site with the plan it was made from."""

    plan: SitePlan
    pages: tuple[Page, ...]
    files: dict[str, bytes]

    def html(self, path: str) -> str:
        """Give a page's HTML."""
        return self.files[path].decode()

    def page(self, path: str) -> Page:
        """Give a page as planned."""
        return next(page for page in self.pages if page.path == path)


def make_plan(package: Package, site: SiteSettings = SETTINGS, documents: tuple[Document, ...] = DOCUMENTS) -> SitePlan:
    """Plan a site of a package that has been to disk and back."""
    return plan_with(parse_package(render_package(package)), site, documents, RELEASES)


def plan_site(plan: SitePlan) -> tuple[Page, ...]:
    """Plan every page of a site from one plan of the whole package."""
    pages = (*plan_shared(plan), *plan_request(plan))
    check_addresses(plan.documents, [page.path for page in pages])
    return pages


def make_site(package: Package, site: SiteSettings = SETTINGS, documents: tuple[Document, ...] = DOCUMENTS) -> Site:
    """Make every file of a site."""
    whole = parse_parted(render_package(package))
    making = Making(whole, Around(site, documents, RELEASES, Renderer(load_templates(TEMPLATES))), DRAWN)
    pages = [*plan_shared(making._sized_plan)]
    for unit in whole.units:
        pages += plan_request(making._offered(unit)[0])
    files = {path: blob.read() for path, blob in with_sums(making.files()).items()}  # as output.py writes it
    return Site(make_plan(package, site, documents), tuple(pages), files)


def render_site(
    pages: Iterable[Page], drawings: Mapping[str, Drawing], templates: Templates, *, theme: tuple[Colour, ...] = ()
) -> dict[str, bytes]:
    """Render pages, and copy what is sent as it is."""
    return {**render_static(templates, theme), **Renderer(templates).render(pages, drawings)}


def changed(package: Package, response: str, **changes: object) -> Package:
    """Change one response of a package."""
    rows = tuple(
        replace(row, **changes) if row.response == response else row  # type: ignore[arg-type]  # fields by name
        for row in package.responses
    )
    return replace(package, responses=rows)


def without_figures(package: Package, response: str) -> Package:
    """Leave only metadata and outcomes of a response, as `publish: metadata` does."""
    gone = {row.figure for row in package.figures if row.response == response}
    checks = {row.check for row in package.checks if row.response == response}
    derived = {row.derived for row in package.derived_terms if row.figure in gone}

    def kept(rows: Iterable[object]) -> tuple[object, ...]:
        return tuple(row for row in rows if getattr(row, "response", "") != response)

    return replace(
        changed(package, response, publish="metadata", ground="none", licence=""),
        lines=kept(package.lines),
        figures=kept(package.figures),
        set_aside=kept(package.set_aside),
        refusals=kept(package.refusals),
        checks=kept(package.checks),
        check_terms=tuple(row for row in package.check_terms if row.check not in checks),
        derived=tuple(row for row in package.derived if row.derived not in derived),
        derived_terms=tuple(row for row in package.derived_terms if row.derived not in derived),
        tables=tuple(_without(table, response, derived) for table in package.tables),
    )  # type: ignore[arg-type]  # rows of the same kinds


def _without(table: Table, response: str, derived: set[str]) -> Table:
    calculated = tuple(
        replace(column, cells=tuple((labels, "" if name in derived else name) for labels, name in column.cells))
        for column in table.calculated
    )
    return replace(table, rows=tuple(row for row in table.rows if row.response != response), calculated=calculated)


def many_requests(count: int) -> Package:
    """Make a package of many requests that nobody has answered yet."""
    small = small_package()
    requests = tuple(
        RequestRow(f"request-{at:03}", f"Request {at:03}", "", "", "", "2024", "Parks", "") for at in range(count)
    )
    asked = tuple(AskedRow(row.request, "northby", "2024-01-01", "", "no_reply", "", "") for row in requests)
    return replace(small, requests=(*small.requests, *requests), asked=(*small.asked, *asked))


__all__ = [
    "DOCUMENTS", "LOANS", "MUSEUM", "NORTHBY", "RELEASES", "SETTINGS", "SOUTHAM", "TEMPLATES", "VISITS", "AuthorityRow",
    "LineRow", "Site", "changed", "make_plan", "make_site", "many_requests", "plan_site", "render_site", "small_package", "without_figures",
]  # fmt: skip
