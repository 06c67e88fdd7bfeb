"""One request's part of the package: its settled letters checked, compared, tabulated, put in order.

Drafts are read and checked like the rest and left out, so that one letter that waits for a person does not hold up the
others; what they lack is reported as notes. The part is a function of the request's folder, of what is around it, and of
what its letters are compared with in letters of other requests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from disclosed.addresses import Figures, index_figures
from disclosed.findings import nearest, problem
from disclosed.model import Finding
from disclosed.parts import NOTHING
from disclosed.rows import AskedRow, AuthorityRow, IdentifierRow, Package, RequestRow, Table
from disclosed.settling.bearing import Bearing
from disclosed.settling.calculated import Answered, DerivedRows
from disclosed.settling.checks import Checked, check_addresses, check_letter
from disclosed.settling.commentary import Terms, Written, check_commentary, labels_with_numbers
from disclosed.settling.comparable import apart_by_itself
from disclosed.settling.known import Known
from disclosed.settling.letters import Kept, Settling
from disclosed.settling.periods import period_label
from disclosed.settling.private import Words
from disclosed.settling.restated import Told
from disclosed.settling.settings import Authority
from disclosed.settling.settle import PERSONAL, Settled
from disclosed.settling.sources import Around, RequestSource
from disclosed.settling.superseding import changes_calculated
from disclosed.settling.tables import tabulate
from disclosed.settling.unusual import find_unusual
from disclosed.settling.whose import titled

SILENT = frozenset({"acknowledged", "clarification", "refused", "no_reply"})
Names = tuple[tuple[str, str], ...]
Wholes = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one request gives: its rows, what is to be said of them, and whom its letters name that nobody has settled.

    `known` is what its checks say of suppressed figures, and `wholes` names what each of those is said to be part of.
    `printed` names authorities as letters alone do; `textless` those of letters whose text is gone, with a letter's file;
    `files` is that of each letter.
    """

    package: Package
    findings: tuple[Finding, ...] = ()
    private: Words = ()
    known: tuple[Known, ...] = ()
    wholes: Wholes = ()
    printed: Names = ()
    textless: Names = ()
    files: Names = ()

    @property
    def tells_editor(self) -> bool:
        """Whether something in it is for the editor's terminal alone, or is a person's: no file may hold it."""
        return bool(self.private) or any(finding.how for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Made:
    """One request's part of the package, as it is made."""

    row: RequestRow
    settled: tuple[Settled, ...]
    checked: tuple[Checked, ...]
    tables: tuple[Table, ...]
    derived: tuple[DerivedRows, ...]
    asked: tuple[AskedRow, ...]


def make_share(settling: Settling, around: Around, restated: Told) -> Share:
    """Make one request's part of the package; without rows where it has nothing to publish.

    `restated` compares what its letters give again with what other letters gave before.
    """
    assembler = _Assembler(around, settling, restated, list(settling.findings), dict(settling.printed))
    made = assembler.make()
    checked = made.checked if made else ()
    return Share(
        _rows(made, tuple(assembler.authorities(made)), around) if made else NOTHING,
        tuple(assembler.findings),
        settling.private,
        tuple(known for each in checked for known in each.known),
        tuple((figure, tuple(row.figure for row in rows)) for each in checked for figure, rows in each.wholes.items()),
        tuple(assembler.printed.items()),
        tuple(settling.textless.items()),
        tuple(settling.files.items()),
    )


@dataclass
class _Assembler:
    """Collects findings and the names of authorities while one request's part is made."""

    around: Around
    settling: Settling
    restated: Told
    findings: list[Finding] = field(default_factory=list)
    printed: dict[str, str] = field(default_factory=dict)

    def make(self) -> _Made | None:
        """Make one request's rows; None where it has nothing to publish."""
        request = self.settling.request
        for source, made in self.settling.drafts:
            told = self.restated.get(made.response.response, ())
            checked = check_letter(request, source, made, _figures_of([made]), told)
            self.findings += map(as_draft, checked.findings)
        return self._assemble(request, self.settling.kept) if self.settling.kept or request.asked else None

    def _assemble(self, request: RequestSource, given: Sequence[Kept]) -> _Made:
        settled = apart_by_itself([made for _, made in given])
        kept = tuple((source, made) for (source, _), made in zip(given, settled, strict=True))
        figures = _figures_of(settled)
        checked = [
            check_letter(request, source, made, figures, self.restated.get(made.response.response, ()))
            for source, made in kept
        ]
        for each in checked:
            figures = each.guard.applied(figures)
        self.findings += [finding for each in checked for finding in each.findings]
        self.findings += find_unusual(settled, self.settling.files)
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
        return _Made(_request_row(request, written), settled, tuple(checked), tabulated.tables, derived, asked)

    def _asked(self, request: RequestSource, settled: Sequence[Settled]) -> Iterator[AskedRow]:
        """Make the rows of `asked`: those of asked.csv, and every body that answered."""
        answered = dict.fromkeys(made.response.authority for made in settled)
        listed = set()
        for entry in request.asked:
            listed.add(entry.authority)
            if entry.authority not in self.around.authorities and entry.authority not in answered:
                remedy = nearest(entry.authority, self.around.authorities) or "Add it there, with its name."
                message = f"{self.around.authorities_file} has no '{entry.authority}'."
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

    def authorities(self, made: _Made) -> Iterator[AuthorityRow]:
        """Make the rows of the bodies that a request names; other requests' letters may print a name that is lacking here."""
        for name in sorted({row.authority for row in made.asked}):
            printed = self.printed.get(name) or (titled(name) if name in self.settling.textless else name)
            known = self.around.authorities.get(name) or Authority(name=printed)
            yield AuthorityRow(name, known.name, known.type, known.place, known.homepage)


def _rows(made: _Made, authorities: tuple[AuthorityRow, ...], around: Around) -> Package:
    """Put the rows of one request together."""
    derived = _unique(made.derived)
    return replace(
        NOTHING,
        authorities=authorities,
        authority_identifiers=tuple(_identifiers(around, authorities)),
        requests=(made.row,),
        asked=made.asked,
        responses=tuple(letter.response for letter in made.settled),
        questions=tuple(row for letter in made.settled for row in letter.questions),
        refusals=tuple(row for letter in made.settled for row in letter.refusals),
        lines=tuple(row for letter in made.settled for row in letter.lines),
        figures=tuple(row for letter in made.settled for row in letter.figures),
        set_aside=tuple(row for letter in made.settled for row in letter.set_aside),
        checks=tuple(row for letter in made.checked for row in letter.rows),
        check_terms=tuple(row for letter in made.checked for row in letter.terms),
        derived=tuple(row for row, _ in derived),
        derived_terms=tuple(term for _, terms in derived for term in terms),
        notes=tuple(row for letter in made.settled for row in letter.notes),
        tables=tuple(table for table in made.tables if table.rows),
    )


def _unique(derived: Iterable[DerivedRows]) -> list[DerivedRows]:
    """Keep the first of each calculated number."""
    return list({row.derived: (row, terms) for row, terms in derived}.values())


def _identifiers(around: Around, authorities: Iterable[AuthorityRow]) -> Iterator[IdentifierRow]:
    for row in authorities:
        if row.authority in around.authorities:
            for scheme, code in around.authorities[row.authority].identifiers.items():
                yield IdentifierRow(row.authority, scheme, code)


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
