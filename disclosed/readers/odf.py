"""An OpenDocument text or sheet (.odt, .ods) to text: what its pages show, and nothing that it hides.

Deleted text of tracked changes stands in a part of its own, and inserted text in its place; so the text read is the one that
would be printed. Rows, columns and sheets that are hidden or filtered out are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from disclosed.readers.archive import Archive
from disclosed.readers.cells import Placed, shown_cells, table_blocks
from disclosed.readers.docx_numbers import whole
from disclosed.readers.letterheads import unfold_columns
from disclosed.readers.marks import raised
from disclosed.readers.odf_lists import Lists, parse_lists
from disclosed.readers.odf_styles import (
    STYLE,
    TABLE,
    TEXT,
    Styles,
    is_hidden,
    is_raised,
    is_struck,
    is_unseen,
    parse_styles,
)
from disclosed.readers.plain import Block, Extract, PageEnd, Paragraph, RawCell, counted, refuse, render_plain
from disclosed.readers.symbols import with_symbols

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
# Elements in a line of text that hold no text of the page; every other one wraps some, known here or not.
_SILENT = {
    f"{TEXT}{name}"
    for name in ("page-number", "page-count", "number", "ruby-text", "tracked-changes", "bookmark", "bookmark-start", "bookmark-end")
} | {f"{_OFFICE}annotation-end", f"{_OFFICE}event-listeners"}  # fmt: skip
_OBJECTS = {f"{_DRAW}object", f"{_DRAW}object-ole", f"{_DRAW}plugin", f"{_DRAW}applet"}
_STROKES = {f"{_DRAW}line", f"{_DRAW}connector", f"{_DRAW}text-box", f"{_DRAW}control"}  # nothing to read in them
_UNSEEN = "in the colour of what lies under it: tell the authority, the file holds it"
_PAGE_NUMBERS = {f"{TEXT}page-number", f"{TEXT}page-count"}
_SHEET_ENDS = 400  # columns and rows of a repeat at the end of a sheet that only fill it: more than any table is wide
MAX_CELLS = 200_000
MAX_SPACES = 200
MAX_DEPTH = 60


_Read = TypeVar("_Read", Block, list[RawCell])


@dataclass
class _Odf:
    """A document while it is read."""

    lists: Lists
    styles: Styles
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    on_paper: bool = True  # in no table and no box, whose ground is not known


def read_odf(archive: Archive) -> Extract:
    """Read an OpenDocument text or sheet."""
    root, styles = archive.xml("content.xml"), archive.xml("styles.xml")
    if root is None:
        refuse("The file is broken: it has no content.", "Open it in its program, save it again, then add that.")
    _name_tables(root)
    odf = _Odf(parse_lists(styles, root), parse_styles(styles, root))
    body = next(root.iter(f"{_OFFICE}text"), None)
    sheets = next(root.iter(f"{_OFFICE}spreadsheet"), None)
    if body is not None:
        page = _first_page(odf, body, styles)
        blocks = [
            *_around(odf, page, "header"),
            *_blocks(odf, body, 0),
            *_notes(odf),
            *_around(odf, page, "footer"),
        ]
    else:
        blocks = list(_sheets(odf, sheets)) if sheets is not None else []
    return Extract(unfold_columns(render_plain(blocks)), tuple(_left_out(odf, archive)), tuple(_to_compare(odf)))


def _name_tables(root: Any) -> None:
    """Give tables in shapes, which LibreOffice writes under a name of its own, the standard's."""
    for element in root.iter(f"{_LOEXT}*"):
        name = element.tag.removeprefix(_LOEXT)
        if name.startswith(("table", "covered-table")):
            element.tag = f"{TABLE}{name}"


def _off_paper(odf: _Odf, blocks: Iterator[_Read]) -> list[_Read]:
    """Read what stands in a table or a box: what lies under its text is not known."""
    before, odf.on_paper = odf.on_paper, False
    made = list(blocks)
    odf.on_paper = before
    return made


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
        elif child.tag == f"{TABLE}table":
            heads = len(child.findall(f"{TABLE}table-header-rows/{TABLE}table-row"))
            yield from table_blocks([row for row in _off_paper(odf, iter(_rows(odf, child, depth))) if row], heads)
        elif child.tag == f"{TEXT}tracked-changes":
            odf.left_out["changes"] += len(list(child.iter(f"{TEXT}changed-region")))
        elif child.tag == f"{TEXT}section" and child.get(f"{TEXT}display") in {"none", "condition"}:
            odf.left_out["hidden"] += 1
        elif child.tag in {f"{TEXT}section", f"{_DRAW}text-box", f"{TEXT}index-body", f"{TEXT}table-of-content"}:
            yield from _blocks(odf, child, depth + 1)
        elif child.tag.startswith(_DRAW):
            boxes = list(_boxes(odf, child, 0))
            yield from (block for box in boxes for block in _off_paper(odf, _blocks(odf, box, depth + 1)))


def _paragraph(odf: _Odf, paragraph: Any, label: str, depth: int) -> Iterator[Block]:
    said = odf.styles.said("paragraph", paragraph.get(f"{TEXT}style-name", ""))
    if "breaks" in said:
        yield PageEnd()
    boxes, odf.boxes = odf.boxes, []
    text = "".join(_inline(odf, paragraph, said, 0))
    own, odf.boxes = odf.boxes, boxes
    yield Paragraph(text, label)
    for box in own:
        yield from _off_paper(odf, _blocks(odf, box, depth + 1))


def _inline(odf: _Odf, element: Any, said: Mapping[str, str], depth: int) -> Iterator[str]:
    """Yield the text of a paragraph or a span; `said` is what the styles around it say."""
    if depth > MAX_DEPTH:
        return
    yield _shown(odf, element.text, said)
    for child in element:
        yield from _piece(odf, child, said, depth)
        yield _shown(odf, child.tail, said)


def _shown(odf: _Odf, text: str | None, said: Mapping[str, str]) -> str:
    """Write text as the page shows it, or leave it out; white space of the source is one space, as the standard has it."""
    folded = (text or "").replace("\n", " ").replace("\t", " ").replace("\r", " ")
    if not folded.strip():
        return folded
    hiding = (
        "hidden"
        if is_hidden(said)
        else "struck"
        if is_struck(said)
        else "covered"
        if is_unseen(said, on_paper=odf.on_paper)
        else ""
    )
    if hiding:
        odf.left_out[hiding] += 1
        return ""
    written = with_symbols(folded, said.get("font", ""))
    return raised(written) if is_raised(said) else written


def _piece(odf: _Odf, child: Any, said: Mapping[str, str], depth: int) -> Iterator[str]:
    """Yield the text of an element in a line: one that is not known wraps text."""
    name = child.tag.removeprefix(TEXT)
    if name == "s":
        yield " " * min(whole(child.get(f"{TEXT}c"), 1), MAX_SPACES)
    elif name in {"tab", "line-break"}:
        yield "\t" if name == "tab" else "\n"
    elif name == "note":
        odf.notes.append(child)
        yield _citation(child)
    elif child.tag == f"{_OFFICE}annotation":
        odf.left_out["comments"] += 1
    elif _is_off(child, name):
        odf.left_out["hidden"] += 1
    elif child.tag.startswith(_DRAW):
        odf.boxes += _boxes(odf, child, 0)
    elif child.tag not in _SILENT:
        own = odf.styles.said("text", child.get(f"{TEXT}style-name", "")) if name in {"span", "a"} else {}
        yield from _inline(odf, child, {**said, **own}, depth + 1)


def _is_off(child: Any, name: str) -> bool:
    """Whether a field is hidden by itself, whatever its style."""
    by_condition = name in {"hidden-text", "hidden-paragraph"} and child.get(f"{TEXT}is-hidden") != "false"
    return by_condition or (child.get(f"{TEXT}display") == "none" and name != "section")


def _citation(note: Any) -> str:
    cited = note.find(f"{TEXT}note-citation")
    return raised("".join(cited.itertext())) if cited is not None else ""


def _boxes(odf: _Odf, element: Any, depth: int) -> Iterator[Any]:
    """Yield what holds text in a drawing: text boxes, and shapes with text of their own; count the others."""
    if depth > MAX_DEPTH:
        return
    holds = {f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TABLE}table"}
    inner = [child for child in element if isinstance(child.tag, str) and child.tag.startswith(_DRAW)]
    written = any(child.tag in holds and "".join(child.itertext()).strip() for child in element)
    if written:
        yield element
    elif element.tag in {f"{_DRAW}frame", f"{_DRAW}g", f"{_DRAW}a"}:
        # A frame's first child counts; the picture after an object is only how it looks.
        for child in inner[:1] if element.tag == f"{_DRAW}frame" else inner:
            yield from _boxes(odf, child, depth + 1)
    elif element.tag not in _STROKES:
        odf.left_out["objects" if element.tag in _OBJECTS else "pictures"] += 1


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
    for row in table.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table"), None) is not table:
            continue
        times = whole(row.get(f"{TABLE}number-rows-repeated"), 1)
        visible = row.get(f"{TABLE}visibility", "visible") == "visible"
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
    for column in table.iter(f"{TABLE}table-column"):
        if next(column.iterancestors(f"{TABLE}table"), None) is table:
            visible = column.get(f"{TABLE}visibility", "visible") == "visible"
            times = min(whole(column.get(f"{TABLE}number-columns-repeated"), 1), _SHEET_ENDS)
            odf.left_out["columns"] += 0 if visible or times == _SHEET_ENDS else times
            shown += [visible] * times
    return shown[: _SHEET_ENDS * 4]


def _cells(odf: _Odf, row: Any, depth: int) -> Iterator[tuple[int, RawCell]]:
    """Yield the cells of a row with their columns; empty ones at its end fill the sheet and are dropped."""
    column = 0
    width = _width(row)
    for cell in row:
        if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            continue
        times = min(whole(cell.get(f"{TABLE}number-columns-repeated"), 1), _SHEET_ENDS)
        if cell.tag == f"{TABLE}table-cell":
            odf.left_out["comments"] += len(cell.findall(f"{_OFFICE}annotation"))
            across = min(whole(cell.get(f"{TABLE}number-columns-spanned"), 1), _SHEET_ENDS)
            made = RawCell(
                tuple(_blocks(odf, cell, depth + 1)),
                max(across, 1),
                max(whole(cell.get(f"{TABLE}number-rows-spanned"), 1), 1),
            )
            yield from ((place, made) for place in range(column, min(column + times, width)))
        column += times


def _width(row: Any) -> int:
    """Count the columns of a row up to the last that holds something."""
    column = last = 0
    for cell in row:
        column += min(whole(cell.get(f"{TABLE}number-columns-repeated"), 1), _SHEET_ENDS)
        last = column if len(cell) else last
    return last


def _sheets(odf: _Odf, sheets: Any) -> Iterator[Block]:
    """Yield each sheet that is shown: its name, then its rows as tables, an empty row between two."""
    for sheet in sheets.findall(f"{TABLE}table"):
        if is_hidden(odf.styles.said("table", sheet.get(f"{TABLE}style-name", ""))):
            odf.left_out["sheets"] += 1
            continue
        yield Paragraph(sheet.get(f"{TABLE}name", ""))
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
        number = _citation(note)
        for body in note.iter(f"{TEXT}note-body"):
            first, *rest = [*_blocks(odf, body, 1), Paragraph("")]
            yield Paragraph(f"{number} {first.text.strip()}") if isinstance(first, Paragraph) else first
            yield from rest


def _first_page(odf: _Odf, body: Any, styles: Any) -> Any:
    """Find the master of the first page: the one that the style of the first paragraph or table names, else the usual."""
    masters = (
        {each.get(f"{STYLE}name", ""): each for each in styles.iter(f"{STYLE}master-page")}
        if styles is not None
        else {}
    )
    for element in body.iter(f"{TEXT}p", f"{TEXT}h", f"{TABLE}table"):
        family, of = ("table", TABLE) if element.tag == f"{TABLE}table" else ("paragraph", TEXT)
        named = odf.styles.said(family, element.get(f"{of}style-name", "")).get("page", "Standard")
        return masters.get(named, next(iter(masters.values()), None))
    return None


def _around(odf: _Odf, master: Any, kind: str) -> Iterator[Block]:
    """Yield the head or foot of the first page once; a line with a page's number is left out."""
    if master is None:
        return
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
        ("covered", f"stretch of text {_UNSEEN}", f"stretches of text {_UNSEEN}"),
    )
    yield from (counted(odf.left_out[key], one, many) for key, one, many in said if odf.left_out[key])
    if "meta.xml" in archive.names:
        yield "the file's properties (who wrote it, when)"


def _to_compare(odf: _Odf) -> Iterator[str]:
    """Say what the page shows and was not read."""
    said = (
        ("struck", "stretch of text that is struck out on the page was left out", "stretches of text that are struck out on the page were left out"),
        ("objects", "embedded object is not read", "embedded objects are not read"),
    )  # fmt: skip
    for key, one, many in said:
        if odf.left_out[key]:
            yield f"{counted(odf.left_out[key], one, many)}: compare with the file"
