"""A project in memory: what any page of it says now, a moment after something changed.

For `serve`, which shows one page at a time while its author writes. `Project.look` takes in what has changed since it
last looked, by the size, time and inode of files, and gives a `State`: it reads and settles the requests whose folders
changed and no others. A page is made when it is asked for. Every file is byte for byte the one that a build would
write, since both are made by the same code (publishing/making.py); drafts are shown where they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from disclosed.cache import Lasting
from disclosed.findings import UserError
from disclosed.model import Finding
from disclosed.packaging.parted import Part, Parted, put_together, with_rows
from disclosed.packaging.validate import findings_of_parts, findings_together
from disclosed.parting import Keeper, load_parts
from disclosed.publishing.documents import load_documents, load_releases
from disclosed.publishing.making import Around, Making
from disclosed.publishing.render import Renderer, load_templates
from disclosed.settling.config import load_site
from disclosed.site import SiteSettings


@dataclass(frozen=True)
class State:
    """A project as it was when it was looked at.

    `package` holds every letter that was loaded, `findings` what there is to say of them, `stops` what would stop a build.
    `making` is the site, None where that cannot be set up; `drafts` are the letters in it that a build leaves out.
    """

    package: Parted
    findings: tuple[Finding, ...]
    stops: tuple[Finding, ...]
    making: Making | None
    drafts: frozenset[str]

    def faults(self) -> tuple[Finding, ...]:
        """Find what only the whole package and site can break. It takes as long as there are letters, so that a page is shown before."""
        if self.making is None or self.stops:
            return ()
        try:
            self.making.check()
        except UserError as error:
            return error.findings
        return tuple(findings_together(self.making.whole))

    def file(self, path: str) -> bytes | None:
        """Give a file of the site by its path, made now; None where there is none. Raises UserError for a template's mistake."""
        return self.making.file(path) if self.making else None


class Project:
    """A project that is looked at again and again; `drafts` takes drafts in as they would stand once they are published."""

    def __init__(
        self,
        content: Path,
        templates: Path,
        *,
        drafts: bool = False,
        override: Callable[[SiteSettings], SiteSettings] = lambda settings: settings,
    ) -> None:
        self.content, self.templates = content, templates
        self.cache = Lasting(content.parent / ".cache")
        self._override = override
        self._keeper, self._published = Keeper(self.cache, drafts=drafts), Keeper(self.cache)
        self._renderer: Renderer | None = None

    def look(self) -> State:
        """Take in what has changed; raises UserError, as a build would, where what there is cannot be loaded."""
        whole, findings = load_parts(self.content, self._keeper)
        shown, stops = whole, errors_of(findings)
        if drafts_of(whole):
            published, found = load_parts(self.content, self._published)
            shown, stops = with_drafts(whole, published, findings), errors_of(found)
        making = None
        try:
            making = self._making(shown)
            stops = stops or findings_of_parts(shown, self.cache)
        except UserError as error:  # of templates, prose or releases: what is in the letters can be told all the same
            stops = (*stops, *error.findings)
        self.cache.forget_unused()
        drafts = drafts_of(whole) & {row.response for part in shown.parts for row in part.package.responses}
        return State(whole, findings, stops, making, drafts)

    def _making(self, package: Parted) -> Making:
        settings = self._override(load_site(self.content))
        words = load_documents(self.content), load_releases(self.content)
        return Making(package, Around(settings, *words, self._rendering()), self.cache)

    def _rendering(self) -> Renderer:
        """Load the templates; those that are as they were are compiled already."""
        templates = load_templates(self.templates, self.content / "theme")
        if self._renderer is None or self._renderer.templates != templates:
            self._renderer = Renderer(templates)
        return self._renderer


def errors_of(findings: Collection[Finding]) -> tuple[Finding, ...]:
    """Give what stops a build."""
    return tuple(one for one in findings if one.level == "error")


def drafts_of(whole: Parted) -> frozenset[str]:
    """Name the letters that wait for a person."""
    return frozenset(name for part in whole.parts for name in _drafts_in(part))


def _drafts_in(part: Part) -> Iterator[str]:
    return (row.response for row in part.package.responses if row.state == "draft")


def with_drafts(whole: Parted, published: Parted, findings: Collection[Finding]) -> Parted:
    """Show drafts as published, but for requests in which a draft brings up what would stop a build: those stay as they are."""
    wrong = {PurePosixPath(one.file).parent.name for one in errors_of(findings)}
    known = {part.request: part for part in published.parts}

    def parts() -> Iterator[Part]:
        for part in whole.parts:
            if part.request not in wrong:
                yield _as_published(part)
            elif part.request in known:
                yield known[part.request]

    return put_together(parts(), whole.head)


def _as_published(part: Part) -> Part:
    if not any(_drafts_in(part)):
        return part
    rows = tuple(replace(row, state="published") if row.state == "draft" else row for row in part.package.responses)
    return with_rows(part, replace(part.package, responses=rows), ["responses"])
