"""An Excel workbook (.xlsx) to text: its sheets one after another, each with its name and its tables.

A cell reads as it is shown: a share as `12.5%`, a day as `4 May 2023`, a suppressed count as the `<5` of its format. A formula
gives the value that was stored with it; one without is told. Hidden sheets, rows and columns are left out: they are where
data leaks.
"""

from __future__ import annotations

import datetime as days
import io
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from disclosed.readers.archive import Archive, raise_broken
from disclosed.readers.cells import table_blocks
from disclosed.readers.colours import AUTO, colour_of, is_covered
from disclosed.readers.number_formats import show_moment, show_number, show_text
from disclosed.readers.plain import Block, Extract, PageEnd, Paragraph, RawCell, counted, refuse, render_plain
from disclosed.readers.sheets import MAX_CELLS, Placed, named, sheet_tables, shown_cells
from disclosed.readers.xlsx_parts import SheetPart, sheet_parts, usual_form

Area = tuple[int, int, int, int]  # first column, first row, last column, last row, counted from 1
MAX_ROWS = 1_048_576  # of a sheet, as Excel has them
MAX_FORMATTED = 1_000_000  # cells of a sheet, those counted that are only coloured
_THEME = {("theme", 0): "ffffff", ("theme", 1): "000000"}
_LIST = {("indexed", 0): "000000", ("indexed", 8): "000000", ("indexed", 1): "ffffff", ("indexed", 9): "ffffff", ("indexed", 64): AUTO}  # fmt: skip
# What openpyxl raises on a broken workbook: it has no error of its own. Errors of XML are errors of syntax.
_BROKEN = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    SyntaxError,
    EOFError,
    OSError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_xlsx(archive: Archive, data: bytes) -> Extract:
    """Read a workbook; the archive has been opened within bounds, and its parts are measured first.

    All of them, since a part may have any name: what it is, others say.
    """
    for name in sorted(archive.names):
        _refuse_hostile(archive.part(name))
    told: Counter[str] = Counter()
    book = _open(usual_form(archive, data))
    blocks = list(_sheets(book, sheet_parts(archive), told))
    return Extract(render_plain(blocks), tuple(_said(told)), tuple(_to_compare(told)))


def _refuse_hostile(data: bytes) -> None:
    if b"<!DOCTYPE" in data.replace(b"\x00", b""):
        refuse(
            "The file declares a document type in its XML, which no office program does.",
            "Save it again in Excel, then add that.",
        )
    if data.count(b"<c ") > MAX_FORMATTED:
        refuse(f"A sheet has more than {MAX_FORMATTED:,} cells.", "Add the part that answers the request.")


def _open(data: bytes) -> Any:
    """Open a workbook with its stored values; openpyxl raises whatever a broken part leads it to."""
    import openpyxl  # noqa: PLC0415 - heavy, and only for workbooks

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        except _BROKEN as error:
            return raise_broken(error)


def _sheets(book: Any, parts: dict[str, SheetPart], told: Counter[str]) -> Iterator[Block]:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            told["sheets"] += 1
            continue
        yield from named(sheet.title)
        for rows in sheet_tables(_shown(sheet, told)):
            yield from table_blocks(rows)
        part = parts.get(sheet.title, SheetPart())
        told.update(part.counts)
        yield from (Paragraph(text) for text in part.boxes)
        yield PageEnd()
    told["charts"] += len(book.chartsheets)


def _shown(sheet: Any, told: Counter[str]) -> list[Placed]:
    """List the filled cells that are shown; a fill that reaches to the end of the sheet is no cell."""
    filled = list(_filled(sheet, told))
    if len(filled) > MAX_CELLS:
        refuse(f"The sheet has more than {MAX_CELLS:,} cells.", "Add the part that answers the request.")
    last_row = max((one.row for one in filled), default=-1)
    last_column = max((one.column for one in filled), default=-1)
    rows = [number for number in range(last_row + 1) if _is_hidden_row(sheet, number + 1)]
    columns = sorted(_hidden_columns(sheet, last_column))
    told["rows"] += len(rows)
    told["columns"] += len(columns)
    told["formatted"] += any(_may_hide(rule) for area in sheet.conditional_formatting for rule in area.rules)
    return shown_cells(filled, rows, columns)


def _filled(sheet: Any, told: Counter[str]) -> Iterator[Placed]:
    """Yield every cell that holds something; openpyxl's own walk makes each cell of the rectangle."""
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    tables = [_bounds(table.ref) for table in sheet.tables.values()]
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001 - there is no other walk over filled cells
        told["comments"] += cell.comment is not None
        text = _text(cell, told, tables) if cell.value is not None else ""
        if text:
            area = spans.get((row, column))
            across, down = (area.max_col - column + 1, area.max_row - row + 1) if area else (1, 1)
            yield Placed(row - 1, column - 1, RawCell((Paragraph(text),), across, down))


def _bounds(area: str) -> Area:
    """Give the bounds of an area, `A1:B2`; whole columns, `A:B`, have all rows."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 - heavy, and only for workbooks

    left, top, right, foot = range_boundaries(area)
    return left, top or 1, right, foot or MAX_ROWS


def _text(cell: Any, told: Counter[str], tables: Sequence[Area]) -> str:
    """Write a cell as it is shown, and count what is not."""
    text, known = shown(cell.value, cell.number_format)
    told["unknown"] += not known
    told["by format"] += not text and str(cell.value).strip() != ""
    colour, fill = _colour(cell.font.color), _colour(cell.fill.fgColor) if cell.fill.fill_type == "solid" else AUTO
    if text and is_covered(colour, fill, on_paper=True) and is_covered(colour, fill, on_paper=not _is_in(cell, tables)):
        told["covered"] += 1
        return ""
    return text


def _is_in(cell: Any, tables: Sequence[Area]) -> bool:
    """Whether a cell lies in a table, whose style may colour the ground under it."""
    return any(left <= cell.column <= right and top <= cell.row <= foot for left, top, right, foot in tables)


def _colour(colour: Any) -> str:
    """Give a colour; of those that a theme or an old list names, black and white."""
    if colour is None or colour.type == "auto":
        return AUTO
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour_of(colour.rgb[-6:])
    number = getattr(colour, colour.type)
    return (_THEME if colour.type == "theme" and not colour.tint else _LIST).get((colour.type, number), "named")


def _is_hidden_row(sheet: Any, number: int) -> bool:
    row = sheet.row_dimensions.get(number)
    if row is None:
        return bool(sheet.sheet_format.zeroHeight)
    return bool(row.hidden) or row.height == 0


def _hidden_columns(sheet: Any, last: int) -> set[int]:
    """List the columns that are hidden or have no width; one description may stand for several of them."""
    found: set[int] = set()
    for described in sheet.column_dimensions.values():
        if described.hidden or described.width == 0:
            found |= set(range((described.min or 1) - 1, min(described.max or described.min or 1, last + 1)))
    return found


def _may_hide(rule: Any) -> bool:
    """Whether a rule can show something else than a cell's value: another format, or white letters."""
    look = rule.dxf
    if look is None:
        return False
    colour = _colour(look.font.color) if look.font is not None else AUTO
    return look.numFmt is not None or is_covered(colour, AUTO, on_paper=True)


def shown(value: Any, form: str) -> tuple[str, bool]:
    """Write a value as its cell shows it, and say whether its format is known."""
    form = form or "General"
    if isinstance(value, bool):
        return str(value).upper(), True
    if isinstance(value, int | float):
        text = show_number(value, form)
        return (text, True) if text is not None else (show_number(value, "General") or "", False)
    if isinstance(value, days.date | days.time | days.timedelta):
        return show_moment(value, form), True
    return show_text(str(value), form), True


def _said(told: Counter[str]) -> Iterator[str]:
    """Say what the workbook hides."""
    said = (
        ("sheets", "hidden sheet", ""),
        ("rows", "hidden row", ""),
        ("columns", "hidden column", ""),
        ("by format", "cell whose format shows nothing", "cells whose format shows nothing"),
        ("covered", "cell in the colour of its ground", "cells in the colour of their ground"),
        ("comments", "comment", ""),
        ("charts", "chart", ""),
        ("pictures", "picture, whose text is not read", "pictures, whose text is not read"),
    )
    yield from (counted(told[key], one, many) for key, one, many in said if told[key])
    yield "the file's properties (who wrote it, when)"


def _to_compare(told: Counter[str]) -> Iterator[str]:
    """Say what the sheets show and was not read, or not surely."""
    said = (
        ("formulas", "formula has no stored value and reads as an empty cell", "formulas have no stored value and read as empty cells"),
        ("unknown", "number has a format that is not known", "numbers have formats that are not known"),
        ("objects", "embedded file is not read", "embedded files are not read"),
        ("formatted", "sheet has a rule by which values may be shown otherwise", "sheets have rules by which values may be shown otherwise"),
    )  # fmt: skip
    for key, one, many in said:
        if told[key]:
            yield f"{counted(told[key], one, many)}: compare with the file"
