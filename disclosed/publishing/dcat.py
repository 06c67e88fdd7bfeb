"""`catalog.jsonld`: the site as a DCAT 3 catalogue, a data set a request, a distribution a file.

It fills the fields that the UK Cross-Government Metadata Exchange Model requires (identifier, title, description,
licence, version, access rights, security classification, contact, dates, creator, publisher, update frequency), and fits
the shapes of DCAT-AP 3: what is a code there is an address of the EU's own lists, and a thing has one publisher and one
licence. A data set of several authorities is published by who put it together; theirs are the figures, as creators. The
context is in the file, so that nothing is fetched to read it, and every node has an address, so that two readings give
the same graph. Without a base_url there are no addresses, and no file.
"""

from __future__ import annotations

from collections.abc import Sequence

from disclosed.describing.describe import title_of
from disclosed.describing.headline import headline
from disclosed.describing.index import Index
from disclosed.describing.sentences import unique
from disclosed.describing.wording import shortened
from disclosed.licences import NO_LICENCE
from disclosed.links import DATA, PACKAGE_ZIP, authority_page, request_page, request_zip, resource_file
from disclosed.packaging.pretty import written
from disclosed.publishing.feeds import (
    FeedSite,
    Json,
    described,
    description_of,
    first_published,
    last_change,
    licence_urls,
    offered,
    temporal_coverage,
    topics_of,
)
from disclosed.rows import AuthorityRow, RequestRow

DCT = "http://purl.org/dc/terms/"
EXCHANGE_MODEL = "https://w3id.org/co-cddo/uk-cross-government-metadata-exchange-model/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
AGENT = ["foaf:Organization", "foaf:Agent"]  # a reader that infers nothing knows agents by their own class
SUMMARY = 250  # the model's limit
LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
LANGUAGE = {"en": "ENG", "cy": "CYM", "gd": "GLA", "ga": "GLE"}
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"

_DAY = {"@type": "xsd:date"}
_ADDRESS = {"@type": "@id"}
CONTEXT: Json = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": DCT,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "uk": EXCHANGE_MODEL,
    "title": "dct:title",
    "description": "dct:description",
    "identifier": "dct:identifier",
    "issued": {"@id": "dct:issued", **_DAY},
    "modified": {"@id": "dct:modified", **_DAY},
    "licence": {"@id": "dct:license", **_ADDRESS},
    "creator": {"@id": "dct:creator", **_ADDRESS},
    "publisher": {"@id": "dct:publisher", **_ADDRESS},
    "contributor": {"@id": "dct:contributor", **_ADDRESS},
    "language": {"@id": "dct:language", **_ADDRESS},
    "temporal": "dct:temporal",
    "startDate": {"@id": "dcat:startDate", **_DAY},
    "endDate": {"@id": "dcat:endDate", **_DAY},
    "accessRights": {"@id": "dct:accessRights", **_ADDRESS},
    "openness": "uk:accessRights",
    "updateFrequency": {"@id": "dct:accrualPeriodicity", **_ADDRESS},
    "securityClassification": "uk:securityClassification",
    "summary": "rdfs:comment",
    "version": "dcat:version",
    "keyword": "dcat:keyword",
    "contactPoint": {"@id": "dcat:contactPoint", **_ADDRESS},
    "landingPage": {"@id": "dcat:landingPage", **_ADDRESS},
    "dataset": {"@id": "dcat:dataset", **_ADDRESS},
    "distribution": {"@id": "dcat:distribution", **_ADDRESS},
    "accessURL": {"@id": "dcat:accessURL", **_ADDRESS},
    "downloadURL": {"@id": "dcat:downloadURL", **_ADDRESS},
    "mediaType": {"@id": "dcat:mediaType", **_ADDRESS},
    "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
    "homepage": {"@id": "foaf:homepage", **_ADDRESS},
    "name": "foaf:name",
    "contactName": "vcard:fn",
    "email": {"@id": "vcard:hasEmail", **_ADDRESS},
}


def render_catalog(index: Index, site: FeedSite) -> bytes:
    """Write `catalog.jsonld`; b"" without a base_url."""
    if not site.base_url:
        return b""
    requests = offered(index)
    answered = unique(row.authority for request in requests for row in index.authorities(request.request))
    nodes: list[Json] = [_catalogue(index, site)]
    for row in requests:
        distributions = _distributions(index, row, site)
        nodes += [_dataset(index, row, site, distributions), *_period(index, row, site), *distributions]
    nodes += [_agent(index.authority[name], site) for name in answered]
    nodes += [_compiler(site), *_contact(site)]
    return (written({"@context": CONTEXT, "@graph": nodes}, step=" ") + "\n").encode()


def _id(site: FeedSite, path: str, fragment: str) -> str:
    return f"{site.url(path)}#{fragment}"


def _catalogue(index: Index, site: FeedSite) -> Json:
    package = index.package
    return {
        "@id": _id(site, "", "catalog"),
        "@type": "dcat:Catalog",
        "title": site.title,
        "description": described(package.description, package),
        "homepage": site.url(),
        "publisher": _id(site, "", "publisher"),
        "licence": _licence(index, [row.request for row in offered(index)], site.url(DATA)),
        "language": f"{LANGUAGES}{LANGUAGE['en']}",
        **({"issued": package.released, "modified": package.released} if package.released else {}),
        "version": package.version,
        "dataset": [_id(site, request_page(row.request), "dataset") for row in offered(index)],
    }


def _licence(index: Index, requests: Sequence[str], terms: str) -> str:
    """Give the address of the one licence; of several, that of the page whose `terms` say which letter is under which."""
    urls = licence_urls(index, requests)
    return terms if len(urls) > 1 else (*urls, NO_LICENCE.url)[0]


def _languages(index: Index, request: str) -> list[str]:
    """Give the languages of a request's letters, of those that have an address here."""
    used = unique(row.language for row in index.responses(request))
    return [f"{LANGUAGES}{LANGUAGE[name]}" for name in used if name in LANGUAGE]


def _dataset(index: Index, row: RequestRow, site: FeedSite, distributions: Sequence[Json]) -> Json:
    page = request_page(row.request)
    authorities = [_agent_id(one, site) for one in index.authorities(row.request)]
    compiler = _id(site, "", "publisher")
    return {
        "@id": _id(site, page, "dataset"),
        "@type": "dcat:Dataset",
        "identifier": _id(site, page, "dataset"),
        "title": title_of(index, row.request).words,
        "summary": shortened(headline(index, row.request).plain, SUMMARY),
        "description": description_of(index, row.request),
        "licence": _licence(index, [row.request], _id(site, page, "cite")),
        "version": index.package.version,
        "language": _languages(index, row.request),
        "accessRights": PUBLIC,
        "openness": "OPEN",
        "securityClassification": "NOT_APPLICABLE",
        "updateFrequency": "http://purl.org/cld/freq/irregular",
        "issued": first_published(index, row.request),
        "modified": last_change(index, row.request),
        "creator": authorities,
        "publisher": authorities[0] if len(authorities) == 1 else compiler,
        "contributor": compiler,
        **({"contactPoint": _id(site, "", "contact")} if site.contact else {}),
        "keyword": ["Freedom of Information", *topics_of(row)],
        "landingPage": site.url(page),
        **({"temporal": {"@id": _id(site, page, "period")}} if _dates(index, row) else {}),
        "distribution": [node["@id"] for node in distributions],
    }


def _dates(index: Index, row: RequestRow) -> tuple[str, str] | None:
    """Give the first and last day of a request's period; the last is '' where it is open."""
    start, _, end = temporal_coverage(index, row).partition("/")
    if len(start) != len("2020-04-01"):
        return None
    return start, end if len(end) == len(start) else ""


def _period(index: Index, row: RequestRow, site: FeedSite) -> list[Json]:
    dates = _dates(index, row)
    if dates is None:
        return []
    start, end = dates
    period: Json = {
        "@id": _id(site, request_page(row.request), "period"),
        "@type": "dct:PeriodOfTime",
        "startDate": start,
    }
    return [{**period, "endDate": end} if end else period]


def _distributions(index: Index, row: RequestRow, site: FeedSite) -> list[Json]:
    """Describe the files of a request: each table, and all of it as one."""
    page = request_page(row.request)
    files = [(table.title, resource_file(table.resource), "text/csv") for table in index.tables(row.request)]
    files.append((f"{row.title}: all tables", request_zip(row.request), "application/zip"))
    files.append(("The whole data package", PACKAGE_ZIP, "application/zip"))
    return [
        {
            "@id": _id(site, page, f"distribution-{place}"),
            "@type": "dcat:Distribution",
            "identifier": _id(site, page, f"distribution-{place}"),
            "title": title,
            "licence": _licence(index, [row.request], _id(site, page, "cite")),
            "accessURL": site.url(page),
            "downloadURL": site.url(path),
            "mediaType": f"{MEDIA_TYPES}{kind}",
            "modified": last_change(index, row.request),
            **({"byteSize": str(site.sizes[path])} if path in site.sizes else {}),
        }
        for place, (title, path, kind) in enumerate(files, 1)
    ]


def _agent_id(row: AuthorityRow, site: FeedSite) -> str:
    return _id(site, authority_page(row.authority), "authority")


def _agent(row: AuthorityRow, site: FeedSite) -> Json:
    agent: Json = {"@id": _agent_id(row, site), "@type": AGENT, "name": row.name}
    return {**agent, "homepage": row.homepage} if row.homepage else agent


def _compiler(site: FeedSite) -> Json:
    return {"@id": _id(site, "", "publisher"), "@type": AGENT, "name": site.name, "homepage": site.url()}


def _contact(site: FeedSite) -> list[Json]:
    """Say whom to ask about this package; its authorities answer for their letters."""
    if not site.contact:
        return []
    return [
        {
            "@id": _id(site, "", "contact"),
            "@type": "vcard:Organization",
            "contactName": site.name,
            "email": f"mailto:{site.contact}",
        }
    ]
