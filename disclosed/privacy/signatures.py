"""Persons who sign: beneath "Yours sincerely", beside "Kind regards", over a post where no closing stands.

A signature is a block of its own with names, posts, bodies and numbers in any order. Whoever stands first under a closing
and is no office signs; a second name counts where it is plainly one. The block is told to whoever looks for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from disclosed.privacy.bodies import Bodies
from disclosed.privacy.cells import Cell
from disclosed.privacy.named import Named
from disclosed.privacy.names import (
    AFTER,
    AMBIGUOUS,
    BESIDE,
    COMMA,
    DASH,
    END,
    GIVEN,
    HIDDEN,
    INITIAL,
    LOWER,
    NAMING,
    NUMBER,
    OPEN,
    PARTICLE,
    POST,
    UNKNOWN,
    Run,
    Weight,
    Word,
    run_at,
)
from disclosed.privacy.persons import ANSWERS, is_small_name, reversed_name, settled, word_from
from disclosed.privacy.sheet import Sheet
from disclosed.privacy.words import POSTS, plain

SIGNED = "It stands where a person signs."
_CLOSING = (
    r"(?:yn gywir ?/ ?|cofion ?/ ?)?(?:(?:with )?(?:(?:my|our) )?(?:very )?(?:kind|kindest|best|warm|warmest|many)(?: and best)? (?:regards|wishes|thanks)"
    r"|(?:with )?regards|yours (?:very )?(?:faithfully|sincerely|truly|etc)|yours|sincerely|faithfully|(?:with )?thanks(?: again| and (?:kind |best )?regards"
    r"| in advance| (?:very|so) much| a lot| for (?:your|the) help)?|thank you(?: (?:very|so) much| again| in advance| for your help)?|thankyou|cheers|signed(?: on behalf of [a-z ]{3,40})?|sd ?/ ?-|yn gywir|yr eiddoch yn (?:gywir|ddiffuant)|yn ddiffuant"
    r"|cofion(?: (?:cynnes|gorau|cywir))?|dymuniadau gorau|le meas|is mise(?: le meas)?)"
)
_ALONE = re.compile(rf"[\W_]{{0,6}}{_CLOSING}[\W_]{{0,6}}\Z", re.IGNORECASE)
_LEADING = re.compile(rf"[\W_]{{0,6}}(?P<closing>{_CLOSING})\b(?P<after>[\W_]{{1,6}})(?=\w)", re.IGNORECASE)
_TRAILING = re.compile(
    r"[.?!,;] (?:many thanks|thanks(?: again)?|kind regards|best wishes|regards|cheers|yours (?:sincerely|faithfully))[ ,.-]{1,4}(?=\w)",
    re.IGNORECASE,
)
# What may stand before the name that signs.
_BEFORE = re.compile(
    r"[\W_]*(?:(?:p\.?p\.?|per pro\.?|signed(?: by)?|sd ?/ ?-|by|from|name)[ :.]{1,3}|(?:for and )?on behalf of |dictated by |for )?",
    re.IGNORECASE,
)
_FOR_ANOTHER = re.compile(
    r"(?:on behalf of|\bfor|dictated by|cover for|in the absence of|\bp\.?p\.?|\b(?:pa|secretary|assistant) to) |\b[a-z-]{4,20} - ",
    re.IGNORECASE,
)
_DECORATION = re.compile(
    r"[\W_]*\Z|\W*(?:\[|<)?(?:image|signed electronically|signature|electronically signed|e-?signed|cid:)[^|]{0,40}\Z",
    re.IGNORECASE,
)
_PROSE = re.compile(r"[a-z]{2,}(?: [a-z'-]{1,}){4,}")  # five small words on end: a sentence, and no line of a signature
_HEADED = re.compile(r"[\W_]{0,4}(?:from|sent|to|subject|date) ?: ?\S", re.IGNORECASE)
_DEPTH = 10  # lines with words in which a signature ends
_MOST_STARTS = 6  # places of a cell at which a name may begin
_FOLLOWING = 10  # words after a name that are read for a post
_SENTENCE = 400  # characters in which a sentence shows that it is one
_ROWS = 60  # lines, empty ones too, beneath which no signature goes on
_SMALL_NAME = 3  # words of a name in small letters
_BLANK = 8  # empty lines that leave room for a signature by hand
_POST_LENGTH = 90  # characters; a longer line that names a post is prose
_COUNT = re.compile(r"(?<!\d )(?<!ext )(?<!ext\. )(?<!x)(?<!ext: )(?<!tel )(?<!tel: )\b\d{1,4}\s*\Z", re.IGNORECASE)
_CREDENTIAL = re.compile(
    r"[ ,]*\((?:[A-Z][A-Za-z ]{0,20}|(?:she|he|they|them|her|him|hers|his|theirs)(?: ?/ ?[a-z]{2,6}){1,3})\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The cells of a signature, and the persons whom they name."""

    cells: tuple[Cell, ...]
    named: tuple[Named, ...]


def find_signatures(sheet: Sheet, bodies: Bodies) -> Iterator[Signature]:
    """Find every signature of a letter, those of quoted messages too."""
    taken: set[int] = set()
    for row in sheet.cells:
        if not row or row[0].line in taken:
            continue
        closing = _ALONE.match(row[0].text) if len(row) == 1 else None
        beside = None if closing else _beside_closing(row[0], sheet, bodies)
        if closing or beside:
            signature = _beneath(row, sheet, bodies, beside)
            taken.update(
                cell.line for cell in signature.cells if any(one.cell.line == cell.line for one in signature.named)
            )
            yield signature
        else:
            yield from _over_post(row, sheet, bodies)
            yield from _after_sentence(row[0], sheet, bodies)


def _beside_closing(cell: Cell, sheet: Sheet, bodies: Bodies) -> Named | None:
    """Find a name on the line of its closing: "Kind regards, Jane Marsh, Information Team"."""
    leading = _LEADING.match(cell.text)
    if not leading:
        return None
    return _name_after(cell, leading.end(), sheet, bodies)


def _name_after(cell: Cell, start: int, sheet: Sheet, bodies: Bodies) -> Named | None:
    words = sheet.words(cell)
    place = word_from(words, start)
    run = run_at(words, place)
    if run is None or run.weight == Weight.NONE or bodies.knows(run) or run.start != start:
        return None
    if run.weight == Weight.WEAK and (len(run.words) < 2 or run.words[-1].gap not in (BESIDE, END)):
        return None
    after = words[place + len(run.words) : place + len(run.words) + 1]
    goes_on = bool(after) and run.words[-1].gap == BESIDE and after[0].code not in (NUMBER, AFTER)
    if goes_on or (run.words[-1].gap == COMMA and after and after[0].code in (NUMBER, LOWER)):
        return None
    return Named(cell, run, "officer", "" if run.weight >= Weight.POSSIBLE else SIGNED)


def _after_sentence(cell: Cell, sheet: Sheet, bodies: Bodies) -> Iterator[Signature]:
    """Find a name after a closing that ends a sentence's line: "How many? Thanks, Keith"."""
    for closing in _TRAILING.finditer(cell.text):
        named = _name_after(cell, closing.end(), sheet, bodies)
        if named and not cell.text[named.run.end :].strip(" .,\"'"):
            yield Signature((cell,), (settled(named, sheet),))


def _beneath(row: Sequence[Cell], sheet: Sheet, bodies: Bodies, beside: Named | None) -> Signature:
    """Read the block under a closing."""
    cells: list[Cell] = list(row)
    named: list[Named] = [beside] if beside else []
    first = not named
    for below in _block(row[0].line, sheet):
        cells += below
        if all(_DECORATION.match(cell.text) for cell in below):
            continue
        for cell in below:
            named += _signs(cell, sheet, bodies, known=tuple(named), first=first)
        first = False
    return Signature(tuple(cells), tuple(named))


def _block(line: int, sheet: Sheet) -> Iterator[Sequence[Cell]]:
    """Yield the rows of the block under a line, to where prose or another message begins."""
    blank = depth = 0
    for row in sheet.cells[line : line + _ROWS]:
        if not row:
            blank += 1
            if blank > _BLANK or (blank > 2 and depth):
                return
            continue
        blank = 0
        text = row[0].text
        if depth >= _DEPTH or _HEADED.match(text) or (len(row) == 1 and _is_sentence(row[0], sheet)):
            return
        depth += 1
        yield row


def _is_sentence(cell: Cell, sheet: Sheet) -> bool:
    words = sheet.words(cell)
    text = cell.text[:_SENTENCE]
    return len(words) > 7 and _PROSE.search(text) is not None and not _FOR_ANOTHER.search(text)


def _signs(cell: Cell, sheet: Sheet, bodies: Bodies, *, known: Sequence[Named], first: bool) -> Iterator[Named]:
    """Find who signs in a cell of a signature."""
    words = sheet.words(cell)
    if not words or words[0].code == HIDDEN:
        return
    last = 0
    for start in islice(_starts(cell, words), _MOST_STARTS):
        place = word_from(words, start)
        run = run_at(words, place)
        if run is None or bodies.knows(run):
            continue
        run = reversed_name(words, place, run) or run
        led = start > words[0].start
        end = place + len(run.words)
        after = words[end : end + _FOLLOWING]
        doubt = _weighed(_Candidate(run, after, cell, first=first, led=led), sheet, known)
        if doubt is not None and start >= last:
            yield Named(cell, run, "officer", doubt)
            last = run.end
    if last:
        return
    if first and is_small_name(words) and len(words) <= _SMALL_NAME and not any(map(bodies.knows_word, words)):
        yield Named(cell, Run(tuple(words), Weight.POSSIBLE), "officer", SIGNED)


def _starts(cell: Cell, words: Sequence[Word]) -> Iterator[int]:
    """Yield where a name may begin: at the head of the cell, after "pp" or "for", after "cover for" further on."""
    yield words[0].start
    before = _BEFORE.match(cell.text)
    if before and before.end() > words[0].start:
        yield before.end()
    for found in _FOR_ANOTHER.finditer(cell.text):
        if found.end() < len(cell.text):
            yield found.end()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A run that may sign: what follows it, whether it stands on the first line, whether "pp" or "for" leads to it."""

    run: Run
    after: tuple[Word, ...]
    cell: Cell
    first: bool
    led: bool


def _weighed(one: _Candidate, sheet: Sheet, known: Sequence[Named]) -> str | None:
    """Say whether a run signs: '' where that is certain, None where it does not; `known` are those who sign above it."""
    run, after = one.run, one.after
    single = len([word for word in run.words if word.code != PARTICLE]) == 1
    if run.weight == Weight.NONE or not (_ends_name(run, after) or (one.led and run.weight == Weight.LIKELY)):
        return None
    over_post = _is_over_post(one.cell, sheet) or _says_post(after)
    if known and not one.first and not one.led:
        several = run.titled or not single
        return "" if several and run.weight >= Weight.POSSIBLE and (run.weight == Weight.LIKELY or over_post) else None
    if not one.first and single and not run.titled and run.words[0].code != GIVEN:
        return None
    ambiguous = single and run.words[0].code == AMBIGUOUS
    return "" if run.titled or run.weight >= Weight.POSSIBLE or over_post or ambiguous else SIGNED


def _ends_name(run: Run, after: Sequence[Word]) -> bool:
    """Whether what follows a run on its line may follow a name that signs."""
    last = run.words[-1]
    if last.gap in (END, COMMA, DASH, OPEN) or not after:
        return True
    if last.gap == BESIDE:
        return after[0].code in (NUMBER, AFTER, POST) or _says_post(after)
    return after[0].code != LOWER or last.gap == "&"


def _says_post(after: Sequence[Word]) -> bool:
    return any(word.code == POST or plain(word.text) in POSTS for word in after[:8])


def _is_over_post(cell: Cell, sheet: Sheet) -> bool:
    """Whether one of the next two lines names a post."""
    return any(is_post(one, sheet) for one in sheet.beneath(cell, 2))


def is_post(cell: Cell, sheet: Sheet) -> bool:
    """Tell a line that names a post from a sentence and from a row that counts the holders of one."""
    if len(cell.text) > _POST_LENGTH or _COUNT.search(cell.text) or not cell.text[:1].isalpha():
        return False
    words = sheet.words(cell)
    named = [word for word in words if plain(word.text) in POSTS]
    return bool(named) and (len(words) < 9 or any(word.code == POST for word in named)) and not _PROSE.search(cell.text)


def _over_post(row: Sequence[Cell], sheet: Sheet, bodies: Bodies) -> Iterator[Signature]:
    """Find a signature without a closing: a name over its post, or beside it on a line of their own."""
    cell = row[0]
    if not cell.alone and len(row) > 3:
        return
    words = sheet.words(cell)
    run = run_at(words, 0) if words and words[0].code in NAMING | {"T", "t", "K"} else None
    if run is None or bodies.knows(run) or run.weight < Weight.WEAK:
        return
    names = [word for word in run.words if word.code not in (PARTICLE, INITIAL)]
    after = words[len(run.words) :]
    if len(run.words) < 2 or not names:
        return
    credential = _CREDENTIAL.match(cell.text, run.end)
    whole = (
        not after
        or all(word.code in (AFTER, NUMBER) for word in after)
        or (credential and credential.end() >= len(cell.text) - 1)
    )
    beneath = sheet.right_beneath(cell) or (sheet.blank_above(cell) and next(sheet.beneath(cell, 1), None)) or None
    over = bool(whole and beneath and is_post(beneath, sheet) and not _is_counted(beneath, sheet))
    beside = _has_post_beside(run, after, cell, row, sheet)
    if not (over or beside):
        return
    if sheet.in_answer(cell.line):
        if run.weight == Weight.LIKELY or (run.weight == Weight.POSSIBLE and over):
            yield Signature((), (Named(cell, run, "other", ANSWERS),))
        return
    above = sheet.cells[cell.line - 2] if cell.line > 1 else ()
    own = (
        sheet.blank_above(cell)
        or all(_DECORATION.match(one.text) for one in above)
        or len(row) > 1
        or any(word.code == AFTER for word in after)
        or run.titled
    )
    if not own and (run.weight < Weight.LIKELY or not over):
        return
    doubt = "" if own and run.weight >= Weight.POSSIBLE else SIGNED
    block = [one for below in _block(cell.line, sheet) for one in below][:_DEPTH]
    yield Signature((*row, *block), (Named(cell, run, "officer", doubt),))


def _is_counted(beneath: Cell, sheet: Sheet) -> bool:
    """Whether the line under a post is a number alone: posts are counted, and nobody signs."""
    below = sheet.right_beneath(beneath)
    return below is not None and below.text.strip().replace(",", "").isdigit() and len(below.text) < 5


def _has_post_beside(run: Run, after: Sequence[Word], cell: Cell, row: Sequence[Cell], sheet: Sheet) -> bool:
    """Whether a post stands beside a name: "Jane Marsh, Information Officer", "Jane Marsh | FOI Officer"."""
    if len(row) > 1 and cell.place == 0 and not after:
        return is_post(row[1], sheet)
    rest = cell.text[run.end :]
    if run.words[-1].gap not in (COMMA, DASH) or len(rest) > _POST_LENGTH or _PROSE.search(rest) or _COUNT.search(rest):
        return False
    if after and after[0].code == LOWER:
        return run.weight == Weight.LIKELY and _says_post(after)
    return _says_post(after) and after[0].code != UNKNOWN
