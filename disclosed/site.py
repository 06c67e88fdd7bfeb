"""What a site says of itself, beside the data package: settings, pages of prose, releases.

Made by settling/config.py from `site.yml` and by publishing/documents.py from `content/pages/` and `content/releases/`; read by
what describes, draws and publishes. It stands alone so that each of them can import it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

PublisherKind = Literal["independent", "authority"]
# RFC 3987 §2.2: an address holds no space and none of these; RFC 1123 §2.1: a host is made of letters, digits, hyphens.
ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\0-\x20]+\Z")
HOST = re.compile(r"(?:[^\W_](?:[^\W_]|-)*\.)*[^\W_](?:[^\W_]|-)*\.?\Z")


def is_web_address(text: str) -> bool:
    """Say whether a text is a whole address on the web, with a host that can be one."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:  # a bracket of an IPv6 host left open, a port that is no number
        return False
    return bool(ADDRESS.match(text) and HOST.match(parts.hostname or "")) and port != 0


def is_base_url(text: str) -> bool:
    """Say whether a site can stand at an address: a folder's, on a host, with nothing that asks or points inside it."""
    return text.isascii() and is_web_address(text) and not set("?#@") & set(text)


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of the theme: a custom property of site.css without its dashes, for light and for dark screens."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The site as its publisher describes it; `base_url` is '' where the address is not known.

    `contact` is the editor's mailbox, `reports` the sentence that says what becomes of a report and when, '' where nobody promises it.
    """

    title: str = "Disclosed"
    base_url: str = ""
    publisher: str = ""
    publisher_kind: PublisherKind = "independent"
    publisher_url: str = ""
    contact: str = ""
    reports: str = ""
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
