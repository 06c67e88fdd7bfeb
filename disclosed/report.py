"""The short report at the end of a build: what was published, what was checked, what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from disclosed.annotating import annotate as marked
from disclosed.findings import line_of
from disclosed.model import Finding
from disclosed.rows import Package


def counted(number: int, one: str, many: str = "") -> str:
    """Write a count with its noun: `1 letter`, `2 letters`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def report_package(
    package: Package, findings: Sequence[Finding], pages: int, *, annotate: bool = False
) -> tuple[str, ...]:
    """Sum a build up in a few lines; warnings first, since they wait for somebody. `annotate` adds them for GitHub."""
    warnings = [line_of(finding) for finding in findings if finding.level == "warning"]
    marks = marked(findings) if annotate else ()
    withheld = sum(question.outcome == "withheld" for question in package.questions)
    results = Counter(check.result for check in package.checks)
    published = (
        f"{counted(len(package.requests), 'request')}, {counted(len(package.responses), 'letter')}, "
        f"{counted(len({response.authority for response in package.responses}), 'authority', 'authorities')}: "
        f"{counted(len(package.figures), 'figure')} published, {counted(len(package.set_aside), 'number')} set aside, "
        f"{counted(withheld, 'answer')} withheld."
    )
    checked = (
        f"{counted(len(package.checks), 'comparison')}: {results['holds']:,} hold, {results['differs']:,} differ, "
        f"{results['not_tested']:,} not tested."
    )
    written = f"datapackage/ holds {counted(15 + len(package.tables), 'table')}; site/ holds {counted(pages, 'file')}."
    return (*marks, *_waiting(warnings), published, checked, written)


def _waiting(warnings: Sequence[str]) -> tuple[str, ...]:
    if not warnings:
        return ()
    return (*warnings, f"{counted(len(warnings), 'warning')} to settle.", "")
