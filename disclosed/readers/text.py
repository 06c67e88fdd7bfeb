"""A text file of any encoding to text: what Windows, Macs and mail programs save a letter as.

UTF-8 is tried first, since no other text passes for it by chance; then UTF-16 by its mark or its zero bytes; then
Windows-1252, which British office programs write when asked for "plain text".
"""

from __future__ import annotations

import codecs
import re

from disclosed.readers.plain import MAX_TEXT, Extract, refuse

_MARKS = (  # the longer first: UTF-32's little-endian mark begins as UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ODD = re.compile("[\udc80-\udcff]")  # a byte that is no UTF-8, as Python keeps it
_SAMPLE = 4_000  # characters in which controls are counted
_FEW = 100  # one control character in so many is a letter's odd byte; more is no text
_UNDEFINED = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}  # in Windows-1252: kept as Latin-1 has them
MAX_FILE = 4 * MAX_TEXT + 4  # bytes: UTF-32 takes four a character


def read_text(data: bytes) -> Extract:
    """Read a text file: any encoding, LF line ends, no byte-order mark. Lines and columns stay as they are."""
    if len(data) > MAX_FILE:
        refuse(f"The file has {len(data):,} bytes, more than a letter's text.", "Add the letter alone, or split it.")
    text = decode(data).replace("\r\n", "\n")
    if "\n" not in text:  # a Mac's text of before 2001
        text = text.replace("\r", "\n")
    refuse_no_text(text)
    text = text.rstrip("\n")
    return Extract(text + "\n" if text.strip() else "")


def refuse_no_text(text: str) -> None:
    """Refuse what holds signs that no text has."""
    found = len(_CONTROLS.findall(text[:_SAMPLE]))
    if "\x00" in text or found * _FEW > min(len(text), _SAMPLE):
        refuse(
            "This is no text, and no format that is known here.", "Save the letter as .docx, .pdf or .txt and add that."
        )


def decode_as(data: bytes, label: str) -> str:
    """Decode bytes as they are said to be encoded; what says Latin-1 or ASCII is Windows-1252, as browsers take it."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return decode(data)
    return _decode_windows(data) if name in {"iso8859-1", "ascii", "cp1252"} else data.decode(name, "replace")


def decode(data: bytes) -> str:
    """Decode bytes, whatever wrote them."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_mixed(data)


def _decode_mixed(data: bytes) -> str:
    """Decode what is no UTF-8 as a whole: a text that is so but for odd bytes byte by byte, any other as Windows-1252.

    Programs paste text of one encoding into a file of another. Each sign of two bytes and more counts for UTF-8.
    """
    mixed = data.decode("utf-8", "surrogateescape")
    odd = [sign for sign in mixed if "\udc80" <= sign <= "\udcff"]
    several = sum(sign > "\x7f" for sign in mixed) - len(odd)
    if several <= len(odd):
        return _decode_windows(data)
    return _ODD.sub(lambda sign: _decode_windows(bytes((ord(sign[0]) - 0xDC00,))), mixed)


def _wide_encoding(sample: bytes) -> str:
    """Tell UTF-16 without a mark: of English, every second byte is zero."""
    even, odd = sample[::2], sample[1::2]
    if odd and odd.count(0) > len(odd) * 0.7 and even.count(0) < len(even) * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even and even.count(0) > len(even) * 0.7 and odd.count(0) < len(odd) * 0.1 else ""


def _decode_windows(data: bytes) -> str:
    return (
        "".join(_UNDEFINED.get(byte) or bytes((byte,)).decode("cp1252") for byte in data)
        if _odd(data)
        else data.decode("cp1252")
    )


def _odd(data: bytes) -> bool:
    return any(byte in data for byte in _UNDEFINED)
