"""One request's letters, settled: each read, given its place among its authority's letters, and marked where superseded.

What is made of them (shares.py) may need the letters of other requests too, so that this is a step of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from disclosed.addresses import fold_label
from disclosed.findings import UserError, nearest, problem
from disclosed.model import Finding, ReadBytes, Reading
from disclosed.settling.private import PrivateWord, Words, check_request, private_words
from disclosed.settling.reuse import check_reuse
from disclosed.settling.settings import Authority
from disclosed.settling.settle import Place, Settled, settle
from disclosed.settling.sources import Around, LetterSource, RequestSource, reading_of
from disclosed.settling.superseding import check_supersessions, supersede
from disclosed.settling.twice import Present, check_copies, find_same_references
from disclosed.settling.whose import authority_of, cased, stem_key, titled

Kept = tuple[LetterSource, Settled]


def read(data: bytes) -> Reading:
    """Read one letter's bytes."""
    from disclosed.reading.lines import parse_letter  # noqa: PLC0415  (a build whose readings are cached reads no letter)
    from disclosed.reading.reading import read_letter  # noqa: PLC0415

    return read_letter(parse_letter(data))


@dataclass(frozen=True, slots=True)
class Settling:
    """One request's letters, settled: those that are published, and drafts; and what was found on the way.

    `printed` names authorities that only letters name, `textless` those of letters whose text is gone, by a letter's file;
    `private` is what letters tell of persons and nobody has settled; `files` is by response.
    """

    request: RequestSource
    kept: tuple[Kept, ...]
    drafts: tuple[Kept, ...]
    findings: tuple[Finding, ...]
    printed: Mapping[str, str]
    textless: Mapping[str, str]
    private: Words
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter with its reading and its place among its authority's letters."""

    source: LetterSource
    reading: Reading
    place: Place


def settle_letters(
    request: RequestSource, around: Around, *, drafts: bool = False, read_bytes: ReadBytes = read
) -> Settling:
    """Read and settle one request's letters; `drafts` takes drafts in, for a preview."""
    return _Settler(around, read_bytes).settle(request, drafts=drafts)


@dataclass
class _Settler:
    """Collects findings and the names of authorities while one request's letters are settled."""

    around: Around
    read: ReadBytes
    findings: list[Finding] = field(default_factory=list)
    printed: dict[str, str] = field(default_factory=dict)
    textless: dict[str, str] = field(default_factory=dict)
    private: dict[PrivateWord, None] = field(default_factory=dict)

    def settle(self, request: RequestSource, *, drafts: bool) -> Settling:
        """Settle a request's letters, and mark those that a later one supersedes."""
        self.findings += check_reuse(request.settings.reuse, request.source, None)
        places = self._places(request)
        letters = [letter for source in request.letters if (letter := self._read(source, places[source.stem]))]
        words = tuple(word for letter in letters for word in private_words(letter.reading, letter.source.settings))
        self.private |= dict.fromkeys(words)
        self.findings += check_request(request, words)
        letters = self._told_apart(letters, drafts=drafts)
        settled = [
            (
                letter.source,
                settle(
                    letter.reading, letter.source, request=request, place=letter.place, site_reuse=self.around.reuse
                ),
            )
            for letter in letters
        ]
        self.findings += check_supersessions(request, places)
        kept = [(source, made) for source, made in settled if drafts or not made.draft]
        left = [(source, made) for source, made in settled if made.draft and not drafts]
        marked = supersede([made for _, made in kept], [made for _, made in left])
        return Settling(
            request,
            tuple(zip((source for source, _ in kept), marked, strict=True)),
            tuple(left),
            tuple(self.findings),
            self.printed,
            self.textless,
            tuple(self.private),
            {made.response.response: source.file for source, made in settled},
        )

    def _told_apart(self, letters: list[_Letter], *, drafts: bool) -> list[_Letter]:
        """Report letters that are there twice, and add the doubt to those that may be; drafts count where they are taken in."""
        states = ("published", "draft") if drafts else ("published",)
        present = [
            Present(one.source, one.place.authority, one.reading)
            for one in sorted(letters, key=lambda letter: stem_key(letter.source.stem))
            if one.source.data and one.source.settings.state in states and not one.source.settings.withdrawn
        ]
        self.findings += check_copies(present)
        same = find_same_references(present)
        return [
            replace(one, reading=replace(one.reading, findings=(*one.reading.findings, same[one.source.stem])))
            if one.source.stem in same
            else one
            for one in letters
        ]

    def _read(self, source: LetterSource, numbered: tuple[str, int]) -> _Letter | None:
        """Read one letter; None where its bytes are no letter."""
        try:
            reading = reading_of(source, self.read)
        except UserError as error:
            self.findings += [replace(finding, file=finding.file or source.file) for finding in error.findings]
            return None
        authority, sequence = numbered
        return _Letter(source, reading, Place(authority, self._known_from(source, reading, authority), sequence))

    def _places(self, request: RequestSource) -> Mapping[str, tuple[str, int]]:
        """Map each letter to its authority and its number among that authority's letters on this request."""
        counted: Counter[str] = Counter()
        places: dict[str, tuple[str, int]] = {}
        for letter in sorted(request.letters, key=lambda letter: stem_key(letter.stem)):
            authority = authority_of(letter, self.around.authorities)
            counted[authority] += 1
            places[letter.stem] = (authority, counted[authority])
        return places

    def _known_from(self, source: LetterSource, reading: Reading, name: str) -> str:
        """Say how a letter's authority is known: printed, or by an editor."""
        printed, known = reading.letterhead.authority, self.around.authorities.get(name)
        if known:
            same = printed and fold_label(printed.value) == fold_label(known.name)
            return "printed" if same else _editor(known, reading)
        if printed:
            self._under_two_names(source, name, cased(printed.value))
            self.printed.setdefault(name, cased(printed.value))
            return "printed"
        if source.data:
            self._unknown_authority(source, name)
        else:
            self.textless.setdefault(name, source.file)
        return "editor"

    def _under_two_names(self, source: LetterSource, name: str, printed: str) -> None:
        """Report a letter whose authority is known by another name: its pages and tables would tell one body as two."""
        known = self.around.authorities.items()
        for other in [one for one, authority in known if fold_label(authority.name) == fold_label(printed)]:
            message = f"The letter is {printed}'s, which is '{other}', and its name or its settings say '{name}'."
            remedy = f"Rename the letter, or write `authority: {other}` beside it."
            self.findings.append(problem(source.file, 0, message, remedy))

    def _unknown_authority(self, source: LetterSource, name: str) -> None:
        """Report a letter that prints no authority and whose name is not known; a draft may wait for it."""
        self.printed.setdefault(name, titled(name))
        if source.settings.state != "draft":
            message = f"The letter prints no authority, and {self.around.authorities_file} has no '{name}'."
            remedy = nearest(name, self.around.authorities) or "Add it there, with its name."
            self.findings.append(problem(source.file, 0, message, remedy))


def _editor(authority: Authority, reading: Reading) -> str:
    """Say from what an editor knows the authority, where the letter prints its website and not its name."""
    site = re.sub(r"^https?://(?:www\.)?|/.*$", "", authority.homepage).casefold()
    if site and any(site in line.shadow for line in reading.letter.lines):
        return f"editor, from the address {site}"
    return "editor"
