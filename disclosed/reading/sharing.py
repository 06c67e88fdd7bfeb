"""One answer for several questions: which column, or which clause, is whose.

A column whose heading names its question (`Runs (Q11)`) is that question's. Else words come first: a heading or a clause that
has more words of one question than of any other is that question's, and one that several ask about goes to the one question
that is left without. Order comes last, and only where no heading or clause has more words of another question than of the one
in its place. Anything less leaves the sharing in doubt: a figure under the wrong question is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosed.findings import WHOLE_ANSWER
from disclosed.model import Finding, Line, ReadFigure
from disclosed.reading.answer_units import typed
from disclosed.reading.blocks import Block, BlockContext, read_block
from disclosed.reading.candidates import finding, is_total
from disclosed.reading.lines import fold
from disclosed.reading.matching import of_other_kind
from disclosed.reading.stems import stems

_NAMED_QUESTION = re.compile(r"\b(?:q|question)\s?(?P<number>\d+(?:\.\d+)*[a-z]?)\b")
_INTRO = re.compile(r"\s*(?:(?:for|as to|in answer to) )?questions? [^:]{1,40}:")
_CLAUSE = re.compile(
    r"[,;]\s+(?:while|and|but|whereas)\s+|[;]\s+|\s+(?:while|whereas)\s+|(?<=[a-z]),\s+|(?<=[a-z])\s+and\s+"
)
_YEAR = re.compile(r"(?:yr |year |fy )?(?:(?:19|20)\d\d(?:[/-]\d{2,4})?|\d\d[/-]\d\d)")
_EMPTY = frozenset({
    "how", "many", "much", "what", "which", "who", "when", "where", "were", "was", "are", "has", "had", "have", "been", "did",
    "does", "that", "those", "these", "this", "they", "them", "there", "please", "number", "numbers", "total", "each", "with",
    "from", "for", "and", "the", "you", "your", "our", "not", "but", "all", "any", "per", "out", "its", "into", "year", "years",
    "question", "questions",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the questions that share an answer: its number, its own words, and these with its stem's, which carry the period."""

    number: str
    words: str
    whole: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What each question has of the answer, in their order; undecided, where the first has all and nothing says whose it is."""

    blocks: tuple[Block, ...]
    decided: bool = True


def share_block(asked: Sequence[Asked], lines: Sequence[Line], context: BlockContext) -> Shared:
    """Read one answer for several questions and give each its figures.

    By the question's number in a heading, else row by row of a table by periods, else column by column, else clause by clause.
    Where none fits, every figure stays with the first and the sharing is a doubt.
    """
    whole = read_block(" ".join(one.whole for one in asked), lines, context)
    numbers = [one.number for one in asked]
    owners = _by_heading(whole.figures, numbers) or _by_row(whole.figures, asked) or _by_column(whole.figures, asked)
    if owners is not None:
        return Shared(tuple(_shares(asked, whole, owners, lines)))
    clauses = _by_clause(asked, lines, context)
    if clauses is not None:
        return Shared(clauses)
    doubts = (*whole.doubts, _doubt(asked, lines)) if whole.figures else whole.doubts
    all_to_first = dict.fromkeys(whole.figures, 0)
    return Shared(tuple(_shares(asked, replace(whole, doubts=doubts), all_to_first, lines)), not whole.figures)


def _doubt(asked: Sequence[Asked], lines: Sequence[Line]) -> Finding:
    doubt = finding(
        "uncertain_reading",
        f"One answer is given for questions {', '.join(one.number for one in asked)}, and its figures do not say which they answer.",
        "Give each its question with `readings:` lines.",
        lines[0].number if lines else 0,
    )
    return replace(doubt, extra=(WHOLE_ANSWER,))


def _shares(
    asked: Sequence[Asked], whole: Block, owners: dict[ReadFigure, int], lines: Sequence[Line]
) -> Iterator[Block]:
    """Yield each question's figures; all else that was found stays with the first."""
    for place, one in enumerate(asked):
        mine = [figure for figure in whole.figures if owners[figure] == place]
        rest = whole if place == 0 else Block(cost=0)
        doubts = tuple(replace(doubt, question=one.number) for doubt in rest.doubts)
        yield replace(rest, figures=typed(one.whole, mine, lines), doubts=doubts, reader=whole.reader, others=())


def _by_heading(figures: Sequence[ReadFigure], numbers: Sequence[str]) -> dict[ReadFigure, int] | None:
    owners = {}
    plain = {re.sub(r"^q", "", number.casefold()): place for place, number in enumerate(numbers)}
    for figure in figures:
        named = [
            plain.get(found["number"])
            for label in figure.labels
            for found in _NAMED_QUESTION.finditer(label.casefold())
        ]
        owner = next((place for place in reversed(named) if place is not None), None)
        if owner is None:
            return None
        owners[figure] = owner
    return owners or None


def _by_years(figures: Sequence[ReadFigure]) -> bool:
    """Whether the columns of a table are years, and their total."""
    columns = {fold(figure.labels[-1]).strip() if len(figure.labels) > 1 else "" for figure in figures}
    years = {column for column in columns if _YEAR.fullmatch(column)}
    return bool(years) and all(is_total(column) for column in columns - years)


def _by_row(figures: Sequence[ReadFigure], asked: Sequence[Asked]) -> dict[ReadFigure, int] | None:
    """Share the rows of a table whose columns are years by the words of their labels: a year is no question's."""
    if not _by_years(figures):
        return None
    rows = list(dict.fromkeys(figure.labels[:-1] for figure in figures))
    owners = _owners_by_words(*_worth([" ".join(row) for row in rows], [one.words for one in asked]))
    if owners is None:
        return None
    places = dict(zip(rows, owners, strict=True))
    return {figure: places[figure.labels[:-1]] for figure in figures}


def _by_column(figures: Sequence[ReadFigure], asked: Sequence[Asked]) -> dict[ReadFigure, int] | None:
    """Share a table's columns by their headings' words, else by their order, where there are as many as questions."""
    if not figures or any(len(figure.labels) < 2 for figure in figures) or _by_years(figures):
        return None
    columns = list(dict.fromkeys(figure.labels[1:] for figure in figures))
    owners = _owners([" ".join(column) for column in columns], [one.words for one in asked])
    if owners is None:
        return None
    places = dict(zip(columns, owners, strict=True))
    return {figure: places[figure.labels[1:]] for figure in figures}


def _owners(texts: Sequence[str], questions: Sequence[str]) -> list[int] | None:
    """Give each text the place of its question: by words, else by order; None where neither says it.

    Every question has a text. What has the words of several, or of none, goes to the one question that is left without.
    """
    worth, best = _worth(texts, questions)
    owners = _owners_by_words(worth, best)
    in_place = len(texts) == len(questions) and all(step in places for step, places in enumerate(best))
    return owners or (list(range(len(questions))) if in_place else None)


def _worth(texts: Sequence[str], questions: Sequence[str]) -> tuple[list[list[int]], list[list[int]]]:
    """Count the words that each text shares with each question; and list the questions with which it shares most."""
    asked = [stems(one, _EMPTY) for one in questions]
    worth = [[len(stems(text, _EMPTY) & own) for own in asked] for text in texts]
    return worth, [[place for place, score in enumerate(scores) if score == max(scores)] for scores in worth]


def _owners_by_words(worth: Sequence[Sequence[int]], best: Sequence[Sequence[int]]) -> list[int] | None:
    """Give each text the place of the question whose words it has; None unless every text and every question has its own."""
    owners = [places[0] if len(places) == 1 else None for places in best]
    everyone = range(len(worth[0]))
    bare = [place for place in everyone if place not in owners]
    left = [step for step, owner in enumerate(owners) if owner is None]
    if len(bare) == 1 and (len(left) == 1 or all(any(worth[step]) for step in left)):
        owners = [bare[0] if owner is None and bare[0] in best[step] else owner for step, owner in enumerate(owners)]
    return [owner for owner in owners if owner is not None] if {*owners} == {*everyone} else None


def _by_clause(asked: Sequence[Asked], lines: Sequence[Line], context: BlockContext) -> tuple[Block, ...] | None:
    """Cut a sentence into clauses; None unless as many as questions have a figure, one each, and it is known whose they are."""
    printed = [line for line in lines if line.text.strip()]
    if len(printed) != 1:
        return None
    line = printed[0]
    intro = _INTRO.match(line.shadow)
    start = intro.end() if intro else 0
    cuts = [start, *(found.end() for found in _CLAUSE.finditer(line.shadow, start)), len(line.text)]
    pieces = [_only(line, first, last) for first, last in pairwise(cuts)]
    together = " ".join(one.whole for one in asked)
    counted = [len(read_block(together, [piece], context).figures) for piece in pieces]
    stating = [piece for piece, count in zip(pieces, counted, strict=True) if count]
    if len(stating) != len(asked) or max(counted) > 1:
        return None
    owners = _owners([piece.shadow for piece in stating], [one.words for one in asked])
    if owners is None:
        return None
    blocks = [_clause_of(asked[place], piece, context) for place, piece in zip(owners, stating, strict=True)]
    if None in blocks:
        return None
    shares = [blocks[owners.index(place)] or Block() for place in range(len(asked))]
    rest = read_block("", [_only(line, 0, start)], context)
    return (replace(shares[0], aside=(*rest.aside, *shares[0].aside)), *shares[1:])


def _clause_of(asked: Asked, piece: Line, context: BlockContext) -> Block | None:
    """Read a clause for its question; None unless it gives one figure, of the kind that is asked for."""
    block = read_block(asked.whole, [piece], replace(context, number=asked.number))
    if len(block.figures) != 1:
        return None
    figure = block.figures[0]
    if of_other_kind(fold(asked.whole), fold(f"{figure.words} {figure.value.unit or ''}")):
        return None
    return block


def _only(line: Line, start: int, end: int) -> Line:
    """Blank all of a line but `start:end`."""
    before, after = " " * start, " " * (len(line.text) - end)
    return replace(line, text=before + line.text[start:end] + after, shadow=before + line.shadow[start:end] + after)
