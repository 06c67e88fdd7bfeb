"""Run all tests with one command on a new machine: `python3 tests/run.py [pytest's arguments]`.

Makes `.venv` with the test libraries, finds a browser or installs one (Debian's chromium by apt; elsewhere the one that
Playwright downloads), then runs pytest.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from disclosed.setup import SetupError, run_inside  # noqa: E402 - the engine stands beside this folder

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def install_browser() -> None:
    """Install a browser if no known one is on the path; Playwright's own copy is kept by Playwright."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if os.name == "posix" and _is_debian():
        before = [] if os.geteuid() == 0 else ["sudo"]
        for step in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
        ):
            subprocess.run([*before, *step], check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        return
    run_inside(ROOT, ["-m", "playwright", "install", "chromium"], extras=("test",))


def _is_debian() -> bool:
    return bool(shutil.which("apt-get")) and platform.freedesktop_os_release().get("ID") == "debian"


def main() -> int:
    """Set up, then run pytest; its exit code."""
    try:
        install_browser()
        return run_inside(ROOT, ["-m", "pytest", *sys.argv[1:]], extras=("test",))
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
    except subprocess.CalledProcessError:
        sys.stderr.write(
            "No browser could be installed. Install chromium by hand (sudo apt-get install chromium), then run this again.\n"
        )
    return 2


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
