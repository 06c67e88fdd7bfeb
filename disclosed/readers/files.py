"""Any file to the plain-text form: what it is, by its first bytes rather than its name, and the reader for it.

Each reader is imported when a file needs it. Formats that cannot be read faithfully are refused with what to do: a
scan holds no text, and the old binary formats keep deleted text beside the letter's own.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from disclosed.findings import UserError
from disclosed.readers.plain import Extract, refuse
from disclosed.readers.symbols import settle_symbols

MAX_FILE = 60_000_000  # bytes; mail systems stop at 25 to 50 MB
SUFFIXES = (".txt", ".docx", ".pdf", ".odt", ".html", ".htm", ".eml", ".xlsx", ".ods")
Reader = Callable[[bytes], Extract]

_HTML = re.compile(
    rb"\A[\s\xef\xbb\xbf]*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\A[\s\xef\xbb\xbf]*<\?xml\s")
_MAIL = re.compile(rb"\A(?:[A-Za-z-]{2,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}")
_MAIL_FIELD = re.compile(
    rb"^(?:mime-version|message-id|received|return-path|content-type):", re.IGNORECASE | re.MULTILINE
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_SAVE_AS = "Open it and save it as .docx (or .xlsx), then add that."


def read_file(name: str, data: bytes) -> Extract:
    """Read a file's bytes; raises UserError, at the file's name, where it cannot be read or holds no text."""
    try:
        if len(data) > MAX_FILE:
            refuse(f"The file has {len(data):,} bytes, more than {MAX_FILE:,}.", "Add the letter alone, or split it.")
        extract = _read(name, data)
        if not extract.text.strip():
            refuse("The file holds no text.", "Check that it is the letter.")
    except UserError as error:
        raise UserError(replace(found, file=found.file or name) for found in error.findings) from error
    text, compare = settle_symbols(extract.text)
    return replace(extract, text=text, compare=(*extract.compare, *compare))


def _read(name: str, data: bytes) -> Extract:
    """Read a file with its reader, whose libraries are imported when they are needed."""
    try:
        return reader_of(name, data)(data)
    except ModuleNotFoundError as error:
        library = str(error.name)
        refuse(
            f"The library '{library}', which reads this format, is not installed.",
            f"Run: python3 -m pip install {library}",
        )


def reader_of(name: str, data: bytes) -> Reader:
    """Choose the reader of a file; raises UserError for a format that is not read."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK\x03\x04") or (data.startswith(b"PK") and suffix in SUFFIXES):
        return _reader("archive", "read_archive")
    if b"%PDF-" in data[:1024]:
        return _reader("pdf", "read_pdf")
    _refuse_known(suffix, data)
    if _HTML.match(data[:4000]) or (suffix in {".html", ".htm", ".xhtml"} and not _XML.match(data[:4000])):
        return _reader("html", "read_html")
    if _XML.match(data[:4000]):
        refuse(
            "This is a file of XML, which is not read.",
            "Open it in its program and save it as .docx or .xlsx, then add that.",
        )
    head = data[:20_000].removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")
    if suffix in {".eml", ".mht", ".mhtml"} or (_MAIL.match(head) and _MAIL_FIELD.search(head)):
        return _reader("mail", "read_mail")
    return _reader("text", "read_text")


def _reader(module: str, function: str) -> Reader:
    read: Reader = getattr(import_module(f"disclosed.readers.{module}"), function)
    return read


def _refuse_known(suffix: str, data: bytes) -> None:
    """Refuse formats that are known and not read, each with its own way out."""
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        refuse("The file is protected by a password.", "Open it, save it without the password, then add that.")
    if data.startswith(_OLE) and (suffix == ".msg" or "__substg1.0_".encode("utf-16-le") in data):
        refuse(
            "This is a message of Outlook, which is not read.",
            "Save it from Outlook as .eml or .html, or print it to PDF, then add that.",
        )
    if data.startswith(_OLE):
        refuse("This is the old binary format of Word or Excel, which can keep deleted text.", _SAVE_AS)
    if data.startswith(b"{\\rtf"):
        refuse("This is rich text (RTF), which is not read.", "Open it and save it as .docx, then add that.")
    if data.startswith(_IMAGES):
        refuse(
            "This is a picture, which holds no text.",
            "Ask the authority for the document, or have it read by OCR and compare every figure.",
        )
    if not data.strip():
        refuse("The file is empty.", "Check that it was saved whole.")
