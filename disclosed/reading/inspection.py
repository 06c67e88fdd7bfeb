"""What `inspect` prints: a reading as one JSON object, or for a person beside the letter's own lines.

The JSON is the contract that reading is scored by (docs/design.md §7). The page for a person shows each line with what was
read from it, the account that must come to nothing unexplained, and for each doubt the lines to paste into the
response's .yml; `--why` adds the tokens, the hypotheses and their costs, so that a misreading becomes a row in a test.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from disclosed.findings import EDITORS_ALONE, line_of, told_anywhere
from disclosed.model import Finding, Number, ReadFigure, Reading, ReadQuestion, Span
from disclosed.reading.tokens import NUMERIC, REASONS, Token, tokens_of
from disclosed.yaml_words import quoted

WIDTH = 72  # columns of a letter's line that are shown; long lines are cut in the middle of what is not a figure
PLAIN = {"space", "word", "punctuation", "tab"}
DOUBTS = frozenset({"uncertain_reading", "unread_number"})


def render_json(reading: Reading) -> str:
    """Write a reading as JSON, in the order and with the names of docs/design.md §7."""
    return json.dumps(_reading(reading), ensure_ascii=False, indent=1, default=_number) + "\n"


def _number(value: object) -> int | float | str:
    """Write a decimal as a JSON number where that loses nothing."""
    if isinstance(value, Decimal):
        as_float = float(value)
        return as_float if Decimal(repr(as_float)) == value else str(value)
    raise TypeError(f"{value!r} has no place in a reading.")


def _reading(reading: Reading) -> dict[str, object]:
    head = reading.letterhead
    return {
        "authority": head.authority.value if head.authority else None,
        "reference": head.reference.value if head.reference else None,
        "date": head.date.value if head.date else None,
        "licence": head.licence.words if head.licence else None,
        "regime": head.regime,
        "questions": [_question(question) for question in reading.questions],
        "set_aside": [
            {"line": aside.span.line, "as_written": aside.words, "reason": aside.reason} for aside in reading.set_aside
        ],
        "findings": [_finding(finding) for finding in reading.findings],
    }


def _question(question: ReadQuestion) -> dict[str, object]:
    return {
        "number": question.number,
        "text": question.text,
        "answer": question.answer,
        "outcome": question.outcome,
        "provisions": list(dict.fromkeys(refusal.provision for refusal in question.refusals)),
        "figures": [_figure(figure) for figure in question.figures],
    }


def _figure(figure: ReadFigure) -> dict[str, object]:
    value = figure.value
    return {
        "path": list(figure.labels),
        "value": value.value,
        "unit": value.unit,
        "status": value.status,
        "marker": value.marker,
        "min": value.minimum,
        "max": value.maximum,
        "basis": value.basis,
        "approximate": value.approximate,
        "total": figure.total,
        "as_written": figure.words,
        "line": figure.span.line,
        "columns": [figure.span.first, figure.span.last],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "level": finding.level,
        "question": finding.question,
        "line": finding.line,
        "message": finding.message,
        **dict(finding.extra),
    }


def render_text(reading: Reading, name: str = "letter", *, why: bool = False) -> str:
    """Write a reading for a person: letterhead, lines with what was read, questions, findings, the account."""
    parts = [_letterhead(reading), _lines(reading), _questions(reading)]
    if reading.findings:
        parts.append("\n".join(_findings(reading.findings, name)))
    stanza = _stanza(reading)
    if stanza:
        parts.append("To settle a doubt, paste what is right into the .yml beside the letter:\n\n" + stanza)
    if why:
        parts += [_tokens(reading), "\n".join(reading.trace)]
    return "\n\n".join([*parts, account(reading)]) + "\n"


def _findings(findings: Sequence[Finding], name: str) -> Iterator[str]:
    """Tell the findings; those for the editor alone are only counted, since this may go into a file."""
    for finding in findings:
        if finding.code not in EDITORS_ALONE:
            yield _told(finding, name)
    yield from told_anywhere(finding for finding in findings if finding.code in EDITORS_ALONE)


def _told(finding: Finding, name: str) -> str:
    place = Finding(finding.code, finding.level, finding.message, finding.remedy, finding.file or name, finding.line)
    return f"{finding.level:7} {line_of(place)}"


def _letterhead(reading: Reading) -> str:
    head = reading.letterhead
    rows = (
        ("authority", head.authority.value if head.authority else None),
        ("reference", head.reference.value if head.reference else None),
        ("date", head.date.value if head.date else None),
        ("licence", head.licence.words if head.licence else None),
        ("regime", head.regime),
    )
    return "\n".join(f"{label:10} {value or 'not printed'}" for label, value in rows)


def _lines(reading: Reading) -> str:
    """Write the letter's lines, numbered, each with its part, its question and what was read from it."""
    read: dict[int, list[str]] = {}
    for question in reading.questions:
        for figure in question.figures:
            read.setdefault(figure.span.line, []).append(figure_words(figure, question.number))
        for refusal in question.refusals:
            read.setdefault(refusal.span.line, []).append(f"Q{question.number.removeprefix('Q')}: {refusal.provision}")
    for aside in reading.set_aside:
        if reading.parts[aside.span.line - 1] == "answer":
            read.setdefault(aside.span.line, []).append(f"({aside.words}: {aside.reason})")
    return "\n".join(_line(reading, index, read.get(index + 1, [])) for index in range(len(reading.letter.lines)))


def _line(reading: Reading, index: int, read: list[str]) -> str:
    line = reading.letter.lines[index]
    owner = reading.owners[index]
    part = {"head": "", "tail": "", "furniture": "page"}.get(
        reading.parts[index], reading.parts[index][0].upper() + owner
    )
    text = line.text.replace("\t", "→ ")
    shown = text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
    return f"{line.number:5} {part:6.6} {shown:{WIDTH}} {'; '.join(read)}".rstrip()


def figure_words(figure: ReadFigure, number: str) -> str:
    """Write a figure as an address and its value: `Q2a[Once] = 130`."""
    labels = "|".join(label.replace("\\", "\\\\").replace("|", "\\|").replace("]", "\\]") for label in figure.labels)
    address = f"Q{number.removeprefix('Q')}" + (f"[{labels}]" if labels else "")
    return f"{address} = {value_words(figure)}"


def value_words(figure: ReadFigure) -> str:
    """Write what a figure's words mean."""
    value = figure.value
    if value.status != "observed":
        bounds = _bounds(value.minimum, value.maximum)
        return f"{value.marker or '[x]'} {value.status.replace('_', ' ')}{bounds}"
    about = "about " if value.approximate else ""
    return f"{about}{value.value}{' ' + value.unit if value.unit else ''}{' (total)' if figure.total else ''}"


def _bounds(minimum: Number | None, maximum: Number | None) -> str:
    if minimum is None and maximum is None:
        return ""
    if minimum is None:
        return f", at most {maximum}"
    return f", from {minimum}" + (f" to {maximum}" if maximum is not None else "")


def _questions(reading: Reading) -> str:
    rows = []
    for question in reading.questions:
        figures = len(question.figures)
        held = f", {figures} figure{'s' if figures != 1 else ''}" if figures else ""
        cited = "".join(f", {provision}" for provision in dict.fromkeys(r.provision for r in question.refusals))
        rows.append(f"Q{question.number.removeprefix('Q'):6} {question.outcome.replace('_', ' ')}{held}{cited}")
    return "\n".join(rows)


def _stanza(reading: Reading) -> str:
    """Write the `readings:` lines that would settle each doubt as the program now reads it."""
    doubtful = {finding.question for finding in reading.findings if finding.code in DOUBTS and finding.question}
    lines: list[str] = []
    for question in reading.questions:
        if question.number in doubtful:
            for figure in question.figures:
                lines += settling_lines(figure, question.number)
    for line, token in unread_numbers(reading):
        words = quoted(token.text)
        lines += [f"  - line: {line}", f"    words: {words}", "    set_aside: words  # or question: and labels:"]
    return "\n".join(["readings:", *lines]) if lines else ""


def settling_lines(figure: ReadFigure, number: str) -> Iterator[str]:
    """Yield the lines of a `readings:` entry that says what a figure is: its place, its words, its labels."""
    yield f"  - line: {figure.span.line}"
    yield f"    words: {quoted(figure.words)}"
    yield f"    question: Q{number.removeprefix('Q')}"
    if figure.labels:
        yield "    labels:"
        yield from (f"      - {quoted(label)}" for label in figure.labels)


def unread_numbers(reading: Reading) -> tuple[tuple[int, Token], ...]:
    """Give the numbers of the answers that are neither figures nor set aside, each with its line."""
    taken: dict[int, list[Span]] = {}
    figures = (figure.span for question in reading.questions for figure in question.figures)
    for span in (*figures, *(aside.span for aside in reading.set_aside)):
        taken.setdefault(span.line, []).append(span)
    return tuple(
        (line.number, token)
        for line, part in zip(reading.letter.lines, reading.parts, strict=True)
        for token in tokens_of(line)
        if part == "answer" and token.kind in NUMERIC
        if not any(span.first <= token.last and token.first <= span.last for span in taken.get(line.number, ()))
    )


def _tokens(reading: Reading) -> str:
    rows = []
    for line in reading.letter.lines:
        kinds = [f"{token.kind} {token.text!r}" for token in tokens_of(line) if token.kind not in PLAIN]
        if kinds:
            rows.append(f"{line.number:5} {', '.join(kinds)}")
    return "\n".join(rows)


def account(reading: Reading) -> str:
    """Account for every number of the answers: figures, set aside by reason, and what is left."""
    figures = sum(len(question.figures) for question in reading.questions)
    asides = [aside for aside in reading.set_aside if reading.parts[aside.span.line - 1] == "answer"]
    left = len(unread_numbers(reading))
    first = f"{figures} figure{'s' if figures != 1 else ''}, {len(asides)} set aside, {left} unexplained"
    reasons = Counter(aside.reason for aside in asides)
    return "\n".join([first, *(f"  {count:4} {REASONS[reason]}" for reason, count in sorted(reasons.items()))])
