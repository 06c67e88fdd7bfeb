"""Why a cell of a comparison holds no figure: its status, and the marker that a reader sees.

The marker follows the reason: `[c]` where the provision relied on protects a person, `[x]` where the figure is not to be
had, `[z]` where the question does not arise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Reason = tuple[str, str]  # status and marker
# Provisions that protect a person (docs/editorial.md §7): what they hide is confidential, not merely unavailable.
PROTECTIVE = ("FOIA s40", "FOISA s38", "EIR reg 12(3)", "EIR reg 13", "EIR(S) reg 11")
REASONS: Mapping[str, Reason] = {
    "withheld": ("withheld", "[x]"),
    "not_held": ("not_held", "[x]"),
    "not_applicable": ("not_applicable", "[z]"),
}
NOT_GIVEN, NO_REPLY, UNPUBLISHED = ("not_given", "[x]"), ("no_reply", "[x]"), ("not_available", "[x]")
NOT_COMPARED = ("not_compared", "[x]")
UNSAID = frozenset({"not_given", "not_available"})  # of a letter that says nothing of a figure, or is not shown


def of_answer(outcome: str, provisions: Iterable[str]) -> Reason:
    """Say why an answer holds no figure, by its outcome and the provisions relied on."""
    status, marker = REASONS.get(outcome, NOT_GIVEN)
    protects = status == "withheld" and any(provision.startswith(PROTECTIVE) for provision in provisions)
    return status, "[c]" if protects else marker


def of_silence(state: str) -> Reason:
    """Say why a body that sent no letter gave no figure; a refusal that came without one is a refusal."""
    return REASONS["withheld"] if state == "refused" else NO_REPLY
