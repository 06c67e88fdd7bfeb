"""Sentences to running text: places become links to lines, marks become numbered notes, sizes become words.

The words come from describe.py and its neighbours; here they get the addresses and note numbers of one page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from disclosed.describing.index import Index
from disclosed.describing.sentences import Link, NoteMark, Sentence
from disclosed.links import figure_place, line_place, relative
from disclosed.publishing.views import Rich, Run

MarkOf = Callable[[str], Run]
SPACE = Run(" ")
# Kilobytes of 1,000 as browsers show them; below a kilobyte a reader cares only that it is small.
SIZES = ((10**6, "MB"), (10**3, "kB"))


def plain(words: str) -> Rich:
    """Make running text of words alone; none of no words."""
    return (Run(words),) if words else ()


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
                found.append(mark(piece.key))
            else:
                run = mark(piece.key)
                found.append(Run(run.text.strip("[]").removeprefix("note "), href=run.href))
        else:
            found.append(Run(piece))
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
    """Name one letter and the lines of it, each line once, and link each."""
    once = dict(reversed(lines))
    order = dict.fromkeys(line for line, _ in lines)
    name = "Letter" if single else index.authority[index.response[response].authority].name
    links = ((Run(f"line {line}", href=relative(page, once[line]), style="line"),) for line in order)
    return joined(((Run(name),), *links))


def size_words(size: int) -> str:
    """Write a file's size: `1 kB` for anything smaller, whole kilobytes, megabytes with one decimal."""
    for unit, name in SIZES:
        if size >= unit:
            step = Decimal("0.1") if name == "MB" else Decimal(1)
            return f"{(Decimal(size) / unit).quantize(step, ROUND_HALF_UP)} {name}"
    return "1 kB"
