"""The data package of a content folder: what its requests give, and what only all of them together can tell.

Most of what a request gives depends on its own folder (shares.py). Three things do not: a quantity that two requests' letters
both give is compared (restated.py), what letters suppress may follow from all of an authority's letters (disclosure.py), and a
body is called what the first letter calls it. The result is the same in any order of files, on any machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from disclosed.findings import problem
from disclosed.licences import LICENCES, NOT_COVERED, is_mixed
from disclosed.model import Finding, ReadBytes
from disclosed.parts import Head, join_parts, joined_by
from disclosed.rows import Package, ResponseRow
from disclosed.settling.across import asked_in
from disclosed.settling.disclosure import Evidence, find_given_away, find_telling
from disclosed.settling.guarding import is_hidden
from disclosed.settling.letters import Settling, read, settle_letters
from disclosed.settling.private import check_site, hide
from disclosed.settling.restated import Given, find_restated
from disclosed.settling.reuse import check_reuse
from disclosed.settling.shares import Share, make_share
from disclosed.settling.sources import Content

__all__ = ["build_package", "read"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the letters of some requests give away together: findings for the editor, and checks that must not go out."""

    findings: tuple[Finding, ...] = ()
    telling: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.findings or self.telling)


def build_package(
    content: Content, *, drafts: bool = False, read_bytes: ReadBytes = read
) -> tuple[Package, tuple[Finding, ...]]:
    """Build the data package; the findings of level error say why it may not be published.

    `drafts` takes drafts in, for a preview; `read_bytes` may come from a cache of readings.
    """
    around = content.around
    settling = {one.name: settle_letters(one, around, drafts=drafts, read_bytes=read_bytes) for one in content.requests}
    restated = find_restated([given for one in settling.values() for given in given_by(one)])
    shares = {name: make_share(one, around, restated) for name, one in settling.items()}
    groups = joined_by({name: asked_by(one) for name, one in settling.items()})
    judged = [judge([shares[name] for name in group]) for group in groups]
    names = names_printed(shares.values())
    parts = [without_checks(share.package, telling_of(judged)) for share in shares.values()]
    head = head_of_site(content, parts)
    return join_parts(parts, head, names), findings_of(content, tuple(shares.values()), judged)


# What is asked of a request's letters before it is known with which others they are compared


def given_by(settling: Settling) -> tuple[Given, ...]:
    """Give what letters of other requests may be compared with."""
    settled = (made for _, made in (*settling.kept, *settling.drafts))
    title = settling.request.settings.title
    return tuple(Given.of(made, settling.files[made.response.response], title) for made in settled)


def asked_by(settling: Settling) -> frozenset[str]:
    """Name the questions that a request's letters answer, as they are the same in other requests of an authority."""
    settled = (made for _, made in (*settling.kept, *settling.drafts))
    return asked_in((made.response, made.questions, made.figures) for made in settled)


# What some requests tell together


def suppress(shares: Iterable[Share]) -> bool:
    """Tell whether any letter suppresses a figure."""
    return any(is_hidden(row) for share in shares for row in share.package.figures)


def judge(shares: Sequence[Share]) -> Judged:
    """Find what the letters of a group give away of what they suppress."""
    if not suppress(shares):
        return Judged()
    evidence = Evidence.of_shares(shares)
    files = {response: file for share in shares for response, file in share.files}
    return Judged(tuple(find_given_away(evidence, files)), find_telling(evidence))


def telling_of(judged: Iterable[Judged]) -> frozenset[str]:
    """Name every check that must not go out."""
    return frozenset(name for one in judged for name in one.telling)


def without_checks(package: Package, names: Collection[str]) -> Package:
    """Leave out checks that must not be published; they were not tested, and no term of theirs is."""
    left = tuple(row for row in package.checks if row.check not in names)
    return package if len(left) == len(package.checks) else replace(package, checks=left)


def names_printed(shares: Iterable[Share]) -> dict[str, str]:
    """Name the authorities that letters alone name, each as the first of them does."""
    names: dict[str, str] = {}
    for share in shares:
        for name, words in share.printed:
            names.setdefault(name, words)
    return names


def findings_of(content: Content, shares: Sequence[Share], judged: Iterable[Judged]) -> tuple[Finding, ...]:
    """Collect what is to be said of the whole; no message repeats what a letter tells of persons."""
    private = tuple(dict.fromkeys(word for share in shares for word in share.private))
    found = [
        *check_reuse(content.site.reuse, content.site_source, None),
        *(finding for share in shares for finding in share.findings),
        *(finding for one in judged for finding in one.findings),
        *check_site(content, private),
        *_check_names(content, shares),
    ]
    return hide(found, private)


def _check_names(content: Content, shares: Sequence[Share]) -> Iterator[Finding]:
    """Tell of authorities whose name went with a letter's text; a takedown does not wait for it."""
    printed = names_printed(shares)
    named = {row.authority for share in shares for row in share.package.authorities}
    textless: dict[str, str] = {}
    for share in shares:
        for name, file in share.textless:
            textless.setdefault(name, file)
    for name in sorted(textless):
        if name in named and name not in printed:
            message = "The text is gone that named the letter's authority."
            remedy = f"Add '{name}' to {content.authorities_file}, with its name."
            yield problem(textless[name], 0, message, remedy, code="withdrawn_left")


def head_of_site(content: Content, parts: Iterable[Package]) -> Head:
    """Say what the package is as a whole."""
    site = content.site
    return Head(
        title=site.title,
        description=site.description,
        homepage=site.base_url,
        version=site.version,
        released=site.released,
        publisher=site.publisher.name,
        attribution=_attribution(row for part in parts for row in part.responses),
    )


def _attribution(responses: Iterable[ResponseRow]) -> str:
    """Give the words that the licences of what is published prescribe, each once; '' where it rests on other grounds."""
    used = {row.licence for row in responses if row.publish != "metadata"}
    words = " ".join(LICENCES[name].words for name in sorted(used) if name in LICENCES)
    return f"{words} {NOT_COVERED}" if is_mixed(used) else words
