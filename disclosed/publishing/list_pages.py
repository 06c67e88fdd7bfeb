"""Lists of requests: the home page, all requests by year, by topic, by authority.

An index with hairlines (docs/editorial.md §9): the ten latest on the home page, and links to the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from disclosed.describing.describe import NOT_OFFICIAL, request_counts, site_counts
from disclosed.describing.headline import headline
from disclosed.describing.wording import counted, day, upper_first
from disclosed.links import (
    HOME,
    PACKAGE_ZIP,
    REQUESTS,
    authority_page,
    relative,
    request_page,
    slug,
    topic_page,
    turned,
)
from disclosed.publishing.runs import plain, rich, tied_title
from disclosed.publishing.siteplan import SitePlan, leaves, pager
from disclosed.publishing.views import Entry, Fact, Head, IndexGroup, Link, ListView, Run
from disclosed.rows import AskedRow, AuthorityRow, RequestRow

LATEST = 10  # requests on the home page: docs/editorial.md §9
UNDATED = "Not dated"
# What became of a request that no letter answers: states of asked.csv, as the authority's page says them.
STATES = {
    "acknowledged": "acknowledged",
    "clarification": "asked to be clarified",
    "refused": "refused",
    "no_reply": "had no reply",
    "withdrawn": "withdrawn by the requester",
}
# Registers by the names that their readers know; any other scheme is named as the authority's entry names it.
SCHEMES = {
    "gss": "GSS code",
    "local-authority-eng": "Local authority register",
    "ods": "NHS ODS code",
    "ukprn": "UKPRN",
    "wikidata": "Wikidata",
}
INTRODUCTION = (
    "Public authorities answer Freedom of Information requests by letter. This site publishes the figures in those "
    "letters as open data. Each figure links to the line of the letter it came from. Nothing has been corrected or "
    "filled in."
)


def home_view(plan: SitePlan) -> ListView:
    """Plan the home page."""
    latest = [row for _, row in plan.latest]
    button = plan.download(HOME, "(zip of CSV files", PACKAGE_ZIP)
    method = plan.document("method")
    actions = (Link("How the figures are read and checked", relative(HOME, "method/index.html")),) if method else ()
    many = len(latest) > LATEST
    head = Head(
        "Figures from Freedom of Information letters",
        standfirst=plain(INTRODUCTION),
        button=Link("Download all data", button[0].href) if button else None,
        button_note=button[0].text if button else "",
        actions=actions,
    )
    return ListView(
        head,
        site_counts(plan.index),
        (IndexGroup("latest", "Latest requests" if many else "Requests", _entries(plan, HOME, latest[:LATEST])),),
        tuple(_indexes(plan, HOME)) if many else (),
        NOT_OFFICIAL,
    )


def requests_views(plan: SitePlan) -> tuple[ListView, ...]:
    """Plan the leaves of all requests, by the year in which this site published them, latest first."""
    found = plan.latest
    shared = leaves((item, 1) for item in found)
    head = Head(
        "Requests",
        standfirst=plain(f"This site has {counted(len(found), 'request')} and the figures given in answer."),
    )
    return tuple(
        ListView(
            head,
            (),
            tuple(_years(plan, turned(REQUESTS, leaf), items)),
            tuple(_indexes(plan, turned(REQUESTS, leaf))),
            pager=pager(turned(REQUESTS, leaf), REQUESTS, len(shared)),
        )
        for leaf, items in enumerate(shared, 1)
    )


def _years(plan: SitePlan, page: str, items: Iterable[tuple[str, RequestRow]]) -> Iterator[IndexGroup]:
    groups: dict[str, list[RequestRow]] = {}
    for published, row in items:
        groups.setdefault(published[:4], []).append(row)
    for year, rows in groups.items():
        title = f"Published in {year}" if year else UNDATED
        yield IndexGroup(f"year-{year or 'none'}", title, _entries(plan, page, rows))


def _entries(plan: SitePlan, page: str, rows: Iterable[RequestRow]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            plan.titles[row.request].measure,
            tied_title(plan.titles[row.request].place),
            relative(page, request_page(row.request)),
            rich(headline(plan.index, row.request)),
            request_counts(plan.index, row.request),
        )
        for row in rows
    )


def _indexes(plan: SitePlan, page: str) -> Iterator[tuple[str, str, tuple[Link, ...]]]:
    """Lead to the other lists: all requests, topics, authorities."""
    if page == HOME:
        yield "all", "All requests", (Link("All requests by year", relative(page, REQUESTS)),)
    if topics := topics_of(plan):
        yield "topics", "Topics", tuple(Link(upper_first(name), relative(page, topic_page(name))) for name in topics)
    bodies = sorted(plan.index.package.authorities, key=lambda row: (row.name.casefold(), row.authority))
    links = tuple(Link(row.name, relative(page, authority_page(row.authority))) for row in bodies)
    yield "authorities", "Authorities", links


def topics_of(plan: SitePlan) -> dict[str, list[RequestRow]]:
    """Group requests by topic, topics by name; topics that differ in case or punctuation alone are one."""
    names: dict[str, str] = {}
    found: dict[str, list[RequestRow]] = {}
    for _, row in plan.latest:
        for words in dict.fromkeys(name.strip() for name in row.topics.split(";")):
            if words:
                found.setdefault(names.setdefault(slug(words), words), []).append(row)
    return {name: found[name] for name in sorted(found, key=lambda name: (name.casefold(), name))}


def topic_views(plan: SitePlan, topic: str, rows: Sequence[RequestRow]) -> tuple[ListView, ...]:
    """Plan the leaves of one topic."""
    path = topic_page(topic)
    shared = leaves((row, 1) for row in rows)
    head = Head(upper_first(topic), standfirst=plain(f"This site has {counted(len(rows), 'request')} on this topic."))
    return tuple(
        ListView(
            head,
            (),
            (IndexGroup("requests", "Requests", _entries(plan, turned(path, leaf), own)),),
            pager=pager(turned(path, leaf), path, len(shared)),
        )
        for leaf, own in enumerate(shared, 1)
    )


def authority_views(plan: SitePlan, authority: AuthorityRow) -> tuple[ListView, ...]:
    """Plan the leaves of one authority: what it answered, and what it was asked and did not."""
    path = authority_page(authority.authority)
    rows = plan.answered_by.get(authority.authority, ())
    silent = plan.unanswered_by.get(authority.authority, ())
    shared = leaves((row, 1) for row in rows)
    head = Head(
        authority.name,
        standfirst=plain(f"Requests that {authority.name} answered, and what it gave."),
        facts=tuple(_facts(plan, authority)),
        intro=tuple(plain(_silent(plan, own)) for own in silent),
    )
    return tuple(
        ListView(
            head,
            (),
            (IndexGroup("requests", "Requests", _entries(plan, turned(path, leaf), own)),) if own else (),
            pager=pager(turned(path, leaf), path, len(shared)),
        )
        for leaf, own in enumerate(shared, 1)
    )


def _facts(plan: SitePlan, authority: AuthorityRow) -> Iterator[Fact]:
    if authority.type:
        yield Fact("Type", plain(authority.type))
    if authority.place:
        yield Fact("Place", plain(authority.place))
    if authority.homepage:
        host = authority.homepage.partition("//")[2].rstrip("/").removeprefix("www.")
        yield Fact("Website", (Run(host, authority.homepage),))
    for row in plan.identifiers_of.get(authority.authority, ()):
        yield Fact(SCHEMES.get(row.scheme.casefold(), row.scheme), (Run(row.code, style="code"),))


def _silent(plan: SitePlan, asked: AskedRow) -> str:
    """Say what became of a request that no letter of this site answers."""
    state = STATES.get(asked.state, "put to it")
    when = f" ({day(asked.state_date)})" if asked.state_date else ""
    return f"“{plan.titles[asked.request].words}”: {state}{when}."
