"""An answer's lines to groups of one look: cells after tabs, pipes or slashes, plain rows, sentences, legends.

Each look has its own block readers. Blank lines part nothing but paragraphs of prose: the program that made the text
puts any number of them between a label and its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from disclosed.model import Line
from disclosed.reading.answer_commas import separated_rows
from disclosed.reading.answer_labels import split_label
from disclosed.reading.answer_lists import read_labels_in_line
from disclosed.reading.captions import caption_of
from disclosed.reading.legends import is_legend
from disclosed.reading.tokens import MOST_KEPT
from disclosed.reading.values import amounts_in

GroupKind = Literal["tabs", "pipes", "slashes", "commas", "plain", "prose", "legend"]

_VERBS = frozenset({
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "cannot", "could", "might", "do",
    "does", "did", "there", "be", "been", "applies", "apply", "please", "see", "that", "which", "who",
    "because", "since", "if", "as", "it", "we", "you", "this", "these", "those", "they",
})  # fmt: skip
# A line that ends in one of these goes on in the next.
_UNFINISHED = frozenset({
    "the", "of", "and", "a", "an", "in", "to", "for", "from", "by", "with", "at", "on", "or", "is", "are",
    "was", "were", "that", "which", "be", "been", "as", "than",
})  # fmt: skip
FULL_LINE = 40  # characters; a page's width breaks no sentence that is shorter
FULL_WORDS = 6  # words; a row of a table has fewer
_LISTED = re.compile(r"\s*(?:[•*+-]|o|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\t+(?=\S)")
_LABEL_BEGUN = re.compile(r"\s*(?:[A-Z][A-Za-z'-]*,? (?:(?:and|of|for|the|in|on) )*)+(?:and|or|of|for|with|in)\s*")
_TWO_SENTENCES = re.compile(r"[a-z)]{2}\. +[A-Z]")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one look that follow one another."""

    kind: GroupKind
    lines: tuple[Line, ...]


def groups_of(lines: Sequence[Line]) -> Iterator[Group]:
    """Cut an answer into groups of one look; blank lines part nothing but paragraphs of prose."""
    run: list[Line] = []
    kind: GroupKind = "plain"
    commas = separated_rows(lines)
    for line in lines:
        if not line.text.strip() and "\t" not in line.text:
            continue
        apart = bool(run) and line.number > run[-1].number + 1
        before = kind if run else None
        found = (
            "commas"
            if line.number in commas
            else _kind_of(line, before, apart=apart, ended=bool(run) and _ended(run[-1]))
        )
        other = bool(run) and commas.get(line.number) != commas.get(run[-1].number)  # another table
        if run and (found != kind or (kind == "prose" and apart) or other):
            opening = _opening(run, line) if found == "prose" and kind == "plain" and not apart else []
            yield from _group(kind, run[: len(run) - len(opening)])
            run = opening
        run.append(line)
        kind = found
    if run:
        yield from _group(kind, run)


def _opening(run: Sequence[Line], line: Line) -> list[Line]:
    """Find the lines at the end of a plain group that only open the sentence below them: no value, no closing point.

    A full line of words may hold a value too, where the sentence goes on in small letters.
    """
    place = len(run)
    if _runs_on(run[-1], line):
        place -= 1
    while place and not _ended(run[place - 1]) and not any(amounts_in(run[place - 1].shadow)):
        if place < len(run) and run[place].number > run[place - 1].number + 1:
            break
        place -= 1
    return list(run[place:])


def _runs_on(above: Line, line: Line) -> bool:
    full = len(above.text.rstrip()) >= FULL_LINE and len(re.findall(r"[a-z']+", above.shadow)) >= FULL_WORDS
    return full and not _ended(above) and line.text.lstrip()[:1].islower() and split_label(above, ()) is None


def _group(kind: GroupKind, run: Sequence[Line]) -> Iterator[Group]:
    if any(line.text.strip() for line in run):
        yield Group(kind, tuple(run))


def _kind_of(line: Line, before: GroupKind | None, *, apart: bool, ended: bool) -> GroupKind:
    """Say how one line looks, in the light of the group above it."""
    shadow = line.shadow
    if _has_tabs(shadow) or (before == "tabs" and not apart):
        return "tabs"
    if is_legend(line) or caption_of(line) is not None:
        return "legend"
    if (
        _has_pipes(shadow)
        or _is_drawn(shadow, before)
        or (before == "pipes" and not apart and len(shadow.split()) <= 3 and not is_prose(line))
    ):
        return "pipes"
    if shadow.count(" / ") >= 2 or (before == "slashes" and " / " in shadow):
        return "slashes"
    goes_on = before == "prose" and not apart and not ended and not split_label(line, ())
    return "prose" if goes_on or is_prose(line) else "plain"


def _has_tabs(shadow: str) -> bool:
    """Whether tabs part cells; one behind a bullet or a list's letter sets its words in."""
    listed = _LISTED.match(shadow)
    shadow = shadow[listed.end() :] if listed else shadow
    return "\t" in shadow.rstrip(" ") and (shadow.startswith("\t") or "\t" in shadow.strip("\t "))


def _has_pipes(shadow: str) -> bool:
    return shadow.rstrip().endswith("|") or " | " in shadow or shadow.lstrip().startswith("| ")


def _is_drawn(shadow: str, before: GroupKind | None) -> bool:
    """Whether a line draws a rule of a table: from plus sign to plus sign, or of dashes among rows with pipes."""
    drawn = shadow.strip()
    return (
        not drawn.strip("+-=:|")
        and "--" in drawn + "--" * (before == "pipes")
        and (before == "pipes" or drawn[:1] == "+")
    )


def _ended(line: Line) -> bool:
    """Whether a line closes what it says."""
    return line.shadow.rstrip().endswith((".", ":", "?", "!", ";"))


@lru_cache(maxsize=MOST_KEPT)
def is_prose(line: Line) -> bool:
    """Say whether a line is a sentence or a piece of one: it has a verb, a full stop after five words, or an open end."""
    words = re.findall(r"[a-z']+", line.shadow)
    if not words or _is_list(line):
        return False
    if words[-1] in _UNFINISHED and len(words) > 2 and not _is_label_begun(line):
        return True
    if len(words) >= 5 and _VERBS.intersection(words):
        return True
    return len(words) >= 4 and (
        line.shadow.rstrip().endswith((".", "!", "?")) or _TWO_SENTENCES.search(line.text) is not None
    )


def _is_label_begun(line: Line) -> bool:
    """Whether a short line in capitals that ends open may be a label that goes on: `Roads Policing and`."""
    return len(line.text) < FULL_LINE and _LABEL_BEGUN.fullmatch(line.text) is not None


def _is_list(line: Line) -> bool:
    """Whether a line is a label with its value after a sign, or several of them."""
    if any(candidate.figures for candidate in read_labels_in_line([line])):
        return True
    split = split_label(line, ())
    return split is not None and bool(
        re.search(r"[:=|\t]|\s-\s|\s{2}", line.shadow[split.label.end : split.value.start + 1])
    )
