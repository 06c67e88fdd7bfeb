"""Charts that leave the page: SVG downloads.

A picture travels without its page, so title, source, licence and address stand inside it and its colours are literal
(docs/editorial.md §4): a CSS variable means nothing elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from disclosed.cache import NO_CACHE, Remembers
from disclosed.charting.drawing import place, render_together
from disclosed.charting.lettering import set_lines
from disclosed.charting.placing import LEADING, TEXT, WIDE
from disclosed.charting.svg import named
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

TAG = re.compile(r"<[^>]+>")  # both ends are escaped wherever else they stand
VARIABLE = re.compile(r"var\(--chart-([\w-]+)\)")

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
    height = round(below + LEADING * (len(source) - 1) + MARGIN)
    parts = (
        *_opening(WIDE + 2 * MARGIN, height, title, description),
        *_lines(heading, MARGIN + HEAD.size - 2, HEAD),
        f'<g transform="translate({MARGIN},{top:g})" font-size="{TEXT}" fill="none">',
        named(render_together((chart,), cache)[placed], "chart"),
        "</g>",
        *_lines(source, below, SOURCE),
        "</svg>\n",
    )
    return _literal("".join(parts), colours).encode()


# The parts of a picture


def _opening(width: float, height: float, title: str, description: str) -> Iterator[str]:
    """Begin a picture: its size, its name and description for assistive technology, white paper."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        f'role="img" aria-labelledby="title" aria-describedby="description" font-family="{SANS}">'
    )
    yield f'<title id="title">{_text(title)}</title><desc id="description">{_text(description)}</desc>'
    yield f'<rect width="100%" height="100%" fill="{PAPER}" />'


def _lines(lines: Iterable[str], first: float, style: Style) -> Iterator[str]:
    """Write lines of text from a first base line on."""
    bold = ' font-weight="bold"' if style.bold else ""
    for at, words in enumerate(lines):
        y = f"{first + at * style.leading:.1f}"
        yield (
            f'<text x="{MARGIN}" y="{y}" font-size="{style.size}" fill="var(--chart-{style.ink})"{bold}>'
            f"{_text(words)}</text>"
        )


def _text(words: str) -> str:
    return escape(words, quote=False)


def _literal(svg: str, colours: Mapping[str, str]) -> str:
    """Put literal colours for the variables of a page; what stands in words is left as it is."""
    return TAG.sub(lambda tag: VARIABLE.sub(lambda found: colours[found[1]], tag[0]), svg)
