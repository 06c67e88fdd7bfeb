"""What a build was asked for: where the project stands, and how its command line says to build it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from disclosed.progress import Tells, quietly
from disclosed.site import SiteSettings

if TYPE_CHECKING:
    from disclosed.cache import Cache

ENGINE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Options:
    """What a build was asked for. `project` holds content/, datapackage/ and site/; `base_url` '' means site.yml's.

    `jobs` is how many processes may work at once, 0 as many as there are processors; `tell` says how far long work has come.
    """

    project: Path
    base_url: str = ""
    strict: bool = False
    cache: bool = True
    annotate: bool = False
    jobs: int = 0
    tell: Tells = field(default=quietly, compare=False)

    @property
    def content(self) -> Path:
        """Where the letters, the settings and the prose stand."""
        return self.project / "content"

    @property
    def templates(self) -> Path:
        """Where the engine's own templates stand."""
        return ENGINE / "templates"

    @contextlib.contextmanager
    def open_cache(self) -> Iterator[Cache]:
        """Open the project's cache, or one that knows nothing of earlier runs, with processes that fill it."""
        from disclosed.ahead import Ahead, processors  # noqa: PLC0415 - an unchanged build needs none
        from disclosed.cache import Cache, Scratch  # noqa: PLC0415

        cache = Cache(self.project / ".cache") if self.cache else Scratch()
        with Ahead(cache, (self.jobs or processors()) - 1):
            yield cache

    def override(self, site: SiteSettings) -> SiteSettings:
        """Give the site the address that was asked for on the command line."""
        return replace(site, base_url=self.base_url) if self.base_url else site
