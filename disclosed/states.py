"""The site as it would be built, held in memory: made anew when the content changes, its pages rendered as they are asked for.

Drafts are taken in, so that a person can see them. What stops a build leaves the last good pages in place, and is told
beside them. Nothing is written but the cache.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from disclosed.cache import NO_CACHE
from disclosed.charting.sketches import Waking
from disclosed.findings import EDITORS_ALONE, UserError
from disclosed.model import Finding, Reading
from disclosed.options import Options
from disclosed.preview import Project
from disclosed.preview import State as Preview
from disclosed.reading.stored import reading_through
from disclosed.rows import Package
from disclosed.settling.assembly import build_package
from disclosed.settling.content import load_alone, request_names

COLLECTED = (
    100_000,
    20,
    20,
)  # looking for cycles through a site of a thousand letters takes longer than showing a change
KEPT = 4_000  # readings that are kept in memory: every letter of a large site, some kilobytes each


@dataclass(frozen=True)
class Site:
    """A site whose files are made as they are asked for; `drafts` are the letters that a build would leave out.

    `base_path` is where it will stand, which its page for addresses that it does not have links by.
    """

    preview: Preview
    base_path: str
    _one: threading.Lock = field(default_factory=threading.Lock)

    @property
    def drafts(self) -> frozenset[str]:
        """The letters in it that a build leaves out."""
        return self.preview.drafts

    def pages(self) -> list[str]:
        """Name its pages."""
        return self.preview.making.paths if self.preview.making else []

    def file(self, path: str) -> bytes | None:
        """Give one file of the site; raises UserError where a template is wrong."""
        with self._one:  # a browser asks for several at once, and what they share is made once
            return self.preview.file(path)


@dataclass(frozen=True, slots=True)
class Known:
    """A letter that could be loaded: its name in the package, whose it is, its request's title, its state, whether it may be re-used."""

    name: str
    authority: str
    title: str
    state: str
    grounded: bool = True


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


class States:
    """Makes one state after another; readings and drawings are remembered, here and in the project's cache."""

    def __init__(self, options: Options, templates: Path) -> None:
        self.options, self.templates = options, templates
        self.state = State()
        self._project = Project(options.content, templates, drafts=True, override=options.override)
        self._reading = reading_through(self._project.cache)
        self._readings: dict[bytes, Reading] = {}
        self._lock = threading.Lock()
        self._sound: Site | None = None  # the last in which nothing was wrong
        gc.set_threshold(*COLLECTED)

    def read(self, data: bytes) -> Reading:
        """Read a letter, once; raises UserError where its bytes are none."""
        found = self._readings.get(data)
        if found is None:
            found = self._reading(data)
            with self._lock:  # the review reads letters while the next state is made
                if len(self._readings) >= KEPT:
                    del self._readings[next(iter(self._readings))]
                self._readings[data] = found
        return found

    def refresh(self) -> State:
        """Make the state of the files as they are now, under the number that the state has.

        Where they cannot be loaded, what was known of the letters before stays beside what is wrong; from the start, what each
        request tells by itself.
        """
        number, site = self.state.number, self.state.site
        try:
            now = self._project.look()
        except UserError as error:
            before = self.state if self.state.letters else self._alone()
            return replace(before, stops=error.findings)
        if now.making and not now.stops:
            site = Site(now, now.making.around.settings.base_path)
        told = tuple(one for one in now.findings if one.code not in EDITORS_ALONE)
        private = tuple(one for one in now.findings if one.code in EDITORS_ALONE)
        return State(number, known_letters(part.package for part in now.package.parts), told, now.stops, site, private)

    def _alone(self) -> State:
        """Say what is known of the letters whose files can be loaded, each request by itself."""
        packages: list[Package] = []
        told: list[Finding] = []
        for name in request_names(self.options.content):
            content, _ = load_alone(self.options.content, name)
            if content and content.requests:
                package, found = build_package(content, drafts=True, read_bytes=self.read)
                packages.append(package)
                told += (one for one in found if one.code not in EDITORS_ALONE)
        return replace(self.state, letters=known_letters(packages), findings=tuple(told))

    def get_ready(self) -> None:
        """Start what draws charts, which takes a second: the first page with one need not wait for it."""
        Waking().make(NO_CACHE)

    def check(self) -> State | None:
        """Look for what only all of it together can break; the state with that, under the next number, None where there is nothing."""
        shown = self.state
        faults = shown.site.preview.faults() if shown.site and not shown.stops else ()
        if not faults:
            self._sound = shown.site
            return None
        return replace(shown, number=shown.number + 1, stops=faults, site=self._sound)


def known_letters(packages: Iterable[Package]) -> tuple[Known, ...]:
    """List the letters of packages, each of one request, with the words that name them."""
    packages = tuple(packages)
    bodies = {row.authority: row.name for package in packages for row in package.authorities}
    return tuple(
        Known(row.response, bodies.get(row.authority, row.authority), request.title, row.state, row.ground != "none")
        for package in packages
        for request in package.requests
        for row in package.responses
    )
