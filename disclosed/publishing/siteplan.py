"""What every page's plan may need: the package by its keys, the settings, what is numbered where, what files there are.

Settled once, before any page, so that pages only look things up: a letter's page must know the numbers of tables on
its request's page and the rows of the ledger, and they stand on other pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from disclosed.describing.describe import Title, is_emptied, title_of
from disclosed.describing.index import Index
from disclosed.describing.ledger import LedgerRow, ledger
from disclosed.licences import LICENCES, Licence
from disclosed.links import CHECKS, check_anchor, ledger_anchor, letter_page, relative, request_page, turned
from disclosed.publishing.numbered import Numbered, Use, number_requests
from disclosed.publishing.runs import size_words
from disclosed.publishing.views import Link
from disclosed.rows import AskedRow, IdentifierRow, Package, RequestRow
from disclosed.site import Document, Release, SiteSettings

LONGEST_LEAF = 200  # rows of a list before it turns the page: docs/design.md §6

# A build stops before its pages are planned when the package is not valid, so that a page may say that it is.
VALID = "Valid against Data Package 2.0"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class SiteWide:
    """All that the pages of a request ask of other requests: where the ledger has each letter, and the licences in use."""

    places: Mapping[str, str]
    licences: frozenset[str]


@dataclass(frozen=True)
class SitePlan:
    """The package, or the part of some requests, and all that is settled before a page is planned.

    `numbered` is by request, `sizes` holds the bytes of every file offered; `valid` says how the package was checked;
    `hashes` names the state of each request's own package.
    """

    index: Index
    site: SiteSettings
    numbered: Mapping[str, Numbered]
    sizes: Mapping[str, int] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    releases: tuple[Release, ...] = ()
    valid: str = ""
    package_hash: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)
    site_wide: SiteWide | None = None  # for a plan of some requests

    @cached_property
    def titles(self) -> Mapping[str, Title]:
        """Each request's title."""
        return {row.request: title_of(self.index, row.request) for row in self.index.package.requests}

    @cached_property
    def licences(self) -> tuple[Licence, ...]:
        """The open licences under which anything on the site is published, in the order of their names."""
        return tuple(LICENCES[name] for name in sorted(self.licences_used) if name in LICENCES)

    @cached_property
    def licences_used(self) -> frozenset[str]:
        """Every licence under which anything on the site is published, those that are not open among them; '' for none."""
        if self.site_wide is not None:
            return self.site_wide.licences
        return frozenset(row.licence for row in self.index.package.responses if row.publish != "metadata")

    @cached_property
    def unlisted(self) -> frozenset[str]:
        """The pages that say of something that it is not shown: search engines are asked not to list them."""
        package = self.index.package
        emptied = (request_page(row.request) for row in package.requests if is_emptied(self.index, row.request))
        hidden = (letter_page(row.response) for row in package.responses if row.state != "published")
        return frozenset((*emptied, *hidden))

    @cached_property
    def latest(self) -> tuple[tuple[str, RequestRow], ...]:
        """Each request with the day on which this site last published a letter of it; latest first, then by title."""
        rows = sorted(self.index.package.requests, key=lambda row: (row.title.casefold(), row.request))
        days = {
            row.request: max((own.published for own in self.index.responses(row.request)), default="") for row in rows
        }
        return tuple((days[row.request], row) for row in sorted(rows, key=lambda row: days[row.request], reverse=True))

    @cached_property
    def answered_by(self) -> Mapping[str, tuple[RequestRow, ...]]:
        """The requests that each authority answered, latest first."""
        return _by_authority(
            (own.authority, row) for _, row in self.latest for own in self.index.responses(row.request)
        )

    @cached_property
    def unanswered_by(self) -> Mapping[str, tuple[AskedRow, ...]]:
        """What each authority was asked, and sent no letter in answer that this site has."""
        heard = {(row.authority, row.request) for row in self.index.package.responses}
        asked = (row for row in self.index.package.asked if (row.authority, row.request) not in heard)
        return _by_authority((row.authority, row) for row in asked)

    @cached_property
    def identifiers_of(self) -> Mapping[str, tuple[IdentifierRow, ...]]:
        """Each authority's codes in public registers."""
        return _by_authority((row.authority, row) for row in self.index.package.authority_identifiers)

    @cached_property
    def ledgers(self) -> Mapping[str, tuple[LedgerRow, ...]]:
        """What was compared in each letter, requests as lists have them, letters with nothing to compare left out."""
        letters = (own.response for _, row in self.latest for own in self.index.responses(row.request))
        found = {response: ledger(self.index, response) for response in letters}
        return {response: rows for response, rows in found.items() if rows}

    @cached_property
    def ledger_leaves(self) -> tuple[tuple[str, ...], ...]:
        """The letters on each page of the ledger."""
        return leaves((response, len(rows)) for response, rows in self.ledgers.items())

    @cached_property
    def ledger_pages(self) -> Mapping[str, str]:
        """The page of the ledger on which each letter stands."""
        if self.site_wide is not None:
            return self.site_wide.places
        return ledger_places(self.ledger_leaves)

    def with_sizes(self, sizes: Mapping[str, int], package_hash: str = "") -> SitePlan:
        """Take in the sizes of the files that pages offer, once they are made; what is numbered stays as it was drawn."""
        return replace(self, sizes=sizes, package_hash=package_hash)

    def hash_of(self, request: str) -> str:
        """Name the state of the data that a page shows: a request's own where it is known, else that of all."""
        return self.hashes.get(request, self.package_hash)

    def ledger_place(self, response: str) -> str:
        """Give the address of a letter's part of the ledger."""
        return f"{self.ledger_pages[response]}#{ledger_anchor(response)}"

    def check_place(self, response: str, name: str) -> str:
        """Give the address of a statement's row in the ledger."""
        return f"{self.ledger_pages[response]}#{check_anchor(f'{response}/{name}')}"

    @cached_property
    def checks_on(self) -> Mapping[str, tuple[Use, ...]]:
        """The statements that each figure is a term of, by their place in their letter's ledger."""
        found: dict[str, dict[Use, None]] = {}
        for figure, use in self._terms():
            found.setdefault(figure, {})[use] = None
        return {
            figure: tuple(sorted(uses, key=lambda use: int(use.name.split()[-1]))) for figure, uses in found.items()
        }

    def _terms(self) -> Iterator[tuple[str, Use]]:
        numbers = {
            (response, row.name): at for response, rows in self.ledgers.items() for at, row in enumerate(rows, 1)
        }
        for check in self.index.package.checks:
            at = numbers.get((check.response, check.name))
            if at is not None:
                use = Use(f"check {at}", self.check_place(check.response, check.name))
                for term in self.index.terms(check.check):
                    yield term.figure, use

    def uses(self, figure: str) -> tuple[Use, ...]:
        """List everything that uses a figure: tables, charts, findings, checks, calculated numbers."""
        numbered = self.numbered[self.index.figure[figure].request]
        return (
            *numbered.uses.get(figure, ()),
            *self.checks_on.get(figure, ()),
            *numbered.calculated.get(figure, ()),
        )

    def download(self, page: str, words: str, path: str) -> tuple[Link, ...]:
        """Offer a file with its format and size, `Table 2 (CSV, 3 kB)`; nothing where the file is not made.

        `words` opens the bracket: `Table 2 (CSV`.
        """
        if path not in self.sizes:
            return ()
        return (Link(f"{words}, {size_words(self.sizes[path])})", relative(page, path)),)

    def document(self, name: str) -> Document | None:
        """Find a page of prose by its name."""
        return next((document for document in self.documents if document.name == name), None)


def _by_authority(pairs: Iterable[tuple[str, Item]]) -> Mapping[str, tuple[Item, ...]]:
    """Group by authority, each thing once, in order."""
    found: dict[str, dict[Item, None]] = {}
    for authority, item in pairs:
        found.setdefault(authority, {})[item] = None
    return {authority: tuple(items) for authority, items in found.items()}


def plan_with(
    package: Package,
    site: SiteSettings,
    documents: tuple[Document, ...] = (),
    releases: tuple[Release, ...] = (),
    *,
    site_wide: SiteWide | None = None,
) -> SitePlan:
    """Begin a plan: what is numbered is known from here on, so that charts can be drawn before pages are planned."""
    index = Index(package)
    return SitePlan(
        index, site, number_requests(index), documents=documents, releases=releases, valid=VALID, site_wide=site_wide
    )


def ledger_places(shared: Iterable[tuple[str, ...]]) -> Mapping[str, str]:
    """Find the page of the ledger on which each letter stands, from the letters on each."""
    return {response: turned(CHECKS, leaf) for leaf, responses in enumerate(shared, 1) for response in responses}


def leaves(items: Iterable[tuple[Item, int]], most: int = LONGEST_LEAF) -> tuple[tuple[Item, ...], ...]:
    """Share items among leaves of at most `most` rows; an item larger than that has a leaf of its own.

    There is always a first leaf, if an empty one.
    """
    found: list[list[Item]] = [[]]
    rows = 0
    for item, size in items:
        if found[-1] and rows + size > most:
            found.append([])
            rows = 0
        found[-1].append(item)
        rows += size
    return tuple(tuple(leaf) for leaf in found)


def pager(page: str, path: str, count: int) -> tuple[Link, ...]:
    """Lead from one leaf of a list to all of them; none where there is only one."""
    if count < 2:
        return ()
    targets = [turned(path, leaf) for leaf in range(1, count + 1)]
    return tuple(
        Link(f"Page {leaf} of {count}", relative(page, target), current=target == page)
        for leaf, target in enumerate(targets, 1)
    )
