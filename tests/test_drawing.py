"""Charts as drawn: what is in the SVG of a page, of a download, of a card; and how a real browser shows it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import vl_convert
from PIL import Image, ImageColor, ImageFont
from playwright.sync_api import Browser, sync_playwright

from disclosed.charting import card
from disclosed.charting.drawing import draw_chart, place, render_together, spec_of
from disclosed.charting.lettering import value_words, width_of
from disclosed.charting.pictures import COLOURS, draw_download, picture_colours
from disclosed.charting.placing import NARROW, WIDE
from disclosed.charting.svg import inline_svg, marks_of
from disclosed.model import Bar, Chart, Drawing, Panel
from disclosed.site import Colour
from tests.drawn import CHARTS

ROOT = Path(__file__).resolve().parent.parent
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgb|\bblack\b|\bwhite\b", re.IGNORECASE)
VARIABLES = {f"--chart-{name}" for name in COLOURS}
WORDS = {
    "title": "Looked-after children who went missing or absent, Leicester, 2022 to May 2025",
    "description": "Column chart of three whole years and part of 2025.",
    "source_lines": (
        "Source: Leicester City Council, response to a Freedom of Information request: missing children (undated; no reference), question 1.",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "https://disclosed.example/requests/looked-after-children/",
    ),
}
CARD = {
    "title": "Looked-after children who went missing or absent, Leicester, 2022 to May 2025",
    "sentence": "In 2024, 113 looked-after children went missing or absent, of 837 looked after during the year.",
    "site": "Disclosed",
    "sources": (
        "Leicester City Council, response to a Freedom of Information request",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "https://example.org/foi/requests/looked-after-children/",
    ),
}


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawing]:
    return {name: draw_chart(chart, name) for name, chart in CHARTS.items()}


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter() if text.tag.endswith("text")]


# The SVG of a page


@pytest.mark.parametrize("name", CHARTS)
def test_a_page_gets_one_image_named_and_described_by_what_stands_above_it(
    name: str, drawings: dict[str, Drawing]
) -> None:
    for kind, width in (("wide", WIDE), ("narrow", NARROW)):
        root = ET.fromstring(getattr(drawings[name], kind))
        assert (root.get("role"), root.get("class")) == ("img", f"chart-{kind}")
        assert root.get("aria-labelledby") == f"{name}-title"
        assert root.get("aria-describedby") == f"{name}-description"
        assert root.get("viewBox", "").startswith(f"0 0 {width} ")
        inner = {attribute for element in root.iter() if element is not root for attribute in element.attrib}
        assert not {attribute for attribute in inner if re.match(r"role|class|style|id|aria-", attribute)}


@pytest.mark.parametrize("name", CHARTS)
def test_every_colour_of_a_page_is_one_of_its_variables(name: str, drawings: dict[str, Drawing]) -> None:
    for svg in (drawings[name].wide, drawings[name].narrow):
        assert not COLOUR.search(re.sub(r">[^<]*<", "><", svg))
        assert set(re.findall(r"var\((--chart-[a-z0-9-]+)\)", svg)) <= VARIABLES
        assert {fill for _, fill in painted(ET.fromstring(svg), "none") if fill != "none"} <= {
            f"var({variable})" for variable in VARIABLES
        }
        assert all(fill != "none" for tag, fill in painted(ET.fromstring(svg), "none") if tag == "text")


def painted(element: ET.Element, inherited: str) -> Iterator[tuple[str, str]]:
    """Give every element with the fill it has or inherits."""
    fill = element.get("fill", inherited)
    yield element.tag, fill
    for child in element:
        yield from painted(child, fill)


def test_every_value_is_written_beside_its_mark(drawings: dict[str, Drawing]) -> None:
    for name in ("bands", "authorities", "years", "money", "negatives", "shares"):
        chart = CHARTS[name]
        bars = [bar for panel in chart.panels for bar in panel.bars]
        wanted = [bar.words if bar.value is None else value_words(bar.value, chart) for bar in bars]
        for svg in (drawings[name].wide, drawings[name].narrow):
            shown = texts(svg)
            assert [words for words in wanted if shown.count(words) < wanted.count(words)] == []


def test_parts_are_worded_inside_or_under_their_bar(drawings: dict[str, Drawing]) -> None:
    assert {"339 accepted", "258 not accepted", "Looked-after children: 694 offered"} <= set(
        texts(drawings["interviews"].wide)
    )
    assert {"20 withdrawn by the applicant", "0 refused", "15 granted"} <= set(texts(drawings["small-parts"].wide))


def test_a_part_period_has_a_dashed_outline_and_no_fill(drawings: dict[str, Drawing]) -> None:
    for svg in (drawings["years"].wide, drawings["years"].narrow):
        (hollow,) = [element for element in ET.fromstring(svg).iter("path") if element.get("stroke-dasharray") == "5,4"]
        assert (hollow.get("fill", "none"), hollow.get("stroke")) == ("none", "var(--chart-1)")


def test_words_of_a_letter_cannot_become_markup() -> None:
    label = '<script>alert("1")</script> & "quoted" {{ name }}'
    chart = Chart("bars", label, (Panel(label, (Bar(label, 30), Bar("b", 20), Bar("c", 10))),))
    svg = draw_chart(chart, "figure-1").wide
    assert "<script" not in svg
    assert "{{" in svg
    assert ET.fromstring(svg).tag == "svg"


def test_controls_that_no_svg_may_hold_do_not_stop_a_drawing() -> None:
    chart = Chart("bars", "Number", (Panel("", (Bar("a\x0bb\x00", 30), Bar("", 20), Bar("c", 10))),))
    drawn = draw_chart(chart, "figure-1")
    for svg in (drawn.wide, drawn.narrow):
        assert {"a\ufffdb\ufffd", "c", "30"} <= set(texts(svg))


def test_the_specification_is_written_once_a_form_and_then_filled() -> None:
    one, two = (spec_of(place(CHARTS[name], WIDE)) for name in ("years", "money"))
    filled = {"datasets", "params", "height"}
    assert {key: one[key] for key in one.keys() - filled} == {key: two[key] for key in two.keys() - filled}
    assert one["datasets"] != two["datasets"]


@pytest.mark.parametrize("name", CHARTS)
def test_every_form_is_valid_vega_lite_when_it_is_filled(name: str) -> None:
    import altair as alt

    for width in (WIDE, NARROW):
        alt.LayerChart.from_dict(spec_of(place(CHARTS[name], width)), validate=True)


@pytest.mark.parametrize("name", CHARTS)
def test_a_compiled_form_draws_what_its_vega_lite_draws(name: str, drawings: dict[str, Drawing]) -> None:
    for width, drawn in ((WIDE, drawings[name].wide), (NARROW, drawings[name].narrow)):
        placed = place(CHARTS[name], width)
        spec = spec_of(placed)
        spec["params"][0]["value"] = 0  # all text without its size
        (marks,) = marks_of(vl_convert.vegalite_to_svg(spec))
        assert inline_svg(marks, name, (placed.width, placed.height), wide=width == WIDE) == drawn


def test_a_chart_is_the_same_in_any_company(drawings: dict[str, Drawing]) -> None:
    render_together.__globals__["_DRAWN"].clear()
    together = render_together(CHARTS.values())
    for name, chart in CHARTS.items():
        wide = place(chart, WIDE)
        assert inline_svg(together[wide], name, (wide.width, wide.height), wide=True) == drawings[name].wide


def test_a_compiled_form_is_kept_so_that_altair_is_needed_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from disclosed.cache import Cache; from tests.drawn import CHARTS\n"
        "from disclosed.charting.drawing import draw_chart\n"
        "draw_chart(CHARTS['years'], 'figure-1', Cache(Path(sys.argv[1]))); print('altair' in sys.modules)"
    )
    for imported in ("True", "False"):
        command = [sys.executable, "-c", code, str(tmp_path)]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.strip() == imported


# Files that leave the page


@pytest.mark.parametrize("name", CHARTS)
def test_a_download_has_its_title_source_licence_and_address_inside(name: str) -> None:
    svg = draw_download(CHARTS[name], **WORDS).decode()
    root = ET.fromstring(svg)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert root.findtext("{*}title") == WORDS["title"]
    assert root.findtext("{*}desc") == WORDS["description"]
    shown = " ".join(texts(svg))
    for words in (WORDS["title"], *WORDS["source_lines"]):
        assert str(words) in shown
    assert "var(" not in svg


def test_a_download_says_which_column_is_part_of_a_year() -> None:
    shown = texts(draw_download(CHARTS["years"], **WORDS).decode())
    assert {"Part of a year", "2025, part-year(January to May)"} <= set(shown)


def light_colours() -> dict[str, str]:
    css = (ROOT / "templates" / "static" / "site.css").read_text("utf-8")
    return dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", css.split("@media", 1)[0]))


def test_literal_colours_are_the_light_colours_of_the_site() -> None:
    light = light_colours()
    for name, colour in COLOURS.items():
        value = light[f"chart-{name}"]
        while value.startswith("var("):
            value = light[value.removeprefix("var(--").removesuffix(")")]
        assert value == colour, name


def test_a_fork_s_colours_are_in_its_downloads() -> None:
    theme = (
        Colour("chart-1", "#004d40", "#80cbc4"),
        Colour("ink", "#101010", "#efefef"),
        Colour("link", "#111111", "#222222"),
    )
    svg = draw_download(CHARTS["years"], **WORDS, colours=picture_colours(theme)).decode()
    assert "#004d40" in svg
    assert "#101010" in svg
    assert COLOURS["1"] not in svg


@pytest.mark.parametrize("on", [1, 2, 3, 4])
def test_words_on_a_part_have_the_contrast_that_wcag_asks(on: int) -> None:
    ink, ground = (luminance(COLOURS[name]) for name in (f"on-{on}", str(on)))
    assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_social_card_is_the_size_that_open_graph_asks_and_holds_any_sentence() -> None:
    sentence, sources = CARD["sentence"], CARD["sources"]
    for words, named in ((sentence, sources), (sentence * 4, sources * 2), ("", ())):
        made = card.draw_card(**{**CARD, "sentence": words, "sources": named})
        coloured = Image.open(BytesIO(made))
        assert len(coloured.getcolors(256) or ()) <= 16, "two points take a byte"
        image = coloured.convert("L")
        assert image.size == (1200, 630)
        assert len(made) < 40_000, "a site of a thousand letters holds a thousand cards"
        edge = image.crop((1200 - 32, 20, 1200, 630))
        assert edge.getextrema()[0] == 255, "words run out of the card"


def test_a_card_is_in_the_light_colours_of_the_site() -> None:
    light = light_colours()
    assert (light["paper"], light["ink"], light["ink-2"]) == (card.PAPER, card.INK, card.QUIET)
    assert card.OCHRE in light.values()
    image = Image.open(BytesIO(card.draw_card(**CARD))).convert("RGB")
    found = {colour for _, colour in image.getcolors(1000) or ()}
    for colour in (card.PAPER, card.INK, card.QUIET, card.OCHRE):
        assert ImageColor.getrgb(colour) in found, colour


def test_accents_are_the_same_however_they_are_written() -> None:
    composed, parted = (card.draw_card(**{**CARD, "sentence": words}) for words in ("Môn", "Mo\u0302n"))
    assert composed == parted


def test_widths_are_those_of_the_font_that_comes_with_the_program() -> None:
    for file, bold in (("DisclosedSans-Regular.ttf", False), ("DisclosedSans-Bold.ttf", True)):
        font = ImageFont.truetype(card.FONTS / file, 1000)
        for character in map(chr, (*range(32, 127), *map(ord, "–’£−½"))):
            assert width_of(character, size=1000, bold=bold) / 1.03 >= font.getlength(character) - 2, character


def test_fonts_do_not_have_a_reserved_name() -> None:
    names = {path.stem: ImageFont.truetype(path).getname() for path in sorted(card.FONTS.glob("*.ttf"))}
    assert names == {
        "DisclosedSans-Bold": ("Disclosed Sans", "Bold"),
        "DisclosedSans-Regular": ("Disclosed Sans", "Regular"),
        "DisclosedSerif-Regular": ("Disclosed Serif", "Regular"),
    }
    assert "SIL OPEN FONT LICENSE Version 1.1" in (card.FONTS / "OFL.txt").read_text("utf-8")


# The same bytes, everywhere

DRAW = """
import hashlib, sys
from disclosed.charting.drawing import draw_chart
from disclosed.charting.card import draw_card
from disclosed.charting.pictures import draw_download
from tests.drawn import CHARTS
from tests.test_drawing import CARD, WORDS
names = sorted(CHARTS, reverse=sys.argv[1] == "backwards")
made = {name: draw_chart(CHARTS[name], name) for name in names}
hashed = hashlib.sha256()
for name in sorted(made):
    hashed.update((made[name].wide + made[name].narrow).encode())
hashed.update(draw_download(CHARTS["years"], **WORDS))
hashed.update(draw_card(**CARD))
print(hashed.hexdigest())
"""


def test_the_bytes_are_the_same_in_another_process_order_and_hash_seed(tmp_path: Path) -> None:
    found = set()
    for seed, order in (("0", "forwards"), ("1", "backwards")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
        run = [sys.executable, "-c", DRAW, order]
        found.add(subprocess.run(run, env=environment, cwd=tmp_path, capture_output=True, check=True, text=True).stdout)
    assert len(found) == 1
    assert re.fullmatch(r"[0-9a-f]{64}\n", found.pop())


def test_nothing_heavy_is_imported_before_something_is_drawn() -> None:
    code = "import sys, disclosed.charting.charts, disclosed.charting.drawing, disclosed.charting.pictures; print({'altair', 'vl_convert'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert run.stdout == "set()\n"


# In a browser

MEASURE = """
() => [...document.querySelectorAll('svg')].filter(svg => svg.checkVisibility()).map(svg => {
  const frame = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll('text')].map(text => {
    const box = text.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    return {words: text.textContent, left: box.left, top: box.top, right: box.right, bottom: box.bottom,
            lines: Math.max(1, text.querySelectorAll('tspan').length),
            size: parseFloat(getComputedStyle(text).fontSize) * scale};
  });
  return {name: svg.getAttribute('aria-labelledby'), left: frame.left, top: frame.top, right: frame.right, bottom: frame.bottom, words};
})
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.fail("There is no chromium. Install it: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def page_of(drawings: dict[str, Drawing]) -> str:
    """Make a page of all drawings, each twice, in the frame that the site gives them."""
    css = (ROOT / "templates" / "static" / "site.css").read_text("utf-8")
    figures = "".join(
        f'<figure class="exhibit"><h3 id="{name}-title">{name}</h3><p id="{name}-description">A chart.</p>'
        f'<div class="chart">{drawing.wide}{drawing.narrow}</div></figure>'
        for name, drawing in drawings.items()
    )
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>{css}</style>'
    return f'{head}<title>Charts</title><body><main class="shell"><div class="row"><div>{figures}</div></div></main>'


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_a_browser_draws_all_words_legibly_inside_their_frame(
    browser: Browser, drawings: dict[str, Drawing], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(page_of(drawings))
    measured = page.evaluate(MEASURE)
    page.close()
    assert len(measured) == len(CHARTS), "each chart shows one of its two drawings"
    faults = []
    for chart in measured:
        for word in chart["words"]:
            if word["size"] < 14:
                faults.append(f"{chart['name']}: {word['words']} is {word['size']:.1f} px")
            if (
                word["left"] < chart["left"] - 1
                or word["right"] > chart["right"] + 1
                or word["bottom"] > chart["bottom"] + 2
            ):
                faults.append(f"{chart['name']}: {word['words']} leaves the frame")
        for one, two in combinations(chart["words"], 2):
            across = min(one["right"], two["right"]) - max(one["left"], two["left"])
            down = min(one["bottom"], two["bottom"]) - max(one["top"], two["top"])
            if across > 1 and down > 4:  # a line's box is taller than its letters
                faults.append(f"{chart['name']}: {one['words']} is on {two['words']}")
    assert faults == []


@pytest.mark.browser
def test_a_page_of_charts_does_not_scroll_sideways_and_takes_the_colours_of_its_scheme(
    browser: Browser, drawings: dict[str, Drawing]
) -> None:
    fills = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": 320, "height": 900}, color_scheme=scheme)
        page.set_content(page_of(drawings))
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        fills[scheme] = page.evaluate("getComputedStyle(document.querySelector('.chart-narrow path')).fill")
        page.close()
    assert fills == {"light": "rgb(18, 67, 109)", "dark": "rgb(107, 172, 230)"}
