"""The catalogue by the shapes of DCAT-AP 3.0.1, a judge that others wrote (SEMIC, CC BY 4.0; LICENSE-DATA.md names it)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from packages import LOANS, NORTHBY, small_package
from pyshacl import validate
from rdflib import Graph
from sites import SETTINGS, changed, make_plan
from the_example import example_package

from disclosed.describing.index import Index
from disclosed.publishing.dcat import LANGUAGES, NO_LICENCE, PUBLIC, render_catalog
from disclosed.publishing.pages import feed_site
from disclosed.publishing.siteplan import SitePlan
from disclosed.rows import Package

# pyshacl asks rdflib for a class by its old name; that is between the two of them.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SHAPES = Graph().parse(Path(__file__).parent / "dcat-ap-3.0.1-shapes.ttl", format="turtle")
Catalogue = dict[str, Any]


def catalogue(package: Package) -> Catalogue:
    plan: SitePlan = make_plan(package, SETTINGS)
    made: Catalogue = json.loads(render_catalog(plan.index, feed_site(plan)))
    return made


def faults(made: Catalogue) -> list[str]:
    """List the paths that a catalogue's nodes break the shapes by."""
    graph = Graph().parse(data=json.dumps(made), format="json-ld")
    _, report, _ = validate(graph, shacl_graph=SHAPES, advanced=False)
    path = "http://www.w3.org/ns/shacl#resultPath"
    return sorted(str(found).rpartition("/")[2].rpartition("#")[2] for _, term, found in report if str(term) == path)


def node(made: Catalogue, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in made["@graph"] if kind in one["@type"])
    return found


def two_licences() -> Package:
    return changed(small_package(), NORTHBY, licence="OGL-UK-2.0")


@pytest.mark.parametrize(
    "package",
    [example_package(), small_package(), two_licences(), replace(small_package(), released="", version="0.0.0")],
    ids=["repository", "several authorities", "two licences", "never released"],
)
def test_every_catalogue_fits_the_shapes(package: Package) -> None:
    assert faults(catalogue(package)) == []


@pytest.mark.parametrize(
    ("kind", "change", "path"),
    [
        ("dcat:Dataset", lambda one: one.pop("title"), "title"),
        ("dcat:Dataset", lambda one: one.pop("description"), "description"),
        ("dcat:Dataset", lambda one: one.update(publisher=["https://x.example/1", "https://x.example/2"]), "publisher"),
        ("dcat:Distribution", lambda one: one.pop("accessURL"), "accessURL"),
        ("dcat:Distribution", lambda one: one.update(byteSize="many"), "byteSize"),
        ("dcat:Distribution", lambda one: one.update(licence=["https://x.example/1", NO_LICENCE.url]), "license"),
        ("dcat:Catalog", lambda one: one.pop("publisher"), "publisher"),
        ("foaf:Organization", lambda one: one.pop("name"), "name"),
    ],
)
def test_the_shapes_refuse_a_broken_one(kind: str, change: Callable[[dict[str, Any]], object], path: str) -> None:
    made = catalogue(small_package())
    change(node(made, kind))
    assert path in faults(made)


def test_codes_are_addresses_and_the_models_own_word_stands_beside() -> None:
    dataset = node(catalogue(example_package()), "dcat:Dataset")
    assert (dataset["accessRights"], dataset["openness"]) == (PUBLIC, "OPEN")
    assert dataset["language"] == [f"{LANGUAGES}ENG"]


def test_a_letter_in_welsh_is_said_to_be() -> None:
    made = catalogue(changed(small_package(), NORTHBY, language="cy"))
    assert f"{LANGUAGES}CYM" in next(
        one["language"] for one in made["@graph"] if one["@type"] == "dcat:Dataset" and LOANS in one["@id"]
    )


def test_several_authorities_are_creators_of_what_one_body_put_together() -> None:
    package = small_package()
    made = catalogue(package)
    dataset = next(one for one in made["@graph"] if one["@type"] == "dcat:Dataset" and LOANS in one["@id"])
    assert len(Index(package).authorities(LOANS)) > 1
    assert len(dataset["creator"]) > 1
    assert dataset["publisher"] == dataset["contributor"]


def test_letters_under_two_licences_lead_to_the_terms_of_each() -> None:
    made = catalogue(two_licences())
    dataset = next(one for one in made["@graph"] if one["@type"] == "dcat:Dataset" and LOANS in one["@id"])
    assert dataset["licence"].endswith(f"requests/{LOANS}/#cite")
