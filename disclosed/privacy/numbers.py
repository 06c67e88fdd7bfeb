"""Telephone numbers of persons, and numbers that single a person out: date of birth, National Insurance, NHS.

A switchboard is nobody's. What a number is called outranks where it stands: "Switchboard" under an officer's name stays, and
"direct line" far from any name goes. A number that nothing is said of is a person's where that person's name stands by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from disclosed.privacy.cells import Cell
from disclosed.privacy.named import Named
from disclosed.privacy.names import BODY, POST
from disclosed.privacy.sheet import Sheet
from disclosed.privacy.streets import ends_address, is_street, office_words

DOUBT = "It may be the number of a person."
BORN = "It may be a person's date of birth."
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?:(?:\+|00)44[ .-]?(?:\(0\)|0)?[ .-]?\d{2,4}|\(0\d{2,4}\)|0\d{1,5})(?:[ .-]{0,2}\d{2,6}){1,4}(?![\w/]|[.,]\d|-\d)"
)
_MOBILE = re.compile(r"(?:(?:\+|00)44(?:\(0\)|0)?|0)7[1-9]|0?70")
_SERVICE = re.compile(r"(?:(?:\+|00)44|0)(?:30|33|34|37|80|84|87|90|91|98|118)")
_EXTENSION = re.compile(
    r"(?:\b(?:ext(?:ension|n)?(?: (?:number|no))?|internal)\b[ .:]{0,3}(?:is |on )?|(?<=[\s,;(])x ?|^x)(?P<number>\d{3,6})(?![\w/,.]\d|\d|[ ]?[a-z%])",
    re.IGNORECASE,
)
# Words before a number, the nearest last, on its line or in the cell before it.
_OFFICE = re.compile(
    r"\b(?:switchboard|reception|customer (?:services?|contact|relations)|helpline|help ?line|help ?desk|fax|facsimile|textphone|text ?line|minicom|typetalk|freephone|general (?:enquiries|line)"
    r"|contact centre|call centre|main (?:line|number|switchboard|reception|office)|centre|home visits|care home|nursing home|homes?:|library|surgery|hospital|school|alerts|duty team|out of hours"
    r"|emergency|text(?: us)?|sms|payments?|council tax|press office|office|services?|team|unit|department|(?<=\w )desk|hotline|complaints|appeals|automated|council|trust|police|not direct)\b",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r"\b(?:direct(?!ion|or|ory|ly| payments?| debits?)(?: ?(?:line|dial|tel(?:ephone)?|phone|number|no))*(?: number| no)?|ddi|dd|dl|mobile(?! librar| alert| unit)|mob|cell|whatsapp|home(?: tel(?:ephone)?| phone| number)|personal"
    r"|(?:my|her|his|their|your) (?:direct |own |home |work |mobile |tele)?(?:phone |telephone )?(?:number|phone|telephone|mobile|extension)(?: number)?|(?:call|ring|phone|reach|contact|text|telephone) (?:me|her|him)"
    r"|llinell uniongyrchol)\b(?! line)",
    re.IGNORECASE,
)
_DIRECT_SHORT = re.compile(
    r"(?:^|[\s|,;(])(?:[MD]|T/D|D/L|M/T)[.: ]{1,3}\Z|\(home\)[.: ]{0,3}\Z|\b(?:ring|phone|call|contact|telephone) [A-Z][\w'-]+ on \Z"
)
_PERSONAL_AFTER = re.compile(r" ?\((?:direct|mobile|mob|home|ddi|direct line|direct dial)\)", re.IGNORECASE)
_EXTENDED = re.compile(
    r"[ ,(]{0,3}(?:ext|extension|extn|x)\b[ .:]{0,3}\d{3}", re.IGNORECASE
)  # the extension is the person's
_OFFICE_AFTER = re.compile(r" ?\((?:freephone|switchboard|reception|fax|main|office|textphone|monday)", re.IGNORECASE)
# What is written like a telephone number and is none.
_NO_PHONE = re.compile(
    r"\b(?:foi|ref|reference|uprn|usrn|mpan|po|purchase order|invoice|order|account|asset|serial|case|code|id|no\.? of|isbn|sku|batch|lot|item|contract|calls to|number of|total|spend|£) ?(?:number|no\.?|code)?[ :#.-]{0,3}\Z",
    re.IGNORECASE,
)
_CLERK = re.compile(r"(?:parish |town |community |the )?clerk\b", re.IGNORECASE)
_DETAIL = 80  # characters of a line of details
_REACH = 60  # characters before a number in which it is said what it is
_NEAR = 5  # lines beneath an addressee's or an officer's name in which a number is that person's
_FEWEST, _MOST = 10, 11  # digits of a telephone number in the United Kingdom, 0 included
# The Information Commissioners' own.
_PUBLIC = frozenset(
    {
        "03031231113",
        "03031231114",
        "03304146421",
        "08456306060",
        "01625545745",
        "01625545700",
        "01334464610",
        "02922678400",
        "02890278757",
    }
)

_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)? ?[/ .-] ?\w{1,9}[/ .,-]{1,2}\d{2,4}|\d{4}-\d\d-\d\d)"
_BIRTH = re.compile(
    rf"\b(?:date of birth|d\.? ?o\.? ?b\b\.?)(?: is| was| as|:)?[ :.-]{{0,3}}(?P<what>{_DAY})", re.IGNORECASE
)
_BORN = re.compile(rf"\bborn(?: on)?[ :]{{1,2}}(?P<what>{_DAY})", re.IGNORECASE)
_INSURANCE = re.compile(r"(?<!\w)(?P<what>[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?!\w)")
_INSURANCE_SAID = re.compile(
    r"\b(?:national insurance|ni|nino)(?: (?:number|no))?\.?(?: is| as|:)?[ :.]{0,3}(?P<what>[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?!\w)",
    re.IGNORECASE,
)
_NHS_SAID = re.compile(
    r"\bnhs (?:number|no)\.?(?: is| was|:)?[ :.]{0,3}(?P<what>\d{3} ?\d{3} ?\d{4})(?!\d)", re.IGNORECASE
)
_NHS = re.compile(r"(?<![\d-])(?P<what>\d{3} \d{3} \d{4})(?!\d)")
_DIGIT = re.compile(r"\d")
# What holds none of this holds no number of these kinds; most cells are such.
_HINTS = [
    "birth",
    "dob",
    "d.o.b",
    "born",
    "insurance",
    "nino",
    "ni.",
    "nhs",
    "hospital",
    "patient",
    "custody",
    "payroll",
    "passport",
    "prison",
    "licence",
    "tenancy",
    "account",
    "policy",
    "pension",
    "membership",
    "staff",
    "collar",
    "sort",
    "crime",
    "vehicle",
    "registr",
    "vrm",
    "reg",
    "car",
]
_SHAPED = re.compile(r"[A-Z]{2} ?\d\d ?\d\d ?\d\d|\d{3} \d{3} \d{4}|\bNI\b")
_NUMBERED = re.compile(
    r"\b(?:(?:hospital|patient|custody|payroll|passport|prison|prisoner|driving licence|tenancy|council tax account|bank account|account|policy|pension|membership|staff|collar)"
    r" (?:number|no|id|reference|ref)|account|sort code|crime (?:number|ref\w*)|passport|driving licence|custody (?:number|record))\.?(?: is| was|:)?[ .:#]{1,4}(?P<what>(?=[\w/-]*\d)[\w/-]{4,24}(?: \d[\w/-]*){0,3})",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"\b(?:vehicle|registration|vrm|reg|registered|car)\b[^.;]{0,30}?(?P<what>\b[A-Z]{2}\d{2} ?[A-Z]{3})(?!\w)"
)

Found = tuple[Cell, int, int, str]


def find_telephones(
    sheet: Sheet, named: Sequence[Named], signed: Collection[int], written: Collection[int], own: frozenset[str]
) -> Iterator[Found]:
    """Find telephone numbers of persons: cell, first and last column of the text, the doubt.

    `signed` are the lines of signatures, `written` those that hold a person's mailbox.
    """
    near = _near_lines(sheet, named) | _own_lines(sheet, signed) | set(written)
    asked = _asked_lines(sheet, named)
    ends: dict[tuple[int, int], list[int]] = {}
    for one in named:
        ends.setdefault((one.cell.line, one.cell.place), []).append(one.run.end)
    for row in sheet.cells:
        for cell in row:
            if _DIGIT.search(cell.text):
                beside = _before(row, cell)
                named_before = ends.get((cell.line, cell.place), ())
                sure = list(_numbers(cell, sheet, own, before=beside, near=cell.line in near, ends=named_before))
                yield from sure
                if cell.line in asked:
                    known = {found[1] for found in sure}
                    maybe = _numbers(cell, sheet, own, before=beside, near=True, ends=named_before)
                    yield from ((*found[:3], DOUBT) for found in maybe if found[1] not in known)
                yield from _extensions(cell, sheet)


def _near_lines(sheet: Sheet, named: Sequence[Named]) -> set[int]:
    """Give the numbers of the lines by a person's name: the rest of its row, and the lines beneath it of its block."""
    lines: set[int] = set()
    for one in named:
        if one.part == "other":
            lines.update([one.cell.line] if not one.cell.alone else [])
            continue
        lines.add(one.cell.line)
        lines.update(cell.line for cell in _block(one, sheet))
    return lines


def _asked_lines(sheet: Sheet, named: Sequence[Named]) -> set[int]:
    """Give the lines beneath an officer's name whose number is asked about: beneath the body's name it may be either's.

    They end at an empty line, but for a parish clerk's, who may work from home.
    """
    lines: set[int] = set()
    for one in named:
        beneath = list(sheet.beneath(one.cell, _NEAR)) if one.part == "officer" else []
        at_home = any(_CLERK.match(cell.text) for cell in (one.cell, *beneath[:2]))
        last = one.cell.line
        for cell in beneath:
            if cell.line - last > 1 and not at_home:
                break
            last = cell.line
            lines.update([cell.line] if len(cell.text) < _DETAIL else [])
    return lines


def _own_lines(sheet: Sheet, signed: Collection[int]) -> set[int]:
    """Keep the lines of signatures that stand above the body's own."""
    lines: set[int] = set()
    office = False
    last = 0
    for line in sorted(signed):
        row = sheet.cells[line - 1]
        office = (office and line - last < 4) or any(_is_office(cell, sheet) for cell in row)
        last = line
        if not office:
            lines.add(line)
    return lines


def _block(named: Named, sheet: Sheet) -> Iterator[Cell]:
    """Yield the lines of a person's details, to where a sentence or the body's own address begins."""
    for one in sheet.beneath(named.cell, _NEAR):
        office = office_words(one.text) if named.part == "addressee" else _is_office(one, sheet)
        if (sheet.is_prose(one) and len(sheet.words(one)) > 12) or office:
            return
        yield one


def _is_office(cell: Cell, sheet: Sheet) -> bool:
    """Whether a line is the body's own: its street or postcode, its mailbox, its name and no post."""
    if is_street(cell.text) or ends_address(cell.text):
        return True
    if _DIGIT.search(cell.text):
        return False
    words = sheet.words(cell)
    named = [word for word in words if word.code == BODY]
    return (
        len(named) > 1 and not any(word.code == POST for word in words) and not sheet.is_labelled(cell) and cell.alone
    )


def _before(row: Sequence[Cell], cell: Cell) -> str:
    """Give the words of the cells before one in its row."""
    return " ".join(one.text for one in row if one.place < cell.place)[-_REACH:]


def _numbers(
    cell: Cell, sheet: Sheet, own: frozenset[str], *, before: str, near: bool, ends: Sequence[int]
) -> Iterator[Found]:
    for found in _NUMBER.finditer(cell.text):
        digits = re.sub(r"\D", "", re.sub(r"\(0\)", "", found[0]))
        digits = re.sub(r"^(?:00)?44", "0", digits)
        digits = digits if digits.startswith("0") else f"0{digits}"
        if not _FEWEST <= len(digits) <= _MOST or digits in own or digits in _PUBLIC or _SERVICE.match(digits):
            continue
        said = (
            f"{before}: {cell.text[max(found.start() - _REACH, 0) : found.start()]}"
            if before
            else cell.text[max(found.start() - _REACH, 0) : found.start()]
        )
        named = near or any(end <= found.start() for end in ends)
        doubt = _weigh(digits, said, cell.text[found.end() : found.end() + _REACH], found[0], named=named)
        if doubt is not None:
            yield cell, found.start(), found.end(), doubt or (DOUBT if sheet.in_answer(cell.line) else "")


def _weigh(digits: str, said: str, after: str, written: str, *, named: bool) -> str | None:
    """Weigh a number: '' where it is a person's, None where it is nobody's."""
    if _NO_PHONE.search(said) or (written.isdigit() and after[:1] == ":"):
        return None
    if _PERSONAL_AFTER.match(after) or _DIRECT_SHORT.search(said):
        return ""
    direct_said = _DIRECT.search(said)
    if _OFFICE_AFTER.match(after) or (_EXTENDED.match(after) and not direct_said):
        return None
    office = max((found.end() for found in _OFFICE.finditer(said)), default=0)
    direct = max((found.end() for found in _DIRECT.finditer(said)), default=0)
    if office or direct:
        if direct > office:
            return ""
        return "" if named and _is_post_only(said, office) else None
    return "" if named or _MOBILE.match(digits) else None


def _is_post_only(said: str, office: int) -> bool:
    """Whether the office's word names the person's own part of the body: "Jane Marsh, Information Office, 01632 …"."""
    words = said[:office].casefold()
    return (
        bool(re.search(r"(?:unit|team|department|office|services?|council|trust|police|desk)\Z", words))
        and bool(re.search(r"(?:\b(?:t|tel|telephone|phone|on)\b[.: ]{0,3}|[|,] ?)\Z", said, re.IGNORECASE))
        and not re.search(r"\b(?:or|switchboard|the)\b[^,|]{0,40}\Z", words)
    )


def _extensions(cell: Cell, sheet: Sheet) -> Iterator[Found]:
    """Find extensions; the switchboard's own number before one stays."""
    for found in _EXTENSION.finditer(cell.text):
        yield cell, found.start("number"), found.end("number"), DOUBT if sheet.in_answer(cell.line) else ""


def find_identifiers(sheet: Sheet) -> Iterator[Found]:
    """Find numbers that single a person out: certain where it is said what they are and they look it."""
    for cell in sheet.each():
        if not _may_identify(cell.text):
            continue
        answer = sheet.in_answer(cell.line)
        for pattern in (_BIRTH, _INSURANCE_SAID, _NHS_SAID):
            for found in pattern.finditer(cell.text):
                yield cell, found.start("what"), found.end("what"), DOUBT if answer else ""
        yield from ((cell, found.start("what"), found.end("what"), DOUBT) for found in _INSURANCE.finditer(cell.text))
        yield from ((cell, found.start("what"), found.end("what"), BORN) for found in _BORN.finditer(cell.text))
        for pattern in (_NUMBERED, _VEHICLE):
            yield from ((cell, found.start("what"), found.end("what"), DOUBT) for found in pattern.finditer(cell.text))
        for found in _NHS.finditer(cell.text):
            if _is_nhs_number(found["what"]):
                yield cell, found.start("what"), found.end("what"), DOUBT


def _may_identify(text: str) -> bool:
    if not _DIGIT.search(text):
        return False
    small = text.casefold()
    return any(hint in small for hint in _HINTS) or _SHAPED.search(text) is not None


def _is_nhs_number(written: str) -> bool:
    """Check an NHS number's last digit, which is worked out from the others (modulus 11)."""
    digits = [int(sign) for sign in written if sign.isdigit()]
    rest = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return rest % 11 == digits[9] and rest != 10
