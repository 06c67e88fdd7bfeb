"""The site from the package: what each request has on it, made anew where its part changed, and what all share.

A request's files depend on its part of the package, on the parts whose figures its letters are compared with, and on a few
words of the site: those are the key under which a cache keeps them. Pages that all requests share (lists, ledgers, the
package's own, feeds) are made on every build.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain

from disclosed.cache import Blob, Stores, blob_of
from disclosed.charting.sketches import Waking
from disclosed.describing.describe import is_emptied
from disclosed.describing.index import Index
from disclosed.describing.ledger import ledger
from disclosed.findings import UserError
from disclosed.links import letter_page, request_page, request_zip, resource_page
from disclosed.model import Finding
from disclosed.packaging.package import package_hash, zip_bytes
from disclosed.packaging.parted import Parted, Unit
from disclosed.parts import with_head
from disclosed.progress import Tells, counted, quietly
from disclosed.publishing.artwork import Sketches, sketch_artwork
from disclosed.publishing.pages import check_addresses, feed_site, plan_request, plan_shared
from disclosed.publishing.render import Renderer, render_static
from disclosed.publishing.site_files import feed_files, package_files, request_files
from disclosed.publishing.siteplan import SitePlan, SiteWide, leaves, ledger_places, plan_with
from disclosed.site import Document, Release, SiteSettings

Blobs = dict[str, Blob]
PAGE = ".html"
STAGE = "requests"
AHEAD = 32  # requests whose charts are being drawn while the pages of another are made


@dataclass(frozen=True)
class Around:
    """What a site is made from beside the package."""

    settings: SiteSettings
    documents: tuple[Document, ...]
    releases: tuple[Release, ...]
    renderer: Renderer


@dataclass(frozen=True)
class Making:
    """A site in the making: all of its files, or any one of them by itself."""

    whole: Parted
    around: Around
    cache: Stores
    _begun: dict[str, tuple[SitePlan, Sketches]] = field(default_factory=dict, compare=False)

    def files(self, tell: Tells = quietly) -> Blobs:
        """Make every file of the site, and `tell` how far. Raises UserError with all that is wrong with templates and addresses."""
        problems: list[Finding] = []
        files: Blobs = {}
        self.cache.expect([Waking()])  # begun by now where letters changed; else its form is kept for when they do
        try:
            units = looking_ahead(self.whole.units, self._expect)
            for unit in counted(units, self.whole.units, "Drawing and setting pages, by request", tell):
                files |= self.files_of(unit)
        except UserError as error:  # a template that is wrong for one request is so for all
            problems += error.findings
        try:
            files |= self.shared_files(files)
        except UserError as error:
            problems += error.findings
        if problems:
            raise UserError(problems)
        return files

    # One request, or some that compare figures with each other

    def _expect(self, unit: Unit) -> None:
        """Settle what is to be drawn for requests whose files are not kept, so that it can be drawn meanwhile."""
        if not self.cache.holds(STAGE, self.key_of(unit)):
            self._begun[unit.name] = self._sketched(unit)
            self.cache.expect(self._begun[unit.name][1].all())

    def files_of(self, unit: Unit) -> Blobs:
        """Make what some requests have on the site, or find it as it was made from the same."""

        def make() -> dict[str, tuple[str, int]]:
            return {path: (blob.digest, blob.size) for path, blob in self._made_of(unit)}

        listed = self.cache.remember_json(STAGE, self.key_of(unit), make)
        return {path: self.cache.stored(digest, size) for path, (digest, size) in listed.items()}

    def key_of(self, unit: Unit) -> bytes:
        """Name all that the files of some requests are made from."""
        around, site_wide = self.around, self.site_wide
        places = [site_wide.places.get(row.response) for row in unit.whole.package.responses]
        prose = [(document.name, document.title) for document in around.documents]
        parts = [part.digest for part in unit.parts]
        words = repr((parts, self.whole.head, around.settings, prose, places, sorted(site_wide.licences)))
        return around.renderer.templates.digest + hashlib.sha256(words.encode()).digest()

    def _made_of(self, unit: Unit) -> Iterator[tuple[str, Blob]]:
        plan, sketches, offered = self._offered(unit)
        yield from offered.items()
        pages = self.around.renderer.render(plan_request(plan), sketches.drawings(self.cache))
        yield from ((path, self.cache.store(data)) for path, data in pages.items())

    def _offered(self, unit: Unit) -> tuple[SitePlan, Sketches, Blobs]:
        """Make the files that requests' pages offer, and the plan that knows their sizes."""
        plan, sketches = self._begun.pop(unit.name) if unit.name in self._begun else self._sketched(unit)
        packages = self._packages(unit)
        offered = {path: self.cache.store(data) for path, data in request_files(plan, packages).items()}
        offered |= sketches.pictures(self.cache)
        sizes = {path: len(data) for path, data in unit.whole.files.items()}
        sizes |= {path: blob.size for path, blob in offered.items()}
        return replace(plan.with_sizes(sizes), hashes=_hashes(packages)), sketches, offered

    def _packages(self, unit: Unit) -> dict[str, Mapping[str, bytes]]:
        """Write the package of each request by itself."""
        return {part.request: self.whole.own_package(part) for part in unit.parts}

    def _sketched(self, unit: Unit) -> tuple[SitePlan, Sketches]:
        """Begin the plan of some requests' pages, and settle what is to be drawn."""
        package, around = with_head(unit.whole.package, self.whole.head), self.around
        plan = plan_with(package, around.settings, around.documents, site_wide=self.site_wide)
        return plan, sketch_artwork(plan)

    def check(self) -> None:
        """Raise UserError for what is wrong with the site as a whole: its colours, and addresses taken twice."""
        check_addresses(self.around.documents, self.paths)
        _ = self.static_files

    # One file by itself

    def file(self, path: str) -> bytes | None:
        """Make one file and no more than it needs; None where the site has none there."""
        unit = self._pages_of_requests.get(path)
        if unit:
            return self._page(unit, path)
        for files in (self.static_files, self.package_files):
            if path in files:
                return files[path]
        unit = self._owner_of(path)
        if unit:
            found = self.files_of(unit).get(path)
            return found.read() if found else None
        page = next((page for page in plan_shared(self._sized_plan) if page.path == path), None)
        return self.around.renderer.render([page], {})[path] if page else self._feeds.get(path)

    def _page(self, unit: Unit, path: str) -> bytes:
        """Make one page of a request; of its pictures only those are drawn that it shows, or whose size it says."""
        plan, sketches = self._sketched(unit)
        packages = self._packages(unit)
        known = {**unit.whole.files, **request_files(plan, packages)}
        drawn = {path: partial(sketch.make, self.cache) for path, sketch in sketches.files.items()}
        sizes = Sizes({path: len(data) for path, data in known.items()}, drawn)
        plan = replace(plan.with_sizes(sizes), hashes=_hashes(packages))
        page = next(page for page in plan_request(plan) if page.path == path)
        return self.around.renderer.render([page], sketches.drawings(self.cache))[path]

    @cached_property
    def _pages_of_requests(self) -> Mapping[str, Unit]:
        """The unit that has the page of a path."""
        found: dict[str, Unit] = {}
        for unit in self.whole.units:
            package = unit.whole.package
            requests = (request_page(row.request) for row in package.requests)
            letters = (letter_page(row.response) for row in package.responses)
            tables = (resource_page(table.resource) for table in package.tables)
            found.update((path, unit) for path in (*requests, *letters, *tables))
        return found

    def _owner_of(self, path: str) -> Unit | None:
        """Find the unit whose download stands at a path, if it has one there: `charts/<request>-<table>.svg`."""
        folder, _, rest = path.partition("/")
        names = {part.request: unit for unit in self.whole.units for part in unit.parts}
        if folder == "requests":
            return names.get(rest.partition("/")[0])
        cut = [rest[:at] for at, letter in enumerate(rest) if letter == "-"] if folder == "charts" else []
        return next((names[name] for name in reversed(cut) if name in names), None)

    @cached_property
    def paths(self) -> list[str]:
        """The paths of all pages."""
        return [*self._pages_of_requests, *(page.path for page in plan_shared(self._sized_plan))]

    @cached_property
    def _feeds(self) -> Mapping[str, bytes]:
        index = self.shared_plan.index
        shown = [part for part in self.whole.parts if not is_emptied(index, part.request)]
        zips = {request_zip(part.request): len(zip_bytes(self.whole.own_package(part))) for part in shown}
        return self._feed_files(self.paths, zips)

    # What all requests share

    @cached_property
    def site_wide(self) -> SiteWide:
        """All that a request's pages ask of other requests."""
        sizes = {response: rows for unit in self.whole.units for response, rows in self._ledger_sizes(unit).items()}
        plan = self.shared_plan
        letters = (own.response for _, row in plan.latest for own in plan.index.responses(row.request))
        rows = ((response, sizes[response]) for response in letters if response in sizes)
        return SiteWide(ledger_places(leaves(rows)), plan.licences_used)

    def _ledger_sizes(self, unit: Unit) -> dict[str, int]:
        """Count the rows that the ledger has of each letter that has any."""

        def count() -> dict[str, int]:
            index = Index(unit.whole.package)
            sizes = {row.response: len(ledger(index, row.response)) for row in unit.whole.package.responses}
            return {response: rows for response, rows in sizes.items() if rows}

        found: dict[str, int] = self.cache.remember_json("ledgers", unit.whole.digest.encode(), count)
        return found

    def shared_files(self, of_requests: Mapping[str, Blob]) -> Blobs:
        """Make the rest, given what the requests have."""
        files = {
            **self.package_files,
            **self.static_files,
            **self.around.renderer.render(plan_shared(self._sized_plan), {}),
        }
        pages = [path for path in (*files, *of_requests) if path.endswith(PAGE)]
        check_addresses(self.around.documents, pages)
        files |= self._feed_files(pages, {path: blob.size for path, blob in of_requests.items()})
        return {path: blob_of(data) for path, data in files.items()}

    def _feed_files(self, pages: Sequence[str], sizes: Mapping[str, int]) -> dict[str, bytes]:
        plan = self._sized_plan.with_sizes({**self._sized_plan.sizes, **sizes})
        listed = [path for path in pages if path not in plan.unlisted]
        return feed_files(plan.index, listed, feed_site(plan))

    @cached_property
    def shared_plan(self) -> SitePlan:
        """The plan of what all requests share, before any file has its size."""
        around = self.around
        return plan_with(self.whole.package, around.settings, around.documents, around.releases)

    @cached_property
    def _sized_plan(self) -> SitePlan:
        sizes = {path: len(data) for path, data in self.package_files.items()}
        return self.shared_plan.with_sizes(sizes, package_hash(self.whole.files))

    @cached_property
    def package_files(self) -> Mapping[str, bytes]:
        """The package as the site offers it."""
        return package_files(self.whole.files)

    @cached_property
    def static_files(self) -> Mapping[str, bytes]:
        """The stylesheet with the site's colours, scripts and icons."""
        return render_static(self.around.renderer.templates, self.around.settings.theme)


def _hashes(packages: Mapping[str, Mapping[str, bytes]]) -> dict[str, str]:
    return {request: package_hash(own) for request, own in packages.items()}


class Sizes(Mapping[str, int]):
    """The sizes of files, some of which are drawn only when their size is asked for."""

    def __init__(self, known: Mapping[str, int], drawn: Mapping[str, Callable[[], Blob]]) -> None:
        self._known, self._drawn = known, drawn

    def __getitem__(self, path: str) -> int:
        return self._known[path] if path in self._known else self._drawn[path]().size

    def __contains__(self, path: object) -> bool:
        return path in self._known or path in self._drawn

    def __iter__(self) -> Iterator[str]:
        return chain(self._known, self._drawn)

    def __len__(self) -> int:
        return len(self._known) + len(self._drawn)


def looking_ahead(units: Iterable[Unit], begin: Callable[[Unit], None]) -> Iterator[Unit]:
    """Give each unit some time after it was begun."""
    waiting: deque[Unit] = deque()
    for unit in units:
        begin(unit)
        waiting.append(unit)
        if len(waiting) > AHEAD:
            yield waiting.popleft()
    yield from waiting
