"""Lines that belong to no answer: the letter's head, its tail, and what a web page or a PDF leaves in the text.

Why: an answer ends where the letter begins to speak of itself (how to complain, who signs, who may re-use it), and a
number in such a line ("40 working days", "Page 1 of 3", "4.1 out of 5") is no figure. The forms are those of docs/letters.md
§8. Each test looks at one line alone and is true only where the words leave little room: a question that asks *about*
complaints, reviews or licences is not a tail. Where lines stand in the letter is for layout.py to weigh.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

from disclosed.model import Letter, Line
from disclosed.reading.tokens import MOST_KEPT

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?"
_DATE = (
    rf"{_WEEKDAY}(?:\d{{1,2}}(?:\^?(?:st|nd|rd|th))?[ -]{{0,2}}{_MONTH}[ ,-]{{0,2}}\d{{2,4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)"
)
_REFERENCE_WORDS = (
    r"(?:(?:our|your|foi|eir|rfi|request|case|file|enquiry|freedom of information|information request)[ /]{1,2}){0,2}"
    r"(?:reference|ref)(?: (?:number|no))?"
)
_DATED = (
    r"(?:date|dated|sent|received|answered|responded|released|published|reply|request|response|issued)"
    r"(?: (?:of|on|sent|made|received|responded|published|answered|issued|request|response|reply|receipt|publication)){0,3}"
)
_REVIEW_WORDS = r"(?:review|commissioner|complaint|complain|reconsider|appeal)"
_DEADLINE = r"\bwithin (?:\d{1,2}|two|three) (?:working days|months|calendar months)\b"


def _any(*patterns: str) -> re.Pattern[str]:
    """Compile alternatives that are searched on a folded line (lower case, plain quotes, dashes and spaces)."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_TAIL = _any(
    # sign-off
    r"^ *(?:yours (?:faithfully|sincerely|truly)|(?:with )?(?:kind|best) (?:regards|wishes)|regards)[,. ]*$",
    # … how to write or ring: with an address or a telephone number, or `Email: 412 complaints` is one
    r"^ *(?:e-?mail|tel|telephone|phone) *[:.] *(?=[^@]*@|[^.]*[a-z]\.[a-z]|[^\d+]*(?:\+|0)[\d ()-]{6})[\w.+@ ()-]{6,80}$",
    r"^ *direct (?:line|dial)\b",
    # licence
    r"open government licen[cs]e",
    r"\bre-?us(?:e|ed|ing)\b.{0,80}\b(?:permission|licen[cs]e|free|allowed|crown|copyright)",
    r"\b(?:information|reply|response|letter|material)\b.{0,40}\bmay be re-?used\b",
    r"\byou may (?:use and )?re-?use\b",
    r"\b(?:information|material|reply|response)\b.{0,40}\bfor your (?:own|personal)(?: personal)? use\b",
    r"\bcopyright, designs and patents act",
    r"^ *copyright *[:-]",
    # publication of what is disclosed
    r"\binformation (?:disclosed|released|supplied) in response to this (?:[a-z]+ )?request (?:may|will|is|can)\b",
    r"\bspirit and effect of the (?:freedom of information|foi)\b|\binformation is assumed to be releasable\b",
    # complaint and appeal
    r"\bif you (?:are|remain|were) (?:still )?(?:not (?:happy|content|satisfied)|unhappy|dissatisfied|discontent)",
    r"\bif you (?:disagree|wish to (?:complain|appeal)|want the decision|would like (?:us to|to complain|an internal))",
    r"\bif you (?:think|feel|believe|consider) (?:that )?(?:we|your request) (?:have|has|was|did)\b",
    r"\bif our answer to your complaint",
    r"\bshould you (?:wish to (?:complain|appeal)|feel|be (?:unhappy|dissatisfied)|remain)\b",
    r"^ *(?:unhappy|not happy|dissatisfied) with (?:this|our|the) (?:reply|response|answer)",
    r"\byou (?:may|can|could|are entitled to|have the right to) (?:(?:also|then|now|after that) )?"
    rf"(?:ask|request|seek|apply|appeal|complain|write|go)\b.{{0,60}}\b{_REVIEW_WORDS}\b",
    r"\b(?:complain|appeal|apply|write|go|refer) (?:directly )?to the (?:scottish )?information commissioner",
    rf"{_DEADLINE}.{{0,80}}\b(?:write|review|e-?mail|contact|ask)",
    rf"\b(?:write|ask|review|contact|complaints?|appeals?)\b.{{0,160}}{_DEADLINE}",
    r"\b(?:wycliffe house|kinburn castle)\b",
    r"^ *(?:right of (?:complaint|appeal)|internal review|your right(?:s| to complain| of appeal)?|appeal rights"
    r"|complaints? procedure|review procedure|how to complain|right to (?:a )?review) *:? *$",
    r"^ *(?:complaints?|appeals?|review requests?|internal reviews?|your rights|enquiries|queries) *: *"
    r"(?:(?:write|please|if|you|e-?mail|contact|send|to)\b|[a-z ]{3,60}, [a-z]|\S{1,60}@)",
    r"^ *(?:complaints?|appeals?) (?:about|against) (?:this|our) (?:reply|response|decision|letter|answer)",
)
_HEAD = _any(
    r"^ *dear \S",
    rf"^ *(?:{_REFERENCE_WORDS}|case(?: (?:number|no|id))?|request (?:number|no|id)) *[.:#-]+ *\S",
    r"^ *(?:request number|foi reference|our reference|your reference|our ref|information request) (?=\S*\d)\S",
    r"^ *(?:foir?|foisa|eir|rfi|ig|ir|fi)[ /-]{0,3}\d[\d /-]{2,20}$",
    r"^ *[a-z]{2,5}[/-](?:[a-z]{2,4}[/-])?\d{3,}[\d/-]{0,12} *$",
    rf"^ *{_DATE} *$",
    rf"^ *{_DATED} *:? *{_DATE}",
    r"^ *(?:re|subject|request|topic|title) *: *\S",
    r"^ *requester *:",
    r"\bthank you for your (?:request|e-?mail|letter|enquiry|correspondence)",
    r"\bi (?:refer|am (?:writing|responding|replying)) (?:to )?(?:you about )?your (?:request|e-?mail|letter)",
    r"\byour (?:request|e-?mail|letter|enquiry)(?: for information)? (?:(?:of|dated|on) \d|under the (?:freedom|environmental)"
    r"|(?:was|has been|has now been) (?:received|considered|dealt|processed|handled)|reached us)",
    r"\byou (?:wrote|e-?mailed) to us on\b",
    r"^ *(?:freedom of information|environmental information)\b[a-z ()]{0,30}(?:act|regulations)\b[^.?]{0,90}$",
)
_FURNITURE = _any(
    r"^[\f ]*page \d{1,4}(?: (?:of|/) \d{1,4})? *$",
    r"^.{0,160} {2}\d{1,4} ?\| ?page *$|^.{0,160} {2}page \| ?\d{1,4} *$",
    r"^ *skip to\b.{0,30}$",
    r"^ *cookies?(?: on this (?:web)?site| *\|| policy| settings)",
    r"\bcookies?\b.{0,80}\b(?:accept|reject|settings|privacy|needed)\b|\b(?:accept|reject) (?:all )?cookies\b",
    r"\bcwcis?\b",
    r"^ *home *(?:>|»|\|) *\S",
    r"\b(?:rate|share|print|like|bookmark) this page\b",
    r"\b(?:was|is|did you find) this (?:page|information)\b.{0,20}\b(?:use|useful|helpful)\b",
    r"^ *(?:give|leave|send) (?:us )?(?:website |your )?feedback\b.{0,30}$",
    r"^ *\d(?:\.\d)? out of \d from \d{1,7} (?:votes?|ratings?|reviews?)",
    r"^ *(?:0x\d{2} graphic|see notes?|back to top) *$",
    r"^ *(?:show|hide) quoted (?:sections?|text)\b",
    r"^ *(?:\[\d{1,3}\] *[a-z]{1,20} *){1,12}$",
    r"^ *[a-z]{1,20}(?: *\| *[a-z]{1,20}){0,8} *\| *(?:cymraeg|english|privacy|accessibility|sitemap)\b",
    r"^ *(?:©|\(c\)|&copy;) *(?:crown )?(?:copyright )?(?:19|20)\d\d\b",
    r"^[a-z ]{10,120}\bcontact us *$",
    r"^ *(?:this is an )?html (?:copy|version) of\b",
    r"^ *\d{1,3}\. (?:https?|mailto|file|ftp):\S+ *$|^ *(?:visible|hidden) links:? *$",  # a text browser's list of links
)
_MARKING = re.compile(r"[\f\s]*(?:OFFICIAL(?:[ -]{1,3}SENSITIVE)?(?:[ :-]{1,3}[A-Z]+)?|NOT PROTECTIVELY MARKED)\s*")
_PAGE_NUMBER = re.compile(r"^[\f ]*page \d{1,4}(?: (?:of|/) \d{1,4})? *$")
_COUNTED_PAGE = re.compile(r"[\f ]*(?P<page>\d{1,4}) of (?P<pages>\d{1,4}) *")
_QUESTION = re.compile(r"\? *$")
# At the end of a foot, after a gap: `Page 2 of 3`, `2 | Page`.
_PAGE_MARK = re.compile(r"(?:^|[ \t]{2})\W*(?:page \d{1,4}(?: ?(?:of|/) ?\d{1,4})?|\d{1,4} \| page) *$")
_MAX_TESTED = 600  # a sign-off or a banner declares itself early; of a longer line only the start is tested
_LIST_LABEL = re.compile(r" *\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] +")
_COLUMN_GAP = re.compile(r"[ \t\f]{2,}|\t")
_FIRST_LINES = 16  # … and the number that a reference has stands among these
_NUMBERED_HEAD = re.compile(r" *(?P<code>(?=\S*\d)(?=\S*[/-])\S{5,40})[ ,|-]+(?:page )?(?P<page>\d{1,3}) *")
_HEAD_LINES = 8  # a page's running head repeats words from the letter's first lines


def is_tail_line(line: Line) -> bool:
    """Tell whether a line speaks of complaint, appeal, re-use or sign-off. docs/letters.md §8, "Appeal" and "Licence"."""
    return _is_tail(line.shadow[:_MAX_TESTED])


def is_labelled_tail(line: Line) -> bool:
    """Tell whether a line, or what follows its number, belongs to a letter's tail ("1. Internal review")."""
    label = _LIST_LABEL.match(line.shadow)
    if label is None:
        return is_tail_line(line)
    rest = Line(line.number, line.text[label.end() :], line.shadow[label.end() :], line.page)
    return is_tail_line(rest)


def is_head_line(line: Line) -> bool:
    """Tell whether a line is a reference, a date, a salutation or an opening courtesy. docs/letters.md §8."""
    return _is_head(line.shadow[:_MAX_TESTED])


def is_furniture(line: Line) -> bool:
    """Tell whether a line is what a web page or a PDF leaves in copied text. docs/letters.md §8, "Web furniture"."""
    return _is_furniture(line.shadow[:_MAX_TESTED])


# Every hypothesis of a letter asks the same of the same lines.


@lru_cache(maxsize=MOST_KEPT)
def _is_tail(text: str) -> bool:
    return _QUESTION.search(text) is None and _TAIL.search(text) is not None


@lru_cache(maxsize=MOST_KEPT)
def _is_head(text: str) -> bool:
    return _HEAD.search(text) is not None


@lru_cache(maxsize=MOST_KEPT)
def _is_furniture(text: str) -> bool:
    return _FURNITURE.search(text) is not None


def furniture_lines(letter: Letter) -> frozenset[int]:
    """Give the numbers of the lines of furniture, with the running heads and feet of a letter in pages, known by repetition."""
    own = {line.number for line in letter.lines if is_furniture(line)} | _markings(letter)
    counted = _counted_pages(letter)
    repeated = (
        _running_heads(letter, counted),
        _repeated_edges(letter),
        _beside_page_numbers(letter, counted),
        _numbered_heads(letter),
    )
    return frozenset(own.union(counted, *repeated))


def _counted_pages(letter: Letter) -> frozenset[int]:
    """Find the lines `1 of 3`, `2 of 3`, `3 of 3`: they come again, each one more, up to the last; `212 of 340` alone answers."""
    found = [(line.number, match) for line in letter.lines if (match := _COUNTED_PAGE.fullmatch(line.shadow))]
    pages = [int(match["page"]) for _, match in found]
    whole = {int(match["pages"]) for _, match in found}
    first = pages[0] if pages else 0
    counts_up = pages == list(range(first, first + len(pages))) and first in {1, 2}
    return (
        frozenset(number for number, _ in found)
        if counts_up and len(whole) == 1 and whole == {pages[-1]}
        else frozenset()
    )


def _markings(letter: Letter) -> set[int]:
    """Find what government prints at the head and foot of pages, `OFFICIAL`: alone on a line, in capitals, twice or more."""
    found = {line.number for line in letter.lines if _MARKING.fullmatch(line.text[:_MAX_TESTED])}
    return found if len(found) > 1 else set()


def _numbered_heads(letter: Letter) -> set[int]:
    """Find lines that are a reference of the letter's first lines and the number of a page, which counts up: `AB-FOI-417 2`."""
    first = {cell for line in letter.lines[:_FIRST_LINES] for cell in _cells(line)}
    counted: dict[str, list[tuple[int, int]]] = {}
    for line in letter.lines:
        found = _NUMBERED_HEAD.fullmatch(line.shadow[:_MAX_TESTED])
        if found and any(cell == found["code"] or cell.endswith(f": {found['code']}") for cell in first):
            counted.setdefault(found["code"], []).append((int(found["page"]), line.number))
    return {
        number
        for pages in counted.values()
        if len(pages) > 1 and all(other[0] == one[0] + 1 for one, other in pairwise(pages))
        for _, number in pages
    }


def _beside_page_numbers(letter: Letter, counted: frozenset[int]) -> set[int]:
    """Find lines that come again right beside the numbers of pages, where no form feed tells pages apart."""
    numbered = [line.number for line in letter.lines if _numbers_page(line, counted)]
    beside: dict[tuple[str, ...], set[int]] = {}
    for number in numbered:
        for other in (number - 1, number + 1):
            cells = _cells(letter.lines[other - 1]) if 0 < other <= len(letter.lines) else ()
            if cells:
                beside.setdefault(cells, set()).add(other)
    # All pages but the first or the last, and in two letters of three every page.
    often = max(2, (len(numbered) + 1) // 2)
    return {place for places in beside.values() if len(places) >= often for place in places}


def _repeated_edges(letter: Letter) -> Iterator[int]:
    """Find what stands first or last on two pages or more, its numbers aside, and feet that number their page."""
    by_page = groupby(letter.lines, lambda line: (line.document, line.page))
    pages = [lines for _, group in by_page if (lines := [line for line in group if line.shadow.strip()])]
    for edge in (slice(0, 1), slice(-1, None)):
        lines = [lines[edge][0] for lines in pages]
        often = Counter(_without_digits(line) for line in lines)
        for line in lines[edge.start == 0 :] if len(pages) > 1 else ():  # a letterhead stays where it stands first
            numbered = _PAGE_MARK.search(line.shadow) is not None
            if numbered or (often[_without_digits(line)] > 1 and not _QUESTION.search(line.shadow)):
                yield line.number


def _without_digits(line: Line) -> str:
    return " ".join(re.sub(r"\d+", "0", line.shadow).split())


def _numbers_page(line: Line, counted: frozenset[int]) -> bool:
    return line.number in counted or _PAGE_NUMBER.search(line.shadow[:_MAX_TESTED]) is not None


def _running_heads(letter: Letter, counted: frozenset[int]) -> list[int]:
    """Find lines at the top of a later page, or after the number of one, whose cells all stand among the cells of the letter's first lines."""
    first = {cell for line in letter.lines[:_HEAD_LINES] for cell in _cells(line)}
    heads: list[int] = []
    page, at_top = 1, False
    for line in letter.lines:
        if line.page != page:
            page, at_top = line.page, True
        if line.number > _FIRST_LINES and _numbers_page(line, counted):
            at_top = True  # a page's number stands last on it, where no form feed tells pages apart
            continue
        cells = _cells(line)
        if at_top and cells:
            at_top = all(any(cell == known or known.endswith(f": {cell}") for known in first) for cell in cells)
            heads.extend([line.number] if at_top else [])
    return heads


def _cells(line: Line) -> tuple[str, ...]:
    """Split a line at its wide gaps, as text from a PDF shows columns."""
    return tuple(cell.strip() for cell in _COLUMN_GAP.split(line.shadow) if cell.strip())
