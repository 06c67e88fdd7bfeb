"""The line that tells how far long work has come."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import build as front_door
from disclosed.options import Options
from disclosed.progress import AFTER, EVERY, Line, counted, quietly
from tests.the_example import CONTENT


class Terminal(io.StringIO):
    """A stream that may be a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def clock(*seconds: float) -> Iterator[float]:
    yield from seconds


def told(stream: Terminal, *seconds: float) -> str:
    """Tell as many things as there are times after the first, then take the line away."""
    line = Line(stream, clock(*seconds).__next__)
    for done in range(len(seconds) - 1):
        line("Reading", 999 + done, 2_000)
    line.clear()
    return stream.getvalue()


@pytest.fixture(autouse=True)
def moving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_a_line_is_written_in_its_place_and_taken_away() -> None:
    first, second = "Reading: 999 of 2,000", "Reading: 1,000 of 2,000"
    seconds = (0.0, AFTER, AFTER + EVERY)
    assert told(Terminal(terminal=True), *seconds) == f"\r{first}\r{second}\r{' ' * len(second)}\r"


def test_what_takes_no_time_or_is_told_too_often_is_not_written() -> None:
    assert told(Terminal(terminal=True), 0.0, AFTER - 0.1) == ""
    assert told(Terminal(terminal=True), 0.0, AFTER, AFTER + EVERY / 2).count("of 2,000") == 1


def test_without_a_terminal_that_can_move_back_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(Terminal(terminal=False), 0.0, AFTER, AFTER * 2) == ""
    monkeypatch.setenv("TERM", "dumb")
    assert told(Terminal(terminal=True), 0.0, AFTER, AFTER * 2) == ""


def test_things_are_given_and_counted() -> None:
    seen: list[tuple[str, int, int]] = []
    assert list(counted("ab", "ab", "Doing", lambda doing, done, of: seen.append((doing, done, of)))) == ["a", "b"]
    assert seen == [("Doing", 0, 2), ("Doing", 1, 2)]
    assert list(counted("ab", "ab", "Doing", quietly)) == ["a", "b"]


def test_a_build_tells_what_it_reads_and_what_it_sets(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    shutil.copytree(CONTENT, tmp_path / "content")
    front_door.build(Options(tmp_path, cache=False, tell=lambda doing, done, of: seen.append((doing, done, of))))
    assert seen == [
        (doing, done, 2)
        for doing in ("Reading letters, by request", "Drawing and setting pages, by request")
        for done in (0, 1)
    ]
