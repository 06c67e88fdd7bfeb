"""Text that cannot be seen for its ground: black on black, white on white. "Redacted" in this way it stays in the file."""

from __future__ import annotations

import re

DARK, LIGHT = 0x40, 0xF0  # of a colour's parts, of 255: black and white, or nearly
AUTO = ""  # nothing says what colour
_NAMES = {"black": "000000", "white": "ffffff"}  # of the names that formats have for colours, what text is hidden with
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})\Z")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*\)\Z")


def colour_of(text: str) -> str:
    """Give a colour as six hexadecimal digits; a name that hides nothing as it is, AUTO for none."""
    small = text.strip().lower()
    if found := _HEX.match(small):
        digits = found[1]
        return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    if found := _RGB.match(small):
        return "".join(f"{min(int(part), 255):02x}" for part in found.groups())
    return AUTO if small in {"auto", "none", "transparent", "inherit", "windowtext"} else _NAMES.get(small, small)


def is_covered(colour: str, ground: str, *, on_paper: bool) -> bool:
    """Whether a text of one colour cannot be seen on another.

    `on_paper` says that nothing but the white page lies under it where nothing says what does.
    """
    if is_dark(ground):
        return colour == AUTO or is_dark(colour)
    if ground != AUTO:
        return colour == ground
    return on_paper and _within(colour, LIGHT, 0xFF)


def is_dark(colour: str) -> bool:
    """Whether a colour is black, or nearly."""
    return _within(colour, 0, DARK)


def _within(colour: str, least: int, most: int) -> bool:
    if not _HEX.match(colour):
        return False
    return all(least <= part <= most for part in bytes.fromhex(colour))
