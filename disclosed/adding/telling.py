"""What `add` prints: for one letter its lines with what was read, for a folder a line a letter, the worst first.

Of personal data place and kind are told and never the words: what is printed may stand in a log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from disclosed.adding.judging import Filing
from disclosed.adding.planning import Plan
from disclosed.findings import line_of
from disclosed.model import Finding
from disclosed.readers.plain import counted
from disclosed.reading.inspection import render_text

MANY = 5  # letters of a request that print no licence, which are told together
NO_LICENCES = (
    "{count} letters of {request} print no open licence: decide the ground for re-use once, on the page of the request in"
    " `python3 build.py serve` or under `reuse:` in content/requests/{request}/request.md."
)


def tell_letter(filing: Filing, *, dry_run: bool) -> Iterator[str]:
    """Tell of one letter: its lines and what was read, what was redacted and left out, where it goes, what waits."""
    plan = filing.plan
    yield render_text(plan.taken.reading, plan.taken.file).rstrip()
    yield ""
    yield from _cleaned(plan)
    yield f"{_where(filing)}{' (not written: --dry-run)' if dry_run else ''}"
    yield from (f"  {line}" for line in _why(filing))


def tell_folder(
    filings: Sequence[Filing], same: Sequence[Plan], failed: Sequence[Finding], *, dry_run: bool
) -> Iterator[str]:
    """Tell of many letters: what failed, what waits for a person, what is filed, what was there already; then the sums."""
    yield from (line_of(finding) for finding in failed)
    requests: set[str] = set()  # what is wrong in a request's own file is told with the first letter that brings it up
    once = {name: count for name, count in _ungrounded(filings).items() if count >= MANY}
    for filing in sorted(filings, key=lambda one: (-_weight(one), one.plan.taken.file)):
        yield f"{filing.plan.taken.file}: {_where(filing)}"
        shared = {line_of(finding) for finding in filing.judged.request}
        lines = (*_cleaned_in_short(filing.plan), *_why(filing, grounds=filing.plan.request not in once))
        yield from (f"  {line}" for line in lines if line not in requests)
        requests |= shared
    yield from (same_words(plan) for plan in same)
    yield from (NO_LICENCES.format(count=count, request=request) for request, count in once.items())
    yield _sum(filings, same, failed) + (" Nothing was written: --dry-run." if dry_run else "")


def _ungrounded(filings: Sequence[Filing]) -> Counter[str]:
    """Count, for each request, the letters that print no open licence and have no other ground for re-use."""
    return Counter(filing.plan.request for filing in filings if not filing.judged.grounded)


def same_words(plan: Plan) -> str:
    """Say that a letter is there already."""
    return f"{plan.taken.file}: This letter is filed already, as {plan.same_as}. Nothing was added."


def _weight(filing: Filing) -> int:
    """Put first what waits for most."""
    if waits_in_inbox(filing):
        return 1_000 + len(filing.plan.taken.cleaned.doubts)
    return len(filing.judged.own) + len(filing.judged.request) + (10 if is_draft(filing) else 0)


def waits_in_inbox(filing: Filing) -> bool:
    """Whether a letter has doubts about personal data."""
    return bool(filing.plan.taken.cleaned.doubts)


def is_draft(filing: Filing) -> bool:
    """Whether a letter is filed as a draft."""
    return filing.settings.startswith("state: draft")


def _where(filing: Filing) -> str:
    plan = filing.plan
    if waits_in_inbox(filing):
        return f"waits in inbox/{plan.name}.yml: say there what is personal data, then run `python3 build.py add`."
    state = "as a draft" if is_draft(filing) else "as published"
    return f"content/requests/{plan.name}.txt, {state} ({plan.joins})."


def _cleaned(plan: Plan) -> Iterator[str]:
    for data in sorted(plan.taken.cleaned.redacted, key=lambda one: (one.span.line, one.span.first)):
        yield f"redacted  line {data.span.line}, columns {data.span.first} to {data.span.last}: {data.kind}"
    yield from (f"left out  {words}" for words in plan.taken.left_out)


def _cleaned_in_short(plan: Plan) -> Iterator[str]:
    """Count what was redacted by kind, and name what was left out."""
    kinds = Counter(data.kind for data in plan.taken.cleaned.redacted)
    if kinds:
        yield f"Redacted: {', '.join(f'{kind} {count}' for kind, count in sorted(kinds.items()))}."
    if plan.taken.left_out:
        yield f"Left out: {'; '.join(plan.taken.left_out)}."


def _why(filing: Filing, *, grounds: bool = True) -> Iterator[str]:
    """Say what a person has to do; without `grounds` not that a ground for re-use is to be decided."""
    plan, judged, proposals = filing.plan, filing.judged, filing.plan.proposals
    if plan.taken.cleaned.doubts:
        lines = ", ".join(str(line) for line in dict.fromkeys(doubt.line for doubt in plan.taken.cleaned.doubts))
        stretches = counted(len(plan.taken.cleaned.doubts), "stretch", "stretches")
        yield f"{stretches} may be personal data: line {lines}."
    yield from (f"{words[:1].upper()}{words[1:]}." for words in plan.taken.compare)
    if grounds and not judged.grounded:
        yield "It prints no open licence: decide the ground for re-use in its .yml."
    if proposals.kind != "response":
        yield f"It is a later letter beside {proposals.beside}: {proposals.kind} is proposed in its .yml."
    if proposals.questions or proposals.labels:
        kinds = ((proposals.questions, "number"), (proposals.labels, "label"))
        parts = " and ".join(counted(len(found), noun) for found, noun in kinds if found)
        yield f"Proposed in its .yml: {parts} of the request that mean the same."
    yield from dict.fromkeys(line_of(finding) for finding in (*judged.own, *judged.request))
    if judged.private:
        yield f"{counted(judged.private, 'private finding')}: build.py inspect shows them."


def _sum(filings: Sequence[Filing], same: Sequence[Plan], failed: Sequence[Finding]) -> str:
    counts = Counter(
        "waiting in inbox/" if waits_in_inbox(one) else "as drafts" if is_draft(one) else "as published"
        for one in filings
    )
    drafts = "as a draft" if counts["as drafts"] == 1 else "as drafts"
    said = {"as published": "as published", "as drafts": drafts, "waiting in inbox/": "waiting in inbox/"}
    parts = [f"{counts[key]} {words}" for key, words in said.items() if counts[key]]
    parts += [f"{len(same)} there already"] if same else []
    files = len({finding.file for finding in failed})
    parts += [f"{files} not read"] if files else []
    return f"{counted(len(filings) + len(same) + files, 'letter')}: {', '.join(parts) or 'none'}."
