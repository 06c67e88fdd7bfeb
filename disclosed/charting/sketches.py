"""What is to be drawn, before it is drawn: small enough to be sent to another process, and drawn through a cache.

Drawing is most of the cost of a first build. What is drawn is remembered by what it draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from disclosed.cache import Blob, Remembers, Stores
from disclosed.charting.card import draw_card
from disclosed.charting.drawing import compiled, draw_chart, render_together, wake
from disclosed.charting.pictures import draw_download
from disclosed.model import Chart, Drawing

FEW = 24  # charts or cards that are drawn sooner than a process has begun
V8 = 40  # charts that could be drawn while V8 starts and Altair is imported


@dataclass(frozen=True, slots=True)
class Waking:
    """Nothing drawn yet: it gets a process ready to draw, where not even the form of most charts is kept."""

    stage: ClassVar[str] = "forms"
    few: ClassVar[int] = 0
    warm_up: ClassVar[int] = V8
    given: ClassVar[bytes] = b"rows 1"

    def make(self, cache: Remembers) -> None:
        """Start V8, and see to the form of most charts: its first compiling imports Altair."""
        wake()
        compiled("rows", 1, cache)


@dataclass(frozen=True, slots=True)
class Inline:
    """A chart as it stands on its page; ids in it begin with `anchor`."""

    stage: ClassVar[str] = "drawings"
    few: ClassVar[int] = FEW
    warm_up: ClassVar[int] = V8
    chart: Chart
    anchor: str

    @property
    def given(self) -> bytes:
        """Give what it is kept under."""
        return repr(self).encode()

    def make(self, cache: Remembers) -> tuple[str, str]:
        """Draw it wide and narrow."""

        def draw() -> list[str]:
            drawn = draw_chart(self.chart, self.anchor, cache)
            return [drawn.wide, drawn.narrow]

        wide, narrow = cache.remember_json(self.stage, self.given, draw)
        return wide, narrow


@dataclass(frozen=True, slots=True)
class Download:
    """A chart as a file that carries its title, source, licence and address, in literal colours."""

    stage: ClassVar[str] = "pictures"
    few: ClassVar[int] = FEW
    warm_up: ClassVar[int] = V8
    chart: Chart
    title: str
    description: str
    source: tuple[str, ...]
    colours: tuple[tuple[str, str], ...]

    @property
    def given(self) -> bytes:
        """Give what it is kept under."""
        return repr(self).encode()

    def make(self, cache: Stores) -> Blob:
        """Draw it."""

        def draw() -> bytes:
            return draw_download(
                self.chart,
                title=self.title,
                description=self.description,
                source_lines=self.source,
                colours=dict(self.colours),
                cache=cache,
            )

        return cache.remember_file(self.stage, self.given, draw)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Charts that are drawn together: those of one request, each for its page and for download."""

    stage: ClassVar[str] = "sheets"
    few: ClassVar[int] = FEW
    warm_up: ClassVar[int] = V8 // 4
    charts: tuple[tuple[Inline, Download], ...]

    @property
    def given(self) -> bytes:
        """Give what it is kept under."""
        return repr(self).encode()

    def make(self, cache: Stores) -> None:
        """Draw those that are not kept."""

        def draw() -> None:
            pairs = [pair for pair in self.charts if not all(cache.holds(one.stage, one.given) for one in pair)]
            render_together([inline.chart for inline, _ in pairs], cache)
            for pair in self.charts:
                for one in pair:
                    one.make(cache)

        cache.remember_json(self.stage, self.given, draw)


@dataclass(frozen=True, slots=True)
class Card:
    """The picture that other sites show beside a link to a request."""

    stage: ClassVar[str] = "cards"
    few: ClassVar[int] = FEW
    warm_up: ClassVar[int] = 2
    title: str
    sentence: str
    site: str
    sources: tuple[str, ...]

    @property
    def given(self) -> bytes:
        """Give what it is kept under."""
        return repr(self).encode()

    def make(self, cache: Stores) -> Blob:
        """Draw it."""

        def draw() -> bytes:
            return draw_card(title=self.title, sentence=self.sentence, site=self.site, sources=self.sources)

        return cache.remember_file(self.stage, self.given, draw)


class Drawings(dict[str, Drawing]):
    """Charts of pages by name, each drawn when it is asked for."""

    def __init__(self, inline: Mapping[str, Inline], cache: Remembers) -> None:
        super().__init__()
        self.inline, self.cache = inline, cache

    def __missing__(self, name: str) -> Drawing:
        self[name] = Drawing(name, *self.inline[name].make(self.cache))
        return self[name]
