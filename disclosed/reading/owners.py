"""Which of several questions a figure of their one answer is for: by a heading that names it (`Runs (Q11)`), else by column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosed.model import ReadFigure

_NAMED_QUESTION = re.compile(r"\b(?:q|question)\s?(?P<number>\d+(?:\.\d+)*[a-z]?)\b")


def by_heading(figures: Sequence[ReadFigure], numbers: Sequence[str]) -> dict[ReadFigure, str] | None:
    """Give each figure to the question that its heading names; None where one names none."""
    owners = {}
    plain = {re.sub(r"^q", "", number.casefold()): number for number in numbers}
    for figure in figures:
        named = [
            plain.get(found["number"])
            for label in figure.labels
            for found in _NAMED_QUESTION.finditer(label.casefold())
        ]
        owner = next((number for number in reversed(named) if number), None)
        if owner is None:
            return None
        owners[figure] = owner
    return owners or None


def by_column(figures: Sequence[ReadFigure], numbers: Sequence[str]) -> dict[ReadFigure, str] | None:
    """Give each column to a question in order; None where there are not as many."""
    columns = list(dict.fromkeys(figure.labels[1] for figure in figures if len(figure.labels) == 2))
    if len(columns) != len(numbers) or any(len(figure.labels) != 2 for figure in figures):
        return None
    return {figure: numbers[columns.index(figure.labels[1])] for figure in figures}
