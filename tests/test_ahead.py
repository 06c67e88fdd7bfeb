"""Other processes may do some of the work, or none, or die at it: what comes is the same."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from benchmarks.corpus import write_corpus
from disclosed import ahead
from disclosed.ahead import Ahead
from disclosed.cache import Cache

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Double:
    """Says which process doubled a word."""

    stage: ClassVar[str] = "doubles"
    few: ClassVar[int] = 0
    warm_up: ClassVar[int] = 0
    word: str
    seconds: float = 0

    @property
    def given(self) -> bytes:
        return self.word.encode()

    def make(self, cache: Cache) -> str:
        return cache.remember(self.stage, self.given, self._double).decode()

    def _double(self) -> bytes:
        time.sleep(self.seconds)
        return f"{self.word * 2} {os.getpid()}".encode()


@dataclass(frozen=True)
class Slow(Double):
    """Takes this process long to begin with."""

    warm_up: ClassVar[int] = 1000


@dataclass(frozen=True)
class Light(Double):
    """Three of it are not worth another process."""

    few: ClassVar[int] = 3


@dataclass(frozen=True)
class Fails(Double):
    def _double(self) -> bytes:
        raise ValueError(self.word)


@dataclass(frozen=True)
class Dies(Double):
    """Ends any process but the one it is not meant for."""

    home: int = 0

    def _double(self) -> bytes:
        if os.getpid() != self.home:
            os._exit(3)
        return super()._double()


def words_and_makers(cache: Cache, jobs: list[Double]) -> tuple[list[str], set[str]]:
    """Ask for what was expected: the words, and the processes that made them."""
    cache.expect(jobs)
    made = [job.make(cache).split() for job in jobs]
    return [word for word, _ in made], {maker for _, maker in made}


def test_what_is_expected_is_made_elsewhere_and_found_here(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with Ahead(cache, 1):
        words, makers = words_and_makers(cache, [Slow("a"), Slow("b"), Slow("c")])
    assert words == ["aa", "bb", "cc"]
    assert len(makers) == 1
    assert str(os.getpid()) not in makers


def test_this_process_helps_from_the_end_while_it_waits(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with Ahead(cache, 1):
        words, makers = words_and_makers(cache, [Double(str(number), 0.05) for number in range(30)])
    assert words == [str(number) * 2 for number in range(30)]
    assert len(makers) == 2


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    Double("a").make(Cache(tmp_path))
    cache = Cache(tmp_path)
    with Ahead(cache, 1) as processes:
        assert words_and_makers(cache, [Double("a")]) == (["aa"], {str(os.getpid())})
        assert processes._pool is None, "no process is begun for nothing"


def test_few_jobs_are_done_here_before_a_process_would_have_begun(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with Ahead(cache, 1) as processes:
        assert words_and_makers(cache, [Light(word) for word in "abc"]) == (["aa", "bb", "cc"], {str(os.getpid())})
        assert processes._pool is None
        assert len(words_and_makers(cache, [Light(str(number), 0.05) for number in range(30)])[1]) == 2


def test_a_kind_that_is_few_waits_for_no_process_that_works_at_another(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with Ahead(cache, 1) as processes:
        cache.expect([Slow("z", 0.5)])
        assert words_and_makers(cache, [Light("a"), Light("b")]) == (["aa", "bb"], {str(os.getpid())})
        assert processes._pool is not None


def test_what_fails_elsewhere_fails_here_for_whoever_asks(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with Ahead(cache, 1):
        cache.expect([Fails("a"), Slow("b")])
        with pytest.raises(ValueError, match="a"):
            Fails("a").make(cache)
        assert Slow("b").make(cache).startswith("bb ")


def test_a_process_that_dies_is_missed_by_nobody(tmp_path: Path) -> None:
    cache, here = Cache(tmp_path), os.getpid()
    with Ahead(cache, 2) as processes:
        assert words_and_makers(cache, [Dies("a", home=here), Slow("b"), Slow("c")])[0] == ["aa", "bb", "cc"]
        assert words_and_makers(cache, [Slow("d"), Slow("e")]) == (["dd", "ee"], {str(here)})
        assert processes.processes == 0


def test_a_system_that_gives_no_processes_is_served_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(ahead, "ProcessPoolExecutor", refuse)
    cache = Cache(tmp_path)
    with Ahead(cache, 4):
        assert words_and_makers(cache, [Double("a"), Double("b")]) == (["aa", "bb"], {str(os.getpid())})


def test_no_process_outlives_the_work(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with Ahead(cache, 2) as processes:
        cache.expect([Double(str(number), 0.2) for number in range(50)])
        assert processes._pool is not None
        begun = list(processes._pool._processes.values())
        assert begun
    assert not any(process.is_alive() for process in begun)
    assert multiprocessing.active_children() == []
    assert cache.ahead is None


LEFT_ALONE = """
import os, sys
from pathlib import Path
from disclosed.ahead import Ahead
from disclosed.cache import Cache
from tests.test_ahead import Slow
cache = Cache(Path(sys.argv[1]))
with Ahead(cache, 1) as processes:
    cache.expect([Slow("a")])
    Slow("a").make(cache)
    os._exit(9)
"""


def test_processes_end_with_the_one_that_began_them(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LEFT_ALONE, str(tmp_path)]
    begun = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    _, _ = begun.communicate(timeout=60)  # comes back once nobody holds the other end: neither it nor its process
    assert begun.returncode == 9


def build(project: Path, *options: str) -> dict[str, bytes]:
    """Build in a process of its own; the bytes of both folders."""
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(project), *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    folders = (project / "datapackage", project / "site")
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_one_process_and_several_warm_and_cold_make_the_same_bytes(tmp_path: Path) -> None:
    write_corpus(tmp_path, 3)
    alone = build(tmp_path, "--jobs", "1", "--no-cache")
    assert len(alone) > 90
    for options in (("--jobs", "3", "--no-cache"), ("--jobs", "3"), ("--jobs", "1")):
        assert build(tmp_path, *options) == alone, options


@pytest.mark.parametrize("words", ["0", "-1", "two", "65", ""])
def test_a_number_of_processes_that_is_none_is_told(words: str, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(tmp_path), f"--jobs={words}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith(f"argument --jobs: '{words}' is no number from 1 to 64. Write 1 for one process.\n")


class Other:
    """A job that is done by whoever waits for another, which is done by then."""

    stage: ClassVar[str] = "readings"
    few: ClassVar[int] = 0
    warm_up: ClassVar[int] = 0
    given = b"other"

    def __init__(self, awaited: Future[None]) -> None:
        self.awaited = awaited

    def make(self, cache: Cache) -> object:
        self.awaited.set_result(None)
        return cache.remember(self.stage, self.given, lambda: b"made while waiting")


def test_what_is_made_while_waiting_is_no_part_of_what_is_being_made(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    awaited: Future[None] = Future()
    awaited.set_running_or_notify_cancel()
    with Ahead(cache, 1) as ahead, cache.watch() as asked:
        ahead._expected = {
            cache._name("readings", b"one"): (Other(awaited), awaited),
            "other": (Other(awaited), Future()),
        }
        assert cache.remember("readings", b"one", lambda: b"made") == b"made"
    assert list(asked) == [cache._name("readings", b"one")]
    assert cache.remember("readings", b"other", lambda: b"anew") == b"made while waiting"


def test_what_is_expected_is_not_forgotten_although_nobody_asks_for_it(tmp_path: Path) -> None:
    Double("a").make(Cache(tmp_path))
    cache = Cache(tmp_path)
    cache.expect([Double("a")])
    cache.drop_unused()
    assert cache.holds("doubles", b"a")
