"""Drafts in which nothing waits, published together: judged as the next build would have them, all of a request at once.

A draft whose own files would stop that build stays one, and the others are judged again without it. What they would bring
up in the file of their request stops them all: there a person has to say what is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from disclosed.describing.wording import counted
from disclosed.findings import UserError
from disclosed.model import Finding, Letter, ReadBytes
from disclosed.serving.choices import By, Publish
from disclosed.serving.choosing import choose
from disclosed.serving.reviewing import is_own, words_of_errors
from disclosed.settling.config import type_settings
from disclosed.settling.settings import ResponseFile
from disclosed.settling.sources import Content, LetterSource
from disclosed.yaml_source import parse_yaml

PUBLISH = Publish(do="publish", state="published")
MOST_TOLD = 5  # letters that stay drafts, each with the reason
Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """The settings of drafts that can go out, by stem, and the names of those that cannot, with the reason."""

    settings: Mapping[str, bytes] = field(default_factory=dict)
    held: Mapping[str, Findings] = field(default_factory=dict)


def publish_drafts(content: Content, settings: Mapping[str, bytes], read: ReadBytes, by: By) -> Together:
    """Publish drafts of the one request of a content folder; `settings` are their files as they stand, by stem."""
    request = content.requests[0]
    after: dict[str, bytes] = {}
    held: dict[str, Findings] = {}
    for letter in (one for one in request.letters if one.stem in settings):
        try:
            after[letter.stem] = choose(settings[letter.stem], [PUBLISH], Letter(()), file=letter.source.file, by=by)
        except UserError as error:  # they stand as only a person can change them
            held[f"{request.name}/{letter.stem}"] = error.findings
    known = words_of_errors(content, read, drafts=False)
    while after and (new := _brought(content, after, read, known)):
        stopped = dict(_stopped(content, after, new)) or dict.fromkeys(after, new)
        held |= {f"{request.name}/{stem}": found for stem, found in stopped.items()}
        after = {stem: data for stem, data in after.items() if stem not in stopped}
    return Together(after, held)


def _brought(content: Content, after: Mapping[str, bytes], read: ReadBytes, known: Iterable[object]) -> Findings:
    """Say what would stop a build once these drafts are out: what is new, and all in their own files, known or not."""
    request = content.requests[0]
    letters = tuple(_published(one, after[one.stem]) if one.stem in after else one for one in request.letters)
    changed = replace(content, requests=(replace(request, letters=letters),))
    going = [one for one in letters if one.stem in after]
    found = words_of_errors(changed, read, drafts=False).items()
    return tuple(one for words, one in found if words not in known or any(is_own(one, letter) for letter in going))


def _published(letter: LetterSource, data: bytes) -> LetterSource:
    source = parse_yaml(data, letter.source.file)
    settings, _ = type_settings(ResponseFile, source)
    return replace(letter, settings=settings or letter.settings, source=source)


def _stopped(content: Content, after: Iterable[str], new: Sequence[Finding]) -> Iterator[tuple[str, Findings]]:
    """Give the letters whose own files would stop a build, with what would."""
    for letter in content.requests[0].letters:
        own = tuple(one for one in new if is_own(one, letter))
        if own and letter.stem in after:
            yield letter.stem, own


def told_together(published: int, held: Mapping[str, Findings]) -> tuple[str, ...]:
    """Say what has become of drafts that were to be published together."""
    left = [f"{name} stays a draft: {found[0].message}" for name, found in held.items()]
    more = [f"{counted(len(left) - MOST_TOLD, 'more letter')} stay drafts."] if len(left) > MOST_TOLD else []
    goes = "goes" if published == 1 else "go"
    return (f"{counted(published, 'letter')} {goes} out with the next build.", *left[:MOST_TOLD], *more)
