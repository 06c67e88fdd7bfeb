"""Package to pages: which pages the site has, at which address, with which template, and all that each says.

Decides everything and renders nothing: a `Page` holds ready words, links and numbers (views.py), and render.py only
sets them. The site's own pages come first; `content/pages/` may add pages of prose, never take the place of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from disclosed.describing.describe import is_emptied, notice, standfirst
from disclosed.describing.headline import headline
from disclosed.describing.wording import upper_first
from disclosed.findings import UserError, problem
from disclosed.links import (
    CHANGES,
    CHECKS,
    DATA,
    HOME,
    NOT_FOUND,
    REQUESTS,
    WITHHELD,
    authority_page,
    card_file,
    letter_page,
    request_page,
    request_zip,
    resource_file,
    resource_page,
    topic_page,
    turned,
)
from disclosed.model import Finding
from disclosed.publishing.account import METHOD, account_grid
from disclosed.publishing.data_pages import Sheet, changes_view, core_sheets, data_views, resource_view, table_sheets
from disclosed.publishing.feeds import FeedSite, catalog_json, dataset_json
from disclosed.publishing.frames import Surroundings, frame_of
from disclosed.publishing.ledger_pages import checks_views, withheld_views
from disclosed.publishing.letter_page import letter_view
from disclosed.publishing.list_pages import authority_views, home_view, requests_views, topic_views, topics_of
from disclosed.publishing.request_page import request_view
from disclosed.publishing.runs import plain
from disclosed.publishing.siteplan import SitePlan
from disclosed.publishing.terms import shown_under
from disclosed.publishing.views import Head, Link, ListView, Page, PlainView, ProseView, Rich, View
from disclosed.site import Document

REQUESTS_ABOVE = (("Requests", REQUESTS),)
DATA_ABOVE = (("Data", DATA),)
# First folders of the site's own pages and files: no page of prose may be named so.
OWN = frozenset({"requests", "topics", "authorities", "data", "withheld", "checks", "charts", "static", "index", "404"})


def plan_shared(plan: SitePlan) -> Iterator[Page]:
    """Plan the pages that all requests share: lists, ledgers, the package, prose."""
    yield from _lists(plan)
    yield from _ledgers(plan)
    yield from _data(plan)
    yield from _documents(plan)
    yield _not_found(plan)


def plan_request(plan: SitePlan) -> Iterator[Page]:
    """Plan the pages of one request, or of all in the plan: its own, its letters', its tables'."""
    yield from _requests(plan)
    yield from _letters(plan)
    yield from _tables(plan)


def feed_site(plan: SitePlan) -> FeedSite:
    """Give feeds.py what it needs of the settings."""
    site = plan.site
    base = f"{site.base_url.rstrip('/')}/" if site.base_url else ""
    return FeedSite(site.title, base, site.publisher, site.contact, plan.sizes, site.publisher_url, plan.releases)


def _feed_site_of(plan: SitePlan, request: str) -> FeedSite:
    """Give feeds.py the same with the sizes of one request's files alone, so that time grows with the site and no more."""
    paths = [
        request_zip(request),
        *(resource_file(table.resource) for table in plan.index.tables(request)),
    ]
    sizes = {path: plan.sizes[path] for path in paths if path in plan.sizes}
    return replace(feed_site(replace(plan, sizes={})), sizes=sizes)


def _page(plan: SitePlan, where: tuple[str, str], view: View, around: Surroundings) -> Page:
    path, template = where
    return Page(path, template, frame_of(plan, path, view.head, around), view)


def _leaves(
    plan: SitePlan, where: tuple[str, str], views: Iterable[View], around: Callable[[View], Surroundings]
) -> Iterator[Page]:
    """Make a page of each leaf of a list."""
    path, template = where
    for leaf, view in enumerate(views, 1):
        yield _page(plan, (turned(path, leaf), template), view, around(view))


def _said(view: View) -> str:
    """Describe a page by its standfirst."""
    return "".join(run.text for run in view.head.standfirst)


def _lists(plan: SitePlan) -> Iterator[Page]:
    home: ListView = home_view(plan)
    catalog = catalog_json(plan.index, feed_site(plan))
    yield _page(plan, (HOME, "list.html"), home, Surroundings(_said(home), json_ld=catalog))
    listed = (REQUESTS, "list.html")
    yield from _leaves(plan, listed, requests_views(plan), _under((), "Requests"))
    for topic, rows in topics_of(plan).items():
        around = _under(REQUESTS_ABOVE, upper_first(topic))
        yield from _leaves(plan, (topic_page(topic), "list.html"), topic_views(plan, topic, rows), around)
    for row in plan.index.package.authorities:
        around = _under(REQUESTS_ABOVE, row.name, row.name)
        yield from _leaves(plan, (authority_page(row.authority), "list.html"), authority_views(plan, row), around)


def _under(above: tuple[tuple[str, str], ...], here: str, *authorities: str) -> Callable[[View], Surroundings]:
    """Surround a list, which changes with what it lists alone and so names no state of the data."""
    return lambda view: Surroundings(_said(view), above, here, authorities, of_package=False)


def _of_data(above: tuple[tuple[str, str], ...], here: str) -> Callable[[View], Surroundings]:
    return lambda view: Surroundings(_said(view), above, here)


def _requests(plan: SitePlan) -> Iterator[Page]:
    for row in plan.index.package.requests:
        names = tuple(own.name for own in plan.index.authorities(row.request))
        if is_emptied(plan.index, row.request):
            said = standfirst(plan.index, row.request)
            bare = Surroundings(said, REQUESTS_ABOVE, row.title, names, request=row.request)
            yield _page(plan, (request_page(row.request), "request.html"), request_view(plan, row.request), bare)
            continue
        around = Surroundings(
            headline(plan.index, row.request).plain,
            REQUESTS_ABOVE,
            row.title,
            names,
            image=card_file(row.request) if plan.site.base_url else "",
            kind="article",
            json_ld=dataset_json(plan.index, row.request, _feed_site_of(plan, row.request)),
            licences=shown_under(plan.index.responses(row.request)),
            request=row.request,
        )
        yield _page(plan, (request_page(row.request), "request.html"), request_view(plan, row.request), around)


def _letters(plan: SitePlan) -> Iterator[Page]:
    for row in plan.index.package.responses:
        title = plan.index.request[row.request].title
        above = (*REQUESTS_ABOVE, (title, request_page(row.request)))
        name = plan.index.authority[row.authority].name
        here = "Letter" if len(plan.index.responses(row.request)) == 1 else f"Letter from {name}"
        view = letter_view(plan, row.response)
        around = Surroundings(
            f"The letter from {name} about {plan.titles[row.request].words}, line by line. {_said(view)}"
            if row.state == "published"
            else notice(plan.index, row.response),
            above,
            here,
            (name,),
            kind="article",
            licences=shown_under((row,)),
            request=row.request,
        )
        yield _page(plan, (letter_page(row.response), "letter.html"), view, around)


def _ledgers(plan: SitePlan) -> Iterator[Page]:
    yield from _leaves(plan, (CHECKS, "ledger.html"), checks_views(plan), _under((), "Checks"))
    yield from _leaves(plan, (WITHHELD, "ledger.html"), withheld_views(plan), _under((), "Withheld"))


def _data(plan: SitePlan) -> Iterator[Page]:
    yield from _leaves(plan, (DATA, "data.html"), data_views(plan), _of_data((), "Data"))
    for sheet in core_sheets(plan.index.package):
        yield _resource(plan, sheet)
    yield from _leaves(plan, (CHANGES, "ledger.html"), (changes_view(plan),), _of_data(DATA_ABOVE, "Changes"))


def _tables(plan: SitePlan) -> Iterator[Page]:
    for sheet in table_sheets(plan.index.package):
        yield _resource(plan, sheet)


def _resource(plan: SitePlan, sheet: Sheet) -> Page:
    name, view = sheet.resource.name, resource_view(plan, sheet)
    around = Surroundings(_said(view), DATA_ABOVE, name, request=sheet.request)
    return _page(plan, (resource_page(name), "data.html"), view, around)


def _documents(plan: SitePlan) -> Iterator[Page]:
    for document in plan.documents:
        head = Head(document.title, standfirst=plain(document.description))
        account = account_grid(plan) if document.name == METHOD else None
        view = ProseView(head, document.markdown, document.source, document.first_line, account)
        around = Surroundings(document.description, here=document.title, of_package=account is not None)
        yield _page(plan, (f"{document.name}/index.html", "prose.html"), view, around)


def _not_found(plan: SitePlan) -> Page:
    """Plan the page that is shown for an address the site does not have."""
    base = plan.site.base_path
    words: tuple[Rich, ...] = (
        plain("The address may be mistyped, or it may be of another site. Pages of this site keep their addresses."),
    )
    links = (Link("All requests", f"{base}requests/"), Link("Home", base))
    view = PlainView(Head("Page not found"), words, links)
    around = Surroundings("This page does not exist.", here="Page not found", of_package=False)
    return _page(plan, (NOT_FOUND, "plain.html"), view, around)


def check_addresses(documents: Sequence[Document], paths: Iterable[str]) -> None:
    """Find pages at one address, and pages of prose with a name of the site's own. Raises UserError."""
    found = [*_taken_names(documents)]
    taken = {f"{document.name}/index.html" for document in documents if document.name in OWN}
    seen: set[str] = set()
    for path in paths:
        if path in taken:
            continue  # said above, by its file
        if path.casefold() in seen:
            found.append(problem(path, 0, "Two pages of the site have this address.", "Rename one of them."))
        seen.add(path.casefold())
    if found:
        raise UserError(found)


def _taken_names(documents: Iterable[Document]) -> Iterator[Finding]:
    for document in documents:
        if document.name in OWN:
            yield problem(
                document.source or document.name,
                0,
                f"The site has a page of its own named '{document.name}'.",
                "Give the file another name.",
            )
