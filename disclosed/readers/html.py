"""A saved web page to text: the letter on it, without the furniture around it (html_furniture.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from disclosed.readers.cells import table_blocks
from disclosed.readers.html_furniture import Page, drop_furniture, left_out, main_part, to_compare
from disclosed.readers.html_styles import parse_looks, raises
from disclosed.readers.marks import BULLET, MAX_COUNT, count_mark, raised
from disclosed.readers.plain import Block, Extract, Paragraph, RawCell, refuse, render_plain
from disclosed.readers.text import decode, decode_as, refuse_no_text

MAX_BYTES = 12_000_000
MAX_DEPTH = 150

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
_TABLE_ROLES = {"table": "table", "row": "tr", "cell": "td", "columnheader": "th", "rowheader": "th"}
_STYLE_FORMS = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
}
_ITEM_FORMS = {"1", "a", "A", "i", "I"}


def read_html(data: bytes) -> Extract:
    """Read a saved web page."""
    if len(data) > MAX_BYTES:
        refuse(f"The page has {len(data):,} bytes, more than {MAX_BYTES:,}.", "Save the letter alone, or as text.")
    root = _parse(data)
    page = Page(parse_looks(root))
    body = next(root.iter("body"), root)
    drop_furniture(page, body)
    _name_tables(body)
    blocks = list(_blocks(page, main_part(body), 0))
    return Extract(render_plain(blocks), tuple(left_out(page)), tuple(to_compare(page)))


def _parse(data: bytes) -> Any:
    """Parse a page, broken ones as browsers do."""
    decoded = _decode(data)
    refuse_no_text(decoded)
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        return lxml_html.document_fromstring(_UNSEEN.sub("", decoded).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return refuse("The page cannot be read as HTML.", "Open it in a browser, save it again, then add that.")


def _decode(data: bytes) -> str:
    """Decode a page: as UTF-8 where it is, else as it says of itself."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:4000])
    return decode_as(data, named[1].decode("ascii")) if named else decode(data)


def _name_tables(body: Any) -> None:
    """Give tables that are told by roles alone the elements of tables."""
    for element in list(body.iter("div", "span", "section", "ul", "li")):
        if tag := _TABLE_ROLES.get(element.get("role", "")):
            element.tag = tag


def _blocks(page: Page, element: Any, depth: int) -> Iterator[Block]:
    """Yield the blocks of an element: text between block elements is a paragraph."""
    if depth > MAX_DEPTH:
        return
    words: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if _is_inline(child, tag):
            words.append(_BREAK if tag == "br" else _inline(page, child, 0))
        else:
            yield from _paragraph(words)
            words = []
            yield from _block(page, child, tag, depth + 1)
        words.append(child.tail or "")
    yield from _paragraph(words)


def _is_inline(child: Any, tag: str) -> bool:
    """Whether an element stands in a line of text; one that wraps blocks (a link around a table) does not."""
    return tag in {"br", "img", ""} or (_flows(tag) and all(_flows(each.tag) for each in child.iter(etree.Element)))


def _flows(tag: str) -> bool:
    """Whether an element may stand in a line; so may those of other vocabularies, `st1:City` of Word."""
    return tag in _INLINE or tag in {"br", "img"} or ":" in tag


def _inline(page: Page, element: Any, depth: int) -> str:
    if depth > MAX_DEPTH or not isinstance(element.tag, str):
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += [_BREAK if child.tag == "br" else _inline(page, child, depth + 1), child.tail or ""]
    text = "".join(parts)
    return raised(text) if element.tag == "sup" or raises(page.looks.says(element)) else text


def _paragraph(words: list[str], label: str = "") -> Iterator[Paragraph]:
    """Yield a paragraph of pieces of text: white space of the source is one space, a break a line."""
    lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(words).split(_BREAK))
    text = "\n".join(lines).strip("\n")
    if text.strip():
        yield Paragraph(text, label)


def _block(page: Page, element: Any, tag: str, depth: int) -> Iterator[Block]:
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


def _list(page: Page, element: Any, depth: int) -> Iterator[Block]:
    """Yield the items of a list, each with its label."""
    style = _list_style(page, element)
    form = element.get("type", "1")
    form = _STYLE_FORMS.get(style) or (form if form in _ITEM_FORMS else "1")
    number = _whole(element.get("start"), 1)
    for child in element:
        if child.tag != "li":
            yield from _block(page, child, str(child.tag), depth + 1)
            continue
        number = _whole(child.get("value"), number)
        label = f"{count_mark(number, form)}." if element.tag == "ol" else BULLET
        label = "" if "none" in {style, _list_style(page, child)} else label
        yield from _labelled(list(_blocks(page, child, depth + 1)), label)
        number += 1


def _list_style(page: Page, element: Any) -> str:
    """Read how a list counts from its look: `lower-alpha`, `none`."""
    said = page.looks.says(element)
    words = f"{said.get('list-style', '')} {said.get('list-style-type', '')}".split()
    return next((word for word in reversed(words) if word in _STYLE_FORMS or word == "none"), "")


def _labelled(blocks: list[Block], label: str) -> Iterator[Block]:
    """Put a label before the first paragraph of an item; one that has its own keeps both."""
    for place, block in enumerate(blocks):
        if place == 0 and isinstance(block, Paragraph):
            yield Paragraph(f"{block.label} {block.text}".strip(), label)
        else:
            yield block


def _table(page: Page, table: Any, depth: int) -> tuple[list[list[RawCell]], int]:
    """Read a table's rows, those of tables in its cells apart, and count its rows of headings."""
    rows: list[list[RawCell]] = []
    heads = 0
    for row in _rows_in_order(table):
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


def _rows_in_order(table: Any) -> list[Any]:
    """List the rows of a table, those of tables in it apart; its foot is shown last wherever it stands."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    return sorted(rows, key=lambda row: any(above.tag == "tfoot" for above in row.iterancestors("tfoot", "table")))


def _cell(page: Page, cell: Any, depth: int) -> RawCell:
    blocks = tuple(_blocks(page, cell, depth + 1))
    return RawCell(blocks, _whole(cell.get("colspan"), 1), _whole(cell.get("rowspan"), 1))


def _whole(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return max(min(int(text), MAX_COUNT), 1) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
