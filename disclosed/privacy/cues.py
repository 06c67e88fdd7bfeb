"""Words that lead to a person in a sentence: "my name is", "please contact", "was carried out by", ", Head of Law,".

A sentence is a weaker place than a greeting. Outside answers a known given name beside a plain cue is certain; what may as
well be a firm, a ship or the answer to a question is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.privacy.bodies import Bodies
from disclosed.privacy.cells import Cell
from disclosed.privacy.named import Named
from disclosed.privacy.names import (
    AMBIGUOUS,
    BESIDE,
    COMMA,
    GIVEN,
    HIGH_TITLES,
    JOINS,
    OPEN,
    PARTICLE,
    POST,
    RANK,
    UNKNOWN,
    WEAK_TITLE,
    Run,
    Weight,
    Word,
    runs_in,
)
from disclosed.privacy.persons import ANSWERS, reversed_name, word_from
from disclosed.privacy.sheet import Sheet
from disclosed.privacy.words import ADDRESSEES, PLACES, POSTS, plain

TITLED = "A person is named with a title."
NAMED = "A person seems to be named."
# Who says who they are is sure to be a person; so is who wrote a message.
_SELF = re.compile(r"\b(?:my name is|my name's|i am called|my full name is)[ :]{1,2}\Z", re.IGNORECASE)
_I_AM = re.compile(r"(?:^|[.\"'(>:,] ?)(?:i am|i'm|this is) \Z", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:request|requests|foi|enquiry|e-?mail|letter|message|correspondence|complaint|call|note|reply|statement|review|requested|submitted|asked|made|sent|signed"
    r"|received|published|prepared|approved|written|completed|reviewed|checked|witnessed|dictated|drafted|updated|posted|authorised|handled|attended|confirmed"
    r"|seen|out|undertaken|conducted|dealt with|led|chaired|managed|investigated|considered|decided|taken|heard|determined) (?:for information )?(?:was |is )?(?:from|by|of|to) \Z",
    re.IGNORECASE,
)
_BEHALF = re.compile(r"\bon behalf of \Z", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:contact|contacting|ask for|speak (?:to|with)|spoken (?:to|with)|spoke (?:to|with)|consult|consulted|consulted with|colleagues?,?|(?:passed|forwarded|referred|sent"
    r"|addressed|assigned|allocated|copied|went|write|wrote|complaint|appeal|e-?mail|letter|copy|apply|reply|ring|call|phone|report|reported) to|according to"
    r"|thanks to|thank|ring|phone|telephone|met with|meet|office of|named|called|filed under|it was|officer was|including|account name|attention of|address(?:ed)? (?:it|this) to|name of|filed under"
    r"|and|with|son|daughter|child|mother|father|wife|husband|partner|neighbours?|brother|sister|social worker,?|gp,?|doctor,?) \Z",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?P<post>[a-z][a-z '&/-]{2,60}) (?:is|was|are) \Z", re.IGNORECASE)
_AUTHOR = re.compile(
    r" ?(?:made this freedom of information|left an annotation|sent a? ?follow|wrote ?:|<[^<>@ ]+@[^<>]+> wrote)",
    re.IGNORECASE,
)
_DOES = re.compile(
    r" (?:has|have|had|will|can|is|was|rang|said|told|confirmed|asked|noted|wrote|called|spoke|agreed|holds|dealt|reviewed|advised|stated|and|would|left)\b",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"\byour (?:late )?(?:son|daughter|child|mother|father|wife|husband|partner|brother|sister|neighbours?|social worker|gp|tenant|client|constituent),? \Z",
    re.IGNORECASE,
)
_CLOSE_TO = re.compile(
    r"\b(?:my|our) colleagues?,? \Z|\b(?:spoken|spoke|passed|forwarded) (?:to|with) \Z", re.IGNORECASE
)
_DONE_BY = re.compile(
    r"\b(?:witnessed|signed|written|reviewed|prepared|approved|dictated|checked|considered|seen) by \Z", re.IGNORECASE
)
_VOCATIVE = re.compile(r", (?:we|i|thank|please|you|as|it|this|many|sorry)\b")
_SUBJECT = re.compile(r"\W{0,3}(?:re|subject|title) ?:", re.IGNORECASE)
_COUNTED = re.compile(r" ?[:=] ?£?\d")  # a row that counts, and no person's name
_REFERENCE = re.compile(r"\W{0,3}(?:our |your |foi |case )?(?:ref|reference)\b", re.IGNORECASE)
# The foot of a letterhead names who leads the body: "Chair, Professor A B. Chief Executive, C D".
_POSTED = re.compile(
    r"\b(?:(?:vice[- ])?chair(?:man|woman|person)?|chief (?:executive|constable|officer)(?: officer)?|vice[- ]chancellor"
    r"|(?:managing |medical )?director|leader of the council|headteacher)[,:] \Z",
    re.IGNORECASE,
)
_GIVEN_HERE = re.compile(
    r" ?(?:[(,]|on|at)? ?(?:tel(?:ephone)?|on|at|e-?mail|direct)?[.:]? ?(?:[\w.+-]{1,60}@|\(?0\d{2,4})"
)
_REACHED = re.compile(r"[^.;]{0,60}(?:\d{4,}|@|\bext\b)")
SURE = ""
_FOLLOWING = 8  # words after a name that are read for a post
_DEVICE = re.compile(r"'s (?:iphone|ipad|phone|android)\b", re.IGNORECASE)
_CALLED = re.compile(
    r" (?:from|in|of) [A-Z][\w' ]{2,40} (?:called|rang|told|said|spoke|wrote|replied|confirmed|phoned|e-?mailed)\b"
)
_SHORT_RANK = 3  # letters of a rank that is no word: PC, Sgt, DCI
_END_OF_QUOTE = re.compile(r"[.]?['\"]")
_WHO_HINTS = ("who", "name", "which", "list", "structure", "contact for", "each ")
_REACH = 100  # characters before and after a name that are read for what they say of it
_CONTACTS = frozenset({"person", "colleague", "complainant", "contact", "reviewer", "author", "requester", "applicant"})
_ASKS_WHO = re.compile(
    r"(?:\A\W{0,8}(?:q(?:uestion)? ?)?(?:\d{1,3}[a-z]?)?[.):\s]{0,6}|[.?;:] |\band |\b(?:tell|confirm|state|know|provide|advise)(?: me| us)? )who(?:m|se)?\b|\bnames? (?:(?:and|or) [a-z -]{3,24})?\b ?(?:of|for) (?!.{0,24}\b(?:school|compan|supplier|contractor|provider|street|road|site|system|software|firm|organi|product"
    r"|bab|dog|pet|hospital|ward|librar|park|care home)\w*)|\bplease name\b|\bwhich (?:councillors?|officers?|members?|directors?|coroners?|judges?|artists?|staff|gps?|doctors?)\b"
    r"|\blist (?:the |all )?(?:senior |chief )?(?:officers|councillors|members|directors|staff|trustees|governors)\b|\bstructure chart\b|\bnamed contact\b|\bcontact for\b"
    r"|\beach (?:councillor|member|officer|director)\b",
    re.IGNORECASE,
)
_NAME_HEADS = re.compile(
    r"(?:full )?names?(?: of (?:officer|member|director|councillor)s?)?|officer|post ?holder|councillor|member",
    re.IGNORECASE,
)
_POST_HEADS = re.compile(r"(?:post|role|job title|title|position|salary|grade|department|directorate)s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A run where it stands: what leads to it, what follows, and what is known of its words.

    `led` says that a person was named before it in the cell ("Jane Marsh in Finance and Rosa Penfold"), `written_small` that
    the letter writes one of its words in small letters too.
    """

    run: Run
    cell: Cell
    following: tuple[Word, ...]
    prose: bool
    led: bool
    written_small: bool

    @property
    def before(self) -> str:
        """The text that leads to it, quotation marks and brackets off."""
        return self.cell.text[max(self.run.start - _REACH, 0) : self.run.start].rstrip("\"'([*_ ") + " "

    @property
    def after(self) -> str:
        """The text that follows."""
        return self.cell.text[self.run.end : self.run.end + _REACH]

    @property
    def several(self) -> bool:
        """Whether it is more than a single name."""
        return len([word for word in self.run.words if word.code != PARTICLE]) > 1


def find_cued(sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find names that a sentence leads to, names with a title anywhere, and names that may answer a question."""
    for cell in sheet.each():
        words = sheet.words(cell)
        if len(words) > 1:
            yield from _cued(cell, words, sheet, bodies)
            yield from _references(cell, words, sheet)
    yield from _answers(sheet, bodies)


def _cued(cell: Cell, words: Sequence[Word], sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    runs = [(place, run) for place, run in runs_in(words) if run.weight > Weight.NONE and not bodies.knows(run)]
    prose = bool(runs) and sheet.is_prose(cell)
    led = False
    for place, run in runs:
        turned = reversed_name(words, place, run)
        whole = turned if turned and turned.words[-1].code == GIVEN else run
        end = place + len(whole.words)
        seen = _Seen(whole, cell, tuple(words[end : end + _FOLLOWING]), prose, led, sheet.is_word(whole))
        doubt = _titled(seen) if run.titled else _doubt(seen)
        led = doubt is not None
        if doubt is not None:
            introduced = doubt == SURE and _SELF.search(seen.before)
            asked = sheet.in_answer(cell.line) and not introduced
            yield Named(cell, whole, "other", doubt or (ANSWERS if asked else SURE))


def _doubt(seen: _Seen) -> str | None:
    """Say why a run is doubtful: '' where it is certain, None where nothing says that it is a person."""
    run, before, after = seen.run, seen.before, seen.after
    possible = run.weight >= Weight.POSSIBLE
    if (
        _SELF.search(before)
        or _DEVICE.match(after)
        or (possible and (_AUTHOR.match(after) or _introduces_itself(seen)))
    ):
        return SURE
    if possible and not seen.written_small and (_RELATION.search(before) or _ends_subject(seen)):
        return NAMED
    if possible and seen.several and _END_OF_QUOTE.fullmatch(after) and before.rstrip()[-1:] in ".?!":
        return NAMED
    if _COUNTED.match(after):
        return None
    return _in_sentence(seen) if seen.prose or _REACHED.match(after) else _short_line(seen)


def _introduces_itself(seen: _Seen) -> bool:
    """Whether somebody says "I am Jane Marsh, …"."""
    return seen.several and _I_AM.search(seen.before) is not None and seen.after.startswith((",", ".", " and", " of"))


def _ends_subject(seen: _Seen) -> bool:
    """Whether a subject ends in a name: "Subject: Freedom of Information request - Jane Marsh"."""
    ends = seen.several and not seen.after.strip() and seen.before.rstrip().endswith("-")
    return ends and _SUBJECT.match(seen.cell.text) is not None


def _titled(seen: _Seen) -> str | None:
    """Weigh a name with a title; "Lady Jane: 4" is a ship as well."""
    run, first = seen.run, seen.run.words[0]
    if _POSTED.search(seen.before):
        return SURE
    if any(plain(word.text) in ADDRESSEES for word in run.words[1:]):
        return None
    weak = first.code == WEAK_TITLE or (first.code == RANK and len(first.text) > _SHORT_RANK)
    if _COUNTED.match(seen.after) and (weak or plain(first.text) in HIGH_TITLES):
        return None
    return None if weak and run.weight < Weight.POSSIBLE else TITLED


def _short_line(seen: _Seen) -> str | None:
    """Weigh a run on a line that is no sentence: only after a post, "request from" and the like."""
    if seen.run.weight < Weight.POSSIBLE:
        return None
    if seen.several and _POSTED.search(seen.before):
        return SURE
    if not (_BY.search(seen.before) or _BEHALF.search(seen.before)):
        return None
    return SURE if seen.run.weight == Weight.LIKELY and seen.several else NAMED


def _in_sentence(seen: _Seen) -> str | None:
    """Weigh a run in a sentence by how much it is like a name."""
    if seen.run.weight == Weight.LIKELY and seen.several:
        return _likely(seen)
    if seen.written_small:
        return None
    if not seen.several:
        return _single(seen)
    return _possible(seen) if seen.run.weight == Weight.POSSIBLE else _weak(seen)


def _likely(seen: _Seen) -> str | None:
    first, cue = seen.run.words[0].code, _cue(seen)
    if first == GIVEN and cue and not _joined(seen):
        return SURE
    rare = first == AMBIGUOUS and seen.run.words[-1].code == UNKNOWN and not seen.written_small
    return NAMED if first == GIVEN or rare or cue or _is_post(seen) else None


def _possible(seen: _Seen) -> str | None:
    cue, joined = _cue(seen), _joined(seen)
    ambiguous = seen.run.words[0].code == AMBIGUOUS and (cue or _DOES.match(seen.after))
    led = (cue and not joined) or (joined and seen.led)
    foreign = "-" in seen.run.words[-1].text or any(word.code == PARTICLE for word in seen.run.words[1:])
    return NAMED if ambiguous or led or foreign or _GIVEN_HERE.match(seen.after) or _is_post(seen) else None


def _single(seen: _Seen) -> str | None:
    called = _TO.search(seen.before) and not _joined(seen)
    if _CALLED.match(seen.after) and not seen.before.strip():
        return NAMED
    if seen.run.words[0].code == UNKNOWN and called and _REACHED.match(seen.after):
        return NAMED
    if seen.run.words[0].code != GIVEN:
        return None
    does = _DOES.match(seen.after) and seen.run.words[-1].gap == BESIDE
    vocative = not seen.before.strip() and _VOCATIVE.match(seen.after)
    return NAMED if called or does or vocative else None


def _weak(seen: _Seen) -> str | None:
    by = _DONE_BY.search(seen.before) and seen.run.words[0].code == UNKNOWN
    close = by or _CLOSE_TO.search(seen.before) or (_is_post(seen) and (_cue(seen) or _REACHED.match(seen.after)))
    return NAMED if close else None


def _cue(seen: _Seen) -> bool:
    """Whether words lead to a person."""
    patterns = (_BY, _BEHALF, _TO)
    return any(pattern.search(seen.before) for pattern in patterns) or _post_before(seen.before)


def _joined(seen: _Seen) -> bool:
    """Whether all that leads to a run is what stands before it in a list."""
    return seen.before.rstrip().endswith((" and", " with", ",")) and not _post_before(seen.before)


def _references(cell: Cell, words: Sequence[Word], sheet: Sheet) -> Iterator[Named]:
    """Doubt a name in a reference: "FOI/8812/Oldcastle"."""
    if not _REFERENCE.match(cell.text):
        return
    for place, word in enumerate(words[1:], start=1):
        lone = cell.text[word.start - 1] in "/-_" and word.code in (GIVEN, UNKNOWN) and len(word.text) > 3
        run = Run((word,), Weight.WEAK)
        if lone and place > 1 and not word.text.isupper() and not sheet.is_word(run):
            yield Named(cell, run, "other", NAMED)


def _post_before(before: str) -> bool:
    """Whether a post leads to a name: "our Chief Executive Jane Marsh", "The Data Protection Officer is Jane Marsh"."""
    found = _IS.search(before)
    words = re.findall(r"[^\W\d_]+", found["post"] if found else before[-60:])
    ends = found is not None or before.rstrip().endswith(",")
    return bool(words) and (plain(words[-1]) in POSTS or (ends and plain(words[-1]) in _CONTACTS))


def _is_post(seen: _Seen) -> bool:
    """Whether a post follows: ", Head of Legal Services", " (Chief Executive)"."""
    if seen.run.words[-1].gap not in (COMMA, OPEN):
        return False
    for word in seen.following[:7]:
        if word.code == POST:
            return True
        if word.gap != BESIDE and word.code != JOINS:
            return False
    return False


def _answers(sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find names in answers to a question that asks for persons, and in a table's column of them."""
    asked = False
    for row in sheet.cells:
        for cell in row:
            if not sheet.in_answer(cell.line):
                asked = (asked and not cell.text.endswith("?")) or _asks_who(cell.text)
            elif asked:
                for _, run in runs_in(sheet.words(cell)):
                    several = len(run.words) > 1 and run.weight >= Weight.POSSIBLE
                    place = not run.titled and plain(run.words[-1].text) in PLACES
                    if several and not place and not bodies.knows(run):
                        yield Named(cell, run, "other", ANSWERS)
    yield from _columns(sheet, bodies)


def _asks_who(text: str) -> bool:
    small = text.casefold()
    return any(hint in small for hint in _WHO_HINTS) and _ASKS_WHO.search(text) is not None


def _columns(sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find the names in a column headed "Name" beside one headed "Post"."""
    for row in sheet.cells:
        heads = [cell for cell in row if _NAME_HEADS.fullmatch(cell.text)]
        if (
            len(row) < 2
            or not heads
            or not any(_POST_HEADS.fullmatch(cell.text) or "phone" in cell.text.casefold() for cell in row)
        ):
            continue
        for cell in sheet.beneath(heads[0], 2_000):
            words = sheet.words(cell)
            at = word_from(words, 0)
            for _, run in runs_in(words[at:])[:1]:
                if (
                    run.weight > Weight.NONE
                    and not bodies.knows(run)
                    and (len(run.words) > 1 or words[0].code == GIVEN)
                ):
                    yield Named(cell, run, "other", ANSWERS)
