"""Personal data in a letter: where the requester or an officer is named or can be reached; and its redaction.

The Open Government Licence does not cover personal data, and an authority's disclosure log leaves names out
(docs/guidance.md §1, §2). Names stand in few places: salutation, address block, "My name is", a label, the sign-off; once
known, a name is looked for in every line, in addresses and links too. An authority's own mailboxes, switchboards and
offices, and the Information Commissioners', are no one's. The finding is private: it tells place and kind, never the
words. What is found is more than what is certain: a person settles the rest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from disclosed.findings import CODES
from disclosed.model import Finding, Letter, Line, Span
from disclosed.reading.furniture import is_furniture
from disclosed.reading.lines import BOM

Kind = Literal["name", "e-mail", "telephone", "address", "identifier"]


@dataclass(frozen=True, slots=True)
class Personal:
    """A stretch of a letter that looks like personal data, and of what kind."""

    kind: Kind
    span: Span


def _word_list(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Rev(?:erend)?|Sir|Dame|Lady|Lord|Cllr|Councillor)\b\.?"
_WORD = r"(?:[A-Z]['’])?[A-Z][a-zà-öø-ÿ]+(?:['’-][A-Z]?[a-zà-öø-ÿ]+){0,3}"
_MAC = r"(?:Mc|Mac|De|Van|Von|Le|La|Al|El|Bin|Ap)?"
_SURNAME = rf"(?:(?:de|van|von|der|le|la|al|bin|ap) ){{0,2}}{_MAC}{_WORD}"
_INITIALS = r"(?:[A-Z]\.? ?){0,3}"
_TITLED = re.compile(rf"(?<!\w){_TITLE} {_INITIALS}(?:{_WORD} ){{0,2}}{_SURNAME}(?!\w)")
_FULL = rf"{_WORD}(?: [A-Z]\.?)?(?: {_SURNAME}){{1,2}}"
_INITIALED_LINE = re.compile(rf"^\s*(?P<name>(?:[A-Z]\.? ?){{1,3}} ?{_SURNAME})(?P<after>\s*)$")
_ONE_NAME_LINE = re.compile(rf"^\s*(?P<name>{_WORD})(?P<after>\s*)$")
_PRONOUNS = r"(?: \((?:she|he|they)/[a-z/]{2,12}\))?"
_FULL_LINE = re.compile(rf"^\s*(?P<name>{_FULL}){_PRONOUNS}(?P<after>\s*$|\s*,\s.{{3,60}}$|\s+[-–]\s.{{3,60}}$)")
_SALUTATION = re.compile(
    rf"^\s*(?:Dear|Hello|Hi|Annwyl)\s+"
    rf"(?P<name>{_TITLE} {_INITIALS}(?:{_WORD} ){{0,2}}{_SURNAME}|{_INITIALS}{_WORD}(?: {_SURNAME}){{0,2}})(?=[\s,.:;!-]*$)"
)
_INTRODUCED = re.compile(
    rf"\b(?:[Mm]y name is|I am called|[Rr]equested by|[Ss]ubmitted by|[Aa]sked by|[Oo]n behalf of|[Ss]igned by|[Ss]igned:|[Rr]egards,?|[Ss]incerely,?|[Ff]aithfully,?) (?P<name>(?:{_TITLE} )?{_FULL}|{_TITLE} {_SURNAME})"
)
_LABELLED = re.compile(
    rf"^\s*(?i:requester|requestor|applicant|name|your name|from|to|contact(?: name| officer)?|enquirer|case officer|officer|author|signed|prepared by|dealt with by|handled by|please ask for|ask for|(?:direct )?enquiries to|case handler|lead officer)"
    rf"(?: name)?\s*:\s*(?P<name>(?:{_TITLE} )?{_INITIALS}{_FULL}|{_TITLE} {_INITIALS}{_SURNAME})"
)
# The foot of a letterhead names who leads the body: "Chair, Professor A B. Chief Executive, C D".
_POSTED = re.compile(
    r"\b(?:(?:Vice[- ])?Chair(?:man|woman|person)?|Chief (?:Executive|Constable|Officer)(?: Officer)?|Vice[- ]Chancellor"
    rf"|(?:Managing |Medical )?Director|Leader of the Council)[,:] (?P<name>(?:{_TITLE} )?{_FULL})"
)
# A request site gives whoever asks there a page of their own.
_USER_PAGE = re.compile(r"https?://[^\s/]+/(?:users?|people)/(?P<name>[A-Za-z]{2,30}[_.-][A-Za-z]{2,30})")
_NAMING = (_SALUTATION, _INTRODUCED, _LABELLED, _POSTED, _USER_PAGE)
_REQUESTER_LABEL = re.compile(r"^ *(?:requester|requestor|applicant|contact|enquirer|from)(?: name| details)? *:")

# Words that no personal name holds: bodies, posts, places of work, courtesy, and what heads a letter's parts.
_NO_NAME = _word_list(
    "access act adviser advisor advice agency answer answers appeal appeals applicant application assistant authority board borough bureau case centre"
    " chief city clerk commission commissioner committee community complaint complaints compliance constabulary contact corporate council councillor county"
    " customer data date department deputy detail details digital director directorate disclosure district division enquiries enquiry environment"
    " environmental executive faithfully finance fire foundation freedom general governance government group head health highways hospital hospitals house"
    " housing hotel human information internal insight interim join lead legal letter library licensing line manager management member metropolitan"
    " ministry monitoring national notice office officer operations organisation parking parks part partnership performance planning police policy press"
    " principal procedure protection public quality question questions records reference refusal regards regulations reply representative request"
    " requester rescue resources response review reviews right rights risk road school secretary section senior service services sincerely sir madam"
    " correspondent enquirer requestor resident worker workers care family practitioner nurse driver teacher inspector sergeant constable engineer warden social solicitor statement statistics street support system team trading transparency transport trust truly unit university yours colleague all"
    " the and of for to our your dear kind best many thanks there everyone january february march july september october november"
    " december monday tuesday wednesday thursday friday saturday sunday total north south"
)
_ROLE = re.compile(
    r"\b(?:officer|lead|manager|adviser|advisor|head of|director|co-?ordinator|administrator|assistant|clerk|solicitor|analyst|secretary|team leader"
    r"|specialist|consultant|executive|paralegal|business partner|data protection|information governance|freedom of information|foi team)\b"
)
_SIGN_OFF = re.compile(
    r"^ *(?:yours (?:faithfully|sincerely|truly)|(?:with )?(?:kind|best|many) (?:regards|wishes|thanks)|regards|signed)\b"
)
_POST_LENGTH = 90  # characters; a longer line that names a post is prose
_COUNT = re.compile(r"^(?!.*\b(?:ext|tel|extension|telephone|phone|x)\b).*(?<!\d )\b\d{1,4} *$")
_SIGN_OFF_DEPTH = 4  # lines below "Yours sincerely" in which a name may stand
_ADDRESSEE_DEPTH = 15  # lines in which an addressee may stand where no salutation follows
_APOSTROPHE = re.compile("['’]")
_EITHER = "['’]"
_CONTACT_DEPTH = 4  # lines around a person's name in which a number or an address is that person's

_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<local>[a-z0-9][a-z0-9._%+'-]{0,63})@(?P<domain>(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})"
)
_PHONE = re.compile(r"(?<![\w/.-])(?:\+44 ?\(?0?\)? ?\d{2,4}|\(?0\d{2,4}\)?)[ -]?\d{3,4}[ -]?\d{3,4}(?![\w/-])")
_MOBILE = re.compile(r"(?:\+44 ?\(?0?\)? ?|0)7\d")
_DIRECT = re.compile(
    r"\b(?:direct(?: line| dial)?|ddi|ext(?:ension|n)?|mobile|mob|home|my (?:tele)?phone(?: number)?(?: is)?|cell)\b[\s.:#-]{0,24}$"
)
_NAME_REACH = 80  # characters from a name to the number that is that person's: post and department stand between
_MAX_NAMES = 50  # names looked for in every line, which keeps time linear; the most met in a letter is three
_DIRECT_REACH = 40  # characters before a number in which such a word stands
_IDENTIFIER = re.compile(
    r"(?<![\w])[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)|\b[Dd]ate of [Bb]irth:? \d{1,2}[/ .-]\w{1,9}[/ .-]\d{2,4}"
)

# An authority's own mailboxes are named for what they do; each word of the local part must be one of these.
_MAILBOX = _word_list(
    "advice advisory unit desk department section communications comms strategy performance hr foi foia foisa eir eirs sar dpo foirequest foirequests info information inforequests infogov governance gov request requests review reviews internal"
    " rights right access freedom data protection dataprotection compliance complaints complaint appeals appeal enquiries enquiry customer customers services"
    " service contact contactus council team admin administration office mail email post press media legal law records record casework disclosure open"
    " opendata transparency feedback help helpdesk support licensing planning corporate monitoring officer clerk secretary secretariat web webmaster"
    " public general reception hello no noreply reply do not police fire nhs library libraries archives registrar democratic executive chief the"
)
_UNIT = re.compile(
    r"\b(?:[A-Z][a-z]+ ){1,4}(?:Unit|Team|Office|Department|Section|Services?|Desk|Centre|Directorate)\b"
)
_CASE_NUMBER = re.compile(r"\d{5}")  # a request site gives each requester's case its own address
_PUBLIC_DOMAINS = re.compile(r"(?:^|\.)(?:ico\.org\.uk|ico\.gsi\.gov\.uk|itspublicknowledge\.info|foi\.scot)$")
# The Information Commissioner's and the Scottish Information Commissioner's own numbers.
_PUBLIC_PHONES = frozenset(
    {"03031231113", "08456306060", "01625545745", "01625545700", "01334464610", "02922678400", "02890278757"}
)

_STREET = re.compile(
    r"^\W*(?:(?i:flat|apartment|unit|house|room|suite|no\.?) ?\w{1,4},? )?\d{1,4}[a-zA-Z]?,? (?:[A-Z][\w'’-]+ ){1,4}"
    r"(?:Street|St|Road|Rd|Row|Lane|Avenue|Ave|Close|Drive|Way|Court|Place|Terrace|Gardens|Crescent|Hill|Square|Mews|Grove|Walk|View|Green|Rise|Park"
    r"|Parade|Wharf|Yard|Gate|Side|End|Vale|Croft|Fold|Field|Fields|Meadow|Meadows|Orchard|Heights|Broadway)\b"
)
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)")
_ADDRESS_SAID = re.compile(r"\b(?:my|home|postal) address(?: is|:)? (?P<address>[^.;]{5,90})", re.IGNORECASE)


def find_personal_data(letter: Letter, own_addresses: Collection[str] = ()) -> tuple[Personal, ...]:
    """Find names, e-mail and street addresses, telephone numbers and identifiers of persons, in order of place.

    `own_addresses` are mailboxes and telephone numbers that an editor has marked as the authority's own.
    """
    named = list(_names(letter))
    near = _near(named, letter)
    own = _Own(frozenset(_plain(address) for address in own_addresses), _unit_initials(letter))
    found = [*named, *_mentions(letter, named), *_address_blocks(letter, named)]
    ends: dict[int, list[int]] = {}
    for data in found:
        ends.setdefault(data.span.line, []).append(data.span.last)
    for line in letter.lines:
        found.extend(_emails(line, own))
        found.extend(_phones(line, own, ends.get(line.number, []), near=line.number in near))
        found.extend(Personal("identifier", _span(line, match)) for match in _IDENTIFIER.finditer(line.text))
    return _apart(found)


def privacy_findings(found: Sequence[Personal]) -> tuple[Finding, ...]:
    """Tell each place and kind; never the words (the finding is private)."""
    level = CODES["personal_data"][0]
    remedy = "Redact it, or settle it with a reason where it is the authority's own."
    return tuple(
        Finding(
            "personal_data",
            level,
            f"{ARTICLES[data.kind]} of a person seems to stand here, columns {data.span.first} to {data.span.last}.",
            remedy,
            line=data.span.line,
        )
        for data in found
    )


def redact(text: str, found: Sequence[Personal]) -> str:
    """Replace each stretch by `[redacted: name]` or the like; lines end at LF, as in the letter, and stay as many."""
    mark, text = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    lines = text.split("\n")
    for data in sorted(found, key=lambda data: (data.span.line, data.span.first), reverse=True):
        line = lines[data.span.line - 1]
        lines[data.span.line - 1] = f"{line[: data.span.first - 1]}[redacted: {data.kind}]{line[data.span.last :]}"
    return mark + "\n".join(lines)


ARTICLES: dict[Kind, str] = {
    "name": "The name",
    "e-mail": "The e-mail address",
    "telephone": "The telephone number",
    "address": "The address",
    "identifier": "A number",
}


def _span(line: Line, match: re.Match[str], group: str | int = 0) -> Span:
    return Span(line.number, match.start(group) + 1, match.end(group))


def _plain(address: str) -> str:
    return re.sub(r"[\s()-]", "", address.casefold())


def _apart(found: Sequence[Personal]) -> tuple[Personal, ...]:
    """Keep the wider of two stretches that overlap, in order of place."""
    kept: list[Personal] = []
    for data in sorted(found, key=lambda data: (data.span.line, data.span.first, -data.span.last)):
        last = kept[-1].span if kept else None
        if last is None or data.span.line != last.line or data.span.first > last.last:
            kept.append(data)
    return tuple(kept)


def _names(letter: Letter) -> Iterator[Personal]:
    """Find names where a letter puts them: salutation, introduction, label, address block, sign-off."""
    lines = letter.lines
    salutation = _addressed_above(letter)
    for index, line in enumerate(lines):
        for match in (match for pattern in _NAMING for match in pattern.finditer(line.text)):
            if re.match(rf"{_TITLE} ", match["name"]) or _may_be_name(match["name"]):
                yield Personal("name", _span(line, match, "name"))
        block = _TITLED.fullmatch(line.text.strip().rstrip(",")) if line.number < salutation else None
        if block:
            start = line.text.index(block[0])
            yield Personal("name", Span(line.number, start + 1, start + len(block[0])))
        signed = _FULL_LINE.match(line.text) or _INITIALED_LINE.match(line.text) or _first_name(lines, index)
        if signed and _may_be_name(signed["name"]) and _signs(lines, index, signed["after"]):
            yield Personal("name", _span(line, signed, "name"))


def _addressed_above(letter: Letter) -> int:
    """Give the number of the line of the salutation, above which the addressee stands; else of an early line."""
    return next((line.number for line in letter.lines if line.shadow.lstrip().startswith("dear ")), _ADDRESSEE_DEPTH)


def _may_be_name(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return bool(words) and not _NO_NAME.intersection(words)


def _first_name(lines: Sequence[Line], index: int) -> re.Match[str] | None:
    """Match a line of one name, right below "Kind regards"."""
    above = next(
        (line for line in reversed(lines[max(index - _SIGN_OFF_DEPTH, 0) : index]) if line.shadow.strip()), None
    )
    return _ONE_NAME_LINE.match(lines[index].text) if above is not None and _SIGN_OFF.match(above.shadow) else None


def _signs(lines: Sequence[Line], index: int, after: str) -> bool:
    """Tell a name that signs: its post stands beside or under it, or "Yours sincerely" above it.

    A sign-off is a block of its own: a cell of a table of posts has other cells right above it, or a tab.
    """
    before = lines[index - 1].shadow if index else ""
    if lines[index].text.startswith("\t") or (before.strip() and not _SIGN_OFF.match(before)):
        return False
    if after.strip():
        return _ROLE.search(after.casefold()) is not None
    if any(_is_post(line) for line in lines[index + 1 : index + 3]):
        return True
    above = [line for line in lines[max(index - _SIGN_OFF_DEPTH, 0) : index] if line.shadow.strip()]
    return any(_SIGN_OFF.match(line.shadow) for line in above)


def _is_post(line: Line) -> bool:
    """Tell a line that names a post from a row that counts the holders of one."""
    return (
        len(line.text) < _POST_LENGTH and _ROLE.search(line.shadow) is not None and _COUNT.search(line.shadow) is None
    )


def _mentions(letter: Letter, named: Sequence[Personal]) -> Iterator[Personal]:
    """Find the known names wherever else they stand, joined by points, hyphens or nothing as in addresses and links."""
    for pattern in mention_patterns({words_of(letter, data) for data in named}):
        for line in letter.lines:
            yield from (Personal("name", _span(line, match)) for match in pattern.finditer(line.text))


def words_of(letter: Letter, data: Personal) -> str:
    """Give the words of a stretch; they are for looking elsewhere, and never for a message."""
    return letter.lines[data.span.line - 1].text[data.span.first - 1 : data.span.last]


def mention_patterns(names: Collection[str]) -> Iterator[re.Pattern[str]]:
    """Make the patterns of a name: title and surname, first name and surname, in any case as in a link."""
    for name in sorted(names)[:_MAX_NAMES]:
        titled = re.match(_TITLE, name)
        words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name[titled.end() :] if titled else name)
        full = [word for word in words if len(word) > 1]
        if full:
            yield re.compile(rf"(?<!\w){_TITLE} {_INITIALS}{_APOSTROPHE.sub(_EITHER, re.escape(full[-1]))}(?!\w)")
        if full and "-" in full[-1]:
            yield re.compile(rf"(?<![\w-]){re.escape(full[-1])}(?![\w-])")
        if len(full) > 1:
            joined = r"[\s._+-]{0,2}".join(
                re.escape(part) for word in (full[0], full[-1]) for part in re.split(r"['’-]", word)
            )
            yield re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)


def _near(named: Sequence[Personal], letter: Letter) -> frozenset[int]:
    """Give the numbers of the lines by a person's name: an address block, a sign-off, or a requester's details."""
    lines: set[int] = set()
    for data in named:
        line = letter.lines[data.span.line - 1]
        alone = len(line.text.strip()) < 90 and not line.shadow.lstrip().startswith("dear")
        if alone or _REQUESTER_LABEL.match(line.shadow):
            lines.update(_block_below(letter, data.span.line))
    return frozenset(lines)


def _block_below(letter: Letter, number: int) -> range:
    """Give the lines from a name down to the next empty line, a few at most."""
    end = number
    for line in letter.lines[number : number + _CONTACT_DEPTH]:
        if not line.shadow.strip():
            break
        end = line.number
    return range(number, end + 1)


@dataclass(frozen=True, slots=True)
class _Own:
    """What is known to be the authority's: addresses that an editor has marked, and the initials of its units."""

    addresses: frozenset[str]
    initials: frozenset[str]


def _unit_initials(letter: Letter) -> frozenset[str]:
    """Give the initials of the units that a letter names: `imu` of "Information Management Unit"."""
    named = (match[0] for line in letter.lines for match in _UNIT.finditer(line.text))
    return frozenset("".join(word[0] for word in name.split()).casefold() for name in named)


def _emails(line: Line, own: _Own) -> Iterator[Personal]:
    for match in _EMAIL.finditer(line.shadow):
        local = match["local"]
        mailbox = local in own.initials or _is_mailbox(local, match["domain"])
        if not mailbox and _plain(match[0]) not in own.addresses:
            yield Personal("e-mail", _span(line, match))


def _is_mailbox(local: str, domain: str) -> bool:
    """Tell an authority's own mailbox by its words; a masked address names nobody, a case's number leads to one."""
    if _CASE_NUMBER.search(local):
        return False
    words = [word for word in re.split(r"[._%+'-]+|\d+$", local) if word]
    place = domain.partition(".")[0]
    masked = set(local) <= set("x*.")
    return (
        masked
        or _PUBLIC_DOMAINS.search(domain) is not None
        or (bool(words) and all(word in _MAILBOX or word == place or "foi" in word for word in words))
    )


def _phones(line: Line, own: _Own, named: Sequence[int], *, near: bool) -> Iterator[Personal]:
    """Find numbers that reach a person: mobiles, direct lines, those beside or soon after a name; not switchboards.

    `named` are the columns in which names on the line end.
    """
    for match in _PHONE.finditer(line.shadow):
        digits = _plain(match[0])
        personal = (
            near
            or any(0 <= match.start() - end <= _NAME_REACH for end in named)
            or _MOBILE.match(match[0])
            or _DIRECT.search(line.shadow[max(match.start() - _DIRECT_REACH, 0) : match.start()])
        )
        if personal and digits not in own.addresses and digits not in _PUBLIC_PHONES:
            yield Personal("telephone", _span(line, match))


def _address_blocks(letter: Letter, named: Sequence[Personal]) -> Iterator[Personal]:
    """Find street addresses under an addressee's name, and where a requester gives one in so many words."""
    for line in letter.lines:
        said = _ADDRESS_SAID.search(line.text)
        if said:
            yield Personal("address", _span(line, said, "address"))
    for data in named:
        block = _block_below(letter, data.span.line)
        lines = [letter.lines[number - 1] for number in block[1:]]
        if any(_STREET.match(line.text) for line in lines):
            yield from (_whole(line) for line in lines if _is_address_line(line))


def _is_address_line(line: Line) -> bool:
    """Tell a line of an address from the e-mail, reference or date that may stand in the same block."""
    plain = len(line.text.split()) <= 8 and not re.search(r"[@:]|\d{5}", line.text) and not is_furniture(line)
    return _STREET.match(line.text) is not None or _POSTCODE.search(line.text) is not None or plain


def _whole(line: Line) -> Personal:
    start = len(line.text) - len(line.text.lstrip())
    return Personal("address", Span(line.number, start + 1, len(line.text.rstrip())))
