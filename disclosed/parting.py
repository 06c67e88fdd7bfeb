"""The parts of the package from the content folder: a request whose folder has not changed gives what it gave.

A part depends on the names and bytes in its folder, on the site's ground for re-use, on the bodies of authorities.yml
that were looked up while it was made, and on what letters of other requests its own are compared with: those are its key.
So a body added for a new letter makes no other part anew, and a letter that another gives again makes that other anew.
What all letters of an authority give away together is judged for each group of requests that ask alike.

What is told of persons, or to the editor's terminal alone, is kept nowhere: a request of which there is any is made on every
build, and so is the judgement of letters that give something away.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from disclosed.cache import Keeps
from disclosed.codec import decode, encode
from disclosed.findings import UserError
from disclosed.inputs import ChangedError, read_input
from disclosed.model import Finding
from disclosed.packaging.parted import Part, Parted, parse_part, put_together, render_part, with_rows
from disclosed.parts import joined_by
from disclosed.progress import Tells, counted, quietly
from disclosed.reading.stored import Unread, reading_through
from disclosed.rows import Table
from disclosed.settling.assembly import (
    Judged,
    asked_by,
    findings_of,
    given_by,
    head_of_site,
    judge,
    names_printed,
    suppress,
    telling_of,
    without_checks,
)
from disclosed.settling.beside import errors_beside
from disclosed.settling.content import load_content, load_request
from disclosed.settling.known import Known
from disclosed.settling.letters import Settling, settle_letters
from disclosed.settling.restated import Given, Told, find_restated
from disclosed.settling.settings import Authority
from disclosed.settling.shares import Names, Share, Wholes, make_share
from disclosed.settling.sources import Around, Content, RequestSource

# What a cache keeps: parts; by what precedes them, the bodies looked up, the questions answered, the letters compared with;
# and groups of requests whose letters give nothing away.
STAGE, LOOKED_UP, ASKED, GIVEN, JUDGED = "parts", "bodies", "asked", "given", "judged"
Signature = tuple[tuple[object, ...], ...]


def load_parts(
    root: Path, keeper: Keeper, ready: Callable[[], None] = lambda: None
) -> tuple[Parted, tuple[Finding, ...]]:
    """Make the package of a content folder, in parts; raises UserError where the folder cannot be loaded.

    Then it tells of what is wrong in letters that can be read, too.

    `ready` is called once it is known that something must be made.
    """
    keeper.begin(root)
    try:
        source = load_content(root, keeper.known, keeper.cache)
    except ChangedError:
        raise
    except UserError as error:
        beside = errors_beside(root, error.findings, reading_through(keeper.cache))
        raise UserError((*error.findings, *beside)) from error
    if source.requests:
        ready()
    keeper.cache.expect(Unread(one.data) for request in source.requests for one in request.letters if one.data)
    keeper.make(source)
    shares = keeper.shares()
    judged = keeper.judged()
    keeper.forget_unneeded()
    parts = [_without(part, telling_of(judged)) for part in keeper.parts()]
    head = head_of_site(source, [part.package for part in parts])
    return put_together(parts, head, names_printed(shares)), findings_of(source, shares, judged)


def _without(part: Part, checks: frozenset[str]) -> Part:
    package = without_checks(part.package, checks)
    return part if package is part.package else with_rows(part, package, ["checks"])


@dataclass(frozen=True)
class Made:
    """What one request gave, and the part of the package that it makes; `key` names all that it was made from, or nothing."""

    share: Share
    part: Part
    key: bytes = b""


Looked = list[str] | None  # the names of bodies that were looked up; None where all were


@dataclass(frozen=True)
class Seen:
    """A request's folder as it was seen, and what it depends on beside bodies of authorities.yml and letters of others."""

    folder: Path
    digest: bytes
    given: bytes


@dataclass
class Letters:
    """One request's letters, as far as this run needs them: settled, or what was kept of them.

    `key` names all that they are settled from; it is empty before that is known, and where the folder is not like it was.
    `around` notes which bodies were looked up, `read` what was asked of the cache.
    """

    name: str
    around: Around
    key: bytes = b""
    asked: frozenset[str] = frozenset()
    settling: Settling | None = None
    read: tuple[str, ...] = ()


@dataclass
class Keeper:
    """Finds what requests gave, and keeps what is made; one that lives on reads again only folders that changed."""

    cache: Keeps
    drafts: bool = False
    tell: Tells = quietly
    _root: Path = Path()
    _seen: dict[str, Seen] = field(default_factory=dict)
    _letters: dict[str, Letters] = field(default_factory=dict)
    _groups: list[tuple[str, ...]] = field(default_factory=list)
    _made: dict[str, Made] = field(default_factory=dict)
    _digests: dict[Path, tuple[Signature, bytes]] = field(default_factory=dict)
    _names: dict[bytes, Looked] = field(default_factory=dict)
    _asked: dict[bytes, frozenset[str]] = field(default_factory=dict)
    _given: dict[bytes, tuple[Given, ...]] = field(default_factory=dict)
    _kept: dict[bytes, Made] = field(default_factory=dict)
    _judged: dict[bytes, Judged] = field(default_factory=dict)

    def begin(self, root: Path) -> None:
        """Begin a new run."""
        self._root, self._seen, self._letters, self._groups, self._made = root, {}, {}, [], {}

    def forget_unneeded(self) -> None:
        """Forget what a run that has come to its end did not need."""
        made = {one.key for one in self._made.values()}
        self._kept = {key: one for key, one in self._kept.items() if key in made}
        letters = {one.key for one in self._letters.values()}
        self._asked = {key: asked for key, asked in self._asked.items() if key in letters}
        self._given = {key: given for key, given in self._given.items() if key in letters}
        given = {seen.given for seen in self._seen.values()}
        self._names = {key: names for key, names in self._names.items() if key in given}

    def known(self, around: Around, folder: Path) -> bool:
        """Say whether it is known what the letters of the request in a folder answer."""
        digest = self._digest_of(folder)
        if digest is None:
            return False
        words = repr((folder.parent.parent.name, folder.name, around.reuse, self.drafts))
        seen = self._seen[folder.name] = Seen(folder, digest, hashlib.sha256(digest + words.encode()).digest())
        found = self._find_letters(folder.name, seen.given, around)
        if found is not None:
            self._letters[folder.name] = found
        return found is not None

    def make(self, source: Content) -> None:
        """Find or make what every request gives; letters of requests that ask alike are compared with each other."""
        for request in counted(source.requests, source.requests, "Reading letters, by request", self.tell):
            letters = self._letters[request.name] = Letters(request.name, source.around)
            self._settle(letters, request)
        asked = {name: self._letters[name].asked for name in sorted(self._letters)}
        self._groups = list(joined_by(asked))
        for group in self._groups:
            told = find_restated([one for name in group for one in self._given_by(name)]) if len(group) > 1 else None
            for name in group:
                self._make_one(self._letters[name], told)
                self._letters[name].settling = None
        self._made = {name: self._made[name] for name in asked}

    def shares(self) -> list[Share]:
        """Give what all requests gave, in their order."""
        return [made.share for made in self._made.values()]

    def parts(self) -> list[Part]:
        """Give the parts of all requests, in their order."""
        return [made.part for made in self._made.values()]

    def judged(self) -> list[Judged]:
        """Judge what the letters of each group give away."""
        last, self._judged = self._judged, {}
        return [self._judge(group, last) for group in self._groups]

    # One request

    def _find_letters(self, name: str, given: bytes, around: Around) -> Letters | None:
        """Find what is kept of a request's letters, if they are as they were."""
        if given not in self._names:
            names = self.cache.find(LOOKED_UP, given)
            if names is None:
                return None
            self._names[given] = json.loads(names)
        key = _key(given, self._names[given], around.authorities)
        if key not in self._asked:
            asked = self.cache.find(ASKED, key)
            if asked is None:
                return None
            self._asked[key] = frozenset(json.loads(asked))
        return Letters(name, around, key, self._asked[key])

    def _settle(self, letters: Letters, request: RequestSource) -> Settling:
        """Settle a request's letters."""
        letters.around = replace(letters.around, authorities=LookedUp(letters.around.authorities))
        read_bytes = reading_through(self.cache)
        with self.cache.watch() as read:
            settling = settle_letters(request, letters.around, drafts=self.drafts, read_bytes=read_bytes)
        letters.settling, letters.read, letters.asked = settling, tuple(read), asked_by(settling)
        return settling

    def _settled(self, letters: Letters) -> Settling:
        return letters.settling or self._settle(letters, load_request(self._root, letters.name))

    def _given_by(self, name: str) -> tuple[Given, ...]:
        """Give what letters of other requests may be compared with."""
        letters = self._letters[name]
        if letters.key and letters.key not in self._given:
            kept = self.cache.find(GIVEN, letters.key)
            if kept is not None:
                self._given[letters.key] = decode(tuple[Given, ...], json.loads(kept))
        found = self._given.get(letters.key) if letters.key else None
        return found if found is not None else given_by(self._settled(letters))

    def _make_one(self, letters: Letters, told: Told | None) -> None:
        """Find or make what a request gives; `told` compares letters of several, and is None where it has no others."""
        own = None if told is None else {name: made for name, made in told.items() if _request_of(name) == letters.name}
        found = self._find(_with_told(letters.key, own)) if letters.key else None
        self._made[letters.name] = found or self._make(letters, own)

    def _find(self, key: bytes) -> Made | None:
        if key not in self._kept:
            data = self.cache.find(STAGE, key)
            if data is None:
                return None
            self._kept[key] = _unpacked(data, key)
        return self._kept[key]

    def _make(self, letters: Letters, told: Told | None) -> Made:
        """Make what a request gives, and keep it, unless it tells of persons; in a file, unless it is for a terminal alone."""
        settling = self._settled(letters)
        given = given_by(settling)
        share = make_share(settling, letters.around, find_restated(given) if told is None else told)
        part = render_part(share.package)
        seen = self._seen.get(letters.name)
        if seen is None or share.private or self._digest_of(seen.folder) != seen.digest:
            letters.key = b""
            return Made(share, part)  # the last: somebody wrote there meanwhile
        self._keep_letters(letters, seen, given if told is not None else None)
        made = Made(share, part, _with_told(letters.key, told))
        if not share.tells_editor:
            self.cache.keep(STAGE, made.key, _packed(made), letters.read)
        self._kept[made.key] = made
        return made

    def _keep_letters(self, letters: Letters, seen: Seen, given: tuple[Given, ...] | None) -> None:
        """Keep what precedes a part: by which bodies its key is found, what its letters answer, with what they are compared."""
        looked_up = letters.around.authorities
        names = looked_up.names() if isinstance(looked_up, LookedUp) else None
        key = letters.key = _key(seen.given, names, looked_up)
        self._names[seen.given], self._asked[key] = names, letters.asked
        self.cache.keep(LOOKED_UP, seen.given, json.dumps(names).encode(), letters.read)
        self.cache.keep(ASKED, key, json.dumps(sorted(letters.asked)).encode())
        if given is not None:
            self._given[key] = given
            self.cache.keep(GIVEN, key, json.dumps(encode(given)).encode())

    # A group of requests

    def _judge(self, group: tuple[str, ...], last: Mapping[bytes, Judged]) -> Judged:
        """Judge what the letters of a group give away; only that it is nothing is kept in a file."""
        made = [self._made[name] for name in group]
        shares = [one.share for one in made]
        if not suppress(shares):
            return Judged()
        key = hashlib.sha256(b"".join(one.key for one in made)).digest() if all(one.key for one in made) else b""
        found = last.get(key) if key else None
        if found is None and key and self.cache.find(JUDGED, key) is not None:
            found = Judged()
        if found is None:
            found = judge(shares)
            if key and not found:
                self.cache.keep(JUDGED, key, b"")
        if key:
            self._judged[key] = found
        return found

    def _digest_of(self, folder: Path) -> bytes | None:
        """Hash the names and bytes in a folder; None where something in it cannot be read."""
        try:
            signature = tuple(_signature(folder))
            known = self._digests.get(folder)
            if known is None or known[0] != signature:
                known = self._digests[folder] = (signature, _hash_of(folder, signature))
        except OSError:
            return None
        return known[1]


class LookedUp(Mapping[str, Authority]):
    """Bodies of authorities.yml that remember which of them were looked up."""

    def __init__(self, authorities: Mapping[str, Authority]) -> None:
        self._authorities = authorities
        self._names: set[str] = set()
        self._all = False

    def __getitem__(self, name: str) -> Authority:
        self._names.add(name)
        return self._authorities[name]

    def __iter__(self) -> Iterator[str]:
        self._all = True
        return iter(self._authorities)

    def __len__(self) -> int:
        self._all = True
        return len(self._authorities)

    def names(self) -> Looked:
        """Give the names that were looked up, there or not; None where all were."""
        return None if self._all else sorted(self._names)


def _key(given: bytes, names: Looked, authorities: Mapping[str, Authority]) -> bytes:
    """Add to a key what was looked up."""
    wanted = sorted(authorities) if names is None else names
    found = [(name, repr(authorities.get(name))) for name in wanted]
    return hashlib.sha256(given + repr((names is None, found)).encode()).digest()


def _with_told(key: bytes, told: Told | None) -> bytes:
    """Add to a key what a request's letters are compared with in others."""
    return hashlib.sha256(key + repr(told).encode()).digest()


def _request_of(response: str) -> str:
    return response.partition("/")[0]


def _signature(folder: Path) -> Iterator[tuple[object, ...]]:
    """Tell one state of a folder from another without reading its files. Raises OSError."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            found = entry.stat(follow_symlinks=False)
            yield entry.name, entry.is_file(), found.st_size, found.st_mtime_ns, found.st_ino


def _hash_of(folder: Path, signature: Signature) -> bytes:
    digest = hashlib.sha256()
    for name, is_file, *_ in signature:
        content = hashlib.sha256(read_input(folder / str(name))).hexdigest() if is_file else ""
        digest.update(f"{name}\n{content}\n".encode("utf-8", "surrogateescape"))
    return digest.digest()


def _packed(made: Made) -> bytes:
    """Write what a request gave for a cache: its files, what CSV cannot say of its tables, and all that is no row."""
    share = made.share
    tables = [replace(table, rows=()) for table in made.part.package.tables]
    packed = {
        "files": {path: data.decode() for path, data in made.part.files.items()},
        "tables": encode(tuple(tables)),
        "findings": encode(share.findings),
        "known": encode(share.known),
        "names": [share.wholes, share.printed, share.textless, share.files],
    }
    return json.dumps(packed, ensure_ascii=False).encode()


def _unpacked(data: bytes, key: bytes) -> Made:
    packed = json.loads(data)
    files = {path: text.encode() for path, text in packed["files"].items()}
    part = parse_part(files, decode(tuple[Table, ...], packed["tables"]))
    findings = decode(tuple[Finding, ...], packed["findings"])
    wholes, *names = packed["names"]
    share = Share(
        part.package,
        findings,
        (),
        decode(tuple[Known, ...], packed["known"]),
        decode(Wholes, wholes),
        *(decode(Names, one) for one in names),
    )
    return Made(share, part, key)
