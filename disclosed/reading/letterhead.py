"""What a letter says of itself: authority, reference, dates, licence, regime, subject.

A letter has no form for this. The reference may be labelled or stand alone; several dates stand side by side, one of
them sometimes wrong (docs/letters.md §8), and only their labels tell the response's from the request's; the licence is a
sentence somewhere after the answers. What is not printed is None and a finding says so: nothing is inferred from a
mail address or a file name. Words are matched on the folded line and quoted from the line itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from disclosed.findings import CODES
from disclosed.model import Finding, Letter, Letterhead, Line, Part, Printed, Span
from disclosed.reading.dates import FoundDate, find_dates
from disclosed.reading.furniture import furniture_lines, is_furniture, is_head_line, is_tail_line
from disclosed.reading.licensing import licence_id, read_licence, version_stated
from disclosed.reading.lines import fold

__all__ = ["furniture_lines", "is_furniture", "is_head_line", "is_tail_line", "letterhead_findings", "read_letterhead"]

_HEAD_DEPTH = 14  # lines with words among which a letter names itself; further down it speaks of the request
_LABEL_REACH = 160  # characters before or after a date in which its label stands
_TITLE_LENGTH = 90  # a name on a line of its own is shorter; longer lines are prose
_CODE_LENGTH = 28  # the longest reference met has 18 characters

# Nouns that end the name of a body, the surer first: an office or a service is often a part of the body above it.
_BODIES = (
    (
        r"council|corporation|constabulary|police (?:and|&) crime commissioner(?: for)?|(?:london|royal) borough of [a-z' -]{3,40}|police(?: service)?|university|college|trust|nhs|authority|assembly|government"
        r"|ministry|parliament|hospitals?|fire and rescue service|fire service|ambulance service|university of [a-z' -]{3,40}"
        r"|ministry of [a-z ]{3,40}|department (?:for|of) [a-z ,]{3,60}|crown prosecution service"
    ),
    r"agency|board|commission|executive|inspectorate|museum|regulator|academy|school|partnership|service|department|office",
)
_BODY = tuple(
    re.compile(rf"(?:^|.*[\w)] )(?:{nouns})\b(?: (?:nhs|foundation|trust|authority|of|for|[a-z]+)){{0,4}}\W*$")
    for nouns in _BODIES
)
_NOT_A_NAME = re.compile(
    r"\b(?:you|your|we|our|us|is|are|was|were|has|have|been|which|freedom of information|information request|request|questions?"
    r"|response|environmental information|headquarters|team|unit|act|regulations|re|dear|disclosure log$|reference|on behalf of)\b|[?!:@]|\d{3}"
)
# What bodies of one kind have in common: such a name wants its place.
_KIND_ALONE = re.compile(
    r"(?:(?:metropolitan|district|borough|county|city|town|parish|unitary|council) ?)*council|county borough council"
    r"|(?:(?:university|teaching|general|community|mental|health|partnership|hospitals?|foundation|nhs|and|care) )*nhs(?: foundation)? trust"
    r"|(?:fire and rescue|ambulance|police|probation) (?:service|authority)|(?:integrated care|health|education) board|police|constabulary|university"
)
_NAME_END = re.compile(r" *(?:nhs(?: foundation)? trust|foundation trust) *")
_PLACE = re.compile(r"[A-Z][A-Za-z'’ &-]{2,60}")
_AFTER_NAME = re.compile(r" +[-|] +.*$|,.*$| {2,}.*$|\t.*$")
_COLUMN = re.compile(r"\S {4,}(?=[A-Z])(?!.* {4,})")
_SMALL_WORDS = frozenset({"of", "and", "for", "the", "in", "on", "upon", "with", "y", "a", "to"})
_NAMED_IN_PROSE = re.compile(
    r"\b(?!Dear )(?:[A-Z][\w'’-]+ (?:(?:and|of|upon|on|the|&) ){0,2}){1,6}(?:Council|Police|Constabulary|University|NHS (?:Foundation )?Trust|Authority|Fire and Rescue Service"
    r"|Ambulance Service|Health Board)\b"
)
# A company that is an authority (water, rail) names itself in its letter's first and last words.
_COMPANY = re.compile(r"\b(?!Dear )(?:[A-Z][\w'’-]+ (?:(?:and|of|&) ){0,2}){1,5}(?:plc|PLC|Limited|Ltd)\b")
# The government's marking of a paper stands where a name does.
_MARKING = re.compile(r"\s*(?:OFFICIAL(?:[ -]SENSITIVE)?|NOT PROTECTIVELY MARKED|UNCLASSIFIED|PUBLIC)(?: {2,}|\t|$)")
_ARTICLE = re.compile(r"^(?:The|This|Our|Your|A) ")

_REFERENCE = re.compile(
    r"""(?<!\w)(?:
        (?P<ours>our|foi|eir|request|case|file|enquiry)?[ ]?(?:(?:foi|eir|request)[ ])?
        (?:reference|ref)(?:[ ](?:number|no)\b)?
      | (?:request|case|foi|enquiry)[ ](?:number|no|id)
      | case | enquiry | (?:(?:(?:freedom[ ]of[ ])?information|foi)[ ]request|request[ ]for[ ]information)(?:[ ](?:reference|ref)(?:[ ](?:number|no)\b)?)?
    )[ ]{0,2}[.:#]{0,2}[ ]{0,3}(?P<code>[a-z0-9][a-z0-9 /._-]{2,40})""",
    re.VERBOSE,
)
_YOURS = "your "
_CODE = re.compile(
    r"""(?:
        (?:foir?|foisa|eir|rfi|ig|ir|fi|sar)[ /-]{0,3}\d[\d/-]{0,12}(?:[ ]\d{2,8}){0,2}(?:[ ]/[ ]\d{1,8}){0,2}(?:/[a-z]{1,4})?
      | [a-z]{2,6}(?:[ ]|[-/](?:[a-z]{1,5}[-/]){0,3})\d{2,8}(?:[/-][a-z\d]{2,8}){0,3}
      | [a-z]{2,6}\d{4,8}(?:/\d{2,8})?
      | [a-z]{2,6}[ ](?:foia?|eir|rfi)[ /-]?\d{3,8}(?:/\d{2,4})?
      | \d{2,7}/\d{2,4}(?:/[a-z]{1,4})? | (?:19|20)\d\d-\d{3,6}
      | \d{6,14}
    )$""",
    re.VERBOSE,
)
LEAST_DIGITS = 3  # of a labelled code; a shorter one names the law, or is a number behind a stroke
_SHORT_CODE = re.compile(r"(?:foir?|foisa|eir|rfi|ir|sar)[ /-]?\d{1,2}|[a-z]{2,6}/\d{1,2}")
_CODE_IN_TITLE = re.compile(r"(?<![\w/])(?:\d{3,7}/\d{2,4}|[a-z]{2,6}[-/]\d{3,8})$")
_CODE_IN_SUBJECT = re.compile(
    r"\W{0,3}(?:subject|re|title) ?:(?: ?(?:re|fwd?) ?:)* ?(?:(?:foi|eir) )?(?:(?:request|response|reply|ref(?:erence)?) )?"
    r"(?P<code>(?:foir?|foisa|eir|rfi|ir|fi|sar)[ /-]{0,3}\d[\d/-]{2,14}(?<![/-])|[a-z]{2,6}/(?:foi|eir|rfi)/\d{2,4}/\d{1,6})(?![\w/])"
)
_BRACKETED = re.compile(r"\[(?P<code>[^\[\]\s]{4,28})\]")
_ASKED_OF = re.compile(r"(?i:\bfreedom of information request to) (?P<body>[A-Z].{2,88}?)(?: - \w+)?\s*$")
_YEARS = re.compile(r"(?:19|20)?\d\d/(?:19|20)?\d\d$")
_CELL = re.compile(r"[^\t ]+(?: [^\t ]+)*")

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
# Labels of dates, the most telling first: what stands before the date on its line → kind.
_DATE_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words + rf"[ \t:.-]{{0,4}}(?:on\b[ :.-]{{0,3}})?{_WEEKDAY}$"))
    for kind, words in (
        (
            "response",
            r"\bdate (?:of )?(?:the |this |our )?(?:response|reply|decision|answer|responded|answered|issued?)\b",
        ),
        ("response", r"^\W*(?:responded|answered|replied|released|issued|completed|closed)"),
        (
            "response",
            r"^\W*(?:(?:reply|response|answer|letter) (?:was )?(?:sent|issued|given|date|dated)|date (?:issued|sent|completed|released))",
        ),
        ("response", r"(?:^\W*(?:our )?(?:response|reply|decision)|\b(?:i|we) have today,?)"),
        ("received", r"\b(?:date )?(?:of )?(?:received|receipt)|\breceived (?:by us |here )?|\breached us"),
        ("published", r"\b(?:date )?(?:published|of publication|publication date)"),
        ("clarification", r"\b(?:clarif\w{2,10}|make (?:it )?clear(?:er)?)(?: (?:it|this|your request))?"),
        ("advice", r"\badvice\b.{0,60}"),
        (
            "request",
            r"\b(?:date of (?:your |the )?request|request (?:made|sent|date|dated|submitted)|date (?:requested|submitted))",
        ),
        (
            "request",
            r"\byour (?:[a-z ]{0,24})?(?:request|e-?mail|letter|enquiry|correspondence)(?: [a-z ]{0,24})?(?: of| dated|,)?",
        ),
        ("request", r"\byou (?:wrote|e-?mailed|asked)(?: to)?(?: us)?"),
        ("request", r"^\W*(?:request|opened)"),
        ("letter", r"^\W*(?:dyddiad / )?(?:date|sent|dyddiad)(?: ?: \d{1,2} [a-z]+ \d{4} ?/)?"),
        ("heading", r"^\W*dated"),
    )
)
_REQUEST_AFTER = re.compile(r"^[^.]{0,60}\bi sent this (?:foi )?request\b")
_REPLY_AFTER = re.compile(r"^ {0,3}\((?:(?:this|our|date of) )?(?:reply|response|letter|answer)\)")
_REQUEST_IN_BRACKETS = re.compile(r"^ {0,3}\((?:(?:your|the|date of) )?(?:request|e-?mail|enquiry)\)")
_BARE_DATE = re.compile(rf"^\W*{_WEEKDAY}$")
# The response's own label outweighs a bare date, a bare date an undated heading's.
_RESPONSE_ORDER = ("response", "letter", "bare", "heading")

_FOISA = re.compile(r"\bfreedom of information \(scotland\) act|\bfoisa\b|scottish information commissioner")
_EIRS = re.compile(r"\benvironmental information \(scotland\) regulations|\beirs?\(s\)|\beisrs?\b")
_FOIA = re.compile(r"\bfreedom of information act|\bfoia\b|\bfoi act\b")
_EIR = re.compile(r"\benvironmental information regulations|\beirs?\b(?!\(s\))")
_FOI = re.compile(r"\bfoi|\bfreedom of information\b|\binformation commissioner\b")
_NOT_FOIA = re.compile(r"\b(?:and not|rather than|instead of|not) (?:under )?(?:the )?(?:freedom of information|foia)")
_LAWS = (("FOISA", _FOISA), ("EIR(S)", _EIRS), ("FOIA", _FOIA), ("EIR", _EIR))
_REGULATION = re.compile(r"\b(?:regulations?|regs?\.?) ?1[0123]\b ?\(")
_SECTION = re.compile(r"\b(?:sections?|s\.?) ?\d{1,2}\b")

_SUBJECT = re.compile(r"^\W{0,3}(?:re|subject|topic|title|request) *: *(?P<subject>(?=.*[a-z]{3}).{3,120}?) *$")
_ACT_SUBJECT = re.compile(
    r"^\W{0,3}freedom of information (?:act|request)[^:]{0,20}: *(?P<subject>(?=.*[a-z]{4})(?!\S*\d\S*$).{3,120}?) *$"
)
_LAW_FIRST = re.compile(r"^(?:freedom of information|foi)(?: act)?(?: 2000)?(?: request)?\s*[-–—:]\s*", re.IGNORECASE)
_REQUEST_ABOUT = re.compile(r"^\W{0,3}request about (?P<subject>.{3,120}?) *$")


def read_letterhead(letter: Letter, parts: Sequence[Part]) -> Letterhead:
    """Read what a letter prints of itself; `parts[i]` says to which part of the letter line i + 1 belongs."""
    own = [line for line, part in zip(letter.lines, parts, strict=True) if part not in ("question", "answer")]
    furniture = furniture_lines(letter)
    site = _on_request_site(letter)
    begins = site[1] if site else 1
    head = _first_lines(letter, parts, furniture, begins)
    date, other_dates = _read_dates(letter, parts, begins)
    reference = _read_reference(head) or _read_reference([line for line in own if _labelled(line)])
    answers = [line for line, part in zip(letter.lines, parts, strict=True) if part == "answer"]
    # A grant may stand in the line of copyright at a page's foot, and nowhere else.
    licence = read_licence([line for line in own if line.number not in furniture]) or read_licence(own)
    return Letterhead(
        authority=site[0] if site else _read_authority(head, own, answers),
        reference=reference,
        date=date,
        licence=licence,
        regime=_read_regime(letter, parts, reference),
        laws=_laws_named(head),
        other_dates=other_dates,
        version_stated=licence is not None and version_stated(licence.words),
        subject=_read_subject(head),
    )


def letterhead_findings(letterhead: Letterhead, letter: Letter) -> tuple[Finding, ...]:
    """Say what the letter does not print, and where it limits re-use."""
    return tuple(_missing(letterhead, letter))


def _missing(letterhead: Letterhead, letter: Letter) -> Iterator[Finding]:
    last = letter.lines[-1].number if letter.lines else 1
    if letterhead.reference is None:
        yield _note("reference_missing", 1, "Give `reference:` in the letter's .yml if it is known.")
    if letterhead.date is None:
        yield _note("date_missing", 1, "Give `date:` in the letter's .yml if it is known.")
    licence = letterhead.licence
    if licence is None:
        yield _note(
            "licence_missing", last, "Give the ground for re-use under `reuse:`, or only metadata is published."
        )
    elif not licence_id(licence.words):
        yield _note("licence_not_open", licence.span.line, "Give the ground for re-use under `reuse:`.")
    elif not letterhead.version_stated:
        yield _note("licence_version_missing", licence.span.line, "Version 3.0 is applied, and the pages say so.")


def _note(code: str, line: int, remedy: str) -> Finding:
    level, message = CODES[code]
    return Finding(code, level, message, remedy, line=line)


def _on_request_site(letter: Letter) -> tuple[Printed, int] | None:
    """Read whom a page of a request site says was asked, and the line where that body's own message begins with its name."""
    for line in letter.lines[:_HEAD_DEPTH]:
        found = _ASKED_OF.search(line.text)
        begins = [
            other.number for other in letter.lines[line.number :] if found and other.text.strip() == found["body"]
        ]
        if found and begins:
            return _printed(line, found.start("body") + 1, found.end("body")), begins[-1]
    return None


def _first_lines(letter: Letter, parts: Sequence[Part], furniture: frozenset[int], begins: int) -> list[Line]:
    """Take the lines above the first question in which the letter may name itself; a request site's own stand before it `begins`."""
    before = takewhile(lambda pair: pair[1] not in ("question", "answer"), zip(letter.lines, parts, strict=True))
    words = [
        line for line, _ in before if line.shadow.strip() and line.number not in furniture and line.number >= begins
    ]
    return words[:_HEAD_DEPTH]


def _printed(line: Line, first: int, last: int, value: str | None = None) -> Printed:
    """Quote a stretch of a line; unseen characters stay in the words and are left out of the value."""
    words = line.text[first - 1 : last]
    return Printed(value if value is not None else _visible(words), words, Span(line.number, first, last))


def _visible(text: str) -> str:
    kept = "".join(mark for mark in text if unicodedata.category(mark) not in ("Cf", "Cc"))
    return " ".join(kept.split())


def _read_authority(head: Sequence[Line], own: Sequence[Line], everywhere: Sequence[Line]) -> Printed | None:
    """Take the first line that is a body's name, a council before an office; else a body named in prose, or a repeated title."""
    for pattern in _BODY:
        for place, line in enumerate(head):
            name = _name_on(line, pattern)
            if name:
                name = _with_its_kind(name, head[place + 1] if place + 1 < len(head) else None)
                return _with_its_place(name, head[place - 1] if place else None, (*own, *everywhere))
    named = next((name for line in own for name in _names_in(line)), None)
    company = _named_often(own, _COMPANY)
    return named or _heading_repeated(head, own) or company or _named_often(everywhere)


def _with_its_place(name: Printed, above: Line | None, everywhere: Sequence[Line]) -> Printed:
    """Put the line above before a name that a letterhead breaks in two: one of any body of its kind, or told whole elsewhere."""
    if above is None or above.number != name.span.line - 1:
        return name
    words = _visible(above.text).strip()
    whole = fold(f"{words} {name.value}")
    if not _KIND_ALONE.fullmatch(name.value.casefold()) and not any(whole in line.shadow for line in everywhere):
        return name
    titled = all(word[0].isupper() or word in _SMALL_WORDS for word in words.split())
    return replace(name, value=f"{words} {name.value}") if titled and _PLACE.fullmatch(words) else name


def _with_its_kind(name: Printed, below: Line | None) -> Printed:
    """Put the line below behind a name, where that line is the end of one: `NHS Trust`."""
    if below is None or below.number != name.span.line + 1 or not _NAME_END.fullmatch(below.shadow):
        return name
    return replace(name, value=f"{name.value} {_visible(below.text).strip()}")


def _heading_repeated(head: Sequence[Line], own: Sequence[Line]) -> Printed | None:
    """Take the first line where it is a short title that opens another line: a name without a body's noun."""
    first = head[0] if head else None
    words = first.text.strip() if first else ""
    titled = all(word[0].isupper() or word in _SMALL_WORDS for word in words.split())
    if first is None or not 2 <= len(words.split()) <= 6 or not titled or _NOT_A_NAME.search(first.shadow):
        return None
    again = any(fold(words) in line.shadow for line in own if line.number != first.number)
    start = first.text.index(words)
    return _printed(first, start + 1, start + len(words)) if again else None


def _named_often(lines: Sequence[Line], form: re.Pattern[str] | None = None) -> Printed | None:
    """Take the body that lines name most, if they do so more than once."""
    names = [name for line in lines for name in _names_in(line, form)]
    counted = Counter(name.value for name in names).most_common(1)
    return next(name for name in names if name.value == counted[0][0]) if counted and counted[0][1] > 1 else None


def _name_on(line: Line, body: re.Pattern[str]) -> Printed | None:
    """Read a line (or its first cell) as a name: short, in capitals or title case, ending in a body's noun."""
    marking = _MARKING.match(line.text)
    first = marking.end() if marking else len(line.text) - len(line.text.lstrip())
    column = _COLUMN.search(line.text, first)  # beside an address
    names = (_name_at(line, start, body) for start in (first, *([column.end()] if column else [])))
    return next((name for name in names if name), None)


def _name_at(line: Line, start: int, body: re.Pattern[str]) -> Printed | None:
    words = _AFTER_NAME.sub("", line.text[start:]).rstrip()
    shadow = line.shadow[start : start + len(words)]
    visible = _visible(words)
    titled = all(word[0].isupper() or not word[0].isalpha() or word in _SMALL_WORDS for word in visible.split())
    if (
        not visible
        or len(visible) > _TITLE_LENGTH
        or not titled
        or _NOT_A_NAME.search(shadow)
        or not body.match(shadow)
    ):
        return None
    return _printed(line, start + 1, start + len(words))


def _names_in(line: Line, form: re.Pattern[str] | None = None) -> Iterator[Printed]:
    for found in (form or _NAMED_IN_PROSE).finditer(line.text[:400]):
        article = _ARTICLE.match(found[0])
        start = found.start() + (len(article[0]) if article else 0)
        if " " in line.text[start : found.end()] and "Information" not in found[0]:
            yield _printed(line, start + 1, found.end())


def _labelled(line: Line) -> bool:
    return _REFERENCE.search(line.shadow) is not None and is_head_line(line)


def _read_reference(lines: Sequence[Line]) -> Printed | None:
    """Read a labelled reference, ours before yours; else a code alone in its cell; else one that ends a title."""
    readers = (_labelled_code, _lone_code, _code_in_title, _code_in_subject, _code_in_brackets)
    return next((code for read in readers for line in lines for code in read(line)), None)


def _labelled_code(line: Line) -> Iterator[Printed]:
    for found in _REFERENCE.finditer(line.shadow):
        code = _cut_code(found["code"])
        if line.shadow.endswith(_YOURS, 0, found.start()):
            continue
        long = sum(map(str.isdigit, code)) >= LEAST_DIGITS or _SHORT_CODE.fullmatch(code)
        if long and not find_dates(code):
            yield _printed(line, found.start("code") + 1, found.start("code") + len(code))


def _cut_code(text: str) -> str:
    """Cut a code off at a wide gap, at a dash between spaces, or at the words after it."""
    code = re.split(r" {2,}| - |\. |(?<=\d) (?=[a-z]{2})", text)[0].rstrip(" .-/")
    return code if len(code) <= _CODE_LENGTH and re.search(r"\d", code) else ""


def _lone_code(line: Line) -> Iterator[Printed]:
    for cell in _CELL.finditer(line.shadow):
        if _CODE.match(cell[0]) and not find_dates(cell[0]) and not _YEARS.match(cell[0]):
            yield _printed(line, cell.start() + 1, cell.end())


def _code_in_title(line: Line) -> Iterator[Printed]:
    text = line.shadow.rstrip()
    found = _CODE_IN_TITLE.search(text)
    if found and len(text) <= _TITLE_LENGTH and not _YEARS.match(found[0]) and not find_dates(text):
        yield _printed(line, found.start() + 1, found.end())


def _code_in_subject(line: Line) -> Iterator[Printed]:
    """Read the code that a mail's subject opens with: `Subject: RE: FOI 000311/23 - drink driving`."""
    found = _CODE_IN_SUBJECT.match(line.shadow)
    if found and not find_dates(found["code"]):
        yield _printed(line, found.start("code") + 1, found.end("code"))


def _code_in_brackets(line: Line) -> Iterator[Printed]:
    """Read a code in square brackets, as case systems put it into a mail's subject: `RE: Your request [ABDC-4471]`."""
    for found in _BRACKETED.finditer(line.shadow):
        if _CODE.match(found["code"]) and not find_dates(found["code"]) and not _YEARS.match(found["code"]):
            yield _printed(line, found.start("code") + 1, found.end("code"))


def _read_dates(
    letter: Letter, parts: Sequence[Part], begins: int
) -> tuple[Printed | None, tuple[tuple[str, Printed], ...]]:
    """Tell the response's date from the others by its label, and from a wrong heading by the request's date."""
    dated = [
        ("request" if kind == "bare" and date.span.line < begins else kind, date)
        for kind, date in _dates_with_kind(letter, parts)
    ]
    asked = max((date.value for kind, date in dated if kind in ("request", "received")), default="")
    best = [
        (kind, date)
        for wanted in _RESPONSE_ORDER
        for kind, date in dated
        if kind == wanted and (date.value >= asked or kind == "response")
    ]
    chosen = best[0] if best else None
    others = [("heading" if kind in _RESPONSE_ORDER else kind, date) for kind, date in dated if (kind, date) != chosen]
    return (chosen[1] if chosen else None), tuple(others)


def _dates_with_kind(letter: Letter, parts: Sequence[Part]) -> Iterator[tuple[str, Printed]]:
    first_question = next((i for i, part in enumerate(parts) if part in ("question", "answer")), len(parts))
    for index, (line, part) in enumerate(zip(letter.lines, parts, strict=True)):
        if part in ("question", "answer") and not is_head_line(line):
            continue
        for date in find_dates(line.shadow):
            kind = _kind_of(line, date, in_head=index < first_question)
            kind = _labelled_above(letter.lines[max(index - 1, 0)], kind) if kind == "bare" else kind
            if kind:
                yield kind, _printed(line, date.first, date.last, date.iso)


def _kind_of(line: Line, date: FoundDate, *, in_head: bool) -> str | None:
    """Name a date by the words before it; one that stands alone in a cell of the head is bare."""
    start = max(date.first - 1 - _LABEL_REACH, 0)
    before = ("x" if start else "") + line.shadow[start : date.first - 1]
    after = line.shadow[date.last : date.last + _LABEL_REACH]
    clause = re.split(r"[.;](?= )|,(?= (?:which|and|that)\b)", before)[-1]
    cell = re.split(r"\t| {3,}", before)[-1]
    for kind, label in _DATE_KINDS:
        if label.search(clause) or label.search(cell):
            return kind
    if _REPLY_AFTER.match(after):
        return "response"
    if _REQUEST_IN_BRACKETS.match(after) or (_REQUEST_AFTER.search(after) and not find_dates(after)):
        return "request"
    alone = _BARE_DATE.match(cell) and not after.strip(" .")
    return "bare" if in_head and alone else None


def _labelled_above(line: Line, kind: str) -> str:
    """Name a date that stands alone on a line by a label alone on the line above it: `Date responded`."""
    return next((named for named, label in _DATE_KINDS if label.fullmatch(line.shadow.strip(" :"))), kind)


def _read_regime(letter: Letter, parts: Sequence[Part], reference: Printed | None) -> str | None:
    """Name the law under which the letter answers; with FOIA and EIR both named, FOIA unless only regulations are used."""
    own = " ".join(line.shadow for line, part in zip(letter.lines, parts, strict=True) if part != "question")
    scottish = _FOISA.search(own) is not None or _EIRS.search(own) is not None
    act, regulations = (_FOISA, _EIRS) if scottish else (_FOIA, _EIR)
    names = ("FOISA", "EIR(S)") if scottish else ("FOIA", "EIR")
    if regulations.search(own) and (not act.search(own) or _NOT_FOIA.search(own) or _only_regulations(letter, parts)):
        return names[1]
    if act.search(own) or _FOI.search(own) or (reference and _FOI.search(reference.value.lower())):
        return names[0]
    return None


def _only_regulations(letter: Letter, parts: Sequence[Part]) -> bool:
    answers = [line.shadow for line, part in zip(letter.lines, parts, strict=True) if part == "answer"]
    return any(map(_REGULATION.search, answers)) and not any(map(_SECTION.search, answers))


def _laws_named(head: Sequence[Line]) -> tuple[str, ...]:
    return tuple(name for name, pattern in _LAWS if any(pattern.search(line.shadow) for line in head))


def _read_subject(head: Sequence[Line]) -> str | None:
    for pattern in (_SUBJECT, _ACT_SUBJECT, _REQUEST_ABOUT):
        for line in head:
            found = pattern.match(line.shadow)
            if found:
                subject = line.text[found.start("subject") : found.end("subject")]
                return _visible(_LAW_FIRST.sub("", subject))
    return None
