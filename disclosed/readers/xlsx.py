"""An Excel workbook (.xlsx) to text: its sheets one after another, each with its name and its tables.

A cell reads as it is shown: a share as `12.5%`, a day as `4 May 2023`. A formula gives the value that was stored with it;
one without reads as empty. Hidden sheets, rows and columns are left out: they are where data leaks.
"""

from __future__ import annotations

import datetime as days
import io
import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from disclosed.readers.archive import Archive, raise_broken
from disclosed.readers.cells import Placed, shown_cells, table_blocks
from disclosed.readers.plain import Block, Extract, PageEnd, Paragraph, RawCell, counted, refuse, render_plain
from disclosed.settling.periods import MONTHS

MAX_CELLS = 200_000
_DECIMALS = re.compile(r"0\.(0+)")
_MONEY = re.compile(r"£|\[\$£|GBP")
_WHOLE_DAY = days.time(0)
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
    """Read a workbook; the archive has been opened within bounds, and its parts are measured first."""
    for name in sorted(archive.names):
        if name.endswith((".xml", ".rels")):
            _refuse_entities(archive.part(name))
    left_out: Counter[str] = Counter()
    blocks = list(_sheets(_open(data), left_out))
    return Extract(render_plain(blocks), tuple(_said(left_out)))


def _refuse_entities(data: bytes) -> None:
    if b"<!DOCTYPE" in data.replace(b"\x00", b""):
        refuse(
            "The file declares a document type in its XML, which no office program does.",
            "Save it again in Excel, then add that.",
        )


def _open(data: bytes) -> Any:
    """Open a workbook with its stored values; openpyxl raises whatever a broken part leads it to."""
    import openpyxl  # noqa: PLC0415 - heavy, and only for workbooks

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        except _BROKEN as error:
            return raise_broken(error)


def _sheets(book: Any, left_out: Counter[str]) -> Iterator[Block]:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            left_out["sheets"] += 1
            continue
        yield Paragraph(sheet.title)
        yield from _tables(sheet, left_out)
        yield PageEnd()
    left_out["charts"] += len(book.chartsheets)


def _tables(sheet: Any, left_out: Counter[str]) -> Iterator[Block]:
    """Yield the tables of a sheet: an empty row stands between two."""
    if sheet.max_row * sheet.max_column > MAX_CELLS:
        refuse(f"The sheet has more than {MAX_CELLS:,} cells.", "Add the part that answers the request.")
    rows = [not sheet.row_dimensions[number].hidden for number in range(1, sheet.max_row + 1)]
    columns = [not _hidden_column(sheet, number) for number in range(1, sheet.max_column + 1)]
    left_out["rows"] += rows.count(False)
    left_out["columns"] += columns.count(False)
    table: list[list[RawCell]] = []
    for cells in [*shown_cells(_placed(sheet, left_out), rows, columns), []]:
        if any(cell.text for cell in cells):
            table.append(cells)
        else:
            yield from table_blocks(table)
            table = []


def _placed(sheet: Any, left_out: Counter[str]) -> Iterator[Placed]:
    """Yield every cell that no other covers."""
    spans, covered = _merged(sheet)
    for row in sheet.iter_rows():
        for cell in row:
            at = (cell.row, cell.column)
            left_out["comments"] += cell.comment is not None
            if at not in covered:
                text = shown(cell.value, cell.number_format)
                blocks = (Paragraph(text),) if text else ()
                yield Placed(cell.row - 1, cell.column - 1, RawCell(blocks, *spans.get(at, (1, 1))))


def _merged(sheet: Any) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Give the cells that cover others (columns, rows), and the places that are covered."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        across = area.max_col - area.min_col + 1
        down = area.max_row - area.min_row + 1
        if across * down > MAX_CELLS:
            refuse(f"The sheet has more than {MAX_CELLS:,} cells.", "Add the part that answers the request.")
        spans[area.min_row, area.min_col] = (across, down)
        places = {
            (row, column)
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        covered |= places - {(area.min_row, area.min_col)}
    return spans, covered


def _hidden_column(sheet: Any, column: int) -> bool:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return bool(sheet.column_dimensions[get_column_letter(column)].hidden)


def shown(value: Any, form: str) -> str:
    """Write a value as its cell shows it; numbers never pass through a float's long tail."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(Decimal(str(value)), form or "General")
    return _moment(value) if isinstance(value, days.date | days.time) else str(value)


def _moment(value: days.date | days.time) -> str:
    """Write a day, a time of day, or both."""
    if isinstance(value, days.time):
        return f"{value:%H:%M}"
    day = f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return f"{day} {value:%H:%M}" if isinstance(value, days.datetime) and value.time() != _WHOLE_DAY else day


def _number(value: Decimal, form: str) -> str:
    """Write a number by its format: per cent, pounds, thousands, decimals; any other as it is."""
    first = form.split(";", maxsplit=1)[0]
    share = "%" in first
    scaled = value * 100 if share else value
    decimals = _DECIMALS.search(first)
    fixed = decimals is not None or "0" in first or "#" in first
    places = len(decimals[1]) if decimals else 0
    text = f"{scaled:,.{places}f}" if fixed and first != "General" else f"{scaled.normalize():f}"
    if "," not in first:
        text = text.replace(",", "")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return f"{sign}{'£' if _MONEY.search(first) else ''}{digits}{'%' if share else ''}"


def _said(left_out: Counter[str]) -> Iterator[str]:
    """Say what the workbook hides."""
    said = (
        ("sheets", "hidden sheet"),
        ("rows", "hidden row"),
        ("columns", "hidden column"),
        ("comments", "comment"),
    )
    yield from (counted(left_out[key], one) for key, one in said if left_out[key])
    if left_out["charts"]:
        yield counted(left_out["charts"], "sheet with a chart alone", "sheets with a chart alone")
    yield "the file's properties (who wrote it, when)"
