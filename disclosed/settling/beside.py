"""What is wrong in letters that can be read, while something else in the content folder cannot.

A build stops at files that cannot be loaded, and a person who has mended those should not learn only then of the rest. What
hangs on other files (a table, a letter that supersedes another) is not told: it may hang on what is broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from disclosed.model import Finding
from disclosed.settling.content import load_alone, request_names
from disclosed.settling.letters import Read, settle_letters
from disclosed.settling.private import hide
from disclosed.settling.shares import as_draft


def errors_beside(root: Path, broken: Iterable[Finding], read_bytes: Read) -> Iterator[Finding]:
    """Find what would stop a build in letters and settings of which nothing is told yet; `broken` is what could not be loaded."""
    known = {finding.file for finding in broken}
    for name in request_names(root):
        if f"{root.name}/requests/{name}" not in known and f"{root.name}/requests" not in known:
            yield from _in_request(root, name, known, read_bytes)


def _in_request(root: Path, name: str, known: set[str], read_bytes: Read) -> Iterator[Finding]:
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
