"""The lists of an OpenDocument text: how each level is numbered, and the counters in the order of reading.

OpenDocument 1.3 part 3, 16.30 and 5.3: a list names a style, an inner list takes its outer one's, and a list counts on where
it says so (`continue-numbering`, `continue-list`). LibreOffice writes a pattern (`%1%.`) beside prefix and suffix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from disclosed.readers.marks import BULLET, count_mark, whole
from disclosed.readers.odf_styles import STYLE, TEXT

_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PLACE = re.compile(r"%(\d{1,2})%")


@dataclass(frozen=True, slots=True)
class Level:
    """One level: `form` as HTML names it, '' for no number; `shown` counts the levels above that its label repeats."""

    bullet: bool = False
    form: str = "1"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    pattern: str = ""


@dataclass
class Lists:
    """List styles by name, and the counts of lists read so far, by the list's id or its style."""

    styles: dict[str, dict[int, Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    last: dict[str, dict[int, int]] = field(default_factory=dict)

    def begin(self, element: Any, style: str) -> dict[int, int]:
        """Open an outer list: with new counts, or with those that it continues."""
        goes_on = element.get(f"{TEXT}continue-list", "")
        if goes_on in self.counts:
            counts = self.counts[goes_on]
        elif element.get(f"{TEXT}continue-numbering") == "true" and style in self.last:
            counts = self.last[style]
        else:
            counts = {}
        self.last[style] = counts
        if name := element.get(_XML_ID, ""):
            self.counts[name] = counts
        return counts

    def label(self, style: str, depth: int, counts: dict[int, int], *, start: str | None = None) -> str:
        """Count one item and give its label."""
        level = self.styles.get(style, {}).get(depth, Level(bullet=True))
        if level.bullet:
            return BULLET
        counts[depth] = whole(start, level.start) if start or depth not in counts else counts[depth] + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return self._written(style, depth, counts)

    def _written(self, style: str, depth: int, counts: dict[int, int]) -> str:
        levels = self.styles[style]
        level = levels[depth]

        def one(at: int) -> str:
            other = levels.get(at, Level())
            return count_mark(counts.get(at, other.start), other.form) if other.form else ""

        if level.pattern:
            return _PLACE.sub(lambda place: one(int(place[1])), level.pattern).strip()
        numbers = [one(at) for at in range(depth - level.shown + 1, depth + 1)]
        return f"{level.prefix}{'.'.join(filter(None, numbers))}{level.suffix}".strip() if level.form else ""


def parse_lists(*roots: Any) -> Lists:
    """Read the list styles of a document's parts; a part that is not there is None."""
    lists = Lists()
    for root in roots:
        for style in root.iter(f"{TEXT}list-style") if root is not None else ():
            lists.styles[style.get(f"{STYLE}name", "")] = dict(_levels(style))
    return lists


def _levels(style: Any) -> Iterator[tuple[int, Level]]:
    for level in style:
        depth = whole(level.get(f"{TEXT}level"), 1)
        if level.tag == f"{TEXT}list-level-style-number":
            yield (
                depth,
                Level(
                    form=level.get(f"{STYLE}num-format", ""),
                    prefix=level.get(f"{STYLE}num-prefix", ""),
                    suffix=level.get(f"{STYLE}num-suffix", ""),
                    start=whole(level.get(f"{TEXT}start-value"), 1),
                    shown=min(whole(level.get(f"{TEXT}display-levels"), 1), depth),
                    pattern=level.get(f"{_LOEXT}num-list-format", ""),
                ),
            )
        else:
            yield depth, Level(bullet=True)
