"""What `add` redacts, and what it leaves for a person to look at: a redaction hides words, a doubt asks about them.

Redacted is what privacy.py finds; it would stop the build. A doubt is weaker: words that are personal data in one letter
and an office holder's title or a school's name in another. A letter with a doubt waits in `inbox/`, outside the repository,
until its `.yml` there says `redact` or `keep` for each (docs/adding.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.adding.words import word_list
from disclosed.model import Letter, Line
from disclosed.reading.lines import parse_letter
from disclosed.reading.privacy import Personal, find_personal_data, redact

REDACTED = "[redacted: "
_PASSES = 3  # a redaction can bring a name to the end of a line, where it signs; no letter has needed a third pass

_TITLED = re.compile(
    r"(?<![\w@])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Rev(?:erend)?|Sir|Dame)\.? (?:[A-Z]\.? ?){0,3}"
    r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})"
)
# A titled name before one of these names a place ("Dr Barnes Surgery", "Sir John Moss School").
_PLACES = word_list(
    "academy avenue building centre clinic close college court drive foundation gallery hall hospital house lane library"
    " memorial park place practice primary road school square street surgery theatre trust university ward way"
)
_SALUTED = re.compile(r"^\s*(?:dear|hello|hi|good (?:morning|afternoon))\s+(?P<name>[^,.;:!]{1,40}?)\s*[,.;:!-]*\s*$")
# To whom a letter without a name is addressed.
_NO_ONE = re.compile(
    r"(?:sir|madam|sirs|all|both|there|requester|requestor|applicant|colleagues?|customer|enquirer|member|resident|councillor"
    r"|foi team|(?:freedom of )?information (?:team|officer)|team|editor|or|and|/|&|the|of|public|whom|to|it|may|concern|correspondent|x+|\W|\s)+\Z"
)
_SIGN_OFF = re.compile(
    r"^ *(?:yours (?:faithfully|sincerely|truly)|(?:with )?(?:kind|best|many) (?:regards|wishes|thanks)|regards)[,. ]*$"
)
_SIGNATURE = re.compile(r"^[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}$")
# What stands below a sign-off and is no name: a team, a post, a body, and the headings of what follows.
_OFFICE = re.compile(
    r"\b(?:team|office|officers?|unit|council|department|directorate|services?|governance|information|freedom|foi|data|rights|manager"
    r"|adviser|advisor|head|director|police|constabulary|trust|university|authority|customer|legal|compliance|access|section|agency"
    r"|complaints?|review|appeals?|licence|copyright|annex|appendix|schedule|coordinator|co-ordinator|lead|for|the|your|if|you|page)\b"
)
_NUMBERED = re.compile(
    r"\b(?:nhs (?:number|no)|hospital number|patient (?:number|no|id)|dob|d\.o\.b|date of birth|born on|crime (?:number|ref\w*)"
    r"|account (?:number|no)|sort code|passport (?:number|no)|payroll (?:number|no))\b[ .:#]{0,4}(?P<what>[\w/-]*\d[\w/ -]{2,24})"
)
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)")
_BLOCK = 6  # lines below a redacted name in which that person's address goes on


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be personal data: their line, the words themselves (for the inbox alone), and why they are asked about."""

    line: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A letter's text after redaction, what was redacted (places are those of the text as it came), and what is doubtful."""

    text: str
    redacted: tuple[Personal, ...]
    doubts: tuple[Doubt, ...]


def clean(text: str, names_in: Sequence[str] = ()) -> Cleaned:
    """Redact what is personal data, and find what may be.

    `names_in` are texts that travel beside the letter (a file's name, an address): a name known from the letter is looked
    for in them by `clean_beside`.
    """
    redacted: list[Personal] = []
    for _ in range(_PASSES):
        found = find_personal_data(parse_letter(text.encode()))
        if not found:
            break
        text = redact(text, found)
        redacted += found
    return Cleaned(text, tuple(redacted), tuple(find_doubts(parse_letter(text.encode()))))


def clean_beside(text: str, beside: str) -> str:
    """Redact, in a text that stands beside a letter (a subject, an address), the names that the letter holds."""
    if not beside:
        return beside
    whole = f"{text.rstrip()}\n\n{beside}"
    last = whole.count("\n") + 1
    found = [data for data in find_personal_data(parse_letter(whole.encode())) if data.span.line == last]
    return redact(whole, found).rpartition("\n")[2]


def find_doubts(letter: Letter) -> Iterator[Doubt]:
    """Find what a person has to look at, in order of place."""
    left = find_personal_data(letter)
    for data in left:
        line = letter.lines[data.span.line - 1]
        yield Doubt(
            line.number, line.text[data.span.first - 1 : data.span.last], f"It looks like personal data ({data.kind})."
        )
    for index, line in enumerate(letter.lines):
        yield from _titled(line)
        yield from _saluted(line)
        yield from _numbered(line)
        yield from _signed(letter.lines, index)
        yield from _addressed(letter.lines, index)


def _titled(line: Line) -> Iterator[Doubt]:
    for match in _TITLED.finditer(line.text):
        words = match["name"].casefold().split()
        after = line.shadow[match.end() : match.end() + 20].split()[:1]
        if not _PLACES.intersection(words) and not _PLACES.intersection(after):
            yield Doubt(line.number, match[0], "A person is named with a title.")


def _saluted(line: Line) -> Iterator[Doubt]:
    match = _SALUTED.match(line.shadow)
    if match and REDACTED not in line.text and not (_NO_ONE.match(match["name"]) or _OFFICE.search(match["name"])):
        yield Doubt(line.number, line.text[match.start("name") : match.end("name")], "The letter is addressed to it.")


def _numbered(line: Line) -> Iterator[Doubt]:
    for match in _NUMBERED.finditer(line.shadow):
        words = line.text[match.start("what") : match.end("what")].strip()
        yield Doubt(line.number, words, "It may be the number or the date of birth of a person.")


def _signed(lines: Sequence[Line], index: int) -> Iterator[Doubt]:
    """Find the line that signs: the first with words below a sign-off, where it is no office."""
    line = lines[index]
    words = line.text.strip()
    above = next((other for other in reversed(lines[max(index - 5, 0) : index]) if other.shadow.strip()), None)
    signs = above is not None and _SIGN_OFF.match(above.shadow) is not None
    if signs and _SIGNATURE.match(words) and not _OFFICE.search(line.shadow):
        yield Doubt(line.number, words, "It stands where a person signs.")


def _addressed(lines: Sequence[Line], index: int) -> Iterator[Doubt]:
    """Find a postcode below a redacted name, before the next empty line."""
    line = lines[index]
    match = _POSTCODE.search(line.text)
    if not match:
        return
    for other in reversed(lines[max(index - _BLOCK, 0) : index]):
        if not other.shadow.strip():
            return
        if REDACTED in other.text and len(other.text.strip()) < 60:
            yield Doubt(line.number, line.text.strip(), "It may be the address of the person above.")
            return
