"""Charts that leave the page: SVG and PNG downloads, and the card that other sites show for a request's page.

A picture travels without its page, so title, source, licence and address stand inside it and its colours are literal
(docs/editorial.md §4): a CSS variable means nothing elsewhere. PNGs are set in fonts that come with the program, so that their
bytes are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

from disclosed.cache import NO_CACHE, Remembers
from disclosed.charting.drawing import place, render
from disclosed.charting.lettering import set_lines, width_of
from disclosed.charting.placing import LEADING, TEXT, WIDE, Placed
from disclosed.charting.svg import drawn_elements
from disclosed.model import Chart
from disclosed.site import Colour

FONTS = Path(__file__).parent / "fonts"
SANS = "Disclosed Sans, Liberation Sans, Arial, Helvetica, sans-serif"
SERIF = "Disclosed Serif, Liberation Serif, Times New Roman, serif"
# The light colours of the site (templates/static/site.css; a test compares them).
COLOURS = {
    "text": "#1b1c1e",
    "quiet": "#54565a",
    "base": "#77756e",
    "edge": "#ffffff",
    "1": "#12436d",
    "2": "#28a197",
    "3": "#801650",
    "4": "#f46a25",
    "on-1": "#ffffff",
    "on-2": "#000000",
    "on-3": "#ffffff",
    "on-4": "#000000",
}
PAPER, OCHRE = "var(--chart-edge)", "#f5d76e"
# Colours of the site that a fork's theme may set, and what they are in a picture.
THEMED = {"ink": "text", "ink-2": "quiet", "rule-2": "base", "paper": "edge"} | {
    f"chart-{name}": name for name in COLOURS
}

VARIABLE = "var(--chart-"

MARGIN = 24
PIXELS = 2  # of a PNG to a drawing unit: sharp on a dense screen and in a slide

CARD = (1200, 630)  # what Open Graph recommends
CARD_MARGIN = 60
CARD_WIDTH = CARD[0] - 2 * CARD_MARGIN
SENTENCE_SIZES = (64, 58, 52, 46, 42, 38, 34, 30, 26)
SENTENCE_LEADING = 1.22


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of a picture is set; `family` is '' for the sans."""

    size: int
    leading: int
    ink: Literal["text", "quiet"] = "text"
    bold: bool = False
    family: str = ""


HEAD, SOURCE = Style(18, 24, bold=True), Style(TEXT, LEADING, "quiet")
CARD_HEAD, CARD_SITE, CARD_SOURCE = Style(34, 43, bold=True), Style(26, 35, bold=True), Style(24, 32, "quiet")


def picture_colours(theme: Iterable[Colour]) -> dict[str, str]:
    """Lay the light colours of a site's theme over those of pictures; what it says of other things is left out."""
    return {**COLOURS, **{THEMED[colour.name]: colour.light for colour in theme if colour.name in THEMED}}


def draw_download(
    chart: Chart,
    *,
    title: str,
    description: str,
    source_lines: Sequence[str],
    colours: Mapping[str, str] = COLOURS,
    cache: Remembers = NO_CACHE,
) -> bytes:
    """Draw a chart as a file of its own, SVG: title above, source lines (licence and address among them) below."""
    placed = place(chart, WIDE)
    heading = set_lines(title, WIDE, size=HEAD.size, bold=True)
    source = [line for words in source_lines for line in set_lines(words, WIDE)]
    top = MARGIN + HEAD.leading * len(heading) + 8
    below = top + placed.height + LEADING + 4
    root = _root(WIDE + 2 * MARGIN, round(below + LEADING * (len(source) - 1) + MARGIN), title, description)
    _write(root, heading, (MARGIN, MARGIN + HEAD.size - 2), HEAD)
    root.append(_drawn(placed, f"translate({MARGIN},{top:g})", cache))
    _write(root, source, (MARGIN, below), SOURCE)
    return _bytes(root, colours)


def png_of(svg: bytes) -> bytes:
    """Draw a downloaded SVG as a PNG, two pixels a unit."""
    return _png(svg, PIXELS)


def draw_social_card(*, title: str, sentence: str, site: str, sources: Sequence[str]) -> bytes:
    """Draw the card of a page, PNG of 1200 × 630: the headline sentence, or where there is none the title, large.

    A chart's own text would not be legible at the size at which cards are shown. `sources` are the source, the words of
    the licence and the address, each on lines of its own: a card leaves the page too.
    """
    width, height = CARD
    root = _root(width, height, title, sentence)
    ET.SubElement(root, "rect", {"width": str(width), "height": "12", "fill": "var(--chart-text)"})
    top = _card_title(root, title) if sentence else CARD_MARGIN
    foot = _card_foot(root, site, sources)
    _card_sentence(root, sentence or title, (top, foot))
    return _png(_bytes(root, COLOURS), 1)


def _card_title(root: ET.Element, title: str) -> float:
    """Write the title of a card; give how far down it comes."""
    lines = set_lines(title, CARD_WIDTH, size=CARD_HEAD.size, bold=True)
    first = CARD_MARGIN + CARD_HEAD.size
    _write(root, lines, (CARD_MARGIN, first), CARD_HEAD)
    return first + CARD_HEAD.leading * len(lines)


def _card_foot(root: ET.Element, site: str, sources: Sequence[str]) -> float:
    """Write sources and site at the foot of a card, the site's name over its stroke of ochre; give where they begin."""
    y = CARD[1] - CARD_MARGIN
    stroke = {"x": str(CARD_MARGIN), "y": str(y - 9), "height": "12", "fill": OCHRE}
    ET.SubElement(root, "rect", {**stroke, "width": f"{width_of(site, size=CARD_SITE.size, bold=True):.0f}"})
    _write(root, (site,), (CARD_MARGIN, y), CARD_SITE)
    lines = [line for words in sources for line in set_lines(words, CARD_WIDTH, size=CARD_SOURCE.size)]
    first = y - CARD_SITE.leading - CARD_SOURCE.leading * (len(lines) - 1) - 20
    _write(root, lines, (CARD_MARGIN, first), CARD_SOURCE)
    return first - 2 * CARD_SOURCE.size


def _card_sentence(root: ET.Element, sentence: str, span: tuple[float, float]) -> None:
    """Write a sentence between two heights of a card, as large as it goes.

    Widths are those of the sans, which runs wider than the serif, so that a line never runs out of the card.
    """
    top, foot = span
    for size in SENTENCE_SIZES:
        lines = set_lines(sentence, CARD_WIDTH, size=size)
        style = Style(size, round(size * SENTENCE_LEADING), family=SERIF)
        if style.leading * len(lines) <= foot - top:
            break
    first = top + (foot - top - style.leading * len(lines)) / 2 + size
    _write(root, lines, (CARD_MARGIN, first), style)


# The parts of a picture


def _root(width: float, height: float, title: str, description: str) -> ET.Element:
    """Begin a picture: its size, its name and description for assistive technology, white paper."""
    size = {"width": f"{width:g}", "height": f"{height:g}", "viewBox": f"0 0 {width:g} {height:g}"}
    named = {"role": "img", "aria-labelledby": "title", "aria-describedby": "description"}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **named, "font-family": SANS})
    ET.SubElement(root, "title", {"id": "title"}).text = title
    ET.SubElement(root, "desc", {"id": "description"}).text = description
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    return root


def _write(root: ET.Element, lines: Iterable[str], first: tuple[float, float], style: Style) -> None:
    """Write lines of text from a first place on."""
    x, y = first
    attributes = {"font-size": str(style.size), "fill": f"var(--chart-{style.ink})"}
    attributes |= {"font-weight": "bold"} if style.bold else {}
    attributes |= {"font-family": style.family} if style.family else {}
    for at, words in enumerate(lines):
        place_at = {"x": f"{x:g}", "y": f"{y + at * style.leading:.1f}"}
        ET.SubElement(root, "text", {**place_at, **attributes}).text = words


def _drawn(placed: Placed, transform: str, cache: Remembers) -> ET.Element:
    """Draw a chart as a group."""
    group = ET.Element("g", {"transform": transform, "font-size": str(TEXT), "fill": "none"})
    group.extend(drawn_elements(render(placed, cache), "chart"))
    return group


def _bytes(root: ET.Element, colours: Mapping[str, str]) -> bytes:
    """Write a picture with literal colours for the variables of a page."""
    for element in root.iter():
        for name, value in element.attrib.items():
            if value.startswith(VARIABLE):
                element.set(name, colours[value.removeprefix(VARIABLE).removesuffix(")")])
    return (ET.tostring(root, encoding="unicode") + "\n").encode()


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    import vl_convert  # noqa: PLC0415  # heavy, wanted only when a picture is drawn

    vl_convert.register_font_directory(str(FONTS))


def _png(svg: bytes, scale: float) -> bytes:
    import vl_convert  # noqa: PLC0415  # heavy, wanted only when a picture is drawn

    _register_fonts()
    return bytes(vl_convert.svg_to_png(svg.decode(), scale=scale))
