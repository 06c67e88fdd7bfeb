"""Persons who are known, wherever else they are named: turned round, by initials, in capitals, in links and names of files.

A name with its title, a given name or an initial is the person's. A surname or a given name alone may be a street's or a month's:
that is for a person to decide, and where the word is an ordinary one in a row or a place's name it is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosed.model import Letter, Line
from disclosed.privacy.bodies import Bodies
from disclosed.privacy.cells import Cell
from disclosed.privacy.names import (
    AMBIGUOUS,
    BESIDE,
    BODY,
    COMMA,
    COMMON,
    GIVEN,
    INITIAL,
    JOINS,
    LOWER,
    NAMING,
    NUMBER,
    PARTICLE,
    POST,
    SHOUTED,
    TITLED,
    UNKNOWN,
    WEAK_TITLE,
    Weight,
    Word,
    run_at,
)
from disclosed.privacy.person import Person
from disclosed.privacy.sheet import Sheet
from disclosed.privacy.slugs import slug_pattern, start_of_slug
from disclosed.privacy.words import ORDINARY, PARTICLES, PLACES, plain
from disclosed.reading.lines import fold

BARE = "A person whom the letter names may be meant."
MOST = 60  # persons who are looked for; the most met in a letter is three, and a table of staff is no letter
_TOKEN = re.compile(r"[^\s<>\"|]+")
_LINKED = re.compile(r"[/_@=]|%20|\.[a-z]{2,4}\b", re.IGNORECASE)
_ACTS = re.compile(
    r"(?:'s)? (?:asked|wrote|has|have|was|is|said|rang|told|confirmed|noted|agreed|will|sent|called|and i|requests?|first|second)\b"
)
_LED = re.compile(r"(?:\bas|\bthanks to|\bthank|\bcontact|\bby|\bfrom|\bhi|\bto) \Z", re.IGNORECASE)
_COUNTS = re.compile(r" ?[:=-] ?£?\d")
_LEADS = 20  # characters in which a word leads to a name
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a cell that names a known person; `doubt` says why it is asked about, '' where it is certain."""

    cell: Cell
    start: int
    end: int
    doubt: str = ""


class Known:
    """The persons whom a letter names, ready to be found."""

    def __init__(self, persons: Iterable[Person], bodies: Bodies | None = None) -> None:
        self.persons = tuple(dict.fromkeys(persons))[:MOST]
        self.bodies = bodies or Bodies()
        self.surnames: dict[str, list[Person]] = {}
        self.given: dict[str, list[Person]] = {}
        for person in self.persons:
            if person.surname:
                self.surnames.setdefault(person.surname, []).append(person)
            for name in person.given:
                self.given.setdefault(name, []).append(person)
        self._slugs = tuple(slug_pattern(person) for person in self.persons)

    def find(self, sheet: Sheet) -> Iterator[Mention]:
        """Find every mention in a letter."""
        if self.persons:
            for cell in sheet.each():
                yield from self._in_words(cell, sheet)
                yield from self._in_links(cell)

    def stretches(self, text: str, *, doubtful: bool = False) -> list[tuple[int, int]]:
        """Give the columns, from 0, of mentions in a text of one line that stands beside a letter."""
        line = Line(1, text, fold(text))
        sheet = Sheet(Letter((line,)))
        found = [one for one in self.find(sheet) if doubtful or not one.doubt]
        return sorted(
            (one.cell.span(one.start, one.end).first - 1, one.cell.span(one.start, one.end).last) for one in found
        )

    def without(self, text: str, instead: str) -> str:
        """Give a text without the persons known."""
        end = len(text)
        for first, last in reversed(self.stretches(text)):
            if last <= end:
                text = text[:first] + instead + text[last:]
                end = first
        return text

    def without_anywhere(self, text: str, instead: str) -> str:
        """Give a text, a path say, without the persons known, in words and in names of files."""
        if not self.persons:
            return text
        text = self.without(text, instead)
        for pattern in self._slugs:
            text = pattern.sub(instead, text) if pattern else text
        return text

    def in_name(self, name: str) -> bool:
        """Whether the name of a file, a request or a letter holds a known person's."""
        return any(pattern.search(plain(name)) for pattern in self._slugs if pattern)

    # In words.

    def _in_words(self, cell: Cell, sheet: Sheet) -> Iterator[Mention]:
        words = sheet.words(cell)
        end = 0
        for place, word in enumerate(words):
            if place < end or word.code in (NUMBER, LOWER):
                continue
            folded = plain(word.text)
            found = None
            if folded in self.surnames:
                found = self._by_surname(words, place, cell, sheet)
            if found is None and folded in self.given:
                found = self._by_given(words, place, cell, sheet)
            if found:
                first, end, doubt = found
                yield Mention(cell, words[first].start, words[end - 1].end, doubt)

    def _by_surname(self, words: Sequence[Word], place: int, cell: Cell, sheet: Sheet) -> tuple[int, int, str] | None:
        """Read what stands around a known surname: the first and the end of the name's words, and the doubt."""
        persons = self.surnames[plain(words[place].text)]
        first, titled, before = _before(words, place)
        row = not sheet.is_prose(cell) and sheet.in_answer(cell.line)
        if titled:
            if words[first].code == WEAK_TITLE and all(person.ordinary for person in persons):
                return None  # "Lord Street" is no officer called Street
            return (first, place + 1, "") if not _place_follows(words, place) else None
        if _is_own_word(words, place):
            return None
        known = {name for person in persons for name in (*person.given, *person.initials)}
        if before and (set(before) & known or (all(len(one) == 1 for one in before) and not _any_initials(persons))):
            return first, place + 1, BARE if row else ""
        turned = _turned(words, place, known)
        if turned:
            return first, turned, BARE if row else ""
        return self._beside_other(words, place, cell, (first, before, persons), row=row)

    def _beside_other(
        self,
        words: Sequence[Word],
        place: int,
        cell: Cell,
        around: tuple[int, Sequence[str], Sequence[Person]],
        *,
        row: bool,
    ) -> tuple[int, int, str] | None:
        """Weigh a known surname beside a word that is not known to be the person's, and one that stands alone."""
        first, before, persons = around
        word = words[place]
        ordinary = all(person.ordinary for person in persons)
        if self.bodies.knows_word(word) or (row and (ordinary or _counted(cell, word))):
            return None
        if any(len(one) > 1 for one in before):
            return _beside_name(
                words, (first, place), cell, unknown=all(not one.given for one in persons), ordinary=ordinary
            )
        return None if ordinary else _alone(words, (first, place), before, row=row)

    def _by_given(self, words: Sequence[Word], place: int, cell: Cell, sheet: Sheet) -> tuple[int, int, str] | None:
        """Weigh a known given name without the surname: in a sentence it may be the person, elsewhere it is a word."""
        word = words[place]
        beside = place and words[place - 1].gap == BESIDE and words[place - 1].code in (*NAMING, BODY, POST)
        if word.code not in (GIVEN, UNKNOWN, SHOUTED, AMBIGUOUS) or beside or self.bodies.knows_word(word):
            return None
        row = sheet.in_answer(cell.line) and not sheet.is_prose(cell)
        run = run_at(words, place)
        if run and len(run.words) > 1:
            greeted_alone = any(not person.surname for person in self.given[plain(word.text)])
            certain = not row and run.weight == Weight.LIKELY
            return (place, place + len(run.words), "" if certain else BARE) if greeted_alone and run.weight else None
        if len(words) == 1 and sheet.blank_above(cell) and not sheet.right_beneath(cell):
            return place, place + 1, BARE  # "Jane", where she closes a message
        means = word.code != AMBIGUOUS or _acts(cell, word)
        return (place, place + 1, BARE) if means and not row and _stands_alone(words, place) else None

    # In links.

    def _in_links(self, cell: Cell) -> Iterator[Mention]:
        """Find persons in links, mailboxes, handles and names of files, however their names are joined."""
        for token in _TOKEN.finditer(cell.text) if _LINKED.search(cell.text) else ():
            if not _LINKED.search(token[0]) or not _LETTERS.search(token[0]):
                continue
            folded = "".join(plain(sign)[:1] or sign for sign in token[0])
            for pattern in self._slugs:
                for found in pattern.finditer(folded) if pattern else ():
                    start, doubtful = start_of_slug(found)
                    yield Mention(cell, token.start() + start, token.start() + found.end(), BARE if doubtful else "")


def _beside_name(
    words: Sequence[Word], span: tuple[int, int], cell: Cell, *, unknown: bool, ordinary: bool
) -> tuple[int, int, str] | None:
    """Weigh a known surname after another given name: the person's, where none is known, else a namesake's."""
    first, place = span
    lead = words[first]
    if lead.code == GIVEN and unknown:
        return first, place + 1, BARE if ordinary else ""
    if (ordinary and not _acts(cell, words[place])) or lead.code not in (GIVEN, UNKNOWN, AMBIGUOUS):
        return None
    return first, place + 1, BARE


def _alone(
    words: Sequence[Word], span: tuple[int, int], before: Sequence[str], *, row: bool
) -> tuple[int, int, str] | None:
    """Weigh a known surname by itself: no street or month has a double name, "Copestake, Martin" is one name."""
    first, place = span
    word, after = words[place], words[place + 1] if place + 1 < len(words) else None
    if after and word.gap == BESIDE and after.code in (*NAMING, BODY, POST):
        return None
    if "-" in word.text and not row:
        return place, place + 1, ""
    turned = word.gap == COMMA and after is not None and after.code in (GIVEN, UNKNOWN) and after.gap != BESIDE
    return first if all(one in PARTICLES for one in before) else place, place + 1 + turned, BARE


def _stands_alone(words: Sequence[Word], place: int) -> bool:
    """Whether a given name stands in a sentence with no name after it."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else None
    goes_on = following is not None and word.gap == BESIDE and following.code not in (LOWER, JOINS)
    return not goes_on and len(words) > 1 and plain(word.text) not in ORDINARY


def _counted(cell: Cell, word: Word) -> bool:
    """Whether a number follows a row's label: wards and streets are counted, persons are not."""
    return _COUNTS.match(cell.text, word.end) is not None or not cell.alone


def _acts(cell: Cell, word: Word) -> bool:
    """Whether a given name that is an ordinary word too does something in its sentence."""
    before = cell.text[max(word.start - _LEADS, 0) : word.start]
    return _ACTS.match(cell.text, word.end) is not None or _LED.search(before) is not None


def _before(words: Sequence[Word], place: int) -> tuple[int, bool, list[str]]:
    """Walk back from a surname over particles, names and a title: the first word, whether it is a title, the names."""
    first = place
    names: list[str] = []
    while (
        first
        and words[first - 1].gap in (BESIDE, "/")
        and words[first - 1].code in (*NAMING, PARTICLE, *TITLED, NUMBER, "a")
    ):
        previous = words[first - 1]
        if previous.code in TITLED:
            return _titles(words, first - 1), True, names
        if previous.code in (NUMBER, "a") or (previous.code == COMMON) or len(names) == 4:
            break
        if previous.code != PARTICLE and plain(previous.text) not in PARTICLES:
            names.insert(0, plain(previous.text))
        first -= 1
    if first and words[first - 1].code in TITLED and words[first - 1].gap == BESIDE:
        return _titles(words, first - 1), True, names
    return _collar(words, first), False, names


def _titles(words: Sequence[Word], place: int) -> int:
    while place and words[place - 1].code in TITLED and words[place - 1].gap in (BESIDE, "/", "&"):
        place -= 1
    return place


def _collar(words: Sequence[Word], first: int) -> int:
    """Take a rank and a number in: "PC 4471 Marsh"."""
    numbered = (
        first > 1
        and words[first - 1].code == NUMBER
        and words[first - 1].gap == BESIDE
        and words[first - 2].code in TITLED
    )
    return first - 2 if numbered else first


def _any_initials(persons: Sequence[Person]) -> bool:
    return all(person.initials for person in persons)


def _turned(words: Sequence[Word], place: int, known: set[str]) -> int:
    """Give the end of "Smallbone, Keith", "SMALLBONE Keith" or "Smallbone, K"; 0 where it is not turned."""
    end = place
    gaps: tuple[str, ...] = (COMMA, BESIDE)
    while end + 1 < len(words) and words[end].gap in gaps and plain(words[end + 1].text) in known:
        end += 1
        gaps = (BESIDE,)
    if end == place and place + 1 < len(words) and words[place].gap == COMMA and words[place + 1].code == INITIAL:
        end += words[place + 1].text[0].casefold() in known
    return end + 1 if end > place else 0


def _place_follows(words: Sequence[Word], place: int) -> bool:
    """Whether a word that makes a place of a name follows: "Dr Barnes Surgery"."""
    following = words[place + 1 : place + 2]
    return (
        bool(following)
        and words[place].gap == BESIDE
        and (plain(following[0].text) in PLACES or following[0].code == BODY)
    )


def _is_own_word(words: Sequence[Word], place: int) -> bool:
    """Whether a surname is the first word of a place or a firm: "Marsh Lane", "Kerr-Hall Business Centre", "Marsh & McLennan"."""
    word = words[place]
    if place + 1 >= len(words):
        return False
    following = words[place + 1]
    firm = word.gap == "&" and following.code in NAMING
    return firm or (
        word.gap == BESIDE and (plain(following.text) in PLACES or following.code == BODY) and following.code != LOWER
    )
