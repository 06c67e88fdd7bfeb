"""What machines read: each format is parsed by a reader that is not ours."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree
from packages import LOANS, NORTHBY, VISITS, small_package
from rdflib import DCAT, DCTERMS, RDF, SDO, Graph, Literal, URIRef

from disclosed.describing.index import Index
from disclosed.publishing.dcat import EXCHANGE_MODEL, render_catalog
from disclosed.publishing.feeds import (
    LONGEST,
    SHORTEST,
    FeedSite,
    catalog_json,
    dataset_json,
    described,
    newest_first,
    render_feed,
    render_robots,
    render_sitemap,
    temporal_coverage,
)
from disclosed.rows import Package
from disclosed.site import Release

# rdflib's own JSON-LD reader uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE = "https://answers.example/foi/"
SITE = FeedSite("Answers", BASE, "The Compilers", "editor@answers.example", {"data/datapackage.zip": 1234})
NOWHERE = replace(SITE, base_url="")

# RFC 4287, appendix B, as far as this feed goes: the elements it must hold, how often, and nothing else.
ATOM_GRAMMAR = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed"><ref name="lang"/><interleave>
    <element name="id"><data type="anyURI"/></element>
    <element name="title"><text/></element>
    <optional><element name="subtitle"><text/></element></optional>
    <element name="updated"><data type="dateTime"/></element>
    <optional><element name="rights"><text/></element></optional>
    <oneOrMore><ref name="author"/></oneOrMore>
    <oneOrMore><ref name="link"/></oneOrMore>
    <zeroOrMore><ref name="entry"/></zeroOrMore>
  </interleave></element></start>
  <define name="lang"><attribute name="lang" ns="http://www.w3.org/XML/1998/namespace"/></define>
  <define name="author"><element name="author"><element name="name"><data type="string"><param name="minLength">1</param>
    </data></element></element></define>
  <define name="link"><element name="link"><attribute name="rel" ns=""/><attribute name="type" ns=""/>
    <attribute name="href" ns=""><data type="anyURI"/></attribute></element></define>
  <define name="entry"><element name="entry"><interleave>
    <element name="id"><data type="anyURI"/></element>
    <element name="title"><text/></element>
    <element name="updated"><data type="dateTime"/></element>
    <optional><element name="published"><data type="dateTime"/></element></optional>
    <zeroOrMore><ref name="author"/></zeroOrMore>
    <oneOrMore><ref name="link"/></oneOrMore>
    <zeroOrMore><element name="category"><attribute name="term" ns=""/></element></zeroOrMore>
    <element name="summary"><text/></element>
  </interleave></element></define>
</grammar>
"""


def index(package: Package | None = None) -> Index:
    return Index(package or small_package())


def test_the_feed_is_atom_by_its_grammar() -> None:
    grammar = etree.RelaxNG(etree.fromstring(ATOM_GRAMMAR))
    feed = etree.fromstring(render_feed(index(), SITE))
    assert grammar.validate(feed), grammar.error_log
    releases = replace(
        SITE,
        releases=(Release("1.1.0", "2025-04-01", ("More.", "Better.")), Release("1.0.0", "2025-01-01", ("First.",))),
    )
    with_releases = etree.fromstring(render_feed(index(), releases))
    assert grammar.validate(with_releases), grammar.error_log
    for entry in feed.findall("{http://www.w3.org/2005/Atom}entry"):
        entry.remove(entry.find("{http://www.w3.org/2005/Atom}id"))
    assert not grammar.validate(feed)


def test_releases_stand_among_the_requests_by_their_day() -> None:
    releases = (Release("1.1.0", "2025-04-01", ("More.", "Better.")), Release("1.0.0", "2025-01-01", ("First.",)))
    feed = feedparser.parse(render_feed(index(), replace(SITE, releases=releases)))
    titles = [entry.title for entry in feed.entries]
    assert titles[0] == "Version 1.1.0 of the data"
    assert titles[-1] == "Version 1.0.0 of the data"
    assert (feed.entries[0].id, feed.entries[0].summary) == (f"{BASE}data/changes/#version-1-1-0", "More. Better.")
    assert feed.feed.updated == "2025-04-01T00:00:00Z"


def test_the_publishers_website_stands_where_programs_look_for_it() -> None:
    site = replace(SITE, publisher_url="https://compilers.example/")
    assert json.loads(catalog_json(index(), site))["publisher"] == {
        "@type": "Organization",
        "name": "The Compilers",
        "url": "https://compilers.example/",
    }
    assert feedparser.parse(render_feed(index(), site)).feed.author_detail.href == "https://compilers.example/"
    assert b"<uri>" not in render_feed(index(), SITE)


def test_a_feed_reader_finds_each_request_with_its_authors_and_dates() -> None:
    read = feedparser.parse(render_feed(index(), SITE))
    assert not read.bozo
    assert read.feed.title == "Answers"
    assert read.feed.id == BASE
    assert {entry.link for entry in read.entries} == {f"{BASE}requests/{name}/" for name in (LOANS, VISITS)}
    loans = next(entry for entry in read.entries if entry.link.endswith(f"{LOANS}/"))
    assert loans.title == "Books lent, three authorities, 2024"
    assert [author.name for author in loans.authors] == [
        "Northby Town Council",
        "Southam District Council",
        "Westley Council",
    ]
    assert loans.summary.endswith("1 answer withheld, 1 in part.")


def test_entries_stand_newest_first_and_the_feed_is_as_new_as_the_newest() -> None:
    package = small_package()
    responses = tuple(
        replace(row, updated="2025-06-01" if row.request == VISITS else "2025-05-01") for row in package.responses
    )
    dated = index(replace(package, responses=responses))
    assert [row.request for row in newest_first(dated)] == [VISITS, LOANS]
    read = feedparser.parse(render_feed(dated, SITE))
    assert [entry.updated for entry in read.entries] == ["2025-06-01T00:00:00Z", "2025-05-01T00:00:00Z"]
    assert read.feed.updated == "2025-06-01T00:00:00Z"


def test_text_that_xml_cannot_hold_does_not_break_the_feed() -> None:
    package = small_package()
    requests = tuple(replace(row, title="Books \x0c & <b>\ufffe") for row in package.requests)
    read = feedparser.parse(render_feed(index(replace(package, requests=requests)), SITE))
    assert not read.bozo
    assert "Books \N{REPLACEMENT CHARACTER}" in read.entries[0].title


def test_the_sitemap_names_every_page_once_in_order_by_its_short_address() -> None:
    paths = (("requests/b/index.html", "2025-01-02"), ("index.html", ""))
    root = etree.fromstring(render_sitemap(paths, SITE))
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    assert root.xpath("//s:loc/text()", namespaces=names) == [BASE, f"{BASE}requests/b/"]
    assert root.xpath("//s:lastmod/text()", namespaces=names) == ["2025-01-02"]


def test_robots_may_read_everything_and_find_the_sitemap() -> None:
    assert render_robots(SITE).decode() == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n"
    assert render_robots(NOWHERE).decode() == "User-agent: *\nAllow: /\n"


def test_without_an_address_nothing_is_written_that_needs_one() -> None:
    assert render_feed(index(), NOWHERE) == render_sitemap((), NOWHERE) == render_catalog(index(), NOWHERE) == b""
    words = dataset_json(index(), LOANS, NOWHERE)
    assert "distribution" not in words
    assert "@id" not in json.loads(words)


def nodes(value: Any) -> list[dict[str, Any]]:
    """Collect every object of a JSON-LD document."""
    if isinstance(value, list):
        return [node for item in value for node in nodes(item)]
    if isinstance(value, dict):
        return [value, *(node for item in value.values() for node in nodes(item))]
    return []


@pytest.mark.parametrize(
    "words", [dataset_json(index(), LOANS, SITE), catalog_json(index(), SITE)], ids=["dataset", "catalog"]
)
def test_every_term_is_one_of_schema_org(words: str) -> None:
    known = set(SDO.__annotations__)
    document = json.loads(words)
    assert document["@context"] == "https://schema.org/"
    for node in nodes(document):
        assert str(node.get("@type", "Thing")) in known
        assert {key for key in node if not key.startswith("@")} <= known
    assert "notATerm" not in known


def test_a_dataset_has_what_dataset_search_requires_and_recommends() -> None:
    data = json.loads(dataset_json(index(), LOANS, SITE))
    assert data["@type"] == "Dataset"
    assert data["name"] == "Books lent, three authorities, 2024"
    assert SHORTEST <= len(data["description"]) <= LONGEST
    assert {
        "url", "identifier", "license", "creator", "publisher", "contributor", "temporalCoverage", "variableMeasured", "keywords",
        "isAccessibleForFree", "version", "datePublished", "dateModified", "distribution", "includedInDataCatalog",
    } <= set(data)  # fmt: skip
    assert data["license"] == "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    assert [body["@type"] for body in data["publisher"]] == ["GovernmentOrganization"] * 3
    assert data["contributor"]["name"] == "The Compilers"
    kinds = {file["encodingFormat"] for file in data["distribution"]}
    assert kinds == {"text/csv", "application/zip"}
    assert all(file["contentUrl"].startswith(BASE) for file in data["distribution"])


@pytest.mark.parametrize(
    ("words", "least", "most"), [("Short.", SHORTEST, LONGEST), ("word " * 2000, SHORTEST, LONGEST), ("x" * 60, 60, 60)]
)
def test_a_description_is_kept_within_the_bounds_of_dataset_search(words: str, least: int, most: int) -> None:
    assert least <= len(described(words, small_package())) <= most


def test_the_period_is_an_interval_or_is_left_out() -> None:
    package = small_package()
    own = {row.request: row for row in package.requests}
    assert temporal_coverage(index(), own[LOANS]) == own[LOANS].period
    requests = tuple(replace(row, period="") for row in package.requests)
    bare = index(replace(package, requests=requests))
    assert temporal_coverage(bare, bare.request[VISITS]) == "2023-01-01/2024-12-31"


def graph(package: Package | None = None) -> Graph:
    return Graph().parse(data=render_catalog(index(package), SITE), format="json-ld")


def test_the_catalogue_is_read_as_dcat_with_every_request_a_data_set() -> None:
    found = graph()
    catalogue = URIRef(f"{BASE}#catalog")
    datasets = set(found.objects(catalogue, DCAT.dataset))
    assert datasets == {URIRef(f"{BASE}requests/{name}/#dataset") for name in (LOANS, VISITS)}
    assert set(found.subjects(RDF.type, DCAT.Dataset)) == datasets


REQUIRED = (
    DCTERMS.identifier,
    DCTERMS.title,
    DCTERMS.description,
    DCTERMS.license,
    URIRef(f"{DCAT}version"),  # of DCAT 3, which rdflib does not know yet
    DCTERMS.accessRights,
    URIRef(f"{EXCHANGE_MODEL}securityClassification"),
    DCAT.contactPoint,
    DCTERMS.modified,
    DCTERMS.creator,
    DCTERMS.publisher,
    DCTERMS.accrualPeriodicity,
)


@pytest.mark.parametrize("term", REQUIRED)
def test_each_data_set_has_what_the_metadata_exchange_model_requires(term: URIRef) -> None:
    found = graph()
    for dataset in found.subjects(RDF.type, DCAT.Dataset):
        assert list(found.objects(dataset, term)), dataset


def test_each_distribution_has_a_licence_a_media_type_and_an_address() -> None:
    found = graph()
    files = set(found.subjects(RDF.type, DCAT.Distribution))
    assert len(files) == 6
    for file in files:
        for term in (DCTERMS.identifier, DCTERMS.title, DCTERMS.license, DCAT.mediaType, DCAT.downloadURL):
            assert list(found.objects(file, term))
    assert (
        None,
        DCAT.byteSize,
        Literal("1234", datatype="http://www.w3.org/2001/XMLSchema#nonNegativeInteger"),
    ) in found


def test_every_node_of_the_catalogue_has_an_address_and_every_reference_a_node() -> None:
    found = graph()
    assert all(isinstance(subject, URIRef) for subject in found.subjects())
    subjects = set(found.subjects())
    for term in (
        DCAT.dataset,
        DCAT.distribution,
        DCTERMS.creator,
        DCTERMS.publisher,
        DCAT.contactPoint,
        DCTERMS.temporal,
    ):
        assert set(found.objects(None, term)) <= subjects


def test_a_letter_without_an_open_licence_is_listed_without_one() -> None:
    package = small_package()
    responses = tuple(replace(row, licence="", ground="none") for row in package.responses)
    data = json.loads(dataset_json(index(replace(package, responses=responses)), LOANS, SITE))
    assert "license" not in data


@pytest.mark.parametrize("render", [render_feed, render_catalog])
def test_the_same_package_gives_the_same_bytes(render: Any) -> None:
    assert render(index(), SITE) == render(index(), SITE)


def test_no_date_is_invented_for_a_letter_without_one() -> None:
    package = small_package()
    assert next(row for row in package.responses if row.response == NORTHBY)
    responses = tuple(replace(row, published="", updated="") for row in package.responses)
    dated = index(replace(package, responses=responses))
    assert json.loads(dataset_json(dated, LOANS, SITE))["datePublished"] == package.released
