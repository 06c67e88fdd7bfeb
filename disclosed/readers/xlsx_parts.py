"""What openpyxl does not say of a workbook: formulas without a value, and what floats over the cells of each sheet."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from disclosed.readers.archive import STRICT, USUAL, Archive, raise_broken

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWN = {"pic": "pictures", "graphicFrame": "charts", "oleObject": "objects"}
MAX_BOXES = 500


@dataclass(frozen=True, slots=True)
class SheetPart:
    """What is beside the cells of a sheet: the texts of its boxes, and counts of what is not read."""

    boxes: tuple[str, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)


def usual_form(archive: Archive, data: bytes) -> bytes:
    """Give a workbook in the usual form of Open XML, which alone openpyxl reads; the strict one has other names."""
    if not STRICT.search(archive.part("xl/workbook.xml")):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as usual:
        for name in sorted(archive.names):
            usual.writestr(name, STRICT.sub(USUAL, archive.part(name)))
    return made.getvalue()


def sheet_parts(archive: Archive) -> dict[str, SheetPart]:
    """Read what is beside the cells of each sheet, by the sheet's name."""
    book = archive.xml("xl/workbook.xml")
    if book is None:
        return {}
    targets = _targets(archive, "xl/workbook.xml")
    return {
        sheet.get("name", ""): _part(archive, path)
        for sheet in book.iter(f"{_MAIN}sheet")
        if (path := targets.get(sheet.get(f"{_R}id", ""), ""))
    }


def _targets(archive: Archive, path: str) -> dict[str, str]:
    """Give the parts that a part names, by the ids it has for them."""
    folder, _, name = path.rpartition("/")
    found = archive.xml(f"{folder}/_rels/{name}.rels")
    return {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
        for each in (found if found is not None else ())
    }


def _part(archive: Archive, path: str) -> SheetPart:
    boxes: list[str] = []
    counts: Counter[str] = Counter()
    for target in _targets(archive, path).values():
        if "/drawings/drawing" in target:
            drawing = archive.xml(target)
            boxes += _boxes(drawing) if drawing is not None else []
            counts.update(kind for kind in _kinds(drawing) if drawing is not None)
        counts["objects"] += "/embeddings/" in target
    counts["formulas"] += _valueless(archive.part(path))
    return SheetPart(tuple(boxes[:MAX_BOXES]), counts)


def _boxes(drawing: Any) -> Iterator[str]:
    """Yield the text of each box, a paragraph of it a line."""
    for body in drawing.iter("{*}txBody"):
        lines = ("".join(run.text or "" for run in paragraph.iter("{*}t")) for paragraph in body.iter("{*}p"))
        if text := "\n".join(line for line in lines if line.strip()):
            yield text


def _kinds(drawing: Any) -> Iterator[str]:
    for element in drawing.iter("{*}pic", "{*}graphicFrame", "{*}oleObject"):
        yield _DRAWN[etree.QName(element).localname]


def _valueless(data: bytes) -> int:
    """Count the formulas of a sheet that were stored without a value, as programs write them that do not calculate."""
    if b"<f" not in data:
        return 0
    count = 0
    try:
        for _, cell in etree.iterparse(io.BytesIO(data), tag="{*}c", resolve_entities=False, no_network=True):
            value = cell.find("{*}v")
            empty = value is None or (not value.text and cell.get("t") != "str")
            count += cell.find("{*}f") is not None and empty
            cell.clear()
    except etree.XMLSyntaxError as error:
        raise_broken(error)
    return count
