"""Sentences to running text: places become links to lines, marks become numbered notes, sizes become words.

The words come from describe.py and its neighbours; here they get the addresses and note numbers of one page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from disclosed.describing.index import Index
from disclosed.describing.sentences import Link, NoteMark, Sentence
from disclosed.links import figure_place, line_place, relative
from disclosed.months import MONTHS
from disclosed.publishing.views import Rich, Run

MarkOf = Callable[[str], Run]
SPACE = Run(" ")
NO_BREAK = "\u00a0"
# What must not part at the end of a line: a day from its month, a share from its count, a number from its million.
ONE_OF_MONTHS = "|".join(MONTHS)
TIED = re.compile(
    rf"""(?<=\d)\ (?=(?:{ONE_OF_MONTHS})\b)
    | (?<=%)\ (?=\(\d)
    | (?<=\d)\ (?=(?:million|billion)\b)""",
    re.VERBOSE,
)
# In a title, which has few words a line, a month keeps its year too.
TIED_YEAR = re.compile(rf"\b({ONE_OF_MONTHS}) (?=(?:19|20)\d\d\b)")
LEAST_RANGE = 4  # lines one after another in a letter that are named as a range and not one by one
# Kilobytes of 1,000 as browsers show them; below a kilobyte a reader cares only that it is small.
SIZES = ((10**6, "MB"), (10**3, "kB"))


def plain(words: str) -> Rich:
    """Make running text of words alone; none of no words."""
    return (Run(words),) if words else ()


def tied(words: str) -> str:
    """Keep a day with its month and a share with its count; for sentences, never for the words of a letter."""
    return TIED.sub(NO_BREAK, words)


def tied_title(words: str) -> str:
    """Keep a month with its year in a title: `April 2020 to March 2021` parts at `to`."""
    return TIED_YEAR.sub(rf"\1{NO_BREAK}", words)


def joined(pieces: Iterable[Rich], by: str = ", ") -> Rich:
    """Join pieces of running text with the same words between them."""
    found: list[Run] = []
    for piece in pieces:
        if found:
            found.append(Run(by))
        found += piece
    return tuple(found)


def marks(keys: Iterable[str], mark: MarkOf) -> Rich:
    """Write the marks of several notes, each after a space."""
    return tuple(run for key in keys for run in (SPACE, mark(key)))


def rich(sentence: Sentence, mark: MarkOf | None = None) -> Rich:
    """Give a sentence its links and its notes' numbers; without `mark` the notes are left out."""
    found: list[Run] = []
    for piece in sentence.pieces:
        if isinstance(piece, Link):
            found.append(Run(piece.words, href=piece.href))
        elif isinstance(piece, NoteMark):
            if mark is None:
                found[-1:] = [Run(found[-1].text.rstrip(" "), found[-1].href)] if found else []
            elif piece.form == "mark":
                if found and found[-1].text.endswith(" "):
                    found[-1:] = [replace(found[-1], text=found[-1].text[:-1] + NO_BREAK)]
                found.append(mark(piece.key))
            else:
                run = mark(piece.key)
                found.append(Run(run.text.strip("[]").removeprefix("note "), href=run.href))
        else:
            found.append(Run(tied(piece)))
    return tuple(found)


def evidence(index: Index, page: str, sentence: Sentence) -> Rich:
    """List the lines that a sentence rests on: `Letter, line 7, line 9`; with several letters, each by its authority."""
    places = [(index.figure[name].response, index.figure[name].line, name) for name in sentence.places]
    found: dict[str, list[tuple[int, str]]] = {}
    for response, line, name in places:
        found.setdefault(response, []).append((line, figure_place(index.figure[name])))
    for response, line in sentence.lines:
        found.setdefault(response, []).append((line, line_place(response, line)))
    single = len(found) == 1
    return joined((_lines_of(index, page, response, lines, single=single) for response, lines in found.items()), "; ")


def _lines_of(index: Index, page: str, response: str, lines: Sequence[tuple[int, str]], *, single: bool) -> Rich:
    """Name one letter and its lines in order, each once: `line 7, line 9`; `lines 46 to 55` for a run of figures."""
    once = dict(reversed(lines))
    name = "Letter" if single else index.authority[index.response[response].authority].name
    links = (
        (Run(words, href=relative(page, once[first]), style="line"),)
        for words, first in _ranges(once, {row.line: row.question for row in index.figures(response)})
    )
    return joined(((Run(name),), *links))


def _ranges(lines: Iterable[int], figures: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """Name lines, those of figures that follow one another in one answer as a range; give each name's first line.

    `figures` gives the question of each line of the letter that has a figure.
    """
    place = {line: at for at, line in enumerate(sorted(figures))}

    def same_run(each: tuple[int, int]) -> tuple[str, int]:
        at, line = each
        return figures.get(line, f"line {line}"), place.get(line, at) - at

    for _, group in groupby(enumerate(sorted(lines)), same_run):
        run = [line for _, line in group]
        if len(run) >= LEAST_RANGE:
            yield f"lines {run[0]} to {run[-1]}", run[0]
        else:
            yield from ((f"line {line}", line) for line in run)


def size_words(size: int) -> str:
    """Write a file's size: `1 kB` for anything smaller, whole kilobytes, megabytes with one decimal."""
    for unit, name in SIZES:
        if size >= unit:
            step = Decimal("0.1") if name == "MB" else Decimal(1)
            return f"{(Decimal(size) / unit).quantize(step, ROUND_HALF_UP)} {name}"
    return "1 kB"
