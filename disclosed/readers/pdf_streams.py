"""The streams of a PDF, unpacked within bounds: pdfminer by itself unpacks whatever there is, at once.

A stream says how it was packed, in one way or several after each other, and may say so anywhere in the file; so it is measured where
it is unpacked. Pictures are never unpacked here, and of them nothing is measured.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from disclosed.findings import UserError
from disclosed.readers.plain import refuse

MAX_STREAMS = 120_000_000  # bytes unpacked, of all streams together
MAX_STREAM = 40_000_000
MAX_LZW = 50_000  # bytes packed in the way of the 1990s, which are slow to unpack
MAX_ROW = 1_000_000  # bytes of a row of pixels, or of a table of places, that is stored as differences
MAX_FILTERS = 8  # ways in which one stream is packed; programs use one, or two
CHUNK = 65_536
SUM = 8  # bytes at the end of a packed stream that hold its sum, and a line end that does not belong to it
_TOO_LARGE = "The file unpacks to more than a letter can hold."
_ALONE = "Print it to a new PDF, or add the letter alone."
_NEW = "Print it to a new PDF, then add that."


_SHORT = {"Fl": "FlateDecode", "LZW": "LZWDecode", "A85": "ASCII85Decode", "AHx": "ASCIIHexDecode", "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode"}  # fmt: skip
_PICTURES = frozenset({"DCTDecode", "JBIG2Decode", "JPXDecode"})
_GROWTH = {"ASCII85Decode": 4, "ASCIIHexDecode": 1, "RunLengthDecode": 64}  # times the bytes packed, at most


@dataclass
class _Bounds:
    """What a file may still unpack to, and why it was refused: pdfminer passes over some errors in a stream."""

    left: int = MAX_STREAMS
    refused: UserError | None = None


_BOUNDS: ContextVar[_Bounds | None] = ContextVar("bounds of the file that is read", default=None)


@contextmanager
def within_bounds() -> Iterator[None]:
    """Read a PDF so that none of its streams unpacks to more than a letter can hold; raises UserError where one does."""
    from pdfminer.pdftypes import PDFStream  # noqa: PLC0415 - heavy, and only for PDFs

    PDFStream.decode = _decode  # the one place in which pdfminer unpacks
    bounds = _Bounds()
    token = _BOUNDS.set(bounds)
    try:
        yield
    finally:
        _BOUNDS.reset(token)
        if bounds.refused:
            raise bounds.refused


def _decode(stream: Any) -> None:
    """Unpack a stream as pdfminer does."""
    bounds = _BOUNDS.get() or _Bounds()
    try:
        data = stream.rawdata
        if stream.decipher:
            data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
        filters = stream.get_filters()
        if len(filters) > MAX_FILTERS:
            refuse(f"A part of the file is packed more than {MAX_FILTERS} times.", _NEW)
        for name, params in filters:
            data = _without_differences(_unpacked(data, str(getattr(name, "name", name))), params)
            bounds.left -= len(data)
            if len(data) > MAX_STREAM or bounds.left < 0:
                refuse(_TOO_LARGE, _ALONE)
    except UserError as error:
        bounds.refused = error
        raise
    stream.data, stream.rawdata = data, None


def _unpacked(data: bytes, way: str) -> bytes:
    """Undo one way of packing; pictures stay as they are, as pdfminer leaves them."""
    from pdfminer.ascii85 import ascii85decode, asciihexdecode  # noqa: PLC0415 - heavy, and only for PDFs
    from pdfminer.pdftypes import PDFNotImplementedError  # noqa: PLC0415
    from pdfminer.runlength import rldecode  # noqa: PLC0415

    name = _SHORT.get(way, way)
    if name in _PICTURES:
        return data
    if name == "CCITTFaxDecode":
        refuse("The file packs something else than a picture as a picture.", _NEW)
    if len(data) * _GROWTH.get(name, 0) > MAX_STREAM:
        refuse(_TOO_LARGE, _ALONE)
    unpack: Callable[[bytes], bytes] | None = {
        "FlateDecode": _inflated,
        "LZWDecode": _unpacked_lzw,
        "ASCII85Decode": ascii85decode,
        "ASCIIHexDecode": asciihexdecode,
        "RunLengthDecode": rldecode,
    }.get(name)
    if unpack is None:
        raise PDFNotImplementedError(f"Unsupported filter: {name}")
    return unpack(data)


def _inflated(data: bytes) -> bytes:
    """Unpack what zlib packed; a false sum at its end is passed over, as every reader of PDFs does."""
    unpacker = zlib.decompressobj()
    made: list[bytes] = []
    size = 0
    whole = max(len(data) - SUM, 0)
    places = [*range(0, whole, CHUNK), *range(whole, len(data))]
    for place, end in zip(places, [*places[1:], len(data)], strict=True):
        try:
            made.append(unpacker.decompress(data[place:end], MAX_STREAM + 1 - size))
        except zlib.error:
            return b"".join(made) if place >= whole else b""
        size += len(made[-1])
        if size > MAX_STREAM:
            refuse(_TOO_LARGE, _ALONE)
        if unpacker.eof:
            break
    return b"".join(made)


def _unpacked_lzw(data: bytes) -> bytes:
    from pdfminer.lzw import LZWDecoder  # noqa: PLC0415 - heavy, and only for PDFs

    if len(data) > MAX_LZW:
        refuse("The file packs its pages in a way that nobody uses now.", _NEW)
    made: list[bytes] = []
    size = 0
    for part in LZWDecoder(io.BytesIO(data)).run():
        made.append(part)
        size += len(part)
        if size > MAX_STREAM:
            refuse(_TOO_LARGE, _ALONE)
    return b"".join(made)


def _without_differences(data: bytes, params: Any) -> bytes:
    """Undo that each row was stored as what differs from the one above it or from the sign before (ISO 32000-1, 7.4.4.4)."""
    from pdfminer.pdftypes import PDFNotImplementedError, int_value  # noqa: PLC0415 - heavy, and only for PDFs
    from pdfminer.utils import apply_png_predictor, apply_tiff_predictor  # noqa: PLC0415

    kind = int_value(params["Predictor"]) if params and "Predictor" in params else 1
    if kind == 1:
        return data
    colours, columns, bits = (
        int_value(params.get(name, usual)) for name, usual in (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))
    )
    if max(columns, columns * colours * bits // 8) > MAX_ROW:
        refuse(_TOO_LARGE, _ALONE)
    if kind == 2:
        return bytes(apply_tiff_predictor(colours, columns, bits, data))
    if kind >= 10:
        return bytes(apply_png_predictor(kind, colours, columns, bits, data))
    raise PDFNotImplementedError(f"Unsupported predictor: {kind}")
