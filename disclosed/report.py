"""The short report at the end of a build: what was published, what was checked, what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from disclosed.annotating import annotate as marked
from disclosed.describing.withholding import count_withheld
from disclosed.findings import EDITORS_ALONE, told_anywhere, told_to_editor
from disclosed.model import Finding
from disclosed.resources import RESOURCES
from disclosed.rows import Package


@dataclass(frozen=True, slots=True)
class Report:
    """What a build prints: lines for anywhere, and lines for a terminal alone, which nothing keeps."""

    lines: tuple[str, ...]
    terminal: tuple[str, ...] = ()


def counted(number: int, one: str, many: str = "") -> str:
    """Write a count with its noun: `1 letter`, `2 letters`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True, slots=True)
class Unpublished:
    """The letters, by name, that no build publishes yet: all that stand in content/, and those in the inbox."""

    letters: Collection[str] = ()
    inbox: Collection[str] = ()

    def told(self, published: Collection[str]) -> Iterator[str]:
        """Say how many wait as drafts and in the inbox, and what to do; `published` are those that the package names."""
        drafts = sorted(set(self.letters) - set(published))
        if drafts:
            more = f" and {len(drafts) - NAMED:,} more" if len(drafts) > NAMED else ""
            verb = "waits as a draft" if len(drafts) == 1 else "wait as drafts"
            yield f"{counted(len(drafts), 'letter')} {verb}, and no build publishes one: {', '.join(drafts[:NAMED])}{more}."
        if self.inbox:
            verb = "waits" if len(self.inbox) == 1 else "wait"
            yield f"{counted(len(self.inbox), 'letter')} {verb} in inbox/ until somebody says what is personal data."
        if drafts or self.inbox:
            yield "Run `python3 build.py serve`: it shows what waits in each, and settles it at a click."


NAMED = 5  # drafts that are told by name
# What no build can do for a letter that was withdrawn.
OUT_OF_REACH = (
    "It cannot take {which} out of what is elsewhere: git's history, clones and forks, downloads, caches of the web host and of "
    "search engines, archives. docs/releasing.md says how each is asked to forget."
)


def report_package(
    package: Package,
    findings: Sequence[Finding],
    pages: int,
    shown_before: Collection[str] = (),
    *,
    annotate: bool = False,
    unpublished: Unpublished = Unpublished(),
) -> Report:
    """Sum a build up in a few lines; warnings first, since they wait for somebody.

    `shown_before` names the letters that the last package showed: of one withdrawn since it is said what is left to do.
    `annotate` marks what waits for GitHub, too; `unpublished` are letters that nothing of is published.
    """
    marks = marked(findings) if annotate else ()
    withheld = count_withheld(package.questions, package.figures, package.refusals)
    results = Counter(check.result for check in package.checks if not check.follows_from)
    following = sum(bool(check.follows_from) for check in package.checks)
    more = f", {following:,} more follow from them" if following else ""
    published = (
        f"{counted(len(package.requests), 'request')}, {counted(sum(row.state == 'published' for row in package.responses), 'letter')}, "
        f"{counted(len({response.authority for response in package.responses}), 'authority', 'authorities')}: "
        f"{counted(len(package.figures), 'figure')} published, {counted(len(package.set_aside), 'number')} set aside, "
        f"{withheld.words}."
    )
    checked = (
        f"{counted(len(package.checks), 'comparison')}: {results['holds']:,} hold, {results['differs']:,} differ{more}, "
        f"{results['not_tested']:,} not tested."
    )
    written = f"datapackage/ holds {counted(len(RESOURCES) + len(package.tables), 'table')}; site/ holds {counted(pages, 'file')}."
    left = tuple(unpublished.told([row.response for row in package.responses]))
    lines = (*marks, *_waiting(findings), *_taken_down(package, shown_before), published, checked, written, *left)
    return Report(lines, told_to_editor(findings))


def _taken_down(package: Package, shown_before: Collection[str]) -> Iterator[str]:
    """Say which letters this build took down, and what it cannot do itself."""
    gone = [row for row in package.responses if row.state == "withdrawn" and row.response in shown_before]
    if gone:
        names = ", ".join(row.response for row in gone)
        verb, which = ("is", "it") if len(gone) == 1 else ("are", "them")
        yield f"{names} {verb} withdrawn. This build took {which} out of datapackage/ and site/."
        yield OUT_OF_REACH.format(which=which)
        yield f"The title, topics and texts of {', '.join(dict.fromkeys(row.request for row in gone))} stay: see that they tell nothing of {which}."
        yield ""


def _waiting(findings: Sequence[Finding]) -> tuple[str, ...]:
    """List the warnings that a person can settle, and count what is for the editor alone."""
    settled = [finding for finding in findings if finding.level == "warning" and finding.code not in EDITORS_ALONE]
    private = told_anywhere(finding for finding in findings if finding.code in EDITORS_ALONE)
    to_settle = (f"{counted(len(settled), 'warning')} to settle.",) if settled else ()
    told = (*told_anywhere(settled), *to_settle, *private)
    return (*told, "") if told else ()
