"""What a reader must know of a letter before using its figures: a person's notes, and those the program finds.

A person's note on a finding stands in the program's place: it can say what the letter means where a rule can say only
that something is missing. What the licence lacks is told with the attribution, and is no note.
"""

from __future__ import annotations

from collections.abc import Iterator

from disclosed.findings import nearest, problem
from disclosed.model import Finding, Reading
from disclosed.naming import question_key
from disclosed.rows import NoteRow
from disclosed.settling.settings import NotCompared, ResponseFile
from disclosed.settling.sources import LetterSource

# Findings that are notes to a reader; those on references and dates are put into one sentence.
NOTED = frozenset(
    {
        "attachment_missing",
        "partial_period",
        "answer_period_differs",
        "part_unanswered",
        "unsupported_range",
        "citation_suspect",
    }
)

# What could do harm in a letter's text, is kept as it is, and has been settled by a person: what a reader should know.
HAZARDS = {
    "html_in_text": "Line {line} of the letter holds HTML. It is shown as text and never run.",
    "template_syntax_in_text": "Line {line} of the letter holds signs of a template. They are shown as text and never run.",
    "formula_like_cell": (
        "On line {line} of the letter a text begins like a formula of a spreadsheet. The data keep it as it is: import it as text."
    ),
    "invisible_characters": "Line {line} of the letter holds characters that cannot be seen ({seen}). The data keep them.",
}


def note_rows(response: str, letter: LetterSource, reading: Reading) -> tuple[NoteRow, ...]:
    """Make the rows of `notes`: a person's first, in their order, then the program's."""
    settings = letter.settings
    written = [(note.finding or "note", note.question, note.words, note.by, note.name) for note in settings.notes]
    written += [(code, "", words, by, "") for code, words, by in _hazards(reading.findings, settings)]
    written += [("not_compared", entry.question, _not_compared(entry), "editor", "") for entry in settings.not_compared]
    found = [
        (finding.code, finding.question or "", finding.message, "program", "")
        for finding in reading.findings
        if finding.code in NOTED and not _is_covered(finding.code, finding.question or "", settings)
    ]
    found += [
        (code, "", words, "program", "")
        for code, words in _missing(reading.findings, settings)
        if not _is_covered(code, "", settings)
    ]
    unique = dict.fromkeys((*written, *found))
    return tuple(
        NoteRow(response, place, code, question, words, by, name)
        for place, (code, question, words, by, name) in enumerate(unique, start=1)
    )


def _hazards(findings: tuple[Finding, ...], settings: ResponseFile) -> Iterator[tuple[str, str, str]]:
    """Say what a person has looked at and left as the letter has it: code, words, and who."""
    for entry in settings.settled:
        for finding in findings:
            if finding.code == entry.finding and finding.code in HAZARDS and entry.line in (None, finding.line):
                seen = finding.message.partition(": ")[2].rstrip(".")
                words = HAZARDS[finding.code].format(line=finding.line, seen=seen)
                yield finding.code, f"{words} Settled by {entry.by}: {entry.reason}", entry.by


def stale_notes(letter: LetterSource, reading: Reading) -> Iterator[Finding]:
    """Find notes that stand in for a finding which the letter does not have, or no longer."""
    for place, note in enumerate(letter.settings.notes):
        found = [finding.question or "" for finding in reading.findings if finding.code == note.finding]
        if note.finding and not any(not note.question or is_within(question, note.question) for question in found):
            where = f" on question {note.question}" if note.question else ""
            message = f"There is no finding '{note.finding}'{where} for this note to stand for."
            known = sorted({finding.code for finding in reading.findings})
            remedy = nearest(note.finding, known) if not found else "Check its question."
            line = letter.source.line(("notes", place))
            yield problem(letter.source.file, line, message, remedy or "Delete 'finding', or the note.")


def _is_covered(code: str, question: str, settings: ResponseFile) -> bool:
    """Whether a person's note speaks of a finding: of its code, and of its question or one that it is part of."""
    return any(
        note.finding == code and (not note.question or is_within(question, note.question)) for note in settings.notes
    )


def is_within(question: str, whole: str) -> bool:
    """Whether a question is another or a part of it: `3e.i` is within `3e` and `3`, `10` is not within `1`."""
    number, start = question_key(question), question_key(whole)
    return number.startswith(start) and not number[len(start) :][:1].isdigit()


def _not_compared(entry: NotCompared) -> str:
    """Say why an answer is not compared, with the letter's words for it."""
    return f'{entry.reason} The letter says: "{entry.quote}"' if entry.quote else entry.reason


def _missing(findings: tuple[Finding, ...], settings: ResponseFile) -> Iterator[tuple[str, str]]:
    """Say in one sentence that a letter prints no date and no reference, and what an editor knows of either."""
    codes = {finding.code for finding in findings}
    lacks = [name for name in ("date", "reference") if f"{name}_missing" in codes]
    if not lacks:
        return
    words = "The letter prints " + " and ".join(f"no {name}" for name in lacks) + "."
    known = [f"the {name} {value}" for name in lacks if (value := getattr(settings, name))]
    if known:
        words += f" An editor gives {' and '.join(known)}."
    yield f"{lacks[-1]}_missing", words
