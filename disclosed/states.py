"""The site as it would be built, held in memory: made anew when the content changes, its pages rendered as they are asked for.

Drafts are taken in, so that a person can see them. What stops a build leaves the last good pages in place, and is told
beside them. Nothing is written but the cache.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from disclosed.cache import Remembers
from disclosed.cli import Options
from disclosed.findings import EDITORS_ALONE, UserError
from disclosed.model import Drawing, Finding, Reading
from disclosed.packaging import package
from disclosed.packaging.validate import validate_quickly
from disclosed.publishing import documents, pages, render, site_files, siteplan
from disclosed.publishing.views import Page
from disclosed.reading.stored import reading_through
from disclosed.rows import Package
from disclosed.settling import config
from disclosed.settling.assembly import build_package
from disclosed.settling.content import load_content
from disclosed.settling.sources import Content, RequestSource

KEPT = 4_000  # readings that are kept in memory: every letter of a large site, some kilobytes each


@dataclass(frozen=True)
class Site:
    """A site whose pages are rendered as they are asked for; `drafts` are the letters that a build would leave out.

    `base_path` is where it will stand, which its page for addresses that it does not have links by.
    """

    made: Mapping[str, bytes]
    pages: Mapping[str, Page]
    drawings: Mapping[str, Drawing]
    templates: render.Templates
    drafts: frozenset[str]
    base_path: str

    def file(self, path: str) -> bytes | None:
        """Give one file of the site; raises UserError where a template is wrong."""
        page = self.pages.get(path)
        if page is None:
            return self.made.get(path)
        return render.render_site([page], self.drawings, self.templates)[path]


@dataclass(frozen=True, slots=True)
class Known:
    """A letter that could be loaded: its name in the package, whose it is, its request's title, its state."""

    name: str
    authority: str
    title: str
    state: str


@dataclass(frozen=True)
class State:
    """What is known at one moment: the letters, what is said of them, why a build would stop, and the last good site.

    `private` is what a terminal alone may tell; it is in no other part.
    """

    number: int = 0
    letters: tuple[Known, ...] = ()
    findings: tuple[Finding, ...] = ()
    stops: tuple[Finding, ...] = ()
    site: Site | None = None
    private: tuple[Finding, ...] = ()


@dataclass
class States:
    """Makes one state after another; readings and drawings are remembered, here and in the project's cache."""

    options: Options
    templates: Path
    cache: Remembers
    state: State = field(default_factory=State)
    _readings: dict[bytes, Reading] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, data: bytes) -> Reading:
        """Read a letter, once; raises UserError where its bytes are none."""
        found = self._readings.get(data)
        if found is None:
            found = reading_through(self.cache)(data)
            with self._lock:  # the review reads letters while the next state is made
                if len(self._readings) >= KEPT:
                    del self._readings[next(iter(self._readings))]
                self._readings[data] = found
        return found

    def refresh(self) -> State:
        """Make the state of the files as they are now, under the number that the state has."""
        number, site = self.state.number, self.state.site
        letters: tuple[Known, ...] = ()
        findings: tuple[Finding, ...] = ()
        try:
            content = load_content(self.options.content)
            made, findings = self._build(content)
            letters = known_letters(made)
            stops = errors_of(self._build(without_drafts(content))[1] if has_drafts(content) else findings)
            if not stops:
                site, stops = self._site(self._shown(content, made, findings))
        except UserError as error:
            stops = error.findings
        told = tuple(one for one in findings if one.code not in EDITORS_ALONE)
        private = tuple(one for one in findings if one.code in EDITORS_ALONE)
        return State(number, letters, told, stops, site, private)

    def _build(self, content: Content) -> tuple[Package, tuple[Finding, ...]]:
        return build_package(content, drafts=True, read_bytes=self.read)

    def _shown(self, content: Content, made: Package, findings: tuple[Finding, ...]) -> Package:
        """Give the package with its drafts, but for requests in which a draft brings up what would stop a build."""
        wrong = {folder for one in errors_of(findings) if (folder := PurePosixPath(one.file).parent.name)}
        return self._build(without_drafts(content, wrong))[0] if wrong else made

    def _site(self, made: Package) -> tuple[Site, tuple[Finding, ...]]:
        """Make the site, all but its pages' HTML; the second part holds what the package's own rules find."""
        drafts = frozenset(row.response for row in made.responses if row.state == "draft")
        data = package.render_package(as_published(made))
        settings = self.options.override(config.load_site(self.options.content))
        words = documents.load_documents(self.options.content), documents.load_releases(self.options.content)
        plan = siteplan.plan_with(package.parse_package(data), settings, *words)
        art = site_files.draw_artwork(plan, self.cache)
        files = {**site_files.data_files(plan, data), **art.files}
        plan = plan.with_sizes(files, package.package_hash(data))
        planned = pages.plan_site(plan)
        templates = render.load_templates(self.templates, self.options.content / "theme")
        files |= render.render_site([], {}, templates, theme=settings.theme)
        files |= site_files.feed_files(plan.index, planned, pages.feed_site(plan))
        by_path = {page.path: page for page in planned}
        site = Site(files, by_path, art.drawings, templates, drafts, settings.base_path)
        return site, validate_quickly(data)


def known_letters(made: Package) -> tuple[Known, ...]:
    """List the letters of a package, with the words that name them."""
    bodies = {row.authority: row.name for row in made.authorities}
    titles = {row.request: row.title for row in made.requests}
    return tuple(
        Known(row.response, bodies.get(row.authority, row.authority), titles[row.request], row.state)
        for row in made.responses
    )


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give what stops a build."""
    return tuple(one for one in findings if one.level == "error")


def has_drafts(content: Content) -> bool:
    """Whether a letter waits for a person."""
    return any(letter.settings.state == "draft" for request in content.requests for letter in request.letters)


def without_drafts(content: Content, requests: Collection[str] | None = None) -> Content:
    """Leave drafts out as a build does: of all requests, or of those that are named."""

    def kept(request: RequestSource) -> RequestSource:
        if requests is not None and request.name not in requests:
            return request
        return replace(request, letters=tuple(one for one in request.letters if one.settings.state != "draft"))

    return replace(content, requests=tuple(map(kept, content.requests)))


def as_published(made: Package) -> Package:
    """Show drafts as they would stand once they are published."""
    rows = (replace(row, state="published") if row.state == "draft" else row for row in made.responses)
    return replace(made, responses=tuple(rows))
