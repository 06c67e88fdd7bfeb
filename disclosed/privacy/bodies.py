"""What a letter tells of bodies: their names are nobody's, however much they look like a person's.

"Dear Network Rail" greets a body, and so does "Natural England" where it signs. A body stands at the head of its letter,
in its web address and in the domain of its mailboxes, and its town in its name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from disclosed.privacy.cells import Cell
from disclosed.privacy.names import BESIDE, BODY, COMMON, HIDDEN, LOWER, NUMBER, POST, TITLED, Run, Word
from disclosed.privacy.sheet import Sheet
from disclosed.privacy.words import plain, word_set

_HEAD = 16  # lines with words in which a letter names who writes it
_SHORT = 10  # words of a line that is a name and no sentence
_SITE = re.compile(r"(?:https?://|www\.)(?:www\.)?(?P<domain>[a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,60}){1,5})", re.IGNORECASE)
_MAILBOX = re.compile(
    r"(?<![\w.])[\w.-]{0,40}(?:foi|information|enquir|request|contact|office|admin|governance|complaint)[\w.-]{0,40}"
    r"@(?P<domain>[a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,60}){1,5})",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"(?:^|\.)(?:gov|nhs|police|ac|sch|mod|parliament)\.(?:uk|scot|wales)$|(?:^|\.)(?:nhs\.net|gov\.(?:scot|wales)|nhs\.scot|cymru)$"
)
_ADDRESS = re.compile(r"@(?P<domain>[a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,60}){1,5})", re.IGNORECASE)
COMMISSIONERS = word_set("wycliffehouse kinburncastle churchillhouse causewaytower")  # where they have their offices
# Sites on which people ask and talk are nobody's own.
_COMMON_SITES = word_set(
    "www co uk org net com gov nhs police ac sch whatdotheyknow twitter facebook linkedin example ico google"
)
# Nouns of a body, before which its town stands.
_TOWNS = word_set(
    "council borough city county district police constabulary university college trust nhs hospital hospitals health cyngor"
)


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies that a letter tells of: whole names without spaces, the words of their names, the domains that are theirs."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()  # `imu` of "Information Management Unit"

    def knows(self, run: Run) -> bool:
        """Whether a run of words is a body's name or made of the words of one."""
        names = [plain(word.text) for word in run.words if word.code not in TITLED]
        return not run.titled and ("".join(names) in self.names or all(name in self.words for name in names))

    def knows_word(self, word: Word) -> bool:
        """Whether a word is part of a body's name."""
        return plain(word.text) in self.words


def is_official(domain: str) -> bool:
    """Whether a domain is one that public bodies alone have."""
    return _OFFICIAL.search(domain.casefold()) is not None


def bodies_of(sheet: Sheet, known: Collection[str] = ()) -> Bodies:
    """Collect what a letter tells of bodies; `known` are names that an editor has listed."""
    domains = frozenset(_domains(sheet.each()))
    named = {*COMMISSIONERS, *_sites(domains)} | {"".join(map(plain, re.findall(r"[^\W\d_]+", name))) for name in known}
    towns: set[str] = set()
    initials: set[str] = set()
    lines = [row for row in sheet.cells if row]
    for place, row in enumerate(lines):
        for cell in row:
            own = sheet.words(cell)
            if not any(word.code == BODY for word in own):
                continue
            initials.update(_initials(own))
            if place < _HEAD and len(own) <= _SHORT:
                named.add("".join(plain(word.text) for word in own))
                towns.update(_towns(own))
            elif any(plain(word.text) in _TOWNS for word in own):
                towns.update(_towns(own))
    return Bodies(frozenset(named), frozenset(towns), domains, frozenset(initials))


def _domains(cells: Iterable[Cell]) -> Iterator[str]:
    """Yield the domains of the authority: of its website, of a mailbox that is plainly its own, of public bodies."""
    for cell in cells:
        if "@" in cell.text or "www" in cell.text or "://" in cell.text:
            for pattern in (_SITE, _MAILBOX):
                yield from (found["domain"].casefold() for found in pattern.finditer(cell.text))
            for found in _ADDRESS.finditer(cell.text):
                if is_official(found["domain"]):
                    yield found["domain"].casefold()


def _sites(domains: Iterable[str]) -> Iterator[str]:
    """Yield what domains call their owners: `networkrail` of networkrail.co.uk."""
    for domain in domains:
        for label in domain.split("."):
            if label not in _COMMON_SITES:
                yield from (label.replace("-", ""), *label.split("-"))


def _initials(own: tuple[Word, ...]) -> Iterator[str]:
    """Yield the initials of each unit that is named."""
    letters = ""
    unit = False
    for word in own:
        if word.code in (LOWER, NUMBER, HIDDEN):
            letters, unit = "", False
            continue
        letters += word.text[0].casefold()
        unit = unit or word.code == BODY
        if word.gap != BESIDE:
            if unit and len(letters) > 1:
                yield letters
            letters, unit = "", False


def _towns(own: tuple[Word, ...]) -> Iterator[str]:
    """Yield the words before a body's noun that are its alone: `northtown` of Northtown Borough Council."""
    for word, following in pairwise(own):
        if plain(following.text) in _TOWNS and word.code not in (BODY, POST, COMMON, LOWER) and word.gap == " ":
            yield plain(word.text)
