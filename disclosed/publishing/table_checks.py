"""What stands under a table of the comparisons with its figures: how many hold and how many differ, with the way to them.

What follows from another difference is not counted again (docs/editorial.md §6). A difference has its note beside the figures too; what holds is said here, so that a reader need not go looking for it.
"""

from __future__ import annotations

from collections import Counter

from disclosed.describing.wording import cardinal, counted, upper_first
from disclosed.links import relative
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.views import Rich, Run
from disclosed.rows import Table


def checks_line(plan: SitePlan, page: str, table: Table) -> Rich:
    """Write `Checks: 8 comparisons use these figures. Four hold and four differ.`; nothing where none does."""
    shown = {row.figure for row in table.rows if row.figure}
    results: Counter[str] = Counter()
    first = ""
    for response in dict.fromkeys(row.response for row in table.rows if row.response):
        for row in plan.ledgers.get(response, ()):
            for pair in row.pairs:
                if not row.follows and any(term.figure in shown for term in plan.index.terms(pair.check)):
                    results["differs" if pair.result == "differs" else "holds"] += 1
                    first = first or plan.check_place(row.response, row.name)
    if not first:
        return ()
    made = results.total()
    uses = "uses" if made == 1 else "use"
    link = Run(counted(made, "comparison"), relative(page, first))
    return (Run("Checks: "), link, Run(f" {uses} these figures. {_said(results)}"))


def _said(results: Counter[str]) -> str:
    """Say how many hold and differ."""
    holds, differs = results["holds"], results["differs"]
    if not differs:
        return "It holds." if holds == 1 else f"{_all(holds)} hold."
    if not holds:
        return "It differs." if differs == 1 else f"{_all(differs)} differ."
    return f"{upper_first(cardinal(holds))} {_verb('hold', holds)} and {cardinal(differs)} {_verb('differ', differs)}."


def _all(count: int) -> str:
    return "Both" if count == 2 else "All"


def _verb(verb: str, count: int) -> str:
    return f"{verb}s" if count == 1 else verb
