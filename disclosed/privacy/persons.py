"""Persons named where letters name them: the greeting, the address above it, labels, the heads of messages.

A place lends weight to a name. In a greeting "Dear Keith" is a person; after "Requested by" two unknown words may be a firm.
So each place says what it takes as certain, and what it leaves to a person; the words of bodies are left out everywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from disclosed.privacy.bodies import Bodies
from disclosed.privacy.cells import Cell
from disclosed.privacy.given import given_names
from disclosed.privacy.named import Named, Part
from disclosed.privacy.names import (
    AMBIGUOUS,
    AMPERSAND,
    BESIDE,
    COMMA,
    GIVEN,
    INITIAL,
    JOINS,
    LOWER,
    PARTICLE,
    SLASH,
    TITLED,
    UNKNOWN,
    Run,
    Weight,
    Word,
    run_at,
    weigh,
)
from disclosed.privacy.sheet import GREETING, Sheet, is_field
from disclosed.privacy.streets import ends_address, is_street, office_words
from disclosed.privacy.words import (
    ADDRESSEES,
    BODIES,
    ORDINARY,
    POSTS,
    SMALL,
    SURNAMES_TOO,
    plain,
    word_set,
)

GREETED = "The letter is addressed to it."
ANSWERS = "It may be the answer to a question."
LABELLED = "It stands where a person is named."
ADDRESSED = "It stands where an addressee does."
_AFTER_GREETING = word_set("thank thanks further i we re please your in with following this as regarding on")
_ADDRESSED_TO = re.compile(r"[\W_]{0,8}(?:fao|f\.a\.o\.?|for the attention of|to)\b[ :,]*", re.IGNORECASE)
_CARE_OF = re.compile(r"c/o ", re.IGNORECASE)
_PART: dict[str, Part] = {"requester": "addressee", "officer": "officer", "post": "other"}
_BLOCK = 8  # lines of an address, and of a requester's details
_MOST_GREETINGS = 40  # greeted names that are looked for in the rest of a letter, which keeps time linear
_LABEL_WORDS = 9  # words of a label
MOST_SMALL = 3  # words in small letters that may greet a person

_REQUESTER = r"(?:foi |eir |information )?(?:requester|requestor|applicant|enquirer|complainant|correspondent)"
_REQUESTER_LABEL = re.compile(
    rf"(?:{_REQUESTER}(?:'s|s)?(?: (?:full )?(?:name|details))?|(?:your |full |first |last |family |given |contact |customer )?name"
    rf"|name of (?:the )?{_REQUESTER}|forename|surname|fao|for the attention of"
    r"|(?:sent |emailed |e-mailed )?(?:by|via) e-?mail(?: only)?(?: to)?|e-?mailed to|sent to"
    r"|(?:foi |information )?request(?:ed)? (?:by|from|made by|received from)|(?:submitted|asked|made|received) (?:by|from))"
)
_OFFICER_LABEL = re.compile(
    r"(?:(?:your |our |the )?(?:(?:foi|case|request|lead|information|responsible|reviewing|review|disclosure|decision|enquiry|contact|reporting"
    r"|internal|named|direct|investigating) ){0,3}"
    r"(?:officer|worker|owner|handler|holder|maker|contact|author|lead|person|point of contact|caseworker|reviewer|signatory|clerk)"
    r"(?: name| details| dealing| responsible| to the council)?(?: (?:with|for) (?:this|the|your) (?:matter|request|case|enquiry))?"
    r"|(?:handled|dealt with|prepared|written|approved|authorised|reviewed|checked|signed|completed|issued|compiled|drafted|dictated|typed"
    r"|response|reply|answered|responded|published|posted|updated|last updated|assigned|allocated|passed)(?: by| to)"
    r"|please (?:ask for|contact|reply to)|ask for|(?:direct |all )?(?:enquiries|queries)(?: to)?|signed|extension of)"
)
_POST_LABEL = re.compile(
    r"(?:the |our )?(?:[a-z'-]+ ){0,4}(?:executive|chair|chairman|chairwoman|chairperson|director|constable|headteacher|head|principal|clerk|leader"
    r"|officer|secretary|registrar|chancellor|manager|governor|commissioner|mayor|provost|treasurer|solicitor)"
    r"(?: (?:of|to|for)(?: (?:the )?[a-z&'-]+){1,5})?"
)
_BARE_LABEL = re.compile(r"(?:full name|name|applicant|requester|contact|officer) (?=[A-Z])", re.IGNORECASE)
_LABEL = re.compile(r"[\W_]{0,4}(?P<label>[^\W\d_][^:|]{1,60}?) ?:(?: (?P<value>.*))?\Z", re.DOTALL)
_DASHED = re.compile(r"[\W_]{0,4}(?P<label>[^\W\d_][^:|]{1,60}?) - (?P<value>.*)\Z", re.DOTALL)
_COUNTED = re.compile(r" ?[:=-]? ?£?\d[\d,.]*%?\s*\Z")  # "…: 14": a row that counts, and no label's value


def find_persons(sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find the persons that a letter names in these places."""
    for row in sheet.cells:
        for cell in row:
            yield from _greeted(cell, sheet, bodies)
            yield from _labelled(cell, row, sheet, bodies)
            yield from _after_bare_label(cell, sheet, bodies)
    yield from _addressed(sheet, bodies)


def settled(named: Named, sheet: Sheet) -> Named:
    """Leave to a person what stands in an answer: a name there may be what was asked for."""
    if named.doubt or not sheet.in_answer(named.cell.line):
        return named
    return Named(named.cell, named.run, named.part, ANSWERS)


def word_from(words: Sequence[Word], start: int) -> int:
    """Give the place of the first word that begins at or after a column of the text."""
    return bisect_left(words, start, key=lambda word: word.start)


# The greeting.


def _greeted(cell: Cell, sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find whom a line greets: "Dear Mr A and Ms B", "Dear Philippa, thank you", "Keith," alone on its line."""
    greeting = GREETING.match(cell.text)
    addressed = None if greeting else _ADDRESSED_TO.match(cell.text)
    words = sheet.words(cell)
    if greeting:
        runs = list(_listed(words, word_from(words, greeting.end()), greeted=True))
        yield from (_greeting(cell, run, sheet, bodies) for run in runs if not _is_no_one(run, bodies))
        if not runs:
            yield from _greeted_in_small(cell, greeting.end(), words)
    elif (addressed and cell.text[-1:] in ",:;") or (
        addressed and ":" in addressed[0] and "to" not in addressed[0].casefold()
    ):
        runs = list(_listed(words, word_from(words, addressed.end()), greeted=True))
        yield from (_greeting(cell, run, sheet, bodies) for run in runs if not _is_no_one(run, bodies))
    elif cell.alone and cell.text.endswith(","):
        yield from _vocative(cell, sheet, bodies)


def _greeting(cell: Cell, run: Run, sheet: Sheet, bodies: Bodies) -> Named:
    """Weigh a greeted name: one that also stands in the letter's own sentences may be a body's."""
    names = run.words
    single = len(names) == 1
    certain = run.titled or run.weight >= Weight.POSSIBLE or (single and names[0].code == AMBIGUOUS)
    known = (
        run.titled or run.weight == Weight.LIKELY or names[0].code == GIVEN or (single and names[0].code == AMBIGUOUS)
    )
    recurs = not known and _recurs(run, cell, sheet)
    return Named(cell, run, "other", "" if certain and not recurs else GREETED)


def _recurs(run: Run, greeting: Cell, sheet: Sheet) -> bool:
    """Whether the words of a greeted name stand in a sentence or a row too."""
    sheet.asked_again += 1
    if sheet.asked_again > _MOST_GREETINGS:
        return False
    words = greeting.text[run.start : run.end]
    others = (cell for cell in sheet.each() if cell.line != greeting.line and words in cell.text)
    return any(
        len(sheet.words(cell)) > len(run.words) + 1 and not GREETING.match(cell.text) and not is_field(cell)
        for cell in others
    )


def _is_no_one(run: Run, bodies: Bodies) -> bool:
    """Whether a greeted run names nobody: an applicant, a team, a body."""
    if run.weight == Weight.NONE or bodies.knows(run):
        return True
    named = [word for word in run.words if word.code not in TITLED]
    return any(plain(word.text) in ADDRESSEES for word in (named[:1] if run.titled else run.words))


def _greeted_in_small(cell: Cell, start: int, words: Sequence[Word]) -> Iterator[Named]:
    """Find a name greeted in small letters."""
    at = word_from(words, start)
    names = []
    for word in words[at:]:
        names.append(word)
        if word.gap != BESIDE:
            break
    if 0 < len(names) <= MOST_SMALL and is_small_name(names):
        yield Named(cell, Run(tuple(names), Weight.POSSIBLE), "addressee", GREETED)


def is_small_name(words: Sequence[Word]) -> bool:
    """Whether words in small letters may be a name: no office, no addressee, not all ordinary."""
    known = [plain(word.text) for word in words]
    if not all(word.code in (LOWER, PARTICLE) for word in words) or SMALL.intersection(known):
        return False
    if any(word in ADDRESSEES or word in POSTS or word in BODIES for word in known if word not in SURNAMES_TOO):
        return False
    return known[0] in given_names() or not any(word in ORDINARY for word in known)


def _vocative(cell: Cell, sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find a line that is a name and a comma, alone between empty lines."""
    words = sheet.words(cell)
    run = run_at(words, 0) if words else None
    if run is None or len(run.words) != len(words) or not sheet.blank_above(cell) or sheet.right_beneath(cell):
        return
    if run.weight < Weight.POSSIBLE or bodies.knows(run) or sheet.in_answer(cell.line):
        return
    if words[0].code in (GIVEN, INITIAL) or run.titled:
        yield Named(cell, run, "addressee")
    elif not sheet.greeted and not _is_no_one(run, bodies) and not sheet.is_word(run):
        yield Named(cell, run, "addressee", GREETED)


def _listed(words: Sequence[Word], place: int, *, greeted: bool = False) -> Iterator[Run]:
    """Yield runs joined by "and", "&" or "/" from a place on."""
    while place < len(words):
        run = run_at(words, place)
        if run is None:
            return
        last = run.words[-1]
        place += len(run.words)
        after = words[place] if place < len(words) else None
        goes_on = after is not None and last.gap == BESIDE and after.code == LOWER
        if greeted and goes_on and not run.titled and after and plain(after.text) not in _AFTER_GREETING:
            return
        yield run
        if after and after.code == JOINS and last.gap == BESIDE:
            place += 1
        elif last.gap not in (AMPERSAND, SLASH):
            return


# Labels, and the heads of messages.


def _after_bare_label(cell: Cell, sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find the name after a label without a colon: "Name Jane Marsh"."""
    label = _BARE_LABEL.match(cell.text)
    words = sheet.words(cell)
    place = word_from(words, label.end()) if label else len(words)
    run = run_at(words, place)
    if run and place + len(run.words) == len(words) and run.weight == Weight.LIKELY and not bodies.knows(run):
        yield settled(Named(cell, run, "addressee"), sheet)


def _labelled(cell: Cell, row: Sequence[Cell], sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find the name that a label has beside it, in the next cell or beneath."""
    labelled = (
        (":" in cell.text and _LABEL.match(cell.text)) or (" - " in cell.text and _DASHED.match(cell.text)) or None
    )
    if labelled and (labelled["value"] or "").strip():
        part = _label_part(
            labelled["label"], dashed=" - " in cell.text and ":" not in labelled[0][: labelled.start("value")]
        )
        if part:
            yield from _values(cell, labelled.start("value"), part, sheet, bodies)
        return
    if not labelled and len(sheet.words(cell)) > _LABEL_WORDS:
        return
    part = _label_part(labelled["label"] if labelled else cell.text, alone=True)
    if not part:
        return
    beside = next((one for one in row if one.place == cell.place + 1), None)
    beneath = next(sheet.beneath(cell, 1), None) if cell.alone and (labelled or part == "requester") else None
    below = sheet.right_beneath(cell) if not cell.alone else None  # a table's head
    for value in (beside, beneath, below):
        if value is not None and ((value is beside) or (labelled and cell.alone) or _is_whole_name(value, sheet)):
            yield from _values(value, 0, part, sheet, bodies)


def _label_part(label: str, *, alone: bool = False, dashed: bool = False) -> str:
    """Say whose name a label asks for: `requester`, `officer`, `post`; '' for none. Of "Gofynnwch am / Ask for" the last counts."""
    words = " ".join(label.casefold().replace(" / ", "/").rpartition("/")[2].split()).rstrip(".")
    if not dashed and _REQUESTER_LABEL.fullmatch(words):
        return "requester"
    if not dashed and _OFFICER_LABEL.fullmatch(words):
        return "officer"
    return "post" if not alone and _POST_LABEL.fullmatch(words) else ""


def _is_whole_name(cell: Cell, sheet: Sheet) -> bool:
    words = sheet.words(cell)
    run = run_at(words, 0) if words else None
    return run is not None and len(run.words) == len(words) and run.weight >= Weight.POSSIBLE


def _values(cell: Cell, start: int, part: str, sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Weigh the names in a label's value."""
    words = sheet.words(cell)
    place = word_from(words, start)
    for run in persons_from(words, place, listed=False):
        if bodies.knows(run) or run.weight == Weight.NONE or _counts(cell, run):
            continue
        answer = sheet.in_answer(cell.line)
        single = len(run.words) == 1
        if answer and (single or run.weight < Weight.POSSIBLE):
            continue
        certain = run.weight == Weight.LIKELY or (
            run.weight == Weight.POSSIBLE and ((part != "post" and not single) or part == "requester")
        )
        role = _PART[part]
        yield settled(Named(cell, run, role, "" if certain or _is_known_single(run, part) else LABELLED), sheet)


def _is_known_single(run: Run, part: str) -> bool:
    return part == "officer" and len(run.words) == 1 and run.words[0].code == GIVEN


def _counts(cell: Cell, run: Run) -> bool:
    """Whether a number and nothing else follows: "on behalf of Balfour Beatty: 14"."""
    return _COUNTED.fullmatch(cell.text[run.end :]) is not None and cell.text[run.end :].lstrip()[:1] in ":=-"


def persons_from(words: Sequence[Word], place: int, *, listed: bool) -> Iterator[Run]:
    """Yield the names of a value: the first, those joined to it, and with `listed` all; "Marsh, Jane" is one name."""
    while place < len(words):
        run = run_at(words, place)
        if run is None:
            if not listed:
                return
            place += 1
            continue
        turned = reversed_name(words, place, run)
        run = turned or run
        yield run
        place += len(run.words)
        last = run.words[-1]
        if place < len(words) and words[place].code == JOINS and last.gap == BESIDE:
            place += 1
        elif not listed and last.gap not in (AMPERSAND, SLASH):
            return


def reversed_name(words: Sequence[Word], place: int, run: Run) -> Run | None:
    """Read "Marsh, Jane" and "MARSH, Jane E" as one name: a surname, a comma, a given name or initials."""
    after = place + len(run.words)
    surnames = [word for word in run.words if word.code != PARTICLE]
    if run.titled or len(surnames) != 1 or run.words[-1].gap != COMMA or after >= len(words):
        return None
    given = []
    for word in words[after : after + 3]:
        if word.code not in (GIVEN, AMBIGUOUS, UNKNOWN, INITIAL):
            break
        given.append(word)
        if word.gap != BESIDE:
            break
    if not given or (given[0].code == UNKNOWN and run.words[-1].code == UNKNOWN and len(given) > 1):
        return None
    return Run((*run.words, *given), weigh((*given, *run.words)))


# The addressee above the greeting.


def _addressed(sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find the addressee: a line that is a name, above the greeting, over an address or a mailbox."""
    for row in sheet.cells[: (sheet.greeted or 16) - 1]:
        for cell in row:
            if sheet.in_answer(cell.line):
                continue
            words = sheet.words(cell)
            skipped = 2 if _CARE_OF.match(cell.text) else 0
            run = run_at(words, skipped) if len(words) > skipped else None
            if run is None or run.weight < Weight.WEAK or bodies.knows(run):
                continue
            whole = words[skipped + len(run.words) :] == () or is_street(cell.text[run.end :].lstrip(", "))
            if whole or (run.titled and run.words[-1].gap in (COMMA, "(")):
                yield from _weighed_addressee(cell, run, sheet, care_of=bool(skipped))


def _weighed_addressee(cell: Cell, run: Run, sheet: Sheet, *, care_of: bool) -> Iterator[Named]:
    several = len([word for word in run.words if word.code != PARTICLE]) > 1
    if run.titled or (several and (care_of or _has_address(cell, run, sheet))):
        yield Named(cell, run, "addressee")
    elif several and run.weight == Weight.LIKELY and run.words[0].code in (GIVEN, INITIAL):
        yield Named(cell, run, "addressee", "" if _is_greeted(run, sheet) else ADDRESSED)


def _has_address(cell: Cell, run: Run, sheet: Sheet) -> bool:
    """Whether a street, a postcode or a mailbox stands beneath a name, or beside it, and no office."""
    beside = cell.text[run.end :]
    beneath = []
    for one in sheet.beneath(cell, _BLOCK):
        if not sheet.above_greeting(one.line) or office_words(one.text):
            break
        beneath.append(one.text)
        if sheet.is_labelled(one):
            break
        if ends_address(one.text):
            break
    if not beneath and not beside:
        return False
    return any(is_street(text) or ends_address(text) or "@" in text for text in (*beneath, beside.lstrip(", ")))


def _is_greeted(run: Run, sheet: Sheet) -> bool:
    """Whether the greeting names the same person."""
    row = sheet.cells[sheet.greeted - 1] if sheet.greeted else ()
    last = run.words[-1].text.casefold()
    return any(last == word.text.casefold() for cell in row for word in sheet.words(cell))
