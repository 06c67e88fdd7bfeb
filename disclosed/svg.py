"""What Vega draws, made fit for a page: one named image, its colours the page's, and nothing a reader does not see.

Vega leaves roles and class names on inner groups even with `aria` off; inside `role="img"` they are noise, and axe
calls them serious. It numbers clip paths by a counter of the process; here their ids begin with the chart's name, so
that two drawings stand on one page and the order of drawing leaves no trace. A style attribute would be refused by the
page's policy, and there is none.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
COUNTED = re.compile(r"\b(clip|gradient_)(\d+)")
NOISE = re.compile(r"role|class|aria-.*|style|pointer-events|opacity")
# What every word of a chart has in common stands once, on the root (and site.css sets the family of its own).
SHARED = {"font-family", "font-size"}
INHERITED = {"font-weight": "normal", "font-style": "normal", "text-anchor": "start", "stroke-dasharray": "1,0"}


def drawn_elements(svg: str) -> ET.Element:
    """Parse what Vega drew into its marks alone: no empty groups, no roles, no attributes that say nothing."""
    root = ET.fromstring(svg)  # noqa: S314  # our own drawing, not a stranger's file
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        for name in [name for name in element.attrib if NOISE.fullmatch(name) or name in SHARED]:
            del element.attrib[name]
        for name, value in INHERITED.items():
            if element.get(name) == value:
                del element.attrib[name]
        for name, value in element.attrib.items():
            element.set(name, NUMBER.sub(_short, value))
    _prune(root)
    return root


def _short(match: re.Match[str]) -> str:
    """Write a coordinate to a hundredth of a unit: finer than any screen."""
    return (
        f"{float(match[0]):.2f}".rstrip("0").rstrip(".").replace("-0", "0")
        if abs(float(match[0])) < 0.005
        else (f"{float(match[0]):.2f}".rstrip("0").rstrip("."))
    )


def _prune(parent: ET.Element) -> None:
    """Drop what draws nothing, and lift the children of groups that only hold them."""
    kept: list[ET.Element] = []
    for child in parent:
        _prune(child)
        if child.tag == "g" and _says_nothing(child):
            kept.extend(child)
        elif not _draws_nothing(child):
            kept.append(child)
    parent[:] = kept


def _says_nothing(group: ET.Element) -> bool:
    return set(group.attrib) <= {"transform", "fill", "stroke-miterlimit"} and group.get("transform") in (
        None,
        "translate(0,0)",
    )


def _draws_nothing(element: ET.Element) -> bool:
    if element.tag == "path":
        return element.get("fill", "none") in ("none", "transparent") and element.get("stroke", "none") == "none"
    return element.tag == "g" and not len(element)


def inline_svg(svg: str, name: str, *, wide: bool) -> str:
    """Make the SVG of a page: described by the title and paragraph that stand above it."""
    kind = "wide" if wide else "narrow"
    drawn = drawn_elements(svg)
    body = "".join(ET.tostring(child, encoding="unicode", short_empty_elements=True) for child in drawn)
    body = COUNTED.sub(rf"{name}-{kind}-\1\2", body)
    return (
        f'<svg class="chart-{kind}" viewBox="{drawn.get("viewBox")}" role="img" font-size="14" fill="none" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-description">{body}</svg>'
    )
