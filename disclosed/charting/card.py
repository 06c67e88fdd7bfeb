"""The card that other sites show beside a link to a request: its headline sentence, large, in a PNG.

A chart's own text would not be legible at the size at which cards are shown. A card travels without its page, so source,
licence and address stand inside it. It is set in fonts that come with the program, and in few colours: a site of a thousand
letters holds a thousand cards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from disclosed.charting.lettering import set_lines, width_of

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent / "fonts"
SIZE = (1200, 630)  # what Open Graph recommends
MARGIN = 60
WIDTH = SIZE[0] - 2 * MARGIN
PAPER, INK, QUIET, OCHRE = (
    "#ffffff",
    "#1b1c1e",
    "#54565a",
    "#f5d76e",
)  # of the site in the light (site.css; a test compares them)
SHADES = (
    (PAPER, INK, 40),
    (PAPER, QUIET, 16),
    (OCHRE, INK, 8),
)  # how many, from ground to ink: more cannot be told apart
SENTENCE_SIZES = (64, 58, 52, 46, 42, 38, 34, 30, 26)
SENTENCE_LEADING = 1.22


@dataclass(frozen=True, slots=True)
class Style:
    """How lines of a card are set."""

    size: int
    leading: int
    ink: str = INK
    font: str = "DisclosedSans-Regular"


HEAD, SITE = Style(34, 43, font="DisclosedSans-Bold"), Style(26, 35, font="DisclosedSans-Bold")
SOURCE = Style(24, 32, QUIET)
SERIF = "DisclosedSerif-Regular"


def draw_card(*, title: str, sentence: str, site: str, sources: Sequence[str]) -> bytes:
    """Draw the card of a page, PNG of 1200 × 630: the headline sentence, or where there is none the title, large.

    `sources` are the source, the words of the licence and the address, each on lines of its own.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415  # wanted only when a card is drawn

    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0] - 1, 11), fill=INK)
    top = _write_title(draw, title) if sentence else MARGIN
    foot = _write_foot(draw, site, sources)
    _write_sentence(draw, sentence or title, (top, foot))
    file = BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _write_title(draw: ImageDraw.ImageDraw, title: str) -> float:
    """Write the title; give how far down it comes."""
    lines = set_lines(title, WIDTH, size=HEAD.size, bold=True)
    first = MARGIN + HEAD.size
    _write(draw, lines, first, HEAD)
    return first + HEAD.leading * len(lines)


def _write_foot(draw: ImageDraw.ImageDraw, site: str, sources: Sequence[str]) -> float:
    """Write sources and site at the foot, the site's name over its stroke of ochre; give where they begin."""
    y = SIZE[1] - MARGIN
    draw.rectangle((MARGIN, y - 9, MARGIN + round(width_of(site, size=SITE.size, bold=True)), y + 2), fill=OCHRE)
    _write(draw, (site,), y, SITE)
    lines = [line for words in sources for line in set_lines(words, WIDTH, size=SOURCE.size)]
    first = y - SITE.leading - SOURCE.leading * (len(lines) - 1) - 20
    _write(draw, lines, first, SOURCE)
    return first - 2 * SOURCE.size


def _write_sentence(draw: ImageDraw.ImageDraw, sentence: str, span: tuple[float, float]) -> None:
    """Write a sentence between two heights of the card, as large as it goes.

    Widths are those of the sans, which runs wider than the serif, so that a line never runs out of the card.
    """
    top, foot = span
    for size in SENTENCE_SIZES:
        lines = set_lines(sentence, WIDTH, size=size)
        style = Style(size, round(size * SENTENCE_LEADING), font=SERIF)
        if style.leading * len(lines) <= foot - top:
            break
    _write(draw, lines, top + (foot - top - style.leading * len(lines)) / 2 + size, style)


def _write(draw: ImageDraw.ImageDraw, lines: Iterable[str], first: float, style: Style) -> None:
    """Write lines from a first base line on."""
    for at, words in enumerate(lines):
        place = (MARGIN, round(first + at * style.leading))
        draw.text(
            place, unicodedata.normalize("NFC", words), fill=style.ink, font=_font(style.font, style.size), anchor="ls"
        )


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    from PIL import Image, ImageColor  # noqa: PLC0415

    image = Image.new("P", (1, 1))
    colours = (
        tuple(round(one + (other - one) * at / (steps - 1)) for one, other in zip(*ends, strict=True))
        for ground, ink, steps in SHADES
        for ends in ((ImageColor.getrgb(ground), ImageColor.getrgb(ink)),)
        for at in range(steps)
    )
    image.putpalette([part for colour in colours for part in colour])
    return image


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    # Not Raqm, which is not on every machine: the same words are the same bytes.
    return ImageFont.truetype(FONTS / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
