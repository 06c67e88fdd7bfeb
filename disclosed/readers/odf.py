"""An OpenDocument text or sheet (.odt, .ods) to text: what its pages show, and nothing that it hides.

Deleted text of tracked changes stands in a part of its own, and inserted text in its place; so the text read is the one that
would be printed. Rows, columns and sheets that are hidden or filtered out are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from disclosed.readers.archive import Archive
from disclosed.readers.cells import table_blocks
from disclosed.readers.letterheads import unfold_columns
from disclosed.readers.marks import whole
from disclosed.readers.odf_lists import parse_lists
from disclosed.readers.odf_runs import DRAW, MAX_DEPTH, OFFICE, Odf, boxes_in, citation, inline
from disclosed.readers.odf_styles import STYLE, TABLE, TEXT, is_hidden, parse_styles
from disclosed.readers.plain import Block, Extract, PageEnd, Paragraph, RawCell, counted, refuse, render_plain
from disclosed.readers.sheets import MAX_CELLS, Placed, named, sheet_tables, shown_cells, table_rows

_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_UNSEEN = "in the colour of what lies under it: tell the authority, the file holds it"
_PAGE_NUMBERS = {f"{TEXT}page-number", f"{TEXT}page-count"}
_SHEET_ENDS = 400  # columns and rows of a repeat at the end of a sheet that only fill it: more than any table is wide


_Read = TypeVar("_Read", Block, Placed)


def read_odf(archive: Archive) -> Extract:
    """Read an OpenDocument text or sheet."""
    root, styles = archive.xml("content.xml"), archive.xml("styles.xml")
    if root is None:
        refuse("The file is broken: it has no content.", "Open it in its program, save it again, then add that.")
    _name_tables(root)
    odf = Odf(parse_lists(styles, root), parse_styles(styles, root))
    body = next(root.iter(f"{OFFICE}text"), None)
    sheets = next(root.iter(f"{OFFICE}spreadsheet"), None)
    if body is not None:
        page = _first_page(odf, body, styles)
        blocks = [
            *_around(odf, page, "header"),
            *_blocks(odf, body, 0),
            *_notes(odf),
            *_around(odf, page, "footer"),
        ]
    else:
        odf.in_sheet = True
        blocks = list(_sheets(odf, sheets)) if sheets is not None else []
    return Extract(unfold_columns(render_plain(blocks)), tuple(_left_out(odf, archive)), tuple(_to_compare(odf)))


def _name_tables(root: Any) -> None:
    """Give tables in shapes, which LibreOffice writes under a name of its own, the standard's."""
    for element in root.iter(f"{_LOEXT}*"):
        name = element.tag.removeprefix(_LOEXT)
        if name.startswith(("table", "covered-table")):
            element.tag = f"{TABLE}{name}"


def _off_paper(odf: Odf, blocks: Iterator[_Read]) -> list[_Read]:
    """Read what stands in a table or a box: what lies under its text is not known."""
    before, odf.on_paper = odf.on_paper, False
    made = list(blocks)
    odf.on_paper = before
    return made


def _blocks(odf: Odf, parent: Any, depth: int) -> Iterator[Block]:
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
            yield from table_blocks(table_rows(_off_paper(odf, _cells(odf, child, depth))), heads)
        elif child.tag == f"{TEXT}tracked-changes":
            odf.left_out["changes"] += len(list(child.iter(f"{TEXT}changed-region")))
        elif child.tag == f"{TEXT}section" and child.get(f"{TEXT}display") in {"none", "condition"}:
            odf.left_out["hidden"] += 1
        elif child.tag in {f"{TEXT}section", f"{DRAW}text-box", f"{TEXT}index-body", f"{TEXT}table-of-content"}:
            yield from _blocks(odf, child, depth + 1)
        elif child.tag.startswith(DRAW):
            yield from _drawn(odf, child, depth)


def _drawn(odf: Odf, drawing: Any, depth: int) -> Iterator[Block]:
    """Yield the text in a drawing; one that floats over the cells of a sheet is in none."""
    boxes = list(boxes_in(odf, drawing, 0))
    if odf.in_sheet:
        odf.boxes += boxes
    else:
        yield from (block for box in boxes for block in _off_paper(odf, _blocks(odf, box, depth + 1)))


def _paragraph(odf: Odf, paragraph: Any, label: str, depth: int) -> Iterator[Block]:
    said = odf.styles.said("paragraph", paragraph.get(f"{TEXT}style-name", ""))
    if "breaks" in said:
        yield PageEnd()
    boxes, odf.boxes = odf.boxes, []
    text = "".join(inline(odf, paragraph, said, 0))
    own, odf.boxes = odf.boxes, boxes
    yield Paragraph(text, label)
    for box in own:
        yield from _off_paper(odf, _blocks(odf, box, depth + 1))


@dataclass(frozen=True, slots=True)
class _Open:
    """A list that is open: its style, how deep it stands, and the counts of its levels."""

    style: str
    level: int
    counts: dict[int, int]


def _list(odf: Odf, element: Any, opened: _Open) -> Iterator[Block]:
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


def _cells(odf: Odf, table: Any, depth: int) -> Iterator[Placed]:
    """Yield the cells of a table that are shown, groups of rows opened; repeats written out within bounds."""
    placed: list[Placed] = []
    hidden: list[int] = []
    number = 0
    for row in table.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table"), None) is not table:
            continue
        times = max(whole(row.get(f"{TABLE}number-rows-repeated"), 1), 1)
        width = _width(row)
        _refuse_many(len(placed) + number + width)
        cells = list(_row(odf, row, width, depth))
        written = times if any(cell.filled for _, cell in cells) else min(times, _SHEET_ENDS)
        if row.get(f"{TABLE}visibility", "visible") != "visible":
            odf.left_out["rows"] += 1 if times > _SHEET_ENDS else times
            hidden += range(number, number + written)
        _refuse_many(len(placed) + number + written * max(len(cells), 1))
        for _ in range(written):
            placed += (Placed(number, column, cell) for column, cell in cells)
            number += 1
    yield from shown_cells(placed, hidden, _hidden_columns(odf, table))


def _refuse_many(cells: int) -> None:
    if cells > MAX_CELLS:
        refuse(f"A table has more than {MAX_CELLS:,} cells.", "Add the part that answers the request.")


def _hidden_columns(odf: Odf, table: Any) -> Iterator[int]:
    """Yield the columns that are not shown; columns after the last that is described are."""
    number = 0
    for column in table.iter(f"{TABLE}table-column"):
        if next(column.iterancestors(f"{TABLE}table"), None) is table and number < _SHEET_ENDS * 4:
            times = min(whole(column.get(f"{TABLE}number-columns-repeated"), 1), _SHEET_ENDS)
            if column.get(f"{TABLE}visibility", "visible") != "visible":
                odf.left_out["columns"] += 0 if times == _SHEET_ENDS else times
                yield from range(number, number + times)
            number += times


def _row(odf: Odf, row: Any, width: int, depth: int) -> Iterator[tuple[int, RawCell]]:
    """Yield the cells of a row with their columns; empty ones at its end fill the sheet and are dropped."""
    column = 0
    for cell in row:
        if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            continue
        times = min(whole(cell.get(f"{TABLE}number-columns-repeated"), 1), _SHEET_ENDS)
        if cell.tag == f"{TABLE}table-cell":
            odf.left_out["comments"] += len(cell.findall(f"{OFFICE}annotation"))
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


def _sheets(odf: Odf, sheets: Any) -> Iterator[Block]:
    """Yield each sheet that is shown: its name, then its tables."""
    for sheet in sheets.findall(f"{TABLE}table"):
        if is_hidden(odf.styles.said("table", sheet.get(f"{TABLE}style-name", ""))):
            odf.left_out["sheets"] += 1
            continue
        yield from named(sheet.get(f"{TABLE}name", ""))
        for rows in sheet_tables(list(_cells(odf, sheet, 0))):
            yield from table_blocks(rows)
        yield from _floating(odf, sheet)
        yield PageEnd()


def _floating(odf: Odf, sheet: Any) -> Iterator[Block]:
    """Yield the text of what floats over a sheet, after its cells."""
    for shapes in sheet.findall(f"{TABLE}shapes"):
        odf.boxes += [box for shape in shapes for box in boxes_in(odf, shape, 0)]
    boxes, odf.boxes, odf.in_sheet = odf.boxes, [], False
    yield from (block for box in boxes for block in _off_paper(odf, _blocks(odf, box, 1)))
    odf.in_sheet = True


def _notes(odf: Odf) -> Iterator[Block]:
    """Yield the foot- and endnotes after the text, in its order."""
    for note in odf.notes:
        number = citation(note)
        for body in note.iter(f"{TEXT}note-body"):
            first, *rest = [*_blocks(odf, body, 1), Paragraph("")]
            yield Paragraph(f"{number} {first.text.strip()}") if isinstance(first, Paragraph) else first
            yield from rest


def _first_page(odf: Odf, body: Any, styles: Any) -> Any:
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


def _around(odf: Odf, master: Any, kind: str) -> Iterator[Block]:
    """Yield the head or foot of the first page once; a line with a page's number is left out."""
    if master is None:
        return
    found = master.find(f"{STYLE}{kind}-first")
    part = found if found is not None and len(found) else master.find(f"{STYLE}{kind}")
    for paragraph in list(part.iter(f"{TEXT}p")) if part is not None else ():
        if any(child.tag in _PAGE_NUMBERS for child in paragraph.iter()):
            paragraph.clear()
    yield from _blocks(odf, part, 1) if part is not None else ()


def _left_out(odf: Odf, archive: Archive) -> Iterator[str]:
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


def _to_compare(odf: Odf) -> Iterator[str]:
    """Say what the page shows and was not read."""
    said = (
        ("struck", "stretch of text that is struck out on the page was left out", "stretches of text that are struck out on the page were left out"),
        ("objects", "embedded object is not read", "embedded objects are not read"),
    )  # fmt: skip
    for key, one, many in said:
        if odf.left_out[key]:
            yield f"{counted(odf.left_out[key], one, many)}: compare with the file"
