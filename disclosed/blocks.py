"""An answer's lines become labelled figures: block readers compete, and the shortest description wins.

Letters give one set of numbers in many shapes (a bare number, `label - value`, a table one cell a line, a list in a
sentence …), so each shape has its own reader, a pure function; each says what it explains, and the one that leaves
least unexplained is taken (candidates.py has the weights).

The lines handed in are whole lines of the letter. Where only part of a line belongs to the answer (an answer on the
question's own line), the rest of it is blanked with spaces, so that columns still count from the line's start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from disclosed.answer_cells import Cell, cell_at, cut_pipes, cut_slashes, cut_tabs
from disclosed.answer_labels import read_labelled, split_label
from disclosed.answer_prose import (
    asks_for_words,
    read_labels_in_line,
    read_sentences,
    read_values_in_line,
    refuses,
    states_a_figure,
)
from disclosed.answer_tables import Row, read_cells, read_flat, read_grid, read_one_line, read_stream
from disclosed.candidates import Candidate, cost_of, covered, finding, in_brackets, unexplained
from disclosed.legends import is_legend
from disclosed.model import Finding, Line, Number, ReadFigure, SetAside, Span
from disclosed.tokens import NUMERIC, Token, tokens_of
from disclosed.values import Legend, unit_of

GroupKind = Literal["tabs", "pipes", "slashes", "plain", "prose", "legend"]

_VERBS = frozenset(
    "is are was were has have had will would can cannot could might do does did there be been applies apply please see "
    "that which who because since if as it we you this these those they".split()
)
# A line that ends in one of these goes on in the next.
_UNFINISHED = frozenset("the of and a an in to for from by with at on or is are was were that which be been as than issued".split())
_QUESTION_REMARK = re.compile(r"\(\s*(?:fte|ftes|wte|£|%|hours|minutes|days|miles|tonnes|hectares)\s*\)")
_SCALED_HEADING = re.compile(r"£ ?'?(?:000s?|k)\b|£ ?'?(?P<million>m|million|000,000)\b")
_AGE_BEFORE = re.compile(r"(?:aged?|ages|under|over)\s*$")
_AGE_AFTER = re.compile(r"\s*(?:yrs?|years?)(?:[ -]old|\s+plus|\s+and (?:over|under)|\s+of age)|yrs?\s+plus")
CLOSE = 0  # a runner-up that costs no more than this above the winner and gives other figures makes the reading doubtful


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

    `doubts` are findings (`unsupported_range`, `uncertain_reading`) whose question is the context's number. `reader`
    names the winner, and `trace` each candidate with its cost, for `inspect --why`.
    """

    figures: tuple[ReadFigure, ...] = ()
    aside: tuple[SetAside, ...] = ()
    doubts: tuple[Finding, ...] = ()
    cost: int = 0
    reader: str = "none"
    trace: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one look that follow one another."""

    kind: GroupKind
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate that won a group, with its cost, and the one that came next."""

    group: Group
    winner: Candidate
    cost: int
    trace: tuple[str, ...]
    doubtful: bool = False


def read_block(question: str, lines: Sequence[Line], context: BlockContext) -> Block:
    """Read one answer: the best of the block readers' candidates, group by group.

    Prose is read only where no group in rows gives figures; a sentence before a table that states a figure is.
    """
    groups = tuple(_groups(lines, context.legends))
    refused = context.refused or refuses(" ".join(line.text for line in lines))
    choices = [_choose(question, group, context) for group in groups if group.kind not in {"prose", "legend"}]
    rows_give = any(choice.winner.figures for choice in choices)
    given = rows_give
    for group in groups:
        if group.kind != "prose" or (rows_give and not states_a_figure(group.lines[0])) or (given and not rows_give):
            continue
        choice = _choose_prose(question, group, refused=refused)
        given = given or bool(choice.winner.figures or choice.winner.doubts)
        choices.append(choice)
    return _block(question, lines, choices, replace(context, refused=refused))


def _groups(lines: Sequence[Line], legends: Sequence[Legend]) -> Iterator[Group]:
    """Cut an answer into groups of one look; blank lines part nothing but paragraphs of prose."""
    run: list[Line] = []
    kind: GroupKind = "plain"
    for line in lines:
        if not line.text.strip() and "\t" not in line.text:
            continue
        apart = bool(run) and line.number > run[-1].number + 1
        found = _kind_of(line, kind if run else None, apart=apart, ended=bool(run) and _ended(run[-1]))
        if run and (found != kind or (kind == "prose" and apart)):
            yield from _group(kind, run)
            run = []
        if found == "prose" and kind == "plain" and not apart and run:
            kind = "prose"
        run.append(line)
        kind = found
    if run:
        yield from _group(kind, run)


def _group(kind: GroupKind, run: Sequence[Line]) -> Iterator[Group]:
    if any(line.text.strip() for line in run):
        yield Group(kind, tuple(run))


def _kind_of(line: Line, before: GroupKind | None, *, apart: bool, ended: bool) -> GroupKind:
    """Say how one line looks, in the light of the group above it."""
    shadow = line.shadow
    if "\t" in shadow.rstrip(" ") and (shadow.startswith("\t") or shadow.strip("\t ").count("\t")):
        return "tabs"
    if before == "tabs" and not apart and shadow.strip():
        return "tabs"
    if is_legend(line):
        return "legend"
    if shadow.rstrip().endswith("|") or " | " in shadow or shadow.lstrip().startswith("| "):
        return "pipes"
    if before == "pipes" and not apart and len(shadow.split()) <= 3 and not is_prose(line):
        return "pipes"
    if shadow.count(" / ") >= 2 or (before == "slashes" and " / " in shadow):
        return "slashes"
    if before == "prose" and not apart and not ended and not split_label(line, ()):
        return "prose"
    return "prose" if is_prose(line) else "plain"


def _ended(line: Line) -> bool:
    """Whether a line closes what it says."""
    return line.shadow.rstrip().endswith((".", ":", "?", "!", ";"))


def is_prose(line: Line) -> bool:
    """Say whether a line is a sentence or a piece of one: it has a verb, a full stop after five words, or an open end."""
    words = re.findall(r"[a-z']+", line.shadow)
    if not words or _is_list(line):
        return False
    if words[-1] in _UNFINISHED and len(words) > 2:
        return True
    if len(words) >= 5 and _VERBS.intersection(words):
        return True
    return len(words) >= 4 and line.shadow.rstrip().endswith((".", "!", "?"))


def _is_list(line: Line) -> bool:
    """Whether a line is a label with its value after a sign, or several of them."""
    if any(candidate.figures for candidate in read_labels_in_line([line], ())):
        return True
    split = split_label(line, ())
    return split is not None and bool(re.search(r"[:=|\t]|\s-\s|\s{2}", line.shadow[split.label.end : split.value.start + 1]))


def _choose(question: str, group: Group, context: BlockContext) -> Choice:
    """Let the readers of a group's kind compete."""
    candidates = list(_candidates(question, group, context))
    return _best(group, candidates)


def _choose_prose(question: str, group: Group, *, refused: bool) -> Choice:
    lists = [] if refused else [*read_values_in_line(question, group.lines)]
    return _best(group, [*lists, *_sentence_candidates(question, group.lines, refused=refused)])


def _sentence_candidates(question: str, lines: Sequence[Line], *, refused: bool) -> Iterator[Candidate]:
    """Read sentences at a little cost, since they pass over words that a list or a table would use."""
    for sentence in read_sentences(question, lines, refused=refused):
        yield replace(sentence, faults=(*sentence.faults, "unused heading"))


def _best(group: Group, candidates: Sequence[Candidate]) -> Choice:
    """Take the cheapest candidate, the earlier one of two; a runner-up as cheap that reads otherwise is a doubt."""
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
    doubtful = any(
        other - cost <= CLOSE and candidate.figures and _values(candidate) != _values(winner)
        for other, _, candidate in priced[1:]
    )
    return Choice(group, winner, cost, trace, doubtful)


def _values(candidate: Candidate) -> frozenset[Span]:
    return frozenset(figure.span for figure in candidate.figures)


def _candidates(question: str, group: Group, context: BlockContext) -> Iterator[Candidate]:
    lines, legends = group.lines, context.legends
    match group.kind:
        case "tabs":
            rows = _tab_rows(lines, legends)
            yield from read_grid(rows, "cells after tabs")
            yield from read_stream([cell for row in rows for cell in row], "cells after tabs, rows lost")
        case "pipes":
            rows = [cut_pipes(line, legends) for line in lines if line.shadow.strip(" |")]
            yield from read_grid(rows, "cells with pipes")
            yield from read_stream([cell for row in rows for cell in row], "cells with pipes, rows broken")
        case "slashes":
            yield from read_grid([cut_slashes(line, legends) for line in lines], "cells with slashes")
        case _:
            yield from _plain_candidates(question, lines, context)


def _plain_candidates(question: str, lines: Sequence[Line], context: BlockContext) -> Iterator[Candidate]:
    legends = context.legends
    yield from read_labelled(lines, legends)
    yield from read_flat(lines, legends)
    yield from read_cells(lines, legends)
    yield from read_labels_in_line(lines, legends)
    yield from read_values_in_line(question, lines)
    if len(lines) == 1:
        yield from read_one_line(lines[0], legends)
    yield from _sentence_candidates(question, lines, refused=context.refused)


def _tab_rows(lines: Sequence[Line], legends: Sequence[Legend]) -> list[Row]:
    """Cut Tika's text of a table: a cell is a tab, its words and a line end; an empty line ends a row.

    A line without a tab continues the cell above it; a line with tabs inside it is a row of its own.
    """
    rows: list[list[Cell]] = []
    before = 0
    for line in lines:
        inside = cut_tabs(line, legends)
        if len(inside) > 1:
            rows.append(list(inside))
        elif not line.shadow.startswith("\t") and rows and rows[-1]:
            above = rows[-1][-1]
            rows[-1][-1] = replace(above, more=f"{above.more} {line.text.strip()}".strip())
        elif rows and line.number == before + 1:
            rows[-1].append(cell_at(line, 0, len(line.text), legends))
        else:
            rows.append([cell_at(line, 0, len(line.text), legends)])
        before = line.number
    return [tuple(row) for row in rows]


def _block(question: str, lines: Sequence[Line], choices: Sequence[Choice], context: BlockContext) -> Block:
    """Put the groups' winners together, type their units, and account for every other number."""
    winners = [choice.winner for choice in choices]
    figures = sorted(
        (figure for winner in winners for figure in winner.figures), key=lambda figure: (figure.span.line, figure.span.first)
    )
    doubts = [doubt for winner in winners for doubt in winner.doubts]
    doubts += [_close_call(choice) for choice in choices if choice.doubtful]
    unread = [] if context.refused or asks_for_words(question) else [found for choice in choices for found in _unread(choice)]
    doubts += _not_read(unread)
    return Block(
        typed(question, figures),
        tuple(_asides(lines, winners, {_place(line, token) for line, token in unread}, refused=context.refused)),
        tuple(replace(doubt, question=context.number or None) for doubt in doubts),
        sum(choice.cost for choice in choices),
        " + ".join(dict.fromkeys(winner.reader for winner in winners if winner.figures)) or "none",
        tuple(line for choice in choices for line in choice.trace),
    )


def _close_call(choice: Choice) -> Finding:
    return finding(
        "uncertain_reading",
        "The lines of this answer can be read in two ways that give different figures.",
        "Settle them with `readings:` lines.",
        choice.winner.figures[0].span.line if choice.winner.figures else choice.group.lines[0].number,
    )


def typed(question: str, figures: Sequence[ReadFigure]) -> tuple[ReadFigure, ...]:
    """Give each figure its unit: its own words', else its labels', else the one in brackets in the question.

    A figure without a value takes the unit that all others of its column have.
    """
    remark = _QUESTION_REMARK.search(question.casefold())
    asked = unit_of(remark[0]) if remark else None
    found = [_with_unit(figure, asked) for figure in figures]
    return tuple(_like_its_column(figure, found) for figure in found)


def _with_unit(figure: ReadFigure, asked: str | None) -> ReadFigure:
    value = figure.value
    if value.unit is not None:
        return figure
    headings = list(reversed(figure.labels))
    scaled = next((found for label in headings if (found := _SCALED_HEADING.search(label.casefold()))), None)
    if scaled and value.value is not None:
        times = 10**6 if scaled["million"] else 1_000
        return replace(figure, value=replace(value, value=_whole(value.value * times), unit="GBP"))
    unit = next((unit for label in headings if (unit := unit_of(label))), asked)
    return replace(figure, value=replace(value, unit=unit)) if unit else figure


def _whole(number: Number) -> Number:
    return int(number) if number == int(number) else Decimal(number)


def _like_its_column(figure: ReadFigure, figures: Sequence[ReadFigure]) -> ReadFigure:
    if figure.value.unit is not None or figure.value.status == "observed":
        return figure
    units = {
        other.value.unit
        for other in figures
        if other.value.status == "observed" and other.labels[1:] == figure.labels[1:] and len(other.labels) == len(figure.labels)
    }
    unit = units.pop() if len(units) == 1 else None
    return replace(figure, value=replace(figure.value, unit=unit)) if unit else figure


_COUNTS = frozenset({"number", "money", "percent", "measure", "bound"})


def _unread(choice: Choice) -> list[tuple[Line, Token]]:
    """List the numbers of a group in rows that its winner does not account for, or that no heading names."""
    if choice.group.kind in {"prose", "legend"}:
        return []
    over = [(line, token) for line, token in unexplained(choice.winner, choice.group.lines) if not in_brackets(line, token)]
    nameless = [
        (line, token)
        for line in choice.group.lines
        for token in tokens_of(line)
        if covered(line, token, choice.winner.unread)
    ]
    return [(line, token) for line, token in (*over, *nameless) if token.kind in _COUNTS]


def _not_read(unread: Sequence[tuple[Line, Token]]) -> Iterator[Finding]:
    """Say, line by line, which numbers are not read."""
    by_line: dict[int, list[str]] = {}
    for line, token in unread:
        by_line.setdefault(line.number, []).append(f"“{token.text}”")
    for number, words in by_line.items():
        verb = "is" if len(words) == 1 else "are"
        yield finding(
            "unread_number",
            f"{', '.join(words)} {verb} in the answer and not read: nothing says what {'it counts' if len(words) == 1 else 'they count'}.",
            "Point at each with a `readings:` line, with its labels or a reason to set it aside.",
            number,
        )


def _place(line: Line, token: Token) -> tuple[int, int]:
    return (line.number, token.first)


def _asides(
    lines: Sequence[Line], winners: Sequence[Candidate], unread: set[tuple[int, int]], *, refused: bool
) -> Iterator[SetAside]:
    """Yield every number of the answer that is no figure and not unread, with the reason."""
    figures = [figure.span for winner in winners for figure in winner.figures]
    spent = [span for winner in winners for span in winner.spent]
    answered = bool(figures)
    for span in spent:
        line = next(line for line in lines if line.number == span.line)
        words = line.text[span.first - 1 : span.last]
        if any(character.isdigit() for character in words):
            yield SetAside(words, span, "range")
    for line in lines:
        for token in tokens_of(line):
            if (token.kind not in NUMERIC and token.kind != "number_word") or covered(line, token, (*figures, *spent)):
                continue
            if _place(line, token) in unread:
                continue
            yield SetAside(
                token.text,
                Span(line.number, token.first, token.last),
                _reason(line, token, winners, refused=refused, answered=answered),
            )


_BY_KIND = {"date": "date", "span": "period", "time": "time", "telephone": "telephone", "postcode": "address",
            "reference": "reference", "code": "code", "range": "range"}  # fmt: skip


def _reason(line: Line, token: Token, winners: Sequence[Candidate], *, refused: bool, answered: bool) -> str:
    """Say why a number is no figure, in the words of tokens.REASONS."""
    if token.kind == "year":
        return "year"
    if token.kind in {"date", "span", "time", "telephone", "postcode"}:
        return _BY_KIND[token.kind]
    if any(covered(line, token, winner.labels) for winner in winners):
        return "label"
    if any(covered(line, token, winner.headings) for winner in winners):
        return "heading" if answered else "words"
    if token.kind == "section":
        return "provision" if refused else "other provision"
    if _AGE_BEFORE.search(line.shadow[: token.first - 1]) or _AGE_AFTER.match(line.shadow[token.last :]) or re.match(r"\d+yrs", token.text):
        return "age"
    if re.search(r"\bquestions?(?: \d+(?:,| to| and| -)?)*\s*$", line.shadow[: token.first - 1]):
        return "question number"
    if token.kind in _BY_KIND:
        return _BY_KIND[token.kind]
    if refused:
        return "refusal"
    return "note" if answered else "words"


_NAMED_QUESTION = re.compile(r"\b(?:q|question)\s?(?P<number>\d+(?:\.\d+)*[a-z]?)\b")


def share_block(numbers: Sequence[str], questions: Sequence[str], lines: Sequence[Line], context: BlockContext) -> tuple[Block, ...]:
    """Read one answer for several questions and give each its figures, in the order of `numbers`.

    A column whose heading names its question (`Runs (Q11)`) goes to it; else as many columns as questions, in order;
    else as many clauses. Where none fits, every figure stays with the first and the sharing is a doubt.
    """
    whole = read_block(" ".join(questions), lines, context)
    owners = _by_heading(whole.figures, numbers) or _by_column(whole.figures, numbers)
    if owners is None:
        clauses = _by_clause(numbers, questions, lines, context)
        if clauses is not None:
            return clauses
        owners = dict.fromkeys(whole.figures, numbers[0])
        doubt = finding(
            "uncertain_reading",
            f"One answer is given for questions {', '.join(numbers)}, and its figures do not say which they answer.",
            "Give each its question with `readings:` lines.",
            lines[0].number if lines else 0,
        )
        whole = replace(whole, doubts=(*whole.doubts, doubt) if whole.figures else whole.doubts)
    shares = []
    for place, (number, question) in enumerate(zip(numbers, questions, strict=True)):
        mine = [figure for figure in whole.figures if owners[figure] == number]
        rest = whole if place == 0 else Block(cost=0, reader=whole.reader)
        doubts = tuple(replace(doubt, question=number) for doubt in rest.doubts)
        shares.append(replace(rest, figures=typed(question, mine), doubts=doubts, reader=whole.reader))
    return tuple(shares)


def _by_heading(figures: Sequence[ReadFigure], numbers: Sequence[str]) -> dict[ReadFigure, str] | None:
    owners = {}
    plain = {re.sub(r"^q", "", number.casefold()): number for number in numbers}
    for figure in figures:
        named = [plain.get(found["number"]) for label in figure.labels for found in _NAMED_QUESTION.finditer(label.casefold())]
        owner = next((number for number in reversed(named) if number), None)
        if owner is None:
            return None
        owners[figure] = owner
    return owners or None


def _by_column(figures: Sequence[ReadFigure], numbers: Sequence[str]) -> dict[ReadFigure, str] | None:
    columns = list(dict.fromkeys(figure.labels[1] for figure in figures if len(figure.labels) == 2))
    if len(columns) != len(numbers) or any(len(figure.labels) != 2 for figure in figures):
        return None
    return {figure: numbers[columns.index(figure.labels[1])] for figure in figures}


_CLAUSE = re.compile(r"[,;]\s+(?:while|and|but|whereas)\s+|[;]\s+|\s+(?:while|whereas)\s+|(?<=[a-z]),\s+|(?<=[a-z])\s+and\s+")


def _by_clause(
    numbers: Sequence[str], questions: Sequence[str], lines: Sequence[Line], context: BlockContext
) -> tuple[Block, ...] | None:
    """Cut a sentence into clauses; the first cut that gives as many clauses with one figure each as there are questions."""
    if len([line for line in lines if line.text.strip()]) != 1:
        return None
    line = next(line for line in lines if line.text.strip())
    start = intro.end() if (intro := re.match(r"\s*(?:for|as to|in answer to) questions? [^:]{1,40}:", line.shadow)) else 0
    cuts = [start, *(found.end() for found in _CLAUSE.finditer(line.shadow, start)), len(line.text)]
    pieces = [_only(line, first, last) for first, last in zip(cuts, cuts[1:], strict=False)]
    blocks: list[Block] = []
    for piece in pieces:
        place = min(len(blocks), len(numbers) - 1)
        block = read_block(questions[place], [piece], replace(context, number=numbers[place]))
        if len(block.figures) == 1:
            blocks.append(replace(block, figures=tuple(replace(figure, labels=()) for figure in block.figures)))
    if len(blocks) != len(numbers):
        return None
    head = read_block("", [_only(line, 0, start)], context)
    blocks[0] = replace(blocks[0], aside=(*head.aside, *blocks[0].aside))
    return tuple(blocks)


def _only(line: Line, start: int, end: int) -> Line:
    """Blank all of a line but `start:end`."""
    before, after = " " * start, " " * (len(line.text) - end)
    return replace(line, text=before + line.text[start:end] + after, shadow=before + line.shadow[start:end] + after)


__all__ = ["Block", "BlockContext", "asks_for_words", "read_block", "share_block"]
