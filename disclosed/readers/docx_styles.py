"""How the text of a Word document looks: what its styles and its runs say, as far as it decides what is read.

ECMA-376 part 1, 17.7.2: the document's defaults, then the paragraph's style, then the run's, each after those it is based
on, then the run's own properties; what is said later counts. Text may be hidden, struck out, raised, or have the colour of
its ground: "redacted" with a black pen, it stays in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosed.readers.colours import colour_of, is_covered
from disclosed.readers.docx_numbers import W
from disclosed.readers.marks import whole

MAX_BASED = 20  # styles based on one another; Word stops at eleven
_OFF = {"0", "false", "off", "none"}
_SWITCHES = ("vanish", "strike", "dstrike")
_VALUES = ("vertAlign", "position", "color", "highlight")


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    covered: bool = False
    font: str = ""


@dataclass
class Styles:
    """The styles of a document: the lists they make items of, and the properties of their text."""

    lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    based: dict[str, str] = field(default_factory=dict)
    own: dict[str, dict[str, str]] = field(default_factory=dict)  # '' holds the document's defaults
    usual: str = ""  # the style of paragraphs that name none
    looks: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def list_of(self, style: str) -> tuple[str, int] | None:
        """Find the list of a style, or of one that it is based on."""
        return next((self.lists[name] for name in self._chain(style) if name in self.lists), None)

    def look(self, paragraph: str, properties: Any, *, on_paper: bool) -> Look:
        """Say how a run looks; `properties` is its `rPr`, or None.

        `on_paper` says that nothing but the white page lies under it: in a table or a box that cannot be known.
        """
        style = value_of(properties.find(f"{W}rStyle")) if properties is not None else ""
        said = {**self._of_styles(paragraph or self.usual, style), **read_look(properties)}
        lift = said.get("position", "")
        return Look(
            hidden=_is_on(said, "vanish"),
            struck=_is_on(said, "strike") or _is_on(said, "dstrike"),
            raised=said.get("vertAlign") == "superscript" or (whole(lift) > 0 and said.get("vertAlign") != "subscript"),
            covered=_is_covered(said, on_paper=on_paper and "behind" not in said),
            font=said.get("font", ""),
        )

    def _of_styles(self, paragraph: str, run: str) -> dict[str, str]:
        """Merge what the styles say, once a pair of them."""
        if (paragraph, run) not in self.looks:
            names = ["", *reversed(self._chain(paragraph)), *reversed(self._chain(run))]
            self.looks[paragraph, run] = {key: value for name in names for key, value in self.own.get(name, {}).items()}
        return self.looks[paragraph, run]

    def _chain(self, style: str) -> list[str]:
        """List a style and those that it is based on, the nearest first."""
        found: list[str] = []
        while style and style not in found and len(found) < MAX_BASED:
            found.append(style)
            style = self.based.get(style, "")
        return found


def parse_styles(root: Any) -> Styles:
    """Read styles.xml; `root` is None where a document has none."""
    styles = Styles()
    if root is None:
        return styles
    styles.own[""] = read_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    for style in root.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        styles.based[name] = value_of(style.find(f"{W}basedOn"))
        properties = style.find(f"{W}pPr")
        numbered = list_in(properties) if properties is not None else None
        if numbered is not None:
            styles.lists[name] = numbered
        styles.own[name] = read_look(style.find(f"{W}rPr"))
        if is_shaded(properties):
            styles.own[name]["behind"] = "shaded"
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
            styles.usual = name
    return styles


def list_in(properties: Any) -> tuple[str, int] | None:
    """Read which list and level a paragraph's properties name."""
    numbered = properties.find(f"{W}numPr")
    if numbered is None:
        return None
    number, depth = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
    return value_of(number), whole(value_of(depth))


def value_of(element: Any) -> str:
    """Give the value of an element; '' where it is not there."""
    return element.get(f"{W}val", "") if element is not None else ""


def is_on(switch: Any) -> bool:
    """Whether a switch is there and on."""
    return switch is not None and switch.get(f"{W}val", "true") not in _OFF


def is_shaded(properties: Any) -> bool:
    """Whether a paragraph's properties lay a colour under it."""
    return properties is not None and properties.find(f"{W}shd") is not None


def read_look(properties: Any) -> dict[str, str]:
    """Read what an `rPr` says of its text."""
    if properties is None:
        return {}
    said = {name: str(is_on(found)) for name in _SWITCHES if (found := properties.find(f"{W}{name}")) is not None}
    said |= {name: value_of(found) for name in _VALUES if (found := properties.find(f"{W}{name}")) is not None}
    shading, fonts = properties.find(f"{W}shd"), properties.find(f"{W}rFonts")
    if shading is not None:
        said["ground"] = shading.get(f"{W}color" if value_of(shading) == "solid" else f"{W}fill", "auto")
    if fonts is not None and (font := fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")):
        said["font"] = font
    return said


def _is_on(said: Mapping[str, str], name: str) -> bool:
    return said.get(name) == "True"


def _is_covered(said: Mapping[str, str], *, on_paper: bool) -> bool:
    """Whether a text cannot be seen for its ground: what a pen marks covers what lies under a run."""
    colour, pen, ground = (colour_of(said.get(key, "auto")) for key in ("color", "highlight", "ground"))
    return is_covered(colour, pen or ground, on_paper=on_paper)
