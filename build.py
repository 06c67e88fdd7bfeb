"""The front door: content/ → datapackage/ → site/. `python3 build.py --help` lists the commands."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosed.cli import Options

ROOT = Path(__file__).resolve().parent


def build(options: Options) -> tuple[str, ...]:
    """Run the pipeline, top to bottom, and report. Nothing is written until everything is made and checked."""
    raise NotImplementedError


def main() -> int:
    """Run a command, in the project's own environment where the libraries are not at hand."""
    from disclosed.setup import SetupError, run_inside

    if find_spec("ruamel") is None and Path(sys.prefix) != ROOT / ".venv":
        try:
            return run_inside(ROOT, sys.argv)
        except SetupError as error:
            sys.stderr.write(f"{error}\n")
            return 2
    from disclosed.cli import main as run_command

    return run_command(sys.argv[1:], build, ROOT)


if __name__ == "__main__":
    sys.exit(main())
