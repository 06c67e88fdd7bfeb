"""What Vega draws, made fit for a page: one named image, its colours the page's, and nothing a reader does not see.

Vega leaves roles and class names on inner groups even with `aria` off; inside `role="img"` they are noise, and axe
calls them serious. It numbers clip paths by a counter of the process; here their ids begin with the chart's name, so
that two drawings stand on one page and neither order nor company leaves a trace. A style attribute would be refused by the
page's policy, and there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # a letter may hold them, an SVG may not
DRAWING = "drawing"
ONE = re.compile(rf"(?:^|\s){DRAWING}\d+(?:\s|$)")  # the name of a group that is one of several drawings
ID = re.compile(rf'(\bid="|url\(#){DRAWING}-')
REFERENCE = re.compile(r"url\(#([^)]+)\)")
NOISE = re.compile(r"role|class|aria-.*|style|pointer-events|opacity")
# What every word of a chart has in common stands once, on the root (and site.css sets the family of its own).
SHARED = {"font-family", "font-size"}
INHERITED = {"font-weight": "normal", "font-style": "normal", "text-anchor": "start", "stroke-dasharray": "1,0"}
HOISTED = (
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "text-anchor",
    "font-weight",
    "font-style",
)
SILENT = {"transform": "translate(0,0)", "fill": "none", "stroke-miterlimit": "10"}


def marks_of(svg: str) -> list[str]:
    """Parse what Vega drew into the marks of each drawing: no empty groups, no roles, no attributes that say nothing.

    Drawings are the groups named `drawing0`, `drawing1` …, or the whole where none is. Ids, where there are any, become `drawing-1`,
    `drawing-2` … in the order in which they stand; `named` gives them their names on a page.
    """
    root = ET.fromstring(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", svg))  # noqa: S314  # our own drawing, not a stranger's file
    drawings = [group for group in root.iter(f"{SVG}g") if ONE.search(group.get("class", ""))]
    return [_marks(drawing) for drawing in drawings or [root]]


def _marks(root: ET.Element) -> str:
    ids = {element.attrib["id"]: "" for element in root.iter() if "id" in element.attrib}
    ids = {old: f"{DRAWING}-{at}" for at, old in enumerate(ids, 1)}
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        element.attrib = {
            attribute: _short(_renamed(value, ids) if attribute != "id" else ids[value])
            for attribute, value in element.attrib.items()
            if _is_wanted(attribute, value)
        }
    _prune(root)
    return "".join(ET.tostring(child, encoding="unicode") for child in root)


def named(marks: str, name: str) -> str:
    """Let the ids of a drawing begin with a name, so that two drawings stand on one page."""
    return ID.sub(lambda found: f"{found[1]}{name}-", marks) if f"{DRAWING}-" in marks else marks


def _is_wanted(attribute: str, value: str) -> bool:
    return not (NOISE.fullmatch(attribute) or attribute in SHARED or INHERITED.get(attribute) == value)


def _renamed(value: str, ids: Mapping[str, str]) -> str:
    """Point a reference at the id's new name."""
    return REFERENCE.sub(lambda found: f"url(#{ids.get(found[1], found[1])})", value)


def _short(value: str) -> str:
    """Write the coordinates of an attribute to a hundredth of a unit: finer than any screen."""
    return NUMBER.sub(_hundredths, value)


def _hundredths(match: re.Match[str]) -> str:
    words = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if words == "-0" else words


def _prune(parent: ET.Element) -> None:
    """Drop what draws nothing, say once what the marks of a group share, and lift the children of groups that say nothing."""
    kept: list[ET.Element] = []
    for child in parent:
        _prune(child)
        if child.tag == "g":
            _hoist(child)
        if child.tag == "g" and _says_nothing(child):
            kept.extend(child)
        elif not _draws_nothing(child):
            kept.append(child)
    parent[:] = kept


def _hoist(group: ET.Element) -> None:
    """Move what every mark of a group says alike to the group, which its marks inherit from."""
    shared = [dict(child.attrib) for child in group]
    for name in HOISTED:
        values = {attributes.get(name) for attributes in shared}
        if len(shared) > 1 and len(values) == 1 and None not in values:
            group.set(name, values.pop() or "")
            for child in group:
                del child.attrib[name]


def _says_nothing(group: ET.Element) -> bool:
    """Say whether a group only holds others: Vega's own groups are moved nowhere and filled with nothing."""
    return all(SILENT.get(name) == value for name, value in group.attrib.items())


def _draws_nothing(element: ET.Element) -> bool:
    if element.tag == "path":
        return element.get("fill", "none") in ("none", "transparent") and element.get("stroke", "none") == "none"
    return element.tag == "g" and not len(element)


def inline_svg(marks: str, name: str, size: tuple[float, float], *, wide: bool) -> str:
    """Make the SVG of a page: described by the title and paragraph that stand above it."""
    kind = "wide" if wide else "narrow"
    return (
        f'<svg class="chart-{kind}" viewBox="0 0 {size[0]:g} {size[1]:g}" role="img" font-size="14" fill="none" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-description">{named(marks, f"{name}-{kind}")}</svg>'
    )
