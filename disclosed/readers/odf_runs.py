"""The text of an OpenDocument file's paragraphs: spans, fields, symbols, notes, and what is drawn beside them.

An element that is not known wraps text: programs write controls and fields of their own. What is hidden, struck out or
covered is counted and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosed.readers.marks import raised, whole
from disclosed.readers.odf_lists import Lists
from disclosed.readers.odf_styles import TABLE, TEXT, Styles, is_hidden, is_raised, is_struck, is_unseen
from disclosed.readers.symbols import with_symbols

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
# Elements in a line of text that hold no text of the page; every other one wraps some, known here or not.
_SILENT = {
    f"{TEXT}{name}"
    for name in ("page-number", "page-count", "number", "ruby-text", "tracked-changes", "bookmark", "bookmark-start", "bookmark-end")
} | {f"{OFFICE}annotation-end", f"{OFFICE}event-listeners"}  # fmt: skip
_OBJECTS = {f"{DRAW}object", f"{DRAW}object-ole", f"{DRAW}plugin", f"{DRAW}applet"}
_STROKES = {f"{DRAW}line", f"{DRAW}connector", f"{DRAW}text-box", f"{DRAW}control"}  # nothing to read in them
MAX_SPACES = 200
MAX_DEPTH = 60


@dataclass
class Odf:
    """A document while it is read."""

    lists: Lists
    styles: Styles
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    in_sheet: bool = False
    on_paper: bool = True  # in no table and no box, whose ground is not known


def inline(odf: Odf, element: Any, said: Mapping[str, str], depth: int) -> Iterator[str]:
    """Yield the text of a paragraph or a span; `said` is what the styles around it say."""
    if depth > MAX_DEPTH:
        return
    yield _shown(odf, element.text, said)
    for child in element:
        yield from _piece(odf, child, said, depth)
        yield _shown(odf, child.tail, said)


def _shown(odf: Odf, text: str | None, said: Mapping[str, str]) -> str:
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


def _piece(odf: Odf, child: Any, said: Mapping[str, str], depth: int) -> Iterator[str]:
    """Yield the text of an element in a line: one that is not known wraps text."""
    name = child.tag.removeprefix(TEXT)
    if name == "s":
        yield " " * min(whole(child.get(f"{TEXT}c"), 1), MAX_SPACES)
    elif name in {"tab", "line-break"}:
        yield "\t" if name == "tab" else "\n"
    elif name == "note":
        odf.notes.append(child)
        yield citation(child)
    elif child.tag == f"{OFFICE}annotation":
        odf.left_out["comments"] += 1
    elif _is_off(child, name):
        odf.left_out["hidden"] += 1
    elif child.tag.startswith(DRAW):
        odf.boxes += boxes_in(odf, child, 0)
    elif child.tag not in _SILENT:
        own = odf.styles.said("text", child.get(f"{TEXT}style-name", "")) if name in {"span", "a"} else {}
        yield from inline(odf, child, {**said, **own}, depth + 1)


def _is_off(child: Any, name: str) -> bool:
    """Whether a field is hidden by itself, whatever its style."""
    by_condition = name in {"hidden-text", "hidden-paragraph"} and child.get(f"{TEXT}is-hidden") != "false"
    return by_condition or (child.get(f"{TEXT}display") == "none" and name != "section")


def citation(note: Any) -> str:
    """Write the number of a note, raised."""
    cited = note.find(f"{TEXT}note-citation")
    return raised("".join(cited.itertext())) if cited is not None else ""


def boxes_in(odf: Odf, element: Any, depth: int) -> Iterator[Any]:
    """Yield what holds text in a drawing: text boxes, and shapes with text of their own; count the others."""
    if depth > MAX_DEPTH:
        return
    holds = {f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TABLE}table"}
    inner = [child for child in element if isinstance(child.tag, str) and child.tag.startswith(DRAW)]
    written = any(child.tag in holds and "".join(child.itertext()).strip() for child in element)
    if written:
        yield element
    elif element.tag in {f"{DRAW}frame", f"{DRAW}g", f"{DRAW}a"}:
        # A frame's first child counts; the picture after an object is only how it looks.
        for child in inner[:1] if element.tag == f"{DRAW}frame" else inner:
            yield from boxes_in(odf, child, depth + 1)
    elif element.tag not in _STROKES:
        odf.left_out["objects" if element.tag in _OBJECTS else "pictures"] += 1
