"""Personal data in all else that a build would write: settings, prose, asked.csv, names of files, addresses of pages.

What stands in a letter is found when it is read (privacy/finding.py) and settled in its `.yml`. Whoever a letter names is
looked for in everything beside it too, since a link or a file's name can hold a name. The findings are private: file, line
and kind, and no message of the build repeats the words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from disclosed.findings import problem
from disclosed.model import Finding, Letter, Line, Reading
from disclosed.privacy.finding import ARTICLES, Kind, search, words_of
from disclosed.privacy.mentions import Known
from disclosed.privacy.names import named_run
from disclosed.privacy.person import person_of
from disclosed.reading.lines import fold
from disclosed.redaction import REDACTED
from disclosed.settling.settings import ResponseFile
from disclosed.settling.sources import Content, Prose, RequestSource
from disclosed.yaml_source import Path_, Source, Tree

# Who decides and who publishes give their own names and mailbox; a name of authorities.yml is a body's.
OWN_KEYS = frozenset({"by", "contact", "publisher", "version", "state"})
# What holds none of this cannot be a name, an address or a number of a person; most settings are such.
_MAY_BE = re.compile(r"@|\d[\d ()-]{6}|[A-Z][^A-Z]{0,40}[A-Z]|[Aa]ddress|/(?:users?|people)/")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:/.*)?\Z")
REMEDY = "Take it out."


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a settings file and the line on which it begins."""

    words: str
    line: int


PrivateWord = tuple[Kind, str]
Words = tuple[PrivateWord, ...]


@dataclass(frozen=True, slots=True)
class _Private:
    """What letters tell of persons: the persons, and their numbers and addresses as patterns."""

    known: Known
    patterns: tuple[re.Pattern[str], ...]

    def stand_in(self, text: str) -> bool:
        """Whether a text holds something of it."""
        return bool(self.known.stretches(text)) or any(pattern.search(text) for pattern in self.patterns)

    def stand_in_name(self, name: str) -> bool:
        """Whether the name of a file or a folder does."""
        return self.known.in_name(name) or any(pattern.search(name) for pattern in self.patterns)


def private_words(reading: Reading, settings: ResponseFile) -> Words:
    """Give what a letter tells of persons and nobody has settled, by kind."""
    if not any(finding.code == "personal_data" for finding in reading.findings):
        return ()
    settled = {entry.line for entry in settings.settled if entry.finding == "personal_data"}
    found = [data for data in search(reading.letter, reading.parts).sure if data.span.line not in settled]
    return tuple(dict.fromkeys((data.kind, words_of(reading.letter, data)) for data in found))


def check_request(request: RequestSource, words: Words) -> Iterator[Finding]:
    """Look through what stands beside a request's letters; `words` are what the letters tell of persons."""
    named = _named(words)
    body = tuple(Text(line, request.source.body_line + at) for at, line in enumerate(request.source.body.splitlines()))
    yield from _in_texts(request.file, (*_texts(request.source), *body), named)
    yield from _in_texts(request.asked_file, (Text(entry.note, entry.line) for entry in request.asked), named)
    for letter in request.letters:
        yield from _in_texts(letter.source.file, _texts(letter.source), named)
    for file, name in ((request.file, request.name), *((letter.file, letter.stem) for letter in request.letters)):
        if named.stand_in_name(name):
            yield problem(file, 0, "A name here seems to be a person's.", "Rename it.", code="personal_data")


def check_site(content: Content, words: Words) -> Iterator[Finding]:
    """Look through site.yml and the pages of prose, where the editor's own mailbox may stand."""
    named, own = _named(words), (content.site.contact,)
    yield from _in_texts(content.site_source.file, _texts(content.site_source), named, own=own)
    for page in content.prose:
        yield from _in_prose(page, named, own)


def _in_prose(page: Prose, named: _Private, own: Collection[str]) -> Iterator[Finding]:
    """Find addresses and numbers in a page; its authors may give their own names."""
    remedy = "Take it out, or make it the `contact` of site.yml."
    for number, line in enumerate(page.text.splitlines(), start=1):
        for kind in dict.fromkeys(_kinds(line, named, own=own, known="name")):
            yield _finding(page.file, number, kind, remedy)


def _texts(source: Source) -> Iterator[Text]:
    """Yield every text of a settings file, and its comments: they are committed and pushed with it."""
    yield from _walk(source, source.tree, ())
    yield from (Text(words, line) for line, words in source.comments)


def _walk(source: Source, tree: Tree, path: Path_) -> Iterator[Text]:
    if isinstance(tree, str):
        yield Text(tree, source.line(path))
    elif isinstance(tree, list):
        for place, entry in enumerate(tree):
            yield from _walk(source, entry, (*path, place))
    else:
        for key, value in tree.items():
            if key not in OWN_KEYS:
                yield from _walk(source, value, (*path, key))


def _in_texts(file: str, texts: Iterable[Text], named: _Private, *, own: Collection[str] = ()) -> Iterator[Finding]:
    """Find personal data in texts, each line and kind once."""
    found = dict.fromkeys((text.line, kind) for text in texts for kind in _kinds(text.words, named, own=own))
    for line, kind in found:
        yield _finding(file, line, kind, REMEDY)


def _finding(file: str, line: int, kind: Kind, remedy: str) -> Finding:
    return problem(file, line, f"{ARTICLES[kind]} of a person seems to stand here.", remedy, code="personal_data")


def _kinds(words: str, named: _Private, *, own: Collection[str] = (), known: Kind | None = None) -> Iterator[Kind]:
    """Yield the kinds of personal data in a text; of the kind `known` only what the letters told."""
    if _MAY_BE.search(words) and not _DAY.match(words):
        lines = tuple(Line(at, line, fold(line)) for at, line in enumerate(words.split("\n"), start=1))
        for data in search(Letter(lines), own=own).sure:
            if data.kind != known:
                yield data.kind
    if named.stand_in(words):
        yield "name"


def _named(words: Words) -> _Private:
    """Make ready what finds the persons of letters anywhere, however a link or a file's name joins their names."""
    runs = (named_run(text) for kind, text in words if kind == "name")
    known = Known(person for run in runs if run and (person := person_of(run)))
    return _Private(known, tuple(_whole(text) for kind, text in words if kind != "name"))


def _whole(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)


def hide(findings: Iterable[Finding], words: Words) -> tuple[Finding, ...]:
    """Take what letters tell of persons out of every message: a message quotes a line, a file's name holds a name."""
    patterns = tuple(_whole(text) for _, text in words)
    known = _named(words).known

    def without(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub(REDACTED, text)
        return known.without_anywhere(text, REDACTED)

    return tuple(
        replace(one, file=without(one.file), message=without(one.message), remedy=without(one.remedy))
        if patterns
        else one
        for one in findings
    )
