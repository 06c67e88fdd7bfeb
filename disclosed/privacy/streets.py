"""Addresses of persons: under an addressee's name, above a greeting, after "I live at", beside a label.

An office's address is nobody's. It stands under a body or a post, and in the letter's own head; so an address is a person's
by what leads to it, and never by its form alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosed.privacy.bodies import Bodies
from disclosed.privacy.cells import REDACTED_NAME, Cell
from disclosed.privacy.named import Named
from disclosed.privacy.names import BODY
from disclosed.privacy.sheet import GREETING, Sheet
from disclosed.privacy.words import plain

_TYPE = (
    r"(?i:street|str|st|road|rd|row|lane|ln|avenue|ave|close|drive|way|court|place|terrace|gardens|crescent|hill|square|mews|grove|walk|view|green|rise"
    r"|parade|wharf|yard|gate|side|end|vale|croft|fold|fields?|meadows?|orchard|heights|broadway|loan|wynd|brae|paddocks?|villas?|cottages?"
    r"|buildings?|quay|bank|mount|park|path|drove|approach|chase|circus|esplanade|promenade|embankment|reach|spinney|copse|dene|glebe)"
)
_NAMES = r"(?:[^\W\d_a-z][\w'.-]* ){1,4}"
_NUMBER = r"\d{1,4}[a-zA-Z]?(?:[/-]\d{1,4}[a-zA-Z]?)?"
_FLAT = r"(?:(?i:flat|apartment|apt|unit|room|suite|no\.?) ?\w{1,4}[,;]? )?(?:[^\W\d_a-z][\w'-]+ (?:House|Court|Lodge|Cottage|Farm|Towers?|Point),? )?"
POSTCODE = r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)"
_STREET = re.compile(
    rf"\W{{0,4}}{_FLAT}(?:{_NUMBER},? (?:{_NAMES}{_TYPE}\b|(?:Heol|Ffordd|Stryd|Lôn|Maes|Rue)\b)|(?i:po box) \d)"
)
_WHOLE = re.compile(
    rf"{_FLAT}{_NUMBER},? {_NAMES}{_TYPE}\b(?:,? (?!(?:And|My|I|The|We|You|It|If)\b)[^\W\d_a-z][^\W\d_]*(?:['-][^\W\d_]+)*(?!\w)){{0,4}}(?:,? {POSTCODE})?"
)
_POSTCODE = re.compile(POSTCODE)
_SAID = re.compile(
    r"\b(?:(?:my|your) (?:home |postal |full |current )?address(?: is| as|:)|(?:i|you|he|she|they|who) (?:live|lives|reside|resides|lived) (?:at|in)|residing at"
    r"|(?:your|his|her|their|my) (?:home|property|house|flat|address)(?: is)? at|resident (?:at|of|in)) ",
    re.IGNORECASE,
)
_SAID_HINTS = (" address", " live", " resid", " at ", "ddress ")
_OF = re.compile(r"'?s?,? (?:of|at|living at) $")
_ADDRESS_LABEL = re.compile(
    r"(?:(?:requester|requestor|applicant|enquirer|home|postal|your|contact|correspondence|full|customer)(?:'s)? ){0,2}address(?: line \d)?|post ?code",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[\W_]{0,4}(?P<label>[A-Za-z' ]{4,40}?(?: \d)?) ?: ?(?P<value>\S.*)")
_OFFICE = re.compile(
    r"\b(?:town hall|civic|county hall|city hall|guildhall|shire hall|headquarters|hq|council|offices?|hospital|police|university|college|school|department"
    r"|directorate|trust|authority|centre|station|court house|switchboard|freepost)\b",
    re.IGNORECASE,
)
_NOT_ADDRESS = re.compile(
    r"[@:£%?]|\d{5}|\b(?:19|20)\d\d\b|\b(?:ref|reference|date|dear|email|e-mail|by post|via)\b", re.IGNORECASE
)
_BLOCK = 8  # lines of an address
_REACH = 5  # lines between a requester's name and their labelled address
_LINE = 240  # characters of an address written on one line
_LONG = 8  # words of a line of an address
DOUBT = "It may be the address of a person."


def is_street(text: str) -> bool:
    """Whether a text begins with a number and a street."""
    return _STREET.match(text) is not None


def ends_address(text: str) -> bool:
    """Whether a text holds a postcode, with which an address ends."""
    return _POSTCODE.search(text) is not None


def office_words(text: str) -> bool:
    """Whether a text speaks of an office."""
    text = text[:_LINE]
    return _OFFICE.search(_WHOLE.sub("", text)) is not None


Found = tuple[Cell, int, int, str]


def find_addresses(sheet: Sheet, named: Sequence[Named], bodies: Bodies) -> Iterator[Found]:
    """Find addresses of persons: cell, first and last column of the text, and why it is in doubt ('' where it is not)."""
    for one in named:
        if one.part == "addressee":
            yield from _beneath(one.cell, sheet, one.doubt)
        yield from _beside(one, sheet)
        if one.part == "officer":
            yield from _clerks(one, sheet)
            beneath = sheet.right_beneath(one.cell)
            if (
                beneath
                and is_street(beneath.text)
                and one.cell.text.strip(" ,") == one.cell.text[one.run.start : one.run.end]
            ):
                yield from _beneath(one.cell, sheet, DOUBT)  # whoever signs a quoted request gives an address
    for cell in sheet.each():
        if cell.text.strip() == REDACTED_NAME and sheet.above_greeting(cell.line):
            yield from _beneath(cell, sheet, "")
        yield from _said(cell, sheet)
        yield from _labelled(cell, sheet, named)
    yield from _above_greeting(sheet, named, bodies)


def _beneath(cell: Cell, sheet: Sheet, doubt: str) -> Iterator[Found]:
    """Find the lines of an address under its addressee, as far as the postcode."""
    lines: list[Cell] = []
    for one in sheet.beneath(cell, _BLOCK):
        if not _is_part(one, sheet):
            break
        lines.append(one)
        if ends_address(one.text):
            break
    if any(is_street(one.text) or ends_address(one.text) for one in lines):
        for one in lines:
            if one.text[:4].casefold() == "c/o ":
                continue
            if is_street(one.text) or ends_address(one.text) or not _names_body(one, sheet):
                yield one, 0, len(one.text.rstrip(" ,.*")), doubt or _in_answer(one, sheet)


def _is_part(cell: Cell, sheet: Sheet) -> bool:
    """Whether a cell may be a line of an address."""
    if sheet.is_labelled(cell):
        return False
    if GREETING.match(cell.text) or len(sheet.words(cell)) > 2 * _LONG:
        return False
    if is_street(cell.text) or ends_address(cell.text):
        return not office_words(cell.text)
    return len(sheet.words(cell)) <= _LONG and not _NOT_ADDRESS.search(cell.text) and not office_words(cell.text)


def _names_body(cell: Cell, sheet: Sheet) -> bool:
    return any(word.code == BODY for word in sheet.words(cell))


def _in_answer(cell: Cell, sheet: Sheet) -> str:
    return DOUBT if sheet.in_answer(cell.line) else ""


def _beside(named: Named, sheet: Sheet) -> Iterator[Found]:
    """Find an address right after a name: "Mr A, 14 Larch Row", "Mr and Mrs B of 16 Larch Row"."""
    cell, end = named.cell, named.run.end
    found = _WHOLE.search(cell.text, end, end + 160)
    if not found:
        return
    between = cell.text[end : found.start()]
    if _OF.fullmatch(between) or (between.strip() == "," and named.part == "addressee"):
        yield cell, found.start(), found.end(), named.doubt or _in_answer(cell, sheet)


def _clerks(named: Named, sheet: Sheet) -> Iterator[Found]:
    """Doubt the address of a parish clerk, who may work from home."""
    cell = named.cell
    if "clerk" not in cell.text.casefold()[: named.run.start]:
        return
    found = _WHOLE.search(cell.text, named.run.end, named.run.end + _LINE)
    if found:
        rest = cell.text[named.run.end : found.start()]
        start = named.run.end + len(rest) - len(rest.lstrip(", "))
        yield cell, start, found.end(), DOUBT
    beneath = sheet.right_beneath(cell)
    if beneath and is_street(beneath.text):
        yield beneath, 0, len(beneath.text), DOUBT


def _said(cell: Cell, sheet: Sheet) -> Iterator[Found]:
    """Find an address that somebody gives in a sentence: "I live at 14 Larch Row, Anytown"."""
    if not any(hint in cell.text for hint in _SAID_HINTS):
        return
    for said in _SAID.finditer(cell.text):
        found = _WHOLE.match(cell.text, said.end())
        if found:
            yield cell, found.start(), found.end(), _in_answer(cell, sheet)


def _labelled(cell: Cell, sheet: Sheet, named: Sequence[Named]) -> Iterator[Found]:
    """Find an address beside its label, among a requester's details."""
    label = _LABEL.match(cell.text)
    value: tuple[Cell, int] | None = None
    if label and _ADDRESS_LABEL.fullmatch(label["label"].strip()):
        value = cell, label.start("value")
    elif _ADDRESS_LABEL.fullmatch(cell.text.strip(" :*")):
        beside = next((one for one in sheet.cells[cell.line - 1] if one.place == cell.place + 1), None)
        beneath = next(sheet.beneath(cell, 1), None) if cell.alone else None
        other = beside or beneath
        value = (other, 0) if other else None
    if value is None or office_words(value[0].text[value[1] :]):
        return
    text = value[0].text[value[1] :]
    if is_street(text) or _POSTCODE.search(text):
        near = any(0 <= cell.line - one.cell.line <= _REACH and one.part == "addressee" for one in named)
        own = "postal" in cell.text.casefold() or "contact" in cell.text.casefold()
        if near or not own:
            doubt = _in_answer(cell, sheet) or ("" if near else DOUBT)
            yield value[0], value[1], len(value[0].text), doubt


def _above_greeting(sheet: Sheet, named: Sequence[Named], bodies: Bodies) -> Iterator[Found]:
    """Find an address right above the greeting that no name leads to; the body's own stands under its name."""
    if not sheet.greeted or sheet.in_answer(sheet.greeted):
        return
    block: list[Cell] = []
    for row in reversed(sheet.cells[max(sheet.greeted - _BLOCK - 3, 0) : sheet.greeted - 1]):
        if row and len(row) == 1 and _is_part(row[0], sheet) and not any(one.cell is row[0] for one in named):
            block.append(row[0])
        elif (row and block) or (row and not _NOT_ADDRESS.search(row[0].text)) or (not row and block):
            break
    if len(block) < 2 or not ends_address(block[0].text) or not any(is_street(one.text) for one in block):
        return
    first = block[-1]
    own = first.line == 1 or any(_is_own(one, sheet, bodies) for one in block)
    other = any(ends_address(one.text) for one in sheet.each() if one.line < first.line)
    if first.line > 2 and (not own or other):
        yield from ((one, 0, len(one.text), "") for one in reversed(block) if not _names_body(one, sheet))
    elif first.line > 2:
        yield from ((one, 0, len(one.text), DOUBT) for one in reversed(block) if not _names_body(one, sheet))


def _is_own(cell: Cell, sheet: Sheet, bodies: Bodies) -> bool:
    """Whether a line of an address has a word of the authority's own name."""
    return any(bodies.knows_word(word) or plain(word.text) in bodies.names for word in sheet.words(cell))
