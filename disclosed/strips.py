"""The strip above a page of the site in the preview: what a build leaves out of it or would stop at, and the way to its review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosed.describing.wording import counted
from disclosed.links import letter_page, request_page
from disclosed.publishing.views import Link
from disclosed.serving.injecting import Strip
from disclosed.serving.pages import LIST
from disclosed.states import State

WHAT_WAITS = Link("What waits", LIST)
MOST_LINKS = 4  # drafts that a strip leads to one by one


def strip_of(name: str, state: State) -> Strip:
    """Say what a page of the site is in the preview, and lead to its review; `name` is its file."""
    if count := len(state.stops):
        words = (
            f"{counted(count, 'problem')} {'stops' if count == 1 else 'stop'} a build. These are the last good pages."
        )
        return Strip(words, (Link("Show what is wrong", f"{LIST}#problems"),), state.number, stopped=True)
    return Strip(*_of_drafts(name, state), state.number)


def _of_drafts(name: str, state: State) -> tuple[str, tuple[Link, ...]]:
    """Say whether a page is that of a draft, or shows figures of some."""
    drafts = state.site.drafts if state.site else frozenset()
    if any(name == letter_page(response) for response in drafts):
        return "This letter is a draft: a build leaves it out.", (*_review_of(name), WHAT_WAITS)
    shown = [response for response in sorted(drafts) if name == request_page(response.partition("/")[0])]
    if shown:
        return "Figures of drafts stand on this page: a build leaves them out.", tuple(_reviews_of(shown))
    if any(name == letter_page(one.name) for one in state.letters if one.state == "draft"):
        words = "This letter is a draft in which something would stop a build: its page is not shown."
        return words, (*_review_of(name), WHAT_WAITS)
    return "Drafts are shown." if drafts else "", (*_review_of(name), WHAT_WAITS)


def _reviews_of(drafts: Sequence[str]) -> Iterator[Link]:
    """Lead to the review of each of a few drafts of one request, of many to the request's own page."""
    if len(drafts) > MOST_LINKS:
        yield Link(f"Review its {counted(len(drafts), 'draft')}", f"{LIST}{drafts[0].partition('/')[0]}/")
    else:
        yield from (Link(f"Review {response}", f"{LIST}{response}/") for response in drafts)


def _review_of(name: str) -> tuple[Link, ...]:
    """Lead from a letter's page to its review."""
    parts = name.split("/")
    if len(parts) == 4 and parts[0] == "requests":
        return (Link("Review this letter", f"{LIST}{parts[1]}/{parts[2]}/"),)
    return ()
