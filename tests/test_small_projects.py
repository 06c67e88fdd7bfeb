"""The least that can be published: a letter with nothing beside it but a date, and a letter without a figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosed.packaging.package import parse_package, read_folder
from tests.building import build_project, csv_text, hold_to, words_of
from tests.making import PROJECTS

RESOURCES = (
    "authorities",
    "requests",
    "asked",
    "responses",
    "questions",
    "refusals",
    "lines",
    "figures",
    "set_aside",
    "checks",
    "notes",
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_project("no-request-md", tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_project("no-figures", tmp_path_factory.mktemp("wordy"))


@pytest.fixture(params=["no-request-md", "no-figures"])
def built(request: pytest.FixtureRequest, bare: Path, wordy: Path) -> tuple[str, Path]:
    return request.param, bare if request.param == "no-request-md" else wordy


@pytest.mark.parametrize("resource", RESOURCES)
def test_the_package_is_what_the_letter_says(built: tuple[str, Path], resource: str, *, update_golden: bool) -> None:
    name, folder = built
    hold_to(PROJECTS / name / f"expected/{resource}.csv", csv_text(folder, resource), update=update_golden)


def test_a_draft_beside_it_is_nowhere_in_what_is_published(bare: Path) -> None:
    published = [path for name in ("datapackage", "site") for path in (bare / name).rglob("*") if path.is_file()]
    assert [path.name for path in published if b"draft-bay" in path.read_bytes()] == []
    assert [row.response for row in parse_package(read_folder(bare / "datapackage")).responses] == ["gulls/northtown"]


def test_without_a_request_md_each_figure_stands_on_the_page_with_its_line(bare: Path) -> None:
    page = words_of(bare, "requests/gulls/index.html")
    for words in ("Gulls", "Northtown Borough Council", "Herring gulls", "120", "Black-headed gulls", "45", "31"):
        assert words in page
    links = (bare / "site/requests/gulls/index.html").read_text("utf-8")
    places = [f"northtown/index.html#L{row.line}C{row.column_from}" for row in parse_package(read_folder(bare / "datapackage")).figures]  # fmt: skip
    assert len(places) == 3
    assert [place for place in places if place not in links] == []


def test_a_response_without_a_figure_has_a_full_calm_page(wordy: Path) -> None:
    page = words_of(wordy, "requests/gulls/index.html")
    assert "Northtown Borough Council withheld" in page or "The council withheld" in page
    assert "section 40(2) of the Freedom of Information Act 2000" in page
    assert "personal data about someone other than the requester" in page
    assert "Table 1" not in page
    assert "Figure 1" not in page
    letter = words_of(wordy, "requests/gulls/northtown/index.html")
    assert "The harbour office counts them in spring." in letter
    assert "1 answer withheld" in words_of(wordy, "index.html")
