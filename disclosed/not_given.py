"""What several authorities did not give, and why: the rows that keep a comparison from being silent about a gap.

A letter that lacks a figure says so by its question's outcome; a body that sent no letter stands with sequence 0. The
marker follows the reason: `[c]` where the provision protects a person, `[x]` where the figure is not to be had,
`[z]` where the question does not arise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosed.addresses import Figures, Lacking, Ref
from disclosed.rows import Observation
from disclosed.settings import TableRow, TableSettings
from disclosed.settle import Settled

# Provisions that protect a person (EDITORIAL.md §7): what they hide is confidential, not merely unavailable.
PROTECTIVE = ("FOIA s40", "FOISA s38", "EIR reg 12(3)", "EIR reg 13", "EIR(S) reg 11")
REASONS: Mapping[str, tuple[str, str]] = {
    "withheld": ("withheld", "[x]"),
    "not_held": ("not_held", "[x]"),
    "not_applicable": ("not_applicable", "[z]"),
}
NOT_GIVEN, NO_REPLY, UNPUBLISHED = ("not_given", "[x]"), ("no_reply", "[x]"), ("not_available", "[x]")


@dataclass(frozen=True, slots=True)
class Body:
    """Whose row it is: a letter's place among its authority's, or sequence 0 and no response."""

    request: str
    authority: str
    sequence: int = 0
    response: str = ""


def missing_rows(settings: TableSettings, settled: Settled, figures: Figures, stem: str) -> Iterator[Observation]:
    """Yield a row for each of a table's addresses for which a letter has no figure."""
    response = settled.response
    body = Body(response.request, response.authority, response.sequence, response.response)
    for row in settings.rows:
        try:
            figures.find(row.figures, stem)
        except Lacking:
            yield _row(settings, row, body, _reason(settled, row.figures))


def silent_rows(settings: TableSettings, request: str, authority: str, state: str) -> Iterator[Observation]:
    """Yield the rows of a body that sent no letter; a refusal that came without one is a refusal."""
    reason = REASONS["withheld"] if state == "refused" else NO_REPLY
    for row in settings.rows:
        yield _row(settings, row, Body(request, authority), reason)


def _reason(settled: Settled, ref: Ref) -> tuple[str, str]:
    """Say why a letter has no figure at an address: status and marker."""
    if settled.response.publish == "metadata":
        return UNPUBLISHED
    asked = ref.question.casefold()
    question = next((row for row in settled.questions if row.request_question.casefold() == asked), None)
    if question is None:
        return NOT_GIVEN
    status, marker = REASONS.get(question.outcome, NOT_GIVEN)
    provisions = (row.provision for row in settled.refusals if row.question == question.question)
    if status == "withheld" and any(provision.startswith(PROTECTIVE) for provision in provisions):
        marker = "[c]"
    return status, marker


def _row(settings: TableSettings, row: TableRow, body: Body, reason: tuple[str, str]) -> Observation:
    """Make one row without a value; labels that only a figure would give stay empty."""
    status, marker = reason
    return Observation(
        body.request,
        body.authority,
        body.sequence,
        body.response,
        tuple(row.is_.get(name, "") for name in settings.dimensions),
        "",
        "",
        "",
        partial=False,
        value=None,
        unit=settings.unit,
        status=status,
        marker=marker,
        total=row.total,
        figure="",
    )
