"""A PDF with text to text: lines in the order of reading, wrapped ones joined, tables from their rules, heads and feet once.

A PDF holds signs and their places, no lines, cells or paragraphs: these are worked out here from where things stand. What a
black box covers is left out, although the file holds it: it was to be redacted. A scan holds no text and is refused.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import warnings
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from disclosed.readers.archive import raise_broken
from disclosed.readers.letterheads import unfold_columns
from disclosed.readers.pdf_forms import typed_words
from disclosed.readers.pdf_lines import Line, lines_of, paragraphs, text_edge, usual_pitch
from disclosed.readers.pdf_pages import PageLines, numbers_left_out, without_furniture
from disclosed.readers.pdf_shown import has_unseen_text, is_page_picture, shown_signs, upright
from disclosed.readers.pdf_streams import within_bounds
from disclosed.readers.pdf_stripes import join_stripes
from disclosed.readers.pdf_tables import Grid, grids_of, join_grids, parted_words
from disclosed.readers.plain import Block, Extract, PageEnd, counted, refuse, render_plain

MAX_PAGES = 300
MAX_SIGNS = 60_000  # of one page; a full page of small print has some 6,000
MAX_EDGES = 6_000  # of one page: more is a drawing, in which no table is looked for
_UNDECODED = re.compile(r"\(cid:\d{1,6}\)")
_FEW = 20  # one sign in so many that has no letter makes a text that cannot be trusted

# What pdfminer raises on broken files beside its own errors.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, OverflowError, NotImplementedError, EOFError, OSError, struct.error, zlib.error)  # fmt: skip


def read_pdf(data: bytes) -> Extract:
    """Read a PDF."""
    left_out: Counter[str] = Counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
        pages = _pages(data, left_out)
    pitch = usual_pitch([page.lines for page in pages])
    kept = without_furniture(pages, pitch)
    text = unfold_columns(render_plain(_blocks(kept.pages, pitch)))
    _refuse_unread(text, pages, left_out)
    numbers = [numbers_left_out(kept.numbers)] if kept.numbers else []
    return Extract(text, (*numbers, *_said(left_out)), (*_to_compare(pages), *kept.compare, *_unsure(left_out)))


def _pages(data: bytes, left_out: Counter[str]) -> list[PageLines]:
    """Read every page; raises UserError where the file is broken, locked or too long."""
    import pdfplumber  # noqa: PLC0415 - heavy, and only for PDFs
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
    from pdfminer.psexceptions import PSException  # noqa: PLC0415
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException  # noqa: PLC0415

    try:
        with within_bounds(), pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                refuse(f"The file has more than {MAX_PAGES} pages.", "Add the pages that are the letter.")
            return [_page(page, left_out) for page in pdf.pages]
    except (PSException, MalformedPDFException, PdfminerException, *_BROKEN) as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, PDFPasswordIncorrect) or "PasswordIncorrect" in repr(error):
            refuse("The file is protected by a password.", "Open it, print it to a PDF without one, then add that.")
        raise_broken(error)
        return []


def _page(page: Any, left_out: Counter[str]) -> PageLines:
    """Read one page: its lines outside tables, and its tables, each at its height."""
    if len(page.chars) > MAX_SIGNS:
        refuse(f"Page {page.page_number} holds more than {MAX_SIGNS:,} signs.", "Print the letter alone to a PDF.")
    page = upright(page)
    left_out["notes"] += sum(_is_note(each.get("data", {})) for each in page.annots or ())
    shown = shown_signs(page, left_out)
    words = shown.extract_words(x_tolerance_ratio=0.18, y_tolerance=2, extra_attrs=["size"], return_chars=True)
    typed = list(typed_words(page))
    left_out["typed"] += len(typed)
    words += typed
    left_out["machine"] += bool(words) and is_page_picture(page) and has_unseen_text(page)
    drawn = len(page.edges) > MAX_EDGES
    tables = [] if drawn else shown.find_tables()
    words = parted_words(words, tables)
    grids = grids_of(tables, words)
    left_out["scanned"] += not words and bool(page.images)
    grids, loose = join_stripes(grids, [word for word in words if not any(grid.holds(word) for grid in grids)])
    height, width = float(page.height), float(page.width)
    page.close()
    return PageLines(lines_of(loose), grids, height, width)


def _is_note(data: Any) -> bool:
    """Whether something laid over a page says something, which is not typed into the page itself."""
    return data.get("Contents") is not None and str(getattr(data.get("Subtype"), "name", "")) != "FreeText"


def _blocks(pages: list[PageLines], pitch: float) -> Iterator[Block]:
    """Yield the blocks of all pages; a table that goes on over a page's end is one, and the page ends after it."""
    things: list[Line | Grid | PageEnd] = []
    for place, page in enumerate(pages):
        own = page.in_order()
        last = next((at for at in reversed(range(len(things))) if not isinstance(things[at], PageEnd)), None)
        above = things[last] if last is not None else None
        if last is not None and own and isinstance(above, Grid) and isinstance(own[0], Grid):
            joined = join_grids(above, own[0])
            if joined is not None:
                things[last] = joined
                own = own[1:]
        things += [PageEnd(), *own] if place else own
    width = max((page.width for page in pages), default=0)
    edge = text_edge([line for page in pages for line in page.lines], width)
    yield from _told(things, pitch, edge)


def _told(things: list[Line | Grid | PageEnd], pitch: float, edge: float) -> Iterator[Block]:
    """Yield lines and tables in order, runs of lines as paragraphs."""
    run: list[Line] = []
    for thing in things:
        if isinstance(thing, Line):
            run.append(thing)
            continue
        yield from paragraphs(run, edge, pitch)
        run = []
        yield from thing.blocks() if isinstance(thing, Grid) else (thing,)
    yield from paragraphs(run, edge, pitch)


def _refuse_unread(text: str, pages: list[PageLines], left_out: Counter[str]) -> None:
    """Refuse a scan, and a text whose signs have no letters."""
    if left_out["scanned"] and left_out["scanned"] * 2 >= len(pages):
        refuse(
            "The pages are pictures: this is a scan, which holds no text.",
            "Ask the authority for the document itself, or have it read by OCR and compare every figure.",
        )
    if len(_UNDECODED.findall(text)) * _FEW > len(text.split()):
        refuse(
            "The signs of this PDF cannot be turned into letters.",
            "Open it, copy its text into a .txt or .docx, then add that.",
        )


def _to_compare(pages: list[PageLines]) -> Iterator[str]:
    """Say where columns stand without rules: which figure is in which of them is a guess that a person has to check."""
    for number, page in enumerate(pages, start=1):
        rows = sum("\t" in line.text and any(sign.isdigit() for sign in line.text) for line in page.lines)
        if rows:
            lines = counted(rows, "line stands", "lines stand")
            yield f"{lines} in columns without rules on page {number} of the file: compare each figure with it"
        if any(grid.guessed for grid in page.grids):
            yield f"a table on page {number} of the file has cells without rules: compare each figure with it"


def _unsure(left_out: Counter[str]) -> Iterator[str]:
    """Say what was read, or left out, and may be otherwise."""
    said = (
        ("turned", "sign that is turned was left out", "signs that are turned were left out"),
        ("white", "white sign on nothing that is known was left out", "white signs on nothing that is known were left out"),
        ("typed", "word was typed over the page", "words were typed over the pages"),
        ("machine", "page is a picture whose text a machine read", "pages are pictures whose text a machine read"),
    )  # fmt: skip
    for key, one, many in said:
        if left_out[key]:
            yield f"{counted(left_out[key], one, many)}: compare with the file"


def _said(left_out: Counter[str]) -> Iterator[str]:
    if left_out["covered"]:
        yield (
            counted(left_out["covered"], "sign that the page covers", "signs that the page covers")
            + ": tell the authority, the file holds them"
        )
    if left_out["notes"]:
        yield counted(left_out["notes"], "note or link laid over the page", "notes or links laid over the pages")
    if left_out["scanned"]:
        yield (
            counted(left_out["scanned"], "page that is a picture", "pages that are pictures") + ": its text is not read"
        )
    yield "the file's properties (who wrote it, when)"
