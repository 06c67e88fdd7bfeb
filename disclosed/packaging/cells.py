"""Values ↔ cells ↔ CSV: the one place where the package's files are spelled.

CSV is RFC 4180 as the UK's tabular data standard profiles it: UTF-8 without a byte order mark, CRLF, one header row.
Numbers are plain decimals in ASCII digits, as exact as the letter printed them (`5.0` stays `5.0`); no value is an
empty cell. Cells are faithful: a text that begins like a formula is written as it stands (findings.py flags it),
since a prefix would break quotations, hashes and every reader that is not a spreadsheet.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.resources import Field

Cell = str | int | Decimal | bool | None
Row = tuple[Cell, ...]

REBUILD = "The package is generated: change what it is made from and run `python3 build.py`."
LARGEST_CELL = (
    16 * 1024 * 1024
)  # characters; more than the longest letter that is read, and the csv module's default is 131072
# Forty digits are more than any letter counts, and few enough for any reader.
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{1,40})?")
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,39})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOOLEANS = {"true": True, "false": False}


def render_cell(value: Cell) -> str:
    """Write one value as its cell: exact, in ASCII, independent of locale."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def render_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write rows under a header as CSV."""
    return render_rows(chain((header,), rows))


def render_rows(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write rows as CSV."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([render_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode()


def parse_text(cell: str) -> str:
    """Take a text as it stands."""
    return cell


@lru_cache(maxsize=4096)  # of lines, columns and small counts: the same again and again
def parse_whole(cell: str) -> int | None:
    """Read a whole number; an empty cell is no value. Raises ValueError."""
    if not cell:
        return None
    if not WHOLE.fullmatch(cell):
        raise ValueError("no whole number")
    return int(cell)


@lru_cache(maxsize=4096)
def parse_number(cell: str) -> int | Decimal | None:
    """Read an exact decimal; an empty cell is no value. Raises ValueError."""
    if not cell:
        return None
    if not NUMBER.fullmatch(cell):
        raise ValueError("no number")
    return Decimal(cell) if "." in cell else int(cell)


def parse_day(cell: str) -> str:
    """Take a calendar day, ISO 8601, as it stands. Raises ValueError."""
    if cell and not is_day(cell):
        raise ValueError("no date (YYYY-MM-DD)")
    return cell


@lru_cache(maxsize=4096)  # a package names few days, and each often
def is_day(words: str) -> bool:
    """Say whether words are a day of the calendar, ISO 8601."""
    try:
        return bool(DAY.fullmatch(words) and datetime.date.fromisoformat(words))
    except ValueError:
        return False


def parse_yes_no(cell: str) -> bool | None:
    """Read `true` or `false`. Raises ValueError."""
    if cell and cell not in BOOLEANS:
        raise ValueError("neither true nor false")
    return BOOLEANS.get(cell)


PARSERS: Mapping[str, Callable[[str], Cell]] = {
    "string": parse_text,
    "integer": parse_whole,
    "number": parse_number,
    "boolean": parse_yes_no,
    "date": parse_day,
}


def parse_csv(data: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line of the file on which it begins. Raises UserError where it is no CSV."""
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(decode(data, file), newline=""), strict=True)
    line = 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UserError([problem(file, line, f"The row cannot be read as CSV ({error}).", REBUILD)]) from None
        yield line, record
        line = reader.line_num + 1


def decode(data: bytes, file: str) -> str:
    """Decode UTF-8 without a byte order mark; raises UserError with the line of the first bad byte."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise UserError([problem(file, 1, "The file begins with a byte order mark.", REBUILD)])
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError([problem(file, line, "The file is not UTF-8 text.", REBUILD)]) from None


def parse_rows(data: bytes, fields: Sequence[Field], file: str) -> tuple[tuple[int, Row], ...]:
    """Read a CSV under its header into typed rows, each with its line; raises UserError with every bad cell."""
    records = parse_csv(data, file)
    _, header = next(records, (1, []))
    names = [field.name for field in fields]
    if header != names:
        message = f"The header is {','.join(header)!r}, not {','.join(names)!r}."
        raise UserError([problem(file, 1, message, REBUILD)])
    columns = _columns(tuple(fields))
    bad: list[Finding] = []
    rows = tuple(
        (line, columns.typed(cells) or _typed(cells, fields, bad, place=(file, line))) for line, cells in records
    )
    if bad:
        raise UserError(bad)
    return rows


class _Columns:
    """The columns of a file as far as a row's cells must be looked at: most hold words, which stand as they are."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self.count = len(fields)
        filled = [at for at, field in enumerate(fields) if field.constraints.get("required")]
        self.filled = itemgetter(*filled, *filled[:1]) if filled else None  # of one column it would give no tuple
        self.parsed = [(at, PARSERS[field.type]) for at, field in enumerate(fields) if field.type != "string"]

    def typed(self, cells: list[str]) -> Row | None:
        """Type one record's cells, or give None where something is wrong with them."""
        if len(cells) != self.count or (self.filled and "" in self.filled(cells)):
            return None
        row: list[Cell] = [*cells]
        try:
            for at, parse in self.parsed:
                row[at] = parse(cells[at])
        except ValueError:
            return None
        return tuple(row)


_columns = lru_cache(maxsize=256)(_Columns)


def _typed(cells: list[str], fields: Sequence[Field], bad: list[Finding], *, place: tuple[str, int]) -> Row:
    """Tell all that is wrong with one record's cells, in `bad`."""
    if len(cells) != len(fields):
        bad.append(problem(*place, f"The row has {len(cells)} cells, and the header {len(fields)}.", REBUILD))
        return ()
    for cell, field in zip(cells, fields, strict=True):
        try:
            PARSERS[field.type](cell)
        except ValueError as error:
            bad.append(problem(*place, f"{field.name} is {shown(cell)}, which is {error}.", REBUILD))
        else:
            if not cell and field.constraints.get("required"):
                bad.append(problem(*place, f"{field.name} is empty and may not be.", REBUILD))
    return ()


def shown(cell: str) -> str:
    """Quote a cell in a message on one line, cut at 60 characters."""
    quoted = json.dumps(cell, ensure_ascii=False)
    return quoted if len(quoted) <= 60 else f'{quoted[:56]}…"'
