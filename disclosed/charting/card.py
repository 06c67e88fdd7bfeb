"""The card that other sites show beside a link to a request: its headline sentence, large, in a PNG.

A chart's own text would not be legible at the size at which cards are shown. A card travels without its page, so source,
licence and address stand inside it. It is set in fonts that come with the program, and in sixteen colours, so that two points
take a byte: a site of a thousand letters holds a thousand cards.

What is drawn is how far each point is covered; ground and ink are given to the parts of the card afterwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from disclosed.charting.lettering import set_lines, width_of

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).parent / "fonts"
SIZE = (1200, 630)  # what Open Graph recommends
MARGIN = 60
FOOT = SIZE[1] - MARGIN  # the base line of the site's name
WIDTH = SIZE[0] - 2 * MARGIN
PAPER, INK, QUIET, OCHRE = (
    "#ffffff",
    "#1b1c1e",
    "#54565a",
    "#f5d76e",
)  # of the site in the light (site.css; a test compares them)
ON_PAPER, QUIETLY, ON_OCHRE = (PAPER, INK), (PAPER, QUIET), (OCHRE, INK)
STEPS = {ON_PAPER: 8, QUIETLY: 6, ON_OCHRE: 4}  # from ground to ink: with the ends that they share, sixteen colours
COVERED = 255
SENTENCE_SIZES = (64, 58, 52, 46, 42, 38, 34, 30, 26)
SENTENCE_LEADING = 1.22
LEVEL = 4  # of compression: the next ones take longer and save one hundredth

Colours = tuple[str, str]  # ground and ink
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """How lines of a card are set."""

    size: int
    leading: int
    font: str = "DisclosedSans-Regular"


HEAD, SITE = Style(34, 43, font="DisclosedSans-Bold"), Style(26, 35, font="DisclosedSans-Bold")
SOURCE = Style(24, 32)
SERIF = "DisclosedSerif-Regular"


def draw_card(*, title: str, sentence: str, site: str, sources: Sequence[str]) -> bytes:
    """Draw the card of a page, PNG of 1200 × 630: the headline sentence, or where there is none the title, large.

    `sources` are the source, the words of the licence and the address, each on lines of its own.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415  # wanted only when a card is drawn

    covered = Image.new("L", SIZE)
    draw = ImageDraw.Draw(covered)
    draw.rectangle((0, 0, SIZE[0] - 1, 11), fill=COVERED)
    top = _write_title(draw, title) if sentence else MARGIN
    foot = _write_foot(draw, site, sources)
    _write_sentence(draw, sentence or title, (top, foot))
    image = covered.point(_shades(ON_PAPER))
    for box, colours in ((_box_of_sources(foot), QUIETLY), (_stroke(site), ON_OCHRE)):
        image.paste(covered.crop(box).point(_shades(colours)), box)
    image.putpalette([part for colour in _palette() for part in colour])
    file = BytesIO()
    image.save(file, "PNG", compress_level=LEVEL)
    return file.getvalue()


def _write_title(draw: ImageDraw.ImageDraw, title: str) -> float:
    """Write the title; give how far down it comes."""
    lines = set_lines(title, WIDTH, size=HEAD.size, bold=True)
    first = MARGIN + HEAD.size
    _write(draw, lines, first, HEAD)
    return first + HEAD.leading * len(lines)


def _write_foot(draw: ImageDraw.ImageDraw, site: str, sources: Sequence[str]) -> int:
    """Write sources and site at the foot; give where they begin."""
    _write(draw, (site,), FOOT, SITE)
    lines = [line for words in sources for line in set_lines(words, WIDTH, size=SOURCE.size)]
    first = FOOT - SITE.leading - SOURCE.leading * (len(lines) - 1) - 20
    _write(draw, lines, first, SOURCE)
    return first - 2 * SOURCE.size


def _box_of_sources(top: int) -> Box:
    return 0, top, SIZE[0], FOOT - SITE.leading


def _stroke(site: str) -> Box:
    """Place the stroke of ochre behind the site's name."""
    return MARGIN, FOOT - 9, MARGIN + round(width_of(site, size=SITE.size, bold=True)) + 1, FOOT + 3


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
        plain = unicodedata.normalize("NFC", words)
        draw.text(place, plain, fill=COVERED, font=_font(style.font, style.size), anchor="ls")


@lru_cache(maxsize=3)
def _shades(colours: Colours) -> list[int]:
    """Give the place in the palette of what is covered so far, from not at all to wholly."""
    places = [_palette().index(shade) for shade in _between(colours)]
    return [places[round(covered * (len(places) - 1) / COVERED)] for covered in range(COVERED + 1)]


@lru_cache(maxsize=1)
def _palette() -> list[tuple[int, ...]]:
    return list(dict.fromkeys(shade for colours in STEPS for shade in _between(colours)))


def _between(colours: Colours) -> Iterator[tuple[int, ...]]:
    """Give the shades from ground to ink, in equal steps."""
    from PIL import ImageColor  # noqa: PLC0415

    ground, ink = map(ImageColor.getrgb, colours)
    last = STEPS[colours] - 1
    for at in range(last + 1):
        yield tuple(round(one + (other - one) * at / last) for one, other in zip(ground, ink, strict=True))


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    # Not Raqm, which is not on every machine: the same words are the same bytes.
    return ImageFont.truetype(FONTS / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
