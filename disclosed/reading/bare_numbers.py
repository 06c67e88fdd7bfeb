"""Answers that open with the bare number of their question: `2 412.6 miles`, `8 28 drivers`, `1(a) 96`, `2 and 3 The table …`.

A number and a space before words is a figure as often as a label. Where the questions were numbered so, `2 How many …?`,
and lines below them open with most of those numbers in their order, and hardly any others do, the numbers are labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from disclosed.model import Line
from disclosed.reading.signposts import asks

FEWEST, MOST = 3, 99  # questions; the longest request read has 62
MOST_MISSING = 3  # one question in so many may be answered elsewhere, and one number in so many open a row as well

_NUMBER = r"\d{1,3}(?: ?\([a-z]\)|[a-z](?![a-z]))?"
_ASKED = re.compile(rf" *(?P<number>{_NUMBER}) +(?=\S)")
_OPENING = re.compile(rf" *(?P<list>{_NUMBER}(?:(?:, ?{_NUMBER})*,? (?P<joint>and|&|to) {_NUMBER})?)(?: +(?=\S)| *$)")
_EACH = re.compile(_NUMBER)
_BETWEEN = re.compile(r"[ ()]")


def bare_answers(lines: Sequence[Line]) -> dict[int, str]:
    """Find the lines that open with the number of a question, or the numbers of several: their words, by the line's number."""
    asked = dict(_asked(lines))
    last = max(asked.values(), default=0)
    if not FEWEST <= len(asked) <= MOST:
        return {}
    order = {number: place for place, number in enumerate(asked)}
    most = len(asked) + len(asked) // MOST_MISSING
    words: dict[int, str] = {}
    opened: dict[int, tuple[int, ...]] = {}
    for line in lines[last:]:
        opening = _OPENING.match(line.shadow)
        if opening and (places := _places(opening, order)):
            words[line.number], opened[line.number] = opening["list"], places
        if len(opened) > most:
            return {}
    chain = _in_order(opened)
    told = sum(len(opened[line]) for line in chain)
    if max(len(asked) - told, len(opened) - len(chain)) * MOST_MISSING > len(asked):
        return {}
    return {line: words[line] for line in chain}


def bare_questions(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines of the questions that have bare numbers."""
    return frozenset(dict(_asked(lines)).values())


def is_joint(listed: str) -> bool:
    """Tell whether the words that open a line name several questions: `2 and 3`."""
    return len(_EACH.findall(listed)) > 1


def _asked(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """Yield the numbers of questions that have no more before them, each with its line, as long as they count up."""
    last = ""
    for line in lines:
        found = _ASKED.match(line.shadow)
        if found and asks(Line(line.number, line.text[found.end() :], line.shadow[found.end() :])):
            number = _key(found["number"])
            if not _follows(last, number):
                return
            last = number
            yield number, line.number


def _key(number: str) -> str:
    return _BETWEEN.sub("", number)


def _follows(last: str, number: str) -> bool:
    """Tell whether a number stands after another in a list: `1a`, `1b`, `2`."""
    return _rank(number) > _rank(last)


def _rank(number: str) -> tuple[int, str]:
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits or 0), number[len(digits) :]


def _places(opening: re.Match[str], order: Mapping[str, int]) -> tuple[int, ...]:
    """Give the places of the questions that a line opens with, `2 and 3`, `4 to 6`; nothing where one is no question's."""
    keys = [_key(number) for number in _EACH.findall(opening["list"])]
    if any(key not in order for key in keys):
        return ()
    places = [order[key] for key in keys]
    if opening["joint"] == "to" and len(places) == 2:
        places = list(range(places[0], places[1] + 1))
    return tuple(places) if places == sorted(set(places)) else ()


def _in_order(opened: dict[int, tuple[int, ...]]) -> list[int]:
    """Give the longest run of lines whose questions stand in their order; of two as long, the first."""
    runs: list[list[int]] = []
    for line, places in opened.items():
        before = [run for run in runs if opened[run[-1]][-1] < places[0]]
        runs.append([*max(before, key=len, default=[]), line])
    return max(runs, key=len, default=[])
