"""E-mail addresses of persons; not an authority's own mailboxes.

A mailbox is named for what it does and a person's address for the person: `first.last`, an initial and a surname, a name that
the letter knows. On an authority's own domain one word that says neither stays, or is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosed.privacy.bodies import Bodies, is_official
from disclosed.privacy.cells import Cell
from disclosed.privacy.given import given_names
from disclosed.privacy.mentions import Known
from disclosed.privacy.sheet import Sheet
from disclosed.privacy.vocabulary import is_box, is_mailbox_word
from disclosed.privacy.words import ALWAYS_GIVEN

ANSWERED = "It may be the answer to a question."
DOUBT = "It may be the mailbox of a person."
_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<local>[a-z0-9][a-z0-9._%+'-]{0,63})(?:@| ?[\[(]at[\])] ?|(?-i: AT ))(?P<domain>(?:[a-z0-9-]{1,63}(?:\.| ?[\[(]dot[\])] ?|(?-i: DOT ))){1,6}[a-z]{2,24})",
    re.IGNORECASE,
)
_CASE_NUMBER = re.compile(r"\d{5}")  # a request site gives each requester's case its own address
_PUBLIC_DOMAINS = re.compile(r"(?:^|\.)(?:ico\.org\.uk|ico\.gsi\.gov\.uk|itspublicknowledge\.info|foi\.scot)$")
_WRITTEN_OUT = re.compile(r"\[at|\(at| AT ")
_HANDLE = re.compile(r"(?<![\w@.])@(?P<name>[A-Za-z]\w{2,30}[._]\w{2,30}|\w{3,30})(?![\w.]*@|\.\w)")
_SHORT = 4  # letters of an acronym


def find_mailboxes(
    sheet: Sheet, known: Known, bodies: Bodies, own: frozenset[str]
) -> Iterator[tuple[Cell, int, int, str]]:
    """Find e-mail addresses that lead to a person: cell, first and last column of the text, the doubt."""
    for cell in sheet.each():
        if "@" not in cell.text and not _WRITTEN_OUT.search(cell.text):
            continue
        for found in _EMAIL.finditer(cell.text):
            doubt = _doubt(
                found["local"].lower(),
                re.sub(r"[\[(\]) ]|dot", "", found["domain"].lower())
                if "@" not in found[0]
                else found["domain"].lower(),
                known,
                bodies,
            )
            if doubt is not None and found[0].casefold() not in own:
                yield cell, found.start(), found.end(), doubt or (ANSWERED if sheet.in_answer(cell.line) else "")
        for handle in _HANDLE.finditer(cell.text):
            if known.in_name(handle["name"]):
                yield cell, handle.start(), handle.end(), ""


def local_part(text: str) -> str:
    """Give what stands before the @ of an address."""
    return text.partition("@")[0].lower()


def _doubt(local: str, domain: str, known: Known, bodies: Bodies) -> str | None:
    """Weigh an address: '' where it is a person's, None where it is a body's, else why it is asked about."""
    if set(local) <= set("x*."):  # masked
        return None
    if _PUBLIC_DOMAINS.search(domain):
        return None
    if _CASE_NUMBER.search(local) or known.in_name(local):
        return ""
    own = is_official(domain) or domain in bodies.domains
    if not own and known.in_name(domain.partition(".")[0]):
        return ""
    return _by_words(local, domain, own=own, initials=bodies.words | bodies.names | bodies.initials)


def _by_words(local: str, domain: str, *, own: bool, initials: frozenset[str]) -> str | None:
    """Weigh an address by the words of its local part."""
    words = [word for word in re.split(r"[._%+'-]+|\d+", local) if word]
    place = set(domain.split("."))
    strange = [word for word in words if not (word in place or word in initials or is_mailbox_word(word))]
    if not strange:
        ordinary = len(words) > 1 and not any(is_box(word) or word in place for word in words)
        return DOUBT if ordinary else None
    plainly = [word for word in words if word not in strange and len(word) > 1 and is_box(word)]
    if plainly and not any(word in given_names() or word in ALWAYS_GIVEN for word in words):
        return None if own or len(plainly) >= len(strange) else DOUBT
    if len(words) > 1 or not own:
        return ""
    word = strange[0]
    return None if len(word) <= _SHORT and word not in given_names() else DOUBT
