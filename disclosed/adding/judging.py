"""What the build would say of letters before they are filed: their requests are built in memory with them.

A letter that anything waits for is filed as a draft. What a new letter does to its request counts too: a sentence that
says "the letter" has two to choose from once a second authority has answered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosed.adding.drafting import COMPARE, PROPOSED, Draft, publish, render_settings
from disclosed.adding.planning import Plan
from disclosed.adding.request_draft import render_request, tables_of, title_of
from disclosed.findings import PRIVATE
from disclosed.model import Finding, ReadBytes
from disclosed.settling.assembly import build_package
from disclosed.settling.config import type_settings
from disclosed.settling.settings import RequestFile, ResponseFile, Reuse
from disclosed.settling.sources import Content, LetterSource, RequestSource
from disclosed.yaml_source import Source, parse_front_matter, parse_yaml

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # a table's name in a message, whole


@dataclass(frozen=True, slots=True)
class Judged:
    """What waits in a letter, and what its coming does to the request; of private findings the number alone."""

    own: tuple[Finding, ...] = ()
    request: tuple[Finding, ...] = ()
    private: int = 0
    grounded: bool = True


@dataclass(frozen=True, slots=True)
class Filing:
    """A letter with the texts of its files, as they would be written."""

    plan: Plan
    settings: str
    judged: Judged = Judged()
    draft: Draft | None = None


def file_new(plan: Plan, day: str) -> Filing:
    """Make the filing of a new letter, before anything is known to wait; its doubts come into its `.yml` in the end."""
    draft = _draft_of(plan, day)
    return Filing(plan, render_settings(replace(draft, doubts=())), draft=draft)


def _draft_of(plan: Plan, day: str) -> Draft:
    known = plan.stem == plan.authority or plan.stem.rpartition("-")[0] == plan.authority
    return Draft(
        plan.taken.reading,
        plan.taken.given,
        plan.proposals,
        day,
        authority="" if known else plan.authority,
        doubts=plan.taken.cleaned.doubts,
        text=plan.taken.text,
        compare=plan.taken.compare,
    )


def judge(content: Content, filings: Sequence[Filing], requests: Mapping[str, str], read: ReadBytes) -> list[Filing]:
    """Judge letters as if they were published; `requests` holds the text of each drafted request.md."""
    touched = {filing.plan.request for filing in filings}
    known = _with(content, (), {}, touched)
    before = _findings(known, read) if known.requests else ()  # of a new request nothing has been said
    after = _findings(_with(content, filings, requests, touched), read)
    new = [finding for finding in after if finding not in before]
    if any(finding.file.endswith("/request.md") for finding in new):  # a draft may hold what a table asks for
        open_ = _open(_with(content, filings, requests, touched))
        beside = set(build_package(open_, drafts=True, read_bytes=read)[1])
        new = [finding for finding in new if not finding.file.endswith("/request.md") or finding in beside]
    return [replace(filing, judged=_judged(filing, new, content)) for filing in filings]


def _findings(content: Content, read: ReadBytes) -> tuple[Finding, ...]:
    return build_package(content, read_bytes=read)[1]


def _judged(filing: Filing, findings: Iterable[Finding], content: Content) -> Judged:
    """Pick out what a letter waits for."""
    letter = _letter(filing)
    serious = [finding for finding in findings if finding.level != "note"]
    own = tuple(one for one in serious if one.file in {letter.file, letter.source.file} and one.code not in PRIVATE)
    private = sum(one.code in PRIVATE for one in serious if one.file in {letter.file, letter.source.file})
    shared = tuple(one for one in serious if one.file == _request_file(filing.plan.request))
    return Judged(own, shared, private, _grounded(filing.plan, content))


def _grounded(plan: Plan, content: Content) -> bool:
    licence = plan.taken.reading.letterhead.licence
    request = next((one for one in content.requests if one.name == plan.request), None)
    others = (request.settings.reuse if request else None, content.site.reuse)
    return bool(licence and licence.value) or any(
        one is not None and one.ground not in {None, "stated"} for one in others
    )


def _request_file(name: str) -> str:
    return f"content/requests/{name}/request.md"


def _letter(filing: Filing) -> LetterSource:
    plan = filing.plan
    stem = f"content/requests/{plan.request}/{plan.stem}"
    source = parse_yaml(publish(filing.settings).encode(), f"{stem}.yml")
    settings, _ = type_settings(ResponseFile, source)
    return LetterSource(
        plan.stem, f"{stem}.txt", plan.taken.cleaned.cautious.encode(), settings or ResponseFile(), source
    )


def _with(content: Content, filings: Sequence[Filing], requests: Mapping[str, str], touched: set[str]) -> Content:
    """Lay letters into the content folder in memory; only their own requests stay in it."""
    kept = {request.name: request for request in content.requests if request.name in touched}
    for filing in filings:
        name = filing.plan.request
        request = kept.get(name) or _new_request(name, requests.get(name, ""))
        kept[name] = replace(request, letters=(*request.letters, _letter(filing)))
    return replace(content, requests=tuple(kept[name] for name in sorted(kept)))


def _new_request(name: str, text: str) -> RequestSource:
    file = _request_file(name)
    if not text:
        return RequestSource(name, file, RequestFile(title=name), Source(file), ())
    source = parse_front_matter(text.encode(), file)
    settings, problems = type_settings(RequestFile, source)
    return RequestSource(name, file, settings or RequestFile(title=name), replace(source, problems=problems), ())


def draft_request(filings: Sequence[Filing], content: Content, read: ReadBytes) -> str:
    """Draft a new request's request.md: titled by the first of the letters that come with it, with the tables of the one that has most.

    Tables that the package would refuse for any of the letters are left out, all of them in the end.
    """
    plan = filings[0].plan
    title = title_of(plan.taken.reading, plan.taken.given.subject, plan.request)
    readings = [filing.plan.taken.reading for filing in filings]
    reading, names = max(((one, [name for name, _ in tables_of(one)]) for one in readings), key=lambda one: len(one[1]))
    refused: set[str] = set()
    for _ in range(len(names) + 1):
        text = render_request(reading, title, leave_out=refused)
        found = judge(_open(content), filings, {plan.request: text}, read)[0].judged.request
        if not found:
            return text
        blamed = tables_named(found, names) - refused
        refused |= blamed or set(names)
    return render_request(reading, title, leave_out=set(names))


def tables_named(findings: Iterable[Finding], names: Collection[str]) -> set[str]:
    """Give the tables that findings name, each by its whole name: `question-1` is not in `question-12`."""
    return {word for finding in findings for word in _NAME.findall(finding.message)}.intersection(names)


def _open(content: Content) -> Content:
    """Give the site a ground for re-use: tables are drafted for the day on which there is one."""
    ground = Reuse(ground="permission", licence="OGL-UK-3.0", by="program", words="For the draft alone.")
    return replace(content, site=content.site.model_copy(update={"reuse": ground}))


def finish(filing: Filing) -> Filing:
    """Write a letter's `.yml` with all that waits; one from the inbox keeps what a person wrote in it."""
    judged = filing.judged
    if filing.draft is not None:
        draft = replace(filing.draft, waiting=(*judged.own, *judged.request), grounded=judged.grounded)
        return replace(filing, draft=draft, settings=render_settings(draft))
    clear = (
        not (judged.own or judged.request)
        and judged.grounded
        and not any(mark in filing.settings for mark in (PROPOSED, COMPARE))
    )
    return replace(filing, settings=publish(filing.settings)) if clear else filing
