"""On what re-use of a letter's figures rests, and how much of it is published.

Freedom of Information is a right to be told, not to publish again: without a ground nothing but metadata and outcomes
goes out. The nearest ground wins: a person's for the letter, the letter's own words, the request's,
the site's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from disclosed.findings import nearest, problem
from disclosed.licences import LICENCES
from disclosed.model import Finding, Letterhead
from disclosed.settling.settings import Reuse
from disclosed.yaml_source import Source

Publish = Literal["all", "figures", "metadata"]


@dataclass(frozen=True, slots=True)
class GroundForReuse:
    """What was decided, as `responses` says it. `publish` is `metadata` where there is no ground."""

    ground: str
    licence: str
    licence_words: str
    version_stated: bool
    publish: Publish
    words: str = ""
    source: str = ""
    by: str = ""
    date: str = ""


def resolve_reuse(letterhead: Letterhead, own: Reuse | None, *others: Reuse | None) -> GroundForReuse:
    """Find the nearest ground, and how much the nearest that says so publishes.

    `own` is the letter's settings, `others` the request's and the site's.
    """
    printed = letterhead.licence
    words = printed.words if printed else ""
    stated = Reuse(ground="stated", by="program") if printed and printed.value else None
    shared = (each for each in others if each is not None and each.ground != "stated")
    nearest_of = next((each for each in (own, stated, *shared) if each is not None and each.ground), None)
    if nearest_of is None:
        return GroundForReuse("none", "", words, False, "metadata")
    publish: Publish = next((each.publish for each in (own, *others) if each and each.publish), "all")
    if nearest_of.ground == "facts_and_quotation" and publish == "all":
        publish = "figures"  # a whole letter is no short quotation
    version_stated = nearest_of.version_stated
    return GroundForReuse(
        str(nearest_of.ground),
        nearest_of.licence or (printed.value if printed and nearest_of.ground == "stated" else ""),
        words,
        letterhead.version_stated if version_stated is None else version_stated,
        publish,
        nearest_of.words,
        nearest_of.source,
        nearest_of.by,
        nearest_of.date,
    )


def is_decided(ground: GroundForReuse, own: Reuse | None) -> bool:
    """Tell whether a person or the letter has settled what is published: a ground, or metadata alone on purpose."""
    return ground.ground != "none" or bool(own and own.publish == "metadata")


def check_reuse(reuse: Reuse | None, source: Source, letterhead: Letterhead | None) -> tuple[Finding, ...]:
    """Find what is wrong with a ground; `letterhead` is None for a request or a site, whose letters differ."""
    if reuse is None:
        return ()
    found: list[Finding] = []
    line = source.line(("reuse", "ground"))
    if reuse.licence and reuse.licence not in LICENCES:
        remedy = nearest(reuse.licence, LICENCES) or f"Known are {', '.join(LICENCES)}."
        at = source.line(("reuse", "licence"))
        found.append(problem(source.file, at, f"'{reuse.licence}' is no open licence known here.", remedy))
    if reuse.ground == "stated" and letterhead is not None and letterhead.licence is None:
        remedy = "Write the ground it rests on, with words and source."
        message = "The ground is 'stated', and the letter prints no licence."
        found.append(problem(source.file, line, message, remedy))
    if (
        reuse.ground == "stated"
        and letterhead
        and letterhead.licence
        and not (letterhead.licence.value or reuse.licence)
    ):
        remedy = "Write the ground it rests on, with words and source; or, where the words do grant one, its licence."
        message = "The ground is 'stated', and the letter's words grant no open licence."
        found.append(problem(source.file, line, message, remedy))
    if reuse.ground == "stated" and letterhead is None:
        message = "The ground 'stated' is a letter's own, and cannot hold for letters that state nothing."
        found.append(problem(source.file, line, message, "Write the ground that holds for all, or delete it."))
    if reuse.ground not in {None, "stated"} and not (reuse.by and (reuse.words or reuse.source)):
        message = f"The ground '{reuse.ground}' does not say who decided, and on what words."
        found.append(problem(source.file, line, message, "Add by, and words or source."))
    return tuple(found)
