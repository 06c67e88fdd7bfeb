"""What was typed over a PDF's page: answers in the fields of a form, and text laid over it. No part of the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

SIZE = 10  # points, of text whose size is not known
WIDTH = 0.5  # of its size: a letter, on average
HIDDEN = 2 | 32  # bits of a field that is not shown
MAX_FIELDS = 500


def typed_words(page: Any) -> Iterator[dict[str, Any]]:
    """Yield words as pdfplumber gives those of the page, at the place of the field they were typed into."""
    for note in (page.annots or ())[:MAX_FIELDS]:
        data = _whole(note.get("data") or {})
        shown = not int(data.get("F") or 0) & HIDDEN if isinstance(data.get("F"), int | None) else True
        for row, line in enumerate(_text(data).splitlines()) if shown else ():
            yield from _words(note, line, row)


def _whole(data: dict[str, Any]) -> dict[str, Any]:
    """Give a field with what it has from the one that it is a part of."""
    from pdfplumber.utils.pdfinternals import resolve_all  # noqa: PLC0415 - heavy, and only for PDFs

    own = {key: resolve_all(value) for key, value in data.items() if key not in {"P", "Parent", "Kids"}}
    parent = resolve_all(
        {key: value for key, value in (_resolved(data.get("Parent")) or {}).items() if key in {"FT", "V"}}
    )
    return {**parent, **own}


def _resolved(reference: Any) -> Any:
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415

    found = resolve1(reference)
    return found if isinstance(found, dict) else None


def _text(data: dict[str, Any]) -> str:
    """Give what a field says; a box that is ticked says ☒."""
    kind = _name(data.get("Subtype"))
    if kind == "FreeText":
        return _string(data.get("Contents"))
    if kind != "Widget":
        return ""
    if _name(data.get("FT")) == "Btn":
        state = _name(data.get("AS"))
        return "" if not state else "☐" if state == "Off" else "☒"
    value = data.get("V")
    return ", ".join(_string(each) for each in value) if isinstance(value, list) else _string(value)


def _name(value: Any) -> str:
    name = getattr(value, "name", "")
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _string(value: Any) -> str:
    from pdfplumber.utils.pdfinternals import decode_text  # noqa: PLC0415

    return str(decode_text(value)) if isinstance(value, bytes | str) else ""


def _words(note: Any, line: str, row: int) -> Iterator[dict[str, Any]]:
    """Set the words of a line beside each other from the left edge of their field, a single line in its middle."""
    height = note["bottom"] - note["top"]
    top = note["top"] + row * SIZE * 1.2 + (max(height - SIZE, 0) / 2 if height < SIZE * 3 else 2)
    left = note["x0"] + 2
    for word in line.split():
        right = left + len(word) * SIZE * WIDTH
        yield {"text": word, "x0": left, "x1": right, "top": top, "bottom": top + SIZE, "size": SIZE}
        left = right + SIZE * WIDTH / 2
