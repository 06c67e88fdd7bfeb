"""One letter as a person reviews it: what the program reads, what has been settled, and all that is said of it.

A letter is judged in memory by the code of the build, together with the other letters of its authority, as if it were
published: what a draft lacks is told at its own level. A change is judged the same way before it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from disclosed.findings import EDITORS_ALONE, UserError
from disclosed.model import Finding, Line, ReadBytes, Reading
from disclosed.rows import Package, ResponseRow
from disclosed.settling.assembly import build_package
from disclosed.settling.config import type_settings
from disclosed.settling.corrections import correct
from disclosed.settling.settings import ResponseFile
from disclosed.settling.sources import Content, LetterSource, RequestSource, reading_of
from disclosed.settling.whose import authority_of
from disclosed.yaml_source import parse_yaml

Errors = Mapping[tuple[str, str, str, str | None], Finding]  # each by what tells it from others
FIRST = "Publish the request's other drafts first: beside them it does not come up."
WITHDRAWN = frozenset({"withdrawn", "under_review"})


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One letter under review; `corrected` is its reading with what a person pointed out.

    `findings` are those of its own two files, `beside` those of its request's other files; what only a terminal may tell is
    in neither; of a draft, what publishing it would bring up there. `package` holds the rows of the authority's letters on the request, this one's among them.
    """

    request: RequestSource
    letter: LetterSource
    reading: Reading
    corrected: Reading
    findings: tuple[Finding, ...]
    beside: tuple[Finding, ...]
    package: Package

    @property
    def name(self) -> str:
        """Name the letter as the package does."""
        return f"{self.request.name}/{self.letter.stem}"

    @property
    def row(self) -> ResponseRow:
        """Give the letter's row of `responses`."""
        return next(row for row in self.package.responses if row.response == self.name)

    @property
    def letter_lines(self) -> tuple[Line, ...]:
        """Give the lines of the letter."""
        return self.reading.letter.lines

    @property
    def authority(self) -> str:
        """Give the authority's full name."""
        names = {row.authority: row.name for row in self.package.authorities}
        return names.get(self.row.authority, self.row.authority)


@dataclass(frozen=True)
class Standing:
    """What stops a build of a request now: each answer takes a second for hundreds of letters, and is the same for all its drafts."""

    content: Content
    read: ReadBytes

    @cached_property
    def now(self) -> Errors:
        """As it is, its drafts left out."""
        return words_of_errors(self.content, self.read, drafts=False)

    @cached_property
    def drafts_out(self) -> Errors:
        """With all its drafts published."""
        return words_of_errors(self.content, self.read)


def review(content: Content, stem: str, read: ReadBytes, *, standing: Standing | None = None) -> Reviewed | None:
    """Review one letter of a content folder that holds its request alone; None where there is no such letter.

    Whoever reviews several gives their `standing`. Raises UserError where its bytes are no letter.
    """
    request = content.requests[0]
    letter = _letter(request, stem)
    if letter is None:
        return None
    reading = _read(letter, read)
    package, findings = build_package(_kin(content, letter), drafts=True, read_bytes=read)
    told = [one for one in findings if one.code not in EDITORS_ALONE]
    own = tuple(one for one in told if is_own(one, letter))
    beside = tuple(one for one in told if one not in own and one.file == request.file)
    if letter.settings.state == "draft" and any(one.level == "error" for one in beside):
        published = replace(letter, settings=letter.settings.model_copy(update={"state": "published"}))
        new = _brought(standing or Standing(content, read), letter, published)
        beside = tuple(one for one in new if not is_own(one, letter))
    return Reviewed(request, letter, reading, correct(reading, letter).reading, own, beside, package)


def _brought(standing: Standing, letter: LetterSource, published: LetterSource) -> tuple[Finding, ...]:
    """Say what would stop a build once a draft is published, beside the letters that are out already.

    What would not if the other drafts were out too (a table whose figures an earlier letter holds) says so.
    """
    new = _new_errors(standing, letter, published, drafts=False)
    if all(is_own(one, letter) for one in new):
        return new
    left = standing.drafts_out
    return tuple(one if is_own(one, letter) or _words(one) in left else replace(one, remedy=FIRST) for one in new)


def _letter(request: RequestSource, stem: str) -> LetterSource | None:
    return next((letter for letter in request.letters if letter.stem == stem), None)


def _read(letter: LetterSource, read: ReadBytes) -> Reading:
    try:
        return reading_of(letter, read)
    except UserError as error:
        raise UserError(replace(one, file=one.file or letter.file) for one in error.findings) from error


def is_own(finding: Finding, letter: LetterSource) -> bool:
    """Whether a finding is about a letter's own text or settings."""
    return finding.file in {letter.file, letter.source.file}


def _kin(content: Content, letter: LetterSource) -> Content:
    """Leave a request the letters of one authority: what they say of each other can matter, and four hundred others not."""
    request = content.requests[0]
    whose = authority_of(letter, content.authorities)
    kept = tuple(one for one in request.letters if authority_of(one, content.authorities) == whose)
    return replace(content, requests=(replace(request, letters=kept),))


def is_hidden(letter: LetterSource) -> bool:
    """Whether settings say that nothing of their letter is shown."""
    return letter.settings.state == "withdrawn" or bool(letter.settings.under_review)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a change would bring up: errors of the letter's own files, and errors of others that hang on it.

    What publishing brings up is all `own`: nothing that stops a build is published.
    """

    own: tuple[Finding, ...] = ()
    beside: tuple[Finding, ...] = ()


def judge_change(content: Content, letter: LetterSource, *, text: bytes, settings: bytes, read: ReadBytes) -> Judgement:
    """Say which errors a letter's text and settings would bring that those in place have not."""
    source = parse_yaml(settings, letter.source.file)
    typed, problems = type_settings(ResponseFile, source)
    if typed is None:
        return Judgement(problems)
    changed = replace(letter, data=text, settings=typed, source=source)
    if changed.settings.state == "published" != letter.settings.state:
        return Judgement(_brought(Standing(content, read), letter, changed))
    new = _new_errors(Standing(_kin(content, letter), read), letter, changed)
    if is_hidden(changed) or any(
        not is_own(one, letter) for one in new
    ):  # others may have what this one loses, or miss it
        new = _new_errors(Standing(content, read), letter, changed)
    own = tuple(one for one in new if is_own(one, letter))
    return Judgement(own, tuple(one for one in new if one not in own))


def _new_errors(
    standing: Standing, letter: LetterSource, changed: LetterSource, *, drafts: bool = True
) -> tuple[Finding, ...]:
    """Give the errors that a changed letter brings; without `drafts`, as a build has them that leaves the other drafts out."""
    before = standing.drafts_out if drafts else standing.now
    request = standing.content.requests[0]
    letters = tuple(changed if one.stem == letter.stem else one for one in request.letters)
    after_it = replace(standing.content, requests=(replace(request, letters=letters),))
    after = words_of_errors(after_it, standing.read, drafts=drafts)
    publishes = changed.settings.state == "published" != letter.settings.state
    return tuple(one for words, one in after.items() if words not in before or (publishes and is_own(one, letter)))


def words_of_errors(content: Content, read: ReadBytes, *, drafts: bool = True) -> Errors:
    """Give what stops a build, each by what tells it from others; with `drafts`, as if they were published."""
    found = build_package(content, drafts=drafts, read_bytes=read)[1]
    return {_words(one): one for one in found if one.level == "error"}


def _words(finding: Finding) -> tuple[str, str, str, str | None]:
    """Tell findings apart by all but their line: a change moves what stands below it."""
    return finding.code, finding.file, finding.message, finding.question


def stale_entries(letter: LetterSource, data: bytes, errors: Sequence[Finding]) -> tuple[int, ...]:
    """Give the entries of `settled:` (from 0) that errors of changed settings point at."""
    if not errors:
        return ()
    source = parse_yaml(data, letter.source.file)
    listed = source.tree.get("settled", []) if isinstance(source.tree, dict) else []
    places = {source.line(("settled", place)): place for place in range(len(listed))}
    return tuple(sorted({places[one.line] for one in errors if one.file == letter.source.file and one.line in places}))
