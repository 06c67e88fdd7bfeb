"""What is wrong in letters that can be read, while something else in the content folder cannot.

A build stops at files that cannot be loaded, and a person who has mended those should not learn only then of the rest. What
hangs on other files (a table, a letter that supersedes another) is not told: it may hang on what is broken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from disclosed.findings import UserError
from disclosed.model import Finding, ReadBytes
from disclosed.settling.content import load_alone, load_text_alone, request_names
from disclosed.settling.letters import settle_letters
from disclosed.settling.private import hide, private_words
from disclosed.settling.settle import settle_findings
from disclosed.settling.shares import as_draft


def errors_beside(root: Path, broken: Iterable[Finding], read_bytes: ReadBytes) -> Iterator[Finding]:
    """Find what would stop a build in letters and settings of which nothing is told yet; `broken` is what could not be loaded."""
    known = {finding.file for finding in broken}
    for name in request_names(root):
        if f"{root.name}/requests/{name}" not in known and f"{root.name}/requests" not in known:
            yield from _in_request(root, name, known, read_bytes)
            for stem in _unsettled(f"{root.name}/requests/{name}", known):
                yield from errors_in_text(root, name, stem, read_bytes)


def _unsettled(folder: str, broken: Collection[str]) -> Iterator[str]:
    """Name the letters of a request whose settings are broken and whose text is not."""
    for file in sorted(map(PurePosixPath, broken)):
        if str(file.parent) == folder and file.suffix == ".yml" and str(file.with_suffix(".txt")) not in broken:
            yield file.stem


def errors_in_text(root: Path, request: str, stem: str, read: ReadBytes) -> Iterator[Finding]:
    """Find what would stop a build in the text of a letter whose settings cannot be used: what is personal data most of all."""
    letter = load_text_alone(root, request, stem)
    if letter is None:
        return
    try:
        reading = read(letter.data)
    except UserError as error:
        yield from (replace(finding, file=letter.file) for finding in error.findings)
        return
    found, _ = settle_findings(reading.findings, letter)
    placed = [replace(finding, file=letter.file) for finding in found if finding.level == "error"]
    yield from hide(placed, private_words(reading, letter.settings))


def _in_request(root: Path, name: str, known: set[str], read_bytes: ReadBytes) -> Iterator[Finding]:
    content, _ = load_alone(root, name)
    if content is None or not content.requests:
        return
    settling = settle_letters(content.requests[0], content.around, read_bytes=read_bytes)
    found = [
        as_draft(finding) if made.draft else finding
        for letter, made in (*settling.kept, *settling.drafts)
        if not {letter.file, letter.source.file} & known
        for finding in made.findings
    ]
    yield from (one for one in hide(found, settling.private) if one.level == "error")
