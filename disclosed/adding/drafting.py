"""The `.yml` that `add` drafts beside a letter: what is settled stands as settings, what waits for a person as comments.

Everything in it is text that a person can go on from: a comment says what was found, and a stanza under it needs its `#`
taken away and a reason. What the letter itself prints (reference, date, licence) is not written as a setting: settings are
what a person gives, and are marked so in the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosed.adding.doubts import Doubt
from disclosed.findings import PRIVATE, UNWAITED
from disclosed.model import Finding, Reading
from disclosed.settling.settings import Kind
from disclosed.yaml_words import quoted, remark, scalar, spelt

_SETTLES = re.compile(r"settle '(?P<check>.+)' as found: (?P<found>.+) in \S+\.yml")
# Warnings that no entry of `settled:` of their own code settles.
_MENDED = frozenset({"uncertain_reading", "unread_number", "check_differs"}) | PRIVATE | UNWAITED
_STATE = re.compile(r"^state: draft.*$", re.MULTILINE)
DOUBTS = "doubts:"
PROPOSED = "# proposed"
COMPARE = "# To compare:"
UNDECIDED = "undecided"
_SHOWN = 60  # characters of the line on either side of doubtful words
HOW = (
    "# Is it personal data? Write redact or keep after each `decide:`; to keep, add a line `reason:` too.",
    "# Then run: python3 build.py add",
)


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave with a letter, on the command line or in the index; '' where nothing."""

    authority: str = ""
    request: str = ""
    reference: str = ""
    received: str = ""
    answered: str = ""
    subject: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What the program proposes of a letter among others, for a person to confirm."""

    kind: Kind = "response"
    kind_said: bool = True
    supersedes: str = ""
    beside: str = ""
    questions: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def wait(self) -> bool:
        """Whether a person has to look at them."""
        return bool(self.kind != "response" or self.questions or self.labels)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a `.yml` is drafted of. `day` is the day of adding (ISO 8601); `grounded` says that re-use has a ground."""

    reading: Reading
    given: Given
    proposals: Proposals
    day: str
    authority: str = ""
    grounded: bool = True
    waiting: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    text: str = ""
    compare: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it is a draft until a person has settled something."""
        return bool(self.waiting or self.doubts or self.compare or self.proposals.wait or not self.grounded)


def render_settings(draft: Draft) -> str:
    """Write the whole `.yml`."""
    parts = (
        _state(draft),
        _given(draft),
        _proposed(draft),
        _reuse(draft),
        (f"{COMPARE} {remark(words)}." for words in draft.compare),
        to_settle(draft.waiting),
        doubts_block(draft.doubts, draft.text),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def publish(settings: str) -> str:
    """Set a draft's state to published: nothing waits any more."""
    return _STATE.sub("state: published", settings, count=1)


def _state(draft: Draft) -> Iterator[str]:
    if draft.waits:
        yield "state: draft  # when what waits below is settled: published"
    else:
        yield "state: published"
    yield f"published: {draft.day}"
    yield f"updated: {draft.day}"


def _given(draft: Draft) -> Iterator[str]:
    """Write what a person gave; of what the letter prints too, the letter's is kept and a difference said."""
    head, given = draft.reading.letterhead, draft.given
    if draft.authority:
        yield f"authority: {draft.authority}"
    printed = (
        ("subject", given.subject, head.subject),
        ("reference", given.reference, head.reference.value if head.reference else None),
        ("date", given.answered, head.date.value if head.date else None),
    )
    for key, words, own in printed:
        if words and not own:
            yield f"{key}: {scalar(words)}"
        elif words and own and words.casefold() != own.casefold():
            yield f"# {key}: the letter prints {scalar(own)}, the index {scalar(words)}."
        elif own:
            yield f"# {key}: {scalar(own)}, as the letter prints it."
        elif key != "subject":
            yield f"# {key}: the letter prints none."
    if given.url:
        yield f"url: {scalar(given.url)}"
    if given.received:
        yield f"received: {given.received}"


def _proposed(draft: Draft) -> Iterator[str]:
    proposals = draft.proposals
    if proposals.kind != "response":
        said = "as it says itself" if proposals.kind_said else "a guess: the letter does not say"
        yield f"kind: {proposals.kind}  {PROPOSED}, beside {proposals.beside}: {said}"
    if proposals.supersedes:
        yield f"supersedes: {proposals.supersedes}"
    if proposals.questions:
        yield f"questions:  {PROPOSED}, by likeness of the words with {proposals.beside}: this letter's number, the request's"
        yield from (f"  {_number(ours)}: {_number(theirs)}" for ours, theirs in proposals.questions.items())
    if proposals.labels:
        yield f"labels:  {PROPOSED}: this letter's label, the request's"
        yield from (f"  {scalar(ours)}: {scalar(theirs)}" for ours, theirs in proposals.labels.items())


def _number(number: str) -> str:
    return f"Q{number.removeprefix('Q')}"


def _reuse(draft: Draft) -> Iterator[str]:
    """Say on what re-use rests, or what has to be decided."""
    licence = draft.reading.letterhead.licence
    words = f": {remark(licence.words)}" if licence else "."
    if licence and licence.value:
        stated = "" if draft.reading.letterhead.version_stated else ", its version not stated"
        yield f"# Re-use: the letter grants it ({licence.value}{stated}){words}"
        return
    yield f"# Re-use: the letter prints {'words that grant no open licence' if licence else 'no licence'}{words}"
    if draft.grounded:
        yield "# The ground of the request or of the site holds."
        return
    yield "# Decide on what it rests; without a ground only metadata and outcomes go out."
    yield "# reuse:"
    yield "#   ground: authority_policy  # or permission, facts_and_quotation"
    yield "#   licence: OGL-UK-3.0"
    yield "#   by: editor"
    yield f"#   date: {draft.day}"
    yield "#   words: what the authority says, and where (source:)"


def to_settle(waiting: Iterable[Finding]) -> Iterator[str]:
    """Write each finding that waits, with the stanza that settles it where there is one."""
    shown = [finding for finding in waiting if finding.code not in PRIVATE]
    said = (f"To settle: {_place(finding)}{finding.message} {finding.remedy}".strip() for finding in shown)
    yield from (f"# {remark(line)}" for words in dict.fromkeys(said) for line in words.splitlines())
    stanzas = [stanza for finding in shown for stanza in _stanza(finding)]
    if stanzas:
        yield "# settled:"
        yield from stanzas


def _place(finding: Finding) -> str:
    """Say where a finding stands: in the letter, or in the request's own file."""
    file = "request.md, " if finding.file.endswith("/request.md") else ""
    return f"{file}line {finding.line}: " if finding.line else ""


def _stanza(finding: Finding) -> Sequence[str]:
    """Give the entry under `settled:`; nothing for what only another setting can mend."""
    entry = [f"{key}: {value if key == 'line' else scalar(value)}" for key, value in settlement_of(finding)]
    if not entry:
        return ()
    first, *rest = entry
    return (f"#   - {first}", *(f"#     {line}" for line in (*rest, "reason: As released.", "by: editor")))


def settlement_of(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Give the keys of a `settled:` entry that name a finding or the difference it tells; none where another key mends it."""
    settles = _SETTLES.search(finding.remedy)
    if settles:
        return (("check", settles["check"]), ("found", settles["found"]))
    if finding.level != "warning" or finding.code in _MENDED:
        return ()
    if finding.line:
        return (("finding", finding.code), ("line", str(finding.line)))
    question = (("question", _number(finding.question)),) if finding.question else ()
    return (("finding", finding.code), *question)


def doubts_block(doubts: Sequence[Doubt], text: str) -> Iterator[str]:
    """Write the list of what a person has to decide, each with the line in which it stands."""
    if not doubts:
        return
    lines = text.split("\n")
    yield from HOW
    yield DOUBTS
    for doubt in doubts:
        yield f"  - line: {doubt.line}"
        yield f"    kind: {doubt.kind}"
        yield f"    in: {quoted(spelt(_around(lines, doubt)))}"
        yield f"    words: {quoted(spelt(doubt.words))}"
        yield f"    why: {doubt.why}"
        yield f"    decide: {UNDECIDED}"


def _around(lines: Sequence[str], doubt: Doubt) -> str:
    """Give the line in which doubtful words stand, a long one cut around them."""
    line = lines[doubt.line - 1].strip() if 0 < doubt.line <= len(lines) else ""
    start = max(line.find(doubt.words) - _SHOWN, 0)
    end = start + len(doubt.words) + 2 * _SHOWN
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
