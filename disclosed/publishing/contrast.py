"""Whether colours can be told apart: WCAG 2.2's contrast ratio, for the colours that a site sets itself.

Text needs 4.5 to 1 on what is under it (1.4.3), lines and marks 3 to 1 (1.4.11), on light screens and on dark ones. The
stylesheet keeps to it; a publisher who changes one colour may not see what it does to the other scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal

from disclosed.site import Colour

TEXT, MARK = Decimal("4.5"), Decimal(3)
# What stands on what, by custom property of site.css, and how far apart they must be.
PAIRS = (
    *((name, "paper", TEXT) for name in ("ink", "ink-2", "link", "visited")),
    *((name, "wash", TEXT) for name in ("ink", "ink-2", "link")),
    ("ink", "evidence-wash", TEXT),
    ("ink", "evidence-strong", TEXT),
    *((f"chart-on-{at}", f"chart-{at}", TEXT) for at in range(1, 5)),
    *((name, "paper", MARK) for name in ("evidence", "rule-2", "focus")),
    *((f"chart-{at}", "paper", MARK) for at in range(1, 5)),
)
LITERAL = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});")
DARK, FORCED = "(prefers-color-scheme: dark)", "(forced-colors: active)"


def luminance(colour: str) -> Decimal:
    """Give the relative luminance of `#rrggbb`, 0 to 1."""
    parts = [Decimal(int(colour[at : at + 2], 16)) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / Decimal("12.92")
        if part <= Decimal("0.04045")
        else ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
        for part in parts
    )
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def contrast(one: str, other: str) -> Decimal:
    """Give the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + Decimal("0.05")) / (darker + Decimal("0.05"))


def palettes(css: str) -> Mapping[str, Mapping[str, str]]:
    """Read a stylesheet's literal colours, for light and for dark screens."""
    light, _, rest = css.partition(DARK)
    dark, _, _ = rest.partition(FORCED)
    own = dict(LITERAL.findall(light))
    return {"light": own, "dark": {**own, **dict(LITERAL.findall(dark))}}


def too_close(css: str, theme: Iterable[Colour]) -> Iterator[str]:
    """Say which of a theme's colours cannot be told from what they stand on."""
    theme = tuple(theme)
    changed = {colour.name for colour in theme}
    for scheme, palette in palettes(css).items():
        own = {colour.name: (colour.light if scheme == "light" else colour.dark).lower() for colour in theme}
        colours = {**palette, **own}
        for name, under, least in PAIRS:
            if not changed & {name, under} or name not in colours or under not in colours:
                continue
            found = contrast(colours[name], colours[under])
            if found < least:
                shown = found.quantize(Decimal("0.1"), ROUND_DOWN)
                yield (
                    f"On {scheme} screens '{name}' ({colours[name]}) on '{under}' ({colours[under]}) has a contrast of "
                    f"{shown} to 1; it needs {least}."
                )
