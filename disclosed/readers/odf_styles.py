"""How the text of an OpenDocument file looks: what its styles say, as far as it decides what is read.

OpenDocument 1.3 part 3, 16: a style has a family and may be based on another of it; a span's style counts over its
paragraph's. Text may be hidden, struck out, raised, or have the colour of its ground.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosed.readers.colours import AUTO, colour_of, is_covered

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
MAX_BASED = 20  # styles based on one another
_TEXT_SAYS = {
    f"{TEXT}display": "display",
    f"{STYLE}text-position": "position",
    f"{STYLE}text-line-through-style": "struck",
    f"{_FO}color": "colour",
    f"{_FO}background-color": "ground",
    f"{STYLE}font-name": "font",
    f"{_FO}font-family": "font",
}


@dataclass
class Styles:
    """The styles of a document by family and name: each says what it says itself, and what it is based on."""

    own: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    based: dict[tuple[str, str], str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def said(self, family: str, name: str) -> Mapping[str, str]:
        """Give what a style says, those it is based on included."""
        if (family, name) not in self.known:
            chain = [""]
            while name and name not in chain and len(chain) < MAX_BASED:
                chain.insert(1, name)
                name = self.based.get((family, name), "")
            made: dict[str, str] = {}
            for each in chain:
                made |= self.own.get((family, each), {})
            self.known[family, chain[-1]] = made
            return made
        return self.known[family, name]


def parse_styles(*roots: Any) -> Styles:
    """Read the styles of a document's parts; a part that is not there is None."""
    styles = Styles()
    for root in roots:
        for face in root.iter(f"{STYLE}font-face") if root is not None else ():
            styles.fonts[face.get(f"{STYLE}name", "")] = face.get(f"{_SVG}font-family", "")
    for root in roots:
        for style in root.iter(f"{STYLE}style", f"{STYLE}default-style") if root is not None else ():
            key = style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")
            styles.based[key] = style.get(f"{STYLE}parent-style-name", "")
            styles.own[key] = dict(_read(style, styles.fonts))
    return styles


def _read(style: Any, fonts: Mapping[str, str]) -> dict[str, str]:
    said: dict[str, str] = {}
    if page := style.get(f"{STYLE}master-page-name"):
        said["page"] = page
    for properties in style:
        if properties.get(f"{_FO}break-before") == "page":
            said["breaks"] = "page"
        if properties.get(f"{TABLE}display") == "false":
            said["display"] = "none"
        if properties.tag == f"{STYLE}text-properties":
            said |= {name: value for key, name in _TEXT_SAYS.items() if (value := properties.get(key)) is not None}
            if properties.get(f"{STYLE}use-window-font-color") == "true":
                said["colour"] = AUTO
        elif properties.get(f"{_FO}background-color", "transparent") != "transparent":
            said["behind"] = "shaded"
    if "font" in said:
        said["font"] = fonts.get(said["font"], said["font"])
    return said


def is_hidden(said: Mapping[str, str]) -> bool:
    """Whether text, a row or a sheet is not shown."""
    return said.get("display") == "none"


def is_struck(said: Mapping[str, str]) -> bool:
    """Whether text is struck out."""
    return said.get("struck", "none") != "none"


def is_raised(said: Mapping[str, str]) -> bool:
    """Whether text is raised: `super 58%`, or by a share of its height."""
    place = said.get("position", "").partition(" ")[0]
    return place == "super" or (place.endswith("%") and place[:1].isdigit() and place.strip("0%.") != "")


def is_unseen(said: Mapping[str, str], *, on_paper: bool) -> bool:
    """Whether text has the colour of its ground."""
    colour, ground = colour_of(said.get("colour", "")), colour_of(said.get("ground", ""))
    return is_covered(colour, ground, on_paper=on_paper and "behind" not in said)
