"""Names for what is added: whose letter it is, and what its request and its file are called.

A name is part of addresses that never move, so it comes from what the letter prints or a person says, and is spelled
out: `northtown-borough-council` and `northtown-police` are two bodies. Shorter names are for `authorities.yml` to give.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from disclosed.adding.titles import subject_of, title_from
from disclosed.addresses import fold_label
from disclosed.model import Reading
from disclosed.privacy.words import word_set
from disclosed.redaction import TOKEN
from disclosed.settling.scalars import SLUG
from disclosed.settling.settings import Authority

MAX_NAME = 60  # characters: names stand in paths, and Windows allows 260 for a whole one
_NUMBERED = re.compile(r"(?P<name>.+)-(?P<number>\d{1,4})\Z")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")  # as a letter prints it, with or without an address around it
_ARTICLE = re.compile(r"^(?:the|your|our|a|an) ", re.IGNORECASE)
# Words of a question that do not tell it from others, left out of a name made of it.
_COMMON = word_set(
    "a an and any are at be been between by can could did do does each for from had has have how i if in is it list many may me much number"
    " of on or per please provide since tell that the their them there these this those to under was were what when where which who with would you your"
    " information request foi following regarding re freedom recorded financial calendar year years last past total"
    " january february march april june july august september october november december"
)
_QUESTION_WORDS = 6  # words of a question that name a request


def slug(words: str) -> str:
    """Write words as a name in lower-case ASCII letters, digits and hyphens; '' where they have none."""
    words = TOKEN.sub(" ", words)
    plain = unicodedata.normalize("NFKD", words.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return name if len(name) <= MAX_NAME else name[: MAX_NAME + 1].rpartition("-")[0] or name[:MAX_NAME]


def authority_named(words: str, authorities: Mapping[str, Authority]) -> str:
    """Name the authority that a person means: its id, or its name as `authorities.yml` or a letter writes it."""
    if SLUG.match(words):
        return words
    return _by_name(words, authorities) or slug(_ARTICLE.sub("", words))


def authority_of_letter(reading: Reading, authorities: Mapping[str, Authority]) -> str:
    """Name the authority that a letter prints, else the one whose website it prints; '' where neither is there."""
    printed = reading.letterhead.authority
    if printed is not None:
        return authority_named(printed.value, authorities) or ""
    hosts = {host for line in reading.letter.lines for host in _hosts(line.shadow)}
    found = [name for name, known in authorities.items() if hosts.intersection(_hosts(known.homepage)[:1])]
    return found[0] if len(found) == 1 else ""


def _hosts(text: str) -> list[str]:
    """List the hosts that a text prints, each whole; a site is the same with `www.` and without."""
    return [host.removeprefix("www.") for host in _HOST.findall(text.casefold())]


def _by_name(words: str, authorities: Mapping[str, Authority]) -> str:
    return next((name for name, known in authorities.items() if fold_label(known.name) == fold_label(words)), "")


def request_name(reading: Reading, subject: str) -> str:
    """Make a request's name of its subject, else of the telling words of the first question that has some; '' for none."""
    words = subject or subject_of(reading.letterhead.subject or "")
    if slug(words):
        return slug(_ARTICLE.sub("", words))
    for question in reading.questions:
        telling = [
            word
            for word in re.findall(r"[^\W\d_]{3,}", TOKEN.sub(" ", title_from(question.text)))
            if word.casefold() not in _COMMON
        ]
        if len(telling) > 1:
            return slug(" ".join(telling[:_QUESTION_WORDS]))
    return ""


def free_name(name: str, taken: Collection[str]) -> str:
    """Give a name that is not taken: itself, else with the next number."""
    number = 1
    made = name
    while made in taken:
        number += 1
        made = f"{name}-{number}"
    return made


def stems_of(authority: str, stems: Collection[str]) -> list[str]:
    """List an authority's letters among stems in their order: `leicester`, `leicester-2`, `leicester-10`."""

    def place(stem: str) -> int:
        numbered = _NUMBERED.match(stem)
        return 1 if stem == authority else int(numbered["number"]) if numbered and numbered["name"] == authority else 0

    return sorted((stem for stem in stems if place(stem)), key=place)
