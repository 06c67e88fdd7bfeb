"""The `request.md` that `add` drafts for a new request: a title and a table for each question that has labelled figures.

It is meant to be used as it is: the planner builds the package with it and leaves out each table that the package refuses.
Questions with the same labels are not drawn together: whether they are parts of one thing is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from disclosed.adding.doubts import clean_beside
from disclosed.adding.titles import counted_in, parted_by, subject_of, title_from
from disclosed.adding.whose import slug
from disclosed.model import ReadFigure, Reading, ReadQuestion
from disclosed.privacy.mentions import Known
from disclosed.yaml_words import scalar

MAX_TABLES = 20  # a page of more is a list; the rest have their pages without being declared
_NO_ONE = Known(())  # what is drafted is looked through by itself, as the build will do
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?")
_UNIT = {"GBP": "pounds", "percent": "per cent"}


def render_request(reading: Reading, title: str, *, leave_out: Collection[str] = ()) -> str:
    """Write a `request.md`; `leave_out` names tables that the package refuses."""
    tables = [table for name, table in tables_of(reading) if name not in leave_out]
    lines = ["---", f"title: {scalar(title)}"]
    if tables:
        lines += ["tables:", *(line for table in tables for line in table)]
    return "\n".join([*lines, "---"]) + "\n"


def title_of(reading: Reading, subject: str, name: str) -> str:
    """Give a request's title: its subject, else what the first question asks, else its name."""
    words = subject or subject_of(reading.letterhead.subject or "")
    if not words:
        words = next(filter(None, (title_from(question.text) for question in reading.questions)), "")
    words = clean_beside(words, _NO_ONE) or name.replace("-", " ")
    return words[:1].upper() + words[1:]


def tables_of(reading: Reading) -> Iterator[tuple[str, list[str]]]:
    """Make a table of each question whose figures have labels, one unit and each path once."""
    made: set[str] = set()
    for question in reading.questions:
        if len(made) < MAX_TABLES and _makes_table(question.figures):
            name = slug(f"question {question.number.removeprefix('Q')}")
            if name not in made:
                made.add(name)
                yield name, [f"  {name}:", *_table(question)]


def _makes_table(figures: Sequence[ReadFigure]) -> bool:
    depth = {len(figure.labels) for figure in figures}
    units = {figure.value.unit for figure in figures}
    paths = {tuple(label.casefold() for label in figure.labels) for figure in figures}
    return len(figures) > 1 and len(units) == 1 and len(paths) == len(figures) and depth in ({1}, {2})


def _table(question: ReadQuestion) -> Iterator[str]:
    figures = question.figures
    unit = figures[0].value.unit
    noun = "" if unit else counted_in(question.text, (label for figure in figures for label in figure.labels))
    names = _names([figure.labels for figure in figures], parted_by(question.text))
    yield f"    title: {scalar(clean_beside(title_from(question.text), _NO_ONE) or f'Question {question.number}')}"
    yield f"    unit: {scalar(_UNIT.get(unit or '', unit or clean_beside(noun, _NO_ONE) or 'number'))}"
    yield f"    labels: {names[0] if len(names) == 1 else f'[{names[0]}, {names[1]}]'}"
    yield "    rows:"
    yield f"      - figures: Q{question.number.removeprefix('Q')}"
    if names[1:] == ["heading"] and len({figure.labels[1] for figure in figures}) > 1:
        yield "    columns: heading"


def _names(paths: Sequence[tuple[str, ...]], parts: str) -> list[str]:
    """Name the columns of labels: by what the question parts its figures; those of years hold periods, to be drawn as such."""
    names = [slug(parts) or "label", "heading"][: len(paths[0])]
    years = [at for at in range(len(names)) if all(_YEAR.fullmatch(path[at]) for path in paths)]
    return [*names[: years[0]], "period", *names[years[0] + 1 :]] if years else names
