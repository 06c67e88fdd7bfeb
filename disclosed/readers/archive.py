"""Office files are zips of XML: opened with bounds, since both can be made to grow without end.

A zip says how large its parts become and may lie; so each part is unpacked up to a bound and no further. XML is parsed
without document types, entities, network or deep nesting: no office program writes any of them.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from disclosed.readers.plain import Extract, refuse
from disclosed.zips import BROKEN_ZIP

MAX_PARTS = 5_000  # a letter has some twenty, a workbook of many sheets some hundred
MAX_PART = 40_000_000  # bytes unpacked; a letter's text is some 100,000, a large sheet some 10 million
MAX_ALL = 120_000_000
BROKEN = "The file is broken: {}."
MEND = "Open it in its program, save it again, then add that."
# "Strict Open XML" has the elements of the usual form under other names (ISO/IEC 29500-1, annex A).
STRICT, USUAL = (
    re.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/(\w{1,40})"),
    rb"http://schemas.openxmlformats.org/\1/2006/\2",
)
_TEXT = b"application/vnd.oasis.opendocument.text"
_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"


class Archive:
    """A zip file whose parts are read one by one, never more than the bounds allow."""

    def __init__(self, data: bytes) -> None:
        """Open a zip; raises UserError where it is none, has too many parts or a password."""
        self.sizes: dict[str, int] = {}
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as error:
            raise_broken(error)
        parts = self.zip.infolist()
        if len(parts) > MAX_PARTS:
            refuse(f"The file has {len(parts):,} parts, more than {MAX_PARTS:,}.", MEND)
        if any(part.flag_bits & 1 for part in parts):
            refuse("The file is protected by a password.", "Open it, save it without the password, then add that.")
        self.names = {part.filename for part in parts}

    def part(self, name: str) -> bytes:
        """Unpack a part; b'' where there is none."""
        if name not in self.names:
            return b""
        try:
            with self.zip.open(name) as file:
                data = file.read(MAX_PART + 1)
        except BROKEN_ZIP as error:
            raise_broken(error)
        self.sizes[name] = len(data)
        if len(data) > MAX_PART or sum(self.sizes.values()) > MAX_ALL:
            refuse("The file unpacks to more than a letter can hold.", "Add the letter alone, or split it.")
        return data

    def xml(self, name: str) -> Any:
        """Parse a part; None where there is none."""
        data = self.part(name)
        return parse_xml(STRICT.sub(USUAL, data)) if data else None


def raise_broken(error: Exception) -> None:
    """Refuse a broken file in plain words, with the library's own where it has some."""
    words = str(error).strip().rstrip(".") or type(error).__name__
    refuse(BROKEN.format(words[:120]), MEND)


def parse_xml(data: bytes) -> Any:
    """Parse XML that a stranger wrote; raises UserError where it is broken or declares a document type."""
    if b"<!DOCTYPE" in data.replace(b"\x00", b""):
        refuse("The file declares a document type in its XML, which no office program does.", MEND)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return raise_broken(error)


def read_archive(data: bytes) -> Extract:
    """Read an office file by what it holds."""
    archive = Archive(data)
    kind = archive.part("mimetype").strip()
    if "word/document.xml" in archive.names or any(name.startswith("word/document") for name in archive.names):
        from disclosed.readers.docx import read_docx  # noqa: PLC0415

        return read_docx(archive)
    if "xl/workbook.xml" in archive.names or any(name.startswith("xl/workbook") for name in archive.names):
        from disclosed.readers.xlsx import read_xlsx  # noqa: PLC0415

        return read_xlsx(archive, data)
    if kind.startswith((_TEXT, _SHEET)):
        from disclosed.readers.odf import read_odf  # noqa: PLC0415

        return read_odf(archive)
    return refuse("This is a zip file, and no office file that is read.", "Unpack it and add the letters in it.")
