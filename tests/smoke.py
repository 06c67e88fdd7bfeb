"""A quick look at a site that was built, whoever's it is: `python3 tests/run.py tests/smoke.py --site site --base-path /foi/`.

Every link leads to a file and a place in it; a page of each kind opens in a browser, narrow and wide, without a violation of
the accessibility rules, an error or a request to another host. No test of its own content: the workflow of every fork runs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import FITS, Places, astray, launched, opened, served, violations
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# A page of each kind: the first of each pattern, by name.
KINDS = ("index.html", "404.html", "*/index.html", "requests/*/index.html", "requests/*/*/index.html", "data/*/index.html",
         "authorities/*/index.html", "topics/*/index.html")  # fmt: skip
MOST = 3  # pages of one kind that are opened


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest) -> Path:
    """The folder of the site."""
    folder = Path(request.config.getoption("--site"))
    assert (folder / "index.html").is_file(), f"{folder} holds no site: build it first."
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as program:
        yield program


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path, request: pytest.FixtureRequest) -> None:
    places = {
        path.relative_to(site).as_posix(): Places(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))
    }
    assert astray(places, lambda path: (site / path).is_file(), request.config.getoption("--base-path")) == []


def test_pages_of_every_kind_are_readable_by_everyone(site: Path, browser: Browser) -> None:
    paths = dict.fromkeys(path for kind in KINDS for path in sorted(site.glob(kind))[:MOST])
    wrong = {}
    with served(site) as address:
        for path in paths:
            name = path.relative_to(site).as_posix()
            for width in (320, 1280):
                page, heard = opened(browser, f"{address}{name}", viewport={"width": width, "height": 800})
                faults = [*violations(page), *(url for url in heard if not url.startswith(address))]
                faults += [] if page.evaluate(FITS) else ["it is wider than the window"]
                if faults and name != "404.html":  # it is styled only under the path at which the site will stand
                    wrong[name, width] = faults
                page.context.close()
    assert wrong == {}
