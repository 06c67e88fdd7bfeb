"""What is known of a person's name, and how a run of words, a mailbox or a page of a request site tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosed.privacy.cells import Cell
from disclosed.privacy.given import given_names
from disclosed.privacy.names import BODY, COMMA, INITIAL, LOWER, NAMING, PARTICLE, POST, Run
from disclosed.privacy.sheet import Sheet
from disclosed.privacy.vocabulary import is_mailbox_word
from disclosed.privacy.words import AMBIGUOUS_GIVEN, ORDINARY, PARTICLES, POSTS, plain

_USER_PAGE = re.compile(
    r"(?:/(?:users?|people)/|[?&]user=)(?P<name>[A-Za-z]{2,30}(?:[_.-][A-Za-z]{1,30}){1,4})(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person's name, as `plain` writes it: '' where it is not known."""

    given: tuple[str, ...] = ()
    surname: str = ""
    initials: str = ""
    particles: tuple[str, ...] = ()

    @property
    def ordinary(self) -> bool:
        """Whether the surname is an ordinary word too."""
        return self.surname in ORDINARY or self.surname in AMBIGUOUS_GIVEN or self.surname in POSTS


def person_of(run: Run) -> Person | None:
    """Say what a name tells: "Mr J Penfold" a surname and an initial, "Dear Rosa" a given name."""
    names = [word for word in run.words if word.code in NAMING or word.code in (BODY, POST, LOWER)]
    turned = next((place for place, word in enumerate(names[:-1], start=1) if word.gap == COMMA), 0)
    names = [*names[turned:], *names[:turned]]
    full = [word for word in names if word.code != INITIAL]
    if not full:
        return None
    initials = "".join(plain(word.text)[:1] for word in names[:-1])
    particles = tuple(plain(word.text) for word in run.words if word.code == PARTICLE)
    if len(names) == 1 and not run.titled:
        return Person(given=(plain(full[0].text),))
    given = tuple(plain(word.text) for word in full[:-1])
    return Person(given, plain(full[-1].text), initials, particles)


def person_of_mailbox(local: str) -> Person | None:
    """Say whom `keith.smallbone` names; None where it is not two names."""
    parts = re.fullmatch(
        r"(?P<given>[a-z]{2,20})[._](?P<middle>(?:[a-z]{1,12}[._]){0,3})(?P<surname>[a-z]{2,24}(?:-[a-z]{2,20})?)\d{0,4}",
        local.casefold(),
    )
    if not parts or (is_mailbox_word(parts["surname"]) and parts["given"] not in given_names()):
        return None
    particles = tuple(one for one in re.split(r"[._]", parts["middle"]) if one in PARTICLES)
    return Person((parts["given"],), parts["surname"], parts["given"][0], particles)


def user_pages(sheet: Sheet) -> Iterator[tuple[Cell, int, int]]:
    """Find the names in addresses of the pages that a request site gives to whoever asks there."""
    for cell in sheet.each():
        for page in _USER_PAGE.finditer(cell.text) if "user" in cell.text or "people" in cell.text else ():
            yield cell, page.start("name"), page.end("name")
