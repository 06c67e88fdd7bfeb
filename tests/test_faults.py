"""Faults put to `build.py` in a process of its own: after each the folders are wholly old or wholly new, and the next build is right.

Crashes at every step stand in test_output.py, kills at random times in test_hostile_projects.py, damaged caches in
test_cache.py; here are those that only a real process meets.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.making import PROJECTS

ROOT = Path(__file__).resolve().parent.parent
SMALL = PROJECTS / "stolen-bins/content"
COMMAND = [sys.executable, str(ROOT / "build.py"), "--project"]
Published = dict[str, bytes]


def published(project: Path) -> Published:
    """Give every file of both outputs."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for name in ("datapackage", "site")
        for path in sorted((project / name).rglob("*"))
        if path.is_file()
    }


def say(project: Path, words: str) -> None:
    """Change the content so that both outputs change."""
    site = (SMALL / "site.yml").read_text("utf-8")
    title = next(line for line in site.splitlines() if line.startswith("title:"))
    (project / "content/site.yml").write_text(site.replace(title, f"title: {words}"), "utf-8")


def build(project: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own."""
    environment = {**os.environ, **options.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run(
        [*COMMAND, str(project)], capture_output=True, text=True, encoding="utf-8", check=False, env=environment, **options  # type: ignore[call-overload]
    )  # fmt: skip


@pytest.fixture(scope="module")
def generations(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Published, Published]:
    """A project as built of its old content, and what its old and its new content give."""
    project = tmp_path_factory.mktemp("faults") / "project"
    shutil.copytree(SMALL, project / "content")
    whole = []
    for words in ("New", "Old"):
        say(project, words)
        done = build(project)
        assert done.returncode == 0, done.stderr
        whole.append(published(project))
    return project, whole[1], whole[0]


@pytest.fixture
def project(generations: tuple[Path, Published, Published], tmp_path: Path) -> Path:
    """A copy of what was built, with new content."""
    shutil.copytree(generations[0], tmp_path / "project")
    say(tmp_path / "project", "New")
    return tmp_path / "project"


def then_right(project: Path, new: Published) -> None:
    """Build once more without the fault."""
    done = build(project)
    assert done.returncode == 0, done.stderr
    assert published(project) == new
    assert not (project / ".staged").exists()


def test_a_disk_that_takes_no_more_leaves_what_was_published(
    project: Path, generations: tuple[Path, Published, Published]
) -> None:
    resource = pytest.importorskip("resource", reason="limits of a process are POSIX")
    _, old, new = generations
    limit = 20_000  # bytes of a file: pages and pictures are larger, the lock and the stamp are not

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = build(project, preexec_fn=bound)
    assert (done.returncode, published(project)) == (1, old)
    assert "The system refuses to write it (File too large)." in done.stderr
    assert "Traceback" not in done.stderr
    then_right(project, new)


@pytest.mark.parametrize("held", ["site", "datapackage"])
def test_an_output_that_is_open_and_read_meanwhile_is_replaced_whole(
    held: str, project: Path, generations: tuple[Path, Published, Published]
) -> None:
    _, old, new = generations
    name = next(name for name in old if name.startswith(held) and old[name] != new[name])
    with (project / name).open("rb") as stream:
        assert build(project, cwd=project / held).returncode == 0
        assert stream.read() == old[name]  # who had it open reads the old one to its end
    assert published(project) == new


def test_two_builds_at_once_end_with_one_of_them_whole(
    project: Path, generations: tuple[Path, Published, Published]
) -> None:
    command = [*COMMAND, str(project), "--no-cache"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[1] for process in both]
    for process, words in zip(both, said, strict=True):
        assert process.returncode == 0 or "Another build of this project is running. Wait until it has ended" in words
    assert 0 in [process.returncode for process in both]
    assert published(project) == generations[2]


# Clocks, locales, consoles: nothing of them may reach a byte.
CLOCK = "import time, datetime\n_at = {at}\ntime.time = lambda: _at\ntime.time_ns = lambda: int(_at * 10**9)\n"


@pytest.mark.parametrize("at", [0.0, -1.0, 32503680000.0], ids=["1970", "before 1970", "the year 3000"])
def test_a_wrong_clock_changes_no_byte(at: float, project: Path, generations: tuple[Path, Published, Published], tmp_path: Path) -> None:  # fmt: skip
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd/sitecustomize.py").write_text(CLOCK.format(at=at), "utf-8")
    for path in (project / "content").rglob("*.txt"):
        os.utime(path, (max(at, 0), max(at, 0)))
    done = build(project, env={"PYTHONPATH": str(tmp_path / "odd")})
    assert done.returncode == 0, done.stderr
    assert published(project) == generations[2]


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "1"},
        {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "1"},
        {"HOME": "/nowhere", "USER": ""},
    ],
    ids="-".join,
)
def test_an_odd_environment_changes_no_byte(
    environment: dict[str, str], project: Path, generations: tuple[Path, Published, Published]
) -> None:
    done = build(project, env=environment)
    assert done.returncode == 0, done.stderr
    assert published(project) == generations[2]


Spoil = Callable[[Path], None]


def cut_in_half(cache: Path) -> None:
    for path in cache.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def fill_with_noise(cache: Path) -> None:
    chance = random.Random(5)
    for path in cache.rglob("*"):
        if path.is_file():
            path.write_bytes(chance.randbytes(200))


@pytest.mark.parametrize("spoil", [cut_in_half, fill_with_noise])
def test_a_spoiled_cache_costs_time_and_nothing_else(
    spoil: Spoil, project: Path, generations: tuple[Path, Published, Published]
) -> None:
    spoil(project / ".cache")
    then_right(project, generations[2])


# Content that changes while it is read.


def rewrite(path: Path, texts: tuple[str, str], process: subprocess.Popen[bytes], chance: random.Random) -> None:
    """Write one text and the other over a file, as an editor saves, until the process ends."""
    while process.poll() is None:
        for text in texts:
            beside = path.with_name(".saving")
            beside.write_text(text, "utf-8")
            beside.replace(path)
            time.sleep(chance.random() * 0.01)


def test_content_that_changes_while_it_is_read_gives_one_state_or_the_other_and_the_next_build_sees_the_last(
    project: Path, generations: tuple[Path, Published, Published]
) -> None:
    _, old, new = generations
    site = project / "content/site.yml"
    texts = []
    for words in ("Old", "New"):
        say(project, words)
        texts.append(site.read_text("utf-8"))
    process = subprocess.Popen([*COMMAND, str(project)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    rewrite(site, (texts[0], texts[1]), process, random.Random(3))
    assert process.returncode == 0
    assert published(project) in (old, new)
    assert site.read_text("utf-8") == texts[1]
    then_right(project, new)
