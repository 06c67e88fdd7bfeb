"""What an editor writes of a request: standfirst, headline, findings, each number taken from a letter.

Between `{{ }}` stands an address (disclosed/grammar.py); `[note: name]` refers to a check or a note of `<response>.yml`
by its name, and the page puts the number there. The text travels in the package as written, so that its numbers are
worked out from the package's own figures. A number typed out is a warning: it would stay when the letter changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosed.addresses import (
    NOTE_MARK,
    PLACEHOLDER,
    AddressError,
    Figures,
    Shown,
    ShownNumber,
    derive,
    evaluate,
    parse_shown,
    shorten,
)
from disclosed.findings import nearest, problem
from disclosed.model import Finding
from disclosed.months import MONTHS
from disclosed.rows import FigureRow
from disclosed.settling.bearing import NOTHING, Bearing, refusal_of
from disclosed.settling.calculated import Answered, DerivedRows
from disclosed.settling.sources import RequestSource

LEAST_HEADLINE = 10  # docs/editorial.md §2: a count under 10 is never a headline
_MONTH = "|".join(MONTHS)
_BRACES = re.compile(r"\{\{|\}\}")
# What may be typed, each with its reason: these are blanked before numbers are looked for.
_ASIDE = re.compile(
    rf"""
      \{{\{{[^{{}}]*\}}\}} | \[note:[^\]\n]*\]                        # an address, a note mark
    | https?://\S+ | \]\([^()\s]*\)                                    # a link
    | (?m:^[ \t]*\d+\.[ ])                                             # the number of a list's item
    | \d{{1,2}}(?:st|nd|rd|th)?[ ](?:{_MONTH})(?:[ ]\d{{4}})?          # a date
    | (?:{_MONTH})[ ]\d{{1,2}}(?!\d)(?:,?[ ]\d{{4}})?
    | (?<![\w£,.])(?:19|20)\d\d(?:[-/\u2013]\d\d(?:\d\d)?)?(?![\w%]|,\d)  # a year
    | \b(?i:questions?|answers?|tables?|figures?|lines?|sections?|pages?|notes?|part)[ ]\d+(?:\.\d+)*(?![\d%]|,\d)
    """,
    re.VERBOSE,
)
_TYPED = re.compile(r"(?<![\w.,])£?\d+(?:,\d{3})*(?:\.\d+)?%?(?!\w)")
_SAYS_SO = re.compile(r"\bcalculated\b", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"""(?<!\bSt)(?<!\bNo)(?<!\bMr)(?<!\bDr)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)[.!?]["')\]”’]*(?:\s+\[note:[^\]\n]*\])*\s+(?=[A-Z{\["“‘('])
    | \n[ \t]*\n | \n[ \t]*(?:[-*+]|\d+\.)[ ]""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"(\w+)[ ]\Z")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an editor: what it is, its words, and the line of the file on which it begins."""

    name: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Written:
    """An editor's texts as the package carries them, the calculated numbers in them, and what is wrong with them."""

    standfirst: str = ""
    headline: str = ""
    commentary: str = ""
    derived: tuple[DerivedRows, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What texts may refer to: figures under the request's names, the same as the package has them, notes, questions.

    `tested` are figures on the side of a difference that is tested, which never make a headline; `noted` gives for each of
    them the published differences, whose notes its sentence carries. `notes` can be marked; `waiting` are differences
    that nobody has settled, `undiffering` checks with nothing to note.
    """

    figures: Figures
    published: Figures
    letters: Sequence[Answered]
    notes: frozenset[str]
    labels: tuple[str, ...]
    questions: str
    tested: frozenset[str] = field(default=frozenset())
    noted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: frozenset[str] = field(default=frozenset())
    undiffering: frozenset[str] = field(default=frozenset())
    bearing: Bearing = NOTHING


def check_commentary(request: RequestSource, terms: Terms) -> Written:
    """Check a request's texts and collect the numbers calculated in them."""
    settings, source = request.settings, request.source
    texts = (
        Text("standfirst", settings.standfirst, source.line(("standfirst",))),
        Text("headline", settings.headline, source.line(("headline",))),
        Text("commentary", source.body.strip("\n"), source.body_line + _leading(source.body)),
    )
    findings: list[Finding] = []
    derived: list[DerivedRows] = []
    words: dict[str, str] = {}
    for text in texts:
        findings += _typed_numbers(text, request.file, terms)
        findings += _unknown_notes(text, request.file, terms)
        words[text.name] = _filled(text, request.file, terms, findings=findings, derived=derived)
    return Written(**words, derived=tuple(derived), findings=tuple(findings))


def _leading(body: str) -> int:
    return len(body) - len(body.lstrip("\n"))


def _line_of(text: Text, position: int) -> int:
    return text.line + text.words.count("\n", 0, position)


def _filled(text: Text, file: str, terms: Terms, *, findings: list[Finding], derived: list[DerivedRows]) -> str:
    """Check every placeholder; give the text with addresses that the package alone can resolve."""
    unread = PLACEHOLDER.sub(lambda found: " " * len(found[0]), text.words)
    for brace in _BRACES.finditer(unread):
        message = f"There is a '{brace[0]}' without its other half."
        findings.append(problem(file, _line_of(text, brace.start()), message, "Write {{ an address }}."))

    def fill(found: re.Match[str]) -> str:
        line = _line_of(text, found.start())
        try:
            shown = parse_shown(found[1].strip())
            made = _checked(shown, terms, headline=text.name == "headline")
        except AddressError as error:
            findings.append(problem(file, line, f"In the {text.name}: {error.message}", error.remedy + error.caret))
            return found[0]
        derived.extend(made)
        findings.extend(problem(file, line, *one) for one in _owed(text, found, evaluate(shown, terms.figures), terms))
        return _resolvable(shown, found[0], terms)

    return PLACEHOLDER.sub(fill, text.words)


def _checked(shown: Shown, terms: Terms, *, headline: bool) -> tuple[DerivedRows, ...]:
    """Check one address; give its calculated row, if it has one. Raises AddressError."""
    number = evaluate(shown, terms.figures)
    if number.derived_id and (refused := refusal_of(shown, terms.figures, bearing=terms.bearing)):
        raise AddressError(f"'{shown}' should not be given: {refused.reason}.", refused.remedy)
    if headline and (doubt := _headline_doubt(shown, terms)):
        raise AddressError(f"'{shown}' is no number for a headline: {doubt}.", "Choose another figure.")
    return (derive(shown, terms.figures),) if number.derived_id else ()


def _owed(text: Text, found: re.Match[str], number: ShownNumber, terms: Terms) -> Iterator[tuple[str, str]]:
    """Yield what the sentence of a number lacks: that it is calculated, the note on a difference that tests it.

    A percentage is said to be calculated below the findings (docs/editorial.md §10).
    """
    sentence = sentence_around(text.words, found.start(), found.end())
    if number.derived_id and not number.words.endswith("%") and not _SAYS_SO.search(sentence):
        message = f"In the {text.name}: '{found[1].strip()}' is calculated, and its sentence does not say so."
        yield message, "Write (calculated) after it."
    marked = set(NOTE_MARK.findall(sentence))
    lacking = dict.fromkeys(
        name for place in number.places for name in terms.noted.get(place, ()) if name not in marked
    )
    for name in lacking if text.name == "commentary" else ():
        message = (
            f"In the {text.name}: the difference '{name}' tests {found[1].strip()}, and its sentence does not mark it."
        )
        yield message, f"Write [note: {name}] at its end."


def sentence_around(words: str, start: int, end: int) -> str:
    """Give the sentence that holds a place of a text; a paragraph and an item of a list end one too."""
    ends = [found.end() for found in _SENTENCE_END.finditer(words)]
    first = max((place for place in ends if place <= start), default=0)
    return words[first : min((place for place in ends if place >= end), default=len(words))]


def _headline_doubt(shown: Shown, terms: Terms) -> str:
    """Say why a number should not stand alone on the home page (docs/editorial.md §3), or ''."""
    number = evaluate(shown, terms.figures)
    if number.derived_id:
        return "it is calculated"
    if number.value is None:
        return "the letter gives no value"
    if -LEAST_HEADLINE < number.value < LEAST_HEADLINE:
        return f"it is under {LEAST_HEADLINE}"
    if _figure(number.places[0], terms).partial:
        return "it is about part of a period"
    return "a check that differs tests it" if number.places[0] in terms.tested else ""


def _figure(name: str, terms: Terms) -> FigureRow:
    return next(row for letter in terms.letters for row in letter.settled.figures if row.figure == name)


def _resolvable(shown: Shown, written: str, terms: Terms) -> str:
    """Keep an address as written where the package resolves it alike, else write it in the letter's own labels."""
    wanted = evaluate(shown, terms.figures)
    try:
        if evaluate(shown, terms.published).places == wanted.places:
            return written
    except AddressError:
        pass
    return f"{{{{ {shorten(shown, terms.figures)} }}}}"


def _unknown_notes(text: Text, file: str, terms: Terms) -> Iterator[Finding]:
    """Find references to notes that no letter of the request has."""
    for found in NOTE_MARK.finditer(text.words):
        if found[1] not in terms.notes:
            yield problem(file, _line_of(text, found.start()), *_no_note(found[1], terms))


def _no_note(name: str, terms: Terms) -> tuple[str, str]:
    """Say why there is no note of a name, and what to do."""
    if name in terms.waiting:
        message = f"The difference '{name}' waits to be settled, so there is no note on it yet."
        return message, "Settle it beside its letter, or take the mark out."
    if name in terms.undiffering:
        return f"The check '{name}' finds no difference, so there is no note on it.", "Take the mark out."
    listed = f"There are {', '.join(sorted(terms.notes))}." if terms.notes else "The letters have none."
    return f"There is no check or note '{name}'.", nearest(name, sorted(terms.notes)) or listed


def _typed_numbers(text: Text, file: str, terms: Terms) -> Iterator[Finding]:
    """Find numbers that are typed where an address should stand.

    Dates, years, note marks, labels as printed, and numbers that the questions print after the same word ("under 18")
    are no figures.
    """
    words = _ASIDE.sub(_blank, text.words)
    for label in terms.labels:
        words = re.sub(re.escape(label), _blank, words, flags=re.IGNORECASE)
    for found in _TYPED.finditer(words):
        before = _WORD_BEFORE.search(words, max(0, found.start() - 40), found.start())
        phrase = f"{before[1]} {found[0]}".casefold() if before else ""
        if phrase and re.search(rf"\b{re.escape(phrase)}(?![\w%])", terms.questions):
            continue
        message = f"The number {found[0]} in the {text.name} is typed."
        remedy = "Write the address of its figure between {{ }}, so that it follows the letter."
        yield problem(file, _line_of(text, found.start()), message, remedy, code="typed_number")


def _blank(found: re.Match[str]) -> str:
    return "".join(character if character == "\n" else " " for character in found[0])


def labels_with_numbers(figures: Iterable[FigureRow]) -> tuple[str, ...]:
    """List printed labels that hold a digit, the longest first, so that none hides within another."""
    labels = {label for row in figures for label in (row.row_label, row.column_label) if re.search(r"\d", label)}
    return tuple(sorted(labels, key=lambda label: (-len(label), label)))
