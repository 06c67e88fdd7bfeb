"""The data package of a content folder: every letter read and settled, compared, tabulated, put in order.

Drafts are read and checked like the rest and left out, so that one letter that waits for a person does not hold up the
others; what they lack is reported as notes. The result is the same in any order of files, on any machine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from disclosed.addresses import Figures, fold_label, index_figures
from disclosed.findings import UserError, nearest, problem
from disclosed.licences import LICENCES
from disclosed.model import Finding, Reading
from disclosed.rows import AskedRow, AuthorityRow, IdentifierRow, Package, RequestRow, Table
from disclosed.settling.bearing import Bearing
from disclosed.settling.calculated import Answered, DerivedRows
from disclosed.settling.checks import Checked, check_addresses, check_letter
from disclosed.settling.commentary import Terms, Written, check_commentary, labels_with_numbers
from disclosed.settling.disclosure import Evidence, find_given_away, find_telling
from disclosed.settling.periods import period_label
from disclosed.settling.private import PrivateWord, check_request, check_site, hide, private_words
from disclosed.settling.restated import Told, find_restated
from disclosed.settling.reuse import check_reuse
from disclosed.settling.settings import Authority
from disclosed.settling.settle import PERSONAL, Place, Settled, settle
from disclosed.settling.sources import Content, LetterSource, RequestSource, reading_of
from disclosed.settling.superseding import changes_calculated, check_supersessions, supersede
from disclosed.settling.tables import tabulate
from disclosed.settling.unusual import find_unusual
from disclosed.settling.whose import authority_of, cased, stem_key, titled

SILENT = frozenset({"acknowledged", "clarification", "refused", "no_reply"})
Read = Callable[[bytes], Reading]


def read(data: bytes) -> Reading:
    """Read one letter's bytes."""
    from disclosed.reading.lines import parse_letter  # noqa: PLC0415  (a build whose readings are cached reads no letter)
    from disclosed.reading.reading import read_letter  # noqa: PLC0415

    return read_letter(parse_letter(data))


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter with its reading and its place among its authority's letters."""

    source: LetterSource
    reading: Reading
    place: Place


_Kept = tuple[LetterSource, Settled]


@dataclass(frozen=True, slots=True)
class _Settling:
    """One request's letters, settled: those that are published, and drafts."""

    request: RequestSource
    kept: tuple[_Kept, ...]
    drafts: tuple[_Kept, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """One request's part of the package, as it is made."""

    row: RequestRow
    settled: tuple[Settled, ...]
    checked: tuple[Checked, ...]
    tables: tuple[Table, ...]
    derived: tuple[DerivedRows, ...]
    asked: tuple[AskedRow, ...]


@dataclass
class _Assembler:
    """Collects findings and the names of authorities while the requests are made, one after another."""

    content: Content
    read: Read
    drafts: bool
    findings: list[Finding] = field(default_factory=list)
    printed: dict[str, str] = field(default_factory=dict)
    textless: dict[str, LetterSource] = field(default_factory=dict)
    private: dict[PrivateWord, None] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def settle(self, request: RequestSource) -> _Settling:
        """Read and settle one request's letters."""
        self.findings += check_reuse(request.settings.reuse, request.source, None)
        places = self._places(request)
        letters = [letter for source in request.letters if (letter := self._read(source, places[source.stem]))]
        words = tuple(word for letter in letters for word in private_words(letter.reading, letter.source.settings))
        self.private |= dict.fromkeys(words)
        self.findings += check_request(request, words)
        settled = [
            settle(
                letter.reading, letter.source, request=request, place=letter.place, site_reuse=self.content.site.reuse
            )
            for letter in letters
        ]
        self.findings += check_supersessions(request, places)
        self.files |= {
            made.response.response: letter.source.file for letter, made in zip(letters, settled, strict=True)
        }
        kept: list[_Kept] = []
        drafts: list[_Kept] = []
        for letter, made in zip(letters, settled, strict=True):
            (drafts if made.draft and not self.drafts else kept).append((letter.source, made))
        marked = supersede([made for _, made in kept], [made for _, made in drafts])
        return _Settling(request, tuple(zip((source for source, _ in kept), marked, strict=True)), tuple(drafts))

    def request(self, settling: _Settling, restated: Told) -> _Made | None:
        """Make one request's rows; None where it has nothing to publish."""
        for source, made in settling.drafts:
            told = restated.get(made.response.response, ())
            checked = check_letter(settling.request, source, made, _figures_of([made]), told)
            self.findings += map(as_draft, checked.findings)
        if not settling.kept and not settling.request.asked:
            return None
        return self._assemble(settling.request, settling.kept, restated)

    def _assemble(self, request: RequestSource, kept: Sequence[_Kept], restated: Told) -> _Made:
        settled = [made for _, made in kept]
        figures = _figures_of(settled)
        checked = [
            check_letter(request, source, made, figures, restated.get(made.response.response, ()))
            for source, made in kept
        ]
        for each in checked:
            figures = each.guard.applied(figures)
        self.findings += [finding for each in checked for finding in each.findings]
        self.findings += find_unusual(settled, self.files)
        self.findings += check_addresses(request, [(source, figures) for source, made in kept if made.open])
        answered = [
            Answered(source.stem, made, figures, Bearing(each.comparisons))
            for (source, made), each in zip(kept, checked, strict=True)
        ]
        asked = tuple(self._asked(request, settled))
        replied = {made.response.authority for made in settled}
        silent = [(row.authority, row.state) for row in asked if row.authority not in replied and row.state in SILENT]
        tabulated = tabulate(request, answered, silent)
        written = (
            check_commentary(request, _terms(answered, checked)) if any(made.open for made in settled) else Written()
        )
        self.findings += (*tabulated.findings, *written.findings)
        changed = tuple(changes_calculated(settled, figures))
        derived = (*tabulated.derived, *written.derived, *changed)
        return _Made(_request_row(request, written), tuple(settled), tuple(checked), tabulated.tables, derived, asked)

    def _read(self, source: LetterSource, numbered: tuple[str, int]) -> _Letter | None:
        """Read one letter; None where its bytes are no letter."""
        try:
            reading = reading_of(source, self.read)
        except UserError as error:
            self.findings += [replace(finding, file=finding.file or source.file) for finding in error.findings]
            return None
        authority, sequence = numbered
        return _Letter(source, reading, Place(authority, self._known_from(source, reading, authority), sequence))

    def _places(self, request: RequestSource) -> Mapping[str, tuple[str, int]]:
        """Map each letter to its authority and its number among that authority's letters on this request."""
        counted: Counter[str] = Counter()
        places: dict[str, tuple[str, int]] = {}
        for letter in sorted(request.letters, key=lambda letter: stem_key(letter.stem)):
            authority = authority_of(letter, self.content.authorities)
            counted[authority] += 1
            places[letter.stem] = (authority, counted[authority])
        return places

    def _known_from(self, source: LetterSource, reading: Reading, name: str) -> str:
        """Say how a letter's authority is known: printed, or by an editor."""
        printed, known = reading.letterhead.authority, self.content.authorities.get(name)
        if known:
            same = printed and fold_label(printed.value) == fold_label(known.name)
            return "printed" if same else _editor(known, reading)
        if printed:
            self._under_two_names(source, name, cased(printed.value))
            self.printed.setdefault(name, cased(printed.value))
            return "printed"
        if source.data:
            self._unknown_authority(source, name)
        else:
            self.textless.setdefault(name, source)
        return "editor"

    def _under_two_names(self, source: LetterSource, name: str, printed: str) -> None:
        """Report a letter whose authority is known by another name: its pages and tables would tell one body as two."""
        known = self.content.authorities.items()
        for other in [one for one, authority in known if fold_label(authority.name) == fold_label(printed)]:
            message = f"The letter is {printed}'s, which is '{other}', and its name or its settings say '{name}'."
            remedy = f"Rename the letter, or write `authority: {other}` beside it."
            self.findings.append(problem(source.file, 0, message, remedy))

    def _unknown_authority(self, source: LetterSource, name: str) -> None:
        """Report a letter that prints no authority and whose name is not known; a draft may wait for it."""
        self.printed.setdefault(name, titled(name))
        if source.settings.state != "draft":
            message = f"The letter prints no authority, and {self.content.authorities_file} has no '{name}'."
            remedy = nearest(name, self.content.authorities) or "Add it there, with its name."
            self.findings.append(problem(source.file, 0, message, remedy))

    def _asked(self, request: RequestSource, settled: Sequence[Settled]) -> Iterator[AskedRow]:
        """Make the rows of `asked`: those of asked.csv, and every body that answered."""
        answered = dict.fromkeys(made.response.authority for made in settled)
        listed = set()
        for entry in request.asked:
            listed.add(entry.authority)
            if entry.authority not in self.content.authorities and entry.authority not in answered:
                remedy = nearest(entry.authority, self.content.authorities) or "Add it there, with its name."
                message = f"{self.content.authorities_file} has no '{entry.authority}'."
                self.findings.append(problem(request.asked_file, entry.line, message, remedy))
                self.printed.setdefault(entry.authority, entry.authority)
            if entry.authority in answered and entry.state != "answered":
                message = f"'{entry.authority}' is said to be '{entry.state}', and its letter is here."
                self.findings.append(problem(request.asked_file, entry.line, message, "Write answered."))
            yield AskedRow(
                request.name, entry.authority, entry.sent, entry.due, entry.state, entry.state_date, entry.note
            )
        for authority in answered:
            if authority not in listed:
                yield AskedRow(request.name, authority, "", "", "answered", "", "")

    def authorities(self, used: Iterable[str]) -> Iterator[AuthorityRow]:
        """Make the rows of the bodies that the package names."""
        for name in sorted(set(used)):
            if (
                name in self.textless and name not in self.printed
            ):  # nor in authorities.yml: a takedown does not wait for it
                message = "The text is gone that named the letter's authority."
                remedy = f"Add '{name}' to {self.content.authorities_file}, with its name."
                self.findings.append(problem(self.textless[name].file, 0, message, remedy, code="withdrawn_left"))
                self.printed[name] = titled(name)
            known = self.content.authorities.get(name) or Authority(name=self.printed.get(name, name))
            yield AuthorityRow(name, known.name, known.type, known.place, known.homepage)


def build_package(
    content: Content, *, drafts: bool = False, read_bytes: Read = read
) -> tuple[Package, tuple[Finding, ...]]:
    """Build the data package; the findings of level error say why it may not be published.

    `drafts` takes drafts in, for a preview; `read_bytes` may come from a cache of readings.
    """
    assembler = _Assembler(content, read_bytes, drafts)
    assembler.findings += check_reuse(content.site.reuse, content.site_source, None)
    settling = [assembler.settle(request) for request in content.requests]
    restated = find_restated([made for each in settling for _, made in (*each.kept, *each.drafts)], assembler.files)
    made = [each for one in settling if (each := assembler.request(one, restated))]
    settled = [letter for each in made for letter in each.settled]
    checked = [letter for each in made for letter in each.checked]
    evidence = Evidence.of(settled, checked)
    assembler.findings += find_given_away(evidence, assembler.files)
    private = tuple(assembler.private)
    assembler.findings += check_site(content, private)
    used = [row.authority for each in made for row in each.asked]
    used += [settled.response.authority for each in made for settled in each.settled]
    authorities = tuple(assembler.authorities(used))
    package = _without_checks(_package(content, made, authorities), find_telling(evidence))
    return package, hide(assembler.findings, private)


def _without_checks(package: Package, names: Collection[str]) -> Package:
    """Leave out checks that must not be published; they were not tested, and no term of theirs is."""
    return replace(package, checks=tuple(row for row in package.checks if row.check not in names)) if names else package


def _package(content: Content, made: list[_Made], authorities: tuple[AuthorityRow, ...]) -> Package:
    """Put the parts of all requests together."""
    settled = [letter for each in made for letter in each.settled]
    checked = [letter for each in made for letter in each.checked]
    derived = _unique(rows for each in made for rows in each.derived)
    site = content.site
    return Package(
        title=site.title,
        description=site.description,
        homepage=site.base_url,
        version=site.version,
        released=site.released,
        publisher=site.publisher.name,
        attribution=_attribution(settled),
        authorities=authorities,
        authority_identifiers=tuple(_identifiers(content, authorities)),
        requests=tuple(each.row for each in made),
        asked=tuple(row for each in made for row in each.asked),
        responses=tuple(letter.response for letter in settled),
        questions=tuple(row for letter in settled for row in letter.questions),
        refusals=tuple(row for letter in settled for row in letter.refusals),
        lines=tuple(row for letter in settled for row in letter.lines),
        figures=tuple(row for letter in settled for row in letter.figures),
        set_aside=tuple(row for letter in settled for row in letter.set_aside),
        checks=tuple(row for letter in checked for row in letter.rows),
        check_terms=tuple(row for letter in checked for row in letter.terms),
        derived=tuple(row for row, _ in derived),
        derived_terms=tuple(term for _, terms in derived for term in terms),
        notes=tuple(row for letter in settled for row in letter.notes),
        tables=tuple(table for each in made for table in each.tables if table.rows),
    )


def _unique(derived: Iterable[DerivedRows]) -> list[DerivedRows]:
    """Keep the first of each calculated number."""
    return list({row.derived: (row, terms) for row, terms in derived}.values())


def _identifiers(content: Content, authorities: Iterable[AuthorityRow]) -> Iterator[IdentifierRow]:
    for row in authorities:
        if row.authority in content.authorities:
            for scheme, code in content.authorities[row.authority].identifiers.items():
                yield IdentifierRow(row.authority, scheme, code)


def _attribution(settled: Iterable[Settled]) -> str:
    """Give the words that the licences of what is published prescribe, each once; '' where it rests on other grounds."""
    used = {letter.response.licence for letter in settled if letter.response.publish != "metadata"}
    return " ".join(LICENCES[name].words for name in sorted(used) if name in LICENCES)


def _editor(authority: Authority, reading: Reading) -> str:
    """Say from what an editor knows the authority, where the letter prints its website and not its name."""
    site = re.sub(r"^https?://(?:www\.)?|/.*$", "", authority.homepage).casefold()
    if site and any(site in line.shadow for line in reading.letter.lines):
        return f"editor, from the address {site}"
    return "editor"


def _figures_of(settled: Iterable[Settled], *, renamed: bool = True) -> Figures:
    """Make the figures of a request addressable, under the request's labels or, as the package has them, the letters'."""
    kept = tuple(settled)
    labels = {key: label for made in kept for key, label in made.labels.items()} if renamed else {}
    return index_figures(
        (row for made in kept for row in made.figures),
        (row for made in kept for row in made.questions),
        labels=labels,
    )


def _terms(answered: list[Answered], checked: list[Checked]) -> Terms:
    """Collect what a request's texts may refer to."""
    settled = [letter.settled for letter in answered]
    notes = {row.name for made in settled for row in made.notes if row.name}
    notes |= {row.name for each in checked for row in each.rows if row.result == "differs"}
    comparisons = [made for each in checked for made in each.comparisons]
    tested = {one.figure.figure for made in comparisons if made.holds is False for one in made.tested.used}
    noted: dict[str, tuple[str, ...]] = {}
    for name, made in (pair for each in checked for pair in each.noted):
        noted |= {one.figure.figure: (*noted.get(one.figure.figure, ()), name) for one in made.tested.used}
    published = _figures_of(settled, renamed=False)
    for each in checked:
        published = each.guard.applied(published)
    return Terms(
        answered[0].figures,
        published,
        answered,
        frozenset(notes),
        labels_with_numbers(row for made in settled for row in made.figures),
        " ".join(row.text for made in settled for row in made.questions).casefold(),
        frozenset(tested),
        noted,
        frozenset(name for each in checked for name in each.waiting),
        frozenset(row.name for each in checked for row in each.rows if row.result != "differs"),
        Bearing(tuple(comparisons)),
    )


def _request_row(request: RequestSource, written: Written) -> RequestRow:
    """Make the row of `requests`."""
    settings = request.settings
    whole = settings.period if not settings.periods else None
    label = settings.period_label or period_label([whole] if whole else list(settings.periods.values()))
    return RequestRow(
        request.name,
        settings.title,
        written.standfirst,
        written.headline,
        whole.interval if whole else "",
        label,
        ";".join(settings.topics),
        written.commentary,
    )


def as_draft(finding: Finding) -> Finding:
    """Make what a draft lacks a note; personal data stays an error, since a committed file is a published one."""
    if finding.code in PERSONAL or finding.level == "note":
        return finding
    return replace(finding, level="note", message=f"In a draft, not published: {finding.message}")
