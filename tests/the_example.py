"""The content of the repository that this engine came from: two letters of Leicester City Council, and what is settled beside them.

A copy, so that the tests of the engine hold in every fork, whatever letters it publishes.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from disclosed.packaging.package import render_package
from disclosed.rows import Package
from disclosed.settling.assembly import build_package
from disclosed.settling.content import load_content

EXAMPLE = Path(__file__).resolve().parent / "example"
CONTENT = EXAMPLE / "content"


@cache
def example_package() -> Package:
    """Build the example's package."""
    return build_package(load_content(CONTENT))[0]


@cache
def _beside() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@cache
def example_folder() -> Path:
    """Write the example's data package to a folder of its own, once a run, for tests that read it from disk."""
    folder = Path(_beside().name) / "datapackage"
    for path, data in render_package(example_package()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder
