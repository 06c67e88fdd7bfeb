"""Rows to sentences: what a request, a letter and a site are called, how each is cited, and what must stand under it.

Words are those of docs/editorial.md: templates filled from rows, never a typed number. Pure functions over an
`Index` of the package. Findings are in findings_text.py, charts and tables in chart_words.py, checks in check_words.py,
notes in note_words.py, letters and refusals in letter_words.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disclosed.describing.filling import fill
from disclosed.describing.index import Index
from disclosed.describing.sentences import Link, unique
from disclosed.describing.subjects import inside, subject_of
from disclosed.describing.withholding import Count, count_withheld
from disclosed.describing.wording import (
    cardinal,
    counted,
    day,
    day_span,
    full_stop,
    joined,
    month_span,
    question_numbers,
    quoted,
)
from disclosed.licences import LICENCES
from disclosed.rows import AuthorityRow, Observation, RequestRow, ResponseRow, Table
from disclosed.site import SiteSettings

NOT_OFFICIAL = (
    "These figures come from answers to Freedom of Information requests. They are not official statistics. "
    "They are shown as the authority released them; this site has not changed them."
)
# A line that lists more authorities than this is read by nobody; the page lists them by name anyway.
MOST_NAMED = 6
# How a page speaks of an authority after its full name; the first pattern that its type or name holds decides.
SHORT_FORMS = (
    (re.compile(r"\b(?:police and crime)\b", re.IGNORECASE), "the commissioner"),
    (re.compile(r"\b(?:police|constabulary|force)\b", re.IGNORECASE), "the force"),
    (re.compile(r"\b(?:fire)\b", re.IGNORECASE), "the service"),
    (re.compile(r"\b(?:nhs|trust)\b", re.IGNORECASE), "the trust"),
    (re.compile(r"\b(?:university)\b", re.IGNORECASE), "the university"),
    (re.compile(r"\b(?:department|ministry)\b", re.IGNORECASE), "the department"),
    (re.compile(r"\b(?:council|authority area|unitary authority|borough|county)\b", re.IGNORECASE), "the council"),
)
REGULATIONS = frozenset({"EIR", "EIR(S)"})
OUTCOMES_ALONE = "the outcome of each question and no figures"
LICENCE_VERSION = re.compile(r" v(\d+\.\d+)$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in its two parts: what was measured, and for whom and when ('' where that is not known)."""

    measure: str
    place: str

    @property
    def words(self) -> str:
        """The whole title on one line."""
        return f"{self.measure}, {self.place}" if self.place else self.measure


@dataclass(frozen=True, slots=True)
class Attribution:
    """What must stand wherever figures stand: the exact words, the licence's link, and the ground for re-use.

    `words` is '' and `licence` None where a letter is published on another ground than an open licence.
    """

    words: str
    licence: Link | None
    ground: str


def short_form(authority: AuthorityRow) -> str:
    """Name an authority after its first mention: the council, the force, the trust …, else the authority."""
    named = f"{authority.type} {authority.name}"
    return next((words for pattern, words in SHORT_FORMS if pattern.search(named)), "the authority")


def letter_name(index: Index, row: ResponseRow | Observation) -> str:
    """Name a letter by its authority, on a page, in a table and in a chart alike; a second or later one says that it is."""
    name = index.authority[row.authority].name
    return f"{name} (letter {row.sequence})" if row.sequence > 1 else name


def place_words(authorities: Sequence[AuthorityRow]) -> str:
    """Name where: one authority's place, else how many authorities."""
    if len(authorities) == 1:
        return authorities[0].place or authorities[0].name
    return f"{cardinal(len(authorities))} authorities" if authorities else ""


def period_words(request: RequestRow) -> str:
    """Name when, as titles do: the author's label, else the period's months."""
    start, _, end = request.period.partition("/")
    return request.period_label or (month_span(start, end.replace("..", "")) if start else "")


def place_and_period(index: Index, request: str) -> str:
    """Give the second part of every title of a request."""
    parts = (place_words(index.authorities(request)), period_words(index.request[request]))
    return ", ".join(part for part in parts if part)


def title_of(index: Index, request: str) -> Title:
    """Name a request: its measure; its place and period."""
    return Title(index.request[request].title, place_and_period(index, request))


def standfirst(index: Index, request: str) -> str:
    """Say what the answers cover: the editor's words, else a sentence from the title, authority and period."""
    row = index.request[request]
    if row.standfirst:
        return fill(index, request, row.standfirst).plain
    index = index.current
    authorities = index.authorities(request)
    who = authorities[0].name if len(authorities) == 1 else f"{cardinal(len(authorities))} authorities"
    start, _, end = row.period.partition("/")
    whole = bool(start and end and ".." not in row.period)
    when = f" between {day_span(start, end).replace(' to ', ' and ')}" if whole else ""
    label = f" ({row.period_label})" if row.period_label and not whole else ""
    about = f"about {inside(index, row.title, index.responses(request))}{when}{label}"
    if not index.responses(request):
        none = "No answer is shown here." if index.entire.responses(request) else "No answer has been published."
        return f"A request{f' to {who}' if authorities else ''} {about}. {none}"
    return f"What {who} answered {about}."


def withheld_count(index: Index, request: str) -> Count:
    """Count a request's answers that were withheld, whole or in part."""
    current = index.current
    questions = [row for response in index.responses(request) for row in current.questions(response.response)]
    figures = (figure for row in questions for figure in current.answers(row.response, row.question))
    refusals = (refusal for row in questions for refusal in current.refusals(row.response, row.question))
    return count_withheld(questions, figures, refusals)


def request_counts(index: Index, request: str) -> str:
    """Count a request's figures and refusals: `30 figures, nothing withheld.`; of superseded answers there is nothing."""
    responses = index.current.responses(request)
    count = sum(len(index.current.figures(row.response)) for row in responses)
    unpublished = not count and _unpublished(index, responses)
    figures = "figures not published" if unpublished else counted(count, "figure")
    letters = f" in {counted(len(responses), 'letter')}" if len(responses) > 1 else ""
    withheld = withheld_count(index, request)
    return f"{figures}{letters}{f', {withheld.words}' if withheld or not unpublished else ''}."


def _unpublished(index: Index, responses: Iterable[ResponseRow]) -> bool:
    """Tell whether any answer was given in figures; asked where none of them is published."""
    return any(row.outcome == "figures" for own in responses for row in index.questions(own.response))


def site_counts(index: Index) -> tuple[str, ...]:
    """Count the package: `2 requests`, `2 letters`, `1 authority`, `55 figures`, `1 answer withheld`."""
    package, standing = index.every, index.current.package
    withheld = count_withheld(standing.questions, standing.figures, standing.refusals)
    return (
        counted(len(package.requests), "request"),
        counted(sum(row.state == "published" for row in package.responses), "letter"),
        counted(len(package.authorities), "authority"),
        counted(len(standing.figures), "figure"),
        withheld.words,
    )


def request_kind(responses: Iterable[ResponseRow], *, several: bool = False) -> str:
    """Name the kind of request that letters answer, by the law they answer under; where they do not agree, no law is named.

    A letter that names no law answers under the Freedom of Information Act; so will a request that has no answer yet.
    """
    kinds = {row.regime in REGULATIONS for row in responses}
    noun, article = ("requests", "") if several else ("request", "a ")
    if len(kinds) > 1:
        return f"{article}{noun} for information"
    if True in kinds:
        return f"{article}{noun} under the Environmental Information Regulations"
    return f"{article}Freedom of Information {noun}"


def source_line(index: Index, response: str, questions: tuple[str, ...] = ()) -> str:
    """Name the source of a chart, table or download, with its questions."""
    row = index.response[response]
    details = f"{day(row.date) or 'undated'}; {row.reference or 'no reference'}"
    numbers = source_questions(index, response, questions)
    asked = f", {question_numbers(numbers, letter_order(index, response))}" if numbers else ""
    source = f"{index.authority[row.authority].name}, response to {request_kind([row])}"
    return f"Source: {source}: {subject_of(index, row)} ({details}){asked}."


def source_questions(index: Index, response: str, questions: Sequence[str]) -> tuple[str, ...]:
    """Name questions once: `3e` for `3e.i` and `3e.ii` where they are all of its parts."""
    numbers = [row.question for row in index.entire.questions(response)]
    named = []
    for question in questions:
        stem = question.rpartition(".")[0]
        parts = {number for number in numbers if stem and number.startswith(f"{stem}.")}
        whole = stem in numbers and len(parts) > 1 and parts <= set(questions)
        named.append(stem if whole else question)
    return unique(named)


def table_source(index: Index, table: Table) -> str:
    """Name the source of a table: its letter, or the letters of several authorities."""
    responses = unique(row.response for row in table.rows if row.response)
    if len(responses) == 1:
        return source_line(index, responses[0], letter_questions(index, responses[0], table.questions))
    names = sorted({index.authority[index.response[response].authority].name for response in responses})
    who = joined(names) if len(names) <= MOST_NAMED else f"{len(names)} authorities"
    letters = [index.response[response] for response in responses]
    about = inside(index, index.request[table.request].title, letters)
    numbers = question_numbers(table.questions, request_order(index, table.request))
    asked = f", {numbers} as the request numbers them" if table.questions else ""
    return f"Source: responses of {who} to {request_kind(letters)}: {about}{asked}." if names else ""


def letter_order(index: Index, response: str) -> tuple[str, ...]:
    """Give a letter's questions in its order; what only introduces its parts stands between no two of them."""
    return tuple(row.question for row in index.entire.questions(response) if row.outcome != "stem")


def request_order(index: Index, request: str) -> tuple[str, ...]:
    """Give a request's own numbers in the order of the first letter that has most of them."""
    index = index.entire
    responses = (row.response for row in index.responses(request))
    orders = [
        unique(row.request_question for row in index.questions(response) if row.outcome != "stem")
        for response in responses
    ]
    return max(orders, key=len, default=())


def letter_questions(index: Index, response: str, numbers: Sequence[str]) -> tuple[str, ...]:
    """Give a letter's own numbers of the request's questions."""
    own = {row.request_question: row.question for row in index.entire.questions(response)}
    return unique(own.get(number, number) for number in numbers)


def attribution(index: Index, response: str) -> Attribution:
    """Give the attribution of a letter, with the words it grants re-use in or the ground that a person recorded."""
    row = index.response[response]
    licence = LICENCES.get(row.licence)
    words = licence.words if licence and row.publish != "metadata" else ""
    link = Link(licence.title, licence.url) if licence else None
    return Attribution(words, link, _ground(row, licence.title if licence else ""))


def _ground(row: ResponseRow, licence: str) -> str:
    """Say what the re-use rests on, with who decided and when where it is not the letter itself."""
    decided = f" Decided by {row.ground_by}" + (f" on {day(row.ground_date)}." if row.ground_date else ".")
    by = decided if row.ground_by else ""
    source = f" ({row.ground_source})" if row.ground_source else ""
    words = f": {quoted(row.ground_words)}" if row.ground_words else ""
    rest = f"{source}{full_stop(words)}{by}"
    letter = f"The letter says: {full_stop(quoted(row.licence_words))}" if row.licence_words else ""
    match row.ground:
        case "stated":
            said = row.licence_words or row.ground_words
            ground = (
                f"The letter says: {full_stop(quoted(said))}{_version(row, licence)}"
                if said
                else f"It is open for re-use.{by}"
            )
        case "authority_policy":
            ground = f"The authority’s own policy on re-use applies{rest}"
        case "permission":
            ground = f"The authority gave permission{rest}"
        case "facts_and_quotation":
            grants = f"{letter} This" if letter else "The letter grants no open licence; this"
            ground = f"{grants} page gives facts and short quotations{rest}"
        case _:
            grants = f"{letter} It grants no open licence" if letter else "The letter grants no re-use"
            return f"{grants}, so this page gives {OUTCOMES_ALONE}."
    return f"{ground} This page gives {OUTCOMES_ALONE}." if row.publish == "metadata" else ground


def _version(row: ResponseRow, licence: str) -> str:
    version = LICENCE_VERSION.search(licence)
    unstated = f" It names no version; this site applies version {version[1]}." if version else ""
    return "" if row.version_stated else unstated


def cite_request(index: Index, request: str, address: str) -> str:
    """Say how to cite a request's page, which stands at `address`."""
    responses, authorities = index.current.responses(request), index.authorities(request)
    title = title_of(index, request).words
    if len(responses) == 1:
        return f"{_cited(index, responses[0], title)}. {_published(index, address)}"
    if not responses:
        return f"{title}, {request_kind(())}. {_published(index, address)}"
    years = joined(sorted({_year(row) for row in responses})) or "no date"
    who = authorities[0].name if len(authorities) == 1 else f"{len(authorities)} authorities"
    kind = request_kind(responses, several=True)
    return f"{who} ({years}) {title}, responses to {kind}. {_published(index, address)}"


def cite_figure(index: Index, figure: str, address: str) -> str:
    """Say how to cite one figure, whose place stands at `address`."""
    row = index.figure[figure]
    cited = _cited(index, index.response[row.response], title_of(index, row.request).words)
    place = f"question {row.question}, line {row.line}: {quoted(row.as_written)}"
    return f"{cited}, {place}. {_published(index, address)}"


def cite_letter(index: Index, response: str, address: str) -> str:
    """Say how to cite a letter's page, which stands at `address`."""
    row = index.response[response]
    return f"{_cited(index, row, title_of(index, row.request).words)}. {_published(index, address)}"


def _cited(index: Index, row: ResponseRow, title: str) -> str:
    name = index.authority[row.authority].name
    return f"{name} ({_year(row)}) {title}, response to {request_kind([row])} [{row.reference or 'no reference'}]"


def _published(index: Index, address: str) -> str:
    package = index.package
    where = f", {address}" if address else ""
    apart = bool(package.publisher) and package.publisher != package.title
    who = f"{package.publisher}, {package.title}" if apart else package.title
    return f"Published by {who}, version {package.version}{where}."


def _year(row: ResponseRow) -> str:
    return row.date[:4] or "no date"


def footer(settings: SiteSettings, names: Sequence[str]) -> str:
    """Say whose site it is: independent of the authorities named on the page, or published by one. Never both."""
    if settings.publisher_kind == "authority":
        return f"Published by {settings.publisher}."
    many = "any authority whose answers it publishes"
    who = joined(names, "or") if 0 < len(names) <= MOST_NAMED else many
    return f"This is an independent website. It is not run, approved or endorsed by {who}."


def notice(index: Index, response: str) -> str:
    """Say that a response was removed or is under review, and nothing of what it said; '' where it stands as published."""
    row = index.response[response]
    if row.state == "published":
        return ""
    name = index.authority[row.authority].name
    several = sum(own.authority == row.authority for own in index.entire.responses(row.request)) > 1
    letter = f"Letter {row.sequence} from {name}" if several else f"The letter from {name}"
    if row.state == "withdrawn":
        return f"{letter} was removed from this page{f' on {day(row.updated)}' if row.updated else ''}."
    since = f" since {day(row.updated)}" if row.updated else ""
    return f"{letter} has been under review{since}. Its text and its figures are not shown meanwhile."


def is_emptied(index: Index, request: str) -> bool:
    """Tell whether every letter of a request is removed or under review: its page is a notice and no more."""
    letters = index.entire.responses(request)
    return bool(letters) and all(row.state != "published" for row in letters)
