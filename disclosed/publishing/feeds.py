"""What machines read beside the pages: Atom (RFC 4287), the sitemap protocol, robots.txt, schema.org in JSON-LD.

What needs absolute addresses is left out without a `base_url`: a feed or sitemap is then b"" and not written. Every
date comes from the content. For the figures the authority is creator and publisher and the site a contributor, since
it compiled them and released none (docs/guidance.md §6). DCAT is in dcat.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from xml.etree import ElementTree as ET

from disclosed.describing.chart_words import calculated_heading
from disclosed.describing.describe import (
    NOT_OFFICIAL,
    attribution,
    cite_request,
    is_emptied,
    request_counts,
    standfirst,
    title_of,
)
from disclosed.describing.headline import headline
from disclosed.describing.index import Index
from disclosed.describing.sentences import unique
from disclosed.describing.wording import shortened
from disclosed.licences import LICENCES, NO_LICENCE, is_mixed
from disclosed.links import CHANGES, FEED, HOME, PACKAGE_ZIP, release_anchor, request_page, request_zip, resource_file
from disclosed.rows import AuthorityRow, Package, RequestRow, Table
from disclosed.site import Release

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
SCHEMA_ORG = "https://schema.org/"
MOST_ENTRIES = 50  # readers ask often; older requests are on the site
MOST_LISTED = 100  # data sets named on the home page; catalog.jsonld has them all
MOST_URLS = 50_000  # the sitemap protocol's own limit
SHORTEST, LONGEST = 50, 5_000  # of a description, as dataset search asks
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ISO_INTERVAL = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|\.\.))?")

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class FeedSite:
    """What feeds need of the site's settings. `base_url` ends in a slash, or is ''; `contact` is a mailbox.

    `sizes` gives the bytes of a file of the site, as far as they are known; `publisher_url` is '' where none is given;
    `releases` are those of the data, the latest first.
    """

    title: str
    base_url: str
    publisher: str
    contact: str
    sizes: Mapping[str, int] = field(default_factory=dict)
    publisher_url: str = ""
    releases: tuple[Release, ...] = ()

    def url(self, path: str = "") -> str:
        """Give the address of a file of the site, a folder's page by the folder; '' without `base_url`."""
        return f"{self.base_url}{path.removesuffix(HOME)}" if self.base_url else ""

    @property
    def name(self) -> str:
        """Name who compiled the data: the publisher, else the site."""
        return self.publisher or self.title


def last_change(index: Index, request: str) -> str:
    """Give the day on which what is said of a request last changed, ISO 8601."""
    days = (row.updated or row.published for row in index.responses(request))
    return max((day for day in days if day), default=index.package.released)


def first_published(index: Index, request: str) -> str:
    """Give the day on which a request was first published, ISO 8601."""
    return min((row.published for row in index.responses(request) if row.published), default=index.package.released)


def offered(index: Index) -> tuple[RequestRow, ...]:
    """List the requests that machines are told of: not those whose every letter was removed or is under review."""
    return tuple(row for row in index.package.requests if not is_emptied(index, row.request))


def newest_first(index: Index) -> tuple[RequestRow, ...]:
    """Order requests by their last change, the newest first; those of one day by title."""
    by_title = sorted(offered(index), key=lambda row: (row.title.casefold(), row.request))
    return tuple(sorted(by_title, key=lambda row: last_change(index, row.request), reverse=True))


def topics_of(row: RequestRow) -> tuple[str, ...]:
    """List a request's topics."""
    return unique(topic.strip() for topic in row.topics.split(";") if topic.strip())


def licence_urls(index: Index, requests: Iterable[str]) -> tuple[str, ...]:
    """List the addresses of the open licences under which some requests' answers are re-used."""
    rows = (row for request in requests for row in index.responses(request) if row.publish != "metadata")
    names = [row.licence for row in rows]
    urls = unique(LICENCES[name].url for name in names if name in LICENCES)
    return (*urls, NO_LICENCE.url) if is_mixed(names) else urls


def credit(index: Index, request: str) -> str:
    """Give the words that the licences of a request's answers prescribe, each once."""
    letters = index.current.responses(request)
    return " ".join(unique(words for row in letters if (words := attribution(index, row.response).words)))


# Atom


def render_feed(index: Index, site: FeedSite) -> bytes:
    """Write `feed.xml`: Atom (RFC 4287), an entry a request and a release, newest first; b"" without a base_url."""
    if not site.base_url:
        return b""
    requests = [(last_change(index, row.request), row) for row in newest_first(index)]
    releases = [(release.released, release) for release in site.releases]
    dated: list[tuple[str, RequestRow | Release]] = [*releases, *requests]
    found = sorted(dated, key=itemgetter(0), reverse=True)[:MOST_ENTRIES]
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _add(feed, "id", site.url())
    _add(feed, "title", site.title)
    _add(feed, "subtitle", index.package.description)
    _add(feed, "updated", _moment(found[0][0] if found else index.package.released))
    _add(feed, "rights", index.package.attribution)
    author = ET.SubElement(feed, "author")
    _add(author, "name", site.name)
    if site.publisher_url:
        _add(author, "uri", site.publisher_url)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": site.url(FEED)})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.url()})
    for _, own in found:
        if isinstance(own, Release):
            _release_entry(feed, own, site)
        else:
            _entry(feed, index, own, site)
    return _xml(feed)


def _release_entry(feed: ET.Element, release: Release, site: FeedSite) -> None:
    """Add a release's entry; its author is the site's."""
    address = f"{site.url(CHANGES)}#{release_anchor(release.version)}"
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", address)
    _add(entry, "title", f"Version {release.version} of the data")
    _add(entry, "updated", _moment(release.released))
    _add(entry, "published", _moment(release.released))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    _add(entry, "summary", " ".join(release.changes))


def _entry(feed: ET.Element, index: Index, row: RequestRow, site: FeedSite) -> None:
    """Add a request's entry; its authors are the authorities that answered."""
    address = site.url(request_page(row.request))
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", address)
    _add(entry, "title", title_of(index, row.request).words)
    _add(entry, "updated", _moment(last_change(index, row.request)))
    _add(entry, "published", _moment(first_published(index, row.request)))
    for authority in index.authorities(row.request):
        _add(ET.SubElement(entry, "author"), "name", authority.name)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    for topic in topics_of(row):
        ET.SubElement(entry, "category", {"term": _clean(topic)})
    _add(entry, "summary", f"{headline(index, row.request).plain} {request_counts(index, row.request)}")


def _add(parent: ET.Element, name: str, text: str) -> None:
    """Add an element of text; none where there is no text, save what Atom requires."""
    if text or name in {"title", "name"}:
        ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """Leave out characters that XML 1.0 cannot hold."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _moment(day: str) -> str:
    """Write a day as RFC 3339 asks, at its start."""
    return f"{day}T00:00:00Z"


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    words: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{words}\n'.encode()


# Sitemap and robots.txt


def render_sitemap(paths: Sequence[tuple[str, str]], site: FeedSite) -> bytes:
    """Write `sitemap.xml` of (path, day of last change or ''); b"" without a base_url."""
    if not site.base_url:
        return b""
    root = ET.Element("urlset", {"xmlns": SITEMAP})
    for path, day in sorted(paths)[:MOST_URLS]:
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = site.url(path)
        if day:
            ET.SubElement(url, "lastmod").text = day
    return _xml(root)


def render_robots(site: FeedSite) -> bytes:
    """Write `robots.txt`: everything may be read; the sitemap is named where there is one."""
    sitemap = f"\nSitemap: {site.url('sitemap.xml')}\n" if site.base_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()


# schema.org


def dataset_json(index: Index, request: str, site: FeedSite) -> str:
    """Write a request's schema.org `Dataset` for its page: JSON, not yet escaped for HTML."""
    return _json({"@context": SCHEMA_ORG, **_dataset(index, request, site)})


def catalog_json(index: Index, site: FeedSite) -> str:
    """Write the site's schema.org `DataCatalog` for its home page: JSON, not yet escaped for HTML."""
    package = index.package
    rows = newest_first(index)[:MOST_LISTED]
    listed = [{"@type": "Dataset", **_named(index, row.request, site)} for row in rows]
    catalog: Json = {
        "@context": SCHEMA_ORG,
        "@type": "DataCatalog",
        "@id": site.url(),
        "name": site.title,
        "description": described(package.description, package),
        "url": site.url(),
        "inLanguage": "en-GB",
        "license": _one_or_list(licence_urls(index, [row.request for row in offered(index)])),
        "publisher": _present({"@type": "Organization", "name": site.name, "url": site.publisher_url}),
        "dateModified": package.released,
        "version": package.version,
        "keywords": list(unique(topic for row in offered(index) for topic in topics_of(row))),
        "dataset": listed,
    }
    return _json(_present(catalog))


def _named(index: Index, request: str, site: FeedSite) -> Json:
    """Name a data set among others: name, description, address, licence, creator."""
    return _present(
        {
            "@id": f"{site.url(request_page(request))}#dataset" if site.base_url else "",
            "name": title_of(index, request).words,
            "description": description_of(index, request),
            "url": site.url(request_page(request)),
            "license": _one_or_list(licence_urls(index, [request])),
            "creator": [_organisation(index, row) for row in index.authorities(request)],
        }
    )


def _dataset(index: Index, request: str, site: FeedSite) -> Json:
    package, row = index.package, index.request[request]
    authorities = [_organisation(index, authority) for authority in index.authorities(request)]
    places = [place for authority in index.authorities(request) for place in _places(index, authority)]
    tables = index.tables(request)
    return {
        "@type": "Dataset",
        **_named(index, request, site),
        **_present(
            {
                "identifier": request,
                "inLanguage": list(
                    unique(response.language for response in index.responses(request) if response.language)
                ),
                "isAccessibleForFree": True,
                "version": package.version,
                "datePublished": first_published(index, request),
                "dateModified": last_change(index, request),
                "temporalCoverage": temporal_coverage(index, row),
                "spatialCoverage": places,
                "keywords": ["Freedom of Information", *topics_of(row)],
                "variableMeasured": [measure for table in tables for measure in _measures(table)],
                "publisher": authorities,
                "contributor": {"@type": "Organization", "name": site.name},
                "citation": cite_request(index, request, site.url(request_page(request))),
                "creditText": credit(index, request),
                "distribution": _distributions(index, request, site),
                "includedInDataCatalog": _present(
                    {"@type": "DataCatalog", "@id": site.url(), "name": site.title, "url": site.url()}
                ),
            }
        ),
    }


def description_of(index: Index, request: str) -> str:
    """Describe a data set in its own sentences: 50 to 5,000 characters, as dataset search asks."""
    words = (standfirst(index, request), headline(index, request).plain, request_counts(index, request), NOT_OFFICIAL)
    return described(" ".join(unique(words)), index.package)


def described(words: str, package: Package) -> str:
    """Keep a description within the bounds of dataset search, in whole words."""
    full = words if len(words) >= SHORTEST else f"{words} {package.attribution} {NOT_OFFICIAL}".strip()
    return shortened(full, LONGEST)


def temporal_coverage(index: Index, row: RequestRow) -> str:
    """Give the period as an ISO 8601 interval: the request's, else from the first to the last day of its figures."""
    if ISO_INTERVAL.fullmatch(row.period):
        return row.period
    index = index.current
    figures = [figure for response in index.responses(row.request) for figure in index.figures(response.response)]
    starts = [figure.period_start for figure in figures if figure.period_start]
    ends = [figure.period_end for figure in figures if figure.period_end]
    still_open = any(figure.period_start and not figure.period_end for figure in figures)
    return f"{min(starts)}/{'..' if still_open or not ends else max(ends)}" if starts else ""


def _organisation(index: Index, row: AuthorityRow) -> Json:
    return _present(
        {"@type": "GovernmentOrganization", "name": row.name, "url": row.homepage, "identifier": _codes(index, row)}
    )


def _codes(index: Index, row: AuthorityRow) -> list[Json]:
    """Give a body's codes, each with the register that gives it; an area's code is its place's (`_places`)."""
    return [
        {"@type": "PropertyValue", "propertyID": one.scheme, "value": one.code}
        for one in index.identifiers(row.authority)
        if one.scheme.upper() not in AREA_SCHEMES
    ]


AREA_SCHEMES = frozenset({"GSS", "ONS"})  # such a code names the area and not the body that serves it


def _places(index: Index, row: AuthorityRow) -> list[Json]:
    """Give the place a body serves, by the area's own code."""
    codes = [one for one in index.identifiers(row.authority) if one.scheme.upper() in AREA_SCHEMES]
    if not row.place and not codes:
        return []
    identifier = [{"@type": "PropertyValue", "propertyID": one.scheme, "value": one.code} for one in codes]
    return [_present({"@type": "AdministrativeArea", "name": row.place or row.name, "identifier": identifier})]


def _measures(table: Table) -> list[Json]:
    """Name what a table measures: its title and unit, and what is calculated from it."""
    own = _present({"@type": "PropertyValue", "name": table.title, "unitText": table.unit})
    shares: list[Json] = [
        {"@type": "PropertyValue", "name": calculated_heading(column)}
        for column in table.calculated
        if "share" in column.formula
    ]
    return [own, *shares]


def _distributions(index: Index, request: str, site: FeedSite) -> list[Json]:
    """List the files of a data set: each table, and all of it as one; none without a base_url."""
    if not site.base_url:
        return []
    files = [(table.title, resource_file(table.resource), "text/csv") for table in index.tables(request)]
    files.append((f"{index.request[request].title}: all tables", request_zip(request), "application/zip"))
    files.append(("The whole data package", PACKAGE_ZIP, "application/zip"))
    return [
        _present(
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": site.url(path),
                "encodingFormat": kind,
                "contentSize": f"{site.sizes[path]} B" if path in site.sizes else "",
            }
        )
        for name, path, kind in files
    ]


def _present(values: Json) -> Json:
    """Leave out what is empty."""
    return {key: value for key, value in values.items() if value not in ("", [], None, {})}


def _one_or_list(values: Sequence[str]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
