"""One answer for several questions: which part of it answers which.

Letters put such answers in two ways (SHAPES.md §2.6): a table with a column for each question, whose heading says so
(`Runs (Q11)`), and a sentence with a clause for each ("38 were taken on, while two people or fewer left within a
week"). Clauses are told apart by the words that they have in common with the questions, else by order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from disclosed.layout import Slot
from disclosed.lines import fold
from disclosed.model import Line, ReadFigure
from disclosed.signposts import named_in

_CLAUSE_END = re.compile(r",? (?:while|whereas|and|but)(?= )|;|,(?= (?:\d|none|no |fewer|less))")
_WORD = re.compile(r"[a-z]{4,}")


def own_share(lines: Sequence[Line], slot: Slot, texts: Mapping[str, str]) -> tuple[Line, ...]:
    """Blank the clauses of a shared sentence that answer other questions; a table is left whole."""
    written = [line for line in lines if line.shadow.strip()]
    if len(slot.shared) < 2 or len(written) != 1:
        return tuple(lines)
    line = written[0]
    clauses = _clauses(line.shadow)
    if len(clauses) != len(slot.shared):
        return tuple(lines)
    first, last = clauses[_place(line.shadow, clauses, slot, texts)]
    text = " " * first + line.text[first:last] + " " * (len(line.text) - last)
    return tuple(replace(one, text=text, shadow=fold(text)) if one is line else one for one in lines)


def _clauses(shadow: str) -> list[tuple[int, int]]:
    """Cut a sentence at the words that join clauses."""
    places = [0]
    for found in _CLAUSE_END.finditer(shadow):
        places += [found.start(), found.end()]
    places.append(len(shadow))
    return [(places[index], places[index + 1]) for index in range(0, len(places), 2)]


def _place(shadow: str, clauses: Sequence[tuple[int, int]], slot: Slot, texts: Mapping[str, str]) -> int:
    """Choose the clause with most words of the question; of equal ones, that in the question's own place."""
    asked = set(_WORD.findall(fold(texts[slot.number])))
    own = slot.shared.index(slot.number)

    def likeness(place: int) -> tuple[int, bool]:
        first, last = clauses[place]
        return len(asked & set(_WORD.findall(shadow[first:last]))), place == own

    return max(range(len(clauses)), key=likeness)


def own_figures(figures: Sequence[ReadFigure], slot: Slot) -> tuple[ReadFigure, ...]:
    """Keep the figures of a shared table whose labels name this question, where labels name questions at all."""
    named = [{number for label in figure.labels for number in named_in(fold(label), slot.shared)} for figure in figures]
    if len(slot.shared) < 2 or not any(named):
        return tuple(figures)
    return tuple(figure for figure, numbers in zip(figures, named, strict=True) if slot.number in numbers)


def unlabelled(figures: Sequence[ReadFigure], slot: Slot, text: str) -> tuple[ReadFigure, ...]:
    """Take the label off the one figure of a shared clause where it only repeats the question ("38 were taken on")."""
    if len(slot.shared) < 2 or len(figures) != 1:
        return tuple(figures)
    words = {word for label in figures[0].labels for word in _WORD.findall(fold(label))}
    return (replace(figures[0], labels=()),) if words <= set(_WORD.findall(fold(text))) else tuple(figures)
