"""One answer for several questions: which column is whose, by the words that column and question share.

blocks.py shares by the question's number in a heading, by as many columns as questions, or by clauses. Where none fits
(three columns for two questions), a heading that shares words with one question alone is that question's, and a column
that several ask about goes to the one question that is left without. Anything less leaves the sharing in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from disclosed.model import ReadFigure
from disclosed.reading.blocks import Block
from disclosed.reading.lines import fold

STEM = 5  # letters by which two words are one: "refused", "refusals"
SHARING = "One answer is given for questions"

_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    {"many", "were", "that", "those", "these", "this", "please", "number", "total", "each", "with", "from", "have"}
)


def share_by_words(blocks: Sequence[Block], questions: Sequence[str]) -> tuple[Block, ...]:
    """Give each column of a table that was left with the first question to the question whose words it shares."""
    figures = blocks[0].figures
    doubtful = any(doubt.message.startswith(SHARING) for doubt in blocks[0].doubts)
    if not doubtful or any(len(figure.labels) < 2 for figure in figures):
        return tuple(blocks)
    owners = _owners(list(dict.fromkeys(figure.labels[1:] for figure in figures)), [_stems(one) for one in questions])
    if owners is None:
        return tuple(blocks)
    first = replace(blocks[0], doubts=tuple(one for one in blocks[0].doubts if not one.message.startswith(SHARING)))
    return tuple(
        replace(block, figures=_of(figures, owners, place)) for place, block in enumerate((first, *blocks[1:]))
    )


def _of(figures: Sequence[ReadFigure], owners: dict[tuple[str, ...], int], place: int) -> tuple[ReadFigure, ...]:
    return tuple(figure for figure in figures if owners[figure.labels[1:]] == place)


def _owners(columns: Sequence[tuple[str, ...]], asked: Sequence[frozenset[str]]) -> dict[tuple[str, ...], int] | None:
    """Give each column its question; None unless every question has a column and every column a question."""
    fits = {
        column: [place for place, stems in enumerate(asked) if stems & _stems(" ".join(column))] for column in columns
    }
    owners = {column: places[0] for column, places in fits.items() if len(places) == 1}
    bare = [place for place in range(len(asked)) if place not in owners.values()]
    for column, places in fits.items():
        if column not in owners and len(bare) == 1 and bare[0] in places:
            owners[column] = bare[0]
    return owners if len(owners) == len(columns) and set(owners.values()) == set(range(len(asked))) else None


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _WORD.findall(fold(text)) if word not in _COMMON)
