"""Charts that leave the page: SVG downloads.

A picture travels without its page, so title, source, licence and address stand inside it and its colours are literal
(docs/editorial.md §4): a CSS variable means nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from disclosed.cache import NO_CACHE, Remembers
from disclosed.charting.drawing import place, render
from disclosed.charting.lettering import set_lines
from disclosed.charting.placing import LEADING, TEXT, WIDE, Placed
from disclosed.charting.svg import drawn_elements
from disclosed.model import Chart
from disclosed.site import Colour

SANS = "Liberation Sans, Arial, Helvetica, sans-serif"  # all of one width (lettering.py)
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
PAPER = "var(--chart-edge)"
# Colours of the site that a fork's theme may set, and what they are in a picture.
THEMED = {"ink": "text", "ink-2": "quiet", "rule-2": "base", "paper": "edge"} | {
    f"chart-{name}": name for name in COLOURS
}

VARIABLE = "var(--chart-"

MARGIN = 24


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of a picture is set."""

    size: int
    leading: int
    ink: Literal["text", "quiet"] = "text"
    bold: bool = False


HEAD, SOURCE = Style(18, 24, bold=True), Style(TEXT, LEADING, "quiet")


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
