"""Letters made by hand: a reading from questions and their figures, without the reading side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from disclosed.model import (
    Finding,
    Letter,
    Letterhead,
    Line,
    Outcome,
    Part,
    Printed,
    ReadCheck,
    ReadFigure,
    Reading,
    ReadQuestion,
    Refusal,
    SetAside,
    Span,
    Value,
)
from disclosed.reading.lines import fold
from disclosed.settling.config import type_settings
from disclosed.settling.settings import Publisher, RequestFile, ResponseFile, SiteFile
from disclosed.settling.sources import Content, LetterSource, RequestSource
from disclosed.yaml_source import Source, parse_front_matter, parse_yaml

LICENCE = "You may re-use the information under an Open Government Licence."
Cell = int | Decimal | str | Value
Answers = Mapping[str, Sequence[tuple[str, Cell] | tuple[str, str, Cell]] | str]


def value_of(cell: Cell) -> Value:
    """`<5` and `c` are suppressed, anything else is itself."""
    if isinstance(cell, Value):
        return cell
    return Value(None, status="suppressed", marker="[c]") if isinstance(cell, str) else Value(cell)


def words_of(cell: Cell) -> str:
    return str(cell.value if isinstance(cell, Value) else cell)


def make_reading(
    answers: Answers,
    *,
    findings: Sequence[Finding] = (),
    checks: Sequence[ReadCheck] = (),
    head: Letterhead | None = None,
    aside: Sequence[SetAside] = (),
    refusals: Mapping[str, str] | None = None,
) -> Reading:
    """Make a reading: each question maps to its figures (labels, then value), or to its outcome.

    Line 1 is the licence; then each question has a line, and each figure a line `label | label: value`.
    """
    texts, parts, owners, questions = [LICENCE], ["head"], [""], []
    for number, answer in answers.items():
        texts.append(f"{number}. How many under 18?")
        parts.append("question")
        owners.append(number)
        asked = len(texts)
        figures, relied = [], []
        for entry in () if isinstance(answer, str) else answer:
            *labels, cell = entry
            labels = [label for label in labels if label]
            start = f"{' | '.join(labels)}: " if labels else ""
            words = words_of(cell)
            texts.append(start + words)
            parts.append("answer")
            owners.append(number)
            span = Span(len(texts), len(start) + 1, len(start) + len(words))
            total = bool(labels) and labels[0].startswith("Total")
            figures.append(ReadFigure(tuple(labels), value_of(cell), words, span, total))
        if isinstance(answer, str):
            texts.append("N/A" if answer == "not_applicable" else f"It is {answer}.")
            parts.append("answer")
            owners.append(number)
            if refusals and number in refusals:
                words = texts[-1]
                relied.append(Refusal(refusals[number], words, Span(len(texts), 1, len(words))))
        outcome: Outcome = "figures" if figures else answer if isinstance(answer, str) else "text"  # type: ignore[assignment]
        lines = tuple(range(asked + 1, len(texts) + 1))
        answered = " ".join(texts[line - 1] for line in lines)
        questions.append(
            ReadQuestion(
                number, number, texts[asked - 1], answered, outcome, (asked,), lines, tuple(figures), tuple(relied)
            )
        )
    letter = Letter(tuple(Line(place, text, fold(text)) for place, text in enumerate(texts, start=1)))
    licence = Printed("OGL-UK-3.0", LICENCE, Span(1, 1, len(LICENCE)))
    typed: tuple[Part, ...] = tuple(parts)  # type: ignore[arg-type]
    return Reading(
        letter,
        head or Letterhead(licence=licence, regime="FOIA"),
        tuple(questions),
        tuple(aside),
        tuple(findings),
        typed,
        tuple(owners),
        tuple(checks),
    )


def make_letter(
    yml: str = "state: published\npublished: 2026-01-01\n", stem: str = "northtown", request: str = "bins"
) -> LetterSource:
    """Make a letter's settings from the text of its `.yml`."""
    source = parse_yaml(yml.encode(), f"content/requests/{request}/{stem}.yml")
    settings, problems = type_settings(ResponseFile, source)
    assert settings is not None, problems
    return LetterSource(stem, f"content/requests/{request}/{stem}.txt", stem.encode(), settings, source)


def make_request(front: str = "title: Bins\n", *letters: LetterSource, body: str = "") -> RequestSource:
    """Make a request from the text of its front matter."""
    source: Source = parse_front_matter(f"---\n{front}---\n{body}".encode(), "content/requests/bins/request.md")
    settings, problems = type_settings(RequestFile, source)
    assert settings is not None, problems
    return RequestSource("bins", source.file, settings, source, letters, (), "content/requests/bins/asked.csv")


SITE = SiteFile(
    title="Answers",
    base_url="https://example.org/foi",
    publisher=Publisher(name="A. Volunteer", kind="independent"),
    contact="editor@example.org",
    version="1.0.0",
    released="2026-01-01",
)
PROJECTS = Path(__file__).parent / "projects"


def make_content(requests: Mapping[str, Mapping[str, tuple[str, str]]], fronts: Mapping[str, str]) -> Content:
    """Put letters together: request → letter → (its text, lines of its `.yml`); `fronts` are the requests' front matter."""
    made = []
    for name, letters in requests.items():
        sources = []
        for stem, (text, yml) in letters.items():
            state = "" if "state:" in yml else "state: published\npublished: 2026-01-01\n"
            sources.append(replace(make_letter(f"{state}{yml}", stem, name), data=text.encode()))
        request = make_request(fronts.get(name, f"title: {name.title()}\n"), *sources)
        made.append(replace(request, name=name, file=f"content/requests/{name}/request.md"))
    return Content(SITE, Source(""), {}, tuple(made), "content/authorities.yml")
