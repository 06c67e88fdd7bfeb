"""What machines read beside the pages: Atom, sitemap, robots.txt, schema.org JSON-LD, DCAT.

What needs absolute addresses is left out without a `base_url`. Every date comes from the content.
"""

from __future__ import annotations

from dataclasses import dataclass

from disclosed.index import Index


@dataclass(frozen=True, slots=True)
class FeedSite:
    """What feeds need of the site's settings. `base_url` ends in a slash, or is ''; `contact` is a mailbox."""

    title: str
    base_url: str
    publisher: str
    contact: str
    zip_size: int = 0


def render_feed(index: Index, site: FeedSite) -> bytes:
    """Write `feed.xml`: Atom (RFC 4287), an entry a request, newest first."""
    raise NotImplementedError


def render_sitemap(paths: tuple[tuple[str, str], ...], site: FeedSite) -> bytes:
    """Write `sitemap.xml` of (path, date or ''), paths relative to the site's root."""
    raise NotImplementedError


def render_robots(site: FeedSite) -> bytes:
    """Write `robots.txt`."""
    raise NotImplementedError


def dataset_json(index: Index, request: str, site: FeedSite) -> str:
    """Write a request's schema.org `Dataset` for its page: JSON, not yet escaped for HTML."""
    raise NotImplementedError


def catalog_json(index: Index, site: FeedSite) -> str:
    """Write the site's schema.org `DataCatalog` for its pages."""
    raise NotImplementedError


def render_catalog(index: Index, site: FeedSite) -> bytes:
    """Write `catalog.jsonld`: DCAT 3, the required fields of the UK Cross-Government Metadata Exchange Model."""
    raise NotImplementedError
