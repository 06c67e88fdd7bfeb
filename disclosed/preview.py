"""A project in memory: what any page of it says now, a moment after something changed.

For `serve`, which shows one page at a time while its author writes. `Project.look` takes in what has changed since it
last looked, by the size, time and inode of files, and gives a `State`: it reads and settles the requests whose folders
changed and no others. A page is made when it is asked for. Every file is byte for byte the one that a build would
write, since both are made by the same code (publishing/making.py); drafts are shown where they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from disclosed.cache import Lasting
from disclosed.model import Finding
from disclosed.packaging.parted import Parted
from disclosed.parting import Keeper, load_parts
from disclosed.publishing.documents import load_documents, load_releases
from disclosed.publishing.making import Around, Making
from disclosed.publishing.render import Renderer, load_templates
from disclosed.settling.config import load_site
from disclosed.site import SiteSettings


@dataclass(frozen=True)
class State:
    """A project as it was when it was looked at. `findings` are what a build would say; an error among them would stop it."""

    package: Parted
    findings: tuple[Finding, ...]
    making: Making

    def file(self, path: str) -> bytes | None:
        """Give a file of the site by its path, made now; None where there is none. Raises UserError for a template's mistake."""
        return self.making.file(path)


class Project:
    """A project that is looked at again and again."""

    def __init__(
        self,
        content: Path,
        templates: Path,
        *,
        drafts: bool = False,
        override: Callable[[SiteSettings], SiteSettings] = lambda settings: settings,
    ) -> None:
        self.content, self.templates = content, templates
        self._override = override
        self._cache = Lasting(content.parent / ".cache")
        self._keeper = Keeper(self._cache, drafts=drafts)
        self._renderer: Renderer | None = None

    def look(self) -> State:
        """Take in what has changed; raises UserError, as a build would, where what there is cannot be loaded."""
        package, findings = load_parts(self.content, self._keeper)
        settings = self._override(load_site(self.content))
        words = load_documents(self.content), load_releases(self.content)
        making = Making(package, Around(settings, *words, self._rendering()), self._cache)
        self._cache.forget_unused()
        return State(package, findings, making)

    def _rendering(self) -> Renderer:
        """Load the templates; those that are as they were are compiled already."""
        templates = load_templates(self.templates, self.content / "theme")
        if self._renderer is None or self._renderer.templates != templates:
            self._renderer = Renderer(templates)
        return self._renderer
