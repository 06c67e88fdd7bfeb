"""An OpenDocument text or sheet (.odt, .ods) to text: what its pages show, and nothing that it hides.

Deleted text of tracked changes stands in a part of its own, and inserted text in its place; so the text read is the one that
would be printed. Rows, columns and sheets that are hidden or filtered out are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from disclosed.readers.archive import Archive
from disclosed.readers.cells import Placed, RawCell, shown_cells, table_blocks
from disclosed.readers.docx_numbers import whole
from disclosed.readers.marks import raised
from disclosed.readers.odf_lists import STYLE, TEXT, Lists, parse_lists
from disclosed.readers.plain import Block, Extract, PageEnd, Paragraph, counted, refuse, render_plain

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_WRAPS = {
    f"{TEXT}{name}"
    for name in (
        "span",
        "a",
        "meta",
        "meta-field",
        "ruby",
        "ruby-base",
        "date",
        "time",
        "title",
        "subject",
        "sequence",
        "bookmark-ref",
        "reference-ref",
        "database-display",
        "user-field-get",
        "variable-get",
        "conditional-text",
    )
}
_PAGE_NUMBERS = {f"{TEXT}page-number", f"{TEXT}page-count"}
_SHEET_ENDS = 400  # columns and rows of a repeat at the end of a sheet that only fill it: more than any table is wide
MAX_CELLS = 200_000
MAX_SPACES = 200
MAX_DEPTH = 60


@dataclass
class _Odf:
    """A document while it is read."""

    lists: Lists
    breaks: frozenset[str]  # styles of paragraphs that begin a page
    hidden: frozenset[str]  # styles of text, rows, columns and sheets that are not shown
    raised: frozenset[str]  # styles of raised text
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


def read_odf(archive: Archive) -> Extract:
    """Read an OpenDocument text or sheet."""
    root, styles = archive.xml("content.xml"), archive.xml("styles.xml")
    if root is None:
        refuse("The file is broken: it has no content.", "Open it in its program, save it again, then add that.")
    odf = _Odf(parse_lists(styles, root), *_named_styles(styles, root))
    body = next(root.iter(f"{_OFFICE}text"), None)
    sheets = next(root.iter(f"{_OFFICE}spreadsheet"), None)
    if body is not None:
        blocks = [
            *_around(odf, styles, "header"),
            *_blocks(odf, body, 0),
            *_notes(odf),
            *_around(odf, styles, "footer"),
        ]
    else:
        blocks = list(_sheets(odf, sheets)) if sheets is not None else []
    return Extract(render_plain(blocks), tuple(_left_out(odf, archive)))


def _named_styles(*roots: Any) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Name the styles that begin a page, those that hide what has them, and those that raise it."""
    breaks, hidden, lifted = set(), set(), set()
    for root in roots:
        for style in root.iter(f"{STYLE}style") if root is not None else ():
            name = style.get(f"{STYLE}name", "")
            for properties in style:
                if properties.get(f"{_FO}break-before") == "page":
                    breaks.add(name)
                if properties.get(f"{TEXT}display") == "none" or properties.get(f"{_TABLE}display") == "false":
                    hidden.add(name)
                if properties.get(f"{STYLE}text-position", "").startswith("super"):
                    lifted.add(name)
    return frozenset(breaks), frozenset(hidden), frozenset(lifted)


def _blocks(odf: _Odf, parent: Any, depth: int) -> Iterator[Block]:
    """Yield the blocks of a body, a section, a cell or a text box."""
    if depth > MAX_DEPTH:
        return
    for child in parent:
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield from _paragraph(odf, child, "", depth)
        elif child.tag == f"{TEXT}list":
            style = child.get(f"{TEXT}style-name", "")
            yield from _list(odf, child, _Open(style, 1, odf.lists.begin(child, style)))
        elif child.tag == f"{_TABLE}table":
            heads = len(child.findall(f"{_TABLE}table-header-rows/{_TABLE}table-row"))
            yield from table_blocks([row for row in _rows(odf, child, depth) if row], heads)
        elif child.tag == f"{TEXT}tracked-changes":
            odf.left_out["changes"] += len(list(child.iter(f"{TEXT}changed-region")))
        elif child.tag == f"{TEXT}section" and child.get(f"{TEXT}display") in {"none", "condition"}:
            odf.left_out["hidden"] += 1
        elif child.tag in {f"{TEXT}section", f"{_DRAW}text-box", f"{TEXT}index-body", f"{TEXT}table-of-content"}:
            yield from _blocks(odf, child, depth + 1)
        elif child.tag == f"{_DRAW}frame":
            yield from (block for box in child.iter(f"{_DRAW}text-box") for block in _blocks(odf, box, depth + 1))


def _paragraph(odf: _Odf, paragraph: Any, label: str, depth: int) -> Iterator[Block]:
    if paragraph.get(f"{TEXT}style-name", "") in odf.breaks:
        yield PageEnd()
    boxes, odf.boxes = odf.boxes, []
    text = "".join(_inline(odf, paragraph, 0))
    own, odf.boxes = odf.boxes, boxes
    yield Paragraph(text, label)
    for box in own:
        yield from _blocks(odf, box, depth + 1)


def _inline(odf: _Odf, element: Any, depth: int) -> Iterator[str]:
    """Yield the text of a paragraph; white space of the source is one space, as the standard has it."""
    if depth > MAX_DEPTH:
        return
    yield _folded(element.text)
    for child in element:
        yield from _piece(odf, child, depth)
        yield _folded(child.tail)


def _folded(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\t", " ").replace("\r", " ")


def _piece(odf: _Odf, child: Any, depth: int) -> Iterator[str]:
    name = child.tag.removeprefix(TEXT)
    if name == "s":
        yield " " * min(whole(child.get(f"{TEXT}c"), 1), MAX_SPACES)
    elif name == "tab":
        yield "\t"
    elif name == "line-break":
        yield "\n"
    elif name == "note":
        odf.notes.append(child)
        yield raised(
            "".join(child.find(f"{TEXT}note-citation").itertext())
            if child.find(f"{TEXT}note-citation") is not None
            else ""
        )
    elif child.tag == f"{_OFFICE}annotation":
        odf.left_out["comments"] += 1
    elif name in {"hidden-text", "hidden-paragraph"} or (
        name == "span" and child.get(f"{TEXT}style-name", "") in odf.hidden
    ):
        odf.left_out["hidden"] += 1
    elif name == "span" and child.get(f"{TEXT}style-name", "") in odf.raised:
        yield raised("".join(_inline(odf, child, depth + 1)))
    elif child.tag in _WRAPS or name.startswith(("user-", "author-", "file-")):
        yield from _inline(odf, child, depth + 1)
    elif child.tag.startswith(_DRAW):
        boxes = list(child.iter(f"{_DRAW}text-box"))
        odf.boxes += boxes
        odf.left_out["pictures"] += not boxes


@dataclass(frozen=True, slots=True)
class _Open:
    """A list that is open: its style, how deep it stands, and the counts of its levels."""

    style: str
    level: int
    counts: dict[int, int]


def _list(odf: _Odf, element: Any, opened: _Open) -> Iterator[Block]:
    """Yield the items of a list; the label stands before the first paragraph of each."""
    if opened.level > MAX_DEPTH:
        return
    for item in element:
        fresh = item.tag == f"{TEXT}list-item"
        for child in item:
            if child.tag == f"{TEXT}list":
                inner = child.get(f"{TEXT}style-name", opened.style)
                yield from _list(odf, child, _Open(inner, opened.level + 1, opened.counts))
            elif child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                start = item.get(f"{TEXT}start-value")
                label = odf.lists.label(opened.style, opened.level, opened.counts, start=start) if fresh else ""
                fresh = False
                yield from _paragraph(odf, child, label, opened.level)
            else:
                yield from _blocks(odf, [child], opened.level)


def _rows(odf: _Odf, table: Any, depth: int) -> list[list[RawCell]]:
    """Read the rows of a table that are shown, groups of rows opened; repeats written out within bounds."""
    placed: list[Placed] = []
    rows: list[bool] = []
    for row in table.iter(f"{_TABLE}table-row"):
        if next(row.iterancestors(f"{_TABLE}table"), None) is not table:
            continue
        times = whole(row.get(f"{_TABLE}number-rows-repeated"), 1)
        visible = row.get(f"{_TABLE}visibility", "visible") == "visible"
        odf.left_out["rows"] += 0 if visible else 1 if times > _SHEET_ENDS else times
        cells = list(_cells(odf, row, depth))
        times = times if any(cell.filled for _, cell in cells) else min(times, _SHEET_ENDS)
        if len(placed) + len(rows) + times * max(len(cells), 1) > MAX_CELLS:
            refuse(f"A table has more than {MAX_CELLS:,} cells.", "Add the part that answers the request.")
        for _ in range(times):
            placed += (Placed(len(rows), column, cell) for column, cell in cells)
            rows.append(visible)
    return shown_cells(placed, rows, _shown_columns(odf, table))


def _shown_columns(odf: _Odf, table: Any) -> list[bool]:
    """Say of each column whether it is shown; columns after the last that is described are."""
    shown: list[bool] = []
    for column in table.iter(f"{_TABLE}table-column"):
        if next(column.iterancestors(f"{_TABLE}table"), None) is table:
            visible = column.get(f"{_TABLE}visibility", "visible") == "visible"
            times = min(whole(column.get(f"{_TABLE}number-columns-repeated"), 1), _SHEET_ENDS)
            odf.left_out["columns"] += 0 if visible or times == _SHEET_ENDS else times
            shown += [visible] * times
    return shown[: _SHEET_ENDS * 4]


def _cells(odf: _Odf, row: Any, depth: int) -> Iterator[tuple[int, RawCell]]:
    """Yield the cells of a row with their columns; empty ones at its end fill the sheet and are dropped."""
    column = 0
    width = _width(row)
    for cell in row:
        if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        times = min(whole(cell.get(f"{_TABLE}number-columns-repeated"), 1), _SHEET_ENDS)
        if cell.tag == f"{_TABLE}table-cell":
            odf.left_out["comments"] += len(cell.findall(f"{_OFFICE}annotation"))
            across = min(whole(cell.get(f"{_TABLE}number-columns-spanned"), 1), _SHEET_ENDS)
            made = RawCell(
                tuple(_blocks(odf, cell, depth + 1)),
                max(across, 1),
                max(whole(cell.get(f"{_TABLE}number-rows-spanned"), 1), 1),
            )
            yield from ((place, made) for place in range(column, min(column + times, width)))
        column += times


def _width(row: Any) -> int:
    """Count the columns of a row up to the last that holds something."""
    column = last = 0
    for cell in row:
        column += min(whole(cell.get(f"{_TABLE}number-columns-repeated"), 1), _SHEET_ENDS)
        last = column if len(cell) else last
    return last


def _sheets(odf: _Odf, sheets: Any) -> Iterator[Block]:
    """Yield each sheet that is shown: its name, then its rows as tables, an empty row between two."""
    for sheet in sheets.findall(f"{_TABLE}table"):
        if sheet.get(f"{_TABLE}style-name", "") in odf.hidden:
            odf.left_out["sheets"] += 1
            continue
        yield Paragraph(sheet.get(f"{_TABLE}name", ""))
        rows: list[list[RawCell]] = []
        for row in _rows(odf, sheet, 0):
            if any(cell.text for cell in row):
                rows.append(row)
            else:
                yield from table_blocks(rows)
                rows = []
        yield from table_blocks(rows)
        yield PageEnd()


def _notes(odf: _Odf) -> Iterator[Block]:
    """Yield the foot- and endnotes after the text, in its order."""
    for note in odf.notes:
        cited = note.find(f"{TEXT}note-citation")
        number = raised("".join(cited.itertext())) if cited is not None else ""
        for body in note.iter(f"{TEXT}note-body"):
            first, *rest = [*_blocks(odf, body, 1), Paragraph("")]
            yield Paragraph(f"{number} {first.text.strip()}") if isinstance(first, Paragraph) else first
            yield from rest


def _around(odf: _Odf, styles: Any, kind: str) -> Iterator[Block]:
    """Yield the head or foot of the first page once; a line with a page's number is left out."""
    masters = list(styles.iter(f"{STYLE}master-page")) if styles is not None else []
    named = [master for master in masters if master.get(f"{STYLE}name") in {"First_20_Page", "Standard"}] or masters
    for master in named[:1]:
        found = master.find(f"{STYLE}{kind}-first")
        part = found if found is not None and len(found) else master.find(f"{STYLE}{kind}")
        for paragraph in list(part.iter(f"{TEXT}p")) if part is not None else ():
            if any(child.tag in _PAGE_NUMBERS for child in paragraph.iter()):
                paragraph.clear()
        yield from _blocks(odf, part, 1) if part is not None else ()


def _left_out(odf: _Odf, archive: Archive) -> Iterator[str]:
    """Say what the file hides."""
    said = (
        ("changes", "tracked change: what was deleted is left out", "tracked changes: what was deleted is left out"),
        ("comments", "comment", "comments"),
        ("hidden", "stretch of hidden text", "stretches of hidden text"),
        ("sheets", "hidden sheet", "hidden sheets"),
        ("rows", "hidden row", "hidden rows"),
        ("columns", "hidden column", "hidden columns"),
        ("pictures", "picture, whose text is not read", "pictures, whose text is not read"),
    )
    yield from (counted(odf.left_out[key], one, many) for key, one, many in said if odf.left_out[key])
    if "meta.xml" in archive.names:
        yield "the file's properties (who wrote it, when)"
