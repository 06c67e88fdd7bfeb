"""Findings as GitHub shows them: annotations on the lines of a pull request, for those who edit in its web editor.

What is private is told by place and kind alone, as everywhere but on an editor's own terminal (docs/design.md §2); what is for the
editor alone is only counted, since a log is kept and read by others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disclosed.findings import CODES, EDITORS_ALONE, PRIVATE
from disclosed.model import Finding

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
# What ends a property or a message of a workflow command: github.com/actions/toolkit, docs/commands.md.
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def annotate(findings: Iterable[Finding]) -> Iterator[str]:
    """Write errors and warnings as workflow commands; notes are on the page, and need nobody."""
    shown = [finding for finding in findings if finding.level != "note"]
    yield from (_placed(finding) for finding in shown if finding.code not in EDITORS_ALONE)
    for code in sorted(EDITORS_ALONE):
        count = sum(finding.code == code for finding in shown)
        if count:
            yield f"::warning title={code}::{CODES[code][1].removesuffix('.').translate(_MESSAGE)}: {count}. An editor's own terminal says more."


def _placed(finding: Finding) -> str:
    """Write one finding at its line; a file's first line stands for a finding about the file as a whole."""
    message = CODES[finding.code][1] if finding.code in PRIVATE else f"{finding.message} {finding.remedy}".strip()
    title = "" if finding.code == "error" else f",title={finding.code}"
    place = f"file={finding.file.translate(_PROPERTY)},line={finding.line or 1}{title}"
    return f"::{COMMANDS[finding.level]} {place}::{message.translate(_MESSAGE)}"
