"""A saved web page to text: the letter on it, without the furniture around it.

Disclosure logs and request sites put a letter between menus, cookie notices and links to share. What marks these is what
marks them for a screen reader: elements and roles made for it; the names that site builders give their classes come second,
and never take away most of a page. What a page does not show is left out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from disclosed.readers.cells import table_blocks
from disclosed.readers.marks import BULLET, MAX_COUNT, count_mark, raised
from disclosed.readers.plain import Block, Extract, Paragraph, RawCell, counted, refuse, render_plain
from disclosed.readers.text import decode

MAX_BYTES = 12_000_000
MAX_DEPTH = 150
MOST = 30  # per cent of a page's words that a class name may take away
LEAST = 25  # per cent of a page's words that its main part must hold to be taken for it

_NEVER = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "iframe",
        "svg",
    }
    | {"canvas", "object", "audio", "video", "dialog", "menu", "datalist", "embed", "map"}
)
_ROLES = frozenset(
    {
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "dialog",
        "alertdialog",
        "complementary",
        "menu",
        "menubar",
        "toolbar",
    }
)
_AROUND = frozenset({"header", "footer", "aside"})  # furniture of the page; inside the main part they are the letter's
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|breadcrumbs?|skip(?:link|nav)?|share|sharing|social|navbar|navigation|nav|menu|sidebar|pagination|pager"
    r"|related|feedback|newsletter|advert|ads|modal|popup|toolbar|login|signin|search|footer|site-header|masthead)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_BREAK = "\x0b"  # `<br>`, told from the line ends of the source
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # no text of a page has them
_SPACE = re.compile(r"[ \t\r\n\f]+")
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
    }
    | {
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
    }
)
_ITEM_FORMS = {"1", "a", "A", "i", "I"}


@dataclass
class _Page:
    """A page while it is read: what was left out of it."""

    furniture: int = 0
    hidden: int = 0


def read_html(data: bytes) -> Extract:
    """Read a saved web page."""
    if len(data) > MAX_BYTES:
        refuse(f"The page has {len(data):,} bytes, more than {MAX_BYTES:,}.", "Save the letter alone, or as text.")
    root = _parse(data)
    page = _Page()
    body = next(root.iter("body"), root)
    _drop_furniture(page, body)
    blocks = list(_blocks(page, _main_part(body), 0))
    return Extract(render_plain(blocks), tuple(_left_out(page)))


def _parse(data: bytes) -> Any:
    """Parse a page, broken ones as browsers do."""
    text = _UNSEEN.sub("", _decode(data))
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return refuse("The page cannot be read as HTML.", "Open it in a browser, save it again, then add that.")


def _decode(data: bytes) -> str:
    """Decode a page: as UTF-8 where it is, else as it says of itself."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:4000])
    try:
        return data.decode(named[1].decode("ascii"), "replace") if named else decode(data)
    except LookupError:
        return decode(data)


def _words(element: Any) -> int:
    """Count the words of an element, those of scripts and styles apart."""
    return sum(len(str(text).split()) for text in element.xpath(".//text()[not(ancestor::script or ancestor::style)]"))


def _drop_furniture(page: _Page, body: Any) -> None:
    """Take out what is no letter, by element and role, then by class."""
    for element in list(body.iter(etree.Element)):
        if element is body or element.getparent() is None:
            continue
        if _is_hidden(element):
            page.hidden += bool(_words(element))
            _drop(element)
        elif element.tag in _NEVER or element.get("role", "") in _ROLES or _is_around(element):
            page.furniture += bool(_words(element))
            _drop(element)
    whole = _words(body)
    for element in list(body.iter("div", "section", "ul", "p", "aside", "span")):
        named = _CLASS.search(f"{element.get('class', '')} {element.get('id', '')}")
        if named and _inside(element, body) and _words(element) * 100 <= whole * MOST:
            page.furniture += bool(_words(element))
            _drop(element)


def _inside(element: Any, body: Any) -> bool:
    return element is not body and any(above is body for above in element.iterancestors())


def _is_hidden(element: Any) -> bool:
    shown = element.get("hidden") is None and element.get("aria-hidden", "").lower() != "true"
    return not shown or _HIDING.search(element.get("style", "")) is not None


def _is_around(element: Any) -> bool:
    inside = any(above.tag in {"main", "article"} or above.get("role") == "main" for above in element.iterancestors())
    return element.tag in _AROUND and not inside


def _drop(element: Any) -> None:
    """Take an element out; the text after it stays."""
    element.drop_tree()


def _main_part(body: Any) -> Any:
    """Find the part that the page calls its main one; the whole where that holds too little."""
    whole = _words(body)
    for path in (".//main", './/*[@role="main"]', ".//article"):
        found = body.xpath(path)
        if len(found) == 1 and _words(found[0]) * 100 >= whole * LEAST:
            return found[0]
    return body


def _blocks(page: _Page, element: Any, depth: int) -> Iterator[Block]:
    """Yield the blocks of an element: text between block elements is a paragraph."""
    if depth > MAX_DEPTH:
        return
    words: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if _is_inline(child, tag):
            words.append(_BREAK if tag == "br" else _inline(child, 0))
        else:
            yield from _paragraph(words)
            words = []
            yield from _block(page, child, tag, depth + 1)
        words.append(child.tail or "")
    yield from _paragraph(words)


def _is_inline(child: Any, tag: str) -> bool:
    """Whether an element stands in a line of text; one that wraps blocks (a link around a table) does not."""
    return tag in {"br", "img", ""} or (
        tag in _INLINE
        and not any(each.tag not in _INLINE | {"br", "img"} for each in child.iter(etree.Element) if each is not child)
    )


def _inline(element: Any, depth: int) -> str:
    if depth > MAX_DEPTH or not isinstance(element.tag, str):
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += [_BREAK if child.tag == "br" else _inline(child, depth + 1), child.tail or ""]
    text = "".join(parts)
    return raised(text) if element.tag == "sup" else text


def _paragraph(words: list[str], label: str = "") -> Iterator[Paragraph]:
    """Yield a paragraph of pieces of text: white space of the source is one space, a break a line."""
    lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(words).split(_BREAK))
    text = "\n".join(lines).strip("\n")
    if text.strip():
        yield Paragraph(text, label)


def _block(page: _Page, element: Any, tag: str, depth: int) -> Iterator[Block]:
    match tag:
        case "table":
            yield from table_blocks(*_table(page, element, depth))
        case "ol" | "ul" | "dir":
            yield from _list(page, element, depth)
        case "pre":
            yield from (Paragraph(line) for line in "".join(element.itertext()).splitlines() if line.strip())
        case "hr":
            return
        case "p" if not "".join(element.itertext()).strip():
            yield Paragraph("")
        case _:
            yield from _blocks(page, element, depth)


def _list(page: _Page, element: Any, depth: int) -> Iterator[Block]:
    """Yield the items of a list, each with its label."""
    form = element.get("type", "1")
    form = _style_form(element) or (form if form in _ITEM_FORMS else "1")
    number = _whole(element.get("start"), 1)
    for child in element:
        if child.tag != "li":
            yield from _block(page, child, str(child.tag), depth + 1)
            continue
        number = _whole(child.get("value"), number)
        label = f"{count_mark(number, form)}." if element.tag == "ol" else BULLET
        label = "" if "none" in child.get("style", "") + element.get("style", "") else label
        yield from _labelled(list(_blocks(page, child, depth + 1)), label)
        number += 1


def _style_form(element: Any) -> str:
    """Read how a list counts from its style."""
    style = element.get("style", "").lower()
    forms = (
        ("lower-alpha", "a"),
        ("lower-latin", "a"),
        ("upper-alpha", "A"),
        ("upper-latin", "A"),
        ("lower-roman", "i"),
        ("upper-roman", "I"),
    )
    return next((form for words, form in forms if words in style), "")


def _labelled(blocks: list[Block], label: str) -> Iterator[Block]:
    """Put a label before the first paragraph of an item; one that has its own keeps both."""
    for place, block in enumerate(blocks):
        if place == 0 and isinstance(block, Paragraph):
            yield Paragraph(f"{block.label} {block.text}".strip(), label)
        else:
            yield block


def _table(page: _Page, table: Any, depth: int) -> tuple[list[list[RawCell]], int]:
    """Read a table's rows, those of tables in its cells apart, and count its rows of headings."""
    rows: list[list[RawCell]] = []
    heads = 0
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        rows.append([_cell(page, cell, depth) for cell in cells])
        in_head = any(above.tag == "thead" for above in row.iterancestors("thead", "table"))
        all_heads = cells and all(cell.tag == "th" for cell in cells)
        heads += len(rows) == heads + 1 and bool(in_head or all_heads)
    caption = next((each for each in table if each.tag == "caption"), None)
    if caption is not None and rows:
        width = sum(cell.across for cell in rows[0])
        rows.insert(0, [RawCell(tuple(_blocks(page, caption, depth + 1)), max(width, 1))])
        heads += bool(heads)
    return rows, heads


def _cell(page: _Page, cell: Any, depth: int) -> RawCell:
    blocks = tuple(_blocks(page, cell, depth + 1))
    return RawCell(blocks, _whole(cell.get("colspan"), 1), _whole(cell.get("rowspan"), 1))


def _whole(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return max(min(int(text), MAX_COUNT), 1) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _left_out(page: _Page) -> Iterator[str]:
    if page.furniture:
        yield counted(
            page.furniture, "part of the web page around the letter", "parts of the web page around the letter"
        )
    if page.hidden:
        yield counted(page.hidden, "part that the page does not show", "parts that the page does not show")
