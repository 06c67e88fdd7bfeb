"""A Word document (.docx) to text: what its page shows, and nothing that it hides.

Why not a library: mammoth, the best of those tried, gives `<ol><li>` for every list, so that question 2 after an answer
is numbered 1 again and `(a)` is gone (docs/libraries.md E2); the numbers of questions are what a letter is read by.
Changes that are tracked and not accepted read as Word's final view has them: deleted text is out, inserted text in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from disclosed.readers.archive import Archive
from disclosed.readers.cells import RawCell, table_blocks
from disclosed.readers.docx_numbers import Numbering, W, parse_numbering, whole
from disclosed.readers.marks import raised
from disclosed.readers.plain import Block, Extract, PageEnd, Paragraph, counted, render_plain

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = {"0", "false", "off", "none"}
# Elements that only wrap what the page shows.
_WRAPS = {
    f"{W}{name}"
    for name in (
        "hyperlink",
        "smartTag",
        "sdtContent",
        "sdt",
        "fldSimple",
        "bdo",
        "dir",
        "ins",
        "moveTo",
        "customXml",
        "ruby",
        "rubyBase",
    )
}
_DELETED = {f"{W}{name}" for name in ("del", "moveFrom", "rt")}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_BREAK = "\n"
_PAGE = "\x0c"
MAX_NOTES = 500
MAX_DEPTH = 60  # tables in cells in tables: Word itself stops at some twenty


@dataclass
class _Styles:
    """What paragraph and character styles say that matters here: lists, and text that is hidden."""

    lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    based: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def list_of(self, style: str) -> tuple[str, int] | None:
        """Find the list of a style, or of one that it is based on."""
        for _ in range(20):
            if style in self.lists:
                return self.lists[style]
            style = self.based.get(style, "")
        return None


@dataclass
class _Word:
    """A document while it is read: its lists, its styles, and what was left out."""

    archive: Archive
    numbering: Numbering
    styles: _Styles
    left_out: Counter[str] = field(default_factory=Counter)
    fields: list[str] = field(default_factory=list)  # instructions of the fields that are open, innermost last
    notes: list[str] = field(default_factory=list)  # ids of footnotes in the order of reading


def read_docx(archive: Archive) -> Extract:
    """Read a Word document."""
    main = (
        "word/document.xml"
        if "word/document.xml" in archive.names
        else min(n for n in archive.names if n.startswith("word/document"))
    )
    word = _Word(
        archive, parse_numbering(archive.xml("word/numbering.xml")), _parse_styles(archive.xml("word/styles.xml"))
    )
    root = archive.xml(main)
    body = next(root.iter(f"{W}body"), root)
    blocks = [*_heads(word, root, "header"), *_blocks(word, body, 0), *_footnotes(word), *_heads(word, root, "footer")]
    return Extract(render_plain(blocks), tuple(_left_out(word)))


def _parse_styles(root: Any) -> _Styles:
    styles = _Styles()
    for style in root.iter(f"{W}style") if root is not None else ():
        name = style.get(f"{W}styleId", "")
        based = style.find(f"{W}basedOn")
        styles.based[name] = based.get(f"{W}val", "") if based is not None else ""
        properties = style.find(f"{W}pPr")
        numbered = _list_in(properties) if properties is not None else None
        if numbered is not None:
            styles.lists[name] = numbered
        if _is_on(style.find(f"{W}rPr/{W}vanish")):
            styles.hidden.add(name)
    return styles


def _list_in(properties: Any) -> tuple[str, int] | None:
    """Read which list and level a paragraph's properties name."""
    numbered = properties.find(f"{W}numPr")
    if numbered is None:
        return None
    number, depth = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
    return (
        number.get(f"{W}val", "") if number is not None else "",
        whole(depth.get(f"{W}val")) if depth is not None else 0,
    )


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{W}val", "true") not in _OFF


def _blocks(word: _Word, parent: Any, depth: int) -> Iterator[Block]:
    """Yield the blocks of a body, a cell, a header or a text box."""
    if depth > MAX_DEPTH:
        return
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(word, child, depth)
        elif child.tag == f"{W}tbl":
            yield from table_blocks(list(_rows(word, child, depth)), _head_rows(child))
        elif child.tag in _DELETED:
            word.left_out["deleted"] += 1
        elif child.tag in _WRAPS:
            yield from _blocks(word, child, depth + 1)
        elif child.tag == f"{_MC}AlternateContent":
            yield from (block for choice in list(child)[:1] for block in _blocks(word, choice, depth + 1))


def _paragraph(word: _Word, paragraph: Any, depth: int) -> Iterator[Block]:
    """Yield a paragraph with its list's label, pages that end in it, and the text boxes that hang on it."""
    properties = paragraph.find(f"{W}pPr")
    boxes: list[Any] = []
    text = "".join(_inline(word, paragraph, boxes, 0))
    if properties is not None and _is_on(properties.find(f"{W}pageBreakBefore")):
        yield PageEnd()
    label = _label(word, properties) if text.strip() else ""
    for place, part in enumerate(text.split(_PAGE)):
        if place:
            yield PageEnd()
        yield Paragraph(part, "" if place else label)
    for box in boxes:
        yield from _blocks(word, box, depth + 1)
    if properties is not None and _ends_page(properties):
        yield PageEnd()


def _ends_page(properties: Any) -> bool:
    """Whether a section ends with this paragraph, and the next one begins a page."""
    section = properties.find(f"{W}sectPr")
    kind = section.find(f"{W}type") if section is not None else None
    return section is not None and (kind is None or kind.get(f"{W}val") != "continuous")


def _label(word: _Word, properties: Any) -> str:
    if properties is None:
        return ""
    own = _list_in(properties)
    style = properties.find(f"{W}pStyle")
    of_style = word.styles.list_of(style.get(f"{W}val", "")) if style is not None else None
    if own is None and of_style is None:
        return ""
    number, depth = own or of_style or ("", 0)
    if own and not number and of_style:
        number = of_style[0]
    return "" if number in {"", "0"} else word.numbering.label(number, depth)


def _inline(word: _Word, parent: Any, boxes: list[Any], depth: int) -> Iterator[str]:
    """Yield the text of runs in order."""
    if depth > MAX_DEPTH:
        return
    for child in parent:
        if child.tag == f"{W}r":
            yield from _run(word, child, boxes)
        elif child.tag in _DELETED:
            word.left_out["deleted"] += 1
        elif child.tag in _WRAPS:
            word.left_out["inserted"] += child.tag in {f"{W}ins", f"{W}moveTo"}
            yield from _inline(word, child, boxes, depth + 1)
        elif child.tag == f"{_MC}AlternateContent":
            for choice in list(child)[:1]:
                yield from _inline(word, choice, boxes, depth + 1)


def _run(word: _Word, run: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield the text of one run; a field shows its result, its instruction is no text."""
    properties = run.find(f"{W}rPr")
    if properties is not None and _is_hidden(word, properties):
        word.left_out["hidden"] += 1
        return
    for child in run:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "fldChar":
            _field(word, child.get(f"{W}fldCharType", ""))
        elif name == "instrText" and word.fields:
            word.fields[-1] += child.text or ""
        elif name in {"footnoteReference", "endnoteReference"}:
            word.notes.append(f"{name[:-9]}s:{child.get(f'{W}id', '')}")
            yield raised(str(len(word.notes)))
        else:
            text = _character(child, name)
            yield raised(text) if properties is not None and _is_raised(properties) else text
            boxes += child.iter(f"{W}txbxContent") if name in {"drawing", "pict", "object"} else ()
            if child.tag == f"{_MC}AlternateContent":
                boxes += [box for choice in list(child)[:1] for box in choice.iter(f"{W}txbxContent")]
            elif name in {"drawing", "pict"} and not list(child.iter(f"{W}txbxContent")):
                word.left_out["pictures"] += 1


def _character(child: Any, name: str) -> str:
    match name:
        case "t" | "delText":
            return (child.text or "") if name == "t" else ""
        case "tab" | "ptab":
            return "\t"
        case "br":
            return _PAGE if child.get(f"{W}type") == "page" else _BREAK
        case "cr":
            return _BREAK
        case "noBreakHyphen":
            return "-"
        case _:
            return ""


def _is_raised(properties: Any) -> bool:
    return _value(properties.find(f"{W}vertAlign")) == "superscript"


def _is_hidden(word: _Word, properties: Any) -> bool:
    style = properties.find(f"{W}rStyle")
    own = properties.find(f"{W}vanish")
    return _is_on(own) if own is not None else style is not None and style.get(f"{W}val", "") in word.styles.hidden


def _field(word: _Word, kind: str) -> None:
    if kind == "begin":
        word.fields.append("")
    elif kind == "end" and word.fields:
        word.fields.pop()


def _head_rows(table: Any) -> int:
    """Count the rows that repeat as headings on each page."""
    rows = table.findall(f"{W}tr")
    marked = list(takewhile(lambda row: _is_on(row.find(f"{W}trPr/{W}tblHeader")), rows))
    return len(marked) if len(marked) < len(rows) else 0  # all of them: then it says nothing


def _rows(word: _Word, table: Any, depth: int) -> Iterator[list[RawCell]]:
    """Yield the rows of a table; a cell that goes on from the row above is counted there."""
    rows = []
    for row in _shown_rows(word, table):
        cells: list[tuple[int, Any, int]] = []
        column = whole(_value(row.find(f"{W}trPr/{W}gridBefore")))
        for cell in row.iter(f"{W}tc"):
            if _table_of(cell) is table:
                across = max(whole(_value(cell.find(f"{W}tcPr/{W}gridSpan")), 1), 1)
                cells.append((column, cell, across))
                column += across
        rows.append(cells)
    for place, cells in enumerate(rows):
        made: list[RawCell] = []
        for column, cell, across in cells:
            if not _goes_on(cell):
                made.append(
                    RawCell(tuple(_blocks(word, cell, depth + 1)), across, 1 + _below(rows[place + 1 :], column))
                )
            elif place == 0:
                made.append(RawCell((), across))
        if cells and cells[0][0]:
            made.insert(0, RawCell((), cells[0][0]))
        yield made


def _table_of(cell: Any) -> Any:
    return next(cell.iterancestors(f"{W}tbl"), None)


def _shown_rows(word: _Word, table: Any) -> Iterator[Any]:
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl"), None) is not table:
            continue
        if row.find(f"{W}trPr/{W}del") is not None:
            word.left_out["deleted"] += 1
        elif _is_on(row.find(f"{W}trPr/{W}hidden")):
            word.left_out["hidden"] += 1
        else:
            yield row


def _value(element: Any) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _goes_on(cell: Any) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _below(rows: list[list[tuple[int, Any, int]]], column: int) -> int:
    """Count the rows below in which a cell goes on."""
    count = 0
    for cells in rows:
        if not any(at == column and _goes_on(cell) for at, cell, _ in cells):
            return count
        count += 1
    return count


def _footnotes(word: _Word) -> Iterator[Block]:
    """Yield the notes that the text refers to, in its order, after it."""
    roots = {part: word.archive.xml(f"word/{part}.xml") for part in ("footnotes", "endnotes")}
    for number, note in enumerate(word.notes[:MAX_NOTES], start=1):
        part, _, name = note.partition(":")
        for found in roots[part] if roots[part] is not None else ():
            if found.get(f"{W}id") == name:
                first, *rest = [*_blocks(word, found, 1), Paragraph("")]
                yield (
                    Paragraph(f"{raised(str(number))} {first.text.strip()}") if isinstance(first, Paragraph) else first
                )
                yield from rest


def _heads(word: _Word, root: Any, kind: str) -> Iterator[Block]:
    """Yield the head or foot of the first page once; a line with a page's number is left out."""
    section = next(root.iter(f"{W}sectPr"), None)
    if section is None:
        return
    found = {
        each.get(f"{W}type", "default"): each.get(f"{_R}id", "") for each in section.findall(f"{W}{kind}Reference")
    }
    wanted = "first" if _is_on(section.find(f"{W}titlePg")) and "first" in found else "default"
    targets = word.archive.xml("word/_rels/document.xml.rels")
    for target in targets if targets is not None else ():
        if wanted in found and target.get("Id") == found[wanted]:
            part = word.archive.xml(f"word/{target.get('Target', '').removeprefix('/word/')}")
            if part is not None:
                _drop_page_numbers(part)
                yield from (block for block in _blocks(word, part, 1) if not isinstance(block, PageEnd))


def _drop_page_numbers(part: Any) -> None:
    for paragraph in list(part.iter(f"{W}p")):
        words = [field.text or "" for field in paragraph.iter(f"{W}instrText")]
        words += [field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple")]
        if any(word.strip().split(" ")[:1] == [name] for word in words for name in _PAGE_FIELDS):
            for child in list(paragraph):
                paragraph.remove(child)


def _left_out(word: _Word) -> Iterator[str]:
    """Say what the file hides."""
    count = word.left_out
    if count["deleted"] or count["inserted"]:
        yield (
            f"tracked changes that nobody accepted: {counted(count['deleted'], 'deletion')} left out,"
            f" {counted(count['inserted'], 'insertion')} kept as the page shows"
        )
    if count["hidden"]:
        yield counted(count["hidden"], "stretch of hidden text", "stretches of hidden text")
    comments = word.archive.xml("word/comments.xml")
    if comments is not None and (made := len(list(comments.iter(f"{W}comment")))):
        yield counted(made, "comment")
    if count["pictures"]:
        yield counted(count["pictures"], "picture, whose text is not read", "pictures, whose text is not read")
    if {"docProps/core.xml", "docProps/custom.xml"} & word.archive.names:
        yield "the file's properties (who wrote it, when)"
