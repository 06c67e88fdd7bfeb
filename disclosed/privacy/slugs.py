"""Persons in links, names of files and handles: however their names are joined, in either order, by an initial."""

from __future__ import annotations

import re

from disclosed.privacy.given import given_names
from disclosed.privacy.person import Person
from disclosed.privacy.vocabulary import is_mailbox_word
from disclosed.privacy.words import ORDINARY, PARTICLES

_SHORT = 4  # letters of a surname that is looked for inside links by itself


def slug_pattern(person: Person) -> re.Pattern[str] | None:
    """Make the pattern of a person in a link: the names in either order, an initial and the surname, the surname alone."""
    if len(person.surname) < 2:
        return None
    join = r"(?:[._+-]|%20){0,2}"
    parts = [rf"(?:{re.escape(part)}{join})?" for part in person.particles]
    surname = "".join(parts) + join.join(map(re.escape, person.surname.split("-")))
    forms = []
    for name in person.given[:1]:
        given = join.join(map(re.escape, name.split("-")))
        forms += [rf"{given}{join}(?:[a-z]{{1,12}}{join})?{surname}", f"{surname}{join}{given}"]
    for initial in person.initials[:1] if len(person.surname) >= _SHORT else ():
        forms += [f"{initial}[._-]?{surname}", f"{surname}[._-]?{initial}"]
    if not person.ordinary and len(person.surname) + sum(map(len, person.particles)) > _SHORT:
        forms.append(rf"(?P<lead>(?:[a-z]{{2,20}}[._-]){{0,2}})(?P<surname>{surname})" if not person.given else surname)
    elif not person.given:
        forms.append(rf"(?P<lead>(?:[a-z]{{2,20}}[._-]){{1,2}})(?P<surname>(?P<ordinary>{surname}))")
    else:
        forms.append(rf"(?<=_)(?P<ordinary>{surname})(?=[_.])")
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(forms)})(?![^\W\d_])") if forms else None


def start_of_slug(found: re.Match[str]) -> tuple[int, bool]:
    """Give where a person's name begins in a link, given names before a surname taken in, and whether it may be another word."""
    lead, start = found.groupdict().get("lead") or "", found.start()
    words = [word for word in re.split(r"[._+%-]+", lead) if word]
    names = [word for word in words if word in PARTICLES or not (is_mailbox_word(word) or word in ORDINARY)]
    given = bool(names) and names[-1] in given_names()
    if names and names == words[-len(names) :]:
        start += lead.index(names[0])
    elif "surname" in found.groupdict() and found["surname"]:
        start = found.start("surname")
    ordinary = found.groupdict().get("ordinary")
    return start, bool(ordinary) and not given
