"""The text of a Word document's paragraphs: runs, fields, symbols, equations, and what hangs on them.

A field shows its result and not its instruction; fields stand in the instructions of others, with results of their own that
no page shows (`IF { MERGEFIELD n } = …`). What is hidden, struck out or covered is counted and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from disclosed.readers.archive import Archive
from disclosed.readers.docx_numbers import Numbering, W
from disclosed.readers.docx_styles import Styles, is_on, value_of
from disclosed.readers.marks import raised, whole
from disclosed.readers.symbols import symbol, with_symbols

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Elements that only wrap what the page shows.
WRAPS = {
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
DELETED = {f"{W}{name}" for name in ("del", "moveFrom", "rt")}
PAGE = "\x0c"
_BREAK = "\n"
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": _BREAK, "noBreakHyphen": "-"}
MAX_DEPTH = 60  # tables in cells in tables: Word itself stops at some twenty


@dataclass
class Field:
    """A field that is open: whether its result has begun."""

    shows: bool = False


@dataclass
class Word:
    """A document while it is read: its lists, its styles, and what was left out."""

    archive: Archive
    numbering: Numbering
    styles: Styles
    left_out: Counter[str] = field(default_factory=Counter)
    fields: list[Field] = field(default_factory=list)  # that are open, the innermost last
    fields_close: bool = True  # where they do not, no text can be told to be an instruction
    notes: list[str] = field(default_factory=list)  # ids of footnotes in the order of reading
    on_paper: bool = True  # in no table and no box, whose ground is not known

    def open_part(self, root: Any) -> None:
        """Begin a part of the file: fields do not reach over its end."""
        kinds = Counter(mark.get(f"{W}fldCharType", "") for mark in root.iter(f"{W}fldChar"))
        self.fields, self.fields_close = [], kinds["begin"] == kinds["end"]
        self.left_out["open fields"] += not self.fields_close

    @property
    def shows(self) -> bool:
        """Whether text that comes now is shown: it stands in no instruction of a field."""
        return not self.fields_close or all(each.shows for each in self.fields)


@dataclass(frozen=True, slots=True)
class Place:
    """Where runs stand: their paragraph's style, what lies under it, and the text boxes that were found in them so far."""

    style: str
    on_paper: bool
    boxes: list[Any]


def inline(word: Word, parent: Any, place: Place, depth: int = 0) -> Iterator[str]:
    """Yield the text of runs in order."""
    if depth > MAX_DEPTH:
        return
    for child in parent:
        if child.tag == f"{W}r":
            yield from _run(word, child, place)
        elif child.tag in DELETED:
            word.left_out["deleted"] += 1
        elif child.tag in WRAPS:
            word.left_out["inserted"] += child.tag in {f"{W}ins", f"{W}moveTo"}
            yield from inline(word, child, place, depth + 1)
        elif child.tag == f"{MC}AlternateContent":
            for choice in list(child)[:1]:
                yield from inline(word, choice, place, depth + 1)
        elif child.tag in {f"{_MATH}oMath", f"{_MATH}oMathPara"}:
            word.left_out["equations"] += 1
            yield _equation(child, depth)


def _run(word: Word, run: Any, place: Place) -> Iterator[str]:
    """Yield the text of one run, where the page shows it."""
    properties = run.find(f"{W}rPr")
    look = word.styles.look(place.style, properties, on_paper=place.on_paper)
    kind = "hidden" if look.hidden else "struck" if look.struck else "covered" if look.covered else ""
    counted = False
    for child in run:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "fldChar":
            shown = _field(word, child)
        elif not word.shows:
            continue
        elif name in {"footnoteReference", "endnoteReference"}:
            word.notes += [f"{name[:-9]}s:{child.get(f'{W}id', '')}"] if not kind else []
            shown = raised(str(len(word.notes)))
        else:
            text = _character(child, name, look.font)
            shown = raised(text) if look.raised else text
            if not kind:
                _hang_on(word, child, name, place)
        if not kind:
            yield shown
        elif shown.strip() and not counted:
            word.left_out[kind] += 1
            counted = True


def _character(child: Any, name: str, font: str) -> str:
    match name:
        case "t":
            return with_symbols(child.text or "", font)
        case "sym":
            return _symbol(child, font)
        case "br":
            return PAGE if child.get(f"{W}type") == "page" else _BREAK
        case _:
            return _SIGNS.get(name, "")


def _symbol(child: Any, font: str) -> str:
    try:
        return symbol(int(child.get(f"{W}char", "0"), 16), child.get(f"{W}font") or font)
    except ValueError:
        return ""


def _hang_on(word: Word, child: Any, name: str, place: Place) -> None:
    """Take the text boxes that hang on a run; count what else is in it and not read."""
    if name not in {"drawing", "pict", "object"} and child.tag != f"{MC}AlternateContent":
        return
    boxes = list(_outer_boxes(child, 0))
    place.boxes.extend(boxes)
    if name == "object":
        word.left_out["objects"] += 1
    elif not boxes:
        word.left_out[_drawn(child)] += 1


def _outer_boxes(element: Any, depth: int) -> Iterator[Any]:
    """Yield text boxes, those inside of others and the second choice of two apart."""
    for child in list(element)[:1] if element.tag == f"{MC}AlternateContent" else element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif depth < MAX_DEPTH:
            yield from _outer_boxes(child, depth + 1)


def _drawn(element: Any) -> str:
    """Name what a drawing holds: a chart and a diagram have text of their own."""
    kinds = " ".join(str(each.get("uri", "")) for each in element.iter("{*}graphicData"))
    return "charts" if "/chart" in kinds else "diagrams" if "/diagram" in kinds else "pictures"


def _field(word: Word, mark: Any) -> str:
    """Open or close a field; an old form field has its answer in what opens it."""
    shown = ""
    match mark.get(f"{W}fldCharType", ""):
        case "begin":
            shown = _form_field(mark) if word.shows else ""
            word.fields.append(Field())
        case "separate" if word.fields:
            word.fields[-1].shows = True
        case "end" if word.fields:
            word.fields.pop()
        case _:
            pass
    return shown


def _form_field(mark: Any) -> str:
    """Write a check box or a choice of Word's old forms; a text has a result of its own."""
    box, choices = mark.find(f"{W}ffData/{W}checkBox"), mark.find(f"{W}ffData/{W}ddList")
    if box is not None:
        checked = box.find(f"{W}checked")
        return "☒" if is_on(checked if checked is not None else box.find(f"{W}default")) else "☐"
    if choices is not None:
        entries = [value_of(entry) for entry in choices.findall(f"{W}listEntry")]
        chosen = whole(value_of(choices.find(f"{W}result")))
        return entries[chosen] if chosen < len(entries) else ""
    return ""


def _equation(element: Any, depth: int) -> str:
    """Write an equation on one line: its signs, a fraction with a stroke, what is raised as such."""
    if depth > MAX_DEPTH:
        return ""
    name = element.tag.removeprefix(_MATH) if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""
    parts = [_equation(child, depth + 1) for child in element]
    if name == "f":
        return "/".join(part for part in parts if part)
    return raised("".join(parts)) if name == "sup" else "".join(parts)
