"""Time `build.py` as a whole process on seeded corpora: cold, unchanged, one letter changed; and a change in `serve`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.corpus import write_corpus  # noqa: E402 - this file is run as a program
from disclosed.options import Options  # noqa: E402
from disclosed.states import States  # noqa: E402

BUILD = ROOT / "build.py"
LETTER = "content/requests/street-services-1/town-1.txt"
PAGE = "requests/street-services-1/index.html"


@dataclass(frozen=True, slots=True)
class Run:
    """One process with those it starts: wall and user + system time in seconds, peak memory of the largest in megabytes."""

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
    letter = project / LETTER
    text = letter.read_text("utf-8")
    letter.write_text(text.replace("7", "8", 1) if "7" in text else text.replace("8", "7", 1), "utf-8")


def change_words(project: Path) -> None:
    """Change one letter without changing a figure."""
    letter = project / LETTER
    text = letter.read_text("utf-8")
    ends = text.endswith("Thank you.\n")
    letter.write_text(text.removesuffix("Thank you.\n") if ends else f"{text}Thank you.\n", "utf-8")


def leave_alone(project: Path) -> None:
    """Change nothing."""


CASES: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("cold", make_cold),
    ("unchanged", leave_alone),
    ("one changed", change_one),
)


SEEN: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("words, in serve", change_words),
    ("figure, in serve", change_one),
)


def time_preview(project: Path, repeat: int) -> Iterator[tuple[str, Run]]:
    """Time how long a change takes in a preview that runs, until the page that shows it is made."""
    states = States(Options(project), ROOT / "templates")
    states.state = states.refresh()
    for name, prepare in SEEN:
        runs = []
        for _ in range(repeat):
            prepare(project)
            begun, used = time.monotonic(), time.process_time()
            states.state = states.refresh()
            page = states.state.site.file(PAGE) if states.state.site else None
            runs.append(Run(time.monotonic() - begun, time.process_time() - used, 0))
            if page is None:
                sys.exit(f"The preview of {project} has no {PAGE}.")
        yield name, min(runs, key=lambda run: run.cpu)


def main() -> None:
    """Print one row a size and case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[2, 100, 1000])
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    print(f"{'letters':>7}  {'case':<16} {'wall s':>8} {'user+sys s':>11} {'peak MB':>8}")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder)
            write_corpus(project, size)
            for name, prepare in CASES:
                runs = []
                for _ in range(options.repeat):
                    prepare(project)
                    runs.append(run_build(project))
                tell(size, name, min(runs, key=lambda run: run.cpu))
            for name, run in time_preview(project, options.repeat):
                tell(size, name, run)


def tell(size: int, name: str, run: Run) -> None:
    """Print a row; memory is not known of what runs in this process."""
    memory = f"{run.memory:>8.0f}" if run.memory else ""
    print(f"{size:>7}  {name:<16} {run.wall:>8.2f} {run.cpu:>11.2f} {memory}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
