"""What an answer leaves open: a period cut short, another period than was asked, a part not answered, an attachment.

Each check is a generator of notes over the questions as read; a note stops nothing and is published (docs/editorial.md).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from disclosed.findings import CODES
from disclosed.model import Finding, Letter, Line, Part, ReadQuestion
from disclosed.provisions import known
from disclosed.reading.dates import find_dates
from disclosed.reading.lines import fold
from disclosed.reading.measuring import is_unasked, period_asked

YEAR = 12  # months
WHOLE_YEAR = 360  # days; a year as asked (a leap year, or one that ends a day early) is longer
STEM = 5  # letters by which a word of a question is looked for in its answer: refused, refusal

_CUT_SHORT = re.compile(
    r"\((?:up )?to (?:date|\d|[a-z]+ \d)[^)]*\)|(?<!\bup )\bto date\b|\bso far\b|\bpart[- ]year\b|\byear to date\b"
    r"|\bm(?:onths? )?1 ?(?:-|to) ?m?(?:[1-9]|1[01])\b|\bq(?:uarters? )?1 ?(?:-|to) ?q?[123]\b|\((?:[1-9]|1[01]) months?\)"
    r"|\b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?,? \(?(?:up )?to (?:end (?:of )?)?(?:jan|feb|apr|may|jun|jul|aug|sep|oct|nov)[a-z]{0,6}\b(?! ?'?\d)"
)
_MONTHS_ONLY = re.compile(r"^(?P<from>[a-z]{3,9}) ?(?:-|to) ?(?P<to>[a-z]{3,9}) (?:19|20)?\d\d$")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_LABEL = re.compile(r"^y?(?P<year>(?:19|20)\d\d)$")
# What a letter says of a year elsewhere: "2024/25 (April to December 2024 only)", "2024/25 is part-year".
_PART_TOLD = re.compile(
    r"(?<![\d/-])(?P<year>(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?)(?![\d/-])(?: figures?)?"
    r"(?: (?:is|are|covers?|shows?)(?: for)?(?: only)?(?: a)? (?:part[- ](?:of the )?year|(?:[1-9]|1[01]|one|two|three|four|five|six|seven|eight|nine|ten|eleven) months)"
    r"| ?\((?:part[- ]year|(?:up )?to (?:date|\d{1,2} [a-z]+|[a-z]+)[^()]{0,30}|[^()]{3,40}\bonly)\))"
)
# … and of the year of a figure behind it: "2024/25 - 8,117 (April to December 2024 only)", "8 (first nine months)".
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_YEAR_OF_FIGURE = re.compile(
    r"(?:^|(?<![\d/-])(?P<year>(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?)(?![\d/-]) ?[:=-]{0,1} ?)[£\d][\d,.]*(?: [a-z]+){0,2} ?\("
    rf"(?:(?P<from>{_MONTH})(?: (?:19|20)\d\d)? ?(?:to|-) ?(?P<to>{_MONTH})(?: (?:19|20)\d\d)?(?:,? only)?|[^()]{{3,40}}\bonly|(?:the )?first (?:[a-z]+|\d+) months)\)"
)
_BETWEEN_DATES = re.compile(r"^ ?(?:to|until|-|and|up to) ?$")
_SPAN = re.compile(r"(?<![\d/-])(?P<first>(?:19|20)\d\d)[/-](?P<last>\d\d)(?![\d/-])")
_SINCE = re.compile(r"\b(?:since|from|after|before|between|and|to) (?:the )?$")
SINCE_REACH = (
    16  # characters before a year in which "between the" stands: a search from the beginning takes ever longer
)
_ASKS = re.compile(r"\b(?:how (?:many|much)|what|please|which|is|are|do|does)\b")
_ALSO = re.compile(
    r"\band,? (?:if so,? )?(?:how (?:many|much)|(?:at|in|for|by|of|on|to|from) (?:what|which))\b(?P<clause>[^?]*)\?"
)
# The one day or the one calendar year that a question, or an answer, is for.
_ON_A_DAY = re.compile(r"\b(?:on|at|as at|as of) (?:the )?$")
_CALENDAR_YEAR = re.compile(r"\bcalendar year (?:of )?(?P<year>(?:19|20)\d\d)\b(?![/-]\d)")
_COMPARED = re.compile(
    r"\b(?:up|down|rose|risen|fell|fallen|increased?|decreased?|compared|against|versus|than|previous|prior|last)\b[^.;]*$"
)
COMPARED_REACH = 30  # characters before a year in which the words that only compare with it stand
_IN_A_YEAR = re.compile(r"\b(?:in|during|for) (?:the )?(?:calendar )?(?:year )?(?P<year>(?:19|20)\d\d)\b(?![/-]\d)")
# … and a kind of year, by another name too: the same two numbers are other months in each.
_KIND_OF_YEAR = re.compile(
    r"\b(?P<kind>academic|school|financial|fiscal|calendar|municipal|tax) years?(?P<dated> (?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?)?"
)
_SAME_KIND = {"school": "academic", "fiscal": "financial"}
# … for the kinds of what is counted, which the labels of a breakdown tell.
_OF_A_KIND = re.compile(r"\b(?:what|which) (?:types?|kinds?|sorts?|categor(?:y|ies)|classes|class)\b\W*$")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\bq[1-4]\b")
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b")
_NAME_ASKED = re.compile(r"\((?:and )?please (?:name|state|give|provide)\b[^)]*\)")
_WORD = re.compile(r"[a-z]{3,}")
_EMPTY_WORDS = """and are been did does each for from had has have how many much not off out please same such that the them
    then there these they this those was were what when where which who with would year years your our its into under over
    than"""  # words of a question that an answer need not repeat
_EMPTY = frozenset(_EMPTY_WORDS.split())


def find_gaps(
    letter: Letter, parts: Sequence[Part], questions: Sequence[ReadQuestion], notices: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the notes of a letter; `notices` are sentences about a question that stand outside its answer."""
    yield from _partial_periods(letter, parts, questions)
    for question in questions:
        yield from _attachment(question)
        yield from _citations(question)
        yield from _other_period(question, notices.get(question.number, ""))
        yield from _unanswered(question)


def _note(code: str, message: str, remedy: str, line: int, **more: str | None) -> Finding:
    question = more.pop("question", None)
    return Finding(code, CODES[code][0], message, remedy, "", line, question, tuple(more.items()))


def _line_of(question: ReadQuestion) -> int:
    return (question.answer_lines or question.question_lines or (1,))[0]


def _attachment(question: ReadQuestion) -> Iterator[Finding]:
    if question.outcome == "attached":
        yield _note(
            "attachment_missing",
            f"The answer to question {question.number} is in an attachment that is not in the text.",
            "File the attachment as a letter of its own if it was released.",
            _line_of(question),
            question=question.number,
        )


def _citations(question: ReadQuestion) -> Iterator[Finding]:
    """Yield the provisions cited that are not in the law named: section 12(4)(b) is of the EIR, not of the Act."""
    for refusal in question.refusals:
        if not known(refusal.provision):
            yield _note(
                "citation_suspect",
                f"Question {question.number} is refused under {refusal.provision}, which is not in that law.",
                "It is published as cited; ask the authority which provision it means.",
                refusal.span.line,
                question=question.number,
                citation=refusal.words,
            )


def _partial_periods(letter: Letter, parts: Sequence[Part], questions: Sequence[ReadQuestion]) -> Iterator[Finding]:
    """Yield one note a period that is shorter than those beside it, whatever number of questions it touches."""
    short_years = _short_years(letter, parts)
    told = frozenset(found["year"] for line in letter.lines for found in _PART_TOLD.finditer(line.shadow))
    touched: dict[str, list[ReadQuestion]] = {}
    for question in questions:
        behind = _told_behind(letter, question)
        labels = list(dict.fromkeys(label for figure in question.figures for label in figure.labels))
        asked = _spans(question.text)
        if question.figures and not labels and len(asked) == 1 and "" in behind:
            touched.setdefault(next(iter(asked)), []).append(question)
        for label in labels:
            if fold(label).strip() in told | behind or _cut_short(label, labels, short_years):
                touched.setdefault(label, []).append(question)
    for label, those in touched.items():
        numbers = ", ".join(question.number for question in those)
        yield _note(
            "partial_period",
            f"The period '{label}' is cut short and cannot be compared with its neighbours (question {numbers}).",
            f"Say what it spans under `periods:`, as in `{label}: 2025-01-01/.. part`.",
            next(figure.span.line for figure in those[0].figures if label in figure.labels or not figure.labels),
            question=those[0].number if len(those) == 1 else None,
            period=label,
        )


def _told_behind(letter: Letter, question: ReadQuestion) -> frozenset[str]:
    """Give the years that an answer says, behind their figures, to be cut short; '' for that of a figure without a year."""
    found = (
        one
        for number in question.answer_lines
        for one in _YEAR_OF_FIGURE.finditer(letter.lines[number - 1].shadow.strip())
    )
    return frozenset(
        one["year"] or "" for one in found if one["from"] is None or _months(one["from"], one["to"]) < YEAR
    )


def _months(first: str, last: str) -> int:
    """Count the months from one to another, both included."""
    return (_MONTH_NAMES.index(last[:3]) - _MONTH_NAMES.index(first[:3])) % YEAR + 1


def _cut_short(label: str, labels: Sequence[str], short_years: frozenset[int]) -> bool:
    """Tell whether a label names a period cut short: it says so, names months among years, or was asked as part of one."""
    shadow = fold(label)
    if _CUT_SHORT.search(shadow):
        return True
    year = _YEAR_LABEL.match(shadow)
    if year is not None:
        return int(year["year"]) in short_years
    months = _MONTHS_ONLY.match(shadow)
    if months is None or months["from"][:3] not in _MONTH_NAMES or months["to"][:3] not in _MONTH_NAMES:
        return False
    whole = (_YEAR_LABEL.match(fold(other)) or _SPAN.fullmatch(fold(other).strip()) for other in labels)
    return _months(months["from"], months["to"]) < YEAR and any(whole)


def _short_years(letter: Letter, parts: Sequence[Part]) -> frozenset[int]:
    """Give the years that the questions ask for in part only: `1 January 2025 to May 31 2025` beside whole years."""
    short: set[int] = set()
    whole: set[int] = set()
    for line, part in zip(letter.lines, parts, strict=True):
        if part in {"head", "question"}:
            for start, end in _intervals(line):
                days = (end - start).days
                if start.month == 1 and start.day == 1 and start.year == end.year:
                    (whole if days >= WHOLE_YEAR else short).add(start.year)
    return frozenset(short - whole) if whole else frozenset()


def _intervals(line: Line) -> Iterator[tuple[datetime.date, datetime.date]]:
    """Yield the pairs of dates that `to` or a dash joins."""
    dates = find_dates(line.shadow)
    for one, other in pairwise(dates):
        if _BETWEEN_DATES.match(line.shadow[one.last : other.first - 1]):
            yield datetime.date.fromisoformat(one.iso), datetime.date.fromisoformat(other.iso)


def _spans(text: str) -> set[str]:
    """Give the years of two that a text names by themselves: not `since 2015/16`, nor `up from 40 in 2015/16`."""
    shadow = fold(text)
    return {
        f"{found['first']}/{found['last']}"
        for found in _SPAN.finditer(shadow)
        if not _SINCE.search(shadow, max(found.start() - SINCE_REACH, 0), found.start())
        if not _COMPARED.search(shadow, max(found.start() - COMPARED_REACH, 0), found.start())
    }


def _other_period(question: ReadQuestion, notice: str) -> Iterator[Finding]:
    """Compare the one year that a question names with the one year that the words of its answer name."""
    if not question.figures:
        return
    asked = _spans(question.text)
    alone = question.figures[0].labels if len(question.figures) == 1 else ()
    if len(alone) == 1 and is_unasked(alone[0], question.text):
        yield _differs(question, period_asked(question.text), alone[0])
        return
    labelled = {span for figure in question.figures for label in figure.labels for span in _spans(label)}
    answered = _spans(notice) or (_spans(question.answer) - labelled)
    if labelled:
        return
    years = sorted({label for figure in question.figures for label in figure.labels if _YEAR_LABEL.match(fold(label))})
    if asked and years and not answered:
        yield _differs(question, min(asked), years[0])  # of several, the first of each
        return
    days, given = _days(question.text), _days(question.answer)
    if len(asked) == 1 and len(answered) == 1 and asked != answered:
        yield _differs(question, next(iter(asked)), next(iter(answered)))
    elif len(asked) == 1 and not answered and (year := _CALENDAR_YEAR.search(fold(question.answer))):
        yield _differs(question, next(iter(asked)), year["year"])
    elif not asked and len(answered) == 1 and (year_asked := _calendar_years(question)):
        yield _differs(question, year_asked, next(iter(answered)))
    elif kinds := _kinds_of_year(question):
        yield _differs(question, *kinds)
    elif len(days) == 1 and len(given) == 1 and days.keys() != given.keys():
        yield _differs(question, next(iter(days.values())), next(iter(given.values())))


def _calendar_years(question: ReadQuestion) -> str:
    """Give the one calendar year that a question asks for, where its answer names no calendar year."""
    years = {found["year"] for found in _IN_A_YEAR.finditer(fold(question.text))}
    return next(iter(years)) if len(years) == 1 and not _IN_A_YEAR.search(fold(question.answer)) else ""


def _kinds_of_year(question: ReadQuestion) -> tuple[str, ...]:
    """Give the kind of year that a question asks for and the other kind that its answer dates: `financial year 2024/25`."""
    asked = {_kind_of(found): found[0] for found in _KIND_OF_YEAR.finditer(fold(question.text))}
    given = {_kind_of(found): found[0] for found in _KIND_OF_YEAR.finditer(fold(question.answer)) if found["dated"]}
    if len(asked) != 1 or len(given) != 1 or asked.keys() == given.keys():
        return ()
    return *asked.values(), *given.values()


def _kind_of(found: re.Match[str]) -> str:
    return _SAME_KIND.get(found["kind"], found["kind"])


def _days(text: str) -> dict[str, str]:
    """Give the days for which a text states something ("on 31 March 2024"), as ISO dates and as printed."""
    shadow = fold(text)
    return {
        found.iso: text[found.first - 1 : found.last]
        for found in find_dates(shadow)
        if _ON_A_DAY.search(shadow, max(0, found.first - 12), found.first - 1)
    }


def _differs(question: ReadQuestion, asked: str, answered: str) -> Finding:
    return _note(
        "answer_period_differs",
        f"Question {question.number} asks about {asked} and is answered for {answered}.",
        "Give the answer's period under `periods:`.",
        _line_of(question),
        question=question.number,
        asked=asked,
        answered=answered,
    )


def shared_periods(questions: Sequence[ReadQuestion], notices: Mapping[str, str]) -> Iterator[Finding]:
    """Do the same for the questions of one shared answer: one may name the period for all ("how many did they …")."""
    by_notice: dict[str, list[ReadQuestion]] = {}
    for question in questions:
        if question.number in notices and question.figures:
            by_notice.setdefault(notices[question.number], []).append(question)
    for notice, those in by_notice.items():
        asked = {span for question in those for span in _spans(question.text)}
        answered = _spans(notice)
        if len(asked) == 1 and len(answered) == 1 and asked != answered:
            for question in those:
                if not _spans(question.text):
                    yield _differs(question, next(iter(asked)), next(iter(answered)))


def _unanswered(question: ReadQuestion) -> Iterator[Finding]:
    """Look for the words of a question's second half, and for a name that it asks for, in the answer."""
    if not question.figures:
        return
    missing = _second_half(question) or _name(question)
    if missing:
        yield _note(
            "part_unanswered",
            f"Question {question.number} also asks '{missing}', which is neither answered nor refused.",
            "Read the answer; if it is there, nothing need be done.",
            _line_of(question),
            question=question.number,
        )


def _second_half(question: ReadQuestion) -> str:
    shadow = fold(question.text)
    found = None
    for found in _ALSO.finditer(shadow):  # noqa: B007 - the last one is wanted
        pass
    if found is None or not _ASKS.search(shadow[: found.start()]) or _counts_all(question):
        return ""
    before = {word[:STEM] for word in _WORD.findall(shadow[: found.start()])}
    words = {word[:STEM] for word in _WORD.findall(found["clause"])} - {word[:STEM] for word in _EMPTY} - before
    answer = fold(question.answer)
    if not words or any(word in answer for word in words) or (_OF_A_KIND.search(found[0]) and _broken_down(question)):
        return ""
    return question.text[found.start() : found.end()].removeprefix("and ").strip(" ,?")


def _broken_down(question: ReadQuestion) -> bool:
    """Tell whether an answer's figures stand under names, two or more, that are no years."""
    names = {one.labels[0] for one in question.figures if one.labels and not one.total}
    return sum(any(map(str.isalpha, name)) and not _DATED.search(fold(name)) for name in names) > 1


def _counts_all(question: ReadQuestion) -> bool:
    """Tell whether sentences give a figure for each `how many`, under whatever words; rows are of one of them."""
    counted = len(_HOW_MANY.findall(fold(question.text)))
    text = question.answer
    told = [one for one in question.figures if all(text.find(label) > text.find(one.words) for label in one.labels)]
    return 1 < counted <= len(told)


def _name(question: ReadQuestion) -> str:
    """Give the name that a question asks for in brackets and an answer of one bare number leaves out."""
    found = _NAME_ASKED.search(fold(question.text))
    if found is None or _WORD.search(fold(question.answer)):
        return ""
    return question.text[found.start() : found.end()].strip("() ")
