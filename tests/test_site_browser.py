"""The site in a real browser: readable by everyone, at every width, in every scheme, from a server and from a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from operator import itemgetter
from pathlib import Path

import pdfplumber
import pytest
from browsing import FITS, Places, astray, launched, opened, served, violations
from playwright.sync_api import Browser, Page
from sites import LOANS, MUSEUM, NORTHBY, TEMPLATES, Site, changed, make_site, small_package, without_figures
from the_example import CONTENT

from disclosed.publishing.documents import load_documents
from disclosed.settling.assembly import build_package
from disclosed.settling.content import load_content

pytestmark = pytest.mark.browser

PATHS = (
    "index.html",
    "404.html",
    f"requests/{LOANS}/index.html",
    "requests/museum-visits/index.html",
    f"requests/{NORTHBY}/index.html",
    f"requests/{MUSEUM}/index.html",
    "requests/index.html",
    "authorities/westley/index.html",
    "checks/index.html",
    "withheld/index.html",
    "data/index.html",
    "data/figures/index.html",
    "data/changes/index.html",
    "about/index.html",
    "method/index.html",
)
# The 404 page, shown at any depth, links by the path that the site is served under.
BASE = "/foi/"


EXEMPLARS = (
    "requests/missing-children-2020-21/index.html",
    "requests/missing-children-2020-21/leicester/index.html",
    "requests/missing-asylum-seeking-children/index.html",
    "checks/index.html",
    "licence/index.html",
    "index.html",
)


@pytest.fixture(scope="module")
def site() -> Site:
    return make_site(small_package())


@pytest.fixture(scope="module")
def exemplars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, in a folder."""
    package, _ = build_package(load_content(CONTENT))
    root = tmp_path_factory.mktemp("exemplars")
    for path, data in make_site(package, documents=load_documents(CONTENT)).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for path, data in site.files.items():
        (root / "foi" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "foi" / path).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as program:
        yield program


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as root:
        yield root + BASE.removeprefix("/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_readable_by_everyone(browser: Browser, address: str, path: str, width: int, scheme: str) -> None:
    page, heard = opened(browser, address + path, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate(FITS)
    assert [url for url in heard if not url.startswith(address)] == []
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (768, "light"), (1280, "light")])
@pytest.mark.parametrize("path", EXEMPLARS)
def test_the_repositorys_own_pages_are_readable_from_a_folder(
    browser: Browser, exemplars: Path, path: str, width: int, scheme: str
) -> None:
    page, heard = opened(
        browser, (exemplars / path).as_uri(), viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    assert violations(page) == []
    assert page.evaluate(FITS)
    assert [url for url in heard if not url.startswith(exemplars.as_uri())] == []
    page.context.close()


def test_the_checker_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html><body><img src='x'><p style='color:#ccc'>Pale</p></body></html>")
    assert {"image-alt", "color-contrast", "html-has-lang"} <= {rule for rule, _ in violations(page)}
    page.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_when_its_text_is_twice_as_large(browser: Browser, address: str, path: str) -> None:
    page, _ = opened(browser, address + path, viewport={"width": 640, "height": 800})
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert page.evaluate(FITS)
    page.context.close()


@pytest.mark.parametrize(("size", "columns", "display"), [("100%", 2, "grid"), ("200%", 1, "block")])
def test_large_text_on_a_small_screen_gets_the_room_of_margins(
    browser: Browser, address: str, size: str, columns: int, display: str
) -> None:
    page, _ = opened(browser, f"{address}requests/{NORTHBY}/index.html", viewport={"width": 320, "height": 800})
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    assert page.evaluate(FITS)
    assert page.evaluate("getComputedStyle(document.querySelector('.facts')).display") == display
    tracks = page.evaluate("getComputedStyle(document.querySelector('.line')).gridTemplateColumns")
    assert len(tracks.split()) == columns
    page.context.close()


@pytest.mark.parametrize("path", EXEMPLARS)
def test_a_title_never_parts_inside_a_month_and_its_year(browser: Browser, exemplars: Path, path: str) -> None:
    lines = """[...document.querySelectorAll('h1, .entry h3')].flatMap(heading => {
        const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) for (const tied of walker.currentNode.data.matchAll(/\\S*\\u00a0\\S*/g)) {
            const range = document.createRange();
            range.setStart(walker.currentNode, tied.index);
            range.setEnd(walker.currentNode, tied.index + tied[0].length);
            found.push([tied[0], range.getClientRects().length]);
        }
        return found;
    })"""
    page, _ = opened(browser, (exemplars / path).as_uri(), viewport={"width": 320, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert [words for words, count in page.evaluate(lines) if count > 1] == []
    page.context.close()


# A pixel is of words for screen readers, which are one wide.
HIDDEN = """[...document.querySelectorAll('.scroll:has(table:not(.dense))')]
    .filter(frame => frame.scrollWidth > frame.clientWidth + 1).map(frame => frame.getAttribute('aria-labelledby'))"""


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("path", PATHS)
def test_a_phone_shows_every_column_of_a_table(browser: Browser, address: str, path: str, width: int) -> None:
    page, _ = opened(browser, address + path, viewport={"width": width, "height": 800})
    assert page.evaluate(HIDDEN) == []
    page.context.close()


WITHOUT_TABLES = ("index.html", "licence/index.html", "requests/missing-children-2020-21/leicester/index.html")
TABLE_PARTS = ("table", "caption", "row", "rowgroup", "columnheader", "rowheader", "cell")


def tables_told(page: Page) -> list[tuple[str, str]]:
    """Ask the browser for the parts of tables that it tells a screen reader of: role and name, in order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    told = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]
    return [(role, name) for role, name in told if role in TABLE_PARTS]


@pytest.mark.parametrize("path", [path for path in EXEMPLARS if path not in WITHOUT_TABLES])
def test_a_table_set_as_blocks_is_the_same_table_to_a_screen_reader(
    browser: Browser, exemplars: Path, path: str
) -> None:
    told = []
    for width in (360, 1280):
        page, _ = opened(browser, (exemplars / path).as_uri(), viewport={"width": width, "height": 800})
        assert page.evaluate(HIDDEN) == []
        told.append(tables_told(page))
        page.context.close()
    assert told[0] == told[1]
    assert "table" in dict(told[0])


def test_seven_columns_show_the_last_one_whole(browser: Browser) -> None:
    style = (TEMPLATES / "static/site.css").read_text("utf-8")
    heads = (
        "Authority",
        "Group",
        "Offered",
        "Accepted",
        "Not accepted",
        "Accepted as % of offered (calculated)",
        "Answer",
    )
    numbers = "".join(f'<td class="number">{value}</td>' for value in ("[x]", "1,402", "238", "[z]"))
    row = f'<th scope="row">Hawkesbeck Borough Council</th><td>Children not looked after</td>{numbers}'
    head = "".join(f'<th scope="col"{" class=number" * (2 <= at <= 5)}>{words}</th>' for at, words in enumerate(heads))
    row += "<td><span class='tag tag-no-reply'>No reply</span></td>"
    table = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_content(
        f"<style>{style}</style><main class='shell'><div class='row exhibit'><div><div class='exhibit'>"
        f"<div class='scroll'>{table}</div></div></div></div></main>"
    )
    assert page.evaluate("document.querySelector('.scroll').clientWidth") == 672
    assert page.evaluate("document.querySelector('.scroll').scrollWidth") == 672
    page.close()


def test_the_foot_of_a_short_page_stands_at_the_foot_of_the_window(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}data/changes/index.html", viewport={"width": 1280, "height": 1400})
    assert page.evaluate("document.querySelector('footer').getBoundingClientRect().bottom") == 1400
    page.context.close()


def test_every_text_is_14_pixels_or_more_as_drawn(browser: Browser, address: str) -> None:
    small = """[...document.querySelectorAll('body *')].filter(e => e.getClientRects().length
        && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
        && parseFloat(getComputedStyle(e).fontSize) * (e.getScreenCTM ? e.getScreenCTM().a : 1) < 13.99)
        .map(e => e.textContent)"""
    for width in (320, 768, 1280):
        for path in PATHS:
            page, _ = opened(browser, address + path, viewport={"width": width, "height": 800})
            assert page.evaluate(small) == [], (path, width)
            page.context.close()


def test_a_place_in_a_letter_is_lit_and_shows_what_uses_it(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}requests/{NORTHBY}/index.html#L3C9")
    style = "(selector, property) => getComputedStyle(document.querySelector(selector))[property]"
    shown = f"([selector, property]) => ({style})(selector, property)"
    assert page.evaluate(shown, ["#L3C9", "outlineStyle"]) == "solid"
    assert page.evaluate(shown, ["#L3 .uses", "display"]) == "inline"
    assert page.evaluate(shown, ["#L4 .uses", "display"]) == "none"
    assert page.inner_text("#L3 .uses") == "Used in Table 1, Figure 1, check 1, 40.0% in Table 1 (calculated)"
    assert page.evaluate("document.querySelector('#L3C9').getBoundingClientRect().top < innerHeight")
    page.context.close()


def test_of_several_figures_on_a_line_the_one_in_the_address_says_how_to_cite_it(
    browser: Browser, exemplars: Path
) -> None:
    letter = (exemplars / EXEMPLARS[1]).as_uri()
    shown = (
        "[...document.querySelectorAll('.cites > span')].filter(e => e.getClientRects().length).map(e => e.textContent)"
    )
    for place, words in (("L114C1", "“339”"), ("L114C15", "“258”")):
        page, _ = opened(browser, f"{letter}#{place}")
        (cited,) = page.evaluate(shown)
        assert cited.startswith("Cite this figure: Leicester City Council (no date)")
        assert f"question 3b, line 114: {words}." in cited
        assert cited.endswith(f"#{place}.")
        page.context.close()


def test_line_numbers_are_seen_and_neither_copied_nor_read_out(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}requests/{NORTHBY}/index.html")
    assert page.evaluate("getComputedStyle(document.querySelector('#L3'), '::before').content") == '"3" / ""'
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#L4'))")
    assert page.evaluate("getSelection().toString()").strip().startswith("Children: 800")
    page.context.close()


def test_the_keyboard_reaches_the_content_first_and_focus_is_seen(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}requests/{LOANS}/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().width > 24")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.context.close()


def test_a_chart_shows_one_of_its_two_drawings(browser: Browser, address: str) -> None:
    seen = (
        "[...document.querySelectorAll('.chart svg')].filter(e => e.getClientRects().length).map(e => e.classList[0])"
    )
    for width, kind in ((320, "chart-narrow"), (1280, "chart-wide")):
        page, _ = opened(browser, f"{address}requests/{LOANS}/index.html", viewport={"width": width, "height": 800})
        charts = page.evaluate("document.querySelectorAll('.chart').length")
        assert page.evaluate(seen) == [kind] * charts
        assert charts > 0
        page.context.close()


def test_in_forced_colours_chart_and_figure_keep_an_outline(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}requests/{NORTHBY}/index.html#L3C9", forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('#L4C11')).outlineStyle") == "solid"
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    page.goto(f"{address}requests/{LOANS}/index.html")
    fill = "getComputedStyle(document.querySelector('.chart text')).fill"
    text = "getComputedStyle(document.querySelector('h1')).color"
    assert page.evaluate(fill) == page.evaluate(text)
    page.context.close()


def test_print_is_light_and_whole_even_from_a_dark_screen(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}requests/{LOANS}/index.html", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.site-header nav')).display") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflowX") == "visible"
    assert len(page.pdf(format="A4")) > 10_000
    page.context.close()


def sheets(browser: Browser, address: str) -> list[list[dict[str, float]]]:
    """Print a page; gives the lines of each sheet with their places, from top to bottom, without the sheet's number."""
    page, _ = opened(browser, address)
    with pdfplumber.open(BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        lines = [sheet.extract_text_lines(use_text_flow=True) for sheet in printed.pages]
    page.context.close()
    return [[line for line in sorted(own, key=itemgetter("top")) if "/" not in line["text"][1:4]] for own in lines]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("requests/missing-children-2020-21/index.html", 4),
        ("requests/missing-children-2020-21/leicester/index.html", 3),
        ("requests/missing-asylum-seeking-children/index.html", 4),
        ("checks/index.html", 1),
    ],
)
def test_a_page_takes_few_sheets_and_no_line_is_printed_over_another(
    browser: Browser, exemplars: Path, path: str, count: int
) -> None:
    found = sheets(browser, (exemplars / path).as_uri())
    assert len(found) <= count
    for lines in found:
        over = [
            (one["text"], other["text"])
            for one, other in combinations(lines, 2)
            if min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 3
            and min(one["x1"], other["x1"]) - max(one["x0"], other["x0"]) > 3
        ]
        assert over == []


@pytest.mark.parametrize("path", EXEMPLARS)
def test_no_heading_ends_a_sheet(browser: Browser, exemplars: Path, path: str) -> None:
    page, _ = opened(browser, (exemplars / path).as_uri())
    headings = set(page.locator("h2, h3, caption").all_inner_texts())
    page.context.close()
    lasts = [lines[-1]["text"] for lines in sheets(browser, (exemplars / path).as_uri())]
    assert [words for words in lasts if words in headings] == []


@pytest.mark.parametrize("path", ["", "data/"])
def test_the_words_of_a_button_can_be_read_on_paper(browser: Browser, address: str, path: str) -> None:
    page, _ = opened(browser, f"{address}{path}index.html")
    page.emulate_media(media="print")
    look = "getComputedStyle(document.querySelector('.button'))"
    assert page.evaluate(f"{look}.backgroundColor") == "rgba(0, 0, 0, 0)"
    assert page.evaluate(f"{look}.color") != "rgb(255, 255, 255)"
    page.context.close()


def test_every_page_works_with_scripts_off(browser: Browser, address: str) -> None:
    page, heard = opened(browser, f"{address}requests/{LOANS}/index.html", java_script_enabled=False)
    assert page.inner_text("h1").startswith("Books lent")
    assert [url for url in heard if url.endswith(".js")] == []
    page.context.close()


def test_a_copy_works_from_a_folder(browser: Browser, folder: Path) -> None:
    page, heard = opened(browser, f"{(folder / 'foi' / 'index.html').as_uri()}")
    page.click("text=Books lent")
    page.click("td a.figure-link >> nth=0")
    assert page.url.endswith(f"requests/{NORTHBY}/index.html#L3C9")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Helvetica Neue"')
    assert [url for url in heard if not url.startswith("file:")] == []
    page.context.close()


def test_a_withdrawn_letter_and_one_without_figures_have_full_pages(browser: Browser, tmp_path: Path) -> None:
    package = without_figures(changed(small_package(), NORTHBY, state="withdrawn"), NORTHBY)
    for path, data in make_site(package).files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    page, _ = opened(
        browser, (tmp_path / "requests" / NORTHBY / "index.html").as_uri(), viewport={"width": 320, "height": 800}
    )
    assert violations(page) == []
    assert "was removed from this page" in page.inner_text(".notice")
    page.context.close()


def test_every_link_inside_the_site_leads_to_a_file_and_a_place_in_it(site: Site) -> None:
    places = {page.path: Places(site.html(page.path)) for page in site.pages}
    assert astray(places, site.files.__contains__, BASE) == []
    assert sum(len(own.links) for own in places.values()) > 900


def test_no_id_stands_twice_on_a_page(site: Site) -> None:
    twice = {
        page.path: [name for name, times in Counter(Places(site.html(page.path)).ids).items() if times > 1]
        for page in site.pages
    }
    assert {path: names for path, names in twice.items() if names} == {}
