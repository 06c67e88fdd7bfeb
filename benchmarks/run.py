"""Time `build.py` as a whole process on seeded corpora: cold, unchanged, one letter changed."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import write_corpus

BUILD = Path(__file__).resolve().parent.parent / "build.py"


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall and user + system time in seconds, peak memory in megabytes."""

    wall: float
    cpu: float
    memory: float


def run_build(project: Path) -> Run:
    """Build `project` in a new process and measure it; stops the benchmark if the build fails."""
    begun = time.monotonic()
    arguments = [sys.executable, str(BUILD), "--project", str(project)]
    with Path(os.devnull).open("w") as nowhere:
        child = os.posix_spawn(
            sys.executable, arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)]
        )
        _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"The build of {project} failed.")
    return Run(time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def make_cold(project: Path) -> None:
    """Take away everything that an earlier build left."""
    for name in (".cache", "site", "datapackage"):
        shutil.rmtree(project / name, ignore_errors=True)


def change_one(project: Path) -> None:
    """Change one digit of one letter."""
    letter = project / "content/requests/street-services-1/town-1.txt"
    text = letter.read_text("utf-8")
    letter.write_text(text.replace("7", "8", 1) if "7" in text else text.replace("8", "7", 1), "utf-8")


def leave_alone(project: Path) -> None:
    """Change nothing."""


CASES: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("cold", make_cold),
    ("unchanged", leave_alone),
    ("one changed", change_one),
)


def main() -> None:
    """Print one row a size and case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[2, 100, 1000])
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    print(f"{'letters':>7}  {'case':<12} {'wall s':>8} {'user+sys s':>11} {'peak MB':>8}")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder)
            write_corpus(project, size)
            for name, prepare in CASES:
                runs = []
                for _ in range(options.repeat):
                    prepare(project)
                    runs.append(run_build(project))
                best = min(runs, key=lambda run: run.cpu)
                print(f"{size:>7}  {name:<12} {best.wall:>8.2f} {best.cpu:>11.2f} {best.memory:>8.0f}", flush=True)


if __name__ == "__main__":
    main()
