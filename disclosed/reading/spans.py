"""A year that a letter gives beside its months, quarters or halves: they add to it, where what is counted can be added.

Only things that happen once can be added over time: a child in care in two quarters is one child in the year, and a stock
or a rate is no sum at all. So a question that counts people, or things as they stand on a day, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.model import ReadFigure, ReadQuestion
from disclosed.reading.candidates import is_total
from disclosed.reading.lines import fold
from disclosed.reading.overlapping import several_each
from disclosed.reading.relations import Alike, Relation, named
from disclosed.reading.totals import marks_unread

MONTHS_IN_YEAR = 12
# Units of amounts that add up over time; a plain count has none.
ADDED_UP = frozenset({None, "GBP", "tonnes", "hours", "minutes", "days", "miles"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]*)"
_YEAR_NO = r"(?:[ '-]*((?:19|20)\d\d|\d\d)(?!\d))"
_SPAN = re.compile(
    rf"{_MONTH}{_YEAR_NO}?(?: ?(?:-|to|until) ?{_MONTH}{_YEAR_NO})?|{_MONTH} ?(?:-|to) ?{_MONTH}{_YEAR_NO}"
)
_OF_YEAR = r"(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?"
_YEAR = re.compile(
    r"(?:(?:calendar|financial|academic|full|whole) )?(?:year )?((?:19|20)\d\d)(?: ?[-/] ?((?:19|20)?\d\d))?"
    r"(?: (?:total|in total|full year))?"
)


def _numbered_of(letter: str, nth: str, noun: str, most: int) -> re.Pattern[str]:
    """Make the pattern of labels such as `Q3`, `2022/23 Q3 (Oct-Dec)`, `third quarter of 2022/23`."""
    return re.compile(
        rf"(?:(?P<before>{_OF_YEAR})[ ,-]+)?(?:(?:{letter}) ?(?P<number>[1-{most}])|(?P<nth>{nth}) {noun})"
        rf"(?: ?\([^()]*\))?(?:[ ,]+(?:of )?(?P<after>{_OF_YEAR}))?"
    )


# How many parts a year has → labels that number them.
_NUMBERED = {
    4: _numbered_of("q(?:uarter|tr)?", "1st|2nd|3rd|4th|first|second|third|fourth", "quarter", 4),
    2: _numbered_of("h", "1st|2nd|first|second", "half(?:[ -]year)?", 2),
}
_NTH = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4}
# Words of a question or a heading that count people (each once in any period) or what stands on a day, or that rate.
_NOT_ADDED = re.compile(
    r"\b(?:people|persons?|individuals?|child(?:ren)?|adults?|patients?|pupils?|students?|residents?|tenants?|households?|famil(?:y|ies)"
    r"|staff|employees?|officers?|workers?|carers?|owners?|users?|members?|clients?|victims?|suspects?|offenders?|drivers?|headcount"
    r"|unique|different|distinct|average|mean|median|rate|ratio|proportion|percentage|share|per \d|caseload|backlog|waiting|stock"
    r"|cumulative(?:ly)?|year to date|ytd|running total|rolling|so far|available|owned?|capacity|(?:do|did|does) (?:you|the [a-z]+) (?:have|own|hold|run|lease)"
    r"|(?!(?:quarters|orders|letters|offers|numbers|errors|transfers|matters|papers|others|registers|meters)\b)[a-z]+(?:ers|ors|ees|ists)"
    r"|in (?:care|post|force|place|use)|as at|at the end|at (?:\d|each)|on (?:\d|each|the)|snapshot|outstanding|open|current(?:ly)?|longest|highest)\b"
)


# Words of what happens once, on a day of its own. What there is (plans, vacancies, beds) stands for longer.
_HAPPENS = re.compile(
    r"\b(?:received|issued|made|recorded|reported|logged|spent|paid|sold|attended|carried out|completed|collected|planted|opened|closed|refused"
    r"|granted|approved|rejected|taken|served|answered|handled|resolved|cleared|cancelled|missed|delivered|borrowed|raised|lodged|submitted|started"
    r"|ended|cost|costs|income|spend|spending|expenditure|incidents?|accidents?|offences?|crimes?|thefts?|calls?|complaints?|requests?|applications?"
    r"|visits?|collisions?|fires?|reports|claims?|appeals?|deaths?|births?|arrests?|journeys?|referrals?|attendances?|admissions?|appointments?"
    r"|charged|arrested|convicted|prosecuted|dismissed|killed|injured|inspections?|breaches|tests?|checks|searches|notices|fines|tickets|loans|sales|repairs|fly-tips|exclusions|suspensions|transactions)\b"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of whole months: the first, counted from year 0, and how many."""

    first: int
    months: int


def spans_in(question: ReadQuestion) -> Iterator[Relation]:
    """Yield each year of an answer with the months, quarters or halves that it gives too."""
    if (
        marks_unread(question)
        or several_each(question)
        or not _happens(question)
        or _NOT_ADDED.search(fold(question.text))
    ):
        return
    alike = Alike.of(question)
    columns: dict[tuple[int, tuple[str, ...], str | None], list[ReadFigure]] = {}
    for figure in question.figures:
        for axis in range(len(figure.labels)):
            rest = (*figure.labels[:axis], "", *figure.labels[axis + 1 :])
            columns.setdefault((axis, rest, figure.value.unit), []).append(figure)
    for (axis, rest, unit), column in columns.items():
        if len(column) > 2 and unit in ADDED_UP and not _NOT_ADDED.search(fold(" ".join(rest))):
            yield from _of_column(alike, column, axis)


def _of_column(alike: Alike, column: Sequence[ReadFigure], axis: int) -> Iterator[Relation]:
    labels = {id(figure): " ".join(fold(figure.labels[axis]).split()) for figure in column}
    for whole in column:
        label = labels[id(whole)]
        if is_total(label) or _YEAR.fullmatch(label) is None:
            continue
        parts = _numbered(column, labels, label) or _tiling(column, labels, label)
        if parts and not _is_level(whole, parts):
            yield _sums(alike, whole, parts, axis)


def _happens(question: ReadQuestion) -> bool:
    """Whether an answer counts what happens, or gives amounts of money and the like."""
    measured = all(figure.value.unit is not None for figure in question.figures)
    columns = " ".join(label for figure in question.figures for label in figure.labels)
    return measured or _HAPPENS.search(fold(f"{question.text} {columns}")) is not None


def _is_level(whole: ReadFigure, parts: Sequence[ReadFigure]) -> bool:
    """Whether a year is no more than its largest part: then it is a stock, an average or the last of a running count."""
    values = [part.value.value for part in parts if part.value.value is not None]
    above = sum(value > 0 for value in values) > 1
    return above and whole.value.value is not None and whole.value.value <= max(values)


def _sums(alike: Alike, whole: ReadFigure, parts: Sequence[ReadFigure], axis: int) -> Relation:
    first, last = parts[0].labels[axis], parts[-1].labels[axis]
    rest = whole.labels[:axis] + whole.labels[axis + 1 :]
    return Relation(
        "parts_do_not_add",
        alike.question.number,
        (named(alike.question, whole),),
        alike.added(tuple(parts)),
        f"“{first}” to “{last}” make up “{whole.labels[axis]}”.",
        kind="periods",
        label=", ".join(rest),
        group=(axis, whole.labels[axis], *(part.labels[axis] for part in parts)),
    )


def _numbered(column: Sequence[ReadFigure], labels: dict[int, str], year: str) -> list[ReadFigure]:
    """Find four quarters or two halves of a year by their numbers; without a year in their labels they are of the only one."""
    years = [figure for figure in column if _YEAR.fullmatch(labels[id(figure)])]
    for count, pattern in _NUMBERED.items():
        found: dict[int, ReadFigure] = {}
        for figure in column:
            match = pattern.fullmatch(labels[id(figure)])
            if match is None:
                continue
            named_year = match["before"] or match["after"]
            if (named_year and named_year == year) or (not named_year and len(years) == 1):
                number = int(match["number"]) if match["number"] else _NTH[match["nth"]]
                if number in found:
                    return []
                found[number] = figure
        if sorted(found) == list(range(1, count + 1)):
            return [found[number] for number in sorted(found)]
    return []


def _tiling(column: Sequence[ReadFigure], labels: dict[int, str], year: str) -> list[ReadFigure]:
    """Find stretches of months that make up a year without a gap: January to December, or April to March for `2022/23`."""
    match = _YEAR.fullmatch(year)
    if match is None:
        return []
    begins = int(match[1]) * MONTHS_IN_YEAR + (3 if match[2] else 0)
    stretches = sorted(
        (
            (stretch, place)
            for place, figure in enumerate(column)
            if (stretch := stretch_of(labels[id(figure)])) is not None
            and begins <= stretch.first
            and stretch.first + stretch.months <= begins + MONTHS_IN_YEAR
        ),
        key=lambda found: (found[0].first, found[1]),
    )
    at = begins
    for stretch, _ in stretches:
        if stretch.first != at:
            return []
        at += stretch.months
    return [column[place] for _, place in stretches] if at == begins + MONTHS_IN_YEAR and len(stretches) > 1 else []


def stretch_of(label: str) -> Stretch | None:
    """Read a folded label as a stretch of months: `apr 22`, `april to june 2022`, `jan-mar 2023`; None for any other."""
    match = _SPAN.fullmatch(label)
    if match is None:
        return None
    opens, opens_year, closes, closes_year = (
        (match[1], match[2], match[3], match[4]) if match[1] else (match[5], None, match[6], match[7])
    )
    last_year = closes_year or opens_year
    if last_year is None:
        return None
    end = _month(closes or opens, last_year)
    start = _month(opens, opens_year or last_year)
    if start > end and opens_year is None:
        start -= MONTHS_IN_YEAR
    return Stretch(start, end - start + 1) if start <= end < start + MONTHS_IN_YEAR else None


def _month(name: str, year: str) -> int:
    return (int(year) if len(year) == 4 else 2000 + int(year)) * MONTHS_IN_YEAR + _MONTHS.index(name)
