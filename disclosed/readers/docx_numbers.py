"""The numbers of a Word document's lists, which its text does not hold: Word counts them when it shows the page.

ECMA-376 part 1, 17.9: a paragraph names a list (`numId`) and a level; the list is an instance of an abstract one, whose
counters its instances share unless one of them starts anew. A level's text is a pattern: `%1.%2)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosed.readers.marks import BULLET, count_mark, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, from where, and how its label is written."""

    form: str = "decimal"
    start: int = 1
    pattern: str = "%1."
    restarts: int | None = None  # the level (from 1) whose step starts it anew; None: any above; 0: none


@dataclass
class Numbering:
    """The lists of a document, with their counters as they stand in the order of reading."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by abstract list
    lists: dict[str, str] = field(default_factory=dict)  # numId → abstract list
    starts: dict[str, dict[int, int]] = field(default_factory=dict)  # numId → level → where it starts anew
    own: dict[str, dict[int, Level]] = field(default_factory=dict)  # numId → levels that it has instead
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, depth: int) -> str:
        """Count one paragraph of a list and give its label; '' where the list is not known or shows none."""
        abstract = self.lists.get(number, "")
        levels = {**self.levels.get(abstract, {}), **self.own.get(number, {})}
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        counts = self.counters.setdefault(abstract, {})
        start = self.starts.get(number, {}).get(depth)
        if start is not None and (number, depth) not in self.begun:
            counts[depth] = start
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self.begun.add((number, depth))
        _restart_below(levels, counts, depth)
        return BULLET if level.form == "bullet" else _written(level, levels, counts)


def _restart_below(levels: Mapping[int, Level], counts: dict[int, int], depth: int) -> None:
    """Forget the counts of deeper levels, which start anew."""
    for deeper in range(depth + 1, LEVELS):
        level = levels.get(deeper)
        if level and level.restarts != 0 and (level.restarts is None or level.restarts > depth):
            counts.pop(deeper, None)


def _written(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    def one(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        other = levels.get(depth, Level())
        return count_mark(counts.get(depth, other.start), _FORMS.get(other.form, "1"))

    return _PLACE.sub(one, level.pattern).strip()


def parse_numbering(root: Any) -> Numbering:
    """Read numbering.xml; `root` is None where a document has no lists."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    for abstract in root.iter(f"{W}abstractNum"):
        name = abstract.get(f"{W}abstractNumId", "")
        numbering.levels[name] = dict(_levels(abstract))
        for link in abstract.iter(f"{W}styleLink"):
            links[link.get(f"{W}val", "")] = name
    for abstract in root.iter(f"{W}abstractNum"):
        for link in abstract.iter(f"{W}numStyleLink"):
            target = links.get(link.get(f"{W}val", ""), "")
            numbering.levels[abstract.get(f"{W}abstractNumId", "")] = numbering.levels.get(target, {})
    for number in root.iter(f"{W}num"):
        _add_list(numbering, number)
    return numbering


def _add_list(numbering: Numbering, number: Any) -> None:
    name = number.get(f"{W}numId", "")
    numbering.lists[name] = next((each.get(f"{W}val", "") for each in number.iter(f"{W}abstractNumId")), "")
    for override in number.iter(f"{W}lvlOverride"):
        depth = whole(override.get(f"{W}ilvl"))
        for start in override.iter(f"{W}startOverride"):
            numbering.starts.setdefault(name, {})[depth] = whole(start.get(f"{W}val"), 1)
        for _, level in _levels(override):
            numbering.own.setdefault(name, {})[depth] = level


def _levels(abstract: Any) -> Iterator[tuple[int, Level]]:
    for level in abstract.iter(f"{W}lvl"):
        values = {child.tag.removeprefix(W): child.get(f"{W}val", "") for child in level}
        restarts = whole(values["lvlRestart"]) if "lvlRestart" in values else None
        form = values.get("numFmt", "decimal")
        yield (
            whole(level.get(f"{W}ilvl")),
            Level(form, whole(values.get("start"), 1), values.get("lvlText", ""), restarts),
        )
