"""Markdown to safe HTML for the pages of prose.

Markdown lets raw HTML, `javascript:` links and style attributes through; nh3 takes out whatever is not in the lists
below (docs/libraries.md D). The policy of every page allows no inline style, so that what Markdown says by
style becomes a class, and a table gets the frame that lets it scroll on a phone.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

EXTENSIONS = ("tables", "toc", "footnotes", "def_list", "sane_lists", "smarty")
SCHEMES = {"http", "https", "mailto"}
ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "a": {"href", "id", "class", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "li": {"id"},
    "sup": {"id"},
    "div": {"class"},
    "th": {"class", "scope"},
    "td": {"class"},
}
# What browsers leave out of an address: spaces and control characters around it, tabs and line ends wherever they stand.
AROUND = "".join(map(chr, range(33)))
BREAKS = re.compile(r"[\t\r\n]")
OPENING = re.compile(r"<table>")
CLOSING = re.compile(r"</table>")


class _OfThePage(Treeprocessor):
    """Fit the document under a page that has its title already: no second h1, no style, headings of columns scoped."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            if element.tag == "h1":
                element.tag = "h2"
            if element.tag == "th":
                element.set("scope", "col")
            if "right" in element.attrib.pop("style", ""):
                element.set("class", "number")


class _Fitted(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # the library's name
        """Come last, after tables have been made."""
        md.treeprocessors.register(_OfThePage(md), "of-the-page", 1)


def render_markdown(text: str) -> str:
    """Render Markdown as HTML that holds no script, no style and no address but http, https, mailto and relative ones."""
    html = markdown.markdown(text, extensions=[*EXTENSIONS, _Fitted()], output_format="html")
    clean = nh3.clean(
        html, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, attribute_filter=_without_outside_images
    )
    return _scrolling(clean)


def _without_outside_images(element: str, attribute: str, value: str) -> str | None:
    """Drop the address of a picture on another host: no page asks another host for anything."""
    return None if element == "img" and attribute == "src" and _is_outside(value) else value


def _is_outside(address: str) -> bool:
    """Tell whether a browser may ask another host for an address, as it reads one: without spaces around it or breaks in it."""
    bare = BREAKS.sub("", address).strip(AROUND).replace("\\", "/")
    try:
        found = urlsplit(bare)
    except ValueError:  # a host that is none
        return True
    return bool(found.scheme or found.netloc) or bare.startswith("//")


def _scrolling(html: str) -> str:
    """Set each table in a frame that scrolls and has a name of its own; no landmark, of which a page has few."""
    count = 0

    def opened(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f'<div class="scroll" role="group" aria-label="Table {count}" tabindex="0"><table>'

    return CLOSING.sub("</table></div>", OPENING.sub(opened, html))
