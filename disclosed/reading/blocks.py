"""An answer's lines become labelled figures: block readers compete, and the shortest description wins.

Letters give one set of numbers in many shapes (a bare number, `label - value`, a table one cell a line, a list in a
sentence …), so each shape has its own reader, a pure function; each says what it explains, and the one that leaves
least unexplained is taken (candidates.py has the weights).

The lines handed in are whole lines of the letter. Where only part of a line belongs to the answer (an answer on the
question's own line), the rest of it is blanked with spaces, so that columns still count from the line's start.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from disclosed.findings import WHOLE_ANSWER
from disclosed.model import Finding, Line, ReadFigure, SetAside, Span
from disclosed.reading.answer_groups import Group, groups_of
from disclosed.reading.answer_lists import read_values_in_line
from disclosed.reading.answer_prose import asks_for_words, refuses_otherwise, states_a_figure
from disclosed.reading.answer_readers import candidates_of, sentence_candidates
from disclosed.reading.answer_rest import COUNTS, asides_of, doubts_of, unread_in
from disclosed.reading.answer_sheet_rows import BY_PLACE, read_sheet
from disclosed.reading.answer_sheets import find_sheets
from disclosed.reading.answer_units import typed, under_title
from disclosed.reading.candidates import WEIGHTS, Candidate, cost_of, finding, in_brackets, unexplained
from disclosed.reading.ordinals import without_ordinals
from disclosed.reading.tokens import NUMERIC, Token, tokens_of
from disclosed.reading.values import Legend
from disclosed.reading.weighing import weighed
from disclosed.reading.year_heads import heads_by_year

BLOCKS_KEPT = 1024  # answers of one letter: its hypotheses cut most of them alike
_CUT = frozenset({"tabs", "pipes", "slashes", "commas"})  # kinds of groups whose lines are rows of cells
_DATES = frozenset({"year", "span", "date"})
MAX_PROSE = 3  # what a paragraph may cost: no more than a question without an answer (attempts.UNANSWERED)
MOST_OVER = 2  # numbers that a reading of rows may leave over and still be one
CLOSE = (
    0  # a runner-up that costs no more than this above the winner and gives other figures makes the reading doubtful
)


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What stands around an answer: its question's number, the letter's legends, and whether the answer refuses.

    `legends` come from `legends.legends_of(letter.lines)`. `refused` is True where a refusal was found in the answer:
    then only a number that is expressly given is a figure. `questions` are the numbers that the letter asks.
    """

    number: str = ""
    legends: tuple[Legend, ...] = ()
    refused: bool = False
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One reading of an answer: figures, numbers set aside with the reason, doubts, and the cost of the reading.

    `doubts` are findings (`unsupported_range`, `uncertain_reading`, `unread_number`) whose question is the context's number. `reader`
    names the winner, and `trace` each candidate with its cost, for `inspect --why`. `others` are the figures of readings that
    cost as little, for a person to choose from.
    """

    figures: tuple[ReadFigure, ...] = ()
    aside: tuple[SetAside, ...] = ()
    doubts: tuple[Finding, ...] = ()
    cost: int = 0
    reader: str = "none"
    trace: tuple[str, ...] = ()
    others: tuple[tuple[ReadFigure, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate that won a group, with its cost, and those that cost as little and read other figures."""

    group: Group
    winner: Candidate
    cost: int
    trace: tuple[str, ...]
    rivals: tuple[Candidate, ...] = ()


def read_block(question: str, lines: Sequence[Line], context: BlockContext) -> Block:
    """Read one answer: the best of the block readers' candidates, group by group.

    Prose is read only where no group in rows gives figures; a sentence before a table that states a figure is.
    """
    bare, ordinals = without_ordinals(lines)
    block = _read_block(question, bare, context)
    return replace(block, aside=(*ordinals, *block.aside)) if ordinals else block


@lru_cache(maxsize=BLOCKS_KEPT)
def _read_block(question: str, lines: tuple[Line, ...], context: BlockContext) -> Block:
    sheets, groups = _parted(lines, context.legends)
    refused = context.refused or refuses_otherwise("\n".join(line.text for line in lines), question)
    choices = [_choose(question, group, context, sheet) for group, sheet in sheets]
    tabled = any(choice.winner.figures for choice in choices)
    titles = {group for group, after in pairwise(groups) if after.kind in _CUT and _is_dated_title(group)}
    choices += [
        _best(group, ()) if (tabled and _is_bare_row(group)) or group in titles else _choose(question, group, context)
        for group in groups
        if group.kind not in {"prose", "legend"}
    ]
    choices = list(_without_fragments(choices))
    rows_give = any(choice.winner.figures for choice in choices)
    given = rows_give
    for group in groups:
        if group.kind != "prose" or (rows_give and not states_a_figure(group.lines[0])) or (given and not rows_give):
            continue
        choice = _choose_prose(question, group, refused=refused)
        given = given or bool(choice.winner.figures or choice.winner.doubts)
        choices.append(choice)
    choices = [_weighed(choice, question, lines, context) for choice in choices]
    return _block(question, lines, choices, replace(context, refused=refused))


def _weighed(choice: Choice, question: str, lines: Sequence[Line], context: BlockContext) -> Choice:
    """Give a choice whose winner and rivals are weighed by the words beside their figures."""
    winner, *rivals = (weighed(one, question, lines, context.legends) for one in (choice.winner, *choice.rivals))
    return replace(choice, winner=winner, rivals=tuple(rivals))


def _without_fragments(choices: Sequence[Choice]) -> Iterator[Choice]:
    """Leave unread what stands in pieces beside as many numbers that nothing names: most likely one table, jumbled.

    A value with its label on its own line is no piece.
    """
    unread = [len(unread_in(choice.group, choice.winner)) if choice.group.kind == "plain" else 0 for choice in choices]
    for choice, own in zip(choices, unread, strict=True):
        figures, labelled = choice.winner.figures, {span.line for span in choice.winner.labels}
        loose = [figure for figure in figures if not figure.labels or figure.span.line not in labelled]
        fragile = choice.group.kind == "plain" and len(loose) * 2 > len(figures)
        over = sum(unread) - own
        yield (
            replace(choice, winner=_unread(choice.winner))
            if fragile and over > MOST_OVER and over >= len(figures)
            else choice
        )


def _unread(winner: Candidate) -> Candidate:
    """Give a reading whose figures are all left unread; what it takes for labels and headings explains no number then."""
    unread = (*winner.unread, *(figure.span for figure in winner.figures))
    return replace(winner, figures=(), labels=(), headings=(), unread=unread)


def _is_bare_row(group: Group) -> bool:
    """Whether a group has several values and no words: beneath a table a row that nothing names, most likely of totals."""
    shadow = " ".join(line.shadow for line in group.lines)
    return not any(mark.isalpha() for mark in shadow) and len(shadow.split()) > 1


def _is_dated_title(group: Group) -> bool:
    """Whether a line of words right above a table dates it, `Boats by quay, 2023`: the year counts nothing."""
    kinds = {token.kind for token in tokens_of(group.lines[0]) if token.kind in NUMERIC}
    worded = any(map(str.isalpha, group.lines[0].shadow))
    return group.kind == "plain" and len(group.lines) == 1 and worded and bool(kinds) and kinds <= _DATES


def _parted(
    lines: Sequence[Line], legends: Sequence[Legend]
) -> tuple[list[tuple[Group, Candidate]], tuple[Group, ...]]:
    """Part an answer into tables in columns, each with its reading, and groups of one look between them."""
    sheets: list[tuple[Group, Candidate]] = []
    groups: list[Group] = []
    numbers = [line.number for line in lines]
    done = 0
    for sheet in find_sheets(lines, legends):
        candidate = read_sheet(sheet, legends)
        if candidate is None:
            continue
        sheets.append((Group("plain", sheet.lines), candidate))
        groups += groups_of(lines[done : bisect_left(numbers, sheet.lines[0].number)])
        done = bisect_right(numbers, sheet.lines[-1].number)
    return sheets, (*groups, *groups_of(lines[done:]))


def _choose(question: str, group: Group, context: BlockContext, sheet: Candidate | None = None) -> Choice:
    """Let the readers of a group's kind compete, before them the reading of a table in columns.

    Columns that stand in their places have no rival, nor has a table whose columns nothing names.
    """
    if sheet is not None and (sheet.reader == BY_PLACE or not sheet.figures):
        return _best(group, (sheet,), question)
    return _best(
        group,
        (*([sheet] if sheet else []), *candidates_of(question, group, context.legends, refused=context.refused)),
        question,
    )


def _choose_prose(question: str, group: Group, *, refused: bool) -> Choice:
    lists = [] if refused else [*read_values_in_line(question, group.lines)]
    return _best(group, [*lists, *sentence_candidates(question, group.lines, refused=refused)], question)


def _best(group: Group, candidates: Sequence[Candidate], question: str = "") -> Choice:
    """Take the cheapest candidate, the earlier one of two; a runner-up as cheap that reads otherwise is a doubt.

    So is one that counts what the cheapest takes for the year that heads a column, where the question names no such year.
    """
    priced = sorted(
        ((cost_of(candidate, group.lines), place, candidate) for place, candidate in enumerate(candidates)),
        key=lambda item: item[:2],
    )
    trace = tuple(
        f"lines {group.lines[0].number}-{group.lines[-1].number} {candidate.reader}: {cost} ({len(candidate.figures)} figures)"
        for cost, _, candidate in priced
    )
    if not priced:
        return Choice(group, Candidate("none"), 0, ())
    cost, _, winner = priced[0]
    if group.kind not in {"prose", "legend"} and _leaves_most(winner, group.lines):
        winner = _unread(winner)
    reach = CLOSE + (WEIGHTS["year as a count"] if heads_by_year(winner, group.lines, question) else 0)
    rivals = tuple(
        candidate
        for other, _, candidate in priced[1:]
        if other - cost <= reach and candidate.figures and _values(candidate) != _values(winner)
    )
    return Choice(group, winner, cost, trace, rivals)


def _leaves_most(winner: Candidate, lines: Sequence[Line]) -> bool:
    """Whether a reading of rows leaves as many numbers over as it reads, or without a label: then it has not understood them."""
    nameless = sum(not figure.labels for figure in winner.figures)
    if nameless > (1 if nameless < len(winner.figures) else MOST_OVER):
        return True
    over = sum(not in_brackets(line, token) for line, token in unexplained(winner, lines) if token.kind in COUNTS)
    return over > MOST_OVER and over >= len(winner.figures)


def _values(candidate: Candidate) -> frozenset[Span]:
    return frozenset(figure.span for figure in candidate.figures)


def _block(question: str, lines: Sequence[Line], choices: Sequence[Choice], context: BlockContext) -> Block:
    """Put the groups' winners together, type their units, and account for every other number."""
    winners = [choice.winner for choice in choices]
    figures = _figures_of(choices, lines)
    doubts = [doubt for winner in winners for doubt in winner.doubts]
    doubts += [_close_call(choice) for choice in choices if choice.rivals]
    doubts += _given_twice(figures)
    unread = [found for choice in choices for found in unread_in(choice.group, choice.winner)]
    if asks_for_words(question) or (context.refused and len({line.number for line, _ in unread}) <= MOST_OVER):
        unread = []
    doubts += doubts_of(unread)
    if not any(doubt.code == "uncertain_reading" for doubt in doubts):
        doubts += _one_of_several(figures, unread)
    return Block(
        typed(question, figures, lines),
        tuple(asides_of(lines, winners, unread, refused=context.refused)),
        tuple(replace(doubt, question=context.number or None) for doubt in doubts),
        sum(min(choice.cost, MAX_PROSE) if choice.group.kind == "prose" else choice.cost for choice in choices),
        " + ".join(dict.fromkeys(winner.reader for winner in winners if winner.figures)) or "none",
        tuple(line for choice in choices for line in choice.trace),
        tuple(_others(question, lines, choices)),
    )


def _figures_of(choices: Sequence[Choice], lines: Sequence[Line]) -> list[ReadFigure]:
    """Give the figures of all groups in the order of the lines."""
    figures = (figure for choice in choices for figure in _under_title(choice, lines))
    return sorted(figures, key=lambda figure: (figure.span.line, figure.span.first))


def _others(question: str, lines: Sequence[Line], choices: Sequence[Choice]) -> Iterator[tuple[ReadFigure, ...]]:
    """Give the answer's figures as each rival would have them, one group's at a time."""
    for place, choice in enumerate(choices):
        for rival in choice.rivals:
            other = [*choices[:place], replace(choice, winner=rival), *choices[place + 1 :]]
            yield typed(question, _figures_of(other, lines), lines)


def _under_title(choice: Choice, lines: Sequence[Line]) -> tuple[ReadFigure, ...]:
    """Give a group's figures, a table's by the measure that its title states."""
    figures = choice.winner.figures
    if len(figures) < 2 or not any(figure.labels for figure in figures):
        return figures
    first = min(figure.span.line for figure in figures)
    return under_title(figures, [line for line in lines if line.shadow.strip() and line.number < first])


def _given_twice(figures: Sequence[ReadFigure]) -> Iterator[Finding]:
    """Doubt figures that have the same labels: two tables with the same headings, and nothing to tell them apart."""
    often = Counter(tuple(label.casefold() for label in figure.labels) for figure in figures if figure.labels)
    for figure in figures:
        if figure.labels and often[tuple(label.casefold() for label in figure.labels)] > 1:
            yield finding(
                "uncertain_reading",
                f"“{', '.join(figure.labels)}” is given more than once in this answer, and nothing tells the figures apart.",
                "Give each its labels with `readings:` lines.",
                figure.span.line,
            )


def _one_of_several(figures: Sequence[ReadFigure], unread: Sequence[tuple[Line, Token]]) -> Iterator[Finding]:
    """Doubt a lone figure without a label beside which a number is not read: `41% or £68,200`."""
    beside = [token for line, token in unread if len(figures) == 1 and line.number == figures[0].span.line]
    if beside and not figures[0].labels:
        yield finding(
            "uncertain_reading",
            f"“{figures[0].words}” is read as the answer, and “{beside[0].text}” stands in the same line.",
            "Settle both with `readings:` lines.",
            figures[0].span.line,
        )


def _close_call(choice: Choice) -> Finding:
    doubt = finding(
        "uncertain_reading",
        "The lines of this answer can be read in two ways that give different figures.",
        "Settle them with `readings:` lines.",
        choice.winner.figures[0].span.line if choice.winner.figures else choice.group.lines[0].number,
    )
    return replace(doubt, extra=(WHOLE_ANSWER,))
