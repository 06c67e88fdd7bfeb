"""What every page has around its own content: title, addresses, navigation, report link, whose site it is.

docs/editorial.md §8 has the words of the footer; docs/design.md §6 the links: relative, each naming its file, canonical ones short.
Only 404.html, which is shown at any depth, uses the path under which the site is served.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from disclosed.describing.describe import footer
from disclosed.describing.wording import shortened
from disclosed.links import CHECKS, DATA, FEED, HOME, NOT_FOUND, REQUESTS, WITHHELD, relative, root_of
from disclosed.publishing.runs import NO_BREAK, plain
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.terms import terms_at_foot
from disclosed.publishing.views import Frame, Head, Link, Rich

NAVIGATION = (("Requests", REQUESTS), ("Data", DATA), ("Withheld", WITHHELD), ("Checks", CHECKS))
# Parts of the site that stand under a part named in the navigation.
UNDER = {"requests": REQUESTS, "topics": REQUESTS, "authorities": REQUESTS, "data": DATA, "withheld": WITHHELD, "checks": CHECKS}  # fmt: skip
ABOUT = ("about", "method", "licence", "accessibility", "privacy")
LONGEST_DESCRIPTION = 300  # characters: search engines cut at about half of it


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page adds to its frame: its description, the pages above it, the authorities it names, its metadata."""

    description: str
    above: tuple[tuple[str, str], ...] = ()  # words, path
    here: str = ""
    authorities: tuple[str, ...] = ()
    image: str = ""
    kind: str = "website"
    json_ld: str = ""
    licences: tuple[str, ...] | None = None  # of the letters that the page shows; None for those of all
    request: str = ""  # whose data the page shows; '' for that of all
    of_package: bool = True  # whether the page names the state of the data that it was made from


def frame_of(plan: SitePlan, path: str, head: Head, around: Surroundings) -> Frame:
    """Frame a page."""
    site = plan.site
    heading = _heading(head)
    return Frame(
        title=site.title if path == HOME else f"{heading} · {site.title}",
        heading=heading,
        description=shortened(around.description, LONGEST_DESCRIPTION),
        canonical=site.url(path) if path != NOT_FOUND else "",
        root=_root(plan, path),
        home=to(plan, path, HOME),
        site=site.title,
        navigation=tuple(Link(words, to(plan, path, target), _under(path) == target) for words, target in NAVIGATION),
        crumbs=_crumbs(plan, path, around),
        report=_report(plan, path),
        reports=site.reports,
        footer=_footer(plan, around),
        about=tuple(_about(plan, path)),
        image=site.url(around.image) if around.image else "",
        kind=around.kind,
        json_ld=around.json_ld,
        package=plan.hash_of(around.request) if around.of_package else "",
        feed=to(plan, path, FEED) if site.base_url else "",
        noindex=path in plan.unlisted,
    )


def to(plan: SitePlan, path: str, target: str) -> str:
    """Lead from a page to a file: relative, but from 404.html by the site's own path."""
    return plan.site.base_path + target.removesuffix("index.html") if path == NOT_FOUND else relative(path, target)


def _root(plan: SitePlan, path: str) -> str:
    return plan.site.base_path if path == NOT_FOUND else root_of(path)


def _heading(head: Head) -> str:
    """Give a page's title in one line, for tabs and cards, where it breaks as it likes."""
    comma = "" if head.title.endswith((":", ",")) else ","
    return f"{head.title}{comma} {head.place}".replace(NO_BREAK, " ") if head.place else head.title


def _under(path: str) -> str:
    return UNDER.get(path.partition("/")[0], "")


def _crumbs(plan: SitePlan, path: str, around: Surroundings) -> tuple[Link, ...]:
    """Give the way from the home page; none on the home page itself."""
    if path == HOME:
        return ()
    above = (("Home", HOME), *around.above)
    return (*(Link(words, to(plan, path, target)) for words, target in above), Link(around.here, "", current=True))


def _report(plan: SitePlan, path: str) -> Link | None:
    """Write to the editor about this page, its address in the subject."""
    contact = plan.site.contact
    if not contact:
        return None
    subject = quote(f"Problem with {plan.site.url(path) or path}", safe="")
    return Link("Report a problem with this page", f"mailto:{contact}?subject={subject}")


def _footer(plan: SitePlan, around: Surroundings) -> tuple[Rich, ...]:
    """Say whose site it is, and what holds for what the page shows."""
    names = plan.licences_used if around.licences is None else around.licences
    return (plain(footer(plan.site, around.authorities)), *terms_at_foot(names))


def _about(plan: SitePlan, path: str) -> Sequence[Link]:
    """Lead to the pages of prose: the five that every site has first, then a fork's own."""
    own = {document.name: document for document in plan.documents}
    names = [*(name for name in ABOUT if name in own), *sorted(name for name in own if name not in ABOUT)]
    return [
        Link(own[name].title, to(plan, path, f"{name}/index.html"), current=path == f"{name}/index.html")
        for name in names
    ]
