"""A Word document (.docx) to text: what its page shows, and nothing that it hides.

Why not a library: mammoth, the best of those tried, gives `<ol><li>` for every list, so that question 2 after an answer
is numbered 1 again and `(a)` is gone (docs/libraries.md E2); the numbers of questions are what a letter is read by.
Changes that are tracked and not accepted read as Word's final view has them: deleted text is out, inserted text in.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Any, TypeVar

from disclosed.readers.archive import Archive
from disclosed.readers.cells import table_blocks
from disclosed.readers.docx_numbers import W, parse_numbering
from disclosed.readers.docx_runs import DELETED, MAX_DEPTH, MC, PAGE, WRAPS, Place, Word, inline
from disclosed.readers.docx_styles import is_on, is_shaded, list_in, parse_styles, value_of
from disclosed.readers.letterheads import unfold_columns
from disclosed.readers.marks import raised, whole
from disclosed.readers.plain import Block, Extract, PageEnd, Paragraph, RawCell, counted, render_plain

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
MAX_NOTES = 500
_Read = TypeVar("_Read", Block, list[RawCell])


def read_docx(archive: Archive) -> Extract:
    """Read a Word document."""
    main = (
        "word/document.xml"
        if "word/document.xml" in archive.names
        else min(n for n in archive.names if n.startswith("word/document"))
    )
    word = Word(
        archive, parse_numbering(archive.xml("word/numbering.xml")), parse_styles(archive.xml("word/styles.xml"))
    )
    root = archive.xml(main)
    blocks = [*_heads(word, root, main, "header"), *_body(word, root), *_footnotes(word)]
    blocks += _heads(word, root, main, "footer")
    return Extract(unfold_columns(render_plain(blocks)), tuple(_left_out(word)), tuple(_to_compare(word)))


def _body(word: Word, root: Any) -> list[Block]:
    word.open_part(root)
    return list(_blocks(word, next(root.iter(f"{W}body"), root), 0))


def _off_paper(word: Word, blocks: Iterator[_Read]) -> list[_Read]:
    """Read what stands in a table or a box: what lies under its text is not known."""
    before, word.on_paper = word.on_paper, False
    made = list(blocks)
    word.on_paper = before
    return made


def _blocks(word: Word, parent: Any, depth: int) -> Iterator[Block]:
    """Yield the blocks of a body, a cell, a header or a text box."""
    if depth > MAX_DEPTH:
        return
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(word, child, depth)
        elif child.tag == f"{W}tbl":
            yield from table_blocks(_off_paper(word, _rows(word, child, depth)), _head_rows(child))
        elif child.tag in DELETED:
            word.left_out["deleted"] += 1
        elif child.tag in WRAPS:
            yield from _blocks(word, child, depth + 1)
        elif child.tag == f"{W}altChunk":
            word.left_out["documents"] += 1
        elif child.tag == f"{MC}AlternateContent":
            yield from (block for choice in list(child)[:1] for block in _blocks(word, choice, depth + 1))


def _paragraph(word: Word, paragraph: Any, depth: int) -> Iterator[Block]:
    """Yield a paragraph with its list's label, pages that end in it, and the text boxes that hang on it."""
    properties = paragraph.find(f"{W}pPr")
    style = value_of(properties.find(f"{W}pStyle")) if properties is not None else ""
    label = _label(word, properties, style) if properties is not None else ""
    runs = Place(style, word.on_paper and not is_shaded(properties), [])
    text = "".join(inline(word, paragraph, runs))
    if properties is not None and is_on(properties.find(f"{W}pageBreakBefore")):
        yield PageEnd()
    for place, part in enumerate(text.split(PAGE)):
        if place:
            yield PageEnd()
        yield Paragraph(part, "" if place else label)
    for box in runs.boxes:
        yield from _off_paper(word, _blocks(word, box, depth + 1))
    if properties is not None and _ends_page(properties):
        yield PageEnd()


def _ends_page(properties: Any) -> bool:
    """Whether a section ends with this paragraph, and the next one begins a page."""
    section = properties.find(f"{W}sectPr")
    kind = section.find(f"{W}type") if section is not None else None
    return section is not None and (kind is None or kind.get(f"{W}val") != "continuous")


def _label(word: Word, properties: Any, style: str) -> str:
    """Count a paragraph of a list; an empty one counts too, one whose end is deleted or hidden goes on into the next."""
    own, of_style = list_in(properties), word.styles.list_of(style)
    number, depth = own or of_style or ("", 0)
    if own and not number and of_style:
        number = of_style[0]
    mark = properties.find(f"{W}rPr")
    gone = mark is not None and (
        mark.find(f"{W}del") is not None or word.styles.look(style, mark, on_paper=False).hidden
    )
    return "" if gone or number in {"", "0"} else word.numbering.label(number, depth)


def _head_rows(table: Any) -> int:
    """Count the rows that repeat as headings on each page."""
    rows = table.findall(f"{W}tr")
    marked = list(takewhile(lambda row: is_on(row.find(f"{W}trPr/{W}tblHeader")), rows))
    return len(marked) if len(marked) < len(rows) else 0  # all of them: then it says nothing


def _rows(word: Word, table: Any, depth: int) -> Iterator[list[RawCell]]:
    """Yield the rows of a table; a cell that goes on from the row above is counted there."""
    rows = []
    for row in _shown_rows(word, table):
        cells: list[tuple[int, Any, int]] = []
        column = whole(value_of(row.find(f"{W}trPr/{W}gridBefore")))
        for cell in row.iter(f"{W}tc"):
            if _table_of(cell) is table:
                across = max(whole(value_of(cell.find(f"{W}tcPr/{W}gridSpan")), 1), 1)
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


def _shown_rows(word: Word, table: Any) -> Iterator[Any]:
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl"), None) is not table:
            continue
        if row.find(f"{W}trPr/{W}del") is not None:
            word.left_out["deleted"] += 1
        elif is_on(row.find(f"{W}trPr/{W}hidden")):
            word.left_out["hidden"] += 1
        else:
            yield row


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


def _footnotes(word: Word) -> Iterator[Block]:
    """Yield the notes that the text refers to, in its order, after it."""
    roots = {part: word.archive.xml(f"word/{part}.xml") for part in ("footnotes", "endnotes")}
    for root in roots.values():
        if root is not None:
            word.open_part(root)
    for number, note in enumerate(word.notes[:MAX_NOTES], start=1):
        part, _, name = note.partition(":")
        for found in roots[part] if roots[part] is not None else ():
            if found.get(f"{W}id") == name:
                first, *rest = [*_blocks(word, found, 1), Paragraph("")]
                yield (
                    Paragraph(f"{raised(str(number))} {first.text.strip()}") if isinstance(first, Paragraph) else first
                )
                yield from rest


def _heads(word: Word, root: Any, main: str, kind: str) -> Iterator[Block]:
    """Yield the head or foot of the first page once; a line with a page's number is left out."""
    section = next(root.iter(f"{W}sectPr"), None)
    if section is None:
        return
    found = {
        each.get(f"{W}type", "default"): each.get(f"{_R}id", "") for each in section.findall(f"{W}{kind}Reference")
    }
    wanted = "first" if is_on(section.find(f"{W}titlePg")) and "first" in found else "default"
    targets = word.archive.xml(f"word/_rels/{main.rpartition('/')[2]}.rels")
    for target in targets if targets is not None else ():
        if wanted in found and target.get("Id") == found[wanted]:
            part = word.archive.xml(f"word/{target.get('Target', '').removeprefix('/word/')}")
            if part is not None:
                _drop_page_numbers(part)
                word.open_part(part)
                yield from (block for block in _blocks(word, part, 1) if not isinstance(block, PageEnd))


def _drop_page_numbers(part: Any) -> None:
    for paragraph in list(part.iter(f"{W}p")):
        words = [field.text or "" for field in paragraph.iter(f"{W}instrText")]
        words += [field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple")]
        if any(word.strip().split(" ")[:1] == [name] for word in words for name in _PAGE_FIELDS):
            for child in list(paragraph):
                paragraph.remove(child)


def _left_out(word: Word) -> Iterator[str]:
    """Say what the file hides."""
    count = word.left_out
    if count["deleted"] or count["inserted"]:
        yield (
            f"tracked changes that nobody accepted: {counted(count['deleted'], 'deletion')} left out,"
            f" {counted(count['inserted'], 'insertion')} kept as the page shows"
        )
    if count["hidden"]:
        yield counted(count["hidden"], "stretch of hidden text", "stretches of hidden text")
    if count["covered"]:
        stretches = counted(count["covered"], "stretch of text", "stretches of text")
        yield f"{stretches} in the colour of what lies under it: tell the authority, the file holds it"
    comments = word.archive.xml("word/comments.xml")
    if comments is not None and (made := len(list(comments.iter(f"{W}comment")))):
        yield counted(made, "comment")
    if count["pictures"]:
        yield counted(count["pictures"], "picture, whose text is not read", "pictures, whose text is not read")
    if {"docProps/core.xml", "docProps/custom.xml"} & word.archive.names:
        yield "the file's properties (who wrote it, when)"


def _to_compare(word: Word) -> Iterator[str]:
    """Say what the page shows and was not read, or not surely."""
    said = (
        ("struck", "stretch of text that is struck out on the page was left out", "stretches of text that are struck out on the page were left out"),
        ("objects", "embedded file is not read", "embedded files are not read"),
        ("documents", "embedded document is not read", "embedded documents are not read"),
        ("charts", "chart is not read", "charts are not read"),
        ("diagrams", "diagram is not read", "diagrams are not read"),
        ("equations", "equation is read as one line", "equations are read as one line each"),
    )  # fmt: skip
    count = word.left_out
    yield from (f"{counted(count[key], one, many)}: compare with the file" for key, one, many in said if count[key])
    if count["open fields"]:
        yield "a field of the file has no end, so that its instruction may stand in the text: compare with the file"
