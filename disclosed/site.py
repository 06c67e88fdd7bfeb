"""What a site says of itself, beside the data package: settings, pages of prose, releases.

Made by config.py from `site.yml` and by render.py from `content/pages/` and `content/releases/`; read by pages.py,
describe.py and feeds.py. It stands alone so that each of them can import it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

PublisherKind = Literal["independent", "authority"]


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of the theme: a custom property of site.css without its dashes, for light and for dark screens."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The site as its publisher describes it; `base_url` is '' where the address is not known.

    `contact` is the editor's mailbox, `reports` the sentence that says what becomes of a report and when.
    """

    title: str = "Disclosed"
    base_url: str = ""
    publisher: str = ""
    publisher_kind: PublisherKind = "independent"
    publisher_url: str = ""
    contact: str = ""
    reports: str = "A person reads every report and answers within five working days."
    theme: tuple[Colour, ...] = ()

    @property
    def base_path(self) -> str:
        """Give the path under which the site is served, with both slashes: `/` or `/repo-name/`."""
        return urlsplit(self.base_url).path.rstrip("/") + "/"

    def url(self, path: str = "") -> str:
        """Give the canonical address of a file of the site; '' without `base_url`. Folders are named without their file."""
        short = path.removesuffix("index.html")
        return f"{self.base_url.rstrip('/')}/{short}" if self.base_url else ""


@dataclass(frozen=True, slots=True)
class Document:
    """One page of prose from `content/pages/`: its file's stem, its front matter, its Markdown.

    `source` and `first_line` are the file and the line at which the Markdown begins, for messages.
    """

    name: str
    title: str
    description: str
    markdown: str
    source: str = ""
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class Release:
    """One release of the data: its version, its date (ISO 8601) and what changed, in sentences."""

    version: str
    released: str
    changes: tuple[str, ...]
